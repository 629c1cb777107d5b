/* SPDX-License-Identifier: GPL-3.0-or-later
 * The ledger of a cluster: every use of the layouts as statements about sums, then what readers have from elsewhere. */
#include <stdlib.h>

#include "aggregate/tally.h"
#include "layout/period.h"
#include "protect/work.h"

/* ---- publishing ---- */

/* Where zeros are hidden, empty categories have their place in a table like the others, unless there are too many. */
enum { EMPTY_ROWS_MAX = 24 };

static bool shows_empty(const struct work *work, const struct use *use, size_t place)
{
    return work->inputs->policy->zeros_hidden &&
           work_categories(work, work_dimension(work, use, place)) <= EMPTY_ROWS_MAX;
}

/* Whether the category has its place also when it is empty; one that is not stated never has. */
static bool stays_when_empty(const struct work *work, const struct use *use, size_t place, int category)
{
    return shows_empty(work, use, place) && category < work_categories(work, work_dimension(work, use, place)) - 1;
}

/* The parts of a table along one place: joined categories as one part, empty ones left out unless zeros are hidden. */
static void make_parts(struct work *work, const struct use *use, size_t place, struct released_table *table)
{
    const int dimension = work_dimension(work, use, place);
    const int count = work_categories(work, dimension);
    const bool *joined_set = use->join == NO_INDEX ? NULL : join_of(work, use, dimension)->joined;
    const bool *chosen = use->set.categories[use->by[place]];
    int *order = ARENA_ARRAY(work->keep, int, (size_t)count * 2);
    struct release_part *parts = ARENA_ARRAY(work->keep, struct release_part, (size_t)count + 1);
    int64_t *counts = work_counts(work, use, place);
    int part_count = 0, joined = 0;
    for (int i = 0; i < count; i++) {
        if ((chosen && !chosen[i]) || (counts[i] == 0 && !stays_when_empty(work, use, place, i)))
            continue;
        if (joined_set && joined_set[i]) {
            order[count + joined++] = i;
            continue;
        }
        order[i] = i;
        parts[part_count++] = (struct release_part){&order[i], 1};
    }
    free(counts);
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

/* Of the table's dimension the categories that the use takes and `sets` leaves; false if these are all. */
static bool chosen_of(const struct work *work, const struct use *use, const bool *const *sets, size_t dimension, bool *chosen)
{
    const int count = work_categories(work, work_table(work, use)->dimensions[dimension]);
    const bool *of_use = use->set.categories[dimension];
    bool any = of_use != NULL;
    for (int i = 0; i < count; i++)
        chosen[i] = !of_use || of_use[i];
    for (size_t place = 0; sets && place < use->by_count; place++) {
        if (use->by[place] != dimension || !sets[place])
            continue;
        any = true;
        for (int i = 0; i < count; i++)
            chosen[i] = chosen[i] && sets[place][i];
    }
    return any;
}

/* "clients gender=women @2014": each variable once. */
static void label_use(const struct work *work, const struct use *use, const bool *const *sets, struct text_builder *b)
{
    const struct table_request *table = work_table(work, use);
    text_add(b, work->inputs->codebook->measures[request_of_cases(work->inputs->codebook, table).measure].id);
    for (size_t i = 0; i < table->dimension_count; i++) {
        bool *chosen = memory_alloc((size_t)work_categories(work, table->dimensions[i]), sizeof *chosen);
        if (chosen_of(work, use, sets, i, chosen))
            label_set(work, table->dimensions[i], chosen, b);
        free(chosen);
    }
    text_add_c(b, " @");
    period_add(b, table->period);
}

void work_label(const struct work *work, const struct use *use, struct text_builder *b)
{
    label_use(work, use, NULL, b);
}

static struct text place_of(const struct work *work, const struct use *use)
{
    return work->inputs->places ? work->inputs->places[use - work->inputs->requests->uses] : TEXT_EMPTY;
}

/* Whether the sum is of all categories of a variable of which a case may have several. */
static bool is_over_several(const struct work *work, const struct use *use, const bool *const *sets)
{
    const struct codebook *codebook = work->inputs->codebook;
    const struct table_request *table = work_table(work, use);
    const struct measure *measure = &codebook->measures[table->measure];
    bool narrowed = !measure->several;
    for (size_t i = 0; i < table->dimension_count; i++) {
        const struct dimension *dimension = &codebook->dimensions[table->dimensions[i]];
        const bool is_it = measure->several && &codebook->sources[dimension->source].columns[dimension->column] == measure->several;
        for (size_t place = 0; sets && place < use->by_count; place++)
            narrowed = narrowed || (is_it && use->by[place] == i && sets[place]);
        narrowed = narrowed || (is_it && use->set.categories[i]);
    }
    return !narrowed;
}

/* Then what is published are the cases. */
static size_t cube_of_sum(const struct work *work, const struct use *use, const bool *const *sets)
{
    const struct table_request cases = request_of_cases(work->inputs->codebook, work_table(work, use));
    if (!is_over_several(work, use, sets))
        return work_cube(work, use);
    for (size_t cube = 0; cube < work->cluster->cubes.count; cube++)
        if (links_is_of(&work->inputs->plan->links, work->inputs->codebook, work->cluster->cubes.items[cube].universe, &cases))
            return cube;
    return work_cube(work, use);
}

/* The sum over a use's set narrowed by `sets`. `members` and the label are the caller's to free. */
static struct publication publication_of(const struct work *work, const struct use *use, const bool *const *sets,
                                         enum sum_role role, bool *members, struct text_builder *label)
{
    if (!work->inputs->is_open) /* else no account names it */
        label_use(work, use, sets, label);
    problem_members(&work->problem, use, sets, members);
    return (struct publication){.cube = cube_of_sum(work, use, sets),
                                .members = members,
                                .role = role,
                                .in_ranking = use->kind == USE_TOP,
                                .label = text_built(label),
                                .where = place_of(work, use)};
}

/* What a reader could only conclude is stated where something is protected. */
static size_t publish(struct work *work, const struct use *use, const bool *const *sets, enum sum_role role)
{
    if (work->inputs->is_open && role == SUM_SEEN)
        return SIZE_MAX;
    struct text_builder label = {0};
    bool *members = memory_alloc(work->cluster->cell_count, sizeof *members);
    const struct publication publication = publication_of(work, use, sets, role, members, &label);
    const size_t number = problem_publish(&work->problem, &publication);
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
        owned[place] = work_part_set(work, use, place, &table->parts[place][places[place]]);
        sets[place] = owned[place];
    }
    const size_t number = publish(work, use, sets, totals ? SUM_MARGIN : SUM_CELL);
    for (size_t place = 0; place < use->by_count; place++)
        free(owned[place]);
    return number;
}

