/* SPDX-License-Identifier: GPL-3.0-or-later
 * What was released, as rows and back. */
#include "archive/released.h"

static const struct text STATUS[] = {[SEALED_SHOWN] = TEXT_INIT("shown"),
                                     [SEALED_HIDDEN] = TEXT_INIT("hidden"),
                                     [SEALED_HIDDEN_OR_ZERO] = TEXT_INIT("hidden_or_zero")};
enum { STATUS_COUNT = sizeof STATUS / sizeof *STATUS };

/* ---- to rows ---- */

/* What every row begins with. */
#define OF_USE(edition, use) VALUE_OF(edition), VALUE_OF((use)->audience), VALUE_INT((use)->number)

static bool add_cells(struct store *store, struct text edition, const struct sealed_use *use, struct error *err)
{
    bool ok = true;
    for (size_t i = 0; ok && i < use->cells.count; i++) {
        const struct sealed_cell *cell = &use->cells.items[i];
        ok = STORE_ADD(store, "released_cell", err, OF_USE(edition, use), VALUE_INT(i), VALUE_OF(cell->selection),
                       VALUE_OF(STATUS[cell->status]), VALUE_INT(cell->status == SEALED_SHOWN ? cell->value : 0));
    }
    return ok;
}

static bool add_ranks(struct store *store, struct text edition, const struct sealed_use *use, struct error *err)
{
    bool ok = true;
    for (size_t i = 0; ok && i < use->ranks.count; i++) {
        const struct sealed_rank *rank = &use->ranks.items[i];
        ok = STORE_ADD(store, "released_rank", err, OF_USE(edition, use), VALUE_INT(i), VALUE_INT(rank->is_left_out),
                       VALUE_OF(rank->category), VALUE_OF(STATUS[rank->status]),
                       VALUE_INT(rank->status == SEALED_SHOWN ? rank->value : 0));
    }
    return ok;
}

static bool add_use(struct store *store, struct text edition, const struct sealed_use *use, struct error *err)
{
    bool ok = STORE_ADD(store, "released", err, OF_USE(edition, use), VALUE_OF(use->kind), VALUE_OF(use->measure),
                        VALUE_OF(use->period));
    for (size_t i = 0; ok && i < use->parts.count; i++) {
        const struct sealed_part *part = &use->parts.items[i];
        ok = STORE_ADD(store, "released_part", err, OF_USE(edition, use), VALUE_INT(part->place), VALUE_INT(part->part),
                       VALUE_OF(part->variable), VALUE_OF(part->categories));
    }
    if (ok && use->date_shown.len)
        ok = STORE_ADD(store, "released_date", err, OF_USE(edition, use), VALUE_OF(use->date_shown), VALUE_OF(use->date));
    return ok && add_cells(store, edition, use, err) && add_ranks(store, edition, use, err);
}

bool released_add(struct store *store, const struct sealed *sealed, struct error *err)
{
    bool ok = true;
    for (size_t i = 0; ok && i < sealed->released.count; i++)
        ok = add_use(store, sealed->id, &sealed->released.items[i], err);
    return ok;
}

/* ---- and back ---- */

struct loader {
    struct store *store;
    struct text edition;
    struct arena *keep;
    struct sealed *sealed;
    struct error *err;
};

static enum sealed_status status_at(struct loader *l, struct rows *rows, int column)
{
    const struct text status = rows_text(rows, column, l->keep);
    for (int i = 0; i < STATUS_COUNT; i++)
        if (text_equal(STATUS[i], status))
            return (enum sealed_status)i;
    error_set(l->err, ERROR_INPUT, "the archive holds what sitrep does not write there");
    return SEALED_HIDDEN;
}

static void load_part(struct loader *l, struct rows *rows, struct sealed_use *use)
{
    const struct sealed_part part = {rows_number(rows, 2), rows_number(rows, 3), rows_text(rows, 4, l->keep), rows_text(rows, 5, l->keep)};
    ARENA_PUSH(l->keep, &use->parts, part);
}

static void load_cell(struct loader *l, struct rows *rows, struct sealed_use *use)
{
    const struct sealed_cell cell = {rows_text(rows, 2, l->keep), status_at(l, rows, 3), rows_number(rows, 4)};
    ARENA_PUSH(l->keep, &use->cells, cell);
}

static void load_rank(struct loader *l, struct rows *rows, struct sealed_use *use)
{
    const struct sealed_rank rank = {rows_number(rows, 2) != 0, rows_text(rows, 3, l->keep), status_at(l, rows, 4), rows_number(rows, 5)};
    ARENA_PUSH(l->keep, &use->ranks, rank);
}

static void load_date(struct loader *l, struct rows *rows, struct sealed_use *use)
{
    use->date_shown = rows_text(rows, 2, l->keep);
    use->date = rows_text(rows, 3, l->keep);
}

/* The rows of a table, each with the use that it belongs to: both come in the order of audience and number. */
static bool load_rows(struct loader *l, const char *sql, void (*load)(struct loader *, struct rows *, struct sealed_use *))
{
    size_t at = 0;
    struct rows *rows = rows_open(l->store, sql, l->edition, l->err);
    while (rows && rows_next(rows)) {
        const struct text audience = rows_text(rows, 0, l->keep);
        const int64_t number = rows_number(rows, 1);
        struct sealed_use *uses = l->sealed->released.items;
        while (at < l->sealed->released.count && (uses[at].number != number || !text_equal(uses[at].audience, audience)))
            at++;
        if (at < l->sealed->released.count)
            load(l, rows, &uses[at]);
        else
            error_set(l->err, ERROR_INPUT, "the archive holds what sitrep does not write there");
    }
    rows_close(rows);
    return l->err->kind == ERROR_NONE;
}

bool released_load(struct store *store, struct text edition, struct arena *keep, struct sealed *sealed, struct error *err)
{
    struct loader l = {store, edition, keep, sealed, err};
    struct rows *rows = rows_open(
        store, "SELECT audience, number, kind, measure, period FROM released WHERE edition = ? ORDER BY audience, number", edition, err);
    while (rows && rows_next(rows)) {
        const struct sealed_use use = {.audience = rows_text(rows, 0, keep),
                                       .number = rows_number(rows, 1),
                                       .kind = rows_text(rows, 2, keep),
                                       .measure = rows_text(rows, 3, keep),
                                       .period = rows_text(rows, 4, keep)};
        ARENA_PUSH(keep, &sealed->released, use);
    }
    rows_close(rows);
    return err->kind == ERROR_NONE &&
           load_rows(&l, "SELECT audience, number, place, part, variable, categories FROM released_part WHERE edition = ? "
                         "ORDER BY audience, number, place, part", load_part) &&
           load_rows(&l, "SELECT audience, number, selection, status, value FROM released_cell WHERE edition = ? "
                         "ORDER BY audience, number, cell", load_cell) &&
           load_rows(&l, "SELECT audience, number, left_out, category, status, value FROM released_rank WHERE edition = ? "
                         "ORDER BY audience, number, place", load_rank) &&
           load_rows(&l, "SELECT audience, number, shown, day FROM released_date WHERE edition = ? ORDER BY audience, number", load_date);
}
