/* SPDX-License-Identifier: GPL-3.0-or-later
 * For each count in question: the largest that some whole-number table which fits all statements gives it. Where that is
 * under the threshold, the audit finds the exact interval, and the arithmetic. Statements that no table fits together with
 * those before them are left out and reported. */
#include "protect/figures.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "protect/arithmetic.h"
#include "protect/audit.h"
#include "protect/figures_private.h"
#include "protect/solver.h"

/* Limits of work, in counts: of one search, and of all searches and all arithmetic together (a unit is about one term
 * looked at). Beyond them counts are reported as undecided, and findings come without their arithmetic. */
enum { NODES = 20000, PIVOTS = 3000, SEARCH_WORK_MAX = 70000000, ARITHMETIC_WORK_MAX = 4000000, CONFLICT_WORK_MAX = 10000000, CONFLICT_LINES_MAX = 20 };

/* What to make as small as possible: `sign` times the terms. */
struct figure_aim {
    const struct protect_term *terms;
    size_t term_count;
    int sign;
};

struct auditor {
    const struct figures_model *model;
    int64_t threshold;
    struct arena *keep;
    struct protect_solver *solver; /* rows: the model's lines; columns: unknown counts */
    size_t size;                   /* of the solver's problem: lines, counts and terms */
    bool *stated;                  /* lines that hold; the others contradict earlier ones */
    struct protect_range *seen;    /* of questions: the least and the most that a table had; none: high < low */
    bool *settled;                 /* questions of which tables show that they are not told, not even nearly */
    bool *nobody;                  /* counts that are zero, since all categories are listed */
    size_t *component;             /* of counts: lines only join counts of one component */
    int64_t *table;                /* the last one found */
    int64_t search_work, arithmetic_work, conflict_work;
    LIST_OF(struct finding) findings;
    struct figures_audit *audit;
    struct error *err;
};

static double real_end(int64_t end)
{
    return end == PROTECT_NO_END ? HUGE_VAL : end == -PROTECT_NO_END ? -HUGE_VAL : (double)end;
}

static bool is_empty(struct protect_range range)
{
    return range.low > range.high;
}

/* Certainly the threshold or one less: the rule asks for two values that are two apart. */
static bool is_nearly_told(const struct auditor *a, struct protect_range range)
{
    return range.high == a->threshold && range.low == a->threshold - 1;
}

/* What the rule forbids to tell; zero alone is nobody. */
static bool is_told(const struct auditor *a, struct protect_range range)
{
    return is_nearly_told(a, range) || (!is_empty(range) && range.high >= 1 && range.high < a->threshold);
}

static void open_row(struct auditor *a, size_t line, bool stated)
{
    const struct protect_range range = a->model->lines.items[line].range;
    a->stated[line] = stated && !is_empty(range);
    protect_solver_bound(a->solver, (struct protect_line){true, line}, a->stated[line] ? real_end(range.low) : -HUGE_VAL,
                         a->stated[line] ? real_end(range.high) : HUGE_VAL);
}

static void make_solver(struct auditor *a)
{
    a->size = a->model->variable_count + a->model->lines.count;
    a->solver = protect_solver_new(a->model->lines.count, a->model->variable_count);
    for (size_t i = 0; i < a->model->variable_count; i++)
        protect_solver_bound(a->solver, (struct protect_line){false, i}, 0.0, PROTECT_COUNT_MAX);
    for (size_t i = 0; i < a->model->lines.count; i++) {
        protect_solver_set_row(a->solver, i, a->model->lines.items[i].terms, a->model->lines.items[i].term_count);
        open_row(a, i, true);
        a->size += a->model->lines.items[i].term_count;
    }
}

static int64_t value_of(const struct auditor *a, const struct protect_term *terms, size_t count)
{
    int64_t value = 0;
    for (size_t i = 0; i < count; i++)
        value += terms[i].factor * a->table[terms[i].variable];
    return value;
}

static bool table_has(const struct auditor *a, const struct figure_line *line)
{
    const int64_t value = value_of(a, line->terms, line->term_count);
    return value >= line->range.low && value <= line->range.high;
}

