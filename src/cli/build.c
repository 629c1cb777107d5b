/* SPDX-License-Identifier: GPL-3.0-or-later
 * sitrep build EDITION [-o DIR]: makes everything that an edition publishes. */
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>

#include "cli/command.h"
#include "cli/pipeline.h"

struct build {
    const char *edition, *folder;
};

static bool read_arguments(int argc, char **argv, struct build *ret_build)
{
    static const struct option options[] = {
        {"output", required_argument, NULL, 'o'}, {"help", no_argument, NULL, 'h'}, {NULL, 0, NULL, 0}};
    struct build build = {.folder = "out"};
    for (int option; (option = getopt_long(argc, argv, "o:", options, NULL)) != -1;) {
        if (option != 'o') {
            fprintf(stderr, "sitrep build EDITION [-o DIR]; sitrep --help tells more\n");
            return false;
        }
        build.folder = optarg;
    }
    if (optind != argc - 1) {
        fprintf(stderr, "sitrep build: name one edition's folder: sitrep build EDITION [-o DIR]\n");
        return false;
    }
    build.edition = argv[optind];
    *ret_build = build;
    return true;
}

static void print_diagnostics(struct diagnostics *diagnostics)
{
    size_t count;
    struct text_builder b = {0};
    const struct diagnostic *items = diagnostics_sorted(diagnostics, &count);
    for (size_t i = 0; i < count; i++)
        diagnostic_format(&items[i], &b);
    if (b.len)
        fwrite(b.bytes, 1, b.len, stderr);
    text_builder_done(&b);
    const size_t errors = diagnostics_count(diagnostics, SEVERITY_ERROR);
    const size_t warnings = diagnostics_count(diagnostics, SEVERITY_WARNING) - errors;
    if (count)
        fprintf(stderr, "%zu error(s), %zu warning(s)\n", errors, warnings);
}

static void print_rows(const struct pipeline_report *report)
{
    for (size_t i = 0; i < report->exports.count; i++) {
        const struct pipeline_export *e = &report->exports.items[i];
        printf("%-14.*s %" PRIu64 " rows in %" PRIu64 " file(s) = %" PRIu64 " used + %" PRIu64 " excluded by rule + %" PRIu64
               " rejected\n",
               TEXT_ARGS(e->source), e->rows, e->files, e->used, e->excluded, e->rejected);
    }
}

static void print_protection(const struct pipeline_report *report)
{
    for (size_t i = 0; i < report->audiences.count; i++) {
        const struct pipeline_audience *a = &report->audiences.items[i];
        if (a->may_leak)
            printf("%-14.*s %zu numbers, none hidden: a reproduction, marked so on every page, not for release\n",
                   TEXT_ARGS(a->name), a->summary.published);
        else
            printf("%-14.*s %zu numbers: %zu hidden because they are small, %zu to protect those; %zu categories joined; "
                   "%zu small counts proved safe\n",
                   TEXT_ARGS(a->name), a->summary.published, a->summary.primary, a->summary.complementary,
                   a->summary.joined, a->summary.targets);
    }
}

static int build_edition(const struct build *build, struct arena *keep, struct diagnostics *diagnostics, struct error *err)
{
    struct bundle bundle = {.keep = keep, .program = TEXT("sitrep " SITREP_VERSION)};
    struct pipeline_report report = {0};
    const bool made = pipeline_run(build->edition, &bundle, diagnostics, &report, err);
    print_diagnostics(diagnostics);
    if (!made && err->kind == ERROR_NONE)
        error_set(err, ERROR_INPUT, "%s: not built; nothing was written", build->edition);
    if (err->kind != ERROR_NONE || !bundle_write(&bundle, build->folder, err)) {
        fprintf(stderr, "sitrep: %s\n", err->message);
        return (int)err->kind;
    }
    printf("Edition %.*s\n", TEXT_ARGS(bundle.edition));
    print_rows(&report);
    print_protection(&report);
    printf("%-14s %zu files in %s\n", "written", bundle.files.count, build->folder);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fprintf(stderr, "sitrep: the summary could not be printed; the outputs are in place\n");
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
    struct diagnostics *diagnostics = diagnostics_new();
    struct error err = {0};
    const int status = build_edition(&build, keep, diagnostics, &err);
    diagnostics_free(diagnostics);
    arena_free(keep);
    return status;
}
