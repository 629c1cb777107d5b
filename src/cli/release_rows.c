/* SPDX-License-Identifier: GPL-3.0-or-later
 * Indices become names, and names indices: the code book that the archive keeps has both. */
#include "cli/release_rows.h"

#include <string.h>

#include "layout/period.h"

static const struct text KINDS[] = {[USE_TABLE] = TEXT_INIT("table"),       [USE_SUM] = TEXT_INIT("sum"),
                                    [USE_TOP] = TEXT_INIT("top"),           [USE_EARLIEST] = TEXT_INIT("earliest"),
                                    [USE_LATEST] = TEXT_INIT("latest"),     [USE_DISTINCT] = TEXT_INIT("distinct")};

static struct text built(struct text_builder *b, struct arena *keep)
{
    const struct text text = text_copy(keep, text_built(b));
    text_builder_done(b);
    return text;
}

static const struct dimension *dimension_at(const struct release_origin *origin, const struct use *use, size_t position)
{
    return &origin->codebook->dimensions[origin->requests->tables[use->table].dimensions[position]];
}

static struct text measure_of(const struct release_origin *origin, const struct use *use)
{
    const struct table_request table = request_of_cases(origin->codebook, &origin->requests->tables[use->table]);
    return origin->codebook->measures[table.measure].id;
}

static struct text period_of(const struct release_origin *origin, const struct use *use, struct arena *keep)
{
    struct text_builder b = {0};
    period_add(&b, origin->requests->tables[use->table].period);
    return built(&b, keep);
}

/* ---- to names ---- */

static void add_category(struct text_builder *b, const char *separator, const struct dimension *dimension, int category)
{
    text_add_c(b, separator);
    text_add(b, dimension->categories[category].id);
}

static void add_variable(struct text_builder *b, const struct dimension *dimension)
{
    text_add_c(b, b->len ? " " : "");
    text_add(b, dimension->id);
}

static void add_part_selection(struct text_builder *b, const struct dimension *dimension, const struct release_part *part)
{
    add_variable(b, dimension);
    for (int i = 0; i < part->count; i++)
        add_category(b, i ? "," : "=", dimension, part->categories[i]);
}

static void add_set_selection(struct text_builder *b, const struct dimension *dimension, const bool *set)
{
    const char *separator = "=";
    add_variable(b, dimension);
    for (int i = 0; i < dimension->category_count; i++)
        if (set[i]) {
            add_category(b, separator, dimension, i);
            separator = ",";
        }
}

/* The part of each place at a cell; -1: its total. */
static void find_parts(const struct use *use, const struct release_record *record, size_t cell, int *parts)
{
    for (size_t place = use->by_count; place-- > 0;) {
        const size_t count = (size_t)record->part_count[place] + 1;
        parts[place] = cell % count + 1 == count ? -1 : (int)(cell % count);
        cell /= count;
    }
}

static struct text selection_of(const struct release_origin *origin, const struct use *use, const struct release_record *record,
                                size_t cell, struct arena *keep)
{
    struct text_builder b = {0};
    int parts[REQUEST_DIMENSIONS_MAX] = {-1, -1, -1, -1};
    if (use->kind == USE_TABLE)
        find_parts(use, record, cell, parts);
    for (size_t i = 0; i < origin->requests->tables[use->table].dimension_count; i++) {
        const struct release_part *part = NULL;
        for (size_t place = 0; place < use->by_count; place++)
            if (use->by[place] == i && parts[place] >= 0)
                part = &record->parts[place][parts[place]];
        if (part)
            add_part_selection(&b, dimension_at(origin, use, i), part);
        else if (use->set.categories[i])
            add_set_selection(&b, dimension_at(origin, use, i), use->set.categories[i]);
    }
    return built(&b, keep);
}

static void take_parts(const struct release_origin *origin, const struct use *use, const struct release_record *record,
                       struct arena *keep, struct sealed_use *sealed)
{
    for (size_t place = 0; place < use->by_count; place++) {
        const struct dimension *dimension = dimension_at(origin, use, use->by[place]);
        for (int i = 0; i < record->part_count[place]; i++) {
            struct text_builder b = {0};
            for (int k = 0; k < record->parts[place][i].count; k++)
                add_category(&b, k ? " " : "", dimension, record->parts[place][i].categories[k]);
            const struct sealed_part part = {(int64_t)place, i, dimension->id, built(&b, keep)};
            ARENA_PUSH(keep, &sealed->parts, part);
        }
    }
}

