/* SPDX-License-Identifier: GPL-3.0-or-later
 * sitrep purge-inputs ID: destroys the case-level inputs of a sealed edition, and writes that down. */
#include <getopt.h>
#include <stdio.h>

#include "archive/archive.h"
#include "cli/act.h"
#include "cli/command.h"
#include "cli/print.h"

struct purge {
    const char *edition, *archive;
    struct act_options act;
    struct print_language language;
};

static bool take_option(int option, struct purge *purge)
{
    switch (option) {
    case 'a': purge->archive = optarg; return true;
    case 'p': purge->act.prepared_by = optarg; return true;
    case 'b': purge->act.approved_by = optarg; return true;
    case 'd': purge->act.on = optarg; return true;
    case 'l': return print_take_language(optarg, &purge->language);
    default: return false;
    }
}

static bool read_arguments(int argc, char **argv, struct purge *ret_purge)
{
    static const struct option options[] = {{"archive", required_argument, NULL, 'a'},
                                            {"prepared-by", required_argument, NULL, 'p'},
                                            {"approved-by", required_argument, NULL, 'b'},
                                            {"on", required_argument, NULL, 'd'},
                                            {"language", required_argument, NULL, 'l'},
                                            {NULL, 0, NULL, 0}};
    struct purge purge = {0};
    bool good = true;
    for (int option; good && (option = getopt_long(argc, argv, "", options, NULL)) != -1;)
        good = take_option(option, &purge);
    if (!good || optind != argc - 1 || !purge.archive) {
        fprintf(stderr, "sitrep purge-inputs ID --archive FILE --prepared-by NAME --approved-by NAME; sitrep purge-inputs --help "
                        "tells more\n");
        return false;
    }
    purge.edition = argv[optind];
    *ret_purge = purge;
    return true;
}

static void print_inputs(const struct voice *v, const struct sealed *sealed)
{
    say(v, "Edition %.*s: case-level inputs, and the accounts of what was hidden", TEXT_ARGS(sealed->id));
    for (size_t i = 0; i < sealed->restricted_inputs.count; i++)
        printf("%-14s %.*s\n", "", TEXT_ARGS(sealed->restricted_inputs.items[i].path));
    for (size_t i = 0; i < sealed->restricted_outputs.count; i++)
        printf("%-14s %.*s\n", "", TEXT_ARGS(sealed->restricted_outputs.items[i].path));
}

static bool destroy(const struct voice *v, struct archive *archive, const struct sealed *sealed, const struct archive_act *act,
                    struct error *err)
{
    print_inputs(v, sealed);
    if (text_compare(act->day, sealed->inputs_until) <= 0)
        return error_set(err, ERROR_USAGE, "the inputs of '%.*s' are to be kept until %.*s", TEXT_ARGS(sealed->id),
                         TEXT_ARGS(sealed->inputs_until));
    if (!archive_purge(archive, act, err))
        return false;
    say(v, "destroyed\ton %.*s; prepared by %.*s, approved by %.*s. Copies and backups of the file are yours to destroy",
        TEXT_ARGS(act->day), TEXT_ARGS(act->done_by), TEXT_ARGS(act->approved_by));
    return true;
}

/* What a run that was ended left: nobody sealed it, so nobody is told of it for ever. */
static bool purge_unsealed(const struct voice *v, struct archive *archive, const struct purge *purge, struct error *err)
{
    struct archive_act act;
    if (!act_make(&purge->act, "purge", text_of(purge->edition), v->keep, &act, err) || !archive_purge(archive, &act, err))
        return false;
    say(v, "destroyed\twhat was kept of %s, which was never sealed; nothing is written down", purge->edition);
    return true;
}

/* Nothing is written down of what is not there: the restricted file may be kept elsewhere. */
static bool purge_archive(const struct voice *v, struct archive *archive, const struct purge *purge, struct error *err)
{
    struct arena *keep = v->keep;
    archive_acts acts;
    struct sealed sealed;
    struct archive_act act;
    if (!archive_holds(archive, text_of(purge->edition)) && archive_keeps_inputs(archive, text_of(purge->edition)))
        return purge_unsealed(v, archive, purge, err);
    if (!archive_load(archive, text_of(purge->edition), keep, &sealed, err) || !archive_read_acts(archive, keep, &acts, err))
        return false;
    const struct archive_act *before = archive_find_act(&acts, "purge", sealed.id);
    if (before && !sealed.has_restricted) {
        say(v, "destroyed\tbefore, on %.*s", TEXT_ARGS(before->day));
        return true;
    }
    if (!sealed.has_restricted)
        return error_set(err, ERROR_USAGE, "the case-level inputs of '%.*s' are not there", TEXT_ARGS(sealed.id));
    return act_make(&purge->act, "purge", sealed.id, keep, &act, err) && destroy(v, archive, &sealed, &act, err);
}

int command_purge_inputs(int argc, char **argv)
{
    struct purge purge;
    if (!read_arguments(argc, argv, &purge))
        return EXIT_USAGE;
    struct arena *keep = arena_new();
    struct diagnostics *diagnostics = print_diagnostics_new(purge.language);
    struct error err = {0};
    struct archive *archive = archive_open(purge.archive, ARCHIVE_CHANGE, &err);
    const struct voice voice = voice_of(diagnostics, keep);
    if (archive)
        purge_archive(&voice, archive, &purge, &err);
    archive_close(archive);
    const int status = print_end(diagnostics, &err);
    diagnostics_free(diagnostics);
    arena_free(keep);
    return status;
}
