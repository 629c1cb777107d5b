/* SPDX-License-Identifier: GPL-3.0-or-later
 * The percentages that are printed are tested by themselves first: that needs no figure of the edition. */
#include "cli/printed_judge.h"

#include "base/number.h"

/* ---- what the edition has ---- */

static const struct doc_number *find_number(const struct printed_row *row, const struct doc_numbers *numbers)
{
    const enum doc_number_kind kind = row->kind == PRINTED_RANKED       ? DOC_NUMBER_AT_MOST
                                      : row->kind == PRINTED_CATEGORIES ? DOC_NUMBER_CATEGORIES
                                                                        : DOC_NUMBER_COUNT;
    for (size_t i = 0; i < numbers->count; i++) {
        const struct doc_number *number = &numbers->items[i];
        if (number->kind == kind && text_equal(number->measure, row->measure) && text_equal(number->period, row->period) &&
            text_equal(number->selection, row->selection) &&
            (kind != DOC_NUMBER_CATEGORIES || text_equal(number->unit, row->unit)))
            return number;
    }
    return NULL;
}

static void take_cell(struct cell cell, struct judgement *judgement)
{
    judgement->has_number = cell_is_shown(cell);
    judgement->verdict = judgement->has_number ? VERDICT_DIFFERS : VERDICT_HIDDEN;
    judgement->number.value = cell.count;
}

static void take_categories(const struct question_row *asked, struct judgement *judgement)
{
    judgement->verdict = VERDICT_UNPUBLISHED;
    if (asked->categories)
        take_cell(*asked->categories, judgement);
}

static enum verdict verdict_of(const struct release_explanation *e)
{
    if (e->status == RELEASE_SHOWN)
        return VERDICT_DIFFERS;
    return e->status == RELEASE_NOT_ASKED ? VERDICT_UNPUBLISHED : VERDICT_HIDDEN;
}

static void take_share(const struct question_row *asked, struct judgement *judgement)
{
    const bool shown = asked->part->status == RELEASE_SHOWN && asked->whole->status == RELEASE_SHOWN;
    if (asked->whole->status == RELEASE_SHOWN && asked->whole->cell.count > 0)
        judgement->base = asked->whole->cell.count;
    if (asked->part->status == RELEASE_SHOWN && !shown)
        judgement->verdict = verdict_of(asked->whole);
    if (!shown || judgement->base < asked->part->cell.count)
        return;
    judgement->has_number = true;
    judgement->part = asked->part->cell.count;
    judgement->number.value = percent_of(judgement->part, judgement->base, judgement->number.scale, ROUNDING_HALF_UP);
}

static struct judgement take_figure(const struct printed_row *row, const struct doc_numbers *numbers)
{
    const struct question_row *asked = &row->asked;
    struct judgement judgement = {
        .verdict = VERDICT_UNMATCHED, .number.scale = row->number.scale, .base = -1, .rule = ROUNDINGS};
    const struct doc_number *listed = row->measure.len && !row->is_share ? find_number(row, numbers) : NULL;
    if (listed)
        take_cell(listed->cell, &judgement);
    else if (asked->is_understood && asked->is_distinct && !row->is_share)
        take_categories(asked, &judgement);
    if (listed || !asked->part || asked->is_percent != row->is_share)
        return judgement;
    judgement.verdict = verdict_of(asked->part);
    if (row->is_share) {
        take_share(asked, &judgement);
    } else if (judgement.verdict == VERDICT_DIFFERS) {
        judgement.has_number = true;
        judgement.number.value = asked->part->cell.count;
    }
    return judgement;
}

/* ---- what it comes to ---- */

/* 49 is itself, 60 is 55 to 64. */
static bool is_about(int64_t printed, int64_t found)
{
    int64_t step = 1;
    while (printed && printed % (10 * step) == 0)
        step *= 10;
    return number_round(found, step) == printed;
}

/* Whether the number of the edition is what the row says. */
static bool holds(const struct printed_row *row, int64_t found)
{
    const int64_t printed = row->number.value;
    switch (row->kind) {
    case PRINTED_LESS:
        return found < printed;
    case PRINTED_AT_MOST:
        return found <= printed;
    case PRINTED_MORE:
        return found > printed;
    case PRINTED_AT_LEAST:
        return found >= printed;
    case PRINTED_ABOUT:
    case PRINTED_COUNT:
    case PRINTED_PERCENT:
    case PRINTED_RANKED:
    case PRINTED_CATEGORIES:
    case PRINTED_HIDDEN:
    case PRINTED_NOTHING:
        break;
    }
    return found == printed;
}

int64_t printed_base_of(const struct printed_row *row, const struct judgement *judgement)
{
    return row->base > 0 ? row->base : judgement->base;
}

static bool is_possible(const struct printed_row *row, int64_t base)
{
    int64_t low, high;
    return percent_counts(row->number, base, ROUNDING_HALF_UP, &low, &high) ||
           percent_counts(row->number, base, ROUNDING_HALF_EVEN, &low, &high);
}

/* Whether the percentages of its table and base add up to just 100. */
static bool adds_up(const struct printed_rows *rows, const struct printed_row *row)
{
    int64_t sum = 0;
    for (size_t i = 0; i < rows->count; i++) {
        const struct printed_row *other = &rows->items[i];
        if (other->kind == PRINTED_PERCENT && other->base == row->base && text_equal(other->table, row->table)) {
            if (other->number.scale != row->number.scale)
                return false;
            sum += other->number.value;
        }
    }
    return sum == 100 * row->number.scale;
}

/* Of the same count, by another rule, or moved by one so that the parts of a whole add up. */
static bool is_rounded_otherwise(const struct printed_rows *rows, const struct printed_row *row, struct judgement *judgement)
{
    const int64_t off = row->number.value - judgement->number.value;
    judgement->rule = percent_rule(row->number, judgement->part, judgement->base);
    return judgement->rule != ROUNDINGS || ((off == 1 || off == -1) && adds_up(rows, row));
}

static void judge_share(const struct printed_rows *rows, const struct printed_row *row, struct judgement *judgement)
{
    const int64_t base = printed_base_of(row, judgement);
    const bool is_same_base = judgement->has_number && judgement->base == base;
    const bool is_rounding = judgement->has_number && is_rounded_otherwise(rows, row, judgement);
    if (is_rounding && (is_same_base || is_possible(row, base)))
        judgement->verdict = judgement->rule == ROUNDING_HALF_UP ? VERDICT_EQUAL : VERDICT_ROUNDING;
    else if (base > 0 && !is_possible(row, base))
        judgement->verdict = VERDICT_IMPOSSIBLE;
}

struct judgement printed_judge(const struct printed_rows *rows, size_t number, const struct doc_numbers *numbers)
{
    const struct printed_row *row = &rows->items[number];
    struct judgement judgement = take_figure(row, numbers);
    if (row->kind == PRINTED_HIDDEN)
        judgement = (struct judgement){.verdict = VERDICT_HIDDEN};
    else if (row->kind == PRINTED_PERCENT)
        judge_share(rows, row, &judgement);
    else if (judgement.has_number && holds(row, judgement.number.value))
        judgement.verdict = VERDICT_EQUAL;
    else if (judgement.has_number && row->kind == PRINTED_ABOUT && is_about(row->number.value, judgement.number.value))
        judgement.verdict = VERDICT_ROUNDING;
    return judgement;
}
