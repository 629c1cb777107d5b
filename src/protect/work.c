/* SPDX-License-Identifier: GPL-3.0-or-later
 * What the stages of a release ask of a cluster and its uses. */
#include "protect/work.h"

#include <stdlib.h>

#include "aggregate/tally.h"

const struct use *work_use(const struct work *work, size_t use)
{
    return &work->inputs->requests->uses[use];
}

const struct table_request *work_table(const struct work *work, const struct use *use)
{
    return &work->inputs->requests->tables[use->table];
}

int work_dimension(const struct work *work, const struct use *use, size_t place)
{
    return work_table(work, use)->dimensions[use->by[place]];
}

int work_categories(const struct work *work, int dimension)
{
    return work->inputs->codebook->dimensions[dimension].category_count;
}

size_t work_cube(const struct work *work, const struct use *use)
{
    const struct use *uses = work->inputs->requests->uses;
    for (size_t i = 0; i < work->cluster->uses.count; i++)
        if (&uses[work->cluster->uses.items[i].use] == use)
            return work->cluster->uses.items[i].cube;
    return SIZE_MAX;
}

int64_t work_count(const struct work *work, const struct use *use, size_t place, int category, size_t other_place, int other)
{
    const bool *sets[REQUEST_DIMENSIONS_MAX] = {NULL};
    bool *members = memory_alloc(work->cluster->cell_count, sizeof *members);
    bool *one = memory_alloc((size_t)work_categories(work, work_dimension(work, use, place)), sizeof *one);
    bool *two = NULL;
    one[category] = true;
    sets[place] = one;
    if (other >= 0) {
        two = memory_alloc((size_t)work_categories(work, work_dimension(work, use, other_place)), sizeof *two);
        two[other] = true;
        sets[other_place] = two;
    }
    problem_members(&work->problem, use, sets, members);
    const int64_t count = problem_sum(&work->problem, work_cube(work, use), members);
    free(two);
    free(one);
    free(members);
    return count;
}

int64_t *work_counts(const struct work *work, const struct use *use, size_t place)
{
    int64_t *counts = memory_alloc((size_t)work_categories(work, work_dimension(work, use, place)), sizeof *counts);
    problem_add_sums(&work->problem, use, place, work_cube(work, use), counts);
    return counts;
}

/* Whether the policy lists "latest clients.admitted", or "earliest clients.admitted: year". */
enum exactness work_exactness(const struct release_inputs *inputs, const struct use *use)
{
    const struct measure *measure = &inputs->codebook->measures[inputs->requests->tables[use->table].measure];
    enum exactness exactness = DATE_IS_HIDDEN;
    struct arena *scratch = arena_new();
    const struct text name =
        text_format(scratch, "%s %.*s.%.*s", use->kind == USE_LATEST ? "latest" : "earliest", TEXT_ARGS(measure->id),
                    TEXT_ARGS(inputs->codebook->sources[measure->source].columns[use->column].id));
    for (struct text rest = inputs->policy->exact_dates; rest.len;) {
        struct text one = text_cut(&rest, ';');
        const enum exactness told = text_equal(text_cut(&one, ':'), name) ? text_trim(one).len ? DATE_IS_YEAR : DATE_IS_DAY
                                                                          : DATE_IS_HIDDEN;
        exactness = told > exactness ? told : exactness;
    }
    arena_free(scratch);
    return exactness;
}

int64_t work_threshold(const struct work *work)
{
    return work->problem.is_reproduction ? work->inputs->policy->threshold : work->problem.rule.threshold;
}

bool work_is_small(const struct work *work, int64_t count)
{
    return count > 0 && count < work_threshold(work);
}

bool work_prints(const struct release_inputs *inputs, size_t use)
{
    return use < inputs->published_uses && !(inputs->left_out && inputs->left_out[use]);
}

bool work_is_printed(const struct work *work, size_t place)
{
    return work_prints(work->inputs, work->cluster->uses.items[place].use);
}

bool *work_part_set(const struct work *work, const struct use *use, size_t place, const struct release_part *part)
{
    bool *set = memory_alloc((size_t)work_categories(work, work_dimension(work, use, place)), sizeof *set);
    for (int i = 0; i < part->count; i++)
        set[part->categories[i]] = true;
    return set;
}

static const int64_t *counts_of(const void *tally, size_t table)
{
    return tally_counts(tally, table);
}

/* What the code book protects from those who may read least: a reproduction is measured by that. */
static int64_t highest_threshold(const struct codebook *codebook)
{
    int64_t highest = 1;
    for (int i = 0; i < codebook->policy_count; i++)
        if (!codebook->policies[i].may_leak && codebook->policies[i].threshold > highest)
            highest = codebook->policies[i].threshold;
    return highest;
}

int64_t work_lowest_threshold(const struct release_inputs *inputs)
{
    int64_t lowest = inputs->policy->threshold;
    if (inputs->policy->may_leak)
        return highest_threshold(inputs->codebook);
    for (size_t i = 0; i < inputs->held_count; i++)
        if (inputs->held[i]->policy->threshold < lowest)
            lowest = inputs->held[i]->policy->threshold;
    return lowest;
}

void work_begin(struct work *work)
{
    problem_done(&work->problem);
    work->problem = (struct problem){
        .codebook = work->inputs->codebook,
        .requests = work->inputs->requests,
        .links = &work->inputs->plan->links,
        .cluster = work->cluster,
        .total_is_told = work->release->total_is_told,
        .total_is_hidden = work->release->total_is_hidden,
        .rule = {.threshold = work_lowest_threshold(work->inputs), .spread = SPREAD},
        .zeros_hidden = work->inputs->policy->zeros_hidden,
        .is_reproduction = work->inputs->policy->may_leak,
        .is_open = work->inputs->is_open,
    };
    problem_count(&work->problem, counts_of, work->inputs->tally, work->keep);
    problem_init(&work->problem, work->keep);
}
