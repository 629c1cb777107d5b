/* SPDX-License-Identifier: GPL-3.0-or-later
 * From uses to clusters. A component is what one universe has over variables that its tables share; components of linked
 * universes that share a variable are merged; then each cluster gets a cube for every universe its links need. */
#include "protect/plan.h"

#include <string.h>

#include "protect/telling.h"

struct component {
    size_t universe;
    int roots[REQUEST_DIMENSIONS_MAX]; /* ascending */
    size_t root_count;
    LIST_OF(size_t) uses;
    bool is_merged; /* into another one of its universe */
    size_t cluster; /* its number, or that of a component in the same cluster */
    bool has_totals; /* nothing breaks it down: it is of totals, also in a cluster of tables */
};

/* Which links tell something, where so many counts are known. */
struct answer {
    const bool *known; /* by universe */
    bool totals;
    const bool *telling; /* by link */
};

struct planner {
    const struct codebook *codebook;
    struct requests *requests;
    struct arena *keep;
    struct plan *plan;
    struct period whole; /* the edition's */
    LIST_OF(struct component) components;
    LIST_OF(struct answer) answers; /* most variables are known of the same counts as another */
    struct error *err;
};

int plan_root(const struct codebook *codebook, int dimension)
{
    const int parent = codebook->dimensions[dimension].parent;
    return parent == NO_INDEX ? dimension : parent;
}

/* ---- sets of roots ---- */

static bool has_root(const struct component *component, int root)
{
    for (size_t i = 0; i < component->root_count; i++)
        if (component->roots[i] == root)
            return true;
    return false;
}

