/* SPDX-License-Identifier: GPL-3.0-or-later
 * Walks the document for figures and turns their cells and words into what data files and workbooks hold. */
#include "render/data/figures.h"

#include <assert.h>

#include "document/address.h"

const struct doc_cell *data_cell_at(const struct doc_table *table, size_t row, size_t column)
{
    assert(row < table->row_count && column < table->column_count);
    return &table->cells[row * table->column_count + column];
}

bool data_is_observed(const struct doc_cell *cell)
{
    return cell->kind != DOC_CELL_TEXT || (cell->text.len && !cell->is_beside);
}

bool data_has_hidden(const struct doc_table *table)
{
    for (size_t i = 0; i < table->row_count * table->column_count; i++)
        if (table->cells[i].kind == DOC_CELL_HIDDEN)
            return true;
    return false;
}

static bool is_table(const struct doc_node *node)
{
    return node->table && (node->kind == NODE_TABLE || node->kind == NODE_CHART);
}

static void push_children(struct data_walk *walk, struct doc_node *const *children, size_t count)
{
    for (size_t i = count; i > 0; i--)
        ARENA_PUSH(walk->scratch, &walk->waiting, children[i - 1]);
}

struct data_walk data_walk(const struct document *document)
{
    struct data_walk walk = {.scratch = arena_new()};
    push_children(&walk, document->children, document->child_count);
    return walk;
}

const struct doc_node *data_walk_next(struct data_walk *walk)
{
    if (!walk->waiting.count)
        return NULL;
    const struct doc_node *node = walk->waiting.items[--walk->waiting.count];
    walk->heading = node->kind == NODE_HEADING ? node : walk->heading;
    push_children(walk, node->children, node->child_count);
    return node;
}

void data_walk_done(struct data_walk *walk)
{
    arena_free(walk->scratch);
    walk->scratch = NULL;
}

struct data_figures data_tables(const struct document *document, struct arena *keep)
{
    struct data_figures tables = {0};
    struct data_walk walk = data_walk(document);
    for (const struct doc_node *node; (node = data_walk_next(&walk));)
        if (is_table(node))
            ARENA_PUSH(keep, &tables, ((struct data_figure){node, node->table, false, walk.heading}));
    data_walk_done(&walk);
    for (size_t i = 0; i < document->sheet_count; i++)
        ARENA_PUSH(keep, &tables, ((struct data_figure){document->sheets[i], document->sheets[i]->table, true, NULL}));
    return tables;
}

struct data_figures data_figures(const struct document *document, struct arena *keep)
{
    struct data_figures figures = data_tables(document, keep);
    size_t kept = 0;
    for (size_t i = 0; i < figures.count; i++)
        if (figures.items[i].table->id.len)
            figures.items[kept++] = figures.items[i];
    figures.count = kept;
    return figures;
}

const struct doc_spans *data_note(const struct doc_node *node)
{
    return node->data_note.count ? &node->data_note : &node->note;
}

const char *data_obs_status(const struct doc_cell *cell)
{
    return cell->kind == DOC_CELL_HIDDEN ? "Q" : cell->is_after_break ? "B" : "A";
}

const char *data_conf_status(const struct doc_cell *cell)
{
    return cell->kind == DOC_CELL_HIDDEN ? "C" : "F";
}

static bool is_share(const struct doc_cell *cell)
{
    return cell->kind == DOC_CELL_PERCENT || (cell->kind == DOC_CELL_HIDDEN && (cell->base.len || cell->is_beside));
}

static struct text share_unit(const struct doc_cell *cell, const struct data_observations *it)
{
    if (!cell->base.len)
        return it->words->percent;
    const struct text base = data_labelled(it->words, it->words->base, cell->base, it->keep);
    return data_bracketed(it->words, it->words->percent, base, it->keep);
}

