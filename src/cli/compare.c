/* SPDX-License-Identifier: GPL-3.0-or-later
 * sitrep compare EDITION FIGURES.csv: a printed report row by row against an edition. What counts fit a percentage follows from
 * what is printed, but it is told only of figures that the audience is not kept from. */
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>

#include "base/json.h"
#include "cli/command.h"
#include "cli/print.h"
#include "cli/printed_bases.h"
#include "cli/printed_judge.h"

struct compare_options {
    const char *edition, *list;
    struct text audience;
    bool as_json;
    struct print_language language;
};

struct compared {
    const struct compare_options *options;
    struct printed_rows rows;
    struct judgement *judgements; /* of each row */
    struct printed_groups groups;
    struct printed_sums sums;
    size_t totals[VERDICTS];
    bool may_tell; /* else the edition reproduces small counts: what it has is not for the terminal */
    struct arena *keep;
    struct voice voice; /* of JSON: English */
};

static const char *const VERDICT_WORDS[VERDICTS] = {
    [VERDICT_EQUAL] = "equal",   [VERDICT_ROUNDING] = "rounding",       [VERDICT_IMPOSSIBLE] = "impossible",
    [VERDICT_DIFFERS] = "differs", [VERDICT_HIDDEN] = "hidden",         [VERDICT_UNPUBLISHED] = "unpublished",
    [VERDICT_UNMATCHED] = "unmatched"};

static bool read_arguments(int argc, char **argv, struct compare_options *ret_options)
{
    static const struct option options[] = {{"audience", required_argument, NULL, 'a'},
                                            {"format", required_argument, NULL, 'f'},
                                            {"language", required_argument, NULL, 'l'},
                                            {NULL, 0, NULL, 0}};
    struct compare_options read = {.audience = TEXT("public")};
    bool good = true;
    for (int option; good && (option = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        if (option == 'a')
            read.audience = text_of(optarg);
        else
            good = (option == 'f' && print_take_format(optarg, &read.as_json)) ||
                   (option == 'l' && print_take_language(optarg, &read.language));
    }
    if (!good || optind != argc - 2) {
        fprintf(stderr, "sitrep compare EDITION FIGURES.csv [--audience NAME] [--format text|json] [--language fi|sv|en]\n");
        return false;
    }
    read.edition = argv[optind];
    read.list = argv[optind + 1];
    *ret_options = read;
    return true;
}

/* ---- what may be told ---- */

static bool is_kept_back(const struct judgement *judgement)
{
    return judgement->verdict == VERDICT_HIDDEN || judgement->verdict == VERDICT_UNPUBLISHED;
}

/* The counts that a percentage can be are told of no row whose figure, or its base, the audience is kept from. */
static bool may_tell_counts(const struct compared *c, size_t row)
{
    const struct question_row *asked = &c->rows.items[row].asked;
    return !is_kept_back(&c->judgements[row]) &&
           (!asked->part || (asked->part->status == RELEASE_SHOWN && asked->whole->status == RELEASE_SHOWN));
}

static bool may_tell_all(const struct compared *c, const size_t *rows, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!may_tell_counts(c, rows[i]))
            return false;
    return true;
}

static bool group_may_tell_counts(const struct compared *c, const struct printed_group *group)
{
    return may_tell_all(c, group->rows, group->row_count);
}

static void add_number(struct text_builder *b, struct percentage number)
{
    text_add_format(b, "%" PRId64, number.value / number.scale);
    if (number.scale > 1)
        text_add_format(b, ".%0*" PRId64, number.scale == 10 ? 1 : 2, number.value % number.scale);
}

static struct text fit_of(const struct compared *c, struct printed_fit fit)
{
    return said_range(&c->voice, fit.low, fit.high);
}

static struct text taken(const struct compared *c, struct text_builder *b)
{
    const struct text text = text_copy(c->keep, text_built(b));
    text_builder_done(b);
    return text;
}

/* Not of what the audience is kept from: the list may be somebody's who is not. */
static struct text printed_words(const struct compared *c, size_t row)
{
    const struct printed_row *printed = &c->rows.items[row];
    if (is_kept_back(&c->judgements[row]))
        return TEXT_EMPTY;
    return printed->kind == PRINTED_ABOUT ? said_word(&c->voice, printed->words) : printed->words;
}

