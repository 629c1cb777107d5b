/* SPDX-License-Identifier: GPL-3.0-or-later
 * Opening both files, and turning a sealed edition into rows and back. */
#include "archive/archive.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "archive/chain.h"
#include "archive/content.h"
#include "archive/forms.h"
#include "archive/released.h"
#include "base/file.h"

struct archive {
    struct arena *keep;
    const char *path, *restricted_path;
    struct store *store;
    struct store *restricted; /* NULL: the file is not there */
    bool is_new;
    int folder; /* locked; -1: not */
};

/* ---- opening ---- */

/* Like a run that writes outputs: the folder is locked, since the files in it change places. What a run that was killed left
 * there may hold case-level inputs. */
static bool lock_folder(struct archive *archive, struct error *err)
{
    const char *slash = strrchr(archive->path, '/');
    const size_t root = slash == archive->path;
    const char *folder = slash ? text_to_c(archive->keep, (struct text){archive->path, (size_t)(slash - archive->path) + root}) : ".";
    archive->folder = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (archive->folder < 0)
        return error_set(err, ERROR_SYSTEM, "%s: cannot open the folder: %s", folder, strerror(errno));
    while (flock(archive->folder, LOCK_EX) != 0)
        if (errno != EINTR)
            return error_set(err, ERROR_SYSTEM, "%s: cannot open the folder: %s", folder, strerror(errno));
    file_clear_left(archive->path);
    file_clear_left(archive->restricted_path);
    return true;
}

static bool is_there(const char *path)
{
    struct stat about;
    return lstat(path, &about) == 0 || errno != ENOENT;
}

static bool open_stores(struct archive *archive, bool may_create, struct error *err)
{
    archive->is_new = may_create && !is_there(archive->path);
    archive->store = archive->is_new ? store_new(forms_archive(), err) : store_open(archive->path, forms_archive(), err);
    if (!archive->store)
        return false;
    if (is_there(archive->restricted_path))
        archive->restricted = store_open(archive->restricted_path, forms_restricted(), err);
    return err->kind == ERROR_NONE;
}

struct archive *archive_open(const char *path, enum archive_use use, struct error *err)
{
    struct arena *keep = arena_new();
    struct archive *archive = ARENA_NEW(keep, struct archive);
    *archive = (struct archive){.keep = keep, .folder = -1};
    archive->path = text_to_c(keep, text_of(path));
    archive->restricted_path = text_format(keep, "%s.inputs", path).ptr;
    if ((use == ARCHIVE_READ || lock_folder(archive, err)) && open_stores(archive, use == ARCHIVE_CREATE, err) &&
        archive_verify(archive, err))
        return archive;
    archive_close(archive);
    return NULL;
}

void archive_close(struct archive *archive)
{
    if (!archive)
        return;
    store_free(archive->store);
    store_free(archive->restricted);
    if (archive->folder >= 0)
        close(archive->folder);
    arena_free(archive->keep);
}

bool archive_verify(struct archive *archive, struct error *err)
{
    return chain_verify(archive->store, err) &&
           (!archive->restricted || chain_verify_restricted(archive->store, archive->restricted, err));
}

/* ---- versions ---- */

int archive_version(const struct archive *archive)
{
    return store_version(archive->store);
}

bool archive_is_current(const struct archive *archive)
{
    return archive_version(archive) == forms_archive()->version;
}

bool archive_check_current(const struct archive *archive, struct error *err)
{
    return archive_is_current(archive) ||
           error_set(err, ERROR_INPUT, "%s: it is of version %d, and editions are sealed in version %d: run sitrep migrate --archive %s first",
                     archive->path, archive_version(archive), forms_archive()->version, archive->path);
}

bool archive_migrate(struct archive *archive, struct error *err)
{
    return archive_is_current(archive) || (store_migrate(archive->store, forms_archive(), err) && archive_verify(archive, err) &&
                                           store_write(archive->store, archive->path, err));
}

/* ---- acts ---- */

