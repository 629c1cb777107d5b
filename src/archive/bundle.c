/* SPDX-License-Identifier: GPL-3.0-or-later
 * Manifests, staging folder, exchange. From the moment when the staging folder exists, nothing asks for memory: running
 * out of it cannot leave half a report behind. */
#include "archive/bundle.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/json.h"

static const struct text MANIFEST = TEXT_INIT("manifest.json");
static const struct text RESTRICTED = TEXT_INIT("restricted/");
static const struct text MANIFEST_OF_ALL = TEXT_INIT("restricted/manifest.json");
static const struct text MANIFEST_START = TEXT_INIT("{\n  \"format\": \"sitrep manifest 1\"");
enum { FOLDER_PUBLIC = 0755, FOLDER_PRIVATE = 0700, MANIFEST_MAX = 16 << 20, RANDOM_LEN = 6 };

void bundle_hold(struct bundle *bundle, struct text path, struct text bytes, unsigned mode)
{
    assert(path.len && path.ptr[0] != '/' && text_find(path, TEXT("..")) == path.len);
    const struct bundle_file file = {
        .path = text_copy(bundle->keep, path), .bytes = bytes, .sha256 = file_sha256(bundle->keep, bytes), .mode = mode};
    ARENA_PUSH(bundle->keep, &bundle->files, file);
}

void bundle_take(struct bundle *bundle, struct text path, struct text_builder *bytes, unsigned mode)
{
    bundle_hold(bundle, path, text_copy(bundle->keep, text_built(bytes)), mode);
    text_builder_done(bytes);
}

void bundle_take_encrypted(struct bundle *bundle, struct text path, struct text_builder *bytes, unsigned mode,
                           struct text plain_sha256)
{
    bundle_take(bundle, path, bytes, mode);
    bundle->files.items[bundle->files.count - 1].is_encrypted = true;
    bundle->files.items[bundle->files.count - 1].plain_sha256 = plain_sha256;
}

void bundle_take_unlocked(struct bundle *bundle, struct text path, struct text_builder *bytes)
{
    bundle_take_encrypted(bundle, path, bytes, FILE_PRIVATE, TEXT_EMPTY);
    struct bundle_file *file = &bundle->files.items[bundle->files.count - 1];
    file->is_unlocked = true;
    file->plain_sha256 = file->sha256;
}

struct bundle bundle_without_unlocked(const struct bundle *bundle)
{
    struct bundle rest = *bundle;
    memset(&rest.files, 0, sizeof rest.files);
    for (size_t i = 0; i < bundle->files.count; i++)
        if (!bundle->files.items[i].is_unlocked)
            ARENA_PUSH(bundle->keep, &rest.files, bundle->files.items[i]);
    return rest;
}

void bundle_input(struct bundle *bundle, const char *kind, struct text name, struct text sha256)
{
    const struct bundle_input input = {
        .kind = text_of(kind), .name = text_copy(bundle->keep, name), .sha256 = text_copy(bundle->keep, sha256)};
    ARENA_PUSH(bundle->keep, &bundle->inputs, input);
}

void bundle_input_file(struct bundle *bundle, const char *kind, const char *path, struct text bytes)
{
    const char *slash = strrchr(path, '/');
    bundle_input(bundle, kind, text_of(slash ? slash + 1 : path), file_sha256(bundle->keep, bytes));
    struct bundle_input *input = &bundle->inputs.items[bundle->inputs.count - 1];
    input->path = path;
    input->bytes = bytes;
}

/* ---- manifests ---- */

static int by_path(const void *a, const void *b)
{
    return text_compare(((const struct bundle_file *)a)->path, ((const struct bundle_file *)b)->path);
}

static void add_member(struct text_builder *b, const char *name, struct text value, const char *end)
{
    text_add_format(b, "\"%s\": ", name);
    json_add_text(b, value);
    text_add_c(b, end);
}

