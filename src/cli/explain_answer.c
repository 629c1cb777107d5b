/* SPDX-License-Identifier: GPL-3.0-or-later
 * What becomes of a figure for each audience, and why. */
#include "cli/explain_answer.h"

#include <inttypes.h>

#include "base/number.h"
#include "cli/explain_measure.h"
#include "cli/explain_teller.h"
#include "cli/explain_where.h"

/* ---- what becomes of it ---- */

static void add_members(const struct teller *t, const struct release_joined *joined)
{
    const struct dimension *dimension = &t->report->codebook->dimensions[joined->dimension];
    struct text names = TEXT_EMPTY;
    for (int i = 0; i < joined->part.count; i++) {
        const struct text name = teller_label(t, &dimension->categories[joined->part.categories[i]].labels);
        names = i ? text_format(t->v->keep, "%.*s, %.*s", TEXT_ARGS(names), TEXT_ARGS(name)) : name;
    }
    teller_line(t, told(t, "together: %.*s", TEXT_ARGS(names)));
}

/* One line; the rest of a whole answer follows it. */
static struct text status_of(const struct teller *t, const struct pipeline_audience *audience, const struct release_explanation *e)
{
    switch (e->status) {
    case RELEASE_SHOWN:
    case RELEASE_HIDDEN:
        return teller_cell(t, audience, e->cell);
    case RELEASE_JOINED:
        return told(t, "joined into '%.*s': %.*s", TEXT_ARGS(e->joined.label), TEXT_ARGS(teller_cell(t, audience, e->joined.cell)));
    case RELEASE_NOT_ASKED:
        break;
    }
    if (e->is_held)
        return said_word(t->v, TEXT("no layout asks for it, and readers have it from elsewhere"));
    if (e->is_reckoned_with)
        return said_word(t->v, TEXT("no layout asks for it; the protection reckons with it"));
    return said_word(t->v, TEXT("no layout asks for it, or for anything that could tell of it"));
}

/* A list that does not say whose it was is taken for the public's. What other readers had may be hidden from these. */
static bool may_tell_earlier(const struct teller *t, const struct pipeline_audience *audience, const struct earlier_figure *figure)
{
    return teller_may_tell(t, audience) && (t->confidential || !figure->audience.len || policy_has(audience->policy, figure->audience));
}

static void add_earlier(const struct teller *t, const struct pipeline_audience *audience, const struct release_explanation *e)
{
    for (size_t i = 0; i < e->earlier_count; i++) {
        const struct earlier_figure *figure = e->earlier[i];
        struct text count = text_format(t->v->keep, "%" PRId64, figure->count);
        if (figure->kind == EARLIER_HIDDEN)
            count = said_word(t->v, TEXT("hidden"));
        else if (!may_tell_earlier(t, audience, figure))
            count = said_word(t->v, TEXT("not told here, as other readers had it"));
        else if (figure->kind == EARLIER_AT_MOST)
            count = told(t, "at most %.*s", TEXT_ARGS(count));
        teller_line(t, told(t, "published earlier: %.*s, in %.*s", TEXT_ARGS(count), TEXT_ARGS(said_places(t->v, figure->where))));
    }
}

/* Of an earlier period a report says again what was published. */
static void add_repeated(const struct teller *t, const struct pipeline_audience *audience)
{
    if (!audience->repeats || audience->explanations[0].status == RELEASE_NOT_ASKED)
        return;
    teller_line(t, told(t, "printed: %.*s, as edition %.*s published it", TEXT_ARGS(teller_cell(t, audience, audience->repeated.cell)),
                     TEXT_ARGS(audience->repeated.edition)));
}

/* "62 %", "61.5 %". */
static struct text share_of(const struct teller *t, int64_t share, bool has_decimal)
{
    if (!has_decimal)
        return text_format(t->v->keep, "%" PRId64 " %%", share);
    return text_format(t->v->keep, "%" PRId64 ".%" PRId64 " %%", share / 10, share % 10);
}