bool archive_read_acts(struct archive *archive, struct arena *keep, archive_acts *ret_acts, struct error *err)
{
    archive_acts acts = {0};
    struct rows *rows = rows_open(archive->store, "SELECT act, edition, day, done_by, approved_by, sha256 FROM journal ORDER BY number",
                                  TEXT_EMPTY, err);
    while (rows && rows_next(rows)) {
        const struct archive_act act = {rows_text(rows, 0, keep), rows_text(rows, 1, keep), rows_text(rows, 2, keep),
                                        rows_text(rows, 3, keep), rows_text(rows, 4, keep), rows_text(rows, 5, keep)};
        ARENA_PUSH(keep, &acts, act);
    }
    rows_close(rows);
    *ret_acts = acts;
    return err->kind == ERROR_NONE;
}

const struct archive_act *archive_find_act(const archive_acts *acts, const char *kind, struct text edition)
{
    for (size_t i = 0; i < acts->count; i++)
        if (text_equal(acts->items[i].kind, text_of(kind)) && text_equal(acts->items[i].edition, edition))
            return &acts->items[i];
    return NULL;
}

/* ---- a sealed edition as rows ---- */

static bool add_inputs(struct store *store, struct text edition, const sealed_files *files, struct error *err)
{
    bool ok = true;
    for (size_t i = 0; ok && i < files->count; i++) {
        const struct sealed_file *file = &files->items[i];
        ok = content_add(store, file->sha256, file->bytes, err) &&
             STORE_ADD(store, "input", err, VALUE_OF(edition), VALUE_INT(i), VALUE_OF(file->kind), VALUE_OF(file->path),
                       VALUE_OF(file->sha256));
    }
    return ok;
}

static bool add_outputs(struct store *store, const struct sealed *sealed, struct error *err)
{
    bool ok = true;
    for (size_t i = 0; ok && i < sealed->outputs.count; i++) {
        const struct sealed_file *file = &sealed->outputs.items[i];
        ok = content_add(store, file->sha256, file->bytes, err) &&
             STORE_ADD(store, "output", err, VALUE_OF(sealed->id), VALUE_OF(file->path), VALUE_OF(file->sha256),
                       VALUE_INT(file->is_open), VALUE_INT(file->is_encrypted));
    }
    return ok;
}

static bool add_circumstances(struct store *store, const struct sealed *sealed, struct error *err)
{
    bool ok = true;
    for (size_t i = 0; ok && i < sealed->libraries.count; i++)
        ok = STORE_ADD(store, "library", err, VALUE_OF(sealed->id), VALUE_OF(sealed->libraries.items[i].name),
                       VALUE_OF(sealed->libraries.items[i].version));
    for (size_t i = 0; ok && i < sealed->typed.count; i++) {
        const struct sealed_typed *typed = &sealed->typed.items[i];
        ok = STORE_ADD(store, "typed_in", err, VALUE_OF(sealed->id), VALUE_OF(typed->measure), VALUE_OF(typed->day),
                       VALUE_OF(typed->who), VALUE_OF(typed->basis));
    }
    return ok;
}

static bool add_statements(struct store *store, const struct sealed *sealed, struct error *err)
{
    bool ok = true;
    int64_t number = 0;
    for (size_t i = 0; ok && i < sealed->statements.count; i++) {
        const struct sealed_statement *said = &sealed->statements.items[i];
        number = i && text_equal(said->audience, said[-1].audience) ? number + 1 : 0;
        ok = STORE_ADD(store, "statement", err, VALUE_OF(sealed->id), VALUE_OF(said->audience), VALUE_INT(number),
                       VALUE_OF(said->measure), VALUE_OF(said->period), VALUE_OF(said->selection), VALUE_OF(said->kind),
                       VALUE_OF(said->unit), VALUE_OF(said->is_shown ? TEXT("shown") : TEXT("hidden")),
                       VALUE_INT(said->is_shown ? said->value : 0));
    }
    return ok;
}

