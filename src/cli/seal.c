/* SPDX-License-Identifier: GPL-3.0-or-later
 * sitrep seal EDITION: shows what would be filed; and, once a second person approves just that, files it. */
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "archive/archive.h"
#include "base/file.h"
#include "cli/act.h"
#include "cli/collect.h"
#include "cli/command.h"
#include "cli/pipeline.h"
#include "cli/print.h"
#include "cli/sealed_lists.h"

enum { FINGERPRINT_LEN = 16, KIND_WIDTH = 16 };

struct seal {
    const char *edition, *archive, *output, *fingerprint;
    struct act_options act;
    struct print_language language;
};

static bool take_option(int option, struct seal *seal)
{
    switch (option) {
    case 'a': seal->archive = optarg; return true;
    case 'o': seal->output = optarg; return true;
    case 'f': seal->fingerprint = optarg; return true;
    case 'p': seal->act.prepared_by = optarg; return true;
    case 'b': seal->act.approved_by = optarg; return true;
    case 'd': seal->act.on = optarg; return true;
    case 'l': return print_take_language(optarg, &seal->language);
    default: return false;
    }
}

static bool read_arguments(int argc, char **argv, struct seal *ret_seal)
{
    static const struct option options[] = {{"archive", required_argument, NULL, 'a'},
                                            {"output", required_argument, NULL, 'o'},
                                            {"fingerprint", required_argument, NULL, 'f'},
                                            {"prepared-by", required_argument, NULL, 'p'},
                                            {"approved-by", required_argument, NULL, 'b'},
                                            {"on", required_argument, NULL, 'd'},
                                            {"language", required_argument, NULL, 'l'},
                                            {NULL, 0, NULL, 0}};
    struct seal seal = {0};
    for (int option; (option = getopt_long(argc, argv, "o:", options, NULL)) != -1;)
        if (!take_option(option, &seal)) {
            fprintf(stderr, "sitrep seal --help tells how\n");
            return false;
        }
    if (optind != argc - 1) {
        fprintf(stderr, "sitrep seal: name one edition's folder: sitrep seal EDITION\n");
        return false;
    }
    seal.edition = argv[optind];
    *ret_seal = seal;
    return true;
}

/* ---- what is about to be sealed ---- */

/* The head stands in the first line. */
static void print_files(const struct voice *v, const char *head, const sealed_files *files)
{
    for (size_t i = 0; i < files->count; i++) {
        const struct sealed_file *file = &files->items[i];
        const struct text kind = said_in_column(v, file->kind, KIND_WIDTH);
        say(v, "%s\t%.*s %.*s", i ? "" : head, TEXT_ARGS(kind), TEXT_ARGS(file->path));
    }
}

static void print_outputs(const struct voice *v, const struct sealed *sealed, struct text audience)
{
    size_t files = 0, bytes = 0;
    for (size_t i = 0; i < sealed->outputs.count; i++) {
        const struct sealed_file *file = &sealed->outputs.items[i];
        const bool is_its = text_starts(file->path, audience) && file->path.ptr[audience.len] == '/';
        files += is_its;
        bytes += is_its ? file->bytes.len : 0;
    }
    const struct text size = said(v, "%zu files, %zu kB", files, (bytes + 999) / 1000);
    printf("%-14s %-16.*s %.*s\n", "", TEXT_ARGS(audience), TEXT_ARGS(size));
}

/* What was sealed before, and was reckoned with: a line for each edition. */
static void print_known(const struct voice *v, const sealed_known_list *known)
{
    for (size_t i = 0, next; i < known->count; i = next) {
        struct text audiences = known->items[i].audience;
        for (next = i + 1; next < known->count && text_equal(known->items[next].edition, known->items[i].edition); next++)
            audiences = text_format(v->keep, "%.*s, %.*s", TEXT_ARGS(audiences), TEXT_ARGS(known->items[next].audience));
        say(v, "reckoned with\t%.*s: %.*s", TEXT_ARGS(known->items[i].edition), TEXT_ARGS(audiences));
    }
}

