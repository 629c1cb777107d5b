/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whether statements about released figures are true, false, or rest on something hidden. */
#include "unit/document/fixtures.h"

static struct world w;

static void tear_down(void)
{
    world_done(&w);
    scratch_tear_down();
}

/* The statements of these conditions, counted and released together. */
struct stated {
    const char *condition;
    enum truth truth;
};

static void ck_truths(const char *audience, const struct stated *stated, size_t count)
{
    struct statement *statements = ARENA_ARRAY(scratch.keep, struct statement, count);
    layout_begin(&w.f);
    for (size_t i = 0; i < count; i++) {
        struct source *source = ARENA_NEW(scratch.keep, struct source);
        *source = (struct source){.path = "f", .bytes = text_of(stated[i].condition)};
        const struct expression_context context = {w.f.codebook,   layout_year(), source,
                                                   &w.f.requests, scratch.keep,  w.f.diagnostics, false, false};
        ck_assert_msg(parse_statement(&context, source->bytes, &statements[i]), "%s", stated[i].condition);
    }
    world_facts(&w);
    world_count(&w, WORLD_GROUPS, sizeof WORLD_GROUPS / sizeof *WORLD_GROUPS);
    world_release(&w, audience);
    for (size_t i = 0; i < count; i++)
        ck_assert_msg(statement_truth(&w.inputs, &statements[i]) == stated[i].truth, "%s", stated[i].condition);
}

START_TEST(numbers_are_compared)
{
    static const struct stated stated[] = {
        {"clients = 85", TRUTH_TRUE},          {"clients = 84", TRUTH_FALSE},
        {"clients != 84", TRUTH_TRUE},         {"clients != 85", TRUTH_FALSE},
        {"clients < 86", TRUTH_TRUE},          {"clients < 85", TRUTH_FALSE},
        {"clients <= 85", TRUTH_TRUE},         {"clients <= 84", TRUTH_FALSE},
        {"clients > 84", TRUTH_TRUE},          {"clients > 85", TRUTH_FALSE},
        {"clients >= 85", TRUTH_TRUE},         {"clients >= 86", TRUTH_FALSE},
        {"clients between 80 and 85", TRUTH_TRUE}, {"clients between 85 and 90", TRUTH_TRUE},
        {"clients between 86 and 90", TRUTH_FALSE}, {"clients between 80 and 84", TRUTH_FALSE},
        {"number of form in clients = 3", TRUTH_TRUE}, {"children = 60", TRUTH_TRUE},
    };
    ck_truths("as-published", stated, sizeof stated / sizeof *stated);
}
END_TEST

/* Within a tenth, or within 2, whichever is more: of 50, 45..55; of 10, 8..12; of 100, 90..110. */
START_TEST(about_allows_a_tenth_or_two)
{
    static const struct stated stated[] = {
        {"clients about 85", TRUTH_TRUE},
        {"clients about 78", TRUTH_TRUE},
        {"clients about 77", TRUTH_FALSE},
        {"clients about 94", TRUTH_TRUE},
        {"clients about 95", TRUTH_FALSE},
        {"clients nationality=FI about 10", TRUTH_TRUE},
        {"clients nationality=FI about 6", TRUTH_TRUE},
        {"clients nationality=FI about 5", TRUTH_FALSE},
        {"clients nationality=FI about 11", TRUTH_FALSE},
        /* 60 of 85 is 70.6 %: within a tenth of 65 %, that is 58.5..71.5 */
        {"clients gender=women about 65%", TRUTH_TRUE},
        {"clients gender=women about 64%", TRUTH_FALSE},
        /* 8 of 85 is 9.4 %: within two points of 11 %, not of 12 % */
        {"clients nationality=FI about 11%", TRUTH_TRUE},
        {"clients nationality=FI about 12%", TRUTH_FALSE},
    };
    ck_truths("as-published", stated, sizeof stated / sizeof *stated);
}
END_TEST

START_TEST(shares_are_compared_without_rounding)
{
    static const struct stated stated[] = {
        {"clients gender=women > 70%", TRUTH_TRUE},  {"clients gender=women > 71%", TRUTH_FALSE}, /* 70.59 */
        {"clients gender=women = 71%", TRUTH_FALSE}, {"clients gender=men >= 29%", TRUTH_TRUE},
        {"clients gender=women between 70% and 71%", TRUTH_TRUE},
        {"clients gender=men place=finland = 68% of clients gender=men", TRUTH_TRUE}, /* 17 of 25 */
        {"clients gender=men place=finland > 68% of clients gender=men", TRUTH_FALSE},
        {"clients nationality=stateless = 0%", TRUTH_TRUE},
        {"top 2 clients by nationality > 41%", TRUTH_TRUE}, /* 35 of 85 is 41.2 % */
        {"top 2 clients by nationality > 42%", TRUTH_FALSE},
    };
    ck_truths("as-published", stated, sizeof stated / sizeof *stated);
}
END_TEST

