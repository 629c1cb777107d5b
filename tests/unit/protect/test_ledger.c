/* SPDX-License-Identifier: GPL-3.0-or-later
 * One protection over all that readers get: measures that contain others, periods inside periods, relations of the code
 * book, other audiences' publications, earlier editions, exemptions. The counts that a reader could work out are
 * subtractions done by hand beside each test. */
#include "unit/base/check_text.h"
#include "unit/protect/world.h"

enum { JANUARY = 16075, OCTOBER = 16350 }; /* days of 2014 */

static const struct account_entry *entry_of(const struct world *w, const char *label)
{
    for (size_t i = 0; i < w->account.entries.count; i++)
        if (text_equal(w->account.entries.items[i].label, text_of(label)))
            return &w->account.entries.items[i];
    ck_abort_msg("no entry '%s'", label);
    return NULL;
}

static void ck_names(const struct account_names *names, const char *expected)
{
    struct text_builder b = {0};
    for (size_t i = 0; i < names->count; i++)
        text_add_format(&b, "%s%.*s", i ? " / " : "", TEXT_ARGS(names->items[i]));
    ck_text(text_built(&b), expected);
    text_builder_done(&b);
}

/* 12 - 9 = 3 who are not of kind a. */
START_TEST(what_is_left_of_a_measure_beside_a_narrower_one_is_protected)
{
    static const struct people people[] = {{0, 0, JANUARY, false, 9}, {1, 0, JANUARY, false, 3}};
    struct world w;
    open_world(&w);
    const size_t all = ask_figure(&w, "m"), part = ask_figure(&w, "a_only");
    count_people(&w, people, 2);
    ck_assert(release(&w, "public"));
    ck_assert(is_shown(&w, all));
    ck_assert(!is_shown(&w, part));
    close_world(&w);
}
END_TEST

/* 15 - 9 = 6 may be told. */
START_TEST(a_narrower_measure_is_shown_when_enough_is_left)
{
    static const struct people people[] = {{0, 0, JANUARY, false, 9}, {1, 0, JANUARY, false, 6}};
    struct world w;
    open_world(&w);
    const size_t all = ask_figure(&w, "m"), part = ask_figure(&w, "a_only");
    count_people(&w, people, 2);
    ck_assert(release(&w, "public"));
    ck_assert(is_shown(&w, all) && is_shown(&w, part));
    close_world(&w);
}
END_TEST

/* 20 in the year - 17 in its first half = 3. */
START_TEST(a_year_and_its_half_do_not_give_the_other_half_away)
{
    static const struct people people[] = {{0, 0, JANUARY, false, 17}, {0, 0, OCTOBER, false, 3}};
    struct world w;
    open_world(&w);
    const size_t year = ask_figure(&w, "m"), half = ask_figure(&w, "m @2014H1");
    count_people(&w, people, 2);
    ck_assert(release(&w, "public"));
    ck_assert(is_shown(&w, year) != is_shown(&w, half));
    close_world(&w);
}
END_TEST

/* Kind a: 10 - 8 = 2 in the second half, kind b: 20 - 12 = 8. Hiding a's 8 alone leaves 20 - 12 = 8: so the half's b
 * must go too, or the year's. */
START_TEST(tables_of_a_year_and_of_its_half_are_one_system)
{
    static const struct people people[] = {
        {0, 0, JANUARY, false, 8}, {0, 0, OCTOBER, false, 2}, {1, 0, JANUARY, false, 12}, {1, 0, OCTOBER, false, 8}};
    struct world w;
    open_world(&w);
    const size_t year = ask_table(&w, "m by kind", "none"), half = ask_table(&w, "m @2014H1 by kind", "none");
    count_people(&w, people, 4);
    ck_assert(release(&w, "strict"));
    for (int kind = 0; kind < 2; kind++)
        ck_assert(!cell_is_shown(release_cell(w.release, year, &kind)) ||
                  !cell_is_shown(release_cell(w.release, half, &kind)));
    close_world(&w);
}
END_TEST

