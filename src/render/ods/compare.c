/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reads rows, ranges and charts of a finished workbook. */
#include "render/ods/compare.h"

#include "render/xlsx/scale.h"
#include "render/xlsx/take.h"

/* ---- rows ---- */

/* Most texts have nothing that is written otherwise than it is. */
static bool is_text(struct text found, struct text expected)
{
    if (text_find_byte(found, '<') < found.len)
        return false;
    if (text_find_byte(found, '&') == found.len)
        return text_equal(found, expected);
    struct arena *scratch = arena_new();
    const struct xlsx_element *p = xlsx_xml_parse(text_format(scratch, "<p>%.*s</p>", TEXT_ARGS(found)), scratch);
    const bool equal = p && text_equal(p->text, expected);
    arena_free(scratch);
    return equal;
}

/* The words of a link, which leads where it should. */
static bool take_link(struct text *rest, struct text sheet, struct text *ret_words)
{
    struct text target;
    return xlsx_take(rest, TEXT("<text:a xlink:type=\"simple\" xlink:href=\"#'")) && xlsx_take_to(rest, TEXT("'.A1\">"), &target) &&
           is_text(target, sheet) && xlsx_take_to(rest, TEXT("</text:a></text:p>"), ret_words);
}

/* One paragraph, which is the text. */
static bool is_string(struct text found, const struct xlsx_cell *cell)
{
    struct text words;
    return xlsx_take(&found, TEXT("<text:p>")) &&
           (cell->link.len ? take_link(&found, cell->link, &words) : xlsx_take_to(&found, TEXT("</text:p>"), &words)) &&
           !found.len && is_text(words, cell->text);
}

/* "29", "29 %", "12.5": what stands there to be read is the same number as what is stored. */
static bool shows_number(struct text found, const struct xlsx_cell *cell)
{
    struct text digits;
    int64_t number;
    const bool negative = xlsx_take(&found, TEXT("<text:p>")) && xlsx_take(&found, TEXT("-"));
    if (!xlsx_take_to(&found, TEXT("</text:p>"), &digits) || found.len)
        return false;
    if (cell->kind == XLSX_PERCENT || cell->look == XLSX_LOOK_POINTS || cell->look == XLSX_LOOK_POINTS_CLOSED) {
        if (!text_ends(digits, TEXT("%")))
            return false;
        digits.len -= text_ends(digits, TEXT("\u00A0%")) ? TEXT("\u00A0%").len : 1;
    }
    return xlsx_read_decimal(digits, cell->decimals, &number) && (negative ? -number : number) == cell->number;
}

static bool is_value(struct text type, struct text rest, const struct xlsx_cell *cell)
{
    struct text value;
    return text_equal(type, cell->kind == XLSX_PERCENT ? TEXT("percentage") : TEXT("float")) &&
           xlsx_take(&rest, TEXT(" office:value=\"")) && xlsx_take_to(&rest, TEXT("\">"), &value) &&
           xlsx_is_number(value, cell) && shows_number(rest, cell);
}

/* Takes a cell that has what was planned, and nothing else: no formula, no comment, no value beside what is shown. */
static bool take_cell(struct text *rest, const struct xlsx_cell *cell)
{
    struct text style, type, inside;
    if (cell->kind == XLSX_EMPTY)
        return xlsx_take(rest, TEXT("<table:table-cell/>"));
    if (!xlsx_take(rest, TEXT("<table:table-cell table:style-name=\"")) || !xlsx_take_to(rest, TEXT("\""), &style) ||
        !xlsx_take(rest, TEXT(" office:value-type=\"")) || !xlsx_take_to(rest, TEXT("\""), &type) ||
        !xlsx_take_to(rest, TEXT("</table:table-cell>"), &inside))
        return false;
    if (cell->kind == XLSX_TEXT)
        return text_equal(type, TEXT("string")) && xlsx_take(&inside, TEXT(">")) && is_string(inside, cell);
    return is_value(type, inside, cell);
}

/* The cell that the chart stands in. */
static bool take_chart(struct text *rest, struct text *ret_frame)
{
    const struct text end = TEXT("</draw:frame>");
    struct text frame;
    if (!xlsx_take(rest, TEXT("<table:table-cell>")) || !text_starts(*rest, TEXT("<draw:frame ")) ||
        !xlsx_take_to(rest, end, &frame) || !xlsx_take(rest, TEXT("</table:table-cell>")))
        return false;
    *ret_frame = (struct text){frame.ptr, frame.len + end.len};
    return true;
}

/* Rows have the style of their height, and no more: none is hidden, none stands for several. */
bool ods_row_is_planned(struct text rest, const struct xlsx_row *row, struct text *ret_frame)
{
    struct text style;
    if (!xlsx_take(&rest, TEXT(" table:style-name=\"")) || !xlsx_take_to(&rest, TEXT("\""), &style) ||
        !xlsx_take(&rest, TEXT(">")))
        return false;
    for (size_t i = 0; i < row->count; i++)
        if (!take_cell(&rest, &row->cells[i]))
            return false;
    return (!ret_frame || take_chart(&rest, ret_frame)) && text_equal(rest, TEXT("</table:table-row>"));
}

/* ---- ranges ---- */