START_TEST(sums_and_differences_of_figures_are_compared)
{
    static const struct stated stated[] = {
        {"clients = clients gender=women + clients gender=men", TRUTH_TRUE},
        {"clients = clients @previous + new", TRUTH_TRUE}, /* 85 = 28 + 57 */
        {"clients gender=men = clients - clients gender=women", TRUTH_TRUE},
        {"clients gender=men < clients @previous - new", TRUTH_FALSE}, /* 28 - 57 is negative */
        {"highest new per year @last 3 years = new", TRUTH_TRUE},
    };
    ck_truths("as-published", stated, sizeof stated / sizeof *stated);
}
END_TEST

START_TEST(rankings_are_compared_in_their_order)
{
    static const struct stated stated[] = {
        {"top 1 clients by nationality = NG", TRUTH_TRUE},     {"top 1 clients by nationality = VN", TRUTH_FALSE},
        {"top 2 clients by nationality = NG,VN", TRUTH_TRUE},  {"top 2 clients by nationality = VN,NG", TRUTH_FALSE},
        {"top 2 clients by nationality = NG", TRUTH_FALSE},    {"top 2..3 clients by nationality = VN,FI", TRUTH_TRUE},
        {"top 3 clients by nationality > 7", TRUTH_TRUE},      {"top 3 clients by nationality > 8", TRUTH_FALSE},
        {"top 9 clients by nationality < 41", TRUTH_TRUE},     {"top 1 clients by nationality > 39", TRUTH_TRUE},
    };
    ck_truths("as-published", stated, sizeof stated / sizeof *stated);
}
END_TEST

START_TEST(what_rests_on_a_hidden_figure_is_neither_true_nor_false)
{
    static const struct stated stated[] = {
        {"minors > 1", TRUTH_HIDDEN},
        {"minors < 1000", TRUTH_HIDDEN},
        {"minors = minors", TRUTH_HIDDEN},
        {"clients > minors", TRUTH_HIDDEN},
        {"clients = clients gender=women + clients gender=men + minors", TRUTH_HIDDEN},
        {"clients between minors and 100", TRUTH_HIDDEN},
        {"clients between 1 and minors", TRUTH_HIDDEN},
        {"clients gender=women > 10% of minors", TRUTH_HIDDEN},
        {"clients about minors", TRUTH_HIDDEN},
        {"lowest new per month = 0", TRUTH_HIDDEN},
        {"clients > 1", TRUTH_TRUE},
    };
    ck_truths("public", stated, sizeof stated / sizeof *stated);
}
END_TEST

START_TEST(a_ranking_with_a_hidden_number_is_hidden)
{
    static const struct stated stated[] = {
        {"top 4 clients by nationality = NG,VN,FI,AE", TRUTH_HIDDEN},
        {"top 4 clients by nationality > 1", TRUTH_HIDDEN},
        {"top 4 clients by nationality is shown", TRUTH_FALSE},
    };
    ck_truths("public", stated, sizeof stated / sizeof *stated);
}
END_TEST

START_TEST(whether_something_is_shown_is_always_known)
{
    static const struct stated stated[] = {
        {"minors is shown", TRUTH_FALSE},
        {"clients is shown", TRUTH_TRUE},
        {"clients nationality=stateless is shown", TRUTH_TRUE},
        {"top 2 clients by nationality is shown", TRUTH_TRUE},
        {"latest clients.admitted is shown", TRUTH_TRUE},
        {"latest clients.exited is shown", TRUTH_FALSE},
        {"children is shown", TRUTH_TRUE},
    };
    ck_truths("public", stated, sizeof stated / sizeof *stated);
}
END_TEST

START_TEST(one_false_part_makes_the_whole_false)
{
    static const struct stated stated[] = {
        {"clients > 1 and new > 1", TRUTH_TRUE},
        {"clients > 1 and new > 1000", TRUTH_FALSE},
        {"minors > 1 and clients > 1000", TRUTH_FALSE},
        {"clients > 1000 and minors > 1", TRUTH_FALSE},
        {"minors > 1 and clients > 1", TRUTH_HIDDEN},
        {"minors is shown and minors > 1", TRUTH_FALSE},
    };
    ck_truths("public", stated, sizeof stated / sizeof *stated);
}
END_TEST

START_TEST(the_audience_is_the_one_released_for)
{
    static const struct stated stated[] = {
        {"audience = public", TRUTH_TRUE},
        {"audience != public", TRUTH_FALSE},
        {"audience = as-published", TRUTH_FALSE},
        {"audience != as-published", TRUTH_TRUE},
    };
    ck_truths("public", stated, sizeof stated / sizeof *stated);
}
END_TEST

TEST_PROGRAM_WITH("document/truth", scratch_set_up, tear_down, numbers_are_compared, about_allows_a_tenth_or_two,
                  shares_are_compared_without_rounding, sums_and_differences_of_figures_are_compared,
                  rankings_are_compared_in_their_order, what_rests_on_a_hidden_figure_is_neither_true_nor_false,
                  a_ranking_with_a_hidden_number_is_hidden, whether_something_is_shown_is_always_known,
                  one_false_part_makes_the_whole_false, the_audience_is_the_one_released_for)
