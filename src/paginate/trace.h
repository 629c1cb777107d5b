/* SPDX-License-Identifier: GPL-3.0-or-later
 * Pages as text, for tests. */
#ifndef PAGINATE_TRACE_H
#define PAGINATE_TRACE_H

#include "paginate/pages.h"

/* For people who compare two versions of a report: a line for every element of every page with its role, where it is (left,
 * top, width x height, in whole points), the beginning and the end of its text, and where its links lead. A row of a table is
 * one line ("Women |166| 60": the second cell begins at 166); of drawings it says how many there are, and their colour. Bookmarks
 * come last. It says nothing that the pages do not print. */
void pages_trace(const struct pages *pages, struct text_builder *out);

#endif
