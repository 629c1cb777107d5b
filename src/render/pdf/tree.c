/* SPDX-License-Identifier: GPL-3.0-or-later
 * Trees of two levels: a root of up to 32,767 leaves with LEAF_SIZE entries each. */
#include "render/pdf/tree.h"

#include <stdlib.h>

enum { LEAF_SIZE = 64 };

enum kind { NUMBERS, NAMES };

static void add_key(struct pdf_objects *objects, HPDF_Array array, enum kind kind, const struct pdf_tree_entry *entry)
{
    if (kind == NUMBERS)
        pdf_add_number(objects, array, entry->number);
    else
        pdf_add(objects, array, pdf_text_new(objects, entry->name));
}

static void put_entries(struct pdf_objects *objects, HPDF_Dict node, enum kind kind,
                        const struct pdf_tree_entry *entries, size_t count)
{
    HPDF_Array pairs = pdf_array_new(objects);
    for (size_t i = 0; i < count; i++) {
        add_key(objects, pairs, kind, &entries[i]);
        pdf_add(objects, pairs, entries[i].value);
    }
    pdf_put(objects, node, kind == NUMBERS ? "Nums" : "Names", pairs);
}

static HPDF_Dict leaf_new(struct pdf_objects *objects, enum kind kind, const struct pdf_tree_entry *entries,
                          size_t count)
{
    HPDF_Dict leaf = pdf_dict_new_indirect(objects);
    HPDF_Array limits = pdf_array_new(objects);
    add_key(objects, limits, kind, &entries[0]);
    add_key(objects, limits, kind, &entries[count - 1]);
    pdf_put(objects, leaf, "Limits", limits);
    put_entries(objects, leaf, kind, entries, count);
    return leaf;
}

static HPDF_Dict tree_new(struct pdf_objects *objects, enum kind kind, const struct pdf_tree_entry *entries,
                          size_t count)
{
    HPDF_Dict root = pdf_dict_new_indirect(objects);
    if (count <= LEAF_SIZE) {
        put_entries(objects, root, kind, entries, count);
        return root;
    }
    HPDF_Array kids = pdf_array_new(objects);
    for (size_t from = 0; from < count; from += LEAF_SIZE) {
        const size_t size = count - from < LEAF_SIZE ? count - from : LEAF_SIZE;
        pdf_add(objects, kids, leaf_new(objects, kind, entries + from, size));
    }
    pdf_put(objects, root, "Kids", kids);
    return root;
}

HPDF_Dict pdf_number_tree_new(struct pdf_objects *objects, const struct pdf_tree_entry *entries, size_t count)
{
    return tree_new(objects, NUMBERS, entries, count);
}

/* Readers compare the strings as they are stored, so UTF-16 ones come after ASCII ones. */
static int by_stored_name(const void *a, const void *b)
{
    const struct pdf_tree_entry *one = a, *other = b;
    struct arena *scratch = arena_new();
    const int order =
        text_compare(pdf_text_bytes(scratch, one->name), pdf_text_bytes(scratch, other->name));
    arena_free(scratch);
    return order;
}

HPDF_Dict pdf_name_tree_new(struct pdf_objects *objects, struct pdf_tree_entry *entries, size_t count)
{
    if (count)
        qsort(entries, count, sizeof *entries, by_stored_name);
    return tree_new(objects, NAMES, entries, count);
}
