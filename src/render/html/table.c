/* SPDX-License-Identifier: GPL-3.0-or-later
 * Cells to rows, rows to head, body and foot. */
#include "render/html/table.h"

#include "chart/hyphen.h"
#include "document/table.h"
#include "render/data/figures.h"
#include "render/html/escape.h"
#include "render/html/spans.h"

/* What fits on a telephone: so many columns, words broken where need be, if their longest words have no more letters together. */
enum { NARROW_COLUMNS = 3, NARROW_LETTERS = 30 };
/* A cell of more letters than the first is a text, and its column as wide as the second at least (".long" of the style sheet). */
enum { WORDS_MAX = 40, TEXT_LEAST = 18 };
/* So many letters of a heading stay on one line: "Per cent". */
enum { HEADING_WHOLE = 10 };

struct column {
    enum doc_alignment alignment;
    struct text fraction, unit; /* the longest decimals of its numbers, and their unit */
    bool has_units;             /* more than one: its numbers end at its edge, and are not aligned at their decimals */
    size_t least;               /* letters that it is wide at least: of its longest word, or of a line of its texts */
};

struct setting {
    struct html_page *page;
    const struct doc_table *table;
    struct column *columns;
};

/* ---- columns ---- */

static bool read_number(const struct setting *setting, size_t row, size_t column, struct doc_reading *ret_reading)
{
    return row > 0 && setting->columns[column].alignment == DOC_ALIGN_RIGHT &&
           document_read_cell(data_cell_at(setting->table, row, column), setting->page->in->document->words.decimal, ret_reading);
}

/* Whether the cell is one of those whose words would stand below each other one by one, where a table is too wide. */
static bool is_long(const struct setting *setting, size_t row, size_t column)
{
    const struct text text = data_cell_at(setting->table, row, column)->text;
    return row > 0 && setting->columns[column].alignment == DOC_ALIGN_LEFT && text_width(text) > WORDS_MAX;
}

static bool is_short(const struct setting *setting, size_t row, size_t column)
{
    const struct text text = data_cell_at(setting->table, row, column)->text;
    return row == 0 && text_find_byte(text, ' ') < text.len && text_width(text) <= HEADING_WHOLE;
}

static size_t least_width(const struct setting *setting, size_t row, size_t column)
{
    struct text rest = data_cell_at(setting->table, row, column)->text;
    size_t least = is_long(setting, row, column) ? TEXT_LEAST : 0;
    if (is_short(setting, row, column))
        least = text_width(rest);
    while (rest.len) {
        const size_t letters = text_width(text_cut(&rest, ' '));
        least = letters > least ? letters : least;
    }
    return least;
}

static void survey_column(const struct setting *setting, size_t index)
{
    const struct doc_table *table = setting->table;
    struct column *column = &setting->columns[index];
    struct doc_reading reading;
    column->alignment = table->alignment ? table->alignment[index] : DOC_ALIGN_BY_CONTENT;
    if (column->alignment == DOC_ALIGN_BY_CONTENT)
        column->alignment = document_column_is_figures(table, index) ? DOC_ALIGN_RIGHT : DOC_ALIGN_LEFT;
    for (size_t row = 0; row < table->row_count; row++) {
        const size_t least = least_width(setting, row, index);
        column->least = least > column->least ? least : column->least;
        if (!read_number(setting, row, index, &reading))
            continue;
        column->fraction = reading.fraction.len > column->fraction.len ? reading.fraction : column->fraction;
        column->has_units |= column->unit.len && reading.unit.len && !text_equal(column->unit, reading.unit);
        column->unit = reading.unit.len ? reading.unit : column->unit;
    }
}

static const char *class_of(const struct column *column)
{
    switch (column->alignment) {
    case DOC_ALIGN_RIGHT:
        return "end";
    case DOC_ALIGN_CENTRE:
        return "middle";
    case DOC_ALIGN_LEFT:
    case DOC_ALIGN_BY_CONTENT:
        break;
    }
    return "start";
}

/* What a number lacks of the longest decimals and of the unit is set behind it, seen and heard by nobody: digits are of one width,
 * so that the decimals of a column begin below each other. */
