/* SPDX-License-Identifier: GPL-3.0-or-later
 * What readers of finished workbooks take from the front of a text, and how they compare numbers. */
#ifndef RENDER_XLSX_TAKE_H
#define RENDER_XLSX_TAKE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "render/xlsx/plan.h"

/* Takes `start` from the front of `rest`, if it is there. */
bool xlsx_take(struct text *rest, struct text start);

/* Takes all before `end`, and `end`; false, and nothing is taken, where there is none. */
bool xlsx_take_to(struct text *rest, struct text end, struct text *ret_before);

/* "B12" → row 11, column 1. */
bool xlsx_read_reference(struct text t, size_t *ret_row, size_t *ret_column);

/* In units of the last of so many decimals: "0.07" with two is 7, "0.7" is 70. False where it has more of them. */
bool xlsx_read_decimal(struct text value, int decimals, int64_t *ret_number);

/* Whether the digits of a file are those of the planned cell: "92", of a percentage "0.29". */
bool xlsx_is_number(struct text value, const struct xlsx_cell *cell);

#endif