/* m = plain + extended: 20 - 18 = 2. */
START_TEST(a_relation_of_the_code_book_is_arithmetic_that_readers_know)
{
    static const struct people people[] = {{0, 0, JANUARY, false, 18}, {0, 0, JANUARY, true, 2}};
    struct world w;
    open_world(&w);
    const size_t all = ask_figure(&w, "m"), plain = ask_figure(&w, "plain");
    count_people(&w, people, 2);
    ck_assert(release(&w, "public"));
    ck_assert(is_shown(&w, all) != is_shown(&w, plain));
    close_world(&w);
}
END_TEST

/* 20 - 18 = 2 extended ones: all of m that is not plain, and so one count under one name. */
START_TEST(what_is_exempt_may_be_worked_out_and_is_accounted_for_with_its_reason)
{
    static const struct people people[] = {{0, 0, JANUARY, false, 18}, {0, 0, JANUARY, true, 2}};
    struct world w;
    open_world(&w);
    const size_t all = ask_figure(&w, "m"), plain = ask_figure(&w, "plain");
    w.published = w.requests.use_count;
    const struct exempt_figure exempt = {ask_figure(&w, "extended"), TEXT("says nothing of a person")};
    count_people(&w, people, 2);
    struct release_inputs inputs = inputs_for(&w, "public");
    inputs.exempt = &exempt;
    inputs.exempt_count = 1;
    ck_assert(release_from(&w, &inputs));
    ck_assert(is_shown(&w, all) && is_shown(&w, plain));
    ck_assert_uint_eq(w.account.totals.targets, 1);
    ck_assert_uint_eq(w.account.totals.exempt, 1);
    ck_assert_uint_eq(w.account.totals.lost, 0);
    ck_text(entry_of(&w, "extended @2014")->reason, "says nothing of a person");
    close_world(&w);
}
END_TEST

/* The 2 of a_only are the 2 of m that have kind a. That follows from the exemption, not from earlier publications: there
 * are none. */
START_TEST(what_follows_from_an_exemption_is_exempt_too)
{
    static const struct people people[] = {{0, 0, JANUARY, false, 2}, {1, 0, JANUARY, false, 18}};
    struct world w;
    open_world(&w);
    ask_table(&w, "m by kind", "none");
    w.published = w.requests.use_count;
    const struct exempt_figure exempt = {ask_figure(&w, "a_only"), TEXT("says nothing of a person")};
    count_people(&w, people, 2);
    struct release_inputs inputs = inputs_for(&w, "strict");
    inputs.exempt = &exempt;
    inputs.exempt_count = 1;
    ck_assert(release_from(&w, &inputs));
    ck_assert_uint_eq(w.account.totals.lost, 0);
    ck_text(entry_of(&w, "a_only @2014")->reason, "says nothing of a person");
    ck_text(entry_of(&w, "m kind=a @2014")->reason,
            "follows from what is exempt, 'a_only @2014': says nothing of a person");
    close_world(&w);
}
END_TEST

/* Last year's list says 18 of the 20 were plain. Nothing of this edition can hide that any more but its own 20. */
START_TEST(an_earlier_figure_hides_what_it_would_give_away_today)
{
    static const struct people people[] = {{0, 0, JANUARY, false, 18}, {0, 0, JANUARY, true, 2}};
    struct world w;
    open_world(&w);
    const size_t all = ask_figure(&w, "m");
    w.published = w.requests.use_count;
    const struct earlier_figure earlier = {ask_figure(&w, "plain"), EARLIER_SHOWN, 18, TEXT("2013"), TEXT("edition 2013"), TEXT("public")};
    count_people(&w, people, 2);
    struct release_inputs inputs = inputs_for(&w, "public");
    ck_assert(release_from(&w, &inputs));
    ck_assert(is_shown(&w, all));
    inputs.earlier = &earlier;
    inputs.earlier_count = 1;
    ck_assert(release_from(&w, &inputs));
    ck_assert(!is_shown(&w, all));
    ck_assert_uint_eq(w.account.totals.held, 1);
    close_world(&w);
}
END_TEST

