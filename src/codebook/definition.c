/* SPDX-License-Identifier: GPL-3.0-or-later
 * Conditions back into words. */
#include "codebook/definition.h"

static struct text column_id(const struct codebook *codebook, const struct measure *measure, int column)
{
    return codebook->sources[measure->source].columns[column].id;
}

/* As it is written, on one line. */
static void add_words(struct text words, struct text_builder *b)
{
    bool apart = false;
    for (size_t i = 0; i < words.len; i++) {
        const bool blank = words.ptr[i] == ' ' || words.ptr[i] == '\t' || words.ptr[i] == '\r' || words.ptr[i] == '\n';
        if (!blank && apart)
            text_add_byte(b, ' ');
        if (!blank)
            text_add_byte(b, words.ptr[i]);
        apart = blank;
    }
}

void definition_add_where(const struct measure *measure, struct text_builder *b)
{
    for (size_t i = 0; i < measure->condition_count; i++) {
        if (i)
            text_add_c(b, " and ");
        add_words(measure->conditions[i].words, b);
    }
}

void definition_add_counted(const struct codebook *codebook, const struct measure *measure, struct text_builder *b)
{
    switch (measure->kind) {
    case MEASURE_STOCK:
        text_add_format(b, "from %.*s %s %.*s", TEXT_ARGS(column_id(codebook, measure, measure->from)),
                        measure->until_counts ? "through" : "until",
                        TEXT_ARGS(column_id(codebook, measure, measure->until)));
        return;
    case MEASURE_FLOW:
        text_add_format(b, "%.*s during the period", TEXT_ARGS(column_id(codebook, measure, measure->date)));
        return;
    case MEASURE_TYPED_IN:
        return;
    }
}
