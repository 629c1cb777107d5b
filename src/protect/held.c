/* SPDX-License-Identifier: GPL-3.0-or-later
 * Sums over cells of one plan as sums over cells of a finer one. */
#include "protect/held.h"

#include <stdlib.h>

/* A cluster of a held release and one of the plan at hand. */
struct meeting {
    const struct release_inputs *inputs;
    const struct release *other;
    const struct cluster *theirs, *ours;
    size_t *their_cells; /* of each of our cells */
};

/* ---- which clusters are about the same ---- */

static bool has_use(const struct cluster *cluster, size_t use)
{
    for (size_t i = 0; i < cluster->uses.count; i++)
        if (cluster->uses.items[i].use == use)
            return true;
    return false;
}

/* Totals are about totals, and tables about those that have a table in common with them. Cases that only stand beside their
 * categories have none: they are wherever they are counted. */
static bool is_same_matter(const struct meeting *m)
{
    if (m->other->plan == m->inputs->plan)
        return m->theirs == m->ours;
    if (m->theirs->has_totals && m->ours->has_totals)
        return true;
    if (!m->theirs->root_count || !m->ours->root_count)
        return false;
    for (size_t i = 0; i < m->theirs->uses.count; i++)
        if (has_use(m->ours, m->theirs->uses.items[i].use))
            return true;
    return !m->theirs->uses.count;
}

/* The cube that counts the same; SIZE_MAX: there is none. */
static size_t cube_of(const struct meeting *m, size_t cube)
{
    const struct links *links = &m->inputs->plan->links;
    const struct universe *of = &m->other->plan->links.universes.items[m->theirs->cubes.items[cube].universe];
    const struct table_request table = {.measure = of->measure, .period = of->period};
    for (size_t i = 0; of->measure != NO_INDEX && i < m->ours->cubes.count; i++)
        if (links_is_of(links, m->inputs->codebook, m->ours->cubes.items[i].universe, &table))
            return i;
    return SIZE_MAX;
}

/* ---- cells ---- */

static bool has_root(const struct cluster *cluster, int root)
{
    for (size_t i = 0; i < cluster->root_count; i++)
        if (cluster->roots[i] == root)
            return true;
    return false;
}

static size_t size_of(const struct meeting *m, int root)
{
    return (size_t)m->inputs->codebook->dimensions[root].category_count;
}

/* Which category of the root a cell of the cluster has; of a root that the cluster lacks, the first. */
static size_t category_of(const struct meeting *m, const struct cluster *cluster, size_t cell, int root)
{
    for (size_t i = cluster->root_count; i-- > 0;) {
        if (cluster->roots[i] == root)
            return cell % size_of(m, root);
        cell /= size_of(m, cluster->roots[i]);
    }
    return 0;
}

/* The cell of theirs that a cell of ours lies in; of those that only roots of theirs tell apart, the first. Of both the
 * last root runs fastest. */
static size_t their_cell(const struct meeting *m, size_t cell)
{
    size_t theirs = 0, stride = 1;
    for (size_t i = m->theirs->root_count; i-- > 0;) {
        theirs += category_of(m, m->ours, cell, m->theirs->roots[i]) * stride;
        stride *= size_of(m, m->theirs->roots[i]);
    }
    return theirs;
}

/* Of the cells of theirs that only roots of theirs tell apart, the first. */
static size_t first_of(const struct meeting *m, size_t cell)
{
    size_t first = 0, stride = 1;
    for (size_t i = m->theirs->root_count; i-- > 0;) {
        const int root = m->theirs->roots[i];
        if (has_root(m->ours, root))
            first += cell % size_of(m, root) * stride;
        cell /= size_of(m, root);
        stride *= size_of(m, root);
    }
    return first;
}

/* Whether a sum over cells of theirs is one over cells of ours. Links that tell nothing more among more tables no longer
 * hold together what they did in the other plan: then a cluster of theirs has roots that ours lacks. */
