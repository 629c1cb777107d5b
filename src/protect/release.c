/* SPDX-License-Identifier: GPL-3.0-or-later
 * Cluster by cluster: state, suppress, audit; then keep only what may be published. */
#include "aggregate/tally.h"
#include "protect/held.h"
#include "protect/work.h"

static uint64_t seed_of(struct text edition)
{
    uint64_t seed = 14695981039346656037u;
    for (size_t i = 0; i < edition.len; i++)
        seed = (seed ^ (unsigned char)edition.ptr[i]) * 1099511628211u;
    return seed;
}

/* ---- solving a cluster ---- */

/* Withholds the last number of categories or date that is still told; false if there is none. Their statements cannot be
 * hidden one by one, as sums are. */
static bool withhold(struct work *work)
{
    for (size_t i = work->cluster->uses.count; i-- > 0;) {
        const size_t number = work->cluster->uses.items[i].use;
        const enum use_kind kind = work_use(work, number)->kind;
        struct released *released = &work->release->uses[number];
        if (!work_is_printed(work, i) || released->withheld ||
            (kind != USE_DISTINCT && kind != USE_EARLIEST && kind != USE_LATEST))
            continue;
        released->withheld = true;
        return true;
    }
    return false;
}

/* Whether less should be told than was, and now is. */
static bool coarsen(struct work *work, const struct account *before, const struct account *after)
{
    if (join_widen(work))
        return true;
    return after->totals.unsafe > before->totals.unsafe &&
           (join_adopt(work) || (!work->problem.is_reproduction && withhold(work)));
}

bool work_solve(struct work *work, struct account *account, struct error *err)
{
    work_begin(work);
    for (size_t i = 0; i < work->cluster->uses.count; i++)
        if (work_is_printed(work, i) && join_is_allowed(work, work_use(work, work->cluster->uses.items[i].use)))
            join_start(work, work_use(work, work->cluster->uses.items[i].use));
    for (;;) {
        struct account draft = *account;
        state_all(work, &draft);
        const bool ok = problem_solve(&work->problem, seed_of(work->inputs->edition), &draft, err);
        const bool again = ok && coarsen(work, account, &draft);
        if (ok && !again)
            *account = draft;
        if (!again)
            return ok;
        work_begin(work);
    }
}
/* ---- the release ---- */

struct cell work_cell(const struct work *work, size_t number)
{
    const struct published *sum = &work->problem.sums.items[number];
    return sum->hidden ? (struct cell){CELL_HIDDEN, 0} : (struct cell){CELL_SHOWN, sum->value};
}

/* What readers have from elsewhere does not count: the release does not tell it. */
bool work_may_be_zero(const struct work *work, size_t number)
{
    const struct published *sum = &work->problem.sums.items[number];
    return work->problem.zeros_hidden && sum->hidden && !sum->seen && sum->role != SUM_TOTAL;
}

/* A ranking is told only as far as every number in it is shown: an order of hidden counts bounds them. */
static void release_ranks(const struct work *work, const struct use *use, struct released *released)
{
    struct released_top *top = &released->top;
    for (size_t i = 0; i < top->count; i++)
        top->ranks[i].cell = work_cell(work, released->table.sums[i]);
    for (size_t i = 0; i < top->count; i++)
        if (!cell_is_shown(top->ranks[i].cell))
            top->count = 0;
    if (!top->count)
        top->other_count = 0;
    const size_t skipped = (size_t)use->top_from - 1;
    top->ranks += skipped < top->count ? skipped : top->count;
    top->count -= skipped < top->count ? skipped : top->count;
}

static void release_use(const struct work *work, size_t number)
{
    const struct use *use = work_use(work, number);
    struct released *released = &work->release->uses[number];
    if (use->kind == USE_SUM) {
        released->sum = work_cell(work, released->sum_number);
        released->sum_may_be_zero = work_may_be_zero(work, released->sum_number);
    } else if (use->kind == USE_TOP) {
        release_ranks(work, use, released);
    }
    for (size_t i = 0; use->kind == USE_TABLE && i < released->table.cell_count; i++) {
        released->table.cells[i] = work_cell(work, released->table.sums[i]);
        released->table.may_be_zero[i] = work_may_be_zero(work, released->table.sums[i]);
    }
}

/* The cell of a table that has the part at that place, and the totals at all others. */
static size_t cell_of_part(const struct use *use, const struct released_table *table, size_t at, int part)
{
    size_t cell = 0;
    for (size_t place = 0; place < use->by_count; place++)
        cell = cell * ((size_t)table->part_count[place] + 1) +
               (size_t)(place == at ? part : table->part_count[place]);
    return cell;
}

