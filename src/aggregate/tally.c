/* SPDX-License-Identifier: GPL-3.0-or-later
 * Counting. Tables of the same measure and period count the same rows or persons: they share one `population`, so that
 * a row is tested once for all of them. A row without a person number counts as a person of its own in measures that
 * count persons: it cannot be told to be anybody else's.
 *
 * UNSAFE: raw counts. */
#include "aggregate/tally.h"

#include <assert.h>
#include <stdlib.h>

#include "aggregate/persons.h"
#include "base/memory.h"
#include "base/number.h"

/* How a row finds its cell in a table: the sum of category * stride. */
struct axis {
    int column;
    const int *group_of; /* or NULL */
    int category_count;
    size_t stride;
};

struct counts {
    int64_t *cells;
    struct axis axes[REQUEST_DIMENSIONS_MAX];
    size_t axis_count;
    int measure;
    struct population *population; /* NULL if the measure is typed in */
};

/* First and last date in one column. */
struct span {
    date_day first, last;
    bool is_set;
};

struct population {
    const struct measure *measure;
    const struct measure *measures; /* of the code book */
    const struct overlap *overlap;  /* or NULL */
    int several; /* the column in each of whose codes a row counts; NO_INDEX: none */
    struct period period;
    int year; /* of the period's last day */
    const struct stay_shape *shape;
    struct span *spans; /* of each date column of the shape */
    struct persons *persons; /* NULL: every row counts */
    LIST_OF(struct counts *) tables;
};

struct source_plan {
    struct stay_shape shape;
    LIST_OF(struct population *) populations;
};

struct tally {
    struct arena *keep;
    const struct codebook *codebook;
    struct source_plan *sources;
    struct counts *tables; /* as requested */
    size_t table_count;
};

/* ---- preparing ---- */

/* The population that is counted, new if no table before had it. */
static struct population *find_population(struct tally *tally, const struct table_request *request)
{
    const struct measure *measure = &tally->codebook->measures[request->measure];
    if (measure->kind == MEASURE_TYPED_IN)
        return NULL;
    struct source_plan *plan = &tally->sources[measure->source];
    for (size_t i = 0; i < plan->populations.count; i++) {
        struct population *population = plan->populations.items[i];
        if (population->measure == measure && population->period.first == request->period.first &&
            population->period.last == request->period.last && overlap_is_same(population->overlap, request->overlap))
            return population;
    }
    struct population *population = ARENA_NEW(tally->keep, struct population);
    population->measure = measure;
    population->measures = tally->codebook->measures;
    population->overlap = request->overlap;
    population->several = NO_INDEX;
    if (measure->several)
        population->several = (int)(measure->several - tally->codebook->sources[measure->source].columns);
    population->period = request->period;
    population->year = date_of_day(request->period.last).year;
    population->shape = &plan->shape;
    population->spans = ARENA_ARRAY(tally->keep, struct span, (size_t)plan->shape.date_count);
    if (measure->once_per != NO_INDEX)
        population->persons = persons_new(&plan->shape);
    ARENA_PUSH(tally->keep, &plan->populations, population);
    return population;
}

/* The last dimension runs fastest. */
static void prepare_table(struct tally *tally, const struct table_request *request, struct counts *counts)
{
    size_t cells = 1;
    counts->axis_count = request->dimension_count;
    counts->measure = request->measure;
    for (size_t i = request->dimension_count; i-- > 0;) {
        const struct dimension *dimension = &tally->codebook->dimensions[request->dimensions[i]];
        counts->axes[i] = (struct axis){dimension->column, dimension->group_of, dimension->category_count, cells};
        if (__builtin_mul_overflow(cells, (size_t)dimension->category_count, &cells))
            cells = SIZE_MAX;
    }
    counts->cells = ARENA_ARRAY(tally->keep, int64_t, cells);
    counts->population = find_population(tally, request);
    if (counts->population)
        ARENA_PUSH(tally->keep, &counts->population->tables, counts);
}

struct tally *tally_new(const struct codebook *codebook, const struct requests *requests)
{
    struct tally *tally = memory_alloc(1, sizeof *tally);
    tally->keep = arena_new();
    tally->codebook = codebook;
    tally->sources = ARENA_ARRAY(tally->keep, struct source_plan, (size_t)codebook->source_count);
    for (int i = 0; i < codebook->source_count; i++)
        tally->sources[i].shape = stay_shape_of(&codebook->sources[i]);
    tally->table_count = requests->table_count;
    tally->tables = ARENA_ARRAY(tally->keep, struct counts, requests->table_count);
    for (size_t i = 0; i < requests->table_count; i++)
        prepare_table(tally, &requests->tables[i], &tally->tables[i]);
    return tally;
}

void tally_free(struct tally *tally)
{
    if (!tally)
        return;
    for (int i = 0; i < tally->codebook->source_count; i++)
        for (size_t k = 0; k < tally->sources[i].populations.count; k++)
            persons_free(tally->sources[i].populations.items[k]->persons);
    arena_free(tally->keep);
    free(tally);
}

/* ---- whether a row counts ---- */

static bool condition_holds(const struct condition *condition, int32_t value, int year)
{
    const bool is_age = condition->kind == CONDITION_AGE;
    return condition_is_met(condition, (struct condition_value){value != CASE_MISSING, is_age ? (int64_t)year - value : value});
}

