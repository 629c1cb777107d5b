/* SPDX-License-Identifier: GPL-3.0-or-later
 * The audit of lists of published numbers. What must be found was worked out with pencil and paper, or by going through
 * every table of whole numbers. */
#include "protect/figures.h"

#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "protect/figures_private.h"
#include "unit/base/check_text.h"
#include "unit/harness.h"

#define HEAD "id,label,value,unit,base,kind,cell\n"

struct trial {
    struct arena *keep;
    struct diagnostics *diagnostics;
    const struct figures *figures;
    struct figures_audit audit;
    struct error err;
};

static int file_with(const char *bytes, char ret_path[32])
{
    const int file = memfd_create("list", MFD_CLOEXEC);
    ck_assert_int_ge(file, 0);
    ck_assert_int_eq(write(file, bytes, strlen(bytes)), (ssize_t)strlen(bytes));
    snprintf(ret_path, 32, "/proc/self/fd/%d", file);
    return file;
}

static struct trial read_both(const char *list, const char *cells)
{
    struct trial t = {.keep = arena_new(), .diagnostics = diagnostics_new()};
    char list_path[32], cells_path[32];
    const int one = file_with(list, list_path), other = file_with(cells ? cells : "", cells_path);
    const struct figures_files files = {list_path, cells ? cells_path : NULL};
    ck_assert_msg(figures_read(&files, t.keep, t.diagnostics, &t.figures, &t.err), "%s", t.err.message);
    close(one);
    close(other);
    return t;
}

static struct trial audit_with(const char *list, int64_t threshold)
{
    struct trial t = read_both(list, NULL);
    ck_assert_uint_eq(diagnostics_count(t.diagnostics, SEVERITY_NOTE), 0);
    ck_assert_msg(figures_audit(t.figures, threshold, t.keep, &t.audit, &t.err), "%s", t.err.message);
    return t;
}

static struct trial audit(const char *list)
{
    return audit_with(list, 5);
}

static void done(struct trial *t)
{
    diagnostics_free(t->diagnostics);
    arena_free(t->keep);
}

static const struct finding *find(const struct trial *t, const char *label)
{
    const struct finding *found = NULL;
    for (size_t i = 0; i < t->audit.finding_count; i++)
        if (t->audit.findings[i].kind != FINDING_IMPOSSIBLE && text_equal(t->audit.findings[i].label, text_of(label))) {
            ck_assert_msg(!found, "%s is reported twice", label);
            found = &t->audit.findings[i];
        }
    return found;
}

static void expect(const struct trial *t, enum finding_kind kind, int64_t low, int64_t high, const char *label)
{
    const struct finding *found = find(t, label);
    ck_assert_msg(found, "%s is not reported", label);
    ck_assert_msg(found->kind == kind && found->low == low && found->high == high, "%s: kind %d, %lld to %lld", label,
                  (int)found->kind, (long long)found->low, (long long)found->high);
}

static void expect_numbers(const struct trial *t, size_t small, size_t nearly, size_t impossible)
{
    ck_assert_uint_eq(t->audit.small_count, small);
    ck_assert_uint_eq(t->audit.nearly_count, nearly);
    ck_assert_uint_eq(t->audit.finding_count, small + nearly + impossible);
    ck_assert_uint_eq(t->audit.undecided + t->audit.left_out + t->audit.unbased_count, 0);
}

static void expect_number(const struct trial *t, size_t small, size_t impossible)
{
    expect_numbers(t, small, 0, impossible);
}

static void expect_impossible(const struct trial *t, const char *label, const char *where)
{
    for (size_t i = 0; i < t->audit.finding_count; i++)
        if (t->audit.findings[i].kind == FINDING_IMPOSSIBLE && text_equal(t->audit.findings[i].label, text_of(label))) {
            ck_text(t->audit.findings[i].where, where);
            return;
        }
    ck_abort_msg("not reported: %s", label);
}

/* ---- kinds of numbers ---- */

START_TEST(each_kind_of_number_says_what_it_says)
{
    struct trial t = audit(HEAD "A,a,4,persons,,count,a\nB,b,5,persons,,lt,b\nC,c,4,persons,,le,c\nD,d,3,persons,,gt,d\n"
                                "E,e,3,persons,,ge,e\nF,f,3,persons,,approx,f\nG,g,10,persons,,approx,g\n"
                                "H,h,10,percent,20,percent,h\nI,i,2,persons,,text,i\nJ,j,,persons,,missing,j\n"
                                "K,k,3,states,,count,k\nL,l,5,persons,,count,l\nM,m,0,persons,,count,m\nN,n,1,persons,,lt,n\n");
    expect(&t, FINDING_PRINTED, 4, 4, "a");
    expect(&t, FINDING_SMALL, 0, 4, "b");
    expect(&t, FINDING_SMALL, 0, 4, "c");
    expect(&t, FINDING_EXACT, 3, 3, "f");
    expect(&t, FINDING_EXACT, 2, 2, "h");
    expect_number(&t, 5, 0);
    ck_assert_uint_eq(t.audit.figure_count, 14);
    ck_assert_uint_eq(t.audit.statement_count, 11); /* without I, J and K */
    done(&t);
}
END_TEST

START_TEST(round_numbers_are_rounded_to_their_last_digit)
{
    struct trial t = audit_with(HEAD "A,a,10,persons,,approx,a\nB,b,60,persons,,approx,b\nC,c,100,persons,,approx,c\n", 70);
    expect(&t, FINDING_SMALL, 5, 14, "a");
    expect(&t, FINDING_SMALL, 55, 64, "b"); /* c is 50 to 149 */
    expect_number(&t, 2, 0);
    done(&t);
}
END_TEST

START_TEST(what_is_missing_is_not_nothing)
{
    struct trial t = audit(HEAD "A,all,20,persons,,count,c\nB,x,12,persons,,count,c v=x\nC,y,,persons,,missing,c v=y\n"
                                "D,,,,,complete,c v\n");
    expect_number(&t, 0, 0); /* y is 8 */
    done(&t);
    t = audit(HEAD "A,all,14,persons,,count,c\nB,x,12,persons,,count,c v=x\nC,y,,persons,,missing,c v=y\nD,,,,,complete,c v\n");
    expect(&t, FINDING_EXACT, 2, 2, "c v=y");
    expect_number(&t, 1, 0);
    done(&t);
}
END_TEST

/* ---- shares ---- */

/* Half up: x of n is floor((200 x s + n) / 2 n) of 1 / s per cent. */
START_TEST(the_counts_of_a_share_are_those_that_round_to_it)
{
    static const int64_t scales[] = {1, 10, 100};
    for (size_t s = 0; s < 3; s++)
        for (int64_t base = 1; base <= 120; base += s ? 7 : 1)
            for (int64_t value = 0; value <= 110 * scales[s]; value += s == 2 ? 13 : 1) {
                int64_t low = -1, high = -2;
                for (int64_t x = 0; x <= 2 * base; x++)
                    if ((200 * x * scales[s] + base) / (2 * base) == value) {
                        low = low < 0 ? x : low;
                        high = x;
                    }
                const struct protect_range range = figures_share_range(value, scales[s], base);
                if (low < 0)
                    ck_assert_int_gt(range.low, range.high);
                else
                    ck_assert(range.low == low && range.high == high);
            }
    const struct protect_range nobody = figures_share_range(0, 1, 1000), none = figures_share_range(10, 1, 0);
    ck_assert(nobody.low == 0 && nobody.high == 4); /* 5 would be 0.5 %, rounded up */
    ck_assert_int_gt(none.low, none.high);
}
END_TEST

START_TEST(a_share_that_cannot_be_is_reported_and_left_out)
{
    struct trial t = audit(HEAD "A,all,32,persons,,count,c\nB,in Finland,20,percent,32,percent,c place=finland\n"
                                "C,in Sweden,9.4,percent,32,percent,c place=sweden\nD,rare,12.05,percent,32,percent,c place=x\n");
    expect_impossible(&t, "no whole number is 20 % of 32: in Finland", "B");
    expect_impossible(&t, "no whole number is 12.05 % of 32: rare", "D");
    expect(&t, FINDING_EXACT, 3, 3, "c place=sweden"); /* 3 of 32 is 9.375 % */
    expect_number(&t, 1, 2);
    done(&t);
}
END_TEST

