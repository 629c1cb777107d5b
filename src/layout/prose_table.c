/* SPDX-License-Identifier: GPL-3.0-or-later
 * Pipe tables by cmark-gfm's extension. It fills short rows up and drops what stands behind the last column without a
 * word, so the cells of each row are counted in its line. */
#include "layout/prose_table.h"

#include <cmark-gfm-core-extensions.h>

#include "layout/prose_inlines.h"

void prose_attach_tables(cmark_parser *parser)
{
    cmark_gfm_core_extensions_ensure_registered();
    cmark_syntax_extension *tables = cmark_find_syntax_extension("table");
    if (tables)
        cmark_parser_attach_syntax_extension(parser, tables);
}

/* The extension's kinds of nodes have no public names but these. */
bool prose_is_table(cmark_node *node)
{
    return text_equal(text_of(cmark_node_get_type_string(node)), TEXT("table"));
}

static size_t count_children(cmark_node *node)
{
    size_t count = 0;
    for (cmark_node *child = cmark_node_first_child(node); child; child = cmark_node_next(child))
        count++;
    return count;
}

/* The n-th line of the Markdown, from 1. */
static struct text line_of(struct prose_reader *reader, size_t n)
{
    const struct text markdown = text_built(&reader->markdown);
    if (!reader->line_starts.count)
        ARENA_PUSH(reader->context->keep, &reader->line_starts, 0);
    for (size_t i = reader->line_starts.items[reader->line_starts.count - 1];
         reader->line_starts.count < n && i < markdown.len; i++)
        if (markdown.ptr[i] == '\n')
            ARENA_PUSH(reader->context->keep, &reader->line_starts, i + 1);
    const size_t from = n && n <= reader->line_starts.count ? reader->line_starts.items[n - 1] : markdown.len;
    const struct text rest = text_slice(markdown, from, markdown.len);
    return text_slice(rest, 0, text_find_byte(rest, '\n'));
}

/* The cells that a line holds: bars part them, but for escaped ones and those at its ends. */
static size_t count_cells(struct text line)
{
    size_t bars = 0;
    bool last_is_bar = false;
    for (size_t i = 0; i < line.len; i++) {
        last_is_bar = line.ptr[i] == '|';
        bars += last_is_bar;
        i += line.ptr[i] == '\\';
    }
    return bars + 1 - text_starts(line, TEXT("|")) - (last_is_bar && line.len > 1);
}

/* The row from its first column on: what stands before it belongs to a quotation or a list. */
static void check_row(struct prose_reader *reader, cmark_node *row, size_t columns)
{
    const int line = cmark_node_get_start_line(row), column = cmark_node_get_start_column(row);
    const struct text whole = line_of(reader, line > 0 ? (size_t)line : 0);
    const size_t before = column > 1 ? (size_t)column - 1 : 0;
    const size_t count = count_cells(text_trim(text_slice(whole, before < whole.len ? before : whole.len, whole.len)));
    const struct source *source = reader->context->source;
    const struct place place = source_place_of(source, source_line(source, prose_line_of(reader, row)));
    if (count == columns)
        return;
    diagnose(reader->context->diagnostics, DIAG_E122, place, text_format(reader->context->keep, "%zu", count),
             text_format(reader->context->keep, "%zu", columns));
    reader->layout->lacks_figures = true; /* those of the cells that are left out */
}

static enum table_alignment alignment_of(uint8_t letter)
{
    switch (letter) {
    case 'l':
        return ALIGNMENT_LEFT;
    case 'c':
        return ALIGNMENT_CENTRE;
    case 'r':
        return ALIGNMENT_RIGHT;
    default: /* letters are no enumeration */
        return ALIGNMENT_NONE;
    }
}

struct table_block *prose_table(struct prose_reader *reader, cmark_node *node)
{
    struct arena *keep = reader->context->keep;
    struct table_block *table = ARENA_NEW(keep, struct table_block);
    table->column_count = cmark_gfm_extensions_get_table_columns(node);
    table->row_count = count_children(node);
    table->alignment = ARENA_ARRAY(keep, enum table_alignment, table->column_count);
    table->cells = ARENA_ARRAY(keep, struct inlines, table->row_count * table->column_count);
    const uint8_t *letters = cmark_gfm_extensions_get_table_alignments(node);
    for (size_t i = 0; i < table->column_count; i++)
        table->alignment[i] = alignment_of(letters[i]);
    struct inlines *cells = table->cells;
    for (cmark_node *row = cmark_node_first_child(node); row; row = cmark_node_next(row)) {
        size_t column = 0;
        check_row(reader, row, table->column_count);
        for (cmark_node *cell = cmark_node_first_child(row); cell && column < table->column_count;
             cell = cmark_node_next(cell))
            cells[column++] = prose_inlines(reader, cell, NULL);
        cells += table->column_count;
    }
    return table;
}
