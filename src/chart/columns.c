/* SPDX-License-Identifier: GPL-3.0-or-later
 * Columns and stacks from zero. A stack with hidden parts shows its published total as one hatched column without inner
 * boundary; where the total is hidden too, a key of constant size stands for what is hidden. */
#include "chart/columns.h"

#include <math.h>

#include "chart/frame.h"
#include "chart/legend.h"
#include "chart/palette.h"
#include "chart/piles.h"
#include "chart/spread.h"
#include "chart/stack.h"

static const double STUB_PT = HIDDEN_GAP_PT + HIDDEN_KEY_PT, CATEGORY_GAP_PT = 5, CATEGORY_MARGIN_PT = 4.5, VALUE_MARGIN_PT = 3;
static const double COLUMN_SHARE = 0.62, STACK_SHARE = 0.72, COLUMN_MAX_PT = 48, STACK_MAX_PT = 66;
static const double INSIDE_MARGIN_PT = 3, BESIDE_GAP_PT = 5, ABOVE_GAP_PT = 2, KEY_PT = 6, KEY_GAP_PT = 3;
static const double SYLLABLES_FROM_PT = 46; /* slots as wide as this may have words parted */
enum { ABOVE_MAX = 3 };                     /* values above a stack */

struct columns {
    struct sketch *sketch;
    struct frame frame;
    struct stack *stacks;
    size_t count, series;
    double column_pt;
    enum place outside; /* where labels go that do not fit into their segments */
};

static const struct chart_category *category_at(const struct columns *columns, size_t i)
{
    return &columns->sketch->chart->categories[i];
}

/* ---- labels ---- */

static bool words_fit(struct sketch *sketch, struct text text, enum sketch_role role, double room_pt)
{
    return sketch_word_width(sketch, text, role) <= room_pt;
}

/* Whether the category fits below its slot in a few lines, words parted only where they may be and the slot is wide enough. */
static bool category_fits(const struct columns *columns, size_t i)
{
    static const double lines_max = 4, line_share = 1.2; /* of the font's size */
    struct sketch *sketch = columns->sketch;
    const struct text text = category_at(columns, i)->label;
    const double slot = columns->frame.slot_pt;
    const struct label_form form = {.align = ALIGN_CENTRE, .wrap_pt = slot - CATEGORY_MARGIN_PT};
    if (!words_fit(sketch, text, ROLE_CATEGORY, form.wrap_pt) &&
        (slot < SYLLABLES_FROM_PT || sketch_part_width(sketch, text, ROLE_CATEGORY) > form.wrap_pt))
        return false;
    const struct label label = sketch_label(sketch, text, &form);
    return label.height_pt <= lines_max * line_share * label.size_pt;
}

/* Whether categories and values can be written in slots of this width at all. */
static bool is_readable(const struct columns *columns)
{
    struct sketch *sketch = columns->sketch;
    const double slot = columns->frame.slot_pt, key = columns->series > 1 ? KEY_PT + KEY_GAP_PT : 0;
    for (size_t i = 0; i < columns->count; i++) {
        const struct chart_category *category = category_at(columns, i);
        if (!category_fits(columns, i))
            return false;
        for (size_t k = 0; k < columns->series; k++)
            if (!words_fit(sketch, category->parts[k].label, ROLE_VALUE, slot - VALUE_MARGIN_PT - key))
                return false;
    }
    return true;
}

static void label_stack(struct columns *columns, size_t i)
{
    const double slot = columns->frame.slot_pt;
    struct stack *stack = &columns->stacks[i];
    const struct label_form category = {.align = ALIGN_CENTRE, .wrap_pt = slot - CATEGORY_MARGIN_PT};
    const struct label_form lone = {.role = ROLE_VALUE, .align = ALIGN_CENTRE, .wrap_pt = slot - VALUE_MARGIN_PT};
    stack->category = sketch_label(columns->sketch, category_at(columns, i)->label, &category);
    stack->lone = sketch_label(columns->sketch, stack_lone_text(columns->sketch, i, stack), &lone);
}

