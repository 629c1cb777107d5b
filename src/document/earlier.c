/* SPDX-License-Identifier: GPL-3.0-or-later
 * Figures of periods before the edition's own, as earlier editions published them. Of a measure in a period everything that is
 * asked is taken from their lists, or nothing: half of a table as it was and half of it counted anew would not add up, nor would
 * a year and a half of it, or all and the adults among them.
 * What is taken says again what its readers had, and nothing of what is counted today. */
#include <inttypes.h>

#include "document/binder.h"

/* What the latest edition that has the figure says of it. */
struct said {
    struct cell cell;
    struct text edition;
    bool is_revised; /* an earlier edition said another number */
};

struct earlier_use {
    size_t group;           /* of the measure and period; NO_GROUP: not of an earlier period, or no count */
    const struct said *sum; /* USE_SUM, USE_DISTINCT; NULL: nothing is said */
    const struct said **cells; /* USE_TABLE, each cell as release_cell() has them; NULL: none is */
    size_t cell_count;
    const struct said *gone; /* USE_TABLE: of a category of which nothing is counted now; NULL: there is none */
    struct text gone_name;
};

/* A measure in a period; of a stock its day. */
struct earlier_group {
    int measure;
    struct period period;
    bool lacks; /* something that is asked is not in the lists */
    struct text edition; /* that says something of it; empty: none yet */
    bool is_of_several, is_revised; /* what is asked: said last by several editions; something by one as another number */
};

struct earlier {
    struct names *names; /* while it is being made: key -> place in `said` */
    LIST_OF(struct said *) said;
    struct names *group_names; /* likewise, of `groups` */
    LIST_OF(struct earlier_group) groups;
    struct earlier_use *uses;
    size_t use_count;
};

static const size_t NO_GROUP = SIZE_MAX;

/* ---- what the lists say ---- */

/* A stock is that of its day, whatever the period is called. */
static struct period period_of(const struct binder *binder, const struct table_request *table)
{
    const bool is_stock = binder->in->codebook->measures[table->measure].kind == MEASURE_STOCK;
    return is_stock ? (struct period){table->period.last, table->period.last} : table->period;
}

static struct text key_of(const struct binder *binder, const struct use *use, const struct release_part *const *parts)
{
    const struct bind_inputs *in = binder->in;
    const struct table_request table = request_of_cases(in->codebook, &in->requests->tables[use->table]);
    struct text_builder b = {0};
    text_add_format(&b, "%d %d ", table.measure, use->kind == USE_DISTINCT ? table.dimensions[use->by[0]] : NO_INDEX);
    period_add(&b, period_of(binder, &table));
    text_add_byte(&b, ' ');
    text_add(&b, bind_part_selection(binder, use, parts));
    return text_clean(binder->keep, &b);
}

/* "new gender=women @2013", as layouts and `explain` have it. */
static struct text name_of(const struct binder *binder, const struct use *use, const struct release_part *const *parts)
{
    const struct bind_inputs *in = binder->in;
    const struct table_request table = request_of_cases(in->codebook, &in->requests->tables[use->table]);
    const struct text selection = bind_part_selection(binder, use, parts);
    struct text_builder b = {0};
    text_add_format(&b, "%.*s%s%.*s @", TEXT_ARGS(in->codebook->measures[table.measure].id), selection.len ? " " : "",
                    TEXT_ARGS(selection));
    period_add(&b, table.period);
    return text_clean(binder->keep, &b);
}

static bool differ(struct cell one, struct cell other)
{
    return cell_is_shown(one) && cell_is_shown(other) && one.count != other.count;
}

