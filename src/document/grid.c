/* SPDX-License-Identifier: GPL-3.0-or-later
 * The released cells behind a chart or table, as rows and columns with headings. */
#include "document/binder.h"
#include "layout/breaks.h"

/* One row or column: where its cell is found. */
struct line {
    size_t use;
    int part;     /* of the released table; RELEASE_TOTAL for a step of time */
    bool joined, stated;
    struct text label, code;
    struct cell sum; /* for ordering: the total over the other variable */
};

struct lines {
    struct line *items;
    size_t count;
};

static struct text joined_label(const struct binder *binder, int dimension, const struct release_part *part)
{
    struct text_builder b = {0};
    for (int i = 0; i < part->count; i++) {
        if (i)
            text_add(&b, language_word(binder->in->language, "joined"));
        text_add(&b, category_label(binder, dimension, part->categories[i]));
    }
    return text_clean(binder->keep, &b);
}

static struct text category_code(const struct binder *binder, int dimension, int category)
{
    return binder->in->codebook->dimensions[dimension].categories[category].id;
}

static struct text joined_code(const struct binder *binder, int dimension, const struct release_part *part)
{
    struct text_builder b = {0};
    for (int i = 0; i < part->count; i++) {
        text_add_c(&b, i ? "," : "");
        text_add(&b, category_code(binder, dimension, part->categories[i]));
    }
    return text_clean(binder->keep, &b);
}

/* The cell at one or two places of the figure's table. */
static struct cell cell_at(const struct binder *binder, size_t use, int first, int second)
{
    const int parts[REQUEST_DIMENSIONS_MAX] = {first, second};
    return cell_of(binder->in, use, parts);
}

/* Rows or columns along a variable. */
static struct lines lines_of_variable(const struct binder *binder, const struct figure_block *figure, size_t place)
{
    const size_t use = figure->shown.uses[0];
    const int dimension = figure->shown.dimensions[place];
    const int not_stated = binder->in->codebook->dimensions[dimension].category_count - 1;
    int count;
    const struct release_part *parts = release_parts(binder->in->release, use, place, &count);
    struct lines lines = {ARENA_ARRAY(binder->keep, struct line, (size_t)count), 0};
    for (int i = 0; i < count; i++) {
        const int first = place == 0 ? i : RELEASE_TOTAL, second = place == 0 ? RELEASE_TOTAL : i;
        lines.items[lines.count++] = (struct line){
            .use = use,
            .part = i,
            .joined = parts[i].count > 1,
            .stated = parts[i].count > 1 || parts[i].categories[0] != not_stated,
            .label = joined_label(binder, dimension, &parts[i]),
            .code = joined_code(binder, dimension, &parts[i]),
            .sum = cell_at(binder, use, first, second),
        };
    }
    return lines;
}

/* The part of one category in a period, or NO_INDEX where the category has no case then. */
static int part_of(const struct binder *binder, size_t use, int category)
{
    int count;
    const struct release_part *parts = release_parts(binder->in->release, use, 0, &count);
    for (int i = 0; i < count; i++)
        if (parts[i].categories[0] == category)
            return i;
    return NO_INDEX;
}

/* Columns along a variable over several periods: every category that has a case in any. `part` is the category. */
static struct lines lines_over_time(const struct binder *binder, const struct figure_block *figure)
{
    const int dimension = figure->shown.dimensions[0];
    const int count = binder->in->codebook->dimensions[dimension].category_count;
    struct lines lines = {ARENA_ARRAY(binder->keep, struct line, (size_t)count), 0};
    for (int category = 0; category < count; category++) {
        bool occurs = false;
        for (size_t i = 0; i < figure->shown.period_count; i++)
            occurs = occurs || part_of(binder, figure->shown.uses[i], category) != NO_INDEX;
        if (occurs)
            lines.items[lines.count++] = (struct line){.part = category,
                                                       .stated = category != count - 1,
                                                       .label = category_label(binder, dimension, category),
                                                       .code = category_code(binder, dimension, category)};
    }
    return lines;
}

static struct cell cell_in_period(const struct binder *binder, size_t use, int category)
{
    const int part = part_of(binder, use, category);
    return part == NO_INDEX ? (struct cell){CELL_SHOWN, 0} : cell_at(binder, use, part, RELEASE_TOTAL);
}

