/* SPDX-License-Identifier: GPL-3.0-or-later
 * What all parts of an explanation say in the same way. */
#include "cli/explain_teller.h"

#include <inttypes.h>

#include "base/date.h"

struct text teller_label(const struct teller *t, const struct labels *labels)
{
    return labels->in[t->report->language];
}

void teller_line(const struct teller *t, struct text words)
{
    text_add_format(t->out, "    %.*s\n", TEXT_ARGS(words));
}

struct text teller_day(const struct teller *t, date_day day)
{
    return date_iso(day, t->v->keep);
}

bool teller_may_tell(const struct teller *t, const struct pipeline_audience *audience)
{
    return t->confidential || !audience->may_leak;
}

struct text teller_cell(const struct teller *t, const struct pipeline_audience *audience, struct cell cell)
{
    if (!cell_is_shown(cell))
        return said_word(t->v, TEXT("hidden"));
    if (!teller_may_tell(t, audience))
        return said_word(t->v, TEXT("shown, as it was printed"));
    return text_format(t->v->keep, "%" PRId64, cell.count);
}