static void add_lack(const struct setting *setting, size_t row, size_t index)
{
    const struct column *column = &setting->columns[index];
    struct doc_reading reading;
    if (column->has_units || !read_number(setting, row, index, &reading))
        return;
    const struct text fraction = text_slice(column->fraction, reading.fraction.len, column->fraction.len);
    const struct text unit = reading.unit.len ? TEXT_EMPTY : column->unit;
    html_add_attribute(setting->page->out, "data-lack",
                       text_format(setting->page->arena, "%.*s%.*s", TEXT_ARGS(fraction), TEXT_ARGS(unit)));
}

static bool may_be_too_wide(const struct setting *setting)
{
    size_t letters = 0;
    for (size_t column = 0; column < setting->table->column_count; column++)
        letters += setting->columns[column].least;
    return setting->table->column_count > NARROW_COLUMNS || letters > NARROW_LETTERS;
}

/* ---- cells ---- */

/* A heading whose long words may be parted, as on pages: else the table would be wider than a telephone. */
static struct text parted_heading(struct html_page *page, struct text heading)
{
    const struct doc_words *words = &page->in->document->words;
    const struct hyphens hyphens = {words->syllable_vowels, words->word_breaks, .is_sparing = true};
    struct text_builder b = {0};
    while (heading.len) {
        const struct text word = text_cut(&heading, ' ');
        text_add(&b, text_width(word) > HEADING_WHOLE ? hyphen_soften(page->arena, word, hyphens) : word);
        text_add_c(&b, heading.len ? " " : "");
    }
    const struct text parted = text_copy(page->arena, text_built(&b));
    text_builder_done(&b);
    return parted;
}

static void add_content(struct html_page *page, const struct doc_cell *cell, bool may_part)
{
    const struct doc_words *words = &page->in->document->words;
    if (cell->spans.count) {
        page->is_in_cell = true;
        html_add_spans(page, &cell->spans);
        page->is_in_cell = false;
        return;
    }
    const bool is_symbol = cell->kind == DOC_CELL_HIDDEN && words->hidden_meaning.len;
    if (is_symbol) {
        text_add_c(page->out, "<abbr");
        html_add_attribute(page->out, "title", words->hidden_meaning);
        text_add_byte(page->out, '>');
    }
    html_add_cell_words(page->out, may_part ? parted_heading(page, cell->text) : cell->text);
    text_add_c(page->out, is_symbol ? "</abbr>" : "");
}

static const char *width_class(const struct setting *setting, size_t row, size_t column)
{
    if (is_long(setting, row, column))
        return " long";
    return is_short(setting, row, column) ? " short" : "";
}

/* A heading without words heads nothing. */
static void add_cell(const struct setting *setting, size_t row, size_t column)
{
    struct text_builder *out = setting->page->out;
    const struct doc_cell *cell = data_cell_at(setting->table, row, column);
    const bool heads = (row == 0 || cell->header) && (cell->text.len || cell->spans.count);
    text_add_format(out, "<%s class=\"%s%s\"", heads ? "th" : "td", class_of(&setting->columns[column]),
                    width_class(setting, row, column));
    add_lack(setting, row, column);
    if (heads)
        text_add_format(out, " scope=\"%s\"", row == 0 ? "col" : "row");
    text_add_byte(out, '>');
    add_content(setting->page, cell, row == 0 && may_be_too_wide(setting));
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
    html_add_words(page->out, table->title);
    text_add_c(page->out, "</span></caption>\n");
}

/* Only what can be too wide needs to be reached by keys. */
static void open_region(const struct setting *setting, const struct html_table *table, size_t number)
{
    struct html_page *page = setting->page;
    text_add_c(page->out, "<div class=\"scroll\"");
    if (may_be_too_wide(setting)) {
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
    struct setting setting = {page, cells, ARENA_ARRAY(page->arena, struct column, cells->column_count)};
    for (size_t column = 0; column < cells->column_count; column++)
        survey_column(&setting, column);
    const size_t foot = cells->last_row_is_total && cells->row_count > 1 ? cells->row_count - 1 : cells->row_count;
    open_region(&setting, table, number);
    text_add_format(page->out, "<table%s>\n", cells->last_column_is_total ? " class=\"sums\"" : "");
    add_caption(page, table, number);
    add_rows(&setting, "thead", 0, 1);
    add_rows(&setting, "tbody", 1, foot);
    add_rows(&setting, "tfoot", foot, cells->row_count);
    text_add_c(page->out, "</table>\n</div>\n");
}
