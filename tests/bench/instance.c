/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reads an instance: dimensions and tables, the joint counts, then every printed cell as a sum of joint counts. */
#include "bench/instance.h"

#include <string.h>

#include "base/csv.h"
#include "base/file.h"

enum { DIMENSIONS_MAX = 6, KEYS_MAX = 2000000, TABLES_FILE_MAX = 1 << 20, WHOLE = 0 };

/* What a table prints a row of: a category, a group, or the whole. */
struct code {
    struct text name;
    size_t *categories; /* ascending */
    size_t category_count;
    size_t first_equal; /* the first code of the dimension with the same categories */
};

/* codes: the whole, then the categories, then the groups. */
struct dimension {
    struct text name;
    LIST_OF(struct code) codes;
    size_t category_count;
};

struct printed_table {
    bool has[DIMENSIONS_MAX];
};

/* One code for each dimension. */
struct place {
    size_t codes[DIMENSIONS_MAX];
};

/* A different set of joint counts. */
struct cell {
    struct place place;
    size_t printed;
};

struct reading {
    const char *folder;
    struct arena *keep, *scratch;
    struct dimension dimensions[DIMENSIONS_MAX];
    size_t dimension_count;
    LIST_OF(struct printed_table) tables;
    int64_t *counts; /* joint, the last dimension fastest */
    size_t count_count;
    struct protect_term *terms; /* room for one cell */
    LIST_OF(struct cell) cells;
    size_t printed;
};

static bool fault(const struct reading *reading, const char *file, size_t line, const char *words, struct error *err)
{
    return error_set(err, ERROR_INPUT, "%s/%s, line %zu: %s", reading->folder, file, line, words);
}

/* ---- the file `tables` ---- */

static bool next_word(struct text *rest, struct text *ret_word)
{
    do
        *ret_word = text_cut(rest, ' ');
    while (!ret_word->len && rest->len);
    return ret_word->len > 0;
}

static size_t find_dimension(const struct reading *reading, struct text name)
{
    size_t d = 0;
    while (d < reading->dimension_count && !text_equal(reading->dimensions[d].name, name))
        d++;
    return d;
}

/* The category's number, or the number of categories. */
static size_t find_category(const struct dimension *dimension, struct text name)
{
    size_t c = 0;
    while (c < dimension->category_count && !text_equal(dimension->codes.items[c + 1].name, name))
        c++;
    return c;
}

static bool is_same_code(const struct code *a, const struct code *b)
{
    return a->category_count == b->category_count &&
           memcmp(a->categories, b->categories, a->category_count * sizeof *a->categories) == 0;
}

static void add_code(const struct reading *reading, struct dimension *dimension, struct text name, const bool *has)
{
    struct code code = {.name = name};
    code.categories = ARENA_ARRAY(reading->scratch, size_t, dimension->category_count);
    for (size_t c = 0; c < dimension->category_count; c++)
        if (has[c])
            code.categories[code.category_count++] = c;
    while (code.first_equal < dimension->codes.count &&
           !is_same_code(&code, &dimension->codes.items[code.first_equal]))
        code.first_equal++;
    ARENA_PUSH(reading->scratch, &dimension->codes, code);
}

static const char *read_dimension(struct reading *reading, struct text rest)
{
    struct text name, category;
    if (!next_word(&rest, &name) || reading->dimension_count == DIMENSIONS_MAX)
        return "a dimension has no name, or is one too many";
    struct dimension *dimension = &reading->dimensions[reading->dimension_count++];
    dimension->name = name;
    const struct text categories = rest;
    while (next_word(&rest, &category))
        dimension->category_count++;
    if (dimension->category_count == 0)
        return "a dimension has no categories";
    bool *has = ARENA_ARRAY(reading->scratch, bool, dimension->category_count);
    memset(has, true, dimension->category_count * sizeof *has);
    add_code(reading, dimension, TEXT_EMPTY, has);
    memset(has, false, dimension->category_count * sizeof *has);
    rest = categories;
    for (size_t c = 0; next_word(&rest, &category); c++) {
        has[c] = true;
        add_code(reading, dimension, category, has);
        has[c] = false;
    }
    return NULL;
}

