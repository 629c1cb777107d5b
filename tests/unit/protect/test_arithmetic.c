/* SPDX-License-Identifier: GPL-3.0-or-later
 * The reader's arithmetic in words. What the lines must say was worked out with pencil and paper. */
#include "protect/arithmetic.h"

#include <stdlib.h>
#include <string.h>

#include "protect/audit.h"
#include "unit/base/check_text.h"
#include "unit/harness.h"

enum { SUMS_MAX = 24 };

struct story {
    struct arena *keep;
    struct protect_system *system;
    struct protect_name names[SUMS_MAX];
    const struct text *reasons;
    struct error err;
};

static struct story story_begin(size_t variables, const int64_t *values)
{
    struct story s = {.keep = arena_new()};
    s.system = protect_system_new(s.keep);
    for (size_t i = 0; i < variables; i++) {
        size_t number;
        ck_assert(protect_system_add_variable(s.system, (struct protect_variable){.value = values[i]}, &number, &s.err));
    }
    return s;
}

/* `counted` holds the factor of each variable. */
static size_t tell(struct story *s, struct protect_sum_request request, const int64_t *counted, const char *what, const char *where)
{
    struct protect_term terms[16];
    size_t number;
    request.terms = terms;
    for (size_t i = 0; i < s->system->variables.count; i++)
        if (counted[i])
            terms[request.term_count++] = (struct protect_term){i, counted[i]};
    ck_assert_msg(protect_system_add_sum(s->system, &request, &number, &s->err), "%s", s->err.message);
    s->names[number] = (struct protect_name){text_of(what), text_of(where)};
    return number;
}

static size_t print(struct story *s, const int64_t *counted, const char *what, const char *where)
{
    return tell(s, (struct protect_sum_request){.kind = PROTECT_ALWAYS}, counted, what, where);
}

static size_t ask(struct story *s, const int64_t *counted, const char *what)
{
    return tell(s, (struct protect_sum_request){.kind = PROTECT_WITHHELD}, counted, what, "");
}

/* What the audit's proofs for that sum read like. */
static struct text arithmetic_with(struct story *s, size_t sum, int64_t threshold)
{
    bool hidden[SUMS_MAX] = {false};
    const struct protect_task task = {.system = s->system, .rule = {threshold, 2}, .effort = protect_effort_default()};
    struct protect_audit audit;
    struct text_builder b = {0};
    ck_assert(protect_audit(&task, hidden, s->keep, &audit, &s->err));
    for (size_t i = 0; i < audit.verdict_count; i++) {
        const struct protect_verdict *verdict = &audit.verdicts[i];
        if (verdict->sum != sum)
            continue;
        ck_assert_int_eq(verdict->status, PROTECT_UNSAFE);
        const struct protect_explanation explanation = {s->system, hidden, sum, verdict->low_proof, verdict->high_proof,
                                                        s->names, false};
        protect_arithmetic_add_reasoned(&explanation, s->reasons, &b);
    }
    const struct text text = text_copy(s->keep, text_built(&b));
    text_builder_done(&b);
    return text;
}

static struct text arithmetic_of(struct story *s, size_t sum)
{
    return arithmetic_with(s, sum, 5);
}

