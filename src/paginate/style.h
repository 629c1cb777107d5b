/* SPDX-License-Identifier: GPL-3.0-or-later
 * How pages look: measures, type sizes and colours, all in one place. Lengths in points. */
#ifndef PAGINATE_STYLE_H
#define PAGINATE_STYLE_H

#include "canvas/typeface.h"

/* The paper (A4) and the column that tables and figures fill. */
#define PAPER_WIDTH_PT 595.276
#define PAPER_HEIGHT_PT 841.89
#define COLUMN_LEFT_PT 62.0
#define COLUMN_WIDTH_PT 471.276
#define COLUMN_TOP_PT 76.0
#define COLUMN_BOTTOM_PT 776.0
#define COLUMN_HEIGHT_PT (COLUMN_BOTTOM_PT - COLUMN_TOP_PT)

/* Running text is narrower than the column: 60 to 75 characters a line. */
#define TEXT_MEASURE_PT 342.0

/* Figures that share the column. */
#define GUTTER_PT 20.0
#define BESIDE_MEASURE_MIN_PT 150.0 /* text does not run beside a figure in less than this */
#define BESIDE_CLEARANCE_PT 8.0     /* below a figure that text runs beside */
#define FIGURE_BEFORE_PT 14.5
#define FIGURE_AFTER_PT 18.0
#define CAPTION_GAP_PT 5.0
#define CHART_GAP_PT 4.0 /* more of it above a chart, whose labels may stand as high as its drawing */
#define FIGURE_OVERHANG_PT 18.0    /* a page may be a line longer to take a figure */
#define SQUEEZE_SHARE (1.0 / 3.0)   /* of the white space between blocks, which a page gives up to take one, */
#define SQUEEZE_HOLE_PT 140.0      /* and not to have so much of it empty */
#define PARTING_HOLE_PT 90.0       /* more is not left empty to keep a paragraph whole that figures would part */
#define FIGURE_HEIGHT_MAX_PT 590.0 /* leaves room on a page for the headings before it */
#define TAIL_PT 175.0              /* less than that does not stand alone on the last page */
#define TAIL_SHARE (2.0 / 5.0)      /* of its white space, which the page before gives up to take it */
#define TABLE_WHOLE_MAX_PT 240.0   /* a higher table may be parted */
#define FINE_GAP_PT 5.0

#define LIST_INDENT_PT 17.0
#define LIST_LABEL_GAP_PT 6.0
#define LIST_TIGHT_PT 3.0
#define QUOTE_INDENT_PT 17.0
#define BOX_PAD_PT 11.0
#define FRAME_MARGIN_PT 12.0 /* above and below a box or quotation */
#define CONTACTS_BEFORE_PT 30.0 /* as much as above a heading */
#define BAR_WIDTH_PT 1.6

/* The running head stands in the upper margin, a mark such as "reproduction, not for release" above it. */
#define HEAD_BASELINE_PT 50.0
#define BAND_TOP_PT 17.0
#define BAND_HEIGHT_PT 17.0

/* Notes at the foot of the page. */
#define NOTES_GAP_PT 14.0     /* between text and rule */
#define NOTES_RULE_GAP_PT 6.0 /* between rule and first note */
#define NOTES_RULE_PT 72.0
#define NOTE_INDENT_PT 14.0   /* for numbers of notes, unless one is too wide for it with */
#define NOTE_LABEL_GAP_PT 4.0 /* this before the words */
#define NOTE_BETWEEN_PT 2.0
#define NOTE_WHOLE_MAX_PT 200.0  /* a longer note may run on to the next page */
#define NOTES_SHARE_MAX_PT 400.0 /* of a page, while there is text for the rest of it */

#define CONTENTS_NUMBER_PT 34.0 /* kept free for page numbers */
#define CONTENTS_INDENT_PT 26.0 /* for numbers of sections, unless one is too wide for it with */
#define CONTENTS_GAP_PT 6.0     /* this before the words */

#define ROW_PAD_PT 2.6
#define CELL_GAP_PT 14.0
#define SMALL_CELL_GAP_PT 7.0
#define BLOCK_GAP_PT 12.0 /* between the blocks of a table that is too wide */

#define COLOUR_INK 0x1c1f23u
#define COLOUR_ACCENT 0x17375eu
#define COLOUR_GREY 0x59616bu
#define COLOUR_RULE 0xc3cad3u
#define COLOUR_BOX 0xeef2f7u
#define COLOUR_LINK 0x1b5794u
#define COLOUR_MARK 0x8f1d14u
#define COLOUR_MARK_GROUND 0xfbe7e3u

enum style_name {
    STYLE_PUBLISHER, STYLE_SERIES, STYLE_TITLE, STYLE_SUBTITLE, STYLE_DATE, STYLE_MARK,
    STYLE_HEADING_1, STYLE_HEADING_2, STYLE_HEADING_3, STYLE_HEADING_4,
    STYLE_BODY, STYLE_QUOTE, STYLE_CAPTION, STYLE_CELL, STYLE_SMALL_CELL, STYLE_FINE, STYLE_FOOTNOTE,
    STYLE_CONTENTS_TITLE, STYLE_CONTENTS_1, STYLE_CONTENTS_2, STYLE_HEAD, STYLES
};

struct style {
    struct text_style text;
    double leading_pt;           /* from baseline to baseline */
    double before_pt, after_pt;  /* least white space above and below; of two neighbours the larger counts */
};

const struct style *style_of(enum style_name name);

/* From the top of a line's box (leading_pt high) to its baseline. */
double style_baseline_pt(const struct style *style);

#endif
