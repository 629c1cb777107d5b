/* SPDX-License-Identifier: GPL-3.0-or-later
 * From statements to a system. */
#include "protect/formulation.h"

#include <stdlib.h>
#include <string.h>

#include "protect/arithmetic.h"
#include "protect/merge.h"

/* Margins are read and reused more than inner cells, and those more than a figure that only the text has; among equals
 * the larger count is the greater loss. */
static const int64_t ROLE_COST[] = {
    [SUM_SEEN] = 0, [SUM_FIGURE] = 200, [SUM_CELL] = 2000, [SUM_MARGIN] = 20000, [SUM_TOTAL] = 2000000};
enum { COUNT_MAX = 200 };

/* A count of COUNT_MAX or more costs twice what a small one does. */
static int64_t cost_of(enum sum_role role, int64_t count)
{
    return ROLE_COST[role] + ROLE_COST[role] * (count < COUNT_MAX ? count : COUNT_MAX) / COUNT_MAX;
}

struct formulator {
    const struct problem *problem;
    const struct formulation_view *view;
    struct arena *keep;
    struct error *err;
    struct formulation made;
    struct atoms atoms;
    size_t *leaders;     /* [cube][class]: the class it is taken together with */
    size_t *variable_of; /* [cube][class]; SIZE_MAX: none, or that of its leader */
    size_t *joined, *next; /* room for the classes of a link */
    struct protect_term *terms; /* room for one sum */
    bool *taken;
};

/* Nobody asks for a part or an exception: where it is void it needs no variable. */
static bool is_absent(const struct formulator *f, size_t cube, size_t class)
{
    return atoms_universe(f->problem, cube)->measure == NO_INDEX &&
           atoms_is_void(f->problem, cube, f->atoms.first_cell[class]);
}

static bool holds_somewhere(const struct problem *problem, size_t link)
{
    for (size_t cell = 0; cell < problem->cluster->cell_count; cell++)
        if (problem->link_holds[link * problem->cluster->cell_count + cell])
            return true;
    return false;
}

/* A cube that nothing is said of, and that no equation holds to others. */
static bool is_idle(const struct problem *problem, size_t cube)
{
    if (problem->cluster->cubes.items[cube].is_asked)
        return false;
    for (size_t i = 0; i < problem->cluster->links.count; i++)
        for (size_t k = 0; holds_somewhere(problem, i) && k < problem->cluster->links.items[i].term_count; k++)
            if (problem->cluster->links.items[i].terms[k].universe == cube)
                return false;
    return true;
}

/* One for each atom of the cube. */
static bool add_variables_of(struct formulator *f, size_t cube)
{
    const size_t cells = f->problem->cluster->cell_count, classes = f->atoms.class_count;
    const size_t *leaders = &f->leaders[cube * classes];
    int64_t *values = memory_alloc(classes, sizeof *values);
    bool ok = true;
    for (size_t cell = 0; cell < cells; cell++)
        values[leaders[f->atoms.class_of[cell]]] += f->problem->counts[cube * cells + cell];
    for (size_t class = 0; ok && class < classes; class++)
        ok = leaders[class] != class || is_absent(f, cube, class) ||
             protect_system_add_variable(f->made.system, (struct protect_variable){.value = values[class], .cell = class + 1, .layer = cube},
                                         &f->variable_of[cube * classes + class], f->err);
    free(values);
    return ok;
}

static bool add_variables(struct formulator *f)
{
    const struct problem *problem = f->problem;
    const size_t count = problem->cluster->cubes.count * f->atoms.class_count;
    f->leaders = f->view->is_rough ? merge_atoms(&f->atoms, f->keep) : merge_nothing(&f->atoms, f->keep);
    f->variable_of = ARENA_ARRAY(f->keep, size_t, count);
    for (size_t i = 0; i < count; i++)
        f->variable_of[i] = SIZE_MAX;
    for (size_t cube = 0; cube < problem->cluster->cubes.count; cube++)
        if (!is_idle(problem, cube) && !add_variables_of(f, cube))
            return false;
    f->terms = ARENA_ARRAY(f->keep, struct protect_term, f->made.system->variables.count + 1);
    f->taken = ARENA_ARRAY(f->keep, bool, f->atoms.class_count);
    f->joined = ARENA_ARRAY(f->keep, size_t, f->atoms.class_count);
    f->next = ARENA_ARRAY(f->keep, size_t, f->atoms.class_count);
    return true;
}

