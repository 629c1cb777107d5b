/* SPDX-License-Identifier: GPL-3.0-or-later
 * Messages in other languages: complete, with the same slots; phrases put into them, names left alone. */
#include "base/diagnostics.h"
#include "unit/base/check_text.h"
#include "unit/base/fixture.h"

static struct diagnostics *diagnostics;
static struct arena *keep;

static void set_up(void)
{
    diagnostics = diagnostics_new();
    keep = arena_new();
}

static void tear_down(void)
{
    diagnostics_free(diagnostics);
    arena_free(keep);
}

enum { SLOTS = 9 };

/* Which slots a text has, and which of them stand between quotes. */
struct slots {
    bool has[SLOTS], quoted[SLOTS];
};

static struct slots slots_of(struct text text)
{
    struct slots slots = {0};
    bool quoted = false;
    for (size_t i = 0; i < text.len; i++) {
        const int slot = phrase_slot(text_slice(text, i, text.len));
        if (slot != PHRASE_NO_SLOT) {
            slots.has[slot] = true;
            slots.quoted[slot] = quoted;
        }
        quoted = quoted != (text.ptr[i] == '\'' || text.ptr[i] == '"');
    }
    return slots;
}

static void expect_same_slots(struct text english, struct text other, const char *what, bool with_quotes)
{
    const struct slots a = slots_of(english), b = slots_of(other);
    for (int i = 0; i < SLOTS; i++) {
        ck_assert_msg(a.has[i] == b.has[i], "%s: slot %d in '%.*s'", what, i + 1, TEXT_ARGS(other));
        ck_assert_msg(!with_quotes || a.quoted[i] == b.quoted[i], "%s: quotes of slot %d in '%.*s'", what, i + 1,
                      TEXT_ARGS(other));
    }
}

START_TEST(every_diagnostic_has_its_words_in_each_language_with_the_same_slots)
{
    for (enum diagnostic_code code = 0; code < DIAGNOSTIC_CODES; code++)
        for (enum message_language language = MESSAGES_FI; language < MESSAGE_LANGUAGES; language++) {
            const struct wording english = diagnostic_wording(code, MESSAGES_EN), other = diagnostic_wording(code, language);
            const char *name = diagnostic_name(code);
            ck_assert_msg(other.words.len > 0, "%s has no words in language %d", name, (int)language);
            ck_assert_msg(!other.hint.len == !english.hint.len, "%s: a hint in one language only", name);
            ck_assert_msg(!text_equal(other.words, english.words), "%s is in English", name);
            expect_same_slots(english.words, other.words, name, true);
            expect_same_slots(english.hint, other.hint, name, true);
        }
}
END_TEST

START_TEST(every_phrase_is_there_in_each_language_with_the_same_slots)
{
    size_t count;
    const struct phrase *all = phrases(&count);
    ck_assert_uint_gt(count, 100);
    for (size_t i = 0; i < count; i++) {
        for (enum message_language language = MESSAGES_FI; language < MESSAGE_LANGUAGES; language++) {
            ck_assert_uint_gt(all[i].in[language].len, 0);
            expect_same_slots(all[i].in[MESSAGES_EN], all[i].in[language], "a phrase", false);
        }
        for (size_t k = 0; k < i; k++)
            ck_assert_msg(!text_equal(all[i].in[MESSAGES_EN], all[k].in[MESSAGES_EN]), "'%.*s' is there twice",
                          TEXT_ARGS(all[i].in[MESSAGES_EN]));
    }
}
END_TEST

START_TEST(a_phrase_is_known_by_its_pattern_and_what_is_none_stays)
{
    ck_text(phrase_in(MESSAGES_FI, TEXT("did you mean 'women'?"), keep), "tarkoititko 'women'?");
    ck_text(phrase_in(MESSAGES_SV, TEXT("there are: men, women"), keep), "det finns: men, women");
    ck_text(phrase_in(MESSAGES_SV, TEXT("a whole number from 1 to 1000000"), keep), "ett heltal från 1 till 1000000");
    ck_text(phrase_in(MESSAGES_EN, TEXT("there are: men, women"), keep), "there are: men, women");
    ck_text(phrase_in(MESSAGES_FI, TEXT("there are none"), keep), "there are none");
    ck_text(phrase_in(MESSAGES_FI, TEXT("did you mean 'women'? yes"), keep), "did you mean 'women'? yes");
    ck_text(phrase_in(MESSAGES_FI, TEXT_EMPTY, keep), "");
}
END_TEST

static struct text printed(void)
{
    size_t count;
    struct text_builder b = {0};
    const struct diagnostic *items = diagnostics_sorted(diagnostics, &count);
    for (size_t i = 0; i < count; i++)
        diagnostic_format(&items[i], &b);
    text_add(&b, diagnostics_totals(diagnostics, keep));
    const struct text result = text_copy(keep, text_built(&b));
    text_builder_done(&b);
    return result;
}

START_TEST(a_language_is_that_of_messages_before_and_after_and_the_first_to_choose_decides)
{
    const struct place place = {.path = "f", .line = 1, .column = 1, .width = 3, .line_text = TEXT("abc")};
    /* the kind of name is a phrase; the name is not, though there is a phrase of that word */
    diagnose(diagnostics, DIAG_E202, place, TEXT("measure"), TEXT("column"), TEXT("did you mean 'colum'?"));
    ck_text(printed(), "f:1:1: error[E202]: there is no measure called 'column' in the code book\n"
                       "    1 | abc\n      | ^^^ did you mean 'colum'?\n1 error(s), 0 warning(s)");
    diagnostics_speak(diagnostics, MESSAGES_SV);
    diagnostics_speak(diagnostics, MESSAGES_FI);
    diagnose(diagnostics, DIAG_W101, place, TEXT_EMPTY);
    ck_text(printed(), "f:1:1: fel[E202]: kodboken har ingen sådan (mätning): 'column'\n"
                       "    1 | abc\n      | ^^^ menade du 'colum'?\n"
                       "f:1:1: varning[W101]: ett tal skrivet för hand\n"
                       "    1 | abc\n      | ^^^ använd klamrar {{…}}, eller sätt '[…]{literal}' runt det\n"
                       "1 fel, 1 varning(ar)");
}
END_TEST

TEST_PROGRAM_WITH("base/phrases", set_up, tear_down, every_diagnostic_has_its_words_in_each_language_with_the_same_slots,
                  every_phrase_is_there_in_each_language_with_the_same_slots,
                  a_phrase_is_known_by_its_pattern_and_what_is_none_stays,
                  a_language_is_that_of_messages_before_and_after_and_the_first_to_choose_decides)
