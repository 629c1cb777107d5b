/* SPDX-License-Identifier: GPL-3.0-or-later
 * Blocks to sheets: greedy, with the last allowed break remembered. */
#include "paginate/flow.h"

#include <assert.h>
#include <float.h>
#include <math.h>

#include "paginate/feet.h"
#include "paginate/prose.h"

/* A figure that text runs beside. */
struct aside {
    double left_pt, right_pt; /* what it takes of the column's width on either side */
    double foot_pt;           /* its lower edge; 0: there is none */
};

/* Everything that going back to an earlier place of the sheet has to restore. Lists only ever grow beyond their
 * count. */
struct state {
    size_t sheet;              /* how many there were before */
    size_t block, piece;       /* what comes next */
    double y_pt;               /* where what was placed last ends */
    const struct block *last;  /* NULL: the sheet is empty */
    size_t placed;             /* things on the sheet */
    double white_pt;           /* between blocks on the sheet, so far */
    double over_pt;            /* what of it has to go, since the last figure stands that much too low */
    size_t waiting, waiting_end; /* figures that wait for the next sheet */
    struct aside aside;
    struct feet_state feet;
};

/* What it takes to fill a sheet anew. */
struct beginning {
    struct state state;
    struct foot_list carried;
    double end_pt;            /* of what came to stand on it */
};

/* A figure that the text after it may overtake. */
struct floating {
    struct block *figure;
    struct state before; /* the last place before it, or before the row that it continues, where the sheet may end */
    bool may_go_back;    /* there is one, and text was to run beside the figure, or it continues a row */
};

struct flow {
    struct work *work;
    struct state now, good;    /* good: the last place where the sheet may end */
    bool has_good;
    struct state row;          /* good before the figure that was put last in the flow of the text */
    bool has_row;
    struct sheet sheet;
    struct feet feet;
    LIST_OF(struct floating) floats;
    struct beginning before, here; /* of the last sheet but one, and of the last */
    const struct block *stop;      /* a sheet ends before it; or NULL */
    bool takes_tail;               /* white space gives way to all that comes, also to text */
};

/* ---- where the next piece goes ---- */

struct spot {
    double x_pt, y_pt, measure_pt;
};

static bool frame_is_in(const struct frame *frame, const struct frame *inner)
{
    while (inner && inner != frame)
        inner = inner->outer;
    return inner == frame;
}

/* Padding of the frames round a block that do not also hold the other one. */
static double pads_pt(const struct frame *of, const struct frame *other)
{
    double sum_pt = 0.0;
    for (; of && !frame_is_in(of, other); of = of->outer)
        sum_pt += of->pad_pt;
    return sum_pt;
}

static double gap_pt(const struct block *above, const struct block *below)
{
    return fmax(above->after_pt, below->before_pt) + pads_pt(above->frame, below->frame) +
           pads_pt(below->frame, above->frame);
}

static double beside_measure_pt(const struct aside *aside, const struct block *block)
{
    return fmin(block->width_pt, COLUMN_WIDTH_PT - aside->left_pt - aside->right_pt - block->left_pt);
}

/* Whether the block is text that can run beside a figure. */
static bool can_run_beside(const struct aside *aside, const struct block *block)
{
    return block->kind == BLOCK_TEXT && block->prose && !block->is_heading && !block->frame &&
           beside_measure_pt(aside, block) >= BESIDE_MEASURE_MIN_PT * 0.75;
}

/* Below a figure that stands aside, or beside it: there at least two lines, unless it is there already. */
static void pass_aside(const struct flow *flow, const struct block *block, struct spot *spot)
{
    const struct aside *aside = &flow->now.aside;
    const double limit_pt = aside->foot_pt + BESIDE_CLEARANCE_PT;
    if (spot->y_pt >= limit_pt)
        return;
    const bool begins = flow->now.last != block;
    const double needed_pt = begins ? style_of(STYLE_BODY)->leading_pt * 1.5 : 0.0;
    if (can_run_beside(aside, block) && limit_pt - spot->y_pt >= needed_pt) {
        spot->x_pt += aside->left_pt;
        spot->measure_pt = beside_measure_pt(aside, block);
    } else {
        spot->y_pt = fmax(spot->y_pt, aside->foot_pt + fmax(FIGURE_AFTER_PT, block->before_pt));
    }
}

