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
    const struct plan_scope scope = {.use_count = p->w.requests.use_count, .left_out = left_out};
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

/* The other plan has a table of both variables, so that its counts of each stand over cells of both. */
START_TEST(sums_over_cells_of_more_variables_are_stated_where_there_are_fewer)
{
    struct world w;
    struct plan fewer;
    open_world(&w);
    const size_t kinds = ask_table(&w, "m by kind", "none"), places = ask_table(&w, "m by place", "none");
    const size_t both = ask_table(&w, "m by kind, place", "none");
    bool *left_out = ARENA_ARRAY(w.keep, bool, w.requests.use_count);
    left_out[both] = true;
    const struct plan_scope scope = {.use_count = w.requests.use_count, .left_out = left_out};
    ck_assert(plan_make(w.codebook, &w.requests, &scope, w.keep, &fewer, &w.err));
    count(&w, COUNTS);
    ck_assert_uint_eq(w.plan.clusters.count, 1);
    ck_assert_uint_eq(fewer.clusters.count, 2);
    struct release_inputs inputs = inputs_for(&w, "strict");
    inputs.left_out = left_out;
    ck_assert(release_from(&w, &inputs));
    const struct release *const held[] = {w.release};
    inputs.plan = &fewer;
    inputs.held = held;
    inputs.held_count = 1;
    ck_assert(release_from(&w, &inputs));
    ck_assert_int_eq(cell_of(w.release, kinds, 0).count, 12);
    ck_assert_int_eq(cell_of(w.release, places, 0).count, 19);
    ck_assert_uint_eq(w.account.totals.held, 7); /* 12, 15, none of the other kinds; 19, 8, none elsewhere; their 27 */
    close_world(&w);
}
END_TEST

/* Each measure has a day of its own, and each row one of the days. */
static const char EQUATIONS[] =
    "---\nid: t\nlanguages: en\nnot stated: Not stated\n---\n"
    "::: codes place\ntitle: Place\n| raw | category | en |\n| f | fi | In |\n| g | abroad | Out |\n:::\n"
    "::: source cases\nfiles: *.csv\nrow: case\nkey: id\nstarts: all\n"
    "| column | heading in the export | type | codes | needed |\n| id | id | id | | yes |\n| place | place | code | place | yes |\n"
    "| all | all | date | | no |\n| other | other | date | | no |\n| both | both | date | | no |\n"
    "| rest | rest | date | | no |\n| rest2 | rest2 | date | | no |\n| third | third | date | | no |\n"
    "| fourth | fourth | date | | no |\n| fifth | fifth | date | | no |\n:::\n"
    "::: measure all\ntitle: M\nunit: cases\ncount: cases\ncounted: all during the period\n:::\n"
    "::: measure other\ntitle: M\nunit: cases\ncount: cases\ncounted: other during the period\n:::\n"
    "::: measure both\ntitle: M\nunit: cases\ncount: cases\ncounted: both during the period\n:::\n"
    "::: measure rest\ntitle: M\nunit: cases\ncount: cases\ncounted: rest during the period\n:::\n"
    "::: measure rest2\ntitle: M\nunit: cases\ncount: cases\ncounted: rest2 during the period\n:::\n"
    "::: measure third\ntitle: M\nunit: cases\ncount: cases\ncounted: third during the period\n:::\n"
    "::: measure fourth\ntitle: M\nunit: cases\ncount: cases\ncounted: fourth during the period\n:::\n"
    "::: measure fifth\ntitle: M\nunit: cases\ncount: cases\ncounted: fifth during the period\n:::\n"
    "::: relation one\nthat: all = both + rest\n:::\n::: relation two\nthat: other = both + rest2\n:::\n"
    "::: relation three\nthat: rest = third + fourth\n:::\n::: relation four\nthat: third = fourth + fifth\n:::\n"
    "::: policy strict\nthreshold: 5\nsmall parts: hide\n:::\n";

enum { EQUATION_PLACE = 1, FIRST_DAY, DAYS = 8, LAST_DAY = FIRST_DAY + DAYS - 1 };

/* all = both + rest, other = both + rest2, rest = third + fourth, third = fourth + fifth */
static const int64_t EQUATION_COUNTS[DAYS][PLACES] = {{40, 42}, {19, 15}, {10, 8}, {30, 34}, {9, 7}, {20, 23}, {10, 11}, {10, 12}};

