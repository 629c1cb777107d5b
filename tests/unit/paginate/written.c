/* SPDX-License-Identifier: GPL-3.0-or-later
 * Documents written by hand for the tests of pagination. */
#include "written.h"

#include <check.h>
#include <string.h>

void written_begin(struct written *written)
{
    struct error err = {0};
    *written = (struct written){.arena = arena_new()};
    written->typeface = typeface_open("fonts", &err);
    ck_assert_msg(written->typeface != NULL, "%s", err.message);
    struct document *document = &written->document;
    document->language = TEXT("en");
    document->title = document->subtitle = document->publisher = document->series = document->date = TEXT_EMPTY;
    document->mark = document->audience = document->edition = TEXT_EMPTY;
    document->date_iso = TEXT("2015-01-30");
    document->words.contents = TEXT("Contents");
    document->words.page_head = TEXT("{n} ({N})");
}

void written_end(struct written *written)
{
    typeface_close(written->typeface);
    arena_free(written->arena);
}

/* ---- spans ---- */

static struct doc_span marked_span(char sign, struct text inside)
{
    struct doc_span span = {.kind = SPAN_TEXT, .text = inside, .target = TEXT_EMPTY, .language = TEXT_EMPTY};
    int64_t number = 0;
    switch (sign) {
    case '^':
        ck_assert(text_to_number(inside, &number));
        span.kind = SPAN_NOTE;
        span.text = TEXT_EMPTY;
        span.number = (size_t)number;
        break;
    case '*':
        span.strong = true;
        break;
    case '@':
        span.kind = SPAN_CROSSREF;
        span.target = text_cut(&span.text, '|');
        break;
    case '<':
        span.kind = SPAN_LINK;
        span.target = text_cut(&span.text, '|');
        break;
    case '~':
        span.language = text_cut(&span.text, '|');
        break;
    default:
        ck_abort_msg("no such sign");
    }
    return span;
}

static size_t plain_length(struct text rest)
{
    size_t at = 0;
    while (at < rest.len && !strchr("^*@<~", rest.ptr[at]) && !text_starts(text_slice(rest, at, rest.len), TEXT(" / ")))
        at++;
    return at;
}

struct doc_spans written_spans(struct written *written, const char *text)
{
    struct doc_spans spans = {0};
    struct text rest = text_copy(written->arena, text_of(text));
    while (rest.len) {
        struct doc_span span = {.kind = SPAN_TEXT, .target = TEXT_EMPTY, .language = TEXT_EMPTY};
        size_t used = plain_length(rest);
        span.text = text_slice(rest, 0, used);
        if (!used && rest.ptr[0] == ' ') {
            span.kind = SPAN_BREAK;
            used = 3;
        } else if (!used) {
            const char sign = rest.ptr[0];
            const struct text after = text_slice(rest, 1, rest.len);
            const size_t length = text_find_byte(after, sign == '<' ? '>' : sign);
            span = marked_span(sign, text_slice(after, 0, length));
            used = length + 2;
        }
        ARENA_PUSH(written->arena, &spans, span);
        rest = text_slice(rest, used, rest.len);
    }
    return spans;
}

/* ---- nodes ---- */

struct doc_node *written_node(struct written *written, enum node_kind kind)
{
    struct doc_node *node = ARENA_NEW(written->arena, struct doc_node);
    node->kind = kind;
    node->id = node->number = node->lead = TEXT_EMPTY;
    struct doc_node *parent = written->depth ? written->open[written->depth - 1] : NULL;
    struct document *document = &written->document;
    struct doc_node ***children = parent ? &parent->children : &document->children;
    size_t *count = parent ? &parent->child_count : &document->child_count;
    size_t *capacity = parent ? &parent->child_capacity : &document->child_capacity;
    *children = arena_reserve(written->arena, *children, *count, capacity, sizeof **children);
    (*children)[(*count)++] = node;
    return node;
}

struct doc_node *written_heading(struct written *written, size_t level, const char *number, const char *text)
{
    struct doc_node *node = written_node(written, NODE_HEADING);
    node->level = level;
    node->number = text_copy(written->arena, text_of(number));
    node->spans = written_spans(written, text);
    return node;
}

struct doc_node *written_paragraph(struct written *written, const char *text)
{
    struct doc_node *node = written_node(written, NODE_PARAGRAPH);
    node->spans = written_spans(written, text);
    return node;
}

static struct doc_cell new_cell(struct text text, bool header)
{
    struct doc_cell cell = {.kind = DOC_CELL_TEXT, .text = text, .header = header, .base = TEXT_EMPTY};
    if (!header && text_to_number(text, &cell.value))
        cell.kind = DOC_CELL_COUNT;
    else if (!header && text_equal(text, TEXT("[c]")))
        cell.kind = DOC_CELL_HIDDEN;
    else if (!header && text_ends(text, TEXT("%")))
        cell.kind = DOC_CELL_PERCENT;
    return cell;
}

