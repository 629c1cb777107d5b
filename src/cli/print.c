/* SPDX-License-Identifier: GPL-3.0-or-later
 * Printing for people at a terminal. */
#include "cli/print.h"

#include <inttypes.h>
#include <stdio.h>

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
    const size_t errors = diagnostics_count(diagnostics, SEVERITY_ERROR);
    const size_t warnings = diagnostics_count(diagnostics, SEVERITY_WARNING) - errors;
    if (count)
        fprintf(stderr, "%zu error(s), %zu warning(s)\n", errors, warnings);
}

void print_rows(const struct pipeline_report *report)
{
    for (size_t i = 0; i < report->exports.count; i++) {
        const struct pipeline_export *e = &report->exports.items[i];
        printf("%-14.*s %" PRIu64 " rows in %" PRIu64 " file(s) = %" PRIu64 " used + %" PRIu64 " excluded by rule + %" PRIu64
               " rejected\n",
               TEXT_ARGS(e->source), e->rows, e->files, e->used, e->excluded, e->rejected);
    }
}

/* A count may have been weighed with several others: its label is printed once. */
static bool is_repeated(const struct account *account, size_t number)
{
    for (size_t i = 0; i < number; i++)
        if (account->entries.items[i].status == account->entries.items[number].status &&
            text_equal(account->entries.items[i].label, account->entries.items[number].label))
            return true;
    return false;
}

static void print_entries(const struct account *account, enum account_status status, const char *words)
{
    for (size_t i = 0; i < account->entries.count; i++) {
        const struct account_entry *entry = &account->entries.items[i];
        if (entry->status == status && !is_repeated(account, i))
            printf("%-14s %s: %.*s%s%.*s\n", "", words, TEXT_ARGS(entry->label), entry->where.len ? ", in: " : "",
                   TEXT_ARGS(entry->where));
    }
}

static void print_audience(const struct pipeline_audience *audience)
{
    const struct account_totals *t = &audience->account->totals;
    if (audience->may_leak) {
        printf("%-14.*s %zu numbers, none hidden: a reproduction, marked so on every page, not for release\n",
               TEXT_ARGS(audience->name), t->published);
        return;
    }
    printf("%-14.*s %zu numbers: %zu hidden because they are small, %zu to protect those; %zu categories joined; "
           "%zu small counts proved safe\n",
           TEXT_ARGS(audience->name), t->published, t->primary, t->complementary, t->joined,
           t->targets - t->unsafe - t->lost);
    if (t->bound && t->cost > t->bound)
        printf("%-14s what was hidden to protect others costs at most %" PRId64 " %% more than the least\n", "",
               ((t->cost - t->bound) * 100 + t->bound - 1) / t->bound);
    for (size_t i = 0; i < audience->account->notes.count; i++)
        printf("%-14s note: %.*s\n", "", TEXT_ARGS(audience->account->notes.items[i]));
    if (t->held)
        printf("%-14s %zu numbers that readers have from other publications were reckoned with\n", "", t->held);
    print_entries(audience->account, ACCOUNT_UNSAFE, "CAN BE WORKED OUT");
    print_entries(audience->account, ACCOUNT_LOST, "given away already");
    print_entries(audience->account, ACCOUNT_EXEMPT, "small, and exempt");
}

void print_protection(const struct pipeline_report *report)
{
    for (size_t i = 0; i < report->audiences.count; i++)
        print_audience(&report->audiences.items[i]);
}

bool print_finish(void)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return true;
    fprintf(stderr, "sitrep: not everything could be printed\n");
    return false;
}
