/* SPDX-License-Identifier: GPL-3.0-or-later
 * How cells look: the part xl/styles.xml, and the theme whose colours and font it and the charts name. */
#ifndef RENDER_XLSX_STYLES_H
#define RENDER_XLSX_STYLES_H

#include "base/text.h"
#include "render/xlsx/plan.h"

/* The number of a look's cell format; 0 is that of all other cells. */
size_t xlsx_format_of(enum xlsx_look look);

void xlsx_add_styles(struct text_builder *b);
void xlsx_add_theme(struct text_builder *b);

#endif
