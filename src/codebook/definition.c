/* SPDX-License-Identifier: GPL-3.0-or-later
 * Conditions back into words. */
#include "codebook/definition.h"

#include <inttypes.h>

static struct text column_id(const struct codebook *codebook, const struct measure *measure, int column)
{
    return codebook->sources[measure->source].columns[column].id;
}

/* " = women, men". */
static void add_categories(const struct codebook *codebook, const struct measure *measure,
                           const struct condition *condition, struct text_builder *b)
{
    const struct column *column = &codebook->sources[measure->source].columns[condition->column];
    const char *separator = condition->negated ? " != " : " = ";
    text_add(b, column->id);
    for (int i = 0; i < condition->category_count; i++)
        if (condition->categories[i]) {
            text_add_c(b, separator);
            text_add(b, codebook->code_lists[column->code_list].categories[i].id);
            separator = ", ";
        }
}

static void add_condition(const struct codebook *codebook, const struct measure *measure,
                          const struct condition *condition, struct text_builder *b)
{
    static const char *const signs[] = {
        [COMPARE_LESS] = "<",       [COMPARE_LESS_EQUAL] = "<=",    [COMPARE_EQUAL] = "=",
        [COMPARE_NOT_EQUAL] = "!=", [COMPARE_GREATER_EQUAL] = ">=", [COMPARE_GREATER] = ">"};
    switch (condition->kind) {
    case CONDITION_CATEGORIES:
        add_categories(codebook, measure, condition, b);
        return;
    case CONDITION_AGE:
        text_add_format(b, "age %s %" PRId64, signs[condition->compare], condition->number);
        return;
    case CONDITION_YES:
        text_add_format(b, "%.*s %s yes", TEXT_ARGS(column_id(codebook, measure, condition->column)),
                        condition->negated ? "!=" : "=");
    }
}

void definition_add_where(const struct codebook *codebook, const struct measure *measure, struct text_builder *b)
{
    for (size_t i = 0; i < measure->condition_count; i++) {
        if (i)
            text_add_c(b, " and ");
        add_condition(codebook, measure, &measure->conditions[i], b);
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
