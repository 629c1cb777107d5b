/* SPDX-License-Identifier: GPL-3.0-or-later
 * A small world by the real stages: layout, tally, plan, release, document. 85 clients at the end of 2014, in five
 * groups that are easy to reckon with:
 *
 *   40 women  NG sexual abroad   admitted 2014-03-10      55 of them new in 2014 (40 + 15), and 2 more,
 *   20 women  VN labour finland  admitted 2013-05-01      the minors: 57
 *   15 men    VN labour finland  admitted 2014-06-20
 *    8 men    FI other  abroad   admitted 2012-09-09
 *    2 men    AE sexual finland  admitted 2014-11-30, born 1999
 *
 * so 60 women, 25 men; 42 sexual, 35 labour, 8 other; 48 abroad, 37 in Finland. */
#ifndef TESTS_UNIT_DOCUMENT_FIXTURES_H
#define TESTS_UNIT_DOCUMENT_FIXTURES_H

#include "aggregate/tally.h"
#include "document/bind.h"
#include "protect/account.h"
#include "protect/plan.h"
#include "unit/layout/fixtures.h"

static const char WORLD_LANGUAGE[] =
    "name: English\ncases:\ndecimal: .\nthousands: ,\ngroup from: 1000\npercent: {n}~%\ndate: {d} {month} {yyyy}\n"
    "month and year: {month} {yyyy}\nhalf-year: {half} half of {yyyy}\nhalves: first, second\n"
    "months: January, February, March, April, May, June, July, August, September, October, November, December\n"
    "months in dates: January, February, March, April, May, June, July, August, September, October, November, "
    "December\n"
    "numbers: zero, one, two, three, four, five, six, seven, eight, nine, ten\n"
    "ordinals: first, second, third\nordinal: {n}th\nlist: «, »\nlist end: « and »\njoined: « + »\nshare of: {n} of "
    "{base}\n"
    "quote open: “\nquote close: ”\ncontents: Contents\nfigure: Figure~{n}\ntable: Table~{n}\nsection: Section~{n}\n"
    "note: Note\ntotal: Total\nper cent: Per cent\nmonth: Month\nhalf: Half-year\nyear: Year\n"
    "base stated: Of the {n} known.\nseveral: Some have several.\nbreak: {mark} since {date}.\nhidden: {symbol} = {text}.\nhidden in chart: Hatched = {text}.\nhidden and marked in chart: Hatched or {symbol} = {text}.\nparts hidden: parts {text}\nparts hidden in chart: Hatched = parts {text}.\nsmall base: None of fewer than {n}.\nrounded: Rounded.\nempty: No cases\n"
    "alt pie: Pie. {title}. {list}.\nalt bars: Bars. {title}. {list}.\nalt columns: Columns. {title}. {list}.\n"
    "alt line: Line. {title}. {list}.\nalt item: {label}: {value}\ncover: Cover\nnotes: Notes\nsheet: Sheet\ntitle: "
    "Title\n"
    "published: Published\nback to contents: Back\nchart of: Chart\nunit: Unit\nbase: Base\nsymbol: Symbol\nmeaning: "
    "Meaning\n"
    "data: Data\n";

/* Places of the source's columns, and of categories, in the small code book. */
enum { CASE_NO, PERSON_NO, GENDER, BIRTH_YEAR, NATIONALITY, FORM_OF, PLACE, ADMITTED, EXTENSION, EXITED };
enum { WOMEN, MEN, GENDER_NOT_STATED };
enum { FI, NG, VN, AE, STATELESS };
enum { SEXUAL, LABOUR, OTHER, FORM_NOT_STATED };
enum { FINLAND, ABROAD, PLACE_NOT_STATED };

struct world_group {
    int count, gender, nationality, form, place, birth_year;
    struct date admitted, exited; /* exited: year 0 for those still there */
};

static const struct world_group WORLD_GROUPS[] = {
    {40, WOMEN, NG, SEXUAL, ABROAD, 1990, {2014, 3, 10}, {0, 0, 0}},
    {20, WOMEN, VN, LABOUR, FINLAND, 1985, {2013, 5, 1}, {0, 0, 0}},
    {15, MEN, VN, LABOUR, FINLAND, 1980, {2014, 6, 20}, {0, 0, 0}},
    {8, MEN, FI, OTHER, ABROAD, 1970, {2012, 9, 9}, {0, 0, 0}},
    {2, MEN, AE, SEXUAL, FINLAND, 1999, {2014, 11, 30}, {0, 0, 0}},
};

struct world {
    struct layout_fixture f;
    struct plan plan;
    int64_t children; /* typed in */
    bool *is_given;
    struct tally *tally;
    const struct release *release;
    const struct language *language;
    struct edition_facts facts;
    struct bind_inputs inputs;
    const struct document *document;
};

static inline void world_add(struct world *w, const struct world_group *group, int *person)
{
    for (int i = 0; i < group->count; i++) {
        struct case_row row = {
            .value = {[CASE_NO] = CASE_MISSING, [EXTENSION] = CASE_MISSING, [EXITED] = CASE_MISSING}};
        row.value[PERSON_NO] = (*person)++;
        row.value[GENDER] = group->gender;
        row.value[BIRTH_YEAR] = group->birth_year;
        row.value[NATIONALITY] = group->nationality;
        row.value[FORM_OF] = group->form;
        row.value[PLACE] = group->place;
        row.value[ADMITTED] = date_to_day(group->admitted);
        if (group->exited.year)
            row.value[EXITED] = date_to_day(group->exited);
        tally_row(w->tally, 0, &row);
    }
}

