/* SPDX-License-Identifier: GPL-3.0-or-later
 * Blanks over the line before, so that terminals without control sequences do as well. */
#include "cli/progress.h"

#include <stdio.h>
#include <unistd.h>

/* Longer lines would wrap, and stay. */
enum { WIDTH_MAX = 78 };

struct progress progress_new(void)
{
    return (struct progress){.is_seen = isatty(STDERR_FILENO) == 1};
}

void progress_clear(struct progress *progress)
{
    if (!progress->width)
        return;
    fprintf(stderr, "\r%*s\r", (int)progress->width, "");
    progress->width = 0;
    fflush(stderr);
}

void progress_say(struct progress *progress, struct text words)
{
    if (!progress->is_seen)
        return;
    progress_clear(progress);
    size_t end = 0;
    while (end < words.len && progress->width < WIDTH_MAX) {
        text_next(words, &end);
        progress->width++;
    }
    fprintf(stderr, "%.*s", TEXT_ARGS(text_slice(words, 0, end)));
    fflush(stderr);
}
