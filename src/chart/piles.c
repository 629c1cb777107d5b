/* SPDX-License-Identifier: GPL-3.0-or-later
 * Stacks in rows. A value stands in its segment, or with a key behind its stack; or, where such values would leave no room for the
 * stacks, in lines below it. */
#include "chart/piles.h"

#include <math.h>

#include "chart/bars.h"
#include "chart/legend.h"
#include "chart/palette.h"
#include "chart/stack.h"

static const double THICKNESS_PT = 12, INSIDE_MARGIN_PT = 3, GAP_PT = 4, KEY_PT = 6, KEY_GAP_PT = 3;
static const double STUB_PT = HIDDEN_GAP_PT + HIDDEN_KEY_PT;
static const double BAR_SHARE = 0.3; /* of the room beside the categories, which the longest stack has at least */
static const double BELOW_INDENT_PT = 3, BELOW_BETWEEN_PT = 9; /* of a line of values, and between them */
static const double BELOW_GAP_PT = 2, BELOW_ROWS_PT = 11;     /* above a line of values, and between rows */
enum { COMPACT_FROM = 16 };

struct pile {
    double top_pt, height_pt;
    double after_pt;          /* width of what stands behind it */
    double below_pt;          /* height of the values below it */
    struct sketch_box *below; /* of each segment's value and key, from the left end and the foot of the stack */
};

struct piles {
    struct bars bars;
    bool is_below; /* where values stand that have no room in their segments */
    struct stack *stacks;
    struct pile *piles;
};

static struct sketch *sketch_of(const struct piles *piles)
{
    return piles->bars.sketch;
}

/* ---- measuring ---- */

static double room_of(const struct piles *piles)
{
    return sketch_of(piles)->width_pt - piles->bars.left_pt;
}

static struct label value_label(const struct piles *piles, size_t i, size_t k, bool is_inside)
{
    const double line_pt = room_of(piles) - BELOW_INDENT_PT - KEY_PT - KEY_GAP_PT;
    const struct label_form form = {.role = ROLE_VALUE, .align = is_inside ? ALIGN_CENTRE : ALIGN_START,
                                    .wrap_pt = !is_inside && piles->is_below ? line_pt : 0,
                                    .colour = is_inside ? palette_at(k).text : 0};
    return sketch_label(sketch_of(piles), sketch_of(piles)->chart->categories[i].parts[k].label, &form);
}

static void measure_pile(struct piles *piles, size_t i)
{
    struct sketch *sketch = sketch_of(piles);
    struct stack *stack = &piles->stacks[i];
    const struct label_form category = {.align = ALIGN_END, .wrap_pt = piles->bars.left_pt - BARS_LABEL_GAP_PT};
    const struct label_form lone = {.role = ROLE_VALUE, .wrap_pt = piles->is_below ? (1 - BAR_SHARE) * room_of(piles) - STUB_PT : 0};
    stack->category = sketch_label(sketch, sketch->chart->categories[i].label, &category);
    stack->lone = sketch_label(sketch, stack_lone_text(sketch, i, stack), &lone);
    for (size_t k = 0; piles->bars.series > 1 && k < piles->bars.series; k++)
        if (stack->segments[k].length > 0) {
            stack->segments[k].label = value_label(piles, i, k, true);
            stack->segments[k].place = PLACE_INSIDE;
        }
}

static bool is_outside(const struct segment *segment)
{
    return segment->place == PLACE_BESIDE && segment->label.layout;
}

static double after_width(const struct piles *piles, const struct stack *stack)
{
    double width_pt = stack->stub ? STUB_PT : 0;
    if (stack->lone.layout)
        width_pt += GAP_PT + stack->lone.width_pt;
    for (size_t k = 0; k < piles->bars.series && !piles->is_below; k++)
        if (is_outside(&stack->segments[k]))
            width_pt += GAP_PT + KEY_PT + KEY_GAP_PT + stack->segments[k].label.width_pt;
    return width_pt;
}

/* Puts behind the stack what does not fit into its segment, and never back. */
static void place_values(struct piles *piles, size_t i)
{
    struct stack *stack = &piles->stacks[i];
    for (size_t k = 0; k < piles->bars.series; k++) {
        struct segment *segment = &stack->segments[k];
        const double width_pt = piles->bars.scale * segment->length;
        if (segment->place != PLACE_INSIDE || segment->label.width_pt + 2 * INSIDE_MARGIN_PT <= width_pt)
            continue;
        segment->place = PLACE_BESIDE;
        segment->label = value_label(piles, i, k, false);
    }
    piles->piles[i].after_pt = after_width(piles, stack);
}

/* The largest scale at which every stack leaves room for what stands behind it. Each time it shrinks more values may have to go
 * there, until none is left that could. */
