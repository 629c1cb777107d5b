/* SPDX-License-Identifier: GPL-3.0-or-later
 * Statements (claims, conditions, checks) and what blocks show: what they ask for, and each fault with its place. */
#include "unit/layout/fixtures.h"
#include "unit/harness.h"

static struct layout_fixture f;

static void set_up(void)
{
    scratch_set_up();
    layout_begin(&f);
}

static void tear_down(void)
{
    layout_done(&f);
    scratch_tear_down();
}

static struct statement read_good(const char *text)
{
    struct statement statement = {.count = 0};
    const bool ok = parse_statement(&f.context, layout_expression(&f, text), &statement);
    ck_no_fault(scratch.keep, f.diagnostics);
    ck_assert_msg(ok, "%s", text);
    return statement;
}

static struct text use_of(const struct figure *figure)
{
    return layout_use_words(&f, figure->use);
}

START_TEST(every_relation_is_read)
{
    static const struct {
        const char *text;
        enum relation relation;
    } relations[] = {{"clients = 5", RELATION_EQUAL},
                     {"clients gender=women != 5", RELATION_NOT_EQUAL},
                     {"clients<5", RELATION_LESS},
                     {"clients <= 5", RELATION_LESS_EQUAL},
                     {"clients > 5", RELATION_GREATER},
                     {"clients >=5", RELATION_GREATER_EQUAL},
                     {"clients between 5 and 10", RELATION_BETWEEN},
                     {"clients about 50", RELATION_ABOUT},
                     {"clients gender=women is shown", RELATION_IS_SHOWN},
                     {"latest clients.admitted is shown", RELATION_IS_SHOWN},
                     {"latest clients.admitted is hidden", RELATION_IS_HIDDEN},
                     {"shown and clients gender=women is hidden", RELATION_IS_HIDDEN},
                     {"top 2 clients by nationality = NG, VN", RELATION_ARE},
                     {"top 2 clients by nationality is shown", RELATION_IS_SHOWN},
                     {"audience = public", RELATION_FOR_AUDIENCE},
                     {"audience != as-published", RELATION_NOT_FOR_AUDIENCE}};
    for (size_t i = 0; i < sizeof relations / sizeof *relations; i++) {
        const struct statement statement = read_good(relations[i].text);
        ck_assert_uint_eq(statement.count, 1);
        ck_assert_msg(statement.predicates[0].relation == relations[i].relation, "%s", relations[i].text);
    }
}
END_TEST

START_TEST(and_joins_statements_but_not_the_bounds_of_between)
{
    const struct statement statement = read_good("clients between 5 and 10 and new > 3\n and audience = public");
    ck_assert_uint_eq(statement.count, 3);
    ck_assert_int_eq(statement.predicates[0].right.number, 5);
    ck_assert_int_eq(statement.predicates[0].high.number, 10);
    ck_text(use_of(&statement.predicates[1].left), "sum new 2014");
    ck_text(f.codebook->policies[statement.predicates[2].policy].audience, "public");
}
END_TEST

START_TEST(quantities_are_numbers_shares_and_sums_of_figures)
{
    const struct statement number = read_good("clients > 40");
    ck_assert(!number.predicates[0].right.is_share);
    ck_assert_uint_eq(number.predicates[0].right.figure_count, 0);
    ck_assert_int_eq(number.predicates[0].right.number, 40);
    const struct statement share = read_good("clients gender=women > 50%");
    ck_assert(share.predicates[0].right.is_share);
    ck_text(use_of(&share.predicates[0].right.base), "sum clients 2014");
    const struct statement of = read_good("clients gender=women place=abroad about 50 % of clients gender=women");
    ck_text(use_of(&of.predicates[0].right.base), "sum clients 2014 gender{women}");
    const struct statement ranked = read_good("top 2..4 clients by nationality < 10%");
    ck_text(use_of(&ranked.predicates[0].right.base), "sum clients 2014");
    const struct statement sum = read_good("clients = clients @previous + new - new gender=men");
    const struct quantity *right = &sum.predicates[0].right;
    ck_assert_uint_eq(right->figure_count, 3);
    ck_text(use_of(&right->figures[0]), "sum clients 2013");
    ck_text(use_of(&right->figures[1]), "sum new 2014");
    ck_text(use_of(&right->figures[2]), "sum new 2014 gender{men}");
    ck_assert(!right->minus[0] && !right->minus[1] && right->minus[2]);
}
END_TEST

START_TEST(a_ranking_is_compared_with_its_categories_in_their_order)
{
    const struct statement statement = read_good("top 2 clients by nationality = NG,VN");
    const struct predicate *predicate = &statement.predicates[0];
    ck_assert_uint_eq(predicate->category_count, 2);
    const struct dimension *nationality =
        &f.codebook->dimensions[codebook_dimension(f.codebook, 0, TEXT("nationality"))];
    ck_text(nationality->categories[predicate->categories[0]].id, "NG");
    ck_text(nationality->categories[predicate->categories[1]].id, "VN");
}
END_TEST