/* "January"; "January 2014" where the series has another one too. */
static struct text step_label(const struct binder *binder, const struct shown *shown, struct period period)
{
    const date_day first = shown->periods[0].first, last = shown->periods[shown->period_count - 1].last;
    const bool is_of_one_year = date_of_day(first).year == date_of_day(last).year;
    if (shown->step == STEP_MONTH && is_of_one_year)
        return language_capital(binder->keep, language_month_name(binder->in->language, period.last));
    return language_period_name(binder->in->language, binder->keep, period);
}

static struct text step_code(const struct binder *binder, struct period period)
{
    struct text_builder b = {0};
    period_add(&b, period);
    return text_clean(binder->keep, &b);
}

static struct lines lines_of_time(const struct binder *binder, const struct figure_block *figure)
{
    const struct shown *shown = &figure->shown;
    struct lines lines = {ARENA_ARRAY(binder->keep, struct line, shown->period_count), 0};
    for (size_t i = 0; i < shown->period_count; i++)
        lines.items[lines.count++] = (struct line){
            .use = shown->uses[i],
            .part = RELEASE_TOTAL,
            .stated = true,
            .label = step_label(binder, shown, shown->periods[i]),
            .code = step_code(binder, shown->periods[i]),
        };
    return lines;
}

/* Marks the first step after each change of a classification. */
static void find_breaks(const struct binder *binder, struct lines *rows, struct grid *grid)
{
    bool *after = ARENA_ARRAY(binder->keep, bool, rows->count);
    grid->unmarked = ARENA_ARRAY(binder->keep, struct text, rows->count);
    grid->breaks = ARENA_ARRAY(binder->keep, date_day, rows->count);
    for (size_t i = 0; i < rows->count; i++) {
        date_day day;
        grid->unmarked[i] = rows->items[i].label;
        after[i] = i && break_between(binder->in->codebook, binder->in->requests, rows->items[i - 1].use, rows->items[i].use,
                                      binder->keep, &day);
        if (!after[i])
            continue;
        rows->items[i].label = text_format(binder->keep, "%.*s %.*s", TEXT_ARGS(rows->items[i].label),
                                           TEXT_ARGS(language_word(binder->in->language, "break mark")));
        grid->breaks[grid->break_count++] = day;
        binder->is_after_break[rows->items[i].use] = true;
        grid->row_is_after_break = after;
    }
}

/* Joined and hidden lines, and those not stated, keep their place at the end. */
static int sort_class(const struct line *line)
{
    return !line->stated ? 2 : line->joined || !cell_is_shown(line->sum) ? 1 : 0;
}

static bool comes_before(enum figure_order order, const struct line *a, const struct line *b)
{
    if (sort_class(a) != sort_class(b))
        return sort_class(a) < sort_class(b);
    if (sort_class(a) || order == ORDER_CODEBOOK || a->sum.count == b->sum.count)
        return false;
    return order == ORDER_LARGEST ? a->sum.count > b->sum.count : a->sum.count < b->sum.count;
}

/* A stable insertion sort: lines are few, and equals stay in the order of the code book. */
static void sort_lines(enum figure_order order, struct lines *lines)
{
    for (size_t i = 1; order != ORDER_CODEBOOK && i < lines->count; i++)
        for (size_t j = i; j && comes_before(order, &lines->items[j], &lines->items[j - 1]); j--) {
            const struct line earlier = lines->items[j - 1];
            lines->items[j - 1] = lines->items[j];
            lines->items[j] = earlier;
        }
}

static void drop_not_stated(struct lines *lines)
{
    size_t kept = 0;
    for (size_t i = 0; i < lines->count; i++)
        if (lines->items[i].stated)
            lines->items[kept++] = lines->items[i];
    lines->count = kept;
}

