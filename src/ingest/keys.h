/* SPDX-License-Identifier: GPL-3.0-or-later
 * Which keys were seen. This is the one thing of ingest, but for the numbers of persons, whose memory grows with the
 * rows: of a key without its last digit 112 bits of a hash are kept, and one bit for the digit; that is 16 bytes for up
 * to ten keys that count upwards, 16 bytes a key at worst, in a table at most two thirds full. That two different keys
 * are taken for one has a probability below 10^-19 for ten million rows. The keys themselves are not kept. */
#ifndef INGEST_KEYS_H
#define INGEST_KEYS_H

#include <stdbool.h>

#include "base/text.h"

struct keys;

/* keys_free() takes NULL. */
struct keys *keys_new(void);
void keys_free(struct keys *keys);

/* Whether this key was added before; adds it. */
bool keys_add(struct keys *keys, struct text key);

#endif