/* Whether the part's row or column tells that there is somebody, whatever its numbers do: its label names joined
 * categories; or it would not be there without a case. Where zeros are shown, its numbers tell that. */
static bool is_seen(const struct work *work, const struct use *use, size_t place, const struct release_part *part)
{
    return part->count > 1 ||
           (work->inputs->policy->zeros_hidden && !stays_when_empty(work, use, place, part->categories[0]));
}

/* A reader knows that each category of such a part has a case. */
static void publish_seen(struct work *work, const struct use *use, size_t place, const struct release_part *part)
{
    for (int i = 0; is_seen(work, use, place, part) && i < part->count; i++) {
        const bool *sets[REQUEST_DIMENSIONS_MAX] = {NULL};
        const struct release_part one = {&part->categories[i], 1};
        bool *set = work_part_set(work, use, place, &one);
        sets[place] = set;
        publish(work, use, sets, SUM_SEEN);
        free(set);
    }
}

/* Empty categories, from the `first` on, have no row or rank: that is seen. */
static void publish_empty(struct work *work, const struct use *use, size_t place, int first)
{
    const int count = work_categories(work, work_dimension(work, use, place));
    const bool *sets[REQUEST_DIMENSIONS_MAX] = {NULL};
    bool *empty = memory_alloc((size_t)count, sizeof *empty);
    int64_t *counts = work_counts(work, use, place);
    bool any = false;
    for (int i = first; i < count; i++) {
        empty[i] = counts[i] == 0;
        any = any || empty[i];
    }
    free(counts);
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
        const int last = work_categories(work, work_dimension(work, use, place)) - 1;
        publish_empty(work, use, place, shows_empty(work, use, place) ? last : 0);
        for (int i = 0; i < table->part_count[place]; i++)
            publish_seen(work, use, place, &table->parts[place][i]);
    }
    table->cells = ARENA_ARRAY(work->keep, struct cell, table->cell_count);
    table->may_be_zero = ARENA_ARRAY(work->keep, bool, table->cell_count);
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
    const int count = work_categories(work, work_dimension(work, use, 0));
    struct counted *items = memory_alloc((size_t)count, sizeof *items);
    int64_t *counts = work_counts(work, use, 0);
    size_t kept = 0;
    for (int i = 0; i < count - 1; i++) {
        items[kept] = (struct counted){.category = i, .count = counts[i]};
        kept += items[kept].count > 0;
    }
    free(counts);
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
    bool *set = work_part_set(work, use, 0, &one);
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
        if (most_of(&items[i], &items[listed - 1]) < work_threshold(work))
            return true;
    return false;
}

