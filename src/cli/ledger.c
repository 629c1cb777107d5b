/* SPDX-License-Identifier: GPL-3.0-or-later
 * Earlier figures are read as expressions of layouts: each row of the list becomes "measure selection @period". */
#include "cli/ledger.h"

#include <string.h>

#include "base/csv.h"
#include "protect/system.h"

/* ---- expressions that stand in no layout ---- */

/* Parses a figure of that kind; faults are reported in `source`. */
static bool read_figure(const struct ledger_reader *reader, const struct source *source, struct text expression,
                        enum figure_kind kind, size_t *ret_use)
{
    const struct expression_context context = {reader->codebook, reader->period,      source,
                                               reader->requests, reader->keep, reader->diagnostics};
    struct placeholder placeholder;
    if (!parse_placeholder(&context, expression, &placeholder))
        return false;
    if (placeholder.figure.kind != kind && (placeholder.figure.kind != FIGURE_TYPED_IN || kind != FIGURE_SUM)) {
        diagnose(reader->diagnostics, DIAG_E201, source_place_of(source, expression), TEXT("a count"));
        return false;
    }
    *ret_use = placeholder.figure.use;
    return true;
}

void ledger_read_exempt(const struct ledger_reader *reader, const struct policy *policy, exempt_figures *figures)
{
    for (size_t i = 0; i < policy->exemption_count; i++) {
        struct exempt_figure figure = {.reason = policy->exemptions[i].reason};
        if (read_figure(reader, &reader->codebook->source, policy->exemptions[i].figure, FIGURE_SUM, &figure.use))
            ARENA_PUSH(reader->keep, figures, figure);
    }
}

static bool has_variables(const struct ledger_reader *reader, const struct cluster *cluster,
                          const struct table_request *table)
{
    for (size_t i = 0; i < table->dimension_count; i++) {
        bool found = false;
        for (size_t k = 0; k < cluster->root_count; k++)
            found = found || cluster->roots[k] == plan_root(reader->codebook, table->dimensions[i]);
        if (!found)
            return false;
    }
    return true;
}

/* Whether the measure is counted in that period, over the variables of the table. */
static bool is_counted(const struct ledger_reader *reader, const struct plan *plan, const struct table_request *table)
{
    for (size_t i = 0; i < plan->clusters.count; i++) {
        const struct cluster *cluster = &plan->clusters.items[i];
        for (size_t cube = 0; has_variables(reader, cluster, table) && cube < cluster->cubes.count; cube++)
            if (links_is_of(&plan->links, reader->codebook, cluster->cubes.items[cube].universe, table))
                return true;
    }
    return false;
}

void ledger_check_exempt(const struct ledger_reader *reader, const struct policy *policy, const exempt_figures *figures,
                         const struct plan *plan)
{
    for (size_t i = 0; i < figures->count; i++) {
        const struct text figure = policy->exemptions[i].figure;
        if (!is_counted(reader, plan, &reader->requests->tables[reader->requests->uses[figures->items[i].use].table]))
            diagnose(reader->diagnostics, DIAG_W105, source_place_of(&reader->codebook->source, figure), figure);
    }
}

void ledger_read_typed(const struct ledger_reader *reader)
{
    const struct codebook *codebook = reader->codebook;
    for (int i = 0; i < codebook->relation_count; i++)
        for (size_t k = 0; k < codebook->relations[i].term_count; k++) {
            const struct measure *measure = &codebook->measures[codebook->relations[i].terms[k].measure];
            const struct source source = {"code book", measure->id};
            size_t use;
            if (measure->kind == MEASURE_TYPED_IN)
                read_figure(reader, &source, source.bytes, FIGURE_SUM, &use);
        }
}

/* ---- earlier figures ---- */

enum { EDITION, MEASURE, PERIOD, SELECTION, UNIT, VALUE, REQUIRED, KIND = REQUIRED, CONF_STATUS, FIELDS };

static const struct text HEADINGS[FIELDS] = {
    [EDITION] = TEXT_INIT("edition"),     [MEASURE] = TEXT_INIT("measure"), [PERIOD] = TEXT_INIT("period"),
    [SELECTION] = TEXT_INIT("selection"), [UNIT] = TEXT_INIT("unit"),       [VALUE] = TEXT_INIT("value"),
    [KIND] = TEXT_INIT("kind"),           [CONF_STATUS] = TEXT_INIT("conf_status"),
};

/* What a row says; lists without that column have counts only. */
enum row_kind { ROW_COUNT, ROW_ZERO_OR_MORE, ROW_AT_MOST, ROW_CATEGORIES, ROW_KINDS };

