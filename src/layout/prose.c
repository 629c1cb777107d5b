/* SPDX-License-Identifier: GPL-3.0-or-later
 * From a layout's source to Markdown as cmark sees it, and back from there to places in the source. */
#include "layout/prose.h"

#include "base/names.h"
#include "layout/prose_lift.h"
#include "layout/prose_table.h"

enum { ID_MAX = 64 }; /* files are named after figures */

bool prose_is_id(struct text id)
{
    for (size_t i = 0; i < id.len; i++) {
        const char c = id.ptr[i];
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
        if (!letter && c != '_' && !(i && c >= '0' && c <= '9'))
            return false;
    }
    return id.len > 0 && id.len <= ID_MAX;
}

/* ---- to Markdown ---- */

/* The next line of what cmark sees begins there in the source. */
static void begin_line(struct prose_reader *reader, const char *at)
{
    ARENA_PUSH(reader->context->keep, &reader->lines, at);
}

static void emit(struct prose_reader *reader, struct text part)
{
    text_add(&reader->markdown, part);
    for (size_t at = 0; (at += text_find_byte(text_slice(part, at, part.len), '\n')) < part.len;)
        begin_line(reader, part.ptr + ++at);
}

void prose_add(struct prose_reader *reader, struct text source_lines)
{
    struct lifting l = {.reader = reader, .all = source_lines};
    prose_lift(&l);
    if (reader->lines.count)
        reader->lines.items[reader->lines.count - 1] = source_lines.ptr;
    else
        begin_line(reader, source_lines.ptr);
    size_t from = 0;
    for (size_t i = 0; i < l.stretches.count; i++) {
        const struct text at = l.stretches.items[i].at;
        const size_t offset = (size_t)(at.ptr - source_lines.ptr);
        if (offset < from)
            continue;
        emit(reader, text_slice(source_lines, from, offset));
        if (reader->lifted.items[l.stretches.items[i].mark].kind != MARK_NOTHING)
            text_add_char(&reader->markdown, MARK_FIRST + (uint32_t)l.stretches.items[i].mark);
        from = offset + at.len;
    }
    emit(reader, text_slice(source_lines, from, source_lines.len));
}

void prose_add_block(struct prose_reader *reader, size_t item)
{
    const size_t mark = prose_add_lifted(reader, (struct lifted){.kind = MARK_BLOCK, .index = item});
    const char *at = reader->lines.count ? reader->lines.items[reader->lines.count - 1] : reader->context->source->bytes.ptr;
    if (!reader->lines.count)
        begin_line(reader, at);
    text_add_byte(&reader->markdown, '\n');
    text_add_char(&reader->markdown, MARK_FIRST + (uint32_t)mark);
    text_add_c(&reader->markdown, "\n\n");
    for (int i = 0; i < 3; i++)
        begin_line(reader, at);
}

/* Reports the names that are not among the others. They are compared as cmark does, by folded case. */
static void check_names(const struct prose_reader *reader, const struct text *names, size_t count, const struct text *others,
                        size_t other_count, enum diagnostic_code code)
{
    struct arena *scratch = arena_new();
    struct names *known = names_new();
    for (size_t i = 0; i < other_count; i++)
        names_add(known, text_fold(scratch, others[i]));
    for (size_t i = 0; i < count; i++)
        if (names_find(known, text_fold(scratch, names[i])) == NAMES_NONE)
            prose_complain_at(reader, names[i], code, names[i]);
    names_free(known);
    arena_free(scratch);
}

/* A reference needs its footnote. A footnote that nothing refers to would not be printed, and nobody would see that. */
static void check_footnotes(const struct prose_reader *reader)
{
    check_names(reader, reader->references.items, reader->references.count, reader->footnotes.items, reader->footnotes.count,
                DIAG_E211);
    check_names(reader, reader->footnotes.items, reader->footnotes.count, reader->references.items, reader->references.count,
                DIAG_W120);
}

cmark_node *prose_parse(struct prose_reader *reader)
{
    check_footnotes(reader);
    const struct text markdown = text_built(&reader->markdown);
    cmark_parser *parser = cmark_parser_new(CMARK_OPT_DEFAULT | CMARK_OPT_FOOTNOTES);
    prose_attach_tables(parser);
    cmark_parser_feed(parser, markdown.ptr, markdown.len);
    cmark_node *document = cmark_parser_finish(parser);
    cmark_parser_free(parser);
    return document;
}

/* ---- back to the source ---- */

/* The source's bytes from the line on which the node begins; from the first where that is unknown. */
static struct text source_from(const struct prose_reader *reader, cmark_node *node)
{
    const struct text all = reader->context->source->bytes;
    cmark_node *at = node;
    while (at && cmark_node_get_start_line(at) <= 0)
        at = cmark_node_parent(at);
    const size_t index = at ? (size_t)cmark_node_get_start_line(at) - 1 : 0;
    const size_t from = index < reader->lines.count ? (size_t)(reader->lines.items[index] - all.ptr) : 0;
    return text_slice(all, from, all.len);
}

uint32_t prose_line_of(const struct prose_reader *reader, cmark_node *node)
{
    return source_place_of(reader->context->source, text_slice(source_from(reader, node), 0, 0)).line;
}

void prose_complain_at(const struct prose_reader *reader, struct text at, enum diagnostic_code code, struct text what)
{
    diagnose(reader->context->diagnostics, code, source_place_of(reader->context->source, at), what);
}

void prose_complain(const struct prose_reader *reader, cmark_node *node, enum diagnostic_code code, struct text what,
                    struct text hint)
{
    const struct text rest = source_from(reader, node);
    const struct text line = text_trim(text_slice(rest, 0, text_find_byte(rest, '\n')));
    diagnose(reader->context->diagnostics, code, source_place_of(reader->context->source, line), what, hint);
}

void prose_complain_within(struct prose_reader *reader, cmark_node *node, enum diagnostic_code code, struct text open,
                           struct text close, struct text what)
{
    struct text rest = source_from(reader, node);
    if (reader->told > rest.ptr)
        rest = text_slice(rest, (size_t)(reader->told - rest.ptr), rest.len);
    const size_t from = text_find(rest, open);
    if (from == rest.len) {
        prose_complain(reader, node, code, what, TEXT_EMPTY);
        return;
    }
    const struct text inner = text_slice(rest, from + open.len, rest.len);
    const size_t end = text_find(inner, close);
    const struct text at = text_slice(rest, from, from + open.len + (end < inner.len ? end + close.len : 0));
    reader->told = at.ptr + at.len;
    diagnose(reader->context->diagnostics, code, source_place_of(reader->context->source, at), what, TEXT_EMPTY);
}