bool data_observation_next(struct data_observations *it, struct data_observation *ret_observation)
{
    const struct doc_table *table = it->table;
    const size_t width = table->column_count;
    for (; it->next < table->row_count * width; it->next++) {
        const size_t row = it->next / width, column = it->next % width;
        const struct doc_cell *cell = data_cell_at(table, row, column);
        if (!row || !column || !data_is_observed(cell))
            continue;
        const struct doc_cell *heading = data_cell_at(table, row, 0);
        *ret_observation = (struct data_observation){
            .cell = cell,
            .period = table->row_periods ? table->row_periods[row] : table->period,
            .row = heading->unmarked.len ? heading->unmarked : heading->text,
            .column = data_cell_at(table, 0, column)->text,
            .row_code = data_code(heading->code, DATA_CODE_NONE),
            .column_code = data_code(data_cell_at(table, 0, column)->code, DATA_CODE_NONE),
            .unit = is_share(cell) ? share_unit(cell, it) : table->unit,
        };
        it->next++;
        return true;
    }
    return false;
}

struct text data_code(struct text code, const char *none)
{
    return code.len ? code : text_of(none);
}

struct text data_field_name(enum data_field field)
{
    static const char *const names[] = {
        [DATA_FIELD_EDITION] = "edition", [DATA_FIELD_TABLE] = "table", [DATA_FIELD_MEASURE] = "measure",
        [DATA_FIELD_PERIOD] = "period", [DATA_FIELD_WHERE] = "where", [DATA_FIELD_ROW_VARIABLE] = "row_variable",
        [DATA_FIELD_ROW_CODE] = "row_code", [DATA_FIELD_ROW] = "row", [DATA_FIELD_COLUMN_VARIABLE] = "column_variable",
        [DATA_FIELD_COLUMN_CODE] = "column_code", [DATA_FIELD_COLUMN] = "column", [DATA_FIELD_UNIT] = "unit",
        [DATA_FIELD_VALUE] = "value", [DATA_FIELD_OBS_STATUS] = "obs_status", [DATA_FIELD_CONF_STATUS] = "conf_status",
    };
    _Static_assert(sizeof names / sizeof *names == DATA_FIELDS, "every column has a name");
    return text_of(names[field]);
}

void data_field_texts(const struct document *document, const struct doc_table *table,
                      const struct data_observation *observation, struct text texts[DATA_FIELDS])
{
    texts[DATA_FIELD_EDITION] = document->edition;
    texts[DATA_FIELD_TABLE] = table->id;
    texts[DATA_FIELD_MEASURE] = table->measure;
    texts[DATA_FIELD_PERIOD] = observation->period;
    texts[DATA_FIELD_WHERE] = data_code(table->where, DOC_CODE_TOTAL);
    texts[DATA_FIELD_ROW_VARIABLE] = data_code(table->row_variable, DATA_CODE_NONE);
    texts[DATA_FIELD_ROW_CODE] = observation->row_code;
    texts[DATA_FIELD_ROW] = observation->row;
    texts[DATA_FIELD_COLUMN_VARIABLE] = data_code(table->column_variable, DATA_CODE_NONE);
    texts[DATA_FIELD_COLUMN_CODE] = observation->column_code;
    texts[DATA_FIELD_COLUMN] = observation->column;
    texts[DATA_FIELD_UNIT] = observation->unit;
    texts[DATA_FIELD_VALUE] = TEXT_EMPTY;
    texts[DATA_FIELD_OBS_STATUS] = text_of(data_obs_status(observation->cell));
    texts[DATA_FIELD_CONF_STATUS] = text_of(data_conf_status(observation->cell));
}

struct text data_note_reference(const struct doc_words *words, size_t number, struct arena *keep)
{
    return TEXT_FILL(keep, words->note_reference, {"note", words->note}, {"n", text_format(keep, "%zu", number)});
}

struct text data_bracketed(const struct doc_words *words, struct text text, struct text more, struct arena *keep)
{
    return TEXT_FILL(keep, words->in_brackets, {"text", text}, {"more", more});
}

struct text data_term(const struct doc_words *words, const struct doc_term *term, struct arena *keep)
{
    return data_bracketed(words, term->label, term->id, keep);
}