/* Each atom of a sum once. */
static size_t terms_of(const struct formulator *f, size_t cube, const bool *members)
{
    const size_t classes = f->atoms.class_count;
    size_t count = 0;
    memset(f->taken, false, classes);
    for (size_t cell = 0; cell < f->problem->cluster->cell_count; cell++) {
        const size_t class = f->leaders[cube * classes + f->atoms.class_of[cell]];
        const size_t variable = f->variable_of[cube * classes + class];
        if (!members[cell] || f->taken[class] || variable == SIZE_MAX)
            continue;
        f->taken[class] = true;
        f->terms[count++] = (struct protect_term){variable, 1};
    }
    return count;
}

/* ---- names of atoms ---- */

/* By its cube, and its class or the first of them. */
struct atom {
    size_t cube, class;
};

static bool has_cell(const struct formulator *f, struct atom atom, size_t cell)
{
    return f->leaders[atom.cube * f->atoms.class_count + f->atoms.class_of[cell]] == atom.class;
}

/* The categories that an atom's cells have in one variable. */
static int categories_of(const struct formulator *f, struct atom atom, size_t place, bool *has)
{
    int count = 0;
    for (size_t cell = 0; cell < f->problem->cluster->cell_count; cell++) {
        if (!has_cell(f, atom, cell))
            continue;
        const int category = atoms_coordinate(f->problem, cell, place);
        count += !has[category];
        has[category] = true;
    }
    return count;
}

/* " type=sexual,other", " nationality!=NG"; nothing when the atom has every category. Returns how many it has. */
static int add_categories(const struct formulator *f, struct atom atom, size_t place, struct text_builder *b)
{
    const struct dimension *dimension = &f->problem->codebook->dimensions[f->problem->cluster->roots[place]];
    bool *has = memory_alloc((size_t)dimension->category_count, sizeof *has);
    const int count = categories_of(f, atom, place, has);
    const bool listed = count * 2 <= dimension->category_count;
    const char *separator = listed ? "=" : "!=";
    if (count < dimension->category_count)
        text_add_format(b, " %.*s", TEXT_ARGS(dimension->id));
    for (int i = 0; i < dimension->category_count; i++)
        if (count < dimension->category_count && has[i] == listed) {
            text_add_format(b, "%s%.*s", separator, TEXT_ARGS(dimension->categories[i].id));
            separator = ",";
        }
    free(has);
    return count;
}

static size_t cells_of(const struct formulator *f, struct atom atom)
{
    size_t count = 0;
    for (size_t cell = 0; cell < f->problem->cluster->cell_count; cell++)
        count += has_cell(f, atom, cell);
    return count;
}

/* Where an atom is not all that its categories have together, a number tells it from the others. */
static struct text atom_label(const struct formulator *f, struct atom atom)
{
    const struct problem *problem = f->problem;
    const struct universe *universe = atoms_universe(problem, atom.cube);
    struct text_builder b = {0};
    text_add(&b, universe_word(problem->codebook, universe));
    size_t cells = 1;
    for (size_t place = 0; place < problem->cluster->root_count; place++)
        cells *= (size_t)add_categories(f, atom, place, &b);
    universe_add_period(universe, &b);
    if (cells != cells_of(f, atom))
        text_add_format(&b, " (part %zu of these)", atom.class + 1);
    const struct text label = text_copy(f->keep, text_built(&b));
    text_builder_done(&b);
    return label;
}

/* ---- sums ---- */

