/* SPDX-License-Identifier: GPL-3.0-or-later
 * Figures as CSV and JSON. */
#include "render/data/data.h"

#include <inttypes.h>

#include "base/json.h"
#include "base/memory.h"
#include "render/data/figures.h"
#include "render/data/row.h"
#include "render/data/schema.h"

/* ---- CSV ---- */

/* One way of writing CSV. */
struct dialect {
    const char *start; /* of the file */
    char separator;
};

static const struct dialect COMMA = {"", ','}, SEMICOLON = {"\xEF\xBB\xBF", ';'};

static struct text csv_value(const struct doc_cell *cell, struct arena *scratch)
{
    switch (cell->kind) {
    case DOC_CELL_COUNT:
    case DOC_CELL_PERCENT:
        return text_format(scratch, "%" PRId64, cell->value);
    case DOC_CELL_TEXT:
        return data_guarded(cell->text, scratch);
    case DOC_CELL_HIDDEN:
        break;
    }
    return TEXT_EMPTY;
}

/* Words, which are guarded here, and the value of the cell at its place among them. */
static void add_csv_row(struct text_builder *out, char separator, struct text *fields, size_t count, size_t value,
                        const struct doc_cell *cell, struct arena *scratch)
{
    for (size_t i = 0; i < count; i++)
        fields[i] = i == value ? csv_value(cell, scratch) : data_guarded(fields[i], scratch);
    data_row(out, separator, fields, count);
}

static void add_csv(const struct dialect *dialect, const struct doc_table *table, const struct document *document,
                    struct text_builder *out)
{
    struct text fields[DATA_FIELDS];
    struct arena *scratch = arena_new();
    struct data_observations it = {.table = table, .words = &document->words, .keep = scratch};
    struct data_observation seen;
    for (size_t i = 0; i < DATA_FIELDS; i++)
        fields[i] = data_field_name((enum data_field)i);
    text_add_c(out, dialect->start);
    data_row(out, dialect->separator, fields, DATA_FIELDS);
    while (data_observation_next(&it, &seen)) {
        data_field_texts(document, table, &seen, fields);
        add_csv_row(out, dialect->separator, fields, DATA_FIELDS, DATA_FIELD_VALUE, seen.cell, scratch);
    }
    arena_free(scratch);
}

void data_csv(const struct doc_table *table, const struct document *document, struct text_builder *out)
{
    add_csv(&COMMA, table, document, out);
}

void data_excel_csv(const struct doc_table *table, const struct document *document, struct text_builder *out)
{
    add_csv(&SEMICOLON, table, document, out);
}

static const struct text NUMBER_KINDS[] = {[DOC_NUMBER_COUNT] = TEXT_INIT("count"),
                                          [DOC_NUMBER_ZERO_OR_MORE] = TEXT_INIT("zero_or_more"),
                                          [DOC_NUMBER_AT_MOST] = TEXT_INIT("le"),
                                          [DOC_NUMBER_CATEGORIES] = TEXT_INIT("categories")};

void data_inventory_csv(const struct document *document, struct text_builder *out)
{
    enum { VALUE = 6, FIELDS = 10 };
    static const struct text heading[FIELDS] = {
        TEXT_INIT("edition"), TEXT_INIT("measure"), TEXT_INIT("period"),     TEXT_INIT("selection"),   TEXT_INIT("kind"),
        TEXT_INIT("unit"),    TEXT_INIT("value"),   TEXT_INIT("obs_status"), TEXT_INIT("conf_status"), TEXT_INIT("audience")};
    struct arena *scratch = arena_new();
    data_row(out, COMMA.separator, heading, FIELDS);
    for (size_t i = 0; i < document->inventory.count; i++) {
        const struct doc_number *number = &document->inventory.items[i];
        const struct doc_cell cell = {.kind = cell_is_shown(number->cell) ? DOC_CELL_COUNT : DOC_CELL_HIDDEN,
                                      .value = number->cell.count,
                                      .is_after_break = number->is_after_break};
        struct text fields[FIELDS] = {document->edition,          number->measure,
                                      number->period,             number->selection,
                                      NUMBER_KINDS[number->kind], number->unit,
                                      TEXT_EMPTY,                 text_of(data_obs_status(&cell)),
                                      text_of(data_conf_status(&cell)), document->audience};
        add_csv_row(out, COMMA.separator, fields, FIELDS, VALUE, &cell, scratch);
    }
    arena_free(scratch);
}

/* ---- JSON ---- */

struct member {
    const char *name;
    struct text value;
};

static void add_json_line(struct text_builder *out, struct text t, struct arena *scratch)
{
    json_add_text(out, data_lined(t, scratch));
}

static void add_members(struct text_builder *out, const char *indent, const struct member *members, size_t count,
                        struct arena *scratch)
{
    for (size_t i = 0; i < count; i++) {
        text_add_format(out, "%s\"%s\": ", indent, members[i].name);
        add_json_line(out, members[i].value, scratch);
        text_add_c(out, ",");
    }
}

static void add_json_value(struct text_builder *out, const struct doc_cell *cell, struct arena *scratch)
{
    switch (cell->kind) {
    case DOC_CELL_COUNT:
    case DOC_CELL_PERCENT:
        text_add_format(out, "%" PRId64, cell->value);
        break;
    case DOC_CELL_TEXT:
        add_json_line(out, cell->text, scratch);
        break;
    case DOC_CELL_HIDDEN:
        text_add_c(out, "null");
        break;
    }
}

