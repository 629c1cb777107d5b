/* SPDX-License-Identifier: GPL-3.0-or-later
 * sitrep audit --figures FILE.csv: what can be worked out from any list of published numbers. They are public, so the
 * arithmetic may stand on the terminal. */
#include "cli/audit_figures.h"

#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/csv.h"
#include "base/json.h"
#include "cli/command.h"
#include "cli/print.h"
#include "protect/figures.h"

struct figures_options {
    struct figures_files files;
    int64_t threshold;
    bool as_json;
    struct print_language language;
};

enum { THRESHOLD = 5, THRESHOLD_MAX = 1000000 };

static bool cannot_be(const char *option, const char *value, const char *expected)
{
    fprintf(stderr, "sitrep: %s %s: it can be: %s\n", option, value, expected);
    return false;
}

static bool take_threshold(const char *value, int64_t *ret_threshold)
{
    if (text_to_number(text_of(value), ret_threshold) && *ret_threshold > 1 && *ret_threshold <= THRESHOLD_MAX)
        return true;
    return cannot_be("--threshold", value, "a whole number from 2 to 1000000; counts below it are small");
}

static bool take_option(int option, struct figures_options *options)
{
    switch (option) {
    case 'F':
        options->files.list = optarg;
        return true;
    case 'c':
        options->files.cells = optarg;
        return true;
    case 't':
        return take_threshold(optarg, &options->threshold);
    case 'f':
        options->as_json = strcmp(optarg, "json") == 0;
        return options->as_json || strcmp(optarg, "text") == 0 || cannot_be("--format", optarg, "text, json");
    case 'l':
        return print_take_language(optarg, &options->language);
    default:
        return false;
    }
}

static bool read_arguments(int argc, char **argv, struct figures_options *ret_options)
{
    static const struct option options[] = {{"figures", required_argument, NULL, 'F'},
                                            {"cells", required_argument, NULL, 'c'},
                                            {"threshold", required_argument, NULL, 't'},
                                            {"format", required_argument, NULL, 'f'},
                                            {"language", required_argument, NULL, 'l'},
                                            {NULL, 0, NULL, 0}};
    struct figures_options read = {.threshold = THRESHOLD};
    bool good = true;
    for (int option; good && (option = getopt_long(argc, argv, "", options, NULL)) != -1;)
        good = take_option(option, &read);
    if (good && optind < argc)
        fprintf(stderr, "sitrep: '%s' has no place here: with --figures the list is all that is audited\n", argv[optind]);
    if (!good || optind != argc || !read.files.list) {
        fprintf(stderr, "sitrep audit --figures FILE.csv [--cells FILE.csv] [--threshold N] [--format text|json] [--language fi|sv|en]\n");
        return false;
    }
    *ret_options = read;
    return true;
}

/* ---- for people ---- */

/* The arithmetic stays as it was reckoned. */
static void say_lines(const struct voice *v, struct text lines)
{
    for (struct text rest = lines; rest.len;) {
        const size_t end = text_find_byte(rest, '\n');
        say_bytes(v, text_format(v->keep, "      %.*s\n", TEXT_ARGS(text_slice(rest, 0, end))));
        rest = text_slice(rest, end + (end < rest.len), rest.len);
    }
}

/* Other findings are about numbers of the list that were not used. */
static bool is_of_counts(enum finding_kind kind)
{
    return kind != FINDING_IMPOSSIBLE && kind != FINDING_UNDECIDED;
}

/* "1: ", "0 to 4: ", "4 or 5: ". */
static struct text counts_of(const struct voice *v, const struct finding *finding)
{
    struct text counts = text_format(v->keep, "%" PRId64, finding->low);
    if (!is_of_counts(finding->kind))
        return TEXT_EMPTY;
    if (finding->kind == FINDING_SMALL)
        counts = said_range(v, finding->low, finding->high);
    else if (finding->kind == FINDING_NEARLY)
        counts = said_word(v, text_format(v->keep, "%lld or %lld", (long long)finding->low, (long long)finding->high));
    return text_format(v->keep, "%.*s: ", TEXT_ARGS(counts));
}