static const struct text ROW_KIND_NAMES[ROW_KINDS] = {
    [ROW_COUNT] = TEXT_INIT("count"), [ROW_ZERO_OR_MORE] = TEXT_INIT("zero_or_more"), [ROW_AT_MOST] = TEXT_INIT("le"),
    [ROW_CATEGORIES] = TEXT_INIT("categories")};

struct span {
    size_t first, last;
};

struct list_reader {
    const struct ledger_reader *ledger;
    const char *path;
    struct csv *csv;
    size_t columns[FIELDS];
    struct source *expressions; /* one a line, at the line of its row: so that faults have the right line */
    struct text_builder lines;
    LIST_OF(struct earlier_figure) figures;
    LIST_OF(struct span) spans;          /* of each figure's expression in `lines` */
    LIST_OF(enum figure_kind) expected; /* what the expression must be */
};

static void complain(const struct list_reader *r, size_t field, enum diagnostic_code code, struct text a, struct text b,
                     struct text c)
{
    const struct csv_place at = csv_field_place(r->csv, field);
    diagnose(r->ledger->diagnostics, code, ((struct place){.path = r->path, .line = at.line, .column = at.column}), a, b, c);
}

static bool read_heading(struct list_reader *r, const struct csv_record *record)
{
    bool complete = true;
    for (size_t field = 0; field < FIELDS; field++) {
        r->columns[field] = SIZE_MAX;
        for (size_t i = 0; i < record->count; i++)
            if (text_equal(text_trim(record->fields[i]), HEADINGS[field]))
                r->columns[field] = i;
        if (r->columns[field] == SIZE_MAX && field < REQUIRED) {
            complain(r, 0, DIAG_E120, HEADINGS[field], TEXT_EMPTY, TEXT_EMPTY);
            complete = false;
        }
    }
    return complete;
}

static struct text field_of(const struct list_reader *r, const struct csv_record *record, int field)
{
    return r->columns[field] < record->count ? text_trim(record->fields[r->columns[field]]) : TEXT_EMPTY;
}

/* Of what is typed in, an earlier edition of the same period tells something. */
static bool is_of_another_edition(const struct list_reader *r, const struct csv_record *record)
{
    struct period period;
    const struct period own = r->ledger->period;
    const int measure = codebook_measure(r->ledger->codebook, field_of(r, record, MEASURE));
    return measure != NO_INDEX && r->ledger->codebook->measures[measure].kind == MEASURE_TYPED_IN &&
           period_parse(field_of(r, record, PERIOD), &period) && (period.first != own.first || period.last != own.last);
}

/* Shares say little of counts that are not printed themselves. Without a kind, a number of categories does not say of which
 * variable. */
static bool says_something(const struct list_reader *r, const struct csv_record *record)
{
    const struct text unit = field_of(r, record, UNIT);
    return !text_equal(unit, TEXT("percent")) && !is_of_another_edition(r, record) &&
           (field_of(r, record, KIND).len || !text_equal(unit, TEXT("categories")));
}

static bool read_kind(const struct list_reader *r, const struct csv_record *record, enum row_kind *ret_kind)
{
    const struct text kind = field_of(r, record, KIND);
    *ret_kind = ROW_COUNT;
    for (int i = 0; i < ROW_KINDS; i++)
        if (text_equal(kind, ROW_KIND_NAMES[i])) {
            *ret_kind = (enum row_kind)i;
            return true;
        }
    if (kind.len)
        complain(r, r->columns[KIND], DIAG_E109, kind, HEADINGS[KIND], TEXT("count, zero_or_more, le, categories"));
    return !kind.len;
}

/* Hidden cells are empty in data files, and have a symbol in print; where their status stands beside it, it agrees. */
static bool is_hidden(const struct list_reader *r, const struct csv_record *record)
{
    const struct text value = field_of(r, record, VALUE), status = field_of(r, record, CONF_STATUS);
    const struct codebook *codebook = r->ledger->codebook;
    if (!value.len)
        return r->columns[CONF_STATUS] == SIZE_MAX || text_equal(status, TEXT("C"));
    for (int i = 0; i < codebook->policy_count; i++)
        if (text_equal(value, codebook->policies[i].symbol))
            return true;
    return false;
}