static void add_json_observation(struct text_builder *out, const struct data_observation *seen, struct arena *scratch)
{
    const struct member members[] = {{"period", seen->period},           {"row_code", seen->row_code},
                                     {"row", seen->row},                 {"column_code", seen->column_code},
                                     {"column", seen->column},           {"unit", seen->unit}};
    text_add_c(out, "\n    {");
    add_members(out, " ", members, sizeof members / sizeof *members, scratch);
    text_add_c(out, " \"value\": ");
    add_json_value(out, seen->cell, scratch);
    text_add_format(out, ", \"obs_status\": \"%s\", \"conf_status\": \"%s\" }", data_obs_status(seen->cell),
                    data_conf_status(seen->cell));
}

struct texts {
    struct text *items;
    size_t count, capacity;
};

/* The node's note, and the footnotes that it refers to. */
static void collect_note(const struct doc_node *node, const struct document *document, struct texts *notes,
                         struct arena *scratch)
{
    const struct doc_words *words = &document->words;
    const struct doc_spans *note = data_note(node);
    ARENA_PUSH(scratch, notes, data_spans_text(note, words, scratch));
    for (size_t i = 0; i < note->count; i++) {
        const struct doc_span *span = &note->items[i];
        if (span->kind != SPAN_NOTE || span->number < 1 || span->number > document->note_count)
            continue;
        const struct text label = data_note_reference(words, span->number, scratch);
        const struct text footnote = data_spans_text(&document->notes[span->number - 1].spans, words, scratch);
        ARENA_PUSH(scratch, notes, data_labelled(words, label, footnote, scratch));
    }
}

static bool is_explained(const struct texts *notes, struct text symbol)
{
    for (size_t i = 0; i < notes->count; i++)
        if (text_find(notes->items[i], symbol) < notes->items[i].len)
            return true;
    return false;
}

static struct texts notes_of(const struct doc_table *table, const struct document *document, struct arena *scratch)
{
    struct texts notes = {0};
    ARENA_PUSH(scratch, &notes, document->mark);
    const struct data_figures figures = data_figures(document, scratch);
    for (size_t i = 0; i < figures.count; i++)
        if (figures.items[i].table == table)
            collect_note(figures.items[i].node, document, &notes, scratch);
    if (data_has_hidden(table) && !is_explained(&notes, document->words.hidden_symbol))
        ARENA_PUSH(scratch, &notes,
                   data_labelled(&document->words, document->words.hidden_symbol, document->words.hidden_meaning, scratch));
    return notes;
}

static void add_json_notes(struct text_builder *out, const struct texts *notes)
{
    const char *separator = "";
    text_add_c(out, "\n  \"notes\": [");
    for (size_t i = 0; i < notes->count; i++) {
        if (!notes->items[i].len)
            continue;
        text_add_c(out, separator);
        json_add_text(out, notes->items[i]);
        separator = ", ";
    }
    text_add_c(out, "],");
}

static void add_json_definitions(struct text_builder *out, const struct doc_terms *terms, struct arena *scratch)
{
    static const char *const kinds[DOC_TERM_KINDS] = {
        [DOC_TERM_MEASURE] = "measure", [DOC_TERM_VARIABLE] = "variable", [DOC_TERM_SOURCE] = "source"};
    const char *separator = "";
    text_add_c(out, "\n  \"definitions\": [");
    for (size_t i = 0; i < terms->count; i++) {
        const struct doc_term *term = &terms->items[i];
        const struct member members[] = {{"id", term->id}, {"title", term->label}};
        if (!term->definition.len)
            continue;
        text_add_format(out, "%s\n    { \"kind\": \"%s\",", separator, kinds[term->kind]);
        add_members(out, " ", members, sizeof members / sizeof *members, scratch);
        text_add_c(out, " \"definition\": ");
        add_json_line(out, term->definition, scratch);
        text_add_c(out, " }");
        separator = ",";
    }
    text_add_c(out, *separator ? "\n  ]," : "],");
}

void data_json(const struct doc_table *table, const struct document *document, struct text_builder *out)
{
    struct arena *scratch = arena_new();
    struct data_observations it = {.table = table, .words = &document->words, .keep = scratch};
    struct data_observation seen;
    const struct member members[] = {
        {"$schema", TEXT(DATA_SCHEMA_NAME)}, {"id", table->id},           {"title", table->title},
        {"language", document->language},    {"edition", document->edition}, {"measure", table->measure},
        {"period", table->period},           {"where", data_code(table->where, DOC_CODE_TOTAL)},
        {"row_variable", data_code(table->row_variable, DATA_CODE_NONE)},
        {"column_variable", data_code(table->column_variable, DATA_CODE_NONE)},
        {"unit", table->unit},
    };
    text_add_c(out, "{");
    add_members(out, "\n  ", members, sizeof members / sizeof *members, scratch);
    const struct texts notes = notes_of(table, document, scratch);
    add_json_notes(out, &notes);
    add_json_definitions(out, &table->terms, scratch);
    text_add_c(out, "\n  \"observations\": [");
    for (const char *separator = ""; data_observation_next(&it, &seen); separator = ",") {
        text_add_c(out, separator);
        add_json_observation(out, &seen, scratch);
    }
    text_add_c(out, "\n  ]\n}\n");
    arena_free(scratch);
}
