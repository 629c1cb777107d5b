/* SPDX-License-Identifier: GPL-3.0-or-later
 * sitrep verify: whether the archive is as it was sealed, and what was done with it. */
#include <getopt.h>
#include <stdio.h>

#include "archive/archive.h"
#include "cli/command.h"
#include "cli/print.h"

struct verify {
    const char *archive, *last;
    struct print_language language;
};

static bool read_arguments(int argc, char **argv, struct verify *ret_verify)
{
    static const struct option options[] = {{"archive", required_argument, NULL, 'a'},
                                            {"last", required_argument, NULL, 't'},
                                            {"language", required_argument, NULL, 'l'},
                                            {NULL, 0, NULL, 0}};
    struct verify verify = {0};
    bool good = true;
    for (int option; good && (option = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        good = option == 'a' || option == 't' || (option == 'l' && print_take_language(optarg, &verify.language));
        verify.archive = option == 'a' ? optarg : verify.archive;
        verify.last = option == 't' ? optarg : verify.last;
    }
    if (!good || optind != argc || !verify.archive) {
        fprintf(stderr, "sitrep verify --archive FILE; sitrep verify --help tells more\n");
        return false;
    }
    *ret_verify = verify;
    return true;
}

static void print_act(const struct voice *v, struct archive *archive, const archive_acts *acts, const struct archive_act *act)
{
    const struct text names =
        said(v, "prepared by %.*s, approved by %.*s", TEXT_ARGS(act->done_by), TEXT_ARGS(act->approved_by));
    struct text inputs = TEXT_EMPTY;
    const bool is_seal = text_equal(act->kind, TEXT("seal")), is_kept = archive_keeps_inputs(archive, act->edition);
    const bool is_purged = archive_find_act(acts, "purge", act->edition);
    if (is_seal)
        inputs = is_kept     ? said(v, "; case-level inputs are there")
                 : is_purged ? said(v, "; case-level inputs were destroyed")
                             : said(v, "; case-level inputs are not there");
    else if (is_kept)
        inputs = said(v, "; THE INPUTS ARE STILL THERE: run sitrep purge-inputs again");
    printf("%.*s  %-6.*s %-10.*s %.*s%.*s\n", TEXT_ARGS(act->day), TEXT_ARGS(act->kind), TEXT_ARGS(act->edition), TEXT_ARGS(names),
           TEXT_ARGS(inputs));
}

static bool print_unsealed(const struct voice *v, struct archive *archive, struct error *err)
{
    archive_ids ids;
    if (!archive_read_unsealed(archive, v->keep, &ids, err))
        return false;
    for (size_t i = 0; i < ids.count; i++)
        say(v, "The restricted file has inputs of %.*s, which the archive has not: sitrep purge-inputs destroys them",
            TEXT_ARGS(ids.items[i]));
    return true;
}

/* Whoever wrote down the hash of the last act can tell whether acts were taken away at the end, or all of them made anew. */
static bool check_last(const archive_acts *acts, const char *last, struct error *err)
{
    for (size_t i = 0; i < acts->count; i++)
        if (text_equal(acts->items[i].sha256, text_of(last)))
            return true;
    return error_set(err, ERROR_DIFFERS, "the archive has no act with the hash %s", last);
}

static bool verify_archive(const struct voice *v, const struct verify *verify, struct error *err)
{
    archive_acts acts;
    struct archive *archive = archive_open(verify->archive, ARCHIVE_READ, err);
    bool ok = archive && archive_read_acts(archive, v->keep, &acts, err) && (!verify->last || check_last(&acts, verify->last, err));
    for (size_t i = 0; ok && i < acts.count; i++)
        print_act(v, archive, &acts, &acts.items[i]);
    ok = ok && print_unsealed(v, archive, err);
    if (ok && !archive_is_current(archive))
        say(v, "The file is of version %d: sitrep migrate brings it to that of this program", archive_version(archive));
    if (ok && acts.count)
        say(v, "Nothing was changed. The last act has the hash %.*s", TEXT_ARGS(acts.items[acts.count - 1].sha256));
    archive_close(archive);
    return ok;
}

int command_verify(int argc, char **argv)
{
    struct verify verify;
    if (!read_arguments(argc, argv, &verify))
        return EXIT_USAGE;
    struct arena *keep = arena_new();
    struct diagnostics *diagnostics = print_diagnostics_new(verify.language);
    struct error err = {0};
    const struct voice voice = voice_of(diagnostics, keep);
    verify_archive(&voice, &verify, &err);
    const int status = print_end(diagnostics, &err);
    diagnostics_free(diagnostics);
    arena_free(keep);
    return status;
}
