/* SPDX-License-Identifier: GPL-3.0-or-later
 * The tables `released…` of the archive. */
#ifndef ARCHIVE_RELEASED_H
#define ARCHIVE_RELEASED_H

#include "archive/sealed.h"
#include "archive/store.h"

bool released_add(struct store *store, const struct sealed *sealed, struct error *err);
/* Fills `sealed->released`. */
bool released_load(struct store *store, struct text edition, struct arena *keep, struct sealed *sealed, struct error *err);

#endif
