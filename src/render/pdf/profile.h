/* SPDX-License-Identifier: GPL-3.0-or-later
 * The sRGB colour space (IEC 61966-2-1) as an ICC profile, computed here so that no file of the system is needed. */
#ifndef RENDER_PDF_PROFILE_H
#define RENDER_PDF_PROFILE_H

#include "base/text.h"

/* Appends an ICC version 2 display profile of three primaries and one curve. `year` goes into its date. */
void pdf_profile_add_srgb(struct text_builder *b, int year);

#endif