START_TEST(an_earlier_figure_that_was_counted_anew_tells_nothing_of_today)
{
    static const struct people people[] = {{0, 0, JANUARY, false, 18}, {0, 0, JANUARY, true, 2}};
    struct world w;
    open_world(&w);
    const size_t all = ask_figure(&w, "m");
    w.published = w.requests.use_count;
    const struct earlier_figure earlier = {ask_figure(&w, "plain"), EARLIER_SHOWN, 17, TEXT("2013"), TEXT("edition 2013"), TEXT("public")};
    count_people(&w, people, 2);
    struct release_inputs inputs = inputs_for(&w, "public");
    inputs.earlier = &earlier;
    inputs.earlier_count = 1;
    ck_assert(release_from(&w, &inputs));
    ck_assert(is_shown(&w, all));
    ck_assert_uint_eq(w.account.totals.recounted, 1);
    const struct account_recount *recount = &w.account.recounts.items[0];
    ck_text(recount->label, "plain @2014");
    ck_text(recount->where, "edition 2013");
    ck_assert(recount->kind == EARLIER_SHOWN && recount->before == 17 && recount->now == 18);
    close_world(&w);
}
END_TEST

/* In: 18 plain and 2 extended; out: 10 plain. The list's 17 is not what counting gives; so nobody knows how many are plain,
 * neither of those in nor of all, and 30 - 28 = 2 cannot be worked out. */
START_TEST(a_total_is_not_known_because_an_earlier_list_speaks_of_a_part_of_it)
{
    static const struct people people[] = {
        {0, 0, JANUARY, false, 18}, {0, 0, JANUARY, true, 2}, {0, 1, JANUARY, false, 10}};
    struct world w;
    open_world(&w);
    const size_t table = ask_table(&w, "m by place", "none");
    w.published = w.requests.use_count;
    const struct earlier_figure earlier = {ask_figure(&w, "plain place=fi"), EARLIER_SHOWN, 17, TEXT("2013"), TEXT("edition 2013"), TEXT("public")};
    count_people(&w, people, 3);
    struct release_inputs inputs = inputs_for(&w, "strict");
    inputs.earlier = &earlier;
    inputs.earlier_count = 1;
    ck_assert(release_from(&w, &inputs));
    ck_assert_uint_eq(w.account.totals.held, 0);
    ck_assert(cell_is_shown(release_cell(w.release, table, (const int[]){0})));
    close_world(&w);
}
END_TEST

/* 30 of this edition - 28 of an earlier list = 2. The 30 is the total of a table: it stays. */
START_TEST(what_a_leak_follows_from_is_told_by_name_and_totals_are_told_apart)
{
    static const struct people people[] = {
        {0, 0, JANUARY, false, 18}, {0, 0, JANUARY, true, 2}, {0, 1, JANUARY, false, 10}};
    struct world w;
    open_world(&w);
    ask_table(&w, "m by place", "none");
    w.published = w.requests.use_count;
    const struct earlier_figure earlier = {ask_figure(&w, "plain"), EARLIER_SHOWN, 28, TEXT("2013"), TEXT("edition 2013"), TEXT("public")};
    count_people(&w, people, 3);
    struct release_inputs inputs = inputs_for(&w, "strict");
    inputs.earlier = &earlier;
    inputs.earlier_count = 1;
    ck_assert(!release_from(&w, &inputs));
    const struct account_entry *entry = entry_of(&w, "extended @2014");
    ck_assert_int_eq(entry->status, ACCOUNT_UNSAFE);
    ck_assert(entry->low == 2 && entry->high == 2);
    ck_names(&entry->from, "m @2014 / plain @2014 (edition 2013)");
    ck_names(&entry->known, "sum");
    ck_names(&entry->totals, "m @2014");
    ck_assert(entry->arithmetic.len > 0);
    w.account = (struct account){.keep = w.keep, .without_arithmetic = true};
    ck_assert(release_make(&inputs, w.keep, &w.release, &w.account, &w.err));
    entry = entry_of(&w, "extended @2014");
    ck_assert(entry->low == 2 && entry->high == 2 && entry->arithmetic.len == 0);
    ck_names(&entry->from, "m @2014 / plain @2014 (edition 2013)");
    close_world(&w);
}
END_TEST

