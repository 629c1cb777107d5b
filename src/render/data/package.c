/* SPDX-License-Identifier: GPL-3.0-or-later
 * Resources, their dialects and their fields, as JSON. */
#include "render/data/package.h"

#include "base/json.h"
#include "render/data/figures.h"
#include "render/data/schema.h"
#include "render/data/sdmx.h"

struct field {
    const char *name, *type;
    const char *constraints; /* members */
};

static const char REQUIRED[] = "\"required\": true";

static const char OBS_STATUS[] = "\"required\": true, \"enum\": [\"A\", \"B\", \"Q\"]";
static const char CONF_STATUS[] = "\"required\": true, \"enum\": [\"F\", \"C\"]";

static const struct field INVENTORY[] = {
    {"edition", "string", REQUIRED},
    {"measure", "string", REQUIRED},
    {"period", "string", REQUIRED},
    {"selection", "string", NULL},
    {"kind", "string", "\"required\": true, \"enum\": [\"count\", \"zero_or_more\", \"le\", \"categories\"]"},
    {"unit", "string", NULL},
    {"value", "integer", NULL},
    {"obs_status", "string", OBS_STATUS},
    {"conf_status", "string", CONF_STATUS},
    {"audience", "string", REQUIRED},
};

/* Of the columns of tidy data. */
static const char *const TABLE_CONSTRAINTS[DATA_FIELDS] = {
    [DATA_FIELD_EDITION] = REQUIRED,         [DATA_FIELD_TABLE] = REQUIRED,       [DATA_FIELD_MEASURE] = REQUIRED,
    [DATA_FIELD_PERIOD] = REQUIRED,          [DATA_FIELD_WHERE] = REQUIRED,       [DATA_FIELD_ROW_VARIABLE] = REQUIRED,
    [DATA_FIELD_ROW_CODE] = REQUIRED,        [DATA_FIELD_COLUMN_VARIABLE] = REQUIRED, [DATA_FIELD_COLUMN_CODE] = REQUIRED,
    [DATA_FIELD_COLUMN] = REQUIRED,
    [DATA_FIELD_OBS_STATUS] = OBS_STATUS, [DATA_FIELD_CONF_STATUS] = CONF_STATUS,
};

/* As data files have words: without the no-break spaces of pages. */
static void add_member(struct text_builder *out, const char *before, const char *name, struct text value)
{
    struct arena *scratch = arena_new();
    text_add_format(out, "%s\"%s\": ", before, name);
    json_add_text(out, data_lined(value, scratch));
    arena_free(scratch);
}

