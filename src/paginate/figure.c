/* SPDX-License-Identifier: GPL-3.0-or-later
 * Charts and tables to pieces. */
#include "paginate/figure.h"

#include <assert.h>
#include <math.h>

#include "paginate/notes.h"
#include "paginate/prose.h"
#include "paginate/tags.h"

unsigned figure_sixths(const struct doc_node *node)
{
    static const unsigned sixths[] = {
        [WIDTH_FULL] = 6, [WIDTH_HALF] = 3, [WIDTH_THIRD] = 2, [WIDTH_TWO_THIRDS] = 4};
    assert(node->width < sizeof sixths / sizeof *sixths);
    return sixths[node->width];
}

double figure_width_pt(unsigned sixths, double column_pt)
{
    return (column_pt + GUTTER_PT) * sixths / 6.0 - GUTTER_PT;
}

/* ---- parts ---- */

static void add_gap(struct work *work, struct piece_list *list, double height_pt)
{
    ARENA_PUSH(work->arena, list, piece_new(work->arena, height_pt, 0));
}

/* "Figure 3. Clients by gender", with a gap below. Where it needs several lines they are of like length. */
static void compose_caption(struct work *work, const struct doc_node *node, struct tag *tag, double width_pt,
                            struct piece_list *lines)
{
    const struct text title = node->kind == NODE_CHART ? node->chart->title : node->table->title;
    struct prose *prose = prose_new(work, STYLE_CAPTION, tag);
    if (node->lead.len)
        prose_add_text(work, prose, title.len ? node->lead : text_trim(node->lead), true);
    prose_add_text(work, prose, title, true);
    if (prose_is_empty(prose))
        return;
    prose_soften(work, prose, width_pt);
    prose_lay(work, prose, (struct prose_laying){0, prose_balanced_pt(work, prose, width_pt)}, lines);
    add_gap(work, lines, CAPTION_GAP_PT);
}

static void compose_note(struct work *work, const struct doc_spans *note, struct tag *parent, double width_pt,
                         struct piece_list *lines)
{
    if (!note->count)
        return;
    struct prose *prose = prose_new(work, STYLE_FINE, tags_add(work->pages, parent, TAG_PARAGRAPH));
    prose_add_spans(work, prose, note);
    if (prose_is_empty(prose))
        return;
    const double measure_pt = fmin(width_pt, TEXT_MEASURE_PT);
    add_gap(work, lines, FINE_GAP_PT);
    prose_soften(work, prose, measure_pt);
    prose_lay(work, prose, (struct prose_laying){0, measure_pt}, lines);
}

/* The widest drawing, from all of `width_pt` down to half of it, that is not too high; NULL: none is. */
static const struct sketch *sketch_of(const struct work *work, const struct chart *chart, double width_pt)
{
    for (int percent = 100; percent >= 50; percent -= 5) {
        const struct sketch *sketch = chart_sketch(work->pages->arena, chart, work->typeface, width_pt * percent / 100.0);
        if (chart_sketch_extent(sketch).height_pt <= FIGURE_HEIGHT_MAX_PT)
            return sketch;
    }
    return NULL;
}

static struct piece *chart_piece(struct work *work, struct mark mark, const struct sketch *sketch)
{
    const struct chart_extent extent = chart_sketch_extent(sketch);
    struct piece *piece = piece_new(work->arena, extent.height_pt, 1);
    mark.width_pt = extent.width_pt;
    mark.sketch = sketch;
    ARENA_PUSH(work->arena, &piece->marks, mark);
    return piece;
}

static bool has_table(const struct doc_node *node)
{
    return node->table && node->table->row_count && node->table->column_count;
}

/* False where the chart cannot be drawn, or would show nothing of what its table does. */
static bool compose_chart(struct work *work, const struct doc_node *node, struct tag *parent, double width_pt,
                          struct figure *figure)
{
    const struct sketch *sketch = sketch_of(work, node->chart, width_pt);
    if (!sketch || (chart_hides_all_piles(node->chart) && has_table(node)))
        return false;
    struct tag *box = tags_add(work->pages, parent, TAG_BOX);
    compose_caption(work, node, tags_add(work->pages, box, TAG_CAPTION), width_pt, &figure->caption);
    if (figure->caption.count)
        add_gap(work, &figure->caption, CHART_GAP_PT);
    figure->sketch = sketch;
    struct tag *tag = tags_add(work->pages, box, TAG_FIGURE);
    tag->alt = node->chart->alt;
    const struct mark mark = {.kind = MARK_CHART, .tag = tag, .chart = node->chart, .ends_paragraph = true};
    ARENA_PUSH(work->arena, &figure->body, chart_piece(work, mark, sketch));
    compose_note(work, &node->note, box, width_pt, &figure->note);
    return true;
}

