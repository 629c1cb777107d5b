/* SPDX-License-Identifier: GPL-3.0-or-later
 * The prose of layouts against cmark-gfm's own HTML: the document has the same text in the same order, in the same
 * headings, paragraphs, lists, quotes, tables, links and notes, with the same emphasis. Both are brought into one plain
 * form, block by block: "p|one *two*". */
#define CMARK_NO_SHORT_NAMES /* NODE_LIST is ours */
#include <cmark-gfm-core-extensions.h>

#include "base/file.h"
#include "unit/document/fixtures.h"

static struct world w;

static void tear_down(void)
{
    world_done(&w);
    scratch_tear_down();
}

/* ---- the plain form ---- */

struct plain {
    struct text_builder b;
    bool strong, emphasis; /* as written last */
    struct text target;
    bool blank;   /* one is due before the next character */
    bool fresh;   /* nothing stands in this block yet */
    bool in_item; /* a paragraph that begins now is the item's own text */
};

struct style {
    bool strong, emphasis;
    struct text target;
};

static void set_style(struct plain *p, struct style style)
{
    const bool same = text_equal(style.target, p->target);
    if (!same && p->target.len)
        text_add_c(&p->b, ">");
    if (p->emphasis != style.emphasis)
        text_add_c(&p->b, "*");
    if (p->strong != style.strong)
        text_add_c(&p->b, "_");
    if (!same && style.target.len)
        text_add_format(&p->b, "<%.*s ", TEXT_ARGS(style.target));
    p->strong = style.strong;
    p->emphasis = style.emphasis;
    p->target = style.target;
}

static void end_block(struct plain *p)
{
    p->blank = false;
    set_style(p, (struct style){false, false, TEXT_EMPTY});
}

static void begin_block(struct plain *p, const char *kind)
{
    end_block(p);
    p->in_item = false;
    p->fresh = true;
    text_add_format(&p->b, "\n%s|", kind);
}

/* White space is one blank, and none where a block begins or ends. */
static void add_text(struct plain *p, struct text text, struct style style)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == ' ' || text.ptr[i] == '\n') {
            p->blank = true;
            continue;
        }
        const bool same = text_equal(style.target, p->target);
        set_style(p, (struct style){style.strong && p->strong, style.emphasis && p->emphasis, same ? style.target : TEXT_EMPTY});
        if (p->blank && !p->fresh)
            text_add_c(&p->b, " ");
        p->blank = p->fresh = false;
        set_style(p, style);
        text_add_byte(&p->b, text.ptr[i]);
    }
}

static void begin_paragraph(struct plain *p)
{
    if (!p->in_item)
        begin_block(p, "p");
    p->in_item = false;
}

/* ---- of a document ---- */

/* In the heading of a table everything is strong: that is not looked at. */
static void add_spans(struct plain *p, const struct doc_spans *spans, bool in_heading)
{
    for (size_t i = 0; i < spans->count; i++) {
        const struct doc_span *span = &spans->items[i];
        const struct style style = {span->strong && !in_heading, span->emphasis, span->kind == SPAN_LINK ? span->target : TEXT_EMPTY};
        if (span->kind == SPAN_NOTE)
            add_text(p, text_format(scratch.keep, "^%zu", span->number), style);
        else if (span->kind == SPAN_BREAK)
            add_text(p, TEXT("/ "), (struct style){false, false, TEXT_EMPTY});
        else
            add_text(p, span->text, style);
    }
}

static void add_table(struct plain *p, const struct doc_table *table)
{
    for (size_t i = 0; i < table->row_count * table->column_count; i++) {
        begin_block(p, i < table->column_count ? "th" : "td");
        add_spans(p, &table->cells[i].spans, i < table->column_count);
        if (!table->cells[i].spans.count)
            add_text(p, table->cells[i].text, (struct style){false, false, TEXT_EMPTY});
    }
}

