/* SPDX-License-Identifier: GPL-3.0-or-later
 * What layouts ask for, in a normal form: tables to be counted, and uses of them. It says what will be published before
 * anything is counted, so that aggregate/ counts just that and protect/ knows every statement. No number in it. */
#ifndef LAYOUT_REQUEST_H
#define LAYOUT_REQUEST_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/memory.h"
#include "codebook/codebook.h"

/* A span of whole days. Stocks are counted at its last day, flows within it. */
struct period {
    date_day first, last;
};

enum { REQUEST_DIMENSIONS_MAX = 4 };

/* What several measures of the same things have in common: what satisfies each of `in`, and none of `out`. */
struct overlap {
    const int *in, *out; /* measures */
    size_t in_count, out_count;
};

/* A table: a measure in a period by zero or more dimensions (indices of codebook.dimensions, ascending, no two alike).
 * Its cells are all combinations of the dimensions' categories, the last dimension running fastest. */
struct table_request {
    int measure;
    const struct overlap *overlap; /* counted of the measure is only what is in it; NULL: everything */
    struct period period;
    int dimensions[REQUEST_DIMENSIONS_MAX];
    size_t dimension_count;
};

/* Which cells of a table a use takes: for each dimension of the table, in its order, the categories. */
struct cell_set {
    const bool *categories[REQUEST_DIMENSIONS_MAX]; /* [dimension][category]; NULL: all of them */
};

enum use_kind {
    USE_TABLE,    /* every cell over the dimensions in `by`, with their subtotals and total; of the other dimensions
                     the categories of `set` together */
    USE_SUM,      /* one number: the sum over the cells of `set` */
    USE_TOP,      /* the names and numbers of the `top_from`-th to `top_to`-th largest categories (not_stated left
                     out) of the only dimension; ties in the order of the code book */
    USE_EARLIEST, /* the first date in `column` among what the table counts */
    USE_LATEST,   /* the last one */
    USE_DISTINCT, /* how many categories of the only dimension (not_stated left out) are not empty */
};

struct use {
    enum use_kind kind;
    size_t table; /* index in requests.tables */
    struct cell_set set;
    int top_from, top_to;
    int column;          /* USE_EARLIEST, USE_LATEST: of the measure's source */
    size_t by[REQUEST_DIMENSIONS_MAX]; /* USE_TABLE: positions in the table's dimensions, as the layout orders them */
    size_t by_count;
    int join; /* USE_TABLE: place in `by` of the dimension whose small categories may be joined; NO_INDEX: none */
};

/* Tables and uses, each different one once; indices stay valid as it grows. */
struct requests {
    struct table_request *tables;
    size_t table_count, table_capacity;
    struct use *uses;
    size_t use_count, use_capacity;
};

/* The index of the table or use, added if it is new. Sets of categories are kept by reference: they must live as long
 * as the requests. */
size_t requests_table(struct requests *requests, struct arena *keep, const struct table_request *table);
size_t requests_use(struct requests *requests, struct arena *keep, const struct codebook *codebook,
                    const struct use *use);

/* Of a table that counts cases in each of several categories: the same of the cases, each once; any other as it is. */
struct table_request request_of_cases(const struct codebook *codebook, const struct table_request *table);

/* Whether both (or NULL: everything) are the same. */
bool overlap_is_same(const struct overlap *a, const struct overlap *b);

/* Number of cells of a table. */
size_t table_request_cells(const struct codebook *codebook, const struct table_request *table);

#endif
