/* SPDX-License-Identifier: GPL-3.0-or-later
 * Edits the parts as text, at places that libxlsxwriter writes in one form only; a place that is not there is an error,
 * never a silent miss. */
#include "render/xlsx/finish.h"

#include <glib.h>

#include "base/number.h"
#include "render/data/figures.h"
#include "render/xlsx/book.h"
#include "render/xlsx/xml.h"

struct finishing {
    const struct xlsx_plan *plan;
    struct xlsx_parts *parts;
    struct arena *keep;
    struct error *err;
};

static bool missing(const struct finishing *f, const char *part)
{
    return error_set(f->err, ERROR_SYSTEM,
                     "the workbook's part %s is not as expected: is the folder for temporary files full?", part);
}

static struct text spliced(struct text whole, size_t from, size_t to, struct text with, struct arena *keep)
{
    struct text_builder b = {0};
    text_add(&b, text_slice(whole, 0, from));
    text_add(&b, with);
    text_add(&b, text_slice(whole, to, whole.len));
    const struct text result = text_copy(keep, text_built(&b));
    text_builder_done(&b);
    return result;
}

/* Replaces every `old` by `new` and tells how many there were. */
static size_t replace_all(struct text *whole, struct text old, struct text new, struct arena *keep)
{
    struct text_builder b = {0};
    size_t count = 0;
    struct text rest = *whole;
    for (size_t at = text_find(rest, old); at < rest.len; at = text_find(rest, old), count++) {
        text_add(&b, text_slice(rest, 0, at));
        text_add(&b, new);
        rest = text_slice(rest, at + old.len, rest.len);
    }
    text_add(&b, rest);
    *whole = text_copy(keep, text_built(&b));
    text_builder_done(&b);
    return count;
}

struct edit {
    const char *part;
    struct text old, new;
    size_t least; /* how many places there must be */
};

static bool apply(const struct finishing *f, const struct edit *edit)
{
    struct xlsx_part *part = xlsx_part_find(f->parts, text_of(edit->part));
    if (!part || replace_all(&part->bytes, edit->old, edit->new, f->keep) < edit->least)
        return missing(f, edit->part);
    return true;
}

static const char *numbered(const struct finishing *f, const char *folder_and_stem, size_t n)
{
    return text_format(f->keep, "xl/%s%zu.xml", folder_and_stem, n).ptr;
}

/* ---- language, alternative texts ---- */

static bool set_language(const struct finishing *f)
{
    const struct text language = xlsx_xml_escape(f->plan->document->language, f->keep);
    const struct edit edit = {
        "docProps/core.xml", TEXT("</dc:creator>"),
        text_format(f->keep, "</dc:creator><dc:language>%.*s</dc:language>", TEXT_ARGS(language)), 1};
    return apply(f, &edit);
}

/* x14:table, [MS-XLSX] 2.4.91. */
static bool describe_table(const struct finishing *f, const struct xlsx_sheet *sheet, size_t n)
{
    const struct text title = xlsx_xml_escape(sheet->title, f->keep);
    const struct text extension = text_format(
        f->keep,
        "<extLst><ext uri=\"{504A1905-F514-4f6f-8877-14C23A59335A}\" "
        "xmlns:x14=\"http://schemas.microsoft.com/office/spreadsheetml/2009/9/main\">"
        "<x14:table altText=\"%.*s\"/></ext></extLst></table>",
        TEXT_ARGS(title));
    const struct edit edit = {numbered(f, "tables/table", n), TEXT("</table>"), extension, 1};
    return apply(f, &edit);
}

static bool describe_chart(const struct finishing *f, const struct xlsx_sheet *sheet, size_t n)
{
    const struct text own = sheet->chart->source->alt;
    const struct text alt = xlsx_xml_escape(data_line(own.len ? own : sheet->title, f->keep), f->keep);
    const struct text language = xlsx_xml_escape(f->plan->document->language, f->keep);
    const char *chart = numbered(f, "charts/chart", n);
    const struct edit edits[] = {
        {numbered(f, "drawings/drawing", n), TEXT("descr=\"" XLSX_ALT_PLACEHOLDER "\""),
         text_format(f->keep, "descr=\"%.*s\"", TEXT_ARGS(alt)), 1},
        {chart, TEXT("<c:lang val=\"en-US\"/>"),
         text_format(f->keep, "<c:lang val=\"%.*s\"/>", TEXT_ARGS(language)), 1},
        {chart, TEXT("<a:rPr lang=\"en-US\""), text_format(f->keep, "<a:rPr lang=\"%.*s\"", TEXT_ARGS(language)), 1},
    };
    bool ok = true;
    for (size_t i = 0; i < sizeof edits / sizeof *edits; i++)
        ok = apply(f, &edits[i]) && ok;
    return ok;
}

/* Tables, charts and drawings are numbered in the order of their sheets. */
static bool describe_all(const struct finishing *f)
{
    size_t tables = 0, charts = 0;
    bool ok = true;
    for (size_t i = 0; i < f->plan->sheets.count; i++) {
        const struct xlsx_sheet *sheet = f->plan->sheets.items[i];
        ok = (!sheet->column_count || describe_table(f, sheet, ++tables)) && ok;
        ok = (!sheet->chart || describe_chart(f, sheet, ++charts)) && ok;
    }
    return ok;
}

/* ---- titles ---- */

