/* SPDX-License-Identifier: GPL-3.0-or-later
 * A small code book and people counted by it, on the whole way from rows to a release. */
#ifndef TESTS_UNIT_PROTECT_WORLD_H
#define TESTS_UNIT_PROTECT_WORLD_H

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "aggregate/tally.h"
#include "base/file.h"
#include "layout/expression.h"
#include "protect/account.h"
#include "protect/plan.h"
#include "protect/release.h"
#include "unit/harness.h"

static const char WORLD_CODE_BOOK[] =
    "---\nid: t\nlanguages: en\nnot stated: Not stated\n---\n"
    "::: codes kind\ntitle: Kind\n| raw | category | en |\n| a | a | A |\n| b | b | B |\n| c | c | C |\n| d | d | D "
    "|\n| e | e | E |\n:::\n"
    "::: codes place\ntitle: Place\n| raw | category | en |\n| f | fi | In |\n| g | abroad | Out |\n:::\n"
    "::: source cases\nfiles: *.csv\nrow: case\nkey: id\nstarts: day\n"
    "| column | heading in the export | type | codes | needed |\n| id | id | id | | yes |\n| kind | kind | code | kind "
    "| yes |\n"
    "| place | place | code | place | yes |\n| day | day | date | | yes |\n| extended | extended | yes/no | | no |\n:::\n"
    "::: measure m\ntitle: M\nunit: persons\ncount: cases\ncounted: day during the period\n:::\n"
    "::: measure a_only\nlike: m\ntitle: A\nwhere: kind = a\n:::\n"
    "::: measure b_only\nlike: m\ntitle: B\nwhere: kind = b\n:::\n"
    "::: measure extended\nlike: m\ntitle: E\nwhere: extended = yes\n:::\n"
    "::: measure plain\ntitle: P\nunit: persons\ncount: cases\ncounted: day during the period\nwhere: extended != yes\n:::\n"
    "::: relation sum\nthat: m = plain + extended\n:::\n"
    "::: policy public\nthreshold: 5\nsmall parts: join\n:::\n"
    "::: policy strict\nthreshold: 5\nsmall parts: hide\n:::\n"
    "::: policy blank\nthreshold: 5\nzeros: hidden\nsmall parts: hide\nexact dates: earliest a_only.day: year; earliest "
    "b_only.day: year\n:::\n"
    "::: policy open\nthreshold: 1\n:::\n";

enum { KIND = 1, PLACE = 2, DAY = 3, EXTENDED = 4, KINDS = 5, PLACES = 2 };

struct world {
    struct arena *keep;
    struct diagnostics *diagnostics;
    const struct codebook *codebook;
    struct requests requests;
    struct source asked;
    struct tally *tally;
    struct plan plan;
    struct period whole; /* the edition's: totals of its parts may be hidden */
    size_t published; /* uses that are printed; 0: all */
    const struct release *release;
    struct account account;
    struct error err;
};

enum { YEAR_BEGINS = 16071, YEAR_ENDS = 16435 }; /* 2014 */
static const struct period YEAR = {YEAR_BEGINS, YEAR_ENDS};

static inline void open_world_of(struct world *w, const char *code_book)
{
    char path[] = "/tmp/sitrep-test-XXXXXX";
    const int file = mkstemp(path);
    *w = (struct world){.keep = arena_new(), .diagnostics = diagnostics_new(), .whole = YEAR};
    ck_assert_int_ge(file, 0);
    ck_assert_int_eq(write(file, code_book, strlen(code_book)), (ssize_t)strlen(code_book));
    close(file);
    ck_assert(codebook_read(path, YEAR.last, w->keep, w->diagnostics, &w->codebook, &w->err));
    ck_assert_uint_eq(diagnostics_count(w->diagnostics, SEVERITY_ERROR), 0);
    unlink(path);
}

static inline void open_world(struct world *w)
{
    open_world_of(w, WORLD_CODE_BOOK);
    ck_assert_uint_eq(diagnostics_count(w->diagnostics, SEVERITY_WARNING), 1); /* that 'open' protects nothing */
}

static inline void close_world(struct world *w)
{
    tally_free(w->tally);
    diagnostics_free(w->diagnostics);
    arena_free(w->keep);
}