/* 33 % of 68 would be 22.44; of 67 it is 22. 23 + 22 + 10 + 4 + 4 + 4 = 67, so one is not listed. */
START_TEST(shares_that_fit_one_base_only_give_their_counts_away)
{
    struct trial t = audit(HEAD "A,left,68,persons,,count,exits\nB,b,34,percent,68,percent,exits g=b\nC,c,33,percent,68,percent,exits g=c\n"
                                "D,d,15,percent,68,percent,exits g=d\nE,e,6,percent,68,percent,exits g=e\nF,f,6,percent,68,percent,exits g=f\n"
                                "G,g,6,percent,68,percent,exits g=g\n");
    expect(&t, FINDING_EXACT, 4, 4, "exits g=e");
    expect(&t, FINDING_EXACT, 4, 4, "exits g=f");
    expect(&t, FINDING_EXACT, 4, 4, "exits g=g");
    expect(&t, FINDING_EXACT, 1, 1, "exits g=(not listed)");
    expect_number(&t, 4, 0);
    ck_text(find(&t, "exits g=(not listed)")->arithmetic,
            "68 exits (A) - 67 listed in 'g' (of the bases up to 68 only 67 fit 34 %, 33 %, 15 %, 6 %, 6 %, 6 %) = 1 exits "
            "g=(not listed)\n");
    done(&t);
}
END_TEST

/* Of 83 they are 3, 11, 31, 16, 22, of 84 one more; of 52 2, 7, 19, 10, 14. */
START_TEST(shares_without_a_base_are_of_those_stated)
{
    struct trial t = audit(HEAD "A,all,85,persons,,count,c\nB,b,4,percent,,percent,c h=b\nC,c,13,percent,,percent,c h=c\n"
                                "D,d,37,percent,,percent,c h=d\nE,e,19,percent,,percent,c h=e\nF,f,27,percent,,percent,c h=f\n");
    expect(&t, FINDING_SMALL, 2, 3, "c h=b");
    expect_number(&t, 1, 0);
    ck_text(find(&t, "c h=b")->arithmetic,
            "2 to 3 c h=b: B; of the bases up to 85 only 52, 70, 75, 78, 83, 84 fit 4 %, 13 %, 37 %, 19 %, 27 %\n");
    done(&t);
}
END_TEST

/* 7 % of 45 is 3 (6.67 %), and nothing else: 2 is 4.44 %, 4 is 8.89 %. */
START_TEST(a_share_without_a_base_is_of_the_total_whatever_it_selects)
{
    struct trial t = audit(HEAD "A,all,45,persons,,count,c\nB,b,7,percent,,percent,c g=w p=abroad\n");
    expect(&t, FINDING_EXACT, 3, 3, "c g=w p=abroad");
    expect_number(&t, 1, 0);
    ck_text(find(&t, "c g=w p=abroad")->arithmetic, "3 c g=w p=abroad: 7 % of 45, B\n");
    done(&t);
    t = audit(HEAD "A,a,40,persons,45,count,c g=m\nB,b,7,percent,,percent,c p=abroad\n"); /* the total is a base */
    expect(&t, FINDING_EXACT, 3, 3, "c p=abroad");
    done(&t);
}
END_TEST

static void expect_unbased(const char *list, const char *label)
{
    struct trial t = audit(list);
    ck_assert_uint_eq(t.audit.unbased_count, 1);
    ck_assert_uint_eq(t.audit.finding_count, 1);
    ck_assert_int_eq(t.audit.findings[0].kind, FINDING_UNDECIDED);
    ck_text(t.audit.findings[0].label, label);
    ck_text(t.audit.findings[0].where, "B");
    done(&t);
}

START_TEST(a_share_of_nobody_knows_what_is_named)
{
    expect_unbased(HEAD "A,a,40,persons,,approx,c\nB,b,7,percent,,percent,c g=w p=abroad\n", "7 % of an unknown base: c g=w p=abroad");
    expect_unbased(HEAD "B,b,7,percent,,percent,c g=w\n", "7 % of an unknown base: c g=w");
    expect_unbased(HEAD "B,working time,7.5,percent,,percent,\n", "7.5 % of an unknown base: working time");
    expect_unbased(HEAD "A,a,40,persons,,count,c\nB,b,50,percent,,percent,c\n", "50 % of an unknown base: c"); /* not of itself */
    struct trial t = audit(HEAD "A,a,40,persons,,count,c\nB,b,100,percent,,percent,c\nC,c,100.0,percent,,percent,d\n");
    expect_number(&t, 0, 0);
    done(&t);
}
END_TEST

/* ---- nearly told ---- */

/* Of 4 and 5 the rule of `build` would ask for two numbers two apart; 4 to 6 is enough, and so is 3 to 5. */
START_TEST(one_of_two_numbers_of_which_one_is_small_is_nearly_told)
{
    struct trial t = audit(HEAD "A,a,50,persons,,count,c\nB,b,5,persons,,le,c v=b\nC,c,4,persons,,ge,c v=b\n");
    expect(&t, FINDING_NEARLY, 4, 5, "c v=b");
    ck_text(find(&t, "c v=b")->arithmetic, "4 to 5 c v=b: C; B\n");
    expect_numbers(&t, 0, 1, 0);
    done(&t);
    t = audit(HEAD "A,a,6,persons,,le,a\nB,b,4,persons,,ge,a\nC,c,5,persons,,le,c\nD,d,3,persons,,ge,c\nE,e,5,persons,,count,e\n"
                   "F,f,6,persons,,le,f\nG,g,5,persons,,ge,f\nH,h,5,persons,,le,h\n");
    expect_number(&t, 0, 0);
    done(&t);
    /* 20 less 15 to 16; 3 % of 150 is 4 (2.67 %) or 5 (3.33 %) */
    t = audit(HEAD "A,a,20,persons,,count,c\nB,b,16,persons,,le,c v=b\nC,c,15,persons,,ge,c v=b\nD,d,3,percent,150,percent,d\n");
    expect(&t, FINDING_NEARLY, 4, 5, "c v=(not listed)");
    ck_text(find(&t, "c v=(not listed)")->arithmetic, "20 c (A) - 15 to 16 c v=b (B; C) = 4 to 5 c v=(not listed)\n");
    expect(&t, FINDING_NEARLY, 4, 5, "d");
    expect_numbers(&t, 0, 2, 0);
    done(&t);
    t = audit_with(HEAD "A,a,9,persons,,ge,a\nB,b,10,persons,,le,a\n", 10);
    expect(&t, FINDING_NEARLY, 9, 10, "a");
    expect_numbers(&t, 0, 1, 0);
    done(&t);
}
END_TEST

/* ---- sums ---- */

START_TEST(one_number_missing_from_a_sum_can_be_worked_out)
{
    struct trial t = audit(HEAD "A,all,20,persons,,count,c\nB,x,9,persons,,count,c v=x\nC,y,8,persons,,count,c v=y\n");
    expect(&t, FINDING_EXACT, 3, 3, "c v=(not listed)");
    expect_number(&t, 1, 0);
    ck_text(find(&t, "c v=(not listed)")->arithmetic, "20 c (A) - 9 c v=x (B) - 8 c v=y (C) = 3 c v=(not listed)\n");
    done(&t);
}
END_TEST

/* 45 - 34 = 11, 32 - 6 = 26; 43 - 11 - 26 = 6; 8 - 6 = 2. */
START_TEST(two_variables_crossed_and_complete)
{
    static const char list[] = HEAD "A,all,85,persons,,count,c\nB,b,45,persons,,count,c t=s\nC,c,32,persons,,count,c t=w\n"
                                    "D,d,8,persons,,count,c t=o\nE,e,34,persons,,count,c t=s p=abroad\n"
                                    "F,f,26,persons,,count,c t=w p=home\nG,g,43,persons,,count,c p=home\n";
    char complete[sizeof list + 32];
    struct trial t = audit(list);
    expect(&t, FINDING_SMALL, 0, 2, "c t=o p=abroad"); /* or in a third place */
    done(&t);
    snprintf(complete, sizeof complete, "%sH,,,,,complete,c p\n", list);
    t = audit(complete);
    expect(&t, FINDING_EXACT, 2, 2, "c t=o p=abroad");
    expect_number(&t, 1, 0);
    done(&t);
}
END_TEST