/* The index of A1's format, from `<c r="A1" s="7"`. */
static bool title_format(const struct finishing *f, size_t sheet, size_t *ret_index)
{
    const char *name = numbered(f, "worksheets/sheet", sheet + 1);
    const struct xlsx_part *part = xlsx_part_find(f->parts, text_of(name));
    const struct text start = TEXT("<c r=\"A1\" s=\"");
    if (!part)
        return missing(f, name);
    const size_t at = text_find(part->bytes, start);
    if (at == part->bytes.len)
        return missing(f, name);
    struct text rest = text_slice(part->bytes, at + start.len, part->bytes.len);
    int64_t index;
    if (!text_to_number(text_cut(&rest, '"'), &index))
        return missing(f, name);
    *ret_index = (size_t)index;
    return true;
}

/* Where the n-th `<xf ` after `from` begins; the length of `styles` where there is none. */
static size_t find_format(struct text styles, size_t from, size_t n)
{
    const struct text start = TEXT("<xf ");
    for (size_t i = 0;; i++) {
        from += text_find(text_slice(styles, from, styles.len), start);
        if (from == styles.len || i == n)
            return from;
        from += start.len;
    }
}

/* Makes the n-th cell format one of the cell style with the format `style`. */
static bool restyle(const struct finishing *f, struct xlsx_part *styles, size_t n, size_t style)
{
    const struct text attribute = TEXT("xfId=\"0\"");
    const size_t formats = text_find(styles->bytes, TEXT("<cellXfs "));
    const size_t at = find_format(styles->bytes, formats, n);
    const struct text rest = text_slice(styles->bytes, at, styles->bytes.len);
    const size_t end = text_find_byte(rest, '>'), found = text_find(rest, attribute);
    if (found < end)
        styles->bytes = spliced(styles->bytes, at + found, at + found + attribute.len,
                                text_format(f->keep, "xfId=\"%zu\"", style), f->keep);
    return at < styles->bytes.len;
}

/* Adds the cell style "Heading 1" (built-in style 16) with the font of the n-th cell format. */
static bool add_heading_style(const struct finishing *f, struct xlsx_part *styles, size_t n, size_t *ret_style)
{
    const struct xlsx_element *root = xlsx_xml_parse(styles->bytes, f->keep);
    const struct xlsx_element *base = xlsx_child(root, "cellStyleXfs", 0), *names = xlsx_child(root, "cellStyles", 0);
    const struct xlsx_element *title = xlsx_child(xlsx_child(root, "cellXfs", 0), "xf", n);
    if (!base || !names || !title)
        return missing(f, "xl/styles.xml");
    *ret_style = base->child_count;
    const struct text font = xlsx_attribute_of(title, "fontId");
    const struct edit edits[] = {
        {"xl/styles.xml", text_format(f->keep, "<cellStyleXfs count=\"%zu\">", base->child_count),
         text_format(f->keep, "<cellStyleXfs count=\"%zu\">", base->child_count + 1), 1},
        {"xl/styles.xml", TEXT("</cellStyleXfs>"),
         text_format(f->keep, "<xf numFmtId=\"0\" fontId=\"%.*s\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>",
                     TEXT_ARGS(font)),
         1},
        {"xl/styles.xml", text_format(f->keep, "<cellStyles count=\"%zu\">", names->child_count),
         text_format(f->keep, "<cellStyles count=\"%zu\"><cellStyle name=\"Heading 1\" xfId=\"%zu\" builtinId=\"16\"/>",
                     names->child_count + 1, *ret_style),
         1},
    };
    bool ok = true;
    for (size_t i = 0; i < sizeof edits / sizeof *edits; i++)
        ok = apply(f, &edits[i]) && ok;
    return ok;
}

static bool style_titles(const struct finishing *f)
{
    struct xlsx_part *styles = xlsx_part_find(f->parts, TEXT("xl/styles.xml"));
    size_t index = 0, style = 0;
    if (!styles || !title_format(f, 0, &index) || !add_heading_style(f, styles, index, &style))
        return missing(f, "xl/styles.xml");
    for (size_t i = 0; i < f->plan->sheets.count; i++)
        if (!title_format(f, i, &index) || !restyle(f, styles, index, style))
            return missing(f, "xl/styles.xml");
    return true;
}

/* ---- shares ---- */

/* Only shares have decimals, and of those two. */
static void add_value(struct text_builder *b, struct text value, struct arena *scratch)
{
    if (text_find_byte(value, '.') < value.len)
        number_add_decimal(b, g_ascii_strtod(text_to_c(scratch, value), NULL), 2);
    else
        text_add(b, value);
}

static void write_shares(struct xlsx_part *part, struct arena *keep)
{
    const struct text start = TEXT("<v>");
    struct text_builder b = {0};
    struct text rest = part->bytes;
    for (size_t at = text_find(rest, start); at < rest.len; at = text_find(rest, start)) {
        text_add(&b, text_slice(rest, 0, at + start.len));
        rest = text_slice(rest, at + start.len, rest.len);
        const size_t end = text_find_byte(rest, '<');
        add_value(&b, text_slice(rest, 0, end), keep);
        rest = text_slice(rest, end, rest.len);
    }
    text_add(&b, rest);
    part->bytes = text_copy(keep, text_built(&b));
    text_builder_done(&b);
}

bool xlsx_finish(const struct xlsx_plan *plan, struct xlsx_parts *parts, struct arena *keep, struct error *err)
{
    const struct finishing f = {plan, parts, keep, err};
    for (size_t i = 0; i < parts->count; i++)
        if (text_starts(parts->items[i].name, TEXT("xl/worksheets/sheet")))
            write_shares(&parts->items[i], keep);
    return set_language(&f) && describe_all(&f) && style_titles(&f);
}