/* Types by place: 11 and 34, 26 and 6, 6 and 2; printed are the types' totals, all in Finland, and two of the cells. */
START_TEST(one_subtraction_leads_to_the_next)
{
    static const int64_t values[] = {11, 34, 26, 6, 6, 2};
    struct story s = story_begin(6, values);
    print(&s, (int64_t[]){0, 1, 0, 0, 0, 0}, "sexual, abroad", "page 3");
    print(&s, (int64_t[]){0, 0, 1, 0, 0, 0}, "workforce, in Finland", "page 3");
    print(&s, (int64_t[]){1, 1, 0, 0, 0, 0}, "sexual", "page 3");
    print(&s, (int64_t[]){0, 0, 0, 0, 1, 1}, "other", "page 4");
    print(&s, (int64_t[]){1, 0, 1, 0, 1, 0}, "in Finland", "page 5");
    ask(&s, (int64_t[]){1, 0, 0, 0, 0, 0}, "sexual, in Finland");
    ask(&s, (int64_t[]){0, 0, 0, 0, 1, 0}, "other, in Finland");
    const size_t asked = ask(&s, (int64_t[]){0, 0, 0, 0, 0, 1}, "other, abroad");
    ck_text(arithmetic_of(&s, asked), "45 sexual (page 3) - 34 sexual, abroad (page 3) = 11 sexual, in Finland\n"
                                      "43 in Finland (page 5) - 26 workforce, in Finland (page 3) - 11 sexual, in Finland = "
                                      "6 other, in Finland\n"
                                      "8 other (page 4) - 6 other, in Finland = 2 other, abroad\n");
    arena_free(s.keep);
}
END_TEST

START_TEST(a_range_is_carried_through)
{
    static const int64_t values[] = {40, 3, 4};
    struct story s = story_begin(3, values);
    print(&s, (int64_t[]){1, 1, 1}, "all", "");
    tell(&s, (struct protect_sum_request){.kind = PROTECT_TOLD, .told = {40, 41}}, (int64_t[]){1, 0, 0}, "the first", "87 %");
    tell(&s, (struct protect_sum_request){.kind = PROTECT_TOLD, .told = {4, PROTECT_NO_END}}, (int64_t[]){0, 0, 1}, "the last", "");
    const size_t asked = ask(&s, (int64_t[]){0, 1, 0}, "the second");
    const struct text text = arithmetic_of(&s, asked);
    ck_assert_msg(text_find(text, TEXT("47 all - 40 to 41 the first (87 %) - 4 or more the last = 0 to 3 the second")) < text.len ||
                      text_find(text, TEXT("0 to 3 the second")) < text.len,
                  "%.*s", TEXT_ARGS(text));
    arena_free(s.keep);
}
END_TEST

/* Those at the end = those before + new - gone: 85 = 102 + 50 + x - 68. */
START_TEST(an_equation_with_comings_and_goings_is_added_up)
{
    static const int64_t values[] = {85, 102, 50, 1, 68};
    struct story s = story_begin(5, values);
    print(&s, (int64_t[]){1, 0, 0, 0, 0}, "clients", "p. 2");
    print(&s, (int64_t[]){0, 1, 0, 0, 0}, "clients before", "last year");
    print(&s, (int64_t[]){0, 0, 1, 0, 0}, "new", "p. 6");
    print(&s, (int64_t[]){0, 0, 0, 0, 1}, "gone", "p. 4");
    print(&s, (int64_t[]){1, -1, -1, -1, 1}, "clients over time", "what everybody knows");
    const size_t asked = ask(&s, (int64_t[]){0, 0, 0, 1, 0}, "extended");
    const struct text text = arithmetic_of(&s, asked);
    ck_assert_msg(text_find(text, TEXT("85 clients (p. 2)")) < text.len, "%.*s", TEXT_ARGS(text));
    ck_assert_msg(text_find(text, TEXT("- 102 clients before (last year)")) < text.len, "%.*s", TEXT_ARGS(text));
    ck_assert_msg(text_find(text, TEXT("extended is at most 1\n")) < text.len, "%.*s", TEXT_ARGS(text));
    ck_assert_msg(text_find(text, TEXT("extended is at least 1\n")) < text.len, "%.*s", TEXT_ARGS(text));
    arena_free(s.keep);
}
END_TEST

