/* SPDX-License-Identifier: GPL-3.0-or-later
 * sitrep diff ID ID: the figures that two sealed editions both tell and that are not the same, why, and what else differs. The
 * figures were published; of case-level inputs it says what kind of change is in them, and nothing else. */
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>

#include "archive/archive.h"
#include "base/names.h"
#include "cli/command.h"
#include "cli/print.h"
#include "cli/reason.h"

struct diff {
    const char *before, *after, *archive;
    struct print_language language;
};

static bool read_arguments(int argc, char **argv, struct diff *ret_diff)
{
    static const struct option options[] = {
        {"archive", required_argument, NULL, 'a'}, {"language", required_argument, NULL, 'l'}, {NULL, 0, NULL, 0}};
    struct diff diff = {0};
    bool good = true;
    for (int option; good && (option = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        good = option == 'a' || (option == 'l' && print_take_language(optarg, &diff.language));
        diff.archive = option == 'a' ? optarg : diff.archive;
    }
    if (!good || optind != argc - 2 || !diff.archive) {
        fprintf(stderr, "sitrep diff ID ID --archive FILE; sitrep diff --help tells more\n");
        return false;
    }
    diff.before = argv[optind];
    diff.after = argv[optind + 1];
    *ret_diff = diff;
    return true;
}

/* ---- figures ---- */

struct comparer {
    const struct voice *v;
    struct arena *keep;
    const struct sealed *before, *after;
    const struct reason_finder *finder;
};

/* "2014H1" and "2014-01..2014-06" are the same days; what cannot be read is a period by its name. */
static bool find_days(struct text words, struct period *ret_period)
{
    const size_t range = text_find(words, TEXT(".."));
    struct period period, last;
    if (period_parse_days(words, ret_period))
        return true;
    if (!period_parse(text_slice(words, 0, range), &period))
        return false;
    if (range < words.len && (!period_parse(text_slice(words, range + 2, words.len), &last) || !period_join(period, last, &period)))
        return false;
    *ret_period = period;
    return true;
}

/* Of a stock only the last day matters. */
static struct text days_of(const struct comparer *c, const struct sealed_statement *said)
{
    struct period period;
    if (!find_days(said->period, &period))
        return said->period;
    const struct text last = date_iso(period.last, c->keep);
    if (reason_is_of_stock(c->finder, said->measure))
        return last;
    return text_format(c->keep, "%.*s/%.*s", TEXT_ARGS(date_iso(period.first, c->keep)), TEXT_ARGS(last));
}

/* What a statement is about, whatever its language and the name of its period. That a hidden one may be zero is no other figure.
 * The unit is a word of a language, but for numbers of categories, where it names the variable. */
static struct text subject_of(const struct comparer *c, const struct sealed_statement *said)
{
    const struct text kind = text_equal(said->kind, TEXT("zero_or_more")) ? TEXT("count") : said->kind;
    const struct text unit = text_equal(kind, TEXT("categories")) ? said->unit : TEXT_EMPTY;
    return text_format(c->keep, "%.*s\n%.*s\n%.*s\n%.*s\n%.*s\n%.*s", TEXT_ARGS(said->audience), TEXT_ARGS(said->measure),
                       TEXT_ARGS(said->selection), TEXT_ARGS(days_of(c, said)), TEXT_ARGS(kind), TEXT_ARGS(unit));
}

static struct text value_of(const struct voice *v, const struct sealed_statement *statement)
{
    if (!statement->is_shown)
        return said_word(v, TEXT("hidden"));
    const struct text value = text_format(v->keep, "%" PRId64, statement->value);
    return text_equal(statement->kind, TEXT("le")) ? said_word(v, text_format(v->keep, "at most %.*s", TEXT_ARGS(value))) : value;
}

static void print_difference(const struct voice *v, const struct sealed *before, const struct sealed_statement *was,
                             const struct sealed *after, const struct sealed_statement *is)
{
    const struct text then = value_of(v, was), now = value_of(v, is);
    const struct text both = said(v, ": %.*s in %.*s, %.*s in %.*s", TEXT_ARGS(then), TEXT_ARGS(before->id), TEXT_ARGS(now),
                                  TEXT_ARGS(after->id));
    printf("%-14.*s %.*s%s%.*s @%.*s%.*s\n", TEXT_ARGS(is->audience), TEXT_ARGS(is->measure), is->selection.len ? " " : "",
           TEXT_ARGS(is->selection), TEXT_ARGS(is->period), TEXT_ARGS(both));
}

/* ---- why ---- */

static struct text reasons_in_words(const struct voice *v, const struct reasons *reasons)
{
    static const char *const words[REASONS] = {
        [REASON_LATE] = "late data",
        [REASON_CORRECTION] = "correction",
        [REASON_CODES] = "changed code",
        [REASON_CLASSES] = "changed classification (break)",
        [REASON_RULE] = "changed rule",
        [REASON_PROTECTION] = "protection",
    };
    struct text all = TEXT_EMPTY;
    for (int i = 0; i < REASONS; i++)
        if (reasons->found[i]) {
            const struct text word = said_word(v, text_of(words[i]));
            all = all.len ? text_format(v->keep, "%.*s; %.*s", TEXT_ARGS(all), TEXT_ARGS(word)) : word;
        }
    return all;
}

static void print_reasons(const struct comparer *c, const struct sealed_statement *was, const struct sealed_statement *is)
{
    struct period period;
    if (!find_days(is->period, &period))
        return;
    const struct reasons reasons = reasons_of(c->finder, was, is, period);
    const struct text words = reasons_in_words(c->v, &reasons);
    if (words.len)
        say(c->v, "\twhy: %.*s", TEXT_ARGS(words));
    if (reasons.found[REASON_PROTECTION] || (reasons.knows_rows && words.len))
        return;
    if (!reasons.knows_rules)
        say(c->v, "\twhy: their code books do not tell");
    else if (!reasons.knows_rows)
        say(c->v, "\twhether data came late or was corrected, only the case-level inputs of both tell");
    else
        say(c->v, "\twhy: nothing that they were made from tells");
}

/* ---- figures of both ---- */

/* The place of each subject's statement, by its number in `subjects`. */
static const size_t *places_of(const struct comparer *c, struct names *subjects)
{
    size_t *places = ARENA_ARRAY(c->keep, size_t, c->before->statements.count);
    for (size_t i = 0; i < c->before->statements.count; i++)
        places[names_add(subjects, subject_of(c, &c->before->statements.items[i]))] = i;
    return places;
}

static void compare_figures(const struct comparer *c)
{
    struct names *subjects = names_new(), *told = names_new();
    const size_t *places = places_of(c, subjects);
    size_t both = 0, different = 0;
    for (size_t i = 0; i < c->after->statements.count; i++) {
        const struct sealed_statement *is = &c->after->statements.items[i];
        const struct text about = subject_of(c, is);
        const int32_t subject = names_find(subjects, about);
        if (subject == NAMES_NONE || names_find(told, about) != NAMES_NONE)
            continue;
        const struct sealed_statement *was = &c->before->statements.items[places[subject]];
        names_add(told, about);
        both++;
        if (was->is_shown == is->is_shown && was->value == is->value)
            continue;
        different++;
        print_difference(c->v, c->before, was, c->after, is);
        print_reasons(c, was, is);
    }
    say(c->v, "Figures that both editions tell: %zu, of these otherwise: %zu", both, different);
    names_free(subjects);
    names_free(told);
}

/* ---- what they were made from ---- */

static const struct sealed_file *find_input(const sealed_files *files, const struct sealed_file *like)
{
    for (size_t i = 0; i < files->count; i++)
        if (text_equal(files->items[i].kind, like->kind) && text_equal(files->items[i].path, like->path))
            return &files->items[i];
    return NULL;
}

static void compare_inputs(const struct voice *v, const sealed_files *before, const sealed_files *after)
{
    for (size_t i = 0; i < before->count; i++) {
        const struct sealed_file *other = find_input(after, &before->items[i]);
        if (!other)
            say(v, "made from\t%.*s: the first one only", TEXT_ARGS(before->items[i].path));
        else if (!text_equal(other->sha256, before->items[i].sha256))
            say(v, "made from\t%.*s: not the same", TEXT_ARGS(other->path));
    }
    for (size_t i = 0; i < after->count; i++)
        if (!find_input(before, &after->items[i]))
            say(v, "made from\t%.*s: the second one only", TEXT_ARGS(after->items[i].path));
}

static bool diff_editions(const struct voice *v, const struct diff *diff, struct error *err)
{
    struct arena *keep = v->keep;
    struct sealed before, after;
    struct archive *archive = archive_open(diff->archive, ARCHIVE_READ, err);
    const bool ok = archive && archive_load(archive, text_of(diff->before), keep, &before, err) &&
                    archive_load(archive, text_of(diff->after), keep, &after, err);
    archive_close(archive);
    if (!ok)
        return false;
    struct reason_finder *finder = reason_finder_new(&before, &after, err);
    if (!finder)
        return false;
    compare_figures(&(struct comparer){v, keep, &before, &after, finder});
    reason_finder_free(finder);
    compare_inputs(v, &before.inputs, &after.inputs);
    if (before.has_restricted && after.has_restricted)
        compare_inputs(v, &before.restricted_inputs, &after.restricted_inputs);
    else
        say(v, "made from\tcase-level inputs: those of both are needed, and are not there");
    if (!text_equal(before.program, after.program))
        say(v, "made by\tprogram: %.*s, then %.*s", TEXT_ARGS(before.program), TEXT_ARGS(after.program));
    return true;
}

int command_diff(int argc, char **argv)
{
    struct diff diff;
    if (!read_arguments(argc, argv, &diff))
        return EXIT_USAGE;
    struct arena *keep = arena_new();
    struct diagnostics *diagnostics = print_diagnostics_new(diff.language);
    struct error err = {0};
    const struct voice voice = voice_of(diagnostics, keep);
    diff_editions(&voice, &diff, &err);
    const int status = print_end(diagnostics, &err);
    diagnostics_free(diagnostics);
    arena_free(keep);
    return status;
}
