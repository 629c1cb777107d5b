/* SPDX-License-Identifier: GPL-3.0-or-later
 * Private to figures_*.c: how a list of figures becomes statements about unknown counts. The unknown counts of a measure are
 * the crossings of those of its variables that some figure names together; other variables have crossings of their own with the
 * same total. */
#ifndef PROTECT_FIGURES_MODEL_H
#define PROTECT_FIGURES_MODEL_H

#include "protect/figures_private.h"

enum { GROUP_VARIABLES_MAX = 6 };

/* Variables of a measure that are crossed with each other. */
struct group {
    size_t measure; /* SIZE_MAX: it went into another group */
    size_t variables[GROUP_VARIABLES_MAX];
    size_t sizes[GROUP_VARIABLES_MAX]; /* categories, and one for what is not listed */
    size_t variable_count;
    size_t first, cell_count; /* unknown counts */
};

struct modeller {
    const struct figures *figures;
    struct arena *keep;
    struct figures_model *model;
    LIST_OF(struct group) groups;
    bool *told;                 /* measures whose whole has been told exactly */
    struct protect_term *terms; /* of the line at hand */
    size_t term_capacity;
};

/* ---- unknown counts (figures_groups.c) ---- */

/* Makes the groups of all measures and numbers their counts. What finds no room in one group stays apart. */
void figures_make_groups(struct modeller *m);

const struct figure_variable *figures_variable_at(const struct modeller *m, size_t measure, size_t variable);
/* The variable of that name; as many as there are where the measure has none. */
size_t figures_number_of(const struct modeller *m, size_t measure, struct text name);
/* The group of a variable; of SIZE_MAX any group of the measure. NULL: there is none. */
struct group *figures_group_of(const struct modeller *m, size_t measure, size_t variable);
struct group *figures_group_named(const struct modeller *m, size_t measure, struct text name);
/* Whether the variables of each of the cells were crossed with each other; of all cells of an entry. */
bool figures_are_crossed(const struct modeller *m, const struct figure_cell *cells, size_t count);
bool figures_is_crossed(const struct modeller *m, const struct figure_entry *entry);

/* ---- sums of them, and their names (figures_lines.c) ---- */

/* Which category of the variable in that place of its group a count is of. */
size_t figures_category_in(const struct group *group, size_t cell, size_t place);
/* Adds a term, or factor times all counts of a cell, behind `count` terms of the line at hand; returns how many there are. */
size_t figures_add_term(struct modeller *m, size_t variable, int64_t factor, size_t count);
size_t figures_add_cell(struct modeller *m, const struct figure_cell *cell, int64_t factor, size_t count);
/* Puts them in order, one for each count, without those that cancel out; returns how many are left. */
size_t figures_gather_terms(const struct modeller *m, size_t count);
struct protect_term *figures_copy_terms(const struct modeller *m, size_t count);
/* Adds a line to the model, which says nothing where its terms cancel out: what a number of the list says, or what none says
 * by itself. */
void figures_add_line(struct modeller *m, size_t term_count, struct protect_range range, struct text what, struct text where);
void figures_add_knowledge(struct modeller *m, size_t term_count, struct protect_range range, struct text what,
                           struct text where);
/* What the list does not name of a variable: categories that an equation brought in, and what is not listed. */
struct figure_selection figures_unnamed(const struct modeller *m, size_t measure, size_t variable);
/* "victims type=sexual,other"; of inferred measures "Border Guard, of 74 requests". */
struct text figures_name_of(const struct modeller *m, const struct figure_cell *cell);

/* ---- equations (figures_equations.c) ---- */

/* Of totals, and of each category that its measures share. Where crossing found no room, the row is among what is left out. */
void figures_state_relation(struct modeller *m, const struct figure_entry *entry);

/* ---- shares (figures_shares.c) ---- */

/* The published count of all that the measure counts, by itself or as the one base of its rows; -1: none. */
int64_t figures_total_of(const struct modeller *m, size_t measure);
/* Of a share without one: the total of its measure, whatever it selects. A whole is no share of itself. */
int64_t figures_base_of(const struct modeller *m, const struct figure_entry *entry);
/* Nobody knows what the share is of; that all is all says nothing. Such a one is told, and says nothing else. */
bool figures_is_unbased(const struct modeller *m, const struct figure_entry *entry);
void figures_leave_unbased(struct modeller *m, const struct figure_entry *entry);
/* "12.05 %". */
struct text figures_share_in_words(const struct modeller *m, const struct figure_entry *entry);
/* All shares that have a base and were crossed. */
void figures_state_shares(struct modeller *m);

/* ---- questions (figures_questions.c) ---- */

/* Every count that is printed, every crossing of a group, and every category of each of its variables; each once. */
void figures_ask_all(struct modeller *m);

#endif
