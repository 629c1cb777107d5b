/* SPDX-License-Identifier: GPL-3.0-or-later
 * Pies: angles from released counts, labels on both sides that hug the circle. */
#include "chart/pie.h"

#include <math.h>

#include "chart/bars.h"
#include "chart/palette.h"
#include "chart/spread.h"

enum { SLICES_MAX = 12, NAMED_HIDDEN_MAX = 3 };

/* A leader line leaves the rim at RIM, turns at ELBOW and ends before the label; labels keep out of the circle HUG. */
static const double RIM_PT = 1.5, ELBOW_PT = 7, HUG_PT = 11, LEADER_GAP_PT = 2.5;
static const double RADIUS_MAX_PT = 80, RADIUS_MIN_PT = 38, RADIUS_SHARE = 0.235, LABEL_SPACING_PT = 4;
static const double MIDDLE_GAP_PT = 4; /* between the labels of both sides above and below the circle, halved */

enum side { SIDE_RIGHT, SIDE_LEFT, SIDE_COUNT };

struct slice {
    double from, to; /* radians clockwise from 12 o'clock */
    struct label_words words;
    struct palette_entry look;
    bool hidden;
    enum side side;
    struct label label;
    double label_y_pt; /* middle of the label, from the centre of the circle */
};

struct pie {
    struct sketch *sketch;
    struct slice *slices;
    size_t count;
    double radius_pt;
    double x_pt, y_pt; /* centre */
};

/* ---- slices ---- */

static const struct chart_part *part_of(const struct chart *chart, size_t category)
{
    return &chart->categories[category].parts[0];
}

/* A slice that is the whole circle has its label at the right. */
static double middle_of(const struct slice *slice)
{
    const double quarter = acos(0.0);
    return slice->to - slice->from > 4 * quarter - 1e-9 ? quarter : (slice->from + slice->to) / 2;
}

struct sums {
    int64_t shown;
    size_t slices, hidden;
};

static struct sums sum_up(const struct chart *chart)
{
    struct sums sums = {0};
    for (size_t i = 0; i < chart->category_count; i++) {
        const struct cell cell = part_of(chart, i)->cell;
        sums.hidden += !cell_is_shown(cell);
        sums.slices += cell.count > 0;
        sums.shown += cell.count;
    }
    return sums;
}

/* One hidden slice alone would be as large as its count: then there is no pie, whatever base is stated. */
static bool is_drawable(const struct chart *chart, const struct sums *sums)
{
    const struct cell base = chart->pie_remainder_base;
    if (sums->slices + (sums->hidden > 0) > SLICES_MAX)
        return false;
    if (!sums->hidden)
        return sums->shown > 0;
    return sums->hidden > 1 && cell_is_shown(base) && base.count > sums->shown;
}

static void add_slice(struct pie *pie, double share, const struct slice *look)
{
    const double circle = 4 * acos(0.0);
    struct slice *slice = &pie->slices[pie->count];
    *slice = *look;
    slice->from = pie->count ? slice[-1].to : 0;
    slice->to = slice->from + share * circle;
    slice->side = middle_of(slice) <= circle / 2 + 1e-9 ? SIDE_RIGHT : SIDE_LEFT;
    pie->count++;
}

/* "Category, category" where they are few; else nothing. */
static struct text hidden_names(const struct sketch *sketch, size_t hidden)
{
    struct text_builder b = {0};
    for (size_t i = 0; hidden <= NAMED_HIDDEN_MAX && i < sketch->chart->category_count; i++)
        if (!cell_is_shown(part_of(sketch->chart, i)->cell)) {
            if (b.len)
                text_add(&b, TEXT(", "));
            text_add(&b, sketch->chart->categories[i].label);
        }
    const struct text names = text_copy(sketch->arena, text_built(&b));
    text_builder_done(&b);
    return names;
}

/* What all hidden slices are called together: their part's symbol where the chart has no words for it. */
static struct text hidden_words(const struct chart *chart)
{
    struct text words = chart->hidden_label;
    for (size_t i = 0; !words.len && i < chart->category_count; i++)
        if (!cell_is_shown(part_of(chart, i)->cell))
            words = part_of(chart, i)->label;
    return words;
}