/* Wide enough for the values if the slot is. */
static double column_width(const struct columns *columns)
{
    const double slot = columns->frame.slot_pt;
    double widest = 0;
    if (columns->series == 1)
        return fmin(COLUMN_MAX_PT, COLUMN_SHARE * slot);
    for (size_t i = 0; i < columns->count; i++)
        for (size_t k = 0; k < columns->series; k++)
            widest = fmax(widest, sketch_natural_width(columns->sketch, category_at(columns, i)->parts[k].label,
                                                       ROLE_VALUE));
    return fmin(fmin(STACK_MAX_PT, STACK_SHARE * slot), fmax(slot / 2, widest + 2 * INSIDE_MARGIN_PT + 1));
}

/* Whether the segment is as high as its value. */
static bool has_height(const struct columns *columns, const struct segment *segment)
{
    return segment->label.height_pt + 1 <= frame_height(&columns->frame, segment->length);
}

static void label_segment(struct columns *columns, size_t i, size_t k)
{
    struct segment *segment = &columns->stacks[i].segments[k];
    const struct text text = category_at(columns, i)->parts[k].label;
    struct label_form form = {.role = ROLE_VALUE, .align = ALIGN_CENTRE, .colour = palette_at(k).text};
    if (segment->length <= 0)
        return;
    segment->label = sketch_label(columns->sketch, text, &form);
    segment->place = PLACE_INSIDE;
    if (segment->label.width_pt + 2 * INSIDE_MARGIN_PT <= columns->column_pt && has_height(columns, segment))
        return;
    const double key = columns->outside == PLACE_ABOVE ? KEY_PT + KEY_GAP_PT : 0;
    form = (struct label_form){.role = ROLE_VALUE, .wrap_pt = columns->frame.slot_pt - VALUE_MARGIN_PT - key};
    segment->label = sketch_label(columns->sketch, text, &form);
    segment->place = columns->outside;
}

static void label_segments(struct columns *columns, enum place outside)
{
    columns->outside = outside;
    for (size_t i = 0; columns->series > 1 && i < columns->count; i++)
        for (size_t k = 0; k < columns->series && !columns->stacks[i].hatched; k++)
            label_segment(columns, i, k);
}

/* Labels beside a stack, bottom to top as the segments are; false where they have no room. */
static bool spread_beside(const struct columns *columns, const struct stack *stack, struct spread_item *items)
{
    const double side = (columns->frame.slot_pt - columns->column_pt) / 2 - BESIDE_GAP_PT - VALUE_MARGIN_PT;
    const struct frame *frame = &columns->frame;
    size_t count = 0;
    double last = 0;
    for (size_t k = columns->series; k-- > 0;) {
        const struct segment *segment = &stack->segments[k];
        if (segment->place != PLACE_BESIDE)
            continue;
        if (segment->label.width_pt > side)
            return false;
        items[count].wanted_pt = -frame_height(frame, segment->from + segment->length / 2);
        items[count].size_pt = segment->label.height_pt;
        last = -segment->label.height_pt / 2;
        count++;
    }
    return spread_apart(items, count, 0.5, -frame_height(frame, stack->length), last);
}

static bool fits_beside(const struct columns *columns)
{
    struct spread_item *items = ARENA_ARRAY(columns->sketch->arena, struct spread_item, columns->series);
    for (size_t i = 0; i < columns->count; i++)
        if (!spread_beside(columns, &columns->stacks[i], items))
            return false;
    return true;
}

static double above_height(const struct columns *columns, const struct stack *stack)
{
    double height = stack->lone.layout ? stack->lone.height_pt + ABOVE_GAP_PT : 0;
    for (size_t k = 0; k < columns->series; k++)
        if (stack->segments[k].place == PLACE_ABOVE)
            height += stack->segments[k].label.height_pt + ABOVE_GAP_PT;
    return height + (stack->stub ? STUB_PT : 0);
}

/* How far the highest stack with all above it rises over the plot. */
static double overhead(const struct columns *columns)
{
    double most = 0;
    for (size_t i = 0; i < columns->count; i++) {
        const struct stack *stack = &columns->stacks[i];
        most = fmax(most, stack->above_pt + frame_height(&columns->frame, stack->length) - columns->frame.plot_pt);
    }
    return most;
}

