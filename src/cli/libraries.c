/* SPDX-License-Identifier: GPL-3.0-or-later
 * Asks each library for the version that is loaded, not for the one whose headers were there. */
#include "cli/libraries.h"

#include <cmark-gfm.h>
#include <glib.h>
#include <hb.h>
#include <hpdf.h>
#include <libdeflate.h>
#include <zlib.h>

#include "canvas/late.h"
#include "protect/library.h"
#include "render/xlsx/library.h"

const struct sealed_library *libraries_now(struct arena *keep, size_t *ret_count)
{
    const int fontconfig = late()->FcGetVersion();
    const struct sealed_library now[] = {
        {TEXT("cairo"), text_of(late()->cairo_version_string())},
        {TEXT("cmark-gfm"), text_of(cmark_version_string())},
        {TEXT("fontconfig"), text_format(keep, "%d.%d.%d", fontconfig / 10000, fontconfig / 100 % 100, fontconfig % 100)},
        {TEXT("glib"), text_format(keep, "%u.%u.%u", glib_major_version, glib_minor_version, glib_micro_version)},
        {TEXT("glpk"), text_of(glpk()->glp_version())},
        {TEXT("harfbuzz"), text_of(hb_version_string())},
        {TEXT("libdeflate"), TEXT(LIBDEFLATE_VERSION_STRING)}, /* it does not tell which one is loaded */
        {TEXT("libharu"), text_of(HPDF_GetVersion())},
        {TEXT("libxlsxwriter"), text_of(xlsx_library()->lxw_version())},
        {TEXT("pango"), text_of(late()->pango_version_string())},
        {TEXT("zlib"), text_of(zlibVersion())},
    };
    struct sealed_library *copy = ARENA_ARRAY(keep, struct sealed_library, sizeof now / sizeof *now);
    for (size_t i = 0; i < sizeof now / sizeof *now; i++)
        copy[i] = now[i];
    *ret_count = sizeof now / sizeof *now;
    return copy;
}
