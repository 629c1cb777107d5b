/* SPDX-License-Identifier: GPL-3.0-or-later
 * Running text, broken into lines, its links and tags cut to the lines. */
#include "paginate/prose.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "base/language_tag.h"
#include "chart/hyphen.h"
#include "paginate/tags.h"

struct run {
    struct text_span span;
    struct text whole;       /* its text before words were parted at syllables */
    const struct tag *tag;
    struct goal goal;        /* what a link leads to */
    size_t refers_first;     /* the footnote whose first reference this is, or 0 */
    size_t from, to;         /* bytes of the prose */
};

struct prose {
    enum style_name style;
    struct tag *tag;
    struct tag *plain;       /* the TAG_SPAN that plain text goes on in, where there is one */
    LIST_OF(struct run) runs;
    size_t len;
};

struct prose *prose_new(struct work *work, enum style_name style, struct tag *tag)
{
    struct prose *prose = ARENA_NEW(work->arena, struct prose);
    prose->style = style;
    prose->tag = tag;
    return prose;
}

bool prose_is_empty(const struct prose *prose)
{
    return prose->len == 0;
}

static void add_run(struct work *work, struct prose *prose, struct run run)
{
    run.whole = run.span.text;
    run.from = prose->len;
    run.to = prose->len + run.span.text.len;
    if (run.from == run.to)
        return;
    prose->len = run.to;
    ARENA_PUSH(work->arena, &prose->runs, run);
}

void prose_add_text(struct work *work, struct prose *prose, struct text text, bool strong)
{
    struct run run = {.span = {text, style_of(prose->style)->text}, .tag = prose->tag};
    run.span.style.strong |= strong;
    add_run(work, prose, run);
}

void prose_restyle(struct prose *prose, enum style_name style)
{
    prose->style = style;
    for (size_t i = 0; i < prose->runs.count; i++) {
        struct text_style *run = &prose->runs.items[i].span.style;
        run->size_pt = style_of(style)->text.size_pt;
        run->tabular_figures = style_of(style)->text.tabular_figures;
    }
}

/* ---- spans to runs ---- */

static bool is_reference(const struct work *work, const struct doc_span *span)
{
    switch (span->kind) {
    case SPAN_NOTE:
    case SPAN_LINK:
        return true;
    case SPAN_CROSSREF:
        return names_find(work->ids, span->target) != NAMES_NONE;
    case SPAN_TEXT:
    case SPAN_BREAK:
        break;
    }
    return false;
}

static bool has_own_tag(const struct work *work, const struct doc_span *span)
{
    return is_reference(work, span) || span->language.len;
}

static bool any_has_own_tag(const struct work *work, const struct doc_spans *spans)
{
    for (size_t i = 0; i < spans->count; i++)
        if (has_own_tag(work, &spans->items[i]))
            return true;
    return false;
}

/* The tag of a span, made where needed: plain spans in a row share one. */
static const struct tag *tag_of_span(struct work *work, struct prose *prose, const struct doc_span *span)
{
    struct tag *parent = prose->tag;
    if (!has_own_tag(work, span)) {
        if (!prose->plain)
            prose->plain = tags_add(work->pages, parent, TAG_SPAN);
        return prose->plain;
    }
    prose->plain = NULL;
    if (span->kind == SPAN_NOTE)
        parent = tags_add(work->pages, parent, TAG_REFERENCE);
    struct tag *tag = tags_add(work->pages, parent, is_reference(work, span) ? TAG_LINK : TAG_SPAN);
    tag->language = span->language;
    return tag;
}

static struct goal goal_of_span(const struct work *work, const struct doc_span *span)
{
    if (!is_reference(work, span))
        return (struct goal){.kind = GOAL_NONE};
    if (span->kind == SPAN_NOTE)
        return (struct goal){.kind = GOAL_NOTE, .number = span->number};
    return (struct goal){.kind = span->kind == SPAN_LINK ? GOAL_ADDRESS : GOAL_NODE, .text = span->target};
}

