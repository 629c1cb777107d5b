/* SPDX-License-Identifier: GPL-3.0-or-later
 * Figure blocks into charts and tables: released cells, ready words, an alternative text. */
#include <inttypes.h>

#include "base/number.h"
#include "document/binder.h"

static struct text symbol(const struct binder *binder)
{
    return bind_policy(binder->in)->symbol;
}

struct text share_words(const struct binder *binder, struct cell cell, struct cell base)
{
    if (!cell_is_shown(cell) || !release_base_suffices(binder->in->release, base))
        return symbol(binder);
    return language_percent(binder->in->language, binder->keep, number_share(cell.count, base.count, 100), 0);
}

/* The same beside the count itself: "under 1 %" where a count that is not 0 would have a share of 0. Alone, a share says no more
 * of a small count than its rounding does. */
static struct text share_beside_count(const struct binder *binder, struct cell cell, struct cell base)
{
    const struct language *language = binder->in->language;
    const bool is_told = cell_is_shown(cell) && release_base_suffices(binder->in->release, base);
    if (!is_told || !cell.count || number_share(cell.count, base.count, 100) || !language_word(language, "percent below").len)
        return share_words(binder, cell, base);
    return language_fill(language, binder->keep, "percent below", "n", language_number(language, binder->keep, 1), NULL);
}

/* What percentages in the row are of: of its pile, or of all. A pile of which everything is shown has a whole. */
struct cell row_base(const struct figure_block *figure, const struct grid *grid, size_t row)
{
    if (!figure->of_shares)
        return grid->base;
    struct cell sum = {.status = CELL_SHOWN};
    for (size_t c = 0; c < grid->column_count; c++) {
        const struct cell cell = grid->cells[row * grid->column_count + c];
        if (!cell_is_shown(cell))
            return grid->row_totals[row];
        sum.count += cell.count;
    }
    return sum;
}

/* "25 (29 %)", "25", "29 %", or the symbol. */
struct text value_label(const struct binder *binder, const struct figure_block *figure, struct cell cell, struct cell base)
{
    if (!cell_is_shown(cell))
        return symbol(binder);
    const bool percent = figure->label_percent && release_base_suffices(binder->in->release, base);
    const struct text number = language_number(binder->in->language, binder->keep, cell.count);
    if (!percent)
        return number;
    if (!figure->label_count)
        return share_words(binder, cell, base);
    return language_fill(binder->in->language, binder->keep, "in brackets", "text", number, "more",
                         share_beside_count(binder, cell, base), NULL);
}

/* Of a pile that is too small for percentages, what is in it cannot be drawn by its shares. */
static bool is_withheld(const struct binder *binder, const struct figure_block *figure, const struct grid *grid, size_t row)
{
    const struct cell base = row_base(figure, grid, row);
    return figure->of_shares && base.count > 0 && !release_base_suffices(binder->in->release, base);
}

struct cell drawn_cell(const struct binder *binder, const struct figure_block *figure, const struct grid *grid, size_t cell)
{
    const size_t row = cell / grid->column_count;
    return is_withheld(binder, figure, grid, row) ? (struct cell){CELL_HIDDEN, 0} : grid->cells[cell];
}

/* Where a line ends: its last row that is shown. */
static size_t last_shown(const struct grid *grid, size_t column)
{
    size_t row = grid->row_count;
    while (row && !cell_is_shown(grid->cells[(row - 1) * grid->column_count + column]))
        row--;
    return row ? row - 1 : 0;
}

/* What stands at a part: its value, the name of its series (at the end of a line), both or nothing; or the symbol. */
static struct text part_label(const struct binder *binder, const struct figure_block *figure, const struct grid *grid,
                              size_t row, size_t column)
{
    const struct cell cell = drawn_cell(binder, figure, grid, row * grid->column_count + column);
    if (!cell_is_shown(cell))
        return symbol(binder);
    const bool valued = figure->label_count || figure->label_percent;
    const bool named =
        figure->label_name && grid->is_crossed && (figure->form != FORM_LINE || row == last_shown(grid, column));
    const struct text value = valued ? value_label(binder, figure, cell, row_base(figure, grid, row)) : TEXT_EMPTY;
    if (!named)
        return value;
    return text_format(binder->keep, "%.*s%s%.*s", TEXT_ARGS(grid->columns[column]), valued ? " " : "",
                       TEXT_ARGS(value));
}