/* "new nationality=BG @2014". */
static struct text label_category(const struct work *work, const struct use *use, int category)
{
    const bool *sets[REQUEST_DIMENSIONS_MAX] = {NULL};
    const struct release_part one = {&category, 1};
    struct text_builder b = {0};
    bool *set = work_part_set(work, use, 0, &one);
    sets[0] = set;
    label_use(work, use, sets, &b);
    const struct text label = text_copy(work->keep, text_built(&b));
    text_builder_done(&b);
    free(set);
    return label;
}

/* In words that a person follows. */
static struct text why_bounded(const struct work *work, const struct use *use, const struct counted *left_out,
                               const struct counted *last)
{
    const struct text where = place_of(work, use);
    return text_format(work->keep, "the list of the most frequent%s%.*s ends with %lld and leaves it out%s",
                       where.len ? " in " : "", TEXT_ARGS(where), (long long)last->count,
                       left_out->category < last->category ? ", though of equals it would come first" : "");
}

/* A ranking counts as if it also told which categories are empty. */
static void bound_others(struct work *work, const struct use *use, const struct counted *items, size_t count, size_t listed)
{
    bool *members = memory_alloc(work->cluster->cell_count, sizeof *members);
    for (size_t i = listed; i < count; i++) {
        const struct counted *last = &items[listed - 1];
        members_of(work, use, items[i].category, members);
        const struct bounded bound = {.cube = work_cube(work, use),
                                      .members = members,
                                      .most = most_of(&items[i], last),
                                      .label = label_category(work, use, items[i].category),
                                      .where = place_of(work, use),
                                      .why = why_bounded(work, use, &items[i], last)};
        problem_bound(&work->problem, &bound);
    }
    free(members);
    publish_empty(work, use, 0, 0);
}

static bool is_listed(const struct counted *items, size_t listed, int category)
{
    for (size_t i = 0; i < listed; i++)
        if (items[i].category == category)
            return true;
    return false;
}

/* What the ranking says of the categories that it could name and does not, empty ones too. */
static void bound_in_words(struct work *work, const struct use *use, const struct counted *items, struct released_top *top)
{
    const int count = work_categories(work, work_dimension(work, use, 0));
    const bool *chosen = use->set.categories[use->by[0]];
    top->others = ARENA_ARRAY(work->keep, struct release_rank, (size_t)count);
    top->other_count = 0;
    for (int i = 0; top->count && i < count - 1; i++) {
        const struct counted other = {.category = i};
        if ((chosen && !chosen[i]) || is_listed(items, top->count, i))
            continue;
        top->others[top->other_count++] =
            (struct release_rank){i, {CELL_SHOWN, most_of(&other, &items[top->count - 1])}};
    }
}

static size_t publish_category(struct work *work, const struct use *use, int category, enum sum_role role)
{
    const bool *sets[REQUEST_DIMENSIONS_MAX] = {NULL};
    const struct release_part one = {&category, 1};
    bool *set = work_part_set(work, use, 0, &one);
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
    problem_rank(&work->problem, &(struct ranked){released->table.sums, top->count, place_of(work, use)});
    if (top->count && !work->inputs->is_open)
        bound_others(work, use, items, count, top->count);
    bound_in_words(work, use, items, top);
    free(items);
}

