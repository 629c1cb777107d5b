/* SPDX-License-Identifier: GPL-3.0-or-later
 * Made as plain dictionaries: libharu's destinations, links and outlines know neither UTF-16 nor "keep the zoom". */
#include "render/pdf/outline.h"

#include <assert.h>

/* [page /XYZ null y null]: scrolls to a height, leaves the rest as the reader has it. */
static HPDF_Array destination_new(const struct pages *pages, struct pdf_objects *objects, HPDF_Page const *page_dicts,
                                  struct destination destination)
{
    HPDF_Array array = pdf_array_new(objects);
    pdf_add(objects, array, page_dicts[destination.page]);
    pdf_add_name(objects, array, "XYZ");
    pdf_add(objects, array, HPDF_Null_New(objects->doc->mmgr));
    pdf_add_real(objects, array, pages->height_pt - destination.y_pt);
    pdf_add(objects, array, HPDF_Null_New(objects->doc->mmgr));
    return array;
}

static bool destination_exists(const struct pages *pages, struct destination destination, struct error *err)
{
    if (destination.page < pages->count)
        return true;
    return error_set(err, ERROR_SYSTEM, "a link leads to page %zu of %zu", destination.page + 1, pages->count);
}

/* ---- links ---- */

/* An address in a PDF is 7-bit ASCII; other bytes are written as %XX, which browsers read as UTF-8. */
static struct text ascii_address(struct arena *keep, struct text address)
{
    struct text_builder b = {0};
    for (size_t i = 0; i < address.len; i++) {
        const unsigned char byte = (unsigned char)address.ptr[i];
        if (byte > 0x20 && byte < 0x7F)
            text_add_byte(&b, address.ptr[i]);
        else
            text_add_format(&b, "%%%02X", byte);
    }
    const struct text result = text_copy(keep, text_built(&b));
    text_builder_done(&b);
    return result;
}

static void put_address(struct pdf_objects *objects, HPDF_Dict annotation, struct text address)
{
    struct arena *scratch = arena_new();
    HPDF_Dict action = pdf_dict_new(objects);
    pdf_put_name(objects, action, "S", "URI");
    pdf_put_text(objects, action, "URI", ascii_address(scratch, address));
    pdf_put(objects, annotation, "A", action);
    arena_free(scratch);
}

static HPDF_Dict annotation_new(const struct pages *pages, struct pdf_objects *objects, const struct link_area *link)
{
    enum { PRINT = 4 };
    const double top = pages->height_pt - link->y_pt;
    HPDF_Dict annotation = pdf_dict_new_indirect(objects);
    HPDF_Array no_border = pdf_array_new(objects);
    for (int i = 0; i < 3; i++)
        pdf_add_number(objects, no_border, 0);
    pdf_put_name(objects, annotation, "Type", "Annot");
    pdf_put_name(objects, annotation, "Subtype", "Link");
    pdf_put(objects, annotation, "Rect",
            pdf_rectangle_new(objects, (struct pdf_rectangle){link->x_pt, top - link->height_pt,
                                                              link->x_pt + link->width_pt, top}));
    pdf_put(objects, annotation, "Border", no_border);
    pdf_put_number(objects, annotation, "F", PRINT);
    pdf_put_text(objects, annotation, "Contents", link->description.len ? link->description : link->address);
    return annotation;
}

bool pdf_links_write(const struct pages *pages, size_t index, struct pdf_objects *objects,
                     HPDF_Page const *page_dicts, struct pdf_structure *structure, struct error *err)
{
    const struct page *page = &pages->items[index];
    if (!page->link_count)
        return true;
    HPDF_Array annotations = pdf_array_new(objects);
    pdf_put(objects, page_dicts[index], "Annots", annotations);
    for (size_t i = 0; i < page->link_count; i++) {
        const struct link_area *link = &page->links[i];
        assert(link->tag);
        if (!link->address.len && !destination_exists(pages, link->destination, err))
            return false;
        HPDF_Dict annotation = annotation_new(pages, objects, link);
        if (link->address.len)
            put_address(objects, annotation, link->address);
        else
            pdf_put(objects, annotation, "Dest", destination_new(pages, objects, page_dicts, link->destination));
        pdf_put_number(objects, annotation, "StructParent",
                       (int64_t)pdf_structure_annotate(structure, link->tag, index, annotation));
        pdf_add(objects, annotations, annotation);
    }
    return pdf_objects_good(objects, err);
}

/* ---- bookmarks ---- */

struct bookmarks {
    const struct pages *pages;
    struct pdf_objects *objects;
    HPDF_Page const *page_dicts;
    HPDF_Dict root, *dicts; /* of the entries */
};