static bool read_value(const struct list_reader *r, const struct csv_record *record, enum row_kind kind,
                       struct earlier_figure *figure)
{
    const struct text value = field_of(r, record, VALUE);
    const bool shown = text_to_number(value, &figure->count) && figure->count <= PROTECT_COUNT_MAX;
    figure->kind = !shown ? EARLIER_HIDDEN : kind == ROW_AT_MOST ? EARLIER_AT_MOST : EARLIER_SHOWN;
    if (shown || is_hidden(r, record))
        return true;
    complain(r, r->columns[VALUE] < record->count ? r->columns[VALUE] : record->count, DIAG_E109, value, HEADINGS[VALUE],
             TEXT("a whole number; a hidden count is empty, with the status C, or the symbol of a policy"));
    return false;
}

static bool is_empty(const struct csv_record *record)
{
    for (size_t i = 0; i < record->count; i++)
        if (text_trim(record->fields[i]).len)
            return false;
    return true;
}

/* Writes the row's expression on the row's line of `lines`. Of a number of categories the unit names the variable. */
static struct span write_expression(struct list_reader *r, const struct csv_record *record, enum row_kind kind)
{
    size_t line = 1;
    for (size_t i = 0; i < r->lines.len; i++)
        line += r->lines.bytes[i] == '\n';
    for (; line < csv_field_place(r->csv, 0).line; line++)
        text_add_byte(&r->lines, '\n');
    const size_t first = r->lines.len;
    if (kind == ROW_CATEGORIES)
        text_add_format(&r->lines, "number of %.*s in ", TEXT_ARGS(field_of(r, record, UNIT)));
    text_add_format(&r->lines, "%.*s %.*s @%.*s", TEXT_ARGS(field_of(r, record, MEASURE)),
                    TEXT_ARGS(field_of(r, record, SELECTION)), TEXT_ARGS(field_of(r, record, PERIOD)));
    return (struct span){first, r->lines.len};
}

static void read_row(struct list_reader *r, const struct csv_record *record)
{
    struct earlier_figure figure = {0};
    enum row_kind kind;
    if (is_empty(record) || !says_something(r, record) || !read_kind(r, record, &kind) ||
        !read_value(r, record, kind, &figure))
        return;
    if (kind != ROW_COUNT && figure.kind == EARLIER_HIDDEN)
        return;
    figure.where = text_format(r->ledger->keep, "edition %.*s (%s:%u)", TEXT_ARGS(field_of(r, record, EDITION)),
                               r->path, csv_field_place(r->csv, 0).line);
    const struct span span = write_expression(r, record, kind);
    ARENA_PUSH(r->ledger->keep, &r->figures, figure);
    ARENA_PUSH(r->ledger->keep, &r->spans, span);
    ARENA_PUSH(r->ledger->keep, &r->expected, kind == ROW_CATEGORIES ? FIGURE_DISTINCT : FIGURE_SUM);
}

static bool read_records(struct list_reader *r, struct error *err)
{
    struct csv_record record;
    bool heading = true, usable = true;
    for (;;) {
        switch (csv_next(r->csv, &record, err)) {
        case CSV_RECORD:
            if (heading)
                usable = read_heading(r, &record);
            else if (usable)
                read_row(r, &record);
            heading = false;
            break;
        case CSV_END:
            return true;
        case CSV_BROKEN: {
            const struct csv_place at = csv_fault_place(r->csv);
            diagnose(r->ledger->diagnostics, DIAG_E516,
                     ((struct place){.path = r->path, .line = at.line, .column = at.column}),
                     csv_fault_words(csv_fault(r->csv)));
            return true;
        }
        case CSV_FAILED:
            return false;
        }
    }
}

static void parse_figures(struct list_reader *r, earlier_figures *figures)
{
    r->expressions->bytes = text_copy(r->ledger->keep, text_built(&r->lines));
    for (size_t i = 0; i < r->figures.count; i++) {
        struct earlier_figure figure = r->figures.items[i];
        const struct span span = r->spans.items[i];
        const struct text expression = text_slice(r->expressions->bytes, span.first, span.last);
        if (read_figure(r->ledger, r->expressions, expression, r->expected.items[i], &figure.use))
            ARENA_PUSH(r->ledger->keep, figures, figure);
    }
}

bool ledger_read_earlier(const struct ledger_reader *reader, const char *path, earlier_figures *figures,
                         struct error *err)
{
    struct list_reader r = {.ledger = reader, .path = path, .expressions = ARENA_NEW(reader->keep, struct source)};
    r.csv = csv_open(path, &(struct csv_options){0}, err);
    if (!r.csv)
        return false;
    r.expressions->path = path;
    const bool ok = read_records(&r, err);
    if (ok)
        parse_figures(&r, figures);
    csv_close(r.csv);
    text_builder_done(&r.lines);
    return ok;
}

/* ---- places ---- */

