/* SPDX-License-Identifier: GPL-3.0-or-later
 * Component by component: join small categories where the policy says so, suppress, audit; then keep only what may be
 * published. */
#include "protect/release.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "aggregate/tally.h"
#include "protect/plan.h"
#include "protect/problem.h"

struct released_table {
    struct release_part *parts[REQUEST_DIMENSIONS_MAX];
    int part_count[REQUEST_DIMENSIONS_MAX];
    struct cell *cells; /* over parts + 1 for the total in each place, the last place running fastest */
    size_t *sums;       /* while the component is being solved: the published sum of each cell */
    size_t cell_count;
};

struct released_top {
    struct release_rank *ranks;
    size_t count;
};

struct released {
    struct cell sum;
    size_t sum_number;
    struct released_table table;
    struct released_top top;
    struct release_date date;
};

struct release {
    const struct codebook *codebook;
    const struct requests *requests;
    const struct policy *policy;
    struct released *uses; /* by use */
};

/* Categories of a dimension that are published as one labelled sum. */
struct join {
    int dimension;
    bool *joined; /* by category; NULL: none */
    bool given_up;
};

struct work {
    const struct release_inputs *inputs;
    const struct component *component;
    struct release *release;
    struct arena *keep;
    struct problem problem;
    LIST_OF(struct join) joins;
};

static const struct use *use_at(const struct work *work, size_t use)
{
    return &work->inputs->requests->uses[use];
}

static const struct table_request *table_of(const struct work *work, const struct use *use)
{
    return &work->inputs->requests->tables[use->table];
}

static int dimension_at(const struct work *work, const struct use *use, size_t place)
{
    return table_of(work, use)->dimensions[use->by[place]];
}

static int category_count(const struct work *work, int dimension)
{
    return work->inputs->codebook->dimensions[dimension].category_count;
}

static struct join *join_of(struct work *work, int dimension)
{
    for (size_t i = 0; i < work->joins.count; i++)
        if (work->joins.items[i].dimension == dimension)
            return &work->joins.items[i];
    const struct join fresh = {.dimension = dimension};
    ARENA_PUSH(work->keep, &work->joins, fresh);
    return &work->joins.items[work->joins.count - 1];
}

static bool may_join(const struct work *work, const struct use *use)
{
    return use->kind == USE_TABLE && use->join != NO_INDEX && work->inputs->policy->small_parts == SMALL_PARTS_JOIN;
}

/* ---- counting within a use ---- */

/* The sum over a use's set where the dimension at `place` is `category` (and, for `other` >= 0, the one at the other
 * place is that category). */
static int64_t count_of(struct work *work, const struct use *use, size_t place, int category, size_t other_place, int other)
{
    const bool *sets[REQUEST_DIMENSIONS_MAX] = {NULL};
    bool *members = memory_alloc(work->problem.cell_count, sizeof *members);
    bool *one = memory_alloc((size_t)category_count(work, dimension_at(work, use, place)), sizeof *one);
    bool *two = NULL;
    one[category] = true;
    sets[place] = one;
    if (other >= 0) {
        two = memory_alloc((size_t)category_count(work, dimension_at(work, use, other_place)), sizeof *two);
        two[other] = true;
        sets[other_place] = two;
    }
    problem_members(&work->problem, use, sets, members);
    int64_t count = 0;
    for (size_t i = 0; i < work->problem.cell_count; i++)
        count += members[i] ? work->problem.counts[i] : 0;
    free(two);
    free(one);
    free(members);
    return count;
}

static bool is_small(const struct work *work, int64_t count)
{
    return count > 0 && count < work->inputs->policy->threshold;
}

/* Whether the category itself, or a cell of its row, is small. */
static bool row_is_small(struct work *work, const struct use *use, size_t place, int category)
{
    if (is_small(work, count_of(work, use, place, category, 0, -1)))
        return true;
    for (size_t other = 0; other < use->by_count; other++) {
        if (other == place)
            continue;
        for (int i = 0; i < category_count(work, dimension_at(work, use, other)); i++)
            if (is_small(work, count_of(work, use, place, category, other, i)))
                return true;
    }
    return false;
}

/* ---- joining ---- */