/* "{label} ({n}, {percent})". */
static struct text row_label(const struct binder *binder, const struct figure_block *figure, const struct grid *grid,
                             size_t row)
{
    if (!figure->category_label.len)
        return grid->rows[row];
    const struct cell total = grid->row_totals[row];
    const struct text number =
        cell_is_shown(total) ? language_number(binder->in->language, binder->keep, total.count) : symbol(binder);
    struct text_builder b = {0};
    for (struct text rest = figure->category_label; rest.len;) {
        const bool label = text_starts(rest, TEXT("{label}")), n = text_starts(rest, TEXT("{n}"));
        const bool percent = text_starts(rest, TEXT("{percent}"));
        if (label)
            text_add(&b, grid->rows[row]);
        else if (n)
            text_add(&b, number);
        else if (percent)
            text_add(&b, share_words(binder, total, grid->base));
        else
            text_add_byte(&b, rest.ptr[0]);
        rest = text_slice(rest, label ? 7 : n ? 3 : percent ? 9 : 1, rest.len);
    }
    return text_clean(binder->keep, &b);
}

/* ---- charts ---- */

static const enum chart_kind CHART_OF[] = {
    [FORM_PIE] = CHART_PIE, [FORM_BARS] = CHART_BARS, [FORM_COLUMNS] = CHART_COLUMNS, [FORM_LINE] = CHART_LINE};

static bool labels_tell_totals(const struct figure_block *figure)
{
    return text_find(figure->category_label, TEXT("{n}")) < figure->category_label.len;
}

static struct chart_category *chart_categories(const struct binder *binder, const struct figure_block *figure,
                                               const struct grid *grid)
{
    struct chart_category *categories = ARENA_ARRAY(binder->keep, struct chart_category, grid->row_count);
    for (size_t r = 0; r < grid->row_count; r++) {
        categories[r].label = row_label(binder, figure, grid, r);
        categories[r].total = grid->row_totals[r];
        categories[r].total_label = labels_tell_totals(figure) ? TEXT_EMPTY : value_label(binder, figure, grid->row_totals[r], grid->base);
        categories[r].is_after_break = grid->row_is_after_break && grid->row_is_after_break[r];
        categories[r].parts = ARENA_ARRAY(binder->keep, struct chart_part, grid->column_count);
        for (size_t c = 0; c < grid->column_count; c++)
            categories[r].parts[c] = (struct chart_part){drawn_cell(binder, figure, grid, r * grid->column_count + c),
                                                         part_label(binder, figure, grid, r, c)};
    }
    return categories;
}

/* What the drawing of a row must reach: its parts, or all of a stack. */
static int64_t reach(const struct figure_block *figure, const struct grid *grid, size_t row)
{
    int64_t most = 0, stack = 0;
    bool hidden = false;
    for (size_t c = 0; c < grid->column_count; c++) {
        const struct cell cell = grid->cells[row * grid->column_count + c];
        stack += cell.count;
        most = cell.count > most ? cell.count : most;
        hidden = hidden || !cell_is_shown(cell);
    }
    if (figure->form != FORM_COLUMNS || grid->column_count == 1)
        return most;
    return hidden && cell_is_shown(grid->row_totals[row]) ? grid->row_totals[row].count : stack;
}

/* What has shares for labels, and nothing else, is measured by them, too: the base of its axis, or 0 where that is of counts or of
 * piles. */
static int64_t share_base(const struct binder *binder, const struct figure_block *figure, const struct grid *grid)
{
    const bool is_asked = figure->label_percent && !figure->label_count && !figure->of_shares;
    return is_asked && release_base_suffices(binder->in->release, grid->base) ? grid->base.count : 0;
}

/* Piles of shares are drawn of counts, whose shares a chart over cells cannot write. */
static bool is_without_values(const struct figure_block *figure)
{
    return !figure->label_count && (!figure->label_percent || figure->of_shares);
}