static void add_inputs(const struct bundle *bundle, struct text_builder *b)
{
    text_add_c(b, "  \"inputs\": [");
    for (size_t i = 0; i < bundle->inputs.count; i++) {
        text_add_c(b, i ? ",\n    {" : "\n    {");
        add_member(b, "kind", bundle->inputs.items[i].kind, ", ");
        add_member(b, "name", bundle->inputs.items[i].name, ", ");
        add_member(b, "sha256", bundle->inputs.items[i].sha256, "}");
    }
    text_add_c(b, "\n  ],\n");
}

/* The files below `folder`, by their paths in it; all of them where it is empty. */
static void add_outputs(const struct bundle *bundle, struct text folder, struct text_builder *b)
{
    const char *separator = "\n    {";
    text_add_c(b, "  \"outputs\": [");
    for (size_t i = 0; i < bundle->files.count; i++) {
        const struct bundle_file *file = &bundle->files.items[i];
        if (!text_starts(file->path, folder))
            continue;
        text_add_c(b, separator);
        separator = ",\n    {";
        add_member(b, "path", text_slice(file->path, folder.len, file->path.len), ", ");
        text_add_format(b, "\"bytes\": %zu, ", file->bytes.len);
        add_member(b, "sha256", file->sha256, file->is_encrypted ? ", \"encrypted\": true, \"reproducible\": false}" : "}");
    }
    text_add_c(b, "\n  ]\n}\n");
}

static struct text_builder manifest_of(const struct bundle *bundle, struct text folder)
{
    struct text_builder b = {0};
    text_add(&b, MANIFEST_START);
    text_add_c(&b, ",\n  ");
    add_member(&b, "program", bundle->program, ",\n  ");
    add_member(&b, "edition", bundle->edition, ",\n");
    if (!folder.len)
        add_inputs(bundle, &b);
    add_outputs(bundle, folder, &b);
    return b;
}

/* "public/" of "public/charts/gender.svg"; empty for a file beside the folders. */
static struct text first_folder(struct text path)
{
    const size_t slash = text_find_byte(path, '/');
    return slash < path.len ? text_slice(path, 0, slash + 1) : TEXT_EMPTY;
}

static unsigned openest_mode(const struct bundle *bundle, struct text folder)
{
    unsigned mode = FILE_PRIVATE;
    for (size_t i = 0; i < bundle->files.count; i++)
        if (text_starts(bundle->files.items[i].path, folder))
            mode |= bundle->files.items[i].mode;
    return mode;
}

static void sort_files(struct bundle *bundle)
{
    if (bundle->files.count)
        qsort(bundle->files.items, bundle->files.count, sizeof *bundle->files.items, by_path);
}

/* Whoever knows all but a few small counts of a file could try them out on its hash: a folder has the hashes of its own
 * files only, and those of the inputs stand in the restricted one. */
void bundle_finish(struct bundle *bundle)
{
    struct text before = TEXT_EMPTY;
    if (bundle->is_finished)
        return;
    bundle->is_finished = true;
    sort_files(bundle);
    const size_t count = bundle->files.count;
    for (size_t i = 0; i < count; i++) {
        const struct text folder = first_folder(bundle->files.items[i].path);
        if (!folder.len || text_equal(folder, before) || text_equal(folder, RESTRICTED))
            continue;
        before = folder;
        struct text_builder own = manifest_of(bundle, folder);
        bundle_take(bundle, text_format(bundle->keep, "%.*s%.*s", TEXT_ARGS(folder), TEXT_ARGS(MANIFEST)), &own,
                    openest_mode(bundle, folder));
    }
    sort_files(bundle);
    struct text_builder all = manifest_of(bundle, TEXT_EMPTY);
    bundle_take(bundle, MANIFEST_OF_ALL, &all, FILE_PRIVATE);
    sort_files(bundle);
}

/* ---- the staging folder ---- */

struct folder {
    const char *path; /* below the stage; a folder stands before those in it */
    unsigned mode;
};

struct stage {
    const struct bundle *bundle;
    const char *place;  /* where the outputs go, without '/' at its end */
    const char *parent; /* the folder that holds `place` */
    struct text prefix; /* of the names of staging folders for this place: ".out.sitrep-" */
    char *path;         /* of the staging folder, beside `place` */
    const char **files; /* of the bundle, as C strings */
    struct folder *folders;
    size_t folder_count;
    int parent_handle, handle; /* -1: not open */
};

