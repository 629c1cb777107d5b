/* SPDX-License-Identifier: GPL-3.0-or-later
 * Language files, and the little grammar that a statistical report needs. */
#include "document/language.h"

#include <assert.h>
#include <glib.h>
#include <limits.h>
#include <stdarg.h>

#include "base/markup.h"
#include "base/number.h"
#include "base/suggest.h"
#include "document/plural.h"

/* A setting of language files. `otherwise` is its value in a file that does not have it; NULL: every file must. */
struct key {
    struct text name;
    const char *otherwise;
    enum {
        FIXED,
        DECLINED,      /* each case needs a setting of its own, "date in" */
        MAY_DECLINE,   /* it may have one */
        MAY_BE_GENDERED /* so may each gender, with and without a case: "numbers neuter", "numbers neuter of" */
    } forms;
    struct text values; /* what it can be, for people */
};

static const struct key KEYS[] = {
    {TEXT_INIT("name"), NULL, FIXED, TEXT_INIT("words")},
    {TEXT_INIT("cases"), "", FIXED, TEXT_INIT("at most eight different words of small letters, separated by commas")},
    {TEXT_INIT("genders"), "", FIXED, TEXT_INIT("at most eight different words of small letters, separated by commas")},
    {TEXT_INIT("plurals"), "one: n = 1; other", FIXED,
     TEXT_INIT("rules such as 'one: n = 1; few: n % 10 = 2..4; many', the last without a condition")},
    {TEXT_INIT("decimal"), NULL, FIXED, TEXT_INIT("a sign")},
    {TEXT_INIT("thousands"), NULL, FIXED, TEXT_INIT("a sign")},
    {TEXT_INIT("group from"), NULL, FIXED, TEXT_INIT("a whole number")},
    {TEXT_INIT("percent"), NULL, FIXED, TEXT_INIT("{n} and a sign")},
    {TEXT_INIT("percent below"), "", FIXED, TEXT_INIT("{n}, a sign and words")},
    {TEXT_INIT("date"), NULL, DECLINED, TEXT_INIT("{d}, {m}, {month}, {yyyy}")},
    {TEXT_INIT("month and year"), NULL, DECLINED, TEXT_INIT("{month}, {m}, {yyyy}")},
    {TEXT_INIT("half-year"), NULL, DECLINED, TEXT_INIT("{half} or {n}, and {yyyy}")},
    {TEXT_INIT("half-year alone"), "", FIXED, TEXT_INIT("{half} or {n}, and {yyyy}")},
    {TEXT_INIT("whole year"), "{yyyy}", DECLINED, TEXT_INIT("{yyyy}")},
    {TEXT_INIT("years"), "{from}–{to}", DECLINED, TEXT_INIT("{from} and {to}")},
    {TEXT_INIT("span"), "{from} – {to}", DECLINED, TEXT_INIT("{from} and {to}")},
    {TEXT_INIT("halves"), NULL, MAY_DECLINE, TEXT_INIT("two names")},
    {TEXT_INIT("months"), NULL, MAY_DECLINE, TEXT_INIT("twelve names")},
    {TEXT_INIT("months in dates"), NULL, FIXED, TEXT_INIT("twelve names")},
    {TEXT_INIT("numbers"), NULL, MAY_BE_GENDERED, TEXT_INIT("at most 101 words, from zero")},
    {TEXT_INIT("number words"), "", FIXED,
     TEXT_INIT("further words of numbers above ten, which long ones are made of, too; with '-' before it what stands only behind "
               "another: -toista")},
    {TEXT_INIT("ordinals"), NULL, MAY_DECLINE, TEXT_INIT("at most 100 words, from the first")},
    {TEXT_INIT("ordinal"), NULL, FIXED, TEXT_INIT("{n} and an ending")},
    {TEXT_INIT("ordinal endings"), "", FIXED, TEXT_INIT("rules such as '1, 2 = {n}a', with ';' between them")},
    {TEXT_INIT("list"), NULL, FIXED, TEXT_INIT("words")},
    {TEXT_INIT("list end"), NULL, FIXED, TEXT_INIT("words")},
    {TEXT_INIT("joined"), NULL, FIXED, TEXT_INIT("words")},
    {TEXT_INIT("share of"), NULL, FIXED, TEXT_INIT("words")},
    {TEXT_INIT("quote open"), NULL, FIXED, TEXT_INIT("words")},
    {TEXT_INIT("quote close"), NULL, FIXED, TEXT_INIT("words")},
    {TEXT_INIT("apostrophe"), "’", FIXED, TEXT_INIT("a sign")},
    {TEXT_INIT("dash"), "–", FIXED, TEXT_INIT("a sign")},
    {TEXT_INIT("before numbers"), "", FIXED, TEXT_INIT("words, separated by commas")},
    {TEXT_INIT("plus"), "+", FIXED, TEXT_INIT("a sign")},
    {TEXT_INIT("in brackets"), "{text} ({more})", FIXED, TEXT_INIT("{text} and {more}")},
    {TEXT_INIT("labelled"), "{label}: {value}", FIXED, TEXT_INIT("{label} and {value}")},
    {TEXT_INIT("caption"), "«{number}. »", FIXED, TEXT_INIT("{number}")},
    {TEXT_INIT("continued"), "", FIXED, TEXT_INIT("{number} and words")},
    {TEXT_INIT("note reference"), "[{note} {n}]", FIXED, TEXT_INIT("{note} and {n}")},
    {TEXT_INIT("symbol means"), "{symbol} = {text}", FIXED, TEXT_INIT("{symbol} and {text}")},
    {TEXT_INIT("page number"), "{n} ({N})", FIXED, TEXT_INIT("{n} and {N}")},
    {TEXT_INIT("typed in"), "{figure}: {source} ({who}, {date})", FIXED, TEXT_INIT("{figure}, {source}, {who} and {date}")},
    {TEXT_INIT("syllable vowels"), "", FIXED, TEXT_INIT("letters")},
    {TEXT_INIT("word breaks"), "", FIXED, TEXT_INIT("beginnings of words with '-' where a line may part them, separated by commas")},
    {TEXT_INIT("contents"), NULL, FIXED, TEXT_INIT("words")},
    {TEXT_INIT("figure"), NULL, DECLINED, TEXT_INIT("words and {n}")},
    {TEXT_INIT("table"), NULL, DECLINED, TEXT_INIT("words and {n}")},
    {TEXT_INIT("section"), NULL, DECLINED, TEXT_INIT("words and {n}")},
    {TEXT_INIT("note"), NULL, FIXED, TEXT_INIT("words")},
    {TEXT_INIT("total"), NULL, FIXED, TEXT_INIT("words")},
    {TEXT_INIT("per cent"), NULL, FIXED, TEXT_INIT("words")},
    {TEXT_INIT("share in column"), "{column}, %", FIXED, TEXT_INIT("{column} and words")},
    {TEXT_INIT("share of row"), "{column}, %", FIXED, TEXT_INIT("{column} and words")},
    {TEXT_INIT("month"), NULL, FIXED, TEXT_INIT("words")},
    {TEXT_INIT("half"), NULL, FIXED, TEXT_INIT("words")},
    {TEXT_INIT("year"), NULL, FIXED, TEXT_INIT("words")},
    {TEXT_INIT("base stated"), NULL, FIXED, TEXT_INIT("words")},
    {TEXT_INIT("several"), NULL, FIXED, TEXT_INIT("words")},
    {TEXT_INIT("break"), NULL, FIXED, TEXT_INIT("{mark}, {date} and words")},
    {TEXT_INIT("break mark"), "[b]", FIXED, TEXT_INIT("a sign")},
    {TEXT_INIT("hidden"), NULL, FIXED, TEXT_INIT("words")},
    {TEXT_INIT("hidden in chart"), NULL, FIXED, TEXT_INIT("words")},
    {TEXT_INIT("hidden and marked in chart"), "", FIXED, TEXT_INIT("{symbol}, {text} and words")},
    {TEXT_INIT("parts hidden"), "", FIXED, TEXT_INIT("{text} and words")},
    {TEXT_INIT("parts hidden in chart"), "", FIXED, TEXT_INIT("{text} and words")},
    {TEXT_INIT("small base"), "", FIXED, TEXT_INIT("{n} and words")},
    {TEXT_INIT("rounded"), "", FIXED, TEXT_INIT("words")},
    {TEXT_INIT("empty"), NULL, FIXED, TEXT_INIT("words")},
    {TEXT_INIT("cut axis"), "{text} ({n} …)", FIXED, TEXT_INIT("{text}, {n} and words")},
    {TEXT_INIT("alt pie"), NULL, FIXED, TEXT_INIT("words")},
    {TEXT_INIT("alt bars"), NULL, FIXED, TEXT_INIT("words")},
    {TEXT_INIT("alt columns"), NULL, FIXED, TEXT_INIT("words")},
    {TEXT_INIT("alt line"), NULL, FIXED, TEXT_INIT("words")},
    {TEXT_INIT("alt item"), NULL, FIXED, TEXT_INIT("words")},
    {TEXT_INIT("alt crossed"), "{row}, {column}", FIXED, TEXT_INIT("{row} and {column}")},
    {TEXT_INIT("alt list"), "«; »", FIXED, TEXT_INIT("signs")},
    {TEXT_INIT("alt range"), "{label}: {smallest} – {largest}", FIXED, TEXT_INIT("{label}, {smallest}, {largest} and words")},
    {TEXT_INIT("alt long"), "{list} … ({n})", FIXED, TEXT_INIT("{list}, {n} and words")},
    {TEXT_INIT("cover"), NULL, FIXED, TEXT_INIT("words")},
    {TEXT_INIT("notes"), NULL, FIXED, TEXT_INIT("words")},
    {TEXT_INIT("sheet"), NULL, FIXED, TEXT_INIT("words")},
    {TEXT_INIT("title"), NULL, FIXED, TEXT_INIT("words")},
    {TEXT_INIT("published"), NULL, FIXED, TEXT_INIT("words")},
    {TEXT_INIT("back to contents"), NULL, FIXED, TEXT_INIT("words")},
    {TEXT_INIT("chart of"), NULL, FIXED, TEXT_INIT("words")},
    {TEXT_INIT("chart of totals"), "", FIXED, TEXT_INIT("{symbol} and words")},
    {TEXT_INIT("chart of piles"), "", FIXED, TEXT_INIT("{symbol} and words")},
    {TEXT_INIT("no chart"), "", FIXED, TEXT_INIT("{symbol} and words")},
    {TEXT_INIT("chart in report"), "", FIXED, TEXT_INIT("words")},
    {TEXT_INIT("unit"), NULL, FIXED, TEXT_INIT("words")},
    {TEXT_INIT("period"), "", FIXED, TEXT_INIT("words")},
    {TEXT_INIT("recipient"), "", FIXED, TEXT_INIT("words")},
    {TEXT_INIT("base"), NULL, FIXED, TEXT_INIT("words")},
    {TEXT_INIT("symbol"), NULL, FIXED, TEXT_INIT("words")},
    {TEXT_INIT("meaning"), NULL, FIXED, TEXT_INIT("words")},
    {TEXT_INIT("data"), NULL, FIXED, TEXT_INIT("words")},
    {TEXT_INIT("revised"), "", FIXED, TEXT_INIT("words")},
    {TEXT_INIT("revised since"), "{figure} ({edition})", FIXED, TEXT_INIT("{figure}, {edition} and words")},
    {TEXT_INIT("revisions"), "", FIXED, TEXT_INIT("words")},
    {TEXT_INIT("skip"), "", FIXED, TEXT_INIT("words")},
    {TEXT_INIT("back to text"), "", FIXED, TEXT_INIT("words")},
    {TEXT_INIT("figures as table"), "", FIXED, TEXT_INIT("words")},
    {TEXT_INIT("files"), "", FIXED, TEXT_INIT("words")},
    {TEXT_INIT("languages"), "", FIXED, TEXT_INIT("words")},
};
enum { KEY_COUNT = sizeof KEYS / sizeof *KEYS, FORMS_MAX = 8, WORDS_MAX = 100 };

