/* SPDX-License-Identifier: GPL-3.0-or-later
 * Language files, and the little grammar that a statistical report needs. */
#include "document/language.h"

#include <assert.h>
#include <glib.h>
#include <stdarg.h>

#include "base/markup.h"
#include "base/number.h"

static const struct text KEYS[] = {
    TEXT_INIT("name"), TEXT_INIT("decimal"), TEXT_INIT("thousands"), TEXT_INIT("group from"), TEXT_INIT("percent"),
    TEXT_INIT("date"), TEXT_INIT("month and year"), TEXT_INIT("half-year"), TEXT_INIT("halves"), TEXT_INIT("months"),
    TEXT_INIT("months in running text"), TEXT_INIT("numbers"), TEXT_INIT("ordinals"), TEXT_INIT("ordinal"),
    TEXT_INIT("list"), TEXT_INIT("list end"), TEXT_INIT("joined"), TEXT_INIT("share of"), TEXT_INIT("quote open"),
    TEXT_INIT("quote close"), TEXT_INIT("contents"), TEXT_INIT("figure"), TEXT_INIT("table"), TEXT_INIT("section"),
    TEXT_INIT("note"), TEXT_INIT("total"), TEXT_INIT("per cent"), TEXT_INIT("month"), TEXT_INIT("half"),
    TEXT_INIT("year"), TEXT_INIT("base stated"), TEXT_INIT("hidden"), TEXT_INIT("hidden in chart"),
    TEXT_INIT("empty"), TEXT_INIT("alt pie"), TEXT_INIT("alt bars"), TEXT_INIT("alt columns"), TEXT_INIT("alt line"),
    TEXT_INIT("alt item"), TEXT_INIT("cover"), TEXT_INIT("notes"), TEXT_INIT("sheet"), TEXT_INIT("title"),
    TEXT_INIT("published"), TEXT_INIT("back to contents"), TEXT_INIT("chart of"), TEXT_INIT("unit"),
    TEXT_INIT("base"), TEXT_INIT("symbol"), TEXT_INIT("meaning"), TEXT_INIT("data"), TEXT_INIT(""),
};
enum { KEY_COUNT = sizeof KEYS / sizeof *KEYS - 1, WORDS_MAX = 32 };

struct word_list {
    struct text items[WORDS_MAX];
    size_t count;
};

struct language {
    struct text words[KEY_COUNT];
    int64_t group_from;
    struct word_list months, running_months, numbers, ordinals, halves;
};

/* Takes « » away and turns ~ into a no-break space. */
static struct text clean(struct arena *keep, struct text value)
{
    const struct text open = TEXT("«"), close = TEXT("»");
    if (text_starts(value, open) && text_ends(value, close) && value.len >= open.len + close.len)
        value = text_slice(value, open.len, value.len - close.len);
    struct text_builder b = {0};
    for (size_t i = 0; i < value.len; i++) {
        if (value.ptr[i] == '~')
            text_add_char(&b, 0xA0);
        else
            text_add_byte(&b, value.ptr[i]);
    }
    const struct text result = text_copy(keep, text_built(&b));
    text_builder_done(&b);
    return result;
}

static struct word_list words_of(struct text value)
{
    struct word_list list = {.count = 0};
    for (struct text rest = value; rest.len && list.count < WORDS_MAX;)
        list.items[list.count++] = text_cut(&rest, ',');
    return list;
}

static void read_lists(struct language *language)
{
    language->months = words_of(language_word(language, "months"));
    language->running_months = words_of(language_word(language, "months in running text"));
    language->numbers = words_of(language_word(language, "numbers"));
    language->ordinals = words_of(language_word(language, "ordinals"));
    language->halves = words_of(language_word(language, "halves"));
}

static void check_values(struct language *language, const struct source *source, const struct settings *settings,
                         struct diagnostics *diagnostics)
{
    const struct {
        const char *key;
        bool ok;
        const char *expected;
    } checks[] = {
        {"group from", text_to_number(language_word(language, "group from"), &language->group_from), "a whole number"},
        {"months", language->months.count == 12, "twelve names"},
        {"months in running text", language->running_months.count == 12, "twelve names"},
        {"halves", language->halves.count == 2, "two names"},
        {"numbers", language->numbers.count < WORDS_MAX, "at most thirty-one words, from zero"},
        {"ordinals", language->ordinals.count < WORDS_MAX, "at most thirty-one words, from the first"},
    };
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++) {
        const struct text key = text_of(checks[i].key), value = settings_find(settings, key);
        if (value.len && !checks[i].ok)
            diagnose(diagnostics, DIAG_E109, source_place_of(source, value), value, key, text_of(checks[i].expected));
    }
}

bool language_read(const char *path, struct arena *keep, struct diagnostics *diagnostics,
                   const struct language **ret_language, struct error *err)
{
    struct source *source = ARENA_NEW(keep, struct source);
    if (!source_read(path, path, keep, diagnostics, source, err))
        return false;
    const struct settings settings = settings_read(source, keep, diagnostics);
    settings_check(&settings, source, TEXT("language"), text_slice(source->bytes, 0, 0), KEYS, KEYS, diagnostics);
    struct language *language = ARENA_NEW(keep, struct language);
    for (size_t i = 0; i < KEY_COUNT; i++)
        language->words[i] = clean(keep, settings_find(&settings, KEYS[i]));
    read_lists(language);
    check_values(language, source, &settings, diagnostics);
    *ret_language = language;
    return true;
}

