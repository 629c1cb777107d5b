/* SPDX-License-Identifier: GPL-3.0-or-later
 * sitrep explain EDITION FIGURE: what a figure counts, what becomes of it for each audience, and why. The terminal gets
 * what readers see; what is hidden, and why, goes to a file for the producer only. */
#include <fnmatch.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "cli/explain_answer.h"
#include "cli/folder.h"
#include "cli/print.h"

struct explain_options {
    const char *edition, *folder;
    struct pipeline_question question;
};

static bool read_arguments(int argc, char **argv, struct explain_options *ret_options)
{
    static const struct option options[] = {{"output", required_argument, NULL, 'o'},
                                            {"language", required_argument, NULL, 'l'},
                                            {NULL, 0, NULL, 0}};
    struct explain_options read = {.question.language = TEXT_EMPTY};
    bool good = true;
    for (int option; (option = getopt_long(argc, argv, "o:", options, NULL)) != -1;) {
        if (option == 'o')
            read.folder = optarg;
        else if (option == 'l')
            read.question.language = text_of(optarg);
        else
            good = false;
    }
    if (!good || optind != argc - 2 || !text_trim(text_of(argv[optind + 1])).len) {
        fprintf(stderr, "sitrep explain EDITION FIGURE [-o DIR] [--language LANGUAGE], such as:\n"
                        "sitrep explain examples/2014 'clients gender=women'; sitrep explain --help tells more\n");
        return false;
    }
    read.edition = argv[optind];
    read.question.figure = text_trim(text_of(argv[optind + 1]));
    *ret_options = read;
    return true;
}

/* ---- what is wrong ---- */

/* Of the rows that the figure counts. */
static bool is_of_rows(const struct pipeline_report *report, const struct diagnostic *diagnostic, struct arena *scratch)
{
    const struct measure *measure = &report->codebook->measures[report->question.measure];
    if (measure->kind == MEASURE_TYPED_IN)
        return false;
    const struct source_table *source = &report->codebook->sources[measure->source];
    const char *slash = strrchr(diagnostic->place.path, '/');
    if (diagnostic->code == DIAG_W115 || diagnostic->code == DIAG_W589)
        return text_equal(diagnostic->args[0], source->id);
    for (size_t i = 0; i < source->file_count; i++)
        if (fnmatch(text_to_c(scratch, source->files[i]), slash ? slash + 1 : diagnostic->place.path, FNM_NOESCAPE) == 0)
            return true;
    return false;
}

/* Errors stop everything; warnings matter to the answer where they are of the question or of what it counts. */
static bool concerns(const struct pipeline_report *report, const struct diagnostic *diagnostic, struct arena *scratch)
{
    const struct question *question = &report->question;
    if (diagnostic_severity(diagnostic->code) == SEVERITY_ERROR)
        return true;
    if (!question->use_count)
        return false;
    return strcmp(diagnostic->place.path, question->source.path) == 0 || is_of_rows(report, diagnostic, scratch);
}

/* Says of all others how many there are, and what tells them. */
static void print_concerning(struct diagnostics *diagnostics, const struct pipeline_report *report, const struct voice *v,
                             const char *edition)
{
    size_t count, told = 0;
    uint64_t others = 0;
    struct text_builder b = {0};
    const struct diagnostic *items = diagnostics_sorted(diagnostics, &count);
    for (size_t i = 0; i < count; i++)
        if (concerns(report, &items[i], v->keep)) {
            diagnostic_format(&items[i], &b);
            told++;
        } else {
            others += 1 + items[i].repeats;
        }
    if (told)
        text_add_format(&b, "%.*s\n", TEXT_ARGS(diagnostics_totals(diagnostics, v->keep)));
    if (others) {
        const struct text folder = text_shell_word(v->keep, text_of(edition));
        const struct text line = said(v, "%llu warning(s) of other things: sitrep check %.*s", (unsigned long long)others,
                                      TEXT_ARGS(folder));
        text_add_format(&b, "%.*s\n", TEXT_ARGS(line));
    }
    if (b.len)
        fwrite(b.bytes, 1, b.len, stderr);
    text_builder_done(&b);
}

/* ---- the command ---- */

static bool write_explanation(const struct voice *v, const struct pipeline_report *report, const char *folder, struct error *err)
{
    struct text_builder out = {0};
    explain_tell(v, report, true, &out);
    const struct folder_file file = {"explanation.txt", text_built(&out)};
    const bool ok = folder_write(folder, &file, 1, file.name, err);
    text_builder_done(&out);
    return ok;
}

static int explain_figure(const struct explain_options *options, struct arena *keep, struct diagnostics *diagnostics,
                          struct error *err)
{
    struct bundle bundle = {.keep = keep};
    struct pipeline_report report = {0};
    struct text_builder out = {0};
    const bool made = (!options->folder || folder_check(options->folder, err)) &&
                      pipeline_explain(options->edition, &options->question, &bundle, diagnostics, &report, err);
    const struct voice voice = voice_of(diagnostics, keep);
    print_concerning(diagnostics, &report, &voice, options->edition);
    if (!made && err->kind == ERROR_NONE)
        error_set(err, ERROR_INPUT, "nothing to explain");
    if (err->kind != ERROR_NONE || (options->folder && !write_explanation(&voice, &report, options->folder, err))) {
        print_failure(diagnostics, err->message);
        return (int)err->kind;
    }
    explain_tell(&voice, &report, false, &out);
    fwrite(out.bytes, 1, out.len, stdout);
    text_builder_done(&out);
    if (options->folder)
        say(&voice, "explained in full in %s/explanation.txt (confidential)", options->folder);
    return print_finish(diagnostics) ? EXIT_FINE : EXIT_SYSTEM;
}

int command_explain(int argc, char **argv)
{
    struct explain_options options;
    if (!read_arguments(argc, argv, &options))
        return EXIT_USAGE;
    struct arena *keep = arena_new();
    struct print_language messages = {0};
    messages.is_chosen = message_language_parse(options.question.language, &messages.language);
    struct diagnostics *diagnostics = print_diagnostics_new(messages);
    struct error err = {0};
    const int status = explain_figure(&options, keep, diagnostics, &err);
    diagnostics_free(diagnostics);
    arena_free(keep);
    return status;
}
