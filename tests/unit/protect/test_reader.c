/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "protect/reader.h"

#include "unit/harness.h"

/* Three counts that are the same, of which nobody is told; readers know that they are. */
enum { COUNTS = 3, EACH = 1, NODES = 100 };

struct triplets {
    struct arena *keep;
    struct protect_parts parts;
    struct protect_moves *moves;
    struct protect_reader *reader;
};

static void add_sum(struct protect_system *system, enum protect_kind kind, const struct protect_term *terms, size_t count)
{
    struct error err = {0};
    size_t number;
    const struct protect_sum_request request = {.kind = kind, .terms = terms, .term_count = count};
    ck_assert(protect_system_add_sum(system, &request, &number, &err));
}

/* The sum of all is number 0. */
static struct protect_system *make_system(struct arena *keep)
{
    struct protect_system *system = protect_system_new(keep);
    struct error err = {0};
    size_t number;
    for (size_t i = 0; i < COUNTS; i++)
        ck_assert(protect_system_add_variable(system, (struct protect_variable){.value = EACH}, &number, &err));
    add_sum(system, PROTECT_WITHHELD, (struct protect_term[]){{0, 1}, {1, 1}, {2, 1}}, COUNTS);
    add_sum(system, PROTECT_ALWAYS, (struct protect_term[]){{0, 1}, {1, -1}}, 2);
    add_sum(system, PROTECT_ALWAYS, (struct protect_term[]){{1, 1}, {2, -1}}, 2);
    return system;
}

/* Moves that may change nothing: only the solver is left. */
static struct protect_moves *make_moves(struct arena *keep, const struct protect_parts *parts)
{
    const size_t count = parts->statement_count + parts->open_count;
    struct protect_move_line *lines = ARENA_ARRAY(keep, struct protect_move_line, count);
    struct protect_range *ranges = ARENA_ARRAY(keep, struct protect_range, parts->open_count);
    struct protect_term *alone = ARENA_ARRAY(keep, struct protect_term, parts->open_count);
    for (size_t i = 0; i < parts->open_count; i++)
        alone[i] = (struct protect_term){i, 1};
    for (size_t i = 0; i < count; i++)
        lines[i] = i < parts->statement_count
                       ? (struct protect_move_line){parts->statements[i].terms, parts->statements[i].term_count, {0, 0}, 0}
                       : (struct protect_move_line){&alone[i - parts->statement_count], 1, {0, 0}, 0};
    return protect_moves_new(&(struct protect_move_space){lines, count, ranges, parts->open_count});
}

static void open_triplets(struct triplets *t)
{
    *t = (struct triplets){.keep = arena_new()};
    const struct protect_system *system = make_system(t->keep);
    bool *hidden = ARENA_ARRAY(t->keep, bool, system->sums.count), *asked = ARENA_ARRAY(t->keep, bool, system->sums.count);
    hidden[0] = asked[0] = true;
    protect_parts_make(system, hidden, asked, t->keep, &t->parts);
    ck_assert_uint_eq(t->parts.count, 1);
    t->moves = make_moves(t->keep, &t->parts);
    t->reader = protect_reader_new(&t->parts, 0, t->moves);
}

static void close_triplets(struct triplets *t)
{
    protect_reader_free(t->reader);
    protect_moves_free(t->moves);
    arena_free(t->keep);
}

/* Four of all are 4/3 of each. Rounded that is 1 of each, which fits, and is three: 2 of each are six. */
START_TEST(what_is_rounded_reaches_the_goal_as_well)
{
    struct triplets t;
    int64_t table[COUNTS];
    open_triplets(&t);
    ck_assert(protect_reader_search(t.reader, (struct protect_aim){.sum = 0, .upper = true}, 4, NODES, table));
    for (size_t i = 0; i < COUNTS; i++)
        ck_assert_int_ge(table[i], 2);
    ck_assert(table[0] == table[1] && table[1] == table[2]);
    close_triplets(&t);
}
END_TEST

TEST_PROGRAM("protect/reader", what_is_rounded_reaches_the_goal_as_well)