/* Lists come in the order of their editions. What one of an edition's lists shows, its other readers need not have had. */
static void enter(struct binder *binder, struct earlier *earlier, const struct earlier_figure *figure)
{
    const struct use *use = &binder->in->requests->uses[figure->use];
    struct said now = {{figure->kind == EARLIER_SHOWN ? CELL_SHOWN : CELL_HIDDEN, figure->count}, figure->edition, false};
    const size_t place = (size_t)names_add(earlier->names, key_of(binder, use, NULL));
    if (place == earlier->said.count) {
        ARENA_PUSH(binder->keep, &earlier->said, ARENA_NEW(binder->keep, struct said));
    } else {
        const struct said *before = earlier->said.items[place];
        if (text_equal(before->edition, now.edition) && !cell_is_shown(now.cell))
            return;
        now.is_revised = before->is_revised || differ(before->cell, now.cell);
    }
    *earlier->said.items[place] = now;
}

static void enter_all(struct binder *binder, struct earlier *earlier)
{
    const struct bind_inputs *in = binder->in;
    for (size_t i = 0; i < in->earlier_count; i++)
        if (in->earlier[i].kind != EARLIER_AT_MOST && policy_has(bind_policy(in), in->earlier[i].audience))
            enter(binder, earlier, &in->earlier[i]);
}

/* ---- what is asked ---- */

static const struct said *find(const struct binder *binder, const struct earlier *earlier, const struct use *use,
                               const struct release_part *const *parts)
{
    const int32_t place = names_find(earlier->names, key_of(binder, use, parts));
    return place == NAMES_NONE ? NULL : earlier->said.items[place];
}

/* A cell of a table: the parts that it is narrowed to (NULL: the total), and their numbers for release_cell(). */
struct table_cell {
    const struct release_part *parts[REQUEST_DIMENSIONS_MAX];
    int at[REQUEST_DIMENSIONS_MAX];
};

static struct table_cell table_cell(const struct binder *binder, size_t number, size_t cell)
{
    const struct use *use = &binder->in->requests->uses[number];
    struct table_cell found = {{NULL}, {0}};
    for (size_t place = use->by_count; place-- > 0;) {
        int count;
        const struct release_part *all = release_parts(binder->in->release, number, place, &count);
        const int at = (int)(cell % ((size_t)count + 1));
        cell /= (size_t)count + 1;
        found.parts[place] = at == count ? NULL : &all[at];
        found.at[place] = at == count ? RELEASE_TOTAL : at;
    }
    return found;
}

static size_t cell_count(const struct binder *binder, size_t number)
{
    size_t cells = 1;
    for (size_t place = 0; place < binder->in->requests->uses[number].by_count; place++) {
        int count;
        release_parts(binder->in->release, number, place, &count);
        cells *= (size_t)count + 1;
    }
    return cells;
}

/* The categories that have no row now had none then. */
static bool had_same_rows(const struct binder *binder, const struct earlier *earlier, size_t number)
{
    const struct use *use = &binder->in->requests->uses[number];
    for (size_t place = 0; place < use->by_count; place++) {
        int empty[CATEGORIES_MAX];
        const struct release_part rest = {empty, bind_empty_categories(binder, number, place, empty)};
        const struct release_part *parts[REQUEST_DIMENSIONS_MAX] = {NULL};
        parts[place] = &rest;
        const struct said *said = rest.count ? find(binder, earlier, use, parts) : NULL;
        if (rest.count && (!said || !cell_is_shown(said->cell) || said->cell.count))
            return false;
    }
    return true;
}

/* A category that has no row now and had one then, as where a classification has changed. */
static void find_gone(const struct binder *binder, const struct earlier *earlier, size_t number, struct earlier_use *found)
{
    const struct use *use = &binder->in->requests->uses[number];
    for (size_t place = 0; place < use->by_count; place++) {
        int empty[CATEGORIES_MAX];
        const int count = bind_empty_categories(binder, number, place, empty);
        for (int i = 0; i < count && !found->gone; i++) {
            const struct release_part one = {&empty[i], 1};
            const struct release_part *parts[REQUEST_DIMENSIONS_MAX] = {NULL};
            parts[place] = &one;
            const struct said *said = find(binder, earlier, use, parts);
            if (!said || (cell_is_shown(said->cell) && !said->cell.count))
                continue;
            found->gone = said;
            found->gone_name = name_of(binder, use, parts);
        }
    }
}

