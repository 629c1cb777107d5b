/* SPDX-License-Identifier: GPL-3.0-or-later
 * From an edition's folder to everything published of it: the stages in their order. Read this first. */
#ifndef CLI_PIPELINE_H
#define CLI_PIPELINE_H

#include "archive/bundle.h"
#include "base/diagnostics.h"
#include "base/error.h"
#include "cli/edition.h"
#include "document/document.h"
#include "protect/release.h"

struct pipeline_export {
    struct text source; /* of the code book */
    uint64_t files, rows, used, excluded, rejected;
};

struct pipeline_audience {
    struct text name;
    bool may_leak;
    struct release_summary summary;
};

/* What a run did, for the summary on the terminal. */
struct pipeline_report {
    LIST_OF(struct pipeline_export) exports;
    LIST_OF(struct pipeline_audience) audiences;
};

/* Runs every stage; on success `bundle` holds all outputs, in memory. False with *err set when an operation failed, and
 * also when `diagnostics` holds errors (then err->kind may be ERROR_NONE). */
bool pipeline_run(const char *edition_folder, struct bundle *bundle, struct diagnostics *diagnostics,
                  struct pipeline_report *ret_report, struct error *err);

#endif