/* What percentages are of: those stated, where that may be told, else all. */
static struct cell base_of(const struct binder *binder, const struct figure_block *figure, bool *ret_stated)
{
    const struct cell hidden = {CELL_HIDDEN, 0};
    *ret_stated = false;
    if (figure->shown.step != STEP_NONE)
        return hidden;
    touch_use(binder->in, figure->total_use);
    const struct cell all = sum_of(binder->in, figure->total_use);
    if (!figure->base_is_stated)
        return all;
    touch_use(binder->in, figure->stated_use);
    const struct cell stated = sum_of(binder->in, figure->stated_use);
    *ret_stated = cell_is_shown(stated) && !(cell_is_shown(all) && all.count == stated.count);
    return cell_is_shown(stated) ? stated : all;
}

/* ---- the largest, and the rest ---- */

/* Marks the `top` largest rows; of equals those that come first. Only released counts of single categories rank: what
 * is hidden, joined or not stated never does, so that being left out says nothing about it. */
static bool *largest(const struct lines *rows, int64_t top, struct arena *keep)
{
    bool *kept = ARENA_ARRAY(keep, bool, rows->count);
    for (int64_t n = 0; n < top; n++) {
        size_t best = rows->count;
        for (size_t i = 0; i < rows->count; i++)
            if (!kept[i] && !sort_class(&rows->items[i]) &&
                (best == rows->count || rows->items[i].sum.count > rows->items[best].sum.count))
                best = i;
        if (best == rows->count)
            break;
        kept[best] = true;
    }
    return kept;
}

/* Cells below each other. */
struct column_cells {
    const struct cell *first;
    size_t stride;
    struct cell total;
};

/* What the rows not kept come to: the published total less the kept ones, else their sum where all of them are shown.
 * Both are worked out of released cells, and tell nothing that these do not. */
static struct cell rest_of(const struct column_cells *cells, const bool *kept, size_t row_count)
{
    bool by_total = cell_is_shown(cells->total), by_sum = true;
    int64_t left = cells->total.count, sum = 0;
    for (size_t r = 0; r < row_count; r++) {
        const struct cell cell = cells->first[r * cells->stride];
        if (kept[r]) {
            by_total = by_total && cell_is_shown(cell);
            left -= cell.count;
        } else {
            by_sum = by_sum && cell_is_shown(cell);
            sum += cell.count;
        }
    }
    if (by_total)
        return (struct cell){CELL_SHOWN, left};
    return by_sum ? (struct cell){CELL_SHOWN, sum} : (struct cell){CELL_HIDDEN, 0};
}

static void move_row(struct grid *grid, size_t from, size_t to)
{
    grid->rows[to] = grid->rows[from];
    grid->row_codes[to] = grid->row_codes[from];
    grid->row_is_joined[to] = grid->row_is_joined[from];
    grid->row_totals[to] = grid->row_totals[from];
    for (size_t c = 0; c < grid->column_count; c++)
        grid->cells[to * grid->column_count + c] = grid->cells[from * grid->column_count + c];
}

/* Keeps the largest rows and puts one called `rest` in the place of the others. */
static void fold_rest(const struct figure_block *figure, const struct lines *rows, struct grid *grid,
                      struct arena *keep)
{
    const bool *kept = largest(rows, figure->top, keep);
    struct cell *rest = ARENA_ARRAY(keep, struct cell, grid->column_count);
    const struct column_cells totals = {grid->row_totals, 1, grid->total};
    const struct cell rest_total = rest_of(&totals, kept, grid->row_count);
    for (size_t c = 0; c < grid->column_count; c++) {
        const struct column_cells cells = {grid->cells + c, grid->column_count, grid->column_totals[c]};
        rest[c] = rest_of(&cells, kept, grid->row_count);
    }
    size_t count = 0;
    for (size_t r = 0; r < grid->row_count; r++)
        if (kept[r])
            move_row(grid, r, count++);
    if (count == grid->row_count)
        return;
    grid->rows[count] = figure->rest;
    grid->row_codes[count] = TEXT(DOC_CODE_OTHERS);
    grid->row_is_joined[count] = true;
    grid->row_totals[count] = rest_total;
    for (size_t c = 0; c < grid->column_count; c++)
        grid->cells[count * grid->column_count + c] = rest[c];
    grid->row_count = count + 1;
}

/* ---- headings and cells ---- */

