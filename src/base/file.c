/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reading, atomic writing, listing, hashing. */
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/digest.h"

static bool failed(struct error *err, const char *doing, const char *path)
{
    return error_set(err, ERROR_SYSTEM, "%s: cannot %s: %s", path, doing, strerror(errno));
}

static bool read_all(int file, char *into, size_t size, const char *path, struct error *err)
{
    for (size_t done = 0; done < size;) {
        const ssize_t got = read(file, into + done, size - done);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return failed(err, "read", path);
        if (got == 0)
            return error_set(err, ERROR_SYSTEM, "%s: the file became shorter while it was read", path);
        done += (size_t)got;
    }
    return true;
}

bool file_read(const char *path, size_t limit, struct arena *keep, struct text *ret_bytes, struct error *err)
{
    const int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0)
        return error_set(err, errno == ENOENT ? ERROR_INPUT : ERROR_SYSTEM, "%s: cannot open: %s", path,
                         strerror(errno));
    struct stat about;
    bool ok = fstat(file, &about) == 0 || failed(err, "read", path);
    if (ok && !S_ISREG(about.st_mode))
        ok = error_set(err, ERROR_INPUT, "%s: not an ordinary file", path);
    if (ok && (about.st_size < 0 || (size_t)about.st_size > limit))
        ok = error_set(err, ERROR_INPUT, "%s: larger than the %zu bytes allowed for such a file", path, limit);
    if (ok) {
        const size_t size = (size_t)about.st_size;
        char *bytes = arena_alloc(keep, size + 1, 1);
        ok = read_all(file, bytes, size, path, err);
        if (ok)
            *ret_bytes = (struct text){bytes, size};
    }
    close(file);
    return ok;
}

static bool is_readable(const char *path, mode_t kind)
{
    struct stat about;
    return stat(path, &about) == 0 && (about.st_mode & S_IFMT) == kind && access(path, R_OK) == 0;
}

bool file_is_readable(const char *path)
{
    return is_readable(path, S_IFREG);
}

bool file_folder_is_readable(const char *path)
{
    return is_readable(path, S_IFDIR);
}

bool file_is_missing(const char *path)
{
    struct stat about;
    return stat(path, &about) != 0 && errno == ENOENT;
}

bool file_put(int file, struct text bytes)
{
    while (bytes.len) {
        const ssize_t done = write(file, bytes.ptr, bytes.len);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return false;
        bytes = text_slice(bytes, (size_t)done, bytes.len);
    }
    return true;
}

static bool sync_folder(const char *folder)
{
    const int handle = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (handle < 0)
        return false;
    const bool ok = fsync(handle) == 0;
    return close(handle) == 0 && ok;
}

/* Fills the temporary file; it is closed in any case. */
static bool fill(int file, struct text bytes, unsigned mode)
{
    const bool ok = file_put(file, bytes) && fchmod(file, (mode_t)mode) == 0 && fsync(file) == 0;
    return close(file) == 0 && ok;
}

/* Where the last part of a path begins, and the folder before it. */
static const char *name_in(const char *path, struct text *ret_folder)
{
    const char *slash = strrchr(path, '/');
    const size_t root = slash == path; /* "/name": the folder is "/" */
    *ret_folder = slash ? (struct text){path, (size_t)(slash - path) + root} : TEXT(".");
    return slash ? slash + 1 : path;
}

/* `stem`: what the temporary file's name begins with. */
static bool write_beside(const char *path, const char *stem, struct text bytes, unsigned mode, struct error *err)
{
    struct arena *scratch = arena_new();
    struct text folder;
    name_in(path, &folder);
    const char *folder_path = text_to_c(scratch, folder); /* memory is asked for before there is a file */
    char *temporary = text_to_c(scratch, text_format(scratch, "%s/%sXXXXXX", folder_path, stem));
    const int file = mkostemp(temporary, O_CLOEXEC);
    bool ok = file >= 0 || failed(err, "create a file in its folder", path);
    if (ok) {
        ok = fill(file, bytes, mode) && rename(temporary, path) == 0 && sync_folder(folder_path);
        if (!ok) {
            failed(err, "write", path);
            unlink(temporary);
        }
    }
    arena_free(scratch);
    return ok;
}