/* What a table block asks for; returns its use. */
static inline size_t ask_table(struct world *w, const char *show, const char *join)
{
    struct source *source = ARENA_NEW(w->keep, struct source);
    *source = (struct source){.path = "test", .bytes = text_format(w->keep, "%s|%s", show, join)};
    const struct expression_context context = {w->codebook, YEAR, source, &w->requests, w->keep, w->diagnostics, false, false};
    struct shown shown;
    ck_assert(parse_shown(&context, text_slice(source->bytes, 0, strlen(show)),
                          text_slice(source->bytes, strlen(show) + 1, source->bytes.len), &shown));
    return shown.uses[0];
}

static inline size_t ask_figure(struct world *w, const char *figure)
{
    struct source *source = ARENA_NEW(w->keep, struct source);
    *source = (struct source){.path = "test", .bytes = text_copy(w->keep, text_of(figure))};
    const struct expression_context context = {w->codebook, YEAR, source, &w->requests, w->keep, w->diagnostics, false, false};
    struct placeholder placeholder;
    ck_assert(parse_placeholder(&context, source->bytes, &placeholder));
    return placeholder.figure.use;
}

/* People of one kind and place, on one day. */
struct people {
    int kind, place;
    date_day day;
    bool extended;
    int64_t count;
};

/* A tally for the uses asked for so far. */
static inline void begin_count(struct world *w)
{
    const struct plan_scope all = {w->requests.use_count, NULL, w->whole};
    ck_assert_msg(plan_make(w->codebook, &w->requests, &all, w->keep, &w->plan, &w->err), "%s", w->err.message);
    w->tally = tally_new(w->codebook, &w->requests);
}

/* For tests that have a struct stays of their own, and count_stays(). */
#define COUNT_STAYS(w, ...)                                     \
    do {                                                        \
        const struct stays stays[] = {__VA_ARGS__};             \
        count_stays((w), stays, sizeof stays / sizeof *stays);  \
    } while (0)

static inline bool is_shown(const struct world *w, size_t use)
{
    return cell_is_shown(release_sum(w->release, use));
}

static inline void count_people(struct world *w, const struct people *people, size_t groups)
{
    begin_count(w);
    for (size_t i = 0; i < groups; i++)
        for (int64_t n = 0; n < people[i].count; n++) {
            struct case_row row = {.further_count = 0};
            row.value[KIND] = people[i].kind;
            row.value[PLACE] = people[i].place;
            row.value[DAY] = people[i].day;
            row.value[EXTENDED] = people[i].extended;
            tally_row(w->tally, 0, &row);
        }
    tally_finish(w->tally);
}

static inline void count(struct world *w, const int64_t counts[KINDS][PLACES])
{
    struct people people[KINDS * PLACES];
    for (int kind = 0; kind < KINDS; kind++)
        for (int place = 0; place < PLACES; place++)
            people[kind * PLACES + place] =
                (struct people){kind, place, YEAR.first + 3, false, counts[kind][place]};
    count_people(w, people, KINDS * PLACES);
}

static inline const struct policy *policy_for(const struct world *w, const char *audience)
{
    return &w->codebook->policies[codebook_policy(w->codebook, text_of(audience))];
}

static inline struct release_inputs inputs_for(const struct world *w, const char *audience)
{
    return (struct release_inputs){.codebook = w->codebook,
                                   .requests = &w->requests,
                                   .plan = &w->plan,
                                   .published_uses = w->published ? w->published : w->requests.use_count,
                                   .tally = w->tally,
                                   .policy = policy_for(w, audience),
                                   .edition = TEXT("2014")};
}

/* Whether the release is made and nothing can be worked out. */
static inline bool release_from(struct world *w, const struct release_inputs *inputs)
{
    w->account = (struct account){.keep = w->keep};
    ck_assert_msg(release_make(inputs, w->keep, &w->release, &w->account, &w->err), "%s", w->err.message);
    return w->account.totals.unsafe == 0;
}

static inline bool release(struct world *w, const char *audience)
{
    const struct release_inputs inputs = inputs_for(w, audience);
    return release_from(w, &inputs);
}

#endif
