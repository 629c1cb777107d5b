/* SPDX-License-Identifier: GPL-3.0-or-later
 * Questions on the command line: the expressions of layouts, and whole tables as the counts of their cells. */
#include "cli/ledger.h"

/* Of a table; more would be no explanation. */
enum { CELLS_MAX = 2000 };

static bool refuse(const struct ledger_reader *reader, const struct ledger_question *question, const char *what,
                   struct text instead)
{
    diagnose(reader->diagnostics, DIAG_E230, source_place_of(&question->source, question->source.bytes), text_of(what),
             instead);
    return false;
}

/* "'clients by nationality'", from what a ranking or a number of categories is about. */
static struct text table_of(const struct ledger_reader *reader, const struct figure *figure)
{
    const struct use *use = &reader->requests->uses[figure->use];
    const struct table_request *table = &reader->requests->tables[use->table];
    return text_format(reader->keep, "'%.*s by %.*s'", TEXT_ARGS(reader->codebook->measures[figure->measure].id),
                       TEXT_ARGS(reader->codebook->dimensions[table->dimensions[use->by[0]]].id));
}

static bool is_a_count(const struct ledger_reader *reader, const struct ledger_question *question,
                       const struct figure *figure)
{
    const struct text id =
        figure->measure == NO_INDEX ? TEXT("clients") : reader->codebook->measures[figure->measure].id;
    switch (figure->kind) {
    case FIGURE_SUM:
    case FIGURE_TYPED_IN:
        return true;
    case FIGURE_TOP:
        return refuse(reader, question, "a ranking", table_of(reader, figure));
    case FIGURE_DISTINCT:
        return refuse(reader, question, "a number of categories", table_of(reader, figure));
    case FIGURE_DATE:
        return refuse(reader, question, "a date", text_format(reader->keep, "'%.*s'", TEXT_ARGS(id)));
    case FIGURE_SERIES:
        return refuse(reader, question, "taken from several counts",
                      text_format(reader->keep, "each of them, such as '%.*s @previous'", TEXT_ARGS(id)));
    case FIGURE_WORD:
    case FIGURE_SEE:
    case FIGURE_NAMES:
        break;
    }
    return refuse(reader, question, "a word", TEXT("the name of a measure"));
}

static void ask(const struct ledger_reader *reader, struct ledger_question *question, size_t use)
{
    size_t capacity = question->use_count;
    question->uses = arena_reserve(reader->keep, question->uses, question->use_count, &capacity, sizeof *question->uses);
    question->uses[question->use_count++] = use;
}

static bool read_count(const struct ledger_reader *reader, const struct expression_context *context,
                       struct ledger_question *question)
{
    struct placeholder placeholder;
    if (!parse_placeholder(context, question->source.bytes, &placeholder) ||
        !is_a_count(reader, question, &placeholder.figure))
        return false;
    question->measure = placeholder.figure.measure;
    question->is_percent = placeholder.format == FORMAT_PERCENT;
    question->decimals = placeholder.format_number;
    ask(reader, question, placeholder.figure.use);
    question->period = reader->requests->tables[reader->requests->uses[placeholder.figure.use].table].period;
    question->first = question->period;
    question->period_count = 1;
    if (question->is_percent)
        ask(reader, question, placeholder.base.use);
    return true;
}

/* The use of one cell: at each place of the table's `by` one category. */
static struct use cell_use(const struct ledger_reader *reader, const struct use *table, const int *categories)
{
    struct use cell = {.kind = USE_SUM, .table = table->table, .set = table->set, .join = NO_INDEX};
    for (size_t place = 0; place < table->by_count; place++) {
        const int dimension = reader->requests->tables[table->table].dimensions[table->by[place]];
        bool *set = ARENA_ARRAY(reader->keep, bool, (size_t)reader->codebook->dimensions[dimension].category_count);
        set[categories[place]] = true;
        cell.set.categories[table->by[place]] = set;
    }
    return cell;
}

static bool is_chosen(const struct use *table, const int *categories)
{
    for (size_t place = 0; place < table->by_count; place++) {
        const bool *set = table->set.categories[table->by[place]];
        if (set && !set[categories[place]])
            return false;
    }
    return true;
}

