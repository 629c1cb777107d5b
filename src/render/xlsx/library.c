/* SPDX-License-Identifier: GPL-3.0-or-later
 * The library of the version whose headers were there. */
#include "render/xlsx/library.h"

LIBRARY_DEFINE(xlsx_library, "libxlsxwriter.so." LXW_SOVERSION, XLSX_LIBRARY_FUNCTIONS, lxw_version)
