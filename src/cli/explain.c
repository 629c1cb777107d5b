/* SPDX-License-Identifier: GPL-3.0-or-later
 * sitrep explain EDITION FIGURE: what a figure counts, what becomes of it for each audience, and why. No hidden count. */
#include <inttypes.h>
#include <stdio.h>

#include "cli/command.h"
#include "cli/print.h"

enum { THREATS_SHOWN = 12 };

static void print_cell(const char *words, struct text label, struct cell cell)
{
    printf("    %s%.*s: ", words, TEXT_ARGS(label));
    if (cell_is_shown(cell))
        printf("%" PRId64 "\n", cell.count);
    else
        printf("hidden\n");
}

static void print_threat(const struct release_threat *threat, struct text figure)
{
    printf("    if '%.*s' were printed%s, '%.*s' would follow", TEXT_ARGS(threat->shown),
           text_equal(threat->shown, figure) ? "" : " as well", TEXT_ARGS(threat->given_away));
    for (size_t i = 0; i < threat->from_count; i++)
        printf("%s '%.*s'", i ? "," : ", with", TEXT_ARGS(threat->from[i]));
    printf("\n");
}

static void print_explanation(const struct pipeline_audience *audience)
{
    const struct release_explanation *e = &audience->explanation;
    printf("%.*s\n", TEXT_ARGS(audience->name));
    if (!e->is_published) {
        printf("    no layout asks for it\n");
        return;
    }
    print_cell("", e->label, e->cell);
    print_cell("part of: ", e->base_label, e->base);
    if (e->where.len)
        printf("    printed in: %.*s\n", TEXT_ARGS(e->where));
    for (size_t i = 0; i < e->threat_count && i < THREATS_SHOWN; i++)
        print_threat(&e->threats[i], e->label);
    if (e->threat_count > THREATS_SHOWN)
        printf("    and %zu more like these\n", e->threat_count - THREATS_SHOWN);
}

static void print_measure(const struct measure *measure)
{
    static const char *const kinds[] = {[MEASURE_STOCK] = "counted on the last day of the period",
                                        [MEASURE_FLOW] = "counted during the period",
                                        [MEASURE_TYPED_IN] = "typed in"};
    printf("%.*s", TEXT_ARGS(measure->id));
    for (size_t i = 0; i < LANGUAGES_MAX && measure->title.in[i].len; i++)
        printf("%s%.*s", i ? " | " : ": ", TEXT_ARGS(measure->title.in[i]));
    printf("\n    %s; %s%.*s\n", kinds[measure->kind], measure->once_per == NO_INDEX ? "every row counts" : "persons count once",
           measure->condition_count ? 30 : 0, "; only rows that satisfy 'where'");
    for (size_t i = 0; i < LANGUAGES_MAX && measure->note.in[i].len; i++)
        printf("    %.*s\n", TEXT_ARGS(measure->note.in[i]));
}

static int explain_figure(char **argv, struct arena *keep, struct diagnostics *diagnostics, struct error *err)
{
    struct bundle bundle = {.keep = keep};
    struct pipeline_report report = {0};
    const bool made = pipeline_explain(argv[1], text_of(argv[2]), &bundle, diagnostics, &report, err);
    print_diagnostics(diagnostics);
    if (!made && err->kind == ERROR_NONE)
        error_set(err, ERROR_INPUT, "nothing to explain");
    if (err->kind != ERROR_NONE) {
        fprintf(stderr, "sitrep: %s\n", err->message);
        return (int)err->kind;
    }
    print_measure(report.measure);
    for (size_t i = 0; i < report.audiences.count; i++)
        print_explanation(&report.audiences.items[i]);
    return print_finish() ? EXIT_FINE : EXIT_SYSTEM;
}

int command_explain(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "sitrep explain EDITION FIGURE, such as: sitrep explain examples/2014 'clients gender=women'\n");
        return EXIT_USAGE;
    }
    struct arena *keep = arena_new();
    struct diagnostics *diagnostics = diagnostics_new();
    struct error err = {0};
    const int status = explain_figure(argv, keep, diagnostics, &err);
    diagnostics_free(diagnostics);
    arena_free(keep);
    return status;
}
