/* SPDX-License-Identifier: GPL-3.0-or-later
 * Cells by way of statements: first those of what is aimed at, then those where somebody is who could be elsewhere. */
#include "protect/nearby.h"

#include <stdlib.h>

enum { CELLS_CHOSEN = 24, CELLS_OF_ONE_STATEMENT = 6 };

struct protect_nearby {
    const struct protect_parts *parts;
    const struct protect_part *part;
    size_t *first;      /* of each variable of the part, and one more: where its statements begin */
    size_t *statements; /* by variable */
    bool *may_change;   /* by cell */
    size_t cell_count, chosen_count;
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
    return nearby;
}

void protect_nearby_free(struct protect_nearby *nearby)
{
    if (!nearby)
        return;
    free(nearby->first);
    free(nearby->statements);
    free(nearby->may_change);
    free(nearby);
}

/* True if it was not chosen before, and there is room. */
static bool choose_cell(struct protect_nearby *nearby, size_t number)
{
    bool *may_change = &nearby->may_change[variable_at(nearby, number)->cell];
    const bool is_new = !*may_change && nearby->chosen_count < CELLS_CHOSEN;
    nearby->chosen_count += is_new;
    *may_change = *may_change || is_new;
    return is_new;
}

/* Of each statement that the variable is in, some cells where somebody is. */
static void choose_neighbours(struct protect_nearby *nearby, size_t number)
{
    for (size_t k = nearby->first[number]; k < nearby->first[number + 1]; k++) {
        const struct protect_statement *stated = statement_at(nearby, nearby->statements[k]);
        size_t taken = 0;
        for (size_t i = 0; i < stated->term_count && taken < CELLS_OF_ONE_STATEMENT; i++) {
            const size_t other = number_of(nearby, &stated->terms[i]);
            taken += variable_at(nearby, other)->value && choose_cell(nearby, other);
        }
    }
}

/* Cells where somebody is, or the first, and their neighbours. */
static void choose_for_statement(struct protect_nearby *nearby, const struct protect_statement *aimed)
{
    for (size_t i = 0; i < aimed->term_count && nearby->chosen_count < CELLS_CHOSEN / 2; i++)
        if (i == 0 || variable_at(nearby, number_of(nearby, &aimed->terms[i]))->value)
            choose_cell(nearby, number_of(nearby, &aimed->terms[i]));
    for (size_t i = 0; i < aimed->term_count && nearby->chosen_count < CELLS_CHOSEN; i++) {
        const size_t number = number_of(nearby, &aimed->terms[i]);
        if (nearby->may_change[variable_at(nearby, number)->cell])
            choose_neighbours(nearby, number);
    }
}

bool protect_nearby_choose(struct protect_nearby *nearby, const struct protect_place *place)
{
    if (nearby->cell_count <= 2 * CELLS_CHOSEN)
        return false;
    nearby->chosen_count = 0;
    for (size_t i = 0; i < nearby->cell_count; i++)
        nearby->may_change[i] = false;
    if (place->is_row) {
        choose_for_statement(nearby, &nearby->parts->statements[place->number]);
    } else {
        choose_cell(nearby, place->number - nearby->part->first_variable);
        choose_neighbours(nearby, place->number - nearby->part->first_variable);
    }
    return true;
}

bool protect_nearby_may_change(const struct protect_nearby *nearby, size_t cell)
{
    return nearby->may_change[cell];
}
