/* SPDX-License-Identifier: GPL-3.0-or-later
 * Marked content (ISO 32000-1, 14.6): neighbouring marks of the same tag share one stretch. */
#include "render/pdf/content.h"

#include "render/pdf/canvas.h"
#include "render/pdf/glyphs.h"

/* Marked content is of a tag, or an artifact of some kind (ISO 32000-1, table 330). */
enum artifact { NO_ARTIFACT, ARTIFACT_LAYOUT, ARTIFACT_HEADER, ARTIFACT_FOOTER };

struct drawing {
    const struct pages *pages;
    size_t index;
    struct pdf_structure *structure;
    struct pdf_operators *operators;
    bool open;
    const struct tag *tag; /* of the open content */
    enum artifact artifact;
};

/* ---- marked content ---- */

static void close_content(struct drawing *drawing)
{
    if (drawing->open)
        text_add_c(&drawing->operators->bytes, "EMC\n");
    drawing->open = false;
}

/* Text outside the structure is a running head or foot, anything else is layout. */
static enum artifact artifact_of(const struct drawing *drawing, const struct mark *mark)
{
    if (mark->tag)
        return NO_ARTIFACT;
    if (mark->kind != MARK_LINE && mark->kind != MARK_PART)
        return ARTIFACT_LAYOUT;
    return mark->y_pt < drawing->pages->height_pt / 2 ? ARTIFACT_HEADER : ARTIFACT_FOOTER;
}

static void open_artifact(struct drawing *drawing, enum artifact artifact)
{
    static const char *const properties[] = {
        [NO_ARTIFACT] = "",
        [ARTIFACT_LAYOUT] = "/Type /Layout",
        [ARTIFACT_HEADER] = "/Type /Pagination /Subtype /Header /Attached [/Top]",
        [ARTIFACT_FOOTER] = "/Type /Pagination /Subtype /Footer /Attached [/Bottom]",
    };
    text_add_format(&drawing->operators->bytes, "/Artifact <<%s>> BDC\n", properties[artifact]);
}

static void open_tag(struct drawing *drawing, const struct tag *tag)
{
    const size_t number = pdf_structure_begin(drawing->structure, tag, drawing->index);
    struct text_builder *bytes = &drawing->operators->bytes;
    text_add_byte(bytes, '/');
    text_add_c(bytes, pdf_structure_type(tag->role));
    text_add_c(bytes, " <</MCID ");
    number_add_plain(bytes, (int64_t)number);
    text_add_c(bytes, ">> BDC\n");
}

static void open_content(struct drawing *drawing, const struct mark *mark)
{
    const enum artifact artifact = artifact_of(drawing, mark);
    if (drawing->open && drawing->tag == mark->tag && drawing->artifact == artifact)
        return;
    close_content(drawing);
    if (mark->tag)
        open_tag(drawing, mark->tag);
    else
        open_artifact(drawing, artifact);
    drawing->open = true;
    drawing->tag = mark->tag;
    drawing->artifact = artifact;
}

/* ---- lines of text ---- */

/* A line, or the part of one that a mark shows: bytes of the layout's text. */
struct extract {
    const struct mark *mark;
    struct text text; /* of the whole layout */
    size_t from, to;
};

static struct extract extract_of(const struct mark *mark)
{
    const size_t start = mark->line->from, end = start + mark->line->len;
    struct extract extract = {mark, mark->line->layout->text, start, end};
    if (mark->kind == MARK_PART) {
        extract.from = (size_t)mark->from;
        extract.to = (size_t)mark->to < end ? (size_t)mark->to : end;
    }
    return extract;
}

static bool is_blank_at(struct text text, size_t at)
{
    return g_unichar_isspace(text_next(text, &at));
}

/* A break at a space leaves the space in the line, as a glyph of no width, and one inside a word needs none. Where the
 * author broke the line, or where the sentence goes on in another layout, there is nothing yet to part the words. */
static bool needs_space(const struct extract *extract)
{
    const size_t line_end = extract->mark->line->from + extract->mark->line->len;
    if (extract->mark->ends_paragraph || extract->to <= extract->from || extract->to != line_end)
        return false;
    size_t last = extract->to - 1;
    while (last > extract->from && ((unsigned char)extract->text.ptr[last] & 0xC0) == 0x80)
        last--;
    if (is_blank_at(extract->text, last))
        return false;
    return extract->to == extract->text.len || is_blank_at(extract->text, extract->to);
}

static size_t clamp(size_t value, size_t from, size_t to)
{
    return value < from ? from : value > to ? to : value;
}

/* Draws what the extract has of a run that begins at x_pt. */
static void draw_run(struct drawing *drawing, const struct extract *extract, const struct glyph_run *run, double x_pt)
{
    const size_t start = run->from, end = start + run->text.len;
    if (extract->from >= end || extract->to <= start)
        return;
    const struct pdf_text_part part = {
        .run = run,
        .from = clamp(extract->from, start, end) - start,
        .to = clamp(extract->to, start, end) - start,
        .space_after = extract->to <= end && needs_space(extract),
    };
    pdf_text_show(drawing->operators, x_pt, extract->mark->y_pt - run->rise_pt, &part);
}

static void draw_line(struct drawing *drawing, const struct mark *mark)
{
    const struct extract extract = extract_of(mark);
    if (mark->tag && mark->tag->role == TAG_ITEM_LABEL && extract.to > extract.from)
        pdf_structure_label(drawing->structure, mark->tag, text_slice(extract.text, extract.from, extract.to));
    double x_pt = mark->x_pt;
    for (size_t i = 0; i < mark->line->run_count; i++) {
        draw_run(drawing, &extract, &mark->line->runs[i], x_pt);
        x_pt += mark->line->runs[i].width_pt;
    }
}

/* ---- charts ---- */

static void draw_chart(struct drawing *drawing, const struct mark *mark)
{
    struct canvas *canvas = pdf_canvas_new(drawing->operators, drawing->pages->typeface);
    const double top = drawing->pages->height_pt - mark->y_pt, bottom = top - chart_sketch_extent(mark->sketch).height_pt;
    canvas_push_offset(canvas, mark->x_pt, mark->y_pt);
    chart_sketch_paint(mark->sketch, canvas);
    canvas_pop_offset(canvas);
    canvas_free(canvas);
    if (mark->tag)
        pdf_structure_cover(drawing->structure, mark->tag,
                            (struct pdf_rectangle){mark->x_pt, bottom, mark->x_pt + mark->width_pt, top});
}

static void draw_mark(struct drawing *drawing, const struct mark *mark)
{
    open_content(drawing, mark);
    switch (mark->kind) {
    case MARK_LINE:
    case MARK_PART:
        draw_line(drawing, mark);
        break;
    case MARK_PATH:
        pdf_operators_path(drawing->operators, mark->path, &mark->paint);
        break;
    case MARK_CHART:
        draw_chart(drawing, mark);
        break;
    }
}

bool pdf_content_draw(const struct pages *pages, size_t index, struct pdf_structure *structure,
                      struct pdf_operators *operators)
{
    struct drawing drawing = {.pages = pages, .index = index, .structure = structure, .operators = operators};
    const struct page *page = &pages->items[index];
    pdf_operators_begin(operators);
    for (size_t i = 0; i < page->mark_count && !operators->failed; i++)
        draw_mark(&drawing, &page->marks[i]);
    close_content(&drawing);
    return !operators->failed;
}
