/* SPDX-License-Identifier: GPL-3.0-or-later
 * Printing for people at a terminal. */
#include "cli/print.h"

#include <stdio.h>
#include <string.h>

#include "base/names.h"
#include "cli/command.h"

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

static void print_unknown(const struct voice *v, const struct pipeline_unknown *unknown)
{
    if (unknown->may_be_told)
        say(v, "\t%zu of its rows count as '%.*s' in '%.*s', since their code is not in its list", (size_t)unknown->rows,
            TEXT_ARGS(unknown->category), TEXT_ARGS(unknown->column));
    else
        say(v, "\tsome of its rows count as '%.*s' in '%.*s', since their code is not in its list (how many: "
               "restricted/unknown-codes.txt of a build)",
            TEXT_ARGS(unknown->category), TEXT_ARGS(unknown->column));
}

void print_rows(const struct voice *v, const struct pipeline_report *report)
{
    for (size_t i = 0; i < report->exports.count; i++) {
        const struct pipeline_export *e = &report->exports.items[i];
        say(v, "%.*s\t%zu rows in %zu file(s) = %zu used + %zu excluded by rule + %zu rejected", TEXT_ARGS(e->source),
            (size_t)e->rows, (size_t)e->files, (size_t)e->used, (size_t)e->excluded, (size_t)e->rejected);
        for (size_t k = 0; k < report->unknown.count; k++)
            if (text_equal(report->unknown.items[k].source, e->source))
                print_unknown(v, &report->unknown.items[k]);
    }
}

/* "minors @2014, in: table minors, situation.en.md, line 26". */
static struct text name_of(const struct voice *v, const struct account_entry *entry)
{
    const struct text places = said_places(v, entry->where);
    const struct text where = places.len ? said(v, ", in: %.*s", TEXT_ARGS(places)) : TEXT_EMPTY;
    return text_format(v->keep, "%.*s%.*s", TEXT_ARGS(entry->label), TEXT_ARGS(where));
}

/* A line of somebody's own words. */
static void print_name(const struct voice *v, struct text name)
{
    say_bytes(v, text_format(v->keep, "%-14s     %.*s\n", "", TEXT_ARGS(name)));
}

static struct text reason_in(const struct voice *v, struct text reason)
{
    return text_starts(reason, TEXT("follows from what is exempt, ")) ? said_text(v, reason) : reason;
}

static void print_more(const struct voice *v, const struct account_names *names)
{
    if (names->count > NAMES_SHOWN)
        say(v, "\t    and %zu more", names->count - NAMES_SHOWN);
}

/* At most NAMES_SHOWN of them, a line each. */
static void print_from(const struct voice *v, const struct account_names *from)
{
    for (size_t i = 0; i < from->count && i < NAMES_SHOWN; i++)
        say(v, "\t    from %.*s", TEXT_ARGS(said_source(v, from->items[i])));
    print_more(v, from);
}

static void print_known(const struct voice *v, const struct account_names *known)
{
    for (size_t i = 0; i < known->count && i < NAMES_SHOWN; i++)
        say(v, "\t    and what everybody knows: %.*s", TEXT_ARGS(known->items[i]));
    print_more(v, known);
}

/* How many of what no layout and no sheet shows. */
static struct text name_of_unseen(const struct voice *v, const struct account_unseen *unseen)
{
    return said(v, "%zu count(s) of groups that nothing shows; the confidential account names them", unseen->count);
}

/* What can be worked out, and from what, by name. */
static void print_leaks(const struct voice *v, const struct account *account)
{
    for (size_t i = 0; i < account->entries.count; i++) {
        const struct account_entry *entry = &account->entries.items[i];
        if (entry->status != ACCOUNT_UNSAFE || !account_entry_is_seen(entry))
            continue;
        say(v, "\tCAN BE WORKED OUT: %.*s", TEXT_ARGS(name_of(v, entry)));
        print_from(v, &entry->from);
        print_known(v, &entry->known);
    }
    const struct account_unseen *unseen = &account->unseen[ACCOUNT_UNSAFE];
    if (unseen->count)
        say(v, "\tCAN BE WORKED OUT: %.*s", TEXT_ARGS(name_of_unseen(v, unseen)));
    print_from(v, &unseen->from);
}

static void print_lost(const struct voice *v, const struct account *account)
{
    for (size_t i = 0; i < account->entries.count; i++) {
        const struct account_entry *entry = &account->entries.items[i];
        if (entry->status == ACCOUNT_LOST && account_entry_is_seen(entry))
            say(v, "\tgiven away already, by earlier publications: %.*s", TEXT_ARGS(name_of(v, entry)));
    }
    const struct account_unseen *unseen = &account->unseen[ACCOUNT_LOST];
    if (unseen->count)
        say(v, "\tgiven away already, by earlier publications: %.*s", TEXT_ARGS(name_of_unseen(v, unseen)));
    print_from(v, &unseen->from);
}

