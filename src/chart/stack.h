/* SPDX-License-Identifier: GPL-3.0-or-later
 * The parts of a category piled up, whichever way the pile is drawn. A pile with hidden parts is its published total as one
 * hatched piece without inner boundary; where the total is hidden too, a stub, which is a key of constant size, stands for what
 * is hidden. */
#ifndef CHART_STACK_H
#define CHART_STACK_H

#include "chart/sketch.h"

enum place { PLACE_NONE, PLACE_INSIDE, PLACE_BESIDE, PLACE_ABOVE };

struct segment {
    struct label label;
    enum place place;
    double from, length; /* in counts, from zero, or in per cent of the pile */
};

struct stack {
    struct label category;
    struct label lone; /* at its end: the value of a plain column, the total of a hatched one, the symbol of a stub */
    struct segment *segments;
    double length; /* like those of its segments */
    bool hatched;  /* one column up to the total */
    bool stub;
    double above_pt; /* height of everything above the drawn part */
};

/* One for each category, without labels; they live as long as the sketch. */
struct stack *stacks_make(struct sketch *sketch);

/* What the longest is at most. */
int64_t stacks_greatest(const struct sketch *sketch, const struct stack *stacks);

/* What stands at the end of a stack; may be empty. */
struct text stack_lone_text(const struct sketch *sketch, size_t category, const struct stack *stack);

/* Which series have a segment, or would have one if they were more than 0: nothing of a hatched stack is of any. */
const bool *stacks_drawn(const struct sketch *sketch, const struct stack *stacks);

#endif
