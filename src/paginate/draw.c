/* SPDX-License-Identifier: GPL-3.0-or-later
 * Draws sheets: first backgrounds, then rules, then text, then the running head. */
#include "paginate/draw.h"

#include <assert.h>
#include <math.h>

#include "paginate/places.h"

/* Rules of one kind are drawn as one path; there are not many kinds. */
enum { PENS = 8, STEPS_OF_RULE = 2 };

struct pen {
    struct rule like;
    struct path path;
};

struct drawing {
    struct work *work;
    const struct places *places;
    struct page *page;
    size_t number; /* of the page, from 0 */
    struct pen pens[PENS];
    size_t pen_count;
};

static void add_mark(struct drawing *drawing, struct mark mark)
{
    struct page *page = drawing->page;
    page->marks = arena_reserve(drawing->work->pages->arena, page->marks, page->mark_count, &page->mark_capacity,
                                sizeof *page->marks);
    page->marks[page->mark_count++] = mark;
}

static void add_path(struct drawing *drawing, const struct path *path, struct paint paint)
{
    add_mark(drawing, (struct mark){.kind = MARK_PATH, .path = path_copy(drawing->work->pages->arena, path), .paint = paint,
                                    .ends_paragraph = true});
}

/* Text that is not read aloud, at the left (x = 0) or right (x = 1) end of the column. Returns its width. */
static double add_artifact(struct drawing *drawing, const struct text_line *line, double at, double baseline_pt)
{
    const double width_pt = line->width_pt;
    const double x_pt = COLUMN_LEFT_PT + at * (COLUMN_WIDTH_PT - width_pt);
    add_mark(drawing, (struct mark){.kind = MARK_LINE, .line = line, .x_pt = x_pt, .y_pt = baseline_pt,
                                    .width_pt = width_pt, .ends_paragraph = true});
    return width_pt;
}

/* ---- backgrounds ---- */

static void fill_rectangle(struct drawing *drawing, const double box[4], uint32_t colour)
{
    struct path path;
    path_begin(&path);
    path_rectangle(&path, box[0], box[1], box[2], box[3]);
    add_path(drawing, &path, (struct paint){.fill = true, .fill_colour = colour});
}

/* How far a frame reaches on this page. */
struct extent {
    const struct frame *frame;
    double top_pt, bottom_pt;
};

struct extents {
    LIST_OF(struct extent) list;
};

static struct extent *extent_of(struct drawing *drawing, struct extents *extents, const struct frame *frame)
{
    for (size_t i = extents->list.count; i > 0; i--)
        if (extents->list.items[i - 1].frame == frame)
            return &extents->list.items[i - 1];
    const struct extent fresh = {frame, PAPER_HEIGHT_PT, 0.0};
    ARENA_PUSH(drawing->work->arena, &extents->list, fresh);
    return &extents->list.items[extents->list.count - 1];
}

/* Outer frames come before inner ones in the list, so that inner ones are drawn upon them. */
static void extend(struct drawing *drawing, struct extents *extents, const struct placed *placed)
{
    enum { DEPTH_MAX = 64 };
    const struct frame *chain[DEPTH_MAX];
    size_t depth = 0;
    double pad_pt = 0.0;
    for (const struct frame *frame = placed->block->frame; frame && depth < DEPTH_MAX; frame = frame->outer) {
        chain[depth++] = frame;
        pad_pt += frame->pad_pt;
    }
    for (; depth > 0; depth--) {
        struct extent *extent = extent_of(drawing, extents, chain[depth - 1]);
        extent->top_pt = fmin(extent->top_pt, placed->y_pt - pad_pt);
        extent->bottom_pt = fmax(extent->bottom_pt, placed->y_pt + placed->piece->height_pt + pad_pt);
        pad_pt -= chain[depth - 1]->pad_pt;
    }
}

static void draw_frame(struct drawing *drawing, const struct extent *extent)
{
    const struct frame *frame = extent->frame;
    const double left_pt = COLUMN_LEFT_PT + frame->left_pt, height_pt = extent->bottom_pt - extent->top_pt;
    const double width_pt = COLUMN_WIDTH_PT - frame->left_pt - frame->right_pt;
    if (frame->filled)
        fill_rectangle(drawing, (const double[]){left_pt, extent->top_pt, width_pt, height_pt}, COLOUR_BOX);
    if (frame->bar)
        fill_rectangle(drawing, (const double[]){left_pt, extent->top_pt, BAR_WIDTH_PT, height_pt}, COLOUR_RULE);
}