static bool add_sum(struct formulator *f, struct protect_sum_request *request, size_t term_count, struct text label,
                    struct text where)
{
    const size_t next = f->made.system->sums.count;
    size_t number;
    request->terms = f->terms;
    request->term_count = term_count;
    if (f->view->goals && next < f->made.target_count && f->view->goals[next].high) {
        request->given_away = true;
        request->goal = f->view->goals[next];
    }
    if (!protect_system_add_sum(f->made.system, request, &number, f->err))
        return false;
    f->made.labels[number] = label;
    f->made.where[number] = where;
    return true;
}

/* A total that nothing breaks down is no more than a cell, where the equations that give a count away by it are known. */
static bool is_like_cell(const struct problem *problem, const struct published *sum)
{
    const struct cluster *cluster = problem->cluster;
    return cluster->links.count && !cluster->cubes.items[sum->cube].is_split && (sum->asked || cluster->has_totals);
}

static bool may_lose_total(const struct problem *problem, const struct published *sum)
{
    return is_like_cell(problem, sum) || problem->cluster->cubes.items[sum->cube].may_lose_total;
}

/* Readers of a table are taken to know its total also where it is not printed, but for that of a part of the period. */
static bool is_unknown_total(const struct problem *problem, const struct published *sum)
{
    return sum->role == SUM_TOTAL && !sum->asked && problem->cluster->cubes.items[sum->cube].may_lose_total;
}

/* What losing the total costs: the least of what it is. */
static enum sum_role role_of_total(const struct problem *problem, const struct published *sum)
{
    const struct plan_cube *cube = &problem->cluster->cubes.items[sum->cube];
    if (!problem->cluster->root_count || is_like_cell(problem, sum))
        return SUM_CELL;
    return cube->may_lose_total ? SUM_MARGIN : SUM_TOTAL;
}

/* The whole stays published, but for such totals. */
static enum protect_kind kind_of_total(const struct problem *problem, const struct published *sum)
{
    const bool small = sum->value > 0 && sum->value < problem->rule.threshold;
    if (is_unknown_total(problem, sum))
        return PROTECT_WITHHELD;
    if (small)
        return PROTECT_CANDIDATE;
    if (!problem->cluster->has_totals && problem->total_is_hidden[problem->cluster->cubes.items[sum->cube].universe])
        return PROTECT_WITHHELD;
    return may_lose_total(problem, sum) ? PROTECT_CANDIDATE : PROTECT_ALWAYS;
}

static enum protect_kind kind_of(const struct formulator *f, const struct published *sum)
{
    if (sum->held == HELD_SHOWN || (f->view->held_only && !f->view->without_exempt && sum->reason.len))
        return PROTECT_ALWAYS;
    if (f->view->held_only || (!sum->asked && sum->role != SUM_TOTAL))
        return PROTECT_WITHHELD;
    if (sum->role == SUM_TOTAL)
        return kind_of_total(f->problem, sum);
    return f->problem->zeros_hidden && sum->value == 0 ? PROTECT_WITHHELD : PROTECT_CANDIDATE;
}

static bool add_published(struct formulator *f, const struct published *sum)
{
    const bool is_told_total = sum->role == SUM_TOTAL && !is_unknown_total(f->problem, sum);
    const bool own = sum->asked || sum->seen || is_told_total, seen = sum->seen || is_told_total || !f->problem->zeros_hidden;
    const bool told = sum->held != HELD_NOT || (own && seen && !f->view->held_only);
    struct protect_sum_request request = {
        .kind = kind_of(f, sum), .zero_is_seen = told, .exempt = sum->reason.len > 0};
    if (request.kind == PROTECT_CANDIDATE)
        request.cost = cost_of(sum->role == SUM_TOTAL ? role_of_total(f->problem, sum) : sum->role, sum->value);
    return add_sum(f, &request, terms_of(f, sum->cube, sum->members), sum->label, sum->where);
}

/* Whether a sum of the problem is this atom alone. */
static bool is_stated(const struct formulator *f, size_t variable)
{
    for (size_t i = 0; i < f->problem->sums.count; i++) {
        const struct protect_sum *sum = &f->made.system->sums.items[i];
        if (sum->term_count == 1 && sum->terms[0].variable == variable)
            return true;
    }
    return false;
}