/* Lower case letters, digits, '.', '_' and '-'. */
static void add_name(struct text_builder *out, struct text name)
{
    for (size_t i = 0; i < name.len; i++) {
        const char c = name.ptr[i], lower = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
        const bool fits = (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_';
        text_add_byte(out, fits ? lower : '-');
    }
}

/* ---- fields ---- */

struct field_words {
    struct text title, description; /* either may be empty */
};

static void add_field(struct text_builder *out, struct text name, const char *type, const char *constraints,
                      const struct field_words *words)
{
    text_add_c(out, text_ends(text_built(out), TEXT("[")) ? "" : ",");
    add_member(out, "\n          { ", "name", name);
    text_add_format(out, ", \"type\": \"%s\"", type);
    if (words->title.len)
        add_member(out, ", ", "title", words->title);
    if (words->description.len)
        add_member(out, ", ", "description", words->description);
    if (constraints)
        text_add_format(out, ", \"constraints\": { %s }", constraints);
    text_add_c(out, " }");
}

static bool has_words(const struct doc_table *table)
{
    for (size_t row = 1; row < table->row_count; row++)
        for (size_t column = 1; column < table->column_count; column++) {
            const struct doc_cell *cell = data_cell_at(table, row, column);
            if (cell->kind == DOC_CELL_TEXT && data_is_observed(cell))
                return true;
        }
    return false;
}

static const struct field_words NO_WORDS = {TEXT_INIT(""), TEXT_INIT("")};

/* What most resources have: the fields of tidy data, of which `value` is of whole numbers, or of words. */
struct table_fields {
    struct text_builder of_numbers, of_words;
};

static void make_table_fields(struct text_builder *out, const char *value_type)
{
    text_add_c(out, "[");
    for (size_t i = 0; i < DATA_FIELDS; i++)
        add_field(out, data_field_name((enum data_field)i), i == DATA_FIELD_VALUE ? value_type : "string", TABLE_CONSTRAINTS[i],
                  &NO_WORDS);
}

static void add_inventory_fields(struct text_builder *out)
{
    for (size_t i = 0; i < sizeof INVENTORY / sizeof *INVENTORY; i++)
        add_field(out, text_of(INVENTORY[i].name), INVENTORY[i].type, INVENTORY[i].constraints, &NO_WORDS);
}

/* A column that is a variable of the code book, by the first of those of that name. */
static struct field_words words_of_variable(const struct document *document, struct text name)
{
    for (size_t i = 0; i < document->terms.count; i++) {
        const struct doc_term *term = &document->terms.items[i];
        if (term->kind == DOC_TERM_VARIABLE && text_equal(term->id, name))
            return (struct field_words){term->label, term->definition};
    }
    return NO_WORDS;
}

static void add_sdmx_fields(struct text_builder *out, const struct document *document)
{
    struct arena *scratch = arena_new();
    size_t count;
    const struct text *names = data_sdmx_columns(document, scratch, &count);
    for (size_t i = 0; i < count; i++) {
        const struct field_words words = words_of_variable(document, names[i]);
        add_field(out, names[i], text_equal(names[i], TEXT("OBS_VALUE")) ? "integer" : "string", NULL, &words);
    }
    arena_free(scratch);
}

static void add_schema(struct text_builder *out, const struct data_resource *resource, const struct table_fields *fields)
{
    text_add_c(out, ",\n      \"schema\": {\n        \"fields\": ");
    switch (resource->form) {
    case DATA_TABLE:
    case DATA_TABLE_EXCEL:
        text_add(out, text_built(has_words(resource->table) ? &fields->of_words : &fields->of_numbers));
        break;
    case DATA_ALL_FIGURES:
        text_add_byte(out, '[');
        add_inventory_fields(out);
        break;
    case DATA_ALL_FIGURES_SDMX:
        text_add_byte(out, '[');
        add_sdmx_fields(out, resource->document);
        break;
    case DATA_TABLE_JSON:
    case DATA_JSON_SCHEMA:
    case DATA_FORMS:
        break;
    }
    text_add_c(out, "\n        ],\n        \"missingValues\": [\"\"]\n      }");
}

/* ---- resources ---- */

/* What resources of each form are. Names: "gender.en" of data/gender.en.csv, "excel-gender.en", "gender.en.json". */
static const struct form {
    const char *name_before, *ending_dropped, *media_type;
    const char *separator; /* of CSV; else NULL */
} FORMS[DATA_FORMS] = {
    [DATA_TABLE] = {"", ".csv", "text/csv", ","},
    [DATA_TABLE_EXCEL] = {"excel-", ".csv", "text/csv", ";"},
    [DATA_TABLE_JSON] = {"", "", "application/json", NULL},
    [DATA_ALL_FIGURES] = {"", ".csv", "text/csv", ","},
    [DATA_ALL_FIGURES_SDMX] = {"", ".csv", "text/csv", ","},
    [DATA_JSON_SCHEMA] = {"", "", "application/schema+json", NULL},
};

static void add_resource_name(struct text_builder *out, const struct data_resource *resource)
{
    const struct form *form = &FORMS[resource->form];
    const size_t slash = text_find_byte(resource->path, '/');
    const struct text file = text_slice(resource->path, slash + 1, resource->path.len), ending = text_of(form->ending_dropped);
    text_add_format(out, "\n    {\n      \"name\": \"%s", form->name_before);
    add_name(out, text_ends(file, ending) ? text_slice(file, 0, file.len - ending.len) : file);
    text_add_byte(out, '"');
}

/* The unit, and what is counted; a paragraph each, as descriptions are CommonMark. */
static void add_description(struct text_builder *out, const struct data_resource *resource)
{
    const struct document *document = resource->document;
    struct arena *scratch = arena_new();
    struct text_builder b = {0};
    if (resource->table && resource->table->unit.len)
        text_add(&b, data_line(data_labelled(&document->words, document->words.unit, resource->table->unit, scratch), scratch));
    data_definitions(&document->words, resource->table ? &resource->table->terms : &document->terms, &b);
    if (b.len) {
        text_add_c(out, ",\n      \"description\": ");
        json_add_text(out, text_built(&b));
    }
    text_builder_done(&b);
    arena_free(scratch);
}

/* How the file is written, and what is in it. */
static void add_form(struct text_builder *out, const struct data_resource *resource, const struct table_fields *fields)
{
    const struct form *form = &FORMS[resource->form];
    text_add_format(out, ",\n      \"profile\": \"%s\",\n      \"format\": \"%s\",\n      \"mediatype\": \"%s\","
                         "\n      \"encoding\": \"utf-8\"",
                    form->separator ? "tabular-data-resource" : "data-resource", form->separator ? "csv" : "json", form->media_type);
    if (form->separator) {
        text_add_format(out, ",\n      \"dialect\": { \"delimiter\": \"%s\", \"lineTerminator\": \"\\r\\n\", "
                             "\"quoteChar\": \"\\\"\", \"doubleQuote\": true, \"skipInitialSpace\": false, \"header\": true }",
                        form->separator);
        add_schema(out, resource, fields);
    } else if (resource->form == DATA_TABLE_JSON) {
        text_add_c(out, ",\n      \"schema\": \"data/" DATA_SCHEMA_NAME "\"");
    }
}

/* The schema of JSON files is in no language, and its own title. */
static void add_resource(struct text_builder *out, const struct data_resource *resource, const struct table_fields *fields)
{
    const struct document *document = resource->document;
    const bool is_of_program = resource->form == DATA_JSON_SCHEMA;
    add_resource_name(out, resource);
    add_member(out, ",\n      ", "path", resource->path);
    if (!is_of_program) {
        add_member(out, ",\n      ", "title", resource->table ? resource->table->title : document->title);
        add_description(out, resource);
        add_member(out, ",\n      ", "language", document->language);
    }
    text_add_format(out, ",\n      \"bytes\": %zu,\n      \"hash\": \"sha256:%.*s\"", resource->bytes, TEXT_ARGS(resource->sha256));
    add_form(out, resource, fields);
    text_add_c(out, "\n    }");
}

/* ---- the package ---- */

/* "Situation report 2014, Report 7/2014, Example Reception Centre, 2015-01-30". */
static struct text source_of(const struct document *document, struct arena *scratch)
{
    const struct text parts[] = {document->title, document->series, document->publisher, document->date_iso};
    struct text_builder b = {0};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (b.len && parts[i].len)
            text_add(&b, document->words.list);
        text_add(&b, parts[i]);
    }
    const struct text source = text_copy(scratch, text_built(&b));
    text_builder_done(&b);
    return source;
}

