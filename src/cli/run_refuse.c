/* SPDX-License-Identifier: GPL-3.0-or-later
 * What ends a run although all that people wrote is sound. */
#include "cli/run_refuse.h"

enum { GONE_MIN = 5 };

/* Late rows change some counts by a few; where most of what changed is nobody any more, rows are missing. */
static bool lacks_earlier_rows(const struct account *account)
{
    size_t counts = 0, gone = 0;
    for (size_t i = 0; i < account->recounts.count; i++) {
        const struct account_recount *recount = &account->recounts.items[i];
        counts += recount->kind == EARLIER_SHOWN && recount->before > 0;
        gone += recount->kind == EARLIER_SHOWN && recount->before > 0 && recount->now == 0;
    }
    return gone >= GONE_MIN && 2 * gone > counts;
}

bool run_refuse_missing_rows(struct run *run)
{
    for (size_t i = 0; i < run->report->audiences.count; i++)
        if (lacks_earlier_rows(run->report->audiences.items[i].account))
            return error_set(run->err, ERROR_INPUT,
                             "of whom earlier editions counted, most are gone: the exports must hold the rows of earlier "
                             "years, too; nothing was written");
    return true;
}

size_t run_unsafe_counts(const struct run *run)
{
    size_t unsafe = 0;
    for (size_t i = 0; i < run->report->audiences.count; i++)
        if (!run->report->audiences.items[i].may_leak)
            unsafe += run->report->audiences.items[i].account->totals.unsafe;
    return unsafe;
}

bool run_refuse_leaks(struct run *run)
{
    const size_t unsafe = run_unsafe_counts(run);
    if (!unsafe)
        return true;
    return error_set(run->err, ERROR_DISCLOSE,
                     "%zu count(s) could be worked out from what would be published; nothing was written", unsafe);
}

bool run_refuse_absolute(struct run *run)
{
    const struct edition *edition = &run->edition;
    for (size_t i = 0; i < edition->absolute.count; i++)
        diagnose(run->diagnostics, DIAG_E700, source_place_of(&edition->source, edition->absolute.items[i]),
                 edition->absolute.items[i]);
    return !edition->absolute.count;
}

bool run_refuse_reproductions(const struct run *run)
{
    for (size_t i = 0; i < run->built_audiences; i++)
        if (run_policy(run, i)->may_leak)
            return error_set(run->err, ERROR_DISCLOSE,
                             "'%.*s' reproduces what was once printed, small counts and all: it cannot be sealed; take it out of "
                             "'audiences'",
                             TEXT_ARGS(run->edition.audiences[i]));
    return true;
}
