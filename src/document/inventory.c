/* SPDX-License-Identifier: GPL-3.0-or-later
 * Every number that the edition may print, by its codes: for readers of data and for comparing editions. */
#include "document/binder.h"

struct inventory {
    struct binder *binder;
    struct names *seen; /* "measure period selection unit" */
};

/* A set of categories: "women", "a,b", or "!=not_stated" where most are in it. */
static void add_set(struct text_builder *b, const struct dimension *dimension, const bool *set)
{
    int chosen = 0;
    for (int i = 0; i < dimension->category_count; i++)
        chosen += set[i];
    const bool listed = chosen * 2 <= dimension->category_count || chosen == 1;
    const char *separator = listed ? "=" : "!=";
    text_add_format(b, "%s%.*s", b->len ? " " : "", TEXT_ARGS(dimension->id));
    for (int i = 0; i < dimension->category_count; i++) {
        if (set[i] != listed)
            continue;
        text_add_format(b, "%s%.*s", separator, TEXT_ARGS(dimension->categories[i].id));
        separator = ",";
    }
}

/* The selection of a use, narrowed at some places of its `by` to a part. */
static struct text selection_of(const struct inventory *inventory, const struct use *use,
                                const struct release_part *const *parts)
{
    const struct bind_inputs *in = inventory->binder->in;
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
        if (part)
            add_set(&b, dimension, chosen);
        else if (use->set.categories[i])
            add_set(&b, dimension, use->set.categories[i]);
    }
    return text_clean(inventory->binder->keep, &b);
}

static void add_number(struct inventory *inventory, const struct use *use, struct text selection, struct text unit,
                       struct cell cell)
{
    struct binder *binder = inventory->binder;
    const struct bind_inputs *in = binder->in;
    const struct table_request *table = &in->requests->tables[use->table];
    const struct measure *measure = &in->codebook->measures[table->measure];
    struct text_builder period = {0};
    period_add(&period, table->period);
    const struct doc_number number = {measure->id, text_clean(binder->keep, &period), selection, unit, cell};
    const struct text key = text_format(binder->keep, "%.*s %.*s %.*s %.*s", TEXT_ARGS(number.measure),
                                        TEXT_ARGS(number.period), TEXT_ARGS(selection), TEXT_ARGS(unit));
    const int32_t before = names_count(inventory->seen);
    if (names_add(inventory->seen, key) == before)
        ARENA_PUSH(binder->keep, &binder->document->inventory, number);
}

static struct text unit_of(const struct inventory *inventory, const struct use *use)
{
    const struct bind_inputs *in = inventory->binder->in;
    return label_in(inventory->binder, &in->codebook->measures[in->requests->tables[use->table].measure].unit);
}

static void add_table(struct inventory *inventory, size_t number)
{
    const struct release *release = inventory->binder->in->release;
    const struct use *use = &inventory->binder->in->requests->uses[number];
    const struct release_part *parts[REQUEST_DIMENSIONS_MAX];
    int counts[REQUEST_DIMENSIONS_MAX], at[REQUEST_DIMENSIONS_MAX], cells = 1;
    for (size_t place = 0; place < use->by_count; place++) {
        parts[place] = release_parts(release, number, place, &counts[place]);
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
        add_number(inventory, use, selection_of(inventory, use, chosen), unit_of(inventory, use),
                   release_cell(release, number, at));
    }
}

static void add_top(struct inventory *inventory, size_t number)
{
    size_t count;
    const struct use *use = &inventory->binder->in->requests->uses[number];
    const struct release_rank *ranks = release_top(inventory->binder->in->release, number, &count);
    for (size_t i = 0; i < count; i++) {
        const struct release_part one = {&ranks[i].category, 1};
        const struct release_part *const chosen[REQUEST_DIMENSIONS_MAX] = {&one};
        add_number(inventory, use, selection_of(inventory, use, chosen), unit_of(inventory, use), ranks[i].cell);
    }
}

static void add_use(struct inventory *inventory, size_t number)
{
    const struct bind_inputs *in = inventory->binder->in;
    const struct use *use = &in->requests->uses[number];
    switch (use->kind) {
    case USE_SUM:
        add_number(inventory, use, selection_of(inventory, use, NULL), unit_of(inventory, use),
                   release_sum(in->release, number));
        break;
    case USE_TABLE:
        add_table(inventory, number);
        break;
    case USE_TOP:
        add_top(inventory, number);
        break;
    case USE_DISTINCT:
        add_number(inventory, use, selection_of(inventory, use, NULL), TEXT("categories"),
                   release_sum(in->release, number));
        break;
    case USE_EARLIEST:
    case USE_LATEST:
        break;
    }
}

void bind_inventory(struct binder *binder)
{
    struct inventory inventory = {.binder = binder, .seen = names_new()};
    for (size_t i = 0; i < binder->in->published_uses; i++)
        add_use(&inventory, i);
    names_free(inventory.seen);
}