static bool axis_holds(const struct figure_block *figure, const struct grid *grid, int64_t base)
{
    const int64_t unit = base ? 100 : 1, whole = base ? base : 1;
    bool holds = true;
    for (size_t r = 0; r < grid->row_count; r++)
        holds = holds && unit * reach(figure, grid, r) <= whole * figure->axis.to;
    for (size_t i = 0; i < grid->row_count * grid->column_count; i++)
        holds = holds && (!cell_is_shown(grid->cells[i]) || unit * grid->cells[i].count >= whole * figure->axis.from);
    return holds;
}

/* The axis that was asked for, unless a value lies outside it, or it is of shares that may not be printed. */
static struct chart_axis axis_of(const struct binder *binder, const struct figure_block *figure,
                                 const struct grid *grid)
{
    const struct figure_axis *axis = &figure->axis;
    const int64_t base = share_base(binder, figure, grid);
    const bool is_of_shares = figure->label_percent && !figure->label_count;
    if (is_of_shares && !base)
        return (struct chart_axis){0, 0, 0};
    if (axis->from >= axis->to || axis_holds(figure, grid, base))
        return (struct chart_axis){axis->from, axis->to, axis->step};
    diagnose(binder->diagnostics, DIAG_W309, source_place_of(&binder->in->layout->source, figure->at),
             text_format(binder->keep, "%" PRId64 "..%" PRId64, axis->from, axis->to));
    return (struct chart_axis){0, 0, 0};
}

/* Words that stand by themselves in a drawing begin as the labels of categories do. */
static struct text capital_label(const struct binder *binder, const struct labels *labels)
{
    return language_capital(binder->keep, label_in(binder, labels));
}

/* "Persons (the scale begins at 200)", of an axis that does not begin at zero. */
static struct text cut_axis_title(const struct binder *binder, const struct chart *chart)
{
    const struct language *language = binder->in->language;
    return language_fill(language, binder->keep, "cut axis", "text", chart->axis_title, "n",
                         language_number(language, binder->keep, chart->axis.from), NULL);
}

/* Piles whose parts are hidden, but not how high they are: of the number that stands there it cannot be said that it is hidden. */
static bool hides_parts_alone(const struct binder *binder, const struct chart *chart)
{
    const struct language *language = binder->in->language;
    return chart->kind == CHART_COLUMNS && chart->series_count > 1 && !chart_writes_symbols(chart) &&
           language_word(language, "parts hidden").len && language_word(language, "parts hidden in chart").len;
}

static struct text parts_hidden(const struct binder *binder)
{
    const struct text words = label_in(binder, &bind_policy(binder->in)->hidden_text);
    return language_capital(binder->keep, language_fill(binder->in->language, binder->keep, "parts hidden", "text", words, NULL));
}

static struct chart *make_chart(const struct binder *binder, const struct figure_block *figure, const struct grid *grid,
                                struct text title, struct text alt)
{
    const struct language *language = binder->in->language;
    struct chart *chart = ARENA_NEW(binder->keep, struct chart);
    *chart = (struct chart){
        .kind = CHART_OF[figure->form],
        .id = figure->id,
        .title = title,
        .language = text_to_c(binder->keep, binder->in->layout->language),
        .series = grid->columns,
        .series_count = grid->column_count,
        .names_series = figure->label_name && grid->is_crossed,
        .without_values = is_without_values(figure),
        .categories = chart_categories(binder, figure, grid),
        .category_count = grid->row_count,
        .axis_title = capital_label(binder, &binder->in->codebook->measures[figure->shown.measure].unit),
        .axis = axis_of(binder, figure, grid),
        .of_shares = figure->of_shares,
        .share_base = share_base(binder, figure, grid),
        .thousands = language_word(language, "thousands"),
        .list = language_word(language, "list"),
        .syllable_vowels = language_word(language, "syllable vowels"),
        .word_breaks = language_word(language, "word breaks"),
        .hidden_label = capital_label(binder, &bind_policy(binder->in)->hidden_text),
        .empty_label = language_word(language, "empty"),
        .pie_remainder_base = grid->total,
    };
    chart->alt = alt.len ? alt : bind_alt(binder, figure, grid, chart); /* it counts what is hidden, of piles too */
    if (hides_parts_alone(binder, chart))
        chart->hidden_label = parts_hidden(binder);
    if (chart_has_axis(chart) && chart->axis.from > 0)
        chart->axis_title = cut_axis_title(binder, chart);
    return chart;
}