/* Records a reference to a footnote; true if it is the first one. */
static bool is_first_reference(struct work *work, size_t number)
{
    assert(number >= 1 && number <= work->document->note_count);
    struct footnote *note = &work->footnotes[number - 1];
    if (note->is_referred_to)
        return false;
    note->is_referred_to = true;
    ARENA_PUSH(work->arena, &work->notes_due, number);
    return true;
}

static struct run run_of_span(struct work *work, const struct prose *prose, const struct doc_span *span)
{
    struct run run = {.span = {span->text, style_of(prose->style)->text}, .goal = goal_of_span(work, span)};
    run.span.style.strong |= span->strong;
    run.span.style.emphasis |= span->emphasis;
    if (span->kind == SPAN_BREAK)
        run.span.text = TEXT("\n");
    if (run.goal.kind != GOAL_NONE)
        run.span.style.colour = COLOUR_LINK;
    if (span->kind == SPAN_NOTE) {
        run.span.text = text_format(work->pages->arena, "%zu", span->number);
        run.span.style.superscript = true;
        run.refers_first = is_first_reference(work, span->number) ? span->number : 0;
    }
    return run;
}

void prose_add_spans(struct work *work, struct prose *prose, const struct doc_spans *spans)
{
    const bool mixed = any_has_own_tag(work, spans);
    for (size_t i = 0; i < spans->count; i++) {
        const struct doc_span *span = &spans->items[i];
        struct run run = run_of_span(work, prose, span);
        if (!run.span.text.len)
            continue;
        run.tag = mixed ? tag_of_span(work, prose, span) : prose->tag;
        add_run(work, prose, run);
    }
}

/* ---- runs to lines ---- */

/* One layout that is being cut into pieces. */
struct cutting {
    struct work *work;
    const struct prose *prose;
    struct prose_laying laying;
    struct text text;  /* of the layout: the prose from laying.from on */
    size_t run;        /* the first run that reaches into the line */
};

/* A stretch of a line with one tag. */
struct segment {
    size_t from, to; /* bytes of the prose */
    const struct run *run;
};

/* Spans from that byte on, for the caller to free. */
static struct text_span *spans_from(const struct prose *prose, size_t from, size_t *ret_count)
{
    struct text_span *spans = memory_alloc(prose->runs.count, sizeof *spans);
    size_t used = 0;
    for (size_t i = 0; i < prose->runs.count; i++) {
        const struct run *run = &prose->runs.items[i];
        if (run->to <= from)
            continue;
        spans[used] = run->span;
        if (run->from < from)
            spans[used].text = text_slice(run->span.text, from - run->from, run->span.text.len);
        used++;
    }
    *ret_count = used;
    return spans;
}

/* What is so short may well come again, in another cell or another table. */
enum { SHARED_MAX_BYTES = 60 };

static const struct text_layout *layout_of(struct work *work, const struct prose *prose, struct prose_laying laying)
{
    size_t count;
    struct text_span *spans = spans_from(prose, laying.from, &count);
    const struct text_paragraph paragraph = {spans, count, .width_pt = laying.measure_pt, .language = work->language};
    const struct text_layout *layout = prose->len <= SHARED_MAX_BYTES ? typeface_shared_layout(work->typeface, &paragraph)
                                                                      : typeface_layout(work->typeface, &paragraph);
    free(spans);
    return layout;
}

/* Whether a reader needs a space after the line: the blank at a line's end is left out, and a break stands for
 * one. */
static bool line_needs_space(const struct cutting *cutting, const struct text_line *line)
{
    const size_t end = line->from + line->len;
    const size_t rest = cutting->prose->len - cutting->laying.from - end;
    if (!rest || !line->len)
        return false;
    return cutting->text.ptr[end - 1] == ' ' || cutting->text.ptr[end] == '\n' || cutting->text.ptr[end] == ' ';
}

static void add_link(const struct cutting *cutting, struct piece *piece, const struct mark *mark,
                     const struct segment *segment)
{
    const size_t base = cutting->laying.from;
    const double from_pt = text_line_x_pt(mark->line, segment->from - base);
    const double to_pt = text_line_x_pt(mark->line, segment->to - base);
    const struct piece_link link = {
        .x_pt = mark->x_pt + fmin(from_pt, to_pt), .y_pt = 0.0, .width_pt = fabs(to_pt - from_pt),
        .height_pt = piece->height_pt, .tag = segment->run->tag, .goal = segment->run->goal,
        .description = segment->run->span.text};
    ARENA_PUSH(cutting->work->arena, &piece->links, link);
}