/* Whether the table is one: checked in integers. */
static bool table_fits(const struct auditor *a)
{
    for (size_t i = 0; i < a->model->variable_count; i++)
        if (a->table[i] < 0)
            return false;
    for (size_t i = 0; i < a->model->lines.count; i++)
        if (a->stated[i] && !table_has(a, &a->model->lines.items[i]))
            return false;
    return true;
}

/* What the relaxation found, if that is whole numbers already and none can be better. */
static bool relaxation_is_whole(struct auditor *a, const struct figure_aim *aim)
{
    for (size_t i = 0; i < a->model->variable_count; i++)
        a->table[i] = llround(protect_solver_value(a->solver, (struct protect_line){false, i}));
    return table_fits(a) && (!aim->sign || aim->sign * value_of(a, aim->terms, aim->term_count) ==
                                               llround(ceil(protect_solver_objective(a->solver) - 1e-6)));
}

static enum protect_outcome branch(struct auditor *a, const struct figure_aim *aim)
{
    const struct protect_branching branching = {.nodes = NODES, .pivots = PIVOTS, .any = !aim->sign};
    const struct protect_branching_result result = protect_solver_branch(a->solver, &branching);
    for (size_t i = 0; result.found && i < a->model->variable_count; i++)
        a->table[i] = llround(protect_solver_whole_value(a->solver, i));
    a->search_work += 8 * (int64_t)a->size;
    return result.outcome != PROTECT_SOLVED || table_fits(a) ? result.outcome : PROTECT_GIVEN_UP;
}

/* Whole numbers that fit all lines stated, best for the aim; any if it is none. */
static enum protect_outcome find_table(struct auditor *a, const struct figure_aim *aim)
{
    const int64_t pivots = protect_solver_pivots(a->solver);
    if (a->search_work > SEARCH_WORK_MAX)
        return PROTECT_GIVEN_UP;
    protect_solver_aim(a->solver, aim->terms, aim->term_count, aim->sign);
    enum protect_outcome outcome = protect_solver_relax(a->solver);
    if (outcome == PROTECT_SOLVED && !relaxation_is_whole(a, aim))
        outcome = branch(a, aim);
    a->search_work += (int64_t)a->size + (protect_solver_pivots(a->solver) - pivots) * (int64_t)a->size;
    return outcome;
}

/* ---- contradictions ---- */

static const struct figure_aim NO_AIM = {NULL, 0, 0};

static void state_all(struct auditor *a, const size_t *lines, size_t count, bool stated)
{
    for (size_t i = 0; i < count; i++)
        open_row(a, lines[i], stated);
}

/* Of lines that contradict `number`, as few as do so still: some are taken away for good, by longer steps as long as all
 * goes well, unless the contradiction goes with them. Beyond the limit of work what is left stays. */
static size_t reduce_conflict(struct auditor *a, size_t *lines, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0, step = 1; i < count;) {
        step = step < count - i ? step : count - i;
        state_all(a, &lines[i], step, false);
        if (a->search_work < CONFLICT_WORK_MAX && find_table(a, &NO_AIM) == PROTECT_IMPOSSIBLE) {
            i += step;
            step *= 2;
            continue;
        }
        state_all(a, &lines[i], step, true);
        if (step == 1)
            lines[kept++] = lines[i++];
        step = step > 1 ? step / 2 : 1;
    }
    return kept;
}

/* "20 c: page 3, A"; an equation is its own words. */
static void add_conflicting(const struct figure_line *line, struct text_builder *b)
{
    const struct protect_range range = line->range;
    if (!line->is_knowledge && range.high == PROTECT_NO_END)
        text_add_format(b, "%" PRId64 " or more ", range.low);
    else if (!line->is_knowledge && range.low < range.high)
        text_add_format(b, "%" PRId64 " to %" PRId64 " ", range.low, range.high);
    else if (!line->is_knowledge)
        text_add_format(b, "%" PRId64 " ", range.low);
    text_add_format(b, "%.*s: %.*s\n", TEXT_ARGS(line->what), TEXT_ARGS(line->where));
}

