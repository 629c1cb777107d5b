/* SPDX-License-Identifier: GPL-3.0-or-later
 * Atoms: classes of cells by what is said of them, and what of it can be left out. */
#include "protect/atoms.h"

#include <string.h>

int atoms_coordinate(const struct problem *problem, size_t cell, size_t place)
{
    for (size_t i = problem->cluster->root_count; i-- > 0;) {
        const size_t size = (size_t)problem->codebook->dimensions[problem->cluster->roots[i]].category_count;
        if (i == place)
            return (int)(cell % size);
        cell /= size;
    }
    return NO_INDEX;
}

/* Whether a condition on categories can be met in the cell. */
static bool can_meet(const struct problem *problem, const struct condition *condition, size_t cell)
{
    for (size_t place = 0; place < problem->cluster->root_count; place++) {
        const struct dimension *dimension = &problem->codebook->dimensions[problem->cluster->roots[place]];
        if (dimension->column == condition->column)
            return condition->categories[atoms_coordinate(problem, cell, place)] != condition->negated;
    }
    return true;
}

static bool part_can_be(const struct problem *problem, const struct universe *universe, size_t cell)
{
    int columns[REQUEST_DIMENSIONS_MAX], categories[REQUEST_DIMENSIONS_MAX];
    for (size_t place = 0; place < problem->cluster->root_count; place++) {
        columns[place] = problem->codebook->dimensions[problem->cluster->roots[place]].column;
        categories[place] = atoms_coordinate(problem, cell, place);
    }
    return family_part_can_be(universe->family, universe->part, columns, categories, problem->cluster->root_count);
}

const struct universe *atoms_universe(const struct problem *problem, size_t cube)
{
    return &problem->links->universes.items[problem->cluster->cubes.items[cube].universe];
}

bool atoms_is_void(const struct problem *problem, size_t cube, size_t cell)
{
    const struct universe *universe = atoms_universe(problem, cube);
    if (problem->counts[cube * problem->cluster->cell_count + cell])
        return false;
    if (universe->is_empty)
        return true;
    if (universe->measure == NO_INDEX)
        return universe->is_exception || (universe->family && !part_can_be(problem, universe, cell));
    const struct measure *measure = &problem->codebook->measures[universe->measure];
    for (size_t i = 0; i < measure->condition_count; i++)
        if (measure->conditions[i].kind == CONDITION_CATEGORIES && !can_meet(problem, &measure->conditions[i], cell))
            return true;
    return false;
}

bool atoms_has_exceptions(const struct problem *problem, const struct plan_link *link)
{
    const size_t cells = problem->cluster->cell_count;
    for (size_t cell = 0; link->exception != NO_CUBE && cell < cells; cell++)
        if (problem->counts[link->exception * cells + cell])
            return true;
    return false;
}

/* ---- several categories of one case ---- */

static const struct measure *way_of(const struct problem *problem, size_t cube)
{
    const struct universe *universe = atoms_universe(problem, cube);
    const int measure = universe->overlap ? universe->overlap->in[0] : universe->measure;
    return measure == NO_INDEX ? NULL : &problem->codebook->measures[measure];
}

size_t atoms_place_of_several(const struct problem *problem, size_t cube)
{
    const struct measure *measure = way_of(problem, cube);
    if (!measure)
        return problem->cluster->root_count;
    const struct column *columns = problem->codebook->sources[measure->source].columns;
    size_t place = 0;
    while (place < problem->cluster->root_count &&
           &columns[problem->codebook->dimensions[problem->cluster->roots[place]].column] != measure->several)
        place++;
    return place;
}

bool atoms_is_several(const struct problem *problem, const struct plan_link *link)
{
    const struct universe *a = atoms_universe(problem, link->terms[0].universe);
    const struct universe *b = atoms_universe(problem, link->terms[1].universe);
    const struct measure *all = way_of(problem, link->terms[0].universe), *first = way_of(problem, link->terms[1].universe);
    if (link->term_count != 3 || !all || !first || !all->several || first->several)
        return false;
    return condition_same_things(all, first) && all->once_per == first->once_per &&
           all->until_counts == first->until_counts && a->period.last == b->period.last &&
           (all->kind == MEASURE_STOCK || a->period.first == b->period.first) &&
           atoms_place_of_several(problem, link->terms[0].universe) < problem->cluster->root_count;
}

size_t atoms_run(const struct problem *problem, size_t place, size_t *ret_size)
{
    size_t run = 1;
    for (size_t i = problem->cluster->root_count; i-- > place + 1;)
        run *= (size_t)problem->codebook->dimensions[problem->cluster->roots[i]].category_count;
    *ret_size = (size_t)problem->codebook->dimensions[problem->cluster->roots[place]].category_count;
    return run;
}

/* Makes the classes finer: whose cells, put into another category of the variable at the place, are of one class as well.
 * Then cases can be added up over it. */
static void refine(struct atoms *atoms, size_t place)
{
    size_t size;
    const size_t run = atoms_run(atoms->problem, place, &size);
    struct names *keys = names_new();
    size_t *refined = ARENA_ARRAY(atoms->keep, size_t, atoms->problem->cluster->cell_count);
    size_t *key = ARENA_ARRAY(atoms->keep, size_t, size + 1);
    atoms->class_count = 0;
    for (size_t cell = 0; cell < atoms->problem->cluster->cell_count; cell++) {
        const size_t category = cell / run % size;
        key[size] = category;
        for (size_t i = 0; i < size; i++)
            key[i] = atoms->class_of[cell + i * run - category * run];
        const struct text bytes = {(const char *)key, (size + 1) * sizeof *key};
        refined[cell] = (size_t)names_add(keys, bytes);
        if (refined[cell] == atoms->class_count)
            atoms->first_cell[atoms->class_count++] = cell;
    }
    names_free(keys);
    atoms->class_of = refined;
}