/* 1 + 1 + 5 = 7 stand together; 12 - 9 = 3 is why the 9 is hidden. */
START_TEST(what_is_joined_and_what_is_hidden_for_others_stands_in_the_account)
{
    static const struct people kinds[] = {{0, 0, JANUARY, false, 1}, {1, 0, JANUARY, false, 1}, {2, 0, JANUARY, false, 5},
                                          {3, 0, JANUARY, false, 6}, {4, 0, JANUARY, false, 30}};
    static const struct people two[] = {{0, 0, JANUARY, false, 9}, {1, 0, JANUARY, false, 3}};
    struct world w;
    open_world(&w);
    ask_table(&w, "m by kind", "");
    count_people(&w, kinds, 5);
    ck_assert(release(&w, "public"));
    ck_assert_uint_eq(w.account.joins.count, 1);
    const struct account_join *join = &w.account.joins.items[0];
    ck_text(join->label, "m kind=a,b,c @2014");
    ck_assert(join->count == 7 && !join->hidden && join->part_count == 3 && w.account.totals.joined == 3);
    ck_assert(join->parts[0].count == 1 && join->parts[1].count == 1 && join->parts[2].count == 5);
    ck_text(join->parts[2].category, "c");
    close_world(&w);
    open_world(&w);
    ask_figure(&w, "m");
    ask_figure(&w, "a_only");
    count_people(&w, two, 2);
    ck_assert(release(&w, "public"));
    ck_assert(w.account.totals.published == 2 && w.account.totals.complementary == 1 && w.account.totals.primary == 0);
    for (size_t i = 0; i < w.account.figures.count; i++) {
        const struct account_figure *figure = &w.account.figures.items[i];
        ck_assert(figure->hidden == text_equal(figure->label, TEXT("a_only @2014")));
        ck_assert(!figure->hidden || (figure->count == 9 && !figure->is_small && figure->cost > 0));
    }
    close_world(&w);
}
END_TEST

START_TEST(a_count_that_was_weighed_twice_is_one_entry_with_all_its_places)
{
    struct arena *keep = arena_new();
    struct account account = {.keep = keep};
    const struct account_entry entries[] = {
        {.label = TEXT("a"), .where = TEXT("table x; l.md, line 40"), .status = ACCOUNT_SAFE},
        {.label = TEXT("b"), .status = ACCOUNT_LOST},
        {.label = TEXT("a"), .where = TEXT("l.md, line 4; table x"), .status = ACCOUNT_UNSAFE, .low = 2, .high = 3},
        {.label = TEXT("c"), .status = ACCOUNT_EXEMPT},
        {.label = TEXT("b"), .status = ACCOUNT_EXEMPT}};
    for (size_t i = 0; i < sizeof entries / sizeof *entries; i++)
        ARENA_PUSH(keep, &account.entries, entries[i]);
    account_settle(&account);
    ck_assert_uint_eq(account.entries.count, 3);
    ck_assert(account.entries.items[0].status == ACCOUNT_UNSAFE && account.entries.items[0].low == 2);
    ck_text(account.entries.items[0].where, "table x; l.md, line 40; l.md, line 4");
    ck_assert(account.totals.targets == 3 && account.totals.unsafe == 1 && account.totals.lost == 1 &&
              account.totals.exempt == 1);
    arena_free(keep);
}
END_TEST

/* Printed last year: kind a had 3. It is lost, but not printed again; what is left of the 23 is 20. */
START_TEST(what_was_printed_before_is_lost_and_stops_nothing)
{
    static const struct people people[] = {{0, 0, JANUARY, false, 3}, {1, 0, JANUARY, false, 20}};
    struct world w;
    open_world(&w);
    const size_t table = ask_table(&w, "m by kind", "none");
    w.published = w.requests.use_count;
    const struct earlier_figure earlier = {ask_figure(&w, "m kind=a"), EARLIER_SHOWN, 3, TEXT("2013"), TEXT("edition 2013"), TEXT("public")};
    count_people(&w, people, 2);
    struct release_inputs inputs = inputs_for(&w, "strict");
    inputs.earlier = &earlier;
    inputs.earlier_count = 1;
    ck_assert(release_from(&w, &inputs));
    ck_assert_uint_eq(w.account.totals.lost, 1);
    const int first = 0, second = 1;
    ck_assert(!cell_is_shown(release_cell(w.release, table, &first)));
    ck_assert(cell_is_shown(release_cell(w.release, table, &second)));
    close_world(&w);
}
END_TEST

