/* SPDX-License-Identifier: GPL-3.0-or-later
 * The sheet of one figure. */
#include "render/xlsx/build.h"

#include <assert.h>

/* Which rows and columns of the figure's table the chart shows, and in which order the rows are written. */
struct arrangement {
    size_t *order; /* rows of the table's body, from 1: order_count of them */
    size_t order_count;
    size_t *columns, column_count; /* charted */
    enum doc_cell_kind kind;       /* of what is charted: counts, or shares where there are no counts */
    size_t charted_from, charted_count; /* places in `order` */
    bool has_totals;               /* the last of `columns` is of the totals of rows whose parts are not all shown */
    bool has_gaps;                 /* steps of time that are not shown keep their place, and their headings say so */
    bool of_totals;                /* what is charted are the totals of rows */
};

/* What a cell is in the workbook: a figure in a table of the prose is a number there. */
static enum doc_cell_kind kind_of(const struct doc_cell *cell)
{
    return cell->kind == DOC_CELL_TEXT ? cell->worth : cell->kind;
}

/* ---- what is charted ---- */

static bool has_kind(const struct doc_table *table, size_t column, enum doc_cell_kind kind)
{
    for (size_t row = 1; row < table->row_count; row++)
        if (data_cell_at(table, row, column)->kind == kind)
            return true;
    return false;
}

static void take_columns(struct arrangement *arranged, const struct doc_table *table, enum doc_cell_kind kind)
{
    const size_t end = table->column_count - (table->last_column_is_total && table->column_count > 2);
    arranged->kind = kind;
    for (size_t column = 1; column < end; column++)
        if (has_kind(table, column, kind))
            arranged->columns[arranged->column_count++] = column;
}

/* The columns without that of the totals, of shares where the chart is measured by these or there is nothing else; none where they
 * are not as many as the chart has series. */
static void choose_columns(struct arrangement *arranged, const struct data_figure *figure, struct arena *keep)
{
    const size_t series = figure->node->chart->series_count ? figure->node->chart->series_count : 1;
    arranged->columns = ARENA_ARRAY(keep, size_t, figure->table->column_count);
    if (!figure->node->chart->share_base)
        take_columns(arranged, figure->table, DOC_CELL_COUNT);
    if (!arranged->column_count)
        take_columns(arranged, figure->table, DOC_CELL_PERCENT);
    if (arranged->column_count != series)
        arranged->column_count = 0;
}

/* All parts of the row. */
static bool is_shown(const struct arrangement *arranged, const struct doc_table *table, size_t row)
{
    for (size_t i = 0; i < arranged->column_count - arranged->has_totals; i++)
        if (data_cell_at(table, row, arranged->columns[i])->kind != arranged->kind)
            return false;
    return true;
}

/* The report draws a pile of counts with hidden parts as its total, if that is published. */
static bool has_drawn_total(const struct data_figure *figure, size_t row)
{
    const struct chart *chart = figure->node->chart;
    const struct doc_table *table = figure->table;
    return chart->kind == CHART_COLUMNS && chart->series_count > 1 && table->last_column_is_total && !chart->of_shares &&
           chart->share_base == 0 && data_cell_at(table, row, table->column_count - 1)->kind == DOC_CELL_COUNT;
}

/* How a row is drawn: by its parts, as its total, or not. Where other piles are drawn by their parts, such with hidden ones are drawn
 * as their totals, if these are shown. */
enum fate { SHOWN, TOTAL, HIDDEN, FATES };

static enum fate fate_of(const struct arrangement *arranged, const struct data_figure *figure, size_t row)
{
    if (is_shown(arranged, figure->table, row))
        return SHOWN;
    return has_drawn_total(figure, row) ? TOTAL : HIDDEN;
}

static void add_column_of_totals(struct arrangement *arranged, const struct doc_table *table)
{
    arranged->columns[arranged->column_count++] = table->column_count - 1;
    arranged->has_totals = true;
}

/* Rows with hidden cells go behind the others: what is charted must be one range, and in a charted range a hidden cell
 * would be drawn as zero. */
static void order_hidden_last(struct arrangement *arranged, const struct data_figure *figure, size_t end)
{
    size_t counts[FATES] = {0};
    for (enum fate fate = SHOWN; fate < FATES; fate++)
        for (size_t row = 1; row < end; row++) {
            if (fate_of(arranged, figure, row) != fate)
                continue;
            arranged->order[arranged->order_count++] = row;
            counts[fate]++;
        }
    arranged->charted_count = counts[SHOWN];
    if (counts[SHOWN] && counts[TOTAL]) {
        add_column_of_totals(arranged, figure->table);
        arranged->charted_count += counts[TOTAL];
    }
}