bool file_write(const char *path, struct text bytes, unsigned mode, struct error *err)
{
    return write_beside(path, ".sitrep-", bytes, mode, err);
}

/* Not every file system has files without a name: there a new one loses its own at once. */
static int open_unnamed(const char *folder, struct arena *scratch)
{
    int file = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, FILE_PRIVATE);
    if (file >= 0 || (errno != EOPNOTSUPP && errno != EISDIR))
        return file;
    char *path = text_to_c(scratch, text_format(scratch, "%s/.sitrep-XXXXXX", folder));
    file = mkostemp(path, O_CLOEXEC);
    if (file >= 0)
        unlink(path);
    return file;
}

bool file_open_unnamed(const char *path, int *ret_file, struct error *err)
{
    struct arena *scratch = arena_new();
    struct text folder;
    name_in(file_join(scratch, path, "."), &folder);
    const int file = open_unnamed(text_to_c(scratch, folder), scratch);
    const bool ok = file >= 0 || failed(err, "create a file in its folder", path);
    if (ok)
        *ret_file = file;
    arena_free(scratch);
    return ok;
}

bool file_map(int file, const char *path, struct text *ret_bytes, struct error *err)
{
    struct stat about;
    if (fstat(file, &about) != 0)
        return failed(err, "read", path);
    const size_t size = (size_t)about.st_size;
    const void *bytes = size ? mmap(NULL, size, PROT_READ, MAP_PRIVATE, file, 0) : "";
    if (bytes == MAP_FAILED)
        return failed(err, "read", path);
    *ret_bytes = (struct text){bytes, size};
    return true;
}

static const char *own_stem(const char *path, struct arena *scratch)
{
    struct text unused;
    return text_format(scratch, ".%s.sitrep-", name_in(path, &unused)).ptr;
}

bool file_replace(const char *path, struct text bytes, unsigned mode, struct error *err)
{
    struct arena *scratch = arena_new();
    const bool ok = write_beside(path, own_stem(path, scratch), bytes, mode, err);
    arena_free(scratch);
    return ok;
}

void file_clear_left(const char *path)
{
    enum { RANDOM_LEN = 6 };
    struct arena *scratch = arena_new();
    struct text folder;
    name_in(path, &folder);
    const struct text stem = text_of(own_stem(path, scratch));
    DIR *listing = opendir(text_to_c(scratch, folder));
    for (const struct dirent *entry; listing && (entry = readdir(listing));)
        if (text_starts(text_of(entry->d_name), stem) && strlen(entry->d_name) == stem.len + RANDOM_LEN)
            unlinkat(dirfd(listing), entry->d_name, 0);
    if (listing)
        closedir(listing);
    arena_free(scratch);
}

bool file_make_folder(const char *path, unsigned mode, struct error *err)
{
    struct arena *scratch = arena_new();
    struct stat about;
    const size_t len = strlen(path);
    bool ok = true;
    for (size_t end = 1; ok && end <= len; end++) {
        if (path[end] != '/' && path[end] != '\0')
            continue;
        const char *part = text_to_c(scratch, (struct text){path, end});
        ok = mkdir(part, (mode_t)mode) == 0 ? chmod(part, (mode_t)mode) == 0 : errno == EEXIST;
    }
    if (!ok || stat(path, &about) != 0)
        ok = failed(err, "make the folder", path);
    else if (!S_ISDIR(about.st_mode))
        ok = error_set(err, ERROR_SYSTEM, "%s: there is a file in the place of this folder", path);
    arena_free(scratch);
    return ok;
}

