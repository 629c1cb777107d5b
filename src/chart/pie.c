/* SPDX-License-Identifier: GPL-3.0-or-later
 * Pies: angles from released counts, labels on both sides that hug the circle. */
#include "chart/pie.h"

#include <math.h>

#include "chart/bars.h"
#include "chart/palette.h"
#include "chart/spread.h"

enum { SLICES_MAX = 12, NAMED_HIDDEN_MAX = 5, LABEL_LINES_MAX = 6 };

/* A leader line leaves the rim at RIM, turns at ELBOW and ends before the label; labels keep out of the circle HUG.
 * Where they crowd they may rise above the circle (or sink below it) by RISE. */
static const double RIM_PT = 1.5, ELBOW_PT = 7, HUG_PT = 11, LEADER_GAP_PT = 2.5;
static const double RADIUS_SHARE = 0.235, LABEL_SPACING_PT = 4, RISE_PT = 60;
/* The largest that has room: pies of a report are of few sizes, whatever their labels. */
static const double RADII_PT[] = {64, 52, 44, 38};
enum { RADII = sizeof RADII_PT / sizeof *RADII_PT };
static const double MIDDLE_GAP_PT = 4; /* between the labels of both sides above and below the circle, halved */

enum side { SIDE_RIGHT, SIDE_LEFT, SIDE_COUNT };