static void plan_folder(struct stage *stage, const char *path, unsigned mode)
{
    for (size_t i = 0; i < stage->folder_count; i++)
        if (strcmp(stage->folders[i].path, path) == 0) {
            stage->folders[i].mode |= mode;
            return;
        }
    stage->folders[stage->folder_count++] = (struct folder){path, mode};
}

/* Folders are as open as the openest file in them. */
static void plan_files(struct stage *stage)
{
    const struct bundle *bundle = stage->bundle;
    struct arena *keep = bundle->keep;
    size_t slashes = 0;
    for (size_t i = 0; i < bundle->files.count; i++)
        for (size_t k = 0; k < bundle->files.items[i].path.len; k++)
            slashes += bundle->files.items[i].path.ptr[k] == '/';
    stage->files = ARENA_ARRAY(keep, const char *, bundle->files.count);
    stage->folders = ARENA_ARRAY(keep, struct folder, slashes);
    for (size_t i = 0; i < bundle->files.count; i++) {
        const struct bundle_file *file = &bundle->files.items[i];
        stage->files[i] = text_to_c(keep, file->path);
        for (size_t k = 0; k < file->path.len; k++)
            if (file->path.ptr[k] == '/')
                plan_folder(stage, text_to_c(keep, text_slice(file->path, 0, k)),
                            file->mode == FILE_PRIVATE ? FOLDER_PRIVATE : FOLDER_PUBLIC);
    }
}

static struct stage plan_stage(const struct bundle *bundle, const char *folder)
{
    struct arena *keep = bundle->keep;
    struct stage stage = {.bundle = bundle, .place = file_join(keep, folder, "."), .parent_handle = -1, .handle = -1};
    const char *slash = strrchr(stage.place, '/');
    const size_t parent_len = slash ? (size_t)(slash - stage.place) + (slash == stage.place) : 0;
    stage.parent = slash ? text_to_c(keep, (struct text){stage.place, parent_len}) : ".";
    stage.prefix = text_format(keep, ".%s.sitrep-", slash ? slash + 1 : stage.place);
    const char *path = file_join(keep, stage.parent, text_to_c(keep, stage.prefix));
    stage.path = text_to_c(keep, text_format(keep, "%sXXXXXX", path));
    plan_files(&stage);
    return stage;
}

static bool write_file(const struct stage *stage, const char *path, const struct bundle_file *file)
{
    const int handle = openat(stage->handle, path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, FILE_PRIVATE);
    if (handle < 0)
        return false;
    const bool ok = file_put(handle, file->bytes) && fchmod(handle, (mode_t)file->mode) == 0 && fsync(handle) == 0;
    return close(handle) == 0 && ok;
}