static void label_all(struct columns *columns)
{
    columns->column_pt = column_width(columns);
    for (size_t i = 0; i < columns->count; i++)
        label_stack(columns, i);
    label_segments(columns, PLACE_BESIDE);
    if (!fits_beside(columns))
        label_segments(columns, PLACE_ABOVE);
    for (size_t i = 0; i < columns->count; i++)
        columns->stacks[i].above_pt = above_height(columns, &columns->stacks[i]);
}

/* Whether values pile up above a column, where one has to look for each one's segment: there are many, or one is broken, or
 * stands there only because the column is narrow. */
static bool is_tower(const struct columns *columns, const struct stack *stack)
{
    size_t above = 0;
    for (size_t k = 0; k < columns->series; k++) {
        const struct segment *segment = &stack->segments[k];
        if (segment->place != PLACE_ABOVE || !segment->label.layout)
            continue;
        above++;
        if (segment->label.layout->line_count > 1 || has_height(columns, segment))
            return true;
    }
    return above > ABOVE_MAX;
}

static bool has_tower(const struct columns *columns)
{
    for (size_t i = 0; i < columns->count; i++)
        if (is_tower(columns, &columns->stacks[i]))
            return true;
    return false;
}

/* ---- drawing ---- */

static struct sketch_box column_box(const struct columns *columns, size_t i, double from, double length)
{
    return (struct sketch_box){frame_x(&columns->frame, i) - columns->column_pt / 2,
                               frame_y(&columns->frame, from + length), columns->column_pt,
                               frame_height(&columns->frame, length)};
}

/* No hatching runs behind the words. */
static void write_inside(struct columns *columns, const struct sketch_box *box, const struct segment *segment,
                         const struct palette_entry *look)
{
    const struct label *label = &segment->label;
    const double x = box->x_pt + box->width_pt / 2, y = box->y_pt + (box->height_pt - label->height_pt) / 2;
    const struct sketch_box plate = {x - label->width_pt / 2 - 1.5, y, label->width_pt + 3, label->height_pt};
    if (look->hatch != HATCH_NONE)
        sketch_rectangle(columns->sketch, &plate, &(struct paint){.fill = true, .fill_colour = look->fill});
    sketch_write(columns->sketch, label, x, y);
}

static void draw_segment(struct columns *columns, size_t i, size_t k)
{
    const struct segment *segment = &columns->stacks[i].segments[k];
    const struct palette_entry look = palette_at(k);
    const struct paint paint = palette_paint(&look);
    const struct sketch_box box = column_box(columns, i, segment->from, segment->length);
    if (segment->length <= 0)
        return;
    sketch_rectangle(columns->sketch, &box, &paint);
    if (segment->from > 0) {
        const double y = box.y_pt + box.height_pt;
        sketch_line(columns->sketch, &(struct sketch_segment){box.x_pt, y, box.x_pt + box.width_pt, y}, PALETTE_PAPER,
                    fmin(1, box.height_pt / 3));
    }
    if (segment->place == PLACE_INSIDE)
        write_inside(columns, &box, segment, &look);
}

/* With a line from the segment where the label had to move away from it. */
static void write_beside(struct columns *columns, size_t i, const struct segment *segment, double middle_pt)
{
    const double from = frame_y(&columns->frame, segment->from + segment->length / 2);
    const double edge = frame_x(&columns->frame, i) + columns->column_pt / 2;
    const double to = columns->frame.base_pt + middle_pt;
    if (fabs(from - to) > 1.5)
        sketch_line(columns->sketch, &(struct sketch_segment){edge + 0.5, from, edge + BESIDE_GAP_PT - 1, to},
                    PALETTE_AXIS, 0.6);
    sketch_write_on_paper(columns->sketch, &segment->label, edge + BESIDE_GAP_PT, to - segment->label.height_pt / 2);
}