static void say_finding(const struct voice *v, const struct finding *finding)
{
    const struct text counts = counts_of(v, finding), where = said_word(v, finding->where);
    const struct text label = is_of_counts(finding->kind) ? finding->label : said_text(v, finding->label);
    const struct text line = finding->where.len ? text_format(v->keep, "%.*s (%.*s)", TEXT_ARGS(label), TEXT_ARGS(where)) : label;
    say_bytes(v, text_format(v->keep, "  %.*s%.*s\n", TEXT_ARGS(counts), TEXT_ARGS(line)));
    if (finding->kind == FINDING_IMPOSSIBLE && finding->arithmetic.len) {
        const struct text words = said(v, "it contradicts, all taken together:");
        say_bytes(v, text_format(v->keep, "      %.*s\n", TEXT_ARGS(words)));
    }
    if (finding->kind != FINDING_PRINTED)
        say_lines(v, finding->arithmetic);
}

static void say_section(const struct voice *v, const struct figures_audit *audit, enum finding_kind kind, struct text heading)
{
    bool any = false;
    for (size_t i = 0; i < audit->finding_count; i++) {
        if (audit->findings[i].kind != kind)
            continue;
        if (!any)
            say_bytes(v, text_format(v->keep, "\n%.*s\n", TEXT_ARGS(heading)));
        any = true;
        say_finding(v, &audit->findings[i]);
    }
}

/* A line behind an empty one. */
static void say_apart(const struct voice *v, struct text line)
{
    say_bytes(v, text_format(v->keep, "\n%.*s\n", TEXT_ARGS(line)));
}

static void say_audit(const struct voice *v, const struct figures_audit *audit, int64_t threshold)
{
    say(v, "%zu numbers read; %zu of them say something of counts; %zu counts looked at, with a threshold of %lld",
        audit->figure_count, audit->statement_count, audit->cell_count, (long long)threshold);
    say_section(v, audit, FINDING_IMPOSSIBLE, said(v, "Cannot be, and left out of the arithmetic:"));
    say_section(v, audit, FINDING_PRINTED, said(v, "Printed as they are:"));
    say_section(v, audit, FINDING_EXACT, said(v, "Can be worked out:"));
    say_section(v, audit, FINDING_SMALL, said(v, "Certainly small:"));
    say_section(v, audit, FINDING_NEARLY, said(v, "Nearly told, one of two numbers, and one of them small:"));
    say_section(v, audit, FINDING_UNDECIDED, said(v, "Not used and so undecided, without a base and without a printed total:"));
    if (audit->left_out)
        say_apart(v, said(v, "%zu numbers were used by themselves only: there are too many counts to tell apart", audit->left_out));
    if (audit->undecided)
        say_apart(v, said(v, "%zu counts were too hard to decide", audit->undecided));
    if (audit->nearly_count)
        say_apart(v, said(v, "%zu counts under %lld can be told, and %zu nearly", audit->small_count, (long long)threshold,
                          audit->nearly_count));
    else
        say_apart(v, said(v, "%zu counts under %lld can be told", audit->small_count, (long long)threshold));
    if (audit->contradiction_count)
        say_apart(v, said(v, "The numbers contradict each other: without the %zu that cannot be, this is an audit of the rest only",
                          audit->contradiction_count));
}

/* ---- for machines ---- */

static void add_member(struct text_builder *b, const char *key, struct text value)
{
    text_add_format(b, ",\"%s\":", key);
    json_add_text(b, value);
}