/* A single category out of several is not worth a chart. */
static size_t least_charted(size_t rows)
{
    return rows > 2 ? 2 : 1;
}

static bool is_charted(const struct arrangement *arranged)
{
    return arranged->column_count && arranged->charted_count >= least_charted(arranged->order_count);
}

/* Of columns and bars of points of time none may change its place: where one is hidden they have a gap, and its heading in the table,
 * which is its name on the axis, says so. A gap alone would be a column of nothing. */
static void leave_gaps(struct arrangement *arranged, const struct data_figure *figure, size_t end)
{
    size_t counts[FATES] = {0};
    for (size_t row = 1; row < end; row++)
        counts[fate_of(arranged, figure, row)]++;
    const bool is_of_parts_alone = counts[SHOWN] == end - 1;
    if (is_of_parts_alone || !counts[SHOWN] || counts[SHOWN] + counts[TOTAL] < least_charted(end - 1))
        return;
    for (size_t row = 1; row < end; row++)
        arranged->order[arranged->order_count++] = row;
    arranged->charted_count = end - 1;
    arranged->has_gaps = counts[HIDDEN] > 0;
    if (counts[TOTAL])
        add_column_of_totals(arranged, figure->table);
}

/* Whether the series draws the row's cell: of whole piles the last series, of totals, draws nothing, and of others it alone draws
 * something. A line draws whatever is shown. */
static bool draws(const struct arrangement *arranged, const struct doc_table *table, size_t row, size_t series)
{
    const bool is_of_total = arranged->has_totals && series + 1 == arranged->column_count;
    if ((arranged->has_totals || arranged->has_gaps) && is_shown(arranged, table, row) == is_of_total)
        return false;
    return data_cell_at(table, row, arranged->columns[series])->kind == arranged->kind;
}

static bool draws_any(const struct arrangement *arranged, const struct doc_table *table, size_t row)
{
    for (size_t i = 0; i < arranged->column_count; i++)
        if (draws(arranged, table, row, i))
            return true;
    return false;
}

/* Whether any of its cells is drawn. A line has a gap where one is hidden. */
static bool is_drawn(const struct arrangement *arranged, const struct data_figure *figure, size_t row)
{
    const bool is_line = figure->node->chart && figure->node->chart->kind == CHART_LINE;
    return is_line ? draws_any(arranged, figure->table, row) : is_shown(arranged, figure->table, row);
}

/* Points of time keep their order, and so do rows of which no chart is made. Where one in the middle is hidden, lines have a gap. */
static void order_as_they_are(struct arrangement *arranged, const struct data_figure *figure, size_t end)
{
    const bool is_line = figure->node->chart && figure->node->chart->kind == CHART_LINE;
    size_t first = end, last = 0, shown = 0;
    arranged->order_count = arranged->charted_count = 0;
    for (size_t row = 1; row < end; row++) {
        arranged->order[arranged->order_count++] = row;
        if (!is_drawn(arranged, figure, row))
            continue;
        first = row < first ? row : first;
        last = row;
        shown++;
    }
    if (shown && (is_line || last - first + 1 == shown)) {
        arranged->charted_from = first - 1;
        arranged->charted_count = last - first + 1;
    }
}

/* Piles that cannot be drawn by their parts are drawn as their totals, if each is published: the report draws columns with hidden
 * parts so, too. Of shares of piles no total tells anything, and an axis of shares has no counts. */
static bool choose_totals(struct arrangement *arranged, const struct data_figure *figure, size_t end)
{
    const struct chart *chart = figure->node->chart;
    const size_t total = figure->table->column_count - 1;
    const bool is_piled = chart && (chart->kind == CHART_BARS || chart->kind == CHART_COLUMNS) && chart->series_count > 1;
    if (!is_piled || !figure->table->last_column_is_total || chart->of_shares || chart->share_base > 0 || end < 3)
        return false;
    for (size_t row = 1; row < end; row++)
        if (data_cell_at(figure->table, row, total)->kind != DOC_CELL_COUNT)
            return false;
    arranged->kind = DOC_CELL_COUNT;
    arranged->columns[0] = total;
    arranged->column_count = 1;
    return true;
}

