/* SPDX-License-Identifier: GPL-3.0-or-later
 * Row weighting: a constraint that stays open gains weight, until meeting it is worth more than the class it costs. */
#include "protect/exchange.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* How far a constraint can be from being met, in the unit that makes all alike. */
enum { WHOLE = 720 };

/* A class in a constraint. */
struct place {
    size_t row;
    int64_t factor;
};

struct row {
    const struct protect_term *terms; /* of its constraint */
    size_t term_count;
    int64_t least;
    int64_t unit;    /* WHOLE / least, or 0 if that is no whole number */
    int64_t reached; /* the sum of the factors of what is hidden */
    int64_t weight;
    size_t open_place; /* in the list, or SIZE_MAX */
};

struct column {
    struct place *places;
    size_t count, capacity;
    int64_t score; /* weighted need that hiding it would meet, or that showing it would open */
    int64_t stamp; /* the step that changed it last */
    bool may_hide; /* something near it has changed since it was shown */
};

struct protect_exchange {
    const struct protect_pool *pool;
    const struct protect_block *block;
    struct row *rows;
    size_t row_count, row_capacity;
    struct column *columns; /* of all classes */
    bool *hidden;
    size_t *open; /* rows not met, in no order */
    size_t open_count;
    int64_t cost;
    int64_t step, visits;
    uint64_t dice;
};

struct protect_exchange *protect_exchange_new(const struct protect_pool *pool, uint64_t seed)
{
    struct protect_exchange *exchange = memory_alloc(1, sizeof *exchange);
    exchange->pool = pool;
    exchange->block = pool->block;
    exchange->dice = seed;
    exchange->step = 1;
    exchange->columns = memory_alloc(pool->block->class_count, sizeof *exchange->columns);
    exchange->hidden = memory_alloc(pool->block->class_count, sizeof *exchange->hidden);
    for (size_t c = 0; c < pool->block->class_count; c++)
        exchange->columns[c].may_hide = true;
    return exchange;
}

void protect_exchange_free(struct protect_exchange *exchange)
{
    if (!exchange)
        return;
    for (size_t c = 0; c < exchange->block->class_count; c++)
        free(exchange->columns[c].places);
    free(exchange->columns);
    free(exchange->hidden);
    free(exchange->rows);
    free(exchange->open);
    free(exchange);
}

/* SplitMix64 (Steele, Lea and Flood, 2014). */
static uint64_t throw_dice(struct protect_exchange *exchange)
{
    uint64_t bits = exchange->dice += 0x9e3779b97f4a7c15u;
    bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9u;
    bits = (bits ^ (bits >> 27)) * 0x94d049bb133111ebu;
    return bits ^ (bits >> 31);
}

/* ---- scores ---- */

/* How much is missing at so much reached. */
static int64_t missing(const struct row *row, int64_t reached)
{
    const int64_t need = row->least - reached;
    return need <= 0 ? 0 : row->unit ? need * row->unit : need * WHOLE / row->least;
}

/* What turning the class would change in the row at so much reached: what hiding it would meet, or showing it open. */
static int64_t change_at(const struct row *row, int64_t reached, int64_t factor, bool hidden)
{
    return hidden ? missing(row, reached - factor) - missing(row, reached)
                  : missing(row, reached) - missing(row, reached + factor);
}

/* Adds so many times the row's part to the scores of its classes. */
static void score_row(struct protect_exchange *exchange, const struct row *row, int64_t weight)
{
    for (size_t i = 0; i < row->term_count; i++) {
        const struct protect_term term = row->terms[i];
        exchange->columns[term.variable].score +=
            weight * change_at(row, row->reached, term.factor, exchange->hidden[term.variable]);
    }
}

/* The row reaches so much from now on, since the class was turned. What turning it again would change is the same as
 * before; near the row's other classes something has changed. */
static void reach(struct protect_exchange *exchange, struct row *row, int64_t reached, size_t turned)
{
    const int64_t before = row->reached;
    const bool matters = before < 2 * row->least || reached < 2 * row->least; /* else it is met whatever is turned */
    row->reached = reached;
    exchange->visits += 2 * (int64_t)row->term_count;
    for (size_t i = 0; i < row->term_count; i++) {
        const struct protect_term term = row->terms[i];
        struct column *column = &exchange->columns[term.variable];
        const bool hidden = exchange->hidden[term.variable];
        column->may_hide = true;
        if (matters && term.variable != turned)
            column->score += row->weight * (change_at(row, reached, term.factor, hidden) -
                                            change_at(row, before, term.factor, hidden));
    }
}

static void mark_row(struct protect_exchange *exchange, size_t number)
{
    struct row *row = &exchange->rows[number];
    const bool open = row->reached < row->least;
    if (open && row->open_place == SIZE_MAX) {
        row->open_place = exchange->open_count;
        exchange->open[exchange->open_count++] = number;
    } else if (!open && row->open_place != SIZE_MAX) {
        const size_t last = exchange->open[--exchange->open_count];
        exchange->open[row->open_place] = last;
        exchange->rows[last].open_place = row->open_place;
        row->open_place = SIZE_MAX;
    }
}

static void turn(struct protect_exchange *exchange, size_t c)
{
    struct column *column = &exchange->columns[c];
    exchange->hidden[c] = !exchange->hidden[c];
    const int64_t sign = exchange->hidden[c] ? 1 : -1;
    exchange->cost += sign * exchange->block->classes[c].cost;
    for (size_t i = 0; i < column->count; i++) {
        struct row *row = &exchange->rows[column->places[i].row];
        reach(exchange, row, row->reached + sign * column->places[i].factor, c);
        mark_row(exchange, column->places[i].row);
    }
    column->stamp = exchange->step;
    column->may_hide = false;
}

