/* SPDX-License-Identifier: GPL-3.0-or-later
 * The library of the version whose headers were there. */
#include "render/xlsx/library.h"

const struct xlsx_library *xlsx_library(void)
{
    static const char *const names[] = {XLSX_LIBRARY_FUNCTIONS(LIBRARY_NAME)};
    static struct xlsx_library functions; /* a process has its libraries once */
    if (!functions.lxw_version)
        library_fill("libxlsxwriter.so." LXW_SOVERSION, names, sizeof names / sizeof *names, &functions);
    return &functions;
}