static bool add_atoms(struct formulator *f)
{
    const size_t cubes = f->problem->cluster->cubes.count;
    for (size_t i = 0; i < cubes * f->atoms.class_count; i++) {
        const size_t variable = f->variable_of[i];
        if (variable == SIZE_MAX || is_stated(f, variable))
            continue;
        f->terms[0] = (struct protect_term){variable, 1};
        struct protect_sum_request request = {.kind = PROTECT_WITHHELD};
        const struct atom atom = {i / f->atoms.class_count, i % f->atoms.class_count};
        if (!add_sum(f, &request, 1, atom_label(f, atom), TEXT_EMPTY))
            return false;
    }
    return true;
}

static bool has_total(const struct formulator *f, size_t cube, size_t term_count)
{
    for (size_t i = 0; i < f->problem->sums.count; i++)
        if (f->problem->sums.items[i].cube == cube && f->made.system->sums.items[i].term_count == term_count)
            return true;
    return false;
}

/* Totals that nobody publishes, of cubes that an equation brought in. */
static bool add_untold_totals(struct formulator *f)
{
    for (size_t cube = 0; cube < f->problem->cluster->cubes.count; cube++) {
        struct text_builder label = {0};
        size_t count = 0;
        for (size_t class = 0; class < f->atoms.class_count; class++) {
            const size_t variable = f->variable_of[cube * f->atoms.class_count + class];
            if (variable != SIZE_MAX)
                f->terms[count++] = (struct protect_term){variable, 1};
        }
        universe_name(f->problem->codebook, atoms_universe(f->problem, cube), &label);
        const struct text name = text_copy(f->keep, text_built(&label));
        text_builder_done(&label);
        struct protect_sum_request request = {.kind = PROTECT_WITHHELD};
        if (count > 1 && !has_total(f, cube, count) && !add_sum(f, &request, count, name, TEXT_EMPTY))
            return false;
    }
    return true;
}

/* ---- persons who are counted elsewhere ---- */

static bool has_column(const struct problem *problem, int column)
{
    for (size_t place = 0; place < problem->cluster->root_count; place++)
        if (problem->codebook->dimensions[problem->cluster->roots[place]].column == column)
            return true;
    return false;
}

/* Whether the part counts just those of the whole whose stay is in certain cells. */
static bool is_cut_by_cells(const struct problem *problem, const struct measure *part, const struct measure *whole)
{
    for (size_t i = 0; i < part->condition_count; i++) {
        const struct condition *condition = &part->conditions[i];
        bool known = condition->kind == CONDITION_CATEGORIES && has_column(problem, condition->column);
        for (size_t k = 0; k < whole->condition_count; k++)
            known = known || condition_is_same(condition, &whole->conditions[k]);
        if (!known)
            return false;
    }
    return problem->cluster->root_count > 0;
}

/* The part less the whole in the part's cells, or the whole less the part in all of them: no less than zero. */
static bool add_difference(struct formulator *f, const struct plan_link *link, bool elsewhere)
{
    const size_t whole = link->terms[0].universe, part = link->terms[1].universe;
    const size_t more = elsewhere ? part : whole, less = elsewhere ? whole : part;
    size_t count = 0;
    for (size_t class = 0; class < f->atoms.class_count; class++) {
        const size_t plus = f->variable_of[more * f->atoms.class_count + class];
        const size_t minus = f->variable_of[less * f->atoms.class_count + class];
        if (elsewhere && atoms_is_void(f->problem, part, f->atoms.first_cell[class]))
            continue;
        if (plus != SIZE_MAX)
            f->terms[count++] = (struct protect_term){plus, 1};
        if (minus != SIZE_MAX)
            f->terms[count++] = (struct protect_term){minus, -1};
    }
    const struct text first = universe_word(f->problem->codebook, atoms_universe(f->problem, more));
    const struct text second = universe_word(f->problem->codebook, atoms_universe(f->problem, less));
    struct text_builder b = {0};
    text_add_format(&b, "%.*s beyond %.*s", TEXT_ARGS(first), TEXT_ARGS(second));
    universe_add_period(atoms_universe(f->problem, more), &b);
    const struct text label = text_copy(f->keep, text_built(&b));
    text_builder_done(&b);
    struct protect_sum_request target = {.kind = PROTECT_WITHHELD};
    struct protect_sum_request told = {.kind = PROTECT_TOLD, .told = {0, PROTECT_NO_END}};
    return !count || (add_sum(f, &target, count, label, TEXT_EMPTY) &&
                      add_sum(f, &told, count, link->name, TEXT("what everybody knows")));
}

