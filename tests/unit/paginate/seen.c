/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a reader sees of pages. The text expected is made from the document by a plain recursive walk. */
#include "seen.h"

#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

struct text seen_text(const struct mark *mark)
{
    if (mark->kind != MARK_LINE && mark->kind != MARK_PART)
        return TEXT_EMPTY;
    size_t from = mark->line->from, to = from + mark->line->len;
    if (mark->kind == MARK_PART) {
        ck_assert_uint_ge(mark->from, from);
        ck_assert_uint_le(mark->to, to);
        from = mark->from;
        to = mark->to;
    }
    return text_slice(mark->line->layout->text, from, to);
}

bool seen_within(const struct tag *tag, enum tag_role role)
{
    while (tag && tag->role != role)
        tag = tag->parent;
    return tag != NULL;
}

bool seen_is_heading(const struct tag *tag)
{
    return seen_within(tag, TAG_H1) || seen_within(tag, TAG_H2) || seen_within(tag, TAG_H3) || seen_within(tag, TAG_H4);
}

/* ---- reading aloud ---- */

static void add_solid(struct text_builder *out, struct text text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] != ' ' && text.ptr[i] != '\n')
            text_add_byte(out, text.ptr[i]);
}

static void read_tag(const struct tag *tag, const struct text_builder *own, struct text_builder *out)
{
    text_add(out, text_built(&own[tag->number]));
    /* Text and children in one tag would leave the order of reading open. */
    ck_assert(own[tag->number].len == 0 || !tag->first_child);
    for (const struct tag *child = tag->first_child; child; child = child->next) {
        ck_assert_ptr_eq(child->parent, tag);
        read_tag(child, own, out);
    }
}

void seen_read_aloud(const struct pages *pages, struct text_builder *out)
{
    struct text_builder *own = calloc(pages->tag_count, sizeof *own);
    for (size_t page = 0; page < pages->count; page++)
        for (size_t i = 0; i < pages->items[page].mark_count; i++) {
            const struct mark *mark = &pages->items[page].marks[i];
            if (mark->tag)
                add_solid(&own[mark->tag->number], seen_text(mark));
        }
    read_tag(pages->root, own, out);
    for (size_t i = 0; i < pages->tag_count; i++)
        text_builder_done(&own[i]);
    free(own);
}

/* ---- what should be read ---- */

struct reading {
    const struct document *document;
    const struct pages *pages;
    struct text_builder *out;
    bool *noted;
    size_t due[64], due_count;
};

static void read_spans(struct reading *reading, const struct doc_spans *spans)
{
    for (size_t i = 0; i < spans->count; i++) {
        const struct doc_span *span = &spans->items[i];
        add_solid(reading->out, span->text);
        if (span->kind != SPAN_NOTE)
            continue;
        text_add_format(reading->out, "%zu", span->number);
        if (!reading->noted[span->number])
            reading->due[reading->due_count++] = span->number;
        reading->noted[span->number] = true;
    }
}

static void read_notes(struct reading *reading)
{
    for (size_t i = 0; i < reading->due_count; i++) {
        text_add_format(reading->out, "%zu", reading->due[i]);
        read_spans(reading, &reading->document->notes[reading->due[i] - 1].spans);
    }
    reading->due_count = 0;
}

static void read_contents(const struct reading *reading)
{
    size_t heading = 0;
    if (!reading->pages->outline_count)
        return;
    add_solid(reading->out, reading->document->words.contents);
    for (size_t i = 0; i < reading->document->child_count; i++) {
        const struct doc_node *node = reading->document->children[i];
        if (node->kind != NODE_HEADING)
            continue;
        const struct outline_entry *entry = &reading->pages->outline[heading++];
        add_solid(reading->out, entry->level <= 3 ? entry->title : TEXT_EMPTY);
        if (entry->level <= 3)
            text_add_format(reading->out, "%zu", entry->destination.page + 1);
    }
}

static void read_node(struct reading *reading, const struct doc_node *node);

static void read_children(struct reading *reading, const struct doc_node *node)
{
    for (size_t i = 0; i < node->child_count; i++) {
        if (node->kind == NODE_LIST && node->ordered)
            text_add_format(reading->out, "%zu.", i + 1);
        else if (node->kind == NODE_LIST)
            text_add(reading->out, TEXT("•"));
        read_node(reading, node->children[i]);
    }
}

static void read_caption(struct reading *reading, const struct doc_node *node, struct text title)
{
    add_solid(reading->out, node->lead);
    add_solid(reading->out, title);
}

static void read_table(struct reading *reading, const struct doc_node *node)
{
    read_caption(reading, node, node->table->title);
    for (size_t i = 0; i < node->table->row_count * node->table->column_count; i++)
        add_solid(reading->out, node->table->cells[i].text);
    read_spans(reading, &node->note);
}

