/* SPDX-License-Identifier: GPL-3.0-or-later
 * The statements of a cluster: each different sum once, whoever publishes it. */
#include "protect/problem.h"

#include <stdlib.h>
#include <string.h>

static const struct universe *universe_of(const struct problem *problem, size_t cube)
{
    return &problem->links->universes.items[problem->cluster->cubes.items[cube].universe];
}

static struct text total_label(const struct problem *problem, size_t cube, struct arena *keep)
{
    struct text_builder b = {0};
    universe_name(problem->codebook, universe_of(problem, cube), &b);
    const struct text label = text_copy(keep, text_built(&b));
    text_builder_done(&b);
    return label;
}

void problem_init(struct problem *problem, struct arena *keep)
{
    problem->keep = keep;
    problem->by_members = names_new();
    bool *all = ARENA_ARRAY(keep, bool, problem->cluster->cell_count);
    memset(all, true, problem->cluster->cell_count);
    for (size_t cube = 0; cube < problem->cluster->cubes.count; cube++) {
        const struct publication total = {
            .cube = cube, .members = all, .role = SUM_TOTAL, .label = total_label(problem, cube, keep)};
        if (!problem->total_is_told[problem->cluster->cubes.items[cube].universe])
            continue;
        const size_t number = problem_publish(problem, &total);
        problem->sums.items[number].asked = problem->sums.items[number].asked_alone = false;
    }
}

void problem_done(struct problem *problem)
{
    names_free(problem->by_members);
    problem->by_members = NULL;
}

/* ---- counts ---- */

/* What a link leaves over in a cell; its terms must add up to zero, or leave a rest that is no less than zero. */
static bool settle_cell(struct problem *problem, const struct plan_link *link, size_t cell)
{
    const size_t cells = problem->cluster->cell_count;
    const struct link_term *last = &link->terms[link->term_count - 1];
    const bool has_rest = problem->cluster->cubes.items[last->universe].table == NO_TABLE;
    int64_t left = 0;
    for (size_t i = 0; i + has_rest < link->term_count; i++)
        left += link->terms[i].factor * problem->counts[link->terms[i].universe * cells + cell];
    if (!has_rest)
        return left == 0;
    problem->counts[last->universe * cells + cell] = -last->factor * left;
    return -last->factor * left >= 0;
}

/* Of two rests of opposite signs the first takes what is left if it closes the equation, else nothing: then the last does. */
static void settle_first_rest(struct problem *problem, const struct plan_link *link, size_t cell)
{
    const size_t cells = problem->cluster->cell_count, first = link->term_count - 2;
    int64_t left = 0;
    for (size_t i = 0; i < first; i++)
        left += link->terms[i].factor * problem->counts[link->terms[i].universe * cells + cell];
    const int64_t closing = -link->terms[first].factor * left;
    problem->counts[link->terms[first].universe * cells + cell] = closing > 0 ? closing : 0;
}

/* Readers are misled only in the cells where the equation fails. */
static void settle_link(struct problem *problem, size_t number)
{
    const struct plan_link *link = &problem->cluster->links.items[number];
    const size_t cells = problem->cluster->cell_count, last = link->terms[link->term_count - 1].universe;
    if (link->exception != NO_CUBE)
        return;
    for (size_t cell = 0; cell < cells; cell++) {
        if (link->leaves_either)
            settle_first_rest(problem, link, cell);
        const bool holds = settle_cell(problem, link, cell);
        problem->link_holds[number * cells + cell] = holds;
        if (!holds && problem->cluster->cubes.items[last].table == NO_TABLE)
            problem->counts[last * cells + cell] = 0;
    }
}

void problem_count(struct problem *problem, problem_counts *counts, const void *tally, struct arena *keep)
{
    const struct cluster *cluster = problem->cluster;
    problem->counts = ARENA_ARRAY(keep, int64_t, cluster->cubes.count * cluster->cell_count);
    problem->link_holds = ARENA_ARRAY(keep, bool, cluster->links.count * cluster->cell_count);
    for (size_t i = 0; i < cluster->cubes.count; i++)
        if (cluster->cubes.items[i].table != NO_TABLE)
            memcpy(&problem->counts[i * cluster->cell_count], counts(tally, cluster->cubes.items[i].table),
                   cluster->cell_count * sizeof *problem->counts);
    for (size_t i = 0; i < cluster->links.count; i++)
        settle_link(problem, i);
}