/* A narrower measure counts fewer. And who is counted in its cells has a stay there, and is counted by it: the others that
 * it counts have a later stay elsewhere. */
static bool add_exceptional(struct formulator *f, const struct plan_link *link)
{
    const struct universe *whole = atoms_universe(f->problem, link->terms[0].universe);
    const struct universe *part = atoms_universe(f->problem, link->terms[1].universe);
    const struct measure *measures = f->problem->codebook->measures;
    if (!add_difference(f, link, false))
        return false;
    return part->measure == NO_INDEX ||
           !is_cut_by_cells(f->problem, &measures[part->measure], &measures[whole->measure]) ||
           add_difference(f, link, true);
}

/* Where there are no exceptions, sums of parts say it all. */
static bool add_exceptions(struct formulator *f)
{
    const struct problem *problem = f->problem;
    for (size_t i = 0; i < problem->cluster->links.count; i++) {
        const struct plan_link *link = &problem->cluster->links.items[i];
        if (atoms_has_exceptions(problem, link) && !add_exceptional(f, link))
            return false;
    }
    return true;
}

/* ---- cases that have not a certain one of several categories ---- */

/* Puts the cases of all categories, at the place, of what is like the class otherwise, less those of the class's own, behind
 * the terms that are there. What is not stated is not there beside others: of it nobody is left over, and it is left out. */
static size_t add_cases_without(const struct formulator *f, const struct plan_link *link, size_t place, size_t class,
                                size_t count)
{
    size_t size;
    const size_t run = atoms_run(f->problem, place, &size), cell = f->atoms.first_cell[class];
    const size_t category = cell / run % size;
    for (size_t i = 0; i + 1 < size; i++) {
        const size_t other = f->atoms.class_of[cell + i * run - category * run];
        const size_t variable = f->variable_of[link->terms[1].universe * f->atoms.class_count + other];
        if (variable != SIZE_MAX)
            f->terms[count++] = (struct protect_term){variable, 1};
    }
    const size_t own = f->variable_of[link->terms[0].universe * f->atoms.class_count + class];
    if (own != SIZE_MAX)
        f->terms[count++] = (struct protect_term){own, -1};
    return count;
}

static struct text label_without(const struct formulator *f, const struct plan_link *link, size_t place, size_t category)
{
    const struct problem *problem = f->problem;
    const struct dimension *dimension = &problem->codebook->dimensions[problem->cluster->roots[place]];
    struct text_builder b = {0};
    text_add_format(&b, "%.*s without %.*s=%.*s",
                    TEXT_ARGS(universe_word(problem->codebook, atoms_universe(problem, link->terms[1].universe))),
                    TEXT_ARGS(dimension->id), TEXT_ARGS(dimension->categories[category].id));
    universe_add_period(atoms_universe(problem, link->terms[1].universe), &b);
    const struct text label = text_copy(f->keep, text_built(&b));
    text_builder_done(&b);
    return label;
}

/* One request for each class of the category, and (if there are several) for all of them. */
static bool add_sums_without(struct formulator *f, const struct plan_link *link, size_t place, size_t category,
                             struct protect_sum_request *request)
{
    size_t size, classes = 0, all = 0;
    const size_t run = atoms_run(f->problem, place, &size);
    const struct text label = label_without(f, link, place, category), where = TEXT("what everybody knows");
    for (size_t class = 0; class < f->atoms.class_count; class++) {
        if (f->atoms.first_cell[class] / run % size != category)
            continue;
        const size_t count = add_cases_without(f, link, place, class, 0);
        classes += count > 0;
        if (count && !add_sum(f, request, count, label, where))
            return false;
    }
    for (size_t class = 0; classes > 1 && class < f->atoms.class_count; class++)
        if (f->atoms.first_cell[class] / run % size == category)
            all = add_cases_without(f, link, place, class, all);
    return classes < 2 || add_sum(f, request, all, label, where);
}

