/* SPDX-License-Identifier: GPL-3.0-or-later
 * References to footnotes, and where they stand. */
#include "render/data/notes.h"

bool data_refers_to(const struct doc_spans *spans, size_t number)
{
    for (size_t i = 0; i < spans->count; i++)
        if (spans->items[i].kind == SPAN_NOTE && spans->items[i].number == number)
            return true;
    return false;
}

static bool exists(const struct document *document, size_t number)
{
    return number >= 1 && number <= document->note_count;
}

struct data_note_places data_note_places(const struct document *document, struct arena *keep)
{
    struct data_note_places places = {0};
    struct data_walk walk = data_walk(document);
    for (const struct doc_node *node; (node = data_walk_next(&walk));)
        for (size_t i = 0; i < node->spans.count; i++) {
            const struct doc_span *span = &node->spans.items[i];
            if (span->kind == SPAN_NOTE && exists(document, span->number) && !document->notes[span->number - 1].is_source)
                ARENA_PUSH(keep, &places, ((struct data_note_place){walk.heading, span->number}));
        }
    data_walk_done(&walk);
    return places;
}

static void add_notes(const struct document *document, const struct doc_spans *spans, bool *has)
{
    for (size_t i = 0; i < spans->count; i++)
        if (spans->items[i].kind == SPAN_NOTE && exists(document, spans->items[i].number))
            has[spans->items[i].number - 1] = true;
}

/* A note may refer to those behind it only: numbers are given in the order of references. */
static void add_further(const struct document *document, bool *has)
{
    for (size_t i = 0; i < document->note_count; i++)
        if (has[i])
            add_notes(document, &document->notes[i].spans, has);
}

const bool *data_notes_of(const struct document *document, const struct data_note_places *places,
                          const struct data_figure *figure, struct arena *keep)
{
    const struct doc_table *table = figure->table;
    bool *has = ARENA_ARRAY(keep, bool, document->note_count + 1);
    for (size_t i = 0; !figure->is_sheet && i < places->count; i++)
        if (places->items[i].heading == figure->heading)
            has[places->items[i].number - 1] = true;
    add_notes(document, data_note(figure->node), has);
    for (size_t i = 0; i < table->row_count * table->column_count; i++)
        add_notes(document, &table->cells[i].spans, has);
    add_further(document, has);
    return has;
}
