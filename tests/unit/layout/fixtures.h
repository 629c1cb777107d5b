/* SPDX-License-Identifier: GPL-3.0-or-later
 * Layouts read against the small code book of tests/unit/codebook, and what they ask for in words. */
#ifndef TESTS_UNIT_LAYOUT_FIXTURES_H
#define TESTS_UNIT_LAYOUT_FIXTURES_H

#include "layout/layout.h"
#include "unit/codebook/fixtures.h"

struct layout_fixture {
    const struct codebook *codebook;
    const struct layout *layout;
    struct requests requests;
    struct diagnostics *diagnostics;
    struct marked marked;
    struct source source; /* of single expressions */
    struct expression_context context;
};

/* The year 2014. */
static inline struct period layout_year(void)
{
    struct period period;
    ck_assert(period_parse(TEXT("2014"), &period));
    return period;
}

static inline void layout_begin(struct layout_fixture *f)
{
    *f = (struct layout_fixture){.codebook = codebook_small(), .diagnostics = diagnostics_new()};
}

static inline void layout_done(struct layout_fixture *f)
{
    diagnostics_free(f->diagnostics);
}

/* ---- whole layouts ---- */

static inline struct layout_surroundings layout_surroundings_of(struct layout_fixture *f)
{
    return (struct layout_surroundings){.codebook = f->codebook,
                                        .period = layout_year(),
                                        .requests = &f->requests,
                                        .keep = scratch.keep,
                                        .diagnostics = f->diagnostics};
}

static inline void layout_read_bytes(struct layout_fixture *f, struct text bytes)
{
    f->marked = marked_read(scratch.keep, bytes);
    const char *path = scratch_write("small.en.md", f->marked.bytes);
    const struct layout_surroundings surroundings = layout_surroundings_of(f);
    ck_assert_msg(layout_read(path, &surroundings, &f->layout, &scratch.err), "%s", scratch.err.message);
}

/* With the usual head. */
static inline void layout_read_body(struct layout_fixture *f, const char *body)
{
    layout_begin(f);
    layout_read_bytes(
        f, text_format(scratch.keep, "---\nreport: small\nlanguage: en\ntitle: A small report\n---\n\n%s", body));
}

/* ---- single expressions ---- */

/* A context whose source is that text, without the marks. */
static inline struct text layout_expression(struct layout_fixture *f, const char *text)
{
    f->marked = marked_read(scratch.keep, text_of(text));
    f->source = (struct source){.path = "f", .bytes = f->marked.bytes};
    f->context = (struct expression_context){f->codebook, layout_year(), &f->source,
                                             &f->requests, scratch.keep, f->diagnostics, false, false};
    return f->marked.bytes;
}

/* ---- what is asked for, in words ---- */

static inline void layout_add_set(struct text_builder *b, const struct dimension *dimension, const bool *set)
{
    const char *separator = "";
    text_add_format(b, " %.*s{", TEXT_ARGS(dimension->id));
    for (int i = 0; i < dimension->category_count; i++)
        if (set[i]) {
            text_add_format(b, "%s%.*s", separator, TEXT_ARGS(dimension->categories[i].id));
            separator = ",";
        }
    text_add_byte(b, '}');
}

/* "table new 2014H1 form{sexual} by gender, place; join 1". Variables stand in the order of the table. */
static inline struct text layout_use_words(const struct layout_fixture *f, size_t number)
{
    static const char *const kinds[] = {
        [USE_TABLE] = "table",       [USE_SUM] = "sum",       [USE_TOP] = "top",
        [USE_EARLIEST] = "earliest", [USE_LATEST] = "latest", [USE_DISTINCT] = "distinct"};
    ck_assert_uint_lt(number, f->requests.use_count);
    const struct use *use = &f->requests.uses[number];
    const struct table_request *table = &f->requests.tables[use->table];
    struct text_builder b = {0};
    text_add_c(&b, kinds[use->kind]);
    if (use->kind == USE_TOP)
        text_add_format(&b, " %d..%d", use->top_from, use->top_to);
    text_add_format(&b, " %.*s ", TEXT_ARGS(f->codebook->measures[table->measure].id));
    period_add(&b, table->period);
    for (size_t i = 0; i < table->dimension_count; i++) {
        const struct dimension *dimension = &f->codebook->dimensions[table->dimensions[i]];
        ck_assert(i == 0 || table->dimensions[i] > table->dimensions[i - 1]);
        if (use->set.categories[i])
            layout_add_set(&b, dimension, use->set.categories[i]);
    }
    for (size_t i = 0; i < use->by_count; i++)
        text_add_format(&b, "%s%.*s", i ? ", " : " by ",
                        TEXT_ARGS(f->codebook->dimensions[table->dimensions[use->by[i]]].id));
    if (use->join != NO_INDEX)
        text_add_format(&b, "; join %d", use->join);
    const struct text words = text_copy(scratch.keep, text_built(&b));
    text_builder_done(&b);
    return words;
}

#endif
