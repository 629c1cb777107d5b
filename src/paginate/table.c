/* SPDX-License-Identifier: GPL-3.0-or-later
 * Tables to rows of lines. */
#include "paginate/table.h"

#include <math.h>

#include "document/table.h"
#include "paginate/prose.h"
#include "paginate/tags.h"

/* A row that would be higher than this many lines is parted. */
enum { ROW_LINES_MAX = 24 };

/* Words may be broken within a column that is narrower than that. */
static const double WHOLE_WORD_MAX_PT = 90.0;

struct column {
    size_t index;                /* in the table */
    double natural_pt, least_pt; /* without and with line breaks */
    double needed_pt;            /* its figures on one line each, and words but very long ones */
    double left_pt, width_pt;
    bool figures;                /* right-aligned, if nothing else was asked for */
    enum doc_alignment alignment;
    double whole_pt, tail_pt;    /* of its numbers, what stands at most on either side of where their decimals begin */
};

struct setting {
    struct work *work;
    const struct doc_table *table;
    struct tag *tag;
    enum style_name style;
    double gap_pt;               /* between columns */
    struct column *columns;      /* those that stand beside each other: all, or a part with the row headings before it */
    size_t column_count;
    bool repeats_first;          /* the row headings were read before */
    struct prose **cells;        /* row by row */
    double *tails_pt;            /* of each that is a number: its decimals and unit; else NO_NUMBER */
};

static const double NO_NUMBER = -1.0;

static const struct doc_cell *cell_at(const struct doc_table *table, size_t row, size_t column)
{
    return &table->cells[row * table->column_count + column];
}

/* ---- cells ---- */

static bool is_strong(const struct doc_table *table, size_t row, size_t column)
{
    return row == 0 || (table->last_row_is_total && row + 1 == table->row_count) ||
           (table->last_column_is_total && column + 1 == table->column_count && column > 0);
}

/* A heading without words heads nothing. */
static bool is_heading(const struct doc_cell *cell, size_t row)
{
    return (row == 0 || cell->header) && (cell->text.len || cell->spans.count);
}

static struct prose *new_cell(const struct setting *setting, struct tag *row_tag, size_t row, size_t column)
{
    const struct doc_cell *cell = cell_at(setting->table, row, column);
    const bool header = is_heading(cell, row);
    struct tag *tag = tags_add(setting->work->pages, row_tag, header ? TAG_HEADER_CELL : TAG_CELL);
    if (header)
        tag->scope = row == 0 ? SCOPE_COLUMN : SCOPE_ROW;
    struct prose *prose = prose_new(setting->work, setting->style, tag);
    if (cell->spans.count)
        prose_add_spans(setting->work, prose, &cell->spans);
    else
        prose_add_text(setting->work, prose, cell->text, is_strong(setting->table, row, column));
    return prose;
}

static void make_cells(struct setting *setting)
{
    const struct doc_table *table = setting->table;
    setting->cells = ARENA_ARRAY(setting->work->arena, struct prose *, table->row_count * table->column_count);
    setting->tails_pt = ARENA_ARRAY(setting->work->arena, double, table->row_count * table->column_count);
    for (size_t row = 0; row < table->row_count; row++) {
        struct tag *tag = tags_add(setting->work->pages, setting->tag, TAG_ROW);
        for (size_t column = 0; column < table->column_count; column++)
            setting->cells[row * table->column_count + column] = new_cell(setting, tag, row, column);
    }
}

/* ---- columns ---- */

static struct prose *prose_at(const struct setting *setting, size_t row, size_t column)
{
    return setting->cells[row * setting->table->column_count + column];
}

static double *tail_at(const struct setting *setting, size_t row, size_t column)
{
    return &setting->tails_pt[row * setting->table->column_count + column];
}

/* Numbers that stand at the right are aligned where their decimals begin, but for those in a heading. */
static void measure_number(const struct setting *setting, size_t row, struct column *column, double width_pt)
{
    struct work *work = setting->work;
    struct doc_reading reading;
    double *tail_pt = tail_at(setting, row, column->index);
    *tail_pt = NO_NUMBER;
    if (row == 0 || column->alignment != DOC_ALIGN_RIGHT ||
        !document_read_cell(cell_at(setting->table, row, column->index), work->document->words.decimal, &reading))
        return;
    *tail_pt = prose_tail_pt(work, prose_at(setting, row, column->index), reading.whole.len);
    column->tail_pt = fmax(column->tail_pt, *tail_pt);
    column->whole_pt = fmax(column->whole_pt, width_pt - *tail_pt);
}