/* The number of the entry that `index` stands under, or outline_count for the root. */
static size_t parent_of(const struct pages *pages, const size_t *parents, size_t index)
{
    const size_t level = pages->outline[index].level;
    size_t parent = index ? index - 1 : pages->outline_count;
    while (parent < pages->outline_count && pages->outline[parent].level >= level)
        parent = parents[parent];
    return parent;
}

static HPDF_Dict bookmark_at(const struct bookmarks *bookmarks, size_t index)
{
    return index < bookmarks->pages->outline_count ? bookmarks->dicts[index] : bookmarks->root;
}

static bool make_bookmark(const struct bookmarks *bookmarks, size_t index, struct error *err)
{
    const struct outline_entry *entry = &bookmarks->pages->outline[index];
    if (!destination_exists(bookmarks->pages, entry->destination, err))
        return false;
    HPDF_Dict dict = pdf_dict_new_indirect(bookmarks->objects);
    pdf_put_text(bookmarks->objects, dict, "Title", entry->title);
    pdf_put(bookmarks->objects, dict, "Dest",
            destination_new(bookmarks->pages, bookmarks->objects, bookmarks->page_dicts, entry->destination));
    bookmarks->dicts[index] = dict;
    return true;
}

/* Links the entries, all of them open. The arrays (`counts` is of all descendants) have a place more than there
 * are entries, for the root. */
static void join(const struct bookmarks *bookmarks, struct arena *scratch)
{
    struct pdf_objects *objects = bookmarks->objects;
    const size_t count = bookmarks->pages->outline_count;
    size_t *parents = ARENA_ARRAY(scratch, size_t, count + 1), *counts = ARENA_ARRAY(scratch, size_t, count + 1);
    HPDF_Dict *last = ARENA_ARRAY(scratch, HPDF_Dict, count + 1);
    for (size_t i = 0; i < count; i++) {
        const size_t parent = parents[i] = parent_of(bookmarks->pages, parents, i);
        HPDF_Dict dict = bookmarks->dicts[i], above = bookmark_at(bookmarks, parent);
        pdf_put(objects, dict, "Parent", above);
        if (last[parent]) {
            pdf_put(objects, dict, "Prev", last[parent]);
            pdf_put(objects, last[parent], "Next", dict);
        } else {
            pdf_put(objects, above, "First", dict);
        }
        last[parent] = dict;
        pdf_put(objects, above, "Last", dict);
    }
    for (size_t i = count; i-- > 0;)
        counts[parents[i]] += counts[i] + 1;
    for (size_t i = 0; i <= count; i++)
        if (counts[i])
            pdf_put_number(objects, bookmark_at(bookmarks, i), "Count", (int64_t)counts[i]);
}

static bool write_bookmarks(const struct pages *pages, struct pdf_objects *objects, HPDF_Page const *page_dicts,
                            struct error *err)
{
    struct arena *scratch = arena_new();
    struct bookmarks bookmarks = {.pages = pages, .objects = objects, .page_dicts = page_dicts};
    bookmarks.dicts = ARENA_ARRAY(scratch, HPDF_Dict, pages->outline_count);
    bookmarks.root = pdf_dict_new_indirect(objects);
    pdf_put_name(objects, bookmarks.root, "Type", "Outlines");
    pdf_put(objects, objects->doc->catalog, "Outlines", bookmarks.root);
    pdf_put_name(objects, objects->doc->catalog, "PageMode", "UseOutlines");
    bool good = true;
    for (size_t i = 0; i < pages->outline_count && good; i++)
        good = make_bookmark(&bookmarks, i, err);
    if (good)
        join(&bookmarks, scratch);
    arena_free(scratch);
    return good;
}

static void put_page_labels(struct pdf_objects *objects)
{
    HPDF_Dict decimal = pdf_dict_new(objects), labels = pdf_dict_new(objects);
    HPDF_Array numbers = pdf_array_new(objects);
    pdf_put_name(objects, decimal, "S", "D");
    pdf_add_number(objects, numbers, 0);
    pdf_add(objects, numbers, decimal);
    pdf_put(objects, labels, "Nums", numbers);
    pdf_put(objects, objects->doc->catalog, "PageLabels", labels);
}

bool pdf_outline_write(const struct pages *pages, struct pdf_objects *objects, HPDF_Page const *page_dicts,
                       struct error *err)
{
    put_page_labels(objects);
    if (pages->outline_count && !write_bookmarks(pages, objects, page_dicts, err))
        return false;
    return pdf_objects_good(objects, err);
}
