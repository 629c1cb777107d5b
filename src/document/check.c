/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a layout asks of its language, held against the language file: before anything is counted, and in parts that are
 * not printed, too. */
#include "document/bind.h"

struct check {
    const struct layout *layout;
    const struct language *language;
    struct diagnostics *diagnostics;
};

static bool has_gender(const struct placeholder *placeholder)
{
    return placeholder->format == FORMAT_WORDS || placeholder->format == FORMAT_WORDS_CAPITAL;
}

static void unknown_form(const struct check *check, struct text name, bool with_genders)
{
    struct arena *scratch = arena_new();
    diagnose(check->diagnostics, DIAG_E212, source_place_of(&check->layout->source, name), name,
             language_forms(check->language, scratch, with_genders),
             language_nearest_form(check->language, name, with_genders));
    arena_free(scratch);
}

/* One name, after those `before` it. */
static struct inflection check_form(const struct check *check, const struct placeholder *placeholder, struct text name,
                                    struct inflection before)
{
    struct inflection one = {.capital = false};
    const bool known = language_find_form(check->language, name, &one);
    if (!known || (one.gender.len && !has_gender(placeholder)))
        unknown_form(check, name, has_gender(placeholder));
    else if ((one.gender.len && before.gender.len) || (one.in_case.len && before.in_case.len))
        diagnose(check->diagnostics, DIAG_E213, source_place_of(&check->layout->source, name), name);
    return (struct inflection){.in_case = one.in_case.len ? one.in_case : before.in_case,
                               .gender = one.gender.len ? one.gender : before.gender};
}

/* One form of the words for each of the language's. */
static void check_plurals(const struct check *check, const struct placeholder *placeholder)
{
    const size_t needed = language_plural_count(check->language), count = placeholder->plural_count;
    if (count == needed || (!count && !placeholder->has_zero))
        return;
    struct arena *scratch = arena_new();
    diagnose(check->diagnostics, DIAG_E223, source_place_of(&check->layout->source, placeholder->at),
             text_format(scratch, "%zu", needed), language_plurals(check->language, scratch),
             text_format(scratch, "%zu", count));
    arena_free(scratch);
}

/* A number that the next edition would not have. Small ones are ordinary words, and digits are told by the layout's reader. */
static void check_typed_words(const struct check *check)
{
    struct arena *scratch = arena_new();
    for (size_t i = 0; i < check->layout->typed_words.count; i++) {
        const struct text word = check->layout->typed_words.items[i];
        if (language_is_number(check->language, word, scratch))
            diagnose(check->diagnostics, DIAG_W121, source_place_of(&check->layout->source, word), word);
    }
    arena_free(scratch);
}

void document_check(const struct layout *layout, const struct language *language, struct diagnostics *diagnostics)
{
    const struct check check = {layout, language, diagnostics};
    for (size_t i = 0; i < layout->placeholder_count; i++) {
        const struct placeholder *placeholder = &layout->placeholders[i];
        struct inflection form = {.capital = false};
        check_plurals(&check, placeholder);
        for (size_t k = 0; k < placeholder->inflection_count; k++)
            form = check_form(&check, placeholder, placeholder->inflections[k], form);
    }
    check_typed_words(&check);
}
