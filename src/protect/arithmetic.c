/* SPDX-License-Identifier: GPL-3.0-or-later
 * Steps of a deduction as lines. Remainders that have no name and serve once are not written: what follows from them
 * begins with the whole they are left of. */
#include "protect/arithmetic.h"

#include <inttypes.h>

#include "protect/deduction.h"

struct writer {
    const struct protect_explanation *explanation;
    const struct text *reasons; /* of sums; NULL: none */
    const struct deduction *deduction;
    bool *needed;   /* steps that the ends of the target rest on */
    bool *said;     /* sums whose place has been told */
    size_t *served; /* of facts: 1 for each needed step that takes from it, 2 for each other that it takes part in */
    struct text_builder *out;
};

static const struct deduction_fact *fact_at(const struct writer *w, size_t fact)
{
    return &w->deduction->facts.items[fact];
}

static const struct deduction_step *step_at(const struct writer *w, size_t step)
{
    return &w->deduction->steps.items[step];
}

/* ---- numbers and names ---- */

static bool is_no_end(int64_t end)
{
    return end == PROTECT_NO_END || end == -PROTECT_NO_END;
}

static void add_range(struct writer *w, struct protect_range range)
{
    if (protect_range_is_one(range))
        text_add_format(w->out, "%" PRId64, range.low);
    else if (is_no_end(range.high))
        text_add_format(w->out, "%" PRId64 " or more", is_no_end(range.low) ? 0 : range.low);
    else
        text_add_format(w->out, "%" PRId64 " to %" PRId64, is_no_end(range.low) ? 0 : range.low, range.high);
}

static struct text reason_of(const struct writer *w, size_t sum)
{
    return w->reasons && sum != DEDUCTION_NONE ? w->reasons[sum] : TEXT_EMPTY;
}

/* What readers know without its being printed has one end. */
static void add_told(struct writer *w, size_t sum, struct protect_range range)
{
    if (reason_of(w, sum).len && range.low <= 0 && !is_no_end(range.high))
        text_add_format(w->out, "at most %" PRId64, range.high);
    else
        add_range(w, range);
}

static struct text place_of(const struct writer *w, size_t sum)
{
    const struct text reason = reason_of(w, sum);
    return reason.len ? reason : w->explanation->names[sum].where;
}

/* "(page 3" or "; page 4" of a sum whose place has not been told; how many stand there now. */
static size_t add_place(struct writer *w, size_t sum, size_t told)
{
    if (sum == DEDUCTION_NONE || w->said[sum])
        return told;
    const struct text place = place_of(w, sum);
    w->said[sum] = true;
    if (place.len)
        text_add_format(w->out, "%s%.*s", told ? "; " : " (", TEXT_ARGS(place));
    return told + (place.len > 0);
}

/* "26 workforce, in Finland (page 3)"; the place stands with the first mention. */
static void add_name(struct writer *w, size_t sum)
{
    text_add_format(w->out, " %.*s", TEXT_ARGS(w->explanation->names[sum].what));
    if (add_place(w, sum, 0))
        text_add_byte(w->out, ')');
}

static struct protect_range told_by(const struct writer *w, size_t sum)
{
    return protect_sum_known(&w->explanation->system->sums.items[sum], w->explanation->hidden[sum]);
}

/* The sums that told the ends of the range, its own sum before others; DEDUCTION_NONE: a step gave that end. */
static void find_givers(const struct writer *w, const struct deduction_fact *fact, struct protect_range range, size_t ret_givers[2])
{
    const size_t low[] = {fact->sum, fact->low_given}, high[] = {fact->sum, fact->high_given};
    ret_givers[0] = ret_givers[1] = DEDUCTION_NONE;
    for (size_t i = 2; i-- > 0;) {
        if (low[i] != DEDUCTION_NONE && fact->low_given != DEDUCTION_NONE && told_by(w, low[i]).low == range.low)
            ret_givers[0] = low[i];
        if (high[i] != DEDUCTION_NONE && fact->high_given != DEDUCTION_NONE && told_by(w, high[i]).high == range.high)
            ret_givers[1] = high[i];
    }
}

/* The two ends may have been told in two places, neither of which is where it has its name from. */
static void add_fact(struct writer *w, size_t fact, struct protect_range range)
{
    const struct deduction_fact *of = fact_at(w, fact);
    size_t givers[2];
    find_givers(w, of, range, givers);
    add_told(w, givers[1] != DEDUCTION_NONE ? givers[1] : of->sum, range);
    text_add_byte(w->out, ' ');
    text_add(w->out, of->sum == DEDUCTION_NONE ? TEXT("the others") : w->explanation->names[of->sum].what);
    size_t told = add_place(w, of->sum, 0);
    for (size_t i = 0; i < 2; i++)
        told = add_place(w, givers[i], told);
    if (told)
        text_add_byte(w->out, ')');
}

