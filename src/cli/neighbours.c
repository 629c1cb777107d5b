/* SPDX-License-Identifier: GPL-3.0-or-later
 * Looks for lists of figures beside an edition; reads none of them. */
#include "cli/neighbours.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"

static bool is_same_folder(const char *a, const char *b)
{
    char *real_a = realpath(a, NULL), *real_b = realpath(b, NULL);
    const bool same = real_a && real_b && strcmp(real_a, real_b) == 0;
    free(real_a);
    free(real_b);
    return same;
}

static bool has_named(const char *folder, const char *const *named, size_t count, struct arena *keep)
{
    for (size_t i = 0; i < count; i++)
        if (is_same_folder(folder, file_join(keep, named[i], "..")))
            return true;
    return false;
}

static bool is_before(const char *name, struct period own)
{
    struct period period;
    return period_parse(text_of(name), &period) && period.last < own.last;
}

struct neighbour_lists neighbours_unnamed(const char *folder, struct period period, const char *const *named, size_t named_count,
                                          struct arena *keep)
{
    struct neighbour_lists found = {0};
    struct file_names folders = {0}, lists = {0};
    struct error err = {0};
    if (!file_list_folders(file_join(keep, folder, ".."), keep, &folders, &err))
        return found;
    for (size_t i = 0; i < folders.count; i++) {
        const char *written = text_format(keep, "../%s", folders.items[i]).ptr;
        const char *beside = file_join(keep, folder, written);
        if (is_before(folders.items[i], period) && !is_same_folder(beside, folder) && !has_named(beside, named, named_count, keep) &&
            file_list(beside, "all_figures*.csv", keep, &lists, &err) && lists.count)
            ARENA_PUSH(keep, &found, text_format(keep, "%s/%s", written, lists.items[0]).ptr);
    }
    return found;
}
