/* SPDX-License-Identifier: GPL-3.0-or-later
 * Looks for lists of figures beside an edition, of which it reads none, and for the editions they are of. */
#include "cli/neighbours.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/markup.h"

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

/* Its faults are told where it is checked itself. */
static struct text number_in(const char *path, struct arena *keep)
{
    struct diagnostics *unheard = diagnostics_new();
    struct error err = {0};
    struct source source;
    struct text number = TEXT_EMPTY;
    if (file_is_readable(path) && source_read(path, path, keep, unheard, &source, &err)) {
        const struct settings settings = settings_read(&source, keep, unheard);
        number = settings_find(&settings, TEXT("report number"));
    }
    diagnostics_free(unheard);
    return number;
}

const char *neighbours_with_number(const char *folder, struct text number, const char *const *named, size_t named_count,
                                   struct arena *keep)
{
    for (size_t i = 0; i < named_count; i++) {
        const char *beside = file_join(keep, named[i], "..");
        const char *path = file_join(keep, beside, "edition.conf");
        if (!is_same_folder(beside, folder) && text_equal(number_in(path, keep), number))
            return path;
    }
    return NULL;
}
