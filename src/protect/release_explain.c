/* SPDX-License-Identifier: GPL-3.0-or-later
 * What becomes of a figure, and why: every cluster that can hold it is solved again, and asked. */
#include <stdlib.h>
#include <string.h>

#include "protect/held.h"
#include "protect/work.h"

struct asker {
    struct work *work;
    const struct release_questions *questions;
    struct release_explanation *explanations;
    struct error *err;
};

/* ---- where a figure stands in a cluster ---- */

/* The cube of the cluster that counts what the use is about; SIZE_MAX: none. */
static size_t cube_of(const struct work *work, const struct use *use)
{
    const struct table_request *table = work_table(work, use);
    for (size_t i = 0; i < work->cluster->cubes.count; i++)
        if (links_is_of(&work->inputs->plan->links, work->inputs->codebook, work->cluster->cubes.items[i].universe, table))
            return i;
    return SIZE_MAX;
}

static bool has_root(const struct cluster *cluster, int root)
{
    for (size_t i = 0; i < cluster->root_count; i++)
        if (cluster->roots[i] == root)
            return true;
    return false;
}

static bool can_hold(const struct work *work, const struct use *use)
{
    const struct table_request *table = work_table(work, use);
    for (size_t i = 0; i < table->dimension_count; i++)
        if (!has_root(work->cluster, plan_root(work->inputs->codebook, table->dimensions[i])))
            return false;
    return cube_of(work, use) != SIZE_MAX;
}

static bool can_hold_any(const struct work *work, const struct release_questions *questions)
{
    for (size_t i = 0; i < questions->count; i++)
        if (can_hold(work, work_use(work, questions->uses[i])))
            return true;
    return false;
}

/* The sum over just these members; the number of sums if there is none. */
static size_t find_sum(const struct work *work, size_t cube, const bool *members)
{
    size_t number = 0;
    for (; number < work->problem.sums.count; number++) {
        const struct published *sum = &work->problem.sums.items[number];
        if (sum->cube == cube && memcmp(sum->members, members, work->cluster->cell_count * sizeof *members) == 0)
            break;
    }
    return number;
}

/* As one that nobody has said anything of. */
static void add_sum(struct work *work, size_t cube, const bool *members, struct text label)
{
    const struct publication publication = {.cube = cube, .members = members, .role = SUM_SEEN, .label = label};
    problem_hold(&work->problem, &publication, HELD_NOT);
    work->problem.sums.items[work->problem.sums.count - 1].hidden = true;
}

/* ---- joined categories ---- */

/* A cell of a released table: at each place its part, NULL for the total. */
struct row_and_column {
    const struct release_part *parts[REQUEST_DIMENSIONS_MAX];
};

static struct row_and_column parts_of(const struct use *use, const struct released_table *table, size_t cell)
{
    struct row_and_column at = {{NULL}};
    for (size_t place = use->by_count; place-- > 0;) {
        const size_t size = (size_t)table->part_count[place] + 1, part = cell % size;
        at.parts[place] = part + 1 < size ? &table->parts[place][part] : NULL;
        cell /= size;
    }
    return at;
}

/* The members of the cell if its part at `place` were that category alone. */
static void members_of_one(const struct work *work, const struct use *use, const struct row_and_column *at, size_t place, int category,
                           bool *members)
{
    bool *owned[REQUEST_DIMENSIONS_MAX] = {NULL};
    const bool *sets[REQUEST_DIMENSIONS_MAX] = {NULL};
    const struct release_part single = {&category, 1};
    for (size_t i = 0; i < use->by_count; i++)
        if (i == place || at->parts[i])
            sets[i] = owned[i] = work_part_set(work, use, i, i == place ? &single : at->parts[i]);
    problem_members(&work->problem, use, sets, members);
    for (size_t i = 0; i < use->by_count; i++)
        free(owned[i]);
}

static bool is_within(const bool *members, const bool *others, size_t cells)
{
    for (size_t cell = 0; cell < cells; cell++)
        if (members[cell] && !others[cell])
            return false;
    return true;
}

