/* SPDX-License-Identifier: GPL-3.0-or-later
 * Plans the workbook: cover, contents, notes, a sheet for each figure, and all figures as tidy data. */
#include "render/xlsx/plan.h"

#include "render/xlsx/build.h"

static const struct xlsx_widths cover_widths = {.first_min = 90, .first_max = 90, .other_max = 90};
static const struct xlsx_widths list_widths = {.first_min = 16, .first_max = 40, .other_max = 90};
static const struct xlsx_widths tidy_widths = {.first_min = 11, .first_max = 40, .other_max = 60};

static void plan_cover(struct xlsx_planner *planner)
{
    const struct document *document = planner->document;
    const struct doc_words *words = &document->words;
    struct xlsx_sheet *sheet = xlsx_sheet_new(planner, words->cover, document->title, TEXT_EMPTY);
    xlsx_add_line(planner, sheet, document->subtitle, XLSX_LOOK_LINE);
    xlsx_add_line(planner, sheet, document->publisher, XLSX_LOOK_LINE);
    xlsx_add_line(planner, sheet, document->series, XLSX_LOOK_LINE);
    if (document->recipient.len)
        xlsx_add_line(planner, sheet, data_labelled(words, words->recipient, document->recipient, planner->keep), XLSX_LOOK_LINE);
    xlsx_add_line(planner, sheet, data_labelled(words, words->published, document->date, planner->keep), XLSX_LOOK_LINE);
    xlsx_add_line(planner, sheet, words->language_name, XLSX_LOOK_LINE);
    xlsx_add_link(planner, sheet, words->contents, planner->contents);
    xlsx_measure(planner, sheet, &cover_widths);
}

/* The headings of a list of two columns. */
static void begin_list(struct xlsx_planner *planner, struct xlsx_sheet *sheet, const char *name,
                       const struct text headings[2])
{
    struct names *taken = names_new();
    xlsx_begin_table(planner, sheet, name, 2);
    sheet->repeat_headings = true;
    struct xlsx_cell *cells = xlsx_add_row(planner, sheet, 2);
    for (size_t i = 0; i < 2; i++)
        cells[i] = xlsx_text(planner, xlsx_heading(headings[i], taken, planner->keep), XLSX_LOOK_HEADING);
    names_free(taken);
}

/* Filled last, when all sheets are known. */
static void fill_contents(struct xlsx_planner *planner, struct xlsx_sheet *sheet)
{
    const struct doc_words *words = &planner->document->words;
    const size_t first_listed = 2; /* after the cover and the contents themselves */
    if (planner->plan->sheets.count > first_listed)
        begin_list(planner, sheet, "contents_list", (const struct text[]){words->sheet, words->title});
    for (size_t i = first_listed; i < planner->plan->sheets.count; i++) {
        const struct xlsx_sheet *listed = planner->plan->sheets.items[i];
        struct xlsx_cell *cells = xlsx_add_row(planner, sheet, 2);
        cells[0] = xlsx_text(planner, listed->name, XLSX_LOOK_LINK);
        cells[0].link = listed->name;
        cells[1] = xlsx_text(planner, listed->title, XLSX_LOOK_TEXT);
    }
    xlsx_measure(planner, sheet, &list_widths);
}

static void add_note(struct xlsx_planner *planner, struct xlsx_sheet *sheet, struct text label, struct text meaning)
{
    struct xlsx_cell *cells = xlsx_add_row(planner, sheet, 2);
    cells[0] = xlsx_text(planner, label, XLSX_LOOK_TEXT);
    cells[1] = xlsx_text(planner, meaning, XLSX_LOOK_TEXT);
}

/* What the code book defines of what the tables show, each once. */
static struct doc_terms defined_terms(const struct data_figures *tables, struct arena *keep)
{
    struct doc_terms terms = {0};
    struct names *seen = names_new();
    for (size_t i = 0; i < tables->count; i++)
        for (size_t k = 0; k < tables->items[i].table->terms.count; k++) {
            const struct doc_term *term = &tables->items[i].table->terms.items[k];
            const struct text key = text_format(keep, "%d %.*s\n%.*s\n%.*s", (int)term->kind, TEXT_ARGS(term->id),
                                                TEXT_ARGS(term->label), TEXT_ARGS(term->definition));
            if (!term->definition.len || names_find(seen, key) != NAMES_NONE)
                continue;
            names_add(seen, key);
            ARENA_PUSH(keep, &terms, *term);
        }
    names_free(seen);
    return terms;
}

