/* SPDX-License-Identifier: GPL-3.0-or-later
 * Spans to elements, and the notes that they refer to. */
#include "render/html/spans.h"

#include "render/data/figures.h"
#include "render/html/escape.h"

static void add_reference(struct html_page *page, const struct doc_span *span)
{
    const struct document *document = page->in->document;
    if (span->number < 1 || span->number > document->note_count)
        return;
    const size_t nth = ++page->references[span->number - 1];
    text_add_format(page->out, "<sup><a id=\"ref-%zu-%zu\" href=\"#note-%zu\" role=\"doc-noteref\"", span->number, nth,
                    span->number);
    html_add_attribute(page->out, "aria-label", data_note_reference(&document->words, span->number, page->arena));
    text_add_format(page->out, ">%zu</a></sup>", span->number);
}

static void add_link(struct html_page *page, const struct doc_span *span)
{
    const bool leads = html_may_link(span->target);
    if (leads) {
        text_add_c(page->out, "<a");
        html_add_attribute(page->out, "href", span->target);
        text_add_byte(page->out, '>');
    }
    html_add_escaped(page->out, span->text);
    if (leads)
        text_add_c(page->out, "</a>");
}

static void add_crossref(struct html_page *page, const struct doc_span *span)
{
    const bool leads = names_find(page->targets, span->target) != NAMES_NONE;
    if (leads) {
        text_add_c(page->out, "<a href=\"#");
        html_add_escaped(page->out, span->target);
        text_add_c(page->out, "\">");
    }
    html_add_escaped(page->out, span->text);
    if (leads)
        text_add_c(page->out, "</a>");
}

static void add_content(struct html_page *page, const struct doc_span *span)
{
    switch (span->kind) {
    case SPAN_TEXT:
        (page->is_in_cell ? html_add_cell_words : html_add_words)(page->out, span->text);
        break;
    case SPAN_BREAK:
        text_add_c(page->out, "<br/>");
        break;
    case SPAN_NOTE:
        add_reference(page, span);
        break;
    case SPAN_LINK:
        add_link(page, span);
        break;
    case SPAN_CROSSREF:
        add_crossref(page, span);
        break;
    }
}

static void add_span(struct html_page *page, const struct doc_span *span)
{
    struct text_builder *out = page->out;
    text_add_c(out, span->strong ? "<strong>" : "");
    text_add_c(out, span->emphasis ? "<em>" : "");
    if (span->language.len) {
        text_add_c(out, "<span");
        html_add_language(out, span->language);
        text_add_byte(out, '>');
    }
    add_content(page, span);
    text_add_c(out, span->language.len ? "</span>" : "");
    text_add_c(out, span->emphasis ? "</em>" : "");
    text_add_c(out, span->strong ? "</strong>" : "");
}

void html_add_spans(struct html_page *page, const struct doc_spans *spans)
{
    for (size_t i = 0; i < spans->count; i++)
        add_span(page, &spans->items[i]);
}

/* ---- notes ---- */

static void add_way_back(struct html_page *page, size_t number, size_t nth)
{
    const struct doc_words *words = &page->in->document->words;
    const struct text note = data_note_reference(words, number, page->arena);
    text_add_format(page->out, " <a href=\"#ref-%zu-%zu\" role=\"doc-backlink\"", number, nth);
    struct text label = data_labelled(words, words->back_to_text, note, page->arena);
    if (nth > 1)
        label = text_format(page->arena, "%.*s (%zu)", TEXT_ARGS(label), nth);
    html_add_attribute(page->out, "aria-label", label);
    text_add_c(page->out, ">\xE2\x86\xA9\xEF\xB8\x8E</a>"); /* an arrow, as text and not as a picture */
}

/* A note may refer to any other: first all are written, then it is known from where each is referred to. */
static struct text *note_texts(struct html_page *page)
{
    const struct document *document = page->in->document;
    struct text_builder *const out = page->out;
    struct text *texts = ARENA_ARRAY(page->arena, struct text, document->note_count);
    for (size_t i = 0; i < document->note_count; i++) {
        struct text_builder b = {0};
        page->out = &b;
        html_add_spans(page, &document->notes[i].spans);
        texts[i] = text_copy(page->arena, text_built(&b));
        text_builder_done(&b);
    }
    page->out = out;
    return texts;
}

void html_add_notes(struct html_page *page)
{
    const struct document *document = page->in->document;
    struct text_builder *out = page->out;
    if (!document->note_count)
        return;
    const struct text *texts = note_texts(page);
    text_add_c(out, "<section class=\"notes\" role=\"doc-endnotes\" aria-labelledby=\"notes-title\">\n<h2 id=\"notes-title\">");
    html_add_escaped(out, document->words.notes);
    text_add_c(out, "</h2>\n<ol>\n");
    for (size_t i = 0; i < document->note_count; i++) {
        text_add_format(out, "<li id=\"note-%zu\">", i + 1);
        text_add(out, texts[i]);
        for (size_t nth = 1; nth <= page->references[i]; nth++)
            add_way_back(page, i + 1, nth);
        text_add_c(out, "</li>\n");
    }
    text_add_c(out, "</ol>\n</section>\n");
}