/* Whether `members` are the cell's with some categories of its part at `place`, but not with all. */
static bool is_some_of(const struct work *work, const struct use *use, const struct row_and_column *at, size_t place,
                       const bool *members)
{
    const size_t cells = work->cluster->cell_count;
    const struct release_part *part = at->parts[place];
    bool *one = memory_alloc(cells, sizeof *one), *within = memory_alloc(cells, sizeof *within);
    int count = 0;
    for (int i = 0; i < part->count; i++) {
        members_of_one(work, use, at, place, part->categories[i], one);
        const bool fits = is_within(one, members, cells);
        for (size_t cell = 0; fits && cell < cells; cell++)
            within[cell] = within[cell] || one[cell];
        count += fits;
    }
    const bool same = memcmp(within, members, cells * sizeof *within) == 0;
    free(one);
    free(within);
    return same && count > 0 && count < part->count;
}

static struct release_joined joined_of(const struct work *work, const struct use *use, const struct row_and_column *at, size_t place,
                                       size_t sum)
{
    return (struct release_joined){
        .label = text_copy(work->keep, work->problem.sums.items[sum].label),
        .where = text_copy(work->keep, work->problem.sums.items[sum].where),
        .cell = work_cell(work, sum),
        .dimension = work_dimension(work, use, place),
        .part = *at->parts[place],
    };
}

static bool find_in_table(const struct work *work, size_t number, const bool *members, struct release_joined *joined)
{
    const struct use *use = work_use(work, number);
    const struct released_table *table = &work->release->uses[number].table;
    for (size_t cell = 0; cell < table->cell_count; cell++) {
        const struct row_and_column at = parts_of(use, table, cell);
        if (!is_within(members, work->problem.sums.items[table->sums[cell]].members, work->cluster->cell_count))
            continue;
        for (size_t place = 0; place < use->by_count; place++)
            if (at.parts[place] && at.parts[place]->count > 1 && is_some_of(work, use, &at, place, members)) {
                *joined = joined_of(work, use, &at, place, table->sums[cell]);
                return true;
            }
    }
    return false;
}

static bool find_joined(const struct work *work, size_t cube, const bool *members, struct release_joined *joined)
{
    for (size_t i = 0; i < work->cluster->uses.count; i++) {
        const struct plan_use *use = &work->cluster->uses.items[i];
        if (work_is_printed(work, i) && use->cube == cube && work_use(work, use->use)->kind == USE_TABLE &&
            find_in_table(work, use->use, members, joined))
            return true;
    }
    return false;
}

/* ---- explaining ---- */

static void explain_base(const struct work *work, const struct published *sum, struct release_explanation *explanation)
{
    for (size_t i = 0; i < work->problem.sums.count && sum->role != SUM_TOTAL; i++) {
        const struct published *total = &work->problem.sums.items[i];
        if (total->role == SUM_TOTAL && total->cube == sum->cube) {
            explanation->base_label = text_copy(work->keep, total->label);
            explanation->base = work_cell(work, i);
        }
    }
}

static void explain_earlier(const struct work *work, size_t use, struct release_explanation *explanation)
{
    const struct release_inputs *inputs = work->inputs;
    explanation->earlier = (const struct earlier_figure **)arena_alloc(work->keep, inputs->earlier_count,
                                                                      sizeof(const struct earlier_figure *));
    for (size_t i = 0; i < inputs->earlier_count; i++)
        if (inputs->earlier[i].use == use)
            explanation->earlier[explanation->earlier_count++] = &inputs->earlier[i];
}

static bool explain_hidden(const struct asker *asker, size_t number, struct release_explanation *explanation)
{
    const struct work *work = asker->work;
    struct problem_examination found;
    explanation->count = work->problem.sums.items[number].value;
    explanation->is_small = explanation->count > 0 && explanation->count < work->problem.rule.threshold;
    if (!asker->questions->in_full || work->problem.is_reproduction)
        return true;
    if (!problem_examine(&work->problem, number, work->keep, &found, asker->err))
        return false;
    explanation->can_be_worked_out = found.can_be_worked_out;
    explanation->low = found.low;
    explanation->high = found.high;
    explanation->arithmetic = found.arithmetic;
    explanation->threats = found.threats.items;
    explanation->threat_count = found.threats.count;
    return true;
}

