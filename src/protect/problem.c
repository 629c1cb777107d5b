/* SPDX-License-Identifier: GPL-3.0-or-later
 * From published sums to a system. Joint cells that every published sum treats alike cannot be told apart by a reader:
 * together they are one variable of the system (an atom). An atom is also the least thing that linked tables or
 * differences between published sums could reveal, so each is a target, printed or not. */
#include "protect/problem.h"

#include <inttypes.h>
#include <string.h>

#include "protect/audit.h"

/* Margins are read and reused more than inner cells, and those more than a figure that only the text has; among equals
 * the larger count is the greater loss. */
static const int64_t ROLE_COST[] = {
    [SUM_FIGURE] = 200, [SUM_CELL] = 2000, [SUM_MARGIN] = 20000, [SUM_TOTAL] = 2000000, [SUM_SEEN] = 0};
enum { COUNT_MAX = 200, SPREAD = 2 };

/* A count of COUNT_MAX or more costs twice what a small one does. */
static int64_t cost_of(enum sum_role role, int64_t count)
{
    return ROLE_COST[role] + ROLE_COST[role] * (count < COUNT_MAX ? count : COUNT_MAX) / COUNT_MAX;
}

void problem_init(struct problem *problem, struct arena *keep)
{
    problem->keep = keep;
    problem->by_members = names_new();
    bool *all = ARENA_ARRAY(keep, bool, problem->cell_count);
    memset(all, true, problem->cell_count);
    problem_publish(problem, all, SUM_TOTAL, TEXT("total"));
}

void problem_done(struct problem *problem)
{
    names_free(problem->by_members);
}

static bool is_dearer(enum sum_role a, enum sum_role b)
{
    return ROLE_COST[a] > ROLE_COST[b];
}

static int64_t sum_of(const struct problem *problem, const bool *members)
{
    int64_t sum = 0;
    for (size_t i = 0; i < problem->cell_count; i++)
        if (members[i])
            sum += problem->counts[i];
    return sum;
}

size_t problem_publish(struct problem *problem, const bool *members, enum sum_role role, struct text label)
{
    const struct text key = {(const char *)members, problem->cell_count};
    const int32_t known = names_find(problem->by_members, key);
    if (known != NAMES_NONE) {
        struct published *sum = &problem->sums.items[known];
        if (is_dearer(role, sum->role))
            sum->role = role;
        return (size_t)known;
    }
    const int32_t number = names_add(problem->by_members, key);
    struct published sum = {.members = (const bool *)names_at(problem->by_members, number).ptr,
                            .role = role,
                            .label = text_copy(problem->keep, label)};
    sum.value = sum_of(problem, members);
    ARENA_PUSH(problem->keep, &problem->sums, sum);
    return (size_t)number;
}

void problem_bound(struct problem *problem, const bool *members, int64_t most)
{
    bool *copy = ARENA_ARRAY(problem->keep, bool, problem->cell_count);
    memcpy(copy, members, problem->cell_count * sizeof *copy);
    const struct bounded bound = {copy, most};
    ARENA_PUSH(problem->keep, &problem->bounds, bound);
}

/* The category of a joint cell in a dimension that is a root or groups one. */
static int category_in(const struct problem *problem, const int *coordinates, int dimension)
{
    const struct dimension *of = &problem->codebook->dimensions[dimension];
    const int root = plan_root(problem->codebook, dimension);
    for (size_t i = 0; i < problem->component->root_count; i++)
        if (problem->component->roots[i] == root)
            return of->group_of ? of->group_of[coordinates[i]] : coordinates[i];
    return NO_INDEX;
}

static void coordinates_of(const struct problem *problem, size_t cell, int *coordinates)
{
    for (size_t i = problem->component->root_count; i-- > 0;) {
        const size_t size = (size_t)problem->codebook->dimensions[problem->component->roots[i]].category_count;
        coordinates[i] = (int)(cell % size);
        cell /= size;
    }
}

static bool is_member(const struct problem *problem, const struct use *use, const bool *const *by_sets,
                      const int *coordinates)
{
    const struct table_request *table = &problem->requests->tables[use->table];
    for (size_t i = 0; i < table->dimension_count; i++) {
        const int category = category_in(problem, coordinates, table->dimensions[i]);
        if (use->set.categories[i] && !use->set.categories[i][category])
            return false;
        for (size_t place = 0; place < use->by_count; place++)
            if (use->by[place] == i && by_sets && by_sets[place] && !by_sets[place][category])
                return false;
    }
    return true;
}

