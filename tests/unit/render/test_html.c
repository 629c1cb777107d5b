/* SPDX-License-Identifier: GPL-3.0-or-later
 * Web pages, read back with GLib's parser of XML: whatever a text holds, it stays a text. */
#include "render/html/html.h"

#include <glib.h>
#include <stdio.h>

#include "../base/check_text.h"
#include "../harness.h"
#include "base/names.h"
#include "render/html/escape.h"
#include "test_xlsx_fixture.h"

/* ---- a page, written and read ---- */

struct link {
    struct text target;
    struct text words; /* its aria-label, if it has one */
};

struct seen {
    struct arena *keep;
    struct text_builder page;
    struct text_builder outline; /* names of elements in order: "html(head(meta)…)" */
    struct text_builder words;   /* text of all elements but <style> */
    struct names *ids;
    LIST_OF(struct link) links;
    size_t repeated_ids, handlers, in_style;
};

static void note_attribute(struct seen *seen, const char *name, struct text value)
{
    seen->handlers += strncmp(name, "on", 2) == 0 || strcmp(name, "style") == 0 || strcmp(name, "src") == 0;
    if (strcmp(name, "id") == 0) {
        seen->repeated_ids += names_find(seen->ids, value) != NAMES_NONE;
        names_add(seen->ids, value);
    }
    if (strcmp(name, "href") == 0)
        ARENA_PUSH(seen->keep, &seen->links, ((struct link){text_copy(seen->keep, value), TEXT_EMPTY}));
    if (strcmp(name, "aria-label") == 0 && seen->links.count && !seen->links.items[seen->links.count - 1].words.len)
        seen->links.items[seen->links.count - 1].words = text_copy(seen->keep, value);
}

static void on_start(GMarkupParseContext *context, const char *name, const char **names, const char **values,
                     void *data, GError **err)
{
    struct seen *seen = data;
    (void)context, (void)err;
    text_add_format(&seen->outline, "%s(", name);
    seen->in_style += strcmp(name, "style") == 0;
    for (size_t i = 0; names[i]; i++)
        note_attribute(seen, names[i], text_of(values[i]));
}

static void on_end(GMarkupParseContext *context, const char *name, void *data, GError **err)
{
    struct seen *seen = data;
    (void)context, (void)err;
    text_add_byte(&seen->outline, ')');
    seen->in_style -= strcmp(name, "style") == 0;
}

static void on_text(GMarkupParseContext *context, const char *words, size_t len, void *data, GError **err)
{
    struct seen *seen = data;
    (void)context, (void)err;
    if (!seen->in_style)
        text_add(&seen->words, (struct text){words, len});
}

/* A failure names what is wrong with the page as XML. */
static void read_page(struct seen *seen)
{
    static const GMarkupParser parser = {.start_element = on_start, .end_element = on_end, .text = on_text};
    GError *err = NULL;
    GMarkupParseContext *context = g_markup_parse_context_new(&parser, 0, seen, NULL);
    const bool ok = g_markup_parse_context_parse(context, seen->page.bytes, (gssize)seen->page.len, &err) &&
                    g_markup_parse_context_end_parse(context, &err);
    ck_assert_msg(ok, "%s", ok ? "" : err->message);
    g_markup_parse_context_free(context);
}

static struct seen write_input(struct html_input input)
{
    struct error err = {0};
    struct typeface *typeface = typeface_open("fonts", &err);
    ck_assert_msg(typeface, "%s", err.message);
    struct seen seen = {.keep = arena_new(), .ids = names_new()};
    input.typeface = typeface;
    html_write(&input, &seen.page);
    read_page(&seen);
    typeface_close(typeface);
    return seen;
}

static struct seen write_with(const struct document *document, const struct html_file *files, size_t file_count)
{
    return write_input((struct html_input){.document = document, .files = files, .file_count = file_count});
}

static struct seen write_page(const struct document *document)
{
    return write_with(document, NULL, 0);
}

static void seen_done(struct seen *seen)
{
    text_builder_done(&seen->page);
    text_builder_done(&seen->outline);
    text_builder_done(&seen->words);
    names_free(seen->ids);
    arena_free(seen->keep);
}

static size_t times(const struct seen *seen, const char *part)
{
    size_t count = 0;
    struct text rest = text_built(&seen->page);
    for (size_t at; (at = text_find(rest, text_of(part))) < rest.len; count++)
        rest = text_slice(rest, at + 1, rest.len);
    return count;
}

static void check_holds(const struct seen *seen, const char *part)
{
    ck_assert_msg(times(seen, part) > 0, "the page has no %s", part);
}

static void check_lacks(const struct seen *seen, const char *part)
{
    ck_assert_msg(times(seen, part) == 0, "the page has %s", part);
}

/* ---- documents ---- */

static void add(struct arena *keep, struct document *document, struct doc_node *node)
{
    document->children = arena_reserve(keep, document->children, document->child_count, &document->child_capacity,
                                       sizeof *document->children);
    document->children[document->child_count++] = node;
}

static struct document *empty_document(struct arena *keep)
{
    struct document *document = ARENA_NEW(keep, struct document);
    document->language = TEXT("en");
    document->title = TEXT("Report");
    document->is_open = true;
    set_words(&document->words);
    return document;
}