/* "How many different": counted as if it told for each category whether it is empty. */
static void publish_distinct(struct work *work, const struct use *use, struct released *released)
{
    size_t count;
    released->sum = (struct cell){CELL_HIDDEN, 0};
    if (released->withheld)
        return;
    struct counted *items = ranking(work, use, &count);
    released->sum = (struct cell){CELL_SHOWN, (int64_t)count};
    for (size_t i = 0; i < count; i++)
        publish_category(work, use, items[i].category, SUM_SEEN);
    free(items);
    publish_empty(work, use, 0, 0);
}

/* A date tells that there is somebody; without one, nobody. */
static void publish_date(struct work *work, const struct use *use, const struct released *released)
{
    if (!released->withheld && work_exactness(work->inputs, use) != DATE_IS_HIDDEN)
        publish(work, use, NULL, SUM_SEEN);
}

static void publish_use(struct work *work, size_t number)
{
    const struct use *use = work_use(work, number);
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
        publish_date(work, use, released);
        break;
    }
}

/* ---- what other tables show of a total ---- */

static bool takes(const struct use *use, const struct table_request *table, const struct codebook *codebook, size_t cell)
{
    for (size_t i = table->dimension_count; i-- > 0;) {
        const size_t size = (size_t)codebook->dimensions[table->dimensions[i]].category_count;
        if (use->set.categories[i] && !use->set.categories[i][cell % size])
            return false;
        cell /= size;
    }
    return true;
}

/* Which cell over the dimensions in `by` a cell of the table lies in. */
static size_t shown_cell(const struct use *use, const struct table_request *table, const struct codebook *codebook,
                         size_t cell)
{
    size_t shown = 0, stride = 1;
    for (size_t i = table->dimension_count; i-- > 0;) {
        const size_t size = (size_t)codebook->dimensions[table->dimensions[i]].category_count;
        for (size_t place = 0; place < use->by_count; place++)
            if (use->by[place] == i) {
                shown += cell % size * stride;
                stride *= size;
            }
        cell /= size;
    }
    return shown;
}

/* How many cells of a table, or categories, are seen not to be empty. */
static int64_t count_seen(const struct work *work, const struct use *use)
{
    const struct table_request *table = work_table(work, use);
    const struct codebook *codebook = work->inputs->codebook;
    const size_t cells = table_request_cells(codebook, table);
    const int64_t *counts = tally_counts(work->inputs->tally, use->table);
    bool *seen = memory_alloc(cells, sizeof *seen);
    int64_t count = 0;
    for (size_t cell = 0; cell < cells; cell++) {
        bool *shown = &seen[shown_cell(use, table, codebook, cell)];
        if (counts[cell] && takes(use, table, codebook, cell) && !*shown) {
            *shown = true;
            count++;
        }
    }
    free(seen);
    return count;
}

static int64_t seen_in_any(const struct work *work, size_t universe)
{
    const struct release_inputs *inputs = work->inputs;
    int64_t most = 0;
    for (size_t i = 0; i < inputs->published_uses; i++) {
        const struct use *use = work_use(work, i);
        if (!use->by_count || !work_prints(inputs, i) ||
            !links_is_of(&inputs->plan->links, inputs->codebook, universe, work_table(work, use)))
            continue;
        const int64_t seen = count_seen(work, use);
        most = seen > most ? seen : most;
    }
    return most;
}

/* A total that may be hidden is no less than what tables of other clusters show to be there. */
static void bound_totals(struct work *work)
{
    bool *all = memory_alloc(work->cluster->cell_count, sizeof *all);
    for (size_t cell = 0; cell < work->cluster->cell_count; cell++)
        all[cell] = true;
    for (size_t cube = 0; cube < work->cluster->cubes.count; cube++) {
        const struct plan_cube *of = &work->cluster->cubes.items[cube];
        struct bounded bound = {.cube = cube,
                                .members = all,
                                .most = PROTECT_NO_END,
                                .label = TEXT("categories that are not empty"),
                                .where = TEXT("other tables")};
        if (!of->is_split || !(work->release->total_is_hidden[of->universe] ||
                               work_is_small(work, problem_sum(&work->problem, cube, all))))
            continue;
        bound.least = seen_in_any(work, of->universe);
        problem_bound(&work->problem, &bound);
    }
    free(all);
}

