/* SPDX-License-Identifier: GPL-3.0-or-later
 * One document in all its forms: PDF, web page, workbook, charts, data. */
#ifndef CLI_OUTPUTS_H
#define CLI_OUTPUTS_H

#include "archive/bundle.h"
#include "base/diagnostics.h"
#include "base/error.h"
#include "canvas/typeface.h"
#include "document/document.h"
#include "render/data/package.h"

/* The document as it is made in another language of the same run: its pages lead to each other. */
struct outputs_translation {
    struct text language, name, report; /* "sv", "svenska", and the stem of its file names */
};

/* Adds the files of a document to the bundle, below its audience's folder: "public/situation-2014.en.pdf", …,
 * "public/charts/gender.en.svg", "public/data/gender.en.csv", "public/excel/gender.en.csv". Of a document that is encrypted it
 * is the PDF alone, which opens with `password`, and has the workbook and all data files attached. `report` is the stem of
 * file names. The data files are added to `described`, which is one for all languages of an audience and lives in
 * the bundle's `keep`. What its pages hold only with difficulty is warned of, where `layout` has it. */
struct outputs_names {
    struct text report, password;
    struct data_resources *described;
    const struct source *layout;
    struct diagnostics *diagnostics;
    const struct outputs_translation *translations;
    size_t translation_count;
    const char *output; /* the folder that the bundle goes to, beside which there is room on the disk; NULL: to none */
};
bool outputs_render(const struct document *document, const struct outputs_names *names, const struct typeface *typeface,
                    struct bundle *bundle, struct error *err);

/* What all languages of an audience have in common: "public/data/figure.schema.json", and "public/datapackage.json" about the
 * data files so far and that one. Called once an audience, after its last document. Of encrypted ones nothing: each has the schema attached,
 * and the files have no folders. */
void outputs_describe(const struct document *document, const struct outputs_names *names, struct bundle *bundle);

#endif