/* "62 %", or why there is none. */
static struct text percentage_of(const struct teller *t, const struct pipeline_audience *audience, struct cell part, struct cell base)
{
    const bool has_decimal = t->report->question.decimals;
    if (!cell_is_shown(part) || !cell_is_shown(base))
        return said_word(t->v, TEXT("percentage: not printed, as it tells of a hidden count"));
    if (base.count < 1)
        return said_word(t->v, TEXT("percentage: none, as the base is zero"));
    if (base.count < audience->policy->percent_base_min)
        return told(t, "percentage: not printed, as the base is below %lld", (long long)audience->policy->percent_base_min);
    if (!teller_may_tell(t, audience))
        return said_word(t->v, TEXT("percentage: follows from the two counts, which are printed"));
    const struct text share = share_of(t, number_share(part.count, base.count, has_decimal ? 1000 : 100), has_decimal);
    if (has_decimal)
        return told(t, "percentage: %.*s, rounded half up to one decimal", TEXT_ARGS(share));
    return told(t, "percentage: %.*s, rounded half up to a whole number", TEXT_ARGS(share));
}

static void add_base(const struct teller *t, const struct pipeline_audience *audience, struct cell part)
{
    const struct release_explanation *e = &audience->explanations[0];
    if (t->report->question.is_percent) {
        const struct release_explanation *base = &audience->explanations[t->report->question.use_count - 1];
        teller_line(t, told(t, "percent of: %.*s: %.*s", TEXT_ARGS(base->label), TEXT_ARGS(teller_cell(t, audience, base->cell))));
        teller_line(t, percentage_of(t, audience, part, base->cell));
    } else if (e->base_label.len) {
        teller_line(t, told(t, "part of: %.*s: %.*s", TEXT_ARGS(e->base_label), TEXT_ARGS(teller_cell(t, audience, e->base))));
    }
}

/* ---- why: confidential ---- */

/* The arithmetic stays as it was reckoned. */
static void add_lines(const struct teller *t, struct text lines)
{
    for (struct text rest = lines; rest.len;) {
        const size_t end = text_find_byte(rest, '\n');
        text_add_format(t->out, "        %.*s\n", TEXT_ARGS(text_slice(rest, 0, end)));
        rest = text_slice(rest, end + (end < rest.len), rest.len);
    }
}

static void add_threats(const struct teller *t, const struct release_explanation *e)
{
    for (size_t i = 0; i < e->threat_count; i++) {
        const struct release_threat *threat = &e->threats[i];
        if (threat->printed.len)
            teller_line(t, told(t, "if '%.*s' were printed, a reader could work it out:", TEXT_ARGS(threat->printed)));
        else
            teller_line(t, told(t, "if it were printed, a reader could work out '%.*s':", TEXT_ARGS(threat->given_away)));
        add_lines(t, threat->arithmetic);
    }
    if (!e->threat_count && !e->is_small && !e->can_be_worked_out)
        teller_line(t, said_word(t->v, TEXT("printed by itself, it would give nothing small away")));
}

static struct text count_in_words(const struct teller *t, const struct release_explanation *e)
{
    if (e->is_small)
        return told(t, "it counts %lld, which is small", (long long)e->count);
    return told(t, "it counts %lld", (long long)e->count);
}

static void add_reason(const struct teller *t, const struct release_explanation *e)
{
    if (e->status == RELEASE_SHOWN || !e->is_reckoned_with)
        return;
    if (!e->is_small && e->status == RELEASE_HIDDEN)
        teller_line(t, told(t, "it counts %lld, and is hidden to protect others", (long long)e->count));
    else
        teller_line(t, count_in_words(t, e));
    if (e->can_be_worked_out) {
        teller_line(t, e->low == e->high ? said_word(t->v, TEXT("a reader can tell it exactly:"))
                                      : told(t, "a reader can tell that it is from %lld to %lld:", (long long)e->low, (long long)e->high));
        add_lines(t, e->arithmetic);
    }
    add_threats(t, e);
}

