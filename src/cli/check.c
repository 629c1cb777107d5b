/* SPDX-License-Identifier: GPL-3.0-or-later
 * sitrep check EDITION: all faults, but for those that only protection brings to light. Makes nothing. */
#include <getopt.h>
#include <stdio.h>

#include "cli/command.h"
#include "cli/pipeline.h"
#include "cli/print.h"

struct check_options {
    const char *edition;
    bool as_json;
    struct print_language language;
};

static bool read_arguments(int argc, char **argv, struct check_options *ret_options)
{
    static const struct option options[] = {{"format", required_argument, NULL, 'f'},
                                            {"language", required_argument, NULL, 'l'},
                                            {NULL, 0, NULL, 0}};
    struct check_options read = {0};
    bool good = true;
    for (int option; good && (option = getopt_long(argc, argv, "", options, NULL)) != -1;)
        good = (option == 'f' && print_take_format(optarg, &read.as_json)) ||
               (option == 'l' && print_take_language(optarg, &read.language));
    if (!good || optind != argc - 1) {
        fprintf(stderr, "sitrep check EDITION [--format text|json] [--language fi|sv|en]; sitrep check --help tells more\n");
        return false;
    }
    read.edition = argv[optind];
    *ret_options = read;
    return true;
}

static void print_summary(const struct voice *v, const struct bundle *bundle, const struct pipeline_report *report)
{
    say(v, "Edition %.*s", TEXT_ARGS(bundle->edition));
    print_rows(v, report);
    say(v, "checked\tno faults: settings, code book, exports, %zu layout(s); claims hold for the true counts",
        report->layout_count);
    say(v, "not judged\twhat must be hidden, and sentences that rest on it: only build (or audit) judges these");
}

static int check_edition(const struct check_options *options, struct arena *keep, struct diagnostics *diagnostics,
                         struct error *err)
{
    struct bundle bundle = {.keep = keep};
    struct pipeline_report report = {0};
    const bool good = pipeline_check(options->edition, &bundle, diagnostics, &report, err);
    if (options->as_json)
        print_diagnostics_json(diagnostics);
    else
        print_diagnostics(diagnostics);
    if (err->kind != ERROR_NONE) {
        print_failure(diagnostics, err->message);
        return (int)err->kind;
    }
    const struct voice voice = voice_of(diagnostics, keep);
    if (good && !options->as_json)
        print_summary(&voice, &bundle, &report);
    if (!print_finish(diagnostics))
        return EXIT_SYSTEM;
    return good ? EXIT_FINE : EXIT_INPUT;
}

int command_check(int argc, char **argv)
{
    struct check_options options;
    if (!read_arguments(argc, argv, &options))
        return EXIT_USAGE;
    struct arena *keep = arena_new();
    struct diagnostics *diagnostics = print_diagnostics_new(options.language);
    struct error err = {0};
    const int status = check_edition(&options, keep, diagnostics, &err);
    diagnostics_free(diagnostics);
    arena_free(keep);
    return status;
}