static const char *read_group(struct reading *reading, struct text rest)
{
    struct text word, name;
    if (!next_word(&rest, &word) || !next_word(&rest, &name))
        return "a group has no name";
    const size_t d = find_dimension(reading, word);
    if (d == reading->dimension_count)
        return "a group of an unknown dimension";
    struct dimension *dimension = &reading->dimensions[d];
    bool *has = ARENA_ARRAY(reading->scratch, bool, dimension->category_count);
    size_t members = 0;
    for (; next_word(&rest, &word); members++) {
        const size_t c = find_category(dimension, word);
        if (c == dimension->category_count || has[c])
            return "an unknown category, or one named twice";
        has[c] = true;
    }
    if (!members)
        return "a group has no members";
    add_code(reading, dimension, name, has);
    return NULL;
}

static const char *read_table(struct reading *reading, struct text rest)
{
    struct printed_table table = {.has = {false}};
    struct text name;
    while (next_word(&rest, &name)) {
        const size_t d = find_dimension(reading, name);
        if (d == reading->dimension_count)
            return "a table of an unknown dimension";
        table.has[d] = true;
    }
    ARENA_PUSH(reading->scratch, &reading->tables, table);
    return NULL;
}

static const char *read_line(struct reading *reading, struct text line)
{
    struct text word;
    if (!next_word(&line, &word) || text_starts(word, TEXT("#")))
        return NULL;
    if (text_equal(word, TEXT("dimension")))
        return read_dimension(reading, line);
    if (text_equal(word, TEXT("group")))
        return read_group(reading, line);
    return text_equal(word, TEXT("table")) ? read_table(reading, line) : "neither dimension, group nor table";
}

static bool read_tables(struct reading *reading, struct error *err)
{
    struct text bytes;
    if (!file_read(file_join(reading->scratch, reading->folder, "tables"), TABLES_FILE_MAX, reading->keep, &bytes, err))
        return false;
    for (size_t line = 1; bytes.len; line++) {
        const char *words = read_line(reading, text_cut(&bytes, '\n'));
        if (words)
            return fault(reading, "tables", line, words, err);
    }
    size_t keys = 1;
    for (size_t d = 0; d < reading->dimension_count; d++) {
        keys *= reading->dimensions[d].codes.count;
        if (keys > KEYS_MAX)
            return error_set(err, ERROR_INPUT, "%s/tables: too many categories", reading->folder);
    }
    if (!reading->dimension_count || !reading->tables.count)
        return error_set(err, ERROR_INPUT, "%s/tables: no dimension or no table", reading->folder);
    return true;
}

/* ---- the joint counts ---- */

static bool heading_fits(const struct reading *reading, const struct csv_record *record)
{
    bool fits = record->count == reading->dimension_count + 1;
    for (size_t d = 0; fits && d < reading->dimension_count; d++)
        fits = text_equal(record->fields[d], reading->dimensions[d].name);
    return fits;
}

static const char *read_count(struct reading *reading, const struct csv_record *record)
{
    size_t at = 0;
    if (record->count != reading->dimension_count + 1)
        return "too many or too few fields";
    for (size_t d = 0; d < reading->dimension_count; d++) {
        const struct dimension *dimension = &reading->dimensions[d];
        const size_t c = find_category(dimension, record->fields[d]);
        if (c == dimension->category_count)
            return "an unknown category";
        at = at * dimension->category_count + c;
    }
    if (reading->counts[at])
        return "a combination comes twice";
    return text_to_number(record->fields[record->count - 1], &reading->counts[at]) ? NULL : "no count";
}

static bool read_records(struct reading *reading, struct csv *csv, struct error *err)
{
    struct csv_record record;
    enum csv_step step;
    for (size_t line = 1; (step = csv_next(csv, &record, err)) == CSV_RECORD; line++) {
        const char *words = line > 1                       ? read_count(reading, &record)
                            : heading_fits(reading, &record) ? NULL
                                                           : "the columns are not the dimensions, then the count";
        if (words)
            return fault(reading, "inner.csv", line, words, err);
    }
    return step == CSV_END || error_set(err, ERROR_INPUT, "%s/inner.csv is no CSV", reading->folder);
}

