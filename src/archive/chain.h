/* SPDX-License-Identifier: GPL-3.0-or-later
 * Hashes over the canonical form of rows (store_digest()): of an edition, of what is restricted of it, and of acts, each of
 * which has the hash of the one before it in it. */
#ifndef ARCHIVE_CHAIN_H
#define ARCHIVE_CHAIN_H

#include "archive/archive.h"
#include "archive/store.h"

/* SHA-256 over all rows of an edition, in the archive or in the restricted file. */
bool chain_edition(struct store *archive, struct text edition, struct arena *keep, struct text *ret_sha256, struct error *err);
bool chain_restricted(struct store *restricted, struct text edition, struct arena *keep, struct text *ret_sha256,
                      struct error *err);

/* Enters an act behind the last one. */
bool chain_add(struct store *archive, const struct archive_act *act, struct error *err);

/* Whether acts, editions and their files are as they were, and nothing else is there. */
bool chain_verify(struct store *archive, struct error *err);
/* The same of the restricted file; what is there of an edition that was never sealed was left by a run that was ended. */
bool chain_verify_restricted(struct store *archive, struct store *restricted, struct error *err);

#endif
