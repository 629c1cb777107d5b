/* SPDX-License-Identifier: GPL-3.0-or-later
 * The page around the report: head, cover, contents, notes, files. */
#include "render/html/html.h"

#include "render/data/figures.h"
#include "render/html/body.h"
#include "render/html/escape.h"
#include "render/html/page.h"
#include "render/html/spans.h"
#include "render/html/style.h"

enum { CONTENTS_LEVELS = 3 };

/* <name class="…">words</name>, where there are any. */
static void add_line(struct text_builder *out, const char *name, const char *class_name, struct text words)
{
    if (!words.len)
        return;
    text_add_format(out, "<%s class=\"%s\">", name, class_name);
    html_add_escaped(out, words);
    text_add_format(out, "</%s>\n", name);
}

static void add_meta(struct text_builder *out, const char *name, struct text content)
{
    if (!content.len)
        return;
    text_add_format(out, "<meta name=\"%s\"", name);
    html_add_attribute(out, "content", content);
    text_add_c(out, "/>\n");
}

/* ---- head ---- */

static void add_title(const struct document *document, struct text_builder *out)
{
    text_add_c(out, "<title>");
    html_add_escaped(out, document->title);
    if (document->series.len) {
        text_add_c(out, " \xC2\xB7 ");
        html_add_escaped(out, document->series);
    }
    text_add_c(out, "</title>\n");
}

static void add_alternates(const struct html_input *in, struct text_builder *out)
{
    for (size_t i = 0; i < in->translation_count; i++) {
        text_add_c(out, "<link rel=\"alternate\" type=\"text/html\"");
        html_add_attribute(out, "hreflang", in->translations[i].language);
        html_add_attribute(out, "href", in->translations[i].path);
        text_add_c(out, "/>\n");
    }
}

/* The policy lets nothing be run, and nothing be fetched, whatever the text may hold. What is not for everybody is not for
 * search machines. */
static void add_head(const struct html_input *in, struct text_builder *out)
{
    const struct document *document = in->document;
    text_add_c(out, "<head>\n<meta charset=\"utf-8\"/>\n"
                    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
                    "base-uri 'none'; form-action 'none'\"/>\n"
                    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
                    "<meta name=\"color-scheme\" content=\"light dark\"/>\n"
                    "<meta name=\"referrer\" content=\"no-referrer\"/>\n"
                    "<meta name=\"format-detection\" content=\"telephone=no\"/>\n");
    if (!document->is_open)
        add_meta(out, "robots", TEXT("noindex, nofollow"));
    add_title(document, out);
    add_meta(out, "description", document->subtitle);
    add_meta(out, "author", document->publisher);
    add_meta(out, "dcterms.created", document->date_iso);
    add_alternates(in, out);
    text_add_c(out, "<style>\n");
    html_add_style(document->mark, out);
    text_add_c(out, "</style>\n</head>\n");
}

/* ---- before the report ---- */

static void add_skip_link(const struct document *document, struct text_builder *out)
{
    text_add_c(out, "<a class=\"skip\" href=\"#main-part\">");
    html_add_escaped(out, document->words.skip.len ? document->words.skip : document->title);
    text_add_c(out, "</a>\n");
}

static void add_mark(const struct document *document, struct text_builder *out)
{
    if (!document->mark.len)
        return;
    text_add_c(out, "<aside class=\"mark\"");
    html_add_attribute(out, "aria-label", document->mark);
    text_add_c(out, ">");
    html_add_escaped(out, document->mark);
    text_add_c(out, "</aside>\n");
}

/* Each by its own name, which is read aloud in its own language. */
static void add_translations(const struct html_input *in, struct text_builder *out)
{
    const struct text words = in->document->words.languages;
    if (!in->translation_count)
        return;
    text_add_c(out, "<nav class=\"languages\"");
    text_add_c(out, words.len ? " aria-labelledby=\"languages-title\">\n<span id=\"languages-title\">" : ">\n<span>");
    html_add_escaped(out, words);
    text_add_c(out, "</span>\n<ul role=\"list\">\n");
    for (size_t i = 0; i < in->translation_count; i++) {
        text_add_c(out, "<li><a rel=\"alternate\"");
        html_add_attribute(out, "href", in->translations[i].path);
        html_add_attribute(out, "hreflang", in->translations[i].language);
        html_add_language(out, in->translations[i].language);
        text_add_byte(out, '>');
        html_add_escaped(out, in->translations[i].name);
        text_add_c(out, "</a></li>\n");
    }
    text_add_c(out, "</ul>\n</nav>\n");
}

static void add_cover(const struct html_input *in, struct text_builder *out)
{
    const struct document *document = in->document;
    text_add_c(out, "<header class=\"cover\">\n");
    add_line(out, "p", "publisher", document->publisher);
    add_line(out, "p", "series", document->series);
    add_line(out, "h1", "title", document->title);
    add_line(out, "p", "subtitle", document->subtitle);
    if (document->date.len) {
        text_add_c(out, "<p class=\"date\"><time");
        html_add_attribute(out, "datetime", document->date_iso);
        text_add_byte(out, '>');
        html_add_escaped(out, document->date);
        text_add_c(out, "</time></p>\n");
    }
    add_translations(in, out);
    text_add_c(out, "</header>\n");
}