static void draw_frames(struct drawing *drawing, const struct sheet *sheet)
{
    struct extents extents = {0};
    for (size_t i = 0; i < sheet->placed.count; i++)
        if (sheet->placed.items[i].block)
            extend(drawing, &extents, &sheet->placed.items[i]);
    for (size_t i = 0; i < extents.list.count; i++)
        draw_frame(drawing, &extents.list.items[i]);
}

/* ---- rules ---- */

static bool is_like(const struct rule *a, const struct rule *b)
{
    /* Both come from the same few constants. */
    return a->colour == b->colour && fabs(a->thickness_pt - b->thickness_pt) < 1e-9 &&
           fabs(a->dash_pt - b->dash_pt) < 1e-9;
}

static void lift(struct drawing *drawing, struct pen *pen)
{
    if (pen->path.count)
        add_path(drawing, &pen->path, (struct paint){.stroke = true, .stroke_colour = pen->like.colour,
                                                     .stroke_width_pt = pen->like.thickness_pt,
                                                     .dash_pt = pen->like.dash_pt});
    path_begin(&pen->path);
}

static struct pen *pen_for(struct drawing *drawing, const struct rule *rule)
{
    for (size_t i = 0; i < drawing->pen_count; i++)
        if (is_like(&drawing->pens[i].like, rule))
            return &drawing->pens[i];
    if (drawing->pen_count == PENS)
        lift(drawing, &drawing->pens[--drawing->pen_count]);
    struct pen *pen = &drawing->pens[drawing->pen_count++];
    pen->like = *rule;
    path_begin(&pen->path);
    return pen;
}

static void draw_rule(struct drawing *drawing, const struct rule *rule, double x_pt, double y_pt)
{
    struct pen *pen = pen_for(drawing, rule);
    if (pen->path.count + STEPS_OF_RULE > PATH_STEPS_MAX)
        lift(drawing, pen);
    path_move(&pen->path, x_pt + rule->x_pt, y_pt + rule->y_pt);
    path_line(&pen->path, x_pt + rule->x_pt + rule->width_pt, y_pt + rule->y_pt);
}

static void lift_all(struct drawing *drawing)
{
    for (size_t i = 0; i < drawing->pen_count; i++)
        lift(drawing, &drawing->pens[i]);
    drawing->pen_count = 0;
}

static void draw_rules(struct drawing *drawing, const struct sheet *sheet)
{
    const struct rule notes = {.width_pt = NOTES_RULE_PT, .thickness_pt = 0.6, .colour = COLOUR_GREY};
    for (size_t i = 0; i < sheet->placed.count; i++) {
        const struct placed *placed = &sheet->placed.items[i];
        for (size_t rule = 0; rule < placed->piece->rules.count; rule++)
            draw_rule(drawing, &placed->piece->rules.items[rule], placed->x_pt, placed->y_pt);
    }
    if (sheet->notes_top_pt > 0.0)
        draw_rule(drawing, &notes, COLUMN_LEFT_PT, sheet->notes_top_pt - NOTES_RULE_GAP_PT);
    lift_all(drawing);
}

/* ---- text and links ---- */

static void add_link(struct drawing *drawing, const struct placed *placed, const struct piece_link *link)
{
    struct page *page = drawing->page;
    struct link_area area = {.x_pt = placed->x_pt + link->x_pt, .y_pt = placed->y_pt + link->y_pt,
                             .width_pt = link->width_pt, .height_pt = link->height_pt, .tag = link->tag,
                             .address = TEXT_EMPTY, .description = link->description};
    if (link->goal.kind == GOAL_ADDRESS)
        area.address = link->goal.text;
    else if (!places_find(drawing->places, &link->goal, &area.destination))
        return;
    page->links = arena_reserve(drawing->work->pages->arena, page->links, page->link_count, &page->link_capacity,
                                sizeof *page->links);
    page->links[page->link_count++] = area;
}

static void draw_label(struct drawing *drawing, const struct placed *placed)
{
    const struct label *label = &placed->block->label;
    add_mark(drawing, (struct mark){.kind = MARK_LINE, .tag = label->tag, .line = label->line,
                                    .x_pt = placed->x_pt + label->x_pt, .y_pt = placed->y_pt + label->y_pt,
                                    .width_pt = label->line->width_pt,
                                    .ends_paragraph = label->ends_paragraph});
}