/* False if something of the table is not in the lists. */
static bool find_cells(struct binder *binder, const struct earlier *earlier, size_t number, struct earlier_use *found)
{
    bool complete = had_same_rows(binder, earlier, number);
    find_gone(binder, earlier, number, found);
    found->cell_count = cell_count(binder, number);
    found->cells = (const struct said **)arena_alloc(binder->keep, found->cell_count, sizeof *found->cells);
    for (size_t cell = 0; cell < found->cell_count; cell++) {
        const struct table_cell at = table_cell(binder, number, cell);
        found->cells[cell] = find(binder, earlier, &binder->in->requests->uses[number], at.parts);
        complete = complete && found->cells[cell];
    }
    return complete;
}

static bool find_use(struct binder *binder, const struct earlier *earlier, size_t number, struct earlier_use *found)
{
    const struct use *use = &binder->in->requests->uses[number];
    switch (use->kind) {
    case USE_SUM:
    case USE_DISTINCT:
        found->sum = find(binder, earlier, use, NULL);
        return found->sum;
    case USE_TABLE:
        return find_cells(binder, earlier, number, found);
    case USE_EARLIEST:
    case USE_LATEST:
        return true; /* a date is no count */
    case USE_TOP:
        break;
    }
    return false;
}

/* Figures typed in are not counted. */
static bool is_asked(const struct bind_inputs *in, size_t number)
{
    const struct table_request *table = &in->requests->tables[in->requests->uses[number].table];
    return !(in->left_out && in->left_out[number]) && in->codebook->measures[table->measure].kind != MEASURE_TYPED_IN;
}

static struct text group_name(const struct binder *binder, size_t number)
{
    const struct bind_inputs *in = binder->in;
    const struct table_request table = request_of_cases(in->codebook, &in->requests->tables[in->requests->uses[number].table]);
    struct text_builder b = {0};
    text_add_format(&b, "%d ", table.measure);
    period_add(&b, period_of(binder, &table));
    return text_clean(binder->keep, &b);
}

/* The edition's own period is counted, and parts of it with the whole. */
static size_t group_of(struct binder *binder, struct earlier *earlier, size_t number)
{
    const struct bind_inputs *in = binder->in;
    const struct table_request table = request_of_cases(in->codebook, &in->requests->tables[in->requests->uses[number].table]);
    const size_t group = (size_t)names_add(earlier->group_names, group_name(binder, number));
    const struct earlier_group now = {.measure = table.measure,
                                      .period = period_of(binder, &table),
                                      .lacks = table.period.last >= in->facts->period.first};
    if (group == earlier->groups.count)
        ARENA_PUSH(binder->keep, &earlier->groups, now);
    return group;
}

static void note_edition(struct earlier_group *group, const struct said *said)
{
    if (!said)
        return;
    group->is_of_several = group->is_of_several || (group->edition.len && !text_equal(group->edition, said->edition));
    group->is_revised = group->is_revised || said->is_revised;
    group->edition = said->edition;
}

static void note_editions(struct earlier_group *group, const struct earlier_use *use)
{
    note_edition(group, use->sum);
    for (size_t i = 0; i < use->cell_count; i++)
        note_edition(group, use->cells[i]);
}

/* A total that was counted anew by one edition does not go with the cells that another one published. */
static void find_mixtures(struct earlier *earlier)
{
    for (size_t i = 0; i < earlier->use_count; i++)
        if (earlier->uses[i].group != NO_GROUP)
            note_editions(&earlier->groups.items[earlier->uses[i].group], &earlier->uses[i]);
    for (size_t i = 0; i < earlier->groups.count; i++) {
        struct earlier_group *group = &earlier->groups.items[i];
        group->lacks = group->lacks || (group->is_of_several && group->is_revised);
    }
}