/* The lines before it that it contradicts; what is stated, and the table at hand, stay as they are. */
static size_t find_conflict(struct auditor *a, size_t number, size_t *lines)
{
    const size_t bytes = a->model->variable_count * sizeof *a->table;
    size_t *stated = ARENA_ARRAY(a->keep, size_t, number + 1), count = 0;
    int64_t *table = ARENA_ARRAY(a->keep, int64_t, a->model->variable_count + 1);
    const int64_t work = a->search_work;
    memcpy(table, a->table, bytes);
    for (size_t i = 0; i < number; i++)
        if (a->stated[i])
            stated[count++] = i;
    memcpy(lines, stated, count * sizeof *lines);
    a->search_work = a->conflict_work;
    open_row(a, number, true);
    const size_t kept = reduce_conflict(a, lines, count);
    open_row(a, number, false);
    a->conflict_work = a->search_work;
    a->search_work = work;
    state_all(a, stated, count, true);
    memcpy(a->table, table, bytes);
    return kept;
}

static struct text conflict_in_words(struct auditor *a, size_t number)
{
    struct text_builder b = {0};
    size_t *lines = ARENA_ARRAY(a->keep, size_t, number + 1);
    const size_t count = find_conflict(a, number, lines);
    for (size_t i = 0; i < count && i < CONFLICT_LINES_MAX; i++)
        add_conflicting(&a->model->lines.items[lines[i]], &b);
    if (count > CONFLICT_LINES_MAX)
        text_add_format(&b, "and %zu more\n", count - CONFLICT_LINES_MAX);
    const struct text words = text_copy(a->keep, text_built(&b));
    text_builder_done(&b);
    return words;
}

static void leave_out(struct auditor *a, size_t number, enum protect_outcome outcome)
{
    const struct figure_line *line = &a->model->lines.items[number];
    const bool conflicts = outcome == PROTECT_IMPOSSIBLE && !is_empty(line->range);
    const struct finding finding = {
        .kind = FINDING_IMPOSSIBLE,
        .label = text_format(a->keep, "no counts agree with this and with the figures before it: %.*s", TEXT_ARGS(line->what)),
        .where = line->where,
        .arithmetic = conflicts ? conflict_in_words(a, number) : TEXT_EMPTY,
    };
    if (outcome == PROTECT_IMPOSSIBLE)
        ARENA_PUSH(a->keep, &a->findings, finding);
    else
        a->audit->left_out++;
    a->audit->contradiction_count += outcome == PROTECT_IMPOSSIBLE;
}

/* States `count` lines from the first on, unless the table at hand has to be changed for them and cannot be. */
static enum protect_outcome try_lines(struct auditor *a, size_t first, size_t count)
{
    for (size_t i = first; i < first + count; i++)
        open_row(a, i, true);
    const enum protect_outcome outcome = table_fits(a) ? PROTECT_SOLVED : find_table(a, &NO_AIM);
    for (size_t i = first; outcome != PROTECT_SOLVED && i < first + count; i++)
        open_row(a, i, false);
    return outcome;
}

/* One line after the other, by longer steps as long as all goes well; without those that cannot be. */
static void state_in_order(struct auditor *a)
{
    const size_t count = a->model->lines.count;
    int64_t *good = ARENA_ARRAY(a->keep, int64_t, a->model->variable_count + 1);
    const size_t bytes = a->model->variable_count * sizeof *good;
    for (size_t i = 0, step = 1; i < count;) {
        step = step < count - i ? step : count - i;
        const enum protect_outcome outcome = is_empty(a->model->lines.items[i].range) ? PROTECT_IMPOSSIBLE : try_lines(a, i, step);
        memcpy(outcome == PROTECT_SOLVED ? good : a->table, outcome == PROTECT_SOLVED ? a->table : good, bytes);
        if (outcome == PROTECT_SOLVED) {
            i += step;
            step *= 2;
        } else if (step > 1 && !is_empty(a->model->lines.items[i].range)) {
            step /= 2;
        } else {
            leave_out(a, i++, outcome);
            step = 1;
        }
    }
}