void problem_members(const struct problem *problem, const struct use *use, const bool *const *by_sets, bool *members)
{
    int coordinates[REQUEST_DIMENSIONS_MAX];
    for (size_t cell = 0; cell < problem->cell_count; cell++) {
        coordinates_of(problem, cell, coordinates);
        members[cell] = is_member(problem, use, by_sets, coordinates);
    }
}

/* ---- the system ---- */

struct atoms {
    size_t *of_cell; /* atom of each joint cell; SIZE_MAX: known to be zero */
    int64_t *values;
    size_t count;
};

/* Whether a reader sees that the cell is zero: it belongs to a published sum that is zero. */
static bool is_known_zero(const struct problem *problem, size_t cell)
{
    for (size_t i = 0; i < problem->sums.count; i++)
        if (problem->sums.items[i].members[cell] && problem->sums.items[i].value == 0)
            return true;
    return false;
}

static struct atoms find_atoms(const struct problem *problem, struct arena *scratch)
{
    struct atoms atoms = {.of_cell = ARENA_ARRAY(scratch, size_t, problem->cell_count),
                          .values = ARENA_ARRAY(scratch, int64_t, problem->cell_count)};
    struct names *signatures = names_new();
    const size_t length = problem->sums.count + problem->bounds.count;
    char *signature = ARENA_ARRAY(scratch, char, length);
    for (size_t cell = 0; cell < problem->cell_count; cell++) {
        atoms.of_cell[cell] = SIZE_MAX;
        if (is_known_zero(problem, cell))
            continue;
        for (size_t i = 0; i < problem->sums.count; i++)
            signature[i] = (char)problem->sums.items[i].members[cell];
        for (size_t i = 0; i < problem->bounds.count; i++)
            signature[problem->sums.count + i] = (char)problem->bounds.items[i].members[cell];
        const int32_t atom = names_add(signatures, (struct text){signature, length});
        atoms.of_cell[cell] = (size_t)atom;
        atoms.values[atom] += problem->counts[cell];
    }
    atoms.count = (size_t)names_count(signatures);
    names_free(signatures);
    return atoms;
}

/* Each atom of a sum once. */
static size_t terms_of(const struct problem *problem, const struct atoms *atoms, const bool *members,
                       struct protect_term *terms, bool *taken)
{
    size_t count = 0;
    memset(taken, false, atoms->count);
    for (size_t cell = 0; cell < problem->cell_count; cell++) {
        const size_t atom = atoms->of_cell[cell];
        if (!members[cell] || atom == SIZE_MAX || taken[atom])
            continue;
        taken[atom] = true;
        terms[count++] = (struct protect_term){atom, 1};
    }
    return count;
}

static struct protect_sum_request request_of(const struct published *sum, int64_t threshold)
{
    const bool small = sum->value > 0 && sum->value < threshold;
    struct protect_sum_request request = {.kind = PROTECT_CANDIDATE, .zero_is_seen = true};
    if (sum->role == SUM_SEEN)
        request.kind = PROTECT_WITHHELD;
    else if (sum->role == SUM_TOTAL && !small)
        request.kind = PROTECT_ALWAYS;
    request.cost = request.kind == PROTECT_CANDIDATE ? cost_of(sum->role, sum->value) : 0;
    return request;
}

/* "At most" as an equation: the sum and a slack of its own make the bound. */
static bool add_bounds(const struct problem *problem, const struct atoms *atoms, struct arena *scratch,
                       struct protect_system *system, struct error *err)
{
    struct protect_term *terms = ARENA_ARRAY(scratch, struct protect_term, atoms->count + 1);
    bool *taken = ARENA_ARRAY(scratch, bool, atoms->count);
    for (size_t i = 0; i < problem->bounds.count; i++) {
        const struct bounded *bound = &problem->bounds.items[i];
        size_t count = terms_of(problem, atoms, bound->members, terms, taken), slack, number;
        const int64_t rest = bound->most - sum_of(problem, bound->members);
        if (!protect_system_add_variable(system, (struct protect_variable){rest, 0}, &slack, err))
            return false;
        terms[count++] = (struct protect_term){slack, 1};
        const struct protect_sum_request request = {.kind = PROTECT_ALWAYS, .terms = terms, .term_count = count};
        if (!protect_system_add_sum(system, &request, &number, err))
            return false;
    }
    return true;
}

