/* SPDX-License-Identifier: GPL-3.0-or-later
 * The archive of sealed editions: one file with all that was published, and a restricted one beside it, "….inputs", with
 * case-level inputs, which may be destroyed. Acts stand in a journal, each with the hash of the one before it. Nothing that is
 * sealed is ever changed.
 *
 * Errors: ERROR_INPUT: what is no archive; ERROR_DIFFERS: something is not as it was sealed. */
#ifndef ARCHIVE_ARCHIVE_H
#define ARCHIVE_ARCHIVE_H

#include "archive/sealed.h"
#include "base/error.h"

struct archive;

enum archive_use {
    ARCHIVE_READ,
    ARCHIVE_CHANGE, /* it stays locked until it is closed */
    ARCHIVE_CREATE, /* the same, and it may be missing */
};

/* Reads both files (the restricted one may be missing) and verifies the archive as archive_verify() does. NULL on failure. */
struct archive *archive_open(const char *path, enum archive_use use, struct error *err);
void archive_close(struct archive *archive);

/* The version of the file's form, which may be older than that in which this program seals. */
int archive_version(const struct archive *archive);
bool archive_is_current(const struct archive *archive);
/* ERROR_INPUT where it is older: nothing can be sealed in it before it is migrated. */
bool archive_check_current(const struct archive *archive, struct error *err);
/* Brings it to the newest version and writes it. What was sealed stays as it is, and so do all hashes: they are worked out anew
 * before anything is written. Whatever happens, the archive is then the old one or the new one. Does nothing where it is of
 * that version. */
bool archive_migrate(struct archive *archive, struct error *err);

/* Who did what on which day: "2025-02-01". */
struct archive_act {
    struct text kind, edition; /* kind: "seal", "purge" */
    struct text day, done_by, approved_by;
    struct text sha256;
};
typedef LIST_OF(struct archive_act) archive_acts;

/* All acts, the first one first. */
bool archive_read_acts(struct archive *archive, struct arena *keep, archive_acts *ret_acts, struct error *err);
/* The act of that kind, or NULL. */
const struct archive_act *archive_find_act(const archive_acts *acts, const char *kind, struct text edition);

/* What is kept of an edition. ERROR_USAGE if it is not there. */
bool archive_load(struct archive *archive, struct text edition, struct arena *keep, struct sealed *ret_sealed,
                  struct error *err);

/* Of that only its facts and what its audiences were told, audience by audience. */
bool archive_load_told(struct archive *archive, struct text edition, struct arena *keep, struct sealed *ret_sealed,
                       struct error *err);

/* Adds the edition, which must not be there, and the act; writes both files. Whatever happens, the archive is then the old one
 * or the new one. */
bool archive_seal(struct archive *archive, const struct sealed *sealed, const struct archive_act *act, struct error *err);

bool archive_holds(struct archive *archive, struct text edition);
/* Whether the restricted file has something of the edition. */
bool archive_keeps_inputs(struct archive *archive, struct text edition);
typedef LIST_OF(struct text) archive_ids;
/* The editions of which it has something though they are not in the archive: of runs that were ended, or the archive is an older
 * copy. */
bool archive_read_unsealed(struct archive *archive, struct arena *keep, archive_ids *ret_ids, struct error *err);
/* Enters the act, unless it is there or the edition was never sealed, and destroys what the restricted file has of it. */
bool archive_purge(struct archive *archive, const struct archive_act *act, struct error *err);

/* Whether every file has its hash, every edition is as it was sealed, every act follows the one before it, and nothing else
 * is there; and the same of what the restricted file has. */
bool archive_verify(struct archive *archive, struct error *err);

#endif
