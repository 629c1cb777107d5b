/* SPDX-License-Identifier: GPL-3.0-or-later
 * Lengths of piled parts. */
#include "chart/stack.h"

#include <math.h>

static bool has_hidden_part(const struct sketch *sketch, size_t i)
{
    for (size_t k = 0; k < sketch_part_count(sketch); k++)
        if (!cell_is_shown(sketch->chart->categories[i].parts[k].cell))
            return true;
    return false;
}

/* To a hundred per cent. Of a whole that is hidden no part has a share: nothing but the stub is drawn. */
static void stretch(struct stack *stack, size_t series)
{
    const double factor = stack->length > 0 && !stack->stub ? 100 / stack->length : 0;
    for (size_t k = 0; k < series; k++) {
        stack->segments[k].from *= factor;
        stack->segments[k].length *= factor;
    }
    stack->length *= factor;
}

static void stack_up(struct sketch *sketch, size_t i, struct stack *stack)
{
    const struct chart_category *category = &sketch->chart->categories[i];
    const size_t series = sketch_part_count(sketch);
    const bool hidden = has_hidden_part(sketch, i);
    stack->segments = ARENA_ARRAY(sketch->arena, struct segment, series);
    stack->hatched = hidden && series > 1 && cell_is_shown(category->total);
    stack->stub = hidden && !stack->hatched;
    for (size_t k = 0; k < series && !stack->hatched; k++) {
        stack->segments[k].from = stack->length;
        stack->segments[k].length = sketch_length(sketch, category->parts[k].cell);
        stack->length += stack->segments[k].length;
    }
    if (stack->hatched)
        stack->length = sketch_length(sketch, category->total);
    if (sketch->chart->of_shares)
        stretch(stack, series);
}

struct stack *stacks_make(struct sketch *sketch)
{
    struct stack *stacks = ARENA_ARRAY(sketch->arena, struct stack, sketch->chart->category_count);
    for (size_t i = 0; i < sketch->chart->category_count; i++)
        stack_up(sketch, i, &stacks[i]);
    return stacks;
}

int64_t stacks_greatest(const struct sketch *sketch, const struct stack *stacks)
{
    double most = 0;
    for (size_t i = 0; i < sketch->chart->category_count; i++)
        most = fmax(most, stacks[i].length);
    return sketch_ceiling(most);
}

/* The label of the first hidden part. */
static struct text hidden_symbol(const struct chart_category *category)
{
    size_t k = 0;
    while (cell_is_shown(category->parts[k].cell))
        k++;
    return category->parts[k].label;
}

struct text stack_lone_text(const struct sketch *sketch, size_t i, const struct stack *stack)
{
    const struct chart *chart = sketch->chart;
    if (stack->hatched && !chart->of_shares)
        return chart->categories[i].total_label;
    if (stack->stub || stack->hatched)
        return hidden_symbol(&chart->categories[i]);
    return sketch_part_count(sketch) == 1 ? chart->categories[i].parts[0].label : TEXT_EMPTY;
}

const bool *stacks_drawn(const struct sketch *sketch, const struct stack *stacks)
{
    const size_t series = sketch_part_count(sketch);
    bool *is_drawn = ARENA_ARRAY(sketch->arena, bool, series);
    for (size_t i = 0; i < sketch->chart->category_count; i++)
        for (size_t k = 0; k < series && !stacks[i].hatched; k++)
            is_drawn[k] = is_drawn[k] || cell_is_shown(sketch->chart->categories[i].parts[k].cell);
    return is_drawn;
}
