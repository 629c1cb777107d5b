/* SPDX-License-Identifier: GPL-3.0-or-later
 * Settings of figure blocks, held against those of their kind. */
#include "layout/figure_settings.h"

#include "layout/vocabulary.h"

static struct text listed(const struct setting_rule *rules, struct arena *keep)
{
    struct text_builder b = {0};
    for (; rules->name.len; rules++) {
        text_add_c(&b, b.len ? ", " : "");
        text_add(&b, rules->name);
    }
    const struct text list = text_copy(keep, text_built(&b));
    text_builder_done(&b);
    return list;
}

void figure_settings_suit(const struct expression_context *context, const struct markup_item *item)
{
    const struct setting_rule *rules = block_rule_find(layout_blocks(), item->block)->settings;
    for (size_t i = 0; i < item->settings.count; i++) {
        const struct text key = item->settings.items[i].key;
        if (setting_rule_find(layout_figure_settings(false), key) && !setting_rule_find(rules, key))
            diagnose(context->diagnostics, DIAG_E161, source_place_of(context->source, key), item->block, key,
                     listed(rules, context->keep));
    }
}