/* The footnotes that a sheet refers to; those of text alone stand in the report. */
static const bool *notes_with_sheets(const struct xlsx_planner *planner, const struct data_figures *tables, size_t *ret_count)
{
    const struct document *document = planner->document;
    bool *used = ARENA_ARRAY(planner->keep, bool, document->note_count + 1);
    *ret_count = 0;
    for (size_t i = 0; i < tables->count; i++) {
        const bool *has = data_notes_of(document, &planner->note_places, &tables->items[i], planner->keep);
        for (size_t k = 0; k < document->note_count; k++) {
            *ret_count += has[k] && !used[k];
            used[k] = used[k] || has[k];
        }
    }
    return used;
}

/* Measures, then variables, then sources. */
static void add_definitions(struct xlsx_planner *planner, struct xlsx_sheet *sheet, const struct doc_terms *terms)
{
    for (enum doc_term_kind kind = 0; kind < DOC_TERM_KINDS; kind++)
        for (size_t i = 0; i < terms->count; i++)
            if (terms->items[i].kind == kind)
                add_note(planner, sheet, data_term(&planner->document->words, &terms->items[i], planner->keep),
                         terms->items[i].definition);
}

static void plan_notes(struct xlsx_planner *planner, const struct data_figures *tables)
{
    const struct document *document = planner->document;
    const struct doc_words *words = &document->words;
    const struct doc_terms terms = defined_terms(tables, planner->keep);
    size_t note_count;
    const bool *is_used = notes_with_sheets(planner, tables, &note_count);
    const size_t revisions = words->revised.len ? document->revisions.count : 0;
    if (!words->hidden_symbol.len && !note_count && !revisions && !terms.count)
        return;
    struct xlsx_sheet *sheet = xlsx_sheet_new(planner, words->notes, words->notes, TEXT_EMPTY);
    xlsx_add_link(planner, sheet, words->back_to_contents, planner->contents);
    begin_list(planner, sheet, "notes_list", (const struct text[]){words->symbol, words->meaning});
    if (words->hidden_symbol.len)
        add_note(planner, sheet, words->hidden_symbol, words->hidden_meaning);
    for (size_t i = 0; i < document->note_count; i++)
        if (is_used[i])
            add_note(planner, sheet, data_note_reference(words, i + 1, planner->keep),
                     data_spans_text(&document->notes[i].spans, words, planner->keep));
    for (size_t i = 0; i < revisions; i++)
        add_note(planner, sheet, words->revised, document->revisions.items[i].words);
    add_definitions(planner, sheet, &terms);
    xlsx_measure(planner, sheet, &list_widths);
}

/* ---- tidy data ---- */

static struct xlsx_cell tidy_value(struct xlsx_planner *planner, const struct doc_cell *cell)
{
    switch (cell->kind) {
    case DOC_CELL_COUNT:
        return xlsx_number(planner, cell->value, XLSX_LOOK_COUNT);
    case DOC_CELL_PERCENT:
        return xlsx_number(planner, cell->value, xlsx_is_closed(cell) ? XLSX_LOOK_POINTS_CLOSED : XLSX_LOOK_POINTS);
    case DOC_CELL_HIDDEN:
        return xlsx_text(planner, planner->document->words.hidden_symbol, XLSX_LOOK_SYMBOL);
    case DOC_CELL_TEXT:
        break;
    }
    return xlsx_text(planner, cell->text, XLSX_LOOK_TEXT);
}

static void fill_observation(struct xlsx_planner *planner, const struct doc_table *table,
                             const struct data_observation *seen, struct xlsx_cell *cells)
{
    struct text texts[DATA_FIELDS];
    data_field_texts(planner->document, table, seen, texts);
    for (size_t i = 0; i < DATA_FIELDS; i++)
        cells[i] = i == DATA_FIELD_VALUE ? tidy_value(planner, seen->cell) : xlsx_text(planner, texts[i], XLSX_LOOK_TEXT);
}

struct tidy_rows {
    const struct document *document;
    struct data_figures tables;
};

