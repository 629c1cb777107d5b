/* SPDX-License-Identifier: GPL-3.0-or-later
 * The font files of one folder, all of one family, as HarfBuzz reads them. */
#ifndef CANVAS_FACES_H
#define CANVAS_FACES_H

#include <harfbuzz/hb.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

/* Lives as long as the faces it is of. */
struct face {
    const char *file;
    unsigned index; /* in the file */
    hb_face_t *face;
    int weight;     /* 100 to 900 */
    bool is_italic, is_variable;
};

struct faces {
    struct arena *arena;
    const char *family; /* a name that all answer to */
    struct face *items; /* in byte order of their files' names; one at least */
    size_t count, capacity;
};

/* Opens every .ttf in `folder`; NULL where one is no font, or they are not of one family. */
struct faces *faces_open(const char *folder, struct error *err);
void faces_free(struct faces *faces);

#endif