/* ---- contents ---- */

/* Where others have a number, the words of one without stand below theirs. */
static void add_entry(struct html_page *page, const struct html_heading *heading, bool are_numbered)
{
    text_add_c(page->out, are_numbered && !heading->node->number.len ? "<a class=\"unnumbered\"" : "<a");
    text_add_c(page->out, " href=\"#");
    html_add_escaped(page->out, heading->id);
    text_add_c(page->out, "\">");
    if (heading->node->number.len) {
        text_add_c(page->out, "<span class=\"number\">");
        html_add_escaped(page->out, heading->node->number);
        text_add_c(page->out, "</span> ");
    }
    text_add_c(page->out, "<span>");
    html_add_escaped(page->out, html_heading_words(page, heading));
    text_add_c(page->out, "</span></a>");
}

static bool is_entry(const struct html_heading *heading)
{
    return heading->level <= CONTENTS_LEVELS;
}

static bool are_entries_numbered(const struct html_page *page)
{
    for (size_t i = 0; i < page->headings.count; i++)
        if (is_entry(&page->headings.items[i]) && page->headings.items[i].node->number.len)
            return true;
    return false;
}

/* Lists in lists: levels never go down by more than one at a time. */
static void add_entries(struct html_page *page)
{
    struct text_builder *out = page->out;
    const bool are_numbered = are_entries_numbered(page);
    size_t open = 0;
    for (size_t i = 0; i < page->headings.count; i++) {
        const struct html_heading *heading = &page->headings.items[i];
        if (!is_entry(heading))
            continue;
        if (heading->level > open)
            text_add_c(out, "\n<ol role=\"list\">\n");
        for (; open > heading->level; open--)
            text_add_c(out, "</li>\n</ol>\n");
        text_add_c(out, heading->level > open ? "<li>" : "</li>\n<li>");
        open = heading->level;
        add_entry(page, heading, are_numbered);
    }
    for (; open; open--)
        text_add_c(out, "</li>\n</ol>\n");
}

static void add_contents(struct html_page *page)
{
    if (!page->has_contents || !page->headings.count)
        return;
    text_add_c(page->out, "<nav class=\"contents\" aria-labelledby=\"contents-title\">\n<h2 id=\"contents-title\">");
    html_add_escaped(page->out, page->in->document->words.contents);
    text_add_c(page->out, "</h2>");
    add_entries(page);
    text_add_c(page->out, "</nav>\n");
}

/* ---- files beside the page ---- */

static bool has_files(const struct html_input *in)
{
    for (size_t i = 0; i < in->file_count; i++)
        if (!in->files[i].figure.len)
            return in->document->words.files.len > 0;
    return false;
}

static void add_files(struct html_page *page)
{
    struct text_builder *out = page->out;
    if (!has_files(page->in))
        return;
    text_add_c(out, "<footer>\n<nav class=\"files\" aria-labelledby=\"files-title\">\n<h2 id=\"files-title\">");
    html_add_escaped(out, page->in->document->words.files);
    text_add_c(out, "</h2>\n<ul>\n");
    for (size_t i = 0; i < page->in->file_count; i++) {
        const struct html_file *file = &page->in->files[i];
        if (file->figure.len)
            continue;
        text_add_c(out, "<li><a");
        html_add_attribute(out, "href", file->path);
        text_add_byte(out, '>');
        html_add_escaped(out, file->name);
        text_add_c(out, "</a></li>\n");
    }
    text_add_c(out, "</ul>\n</nav>\n</footer>\n");
}

/* ---- the page ---- */

static void add_page(struct html_page *page)
{
    const struct document *document = page->in->document;
    struct text_builder *out = page->out;
    text_add_c(out, "<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\"");
    html_add_language(out, document->language);
    text_add_c(out, ">\n");
    add_head(page->in, out);
    text_add_c(out, page->has_contents ? "<body class=\"with-contents\">\n" : "<body>\n");
    add_skip_link(document, out);
    add_mark(document, out);
    add_cover(page->in, out);
    add_contents(page);
    text_add_c(out, "<main id=\"main-part\" tabindex=\"-1\">\n");
    html_add_body(page);
    html_add_notes(page);
    text_add_c(out, "</main>\n");
    add_files(page);
    html_add_glyphs(out, page->glyphs);
    text_add_c(out, "</body>\n</html>\n");
}

void html_write(const struct html_input *input, struct text_builder *out)
{
    struct html_page page = {.in = input,
                             .out = out,
                             .arena = arena_new(),
                             .targets = names_new(),
                             .given = names_new(),
                             .glyphs = svg_glyphs_new()};
    page.references = ARENA_ARRAY(page.arena, size_t, input->document->note_count + 1);
    html_survey(&page);
    add_page(&page);
    svg_glyphs_free(page.glyphs);
    names_free(page.given);
    names_free(page.targets);
    arena_free(page.arena);
}
