/* SPDX-License-Identifier: GPL-3.0-or-later
 * Cells by way of statements: first what is aimed at, then where somebody is who could be elsewhere, and so on. What is
 * stated about their variables is then a small linear program in changes from the truth, the fewer the better. */
#include "protect/nearby.h"

#include <math.h>
#include <stdlib.h>

#include "protect/solver.h"

/* How many cells may change: first few, then twice as many. */
enum { CELLS_FEWEST = 12, CELLS_MOST = 48, CELLS_OF_ONE_STATEMENT = 2 };

#define NOT_IN SIZE_MAX

struct protect_nearby {
    const struct protect_parts *parts;
    const struct protect_part *part;
    size_t *first;      /* of each variable of the part, and one more: where its statements begin */
    size_t *statements; /* by variable */
    bool *may_change;   /* by cell */
    size_t cell_count, chosen_count;
    size_t *chosen; /* cells, in the order in which they were chosen */
    size_t room; /* how many may be chosen */
    size_t *column_of; /* of each variable: its number among those that may change, or NOT_IN */
    size_t *row_of;    /* of each statement likewise */
    size_t column_count, row_count;
    struct protect_term *terms; /* room for one row */
    struct protect_solver *solver; /* of the search at hand */
};

static size_t number_of(const struct protect_nearby *nearby, const struct protect_term *term)
{
    return term->variable - nearby->part->first_variable;
}

static const struct protect_variable *variable_at(const struct protect_nearby *nearby, size_t number)
{
    return &nearby->parts->system->variables.items[nearby->parts->open[nearby->part->first_variable + number]];
}

static const struct protect_statement *statement_at(const struct protect_nearby *nearby, size_t number)
{
    return &nearby->parts->statements[nearby->part->first_statement + number];
}

/* first[i + 1] becomes how many statements the variables up to i are in. */
static void count_statements(struct protect_nearby *nearby)
{
    for (size_t row = 0; row < nearby->part->statement_count; row++)
        for (size_t i = 0; i < statement_at(nearby, row)->term_count; i++)
            nearby->first[number_of(nearby, &statement_at(nearby, row)->terms[i]) + 1]++;
    for (size_t i = 0; i < nearby->part->variable_count; i++)
        nearby->first[i + 1] += nearby->first[i];
}

static void list_statements(struct protect_nearby *nearby)
{
    size_t *next = memory_alloc(nearby->part->variable_count, sizeof *next);
    for (size_t row = 0; row < nearby->part->statement_count; row++)
        for (size_t i = 0; i < statement_at(nearby, row)->term_count; i++) {
            const size_t number = number_of(nearby, &statement_at(nearby, row)->terms[i]);
            nearby->statements[nearby->first[number] + next[number]++] = row;
        }
    free(next);
}

struct protect_nearby *protect_nearby_new(const struct protect_parts *parts, const struct protect_part *part)
{
    struct protect_nearby *nearby = memory_alloc(1, sizeof *nearby);
    *nearby = (struct protect_nearby){.parts = parts, .part = part};
    nearby->first = memory_alloc(part->variable_count + 1, sizeof *nearby->first);
    count_statements(nearby);
    nearby->statements = memory_alloc(nearby->first[part->variable_count], sizeof *nearby->statements);
    list_statements(nearby);
    for (size_t i = 0; i < part->variable_count; i++)
        if (nearby->cell_count <= variable_at(nearby, i)->cell)
            nearby->cell_count = variable_at(nearby, i)->cell + 1;
    nearby->may_change = memory_alloc(nearby->cell_count, sizeof *nearby->may_change);
    nearby->chosen = memory_alloc(nearby->cell_count, sizeof *nearby->chosen);
    nearby->column_of = memory_alloc(part->variable_count, sizeof *nearby->column_of);
    nearby->row_of = memory_alloc(part->statement_count, sizeof *nearby->row_of);
    nearby->terms = memory_alloc(2 * part->variable_count, sizeof *nearby->terms);
    return nearby;
}