static struct text recomputed(const struct compared *c, size_t row)
{
    const struct judgement *judgement = &c->judgements[row];
    struct text_builder b = {0};
    if (judgement->has_number && c->may_tell) {
        add_number(&b, judgement->number);
        text_add_c(&b, c->rows.items[row].is_share ? " %" : "");
    }
    return taken(c, &b);
}

/* ---- what is to be said of a row ---- */

static struct text rule_in_words(const struct compared *c, enum rounding rule)
{
    switch (rule) {
    case ROUNDING_HALF_UP:
        return said_word(&c->voice, TEXT("rounded half up"));
    case ROUNDING_HALF_EVEN:
        return said_word(&c->voice, TEXT("rounded half to the even number"));
    case ROUNDING_DOWN:
        return said_word(&c->voice, TEXT("rounded down"));
    case ROUNDING_UP:
        return said_word(&c->voice, TEXT("rounded up"));
    case ROUNDINGS:
        break;
    }
    return said_word(&c->voice, TEXT("adjusted, so that the table adds up to 100"));
}

/* The counts that come to it when rounded down or up, of which no other percentage of the report is known to be. */
static void add_other_rules(const struct compared *c, const struct printed_row *row, int64_t base, struct text_builder *b)
{
    struct printed_fit fit;
    if (percent_counts(row->number, base, ROUNDING_DOWN, &fit.low, &fit.high)) {
        text_add_c(b, "; ");
        text_add(b, said(&c->voice, "%.*s would, rounded down", TEXT_ARGS(fit_of(c, fit))));
    }
    if (percent_counts(row->number, base, ROUNDING_UP, &fit.low, &fit.high)) {
        text_add_c(b, "; ");
        text_add(b, said(&c->voice, "%.*s would, rounded up", TEXT_ARGS(fit_of(c, fit))));
    }
}

static void add_impossible(const struct compared *c, size_t number, int64_t base, struct text_builder *b)
{
    text_add(b, said(&c->voice, "no count of %lld comes to it", (long long)base));
    if (may_tell_counts(c, number))
        add_other_rules(c, &c->rows.items[number], base, b);
}

static void add_share_detail(const struct compared *c, size_t number, struct text_builder *b)
{
    const struct printed_row *row = &c->rows.items[number];
    const struct judgement *judgement = &c->judgements[number];
    const int64_t base = printed_base_of(row, judgement);
    struct printed_fit fit;
    if (judgement->verdict == VERDICT_IMPOSSIBLE)
        add_impossible(c, number, base, b);
    else if (judgement->verdict == VERDICT_ROUNDING)
        text_add(b, rule_in_words(c, judgement->rule));
    else if (base > 0 && may_tell_counts(c, number) && !printed_has_count(&c->rows, number) &&
             percent_counts(row->number, base, ROUNDING_HALF_UP, &fit.low, &fit.high))
        text_add(b, said_word(&c->voice, text_format(c->keep, "%.*s of %lld", TEXT_ARGS(fit_of(c, fit)), (long long)base)));
    if (judgement->has_number && c->may_tell && row->base > 0 && judgement->base != row->base) {
        text_add_c(b, b->len ? "; " : "");
        text_add(b, said(&c->voice, "the edition has it of %lld", (long long)judgement->base));
    }
}

static struct text detail_of(const struct compared *c, size_t row)
{
    struct text_builder b = {0};
    if (c->rows.items[row].kind == PRINTED_PERCENT)
        add_share_detail(c, row, &b);
    return taken(c, &b);
}

/* ---- for people ---- */

enum { WORDS_COLUMNS = 5, WIDTH_MAX = 44 };

struct line {
    struct text words[WORDS_COLUMNS];
};

/* A row that names nothing and of which nothing follows is told once, with its like. */
static bool has_line(const struct compared *c, size_t row)
{
    return c->rows.items[row].kind != PRINTED_NOTHING &&
           (c->judgements[row].verdict != VERDICT_UNMATCHED || detail_of(c, row).len);
}

static struct text verdict_in_words(const struct compared *c, enum verdict verdict)
{
    return said_word(&c->voice, text_of(VERDICT_WORDS[verdict]));
}

