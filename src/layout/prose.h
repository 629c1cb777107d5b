/* SPDX-License-Identifier: GPL-3.0-or-later
 * Private to layout/: Markdown by cmark-gfm. What the program itself means (placeholders, claims, blocks) is lifted out
 * of the source before Markdown sees it, each replaced by one private-use character, so that its place stays exact. */
#ifndef LAYOUT_PROSE_H
#define LAYOUT_PROSE_H

#include <cmark-gfm.h>

#include "base/markup.h"
#include "layout/layout.h"

enum { MARK_FIRST = 0xF0000, MARK_LAST = 0xFFFFD };
enum { BRACKETS_MAX = 16 }; /* within each other */

enum mark_kind { MARK_PLACEHOLDER, MARK_CLAIM_OPEN, MARK_CLAIM_CLOSE, MARK_NOTHING, MARK_BLOCK, MARK_HEADING,
                 MARK_LANGUAGE_OPEN, MARK_LANGUAGE_CLOSE };

/* What a private-use character stands for. */
struct lifted {
    enum mark_kind kind;
    size_t index;     /* placeholder, claim, or item of the markup */
    struct text id;   /* HEADING: "{#id .plain}"; LANGUAGE_OPEN: the code */
    bool plain;
};

/* Reads prose into `layout`. */
struct prose_reader {
    struct layout *layout;
    const struct expression_context *context;
    LIST_OF(struct lifted) lifted;
    LIST_OF(struct text) footnotes, references; /* their names, where they stand and where they are referred to */
    struct text_builder markdown; /* what cmark sees */
    LIST_OF(const char *) lines;  /* where in the source each line of it begins */
    LIST_OF(size_t) line_starts;  /* of what cmark sees, as far as they were asked for */
    const char *told;             /* behind what was last complained of within a paragraph */
    bool gave_up;                 /* after too many faults */
    bool lost_ids;                /* a heading's id was reported: it may be what others refer to */
    bool digits_allowed;          /* no warning about figures typed by hand */
    bool keeps_breaks;            /* the source's line breaks are the reader's */
};

/* At most 64 letters (in bytes), digits and '_', not beginning with a digit: what headings and figures may be called.
 */
bool prose_is_id(struct text id);

/* Adds lines of the source, with marks in the place of what was lifted out; and a block by its mark alone. */
void prose_add(struct prose_reader *reader, struct text source_lines);
void prose_add_block(struct prose_reader *reader, size_t item);

/* Parses what was added; the caller frees the tree by cmark_node_free(). */
cmark_node *prose_parse(struct prose_reader *reader);

/* The source line where the node begins; the first if that is unknown. */
uint32_t prose_line_of(const struct prose_reader *reader, cmark_node *node);

/* Reports a stretch of the source. */
void prose_complain_at(const struct prose_reader *reader, struct text at, enum diagnostic_code code, struct text what);

/* Reports a block of Markdown at its first line, or its heading. */
void prose_complain(const struct prose_reader *reader, cmark_node *node, enum diagnostic_code code, struct text what,
                    struct text hint);

/* Reports what stands within a paragraph, from `open` to `close`: the next such stretch behind what was told last. */
void prose_complain_within(struct prose_reader *reader, cmark_node *node, enum diagnostic_code code, struct text open,
                           struct text close, struct text what);

#endif