static struct doc_node *words_node(struct arena *keep, enum node_kind kind, const struct doc_span *spans, size_t count)
{
    struct doc_node *node = ARENA_NEW(keep, struct doc_node);
    node->kind = kind;
    for (size_t i = 0; i < count; i++)
        ARENA_PUSH(keep, &node->spans, spans[i]);
    return node;
}

static struct doc_node *plain_node(struct arena *keep, enum node_kind kind, const char *words)
{
    const struct doc_span span = {.kind = SPAN_TEXT, .text = text_of(words)};
    return words_node(keep, kind, &span, 1);
}

static struct doc_node *heading(struct arena *keep, size_t level, const char *id, const char *words)
{
    struct doc_node *node = plain_node(keep, NODE_HEADING, words);
    node->level = level;
    node->id = text_of(id);
    return node;
}

static struct doc_node *table_node(struct arena *keep, const struct doc_cell *cells, size_t count, size_t columns)
{
    struct doc_table *table = table_of(keep, cells, count, columns);
    table->id = TEXT("numbers");
    table->title = TEXT("Numbers");
    return node_of(keep, NODE_TABLE, "Table 1", table);
}

/* The fixture's charts have the parts of one series only, and no words. */
static void make_drawable(struct doc_node *const *nodes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct chart *chart = (struct chart *)(uintptr_t)nodes[i]->chart;
        if (chart) {
            chart->series_count = 1;
            chart->categories->label = TEXT("Pakkoavioliitto");
        }
        make_drawable(nodes[i]->children, nodes[i]->child_count);
    }
}

static struct document *drawable_fixture(struct arena *keep)
{
    struct document *document = fixture(keep);
    make_drawable(document->children, document->child_count);
    return document;
}

/* ---- text stays text ---- */

/* One node of every kind, one span of every kind, and `words` wherever a document can have some. */
static struct document *document_of(struct arena *keep, struct text words)
{
    const struct doc_span spans[] = {{.kind = SPAN_TEXT, .text = words, .strong = true, .language = words},
                                     {.kind = SPAN_BREAK},
                                     {.kind = SPAN_LINK, .text = words, .target = words},
                                     {.kind = SPAN_LINK, .text = words, .target = TEXT("https://example.org/'\"><b>")},
                                     {.kind = SPAN_CROSSREF, .text = words, .target = words},
                                     {.kind = SPAN_NOTE, .number = 1}};
    const size_t count = sizeof spans / sizeof *spans;
    const struct doc_cell cells[] = {{.text = words}, {.text = words}, {.text = words, .header = true},
                                     {.kind = DOC_CELL_HIDDEN, .text = words}};
    struct document *document = empty_document(keep);
    struct doc_table *table = table_of(keep, cells, 4, 2);
    struct chart *chart = chart_of(keep, CHART_BARS, 1);
    struct doc_node *chart_node = node_of(keep, NODE_CHART, "", table), *box = node_of(keep, NODE_BOX, "", NULL);
    table->title = chart->title = chart->alt = chart_node->lead = chart_node->number = words;
    table->id = words;
    chart_node->chart = chart;
    chart_node->note = words_node(keep, NODE_PARAGRAPH, spans, count)->spans;
    adopt(keep, box, words_node(keep, NODE_PARAGRAPH, spans, count));
    document->language = document->title = document->subtitle = document->publisher = document->series = words;
    document->date = document->date_iso = document->mark = words;
    document->words = (struct doc_words){.contents = words, .notes = words, .note = words, .hidden_meaning = words,
                                         .note_reference = words, .labelled = words, .skip = words,
                                         .back_to_text = words, .figures_as_table = words, .files = words};
    document->notes = ARENA_NEW(keep, struct doc_note);
    document->note_count = 1;
    document->notes[0].spans = words_node(keep, NODE_PARAGRAPH, spans, count)->spans;
    struct doc_node *section = words_node(keep, NODE_HEADING, spans, count);
    section->id = section->number = words;
    add(keep, document, node_of(keep, NODE_CONTENTS, "", NULL));
    add(keep, document, section);
    add(keep, document, words_node(keep, NODE_PARAGRAPH, spans, count));
    add(keep, document, box);
    add(keep, document, chart_node);
    return document;
}

static const struct text HOSTILE[] = {
    TEXT_INIT("</title><script>alert(1)</script>"), TEXT_INIT("\"><img src=x onerror=alert(1)>"), TEXT_INIT("' onclick='x"),
    TEXT_INIT("]]>"), TEXT_INIT("<![CDATA["), TEXT_INIT("<!--"), TEXT_INIT("-->"), TEXT_INIT("&amp;&lt;&#60;&#0;"),
    TEXT_INIT("</style>"), TEXT_INIT("\\\"; } } * { display: none"), TEXT_INIT("\x01\x02\x0B\x1B\x7F\n\t"),
    TEXT_INIT("\xC2\x80\xC2\x9F"), TEXT_INIT("\xE2\x80\xAE" "desrever"), TEXT_INIT("\xE2\x81\xA6"), TEXT_INIT("\xEF\xBF\xBE"),
    TEXT_INIT("\xF0\x9F\xBF\xBF"), TEXT_INIT("javascript:alert(1)"), TEXT_INIT("<?php ?>"), TEXT_INIT("${x}{{x}}"),
    TEXT_INIT("\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D"), TEXT_INIT("x"),
};
enum { HOSTILE_COUNT = sizeof HOSTILE / sizeof *HOSTILE };

