/* SPDX-License-Identifier: GPL-3.0-or-later
 * sitrep build EDITION [-o DIR] [--format text|json]: makes everything that an edition publishes. */
#include <getopt.h>
#include <stdio.h>

#include "cli/command.h"
#include "cli/pipeline.h"
#include "cli/print.h"

struct build {
    const char *edition, *folder;
    bool as_json; /* diagnostics on stdout, and nothing else there */
    struct print_language language;
};

static bool take_option(int option, struct build *build)
{
    if (option == 'o')
        build->folder = optarg;
    return option == 'o' || (option == 'f' && print_take_format(optarg, &build->as_json)) ||
           (option == 'l' && print_take_language(optarg, &build->language));
}

static bool read_arguments(int argc, char **argv, struct build *ret_build)
{
    static const struct option options[] = {{"output", required_argument, NULL, 'o'},
                                            {"format", required_argument, NULL, 'f'},
                                            {"language", required_argument, NULL, 'l'},
                                            {NULL, 0, NULL, 0}};
    struct build build = {.folder = "out"};
    for (int option; (option = getopt_long(argc, argv, "o:", options, NULL)) != -1;) {
        if (!take_option(option, &build)) {
            fprintf(stderr, "sitrep build EDITION [-o DIR] [--format text|json] [--language fi|sv|en]; sitrep build --help "
                            "tells more\n");
            return false;
        }
    }
    if (optind != argc - 1) {
        fprintf(stderr, "sitrep build: name one edition's folder: sitrep build EDITION [-o DIR]\n");
        return false;
    }
    build.edition = argv[optind];
    *ret_build = build;
    return true;
}

static void print_encrypted(const struct voice *v, const struct pipeline_report *report)
{
    for (size_t i = 0; i < report->audiences.count; i++) {
        const struct pipeline_audience *audience = &report->audiences.items[i];
        if (audience->is_built && audience->policy->is_encrypted)
            say(v, "encrypted\t%.*s: PDFs that open with the password only, workbook, charts and data inside them; nothing else",
                TEXT_ARGS(audience->name));
    }
}

static void print_confidential(const struct voice *v, const struct build *build, const struct pipeline_report *report)
{
    struct text folders = text_format(v->keep, "%s/restricted", build->folder);
    for (size_t i = 0; i < report->audiences.count; i++)
        if (report->audiences.items[i].may_leak)
            folders = text_format(v->keep, "%.*s, %s/%.*s", TEXT_ARGS(folders), build->folder,
                                  TEXT_ARGS(report->audiences.items[i].name));
    say(v, "CONFIDENTIAL\t%.*s: small counts; readable by you only", TEXT_ARGS(folders));
}

/* While nothing is written yet: once it is, memory may run out and nothing else is to be said than what happened. */
static void compose_summary(const struct voice *v, const struct build *build, struct bundle *bundle,
                            const struct pipeline_report *report)
{
    bundle_finish(bundle);
    say(v, "Edition %.*s", TEXT_ARGS(bundle->edition));
    print_rows(v, report);
    print_protection(v, report);
    say(v, "written\t%zu files in %s", bundle->files.count, build->folder);
    print_encrypted(v, report);
    print_confidential(v, build, report);
}

static int build_edition(const struct build *build, struct arena *keep, struct diagnostics *diagnostics, struct error *err)
{
    struct bundle bundle = {.keep = keep, .program = TEXT("sitrep " SITREP_VERSION)};
    struct pipeline_report report = {0};
    const struct pipeline_built built = {.edition_folder = build->edition, .output = build->folder};
    const bool made = pipeline_build(&built, &bundle, diagnostics, &report, err);
    const struct voice voice = voice_of(diagnostics, keep);
    if (build->as_json)
        print_diagnostics_json(diagnostics);
    else
        print_diagnostics(diagnostics);
    if (!made && err->kind == ERROR_NONE)
        error_set(err, ERROR_INPUT, "%s: not built; nothing was written", build->edition);
    if (err->kind == ERROR_DISCLOSE) {
        if (!build->as_json)
            print_protection(&voice, &report);
        print_failure(diagnostics, err->message);
        const struct text advice = said(&voice, "sitrep audit %s -o DIR writes the arithmetic to DIR", build->edition);
        fprintf(stderr, "%.*s\n", TEXT_ARGS(advice));
        return EXIT_DISCLOSE;
    }
    struct text_builder summary = {0};
    if (err->kind == ERROR_NONE)
        compose_summary(&(struct voice){voice.language, keep, &summary}, build, &bundle, &report);
    if (err->kind != ERROR_NONE || !bundle_write(&bundle, build->folder, err)) {
        text_builder_done(&summary);
        print_failure(diagnostics, err->message);
        return (int)err->kind;
    }
    if (!build->as_json)
        fwrite(summary.bytes, 1, summary.len, stdout);
    text_builder_done(&summary);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        print_failure(diagnostics, "the summary could not be printed; the outputs are in place");
        return EXIT_SYSTEM;
    }
    return EXIT_FINE;
}

int command_build(int argc, char **argv)
{
    struct build build;
    if (!read_arguments(argc, argv, &build))
        return EXIT_USAGE;
    struct arena *keep = arena_new();
    struct diagnostics *diagnostics = print_diagnostics_new(build.language);
    struct error err = {0};
    const int status = build_edition(&build, keep, diagnostics, &err);
    diagnostics_free(diagnostics);
    arena_free(keep);
    return status;
}
