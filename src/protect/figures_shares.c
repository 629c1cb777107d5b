/* SPDX-License-Identifier: GPL-3.0-or-later
 * What percentages say: each of its base; or, where the shares of a table fit no base that is printed, of those that fit. */
#include "protect/figures_model.h"

#include <inttypes.h>

#include "base/number.h"

enum { BASES_MAX = 10000, WORDS_MAX = 12 };

struct protect_range figures_share_range(int64_t value, int64_t scale, int64_t base)
{
    const int64_t top = (2 * value + 1) * base - 1;
    const int64_t low = number_divide_up((2 * value - 1) * base, 200 * scale);
    return (struct protect_range){low < 0 ? 0 : low, top < 0 ? -1 : top / (200 * scale)};
}

/* ---- bases ---- */

int64_t figures_total_of(const struct modeller *m, size_t measure)
{
    for (size_t i = 0; i < m->figures->entries.count; i++) {
        const struct figure_entry *entry = &m->figures->entries.items[i];
        if (entry->kind == KIND_COUNT && entry->cell_count == 1 && entry->cells[0].measure == measure &&
            !entry->cells[0].selection_count)
            return entry->value;
        if (entry->base_is_total && entry->cells[0].measure == measure)
            return entry->base;
    }
    return -1;
}

int64_t figures_base_of(const struct modeller *m, const struct figure_entry *entry)
{
    if (entry->base >= 0 || !entry->cells[0].selection_count)
        return entry->base;
    return figures_total_of(m, entry->cells[0].measure);
}

bool figures_is_unbased(const struct modeller *m, const struct figure_entry *entry)
{
    return entry->kind == KIND_PERCENT && entry->cell_count && figures_base_of(m, entry) < 0 &&
           (entry->cells[0].selection_count || entry->value != 100 * entry->scale);
}

/* ---- shares in words ---- */

/* "12.05 %". */
static void add_share(const struct figure_entry *entry, struct text_builder *b)
{
    const int digits = entry->scale == 100 ? 2 : 1;
    text_add_format(b, "%" PRId64, entry->value / entry->scale);
    if (entry->scale > 1)
        text_add_format(b, ".%0*" PRId64, digits, entry->value % entry->scale);
    text_add_c(b, " %");
}

struct text figures_share_in_words(const struct modeller *m, const struct figure_entry *entry)
{
    struct text_builder b = {0};
    add_share(entry, &b);
    const struct text words = text_copy(m->keep, text_built(&b));
    text_builder_done(&b);
    return words;
}

void figures_leave_unbased(struct modeller *m, const struct figure_entry *entry)
{
    const struct finding finding = {.kind = FINDING_UNDECIDED,
                                    .label = text_format(m->keep, "%.*s of an unknown base: %.*s",
                                                         TEXT_ARGS(figures_share_in_words(m, entry)),
                                                         TEXT_ARGS(figures_name_of(m, &entry->cells[0]))),
                                    .where = entry->where};
    ARENA_PUSH(m->keep, &m->model->unbased, finding);
}

static void cannot_be(struct modeller *m, const struct figure_entry *entry, int64_t base)
{
    const struct finding finding = {
        .kind = FINDING_IMPOSSIBLE,
        .label = text_format(m->keep, "no whole number is %.*s of %" PRId64 ": %.*s",
                             TEXT_ARGS(figures_share_in_words(m, entry)), base, TEXT_ARGS(entry->label)),
        .where = entry->where,
    };
    ARENA_PUSH(m->keep, &m->model->impossible, finding);
}

/* ---- shares of one base ---- */

/* Shares of one base by the categories of one variable. */
struct share_set {
    const struct figure_entry **entries;
    size_t count;
    int64_t base;
    bool *fits; /* of the bases up to that one: whether it could be theirs */
};

static bool is_share(const struct figure_entry *entry)
{
    return entry->kind == KIND_PERCENT && entry->cell_count == 1 && entry->is_about_counts;
}