static bool add_known(struct store *store, const struct sealed *sealed, struct error *err)
{
    bool ok = true;
    for (size_t i = 0; ok && i < sealed->known.count; i++) {
        const struct sealed_known *known = &sealed->known.items[i];
        ok = STORE_ADD(store, "protected_with", err, VALUE_OF(sealed->id), VALUE_OF(known->edition), VALUE_OF(known->audience),
                       VALUE_OF(known->act_sha256));
    }
    for (size_t i = 0; ok && i < sealed->outputs.count; i++) {
        const struct sealed_file *file = &sealed->outputs.items[i];
        if (file->plain_sha256.len)
            ok = STORE_ADD(store, "unencrypted", err, VALUE_OF(sealed->id), VALUE_OF(file->path), VALUE_OF(file->plain_sha256));
    }
    return ok;
}

static bool add_edition(struct store *store, const struct sealed *sealed, struct text restricted, struct error *err)
{
    return STORE_ADD(store, "edition", err, VALUE_OF(sealed->id), VALUE_OF(sealed->period_first), VALUE_OF(sealed->period_last),
                     VALUE_OF(sealed->report_number), VALUE_OF(sealed->report_date), VALUE_OF(sealed->publisher),
                     VALUE_OF(sealed->folder), VALUE_OF(sealed->program), VALUE_OF(sealed->inputs_until),
                     VALUE_OF(restricted)) &&
           add_circumstances(store, sealed, err) && add_inputs(store, sealed->id, &sealed->inputs, err) &&
           add_outputs(store, sealed, err) && add_statements(store, sealed, err) && released_add(store, sealed, err) &&
           add_known(store, sealed, err);
}

/* ---- and back ---- */

static bool load_inputs(struct store *store, struct text edition, struct arena *keep, sealed_files *files, struct error *err)
{
    struct rows *rows = rows_open(store, "SELECT kind, path, content FROM input WHERE edition = ? ORDER BY number", edition, err);
    while (rows && rows_next(rows)) {
        struct sealed_file file = {rows_text(rows, 0, keep), rows_text(rows, 1, keep), TEXT_EMPTY, rows_text(rows, 2, keep), false, false, TEXT_EMPTY};
        if (content_read(store, file.sha256, keep, &file.bytes, err))
            ARENA_PUSH(keep, files, file);
    }
    rows_close(rows);
    return err->kind == ERROR_NONE;
}

static bool load_outputs(struct store *store, const char *sql, struct text edition, struct arena *keep, sealed_files *files,
                         struct error *err)
{
    struct rows *rows = rows_open(store, sql, edition, err);
    while (rows && rows_next(rows)) {
        struct sealed_file file = {.path = rows_text(rows, 0, keep), .sha256 = rows_text(rows, 1, keep)};
        file.is_open = rows_number(rows, 2) != 0;
        file.is_encrypted = rows_number(rows, 3) != 0;
        if (content_read(store, file.sha256, keep, &file.bytes, err))
            ARENA_PUSH(keep, files, file);
    }
    rows_close(rows);
    return err->kind == ERROR_NONE;
}

/* For whoever mistyped one: those that there are. */
static bool refuse_edition(struct archive *archive, struct text edition, struct arena *keep, struct error *err)
{
    struct text ids = TEXT_EMPTY;
    struct rows *rows = rows_open(archive->store, "SELECT edition FROM edition ORDER BY edition", TEXT_EMPTY, err);
    while (rows && rows_next(rows)) {
        const struct text id = rows_text(rows, 0, keep);
        ids = text_format(keep, "%.*s%s%.*s", TEXT_ARGS(ids), ids.len ? ", " : "", TEXT_ARGS(id));
    }
    rows_close(rows);
    if (!ids.len)
        return error_set(err, ERROR_USAGE, "the archive has no edition '%.*s'", TEXT_ARGS(edition));
    return error_set(err, ERROR_USAGE, "the archive has no edition '%.*s'; it has: %.*s", TEXT_ARGS(edition), TEXT_ARGS(ids));
}

