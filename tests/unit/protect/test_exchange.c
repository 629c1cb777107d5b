/* SPDX-License-Identifier: GPL-3.0-or-later
 * Exchange against an exhaustive search of all patterns. */
#include "protect/exchange.h"

#include "property/random.h"
#include "unit/harness.h"

enum { CLASSES = 12, CONSTRAINTS = 14, MEMBERS = 4, STEPS = 4000 };

/* A block of free classes, a pool of constraints on them, and the constraints once more, laid out. */
struct covering {
    struct protect_class classes[CLASSES];
    struct protect_block block;
    struct protect_pool pool;
    int64_t weights[CONSTRAINTS][CLASSES], least[CONSTRAINTS];
    size_t count;
};

static void open_covering(struct covering *covering, struct random *random, int dearest)
{
    *covering = (struct covering){0};
    for (size_t c = 0; c < CLASSES; c++)
        covering->classes[c] = (struct protect_class){
            .role = PROTECT_FREE,
            .cost = 1 + random_below(random, dearest),
            .order = random_next(random),
        };
    covering->block = (struct protect_block){.classes = covering->classes, .class_count = CLASSES};
    protect_pool_init(&covering->pool, &covering->block);
}

static void add_constraint(struct covering *covering, struct random *random)
{
    int64_t *weights = covering->weights[covering->count], total = 0;
    for (int i = 0; i < MEMBERS; i++)
        weights[random_below(random, CLASSES)] = 1 + random_below(random, 3);
    for (size_t c = 0; c < CLASSES; c++)
        total += weights[c];
    const int64_t least = 1 + random_below(random, (int)total);
    covering->least[covering->count++] = least;
    for (size_t c = 0; c < CLASSES; c++)
        if (weights[c] > least)
            weights[c] = least;
    protect_pool_add(&covering->pool, &(struct protect_cut){weights, least});
}

static bool is_covered(const struct covering *covering, const bool *hidden)
{
    for (size_t i = 0; i < covering->count; i++) {
        int64_t reached = 0;
        for (size_t c = 0; c < CLASSES; c++)
            reached += hidden[c] ? covering->weights[i][c] : 0;
        if (reached < covering->least[i])
            return false;
    }
    return true;
}

static int64_t cost_of(const struct covering *covering, const bool *hidden)
{
    int64_t cost = 0;
    for (size_t c = 0; c < CLASSES; c++)
        cost += hidden[c] ? covering->classes[c].cost : 0;
    return cost;
}

static int64_t least_cost(const struct covering *covering)
{
    int64_t least = INT64_MAX;
    for (unsigned pattern = 0; pattern < 1u << CLASSES; pattern++) {
        bool hidden[CLASSES];
        for (size_t c = 0; c < CLASSES; c++)
            hidden[c] = pattern >> c & 1;
        const int64_t cost = cost_of(covering, hidden);
        if (cost < least && is_covered(covering, hidden))
            least = cost;
    }
    return least;
}

START_TEST(what_it_finds_is_allowed_and_the_cheapest_is_found)
{
    struct random random = {.state = 20};
    for (int round = 0; round < 200; round++) {
        struct covering covering;
        open_covering(&covering, &random, round % 2 ? 1 : 9);
        for (int i = 0; i < CONSTRAINTS; i++)
            add_constraint(&covering, &random);
        const int64_t least = least_cost(&covering);
        struct protect_exchange *exchange = protect_exchange_new(&covering.pool, (uint64_t)round);
        ck_assert(protect_exchange_find(exchange, least + 1, STEPS));
        ck_assert(is_covered(&covering, protect_exchange_hidden(exchange)));
        ck_assert_int_eq(protect_exchange_cost(exchange), least);
        ck_assert_int_eq(cost_of(&covering, protect_exchange_hidden(exchange)), least);
        ck_assert(!protect_exchange_find(exchange, least, STEPS)); /* nothing is cheaper */
        protect_exchange_free(exchange);
        protect_pool_done(&covering.pool);
    }
}
END_TEST

START_TEST(the_pool_may_grow)
{
    struct random random = {.state = 21};
    for (int round = 0; round < 100; round++) {
        struct covering covering;
        open_covering(&covering, &random, 5);
        struct protect_exchange *exchange = protect_exchange_new(&covering.pool, 7);
        while (covering.count < CONSTRAINTS) {
            add_constraint(&covering, &random);
            ck_assert(protect_exchange_find(exchange, INT64_MAX, STEPS));
            ck_assert(is_covered(&covering, protect_exchange_hidden(exchange)));
        }
        protect_exchange_free(exchange);
        protect_pool_done(&covering.pool);
    }
}
END_TEST

START_TEST(only_free_classes_are_hidden_and_only_below_the_limit)
{
    struct random random = {.state = 22};
    struct covering covering;
    open_covering(&covering, &random, 5);
    covering.classes[3].role = PROTECT_PRIMARY;
    int64_t weights[CLASSES] = {[5] = 1};
    protect_pool_add(&covering.pool, &(struct protect_cut){weights, 1});
    const int64_t cost = covering.classes[5].cost;
    struct protect_exchange *exchange = protect_exchange_new(&covering.pool, 7);
    ck_assert(!protect_exchange_find(exchange, cost, STEPS)); /* the only class that will do costs as much */
    ck_assert(protect_exchange_find(exchange, cost + 1, STEPS));
    for (size_t c = 0; c < CLASSES; c++)
        ck_assert_int_eq(protect_exchange_hidden(exchange)[c], c == 5);
    protect_exchange_free(exchange);
    protect_pool_done(&covering.pool);
}
END_TEST

TEST_PROGRAM("protect/exchange", what_it_finds_is_allowed_and_the_cheapest_is_found, the_pool_may_grow,
             only_free_classes_are_hidden_and_only_below_the_limit)
