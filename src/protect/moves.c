/* SPDX-License-Identifier: GPL-3.0-or-later
 * The search: while a line is out of its range, one variable of it jumps by one, the one that does least harm. */
#include "protect/moves.h"

#include <stdlib.h>

#include "base/memory.h"

enum {
    REST_SHORTEST = 1, /* jumps for which a variable does not jump back */
    REST_SPREAD = 3,
    DETOUR = 8, /* one jump in so many mends any broken line instead of the shortest */
};

#define NOWHERE UINT32_MAX

/* A term seen from its line (`other` is a variable) or from its variable (`other` is a line). */
struct link {
    uint32_t other;
    int32_t factor;
};

struct line {
    int64_t value, low, high;
    int64_t price;
    int64_t heft; /* of its breach in the search at hand */
    uint32_t first_link, link_count;
    uint32_t broken_place, changed_place; /* in the lists, or NOWHERE */
};

/* What it adds to the burden of a line to go down by one, or up. */
struct step_harm {
    int64_t by[2];
};

struct variable {
    int64_t value, low, high;
    uint32_t first_link, link_count;
    int64_t rests_until; /* jump number */
    bool rose;           /* by its last jump */
    bool has_plain_links; /* all factors are 1 or -1 */
    uint32_t changed_place;
};

/* Numbers in no order, each once. */
struct number_set {
    size_t *items;
    size_t count;
};

struct jump {
    uint32_t variable;
    int32_t by;
};

struct protect_moves {
    struct line *lines;
    struct step_harm *harms; /* of each line, as it is */
    size_t line_count;
    struct variable *variables;
    size_t variable_count;
    struct link *of_lines, *of_variables;
    struct number_set broken, changed, changed_variables;
    struct number_set heavy; /* lines of more heft than others */
    struct jump *log; /* of the move at hand */
    size_t log_count, log_capacity;
    int64_t jumps; /* in all */
    int64_t weight; /* of a limit broken by one, in the search at hand */
    uint64_t dice;
};

/* ---- burden ---- */

static int64_t breach(const struct line *line, int64_t value)
{
    const int64_t below = line->low - value, above = value - line->high, most = below > above ? below : above;
    return most > 0 ? most : 0;
}

/* What it adds to the burden of the line to go from one value to another. */
static int64_t harm_to(const struct line *line, int64_t from, int64_t to, int64_t weight)
{
    const int64_t breached = (breach(line, to) - breach(line, from)) * line->heft * weight;
    return line->price ? breached + ((to != 0) - (from != 0)) * line->price : breached;
}

/* After a change of the line, or of the weight. */
static void set_harm(struct protect_moves *moves, size_t number)
{
    const struct line *line = &moves->lines[number];
    const int64_t value = line->value, limit = line->heft * moves->weight;
    struct step_harm harm = {{((value <= line->low) - (value > line->high)) * limit,
                              ((value >= line->high) - (value < line->low)) * limit}};
    if (line->price) {
        harm.by[0] += ((value != 1) - (value != 0)) * line->price;
        harm.by[1] += ((value != -1) - (value != 0)) * line->price;
    }
    moves->harms[number] = harm;
}

/* ---- building ---- */

/* Ends as far away as nothing comes, so that differences are numbers. */
static int64_t to_end(int64_t end)
{
    const int64_t far = INT64_MAX / 4;
    return end > far ? far : end < -far ? -far : end;
}

static void bound(struct line *line, struct protect_range range)
{
    line->low = to_end(range.low);
    line->high = to_end(range.high);
}

static void count_links(struct protect_moves *moves, const struct protect_move_space *space)
{
    uint32_t first = 0;
    for (size_t l = 0; l < space->line_count; l++) {
        moves->lines[l].first_link = first;
        moves->lines[l].link_count = (uint32_t)space->lines[l].term_count;
        first += (uint32_t)space->lines[l].term_count;
        for (size_t i = 0; i < space->lines[l].term_count; i++)
            moves->variables[space->lines[l].terms[i].variable].link_count++;
    }
    moves->of_lines = memory_alloc(first, sizeof *moves->of_lines);
    moves->of_variables = memory_alloc(first, sizeof *moves->of_variables);
    first = 0;
    for (size_t v = 0; v < space->variable_count; v++) {
        moves->variables[v].first_link = first;
        first += moves->variables[v].link_count;
        moves->variables[v].link_count = 0;
    }
}