static void fit(struct piles *piles)
{
    struct bars *bars = &piles->bars;
    const double room_pt = room_of(piles);
    bool is_fitting = false;
    bars->scale = bars->most > 0 ? bars_axis_room(bars) / (double)bars->most : 0;
    while (!is_fitting) {
        is_fitting = true;
        for (size_t i = 0; i < bars->count; i++) {
            place_values(piles, i);
            const double left_pt = fmax(0, room_pt - piles->piles[i].after_pt), length = piles->stacks[i].length;
            is_fitting = is_fitting && bars->scale * length <= left_pt + 1e-6;
            bars->scale = length > 0 ? fmin(bars->scale, left_pt / length) : bars->scale;
        }
    }
}

static bool is_readable(const struct piles *piles)
{
    const struct bars *bars = &piles->bars;
    const double room_pt = room_of(piles);
    for (size_t i = 0; i < bars->count; i++)
        if (piles->piles[i].after_pt > (1 - BAR_SHARE) * room_pt)
            return false;
    return bars->scale * (double)bars->most >= BAR_SHARE * room_pt || bars->most == 0;
}

/* Values below a stack flow in lines from its left end. */
static void flow_values(struct piles *piles, size_t i)
{
    struct pile *pile = &piles->piles[i];
    double x = BELOW_INDENT_PT, y = BELOW_GAP_PT, line_pt = 0;
    pile->below = ARENA_ARRAY(sketch_of(piles)->arena, struct sketch_box, piles->bars.series);
    for (size_t k = 0; piles->is_below && k < piles->bars.series; k++) {
        const struct segment *segment = &piles->stacks[i].segments[k];
        const double width_pt = KEY_PT + KEY_GAP_PT + segment->label.width_pt;
        if (!is_outside(segment))
            continue;
        if (x > BELOW_INDENT_PT && x + width_pt > room_of(piles)) {
            x = BELOW_INDENT_PT;
            y += line_pt + BELOW_GAP_PT;
            line_pt = 0;
        }
        pile->below[k] = (struct sketch_box){x, y, width_pt, segment->label.height_pt};
        x += width_pt + BELOW_BETWEEN_PT;
        line_pt = fmax(line_pt, segment->label.height_pt);
    }
    pile->below_pt = line_pt > 0 ? y + line_pt : 0;
}

/* Of the stack and what stands behind it. */
static double upper_height(const struct piles *piles, size_t i)
{
    return fmax(THICKNESS_PT, piles->stacks[i].lone.height_pt);
}

static struct piles measured(struct sketch *sketch, bool is_below)
{
    struct piles piles = {.is_below = is_below, .stacks = stacks_make(sketch)};
    struct bars *bars = &piles.bars;
    *bars = (struct bars){.sketch = sketch, .count = sketch->chart->category_count, .series = sketch_part_count(sketch),
                          .unit = sketch_unit(sketch)};
    piles.piles = ARENA_ARRAY(sketch->arena, struct pile, bars->count);
    bars->gap_pt = is_below ? BELOW_ROWS_PT : bars->count >= COMPACT_FROM ? 3 : 6.5;
    bars->left_pt = bars_label_column(sketch);
    for (size_t i = 0; i < bars->count; i++)
        measure_pile(&piles, i);
    bars_choose_axis(bars, stacks_greatest(sketch, piles.stacks));
    fit(&piles);
    for (size_t i = 0; i < bars->count; i++) {
        flow_values(&piles, i);
        piles.piles[i].height_pt = fmax(upper_height(&piles, i) + piles.piles[i].below_pt, piles.stacks[i].category.height_pt);
    }
    return piles;
}

static void place_rows(struct piles *piles, double legend_pt)
{
    struct bars *bars = &piles->bars;
    double rows_pt = 0;
    for (size_t i = 0; i < bars->count; i++)
        rows_pt += piles->piles[i].height_pt;
    bars_place(bars, legend_pt, rows_pt);
    double y = bars->top_pt + bars->gap_pt / 2;
    for (size_t i = 0; i < bars->count; i++) {
        piles->piles[i].top_pt = y;
        y += piles->piles[i].height_pt + bars->gap_pt;
    }
}

/* ---- drawing ---- */

/* Stack and values stand together in the middle of their row, as the category does. */
static double middle_of(const struct piles *piles, size_t i)
{
    const struct pile *pile = &piles->piles[i];
    return pile->top_pt + (pile->height_pt - pile->below_pt) / 2;
}

static struct sketch_box piece(const struct piles *piles, size_t i, double from, double length)
{
    const struct bars *bars = &piles->bars;
    const double middle = middle_of(piles, i);
    return (struct sketch_box){bars->left_pt + bars->scale * from, middle - THICKNESS_PT / 2, bars->scale * length, THICKNESS_PT};
}

/* No hatching runs behind the words. */
static void write_inside(struct sketch *sketch, const struct sketch_box *box, const struct label *label,
                         const struct palette_entry *look)
{
    const double x = box->x_pt + box->width_pt / 2, y = box->y_pt + (box->height_pt - label->height_pt) / 2;
    const struct sketch_box plate = {x - label->width_pt / 2 - 1.5, box->y_pt, label->width_pt + 3, box->height_pt};
    if (!label->layout)
        return;
    if (look->hatch != HATCH_NONE)
        sketch_rectangle(sketch, &plate, &(struct paint){.fill = true, .fill_colour = look->fill});
    sketch_write(sketch, label, x, y);
}