static struct spot next_spot(const struct flow *flow, const struct block *block)
{
    const struct state *now = &flow->now;
    struct spot spot = {COLUMN_LEFT_PT + block->left_pt, now->y_pt, block->width_pt};
    if (!now->last)
        spot.y_pt += pads_pt(block->frame, NULL);
    else if (now->last->stands_beside && now->aside.foot_pt > now->y_pt)
        spot.y_pt = now->y_pt; /* level with the figure */
    else if (now->last != block)
        spot.y_pt += gap_pt(now->last, block);
    if (now->aside.foot_pt > 0.0)
        pass_aside(flow, block, &spot);
    return spot;
}

/* How much the sheet would be too long. */
static double excess_pt(const struct flow *flow, const struct block *block, double bottom_pt)
{
    const double foot_pt = fmax(bottom_pt + pads_pt(block->frame, NULL), flow->now.aside.foot_pt);
    return foot_pt + feet_total_pt(flow->now.feet) - COLUMN_BOTTOM_PT;
}

/* Sums of heights differ in the last bits with their order; a thousandth of a point is no overlap. */
static bool is_within(double length_pt, double limit_pt)
{
    return length_pt <= limit_pt + 0.001;
}

/* White space between what stands on the sheet and what comes there next. Beside a figure there is none. */
static double white_above_pt(const struct flow *flow, const struct block *block, double y_pt)
{
    const struct state *now = &flow->now;
    return now->last && now->last != block ? fmax(y_pt - fmax(now->y_pt, now->aside.foot_pt), 0.0) : 0.0;
}

/* ---- where a sheet may end ---- */

static bool may_part_text(const struct block *block, size_t piece)
{
    const size_t rest = block->pieces.count - piece;
    /* Lines laid beside a figure become fewer when they are laid in full width on the next page. */
    const bool narrow = block->pieces.items[piece]->measure_pt < block->width_pt && block->prose;
    return !block->is_heading && !block->stays_whole && piece >= 2 && rest >= (narrow ? 4 : 2);
}

static bool may_end_before(const struct flow *flow, const struct block *block)
{
    const size_t piece = flow->now.piece;
    if (!flow->now.last)
        return false;
    if (piece == 0)
        return !flow->now.last->keep_with_next;
    if (block->kind == BLOCK_TEXT)
        return may_part_text(block, piece);
    return piece >= block->keep_first && block->pieces.count - piece >= block->keep_last;
}

static bool is_waiting(const struct flow *flow)
{
    return flow->now.waiting < flow->now.waiting_end;
}

/* Whether a paragraph that is parted here would go on below figures that wait, perhaps pages later, and can as well begin there:
 * little of the sheet would be empty. */
static bool is_better_whole(const struct flow *flow, const struct block *block)
{
    const struct state *before = &flow->good;
    const bool begins = flow->has_good && before->block == flow->now.block && before->piece == 0;
    return block->kind == BLOCK_TEXT && flow->now.piece > 0 && is_waiting(flow) && begins &&
           COLUMN_BOTTOM_PT - feet_total_pt(flow->now.feet) - before->y_pt < PARTING_HOLE_PT;
}

static void remember(struct flow *flow, const struct block *block)
{
    if (!may_end_before(flow, block) || is_better_whole(flow, block))
        return;
    flow->good = flow->now;
    flow->has_good = true;
}

/* Ends the sheet at the last good place, or here if it has none. Returns false: the sheet is full. */
static bool retreat(struct flow *flow)
{
    if (flow->has_good)
        flow->now = flow->good;
    return false;
}

/* ---- putting things on the sheet ---- */

static void put(struct flow *flow, struct placed placed)
{
    flow->sheet.placed.count = flow->now.placed;
    flow->now.white_pt += white_above_pt(flow, placed.block, placed.y_pt);
    placed.white_pt = flow->now.white_pt;
    ARENA_PUSH(flow->work->arena, &flow->sheet.placed, placed);
    flow->now.placed++;
    flow->now.last = placed.block;
    flow->now.y_pt = placed.y_pt + placed.piece->height_pt;
}

static struct block *next_block(const struct flow *flow)
{
    return flow->now.block < flow->work->blocks.count ? flow->work->blocks.items[flow->now.block] : NULL;
}

static void advance(struct flow *flow)
{
    flow->now.block++;
    flow->now.piece = 0;
}