START_TEST(an_equation_is_used)
{
    struct trial t = audit(HEAD "A,a,85,persons,,count,clients\nB,b,102,persons,,count,before\nC,c,50,persons,,count,new\n"
                                "D,d,68,persons,,count,exits\nE,how they add up,,,,relation,clients = before + new + again - exits\n"
                                "F,not printed,,,,missing,again\n");
    expect(&t, FINDING_EXACT, 1, 1, "again");
    expect_number(&t, 1, 0);
    done(&t);
}
END_TEST

/* 24 + 9 - 30 = 3 women who left, printed or not; nothing printed tells of the 14 others. */
START_TEST(an_equation_holds_for_each_category)
{
    static const char rows[] = HEAD "A,a,50,persons,,count,c\nB,b,48,persons,,count,before\nC,c,19,persons,,count,new\n"
                                    "D,d,9,persons,,count,new g=w\nE,e,30,persons,,count,c g=w\nF,f,24,persons,,count,before g=w\n"
                                    "R,they add up,,,,relation,c = before + new - exits\n";
    char list[sizeof rows + 64];
    for (int i = 0; i < 2; i++) {
        snprintf(list, sizeof list, "%sX,x,,,,missing,exits%s\n", rows, i ? " g=w" : "");
        struct trial t = audit(list);
        expect(&t, FINDING_EXACT, 3, 3, "exits g=w");
        ck_assert(text_find(find(&t, "exits g=w")->arithmetic, TEXT("since they add up (g=w) (R)")) < find(&t, "exits g=w")->arithmetic.len);
        expect_number(&t, 1, 0);
        done(&t);
    }
}
END_TEST

/* 9 men are 8 and 1, 9 women 2 and 7, and two are neither: 20 = 12 + 8, though only men are named of the one, and women of
 * the other. */
START_TEST(an_equation_brings_its_categories_to_all_its_measures)
{
    struct trial t = audit(HEAD "A,a,20,persons,,count,c\nB,b,12,persons,,count,d\nC,c,9,persons,,count,c g=m\nD,d,9,persons,,count,c g=w\n"
                                "E,e,8,persons,,count,d g=m\nF,f,8,persons,,count,e\nG,g,7,persons,,count,e g=w\nR,r,,,,relation,c = d + e\n");
    expect(&t, FINDING_EXACT, 2, 2, "c g=(not listed)");
    expect(&t, FINDING_EXACT, 2, 2, "d g=w");
    expect(&t, FINDING_EXACT, 2, 2, "d g=(not listed)");
    expect(&t, FINDING_EXACT, 4, 4, "d g=w,(not listed)");
    expect(&t, FINDING_EXACT, 1, 1, "e g=m");
    expect(&t, FINDING_EXACT, 1, 1, "e g=m,(not listed)");
    expect_number(&t, 6, 0);
    done(&t);
    /* All 12 are men, so 13 - 12 of the 8 are; women are in a category that is not listed there. */
    static const char rows[] = HEAD "A,a,20,persons,,count,c\nB,b,13,persons,,count,c g=m\nC,c,7,persons,,count,c g=w\nD,d,12,persons,,count,d\n"
                                    "E,e,,,,missing,d g=m\nF,f,8,persons,,count,e\nR,r,,,,relation,c = d + e\n";
    char list[sizeof rows + 32];
    t = audit(rows);
    expect_number(&t, 0, 0);
    done(&t);
    snprintf(list, sizeof list, "%sK,k,,,,complete,d g\n", rows);
    t = audit(list);
    expect(&t, FINDING_EXACT, 1, 1, "e g=m");
    ck_assert(text_find(find(&t, "e g=m")->arithmetic, TEXT("0 d g=w,(not listed) (K)")) < find(&t, "e g=m")->arithmetic.len);
    expect_number(&t, 1, 0);
    done(&t);
}
END_TEST

/* Totals of one measure may agree by chance; what an equation selects it does not hold for by category. */
START_TEST(an_equation_says_nothing_of_what_it_selects)
{
    struct trial t = audit(HEAD "A,a,20,persons,,count,c\nB,b,10,persons,,count,c g=w\nC,c,10,persons,,count,c g=m\n"
                                "D,d,9,persons,,count,c g=w p=x\nR,r,,,,relation,c g=w = c g=m\n");
    expect(&t, FINDING_EXACT, 1, 1, "c g=w p=(not listed)");
    ck_assert(!find(&t, "c g=m p=x")); /* 0 to 10 */
    done(&t);
    t = audit(HEAD "A,a,20,persons,,count,c\nB,b,12,persons,,count,c g=w\nC,c,12,persons,,count,d\nD,d,9,persons,,count,d g=x\n"
                   "E,e,,,,missing,e\nR,r,,,,relation,c g=w = d + e\n");
    expect(&t, FINDING_EXACT, 3, 3, "d g=(not listed)");
    expect_number(&t, 1, 0); /* e is zero */
    done(&t);
}
END_TEST

/* What is crossed in one measure is crossed in all: 12 - 5 - 4. */
START_TEST(an_equation_holds_for_crossings)
{
    struct trial t = audit(HEAD "A,a,90,persons,,count,c\nB,b,12,persons,,count,c g=w p=x\nC,c,5,persons,,count,d g=w p=x\n"
                                "D,d,,,,missing,d\nE,e,,,,missing,e\nF,f,20,persons,,count,e g=w\nG,g,20,persons,,count,e p=x\n"
                                "H,h,4,persons,,count,f g=w p=x\nR,r,,,,relation,c = d + e + f\n");
    expect(&t, FINDING_EXACT, 3, 3, "e g=w p=x");
    expect(&t, FINDING_PRINTED, 4, 4, "f g=w p=x");
    done(&t);
}
END_TEST

START_TEST(an_equation_without_room_for_its_crossings_is_left_out)
{
    struct text_builder b = {0};
    text_add_c(&b, HEAD "R,r,,,,relation,c s=a = d + e\n");
    for (int i = 0; i < 60; i++)
        text_add_format(&b, "C%d,r,90,persons,,count,c s=%c%d\nD%d,r,9,persons,,count,d a=%d\nE%d,r,9,persons,,count,e a=%d\n", i, i ? 'b' : 'a',
                        i, i, i, i, i);
    text_add_c(&b, "X,r,90,persons,,count,c s=a\nY,r,,persons,,missing,d\nZ,r,,persons,,missing,e\n"); /* 62 of s by 61 of a */
    text_add_byte(&b, '\0');
    struct trial t = audit(b.bytes);
    ck_assert_uint_eq(t.audit.left_out, 1);
    text_builder_done(&b);
    done(&t);
}
END_TEST

START_TEST(tables_without_cells_are_understood_if_they_add_up)
{
    static const char head[] = "id,table,label,value,unit,base,base_label,kind\n";
    char list[400];
    snprintf(list, sizeof list, "%sA,type,X,11,persons,20,clients,count\nB,type,Y,7,persons,20,clients,count\n", head);
    struct trial t = audit(list);
    expect(&t, FINDING_EXACT, 2, 2, "not listed in 'type', of 20 clients"); /* 18 of 20 is nine tenths */
    expect_number(&t, 1, 0);
    done(&t);
    snprintf(list, sizeof list, "%sA,type,X,11,persons,20,clients,count\nB,type,Y,6,persons,20,clients,count\n", head);
    t = audit(list); /* 17: they may be anything */
    expect_number(&t, 0, 0);
    done(&t);
}
END_TEST

/* ---- contradictions ---- */