static bool read_counts(struct reading *reading, struct error *err)
{
    reading->count_count = 1;
    for (size_t d = 0; d < reading->dimension_count; d++)
        reading->count_count *= reading->dimensions[d].category_count;
    reading->counts = ARENA_ARRAY(reading->scratch, int64_t, reading->count_count);
    reading->terms = ARENA_ARRAY(reading->scratch, struct protect_term, reading->count_count);
    struct csv *csv = csv_open(file_join(reading->scratch, reading->folder, "inner.csv"),
                               &(struct csv_options){.separator = ','}, err);
    const bool read = csv && read_records(reading, csv, err);
    csv_close(csv);
    return read;
}

/* ---- the cells that are printed ---- */

static size_t key_of(const struct reading *reading, const struct place *place, bool equals_are_one)
{
    size_t key = 0;
    for (size_t d = 0; d < reading->dimension_count; d++) {
        const struct dimension *dimension = &reading->dimensions[d];
        const size_t code = place->codes[d];
        key = key * dimension->codes.count + (equals_are_one ? dimension->codes.items[code].first_equal : code);
    }
    return key;
}

/* Steps through the codes of the table's dimensions; the others stay the whole. False after the last. */
static bool next_place(const struct reading *reading, const struct printed_table *table, struct place *place)
{
    for (size_t d = reading->dimension_count; d-- > 0;) {
        if (!table->has[d])
            continue;
        if (++place->codes[d] < reading->dimensions[d].codes.count)
            return true;
        place->codes[d] = WHOLE;
    }
    return false;
}

/* What was met so far, by key. */
struct met {
    bool *places;  /* this very place */
    size_t *cells; /* number of the cell with the same variables, plus 1 */
};

static void add_place(struct reading *reading, const struct met *met, const struct place *place, size_t printed)
{
    const size_t key = key_of(reading, place, false), cell_key = key_of(reading, place, true);
    if (met->places[key])
        return;
    met->places[key] = true;
    if (!met->cells[cell_key]) {
        ARENA_PUSH(reading->scratch, &reading->cells, ((struct cell){.place = *place}));
        met->cells[cell_key] = reading->cells.count;
    } else if (!printed) {
        return;
    }
    reading->cells.items[met->cells[cell_key] - 1].printed += printed;
    reading->printed += printed;
}

static void add_withheld(struct reading *reading, const struct met *met)
{
    for (size_t i = 0; i < reading->count_count; i++) {
        struct place place;
        size_t rest = i;
        for (size_t d = reading->dimension_count; d-- > 0;) {
            place.codes[d] = 1 + rest % reading->dimensions[d].category_count;
            rest /= reading->dimensions[d].category_count;
        }
        add_place(reading, met, &place, 0);
    }
}

static void gather_cells(struct reading *reading)
{
    size_t keys = 1;
    for (size_t d = 0; d < reading->dimension_count; d++)
        keys *= reading->dimensions[d].codes.count;
    const struct met met = {
        .places = ARENA_ARRAY(reading->scratch, bool, keys),
        .cells = ARENA_ARRAY(reading->scratch, size_t, keys),
    };
    for (size_t t = 0; t < reading->tables.count; t++) {
        struct place place = {.codes = {WHOLE}};
        do
            add_place(reading, &met, &place, 1);
        while (next_place(reading, &reading->tables.items[t], &place));
    }
    add_withheld(reading, &met);
}

/* ---- the system ---- */

static bool is_whole(const struct reading *reading, const struct place *place)
{
    return key_of(reading, place, true) == 0;
}

