/* SPDX-License-Identifier: GPL-3.0-or-later
 * A language as a data file: signs, dates, number words, lists, and the program's own words. */
#ifndef DOCUMENT_LANGUAGE_H
#define DOCUMENT_LANGUAGE_H

#include "base/date.h"
#include "base/diagnostics.h"
#include "base/error.h"
#include "base/markup.h"
#include "base/memory.h"
#include "base/text.h"
#include "layout/period.h"

struct language;

/* Which form of a word is wanted, by names that the language file declares ("in", "neuter"); {0}: the one without. */
struct inflection {
    struct text in_case, gender;
    bool capital; /* with an upper-case first letter */
};

/* Reads "en.language". Missing or unknown settings are diagnostics. False only if the file cannot be read. */
bool language_read(const char *path, struct arena *keep, struct diagnostics *diagnostics,
                   const struct language **ret_language, struct error *err);

/* Adds a form by its name as authors write it: "in", or "In" for an upper-case first letter. False, and nothing is
 * added, if the language has no such form. */
bool language_find_form(const struct language *language, struct text name, struct inflection *inflection);
/* "in, of, from", and the genders where they are asked for; or "no cases". */
struct text language_forms(const struct language *language, struct arena *keep, bool with_genders);
/* The one of them nearest to a wrong name, or an empty text. */
struct text language_nearest_form(const struct language *language, struct text wrong, bool with_genders);

/* How many forms a word has beside numbers, which of them a number takes, and "one, few, many". */
size_t language_plural_count(const struct language *language);
size_t language_plural(const struct language *language, int64_t number);
struct text language_plurals(const struct language *language, struct arena *keep);

/* The settings of a language file; ends with an empty name. */
const struct setting_rule *language_settings(struct arena *keep);

/* A word or pattern by the name of its setting, which must be one of those a language file has. */
struct text language_word(const struct language *language, const char *name);

/* A pattern with its slots filled: pairs of slot name and text, ended by NULL. */
struct text language_fill(const struct language *language, struct arena *keep, const char *name, ...)
    __attribute__((sentinel));

struct text language_number(const struct language *language, struct arena *keep, int64_t number);
/* `number` in units of the last of the decimals: 283 with one is "28.3". */
struct text language_decimals(const struct language *language, struct arena *keep, int64_t number, int decimals);
/* `share` in whole per cent, or in tenths of one where `decimals` is 1. */
struct text language_percent(const struct language *language, struct arena *keep, int64_t share, int decimals);
/* "31 December 2014", "on 31 December 2014". */
struct text language_date(const struct language *language, struct arena *keep, date_day day, struct inflection form);
/* "December 2014", "in December 2014". */
struct text language_month(const struct language *language, struct arena *keep, date_day day, struct inflection form);
/* "2014", "in 2014". */
struct text language_year(const struct language *language, struct arena *keep, date_day day, struct inflection form);
/* "January" alone. */
struct text language_month_name(const struct language *language, date_day day);
/* As it stands by itself, in a row or below a column: "2014", "First half of 2014", "June 2014". */
struct text language_period_name(const struct language *language, struct arena *keep, struct period period);
/* "2014", "in the first half of 2014", "June 2014", "2010–2014", or two dates. */
struct text language_period(const struct language *language, struct arena *keep, struct period period,
                            struct inflection form);
/* Whether a word that somebody typed is a number above ten, in any case and gender that the file has: "Thirty-eight". */
bool language_is_number(const struct language *language, struct text word, struct arena *scratch);
/* Words as far as the language file lists them, then digits. */
struct text language_words(const struct language *language, struct arena *keep, int64_t number, struct inflection form);
/* "third", "23rd". */
struct text language_ordinal(const struct language *language, struct arena *keep, int64_t number,
                             struct inflection form);
/* "in table 3"; `name` is "section", "figure" or "table". */
struct text language_reference(const struct language *language, struct arena *keep, const char *name, struct text number,
                               struct inflection form);
/* "a, b and c". */
struct text language_list(const struct language *language, struct arena *keep, const struct text *items, size_t count);
/* With an upper-case first letter. */
struct text language_capital(struct arena *keep, struct text text);

#endif