struct slice {
    double from, to; /* radians clockwise from 12 o'clock */
    struct label_words words;
    struct palette_entry look;
    bool hidden;
    enum side side;
    struct label label;
    double label_x_pt, label_y_pt; /* its near edge (a distance) and its middle, from the centre of the circle */
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

/* What is hidden has no count here, whatever the cell holds. */
static int64_t shown_count(const struct chart_part *part)
{
    return cell_is_shown(part->cell) ? part->cell.count : 0;
}

struct sums {
    int64_t shown;
    size_t slices, hidden;
};

static struct sums sum_up(const struct chart *chart)
{
    struct sums sums = {0};
    for (size_t i = 0; i < chart->category_count; i++) {
        const struct chart_part *part = part_of(chart, i);
        sums.hidden += !cell_is_shown(part->cell);
        sums.slices += shown_count(part) > 0;
        sums.shown += shown_count(part);
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

bool pie_is_round(const struct chart *chart)
{
    const struct sums sums = sum_up(chart);
    return is_drawable(chart, &sums);
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
                text_add(&b, sketch->chart->list);
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
        const struct slice look = {.words = {chart->categories[i].label, part->label, true}, .look = palette_at(i)};
        if (shown_count(part) > 0)
            add_slice(&pie, (double)shown_count(part) / whole, &look);
    }
    if (sums->hidden) {
        const struct slice rest = {.words = {hidden_names(sketch, sums->hidden), hidden_words(chart), false},
                                   .look = palette_hidden(),
                                   .hidden = true};
        add_slice(&pie, (whole - (double)sums->shown) / whole, &rest);
    }
    return pie;
}

/* ---- labels beside the circle ---- */

struct side_width {
    double word_pt, natural_pt, given_pt;
    bool used;
};

struct attempt {
    enum caption_form form;
    bool in_middle; /* the circle stays in the middle of the chart: no side gets more than half of what is left */
    double rise_pt;
    struct side_width sides[SIDE_COUNT];
};

static void measure_side(const struct pie *pie, const struct slice *slice, struct attempt *attempt)
{
    static const double blanks_pt = 5; /* between category and value in one line */
    struct sketch *sketch = pie->sketch;
    const struct label_words *words = &slice->words;
    struct side_width *side = &attempt->sides[slice->side];
    const double category = sketch_natural_width(sketch, words->category, ROLE_CATEGORY);
    const double value = sketch_natural_width(sketch, words->value, ROLE_VALUE);
    const double whole = words->is_counted ? value : sketch_word_width(sketch, words->value, ROLE_VALUE);
    const double word = fmax(sketch_word_width(sketch, words->category, ROLE_CATEGORY), whole);
    const double natural = attempt->form == CAPTION_LINES ? fmax(category, value) : category + blanks_pt + value;
    side->used = true;
    side->word_pt = fmax(side->word_pt, ceil(word) + 1);
    side->natural_pt = fmax(side->natural_pt, ceil(natural) + 1);
}

/* Shares the width that the circle leaves: each side its natural width if it can be, its widest word or value at least. */
static bool share_width(struct side_width sides[SIDE_COUNT], bool in_middle, double room_pt)
{
    struct side_width *left = &sides[SIDE_LEFT], *right = &sides[SIDE_RIGHT];
    if (in_middle) {
        left->given_pt = fmin(left->natural_pt, room_pt / 2);
        right->given_pt = fmin(right->natural_pt, room_pt / 2);
        return fmax(left->word_pt, right->word_pt) <= room_pt / 2;
    }
    if (left->word_pt + right->word_pt > room_pt)
        return false;
    const double fair = fmax(room_pt / 2, room_pt - right->natural_pt);
    left->given_pt = fmin(left->natural_pt, fmin(fmax(fair, left->word_pt), room_pt - right->word_pt));
    right->given_pt = fmin(right->natural_pt, room_pt - left->given_pt);
    return true;
}

static void caption_slices(struct pie *pie, const struct attempt *attempt)
{
    static const enum text_align aligns[] = {[SIDE_RIGHT] = ALIGN_START, [SIDE_LEFT] = ALIGN_END};
    for (size_t i = 0; i < pie->count; i++) {
        struct slice *slice = &pie->slices[i];
        slice->label = sketch_caption(pie->sketch, &slice->words, attempt->form, attempt->sides[slice->side].given_pt,
                                      aligns[slice->side]);
    }
}

/* Whether no label is a tower of single words: such names are read more easily in a legend. */
static bool labels_are_low(const struct pie *pie)
{
    for (size_t i = 0; i < pie->count; i++)
        if (pie->slices[i].label.layout && pie->slices[i].label.layout->line_count > LABEL_LINES_MAX)
            return false;
    return true;
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

static bool spread_side(struct pie *pie, enum side side, double rise_pt)
{
    struct spread_item items[SLICES_MAX] = {{0}};
    const size_t count = side_size(pie, side);
    const double reach = pie->radius_pt + ELBOW_PT, limit = reach + rise_pt;
    for (size_t rank = 0; rank < count; rank++) {
        const struct slice *slice = &pie->slices[slice_on_side(pie, side, rank)];
        items[rank].wanted_pt = -reach * cos(middle_of(slice));
        items[rank].size_pt = slice->label.height_pt;
    }
    if (!spread_apart(items, count, LABEL_SPACING_PT, -limit, limit))
        return false;
    for (size_t rank = 0; rank < count; rank++)
        pie->slices[slice_on_side(pie, side, rank)].label_y_pt = items[rank].middle_pt;
    return true;
}

/* Distances from the centre line, to either side; y from the centre. */
struct leader {
    double rim_x, rim_y, elbow_x, end_x, end_y; /* the elbow is as high as the end */
};

/* Half the chord of the circle at that height; 0 outside of it. */
static double chord(double radius, double y)
{
    return sqrt(fmax(0, radius * radius - y * y));
}

static struct leader leader_of(const struct pie *pie, const struct slice *slice)
{
    const double rim = pie->radius_pt + RIM_PT, elbow = pie->radius_pt + ELBOW_PT, middle = middle_of(slice);
    const double y = slice->label_y_pt, rim_x = fabs(rim * sin(middle)), end_x = slice->label_x_pt - LEADER_GAP_PT;
    return (struct leader){.rim_x = rim_x,
                           .rim_y = -rim * cos(middle),
                           .elbow_x = fmin(end_x, fmax(rim_x, chord(elbow, y))),
                           .end_x = end_x,
                           .end_y = y};
}

/* How far the label keeps from the centre line for the sake of the leader of a label further up (or down). */
static double clear_of(const struct pie *pie, const struct slice *slice, const struct slice *outer)
{
    const struct leader leader = leader_of(pie, outer);
    const double top = slice->label_y_pt - slice->label.height_pt / 2, bottom = top + slice->label.height_pt;
    const bool meets = fmin(leader.rim_y, leader.end_y) < bottom && top < fmax(leader.rim_y, leader.end_y);
    return meets ? fmax(leader.rim_x, leader.elbow_x) + LEADER_GAP_PT : 0;
}

/* The label hugs the circle; where it is nearer to the pole than its slice, it stands beside its own leader line. */
static void place_edge(const struct pie *pie, struct slice *slice)
{
    const double y = fabs(slice->label_y_pt), nearest = fmax(0, y - slice->label.height_pt / 2);
    const double rim_x = fabs((pie->radius_pt + RIM_PT) * sin(middle_of(slice)));
    const double beside = chord(pie->radius_pt + ELBOW_PT, y) < rim_x ? rim_x + 2 * LEADER_GAP_PT : 0;
    slice->label_x_pt = fmax(beside, fmax(MIDDLE_GAP_PT, chord(pie->radius_pt + HUG_PT, nearest)));
}

/* From the outermost label to the middle, so that each knows the leader lines it must leave room for. */
static void place_edges(struct pie *pie, enum side side)
{
    const size_t count = side_size(pie, side);
    for (size_t n = 0; n < 2 * count; n++) {
        const bool from_top = n < count;
        const size_t rank = from_top ? n : 2 * count - 1 - n;
        struct slice *slice = &pie->slices[slice_on_side(pie, side, rank)];
        if ((slice->label_y_pt < 0) != from_top)
            continue;
        place_edge(pie, slice);
        for (size_t outer = from_top ? 0 : rank + 1; outer < (from_top ? rank : count); outer++)
            slice->label_x_pt = fmax(slice->label_x_pt,
                                     clear_of(pie, slice, &pie->slices[slice_on_side(pie, side, outer)]));
    }
}

/* Whether the piece from rim to elbow touches the circle: its nearest point to the centre lies inside. */
static bool touches_circle(const struct pie *pie, const struct slice *slice)
{
    const struct leader leader = leader_of(pie, slice);
    const double dx = leader.elbow_x - leader.rim_x, dy = leader.end_y - leader.rim_y, squared = dx * dx + dy * dy;
    if (squared <= 0)
        return false;
    const double along = fmax(0, fmin(1, -(leader.rim_x * dx + leader.rim_y * dy) / squared));
    return hypot(leader.rim_x + along * dx, leader.rim_y + along * dy) < pie->radius_pt + RIM_PT / 2;
}

struct point {
    double x, y;
};

/* Twice the area of the triangle; its sign says to which side of the line from a to b point c lies. */
static double side_of_line(struct point a, struct point b, struct point c)
{
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

static bool segments_cross(struct point a, struct point b, struct point c, struct point d)
{
    return side_of_line(a, b, c) * side_of_line(a, b, d) < 0 && side_of_line(c, d, a) * side_of_line(c, d, b) < 0;
}

static bool leaders_cross(const struct leader *p, const struct leader *q)
{
    const struct point a[3] = {{p->rim_x, p->rim_y}, {p->elbow_x, p->end_y}, {p->end_x, p->end_y}};
    const struct point b[3] = {{q->rim_x, q->rim_y}, {q->elbow_x, q->end_y}, {q->end_x, q->end_y}};
    for (size_t i = 0; i < 2; i++)
        for (size_t j = 0; j < 2; j++)
            if (segments_cross(a[i], a[i + 1], b[j], b[j + 1]))
                return true;
    return false;
}

/* Whether the leader of this slice and that of one before it on its side would run into each other. */
static bool touches_another(const struct pie *pie, size_t i)
{
    static const double apart_pt = 2.6;
    const struct leader leader = leader_of(pie, &pie->slices[i]);
    for (size_t j = 0; j < i; j++) {
        const struct leader other = leader_of(pie, &pie->slices[j]);
        if (pie->slices[i].side == pie->slices[j].side &&
            (hypot(leader.rim_x - other.rim_x, leader.rim_y - other.rim_y) < apart_pt ||
             leaders_cross(&leader, &other)))
            return true;
    }
    return false;
}

static bool leaders_are_free(const struct pie *pie)
{
    for (size_t i = 0; i < pie->count; i++)
        if (touches_circle(pie, &pie->slices[i]) || touches_another(pie, i))
            return false;
    return true;
}

static double label_width(const struct pie *pie, enum side side)
{
    double widest_pt = 0;
    for (size_t i = 0; i < pie->count; i++)
        if (pie->slices[i].side == side)
            widest_pt = fmax(widest_pt, pie->slices[i].label.width_pt);
    return widest_pt;
}

/* In the middle of the chart, so that circles above each other stand in one line; or as near to it as labels let it. */
static double centre_of(const struct pie *pie, double to_left_pt, double to_right_pt)
{
    const double least_pt = to_left_pt + label_width(pie, SIDE_LEFT);
    const double most_pt = pie->sketch->width_pt - to_right_pt - label_width(pie, SIDE_RIGHT);
    return fmin(fmax(pie->sketch->width_pt / 2, least_pt), most_pt);
}

/* Tries labels round a circle of the radius already set; true when all have room and every leader line is free. */
static bool place_labels(struct pie *pie, struct attempt *attempt)
{
    const struct side_width *right = &attempt->sides[SIDE_RIGHT], *left = &attempt->sides[SIDE_LEFT];
    const double to_right = pie->radius_pt + (right->used ? HUG_PT : 0);
    const double to_left = pie->radius_pt + (left->used ? HUG_PT : 0);
    const double room = pie->sketch->width_pt - to_right - to_left;
    if (!share_width(attempt->sides, attempt->in_middle, room))
        return false;
    caption_slices(pie, attempt);
    if (!labels_are_low(pie) || !spread_side(pie, SIDE_RIGHT, attempt->rise_pt) ||
        !spread_side(pie, SIDE_LEFT, attempt->rise_pt))
        return false;
    place_edges(pie, SIDE_RIGHT);
    place_edges(pie, SIDE_LEFT);
    pie->x_pt = centre_of(pie, to_left, to_right);
    return leaders_are_free(pie);
}

/* The largest radius that is no more than its share of the width; the least where all are more. */
static size_t first_radius(const struct sketch *sketch)
{
    size_t i = 0;
    while (i + 1 < RADII && RADII_PT[i] > RADIUS_SHARE * sketch->width_pt)
        i++;
    return i;
}

static bool fit_radius(struct pie *pie, struct attempt attempt)
{
    for (size_t i = 0; i < pie->count; i++)
        measure_side(pie, &pie->slices[i], &attempt);
    for (size_t i = first_radius(pie->sketch); i < RADII; i++) {
        pie->radius_pt = RADII_PT[i];
        attempt.in_middle = true;
        if (place_labels(pie, &attempt))
            return true;
        attempt.in_middle = false;
        if (place_labels(pie, &attempt))
            return true;
    }
    return false;
}

/* Category over value where there is room for two lines; one line and more height where labels crowd. */
static bool fit_labels(struct pie *pie)
{
    return fit_radius(pie, (struct attempt){.form = CAPTION_LINES}) ||
           fit_radius(pie, (struct attempt){.form = CAPTION_INLINE, .rise_pt = RISE_PT});
}

/* ---- drawing ---- */

static void draw_slice(struct pie *pie, const struct slice *slice)
{
    struct path path;
    path_begin(&path);
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
    struct path path;
    path_begin(&path);
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
    const double direction = slice->side == SIDE_RIGHT ? 1 : -1;
    const struct leader leader = leader_of(pie, slice);
    struct path path;
    path_begin(&path);
    path_move(&path, pie->x_pt + direction * leader.rim_x, pie->y_pt + leader.rim_y);
    path_line(&path, pie->x_pt + direction * leader.elbow_x, pie->y_pt + leader.end_y);
    path_line(&path, pie->x_pt + direction * leader.end_x, pie->y_pt + leader.end_y);
    sketch_path(pie->sketch, &path,
                &(struct paint){.stroke = true, .stroke_colour = PALETTE_AXIS, .stroke_width_pt = 0.6});
    sketch_write(pie->sketch, &slice->label, pie->x_pt + direction * slice->label_x_pt,
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
    pie->radius_pt = RADII_PT[first_radius(sketch)];
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
    if (fit_labels(&pie))
        draw_with_leaders(&pie);
    else
        draw_with_key(&pie);
    sketch->centre_pt = pie.y_pt;
}