static void draw_segment(struct piles *piles, size_t i, size_t k)
{
    const struct segment *segment = &piles->stacks[i].segments[k];
    const struct palette_entry look = palette_at(k);
    const struct paint paint = palette_paint(&look);
    const struct sketch_box box = piece(piles, i, segment->from, segment->length);
    if (segment->length <= 0)
        return;
    sketch_rectangle(sketch_of(piles), &box, &paint);
    if (segment->from > 0)
        sketch_line(sketch_of(piles), &(struct sketch_segment){box.x_pt, box.y_pt, box.x_pt, box.y_pt + box.height_pt},
                    PALETTE_PAPER, fmin(1, box.width_pt / 3));
    if (segment->place == PLACE_INSIDE)
        write_inside(sketch_of(piles), &box, &segment->label, &look);
}

/* A key says which segment is meant. */
static void write_with_key(struct piles *piles, size_t i, size_t k, const struct sketch_box *box)
{
    const struct label *label = &piles->stacks[i].segments[k].label;
    const struct palette_entry look = palette_at(k);
    const struct paint paint = palette_paint(&look);
    const struct sketch_box plate = {box->x_pt - 1, box->y_pt, box->width_pt + 2, box->height_pt};
    const struct sketch_box key = {box->x_pt, box->y_pt + (1.08 * label->size_pt - KEY_PT) / 2, KEY_PT, KEY_PT};
    sketch_rectangle(sketch_of(piles), &plate, &(struct paint){.fill = true, .fill_colour = PALETTE_PAPER});
    sketch_rectangle(sketch_of(piles), &key, &paint);
    sketch_write(sketch_of(piles), label, box->x_pt + KEY_PT + KEY_GAP_PT, box->y_pt);
}

/* From x_pt on, behind the stack. */
static void write_behind(struct piles *piles, size_t i, double x_pt)
{
    for (size_t k = 0; k < piles->bars.series; k++) {
        const struct label *label = &piles->stacks[i].segments[k].label;
        const struct sketch_box box = {x_pt + GAP_PT, middle_of(piles, i) - label->height_pt / 2,
                                       KEY_PT + KEY_GAP_PT + label->width_pt, label->height_pt};
        if (!is_outside(&piles->stacks[i].segments[k]))
            continue;
        write_with_key(piles, i, k, &box);
        x_pt = box.x_pt + box.width_pt;
    }
}

static void write_below(struct piles *piles, size_t i)
{
    const double foot_pt = middle_of(piles, i) + upper_height(piles, i) / 2;
    for (size_t k = 0; k < piles->bars.series; k++) {
        struct sketch_box box = piles->piles[i].below[k];
        box.x_pt += piles->bars.left_pt;
        box.y_pt += foot_pt;
        if (is_outside(&piles->stacks[i].segments[k]))
            write_with_key(piles, i, k, &box);
    }
}

static void draw_pile(struct piles *piles, size_t i)
{
    struct sketch *sketch = sketch_of(piles);
    const struct stack *stack = &piles->stacks[i];
    struct sketch_box box = piece(piles, i, 0, stack->length);
    const double middle = box.y_pt + box.height_pt / 2;
    double x = box.x_pt + box.width_pt + (stack->stub ? STUB_PT : 0);
    if (stack->hatched && stack->length > 0)
        sketch_hidden(sketch, &box);
    for (size_t k = 0; k < piles->bars.series; k++)
        draw_segment(piles, i, k);
    if (stack->stub)
        sketch_hidden_key(sketch, box.x_pt + box.width_pt + HIDDEN_GAP_PT, middle - HIDDEN_KEY_PT / 2);
    if (stack->lone.layout) {
        sketch_write_on_paper(sketch, &stack->lone, x + GAP_PT, middle - stack->lone.height_pt / 2);
        x += GAP_PT + stack->lone.width_pt;
    }
    if (piles->is_below)
        write_below(piles, i);
    else
        write_behind(piles, i, x);
    sketch_write(sketch, &stack->category, piles->bars.left_pt - BARS_LABEL_GAP_PT,
                 piles->piles[i].top_pt + (piles->piles[i].height_pt - stack->category.height_pt) / 2);
}

void piles_plan(struct sketch *sketch)
{
    if (sketch_part_count(sketch) == 1 && !sketch->chart->of_shares) {
        bars_plan(sketch);
        return;
    }
    struct piles piles = measured(sketch, false);
    struct bars *bars = &piles.bars;
    if (!is_readable(&piles))
        piles = measured(sketch, true);
    place_rows(&piles, legend_plan(sketch, LEGEND_AREAS, stacks_drawn(sketch, piles.stacks)));
    bars_draw_axis(bars);
    for (size_t i = 0; i < bars->count; i++)
        draw_pile(&piles, i);
    sketch_line(sketch, &(struct sketch_segment){bars->left_pt, bars->top_pt, bars->left_pt, bars->bottom_pt}, PALETTE_AXIS, 0.8);
    bars_draw_axis_title(bars);
}