/* Opened for all to whom it is open, and synced: after the last file is in it. */
static bool finish_folder(const struct stage *stage, const char *path, unsigned mode)
{
    const int handle = openat(stage->handle, path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (handle < 0)
        return false;
    const bool ok = fchmod(handle, (mode_t)mode) == 0 && fsync(handle) == 0;
    return close(handle) == 0 && ok;
}

static bool fill_stage(const struct stage *stage, struct error *err)
{
    const struct bundle *bundle = stage->bundle;
    const char *at = "";
    bool ok = true;
    for (size_t i = 0; ok && i < stage->folder_count; i++)
        ok = mkdirat(stage->handle, at = stage->folders[i].path, FOLDER_PRIVATE) == 0;
    for (size_t i = 0; ok && i < bundle->files.count; i++)
        ok = write_file(stage, at = stage->files[i], &bundle->files.items[i]);
    for (size_t i = stage->folder_count; ok && i-- > 0;)
        ok = finish_folder(stage, at = stage->folders[i].path, stage->folders[i].mode);
    ok = ok && finish_folder(stage, at = ".", FOLDER_PUBLIC);
    return ok || error_set(err, ERROR_SYSTEM, "%s/%s: cannot write: %s", stage->place, at, strerror(errno));
}

static bool open_stage(struct stage *stage, struct error *err)
{
    if (!mkdtemp(stage->path))
        return error_set(err, ERROR_SYSTEM, "%s: cannot make a folder beside it: %s", stage->place, strerror(errno));
    stage->handle = open(stage->path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (stage->handle < 0) {
        error_set(err, ERROR_SYSTEM, "%s: cannot open: %s", stage->path, strerror(errno));
        rmdir(stage->path);
        return false;
    }
    return true;
}

/* Only what this run may have made: no listing, no memory. */
static void undo_stage(const struct stage *stage)
{
    for (size_t i = 0; i < stage->bundle->files.count; i++)
        unlinkat(stage->handle, stage->files[i], 0);
    for (size_t i = stage->folder_count; i-- > 0;)
        unlinkat(stage->handle, stage->folders[i].path, AT_REMOVEDIR);
    rmdir(stage->path);
}

/* ---- the place ---- */

static bool is_empty(const char *folder)
{
    DIR *listing = opendir(folder);
    if (!listing)
        return false;
    bool empty = true;
    for (const struct dirent *entry; (entry = readdir(listing));)
        empty = empty && (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0);
    closedir(listing);
    return empty;
}

/* Whether the manifest is of this program and of the same edition. */
static bool is_same_edition(const struct bundle *bundle, struct text manifest)
{
    struct text_builder b = {0};
    add_member(&b, "edition", bundle->edition, ",");
    const bool same = text_starts(manifest, MANIFEST_START) && text_find(manifest, text_built(&b)) < manifest.len;
    text_builder_done(&b);
    return same;
}

/* Whether the outputs may go there: nothing is there, or an empty folder, or one that an earlier run of this edition
 * made. */
static bool check_place(const struct stage *stage, struct error *err)
{
    struct stat about;
    struct text manifest;
    struct error unread = {0};
    const char *place = stage->place, *slash = strrchr(place, '/'), *name = slash ? slash + 1 : place;
    if (!*name || strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
        return error_set(err, ERROR_USAGE, "%s: name the output folder itself", place);
    if (lstat(place, &about) != 0)
        return errno == ENOENT || error_set(err, ERROR_SYSTEM, "%s: cannot look at it: %s", place, strerror(errno));
    if (!S_ISDIR(about.st_mode))
        return error_set(err, ERROR_USAGE, "%s: this is a link or a file; name a folder, or none that is there", place);
    if (is_empty(place))
        return true;
    const char *path = file_join(stage->bundle->keep, place, MANIFEST_OF_ALL.ptr);
    if (file_read(path, MANIFEST_MAX, stage->bundle->keep, &manifest, &unread) &&
        is_same_edition(stage->bundle, manifest))
        return true;
    if (unread.kind == ERROR_SYSTEM)
        return error_set(err, ERROR_SYSTEM, "%s", unread.message);
    return error_set(err, ERROR_USAGE,
                     "%s: this folder holds something else than an earlier run of this edition; choose another one: -o FOLDER",
                     place);
}

/* A folder to be removed, listed while memory may still be asked for. */
struct tree {
    int handle;
    struct tree_item {
        const char *path; /* below the folder; what is in a folder stands before it */
        bool is_folder;
    } *items;
    size_t count, capacity;
};

static struct tree tree_open(const char *folder, struct arena *keep)
{
    struct tree tree = {.handle = open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)};
    char *root = text_to_c(keep, text_of(folder));
    char *const roots[] = {root, NULL};
    FTS *walk = tree.handle < 0 ? NULL : fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR | FTS_XDEV, NULL);
    for (FTSENT *entry; walk && (entry = fts_read(walk));) {
        if (entry->fts_level < 1 || entry->fts_info == FTS_D)
            continue;
        const char *below = text_to_c(keep, text_of(entry->fts_path + strlen(root) + 1));
        const struct tree_item item = {below, entry->fts_info == FTS_DP};
        ARENA_PUSH(keep, &tree, item);
    }
    if (walk)
        fts_close(walk);
    return tree;
}

/* Removes what was listed, and the folder, which is called `name` now. What came later keeps it; the next run tries
 * again. */
static void tree_remove(struct tree *tree, const char *name)
{
    for (size_t i = 0; i < tree->count; i++)
        unlinkat(tree->handle, tree->items[i].path, tree->items[i].is_folder ? AT_REMOVEDIR : 0);
    rmdir(name);
}

static void tree_close(struct tree *tree)
{
    if (tree->handle >= 0)
        close(tree->handle);
}

static bool is_leftover(const struct stage *stage, const char *name)
{
    return text_starts(text_of(name), stage->prefix) && strlen(name) == stage->prefix.len + RANDOM_LEN;
}

/* The parent is locked while a run writes: what has a staging folder's name then is of a run that was killed. */
static void remove_leftovers(const struct stage *stage)
{
    DIR *listing = opendir(stage->parent);
    struct arena *scratch = arena_new();
    for (const struct dirent *entry; listing && (entry = readdir(listing));) {
        if (!is_leftover(stage, entry->d_name))
            continue;
        const char *path = file_join(scratch, stage->parent, entry->d_name);
        struct tree tree = tree_open(path, scratch);
        tree_remove(&tree, path);
        tree_close(&tree);
    }
    arena_free(scratch);
    if (listing)
        closedir(listing);
}

static bool lock_parent(struct stage *stage, struct error *err)
{
    stage->parent_handle = open(stage->parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (stage->parent_handle < 0)
        return error_set(err, ERROR_SYSTEM, "%s: cannot open the folder: %s", stage->parent, strerror(errno));
    int locked;
    do
        locked = flock(stage->parent_handle, LOCK_EX);
    while (locked != 0 && errno == EINTR);
    if (locked == 0)
        remove_leftovers(stage);
    return true;
}

/* Puts the stage in its place. Once that is safe on the disk, what was there before goes; else it comes back. */
static bool exchange(const struct stage *stage, struct tree *before, struct error *err)
{
    const bool replaces = before->handle >= 0;
    const unsigned how = replaces ? RENAME_EXCHANGE : 0;
    if (renameat2(AT_FDCWD, stage->path, AT_FDCWD, stage->place, how) != 0)
        return error_set(err, ERROR_SYSTEM, "%s: cannot put the outputs in place: %s", stage->place, strerror(errno));
    if (fsync(stage->parent_handle) != 0) {
        error_set(err, ERROR_SYSTEM, "%s: cannot write: %s", stage->parent, strerror(errno));
        renameat2(AT_FDCWD, stage->place, AT_FDCWD, stage->path, how);
        return false;
    }
    if (replaces)
        tree_remove(before, stage->path);
    return true;
}

static bool write_stage(struct stage *stage, struct error *err)
{
    struct tree before = tree_open(stage->place, stage->bundle->keep);
    bool ok = open_stage(stage, err);
    if (ok) {
        ok = fill_stage(stage, err) && exchange(stage, &before, err);
        if (!ok)
            undo_stage(stage);
        close(stage->handle);
    }
    tree_close(&before);
    return ok;
}

bool bundle_check(const struct bundle *bundle, const char *folder, struct error *err)
{
    const struct stage stage = plan_stage(bundle, folder);
    struct stat about;
    if (!check_place(&stage, err))
        return false;
    if (stat(stage.parent, &about) != 0)
        return error_set(err, ERROR_SYSTEM, "%s: cannot open the folder: %s", stage.parent, strerror(errno));
    return access(stage.parent, W_OK) == 0 ||
           error_set(err, ERROR_SYSTEM, "%s: cannot make a folder beside it: %s", stage.place, strerror(errno));
}

static bool check_locked(const struct bundle *bundle, struct error *err)
{
    for (size_t i = 0; i < bundle->files.count; i++)
        if (bundle->files.items[i].is_unlocked)
            return error_set(err, ERROR_SYSTEM, "%.*s: it is to be encrypted, and is not; nothing was written",
                             TEXT_ARGS(bundle->files.items[i].path));
    return true;
}

bool bundle_write(struct bundle *bundle, const char *folder, struct error *err)
{
    if (!check_locked(bundle, err))
        return false;
    bundle_finish(bundle);
    struct stage stage = plan_stage(bundle, folder);
    const bool ok = check_place(&stage, err) && lock_parent(&stage, err) && write_stage(&stage, err);
    if (stage.parent_handle >= 0)
        close(stage.parent_handle);
    return ok;
}
