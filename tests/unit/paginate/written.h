/* SPDX-License-Identifier: GPL-3.0-or-later
 * Documents written by hand for the tests of pagination. */
#ifndef TESTS_UNIT_PAGINATE_WRITTEN_H
#define TESTS_UNIT_PAGINATE_WRITTEN_H

#include "base/memory.h"
#include "document/document.h"
#include "paginate/pages.h"

struct written {
    struct arena *arena;
    struct typeface *typeface;
    struct document document;
    struct doc_node *open[200]; /* containers that are being filled, the innermost last */
    size_t depth;
};

/* An empty English document without a title, and the fonts of the project. */
void written_begin(struct written *written);
void written_end(struct written *written);

/* Inline text: `^3^` refers to footnote 3, `*words*` are strong, `@id|words@` leads to a node, `<address|words>` to an
 * address, `~sv|ord~` is Swedish, `/` between blanks breaks the line. */
struct doc_spans written_spans(struct written *written, const char *text);

/* Each adds a node to the innermost open container and returns it. */
struct doc_node *written_node(struct written *written, enum node_kind kind);
struct doc_node *written_heading(struct written *written, size_t level, const char *number, const char *text);
struct doc_node *written_paragraph(struct written *written, const char *text);
/* Without a title it is a table in the prose. `rows` of "cell|cell|cell" lines ended by '\n', the first of them the
 * heading row. */
struct doc_node *written_table(struct written *written, const char *title, const char *rows);
/* A chart of `count` categories of 10, 20, … persons. */
struct doc_node *written_chart(struct written *written, enum chart_kind kind, const char *title, size_t count);

void written_open(struct written *written, struct doc_node *container);
void written_close(struct written *written);
/* A list of paragraphs, one for each line of `lines`. */
void written_list(struct written *written, bool ordered, const char *lines);

/* Adds a footnote; its number is how many there are then. */
void written_note(struct written *written, const char *text);

/* Fails the test where there are no pages. */
struct pages *written_pages(const struct written *written);

#endif