static bool is_within(const struct measure *measure, const struct period *period, const struct case_row *row)
{
    if (measure->kind == MEASURE_FLOW) {
        const date_day day = row->value[measure->date];
        return day != CASE_MISSING && period->first <= day && day <= period->last;
    }
    const date_day from = row->value[measure->from];
    const date_day until = measure->until == NO_INDEX ? CASE_MISSING : row->value[measure->until];
    if (from == CASE_MISSING || from > period->last)
        return false;
    return until == CASE_MISSING || until > period->last || (measure->until_counts && until == period->last);
}

static bool satisfies(const struct measure *measure, int year, const struct case_row *row)
{
    for (size_t i = 0; i < measure->condition_count; i++) {
        const struct condition *condition = &measure->conditions[i];
        if (!condition_holds(condition, row->value[condition->column], year))
            return false;
    }
    return true;
}

static bool is_in_overlap(const struct population *population, const struct case_row *row)
{
    const struct overlap *overlap = population->overlap;
    for (size_t i = 0; i < overlap->in_count; i++)
        if (!satisfies(&population->measures[overlap->in[i]], population->year, row))
            return false;
    for (size_t i = 0; i < overlap->out_count; i++)
        if (satisfies(&population->measures[overlap->out[i]], population->year, row))
            return false;
    return true;
}

static bool is_member(const struct population *population, const struct case_row *row)
{
    return is_within(population->measure, &population->period, row) &&
           satisfies(population->measure, population->year, row) &&
           (!population->overlap || is_in_overlap(population, row));
}

/* ---- counting ---- */

/* A count that does not fit would take more rows than a file can have: a bug, not an input. */
static void add_one(int64_t *count)
{
    const bool fits = number_add(count, 1);
    assert(fits);
    (void)fits;
}

static size_t cell_of(const struct counts *table, const struct case_row *row)
{
    size_t cell = 0;
    for (size_t i = 0; i < table->axis_count; i++) {
        const struct axis *axis = &table->axes[i];
        const int32_t category = row->value[axis->column];
        const int position = axis->group_of ? axis->group_of[category] : category;
        assert(position >= 0 && position < axis->category_count);
        cell += (size_t)position * axis->stride;
    }
    return cell;
}

/* How far apart cells with categories next to each other stand; 0: the table does not tell them apart. */
static size_t stride_of(const struct counts *table, int column)
{
    for (size_t i = 0; i < table->axis_count; i++)
        if (table->axes[i].column == column && !table->axes[i].group_of)
            return table->axes[i].stride;
    return 0;
}

/* In the cells of the other codes that the column holds. A table that does not tell them apart has the sum of all. */
static void count_further(struct counts *table, const struct case_row *row, int column)
{
    const size_t first = cell_of(table, row), stride = stride_of(table, column);
    for (int32_t k = 0; k < row->further_count; k++)
        if (row->further[k].column == column)
            add_one(&table->cells[first + (size_t)row->further[k].category * stride - (size_t)row->value[column] * stride]);
}

static void widen_span(struct span *span, date_day day)
{
    if (day == CASE_MISSING)
        return;
    if (!span->is_set || day < span->first)
        span->first = day;
    if (!span->is_set || day > span->last)
        span->last = day;
    span->is_set = true;
}

static void count(struct population *population, const struct case_row *row)
{
    for (size_t i = 0; i < population->tables.count; i++) {
        struct counts *table = population->tables.items[i];
        add_one(&table->cells[cell_of(table, row)]);
        if (population->several != NO_INDEX)
            count_further(table, row, population->several);
    }
    for (int i = 0; i < population->shape->date_count; i++)
        widen_span(&population->spans[i], row->value[population->shape->date_columns[i]]);
}

void tally_typed(struct tally *tally, int measure, int64_t value)
{
    for (size_t i = 0; i < tally->table_count; i++)
        if (tally->tables[i].measure == measure && !tally->tables[i].population)
            tally->tables[i].cells[0] = value;
}

void tally_row(struct tally *tally, int source, const struct case_row *row)
{
    const struct source_plan *plan = &tally->sources[source];
    for (size_t i = 0; i < plan->populations.count; i++) {
        struct population *population = plan->populations.items[i];
        if (!is_member(population, row))
            continue;
        const int32_t person = population->persons ? row->value[population->measure->once_per] : CASE_MISSING;
        if (person == CASE_MISSING)
            count(population, row);
        else
            persons_add(population->persons, person, row);
    }
}

void tally_finish(struct tally *tally)
{
    for (int i = 0; i < tally->codebook->source_count; i++)
        for (size_t k = 0; k < tally->sources[i].populations.count; k++) {
            struct population *population = tally->sources[i].populations.items[k];
            struct case_row row;
            for (size_t n = 0; population->persons && n < persons_count(population->persons); n++) {
                persons_stay(population->persons, n, &row);
                count(population, &row);
            }
        }
}

/* ---- asking ---- */

const int64_t *tally_counts(const struct tally *tally, size_t table)
{
    assert(table < tally->table_count);
    return tally->tables[table].cells;
}

bool tally_date_range(const struct tally *tally, size_t table, int column, date_day *ret_first, date_day *ret_last)
{
    assert(table < tally->table_count);
    const struct population *population = tally->tables[table].population;
    for (int i = 0; population && i < population->shape->date_count; i++) {
        if (population->shape->date_columns[i] != column || !population->spans[i].is_set)
            continue;
        *ret_first = population->spans[i].first;
        *ret_last = population->spans[i].last;
        return true;
    }
    return false;
}
