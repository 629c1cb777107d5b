/* SPDX-License-Identifier: GPL-3.0-or-later
 * Every base is tried: those of reports are small. */
#include "cli/printed_bases.h"

bool printed_has_count(const struct printed_rows *rows, size_t row)
{
    const struct printed_row *share = &rows->items[row];
    for (size_t i = 0; i < rows->count; i++)
        if (rows->items[i].kind == PRINTED_COUNT && text_equal(rows->items[i].table, share->table) &&
            text_equal(rows->items[i].label, share->label))
            return true;
    return false;
}

static bool is_alike(const struct printed_row *a, const struct printed_row *b)
{
    return a->kind == PRINTED_PERCENT && b->kind == PRINTED_PERCENT && a->base == b->base && text_equal(a->table, b->table);
}

static struct printed_fit fit_of(const struct printed_row *row, int64_t base)
{
    struct printed_fit fit;
    percent_counts(row->number, base, ROUNDING_HALF_UP, &fit.low, &fit.high);
    return fit;
}

/* Together as large as a whole, as far as rounding lets anyone say. */
static bool make_a_whole(const struct printed_rows *rows, const struct printed_group *group)
{
    int64_t sum = 0, slack = 0;
    for (size_t i = 0; i < group->row_count; i++) {
        const struct percentage number = rows->items[group->rows[i]].number;
        sum += number.value * (PERCENT_SCALE_MAX / number.scale);
        slack += PERCENT_SCALE_MAX / number.scale;
    }
    const int64_t off = sum - (int64_t)100 * PERCENT_SCALE_MAX;
    return 2 * (off < 0 ? -off : off) <= slack;
}

static bool fits(const struct printed_rows *rows, const struct printed_group *group, int64_t base, bool is_whole)
{
    struct printed_fit sum = {0};
    for (size_t i = 0; i < group->row_count; i++) {
        const struct printed_fit fit = fit_of(&rows->items[group->rows[i]], base);
        if (fit.low > fit.high)
            return false;
        sum.low += fit.low;
        sum.high += fit.high;
    }
    return !is_whole || (sum.low <= base && base <= sum.high);
}

static void add_base(const struct printed_rows *rows, struct printed_group *group, int64_t base, struct printed_base *bases,
                     struct arena *keep)
{
    group->fitting_count++;
    if (group->base_count == PRINTED_BASES_SHOWN)
        return;
    struct printed_fit *fits = ARENA_ARRAY(keep, struct printed_fit, group->row_count);
    for (size_t i = 0; i < group->row_count; i++)
        fits[i] = fit_of(&rows->items[group->rows[i]], base);
    bases[group->base_count++] = (struct printed_base){base, fits};
}

/* A base that is not printed is at most the largest that is printed anywhere. */
static int64_t largest_base(const struct printed_rows *rows, int64_t own)
{
    int64_t largest = own > 0 ? own : 0;
    for (size_t i = 0; own < 0 && i < rows->count; i++)
        if (rows->items[i].base > largest)
            largest = rows->items[i].base;
    return largest < PRINTED_BASE_SOUGHT_MAX ? largest : PRINTED_BASE_SOUGHT_MAX;
}

static void find_bases(const struct printed_rows *rows, struct printed_group *group, struct arena *keep)
{
    struct printed_base *bases = ARENA_ARRAY(keep, struct printed_base, PRINTED_BASES_SHOWN);
    const bool is_whole = make_a_whole(rows, group);
    group->sought_max = largest_base(rows, group->base);
    for (int64_t base = group->sought_max; base > 0; base--)
        if (fits(rows, group, base, is_whole))
            add_base(rows, group, base, bases, keep);
    group->bases = bases;
}

static bool is_doubtful(const struct printed_rows *rows, const struct printed_group *group)
{
    return group->row_count > 1 && (group->base < 0 || !fits(rows, group, group->base, false));
}

/* The group that begins with the row; none if an earlier row is of it, too. */
static struct printed_group group_from(const struct printed_rows *rows, size_t first, struct arena *keep)
{
    const struct printed_row *row = &rows->items[first];
    struct printed_group group = {.table = row->table, .base = row->base};
    size_t *members = ARENA_ARRAY(keep, size_t, rows->count);
    for (size_t i = 0; i < rows->count; i++)
        if (is_alike(row, &rows->items[i]) && !printed_has_count(rows, i))
            members[group.row_count++] = i;
    if (group.row_count && members[0] != first)
        group.row_count = 0;
    group.rows = members;
    return group;
}

void printed_find_groups(const struct printed_rows *rows, struct arena *keep, struct printed_groups *groups)
{
    for (size_t i = 0; i < rows->count; i++) {
        if (rows->items[i].kind != PRINTED_PERCENT)
            continue;
        struct printed_group group = group_from(rows, i, keep);
        if (!is_doubtful(rows, &group))
            continue;
        find_bases(rows, &group, keep);
        ARENA_PUSH(keep, groups, group);
    }
}

/* ---- sums ---- */

enum { SUM_ROWS_MIN = 3 };

/* The counts of the row's table and base; none if an earlier row is one of them. */
static struct printed_sum sum_from(const struct printed_rows *rows, size_t first, struct arena *keep)
{
    const struct printed_row *row = &rows->items[first];
    struct printed_sum sum = {.table = row->table, .base = row->base};
    size_t *members = ARENA_ARRAY(keep, size_t, rows->count);
    for (size_t i = 0; i < rows->count; i++) {
        const struct printed_row *other = &rows->items[i];
        if (other->kind != PRINTED_COUNT || other->base != row->base || !text_equal(other->table, row->table))
            continue;
        members[sum.row_count++] = i;
        sum.sum += other->number.value;
    }
    if (sum.row_count && members[0] != first)
        sum.row_count = 0;
    sum.rows = members;
    return sum;
}

void printed_find_sums(const struct printed_rows *rows, struct arena *keep, struct printed_sums *sums)
{
    for (size_t i = 0; i < rows->count; i++) {
        if (rows->items[i].kind != PRINTED_COUNT || rows->items[i].base < 0)
            continue;
        const struct printed_sum sum = sum_from(rows, i, keep);
        if (sum.row_count >= SUM_ROWS_MIN && sum.sum < sum.base && 10 * sum.sum >= 9 * sum.base)
            ARENA_PUSH(keep, sums, sum);
    }
}
