/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a chart is to those who cannot see it: all its figures where these are few, else where they lie. */
#include "document/binder.h"

enum {
    ALT_CHARACTERS_MAX = 500, /* readers of screens read an alternative text in one go, and cannot go back in it */
    TOTALS_MAX = 12           /* of more piles it says only where they lie */
};

/* The cells of some columns. */
struct extent {
    const struct binder *binder;
    const struct figure_block *figure;
    const struct grid *grid;
    size_t first, end; /* columns */
};

static size_t cell_count(const struct grid *grid)
{
    return grid->row_count * grid->column_count;
}

static size_t count_hidden(const struct binder *binder, const struct figure_block *figure, const struct grid *grid)
{
    size_t count = 0;
    for (size_t i = 0; i < cell_count(grid); i++)
        count += !cell_is_shown(drawn_cell(binder, figure, grid, i));
    return count;
}

static struct text with_title(const struct binder *binder, const struct figure_block *figure, const struct chart *chart,
                              struct text list)
{
    static const char *const patterns[] = {
        [FORM_PIE] = "alt pie", [FORM_BARS] = "alt bars", [FORM_COLUMNS] = "alt columns", [FORM_LINE] = "alt line"};
    return language_fill(binder->in->language, binder->keep, patterns[figure->form], "title", chart->title, "list", list, NULL);
}

static void add_item(const struct binder *binder, struct text_builder *b, struct text item)
{
    if (!item.len)
        return;
    text_add(b, b->len ? language_word(binder->in->language, "alt list") : TEXT_EMPTY);
    text_add(b, item);
}

static struct text labelled(const struct binder *binder, struct text label, struct text value)
{
    return language_fill(binder->in->language, binder->keep, "alt item", "label", label, "value", value, NULL);
}

/* ---- all figures ---- */

static struct text name_of(const struct binder *binder, const struct grid *grid, size_t row, size_t column)
{
    if (!grid->is_crossed)
        return grid->rows[row];
    return language_fill(binder->in->language, binder->keep, "alt crossed", "row", grid->rows[row], "column",
                         grid->columns[column], NULL);
}

/* Of shares no total is drawn. */
static bool is_piled(const struct figure_block *figure, const struct grid *grid)
{
    return figure->form == FORM_COLUMNS && !figure->of_shares && grid->column_count > 1;
}

/* "Sexual exploitation: 45", or nothing. */
static struct text pile_total(const struct binder *binder, const struct figure_block *figure, const struct grid *grid, size_t row)
{
    if (!is_piled(figure, grid) || !cell_is_shown(grid->row_totals[row]))
        return TEXT_EMPTY;
    return labelled(binder, grid->rows[row], value_label(binder, figure, grid->row_totals[row], grid->base));
}

/* Of a part of which the chart prints no share, its count, which the figure's table has, too. */
static struct text part_value(const struct binder *binder, const struct figure_block *figure, const struct grid *grid, size_t cell)
{
    const size_t row = cell / grid->column_count;
    struct figure_block printed = *figure;
    if (!cell_is_shown(drawn_cell(binder, figure, grid, cell)))
        return label_in(binder, &bind_policy(binder->in)->hidden_text);
    if (!row_has_shares(binder, figure, grid, row)) {
        printed.label_count = true;
        printed.label_percent = false;
    }
    return value_label(binder, &printed, grid->cells[cell], row_base(figure, grid, row));
}

/* "Women: 60 (71 %)", or for stacks "Sexual exploitation, in Finland: 11"; or that there is nothing. */
static struct text all_figures(const struct binder *binder, const struct figure_block *figure, const struct grid *grid,
                               const struct chart *chart)
{
    struct text_builder b = {0};
    if (!cell_count(grid))
        return chart->empty_label;
    /* A pile that holds hidden parts is drawn, and labelled, as its total alone. */
    const bool has_hidden = count_hidden(binder, figure, grid) > 0;
    for (size_t i = 0; i < cell_count(grid); i++) {
        const size_t row = i / grid->column_count, column = i % grid->column_count;
        if (has_hidden && !column)
            add_item(binder, &b, pile_total(binder, figure, grid, row));
        add_item(binder, &b, labelled(binder, name_of(binder, grid, row, column), part_value(binder, figure, grid, i)));
    }
    return text_clean(binder->keep, &b);
}

/* ---- where they lie ---- */

/* "25 (December)": the figure without its share, where it has both. */
static struct text figure_at(const struct extent *extent, size_t cell)
{
    const struct binder *binder = extent->binder;
    const struct grid *grid = extent->grid;
    const size_t row = cell / grid->column_count, column = cell % grid->column_count;
    const bool is_of_one = extent->end - extent->first == 1;
    struct figure_block figure = *extent->figure;
    figure.label_percent = figure.label_percent && !figure.label_count;
    return language_fill(binder->in->language, binder->keep, "in brackets", "text",
                         value_label(binder, &figure, grid->cells[cell], row_base(&figure, grid, row)), "more",
                         is_of_one ? grid->rows[row] : name_of(binder, grid, row, column), NULL);
}

/* By their counts, or by their shares of their own piles. */
static bool is_less(const struct extent *extent, size_t a, size_t b)
{
    const struct grid *grid = extent->grid;
    const int64_t of_a = row_base(extent->figure, grid, a / grid->column_count).count;
    const int64_t of_b = row_base(extent->figure, grid, b / grid->column_count).count;
    const int64_t count_a = grid->cells[a].count, count_b = grid->cells[b].count;
    return extent->figure->of_shares ? count_a * of_b < count_b * of_a : count_a < count_b;
}

