/* SPDX-License-Identifier: GPL-3.0-or-later
 * Questions on the command line: the expressions of layouts, and whole tables as the counts of their cells. */
#include "cli/question.h"

#include "base/suggest.h"
#include "cli/ledger_places.h"

/* Of a table; more would be no explanation. */
enum { CELLS_MAX = 2000 };

static bool refuse(const struct ledger_reader *reader, const struct question *question, const char *what,
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

static bool is_a_count(const struct ledger_reader *reader, const struct question *question,
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

static void ask(const struct ledger_reader *reader, struct question *question, size_t use)
{
    size_t capacity = question->use_count;
    question->uses = arena_reserve(reader->keep, question->uses, question->use_count, &capacity, sizeof *question->uses);
    question->uses[question->use_count++] = use;
}

static bool read_count(const struct ledger_reader *reader, const struct expression_context *context,
                       struct question *question)
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

static void ask_cells(const struct ledger_reader *reader, struct question *question, size_t number, size_t cells)
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

/* Of the variables that it is by, a table has all categories or those of a selection, which its cells tell. */
static void take_set(struct question *question, const struct use *use)
{
    question->set = use->set;
    question->set_of = use->table;
    for (size_t place = 0; place < use->by_count; place++)
        question->set.categories[use->by[place]] = NULL;
}

static bool ask_table(const struct ledger_reader *reader, struct question *question, const struct shown *shown)
{
    size_t cells = 1;
    for (size_t i = 0; i < shown->dimension_count; i++)
        cells *= (size_t)reader->codebook->dimensions[shown->dimensions[i]].category_count;
    if (cells * shown->period_count > CELLS_MAX)
        return refuse(reader, question, "a table of more than 2000 cells", TEXT("one row of it, with a selection: 'variable=category'"));
    question->is_table = true;
    question->measure = shown->measure;
    question->first = shown->periods[0];
    question->period = shown->periods[shown->period_count - 1];
    question->period_count = shown->period_count;
    take_set(question, &reader->requests->uses[shown->uses[0]]);
    for (size_t i = 0; i < shown->period_count; i++)
        ask_cells(reader, question, shown->uses[i], cells);
    return true;
}

static bool read_table(const struct ledger_reader *reader, const struct expression_context *context,
                       struct question *question)
{
    struct shown shown;
    return parse_shown(context, question->source.bytes, TEXT("none"), &shown) && ask_table(reader, question, &shown);
}

/* ---- charts, tables and sheets by their names ---- */

/* A name, and what kind of thing has it; the kind may be any: what is meant is clear. */
struct block_name {
    bool has_kind;
    struct text id;
};

static bool is_kind(struct text word)
{
    static const struct text kinds[] = {TEXT_INIT("pie"),   TEXT_INIT("bars"),  TEXT_INIT("columns"), TEXT_INIT("line"),
                                        TEXT_INIT("table"), TEXT_INIT("chart"), TEXT_INIT("figure"),  TEXT_INIT("sheet")};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (text_equal(kinds[i], word))
            return true;
    return false;
}

/* Letters, digits and '_', as names have them. */
static bool is_name(struct text text)
{
    for (size_t i = 0; i < text.len; i++) {
        const unsigned char c = (unsigned char)text.ptr[i];
        if (!(c == '_' || c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')))
            return false;
    }
    return text.len > 0;
}

static bool read_name(struct arena *scratch, struct text expression, struct block_name *ret_name)
{
    struct text rest = text_trim(expression);
    struct block_name name = {false, rest};
    const struct text kind = text_cut(&rest, ' ');
    if (is_kind(text_fold(scratch, kind)) && is_name(text_trim(rest)))
        name = (struct block_name){true, text_trim(rest)};
    *ret_name = name;
    return is_name(name.id);
}

static struct text add_words(struct arena *keep, struct text list, const char *sign, struct text more)
{
    return list.len ? text_format(keep, "%.*s%s%.*s", TEXT_ARGS(list), sign, TEXT_ARGS(more)) : more;
}

/* " place=abroad", " nationality!=stateless": whichever is shorter. */
static struct text selection_words(const struct ledger_reader *reader, int number, const bool *set)
{
    const struct dimension *dimension = &reader->codebook->dimensions[number];
    struct text names = TEXT_EMPTY;
    int chosen = 0;
    for (int i = 0; i < dimension->category_count; i++)
        chosen += set[i];
    const bool listed = chosen * 2 <= dimension->category_count;
    for (int i = 0; i < dimension->category_count; i++)
        if (set[i] == listed)
            names = add_words(reader->keep, names, ",", dimension->categories[i].id);
    return text_format(reader->keep, " %.*s%s%.*s", TEXT_ARGS(dimension->id), listed ? "=" : "!=", TEXT_ARGS(names));
}

static struct text all_selections(const struct ledger_reader *reader, const struct use *use)
{
    const struct table_request *table = &reader->requests->tables[use->table];
    struct text words = TEXT_EMPTY;
    for (size_t i = 0; i < table->dimension_count; i++)
        if (use->set.categories[i])
            words = add_words(reader->keep, words, "", selection_words(reader, table->dimensions[i], use->set.categories[i]));
    return words;
}

/* "clients place=abroad by gender, month". */
static struct text shown_words(const struct ledger_reader *reader, const struct shown *shown)
{
    static const struct text steps[] = {[STEP_MONTH] = TEXT_INIT("month"), [STEP_HALF] = TEXT_INIT("half"), [STEP_YEAR] = TEXT_INIT("year")};
    struct text by = TEXT_EMPTY;
    for (size_t i = 0; i <= shown->dimension_count; i++) {
        if (shown->step != STEP_NONE && shown->time_place == i)
            by = add_words(reader->keep, by, ", ", steps[shown->step]);
        if (i < shown->dimension_count)
            by = add_words(reader->keep, by, ", ", reader->codebook->dimensions[shown->dimensions[i]].id);
    }
    return text_format(reader->keep, "%.*s%.*s by %.*s", TEXT_ARGS(reader->codebook->measures[shown->measure].id),
                       TEXT_ARGS(all_selections(reader, &reader->requests->uses[shown->uses[0]])), TEXT_ARGS(by));
}

/* The first of that name, and whether others of the name show something else. */
struct found_block {
    const struct figure_block *figure;
    const char *kind;
    bool is_ambiguous;
    struct text choices; /* "'clients by gender', 'new by gender'" */
};

static void take_found(const struct ledger_reader *reader, struct found_block *found, const struct figure_block *figure, const char *kind)
{
    if (!figure || !figure->shown.period_count)
        return;
    const struct text choice = text_format(reader->keep, "'%.*s'", TEXT_ARGS(shown_words(reader, &figure->shown)));
    if (found->figure && figure->shown.uses[0] == found->figure->shown.uses[0])
        return;
    found->is_ambiguous = found->figure != NULL;
    found->choices = add_words(reader->keep, found->choices, ", ", choice);
    if (!found->figure) {
        found->figure = figure;
        found->kind = kind;
    }
}

static struct found_block find_block(const struct ledger_reader *reader, const struct question_names *named, struct text id)
{
    struct found_block found = {0};
    for (size_t i = 0; i < named->layout_count; i++) {
        const struct figure_block *figure = layout_find_figure(named->layouts[i], id);
        take_found(reader, &found, figure, figure ? ledger_form_word(figure->form) : "");
    }
    for (size_t i = 0; i < named->sheet_count; i++)
        if (text_equal(named->sheets[i].figure.id, id))
            take_found(reader, &found, &named->sheets[i].figure, "sheet");
    return found;
}

static bool read_block(const struct ledger_reader *reader, const struct found_block *found, struct question *question)
{
    const struct figure_block *figure = found->figure;
    if (found->is_ambiguous) {
        diagnose(reader->diagnostics, DIAG_E582, source_place_of(&question->source, question->source.bytes), figure->id, found->choices);
        return false;
    }
    question->block = figure->id;
    question->heading = text_format(reader->keep, "%s %.*s: %.*s", found->kind, TEXT_ARGS(figure->id),
                                    TEXT_ARGS(shown_words(reader, &figure->shown)));
    if (!ask_table(reader, question, &figure->shown))
        return false;
    if (figure->base_is_stated)
        ask(reader, question, figure->stated_use);
    if (figure->shown.step == STEP_NONE)
        ask(reader, question, figure->total_use);
    return true;
}

static void offer_blocks(const struct ledger_reader *reader, const struct block *block, struct suggestion *near)
{
    if (block->figure)
        suggest_offer(near, block->figure->id);
    for (size_t i = 0; i < block->child_count; i++)
        offer_blocks(reader, block->children[i], near);
    for (size_t i = 0; i < block->otherwise_count; i++)
        offer_blocks(reader, block->otherwise[i], near);
}

/* "clients gender=women", for who asks about women: of the first measure that can be. Empty: it is no category. */
static struct text figure_of_category(const struct ledger_reader *reader, struct text id)
{
    const struct codebook *codebook = reader->codebook;
    for (int measure = 0; measure < codebook->measure_count; measure++)
        for (int i = 0; codebook->measures[measure].kind != MEASURE_TYPED_IN && i < codebook->dimension_count; i++) {
            const struct dimension *dimension = &codebook->dimensions[i];
            for (int k = 0; codebook_dimension(codebook, measure, dimension->id) == i && k < dimension->category_count; k++)
                if (text_equal(dimension->categories[k].id, id))
                    return text_format(reader->keep, "%.*s %.*s=%.*s", TEXT_ARGS(codebook->measures[measure].id), TEXT_ARGS(dimension->id),
                                       TEXT_ARGS(id));
        }
    return TEXT_EMPTY;
}

/* Where a layout's blocks have faults, the name may be one of theirs. */
static bool refuse_name(const struct ledger_reader *reader, const struct question_names *named, const struct block_name *name,
                        const struct question *question)
{
    struct suggestion near = suggest(name->id);
    bool lacks_blocks = false;
    for (int i = 0; i < reader->codebook->measure_count && !name->has_kind; i++)
        if (!find_block(reader, named, reader->codebook->measures[i].id).figure)
            suggest_offer(&near, reader->codebook->measures[i].id);
    for (size_t i = 0; i < named->layout_count; i++) {
        lacks_blocks = lacks_blocks || named->layouts[i]->lacks_blocks;
        if (i == 0 || !named->layouts[i]->master)
            offer_blocks(reader, named->layouts[i]->root, &near);
    }
    for (size_t i = 0; i < named->sheet_count; i++)
        suggest_offer(&near, named->sheets[i].figure.id);
    const struct text of_category = name->has_kind ? TEXT_EMPTY : figure_of_category(reader, name->id);
    struct text hint = suggest_hint(&near, reader->keep);
    if (of_category.len)
        hint = text_format(reader->keep, "this is a category: ask for '%.*s'", TEXT_ARGS(of_category));
    if (!lacks_blocks)
        diagnose(reader->diagnostics, DIAG_E583, source_place_of(&question->source, name->id), name->id,
                 hint.len ? hint : TEXT("charts and tables have their names in layouts, behind ':::' and the kind; 'sitrep list measures' tells the measures"));
    return false;
}

static bool read_named(const struct ledger_reader *reader, const struct question_names *named, const struct block_name *name,
                       struct question *question)
{
    const struct found_block found = find_block(reader, named, name->id);
    return found.figure ? read_block(reader, &found, question) : refuse_name(reader, named, name, question);
}

/* A measure, or the one word of layouts that looks like a name. */
static bool is_expression(const struct ledger_reader *reader, struct text id)
{
    return codebook_measure(reader->codebook, id) != NO_INDEX || text_equal(id, TEXT("period"));
}

static void note_namesake(const struct ledger_reader *reader, const struct question_names *named, struct question *question)
{
    const struct found_block found = find_block(reader, named, question->heading);
    if (found.figure)
        question->namesake = text_format(reader->keep, "%s %.*s", found.kind, TEXT_ARGS(found.figure->id));
}

bool question_read(const struct ledger_reader *reader, const struct question_names *named, struct text expression,
                          struct question *ret_question)
{
    const struct text bytes = text_copy(reader->keep, text_trim(expression));
    struct question question = {.source = {.path = "figure", .bytes = bytes}, .heading = bytes, .period = reader->period};
    const struct source *source = &ret_question->source;
    *ret_question = question;
    const struct expression_context context = {reader->codebook, reader->period, source,
                                               reader->requests, reader->keep,   reader->diagnostics, false, false};
    const struct text by = TEXT(" by ");
    const bool is_table = !text_starts(bytes, TEXT("top ")) && text_find(bytes, by) < bytes.len;
    struct block_name name;
    bool ok;
    if (read_name(reader->keep, bytes, &name) && (name.has_kind || !is_expression(reader, name.id)))
        ok = read_named(reader, named, &name, &question);
    else
        ok = is_table ? read_table(reader, &context, &question) : read_count(reader, &context, &question);
    if (ok && !question.block.len)
        note_namesake(reader, named, &question);
    *ret_question = question;
    return ok;
}

/* ---- lists ---- */

static struct place place_in_cell(const void *context, struct place found)
{
    const struct question_row *row = context;
    struct place place = row->place;
    if (!row->is_composed && found.column)
        place.column += found.column - 1;
    return place;
}

/* The edition cannot know of a later period: a row of one is left out, and said to be. */
static bool is_late(const struct ledger_reader *reader, const struct question_row *row, size_t use)
{
    if (reader->requests->tables[reader->requests->uses[use].table].period.last <= reader->period.last)
        return false;
    diagnose(reader->diagnostics, DIAG_W720, row->place, row->expression);
    return true;
}

static void take_row(const struct ledger_reader *reader, const struct placeholder *placeholder, struct question_row *row)
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

void question_read_row(const struct ledger_reader *reader, struct question_row *row)
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