static bool is_in_our_terms(const struct meeting *m, const bool *members)
{
    bool lacks = false;
    for (size_t i = 0; i < m->theirs->root_count; i++)
        lacks = lacks || !has_root(m->ours, m->theirs->roots[i]);
    for (size_t cell = 0; lacks && cell < m->theirs->cell_count; cell++)
        if (members[cell] != members[first_of(m, cell)])
            return false;
    return true;
}

/* The cube that a sum of theirs is stated of; SIZE_MAX: it cannot be stated. */
static size_t home_of(const struct meeting *m, size_t cube, const bool *members)
{
    return is_in_our_terms(m, members) ? cube_of(m, cube) : SIZE_MAX;
}

static const bool *members_of(const struct meeting *m, const bool *members, struct arena *keep)
{
    if (m->theirs == m->ours)
        return members;
    bool *finer = ARENA_ARRAY(keep, bool, m->ours->cell_count);
    for (size_t cell = 0; cell < m->ours->cell_count; cell++)
        finer[cell] = members[m->their_cells[cell]];
    return finer;
}

/* ---- what is told ---- */

static size_t take_sums(const struct meeting *m, const struct told *told, struct published *sums, struct arena *keep)
{
    size_t count = 0;
    for (size_t i = 0; i < told->sum_count; i++) {
        const size_t cube = home_of(m, told->sums[i].cube, told->sums[i].members);
        if (cube == SIZE_MAX)
            continue;
        sums[count] = told->sums[i];
        sums[count].cube = cube;
        sums[count++].members = members_of(m, told->sums[i].members, keep);
    }
    return count;
}

static size_t take_bounds(const struct meeting *m, const struct told *told, struct bounded *bounds, struct arena *keep)
{
    size_t count = 0;
    for (size_t i = 0; i < told->bound_count; i++) {
        const size_t cube = home_of(m, told->bounds[i].cube, told->bounds[i].members);
        if (cube == SIZE_MAX)
            continue;
        bounds[count] = told->bounds[i];
        bounds[count].cube = cube;
        bounds[count++].members = members_of(m, told->bounds[i].members, keep);
    }
    return count;
}

static size_t take_joins(const struct meeting *m, const struct told *told, struct join *joins)
{
    size_t count = 0;
    for (size_t i = 0; i < told->join_count; i++) {
        const size_t cube = cube_of(m, told->joins[i].cube);
        if (cube == SIZE_MAX || !has_root(m->ours, plan_root(m->inputs->codebook, told->joins[i].dimension)))
            continue;
        joins[count] = told->joins[i];
        joins[count++].cube = cube;
    }
    return count;
}

/* Room for all that the release tells of anything. */
static struct told room_for(const struct release *other, struct arena *keep)
{
    struct told all = {0};
    for (size_t i = 0; i < other->plan->clusters.count; i++) {
        all.sum_count += other->told[i].sum_count;
        all.bound_count += other->told[i].bound_count;
        all.join_count += other->told[i].join_count;
    }
    return (struct told){.sums = ARENA_ARRAY(keep, struct published, all.sum_count),
                         .bounds = ARENA_ARRAY(keep, struct bounded, all.bound_count),
                         .joins = ARENA_ARRAY(keep, struct join, all.join_count)};
}

static struct told told_by(const struct work *work, const struct release *other)
{
    struct told all = room_for(other, work->keep);
    for (size_t i = 0; i < other->plan->clusters.count; i++) {
        struct meeting m = {work->inputs, other, &other->plan->clusters.items[i], work->cluster, NULL};
        if (!is_same_matter(&m))
            continue;
        m.their_cells = memory_alloc(work->cluster->cell_count, sizeof *m.their_cells);
        for (size_t cell = 0; cell < work->cluster->cell_count; cell++)
            m.their_cells[cell] = their_cell(&m, cell);
        all.sum_count += take_sums(&m, &other->told[i], all.sums + all.sum_count, work->keep);
        all.bound_count += take_bounds(&m, &other->told[i], all.bounds + all.bound_count, work->keep);
        all.join_count += take_joins(&m, &other->told[i], all.joins + all.join_count);
        free(m.their_cells);
    }
    return all;
}

