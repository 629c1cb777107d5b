/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which footnotes of a report are those of a table: in a workbook, where a table stands without the text around it, it has to
 * refer to them itself. */
#ifndef RENDER_DATA_NOTES_H
#define RENDER_DATA_NOTES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/memory.h"
#include "document/document.h"
#include "render/data/figures.h"

/* A footnote that the text under a heading refers to. */
struct data_note_place {
    const struct doc_node *heading;
    size_t number;
};
struct data_note_places {
    struct data_note_place *items;
    size_t count, capacity;
};

/* Of the text, without tables and without the sources of figures typed in, which are of these figures alone. */
struct data_note_places data_note_places(const struct document *document, struct arena *keep);

/* The figure's footnotes: for each, by its number - 1, whether it has it. Those of the text of its section (a sheet has none),
 * of its note, of its cells, and those that these refer to. The array lives in `keep`, and is that of the document's notes. */
const bool *data_notes_of(const struct document *document, const struct data_note_places *places,
                          const struct data_figure *figure, struct arena *keep);

/* Whether the words refer to the footnote. */
bool data_refers_to(const struct doc_spans *spans, size_t number);

#endif
