/* SPDX-License-Identifier: GPL-3.0-or-later
 * Releases of small tables, by the whole way from rows: what is joined, what is hidden, what a reader can still tell.
 * Expected values are worked out by hand or by trying every whole-number table. */
#include "unit/base/check_text.h"
#include "unit/protect/world.h"

/* 1 + 1 + 5 = 7: with two members, either could only be 1 (1 + 1) or at most 5 of 6 … so a third is taken. */
START_TEST(small_categories_are_joined_until_each_could_be_five)
{
    static const int64_t counts[KINDS][PLACES] = {{1, 0}, {1, 0}, {5, 0}, {6, 0}, {30, 0}};
    struct world w;
    int parts;
    open_world(&w);
    const size_t table = ask_table(&w, "m by kind", "");
    count(&w, counts);
    ck_assert(release(&w, "public"));
    const struct release_part *part = release_parts(w.release, table, 0, &parts);
    ck_assert_int_eq(parts, 3);
    ck_assert_int_eq(part[2].count, 3);
    for (int i = 0; i < parts; i++)
        ck_assert(cell_is_shown(release_cell(w.release, table, (const int[]){i})));
    ck_assert_int_eq(release_cell(w.release, table, (const int[]){2}).count, 7);
    ck_assert_int_eq(release_cell(w.release, table, (const int[]){RELEASE_TOTAL}).count, 43);
    close_world(&w);
}
END_TEST

/* The table of type and place, with all margins: the 2, and one row and its partner must go; the row of 32 costs less
 * than that of 45. */
START_TEST(a_small_cell_hides_its_partners_in_row_and_column)
{
    static const int64_t counts[KINDS][PLACES] = {{11, 34}, {26, 6}, {6, 2}};
    static const bool shown[3][2] = {{true, true}, {false, false}, {false, false}};
    struct world w;
    open_world(&w);
    const size_t table = ask_table(&w, "m by kind, place", "none");
    count(&w, counts);
    ck_assert(release(&w, "public"));
    for (int kind = 0; kind < 3; kind++) {
        for (int place = 0; place < 2; place++)
            ck_assert_int_eq(cell_is_shown(release_cell(w.release, table, (const int[]){kind, place})),
                             shown[kind][place]);
        ck_assert(cell_is_shown(release_cell(w.release, table, (const int[]){kind, RELEASE_TOTAL})));
    }
    ck_assert_uint_eq(w.account.totals.primary, 1);
    ck_assert_uint_eq(w.account.totals.complementary, 3);
    close_world(&w);
}
END_TEST

START_TEST(a_hidden_cell_carries_no_number)
{
    static const int64_t counts[KINDS][PLACES] = {{3, 0}, {20, 0}, {30, 0}};
    struct world w;
    open_world(&w);
    const size_t table = ask_table(&w, "m by kind", ""), figure = ask_figure(&w, "m kind=a");
    count(&w, counts);
    ck_assert(release(&w, "strict"));
    ck_assert(!cell_is_shown(release_cell(w.release, table, (const int[]){0})));
    ck_assert_int_eq(release_cell(w.release, table, (const int[]){0}).count, 0);
    ck_assert(!cell_is_shown(release_sum(w.release, figure)));
    ck_assert_int_eq(release_sum(w.release, figure).count, 0);
    close_world(&w);
}
END_TEST

/* 20 + 3 shown beside 20 would give the 3: a sum in the text follows the table. */
START_TEST(a_figure_of_the_text_that_would_give_a_small_cell_away_is_hidden)
{
    static const int64_t counts[KINDS][PLACES] = {{3, 0}, {20, 0}, {30, 0}, {40, 0}};
    struct world w;
    open_world(&w);
    ask_table(&w, "m by kind", "");
    const size_t sum = ask_figure(&w, "m kind=a,b"), rest = ask_figure(&w, "m kind!=a");
    count(&w, counts);
    ck_assert(release(&w, "public"));
    ck_assert(!cell_is_shown(release_sum(w.release, rest)));
    ck_assert(cell_is_shown(release_sum(w.release, sum))); /* 3 and 20 are what is joined: 23 is published anyway */
    close_world(&w);
}
END_TEST

