/* SPDX-License-Identifier: GPL-3.0-or-later
 * One line of a CSV file (RFC 4180): fields in quotes where they need them, CRLF at its end. */
#ifndef RENDER_DATA_ROW_H
#define RENDER_DATA_ROW_H

#include <stddef.h>

#include "base/text.h"

/* Fields are separated by `separator`. They must be of one line: see data_line(). Words that people wrote must have been
 * through data_guarded(), numbers must not, since a minus is theirs. */
void data_row(struct text_builder *out, char separator, const struct text *fields, size_t count);

#endif