/* Lays the lines from the next one on in the measure of the place they come to. */
static void lay_for(struct flow *flow, struct block *block, double measure_pt)
{
    struct piece_list *lines = &block->pieces;
    const size_t piece = flow->now.piece;
    if (!block->prose || (fabs(lines->items[piece]->measure_pt - measure_pt) < 0.01 &&
                          fabs(lines->items[lines->count - 1]->measure_pt - measure_pt) < 0.01))
        return;
    if (piece == 0)
        prose_soften(flow->work, block->prose, measure_pt);
    const struct prose_laying laying = {lines->items[piece]->from, measure_pt};
    lines->count = piece;
    prose_lay(flow->work, block->prose, laying, lines);
}

/* What a figure takes of the column's sides, if what follows it is text that can run beside it. */
static bool takes_side(const struct block *figure, const struct block *next, struct aside *ret_aside)
{
    struct aside aside = {0};
    *(figure->side == SIDE_RIGHT ? &aside.right_pt : &aside.left_pt) = figure->aside_pt + GUTTER_PT;
    if (!figure->stands_beside || !next || !can_run_beside(&aside, next))
        return false;
    *ret_aside = aside;
    return true;
}

/* What will follow a figure that waits: the next one that does, or what comes after all of them. */
static const struct block *next_of_waiting(const struct flow *flow, size_t index)
{
    return index + 1 < flow->now.waiting_end ? flow->floats.items[index + 1].figure : next_block(flow);
}

/* Text beside the figure, which was put last, begins there. */
static void begin_aside(struct flow *flow, struct aside aside, double y_pt)
{
    aside.foot_pt = flow->now.y_pt;
    flow->now.aside = aside;
    flow->now.y_pt = y_pt;
}

/* What the sheet, if it else ended at `end_pt`, can give up of its white space for a figure that ends it: nothing where little would
 * be empty without it, unless all that comes is to stand on it. */
static double squeeze_pt(const struct flow *flow, double end_pt, double white_pt)
{
    const bool is_hole = COLUMN_BOTTOM_PT - feet_total_pt(flow->now.feet) - end_pt >= SQUEEZE_HOLE_PT;
    return flow->takes_tail ? white_pt * TAIL_SHARE : is_hole ? white_pt * SQUEEZE_SHARE : 0.0;
}

/* How much longer than others a sheet may be that has no footnotes. */
static double overhang_pt(const struct flow *flow)
{
    return flow->now.feet.count ? 0.0 : FIGURE_OVERHANG_PT;
}

/* How much too low a line or a row may stand: as a figure above it does. A sheet that takes all may be as long as with a figure. */
static double text_spare_pt(const struct flow *flow, const struct block *block, double y_pt)
{
    const double white_pt = flow->now.white_pt + white_above_pt(flow, block, y_pt);
    return fmax(flow->now.over_pt, flow->takes_tail ? overhang_pt(flow) + white_pt * TAIL_SHARE : 0.0);
}

/* Puts a figure here if it fits, or if the sheet is empty. With nothing beside it a figure begins where text does, whichever
 * side it was meant for. */
static bool put_figure(struct flow *flow, const struct block *figure, const struct block *next)
{
    const struct state before = flow->now;
    struct spot spot = next_spot(flow, figure);
    const struct piece *piece = figure->pieces.items[0];
    struct aside aside = {0};
    const bool beside = takes_side(figure, next, &aside);
    const bool noted = feet_claim(&flow->feet, &flow->now.feet, piece);
    const double over_pt = excess_pt(flow, figure, spot.y_pt + piece->height_pt);
    const double longer_pt = beside ? 0.0 : overhang_pt(flow);
    const double white_pt = flow->now.white_pt + white_above_pt(flow, figure, spot.y_pt);
    const double spare_pt = longer_pt + (beside ? 0.0 : squeeze_pt(flow, before.y_pt, white_pt));
    if (before.last && !(noted && is_within(over_pt, spare_pt))) {
        flow->now = before;
        return false;
    }
    flow->now.over_pt = before.last ? fmax(over_pt - longer_pt, 0.0) : 0.0;
    spot.x_pt = figure->stands_beside && !beside ? COLUMN_LEFT_PT : spot.x_pt;
    put(flow, (struct placed){.block = figure, .piece = piece, .is_first = true, .x_pt = spot.x_pt, .y_pt = spot.y_pt});
    if (beside)
        begin_aside(flow, aside, spot.y_pt + figure->text_from_pt);
    return true;
}