static struct pie sliced(struct sketch *sketch, const struct sums *sums)
{
    const struct chart *chart = sketch->chart;
    const double whole = (double)(sums->hidden ? chart->pie_remainder_base.count : sums->shown);
    struct pie pie = {.sketch = sketch, .slices = ARENA_ARRAY(sketch->arena, struct slice, sums->slices + 1)};
    for (size_t i = 0; i < chart->category_count; i++) {
        const struct chart_part *part = part_of(chart, i);
        const struct slice look = {.words = {chart->categories[i].label, part->label}, .look = palette_at(i)};
        if (part->cell.count > 0)
            add_slice(&pie, (double)part->cell.count / whole, &look);
    }
    if (sums->hidden) {
        const struct slice rest = {
            .words = {hidden_names(sketch, sums->hidden), hidden_words(chart)}, .look = palette_hidden(), .hidden = true};
        add_slice(&pie, (whole - (double)sums->shown) / whole, &rest);
    }
    return pie;
}

/* ---- labels beside the circle ---- */

struct side_width {
    double word_pt, natural_pt, given_pt;
    bool used;
};

static void measure_sides(const struct pie *pie, struct side_width sides[SIDE_COUNT])
{
    for (size_t i = 0; i < pie->count; i++) {
        const struct label_words *words = &pie->slices[i].words;
        struct side_width *side = &sides[pie->slices[i].side];
        const double word = fmax(sketch_word_width(pie->sketch, words->category, ROLE_CATEGORY),
                                 sketch_word_width(pie->sketch, words->value, ROLE_VALUE));
        const double natural = fmax(sketch_natural_width(pie->sketch, words->category, ROLE_CATEGORY),
                                    sketch_natural_width(pie->sketch, words->value, ROLE_VALUE));
        side->used = true;
        side->word_pt = fmax(side->word_pt, ceil(word) + 1);
        side->natural_pt = fmax(side->natural_pt, ceil(natural) + 1);
    }
}

/* Shares the width that the circle leaves: each side its natural width if it can be, its widest word at least. */
static bool share_width(struct side_width sides[SIDE_COUNT], double room_pt)
{
    struct side_width *left = &sides[SIDE_LEFT], *right = &sides[SIDE_RIGHT];
    if (left->word_pt + right->word_pt > room_pt)
        return false;
    const double fair = fmax(room_pt / 2, room_pt - right->natural_pt);
    left->given_pt = fmin(left->natural_pt, fmin(fmax(fair, left->word_pt), room_pt - right->word_pt));
    right->given_pt = fmin(right->natural_pt, room_pt - left->given_pt);
    return true;
}

static void caption_slices(struct pie *pie, const struct side_width sides[SIDE_COUNT])
{
    static const enum text_align aligns[] = {[SIDE_RIGHT] = ALIGN_START, [SIDE_LEFT] = ALIGN_END};
    for (size_t i = 0; i < pie->count; i++) {
        struct slice *slice = &pie->slices[i];
        slice->label = sketch_caption(pie->sketch, &slice->words, CAPTION_LINES, sides[slice->side].given_pt,
                                      aligns[slice->side]);
    }
}

/* The slices of a side from top to bottom: clockwise on the right, the other way round on the left. */
static size_t slice_on_side(const struct pie *pie, enum side side, size_t rank)
{
    return side == SIDE_RIGHT ? rank : pie->count - 1 - rank;
}

static size_t side_size(const struct pie *pie, enum side side)
{
    size_t size = 0;
    for (size_t i = 0; i < pie->count; i++)
        size += pie->slices[i].side == side;
    return size;
}

static bool spread_side(struct pie *pie, enum side side)
{
    struct spread_item items[SLICES_MAX] = {{0}};
    const size_t count = side_size(pie, side);
    const double reach = pie->radius_pt + ELBOW_PT;
    for (size_t rank = 0; rank < count; rank++) {
        const struct slice *slice = &pie->slices[slice_on_side(pie, side, rank)];
        items[rank].wanted_pt = -reach * cos(middle_of(slice));
        items[rank].size_pt = slice->label.height_pt;
    }
    if (!spread_apart(items, count, LABEL_SPACING_PT, -reach, reach))
        return false;
    for (size_t rank = 0; rank < count; rank++)
        pie->slices[slice_on_side(pie, side, rank)].label_y_pt = items[rank].middle_pt;
    return true;
}

struct leader {
    double rim_x, rim_y, elbow_x, elbow_y, end_x; /* from the centre; ends at the elbow's height */
    double label_x;
};

/* Half the chord of the circle at that height; 0 outside of it. */
static double chord(double radius, double y)
{
    return sqrt(fmax(0, radius * radius - y * y));
}