static struct arrangement arrange(const struct data_figure *figure, struct arena *keep)
{
    const struct doc_table *table = figure->table;
    struct arrangement arranged = {.order = ARENA_ARRAY(keep, size_t, table->row_count)};
    const size_t end = table->row_count - (table->last_row_is_total && table->row_count > 1);
    if (figure->node->chart)
        choose_columns(&arranged, figure, keep);
    if (arranged.column_count && figure->node->chart->kind != CHART_LINE) {
        if (table->is_timed)
            leave_gaps(&arranged, figure, end);
        else
            order_hidden_last(&arranged, figure, end);
    }
    if (!is_charted(&arranged)) {
        arranged.of_totals = choose_totals(&arranged, figure, end);
        order_as_they_are(&arranged, figure, end);
    }
    for (size_t row = end; row < table->row_count; row++)
        arranged.order[arranged.order_count++] = row;
    return arranged;
}

/* ---- cells ---- */

static bool is_number_column(const struct doc_table *table, size_t column)
{
    for (size_t row = 1; row < table->row_count; row++)
        if (kind_of(data_cell_at(table, row, column)) != DOC_CELL_TEXT)
            return true;
    return false;
}

/* With references to footnotes and addresses of links. */
static struct text cell_words(const struct xlsx_planner *planner, const struct doc_cell *cell)
{
    return cell->spans.count ? data_spans_text(&cell->spans, &planner->document->words, planner->keep) : cell->text;
}

static struct text heading_words(const struct xlsx_planner *planner, const struct doc_table *table, size_t column)
{
    const struct doc_words *words = &planner->document->words;
    const struct text own = data_line(cell_words(planner, data_cell_at(table, 0, column)), planner->keep);
    const struct text other = column == 0 ? words->title : table->unit;
    if (own.len || other.len)
        return own.len ? own : other;
    return text_format(planner->keep, "%zu", column + 1);
}

static void add_headings(struct xlsx_planner *planner, struct xlsx_sheet *sheet, const struct doc_table *table)
{
    struct names *taken = names_new();
    struct xlsx_cell *cells = xlsx_add_row(planner, sheet, table->column_count);
    for (size_t i = 0; i < table->column_count; i++) {
        const enum xlsx_look look = is_number_column(table, i) ? XLSX_LOOK_HEADING_RIGHT : XLSX_LOOK_HEADING;
        const struct xlsx_cell cell = xlsx_text(planner, heading_words(planner, table, i), look);
        if (text_width(cell.text) > XLSX_HEADING_MAX)
            planner->ok = error_set(planner->err, ERROR_INPUT,
                                    "%.*s: a heading is longer than the %d characters that a workbook allows",
                                    TEXT_ARGS(table->id), XLSX_HEADING_MAX);
        cells[i] = cell;
        cells[i].kind = XLSX_TEXT;
        cells[i].text = xlsx_heading(cell.text, taken, planner->keep);
    }
    names_free(taken);
}

static enum xlsx_look percent_look(const struct doc_cell *cell)
{
    const bool closed = xlsx_is_closed(cell);
    if (cell->decimals)
        return closed ? XLSX_LOOK_TENTHS_CLOSED : XLSX_LOOK_TENTHS;
    return closed ? XLSX_LOOK_PERCENT_CLOSED : XLSX_LOOK_PERCENT;
}

static enum xlsx_look count_look(const struct doc_cell *cell)
{
    static const enum xlsx_look looks[] = {XLSX_LOOK_COUNT, XLSX_LOOK_DECIMALS_1, XLSX_LOOK_DECIMALS_2, XLSX_LOOK_DECIMALS_3};
    assert(cell->decimals >= 0 && (size_t)cell->decimals < sizeof looks / sizeof *looks);
    return looks[cell->decimals];
}

static struct xlsx_cell figure_cell(struct xlsx_planner *planner, const struct doc_cell *cell)
{
    struct xlsx_cell result;
    switch (kind_of(cell)) {
    case DOC_CELL_COUNT:
        result = xlsx_number(planner, cell->value, count_look(cell));
        result.decimals = cell->decimals;
        return result;
    case DOC_CELL_PERCENT:
        result = xlsx_number(planner, cell->value, percent_look(cell));
        result.kind = XLSX_PERCENT;
        result.decimals = cell->decimals;
        return result;
    case DOC_CELL_HIDDEN:
        return xlsx_text(planner, planner->document->words.hidden_symbol, XLSX_LOOK_SYMBOL);
    case DOC_CELL_TEXT:
        break;
    }
    return xlsx_text(planner, cell_words(planner, cell), cell->is_beside ? XLSX_LOOK_SYMBOL : XLSX_LOOK_TEXT);
}

