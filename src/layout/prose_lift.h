/* SPDX-License-Identifier: GPL-3.0-or-later
 * Private to prose_*.c: what stands in a piece of prose that is the program's own and not Markdown's, and is to be replaced by
 * marks. */
#ifndef LAYOUT_PROSE_LIFT_H
#define LAYOUT_PROSE_LIFT_H

#include "layout/prose.h"

/* A stretch of source that one mark replaces. */
struct stretch {
    struct text at;
    size_t mark; /* in reader->lifted */
};

/* A walk through the source from its first byte to its last. */
struct lifting {
    struct prose_reader *reader;
    struct text all;
    LIST_OF(struct stretch) stretches;
    size_t brackets[BRACKETS_MAX]; /* offsets of '[' not closed yet */
    size_t bracket_count;
    bool forgives; /* something was not closed in its paragraph: braces that close it later are no faults */
};

/* Finds the stretches of `all`, in the order of the source, and reports what is wrong with them; placeholders and claims go to
 * the layout of the reader. Ends early after too many faults. */
void prose_lift(struct lifting *lifting);

/* The number of the mark for it. There are as many marks as private-use characters; what is beyond them shares the last one,
 * and is reported once. */
size_t prose_add_lifted(struct prose_reader *reader, struct lifted lifted);

/* The offset of the first byte of the line in which `at` stands. */
size_t prose_line_start(struct text all, size_t at);

bool prose_is_digit(char c);

#endif
