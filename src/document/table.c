/* SPDX-License-Identifier: GPL-3.0-or-later
 * Looks at the cells of a column. */
#include "document/table.h"

bool document_column_is_figures(const struct doc_table *table, size_t column, document_cell_test *is_figure)
{
    size_t figures = 0, filled = 0;
    for (size_t row = 1; row < table->row_count; row++) {
        const struct doc_cell *cell = &table->cells[row * table->column_count + column];
        filled += cell->text.len > 0;
        figures += cell->text.len > 0 && is_figure(cell);
    }
    return column > 0 && filled > 0 && figures * 2 >= filled;
}