struct placer {
    const struct layout *layout;
    struct arena *keep;
    struct text *places;
};

static void add_place(const struct placer *p, size_t use, struct text place)
{
    struct text *known = &p->places[use];
    for (struct text rest = *known; rest.len;)
        if (text_equal(text_cut(&rest, ';'), place))
            return;
    *known = known->len ? text_format(p->keep, "%.*s; %.*s", TEXT_ARGS(*known), TEXT_ARGS(place)) : place;
}

/* "situation.en.md, line 40". */
static struct text words_of(const struct placer *p, struct text at)
{
    const struct place place = source_place_of(&p->layout->source, at);
    const char *slash = strrchr(place.path, '/');
    return text_format(p->keep, "%s, line %u", slash ? slash + 1 : place.path, place.line);
}

static void place_figure(const struct placer *p, const struct figure_block *figure)
{
    static const char *const forms[FORMS] = {
        [FORM_PIE] = "pie", [FORM_BARS] = "bars", [FORM_COLUMNS] = "columns", [FORM_LINE] = "line", [FORM_TABLE] = "table"};
    const struct text place = text_format(p->keep, "%s %.*s, %.*s", forms[figure->form], TEXT_ARGS(figure->id),
                                          TEXT_ARGS(words_of(p, figure->at)));
    for (size_t i = 0; i < figure->shown.period_count; i++)
        add_place(p, figure->shown.uses[i], place);
    if (figure->base_is_stated)
        add_place(p, figure->stated_use, place);
    if (figure->shown.step == STEP_NONE)
        add_place(p, figure->total_use, place);
}

static void place_in_text(const struct placer *p, const struct figure *figure, struct text at, const char *kind)
{
    const struct text words = text_format(p->keep, "%.*s%s", TEXT_ARGS(words_of(p, at)), kind);
    const bool counts = figure->kind == FIGURE_SUM || figure->kind == FIGURE_TYPED_IN || figure->kind == FIGURE_TOP ||
                        figure->kind == FIGURE_DISTINCT || figure->kind == FIGURE_DATE;
    if (counts)
        add_place(p, figure->use, words);
    for (size_t i = 0; figure->kind == FIGURE_SERIES && i < figure->use_count; i++)
        add_place(p, figure->uses[i], words);
}

static void place_quantity(const struct placer *p, const struct quantity *quantity, struct text at, const char *kind)
{
    if (quantity->is_share)
        place_in_text(p, &quantity->base, at, kind);
    for (size_t i = 0; i < quantity->figure_count; i++)
        place_in_text(p, &quantity->figures[i], at, kind);
}

/* Figures of which words say something, though they may not be printed. */
static void place_statement(const struct placer *p, const struct statement *statement, const char *kind)
{
    for (size_t i = 0; i < statement->count; i++) {
        const struct predicate *predicate = &statement->predicates[i];
        if (predicate->relation == RELATION_FOR_AUDIENCE || predicate->relation == RELATION_NOT_FOR_AUDIENCE)
            continue;
        place_in_text(p, &predicate->left, statement->at, kind);
        place_quantity(p, &predicate->right, statement->at, kind);
        if (predicate->relation == RELATION_BETWEEN)
            place_quantity(p, &predicate->high, statement->at, kind);
    }
}

static void place_block(const struct placer *p, const struct block *block)
{
    if (block->figure)
        place_figure(p, block->figure);
    if (block->kind == BLOCK_WHEN)
        place_statement(p, &block->when, " (condition)");
    for (size_t i = 0; i < block->child_count; i++)
        place_block(p, block->children[i]);
    for (size_t i = 0; i < block->otherwise_count; i++)
        place_block(p, block->otherwise[i]);
}

struct text *ledger_places(const struct layout *const *layouts, size_t layout_count, const struct requests *requests,
                           struct arena *keep)
{
    struct text *places = ARENA_ARRAY(keep, struct text, requests->use_count);
    for (size_t i = 0; i < layout_count; i++) {
        const struct placer placer = {layouts[i], keep, places};
        place_block(&placer, layouts[i]->root);
        for (size_t k = 0; k < layouts[i]->placeholder_count; k++) {
            const struct placeholder *placeholder = &layouts[i]->placeholders[k];
            place_in_text(&placer, &placeholder->figure, placeholder->at, "");
            if (placeholder->format == FORMAT_PERCENT)
                place_in_text(&placer, &placeholder->base, placeholder->at, "");
        }
        for (size_t k = 0; k < layouts[i]->claim_count; k++)
            place_statement(&placer, &layouts[i]->claims[k].statement, " (claim)");
    }
    return places;
}