static void print_sealed(const struct voice *v, const struct seal *seal, const struct sealed *sealed,
                         const struct pipeline_report *report, struct text fingerprint)
{
    say(v, "Edition %.*s: %.*s to %.*s, report %.*s of %.*s", TEXT_ARGS(sealed->id), TEXT_ARGS(sealed->period_first),
        TEXT_ARGS(sealed->period_last), TEXT_ARGS(sealed->report_number), TEXT_ARGS(sealed->report_date));
    print_rows(v, report);
    print_protection(v, report);
    print_files(v, "for ever", &sealed->inputs);
    for (size_t i = 0; i < report->audiences.count; i++)
        if (report->audiences.items[i].is_built)
            print_outputs(v, sealed, report->audiences.items[i].name);
    print_known(v, &sealed->known);
    print_files(v, "restricted", &sealed->restricted_inputs);
    if (sealed->inputs_until.len)
        say(v, "\tkept until %.*s", TEXT_ARGS(sealed->inputs_until));
    say(v, "archive\t%s", seal->archive);
    say(v, "fingerprint\t%.*s", FINGERPRINT_LEN, fingerprint.ptr);
}

/* ---- what the archive has ---- */

/* The act that sealed the edition, or NULL. */
static bool find_sealed(struct archive *archive, struct text id, struct arena *keep, const struct archive_act **ret_act,
                        struct error *err)
{
    archive_acts *acts = ARENA_NEW(keep, archive_acts);
    if (!archive_read_acts(archive, keep, acts, err))
        return false;
    *ret_act = archive_find_act(acts, "seal", id);
    return true;
}

/* Before anybody reads what could not be sealed. A first edition makes the archive; what is in it already may be followed by
 * others by now. */
static bool check_archive(const struct seal *seal, struct sealed *sealed, const struct sealed_lists *lists, struct arena *keep,
                          struct error *err)
{
    if (!file_is_readable(seal->archive))
        return true;
    const struct archive_act *before;
    struct archive *archive = archive_open(seal->archive, ARCHIVE_READ, err);
    const bool ok = archive && find_sealed(archive, sealed->id, keep, &before, err) &&
                    (before || (archive_check_current(archive, err) &&
                                sealed_lists_check(lists, archive, sealed, &sealed->known, err)));
    archive_close(archive);
    return ok;
}

/* ---- filing ---- */

struct to_seal {
    const struct sealed *sealed;
    const struct sealed_lists *lists; /* that it was protected with */
};

/* By what was published and what it was made from; that the case-level inputs are still there is not asked. */
static bool is_same(const struct sealed *a, const struct sealed *b, struct arena *keep)
{
    struct sealed first = *a, second = *b;
    memset(&first.restricted_inputs, 0, sizeof first.restricted_inputs);
    memset(&first.restricted_outputs, 0, sizeof first.restricted_outputs);
    second.restricted_inputs = first.restricted_inputs;
    second.restricted_outputs = first.restricted_outputs;
    return text_equal(sealed_fingerprint(&first, keep), sealed_fingerprint(&second, keep));
}

static bool tell_sealed_before(const struct voice *v, struct archive *archive, const struct sealed *sealed,
                               const struct archive_act *before, struct error *err)
{
    struct sealed there;
    if (!archive_load(archive, sealed->id, v->keep, &there, err))
        return false;
    if (!is_same(sealed, &there, v->keep))
        return error_set(err, ERROR_DIFFERS, "'%.*s' is sealed already, and is not the same; what is sealed stays: give this one another id",
                         TEXT_ARGS(sealed->id));
    say(v, "sealed\tbefore, on %.*s, as it is now; approved by %.*s", TEXT_ARGS(before->day), TEXT_ARGS(before->approved_by));
    return true;
}

static bool file_edition(const struct voice *v, struct archive *archive, const struct to_seal *made,
                         const struct archive_act *act, struct error *err)
{
    const struct archive_act *before;
    const struct sealed *sealed = made->sealed;
    struct sealed filed = *sealed;
    if (!find_sealed(archive, sealed->id, v->keep, &before, err))
        return false;
    if (before)
        return tell_sealed_before(v, archive, sealed, before, err);
    if (!sealed_lists_check(made->lists, archive, sealed, &filed.known, err) || !archive_seal(archive, &filed, act, err))
        return false;
    say(v, "sealed\ton %.*s; prepared by %.*s, approved by %.*s", TEXT_ARGS(act->day), TEXT_ARGS(act->done_by),
        TEXT_ARGS(act->approved_by));
    return true;
}

