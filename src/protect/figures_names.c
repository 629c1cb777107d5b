/* SPDX-License-Identifier: GPL-3.0-or-later
 * Names in a list belong to its author, so a misspelt one is a new one: whoever writes `gendr` once has two variables. Here
 * names are held against each other before anything is counted. */
#include "base/names.h"
#include "protect/figures_private.h"

/* The shortest name that is held against others, and the shortest that may differ in two characters; comparisons of all. */
enum { SHORT = 4, LONG = 9, COMPARISONS_MAX = 2000000 };

/* Measures, variables of any measure, categories of one variable's name: names of one scope may be mistaken for each other. */
struct figure_name {
    struct text scope, name;
    size_t uses;
    bool is_counted; /* a row with a number, or one that says that it is missing, has it */
    struct place at; /* its first use */
};

struct name_list {
    const struct figures *figures;
    struct arena *keep;
    struct names *keys;    /* of `items`: the scope and the name */
    struct names *counted; /* "measure", "measure variable", "measure variable=category" of rows that count */
    LIST_OF(struct figure_name) items;
    size_t comparisons;
};

/* ---- signs ---- */

static bool is_sign(char c)
{
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
    return !letter && !(c >= '0' && c <= '9') && c != '_' && c != '.';
}

static bool has_sign(struct text name)
{
    for (size_t i = 0; i < name.len; i++)
        if (is_sign(name.ptr[i]))
            return true;
    return false;
}

static const struct figure_variable *variable_of(const struct figures *figures, const struct figure_cell *cell, size_t selection)
{
    return &figures->measures.items[cell->measure].variables.items[cell->selections[selection].variable];
}

static struct text wrong_in_cell(const struct figures *figures, const struct figure_cell *cell)
{
    if (has_sign(figures->measures.items[cell->measure].name))
        return figures->measures.items[cell->measure].name;
    for (size_t i = 0; i < cell->selection_count; i++) {
        const struct figure_variable *variable = variable_of(figures, cell, i);
        if (has_sign(variable->name))
            return variable->name;
        for (size_t k = 0; k < cell->selections[i].count; k++)
            if (has_sign(variable->categories.items[cell->selections[i].categories[k]]))
                return variable->categories.items[cell->selections[i].categories[k]];
    }
    return TEXT_EMPTY;
}

/* The cells that a row names: those of its number or equation, or the variable that is complete. */
static const struct figure_cell *cells_named(const struct figure_entry *entry, size_t *ret_count)
{
    *ret_count = entry->kind != KIND_COMPLETE ? entry->cell_count : entry->complete.selection_count;
    return entry->kind != KIND_COMPLETE ? entry->cells : &entry->complete;
}

struct text figures_wrong_name(const struct figures *figures, const struct figure_entry *entry)
{
    size_t count;
    struct text wrong = TEXT_EMPTY;
    const struct figure_cell *cells = cells_named(entry, &count);
    for (size_t i = 0; i < count && !wrong.len; i++)
        wrong = wrong_in_cell(figures, &cells[i]);
    return wrong;
}

/* ---- collecting ---- */

static bool counts(const struct figure_entry *entry)
{
    return entry->kind != KIND_COMPLETE && entry->kind != KIND_RELATION;
}

/* What one row says of one name; `exact` is the name with those it belongs to. */
struct mention {
    struct text scope, name, exact;
};

static void collect(struct name_list *list, const struct figure_entry *entry, struct mention mention, struct diagnostics *diagnostics)
{
    (void)diagnostics;
    const int32_t known = names_count(list->keys);
    const int32_t number =
        names_add(list->keys, text_format(list->keep, "%.*s %.*s", TEXT_ARGS(mention.scope), TEXT_ARGS(mention.name)));
    if (number == known)
        ARENA_PUSH(list->keep, &list->items, ((struct figure_name){.scope = mention.scope, .name = mention.name, .at = entry->at}));
    list->items.items[number].uses++;
    list->items.items[number].is_counted = list->items.items[number].is_counted || counts(entry);
    if (counts(entry))
        names_add(list->counted, mention.exact);
}

/* Calls `say` for each name of the row. */
static void visit(struct name_list *list, const struct figure_entry *entry,
                  void (*say)(struct name_list *, const struct figure_entry *, struct mention, struct diagnostics *),
                  struct diagnostics *diagnostics)
{
    size_t count;
    const struct figure_cell *cells = cells_named(entry, &count);
    for (size_t i = 0; i < count; i++) {
        const struct text measure = list->figures->measures.items[cells[i].measure].name;
        say(list, entry, (struct mention){TEXT("="), measure, measure}, diagnostics);
        for (size_t k = 0; k < cells[i].selection_count; k++) {
            const struct figure_variable *variable = variable_of(list->figures, &cells[i], k);
            const struct text exact = text_format(list->keep, "%.*s %.*s", TEXT_ARGS(measure), TEXT_ARGS(variable->name));
            say(list, entry, (struct mention){TEXT("+"), variable->name, exact}, diagnostics);
            for (size_t c = 0; c < cells[i].selections[k].count; c++) {
                const struct text category = variable->categories.items[cells[i].selections[k].categories[c]];
                const struct mention one = {variable->name, category,
                                            text_format(list->keep, "%.*s=%.*s", TEXT_ARGS(exact), TEXT_ARGS(category))};
                say(list, entry, one, diagnostics);
            }
        }
    }
}