/* ---- which steps are needed ---- */

static void need(struct writer *w, size_t step)
{
    if (step != DEDUCTION_NONE)
        w->needed[step] = true;
}

/* Steps rest on earlier ones only. */
static void need_all_below(struct writer *w)
{
    for (size_t i = w->deduction->steps.count; i-- > 0;)
        for (size_t k = 0; w->needed[i] && k < 4; k++)
            need(w, step_at(w, i)->needs[k]);
}

/* Facts that serve only once, as the whole of which something is taken, need no line for themselves. */
static void count_service(struct writer *w)
{
    for (size_t i = 0; i < w->deduction->steps.count; i++) {
        const struct deduction_step *step = step_at(w, i);
        const size_t all[] = {step->whole, step->one, step->other};
        for (size_t k = 0; w->needed[i] && k < 3; k++)
            w->served[all[k]] += all[k] == step->fact ? 0 : k == 0 ? 1 : 2;
    }
}

/* ---- lines ---- */

/* The step that a fact is the remainder of, if it need not be written for itself. */
static const struct deduction_step *silent_step(const struct writer *w, size_t fact)
{
    const struct deduction_fact *of = fact_at(w, fact);
    if (of->sum != DEDUCTION_NONE || of->low_step == DEDUCTION_NONE || of->low_step != of->high_step ||
        w->served[fact] != 1 || fact == w->deduction->target)
        return NULL;
    const struct deduction_step *step = step_at(w, of->low_step);
    return step->whole == fact ? NULL : step;
}

static bool is_zero(struct protect_range range)
{
    return range.low == 0 && range.high == 0;
}

/* "43 a - 11 b": the whole, unless it is a silent remainder itself, less the part. */
static void add_subtraction(struct writer *w, const struct deduction_step *step)
{
    const bool first = step->fact == step->one;
    const size_t part = first ? step->other : step->one;
    const struct deduction_step *before = silent_step(w, step->whole);
    if (before)
        add_subtraction(w, before);
    else
        add_fact(w, step->whole, step->ranges[0]);
    if (is_zero(step->ranges[first ? 2 : 1]))
        return;
    text_add_c(w->out, " - ");
    add_fact(w, part, step->ranges[first ? 2 : 1]);
}

/* What follows from the two others alone. */
static struct protect_range consequence(const struct deduction_step *step)
{
    const struct protect_range whole = step->ranges[0], one = step->ranges[1], other = step->ranges[2];
    const struct protect_range part = step->fact == step->one ? other : one;
    if (step->fact == step->whole)
        return (struct protect_range){is_no_end(one.low) || is_no_end(other.low) ? 0 : one.low + other.low,
                                      is_no_end(one.high) || is_no_end(other.high) ? PROTECT_NO_END : one.high + other.high};
    return (struct protect_range){is_no_end(whole.low) || is_no_end(part.high) ? 0 : whole.low - part.high,
                                  is_no_end(whole.high) || is_no_end(part.low) ? PROTECT_NO_END : whole.high - part.low};
}

/* Only the end that this step gives; the other may have been known before. */
static void add_result(struct writer *w, const struct deduction_step *step)
{
    const struct protect_range known = step->ranges[step->fact == step->whole ? 0 : step->fact == step->one ? 1 : 2];
    struct protect_range told = known;
    const struct protect_range follows = consequence(step);
    if (follows.low < known.low && known.low > 0 && follows.high == known.high) {
        text_add_c(w->out, "at most ");
        told.low = known.high;
    } else if (follows.high > known.high && follows.low == known.low) {
        text_add_c(w->out, "at least ");
        told.high = known.low;
    }
    add_fact(w, step->fact, told);
}

static void add_step(struct writer *w, const struct deduction_step *step)
{
    if (step->fact == step->whole) {
        add_fact(w, step->one, step->ranges[1]);
        text_add_c(w->out, " + ");
        add_fact(w, step->other, step->ranges[2]);
    } else {
        add_subtraction(w, step);
    }
    text_add_c(w->out, " = ");
    add_result(w, step);
    text_add_byte(w->out, '\n');
}

/* Nothing is not worth sharing out. */
static bool is_silent(const struct writer *w, size_t step)
{
    const struct deduction_step *of = step_at(w, step);
    return silent_step(w, of->fact) == of || (is_zero(of->ranges[0]) && of->fact != w->deduction->target);
}