static struct leader leader_of(const struct pie *pie, const struct slice *slice)
{
    const double direction = slice->side == SIDE_RIGHT ? 1 : -1, middle = middle_of(slice), y = slice->label_y_pt;
    const double nearest = fmax(0, fabs(y) - slice->label.height_pt / 2);
    const double label_x = fmax(MIDDLE_GAP_PT, chord(pie->radius_pt + HUG_PT, nearest));
    const double elbow_x = fmin(chord(pie->radius_pt + ELBOW_PT, y), label_x - LEADER_GAP_PT);
    return (struct leader){.rim_x = (pie->radius_pt + RIM_PT) * sin(middle),
                           .rim_y = -(pie->radius_pt + RIM_PT) * cos(middle),
                           .elbow_x = direction * elbow_x,
                           .elbow_y = y,
                           .end_x = direction * (label_x - LEADER_GAP_PT),
                           .label_x = direction * label_x};
}

/* Whether the piece from rim to elbow runs through the circle: its nearest point to the centre lies inside. */
static bool crosses_circle(const struct pie *pie, const struct leader *leader)
{
    const double dx = leader->elbow_x - leader->rim_x, dy = leader->elbow_y - leader->rim_y;
    const double squared = dx * dx + dy * dy;
    if (squared <= 0)
        return false;
    const double along = fmax(0, fmin(1, -(leader->rim_x * dx + leader->rim_y * dy) / squared));
    return hypot(leader->rim_x + along * dx, leader->rim_y + along * dy) < pie->radius_pt;
}

/* Tries labels round a circle of the radius already set; true when all have room and every leader line is free. */
static bool place_labels(struct pie *pie, const struct side_width measured[SIDE_COUNT])
{
    struct side_width sides[SIDE_COUNT] = {measured[SIDE_RIGHT], measured[SIDE_LEFT]};
    const double reach = pie->radius_pt + HUG_PT;
    const double used[] = {sides[SIDE_RIGHT].used ? reach : pie->radius_pt,
                           sides[SIDE_LEFT].used ? reach : pie->radius_pt};
    const double room = pie->sketch->width_pt - used[SIDE_RIGHT] - used[SIDE_LEFT];
    if (!share_width(sides, room))
        return false;
    caption_slices(pie, sides);
    if (!spread_side(pie, SIDE_RIGHT) || !spread_side(pie, SIDE_LEFT))
        return false;
    for (size_t i = 0; i < pie->count; i++) {
        const struct leader leader = leader_of(pie, &pie->slices[i]);
        if (crosses_circle(pie, &leader))
            return false;
    }
    const double spare = room - sides[SIDE_LEFT].given_pt - sides[SIDE_RIGHT].given_pt;
    pie->x_pt = spare / 2 + sides[SIDE_LEFT].given_pt + used[SIDE_LEFT];
    return true;
}

static bool fit_radius(struct pie *pie)
{
    struct side_width sides[SIDE_COUNT] = {{0}};
    measure_sides(pie, sides);
    pie->radius_pt = fmin(RADIUS_MAX_PT, RADIUS_SHARE * pie->sketch->width_pt);
    for (; pie->radius_pt >= RADIUS_MIN_PT; pie->radius_pt -= 3)
        if (place_labels(pie, sides))
            return true;
    return false;
}

/* ---- drawing ---- */

static void draw_slice(struct pie *pie, const struct slice *slice)
{
    struct path path = {.count = 0};
    const struct paint paint = palette_paint(&slice->look);
    if (pie->count > 1)
        path_move(&path, pie->x_pt, pie->y_pt);
    path_arc(&path, pie->x_pt, pie->y_pt, pie->radius_pt, slice->from, slice->to);
    path_close(&path);
    sketch_path(pie->sketch, &path, &paint);
}

/* The hidden slice is pale: an outline keeps its rim visible. */
static void outline_hidden(struct pie *pie, const struct slice *slice)
{
    struct path path = {.count = 0};
    path_arc(&path, pie->x_pt, pie->y_pt, pie->radius_pt - 0.3, slice->from, slice->to);
    sketch_path(pie->sketch, &path,
                &(struct paint){.stroke = true, .stroke_colour = PALETTE_AXIS, .stroke_width_pt = 0.6});
}

static double rim_length(const struct pie *pie, size_t i)
{
    const struct slice *slice = &pie->slices[i % pie->count];
    return (slice->to - slice->from) * pie->radius_pt;
}

/* White lines between slices, thin enough to leave the thinnest slice visible. */
static void draw_boundaries(struct pie *pie)
{
    for (size_t i = 0; pie->count > 1 && i < pie->count; i++) {
        const double from = pie->slices[i].from;
        const double thinner = fmin(rim_length(pie, i), rim_length(pie, i + pie->count - 1));
        const struct sketch_segment segment = {pie->x_pt, pie->y_pt, pie->x_pt + pie->radius_pt * sin(from),
                                               pie->y_pt - pie->radius_pt * cos(from)};
        sketch_line(pie->sketch, &segment, PALETTE_PAPER, fmin(1.2, thinner / 4));
    }
}

