/* SPDX-License-Identifier: GPL-3.0-or-later
 * sitrep audit EDITION: whether anything small could be worked out. What is confidential goes to files only. */
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "cli/audit_figures.h"
#include "cli/command.h"
#include "cli/folder.h"
#include "cli/print.h"

struct audit_options {
    const char *edition, *folder;
    bool as_json;
    struct print_language language;
};

static bool wants_figures(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        if (strcmp(argv[i], "--figures") == 0 || strncmp(argv[i], "--figures=", 10) == 0)
            return true;
    return false;
}

static bool read_arguments(int argc, char **argv, struct audit_options *ret_options)
{
    static const struct option options[] = {{"output", required_argument, NULL, 'o'},
                                            {"format", required_argument, NULL, 'f'},
                                            {"language", required_argument, NULL, 'l'},
                                            {NULL, 0, NULL, 0}};
    struct audit_options read = {0};
    bool good = true;
    for (int option; (option = getopt_long(argc, argv, "o:", options, NULL)) != -1;) {
        if (option == 'o')
            read.folder = optarg;
        else if (!(option == 'f' && print_take_format(optarg, &read.as_json)) &&
                 !(option == 'l' && print_take_language(optarg, &read.language)))
            good = false;
    }
    if (!good || optind != argc - 1) {
        fprintf(stderr, "sitrep audit EDITION [-o DIR] [--format text|json] [--language fi|sv|en], or\n"
                        "sitrep audit --figures FILE.csv; sitrep audit --help tells more\n");
        return false;
    }
    read.edition = argv[optind];
    *ret_options = read;
    return true;
}

/* ---- for machines: what the text for people says, no more ---- */

static void add_names(const char *key, const struct account_names *names, struct text_builder *b)
{
    text_add_format(b, ",\"%s\":[", key);
    for (size_t i = 0; i < names->count; i++) {
        text_add_c(b, i ? "," : "");
        json_add_text(b, names->items[i]);
    }
    text_add_byte(b, ']');
}

static void add_labels(const struct account *account, enum account_status status, const char *key, struct text_builder *b)
{
    bool first = true;
    text_add_format(b, ",\"%s\":[", key);
    for (size_t i = 0; i < account->entries.count; i++) {
        const struct account_entry *entry = &account->entries.items[i];
        if (entry->status != status || (status != ACCOUNT_EXEMPT && !account_entry_is_seen(entry)))
            continue;
        text_add_c(b, first ? "{\"label\":" : ",{\"label\":");
        json_add_text(b, entry->label);
        text_add_c(b, ",\"where\":");
        json_add_text(b, entry->where);
        if (status == ACCOUNT_UNSAFE)
            add_names("from", &entry->from, b);
        text_add_byte(b, '}');
        first = false;
    }
    text_add_byte(b, ']');
}

/* Of what readers see nothing of: without names. */
static void add_unseen(const struct account *account, enum account_status status, const char *key, struct text_builder *b)
{
    text_add_format(b, ",\"%s\":{\"counts\":%zu", key, account->unseen[status].count);
    if (status == ACCOUNT_UNSAFE)
        add_names("from", &account->unseen[status].from, b);
    text_add_byte(b, '}');
}

static void add_audience(const struct pipeline_audience *audience, struct text_builder *b)
{
    const struct account_totals *t = &audience->account->totals;
    text_add_c(b, "{\"audience\":");
    json_add_text(b, audience->name);
    text_add_format(b,
                    ",\"reproduction\":%s,\"published\":%zu,\"hidden\":%zu,\"joined\":%zu,"
                    "\"unsafe\":%zu,\"lost\":%zu,\"exempt\":%zu,\"held\":%zu,\"recounted\":%zu",
                    audience->may_leak ? "true" : "false", t->published, t->primary + t->complementary, t->joined,
                    t->unsafe, t->lost, t->exempt, t->held, t->recounted);
    if (!audience->may_leak) {
        add_labels(audience->account, ACCOUNT_UNSAFE, "can_be_worked_out", b);
        add_unseen(audience->account, ACCOUNT_UNSAFE, "can_be_worked_out_of_what_nothing_shows", b);
        add_labels(audience->account, ACCOUNT_LOST, "lost_to_earlier_publications", b);
        add_unseen(audience->account, ACCOUNT_LOST, "lost_of_what_nothing_shows", b);
        add_labels(audience->account, ACCOUNT_EXEMPT, "exempted", b);
    }
    text_add_byte(b, '}');
}