/* Where the heading begins that was put last, if it leaves the figure's side of the column free; else 0. */
static double heading_top_pt(const struct flow *flow, const struct aside *aside)
{
    const struct block *heading = flow->now.last;
    const double free_pt = COLUMN_WIDTH_PT - aside->right_pt;
    double top_pt = 0.0;
    if (!heading || !heading->is_heading || heading->frame || aside->left_pt > 0.0)
        return 0.0;
    for (size_t i = 0; i < heading->pieces.count; i++)
        for (size_t k = 0; k < heading->pieces.items[i]->marks.count; k++)
            if (heading->left_pt + heading->pieces.items[i]->marks.items[k].line->width_pt > free_pt)
                return 0.0;
    for (size_t i = flow->now.placed; i > 0 && flow->sheet.placed.items[i - 1].block == heading; i--)
        top_pt = flow->sheet.placed.items[i - 1].y_pt;
    return flow->now.aside.foot_pt < top_pt ? top_pt : 0.0;
}

/* Puts a figure beside the heading before it and the text after it, where the sheet has too little room for it below the heading.
 * Text begins where it would without the figure. */
static bool put_beside_heading(struct flow *flow, const struct block *figure, const struct block *next)
{
    const struct state before = flow->now;
    const struct piece *piece = figure->pieces.items[0];
    struct aside aside;
    if (!flow->has_good || figure->text_from_pt > 0.0 || !takes_side(figure, next, &aside))
        return false;
    const double top_pt = heading_top_pt(flow, &aside);
    const bool noted = feet_claim(&flow->feet, &flow->now.feet, piece);
    const double over_pt = excess_pt(flow, figure, top_pt + piece->height_pt);
    if (top_pt <= 0.0 || !noted || !is_within(over_pt, squeeze_pt(flow, flow->good.y_pt, before.white_pt))) {
        flow->now = before;
        return false;
    }
    flow->now.over_pt = fmax(over_pt, 0.0);
    put(flow, (struct placed){.block = figure, .piece = piece, .is_first = true,
                              .x_pt = COLUMN_LEFT_PT + figure->left_pt, .y_pt = top_pt});
    begin_aside(flow, aside, before.y_pt + gap_pt(before.last, next));
    return true;
}

/* ---- steps ---- */

static void await(struct flow *flow, struct block *figure)
{
    struct aside aside;
    const bool is_row = figure->text_from_pt > 0.0; /* never alone */
    const bool has_text = !is_row && takes_side(figure, next_block(flow), &aside);
    const bool continues = figure->continues_row && flow->now.last && flow->now.last->kind == BLOCK_FIGURE;
    const struct floating floating = {figure, .before = continues ? flow->row : flow->good,
                                      .may_go_back = continues ? flow->has_row : has_text && flow->has_good};
    flow->floats.count = flow->now.waiting_end;
    ARENA_PUSH(flow->work->arena, &flow->floats, floating);
    flow->now.waiting_end++;
}

/* A figure goes where it stands in the text, or waits for the next sheet; the order of figures stays. */
static bool step_figure(struct flow *flow, struct block *block)
{
    remember(flow, block);
    const struct state before = flow->now;
    advance(flow);
    if (!(block->floats && is_waiting(flow)) &&
        (put_figure(flow, block, next_block(flow)) || put_beside_heading(flow, block, next_block(flow)))) {
        flow->row = flow->good;
        flow->has_row = flow->has_good;
        return true;
    }
    if (block->floats) {
        await(flow, block);
        return true;
    }
    flow->now = before;
    return retreat(flow);
}

/* What stands above the next row of a table as it did on an earlier page; or NULL. */
static const struct piece *head_again(const struct flow *flow, const struct block *block)
{
    if (flow->now.piece == 0)
        return flow->now.last ? NULL : block->again;
    return flow->now.last != block && flow->now.piece > block->repeated_from ? block->repeated : NULL;
}