/* ---- tables ---- */

static struct doc_cell text_cell(struct text text, struct text code)
{
    return (struct doc_cell){.kind = DOC_CELL_TEXT, .text = text, .code = code, .header = true};
}

static struct doc_cell count_cell(const struct binder *binder, struct cell cell)
{
    if (!cell_is_shown(cell))
        return (struct doc_cell){.kind = DOC_CELL_HIDDEN, .text = symbol(binder)};
    return (struct doc_cell){.kind = DOC_CELL_COUNT,
                             .text = language_number(binder->in->language, binder->keep, cell.count),
                             .value = cell.count};
}

/* Which columns a table has beside the headings of its rows. */
struct columns {
    size_t counts;  /* one for each column of the grid */
    bool shares;    /* each of them has the shares that the chart prints behind it */
    bool percents;  /* a column of shares (only where there is one column of counts) */
    bool row_total; /* a column of row totals */
    bool total_row;
    struct text unit;
};

/* "85 persons"; nothing of a hidden one. */
static struct text base_words(const struct binder *binder, struct cell base, const struct columns *columns)
{
    if (!cell_is_shown(base))
        return TEXT_EMPTY;
    return text_format(binder->keep, "%.*s\u00A0%.*s",
                       TEXT_ARGS(language_number(binder->in->language, binder->keep, base.count)), TEXT_ARGS(columns->unit));
}

static struct doc_cell percent_cell(const struct binder *binder, struct cell cell, struct cell base, bool is_beside_count,
                                    const struct columns *columns)
{
    const struct text words = is_beside_count ? share_beside_count(binder, cell, base) : share_words(binder, cell, base);
    const struct text of = base_words(binder, base, columns);
    if (!cell_is_shown(cell) || !release_base_suffices(binder->in->release, base))
        return (struct doc_cell){.kind = DOC_CELL_HIDDEN, .text = words, .base = of};
    return (struct doc_cell){.kind = DOC_CELL_PERCENT,
                             .text = words,
                             .value = number_share(cell.count, base.count, 100),
                             .base = of};
}

/* A pile with a hidden part is drawn as its total alone where that is published; where it is not, what is shown has its label, but
 * can have no share of the pile. Bars stand each by itself. */
bool row_has_shares(const struct binder *binder, const struct figure_block *figure, const struct grid *grid, size_t row)
{
    for (size_t c = 0; c < grid->column_count; c++)
        if (figure->form == FORM_COLUMNS && !cell_is_shown(drawn_cell(binder, figure, grid, row * grid->column_count + c)))
            return !figure->of_shares && !cell_is_shown(grid->row_totals[row]);
    return true;
}

static struct doc_cell no_share(const struct binder *binder)
{
    return (struct doc_cell){.kind = DOC_CELL_TEXT, .text = language_word(binder->in->language, "dash"), .is_beside = true};
}

/* The share of a part as the chart prints it, or the symbol; of a pile of nothing there is none. */
static struct doc_cell part_share(const struct binder *binder, const struct figure_block *figure, const struct grid *grid,
                                  const struct columns *columns, size_t row, size_t column)
{
    const struct cell base = row_base(figure, grid, row);
    const bool is_printed = row_has_shares(binder, figure, grid, row);
    const struct cell part = is_printed ? grid->cells[row * grid->column_count + column] : (struct cell){CELL_HIDDEN, 0};
    if (cell_is_shown(base) && !base.count)
        return no_share(binder);
    struct doc_cell cell = percent_cell(binder, part, base, figure->label_count, columns);
    cell.is_beside = true;
    return cell;
}