/* Adds a path's parts to `b`, each with '/' behind it; ".." takes the part before it away where there is one. */
static void add_parts(struct text_builder *b, struct text path, size_t root)
{
    while (path.len) {
        const size_t end = text_find_byte(path, '/');
        const struct text part = text_slice(path, 0, end);
        path = text_slice(path, end + (end < path.len), path.len);
        if (!part.len || text_equal(part, TEXT(".")))
            continue;
        const struct text built = text_built(b);
        const bool is_up = text_equal(part, TEXT(".."));
        if (!is_up || (built.len == root && !root) || text_equal(built, TEXT("../")) ||
            text_ends(built, TEXT("/../"))) {
            text_add(b, part);
            text_add_byte(b, '/');
            continue;
        }
        while (b->len > root && (b->bytes[b->len - 1] != '/' || b->len == built.len))
            b->len--;
    }
}

const char *file_join(struct arena *keep, const char *folder, const char *name)
{
    struct text_builder b = {0};
    const size_t root = name[0] == '/' || folder[0] == '/';
    if (root)
        text_add_byte(&b, '/');
    if (name[0] != '/')
        add_parts(&b, text_of(folder), root);
    add_parts(&b, text_of(name), root);
    if (b.len > root)
        b.len--;
    const char *path = b.len ? text_to_c(keep, text_built(&b)) : ".";
    text_builder_done(&b);
    return path;
}

static const char *absolute(struct arena *keep, const char *path)
{
    char here[PATH_MAX];
    return file_join(keep, path[0] != '/' && getcwd(here, sizeof here) ? here : "/", path);
}

/* How long the part is that both have in common, up to a '/' or an end. */
static size_t common_folder(const char *a, const char *b)
{
    size_t common = 0;
    for (size_t i = 0;; i++) {
        const bool ends_a = !a[i] || a[i] == '/', ends_b = !b[i] || b[i] == '/';
        if (ends_a && ends_b)
            common = i;
        if (!a[i] || a[i] != b[i])
            return common;
    }
}

const char *file_seen_from(struct arena *keep, const char *folder, const char *path)
{
    const char *from = absolute(keep, folder), *to = absolute(keep, path);
    const size_t common = common_folder(from, to);
    struct text_builder b = {0};
    for (const char *up = from + common; *up; up++)
        if (*up == '/' && up[1])
            text_add_c(&b, "../");
    text_add_c(&b, to[common] == '/' ? to + common + 1 : to + common);
    const char *seen = file_join(keep, ".", text_to_c(keep, text_built(&b)));
    text_builder_done(&b);
    return seen;
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Links count as what they lead to; one that leads nowhere is listed, so that whoever opens it hears of it. */
static bool is_folder(DIR *listing, const char *name)
{
    struct stat about;
    return fstatat(dirfd(listing), name, &about, 0) == 0 && S_ISDIR(about.st_mode);
}

static bool list(const char *folder, const char *pattern, bool folders, struct arena *keep, struct file_names *ret_names,
                 struct error *err)
{
    DIR *listing = opendir(folder);
    if (!listing)
        return error_set(err, ERROR_INPUT, "%s: cannot open the folder: %s", folder, strerror(errno));
    struct file_names names = {0};
    const struct dirent *entry;
    while (errno = 0, (entry = readdir(listing)) != NULL)
        if (entry->d_name[0] != '.' && fnmatch(pattern, entry->d_name, FNM_NOESCAPE) == 0 &&
            is_folder(listing, entry->d_name) == folders)
            ARENA_PUSH(keep, &names, text_to_c(keep, text_of(entry->d_name)));
    const bool ok = errno == 0 || failed(err, "list", folder);
    closedir(listing);
    if (!ok)
        return false;
    if (names.count)
        qsort(names.items, names.count, sizeof *names.items, by_bytes);
    *ret_names = names;
    return true;
}

bool file_list(const char *folder, const char *pattern, struct arena *keep, struct file_names *ret_names,
               struct error *err)
{
    return list(folder, pattern, false, keep, ret_names, err);
}

bool file_list_folders(const char *folder, struct arena *keep, struct file_names *ret_names, struct error *err)
{
    return list(folder, "*", true, keep, ret_names, err);
}

struct text file_sha256(struct arena *keep, struct text bytes)
{
    struct digest *digest = digest_new(DIGEST_FASTEST);
    digest_add(digest, bytes);
    const struct text result = digest_end(digest, keep);
    digest_free(digest);
    return result;
}
