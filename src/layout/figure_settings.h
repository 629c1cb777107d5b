/* SPDX-License-Identifier: GPL-3.0-or-later
 * Private to layout/: whether a kind of figure block has a use for its settings. */
#ifndef LAYOUT_FIGURE_SETTINGS_H
#define LAYOUT_FIGURE_SETTINGS_H

#include "base/markup.h"
#include "layout/layout.h"

/* Reports settings of a figure's `item` that blocks of another kind have, and this one has no use for. */
void figure_settings_suit(const struct expression_context *context, const struct markup_item *item);

#endif
