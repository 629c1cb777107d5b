/* SPDX-License-Identifier: GPL-3.0-or-later
 * A chart: released counts and ready words in, drawing out. It knows no language, no threshold and no hidden number. */
#ifndef CHART_CHART_H
#define CHART_CHART_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "canvas/canvas.h"
#include "protect/cell.h"

enum chart_kind { CHART_PIE, CHART_BARS, CHART_COLUMNS, CHART_LINE, CHART_KINDS };

/* One part: a slice, a bar, or a segment of a stack. */
struct chart_part {
    struct cell cell;  /* what decides its size; hidden cells have none */
    struct text label; /* what is written at it: "25 (29 %)"; for a hidden cell the policy's symbol */
};

/* A category: one slice, one bar or one stack. */
struct chart_category {
    struct text label;
    struct chart_part *parts; /* one for each series (a pie has one series) */
    struct cell total;        /* sum of the parts where it is published by itself; lets a stack with hidden parts be
                                 drawn as one hatched remainder, without a boundary */
    struct text total_label;  /* what is written at such a remainder */
    bool is_after_break;      /* it cannot be compared with the category before: no line leads to it */
};

/* An axis that was asked for. */
struct chart_axis {
    int64_t from, to; /* equal: the drawing chooses all */
    int64_t step;     /* 0: the drawing chooses */
};

/* Plain data, all of it owned by the arena of the document. */
struct chart {
    enum chart_kind kind;
    struct text id;    /* file name stem: lower case letters, digits, '_' */
    struct text title; /* printed above the drawing by whoever places the chart, not by chart_draw() */
    struct text alt;   /* says what the chart shows, from released figures */
    const char *language;
    bool of_shares;      /* columns: each pile is a hundred per cent of what it holds */
    int64_t share_base;  /* bars, columns: the axis is of per cent of it; 0: of counts */
    struct text *series; /* names; drawn as a legend where there are two or more */
    size_t series_count;
    bool names_series;   /* the labels of parts have the name of their series; of a line the last one */
    bool without_values; /* they have no numbers, or others than the cells that a workbook draws */
    struct chart_category *categories;
    size_t category_count;
    struct text axis_title;         /* what is counted: "Persons"; empty where no axis is drawn */
    struct chart_axis axis;         /* of counts or of per cent; holds all that is shown; begins at 0 but for lines */
    struct text thousands;          /* separator for axis numbers */
    struct text list;               /* between names in a row: ", " */
    struct text syllable_vowels, word_breaks; /* where words may be parted, as hyphen.h has it; may be empty */
    struct text hidden_label;       /* words of the legend entry for hatched parts: "Not published"; empty: no entry */
    struct text empty_label;        /* printed instead of a drawing when there is nothing to draw: "No cases" */
    struct cell pie_remainder_base; /* pie: the published total, so that hidden slices together form one hatched slice;
                                       hidden where no total is published: then the pie is drawn as bars */
};

bool chart_has_axis(const struct chart *chart);

/* Whether the labels of hidden parts, which are symbols, are written in the drawing; else these are hatched and no more. */
bool chart_writes_symbols(const struct chart *chart);

/* Whether it is one of shares of which every pile has a hidden part or is empty, so that none shows anything, though some counts
 * are shown. */
bool chart_hides_all_piles(const struct chart *chart);

/* A chart laid out, at a place of its own or beside others: what is costly, and the same wherever it is drawn. */
struct sketch;

/* Lays the chart out width_pt wide. Labels never leave the box and never collide. What is hidden has no measurable size.
 * Where a kind could not be read, bars take its place: a pie with hidden slices but no published total, or with more than
 * 12 slices; columns too narrow for their labels. Of stacks these are stacks in rows, and also where values that have no room in
 * them would be towers above them. A pie whose labels find no room around it has a key; a line chart then names every n-th
 * category. Chart and typeface must outlive the sketch, which is the arena's. */
const struct sketch *chart_sketch(struct arena *arena, const struct chart *chart, const struct typeface *typeface, double width_pt);

/* The same, with its plot no higher up and no lower than a neighbour's: room is left above it, an axis is longer, rows of bars are
 * spread until they end at the foot. {0}: it has no neighbour. */
struct chart_level {
    double top_pt, foot_pt;
};
const struct sketch *chart_sketch_level(struct arena *arena, const struct chart *chart, const struct typeface *typeface,
                                        double width_pt, struct chart_level level);

/* Draws into the box with its corner at (0, 0), as often as it is wanted. */
void chart_sketch_paint(const struct sketch *sketch, struct canvas *canvas);

/* How large the drawing is, and where from the top the centre of a pie lies, or the plot of what has an axis. */
struct chart_extent {
    double width_pt;
    double height_pt;         /* enough for every label */
    double centre_pt;         /* 0: it is no pie */
    struct chart_level plot;  /* {0}: it has none */
    bool is_upright;          /* the plot's foot is what columns or points stand on; else rows lie in it */
};
struct chart_extent chart_sketch_extent(const struct sketch *sketch);

#endif
