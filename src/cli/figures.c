/* SPDX-License-Identifier: GPL-3.0-or-later
 * sitrep audit --figures FILE.csv: what can be worked out from any list of published numbers. They are public, so the
 * arithmetic may stand on the terminal. */
#include "cli/figures.h"

#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

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

static void print_lines(struct text lines)
{
    for (struct text rest = lines; rest.len;) {
        const size_t end = text_find_byte(rest, '\n');
        printf("      %.*s\n", TEXT_ARGS(text_slice(rest, 0, end)));
        rest = text_slice(rest, end + (end < rest.len), rest.len);
    }
}

/* Other findings are about numbers of the list that were not used. */
static bool is_of_counts(enum finding_kind kind)
{
    return kind != FINDING_IMPOSSIBLE && kind != FINDING_UNDECIDED;
}

static void print_section(const struct figures_audit *audit, enum finding_kind kind, const char *heading)
{
    bool any = false;
    for (size_t i = 0; i < audit->finding_count; i++) {
        const struct finding *finding = &audit->findings[i];
        if (finding->kind != kind)
            continue;
        if (!any)
            printf("\n%s\n", heading);
        any = true;
        if (kind == FINDING_SMALL || kind == FINDING_NEARLY)
            printf("  %" PRId64 " %s %" PRId64 ": ", finding->low, kind == FINDING_SMALL ? "to" : "or", finding->high);
        else
            printf(is_of_counts(kind) ? "  %" PRId64 ": " : "  ", finding->low);
        printf("%.*s%s%.*s%s\n", TEXT_ARGS(finding->label), finding->where.len ? " (" : "", TEXT_ARGS(finding->where),
               finding->where.len ? ")" : "");
        if (kind == FINDING_IMPOSSIBLE && finding->arithmetic.len)
            printf("      it contradicts, all taken together:\n");
        if (kind != FINDING_PRINTED)
            print_lines(finding->arithmetic);
    }
}

static void print_text(const struct figures_audit *audit, int64_t threshold)
{
    printf("%zu numbers read; %zu of them say something of counts; %zu counts looked at, with a threshold of %" PRId64 "\n",
           audit->figure_count, audit->statement_count, audit->cell_count, threshold);
    print_section(audit, FINDING_IMPOSSIBLE, "Cannot be, and left out of the arithmetic:");
    print_section(audit, FINDING_PRINTED, "Printed as they are:");
    print_section(audit, FINDING_EXACT, "Can be worked out:");
    print_section(audit, FINDING_SMALL, "Certainly small:");
    print_section(audit, FINDING_NEARLY, "Nearly told, one of two numbers, and one of them small:");
    print_section(audit, FINDING_UNDECIDED, "Not used and so undecided, without a base and without a printed total:");
    if (audit->left_out)
        printf("\n%zu numbers were used by themselves only: there are too many counts to tell apart\n", audit->left_out);
    if (audit->undecided)
        printf("\n%zu counts were too hard to decide\n", audit->undecided);
    printf("\n%zu counts under %" PRId64 " can be told", audit->small_count, threshold);
    if (audit->nearly_count)
        printf(", and %zu nearly", audit->nearly_count);
    printf("\n");
    if (audit->contradiction_count)
        printf("\nThe numbers contradict each other: without the %zu that cannot be, this is an audit of the rest only\n",
               audit->contradiction_count);
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

static int audit_figures(const struct figures_options *options, struct arena *keep, struct diagnostics *diagnostics,
                         struct error *err)
{
    const struct figures *figures;
    struct figures_audit audit;
    bool ok = figures_read(&options->files, keep, diagnostics, &figures, err);
    print_diagnostics(diagnostics);
    if (ok && diagnostics_count(diagnostics, SEVERITY_ERROR))
        ok = error_set(err, ERROR_INPUT, "%s: not audited", options->files.list);
    if (!ok || !figures_audit(figures, options->threshold, keep, &audit, err)) {
        print_failure(diagnostics, err->message);
        return (int)err->kind;
    }
    if (options->as_json)
        print_json(&audit, options->threshold);
    else
        print_text(&audit, options->threshold);
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