static void measure_cell(const struct setting *setting, size_t row, struct column *column)
{
    const struct prose *cell = prose_at(setting, row, column->index);
    if (prose_is_empty(cell))
        return;
    const double width_pt = prose_width_pt(setting->work, cell), word_pt = prose_word_width_pt(setting->work, cell);
    const bool is_unbreakable = document_cell_is_figure(cell_at(setting->table, row, column->index));
    measure_number(setting, row, column, width_pt);
    column->natural_pt = fmax(column->natural_pt, width_pt);
    column->least_pt = fmax(column->least_pt, word_pt);
    column->needed_pt = fmax(column->needed_pt, is_unbreakable ? word_pt : fmin(word_pt, WHOLE_WORD_MAX_PT));
}

static void measure_column(const struct setting *setting, size_t index)
{
    struct column *column = &setting->columns[index];
    const enum doc_alignment *alignment = setting->table->alignment;
    const enum doc_alignment asked = alignment ? alignment[index] : DOC_ALIGN_BY_CONTENT;
    column->index = index;
    column->figures = asked == DOC_ALIGN_BY_CONTENT && document_column_is_figures(setting->table, index);
    column->alignment = column->figures ? DOC_ALIGN_RIGHT : asked;
    for (size_t row = 0; row < setting->table->row_count; row++)
        measure_cell(setting, row, column);
    column->natural_pt = fmax(column->natural_pt, column->whole_pt + column->tail_pt);
    column->least_pt = fmax(column->least_pt, column->whole_pt + column->tail_pt);
    /* Pango counts in 1/1024 pt: a hair of air, so that what was measured on one line also fits on one. */
    column->natural_pt = ceil(column->natural_pt + 0.5);
    column->least_pt = fmin(ceil(column->least_pt + 0.5), column->natural_pt);
    column->needed_pt = fmin(ceil(column->needed_pt + 0.5), column->least_pt);
}

enum width { NATURAL, LEAST, NEEDED };

static double width_of(const struct column *column, enum width width)
{
    return width == NATURAL ? column->natural_pt : width == LEAST ? column->least_pt : column->needed_pt;
}

static double sum_of(const struct setting *setting, enum width width)
{
    double sum_pt = 0.0;
    for (size_t i = 0; i < setting->column_count; i++)
        sum_pt += width_of(&setting->columns[i], width);
    return sum_pt;
}

/* What the gaps between the columns leave of the width. */
static double room_of(const struct setting *setting, double width_pt)
{
    return fmax(width_pt - setting->gap_pt * (double)(setting->column_count - 1), 1.0);
}

/* Columns of figures stand in one rhythm: each gets the width of the widest, if there is room. A table that could end with the text
 * does not go beyond it for this. */
static void even_out(const struct setting *setting, double room_pt)
{
    double widest_pt = 0.0, sum_pt = 0.0;
    for (size_t i = 0; i < setting->column_count; i++)
        widest_pt = setting->columns[i].figures ? fmax(widest_pt, setting->columns[i].natural_pt) : widest_pt;
    for (size_t i = 0; i < setting->column_count; i++)
        sum_pt += setting->columns[i].figures ? widest_pt : setting->columns[i].natural_pt;
    if (sum_pt > room_pt)
        return;
    for (size_t i = 0; i < setting->column_count; i++)
        if (setting->columns[i].figures)
            setting->columns[i].natural_pt = widest_pt;
}

/* What is to spare goes to the columns of words, so that those of figures stand together at the right. */
static void widen_words(const struct setting *setting, double spare_pt)
{
    size_t words = 0;
    for (size_t i = 0; i < setting->column_count; i++)
        words += setting->columns[i].alignment != DOC_ALIGN_RIGHT;
    for (size_t i = 0; i < setting->column_count; i++)
        if (setting->columns[i].alignment != DOC_ALIGN_RIGHT)
            setting->columns[i].width_pt += spare_pt / (double)words;
    if (!words)
        setting->columns[0].width_pt += spare_pt;
}

/* Everything fits on single lines, and the table ends where others do: with the text, or else with the room. */
static void widths_roomy(const struct setting *setting, double room_pt, double text_pt)
{
    even_out(setting, sum_of(setting, NATURAL) <= text_pt ? text_pt : room_pt);
    for (size_t i = 0; i < setting->column_count; i++)
        setting->columns[i].width_pt = setting->columns[i].natural_pt;
    const double sum_pt = sum_of(setting, NATURAL);
    widen_words(setting, fmax((sum_pt <= text_pt ? text_pt : room_pt) - sum_pt, 0.0));
}

