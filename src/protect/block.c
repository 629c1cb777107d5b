/* SPDX-License-Identifier: GPL-3.0-or-later
 * From a system to independent blocks: fix what is known, merge equal sums, find connected components. */
#include "protect/block.h"

#include <stdlib.h>
#include <string.h>

/* A sum without the variables that everybody knows. */
struct entry {
    size_t sum;
    uint64_t order;
    const struct protect_term *terms;
    size_t term_count;
};

struct reduction {
    const struct protect_task *task;
    const struct protect_system *system;
    struct arena *keep;
    bool *known;    /* variables that every reader can work out under every pattern */
    size_t *parent; /* union-find over variables */
    LIST_OF(struct entry) entries;
    LIST_OF(struct protect_class) classes; /* with variables of the system */
    LIST_OF(size_t) exposed;
};

static bool is_always_told(const struct protect_sum *sum)
{
    return protect_range_is_one(protect_sum_known(sum, true));
}

/* How much of a published sum is left to guess. */
struct remainder {
    size_t unknown;
    size_t last;
    bool positive, negative; /* factors of that sign occur */
    bool at_least;           /* all its unknown variables have the least value that readers know */
};

static struct remainder remainder_of(const struct reduction *reduction, const struct protect_sum *sum)
{
    struct remainder remainder = {.at_least = true};
    for (size_t i = 0; i < sum->term_count; i++) {
        const struct protect_term *term = &sum->terms[i];
        const struct protect_variable *variable = &reduction->system->variables.items[term->variable];
        if (reduction->known[term->variable])
            continue;
        remainder.unknown++;
        remainder.last = term->variable;
        *(term->factor > 0 ? &remainder.positive : &remainder.negative) = true;
        remainder.at_least = remainder.at_least && variable->value == variable->least;
    }
    return remainder;
}

/* A published sum gives a variable away when it is the only unknown one, and all of them when nothing is above its
 * least value. */
static bool learn_from(struct reduction *reduction, const struct protect_sum *sum)
{
    const struct remainder remainder = remainder_of(reduction, sum);
    if (!remainder.unknown)
        return false;
    if (remainder.unknown == 1) {
        reduction->known[remainder.last] = true;
        return true;
    }
    if (!remainder.at_least || (remainder.positive && remainder.negative))
        return false;
    for (size_t i = 0; i < sum->term_count; i++)
        reduction->known[sum->terms[i].variable] = true;
    return true;
}

static void fix_known_variables(struct reduction *reduction)
{
    for (bool learned = true; learned;) {
        learned = false;
        for (size_t i = 0; i < reduction->system->sums.count; i++) {
            const struct protect_sum *sum = &reduction->system->sums.items[i];
            if (is_always_told(sum) && learn_from(reduction, sum))
                learned = true;
        }
    }
}

static void enter(struct reduction *reduction, size_t number)
{
    const struct protect_sum *sum = &reduction->system->sums.items[number];
    struct protect_term *terms = ARENA_ARRAY(reduction->keep, struct protect_term, sum->term_count);
    size_t count = 0;
    for (size_t i = 0; i < sum->term_count; i++)
        if (!reduction->known[sum->terms[i].variable])
            terms[count++] = sum->terms[i];
    const bool target = protect_sum_is_target(sum, &reduction->task->rule);
    if (count) {
        const struct entry entry = {number, protect_terms_hash(reduction->task->seed, terms, count), terms, count};
        ARENA_PUSH(reduction->keep, &reduction->entries, entry);
    } else if (target && sum->kind != PROTECT_ALWAYS) {
        ARENA_PUSH(reduction->keep, &reduction->exposed, number);
    }
}

static void enter_sums(struct reduction *reduction)
{
    for (size_t i = 0; i < reduction->system->sums.count; i++) {
        const struct protect_sum *sum = &reduction->system->sums.items[i];
        const bool says_nothing = sum->kind == PROTECT_WITHHELD && protect_range_is_all(protect_sum_known(sum, true));
        if (!says_nothing || protect_sum_is_target(sum, &reduction->task->rule))
            enter(reduction, i);
    }
}

static int compare_terms(const struct entry *a, const struct entry *b)
{
    if (a->order != b->order)
        return a->order < b->order ? -1 : 1;
    if (a->term_count != b->term_count)
        return a->term_count < b->term_count ? -1 : 1;
    for (size_t i = 0; i < a->term_count; i++) {
        if (a->terms[i].variable != b->terms[i].variable)
            return a->terms[i].variable < b->terms[i].variable ? -1 : 1;
        if (a->terms[i].factor != b->terms[i].factor)
            return a->terms[i].factor < b->terms[i].factor ? -1 : 1;
    }
    return 0;
}

static int by_terms(const void *left, const void *right)
{
    const struct entry *a = left, *b = right;
    const int order = compare_terms(a, b);
    return order ? order : (a->sum > b->sum) - (a->sum < b->sum);
}