/* A case that has not a category is one of the cases: how many there are is a count like others, and no less than zero. */
static bool add_without(struct formulator *f, struct protect_sum_request request)
{
    const struct problem *problem = f->problem;
    for (size_t i = 0; i < problem->cluster->links.count; i++) {
        const struct plan_link *link = &problem->cluster->links.items[i];
        if (!atoms_is_several(problem, link))
            continue;
        const size_t place = atoms_place_of_several(problem, link->terms[0].universe);
        const int stated = problem->codebook->dimensions[problem->cluster->roots[place]].category_count - 1;
        for (int category = 0; category < stated; category++)
            if (!add_sums_without(f, link, place, (size_t)category, &request))
                return false;
    }
    return true;
}

/* Of what is not stated, a case has no second category. */
static bool add_single(struct formulator *f)
{
    const struct problem *problem = f->problem;
    struct protect_sum_request request = {.kind = PROTECT_ALWAYS};
    for (size_t i = 0; i < problem->cluster->links.count; i++) {
        const struct plan_link *link = &problem->cluster->links.items[i];
        if (!atoms_is_several(problem, link))
            continue;
        size_t size;
        const size_t run = atoms_run(problem, atoms_place_of_several(problem, link->terms[0].universe), &size);
        for (size_t class = 0; class < f->atoms.class_count; class++) {
            f->terms[0] = (struct protect_term){f->variable_of[link->terms[2].universe * f->atoms.class_count + class], 1};
            if (f->atoms.first_cell[class] / run % size == size - 1 && f->terms[0].variable != SIZE_MAX &&
                !add_sum(f, &request, 1, link->name, TEXT("what everybody knows")))
                return false;
        }
    }
    return true;
}

/* ---- what readers know ---- */

/* For each class the next one that stands together with it in the link; SIZE_MAX: there is none. */
static void chain_classes(struct formulator *f, const struct plan_link *link)
{
    merge_join(&f->atoms, f->leaders, link, f->joined);
    for (size_t class = f->atoms.class_count; class-- > 0;)
        f->next[class] = SIZE_MAX;
    for (size_t class = f->atoms.class_count; class-- > 0;) {
        const size_t first = f->joined[class];
        if (first == class)
            continue;
        f->next[class] = f->next[first];
        f->next[first] = class;
    }
}

/* The atoms of the link's cubes in the class and those chained to it. */
static size_t add_terms_of_link(struct formulator *f, const struct plan_link *link, size_t class)
{
    size_t count = 0;
    for (; class != SIZE_MAX; class = f->next[class])
        for (size_t i = 0; i < link->term_count; i++) {
            const size_t variable = f->variable_of[link->terms[i].universe * f->atoms.class_count + class];
            if (variable != SIZE_MAX)
                f->terms[count++] = (struct protect_term){variable, link->terms[i].factor};
        }
    return count;
}

static bool add_link(struct formulator *f, size_t number)
{
    const struct plan_link *link = &f->problem->cluster->links.items[number];
    chain_classes(f, link);
    for (size_t class = 0; class < f->atoms.class_count; class++) {
        if (f->joined[class] != class ||
            !f->problem->link_holds[number * f->problem->cluster->cell_count + f->atoms.first_cell[class]])
            continue;
        const size_t count = add_terms_of_link(f, link, class);
        struct protect_sum_request request = {.kind = PROTECT_ALWAYS};
        if (count && !add_sum(f, &request, count, link->name, TEXT("what everybody knows")))
            return false;
    }
    return true;
}

