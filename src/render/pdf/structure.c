/* SPDX-License-Identifier: GPL-3.0-or-later
 * Within an element, its own text and its child elements have to be put into one order. Children keep the order of the
 * tag tree; the element's text is in drawing order; a child stands before the text that was drawn after the child, or
 * after a later child. So a footnote drawn at the foot of the page is read where its reference stands. */
#include "render/pdf/structure.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "base/number.h"
#include "render/pdf/tree.h"

struct stretch {
    size_t page, number; /* MCID */
    size_t order;        /* of drawing, over the whole document */
};

struct annotation {
    size_t page, key;
    HPDF_Dict dict;
};

/* What is known about a tag, by its number. */
struct element {
    const struct tag *tag;
    LIST_OF(struct stretch) stretches;
    LIST_OF(struct annotation) annotations;
    size_t first_drawn; /* in the whole subtree; SIZE_MAX: nothing is */
    size_t place;       /* where it stands among the text of its parent */
    bool has_area;
    struct pdf_rectangle area;
    const char *numbering; /* lists: ListNumbering */
    void *object; /* as a PDF has it; the dictionary is written when it is saved */
};

/* The elements that the stretches of a page belong to. */
struct page_content {
    LIST_OF(const struct tag *) owners;
};

struct pdf_structure {
    struct arena *arena;
    const struct pages *pages;
    struct element *elements;
    struct element **reading; /* in reading order: every tag before its children */
    size_t reading_count;
    struct page_content *contents;
    size_t drawn; /* stretches so far */
    LIST_OF(const struct tag *) annotated;
};

static struct element *element_of(struct pdf_structure *structure, const struct tag *tag)
{
    assert(tag->number < structure->pages->tag_count);
    return &structure->elements[tag->number];
}

/* The next tag in reading order, or NULL after the last; a loop, since the depth is up to the document. */
static const struct tag *tag_after(const struct tag *tag, const struct tag *root)
{
    if (tag->first_child)
        return tag->first_child;
    while (tag != root && !tag->next)
        tag = tag->parent;
    return tag == root ? NULL : tag->next;
}

struct pdf_structure *pdf_structure_new(const struct pages *pages)
{
    struct pdf_structure *structure = memory_alloc(1, sizeof *structure);
    structure->arena = arena_new();
    structure->pages = pages;
    structure->elements = ARENA_ARRAY(structure->arena, struct element, pages->tag_count);
    structure->reading = ARENA_ARRAY(structure->arena, struct element *, pages->tag_count);
    structure->contents = ARENA_ARRAY(structure->arena, struct page_content, pages->count);
    for (const struct tag *tag = pages->root; tag; tag = tag_after(tag, pages->root)) {
        struct element *element = element_of(structure, tag);
        element->tag = tag;
        element->first_drawn = SIZE_MAX;
        structure->reading[structure->reading_count++] = element;
    }
    return structure;
}

void pdf_structure_free(struct pdf_structure *structure)
{
    if (!structure)
        return;
    arena_free(structure->arena);
    free(structure);
}

const char *pdf_structure_type(enum tag_role role)
{
    static const char *const types[] = {
        [TAG_DOCUMENT] = "Document",  [TAG_SECTION] = "Sect",       [TAG_TITLE_BLOCK] = "Div",
        [TAG_H1] = "H1",              [TAG_H2] = "H2",              [TAG_H3] = "H3",
        [TAG_H4] = "H4",              [TAG_PARAGRAPH] = "P",        [TAG_LIST] = "L",
        [TAG_ITEM] = "LI",            [TAG_ITEM_LABEL] = "Lbl",     [TAG_ITEM_BODY] = "LBody",
        [TAG_QUOTE] = "BlockQuote",   [TAG_BOX] = "Div",            [TAG_CONTENTS] = "TOC",
        [TAG_CONTENTS_ITEM] = "TOCI", [TAG_REFERENCE] = "Reference", [TAG_LINK] = "Link",
        [TAG_NOTE] = "Note",          [TAG_SPAN] = "Span",          [TAG_TABLE] = "Table",
        [TAG_ROW] = "TR",             [TAG_HEADER_CELL] = "TH",     [TAG_CELL] = "TD",
        [TAG_CAPTION] = "Caption",    [TAG_FIGURE] = "Figure",
    };
    _Static_assert(sizeof types / sizeof *types == TAG_ROLES, "a structure type for every role");
    return types[role];
}