static void add_node(struct plain *p, const struct doc_node *node)
{
    static const char *const opens[] = {[NODE_LIST] = "ul", [NODE_ITEM] = "li", [NODE_QUOTE] = "quote"};
    const bool is_container = node->kind == NODE_LIST || node->kind == NODE_ITEM || node->kind == NODE_QUOTE;
    if (node->kind == NODE_HEADING)
        begin_block(p, text_to_c(scratch.keep, text_format(scratch.keep, "h%zu", node->level)));
    else if (is_container)
        begin_block(p, node->kind == NODE_LIST && node->ordered ? "ol" : opens[node->kind]);
    else if (node->kind == NODE_PARAGRAPH)
        begin_paragraph(p);
    p->in_item = node->kind == NODE_ITEM;
    add_spans(p, &node->spans, false);
    if (node->kind == NODE_TABLE)
        add_table(p, node->table);
    for (size_t i = 0; i < node->child_count; i++)
        add_node(p, node->children[i]);
    if (node->kind == NODE_LIST || node->kind == NODE_QUOTE)
        begin_block(p, "end");
}

static struct text finish(struct plain *p)
{
    end_block(p);
    const struct text all = text_copy(scratch.keep, text_built(&p->b));
    text_builder_done(&p->b);
    return all;
}

/* The document of a body, with straight quotes and hyphens as they are. */
static struct text of_document(struct text body)
{
    struct text language = marked_replace(scratch.keep, text_of(WORLD_LANGUAGE), TEXT("quote open: “\nquote close: ”\n"),
                                          TEXT("quote open: \"\nquote close: \"\napostrophe: '\ndash: -\n"));
    struct plain p = {.fresh = true};
    w = (struct world){.release = NULL};
    layout_read_body(&w.f, text_to_c(scratch.keep, body));
    world_facts(&w);
    ck_assert(language_read(scratch_write("plain.language", language), scratch.keep, w.f.diagnostics, &w.language,
                            &scratch.err));
    w.inputs.language = w.language;
    world_count(&w, WORLD_GROUPS, 1);
    world_release(&w, "as-published");
    w.document = document_bind(&w.inputs, scratch.keep, w.f.diagnostics);
    ck_assert_msg(!diagnostics_count(w.f.diagnostics, SEVERITY_ERROR), "%.*s", TEXT_ARGS(marked_print(scratch.keep, w.f.diagnostics)));
    for (size_t i = 0; i < w.document->child_count; i++)
        add_node(&p, w.document->children[i]);
    for (size_t i = 0; i < w.document->note_count; i++) {
        begin_block(&p, "note");
        add_spans(&p, &w.document->notes[i].spans, false);
    }
    return finish(&p);
}

/* ---- of cmark-gfm's HTML ---- */

struct html {
    struct plain p;
    struct style style;
    bool is_mute; /* inside the link back from a note */
    bool in_note_mark;
    bool in_heading; /* of a table: all of it is strong in a document */
};

static struct text attribute(struct text tag, const char *name)
{
    const struct text start = text_format(scratch.keep, " %s=\"", name);
    const size_t at = text_find(tag, start);
    if (at == tag.len)
        return TEXT_EMPTY;
    struct text rest = text_slice(tag, at + start.len, tag.len);
    return text_slice(rest, 0, text_find_byte(rest, '"'));
}

static struct text without_entities(struct text text)
{
    static const char *const entities[][2] = {{"&quot;", "\""}, {"&lt;", "<"}, {"&gt;", ">"}, {"&amp;", "&"}};
    struct text_builder b = {0};
    for (size_t i = 0; i < text.len;) {
        size_t k = 0;
        while (k < 4 && !text_starts(text_slice(text, i, text.len), text_of(entities[k][0])))
            k++;
        if (k < 4)
            text_add_c(&b, entities[k][1]);
        else
            text_add_byte(&b, text.ptr[i]);
        i += k < 4 ? text_of(entities[k][0]).len : 1;
    }
    const struct text result = text_copy(scratch.keep, text_built(&b));
    text_builder_done(&b);
    return result;
}

static bool is_tag(struct text tag, const char *name)
{
    const struct text start = text_of(name);
    return text_starts(tag, start) && (tag.len == start.len || tag.ptr[start.len] == ' ');
}

static void open_link(struct html *h, struct text tag)
{
    if (text_find(tag, TEXT("footnote-backref")) < tag.len)
        h->is_mute = true;
    else if (!h->in_note_mark)
        h->style.target = without_entities(attribute(tag, "href"));
}