/* ": page 3", ": another name (page 3)", or ", because …"; behind another giver "; page 3", or ", and because …". */
static void add_giver(struct writer *w, size_t given, bool is_first)
{
    const struct protect_name *name = &w->explanation->names[given];
    const struct text reason = reason_of(w, given);
    if (reason.len)
        text_add_format(w->out, "%s because %.*s", is_first ? "," : ", and", TEXT_ARGS(reason));
    else if (text_equal(name->what, w->explanation->names[w->explanation->sum].what))
        text_add_format(w->out, "%s %.*s", is_first ? ":" : ";", TEXT_ARGS(name->where));
    else {
        text_add_byte(w->out, is_first ? ':' : ';');
        add_name(w, given);
    }
    w->said[given] = true;
}

/* "at most 2 c, because the list of the most frequent ends with 3 and leaves it out"; "3 to 4 c: page 3; page 4", where each
 * end has a place of its own. */
static void add_given(struct writer *w, const struct deduction_fact *target)
{
    size_t givers[2];
    find_givers(w, target, target->range, givers);
    const size_t low = givers[0], high = givers[1];
    add_told(w, high, target->range);
    add_name(w, w->explanation->sum);
    if (low != DEDUCTION_NONE && low != w->explanation->sum)
        add_giver(w, low, true);
    if (high != DEDUCTION_NONE && high != w->explanation->sum && high != low)
        add_giver(w, high, low == DEDUCTION_NONE || low == w->explanation->sum);
    text_add_byte(w->out, '\n');
}

/* Whether a needed step rests on the fact, or leads to it. */
static bool takes_part(const struct writer *w, size_t fact)
{
    for (size_t i = 0; i < w->deduction->steps.count; i++) {
        const struct deduction_step *step = step_at(w, i);
        if (w->needed[i] && (step->whole == fact || step->one == fact || step->other == fact))
            return true;
    }
    return false;
}

static void add_reason(struct writer *w, size_t given)
{
    const struct text reason = reason_of(w, given);
    if (!reason.len || w->said[given])
        return;
    add_told(w, given, told_by(w, given));
    text_add_format(w->out, " %.*s, because %.*s\n", TEXT_ARGS(w->explanation->names[given].what), TEXT_ARGS(reason));
    w->said[given] = true;
}

/* "at most 2 c, because …": before the steps that rest on it. */
static void add_reasons(struct writer *w)
{
    for (size_t i = 0; i < w->deduction->facts.count; i++) {
        if (!takes_part(w, i))
            continue;
        add_reason(w, fact_at(w, i)->low_given);
        add_reason(w, fact_at(w, i)->high_given);
    }
}

/* What steps rest on and no line says: a line each. */
static void add_uncited(struct writer *w, size_t fact, struct protect_range range)
{
    size_t givers[2];
    find_givers(w, fact_at(w, fact), range, givers);
    for (size_t i = 0; i < 2; i++) {
        if (givers[i] == DEDUCTION_NONE || w->said[givers[i]] || !place_of(w, givers[i]).len)
            continue;
        add_told(w, givers[i], told_by(w, givers[i]));
        add_name(w, givers[i]);
        text_add_byte(w->out, '\n');
    }
}

static void cite_all(struct writer *w)
{
    for (size_t i = 0; i < w->deduction->steps.count; i++) {
        const struct deduction_step *step = step_at(w, i);
        const size_t all[] = {step->whole, step->one, step->other};
        for (size_t k = 0; w->needed[i] && k < 3; k++)
            if (all[k] != step->fact)
                add_uncited(w, all[k], step->ranges[k]);
    }
    add_uncited(w, w->deduction->target, fact_at(w, w->deduction->target)->range);
}

static void add_steps(struct writer *w)
{
    const struct deduction_fact *target = fact_at(w, w->deduction->target);
    need(w, w->explanation->low_proof ? target->low_step : DEDUCTION_NONE);
    need(w, w->explanation->high_proof ? target->high_step : DEDUCTION_NONE);
    need_all_below(w);
    count_service(w);
    if (target->low_step == DEDUCTION_NONE && target->high_step == DEDUCTION_NONE)
        add_given(w, target);
    add_reasons(w);
    for (size_t i = 0; i < w->deduction->steps.count; i++)
        if (w->needed[i] && !is_silent(w, i))
            add_step(w, step_at(w, i));
    if (w->explanation->cites_all)
        cite_all(w);
}

/* ---- where subtraction does not get there ---- */

/* What readers know of measures is no number to add, and neither is nothing. */
static bool is_equation(const struct writer *w, size_t sum)
{
    const struct protect_sum *of = &w->explanation->system->sums.items[sum];
    return of->kind == PROTECT_ALWAYS && of->value == 0;
}

/* An equation holds for every category alike: it is named once. */
static bool is_named_before(const struct writer *w, const struct protect_proof *proof, size_t step)
{
    for (size_t i = 0; i < step; i++)
        if (is_equation(w, proof->steps[i].sum) && text_equal(w->explanation->names[proof->steps[i].sum].what,
                                                              w->explanation->names[proof->steps[step].sum].what))
            return true;
    return false;
}