static void add_head(struct text_builder *out, const struct document *document, struct text report)
{
    struct arena *scratch = arena_new();
    text_add_c(out, "{\n  \"profile\": \"data-package\",\n  \"name\": \"");
    add_name(out, text_format(scratch, "%.*s-%.*s", TEXT_ARGS(report), TEXT_ARGS(document->audience)));
    text_add_byte(out, '"');
    add_member(out, ",\n  ", "title", document->title);
    if (document->mark.len)
        add_member(out, ",\n  ", "description", document->mark);
    text_add_c(out, ",\n  \"contributors\": [{ ");
    add_member(out, "", "title", document->publisher);
    text_add_c(out, ", \"role\": \"publisher\" }],\n  \"sources\": [{ ");
    add_member(out, "", "title", source_of(document, scratch));
    text_add_c(out, " }],\n  \"resources\": [");
    arena_free(scratch);
}

void data_package(const struct data_resources *resources, struct text report, struct text_builder *out)
{
    struct table_fields fields = {0};
    make_table_fields(&fields.of_numbers, "integer");
    make_table_fields(&fields.of_words, "string");
    add_head(out, resources->items->document, report);
    for (size_t i = 0; i < resources->count; i++) {
        text_add_c(out, i ? "," : "");
        add_resource(out, &resources->items[i], &fields);
    }
    text_add_c(out, "\n  ]\n}\n");
    text_builder_done(&fields.of_words);
    text_builder_done(&fields.of_numbers);
}
