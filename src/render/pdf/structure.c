/* SPDX-License-Identifier: GPL-3.0-or-later
 * Within an element, its own text and its child elements have to be put into one order. Children keep the order of the
 * tag tree; the element's text is in drawing order; a child stands before the text that was drawn after the child, or
 * after a later child. So a footnote drawn at the foot of the page is read where its reference stands. */
#include "render/pdf/structure.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "render/pdf/tree.h"

enum {
    KIDS_MAX = 4096 /* children of an element; more are put into groups, well below libharu's limit on arrays */
};

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
    size_t child_count;
    size_t first_drawn; /* in the whole subtree; SIZE_MAX: nothing is */
    size_t place;       /* where it stands among the text of its parent */
    bool has_area;
    struct pdf_rectangle area;
    const char *numbering; /* lists: ListNumbering */
    HPDF_Dict dict;
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
        if (tag->parent)
            element_of(structure, tag->parent)->child_count++;
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
};

static HPDF_Dict attributes_new(struct pdf_objects *objects, const char *owner)
{
    HPDF_Dict attributes = pdf_dict_new(objects);
    pdf_put_name(objects, attributes, "O", owner);
    return attributes;
}

static void put_scope(struct pdf_objects *objects, const struct element *element)
{
    static const char *const scopes[] = {
        [SCOPE_NONE] = NULL, [SCOPE_COLUMN] = "Column", [SCOPE_ROW] = "Row", [SCOPE_BOTH] = "Both"};
    if (!scopes[element->tag->scope])
        return;
    HPDF_Dict attributes = attributes_new(objects, "Table");
    pdf_put_name(objects, attributes, "Scope", scopes[element->tag->scope]);
    pdf_put(objects, element->dict, "A", attributes);
}

static void put_area(struct pdf_objects *objects, const struct element *element)
{
    HPDF_Dict attributes = attributes_new(objects, "Layout");
    pdf_put(objects, attributes, "BBox", pdf_rectangle_new(objects, element->area));
    pdf_put_name(objects, attributes, "Placement", "Block");
    pdf_put(objects, element->dict, "A", attributes);
}

static void put_numbering(struct pdf_objects *objects, const struct element *element)
{
    HPDF_Dict attributes = attributes_new(objects, "List");
    pdf_put_name(objects, attributes, "ListNumbering", element->numbering);
    pdf_put(objects, element->dict, "A", attributes);
}

static void put_texts(struct pdf_objects *objects, const struct element *element)
{
    const struct tag *tag = element->tag;
    if (tag->alt.len)
        pdf_put_text(objects, element->dict, "Alt", tag->alt);
    if (tag->actual.len)
        pdf_put_text(objects, element->dict, "ActualText", tag->actual);
    if (tag->language.len)
        pdf_put_text(objects, element->dict, "Lang", tag->language);
    if (tag->id.len)
        pdf_put_text(objects, element->dict, "ID", tag->id);
}

static HPDF_Dict dict_new(struct pdf_objects *objects, const char *type)
{
    HPDF_Dict dict = pdf_dict_new_indirect(objects);
    pdf_put_name(objects, dict, "Type", "StructElem");
    pdf_put_name(objects, dict, "S", type);
    return dict;
}

static void make_dict(const struct writing *writing, struct element *element)
{
    element->dict = dict_new(writing->objects, pdf_structure_type(element->tag->role));
    put_texts(writing->objects, element);
    if (element->tag->role == TAG_HEADER_CELL)
        put_scope(writing->objects, element);
    if (element->tag->role == TAG_FIGURE && element->has_area)
        put_area(writing->objects, element);
    if (element->numbering)
        put_numbering(writing->objects, element);
    if (element->stretches.count)
        pdf_put(writing->objects, element->dict, "Pg", writing->page_dicts[element->stretches.items[0].page]);
}

/* ---- writing what is in an element ---- */

/* A stretch on the element's own page is just its number. */
static void add_stretch(const struct writing *writing, const struct element *element, HPDF_Array kids,
                        const struct stretch *stretch)
{
    if (stretch->page == element->stretches.items[0].page) {
        pdf_add_number(writing->objects, kids, (int64_t)stretch->number);
        return;
    }
    HPDF_Dict reference = pdf_dict_new(writing->objects);
    pdf_put_name(writing->objects, reference, "Type", "MCR");
    pdf_put(writing->objects, reference, "Pg", writing->page_dicts[stretch->page]);
    pdf_put_number(writing->objects, reference, "MCID", (int64_t)stretch->number);
    pdf_add(writing->objects, kids, reference);
}