struct figure_rows {
    const struct document *document;
    const struct doc_table *table;
    struct arrangement arranged;
};

/* "March [c]": the name of a gap on the axis. */
static void mark_gap(const struct xlsx_planner *planner, struct xlsx_cell *heading)
{
    heading->text = text_format(planner->keep, "%.*s %.*s", TEXT_ARGS(heading->text), TEXT_ARGS(planner->document->words.hidden_symbol));
}

static bool make_row(struct xlsx_rows *it, struct xlsx_planner *with, struct xlsx_cell *cells)
{
    const struct figure_rows *source = it->sheet->source;
    const struct doc_table *table = source->table;
    const size_t n = it->next - it->sheet->rows.count;
    if (n >= source->arranged.order_count)
        return false;
    const size_t row = source->arranged.order[n];
    const bool total = table->last_row_is_total && row == table->row_count - 1;
    with->document = source->document;
    for (size_t column = 0; column < table->column_count; column++) {
        cells[column] = figure_cell(with, data_cell_at(table, row, column));
        cells[column].look += total;
    }
    if (source->arranged.has_gaps && !total && !draws_any(&source->arranged, table, row))
        mark_gap(with, &cells[0]);
    return true;
}

static void add_body(struct xlsx_planner *planner, struct xlsx_sheet *sheet, const struct doc_table *table,
                     const struct arrangement *arranged)
{
    struct figure_rows *source = ARENA_NEW(planner->keep, struct figure_rows);
    *source = (struct figure_rows){planner->document, table, *arranged};
    sheet->source = source;
    sheet->make = make_row;
}

/* ---- lines ---- */

/* Each base once. */
static void add_bases(struct xlsx_planner *planner, struct xlsx_sheet *sheet, const struct doc_table *table)
{
    const struct doc_words *words = &planner->document->words;
    struct names *seen = names_new();
    for (size_t i = 0; !table->shares_are_of_rows && i < table->row_count * table->column_count; i++) {
        const struct doc_cell *cell = &table->cells[i];
        if (cell->kind != DOC_CELL_PERCENT || !cell->base.len || names_find(seen, cell->base) != NAMES_NONE)
            continue;
        names_add(seen, cell->base);
        xlsx_add_line(planner, sheet, data_labelled(words, words->base, cell->base, planner->keep), XLSX_LOOK_LINE);
    }
    names_free(seen);
}

/* What the chart beside the table is of. */
static struct text chart_words(const struct xlsx_planner *planner, const struct arrangement *arranged)
{
    const struct doc_words *words = &planner->document->words;
    const struct text of_some = arranged->of_totals ? words->chart_of_totals : words->chart_of_piles;
    if (!(arranged->of_totals || arranged->has_totals) || !of_some.len)
        return words->chart_of;
    return TEXT_FILL(planner->keep, of_some, {"symbol", words->hidden_symbol});
}

/* Why a sheet has no chart: what is hidden would be needed, or there is nothing to draw. */
static void add_lack_of_chart(struct xlsx_planner *planner, struct xlsx_sheet *sheet, const struct data_figure *figure)
{
    const struct doc_words *words = &planner->document->words;
    const struct text why = TEXT_FILL(planner->keep, words->no_chart, {"symbol", words->hidden_symbol});
    const bool is_elsewhere = !figure->is_sheet && words->chart_in_report.len;
    if (!data_has_hidden(figure->table))
        xlsx_add_line(planner, sheet, figure->node->chart->empty_label, XLSX_LOOK_LINE);
    else if (why.len)
        xlsx_add_line(planner, sheet, text_format(planner->keep, "%.*s%s%.*s", TEXT_ARGS(why), is_elsewhere ? " " : "",
                                                  TEXT_ARGS(is_elsewhere ? words->chart_in_report : TEXT_EMPTY)), XLSX_LOOK_LINE);
}

