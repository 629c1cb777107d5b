/* SPDX-License-Identifier: GPL-3.0-or-later
 * sitrep diff ID ID: the figures that two sealed editions both tell and that are not the same, and what else differs. All of it
 * was published: nothing else is looked at. */
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>

#include "archive/archive.h"
#include "base/names.h"
#include "cli/command.h"
#include "cli/print.h"

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

/* What a statement is about. That a hidden one may be zero is no other figure. */
static struct text subject_of(const struct sealed_statement *said, struct arena *keep)
{
    const struct text kind = text_equal(said->kind, TEXT("zero_or_more")) ? TEXT("count") : said->kind;
    return text_format(keep, "%.*s\n%.*s\n%.*s\n%.*s\n%.*s\n%.*s", TEXT_ARGS(said->audience), TEXT_ARGS(said->measure),
                       TEXT_ARGS(said->selection), TEXT_ARGS(said->period), TEXT_ARGS(kind), TEXT_ARGS(said->unit));
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

/* The place of each subject's statement, by its number in `subjects`. */
static const size_t *places_of(const struct sealed *sealed, struct names *subjects, struct arena *keep)
{
    size_t *places = ARENA_ARRAY(keep, size_t, sealed->statements.count);
    for (size_t i = 0; i < sealed->statements.count; i++)
        places[names_add(subjects, subject_of(&sealed->statements.items[i], keep))] = i;
    return places;
}

static void compare_figures(const struct voice *v, const struct sealed *before, const struct sealed *after)
{
    struct arena *keep = v->keep;
    struct names *subjects = names_new();
    const size_t *places = places_of(before, subjects, keep);
    size_t both = 0, different = 0;
    for (size_t i = 0; i < after->statements.count; i++) {
        const struct sealed_statement *is = &after->statements.items[i];
        const int32_t subject = names_find(subjects, subject_of(is, keep));
        if (subject == NAMES_NONE)
            continue;
        const struct sealed_statement *was = &before->statements.items[places[subject]];
        both++;
        if (was->is_shown == is->is_shown && was->value == is->value)
            continue;
        different++;
        print_difference(v, before, was, after, is);
    }
    say(v, "%zu figures are told in both editions, %zu of them otherwise", both, different);
    names_free(subjects);
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
    compare_figures(v, &before, &after);
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