static bool share_root(const struct component *a, const struct component *b)
{
    for (size_t i = 0; i < b->root_count; i++)
        if (has_root(a, b->roots[i]))
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

static bool too_many(const struct planner *planner, size_t universe)
{
    const int measure = planner->plan->links.universes.items[universe].measure;
    return error_set(planner->err, ERROR_INPUT,
                     "the tables of '%.*s' link more variables than can be protected together; break it down by fewer",
                     TEXT_ARGS(planner->codebook->measures[measure].id));
}

static bool add_roots(const struct planner *planner, struct component *component, const struct component *more)
{
    for (size_t i = 0; i < more->root_count; i++)
        if (!add_root(component, more->roots[i]))
            return too_many(planner, component->universe);
    return true;
}

/* ---- components ---- */

/* Components of totals have no root and are one for each universe. */
static bool are_neighbours(const struct component *a, const struct component *b)
{
    return !a->is_merged && !b->is_merged && (share_root(a, b) || (!a->root_count && !b->root_count));
}

static bool belong_together(const struct component *a, const struct component *b)
{
    return a->universe == b->universe && are_neighbours(a, b);
}

static bool take_in(struct planner *planner, struct component *component, struct component *other)
{
    if (!add_roots(planner, component, other))
        return false;
    for (size_t i = 0; i < other->uses.count; i++)
        ARENA_PUSH(planner->keep, &component->uses, other->uses.items[i]);
    other->is_merged = true;
    return true;
}

/* A measure that asks for categories is broken down by that variable: all of it stands in some of them. */
static bool add_conditions(const struct planner *planner, struct component *component, const struct measure *measure)
{
    for (size_t i = 0; i < measure->condition_count; i++)
        for (int d = 0; d < planner->codebook->dimension_count; d++) {
            const struct dimension *dimension = &planner->codebook->dimensions[d];
            if (measure->conditions[i].kind == CONDITION_CATEGORIES && dimension->source == measure->source &&
                dimension->column == measure->conditions[i].column && dimension->parent == NO_INDEX &&
                !add_root(component, d))
                return too_many(planner, component->universe);
        }
    return true;
}

/* Takes in what the component belongs together with. */
static bool add_component(struct planner *planner, const struct component *fresh)
{
    ARENA_PUSH(planner->keep, &planner->components, *fresh);
    struct component *home = &planner->components.items[planner->components.count - 1];
    for (size_t i = 0; i + 1 < planner->components.count; i++)
        if (belong_together(home, &planner->components.items[i]) &&
            !take_in(planner, home, &planner->components.items[i]))
            return false;
    return true;
}

/* What counts cases in each of several categories stands beside the cases themselves: they are its totals. */
static bool add_cases(struct planner *planner, const struct component *several, const struct table_request *table)
{
    struct links *links = &planner->plan->links;
    const int cases = planner->codebook->measures[table->measure].of;
    struct component beside = {.universe = links_universe(links, planner->codebook, planner->keep, cases, table->period)};
    links->universes.items[beside.universe].asked = true;
    return add_roots(planner, &beside, several) && add_component(planner, &beside);
}

static bool place_use(struct planner *planner, size_t use)
{
    const struct table_request *table = &planner->requests->tables[planner->requests->uses[use].table];
    struct component fresh = {
        .universe = links_universe(&planner->plan->links, planner->codebook, planner->keep, table->measure, table->period)};
    const enum use_kind kind = planner->requests->uses[use].kind;
    if (kind != USE_EARLIEST && kind != USE_LATEST) /* a date tells no number */
        planner->plan->links.universes.items[fresh.universe].asked = true;
    for (size_t i = 0; i < table->dimension_count; i++)
        add_root(&fresh, plan_root(planner->codebook, table->dimensions[i]));
    if (!add_conditions(planner, &fresh, &planner->codebook->measures[table->measure]))
        return false;
    ARENA_PUSH(planner->keep, &fresh.uses, use);
    return add_component(planner, &fresh) &&
           (!planner->codebook->measures[table->measure].several || add_cases(planner, &fresh, table));
}

/* ---- clusters of components ---- */

enum { TOTALS = NO_INDEX }; /* in the place of a root */

/* Totals are told of as such, also among tables. */
static bool stands_under(const struct component *component, int root)
{
    return !component->is_merged &&
           (root == TOTALS || component->has_totals ? root == TOTALS && component->has_totals : has_root(component, root));
}

/* Which links tell something of tables that share the root. */
static const bool *find_telling(struct planner *planner, int root)
{
    const struct links *links = &planner->plan->links;
    bool *known = ARENA_ARRAY(planner->keep, bool, links->universes.count);
    for (size_t i = 0; i < planner->components.count; i++)
        if (stands_under(&planner->components.items[i], root))
            known[planner->components.items[i].universe] = true;
    for (size_t i = 0; i < planner->answers.count; i++) {
        const struct answer *before = &planner->answers.items[i];
        if (before->totals == (root == TOTALS) && memcmp(before->known, known, links->universes.count * sizeof *known) == 0)
            return before->telling;
    }
    bool *telling = ARENA_ARRAY(planner->keep, bool, links->items.count);
    const struct telling_question question = {links, planner->codebook, known, root == TOTALS};
    telling_find(&question, telling);
    ARENA_PUSH(planner->keep, &planner->answers, ((struct answer){known, root == TOTALS, telling}));
    return telling;
}

/* Gives the universes that such links join the same number. */
static void group_universes(struct planner *planner, int root, size_t *groups)
{
    const struct links *links = &planner->plan->links;
    const bool *telling = find_telling(planner, root);
    for (size_t i = 0; i < links->universes.count; i++)
        groups[i] = i;
    for (size_t i = 0; i < links->items.count; i++)
        for (size_t k = 1; telling[i] && k < links->items.items[i].term_count; k++) {
            const size_t from = groups[links->items.items[i].terms[k].universe];
            const size_t to = groups[links->items.items[i].terms[0].universe];
            for (size_t n = 0; n < links->universes.count; n++)
                groups[n] = groups[n] == from ? to : groups[n];
        }
}

static bool must_stand_together(const struct component *a, const struct component *b, int root, const size_t *groups)
{
    return stands_under(a, root) && stands_under(b, root) && a->cluster != b->cluster &&
           groups[a->universe] == groups[b->universe];
}

/* All components of the two clusters get all their roots. */
static bool join_clusters(struct planner *planner, struct component *a, struct component *b)
{
    const size_t from = b->cluster;
    if (!add_roots(planner, a, b))
        return false;
    for (size_t i = 0; i < planner->components.count; i++) {
        struct component *component = &planner->components.items[i];
        if (component->cluster != from && component->cluster != a->cluster)
            continue;
        component->cluster = a->cluster;
        if (!component->is_merged && !add_roots(planner, component, a))
            return false;
    }
    return true;
}

static bool join_under(struct planner *planner, int root, bool *ret_changed)
{
    size_t *groups = ARENA_ARRAY(planner->keep, size_t, planner->plan->links.universes.count);
    group_universes(planner, root, groups);
    for (size_t i = 0; i < planner->components.count; i++)
        for (size_t k = i + 1; k < planner->components.count; k++) {
            struct component *a = &planner->components.items[i], *b = &planner->components.items[k];
            if (!must_stand_together(a, b, root, groups))
                continue;
            if (!join_clusters(planner, a, b))
                return false;
            *ret_changed = true;
        }
    return true;
}

/* Joining clusters gives their components more roots, and so more neighbours: until nothing changes. */
static bool join_linked(struct planner *planner)
{
    for (bool changed = true; changed;) {
        changed = false;
        for (int root = TOTALS; root < planner->codebook->dimension_count; root++)
            if (!join_under(planner, root, &changed))
                return false;
    }
    return true;
}

/* ---- totals among tables ---- */

/* What is joined with totals may have so many cells, all cubes together: searches take longer than for totals alone. */
enum { CELLS_WITH_TOTALS = PLAN_JOINT_CELLS_MAX };

/* Whether it counts in a part of the edition's period. Of a stock only the last day counts. */
static bool is_part_of_period(const struct planner *planner, size_t universe)
{
    const struct universe *of = &planner->plan->links.universes.items[universe];
    const struct period whole = planner->whole;
    if (of->measure == NO_INDEX || of->period.last > whole.last)
        return false;
    return planner->codebook->measures[of->measure].kind == MEASURE_STOCK
               ? of->period.last >= whole.first && of->period.last < whole.last
               : of->period.first >= whole.first && (of->period.first > whole.first || of->period.last < whole.last);
}

static bool breaks_down(const struct planner *planner, const struct component *component)
{
    for (size_t i = 0; i < component->uses.count; i++)
        if (planner->requests->tables[planner->requests->uses[component->uses.items[i]].table].dimension_count)
            return true;
    return false;
}

/* Whether both clusters together are no larger than is good for totals. */
static bool may_join_totals(const struct planner *planner, const struct component *a, const struct component *b)
{
    struct component both = {0};
    size_t cells = 1, cubes = 0;
    for (size_t i = 0; i < planner->components.count; i++) {
        const struct component *component = &planner->components.items[i];
        if (component->cluster != a->cluster && component->cluster != b->cluster)
            continue;
        cubes += !component->is_merged;
        for (size_t k = 0; k < component->root_count; k++)
            if (!add_root(&both, component->roots[k]))
                return false;
    }
    for (size_t i = 0; i < both.root_count; i++)
        cells *= (size_t)planner->codebook->dimensions[both.roots[i]].category_count;
    return cells * cubes <= CELLS_WITH_TOTALS;
}

/* Where a part of the edition's period is broken down, its total is a margin of that table. It may be hidden if all that tells
 * of it stands together: then what is told of totals is reckoned with among these tables. */
static bool join_totals(struct planner *planner)
{
    for (size_t i = 0; i < planner->components.count; i++)
        for (size_t k = 0; k < planner->components.count; k++) {
            struct component *one = &planner->components.items[i], *table = &planner->components.items[k];
            if (one->universe == table->universe && one->cluster != table->cluster && !one->is_merged && !table->is_merged &&
                breaks_down(planner, table) && is_part_of_period(planner, table->universe) &&
                may_join_totals(planner, one, table) && !join_clusters(planner, one, table))
                return false;
        }
    return true;
}

/* ---- cubes and links of a cluster ---- */

/* Whether the first is the cases that the second counts in each of several categories. */
static bool is_cases_of(const struct planner *planner, size_t cases, size_t several)
{
    const struct universe *whole = &planner->plan->links.universes.items[cases];
    const struct universe *of = &planner->plan->links.universes.items[several];
    return of->measure != NO_INDEX && planner->codebook->measures[of->measure].several &&
           planner->codebook->measures[of->measure].of == whole->measure && of->period.last == whole->period.last &&
           of->period.first == whole->period.first;
}

/* What counts cases in each of several categories, and the cases. */
static bool join_cases(struct planner *planner)
{
    for (size_t i = 0; i < planner->components.count; i++)
        for (size_t k = 0; k < planner->components.count; k++) {
            struct component *cases = &planner->components.items[i], *several = &planner->components.items[k];
            if (is_cases_of(planner, cases->universe, several->universe) && are_neighbours(cases, several) &&
                cases->cluster != several->cluster && !join_clusters(planner, cases, several))
                return false;
        }
    return true;
}

static bool is_split(const struct planner *planner, size_t universe)
{
    for (size_t i = 0; i < planner->components.count; i++) {
        const struct component *component = &planner->components.items[i];
        if ((component->universe == universe || is_cases_of(planner, universe, component->universe)) &&
            breaks_down(planner, component))
            return true;
    }
    return false;
}

static size_t find_cube(const struct cluster *cluster, size_t universe)
{
    for (size_t i = 0; i < cluster->cubes.count; i++)
        if (cluster->cubes.items[i].universe == universe)
            return i;
    return SIZE_MAX;
}

/* The cube of a universe, added if it is new. */
static size_t cube_of(struct planner *planner, struct cluster *cluster, size_t universe)
{
    const size_t known = find_cube(cluster, universe);
    if (known != SIZE_MAX)
        return known;
    const struct universe *of = &planner->plan->links.universes.items[universe];
    struct plan_cube cube = {
        .universe = universe, .table = NO_TABLE, .is_asked = of->asked, .is_split = is_split(planner, universe)};
    if (of->measure != NO_INDEX || of->overlap) {
        struct table_request table = {.measure = of->overlap ? of->overlap->in[0] : of->measure,
                                      .overlap = of->overlap,
                                      .period = of->period,
                                      .dimension_count = cluster->root_count};
        memcpy(table.dimensions, cluster->roots, sizeof table.dimensions);
        cube.table = requests_table(planner->requests, planner->keep, &table);
    }
    ARENA_PUSH(planner->keep, &cluster->cubes, cube);
    return cluster->cubes.count - 1;
}

static void take_component(struct planner *planner, struct cluster *cluster, const struct component *component)
{
    const size_t cube = cube_of(planner, cluster, component->universe);
    for (size_t i = 0; i < component->uses.count; i++) {
        const struct plan_use use = {component->uses.items[i], cube};
        ARENA_PUSH(planner->keep, &cluster->uses, use);
    }
}

static void take_link(struct planner *planner, struct cluster *cluster, const struct link *link)
{
    struct plan_link taken = {.terms = ARENA_ARRAY(planner->keep, struct link_term, link->term_count),
                              .term_count = link->term_count,
                              .name = link->name,
                              .leaves_either = link->leaves_either,
                              .exception = link->exception == NO_UNIVERSE ? NO_CUBE : find_cube(cluster, link->exception)};
    for (size_t i = 0; i < link->term_count; i++)
        taken.terms[i] =
            (struct link_term){cube_of(planner, cluster, link->terms[i].universe), link->terms[i].factor};
    ARENA_PUSH(planner->keep, &cluster->links, taken);
}

static bool is_about(const struct cluster *cluster, const struct link *link)
{
    for (size_t i = 0; i < link->term_count; i++)
        if (find_cube(cluster, link->terms[i].universe) != SIZE_MAX)
            return true;
    return false;
}

/* What an exception takes from a sum, other links say: of universes that are here. */
static void take_exceptional(struct planner *planner, struct cluster *cluster)
{
    const struct links *links = &planner->plan->links;
    for (size_t i = 0; i < links->items.count; i++) {
        const struct link *link = &links->items.items[i];
        if (link->exception != NO_UNIVERSE && find_cube(cluster, link->exception) != NO_CUBE &&
            find_cube(cluster, link->terms[1].universe) != NO_CUBE)
            take_link(planner, cluster, link);
    }
}

/* Those that tell something under any of the cluster's roots, or of its totals. */
static bool *find_telling_here(struct planner *planner, const struct cluster *cluster)
{
    const size_t count = planner->plan->links.items.count;
    bool *any = ARENA_ARRAY(planner->keep, bool, count);
    for (size_t i = 0; i < cluster->root_count + cluster->has_totals; i++) {
        const bool *telling = find_telling(planner, i < cluster->root_count ? cluster->roots[i] : TOTALS);
        for (size_t k = 0; k < count; k++)
            any[k] = any[k] || telling[k];
    }
    return any;
}

static void take_links(struct planner *planner, struct cluster *cluster)
{
    const struct links *links = &planner->plan->links;
    bool *left = find_telling_here(planner, cluster);
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = 0; i < links->items.count; i++) {
            if (!left[i] || !is_about(cluster, &links->items.items[i]))
                continue;
            take_link(planner, cluster, &links->items.items[i]);
            left[i] = false;
            changed = true;
        }
    }
    take_exceptional(planner, cluster);
}