static struct columns columns_of(const struct binder *binder, const struct figure_block *figure,
                                 const struct grid *grid)
{
    const bool crossed = grid->is_crossed, suffices = release_base_suffices(binder->in->release, grid->base);
    const bool percents = figure->label_percent && !crossed && suffices;
    return (struct columns){
        .counts = figure->label_count || !percents ? grid->column_count : 0,
        .shares = figure->label_percent && crossed && figure->form != FORM_TABLE && (figure->of_shares || suffices),
        .percents = percents,
        .row_total = crossed && figure->totals && grid->has_total,
        .total_row = figure->totals && grid->has_total,
        .unit = label_in(binder, &binder->in->codebook->measures[figure->shown.measure].unit),
    };
}

/* The word for the step in the language file, and its name in layouts. */
static const char *step_name(const struct shown *shown)
{
    return shown->step == STEP_MONTH ? "month" : shown->step == STEP_HALF ? "half" : "year";
}

/* The variable of the rows, of those that are shown; of the columns, where there is one. */
static const struct dimension *variable_of(const struct binder *binder, const struct figure_block *figure, bool of_rows)
{
    const struct shown *shown = &figure->shown;
    const size_t row_place = shown->dimension_count > 1 && figure->stack == 0 ? 1 : 0;
    const bool is_timed = shown->step != STEP_NONE;
    const size_t place = of_rows ? row_place : is_timed ? 0 : 1 - row_place;
    const bool is_there = of_rows ? !is_timed : shown->dimension_count > (is_timed ? 0 : 1);
    return is_there ? &binder->in->codebook->dimensions[shown->dimensions[place]] : NULL;
}

static struct text variable_code(const struct binder *binder, const struct figure_block *figure, bool of_rows)
{
    const struct dimension *variable = variable_of(binder, figure, of_rows);
    if (!variable)
        return of_rows ? text_of(step_name(&figure->shown)) : TEXT_EMPTY;
    return variable->id;
}

struct text row_variable(const struct binder *binder, const struct figure_block *figure)
{
    const struct dimension *variable = variable_of(binder, figure, true);
    return variable ? label_in(binder, &variable->title) : language_word(binder->in->language, step_name(&figure->shown));
}

/* The n-th row of the grid; the last one is that of the totals, of which no chart prints shares beside counts. */
static void fill_row(const struct binder *binder, const struct figure_block *figure, const struct grid *grid,
                     const struct columns *columns, size_t n, struct doc_cell *row)
{
    const bool is_total = n == grid->row_count;
    const struct cell *cells = is_total ? grid->column_totals : grid->cells + n * grid->column_count;
    size_t at = 1;
    for (size_t c = 0; c < columns->counts; c++) {
        row[at++] = count_cell(binder, cells[c]);
        if (columns->shares)
            row[at++] = is_total ? no_share(binder) : part_share(binder, figure, grid, columns, n, c);
    }
    if (columns->percents)
        row[at++] = percent_cell(binder, cells[0], grid->base, columns->counts > 0, columns);
    if (columns->row_total)
        row[at++] = count_cell(binder, is_total ? grid->total : grid->row_totals[n]);
}

/* "In Finland, per cent". */
static struct text share_heading(const struct binder *binder, const struct figure_block *figure, struct text column)
{
    return language_fill(binder->in->language, binder->keep, figure->of_shares ? "share of row" : "share in column", "column",
                         column, NULL);
}

static void fill_heading(const struct binder *binder, const struct figure_block *figure, const struct grid *grid,
                         const struct columns *columns, struct doc_cell *row)
{
    const struct language *language = binder->in->language;
    size_t at = 0;
    row[at++] = text_cell(row_variable(binder, figure), TEXT_EMPTY);
    for (size_t c = 0; c < columns->counts; c++) {
        row[at++] = text_cell(grid->is_crossed ? grid->columns[c] : language_capital(binder->keep, columns->unit),
                              grid->column_codes[c]);
        if (columns->shares)
            row[at++] = text_cell(share_heading(binder, figure, grid->columns[c]), grid->column_codes[c]);
    }
    if (columns->percents)
        row[at++] = text_cell(language_word(language, "per cent"), TEXT_EMPTY);
    if (columns->row_total)
        row[at++] = text_cell(language_word(language, "total"), TEXT(DOC_CODE_TOTAL));
}

