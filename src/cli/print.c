/* SPDX-License-Identifier: GPL-3.0-or-later
 * Printing for people at a terminal. */
#include "cli/print.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* Of the numbers that a count follows from. */
enum { NAMES_SHOWN = 12 };

void print_diagnostics(struct diagnostics *diagnostics)
{
    size_t count;
    struct text_builder b = {0};
    const struct diagnostic *items = diagnostics_sorted(diagnostics, &count);
    for (size_t i = 0; i < count; i++)
        diagnostic_format(&items[i], &b);
    if (b.len)
        fwrite(b.bytes, 1, b.len, stderr);
    text_builder_done(&b);
    struct arena *scratch = arena_new();
    if (count)
        fprintf(stderr, "%.*s\n", TEXT_ARGS(diagnostics_totals(diagnostics, scratch)));
    arena_free(scratch);
}

void print_diagnostics_json(struct diagnostics *diagnostics)
{
    struct text_builder b = {0};
    diagnostics_add_json(diagnostics, &b);
    text_add_byte(&b, '\n');
    fwrite(b.bytes, 1, b.len, stdout);
    text_builder_done(&b);
}

bool print_take_language(const char *value, struct print_language *ret_language)
{
    ret_language->is_chosen = message_language_parse(text_of(value), &ret_language->language);
    return ret_language->is_chosen;
}

struct diagnostics *print_diagnostics_new(struct print_language language)
{
    struct diagnostics *diagnostics = diagnostics_new();
    if (language.is_chosen)
        diagnostics_speak(diagnostics, language.language);
    return diagnostics;
}

bool print_take_format(const char *value, bool *ret_json)
{
    *ret_json = strcmp(value, "json") == 0;
    return *ret_json || strcmp(value, "text") == 0;
}

static void print_unknown(const struct pipeline_unknown *unknown)
{
    printf("%-14s ", "");
    if (unknown->may_be_told)
        printf("%" PRIu64, unknown->rows);
    else
        printf("some");
    printf(" of its rows count as '%.*s' in '%.*s', since their code is not in its list%s\n", TEXT_ARGS(unknown->category),
           TEXT_ARGS(unknown->column), unknown->may_be_told ? "" : " (how many: restricted/unknown-codes.txt of a build)");
}

void print_rows(const struct pipeline_report *report)
{
    for (size_t i = 0; i < report->exports.count; i++) {
        const struct pipeline_export *e = &report->exports.items[i];
        printf("%-14.*s %" PRIu64 " rows in %" PRIu64 " file(s) = %" PRIu64 " used + %" PRIu64 " excluded by rule + %" PRIu64
               " rejected\n",
               TEXT_ARGS(e->source), e->rows, e->files, e->used, e->excluded, e->rejected);
        for (size_t k = 0; k < report->unknown.count; k++)
            if (text_equal(report->unknown.items[k].source, e->source))
                print_unknown(&report->unknown.items[k]);
    }
}

static void print_entry(const char *words, const struct account_entry *entry)
{
    printf("%-14s %s: %.*s%s%.*s\n", "", words, TEXT_ARGS(entry->label), entry->where.len ? ", in: " : "",
           TEXT_ARGS(entry->where));
}

/* At most NAMES_SHOWN of them, a line each. */
static void print_names(const char *words, const struct account_names *names)
{
    for (size_t i = 0; i < names->count && i < NAMES_SHOWN; i++)
        printf("%-14s     %s %.*s\n", "", words, TEXT_ARGS(names->items[i]));
    if (names->count > NAMES_SHOWN)
        printf("%-14s     and %zu more\n", "", names->count - NAMES_SHOWN);
}

/* How many of what no layout and no sheet shows, and from what. */
static void print_unseen(const char *words, const struct account *account, enum account_status status)
{
    const struct account_unseen *unseen = &account->unseen[status];
    if (unseen->count)
        printf("%-14s %s: %zu count(s) of groups that nothing shows; the confidential account names them\n", "", words,
               unseen->count);
    print_names("from", &unseen->from);
}

/* What can be worked out, and from what, by name. */
static void print_leaks(const struct account *account)
{
    for (size_t i = 0; i < account->entries.count; i++) {
        const struct account_entry *entry = &account->entries.items[i];
        if (entry->status != ACCOUNT_UNSAFE || !account_entry_is_seen(entry))
            continue;
        print_entry("CAN BE WORKED OUT", entry);
        print_names("from", &entry->from);
        print_names("and what everybody knows:", &entry->known);
    }
    print_unseen("CAN BE WORKED OUT", account, ACCOUNT_UNSAFE);
}

