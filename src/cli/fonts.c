/* SPDX-License-Identifier: GPL-3.0-or-later
 * Looks for a folder of fonts; nothing is taken from the system's. */
#include "cli/fonts.h"

#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"

static bool holds_fonts(const char *folder, struct arena *keep)
{
    struct file_names names = {0};
    struct error err = {0};
    return file_folder_is_readable(folder) && file_list(folder, "*.ttf", keep, &names, &err) && names.count > 0;
}

static const char *find_in(const char *folder, const char *const *places, struct arena *keep)
{
    for (; *places; places++) {
        const char *path = text_format(keep, "%s/%s", folder, *places).ptr;
        if (holds_fonts(path, keep))
            return path;
    }
    return NULL;
}

/* The folder of the running program, or NULL. */
static const char *program_folder(struct arena *keep)
{
    char path[PATH_MAX];
    const ssize_t len = readlink("/proc/self/exe", path, sizeof path - 1);
    const char *slash = len > 0 ? memrchr(path, '/', (size_t)len) : NULL;
    return slash ? text_to_c(keep, (struct text){path, (size_t)(slash - path)}) : NULL;
}

const char *fonts_find(const char *edition_folder, struct arena *keep)
{
    static const char *const of_project[] = {"fonts", "../fonts", "../../fonts", NULL};
    static const char *const of_program[] = {"../share/sitrep/fonts", "../fonts", "../../fonts", NULL};
    const char *found = find_in(edition_folder, of_project, keep);
    const char *program = found ? NULL : program_folder(keep);
    return program ? find_in(program, of_program, keep) : found;
}