static bool is_at_one_day(const struct binder *binder, const struct shown *shown)
{
    return binder->in->codebook->measures[shown->measure].kind == MEASURE_STOCK && shown->step == STEP_NONE;
}

static struct period period_of(const struct shown *shown)
{
    return (struct period){shown->periods[0].first, shown->periods[shown->period_count - 1].last};
}

static struct text period_code(const struct binder *binder, const struct shown *shown)
{
    struct text_builder b = {0};
    if (is_at_one_day(binder, shown))
        date_add_iso(&b, period_of(shown).last);
    else
        period_add(&b, period_of(shown));
    return text_clean(binder->keep, &b);
}

static struct text period_words(const struct binder *binder, const struct shown *shown)
{
    const struct language *language = binder->in->language;
    const struct period period = period_of(shown);
    return is_at_one_day(binder, shown) ? language_date(language, binder->keep, period.last, (struct inflection){0})
                                        : language_period(language, binder->keep, period, (struct inflection){0});
}

static void mark_row(const struct doc_table *table, struct text unmarked, struct doc_cell *row)
{
    row[0].unmarked = unmarked;
    for (size_t i = 1; i < table->column_count; i++)
        row[i].is_after_break = true;
}

/* By row of the table; the heading has none. */
static const struct text *step_codes(const struct binder *binder, const struct shown *shown)
{
    struct text *codes = ARENA_ARRAY(binder->keep, struct text, shown->period_count + 1);
    for (size_t i = 0; i < shown->period_count; i++) {
        struct text_builder b = {0};
        period_add(&b, shown->periods[i]);
        codes[i + 1] = text_clean(binder->keep, &b);
    }
    return codes;
}

/* Where those not stated are left out, what all others add up to is of the others. */
static struct text where_of(const struct binder *binder, const struct figure_block *figure, const struct grid *grid)
{
    const size_t use = grid->base_is_stated ? figure->stated_use : figure->shown.uses[0];
    return bind_selection(binder, &binder->in->requests->uses[use], false);
}

static struct doc_table *make_table(const struct binder *binder, const struct figure_block *figure,
                                    const struct grid *grid, struct text title)
{
    const struct columns columns = columns_of(binder, figure, grid);
    const struct measure *measure = &binder->in->codebook->measures[figure->shown.measure];
    struct doc_table *table = ARENA_NEW(binder->keep, struct doc_table);
    *table = (struct doc_table){
        .id = figure->id,
        .title = title,
        .unit = label_in(binder, &measure->unit),
        .column_count = 1 + columns.counts * (columns.shares ? 2 : 1) + columns.percents + columns.row_total,
        .row_count = 1 + grid->row_count + columns.total_row,
        .no_sheet = figure->no_sheet,
        .sheet = figure->sheet,
        .last_row_is_total = columns.total_row,
        .last_column_is_total = columns.row_total,
        .is_timed = figure->shown.step != STEP_NONE,
        .shares_are_of_rows = columns.shares && figure->of_shares,
        .measure = measure->id,
        .period = period_code(binder, &figure->shown),
        .where = where_of(binder, figure, grid),
        .row_variable = variable_code(binder, figure, true),
        .column_variable = variable_code(binder, figure, false),
        .row_periods = figure->shown.step != STEP_NONE ? step_codes(binder, &figure->shown) : NULL,
        .period_words = period_words(binder, &figure->shown),
    };
    for (size_t i = 0; i < figure->shown.period_count; i++)
        bind_terms(binder, figure->shown.uses[i], &table->terms);
    table->cells = ARENA_ARRAY(binder->keep, struct doc_cell, table->row_count * table->column_count);
    fill_heading(binder, figure, grid, &columns, table->cells);
    for (size_t r = 0; r < grid->row_count; r++) {
        struct doc_cell *row = table->cells + (r + 1) * table->column_count;
        row[0] = text_cell(grid->rows[r], grid->row_codes[r]);
        fill_row(binder, figure, grid, &columns, r, row);
        if (grid->row_is_after_break && grid->row_is_after_break[r])
            mark_row(table, grid->unmarked[r], row);
    }
    if (columns.total_row) {
        struct doc_cell *row = table->cells + (table->row_count - 1) * table->column_count;
        row[0] = text_cell(language_word(binder->in->language, "total"), TEXT(DOC_CODE_TOTAL));
        fill_row(binder, figure, grid, &columns, grid->row_count, row);
    }
    return table;
}