static void add_lines(struct xlsx_planner *planner, struct xlsx_sheet *sheet, const struct data_figure *figure,
                      const struct arrangement *arranged)
{
    const struct doc_words *words = &planner->document->words;
    struct arena *keep = planner->keep;
    if (figure->table->unit.len)
        xlsx_add_line(planner, sheet, data_labelled(words, words->unit, figure->table->unit, keep), XLSX_LOOK_LINE);
    if (figure->table->period_words.len)
        xlsx_add_line(planner, sheet, data_labelled(words, words->period, figure->table->period_words, keep), XLSX_LOOK_LINE);
    add_bases(planner, sheet, figure->table);
    const struct text note = data_spans_text(data_note(figure->node), words, keep);
    xlsx_add_line(planner, sheet, note, XLSX_LOOK_LINE);
    const struct text symbol = TEXT_FILL(keep, words->symbol_means, {"symbol", words->hidden_symbol},
                                         {"text", words->hidden_meaning});
    if (data_has_hidden(figure->table) && text_find(note, words->hidden_symbol) == note.len)
        xlsx_add_line(planner, sheet, symbol, XLSX_LOOK_LINE);
    if (is_charted(arranged))
        xlsx_add_line(planner, sheet, chart_words(planner, arranged), XLSX_LOOK_LINE);
    else if (figure->node->chart && arranged->order_count)
        add_lack_of_chart(planner, sheet, figure);
    xlsx_add_link(planner, sheet, words->back_to_contents, planner->contents);
}

/* ---- the whole ---- */

static size_t body_rows(const struct doc_table *table)
{
    return table->row_count - 1 - (table->last_row_is_total ? 1 : 0);
}

/* A pie of some of its slices would show shares that are wrong: bars take its place. */
static enum chart_kind fitting_kind(const struct data_figure *figure, const struct arrangement *arranged)
{
    const enum chart_kind kind = figure->node->chart->kind;
    return kind == CHART_PIE && arranged->charted_count < body_rows(figure->table) ? CHART_BARS : kind;
}

/* "A, B, C": the headings of the rows that the chart leaves out. */
static struct text left_out(const struct doc_table *table, const struct arrangement *arranged, struct text separator,
                            struct arena *keep)
{
    const size_t most = 5;
    size_t count = 0;
    struct text_builder b = {0};
    for (size_t i = 0; i < body_rows(table); i++) {
        const bool is_charted = i >= arranged->charted_from && i < arranged->charted_from + arranged->charted_count;
        if (is_charted && (arranged->has_totals || is_shown(arranged, table, arranged->order[i])))
            continue;
        text_add(&b, count ? separator : TEXT_EMPTY);
        text_add(&b, count < most ? data_cell_at(table, arranged->order[i], 0)->text : TEXT("…"));
        if (count++ == most)
            break;
    }
    const struct text names = text_copy(keep, text_built(&b));
    text_builder_done(&b);
    return names;
}

/* Whoever sees the chart alone must see that it is not all. */
static struct text chart_title(const struct xlsx_planner *planner, const struct xlsx_sheet *sheet,
                               const struct data_figure *figure, const struct arrangement *arranged)
{
    const struct text own = figure->node->chart->title, title = own.len ? own : sheet->title;
    const struct doc_words *words = &planner->document->words;
    if (arranged->of_totals)
        return data_line(data_bracketed(words, title, words->total, planner->keep), planner->keep);
    if (arranged->has_gaps) {
        const struct text meaning = data_labelled(words, words->hidden_symbol, words->hidden_meaning, planner->keep);
        return data_line(data_bracketed(words, title, meaning, planner->keep), planner->keep);
    }
    const struct text names = left_out(figure->table, arranged, words->list, planner->keep);
    if (!names.len)
        return data_line(title, planner->keep);
    const struct text hidden = data_labelled(words, words->hidden_symbol, names, planner->keep);
    return data_line(data_bracketed(words, title, hidden, planner->keep), planner->keep);
}

/* What each series draws of each row, where that is not all. */
static bool *drawn_cells(const struct xlsx_planner *planner, const struct data_figure *figure, const struct arrangement *arranged)
{
    const size_t count = arranged->column_count, cells = arranged->charted_count * count;
    bool *drawn = ARENA_ARRAY(planner->keep, bool, cells);
    size_t drawn_count = 0;
    for (size_t i = 0; i < cells; i++) {
        drawn[i] = draws(arranged, figure->table, arranged->order[arranged->charted_from + i / count], i % count);
        drawn_count += drawn[i];
    }
    return drawn_count < cells ? drawn : NULL;
}

