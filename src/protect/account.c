/* SPDX-License-Identifier: GPL-3.0-or-later
 * The account as text for people and as JSON. What needs a decision comes first. */
#include "protect/account.h"

#include <inttypes.h>

#include "base/json.h"

static const struct {
    const char *word, *heading;
} STATUS[] = {
    [ACCOUNT_SAFE] = {"protected", "Protected: a reader must think different counts possible; two examples are given, which are no bounds"},
    [ACCOUNT_UNSAFE] = {"can be worked out", "CAN BE WORKED OUT: this must not be published"},
    [ACCOUNT_LOST] = {"lost", "Given away already, by earlier publications; nothing is added to that"},
    [ACCOUNT_EXEMPT] = {"exempt", "Exempt: small, and allowed to be published or to follow from what is"},
};

/* ---- for people ---- */

static void add_possible(const struct account_entry *entry, struct text_builder *b)
{
    text_add_format(b, "; possible are, among others, %" PRId64, entry->low);
    if (entry->high == PROTECT_NO_END)
        text_add_c(b, " and any number above");
    else
        text_add_format(b, " and %" PRId64, entry->high);
}

static void add_interval(const struct account_entry *entry, struct text_builder *b)
{
    if (entry->status == ACCOUNT_EXEMPT)
        return;
    if (entry->status == ACCOUNT_SAFE)
        add_possible(entry, b);
    else if (entry->low == entry->high)
        text_add_format(b, "; a reader can tell it exactly");
    else
        text_add_format(b, "; a reader can tell that it is from %" PRId64 " to %" PRId64, entry->low, entry->high);
}

/* Each line of the arithmetic, set in. */
static void add_arithmetic(struct text arithmetic, struct text_builder *b)
{
    for (struct text rest = arithmetic; rest.len;) {
        const size_t end = text_find_byte(rest, '\n');
        text_add_format(b, "        %.*s\n", TEXT_ARGS(text_slice(rest, 0, end)));
        rest = text_slice(rest, end + (end < rest.len), rest.len);
    }
}

static void add_entry(const struct account_entry *entry, struct text_builder *b)
{
    text_add_format(b, "    %.*s: count %" PRId64 "%s", TEXT_ARGS(entry->label), entry->count,
                    entry->hidden ? ", hidden" : "");
    add_interval(entry, b);
    text_add_byte(b, '\n');
    if (entry->where.len)
        text_add_format(b, "        in: %.*s\n", TEXT_ARGS(entry->where));
    if (entry->reason.len)
        text_add_format(b, "        reason: %.*s\n", TEXT_ARGS(entry->reason));
    add_arithmetic(entry->arithmetic, b);
    for (size_t i = 0; i < entry->totals.count; i++)
        text_add_format(b, "        a total, which is never hidden: %.*s\n", TEXT_ARGS(entry->totals.items[i]));
}

static void add_section(const struct account *account, enum account_status status, struct text_builder *b)
{
    struct text cluster = TEXT_EMPTY;
    bool any = false;
    for (size_t i = 0; i < account->entries.count; i++) {
        const struct account_entry *entry = &account->entries.items[i];
        if (entry->status != status)
            continue;
        if (!any)
            text_add_format(b, "\n%s\n", STATUS[status].heading);
        if (!any || !text_equal(cluster, entry->cluster))
            text_add_format(b, "\n  %.*s\n", TEXT_ARGS(entry->cluster));
        any = true;
        cluster = entry->cluster;
        add_entry(entry, b);
    }
}

/* ---- hidden, joined, counted anew ---- */

static void add_hidden(const struct account *account, bool is_small, const char *heading, struct text_builder *b)
{
    bool any = false;
    for (size_t i = 0; i < account->figures.count; i++) {
        const struct account_figure *figure = &account->figures.items[i];
        if (!figure->hidden || figure->is_small != is_small)
            continue;
        text_add_format(b, "%s    %.*s: count %" PRId64 "; hiding it costs %" PRId64 "\n", any ? "" : heading,
                        TEXT_ARGS(figure->label), figure->count, figure->cost);
        any = true;
        if (figure->where.len)
            text_add_format(b, "        in: %.*s\n", TEXT_ARGS(figure->where));
    }
}

static void add_joins(const struct account *account, struct text_builder *b)
{
    for (size_t i = 0; i < account->joins.count; i++) {
        const struct account_join *join = &account->joins.items[i];
        text_add_format(b, "%s    %.*s: count %" PRId64 "%s\n        joined:", i ? "" : "\nJoined into one labelled sum\n\n",
                        TEXT_ARGS(join->label), join->count, join->hidden ? ", hidden" : "");
        for (size_t k = 0; k < join->part_count; k++)
            text_add_format(b, "%s %.*s %" PRId64, k ? "," : "", TEXT_ARGS(join->parts[k].category), join->parts[k].count);
        text_add_byte(b, '\n');
        if (join->where.len)
            text_add_format(b, "        in: %.*s\n", TEXT_ARGS(join->where));
    }
}