START_TEST(a_small_total_is_hidden_with_everything_of_it)
{
    static const int64_t counts[KINDS][PLACES] = {{1, 0}, {2, 0}};
    struct world w;
    open_world(&w);
    const size_t table = ask_table(&w, "m by kind", ""), all = ask_figure(&w, "m");
    count(&w, counts);
    ck_assert(release(&w, "public"));
    ck_assert(!cell_is_shown(release_sum(w.release, all)));
    ck_assert(!cell_is_shown(release_cell(w.release, table, (const int[]){RELEASE_TOTAL})));
    close_world(&w);
}
END_TEST

/* In the first half of the year 5 = 4 + 1, so that each part is at most 4. All five were inside. */
static void count_first_half(struct world *w)
{
    static const struct people people[] = {{0, 0, YEAR_BEGINS + 3, false, 4},
                                           {1, 0, YEAR_BEGINS + 3, false, 1},
                                           {0, 0, YEAR_BEGINS + 250, false, 20},
                                           {1, 1, YEAR_BEGINS + 250, false, 30}};
    count_people(w, people, sizeof people / sizeof *people);
}

START_TEST(a_total_of_a_part_of_the_period_is_hidden_like_other_margins)
{
    for (int other = 0; other < 2; other++) {
        struct world w;
        open_world(&w);
        if (other)
            w.whole = (struct period){YEAR.first - 365, YEAR.first - 1};
        const size_t table = ask_table(&w, "m @2014H1 by kind", "none"), all = ask_figure(&w, "m");
        count_first_half(&w);
        ck_assert(release(&w, "strict") == !other);
        for (int kind = RELEASE_TOTAL; kind < 2 && !other; kind++)
            ck_assert(!cell_is_shown(release_cell(w.release, table, &kind)));
        ck_assert(cell_is_shown(release_sum(w.release, all)));
        close_world(&w);
    }
}
END_TEST

/* Five inside and nobody outside would tell it. */
START_TEST(such_a_total_is_hidden_in_every_table)
{
    struct world w;
    open_world(&w);
    const size_t kinds = ask_table(&w, "m @2014H1 by kind", "none"), places = ask_table(&w, "m @2014H1 by place", "none");
    count_first_half(&w);
    ck_assert(release(&w, "strict"));
    ck_assert(!cell_is_shown(release_cell(w.release, kinds, (const int[]){RELEASE_TOTAL})));
    ck_assert(!cell_is_shown(release_cell(w.release, places, (const int[]){RELEASE_TOTAL})));
    ck_assert(!cell_is_shown(release_cell(w.release, places, (const int[]){0})));
    close_world(&w);
}
END_TEST

START_TEST(a_ranking_stops_where_a_count_is_small)
{
    static const int64_t counts[KINDS][PLACES] = {{9, 0}, {7, 0}, {3, 0}, {1, 0}, {30, 0}};
    struct world w;
    size_t found;
    open_world(&w);
    const size_t two = ask_figure(&w, "top 2 m by kind"), three = ask_figure(&w, "top 3 m by kind");
    count(&w, counts);
    ck_assert(release(&w, "public"));
    release_top(w.release, three, &found);
    ck_assert_uint_eq(found, 0);
    const struct release_rank *ranks = release_top(w.release, two, &found);
    ck_assert_uint_eq(found, 2);
    ck_assert_int_eq(ranks[0].category, 4);
    ck_assert_int_eq(ranks[1].category, 0);
    close_world(&w);
}
END_TEST

/* Equals stand in the order of the code book: "a", left out, comes before "b" and so has fewer than its 5. */
START_TEST(a_ranking_that_tells_of_fewer_than_five_is_withheld)
{
    static const int64_t told[KINDS][PLACES] = {{3, 0}, {5, 0}, {4, 0}, {3, 0}, {30, 0}};
    static const int64_t open_ended[KINDS][PLACES] = {{5, 0}, {3, 0}, {4, 0}, {3, 0}, {30, 0}};
    for (int i = 0; i < 2; i++) {
        struct world w;
        size_t found;
        open_world(&w);
        const size_t two = ask_figure(&w, "top 2 m by kind");
        count(&w, i ? open_ended : told);
        ck_assert(release(&w, "public"));
        release_top(w.release, two, &found);
        ck_assert_uint_eq(found, i ? 2 : 0);
        close_world(&w);
    }
}
END_TEST

