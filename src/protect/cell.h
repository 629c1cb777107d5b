/* SPDX-License-Identifier: GPL-3.0-or-later
 * The only form in which a count leaves protect/: shown with its value, or hidden without one. */
#ifndef PROTECT_CELL_H
#define PROTECT_CELL_H

#include <stdbool.h>
#include <stdint.h>

enum cell_status {
    CELL_HIDDEN, /* withheld; primary and complementary suppression look alike on purpose */
    CELL_SHOWN,
};

struct cell {
    enum cell_status status;
    int64_t count; /* 0 unless shown: a hidden cell carries no number at all */
};

static inline bool cell_is_shown(struct cell cell)
{
    return cell.status == CELL_SHOWN;
}

#endif