static void check_is_harmless(const struct seen *seen, const char *outline)
{
    ck_assert_msg(strcmp(seen->outline.bytes, outline) == 0, "other elements: %s", seen->outline.bytes);
    ck_assert_uint_eq(seen->handlers, 0);
    ck_assert_uint_eq(seen->repeated_ids, 0);
    for (size_t at = 0; at < seen->page.len;) {
        const uint32_t c = text_next(text_built(&seen->page), &at);
        ck_assert_msg((c >= 0x20 || c == '\n') && (c < 0x7F || c >= 0xA0) && (c < 0x202A || c > 0x202E) &&
                          (c < 0x2066 || c > 0x2069) && (c & 0xFFFE) != 0xFFFE,
                      "the page has U+%04X", c);
    }
}

/* The elements of a page do not depend on its words: those of harmless ones are the yardstick. */
START_TEST(no_text_becomes_markup)
{
    struct arena *keep = arena_new();
    struct seen plain = write_page(document_of(keep, TEXT("x")));
    text_add_byte(&plain.outline, '\0');
    uint32_t random = 20150130;
    for (size_t round = 0; round < HOSTILE_COUNT + 60; round++) {
        struct text_builder words = {0};
        for (size_t i = 0; i < (round < HOSTILE_COUNT ? 1 : 4); i++) {
            random = random * 1664525 + 1013904223;
            text_add(&words, HOSTILE[round < HOSTILE_COUNT ? round : (random >> 16) % HOSTILE_COUNT]);
        }
        struct seen seen = write_page(document_of(keep, text_copy(keep, text_built(&words))));
        text_add_byte(&seen.outline, '\0');
        check_is_harmless(&seen, plain.outline.bytes);
        text_builder_done(&words);
        seen_done(&seen);
    }
    seen_done(&plain);
    arena_free(keep);
}
END_TEST

START_TEST(words_are_read_back_as_they_were)
{
    struct text_builder out = {0};
    html_add_escaped(&out, TEXT("<a b=\"c\" d='e'>&amp;]]>\n\xE2\x80\xAE\xC3\xA4"));
    ck_text(text_built(&out), "&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;amp;]]&gt; \xC3\xA4");
    text_builder_done(&out);
}
END_TEST

/* Written span by span, as a layout has them; years and signs after words stay as they are. */
START_TEST(ranges_of_numbers_stay_on_their_line)
{
    struct text_builder out = {0};
    html_add_words(&out, TEXT("about 40"));
    html_add_words(&out, TEXT("–"));
    html_add_words(&out, TEXT("60 people, 2010–2014, a–5, 6 – 7, –8, 9–b"));
    ck_text(text_built(&out), "about 40–\xE2\x81\xA0" "60 people, 2010–\xE2\x81\xA0" "2014, a–5, 6 – 7, –8, 9–b");
    text_builder_done(&out);
}
END_TEST

START_TEST(hanging_hyphens_end_no_line)
{
    struct text_builder b = {0};
    html_add_words(&b, TEXT("Syd- och Central - x, Syd- O"));
    ck_assert(text_equal(text_built(&b), TEXT("Syd-\u2060\u00A0och Central - x, Syd- O")));
    text_builder_done(&b);
}
END_TEST

/* Where it stands between words, and these leave room for it. */
START_TEST(a_sign_that_joins_begins_no_line)
{
    struct text_builder b = {0};
    html_add_words(&b, TEXT("Men + Women + (x) +, + y, Kansaneläkelaitoksentoimisto + z, a+b"));
    ck_text(text_built(&b), "Men\u00A0+ Women\u00A0+ (x) +,\u00A0+ y, Kansaneläkelaitoksentoimisto + z, a+b");
    text_builder_done(&b);
}
END_TEST

START_TEST(words_whose_beginnings_hang_before_a_dash_stay_whole)
{
    struct text_builder b = {0};
    html_add_words(&b, TEXT("Tammi–kesäkuussa, (touko–heinäkuu), Turku–Vaasa, viranomais–kesäkuu"));
    ck_assert(text_equal(text_built(&b), TEXT("Tammi–\u2060kesäkuussa, (touko–\u2060heinäkuu), Turku–Vaasa, viranomais–kesäkuu")));
    b.len = 0;
    html_add_words(&b, TEXT("alle 18-vuotias, EU-maa, 3166-2, 18-Vuotias"));
    ck_assert(text_equal(text_built(&b), TEXT("alle 18-\u2060vuotias, EU-maa, 3166-2, 18-Vuotias")));
    text_builder_done(&b);
}
END_TEST

/* Names of people and products stay whole, and so do short codes. */
START_TEST(long_codes_may_be_broken_at_their_joints_in_tables)
{
    struct text_builder b = {0};
    html_add_cell_words(&b, TEXT("vic_TypeOfExploitation is (cas_ReasonForCaseClosure), prs_Gender McDonald _T"));
    ck_text(text_built(&b), "vic_<wbr/>Type<wbr/>Of<wbr/>Exploitation is (cas_<wbr/>Reason<wbr/>For<wbr/>Case<wbr/>Closure), "
                            "prs_Gender McDonald _T");
    b.len = 0;
    html_add_cell_words(&b, TEXT("hyväksikäytönmuoto VIRANOMAISTAHO 2014_2015_2016"));
    ck_text(text_built(&b), "hyväksikäytönmuoto VIRANOMAISTAHO 2014_2015_2016");
    b.len = 0;
    html_add_words(&b, TEXT("cas_ReasonForCaseClosure"));
    ck_text(text_built(&b), "cas_ReasonForCaseClosure");
    text_builder_done(&b);
}
END_TEST