/* What a file says, or leaves to be so. */
struct entry {
    struct text key, value;
    bool is_given;
};

/* A word, in small letters, that number words are made of. */
struct number_part {
    struct text word;
    bool is_large;  /* what holds it is above ten */
    bool is_behind; /* only behind others */
};

struct language {
    LIST_OF(struct entry) entries;
    int64_t group_from;
    struct plural_rules plurals;
    struct text cases[FORMS_MAX + 1], genders[FORMS_MAX + 1]; /* each ends with an empty text */
    LIST_OF(struct number_part) number_parts;
    bool begins_number[1 << CHAR_BIT]; /* of a byte, in small letters: a word of a number begins with it */
};

/* What a file is read with. */
struct language_reader {
    struct language *language;
    const struct source *source;
    struct settings settings;
    struct arena *keep;
    struct diagnostics *diagnostics;
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

/* ---- lists: "January, February, …" ---- */

static size_t list_count(struct text list)
{
    size_t count = 0;
    for (; list.len; count++)
        (void)text_cut(&list, ',');
    return count;
}

/* The n-th item, or an empty text. */
static struct text list_at(struct text list, size_t n)
{
    struct text item = TEXT_EMPTY;
    for (size_t i = 0; i <= n; i++)
        item = list.len ? text_cut(&list, ',') : TEXT_EMPTY;
    return item;
}

/* ---- reading ---- */

static void fault(const struct language_reader *r, struct text at, struct text value, struct text key, struct text expected)
{
    diagnose(r->diagnostics, DIAG_E109, source_place_of(r->source, at), value, key, expected);
}

static const struct key *find_key(const char *name)
{
    const struct key *key = KEYS;
    while (!text_equal(key->name, text_of(name)))
        key++;
    return key;
}

static bool is_word(struct text name)
{
    for (size_t i = 0; i < name.len; i++)
        if (!((name.ptr[i] >= 'a' && name.ptr[i] <= 'z') || (unsigned char)name.ptr[i] >= 0x80))
            return false;
    return name.len > 0;
}

/* The names of forms: "in, of, from". */
static void read_forms(const struct language_reader *r, const char *key, struct text *forms)
{
    size_t count = 0;
    for (struct text rest = settings_find(&r->settings, text_of(key)); rest.len;) {
        const struct text name = text_cut(&rest, ',');
        const bool is_new = !markup_is_one_of(r->language->cases, name) && !markup_is_one_of(r->language->genders, name);
        if (is_word(name) && count < FORMS_MAX && is_new)
            forms[count++] = name;
        else
            fault(r, name, name, text_of(key), find_key(key)->values);
        forms[count] = TEXT_EMPTY;
    }
}

static void add_entry(const struct language_reader *r, struct text key, const char *otherwise)
{
    const bool is_given = settings_has(&r->settings, key);
    const struct text value = is_given || !otherwise ? settings_find(&r->settings, key) : text_of(otherwise);
    const struct entry entry = {key, clean(r->keep, markup_unfold(r->keep, value)), is_given};
    ARENA_PUSH(r->keep, &r->language->entries, entry);
}

static struct text form_key(struct arena *keep, struct text key, struct text form)
{
    return text_format(keep, "%.*s %.*s", TEXT_ARGS(key), TEXT_ARGS(form));
}

struct text_list {
    struct text *items;
    size_t count;
};

static void add_cases(const struct language_reader *r, struct text key, bool must, struct text_list *required)
{
    for (const struct text *form = r->language->cases; form->len; form++) {
        const struct text name = form_key(r->keep, key, *form);
        add_entry(r, name, NULL);
        if (must)
            required->items[required->count++] = name;
    }
}

/* All settings that the file may have, as its own forms make them; `required` gets the names of those that it must. */
static void read_entries(const struct language_reader *r, struct text_list *required)
{
    for (const struct key *key = KEYS; key < KEYS + KEY_COUNT; key++) {
        add_entry(r, key->name, key->otherwise);
        if (!key->otherwise)
            required->items[required->count++] = key->name;
        if (key->forms != FIXED)
            add_cases(r, key->name, key->forms == DECLINED, required);
        for (const struct text *form = r->language->genders; key->forms == MAY_BE_GENDERED && form->len; form++) {
            const struct text name = form_key(r->keep, key->name, *form);
            add_entry(r, name, NULL);
            add_cases(r, name, false, required);
        }
    }
}

static void check_keys(const struct language_reader *r, const struct text *required)
{
    const size_t count = r->language->entries.count;
    struct setting_rule *rules = ARENA_ARRAY(r->keep, struct setting_rule, count + 1);
    for (size_t i = 0; i < count; i++) {
        rules[i].name = r->language->entries.items[i].key;
        rules[i].needed = markup_is_one_of(required, rules[i].name);
    }
    settings_check(&r->settings, r->source, TEXT("language"), text_slice(r->source->bytes, 0, 0), rules, r->diagnostics);
}

/* "months" is the key of the list "months", and so is "months in". */
static bool is_key_of(struct text key, struct text list)
{
    return text_starts(key, list) && (key.len == list.len || key.ptr[list.len] == ' ');
}

/* A list in each of its forms has so many words. */
static void check_list(const struct language_reader *r, const char *name, size_t least, size_t most)
{
    for (size_t i = 0; i < r->language->entries.count; i++) {
        const struct entry *entry = &r->language->entries.items[i];
        if (!is_key_of(entry->key, text_of(name)) || !entry->is_given)
            continue;
        const size_t count = list_count(entry->value);
        const struct text value = settings_find(&r->settings, entry->key);
        if (count < least || count > most)
            fault(r, value, value, entry->key, find_key(name)->values);
    }
}

/* "11, 12, 13 = {n}th; 1 = {n}st". */
static void check_endings(const struct language_reader *r)
{
    int64_t number;
    for (struct text rest = settings_find(&r->settings, TEXT("ordinal endings")); rest.len;) {
        const struct text rule = text_cut(&rest, ';');
        const size_t sign = text_find_byte(rule, '=');
        bool ok = sign < rule.len;
        for (struct text endings = text_slice(rule, 0, sign); endings.len;)
            ok = text_to_number(text_cut(&endings, ','), &number) && ok;
        if (!ok)
            fault(r, rule, rule, TEXT("ordinal endings"), find_key("ordinal endings")->values);
    }
}

static void read_plurals(const struct language_reader *r)
{
    struct text wrong, value = settings_find(&r->settings, TEXT("plurals"));
    if (!settings_has(&r->settings, TEXT("plurals")))
        value = text_of(find_key("plurals")->otherwise);
    if (plural_rules_read(value, r->keep, &r->language->plurals, &wrong))
        return;
    fault(r, wrong, wrong, TEXT("plurals"), find_key("plurals")->values);
    (void)plural_rules_read(text_of(find_key("plurals")->otherwise), r->keep, &r->language->plurals, &wrong);
}

/* ---- number words ---- */

enum { SMALL_MAX = 10, NUMBER_WORD_MAX = 128 };

static void add_part(const struct language_reader *r, struct text word, bool is_large)
{
    const bool is_behind = text_starts(word, TEXT("-"));
    const struct text letters = text_fold(r->keep, text_slice(word, is_behind, word.len));
    if (!letters.len)
        return;
    ARENA_PUSH(r->keep, &r->language->number_parts, ((struct number_part){letters, is_large, is_behind}));
    r->language->begins_number[(unsigned char)letters.ptr[0]] |= !is_behind;
}

static void read_number_parts(const struct language_reader *r)
{
    for (size_t i = 0; i < r->language->entries.count; i++) {
        struct text rest = r->language->entries.items[i].value;
        if (is_key_of(r->language->entries.items[i].key, TEXT("numbers")))
            for (size_t number = 0; rest.len; number++)
                add_part(r, text_cut(&rest, ','), number > SMALL_MAX);
        else if (text_equal(r->language->entries.items[i].key, TEXT("number words")))
            while (rest.len)
                add_part(r, text_cut(&rest, ','), true);
    }
}

static void check_values(const struct language_reader *r)
{
    const struct text from = settings_find(&r->settings, TEXT("group from"));
    if (from.len && !text_to_number(from, &r->language->group_from))
        fault(r, from, from, TEXT("group from"), find_key("group from")->values);
    check_list(r, "months", 12, 12);
    check_list(r, "halves", 2, 2);
    check_list(r, "numbers", 1, WORDS_MAX + 1);
    check_list(r, "ordinals", 1, WORDS_MAX);
    check_endings(r);
    read_plurals(r);
    read_number_parts(r);
}

const struct setting_rule *language_settings(struct arena *keep)
{
    static const char *const more[] = {[FIXED] = "",
                                       [DECLINED] = "; one more for each case, with its name behind",
                                       [MAY_DECLINE] = "; each case may have one more, with its name behind",
                                       [MAY_BE_GENDERED] = "; each case and gender may have one more, with its name behind"};
    struct setting_rule *rules = ARENA_ARRAY(keep, struct setting_rule, KEY_COUNT + 1);
    for (size_t i = 0; i < KEY_COUNT; i++) {
        const struct text values = text_format(keep, "%.*s%s", TEXT_ARGS(KEYS[i].values), more[KEYS[i].forms]);
        rules[i] = (struct setting_rule){KEYS[i].name, !KEYS[i].otherwise, values};
    }
    return rules;
}

bool language_read(const char *path, struct arena *keep, struct diagnostics *diagnostics,
                   const struct language **ret_language, struct error *err)
{
    struct source *source = ARENA_NEW(keep, struct source);
    if (!source_read(path, path, keep, diagnostics, source, err))
        return false;
    struct language *language = ARENA_NEW(keep, struct language);
    const struct language_reader r = {language, source, settings_read(source, keep, diagnostics), keep, diagnostics};
    struct text_list required = {ARENA_ARRAY(keep, struct text, KEY_COUNT * (FORMS_MAX + 1) + 1), 0};
    read_forms(&r, "cases", language->cases);
    read_forms(&r, "genders", language->genders);
    read_entries(&r, &required);
    check_keys(&r, required.items);
    check_values(&r);
    *ret_language = language;
    return true;
}

/* ---- words and their forms ---- */

static const struct entry *find_entry(const struct language *language, struct text key)
{
    for (size_t i = 0; i < language->entries.count; i++)
        if (text_equal(language->entries.items[i].key, key))
            return &language->entries.items[i];
    return NULL;
}

struct text language_word(const struct language *language, const char *name)
{
    const struct entry *entry = find_entry(language, text_of(name));
    assert(entry && "a word that language files do not have");
    return entry ? entry->value : TEXT_EMPTY;
}

/* The entry of the word with both forms behind it, either of which may be empty; NULL where the file has none. */
static const struct entry *find_form(const struct language *language, struct arena *keep, const char *name,
                                     struct text gender, struct text in_case)
{
    struct text key = text_of(name);
    if (gender.len)
        key = form_key(keep, key, gender);
    if (in_case.len)
        key = form_key(keep, key, in_case);
    const struct entry *entry = find_entry(language, key);
    return entry && entry->is_given ? entry : NULL;
}

/* The word in its form; where the file does not have that, in its case, in its gender, or as it is. */
static struct text inflected(const struct language *language, struct arena *keep, const char *name, struct inflection form)
{
    const struct entry *entry = find_form(language, keep, name, form.gender, form.in_case);
    if (!entry)
        entry = find_form(language, keep, name, TEXT_EMPTY, form.in_case);
    if (!entry)
        entry = find_form(language, keep, name, form.gender, TEXT_EMPTY);
    return entry ? entry->value : language_word(language, name);
}

/* Whether `name` is that form: 0 no, 1 yes, 2 with an upper-case first letter. */
static int matches_form(struct text name, struct text form)
{
    size_t at = 0, place = 0;
    if (text_equal(name, form))
        return 1;
    if (!name.len || g_unichar_tolower(text_next(name, &at)) != text_next(form, &place))
        return 0;
    return text_equal(text_slice(name, at, name.len), text_slice(form, place, form.len)) ? 2 : 0;
}

/* Sets `ret_form` to the one of `forms` that is meant. */
static bool find_among(const struct text *forms, struct text name, struct text *ret_form, bool *capital)
{
    for (; forms->len; forms++) {
        const int match = matches_form(name, *forms);
        if (!match)
            continue;
        *ret_form = *forms;
        *capital = *capital || match == 2;
        return true;
    }
    return false;
}

bool language_find_form(const struct language *language, struct text name, struct inflection *inflection)
{
    return find_among(language->cases, name, &inflection->in_case, &inflection->capital) ||
           find_among(language->genders, name, &inflection->gender, &inflection->capital);
}

size_t language_plural_count(const struct language *language)
{
    return language->plurals.count;
}

size_t language_plural(const struct language *language, int64_t number)
{
    return plural_form(&language->plurals, number);
}

struct text language_plurals(const struct language *language, struct arena *keep)
{
    return plural_names(&language->plurals, keep);
}

struct text language_forms(const struct language *language, struct arena *keep, bool with_genders)
{
    const struct text cases = language_word(language, "cases"), genders = language_word(language, "genders");
    if (!with_genders || !genders.len)
        return cases.len ? cases : TEXT("no cases");
    return cases.len ? text_format(keep, "%.*s, %.*s", TEXT_ARGS(cases), TEXT_ARGS(genders)) : genders;
}

struct text language_nearest_form(const struct language *language, struct text wrong, bool with_genders)
{
    struct suggestion near = suggest(wrong);
    suggest_offer_all(&near, language->cases);
    if (with_genders)
        suggest_offer_all(&near, language->genders);
    return suggest_nearest(&near);
}

enum { SLOTS_MAX = 6 };

struct text language_fill(const struct language *language, struct arena *keep, const char *name, ...)
{
    struct text_slot slots[SLOTS_MAX];
    size_t count = 0;
    va_list args;
    va_start(args, name);
    for (const char *slot; (slot = va_arg(args, const char *)) && count < SLOTS_MAX; count++) {
        slots[count].name = slot;
        slots[count].text = va_arg(args, struct text);
    }
    va_end(args);
    return text_fill(keep, language_word(language, name), slots, count);
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

struct text language_decimals(const struct language *language, struct arena *keep, int64_t number, int decimals)
{
    struct text_builder b = {0};
    int64_t unit = 1;
    for (int i = 0; i < decimals; i++)
        unit *= 10;
    number_add_grouped(&b, number / unit, language_word(language, "thousands"), language->group_from);
    if (decimals) {
        text_add(&b, language_word(language, "decimal"));
        text_add_format(&b, "%0*lld", decimals, (long long)(number % unit));
    }
    return built(keep, &b);
}

struct text language_percent(const struct language *language, struct arena *keep, int64_t share, int decimals)
{
    return language_fill(language, keep, "percent", "n", language_decimals(language, keep, share, decimals), NULL);
}

static struct text fitted(struct arena *keep, struct text text, struct inflection form)
{
    return form.capital ? language_capital(keep, text) : text;
}

/* {month} is the month as dates have it, {month alone} as it stands alone. */
static struct text with_date(const struct language *language, struct arena *keep, struct text pattern, date_day day)
{
    const struct date date = date_of_day(day);
    const struct text month = list_at(language_word(language, "months in dates"), (size_t)date.month - 1);
    return TEXT_FILL(keep, pattern, {"d", text_format(keep, "%d", date.day)},
                     {"m", text_format(keep, "%d", date.month)}, {"month", month},
                     {"month alone", language_month_name(language, day)}, {"yyyy", text_format(keep, "%d", date.year)});
}

struct text language_date(const struct language *language, struct arena *keep, date_day day, struct inflection form)
{
    return fitted(keep, with_date(language, keep, inflected(language, keep, "date", form), day), form);
}

struct text language_month(const struct language *language, struct arena *keep, date_day day, struct inflection form)
{
    const struct date date = date_of_day(day);
    const struct text month = list_at(inflected(language, keep, "months", form), (size_t)date.month - 1);
    const struct text words = TEXT_FILL(keep, inflected(language, keep, "month and year", form),
                                        {"m", text_format(keep, "%d", date.month)}, {"month", month},
                                        {"yyyy", text_format(keep, "%d", date.year)});
    return fitted(keep, words, form);
}

struct text language_year(const struct language *language, struct arena *keep, date_day day, struct inflection form)
{
    const struct text words = TEXT_FILL(keep, inflected(language, keep, "whole year", form),
                                        {"yyyy", text_format(keep, "%d", date_of_day(day).year)});
    return fitted(keep, words, form);
}

struct text language_month_name(const struct language *language, date_day day)
{
    return list_at(language_word(language, "months"), (size_t)date_of_day(day).month - 1);
}

static struct text half_filled(const struct language *language, struct arena *keep, struct text pattern, date_day last,
                               struct inflection form)
{
    const struct date date = date_of_day(last);
    const size_t half = date.month <= 6 ? 0 : 1;
    const struct text words = TEXT_FILL(keep, pattern, {"half", list_at(inflected(language, keep, "halves", form), half)},
                                        {"n", text_format(keep, "%zu", half + 1)},
                                        {"yyyy", text_format(keep, "%d", date.year)});
    return fitted(keep, words, form);
}

static struct text half_words(const struct language *language, struct arena *keep, date_day last, struct inflection form)
{
    return half_filled(language, keep, inflected(language, keep, "half-year", form), last, form);
}

static struct text half_name(const struct language *language, struct arena *keep, date_day last)
{
    const struct inflection form = {.capital = true};
    const struct text alone = language_word(language, "half-year alone");
    return alone.len ? half_filled(language, keep, alone, last, form) : half_words(language, keep, last, form);
}

static struct text span_words(const struct language *language, struct arena *keep, struct period period,
                              struct inflection form)
{
    const bool years = period_steps(period, STEP_YEAR) > 1;
    const struct text from = years ? text_format(keep, "%d", date_of_day(period.first).year)
                                   : with_date(language, keep, language_word(language, "date"), period.first);
    const struct text to = years ? text_format(keep, "%d", date_of_day(period.last).year)
                                 : with_date(language, keep, language_word(language, "date"), period.last);
    const struct text pattern = inflected(language, keep, years ? "years" : "span", form);
    return fitted(keep, TEXT_FILL(keep, pattern, {"from", from}, {"to", to}), form);
}

struct text language_period(const struct language *language, struct arena *keep, struct period period,
                            struct inflection form)
{
    if (period_steps(period, STEP_YEAR) == 1)
        return language_year(language, keep, period.last, form);
    if (period_steps(period, STEP_HALF) == 1)
        return half_words(language, keep, period.last, form);
    if (period_steps(period, STEP_MONTH) == 1)
        return language_month(language, keep, period.last, form);
    return span_words(language, keep, period, form);
}

struct text language_period_name(const struct language *language, struct arena *keep, struct period period)
{
    if (period_steps(period, STEP_YEAR) != 1 && period_steps(period, STEP_HALF) == 1)
        return half_name(language, keep, period.last);
    return language_period(language, keep, period, (struct inflection){.capital = true});
}

/* How a place in a word can be reached from its beginning: by parts of numbers, a large one among them or not. */
enum { REACHED = 1, REACHED_LARGE = 2 };

/* Whether a word of a number begins with the byte; of letters beyond ASCII, maybe. Most words are none for that alone. */
static bool may_begin_number(const struct language *language, char first)
{
    const char letter = first >= 'A' && first <= 'Z' ? (char)(first - 'A' + 'a') : first;
    return (unsigned char)first >= 0x80 || language->begins_number[(unsigned char)letter];
}

/* Nearly always the first byte tells that it does not. */
static bool starts_with(struct text letters, const struct number_part *part)
{
    return letters.len && letters.ptr[0] == part->word.ptr[0] && text_starts(letters, part->word);
}

bool language_is_number(const struct language *language, struct text word, struct arena *scratch)
{
    if (!word.len || !may_begin_number(language, word.ptr[0]))
        return false;
    unsigned char reached[NUMBER_WORD_MAX + 1] = {REACHED};
    const struct text letters = text_fold(scratch, word);
    for (size_t at = 0; at < letters.len && letters.len <= NUMBER_WORD_MAX; at++) {
        const struct text rest = text_slice(letters, at + (at && letters.ptr[at] == '-'), letters.len);
        for (size_t i = 0; reached[at] && i < language->number_parts.count; i++) {
            const struct number_part *part = &language->number_parts.items[i];
            const size_t end = letters.len - rest.len + part->word.len;
            if (starts_with(rest, part) && (at || !part->is_behind))
                reached[end] |= part->is_large ? REACHED_LARGE : reached[at];
        }
    }
    return letters.len <= NUMBER_WORD_MAX && (reached[letters.len] & REACHED_LARGE);
}

struct text language_words(const struct language *language, struct arena *keep, int64_t number, struct inflection form)
{
    const struct text words = inflected(language, keep, "numbers", form);
    if (number >= 0 && (size_t)number < list_count(words))
        return fitted(keep, list_at(words, (size_t)number), form);
    return language_number(language, keep, number);
}

/* The pattern of the first rule with an ending of these digits. */
static struct text ordinal_pattern(const struct language *language, struct text digits)
{
    for (struct text rest = language_word(language, "ordinal endings"); rest.len;) {
        struct text rule = text_cut(&rest, ';');
        for (struct text endings = text_cut(&rule, '='); endings.len;)
            if (text_ends(digits, text_cut(&endings, ',')))
                return text_trim(rule);
    }
    return language_word(language, "ordinal");
}

struct text language_ordinal(const struct language *language, struct arena *keep, int64_t number, struct inflection form)
{
    const struct text words = inflected(language, keep, "ordinals", form);
    if (number >= 1 && (size_t)number <= list_count(words))
        return fitted(keep, list_at(words, (size_t)number - 1), form);
    return TEXT_FILL(keep, ordinal_pattern(language, text_format(keep, "%lld", (long long)number)),
                     {"n", language_number(language, keep, number)});
}

struct text language_reference(const struct language *language, struct arena *keep, const char *name, struct text number,
                               struct inflection form)
{
    return fitted(keep, TEXT_FILL(keep, inflected(language, keep, name, form), {"n", number}), form);
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