static void read_node(struct reading *reading, const struct doc_node *node)
{
    if (node->kind == NODE_CONTENTS)
        read_contents(reading);
    if (node->kind == NODE_TABLE)
        read_table(reading, node);
    if (node->kind == NODE_CHART) {
        read_caption(reading, node, node->chart->title);
        read_spans(reading, &node->note);
    }
    if (node->kind == NODE_HEADING)
        add_solid(reading->out, node->number);
    if (node->kind == NODE_HEADING || node->kind == NODE_PARAGRAPH)
        read_spans(reading, &node->spans);
    read_notes(reading);
    read_children(reading, node);
}

void seen_expected(const struct document *document, const struct pages *pages, struct text_builder *out)
{
    struct reading reading = {document, pages, out, calloc(document->note_count + 1, sizeof(bool)), {0}, 0};
    const struct text title[] = {document->mark, document->publisher, document->series,
                                 document->title, document->subtitle, document->date};
    for (size_t i = 0; i < sizeof title / sizeof *title; i++)
        add_solid(out, title[i]);
    for (size_t i = 0; i < document->child_count; i++)
        read_node(&reading, document->children[i]);
    free(reading.noted);
}

/* ---- finding ---- */

size_t seen_page_of(const struct pages *pages, const char *words, bool tagged)
{
    for (size_t page = 0; page < pages->count; page++)
        for (size_t i = 0; i < pages->items[page].mark_count; i++) {
            const struct mark *mark = &pages->items[page].marks[i];
            const struct text text = seen_text(mark);
            if ((mark->tag || !tagged) && text_find(text, text_of(words)) < text.len)
                return page;
        }
    return pages->count;
}

const struct mark *seen_mark(const struct pages *pages, const char *words)
{
    for (size_t page = 0; page < pages->count; page++)
        for (size_t i = 0; i < pages->items[page].mark_count; i++)
            if (text_equal(text_trim(seen_text(&pages->items[page].marks[i])), text_of(words)))
                return &pages->items[page].marks[i];
    return NULL;
}

size_t seen_count(const struct pages *pages, const char *words, bool tagged)
{
    size_t count = 0;
    for (size_t page = 0; page < pages->count; page++)
        for (size_t i = 0; i < pages->items[page].mark_count; i++) {
            const struct mark *mark = &pages->items[page].marks[i];
            count += text_equal(text_trim(seen_text(mark)), text_of(words)) && (mark->tag != NULL) == tagged;
        }
    return count;
}

/* ---- rules ---- */

struct box {
    double left, top, right, bottom;
};

/* Ink of a text, or the box of a chart; empty for paths. */
/* How far what can be seen of a line reaches from its baseline. */
struct ink {
    double above_pt, below_pt;
};

static struct ink ink_of(const struct text_line *line)
{
    struct ink ink = {0, 0};
    for (size_t i = 0; i < line->run_count; i++) {
        const struct glyph_run *run = &line->runs[i];
        PangoRectangle seen;
        pango_glyph_string_extents((PangoGlyphString *)(uintptr_t)glyph_run_glyphs(run), text_font_pango(run->font), &seen, NULL);
        ink.above_pt = fmax(ink.above_pt, run->rise_pt - (double)seen.y / PANGO_SCALE);
        ink.below_pt = fmax(ink.below_pt, (double)(seen.y + seen.height) / PANGO_SCALE - run->rise_pt);
    }
    return ink;
}

static struct box box_of(const struct mark *mark)
{
    struct box box = {mark->x_pt, mark->y_pt, mark->x_pt, mark->y_pt};
    if (mark->kind == MARK_CHART) {
        box.right += mark->width_pt;
        box.bottom += chart_sketch_extent(mark->sketch).height_pt;
    } else if (mark->kind == MARK_LINE || mark->kind == MARK_PART) {
        const struct ink ink = ink_of(mark->line);
        box.left += mark->kind == MARK_PART ? text_line_x_pt(mark->line, mark->from) : 0;
        box.right = box.left + mark->width_pt;
        box.top -= ink.above_pt;
        box.bottom += ink.below_pt;
    }
    return box;
}

static bool overlap(struct box a, struct box b)
{
    const double air = 0.2; /* glyphs may lean out of their cells a little */
    return a.left + air < b.right && b.left + air < a.right && a.top + air < b.bottom && b.top + air < a.bottom;
}

void seen_check_no_overlap(const struct pages *pages)
{
    for (size_t page = 0; page < pages->count; page++) {
        const struct page *p = &pages->items[page];
        for (size_t i = 0; i < p->mark_count; i++)
            for (size_t j = i + 1; j < p->mark_count; j++)
                ck_assert_msg(!overlap(box_of(&p->marks[i]), box_of(&p->marks[j])),
                              "page %zu: '%.*s' and '%.*s' overlap", page + 1, TEXT_ARGS(seen_text(&p->marks[i])),
                              TEXT_ARGS(seen_text(&p->marks[j])));
    }
}

/* What all pages are marked with stands above them; on the first page it belongs to the title, for those who hear it. */
static bool is_band(size_t page, const struct mark *mark)
{
    return page == 0 && mark->tag->parent && mark->tag->parent->role == TAG_TITLE_BLOCK && box_of(mark).bottom < 40.0;
}

