/* SPDX-License-Identifier: GPL-3.0-or-later
 * The files of a first edition, embedded by the build (embed.c). */
#ifndef CLI_STARTER_H
#define CLI_STARTER_H

#include <stddef.h>

struct starter_file {
    const char *path; /* in the edition's folder */
    const unsigned char *bytes;
    size_t len;
};

const struct starter_file *starter_files(size_t *ret_count);

#endif