/* ---- nodes ---- */

/* A share beside a count that is shown is hidden for another reason, which explain_withheld() tells. */
static bool table_has_hidden(const struct doc_table *table)
{
    for (size_t i = 0; i < table->row_count * table->column_count; i++)
        if (table->cells[i].kind == DOC_CELL_HIDDEN && !table->cells[i].is_beside)
            return true;
    return false;
}

static void add_note(struct binder *binder, struct doc_spans *note, struct text text)
{
    if (note->count)
        ARENA_PUSH(binder->keep, note, ((struct doc_span){.kind = SPAN_TEXT, .text = TEXT(" ")}));
    ARENA_PUSH(binder->keep, note, ((struct doc_span){.kind = SPAN_TEXT, .text = text}));
}

static void explain_hidden(struct binder *binder, const char *words, struct doc_spans *note)
{
    add_note(binder, note,
             language_fill(binder->in->language, binder->keep, words, "symbol", symbol(binder), "text",
                           label_in(binder, &bind_policy(binder->in)->hidden_text), NULL));
}

static void add_breaks(struct binder *binder, const struct grid *grid, struct doc_spans *note)
{
    const struct language *language = binder->in->language;
    for (size_t i = 0; i < grid->break_count; i++)
        add_note(binder, note,
                 language_fill(language, binder->keep, "break", "mark", language_word(language, "break mark"), "date",
                               language_date(language, binder->keep, grid->breaks[i], (struct inflection){.capital = false}),
                               NULL));
}

static struct doc_spans bind_note(struct binder *binder, const struct figure_block *figure, const struct grid *grid)
{
    const struct language *language = binder->in->language;
    struct doc_spans note = bind_spans(binder, &figure->note);
    for (size_t measure; take_typed(binder, &measure);)
        add_note(binder, &note, typed_words(binder, measure));
    if (figure->form == FORM_TABLE && !grid->row_count)
        add_note(binder, &note, language_word(language, "empty"));
    if (grid->base_is_stated && figure->label_percent)
        add_note(binder, &note,
                 language_fill(language, binder->keep, "base stated", "n",
                               language_number(language, binder->keep, grid->base.count), NULL));
    if (shares_are_uneven(binder, figure, grid) && language_word(language, "rounded").len)
        add_note(binder, &note, language_word(language, "rounded"));
    add_breaks(binder, grid, &note);
    if (figure->shown.several != NO_INDEX)
        add_note(binder, &note, language_fill(language, binder->keep, "several", NULL));
    bond_spans(binder, &note);
    return note;
}

static void explain_withheld(struct binder *binder, const struct figure_block *figure, const struct grid *grid,
                             struct doc_spans *note)
{
    const struct language *language = binder->in->language;
    const int64_t least = release_policy(binder->in->release)->percent_base_min;
    size_t row = 0;
    while (row < grid->row_count && !is_withheld(binder, figure, grid, row))
        row++;
    if (row < grid->row_count && language_word(language, "small base").len)
        add_note(binder, note,
                 language_fill(language, binder->keep, "small base", "n", language_number(language, binder->keep, least), NULL));
}

/* Of hatches alone, of hatched piles that are as high as they are, or of the symbol that stands at hatches, too. */
static const char *words_of_hatches(const struct binder *binder, const struct chart *chart)
{
    static const char marked[] = "hidden and marked in chart";
    if (hides_parts_alone(binder, chart))
        return "parts hidden in chart";
    return chart_writes_symbols(chart) && language_word(binder->in->language, marked).len ? marked : "hidden in chart";
}

