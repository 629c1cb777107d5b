/* SPDX-License-Identifier: GPL-3.0-or-later
 * Figures of earlier publications, from the lists in which they went out. */
#ifndef CLI_LEDGER_LIST_H
#define CLI_LEDGER_LIST_H

#include "cli/ledger.h"

typedef LIST_OF(struct earlier_figure) earlier_figures;

/* Reads a list of published figures as `data/all_figures.*.csv` holds them (columns measure, period, selection, kind, unit,
 * value, and maybe conf_status and audience; without `kind` all are counts, but for numbers of categories, which do not say of
 * what) and asks for the same counts. Shares are left out, and what is typed in where the edition does not type in the same;
 * periods that end after the edition's are faults, unless `reads_later`. False only if it cannot be read. */
bool ledger_read_earlier(const struct ledger_reader *reader, const char *path, earlier_figures *figures,
                         struct error *err);

#endif