/* All statements together if they can be; else without those that contradict others. No counts at all fit no line. */
static void settle_contradictions(struct auditor *a)
{
    bool sound = true;
    for (size_t i = 0; i < a->model->lines.count; i++)
        sound = sound && !is_empty(a->model->lines.items[i].range);
    if (sound && find_table(a, &NO_AIM) == PROTECT_SOLVED)
        return;
    for (size_t i = 0; i < a->model->lines.count; i++)
        open_row(a, i, false);
    memset(a->table, 0, a->model->variable_count * sizeof *a->table);
    state_in_order(a);
}

/* ---- the part of the list that one count has to do with ---- */

static size_t component_of(const struct auditor *a, size_t variable)
{
    while (a->component[variable] != variable)
        variable = a->component[variable] = a->component[a->component[variable]];
    return variable;
}

static void find_nobody(struct auditor *a)
{
    for (size_t i = 0; i < a->model->lines.count; i++)
        for (size_t k = 0; a->model->lines.items[i].is_complete && k < a->model->lines.items[i].term_count; k++)
            a->nobody[a->model->lines.items[i].terms[k].variable] = true;
}

static void find_components(struct auditor *a)
{
    for (size_t i = 0; i < a->model->variable_count; i++)
        a->component[i] = i;
    for (size_t i = 0; i < a->model->lines.count; i++)
        for (size_t k = 1; k < a->model->lines.items[i].term_count; k++) {
            const struct protect_term *terms = a->model->lines.items[i].terms;
            a->component[component_of(a, terms[k].variable)] = component_of(a, terms[0].variable);
        }
}

/* The lines and questions of one component as a system of sums, without the counts that are nobody's. */
struct part {
    size_t component;
    struct protect_system *system;
    struct protect_name *names;
    const struct figure_line **lines; /* of each sum; of questions NULL */
    size_t *number;                   /* of counts, in the system */
    struct arena *scratch;
};

static bool is_in(const struct auditor *a, const struct part *part, const struct protect_term *terms)
{
    return component_of(a, terms[0].variable) == part->component;
}

/* A sum of nobody is none. */
static bool add_sum(struct auditor *a, struct part *part, struct protect_sum_request request, const struct figure_line *line,
                    struct protect_name name, size_t *ret_sum)
{
    struct protect_term *terms = ARENA_ARRAY(part->scratch, struct protect_term, request.term_count);
    size_t count = 0;
    for (size_t i = 0; i < request.term_count; i++)
        if (!a->nobody[request.terms[i].variable])
            terms[count++] = (struct protect_term){part->number[request.terms[i].variable], request.terms[i].factor};
    request.terms = terms;
    request.term_count = count;
    if (!count)
        return true;
    if (!protect_system_add_sum(part->system, &request, ret_sum, a->err))
        return false;
    part->names[*ret_sum] = name;
    part->lines[*ret_sum] = line;
    return true;
}

/* ---- one count ---- */

/* All counts have names; only the one in question is to be protected. */
static bool add_questions(struct auditor *a, const struct figure_question *question, struct part *part, size_t *ret_sum)
{
    for (size_t i = 0; i < a->model->questions.count; i++) {
        const struct figure_question *other = &a->model->questions.items[i];
        const struct protect_sum_request request = {.kind = PROTECT_WITHHELD,
                                                    .exempt = other != question,
                                                    .terms = other->terms,
                                                    .term_count = other->term_count};
        size_t number;
        if (!is_in(a, part, other->terms))
            continue;
        if (!add_sum(a, part, request, NULL, (struct protect_name){other->what, TEXT_EMPTY}, &number))
            return false;
        if (other == question)
            *ret_sum = number;
    }
    return true;
}