static void inline_tag(struct html *h, struct text tag)
{
    if (is_tag(tag, "strong") || is_tag(tag, "/strong"))
        h->style.strong = tag.ptr[0] != '/';
    else if (is_tag(tag, "em") || is_tag(tag, "/em"))
        h->style.emphasis = tag.ptr[0] != '/';
    else if (is_tag(tag, "br"))
        add_text(&h->p, TEXT("/ "), (struct style){false, false, TEXT_EMPTY});
    else if (is_tag(tag, "a"))
        open_link(h, tag);
    else if (is_tag(tag, "/a")) {
        h->style.target = TEXT_EMPTY;
        h->is_mute = false;
    } else if (is_tag(tag, "sup") && !h->is_mute) {
        h->in_note_mark = true;
        add_text(&h->p, TEXT("^"), h->style);
    } else if (is_tag(tag, "/sup")) {
        h->in_note_mark = false;
    }
}

static void block_tag(struct html *h, struct text tag)
{
    static const char *const names[][2] = {{"h1", "h1"}, {"h2", "h2"}, {"h3", "h3"},          {"h4", "h4"},     {"ul", "ul"},
                                           {"ol", "ol"}, {"th", "th"}, {"td", "td"},          {"/ul", "end"},   {"/ol", "end"},
                                           {"/blockquote", "end"},     {"blockquote", "quote"}};
    const bool is_note = text_find(tag, TEXT(" id=\"fn-")) < tag.len;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (is_tag(tag, names[i][0]))
            begin_block(&h->p, names[i][1]);
    if (is_tag(tag, "th") || is_tag(tag, "/th"))
        h->in_heading = tag.ptr[0] != '/';
    if (is_tag(tag, "li")) {
        begin_block(&h->p, is_note ? "note" : "li");
        h->p.in_item = true;
    } else if (is_tag(tag, "p")) {
        begin_paragraph(&h->p);
    }
}

static struct text of_html(struct text html)
{
    const size_t notes = text_find(html, TEXT("<section class=\"footnotes\""));
    struct html h = {.p = {.fresh = true}};
    for (size_t at = 0; at < html.len;) {
        const struct text rest = text_slice(html, at, html.len);
        const bool tagged = rest.ptr[0] == '<';
        const struct text part = tagged ? text_slice(rest, 1, text_find_byte(rest, '>')) : text_slice(rest, 0, text_find_byte(rest, '<'));
        const bool frame = at >= notes && (is_tag(part, "ol") || is_tag(part, "/ol")); /* of the notes themselves */
        at += part.len + (tagged ? 2 : 0);
        if (tagged && !frame) {
            inline_tag(&h, part);
            block_tag(&h, part);
        } else if (!tagged && !h.is_mute) {
            add_text(&h.p, without_entities(part),
                     (struct style){h.style.strong && !h.in_heading, h.style.emphasis, h.style.target});
        }
    }
    return finish(&h.p);
}

static struct text html_of(struct text markdown)
{
    cmark_gfm_core_extensions_ensure_registered();
    cmark_parser *parser = cmark_parser_new(CMARK_OPT_DEFAULT | CMARK_OPT_FOOTNOTES);
    cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension("table"));
    cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension("autolink"));
    cmark_parser_feed(parser, markdown.ptr, markdown.len);
    cmark_node *document = cmark_parser_finish(parser);
    char *html = cmark_render_html(document, CMARK_OPT_DEFAULT | CMARK_OPT_FOOTNOTES, cmark_parser_get_syntax_extensions(parser));
    const struct text copy = text_copy(scratch.keep, text_of(html));
    free(html);
    cmark_node_free(document);
    cmark_parser_free(parser);
    return copy;
}

/* ---- samples ---- */

