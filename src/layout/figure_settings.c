/* SPDX-License-Identifier: GPL-3.0-or-later
 * The settings of figure blocks, kind by kind. */
#include "layout/figure_settings.h"

#define OF_ALL                                                                                                         \
    TEXT_INIT("show"), TEXT_INIT("title"), TEXT_INIT("labels"), TEXT_INIT("base"), TEXT_INIT("join"),                  \
        TEXT_INIT("width"), TEXT_INIT("side"), TEXT_INIT("note"), TEXT_INIT("where"), TEXT_INIT("sheet")
#define OF_ROWS TEXT_INIT("order"), TEXT_INIT("top"), TEXT_INIT("rest")
#define OF_CHARTS TEXT_INIT("category label"), TEXT_INIT("alt")

static const struct text ALL[] = {OF_ALL,            OF_ROWS,             OF_CHARTS,    TEXT_INIT("stack"),
                                  TEXT_INIT("axis"), TEXT_INIT("totals"), TEXT_INIT("")};
static const struct text PIE[] = {OF_ALL, OF_ROWS, OF_CHARTS, TEXT_INIT("")};
static const struct text BARS[] = {OF_ALL, OF_ROWS, OF_CHARTS, TEXT_INIT("stack"), TEXT_INIT("axis"), TEXT_INIT("")};
static const struct text LINE[] = {OF_ALL, OF_CHARTS, TEXT_INIT("axis"), TEXT_INIT("")};
static const struct text TABLE[] = {OF_ALL, OF_ROWS, TEXT_INIT("totals"), TEXT_INIT("")};

static const struct text *const SETTINGS_OF[] = {
    [FORM_PIE] = PIE, [FORM_BARS] = BARS, [FORM_COLUMNS] = BARS, [FORM_LINE] = LINE, [FORM_TABLE] = TABLE};
_Static_assert(sizeof SETTINGS_OF / sizeof *SETTINGS_OF == FORMS, "every kind has its settings");

const struct text *figure_settings_all(void)
{
    return ALL;
}

static struct text listed(const struct text *words, struct arena *keep)
{
    struct text_builder b = {0};
    for (; words->len; words++) {
        text_add_c(&b, b.len ? ", " : "");
        text_add(&b, *words);
    }
    const struct text list = text_copy(keep, text_built(&b));
    text_builder_done(&b);
    return list;
}

void figure_settings_suit(const struct expression_context *context, const struct markup_item *item,
                          enum figure_form form)
{
    for (size_t i = 0; i < item->settings.count; i++) {
        const struct text key = item->settings.items[i].key;
        if (markup_is_one_of(ALL, key) && !markup_is_one_of(SETTINGS_OF[form], key))
            diagnose(context->diagnostics, DIAG_E161, source_place_of(context->source, key), item->block, key,
                     listed(SETTINGS_OF[form], context->keep));
    }
}
