/* SPDX-License-Identifier: GPL-3.0-or-later
 * Expressions that stand in no layout: of policies and relations. */
#include "cli/ledger.h"

struct expression_context ledger_context(const struct ledger_reader *reader, const struct source *source)
{
    return (struct expression_context){reader->codebook, reader->period, source,
                                       reader->requests, reader->keep,   reader->diagnostics, false, reader->reads_later};
}

bool ledger_check_kind(const struct expression_context *context, struct text expression, const struct figure *figure,
                       enum figure_kind kind)
{
    const bool good = figure->kind == kind || (figure->kind == FIGURE_TYPED_IN && kind == FIGURE_SUM);
    if (!good)
        diagnose(context->diagnostics, DIAG_E201, source_place_of(context->source, expression), TEXT("a count"));
    return good;
}

/* Parses a count; faults are reported in `source`. */
static bool read_count(const struct ledger_reader *reader, const struct source *source, struct text expression,
                       size_t *ret_use)
{
    const struct expression_context context = ledger_context(reader, source);
    struct placeholder placeholder;
    if (!parse_placeholder(&context, expression, &placeholder) ||
        !ledger_check_kind(&context, expression, &placeholder.figure, FIGURE_SUM))
        return false;
    *ret_use = placeholder.figure.use;
    return true;
}

void ledger_read_exempt(const struct ledger_reader *reader, const struct policy *policy, exempt_figures *figures)
{
    for (size_t i = 0; i < policy->exemption_count; i++) {
        struct exempt_figure figure = {.reason = policy->exemptions[i].reason};
        if (read_count(reader, &reader->codebook->source, policy->exemptions[i].figure, &figure.use))
            ARENA_PUSH(reader->keep, figures, figure);
    }
}

static bool has_variables(const struct ledger_reader *reader, const struct cluster *cluster,
                          const struct table_request *table)
{
    for (size_t i = 0; i < table->dimension_count; i++) {
        bool found = false;
        for (size_t k = 0; k < cluster->root_count; k++)
            found = found || cluster->roots[k] == plan_root(reader->codebook, table->dimensions[i]);
        if (!found)
            return false;
    }
    return true;
}

/* Whether the measure is counted in that period, over the variables of the table. */
static bool is_counted(const struct ledger_reader *reader, const struct plan *plan, const struct table_request *table)
{
    for (size_t i = 0; i < plan->clusters.count; i++) {
        const struct cluster *cluster = &plan->clusters.items[i];
        for (size_t cube = 0; has_variables(reader, cluster, table) && cube < cluster->cubes.count; cube++)
            if (links_is_of(&plan->links, reader->codebook, cluster->cubes.items[cube].universe, table))
                return true;
    }
    return false;
}

void ledger_check_exempt(const struct ledger_reader *reader, const struct policy *policy, const exempt_figures *figures,
                         const struct plan *plan)
{
    for (size_t i = 0; i < figures->count; i++) {
        const struct text figure = policy->exemptions[i].figure;
        if (!is_counted(reader, plan, &reader->requests->tables[reader->requests->uses[figures->items[i].use].table]))
            diagnose(reader->diagnostics, DIAG_W105, source_place_of(&reader->codebook->source, figure), figure);
    }
}

void ledger_read_typed(const struct ledger_reader *reader)
{
    const struct codebook *codebook = reader->codebook;
    for (int i = 0; i < codebook->relation_count; i++)
        for (size_t k = 0; k < codebook->relations[i].term_count; k++) {
            const struct measure *measure = &codebook->measures[codebook->relations[i].terms[k].measure];
            const struct source source = {.path = "code book", .bytes = measure->id};
            size_t use;
            if (measure->kind == MEASURE_TYPED_IN)
                read_count(reader, &source, source.bytes, &use);
        }
}

size_t *ledger_read_relation(const struct ledger_reader *reader, const struct measure_relation *relation)
{
    size_t *uses = ARENA_ARRAY(reader->keep, size_t, relation->term_count);
    for (size_t i = 0; i < relation->term_count; i++) {
        const struct text measure = reader->codebook->measures[relation->terms[i].measure].id;
        const char *when = relation->terms[i].previous ? " @previous" : "";
        const struct source source = {
            .path = "code book", .bytes = text_format(reader->keep, "%.*s%s", TEXT_ARGS(measure), when)};
        read_count(reader, &source, source.bytes, &uses[i]);
    }
    return uses;
}
