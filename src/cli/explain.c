/* SPDX-License-Identifier: GPL-3.0-or-later
 * sitrep explain EDITION FIGURE: what a figure counts, what becomes of it for each audience, and why. The terminal gets
 * what readers see; what is hidden, and why, goes to a file for the producer only. */
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "cli/command.h"
#include "cli/folder.h"
#include "cli/print.h"
#include "codebook/definition.h"

struct explain_options {
    const char *edition, *folder;
    struct pipeline_question question;
};

struct teller {
    const struct pipeline_report *report;
    bool confidential;
    struct text_builder *out;
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

/* ---- what it counts ---- */

static struct text label_in(const struct teller *t, const struct labels *labels)
{
    return labels->in[t->report->language];
}

static void add_day(struct text_builder *out, date_day day)
{
    const struct date date = date_of_day(day);
    text_add_format(out, "%04d-%02d-%02d", date.year, date.month, date.day);
}

/* ", 2014-01-01 to 2014-12-31 in 12 steps"; of a stock, which is of days, ", as on 12 days from 2014-01-31 to 2014-12-31". */
static void add_time(const struct teller *t, bool is_stock)
{
    const struct ledger_question *question = &t->report->question;
    const bool steps = question->period_count > 1;
    text_add_c(t->out, is_stock ? ", as on " : ", ");
    if (is_stock && steps)
        text_add_format(t->out, "%zu days from ", question->period_count);
    if (!is_stock || steps) {
        add_day(t->out, is_stock ? question->first.last : question->first.first);
        text_add_c(t->out, " to ");
    }
    add_day(t->out, question->period.last);
    if (!is_stock && steps)
        text_add_format(t->out, " in %zu steps", question->period_count);
}

/* As the note below a printed figure says it. */
static void add_typed(const struct teller *t, const struct typed_source *source)
{
    const struct text who = label_in(t, &source->who), basis = label_in(t, &source->basis);
    text_add_format(t->out, "    counted: by hand, and typed in: by %.*s, on ", TEXT_ARGS(who));
    add_day(t->out, source->day);
    text_add_format(t->out, "\n    rests on: %.*s\n", TEXT_ARGS(basis));
}

static void add_counting(const struct teller *t, const struct measure *measure)
{
    if (measure->kind == MEASURE_TYPED_IN) {
        add_typed(t, &t->report->typed[measure - t->report->codebook->measures]);
        return;
    }
    text_add_c(t->out, "    counted: ");
    definition_add_counted(t->report->codebook, measure, t->out);
    add_time(t, measure->kind == MEASURE_STOCK);
    const struct source_table *source = &t->report->codebook->sources[measure->source];
    if (measure->by_code)
        text_add_format(t->out, "; every row of '%.*s' counts, once in each category that it has\n", TEXT_ARGS(source->id));
    else if (measure->once_per == NO_INDEX)
        text_add_format(t->out, "; every row of '%.*s' counts\n", TEXT_ARGS(source->id));
    else
        text_add_format(t->out, "; each '%.*s' counts once\n", TEXT_ARGS(source->columns[measure->once_per].id));
}

/* "gender: Women"; of most categories: "nationality: all but Stateless". */
static void add_set(const struct teller *t, const struct dimension *dimension, const bool *set)
{
    int chosen = 0;
    for (int i = 0; i < dimension->category_count; i++)
        chosen += set[i];
    const bool listed = chosen * 2 <= dimension->category_count;
    text_add_format(t->out, "    with %.*s: %s", TEXT_ARGS(label_in(t, &dimension->title)), listed ? "" : "all but ");
    const char *separator = "";
    for (int i = 0; i < dimension->category_count; i++)
        if (set[i] == listed) {
            text_add_format(t->out, "%s%.*s", separator, TEXT_ARGS(label_in(t, &dimension->categories[i].labels)));
            separator = ", ";
        }
    text_add_byte(t->out, '\n');
}

static void add_selection(const struct teller *t, const struct requests *requests)
{
    const struct ledger_question *question = &t->report->question;
    if (question->is_table)
        return;
    const struct use *use = &requests->uses[question->uses[0]];
    const struct table_request *table = &requests->tables[use->table];
    for (size_t i = 0; i < table->dimension_count; i++)
        if (use->set.categories[i])
            add_set(t, &t->report->codebook->dimensions[table->dimensions[i]], use->set.categories[i]);
}

static void add_measure(const struct teller *t)
{
    const struct measure *measure = &t->report->codebook->measures[t->report->question.measure];
    text_add_format(t->out, "%.*s\n    %.*s: %.*s (%.*s)\n", TEXT_ARGS(t->report->question.source.bytes),
                    TEXT_ARGS(measure->id), TEXT_ARGS(label_in(t, &measure->title)), TEXT_ARGS(label_in(t, &measure->unit)));
    add_selection(t, t->report->requests);
    add_counting(t, measure);
    if (measure->condition_count) {
        text_add_c(t->out, "    where: ");
        definition_add_where(measure, t->out);
        text_add_byte(t->out, '\n');
    }
    if (label_in(t, &measure->definition).len)
        text_add_format(t->out, "    definition: %.*s\n", TEXT_ARGS(label_in(t, &measure->definition)));
    if (label_in(t, &measure->note).len)
        text_add_format(t->out, "    note: %.*s\n", TEXT_ARGS(label_in(t, &measure->note)));
}

/* ---- what becomes of it ---- */

/* A reproduction shows small counts: it is no more for the terminal than what is hidden. */
static bool may_tell(const struct teller *t, const struct pipeline_audience *audience)
{
    return t->confidential || !audience->may_leak;
}

static void add_cell(const struct teller *t, const struct pipeline_audience *audience, struct cell cell)
{
    if (!cell_is_shown(cell))
        text_add_c(t->out, "hidden");
    else if (may_tell(t, audience))
        text_add_format(t->out, "%" PRId64, cell.count);
    else
        text_add_c(t->out, "shown, as it was printed");
}

static void add_where(const struct teller *t, struct text where)
{
    if (where.len)
        text_add_format(t->out, "    stands in: %.*s\n", TEXT_ARGS(where));
}

static void add_joined(const struct teller *t, const struct pipeline_audience *audience, const struct release_joined *joined)
{
    text_add_format(t->out, "joined into '%.*s': ", TEXT_ARGS(joined->label));
    add_cell(t, audience, joined->cell);
}

static void add_members(const struct teller *t, const struct release_joined *joined)
{
    const struct dimension *dimension = &t->report->codebook->dimensions[joined->dimension];
    for (int i = 0; i < joined->part.count; i++)
        text_add_format(t->out, "%s%.*s", i ? ", " : "    together: ",
                        TEXT_ARGS(label_in(t, &dimension->categories[joined->part.categories[i]].labels)));
    text_add_byte(t->out, '\n');
}

/* One line; the rest of a whole answer follows it. */
static void add_status(const struct teller *t, const struct pipeline_audience *audience,
                       const struct release_explanation *e)
{
    switch (e->status) {
    case RELEASE_SHOWN:
    case RELEASE_HIDDEN:
        add_cell(t, audience, e->cell);
        return;
    case RELEASE_JOINED:
        add_joined(t, audience, &e->joined);
        return;
    case RELEASE_NOT_ASKED:
        if (e->is_held)
            text_add_c(t->out, "no layout asks for it, and readers have it from elsewhere");
        else if (e->is_reckoned_with)
            text_add_c(t->out, "no layout asks for it; the protection reckons with it");
        else
            text_add_c(t->out, "no layout asks for it, or for anything that could tell of it");
    }
}

static void add_earlier(const struct teller *t, const struct release_explanation *e)
{
    for (size_t i = 0; i < e->earlier_count; i++) {
        const struct earlier_figure *figure = e->earlier[i];
        text_add_c(t->out, "    published earlier: ");
        if (figure->kind == EARLIER_HIDDEN)
            text_add_c(t->out, "hidden");
        else
            text_add_format(t->out, "%s%" PRId64, figure->kind == EARLIER_AT_MOST ? "at most " : "", figure->count);
        text_add_format(t->out, ", in %.*s\n", TEXT_ARGS(figure->where));
    }
}

/* Of an earlier period a report says again what was published. */
static void add_repeated(const struct teller *t, const struct pipeline_audience *audience)
{
    if (!audience->repeats || audience->explanations[0].status == RELEASE_NOT_ASKED)
        return;
    text_add_c(t->out, "    printed: ");
    add_cell(t, audience, audience->repeated.cell);
    text_add_format(t->out, ", as edition %.*s published it\n", TEXT_ARGS(audience->repeated.edition));
}

/* "62 %", or why there is none. */
static void add_percentage(const struct teller *t, const struct pipeline_audience *audience, struct cell part,
                           struct cell base)
{
    const int64_t decimals = t->report->question.decimals;
    text_add_c(t->out, "    percentage: ");
    if (!cell_is_shown(part) || !cell_is_shown(base))
        text_add_c(t->out, "not printed, as it tells of a hidden count\n");
    else if (base.count < 1)
        text_add_c(t->out, "none, as the base is zero\n");
    else if (base.count < audience->policy->percent_base_min)
        text_add_format(t->out, "not printed, as the base is below %" PRId64 "\n", audience->policy->percent_base_min);
    else if (!may_tell(t, audience))
        text_add_c(t->out, "follows from the two counts, which are printed\n");
    else {
        const int64_t share = number_share(part.count, base.count, decimals ? 1000 : 100);
        text_add_format(t->out, "%" PRId64, decimals ? share / 10 : share);
        if (decimals)
            text_add_format(t->out, ".%" PRId64, share % 10);
        text_add_format(t->out, " %%, rounded half up to %s\n", decimals ? "one decimal" : "a whole number");
    }
}

static void add_base(const struct teller *t, const struct pipeline_audience *audience, struct cell part)
{
    const struct release_explanation *e = &audience->explanations[0];
    if (t->report->question.is_percent) {
        const struct release_explanation *base = &audience->explanations[t->report->question.use_count - 1];
        text_add_format(t->out, "    percent of: %.*s: ", TEXT_ARGS(base->label));
        add_cell(t, audience, base->cell);
        text_add_byte(t->out, '\n');
        add_percentage(t, audience, part, base->cell);
        return;
    }
    if (!e->base_label.len)
        return;
    text_add_format(t->out, "    part of: %.*s: ", TEXT_ARGS(e->base_label));
    add_cell(t, audience, e->base);
    text_add_byte(t->out, '\n');
}

/* ---- why: confidential ---- */

static void add_lines(const struct teller *t, struct text lines)
{
    for (struct text rest = lines; rest.len;) {
        const size_t end = text_find_byte(rest, '\n');
        text_add_format(t->out, "        %.*s\n", TEXT_ARGS(text_slice(rest, 0, end)));
        rest = text_slice(rest, end + (end < rest.len), rest.len);
    }
}

static void add_threats(const struct teller *t, const struct release_explanation *e)
{
    for (size_t i = 0; i < e->threat_count; i++) {
        const struct release_threat *threat = &e->threats[i];
        if (threat->printed.len)
            text_add_format(t->out, "    if '%.*s' were printed, a reader could work it out:\n", TEXT_ARGS(threat->printed));
        else
            text_add_format(t->out, "    if it were printed, a reader could work out '%.*s':\n",
                            TEXT_ARGS(threat->given_away));
        add_lines(t, threat->arithmetic);
    }
    if (!e->threat_count && !e->is_small && !e->can_be_worked_out)
        text_add_c(t->out, "    printed by itself, it would give nothing small away\n");
}

static void add_reason(const struct teller *t, const struct release_explanation *e)
{
    if (e->status == RELEASE_SHOWN || !e->is_reckoned_with)
        return;
    text_add_format(t->out, "    it counts %" PRId64, e->count);
    if (e->is_small)
        text_add_c(t->out, ", which is small");
    else if (e->status == RELEASE_HIDDEN)
        text_add_c(t->out, ", and is hidden to protect others");
    text_add_byte(t->out, '\n');
    if (e->can_be_worked_out) {
        if (e->low == e->high)
            text_add_c(t->out, "    a reader can tell it exactly:\n");
        else
            text_add_format(t->out, "    a reader can tell that it is from %" PRId64 " to %" PRId64 ":\n", e->low, e->high);
        add_lines(t, e->arithmetic);
    }
    add_threats(t, e);
}

static void add_secrets(const struct teller *t, const struct pipeline_audience *audience,
                        const struct release_explanation *e)
{
    const bool open = e->status == RELEASE_SHOWN || e->is_held || !e->is_reckoned_with || audience->may_leak;
    if (e->can_be_worked_out)
        text_add_c(t->out, "    readers can work it out from what they have\n");
    if (open)
        return;
    if (t->confidential)
        add_reason(t, e);
    else if (e->status == RELEASE_NOT_ASKED)
        text_add_c(t->out, "    what its printing would give away is confidential: -o DIR writes it to DIR\n");
    else
        text_add_c(t->out, "    why it is not shown by itself is confidential: -o DIR writes it to DIR\n");
}

/* ---- each audience ---- */

static void add_figure(const struct teller *t, const struct pipeline_audience *audience)
{
    const struct release_explanation *e = &audience->explanations[0];
    text_add_format(t->out, "    %.*s: ", TEXT_ARGS(e->label));
    add_status(t, audience, e);
    text_add_byte(t->out, '\n');
    if (e->status == RELEASE_JOINED)
        add_members(t, &e->joined);
    add_base(t, audience, e->cell);
    if (e->exempt.len)
        text_add_format(t->out, "    exempt: it may be published however small it is: %.*s\n", TEXT_ARGS(e->exempt));
    if (e->status != RELEASE_NOT_ASKED || !e->earlier_count)
        add_where(t, e->status == RELEASE_JOINED ? e->joined.where : e->where);
    add_earlier(t, e);
    add_repeated(t, audience);
    add_secrets(t, audience, e);
}

/* A line for each cell that anything is said of. */
static void add_table(const struct teller *t, const struct pipeline_audience *audience)
{
    size_t untold = 0;
    for (size_t i = 0; i < t->report->question.use_count; i++) {
        const struct release_explanation *e = &audience->explanations[i];
        if (e->status == RELEASE_NOT_ASKED && !e->is_held) {
            untold++;
            continue;
        }
        text_add_format(t->out, "    %.*s: ", TEXT_ARGS(e->label));
        add_status(t, audience, e);
        if (t->confidential && !audience->may_leak && e->status != RELEASE_SHOWN)
            text_add_format(t->out, "; it counts %" PRId64 "%s", e->count, e->is_small ? ", which is small" : "");
        text_add_byte(t->out, '\n');
    }
    if (untold)
        text_add_format(t->out, "    other cells: %zu, that no layout asks for or that are empty\n", untold);
}

static void add_audience(const struct teller *t, const struct pipeline_audience *audience)
{
    text_add_format(t->out, "%.*s%s%s\n", TEXT_ARGS(audience->name),
                    audience->may_leak && !t->confidential ? " (a reproduction: its numbers are not told here)" : "",
                    audience->is_built ? "" : " (not made now, but reckoned with: other readers have it too)");
    if (t->report->question.is_table)
        add_table(t, audience);
    else
        add_figure(t, audience);
}

static void tell(const struct pipeline_report *report, bool confidential, struct text_builder *out)
{
    const struct teller teller = {report, confidential, out};
    if (confidential)
        text_add_c(out, "Confidential: this file tells hidden counts, and why they are hidden.\n\n");
    add_measure(&teller);
    for (size_t i = 0; i < report->audiences.count; i++)
        add_audience(&teller, &report->audiences.items[i]);
}

/* ---- the command ---- */

static bool write_explanation(const struct pipeline_report *report, const char *folder, struct error *err)
{
    struct text_builder out = {0};
    tell(report, true, &out);
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
    print_diagnostics(diagnostics);
    if (!made && err->kind == ERROR_NONE)
        error_set(err, ERROR_INPUT, "nothing to explain");
    if (err->kind != ERROR_NONE || (options->folder && !write_explanation(&report, options->folder, err))) {
        print_failure(diagnostics, err->message);
        return (int)err->kind;
    }
    tell(&report, false, &out);
    fwrite(out.bytes, 1, out.len, stdout);
    text_builder_done(&out);
    if (options->folder)
        printf("explained in full in %s/explanation.txt (confidential)\n", options->folder);
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
