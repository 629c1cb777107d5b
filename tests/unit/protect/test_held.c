/* SPDX-License-Identifier: GPL-3.0-or-later
 * Audiences with tables of their own: each is protected as if the others' were not there, and whoever holds two of them is
 * one reader, though their plans differ. Which counts readers could work out is reckoned by hand beside each test. */
#include "unit/base/check_text.h"
#include "unit/protect/world.h"

/* Two kinds of people, inside and outside. */
static const int64_t COUNTS[KINDS][PLACES] = {{11, 1}, {8, 7}};

/* Tables of two audiences: `shared` and `own` are left out for one of them each. */
struct pair {
    struct world w;
    size_t margin, part; /* uses */
    struct plan narrow, wide;
    bool *without_margin, *without_part;
};

static void plan_of(struct pair *p, const bool *left_out, struct plan *plan)
{
    const struct plan_scope scope = {p->w.requests.use_count, left_out};
    ck_assert(plan_make(p->w.codebook, &p->w.requests, &scope, p->w.keep, plan, &p->w.err));
}

/* "m by kind" is for one audience, "m place=fi by kind" for the other, who holds the first as well. */
static void open_pair(struct pair *p)
{
    open_world(&p->w);
    p->margin = ask_table(&p->w, "m by kind", "none");
    p->part = ask_table(&p->w, "m place=fi by kind", "none");
    const size_t uses = p->w.requests.use_count;
    p->without_margin = ARENA_ARRAY(p->w.keep, bool, uses);
    p->without_part = ARENA_ARRAY(p->w.keep, bool, uses);
    p->without_margin[p->margin] = p->without_part[p->part] = true;
    plan_of(p, p->without_part, &p->narrow);
    plan_of(p, NULL, &p->wide);
    count(&p->w, COUNTS);
}

static struct release_inputs inputs_of(const struct pair *p, const struct plan *plan, const bool *left_out)
{
    struct release_inputs inputs = inputs_for(&p->w, "strict");
    inputs.plan = plan;
    inputs.left_out = left_out;
    return inputs;
}

static const struct release *release_margin(struct pair *p)
{
    const struct release_inputs inputs = inputs_of(p, &p->narrow, p->without_part);
    ck_assert(release_from(&p->w, &inputs));
    return p->w.release;
}

static struct cell cell_of(const struct release *release, size_t use, int part)
{
    return release_cell(release, use, &part);
}

/* 12 - 11 = 1 is small, but whoever has the margins alone cannot know the 11. */
START_TEST(a_table_that_others_get_changes_nothing)
{
    struct pair p;
    struct world alone;
    open_pair(&p);
    const struct release *with = release_margin(&p);
    const struct account_totals totals = p.w.account.totals;
    open_world(&alone);
    const size_t margin = ask_table(&alone, "m by kind", "none");
    count(&alone, COUNTS);
    ck_assert(release(&alone, "strict"));
    for (int part = RELEASE_TOTAL; part < 2; part++) {
        ck_assert(cell_is_shown(cell_of(with, p.margin, part)));
        ck_assert_int_eq(cell_of(with, p.margin, part).count, cell_of(alone.release, margin, part).count);
    }
    ck_assert_int_eq(cell_of(with, p.margin, 0).count, 12);
    ck_assert_mem_eq(&totals, &alone.account.totals, sizeof totals);
    close_world(&alone);
    close_world(&p.w);
}
END_TEST

/* 11 and 8 are shown to whoever has nothing else. Beside the 12, the 11 tells of 1 outside. */
START_TEST(what_readers_hold_counts_in_the_cells_of_a_finer_plan)
{
    struct pair p;
    open_pair(&p);
    const struct release *const held[] = {release_margin(&p)};
    struct release_inputs inputs = inputs_of(&p, &p.wide, p.without_margin);
    ck_assert(release_from(&p.w, &inputs));
    ck_assert_int_eq(cell_of(p.w.release, p.part, 0).count, 11);
    ck_assert_int_eq(cell_of(p.w.release, p.part, 1).count, 8);
    inputs.held = held;
    inputs.held_count = 1;
    ck_assert(release_from(&p.w, &inputs));
    ck_assert(!cell_is_shown(cell_of(p.w.release, p.part, 0)));
    ck_assert(!cell_is_shown(cell_of(p.w.release, p.part, 1))); /* 19 - 8 */
    ck_assert_uint_eq(p.w.account.totals.held, 4);              /* 12, 15, their 27, and none of the other kinds */
    close_world(&p.w);
}
END_TEST

/* A plan without the held table has no cells that its numbers could be stated in. */
START_TEST(what_cannot_be_stated_in_the_plan_is_refused)
{
    struct pair p;
    open_pair(&p);
    const struct release *const held[] = {release_margin(&p)};
    struct plan without;
    plan_of(&p, p.without_margin, &without);
    struct release_inputs inputs = inputs_of(&p, &without, p.without_margin);
    inputs.held = held;
    inputs.held_count = 1;
    p.w.account = (struct account){.keep = p.w.keep};
    ck_assert(!release_make(&inputs, p.w.keep, &p.w.release, &p.w.account, &p.w.err));
    ck_assert_int_eq(p.w.err.kind, ERROR_INPUT);
    close_world(&p.w);
}
END_TEST

TEST_PROGRAM("protect: what readers hold", a_table_that_others_get_changes_nothing,
             what_readers_hold_counts_in_the_cells_of_a_finer_plan, what_cannot_be_stated_in_the_plan_is_refused)