/* ---- the pool ---- */

static void enter_place(struct column *column, struct place place)
{
    if (column->count == column->capacity) {
        column->capacity = column->capacity ? 2 * column->capacity : 16;
        column->places = memory_grow(column->places, column->capacity, sizeof *column->places);
    }
    column->places[column->count++] = place;
}

static void enter_row(struct protect_exchange *exchange, const struct protect_constraint *constraint)
{
    const size_t number = exchange->row_count++;
    struct row *row = &exchange->rows[number];
    *row = (struct row){
        .terms = constraint->terms,
        .term_count = constraint->term_count,
        .least = constraint->least,
        .unit = WHOLE % constraint->least ? 0 : WHOLE / constraint->least,
        .weight = 1,
        .open_place = SIZE_MAX,
    };
    for (size_t i = 0; i < constraint->term_count; i++) {
        const size_t c = constraint->terms[i].variable;
        enter_place(&exchange->columns[c], (struct place){number, constraint->terms[i].factor});
        exchange->columns[c].may_hide = true;
        if (exchange->hidden[c])
            row->reached += constraint->terms[i].factor;
    }
    exchange->visits += (int64_t)constraint->term_count;
    score_row(exchange, row, 1);
    mark_row(exchange, number);
}

static void enter_new_rows(struct protect_exchange *exchange)
{
    const size_t count = exchange->pool->constraints.count;
    if (count > exchange->row_capacity) {
        exchange->row_capacity = 2 * count;
        exchange->rows = memory_grow(exchange->rows, exchange->row_capacity, sizeof *exchange->rows);
        exchange->open = memory_grow(exchange->open, exchange->row_capacity, sizeof *exchange->open);
    }
    while (exchange->row_count < count)
        enter_row(exchange, &exchange->pool->constraints.items[exchange->row_count]);
}

/* ---- searching ---- */

/* Whether `a` gives more for its cost than `b`; the one that rested longer, if equal. */
static bool is_better(const struct protect_exchange *exchange, size_t a, size_t b)
{
    const struct column *left = &exchange->columns[a], *right = &exchange->columns[b];
    const double of_left = (double)left->score * (double)exchange->block->classes[b].cost;
    const double of_right = (double)right->score * (double)exchange->block->classes[a].cost;
    if (of_left < of_right || of_left > of_right)
        return of_left > of_right;
    if (left->stamp != right->stamp)
        return left->stamp < right->stamp;
    return exchange->block->classes[a].order < exchange->block->classes[b].order;
}

/* Shows the class again that is least worth its cost, but for one hidden in this step. False if there is none. */
static bool show_worst(struct protect_exchange *exchange)
{
    size_t worst = SIZE_MAX;
    for (size_t c = 0; c < exchange->block->class_count; c++) {
        if (!exchange->hidden[c] || exchange->columns[c].stamp == exchange->step)
            continue;
        if (worst == SIZE_MAX || is_better(exchange, worst, c))
            worst = c;
    }
    if (worst == SIZE_MAX)
        return false;
    turn(exchange, worst);
    return true;
}

/* The class of the row to hide: one near which something has changed since it was shown, if there is any. */
static size_t best_in(const struct protect_exchange *exchange, const struct row *row)
{
    size_t best = SIZE_MAX;
    bool best_may = false;
    for (size_t i = 0; i < row->term_count; i++) {
        const size_t c = row->terms[i].variable;
        const bool may = exchange->columns[c].may_hide;
        if (exchange->hidden[c] || (best_may && !may))
            continue;
        if (best == SIZE_MAX || (may && !best_may) || is_better(exchange, c, best))
            best = c;
        best_may = best_may || may;
    }
    return best;
}

static void add_weights(struct protect_exchange *exchange)
{
    for (size_t i = 0; i < exchange->open_count; i++) {
        struct row *row = &exchange->rows[exchange->open[i]];
        row->weight++;
        exchange->visits += 2 * (int64_t)row->term_count;
        score_row(exchange, row, 1);
    }
}

/* Hides classes as long as they fit below the limit; what is still open then gains weight. */
static void mend(struct protect_exchange *exchange, int64_t limit)
{
    while (exchange->open_count) {
        const struct row *row = &exchange->rows[exchange->open[throw_dice(exchange) % exchange->open_count]];
        const size_t best = best_in(exchange, row);
        if (best == SIZE_MAX || exchange->cost + exchange->block->classes[best].cost >= limit)
            return;
        turn(exchange, best);
        add_weights(exchange);
    }
}

bool protect_exchange_find(struct protect_exchange *exchange, int64_t limit, int64_t steps)
{
    enter_new_rows(exchange);
    mend(exchange, limit);
    for (int64_t i = 0; i < steps; i++) {
        exchange->step++;
        while (exchange->cost >= limit && show_worst(exchange))
            continue;
        if (!exchange->open_count)
            return exchange->cost < limit;
        show_worst(exchange);
        mend(exchange, limit);
    }
    return !exchange->open_count && exchange->cost < limit;
}

const bool *protect_exchange_hidden(const struct protect_exchange *exchange)
{
    return exchange->hidden;
}

int64_t protect_exchange_cost(const struct protect_exchange *exchange)
{
    return exchange->cost;
}

int64_t protect_exchange_visits(const struct protect_exchange *exchange)
{
    return exchange->visits;
}
