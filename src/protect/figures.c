/* SPDX-License-Identifier: GPL-3.0-or-later
 * For each count in question: the largest that some whole-number table which fits all statements gives it. Where that is
 * under the threshold, the audit finds the exact interval, and the arithmetic. Statements that no table fits together with
 * those before them are left out and reported. */
#include "protect/figures.h"

#include <math.h>
#include <stdlib.h>

#include "protect/arithmetic.h"
#include "protect/audit.h"
#include "protect/figures_private.h"
#include "protect/solver.h"

enum { NODES = 20000 };

struct auditor {
    const struct figures_model *model;
    int64_t threshold;
    struct arena *keep;
    struct protect_solver *solver; /* rows: the model's lines; columns: unknown counts */
    bool *left_out;                /* lines that contradict earlier ones */
    int64_t *table;                /* the last one found */
    LIST_OF(struct finding) findings;
    struct figures_audit *audit;
    struct error *err;
};

static double real_end(int64_t end)
{
    return end == PROTECT_NO_END ? HUGE_VAL : end == -PROTECT_NO_END ? -HUGE_VAL : (double)end;
}

static void open_row(const struct auditor *a, size_t line, bool stated)
{
    const struct protect_range range = a->model->lines.items[line].range;
    protect_solver_bound(a->solver, (struct protect_line){true, line}, stated ? real_end(range.low) : -HUGE_VAL,
                         stated ? real_end(range.high) : HUGE_VAL);
}

static void make_solver(struct auditor *a)
{
    a->solver = protect_solver_new(a->model->lines.count, a->model->variable_count);
    for (size_t i = 0; i < a->model->variable_count; i++)
        protect_solver_bound(a->solver, (struct protect_line){false, i}, 0.0, PROTECT_COUNT_MAX);
    for (size_t i = 0; i < a->model->lines.count; i++) {
        protect_solver_set_row(a->solver, i, a->model->lines.items[i].terms, a->model->lines.items[i].term_count);
        open_row(a, i, true);
    }
}

/* Whole numbers that fit all rows stated, with the aim as small as it gets. */
static enum protect_outcome find_table(struct auditor *a, bool any)
{
    const struct protect_branching branching = {.nodes = NODES, .any = any};
    const struct protect_branching_result result = protect_solver_branch(a->solver, &branching);
    for (size_t i = 0; result.found && i < a->model->variable_count; i++)
        a->table[i] = llround(protect_solver_whole_value(a->solver, i));
    return result.outcome;
}

static int64_t value_of(const struct auditor *a, const struct protect_term *terms, size_t count)
{
    int64_t value = 0;
    for (size_t i = 0; i < count; i++)
        value += terms[i].factor * a->table[terms[i].variable];
    return value;
}

/* Whether the table is one: checked in integers. */
static bool table_fits(const struct auditor *a)
{
    for (size_t i = 0; i < a->model->variable_count; i++)
        if (a->table[i] < 0)
            return false;
    for (size_t i = 0; i < a->model->lines.count; i++) {
        const struct figure_line *line = &a->model->lines.items[i];
        const int64_t value = value_of(a, line->terms, line->term_count);
        if (!a->left_out[i] && (value < line->range.low || value > line->range.high))
            return false;
    }
    return true;
}

static void aim_at_nothing(const struct auditor *a)
{
    protect_solver_aim(a->solver, NULL, 0, 1.0);
}

static void leave_out(struct auditor *a, size_t number)
{
    const struct figure_line *line = &a->model->lines.items[number];
    const struct finding finding = {
        .kind = FINDING_IMPOSSIBLE,
        .label = text_format(a->keep, "no counts agree with this and with the figures before it: %.*s", TEXT_ARGS(line->what)),
        .where = line->where,
    };
    a->left_out[number] = true;
    ARENA_PUSH(a->keep, &a->findings, finding);
}

/* All statements together if they can be; else one after the other, without those that cannot. */
static bool settle_contradictions(struct auditor *a)
{
    aim_at_nothing(a);
    if (find_table(a, true) == PROTECT_SOLVED && table_fits(a))
        return true;
    for (size_t i = 0; i < a->model->lines.count; i++)
        open_row(a, i, false);
    for (size_t i = 0; i < a->model->lines.count; i++) {
        open_row(a, i, true);
        if (find_table(a, true) == PROTECT_SOLVED)
            continue;
        open_row(a, i, false);
        leave_out(a, i);
    }
    return (find_table(a, true) == PROTECT_SOLVED && table_fits(a)) ||
           error_set(a->err, ERROR_SYSTEM, "no counts were found that agree with the figures");
}

/* ---- one count ---- */

/* All counts have names; only the one in question is to be protected. */
static bool add_questions(struct auditor *a, const struct figure_question *question, struct protect_system *system,
                          struct protect_name *names, size_t *ret_sum)
{
    for (size_t i = 0; i < a->model->questions.count; i++) {
        const struct figure_question *other = &a->model->questions.items[i];
        const struct protect_sum_request request = {.kind = PROTECT_WITHHELD,
                                                    .exempt = other != question,
                                                    .terms = other->terms,
                                                    .term_count = other->term_count};
        size_t number;
        if (!protect_system_add_sum(system, &request, &number, a->err))
            return false;
        if (other == question)
            *ret_sum = number;
        names[i] = (struct protect_name){other->what, TEXT_EMPTY};
    }
    return true;
}

