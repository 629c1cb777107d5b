/* SPDX-License-Identifier: GPL-3.0-or-later
 * Links to memory: case-level inputs never reach a disk, and if the program is killed nothing of them is left but names. */
#include "cli/unpack.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

enum { UPS_MAX = 16, PATH_LEN_MAX = 1024 };

struct unpacked {
    struct arena *keep;
    char root[40];
    const char *folder; /* of the edition */
    LIST_OF(const char *) links;
    LIST_OF(const char *) folders; /* each behind those that it is in */
    LIST_OF(int) handles;
};

static bool refuse(struct text path, struct error *err)
{
    return error_set(err, ERROR_INPUT, "the archive names a file that no edition has: '%.*s'", TEXT_ARGS(path));
}

/* How often a path goes up at its beginning. */
static size_t count_ups(struct text path)
{
    size_t ups = 0;
    while (text_starts(text_slice(path, 3 * ups, path.len), TEXT("../")))
        ups++;
    return ups;
}

/* Tidy, so that it goes up at its beginning only; a file's; not absolute; no control characters. */
static bool is_sound(struct text path, struct arena *scratch)
{
    if (!path.len || path.len > PATH_LEN_MAX || path.ptr[0] == '/' || count_ups(path) > UPS_MAX)
        return false;
    for (size_t i = 0; i < path.len; i++)
        if ((unsigned char)path.ptr[i] < 0x20)
            return false;
    return !text_ends(path, TEXT(".")) && text_equal(text_of(file_join(scratch, ".", text_to_c(scratch, path))), path);
}

static bool is_name(struct text name)
{
    return name.len && name.len < 256 && text_find_byte(name, '/') == name.len && name.ptr[0] != '.';
}

static bool failed(struct error *err)
{
    return error_set(err, ERROR_SYSTEM, "the archive's files cannot be laid out in /tmp: %s", strerror(errno));
}

/* Makes the folders that a path below the root is in. */
static bool make_folders(struct unpacked *unpacked, const char *path, struct error *err)
{
    for (const char *slash = path + strlen(unpacked->root); (slash = strchr(slash + 1, '/'));) {
        const char *folder = text_to_c(unpacked->keep, (struct text){path, (size_t)(slash - path)});
        if (mkdir(folder, 0700) == 0)
            ARENA_PUSH(unpacked->keep, &unpacked->folders, folder);
        else if (errno != EEXIST)
            return failed(err);
    }
    return true;
}

static bool link_bytes(struct unpacked *unpacked, const char *path, struct text bytes, struct error *err)
{
    const int handle = memfd_create("sitrep", MFD_CLOEXEC);
    if (handle < 0)
        return failed(err);
    ARENA_PUSH(unpacked->keep, &unpacked->handles, handle);
    if (!file_put(handle, bytes) || symlink(text_format(unpacked->keep, "/proc/self/fd/%d", handle).ptr, path) != 0)
        return failed(err);
    ARENA_PUSH(unpacked->keep, &unpacked->links, path);
    return true;
}

static bool lay_out(struct unpacked *unpacked, const sealed_files *files, struct error *err)
{
    for (size_t i = 0; i < files->count; i++) {
        if (!is_sound(files->items[i].path, unpacked->keep))
            return refuse(files->items[i].path, err);
        const char *path = file_join(unpacked->keep, unpacked->folder, text_to_c(unpacked->keep, files->items[i].path));
        if (!make_folders(unpacked, path, err) || !link_bytes(unpacked, path, files->items[i].bytes, err))
            return false;
    }
    return true;
}

/* Deep enough that no path leads out. */
static bool choose_folder(struct unpacked *unpacked, const struct sealed *sealed, struct error *err)
{
    const sealed_files *const lists[] = {&sealed->inputs, &sealed->restricted_inputs};
    size_t ups = 0;
    for (size_t i = 0; i < 2; i++)
        for (size_t k = 0; k < lists[i]->count; k++)
            ups = count_ups(lists[i]->items[k].path) > ups ? count_ups(lists[i]->items[k].path) : ups;
    if (!is_name(sealed->folder) || ups > UPS_MAX)
        return refuse(sealed->folder, err);
    struct text path = text_of(unpacked->root);
    for (size_t i = 0; i < ups; i++)
        path = text_format(unpacked->keep, "%.*s/x", TEXT_ARGS(path));
    unpacked->folder = text_format(unpacked->keep, "%.*s/%.*s", TEXT_ARGS(path), TEXT_ARGS(sealed->folder)).ptr;
    return true;
}

struct unpacked *unpack_edition(const struct sealed *sealed, struct error *err)
{
    struct arena *keep = arena_new();
    struct unpacked *unpacked = ARENA_NEW(keep, struct unpacked);
    *unpacked = (struct unpacked){.keep = keep, .root = "/tmp/sitrep-edition-XXXXXX"};
    if (!mkdtemp(unpacked->root)) {
        failed(err);
        arena_free(keep);
        return NULL;
    }
    if (choose_folder(unpacked, sealed, err) && lay_out(unpacked, &sealed->inputs, err) &&
        lay_out(unpacked, &sealed->restricted_inputs, err))
        return unpacked;
    unpack_remove(unpacked);
    return NULL;
}

void unpack_remove(struct unpacked *unpacked)
{
    if (!unpacked)
        return;
    for (size_t i = 0; i < unpacked->links.count; i++)
        unlink(unpacked->links.items[i]);
    for (size_t i = unpacked->folders.count; i-- > 0;)
        rmdir(unpacked->folders.items[i]);
    rmdir(unpacked->root);
    for (size_t i = 0; i < unpacked->handles.count; i++)
        close(unpacked->handles.items[i]);
    arena_free(unpacked->keep);
}

const char *unpacked_folder(const struct unpacked *unpacked)
{
    return unpacked->folder;
}

const char *unpacked_fonts(const struct unpacked *unpacked)
{
    return file_join(unpacked->keep, unpacked->folder, "fonts");
}