START_TEST(a_threshold_of_one_shows_everything)
{
    static const int64_t counts[KINDS][PLACES] = {{1, 0}, {2, 1}, {0, 4}};
    struct world w;
    int parts;
    open_world(&w);
    const size_t table = ask_table(&w, "m by kind, place", "");
    count(&w, counts);
    ck_assert(release(&w, "open"));
    release_parts(w.release, table, 0, &parts);
    ck_assert_int_eq(parts, 3);
    ck_assert_int_eq(release_cell(w.release, table, (const int[]){1, 1}).count, 1);
    ck_assert_uint_eq(w.account.totals.primary, 0);
    close_world(&w);
}
END_TEST

/* ---- every whole-number table that fits ---- */

struct trial {
    int64_t counts[KINDS][PLACES];
    bool shown[4][3]; /* cells and margins of the first three kinds */
    int64_t low[3][PLACES], high[3][PLACES];
};

/* Whether a table of 3 by 2 agrees with what is published: shown cells and margins as they are, hidden ones not zero.
 */
static bool fits(const struct trial *t, const int64_t x[3][PLACES])
{
    for (int r = 0; r < 4; r++)
        for (int c = 0; c < 3; c++) {
            int64_t sum = 0, truth = 0;
            for (int i = 0; i < 3; i++)
                for (int j = 0; j < PLACES; j++)
                    if ((r == 3 || i == r) && (c == 2 || j == c)) {
                        sum += x[i][j];
                        truth += t->counts[i][j];
                    }
            if (t->shown[r][c] ? sum != truth : sum == 0)
                return false;
        }
    return true;
}

static void try_all(struct trial *t)
{
    int64_t total = 0, x[3][PLACES];
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < PLACES; j++) {
            total += t->counts[i][j];
            t->low[i][j] = INT64_MAX;
            t->high[i][j] = -1;
        }
    for (x[0][0] = 0; x[0][0] <= total; x[0][0]++)
        for (x[0][1] = 0; x[0][0] + x[0][1] <= total; x[0][1]++)
            for (x[1][0] = 0; x[0][0] + x[0][1] + x[1][0] <= total; x[1][0]++)
                for (x[1][1] = 0; x[0][0] + x[0][1] + x[1][0] + x[1][1] <= total; x[1][1]++)
                    for (x[2][0] = 0; x[0][0] + x[0][1] + x[1][0] + x[1][1] + x[2][0] <= total; x[2][0]++) {
                        x[2][1] = total - x[0][0] - x[0][1] - x[1][0] - x[1][1] - x[2][0];
                        if (!fits(t, (const int64_t(*)[PLACES])x))
                            continue;
                        for (int i = 0; i < 3; i++)
                            for (int j = 0; j < PLACES; j++) {
                                t->low[i][j] = x[i][j] < t->low[i][j] ? x[i][j] : t->low[i][j];
                                t->high[i][j] = x[i][j] > t->high[i][j] ? x[i][j] : t->high[i][j];
                            }
                    }
}

static uint32_t roll(uint32_t *state, uint32_t sides)
{
    *state = *state * 1664525u + 1013904223u;
    return (*state >> 16) % sides;
}

/* Random tables of 3 by 2 with all margins: what the release shows is held against every table that fits it. */
START_TEST(no_small_cell_can_be_worked_out_by_trying_every_table)
{
    uint32_t dice = (uint32_t)_i * 7919u + 17u;
    struct trial t = {0};
    struct world w;
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < PLACES; j++)
            t.counts[i][j] = 1 + (int64_t)roll(&dice, 9);
    open_world(&w);
    const size_t table = ask_table(&w, "m by kind, place", "none");
    count(&w, (const int64_t(*)[PLACES])t.counts);
    const bool made = release(&w, "strict");
    ck_assert(made || w.account.totals.unsafe);
    for (int r = 0; made && r < 4; r++)
        for (int c = 0; c < 3; c++)
            t.shown[r][c] =
                cell_is_shown(release_cell(w.release, table, (const int[]){r == 3 ? -1 : r, c == 2 ? -1 : c}));
    if (made) {
        ck_assert(t.shown[3][2]);
        try_all(&t);
        for (int i = 0; i < 3; i++)
            for (int j = 0; j < PLACES; j++)
                if (t.counts[i][j] < 5) {
                    ck_assert_int_ge(t.high[i][j], 5);
                    ck_assert_int_ge(t.high[i][j] - t.low[i][j], 2);
                }
    }
    close_world(&w);
}
END_TEST

