/* SPDX-License-Identifier: GPL-3.0-or-later
 * For tests of charts: small charts made from counts, and what the trace canvas wrote, taken apart again. */
#ifndef TESTS_UNIT_CHART_DRAWING_H
#define TESTS_UNIT_CHART_DRAWING_H

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "canvas/backend.h"
#include "canvas/trace.h"
#include "chart/chart.h"
#include "unit/harness.h"

enum { HIDDEN = -1, MARK_POINTS_MAX = 64 };

enum mark_kind { MARK_PATH, MARK_CLIP, MARK_UNCLIP, MARK_TEXT };

struct mark {
    enum mark_kind kind;
    bool filled, stroked, curved;
    unsigned fill, stroke; /* colours; of text: fill */
    double left, top, right, bottom;
    double x[MARK_POINTS_MAX], y[MARK_POINTS_MAX]; /* ends of the steps */
    size_t points;
    const char *words; /* of text, NUL-ended */
};

struct drawing {
    struct arena *arena;
    struct typeface *typeface;
    struct text_builder trace;
    LIST_OF(struct mark) marks;
    double width_pt, height_pt;
    struct chart_extent extent;
};

/* ---- charts ---- */

/* Categories by series, row by row; HIDDEN for a hidden count. */
struct sample {
    enum chart_kind kind;
    const char *const *labels;
    const char *const *series; /* NULL: one series */
    const int64_t *counts;
    size_t categories, series_count;
};

static inline struct cell shown(int64_t count)
{
    return (struct cell){CELL_SHOWN, count};
}

static inline struct chart_part sample_part(struct arena *arena, int64_t count)
{
    if (count == HIDDEN)
        return (struct chart_part){{CELL_HIDDEN, 0}, TEXT("[c]")};
    return (struct chart_part){shown(count), text_format(arena, "%d", (int)count)};
}

static inline struct chart sample_chart(struct arena *arena, const struct sample *sample)
{
    struct chart chart = {.kind = sample->kind,
                          .id = TEXT("sample"),
                          .title = TEXT("Title"),
                          .alt = TEXT("Alt"),
                          .language = "en",
                          .axis_title = TEXT("persons"),
                          .thousands = TEXT(" "),
                          .list = TEXT(", "),
                          .hidden_label = TEXT("not published"),
                          .empty_label = TEXT("No cases"),
                          .series_count = sample->series ? sample->series_count : 0,
                          .category_count = sample->categories};
    const size_t parts = sample->series ? sample->series_count : 1;
    chart.series = ARENA_ARRAY(arena, struct text, parts);
    chart.categories = ARENA_ARRAY(arena, struct chart_category, chart.category_count + 1);
    for (size_t k = 0; k < chart.series_count; k++)
        chart.series[k] = text_of(sample->series[k]);
    for (size_t i = 0; i < chart.category_count; i++) {
        struct chart_category *category = &chart.categories[i];
        category->label = text_of(sample->labels[i]);
        category->parts = ARENA_ARRAY(arena, struct chart_part, parts);
        for (size_t k = 0; k < parts; k++)
            category->parts[k] = sample_part(arena, sample->counts[i * parts + k]);
    }
    return chart;
}

/* ---- reading the trace ---- */

static inline void grow(struct mark *mark, double x, double y)
{
    mark->left = fmin(mark->left, x);
    mark->right = fmax(mark->right, x);
    mark->top = fmin(mark->top, y);
    mark->bottom = fmax(mark->bottom, y);
}

/* Steps after " : ". Control points do not count for the box. */
static inline void read_steps(struct mark *mark, const char *at)
{
    mark->left = mark->top = HUGE_VAL;
    mark->right = mark->bottom = -HUGE_VAL;
    while (*at == ' ') {
        const char verb = at[1];
        char *end = NULL;
        double x = 0, y = 0;
        at += 2;
        for (int pairs = verb == 'C' ? 3 : verb == 'Z' ? 0 : 1; pairs; pairs--) {
            x = strtod(at, &end);
            y = strtod(end, &end);
            at = end;
        }
        mark->curved = mark->curved || verb == 'C';
        if (verb == 'Z')
            continue;
        ck_assert_uint_lt(mark->points, MARK_POINTS_MAX);
        mark->x[mark->points] = x;
        mark->y[mark->points++] = y;
        grow(mark, x, y);
    }
}

static inline void read_text(struct mark *mark, char *line)
{
    char *at = line + strlen("text");
    double numbers[7];
    for (int i = 0; i < 7; i++)
        numbers[i] = strtod(at, &at);
    mark->left = numbers[3];
    mark->top = numbers[4];
    mark->right = numbers[5];
    mark->bottom = numbers[6];
    mark->fill = (unsigned)strtoul(at, NULL, 16);
    char *quote = strchr(at, '"');
    ck_assert_ptr_nonnull(quote);
    quote[strlen(quote) - 1] = '\0';
    mark->words = quote + 1;
}

