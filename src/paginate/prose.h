/* SPDX-License-Identifier: GPL-3.0-or-later
 * Running text: spans of a document in, lines out. A text can be laid again from any of its lines in another measure,
 * so that it flows round a figure. */
#ifndef PAGINATE_PROSE_H
#define PAGINATE_PROSE_H

#include "paginate/work.h"

struct prose;

/* Text whose lines belong to `tag`, unless a span has a tag of its own: then plain stretches become TAG_SPAN children
 * too, so that the order of children is the order of reading. */
struct prose *prose_new(struct work *work, enum style_name style, struct tag *tag);

/* Adds to the end. References to footnotes are recorded in work->notes_due where they are the first. */
void prose_add_spans(struct work *work, struct prose *prose, const struct doc_spans *spans);
void prose_add_text(struct work *work, struct prose *prose, struct text text, bool strong);
/* Sets it in another size; what is strong, emphasised or coloured stays so. */
void prose_restyle(struct prose *prose, enum style_name style);

/* Words that are wider than the measure may be broken at their syllables, if they are in the document's language. To be called
 * before it is laid, and again before it is laid from its beginning in a narrower measure. */
void prose_soften(struct work *work, struct prose *prose, double measure_pt);

bool prose_is_empty(const struct prose *prose);

/* Appends the lines from byte `from` on, which must be the beginning of a line, to `lines`. Lines end a little earlier where
 * the last one would else be a word or two; there are never more of them for that. */
struct prose_laying {
    size_t from;
    double measure_pt;
};
void prose_lay(struct work *work, const struct prose *prose, struct prose_laying laying, struct piece_list *lines);

/* The least measure in which it has no more lines than in `measure_pt`: titles are laid so, without a lonely last
 * word. */
double prose_balanced_pt(struct work *work, const struct prose *prose, double measure_pt);
/* Width of the text on one line. */
double prose_width_pt(struct work *work, const struct prose *prose);
/* On one line, of what stands behind the first `at` bytes of its words, with the marks of notes there. */
double prose_tail_pt(struct work *work, const struct prose *prose, size_t at);
/* Width of its longest word. */
double prose_word_width_pt(struct work *work, const struct prose *prose);

#endif