START_TEST(the_later_of_two_that_contradict_is_left_out)
{
    struct trial t = audit(HEAD "A,all,20,persons,,count,c\nB,x,4,persons,,count,c v=x\nC,x,3,persons,,count,c v=x\n"
                                "D,y,21,persons,,count,c v=y\nE,z,13,persons,,count,c v=z\nF,e,0,persons,,lt,e\nG,g,2,persons,,count,g\n");
    expect_impossible(&t, "no counts agree with this and with the figures before it: c v=x", "C");
    expect_impossible(&t, "no counts agree with this and with the figures before it: c v=y", "D");
    expect_impossible(&t, "no counts agree with this and with the figures before it: e", "F");
    expect(&t, FINDING_PRINTED, 4, 4, "c v=x");
    expect(&t, FINDING_PRINTED, 2, 2, "g");
    expect(&t, FINDING_SMALL, 0, 3, "c v=y");
    expect(&t, FINDING_SMALL, 0, 3, "c v=(not listed)");
    expect_number(&t, 4, 3);
    done(&t);
}
END_TEST

START_TEST(a_printed_number_that_cannot_be_is_not_what_is_reported)
{
    struct trial t = audit(HEAD "A,all,20,persons,,count,c\nB,x,17,persons,,count,c v=x\nC,,,,,complete,c v\n"
                                "D,y,4,persons,,count,c v=y\n");
    expect_impossible(&t, "no counts agree with this and with the figures before it: c v=y", "D");
    expect(&t, FINDING_EXACT, 3, 3, "c v=y");
    ck_assert_uint_eq(find(&t, "c v=y")->where.len, 0);
    expect_number(&t, 1, 1);
    done(&t);
}
END_TEST

static struct text contradicted(const struct trial *t, const char *where)
{
    for (size_t i = 0; i < t->audit.finding_count; i++)
        if (t->audit.findings[i].kind == FINDING_IMPOSSIBLE && text_equal(t->audit.findings[i].where, text_of(where)))
            return t->audit.findings[i].arithmetic;
    ck_abort_msg("%s is not among what cannot be", where);
}

/* 36 women in the north, where 40 are, of whom all are women; 9 elsewhere have nothing to do with it. */
START_TEST(what_a_number_contradicts_is_named)
{
    struct trial t = audit(HEAD "S,south,9,persons,,count,r area=south\nN,north,40,persons,,count,r area=north\n"
                                "O,other,70,persons,,count,o\nW,women,36,persons,,count,r gender=women area=north\n"
                                "K,all,,,,complete,r gender\n");
    ck_text(contradicted(&t, "W"), "0 r gender=(not listed): K\n40 r area=north: N\n");
    ck_assert_uint_eq(t.audit.contradiction_count, 1);
    expect_number(&t, 0, 1);
    done(&t);
    t = audit(HEAD "A,all,20,persons,,count,c\nB,b,9,persons,,count,d\nC,c,8,persons,,ge,e\nD,d,,,,relation,c = d + e\n"
                   "E,e,4,persons,,lt,e v=x\nF,f,8,persons,,count,e v=y\nG,g,7,persons,,approx,e v=x\nH,h,80,percent,20,percent,c w=a\n"
                   "I,i,5,persons,,count,c w=b\n");
    ck_text(contradicted(&t, "G"), "0 to 3 e v=x: E\n");
    ck_text(contradicted(&t, "80 % of 20, H"), "20 c: A\n5 c w=b: I\n"); /* 16 + 5 */
    ck_assert_uint_eq(t.audit.contradiction_count, 2);
    done(&t);
    t = audit(HEAD "A,all,20,persons,,count,c\nB,b,9,persons,,count,d\nC,c,12,persons,,ge,e\nD,they add up,,,,relation,c = d + e\n");
    ck_text(contradicted(&t, "D"), "20 c: A\n9 d: B\n12 or more e: C\n");
    done(&t);
}
END_TEST

/* A number at odds with forty others: not all are named. */
START_TEST(a_long_contradiction_is_cut)
{
    struct text_builder b = {0};
    text_add_c(&b, HEAD);
    for (int i = 0; i < 40; i++)
        text_add_format(&b, "R%d,r,10,persons,,count,c a=%d\n", i, i);
    text_add_c(&b, "T,all,399,persons,,count,c\n");
    text_add_byte(&b, '\0');
    struct trial t = audit(b.bytes);
    const struct text told = contradicted(&t, "T");
    ck_assert(text_starts(told, TEXT("10 c a=0: R0\n")) && text_ends(told, TEXT("10 c a=19: R19\nand 20 more\n")));
    text_builder_done(&b);
    done(&t);
}
END_TEST

START_TEST(the_arithmetic_names_all_rows_it_rests_on)
{
    struct trial t = audit(HEAD "A,all,40,persons,,count,all\nC,b,5,persons,,lt,all c=b\nD,b,3,persons,,ge,all c=b\n");
    ck_text(find(&t, "all c=b")->arithmetic, "3 to 4 all c=b: D; C\n");
    done(&t);
    t = audit(HEAD "A,all,14,persons,,count,c\nB,x,12,persons,,count,c v=x\nC,y,,persons,,missing,c v=y\nD,,,,,complete,c v\n");
    ck_text(find(&t, "c v=y")->arithmetic, "0 c v=(not listed) (D)\n14 c (A) - 12 c v=x (B) = 2 c v=y\n");
    done(&t);
    t = audit(HEAD "A,all,14,persons,,count,c\nB,x,12,persons,,count,c v=x\nC,y,0,persons,,count,c v=y\nE,e,9,persons,,count,c w=e\n"
                   "D,,,,,complete,c w\n");
    ck_text(find(&t, "c v=(not listed)")->arithmetic, "14 c (A) - 12 c v=x (B) = 2 c v=(not listed)\n0 c v=y (C)\n");
    done(&t);
    t = audit(HEAD "A,all,14,persons,,count,c\nB,x,11,persons,,ge,c v=x\nC,x,12,persons,,le,c v=x\n");
    ck_text(find(&t, "c v=(not listed)")->arithmetic, "14 c (A) - 11 to 12 c v=x (B; C) = 2 to 3 c v=(not listed)\n");
    done(&t);
}
END_TEST

START_TEST(nothing_small_is_nothing_found)
{
    struct trial t = audit(HEAD "A,all,20,persons,,count,c\nB,x,10,persons,,count,c v=x\nC,y,50,percent,20,percent,c v=y\n");
    expect_number(&t, 0, 0);
    ck_assert_uint_eq(t.audit.cell_count, 4); /* c, x, y, not listed */
    done(&t);
}
END_TEST

START_TEST(too_many_crossings_are_said_to_be_left_out)
{
    struct text_builder b = {0};
    text_add_c(&b, HEAD "S,small,3,persons,,count,d\n");
    for (int i = 0; i < 60; i++)
        text_add_format(&b, "R%d,r,9,persons,,count,c a=%d b=%d\n", i, i, i); /* 61 times 61 */
    text_add_c(&b, "X,x,2,persons,,count,c a=1 b=2\nY,y,4,persons,,lt,c a=2 b=1\nZ,z,10,percent,20,percent,c a=3 b=1\n");
    text_add_byte(&b, '\0');
    struct trial t = audit(b.bytes);
    expect(&t, FINDING_PRINTED, 3, 3, "d");
    expect(&t, FINDING_PRINTED, 2, 2, "c a=1 b=2"); /* printed is printed */
    expect(&t, FINDING_SMALL, 0, 3, "c a=2 b=1");
    expect(&t, FINDING_EXACT, 2, 2, "c a=3 b=1");
    ck_assert_uint_eq(t.audit.small_count, 4);
    ck_assert_uint_eq(t.audit.left_out, 63);
    ck_assert_uint_eq(t.audit.statement_count, 1);
    text_builder_done(&b);
    done(&t);
}
END_TEST

/* ---- the file ---- */