/* All numbers of a chart look as the first that it draws. */
static enum xlsx_look look_of_numbers(struct xlsx_planner *planner, const struct data_figure *figure,
                                      const struct arrangement *arranged)
{
    size_t cell = 0;
    const size_t count = arranged->column_count;
    while (!draws(arranged, figure->table, arranged->order[arranged->charted_from + cell / count], cell % count))
        cell++;
    const size_t row = arranged->order[arranged->charted_from + cell / count];
    return figure_cell(planner, data_cell_at(figure->table, row, arranged->columns[cell % count])).look;
}

/* What programs leave for a title and for the names of bars, in digits of their fonts: a quarter of the chart's width for these. */
static void measure_chart(struct xlsx_chart *chart, const struct data_figure *figure, const struct arrangement *arranged)
{
    const double title_width = 46, name_width = 17;
    chart->title_lines = xlsx_lines_of(chart->title, title_width, 1);
    size_t before = 0;
    for (size_t i = 0; i < arranged->charted_count; i++) {
        const struct text name = data_cell_at(figure->table, arranged->order[arranged->charted_from + i], 0)->text;
        const size_t lines = xlsx_lines_of(name, name_width, 1);
        chart->name_lines = before + lines > chart->name_lines ? before + lines : chart->name_lines;
        before = lines;
    }
}

/* Small slices beside each other: programs that put their names outside, each at its middle, write them upon each other. */
static bool *crowded_slices(const struct xlsx_planner *planner, const struct data_figure *figure, const struct arrangement *arranged)
{
    const int64_t tenth = 10; /* what is less than a tenth of all is small */
    const size_t count = arranged->charted_count;
    bool *crowded = ARENA_ARRAY(planner->keep, bool, count), any = false, was_small = false;
    int64_t sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += data_cell_at(figure->table, arranged->order[arranged->charted_from + i], arranged->columns[0])->value;
    for (size_t i = 0; i < count; i++) {
        const size_t row = arranged->order[arranged->charted_from + i];
        const bool small = data_cell_at(figure->table, row, arranged->columns[0])->value * tenth < sum;
        if (small && was_small)
            crowded[i] = crowded[i - 1] = any = true;
        was_small = small;
    }
    return any ? crowded : NULL;
}

static void add_chart(struct xlsx_planner *planner, struct xlsx_sheet *sheet, const struct data_figure *figure,
                      const struct arrangement *arranged)
{
    if (!is_charted(arranged))
        return;
    struct xlsx_chart *chart = ARENA_NEW(planner->keep, struct xlsx_chart);
    chart->kind = fitting_kind(figure, arranged);
    chart->source = figure->node->chart;
    chart->title = chart_title(planner, sheet, figure, arranged);
    chart->first_row = sheet->table_row + 1 + arranged->charted_from;
    chart->last_row = chart->first_row + arranged->charted_count - 1;
    chart->columns = arranged->columns;
    chart->column_count = arranged->column_count;
    chart->has_totals = arranged->has_totals;
    chart->drawn = drawn_cells(planner, figure, arranged);
    chart->look = look_of_numbers(planner, figure, arranged);
    measure_chart(chart, figure, arranged);
    if (chart->kind == CHART_PIE)
        chart->crowded = crowded_slices(planner, figure, arranged);
    sheet->chart = chart;
}

/* `key` names it, whatever the language. */
static void add_table(struct xlsx_planner *planner, struct xlsx_sheet *sheet, const struct data_figure *figure,
                      const struct arrangement *arranged, struct text key)
{
    const struct doc_table *table = figure->table;
    xlsx_begin_table(planner, sheet, text_format(planner->keep, "data_%.*s", TEXT_ARGS(key)).ptr, table->column_count);
    sheet->repeat_headings = true;
    add_headings(planner, sheet, table);
    add_body(planner, sheet, table, arranged);
    add_chart(planner, sheet, figure, arranged);
}