static void enter_join(const struct work *work, const struct use *use, const struct released_table *table, size_t place,
                       int number, struct account *account)
{
    const struct release_part *part = &table->parts[place][number];
    const struct dimension *dimension = &work->inputs->codebook->dimensions[work_dimension(work, use, place)];
    const struct published *sum = &work->problem.sums.items[table->sums[cell_of_part(use, table, place, number)]];
    struct account_part *parts = ARENA_ARRAY(account->keep, struct account_part, (size_t)part->count);
    for (int i = 0; i < part->count; i++)
        parts[i] = (struct account_part){dimension->categories[part->categories[i]].id,
                                         work_count(work, use, place, part->categories[i], 0, -1)};
    const struct account_join join = {.label = text_copy(account->keep, sum->label),
                                      .where = text_copy(account->keep, sum->where),
                                      .hidden = sum->hidden,
                                      .count = sum->value,
                                      .parts = parts,
                                      .part_count = (size_t)part->count};
    ARENA_PUSH(account->keep, &account->joins, join);
}

static void enter_joins(const struct work *work, size_t number, struct account *account)
{
    const struct use *use = work_use(work, number);
    const struct released_table *table = &work->release->uses[number].table;
    for (size_t place = 0; use->kind == USE_TABLE && place < use->by_count; place++)
        for (int i = 0; i < table->part_count[place]; i++)
            if (table->parts[place][i].count > 1)
                enter_join(work, use, table, place, i, account);
}

/* What readers of this release know of the cluster, for those who hold it beside another. */
static void keep_told(struct work *work)
{
    struct told *told = &work->release->told[work->cluster_number];
    told->bounds = work->problem.bounds.items;
    told->bound_count = work->problem.bounds.count;
    told->joins = work->joins.items;
    told->join_count = work->joins.count;
    told->sums = ARENA_ARRAY(work->keep, struct published, work->problem.sums.count);
    for (size_t i = 0; i < work->problem.sums.count; i++) {
        const struct published *sum = &work->problem.sums.items[i];
        if (sum->asked || sum->seen || sum->role == SUM_TOTAL)
            told->sums[told->sum_count++] = *sum;
        if (sum->role == SUM_TOTAL && sum->hidden && !sum->primary)
            work->release->total_is_hidden[work->cluster->cubes.items[sum->cube].universe] = true;
    }
}

static bool release_cluster(const struct release_inputs *inputs, size_t number, struct release *release,
                            struct arena *keep, struct account *account, struct error *err)
{
    struct work work = {.inputs = inputs,
                        .cluster = &inputs->plan->clusters.items[number],
                        .cluster_number = number,
                        .release = release,
                        .keep = keep};
    held_take(&work);
    const bool ok = work_solve(&work, account, err);
    for (size_t i = 0; ok && i < work.cluster->uses.count; i++)
        if (work_is_printed(&work, i)) {
            release_use(&work, work.cluster->uses.items[i].use);
            enter_joins(&work, work.cluster->uses.items[i].use, account);
        }
    if (ok)
        keep_told(&work);
    problem_done(&work.problem);
    return ok;
}

static void release_dates(const struct release_inputs *inputs, struct release *release)
{
    for (size_t i = 0; i < inputs->requests->use_count; i++) {
        const struct use *use = &inputs->requests->uses[i];
        date_day first, last;
        if ((use->kind != USE_EARLIEST && use->kind != USE_LATEST) || release->uses[i].withheld ||
            !tally_date_range(inputs->tally, use->table, use->column, &first, &last))
            continue;
        const enum exactness exactness = work_exactness(inputs, use);
        struct release_date *date = &release->uses[i].date;
        date->year_is_shown = exactness != DATE_IS_HIDDEN;
        date->day_is_shown = exactness == DATE_IS_DAY;
        if (date->day_is_shown)
            date->day = use->kind == USE_EARLIEST ? first : last;
        else if (date->year_is_shown)
            date->day = date_to_day((struct date){date_of_day(use->kind == USE_EARLIEST ? first : last).year, 1, 1});
    }
}