START_TEST(what_is_taken_away_stands_behind_what_is_added)
{
    static const int64_t values[] = {102, 50, 1, 68, 85};
    struct story s = story_begin(5, values);
    print(&s, (int64_t[]){1, 0, 0, 0, 0}, "before", "last year");
    print(&s, (int64_t[]){0, 1, 0, 0, 0}, "new", "p. 6");
    print(&s, (int64_t[]){0, 0, 0, 1, 0}, "gone", "p. 4");
    print(&s, (int64_t[]){0, 0, 0, 0, 1}, "clients", "p. 2");
    print(&s, (int64_t[]){-1, -1, -1, 1, 1}, "clients over time", "what everybody knows");
    const size_t asked = ask(&s, (int64_t[]){0, 0, 1, 0, 0}, "extended");
    ck_text(arithmetic_of(&s, asked),
            "added up: 68 gone (p. 4) + 85 clients (p. 2) - 102 before (last year) - 50 new (p. 6), since clients over time (what "
            "everybody knows); so extended is at least 1\n"
            "added up: 68 gone + 85 clients - 102 before - 50 new; so extended is at most 1\n");
    arena_free(s.keep);
}
END_TEST

/* Clients of a kind are minors or adults; 9 clients less 6 minors. */
START_TEST(a_whole_and_its_part_are_followed_through_an_equation)
{
    static const int64_t values[] = {5, 4, 4, 2, 1, 2};
    struct story s = story_begin(6, values);
    print(&s, (int64_t[]){1, 1, 0, 0, 0, 0}, "clients", "");
    print(&s, (int64_t[]){0, 0, 1, 1, 0, 0}, "minors", "");
    print(&s, (int64_t[]){1, 0, -1, 0, -1, 0}, "minors are clients", "");
    print(&s, (int64_t[]){0, 1, 0, -1, 0, -1}, "minors are clients", "");
    const size_t asked = ask(&s, (int64_t[]){0, 0, 0, 0, 1, 1}, "adults");
    ck_text(arithmetic_of(&s, asked), "9 clients - 6 minors = 3 adults\n");
    arena_free(s.keep);
}
END_TEST

static size_t occurrences(struct text text, const char *part)
{
    size_t count = 0;
    for (struct text rest = text; text_find(rest, text_of(part)) < rest.len; count++)
        rest = text_slice(rest, text_find(rest, text_of(part)) + strlen(part), rest.len);
    return count;
}

/* Women: 60 = 67 + 40 + 1 - 48, men: 25 = 35 + 10 + 0 - 20. The same equation holds for both. */
START_TEST(an_equation_that_holds_for_every_category_is_named_once)
{
    static const int64_t values[] = {60, 25, 67, 35, 40, 10, 1, 0, 48, 20};
    struct story s = story_begin(10, values);
    print(&s, (int64_t[]){1, 1, 0, 0, 0, 0, 0, 0, 0, 0}, "clients", "p. 2");
    print(&s, (int64_t[]){0, 0, 1, 1, 0, 0, 0, 0, 0, 0}, "clients before", "last year");
    print(&s, (int64_t[]){0, 0, 0, 0, 1, 1, 0, 0, 0, 0}, "new", "p. 6");
    print(&s, (int64_t[]){0, 0, 0, 0, 0, 0, 0, 0, 1, 1}, "gone", "p. 4");
    print(&s, (int64_t[]){1, 0, -1, 0, -1, 0, -1, 0, 1, 0}, "clients over time", "what everybody knows");
    print(&s, (int64_t[]){0, 1, 0, -1, 0, -1, 0, -1, 0, 1}, "clients over time", "what everybody knows");
    const size_t asked = ask(&s, (int64_t[]){0, 0, 0, 0, 0, 0, 1, 1, 0, 0}, "extended");
    const struct text text = arithmetic_of(&s, asked);
    ck_assert_uint_eq(occurrences(text, "85 clients"), 2);
    ck_assert_uint_eq(occurrences(text, "clients over time"), 1);
    arena_free(s.keep);
}
END_TEST