static bool add_lines(struct auditor *a, struct part *part)
{
    for (size_t i = 0; i < a->model->lines.count; i++) {
        const struct figure_line *line = &a->model->lines.items[i];
        const bool exact = line->range.low == line->range.high;
        const struct protect_sum_request request = {.kind = exact ? PROTECT_ALWAYS : PROTECT_TOLD,
                                                    .told = line->range,
                                                    .exempt = true,
                                                    .terms = line->terms,
                                                    .term_count = line->term_count};
        size_t number;
        if (a->stated[i] && is_in(a, part, line->terms) &&
            !add_sum(a, part, request, line, (struct protect_name){line->what, line->where}, &number))
            return false;
    }
    return true;
}

/* The statements as a system with the last table's values, in which only the count in question is to be protected. */
static bool make_system(struct auditor *a, const struct figure_question *question, struct part *part, size_t *ret_sum)
{
    for (size_t i = 0; i < a->model->variable_count; i++)
        if (component_of(a, i) == part->component && !a->nobody[i] &&
            !protect_system_add_variable(part->system, (struct protect_variable){.value = a->table[i]}, &part->number[i], a->err))
            return false;
    return add_lines(a, part) && add_questions(a, question, part, ret_sum);
}

static void add_finding(struct auditor *a, const struct figure_question *question, struct protect_range range, struct text arithmetic)
{
    const bool exact = range.low == range.high, printed = exact && question->is_printed && question->printed == range.low;
    const bool nearly = is_nearly_told(a, range);
    const struct finding finding = {.kind = printed  ? FINDING_PRINTED
                                            : exact  ? FINDING_EXACT
                                            : nearly ? FINDING_NEARLY
                                                     : FINDING_SMALL,
                                    .label = question->what,
                                    .where = printed ? question->where : TEXT_EMPTY,
                                    .low = range.low,
                                    .high = range.high,
                                    .arithmetic = arithmetic};
    ARENA_PUSH(a->keep, &a->findings, finding);
    a->audit->nearly_count += nearly;
    a->audit->small_count += !nearly;
}

/* How often the lines of the proof take a count more than what they prove does. */
static int64_t surplus(const struct part *part, const struct figure_question *question, const struct protect_proof *proof, size_t variable)
{
    int64_t times = 0;
    for (size_t i = 0; i < question->term_count; i++)
        times -= question->terms[i].variable == variable ? proof->divisor * question->terms[i].factor : 0;
    for (size_t i = 0; i < proof->step_count; i++) {
        const struct figure_line *line = part->lines[proof->steps[i].sum];
        for (size_t k = 0; line && k < line->term_count; k++)
            times += line->terms[k].variable == variable ? proof->steps[i].factor * line->terms[k].factor : 0;
    }
    return times;
}

/* Where a proof holds only since nobody is in what is not listed, the rows that say so. */
static void cite_complete(const struct auditor *a, const struct part *part, const struct figure_question *question,
                          const struct protect_verdict *verdict, struct text_builder *b)
{
    const struct protect_proof *proofs[] = {verdict->low_proof, verdict->high_proof};
    for (size_t i = 0; i < a->model->lines.count && a->model->lines.items[i].is_complete; i++) {
        const struct figure_line *line = &a->model->lines.items[i];
        bool rests = false;
        for (size_t k = 0; !rests && k < line->term_count; k++)
            for (size_t p = 0; p < 2; p++)
                rests = rests || (proofs[p] && surplus(part, question, proofs[p], line->terms[k].variable));
        if (rests)
            text_add_format(b, "0 %.*s (%.*s)\n", TEXT_ARGS(line->what), TEXT_ARGS(line->where));
    }
}

/* The arithmetic of the interval, by the audit's own way from the statements. Nothing is added where that way does not come
 * as far. */
