/* SPDX-License-Identifier: GPL-3.0-or-later
 * Every number that the document tells, by its codes: for readers of data and for the protection of later editions. That
 * needs what tables, rankings and dates tell without printing it: which categories are empty, which are not, and what is not
 * among the first. */
#include "document/binder.h"

static const struct cell HIDDEN = {CELL_HIDDEN, 0};

struct inventory {
    struct binder *binder;
    struct names *seen; /* "measure period selection kind unit" */
};

/* A set of categories: "gender=women", "kind=a,b", or "kind!=not_stated" where not all are `listed`. */
static void add_set(struct text_builder *b, const struct dimension *dimension, const bool *set, bool listed)
{
    const char *separator = listed ? "=" : "!=";
    text_add_format(b, "%s%.*s", b->len ? " " : "", TEXT_ARGS(dimension->id));
    for (int i = 0; i < dimension->category_count; i++) {
        if (set[i] != listed)
            continue;
        text_add_format(b, "%s%.*s", separator, TEXT_ARGS(dimension->categories[i].id));
        separator = ",";
    }
}

/* Where most categories are in the set, those left out are named. */
static bool is_better_listed(const struct dimension *dimension, const bool *set)
{
    int chosen = 0;
    for (int i = 0; i < dimension->category_count; i++)
        chosen += set[i];
    return chosen * 2 <= dimension->category_count || chosen == 1;
}

/* The selection of a use, narrowed at some places of its `by` to a part. Parts are always listed: a category that a later
 * code book has more is not in them. */
static struct text selection_of(const struct binder *binder, const struct use *use,
                                const struct release_part *const *parts, bool listed)
{
    const struct bind_inputs *in = binder->in;
    const struct table_request *table = &in->requests->tables[use->table];
    struct text_builder b = {0};
    for (size_t i = 0; i < table->dimension_count; i++) {
        const struct dimension *dimension = &in->codebook->dimensions[table->dimensions[i]];
        const struct release_part *part = NULL;
        for (size_t place = 0; parts && place < use->by_count; place++)
            if (use->by[place] == i)
                part = parts[place];
        bool chosen[CATEGORIES_MAX] = {false};
        for (int k = 0; part && k < part->count; k++)
            chosen[part->categories[k]] = true;
        const bool *set = use->set.categories[i];
        if (part)
            add_set(&b, dimension, chosen, true);
        else if (set)
            add_set(&b, dimension, set, listed || is_better_listed(dimension, set));
    }
    return text_clean(binder->keep, &b);
}

struct text bind_part_selection(const struct binder *binder, const struct use *use, const struct release_part *const *parts)
{
    return selection_of(binder, use, parts, true);
}

struct text bind_selection(const struct binder *binder, const struct use *use, bool listed)
{
    return selection_of(binder, use, NULL, listed);
}

/* `said` has kind, unit, selection and cell. */
static void add_number(struct inventory *inventory, const struct use *use, struct doc_number said)
{
    struct binder *binder = inventory->binder;
    const struct bind_inputs *in = binder->in;
    const struct table_request *table = &in->requests->tables[use->table];
    struct text_builder period = {0};
    period_add(&period, table->period);
    said.measure = in->codebook->measures[request_of_cases(in->codebook, table).measure].id;
    said.period = text_clean(binder->keep, &period);
    said.is_after_break = binder->is_after_break[use - in->requests->uses];
    const struct text key =
        text_format(binder->keep, "%.*s %.*s %.*s %d %.*s", TEXT_ARGS(said.measure), TEXT_ARGS(said.period),
                    TEXT_ARGS(said.selection), (int)said.kind, TEXT_ARGS(said.unit));
    const int32_t before = names_count(inventory->seen);
    if (names_add(inventory->seen, key) == before)
        ARENA_PUSH(binder->keep, &binder->document->inventory, said);
}

static struct text unit_of(const struct inventory *inventory, const struct use *use)
{
    const struct bind_inputs *in = inventory->binder->in;
    return label_in(inventory->binder, &in->codebook->measures[in->requests->tables[use->table].measure].unit);
}

/* A count or a bound of the use, narrowed to parts. */
static void add_part(struct inventory *inventory, const struct use *use, const struct release_part *const *parts,
                     enum doc_number_kind kind, struct cell cell)
{
    const struct doc_number said = {
        .selection = selection_of(inventory->binder, use, parts, false), .unit = unit_of(inventory, use), .kind = kind, .cell = cell};
    add_number(inventory, use, said);
}

static enum doc_number_kind count_kind(bool may_be_zero)
{
    return may_be_zero ? DOC_NUMBER_ZERO_OR_MORE : DOC_NUMBER_COUNT;
}

int bind_empty_categories(const struct binder *binder, size_t number, size_t place, int *empty)
{
    const struct bind_inputs *in = binder->in;
    const struct use *use = &in->requests->uses[number];
    const int dimension = in->requests->tables[use->table].dimensions[use->by[place]];
    const bool *set = use->set.categories[use->by[place]];
    bool shown[CATEGORIES_MAX] = {false};
    int part_count, count = 0;
    const struct release_part *parts = release_parts(in->release, number, place, &part_count);
    for (int i = 0; i < part_count; i++)
        for (int k = 0; k < parts[i].count; k++)
            shown[parts[i].categories[k]] = true;
    for (int i = 0; i < in->codebook->dimensions[dimension].category_count; i++)
        if (!shown[i] && (!set || set[i]))
            empty[count++] = i;
    return count;
}

