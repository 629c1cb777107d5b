/* SPDX-License-Identifier: GPL-3.0-or-later
 * A release by the names of the code book, as the archive keeps it; and the release that such rows are of. */
#ifndef CLI_RELEASE_ROWS_H
#define CLI_RELEASE_ROWS_H

#include "archive/sealed.h"
#include "base/error.h"
#include "protect/record.h"

/* One audience's release. */
struct release_source {
    const struct release *release;
    const struct release_origin origin; /* that it was made for */
    size_t use_count;     /* the uses after these are printed nowhere */
    const bool *left_out; /* by use: what the audience does not get */
};

/* Adds what was released to the audience, in names. */
void release_rows_add(const struct release_source *source, struct arena *keep, struct sealed *sealed);

/* The release of an audience from rows of the archive, for layouts that ask for the same. ERROR_INPUT where the rows are not of
 * such a release. */
bool release_rows_restore(const struct sealed *sealed, const struct release_origin *origin, size_t use_count, struct arena *keep,
                          const struct release **ret_release, struct error *err);

#endif