/* Whether it has a place among others: it is drawn and, where shares are told, it has one of something that is told. */
static bool has_place(const struct extent *extent, size_t cell)
{
    const struct grid *grid = extent->grid;
    const struct figure_block *figure = extent->figure;
    const size_t row = cell / grid->column_count;
    const bool tells_share = figure->of_shares || (figure->label_percent && !figure->label_count);
    return cell_is_shown(drawn_cell(extent->binder, figure, grid, cell)) &&
           (!tells_share || row_has_shares(extent->binder, figure, grid, row)) &&
           (!figure->of_shares || row_base(figure, grid, row).count > 0);
}

/* The first of the smallest or of the largest cells that have a place; cell_count() where none has. */
static size_t end_of(const struct extent *extent, bool largest)
{
    const struct grid *grid = extent->grid;
    size_t best = cell_count(grid);
    for (size_t i = 0; i < cell_count(grid); i++) {
        const size_t column = i % grid->column_count;
        if (column < extent->first || column >= extent->end || !has_place(extent, i))
            continue;
        const bool is_first = best == cell_count(grid);
        best = is_first || (largest ? is_less(extent, best, i) : is_less(extent, i, best)) ? i : best;
    }
    return best;
}

/* "Men: smallest figure shown 25 (December), largest 31 (January)". */
static struct text range_of(const struct extent *extent, struct text label)
{
    const size_t smallest = end_of(extent, false), largest = end_of(extent, true);
    if (smallest == cell_count(extent->grid))
        return TEXT_EMPTY;
    return language_fill(extent->binder->in->language, extent->binder->keep, "alt range", "label", label, "smallest",
                         figure_at(extent, smallest), "largest", figure_at(extent, largest), NULL);
}

static struct text number_of(const struct binder *binder, size_t number)
{
    return language_number(binder->in->language, binder->keep, (int64_t)number);
}

/* How short a summary is. */
struct brevity {
    bool has_totals; /* of every pile, where they are few; else where these lie */
    bool is_of_all;  /* it says where the figures of all series lie; else of each */
};

/* The totals of piles as a grid of their own. */
static struct grid totals_of(const struct grid *grid)
{
    struct grid totals = *grid;
    totals.cells = grid->row_totals;
    totals.column_count = 1;
    totals.is_crossed = false;
    return totals;
}

/* "Total (Month): smallest figure shown 25 (December), largest 31 (January)". */
static struct text range_of_totals(const struct extent *all)
{
    const struct language *language = all->binder->in->language;
    const struct grid totals = totals_of(all->grid);
    const struct extent extent = {all->binder, all->figure, &totals, 0, 1};
    const struct text label = language_fill(language, all->binder->keep, "in brackets", "text", language_word(language, "total"),
                                            "more", row_variable(all->binder, all->figure), NULL);
    return range_of(&extent, label);
}

static void add_totals(const struct extent *all, struct brevity brevity, struct text_builder *b)
{
    const size_t count = all->grid->row_count;
    const bool is_listed = brevity.has_totals && count <= TOTALS_MAX;
    if (!is_piled(all->figure, all->grid))
        return;
    for (size_t row = 0; is_listed && row < count; row++)
        add_item(all->binder, b, pile_total(all->binder, all->figure, all->grid, row));
    if (!is_listed)
        add_item(all->binder, b, range_of_totals(all));
}

/* The total, the piles, the ends of each series or of all, how many are hidden, and where all of them are. */
static struct text summary(const struct binder *binder, const struct figure_block *figure, const struct grid *grid,
                           const struct chart *chart, struct brevity brevity)
{
    const struct language *language = binder->in->language;
    const size_t hidden = count_hidden(binder, figure, grid);
    const size_t step = brevity.is_of_all || !grid->is_crossed ? grid->column_count : 1;
    struct text_builder b = {0};
    if (grid->has_total && cell_is_shown(grid->total))
        add_item(binder, &b, labelled(binder, language_word(language, "total"),
                                      language_number(language, binder->keep, grid->total.count)));
    add_totals(&(struct extent){binder, figure, grid, 0, grid->column_count}, brevity, &b);
    for (size_t column = 0; column < grid->column_count; column += step) {
        const struct extent extent = {binder, figure, grid, column, column + step};
        add_item(binder, &b, range_of(&extent, step == 1 && grid->is_crossed ? grid->columns[column] : chart->axis_title));
    }
    if (hidden)
        add_item(binder, &b, labelled(binder, chart->hidden_label, number_of(binder, hidden)));
    const struct text list = text_clean(binder->keep, &b);
    return language_fill(language, binder->keep, "alt long", "list", list, "n",
                         number_of(binder, cell_count(grid)), NULL);
}

struct text bind_alt(const struct binder *binder, const struct figure_block *figure, const struct grid *grid,
                     const struct chart *chart)
{
    static const struct brevity shorter[] = {{true, false}, {true, true}, {false, false}, {false, true}};
    struct text alt = with_title(binder, figure, chart, all_figures(binder, figure, grid, chart));
    for (size_t i = 0; i < sizeof shorter / sizeof *shorter && text_width(alt) > ALT_CHARACTERS_MAX; i++)
        alt = with_title(binder, figure, chart, summary(binder, figure, grid, chart, shorter[i]));
    return alt;
}
