/* SPDX-License-Identifier: GPL-3.0-or-later
 * Earlier figures are read as expressions of layouts: each row of the list becomes "measure selection @period", and what is
 * wrong with that is told of the row's cells. */
#include "cli/ledger_list.h"

#include <string.h>

#include "base/csv.h"
#include "base/file.h"
#include "protect/system.h"

enum { EDITION, MEASURE, PERIOD, SELECTION, UNIT, VALUE, REQUIRED, KIND = REQUIRED, CONF_STATUS, AUDIENCE, FIELDS };

static const struct text HEADINGS[FIELDS] = {
    [EDITION] = TEXT_INIT("edition"),     [MEASURE] = TEXT_INIT("measure"), [PERIOD] = TEXT_INIT("period"),
    [SELECTION] = TEXT_INIT("selection"), [UNIT] = TEXT_INIT("unit"),       [VALUE] = TEXT_INIT("value"),
    [KIND] = TEXT_INIT("kind"),           [CONF_STATUS] = TEXT_INIT("conf_status"),
    [AUDIENCE] = TEXT_INIT("audience"),
};

/* What a row says; lists without that column have counts only. */
enum row_kind { ROW_COUNT, ROW_ZERO_OR_MORE, ROW_AT_MOST, ROW_CATEGORIES, ROW_KINDS };

static const struct text ROW_KIND_NAMES[ROW_KINDS] = {
    [ROW_COUNT] = TEXT_INIT("count"), [ROW_ZERO_OR_MORE] = TEXT_INIT("zero_or_more"), [ROW_AT_MOST] = TEXT_INIT("le"),
    [ROW_CATEGORIES] = TEXT_INIT("categories")};

struct list_reader {
    const struct ledger_reader *ledger;
    const char *path;
    struct text bytes; /* of the file, to show its lines; empty: they cannot be shown */
    size_t line_start; /* in `bytes`, of the line `line`: that of the last fault, or the first */
    uint32_t line;
    struct csv *csv;
    size_t columns[FIELDS];
    size_t heading_count, row_count;
    struct place late; /* the first row of a period that ends after the edition's */
    size_t late_count;
    earlier_figures *figures;
};

/* ---- places in the list ---- */

static size_t line_end(struct text bytes, size_t start)
{
    while (start < bytes.len && bytes.ptr[start] != '\n' && bytes.ptr[start] != '\r')
        start++;
    return start;
}

/* A line as the file has it; rows come in their order, so no line is looked for twice. */
static struct text line_of(struct list_reader *r, uint32_t line)
{
    if (line < r->line) {
        r->line = 1;
        r->line_start = 0;
    }
    for (; r->line < line && r->line_start < r->bytes.len; r->line++) {
        const size_t end = line_end(r->bytes, r->line_start);
        const bool two = text_starts(text_slice(r->bytes, end, r->bytes.len), TEXT("\r\n"));
        r->line_start = end + two + (end < r->bytes.len);
    }
    return text_slice(r->bytes, r->line_start, line_end(r->bytes, r->line_start));
}

/* Past the quote and the blanks with which a cell begins. */
static void skip_to_words(struct place *place)
{
    size_t at = 0;
    for (uint32_t i = 1; i < place->column && at < place->line_text.len; i++)
        text_next(place->line_text, &at);
    for (bool quote = true; at < place->line_text.len; at++, place->column++) {
        const char c = place->line_text.ptr[at];
        if (c != ' ' && !(quote && c == '"'))
            return;
        quote = quote && c != '"';
    }
}

/* Of what a cell says; of a field that the row does not have, the end of the row. */
static struct place cell_place(struct list_reader *r, const struct csv_record *record, size_t field)
{
    const bool exists = field < record->count;
    const struct csv_place at = csv_field_place(r->csv, exists ? field : record->count);
    const struct text words = exists ? text_trim(record->fields[field]) : TEXT_EMPTY;
    struct place place = {.path = r->path, .line = at.line, .column = at.column, .line_text = line_of(r, at.line)};
    if (words.len)
        skip_to_words(&place);
    place.width = (uint32_t)text_width(words);
    return place;
}

static void complain(struct list_reader *r, const struct csv_record *record, size_t field, enum diagnostic_code code,
                     struct text a, struct text b, struct text c)
{
    diagnose(r->ledger->diagnostics, code, cell_place(r, record, field), a, b, c);
}

/* ---- rows ---- */