static void add_recounts(const struct account *account, struct text_builder *b)
{
    for (size_t i = 0; i < account->recounts.count; i++) {
        const struct account_recount *recount = &account->recounts.items[i];
        text_add_format(b, "%s    %.*s: ", i ? "" : "\nCounted anew: earlier publications say something else than counting does now\n\n",
                        TEXT_ARGS(recount->label));
        if (recount->kind == EARLIER_HIDDEN)
            text_add_c(b, "hidden, so not zero,");
        else
            text_add_format(b, "%s%" PRId64, recount->kind == EARLIER_AT_MOST ? "at most " : "", recount->before);
        text_add_format(b, " in %.*s; now %" PRId64 "\n", TEXT_ARGS(recount->where), recount->now);
    }
}

static void add_totals(const struct account_totals *t, struct text_builder *b)
{
    text_add_format(b, "%zu different numbers are asked for: %zu hidden because they are small, %zu hidden to protect those, "
                       "%zu categories joined.\n",
                    t->published, t->primary, t->complementary, t->joined);
    text_add_format(b, "%zu small counts: %zu are protected, %zu can be worked out, %zu are lost, %zu are exempt.\n",
                    t->targets, t->targets - t->unsafe - t->lost - t->exempt, t->unsafe, t->lost, t->exempt);
    if (t->held || t->recounted)
        text_add_format(b, "%zu numbers are held from other publications; %zu earlier ones have been counted anew since.\n",
                        t->held, t->recounted);
    text_add_format(b, "Hiding to protect costs %" PRId64 "; no safe choice costs less than %" PRId64, t->cost, t->bound);
    if (t->bound && t->cost > t->bound)
        text_add_format(b, ": at most %" PRId64 " %% more than the least", ((t->cost - t->bound) * 100 + t->bound - 1) / t->bound);
    text_add_c(b, ".\n");
}

static void add_failure(const struct account_failure *failure, struct text_builder *b)
{
    text_add_format(b, "\"%.*s\" does not hold in %zu cell%s of the data: there readers who reckon with it are misled",
                    TEXT_ARGS(failure->name), failure->cells, failure->cells == 1 ? "" : "s");
}

static void add_notes(const struct account *account, struct text_builder *b)
{
    for (size_t i = 0; i < account->failures.count; i++) {
        text_add_c(b, i ? "" : "\nNotes\n");
        add_failure(&account->failures.items[i], b);
        text_add_byte(b, '\n');
    }
}

void account_add_text(const struct account *account, struct text audience, struct text_builder *b)
{
    static const enum account_status order[] = {ACCOUNT_UNSAFE, ACCOUNT_LOST, ACCOUNT_EXEMPT, ACCOUNT_SAFE};
    text_add_format(b, "Audit of what is published for: %.*s\nConfidential: this file holds hidden counts.\n\n",
                    TEXT_ARGS(audience));
    add_totals(&account->totals, b);
    add_notes(account, b);
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        add_section(account, order[i], b);
    add_recounts(account, b);
    add_joins(account, b);
    add_hidden(account, true, "\nHidden because they are small\n\n", b);
    add_hidden(account, false, "\nHidden to protect others\n\n", b);
}

/* ---- for machines ---- */

static void add_json_text(struct text_builder *b, const char *key, struct text value)
{
    text_add_format(b, ",\"%s\":", key);
    json_add_text(b, value);
}

/* null where there is no end. */
static void add_json_end(struct text_builder *b, const char *key, int64_t end)
{
    if (end == PROTECT_NO_END || end == -PROTECT_NO_END)
        text_add_format(b, ",\"%s\":null", key);
    else
        text_add_format(b, ",\"%s\":%" PRId64, key, end);
}

static void add_json_names(struct text_builder *b, const char *key, const struct account_names *names)
{
    text_add_format(b, ",\"%s\":[", key);
    for (size_t i = 0; i < names->count; i++) {
        text_add_c(b, i ? "," : "");
        json_add_text(b, names->items[i]);
    }
    text_add_byte(b, ']');
}

/* Two examples under a name that nobody takes for bounds; true ends as low and high. */
static void add_json_interval(const struct account_entry *entry, struct text_builder *b)
{
    if (entry->status == ACCOUNT_EXEMPT)
        return;
    if (entry->status != ACCOUNT_SAFE) {
        add_json_end(b, "low", entry->low);
        add_json_end(b, "high", entry->high);
        return;
    }
    text_add_format(b, ",\"possible\":[%" PRId64 ",", entry->low);
    if (entry->high == PROTECT_NO_END)
        text_add_c(b, "null]");
    else
        text_add_format(b, "%" PRId64 "]", entry->high);
}