static void add_segment(const struct cutting *cutting, struct piece *piece, const struct text_line *line,
                        const struct segment *segment)
{
    const size_t base = cutting->laying.from;
    const size_t start = base + line->from, end = start + line->len;
    const bool whole = segment->from == start && segment->to == end;
    struct mark mark = {.kind = whole ? MARK_LINE : MARK_PART, .tag = segment->run->tag, .line = line,
                        .y_pt = style_baseline_pt(style_of(cutting->prose->style)),
                        .width_pt = line->width_pt};
    if (!whole) {
        mark.from = segment->from - base;
        mark.to = segment->to - base;
        mark.width_pt = fabs(text_line_x_pt(line, segment->to - base) - text_line_x_pt(line, segment->from - base));
    }
    mark.ends_paragraph = segment->to < end || !line_needs_space(cutting, line);
    ARENA_PUSH(cutting->work->arena, &piece->marks, mark);
    if (segment->run->goal.kind != GOAL_NONE)
        add_link(cutting, piece, &mark, segment);
}

/* Cuts a line where the tag changes. */
static void cut_line(struct cutting *cutting, struct piece *piece, const struct text_line *line)
{
    const struct run *runs = cutting->prose->runs.items;
    const size_t start = cutting->laying.from + line->from, end = start + line->len;
    while (cutting->run < cutting->prose->runs.count && runs[cutting->run].to <= start)
        cutting->run++;
    struct segment segment = {.from = start, .to = start};
    for (size_t i = cutting->run; i < cutting->prose->runs.count && runs[i].from < end; i++) {
        if (segment.run && segment.run->tag != runs[i].tag) {
            add_segment(cutting, piece, line, &segment);
            segment.from = segment.to;
        }
        segment.run = segment.from == segment.to ? &runs[i] : segment.run;
        segment.to = runs[i].to < end ? runs[i].to : end;
        if (runs[i].refers_first)
            ARENA_PUSH(cutting->work->arena, &piece->notes, runs[i].refers_first);
    }
    if (segment.run)
        add_segment(cutting, piece, line, &segment);
}

static struct piece *new_line(struct cutting *cutting, const struct text_line *line)
{
    struct piece *piece = piece_new(cutting->work->arena, style_of(cutting->prose->style)->leading_pt, 1);
    piece->measure_pt = cutting->laying.measure_pt;
    piece->from = cutting->laying.from + line->from;
    cut_line(cutting, piece, line);
    return piece;
}

/* ---- last lines ---- */

/* A last line this short looks like a gap between paragraphs. */
static const double RUNT_SHARE = 1.0 / 5.0;
/* How much of the measure lines must keep; in a narrow one every word counts. */
static const double RUNT_MEND_LEAST = 0.8, RUNT_MEASURE_LEAST_PT = 200.0;

static double last_line_pt(const struct text_layout *layout)
{
    return layout->lines[layout->line_count - 1].width_pt;
}

/* The layout as it comes, or another. Each try is just too narrow for the widest line of the one before, as nothing in between
 * moves a word. If none gives the last line enough, the one that gives it most is better than a word alone. */
static const struct text_layout *without_runt(struct work *work, const struct prose *prose, struct prose_laying laying,
                                              const struct text_layout *layout)
{
    enum { TRIES = 4 };
    const struct text_layout *best = layout, *last = layout;
    const double enough_pt = laying.measure_pt * RUNT_SHARE;
    if (laying.measure_pt < RUNT_MEASURE_LEAST_PT || best->line_count < 2)
        return best;
    for (int i = 0; i < TRIES && last_line_pt(best) < enough_pt; i++) {
        const struct prose_laying tried = {laying.from, text_layout_width_pt(last) - 0.5};
        last = layout_of(work, prose, tried);
        if (last->line_count > best->line_count || text_layout_width_pt(last) < laying.measure_pt * RUNT_MEND_LEAST ||
            tried.measure_pt < prose_word_width_pt(work, prose))
            break;
        best = last_line_pt(last) > last_line_pt(best) ? last : best;
    }
    return best;
}