/* The categories that a table could show at a place and does not are empty: that is seen. */
static void add_empty(struct inventory *inventory, size_t number, size_t place)
{
    int empty[CATEGORIES_MAX];
    const struct use *use = &inventory->binder->in->requests->uses[number];
    const struct release_part all = {empty, bind_empty_categories(inventory->binder, number, place, empty)};
    const struct release_part *chosen[REQUEST_DIMENSIONS_MAX] = {NULL};
    chosen[place] = &all;
    if (all.count)
        add_part(inventory, use, chosen, DOC_NUMBER_COUNT, (struct cell){CELL_SHOWN, 0});
}

static void add_table(struct inventory *inventory, size_t number)
{
    const struct bind_inputs *in = inventory->binder->in;
    const struct use *use = &in->requests->uses[number];
    const struct release_part *parts[REQUEST_DIMENSIONS_MAX];
    int counts[REQUEST_DIMENSIONS_MAX], at[REQUEST_DIMENSIONS_MAX], cells = 1;
    for (size_t place = 0; place < use->by_count; place++) {
        parts[place] = release_parts(in->release, number, place, &counts[place]);
        cells *= counts[place] + 1;
    }
    for (int cell = 0; cell < cells; cell++) {
        const struct release_part *chosen[REQUEST_DIMENSIONS_MAX] = {NULL};
        int rest = cell;
        for (size_t place = use->by_count; place-- > 0;) {
            at[place] = rest % (counts[place] + 1);
            rest /= counts[place] + 1;
            if (at[place] == counts[place])
                at[place] = RELEASE_TOTAL;
            else
                chosen[place] = &parts[place][at[place]];
        }
        add_part(inventory, use, chosen, count_kind(cell_may_be_zero(in, number, at)), cell_of(in, number, at));
    }
    for (size_t place = 0; place < use->by_count; place++)
        add_empty(inventory, number, place);
}

static void add_ranks(struct inventory *inventory, const struct use *use, const struct release_rank *ranks, size_t count,
                      enum doc_number_kind kind)
{
    for (size_t i = 0; i < count; i++) {
        const struct release_part one = {&ranks[i].category, 1};
        const struct release_part *const chosen[REQUEST_DIMENSIONS_MAX] = {&one};
        add_part(inventory, use, chosen, kind, ranks[i].cell);
    }
}

static void add_top(struct inventory *inventory, size_t number)
{
    size_t count;
    const struct release *release = inventory->binder->in->release;
    const struct use *use = &inventory->binder->in->requests->uses[number];
    const struct release_rank *ranks = release_top(release, number, &count);
    add_ranks(inventory, use, ranks, count, DOC_NUMBER_COUNT);
    const struct release_rank *others = release_top_others(release, number, &count);
    add_ranks(inventory, use, others, count, DOC_NUMBER_AT_MOST);
}

static void add_distinct(struct inventory *inventory, const struct use *use, struct cell cell)
{
    const struct bind_inputs *in = inventory->binder->in;
    const int variable = in->requests->tables[use->table].dimensions[use->by[0]];
    const struct doc_number said = {.selection = selection_of(inventory->binder, use, NULL, false),
                                    .unit = in->codebook->dimensions[variable].id,
                                    .kind = DOC_NUMBER_CATEGORIES,
                                    .cell = cell};
    add_number(inventory, use, said);
}

static void add_use(struct inventory *inventory, size_t number)
{
    const struct bind_inputs *in = inventory->binder->in;
    const struct use *use = &in->requests->uses[number];
    switch (use->kind) {
    case USE_SUM:
        add_part(inventory, use, NULL, count_kind(sum_may_be_zero(in, number)), sum_of(in, number));
        break;
    case USE_TABLE:
        add_table(inventory, number);
        break;
    case USE_TOP:
        add_top(inventory, number);
        break;
    case USE_DISTINCT:
        add_distinct(inventory, use, sum_of(in, number));
        break;
    case USE_EARLIEST:
    case USE_LATEST:
        break;
    }
}

/* The label of a joined part names its categories: none is empty. */
static void add_joined(struct inventory *inventory, const struct use *use, size_t number, size_t place)
{
    int count;
    const struct release_part *parts = release_parts(inventory->binder->in->release, number, place, &count);
    for (int i = 0; i < count; i++)
        for (int k = 0; parts[i].count > 1 && k < parts[i].count; k++) {
            const struct release_part one = {&parts[i].categories[k], 1};
            const struct release_part *chosen[REQUEST_DIMENSIONS_MAX] = {NULL};
            chosen[place] = &one;
            add_part(inventory, use, chosen, DOC_NUMBER_COUNT, HIDDEN);
        }
}

/* Counts that are not printed, but seen not to be zero. Where one is printed elsewhere, its row is there already. */
static void add_seen(struct inventory *inventory, size_t number)
{
    const struct bind_inputs *in = inventory->binder->in;
    const struct use *use = &in->requests->uses[number];
    for (size_t place = 0; use->kind == USE_TABLE && place < use->by_count; place++)
        add_joined(inventory, use, number, place);
    if ((use->kind == USE_EARLIEST || use->kind == USE_LATEST) && release_date(in->release, number).year_is_shown)
        add_part(inventory, use, NULL, DOC_NUMBER_COUNT, HIDDEN);
}

void bind_inventory(struct binder *binder)
{
    struct inventory inventory = {.binder = binder, .seen = names_new()};
    for (size_t i = 0; i < binder->in->requests->use_count; i++) {
        if (!binder->in->touched[i])
            continue;
        add_use(&inventory, i);
        bind_terms(binder, i, &binder->document->terms);
    }
    for (size_t i = 0; i < binder->in->requests->use_count; i++)
        if (binder->in->touched[i])
            add_seen(&inventory, i);
    names_free(inventory.seen);
}
