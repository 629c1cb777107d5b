/* SPDX-License-Identifier: GPL-3.0-or-later
 * Pages as text: the marks of one element are gathered into a line that a person can read. */
#include "paginate/trace.h"

#include <math.h>

#include "base/memory.h"
#include "paginate/tags.h"

/* Of an element's text that is longer, the beginning and the end are told, so that it shows where pages part it. */
enum { TEXT_WHOLE = 60, TEXT_BEGINNING = 36, TEXT_END = 18 };

struct box {
    double left_pt, top_pt, right_pt, bottom_pt;
};

/* What one line tells of: all marks of an element on a page, or one mark that no element owns. */
struct element {
    const struct tag *tag; /* NULL: an artifact */
    const struct mark *last;
    struct box box;
    struct text text;
    struct text goals; /* where its links lead */
};

struct tracing {
    struct arena *scratch; /* of a page */
    LIST_OF(struct element) elements;
};

static struct text mark_text(const struct mark *mark)
{
    const size_t from = mark->kind == MARK_PART ? mark->from : mark->line->from;
    const size_t to = mark->kind == MARK_PART ? mark->to : mark->line->from + mark->line->len;
    return text_slice(mark->line->layout->text, from, to);
}

/* ---- what belongs together ---- */

static const struct tag *within(const struct tag *tag, enum tag_role role)
{
    while (tag && tag->role != role)
        tag = tag->parent;
    return tag;
}

/* A row of a table or of the contents is told as one; else links and words in another language are told with their text. */
static const struct tag *told_tag(const struct tag *tag)
{
    const struct tag *row = within(tag, TAG_ROW), *item = within(tag, TAG_CONTENTS_ITEM);
    if (row || item)
        return row ? row : item;
    while (tag && (tag->role == TAG_SPAN || tag->role == TAG_LINK || tag->role == TAG_REFERENCE))
        tag = tag->parent;
    return tag;
}

static const struct tag *cell_of(const struct mark *mark)
{
    const struct tag *header = within(mark->tag, TAG_HEADER_CELL);
    return header ? header : within(mark->tag, TAG_CELL);
}

static struct box box_of_line(const struct mark *mark)
{
    const struct text_line *line = mark->line;
    const double left_pt = mark->x_pt + (mark->kind == MARK_PART ? text_line_x_pt(line, mark->from) : 0.0);
    return (struct box){left_pt, mark->y_pt - line->ascent_pt, left_pt + mark->width_pt, mark->y_pt + line->descent_pt};
}

static struct box join(struct box a, struct box b)
{
    return (struct box){fmin(a.left_pt, b.left_pt), fmin(a.top_pt, b.top_pt), fmax(a.right_pt, b.right_pt),
                        fmax(a.bottom_pt, b.bottom_pt)};
}

static struct box box_of_path(const struct path *path)
{
    struct box box = {HUGE_VAL, HUGE_VAL, -HUGE_VAL, -HUGE_VAL};
    for (size_t i = 0; i < path->count; i++) {
        const struct path_step *step = &path->steps[i];
        if (step->verb == PATH_MOVE || step->verb == PATH_LINE)
            box = join(box, (struct box){step->x[0], step->y[0], step->x[0], step->y[0]});
    }
    return box;
}

static struct box box_of(const struct mark *mark)
{
    switch (mark->kind) {
    case MARK_LINE:
    case MARK_PART:
        break;
    case MARK_PATH:
        return box_of_path(mark->path);
    case MARK_CHART:
        return (struct box){mark->x_pt, mark->y_pt, mark->x_pt + mark->width_pt,
                            mark->y_pt + chart_sketch_extent(mark->sketch).height_pt};
    }
    return box_of_line(mark);
}

static struct element *find_element(const struct tracing *tracing, const struct tag *tag)
{
    for (size_t i = tracing->elements.count; tag && i > 0; i--)
        if (tracing->elements.items[i - 1].tag == tag)
            return &tracing->elements.items[i - 1];
    return NULL;
}

/* ---- marks to elements ---- */

static struct text what_it_shows(struct arena *scratch, const struct mark *mark)
{
    if (mark->kind == MARK_CHART)
        return text_format(scratch, "%.*s: %.*s", TEXT_ARGS(mark->chart->id), TEXT_ARGS(mark->chart->alt));
    return mark->kind == MARK_PATH ? TEXT_EMPTY : mark_text(mark);
}

/* Between cells stands where the next one begins. */
static struct text separator(struct arena *scratch, const struct element *element, const struct mark *mark, struct box box)
{
    if (cell_of(element->last) != cell_of(mark))
        return text_format(scratch, " |%ld| ", lround(box.left_pt));
    return element->last->line == mark->line || text_ends(element->text, TEXT(" ")) ? TEXT_EMPTY : TEXT(" ");
}