void protect_nearby_free(struct protect_nearby *nearby)
{
    if (!nearby)
        return;
    free(nearby->first);
    free(nearby->statements);
    free(nearby->may_change);
    free(nearby->chosen);
    free(nearby->column_of);
    free(nearby->row_of);
    free(nearby->terms);
    free(nearby);
}

static void choose_cell(struct protect_nearby *nearby, size_t cell)
{
    if (nearby->may_change[cell] || nearby->chosen_count == nearby->room)
        return;
    nearby->may_change[cell] = true;
    nearby->chosen[nearby->chosen_count++] = cell;
}

/* Of the statement, some cells where somebody is. */
static void choose_of_statement(struct protect_nearby *nearby, const struct protect_statement *stated)
{
    for (size_t i = 0, taken = 0; i < stated->term_count && taken < CELLS_OF_ONE_STATEMENT; i++) {
        const struct protect_variable *variable = variable_at(nearby, number_of(nearby, &stated->terms[i]));
        if (!variable->value || nearby->may_change[variable->cell])
            continue;
        choose_cell(nearby, variable->cell);
        taken++;
    }
}

/* Of all statements about variables of the cell, some cells. */
static void choose_neighbours(struct protect_nearby *nearby, size_t cell)
{
    for (size_t i = 0; i < nearby->part->variable_count; i++)
        for (size_t k = nearby->first[i]; variable_at(nearby, i)->cell == cell && k < nearby->first[i + 1]; k++)
            choose_of_statement(nearby, statement_at(nearby, nearby->statements[k]));
}

/* What the place is about, then neighbours of what is chosen, until there is no room. */
static void choose(struct protect_nearby *nearby, const struct protect_place *place)
{
    nearby->chosen_count = 0;
    for (size_t i = 0; i < nearby->cell_count; i++)
        nearby->may_change[i] = false;
    if (place->is_row) {
        const struct protect_statement *aimed = &nearby->parts->statements[place->number];
        choose_cell(nearby, variable_at(nearby, number_of(nearby, &aimed->terms[0]))->cell);
        choose_of_statement(nearby, aimed);
    } else {
        choose_cell(nearby, variable_at(nearby, place->number - nearby->part->first_variable)->cell);
    }
    for (size_t i = 0; i < nearby->chosen_count && nearby->chosen_count < nearby->room; i++)
        choose_neighbours(nearby, nearby->chosen[i]);
}

/* ---- the small program ---- */

/* Numbers the variables of chosen cells, and the statements about them. */
static void number_all(struct protect_nearby *nearby)
{
    nearby->column_count = nearby->row_count = 0;
    for (size_t i = 0; i < nearby->part->variable_count; i++) {
        nearby->column_of[i] = NOT_IN;
        if (nearby->may_change[variable_at(nearby, i)->cell])
            nearby->column_of[i] = nearby->column_count++;
    }
    for (size_t row = 0; row < nearby->part->statement_count; row++) {
        const struct protect_statement *stated = statement_at(nearby, row);
        bool is_in = false;
        for (size_t i = 0; i < stated->term_count && !is_in; i++)
            is_in = nearby->column_of[number_of(nearby, &stated->terms[i])] != NOT_IN;
        nearby->row_of[row] = is_in ? nearby->row_count++ : NOT_IN;
    }
}

static double real_end(int64_t end, int64_t value)
{
    return end == PROTECT_NO_END ? HUGE_VAL : end == -PROTECT_NO_END ? -HUGE_VAL : (double)(end - value);
}

static struct protect_shift shift_of(struct protect_range range, int64_t value)
{
    return (struct protect_shift){real_end(range.low, value), real_end(range.high, value)};
}

static int64_t value_of(const struct protect_nearby *nearby, const struct protect_statement *stated)
{
    int64_t value = 0;
    for (size_t i = 0; i < stated->term_count; i++)
        value += stated->terms[i].factor * variable_at(nearby, number_of(nearby, &stated->terms[i]))->value;
    return value;
}

