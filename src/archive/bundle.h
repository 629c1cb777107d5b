/* SPDX-License-Identifier: GPL-3.0-or-later
 * The outputs of one run: gathered first, then put in place together, so that a folder never holds half a report. */
#ifndef ARCHIVE_BUNDLE_H
#define ARCHIVE_BUNDLE_H

#include "base/error.h"
#include "base/memory.h"
#include "base/text.h"

/* Anything that went into the run: for the manifest. */
struct bundle_input {
    struct text kind; /* "export", "layout", "code book", "font", … */
    struct text name;
    struct text sha256;
    const char *path;  /* as it was opened; NULL, like `bytes`, where nobody asked for them */
    struct text bytes; /* the reader's */
};

struct bundle_file {
    struct text path; /* below the output folder: "public/charts/gender.svg" */
    struct text bytes, sha256;
    unsigned mode;    /* FILE_PUBLIC or FILE_PRIVATE */
    bool is_encrypted; /* and of other bytes in each run */
    bool is_unlocked;  /* it is to be encrypted, and is not: only to be compared, never written */
    struct text plain_sha256; /* of what was encrypted */
};

struct bundle {
    struct arena *keep;
    struct text edition, program; /* "sitrep 0.1.0" */
    LIST_OF(struct bundle_input) inputs;
    LIST_OF(struct bundle_file) files;
    bool is_finished;
};

/* Takes what a builder holds, and empties it. Paths must be relative, without "..", and different. */
void bundle_take(struct bundle *bundle, struct text path, struct text_builder *bytes, unsigned mode);
/* The same of bytes that are not copied, and must live as long as the bundle. */
void bundle_hold(struct bundle *bundle, struct text path, struct text bytes, unsigned mode);
/* The same for what is encrypted, and not reproducible therefore: the manifests say so. What was encrypted is known by its hash. */
void bundle_take_encrypted(struct bundle *bundle, struct text path, struct text_builder *bytes, unsigned mode,
                           struct text plain_sha256);
/* The same for what would be encrypted, as it is: the bundle cannot be written. */
void bundle_take_unlocked(struct bundle *bundle, struct text path, struct text_builder *bytes);
/* The same run without these, and without manifests yet. */
struct bundle bundle_without_unlocked(const struct bundle *bundle);
void bundle_input(struct bundle *bundle, const char *kind, struct text name, struct text sha256);
/* The same of bytes that live as long as the bundle; it is called as the file at `path` is. */
void bundle_input_file(struct bundle *bundle, const char *kind, const char *path, struct text bytes);

/* Adds the manifests, and sorts the files: nothing may come after that. bundle_write() does it, if it is not done. */
void bundle_finish(struct bundle *bundle);

/* Whether bundle_write() would take the folder, as far as that can be seen before the work; of the bundle only `keep` and
 * `edition` need be there. Changes nothing. */
bool bundle_check(const struct bundle *bundle, const char *folder, struct error *err);

/* Writes all files to a new folder beside `folder` (".out.sitrep-" and six characters) and exchanges the two; what a
 * run that was killed left there goes. Each folder below gets a manifest.json of its own files, as open as they are;
 * restricted/manifest.json lists the inputs and all files. An existing folder is replaced only if it is empty or holds a
 * restricted/manifest.json of this program and edition; else, and when anything fails, nothing is touched. Called once for
 * a bundle. */
bool bundle_write(struct bundle *bundle, const char *folder, struct error *err);

#endif
