/* SPDX-License-Identifier: GPL-3.0-or-later
 * The words of a code book: its blocks, their settings and what these can be. The readers go by these tables, and `sitrep
 * list` prints them. */
#ifndef CODEBOOK_VOCABULARY_H
#define CODEBOOK_VOCABULARY_H

#include "base/markup.h"

/* Each ends with an empty name. */
const struct setting_rule *codebook_head(void);
const struct block_rule *codebook_blocks(void);

#endif