/* ---- collecting ---- */

size_t pdf_structure_begin(struct pdf_structure *structure, const struct tag *tag, size_t page)
{
    struct element *element = element_of(structure, tag);
    struct page_content *content = &structure->contents[page];
    const struct stretch stretch = {.page = page, .number = content->owners.count, .order = structure->drawn++};
    ARENA_PUSH(structure->arena, &content->owners, tag);
    ARENA_PUSH(structure->arena, &element->stretches, stretch);
    if (element->first_drawn == SIZE_MAX)
        element->first_drawn = stretch.order;
    return stretch.number;
}

void pdf_structure_cover(struct pdf_structure *structure, const struct tag *tag, struct pdf_rectangle area)
{
    struct element *element = element_of(structure, tag);
    if (element->has_area) {
        area.left = fmin(area.left, element->area.left);
        area.bottom = fmin(area.bottom, element->area.bottom);
        area.right = fmax(area.right, element->area.right);
        area.top = fmax(area.top, element->area.top);
    }
    element->area = area;
    element->has_area = true;
}

/* Names of ISO 32000-1, table 347. */
static const char *numbering_of(struct text label)
{
    const char first = label.len ? label.ptr[0] : '\0';
    if (first >= '0' && first <= '9')
        return "Decimal";
    if (first >= 'a' && first <= 'z')
        return "LowerAlpha";
    if (first >= 'A' && first <= 'Z')
        return "UpperAlpha";
    return "Disc";
}

void pdf_structure_label(struct pdf_structure *structure, const struct tag *label, struct text text)
{
    const struct tag *item = label->parent, *list = item && item->role == TAG_ITEM ? item->parent : NULL;
    if (list && list->role == TAG_LIST && !element_of(structure, list)->numbering)
        element_of(structure, list)->numbering = numbering_of(text);
}

size_t pdf_structure_annotate(struct pdf_structure *structure, const struct tag *tag, size_t page,
                              HPDF_Dict annotation)
{
    const struct annotation entry = {page, structure->pages->count + structure->annotated.count, annotation};
    ARENA_PUSH(structure->arena, &element_of(structure, tag)->annotations, entry);
    ARENA_PUSH(structure->arena, &structure->annotated, tag);
    return entry.key;
}

/* ---- order ---- */

/* Backwards in reading order, every tag comes after all that is in it and after its later siblings. */
static void find_places(struct pdf_structure *structure)
{
    for (size_t i = structure->reading_count; i-- > 0;) {
        struct element *element = structure->reading[i];
        const struct tag *tag = element->tag;
        element->place = element->first_drawn;
        if (tag->next && element_of(structure, tag->next)->place < element->place)
            element->place = element_of(structure, tag->next)->place;
        if (!tag->parent)
            continue;
        struct element *parent = element_of(structure, tag->parent);
        if (element->first_drawn < parent->first_drawn)
            parent->first_drawn = element->first_drawn;
    }
}

/* ---- writing an element ---- */

struct writing {
    struct pdf_structure *structure;
    struct pdf_objects *objects;
    HPDF_Page const *page_dicts;
    HPDF_Dict root;
};

/* An element as libharu would write its dictionary. */
struct written {
    const struct writing *writing;
    const struct element *element;
    struct text_builder *out;
};

static void write_key(struct text_builder *out, const char *key)
{
    text_add_byte(out, '/');
    text_add_c(out, key);
    text_add_byte(out, ' ');
}

static void write_name(struct text_builder *out, const char *key, const char *name)
{
    write_key(out, key);
    text_add_byte(out, '/');
    text_add_c(out, name);
    text_add_byte(out, '\n');
}

static void write_number(struct text_builder *out, const char *key, size_t number)
{
    write_key(out, key);
    number_add_plain(out, (int64_t)number);
    text_add_byte(out, '\n');
}

static void write_reference(struct text_builder *out, const char *key, const void *object)
{
    write_key(out, key);
    pdf_reference_write(object, out);
    text_add_byte(out, '\n');
}

/* Takes the object. */
static void write_object(const struct written *written, const char *key, void *object)
{
    struct pdf_objects *objects = written->writing->objects;
    write_key(written->out, key);
    if (object)
        pdf_object_write(objects, object, written->out);
    HPDF_Obj_Free(objects->doc->mmgr, object);
    text_add_byte(written->out, '\n');
}

