/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which rows are hashed in which order, and whether the hashes hold. */
#include "archive/chain.h"

#include <inttypes.h>

#include "archive/content.h"

/* Tables of later versions come last: where they are missing, or have no rows of an edition, its hash is what it was. */
struct hashed {
    const char *name, *sql; /* NULL: the end */
    int since; /* of which version */
};

static const struct hashed EDITION_ROWS[] = {
    {"edition", "SELECT * FROM edition WHERE edition = ?", 1},
    {"library", "SELECT * FROM library WHERE edition = ? ORDER BY name", 1},
    {"input", "SELECT * FROM input WHERE edition = ? ORDER BY number", 1},
    {"typed_in", "SELECT * FROM typed_in WHERE edition = ? ORDER BY measure", 1},
    {"output", "SELECT * FROM output WHERE edition = ? ORDER BY path", 1},
    {"statement", "SELECT * FROM statement WHERE edition = ? ORDER BY audience, number", 1},
    {"released", "SELECT * FROM released WHERE edition = ? ORDER BY audience, number", 1},
    {"released_part", "SELECT * FROM released_part WHERE edition = ? ORDER BY audience, number, place, part", 1},
    {"released_cell", "SELECT * FROM released_cell WHERE edition = ? ORDER BY audience, number, cell", 1},
    {"released_rank", "SELECT * FROM released_rank WHERE edition = ? ORDER BY audience, number, place", 1},
    {"released_date", "SELECT * FROM released_date WHERE edition = ? ORDER BY audience, number", 1},
    {"protected_with", "SELECT * FROM protected_with WHERE edition = ? ORDER BY sealed, audience", 2},
    {"unencrypted", "SELECT * FROM unencrypted WHERE edition = ? ORDER BY path", 2},
    {NULL, NULL, 0},
};

static const struct hashed RESTRICTED_ROWS[] = {
    {"kept", "SELECT * FROM kept WHERE edition = ?", 1},
    {"input", "SELECT * FROM input WHERE edition = ? ORDER BY number", 1},
    {"output", "SELECT * FROM output WHERE edition = ? ORDER BY path", 1},
    {NULL, NULL, 0},
};

static const char ACT[] = "SELECT number, act, edition, day, done_by, approved_by, edition_sha256, before_sha256 FROM journal "
                          "WHERE number = CAST(? AS INTEGER)";

static bool hash(struct store *store, const struct hashed *rows, struct text key, struct arena *keep, struct text *ret_sha256,
                 struct error *err)
{
    struct digest *digest = digest_new(DIGEST_FASTEST);
    digest_add(digest, TEXT("sitrep archive 1\n"));
    bool ok = true;
    for (; ok && rows->name && rows->since <= store_version(store); rows++)
        ok = store_digest(store, rows->name, rows->sql, key, digest, err);
    const struct text sum = digest_end(digest, keep);
    digest_free(digest);
    if (ok)
        *ret_sha256 = sum;
    return ok;
}

bool chain_edition(struct store *archive, struct text edition, struct arena *keep, struct text *ret_sha256, struct error *err)
{
    return hash(archive, EDITION_ROWS, edition, keep, ret_sha256, err);
}

bool chain_restricted(struct store *restricted, struct text edition, struct arena *keep, struct text *ret_sha256,
                      struct error *err)
{
    return hash(restricted, RESTRICTED_ROWS, edition, keep, ret_sha256, err);
}

static bool hash_act(struct store *archive, int64_t number, struct arena *keep, struct text *ret_sha256, struct error *err)
{
    const struct hashed rows[] = {{"journal", ACT, 1}, {NULL, NULL, 0}};
    return hash(archive, rows, text_format(keep, "%" PRId64, number), keep, ret_sha256, err);
}