/* Whether the cube's total is a margin of a table, and nothing of it stands in another cluster than the component's. */
static bool may_lose_total(const struct planner *planner, const struct component *here, const struct plan_cube *cube)
{
    for (size_t i = 0; i < planner->components.count; i++) {
        const struct component *component = &planner->components.items[i];
        if (component->universe == cube->universe && !component->is_merged && component->cluster != here->cluster)
            return false;
    }
    return cube->is_split && is_part_of_period(planner, cube->universe);
}

static bool make_cluster(struct planner *planner, size_t number)
{
    struct cluster cluster = {.cell_count = 1};
    for (size_t i = number; i < planner->components.count; i++) {
        const struct component *component = &planner->components.items[i];
        if (component->cluster != planner->components.items[number].cluster || component->is_merged)
            continue;
        if (!cluster.cubes.count) {
            memcpy(cluster.roots, component->roots, sizeof cluster.roots);
            cluster.root_count = component->root_count;
        }
        cluster.has_totals = cluster.has_totals || component->has_totals;
        take_component(planner, &cluster, component);
    }
    for (size_t i = 0; i < cluster.cubes.count; i++)
        cluster.cubes.items[i].may_lose_total = may_lose_total(planner, &planner->components.items[number], &cluster.cubes.items[i]);
    for (size_t i = 0; i < cluster.root_count; i++)
        cluster.cell_count *= (size_t)planner->codebook->dimensions[cluster.roots[i]].category_count;
    take_links(planner, &cluster);
    if (cluster.cell_count > PLAN_JOINT_CELLS_MAX || cluster.cell_count * cluster.cubes.count > PLAN_CLUSTER_CELLS_MAX)
        return too_many(planner, cluster.cubes.items[0].universe);
    ARENA_PUSH(planner->keep, &planner->plan->clusters, cluster);
    return true;
}

