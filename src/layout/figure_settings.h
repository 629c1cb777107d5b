/* SPDX-License-Identifier: GPL-3.0-or-later
 * Private to layout/: settings that figures of layouts and sheets of the code book have in common. */
#ifndef LAYOUT_FIGURE_SETTINGS_H
#define LAYOUT_FIGURE_SETTINGS_H

#include "base/markup.h"
#include "layout/layout.h"

/* Reports settings of a figure's `item` that blocks of another kind have, and this one has no use for. */
void figure_settings_suit(const struct expression_context *context, const struct markup_item *item);

/* A setting of a block: its value and its rule, which is NULL where the block's kind has no use for it; that is reported
 * already. */
struct figure_setting {
    const struct setting_rule *rule;
    struct text value;
};

/* Which of the words of a choice it is; CHOICE_NONE where it is missing, and after a diagnostic where it is none of them. */
int figure_setting_choice(const struct expression_context *context, const struct figure_setting *setting);

/* Reports a value that the setting can have, but that would change nothing in this figure; the hint says what to do. */
void figure_setting_idle(const struct expression_context *context, const char *key, struct text value, struct text hint);

/* Whether it shows two variables, of which time may be one. */
bool figure_is_crossed(const struct figure_block *figure);

/* Each reads a setting into the figure, whose `shown`, form and scale are there; faults are reported, and so is what would
 * change nothing. */
void figure_take_labels(const struct expression_context *context, const struct figure_setting *labels,
                        struct figure_block *figure);
void figure_take_order(const struct expression_context *context, const struct figure_setting *order,
                       struct figure_block *figure);
void figure_take_totals(const struct expression_context *context, const struct figure_setting *totals, struct figure_block *figure);

/* Reports a form that cannot show what `show` says. */
void figure_check_form(const struct expression_context *context, struct text show, struct text top,
                       const struct figure_block *figure);

/* Asks for the sums that percentages rest on: the whole, and the whole of those stated where the figure says so by `base`. */
void figure_request_bases(const struct expression_context *context, struct text base, struct figure_block *figure);

#endif