static struct line line_of(const struct compared *c, size_t row)
{
    return (struct line){{said_word(&c->voice, c->rows.items[row].id), c->rows.items[row].label, printed_words(c, row),
                          recomputed(c, row), verdict_in_words(c, c->judgements[row].verdict)}};
}

static void add_padded(struct text_builder *b, struct text words, size_t width)
{
    text_add(b, words);
    text_add_c(b, "  ");
    for (size_t i = text_width(words); i < width; i++)
        text_add_byte(b, ' ');
}

static void add_line(struct text_builder *out, const struct line *line, const size_t *widths, struct text detail)
{
    struct text_builder b = {0};
    for (size_t i = 0; i < WORDS_COLUMNS; i++)
        add_padded(&b, line->words[i], widths[i]);
    text_add(&b, detail);
    while (b.len && b.bytes[b.len - 1] == ' ')
        b.len--;
    text_add(out, text_built(&b));
    text_add_byte(out, '\n');
    text_builder_done(&b);
}

static void widen(size_t *widths, const struct line *line)
{
    for (size_t i = 0; i < WORDS_COLUMNS; i++) {
        const size_t width = text_width(line->words[i]);
        const size_t wanted = width < WIDTH_MAX ? width : WIDTH_MAX;
        widths[i] = wanted > widths[i] ? wanted : widths[i];
    }
}

static void add_table(const struct compared *c, struct text_builder *out)
{
    const struct voice *v = &c->voice;
    const struct line heading = {{said_word(v, TEXT("row")), said_word(v, TEXT("label")), said_word(v, TEXT("printed")),
                                  said_word(v, TEXT("edition")), said_word(v, TEXT("verdict"))}};
    size_t widths[WORDS_COLUMNS] = {0};
    widen(widths, &heading);
    for (size_t i = 0; i < c->rows.count; i++)
        if (has_line(c, i)) {
            const struct line line = line_of(c, i);
            widen(widths, &line);
        }
    add_line(out, &heading, widths, TEXT_EMPTY);
    for (size_t i = 0; i < c->rows.count; i++)
        if (has_line(c, i)) {
            const struct line line = line_of(c, i);
            add_line(out, &line, widths, detail_of(c, i));
        }
}

static void add_fits(const struct compared *c, const struct printed_group *group, const struct printed_base *base,
                     struct text_builder *out)
{
    text_add_format(out, "    %" PRId64, base->base);
    for (size_t i = 0; group_may_tell_counts(c, group) && i < group->row_count; i++) {
        text_add_c(out, i ? ", " : ": ");
        text_add(out, fit_of(c, base->fits[i]));
    }
    text_add_byte(out, '\n');
}

static struct text group_in_words(const struct compared *c, const struct printed_group *group)
{
    if (group->base > 0)
        return said(&c->voice, "%zu percentages of %lld; bases up to %lld that fit all of them, half up: %zu", group->row_count,
                    (long long)group->base, (long long)group->sought_max, group->fitting_count);
    return said(&c->voice, "%zu percentages without a base; bases up to %lld that fit all of them, half up: %zu", group->row_count,
                (long long)group->sought_max, group->fitting_count);
}

static void add_group(const struct compared *c, const struct printed_group *group, struct text_builder *out)
{
    text_add_format(out, "\n%.*s: ", TEXT_ARGS(group->table));
    text_add(out, group_in_words(c, group));
    if (!group_may_tell_counts(c, group))
        text_add(out, said(&c->voice, " (the counts are not told, as the edition hides some)"));
    text_add_byte(out, '\n');
    for (size_t i = 0; i < group->base_count; i++)
        add_fits(c, group, &group->bases[i], out);
    if (group->fitting_count > group->base_count) {
        text_add_c(out, "    ");
        text_add(out, said(&c->voice, "and %zu smaller ones", group->fitting_count - group->base_count));
        text_add_byte(out, '\n');
    }
}

/* What is missing may be small, and the audience kept from it. */
static void add_sums(const struct compared *c, struct text_builder *out)
{
    for (size_t i = 0; i < c->sums.count; i++) {
        const struct printed_sum *sum = &c->sums.items[i];
        if (!may_tell_all(c, sum->rows, sum->row_count))
            continue;
        const struct text words =
            said(&c->voice, "%zu counts of %lld add up to %lld", sum->row_count, (long long)sum->base, (long long)sum->sum);
        text_add_format(out, "\n%.*s: %.*s\n", TEXT_ARGS(sum->table), TEXT_ARGS(words));
    }
}

