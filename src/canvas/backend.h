/* SPDX-License-Identifier: GPL-3.0-or-later
 * What somebody who implements a canvas provides. Users of a canvas include canvas/canvas.h only. */
#ifndef CANVAS_BACKEND_H
#define CANVAS_BACKEND_H

#include "canvas/canvas.h"

/* Coordinates reach a back end with all offsets added. */
struct canvas_backend {
    /* Required. Fill and stroke of `paint`; a hatching is none of a back end's business. */
    void (*path)(void *self, const struct path *path, const struct paint *paint);
    /* Required. x_pt, y_pt: where the run begins on its baseline. */
    void (*glyphs)(void *self, double x_pt, double y_pt, const struct glyph_run *run);
    /* Required. Until the matching unclip, drawings show only inside the path. */
    void (*clip)(void *self, const struct path *path);
    void (*unclip)(void *self);
};

/* A canvas that draws through `backend` with `self`; canvas_free() leaves `self` alone. */
struct canvas *canvas_new(const struct canvas_backend *backend, void *self, const struct typeface *typeface);
void canvas_free(struct canvas *canvas);

#endif