static void print_json(const struct figures_audit *audit, int64_t threshold)
{
    static const char *const kinds[] = {[FINDING_PRINTED] = "printed", [FINDING_EXACT] = "worked out",
                                        [FINDING_SMALL] = "small", [FINDING_NEARLY] = "nearly told",
                                        [FINDING_UNDECIDED] = "undecided", [FINDING_IMPOSSIBLE] = "cannot be"};
    struct text_builder b = {0};
    text_add_format(&b, "{\"threshold\":%" PRId64 ",\"figures\":%zu,\"statements\":%zu,\"counts\":%zu,\"undecided\":%zu,\"left_out\":%zu,\"contradictions\":%zu,\"findings\":[",
                    threshold, audit->figure_count, audit->statement_count, audit->cell_count,
                    audit->undecided + audit->unbased_count, audit->left_out,
                    audit->contradiction_count);
    for (size_t i = 0; i < audit->finding_count; i++) {
        const struct finding *finding = &audit->findings[i];
        text_add_format(&b, "%s\n{\"kind\":\"%s\"", i ? "," : "", kinds[finding->kind]);
        add_member(&b, "label", finding->label);
        add_member(&b, "where", finding->where);
        if (is_of_counts(finding->kind)) {
            text_add_format(&b, ",\"low\":%" PRId64 ",\"high\":%" PRId64, finding->low, finding->high);
            add_member(&b, "arithmetic", finding->arithmetic);
        } else if (finding->kind == FINDING_IMPOSSIBLE) {
            add_member(&b, "contradicts", finding->arithmetic);
        }
        text_add_byte(&b, '}');
    }
    text_add_c(&b, "]}\n");
    fwrite(b.bytes, 1, b.len, stdout);
    text_builder_done(&b);
}

/* Whether it has the columns of a list of figures that a build makes, and not those of a list that people write. */
static bool is_of_a_build(const struct csv_record *heading)
{
    static const struct text made[] = {TEXT_INIT("measure"), TEXT_INIT("period"), TEXT_INIT("selection"), TEXT_INIT("value")};
    for (size_t i = 0; i < sizeof made / sizeof *made; i++)
        if (csv_record_find(heading, made[i]) == SIZE_MAX)
            return false;
    return csv_record_find(heading, TEXT("id")) == SIZE_MAX && csv_record_find(heading, TEXT("label")) == SIZE_MAX;
}

/* Its columns are all told in one word, and not each as one that is missing. What cannot be read is told by whoever reads it. */
static bool refuse_own_list(const char *path, struct error *err)
{
    struct error unread = {0};
    struct csv_record heading;
    struct csv *csv = csv_open(path, &(struct csv_options){0}, &unread);
    const bool is_own = csv && csv_next(csv, &heading, &unread) == CSV_RECORD && is_of_a_build(&heading);
    csv_close(csv);
    return !is_own || error_set(err, ERROR_INPUT,
                                "%s: a build made this list, of what it has protected; audit --figures wants one of what is "
                                "printed, as examples/figures-format.md describes",
                                path);
}

static int audit_figures(const struct figures_options *options, struct arena *keep, struct diagnostics *diagnostics,
                         struct error *err)
{
    const struct figures *figures;
    struct figures_audit audit;
    bool ok = refuse_own_list(options->files.list, err) && figures_read(&options->files, keep, diagnostics, &figures, err);
    print_diagnostics(diagnostics);
    if (ok && diagnostics_count(diagnostics, SEVERITY_ERROR))
        ok = error_set(err, ERROR_INPUT, "%s: not audited", options->files.list);
    if (!ok || !figures_audit(figures, options->threshold, keep, &audit, err)) {
        print_failure(diagnostics, err->message);
        return (int)err->kind;
    }
    const struct voice voice = voice_of(diagnostics, keep);
    if (options->as_json)
        print_json(&audit, options->threshold);
    else
        say_audit(&voice, &audit, options->threshold);
    if (!print_finish(diagnostics))
        return EXIT_SYSTEM;
    if (audit.small_count || audit.nearly_count || audit.undecided || audit.unbased_count || audit.left_out)
        return EXIT_DISCLOSE;
    return audit.contradiction_count ? EXIT_INPUT : EXIT_FINE;
}

int command_audit_figures(int argc, char **argv)
{
    struct figures_options options;
    if (!read_arguments(argc, argv, &options))
        return EXIT_USAGE;
    struct arena *keep = arena_new();
    struct diagnostics *diagnostics = print_diagnostics_new(options.language);
    struct error err = {0};
    const int status = audit_figures(&options, keep, diagnostics, &err);
    diagnostics_free(diagnostics);
    arena_free(keep);
    return status;
}