static inline void world_count(struct world *w, const struct world_group *groups, size_t count)
{
    struct error *err = &scratch.err;
    ck_assert_msg(plan_make(w->f.codebook, &w->f.requests, NULL, scratch.keep, &w->plan, err), "%s",
                  err->message);
    w->tally = tally_new(w->f.codebook, &w->f.requests);
    tally_typed(w->tally, codebook_measure(w->f.codebook, TEXT("children")), w->children);
    int person = 0;
    for (size_t i = 0; i < count; i++)
        world_add(w, &groups[i], &person);
    tally_finish(w->tally);
}

/* What `audience` may know of what was counted. */
static inline void world_release(struct world *w, const char *audience)
{
    const int policy = codebook_policy(w->f.codebook, text_of(audience));
    const struct release_inputs inputs = {.codebook = w->f.codebook,
                                          .requests = &w->f.requests,
                                          .plan = &w->plan,
                                          .published_uses = w->f.requests.use_count,
                                          .tally = w->tally,
                                          .policy = &w->f.codebook->policies[policy],
                                          .edition = TEXT("2014")};
    struct account account = {.keep = scratch.keep};
    ck_assert_msg(release_make(&inputs, scratch.keep, &w->release, &account, &scratch.err), "%s", scratch.err.message);
    w->inputs.release = w->release;
}

static inline void world_facts(struct world *w)
{
    const char *path = scratch_write("en.language", text_of(WORLD_LANGUAGE));
    ck_assert_msg(language_read(path, scratch.keep, w->f.diagnostics, &w->language, &scratch.err), "%s",
                  scratch.err.message);
    ck_no_fault(scratch.keep, w->f.diagnostics);
    const int children = codebook_measure(w->f.codebook, TEXT("children"));
    w->children = 60;
    w->is_given = ARENA_ARRAY(scratch.keep, bool, (size_t)w->f.codebook->measure_count);
    w->is_given[children] = true;
    w->facts = (struct edition_facts){.id = TEXT("2014"),
                                      .period = layout_year(),
                                      .number = TEXT("1/2015"),
                                      .date = date_to_day((struct date){2015, 1, 30}),
                                      .publisher = TEXT("Example Centre")};
    w->inputs = (struct bind_inputs){.layout = w->f.layout,
                                     .codebook = w->f.codebook,
                                     .requests = &w->f.requests,
                                     .language = w->language,
                                     .facts = &w->facts,
                                     .is_given = w->is_given,
                                     .is_published = true};
}

/* Everything up to the document, for a body under the usual head. */
static inline void world_bind_groups(struct world *w, const char *audience, const char *body,
                                     const struct world_group *groups, size_t count)
{
    *w = (struct world){.release = NULL};
    layout_read_body(&w->f, body);
    ck_no_fault(scratch.keep, w->f.diagnostics);
    world_facts(w);
    world_count(w, groups, count);
    world_release(w, audience);
    w->document = document_bind(&w->inputs, scratch.keep, w->f.diagnostics);
}

static inline void world_bind(struct world *w, const char *audience, const char *body)
{
    world_bind_groups(w, audience, body, WORLD_GROUPS, sizeof WORLD_GROUPS / sizeof *WORLD_GROUPS);
}

static inline void world_done(struct world *w)
{
    tally_free(w->tally);
    layout_done(&w->f);
}

/* ---- documents in words ---- */

static inline void world_add_spans(struct text_builder *b, const struct doc_spans *spans)
{
    for (size_t i = 0; i < spans->count; i++) {
        const struct doc_span *span = &spans->items[i];
        const char *style = span->strong ? "**" : span->emphasis ? "*" : "";
        text_add_c(b, style);
        if (span->kind == SPAN_NOTE)
            text_add_format(b, "^%zu", span->number);
        else if (span->kind == SPAN_BREAK)
            text_add_c(b, "/");
        else if (span->kind == SPAN_TEXT)
            text_add(b, span->text);
        else
            text_add_format(b, "%s%.*s>%.*s", span->kind == SPAN_LINK ? "<" : "#<", TEXT_ARGS(span->target),
                            TEXT_ARGS(span->text));
        text_add_c(b, style);
    }
}

static inline struct text world_spans(const struct doc_spans *spans)
{
    struct text_builder b = {0};
    world_add_spans(&b, spans);
    const struct text words = text_copy(scratch.keep, text_built(&b));
    text_builder_done(&b);
    return words;
}

/* The words of the n-th node at the top. */
static inline struct text world_words(const struct world *w, size_t node)
{
    ck_assert_uint_lt(node, w->document->child_count);
    return world_spans(&w->document->children[node]->spans);
}

/* "Gender | Persons / Women | 60 / Men | 25 / Total | 85". */
static inline struct text world_table(const struct doc_table *table)
{
    struct text_builder b = {0};
    for (size_t i = 0; i < table->row_count * table->column_count; i++) {
        text_add_c(&b, !i ? "" : i % table->column_count ? " | " : " / ");
        text_add(&b, table->cells[i].text);
    }
    const struct text words = text_copy(scratch.keep, text_built(&b));
    text_builder_done(&b);
    return words;
}

#endif
