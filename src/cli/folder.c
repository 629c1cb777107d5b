/* SPDX-License-Identifier: GPL-3.0-or-later
 * A folder is known by the names in it: accounts, explanations, and what a run that was killed left half written. */
#include "cli/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fnmatch.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

static bool is_ours(const char *name)
{
    static const char *const patterns[] = {"*.audit.txt", "*.audit.json", "explanation.txt", ".sitrep-??????", ".", ".."};
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++)
        if (fnmatch(patterns[i], name, 0) == 0)
            return true;
    return false;
}

static bool holds_ours_only(const char *path)
{
    DIR *listing = opendir(path);
    if (!listing)
        return false;
    bool ours = true;
    for (const struct dirent *entry; (entry = readdir(listing));)
        ours = ours && is_ours(entry->d_name);
    closedir(listing);
    return ours;
}

static bool check(const char *path, struct error *err)
{
    struct stat about;
    if (lstat(path, &about) != 0)
        return errno == ENOENT || error_set(err, ERROR_SYSTEM, "%s: cannot look at it: %s", path, strerror(errno));
    if (!S_ISDIR(about.st_mode))
        return error_set(err, ERROR_USAGE, "%s: this is a link or a file; name a folder, or none that is there", path);
    return holds_ours_only(path) ||
           error_set(err, ERROR_USAGE, "%s: this folder holds something else than an earlier audit; choose another one", path);
}

bool folder_check(const char *path, struct error *err)
{
    if (!*path)
        return error_set(err, ERROR_USAGE, "-o needs the name of a folder");
    struct arena *scratch = arena_new();
    const bool ok = check(file_join(scratch, path, "."), err); /* "link/" is a link, too */
    arena_free(scratch);
    return ok;
}

static bool is_among(const struct folder_file *files, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(files[i].name, name) == 0)
            return true;
    return false;
}

/* An account of an audience that the edition no longer has would be taken for one of this run. */
static bool remove_stale(const char *path, const struct folder_file *files, size_t count, const char *ours,
                         struct arena *scratch, struct error *err)
{
    struct file_names names;
    if (!file_list(path, ours, scratch, &names, err))
        return false;
    for (size_t i = 0; i < names.count; i++)
        if (!is_among(files, count, names.items[i]) && unlink(file_join(scratch, path, names.items[i])) != 0)
            return error_set(err, ERROR_SYSTEM, "%s/%s: cannot remove: %s", path, names.items[i], strerror(errno));
    return true;
}

bool folder_write(const char *path, const struct folder_file *files, size_t count, const char *ours, struct error *err)
{
    struct arena *scratch = arena_new();
    bool ok = file_make_folder(path, 0700, err);
    for (size_t i = 0; ok && i < count; i++)
        ok = file_write(file_join(scratch, path, files[i].name), files[i].bytes, FILE_PRIVATE, err);
    ok = ok && remove_stale(path, files, count, ours, scratch, err);
    arena_free(scratch);
    return ok;
}