static void print_json(struct text edition, const struct pipeline_report *report, struct diagnostics *diagnostics)
{
    struct text_builder b = {0};
    text_add_c(&b, "{\"edition\":");
    json_add_text(&b, edition);
    text_add_c(&b, ",\"audiences\":[");
    for (size_t i = 0; edition.len && i < report->audiences.count; i++) {
        text_add_c(&b, i ? ",\n" : "\n");
        add_audience(&report->audiences.items[i], &b);
    }
    text_add_c(&b, "],\n\"diagnostics\":");
    diagnostics_add_json(diagnostics, &b);
    text_add_c(&b, "}\n");
    fwrite(b.bytes, 1, b.len, stdout);
    text_builder_done(&b);
}

/* ---- the command ---- */

/* The accounts, each whole, readable by their owner only. */
static bool write_accounts(const struct bundle *bundle, const char *folder, struct error *err)
{
    struct folder_file *files = ARENA_ARRAY(bundle->keep, struct folder_file, bundle->files.count);
    for (size_t i = 0; i < bundle->files.count; i++) {
        const struct bundle_file *file = &bundle->files.items[i];
        files[i] = (struct folder_file){strrchr(text_to_c(bundle->keep, file->path), '/') + 1, file->bytes};
    }
    return folder_write(folder, files, bundle->files.count, "*.audit.*", err);
}

static bool leaks(const struct pipeline_report *report)
{
    for (size_t i = 0; i < report->audiences.count; i++)
        if (!report->audiences.items[i].may_leak && report->audiences.items[i].account->totals.unsafe)
            return true;
    return false;
}

/* Where the hidden counts are. */
static void print_folder(const struct voice *v, const struct audit_options *options)
{
    if (options->folder)
        say(v, "account in\t%s: CONFIDENTIAL, it holds hidden counts; readable by you only", options->folder);
    else
        say(v, "account\tnot written; -o DIR writes it, with all hidden counts and the arithmetic: confidential");
}

static int audit_edition(const struct audit_options *options, struct arena *keep, struct diagnostics *diagnostics,
                         struct error *err)
{
    struct bundle bundle = {.keep = keep};
    struct pipeline_report report = {0};
    const struct pipeline_audited audited = {options->edition, options->folder != NULL};
    const bool made = (!options->folder || folder_check(options->folder, err)) &&
                      pipeline_audit(&audited, &bundle, diagnostics, &report, err);
    if (options->as_json)
        print_json(made ? bundle.edition : TEXT_EMPTY, &report, diagnostics);
    else
        print_diagnostics(diagnostics);
    if (!made && err->kind == ERROR_NONE)
        error_set(err, ERROR_INPUT, "%s: not audited", options->edition);
    if (err->kind != ERROR_NONE || (options->folder && !write_accounts(&bundle, options->folder, err))) {
        print_failure(diagnostics, err->message);
        return (int)err->kind;
    }
    if (!options->as_json) {
        const struct voice voice = voice_of(diagnostics, keep);
        say(&voice, "Edition %.*s", TEXT_ARGS(bundle.edition));
        print_protection(&voice, &report);
        print_folder(&voice, options);
    }
    if (report.layouts_have_faults)
        print_failure(diagnostics, text_format(keep, "%s: audited, but a build would stop at the faults of its layouts",
                                               options->edition)
                                       .ptr);
    if (!print_finish(diagnostics))
        return EXIT_SYSTEM;
    return leaks(&report) ? EXIT_DISCLOSE : report.layouts_have_faults ? EXIT_INPUT : EXIT_FINE;
}

int command_audit(int argc, char **argv)
{
    struct audit_options options;
    if (wants_figures(argc, argv))
        return command_audit_figures(argc, argv);
    if (!read_arguments(argc, argv, &options))
        return EXIT_USAGE;
    struct arena *keep = arena_new();
    struct diagnostics *diagnostics = print_diagnostics_new(options.language);
    struct error err = {0};
    const int status = audit_edition(&options, keep, diagnostics, &err);
    diagnostics_free(diagnostics);
    arena_free(keep);
    return status;
}