START_TEST(only_harmless_addresses_are_links)
{
    ck_assert(html_may_link(TEXT("https://example.org/")));
    ck_assert(html_may_link(TEXT("HTTP://example.org/")));
    ck_assert(html_may_link(TEXT("mailto:a@example.org")));
    ck_assert(html_may_link(TEXT("tel:0000000000")));
    const struct text others[] = {TEXT("javascript:alert(1)"), TEXT(" https://example.org"), TEXT("data:text/html,x"),
                                  TEXT("file:///etc/passwd"), TEXT("//example.org"), TEXT("http:"), TEXT("")};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        ck_assert_msg(!html_may_link(others[i]), "%.*s", TEXT_ARGS(others[i]));
}
END_TEST

/* Letters are left; what could end the string of the style sheet is not. */
START_TEST(the_mark_on_paper_cannot_end_its_string)
{
    struct arena *keep = arena_new();
    struct document *document = empty_document(keep);
    document->mark = TEXT("A\"; } </style>");
    struct seen seen = write_page(document);
    check_holds(&seen, "content: \"A\\000022\\00003b\\000020\\00007d\\000020\\00003c\\00002fstyle\\00003e\"; } }");
    check_holds(&seen, "<aside class=\"mark\" aria-label=\"A&quot;; } &lt;/style&gt;\">A&quot;; } &lt;/style&gt;</aside>");
    seen_done(&seen);
    arena_free(keep);
}
END_TEST

/* ---- headings, contents, links ---- */

START_TEST(headings_leave_out_no_level)
{
    struct arena *keep = arena_new();
    struct document *document = empty_document(keep);
    add(keep, document, node_of(keep, NODE_CONTENTS, "", NULL));
    add(keep, document, heading(keep, 1, "one", "One"));
    add(keep, document, heading(keep, 3, "", "Deep"));
    add(keep, document, heading(keep, 4, "", "Deeper"));
    add(keep, document, heading(keep, 4, "", "As deep"));
    add(keep, document, heading(keep, 1, "two", "Two"));
    struct seen seen = write_page(document);
    check_holds(&seen, "<h2 id=\"one\">One</h2>\n<h3 id=\"section-2\">Deep</h3>\n<h4 id=\"section-3\">Deeper</h4>\n"
                       "<h4 id=\"section-4\">As deep</h4>\n<h2 id=\"two\">Two</h2>");
    check_holds(&seen, "<ol role=\"list\">\n<li><a href=\"#one\"><span>One</span></a>\n<ol role=\"list\">\n"
                       "<li><a href=\"#section-2\"><span>Deep</span></a>\n<ol role=\"list\">\n"
                       "<li><a href=\"#section-3\"><span>Deeper</span></a></li>\n"
                       "<li><a href=\"#section-4\"><span>As deep</span></a></li>\n</ol>\n</li>\n</ol>\n</li>\n"
                       "<li><a href=\"#two\"><span>Two</span></a></li>\n</ol>\n");
    seen_done(&seen);
    arena_free(keep);
}
END_TEST

START_TEST(contents_are_there_only_where_the_author_asked_for_them)
{
    struct arena *keep = arena_new();
    struct document *document = empty_document(keep);
    add(keep, document, heading(keep, 1, "one", "One"));
    struct seen seen = write_page(document);
    check_lacks(&seen, "<nav");
    seen_done(&seen);
    arena_free(keep);
}
END_TEST

/* Two nodes of one id: the second stands without, and the page is sound. */
START_TEST(every_id_is_once_and_every_link_leads_somewhere)
{
    struct arena *keep = arena_new();
    const struct doc_span see[] = {{.kind = SPAN_CROSSREF, .text = TEXT("there"), .target = TEXT("one")},
                                   {.kind = SPAN_CROSSREF, .text = TEXT("nowhere"), .target = TEXT("none")}};
    struct document *document = drawable_fixture(keep);
    add(keep, document, node_of(keep, NODE_CONTENTS, "", NULL));
    add(keep, document, heading(keep, 1, "one", "One"));
    add(keep, document, heading(keep, 1, "one", "One again"));
    add(keep, document, words_node(keep, NODE_PARAGRAPH, see, 2));
    struct seen seen = write_page(document);
    ck_assert_uint_eq(seen.repeated_ids, 0);
    size_t inner = 0;
    for (size_t i = 0; i < seen.links.count; i++) {
        const struct text target = seen.links.items[i].target;
        if (!text_starts(target, TEXT("#")))
            continue;
        ck_assert_msg(names_find(seen.ids, text_slice(target, 1, target.len)) != NAMES_NONE, "%.*s", TEXT_ARGS(target));
        inner++;
    }
    ck_assert_uint_gt(inner, 50); /* letters of charts, too */
    check_holds(&seen, "<a href=\"#one\">there</a>nowhere");
    seen_done(&seen);
    arena_free(keep);
}
END_TEST