static double lack_pt(const struct column *column)
{
    return column->natural_pt - column->width_pt;
}

static size_t count_lacking(const struct setting *setting)
{
    size_t count = 0;
    for (size_t i = 0; i < setting->column_count; i++)
        count += lack_pt(&setting->columns[i]) > 0.0;
    return count;
}

/* Gives their lack to the columns that lack up to so much each, out of what is left. Returns whether there were any. */
static bool fill_columns(const struct setting *setting, double up_to_pt, double *spare_pt)
{
    bool filled = false;
    for (size_t i = 0; i < setting->column_count; i++) {
        struct column *column = &setting->columns[i];
        const double needed_pt = lack_pt(column);
        if (needed_pt <= 0.0 || needed_pt > up_to_pt)
            continue;
        *spare_pt -= needed_pt;
        column->width_pt = column->natural_pt;
        filled = true;
    }
    return filled;
}

/* Words too long for the room are broken; figures only where they alone are too wide for it. */
static void widths_scant(const struct setting *setting, double room_pt)
{
    const double needed_pt = sum_of(setting, NEEDED), least_pt = sum_of(setting, LEAST);
    const double share = least_pt > needed_pt ? fmax(room_pt - needed_pt, 0.0) / (least_pt - needed_pt) : 0.0;
    for (size_t i = 0; i < setting->column_count; i++) {
        struct column *column = &setting->columns[i];
        column->width_pt =
            column->needed_pt * fmin(room_pt / needed_pt, 1.0) + (column->least_pt - column->needed_pt) * share;
    }
}

/* Each column gets its longest word, and an equal part of the rest, but no more than it lacks: the head of a column of figures
 * stays on one line while there are longer words to break. */
static void widths_tight(const struct setting *setting, double room_pt)
{
    double spare_pt = room_pt - sum_of(setting, LEAST);
    for (size_t i = 0; i < setting->column_count; i++)
        setting->columns[i].width_pt = setting->columns[i].least_pt;
    size_t lacking = count_lacking(setting);
    while (lacking && fill_columns(setting, spare_pt / (double)lacking, &spare_pt))
        lacking = count_lacking(setting);
    for (size_t i = 0; i < setting->column_count; i++)
        if (lack_pt(&setting->columns[i]) > 0.0)
            setting->columns[i].width_pt += spare_pt / (double)lacking;
}

static void measure_columns(struct setting *setting)
{
    setting->column_count = setting->table->column_count;
    setting->columns = ARENA_ARRAY(setting->work->arena, struct column, setting->column_count);
    for (size_t i = 0; i < setting->column_count; i++)
        measure_column(setting, i);
}

/* A table with many columns is set smaller before its words are cut. */
static void set_smaller(struct setting *setting)
{
    setting->style = STYLE_SMALL_CELL;
    setting->gap_pt = SMALL_CELL_GAP_PT;
    for (size_t i = 0; i < setting->table->row_count * setting->table->column_count; i++)
        prose_restyle(setting->cells[i], STYLE_SMALL_CELL);
    measure_columns(setting);
}

/* Returns the width of the table. */
static double place_columns(const struct setting *setting, double width_pt)
{
    const double room_pt = room_of(setting, width_pt);
    if (sum_of(setting, NATURAL) <= room_pt)
        widths_roomy(setting, room_pt, room_of(setting, fmin(width_pt, TEXT_MEASURE_PT)));
    else if (sum_of(setting, LEAST) < room_pt)
        widths_tight(setting, room_pt);
    else
        widths_scant(setting, room_pt);
    double at_pt = 0.0;
    for (size_t i = 0; i < setting->column_count; i++) {
        setting->columns[i].left_pt = at_pt;
        at_pt += setting->columns[i].width_pt + setting->gap_pt;
    }
    return at_pt - setting->gap_pt;
}

/* ---- blocks of columns ---- */

/* Whether the column is of shares that stand behind their counts. */
static bool belongs_to_column_before(const struct setting *all, size_t column)
{
    return all->table->shares_are_of_rows && column < all->column_count && column % 2 == 0;
}

/* How many columns from `first` on stand beside the row headings: as many as fit into the width, at least one and at most so many,
 * and no share without its count if there is room for both. */