static void add_equations(struct writer *w, const struct protect_proof *proof)
{
    for (size_t i = 0; i < proof->step_count; i++) {
        const size_t sum = proof->steps[i].sum;
        if (!is_equation(w, sum) || w->said[sum] || is_named_before(w, proof, i))
            continue;
        text_add_c(w->out, ", since");
        add_name(w, sum);
    }
}

/* " + 2 x 7 a" behind others. */
static void add_term(struct writer *w, const struct protect_step *step, bool is_first)
{
    const bool negative = step->factor < 0;
    const int64_t times = negative ? -step->factor : step->factor;
    text_add_c(w->out, is_first ? (negative ? " less " : " ") : negative ? " - " : " + ");
    if (times != 1)
        text_add_format(w->out, "%" PRId64 " x ", times);
    add_told(w, step->sum, told_by(w, step->sum));
    add_name(w, step->sum);
}

/* What is taken away stands behind what is added. */
static void add_terms(struct writer *w, const struct protect_proof *proof)
{
    bool first = true;
    for (int negative = 0; negative < 2; negative++)
        for (size_t i = 0; i < proof->step_count; i++) {
            const struct protect_step *step = &proof->steps[i];
            if (is_equation(w, step->sum) || (step->factor < 0) != negative)
                continue;
            add_term(w, step, first);
            first = false;
        }
}

/* "added up: 2 x 7 a - 3 b; so, divided by 2, c is at most 5". */
static void add_proof(struct writer *w, const struct protect_proof *proof)
{
    const char *side = proof->upper ? "at most" : "at least";
    if (!proof->step_count)
        return;
    text_add_c(w->out, "added up:");
    add_terms(w, proof);
    add_equations(w, proof);
    text_add_c(w->out, "; so");
    if (proof->divisor != 1)
        text_add_format(w->out, ", divided by %" PRId64 ",", proof->divisor);
    add_name(w, proof->sum);
    text_add_format(w->out, " is %s %" PRId64 "\n", side, proof->end);
}

static void use_proof(const struct protect_proof *proof, bool *used)
{
    for (size_t i = 0; proof && i < proof->step_count; i++)
        used[proof->steps[i].sum] = true;
}

static bool is_printed(const struct protect_explanation *e)
{
    return protect_range_is_one(protect_sum_known(&e->system->sums.items[e->sum], e->hidden[e->sum]));
}

/* Whether the deduction came as far as the proofs. */
static bool reaches(const struct deduction *deduction, const struct protect_explanation *e)
{
    if (deduction->target == DEDUCTION_NONE)
        return false;
    const struct protect_range range = deduction->facts.items[deduction->target].range;
    return (!e->low_proof || range.low >= e->low_proof->end) && (!e->high_proof || range.high <= e->high_proof->end);
}

static void explain(struct writer *w, struct arena *scratch)
{
    const struct protect_explanation *e = w->explanation;
    bool *used = ARENA_ARRAY(scratch, bool, e->system->sums.count);
    struct deduction deduction;
    use_proof(e->low_proof, used);
    use_proof(e->high_proof, used);
    deduction_make(e->system, e->hidden, used, e->sum, scratch, &deduction);
    w->deduction = &deduction;
    w->needed = ARENA_ARRAY(scratch, bool, deduction.steps.count);
    w->served = ARENA_ARRAY(scratch, size_t, deduction.facts.count);
    if (reaches(&deduction, e)) {
        add_steps(w);
        return;
    }
    if (e->low_proof)
        add_proof(w, e->low_proof);
    if (e->high_proof)
        add_proof(w, e->high_proof);
}

void protect_arithmetic_add(const struct protect_explanation *explanation, struct text_builder *b)
{
    protect_arithmetic_add_reasoned(explanation, NULL, b);
}

void protect_arithmetic_add_reasoned(const struct protect_explanation *explanation, const struct text *reasons,
                                     struct text_builder *b)
{
    struct arena *scratch = arena_new();
    struct writer writer = {.explanation = explanation,
                            .reasons = reasons,
                            .said = ARENA_ARRAY(scratch, bool, explanation->system->sums.count),
                            .out = b};
    if (is_printed(explanation)) {
        add_range(&writer, protect_sum_known(&explanation->system->sums.items[explanation->sum],
                                               explanation->hidden[explanation->sum]));
        add_name(&writer, explanation->sum);
        text_add_c(b, ": printed as it is\n");
    } else if (explanation->low_proof || explanation->high_proof) {
        explain(&writer, scratch);
    }
    arena_free(scratch);
}
