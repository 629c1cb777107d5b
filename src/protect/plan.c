/* SPDX-License-Identifier: GPL-3.0-or-later
 * Linking of uses into components. */
#include "protect/plan.h"

#include <string.h>

int plan_root(const struct codebook *codebook, int dimension)
{
    const int parent = codebook->dimensions[dimension].parent;
    return parent == NO_INDEX ? dimension : parent;
}

static bool has_root(const struct component *component, int root)
{
    for (size_t i = 0; i < component->root_count; i++)
        if (component->roots[i] == root)
            return true;
    return false;
}

/* Adds a root in its place of the order; false when there is no room. */
static bool add_root(struct component *component, int root)
{
    if (has_root(component, root))
        return true;
    if (component->root_count == REQUEST_DIMENSIONS_MAX)
        return false;
    size_t at = component->root_count++;
    for (; at && component->roots[at - 1] > root; at--)
        component->roots[at] = component->roots[at - 1];
    component->roots[at] = root;
    return true;
}

/* Whether both count the same things. A stock is counted at the end of its period: where that begins is all one. */
static bool same_universe(const struct codebook *codebook, const struct component *component,
                          const struct table_request *table)
{
    return component->measure == table->measure && component->period.last == table->period.last &&
           (component->period.first == table->period.first || codebook->measures[table->measure].kind == MEASURE_STOCK);
}

static bool shares_root(const struct codebook *codebook, const struct component *component,
                        const struct table_request *table)
{
    for (size_t i = 0; i < table->dimension_count; i++)
        if (has_root(component, plan_root(codebook, table->dimensions[i])))
            return true;
    return table->dimension_count == 0 && component->root_count == 0;
}

static bool too_many(const struct codebook *codebook, const struct component *component, struct error *err)
{
    const struct text id = codebook->measures[component->measure].id;
    return error_set(err, ERROR_INPUT,
                     "the tables of '%.*s' link more variables than can be protected together; break it down by fewer",
                     TEXT_ARGS(id));
}

/* Takes `other` into `component`; `other` is left empty. */
static bool merge(struct component *component, struct component *other, struct arena *keep)
{
    for (size_t i = 0; i < other->root_count; i++)
        if (!add_root(component, other->roots[i]))
            return false;
    for (size_t i = 0; i < other->use_count; i++) {
        component->uses =
            arena_reserve(keep, component->uses, component->use_count, &component->use_capacity, sizeof *component->uses);
        component->uses[component->use_count++] = other->uses[i];
    }
    other->use_count = 0;
    other->measure = NO_INDEX;
    return true;
}

static bool place_use(const struct codebook *codebook, const struct requests *requests, size_t use, struct arena *keep,
                      struct plan *plan, struct error *err)
{
    const struct table_request *table = &requests->tables[requests->uses[use].table];
    struct component fresh = {.measure = table->measure, .period = table->period};
    for (size_t i = 0; i < table->dimension_count; i++)
        add_root(&fresh, plan_root(codebook, table->dimensions[i]));
    fresh.uses = arena_reserve(keep, fresh.uses, 0, &fresh.use_capacity, sizeof *fresh.uses);
    fresh.uses[fresh.use_count++] = use;
    ARENA_PUSH(keep, plan, fresh);
    struct component *home = &plan->items[plan->count - 1];
    for (size_t i = 0; i + 1 < plan->count; i++)
        if (same_universe(codebook, &plan->items[i], table) && shares_root(codebook, &plan->items[i], table) &&
            !merge(home, &plan->items[i], keep))
            return too_many(codebook, home, err);
    return true;
}

static bool request_joint(const struct codebook *codebook, struct requests *requests, struct arena *keep,
                          struct component *component, struct error *err)
{
    struct table_request joint = {.measure = component->measure, .period = component->period,
                                  .dimension_count = component->root_count};
    memcpy(joint.dimensions, component->roots, sizeof joint.dimensions);
    if (table_request_cells(codebook, &joint) > PLAN_JOINT_CELLS_MAX)
        return too_many(codebook, component, err);
    component->joint = requests_table(requests, keep, &joint);
    return true;
}

bool plan_make(const struct codebook *codebook, struct requests *requests, size_t use_count, struct arena *keep,
               struct plan *ret_plan, struct error *err)
{
    struct plan plan = {0}, full = {0};
    for (size_t use = 0; use < use_count; use++) {
        const enum use_kind kind = requests->uses[use].kind;
        if (kind != USE_EARLIEST && kind != USE_LATEST && !place_use(codebook, requests, use, keep, &plan, err))
            return false;
    }
    for (size_t i = 0; i < plan.count; i++) {
        if (plan.items[i].measure == NO_INDEX)
            continue;
        if (!request_joint(codebook, requests, keep, &plan.items[i], err))
            return false;
        ARENA_PUSH(keep, &full, plan.items[i]);
    }
    *ret_plan = full;
    return true;
}