/* The category with the smallest count that is not empty and not joined yet, or NO_INDEX. */
static int smallest_left(struct work *work, const struct use *use, const struct join *join)
{
    int smallest = NO_INDEX;
    int64_t least = INT64_MAX;
    for (int i = 0; i < category_count(work, join->dimension); i++) {
        if (join->joined[i])
            continue;
        const int64_t count = count_of(work, use, (size_t)use->join, i, 0, -1);
        if (count > 0 && count < least) {
            least = count;
            smallest = i;
        }
    }
    return smallest;
}

/* Whether a reader who knows that each of the joined is at least one is left with enough doubt about each. */
static bool join_suffices(struct work *work, const struct use *use, const struct join *join)
{
    int64_t sum = 0, members = 0;
    for (int i = 0; i < category_count(work, join->dimension); i++)
        if (join->joined[i]) {
            sum += count_of(work, use, (size_t)use->join, i, 0, -1);
            members++;
        }
    const int64_t highest = sum - (members - 1);
    return members > 1 && highest >= work->inputs->policy->threshold && highest - 1 >= 2;
}

/* Joins one more category. When none would be left beside the sum, joining is given up and cells are hidden instead. */
static void join_more(struct work *work, const struct use *use, struct join *join)
{
    const int next = smallest_left(work, use, join);
    if (next != NO_INDEX)
        join->joined[next] = true;
    if (next == NO_INDEX || smallest_left(work, use, join) == NO_INDEX) {
        join->joined = NULL;
        join->given_up = true;
    }
}

static void start_join(struct work *work, const struct use *use)
{
    struct join *join = join_of(work, dimension_at(work, use, (size_t)use->join));
    if (join->given_up)
        return;
    const int count = category_count(work, join->dimension);
    bool any = false;
    for (int i = 0; i < count; i++) {
        if (!row_is_small(work, use, (size_t)use->join, i))
            continue;
        if (!join->joined)
            join->joined = ARENA_ARRAY(work->keep, bool, (size_t)count);
        join->joined[i] = any = true;
    }
    while (any && join->joined && !join_suffices(work, use, join))
        join_more(work, use, join);
}

/* ---- publishing ---- */

/* The parts of a table along one place: joined categories as one part, empty ones left out. */
static void make_parts(struct work *work, const struct use *use, size_t place, struct released_table *table)
{
    const int dimension = dimension_at(work, use, place);
    const int count = category_count(work, dimension);
    const struct join *join = join_of(work, dimension);
    const bool *chosen = use->set.categories[use->by[place]];
    int *order = ARENA_ARRAY(work->keep, int, (size_t)count * 2);
    struct release_part *parts = ARENA_ARRAY(work->keep, struct release_part, (size_t)count + 1);
    int part_count = 0, joined = 0;
    for (int i = 0; i < count; i++) {
        if ((chosen && !chosen[i]) || count_of(work, use, place, i, 0, -1) == 0)
            continue;
        if (join->joined && join->joined[i]) {
            order[count + joined++] = i;
            continue;
        }
        order[i] = i;
        parts[part_count++] = (struct release_part){&order[i], 1};
    }
    if (joined)
        parts[part_count++] = (struct release_part){&order[count], joined};
    table->parts[place] = parts;
    table->part_count[place] = part_count;
}

/* "gender=women", or "nationality!=stateless" where most categories are in the set. */
static void label_set(const struct work *work, int dimension, const bool *set, struct text_builder *b)
{
    const struct dimension *of = &work->inputs->codebook->dimensions[dimension];
    int chosen = 0;
    for (int i = 0; i < of->category_count; i++)
        chosen += set[i];
    const bool listed = chosen * 2 <= of->category_count;
    text_add_format(b, " %.*s", TEXT_ARGS(of->id));
    const char *separator = listed ? "=" : "!=";
    for (int i = 0; i < of->category_count; i++) {
        if (set[i] != listed)
            continue;
        text_add_format(b, "%s%.*s", separator, TEXT_ARGS(of->categories[i].id));
        separator = ",";
    }
}

/* Publishes the sum over a use's set narrowed by `sets`. */
static size_t publish(struct work *work, const struct use *use, const bool *const *sets, enum sum_role role)
{
    struct text_builder label = {0};
    const struct table_request *table = table_of(work, use);
    text_add(&label, work->inputs->codebook->measures[table->measure].id);
    for (size_t i = 0; i < table->dimension_count; i++)
        if (use->set.categories[i])
            label_set(work, table->dimensions[i], use->set.categories[i], &label);
    for (size_t place = 0; sets && place < use->by_count; place++)
        if (sets[place])
            label_set(work, dimension_at(work, use, place), sets[place], &label);
    bool *members = memory_alloc(work->problem.cell_count, sizeof *members);
    problem_members(&work->problem, use, sets, members);
    const size_t number = problem_publish(&work->problem, members, role, text_built(&label));
    free(members);
    text_builder_done(&label);
    return number;
}