/* One may be a part of the other, as adults are of all clients. */
static bool count_alike(const struct codebook *codebook, const struct earlier_group *one, const struct earlier_group *other)
{
    const struct measure *a = &codebook->measures[one->measure], *b = &codebook->measures[other->measure];
    if (a->source != b->source || a->kind != b->kind)
        return false;
    return a->kind == MEASURE_STOCK ? a->from == b->from && a->until == b->until : a->date == b->date;
}

static bool overlap(const struct earlier_group *a, const struct earlier_group *b)
{
    return a->period.first <= b->period.last && b->period.first <= a->period.last;
}

/* A year as it was less a half of it counted anew would be neither half, and may be the few who were in it then. */
static bool spread_lack(const struct codebook *codebook, struct earlier *earlier, const struct earlier_group *from)
{
    bool spreads = false;
    for (size_t i = 0; from->lacks && i < earlier->groups.count; i++) {
        struct earlier_group *to = &earlier->groups.items[i];
        if (to->lacks || !overlap(from, to) || !count_alike(codebook, from, to))
            continue;
        to->lacks = spreads = true;
    }
    return spreads;
}

/* What is counted anew of a period goes for those that overlap it, and for measures of the same people, and so on. */
static void spread_lacks(const struct codebook *codebook, struct earlier *earlier)
{
    for (bool again = true; again;) {
        again = false;
        for (size_t i = 0; i < earlier->groups.count; i++)
            again = spread_lack(codebook, earlier, &earlier->groups.items[i]) || again;
    }
}

/* With its names, which are to be freed. */
static struct earlier *make(struct binder *binder)
{
    const struct bind_inputs *in = binder->in;
    struct earlier *earlier = ARENA_NEW(binder->keep, struct earlier);
    *earlier = (struct earlier){.names = names_new(), .group_names = names_new(), .use_count = in->published_uses};
    earlier->uses = ARENA_ARRAY(binder->keep, struct earlier_use, in->published_uses);
    enter_all(binder, earlier);
    for (size_t i = 0; i < in->published_uses; i++) {
        struct earlier_use *use = &earlier->uses[i];
        use->group = is_asked(in, i) ? group_of(binder, earlier, i) : NO_GROUP;
        if (use->group != NO_GROUP && !find_use(binder, earlier, i, use))
            earlier->groups.items[use->group].lacks = true;
    }
    find_mixtures(earlier);
    spread_lacks(in->codebook, earlier);
    return earlier;
}

static void free_names(struct earlier *earlier)
{
    names_free(earlier->names);
    names_free(earlier->group_names);
}

const struct earlier *earlier_find(struct binder *binder)
{
    if (!binder->in->earlier_count)
        return NULL;
    struct earlier *earlier = make(binder);
    free_names(earlier);
    return earlier;
}

bool document_repeats(const struct bind_inputs *inputs, size_t use, struct arena *keep, struct doc_repeated *ret_repeated)
{
    if (!inputs->earlier_count || inputs->counts_anew)
        return false;
    struct binder binder = {.in = inputs, .keep = keep};
    struct earlier *earlier = make(&binder);
    const struct said *said = find(&binder, earlier, &inputs->requests->uses[use], NULL);
    const int32_t group = names_find(earlier->group_names, group_name(&binder, use));
    const bool repeats = said && group != NAMES_NONE && !earlier->groups.items[group].lacks;
    if (repeats)
        *ret_repeated = (struct doc_repeated){said->cell, said->edition};
    free_names(earlier);
    return repeats;
}

/* ---- what is printed ---- */