/* Headings that no list has. */
static size_t count_strangers(const struct csv_record *record)
{
    size_t strangers = 0;
    for (size_t i = 0; i < record->count; i++) {
        const struct text heading = text_trim(record->fields[i]);
        bool known = text_equal(heading, TEXT("obs_status"));
        for (int field = 0; field < FIELDS; field++)
            known = known || text_equal(heading, HEADINGS[field]);
        strangers += !known;
    }
    return strangers;
}

/* Of what lacks a heading: without most of them, or with more others than misspelling makes, it is another file, such as the
 * data of one table. Its first line is not shown, as it may be somebody's record. */
static bool is_another_file(const struct list_reader *r, const struct csv_record *record)
{
    size_t found = 0;
    for (int field = 0; field < REQUIRED; field++)
        found += record->count == 1 ? text_find(record->fields[0], HEADINGS[field]) < record->fields[0].len
                                    : r->columns[field] != SIZE_MAX;
    return 2 * found < REQUIRED || (record->count > 1 && count_strangers(record) > REQUIRED - found);
}

/* A list whose cells are separated by another sign has one column. */
static void complain_of_heading(struct list_reader *r, const struct csv_record *record)
{
    if (is_another_file(r, record)) {
        diagnose(r->ledger->diagnostics, DIAG_E182, ((struct place){.path = r->path, .line = 1}), TEXT_EMPTY);
        return;
    }
    if (record->count == 1)
        complain(r, record, 0, DIAG_E123, TEXT_EMPTY, TEXT_EMPTY, TEXT_EMPTY);
    for (int field = 0; record->count > 1 && field < REQUIRED; field++)
        if (r->columns[field] == SIZE_MAX)
            complain(r, record, 0, DIAG_E120, HEADINGS[field], TEXT_EMPTY, TEXT_EMPTY);
}

static bool read_heading(struct list_reader *r, const struct csv_record *record)
{
    bool complete = true;
    r->heading_count = record->count;
    for (int field = 0; field < FIELDS; field++) {
        r->columns[field] = SIZE_MAX;
        for (size_t i = 0; i < record->count; i++)
            if (text_equal(text_trim(record->fields[i]), HEADINGS[field]))
                r->columns[field] = i;
        complete = complete && (field >= REQUIRED || r->columns[field] != SIZE_MAX);
    }
    if (!complete)
        complain_of_heading(r, record);
    return complete;
}

static struct text field_of(const struct list_reader *r, const struct csv_record *record, int field)
{
    return r->columns[field] < record->count ? text_trim(record->fields[r->columns[field]]) : TEXT_EMPTY;
}

/* Of what is typed in, an earlier edition of the same period tells something, where this one types it in as well: else there
 * is no count to hold it against. */
static bool is_of_another_edition(const struct list_reader *r, const struct csv_record *record)
{
    struct period period;
    const struct period own = r->ledger->period;
    const int measure = codebook_measure(r->ledger->codebook, field_of(r, record, MEASURE));
    if (measure == NO_INDEX || r->ledger->codebook->measures[measure].kind != MEASURE_TYPED_IN ||
        !period_parse(field_of(r, record, PERIOD), &period))
        return false;
    return !r->ledger->is_given[measure] || period.first != own.first || period.last != own.last;
}

/* Shares say little of counts that are not printed themselves. Without a kind, a number of categories does not say of which
 * variable. */
static bool says_something(const struct list_reader *r, const struct csv_record *record)
{
    const struct text unit = field_of(r, record, UNIT);
    return !text_equal(unit, TEXT("percent")) && !is_of_another_edition(r, record) &&
           (field_of(r, record, KIND).len || !text_equal(unit, TEXT("categories")));
}

