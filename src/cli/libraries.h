/* SPDX-License-Identifier: GPL-3.0-or-later
 * The libraries that outputs depend on, with the versions that are running now. */
#ifndef CLI_LIBRARIES_H
#define CLI_LIBRARIES_H

#include <stddef.h>

#include "archive/sealed.h"
#include "base/memory.h"

/* In the order of their names; ends where `ret_count` says. Lives in `keep`. */
const struct sealed_library *libraries_now(struct arena *keep, size_t *ret_count);

#endif