/* More is known of a figure in one cluster than in another: asked for, joined, held elsewhere, or just counted. */
static int rank_of(const struct release_explanation *explanation)
{
    if (!explanation->is_reckoned_with)
        return 0;
    if (explanation->status == RELEASE_NOT_ASKED)
        return explanation->is_held ? 2 : 1;
    return explanation->status == RELEASE_JOINED ? 3 : 4;
}

/* All but what is hidden. */
static struct release_explanation describe(const struct work *work, size_t number, size_t cube, const bool *members)
{
    const struct published *sum = &work->problem.sums.items[number];
    struct release_explanation explanation = {
        .status = !sum->asked ? RELEASE_NOT_ASKED : sum->hidden ? RELEASE_HIDDEN : RELEASE_SHOWN,
        .where = text_copy(work->keep, sum->where),
        .cell = sum->asked ? work_cell(work, number) : (struct cell){CELL_HIDDEN, 0},
        .exempt = text_copy(work->keep, sum->reason),
        .is_reckoned_with = true,
        .is_held = sum->held == HELD_SHOWN,
    };
    if (!sum->asked && find_joined(work, cube, members, &explanation.joined))
        explanation.status = RELEASE_JOINED;
    explain_base(work, sum, &explanation);
    return explanation;
}

/* A total stands in the tables of several clusters. */
static void add_places(const struct work *work, struct text where, struct release_explanation *explanation)
{
    if (where.len)
        explanation->where = explanation->where.len
                                 ? text_format(work->keep, "%.*s; %.*s", TEXT_ARGS(explanation->where), TEXT_ARGS(where))
                                 : where;
}

static bool answer(const struct asker *asker, size_t question)
{
    struct work *work = asker->work;
    const size_t number = asker->questions->uses[question];
    const struct use *use = work_use(work, number);
    const size_t cube = cube_of(work, use);
    const struct text label = asker->explanations[question].label;
    bool ok = true;
    bool *members = memory_alloc(work->cluster->cell_count, sizeof *members);
    problem_members(&work->problem, use, NULL, members);
    const size_t sum = find_sum(work, cube, members);
    if (sum == work->problem.sums.count)
        add_sum(work, cube, members, label);
    struct release_explanation found = describe(work, sum, cube, members);
    found.label = label;
    if (rank_of(&found) > rank_of(&asker->explanations[question])) {
        if (found.status != RELEASE_SHOWN)
            ok = explain_hidden(asker, sum, &found);
        explain_earlier(work, number, &found);
        asker->explanations[question] = found;
    } else if (found.status == asker->explanations[question].status) {
        add_places(work, found.where, &asker->explanations[question]);
    }
    free(members);
    return ok;
}

static void name_all(const struct release_inputs *inputs, const struct release_questions *questions,
                     struct arena *keep, struct release_explanation *explanations)
{
    const struct work work = {.inputs = inputs};
    for (size_t i = 0; i < questions->count; i++) {
        struct text_builder label = {0};
        work_label(&work, work_use(&work, questions->uses[i]), &label);
        explanations[i] = (struct release_explanation){.label = text_copy(keep, text_built(&label))};
        text_builder_done(&label);
    }
}

bool release_explain(const struct release_inputs *given, const struct release *release,
                     const struct release_questions *questions, struct arena *keep,
                     struct release_explanation *ret_explanations, struct error *err)
{
    bool ok = true;
    struct release_inputs of_release = *given, *inputs = &of_release;
    of_release.plan = release->plan;
    name_all(inputs, questions, keep, ret_explanations);
    for (size_t i = 0; ok && i < inputs->plan->clusters.count; i++) {
        struct release copy = *release;
        struct account unused = {.keep = keep};
        struct work work = {.inputs = inputs,
                            .cluster = &inputs->plan->clusters.items[i],
                            .cluster_number = i,
                            .release = &copy,
                            .keep = keep};
        const struct asker asker = {&work, questions, ret_explanations, err};
        if (!can_hold_any(&work, questions))
            continue;
        copy.uses = ARENA_ARRAY(keep, struct released, inputs->requests->use_count);
        held_take(&work);
        ok = work_solve(&work, &unused, err);
        for (size_t k = 0; ok && k < questions->count; k++)
            if (can_hold(&work, work_use(&work, questions->uses[k])))
                ok = answer(&asker, k);
        problem_done(&work.problem);
    }
    return ok;
}