/* The cell with that number: which part it is in at each place (part_count: the total). */
static void cell_places(const struct use *use, const struct released_table *table, size_t cell, int *places)
{
    for (size_t place = use->by_count; place-- > 0;) {
        const size_t size = (size_t)table->part_count[place] + 1;
        places[place] = (int)(cell % size);
        cell /= size;
    }
}

static bool *set_of_part(const struct work *work, const struct use *use, size_t place, const struct release_part *part)
{
    bool *set = memory_alloc((size_t)category_count(work, dimension_at(work, use, place)), sizeof *set);
    for (int i = 0; i < part->count; i++)
        set[part->categories[i]] = true;
    return set;
}

static size_t publish_cell(struct work *work, const struct use *use, const struct released_table *table, size_t cell)
{
    int places[REQUEST_DIMENSIONS_MAX];
    bool *owned[REQUEST_DIMENSIONS_MAX] = {NULL};
    const bool *sets[REQUEST_DIMENSIONS_MAX] = {NULL};
    size_t totals = 0;
    cell_places(use, table, cell, places);
    for (size_t place = 0; place < use->by_count; place++) {
        if (places[place] == table->part_count[place]) {
            totals++;
            continue;
        }
        owned[place] = set_of_part(work, use, place, &table->parts[place][places[place]]);
        sets[place] = owned[place];
    }
    const size_t number = publish(work, use, sets, totals ? SUM_MARGIN : SUM_CELL);
    for (size_t place = 0; place < use->by_count; place++)
        free(owned[place]);
    return number;
}

/* The label of a joined part names its categories: a reader knows that each has a case. */
static void publish_joined(struct work *work, const struct use *use, size_t place, const struct release_part *part)
{
    for (int i = 0; part->count > 1 && i < part->count; i++) {
        const bool *sets[REQUEST_DIMENSIONS_MAX] = {NULL};
        const struct release_part one = {&part->categories[i], 1};
        bool *set = set_of_part(work, use, place, &one);
        sets[place] = set;
        publish(work, use, sets, SUM_SEEN);
        free(set);
    }
}

/* Categories that have no row are seen to be empty. */
static void publish_empty(struct work *work, const struct use *use, size_t place)
{
    const int count = category_count(work, dimension_at(work, use, place));
    const bool *sets[REQUEST_DIMENSIONS_MAX] = {NULL};
    bool *empty = memory_alloc((size_t)count, sizeof *empty);
    bool any = false;
    for (int i = 0; i < count; i++) {
        empty[i] = count_of(work, use, place, i, 0, -1) == 0;
        any = any || empty[i];
    }
    sets[place] = empty;
    if (any)
        publish(work, use, sets, SUM_SEEN);
    free(empty);
}

static void publish_table(struct work *work, const struct use *use, struct released_table *table)
{
    table->cell_count = 1;
    for (size_t place = 0; place < use->by_count; place++) {
        make_parts(work, use, place, table);
        table->cell_count *= (size_t)table->part_count[place] + 1;
        publish_empty(work, use, place);
        for (int i = 0; i < table->part_count[place]; i++)
            publish_joined(work, use, place, &table->parts[place][i]);
    }
    table->cells = ARENA_ARRAY(work->keep, struct cell, table->cell_count);
    table->sums = ARENA_ARRAY(work->keep, size_t, table->cell_count);
    for (size_t cell = 0; cell < table->cell_count; cell++)
        table->sums[cell] = publish_cell(work, use, table, cell);
}

struct counted {
    int category;
    int64_t count;
};

static int by_count_then_place(const void *left, const void *right)
{
    const struct counted *a = left, *b = right;
    if (a->count != b->count)
        return a->count > b->count ? -1 : 1;
    return a->category < b->category ? -1 : a->category > b->category;
}

/* The categories of the only dimension of `by`, largest first, without not_stated and the empty. */
static struct counted *ranking(struct work *work, const struct use *use, size_t *ret_count)
{
    const int count = category_count(work, dimension_at(work, use, 0));
    struct counted *items = memory_alloc((size_t)count, sizeof *items);
    size_t kept = 0;
    for (int i = 0; i < count - 1; i++) {
        items[kept] = (struct counted){.category = i, .count = count_of(work, use, 0, i, 0, -1)};
        kept += items[kept].count > 0;
    }
    if (kept)
        qsort(items, kept, sizeof *items, by_count_then_place);
    *ret_count = kept;
    return items;
}