/* ---- what a block shows ---- */

static struct shown show_good(const char *show, const char *join)
{
    struct shown shown = {.measure = NO_INDEX};
    const struct text text = layout_expression(&f, show);
    const bool ok = parse_shown(&f.context, text, text_of(join), &shown);
    ck_no_fault(scratch.keep, f.diagnostics);
    ck_assert_msg(ok, "%s", show);
    return shown;
}

START_TEST(a_block_asks_for_a_table)
{
    static const struct {
        const char *show, *join, *use;
    } blocks[] = {
        {"clients by gender", "", "table clients 2014 by gender; join 0"},
        {"clients by gender", "none", "table clients 2014 by gender"},
        {"clients by form, place", "", "table clients 2014 by form, place"},
        {"clients by place, form", "place", "table clients 2014 by place, form; join 0"},
        {"clients by place, form", "form", "table clients 2014 by place, form; join 1"},
        {"clients gender=women by region", "", "table clients 2014 gender{women} by region; join 0"},
        {"new place=abroad @2013H2 by gender", "none", "table new 2013H2 place{abroad} by gender"},
    };
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++) {
        const struct shown shown = show_good(blocks[i].show, blocks[i].join);
        ck_assert_uint_eq(shown.period_count, 1);
        ck_assert_int_eq(shown.step, STEP_NONE);
        ck_text(layout_use_words(&f, shown.uses[0]), blocks[i].use);
    }
    const struct shown crossed = show_good("clients by place, form", "");
    ck_assert_uint_eq(crossed.dimension_count, 2);
    ck_text(f.codebook->dimensions[crossed.dimensions[0]].id, "place");
    ck_text(f.codebook->dimensions[crossed.dimensions[1]].id, "form");
}
END_TEST

START_TEST(a_breakdown_by_time_asks_for_one_table_a_step)
{
    const struct shown months = show_good("clients by month", "");
    ck_assert_uint_eq(months.period_count, 12);
    ck_assert_uint_eq(months.dimension_count, 0);
    ck_assert_int_eq(months.step, STEP_MONTH);
    ck_text(layout_use_words(&f, months.uses[0]), "table clients 2014-01");
    ck_text(layout_use_words(&f, months.uses[11]), "table clients 2014-12");
    const struct shown years = show_good("new @last 3 years by year, gender", "");
    ck_assert_uint_eq(years.period_count, 3);
    ck_assert_uint_eq(years.time_place, 0);
    ck_text(layout_use_words(&f, years.uses[0]), "table new 2012 by gender");
    ck_assert_uint_eq(show_good("new by gender, half", "none").time_place, 1);
}
END_TEST

/* ---- faults ---- */

struct fault {
    const char *code, *text, *words;
};

static const struct fault STATEMENT_FAULTS[] = {
    {"E201", "⟦⟧", "the name of a measure"},
    {"E202", "⟦client⟧ > 5", "'client'"},
    {"E201", "clients⟦⟧", "expected =, <, >, 'between'"},
    {"E201", "clients ⟦roughly⟧ 5", NULL},
    {"E201", "clients is ⟦visible⟧", "'shown' or 'hidden'"},
    {"E201", "clients between 5 ⟦or⟧ 6", "expected 'and'"},
    {"E201", "clients > 5 ⟦or⟧ new > 3", "expected 'and', or the end"},
    {"E201", "clients > 50⟦.⟧5%", NULL},
    {"E201", "clients >⟦⟧", NULL},
    {"E201", "clients ⟦=⟧> 5", "'>=' or '<='"},
    {"E201", "clients ⟦=⟧< 5", "'>=' or '<='"},
    {"E201", "clients ⟦≥⟧ 5", "expected '>=' here"},
    {"E201", "clients ⟦≤⟧ 5", "expected '<=' here"},
    {"E201", "clients ⟦≠⟧ 5", "expected '!=' here"},
    {"E201", "clients ⟦<⟧> 5", "expected '!=' here"},
    {"E201", "clients ⟦=⟧= 5", "expected '=' here"},
    {"E201", "clients gender=women > 50 % ⟦clients⟧", "as in '50% of clients'"},
    {"E201", "clients > ⟦1000000001⟧", "a smaller number"},
    {"E201", "clients gender=women > ⟦1001⟧%", "a smaller number"},
    {"E221", "⟦clients⟧ > 50%", "per cent of what?"},
    {"E222", "clients gender=women > 50% of ⟦number of gender in clients⟧", NULL},
    {"E222", "clients gender=women > 50% of ⟦period⟧", NULL},
    {"E201", "⟦period⟧ = 2014", "a figure that is counted"},
    {"E201", "⟦see section x⟧ = 1", "a figure that is counted"},
    {"E201", "⟦latest clients.admitted⟧ > 5", "a figure that is counted"},
    {"E201", "clients > ⟦report.number⟧", "a figure that is counted"},
    {"E201", "clients > ⟦top 3 clients by gender⟧", "a figure that is counted"},
    {"E201", "⟦period⟧ is shown", "a figure that is counted"},
    {"E205", "top 1 clients by nationality = ⟦NGA⟧", "'NGA' is not a category of 'nationality'"},
    {"E201", "top 2 clients by nationality = NG,⟦⟧", "the name of a category"},
    {"E202", "audience = ⟦as-printed⟧", "no policy called 'as-printed'"},
    {"E201", "audience ⟦>⟧ public", "= or !="},
    {"E205", "new > 3 and clients gender=⟦wemen⟧ > 5", NULL},
};