static void print_others(const struct account *account)
{
    for (size_t i = 0; i < account->entries.count; i++)
        if (account->entries.items[i].status == ACCOUNT_LOST && account_entry_is_seen(&account->entries.items[i]))
            print_entry("given away already, by earlier publications", &account->entries.items[i]);
    print_unseen("given away already, by earlier publications", account, ACCOUNT_LOST);
    for (size_t i = 0; i < account->entries.count; i++) {
        const struct account_entry *entry = &account->entries.items[i];
        if (entry->status != ACCOUNT_EXEMPT)
            continue;
        print_entry("small, and exempt", entry);
        printf("%-14s     %.*s\n", "", TEXT_ARGS(entry->reason));
    }
    for (size_t i = 0; i < account->recounts.count; i++)
        printf("%-14s counted anew, so that the earlier figure says nothing of today: %.*s, %.*s\n", "",
               TEXT_ARGS(account->recounts.items[i].label), TEXT_ARGS(account->recounts.items[i].where));
}

/* Whether it tells something that hidden counts are not zero. */
static bool zeros_tell(const struct account *account)
{
    for (size_t i = 0; i < account->entries.count; i++)
        if (account->entries.items[i].zeros_tell)
            return true;
    return false;
}

/* What the producer can do about leaks. */
static void print_advice(const struct account *account)
{
    if (!account->totals.unsafe)
        return;
    if (account->blamed.count)
        printf("%-14s These are totals; a total that is broken down is never hidden, so hiding cannot help here:\n", "");
    for (size_t i = 0; i < account->blamed.count; i++)
        printf("%-14s     %.*s\n", "", TEXT_ARGS(account->blamed.items[i]));
    printf("%-14s What helps: leave one of the numbers named out of the layouts; or join the category with others\n"
           "%-14s (\"join\" in a table of one period, \"small parts: join\" in the code book's policy); or, if the count tells\n"
           "%-14s nothing of a person, let the policy say \"exempt: FIGURE | written reason\"\n", "", "", "");
    if (zeros_tell(account))
        printf("%-14s Here it may be enough that hidden counts can be zero: \"zeros: hidden\" in the policy\n", "");
}

static void print_reproduction(const struct pipeline_audience *audience)
{
    const struct account_totals *t = &audience->account->totals;
    printf("%-14.*s %zu numbers, none hidden: a reproduction, marked so on every page, not for release\n",
           TEXT_ARGS(audience->name), t->published);
    printf("%-14s %zu small counts can be told from it\n", "", t->unsafe);
}

static void print_audience(const struct pipeline_audience *audience)
{
    const struct account_totals *t = &audience->account->totals;
    if (audience->may_leak) {
        print_reproduction(audience);
        return;
    }
    printf("%-14.*s %zu numbers: %zu hidden; %zu categories joined; %zu small counts proved safe\n",
           TEXT_ARGS(audience->name), t->published, t->primary + t->complementary, t->joined,
           t->targets - t->unsafe - t->lost - t->exempt);
    if (!audience->is_built)
        printf("%-14s not made now, but reckoned with: other readers have it too\n", "");
    if (t->held)
        printf("%-14s %zu numbers that readers have from other publications were reckoned with\n", "", t->held);
    print_leaks(audience->account);
    print_others(audience->account);
    print_advice(audience->account);
}

void print_protection(const struct pipeline_report *report)
{
    for (size_t i = 0; i < report->audiences.count; i++)
        print_audience(&report->audiences.items[i]);
}

/* The end of a message may be what the system says, which is a phrase of its own. */
static struct text failure_in(enum message_language language, struct text message, struct arena *keep)
{
    size_t end = message.len;
    while (end && !text_starts(text_slice(message, end, message.len), TEXT(": ")))
        end--;
    if (!end)
        return phrase_in(language, message, keep);
    const struct text cause = phrase_in(language, text_slice(message, end + 2, message.len), keep);
    const struct text head = text_slice(message, 0, end);
    return phrase_in(language, text_format(keep, "%.*s: %.*s", TEXT_ARGS(head), TEXT_ARGS(cause)), keep);
}

void print_failure(const struct diagnostics *diagnostics, const char *message)
{
    struct arena *keep = arena_new();
    const struct text words = failure_in(diagnostics_language(diagnostics), text_of(message), keep);
    fprintf(stderr, "sitrep: %.*s\n", TEXT_ARGS(words));
    arena_free(keep);
}

bool print_finish(const struct diagnostics *diagnostics)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return true;
    print_failure(diagnostics, "not everything could be printed");
    return false;
}
