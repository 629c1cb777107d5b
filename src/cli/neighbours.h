/* SPDX-License-Identifier: GPL-3.0-or-later
 * What earlier editions left beside an edition: the folders next to its own that are called after a period, and those in
 * which the lists of figures lie that it names. */
#ifndef CLI_NEIGHBOURS_H
#define CLI_NEIGHBOURS_H

#include "base/memory.h"
#include "layout/period.h"

struct neighbour_lists {
    const char **items;
    size_t count, capacity;
};

/* The first list of figures (all_figures*.csv) in each folder beside `folder` whose name is a period that ends before that of
 * the edition, as it is written in edition.conf ("../2014/all_figures.csv"); in byte order. Not of folders in which one of
 * `named` lies, which are paths as they can be opened. What cannot be read has none. */
struct neighbour_lists neighbours_unnamed(const char *folder, struct period period, const char *const *named, size_t named_count,
                                          struct arena *keep);

/* The edition.conf that lies beside one of the lists of `named`, is not that of `folder`, and has that report number; NULL: none
 * has. What cannot be read, or says nothing, has none. */
const char *neighbours_with_number(const char *folder, struct text number, const char *const *named, size_t named_count,
                                   struct arena *keep);

#endif