static bool belong_together(const struct modeller *m, const struct figure_entry *a, const struct figure_entry *b)
{
    const struct figure_cell *x = &a->cells[0], *y = &b->cells[0];
    return x->measure == y->measure && x->selection_count == 1 && y->selection_count == 1 &&
           x->selections[0].variable == y->selections[0].variable && figures_base_of(m, a) == figures_base_of(m, b) &&
           a->base_is_total == b->base_is_total;
}

/* Whether the shares are all there are: they make up 100 but for their rounding. */
static bool is_whole(const struct share_set *set)
{
    int64_t sum = 0, slack = 0;
    for (size_t i = 0; i < set->count; i++) {
        sum += set->entries[i]->value * 100 / set->entries[i]->scale;
        slack += set->entries[i]->scale == 1 ? 50 : set->entries[i]->scale == 10 ? 5 : 1;
    }
    return set->count > 1 && sum >= 10000 - slack && sum <= 10000 + slack;
}

static bool fits_base(const struct share_set *set, int64_t base, bool whole)
{
    int64_t low = 0, high = 0;
    for (size_t i = 0; i < set->count; i++) {
        const struct protect_range range = figures_share_range(set->entries[i]->value, set->entries[i]->scale, base);
        if (range.low > range.high)
            return false;
        low += range.low;
        high += range.high;
    }
    return low <= base && (!whole || high >= base);
}

/* Each share that is possible by itself. */
static void state_shares(struct modeller *m, const struct share_set *set)
{
    for (size_t i = 0; i < set->count; i++) {
        const struct figure_entry *entry = set->entries[i];
        const struct protect_range range = figures_share_range(entry->value, entry->scale, set->base);
        if (range.low > range.high) {
            cannot_be(m, entry, set->base);
            continue;
        }
        const size_t count = figures_add_cell(m, &entry->cells[0], 1, 0);
        figures_add_line(m, count, range, figures_name_of(m, &entry->cells[0]),
                 text_format(m->keep, "%.*s of %" PRId64 ", %.*s", TEXT_ARGS(figures_share_in_words(m, entry)), set->base,
                             TEXT_ARGS(entry->where)));
        m->model->statement_count++;
    }
}

/* ---- of a base that the list does not print ---- */

/* What the bases that fit leave of one share's count. */
static struct protect_range over_bases(const struct share_set *set, const struct figure_entry *entry)
{
    struct protect_range all = {PROTECT_NO_END, -1};
    for (int64_t base = 1; base <= set->base; base++) {
        if (!set->fits[base])
            continue;
        const struct protect_range range = figures_share_range(entry->value, entry->scale, base);
        all.low = range.low < all.low ? range.low : all.low;
        all.high = range.high > all.high ? range.high : all.high;
    }
    return all;
}

static void add_bases(const struct share_set *set, struct text_builder *b, struct protect_range *ret_bases)
{
    size_t count = 0;
    *ret_bases = (struct protect_range){PROTECT_NO_END, -1};
    for (int64_t base = 1; base <= set->base; base++) {
        if (!set->fits[base])
            continue;
        if (count++ < WORDS_MAX)
            text_add_format(b, "%s%" PRId64, count > 1 ? ", " : "", base);
        ret_bases->low = base < ret_bases->low ? base : ret_bases->low;
        ret_bases->high = base;
    }
    if (count > WORDS_MAX)
        text_add_format(b, " and %zu more up to %" PRId64, count - WORDS_MAX, ret_bases->high);
}

/* "of the bases up to 68 only 67 fit 34 %, 33 %, 15 %". */
static struct text bases_in_words(const struct modeller *m, const struct share_set *set, struct protect_range *ret_bases)
{
    struct text_builder b = {0};
    text_add_format(&b, "of the bases up to %" PRId64 " only ", set->base);
    add_bases(set, &b, ret_bases);
    text_add_c(&b, " fit");
    for (size_t i = 0; i < set->count && i < WORDS_MAX; i++) {
        text_add_c(&b, i ? ", " : " ");
        add_share(set->entries[i], &b);
    }
    if (set->count > WORDS_MAX)
        text_add_format(&b, " and %zu more", set->count - WORDS_MAX);
    const struct text words = text_copy(m->keep, text_built(&b));
    text_builder_done(&b);
    return words;
}