static const struct earlier_use *taken(const struct bind_inputs *in, size_t use)
{
    const struct earlier *earlier = in->earlier_said;
    if (!earlier || in->counts_anew || use >= earlier->use_count || earlier->uses[use].group == NO_GROUP ||
        earlier->groups.items[earlier->uses[use].group].lacks)
        return NULL;
    return &earlier->uses[use];
}

struct cell sum_of(const struct bind_inputs *in, size_t use)
{
    const struct earlier_use *earlier = taken(in, use);
    return earlier ? earlier->sum->cell : release_sum(in->release, use);
}

bool sum_may_be_zero(const struct bind_inputs *in, size_t use)
{
    return !taken(in, use) && release_sum_may_be_zero(in->release, use);
}

static size_t cell_number(const struct bind_inputs *in, size_t use, const int *parts)
{
    size_t cell = 0;
    for (size_t place = 0; place < in->requests->uses[use].by_count; place++) {
        int count;
        release_parts(in->release, use, place, &count);
        cell = cell * ((size_t)count + 1) + (size_t)(parts[place] == RELEASE_TOTAL ? count : parts[place]);
    }
    return cell;
}

struct cell cell_of(const struct bind_inputs *in, size_t use, const int *parts)
{
    const struct earlier_use *earlier = taken(in, use);
    return earlier ? earlier->cells[cell_number(in, use, parts)]->cell : release_cell(in->release, use, parts);
}

bool cell_may_be_zero(const struct bind_inputs *in, size_t use, const int *parts)
{
    return !taken(in, use) && release_cell_may_be_zero(in->release, use, parts);
}

/* ---- what is counted anew ---- */

/* What was published, and what is counted now. */
struct recount {
    struct text name;
    int64_t before, now;
};

static bool is_in_lists(const struct binder *binder, struct text key, int64_t count)
{
    const struct bind_inputs *in = binder->in;
    for (size_t i = 0; i < in->earlier_count; i++) {
        const struct earlier_figure *figure = &in->earlier[i];
        if (figure->kind == EARLIER_SHOWN && figure->count == count && policy_has(bind_policy(in), figure->audience) &&
            text_equal(key_of(binder, &in->requests->uses[figure->use], NULL), key))
            return true;
    }
    return false;
}

static bool is_released(const struct binder *binder, size_t number, struct text key, int64_t count)
{
    const struct bind_inputs *in = binder->in;
    const struct use *use = &in->requests->uses[number];
    for (size_t i = 0; i < cell_count(binder, number); i++) {
        const struct table_cell at = table_cell(binder, number, i);
        const struct cell cell = use->kind == USE_TABLE ? release_cell(in->release, number, at.at) : release_sum(in->release, number);
        if (cell_is_shown(cell) && cell.count == count && text_equal(key_of(binder, use, at.parts), key))
            return true;
    }
    return false;
}

/* Messages name no reader: they have no number that one of them does not have. */
static bool all_have(const struct binder *binder, size_t number, struct text key, const struct recount *recount)
{
    bool all = true;
    for (size_t i = 0; all && i < binder->in->reader_count; i++) {
        const struct bind_inputs *in = &binder->in->readers[i];
        const struct binder theirs = {.in = in, .keep = binder->keep};
        all = in->is_published && !(in->left_out && in->left_out[number]) && is_in_lists(&theirs, key, recount->before) &&
              is_released(&theirs, number, key, recount->now);
    }
    return all;
}