/* The members of one category of the only dimension of `by`. */
static void members_of(struct work *work, const struct use *use, int category, bool *members)
{
    const bool *sets[REQUEST_DIMENSIONS_MAX] = {NULL};
    const struct release_part one = {&category, 1};
    bool *set = set_of_part(work, use, 0, &one);
    sets[0] = set;
    problem_members(&work->problem, use, sets, members);
    free(set);
}

/* Who stands in no ranking has at most what the last of it has; who comes before that one in the code book has fewer,
 * since equals stand in that order. */
static int64_t most_of(const struct counted *left_out, const struct counted *last)
{
    return last->count - (left_out->category < last->category);
}

/* Whether a ranking tells that somebody has fewer than the threshold. */
static bool ranking_tells(const struct work *work, const struct counted *items, size_t count, size_t listed)
{
    for (size_t i = listed; i < count; i++)
        if (most_of(&items[i], &items[listed - 1]) < work->inputs->policy->threshold)
            return true;
    return false;
}

/* A ranking counts as if it also told which categories are empty. */
static void bound_others(struct work *work, const struct use *use, const struct counted *items, size_t count, size_t listed)
{
    bool *members = memory_alloc(work->problem.cell_count, sizeof *members);
    for (size_t i = listed; i < count; i++) {
        members_of(work, use, items[i].category, members);
        problem_bound(&work->problem, members, most_of(&items[i], &items[listed - 1]));
    }
    free(members);
    publish_empty(work, use, 0);
}

static size_t publish_category(struct work *work, const struct use *use, int category, enum sum_role role)
{
    const bool *sets[REQUEST_DIMENSIONS_MAX] = {NULL};
    const struct release_part one = {&category, 1};
    bool *set = set_of_part(work, use, 0, &one);
    sets[0] = set;
    const size_t number = publish(work, use, sets, role);
    free(set);
    return number;
}

static void publish_top(struct work *work, const struct use *use, struct released *released)
{
    size_t count;
    struct counted *items = ranking(work, use, &count);
    struct released_top *top = &released->top;
    top->count = count < (size_t)use->top_to ? count : (size_t)use->top_to;
    if (top->count && ranking_tells(work, items, count, top->count))
        top->count = 0;
    top->ranks = ARENA_ARRAY(work->keep, struct release_rank, top->count + 1);
    released->table.sums = ARENA_ARRAY(work->keep, size_t, top->count + 1);
    for (size_t i = 0; i < top->count; i++) {
        top->ranks[i].category = items[i].category;
        released->table.sums[i] = publish_category(work, use, items[i].category, SUM_FIGURE);
    }
    if (top->count)
        bound_others(work, use, items, count, top->count);
    free(items);
}

/* "How many different": counted as if it told for each category whether it is empty. */
static void publish_distinct(struct work *work, const struct use *use, struct released *released)
{
    size_t count;
    struct counted *items = ranking(work, use, &count);
    released->sum = (struct cell){CELL_SHOWN, (int64_t)count};
    for (size_t i = 0; i < count; i++)
        publish_category(work, use, items[i].category, SUM_SEEN);
    free(items);
    publish_empty(work, use, 0);
}

static void publish_use(struct work *work, size_t number)
{
    const struct use *use = use_at(work, number);
    struct released *released = &work->release->uses[number];
    switch (use->kind) {
    case USE_TABLE:
        publish_table(work, use, &released->table);
        break;
    case USE_SUM:
        released->sum_number = publish(work, use, NULL, SUM_FIGURE);
        break;
    case USE_TOP:
        publish_top(work, use, released);
        break;
    case USE_DISTINCT:
        publish_distinct(work, use, released);
        break;
    case USE_EARLIEST:
    case USE_LATEST:
        break;
    }
}

/* ---- solving a component ---- */

static bool use_has_hidden_cell(const struct work *work, size_t number)
{
    const struct use *use = use_at(work, number);
    const struct released_table *table = &work->release->uses[number].table;
    for (size_t cell = 0; use->kind == USE_TABLE && cell < table->cell_count; cell++)
        if (work->problem.sums.items[table->sums[cell]].hidden)
            return true;
    return false;
}