/* The first note is referred to twice, the second only from the first. */
START_TEST(notes_lead_back_to_each_reference)
{
    struct arena *keep = arena_new();
    const struct doc_span first = {.kind = SPAN_NOTE, .number = 1}, second = {.kind = SPAN_NOTE, .number = 2};
    struct document *document = empty_document(keep);
    struct doc_note notes[] = {{.spans = words_node(keep, NODE_PARAGRAPH, &second, 1)->spans},
                               {.spans = words_node(keep, NODE_PARAGRAPH, &first, 1)->spans}};
    document->notes = notes;
    document->note_count = 2;
    document->words.back_to_text = TEXT("Back");
    add(keep, document, words_node(keep, NODE_PARAGRAPH, &first, 1));
    struct seen seen = write_page(document);
    check_holds(&seen, "<p><sup><a id=\"ref-1-1\" href=\"#note-1\" role=\"doc-noteref\" aria-label=\"[Note 1]\">1</a></sup></p>");
    check_holds(&seen, "<li id=\"note-1\"><sup><a id=\"ref-2-1\" href=\"#note-2\"");
    check_holds(&seen, "<a href=\"#ref-1-1\" role=\"doc-backlink\" aria-label=\"Back: [Note 1]\">");
    check_holds(&seen, "<a href=\"#ref-1-2\" role=\"doc-backlink\" aria-label=\"Back: [Note 1] (2)\">");
    check_holds(&seen, "<a href=\"#ref-2-1\" role=\"doc-backlink\" aria-label=\"Back: [Note 2]\">");
    ck_assert_uint_eq(times(&seen, "doc-backlink\""), 3);
    seen_done(&seen);
    arena_free(keep);
}
END_TEST

START_TEST(words_of_another_language_say_so)
{
    struct arena *keep = arena_new();
    struct document *document = empty_document(keep);
    const struct doc_span span = {.kind = SPAN_TEXT, .text = TEXT("lag"), .emphasis = true, .language = TEXT("sv")};
    add(keep, document, words_node(keep, NODE_PARAGRAPH, &span, 1));
    struct seen seen = write_page(document);
    check_holds(&seen, "<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\" xml:lang=\"en\">");
    check_holds(&seen, "<p><em><span lang=\"sv\" xml:lang=\"sv\">lag</span></em></p>");
    seen_done(&seen);
    arena_free(keep);
}
END_TEST

START_TEST(a_box_is_named_by_what_it_begins_with)
{
    struct arena *keep = arena_new();
    struct document *document = empty_document(keep);
    const struct doc_span spans[] = {{.kind = SPAN_TEXT, .text = TEXT("In short."), .strong = true},
                                     {.kind = SPAN_TEXT, .text = TEXT(" All is well.")}};
    struct doc_node *named = node_of(keep, NODE_BOX, "", NULL), *nameless = node_of(keep, NODE_BOX, "", NULL);
    adopt(keep, named, words_node(keep, NODE_PARAGRAPH, spans, 2));
    adopt(keep, nameless, words_node(keep, NODE_PARAGRAPH, &spans[1], 1));
    add(keep, document, named);
    add(keep, document, nameless);
    struct seen seen = write_page(document);
    check_holds(&seen, "<aside class=\"box\" aria-label=\"In short.\">\n<p><strong>In short.</strong> All is well.</p>\n</aside>");
    check_holds(&seen, "<aside class=\"box\" role=\"note\">\n<p> All is well.</p>\n</aside>");
    seen_done(&seen);
    arena_free(keep);
}
END_TEST

/* ---- tables ---- */

START_TEST(a_table_has_its_headings_and_totals)
{
    struct arena *keep = arena_new();
    struct document *document = empty_document(keep);
    const struct doc_cell cells[] = {words_cell(""),      words_cell("All"),   words_cell("Women"), count_cell(keep, 60),
                                     words_cell("Other"), hidden_cell(),       words_cell("Sum"),   count_cell(keep, 85)};
    struct doc_node *node = table_node(keep, cells, 8, 2);
    ((struct doc_table *)(uintptr_t)node->table)->last_row_is_total = true;
    node->lead = TEXT("Table 1. ");
    node->id = TEXT("numbers");
    add(keep, document, node);
    struct seen seen = write_page(document);
    check_holds(&seen,
                "<div class=\"table full\" id=\"numbers\">\n<div class=\"scroll\">\n<table>\n<caption id=\"table-1-caption\">"
                "<span><span class=\"lead\">Table 1. </span>Numbers</span></caption>\n<thead>\n"
                "<tr><td class=\"start\"></td><th class=\"end\" scope=\"col\">All</th></tr>\n</thead>\n<tbody>\n"
                "<tr><th class=\"start\" scope=\"row\">Women</th><td class=\"end\">60</td></tr>\n"
                "<tr><th class=\"start\" scope=\"row\">Other</th>"
                "<td class=\"end\"><abbr title=\"lukua ei julkaista\">[c]</abbr></td></tr>\n</tbody>\n<tfoot>\n"
                "<tr><th class=\"start\" scope=\"row\">Sum</th><td class=\"end\">85</td></tr>\n</tfoot>\n</table>\n</div>\n");
    seen_done(&seen);
    arena_free(keep);
}
END_TEST

static struct seen page_of_numbers(struct arena *keep, const char *const *numbers, size_t count)
{
    struct document *document = empty_document(keep);
    struct doc_cell *cells = ARENA_ARRAY(keep, struct doc_cell, 2 * count + 2);
    document->words.decimal = TEXT(",");
    cells[0] = cells[1] = words_cell("Head");
    for (size_t i = 0; i < count; i++) {
        cells[2 * i + 2] = words_cell("Row");
        cells[2 * i + 3] = (struct doc_cell){.text = text_of(numbers[i])};
    }
    add(keep, document, table_node(keep, cells, 2 * count + 2, 2));
    return write_page(document);
}

