/* SPDX-License-Identifier: GPL-3.0-or-later
 * Rows of two editions' exports, held against each other by their keys. Confidential: only whether there are such rows may be
 * told. */
#ifndef CLI_EXPORT_ROWS_H
#define CLI_EXPORT_ROWS_H

#include "base/error.h"
#include "codebook/codebook.h"
#include "layout/period.h"

/* The rows of one source. */
struct export_rows;

struct export_rows *export_rows_new(const struct source_table *source);
void export_rows_free(struct export_rows *rows);

/* Reads a file of the source. False where it is none that tells keys, or cannot be read to its end. */
bool export_rows_read(struct export_rows *rows, const char *path);

/* What of a row a figure rests on, by columns of the source. */
struct export_figure {
    const struct measure *measure;
    struct period period;
    const bool *columns; /* which of them */
};

/* Marks whether rows that count in the period of the figure came or were filled in (late), or were changed or taken away. */
void export_rows_compare(const struct export_rows *before, const struct export_rows *after, const struct export_figure *figure,
                         bool *is_late, bool *is_corrected);

#endif