/* The ranking ends with 3 and leaves c out. */
START_TEST(a_bound_from_a_ranking_is_told_in_words)
{
    static const int64_t values[] = {7, 2};
    static const char why[] = "the list of the most frequent ends with 3 and leaves it out";
    struct story s = story_begin(2, values);
    struct text reasons[SUMS_MAX] = {{0}};
    const size_t asked = ask(&s, (int64_t[]){0, 1}, "c");
    const size_t bound = tell(&s, (struct protect_sum_request){.kind = PROTECT_TOLD, .told = {0, 3}}, (int64_t[]){0, 1}, "c", "page 2");
    reasons[bound] = text_of(why);
    s.reasons = reasons;
    ck_text(arithmetic_of(&s, asked), "at most 3 c, because the list of the most frequent ends with 3 and leaves it out\n");
    arena_free(s.keep);
    reasons[bound] = TEXT_EMPTY;
    s = story_begin(2, values);
    print(&s, (int64_t[]){1, 0}, "b", "page 1");
    const size_t both = ask(&s, (int64_t[]){1, 1}, "all");
    reasons[tell(&s, (struct protect_sum_request){.kind = PROTECT_TOLD, .told = {0, 3}}, (int64_t[]){0, 1}, "c", "page 2")] = text_of(why);
    s.reasons = reasons;
    ck_text(arithmetic_with(&s, both, 20), "at most 3 c, because the list of the most frequent ends with 3 and leaves it out\n"
                                          "7 b (page 1) + at most 3 c = 7 to 10 all\n");
    arena_free(s.keep);
}
END_TEST

/* A page says 3 or more, and the ranking ends with 4. */
START_TEST(a_page_and_a_ranking_are_both_named)
{
    static const int64_t values[] = {9, 4};
    struct story s = story_begin(2, values);
    struct text reasons[SUMS_MAX] = {{0}};
    const size_t asked = ask(&s, (int64_t[]){0, 1}, "c");
    tell(&s, (struct protect_sum_request){.kind = PROTECT_TOLD, .told = {3, PROTECT_NO_END}}, (int64_t[]){0, 1}, "c", "page 1");
    reasons[tell(&s, (struct protect_sum_request){.kind = PROTECT_TOLD, .told = {0, 4}}, (int64_t[]){0, 1}, "c", "page 2")] =
        TEXT("the list ends with 4");
    s.reasons = reasons;
    ck_text(arithmetic_of(&s, asked), "3 to 4 c: page 1, and because the list ends with 4\n");
    arena_free(s.keep);
    s = story_begin(2, values);
    print(&s, (int64_t[]){1, 0}, "b", "page 1");
    ask(&s, (int64_t[]){0, 1}, "c");
    const size_t both = ask(&s, (int64_t[]){1, 1}, "all");
    memset(reasons, 0, sizeof reasons);
    reasons[tell(&s, (struct protect_sum_request){.kind = PROTECT_TOLD, .told = {0, 4}}, (int64_t[]){0, 1}, "c", "page 2")] =
        TEXT("the list ends with 4");
    s.reasons = reasons;
    ck_text(arithmetic_with(&s, both, 20), "at most 4 c, because the list ends with 4\n9 b (page 1) + at most 4 c = 9 to 13 all\n");
    arena_free(s.keep);
}
END_TEST

START_TEST(what_is_printed_needs_no_arithmetic)
{
    static const int64_t values[] = {3};
    struct story s = story_begin(1, values);
    const size_t shown = tell(&s, (struct protect_sum_request){.kind = PROTECT_CANDIDATE, .cost = 1}, (int64_t[]){1}, "pending", "table 2");
    ck_text(arithmetic_of(&s, shown), "3 pending (table 2): printed as it is\n");
    arena_free(s.keep);
}
END_TEST

TEST_PROGRAM("protect: arithmetic",
             one_subtraction_leads_to_the_next,
             a_range_is_carried_through,
             an_equation_with_comings_and_goings_is_added_up,
             what_is_taken_away_stands_behind_what_is_added,
             a_whole_and_its_part_are_followed_through_an_equation,
             an_equation_that_holds_for_every_category_is_named_once,
             a_bound_from_a_ranking_is_told_in_words,
             a_page_and_a_ranking_are_both_named,
             what_is_printed_needs_no_arithmetic)