static bool load_facts(struct archive *archive, struct text edition, struct arena *keep, struct sealed *sealed, struct error *err)
{
    struct text *const facts[] = {&sealed->id,          &sealed->period_first, &sealed->period_last, &sealed->report_number,
                                  &sealed->report_date, &sealed->publisher,    &sealed->folder,      &sealed->program,
                                  &sealed->inputs_until};
    struct rows *rows = rows_open(archive->store, "SELECT * FROM edition WHERE edition = ?", edition, err);
    const bool found = rows && rows_next(rows);
    for (size_t i = 0; found && i < sizeof facts / sizeof *facts; i++)
        *facts[i] = rows_text(rows, (int)i, keep);
    rows_close(rows);
    return found || refuse_edition(archive, edition, keep, err);
}

static bool load_circumstances(struct archive *archive, struct text edition, struct arena *keep, struct sealed *sealed,
                               struct error *err)
{
    struct rows *rows = rows_open(archive->store, "SELECT name, version FROM library WHERE edition = ? ORDER BY name", edition, err);
    while (rows && rows_next(rows)) {
        const struct sealed_library library = {rows_text(rows, 0, keep), rows_text(rows, 1, keep)};
        ARENA_PUSH(keep, &sealed->libraries, library);
    }
    rows_close(rows);
    if (err->kind != ERROR_NONE)
        return false;
    rows = rows_open(archive->store, "SELECT measure, day, who, basis FROM typed_in WHERE edition = ? ORDER BY measure", edition, err);
    while (rows && rows_next(rows)) {
        const struct sealed_typed typed = {rows_text(rows, 0, keep), rows_text(rows, 1, keep), rows_text(rows, 2, keep),
                                           rows_text(rows, 3, keep)};
        ARENA_PUSH(keep, &sealed->typed, typed);
    }
    rows_close(rows);
    return err->kind == ERROR_NONE;
}

static bool load_statements(struct archive *archive, struct text edition, struct arena *keep, struct sealed *sealed,
                            struct error *err)
{
    struct rows *rows = rows_open(archive->store,
                                  "SELECT audience, measure, period, selection, kind, unit, status = 'shown', value FROM statement "
                                  "WHERE edition = ? ORDER BY audience, number",
                                  edition, err);
    while (rows && rows_next(rows)) {
        const struct sealed_statement said = {rows_text(rows, 0, keep), rows_text(rows, 1, keep), rows_text(rows, 2, keep),
                                              rows_text(rows, 3, keep), rows_text(rows, 4, keep), rows_text(rows, 5, keep),
                                              rows_number(rows, 6) != 0,  rows_number(rows, 7)};
        ARENA_PUSH(keep, &sealed->statements, said);
    }
    rows_close(rows);
    return err->kind == ERROR_NONE;
}

static struct sealed_file *find_output(struct sealed *sealed, struct text path)
{
    for (size_t i = 0; i < sealed->outputs.count; i++)
        if (text_equal(sealed->outputs.items[i].path, path))
            return &sealed->outputs.items[i];
    return NULL;
}

static bool load_known(struct archive *archive, struct text edition, struct arena *keep, struct sealed *sealed, struct error *err)
{
    if (!archive_is_current(archive))
        return true;
    struct rows *rows = rows_open(
        archive->store, "SELECT sealed, audience, act_sha256 FROM protected_with WHERE edition = ? ORDER BY sealed, audience", edition, err);
    while (rows && rows_next(rows)) {
        const struct sealed_known known = {rows_text(rows, 0, keep), rows_text(rows, 1, keep), rows_text(rows, 2, keep)};
        ARENA_PUSH(keep, &sealed->known, known);
    }
    rows_close(rows);
    if (err->kind != ERROR_NONE)
        return false;
    rows = rows_open(archive->store, "SELECT path, sha256 FROM unencrypted WHERE edition = ?", edition, err);
    while (rows && rows_next(rows)) {
        struct sealed_file *file = find_output(sealed, rows_text(rows, 0, keep)); /* archive_verify() has seen it */
        if (file)
            file->plain_sha256 = rows_text(rows, 1, keep);
    }
    rows_close(rows);
    return err->kind == ERROR_NONE;
}