/* Of two units none can stand for the other: then all numbers end at the edge. */
START_TEST(numbers_have_room_for_the_decimals_that_they_lack)
{
    static const char *const numbers[] = {"12,5 %", "3,75", "85", "\u2013", ("40\u2013" "60")};
    static const char *const mixed[] = {"12,5 %", "3,75 \u20AC", "85"};
    struct arena *keep = arena_new();
    struct seen seen = page_of_numbers(keep, numbers, 5);
    check_holds(&seen, "<th class=\"end\" scope=\"col\">Head</th>");
    check_holds(&seen, "<td class=\"end\" data-lack=\"5\">12,5 %</td>");
    check_holds(&seen, "<td class=\"end\" data-lack=\" %\">3,75</td>");
    check_holds(&seen, "<td class=\"end\" data-lack=\",75 %\">85</td>");
    check_holds(&seen, "<td class=\"end\" data-lack=\",75 %\">\u2013</td>");
    check_holds(&seen, "<td class=\"end\">40\u2013\u2060" "60</td>");
    check_holds(&seen, "[data-lack]::after { content: attr(data-lack); visibility: hidden; }");
    seen_done(&seen);
    seen = page_of_numbers(keep, mixed, 3);
    check_holds(&seen, "<td class=\"end\">85</td>");
    check_lacks(&seen, "data-lack=");
    seen_done(&seen);
    arena_free(keep);
}
END_TEST

/* "Per" above "cent" where the first column has many words, although there is room. */
START_TEST(a_short_heading_stays_on_one_line)
{
    struct arena *keep = arena_new();
    struct document *document = empty_document(keep);
    const struct doc_cell cells[] = {words_cell("Of what"), words_cell("Per cent"), words_cell("Or per cent"),
                                     words_cell("Per cent"), share_cell(keep, 29), share_cell(keep, 71)};
    add(keep, document, table_node(keep, cells, 6, 3));
    struct seen seen = write_page(document);
    check_holds(&seen, "<th class=\"start short\" scope=\"col\">Of what</th><th class=\"end short\" scope=\"col\">Per cent</th>"
                       "<th class=\"end\" scope=\"col\">Or per cent</th>");
    check_holds(&seen, "<th class=\"start\" scope=\"row\">Per cent</th>");
    check_holds(&seen, "\n.short { white-space: nowrap; }\n");
    seen_done(&seen);
    arena_free(keep);
}
END_TEST

START_TEST(a_wide_table_can_be_moved_by_keys)
{
    struct arena *keep = arena_new();
    struct document *document = empty_document(keep);
    const struct doc_cell cells[] = {words_cell("a"), words_cell("b"),       words_cell("c"),       words_cell("d"),
                                     words_cell("e"), count_cell(keep, 60), count_cell(keep, 61), count_cell(keep, 62)};
    struct doc_node *nameless = node_of(keep, NODE_TABLE, "", table_of(keep, cells, 8, 4));
    add(keep, document, table_node(keep, cells, 8, 4));
    add(keep, document, heading(keep, 1, "", "Section"));
    add(keep, document, nameless);
    struct seen seen = write_page(document);
    check_holds(&seen, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"table-1-caption\">");
    check_holds(&seen, "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Section\">");
    seen_done(&seen);
    arena_free(keep);
}
END_TEST

/* A heading's long words may be parted where the language says, if the table could be too wide else; short ones stay whole. */
START_TEST(a_wide_table_has_headings_that_can_be_parted)
{
    struct arena *keep = arena_new();
    struct document *document = empty_document(keep);
    const struct doc_cell wide[] = {words_cell("Beslut"), words_cell("Första framställningen"), words_cell("Ny framställningen"),
                                    words_cell("framställningen"), count_cell(keep, 60), count_cell(keep, 61)};
    const struct doc_cell narrow[] = {words_cell("Framställningen"), words_cell("Totalt"), words_cell("a"), count_cell(keep, 62)};
    document->words.word_breaks = TEXT("framställ-ning, be-slut");
    add(keep, document, table_node(keep, wide, 6, 3));
    add(keep, document, table_node(keep, narrow, 4, 2));
    struct seen seen = write_page(document);
    check_holds(&seen, ">Beslut</th>");
    check_holds(&seen, ">Första framställ\u00ADningen</th>");
    check_holds(&seen, ">framställningen</th>");
    check_holds(&seen, ">Framställningen</th>");
    seen_done(&seen);
    arena_free(keep);
}
END_TEST

/* Three columns fit on a telephone, but not these words; and a text there would have one of its words on each line. */
START_TEST(a_table_of_long_words_can_be_moved_by_keys)
{
    struct arena *keep = arena_new();
    struct document *document = empty_document(keep);
    const struct doc_cell brief[] = {words_cell("Field"), words_cell("Value"), words_cell("Persons"),
                                     words_cell("sex"),   words_cell("female"), count_cell(keep, 60)};
    const struct doc_cell wide[] = {words_cell("Field"), words_cell("Value"), words_cell("Persons"),
                                    words_cell("type_of_exploitation"), words_cell("sexual_exploitation"), count_cell(keep, 61)};
    const struct doc_cell text[] = {words_cell("Word"), words_cell("Meaning of it, which is said in more than forty letters"),
                                    words_cell("client"), words_cell("somebody whose stay in the system lasted for a day of it")};
    add(keep, document, table_node(keep, brief, 6, 3));
    add(keep, document, table_node(keep, wide, 6, 3));
    add(keep, document, table_node(keep, text, 4, 2));
    struct seen seen = write_page(document);
    check_holds(&seen, "<div class=\"scroll\">");
    check_holds(&seen, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"table-2-caption\">");
    check_holds(&seen, "<th class=\"start long\" scope=\"row\">somebody whose");
    check_holds(&seen, "<th class=\"start\" scope=\"col\">Meaning of it");
    seen_done(&seen);
    arena_free(keep);
}
END_TEST

