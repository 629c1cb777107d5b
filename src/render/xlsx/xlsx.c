/* SPDX-License-Identifier: GPL-3.0-or-later
 * Plans, writes, finishes and checks a workbook. */
#include "render/xlsx/xlsx.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "render/xlsx/book.h"
#include "render/xlsx/finish.h"
#include "render/xlsx/plan.h"
#include "render/xlsx/verify.h"
#include "render/xlsx/zip.h"

enum { FILE_BYTES_MAX = 1024 * 1024 * 1024 };

/* libxlsxwriter writes files only: one in the scratch folder takes its output and goes again. */
static bool write_raw(const struct xlsx_plan *plan, const char *scratch_folder, struct arena *keep,
                      struct text *ret_raw, struct error *err)
{
    char *path = text_to_c(keep, text_format(keep, "%s/.sitrep-XXXXXX", scratch_folder));
    const int file = mkostemp(path, O_CLOEXEC);
    if (file < 0)
        return error_set(err, ERROR_SYSTEM, "%s: cannot create a file in this folder: %s", scratch_folder,
                         strerror(errno));
    const bool ok = (close(file) == 0 || error_set(err, ERROR_SYSTEM, "%s: cannot write", path)) &&
                    xlsx_book_write(plan, path, scratch_folder, err) &&
                    file_read(path, FILE_BYTES_MAX, keep, ret_raw, err);
    unlink(path);
    return ok;
}

static bool make(const struct document *document, const char *scratch_folder, struct text_builder *finished,
                 struct error *err)
{
    struct arena *keep = arena_new();
    struct xlsx_plan plan;
    struct xlsx_parts parts;
    struct text raw;
    const bool ok = xlsx_plan(document, keep, &plan, err) && write_raw(&plan, scratch_folder, keep, &raw, err) &&
                    xlsx_zip_read(raw, keep, &parts, err) && xlsx_finish(&plan, &parts, keep, err) &&
                    xlsx_zip_write(&parts, finished, err) && xlsx_verify(&plan, text_built(finished), err);
    arena_free(keep);
    return ok;
}

bool xlsx_write(const struct document *document, const char *scratch_folder, struct text_builder *out,
                struct error *err)
{
    struct text_builder finished = {0};
    const bool ok = make(document, scratch_folder, &finished, err);
    if (ok)
        text_add(out, text_built(&finished));
    text_builder_done(&finished);
    return ok;
}
