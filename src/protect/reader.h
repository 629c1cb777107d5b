/* SPDX-License-Identifier: GPL-3.0-or-later
 * The reader's side of the audit: the polyhedron of all tables that agree with what is published, stated row by row as a
 * reader would, and pushed in one direction at a time. Tables and proofs that come out of it are verified. */
#ifndef PROTECT_READER_H
#define PROTECT_READER_H

#include "protect/evidence.h"
#include "protect/moves.h"
#include "protect/parts.h"
#include "protect/solver.h"

struct protect_reader;

/* A direction: the sum, upwards or downwards. */
struct protect_aim {
    size_t sum;
    bool upper;
};

/* A reader of one part, for aims at sums that stand in it. Tables have a value for each variable of the system: what is
 * outside the part has its true value. Borrows the parts, and moves over them, which have a line for each statement, then
 * one for each open variable; lives on the heap. */
struct protect_reader *protect_reader_new(const struct protect_parts *parts, size_t part, struct protect_moves *moves);
void protect_reader_free(struct protect_reader *reader);

/* How far the sum can go if counts need not be whole; *ret_end is set when SOLVED. */
enum protect_outcome protect_reader_push(struct protect_reader *reader, struct protect_aim aim, double *ret_end);
/* Makes a table of the point that the last push came to. False unless it is whole and fits. */
bool protect_reader_table(const struct protect_reader *reader, int64_t *table);
/* Makes a proof of the last push, which must have been SOLVED; NULL when none can be verified. */
const struct protect_proof *protect_reader_proof(const struct protect_reader *reader, struct protect_aim aim,
                                                 struct arena *keep);

/* The proof for a sum that stands in no part because all its variables follow at once. NULL when none can be verified. */
const struct protect_proof *protect_known_proof(const struct protect_parts *parts, struct protect_aim aim,
                                                struct arena *keep);

/* Looks for a whole table where the sum reaches `goal` or passes it, near the truth if there is one. False unless a table
 * was found and fits. */
bool protect_reader_search(struct protect_reader *reader, struct protect_aim aim, int64_t goal, int64_t nodes,
                           int64_t *table);

/* Looks for the whole table where the sum goes furthest. False unless a table was found (perhaps not the furthest when
 * the nodes ran out) and fits. */
bool protect_reader_push_whole(struct protect_reader *reader, struct protect_aim aim, int64_t nodes, int64_t *table);

#endif