static enum sealed_status status_of(struct cell cell, bool may_be_zero)
{
    return cell_is_shown(cell) ? SEALED_SHOWN : may_be_zero ? SEALED_HIDDEN_OR_ZERO : SEALED_HIDDEN;
}

static void take_ranks(const struct dimension *dimension, const struct release_rank *ranks, size_t count, bool is_left_out,
                       struct arena *keep, struct sealed_use *sealed)
{
    for (size_t i = 0; i < count; i++) {
        const struct sealed_rank rank = {is_left_out, dimension->categories[ranks[i].category].id, status_of(ranks[i].cell, false),
                                         ranks[i].cell.count};
        ARENA_PUSH(keep, &sealed->ranks, rank);
    }
}

static void take_date(struct release_date date, struct arena *keep, struct sealed_use *sealed)
{
    if (!date.year_is_shown)
        return;
    sealed->date_shown = date.day_is_shown ? TEXT("day") : TEXT("year");
    sealed->date = date_iso(date.day, keep);
}

static struct sealed_use take_use(const struct release_source *source, size_t number, struct arena *keep)
{
    const struct release_origin *origin = &source->origin;
    const struct use *use = &origin->requests->uses[number];
    const struct release_record record = release_take_down(source->release, origin, number);
    struct sealed_use sealed = {.audience = origin->policy->audience,
                                .number = (int64_t)number,
                                .kind = KINDS[use->kind],
                                .measure = measure_of(origin, use),
                                .period = period_of(origin, use, keep)};
    if (use->kind == USE_TABLE)
        take_parts(origin, use, &record, keep, &sealed);
    for (size_t i = 0; i < record.cell_count; i++) {
        const struct sealed_cell cell = {selection_of(origin, use, &record, i, keep),
                                         status_of(record.cells[i], record.may_be_zero[i]), record.cells[i].count};
        ARENA_PUSH(keep, &sealed.cells, cell);
    }
    if (use->kind == USE_TOP) {
        take_ranks(dimension_at(origin, use, 0), record.ranks, record.rank_count, false, keep, &sealed);
        take_ranks(dimension_at(origin, use, 0), record.others, record.other_count, true, keep, &sealed);
    }
    take_date(record.date, keep, &sealed);
    return sealed;
}

void release_rows_add(const struct release_source *source, struct arena *keep, struct sealed *sealed)
{
    for (size_t i = 0; i < source->use_count; i++)
        if (!source->left_out[i])
            ARENA_PUSH(keep, &sealed->released, take_use(source, i, keep));
}

/* ---- and back ---- */

static int find_category(const struct dimension *dimension, struct text id)
{
    for (int i = 0; i < dimension->category_count; i++)
        if (text_equal(dimension->categories[i].id, id))
            return i;
    return NO_INDEX;
}

static bool read_part(const struct dimension *dimension, struct text categories, struct arena *keep, struct release_part *ret_part)
{
    int *indices = ARENA_ARRAY(keep, int, (size_t)dimension->category_count);
    int count = 0;
    for (struct text rest = categories; rest.len; count++) {
        const int category = find_category(dimension, text_cut(&rest, ' '));
        if (category == NO_INDEX || count == dimension->category_count)
            return false;
        indices[count] = category;
    }
    *ret_part = (struct release_part){indices, count};
    return count > 0;
}

/* They come in the order of places, then parts. */
static bool read_parts(const struct release_origin *origin, const struct use *use, const struct sealed_use *sealed, struct arena *keep,
                       struct release_record *record)
{
    struct release_part *parts[REQUEST_DIMENSIONS_MAX] = {NULL};
    for (size_t place = 0; place < use->by_count; place++)
        record->parts[place] = parts[place] = ARENA_ARRAY(keep, struct release_part, sealed->parts.count);
    for (size_t i = 0; i < sealed->parts.count; i++) {
        const struct sealed_part *part = &sealed->parts.items[i];
        if (part->place < 0 || (size_t)part->place >= use->by_count)
            return false;
        const size_t place = (size_t)part->place;
        const struct dimension *dimension = dimension_at(origin, use, use->by[place]);
        if (part->part != record->part_count[place] || !text_equal(part->variable, dimension->id) ||
            !read_part(dimension, part->categories, keep, &parts[place][record->part_count[place]++]))
            return false;
    }
    return true;
}

