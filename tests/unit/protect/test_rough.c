/* SPDX-License-Identifier: GPL-3.0-or-later
 * Systems too large to be searched as they stand: months of which only totals are told, beside a year that is told by 260
 * kinds and places. Every kind has the same row in the year's table, six inside and six outside, so that what is
 * hidden can only come of the months, whose counts stand beside each test. */
#include <stdio.h>

#include "unit/protect/world.h"

enum { MANY_KINDS = 130, EACH = 6, MONTHS = 12 };

static const date_day FIRST_DAYS[MONTHS] = {16071, 16102, 16130, 16161, 16191, 16222,
                                            16252, 16283, 16314, 16344, 16375, 16405};

static void open_large_world(struct world *w)
{
    struct text_builder b = {0};
    text_add_format(&b, "---\nid: t\nlanguages: en\nnot stated: Not stated\n---\n::: codes kind\ntitle: Kind\n"
                        "| raw | category | en |\n");
    text_add_format(&b, "| a | a | A |\n| b | b | B |\n"); /* which measures speak of */
    for (int kind = 2; kind < MANY_KINDS; kind++)
        text_add_format(&b, "| k%d | k%d | K%d |\n", kind, kind, kind);
    text_add_format(&b, "%s", strstr(WORLD_CODE_BOOK, ":::\n::: codes place"));
    text_add_format(&b, "%c", 0);
    open_world_of(w, text_built(&b).ptr);
    text_builder_done(&b);
}

/* Gives out people kind by kind to the months, until these have as many as they should. */
static void count_months(struct world *w, const int64_t months[MONTHS])
{
    struct people people[2 * MANY_KINDS + 2 * MONTHS];
    size_t groups = 0;
    int month = 0;
    int64_t left_in_month = months[0];
    for (int cell = 0; cell < 2 * MANY_KINDS; cell++)
        for (int64_t left = EACH; left > 0;) {
            const int64_t taken = left < left_in_month ? left : left_in_month;
            if (taken)
                people[groups++] = (struct people){cell / 2, cell % 2, FIRST_DAYS[month] + 3, false, taken};
            left -= taken;
            left_in_month -= taken;
            if (!left_in_month && month + 1 < MONTHS)
                left_in_month = months[++month];
        }
    count_people(w, people, groups);
}

static size_t ask_month(struct world *w, int month)
{
    char name[16];
    snprintf(name, sizeof name, "m @2014-%02d", month + 1);
    return ask_figure(w, name);
}

/* 1560 - 1557 = 3 people of February: one other month is hidden as well, no matter which kinds they are of. December is
 * broken down, which ties the months to the year. */
START_TEST(a_small_month_costs_one_other_month_and_nothing_of_the_year)
{
    static const int64_t months[MONTHS] = {150, 3, 150, 150, 140, 141, 142, 138, 134, 140, 152, 120};
    size_t asked[MONTHS], hidden = 0;
    struct world w;
    open_large_world(&w);
    const size_t year = ask_table(&w, "m by kind, place", "none");
    ask_table(&w, "m @2014-12 by place", "none");
    for (int month = 0; month < MONTHS; month++)
        asked[month] = ask_month(&w, month);
    count_months(&w, months);
    ck_assert(release(&w, "strict"));
    for (int month = 0; month < MONTHS; month++)
        hidden += !is_shown(&w, asked[month]);
    ck_assert_uint_eq(hidden, 2);
    ck_assert(!is_shown(&w, asked[1]));
    for (int kind = 0; kind < MANY_KINDS; kind++)
        for (int place = 0; place < PLACES; place++)
            ck_assert(cell_is_shown(release_cell(w.release, year, (const int[]){kind, place})));
    ck_assert_int_gt(w.account.totals.cost, 0);
    ck_assert_int_eq(w.account.totals.cost, w.account.totals.bound);
    close_world(&w);
}
END_TEST

/* February: 5 = 2 + 3, so that each is at most 4. */
static void count_with_february(struct world *w, struct period whole, size_t *ret_february, size_t *asked)
{
    static const int64_t months[MONTHS] = {148, 5, 154, 150, 140, 141, 142, 138, 134, 140, 152, 116};
    open_large_world(w);
    w->whole = whole;
    ask_table(w, "m by kind, place", "none");
    *ret_february = ask_table(w, "m @2014-02 by place", "none");
    for (int month = 0; month < MONTHS; month++)
        asked[month] = ask_month(w, month);
    count_months(w, months);
}

/* As the year less its other months tells of February, one of these goes, too. */
START_TEST(the_total_of_a_month_is_hidden_with_its_parts)
{
    size_t february, asked[MONTHS], hidden = 0;
    struct world w;
    count_with_february(&w, YEAR, &february, asked);
    ck_assert(release(&w, "strict"));
    for (int place = RELEASE_TOTAL; place < PLACES; place++)
        ck_assert(!cell_is_shown(release_cell(w.release, february, &place)));
    for (int month = 0; month < MONTHS; month++)
        hidden += !is_shown(&w, asked[month]);
    ck_assert(!is_shown(&w, asked[1]));
    ck_assert_uint_eq(hidden, 2);
    close_world(&w);
}
END_TEST

/* In an edition of another period it is a total like that of the year, and such totals stay, whatever is hidden. */
START_TEST(what_nothing_protects_is_told)
{
    size_t february, asked[MONTHS];
    bool found = false;
    struct world w;
    count_with_february(&w, (struct period){YEAR.first - 365, YEAR.first - 1}, &february, asked);
    ck_assert(!release(&w, "strict"));
    for (size_t i = 0; i < w.account.entries.count; i++) {
        const struct account_entry *entry = &w.account.entries.items[i];
        found = found || (entry->status == ACCOUNT_UNSAFE && text_equal(entry->label, TEXT("m place=fi @2014-02")));
    }
    ck_assert(found);
    close_world(&w);
}
END_TEST

TEST_PROGRAM("rough", a_small_month_costs_one_other_month_and_nothing_of_the_year, the_total_of_a_month_is_hidden_with_its_parts,
             what_nothing_protects_is_told)