/* The page number of a heading, and dots that lead the eye to it. */
static void draw_slot(struct drawing *drawing, const struct placed *placed)
{
    enum { DOTS_APART_PT = 6 };
    const struct page_slot *slot = placed->piece->slot;
    struct rule leader = {.thickness_pt = 0.6, .dash_pt = 1.6, .colour = COLOUR_RULE,
                          .x_pt = slot->left_pt + DOTS_APART_PT};
    struct destination destination;
    const struct goal goal = {.kind = GOAL_HEADING, .number = slot->heading};
    if (!places_find(drawing->places, &goal, &destination))
        return;
    const struct text_line *line = work_line(drawing->work, STYLE_CONTENTS_2,
                                      text_format(drawing->work->arena, "%zu", destination.page + 1));
    const double width_pt = line->width_pt;
    leader.width_pt = slot->right_pt - width_pt - DOTS_APART_PT - leader.x_pt;
    if (leader.width_pt > 0.0)
        draw_rule(drawing, &leader, placed->x_pt, placed->y_pt + slot->baseline_pt);
    add_mark(drawing, (struct mark){.kind = MARK_LINE, .tag = slot->tag, .line = line, .width_pt = width_pt,
                                    .x_pt = placed->x_pt + slot->right_pt - width_pt,
                                    .y_pt = placed->y_pt + slot->baseline_pt, .ends_paragraph = true});
}

static void draw_placed(struct drawing *drawing, const struct placed *placed)
{
    const struct piece *piece = placed->piece;
    if (placed->is_first && placed->block && placed->block->label.line)
        draw_label(drawing, placed);
    for (size_t i = 0; i < piece->marks.count; i++) {
        struct mark mark = piece->marks.items[i];
        mark.x_pt += placed->x_pt;
        mark.y_pt += placed->y_pt;
        mark.tag = placed->is_repeated ? NULL : mark.tag;
        add_mark(drawing, mark);
    }
    for (size_t i = 0; i < piece->links.count && !placed->is_repeated; i++)
        add_link(drawing, placed, &piece->links.items[i]);
    if (piece->slot)
        draw_slot(drawing, placed);
}

/* ---- the head ---- */

/* "{n} ({N})" with the page's number and the number of pages. */
static struct text page_head(struct drawing *drawing)
{
    struct text rest = drawing->work->document->words.page_head;
    struct text_builder b = {0};
    while (rest.len) {
        const bool number = text_starts(rest, TEXT("{n}")), count = text_starts(rest, TEXT("{N}"));
        if (number || count)
            text_add_format(&b, "%zu", number ? drawing->number + 1 : drawing->work->sheets.count);
        else
            text_add_byte(&b, rest.ptr[0]);
        rest = text_slice(rest, number || count ? 3 : 1, rest.len);
    }
    const struct text head = text_copy(drawing->work->arena, text_built(&b));
    text_builder_done(&b);
    return head;
}

/* The first words of a title that is too long, as many as there is room for: "Report on …"; all of it, where not even one has. */
static struct text shortened(struct work *work, struct text title, double room_pt)
{
    for (struct text rest = title; rest.len;) {
        while (rest.len && rest.ptr[rest.len - 1] != ' ')
            rest.len--;
        rest = text_trim(rest);
        const struct text tried = text_format(work->pages->arena, "%.*s …", TEXT_ARGS(rest));
        if (rest.len && work_line(work, STYLE_HEAD, tried)->width_pt <= room_pt)
            return tried;
    }
    return title;
}

/* " · 2014": a page that lies about alone says what period it is of, where its title does not. */
static struct text period_behind(struct work *work)
{
    const struct text title = work->document->title, period = work->document->period;
    if (!period.len || text_find(title, period) < title.len)
        return TEXT_EMPTY;
    return text_format(work->pages->arena, " \u00B7 %.*s", TEXT_ARGS(period));
}

/* The report's title and period, without what would run into the page number. */
static void draw_short_title(struct drawing *drawing, double room_pt)
{
    struct work *work = drawing->work;
    struct text words = work->document->title;
    if (!words.len || drawing->number == 0)
        return;
    const struct text period = period_behind(work);
    const double title_pt = room_pt - (period.len ? work_line(work, STYLE_HEAD, period)->width_pt : 0.0);
    if (work_line(work, STYLE_HEAD, words)->width_pt > title_pt)
        words = shortened(work, words, title_pt);
    words = text_format(work->pages->arena, "%.*s%.*s", TEXT_ARGS(words), TEXT_ARGS(period));
    const struct text_span span = {words, style_of(STYLE_HEAD)->text};
    const struct text_paragraph title = {&span, 1, room_pt, WRAP_CUT, work->language};
    add_artifact(drawing, typeface_shared_layout(work->typeface, &title)->lines, 0.0, HEAD_BASELINE_PT);
}

