/* SPDX-License-Identifier: GPL-3.0-or-later
 * Plans, writes and checks a workbook. */
#include "render/ods/ods.h"

#include "render/ods/package.h"
#include "render/ods/verify.h"
#include "render/xlsx/plan.h"

bool ods_write(const struct document *document, struct text_builder *out, struct error *err)
{
    struct arena *keep = arena_new();
    const size_t before = out->len;
    struct xlsx_plan plan;
    const bool ok = xlsx_plan(document, keep, &plan, err) && ods_package_write(&plan, out, err) &&
                    ods_verify(&plan, text_slice(text_built(out), before, out->len), err);
    if (!ok)
        out->len = before;
    arena_free(keep);
    return ok;
}