/* A line or a row. */
static bool step_piece(struct flow *flow, struct block *block)
{
    struct spot spot = next_spot(flow, block);
    lay_for(flow, block, spot.measure_pt);
    remember(flow, block);
    const size_t index = flow->now.piece;
    const struct piece *piece = block->pieces.items[index];
    const struct piece *head = head_again(flow, block);
    const double head_pt = head ? head->height_pt : 0.0;
    const struct state before = flow->now;
    const double spare_pt = text_spare_pt(flow, block, spot.y_pt);
    const bool noted = feet_claim(&flow->feet, &flow->now.feet, piece);
    const double over_pt = excess_pt(flow, block, spot.y_pt + head_pt + piece->height_pt);
    if (before.last && !(noted && is_within(over_pt, spare_pt))) {
        flow->now = before;
        return retreat(flow);
    }
    if (flow->takes_tail && before.last)
        flow->now.over_pt = fmax(before.over_pt, over_pt - overhang_pt(flow));
    if (head)
        put(flow, (struct placed){.block = block, .piece = head, .is_repeated = true,
                                  .x_pt = spot.x_pt, .y_pt = spot.y_pt});
    put(flow, (struct placed){.block = block, .piece = piece, .is_first = index == 0,
                              .x_pt = spot.x_pt, .y_pt = spot.y_pt + head_pt});
    if (++flow->now.piece == block->pieces.count)
        advance(flow);
    return true;
}

/* An empty sheet needs no new page; figures that wait come before it. */
static bool step_newpage(struct flow *flow)
{
    if (is_waiting(flow))
        return false;
    const bool empty = !flow->now.last;
    advance(flow);
    return empty;
}

/* Returns whether the sheet goes on. */
static bool step(struct flow *flow, struct block *block)
{
    if ((block->is_heading || block->kind == BLOCK_TABLE) && is_waiting(flow) && flow->now.piece == 0)
        return false; /* figures stay in their section, and never between the rows of a table that comes after them */
    if (block == flow->stop && flow->now.last)
        return false;
    switch (block->kind) {
    case BLOCK_NEWPAGE:
        return step_newpage(flow);
    case BLOCK_FIGURE:
        return step_figure(flow, block);
    case BLOCK_TEXT:
    case BLOCK_TABLE:
        break;
    }
    return step_piece(flow, block);
}

/* ---- sheets ---- */

static void begin_sheet(struct flow *flow)
{
    flow->sheet = (struct sheet){0};
    flow->now.sheet = flow->work->sheets.count;
    flow->now.y_pt = COLUMN_TOP_PT;
    flow->now.last = NULL;
    flow->now.placed = 0;
    flow->now.white_pt = flow->now.over_pt = 0.0;
    flow->now.aside = (struct aside){0};
    flow->now.feet = feet_begin(&flow->feet);
    flow->good = flow->now;
    flow->has_row = false;
    flow->has_good = flow->now.feet.count > 0; /* a sheet may be all notes if they were carried over */
    while (is_waiting(flow) &&
           put_figure(flow, flow->floats.items[flow->now.waiting].figure, next_of_waiting(flow, flow->now.waiting)))
        flow->now.waiting++;
}

/* A figure beside which text was to run, and which all that text has overtaken, would stand alone on the next sheet, most of
 * its width empty; so would a narrow one that continues a row. The sheet then ends before the figure, which so keeps its text, or
 * before the row; unless more than a third of the sheet would be empty. */
static void rejoin_text(struct flow *flow)
{
    static const double lowest_pt = COLUMN_TOP_PT + COLUMN_HEIGHT_PT * 2 / 3;
    struct aside aside;
    for (size_t i = flow->now.waiting; i < flow->now.waiting_end; i++) {
        const struct floating *floating = &flow->floats.items[i];
        if (!floating->may_go_back ||
            (!floating->figure->continues_row && takes_side(floating->figure, next_of_waiting(flow, i), &aside)))
            continue;
        if (floating->before.sheet == flow->now.sheet && floating->before.y_pt >= lowest_pt)
            flow->now = flow->good = floating->before;
        return;
    }
}

/* Takes what the last figure stands too low from all the white space above it. */
static void squeeze(struct flow *flow)
{
    const struct state *now = &flow->now;
    if (now->over_pt <= 0.0)
        return;
    for (size_t i = 0; i < now->placed; i++)
        flow->sheet.placed.items[i].y_pt -= now->over_pt * flow->sheet.placed.items[i].white_pt / now->white_pt;
    flow->now.y_pt -= now->over_pt;
}

