/* SPDX-License-Identifier: GPL-3.0-or-later
 * What is being worked on, for who waits at a terminal: one line of standard error, which the next takes the place of.
 * Where standard error is no terminal, nothing. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

struct progress {
    bool is_seen;
    size_t width; /* of the line that stands there */
};

struct progress progress_new(void);

/* Valid UTF-8 without line ends, and no figure. */
void progress_say(struct progress *progress, struct text words);

/* Removes the line: before anything else is printed. */
void progress_clear(struct progress *progress);

#endif
