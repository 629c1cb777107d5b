/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is said of a name that is not known. */
#include "base/suggest.h"
#include "unit/base/check_text.h"
#include "unit/base/fixture.h"

static struct arena *keep;

static void set_up(void)
{
    keep = arena_new();
}

static void tear_down(void)
{
    arena_free(keep);
}

static struct text hint_of(const char *wrong, const struct text *words)
{
    struct suggestion s = suggest(text_of(wrong));
    suggest_offer_all(&s, words);
    return suggest_hint(&s, keep);
}

static const struct text WORDS[] = {TEXT_INIT("clients"), TEXT_INIT("minors"), TEXT_INIT("new"), TEXT_INIT("")};

START_TEST(the_nearest_name_is_asked_for)
{
    ck_text(hint_of("client", WORDS), "did you mean 'clients'?");
    ck_text(hint_of("nwe", WORDS), "did you mean 'new'?");    /* two letters exchanged: distance 1, 2 allowed */
    ck_text(hint_of("miners", WORDS), "did you mean 'minors'?"); /* distance 1, 3 allowed */
}
END_TEST

START_TEST(where_none_is_near_all_are_named_if_they_are_few)
{
    static const struct text one[] = {TEXT_INIT("clients"), TEXT_INIT("")}, none[] = {TEXT_INIT("")};
    ck_text(hint_of("requests", WORDS), "there are: clients, minors, new");
    ck_text(hint_of("requests", one), "there is only: clients");
    ck_text(hint_of("requests", none), "");
}
END_TEST

START_TEST(a_long_list_is_not_told)
{
    /* 40 names of 3 bytes and 39 separators of 2 are 198 bytes; one more name makes 203, more than the 200 that are told. */
    struct suggestion few = suggest(TEXT("quite different")), many = suggest(TEXT("quite different"));
    for (int i = 0; i < 41; i++) {
        if (i < 40)
            suggest_offer(&few, text_format(keep, "x%02d", i));
        suggest_offer(&many, text_format(keep, "x%02d", i));
    }
    ck_text_holds(suggest_hint(&few, keep), "x38, x39");
    ck_text(suggest_hint(&many, keep), "");
}
END_TEST

START_TEST(what_is_known_to_be_meant_is_nearest)
{
    struct suggestion s = suggest(TEXT("Nigeria"));
    suggest_offer(&s, TEXT("Nigerian"));
    suggest_settle(&s, TEXT("NG"));
    suggest_offer(&s, TEXT("Nigera"));
    ck_text(suggest_hint(&s, keep), "did you mean 'NG'?");
}
END_TEST

TEST_PROGRAM_WITH("base/suggest", set_up, tear_down, the_nearest_name_is_asked_for,
                  where_none_is_near_all_are_named_if_they_are_few, a_long_list_is_not_told,
                  what_is_known_to_be_meant_is_nearest)