void data_definitions(const struct doc_words *words, const struct doc_terms *terms, struct text_builder *out)
{
    struct arena *scratch = arena_new();
    for (size_t i = 0; i < terms->count; i++) {
        const struct doc_term *term = &terms->items[i];
        if (!term->definition.len)
            continue;
        text_add_c(out, out->len ? "\n\n" : "");
        text_add(out, data_line(data_labelled(words, data_term(words, term, scratch), term->definition, scratch), scratch));
    }
    arena_free(scratch);
}

/* Whether the words of a link are its address. */
static bool is_told(const struct doc_span *span, struct arena *scratch)
{
    static const struct text mail = TEXT_INIT("mailto:");
    const size_t from = text_starts(span->target, mail) ? mail.len : 0;
    return !span->target.len || text_equal(span->text, text_slice(span->target, from, span->target.len)) ||
           text_equal(span->target, mail_target(scratch, span->text)) || text_equal(span->target, link_target(scratch, span->text));
}

static void add_span(struct text_builder *b, const struct doc_span *span, const struct doc_words *words,
                     struct arena *keep)
{
    switch (span->kind) {
    case SPAN_TEXT:
    case SPAN_CROSSREF:
        text_add(b, span->text);
        break;
    case SPAN_BREAK:
        text_add_byte(b, ' ');
        break;
    case SPAN_NOTE:
        text_add_byte(b, ' ');
        text_add(b, data_note_reference(words, span->number, keep));
        break;
    case SPAN_LINK:
        text_add(b, is_told(span, keep) ? span->text : data_bracketed(words, span->text, span->target, keep));
        break;
    }
}

struct text data_spans_text(const struct doc_spans *spans, const struct doc_words *words, struct arena *keep)
{
    struct text_builder b = {0};
    for (size_t i = 0; i < spans->count; i++)
        add_span(&b, &spans->items[i], words, keep);
    const struct text line = data_line(text_built(&b), keep);
    text_builder_done(&b);
    return line;
}

struct text data_labelled(const struct doc_words *words, struct text label, struct text value, struct arena *keep)
{
    if (!label.len || !value.len)
        return label.len ? label : value;
    return TEXT_FILL(keep, words->labelled, {"label", label}, {"value", value});
}

static bool is_blank(uint32_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0xA0 || c == 0x2028 || c == 0x2029;
}

/* C0, DEL and C1 controls, and the two noncharacters that XML 1.0 forbids. */
static bool is_unfit(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xFFFE || c == 0xFFFF;
}

struct text data_line(struct text t, struct arena *keep)
{
    struct text_builder b = {0};
    bool pending = false;
    for (size_t at = 0; at < t.len;) {
        const uint32_t c = text_next(t, &at);
        if (is_blank(c)) {
            pending = b.len > 0;
        } else if (!is_unfit(c)) {
            if (pending)
                text_add_byte(&b, ' ');
            pending = false;
            text_add_char(&b, c);
        }
    }
    const struct text line = text_copy(keep, text_built(&b));
    text_builder_done(&b);
    return line;
}

/* Whether nothing in the text must change. The characters beyond ASCII that must are spelt with few first bytes; what may be
 * one of them is looked at more closely by data_line(). */
static bool is_plain(struct text t)
{
    unsigned char before = ' ';
    for (size_t i = 0; i < t.len; i++) {
        const unsigned char c = (unsigned char)t.ptr[i], after = i + 1 < t.len ? (unsigned char)t.ptr[i + 1] : 0;
        if (c < ' ' || c == 0x7F || (c == ' ' && before == ' ') || (c == 0xC2 && after <= 0xA0) || c == 0xEF ||
            (c == 0xE2 && after == 0x80 && (unsigned char)t.ptr[i + 2] >= 0xA8))
            return false;
        before = c;
    }
    return before != ' ';
}

struct text data_lined(struct text t, struct arena *keep)
{
    return is_plain(t) ? t : data_line(t, keep);
}

struct text data_guarded(struct text t, struct arena *keep)
{
    const struct text line = data_lined(t, keep);
    const bool is_dash = text_equal(line, TEXT("-")) || text_equal(line, TEXT("+"));
    if (!line.len || is_dash || text_find_byte(TEXT("=+-@"), line.ptr[0]) == 4)
        return line;
    return text_format(keep, "'%.*s", TEXT_ARGS(line));
}
