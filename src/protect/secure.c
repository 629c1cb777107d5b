/* SPDX-License-Identifier: GPL-3.0-or-later
 * The turns. */
#include "protect/secure.h"

#include <stdlib.h>
#include <string.h>

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

/* Takes turns, beginning with what is doubted already. */
static bool take_turns(const struct protect_task *task, bool *doubted, struct arena *keep,
                       struct protect_pattern *ret_pattern, struct protect_audit *ret_audit, struct error *err)
{
    struct protect_task asked = *task;
    asked.doubted = doubted;
    bool ok;
    do {
        ok = protect_suppress(&asked, keep, ret_pattern, err) &&
             protect_audit(&asked, ret_pattern->hidden, keep, ret_audit, err);
    } while (ok && protect_doubt(ret_pattern, ret_audit, doubted));
    return ok;
}

bool protect_secure(const struct protect_task *task, struct arena *keep, struct protect_pattern *ret_pattern,
                    struct protect_audit *ret_audit, struct error *err)
{
    bool *doubted = memory_alloc(task->system->sums.count, sizeof *doubted);
    const bool ok = take_turns(task, doubted, keep, ret_pattern, ret_audit, err);
    free(doubted);
    return ok;
}

/* ---- roughly ---- */

/* The pattern of the rough system as one of the task's: of what is not shared it says nothing. */
static void carry_over(const struct protect_task *task, size_t shared, struct arena *keep, struct protect_pattern *pattern)
{
    bool *hidden = ARENA_ARRAY(keep, bool, task->system->sums.count);
    memcpy(hidden, pattern->hidden, shared * sizeof *hidden);
    pattern->hidden = hidden;
    pattern->count = task->system->sums.count;
}

/* Whether all that the audit objected to is shared; what was not doubted before is now. */
static bool doubt_shared(const struct protect_pattern *pattern, const struct protect_audit *audit, size_t shared,
                         bool *doubted)
{
    for (size_t i = 0; i < audit->verdict_count; i++)
        if (audit->verdicts[i].status == PROTECT_UNSAFE && audit->verdicts[i].sum >= shared)
            return false;
    return protect_doubt(pattern, audit, doubted);
}

bool protect_secure_roughly(const struct protect_task *task, const struct protect_task *rough, size_t shared,
                            struct arena *keep, struct protect_pattern *ret_pattern, struct protect_audit *ret_audit,
                            bool *ret_is_rough, struct error *err)
{
    bool *doubted = memory_alloc(rough->system->sums.count, sizeof *doubted);
    bool ok;
    do {
        ok = take_turns(rough, doubted, keep, ret_pattern, ret_audit, err);
        *ret_is_rough = ok && ret_audit->unsafe_count;
        if (!ok || *ret_is_rough)
            break;
        carry_over(task, shared, keep, ret_pattern);
        ok = protect_audit(task, ret_pattern->hidden, keep, ret_audit, err);
    } while (ok && doubt_shared(ret_pattern, ret_audit, shared, doubted));
    free(doubted);
    if (!ok || *ret_is_rough || !ret_audit->unsafe_count)
        return ok;
    return protect_secure(task, keep, ret_pattern, ret_audit, err);
}
