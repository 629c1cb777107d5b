/* SPDX-License-Identifier: GPL-3.0-or-later
 * Days on which a classification changes. What changes within a class changes nothing of it: a grouping that takes the old
 * and the new categories together has no break. */
#include "codebook/codebook.h"

struct breaker {
    const struct code_list *list;
    const struct classes *classes;
    bool *before, *from; /* by class: some code leads to it on the day before, on the day itself */
};

static int class_of(const struct breaker *b, int category)
{
    return b->classes->of ? b->classes->of[category] : category;
}

static bool is_valid(const struct code *code, int64_t day)
{
    return code->valid_from <= day && day <= code->valid_to;
}

/* Whether some code means one class before the day, and another one from it on. */
static bool changes_meaning(const struct breaker *b, date_day day)
{
    for (int i = 0; i < b->list->code_count; i++)
        for (int k = 0; k < b->list->code_count; k++) {
            const struct code *old = &b->list->codes[i], *new = &b->list->codes[k];
            if (is_valid(old, (int64_t)day - 1) && is_valid(new, day) && text_equal(old->raw, new->raw) &&
                class_of(b, old->category) != class_of(b, new->category))
                return true;
        }
    return false;
}

/* Whether some class has codes only before the day, or only from it on. What takes codes that are not listed, or none at
 * all, is always there. */
static bool begins_or_ends(const struct breaker *b, date_day day)
{
    const struct code_list *list = b->list;
    for (int i = 0; i < b->classes->count; i++)
        b->before[i] = b->from[i] = false;
    for (int i = 0; i < list->code_count; i++) {
        const int class = class_of(b, list->codes[i].category);
        b->before[class] = b->before[class] || is_valid(&list->codes[i], (int64_t)day - 1);
        b->from[class] = b->from[class] || is_valid(&list->codes[i], day);
    }
    const int always[] = {list->empty_category, list->unknown == UNKNOWN_IS_CATEGORY ? list->unknown_category : NO_INDEX};
    for (size_t i = 0; i < sizeof always / sizeof *always; i++)
        if (always[i] != NO_INDEX)
            b->before[class_of(b, always[i])] = b->from[class_of(b, always[i])] = true;
    for (int i = 0; i < b->classes->count; i++)
        if (b->before[i] != b->from[i])
            return true;
    return false;
}

static bool is_break(const struct breaker *b, date_day day)
{
    return changes_meaning(b, day) || (b->classes->may_end && begins_or_ends(b, day));
}

bool code_list_break(const struct code_list *list, const struct classes *classes, const struct day_span *within,
                     struct arena *keep, date_day *ret_day)
{
    const struct breaker b = {list, classes, ARENA_ARRAY(keep, bool, (size_t)classes->count),
                              ARENA_ARRAY(keep, bool, (size_t)classes->count)};
    bool found = false;
    for (int i = 0; i < list->code_count; i++) {
        const struct code *code = &list->codes[i];
        const int64_t days[] = {code->valid_from, code->valid_to == DATE_OPEN_TO ? DATE_OPEN_FROM : (int64_t)code->valid_to + 1};
        for (size_t k = 0; k < 2; k++) {
            const bool inside = days[k] != DATE_OPEN_FROM && days[k] > within->first && days[k] <= within->last;
            if (inside && (!found || days[k] < *ret_day) && is_break(&b, (date_day)days[k])) {
                *ret_day = (date_day)days[k];
                found = true;
            }
        }
    }
    return found;
}