/* ---- what readers have from elsewhere ---- */

/* The same cells of another release: readers know what it shows, and that what it hides is not zero. */
static void hold_release(struct work *work, const struct release *other, const struct told *told)
{
    for (size_t i = 0; i < told->bound_count; i++) {
        struct bounded bound = told->bounds[i];
        bound.held = true;
        problem_bound(&work->problem, &bound);
    }
    for (size_t i = 0; i < told->sum_count; i++) {
        const struct published *sum = &told->sums[i];
        const struct publication publication = {
            .cube = sum->cube,
            .members = sum->members,
            .role = SUM_SEEN,
            .label = sum->label,
            .where = text_format(work->keep, "%.*s: %.*s", TEXT_ARGS(other->policy->audience), TEXT_ARGS(sum->where))};
        if (!sum->hidden || sum->seen || !other->policy->zeros_hidden)
            problem_hold(&work->problem, &publication, sum->hidden ? HELD_SEEN : HELD_SHOWN);
    }
}

static bool is_total(const struct work *work, const struct use *use)
{
    for (size_t i = 0; i < work_table(work, use)->dimension_count; i++)
        if (use->set.categories[i])
            return false;
    return use->kind == USE_SUM;
}

/* The cube that an earlier figure is about: where it is asked for, and a total wherever its measure and period are. */
static size_t cube_of_earlier(const struct work *work, const struct use *use)
{
    const size_t home = work_cube(work, use);
    for (size_t cube = 0; home == SIZE_MAX && is_total(work, use) && cube < work->cluster->cubes.count; cube++)
        if (links_is_of(&work->inputs->plan->links, work->inputs->codebook, work->cluster->cubes.items[cube].universe,
                        work_table(work, use)))
            return cube;
    return home;
}

static void note_recount(const struct earlier_figure *figure, struct text label, int64_t now, struct account *account)
{
    const struct account_recount recount = {.label = text_copy(account->keep, label),
                                            .where = figure->where,
                                            .kind = figure->kind,
                                            .before = figure->count,
                                            .now = now};
    ARENA_PUSH(account->keep, &account->recounts, recount);
}

/* Whether a count is what the figure says of it. */
static bool still_fits(const struct earlier_figure *figure, int64_t count)
{
    switch (figure->kind) {
    case EARLIER_HIDDEN:
        return count > 0;
    case EARLIER_SHOWN:
        return count == figure->count;
    case EARLIER_AT_MOST:
        return count <= figure->count;
    }
    return false;
}

static void hold_sum(struct work *work, const struct earlier_figure *figure, const struct publication *publication)
{
    if (figure->kind != EARLIER_AT_MOST) {
        problem_hold(&work->problem, publication, figure->kind == EARLIER_SHOWN ? HELD_SHOWN : HELD_SEEN);
        return;
    }
    const struct bounded bound = {
        .cube = publication->cube,
        .members = publication->members,
        .most = figure->count,
        .held = true,
        .label = text_copy(work->keep, publication->label),
        .where = figure->where,
        .why = text_format(work->keep, "a list of the most frequent in %.*s leaves it out", TEXT_ARGS(figure->where))};
    problem_bound(&work->problem, &bound);
}

/* The use's sum in that cube, narrowed to the categories of `set` at its only place where there is one. Where it no longer
 * fits, readers hold nothing of it, and where it is asked for that is noted. */