static void fill_links(struct protect_moves *moves, const struct protect_move_space *space)
{
    for (size_t l = 0; l < space->line_count; l++) {
        for (size_t i = 0; i < space->lines[l].term_count; i++) {
            const struct protect_term *term = &space->lines[l].terms[i];
            struct variable *variable = &moves->variables[term->variable];
            moves->of_lines[moves->lines[l].first_link + i] =
                (struct link){(uint32_t)term->variable, (int32_t)term->factor};
            moves->of_variables[variable->first_link + variable->link_count++] =
                (struct link){(uint32_t)l, (int32_t)term->factor};
            variable->has_plain_links = variable->has_plain_links && (term->factor == 1 || term->factor == -1);
        }
    }
}

struct protect_moves *protect_moves_new(const struct protect_move_space *space)
{
    struct protect_moves *moves = memory_alloc(1, sizeof *moves);
    moves->line_count = space->line_count;
    moves->variable_count = space->variable_count;
    moves->lines = memory_alloc(space->line_count, sizeof *moves->lines);
    moves->harms = memory_alloc(space->line_count, sizeof *moves->harms);
    moves->variables = memory_alloc(space->variable_count, sizeof *moves->variables);
    moves->broken.items = memory_alloc(space->line_count, sizeof *moves->broken.items);
    moves->changed.items = memory_alloc(space->line_count, sizeof *moves->changed.items);
    moves->changed_variables.items = memory_alloc(space->variable_count, sizeof *moves->changed_variables.items);
    moves->heavy.items = memory_alloc(space->line_count, sizeof *moves->heavy.items);
    for (size_t l = 0; l < space->line_count; l++) {
        struct line *line = &moves->lines[l];
        bound(line, space->lines[l].range);
        line->price = space->lines[l].price;
        line->heft = 1;
        line->broken_place = line->changed_place = NOWHERE;
    }
    for (size_t v = 0; v < space->variable_count; v++) {
        moves->variables[v].low = space->ranges[v].low;
        moves->variables[v].high = space->ranges[v].high;
        moves->variables[v].changed_place = NOWHERE;
        moves->variables[v].has_plain_links = true;
    }
    count_links(moves, space);
    fill_links(moves, space);
    for (size_t l = 0; l < space->line_count; l++)
        set_harm(moves, l);
    return moves;
}

void protect_moves_free(struct protect_moves *moves)
{
    if (!moves)
        return;
    free(moves->lines);
    free(moves->harms);
    free(moves->variables);
    free(moves->of_lines);
    free(moves->of_variables);
    free(moves->broken.items);
    free(moves->changed.items);
    free(moves->changed_variables.items);
    free(moves->heavy.items);
    free(moves->log);
    free(moves);
}

/* ---- jumping ---- */

/* SplitMix64 (Steele, Lea and Flood, 2014). */
static uint64_t throw_dice(struct protect_moves *moves)
{
    uint64_t bits = moves->dice += 0x9e3779b97f4a7c15u;
    bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9u;
    bits = (bits ^ (bits >> 27)) * 0x94d049bb133111ebu;
    return bits ^ (bits >> 31);
}

/* Of a variable some of whose factors are not 1 or -1. */
static int64_t harm_by_factors(const struct protect_moves *moves, const struct variable *variable, int32_t by)
{
    int64_t harm = 0;
    for (uint32_t i = 0; i < variable->link_count; i++) {
        const struct link link = moves->of_variables[variable->first_link + i];
        const struct line *line = &moves->lines[link.other];
        harm += harm_to(line, line->value, line->value + by * link.factor, moves->weight);
    }
    return harm;
}

/* What it adds to the burden of all lines that the variable jumps by one. */
static int64_t harm_of(const struct protect_moves *moves, const struct variable *variable, int32_t by)
{
    const struct link *links = &moves->of_variables[variable->first_link];
    int64_t harm = 0;
    if (!variable->has_plain_links)
        return harm_by_factors(moves, variable, by);
    for (uint32_t i = 0; i < variable->link_count; i++)
        harm += moves->harms[links[i].other].by[links[i].factor == by];
    return harm;
}

static void set_weight(struct protect_moves *moves, int64_t weight)
{
    if (moves->weight == weight)
        return;
    moves->weight = weight;
    for (size_t i = 0; i < moves->line_count; i++)
        set_harm(moves, i);
}