/* The published sums keep their numbers; atoms and bounds follow them as sums that are never printed. */
static bool build_system(const struct problem *problem, struct arena *scratch, struct protect_system *system,
                         struct error *err)
{
    const struct atoms atoms = find_atoms(problem, scratch);
    struct protect_term *terms = ARENA_ARRAY(scratch, struct protect_term, atoms.count);
    bool *taken = ARENA_ARRAY(scratch, bool, atoms.count);
    size_t number;
    for (size_t i = 0; i < atoms.count; i++)
        if (!protect_system_add_variable(system, (struct protect_variable){atoms.values[i], 0}, &number, err))
            return false;
    for (size_t i = 0; i < problem->sums.count; i++) {
        struct protect_sum_request request = request_of(&problem->sums.items[i], problem->threshold);
        request.terms = terms;
        request.term_count = terms_of(problem, &atoms, problem->sums.items[i].members, terms, taken);
        if (!protect_system_add_sum(system, &request, &number, err))
            return false;
    }
    for (size_t i = 0; i < atoms.count; i++) {
        const struct protect_term term = {i, 1};
        const struct protect_sum_request request = {.kind = PROTECT_WITHHELD, .terms = &term, .term_count = 1};
        if (!protect_system_add_sum(system, &request, &number, err))
            return false;
    }
    return add_bounds(problem, &atoms, scratch, system, err);
}

static void account(const struct problem *problem, const struct protect_system *system, const struct protect_audit *audit,
                    struct text_builder *restricted)
{
    static const char *const words[] = {
        [PROTECT_SAFE] = "protected", [PROTECT_UNSAFE] = "CAN BE WORKED OUT", [PROTECT_LOST] = "published already"};
    for (size_t i = 0; i < audit->verdict_count; i++) {
        const struct protect_verdict *verdict = &audit->verdicts[i];
        const bool printed = verdict->sum < problem->sums.count;
        const struct text label = printed ? problem->sums.items[verdict->sum].label : TEXT("(a remainder, not printed)");
        text_add_format(restricted, "  %.*s: count %" PRId64 ", %s; ", TEXT_ARGS(label),
                        system->sums.items[verdict->sum].value, words[verdict->status]);
        text_add_format(restricted, verdict->status == PROTECT_SAFE ? "among what a reader must think possible are %" PRId64
                                                                    : "a reader can tell: from %" PRId64,
                        verdict->interval.low);
        if (verdict->interval.high == PROTECT_NO_END)
            text_add_c(restricted, " and any number above\n");
        else
            text_add_format(restricted, " %s %" PRId64 "\n", verdict->status == PROTECT_SAFE ? "and" : "to",
                            verdict->interval.high);
    }
}

static bool solve(struct problem *problem, const struct protect_task *task, struct arena *scratch,
                  struct problem_result *ret_result, struct text_builder *restricted, struct error *err)
{
    struct protect_pattern pattern;
    struct protect_audit audit;
    if (!protect_suppress(task, scratch, &pattern, err) || !protect_audit(task, pattern.hidden, scratch, &audit, err))
        return false;
    for (size_t i = 0; i < problem->sums.count; i++) {
        struct published *sum = &problem->sums.items[i];
        sum->primary = sum->value > 0 && sum->value < problem->threshold;
        sum->hidden = pattern.hidden[i] || sum->role == SUM_SEEN;
    }
    *ret_result = (struct problem_result){audit.verdict_count, audit.unsafe_count + audit.lost_count};
    account(problem, task->system, &audit, restricted);
    return true;
}

bool problem_solve(struct problem *problem, uint64_t seed, struct problem_result *ret_result,
                   struct text_builder *restricted, struct error *err)
{
    struct arena *scratch = arena_new();
    struct protect_task task = {.system = NULL,
                                .rule = {.threshold = problem->threshold, .spread = SPREAD},
                                .effort = protect_effort_default(),
                                .seed = seed};
    struct protect_system *system = protect_system_new(scratch);
    task.system = system;
    const bool ok = build_system(problem, scratch, system, err) &&
                    solve(problem, &task, scratch, ret_result, restricted, err);
    arena_free(scratch);
    return ok;
}