/* Once for each variable; what one makes finer another one may have to follow. */
static void refine_for_several(struct atoms *atoms)
{
    const struct problem *problem = atoms->problem;
    for (size_t before = 0; before != atoms->class_count;) {
        before = atoms->class_count;
        for (size_t i = 0; i < problem->cluster->links.count; i++) {
            const struct plan_link *link = &problem->cluster->links.items[i];
            if (atoms_is_several(problem, link))
                refine(atoms, atoms_place_of_several(problem, link->terms[0].universe));
        }
    }
}

/* ---- cells that nobody is in, as readers are told ---- */

/* Whether readers hold from elsewhere that nobody is in the sum. */
static bool is_held_zero(const struct published *sum)
{
    return sum->held == HELD_SHOWN && sum->value == 0;
}

static bool is_told_zero(const struct problem *problem, const struct published *sum)
{
    const bool own = sum->asked || sum->seen || sum->role == SUM_TOTAL;
    return sum->value == 0 && own && (!problem->zeros_hidden || sum->seen || sum->role == SUM_TOTAL);
}

bool atoms_is_empty_sum(const struct problem *problem, const struct published *sum)
{
    return is_held_zero(sum) || is_told_zero(problem, sum);
}

/* Of a cube's cells those that are empty by what readers hold, or by that and what they are told. */
static bool *empty_of(const struct atoms *atoms, size_t cube, bool held_only)
{
    return &atoms->empty[(2 * cube + held_only) * atoms->problem->cluster->cell_count];
}

static void find_empty(struct atoms *atoms)
{
    const struct problem *problem = atoms->problem;
    const size_t cells = problem->cluster->cell_count;
    atoms->empty = ARENA_ARRAY(atoms->keep, bool, 2 * problem->cluster->cubes.count * cells);
    for (size_t i = 0; i < problem->sums.count; i++) {
        const struct published *sum = &problem->sums.items[i];
        bool *by_held = empty_of(atoms, sum->cube, true), *by_told = empty_of(atoms, sum->cube, false);
        for (size_t cell = 0; atoms_is_empty_sum(problem, sum) && cell < cells; cell++) {
            by_held[cell] = by_held[cell] || (is_held_zero(sum) && sum->members[cell]);
            by_told[cell] = by_told[cell] || sum->members[cell];
        }
    }
}

bool atoms_is_empty_bound(const struct atoms *atoms, const struct bounded *bound)
{
    const bool *empty = empty_of(atoms, bound->cube, bound->held);
    for (size_t cell = 0; cell < atoms->problem->cluster->cell_count; cell++)
        if (bound->members[cell] && !empty[cell])
            return false;
    return true;
}

/* ---- classes ---- */

/* Adds what the statements' members say of the cells: a byte for each. Which of several empty sums of a cube a cell is in
 * makes no difference: whoever is in it elsewhere could as well be in another one that is like it otherwise. */
static size_t gather_members(const struct atoms *atoms, const bool **members)
{
    const struct problem *problem = atoms->problem;
    size_t count = 0;
    for (size_t i = 0; i < problem->sums.count; i++)
        if (!atoms_is_empty_sum(problem, &problem->sums.items[i]))
            members[count++] = problem->sums.items[i].members;
    for (size_t i = 0; i < problem->bounds.count; i++)
        if (!atoms_is_empty_bound(atoms, &problem->bounds.items[i]))
            members[count++] = problem->bounds.items[i].members;
    for (size_t i = 0; i < problem->cluster->links.count; i++)
        members[count++] = &problem->link_holds[i * problem->cluster->cell_count];
    for (size_t i = 0; i < 2 * problem->cluster->cubes.count; i++)
        members[count++] = &atoms->empty[i * problem->cluster->cell_count];
    return count;
}

static void find_classes(struct atoms *atoms)
{
    const struct problem *problem = atoms->problem;
    const size_t cells = problem->cluster->cell_count, cubes = problem->cluster->cubes.count;
    const bool **members = ARENA_ARRAY(
        atoms->keep, const bool *, problem->sums.count + problem->bounds.count + problem->cluster->links.count + 2 * cubes);
    const size_t count = gather_members(atoms, members);
    struct names *signatures = names_new();
    char *signature = ARENA_ARRAY(atoms->keep, char, count + cubes);
    atoms->class_of = ARENA_ARRAY(atoms->keep, size_t, cells);
    atoms->first_cell = ARENA_ARRAY(atoms->keep, size_t, cells);
    for (size_t cell = 0; cell < cells; cell++) {
        for (size_t i = 0; i < count; i++)
            signature[i] = (char)members[i][cell];
        for (size_t i = 0; i < cubes; i++)
            signature[count + i] = (char)atoms_is_void(problem, i, cell);
        const size_t class = (size_t)names_add(signatures, (struct text){signature, count + cubes});
        if (class == atoms->class_count)
            atoms->first_cell[atoms->class_count++] = cell;
        atoms->class_of[cell] = class;
    }
    names_free(signatures);
}

void atoms_find(const struct problem *problem, struct arena *keep, struct atoms *ret_atoms)
{
    *ret_atoms = (struct atoms){.problem = problem, .keep = keep};
    find_empty(ret_atoms);
    find_classes(ret_atoms);
    refine_for_several(ret_atoms);
}