/* The fixture's hidden cells hold numbers that no output may read. */
START_TEST(what_is_hidden_is_not_in_the_page)
{
    struct arena *keep = arena_new();
    struct seen seen = write_page(drawable_fixture(keep));
    check_lacks(&seen, "104729");
    check_lacks(&seen, "104723");
    check_lacks(&seen, "104,7");
    ck_assert_uint_eq(times(&seen, "<abbr title=\"lukua ei julkaista\">[c]</abbr>"), 6);
    seen_done(&seen);
    arena_free(keep);
}
END_TEST

/* ---- charts ---- */

START_TEST(a_chart_is_drawn_for_wide_and_narrow_screens)
{
    struct arena *keep = arena_new();
    struct document *document = empty_document(keep);
    struct doc_node *half = gender_pie(keep);
    half->width = WIDTH_HALF;
    add(keep, document, gender_pie(keep));
    add(keep, document, half);
    struct seen seen = write_page(document);
    ck_assert_uint_eq(times(&seen, "role=\"img\""), 3);
    check_holds(&seen, "class=\"wide\" width=\"467\"");
    check_holds(&seen, "class=\"narrow\" width=\"232\"");
    check_holds(&seen, "class=\"only\" width=\"232\"");
    check_holds(&seen, "aria-labelledby=\"drawing-2-title\" aria-describedby=\"drawing-2-desc\"><title "
                       "id=\"drawing-2-title\">Asiakkaat sukupuolen mukaan</title><desc id=\"drawing-2-desc\">Piirakkakuvio: ");
    check_lacks(&seen, "nan");
    check_lacks(&seen, "inf");
    seen_done(&seen);
    arena_free(keep);
}
END_TEST

START_TEST(figures_of_less_than_the_whole_width_share_a_row)
{
    struct arena *keep = arena_new();
    struct document *document = empty_document(keep);
    const struct doc_cell cells[] = {words_cell("a"), words_cell("b")};
    for (size_t i = 0; i < 3; i++) {
        add(keep, document, table_node(keep, cells, 2, 2));
        document->children[i]->width = WIDTH_THIRD;
    }
    add(keep, document, table_node(keep, cells, 2, 2));
    add(keep, document, table_node(keep, cells, 2, 2));
    document->children[4]->width = WIDTH_HALF;
    struct seen seen = write_page(document);
    ck_assert_uint_eq(times(&seen, "<div class=\"row\">"), 1);
    text_add_byte(&seen.outline, '\0');
    const char *const table = "div(div(table(caption(span())thead(tr(th()th())))))";
    char expected[512];
    snprintf(expected, sizeof expected, "main(div(%s%s%s)%s%s)", table, table, table, table, table);
    ck_assert_msg(strstr(seen.outline.bytes, expected), "%s", seen.outline.bytes);
    seen_done(&seen);
    arena_free(keep);
}
END_TEST

/* The paragraph names the table; without a side, or without its name there, the order is that of the source. */
START_TEST(a_figure_beside_text_comes_after_what_introduces_it)
{
    const struct doc_cell cells[] = {words_cell("a"), words_cell("b")};
    for (int i = 0; i < 3; i++) {
        struct arena *keep = arena_new();
        struct document *document = empty_document(keep);
        struct doc_node *table = table_node(keep, cells, 2, 2);
        const struct doc_span see = {.kind = SPAN_CROSSREF, .text = TEXT("Table 1"), .target = i == 2 ? TEXT("other") : TEXT("numbers")};
        table->id = TEXT("numbers");
        table->side = i == 1 ? SIDE_NONE : SIDE_RIGHT;
        add(keep, document, table);
        add(keep, document, words_node(keep, NODE_PARAGRAPH, &see, 1));
        add(keep, document, plain_node(keep, NODE_PARAGRAPH, "Afterwards"));
        struct seen seen = write_page(document);
        const struct text page = text_built(&seen.page);
        const size_t figure = text_find(page, TEXT("id=\"numbers\"")), told = text_find(page, TEXT("Table 1")),
                     after = text_find(page, TEXT("Afterwards"));
        ck_assert(figure < after && after < page.len && told < after);
        ck_assert_int_eq(told < figure, i == 0);
        ck_assert_uint_eq(times(&seen, "id=\"numbers\""), 1);
        seen_done(&seen);
        arena_free(keep);
    }
}
END_TEST

START_TEST(files_stand_with_what_they_are_of)
{
    struct arena *keep = arena_new();
    const struct html_file files[] = {{TEXT("gender"), TEXT("CSV"), TEXT("data/gender.fi.csv")},
                                      {TEXT("other"), TEXT("CSV"), TEXT("data/other.fi.csv")},
                                      {TEXT_EMPTY, TEXT("PDF"), TEXT("r-2014.fi.pdf")}};
    struct document *document = empty_document(keep);
    document->words.files = TEXT("Files");
    add(keep, document, gender_pie(keep));
    struct seen seen = write_with(document, files, 3);
    check_holds(&seen, "<p class=\"files\"><a href=\"data/gender.fi.csv\">CSV<span class=\"unseen\">, Kuvio 1</span></a></p>\n</details>");
    check_holds(&seen, "<h2 id=\"files-title\">Files</h2>\n<ul>\n<li><a href=\"r-2014.fi.pdf\">PDF</a></li>\n</ul>");
    check_lacks(&seen, "other.fi.csv");
    seen_done(&seen);
    arena_free(keep);
}
END_TEST