struct text language_word(const struct language *language, const char *name)
{
    for (size_t i = 0; i < KEY_COUNT; i++)
        if (text_equal(KEYS[i], text_of(name)))
            return language->words[i];
    assert(false && "a word that language files do not have");
    return TEXT_EMPTY;
}

enum { SLOTS_MAX = 6 };

struct slots {
    const char *names[SLOTS_MAX];
    struct text texts[SLOTS_MAX];
    size_t count;
};

static struct text fill(struct arena *keep, struct text pattern, const struct slots *slots)
{
    struct text_builder b = {0};
    for (size_t at = 0; at < pattern.len;) {
        const struct text rest = text_slice(pattern, at, pattern.len);
        const size_t end = rest.ptr[0] == '{' ? text_find_byte(rest, '}') : rest.len;
        size_t found = slots->count;
        for (size_t i = 0; end < rest.len && i < slots->count; i++)
            if (text_equal(text_slice(rest, 1, end), text_of(slots->names[i])))
                found = i;
        if (found < slots->count)
            text_add(&b, slots->texts[found]);
        else
            text_add_byte(&b, rest.ptr[0]);
        at += found < slots->count ? end + 1 : 1;
    }
    const struct text result = text_copy(keep, text_built(&b));
    text_builder_done(&b);
    return result;
}

struct text language_fill(const struct language *language, struct arena *keep, const char *name, ...)
{
    struct slots slots = {.count = 0};
    va_list args;
    va_start(args, name);
    for (const char *slot; (slot = va_arg(args, const char *)) && slots.count < SLOTS_MAX; slots.count++) {
        slots.names[slots.count] = slot;
        slots.texts[slots.count] = va_arg(args, struct text);
    }
    va_end(args);
    return fill(keep, language_word(language, name), &slots);
}

static struct text built(struct arena *keep, struct text_builder *b)
{
    const struct text result = text_copy(keep, text_built(b));
    text_builder_done(b);
    return result;
}

struct text language_number(const struct language *language, struct arena *keep, int64_t number)
{
    struct text_builder b = {0};
    number_add_grouped(&b, number, language_word(language, "thousands"), language->group_from);
    return built(keep, &b);
}

struct text language_percent(const struct language *language, struct arena *keep, int64_t share, int decimals)
{
    struct text_builder b = {0};
    const int64_t whole = decimals ? share / 10 : share;
    number_add_grouped(&b, whole, language_word(language, "thousands"), language->group_from);
    if (decimals) {
        text_add(&b, language_word(language, "decimal"));
        text_add_byte(&b, (char)('0' + share % 10));
    }
    return language_fill(language, keep, "percent", "n", built(keep, &b), NULL);
}

static struct text with_date(const struct language *language, struct arena *keep, const char *pattern, date_day day)
{
    const struct date date = date_of_day(day);
    return language_fill(language, keep, pattern, "d", text_format(keep, "%d", date.day), "m",
                         text_format(keep, "%d", date.month), "month", language->running_months.items[date.month - 1],
                         "yyyy", text_format(keep, "%d", date.year), NULL);
}

struct text language_date(const struct language *language, struct arena *keep, date_day day)
{
    return with_date(language, keep, "date", day);
}

struct text language_month(const struct language *language, struct arena *keep, date_day day)
{
    return with_date(language, keep, "month and year", day);
}

struct text language_month_name(const struct language *language, date_day day)
{
    return language->months.items[date_of_day(day).month - 1];
}

struct text language_period(const struct language *language, struct arena *keep, struct period period)
{
    const struct text year = text_format(keep, "%d", date_of_day(period.last).year);
    const int half = date_of_day(period.last).month <= 6 ? 0 : 1;
    if (period_steps(period, STEP_YEAR) == 1)
        return year;
    if (period_steps(period, STEP_HALF) == 1)
        return language_fill(language, keep, "half-year", "half", language->halves.items[half], "n",
                             text_format(keep, "%d", half + 1), "yyyy", year, NULL);
    if (period_steps(period, STEP_MONTH) == 1)
        return language_month(language, keep, period.last);
    return text_format(keep, "%.*s–%.*s", TEXT_ARGS(language_date(language, keep, period.first)),
                       TEXT_ARGS(language_date(language, keep, period.last)));
}

struct text language_words(const struct language *language, struct arena *keep, int64_t number)
{
    if (number >= 0 && (size_t)number < language->numbers.count)
        return language->numbers.items[number];
    return language_number(language, keep, number);
}

struct text language_ordinal(const struct language *language, struct arena *keep, int64_t number)
{
    if (number >= 1 && (size_t)number <= language->ordinals.count)
        return language->ordinals.items[number - 1];
    return language_fill(language, keep, "ordinal", "n", language_number(language, keep, number), NULL);
}

struct text language_list(const struct language *language, struct arena *keep, const struct text *items, size_t count)
{
    struct text_builder b = {0};
    for (size_t i = 0; i < count; i++) {
        if (i)
            text_add(&b, language_word(language, i + 1 == count ? "list end" : "list"));
        text_add(&b, items[i]);
    }
    return built(keep, &b);
}

struct text language_capital(struct arena *keep, struct text text)
{
    if (!text.len)
        return text;
    struct text_builder b = {0};
    size_t at = 0;
    text_add_char(&b, g_unichar_toupper(text_next(text, &at)));
    text_add(&b, text_slice(text, at, text.len));
    return built(keep, &b);
}