/* "2.1 Clients: Group, Clients, Share": a table in the prose has no title of its own. */
static struct text prose_title(const struct xlsx_planner *planner, const struct data_figure *figure)
{
    const struct doc_words *words = &planner->document->words;
    struct text_builder b = {0};
    for (size_t i = 0; i < figure->table->column_count; i++) {
        const struct text heading = cell_words(planner, data_cell_at(figure->table, 0, i));
        text_add(&b, b.len && heading.len ? words->list : TEXT_EMPTY);
        text_add(&b, heading);
    }
    const struct text headings = text_copy(planner->keep, text_built(&b));
    text_builder_done(&b);
    if (!figure->heading)
        return headings;
    const struct text section = text_format(planner->keep, "%.*s %.*s", TEXT_ARGS(figure->heading->number),
                                            TEXT_ARGS(data_spans_text(&figure->heading->spans, words, planner->keep)));
    return data_labelled(words, data_line(section, planner->keep), headings, planner->keep);
}

static struct text own_title(const struct data_figure *figure)
{
    const struct chart *chart = figure->node->chart;
    return figure->table->title.len || !chart ? figure->table->title : chart->title;
}

static struct text title_of(const struct xlsx_planner *planner, const struct data_figure *figure)
{
    if (!figure->table->id.len)
        return prose_title(planner, figure);
    return data_labelled(&planner->document->words, figure->node->number, own_title(figure), planner->keep);
}

/* The same in all languages: a table in the prose is named after its section. */
static struct text key_of(const struct xlsx_planner *planner, const struct data_figure *figure)
{
    const struct text id = figure->table->id, section = figure->heading ? figure->heading->id : TEXT_EMPTY;
    if (id.len)
        return id;
    return section.len ? text_format(planner->keep, "%.*s_table", TEXT_ARGS(section)) : TEXT("table");
}

/* As its layout says, else in the words of the document. */
static struct text name_of(const struct xlsx_planner *planner, const struct data_figure *figure)
{
    const struct doc_words *words = &planner->document->words;
    struct text title = own_title(figure);
    if (figure->table->sheet.len)
        return figure->table->sheet;
    if (!figure->table->id.len)
        title = figure->heading ? data_spans_text(&figure->heading->spans, words, planner->keep) : TEXT_EMPTY;
    const struct text name = xlsx_sheet_words(figure->node->number, title, planner->keep);
    return name.len ? name : key_of(planner, figure);
}

/* Whether a line or a cell of words of the sheet has the reference already; a cell with a number cannot have one. */
static bool is_referred_to(const struct xlsx_planner *planner, const struct data_figure *figure, size_t number)
{
    const struct doc_table *table = figure->table;
    bool found = data_refers_to(data_note(figure->node), number);
    for (size_t i = 0; i < table->row_count * table->column_count; i++)
        found = found || (kind_of(&table->cells[i]) == DOC_CELL_TEXT && data_refers_to(&table->cells[i].spans, number));
    for (size_t i = 0; i < planner->document->note_count; i++)
        found = found || data_refers_to(&planner->document->notes[i].spans, number);
    return found;
}

/* "[Note 2] [Note 4]": the references that stand behind the title, since they are of the table as a whole. */
static struct text marks_of(const struct xlsx_planner *planner, const struct data_figure *figure)
{
    const bool *has = data_notes_of(planner->document, &planner->note_places, figure, planner->keep);
    struct text_builder b = {0};
    for (size_t i = 0; i < planner->document->note_count; i++) {
        if (!has[i] || is_referred_to(planner, figure, i + 1))
            continue;
        text_add_c(&b, b.len ? " " : "");
        text_add(&b, data_note_reference(&planner->document->words, i + 1, planner->keep));
    }
    const struct text marks = text_copy(planner->keep, text_built(&b));
    text_builder_done(&b);
    return marks;
}

void xlsx_plan_figure(struct xlsx_planner *planner, const struct data_figure *figure)
{
    const struct doc_table *table = figure->table;
    const struct chart *chart = figure->node->chart;
    const struct xlsx_widths bounds = {.first_min = 24, .first_max = 48, .other_max = table->id.len ? 18 : 48};
    struct xlsx_sheet *sheet = xlsx_sheet_new(planner, name_of(planner, figure), title_of(planner, figure), marks_of(planner, figure));
    const bool filled = table->row_count > 1 && table->column_count;
    const struct arrangement arranged = filled ? arrange(figure, planner->keep) : (struct arrangement){0};
    add_lines(planner, sheet, figure, &arranged);
    if (filled)
        add_table(planner, sheet, figure, &arranged, key_of(planner, figure));
    else if (chart)
        xlsx_add_line(planner, sheet, chart->empty_label, XLSX_LOOK_LINE);
    xlsx_measure(planner, sheet, &bounds);
}