static void add_arithmetic(struct auditor *a, const struct figure_question *question, struct protect_range range,
                           struct arena *scratch, struct text_builder *b)
{
    const size_t sums = a->model->lines.count + a->model->questions.count;
    struct part part = {.component = component_of(a, question->terms[0].variable),
                        .system = protect_system_new(scratch),
                        .names = ARENA_ARRAY(scratch, struct protect_name, sums),
                        .lines = ARENA_ARRAY(scratch, const struct figure_line *, sums),
                        .number = ARENA_ARRAY(scratch, size_t, a->model->variable_count),
                        .scratch = scratch};
    struct protect_audit audit = {0};
    struct error none = {0};
    size_t sum = 0;
    /* What the table at hand has is to be a target, also of what is nearly told. */
    const int64_t threshold = range.high < a->threshold ? a->threshold : range.high + 1;
    const struct protect_task task = {.system = part.system, .rule = {threshold, 2}, .effort = protect_effort_default()};
    bool *hidden = ARENA_ARRAY(scratch, bool, sums);
    struct error *err = a->err;
    a->err = &none;
    const bool made = make_system(a, question, &part, &sum) && protect_audit(&task, hidden, scratch, &audit, &none);
    a->err = err;
    if (!made || audit.verdict_count != 1 || audit.verdicts[0].status != PROTECT_UNSAFE ||
        audit.verdicts[0].interval.low != range.low || audit.verdicts[0].interval.high != range.high)
        return;
    const struct protect_verdict *verdict = &audit.verdicts[0];
    const struct protect_explanation explanation = {part.system,         hidden,     sum, verdict->low_proof,
                                                    verdict->high_proof, part.names, true};
    cite_complete(a, &part, question, verdict, b);
    protect_arithmetic_add(&explanation, b);
    if (!verdict->interval.high_proved)
        text_add_format(b, "no whole numbers beyond that fit everything printed\n");
}

static size_t size_of_component(const struct auditor *a, size_t component)
{
    size_t size = a->model->variable_count + a->model->lines.count;
    for (size_t i = 0; i < a->model->lines.count; i++)
        if (component_of(a, a->model->lines.items[i].terms[0].variable) == component)
            size += 20 * a->model->lines.items[i].term_count;
    return size;
}

/* The table at hand has the most that the count can be. */
static void report(struct auditor *a, const struct figure_question *question, struct protect_range range)
{
    struct arena *scratch = arena_new();
    struct text_builder b = {0};
    if (question->is_printed && range.low == range.high && question->printed == range.low) {
        text_add_format(&b, "%" PRId64 " %.*s: %.*s\n", range.low, TEXT_ARGS(question->what), TEXT_ARGS(question->where));
    } else if (a->arithmetic_work < ARITHMETIC_WORK_MAX) {
        add_arithmetic(a, question, range, scratch, &b);
        a->arithmetic_work += (int64_t)size_of_component(a, component_of(a, question->terms[0].variable));
    } else {
        text_add_c(&b, "the limit of work was reached before the arithmetic could be written\n");
    }
    add_finding(a, question, range, text_copy(a->keep, text_built(&b)));
    text_builder_done(&b);
    arena_free(scratch);
}

/* Every table is held against the questions that follow. Whatever can be more than the threshold is not small, or it can be
 * two less as well. */
static void note_table(struct auditor *a, size_t first)
{
    for (size_t i = first; i < a->model->questions.count; i++) {
        const struct figure_question *question = &a->model->questions.items[i];
        const int64_t value = value_of(a, question->terms, question->term_count);
        struct protect_range *seen = &a->seen[i];
        *seen = is_empty(*seen) ? (struct protect_range){value, value}
                                : (struct protect_range){value < seen->low ? value : seen->low, value > seen->high ? value : seen->high};
        a->settled[i] = seen->high > a->threshold || (seen->high == a->threshold && seen->low < a->threshold - 1);
    }
    a->search_work += (int64_t)(a->model->questions.count - first);
}

/* What one line says of its own count, if that is small. */
static void report_by_itself(struct auditor *a, const struct figure_line *line, bool is_printed)
{
    const struct protect_range range = line->range;
    const bool exact = range.low == range.high;
    const struct figure_question question = {
        .what = line->what, .where = line->where, .is_printed = is_printed, .printed = range.low};
    const char *dash = exact ? "" : is_nearly_told(a, range) ? " or " : " to ";
    const struct text high = exact ? TEXT_EMPTY : text_format(a->keep, "%" PRId64, range.high);
    if (is_told(a, range))
        add_finding(a, &question, range,
                    text_format(a->keep, "%" PRId64 "%s%.*s %.*s: %.*s\n", range.low, dash, TEXT_ARGS(high), TEXT_ARGS(line->what),
                                TEXT_ARGS(line->where)));
}