static void expect_words(const char *list, const char *cells, enum diagnostic_code code, uint32_t line, uint32_t column,
                         const char *hint)
{
    struct trial t = read_both(list, cells);
    size_t count;
    const struct diagnostic *faults = diagnostics_sorted(t.diagnostics, &count);
    ck_assert_msg(count == 1, "%zu faults in: %s", count, list);
    ck_assert_int_eq(faults[0].code, code);
    ck_assert_uint_eq(faults[0].place.line, line);
    ck_assert_uint_eq(faults[0].place.column, column);
    if (hint)
        ck_text(faults[0].hint, hint);
    done(&t);
}

static void expect_fault(const char *list, const char *cells, enum diagnostic_code code, uint32_t line, uint32_t column)
{
    expect_words(list, cells, code, line, column, NULL);
}

START_TEST(faults_have_a_line_and_a_column)
{
    expect_fault("", NULL, DIAG_E120, 1, 1);
    expect_fault("id,label,value,unit\n", NULL, DIAG_E120, 1, 1);
    expect_fault(HEAD "A,Men,many,persons,,count,c\n", NULL, DIAG_E109, 2, 7);
    expect_fault(HEAD "A,Men,-3,persons,,count,c\n", NULL, DIAG_E109, 2, 7);
    expect_fault(HEAD "A,Men,,persons,,count,c\n", NULL, DIAG_E109, 2, 7);
    expect_fault(HEAD "A,Men,1.5,persons,,count,c\n", NULL, DIAG_E109, 2, 7);
    expect_fault(HEAD "A,Men,100000001,persons,,count,c\n", NULL, DIAG_E109, 2, 7);
    expect_fault(HEAD "A,Men,3.125,percent,,percent,c\n", NULL, DIAG_E109, 2, 7);
    expect_fault(HEAD "A,Men,3,persons,some,count,c\n", NULL, DIAG_E109, 2, 17);
    expect_fault(HEAD "A,Men,3,persons,,number,c\n", NULL, DIAG_E109, 2, 18);
    expect_fault(HEAD "A,Men,3,persons,,count,a\nA,Men,3,persons,,count,b\n", NULL, DIAG_E111, 3, 1);
    expect_fault(HEAD "A,Men,3\n", NULL, DIAG_E109, 2, 8);
    expect_fault(HEAD "A,Men,3,persons,,count,a\n", "cell,id\na\n", DIAG_E109, 2, 2);
    expect_fault(HEAD ",Men,3,persons,,count,a\n", NULL, DIAG_E109, 2, 1);
    expect_fault(HEAD "A,Men,3,persons,,count,a b\n", NULL, DIAG_E109, 2, 24);
    expect_fault(HEAD "A,Men,3,persons,,count,a b=\n", NULL, DIAG_E109, 2, 24);
    expect_fault(HEAD "A,Men,3,persons,,count,\"a b=c,\"\n", NULL, DIAG_E109, 2, 24);
    expect_fault(HEAD "A,Men,3,persons,,count,a b=c b=d\n", NULL, DIAG_E109, 2, 24);
    expect_fault(HEAD "A,Men,3,persons,,count,a = b\n", NULL, DIAG_E109, 2, 24);
    expect_fault(HEAD "A,Men,,,,relation,a\n", NULL, DIAG_E109, 2, 19);
    expect_fault(HEAD "A,Men,,,,relation,a = b =\n", NULL, DIAG_E109, 2, 19);
    expect_fault(HEAD "A,Men,,,,complete,a\n", NULL, DIAG_E109, 2, 19);
    expect_fault(HEAD "A,Men,3,persons,,count,\n", "id,cell\nA,b\nB,b\n", DIAG_E109, 3, 1);
    expect_fault(HEAD "A,Men,3,persons,,count,a\n", "id\nA\n", DIAG_E120, 1, 1);
    expect_fault(HEAD "A,\"Men,3\n", NULL, DIAG_E516, 2, 3);
}
END_TEST

START_TEST(a_unit_is_one_of_those_there_are)
{
    static const char all[] = "there are: persons, requests, decisions, cases, clients, victims, children, percent, states, countries, "
                              "languages, places, organisations, reports, days, months, years, euros";
    expect_words(HEAD "A,Men,3,person,,count,c\n", NULL, DIAG_E151, 2, 9, "did you mean 'persons'?");
    expect_words(HEAD "A,Men,3,Request,,count,c\n", NULL, DIAG_E151, 2, 9, "did you mean 'requests'?");
    expect_words(HEAD "A,Men,3,horses,,count,c\n", NULL, DIAG_E151, 2, 9, all);
    expect_words(HEAD "A,Men,3,,,count,c\n", NULL, DIAG_E151, 2, 9, all);
    expect_words(HEAD "A,Men,,person,,missing,c\n", NULL, DIAG_E151, 2, 8, "did you mean 'persons'?");
    expect_fault(HEAD "A,Men,3,percent,20,count,c\n", NULL, DIAG_E152, 2, 20);
    expect_fault(HEAD "A,Men,3,percent,20,lt,c\n", NULL, DIAG_E152, 2, 20);
    expect_fault(HEAD "A,Men,3,persons,20,percent,c\n", NULL, DIAG_E152, 2, 20);
    expect_fault(HEAD "A,Men,3,states,20,percent,c\n", NULL, DIAG_E152, 2, 19);
    struct trial t = audit(HEAD "A,a,4,Persons,,count,a\nB,b,10,PERCENT,20,percent,b\nC,c,3,States,,count,c\n");
    expect(&t, FINDING_PRINTED, 4, 4, "a");
    expect(&t, FINDING_EXACT, 2, 2, "b");
    expect_number(&t, 2, 0);
    done(&t);
}
END_TEST

START_TEST(nothing_unknown_is_read_over)
{
    expect_fault(HEAD, NULL, DIAG_E155, 1, 1);
    expect_fault("id,label,value,unit,kind,cel\nA,Men,3,persons,count,c\n", NULL, DIAG_E121, 1, 26);
    expect_fault("id,label,value,unit,kind,cell,cell\nA,Men,3,persons,count,c,d\n", NULL, DIAG_E208, 1, 31);
    expect_fault(HEAD "A,Men,30,persons,,count,c a=b,d\n", NULL, DIAG_E122, 2, 31);
    expect_fault(HEAD "A,Men,,,,complete,\n", NULL, DIAG_E157, 2, 19);
    expect_fault(HEAD "A,Men,,,,relation,\n", NULL, DIAG_E157, 2, 19);
    expect_fault(HEAD "A,Men,3,persons,,count,\n", "id,cell\n", DIAG_E155, 1, 1);
    expect_fault(HEAD "A,Men,3,persons,,count,a\n", "id,cell\nA,b\n", DIAG_E156, 2, 3);
    expect_fault(HEAD "A,Men,3,persons,,count,\n", "id,cell\nA,b\nA,c\n", DIAG_E156, 3, 3);
    expect_fault(HEAD "A,J\xE4rvi,3,persons,,count,a\n", NULL, DIAG_E100, 2, 4);
    struct trial t = audit("id,label,value,unit,kind,cell,note,name\nA,a,4,persons,count,a,n,m\nB,b,9,persons,count,b,,,,\n");
    expect_number(&t, 1, 0); /* columns that are unlike those there are; empty ones at the end */
    done(&t);
}
END_TEST

START_TEST(names_are_held_against_each_other)
{
    expect_words(HEAD "A,a,30,persons,,count,c\nB,b,20,persons,,count,c gender=men\nC,c,9,persons,,count,c gender=women\n"
                      "D,d,8,persons,,count,c gendr=men\n", NULL, DIAG_W103, 5, 22, "did you mean 'gender'?");
    expect_words(HEAD "A,a,30,persons,,count,before\nB,b,20,persons,,count,befor\n", NULL, DIAG_W103, 3, 23, "did you mean 'before'?");
    expect_words(HEAD "A,a,30,persons,,count,c v=woman\nB,b,20,persons,,count,c v=women\nC,c,9,persons,,count,c v=women\n", NULL,
                 DIAG_W103, 2, 23, "did you mean 'women'?");
    struct trial t = audit(HEAD "A,a,30,persons,,count,c_01\nB,b,30,persons,,count,c_02\nC,c,30,persons,,count,\"d v=NG,NE\"\n"
                                "D,d,30,persons,,count,d w=first\nE,e,30,persons,,count,e x=fist\n"); /* other variables */
    expect_number(&t, 0, 0);
    done(&t);
}
END_TEST

