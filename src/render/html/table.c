/* SPDX-License-Identifier: GPL-3.0-or-later
 * Cells to rows, rows to head, body and foot. */
#include "render/html/table.h"

#include "document/table.h"
#include "render/data/figures.h"
#include "render/html/escape.h"
#include "render/html/spans.h"

enum { NARROW_COLUMNS = 3 }; /* so many fit on a telephone, their words broken where need be */

struct setting {
    struct html_page *page;
    const struct doc_table *table;
    bool *is_figures; /* by column */
};

/* ---- columns ---- */

static bool is_figure(const struct doc_cell *cell)
{
    return cell->kind != DOC_CELL_TEXT || cell->worth != DOC_CELL_TEXT;
}

static const char *class_of(const struct setting *setting, size_t column)
{
    const enum doc_alignment *alignment = setting->table->alignment;
    switch (alignment ? alignment[column] : DOC_ALIGN_BY_CONTENT) {
    case DOC_ALIGN_RIGHT:
        return "end";
    case DOC_ALIGN_CENTRE:
        return "middle";
    case DOC_ALIGN_LEFT:
        return "start";
    case DOC_ALIGN_BY_CONTENT:
        break;
    }
    return setting->is_figures[column] ? "end" : "start";
}

/* ---- cells ---- */

static void add_content(struct html_page *page, const struct doc_cell *cell)
{
    const struct doc_words *words = &page->in->document->words;
    if (cell->spans.count) {
        html_add_spans(page, &cell->spans);
        return;
    }
    const bool is_symbol = cell->kind == DOC_CELL_HIDDEN && words->hidden_meaning.len;
    if (is_symbol) {
        text_add_c(page->out, "<abbr");
        html_add_attribute(page->out, "title", words->hidden_meaning);
        text_add_byte(page->out, '>');
    }
    html_add_escaped(page->out, cell->text);
    text_add_c(page->out, is_symbol ? "</abbr>" : "");
}

/* A heading without words heads nothing. */
static void add_cell(const struct setting *setting, size_t row, size_t column)
{
    struct text_builder *out = setting->page->out;
    const struct doc_cell *cell = data_cell_at(setting->table, row, column);
    const bool heads = (row == 0 || cell->header) && (cell->text.len || cell->spans.count);
    text_add_format(out, "<%s class=\"%s\"", heads ? "th" : "td", class_of(setting, column));
    if (heads)
        text_add_format(out, " scope=\"%s\"", row == 0 ? "col" : "row");
    text_add_byte(out, '>');
    add_content(setting->page, cell);
    text_add_c(out, heads ? "</th>" : "</td>");
}

static void add_rows(const struct setting *setting, const char *part, size_t from, size_t to)
{
    struct text_builder *out = setting->page->out;
    if (from >= to)
        return;
    text_add_format(out, "<%s>\n", part);
    for (size_t row = from; row < to; row++) {
        text_add_c(out, "<tr>");
        for (size_t column = 0; column < setting->table->column_count; column++)
            add_cell(setting, row, column);
        text_add_c(out, "</tr>\n");
    }
    text_add_format(out, "</%s>\n", part);
}

/* ---- the table ---- */

static void add_caption(struct html_page *page, const struct html_table *table, size_t number)
{
    if (!table->title.len)
        return;
    text_add_format(page->out, "<caption id=\"table-%zu-caption\"%s><span>", number,
                    table->caption_is_unseen ? " class=\"unseen\"" : "");
    if (table->lead.len) {
        text_add_c(page->out, "<span class=\"lead\">");
        html_add_escaped(page->out, table->lead);
        text_add_c(page->out, "</span>");
    }
    html_add_escaped(page->out, table->title);
    text_add_c(page->out, "</span></caption>\n");
}

/* Only what can be too wide needs to be reached by keys. */
static void open_region(struct html_page *page, const struct html_table *table, size_t number)
{
    text_add_c(page->out, "<div class=\"scroll\"");
    if (table->table->column_count > NARROW_COLUMNS) {
        text_add_format(page->out, " tabindex=\"0\" role=\"%s\"", table->title.len ? "region" : "group");
        if (table->title.len)
            text_add_format(page->out, " aria-labelledby=\"table-%zu-caption\"", number);
        else
            html_add_attribute(page->out, "aria-label", table->label);
    }
    text_add_c(page->out, ">\n");
}

void html_add_table(struct html_page *page, const struct html_table *table)
{
    const struct doc_table *cells = table->table;
    const size_t number = ++page->tables;
    struct setting setting = {page, cells, ARENA_ARRAY(page->arena, bool, cells->column_count)};
    for (size_t column = 0; column < cells->column_count; column++)
        setting.is_figures[column] = document_column_is_figures(cells, column, is_figure);
    const size_t foot = cells->last_row_is_total && cells->row_count > 1 ? cells->row_count - 1 : cells->row_count;
    open_region(page, table, number);
    text_add_format(page->out, "<table%s>\n", cells->last_column_is_total ? " class=\"sums\"" : "");
    add_caption(page, table, number);
    add_rows(&setting, "thead", 0, 1);
    add_rows(&setting, "tbody", 1, foot);
    add_rows(&setting, "tfoot", foot, cells->row_count);
    text_add_c(page->out, "</table>\n</div>\n");
}