/* ---- explaining ---- */

/* Releases for an audience, then asks about one figure. */
static struct release_explanation explain(struct world *w, const struct release_inputs *inputs, size_t use)
{
    struct release_explanation explanation;
    const struct release_questions questions = {&use, 1, true};
    ck_assert(release_from(w, inputs));
    ck_assert(release_explain(inputs, w->release, &questions, w->keep, &explanation, &w->err));
    return explanation;
}

/* 74 = 51 + 21 + 2: whoever reads 51 and 21 has the 2. */
START_TEST(a_hidden_figure_is_explained_by_what_it_would_give_away)
{
    static const int64_t counts[KINDS][PLACES] = {{51, 0}, {21, 0}, {2, 0}};
    struct world w;
    open_world(&w);
    ask_table(&w, "m by kind", "");
    const size_t large = ask_figure(&w, "m kind=b"), small = ask_figure(&w, "m kind=c"), open = ask_figure(&w, "m kind=a");
    count(&w, counts);
    const struct release_inputs inputs = inputs_for(&w, "strict");
    const struct release_explanation other = explain(&w, &inputs, large);
    ck_assert_int_eq(other.status, RELEASE_HIDDEN);
    ck_assert(!other.is_small && !other.can_be_worked_out);
    ck_assert_int_eq(other.count, 21);
    ck_assert_uint_eq(other.threat_count, 1);
    ck_text(other.threats[0].printed, "");
    ck_text(other.threats[0].given_away, "m kind=c @2014");
    ck_text_holds(other.threats[0].arithmetic, "= 2 m kind=c @2014");
    ck_text_holds(other.threats[0].arithmetic, "21 m kind=b @2014 (if it were printed)");
    const struct release_explanation one = explain(&w, &inputs, small);
    ck_assert(one.is_small && one.status == RELEASE_HIDDEN && !cell_is_shown(one.cell));
    ck_assert_uint_eq(one.threat_count, 1);
    ck_text(one.threats[0].printed, "m kind=b @2014");
    ck_text_holds(one.threats[0].arithmetic, "= 2 m kind=c @2014");
    const struct release_explanation shown = explain(&w, &inputs, open);
    ck_assert(shown.status == RELEASE_SHOWN && shown.cell.count == 51 && shown.base.count == 74);
    ck_assert_uint_eq(shown.threat_count, 0);
    close_world(&w);
}
END_TEST

/* A row of kinds that are joined has a cell for each place: 7 here, 8 there. */
START_TEST(a_cell_of_a_joined_row_is_explained_by_the_rows_cell)
{
    static const int64_t counts[KINDS][PLACES] = {{1, 1}, {1, 1}, {5, 6}, {20, 20}, {30, 30}};
    struct world w;
    open_world(&w);
    ask_table(&w, "m by kind, place", "kind");
    w.published = w.requests.use_count;
    const size_t here = ask_figure(&w, "m kind=a place=fi"), there = ask_figure(&w, "m kind=c place=abroad");
    const size_t whole = ask_figure(&w, "m kind=a,b,c place=abroad"), row = ask_figure(&w, "m kind=a");
    count(&w, counts);
    const struct release_inputs inputs = inputs_for(&w, "public");
    const struct release_explanation a = explain(&w, &inputs, here), c = explain(&w, &inputs, there);
    ck_assert(a.status == RELEASE_JOINED && a.joined.cell.count == 7 && a.joined.part.count == 3);
    ck_assert(c.status == RELEASE_JOINED && c.joined.cell.count == 8);
    ck_text(c.joined.label, "m kind=a,b,c place=abroad @2014");
    ck_assert_int_eq(explain(&w, &inputs, whole).status, RELEASE_SHOWN);
    ck_assert(explain(&w, &inputs, row).status == RELEASE_JOINED && explain(&w, &inputs, row).joined.cell.count == 15);
    close_world(&w);
}
END_TEST