/* The note speaks of symbols, also where the table stands for a chart with hatching. */
static void compose_table(struct work *work, const struct doc_node *node, struct tag *parent, double width_pt,
                          struct figure *figure)
{
    struct table_rows rows;
    struct tag *tag = tags_add(work->pages, parent, TAG_TABLE);
    if (node->number.len || node->table->title.len)
        compose_caption(work, node, tags_add(work->pages, tag, TAG_CAPTION), width_pt, &figure->caption);
    table_compose(work, node->table, tag, width_pt, &rows);
    figure->body = rows.pieces;
    figure->heads = rows.heads;
    figure->is_table = true;
    figure->again = node->again;
    figure->ends_with_total = node->table->last_row_is_total;
    compose_note(work, node->data_note.count ? &node->data_note : &node->note, parent, width_pt, &figure->note);
}

struct figure figure_compose(struct work *work, const struct doc_node *node, struct tag *parent, double width_pt)
{
    struct figure figure = {0};
    const bool drawn = node->kind == NODE_CHART && compose_chart(work, node, parent, width_pt, &figure);
    if (!drawn && has_table(node))
        compose_table(work, node, parent, width_pt, &figure);
    if (!drawn && has_table(node) && node->kind == NODE_CHART)
        ARENA_PUSH(work->pages->arena, &work->pages->tabled, node->chart);
    notes_compose(work, parent);
    return figure;
}

/* ---- joining them ---- */

static double list_height_pt(const struct piece_list *list)
{
    double height_pt = 0.0;
    for (size_t i = 0; i < list->count; i++)
        height_pt += list->items[i]->height_pt;
    return height_pt;
}

double figure_caption_pt(const struct figure *figure)
{
    return list_height_pt(&figure->caption);
}

double figure_height_pt(const struct figure *figure)
{
    return figure_caption_pt(figure) + list_height_pt(&figure->body) + list_height_pt(&figure->note);
}

struct piece *figure_piece(struct work *work, const struct figure *figure, double body_pt)
{
    const struct piece_list *parts[] = {&figure->caption, &figure->body, &figure->note};
    const double lowered_pt = fmax(body_pt - figure_caption_pt(figure), 0.0);
    struct piece *whole = piece_new(work->arena, 0.0, 2);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        const struct piece *part = piece_stacked(work->arena, parts[i]);
        whole->height_pt += i == 1 ? lowered_pt : 0.0;
        piece_join(work->arena, whole, part, 0.0, whole->height_pt);
        whole->height_pt += part->height_pt;
    }
    return whole;
}

void figure_set_sketch(struct work *work, struct figure *figure, const struct sketch *sketch)
{
    figure->sketch = sketch;
    figure->body.items[0] = chart_piece(work, figure->body.items[0]->marks.items[0], sketch);
}

static void append(struct work *work, struct piece_list *list, const struct piece_list *more, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        ARENA_PUSH(work->arena, list, more->items[i]);
}

/* What stands above a part that begins a further page, or with its heading row above what goes on there. It is not read aloud. */
static const struct piece *again_piece(struct work *work, const struct figure *figure, const struct piece *head)
{
    const struct style *style = style_of(STYLE_CAPTION);
    const double head_pt = head ? head->height_pt : 0.0;
    if (!figure->again.len)
        return head;
    const double caption_pt = style->leading_pt + CAPTION_GAP_PT;
    struct piece *piece = piece_new(work->arena, caption_pt + head_pt, 1 + (head ? head->marks.count : 0));
    const struct text_place place = {.y_pt = style_baseline_pt(style), .ends_paragraph = true};
    piece_add_line(work->arena, piece, work_line(work, STYLE_CAPTION, figure->again), &place);
    if (head)
        piece_join(work->arena, piece, head, 0.0, caption_pt);
    return piece;
}

size_t figure_part_count(const struct figure *figure)
{
    return figure->heads.count ? figure->heads.count : 1;
}

void figure_part(struct work *work, const struct figure *figure, size_t part, struct block *block)
{
    enum { ROWS_TOGETHER = 2 };
    const size_t parts = figure_part_count(figure);
    const size_t from = part ? figure->heads.items[part] : 0;
    const size_t to = part + 1 < parts ? figure->heads.items[part + 1] : figure->body.count;
    const size_t captions = part ? 0 : figure->caption.count, notes = part + 1 < parts ? 0 : figure->note.count;
    const bool heading = figure->is_table && to > from;
    append(work, &block->pieces, &figure->caption, 0, captions);
    append(work, &block->pieces, &figure->body, from, to);
    append(work, &block->pieces, &figure->note, 0, notes);
    block->keep_first = captions + (heading ? 1 : 0) + ROWS_TOGETHER;
    block->keep_last = notes + ROWS_TOGETHER + (figure->ends_with_total ? 1 : 0);
    block->repeated_from = captions;
    if (heading && figure->body.items[from]->height_pt * 4 < COLUMN_HEIGHT_PT)
        block->repeated = again_piece(work, figure, figure->body.items[from]);
    block->again = part ? again_piece(work, figure, NULL) : NULL;
}