/* Printed last year: kinds a and b had 5 together, neither was zero. Each is 1 to 4 for that reader, for ever; but to
 * print one of them now would tell more. */
START_TEST(what_was_given_away_before_is_not_narrowed_further)
{
    static const struct people people[] = {
        {0, 0, JANUARY, false, 3}, {1, 0, JANUARY, false, 2}, {2, 0, JANUARY, false, 20}, {3, 0, JANUARY, false, 30}};
    struct world w;
    open_world(&w);
    const size_t table = ask_table(&w, "m by kind", "none");
    w.published = w.requests.use_count;
    const struct earlier_figure earlier[] = {{ask_figure(&w, "m kind=a,b"), EARLIER_SHOWN, 5, TEXT("2013"), TEXT("edition 2013"), TEXT("public")},
                                             {ask_figure(&w, "m kind=a"), EARLIER_HIDDEN, 0, TEXT("2013"), TEXT("edition 2013"), TEXT("public")},
                                             {ask_figure(&w, "m kind=b"), EARLIER_HIDDEN, 0, TEXT("2013"), TEXT("edition 2013"), TEXT("public")}};
    count_people(&w, people, 4);
    struct release_inputs inputs = inputs_for(&w, "strict");
    inputs.earlier = earlier;
    inputs.earlier_count = 3;
    ck_assert(release_from(&w, &inputs));
    ck_assert_uint_eq(w.account.totals.lost, 2);
    for (int kind = 0; kind < 2; kind++)
        ck_assert(!cell_is_shown(release_cell(w.release, table, &kind)));
    close_world(&w);
}
END_TEST

/* The public joins a, b and c to 7. Authorities get the same table by their own policy, which joins nothing: that all
 * three are there is no news, but they may get nothing that splits the 7. */
START_TEST(whoever_holds_two_publications_is_one_reader)
{
    static const int64_t counts[KINDS][PLACES] = {{1, 0}, {1, 0}, {5, 0}, {6, 0}, {30, 0}};
    struct world w;
    open_world(&w);
    const size_t table = ask_table(&w, "m by kind", "");
    count(&w, counts);
    ck_assert(release(&w, "public"));
    const struct release *held[] = {w.release};
    struct release_inputs inputs = inputs_for(&w, "strict");
    ck_assert(release_from(&w, &inputs));
    const int third = 2;
    ck_assert(cell_is_shown(release_cell(w.release, table, &third)) || w.account.totals.complementary);
    inputs.held = held;
    inputs.held_count = 1;
    ck_assert(release_from(&w, &inputs));
    ck_assert_uint_gt(w.account.totals.held, 0);
    close_world(&w);
}
END_TEST

/* 30, 20 and 3 of three kinds; two kinds are empty. Where zeros look like small counts, all these rows are blank alike; 53 -
 * 30 - 20 = 3 would still bound each of them, so the 20 goes too. */
START_TEST(where_zeros_are_hidden_they_look_like_small_counts)
{
    static const struct people people[] = {
        {0, 0, JANUARY, false, 30}, {1, 0, JANUARY, false, 20}, {2, 0, JANUARY, false, 3}};
    struct world w;
    int parts;
    open_world(&w);
    const size_t table = ask_table(&w, "m by kind", "none");
    count_people(&w, people, 3);
    ck_assert(release(&w, "blank"));
    release_parts(w.release, table, 0, &parts);
    ck_assert_int_eq(parts, KINDS);
    for (int kind = 2; kind < KINDS; kind++)
        ck_assert(!cell_is_shown(release_cell(w.release, table, &kind)));
    const int second = 1;
    ck_assert(!cell_is_shown(release_cell(w.release, table, &second)));
    ck_assert(release(&w, "strict"));
    release_parts(w.release, table, 0, &parts);
    ck_assert_int_eq(parts, 3);
    close_world(&w);
}
END_TEST

/* 30 of kind a, 3 of kind b and 2 not stated. That row is only there if it is filled: beside 35 - 30 = 5, kind b would be 4 at
 * most. Without that row it may have all 5. */