static void draw_circle(struct pie *pie)
{
    for (size_t i = 0; i < pie->count; i++)
        draw_slice(pie, &pie->slices[i]);
    draw_boundaries(pie);
    for (size_t i = 0; i < pie->count; i++)
        if (pie->slices[i].hidden)
            outline_hidden(pie, &pie->slices[i]);
}

static void draw_leader(struct pie *pie, const struct slice *slice)
{
    const struct leader leader = leader_of(pie, slice);
    struct path path = {.count = 0};
    path_move(&path, pie->x_pt + leader.rim_x, pie->y_pt + leader.rim_y);
    path_line(&path, pie->x_pt + leader.elbow_x, pie->y_pt + leader.elbow_y);
    path_line(&path, pie->x_pt + leader.end_x, pie->y_pt + leader.elbow_y);
    sketch_path(pie->sketch, &path,
                &(struct paint){.stroke = true, .stroke_colour = PALETTE_AXIS, .stroke_width_pt = 0.6});
    sketch_write(pie->sketch, &slice->label, pie->x_pt + leader.label_x,
                 pie->y_pt + slice->label_y_pt - slice->label.height_pt / 2);
}

static void draw_with_leaders(struct pie *pie)
{
    double above = pie->radius_pt, below = pie->radius_pt;
    for (size_t i = 0; i < pie->count; i++) {
        const double half = pie->slices[i].label.height_pt / 2;
        above = fmax(above, half - pie->slices[i].label_y_pt);
        below = fmax(below, half + pie->slices[i].label_y_pt);
    }
    pie->y_pt = above + 1;
    pie->sketch->height_pt = above + below + 2;
    draw_circle(pie);
    for (size_t i = 0; i < pie->count; i++)
        draw_leader(pie, &pie->slices[i]);
}

/* ---- where labels find no room beside the circle: a key, at its right or below it ---- */

static const double KEY_PT = 8.5, KEY_GAP_PT = 5, KEY_SPACING_PT = 4.5, BESIDE_FROM_PT = 320, BESIDE_GAP_PT = 26;

static void draw_key(struct pie *pie, const struct slice *slice, double x_pt, double y_pt)
{
    const double line_pt = 1.08 * slice->label.size_pt;
    const struct sketch_box box = {x_pt, y_pt + (line_pt - KEY_PT) / 2, KEY_PT, KEY_PT};
    const struct paint paint = slice->hidden ? palette_hidden_paint() : palette_paint(&slice->look);
    sketch_rectangle(pie->sketch, &box, &paint);
    sketch_write(pie->sketch, &slice->label, x_pt + KEY_PT + KEY_GAP_PT, y_pt);
}

static double caption_keys(struct pie *pie, double wrap_pt)
{
    double height = -KEY_SPACING_PT;
    for (size_t i = 0; i < pie->count; i++) {
        struct slice *slice = &pie->slices[i];
        slice->label = sketch_caption(pie->sketch, &slice->words, CAPTION_INLINE, wrap_pt, ALIGN_START);
        height += slice->label.height_pt + KEY_SPACING_PT;
    }
    return height;
}

static void draw_with_key(struct pie *pie)
{
    struct sketch *sketch = pie->sketch;
    const bool beside = sketch->width_pt >= BESIDE_FROM_PT;
    pie->radius_pt = fmin(RADIUS_MAX_PT, RADIUS_SHARE * sketch->width_pt);
    const double x = beside ? 2 * pie->radius_pt + BESIDE_GAP_PT : 0;
    const double keys = caption_keys(pie, sketch->width_pt - x - KEY_PT - KEY_GAP_PT);
    const double circle = 2 * pie->radius_pt + 2;
    pie->x_pt = beside ? pie->radius_pt : sketch->width_pt / 2;
    pie->y_pt = 1 + (beside ? fmax(circle, keys) / 2 : pie->radius_pt);
    sketch->height_pt = 1 + (beside ? fmax(circle, keys) : circle + 10 + keys);
    double y = beside ? pie->y_pt - keys / 2 : circle + 10;
    draw_circle(pie);
    for (size_t i = 0; i < pie->count; i++) {
        draw_key(pie, &pie->slices[i], x, y);
        y += pie->slices[i].label.height_pt + KEY_SPACING_PT;
    }
}

void pie_plan(struct sketch *sketch)
{
    const struct sums sums = sum_up(sketch->chart);
    if (!is_drawable(sketch->chart, &sums)) {
        bars_plan(sketch);
        return;
    }
    struct pie pie = sliced(sketch, &sums);
    if (fit_radius(&pie))
        draw_with_leaders(&pie);
    else
        draw_with_key(&pie);
}
