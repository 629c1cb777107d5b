/* SPDX-License-Identifier: GPL-3.0-or-later
 * Why a figure is hidden: its cluster is solved again, and asked. */
#include <stdlib.h>
#include <string.h>

#include "protect/work.h"

/* The sum over the use's set among those of the cluster, or the number of sums. */
static size_t find_sum(struct work *work, size_t number)
{
    const struct use *use = work_use(work, number);
    const struct table_request *table = work_table(work, use);
    const struct links *links = &work->inputs->plan->links;
    bool *members = memory_alloc(work->cluster->cell_count, sizeof *members);
    if (problem_has_variables(&work->problem, use))
        problem_members(&work->problem, use, NULL, members);
    size_t found = work->problem.sums.count;
    for (size_t i = 0; i < work->problem.sums.count && problem_has_variables(&work->problem, use); i++) {
        const struct published *sum = &work->problem.sums.items[i];
        const size_t universe = work->cluster->cubes.items[sum->cube].universe;
        if (sum->asked && links_is_of(links, work->inputs->codebook, universe, table) &&
            memcmp(sum->members, members, work->cluster->cell_count * sizeof *members) == 0)
            found = i;
    }
    free(members);
    return found;
}

static bool explain_sum(struct work *work, size_t number, struct release_explanation *explanation, struct error *err)
{
    const struct published *sum = &work->problem.sums.items[number];
    problem_threats threats = {0};
    explanation->is_published = true;
    explanation->cell = work_cell(work, number);
    explanation->label = text_copy(work->keep, sum->label);
    explanation->where = text_copy(work->keep, sum->where);
    for (size_t i = 0; i < work->problem.sums.count; i++) {
        const struct published *total = &work->problem.sums.items[i];
        if (total->role == SUM_TOTAL && total->cube == sum->cube) {
            explanation->base_label = text_copy(work->keep, total->label);
            explanation->base = work_cell(work, i);
        }
    }
    const bool ok = !sum->hidden || problem_find_threats(&work->problem, number, work->keep, &threats, err);
    explanation->threats = threats.items;
    explanation->threat_count = threats.count;
    return ok;
}

bool release_explain(const struct release_inputs *inputs, const struct release *release, size_t use, struct arena *keep,
                     struct release_explanation *ret_explanation, struct error *err)
{
    bool ok = true;
    *ret_explanation = (struct release_explanation){0};
    for (size_t i = 0; ok && !ret_explanation->is_published && i < inputs->plan->clusters.count; i++) {
        struct release copy = *release;
        struct account unused = {.keep = keep};
        copy.uses = ARENA_ARRAY(keep, struct released, inputs->requests->use_count);
        struct work work = {.inputs = inputs,
                            .cluster = &inputs->plan->clusters.items[i],
                            .cluster_number = i,
                            .release = &copy,
                            .keep = keep};
        ok = work_solve(&work, &unused, err);
        const size_t number = ok ? find_sum(&work, use) : 0;
        if (ok && number < work.problem.sums.count)
            ok = explain_sum(&work, number, ret_explanation, err);
        problem_done(&work.problem);
    }
    return ok;
}