START_TEST(names_hold_no_signs_of_arithmetic)
{
    expect_fault(HEAD "A,a,30,persons,,count,a\nB,b,20,persons,,count,b\nC,c,,,,relation,a=b+b-a\n", NULL, DIAG_E153, 4, 17);
    expect_fault(HEAD "A,a,30,persons,,count,a-b\n", NULL, DIAG_E153, 2, 23);
    expect_fault(HEAD "A,a,30,persons,,count,a v!=b\n", NULL, DIAG_E153, 2, 23);
    expect_fault(HEAD "A,a,30,persons,,count,a v=b/c\n", NULL, DIAG_E153, 2, 23);
    struct trial t = audit(HEAD "A,a,30,persons,,count,\xC3\xA4_1.x v=2\n");
    expect_number(&t, 0, 0);
    done(&t);
}
END_TEST

START_TEST(equations_and_complete_variables_speak_of_what_is_counted)
{
    static const char rows[] = HEAD "A,a,30,persons,,count,clients\nB,b,20,persons,,count,before\nC,c,9,persons,,count,clients v=men\n";
    char list[400];
    static const struct {
        const char *row, *hint;
        uint32_t column;
    } trials[] = {
        {"D,d,,,,relation,clients = befor\n", "did you mean 'before'?", 17},
        {"D,d,,,,relation,clients = before + new\n", "if no number is printed, write a row of the kind 'missing' with the cell 'new'", 17},
        {"D,d,,,,relation,clients v=man = before\n", "if no number is printed, write a row of the kind 'missing' with the cell 'clients v=man'", 17},
        {"D,d,,,,complete,clients shade\n", "", 17},
        {"D,d,,,,complete,before v\n", "", 17},
    };
    for (size_t i = 0; i < sizeof trials / sizeof *trials; i++) {
        snprintf(list, sizeof list, "%s%s", rows, trials[i].row);
        expect_words(list, NULL, DIAG_E154, 5, trials[i].column, trials[i].hint);
    }
    snprintf(list, sizeof list, "%s%s", rows, "D,d,,,,relation,clients = before + new\nE,e,,,,missing,new\nF,f,,,,complete,clients v\n"
             "G,g,21,persons,,count,clients v=women\n");
    struct trial t = audit(list);
    expect_number(&t, 0, 0); /* new: 10 */
    done(&t);
}
END_TEST

START_TEST(all_faults_are_told_at_once)
{
    static const enum diagnostic_code codes[] = {DIAG_E109, DIAG_E151, DIAG_E109, DIAG_E109, DIAG_E111, DIAG_E109, DIAG_W103, DIAG_E154};
    struct trial t = read_both(HEAD "A,a,x,person,y,count,c d=\nA,b,9,persons,,number,a\nC,c,9,persons,,count,before\n"
                                    "D,d,9,persons,,count,befote\nE,e,,,,complete,before z\n", NULL);
    size_t count;
    const struct diagnostic *faults = diagnostics_sorted(t.diagnostics, &count);
    ck_assert_uint_eq(count, sizeof codes / sizeof *codes);
    for (size_t i = 0; i < count; i++)
        ck_assert_msg(faults[i].code == codes[i], "%zu: %s", i, diagnostic_name(faults[i].code));
    done(&t);
}
END_TEST

START_TEST(what_each_number_counts_may_stand_in_a_second_file)
{
    struct trial t = read_both(HEAD "A,all,20,persons,,count,\nB,x,18,persons,,count,\n", "id,cell\nA,c\nB,c v=x\n");
    ck_assert_uint_eq(diagnostics_count(t.diagnostics, SEVERITY_NOTE), 0);
    ck_assert(figures_audit(t.figures, 5, t.keep, &t.audit, &t.err));
    expect(&t, FINDING_EXACT, 2, 2, "c v=(not listed)");
    expect_number(&t, 1, 0);
    done(&t);
}
END_TEST

START_TEST(semicolons_and_a_byte_order_mark_are_understood)
{
    struct trial t = audit("\xEF\xBB\xBFunit;id;label;kind;value;base;cell;page\r\npersons;A;all;count;20;;c;4\r\n"
                           "percent;B;x;percent;12,5;8;d;4\r\npersons;C;;count;3;;c v=\xC3\xA4;4\r\n");
    expect(&t, FINDING_EXACT, 1, 1, "d");
    expect(&t, FINDING_PRINTED, 3, 3, "c v=\xC3\xA4");
    ck_text(find(&t, "c v=\xC3\xA4")->where, "page 4, C");
    expect_number(&t, 2, 0);
    done(&t);
}
END_TEST

/* ---- every table ---- */

enum { A_MAX = 4, B_MAX = 3, CELLS_MAX = A_MAX * B_MAX, ROWS_MAX = 10, LISTS = 400 };

/* A random list on one or two variables, and what it says of sums of cells. */
struct puzzle {
    uint64_t random;
    int a_named, b_named, a, b; /* categories named, and all; b: 1 if there is one variable */
    bool two;
    int total;
    int truth[CELLS_MAX], table[CELLS_MAX];
    struct {
        uint32_t cells;
        int low, high, a, b;
        bool ignored;
    } rows[ROWS_MAX];
    size_t row_count;
    bool is_printed[1 << CELLS_MAX]; /* sums for which a count stands in the list */
    struct text_builder list;
};

static int dice(struct puzzle *p, int sides)
{
    p->random = p->random * 6364136223846793005u + 1442695040888963407u;
    return (int)((p->random >> 33) % (uint64_t)sides);
}

/* Cells of category a and b; -1: all. */
static uint32_t cells_of(const struct puzzle *p, int a, int b)
{
    uint32_t cells = 0;
    for (int i = 0; i < p->a; i++)
        for (int k = 0; k < p->b; k++)
            if ((a < 0 || a == i) && (b < 0 || b == k))
                cells |= (uint32_t)1 << (i * p->b + k);
    return cells;
}

static int sum_of(const int *table, uint32_t cells)
{
    int sum = 0;
    for (int i = 0; i < CELLS_MAX; i++)
        sum += cells >> i & 1 ? table[i] : 0;
    return sum;
}

static void name_cell(const struct puzzle *p, int a, int b, char name[64])
{
    char one[24] = "", other[24] = "";
    if (a >= 0)
        snprintf(one, sizeof one, a < p->a_named ? " a=%d" : " a=(not listed)", a);
    if (b >= 0)
        snprintf(other, sizeof other, b < p->b_named ? " b=%d" : " b=(not listed)", b);
    snprintf(name, 64, "c%s%s", one, other);
}

static void add_row(struct puzzle *p, int a, int b)
{
    const uint32_t cells = cells_of(p, a, b);
    const int value = sum_of(p->truth, cells), slack = dice(p, 3), percent = (200 * value + p->total) / (2 * p->total);
    char name[64];
    name_cell(p, a, b, name);
    p->rows[p->row_count].cells = cells;
    p->rows[p->row_count].a = a;
    p->rows[p->row_count].b = b;
    int low = value, high = value;
    switch (dice(p, 4)) {
    case 0:
        text_add_format(&p->list, "R%zu,r,%d,persons,,count,%s\n", p->row_count, value, name);
        p->is_printed[cells] = true;
        break;
    case 1:
        text_add_format(&p->list, "R%zu,r,%d,percent,%d,percent,%s\n", p->row_count, percent, p->total, name);
        while (low > 0 && (200 * (low - 1) + p->total) / (2 * p->total) == percent)
            low--;
        break; /* of 6 or less each share is one count */
    case 2:
        text_add_format(&p->list, "R%zu,r,%d,persons,,lt,%s\n", p->row_count, value + slack + 1, name);
        low = 0, high = value + slack;
        break;
    default:
        text_add_format(&p->list, "R%zu,r,%d,persons,,ge,%s\n", p->row_count, value > slack ? value - slack : 0, name);
        low = value > slack ? value - slack : 0, high = 1000;
    }
    p->rows[p->row_count].low = low;
    p->rows[p->row_count++].high = high;
}