static bool load_restricted(struct archive *archive, struct text edition, struct arena *keep, struct sealed *sealed,
                            struct error *err)
{
    sealed->has_restricted = archive_keeps_inputs(archive, edition);
    return !sealed->has_restricted ||
           (load_inputs(archive->restricted, edition, keep, &sealed->restricted_inputs, err) &&
            load_outputs(archive->restricted, "SELECT path, content, 0, encrypted FROM output WHERE edition = ? ORDER BY path", edition, keep,
                         &sealed->restricted_outputs, err));
}

bool archive_load_told(struct archive *archive, struct text edition, struct arena *keep, struct sealed *ret_sealed,
                       struct error *err)
{
    struct sealed sealed = {0};
    if (!load_facts(archive, edition, keep, &sealed, err) || !load_statements(archive, edition, keep, &sealed, err))
        return false;
    *ret_sealed = sealed;
    return true;
}

bool archive_load(struct archive *archive, struct text edition, struct arena *keep, struct sealed *ret_sealed,
                  struct error *err)
{
    struct sealed sealed = {0};
    const bool ok = load_facts(archive, edition, keep, &sealed, err) &&
                    load_circumstances(archive, edition, keep, &sealed, err) &&
                    load_statements(archive, edition, keep, &sealed, err) &&
                    released_load(archive->store, edition, keep, &sealed, err) &&
                    load_inputs(archive->store, edition, keep, &sealed.inputs, err) &&
                    load_outputs(archive->store,
                                 "SELECT path, content, for_everybody, encrypted FROM output WHERE edition = ? ORDER BY path", edition,
                                 keep, &sealed.outputs, err) &&
                    load_known(archive, edition, keep, &sealed, err) &&
                    load_restricted(archive, edition, keep, &sealed, err);
    if (ok)
        *ret_sealed = sealed;
    return ok;
}

static bool has_row(struct store *store, const char *sql, struct text edition)
{
    struct error err = {0};
    struct rows *rows = store ? rows_open(store, sql, edition, &err) : NULL;
    const bool found = rows && rows_next(rows);
    rows_close(rows);
    return found;
}

bool archive_holds(struct archive *archive, struct text edition)
{
    return has_row(archive->store, "SELECT 1 FROM edition WHERE edition = ?", edition);
}

bool archive_keeps_inputs(struct archive *archive, struct text edition)
{
    return has_row(archive->restricted, "SELECT 1 FROM kept WHERE edition = ?", edition);
}

/* ---- acts that change it ---- */

static bool make_secret(struct arena *keep, struct text *ret_secret, struct error *err)
{
    unsigned char bytes[32];
    struct text_builder b = {0};
    if (getrandom(bytes, sizeof bytes, 0) != sizeof bytes)
        return error_set(err, ERROR_SYSTEM, "the system gives no random numbers: %s", strerror(errno));
    for (size_t i = 0; i < sizeof bytes; i++)
        text_add_format(&b, "%02x", bytes[i]);
    *ret_secret = text_copy(keep, text_built(&b));
    text_builder_done(&b);
    return true;
}

static bool forget_restricted(struct store *restricted, struct text edition, struct error *err)
{
    return store_run(restricted, "DELETE FROM output WHERE edition = ?", edition, err) &&
           store_run(restricted, "DELETE FROM input WHERE edition = ?", edition, err) &&
           store_run(restricted, "DELETE FROM kept WHERE edition = ?", edition, err) && content_clear(restricted, err);
}

bool archive_read_unsealed(struct archive *archive, struct arena *keep, archive_ids *ret_ids, struct error *err)
{
    archive_ids ids = {0};
    struct rows *rows = archive->restricted ? rows_open(archive->restricted, "SELECT edition FROM kept ORDER BY edition", TEXT_EMPTY, err) : NULL;
    while (rows && rows_next(rows)) {
        const struct text id = rows_text(rows, 0, keep);
        if (!archive_holds(archive, id))
            ARENA_PUSH(keep, &ids, id);
    }
    rows_close(rows);
    *ret_ids = ids;
    return err->kind == ERROR_NONE;
}

/* A restricted file whose archive is elsewhere is left alone; but for the edition itself, which a run that was ended may have
 * left. */
