/* SPDX-License-Identifier: GPL-3.0-or-later
 * The turns. */
#include "protect/secure.h"

#include <stdlib.h>

bool protect_doubt(const struct protect_pattern *pattern, const struct protect_audit *audit, bool *doubted)
{
    bool any = false;
    for (size_t i = 0; i < audit->verdict_count; i++) {
        const struct protect_verdict *verdict = &audit->verdicts[i];
        if (verdict->status != PROTECT_UNSAFE || doubted[verdict->sum])
            continue;
        doubted[verdict->sum] = true;
        any = true;
    }
    return any && !pattern->exposed_count;
}

bool protect_secure(const struct protect_task *task, struct arena *keep, struct protect_pattern *ret_pattern,
                    struct protect_audit *ret_audit, struct error *err)
{
    bool *doubted = memory_alloc(task->system->sums.count, sizeof *doubted);
    struct protect_task asked = *task;
    asked.doubted = doubted;
    bool ok;
    do {
        ok = protect_suppress(&asked, keep, ret_pattern, err) &&
             protect_audit(&asked, ret_pattern->hidden, keep, ret_audit, err);
    } while (ok && protect_doubt(ret_pattern, ret_audit, doubted));
    free(doubted);
    return ok;
}