static void hold_narrowed(struct work *work, const struct earlier_figure *figure, size_t cube, const bool *set,
                          struct account *account)
{
    const struct use *use = work_use(work, figure->use);
    const bool *sets[REQUEST_DIMENSIONS_MAX] = {set};
    struct text_builder label = {0};
    bool *members = memory_alloc(work->cluster->cell_count, sizeof *members);
    struct publication publication = publication_of(work, use, set ? sets : NULL, SUM_SEEN, members, &label);
    publication.cube = cube;
    publication.where = figure->where;
    const int64_t count = problem_sum(&work->problem, cube, members);
    if (still_fits(figure, count))
        hold_sum(work, figure, &publication);
    else if (work_cube(work, use) != SIZE_MAX)
        note_recount(figure, publication.label, count, account);
    free(members);
    text_builder_done(&label);
}

/* "number of kind in clients @2014". */
static struct text label_distinct(const struct work *work, const struct use *use)
{
    struct text_builder label = {0};
    text_add_format(&label, "number of %.*s in ",
                    TEXT_ARGS(work->inputs->codebook->dimensions[work_dimension(work, use, 0)].id));
    label_use(work, use, NULL, &label);
    const struct text name = text_copy(work->keep, text_built(&label));
    text_builder_done(&label);
    return name;
}

/* A number of categories counts as if it also told which ones are empty. */
static void hold_distinct(struct work *work, const struct earlier_figure *figure, size_t cube, struct account *account)
{
    size_t occurring;
    const struct use *use = work_use(work, figure->use);
    const int count = work_categories(work, work_dimension(work, use, 0));
    free(ranking(work, use, &occurring));
    if (!still_fits(figure, (int64_t)occurring)) {
        note_recount(figure, label_distinct(work, use), (int64_t)occurring, account);
        return;
    }
    for (int i = 0; i < count - 1; i++) {
        struct earlier_figure one = *figure;
        const struct release_part part = {&i, 1};
        bool *set = work_part_set(work, use, 0, &part);
        one.kind = work_count(work, use, 0, i, 0, -1) > 0 ? EARLIER_HIDDEN : EARLIER_SHOWN;
        one.count = 0;
        hold_narrowed(work, &one, cube, set, account);
        free(set);
    }
}

/* An earlier figure still speaks of the same people only if counting again gives the same number. */
static void hold_earlier(struct work *work, const struct earlier_figure *figure, struct account *account)
{
    const struct use *use = work_use(work, figure->use);
    const size_t cube = cube_of_earlier(work, use);
    if (cube == SIZE_MAX)
        return;
    if (use->kind == USE_DISTINCT)
        hold_distinct(work, figure, cube, account);
    else
        hold_narrowed(work, figure, cube, NULL, account);
}

/* An exempt figure that the cluster has the variables for. */
static void exempt(struct work *work, const struct exempt_figure *figure)
{
    const struct use *use = work_use(work, figure->use);
    const struct table_request *table = work_table(work, use);
    const struct links *links = &work->inputs->plan->links;
    bool *members = memory_alloc(work->cluster->cell_count, sizeof *members);
    for (size_t cube = 0; cube < work->cluster->cubes.count; cube++) {
        if (!links_is_of(links, work->inputs->codebook, work->cluster->cubes.items[cube].universe, table) ||
            !problem_has_variables(&work->problem, use))
            continue;
        struct text_builder label = {0};
        label_use(work, use, NULL, &label);
        problem_members(&work->problem, use, NULL, members);
        const struct publication publication = {
            .cube = cube, .members = members, .role = SUM_SEEN, .label = text_built(&label)};
        problem_exempt(&work->problem, &publication, figure->reason);
        text_builder_done(&label);
    }
    free(members);
}
void state_all(struct work *work, struct account *account)
{
    for (size_t i = 0; i < work->cluster->uses.count; i++)
        if (work_is_printed(work, i))
            publish_use(work, work->cluster->uses.items[i].use);
    if (!work->inputs->policy->zeros_hidden && !work->inputs->is_open)
        bound_totals(work);
    for (size_t i = 0; i < work->inputs->held_count; i++)
        hold_release(work, work->inputs->held[i], &work->held[i]);
    for (size_t i = 0; i < work->inputs->earlier_count; i++)
        hold_earlier(work, &work->inputs->earlier[i], account);
    for (size_t i = 0; i < work->inputs->exempt_count; i++)
        exempt(work, &work->inputs->exempt[i]);
}