/* low <= 200 scale x - (2 value -+ 1) n, n being the sum of all listed: what a share of an unknown base says. */
static void state_share_of_unknown(struct modeller *m, const struct share_set *set, const struct figure_entry *entry, bool upper)
{
    const int64_t factor = -(2 * entry->value + (upper ? 1 : -1));
    size_t count = figures_add_cell(m, &entry->cells[0], 200 * entry->scale, 0);
    for (size_t i = 0; i < set->count; i++)
        count = figures_add_cell(m, &set->entries[i]->cells[0], factor, count);
    const struct protect_range range = {upper ? -PROTECT_NO_END : 0, upper ? -1 : PROTECT_NO_END};
    figures_add_knowledge(m, count, range, figures_name_of(m, &entry->cells[0]), entry->where);
}

/* The shares are of those stated: a base that the list does not print. */
static void state_of_those_stated(struct modeller *m, const struct share_set *set)
{
    struct protect_range bases;
    const struct text words = bases_in_words(m, set, &bases);
    size_t count = 0;
    for (size_t i = 0; i < set->count; i++)
        count = figures_add_cell(m, &set->entries[i]->cells[0], 1, count);
    figures_add_line(m, count, bases,
             text_format(m->keep, "listed in '%.*s'",
                         TEXT_ARGS(figures_variable_at(m, set->entries[0]->cells[0].measure,
                                               set->entries[0]->cells[0].selections[0].variable)->name)),
             words);
    for (size_t i = 0; i < set->count; i++) {
        const struct figure_entry *entry = set->entries[i];
        const size_t one = figures_add_cell(m, &entry->cells[0], 1, 0);
        figures_add_line(m, one, over_bases(set, entry), figures_name_of(m, &entry->cells[0]),
                 text_format(m->keep, "%.*s; %.*s", TEXT_ARGS(entry->where), TEXT_ARGS(words)));
        state_share_of_unknown(m, set, entry, false);
        state_share_of_unknown(m, set, entry, true);
        m->model->statement_count++;
    }
}

static bool some_base_fits(const struct modeller *m, struct share_set *set)
{
    bool some = false;
    set->fits = ARENA_ARRAY(m->keep, bool, (size_t)set->base + 1);
    for (int64_t base = 1; base < set->base; base++) {
        set->fits[base] = fits_base(set, base, true);
        some = some || set->fits[base];
    }
    return some;
}

/* ---- all shares ---- */

static void state_set(struct modeller *m, struct share_set *set)
{
    if (set->base < 0)
        return;
    if (set->base <= BASES_MAX && !fits_base(set, set->base, false) && is_whole(set) && some_base_fits(m, set))
        state_of_those_stated(m, set);
    else
        state_shares(m, set);
}

void figures_state_shares(struct modeller *m)
{
    const size_t count = m->figures->entries.count;
    bool *done = ARENA_ARRAY(m->keep, bool, count + 1);
    struct share_set set = {.entries = ARENA_ARRAY(m->keep, const struct figure_entry *, count + 1)};
    for (size_t i = 0; i < count; i++) {
        const struct figure_entry *entry = &m->figures->entries.items[i];
        if (done[i] || !is_share(entry) || !figures_is_crossed(m, entry))
            continue;
        set.count = 0;
        set.base = figures_base_of(m, entry);
        for (size_t k = i; k < count; k++) {
            const struct figure_entry *other = &m->figures->entries.items[k];
            if (k != i && (done[k] || !is_share(other) || !figures_is_crossed(m, other) || !belong_together(m, entry, other)))
                continue;
            done[k] = true;
            set.entries[set.count++] = other;
        }
        state_set(m, &set);
    }
}