/* Too hard to decide together with everything else: what the lines say that speak of just this count. */
static void leave_undecided(struct auditor *a, const struct figure_question *question)
{
    const size_t before = a->findings.count;
    for (size_t i = 0; i < a->model->lines.count && a->findings.count == before; i++) {
        const struct figure_line *line = &a->model->lines.items[i];
        if (line->term_count == question->term_count &&
            memcmp(line->terms, question->terms, line->term_count * sizeof *line->terms) == 0)
            report_by_itself(a, line, question->is_printed && text_equal(question->where, line->where));
    }
    a->audit->undecided += a->findings.count == before;
}

static void answer(struct auditor *a, size_t number)
{
    const struct figure_question *question = &a->model->questions.items[number];
    struct protect_range range;
    a->audit->cell_count++;
    if (a->settled[number])
        return;
    const enum protect_outcome low = find_table(a, &(struct figure_aim){question->terms, question->term_count, 1});
    range.low = value_of(a, question->terms, question->term_count);
    if (low == PROTECT_SOLVED)
        note_table(a, number);
    if (a->settled[number])
        return;
    const enum protect_outcome high = find_table(a, &(struct figure_aim){question->terms, question->term_count, -1});
    range.high = value_of(a, question->terms, question->term_count);
    if (high == PROTECT_SOLVED)
        note_table(a, number);
    if (a->settled[number])
        return;
    if (high != PROTECT_SOLVED || low != PROTECT_SOLVED)
        leave_undecided(a, question);
    else if (is_told(a, range))
        report(a, question, range);
}

bool figures_audit(const struct figures *figures, int64_t threshold, struct arena *keep,
                   struct figures_audit *ret_audit, struct error *err)
{
    struct figures_model model;
    figures_model_make(figures, keep, &model);
    *ret_audit = (struct figures_audit){.figure_count = figures->entries.count, .statement_count = model.statement_count, .left_out = model.uncrossed.count};
    struct auditor a = {.model = &model, .threshold = threshold, .keep = keep, .audit = ret_audit, .err = err};
    a.stated = ARENA_ARRAY(keep, bool, model.lines.count + 1);
    a.settled = ARENA_ARRAY(keep, bool, model.questions.count + 1);
    a.seen = ARENA_ARRAY(keep, struct protect_range, model.questions.count + 1);
    for (size_t i = 0; i < model.questions.count; i++)
        a.seen[i] = (struct protect_range){0, -1};
    a.nobody = ARENA_ARRAY(keep, bool, model.variable_count + 1);
    a.component = ARENA_ARRAY(keep, size_t, model.variable_count + 1);
    a.table = ARENA_ARRAY(keep, int64_t, model.variable_count + 1);
    for (size_t i = 0; i < model.impossible.count; i++)
        ARENA_PUSH(keep, &a.findings, model.impossible.items[i]);
    for (size_t i = 0; i < model.unbased.count; i++)
        ARENA_PUSH(keep, &a.findings, model.unbased.items[i]);
    ret_audit->contradiction_count = model.impossible.count;
    ret_audit->unbased_count = model.unbased.count;
    for (size_t i = 0; i < model.uncrossed.count; i++, ret_audit->cell_count++)
        report_by_itself(&a, &model.uncrossed.items[i], model.uncrossed.items[i].is_printed);
    if (model.lines.count) {
        find_nobody(&a);
        find_components(&a);
        make_solver(&a);
        settle_contradictions(&a);
        for (size_t i = 0; i < model.questions.count; i++)
            answer(&a, i);
        protect_solver_free(a.solver);
    }
    ret_audit->findings = a.findings.items;
    ret_audit->finding_count = a.findings.count;
    return true;
}