/* Whether the component is the first of its cluster. */
static bool leads(const struct planner *planner, size_t number)
{
    const struct component *component = &planner->components.items[number];
    for (size_t i = 0; i < number; i++)
        if (!planner->components.items[i].is_merged && planner->components.items[i].cluster == component->cluster)
            return false;
    return !component->is_merged;
}

/* Whether some component of the same cluster is of totals. */
static bool stands_among_totals(const struct planner *planner, const struct component *component)
{
    for (size_t i = 0; i < planner->components.count; i++)
        if (planner->components.items[i].has_totals && planner->components.items[i].cluster == component->cluster)
            return true;
    return false;
}

static bool make_clusters(struct planner *planner, bool totals)
{
    for (size_t i = 0; i < planner->components.count; i++)
        if (leads(planner, i) && stands_among_totals(planner, &planner->components.items[i]) == totals &&
            !make_cluster(planner, i))
            return false;
    return true;
}

static bool has_universe(const struct link *link, size_t universe)
{
    for (size_t i = 0; i < link->term_count; i++)
        if (link->terms[i].universe == universe)
            return true;
    return false;
}

/* Every universe asked for that a telling link has stands among the totals, so that the link is there for them. */
static void add_totals(struct planner *planner)
{
    const struct links *links = &planner->plan->links;
    bool *needed = ARENA_ARRAY(planner->keep, bool, links->universes.count);
    bool *telling = ARENA_ARRAY(planner->keep, bool, links->items.count);
    for (size_t i = 0; i < links->universes.count; i++)
        needed[i] = links->universes.items[i].asked;
    const struct telling_question question = {links, planner->codebook, needed, true};
    telling_find(&question, telling);
    for (size_t i = 0; i < links->universes.count; i++) {
        const struct component totals = {.universe = i};
        bool linked = false, known = false;
        for (size_t k = 0; k < links->items.count; k++)
            linked = linked || (telling[k] && has_universe(&links->items.items[k], i));
        for (size_t k = 0; k < planner->components.count; k++)
            known = known || (planner->components.items[k].universe == i && !planner->components.items[k].root_count);
        if (linked && !known && links->universes.items[i].asked)
            ARENA_PUSH(planner->keep, &planner->components, totals);
    }
}