static void put(struct number_set *set, size_t number, uint32_t *place)
{
    *place = (uint32_t)set->count;
    set->items[set->count++] = number;
}

static void mark_line(struct protect_moves *moves, size_t number)
{
    struct line *line = &moves->lines[number];
    const bool broken = breach(line, line->value) > 0, changed = line->value != 0;
    set_harm(moves, number);
    if (broken && line->broken_place == NOWHERE) {
        put(&moves->broken, number, &line->broken_place);
    } else if (!broken && line->broken_place != NOWHERE) {
        const size_t last = moves->broken.items[--moves->broken.count];
        moves->broken.items[line->broken_place] = last;
        moves->lines[last].broken_place = line->broken_place;
        line->broken_place = NOWHERE;
    }
    if (changed && line->changed_place == NOWHERE) {
        put(&moves->changed, number, &line->changed_place);
    } else if (!changed && line->changed_place != NOWHERE) {
        const size_t last = moves->changed.items[--moves->changed.count];
        moves->changed.items[line->changed_place] = last;
        moves->lines[last].changed_place = line->changed_place;
        line->changed_place = NOWHERE;
    }
}

static void jump(struct protect_moves *moves, struct jump jump)
{
    struct variable *variable = &moves->variables[jump.variable];
    variable->value += jump.by;
    variable->rose = jump.by > 0;
    if (variable->changed_place == NOWHERE)
        put(&moves->changed_variables, jump.variable, &variable->changed_place);
    for (uint32_t i = 0; i < variable->link_count; i++) {
        const struct link link = moves->of_variables[variable->first_link + i];
        moves->lines[link.other].value += jump.by * link.factor;
        mark_line(moves, link.other);
    }
}

static void note_jump(struct protect_moves *moves, struct jump jump)
{
    if (moves->log_count == moves->log_capacity) {
        moves->log_capacity = moves->log_capacity ? 2 * moves->log_capacity : 64;
        moves->log = memory_grow(moves->log, moves->log_capacity, sizeof *moves->log);
    }
    moves->log[moves->log_count++] = jump;
}

static void undo_jumps(struct protect_moves *moves)
{
    while (moves->log_count) {
        const struct jump last = moves->log[--moves->log_count];
        jump(moves, (struct jump){last.variable, -last.by});
    }
}

/* ---- searching ---- */

/* The broken line with the fewest variables; now and then any. */
static size_t choose_line(struct protect_moves *moves)
{
    const uint64_t dice = throw_dice(moves);
    if (dice % DETOUR == 0)
        return moves->broken.items[(dice / DETOUR) % moves->broken.count];
    size_t best = moves->broken.items[0];
    for (size_t i = 1; i < moves->broken.count; i++) {
        const size_t line = moves->broken.items[i];
        const uint32_t count = moves->lines[line].link_count, least = moves->lines[best].link_count;
        if (count < least || (count == least && line < best))
            best = line;
    }
    return best;
}

static bool may_jump(const struct protect_moves *moves, const struct variable *variable, int32_t by)
{
    const bool turns = variable->rose != (by > 0);
    return variable->value + by >= variable->low && variable->value + by <= variable->high &&
           !(turns && variable->rests_until > moves->jumps);
}

static void lighten(struct protect_moves *moves)
{
    while (moves->heavy.count) {
        const size_t number = moves->heavy.items[--moves->heavy.count];
        moves->lines[number].heft = 1;
        set_harm(moves, number);
    }
}

/* A line that no jump mends without harm counts more from now on: that leads out of where every jump does harm. */
static void make_heavier(struct protect_moves *moves, size_t number)
{
    struct line *line = &moves->lines[number];
    if (line->heft == 1)
        moves->heavy.items[moves->heavy.count++] = number;
    line->heft++;
    set_harm(moves, number);
}

/* The jump that mends the line and does least harm. False if no variable of it may jump. */
static bool choose_jump(struct protect_moves *moves, size_t number, struct jump *ret_jump)
{
    const struct line *line = &moves->lines[number];
    const bool raise = line->value < line->low;
    int64_t least = INT64_MAX;
    uint32_t equals = 0;
    for (uint32_t i = 0; i < line->link_count; i++) {
        const struct link link = moves->of_lines[line->first_link + i];
        const struct variable *variable = &moves->variables[link.other];
        const int32_t by = raise == (link.factor > 0) ? 1 : -1;
        if (!may_jump(moves, variable, by))
            continue;
        const int64_t harm = harm_of(moves, variable, by);
        equals = harm < least ? 1 : equals + (harm == least);
        if (harm < least || (harm == least && throw_dice(moves) % equals == 0)) {
            least = harm;
            *ret_jump = (struct jump){link.other, by};
        }
    }
    if (equals && least >= 0)
        make_heavier(moves, number);
    return equals > 0;
}