START_TEST(a_row_that_is_there_only_if_filled_is_seen_not_to_be_empty)
{
    static const struct people without[] = {{0, 0, JANUARY, false, 30}, {1, 0, JANUARY, false, 3}, {2, 0, JANUARY, false, 2}};
    static const struct people with[] = {{0, 0, JANUARY, false, 30}, {1, 0, JANUARY, false, 3}, {KINDS, 0, JANUARY, false, 2}};
    const int first = 0;
    for (int i = 0; i < 2; i++) {
        struct world w;
        int parts;
        open_world(&w);
        const size_t table = ask_table(&w, "m by kind", "none");
        count_people(&w, i ? with : without, 3);
        ck_assert(release(&w, "blank"));
        release_parts(w.release, table, 0, &parts);
        ck_assert_int_eq(parts, KINDS + i);
        ck_assert_int_eq(cell_is_shown(release_cell(w.release, table, &first)), i == 0);
        close_world(&w);
    }
}
END_TEST

/* 23 - 10 - 10 = 3 who are neither of kind a nor of kind b. */
START_TEST(parts_that_exclude_each_other_are_taken_away_together)
{
    static const struct people people[] = {
        {0, 0, JANUARY, false, 10}, {1, 0, JANUARY, false, 10}, {2, 0, JANUARY, false, 3}};
    struct world w;
    open_world(&w);
    const size_t all = ask_figure(&w, "m"), a = ask_figure(&w, "a_only"), b = ask_figure(&w, "b_only");
    count_people(&w, people, 3);
    ck_assert(release(&w, "public"));
    ck_assert(is_shown(&w, all) + is_shown(&w, a) + is_shown(&w, b) == 2);
    close_world(&w);
}
END_TEST

/* Second half: 25 - 12 = 13 in all, 18 - 7 = 11 of kind a, so 2 of others. */
START_TEST(a_narrower_measure_is_cut_into_the_same_parts_of_a_year)
{
    static const struct people people[] = {{0, 0, JANUARY, false, 7}, {1, 0, JANUARY, false, 5},
                                           {0, 0, OCTOBER, false, 11}, {1, 0, OCTOBER, false, 2}};
    struct world w;
    open_world(&w);
    const size_t uses[] = {ask_figure(&w, "m"), ask_figure(&w, "m @2014H1"), ask_figure(&w, "a_only"),
                           ask_figure(&w, "a_only @2014H1")};
    int shown = 0;
    count_people(&w, people, 4);
    ck_assert(release(&w, "public"));
    for (int i = 0; i < 4; i++)
        shown += is_shown(&w, uses[i]);
    ck_assert_int_eq(shown, 3);
    close_world(&w);
}
END_TEST

/* What is exempt is the year's count; that its half is printed as hidden tells that it is not zero, so the year goes too. */
START_TEST(an_exemption_is_for_one_period)
{
    static const struct people people[] = {{0, 0, JANUARY, false, 30}, {0, 0, OCTOBER, true, 2}};
    struct world w;
    open_world(&w);
    const size_t year = ask_figure(&w, "extended"), december = ask_figure(&w, "extended @2014H2");
    w.published = w.requests.use_count;
    const struct exempt_figure exempt = {year, TEXT("says nothing of a person")};
    count_people(&w, people, 2);
    struct release_inputs inputs = inputs_for(&w, "public");
    inputs.exempt = &exempt;
    inputs.exempt_count = 1;
    ck_assert(release_from(&w, &inputs));
    ck_assert(!is_shown(&w, year));
    ck_assert(!is_shown(&w, december));
    close_world(&w);
}
END_TEST

/* Where zeros are hidden, 55 - 20 - 30 = 5 may all be of kind a. A date of a and one of b tell that either has somebody, and
 * so 4 at most: the 20 or the 30 goes too. */