static bool make_observation(struct xlsx_rows *it, struct xlsx_planner *with, struct xlsx_cell *cells)
{
    const struct tidy_rows *source = it->sheet->source;
    with->document = source->document;
    for (; it->place.figure < source->tables.count; it->place.figure++, it->place.cell = 0) {
        const struct doc_table *table = source->tables.items[it->place.figure].table;
        struct data_observations observations = {
            .table = table, .words = &source->document->words, .keep = with->keep, .next = it->place.cell};
        struct data_observation seen;
        if (!table->id.len || !data_observation_next(&observations, &seen))
            continue;
        it->place.cell = observations.next;
        fill_observation(with, table, &seen, cells);
        return true;
    }
    return false;
}

/* Tables in the prose are left out: no measure and period would tell what their cells are. */
static void plan_tidy(struct xlsx_planner *planner, const struct data_figures *tables)
{
    const struct document *document = planner->document;
    const struct text title = document->words.data;
    struct xlsx_sheet *sheet = xlsx_sheet_new(planner, TEXT("data"), title, TEXT_EMPTY);
    xlsx_add_link(planner, sheet, document->words.back_to_contents, planner->contents);
    xlsx_begin_table(planner, sheet, "observations_list", DATA_FIELDS);
    sheet->repeat_headings = true;
    struct xlsx_cell *cells = xlsx_add_row(planner, sheet, DATA_FIELDS);
    for (size_t i = 0; i < DATA_FIELDS; i++)
        cells[i] = xlsx_text(planner, data_field_name((enum data_field)i),
                             i == DATA_FIELD_VALUE ? XLSX_LOOK_HEADING_RIGHT : XLSX_LOOK_HEADING);
    struct tidy_rows *source = ARENA_NEW(planner->keep, struct tidy_rows);
    *source = (struct tidy_rows){document, *tables};
    sheet->source = source;
    sheet->make = make_observation;
    xlsx_measure(planner, sheet, &tidy_widths);
}

/* ---- the whole ---- */

/* The tables that have a sheet, which all but those that their layout leaves out have. */
static struct data_figures tables_with_sheets(const struct document *document, struct arena *keep)
{
    struct data_figures figures = data_tables(document, keep);
    size_t kept = 0;
    for (size_t i = 0; i < figures.count; i++)
        if (!figures.items[i].table->no_sheet)
            figures.items[kept++] = figures.items[i];
    figures.count = kept;
    return figures;
}

/* Whether any of them has a number: a table of nobody may have neither rows nor columns. */
static bool has_observations(const struct xlsx_planner *planner, const struct data_figures *tables)
{
    for (size_t i = 0; i < tables->count; i++) {
        struct data_observations it = {
            .table = tables->items[i].table, .words = &planner->document->words, .keep = planner->keep};
        struct data_observation seen;
        if (it.table->id.len && data_observation_next(&it, &seen))
            return true;
    }
    return false;
}

static void plan_sheets(struct xlsx_planner *planner)
{
    const struct doc_words *words = &planner->document->words;
    const struct data_figures tables = tables_with_sheets(planner->document, planner->keep);
    struct names *ahead = names_new(); /* the name that the contents will get, while the cover is made */
    xlsx_sheet_name(words->cover, ahead, planner->keep);
    planner->contents = xlsx_sheet_name(words->contents, ahead, planner->keep);
    names_free(ahead);
    planner->note_places = data_note_places(planner->document, planner->keep);
    plan_cover(planner);
    struct xlsx_sheet *contents = xlsx_sheet_new(planner, words->contents, words->contents, TEXT_EMPTY);
    plan_notes(planner, &tables);
    for (size_t i = 0; i < tables.count; i++)
        xlsx_plan_figure(planner, &tables.items[i]);
    if (has_observations(planner, &tables))
        plan_tidy(planner, &tables);
    fill_contents(planner, contents);
}

bool xlsx_plan(const struct document *document, struct arena *keep, struct xlsx_plan *ret_plan, struct error *err)
{
    struct xlsx_plan plan = {.document = document};
    struct xlsx_planner planner = {
        .document = document, .keep = keep, .plan = &plan, .err = err, .ok = true,
        .sheet_names = names_new(), .table_names = names_new(),
    };
    plan_sheets(&planner);
    names_free(planner.table_names);
    names_free(planner.sheet_names);
    if (planner.ok)
        *ret_plan = plan;
    return planner.ok;
}