static void ask_cells(const struct ledger_reader *reader, struct ledger_question *question, size_t number, size_t cells)
{
    const struct use table = reader->requests->uses[number];
    const struct table_request request = reader->requests->tables[table.table];
    for (size_t cell = 0; cell < cells; cell++) {
        int categories[REQUEST_DIMENSIONS_MAX] = {0};
        size_t rest = cell;
        for (size_t place = table.by_count; place-- > 0;) {
            const int dimension = request.dimensions[table.by[place]];
            const size_t count = (size_t)reader->codebook->dimensions[dimension].category_count;
            categories[place] = (int)(rest % count);
            rest /= count;
        }
        if (!is_chosen(&table, categories))
            continue;
        const struct use use = cell_use(reader, &table, categories);
        ask(reader, question, requests_use(reader->requests, reader->keep, reader->codebook, &use));
    }
}

static bool read_table(const struct ledger_reader *reader, const struct expression_context *context,
                       struct ledger_question *question)
{
    struct shown shown;
    size_t cells = 1;
    if (!parse_shown(context, question->source.bytes, TEXT("none"), &shown))
        return false;
    for (size_t i = 0; i < shown.dimension_count; i++)
        cells *= (size_t)reader->codebook->dimensions[shown.dimensions[i]].category_count;
    if (cells * shown.period_count > CELLS_MAX)
        return refuse(reader, question, "a table of more than 2000 cells", TEXT("one row of it, with a selection: 'variable=category'"));
    question->is_table = true;
    question->measure = shown.measure;
    question->first = shown.periods[0];
    question->period = shown.periods[shown.period_count - 1];
    question->period_count = shown.period_count;
    for (size_t i = 0; i < shown.period_count; i++)
        ask_cells(reader, question, shown.uses[i], cells);
    return true;
}

bool ledger_read_question(const struct ledger_reader *reader, struct text expression, struct ledger_question *ret_question)
{
    struct ledger_question question = {.source = {.path = "figure", .bytes = text_copy(reader->keep, expression)}, .period = reader->period};
    const struct source *source = &ret_question->source;
    *ret_question = question;
    const struct expression_context context = {reader->codebook, reader->period, source,
                                               reader->requests, reader->keep,   reader->diagnostics, false, false};
    const struct text by = TEXT(" by ");
    const bool is_table = !text_starts(text_trim(expression), TEXT("top ")) && text_find(expression, by) < expression.len;
    const bool ok = is_table ? read_table(reader, &context, &question) : read_count(reader, &context, &question);
    *ret_question = question;
    return ok;
}

/* ---- lists ---- */

static struct place place_in_cell(const void *context, struct place found)
{
    const struct ledger_row *row = context;
    struct place place = row->place;
    if (!row->is_composed && found.column)
        place.column += found.column - 1;
    return place;
}

/* The edition cannot know of a later period: a row of one is left out, and said to be. */
static bool is_late(const struct ledger_reader *reader, const struct ledger_row *row, size_t use)
{
    if (reader->requests->tables[reader->requests->uses[use].table].period.last <= reader->period.last)
        return false;
    diagnose(reader->diagnostics, DIAG_W720, row->place, row->expression);
    return true;
}

static void take_row(const struct ledger_reader *reader, const struct placeholder *placeholder, struct ledger_row *row)
{
    row->is_distinct = placeholder->figure.kind == FIGURE_DISTINCT && placeholder->format != FORMAT_PERCENT;
    if (placeholder->figure.kind != FIGURE_SUM && placeholder->figure.kind != FIGURE_TYPED_IN && !row->is_distinct) {
        diagnose(reader->diagnostics, DIAG_E740, row->place, row->expression);
        return;
    }
    row->is_percent = placeholder->format == FORMAT_PERCENT;
    row->use = placeholder->figure.use;
    row->base = row->is_percent ? placeholder->base.use : row->use;
    row->is_understood = !is_late(reader, row, row->use);
}

void ledger_read_row(const struct ledger_reader *reader, struct ledger_row *row)
{
    if (!row->expression.len)
        return;
    struct source *source = ARENA_NEW(reader->keep, struct source);
    *source = (struct source){.path = row->place.path, .bytes = row->expression};
    struct diagnostics *found = diagnostics_new();
    const struct expression_context context = {.codebook = reader->codebook,
                                               .period = reader->period,
                                               .source = source,
                                               .requests = reader->requests,
                                               .keep = reader->keep,
                                               .diagnostics = found,
                                               .reads_later_periods = true};
    struct placeholder placeholder;
    if (parse_placeholder(&context, source->bytes, &placeholder))
        take_row(reader, &placeholder, row);
    diagnostics_move(reader->diagnostics, found, place_in_cell, row);
    diagnostics_free(found);
}