static void fill_headings(const struct lines *rows, const struct lines *columns, struct grid *grid, struct arena *keep)
{
    grid->row_count = rows->count;
    grid->column_count = columns ? columns->count : 1;
    grid->rows = ARENA_ARRAY(keep, struct text, grid->row_count);
    grid->row_is_joined = ARENA_ARRAY(keep, bool, grid->row_count);
    grid->columns = ARENA_ARRAY(keep, struct text, grid->column_count);
    grid->row_codes = ARENA_ARRAY(keep, struct text, grid->row_count);
    grid->column_codes = ARENA_ARRAY(keep, struct text, grid->column_count);
    for (size_t i = 0; i < rows->count; i++) {
        grid->rows[i] = rows->items[i].label;
        grid->row_codes[i] = rows->items[i].code;
        grid->row_is_joined[i] = rows->items[i].joined;
    }
    for (size_t i = 0; columns && i < columns->count; i++) {
        grid->columns[i] = columns->items[i].label;
        grid->column_codes[i] = columns->items[i].code;
    }
}

static struct cell crossing(const struct binder *binder, const struct figure_block *figure, size_t row_place,
                            const struct line *row, const struct line *column)
{
    if (figure->shown.step != STEP_NONE)
        return column ? cell_in_period(binder, row->use, column->part)
                      : cell_at(binder, row->use, RELEASE_TOTAL, RELEASE_TOTAL);
    const int other = column ? column->part : RELEASE_TOTAL;
    return row_place == 0 ? cell_at(binder, row->use, row->part, other) : cell_at(binder, row->use, other, row->part);
}

static void fill_cells(const struct binder *binder, const struct figure_block *figure, size_t row_place,
                       const struct lines *rows, const struct lines *columns, struct grid *grid)
{
    struct arena *keep = binder->keep;
    grid->cells = ARENA_ARRAY(keep, struct cell, grid->row_count * grid->column_count);
    grid->row_totals = ARENA_ARRAY(keep, struct cell, grid->row_count);
    grid->column_totals = ARENA_ARRAY(keep, struct cell, grid->column_count);
    for (size_t r = 0; r < rows->count; r++) {
        const struct line *row = &rows->items[r];
        grid->row_totals[r] = figure->shown.step == STEP_NONE
                                  ? row->sum
                                  : cell_at(binder, row->use, RELEASE_TOTAL, RELEASE_TOTAL);
        for (size_t c = 0; c < grid->column_count; c++)
            grid->cells[r * grid->column_count + c] =
                crossing(binder, figure, row_place, row, columns ? &columns->items[c] : NULL);
    }
    for (size_t c = 0; grid->has_total && c < grid->column_count; c++)
        grid->column_totals[c] = columns ? columns->items[c].sum : grid->total;
}

struct grid grid_make(const struct binder *binder, const struct figure_block *figure)
{
    struct grid grid = {0};
    const struct shown *shown = &figure->shown;
    const bool timed = shown->step != STEP_NONE;
    for (size_t i = 0; i < shown->period_count; i++)
        touch_use(binder->in, shown->uses[i]);
    grid.base = base_of(binder, figure, &grid.base_is_stated);
    grid.has_total = !timed;
    const size_t row_place = !timed && shown->dimension_count > 1 && figure->stack == 0 ? 1 : 0;
    struct lines rows = timed ? lines_of_time(binder, figure) : lines_of_variable(binder, figure, row_place);
    struct lines columns = {NULL, 0};
    if (timed)
        find_breaks(binder, &rows, &grid);
    const bool crossed = shown->dimension_count > (timed ? 0 : 1);
    if (crossed)
        columns = timed ? lines_over_time(binder, figure) : lines_of_variable(binder, figure, 1 - row_place);
    grid.is_crossed = crossed;
    sort_lines(figure->order, &rows);
    if (grid.base_is_stated)
        drop_not_stated(&rows);
    fill_headings(&rows, crossed ? &columns : NULL, &grid, binder->keep);
    if (grid.has_total)
        grid.total = grid.base_is_stated ? grid.base : sum_of(binder->in, figure->total_use);
    fill_cells(binder, figure, row_place, &rows, crossed ? &columns : NULL, &grid);
    if (figure->top)
        fold_rest(figure, &rows, &grid, binder->keep);
    return grid;
}