/* ---- the page ---- */

START_TEST(the_page_leads_to_its_other_languages)
{
    static const struct html_translation others[] = {{TEXT_INIT("sv"), TEXT_INIT("svenska"), TEXT_INIT("r.sv.html")},
                                                     {TEXT_INIT("fi"), TEXT_INIT("suomi"), TEXT_INIT("r.fi.html")}};
    struct arena *keep = arena_new();
    struct document *document = empty_document(keep);
    document->words.languages = TEXT("In other languages");
    struct seen seen = write_input((struct html_input){.document = document, .translations = others, .translation_count = 2});
    check_holds(&seen, "<link rel=\"alternate\" type=\"text/html\" hreflang=\"sv\" href=\"r.sv.html\"/>\n"
                       "<link rel=\"alternate\" type=\"text/html\" hreflang=\"fi\" href=\"r.fi.html\"/>\n");
    check_holds(&seen,
                "<nav class=\"languages\" aria-labelledby=\"languages-title\">\n<span id=\"languages-title\">In other languages</span>\n"
                "<ul role=\"list\">\n"
                "<li><a rel=\"alternate\" href=\"r.sv.html\" hreflang=\"sv\" lang=\"sv\" xml:lang=\"sv\">svenska</a></li>\n"
                "<li><a rel=\"alternate\" href=\"r.fi.html\" hreflang=\"fi\" lang=\"fi\" xml:lang=\"fi\">suomi</a></li>\n"
                "</ul>\n</nav>\n</header>");
    seen_done(&seen);
    seen = write_page(document);
    check_lacks(&seen, "languages-title");
    check_lacks(&seen, "alternate");
    seen_done(&seen);
    arena_free(keep);
}
END_TEST

START_TEST(nothing_is_fetched_or_run)
{
    struct arena *keep = arena_new();
    struct seen seen = write_page(drawable_fixture(keep));
    const char *const parts[] = {"<script", "<link", "<img", "<iframe", "@import", "url(h", "url(\"", "@font-face", " src="};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        check_lacks(&seen, parts[i]);
    check_holds(&seen, "content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\"");
    ck_assert_uint_eq(seen.handlers, 0);
    seen_done(&seen);
    arena_free(keep);
}
END_TEST

START_TEST(what_is_not_for_everybody_is_not_for_search_machines)
{
    struct arena *keep = arena_new();
    struct document *document = empty_document(keep);
    struct seen open = write_page(document);
    document->is_open = false;
    struct seen closed = write_page(document);
    check_lacks(&open, "noindex");
    check_holds(&closed, "<meta name=\"robots\" content=\"noindex, nofollow\"/>");
    seen_done(&open);
    seen_done(&closed);
    arena_free(keep);
}
END_TEST

START_TEST(a_page_is_the_same_bytes_each_time)
{
    struct arena *keep = arena_new();
    struct seen first = write_page(drawable_fixture(keep)), other = write_page(empty_document(keep));
    setenv("TZ", "Pacific/Kiritimati", 1);
    setenv("SOURCE_DATE_EPOCH", "1", 1);
    struct seen again = write_page(drawable_fixture(keep));
    ck_assert(text_equal(text_built(&first.page), text_built(&again.page)));
    ck_assert(!text_equal(text_built(&first.page), text_built(&other.page)));
    seen_done(&first);
    seen_done(&other);
    seen_done(&again);
    arena_free(keep);
}
END_TEST

TEST_PROGRAM("render/html", no_text_becomes_markup, words_are_read_back_as_they_were,
             ranges_of_numbers_stay_on_their_line, hanging_hyphens_end_no_line, a_sign_that_joins_begins_no_line,
             long_codes_may_be_broken_at_their_joints_in_tables, words_whose_beginnings_hang_before_a_dash_stay_whole,
             only_harmless_addresses_are_links,
             the_mark_on_paper_cannot_end_its_string, headings_leave_out_no_level,
             contents_are_there_only_where_the_author_asked_for_them, every_id_is_once_and_every_link_leads_somewhere,
             notes_lead_back_to_each_reference, words_of_another_language_say_so, a_box_is_named_by_what_it_begins_with,
             a_table_has_its_headings_and_totals, a_short_heading_stays_on_one_line, numbers_have_room_for_the_decimals_that_they_lack, a_wide_table_can_be_moved_by_keys,
             a_table_of_long_words_can_be_moved_by_keys, a_wide_table_has_headings_that_can_be_parted, what_is_hidden_is_not_in_the_page,
             a_chart_is_drawn_for_wide_and_narrow_screens, figures_of_less_than_the_whole_width_share_a_row,
             a_figure_beside_text_comes_after_what_introduces_it, files_stand_with_what_they_are_of, the_page_leads_to_its_other_languages, nothing_is_fetched_or_run,
             what_is_not_for_everybody_is_not_for_search_machines, a_page_is_the_same_bytes_each_time)