static void print_exempt(const struct voice *v, const struct account *account)
{
    for (size_t i = 0; i < account->entries.count; i++) {
        const struct account_entry *entry = &account->entries.items[i];
        if (entry->status != ACCOUNT_EXEMPT)
            continue;
        say(v, "\tsmall, and exempt: %.*s", TEXT_ARGS(name_of(v, entry)));
        print_name(v, reason_in(v, entry->reason));
    }
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
static void print_advice(const struct voice *v, const struct account *account)
{
    if (!account->totals.unsafe)
        return;
    if (account->blamed.count)
        say(v, "\tThese are totals that are never hidden, so hiding cannot help here:");
    for (size_t i = 0; i < account->blamed.count; i++)
        print_name(v, account->blamed.items[i]);
    say(v, "\tWhat helps: leave one of the numbers named out of the layouts; or join the category with others\n"
           "\t(\"join\" in a table of one period, \"small parts: join\" in the code book's policy); or, if the count tells\n"
           "\tnothing of a person, let the policy say \"exempt: FIGURE | written reason\"");
    if (zeros_tell(account))
        say(v, "\tHere it may be enough that hidden counts can be zero: \"zeros: hidden\" in the policy");
}

static void print_reproduction(const struct voice *v, const struct pipeline_audience *audience)
{
    const struct account_totals *t = &audience->account->totals;
    say(v, "%.*s\t%zu numbers, none hidden: a reproduction, marked so on every page, not for release", TEXT_ARGS(audience->name),
        t->published);
    say(v, "\t%zu small counts can be told from it", t->unsafe);
}

/* How many small counts there are is not said: beside the report, one or two of them in 6 is the difference between 1 and 2. */
static void print_numbers(const struct voice *v, const struct pipeline_audience *audience)
{
    const struct account_totals *t = &audience->account->totals;
    const size_t hidden = t->primary + t->complementary;
    const struct text name = audience->name;
    if (t->unsafe || t->lost)
        say(v, "%.*s\t%zu numbers: %zu hidden; %zu categories joined", TEXT_ARGS(name), t->published, hidden, t->joined);
    else
        say(v, "%.*s\t%zu numbers: %zu hidden; %zu categories joined; small counts proved safe", TEXT_ARGS(name), t->published,
            hidden, t->joined);
}

static void print_audience(const struct voice *v, const struct pipeline_audience *audience)
{
    const struct account_totals *t = &audience->account->totals;
    if (audience->may_leak) {
        print_reproduction(v, audience);
        return;
    }
    print_numbers(v, audience);
    if (!audience->is_built)
        say(v, "\tnot made now, but reckoned with: other readers have it too");
    if (t->held)
        say(v, "\t%zu numbers that readers have from other publications were reckoned with", t->held);
    print_leaks(v, audience->account);
    print_lost(v, audience->account);
    print_exempt(v, audience->account);
    print_advice(v, audience->account);
}

/* ---- what was counted anew ---- */

static bool has_place(struct text places, struct text place)
{
    while (places.len)
        if (text_equal(text_cut(&places, ';'), place))
            return true;
    return false;
}

/* Where it was published: in several lists, maybe, and accounts of several audiences name the same. */
static struct text places_of(const struct voice *v, const struct pipeline_report *report, struct text label)
{
    struct text places = TEXT_EMPTY;
    for (size_t i = 0; i < report->audiences.count; i++) {
        const struct account *account = report->audiences.items[i].account;
        for (size_t k = 0; k < account->recounts.count; k++) {
            const struct text place = account->recounts.items[k].where;
            if (text_equal(account->recounts.items[k].label, label) && !has_place(places, place))
                places = text_format(v->keep, "%.*s%s%.*s", TEXT_ARGS(places), places.len ? "; " : "", TEXT_ARGS(place));
        }
    }
    return said_places(v, places);
}

static void print_recount(const struct voice *v, const struct pipeline_report *report, struct text label, bool is_first)
{
    const struct text places = places_of(v, report, label);
    if (is_first)
        say(v, "earlier\tcounted anew, so that the earlier figure says nothing of today: %.*s, %.*s", TEXT_ARGS(label),
            TEXT_ARGS(places));
    else
        say(v, "\tcounted anew, so that the earlier figure says nothing of today: %.*s, %.*s", TEXT_ARGS(label), TEXT_ARGS(places));
}

/* Each figure once, whoever had it, with its place in each list. Of reproductions nobody asks. */
static void print_recounts(const struct voice *v, const struct pipeline_report *report)
{
    struct names *told = names_new();
    for (size_t i = 0; i < report->audiences.count; i++) {
        const struct account *account = report->audiences.items[i].account;
        for (size_t k = 0; k < account->recounts.count && !report->audiences.items[i].may_leak; k++) {
            const struct text label = account->recounts.items[k].label;
            const int32_t before = names_count(told);
            if (names_add(told, label) == before)
                print_recount(v, report, label, before == 0);
        }
    }
    names_free(told);
}

void print_protection(const struct voice *v, const struct pipeline_report *report)
{
    for (size_t i = 0; i < report->audiences.count; i++)
        print_audience(v, &report->audiences.items[i]);
    print_recounts(v, report);
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

int print_end(const struct diagnostics *diagnostics, const struct error *err)
{
    const bool printed = print_finish(diagnostics);
    if (err->kind == ERROR_NONE)
        return printed ? EXIT_FINE : EXIT_SYSTEM;
    print_failure(diagnostics, err->message);
    return (int)err->kind;
}
