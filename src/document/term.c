/* SPDX-License-Identifier: GPL-3.0-or-later
 * Measures, variables and sources with what they are, in the document's language. */
#include "document/binder.h"

static bool is_same(const struct doc_term *a, const struct doc_term *b)
{
    return a->kind == b->kind && text_equal(a->id, b->id) && text_equal(a->label, b->label) &&
           text_equal(a->definition, b->definition);
}

static void add_term(const struct binder *binder, struct doc_terms *terms, struct doc_term term)
{
    for (size_t i = 0; i < terms->count; i++)
        if (is_same(&terms->items[i], &term))
            return;
    ARENA_PUSH(binder->keep, terms, term);
}

/* One that the code book describes; the others are names of files, which tell readers nothing. */
static void add_source(const struct binder *binder, const struct source_table *source, struct doc_terms *terms)
{
    const struct text definition = label_in(binder, &source->definition);
    if (definition.len)
        add_term(binder, terms, (struct doc_term){source->id, label_in(binder, &source->title), definition, DOC_TERM_SOURCE});
}

static void add_measure(const struct binder *binder, int number, struct doc_terms *terms)
{
    const struct measure *measure = &binder->in->codebook->measures[number];
    add_term(binder, terms,
             (struct doc_term){measure->id, label_in(binder, &measure->title), label_in(binder, &measure->definition), DOC_TERM_MEASURE});
    if (measure->source != NO_INDEX)
        add_source(binder, &binder->in->codebook->sources[measure->source], terms);
}

static void add_variable(const struct binder *binder, int number, struct doc_terms *terms)
{
    const struct dimension *dimension = &binder->in->codebook->dimensions[number];
    add_term(binder, terms, (struct doc_term){dimension->id, label_in(binder, &dimension->title),
                                              label_in(binder, &dimension->definition), DOC_TERM_VARIABLE});
}

static bool is_by(const struct use *use, size_t dimension)
{
    for (size_t i = 0; i < use->by_count; i++)
        if (use->by[i] == dimension)
            return true;
    return false;
}

void bind_terms(const struct binder *binder, size_t use, struct doc_terms *terms)
{
    const struct bind_inputs *in = binder->in;
    const struct use *asked = &in->requests->uses[use];
    const struct table_request *table = &in->requests->tables[asked->table];
    add_measure(binder, request_of_cases(in->codebook, table).measure, terms);
    for (size_t i = 0; i < table->dimension_count; i++)
        if (asked->set.categories[i] || is_by(asked, i))
            add_variable(binder, table->dimensions[i], terms);
}

void bind_terms_of(const struct binder *binder, const struct placeholder *placeholder, struct doc_terms *terms)
{
    const struct figure *figure = &placeholder->figure;
    switch (figure->kind) {
    case FIGURE_SUM:
    case FIGURE_TYPED_IN:
    case FIGURE_TOP:
    case FIGURE_DISTINCT:
    case FIGURE_DATE:
        bind_terms(binder, figure->use, terms);
        break;
    case FIGURE_SERIES:
        for (size_t i = 0; i < figure->use_count; i++)
            bind_terms(binder, figure->uses[i], terms);
        break;
    case FIGURE_NAMES:
        add_variable(binder, figure->dimension, terms);
        break;
    case FIGURE_WORD:
    case FIGURE_SEE:
        break;
    }
}