/* Widens the join of the first table that still hides cells; false if there is none to widen. */
static bool widen_joins(struct work *work)
{
    for (size_t i = 0; i < work->component->use_count; i++) {
        const struct use *use = use_at(work, work->component->uses[i]);
        if (!may_join(work, use) || !use_has_hidden_cell(work, work->component->uses[i]))
            continue;
        struct join *join = join_of(work, dimension_at(work, use, (size_t)use->join));
        if (join->given_up)
            continue;
        if (!join->joined)
            join->joined = ARENA_ARRAY(work->keep, bool, (size_t)category_count(work, join->dimension));
        join_more(work, use, join);
        return true;
    }
    return false;
}

static void begin_problem(struct work *work)
{
    problem_done(&work->problem);
    const struct table_request *joint = &work->inputs->requests->tables[work->component->joint];
    work->problem = (struct problem){
        .codebook = work->inputs->codebook,
        .requests = work->inputs->requests,
        .component = work->component,
        .counts = tally_counts(work->inputs->tally, work->component->joint),
        .cell_count = table_request_cells(work->inputs->codebook, joint),
        .threshold = work->inputs->policy->threshold,
    };
    problem_init(&work->problem, work->keep);
}

static uint64_t seed_of(struct text edition)
{
    uint64_t seed = 14695981039346656037u;
    for (size_t i = 0; i < edition.len; i++)
        seed = (seed ^ (unsigned char)edition.ptr[i]) * 1099511628211u;
    return seed;
}

static bool solve_component(struct work *work, struct problem_result *ret_result, struct text_builder *restricted,
                            struct error *err)
{
    begin_problem(work);
    for (size_t i = 0; i < work->component->use_count; i++)
        if (may_join(work, use_at(work, work->component->uses[i])))
            start_join(work, use_at(work, work->component->uses[i]));
    for (;;) {
        struct text_builder account = {0};
        begin_problem(work);
        for (size_t i = 0; i < work->component->use_count; i++)
            publish_use(work, work->component->uses[i]);
        const bool ok = problem_solve(&work->problem, seed_of(work->inputs->edition), ret_result, &account, err);
        const bool again = ok && widen_joins(work);
        if (ok && !again)
            text_add(restricted, text_built(&account));
        text_builder_done(&account);
        if (!again)
            return ok;
    }
}

/* ---- the release ---- */

static struct cell released_cell(const struct work *work, size_t number)
{
    const struct published *sum = &work->problem.sums.items[number];
    return sum->hidden ? (struct cell){CELL_HIDDEN, 0} : (struct cell){CELL_SHOWN, sum->value};
}

/* A ranking is told only as far as every number in it is shown: an order of hidden counts bounds them. */
static void release_ranks(const struct work *work, const struct use *use, struct released *released)
{
    struct released_top *top = &released->top;
    for (size_t i = 0; i < top->count; i++)
        top->ranks[i].cell = released_cell(work, released->table.sums[i]);
    for (size_t i = 0; i < top->count; i++)
        if (!cell_is_shown(top->ranks[i].cell))
            top->count = 0;
    const size_t skipped = (size_t)use->top_from - 1;
    top->ranks += skipped < top->count ? skipped : top->count;
    top->count -= skipped < top->count ? skipped : top->count;
}

static void release_use(const struct work *work, size_t number)
{
    const struct use *use = use_at(work, number);
    struct released *released = &work->release->uses[number];
    if (use->kind == USE_SUM)
        released->sum = released_cell(work, released->sum_number);
    else if (use->kind == USE_TOP)
        release_ranks(work, use, released);
    for (size_t i = 0; use->kind == USE_TABLE && i < released->table.cell_count; i++)
        released->table.cells[i] = released_cell(work, released->table.sums[i]);
}

static void count_sums(const struct work *work, const struct problem_result *result, struct release_summary *summary)
{
    for (size_t i = 0; i < work->problem.sums.count; i++) {
        const struct published *sum = &work->problem.sums.items[i];
        if (sum->role == SUM_SEEN)
            continue;
        summary->published++;
        summary->primary += sum->hidden && sum->primary;
        summary->complementary += sum->hidden && !sum->primary;
    }
    for (size_t i = 0; i < work->joins.count; i++)
        for (int k = 0; work->joins.items[i].joined && k < category_count(work, work->joins.items[i].dimension); k++)
            summary->joined += work->joins.items[i].joined[k];
    summary->targets += result->targets;
}

