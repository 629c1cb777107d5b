/* SPDX-License-Identifier: GPL-3.0-or-later
 * Passwords of audiences whose PDF is encrypted. They stand in no file of an edition: the environment has them, or names a
 * file elsewhere. */
#ifndef CLI_PASSWORD_H
#define CLI_PASSWORD_H

#include <stdbool.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/text.h"

enum { PASSWORD_LEAST = 12 }; /* characters */

/* Whether the environment has one, or names a file, be they good or not. */
bool password_is_given(struct text audience, struct arena *keep);

/* Of SITREP_PASSWORD_AUTHORITIES, or the first line of the file that SITREP_PASSWORD_AUTHORITIES_FILE names (readable by its
 * owner only, not in `edition_folder`, if there is one). False, and what is amiss in *err, where there is none that is good; no message holds
 * any of it. */
bool password_find(struct text audience, const char *edition_folder, struct arena *keep, struct text *ret_password,
                   struct error *err);

#endif