/* Cells that a measure's conditions keep empty. */
static bool add_voids(struct formulator *f)
{
    for (size_t i = 0; i < f->problem->cluster->cubes.count * f->atoms.class_count; i++) {
        struct protect_sum_request request = {.kind = PROTECT_ALWAYS};
        const size_t cell = f->atoms.first_cell[i % f->atoms.class_count];
        if (f->variable_of[i] == SIZE_MAX || !atoms_is_void(f->problem, i / f->atoms.class_count, cell))
            continue;
        f->terms[0] = (struct protect_term){f->variable_of[i], 1};
        if (!add_sum(f, &request, 1, TEXT("nobody, by definition"), TEXT("what everybody knows")))
            return false;
    }
    return true;
}

static bool add_knowledge(struct formulator *f)
{
    const struct problem *problem = f->problem;
    for (size_t i = 0; i < problem->cluster->links.count; i++)
        if (!add_link(f, i))
            return false;
    const struct protect_sum_request some = {.kind = PROTECT_TOLD, .told = {0, PROTECT_NO_END}};
    if (!add_voids(f) || !add_single(f) || !add_without(f, some))
        return false;
    for (size_t i = 0; i < problem->bounds.count; i++) {
        const struct bounded *bound = &problem->bounds.items[i];
        if (f->view->held_only && !bound->held)
            continue;
        struct protect_sum_request request = {.kind = PROTECT_TOLD, .told = {bound->least, bound->most}};
        f->made.reasons[f->made.system->sums.count] = bound->why;
        if (!add_sum(f, &request, terms_of(f, bound->cube, bound->members), bound->label, bound->where))
            return false;
    }
    return true;
}

static size_t sums_at_most(const struct formulator *f)
{
    const struct cluster *cluster = f->problem->cluster;
    return f->problem->sums.count + f->problem->bounds.count + cluster->cubes.count * (2 * f->atoms.class_count + 1) +
           cluster->links.count * (4 * f->atoms.class_count + 4);
}

bool formulate(const struct problem *problem, const struct formulation_view *view, struct arena *keep,
               struct formulation *ret_formulation, struct error *err)
{
    struct formulator f = {.problem = problem, .view = view, .keep = keep, .err = err};
    f.made.system = protect_system_new(keep);
    f.made.target_count = SIZE_MAX;
    atoms_find(problem, keep, &f.atoms);
    f.made.labels = ARENA_ARRAY(keep, struct text, sums_at_most(&f));
    f.made.where = ARENA_ARRAY(keep, struct text, sums_at_most(&f));
    f.made.reasons = ARENA_ARRAY(keep, struct text, sums_at_most(&f));
    if (!add_variables(&f))
        return false;
    for (size_t i = 0; i < problem->sums.count; i++)
        if (!add_published(&f, &problem->sums.items[i]))
            return false;
    if (!add_atoms(&f) || !add_untold_totals(&f) || !add_exceptions(&f) ||
        !add_without(&f, (struct protect_sum_request){.kind = PROTECT_WITHHELD}))
        return false;
    f.made.target_count = f.made.system->sums.count;
    if (!add_knowledge(&f))
        return false;
    *ret_formulation = f.made;
    return true;
}

/* ---- names ---- */

enum { PLACES_SHOWN = 2 };

struct text formulation_places(const struct formulation *formulation, size_t sum, struct arena *keep)
{
    struct text places = TEXT_EMPTY;
    size_t count = 0;
    for (struct text rest = formulation->where[sum]; rest.len; count++) {
        const struct text place = text_cut(&rest, ';');
        if (count < PLACES_SHOWN)
            places = count ? text_format(keep, "%.*s; %.*s", TEXT_ARGS(places), TEXT_ARGS(place)) : place;
    }
    return count > PLACES_SHOWN ? text_format(keep, "%.*s; and %zu more", TEXT_ARGS(places), count - PLACES_SHOWN) : places;
}

struct protect_name *formulation_names(const struct formulation *formulation, struct arena *keep)
{
    const size_t count = formulation->system->sums.count;
    struct protect_name *names = ARENA_ARRAY(keep, struct protect_name, count);
    for (size_t i = 0; i < count; i++)
        names[i] = (struct protect_name){formulation->labels[i], formulation_places(formulation, i, keep)};
    return names;
}