static inline struct mark read_mark(char *line)
{
    struct mark mark = {.kind = MARK_PATH};
    const char *fill = strstr(line, " fill="), *stroke = strstr(line, " stroke="), *steps = strstr(line, " :");
    if (strncmp(line, "text", 4) == 0) {
        mark.kind = MARK_TEXT;
        read_text(&mark, line);
        return mark;
    }
    if (strncmp(line, "unclip", 6) == 0) {
        mark.kind = MARK_UNCLIP;
        return mark;
    }
    if (strncmp(line, "clip", 4) == 0)
        mark.kind = MARK_CLIP;
    mark.filled = fill != NULL;
    mark.stroked = stroke != NULL;
    mark.fill = fill ? (unsigned)strtoul(fill + 6, NULL, 16) : 0;
    mark.stroke = stroke ? (unsigned)strtoul(stroke + 8, NULL, 16) : 0;
    read_steps(&mark, steps + 2);
    return mark;
}

/* Lines of hatchings are left out: they run over the edges that their clip has. */
static inline void read_marks(struct drawing *drawing)
{
    bool clipped = false;
    char *copy = text_to_c(drawing->arena, text_built(&drawing->trace));
    for (char *line = copy, *end; (end = strchr(line, '\n')); line = end + 1) {
        *end = '\0';
        if (clipped && strncmp(line, "unclip", 6) != 0)
            continue;
        const struct mark mark = read_mark(line);
        clipped = mark.kind == MARK_CLIP;
        ARENA_PUSH(drawing->arena, &drawing->marks, mark);
    }
}

static inline struct drawing drawing_new(void)
{
    struct error err = {0};
    struct drawing drawing = {.arena = arena_new(), .typeface = typeface_open("fonts", &err)};
    ck_assert_msg(drawing.typeface != NULL, "%s", err.message);
    return drawing;
}

static inline void drawing_done(struct drawing *drawing)
{
    text_builder_done(&drawing->trace);
    typeface_close(drawing->typeface);
    arena_free(drawing->arena);
}

/* Forgets what was drawn before. */
static inline void drawing_make_level(struct drawing *drawing, const struct chart *chart, double width_pt, struct chart_level level)
{
    drawing->trace.len = 0;
    drawing->marks.count = 0;
    drawing->width_pt = width_pt;
    const struct sketch *sketch = chart_sketch_level(drawing->arena, chart, drawing->typeface, width_pt, level);
    struct canvas *canvas = trace_canvas_new(&drawing->trace, drawing->typeface);
    drawing->extent = chart_sketch_extent(sketch);
    drawing->height_pt = drawing->extent.height_pt;
    chart_sketch_paint(sketch, canvas);
    canvas_free(canvas);
    read_marks(drawing);
}

static inline void drawing_make(struct drawing *drawing, const struct chart *chart, double width_pt)
{
    drawing_make_level(drawing, chart, width_pt, (struct chart_level){0, 0});
}

/* ---- questions ---- */

/* The n-th filled path of that colour, or NULL. */
static inline const struct mark *find_fill(const struct drawing *drawing, unsigned colour, size_t n)
{
    for (size_t i = 0; i < drawing->marks.count; i++) {
        const struct mark *mark = &drawing->marks.items[i];
        if (mark->kind == MARK_PATH && mark->filled && mark->fill == colour && n-- == 0)
            return mark;
    }
    return NULL;
}

static inline size_t count_fills(const struct drawing *drawing, unsigned colour)
{
    size_t count = 0;
    while (find_fill(drawing, colour, count))
        count++;
    return count;
}

static inline const struct mark *find_words(const struct drawing *drawing, const char *words)
{
    for (size_t i = 0; i < drawing->marks.count; i++)
        if (drawing->marks.items[i].kind == MARK_TEXT && strcmp(drawing->marks.items[i].words, words) == 0)
            return &drawing->marks.items[i];
    return NULL;
}

static inline size_t count_kind(const struct drawing *drawing, enum mark_kind kind)
{
    size_t count = 0;
    for (size_t i = 0; i < drawing->marks.count; i++)
        count += drawing->marks.items[i].kind == kind;
    return count;
}

static inline bool has_curves(const struct drawing *drawing)
{
    for (size_t i = 0; i < drawing->marks.count; i++)
        if (drawing->marks.items[i].kind == MARK_PATH && drawing->marks.items[i].curved)
            return true;
    return false;
}

#endif
