/* SPDX-License-Identifier: GPL-3.0-or-later
 * Where fonts are if an edition does not say. */
#ifndef CLI_FONTS_H
#define CLI_FONTS_H

#include "base/memory.h"

/* The first folder that holds fonts: `fonts` in the edition's folder or one of the two above it (its project); then beside
 * the program, as it is installed (../share/sitrep/fonts) or built (../fonts, ../../fonts). NULL if none does. */
const char *fonts_find(const char *edition_folder, struct arena *keep);

#endif
