/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a layout asks of its language, held against the language file: before anything is counted, and in parts that are
 * not printed, too. */
#include "document/bind.h"

struct check {
    const struct layout *layout;
    const struct language *language;
    struct diagnostics *diagnostics;
};

static void check_form(const struct check *check, struct text name, struct inflection *found)
{
    if (language_find_form(check->language, name, found))
        return;
    diagnose(check->diagnostics, DIAG_E212, source_place_of(&check->layout->source, name), name,
             language_cases(check->language), language_nearest_case(check->language, name));
}

void document_check(const struct layout *layout, const struct language *language, struct diagnostics *diagnostics)
{
    const struct check check = {layout, language, diagnostics};
    for (size_t i = 0; i < layout->placeholder_count; i++) {
        const struct placeholder *placeholder = &layout->placeholders[i];
        struct inflection found = {.capital = false};
        for (size_t k = 0; k < placeholder->inflection_count; k++)
            check_form(&check, placeholder->inflections[k], &found);
    }
}