START_TEST(each_fault_of_a_statement_is_reported_once_at_its_place)
{
    const struct fault *fault = &STATEMENT_FAULTS[_i];
    struct statement statement = {.count = 77};
    ck_assert(!parse_statement(&f.context, layout_expression(&f, fault->text), &statement));
    ck_assert_uint_eq(statement.count, 77);
    const struct diagnostic *found = ck_only_fault(scratch.keep, f.diagnostics, fault->code, &f.marked);
    if (fault->words)
        ck_text_holds(text_format(scratch.keep, "%.*s\n", TEXT_ARGS(found->words)), fault->words);
}
END_TEST

static const struct fault SHOWN_FAULTS[] = {
    {"E201", "clients⟦⟧", "'by' and a variable"},
    {"E202", "⟦client⟧ by gender", NULL},
    {"E204", "clients by ⟦gendr⟧", NULL},
    {"E229", "⟦children by gender⟧", "'children' is typed in: it is one number"},
    {"E201", "clients by gender,⟦⟧", "the name of a variable"},
    {"E201", "clients by gender ⟦place⟧", "expected ',' or the end of the line here"},
    {"E201", "clients by month ⟦@⟧last 12 months", "a period stands before 'by'"},
    {"E201", "clients by month, gender⟦@⟧2014", "a period stands before 'by'"},
    {"E208", "clients by gender, ⟦gender⟧", "'gender' stands here twice"},
    {"E208", "clients gender=women by ⟦gender⟧", NULL},
    {"E208", "clients by month, ⟦year⟧", NULL},
    {"E224", "clients by gender, place, ⟦form⟧", "at most 2 variables"},
    {"E224", "clients by month, gender, ⟦place⟧", "at most 2 variables"},
    {"E227", "⟦new @2014H1 by year⟧", "whole steps of 'year'"},
};

START_TEST(each_fault_of_a_breakdown_is_reported_once_at_its_place)
{
    const struct fault *fault = &SHOWN_FAULTS[_i];
    struct shown shown = {.measure = 77};
    ck_assert(!parse_shown(&f.context, layout_expression(&f, fault->text), TEXT_EMPTY, &shown));
    ck_assert_int_eq(shown.measure, 77);
    const struct diagnostic *found = ck_only_fault(scratch.keep, f.diagnostics, fault->code, &f.marked);
    if (fault->words)
        ck_text_holds(text_format(scratch.keep, "%.*s\n", TEXT_ARGS(found->words)), fault->words);
}
END_TEST

static const struct fault JOIN_FAULTS[] = {
    {"E109", "clients by gender; ⟦form⟧", "'form' is not a value of the setting 'join'"},
    {"E109", "clients by month, gender; ⟦gender⟧", "'gender' is not a value"},
};

START_TEST(only_a_variable_shown_in_one_period_can_be_joined)
{
    const struct fault *fault = &JOIN_FAULTS[_i];
    struct shown shown = {.measure = 77};
    struct text text = layout_expression(&f, fault->text);
    const struct text show = text_slice(text, 0, text_find_byte(text, ';'));
    const struct text join = text_trim(text_slice(text, show.len + 1, text.len));
    ck_assert(!parse_shown(&f.context, show, join, &shown));
    ck_text_holds(ck_only_fault(scratch.keep, f.diagnostics, fault->code, &f.marked)->words, fault->words);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {every_relation_is_read,
                                  and_joins_statements_but_not_the_bounds_of_between,
                                  quantities_are_numbers_shares_and_sums_of_figures,
                                  a_ranking_is_compared_with_its_categories_in_their_order,
                                  a_block_asks_for_a_table,
                                  a_breakdown_by_time_asks_for_one_table_a_step};
    Suite *suite = suite_create("layout/statement");
    TCase *all = tcase_create("all");
    tcase_add_checked_fixture(all, set_up, tear_down);
    tcase_add_loop_test(all, each_fault_of_a_statement_is_reported_once_at_its_place, 0,
                        sizeof STATEMENT_FAULTS / sizeof *STATEMENT_FAULTS);
    tcase_add_loop_test(all, each_fault_of_a_breakdown_is_reported_once_at_its_place, 0,
                        sizeof SHOWN_FAULTS / sizeof *SHOWN_FAULTS);
    tcase_add_loop_test(all, only_a_variable_shown_in_one_period_can_be_joined, 0,
                        sizeof JOIN_FAULTS / sizeof *JOIN_FAULTS);
    for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
        tcase_add_test(all, tests[i]);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
