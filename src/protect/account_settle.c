/* SPDX-License-Identifier: GPL-3.0-or-later
 * An account in order: a count that stands in several tables was weighed with each of them and is entered each time. */
#include "base/names.h"
#include "protect/account.h"

/* Which of two entries of the same count needs a decision first. */
static const int URGENCY[] = {[ACCOUNT_SAFE] = 0, [ACCOUNT_EXEMPT] = 1, [ACCOUNT_LOST] = 2, [ACCOUNT_UNSAFE] = 3};

static bool has_place(struct text places, struct text place)
{
    for (struct text rest = places; rest.len;)
        if (text_equal(text_cut(&rest, ';'), place))
            return true;
    return false;
}

/* "table months; situation.en.md, line 40": those of both. */
static struct text join_places(struct arena *keep, struct text places, struct text more)
{
    for (struct text rest = more; rest.len;) {
        const struct text place = text_cut(&rest, ';');
        if (place.len && !has_place(places, place))
            places = places.len ? text_format(keep, "%.*s; %.*s", TEXT_ARGS(places), TEXT_ARGS(place)) : place;
    }
    return places;
}

static void merge_entry(struct arena *keep, struct account_entry *into, const struct account_entry *entry)
{
    const struct text where = join_places(keep, into->where, entry->where);
    const bool hidden = into->hidden || entry->hidden;
    if (URGENCY[entry->status] > URGENCY[into->status])
        *into = *entry;
    into->where = where;
    into->hidden = hidden;
}

static void merge_figure(struct arena *keep, struct account_figure *into, const struct account_figure *figure)
{
    into->where = join_places(keep, into->where, figure->where);
    into->is_asked = into->is_asked || figure->is_asked;
    into->is_held = into->is_held || figure->is_held;
    into->hidden = into->hidden || figure->hidden;
    into->is_small = into->is_small || figure->is_small;
    if (figure->cost > into->cost)
        into->cost = figure->cost;
}

/* The number that the label has among those before; gives it the next one if it is new. */
static size_t number_of(struct names *labels, struct text label, bool *ret_is_new)
{
    *ret_is_new = names_find(labels, label) == NAMES_NONE;
    return (size_t)names_add(labels, label);
}

static void settle_entries(struct account *account)
{
    struct names *labels = names_new();
    size_t kept = 0;
    for (size_t i = 0; i < account->entries.count; i++) {
        bool is_new;
        const struct account_entry entry = account->entries.items[i];
        const size_t number = number_of(labels, entry.label, &is_new);
        if (is_new)
            account->entries.items[kept++] = entry;
        else
            merge_entry(account->keep, &account->entries.items[number], &entry);
    }
    account->entries.count = kept;
    names_free(labels);
}

static void settle_figures(struct account *account)
{
    struct names *labels = names_new();
    size_t kept = 0;
    for (size_t i = 0; i < account->figures.count; i++) {
        bool is_new;
        const struct account_figure figure = account->figures.items[i];
        const size_t number = number_of(labels, figure.label, &is_new);
        if (is_new)
            account->figures.items[kept++] = figure;
        else
            merge_figure(account->keep, &account->figures.items[number], &figure);
    }
    account->figures.count = kept;
    names_free(labels);
}

static void settle_joins(struct account *account)
{
    struct names *labels = names_new();
    size_t kept = 0;
    for (size_t i = 0; i < account->joins.count; i++) {
        bool is_new;
        const struct account_join join = account->joins.items[i];
        const size_t number = number_of(labels, join.label, &is_new);
        if (is_new)
            account->joins.items[kept++] = join;
        else
            account->joins.items[number].where =
                join_places(account->keep, account->joins.items[number].where, join.where);
    }
    account->joins.count = kept;
    names_free(labels);
}

void account_fail(struct account *account, struct text name, size_t cells)
{
    size_t i = 0;
    while (i < account->failures.count && !text_equal(account->failures.items[i].name, name))
        i++;
    if (i == account->failures.count)
        ARENA_PUSH(account->keep, &account->failures, ((struct account_failure){text_copy(account->keep, name), 0}));
    account->failures.items[i].cells += cells;
}

void account_names_add(struct account_names *names, struct arena *keep, struct text name)
{
    for (size_t i = 0; i < names->count; i++)
        if (text_equal(names->items[i], name))
            return;
    ARENA_PUSH(keep, names, text_copy(keep, name));
}

bool account_entry_is_seen(const struct account_entry *entry)
{
    return entry->where.len > 0 || text_find_byte(entry->label, '=') == entry->label.len;
}

static void find_unseen(struct account *account)
{
    for (size_t i = 0; i < account->entries.count; i++) {
        const struct account_entry *entry = &account->entries.items[i];
        struct account_unseen *unseen = &account->unseen[entry->status];
        if (account_entry_is_seen(entry))
            continue;
        unseen->count++;
        for (size_t k = 0; k < entry->from.count; k++)
            account_names_add(&unseen->from, account->keep, entry->from.items[k]);
    }
}

static void blame_totals(struct account *account)
{
    for (size_t i = 0; i < account->entries.count; i++)
        for (size_t k = 0; k < account->entries.items[i].totals.count; k++)
            account_names_add(&account->blamed, account->keep, account->entries.items[i].totals.items[k]);
}

static void count_figures(const struct account *account, struct account_totals *totals)
{
    totals->published = totals->primary = totals->complementary = totals->held = 0;
    for (size_t i = 0; i < account->figures.count; i++) {
        const struct account_figure *figure = &account->figures.items[i];
        totals->published += figure->is_asked;
        totals->held += figure->is_held;
        totals->primary += figure->hidden && figure->is_small;
        totals->complementary += figure->hidden && !figure->is_small;
    }
}

static void count_entries(const struct account *account, struct account_totals *totals)
{
    totals->targets = account->entries.count;
    totals->unsafe = totals->lost = totals->exempt = 0;
    for (size_t i = 0; i < account->entries.count; i++) {
        const enum account_status status = account->entries.items[i].status;
        totals->unsafe += status == ACCOUNT_UNSAFE;
        totals->lost += status == ACCOUNT_LOST;
        totals->exempt += status == ACCOUNT_EXEMPT;
    }
}

void account_settle(struct account *account)
{
    struct account_totals *totals = &account->totals;
    settle_entries(account);
    settle_figures(account);
    settle_joins(account);
    blame_totals(account);
    count_figures(account, totals);
    count_entries(account, totals);
    find_unseen(account);
    totals->recounted = account->recounts.count;
    totals->joined = 0;
    for (size_t i = 0; i < account->joins.count; i++)
        totals->joined += account->joins.items[i].part_count;
}
