/* SPDX-License-Identifier: GPL-3.0-or-later
 * Manifest, staging folder, exchange. */
#include "archive/bundle.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/json.h"

static const struct text MANIFEST = TEXT_INIT("manifest.json");
static const struct text MANIFEST_START = TEXT_INIT("{\n  \"format\": \"sitrep manifest 1\"");
enum { FOLDER_PUBLIC = 0755, FOLDER_PRIVATE = 0700, MANIFEST_MAX = 16 << 20 };

void bundle_take(struct bundle *bundle, struct text path, struct text_builder *bytes, unsigned mode)
{
    assert(path.len && path.ptr[0] != '/' && text_find(path, TEXT("..")) == path.len);
    const struct bundle_file file = {text_copy(bundle->keep, path), text_copy(bundle->keep, text_built(bytes)), mode};
    ARENA_PUSH(bundle->keep, &bundle->files, file);
    text_builder_done(bytes);
}

void bundle_input(struct bundle *bundle, const char *kind, struct text name, struct text sha256)
{
    const struct bundle_input input = {text_of(kind), text_copy(bundle->keep, name), text_copy(bundle->keep, sha256)};
    ARENA_PUSH(bundle->keep, &bundle->inputs, input);
}

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

static void add_manifest(struct bundle *bundle)
{
    struct text_builder b = {0};
    text_add(&b, MANIFEST_START);
    text_add_c(&b, ",\n  ");
    add_member(&b, "program", bundle->program, ",\n  ");
    add_member(&b, "edition", bundle->edition, ",\n  \"inputs\": [");
    for (size_t i = 0; i < bundle->inputs.count; i++) {
        text_add_c(&b, i ? ",\n    {" : "\n    {");
        add_member(&b, "kind", bundle->inputs.items[i].kind, ", ");
        add_member(&b, "name", bundle->inputs.items[i].name, ", ");
        add_member(&b, "sha256", bundle->inputs.items[i].sha256, "}");
    }
    text_add_c(&b, "\n  ],\n  \"outputs\": [");
    for (size_t i = 0; i < bundle->files.count; i++) {
        const struct bundle_file *file = &bundle->files.items[i];
        text_add_c(&b, i ? ",\n    {" : "\n    {");
        add_member(&b, "path", file->path, ", ");
        text_add_format(&b, "\"bytes\": %zu, ", file->bytes.len);
        add_member(&b, "sha256", file_sha256(bundle->keep, file->bytes), "}");
    }
    text_add_c(&b, "\n  ]\n}\n");
    bundle_take(bundle, MANIFEST, &b, FILE_PUBLIC);
}

static bool write_files(struct bundle *bundle, const char *stage, struct error *err)
{
    for (size_t i = 0; i < bundle->files.count; i++) {
        const struct bundle_file *file = &bundle->files.items[i];
        char *path = text_to_c(bundle->keep, text_format(bundle->keep, "%s/%.*s", stage, TEXT_ARGS(file->path)));
        char *slash = strrchr(path, '/');
        *slash = '\0';
        if (!file_make_folder(path, file->mode == FILE_PRIVATE ? FOLDER_PRIVATE : FOLDER_PUBLIC, err))
            return false;
        *slash = '/';
        if (!file_write(path, file->bytes, file->mode, err))
            return false;
    }
    return true;
}

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

/* Whether the folder may be replaced: it is empty, or an earlier run made it. */
static bool may_replace(struct bundle *bundle, const char *folder, struct error *err)
{
    struct text manifest;
    struct error unread = {0};
    const char *path = text_format(bundle->keep, "%s/%.*s", folder, TEXT_ARGS(MANIFEST)).ptr;
    if (is_empty(folder))
        return true;
    if (file_read(path, MANIFEST_MAX, bundle->keep, &manifest, &unread) && text_starts(manifest, MANIFEST_START))
        return true;
    return error_set(err, ERROR_USAGE, "%s: this folder holds other things than an earlier report; choose another one",
                     folder);
}

static int remove_one(const char *path, const struct stat *about, int kind, struct FTW *place)
{
    (void)about;
    (void)kind;
    (void)place;
    return remove(path);
}

static void remove_tree(const char *folder)
{
    enum { HANDLES = 16 };
    nftw(folder, remove_one, HANDLES, FTW_DEPTH | FTW_PHYS);
}

static bool exchange(struct bundle *bundle, const char *stage, const char *folder, struct error *err)
{
    struct stat about;
    if (lstat(folder, &about) != 0) {
        if (errno == ENOENT && rename(stage, folder) == 0)
            return true;
        return error_set(err, ERROR_SYSTEM, "%s: cannot put the outputs in place: %s", folder, strerror(errno));
    }
    if (!may_replace(bundle, folder, err))
        return false;
    if (renameat2(AT_FDCWD, stage, AT_FDCWD, folder, RENAME_EXCHANGE) != 0)
        return error_set(err, ERROR_SYSTEM, "%s: cannot replace the folder: %s", folder, strerror(errno));
    remove_tree(stage);
    return true;
}

bool bundle_write(struct bundle *bundle, const char *folder, struct error *err)
{
    size_t len = strlen(folder);
    while (len > 1 && folder[len - 1] == '/')
        len--;
    const char *place = text_to_c(bundle->keep, (struct text){folder, len});
    char *stage = text_to_c(bundle->keep, text_format(bundle->keep, "%s.new-XXXXXX", place));
    qsort(bundle->files.items, bundle->files.count, sizeof *bundle->files.items, by_path);
    add_manifest(bundle);
    if (!mkdtemp(stage))
        return error_set(err, ERROR_SYSTEM, "%s: cannot make a folder beside it: %s", place, strerror(errno));
    bool ok = chmod(stage, FOLDER_PUBLIC) == 0 ||
              error_set(err, ERROR_SYSTEM, "%s: cannot set its permissions: %s", stage, strerror(errno));
    ok = ok && write_files(bundle, stage, err) && exchange(bundle, stage, place, err);
    if (!ok)
        remove_tree(stage);
    return ok;
}
