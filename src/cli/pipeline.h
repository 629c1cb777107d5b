/* SPDX-License-Identifier: GPL-3.0-or-later
 * From an edition's folder to everything published of it: the stages in their order. Read this first. */
#ifndef CLI_PIPELINE_H
#define CLI_PIPELINE_H

#include "archive/bundle.h"
#include "archive/sealed.h"
#include "base/diagnostics.h"
#include "base/error.h"
#include "cli/edition.h"
#include "cli/question.h"
#include "cli/whereabouts.h"
#include "document/document.h"
#include "protect/account.h"
#include "protect/release.h"

struct pipeline_export {
    struct text source; /* of the code book */
    uint64_t files, rows, used, excluded, rejected;
    uint64_t faults; /* of the rejected rows: at least one each */
};

/* Rows that count in a category because their code is unknown. */
struct pipeline_unknown {
    struct text source, column, category; /* of the code book */
    uint64_t rows;    /* confidential where it is under the highest threshold */
    bool may_be_told;
};

struct pipeline_audience {
    struct text name;
    bool may_leak;
    bool is_built; /* else it is reckoned with only because readers of another audience have it */
    struct account *account; /* confidential: see account.h */
    const struct policy *policy;
    struct release_explanation *explanations; /* pipeline_explain(): of each use of the question */
    bool repeats; /* likewise: of a count, that reports print what was published, which is `repeated` */
    struct doc_repeated repeated;
    struct whereabouts whereabouts; /* likewise: the figures of its report in one language; none where it cannot be made */
    /* pipeline_build(): */
    const struct release *release;
    const bool *left_out; /* by use: what this audience does not get */
    struct doc_numbers numbers; /* that it is told, in whatever language: for the archive, and of pipeline_look_up() */
};

/* What is asked about one figure or table. */
struct pipeline_question {
    struct text figure;   /* as layouts write it, or a chart or table by its name or its number for readers; empty: nothing yet */
    struct text language; /* of names; empty: that of the edition's first layout */
};

struct pipeline_audited {
    const char *edition_folder;
    bool has_accounts; /* they are wanted, with their arithmetic; else the bundle has no files */
};

struct pipeline_built {
    const char *edition_folder;
    const char *output; /* the folder that bundle_write() will get: one that it refuses ends the run before the work; NULL: none */
    bool is_for_archive; /* the bundle gets the bytes of all inputs; reproductions are refused */
    const struct edition_home *home; /* of an edition from the archive, or NULL. PDFs of it are not encrypted: see
                                      * bundle_take_unlocked() */
};

/* Figures of a list, to be looked up in what an audience gets. */
struct pipeline_list {
    const char *edition_folder;
    struct text audience;
    struct question_row *const *rows;
    size_t count;
};

/* What a run did, for the summary on the terminal. */
struct pipeline_report {
    LIST_OF(struct pipeline_export) exports;
    LIST_OF(struct pipeline_unknown) unknown; /* where there are any */
    LIST_OF(struct pipeline_audience) audiences;
    bool layouts_have_faults; /* pipeline_audit(): pipeline_build() would stop at them */
    size_t layout_count; /* pipeline_check(): that were judged */
    const struct codebook *codebook;
    struct question question; /* pipeline_explain(): as understood */
    const struct requests *requests; /* pipeline_explain(), pipeline_build() */
    size_t published_uses;           /* pipeline_build(): the uses after these are printed nowhere */
    const struct edition *edition;   /* pipeline_build() */
    const struct typed_source *typed; /* by measure, of those the edition gives */
    int language;                    /* of the code book's, for names */
};

/* Judges everything that needs no protection: edition, code book, layouts, languages, exports, checks and claims, these on
 * the true counts. Nothing that it tells holds one. False when there are errors, as pipeline_build(). `bundle` gets no files. */
bool pipeline_check(const char *edition_folder, struct bundle *bundle, struct diagnostics *diagnostics,
                    struct pipeline_report *ret_report, struct error *err);

/* Runs every stage; on success `bundle` holds all outputs, in memory but for workbooks, which lie on the disk of
 * `output` without a name. False with *err set when an operation failed or
 * something would be disclosed, and also when `diagnostics` holds errors (then err->kind may be ERROR_NONE). */
bool pipeline_build(const struct pipeline_built *built, struct bundle *bundle, struct diagnostics *diagnostics,
                    struct pipeline_report *ret_report, struct error *err);

/* An edition from the archive: what was released, and layouts, code book, languages and fonts in its folder. */
struct pipeline_rebuilt {
    const char *edition_folder;
    const char *output; /* as in pipeline_built */
    const char *fonts;
    const struct sealed *sealed;
};

/* The same outputs, but for those of restricted/, from what was released: no case-level input is read, nothing is counted, and
 * what was hidden then is hidden now. */
bool pipeline_rebuild(const struct pipeline_rebuilt *rebuilt, struct bundle *bundle, struct diagnostics *diagnostics,
                      struct error *err);

/* Runs up to the releases, and holds the layouts against them; `bundle` then holds the confidential accounts, if they are
 * wanted, also of what would be disclosed. Fails as pipeline_build() does, but not on disclosure (see
 * account_totals.unsafe) and not on what layouts say of released figures (see layouts_have_faults). */
bool pipeline_audit(const struct pipeline_audited *audited, struct bundle *bundle, struct diagnostics *diagnostics,
                    struct pipeline_report *ret_report, struct error *err);

/* The same for one figure or table: what becomes of it for each audience, and why. */
bool pipeline_explain(const char *edition_folder, const struct pipeline_question *question, struct bundle *bundle,
                      struct diagnostics *diagnostics, struct pipeline_report *ret_report, struct error *err);

/* The same for the figures of a list: what the audience gets of each is in its row, without anything hidden, and all numbers
 * that it is told are in the report's `numbers`. Refuses as pipeline_build() does what would disclose something. */
bool pipeline_look_up(const struct pipeline_list *list, struct bundle *bundle, struct diagnostics *diagnostics,
                      struct pipeline_report *ret_report, struct error *err);

#endif