/* Both numbers where all readers have them; else how the producer gets them. */
static struct text recount_words(const struct binder *binder, size_t number, struct text key, const struct recount *recount)
{
    const struct bind_inputs *in = binder->in;
    const struct text name = recount->name;
    const int64_t before = recount->before, now = recount->now;
    if (!in->is_published || !all_have(binder, number, key, recount))
        return text_format(binder->keep, "look at the figures with: sitrep explain %.*s '%.*s'",
                           TEXT_ARGS(text_shell_word(binder->keep, in->edition_folder)), TEXT_ARGS(name));
    if (in->requests->tables[in->requests->uses[number].table].period.last >= in->facts->period.first)
        return text_format(binder->keep, "'%.*s': %" PRId64 " then, and %" PRId64 " now, which is printed, as of all of this edition's period",
                           TEXT_ARGS(name), before, now);
    if (taken(in, number))
        return text_format(binder->keep,
                           "'%.*s': %" PRId64 " then, which is printed, and %" PRId64
                           " now; 'earlier periods: counted anew' in edition.conf prints what is counted now",
                           TEXT_ARGS(name), before, now);
    return text_format(binder->keep,
                       "'%.*s': %" PRId64 " then, and %" PRId64
                       " now, which is printed, since the lists do not have all that is asked of this measure, of its parts and in periods that overlap this one",
                       TEXT_ARGS(name), before, now);
}

static bool is_recounted(const struct said *said, struct cell now)
{
    return said && differ(said->cell, now);
}

/* Of what is printed as it was published, readers cannot see it. */
static bool differs_little(const struct binder *binder, size_t number, const struct said *said, struct cell now)
{
    const int64_t more = now.count - said->cell.count, threshold = bind_policy(binder->in)->threshold;
    return more < threshold && -more < threshold && binder->in->is_published && !taken(binder->in, number);
}

static bool is_of_earlier_period(const struct bind_inputs *in, size_t number)
{
    return in->requests->tables[in->requests->uses[number].table].period.last < in->facts->period.last;
}

/* A count that is hidden today says nothing. */
static void tell_recount(const struct binder *binder, struct place place, size_t number, const struct table_cell *cell,
                         const struct said *said, struct cell now, struct recounts *told)
{
    const struct bind_inputs *in = binder->in;
    if (!is_recounted(said, now))
        return;
    const struct text name = name_of(binder, &in->requests->uses[number], cell->parts);
    if (!told->differ && !in->counts_anew && is_of_earlier_period(in, number)) {
        const struct recount recount = {name, said->cell.count, now.count};
        diagnose(binder->diagnostics, DIAG_W310, place, said->edition,
                 recount_words(binder, number, key_of(binder, &in->requests->uses[number], cell->parts), &recount));
        told->differ = true;
    }
    if (!told->differ_little && differs_little(binder, number, said, now)) {
        diagnose(binder->diagnostics, DIAG_W311, place, said->edition, name,
                 text_format(binder->keep, "%" PRId64, bind_policy(in)->threshold));
        told->differ_little = true;
    }
}

static const struct earlier_use *asked(const struct bind_inputs *in, size_t use)
{
    const struct earlier *earlier = in->earlier_said;
    return !earlier || use >= earlier->use_count || earlier->uses[use].group == NO_GROUP ? NULL : &earlier->uses[use];
}

void warn_of_recount(const struct binder *binder, struct place place, size_t use)
{
    const struct earlier_use *earlier = asked(binder->in, use);
    struct recounts told = {.differ = false};
    if (earlier && binder->in->requests->uses[use].kind == USE_SUM)
        tell_recount(binder, place, use, &(struct table_cell){{NULL}, {0}}, earlier->sum, release_sum(binder->in->release, use), &told);
}

/* Of its total, which comes last, before its cells. */
void warn_of_recounts(const struct binder *binder, struct place place, size_t use, struct recounts *told)
{
    const struct earlier_use *earlier = asked(binder->in, use);
    for (size_t i = earlier ? earlier->cell_count : 0; i-- > 0;) {
        const struct table_cell cell = table_cell(binder, use, i);
        tell_recount(binder, place, use, &cell, earlier->cells[i], release_cell(binder->in->release, use, cell.at), told);
    }
    if (!earlier || !earlier->gone || told->gone || taken(binder->in, use) || !binder->in->is_published)
        return;
    diagnose(binder->diagnostics, DIAG_W312, place, earlier->gone->edition, earlier->gone_name);
    told->gone = true;
}
