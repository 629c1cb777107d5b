/* SPDX-License-Identifier: GPL-3.0-or-later
 * What readers have from sealed editions, held against the lists of earlier figures that an edition was protected with. All of
 * it was published. */
#ifndef CLI_SEALED_LISTS_H
#define CLI_SEALED_LISTS_H

#include "archive/archive.h"
#include "archive/bundle.h"
#include "codebook/codebook.h"

/* Rows of lists that an edition names. */
struct sealed_lists;

/* Reads the lists among the inputs of a bundle; they have been read and judged before. `codebook` says which audiences hold
 * what others get. NULL on failure; sealed_lists_free() takes NULL. */
struct sealed_lists *sealed_lists_new(const struct bundle *bundle, const struct codebook *codebook, struct error *err);
void sealed_lists_free(struct sealed_lists *lists);

/* Whether the lists say of each edition that the archive has, whatever its period, all that was told to any audience whose
 * readers may hold it and `sealed`, and of none anything else. ERROR_INPUT names what is missing or is not as it was sealed.
 * Returns what the lists say in full; it lives as long as they. */
bool sealed_lists_check(const struct sealed_lists *lists, struct archive *archive, const struct sealed *sealed,
                        sealed_known_list *ret_known, struct error *err);

#endif