/* From the variables alone. */
static int64_t natural_room(const struct reduction *reduction, const struct entry *entry)
{
    int64_t room = 0;
    for (size_t i = 0; i < entry->term_count; i++) {
        const struct protect_variable *variable = &reduction->system->variables.items[entry->terms[i].variable];
        if (entry->terms[i].factor < 0)
            return PROTECT_ROOM_ENDLESS;
        room += entry->terms[i].factor * (variable->value - variable->least);
    }
    return room;
}

static enum protect_role role_of(const struct protect_sum *sum, bool target)
{
    if (is_always_told(sum))
        return PROTECT_FROZEN;
    if (sum->kind != PROTECT_CANDIDATE)
        return PROTECT_OPEN;
    return target ? PROTECT_PRIMARY : PROTECT_FREE;
}

static void join_class(const struct reduction *reduction, struct protect_class *class, size_t number)
{
    const struct protect_sum *sum = &reduction->system->sums.items[number];
    const bool target = protect_sum_is_target(sum, &reduction->task->rule);
    const enum protect_role role = role_of(sum, target);
    if (role > class->role)
        class->role = role;
    if (sum->kind == PROTECT_CANDIDATE && !target)
        class->cost += sum->cost;
    const struct protect_range known = protect_sum_known(sum, true);
    if (known.low != -PROTECT_NO_END && sum->value - known.low < class->room)
        class->room = sum->value - known.low;
    if (known.high != PROTECT_NO_END && known.high - sum->value < class->ceiling)
        class->ceiling = known.high - sum->value;
}

static bool has_target(const struct reduction *reduction, const struct protect_class *class)
{
    for (size_t i = 0; i < class->sum_count; i++)
        if (protect_sum_is_target(&reduction->system->sums.items[class->sums[i]], &reduction->task->rule))
            return true;
    return false;
}

/* The class of the entries from `first` on; returns where the next class begins. */
static size_t make_class(struct reduction *reduction, size_t first)
{
    const struct entry *entries = reduction->entries.items;
    const struct entry *entry = &entries[first];
    size_t end = first;
    while (end < reduction->entries.count && compare_terms(entry, &entries[end]) == 0)
        end++;
    size_t *sums = ARENA_ARRAY(reduction->keep, size_t, end - first);
    struct protect_class class = {
        .role = PROTECT_OPEN,
        .terms = entry->terms,
        .term_count = entry->term_count,
        .room = natural_room(reduction, entry),
        .ceiling = PROTECT_ROOM_ENDLESS,
        .order = entry->order,
        .sums = sums,
        .sum_count = end - first,
    };
    for (size_t i = first; i < end; i++) {
        sums[i - first] = entries[i].sum;
        join_class(reduction, &class, entries[i].sum);
    }
    if (class.role == PROTECT_FREE && has_target(reduction, &class))
        class.role = PROTECT_PRIMARY;
    ARENA_PUSH(reduction->keep, &reduction->classes, class);
    return end;
}

static size_t root_of(struct reduction *reduction, size_t variable)
{
    size_t *parent = reduction->parent;
    while (parent[variable] != variable) {
        parent[variable] = parent[parent[variable]];
        variable = parent[variable];
    }
    return variable;
}

static void connect(struct reduction *reduction)
{
    for (size_t i = 0; i < reduction->system->variables.count; i++)
        reduction->parent[i] = i;
    for (size_t i = 0; i < reduction->classes.count; i++) {
        const struct protect_class *class = &reduction->classes.items[i];
        const size_t root = root_of(reduction, class->terms[0].variable);
        for (size_t j = 1; j < class->term_count; j++)
            reduction->parent[root_of(reduction, class->terms[j].variable)] = root;
    }
}

static void add_need(struct protect_block *block, const struct protect_need *need)
{
    for (size_t i = 0; i < block->need_count; i++) {
        struct protect_need *known = &block->needs[i];
        if (known->class_number == need->class_number && known->rise == need->rise && known->spread == need->spread) {
            known->doubted = known->doubted || need->doubted;
            return;
        }
    }
    block->needs[block->need_count++] = *need;
}

/* Targets of a class that is published anyway are beyond help, the others become needs. */
static void add_needs(struct reduction *reduction, struct protect_block *block, size_t class_number)
{
    const struct protect_class *class = &block->classes[class_number];
    const struct protect_task *task = reduction->task;
    for (size_t i = 0; i < class->sum_count; i++) {
        const struct protect_sum *sum = &reduction->system->sums.items[class->sums[i]];
        if (sum->kind == PROTECT_ALWAYS || !protect_sum_is_target(sum, &task->rule))
            continue;
        const struct protect_goal goal = protect_sum_goal(sum, &task->rule);
        const bool doubted = task->doubted && task->doubted[class->sums[i]];
        if (class->role == PROTECT_FROZEN)
            ARENA_PUSH(reduction->keep, &reduction->exposed, class->sums[i]);
        else
            add_need(block, &(struct protect_need){class_number, goal.high - sum->value, goal.spread, doubted});
    }
}

/* What the blocks will hold, counted before they are filled. */
struct census {
    size_t *block_of; /* a variable's root to its block, from 1; 0: none */
    size_t *place_of; /* a variable's number in its block */
    size_t block_count;
};