/* Who names nobody wants to see what would be sealed: that is the first of the two steps, and no fault. */
static bool is_first_step(const struct seal *seal)
{
    return !seal->act.prepared_by && !seal->act.approved_by && !seal->fingerprint && !seal->act.on;
}

static bool end_first_step(const struct voice *v, const struct seal *seal, const struct sealed *sealed, struct text fingerprint,
                           struct error *err)
{
    const struct archive_act *before = NULL;
    if (file_is_readable(seal->archive)) {
        struct archive *archive = archive_open(seal->archive, ARCHIVE_READ, err);
        const bool ok = archive && find_sealed(archive, sealed->id, v->keep, &before, err) &&
                        (!before || tell_sealed_before(v, archive, sealed, before, err));
        archive_close(archive);
        if (!ok || before)
            return ok;
    }
    say(v, "not sealed\tyet: once it is read and approved, add --prepared-by NAME --approved-by NAME --fingerprint %.*s",
        FINGERPRINT_LEN, fingerprint.ptr);
    return true;
}

static bool approve(const struct voice *v, const struct seal *seal, const struct to_seal *made, struct text fingerprint,
                    struct error *err)
{
    struct archive_act act;
    if (is_first_step(seal))
        return end_first_step(v, seal, made->sealed, fingerprint, err);
    if (!act_make(&seal->act, "seal", made->sealed->id, v->keep, &act, err))
        return false;
    if (!seal->fingerprint || !text_equal(text_of(seal->fingerprint), text_slice(fingerprint, 0, FINGERPRINT_LEN)))
        return error_set(err, ERROR_USAGE, "not sealed: whoever approves it names what is approved: --fingerprint %.*s",
                         FINGERPRINT_LEN, fingerprint.ptr);
    struct archive *archive = archive_open(seal->archive, ARCHIVE_CREATE, err);
    const bool ok = archive && file_edition(v, archive, made, &act, err);
    archive_close(archive);
    return ok;
}

static bool find_archive(struct seal *seal, const struct edition *edition, struct error *err)
{
    if (!seal->archive)
        seal->archive = edition->archive;
    return seal->archive || error_set(err, ERROR_USAGE, "name the archive: --archive FILE, or 'archive: FILE' in edition.conf");
}

static bool seal_edition(struct seal *seal, struct arena *keep, struct diagnostics *diagnostics, struct error *err)
{
    struct bundle bundle = {.keep = keep, .program = TEXT("sitrep " SITREP_VERSION)};
    struct pipeline_report report = {0};
    const struct pipeline_built built = {.edition_folder = seal->edition, .output = seal->output, .is_for_archive = true};
    const bool made = pipeline_build(&built, &bundle, diagnostics, &report, err);
    const struct voice voice = voice_of(diagnostics, keep);
    print_diagnostics(diagnostics);
    if (!made && err->kind == ERROR_NONE)
        error_set(err, ERROR_INPUT, "%s: not built; nothing was written", seal->edition);
    if (err->kind == ERROR_DISCLOSE)
        print_protection(&voice, &report);
    if (!made || !find_archive(seal, report.edition, err))
        return false;
    bundle_finish(&bundle);
    struct sealed sealed = collect_sealed(&bundle, &report, seal->edition, keep);
    const struct text fingerprint = sealed_fingerprint(&sealed, keep);
    struct sealed_lists *lists = sealed_lists_new(&bundle, report.codebook, err);
    bool ok = lists && check_archive(seal, &sealed, lists, keep, err);
    if (ok) {
        print_sealed(&voice, seal, &sealed, &report, fingerprint);
        ok = (!seal->output || bundle_write(&bundle, seal->output, err)) &&
             approve(&voice, seal, &(struct to_seal){&sealed, lists}, fingerprint, err);
    }
    sealed_lists_free(lists);
    return ok;
}

int command_seal(int argc, char **argv)
{
    struct seal seal;
    if (!read_arguments(argc, argv, &seal))
        return EXIT_USAGE;
    struct arena *keep = arena_new();
    struct diagnostics *diagnostics = print_diagnostics_new(seal.language);
    struct error err = {0};
    seal_edition(&seal, keep, diagnostics, &err);
    const int status = print_end(diagnostics, &err);
    diagnostics_free(diagnostics);
    arena_free(keep);
    return status;
}