/* The first `count` lines of the layout. */
static void add_lines(struct work *work, const struct prose *prose, struct prose_laying laying, const struct text_layout *layout,
                      size_t count, struct piece_list *lines)
{
    struct cutting cutting = {work, prose, laying, layout->text, 0};
    for (size_t i = 0; i < count; i++)
        ARENA_PUSH(work->arena, lines, new_line(&cutting, &layout->lines[i]));
}

/* Lines as they come, but for the last two, of which the first gives words to the other; false: it cannot spare enough, or need
 * not. */
static bool lay_last_two(struct work *work, const struct prose *prose, struct prose_laying laying, const struct text_layout *layout,
                         struct piece_list *lines)
{
    if (laying.measure_pt < RUNT_MEASURE_LEAST_PT || layout->line_count < 3 || last_line_pt(layout) >= laying.measure_pt * RUNT_SHARE)
        return false;
    const size_t kept = layout->line_count - 2;
    const struct prose_laying rest = {laying.from + layout->lines[kept].from, laying.measure_pt};
    const struct text_layout *two = without_runt(work, prose, rest, layout_of(work, prose, rest));
    if (two->line_count != 2 || last_line_pt(two) < laying.measure_pt * RUNT_SHARE)
        return false;
    add_lines(work, prose, laying, layout, kept, lines);
    add_lines(work, prose, rest, two, two->line_count, lines);
    return true;
}

void prose_lay(struct work *work, const struct prose *prose, struct prose_laying laying, struct piece_list *lines)
{
    const struct text_layout *layout = layout_of(work, prose, laying);
    if (lay_last_two(work, prose, laying, layout, lines))
        return;
    layout = without_runt(work, prose, laying, layout);
    add_lines(work, prose, laying, layout, layout->line_count, lines);
}

/* ---- widths ---- */

double prose_width_pt(struct work *work, const struct prose *prose)
{
    return text_layout_width_pt(layout_of(work, prose, (struct prose_laying){.from = 0, .measure_pt = 0.0}));
}

/* The byte of the prose where so many bytes of its words end: marks of notes are none. */
static size_t place_of(const struct prose *prose, size_t words)
{
    for (size_t i = 0; i < prose->runs.count; i++) {
        const struct run *run = &prose->runs.items[i];
        const size_t len = run->goal.kind == GOAL_NOTE ? 0 : run->to - run->from;
        if (words <= len && len)
            return run->from + words;
        words -= len;
    }
    return prose->len;
}

double prose_tail_pt(struct work *work, const struct prose *prose, size_t at)
{
    const size_t place = place_of(prose, at);
    if (place == prose->len)
        return 0.0;
    const struct text_line *line = layout_of(work, prose, (struct prose_laying){.from = 0, .measure_pt = 0.0})->lines;
    return line->width_pt - text_line_x_pt(line, place);
}

static size_t line_count(struct work *work, const struct prose *prose, double measure_pt)
{
    return layout_of(work, prose, (struct prose_laying){0, measure_pt})->line_count;
}

double prose_balanced_pt(struct work *work, const struct prose *prose, double measure_pt)
{
    enum { HALVINGS = 8 };
    const size_t lines = line_count(work, prose, measure_pt);
    double enough_pt = measure_pt, short_pt = measure_pt / 3;
    if (lines <= 1)
        return measure_pt;
    for (int i = 0; i < HALVINGS; i++) {
        const double middle_pt = (enough_pt + short_pt) / 2;
        *(line_count(work, prose, middle_pt) <= lines ? &enough_pt : &short_pt) = middle_pt;
    }
    return enough_pt;
}

static double span_width_pt(struct work *work, const struct text_span *span)
{
    const struct text_paragraph alone = {span, 1, .width_pt = 0.0, .language = work->language};
    return text_layout_width_pt(typeface_shared_layout(work->typeface, &alone));
}

static double word_width_pt(struct work *work, const struct text_span *span)
{
    double widest_pt = 0.0;
    for (struct text rest = span->text; rest.len;) {
        const struct text_span word = {text_cut(&rest, ' '), span->style};
        widest_pt = fmax(widest_pt, span_width_pt(work, &word));
    }
    return widest_pt;
}

