/* SPDX-License-Identifier: GPL-3.0-or-later
 * Footnotes to lines. */
#include "paginate/notes.h"

#include <math.h>

#include "paginate/prose.h"
#include "paginate/tags.h"

static const struct text_line *number_line(struct work *work, struct text number)
{
    const struct style *style = style_of(STYLE_FOOTNOTE);
    const struct text_span span = {number, {.size_pt = style->text.size_pt, .strong = true, .colour = COLOUR_LINK}};
    const struct text_paragraph paragraph = {&span, 1, .language = work->language};
    return typeface_shared_layout(work->typeface, &paragraph)->lines;
}

/* How far in the words of notes stand: behind the document's last number. */
static double indent_pt(struct work *work)
{
    const struct text last = text_format(work->arena, "%zu", work->document->note_count);
    return fmax(NOTE_INDENT_PT, number_line(work, last)->width_pt + NOTE_LABEL_GAP_PT);
}

/* The number before the note, which leads back to the text. */
static void add_number(struct work *work, size_t number, struct piece *line, struct tag *note)
{
    const struct style *style = style_of(STYLE_FOOTNOTE);
    struct tag *label = tags_add(work->pages, note, TAG_ITEM_LABEL);
    const struct tag *tag = tags_add(work->pages, label, TAG_LINK);
    const struct text number_text = text_format(work->pages->arena, "%zu", number);
    const struct text_place place = {.y_pt = style_baseline_pt(style), .tag = tag};
    const double width_pt = piece_add_line(work->arena, line, number_line(work, number_text), &place);
    const struct piece_link link = {.width_pt = width_pt, .height_pt = style->leading_pt, .tag = tag,
                                    .goal = {.kind = GOAL_REFERENCE, .number = number}, .description = number_text};
    ARENA_PUSH(work->arena, &line->links, link);
}

static void compose(struct work *work, size_t number, struct tag *parent)
{
    struct footnote *footnote = &work->footnotes[number - 1];
    struct tag *note = tags_add(work->pages, parent, TAG_NOTE);
    note->id = text_format(work->pages->arena, "note-%zu", number);
    struct piece *first = piece_new(work->arena, style_of(STYLE_FOOTNOTE)->leading_pt, 2);
    add_number(work, number, first, note);
    struct prose *prose = prose_new(work, STYLE_FOOTNOTE, tags_add(work->pages, note, TAG_PARAGRAPH));
    prose_add_spans(work, prose, &work->document->notes[number - 1].spans);
    const double left_pt = indent_pt(work);
    struct piece_list lines = {0};
    prose_soften(work, prose, TEXT_MEASURE_PT - left_pt);
    prose_lay(work, prose, (struct prose_laying){0, TEXT_MEASURE_PT - left_pt}, &lines);
    for (size_t i = 0; i < lines.count; i++) {
        struct piece *line = i ? piece_new(work->arena, lines.items[i]->height_pt, 1) : first;
        piece_join(work->arena, line, lines.items[i], left_pt, 0.0);
        ARENA_PUSH(work->arena, &footnote->lines, line);
    }
    footnote->is_composed = true;
}

void notes_compose(struct work *work, struct tag *parent)
{
    for (size_t i = 0; i < work->notes_due.count; i++)
        compose(work, work->notes_due.items[i], parent);
    work->notes_due.count = 0;
}