bool ods_is_range(struct text range, const struct xlsx_sheet *sheet, const size_t first[2], const size_t last[2])
{
    struct arena *scratch = arena_new();
    const struct text name = text_format(scratch, "'%.*s'.", TEXT_ARGS(sheet->name));
    size_t at[4] = {0};
    struct text from;
    const bool ok = xlsx_take(&range, name) && xlsx_take_to(&range, TEXT(":"), &from) && xlsx_take(&range, name) &&
                    xlsx_read_reference(from, &at[0], &at[1]) && xlsx_read_reference(range, &at[2], &at[3]) &&
                    at[0] == first[0] && at[1] == first[1] && at[2] == last[0] && at[3] == last[1];
    arena_free(scratch);
    return ok;
}

/* ---- charts ---- */

static bool is_copy(const struct xlsx_element *found, const struct xlsx_cell *cell)
{
    const struct xlsx_element *p = xlsx_child(found, "text:p", 0);
    const struct text value = xlsx_attribute_of(found, "office:value");
    switch (cell->kind) {
    case XLSX_EMPTY:
        return !p && !value.len;
    case XLSX_TEXT:
        return p && found->child_count == 1 && !value.len && text_equal(p->text, cell->text);
    case XLSX_NUMBER:
    case XLSX_PERCENT:
        return p && found->child_count == 1 && xlsx_is_number(value, cell) && xlsx_is_number(p->text, cell);
    }
    return false;
}

static bool is_copied_row(const struct xlsx_element *found, const struct xlsx_chart *chart, const struct xlsx_row *row, size_t n)
{
    static const struct xlsx_cell none = {.kind = XLSX_EMPTY};
    if (found->child_count != chart->column_count + 1 || !is_copy(found->children[0], &row->cells[0]))
        return false;
    for (size_t i = 0; i < chart->column_count; i++)
        if (!is_copy(found->children[i + 1], n < chart->first_row || xlsx_draws(chart, i, n) ? &row->cells[chart->columns[i]] : &none))
            return false;
    return true;
}

/* The copy has the headings and the charted rows, and no others. */
static bool compare_copy(const struct xlsx_sheet *sheet, const struct xlsx_element *root, struct arena *scratch)
{
    const struct xlsx_chart *chart = sheet->chart;
    const struct xlsx_elements rows = xlsx_descendants(root, "table:table-row", scratch);
    size_t next = 0;
    struct error err = {0};
    struct xlsx_rows it = xlsx_rows(sheet, &err);
    bool ok = rows.count == chart->last_row - chart->first_row + 2;
    for (struct xlsx_row row; ok && it.next <= chart->last_row && xlsx_rows_next(&it, &row);)
        if (it.next == sheet->table_row + 1 || it.next > chart->first_row)
            ok = is_copied_row(rows.items[next++], chart, &row, it.next - 1);
    xlsx_rows_done(&it);
    return ok;
}

/* Takes a range and the blank behind it; names of sheets may have blanks, too. */
static bool take_range(struct text *ranges, const struct xlsx_sheet *sheet, size_t column, struct xlsx_run rows)
{
    const size_t first[] = {rows.first, column}, last[] = {rows.last, column};
    for (size_t i = 0; i <= ranges->len; i++) {
        if ((i < ranges->len && ranges->ptr[i] != ' ') || !ods_is_range(text_slice(*ranges, 0, i), sheet, first, last))
            continue;
        *ranges = text_slice(*ranges, i < ranges->len ? i + 1 : i, ranges->len);
        return true;
    }
    return false;
}

/* The cells that a series draws, and in the place of others empty ones. */
static bool is_of_series(struct text ranges, const struct xlsx_sheet *sheet, size_t n)
{
    const struct xlsx_chart *chart = sheet->chart;
    struct xlsx_run run;
    for (size_t next = chart->first_row; xlsx_next_run(chart, n, &next, &run);)
        if (!take_range(&ranges, sheet, run.drawn ? chart->columns[n] : sheet->column_count, run))
            return false;
    return !ranges.len;
}

/* What the chart draws: the planned columns of the planned rows. */
static bool compare_ranges(const struct xlsx_sheet *sheet, const struct xlsx_element *root, struct arena *scratch)
{
    const struct xlsx_chart *chart = sheet->chart;
    const struct xlsx_elements series = xlsx_descendants(root, "chart:series", scratch);
    const struct xlsx_elements categories = xlsx_descendants(root, "chart:categories", scratch);
    const size_t first[] = {chart->first_row, 0}, last[] = {chart->last_row, 0};
    if (series.count != chart->column_count || categories.count != 1 ||
        !ods_is_range(xlsx_attribute_of(categories.items[0], "table:cell-range-address"), sheet, first, last))
        return false;
    for (size_t i = 0; i < series.count; i++) {
        const size_t heading[] = {sheet->table_row, chart->columns[i]};
        if (!is_of_series(xlsx_attribute_of(series.items[i], "chart:values-cell-range-address"), sheet, i) ||
            !ods_is_range(xlsx_attribute_of(series.items[i], "chart:label-cell-address"), sheet, heading, heading))
            return false;
    }
    return true;
}

bool ods_chart_is_planned(const struct xlsx_sheet *sheet, const struct xlsx_element *root)
{
    struct arena *scratch = arena_new();
    const bool ok = compare_ranges(sheet, root, scratch) && compare_copy(sheet, root, scratch);
    arena_free(scratch);
    return ok;
}