/* Each variable is two columns: how much more there is, and how much less. */
static void bound_columns(struct protect_nearby *nearby, size_t column, struct protect_shift shift)
{
    const struct protect_line more = {false, 2 * column}, less = {false, 2 * column + 1};
    protect_solver_bound(nearby->solver, more, fmax(shift.least, 0.0), fmax(shift.most, 0.0));
    protect_solver_bound(nearby->solver, less, fmax(-shift.most, 0.0), fmax(-shift.least, 0.0));
}

static void state(struct protect_nearby *nearby, size_t row)
{
    const struct protect_statement *stated = statement_at(nearby, row);
    const struct protect_shift shift = shift_of(stated->limits.range, value_of(nearby, stated));
    size_t count = 0;
    for (size_t i = 0; i < stated->term_count; i++) {
        const size_t column = nearby->column_of[number_of(nearby, &stated->terms[i])];
        if (column == NOT_IN)
            continue;
        nearby->terms[count++] = (struct protect_term){2 * column, stated->terms[i].factor};
        nearby->terms[count++] = (struct protect_term){2 * column + 1, -stated->terms[i].factor};
    }
    protect_solver_set_row(nearby->solver, nearby->row_of[row], nearby->terms, count);
    protect_solver_bound(nearby->solver, (struct protect_line){true, nearby->row_of[row]}, shift.least, shift.most);
}

static void state_all(struct protect_nearby *nearby)
{
    nearby->solver = protect_solver_new(nearby->row_count, 2 * nearby->column_count);
    protect_solver_prefer_dual(nearby->solver);
    for (size_t i = 0; i < 2 * nearby->column_count; i++)
        protect_solver_price(nearby->solver, i, 1.0);
    for (size_t i = 0; i < nearby->part->variable_count; i++)
        if (nearby->column_of[i] != NOT_IN)
            bound_columns(nearby, nearby->column_of[i],
                          shift_of(nearby->parts->limits[nearby->part->first_variable + i].range,
                                   variable_at(nearby, i)->value));
    for (size_t row = 0; row < nearby->part->statement_count; row++)
        if (nearby->row_of[row] != NOT_IN)
            state(nearby, row);
}

/* The place, which a chosen cell is in, must go where it is wanted. */
static void want(struct protect_nearby *nearby, const struct protect_place *place, struct protect_shift shift)
{
    if (place->is_row)
        protect_solver_bound(nearby->solver,
                             (struct protect_line){true, nearby->row_of[place->number - nearby->part->first_statement]},
                             shift.least, shift.most);
    else
        bound_columns(nearby, nearby->column_of[place->number - nearby->part->first_variable], shift);
}

static void take_changes(const struct protect_nearby *nearby, double *changes)
{
    for (size_t i = 0; i < nearby->part->variable_count; i++) {
        const size_t column = nearby->column_of[i];
        changes[i] = 0.0;
        if (column != NOT_IN)
            changes[i] = protect_solver_value(nearby->solver, (struct protect_line){false, 2 * column}) -
                         protect_solver_value(nearby->solver, (struct protect_line){false, 2 * column + 1});
    }
}

static bool search(struct protect_nearby *nearby, const struct protect_place *place, struct protect_shift shift,
                   double *ret_changes)
{
    choose(nearby, place);
    number_all(nearby);
    state_all(nearby);
    want(nearby, place, shift);
    const bool found = protect_solver_relax(nearby->solver) == PROTECT_SOLVED;
    if (found)
        take_changes(nearby, ret_changes);
    protect_solver_free(nearby->solver);
    nearby->solver = NULL;
    return found;
}

bool protect_nearby_search(struct protect_nearby *nearby, const struct protect_place *place, struct protect_shift shift,
                           double *ret_changes)
{
    bool found = false;
    if (nearby->cell_count <= CELLS_MOST)
        return false;
    for (nearby->room = CELLS_FEWEST; !found && nearby->room <= CELLS_MOST; nearby->room *= 2)
        found = search(nearby, place, shift, ret_changes);
    return found;
}