static void finish_sheet(struct flow *flow)
{
    rejoin_text(flow);
    /* A heading whose figure went to the next sheet, and which nothing else follows, goes there too. */
    if (is_waiting(flow) && flow->now.last && flow->now.last->keep_with_next)
        retreat(flow);
    flow->sheet.placed.count = flow->now.placed;
    squeeze(flow);
    const double bottom_pt = fmax(flow->now.y_pt, flow->now.aside.foot_pt);
    flow->here.end_pt = bottom_pt;
    const double pad_pt = flow->now.last ? pads_pt(flow->now.last->frame, NULL) : 0.0;
    feet_finish(&flow->feet, flow->now.feet, COLUMN_BOTTOM_PT - bottom_pt - pad_pt - feet_total_pt(flow->now.feet),
                &flow->sheet);
    ARENA_PUSH(flow->work->arena, &flow->work->sheets, flow->sheet);
}

static bool is_done(const struct flow *flow)
{
    return !next_block(flow) && !is_waiting(flow) && !flow->feet.carried.count;
}

static void fill_sheets(struct flow *flow)
{
    do {
        flow->before = flow->here;
        flow->here = (struct beginning){.state = flow->now, .carried = flow->feet.carried, };
        begin_sheet(flow);
        for (struct block *block = next_block(flow); block && step(flow, block);)
            block = next_block(flow);
        finish_sheet(flow);
    } while (!is_done(flow));
}

/* ---- the end ---- */

static bool begins_page(const struct flow *flow, size_t block)
{
    return block > 0 && flow->work->blocks.items[block - 1]->kind == BLOCK_NEWPAGE;
}

static bool begins_section(const struct placed *placed)
{
    return placed[1].is_first && placed[1].block && placed[1].block->is_heading && !placed[0].block->keep_with_next;
}

/* The last section of the last sheet but one that fills a quarter of the last together with what stands there, and leaves its own
 * more than half full; or the last that does only this; or NULL. */
static const struct block *section_for_end(const struct flow *flow)
{
    const struct sheet *sheet = &flow->work->sheets.items[flow->work->sheets.count - 2];
    const double tail_pt = flow->here.end_pt - COLUMN_TOP_PT;
    const struct block *found = NULL;
    for (size_t i = sheet->placed.count; i-- > 1;) {
        const struct placed *placed = &sheet->placed.items[i];
        const double together_pt = flow->before.end_pt - placed->y_pt + tail_pt;
        if (!begins_section(placed - 1) || placed->y_pt < COLUMN_TOP_PT + COLUMN_HEIGHT_PT / 2 ||
            together_pt > COLUMN_HEIGHT_PT * 0.9)
            continue;
        found = found ? found : placed->block;
        if (together_pt >= TAIL_PT)
            return placed->block;
    }
    return found;
}

/* Whether so little stands on the last sheet that it looks left over. */
static bool ends_with_tail(const struct flow *flow)
{
    return flow->work->sheets.count > 1 && flow->here.end_pt - COLUMN_TOP_PT < TAIL_PT && !flow->now.feet.count &&
           !begins_page(flow, flow->here.state.block);
}

/* Fills what comes after the first `kept` sheets anew; one of them ends before the block `stop`. */
static void refill(struct flow *flow, struct beginning from, size_t kept, const struct block *stop)
{
    flow->work->sheets.count = kept;
    flow->now = from.state;
    flow->feet.carried = from.carried;
    flow->stop = stop;
    fill_sheets(flow);
}

/* The last sheet but one takes all, its white space giving way, or everything stays as it was. */
static bool take_tail(struct flow *flow)
{
    const size_t count = flow->work->sheets.count;
    const struct beginning from = flow->before;
    flow->takes_tail = true;
    refill(flow, from, count - 2, NULL);
    flow->takes_tail = false;
    if (flow->work->sheets.count == count - 1)
        return true;
    refill(flow, from, count - 2, NULL);
    return false;
}

/* Two sheets remain two, or everything stays as it was. */
static void balance_end(struct flow *flow)
{
    const size_t count = flow->work->sheets.count;
    const struct beginning from = flow->before;
    const struct block *section = section_for_end(flow);
    if (!section)
        return;
    refill(flow, from, count - 2, section);
    if (flow->work->sheets.count > count)
        refill(flow, from, count - 2, NULL);
}

void flow_run(struct work *work)
{
    struct flow flow = {.work = work, .feet = {.work = work}};
    fill_sheets(&flow);
    if (ends_with_tail(&flow) && !take_tail(&flow))
        balance_end(&flow);
}
