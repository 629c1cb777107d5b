/* SPDX-License-Identifier: GPL-3.0-or-later
 * The tables of the two files: what they are called, what is in them, and what they say of themselves to whoever opens them
 * years later with nothing but sqlite3. The statements are the format: whatever is to be changed in them, a comment even, is a
 * step of its own to a new version, and those of older versions stay as they are. examples/ARCHIVE.md tells the same at length. */
#ifndef ARCHIVE_FORMS_H
#define ARCHIVE_FORMS_H

#include "archive/store.h"

/* The newest versions; those before hang on them.
 * The archive: all that was published, and what it was made from but for case-level inputs. */
const struct store_form *forms_archive(void);
/* The restricted file beside it: case-level inputs, and what tells hidden counts. */
const struct store_form *forms_restricted(void);

#endif