static void count_equations(struct world *w)
{
    begin_count(w);
    for (int day = 0; day < DAYS; day++)
        for (int place = 0; place < PLACES; place++)
            for (int64_t n = 0; n < EQUATION_COUNTS[day][place]; n++) {
                struct case_row row = {.further_count = 0};
                for (int column = FIRST_DAY; column <= LAST_DAY; column++)
                    row.value[column] = column == FIRST_DAY + day ? YEAR.first + 3 : CASE_MISSING;
                row.value[EQUATION_PLACE] = place;
                tally_row(w->tally, 0, &row);
            }
    tally_finish(w->tally);
}

static bool has_measure(const struct world *w, const struct plan *plan, const struct cluster *cluster, const char *measure)
{
    for (size_t i = 0; i < cluster->cubes.count; i++)
        if (plan->links.universes.items[cluster->cubes.items[i].universe].measure ==
            codebook_measure(w->codebook, text_of(measure)))
            return true;
    return false;
}

/* Where "both" is not broken down, how many are "third" in all tells of the tables of "all" and "other" together. Beside a
 * table of "both" it tells no more of any place than among totals, where readers hold it. */
START_TEST(a_total_is_held_among_totals_where_tables_no_longer_have_to_do_with_it)
{
    struct world w;
    struct plan without;
    open_world_of(&w, EQUATIONS);
    ask_table(&w, "all by place", "none");
    ask_table(&w, "other by place", "none");
    ask_figure(&w, "both");
    ask_figure(&w, "third");
    const size_t sheet = ask_table(&w, "both by place", "none");
    bool *left_out = ARENA_ARRAY(w.keep, bool, w.requests.use_count);
    left_out[sheet] = true;
    const struct plan_scope scope = {.use_count = w.requests.use_count, .left_out = left_out};
    ck_assert(plan_make(w.codebook, &w.requests, &scope, w.keep, &without, &w.err));
    count_equations(&w);
    const struct cluster *fine = &w.plan.clusters.items[w.plan.clusters.count - 1];
    const struct cluster *coarse = &without.clusters.items[without.clusters.count - 1];
    ck_assert(has_measure(&w, &without, coarse, "third") && !has_measure(&w, &w.plan, fine, "third"));
    struct release_inputs inputs = inputs_for(&w, "strict");
    inputs.plan = &without;
    inputs.left_out = left_out;
    ck_assert(release_from(&w, &inputs));
    const struct release *const held[] = {w.release};
    inputs.plan = &w.plan;
    inputs.left_out = NULL;
    inputs.held = held;
    inputs.held_count = 1;
    ck_assert(release_from(&w, &inputs));
    ck_assert_int_eq(cell_of(w.release, sheet, 0).count, 10);
    close_world(&w);
}
END_TEST

/* Whoever knows from elsewhere that 5 = 4 + 1 is told no less by a table that hides the 5. */
START_TEST(a_total_that_readers_have_is_not_hidden_from_them)
{
    static const struct people people[] = {{0, 0, YEAR_BEGINS + 3, false, 4}, {1, 0, YEAR_BEGINS + 3, false, 1}};
    for (int holds = 0; holds < 2; holds++) {
        struct pair p = {.margin = 0};
        open_world(&p.w);
        p.margin = ask_figure(&p.w, "m @2014H1");
        p.part = ask_table(&p.w, "m @2014H1 by kind", "none");
        bool left_out[] = {false, true}, without_figure[] = {true, false};
        const struct plan_scope figure = {2, left_out, YEAR}, both = {2, NULL, YEAR};
        ck_assert(plan_make(p.w.codebook, &p.w.requests, &figure, p.w.keep, &p.narrow, &p.w.err));
        ck_assert(plan_make(p.w.codebook, &p.w.requests, &both, p.w.keep, &p.wide, &p.w.err));
        count_people(&p.w, people, 2);
        struct release_inputs inputs = inputs_of(&p, &p.narrow, left_out);
        ck_assert(release_from(&p.w, &inputs));
        const struct release *held = p.w.release;
        inputs = inputs_of(&p, &p.wide, without_figure);
        inputs.held = &held;
        inputs.held_count = (size_t)holds;
        ck_assert(release_from(&p.w, &inputs) == !holds);
        ck_assert(holds || !cell_is_shown(cell_of(p.w.release, p.part, RELEASE_TOTAL)));
        close_world(&p.w);
    }
}
END_TEST

TEST_PROGRAM("protect: what readers hold", a_table_that_others_get_changes_nothing, a_total_that_readers_have_is_not_hidden_from_them,
             what_readers_hold_counts_in_the_cells_of_a_finer_plan, what_cannot_be_stated_in_the_plan_is_refused,
             sums_over_cells_of_more_variables_are_stated_where_there_are_fewer,
             a_total_is_held_among_totals_where_tables_no_longer_have_to_do_with_it)