void held_take(struct work *work)
{
    work->held = ARENA_ARRAY(work->keep, struct told, work->inputs->held_count);
    for (size_t i = 0; i < work->inputs->held_count; i++)
        work->held[i] = told_by(work, work->inputs->held[i]);
}

/* ---- whether that is all ---- */

/* A sum of a cube of one of the other plan's clusters. */
struct held_sum {
    size_t cluster, cube;
    const bool *members;
};

static bool can_be_stated(const struct release_inputs *inputs, const struct release *other, const struct held_sum *sum)
{
    for (size_t i = 0; i < inputs->plan->clusters.count; i++) {
        const struct meeting m = {inputs, other, &other->plan->clusters.items[sum->cluster],
                                  &inputs->plan->clusters.items[i], NULL};
        if (is_same_matter(&m) && home_of(&m, sum->cube, sum->members) != SIZE_MAX)
            return true;
    }
    return false;
}

static bool is_whole(const struct cluster *cluster, const bool *members)
{
    for (size_t cell = 0; cell < cluster->cell_count; cell++)
        if (!members[cell])
            return false;
    return true;
}

/* Whether another of their clusters tells the whole of the universe, and that can be stated. */
static bool whole_is_stated(const struct release_inputs *inputs, const struct release *other, size_t universe)
{
    for (size_t i = 0; i < other->plan->clusters.count; i++) {
        const struct cluster *cluster = &other->plan->clusters.items[i];
        for (size_t k = 0; k < other->told[i].sum_count; k++) {
            const struct held_sum sum = {i, other->told[i].sums[k].cube, other->told[i].sums[k].members};
            if (cluster->cubes.items[sum.cube].universe == universe && is_whole(cluster, sum.members) &&
                can_be_stated(inputs, other, &sum))
                return true;
        }
    }
    return false;
}

/* A whole stands wherever a link brings its cube. Where links tell nothing more, beside more tables, it is left to the
 * other clusters that have it. */
static bool has_place(const struct release_inputs *inputs, const struct release *other, const struct held_sum *sum)
{
    const struct cluster *cluster = &other->plan->clusters.items[sum->cluster];
    return can_be_stated(inputs, other, sum) ||
           (is_whole(cluster, sum->members) &&
            whole_is_stated(inputs, other, cluster->cubes.items[sum->cube].universe));
}

static bool cluster_has_places(const struct release_inputs *inputs, const struct release *other, size_t cluster)
{
    const struct told *told = &other->told[cluster];
    bool complete = true;
    for (size_t i = 0; complete && i < told->sum_count; i++)
        complete = has_place(inputs, other, &(struct held_sum){cluster, told->sums[i].cube, told->sums[i].members});
    for (size_t i = 0; complete && i < told->bound_count; i++)
        complete = has_place(inputs, other, &(struct held_sum){cluster, told->bounds[i].cube, told->bounds[i].members});
    return complete;
}

bool held_is_complete(const struct release_inputs *inputs, struct error *err)
{
    for (size_t i = 0; i < inputs->held_count; i++)
        for (size_t k = 0; k < inputs->held[i]->plan->clusters.count; k++)
            if (inputs->held[i]->plan != inputs->plan && !cluster_has_places(inputs, inputs->held[i], k))
                return error_set(err, ERROR_INPUT,
                                 "what readers of '%.*s' hold of '%.*s' cannot be reckoned with beside their sheets: leave out sheets "
                                 "whose measures stand in the layouts under other conditions, too; nothing was written",
                                 TEXT_ARGS(inputs->policy->audience), TEXT_ARGS(inputs->held[i]->policy->audience));
    return true;
}