static void place_variables(struct reduction *reduction, struct census *census, struct protect_block *blocks)
{
    for (size_t i = 0; i < reduction->system->variables.count; i++) {
        const size_t block = census->block_of[root_of(reduction, i)];
        if (block && !reduction->known[i])
            census->place_of[i] = blocks[block - 1].variable_count++;
    }
    for (size_t i = 0; i < census->block_count; i++) {
        struct protect_block *block = &blocks[i];
        block->classes = ARENA_ARRAY(reduction->keep, struct protect_class, block->class_count);
        block->class_count = 0;
    }
}

static void fill_rooms(struct reduction *reduction, const struct census *census, struct protect_block *blocks)
{
    for (size_t b = 0; b < census->block_count; b++) {
        int64_t *rooms = ARENA_ARRAY(reduction->keep, int64_t, blocks[b].variable_count);
        for (size_t i = 0; i < reduction->system->variables.count; i++) {
            const struct protect_variable *variable = &reduction->system->variables.items[i];
            if (!reduction->known[i] && census->block_of[root_of(reduction, i)] == b + 1)
                rooms[census->place_of[i]] = variable->value - variable->least;
        }
        blocks[b].rooms = rooms;
    }
}

static void place_class(struct reduction *reduction, const struct census *census, struct protect_block *block,
                        const struct protect_class *class)
{
    struct protect_term *terms = ARENA_ARRAY(reduction->keep, struct protect_term, class->term_count);
    for (size_t i = 0; i < class->term_count; i++)
        terms[i] = (struct protect_term){census->place_of[class->terms[i].variable], class->terms[i].factor};
    struct protect_class placed = *class;
    placed.terms = terms;
    block->classes[block->class_count++] = placed;
}

static size_t *block_of_class(struct reduction *reduction, const struct census *census, size_t class_number)
{
    return &census->block_of[root_of(reduction, reduction->classes.items[class_number].terms[0].variable)];
}

static void count_blocks(struct reduction *reduction, struct census *census, struct protect_block *blocks)
{
    for (size_t i = 0; i < reduction->classes.count; i++) {
        size_t *block = block_of_class(reduction, census, i);
        if (!*block)
            *block = ++census->block_count;
        blocks[*block - 1].class_count++;
    }
}

static void fill_blocks(struct reduction *reduction, const struct census *census, struct protect_block *blocks)
{
    for (size_t i = 0; i < reduction->classes.count; i++) {
        struct protect_block *block = &blocks[*block_of_class(reduction, census, i) - 1];
        place_class(reduction, census, block, &reduction->classes.items[i]);
    }
    for (size_t b = 0; b < census->block_count; b++) {
        size_t targets = 0;
        for (size_t i = 0; i < blocks[b].class_count; i++)
            targets += blocks[b].classes[i].sum_count;
        blocks[b].needs = ARENA_ARRAY(reduction->keep, struct protect_need, targets);
        for (size_t i = 0; i < blocks[b].class_count; i++)
            add_needs(reduction, &blocks[b], i);
    }
}

static int by_size(const void *left, const void *right)
{
    const struct protect_block *a = left, *b = right;
    if (a->class_count != b->class_count)
        return a->class_count < b->class_count ? -1 : 1;
    return (a->classes[0].order > b->classes[0].order) - (a->classes[0].order < b->classes[0].order);
}

static void split(struct reduction *reduction, struct protect_blocks *ret_blocks)
{
    const size_t variables = reduction->system->variables.count;
    struct census census = {
        .block_of = memory_alloc(variables, sizeof *census.block_of),
        .place_of = memory_alloc(variables, sizeof *census.place_of),
    };
    struct protect_block *blocks = ARENA_ARRAY(reduction->keep, struct protect_block, reduction->classes.count);
    connect(reduction);
    count_blocks(reduction, &census, blocks);
    place_variables(reduction, &census, blocks);
    fill_rooms(reduction, &census, blocks);
    fill_blocks(reduction, &census, blocks);
    free(census.block_of);
    free(census.place_of);
    size_t kept = 0;
    for (size_t b = 0; b < census.block_count; b++)
        if (blocks[b].need_count)
            blocks[kept++] = blocks[b];
    if (kept)
        qsort(blocks, kept, sizeof *blocks, by_size);
    ret_blocks->items = blocks;
    ret_blocks->count = kept;
}

void protect_blocks_make(const struct protect_task *task, struct arena *keep, struct protect_blocks *ret_blocks)
{
    const size_t variables = task->system->variables.count;
    struct reduction reduction = {.task = task, .system = task->system, .keep = keep};
    reduction.known = ARENA_ARRAY(keep, bool, variables);
    reduction.parent = ARENA_ARRAY(keep, size_t, variables);
    fix_known_variables(&reduction);
    enter_sums(&reduction);
    if (reduction.entries.count)
        qsort(reduction.entries.items, reduction.entries.count, sizeof *reduction.entries.items, by_terms);
    for (size_t i = 0; i < reduction.entries.count;)
        i = make_class(&reduction, i);
    *ret_blocks = (struct protect_blocks){0};
    split(&reduction, ret_blocks);
    ret_blocks->exposed = reduction.exposed.items;
    ret_blocks->exposed_count = reduction.exposed.count;
}
