/* SPDX-License-Identifier: GPL-3.0-or-later
 * Private to layout/: which settings a kind of figure block has. */
#ifndef LAYOUT_FIGURE_SETTINGS_H
#define LAYOUT_FIGURE_SETTINGS_H

#include "base/markup.h"
#include "layout/layout.h"

/* The settings that any kind has; ends with an empty text. */
const struct text *figure_settings_all(void);

/* Reports settings of `item` that blocks of another kind have, and this one has no use for. */
void figure_settings_suit(const struct expression_context *context, const struct markup_item *item,
                          enum figure_form form);

#endif