/* Jumps until nothing is broken. */
static bool mend(struct protect_moves *moves, int64_t steps)
{
    lighten(moves);
    for (int64_t step = 0; moves->broken.count; step++) {
        const size_t line = choose_line(moves);
        struct jump chosen;
        moves->jumps++;
        if (step >= steps)
            return false;
        if (!choose_jump(moves, line, &chosen))
            continue;
        jump(moves, chosen);
        note_jump(moves, chosen);
        moves->variables[chosen.variable].rests_until =
            moves->jumps + REST_SHORTEST + (int64_t)(throw_dice(moves) % REST_SPREAD);
    }
    return true;
}

bool protect_moves_make(struct protect_moves *moves, const struct protect_move_wish *wish)
{
    struct line *line = &moves->lines[wish->line];
    const int64_t low = line->low, high = line->high;
    const int64_t goal = line->value + (wish->up ? wish->by : -wish->by);
    moves->dice = wish->seed;
    set_weight(moves, wish->weight);
    bool made = wish->up ? goal <= high : goal >= low;
    for (int64_t part = 1; made && part <= wish->by; part++) {
        if (wish->up && line->low < goal - wish->by + part)
            line->low = goal - wish->by + part;
        if (!wish->up && line->high > goal + wish->by - part)
            line->high = goal + wish->by - part;
        mark_line(moves, wish->line);
        made = mend(moves, wish->steps);
    }
    if (!made)
        undo_jumps(moves);
    line->low = low;
    line->high = high;
    mark_line(moves, wish->line);
    moves->log_count = 0;
    return made;
}

void protect_moves_reset(struct protect_moves *moves)
{
    while (moves->changed_variables.count) {
        const size_t number = moves->changed_variables.items[--moves->changed_variables.count];
        moves->variables[number].changed_place = NOWHERE;
        moves->variables[number].value = 0;
    }
    while (moves->changed.count) {
        const size_t number = moves->changed.items[moves->changed.count - 1];
        moves->lines[number].value = 0;
        mark_line(moves, number);
    }
}

bool protect_moves_mend(struct protect_moves *moves, const struct protect_move_wish *wish, const int64_t *start)
{
    struct line *line = &moves->lines[wish->line];
    const int64_t low = line->low, high = line->high;
    protect_moves_reset(moves);
    moves->dice = wish->seed;
    set_weight(moves, wish->weight);
    for (size_t v = 0; v < moves->variable_count; v++)
        if (start[v])
            jump(moves, (struct jump){(uint32_t)v, (int32_t)start[v]});
    if (wish->up && line->low < wish->by)
        line->low = wish->by;
    if (!wish->up && line->high > -wish->by)
        line->high = -wish->by;
    mark_line(moves, wish->line);
    const bool made = line->low <= line->high && mend(moves, wish->steps);
    line->low = low;
    line->high = high;
    mark_line(moves, wish->line);
    moves->log_count = 0;
    if (!made)
        protect_moves_reset(moves);
    return made;
}

int64_t protect_moves_of_variable(const struct protect_moves *moves, size_t variable)
{
    return moves->variables[variable].value;
}

int64_t protect_moves_of_line(const struct protect_moves *moves, size_t line)
{
    return moves->lines[line].value;
}

const size_t *protect_moves_changed(const struct protect_moves *moves, size_t *ret_count)
{
    *ret_count = moves->changed.count;
    return moves->changed.items;
}

const size_t *protect_moves_changed_variables(const struct protect_moves *moves, size_t *ret_count)
{
    *ret_count = moves->changed_variables.count;
    return moves->changed_variables.items;
}

void protect_moves_set_range(struct protect_moves *moves, size_t line, struct protect_range range)
{
    bound(&moves->lines[line], range);
    mark_line(moves, line);
}

void protect_moves_set_price(struct protect_moves *moves, size_t line, int64_t price)
{
    moves->lines[line].price = price;
}