static void add_unmatched(const struct compared *c, struct text_builder *out)
{
    struct text ids = TEXT_EMPTY;
    for (size_t i = 0; i < c->rows.count; i++) {
        if (c->rows.items[i].kind == PRINTED_NOTHING || has_line(c, i))
            continue;
        const struct text id = said_word(&c->voice, c->rows.items[i].id);
        ids = ids.len ? text_format(c->keep, "%.*s, %.*s", TEXT_ARGS(ids), TEXT_ARGS(id)) : id;
    }
    if (!ids.len)
        return;
    const struct text words = said(&c->voice, "these rows name no figure of the edition: %.*s", TEXT_ARGS(ids));
    text_add_format(out, "\n%.*s\n", TEXT_ARGS(words));
}

static void add_text(const struct compared *c, struct text_builder *out)
{
    add_table(c, out);
    for (size_t i = 0; i < c->groups.count; i++)
        add_group(c, &c->groups.items[i], out);
    add_sums(c, out);
    add_unmatched(c, out);
    if (!c->may_tell) {
        const struct text words = said(&c->voice, "the edition reproduces what was once printed: its own numbers are not told here");
        text_add_format(out, "\n%.*s\n", TEXT_ARGS(words));
    }
    text_add_c(out, "\n");
    for (int verdict = 0; verdict < VERDICTS; verdict++) {
        const struct text word = verdict_in_words(c, (enum verdict)verdict);
        text_add_format(out, "%s%zu %.*s", verdict ? ", " : "", c->totals[verdict], TEXT_ARGS(word));
    }
    text_add_c(out, "\n");
}

/* ---- for machines ---- */

static void add_member(struct text_builder *b, const char *key, struct text value)
{
    text_add_format(b, ",\"%s\":", key);
    if (value.len)
        json_add_text(b, value);
    else
        text_add_c(b, "null");
}

static void add_json_rows(const struct compared *c, struct text_builder *out)
{
    const char *separator = "";
    for (size_t i = 0; i < c->rows.count; i++) {
        if (c->rows.items[i].kind == PRINTED_NOTHING)
            continue;
        text_add_format(out, "%s\n{\"verdict\":\"%s\"", separator, VERDICT_WORDS[c->judgements[i].verdict]);
        add_member(out, "row", c->rows.items[i].id);
        add_member(out, "label", c->rows.items[i].label);
        add_member(out, "printed", printed_words(c, i));
        add_member(out, "edition", recomputed(c, i));
        add_member(out, "detail", detail_of(c, i));
        text_add_byte(out, '}');
        separator = ",";
    }
}

static void add_json_base(const struct compared *c, const struct printed_group *group, const struct printed_base *base,
                          struct text_builder *out)
{
    text_add_format(out, "{\"base\":%" PRId64 ",\"counts\":", base->base);
    if (!group_may_tell_counts(c, group)) {
        text_add_c(out, "null}");
        return;
    }
    for (size_t i = 0; i < group->row_count; i++)
        text_add_format(out, "%s[%" PRId64 ",%" PRId64 "]", i ? "," : "[", base->fits[i].low, base->fits[i].high);
    text_add_c(out, "]}");
}

static void add_json_group(const struct compared *c, const struct printed_group *group, struct text_builder *out)
{
    text_add_c(out, "{\"rows\":");
    for (size_t i = 0; i < group->row_count; i++) {
        text_add_c(out, i ? "," : "[");
        json_add_text(out, c->rows.items[group->rows[i]].id);
    }
    text_add_c(out, "]");
    add_member(out, "table", group->table);
    text_add_format(out, ",\"sought_up_to\":%" PRId64 ",\"fitting\":%zu,\"bases\":[", group->sought_max, group->fitting_count);
    for (size_t i = 0; i < group->base_count; i++) {
        text_add_c(out, i ? "," : "");
        add_json_base(c, group, &group->bases[i], out);
    }
    text_add_c(out, "]}");
}