/* Readers of a measure are taken to know its total, but not that of one which only dates or earlier publications speak of. */
static void note_told_totals(const struct release_inputs *inputs, struct release *release)
{
    const struct links *links = &inputs->plan->links;
    for (size_t i = 0; i < inputs->published_uses; i++) {
        const struct use *use = &inputs->requests->uses[i];
        const bool is_date = use->kind == USE_EARLIEST || use->kind == USE_LATEST;
        const struct table_request table = request_of_cases(inputs->codebook, &inputs->requests->tables[use->table]);
        for (size_t u = 0; !is_date && work_prints(inputs, i) && u < links->universes.count; u++)
            if (links_is_of(links, inputs->codebook, u, &table))
                release->total_is_told[u] = true;
    }
}

static bool make_release(const struct release_inputs *inputs, struct arena *keep, const struct release **ret_release,
                  struct account *account, struct error *err)
{
    struct release *release = ARENA_NEW(keep, struct release);
    *release = (struct release){
        .codebook = inputs->codebook,
        .requests = inputs->requests,
        .policy = inputs->policy,
        .plan = inputs->plan,
        .uses = ARENA_ARRAY(keep, struct released, inputs->requests->use_count),
        .told = ARENA_ARRAY(keep, struct told, inputs->plan->clusters.count),
        .total_is_told = ARENA_ARRAY(keep, bool, inputs->plan->links.universes.count),
        .total_is_hidden = ARENA_ARRAY(keep, bool, inputs->plan->links.universes.count),
    };
    if (!held_is_complete(inputs, err))
        return false;
    note_told_totals(inputs, release);
    for (size_t i = 0; i < inputs->plan->clusters.count; i++)
        if (!release_cluster(inputs, i, release, keep, account, err))
            return false;
    release_dates(inputs, release);
    account_settle(account);
    *ret_release = release;
    return true;
}

/* What follows from totals may be safe where those of parts of the period are hidden. Where that cannot be reckoned with, for what
 * readers hold beside it, everything stays as it was. */
static void make_again(const struct release_inputs *inputs, struct arena *keep, const struct release **release,
                       struct account *account)
{
    struct release_inputs with_totals = *inputs;
    struct account second = {.keep = account->keep, .without_arithmetic = account->without_arithmetic};
    const struct release *other;
    struct error no_better = {0};
    with_totals.plan = inputs->plan->with_totals;
    if (!make_release(&with_totals, keep, &other, &second, &no_better) || second.totals.unsafe >= account->totals.unsafe)
        return;
    *account = second;
    *release = other;
}

bool release_make(const struct release_inputs *inputs, struct arena *keep, const struct release **ret_release,
                  struct account *account, struct error *err)
{
    if (!make_release(inputs, keep, ret_release, account, err))
        return false;
    if (account->blamed.count && !inputs->policy->may_leak && inputs->plan->with_totals)
        make_again(inputs, keep, ret_release, account);
    return true;
}

struct cell release_sum(const struct release *release, size_t use)
{
    return release->uses[use].sum;
}

bool release_sum_may_be_zero(const struct release *release, size_t use)
{
    return release->uses[use].sum_may_be_zero;
}

const struct release_part *release_parts(const struct release *release, size_t use, size_t place, int *ret_count)
{
    *ret_count = release->uses[use].table.part_count[place];
    return release->uses[use].table.parts[place];
}

static size_t cell_number(const struct release *release, size_t use, const int *parts)
{
    const struct released_table *table = &release->uses[use].table;
    size_t cell = 0;
    for (size_t place = 0; place < release->requests->uses[use].by_count; place++) {
        const int count = table->part_count[place];
        cell = cell * ((size_t)count + 1) + (size_t)(parts[place] == RELEASE_TOTAL ? count : parts[place]);
    }
    return cell;
}

struct cell release_cell(const struct release *release, size_t use, const int *parts)
{
    return release->uses[use].table.cells[cell_number(release, use, parts)];
}

bool release_cell_may_be_zero(const struct release *release, size_t use, const int *parts)
{
    return release->uses[use].table.may_be_zero[cell_number(release, use, parts)];
}

const struct release_rank *release_top(const struct release *release, size_t use, size_t *ret_count)
{
    *ret_count = release->uses[use].top.count;
    return release->uses[use].top.ranks;
}

const struct release_rank *release_top_others(const struct release *release, size_t use, size_t *ret_count)
{
    *ret_count = release->uses[use].top.other_count;
    return release->uses[use].top.others;
}

struct release_date release_date(const struct release *release, size_t use)
{
    return release->uses[use].date;
}

bool release_base_suffices(const struct release *release, struct cell base)
{
    return cell_is_shown(base) && base.count > 0 && base.count >= release->policy->percent_base_min;
}

const struct policy *release_policy(const struct release *release)
{
    return release->policy;
}