static void begin_attributes(struct text_builder *out, const char *owner)
{
    text_add_c(out, "/A <<\n");
    write_name(out, "O", owner);
}

static void end_attributes(struct text_builder *out)
{
    text_add_c(out, ">>\n");
}

static void write_scope(const struct written *written)
{
    static const char *const scopes[] = {
        [SCOPE_NONE] = NULL, [SCOPE_COLUMN] = "Column", [SCOPE_ROW] = "Row", [SCOPE_BOTH] = "Both"};
    if (!scopes[written->element->tag->scope])
        return;
    begin_attributes(written->out, "Table");
    write_name(written->out, "Scope", scopes[written->element->tag->scope]);
    end_attributes(written->out);
}

static void write_area(const struct written *written)
{
    begin_attributes(written->out, "Layout");
    write_object(written, "BBox", pdf_rectangle_new(written->writing->objects, written->element->area));
    write_name(written->out, "Placement", "Block");
    end_attributes(written->out);
}

static void write_numbering(const struct written *written)
{
    begin_attributes(written->out, "List");
    write_name(written->out, "ListNumbering", written->element->numbering);
    end_attributes(written->out);
}

static void write_text(const struct written *written, const char *key, struct text text)
{
    if (text.len)
        write_object(written, key, pdf_text_new(written->writing->objects, text));
}

static void write_properties(const struct written *written)
{
    const struct element *element = written->element;
    const struct tag *tag = element->tag;
    write_name(written->out, "Type", "StructElem");
    write_name(written->out, "S", pdf_structure_type(tag->role));
    write_text(written, "Alt", tag->alt);
    write_text(written, "ActualText", tag->actual);
    write_text(written, "Lang", tag->language);
    write_text(written, "ID", tag->id);
    if (tag->role == TAG_HEADER_CELL)
        write_scope(written);
    if (tag->role == TAG_FIGURE && element->has_area)
        write_area(written);
    if (element->numbering)
        write_numbering(written);
    if (element->stretches.count)
        write_reference(written->out, "Pg", written->writing->page_dicts[element->stretches.items[0].page]);
}

/* ---- writing what is in an element ---- */

/* A stretch on the element's own page is just its number. */
static void write_stretch(const struct written *written, const struct stretch *stretch)
{
    struct text_builder *out = written->out;
    if (stretch->page == written->element->stretches.items[0].page) {
        number_add_plain(out, (int64_t)stretch->number);
        text_add_byte(out, ' ');
        return;
    }
    text_add_c(out, "<<\n");
    write_name(out, "Type", "MCR");
    write_reference(out, "Pg", written->writing->page_dicts[stretch->page]);
    write_number(out, "MCID", stretch->number);
    text_add_c(out, ">> ");
}

static void write_annotation(const struct written *written, const struct annotation *annotation)
{
    text_add_c(written->out, "<<\n");
    write_name(written->out, "Type", "OBJR");
    write_reference(written->out, "Pg", written->writing->page_dicts[annotation->page]);
    write_reference(written->out, "Obj", annotation->dict);
    text_add_c(written->out, ">> ");
}

static void write_kid(const struct written *written, const void *object)
{
    pdf_reference_write(object, written->out);
    text_add_byte(written->out, ' ');
}

static void write_mixed(const struct written *written)
{
    const struct element *element = written->element;
    const struct tag *child = element->tag->first_child;
    for (size_t i = 0; i < element->stretches.count || child;) {
        const struct element *next = child ? element_of(written->writing->structure, child) : NULL;
        const bool text_left = i < element->stretches.count;
        if (next && (!text_left || next->place < element->stretches.items[i].order)) {
            write_kid(written, next->object);
            child = child->next;
        } else {
            write_stretch(written, &element->stretches.items[i++]);
        }
    }
}

static void write_kids(const struct written *written)
{
    const struct element *element = written->element;
    if (!element->tag->first_child && !element->stretches.count && !element->annotations.count)
        return;
    text_add_c(written->out, "/K [ ");
    write_mixed(written);
    for (size_t i = 0; i < element->annotations.count; i++)
        write_annotation(written, &element->annotations.items[i]);
    text_add_c(written->out, "]\n");
}