/* Every category is named, by rows that say nothing. */
static void name_categories(struct puzzle *p)
{
    for (int i = 0; i < p->a_named; i++)
        text_add_format(&p->list, "A%d,n,,persons,,text,c a=%d\n", i, i);
    for (int i = 0; p->two && i < p->b_named; i++)
        text_add_format(&p->list, "B%d,n,,persons,,text,c a=0 b=%d\n", i, i);
    if (p->a == p->a_named)
        text_add_c(&p->list, "CA,n,,,,complete,c a\n");
    if (p->two && p->b == p->b_named)
        text_add_c(&p->list, "CB,n,,,,complete,c b\n");
}

static void make_puzzle(struct puzzle *p, uint64_t seed)
{
    *p = (struct puzzle){.random = seed * 7919 + 1};
    p->two = dice(p, 2);
    p->a_named = 2 + dice(p, 2);
    p->a = p->a_named + dice(p, 2);
    p->b_named = p->two ? 2 : 0;
    p->b = p->two ? 2 + dice(p, 2) : 1;
    p->total = 3 + dice(p, 4);
    for (int i = 0; i < p->total; i++)
        p->truth[dice(p, p->a * p->b)]++;
    text_add_format(&p->list, HEAD "T,all,%d,persons,,count,c\n", p->total);
    p->is_printed[cells_of(p, -1, -1)] = true;
    name_categories(p);
    const int rows = 1 + dice(p, 7);
    for (int i = 0; i < rows; i++) {
        const int a = dice(p, p->a_named + 1) - 1, b = p->two ? dice(p, 3) - 1 : -1;
        if (a >= 0 || b >= 0)
            add_row(p, a, b);
    }
    text_add_byte(&p->list, '\0');
}

static bool table_fits(const struct puzzle *p)
{
    for (size_t i = 0; i < p->row_count; i++) {
        const int sum = sum_of(p->table, p->rows[i].cells);
        if (!p->rows[i].ignored && (sum < p->rows[i].low || sum > p->rows[i].high))
            return false;
    }
    return true;
}

/* The next table with the same total, the first being all in cell 0; false after the last. */
static bool next_table(struct puzzle *p, int cells)
{
    int i = 0;
    while (i < cells - 1 && !p->table[i])
        i++;
    if (i == cells - 1)
        return false;
    const int moved = p->table[i];
    p->table[i] = 0;
    p->table[0] = moved - 1;
    p->table[i + 1]++;
    return true;
}

static void range_in_all_tables(struct puzzle *p, uint32_t cells, int *ret_low, int *ret_high)
{
    *ret_low = 1000;
    *ret_high = -1;
    memset(p->table, 0, sizeof p->table);
    p->table[0] = p->total;
    do {
        if (!table_fits(p))
            continue;
        const int sum = sum_of(p->table, cells);
        *ret_low = sum < *ret_low ? sum : *ret_low;
        *ret_high = sum > *ret_high ? sum : *ret_high;
    } while (next_table(p, p->a * p->b));
}

static bool cites(struct text arithmetic, const char *id)
{
    return text_find(arithmetic, text_of(id)) < arithmetic.len;
}

/* Whoever has only the rows that the arithmetic names, and the total, comes as far. */
static void expect_enough(const struct puzzle *whole, int a, int b, const struct finding *finding)
{
    struct puzzle p = *whole;
    char id[24];
    int low, high;
    if (cites(finding->arithmetic, "no whole numbers beyond")) /* that is no arithmetic, and rests on everything */
        return;
    p.a = p.a_named + !(p.a == p.a_named && cites(finding->arithmetic, "CA"));
    p.b = !p.two ? 1 : p.b_named + !(p.b == p.b_named && cites(finding->arithmetic, "CB"));
    for (size_t i = 0; i < p.row_count; i++) {
        snprintf(id, sizeof id, "R%zu", i);
        p.rows[i].ignored = !cites(finding->arithmetic, id);
        p.rows[i].cells = cells_of(&p, p.rows[i].a, p.rows[i].b);
    }
    range_in_all_tables(&p, cells_of(&p, a, b), &low, &high);
    ck_assert_msg(low == finding->low && high == finding->high, "%d to %d is all that follows from: %.*s in %s", low, high,
                  TEXT_ARGS(finding->arithmetic), p.list.bytes);
}

START_TEST(all_findings_are_those_of_all_tables)
{
    static struct puzzle p;
    size_t seen = 0, seen_nearly = 0;
    for (uint64_t seed = 0; seed < LISTS; seed++) {
        make_puzzle(&p, seed);
        struct trial t = audit_with(p.list.bytes, 4);
        size_t expected = 0, nearly = 0;
        for (int a = -1; a < p.a; a++)
            for (int b = -1; b < (p.two ? p.b : 0); b++) {
                int low, high;
                char name[64];
                name_cell(&p, a, b, name);
                range_in_all_tables(&p, cells_of(&p, a, b), &low, &high);
                ck_assert_int_le(low, high);
                const bool near = low == 3 && high == 4;
                if (high < 1 || (high > 3 && !near)) {
                    ck_assert_msg(!find(&t, name), "%s in %s", name, p.list.bytes);
                    continue;
                }
                expected += !near;
                nearly += near;
                ck_assert_msg(find(&t, name), "%s, %d to %d, is not found in %s", name, low, high, p.list.bytes);
                const bool printed = p.is_printed[cells_of(&p, a, b)];
                expect(&t, near ? FINDING_NEARLY : low < high ? FINDING_SMALL : printed ? FINDING_PRINTED : FINDING_EXACT, low, high, name);
                ck_assert_uint_gt(find(&t, name)->arithmetic.len, 0);
                expect_enough(&p, a, b, find(&t, name));
            }
        expect_numbers(&t, expected, nearly, 0);
        seen += expected;
        seen_nearly += nearly;
        text_builder_done(&p.list);
        done(&t);
    }
    ck_assert_uint_gt(seen, LISTS);
    ck_assert_uint_gt(seen_nearly, 0);
}
END_TEST

/* ---- every pair of tables that add up ---- */

enum { MEASURES = 3, SUM_CELLS = 6, SUM_ROWS = 8, SUM_MAX = 5, SUM_TABLES = 500, SUM_LISTS = 150 };

/* A random list on c = d + e by `g`, or by `g` and `h` crossed. One of them may not be broken down, or not name all. */
struct adding {
    struct puzzle dice;
    int g, h;                         /* categories with what is not listed; h: 1 if there is one variable */
    int named[MEASURES];              /* categories of g in the list */
    int tables[SUM_TABLES][SUM_CELLS]; /* all that there are */
    int table_count;
    int truth[MEASURES]; /* c is their sum, and number 0 here stands for it */
    struct {
        uint32_t cells;
        int measure, low, high;
    } rows[SUM_ROWS];
    int row_count;
    struct text_builder list;
};

static void fill_tables(struct adding *p)
{
    struct puzzle *tables = &p->dice;
    for (int total = 0; total <= SUM_MAX; total++) {
        memset(tables->table, 0, sizeof tables->table);
        tables->table[0] = total;
        do {
            ck_assert_int_lt(p->table_count, SUM_TABLES);
            memcpy(p->tables[p->table_count++], tables->table, sizeof p->tables[0]);
        } while (next_table(tables, p->g * p->h));
    }
}

static int sum_in(const struct adding *p, const int truth[MEASURES], int measure, uint32_t cells)
{
    int sum = 0;
    for (int i = 0; i < p->g * p->h; i++)
        if (cells >> i & 1)
            sum += measure ? p->tables[truth[measure]][i] : p->tables[truth[1]][i] + p->tables[truth[2]][i];
    return sum;
}

static uint32_t adding_cells(const struct adding *p, int g, int h)
{
    const struct puzzle shape = {.a = p->g, .b = p->h};
    return cells_of(&shape, g, h);
}