/* Markdown as it is, and what of it must be found in the plain form, so that the comparison is not of nothing. */
static const struct {
    const char *markdown, *holds;
} SAMPLES[] = {
    {"Plain words\nover two lines.\n\nAnd more.\n", "\np|Plain words over two lines.\np|And more."},
    {"# One\n\n## Two *with* words\n\n### Three\n\n#### Four ####\n", "\nh2|Two *with* words\nh3|Three\nh4|Four"},
    {"*a* **b** ***c*** **d *e* f** *g **h** i* _j_ __k__\n", "\np|*a* _b *c* d *e* f_ *g _h_ i j* _k_"},
    {"un*frigging*believable snake_case_word x*y*z a * b * c\n", "un*frigging*believable snake_case_word"},
    {"**not closed *but this is*\n", "**not closed *but this is*"},
    {"*a\nb*  \nc\\\nd\n", "*a b*/ c/ d"},
    {"\\*no\\* \\_emphasis\\_ \\# \\[x\\] \\\\ \\& &amp; &auml; &copy;\n", "*no* _emphasis_ # [x] \\ & & ä ©"},
    {"[a link](https://example.org/a?b=c&d=e) and [*styled* **link**](mailto:a@example.org \"title\").\n",
     "<https://example.org/a?b=c&d=e a link>"},
    {"<https://example.org/x> and <a@example.org>\n", "<https://example.org/x https://example.org/x>"},
    {"See https://example.org/a_b?c=d. Or (http://example.org/a_(b)), or write to a.b@example.org.\n",
     "<http://example.org/a_(b) http://example.org/a_(b)>), or write to <mailto:a.b@example.org a.b@example.org>."},
    {"- one\n- two\n  goes on\n- three\n", "\nul|\nli|one\nli|two goes on\nli|three\nend|"},
    {"- one\n\n- two\n\n  second paragraph\n", "\nli|two\np|second paragraph"},
    {"1. one\n2. two\n   - in *it*\n   - more\n3. three\n\nAfter.\n", "\nol|\nli|one\nli|two\nul|\nli|in *it*"},
    {"* a\n\n+ b\n", "\nul|\nli|a\nend|\nul|\nli|b"},
    {"> quoted\n> words\n>\n> - a list\n\nNot quoted.\n", "\nquote|\np|quoted words\nul|\nli|a list"},
    {"> lazy\ngoes on\n", "\nquote|\np|lazy goes on"},
    {"| A | B *b* |\n|---|:-:|\n| one | **two** |\n| a \\| b |  |\n", "\nth|A\nth|B *b*\ntd|one\ntd|_two_\ntd|a | b\ntd|"},
    {"Words[^a] and *more[^b]*, again[^a].\n\n[^b]: Second *note*.\n\n[^a]: First\n    goes on.\n",
     "again^1.\nnote|First goes on.\nnote|Second *note*."},
    {"a  b\tc &nbsp;d\u00A0e\n", "a b"},
    {"Quotes \"a\" and 'b' -- dashes... stay.\n", "Quotes \"a\" and 'b' -- dashes... stay."},
    {"ä *ö* **å** €, \U0001F600 日本 *語*\n", "ä *ö* _å_ €"},
    {"- \\- not a list in it\n", "li|- not a list in it"},
    {"- a\n- b\n\n\n- c\n", "\nul|\nli|a\nli|b\nli|c\nend|"},
    {"- # In an item\n- ## Too\n\n  words\n", "\nli|\nh1|In an item\nli|\nh2|Too\np|words"},
    {"> > deep *er*\n>\n> less\n", "\nquote|\nquote|\np|deep *er*\nend|\np|less"},
    {"*[in emphasis](https://example.org)* [**b** [x]](https://example.org/q)\n", "*<https://example.org in emphasis>*"},
    {"[by name][n] and [n].\n\n[n]: https://example.org/n\n", "\np|<https://example.org/n by name>"},
    {"Above\n=====\n\nBelow\n-----\n", "\nh1|Above\nh2|Below"},
    {"1) one\n2) two\n\n1. again\n", "\nol|\nli|one\nli|two\nend|\nol|\nli|again"},
    {"- a\n\n  > in *quotes*\n\n  1. deep\n", "\nli|a\nquote|\np|in *quotes*\nend|\nol|\nli|deep"},
    {"| [l](https://example.org) | N[^n] |\n|:--|--:|\n| *a*\\_b | c |\n\n[^n]: In a table.\n", "\ntd|*a*_b\ntd|c\nnote|In a table."},
    {"Trailing blanks   \n\n   leading blanks\n", "\np|Trailing blanks\np|leading blanks"},
};

START_TEST(samples_read_as_cmark_renders_them)
{
    for (size_t i = 0; i < sizeof SAMPLES / sizeof *SAMPLES; i++) {
        const struct text markdown = text_of(SAMPLES[i].markdown);
        const struct text ours = of_document(markdown), theirs = of_html(html_of(markdown));
        ck_assert_msg(text_equal(ours, theirs), "%s\nours:%.*s\ncmark:%.*s", SAMPLES[i].markdown, TEXT_ARGS(ours),
                      TEXT_ARGS(theirs));
        ck_text_holds(ours, SAMPLES[i].holds);
        world_done(&w);
    }
    of_document(TEXT("x\n"));
}
END_TEST