static void add_annotation(const struct writing *writing, HPDF_Array kids, const struct annotation *annotation)
{
    HPDF_Dict reference = pdf_dict_new(writing->objects);
    pdf_put_name(writing->objects, reference, "Type", "OBJR");
    pdf_put(writing->objects, reference, "Pg", writing->page_dicts[annotation->page]);
    pdf_put(writing->objects, reference, "Obj", annotation->dict);
    pdf_add(writing->objects, kids, reference);
}

static void add_child(const struct writing *writing, HPDF_Array kids, HPDF_Dict parent, const struct tag *child)
{
    HPDF_Dict dict = element_of(writing->structure, child)->dict;
    pdf_put(writing->objects, dict, "P", parent);
    pdf_add(writing->objects, kids, dict);
}

/* What a group of children may be without changing what the parent is. */
static const char *group_type(enum tag_role role)
{
    if (role == TAG_TABLE)
        return "TBody";
    return role == TAG_LIST || role == TAG_CONTENTS ? pdf_structure_type(role) : "Div";
}

static void add_grouped_children(const struct writing *writing, const struct element *element, HPDF_Array kids)
{
    HPDF_Dict group = NULL;
    HPDF_Array members = NULL;
    size_t n = 0;
    for (const struct tag *child = element->tag->first_child; child; child = child->next) {
        if (n++ % KIDS_MAX == 0) {
            group = dict_new(writing->objects, group_type(element->tag->role));
            members = pdf_array_new(writing->objects);
            pdf_put(writing->objects, group, "P", element->dict);
            pdf_put(writing->objects, group, "K", members);
            pdf_add(writing->objects, kids, group);
        }
        add_child(writing, members, group, child);
    }
}

static void add_mixed(const struct writing *writing, const struct element *element, HPDF_Array kids)
{
    const struct tag *child = element->tag->first_child;
    for (size_t i = 0; i < element->stretches.count || child;) {
        const bool text_left = i < element->stretches.count;
        if (child && (!text_left ||
                      element_of(writing->structure, child)->place < element->stretches.items[i].order)) {
            add_child(writing, kids, element->dict, child);
            child = child->next;
        } else {
            add_stretch(writing, element, kids, &element->stretches.items[i++]);
        }
    }
}

static void fill(const struct writing *writing, const struct element *element)
{
    if (!element->child_count && !element->stretches.count && !element->annotations.count)
        return;
    HPDF_Array kids = pdf_array_new(writing->objects);
    if (element->child_count > KIDS_MAX && !element->stretches.count)
        add_grouped_children(writing, element, kids);
    else
        add_mixed(writing, element, kids);
    for (size_t i = 0; i < element->annotations.count; i++)
        add_annotation(writing, kids, &element->annotations.items[i]);
    pdf_put(writing->objects, element->dict, "K", kids);
}

/* ---- the trees beside the tree ---- */

static HPDF_Array owners_new(const struct writing *writing, const struct page_content *content)
{
    HPDF_Array owners = pdf_array_new_indirect(writing->objects);
    for (size_t i = 0; i < content->owners.count; i++)
        pdf_add(writing->objects, owners, element_of(writing->structure, content->owners.items[i])->dict);
    return owners;
}

static HPDF_Dict parent_tree_new(const struct writing *writing)
{
    struct pdf_structure *structure = writing->structure;
    const size_t pages = structure->pages->count, count = pages + structure->annotated.count;
    struct pdf_tree_entry *entries = ARENA_ARRAY(structure->arena, struct pdf_tree_entry, count);
    for (size_t i = 0; i < count; i++) {
        entries[i].number = (int64_t)i;
        if (i < pages)
            entries[i].value = owners_new(writing, &structure->contents[i]);
        else
            entries[i].value = element_of(structure, structure->annotated.items[i - pages])->dict;
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
        const struct pdf_tree_entry entry = {.name = element->tag->id, .value = element->dict};
        if (element->tag->id.len)
            ARENA_PUSH(structure->arena, &ids, entry);
    }
    return ids.count ? pdf_name_tree_new(writing->objects, ids.items, ids.count) : NULL;
}

static void write_root(const struct writing *writing)
{
    struct pdf_structure *structure = writing->structure;
    struct pdf_objects *objects = writing->objects;
    HPDF_Dict root = pdf_dict_new_indirect(objects);
    pdf_put_name(objects, root, "Type", "StructTreeRoot");
    HPDF_Array kids = pdf_array_new(objects);
    add_child(writing, kids, root, structure->pages->root);
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
    const struct writing writing = {structure, objects, page_dicts};
    find_places(structure);
    for (size_t i = 0; i < structure->reading_count; i++)
        make_dict(&writing, structure->reading[i]);
    for (size_t i = 0; i < structure->reading_count; i++)
        fill(&writing, structure->reading[i]);
    write_root(&writing);
    return pdf_objects_good(objects, err);
}