static bool place_uses(struct planner *planner, const struct plan_scope *within)
{
    for (size_t use = 0; use < within->use_count; use++)
        if (!(within->left_out && within->left_out[use]) && !place_use(planner, use))
            return false;
    return true;
}

/* Each component is a cluster of its own at first. */
static void number_clusters(struct planner *planner)
{
    for (size_t i = 0; i < planner->components.count; i++) {
        planner->components.items[i].cluster = i;
        planner->components.items[i].has_totals = !planner->components.items[i].root_count;
    }
}

/* Whether a part of the edition's period is broken down. */
static bool breaks_down_parts(const struct planner *planner)
{
    for (size_t i = 0; i < planner->components.count; i++) {
        const struct component *component = &planner->components.items[i];
        if (!component->is_merged && breaks_down(planner, component) && is_part_of_period(planner, component->universe))
            return true;
    }
    return false;
}

/* With the totals of parts of the period among tables, or by themselves. */
static bool make_plan(struct planner *planner, const struct plan_scope *scope, bool with_totals)
{
    if (!place_uses(planner, scope) || !links_find(&planner->plan->links, planner->codebook, planner->keep, planner->err))
        return false;
    add_totals(planner);
    number_clusters(planner);
    return join_linked(planner) && (!with_totals || (join_totals(planner) && join_linked(planner))) &&
           make_clusters(planner, true) && make_clusters(planner, false);
}