void seen_check_margins(const struct pages *pages)
{
    const double side = 60.0, top = 70.0, foot = 46.0;
    for (size_t page = 0; page < pages->count; page++)
        for (size_t i = 0; i < pages->items[page].mark_count; i++) {
            const struct mark *mark = &pages->items[page].marks[i];
            const struct box box = box_of(mark);
            if (!mark->tag || is_band(page, mark))
                continue;
            ck_assert_msg(box.left >= side && box.right <= pages->width_pt - side && box.top >= top &&
                              box.bottom <= pages->height_pt - foot,
                          "page %zu: '%.*s' leaves the column", page + 1, TEXT_ARGS(seen_text(mark)));
        }
}

void seen_check_headings_kept(const struct pages *pages)
{
    for (size_t page = 0; page + 1 < pages->count; page++) {
        const struct mark *lowest = NULL;
        double bottom = 0.0;
        for (size_t i = 0; i < pages->items[page].mark_count; i++) {
            const struct mark *mark = &pages->items[page].marks[i];
            if (!mark->tag || seen_within(mark->tag, TAG_NOTE) || box_of(mark).bottom <= bottom)
                continue;
            bottom = box_of(mark).bottom;
            lowest = mark;
        }
        ck_assert_msg(!lowest || !seen_is_heading(lowest->tag), "page %zu ends with the heading '%.*s'", page + 1,
                      TEXT_ARGS(seen_text(lowest)));
    }
}

/* The paragraph that a mark's line belongs to, outside tables and notes; or NULL. */
static const struct tag *paragraph_of(const struct mark *mark)
{
    const struct tag *tag = mark->tag;
    const bool text = mark->kind == MARK_LINE || mark->kind == MARK_PART;
    if (!text || seen_within(tag, TAG_NOTE) || seen_within(tag, TAG_TABLE))
        return NULL;
    while (tag && tag->role != TAG_PARAGRAPH)
        tag = tag->parent;
    return tag;
}

void seen_check_paragraphs_kept(const struct pages *pages)
{
    size_t *total = calloc(pages->tag_count, sizeof *total), *here = calloc(pages->tag_count, sizeof *here);
    double *last_y = calloc(pages->tag_count, sizeof *last_y);
    for (int pass = 0; pass < 2; pass++)
        for (size_t page = 0; page < pages->count; page++) {
            memset(here, 0, pages->tag_count * sizeof *here);
            memset(last_y, 0, pages->tag_count * sizeof *last_y);
            for (size_t i = 0; i < pages->items[page].mark_count; i++) {
                const struct mark *mark = &pages->items[page].marks[i];
                const struct tag *tag = paragraph_of(mark);
                if (!tag || fabs(last_y[tag->number] - mark->y_pt) < 0.01)
                    continue;
                last_y[tag->number] = mark->y_pt;
                here[tag->number]++;
                total[tag->number] += pass == 0;
            }
            for (size_t i = 0; i < pages->tag_count && pass == 1; i++)
                ck_assert_msg(here[i] != 1 || total[i] < 4, "page %zu has one line of a paragraph of %zu", page + 1,
                              total[i]);
        }
    free(total);
    free(here);
    free(last_y);
}

void seen_check_page_heads(const struct pages *pages)
{
    for (size_t page = 0; page < pages->count; page++) {
        char head[64];
        size_t found = 0;
        snprintf(head, sizeof head, "%zu (%zu)", page + 1, pages->count);
        for (size_t i = 0; i < pages->items[page].mark_count; i++) {
            const struct mark *mark = &pages->items[page].marks[i];
            found += !mark->tag && text_equal(seen_text(mark), text_of(head)) && mark->y_pt < 70.0;
        }
        ck_assert_msg(found == 1, "page %zu has %zu heads '%s'", page + 1, found, head);
    }
}

/* Says where two texts part, not all of what they say. */
static void check_same(struct text found, struct text expected)
{
    enum { AROUND = 60 };
    size_t at = 0;
    while (at < found.len && at < expected.len && found.ptr[at] == expected.ptr[at])
        at++;
    const size_t from = at > AROUND ? at - AROUND : 0;
    const struct text here = text_slice(found, from, at + AROUND < found.len ? at + AROUND : found.len);
    const struct text there = text_slice(expected, from, at + AROUND < expected.len ? at + AROUND : expected.len);
    ck_assert_msg(text_equal(found, expected), "read '%.*s', expected '%.*s'", TEXT_ARGS(here), TEXT_ARGS(there));
}

void seen_check_all(const struct pages *pages)
{
    struct text_builder expected = {0}, found = {0};
    seen_check_no_overlap(pages);
    seen_check_margins(pages);
    seen_check_headings_kept(pages);
    seen_check_paragraphs_kept(pages);
    seen_check_page_heads(pages);
    seen_expected(pages->document, pages, &expected);
    seen_read_aloud(pages, &found);
    check_same(text_built(&found), text_built(&expected));
    text_builder_done(&expected);
    text_builder_done(&found);
}