static void name_adding(const struct adding *p, int measure, int g, int h, char name[64])
{
    char one[24] = "", other[24] = "";
    if (g >= 0)
        snprintf(one, sizeof one, g < p->g - 1 ? " g=%d" : " g=(not listed)", g);
    if (h >= 0)
        snprintf(other, sizeof other, h < p->h - 1 ? " h=%d" : " h=(not listed)", h);
    snprintf(name, 64, "%c%s%s", "cde"[measure], one, other);
}

/* A count, or a bound. */
static void add_adding_row(struct adding *p, int measure, int g, int h)
{
    char name[64];
    const uint32_t cells = adding_cells(p, g, h);
    const int value = sum_in(p, p->truth, measure, cells), kind = dice(&p->dice, 3), bound = value + dice(&p->dice, 2);
    name_adding(p, measure, g, h, name);
    text_add_format(&p->list, "R%d,r,%d,persons,,%s,%s\n", p->row_count, kind ? bound : value, kind ? "le" : "count", name);
    p->rows[p->row_count].cells = cells;
    p->rows[p->row_count].measure = measure;
    p->rows[p->row_count].low = kind ? 0 : value;
    p->rows[p->row_count++].high = kind ? bound : value;
}

static void make_adding(struct adding *p, uint64_t seed)
{
    *p = (struct adding){.dice = {.random = seed * 104729 + 5}};
    p->h = dice(&p->dice, 2) ? 2 : 1;
    p->g = p->h > 1 ? 2 : 3;
    fill_tables(p);
    do {
        p->truth[1] = dice(&p->dice, p->table_count);
        p->truth[2] = dice(&p->dice, p->table_count);
    } while (sum_in(p, p->truth, 0, UINT32_MAX) > SUM_MAX);
    text_add_c(&p->list, HEAD "E,they add up,,,,relation,c = d + e\nC,c,,,,missing,c\nD,d,,,,missing,d\nF,f,,,,missing,e\n");
    text_add_format(&p->list, "T,t,%d,persons,,count,c\n", sum_in(p, p->truth, 0, UINT32_MAX));
    const int poor = dice(&p->dice, MEASURES + 1);
    for (int m = 0; m < MEASURES; m++) {
        p->named[m] = m == poor ? dice(&p->dice, p->g) : p->g - 1;
        for (int g = 0; g < p->named[m]; g++)
            text_add_format(&p->list, "N%d%d,n,,,,missing,%c g=%d%s\n", m, g, "cde"[m], g, p->h > 1 && (m || poor == 0) ? " h=0" : "");
        if (p->h > 1 && !m && poor && p->named[m])
            text_add_c(&p->list, "NH,n,,,,missing,c h=0\n"); /* crossed in the others only */
    }
    for (int i = dice(&p->dice, SUM_ROWS); i > 0; i--) {
        const int m = dice(&p->dice, MEASURES), g = dice(&p->dice, p->named[m] + 1) - 1;
        const int h = p->h > 1 && p->named[m] ? dice(&p->dice, 2) - 1 : -1;
        add_adding_row(p, m, g, h);
    }
    text_add_byte(&p->list, '\0');
}

static bool adding_fits(const struct adding *p, const int truth[MEASURES])
{
    if (sum_in(p, truth, 0, UINT32_MAX) != sum_in(p, p->truth, 0, UINT32_MAX))
        return false;
    for (int i = 0; i < p->row_count; i++) {
        const int sum = sum_in(p, truth, p->rows[i].measure, p->rows[i].cells);
        if (sum < p->rows[i].low || sum > p->rows[i].high)
            return false;
    }
    return true;
}

/* Of each measure and each sum of its cells. */
static void find_adding_ranges(const struct adding *p, int low[MEASURES][1 << SUM_CELLS], int high[MEASURES][1 << SUM_CELLS])
{
    const uint32_t all = (uint32_t)1 << (p->g * p->h);
    for (int m = 0; m < MEASURES; m++)
        for (uint32_t cells = 0; cells < all; cells++)
            low[m][cells] = 1000, high[m][cells] = -1;
    for (int d = 0; d < p->table_count; d++)
        for (int e = 0; e < p->table_count; e++) {
            const int truth[MEASURES] = {0, d, e};
            for (uint32_t cells = 1; adding_fits(p, truth) && cells < all * MEASURES; cells++) {
                const uint32_t m = cells / all, sum = cells % all;
                const int value = sum_in(p, truth, (int)m, sum);
                low[m][sum] = value < low[m][sum] ? value : low[m][sum];
                high[m][sum] = value > high[m][sum] ? value : high[m][sum];
            }
        }
}

START_TEST(equations_by_category_are_those_of_all_tables)
{
    static struct adding p;
    static int low[MEASURES][1 << SUM_CELLS], high[MEASURES][1 << SUM_CELLS];
    size_t seen = 0, lacking = 0;
    for (uint64_t seed = 0; seed < SUM_LISTS; seed++) {
        make_adding(&p, seed);
        struct trial t = audit_with(p.list.bytes, 3);
        find_adding_ranges(&p, low, high);
        ck_assert_uint_eq(t.audit.undecided + t.audit.left_out + t.audit.contradiction_count, 0);
        for (int m = 0; m < MEASURES; m++)
            for (int g = -1; g < p.g; g++)
                for (int h = -1; h < (p.h > 1 ? p.h : 0); h++) {
                    char name[64];
                    const uint32_t cells = adding_cells(&p, g, h);
                    const int l = low[m][cells], u = high[m][cells];
                    name_adding(&p, m, g, h, name);
                    const bool near = l == 2 && u == 3, told = near || (u >= 1 && u < 3);
                    const struct finding *found = find(&t, name);
                    ck_assert_msg(told == (found != NULL) && (!told || (found->low == l && found->high == u)), "%s, %d to %d, in %s", name,
                                  l, u, p.list.bytes);
                    ck_assert(!told || (found->kind == FINDING_NEARLY) == near);
                    seen += told;
                    lacking += told && g >= 0 && g < p.g - 1 && g >= p.named[m];
                }
        text_builder_done(&p.list);
        done(&t);
    }
    ck_assert_uint_gt(seen, SUM_LISTS);
    ck_assert_uint_gt(lacking, 10); /* of categories that only the equation brought in */
}
END_TEST

TEST_PROGRAM("figures", each_kind_of_number_says_what_it_says, round_numbers_are_rounded_to_their_last_digit,
             what_is_missing_is_not_nothing, the_counts_of_a_share_are_those_that_round_to_it,
             a_share_that_cannot_be_is_reported_and_left_out, shares_that_fit_one_base_only_give_their_counts_away,
             shares_without_a_base_are_of_those_stated, a_share_without_a_base_is_of_the_total_whatever_it_selects,
             a_share_of_nobody_knows_what_is_named, one_of_two_numbers_of_which_one_is_small_is_nearly_told, one_number_missing_from_a_sum_can_be_worked_out,
             two_variables_crossed_and_complete, an_equation_is_used, an_equation_holds_for_each_category,
             an_equation_brings_its_categories_to_all_its_measures, an_equation_says_nothing_of_what_it_selects,
             an_equation_holds_for_crossings, an_equation_without_room_for_its_crossings_is_left_out, tables_without_cells_are_understood_if_they_add_up,
             the_later_of_two_that_contradict_is_left_out, a_printed_number_that_cannot_be_is_not_what_is_reported,
             what_a_number_contradicts_is_named, a_long_contradiction_is_cut, the_arithmetic_names_all_rows_it_rests_on,
             nothing_small_is_nothing_found, too_many_crossings_are_said_to_be_left_out, faults_have_a_line_and_a_column,
             a_unit_is_one_of_those_there_are, nothing_unknown_is_read_over, names_are_held_against_each_other,
             names_hold_no_signs_of_arithmetic, equations_and_complete_variables_speak_of_what_is_counted, all_faults_are_told_at_once,
             what_each_number_counts_may_stand_in_a_second_file, semicolons_and_a_byte_order_mark_are_understood,
             all_findings_are_those_of_all_tables, equations_by_category_are_those_of_all_tables)