static void write_all_beside(struct columns *columns, size_t i)
{
    struct spread_item *items = ARENA_ARRAY(columns->sketch->arena, struct spread_item, columns->series);
    const struct stack *stack = &columns->stacks[i];
    size_t count = 0;
    spread_beside(columns, stack, items);
    for (size_t k = columns->series; k-- > 0;)
        if (stack->segments[k].place == PLACE_BESIDE)
            write_beside(columns, i, &stack->segments[k], items[count++].middle_pt);
}

/* Writes one label and returns the y of what may stand above it. A key says which segment is meant. */
static double write_above(struct columns *columns, size_t i, size_t k, double bottom_pt)
{
    const struct label *label = &columns->stacks[i].segments[k].label;
    const double width = KEY_PT + KEY_GAP_PT + label->width_pt, x = frame_x(&columns->frame, i) - width / 2;
    const double y = bottom_pt - ABOVE_GAP_PT - label->height_pt;
    const struct sketch_box key = {x, y + (1.08 * label->size_pt - KEY_PT) / 2, KEY_PT, KEY_PT};
    const struct palette_entry look = palette_at(k);
    const struct paint paint = palette_paint(&look);
    const struct sketch_box plate = {x - 1, y, width + 2, label->height_pt};
    sketch_rectangle(columns->sketch, &plate, &(struct paint){.fill = true, .fill_colour = PALETTE_PAPER});
    sketch_rectangle(columns->sketch, &key, &paint);
    sketch_write(columns->sketch, label, x + KEY_PT + KEY_GAP_PT, y);
    return y;
}

static void write_all_above(struct columns *columns, size_t i, double bottom_pt)
{
    const struct stack *stack = &columns->stacks[i];
    double y = bottom_pt;
    if (stack->lone.layout) {
        y -= stack->lone.height_pt + ABOVE_GAP_PT;
        sketch_write_on_paper(columns->sketch, &stack->lone, frame_x(&columns->frame, i), y);
    }
    for (size_t k = 0; k < columns->series; k++)
        if (stack->segments[k].place == PLACE_ABOVE)
            y = write_above(columns, i, k, y);
}

static void draw_stack(struct columns *columns, size_t i)
{
    const struct stack *stack = &columns->stacks[i];
    struct sketch_box box = column_box(columns, i, 0, stack->length);
    if (stack->hatched && stack->length > 0)
        sketch_hidden(columns->sketch, &box);
    for (size_t k = 0; k < columns->series; k++)
        draw_segment(columns, i, k);
    if (stack->stub) {
        box.y_pt -= STUB_PT;
        sketch_hidden_key(columns->sketch, frame_x(&columns->frame, i) - HIDDEN_KEY_PT / 2, box.y_pt);
    }
    write_all_beside(columns, i);
    write_all_above(columns, i, box.y_pt);
    sketch_write(columns->sketch, &stack->category, frame_x(&columns->frame, i),
                 columns->frame.base_pt + CATEGORY_GAP_PT);
}

static double category_height(const struct columns *columns)
{
    double height = 0;
    for (size_t i = 0; i < columns->count; i++)
        height = fmax(height, columns->stacks[i].category.height_pt);
    return height;
}

void columns_plan(struct sketch *sketch)
{
    struct columns columns = {
        .sketch = sketch, .count = sketch->chart->category_count, .series = sketch_part_count(sketch)};
    columns.stacks = stacks_make(sketch);
    columns.frame = frame_make(sketch, stacks_greatest(sketch, columns.stacks));
    if (!is_readable(&columns)) {
        piles_plan(sketch);
        return;
    }
    label_all(&columns);
    if (has_tower(&columns)) {
        piles_plan(sketch);
        return;
    }
    const double legend_pt = legend_plan(sketch, LEGEND_AREAS, stacks_drawn(sketch, columns.stacks));
    frame_place(&columns.frame, legend_pt, overhead(&columns));
    frame_grid(&columns.frame);
    for (size_t i = 0; i < columns.count; i++)
        draw_stack(&columns, i);
    frame_zero_line(&columns.frame);
    sketch->height_pt = columns.frame.base_pt + CATEGORY_GAP_PT + category_height(&columns) + 1;
}