/* Every page is marked; whoever hears the report hears the mark once, on the first. */
static void draw_band(struct drawing *drawing)
{
    const struct text mark = drawing->work->document->mark;
    if (!mark.len)
        return;
    const struct text_line *line = work_line(drawing->work, STYLE_MARK, mark);
    const double baseline_pt = BAND_TOP_PT + BAND_HEIGHT_PT / 2 + style_of(STYLE_MARK)->text.size_pt * 0.33;
    fill_rectangle(drawing, (const double[]){0.0, BAND_TOP_PT, PAPER_WIDTH_PT, BAND_HEIGHT_PT}, COLOUR_MARK_GROUND);
    add_mark(drawing, (struct mark){.kind = MARK_LINE, .tag = drawing->number ? NULL : drawing->work->mark_tag, .line = line,
                                    .x_pt = COLUMN_LEFT_PT + (COLUMN_WIDTH_PT - line->width_pt) / 2, .y_pt = baseline_pt,
                                    .width_pt = line->width_pt, .ends_paragraph = true});
}

static void draw_head(struct drawing *drawing)
{
    const struct text head = page_head(drawing);
    double width_pt = 0.0;
    if (head.len)
        width_pt = add_artifact(drawing, work_line(drawing->work, STYLE_HEAD, head), 1.0, HEAD_BASELINE_PT);
    draw_short_title(drawing, COLUMN_WIDTH_PT - width_pt - GUTTER_PT);
    draw_band(drawing);
}

/* ---- all pages ---- */

/* At once: a list that grows leaves its former copies in the arena. */
static void make_room(struct drawing *drawing, const struct sheet *sheet)
{
    enum { OTHERS = 12 }; /* rules, labels and the head; for more the list grows after all */
    size_t count = OTHERS;
    for (size_t i = 0; i < sheet->placed.count; i++)
        count += sheet->placed.items[i].piece->marks.count;
    drawing->page->marks = ARENA_ARRAY(drawing->work->pages->arena, struct mark, count);
    drawing->page->mark_capacity = count;
}

static void draw_sheet(struct drawing *drawing, const struct sheet *sheet)
{
    make_room(drawing, sheet);
    draw_frames(drawing, sheet);
    draw_rules(drawing, sheet);
    for (size_t i = 0; i < sheet->placed.count; i++)
        draw_placed(drawing, &sheet->placed.items[i]);
    lift_all(drawing);
    draw_head(drawing);
}

static void draw_outline(struct work *work, const struct places *places)
{
    struct pages *pages = work->pages;
    for (size_t i = 0; i < work->headings.count; i++) {
        const struct heading *heading = &work->headings.items[i];
        struct outline_entry entry = {.level = heading->level, .title = heading->title};
        const struct goal goal = {.kind = GOAL_HEADING, .number = i};
        if (!places_find(places, &goal, &entry.destination))
            continue;
        pages->outline = arena_reserve(pages->arena, pages->outline, pages->outline_count, &pages->outline_capacity,
                                       sizeof *pages->outline);
        pages->outline[pages->outline_count++] = entry;
    }
}

/* Whoever asks later for a page of an id has the pages alone. */
static void note_places(struct work *work, const struct places *places)
{
    for (int32_t i = 0; i < names_count(work->ids); i++) {
        const struct goal goal = {.kind = GOAL_NODE, .text = names_at(work->ids, i)};
        struct destination destination;
        if (!places_find(places, &goal, &destination))
            continue;
        const struct page_found found = {text_copy(work->pages->arena, goal.text), destination.page};
        ARENA_PUSH(work->pages->arena, &work->pages->found, found);
    }
}

void draw_pages(struct work *work)
{
    struct pages *pages = work->pages;
    const struct places *places = places_find_all(work);
    pages->items = ARENA_ARRAY(pages->arena, struct page, work->sheets.count);
    pages->count = pages->capacity = work->sheets.count;
    struct drawing drawing = {.work = work, .places = places};
    for (size_t i = 0; i < pages->count; i++) {
        drawing.page = &pages->items[i];
        drawing.number = i;
        draw_sheet(&drawing, &work->sheets.items[i]);
    }
    draw_outline(work, places);
    note_places(work, places);
}