static void add_json_sums(const struct compared *c, struct text_builder *out)
{
    const char *separator = "";
    for (size_t i = 0; i < c->sums.count; i++) {
        const struct printed_sum *sum = &c->sums.items[i];
        if (!may_tell_all(c, sum->rows, sum->row_count))
            continue;
        text_add_format(out, "%s{\"base\":%" PRId64 ",\"sum\":%" PRId64, separator, sum->base, sum->sum);
        add_member(out, "table", sum->table);
        text_add_byte(out, '}');
        separator = ",";
    }
}

static void add_json(const struct compared *c, struct text_builder *out)
{
    text_add_c(out, "{\"audience\":");
    json_add_text(out, c->options->audience);
    for (int verdict = 0; verdict < VERDICTS; verdict++)
        text_add_format(out, ",\"%s\":%zu", VERDICT_WORDS[verdict], c->totals[verdict]);
    text_add_c(out, ",\"rows\":[");
    add_json_rows(c, out);
    text_add_c(out, "],\"groups\":[");
    for (size_t i = 0; i < c->groups.count; i++) {
        text_add_c(out, i ? ",\n" : "\n");
        add_json_group(c, &c->groups.items[i], out);
    }
    text_add_c(out, "],\"sums\":[");
    add_json_sums(c, out);
    text_add_c(out, "]}\n");
}

/* ---- the command ---- */

static bool look_up(struct compared *c, struct pipeline_report *report, struct diagnostics *diagnostics, struct error *err)
{
    struct bundle bundle = {.keep = c->keep};
    struct question_row **asked = ARENA_ARRAY(c->keep, struct question_row *, c->rows.count);
    for (size_t i = 0; i < c->rows.count; i++)
        asked[i] = &c->rows.items[i].asked;
    const struct pipeline_list list = {c->options->edition, c->options->audience, asked, c->rows.count};
    return pipeline_look_up(&list, &bundle, diagnostics, report, err);
}

static void judge(struct compared *c, const struct pipeline_report *report)
{
    const struct pipeline_audience *audience = report->audiences.items;
    while (!text_equal(audience->name, c->options->audience))
        audience++;
    c->may_tell = !audience->may_leak;
    c->judgements = ARENA_ARRAY(c->keep, struct judgement, c->rows.count);
    for (size_t i = 0; i < c->rows.count; i++)
        if (c->rows.items[i].kind != PRINTED_NOTHING) {
            c->judgements[i] = printed_judge(&c->rows, i, &audience->numbers);
            c->totals[c->judgements[i].verdict]++;
        }
    printed_find_groups(&c->rows, c->keep, &c->groups);
    printed_find_sums(&c->rows, c->keep, &c->sums);
}

static void tell(const struct compared *c)
{
    struct text_builder out = {0};
    (c->options->as_json ? add_json : add_text)(c, &out);
    fwrite(out.bytes, 1, out.len, stdout);
    text_builder_done(&out);
}

static int compare(struct compared *c, struct diagnostics *diagnostics, struct error *err)
{
    struct pipeline_report report = {0};
    const bool made = printed_read(c->options->list, c->keep, diagnostics, &c->rows, err) &&
                      look_up(c, &report, diagnostics, err);
    print_diagnostics(diagnostics);
    if (!made && err->kind == ERROR_NONE)
        error_set(err, ERROR_INPUT, "%s: not compared", c->options->list);
    if (!made) {
        print_failure(diagnostics, err->message);
        return (int)err->kind;
    }
    c->voice = c->options->as_json ? (struct voice){MESSAGES_EN, c->keep, NULL} : voice_of(diagnostics, c->keep);
    judge(c, &report);
    tell(c);
    if (!print_finish(diagnostics))
        return EXIT_SYSTEM;
    return c->totals[VERDICT_DIFFERS] || c->totals[VERDICT_IMPOSSIBLE] ? EXIT_DIFFERS : EXIT_FINE;
}

int command_compare(int argc, char **argv)
{
    struct compare_options options;
    if (!read_arguments(argc, argv, &options))
        return EXIT_USAGE;
    struct compared compared = {.options = &options, .keep = arena_new()};
    struct diagnostics *diagnostics = print_diagnostics_new(options.language);
    struct error err = {0};
    const int status = compare(&compared, diagnostics, &err);
    diagnostics_free(diagnostics);
    arena_free(compared.keep);
    return status;
}
