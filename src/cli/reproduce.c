/* SPDX-License-Identifier: GPL-3.0-or-later
 * sitrep reproduce ID: makes every file of a sealed edition anew, from the archive alone, and compares. */
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "archive/archive.h"
#include "cli/command.h"
#include "cli/libraries.h"
#include "cli/pipeline.h"
#include "cli/print.h"
#include "cli/reproduce_compare.h"
#include "cli/unpack.h"

enum reproduce_from { FROM_WHAT_IS_THERE, FROM_INPUTS, FROM_RELEASE };

struct reproduce {
    const char *edition, *archive, *output;
    enum reproduce_from from;
    struct print_language language;
};

static bool take_source(const char *value, enum reproduce_from *ret_from)
{
    *ret_from = strcmp(value, "inputs") == 0 ? FROM_INPUTS : FROM_RELEASE;
    return *ret_from == FROM_INPUTS || strcmp(value, "release") == 0;
}

static bool take_option(int option, struct reproduce *reproduce)
{
    switch (option) {
    case 'a': reproduce->archive = optarg; return true;
    case 'o': reproduce->output = optarg; return true;
    case 'f': return take_source(optarg, &reproduce->from);
    case 'l': return print_take_language(optarg, &reproduce->language);
    default: return false;
    }
}

static bool read_arguments(int argc, char **argv, struct reproduce *ret_reproduce)
{
    static const struct option options[] = {{"archive", required_argument, NULL, 'a'},
                                            {"output", required_argument, NULL, 'o'},
                                            {"from", required_argument, NULL, 'f'},
                                            {"language", required_argument, NULL, 'l'},
                                            {NULL, 0, NULL, 0}};
    struct reproduce reproduce = {0};
    bool good = true;
    for (int option; good && (option = getopt_long(argc, argv, "o:", options, NULL)) != -1;)
        good = take_option(option, &reproduce);
    if (!good || optind != argc - 1 || !reproduce.archive) {
        fprintf(stderr, "sitrep reproduce ID --archive FILE; sitrep reproduce --help tells more\n");
        return false;
    }
    reproduce.edition = argv[optind];
    *ret_reproduce = reproduce;
    return true;
}

/* ---- what else is not as it was ---- */

static struct text version_now(const struct voice *v, struct text name)
{
    size_t count;
    const struct sealed_library *now = libraries_now(v->keep, &count);
    for (size_t i = 0; i < count; i++)
        if (text_equal(now[i].name, name))
            return now[i].version;
    return said_word(v, TEXT("none"));
}

static size_t print_cause(const struct voice *v, struct text what, struct text then, struct text now)
{
    if (text_equal(then, now))
        return 0;
    say(v, "cause\t%.*s: %.*s then, %.*s now", TEXT_ARGS(what), TEXT_ARGS(then), TEXT_ARGS(now));
    return 1;
}

/* Inputs and fonts are those of the archive, which has their hashes. */
static void print_causes(const struct voice *v, const struct sealed *sealed, struct text program)
{
    size_t causes = print_cause(v, said_word(v, TEXT("program")), sealed->program, program);
    for (size_t i = 0; i < sealed->libraries.count; i++) {
        const struct sealed_library *library = &sealed->libraries.items[i];
        causes += print_cause(v, library->name, library->version, version_now(v, library->name));
    }
    if (!causes)
        say(v, "cause\tinputs, fonts, and the versions of program and libraries are the same: one of these was built otherwise");
}

static bool compare(const struct voice *v, const struct sealed *sealed, const struct bundle *bundle, struct error *err)
{
    struct comparison comparison = {.voice = v, .sealed = sealed, .bundle = bundle};
    if (!reproduce_compare(&comparison, false, err) || (sealed->has_restricted && !reproduce_compare(&comparison, true, err)))
        return false;
    say(v, "%zu files identical, %zu different", comparison.same, comparison.different);
    if (comparison.alike)
        say(v, "%zu files the same but for encryption: what they hold, or all but hashes of encrypted files", comparison.alike);
    if (comparison.unasked)
        say(v, "%zu files not compared", comparison.unasked);
    if (!comparison.different)
        return true;
    print_causes(v, sealed, bundle->program);
    return error_set(err, ERROR_DIFFERS, "'%.*s' does not come out as it was sealed", TEXT_ARGS(sealed->id));
}

/* ---- making it anew ---- */

