/* SPDX-License-Identifier: GPL-3.0-or-later
 * Fuzzing language files: any bytes are read to the end; a file with faults or without says numbers, dates, periods, lists
 * and forms as valid text. With libFuzzer (-fsanitize=fuzzer -DFUZZING) a fuzz target, else a program that replays files. */
#include "document/language.h"

#include "tests/fuzz/replay.h"

struct speaker {
    const struct language *language;
    struct arena *keep;
};

static void ck(struct text text)
{
    require(text_valid(text));
}

static void say_numbers(const struct speaker *s, struct inflection form)
{
    static const int64_t numbers[] = {0, 1, 2, 3, 11, 12, 21, 100, 101, 999, 1000, 12345, INT64_MAX, -1};
    const size_t forms = language_plural_count(s->language);
    require(forms > 0);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        ck(language_number(s->language, s->keep, numbers[i]));
        ck(language_words(s->language, s->keep, numbers[i], form));
        ck(language_ordinal(s->language, s->keep, numbers[i], form));
        require(language_plural(s->language, numbers[i]) < forms);
    }
    ck(language_percent(s->language, s->keep, 285, 1));
    ck(language_decimals(s->language, s->keep, 123456, 3));
    ck(language_plurals(s->language, s->keep));
}

static void say_days(const struct speaker *s, struct inflection form)
{
    static const struct period periods[] = {{16071, 16435}, {16071, 16251}, {16071, 16101}, {15706, 16435}, {16071, 16080}};
    for (date_day day = 16071; day < 16436; day += 31) {
        ck(language_date(s->language, s->keep, day, form));
        ck(language_month(s->language, s->keep, day, form));
        ck(language_year(s->language, s->keep, day, form));
        ck(language_month_name(s->language, day));
    }
    for (size_t i = 0; i < sizeof periods / sizeof *periods; i++)
        ck(language_period(s->language, s->keep, periods[i], form));
}

static void say_words(const struct speaker *s, struct inflection form)
{
    static const struct text items[] = {TEXT_INIT("a"), TEXT_INIT("ö"), TEXT_INIT("")};
    for (size_t count = 0; count <= 3; count++)
        ck(language_list(s->language, s->keep, items, count));
    ck(language_reference(s->language, s->keep, "table", TEXT("1.2"), form));
    ck(language_fill(s->language, s->keep, "alt item", "label", TEXT("å"), "value", TEXT("{n}"), NULL));
    for (const struct setting_rule *rule = language_settings(s->keep); rule->name.len; rule++)
        ck(language_word(s->language, text_to_c(s->keep, rule->name)));
}

static void say_all(const struct speaker *s)
{
    struct inflection forms[3] = {{.capital = false}, {.capital = true}, {.capital = true}};
    struct text rest = language_word(s->language, "cases"), genders = language_word(s->language, "genders");
    (void)language_find_form(s->language, text_cut(&rest, ','), &forms[2]);
    (void)language_find_form(s->language, text_cut(&genders, ','), &forms[2]);
    ck(language_forms(s->language, s->keep, true));
    ck(language_nearest_form(s->language, TEXT("in"), true));
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        say_numbers(s, forms[i]);
        say_days(s, forms[i]);
        say_words(s, forms[i]);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[32];
    const int file = fuzz_file(data, size, path);
    struct speaker s = {.keep = arena_new()};
    struct diagnostics *diagnostics = diagnostics_new();
    struct error err = {0};
    if (language_read(path, s.keep, diagnostics, &s.language, &err) && fuzz_diagnostics(diagnostics, size) == 0)
        say_all(&s);
    diagnostics_free(diagnostics);
    arena_free(s.keep);
    close(file);
    return 0;
}