/* The statements as a system with the last table's values, in which only the count in question is to be protected. */
static bool make_system(struct auditor *a, const struct figure_question *question, struct protect_system *system,
                        struct protect_name *names, size_t *ret_sum)
{
    size_t number, sums = 0;
    for (size_t i = 0; i < a->model->variable_count; i++)
        if (!protect_system_add_variable(system, (struct protect_variable){a->table[i], 0}, &number, a->err))
            return false;
    for (size_t i = 0; i < a->model->lines.count; i++) {
        const struct figure_line *line = &a->model->lines.items[i];
        const bool exact = line->range.low == line->range.high;
        const struct protect_sum_request request = {.kind = exact ? PROTECT_ALWAYS : PROTECT_TOLD,
                                                    .told = line->range,
                                                    .exempt = true,
                                                    .terms = line->terms,
                                                    .term_count = line->term_count};
        if (a->left_out[i])
            continue;
        if (!protect_system_add_sum(system, &request, &number, a->err))
            return false;
        names[sums++] = (struct protect_name){line->what, line->where};
    }
    return add_questions(a, question, system, &names[sums], ret_sum);
}

static void add_finding(struct auditor *a, const struct figure_question *question, struct protect_interval interval, struct text arithmetic)
{
    const bool exact = interval.low == interval.high;
    const struct finding finding = {.kind = question->is_printed && exact ? FINDING_PRINTED : exact ? FINDING_EXACT : FINDING_SMALL,
                                    .label = question->what,
                                    .where = question->where,
                                    .low = interval.low,
                                    .high = interval.high,
                                    .arithmetic = arithmetic};
    ARENA_PUSH(a->keep, &a->findings, finding);
    a->audit->small_count++;
}

/* The exact interval and its arithmetic, by the audit's own way from the statements. */
static bool look_closer(struct auditor *a, const struct figure_question *question)
{
    struct arena *scratch = arena_new();
    const size_t sums = a->model->lines.count + a->model->questions.count;
    struct protect_system *system = protect_system_new(scratch);
    struct protect_name *names = ARENA_ARRAY(scratch, struct protect_name, sums);
    struct protect_audit audit = {0};
    struct text_builder b = {0};
    size_t sum = 0;
    bool ok = make_system(a, question, system, names, &sum);
    const struct protect_task task = {system, {a->threshold, 2}, protect_effort_default(), 0};
    bool *hidden = ARENA_ARRAY(scratch, bool, sums);
    ok = ok && protect_audit(&task, hidden, scratch, &audit, a->err);
    if (ok && audit.verdict_count == 1 && audit.verdicts[0].status == PROTECT_UNSAFE) {
        const struct protect_verdict *verdict = &audit.verdicts[0];
        const struct protect_explanation explanation = {system, hidden, sum, verdict->low_proof, verdict->high_proof, names};
        protect_arithmetic_add(&explanation, &b);
        if (!verdict->interval.high_proved)
            text_add_format(&b, "no whole numbers beyond that fit everything printed\n");
        add_finding(a, question, verdict->interval, text_copy(a->keep, text_built(&b)));
    }
    text_builder_done(&b);
    arena_free(scratch);
    return ok;
}

static bool answer(struct auditor *a, const struct figure_question *question)
{
    protect_solver_aim(a->solver, question->terms, question->term_count, -1.0);
    const enum protect_outcome outcome = find_table(a, false);
    a->audit->cell_count++;
    if (outcome == PROTECT_GIVEN_UP)
        a->audit->undecided++;
    if (outcome != PROTECT_SOLVED || !table_fits(a))
        return true;
    const int64_t most = value_of(a, question->terms, question->term_count);
    return most < 1 || most >= a->threshold || look_closer(a, question);
}

bool figures_audit(const struct figures *figures, int64_t threshold, struct arena *keep,
                   struct figures_audit *ret_audit, struct error *err)
{
    struct figures_model model;
    figures_model_make(figures, keep, &model);
    *ret_audit = (struct figures_audit){.figure_count = figures->entries.count, .statement_count = model.statement_count};
    struct auditor a = {.model = &model, .threshold = threshold, .keep = keep, .audit = ret_audit, .err = err};
    a.left_out = ARENA_ARRAY(keep, bool, model.lines.count + 1);
    a.table = ARENA_ARRAY(keep, int64_t, model.variable_count + 1);
    for (size_t i = 0; i < model.impossible.count; i++)
        ARENA_PUSH(keep, &a.findings, model.impossible.items[i]);
    bool ok = true;
    if (model.lines.count) {
        make_solver(&a);
        ok = settle_contradictions(&a);
        for (size_t i = 0; ok && i < model.questions.count; i++)
            ok = answer(&a, &model.questions.items[i]);
        protect_solver_free(a.solver);
    }
    ret_audit->findings = a.findings.items;
    ret_audit->finding_count = a.findings.count;
    return ok;
}