static bool make_from_inputs(const struct reproduce *reproduce, const struct unpacked *unpacked, struct bundle *bundle,
                             struct diagnostics *diagnostics, struct error *err)
{
    const struct edition_home home = {.fonts = unpacked_fonts(unpacked)};
    struct pipeline_report report = {0};
    const struct pipeline_built built = {
        .edition_folder = unpacked_folder(unpacked), .output = reproduce->output, .home = &home};
    const bool made = pipeline_build(&built, bundle, diagnostics, &report, err);
    const struct voice voice = voice_of(diagnostics, bundle->keep); /* the edition may say which */
    say(&voice, "Edition %s, from its case-level inputs", reproduce->edition);
    return made;
}

static bool make_from_release(const struct reproduce *reproduce, const struct sealed *sealed, const struct unpacked *unpacked,
                              struct bundle *bundle, struct diagnostics *diagnostics, struct error *err)
{
    const struct pipeline_rebuilt rebuilt = {.edition_folder = unpacked_folder(unpacked),
                                             .output = reproduce->output,
                                             .fonts = unpacked_fonts(unpacked),
                                             .sealed = sealed};
    const bool made = pipeline_rebuild(&rebuilt, bundle, diagnostics, err);
    const struct voice voice = voice_of(diagnostics, bundle->keep);
    say(&voice, "Edition %s, from what was released", reproduce->edition);
    return made;
}

static bool make_anew(const struct reproduce *reproduce, const struct sealed *sealed, struct bundle *bundle,
                      struct diagnostics *diagnostics, struct error *err)
{
    struct unpacked *unpacked = unpack_edition(sealed, err);
    const bool made = unpacked && (sealed->has_restricted ? make_from_inputs(reproduce, unpacked, bundle, diagnostics, err)
                                                          : make_from_release(reproduce, sealed, unpacked, bundle, diagnostics, err));
    unpack_remove(unpacked);
    if (!made && err->kind == ERROR_NONE) {
        print_diagnostics(diagnostics);
        error_set(err, ERROR_DIFFERS, "'%.*s' does not come out as it was sealed", TEXT_ARGS(sealed->id));
    }
    return made;
}

/* From inputs if they are there, unless something else is asked for: then the others are left aside. */
static bool choose_source(const struct reproduce *reproduce, struct sealed *sealed, struct error *err)
{
    if (reproduce->from == FROM_INPUTS && !sealed->has_restricted)
        return error_set(err, ERROR_USAGE, "the case-level inputs of '%.*s' are not there", TEXT_ARGS(sealed->id));
    if (reproduce->from == FROM_RELEASE) {
        sealed->has_restricted = false;
        memset(&sealed->restricted_inputs, 0, sizeof sealed->restricted_inputs);
        memset(&sealed->restricted_outputs, 0, sizeof sealed->restricted_outputs);
    }
    return true;
}

static bool reproduce_sealed(const struct reproduce *reproduce, struct sealed *sealed, struct arena *keep,
                             struct diagnostics *diagnostics, struct error *err)
{
    struct bundle bundle = {.keep = keep, .program = TEXT("sitrep " SITREP_VERSION)};
    if (!choose_source(reproduce, sealed, err) || !make_anew(reproduce, sealed, &bundle, diagnostics, err))
        return false;
    const struct voice voice = voice_of(diagnostics, keep);
    struct bundle written = bundle_without_unlocked(&bundle);
    bundle_finish(&bundle);
    return (!reproduce->output || bundle_write(&written, reproduce->output, err)) && compare(&voice, sealed, &bundle, err);
}

static bool reproduce_edition(const struct reproduce *reproduce, struct arena *keep, struct diagnostics *diagnostics,
                              struct error *err)
{
    struct sealed sealed;
    struct archive *archive = archive_open(reproduce->archive, ARCHIVE_READ, err);
    const bool ok = archive && archive_load(archive, text_of(reproduce->edition), keep, &sealed, err);
    archive_close(archive);
    return ok && reproduce_sealed(reproduce, &sealed, keep, diagnostics, err);
}

int command_reproduce(int argc, char **argv)
{
    struct reproduce reproduce;
    if (!read_arguments(argc, argv, &reproduce))
        return EXIT_USAGE;
    struct arena *keep = arena_new();
    struct diagnostics *diagnostics = print_diagnostics_new(reproduce.language);
    struct error err = {0};
    reproduce_edition(&reproduce, keep, diagnostics, &err);
    const int status = print_end(diagnostics, &err);
    diagnostics_free(diagnostics);
    arena_free(keep);
    return status;
}
