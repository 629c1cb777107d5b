/* SPDX-License-Identifier: GPL-3.0-or-later
 * Shares of a whole that are printed next to each other: whether they add up to a hundred. */
#include "base/number.h"
#include "document/binder.h"

/* Cells and what their shares are of. */
struct parts {
    const struct cell *cells;
    size_t count;
    struct cell base;
};

/* Nothing is said of parts of which one is hidden, or that are not the whole: what is left to a hundred would be their share. */
static bool are_uneven(const struct binder *binder, const struct parts *parts)
{
    int64_t shares = 0, counted = 0;
    if (!release_base_suffices(binder->in->release, parts->base))
        return false;
    for (size_t i = 0; i < parts->count; i++) {
        const struct cell cell = parts->cells[i];
        if (!cell_is_shown(cell))
            return false;
        shares += number_share(cell.count, parts->base.count, 100);
        counted += cell.count;
    }
    return counted == parts->base.count && shares != 100;
}

static bool is_pile_uneven(const struct binder *binder, const struct figure_block *figure, const struct grid *grid)
{
    for (size_t r = 0; r < grid->row_count; r++) {
        const struct parts pile = {grid->cells + r * grid->column_count, grid->column_count, row_base(figure, grid, r)};
        if (are_uneven(binder, &pile))
            return true;
    }
    return false;
}

bool shares_are_uneven(const struct binder *binder, const struct figure_block *figure, const struct grid *grid)
{
    const struct parts all = {grid->cells, grid->row_count * grid->column_count, grid->base};
    const struct parts rows = {grid->row_totals, grid->row_count, grid->base};
    const bool labels_rows = text_find(figure->category_label, TEXT("{percent}")) < figure->category_label.len;
    if (figure->shown.several != NO_INDEX) /* they add up to more */
        return false;
    if (labels_rows && are_uneven(binder, &rows))
        return true;
    return figure->label_percent && (figure->of_shares ? is_pile_uneven(binder, figure, grid) : are_uneven(binder, &all));
}