static struct text name_of(const struct reading *reading, const struct place *place)
{
    if (is_whole(reading, place))
        return TEXT("whole");
    struct text_builder b = {0};
    for (size_t d = 0; d < reading->dimension_count; d++)
        if (place->codes[d] != WHOLE)
            text_add_format(&b, "%s%.*s=%.*s", b.len ? " " : "", TEXT_ARGS(reading->dimensions[d].name),
                            TEXT_ARGS(reading->dimensions[d].codes.items[place->codes[d]].name));
    const struct text name = text_copy(reading->keep, text_built(&b));
    text_builder_done(&b);
    return name;
}

/* Fills in the joint counts that the place adds up; returns how many. */
static size_t make_terms(const struct reading *reading, const struct place *place)
{
    struct protect_term *terms = reading->terms;
    size_t count = 1;
    terms[0] = (struct protect_term){0, 1};
    for (size_t d = 0; d < reading->dimension_count; d++) {
        const struct dimension *dimension = &reading->dimensions[d];
        const struct code *code = &dimension->codes.items[place->codes[d]];
        for (size_t i = count; i-- > 0;) /* backwards: each becomes several, in place */
            for (size_t c = code->category_count; c-- > 0;)
                terms[i * code->category_count + c] = (struct protect_term){
                    terms[i].variable * dimension->category_count + code->categories[c], 1};
        count *= code->category_count;
    }
    return count;
}

static int64_t cost_of(const struct reading *reading, const struct protect_sum_request *request, size_t printed,
                       enum instance_cost cost)
{
    int64_t each = 1, value = 0;
    if (request->kind != PROTECT_CANDIDATE)
        return 0;
    for (size_t i = 0; i < request->term_count; i++)
        value += reading->counts[request->terms[i].variable];
    switch (cost) {
    case INSTANCE_COST_CELLS:
        break;
    case INSTANCE_COST_COUNTS:
        each = value > 0 ? value : 1;
        break;
    }
    return each * (int64_t)printed;
}

static bool add_sum(const struct reading *reading, const struct cell *cell, enum instance_cost cost,
                    struct protect_system *system, struct error *err)
{
    struct protect_sum_request request = {
        .kind = !cell->printed                     ? PROTECT_WITHHELD
                : is_whole(reading, &cell->place) ? PROTECT_ALWAYS
                                                  : PROTECT_CANDIDATE,
        .zero_is_seen = cell->printed,
        .terms = reading->terms,
        .term_count = make_terms(reading, &cell->place),
    };
    request.cost = cost_of(reading, &request, cell->printed, cost);
    size_t number;
    return protect_system_add_sum(system, &request, &number, err);
}

static bool make_system(const struct reading *reading, enum instance_cost cost, struct instance *ret, struct error *err)
{
    struct instance instance = {.system = protect_system_new(reading->keep), .cells = reading->printed};
    struct instance_sum *sums = ARENA_ARRAY(reading->keep, struct instance_sum, reading->cells.count);
    size_t number;
    for (size_t i = 0; i < reading->count_count; i++)
        if (!protect_system_add_variable(instance.system, (struct protect_variable){.value = reading->counts[i]}, &number,
                                         err))
            return false;
    for (size_t i = 0; i < reading->cells.count; i++) {
        const struct cell *cell = &reading->cells.items[i];
        if (!add_sum(reading, cell, cost, instance.system, err))
            return false;
        sums[i] = (struct instance_sum){name_of(reading, &cell->place), cell->printed};
    }
    instance.sums = sums;
    *ret = instance;
    return true;
}

bool instance_read(const char *folder, enum instance_cost cost, struct arena *keep, struct instance *ret,
                   struct error *err)
{
    struct reading reading = {.folder = folder, .keep = keep, .scratch = arena_new()};
    bool read = read_tables(&reading, err) && read_counts(&reading, err);
    if (read) {
        gather_cells(&reading);
        read = make_system(&reading, cost, ret, err);
    }
    arena_free(reading.scratch);
    return read;
}

struct protect_task instance_task(const struct instance *instance)
{
    return (struct protect_task){
        .system = instance->system,
        .rule = {.threshold = 5, .spread = 2},
        .effort = protect_effort_default(),
        .seed = 2014,
    };
}