/* The last act's number and hash; 0 and empty where there is none. */
static bool find_last(struct store *archive, struct arena *keep, int64_t *ret_number, struct text *ret_sha256, struct error *err)
{
    *ret_number = 0;
    *ret_sha256 = TEXT_EMPTY;
    struct rows *rows = rows_open(archive, "SELECT number, sha256 FROM journal ORDER BY number DESC LIMIT 1", TEXT_EMPTY, err);
    if (rows && rows_next(rows)) {
        *ret_number = rows_number(rows, 0);
        *ret_sha256 = rows_text(rows, 1, keep);
    }
    rows_close(rows);
    return err->kind == ERROR_NONE;
}

/* The hash is over the row, so it is entered once the row is there. */
static bool set_hash(struct store *archive, int64_t number, struct arena *keep, struct error *err)
{
    struct text sha256;
    return hash_act(archive, number, keep, &sha256, err) &&
           store_run(archive, "UPDATE journal SET sha256 = ? WHERE number = (SELECT max(number) FROM journal)", sha256, err);
}

bool chain_add(struct store *archive, const struct archive_act *act, struct error *err)
{
    struct arena *scratch = arena_new();
    struct text before, edition;
    int64_t last = 0;
    const bool ok = find_last(archive, scratch, &last, &before, err) &&
                    chain_edition(archive, act->edition, scratch, &edition, err) &&
                    STORE_ADD(archive, "journal", err, VALUE_INT(last + 1), VALUE_OF(act->kind), VALUE_OF(act->edition),
                              VALUE_OF(act->day), VALUE_OF(act->done_by), VALUE_OF(act->approved_by), VALUE_OF(edition),
                              VALUE_OF(before), VALUE_OF(TEXT_EMPTY)) &&
                    set_hash(archive, last + 1, scratch, err);
    arena_free(scratch);
    return ok;
}

/* ---- whether all this holds ---- */

static bool differs(struct error *err, struct text what)
{
    return error_set(err, ERROR_DIFFERS, "the archive is not as it was sealed: %.*s", TEXT_ARGS(what));
}

/* An act's columns: number, edition, edition_sha256, before_sha256, sha256. */
static bool verify_act(struct store *archive, struct rows *rows, int64_t number, struct text before, struct arena *keep,
                       struct text *ret_sha256, struct error *err)
{
    struct text edition, act;
    const struct text id = rows_text(rows, 1, keep);
    if (!chain_edition(archive, id, keep, &edition, err) || !hash_act(archive, number, keep, &act, err))
        return false;
    if (!text_equal(rows_text(rows, 2, keep), edition))
        return differs(err, text_format(keep, "edition %.*s", TEXT_ARGS(id)));
    if (rows_number(rows, 0) != number || !text_equal(rows_text(rows, 3, keep), before) ||
        !text_equal(rows_text(rows, 4, keep), act))
        return differs(err, text_format(keep, "act %" PRId64, number));
    *ret_sha256 = act;
    return err->kind == ERROR_NONE;
}

static bool verify_acts(struct store *archive, struct error *err)
{
    struct arena *scratch = arena_new();
    struct text before = TEXT_EMPTY;
    int64_t number = 0;
    struct rows *rows = rows_open(
        archive, "SELECT number, edition, edition_sha256, before_sha256, sha256 FROM journal ORDER BY number", TEXT_EMPTY, err);
    while (rows && rows_next(rows) && verify_act(archive, rows, ++number, before, scratch, &before, err))
        ;
    rows_close(rows);
    arena_free(scratch);
    return err->kind == ERROR_NONE;
}

/* A query that finds nothing in a file of ours, and what is said else. */
struct forbidden {
    const char *sql, *what;
};

static bool verify_none(struct store *store, const struct forbidden *forbidden, struct error *err)
{
    for (; forbidden->sql; forbidden++) {
        struct rows *rows = rows_open(store, forbidden->sql, TEXT_EMPTY, err);
        const bool found = rows && rows_next(rows);
        rows_close(rows);
        if (found)
            return differs(err, text_of(forbidden->what));
        if (err->kind != ERROR_NONE)
            return false;
    }
    return true;
}