static void add_json_entry(const struct account_entry *entry, struct text_builder *b)
{
    text_add_format(b, "\n{\"status\":\"%s\"", STATUS[entry->status].word);
    add_json_text(b, "label", entry->label);
    add_json_text(b, "where", entry->where);
    add_json_text(b, "weighed_with", entry->cluster);
    text_add_format(b, ",\"hidden\":%s,\"count\":%" PRId64, entry->hidden ? "true" : "false", entry->count);
    add_json_interval(entry, b);
    if (entry->arithmetic.len)
        add_json_text(b, "arithmetic", entry->arithmetic);
    if (entry->status == ACCOUNT_UNSAFE) {
        add_json_names(b, "from", &entry->from);
        add_json_names(b, "known", &entry->known);
    }
    if (entry->reason.len)
        add_json_text(b, "reason", entry->reason);
    text_add_byte(b, '}');
}

/* The key at the beginning of an object. */
static void begin_json_label(struct text_builder *b, bool first, struct text label, struct text where)
{
    text_add_c(b, first ? "\n{\"label\":" : ",\n{\"label\":");
    json_add_text(b, label);
    add_json_text(b, "where", where);
}

static void add_json_recounts(const struct account *account, struct text_builder *b)
{
    static const struct text said[] = {
        [EARLIER_HIDDEN] = TEXT_INIT("hidden"), [EARLIER_SHOWN] = TEXT_INIT("count"), [EARLIER_AT_MOST] = TEXT_INIT("at most")};
    text_add_c(b, "],\"recounted\":[");
    for (size_t i = 0; i < account->recounts.count; i++) {
        const struct account_recount *recount = &account->recounts.items[i];
        begin_json_label(b, i == 0, recount->label, recount->where);
        add_json_text(b, "said", said[recount->kind]);
        add_json_end(b, "before", recount->kind == EARLIER_HIDDEN ? PROTECT_NO_END : recount->before);
        add_json_end(b, "now", recount->now);
        text_add_byte(b, '}');
    }
}

static void add_json_hidden(const struct account *account, struct text_builder *b)
{
    bool first = true;
    text_add_c(b, "],\"hidden\":[");
    for (size_t i = 0; i < account->figures.count; i++) {
        const struct account_figure *figure = &account->figures.items[i];
        if (!figure->hidden)
            continue;
        begin_json_label(b, first, figure->label, figure->where);
        first = false;
        text_add_format(b, ",\"why\":\"%s\",\"count\":%" PRId64 ",\"cost\":%" PRId64 "}",
                        figure->is_small ? "small" : "protects others", figure->count, figure->cost);
    }
}

static void add_json_joins(const struct account *account, struct text_builder *b)
{
    text_add_c(b, "],\"joined\":[");
    for (size_t i = 0; i < account->joins.count; i++) {
        const struct account_join *join = &account->joins.items[i];
        begin_json_label(b, i == 0, join->label, join->where);
        text_add_format(b, ",\"hidden\":%s,\"count\":%" PRId64 ",\"categories\":[", join->hidden ? "true" : "false",
                        join->count);
        for (size_t k = 0; k < join->part_count; k++) {
            text_add_c(b, k ? ",{\"category\":" : "{\"category\":");
            json_add_text(b, join->parts[k].category);
            text_add_format(b, ",\"count\":%" PRId64 "}", join->parts[k].count);
        }
        text_add_c(b, "]}");
    }
}

static void add_json_notes(const struct account *account, struct text_builder *b)
{
    struct text_builder words = {0};
    for (size_t i = 0; i < account->failures.count; i++) {
        words.len = 0;
        add_failure(&account->failures.items[i], &words);
        text_add_c(b, i ? "," : "");
        json_add_text(b, text_built(&words));
    }
    text_builder_done(&words);
}

void account_add_json(const struct account *account, struct text audience, struct text_builder *b)
{
    const struct account_totals *t = &account->totals;
    text_add_c(b, "{\"audience\":");
    json_add_text(b, audience);
    text_add_format(b,
                    ",\"totals\":{\"published\":%zu,\"primary\":%zu,\"complementary\":%zu,\"joined\":%zu,\"targets\":%zu,"
                    "\"unsafe\":%zu,\"lost\":%zu,\"exempt\":%zu,\"held\":%zu,\"recounted\":%zu",
                    t->published, t->primary, t->complementary, t->joined, t->targets, t->unsafe, t->lost, t->exempt,
                    t->held, t->recounted);
    text_add_format(b, ",\"cost\":%" PRId64 ",\"bound\":%" PRId64 "},\"notes\":[", t->cost, t->bound);
    add_json_notes(account, b);
    add_json_recounts(account, b);
    add_json_hidden(account, b);
    add_json_joins(account, b);
    text_add_c(b, "],\"entries\":[");
    for (size_t i = 0; i < account->entries.count; i++) {
        text_add_c(b, i ? "," : "");
        add_json_entry(&account->entries.items[i], b);
    }
    text_add_c(b, "]}\n");
}