int64_t problem_sum(const struct problem *problem, size_t cube, const bool *members)
{
    const size_t cells = problem->cluster->cell_count;
    int64_t sum = 0;
    for (size_t i = 0; i < cells; i++)
        if (members[i])
            sum += problem->counts[cube * cells + i];
    return sum;
}

/* ---- statements ---- */

static bool *copy_of(const struct problem *problem, const bool *members)
{
    bool *copy = ARENA_ARRAY(problem->keep, bool, problem->cluster->cell_count);
    memcpy(copy, members, problem->cluster->cell_count * sizeof *copy);
    return copy;
}

/* The cube's number stands before the members. */
static struct text key_of(const struct problem *problem, const struct publication *publication)
{
    const size_t cells = problem->cluster->cell_count, cube = publication->cube;
    char *key = ARENA_ARRAY(problem->keep, char, sizeof cube + cells);
    memcpy(key, &cube, sizeof cube);
    memcpy(key + sizeof cube, publication->members, cells);
    return (struct text){key, sizeof cube + cells};
}

/* The sum, added as one that nobody has said anything of. */
static size_t find_sum(struct problem *problem, const struct publication *publication, bool *ret_is_new)
{
    const struct text key = key_of(problem, publication);
    const int32_t known = names_find(problem->by_members, key);
    *ret_is_new = known == NAMES_NONE;
    if (known != NAMES_NONE)
        return (size_t)known;
    const struct published sum = {
        .cube = publication->cube,
        .members = copy_of(problem, publication->members),
        .role = publication->role,
        .value = problem_sum(problem, publication->cube, publication->members),
        .label = text_copy(problem->keep, publication->label),
        .where = text_copy(problem->keep, publication->where),
        .where_alone = publication->in_ranking ? TEXT_EMPTY : text_copy(problem->keep, publication->where),
    };
    ARENA_PUSH(problem->keep, &problem->sums, sum);
    return (size_t)names_add(problem->by_members, key);
}

/* Whether the place is one of those, which ';' separates. */
static bool has_place(struct text places, struct text where)
{
    for (struct text rest = places; rest.len;)
        if (text_equal(text_cut(&rest, ';'), where))
            return true;
    return false;
}

static void add_place(struct problem *problem, struct text where, struct text *places)
{
    if (!where.len || has_place(*places, where) || text_equal(*places, where))
        return;
    *places = places->len ? text_format(problem->keep, "%.*s; %.*s", TEXT_ARGS(*places), TEXT_ARGS(where))
                          : text_copy(problem->keep, where);
}

static void add_places(struct problem *problem, struct published *sum, const struct publication *publication)
{
    add_place(problem, publication->where, &sum->where);
    if (!publication->in_ranking)
        add_place(problem, publication->where, &sum->where_alone);
}

size_t problem_publish(struct problem *problem, const struct publication *publication)
{
    bool is_new;
    const size_t number = find_sum(problem, publication, &is_new);
    struct published *sum = &problem->sums.items[number];
    if (publication->role > sum->role)
        sum->role = publication->role;
    *(publication->role == SUM_SEEN ? &sum->seen : &sum->asked) = true;
    sum->asked_alone = sum->asked_alone || (publication->role != SUM_SEEN && !publication->in_ranking);
    if (!is_new)
        add_places(problem, sum, publication);
    return number;
}

void problem_hold(struct problem *problem, const struct publication *publication, enum sum_held held)
{
    bool is_new;
    const size_t number = find_sum(problem, publication, &is_new);
    struct published *sum = &problem->sums.items[number];
    if (!is_new)
        add_places(problem, sum, publication);
    if (held > sum->held)
        sum->held = held;
}

void problem_exempt(struct problem *problem, const struct publication *publication, struct text reason)
{
    bool is_new;
    const size_t number = find_sum(problem, publication, &is_new);
    problem->sums.items[number].reason = reason;
}

void problem_rank(struct problem *problem, const struct ranked *ranking)
{
    ARENA_PUSH(problem->keep, &problem->rankings, *ranking);
}

static bool is_printed(const struct problem *problem, const struct ranked *ranking)
{
    for (size_t i = 0; i < ranking->count; i++)
        if (problem->sums.items[ranking->sums[i]].hidden)
            return false;
    return true;
}

static void set_back(struct problem *problem, const struct ranked *ranking)
{
    for (size_t i = 0; i < ranking->count; i++) {
        struct published *sum = &problem->sums.items[ranking->sums[i]];
        sum->asked = sum->asked_alone;
        sum->where = sum->where_alone;
    }
}