static bool release_component(const struct release_inputs *inputs, const struct component *component,
                              struct release *release, struct arena *keep, struct release_summary *summary,
                              struct text_builder *restricted, struct error *err)
{
    struct work work = {.inputs = inputs, .component = component, .release = release, .keep = keep};
    struct problem_result result;
    text_add_format(restricted, "%.*s, ", TEXT_ARGS(inputs->codebook->measures[component->measure].id));
    date_add_iso(restricted, component->period.first);
    text_add_c(restricted, " to ");
    date_add_iso(restricted, component->period.last);
    text_add_c(restricted, "\n");
    bool ok = solve_component(&work, &result, restricted, err);
    if (ok && result.unsafe && !inputs->policy->may_leak)
        ok = error_set(err, ERROR_DISCLOSE,
                       "%zu count(s) of '%.*s' under %" PRId64
                       " could be worked out from what the layouts publish; break it down less",
                       result.unsafe, TEXT_ARGS(inputs->codebook->measures[component->measure].id),
                       inputs->policy->threshold);
    for (size_t i = 0; ok && i < component->use_count; i++)
        release_use(&work, component->uses[i]);
    if (ok)
        count_sums(&work, &result, summary);
    problem_done(&work.problem);
    return ok;
}

/* Whether the policy lists "latest clients.admitted" (or what it is). */
static bool date_is_allowed(const struct release *release, const struct use *use)
{
    const int measure = release->requests->tables[use->table].measure;
    const struct measure *of = &release->codebook->measures[measure];
    struct text rest = release->policy->exact_dates;
    struct arena *scratch = arena_new();
    const struct text name =
        text_format(scratch, "%s %.*s.%.*s", use->kind == USE_LATEST ? "latest" : "earliest", TEXT_ARGS(of->id),
                    TEXT_ARGS(release->codebook->sources[of->source].columns[use->column].id));
    bool allowed = false;
    while (rest.len && !allowed)
        allowed = text_equal(text_cut(&rest, ';'), name);
    arena_free(scratch);
    return allowed;
}

static void release_dates(const struct release_inputs *inputs, struct release *release)
{
    for (size_t i = 0; i < inputs->requests->use_count; i++) {
        const struct use *use = &inputs->requests->uses[i];
        date_day first, last;
        if ((use->kind != USE_EARLIEST && use->kind != USE_LATEST) ||
            !tally_date_range(inputs->tally, use->table, use->column, &first, &last))
            continue;
        struct release_date *date = &release->uses[i].date;
        date->day = use->kind == USE_EARLIEST ? first : last;
        date->year_is_shown = true;
        date->day_is_shown = date_is_allowed(release, use);
        if (!date->day_is_shown)
            date->day = date_to_day((struct date){date_of_day(date->day).year, 1, 1});
    }
}

bool release_make(const struct release_inputs *inputs, struct arena *keep, const struct release **ret_release,
                  struct release_summary *ret_summary, struct text_builder *restricted, struct error *err)
{
    struct release *release = ARENA_NEW(keep, struct release);
    *release = (struct release){inputs->codebook, inputs->requests, inputs->policy,
                                ARENA_ARRAY(keep, struct released, inputs->requests->use_count)};
    struct release_summary summary = {0};
    for (size_t i = 0; i < inputs->plan->count; i++)
        if (!release_component(inputs, &inputs->plan->items[i], release, keep, &summary, restricted, err))
            return false;
    release_dates(inputs, release);
    *ret_release = release;
    *ret_summary = summary;
    return true;
}

struct cell release_sum(const struct release *release, size_t use)
{
    return release->uses[use].sum;
}

const struct release_part *release_parts(const struct release *release, size_t use, size_t place, int *ret_count)
{
    *ret_count = release->uses[use].table.part_count[place];
    return release->uses[use].table.parts[place];
}

struct cell release_cell(const struct release *release, size_t use, const int *parts)
{
    const struct released_table *table = &release->uses[use].table;
    size_t cell = 0;
    for (size_t place = 0; place < release->requests->uses[use].by_count; place++) {
        const int count = table->part_count[place];
        cell = cell * ((size_t)count + 1) + (size_t)(parts[place] == RELEASE_TOTAL ? count : parts[place]);
    }
    return table->cells[cell];
}

const struct release_rank *release_top(const struct release *release, size_t use, size_t *ret_count)
{
    *ret_count = release->uses[use].top.count;
    return release->uses[use].top.ranks;
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
