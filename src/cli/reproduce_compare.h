/* SPDX-License-Identifier: GPL-3.0-or-later
 * What was sealed against what is made of it now: file by file, cell by cell. */
#ifndef CLI_REPRODUCE_COMPARE_H
#define CLI_REPRODUCE_COMPARE_H

#include "archive/bundle.h"
#include "archive/sealed.h"
#include "cli/say.h"

struct comparison {
    const struct voice *voice;
    const struct sealed *sealed;
    const struct bundle *bundle; /* finished; its PDFs are not encrypted */
    /* Files; alike: encrypted ones that hold the same, and lists that have other hashes of encrypted files and nothing else. */
    size_t same, alike, different, unasked;
};

/* Prints every file that differs, is missing or is new: of tables of data which cells, of text which line, of other files from
 * which byte on. Values are told of what everybody may read, and of nothing else. What an encrypted file holds is compared if
 * the environment has its password (see password.h), or the archive its hash; else it is said why not. `is_restricted`: the
 * files are those of restricted/, else all others. Fails where a password that is named cannot be had. */
bool reproduce_compare(struct comparison *comparison, bool is_restricted, struct error *err);

#endif
