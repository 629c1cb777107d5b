/* SPDX-License-Identifier: GPL-3.0-or-later
 * sitrep init DIR: a first edition that builds as it is, to be changed into one's own. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "cli/command.h"
#include "cli/print.h"
#include "cli/starter.h"

enum { FOLDER_MODE = 0755 };

static bool is_empty(DIR *folder)
{
    for (const struct dirent *entry; (entry = readdir(folder));)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            return false;
    return true;
}

/* Nothing is there, or an empty folder. */
static bool may_become(const char *path, struct error *err)
{
    if (!*path)
        return error_set(err, ERROR_USAGE, "name the folder to be made");
    DIR *folder = opendir(path);
    if (!folder && errno == ENOENT)
        return true;
    if (!folder)
        return error_set(err, ERROR_USAGE, "%s: not a folder that can be used: %s", path, strerror(errno));
    const bool empty = is_empty(folder);
    closedir(folder);
    return empty || error_set(err, ERROR_USAGE, "%s: the folder is not empty; nothing was written", path);
}

static bool write_file(const char *folder, const struct starter_file *file, struct arena *keep, struct error *err)
{
    const char *path = text_format(keep, "%s/%s", folder, file->path).ptr;
    const struct text parent = {path, (size_t)(strrchr(path, '/') - path)};
    const struct text bytes = {(const char *)file->bytes, file->len};
    return file_make_folder(text_to_c(keep, parent), FOLDER_MODE, err) && file_write(path, bytes, FILE_PUBLIC, err);
}

/* "out-2024": each edition's outputs are in a folder of their own. */
static struct text output_of(const char *folder, struct arena *keep)
{
    struct text path = text_of(folder);
    while (text_ends(path, TEXT("/")))
        path.len--;
    size_t at = path.len;
    while (at && path.ptr[at - 1] != '/')
        at--;
    const struct text name = text_slice(path, at, path.len);
    if (!name.len || name.ptr[0] == '.')
        return TEXT("out");
    return text_shell_word(keep, text_format(keep, "out-%.*s", TEXT_ARGS(name)));
}

static int init_folder(const char *folder, const struct diagnostics *diagnostics, struct arena *keep)
{
    struct error err = {0};
    size_t count;
    const struct starter_file *files = starter_files(&count);
    bool ok = may_become(folder, &err);
    for (size_t i = 0; ok && i < count; i++)
        ok = write_file(folder, &files[i], keep, &err);
    if (!ok) {
        print_failure(diagnostics, err.message);
        return (int)err.kind;
    }
    printf("made           %s, with %zu files; its rows are synthetic\n", folder, count);
    const struct text word = text_shell_word(keep, text_of(folder));
    printf("next           sitrep check %.*s, then sitrep build %.*s -o %.*s; edition.conf tells more\n", TEXT_ARGS(word), TEXT_ARGS(word),
           TEXT_ARGS(output_of(folder, keep)));
    return print_finish(diagnostics) ? EXIT_FINE : EXIT_SYSTEM;
}

int command_init(int argc, char **argv)
{
    if (argc != 2 || argv[1][0] == '-') {
        fprintf(stderr, "sitrep init DIR; sitrep init --help tells more\n");
        return EXIT_USAGE;
    }
    struct arena *keep = arena_new();
    struct diagnostics *diagnostics = print_diagnostics_new((struct print_language){.is_chosen = false});
    const int status = init_folder(argv[1], diagnostics, keep);
    diagnostics_free(diagnostics);
    arena_free(keep);
    return status;
}