static struct doc_table *new_table(struct written *written, struct text rows)
{
    struct doc_table *table = ARENA_NEW(written->arena, struct doc_table);
    LIST_OF(struct doc_cell) cells = {0};
    table->title = table->unit = table->id = table->measure = table->period = TEXT_EMPTY;
    while (rows.len) {
        struct text row = text_cut(&rows, '\n');
        table->column_count = 0;
        for (bool more = true; more; table->column_count++) {
            more = text_find_byte(row, '|') < row.len;
            const struct doc_cell cell = new_cell(text_cut(&row, '|'), !table->row_count || !table->column_count);
            ARENA_PUSH(written->arena, &cells, cell);
        }
        table->row_count++;
    }
    table->cells = cells.items;
    ck_assert_uint_eq(cells.count, table->row_count * table->column_count);
    return table;
}

struct doc_node *written_table(struct written *written, const char *title, const char *rows)
{
    struct doc_node *node = written_node(written, NODE_TABLE);
    struct doc_table *table = new_table(written, text_copy(written->arena, text_of(rows)));
    table->title = text_copy(written->arena, text_of(title));
    table->id = table->title.len ? TEXT("figure") : TEXT_EMPTY;
    node->table = table;
    return node;
}

struct doc_node *written_chart(struct written *written, enum chart_kind kind, const char *title, size_t count)
{
    struct doc_node *node = written_node(written, NODE_CHART);
    struct chart *chart = ARENA_NEW(written->arena, struct chart);
    *chart = (struct chart){.kind = kind, .id = TEXT("chart"), .alt = TEXT("A chart."), .language = "en",
                            .series_count = 1, .category_count = count, .axis_title = TEXT("persons"),
                            .thousands = TEXT(" "), .hidden_label = TEXT("not published"),
                            .empty_label = TEXT("No cases")};
    chart->title = text_copy(written->arena, text_of(title));
    chart->series = ARENA_ARRAY(written->arena, struct text, 1);
    chart->series[0] = TEXT("persons");
    chart->categories = ARENA_ARRAY(written->arena, struct chart_category, count);
    struct text_builder rows = {0};
    text_add(&rows, TEXT("category|persons\n"));
    for (size_t i = 0; i < count; i++) {
        struct chart_category *category = &chart->categories[i];
        const int64_t value = 10 * ((int64_t)i + 1);
        category->label = text_format(written->arena, "Category %zu", i + 1);
        category->parts = ARENA_ARRAY(written->arena, struct chart_part, 1);
        category->parts[0].cell = (struct cell){CELL_SHOWN, value};
        category->parts[0].label = text_format(written->arena, "%d", (int)value);
        category->total = category->parts[0].cell;
        chart->pie_remainder_base = (struct cell){CELL_SHOWN, chart->pie_remainder_base.count + value};
        text_add_format(&rows, "Category %zu|%d\n", i + 1, (int)value);
    }
    struct doc_table *table = new_table(written, text_copy(written->arena, text_built(&rows)));
    table->title = chart->title;
    text_builder_done(&rows);
    node->chart = chart;
    node->table = table;
    return node;
}

void written_open(struct written *written, struct doc_node *container)
{
    ck_assert_uint_lt(written->depth, sizeof written->open / sizeof *written->open);
    written->open[written->depth++] = container;
}

void written_close(struct written *written)
{
    ck_assert_uint_gt(written->depth, 0);
    written->depth--;
}

void written_list(struct written *written, bool ordered, const char *lines)
{
    struct text rest = text_of(lines);
    struct doc_node *list = written_node(written, NODE_LIST);
    list->ordered = ordered;
    written_open(written, list);
    while (rest.len) {
        const struct text line = text_cut(&rest, '\n');
        written_open(written, written_node(written, NODE_ITEM));
        written_paragraph(written, text_to_c(written->arena, line));
        written_close(written);
    }
    written_close(written);
}

void written_note(struct written *written, const char *text)
{
    struct document *document = &written->document;
    const struct doc_note note = {.spans = written_spans(written, text)};
    document->notes = arena_reserve(written->arena, document->notes, document->note_count, &document->note_capacity,
                                    sizeof *document->notes);
    document->notes[document->note_count++] = note;
}

struct pages *written_pages(const struct written *written)
{
    struct error err = {0};
    struct pages *pages = pages_new(&written->document, written->typeface, &err);
    ck_assert_msg(pages != NULL, "%s", err.message);
    return pages;
}