/* 1 + 1 + 5 are joined: the 5 by itself would leave two ones of 2. */
START_TEST(a_joined_category_is_explained_by_its_sum)
{
    static const int64_t counts[KINDS][PLACES] = {{1, 0}, {1, 0}, {5, 0}, {6, 0}, {30, 0}};
    struct world w;
    open_world(&w);
    ask_table(&w, "m by kind", "");
    w.published = w.requests.use_count;
    const size_t use = ask_figure(&w, "m kind=c"), both = ask_figure(&w, "m kind=a,b");
    count(&w, counts);
    const struct release_inputs inputs = inputs_for(&w, "public");
    const struct release_explanation c = explain(&w, &inputs, use);
    ck_assert_int_eq(c.status, RELEASE_JOINED);
    ck_assert_int_eq(c.joined.cell.count, 7);
    ck_assert_int_eq(c.joined.part.count, 3);
    ck_assert_uint_eq(c.threat_count, 2);
    ck_text(c.threats[0].given_away, "m kind=a @2014");
    ck_text(c.threats[1].given_away, "m kind=b @2014");
    ck_assert_int_eq(explain(&w, &inputs, both).status, RELEASE_JOINED);
    close_world(&w);
}
END_TEST

/* 20 and 30 stand in the table: 50 follows. Nothing is known of places. */
START_TEST(a_figure_that_nobody_asks_for_may_follow_all_the_same)
{
    static const int64_t counts[KINDS][PLACES] = {{20, 0}, {30, 0}, {40, 0}};
    struct world w;
    open_world(&w);
    ask_table(&w, "m by kind", "none");
    w.published = w.requests.use_count;
    const size_t use = ask_figure(&w, "m kind=a,b");
    count(&w, counts);
    const struct release_inputs inputs = inputs_for(&w, "strict");
    const struct release_explanation sum = explain(&w, &inputs, use);
    ck_assert_int_eq(sum.status, RELEASE_NOT_ASKED);
    ck_assert(sum.is_reckoned_with && !sum.is_held && sum.can_be_worked_out);
    ck_assert(!cell_is_shown(sum.cell));
    ck_assert_int_eq(sum.low, 50);
    ck_assert_int_eq(sum.high, 50);
    ck_text_holds(sum.arithmetic, "50 m kind=a,b @2014");
    close_world(&w);
}
END_TEST

START_TEST(what_earlier_publications_said_is_told)
{
    static const int64_t counts[KINDS][PLACES] = {{20, 0}, {30, 0}, {40, 0}};
    struct world w;
    open_world(&w);
    ask_figure(&w, "m");
    w.published = w.requests.use_count;
    const size_t use = ask_figure(&w, "m kind=a");
    count(&w, counts);
    const struct earlier_figure earlier[] = {
        {use, EARLIER_SHOWN, 20, TEXT("2013"), TEXT("edition 2013"), TEXT("public")},
        {use, EARLIER_SHOWN, 19, TEXT("2012"), TEXT("edition 2012"), TEXT("public")}};
    struct release_inputs inputs = inputs_for(&w, "strict");
    inputs.earlier = earlier;
    inputs.earlier_count = 2;
    const struct release_explanation a = explain(&w, &inputs, use);
    ck_assert(a.status == RELEASE_NOT_ASKED && a.is_held && a.earlier_count == 2);
    ck_assert_int_eq(a.earlier[1]->count, 19);
    close_world(&w);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("protect: releases");
    TCase *all = tcase_create("all");
    const TTest *const tests[] = {small_categories_are_joined_until_each_could_be_five,
                                  a_small_cell_hides_its_partners_in_row_and_column,
                                  a_hidden_cell_carries_no_number,
                                  a_figure_of_the_text_that_would_give_a_small_cell_away_is_hidden,
                                  a_small_total_is_hidden_with_everything_of_it,
             a_total_of_a_part_of_the_period_is_hidden_like_other_margins, such_a_total_is_hidden_in_every_table,
                                  a_ranking_stops_where_a_count_is_small,
                                  a_ranking_that_tells_of_fewer_than_five_is_withheld,
                                  a_threshold_of_one_shows_everything,
                                  a_hidden_figure_is_explained_by_what_it_would_give_away,
                                  a_cell_of_a_joined_row_is_explained_by_the_rows_cell,
                                  a_joined_category_is_explained_by_its_sum,
                                  a_figure_that_nobody_asks_for_may_follow_all_the_same,
                                  what_earlier_publications_said_is_told};
    tcase_set_timeout(all, 120);
    for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
        tcase_add_test(all, tests[i]);
    tcase_add_loop_test(all, no_small_cell_can_be_worked_out_by_trying_every_table, 0, 60);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