static struct cell cell_of(enum sealed_status status, int64_t value)
{
    return status == SEALED_SHOWN ? (struct cell){CELL_SHOWN, value} : (struct cell){CELL_HIDDEN, 0};
}

static void read_cells(const struct sealed_use *sealed, struct arena *keep, struct release_record *record)
{
    struct cell *cells = ARENA_ARRAY(keep, struct cell, sealed->cells.count);
    bool *may_be_zero = ARENA_ARRAY(keep, bool, sealed->cells.count);
    for (size_t i = 0; i < sealed->cells.count; i++) {
        cells[i] = cell_of(sealed->cells.items[i].status, sealed->cells.items[i].value);
        may_be_zero[i] = sealed->cells.items[i].status == SEALED_HIDDEN_OR_ZERO;
    }
    record->cells = cells;
    record->may_be_zero = may_be_zero;
    record->cell_count = sealed->cells.count;
}

static bool read_ranks(const struct dimension *dimension, const struct sealed_use *sealed, struct arena *keep,
                       struct release_record *record)
{
    struct release_rank *ranks = ARENA_ARRAY(keep, struct release_rank, sealed->ranks.count);
    size_t told = 0;
    for (size_t i = 0; i < sealed->ranks.count; i++) {
        const struct sealed_rank *rank = &sealed->ranks.items[i];
        const int category = find_category(dimension, rank->category);
        if (category == NO_INDEX || (told < i && !rank->is_left_out))
            return false;
        ranks[i] = (struct release_rank){category, cell_of(rank->status, rank->value)};
        told += !rank->is_left_out;
    }
    record->ranks = ranks;
    record->rank_count = told;
    record->others = ranks + told;
    record->other_count = sealed->ranks.count - told;
    return true;
}

static bool read_date(const struct sealed_use *sealed, struct release_record *record)
{
    if (!sealed->date_shown.len)
        return true;
    record->date.year_is_shown = true;
    record->date.day_is_shown = text_equal(sealed->date_shown, TEXT("day"));
    return (record->date.day_is_shown || text_equal(sealed->date_shown, TEXT("year"))) &&
           date_parse(sealed->date, DATE_ISO, &record->date.day) == DATE_PARSED;
}

static bool read_use(const struct release_origin *origin, const struct sealed_use *sealed, size_t use_count, struct arena *keep,
                     struct release_record *record)
{
    if (sealed->number < 0 || (uint64_t)sealed->number >= use_count)
        return false;
    const struct use *use = &origin->requests->uses[sealed->number];
    *record = (struct release_record){.use = (size_t)sealed->number};
    read_cells(sealed, keep, record);
    return text_equal(sealed->kind, KINDS[use->kind]) && text_equal(sealed->measure, measure_of(origin, use)) &&
           text_equal(sealed->period, period_of(origin, use, keep)) && read_parts(origin, use, sealed, keep, record) &&
           (use->kind != USE_TOP || read_ranks(dimension_at(origin, use, 0), sealed, keep, record)) && read_date(sealed, record);
}

bool release_rows_restore(const struct sealed *sealed, const struct release_origin *origin, size_t use_count, struct arena *keep,
                          const struct release **ret_release, struct error *err)
{
    struct release_record *records = ARENA_ARRAY(keep, struct release_record, sealed->released.count);
    size_t count = 0;
    bool ok = true;
    for (size_t i = 0; ok && i < sealed->released.count; i++)
        if (text_equal(sealed->released.items[i].audience, origin->policy->audience))
            ok = read_use(origin, &sealed->released.items[i], use_count, keep, &records[count++]);
    return (ok && release_restore(origin, records, count, keep, ret_release)) ||
           error_set(err, ERROR_INPUT, "what was released to '%.*s' does not fit the layouts that the archive has",
                     TEXT_ARGS(origin->policy->audience));
}