static size_t count_beside(const struct setting *all, size_t first, size_t count_max, double width_pt)
{
    double room_pt = width_pt - all->columns[0].needed_pt;
    size_t count = 0;
    for (size_t i = first; i < all->column_count && count < count_max; i++, count++) {
        room_pt -= all->gap_pt + all->columns[i].needed_pt;
        if (room_pt < 0.0 && count > 0)
            break;
    }
    return count - (count > 1 && belongs_to_column_before(all, first + count));
}

/* The row headings, and so many columns from `first` on. Widths are as they were measured. */
static struct setting block_of(const struct setting *all, size_t first, size_t count)
{
    struct setting block = *all;
    block.columns = ARENA_ARRAY(all->work->arena, struct column, count + 1);
    block.columns[0] = all->columns[0];
    for (size_t i = 0; i < count; i++)
        block.columns[i + 1] = all->columns[first + i];
    block.column_count = count + 1;
    block.repeats_first = first > 1;
    return block;
}

/* How many columns a block has at most that begins with `first`, so that `left` blocks share what is left. */
static size_t even_share(const struct setting *all, size_t first, size_t left)
{
    const size_t even = (all->column_count - first + left - 1) / left;
    return even + (all->table->shares_are_of_rows && even % 2);
}

/* How many blocks of even shares it takes, where at least so many are made. */
static size_t count_blocks(const struct setting *all, size_t least, double width_pt)
{
    size_t count = 0, left = least;
    for (size_t first = 1; first < all->column_count; count++, left -= left > 1)
        first += count_beside(all, first, even_share(all, first, left), width_pt);
    return count;
}

/* The least number of blocks of which the last is no leftover of the others. */
static size_t even_blocks(const struct setting *all, double width_pt)
{
    size_t count = count_blocks(all, 1, width_pt);
    for (size_t needed; (needed = count_blocks(all, count, width_pt)) > count;)
        count++;
    return count;
}

/* ---- rows ---- */

struct row {
    const struct setting *setting;
    struct piece_list *cells; /* lines of each cell */
    size_t index;
    size_t lines;             /* of the highest cell */
};

static struct row lay_row(const struct setting *setting, size_t row)
{
    struct work *work = setting->work;
    struct row result = {setting, ARENA_ARRAY(work->arena, struct piece_list, setting->column_count), row, 1};
    for (size_t i = 0; i < setting->column_count; i++) {
        struct prose *cell = prose_at(setting, row, setting->columns[i].index);
        if (prose_is_empty(cell))
            continue;
        prose_soften(work, cell, setting->columns[i].width_pt);
        prose_lay(work, cell, (struct prose_laying){0, setting->columns[i].width_pt}, &result.cells[i]);
        result.lines = result.cells[i].count > result.lines ? result.cells[i].count : result.lines;
    }
    return result;
}

/* How far a number ends before the right edge of its column, since others have more decimals, or a longer unit. Where a column is
 * too narrow for that, as for a number that is broken, all end at its edge. */
static double short_pt(const struct column *column, double tail_pt)
{
    const bool has_room = column->whole_pt + column->tail_pt <= column->width_pt;
    return tail_pt >= 0.0 && has_room ? column->tail_pt - tail_pt : 0.0;
}

/* How far a line stands from the left edge of its column. */
static double indent_of(const struct column *column, const struct piece *line, double tail_pt)
{
    const double width_pt = line->marks.count ? line->marks.items[0].line->width_pt : 0.0;
    switch (column->alignment) {
    case DOC_ALIGN_RIGHT:
        return column->width_pt - width_pt - short_pt(column, tail_pt);
    case DOC_ALIGN_CENTRE:
        return (column->width_pt - width_pt) / 2.0;
    case DOC_ALIGN_LEFT:
    case DOC_ALIGN_BY_CONTENT:
        break;
    }
    return 0.0;
}

/* The line as it is seen again: not read aloud, and nothing leads from or to it. */
static const struct piece *seen_again(struct arena *keep, const struct piece *line)
{
    struct piece *again = piece_new(keep, line->height_pt, line->marks.count);
    for (size_t i = 0; i < line->marks.count; i++) {
        struct mark mark = line->marks.items[i];
        mark.tag = NULL;
        ARENA_PUSH(keep, &again->marks, mark);
    }
    return again;
}