static bool read_kind(struct list_reader *r, const struct csv_record *record, enum row_kind *ret_kind)
{
    const struct text kind = field_of(r, record, KIND);
    *ret_kind = ROW_COUNT;
    for (int i = 0; i < ROW_KINDS; i++)
        if (text_equal(kind, ROW_KIND_NAMES[i])) {
            *ret_kind = (enum row_kind)i;
            return true;
        }
    if (kind.len)
        complain(r, record, r->columns[KIND], DIAG_E109, kind, HEADINGS[KIND], TEXT("count, zero_or_more, le, categories"));
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

static bool read_value(struct list_reader *r, const struct csv_record *record, enum row_kind kind,
                       struct earlier_figure *figure)
{
    const struct text value = field_of(r, record, VALUE);
    const bool shown = text_to_number(value, &figure->count) && figure->count <= PROTECT_COUNT_MAX;
    figure->kind = !shown ? EARLIER_HIDDEN : kind == ROW_AT_MOST ? EARLIER_AT_MOST : EARLIER_SHOWN;
    if (shown || is_hidden(r, record))
        return true;
    complain(r, record, r->columns[VALUE], DIAG_E109, value, HEADINGS[VALUE],
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

/* An edition whose own period is wrong has a list full of them, for one fault. */
static void note_late(struct list_reader *r, const struct csv_record *record)
{
    if (!r->late_count++)
        r->late = cell_place(r, record, r->columns[PERIOD]);
}

static void tell_late(const struct list_reader *r)
{
    const struct text few = TEXT("is the edition's period wrong? A list that was published already of a later one belongs to 'later figures'");
    struct arena *keep = r->ledger->keep;
    if (r->late_count)
        diagnose(r->ledger->diagnostics, DIAG_E134, r->late,
                 r->late_count == 1 ? few
                                    : text_format(keep, "this list has %zu such rows: is the edition's period wrong? If it was published already, name it in 'later figures'", r->late_count));
}

/* What was printed has a period of its own, which says nothing of this edition's ("previous"), and no later one unless that was
 * published already. */
static bool check_period(struct list_reader *r, const struct csv_record *record)
{
    const struct text words = field_of(r, record, PERIOD);
    const size_t range = text_find(words, TEXT(".."));
    struct period period, last;
    bool good = period_parse_days(words, &period) || period_parse(text_slice(words, 0, range), &period);
    if (good && range < words.len)
        good = period_parse(text_slice(words, range + 2, words.len), &last) && period_join(period, last, &period);
    if (!good)
        complain(r, record, r->columns[PERIOD], DIAG_E133, words, TEXT_EMPTY, TEXT_EMPTY);
    const bool is_late = good && period.last > r->ledger->period.last && !r->ledger->reads_later;
    if (is_late)
        note_late(r, record);
    return good && !is_late;
}

/* Commas for semicolons in one row, or a comma in a cell without quotes: the cells stand under wrong headings. */
static bool check_length(struct list_reader *r, const struct csv_record *record)
{
    const char separator = csv_separator(r->csv);
    if (record->count == r->heading_count)
        return true;
    const struct text sign = separator == '\t' ? TEXT("tabs") : text_format(r->ledger->keep, "'%c'", separator);
    const struct text counts[] = {text_format(r->ledger->keep, "%zu", record->count),
                                  text_format(r->ledger->keep, "%zu", r->heading_count)};
    complain(r, record, 0, DIAG_E117, counts[0], counts[1], sign);
    return false;
}

/* Whoever changes all commas of a list changes those of its selections, too. */
static bool check_selection(struct list_reader *r, const struct csv_record *record)
{
    const struct text selection = field_of(r, record, SELECTION);
    struct place place = cell_place(r, record, r->columns[SELECTION]);
    const size_t at = text_find_byte(selection, ';');
    if (at == selection.len)
        return true;
    place.column += (uint32_t)text_width(text_slice(selection, 0, at));
    place.width = 1;
    diagnose(r->ledger->diagnostics, DIAG_E124, place, TEXT_EMPTY);
    return false;
}

/* A row as an expression, and which columns (in characters, from 0) of it came from which cell. */
enum { ROW_PIECES = 4 };

struct row_expression {
    struct text_builder words;
    struct {
        uint32_t first;
        struct place place;
    } pieces[ROW_PIECES];
    size_t count;
};

static void add_piece(struct list_reader *r, const struct csv_record *record, int field, struct row_expression *row)
{
    const uint32_t first = (uint32_t)text_width(text_built(&row->words));
    row->pieces[row->count].first = first;
    row->pieces[row->count].place = cell_place(r, record, r->columns[field]);
    row->count++;
    text_add(&row->words, field_of(r, record, field));
}

/* Of a number of categories the unit names the variable. */
static void write_expression(struct list_reader *r, const struct csv_record *record, enum row_kind kind,
                             struct row_expression *row)
{
    if (kind == ROW_CATEGORIES) {
        text_add_c(&row->words, "number of ");
        add_piece(r, record, UNIT, row);
        text_add_c(&row->words, " in ");
    }
    add_piece(r, record, MEASURE, row);
    text_add_byte(&row->words, ' ');
    add_piece(r, record, SELECTION, row);
    text_add_c(&row->words, " @");
    add_piece(r, record, PERIOD, row);
}

static struct place place_in_row(const void *context, struct place found)
{
    const struct row_expression *row = context;
    const uint32_t column = found.column ? found.column - 1 : 0;
    size_t piece = 0;
    while (piece + 1 < row->count && row->pieces[piece + 1].first <= column)
        piece++;
    struct place place = row->pieces[piece].place;
    const uint32_t wanted = column > row->pieces[piece].first ? column - row->pieces[piece].first : 0;
    const uint32_t into = wanted < place.width ? wanted : place.width;
    place.column += into;
    place.width = found.width < place.width - into ? found.width : place.width - into;
    return place;
}

/* Faults are told of the cells. */
static bool read_expression(struct list_reader *r, const struct row_expression *row, enum row_kind kind, size_t *ret_use)
{
    const struct source source = {.path = r->path, .bytes = text_copy(r->ledger->keep, text_built(&row->words))};
    struct diagnostics *found = diagnostics_new();
    struct ledger_reader reader = *r->ledger;
    reader.diagnostics = found;
    const struct expression_context context = ledger_context(&reader, &source);
    struct figure figure = {0};
    const bool ok = parse_figure(&context, source.bytes, &figure) &&
                    ledger_check_kind(&context, source.bytes, &figure, kind == ROW_CATEGORIES ? FIGURE_DISTINCT : FIGURE_SUM);
    *ret_use = figure.use;
    diagnostics_move(r->ledger->diagnostics, found, place_in_row, row);
    diagnostics_free(found);
    return ok;
}

static void read_row(struct list_reader *r, const struct csv_record *record)
{
    struct earlier_figure figure = {0};
    struct row_expression row = {0};
    enum row_kind kind;
    if (!check_length(r, record) || !says_something(r, record) || !read_kind(r, record, &kind) ||
        !read_value(r, record, kind, &figure) || !check_period(r, record) || !check_selection(r, record))
        return;
    if (kind != ROW_COUNT && figure.kind == EARLIER_HIDDEN)
        return;
    figure.edition = text_copy(r->ledger->keep, field_of(r, record, EDITION));
    figure.audience = text_copy(r->ledger->keep, field_of(r, record, AUDIENCE));
    figure.where = text_format(r->ledger->keep, "edition %.*s (%s:%u)", TEXT_ARGS(figure.edition),
                               file_seen_from(r->ledger->keep, r->ledger->folder, r->path), csv_field_place(r->csv, 0).line);
    write_expression(r, record, kind, &row);
    if (read_expression(r, &row, kind, &figure.use))
        ARENA_PUSH(r->ledger->keep, r->figures, figure);
    text_builder_done(&row.words);
}

static void check_rows(const struct list_reader *r, bool usable)
{
    if (usable && !r->row_count)
        diagnose(r->ledger->diagnostics, DIAG_E155, ((struct place){.path = r->path, .line = 1, .column = 1}), TEXT_EMPTY);
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
            else if (usable && !is_empty(&record)) {
                read_row(r, &record);
                r->row_count++;
            }
            heading = false;
            break;
        case CSV_END:
            check_rows(r, usable);
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

enum { LIST_MAX = 64 << 20 };

/* Lines with signs that cannot be shown are not shown, and of a file in another encoding none. */
static bool read_lines(struct list_reader *r, struct error *err)
{
    if (!file_read(r->path, LIST_MAX, r->ledger->keep, &r->bytes, err))
        return false;
    bool plain = text_valid(r->bytes);
    for (size_t i = 0; plain && i < r->bytes.len; i++)
        plain = (unsigned char)r->bytes.ptr[i] >= ' ' || strchr("\t\r\n", r->bytes.ptr[i]);
    if (text_starts(r->bytes, TEXT("\xef\xbb\xbf")))
        r->bytes = text_slice(r->bytes, 3, r->bytes.len);
    if (!plain)
        r->bytes = TEXT_EMPTY;
    return true;
}

bool ledger_read_earlier(const struct ledger_reader *reader, const char *path, earlier_figures *figures,
                         struct error *err)
{
    struct list_reader r = {.ledger = reader, .path = path, .line = 1, .figures = figures};
    r.csv = csv_open(path, &(struct csv_options){0}, err);
    if (!r.csv)
        return false;
    const bool ok = read_lines(&r, err) && read_records(&r, err);
    tell_late(&r);
    csv_close(r.csv);
    return ok;
}
