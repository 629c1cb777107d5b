/* SPDX-License-Identifier: GPL-3.0-or-later
 * What became of categories when a classification changed: the column `becomes` of a code list. What became one category, or
 * came of one, can be followed through the change and nothing is lost; where several became several, nobody can tell who of
 * the old ones would be where. */
#include "codebook/reader.h"

void codebook_note_becomes(struct codebook_reader *reader, int category, struct text names, const struct place *place)
{
    for (struct text rest = names; rest.len;) {
        const struct text name = text_cut(&rest, ',');
        if (!name.len)
            continue;
        const struct place at = place ? *place : source_place_of(&reader->codebook->source, name);
        ARENA_PUSH(reader->keep, &reader->becoming, ((struct becoming){category, name, at}));
    }
}

/* Whether it has codes, all of which end. */
static bool ends(const struct code_list *list, int category)
{
    bool has_codes = false;
    for (int i = 0; i < list->code_count; i++) {
        if (list->codes[i].category != category)
            continue;
        if (list->codes[i].valid_to == DATE_OPEN_TO)
            return false;
        has_codes = true;
    }
    const bool is_always = list->empty_category == category ||
                           (list->unknown == UNKNOWN_IS_CATEGORY && list->unknown_category == category);
    return has_codes && !is_always;
}

/* Whether one category becomes the other, maybe by way of further ones. Each step goes on from a category that was not
 * gone through before, so there are no more steps than categories. */
static bool leads_to(const struct codebook_reader *reader, const struct code_list *list, int from, int to)
{
    bool *reached = ARENA_ARRAY(reader->keep, bool, (size_t)list->category_count);
    reached[from] = true;
    for (bool changed = true; changed && !reached[to];) {
        changed = false;
        for (size_t i = 0; i < list->correspondences.count; i++) {
            const struct correspondence *one = &list->correspondences.items[i];
            if (reached[one->from] && !reached[one->to])
                reached[one->to] = changed = true;
        }
    }
    return reached[to];
}

static void settle(struct codebook_reader *reader, struct code_list *list, const struct becoming *becoming)
{
    const struct text from = list->categories[becoming->category].id;
    const int to = code_list_find(list, becoming->name);
    if (to == NO_INDEX || to == list->not_stated) {
        if (!codebook_is_broken(reader->codebook, NAMED_CATEGORIES, list->id))
            diagnose(reader->diagnostics, DIAG_E571, becoming->place, from, becoming->name);
    } else if (!ends(list, becoming->category)) {
        diagnose(reader->diagnostics, DIAG_E572, becoming->place, from);
    } else if (leads_to(reader, list, to, becoming->category)) {
        diagnose(reader->diagnostics, DIAG_E573, becoming->place, from);
    } else {
        ARENA_PUSH(reader->keep, &list->correspondences, ((struct correspondence){becoming->category, to}));
    }
}

void codebook_settle_becomes(struct codebook_reader *reader, struct code_list *list)
{
    for (size_t i = 0; i < reader->becoming.count; i++)
        settle(reader, list, &reader->becoming.items[i]);
    reader->becoming.count = 0;
}

/* ---- followed over time ---- */

/* Gives all categories that have to do with each other the number of one of them. */
static int *find_families(const struct code_list *list, struct arena *keep)
{
    int *family = ARENA_ARRAY(keep, int, (size_t)list->category_count);
    for (int i = 0; i < list->category_count; i++)
        family[i] = i;
    for (size_t i = 0; i < list->correspondences.count; i++) {
        const int from = family[list->correspondences.items[i].from], to = family[list->correspondences.items[i].to];
        for (int k = 0; k < list->category_count; k++)
            if (family[k] == from)
                family[k] = to;
    }
    return family;
}

static bool becomes_another(const struct code_list *list, int category)
{
    for (size_t i = 0; i < list->correspondences.count; i++)
        if (list->correspondences.items[i].from == category)
            return true;
    return false;
}

static bool was_another(const struct code_list *list, int category)
{
    for (size_t i = 0; i < list->correspondences.count; i++)
        if (list->correspondences.items[i].to == category)
            return true;
    return false;
}

/* The only category of the family for which that does not hold; NO_INDEX: there are several. */
static int only_one(const struct code_list *list, const int *family, int number, bool (*holds)(const struct code_list *, int))
{
    int found = NO_INDEX;
    for (int i = 0; i < list->category_count; i++) {
        if (family[i] != number || holds(list, i))
            continue;
        if (found != NO_INDEX)
            return NO_INDEX;
        found = i;
    }
    return found;
}

int *code_list_over_time(const struct code_list *list, struct arena *keep)
{
    const int *family = find_families(list, keep);
    int *stands_for = ARENA_ARRAY(keep, int, (size_t)list->category_count);
    for (int i = 0; i < list->category_count; i++) {
        const int last = only_one(list, family, family[i], becomes_another);
        const int first = only_one(list, family, family[i], was_another);
        stands_for[i] = last != NO_INDEX ? last : first != NO_INDEX ? first : i;
    }
    return stands_for;
}