double prose_word_width_pt(struct work *work, const struct prose *prose)
{
    double widest_pt = 0.0;
    for (size_t i = 0; i < prose->runs.count; i++)
        widest_pt = fmax(widest_pt, word_width_pt(work, &prose->runs.items[i].span));
    return widest_pt;
}

/* ---- syllables ---- */

/* What comes before the next place where a line may begin. */
static struct text next_part(struct text rest)
{
    size_t len = 0;
    while (len < rest.len && rest.ptr[len] != ' ' && rest.ptr[len] != '-')
        len++;
    return text_slice(rest, 0, len < rest.len ? len + 1 : len);
}

static double widest_part_pt(struct work *work, struct text word, struct text_style style)
{
    static const struct text soft_hyphen = TEXT_INIT("\u00AD");
    double widest_pt = 0.0;
    while (word.len) {
        const size_t end = text_find(word, soft_hyphen);
        const bool is_last = end >= word.len;
        const struct text_span part = {text_slice(word, 0, is_last ? end : end + soft_hyphen.len), style};
        widest_pt = fmax(widest_pt, span_width_pt(work, &part));
        word = text_slice(word, part.text.len, word.len);
    }
    return widest_pt;
}

/* Where it may be parted: listed words as they are listed, and by their syllables, too, where that is not enough. */
static struct text softened_word(struct work *work, struct text word, struct text_style style, double measure_pt)
{
    const struct doc_words *words = &work->document->words;
    struct hyphens hyphens = {words->syllable_vowels, words->word_breaks, .is_sparing = true};
    const struct text sparing = hyphen_soften(work->arena, word, hyphens);
    hyphens.is_sparing = false;
    return widest_part_pt(work, text_trim(sparing), style) <= measure_pt ? sparing : hyphen_soften(work->arena, word, hyphens);
}

/* Of the whole words: of a run that was softened for a wider place they may have to be parted at more places. */
static struct text softened(struct work *work, const struct run *run, double measure_pt)
{
    const struct text_style style = run->span.style;
    struct text_builder b = {0};
    for (size_t at = 0; at < run->whole.len;) {
        const struct text_span part = {next_part(text_slice(run->whole, at, run->whole.len)), style};
        const struct text_span word = {text_trim(part.text), style};
        const bool is_wide = span_width_pt(work, &word) > measure_pt;
        text_add(&b, is_wide ? softened_word(work, part.text, style, measure_pt) : part.text);
        at += part.text.len;
    }
    const struct text result = text_copy(work->pages->arena, text_built(&b));
    text_builder_done(&b);
    return result;
}

static size_t longest_word(struct text text)
{
    size_t longest = 0;
    while (text.len) {
        const size_t len = text_cut(&text, ' ').len;
        longest = len > longest ? len : longest;
    }
    return longest;
}

/* Whether all words are so short that they need no measuring: a letter is no wider than its size. */
static bool has_short_words(const struct prose *prose, double measure_pt)
{
    for (size_t i = 0; i < prose->runs.count; i++) {
        const struct text_span *span = &prose->runs.items[i].span;
        if ((double)longest_word(span->text) * span->style.size_pt > measure_pt)
            return false;
    }
    return true;
}

static bool is_own_language(const struct work *work, struct text tag)
{
    return !tag.len || language_tag_is_of(tag, work->document->language);
}

void prose_soften(struct work *work, struct prose *prose, double measure_pt)
{
    const struct doc_words *words = &work->document->words;
    if ((!words->syllable_vowels.len && !words->word_breaks.len) || has_short_words(prose, measure_pt) ||
        prose_word_width_pt(work, prose) <= measure_pt)
        return;
    prose->len = 0;
    for (size_t i = 0; i < prose->runs.count; i++) {
        struct run *run = &prose->runs.items[i];
        if (is_own_language(work, run->tag->language) && run->goal.kind != GOAL_ADDRESS)
            run->span.text = softened(work, run, measure_pt);
        run->from = prose->len;
        run->to = prose->len += run->span.text.len;
    }
}