static bool has_totals_to_lose(const struct plan *plan)
{
    for (size_t i = 0; i < plan->clusters.count; i++)
        for (size_t cube = 0; cube < plan->clusters.items[i].cubes.count; cube++)
            if (plan->clusters.items[i].cubes.items[cube].may_lose_total)
                return true;
    return false;
}

bool plan_make(const struct codebook *codebook, struct requests *requests, const struct plan_scope *scope,
               struct arena *keep, struct plan *ret_plan, struct error *err)
{
    *ret_plan = (struct plan){0};
    const struct plan_scope all = {.use_count = requests->use_count}, *asked = scope ? scope : &all;
    struct planner planner = {.codebook = codebook, .requests = requests, .keep = keep, .plan = ret_plan, .err = err};
    if (!make_plan(&planner, asked, false))
        return false;
    planner.whole = asked->whole;
    if (!breaks_down_parts(&planner))
        return true;
    struct plan *with_totals = ARENA_NEW(keep, struct plan);
    *with_totals = (struct plan){0};
    struct error too_large = {0};
    struct planner again = {.codebook = codebook, .requests = requests, .keep = keep, .plan = with_totals, .whole = asked->whole,
                            .err = &too_large};
    if (make_plan(&again, asked, true) && has_totals_to_lose(with_totals))
        ret_plan->with_totals = with_totals;
    return true;
}

bool plan_openly(const struct codebook *codebook, struct requests *requests, struct arena *keep, struct plan *ret_plan,
                 struct error *err)
{
    *ret_plan = (struct plan){0};
    struct planner planner = {.codebook = codebook, .requests = requests, .keep = keep, .plan = ret_plan, .err = err};
    const struct plan_scope all = {.use_count = requests->use_count};
    if (!place_uses(&planner, &all))
        return false;
    number_clusters(&planner);
    return join_cases(&planner) && make_clusters(&planner, true) && make_clusters(&planner, false);
}