/* ---- names that are close ---- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Whether nothing but digits tells them apart: such names are numbered. */
static bool are_numbered(struct text a, struct text b)
{
    size_t i = 0, k = 0;
    for (;;) {
        while (i < a.len && is_digit(a.ptr[i]))
            i++;
        while (k < b.len && is_digit(b.ptr[k]))
            k++;
        if (i == a.len || k == b.len)
            return i == a.len && k == b.len;
        if (a.ptr[i++] != b.ptr[k++])
            return false;
    }
}

static size_t tolerance(struct text name)
{
    const size_t width = text_width(name);
    return width < SHORT ? 0 : width < LONG ? 1 : 2;
}

static bool are_close(struct text wrong, struct text right)
{
    const size_t limit = tolerance(wrong);
    const size_t more = wrong.len > right.len ? wrong.len - right.len : right.len - wrong.len;
    return limit && more <= 4 * limit && !text_equal(wrong, right) && text_distance(wrong, right, limit) <= limit &&
           !are_numbered(wrong, right);
}

/* The one that may have been meant: used more often, or earlier; or, of names that no number counts, one that is counted. */
static struct text meant_by(struct name_list *list, size_t number, bool counted)
{
    const struct figure_name *wrong = &list->items.items[number];
    for (size_t i = 0; i < list->items.count && list->comparisons < COMPARISONS_MAX; i++) {
        const struct figure_name *right = &list->items.items[i];
        list->comparisons++;
        if (text_equal(right->scope, wrong->scope) && (counted ? right->is_counted : right->uses > 1 || i < number) &&
            are_close(wrong->name, right->name))
            return right->name;
    }
    return TEXT_EMPTY;
}

/* ---- reports ---- */

static bool may_be_unread(const struct name_list *list, struct text name)
{
    for (size_t i = 0; i < list->figures->unread.count; i++)
        if (text_find(list->figures->unread.items[i], name) < list->figures->unread.items[i].len)
            return true;
    return false;
}

/* Equations and complete variables speak of what numbers count. */
static void check_counted(struct name_list *list, const struct figure_entry *entry, struct mention mention,
                          struct diagnostics *diagnostics)
{
    if (has_sign(mention.name) || names_find(list->counted, mention.exact) != NAMES_NONE || may_be_unread(list, mention.name))
        return;
    const int32_t number =
        names_find(list->keys, text_format(list->keep, "%.*s %.*s", TEXT_ARGS(mention.scope), TEXT_ARGS(mention.name)));
    const struct text meant = meant_by(list, (size_t)number, true);
    struct text hint = meant.len ? text_format(list->keep, "did you mean '%.*s'?", TEXT_ARGS(meant)) : TEXT_EMPTY;
    if (!hint.len && entry->kind == KIND_RELATION)
        hint = text_format(list->keep, "if no number is printed, write a row of the kind 'missing' with the cell '%.*s'",
                           TEXT_ARGS(mention.exact));
    diagnose(diagnostics, DIAG_E154, entry->at, mention.exact, hint);
}

static void check_single(struct name_list *list, size_t number, struct diagnostics *diagnostics)
{
    const struct figure_name *name = &list->items.items[number];
    if (name->uses > 1 || !name->is_counted || has_sign(name->name) || may_be_unread(list, name->name))
        return;
    const struct text meant = meant_by(list, number, false);
    if (meant.len)
        diagnose(diagnostics, DIAG_W103, name->at, name->name, meant);
}

void figures_check_names(const struct figures *figures, struct diagnostics *diagnostics)
{
    struct name_list list = {.figures = figures, .keep = arena_new(), .keys = names_new(), .counted = names_new()};
    for (size_t i = 0; i < figures->entries.count; i++)
        visit(&list, &figures->entries.items[i], collect, diagnostics);
    for (size_t i = 0; i < figures->entries.count; i++)
        if (!counts(&figures->entries.items[i]))
            visit(&list, &figures->entries.items[i], check_counted, diagnostics);
    for (size_t i = 0; i < list.items.count; i++)
        check_single(&list, i, diagnostics);
    names_free(list.counted);
    names_free(list.keys);
    arena_free(list.keep);
}
