/* SPDX-License-Identifier: GPL-3.0-or-later
 * Private to protect/: which cells of a problem a reader cannot tell apart. Cells of one class are in the same statements,
 * whichever the cube; the cells of a class in one cube are an atom. */
#ifndef PROTECT_ATOMS_H
#define PROTECT_ATOMS_H

#include "protect/problem.h"

struct atoms {
    const struct problem *problem;
    struct arena *keep;
    bool *empty;      /* [cube][told, held][cell]: nobody is in it, as readers are told, or as they hold from elsewhere */
    size_t *class_of; /* of each cell */
    size_t class_count;
    size_t *first_cell; /* of each class */
};

void atoms_find(const struct problem *problem, struct arena *keep, struct atoms *ret_atoms);

const struct universe *atoms_universe(const struct problem *problem, size_t cube);

/* The category that the cell has in the variable at the place. */
int atoms_coordinate(const struct problem *problem, size_t cell, size_t place);

/* Whether everybody knows that nobody is in the cell: the conditions of the measure, or of all that a part has in common,
 * keep it empty. An exception that is not there is known as well: readers reckon without it. */
bool atoms_is_void(const struct problem *problem, size_t cube, size_t cell);

/* Whether the sum tells readers that nobody is in it. Which of several such sums of a cube a cell is in makes no
 * difference. */
bool atoms_is_empty_sum(const struct problem *problem, const struct published *sum);

/* Whether the bound says nothing that readers who know of it do not know: it is about empty cells. */
bool atoms_is_empty_bound(const struct atoms *atoms, const struct bounded *bound);

/* Whether the link speaks of exceptions, and there are any. */
bool atoms_has_exceptions(const struct problem *problem, const struct plan_link *link);

/* Whether the link says that cases are counted in their first category and maybe in others: its first cube counts in all of
 * them, the second in the first, and the same cases: a person who left twice may have a category more often than once. Among
 * totals the variable is not there: they tell nothing more. */
bool atoms_is_several(const struct problem *problem, const struct plan_link *link);

/* The place that the variable of the cube's measure has among the cluster's, or their number. */
size_t atoms_place_of_several(const struct problem *problem, size_t cube);

/* In how long runs cells have the same category at the place; *ret_size is the number of categories. */
size_t atoms_run(const struct problem *problem, size_t place, size_t *ret_size);

#endif