/* ---- the shipped layouts ---- */

/* Where the mark that opens at `at` ends: behind its "}}" or "}". */
static size_t behind(struct text text, size_t at, const char *close)
{
    return at + text_find(text_slice(text, at, text.len), text_of(close)) + text_of(close).len;
}

/* A line of prose without figures, claims and ids; they may break over lines, so the text is that of a whole block. */
static void add_words(struct text_builder *b, struct text text)
{
    for (size_t i = 0; i < text.len;) {
        const struct text rest = text_slice(text, i, text.len);
        if (text_starts(rest, TEXT("{{"))) {
            text_add_c(b, "quantity");
            i = behind(text, i, "}}");
        } else if (text_starts(rest, TEXT("]{claim:")) || text_starts(rest, TEXT("]{when:")) ||
                   text_starts(rest, TEXT("]{literal}"))) {
            i = behind(text, i, "}");
        } else if (text_starts(rest, TEXT(" {#"))) {
            i = behind(text, i, "}");
        } else if (rest.ptr[0] == '[' && rest.len > 1 && rest.ptr[1] != '^') {
            i++; /* of a claim: shipped layouts have no links */
        } else {
            text_add_byte(b, rest.ptr[0] >= '0' && rest.ptr[0] <= '9' ? 'd' : rest.ptr[0]); /* no figure typed by hand */
            i++;
        }
    }
}

static bool is_block_with_settings(struct text line)
{
    static const char *const kinds[] = {"::: pie ", "::: bars ", "::: columns ", "::: line ", "::: table "};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (text_starts(line, text_of(kinds[i])))
            return true;
    return false;
}

/* The prose of a layout alone, every branch of it. */
static struct text prose_of(struct text layout)
{
    struct text_builder lines = {0}, words = {0};
    struct text rest = text_slice(layout, behind(layout, 4, "\n---\n"), layout.len);
    bool in_settings = false, in_condition = false;
    while (rest.len) {
        const size_t end = text_find_byte(rest, '\n');
        const struct text line = text_slice(rest, 0, end);
        rest = text_slice(rest, end + (end < rest.len), rest.len);
        in_condition = text_starts(line, TEXT("::: when")) || (in_condition && text_starts(line, TEXT("  ")));
        in_settings = in_settings || is_block_with_settings(line);
        const bool dropped = in_settings || in_condition || text_starts(line, TEXT(":::")) || text_starts(line, TEXT("%%"));
        if (!dropped)
            text_add(&lines, line);
        text_add_c(&lines, "\n");
        in_settings = in_settings && !text_equal(line, TEXT(":::"));
    }
    add_words(&words, text_built(&lines));
    const struct text prose = text_copy(scratch.keep, text_built(&words));
    text_builder_done(&lines);
    text_builder_done(&words);
    return prose;
}

START_TEST(shipped_layouts_read_as_cmark_renders_them)
{
    static const char *const layouts[] = {"situation.en", "situation.fi", "situation.sv", "review.en", "review.fi", "review.sv"};
    for (size_t i = 0; i < sizeof layouts / sizeof *layouts; i++) {
        struct text source;
        const char *path = text_to_c(scratch.keep, text_format(scratch.keep, "layouts/%s.md", layouts[i]));
        ck_assert(file_read(path, 1 << 20, scratch.keep, &source, &scratch.err));
        const struct text prose = prose_of(source);
        const struct text ours = of_document(prose), theirs = of_html(html_of(prose));
        ck_assert_msg(text_equal(ours, theirs), "%s\nours:%.*s\ncmark:%.*s", layouts[i], TEXT_ARGS(ours), TEXT_ARGS(theirs));
        ck_assert_msg(ours.len > 1000, "%s: %zu bytes of prose", layouts[i], ours.len);
        ck_text_holds(ours, "\nh1|");
        ck_text_holds(ours, text_starts(text_of(layouts[i]), TEXT("situation")) ? "\nnote|" : "quantity");
        world_done(&w);
    }
    of_document(TEXT("x\n"));
}
END_TEST

TEST_PROGRAM_WITH("document/markdown", scratch_set_up, tear_down, samples_read_as_cmark_renders_them,
                  shipped_layouts_read_as_cmark_renders_them)