static void add_secrets(const struct teller *t, const struct pipeline_audience *audience,
                        const struct release_explanation *e)
{
    const bool open = e->status == RELEASE_SHOWN || e->is_held || !e->is_reckoned_with || audience->may_leak;
    if (e->can_be_worked_out)
        teller_line(t, said_word(t->v, TEXT("readers can work it out from what they have")));
    if (open)
        return;
    if (t->confidential)
        add_reason(t, e);
    else if (e->status == RELEASE_NOT_ASKED)
        teller_line(t, said_word(t->v, TEXT("what its printing would give away is confidential: -o DIR writes it to DIR")));
    else
        teller_line(t, said_word(t->v, TEXT("why it is not shown by itself is confidential: -o DIR writes it to DIR")));
}

/* ---- each audience ---- */

/* The label is a name, and no phrase. */
static void add_status(const struct teller *t, const struct pipeline_audience *audience, const struct release_explanation *e,
                       struct text more)
{
    const struct text status = status_of(t, audience, e);
    text_add_format(t->out, "    %.*s: %.*s%s%.*s\n", TEXT_ARGS(e->label), TEXT_ARGS(status), more.len ? "; " : "", TEXT_ARGS(more));
}

static void add_figure(const struct teller *t, const struct pipeline_audience *audience)
{
    const struct release_explanation *e = &audience->explanations[0];
    add_status(t, audience, e, TEXT_EMPTY);
    if (e->status == RELEASE_JOINED)
        add_members(t, &e->joined);
    add_base(t, audience, e->cell);
    if (e->exempt.len)
        teller_line(t, told(t, "exempt: it may be published however small it is: %.*s", TEXT_ARGS(e->exempt)));
    explain_printed(t, audience);
    if (e->status != RELEASE_NOT_ASKED || !e->earlier_count)
        explain_where(t, e->status == RELEASE_JOINED ? e->joined.where : e->where);
    add_earlier(t, audience, e);
    add_repeated(t, audience);
    add_secrets(t, audience, e);
}

/* A line for each cell that anything is said of. */
static void add_table(const struct teller *t, const struct pipeline_audience *audience)
{
    size_t untold = 0;
    for (size_t i = 0; i < t->report->question.use_count; i++) {
        const struct release_explanation *e = &audience->explanations[i];
        const bool is_secret = t->confidential && !audience->may_leak && e->status != RELEASE_SHOWN;
        if (e->status == RELEASE_NOT_ASKED && !e->is_held)
            untold++;
        else
            add_status(t, audience, e, is_secret ? count_in_words(t, e) : TEXT_EMPTY);
    }
    explain_printed(t, audience);
    if (untold == t->report->question.use_count)
        teller_line(t, told(t, "nothing of it is in what these readers get"));
    else if (untold)
        teller_line(t, told(t, "other cells: %zu, that no layout asks for or that are empty", untold));
}

static void add_audience(const struct teller *t, const struct pipeline_audience *audience)
{
    text_add(t->out, audience->name);
    if (audience->may_leak && !t->confidential)
        text_add(t->out, said_word(t->v, TEXT(" (a reproduction: its numbers are not told here)")));
    if (!audience->is_built)
        text_add(t->out, said_word(t->v, TEXT(" (not made now, but reckoned with: other readers have it too)")));
    text_add_byte(t->out, '\n');
    if (t->report->question.is_table)
        add_table(t, audience);
    else
        add_figure(t, audience);
}

void explain_tell(const struct voice *v, const struct pipeline_report *report, bool confidential, struct text_builder *out)
{
    const struct teller teller = {report, v, confidential, out};
    if (confidential) {
        text_add(out, said(v, "Confidential: this file tells hidden counts, and why they are hidden."));
        text_add_c(out, "\n\n");
    }
    explain_measure(&teller);
    for (size_t i = 0; i < report->audiences.count; i++)
        add_audience(&teller, &report->audiences.items[i]);
    if (report->question.namesake.len)
        text_add_format(out, "%.*s\n", TEXT_ARGS(said(v, "'%.*s' asks for what has the same name in a layout or on a sheet",
                                                       TEXT_ARGS(report->question.namesake))));
}