static void ask(struct problem *problem, const struct ranked *ranking)
{
    for (size_t i = 0; i < ranking->count; i++) {
        struct published *sum = &problem->sums.items[ranking->sums[i]];
        sum->asked = true;
        add_place(problem, ranking->where, &sum->where);
    }
}

void problem_withdraw_rankings(struct problem *problem)
{
    for (size_t i = 0; i < problem->rankings.count; i++)
        if (!is_printed(problem, &problem->rankings.items[i]))
            set_back(problem, &problem->rankings.items[i]);
    for (size_t i = 0; i < problem->rankings.count; i++)
        if (is_printed(problem, &problem->rankings.items[i]))
            ask(problem, &problem->rankings.items[i]);
}

void problem_bound(struct problem *problem, const struct bounded *bound)
{
    struct bounded copy = *bound;
    copy.members = copy_of(problem, bound->members);
    ARENA_PUSH(problem->keep, &problem->bounds, copy);
}

/* ---- members ---- */

/* Whether a category of the root at `place` is in the use's set, as far as that root goes. */
static bool is_taken(const struct problem *problem, const struct use *use, const bool *const *by_sets, size_t place,
                     int category)
{
    const struct table_request *table = &problem->requests->tables[use->table];
    for (size_t i = 0; i < table->dimension_count; i++) {
        const struct dimension *dimension = &problem->codebook->dimensions[table->dimensions[i]];
        const int own = dimension->group_of ? dimension->group_of[category] : category;
        if (plan_root(problem->codebook, table->dimensions[i]) != problem->cluster->roots[place])
            continue;
        if (use->set.categories[i] && !use->set.categories[i][own])
            return false;
        for (size_t k = 0; by_sets && k < use->by_count; k++)
            if (use->by[k] == i && by_sets[k] && !by_sets[k][own])
                return false;
    }
    return true;
}

static bool has_root(const struct problem *problem, int root)
{
    for (size_t i = 0; i < problem->cluster->root_count; i++)
        if (problem->cluster->roots[i] == root)
            return true;
    return false;
}

bool problem_has_variables(const struct problem *problem, const struct use *use)
{
    const struct table_request *table = &problem->requests->tables[use->table];
    for (size_t i = 0; i < table->dimension_count; i++)
        if (!has_root(problem, plan_root(problem->codebook, table->dimensions[i])))
            return false;
    return true;
}

/* Narrows the members by one root: cells with the same category of it stand in runs of `run`. */
static void narrow(const struct problem *problem, const struct use *use, const bool *const *by_sets, size_t place,
                   size_t run, bool *members)
{
    const size_t size = (size_t)problem->codebook->dimensions[problem->cluster->roots[place]].category_count;
    for (size_t category = 0; category < size; category++) {
        if (is_taken(problem, use, by_sets, place, (int)category))
            continue;
        for (size_t cell = category * run; cell < problem->cluster->cell_count; cell += size * run)
            memset(&members[cell], false, run);
    }
}

void problem_members(const struct problem *problem, const struct use *use, const bool *const *by_sets, bool *members)
{
    size_t run = 1;
    memset(members, true, problem->cluster->cell_count);
    for (size_t place = problem->cluster->root_count; place-- > 0;) {
        narrow(problem, use, by_sets, place, run, members);
        run *= (size_t)problem->codebook->dimensions[problem->cluster->roots[place]].category_count;
    }
}

/* In how long runs cells have the same category of the root, which the cluster must have. */
static size_t run_of(const struct problem *problem, int root, size_t *ret_size)
{
    size_t run = 1;
    for (size_t place = problem->cluster->root_count; place-- > 0; run *= *ret_size) {
        *ret_size = (size_t)problem->codebook->dimensions[problem->cluster->roots[place]].category_count;
        if (problem->cluster->roots[place] == root)
            break;
    }
    return run;
}

void problem_add_sums(const struct problem *problem, const struct use *use, size_t place, size_t cube, int64_t *sums)
{
    const int number = problem->requests->tables[use->table].dimensions[use->by[place]];
    const struct dimension *dimension = &problem->codebook->dimensions[number];
    const size_t cells = problem->cluster->cell_count;
    size_t size = 1;
    const size_t run = run_of(problem, plan_root(problem->codebook, number), &size);
    bool *members = memory_alloc(cells, sizeof *members);
    problem_members(problem, use, NULL, members);
    for (size_t cell = 0; cell < cells; cell++) {
        const size_t category = cell / run % size;
        if (members[cell])
            sums[dimension->group_of ? dimension->group_of[category] : (int)category] +=
                problem->counts[cube * cells + cell];
    }
    free(members);
}