/* What is hidden is hatched in a chart, and a symbol in a table. */
static void bind_notes(struct binder *binder, const struct figure_block *figure, const struct grid *grid,
                       struct doc_node *node)
{
    const bool is_chart = node->kind == NODE_CHART, has_hidden = table_has_hidden(node->table);
    node->note = bind_note(binder, figure, grid);
    for (size_t i = 0; is_chart && has_hidden && i < node->note.count; i++)
        ARENA_PUSH(binder->keep, &node->data_note, node->note.items[i]);
    if (is_chart && has_hidden)
        explain_hidden(binder, "hidden", &node->data_note);
    if (has_hidden)
        explain_hidden(binder, is_chart ? words_of_hatches(binder, node->chart) : "hidden", &node->note);
    if (is_chart)
        explain_withheld(binder, figure, grid, &node->note);
    if (is_chart && has_hidden)
        explain_withheld(binder, figure, grid, &node->data_note);
}

/* A chart of hatches, or a table of symbols: nobody needs it. A translation is not told of what its master is; and where
 * something can be worked out all the same, that comes first. */
static void warn_of_nothing(const struct binder *binder, const struct figure_block *figure, const struct grid *grid)
{
    const size_t count = grid->row_count * grid->column_count;
    size_t shown = 0;
    for (size_t i = 0; i < count; i++)
        shown += cell_is_shown(grid->cells[i]);
    const bool is_translated = binder->figures_of == &binder->in->layout->source && binder->in->layout->master;
    if (count && !shown && !is_translated && binder->in->is_published)
        diagnose(binder->diagnostics, DIAG_W302, source_place_of(binder->figures_of, figure->at), figure->id,
                 bind_policy(binder->in)->audience);
}

static void look_for_recounts(const struct binder *binder, const struct figure_block *figure)
{
    const struct place place = source_place_of(binder->figures_of, figure->at);
    struct recounts told = {.differ = false};
    for (size_t i = 0; i < figure->shown.period_count; i++)
        warn_of_recounts(binder, place, figure->shown.uses[i], &told);
}

/* The faults of its words, and of its axis. */
static void judge_figure(struct binder *binder, const struct figure_block *figure)
{
    bind_plain(binder, &figure->title);
    if (figure->form != FORM_TABLE)
        bind_plain(binder, &figure->alt);
    if (figure->form != FORM_TABLE && figure->axis.from < figure->axis.to) {
        const struct grid grid = grid_make(binder, figure);
        axis_of(binder, figure, &grid);
    }
    bind_spans(binder, &figure->note);
    for (size_t measure; take_typed(binder, &measure);)
        ;
}

struct doc_node *bind_figure(struct binder *binder, const struct figure_block *figure, struct text number)
{
    const struct language *language = binder->in->language;
    struct doc_node *node = ARENA_NEW(binder->keep, struct doc_node);
    look_for_recounts(binder, figure);
    if (binder->in->is_judged) {
        judge_figure(binder, figure);
        return node;
    }
    const struct grid grid = grid_make(binder, figure);
    const struct text title = bond_text(binder, bind_plain(binder, &figure->title));
    node->kind = figure->form == FORM_TABLE ? NODE_TABLE : NODE_CHART;
    node->id = figure->id;
    node->number = number;
    node->lead = number.len ? language_fill(language, binder->keep, "caption", "number", number, NULL) : TEXT_EMPTY;
    node->again = number.len && language_word(language, "continued").len
                      ? language_fill(language, binder->keep, "continued", "number", number, NULL) : TEXT_EMPTY;
    node->width = (enum node_width)figure->width;
    node->side = (enum node_side)figure->side;
    node->table = make_table(binder, figure, &grid, title);
    if (node->kind == NODE_CHART)
        node->chart = make_chart(binder, figure, &grid, title, bind_plain(binder, &figure->alt));
    bind_notes(binder, figure, &grid, node);
    warn_of_nothing(binder, figure, &grid);
    return node;
}

_Static_assert((int)FIGURE_TWO_THIRDS == (int)WIDTH_TWO_THIRDS && (int)FIGURE_RIGHT == (int)SIDE_RIGHT,
               "widths and sides of layouts and documents are the same");
