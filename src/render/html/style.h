/* SPDX-License-Identifier: GPL-3.0-or-later
 * How pages look. */
#ifndef RENDER_HTML_STYLE_H
#define RENDER_HTML_STYLE_H

#include "base/text.h"

/* Appends the style sheet: CSS that holds no sign of markup. `mark`, if there is one, stands on every page that is printed. */
void html_add_style(struct text mark, struct text_builder *out);

#endif
