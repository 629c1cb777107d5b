/* SPDX-License-Identifier: GPL-3.0-or-later
 * Partitions of the classes, one for each cube: made from what is said of the cube, then finer through the links. */
#include "protect/merge.h"

#include <string.h>

struct merger {
    const struct atoms *atoms;
    size_t *leaders; /* [cube][class] */
    size_t *joined;  /* room for one partition */
    bool is_finer;   /* than it was when the links were last gone through */
};

/* ---- what is said of a cube ---- */

/* A byte for each statement about the cube: whether the class is in it. Returns how many there are. */
static size_t sign(const struct atoms *atoms, size_t cube, size_t class, char *bytes)
{
    const struct problem *problem = atoms->problem;
    const size_t cell = atoms->first_cell[class], cells = problem->cluster->cell_count;
    size_t count = 0;
    for (size_t i = 0; i < problem->sums.count; i++)
        if (problem->sums.items[i].cube == cube && !atoms_is_empty_sum(problem, &problem->sums.items[i]))
            bytes[count++] = (char)problem->sums.items[i].members[cell];
    for (size_t i = 0; i < problem->bounds.count; i++)
        if (problem->bounds.items[i].cube == cube && !atoms_is_empty_bound(atoms, &problem->bounds.items[i]))
            bytes[count++] = (char)problem->bounds.items[i].members[cell];
    for (size_t i = 0; i < problem->cluster->links.count; i++)
        bytes[count++] = (char)problem->link_holds[i * cells + cell];
    bytes[count++] = (char)atoms->empty[2 * cube * cells + cell];
    bytes[count++] = (char)atoms->empty[(2 * cube + 1) * cells + cell];
    bytes[count++] = (char)atoms_is_void(problem, cube, cell);
    return count;
}

static size_t *leaders_of(const struct merger *merger, size_t cube)
{
    return &merger->leaders[cube * merger->atoms->class_count];
}

static void part_by_statements(struct merger *merger, size_t cube, char *bytes)
{
    const struct atoms *atoms = merger->atoms;
    size_t *first = merger->joined, count = 0;
    struct names *signatures = names_new();
    for (size_t class = 0; class < atoms->class_count; class++) {
        const size_t number = (size_t)names_add(signatures, (struct text){bytes, sign(atoms, cube, class, bytes)});
        if (number == count)
            first[count++] = class;
        leaders_of(merger, cube)[class] = first[number];
    }
    names_free(signatures);
}

/* ---- links ---- */

static size_t find(size_t *joined, size_t class)
{
    while (joined[class] != class)
        class = joined[class] = joined[joined[class]];
    return class;
}

/* Joins what is together in the partition; the first class of each set stands for it. */
static void join(const struct atoms *atoms, const size_t *partition, size_t *joined)
{
    for (size_t class = 0; class < atoms->class_count; class++) {
        const size_t a = find(joined, class), b = find(joined, partition[class]);
        joined[a > b ? a : b] = a > b ? b : a;
    }
}

static void join_none(const struct atoms *atoms, size_t *joined)
{
    for (size_t class = 0; class < atoms->class_count; class++)
        joined[class] = class;
}

static void flatten(const struct atoms *atoms, size_t *joined)
{
    for (size_t class = 0; class < atoms->class_count; class++)
        joined[class] = find(joined, class);
}

void merge_join(const struct atoms *atoms, const size_t *leaders, const struct plan_link *link, size_t *joined)
{
    join_none(atoms, joined);
    for (size_t i = 0; i < link->term_count; i++)
        join(atoms, &leaders[link->terms[i].universe * atoms->class_count], joined);
    flatten(atoms, joined);
}

/* Makes the cube's partition as fine as `joined` is. */
static void refine(struct merger *merger, size_t cube, const size_t *joined)
{
    const struct atoms *atoms = merger->atoms;
    size_t *leaders = leaders_of(merger, cube);
    bool fine = true;
    for (size_t class = 0; class < atoms->class_count; class++)
        fine = fine && joined[leaders[class]] == joined[class];
    if (fine)
        return;
    merger->is_finer = true;
    /* backwards, so that a class that leads others is still there when they ask */
    for (size_t class = atoms->class_count; class-- > 0;) {
        size_t first = leaders[class];
        while (leaders[first] != leaders[class] || joined[first] != joined[class])
            first++;
        leaders[class] = first;
    }
}

/* What two cubes of the link are both told by, the others are as well. */
static void follow_link(struct merger *merger, const struct plan_link *link)
{
    const struct atoms *atoms = merger->atoms;
    for (size_t a = 0; a < link->term_count; a++)
        for (size_t b = a + 1; b < link->term_count; b++) {
            join_none(atoms, merger->joined);
            join(atoms, leaders_of(merger, link->terms[a].universe), merger->joined);
            join(atoms, leaders_of(merger, link->terms[b].universe), merger->joined);
            flatten(atoms, merger->joined);
            for (size_t c = 0; c < link->term_count; c++)
                refine(merger, link->terms[c].universe, merger->joined);
        }
}

/* Links that are more than an equation are left as they are. */
static void keep_fine(struct merger *merger, const struct plan_link *link)
{
    for (size_t i = 0; i < link->term_count; i++)
        join_none(merger->atoms, leaders_of(merger, link->terms[i].universe));
    if (link->exception != NO_CUBE)
        join_none(merger->atoms, leaders_of(merger, link->exception));
}

size_t *merge_nothing(const struct atoms *atoms, struct arena *keep)
{
    const size_t cubes = atoms->problem->cluster->cubes.count;
    size_t *leaders = ARENA_ARRAY(keep, size_t, cubes * atoms->class_count);
    for (size_t cube = 0; cube < cubes; cube++)
        join_none(atoms, &leaders[cube * atoms->class_count]);
    return leaders;
}

size_t *merge_atoms(const struct atoms *atoms, struct arena *keep)
{
    const struct problem *problem = atoms->problem;
    struct merger merger = {.atoms = atoms, .leaders = merge_nothing(atoms, keep)};
    merger.joined = ARENA_ARRAY(keep, size_t, atoms->class_count);
    char *bytes = ARENA_ARRAY(keep, char, problem->sums.count + problem->bounds.count + problem->cluster->links.count + 3);
    for (size_t cube = 0; cube < problem->cluster->cubes.count; cube++)
        part_by_statements(&merger, cube, bytes);
    for (size_t i = 0; i < problem->cluster->links.count; i++)
        if (atoms_is_several(problem, &problem->cluster->links.items[i]) ||
            atoms_has_exceptions(problem, &problem->cluster->links.items[i]))
            keep_fine(&merger, &problem->cluster->links.items[i]);
    for (merger.is_finer = true; merger.is_finer;) {
        merger.is_finer = false;
        for (size_t i = 0; i < problem->cluster->links.count; i++)
            follow_link(&merger, &problem->cluster->links.items[i]);
    }
    return merger.leaders;
}