START_TEST(a_date_tells_that_there_is_somebody)
{
    static const struct people people[] = {
        {0, 0, JANUARY, false, 2}, {1, 0, JANUARY, false, 3}, {2, 0, JANUARY, false, 20}, {3, 0, JANUARY, false, 30}};
    const int third = 2, fourth = 3;
    for (int i = 0; i < 3; i++) {
        struct world w;
        open_world(&w);
        const size_t table = ask_table(&w, "m by kind", "none");
        size_t dates[2] = {0};
        for (int k = 0; k < 2 && i; k++)
            dates[k] = ask_figure(&w, k ? "earliest b_only.day" : "earliest a_only.day");
        count_people(&w, people, 4);
        ck_assert(release(&w, i == 2 ? "strict" : "blank"));
        const bool both = cell_is_shown(release_cell(w.release, table, &third)) &&
                          cell_is_shown(release_cell(w.release, table, &fourth));
        ck_assert_int_eq(both, i == 0);
        for (int k = 0; k < 2 && i; k++) {
            const struct release_date date = release_date(w.release, dates[k]);
            ck_assert_int_eq(date.year_is_shown, i == 1);
            ck_assert(!date.day_is_shown);
            ck_assert_int_eq(date.day, i == 1 ? YEAR.first : 0);
        }
        close_world(&w);
    }
}
END_TEST

/* 12 - 9 = 3 of other kinds: nobody is told the 9, by a date of one of them. */
START_TEST(a_date_tells_no_total)
{
    static const struct people people[] = {{0, 0, JANUARY, false, 9}, {1, 0, JANUARY, false, 3}};
    struct world w;
    open_world(&w);
    const size_t all = ask_figure(&w, "m"), date = ask_figure(&w, "earliest a_only.day");
    count_people(&w, people, 2);
    ck_assert(release(&w, "blank"));
    ck_assert(is_shown(&w, all) && release_date(w.release, date).year_is_shown);
    for (size_t i = 0; i < w.account.figures.count; i++)
        ck_text(w.account.figures.items[i].label, "m @2014");
    close_world(&w);
}
END_TEST

/* 6 of five kinds: one of them has 2, the others 1, whichever; 39 of five kinds leave 1 to 35 for each. */
START_TEST(a_number_of_categories_that_leaves_little_for_each_is_withheld)
{
    static const int64_t told[2][KINDS][PLACES] = {{{2, 0}, {1, 0}, {1, 0}, {1, 0}, {1, 0}},
                                                   {{3, 0}, {9, 0}, {9, 0}, {9, 0}, {9, 0}}};
    for (int i = 0; i < 2; i++) {
        struct world w;
        open_world(&w);
        const size_t kinds = ask_figure(&w, "number of kind in m"), all = ask_figure(&w, "m");
        count(&w, told[i]);
        ck_assert(release(&w, "public"));
        ck_assert(is_shown(&w, all));
        ck_assert_int_eq(is_shown(&w, kinds), i == 1);
        ck_assert_int_eq(release_sum(w.release, kinds).count, i == 1 ? 5 : 0);
        close_world(&w);
    }
}
END_TEST

TEST_PROGRAM("protect: the ledger",
             a_date_tells_that_there_is_somebody,
             a_date_tells_no_total,
             a_number_of_categories_that_leaves_little_for_each_is_withheld,
             parts_that_exclude_each_other_are_taken_away_together,
             a_narrower_measure_is_cut_into_the_same_parts_of_a_year,
             an_exemption_is_for_one_period,
             a_total_is_not_known_because_an_earlier_list_speaks_of_a_part_of_it,
             what_a_leak_follows_from_is_told_by_name_and_totals_are_told_apart,
             what_is_joined_and_what_is_hidden_for_others_stands_in_the_account,
             a_count_that_was_weighed_twice_is_one_entry_with_all_its_places,
             what_is_left_of_a_measure_beside_a_narrower_one_is_protected,
             a_narrower_measure_is_shown_when_enough_is_left,
             a_year_and_its_half_do_not_give_the_other_half_away,
             tables_of_a_year_and_of_its_half_are_one_system,
             a_relation_of_the_code_book_is_arithmetic_that_readers_know,
             what_is_exempt_may_be_worked_out_and_is_accounted_for_with_its_reason,
             what_follows_from_an_exemption_is_exempt_too,
             an_earlier_figure_hides_what_it_would_give_away_today,
             an_earlier_figure_that_was_counted_anew_tells_nothing_of_today,
             what_was_printed_before_is_lost_and_stops_nothing,
             what_was_given_away_before_is_not_narrowed_further,
             whoever_holds_two_publications_is_one_reader,
             a_row_that_is_there_only_if_filled_is_seen_not_to_be_empty,
             where_zeros_are_hidden_they_look_like_small_counts)