static void write_element(const struct writing *writing, const struct element *element, struct text_builder *out)
{
    const struct written written = {writing, element, out};
    const bool is_topmost = !element->tag->parent; /* it alone has its parent last, as in the files of earlier versions */
    text_add_c(out, "<<\n");
    write_properties(&written);
    if (!is_topmost)
        write_reference(out, "P", element_of(writing->structure, element->tag->parent)->object);
    write_kids(&written);
    if (is_topmost)
        write_reference(out, "P", writing->root);
    text_add_c(out, ">>");
}

/* ---- the trees beside the tree ---- */

/* For each stretch of a page the element that it belongs to. */
static void write_owners(const struct writing *writing, const struct page_content *content, struct text_builder *out)
{
    text_add_c(out, "[ ");
    for (size_t i = 0; i < content->owners.count; i++) {
        pdf_reference_write(element_of(writing->structure, content->owners.items[i])->object, out);
        text_add_byte(out, ' ');
    }
    text_add_byte(out, ']');
}

/* The late objects are the elements, by their tags' numbers, and after them what a page's stretches belong to. */
static void write_late(const void *self, size_t number, struct text_builder *out)
{
    const struct writing *writing = self;
    const struct pdf_structure *structure = writing->structure;
    const size_t elements = structure->pages->tag_count;
    if (number < elements)
        write_element(writing, &structure->elements[number], out);
    else
        write_owners(writing, &structure->contents[number - elements], out);
}

static HPDF_Dict parent_tree_new(const struct writing *writing)
{
    struct pdf_structure *structure = writing->structure;
    const size_t pages = structure->pages->count, count = pages + structure->annotated.count;
    struct pdf_tree_entry *entries = ARENA_ARRAY(structure->arena, struct pdf_tree_entry, count);
    for (size_t i = 0; i < count; i++) {
        entries[i].number = (int64_t)i;
        if (i < pages)
            entries[i].value = pdf_late_new(writing->objects, structure->pages->tag_count + i);
        else
            entries[i].value = element_of(structure, structure->annotated.items[i - pages])->object;
    }
    return pdf_number_tree_new(writing->objects, entries, count);
}

/* NULL where nothing has an identifier. */
static HPDF_Dict id_tree_new(const struct writing *writing)
{
    struct pdf_structure *structure = writing->structure;
    LIST_OF(struct pdf_tree_entry) ids = {0};
    for (size_t i = 0; i < structure->reading_count; i++) {
        const struct element *element = structure->reading[i];
        const struct pdf_tree_entry entry = {.name = element->tag->id, .value = element->object};
        if (element->tag->id.len)
            ARENA_PUSH(structure->arena, &ids, entry);
    }
    return ids.count ? pdf_name_tree_new(writing->objects, ids.items, ids.count) : NULL;
}

static void write_root(struct writing *writing)
{
    struct pdf_structure *structure = writing->structure;
    struct pdf_objects *objects = writing->objects;
    HPDF_Dict root = writing->root = pdf_dict_new_indirect(objects);
    pdf_put_name(objects, root, "Type", "StructTreeRoot");
    HPDF_Array kids = pdf_array_new(objects);
    pdf_add(objects, kids, element_of(structure, structure->pages->root)->object);
    pdf_put(objects, root, "K", kids);
    pdf_put(objects, root, "ParentTree", parent_tree_new(writing));
    pdf_put_number(objects, root, "ParentTreeNextKey",
                   (int64_t)(structure->pages->count + structure->annotated.count));
    HPDF_Dict ids = id_tree_new(writing);
    if (ids)
        pdf_put(objects, root, "IDTree", ids);
    pdf_put(objects, objects->doc->catalog, "StructTreeRoot", root);
}

bool pdf_structure_write(struct pdf_structure *structure, struct pdf_objects *objects, HPDF_Page const *page_dicts,
                         struct error *err)
{
    struct writing *writing = ARENA_NEW(structure->arena, struct writing);
    *writing = (struct writing){.structure = structure, .objects = objects, .page_dicts = page_dicts};
    objects->late.write = write_late;
    objects->late.self = writing;
    find_places(structure);
    for (size_t i = 0; i < structure->reading_count; i++)
        structure->reading[i]->object = pdf_late_new(objects, structure->reading[i]->tag->number);
    write_root(writing);
    return pdf_objects_good(objects, err);
}
