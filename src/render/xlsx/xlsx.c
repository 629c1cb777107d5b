/* SPDX-License-Identifier: GPL-3.0-or-later
 * Plans, writes and checks a workbook. */
#include "render/xlsx/xlsx.h"

#include "render/xlsx/package.h"
#include "render/xlsx/plan.h"
#include "render/xlsx/verify.h"

static bool pack(const struct xlsx_plan *plan, struct xlsx_packing *packing, struct error *err)
{
    const bool ok = xlsx_package_write(plan, packing, err);
    xlsx_packing_free(packing);
    return ok;
}

bool xlsx_write(const struct document *document, struct text_builder *out, struct error *err)
{
    struct arena *keep = arena_new();
    const size_t before = out->len;
    struct xlsx_plan plan;
    bool ok = xlsx_plan(document, keep, &plan, err) && pack(&plan, xlsx_packing_new(out), err);
    if (ok) {
        const struct xlsx_archive archive = xlsx_archive_of_bytes(text_slice(text_built(out), before, out->len));
        ok = xlsx_verify(&plan, &archive, err);
    }
    if (!ok)
        out->len = before;
    arena_free(keep);
    return ok;
}

bool xlsx_write_file(const struct document *document, int file, struct error *err)
{
    struct arena *keep = arena_new();
    struct xlsx_plan plan;
    struct xlsx_archive archive;
    const bool ok = xlsx_plan(document, keep, &plan, err) && pack(&plan, xlsx_packing_new_in_file(file), err) &&
                    xlsx_archive_of_file(file, &archive, err) && xlsx_verify(&plan, &archive, err);
    arena_free(keep);
    return ok;
}