#define OF_NO_EDITION(table, all) {"SELECT 1 FROM " table " WHERE edition NOT IN (SELECT edition FROM " all ")", "rows of no edition"}
#define UNUSED_CONTENT                                                                                                    \
    {"SELECT 1 FROM content WHERE sha256 NOT IN (SELECT content FROM input UNION SELECT content FROM output)", "files of no edition"}, \
    {"SELECT 1 FROM (SELECT content FROM input UNION SELECT content FROM output) WHERE content NOT IN (SELECT sha256 FROM content)", \
     "a file is missing"}

bool chain_verify(struct store *archive, struct error *err)
{
    static const struct forbidden forbidden[] = {
        {"SELECT 1 FROM edition WHERE (SELECT count(*) FROM journal WHERE journal.edition = edition.edition AND act = 'seal') <> 1",
         "an edition without its act"},
        {"SELECT 1 FROM journal WHERE act NOT IN ('seal', 'purge')", "an act of another kind"},
        OF_NO_EDITION("journal", "edition"), OF_NO_EDITION("library", "edition"), OF_NO_EDITION("input", "edition"),
        OF_NO_EDITION("typed_in", "edition"), OF_NO_EDITION("output", "edition"), OF_NO_EDITION("statement", "edition"),
        OF_NO_EDITION("released", "edition"), OF_NO_EDITION("released_part", "edition"),
        OF_NO_EDITION("released_cell", "edition"), OF_NO_EDITION("released_rank", "edition"),
        OF_NO_EDITION("released_date", "edition"), UNUSED_CONTENT, {NULL, NULL},
    };
    static const struct forbidden since_2[] = {
        OF_NO_EDITION("protected_with", "edition"), OF_NO_EDITION("unencrypted", "edition"),
        {"SELECT 1 FROM protected_with WHERE NOT EXISTS (SELECT 1 FROM journal AS first, journal AS own WHERE first.act = 'seal' AND "
         "own.act = 'seal' AND first.edition = sealed AND first.sha256 = act_sha256 AND own.edition = protected_with.edition AND "
         "first.number < own.number)", "an edition protected with what was not sealed before"},
        {"SELECT 1 FROM unencrypted WHERE NOT EXISTS (SELECT 1 FROM output WHERE output.edition = unencrypted.edition AND "
         "output.path = unencrypted.path AND encrypted = 1)", "rows of no file"},
        {NULL, NULL},
    };
    return verify_none(archive, forbidden, err) && (store_version(archive) < 2 || verify_none(archive, since_2, err)) &&
           verify_acts(archive, err) && content_check(archive, err);
}

/* The hash in the archive; false if the edition was never sealed. */
static bool find_commitment(struct store *archive, struct text edition, struct arena *keep, struct text *ret_sha256,
                            struct error *err)
{
    struct rows *rows = rows_open(archive, "SELECT restricted FROM edition WHERE edition = ?", edition, err);
    const bool found = rows && rows_next(rows);
    if (found)
        *ret_sha256 = rows_text(rows, 0, keep);
    rows_close(rows);
    return found;
}

bool chain_verify_restricted(struct store *archive, struct store *restricted, struct error *err)
{
    static const struct forbidden forbidden[] = {OF_NO_EDITION("input", "kept"), OF_NO_EDITION("output", "kept"), UNUSED_CONTENT,
                                                 {NULL, NULL}};
    struct arena *scratch = arena_new();
    struct rows *rows = NULL;
    if (verify_none(restricted, forbidden, err))
        rows = rows_open(restricted, "SELECT edition FROM kept ORDER BY edition", TEXT_EMPTY, err);
    while (rows && rows_next(rows)) {
        struct text expected, found;
        const struct text edition = rows_text(rows, 0, scratch);
        if (find_commitment(archive, edition, scratch, &expected, err) &&
            chain_restricted(restricted, edition, scratch, &found, err) && !text_equal(found, expected))
            differs(err, text_format(scratch, "case-level inputs of %.*s", TEXT_ARGS(edition)));
    }
    rows_close(rows);
    arena_free(scratch);
    return err->kind == ERROR_NONE && content_check(restricted, err);
}
