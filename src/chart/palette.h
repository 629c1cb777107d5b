/* SPDX-License-Identifier: GPL-3.0-or-later
 * The colours of all charts. Every area colour has a contrast of at least 3 to white (WCAG 2.2, 1.4.11) and at least
 * 4.5 to the colour of text on it (1.4.3); neighbours differ in grey, and hatchings tell apart what is alike in grey.
 * The rising hatching belongs to what is hidden and to nothing else. Charts are drawn for white paper; for a screen that is
 * dark each colour has another, of which the same is true. */
#ifndef CHART_PALETTE_H
#define CHART_PALETTE_H

#include <stddef.h>
#include <stdint.h>

#include "canvas/canvas.h"

enum {
    PALETTE_PAPER = 0xFFFFFF,
    PALETTE_INK = 0x16222B,    /* labels */
    PALETTE_QUIET = 0x4A5760,  /* axis numbers, axis title */
    PALETTE_AXIS = 0x6B7882,   /* zero line, leader lines */
    PALETTE_GRID = 0xDFE4E8,
    PALETTE_COLOURS = 8,
    PALETTE_CHANGES_MAX = 6 + 3 * PALETTE_COLOURS,
};

enum palette_ground { PALETTE_LIGHT, PALETTE_DARK, PALETTE_GROUNDS };

struct palette_entry {
    uint32_t fill;
    uint32_t text;     /* on the fill */
    uint32_t on_paper; /* for words about the part: its colour, dark enough to be read on paper */
    uint32_t hatch_colour;
    enum hatch hatch;
};

/* The look of the index-th part. From PALETTE_COLOURS on, colours come again with other hatchings, each time beginning with the next
 * one: the last slice of a pie does not look like the first, nor a line like the one that has the same dash. */
struct palette_entry palette_at(size_t index);

/* What the index-th line has besides its colour. No two of sixteen look alike without it: each time that dashes come again, markers
 * are moved on by one. */
enum { PALETTE_DASHES = 4, PALETTE_MARKERS = 4 };
struct palette_line {
    size_t dash;   /* 0: none */
    size_t marker;
};
struct palette_line palette_line_at(size_t index);

/* The look of a part whose count is hidden. */
struct palette_entry palette_hidden(void);
/* As paint: areas of data have no outline, hidden ones have. */
struct paint palette_paint(const struct palette_entry *entry);
struct paint palette_hidden_paint(void);

/* What each colour of a chart becomes where the paper is dark. Returns how many there are. */
struct palette_change {
    uint32_t light, dark;
};
size_t palette_changes(struct palette_change changes[PALETTE_CHANGES_MAX]);

#endif
