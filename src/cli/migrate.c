/* SPDX-License-Identifier: GPL-3.0-or-later
 * sitrep migrate: brings an archive of an older version to that in which this program seals. What was sealed stays as it is, and
 * so does the hash of the last act: no act is entered, since nothing was done to any edition. */
#include <getopt.h>
#include <stdio.h>

#include "archive/archive.h"
#include "cli/command.h"
#include "cli/print.h"

struct migrate {
    const char *archive;
    struct print_language language;
};

static bool read_arguments(int argc, char **argv, struct migrate *ret_migrate)
{
    static const struct option options[] = {
        {"archive", required_argument, NULL, 'a'}, {"language", required_argument, NULL, 'l'}, {NULL, 0, NULL, 0}};
    struct migrate migrate = {0};
    bool good = true;
    for (int option; good && (option = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        good = option == 'a' || (option == 'l' && print_take_language(optarg, &migrate.language));
        migrate.archive = option == 'a' ? optarg : migrate.archive;
    }
    if (!good || optind != argc || !migrate.archive) {
        fprintf(stderr, "sitrep migrate --archive FILE; sitrep migrate --help tells more\n");
        return false;
    }
    *ret_migrate = migrate;
    return true;
}

static void print_result(const struct voice *v, const struct archive *archive, int before, const archive_acts *acts)
{
    const int now = archive_version(archive);
    if (before == now)
        say(v, "version\t%d, which is that of this program: nothing is to be done", now);
    else
        say(v, "version\t%d was, %d is: nothing that was sealed has changed", before, now);
    if (acts->count)
        say(v, "last act\t%.*s, as before", TEXT_ARGS(acts->items[acts->count - 1].sha256));
}

static bool migrate_archive(const struct voice *v, const struct migrate *migrate, struct error *err)
{
    archive_acts acts;
    struct archive *archive = archive_open(migrate->archive, ARCHIVE_CHANGE, err);
    const int before = archive ? archive_version(archive) : 0;
    const bool ok = archive && archive_migrate(archive, err) && archive_read_acts(archive, v->keep, &acts, err);
    if (ok)
        print_result(v, archive, before, &acts);
    archive_close(archive);
    return ok;
}

int command_migrate(int argc, char **argv)
{
    struct migrate migrate;
    if (!read_arguments(argc, argv, &migrate))
        return EXIT_USAGE;
    struct arena *keep = arena_new();
    struct diagnostics *diagnostics = print_diagnostics_new(migrate.language);
    struct error err = {0};
    const struct voice voice = voice_of(diagnostics, keep);
    migrate_archive(&voice, &migrate, &err);
    const int status = print_end(diagnostics, &err);
    diagnostics_free(diagnostics);
    arena_free(keep);
    return status;
}