/* The lines from `first` on which still fit below each other in one piece. Headings stand on the foot of their row. */
static struct piece *row_piece(const struct row *row, size_t first, bool heading)
{
    const struct setting *setting = row->setting;
    const double leading_pt = style_of(setting->style)->leading_pt;
    const size_t lines = row->lines - first < ROW_LINES_MAX ? row->lines - first : ROW_LINES_MAX;
    struct piece *piece = piece_new(setting->work->arena, (double)lines * leading_pt + 2 * ROW_PAD_PT,
                                    setting->column_count);
    for (size_t i = 0; i < setting->column_count; i++) {
        const struct piece_list *cell = &row->cells[i];
        const size_t above = heading && cell->count < lines ? lines - cell->count : 0;
        const double tail_pt = *tail_at(setting, row->index, setting->columns[i].index);
        for (size_t line = first; line < cell->count && line < first + lines; line++) {
            const struct piece *part = i == 0 && setting->repeats_first ? seen_again(setting->work->arena, cell->items[line])
                                                                        : cell->items[line];
            const double x_pt = setting->columns[i].left_pt + indent_of(&setting->columns[i], part, cell->count == 1 ? tail_pt : NO_NUMBER);
            piece_join(setting->work->arena, piece, part, x_pt,
                       ROW_PAD_PT + (double)(above + line - first) * leading_pt);
        }
    }
    return piece;
}

static void add_rule(const struct setting *setting, struct piece *piece, double y_pt, struct rule rule)
{
    rule.y_pt = y_pt;
    ARENA_PUSH(setting->work->arena, &piece->rules, rule);
}

/* Strong rules frame the table and part its heading and its total from the rest. */
static void rule_row(const struct setting *setting, struct piece *piece, size_t row, double width_pt)
{
    const struct doc_table *table = setting->table;
    const struct rule strong = {.width_pt = width_pt, .thickness_pt = 0.9, .colour = COLOUR_ACCENT};
    const struct rule thin = {.width_pt = width_pt, .thickness_pt = 0.5, .colour = COLOUR_RULE};
    const bool last = row + 1 == table->row_count;
    const bool before_total = table->last_row_is_total && row + 2 == table->row_count;
    if (row == 0)
        add_rule(setting, piece, 0.0, strong);
    add_rule(setting, piece, piece->height_pt, row == 0 || last || before_total ? strong : thin);
}

static void add_row(const struct setting *setting, size_t index, double width_pt, struct table_rows *rows)
{
    const struct row row = lay_row(setting, index);
    struct piece *piece = NULL;
    for (size_t first = 0; first < row.lines; first += ROW_LINES_MAX) {
        piece = row_piece(&row, first, index == 0);
        ARENA_PUSH(setting->work->arena, &rows->pieces, piece);
    }
    if (piece)
        rule_row(setting, piece, index, width_pt);
}

static void add_rows(const struct setting *setting, double width_pt, struct table_rows *rows)
{
    const double placed_pt = place_columns(setting, width_pt);
    ARENA_PUSH(setting->work->arena, &rows->heads, rows->pieces.count);
    for (size_t row = 0; row < setting->table->row_count; row++)
        add_row(setting, row, placed_pt, rows);
}

/* Blocks of about as many columns each, below each other. */
static void add_blocks(const struct setting *all, double width_pt, struct table_rows *rows)
{
    const size_t count = all->column_count;
    size_t left = even_blocks(all, width_pt);
    for (size_t first = 1; first < count; left -= left > 1) {
        const size_t beside = count_beside(all, first, even_share(all, first, left), width_pt);
        const struct setting block = block_of(all, first, beside);
        add_rows(&block, width_pt, rows);
        first += beside;
        rows->pieces.items[rows->pieces.count - 1]->height_pt += first < count ? BLOCK_GAP_PT : 0.0;
    }
    if (rows->heads.count > 1)
        ARENA_PUSH(all->work->pages->arena, &all->work->pages->parted, all->table);
}

void table_compose(struct work *work, const struct doc_table *table, struct tag *tag, double width_pt,
                   struct table_rows *ret_rows)
{
    struct setting setting = {.work = work, .table = table, .tag = tag, .style = STYLE_CELL, .gap_pt = CELL_GAP_PT};
    struct table_rows rows = {0};
    make_cells(&setting);
    measure_columns(&setting);
    if (sum_of(&setting, LEAST) > room_of(&setting, width_pt))
        set_smaller(&setting);
    if (sum_of(&setting, NEEDED) > room_of(&setting, width_pt) && setting.column_count > 1)
        add_blocks(&setting, width_pt, &rows);
    else
        add_rows(&setting, width_pt, &rows);
    *ret_rows = rows;
}
