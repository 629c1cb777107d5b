/* SPDX-License-Identifier: GPL-3.0-or-later
 * A naive reader: people are of certain types, nobody knows how many of each; what is printed are sums over types. It
 * asks which numbers of people agree with all that is printed, with no code of the program. */
#ifndef TESTS_PROPERTY_NAIVE_READER_H
#define TESTS_PROPERTY_NAIVE_READER_H

#include <check.h>
#include <glpk.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "protect/release.h"

enum { TYPES_MAX = 400, TOLD_MAX = 300, FAR = 1000 };

/* How often one of each type is counted in a sum. */
struct told_sum {
    signed char factors[TYPES_MAX];
    int64_t least, most;
};

struct naive_reader {
    int types;
    struct told_sum told[TOLD_MAX];
    int count;
    int class_of[TYPES_MAX], first_of[TYPES_MAX], classes; /* types that nothing told tells apart */
};

static inline void naive_tell(struct naive_reader *reader, const signed char *factors, struct cell cell)
{
    struct told_sum *told = &reader->told[reader->count++];
    ck_assert_int_lt(reader->count, TOLD_MAX);
    memcpy(told->factors, factors, sizeof told->factors);
    told->least = cell_is_shown(cell) ? cell.count : 1;
    told->most = cell_is_shown(cell) ? cell.count : FAR;
}

static inline bool naive_are_alike(const struct naive_reader *reader, int a, int b)
{
    for (int i = 0; i < reader->count; i++)
        if (reader->told[i].factors[a] != reader->told[i].factors[b])
            return false;
    return true;
}

static inline void naive_find_classes(struct naive_reader *reader)
{
    reader->classes = 0;
    for (int type = 0; type < reader->types; type++) {
        int class = 0;
        while (class < reader->classes && !naive_are_alike(reader, reader->first_of[class], type))
            class++;
        if (class == reader->classes)
            reader->first_of[reader->classes++] = type;
        reader->class_of[type] = class;
    }
}

static inline void naive_set_row(glp_prob *problem, const struct naive_reader *reader, int row)
{
    const struct told_sum *told = &reader->told[row - 1];
    int columns[TYPES_MAX + 1], count = 0;
    double factors[TYPES_MAX + 1];
    for (int class = 0; class < reader->classes; class++) {
        if (!told->factors[reader->first_of[class]])
            continue;
        columns[++count] = class + 1;
        factors[count] = told->factors[reader->first_of[class]];
    }
    glp_set_mat_row(problem, row, count, columns, factors);
    glp_set_row_bnds(problem, row, told->least == told->most ? GLP_FX : GLP_DB, (double)told->least, (double)told->most);
}

/* Whether some people fit all that is told, in whole numbers. */
static inline bool naive_fits(const struct naive_reader *reader)
{
    glp_prob *problem = glp_create_prob();
    glp_iocp how;
    glp_init_iocp(&how);
    how.presolve = GLP_ON;
    how.msg_lev = GLP_MSG_OFF;
    glp_add_rows(problem, reader->count);
    glp_add_cols(problem, reader->classes);
    for (int class = 1; class <= reader->classes; class++) {
        glp_set_col_kind(problem, class, GLP_IV);
        glp_set_col_bnds(problem, class, GLP_DB, 0, FAR);
    }
    for (int row = 1; row <= reader->count; row++)
        naive_set_row(problem, reader, row);
    const int done = glp_intopt(problem, &how), status = glp_mip_status(problem);
    ck_assert(done == 0 || done == GLP_ENOPFS || done == GLP_ENODFS);
    glp_delete_prob(problem);
    return done == 0 && (status == GLP_OPT || status == GLP_FEAS);
}

/* Whether the sum can lie between these. */
static inline bool naive_can_be(const struct naive_reader *reader, const signed char *factors, int64_t least, int64_t most)
{
    struct naive_reader asking = *reader;
    naive_tell(&asking, factors, (struct cell){CELL_SHOWN, least});
    asking.told[asking.count - 1].most = most;
    naive_find_classes(&asking);
    return naive_fits(&asking);
}

static inline int64_t naive_sum(const struct naive_reader *reader, const signed char *factors, const int64_t *truth)
{
    int64_t sum = 0;
    for (int type = 0; type < reader->types; type++)
        sum += factors[type] * truth[type];
    return sum;
}

/* Whether a count from 1 to 4 can be five or more, and is not known to one. */
static inline bool naive_is_in_doubt(const struct naive_reader *reader, const signed char *factors, int64_t count)
{
    return naive_can_be(reader, factors, 5, FAR) &&
           (count < 4 || naive_can_be(reader, factors, 0, 3) || naive_can_be(reader, factors, 6, FAR));
}

struct naive_findings {
    int released, refused, targets;
};

/* A sum of 1 to 4 is a target, printed or not. */
static inline void naive_check(const struct naive_reader *reader, const signed char *factors, const int64_t *truth,
                               uint64_t seed, struct naive_findings *found)
{
    const int64_t count = naive_sum(reader, factors, truth);
    if (count < 1 || count > 4)
        return;
    found->targets++;
    ck_assert_msg(naive_is_in_doubt(reader, factors, count), "round %d: a count of %d can be worked out", (int)seed,
                  (int)count);
}

/* The first `sums` that were told, and what is left of one without another that is a part of it. */
static inline void naive_check_parts(const struct naive_reader *reader, const int64_t *truth, int sums, uint64_t seed,
                                     struct naive_findings *found)
{
    for (int i = 0; i < sums; i++)
        for (int k = 0; k < sums; k++) {
            signed char left[TYPES_MAX] = {0};
            bool nested = true;
            for (int type = 0; type < reader->types; type++) {
                left[type] = reader->told[i].factors[type] && !reader->told[k].factors[type];
                nested = nested && (reader->told[i].factors[type] || !reader->told[k].factors[type]);
            }
            if (i == k || nested)
                naive_check(reader, i == k ? reader->told[i].factors : left, truth, seed, found);
        }
}

/* Plays so many rounds, in which something must be to protect, and most of which must not be refused. */
static inline void naive_play_all(int rounds, void (*play)(uint64_t seed, struct naive_findings *found))
{
    struct naive_findings found = {0};
    for (int seed = 1; seed <= rounds; seed++)
        play((uint64_t)seed, &found);
    ck_assert_int_gt(found.targets, 500);
    ck_assert_int_gt(found.released, 9 * found.refused);
}

#endif