static void add_mark(struct tracing *tracing, const struct mark *mark)
{
    struct arena *scratch = tracing->scratch;
    const struct tag *tag = told_tag(mark->tag);
    const struct box box = box_of(mark);
    const struct text text = what_it_shows(scratch, mark);
    struct element *same = find_element(tracing, tag);
    if (!same) {
        const struct element element = {tag, mark, box, text, TEXT_EMPTY};
        ARENA_PUSH(scratch, &tracing->elements, element);
        return;
    }
    const struct text between = separator(scratch, same, mark, box);
    same->text = text_format(scratch, "%.*s%.*s%.*s", TEXT_ARGS(same->text), TEXT_ARGS(between), TEXT_ARGS(text));
    same->box = join(same->box, box);
    same->last = mark;
}

static void add_link(struct tracing *tracing, const struct link_area *link)
{
    struct element *element = find_element(tracing, told_tag(link->tag));
    const struct destination *place = &link->destination;
    const struct text goal = link->address.len ? text_format(tracing->scratch, " -> %.*s", TEXT_ARGS(link->address))
                                               : text_format(tracing->scratch, " -> page %zu at %ld", place->page + 1,
                                                             lround(place->y_pt));
    if (element && !text_ends(element->goals, goal))
        element->goals = text_format(tracing->scratch, "%.*s%.*s", TEXT_ARGS(element->goals), TEXT_ARGS(goal));
}

/* ---- elements to lines ---- */

/* As much as a line has room for: a row whole, as its cells tell where its columns are. */
static void add_text(struct text_builder *out, const struct element *element)
{
    const struct text text = element->text;
    const size_t width = text_width(text);
    const bool whole = width <= TEXT_WHOLE || (element->tag && element->tag->role == TAG_ROW);
    size_t at = 0, index = 0;
    text_add_c(out, " \"");
    for (; at < text.len; index++) {
        const uint32_t character = text_next(text, &at);
        if (whole || index < TEXT_BEGINNING || index >= width - TEXT_END)
            text_add_char(out, character == '\n' ? ' ' : character);
        else if (index == TEXT_BEGINNING)
            text_add_c(out, "…");
    }
    text_add_byte(out, '"');
}

/* Rules of one look are one path with as many beginnings. */
static void add_drawing(struct text_builder *out, const struct mark *mark)
{
    size_t strokes = 0;
    for (size_t i = 0; i < mark->path->count; i++)
        strokes += mark->path->steps[i].verb == PATH_MOVE;
    if (mark->paint.fill)
        text_add_format(out, " %zu filled %06x", strokes, mark->paint.fill_colour);
    else
        text_add_format(out, " %zu ruled %06x", strokes, mark->paint.stroke_colour);
}

static void trace_element(struct text_builder *out, const struct element *element)
{
    const struct box *box = &element->box;
    text_add_format(out, "  %s %ld %ld %ldx%ld", element->tag ? tags_role_name(element->tag->role) : "artifact",
                    lround(box->left_pt), lround(box->top_pt), lround(box->right_pt - box->left_pt),
                    lround(box->bottom_pt - box->top_pt));
    if (element->last->kind == MARK_PATH)
        add_drawing(out, element->last);
    else
        add_text(out, element);
    text_add(out, element->goals);
    text_add_byte(out, '\n');
}

static void trace_page(const struct pages *pages, size_t index, struct text_builder *out)
{
    const struct page *page = &pages->items[index];
    struct tracing tracing = {.scratch = arena_new()};
    text_add_format(out, "\npage %zu\n", index + 1);
    for (size_t i = 0; i < page->mark_count; i++)
        add_mark(&tracing, &page->marks[i]);
    for (size_t i = 0; i < page->link_count; i++)
        add_link(&tracing, &page->links[i]);
    for (size_t i = 0; i < tracing.elements.count; i++)
        trace_element(out, &tracing.elements.items[i]);
    arena_free(tracing.scratch);
}

static void trace_outline(struct text_builder *out, const struct outline_entry *entry)
{
    text_add_format(out, "bookmark %zu \"%.*s\" -> page %zu at %ld\n", entry->level, TEXT_ARGS(entry->title),
                    entry->destination.page + 1, lround(entry->destination.y_pt));
}

void pages_trace(const struct pages *pages, struct text_builder *out)
{
    text_add_format(out, "%zu pages of %ldx%ld, %zu tags\n", pages->count, lround(pages->width_pt),
                    lround(pages->height_pt), pages->tag_count);
    for (size_t page = 0; page < pages->count; page++)
        trace_page(pages, page, out);
    text_add_byte(out, '\n');
    for (size_t i = 0; i < pages->outline_count; i++)
        trace_outline(out, &pages->outline[i]);
}