static bool check_restricted(struct archive *archive, struct text edition, struct error *err)
{
    archive_ids ids;
    if (!archive->is_new || !archive_read_unsealed(archive, archive->keep, &ids, err))
        return err->kind == ERROR_NONE;
    for (size_t i = 0; i < ids.count; i++)
        if (!text_equal(ids.items[i], edition))
            return error_set(err, ERROR_INPUT, "%s: it has inputs of '%.*s', and its archive is not there", archive->restricted_path,
                             TEXT_ARGS(ids.items[i]));
    return true;
}

/* What a run that was ended left there of the edition goes. */
static bool seal_restricted(struct archive *archive, const struct sealed *sealed, struct text *ret_sha256, struct error *err)
{
    struct text secret;
    if (!archive->restricted && !(archive->restricted = store_new(forms_restricted(), err)))
        return false;
    struct store *restricted = archive->restricted;
    bool ok = forget_restricted(restricted, sealed->id, err) && make_secret(archive->keep, &secret, err) &&
              STORE_ADD(restricted, "kept", err, VALUE_OF(sealed->id), VALUE_OF(secret)) &&
              add_inputs(restricted, sealed->id, &sealed->restricted_inputs, err);
    for (size_t i = 0; ok && i < sealed->restricted_outputs.count; i++) {
        const struct sealed_file *file = &sealed->restricted_outputs.items[i];
        ok = content_add(restricted, file->sha256, file->bytes, err) &&
             STORE_ADD(restricted, "output", err, VALUE_OF(sealed->id), VALUE_OF(file->path), VALUE_OF(file->sha256),
                       VALUE_INT(file->is_encrypted));
    }
    return ok && chain_restricted(restricted, sealed->id, archive->keep, ret_sha256, err);
}

/* The restricted file first: what is in it counts only once the archive says so. */
bool archive_seal(struct archive *archive, const struct sealed *sealed, const struct archive_act *act, struct error *err)
{
    struct text restricted;
    return archive_check_current(archive, err) && check_restricted(archive, sealed->id, err) && seal_restricted(archive, sealed, &restricted, err) && add_edition(archive->store, sealed, restricted, err) &&
           chain_add(archive->store, act, err) && store_write(archive->restricted, archive->restricted_path, err) &&
           store_write(archive->store, archive->path, err);
}

/* Where the disk lets it, the old bytes go, too: the file has no name any more when they do. */
static bool overwrite(int file, struct error *err)
{
    static const char zeros[1 << 16];
    struct stat about;
    bool ok = fstat(file, &about) == 0;
    for (off_t at = 0; ok && at < about.st_size; at += (off_t)sizeof zeros) {
        const size_t len = about.st_size - at < (off_t)sizeof zeros ? (size_t)(about.st_size - at) : sizeof zeros;
        ok = pwrite(file, zeros, len, at) == (ssize_t)len;
    }
    ok = ok && fsync(file) == 0;
    return ok || error_set(err, ERROR_SYSTEM, "the old inputs cannot be overwritten: %s", strerror(errno));
}

static bool destroy_restricted(struct archive *archive, struct text edition, struct error *err)
{
    const int old = open(archive->restricted_path, O_WRONLY | O_NOFOLLOW | O_CLOEXEC);
    if (old < 0)
        return error_set(err, ERROR_SYSTEM, "%s: cannot open: %s", archive->restricted_path, strerror(errno));
    const bool ok = forget_restricted(archive->restricted, edition, err) &&
                    store_write(archive->restricted, archive->restricted_path, err) && overwrite(old, err);
    close(old);
    return ok;
}

/* The act first: a run that is ended before the second step is finished by the next one. */
bool archive_purge(struct archive *archive, const struct archive_act *act, struct error *err)
{
    archive_acts acts;
    if (!archive_read_acts(archive, archive->keep, &acts, err))
        return false;
    if (archive_holds(archive, act->edition) && !archive_find_act(&acts, "purge", act->edition) &&
        (!chain_add(archive->store, act, err) || !store_write(archive->store, archive->path, err)))
        return false;
    return !archive_keeps_inputs(archive, act->edition) || destroy_restricted(archive, act->edition, err);
}
