/* SPDX-License-Identifier: GPL-3.0-or-later
 * libharu as a layer of PDF objects, every call checked. libharu's own functions for dictionaries report a failure once
 * and then go on quietly; here the first failure stays in `status`, later calls do no harm, and who finishes a stage
 * asks pdf_objects_good(). */
#ifndef RENDER_PDF_OBJECT_H
#define RENDER_PDF_OBJECT_H

#include <hpdf.h>
#include <hpdf_doc.h>
#include <hpdf_objects.h>
#include <hpdf_pages.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/text.h"

enum {
    PDF_STRING_MAX = 32767,    /* bytes of a string: ISO 19005-3, 6.1.13 */
    PDF_COORDINATE_MAX = 32000 /* libharu clamps numbers beyond 32767 without a word */
};

/* An indirect object that libharu knows as what others refer to, and no more: a dictionary of its takes a kilobyte, and most of
 * the time of writing it. */
struct pdf_late_object {
    HPDF_Obj_Header header;
    size_t number; /* its writer's */
};

struct pdf_late {
    void (*write)(const void *self, size_t number, struct text_builder *out);
    const void *self; /* the writer */
    LIST_OF(struct pdf_late_object *) items;
};

struct pdf_objects {
    HPDF_Doc doc;
    HPDF_STATUS status; /* the first failure */
    struct arena *arena;
    struct pdf_late late;
};

/* `objects` must stay where it is: libharu keeps its address. */
bool pdf_objects_open(struct pdf_objects *objects, struct error *err);
void pdf_objects_close(struct pdf_objects *objects);

/* Whether nothing has failed so far. */
bool pdf_objects_good(const struct pdf_objects *objects, struct error *err);
void pdf_check(struct pdf_objects *objects, HPDF_STATUS status);

/* New objects. Direct ones must be put into exactly one container, indirect ones into any number. */
HPDF_Dict pdf_dict_new(struct pdf_objects *objects);
HPDF_Dict pdf_dict_new_indirect(struct pdf_objects *objects);
HPDF_Array pdf_array_new(struct pdf_objects *objects);
/* An indirect object that `late` writes when it is saved, by this number; until then it can only be put into others. */
void *pdf_late_new(struct pdf_objects *objects, size_t number);
/* An indirect stream of those bytes, to be stored compressed. */
HPDF_Dict pdf_stream_new(struct pdf_objects *objects, struct text bytes);

/* A text string: as ASCII where that will do, else as UTF-16 with a byte order mark. */
void *pdf_text_new(struct pdf_objects *objects, struct text text);
/* The same, as the bytes the string will have. */
struct text pdf_text_bytes(struct arena *keep, struct text text);
/* Appends hexadecimal UTF-16BE, without a byte order mark. */
void pdf_text_add_utf16_hex(struct text_builder *b, struct text text);

/* Dictionaries. A value that was there before is replaced. */
void pdf_put(struct pdf_objects *objects, HPDF_Dict dict, const char *key, void *value);
void pdf_put_name(struct pdf_objects *objects, HPDF_Dict dict, const char *key, const char *name);
void pdf_put_number(struct pdf_objects *objects, HPDF_Dict dict, const char *key, int64_t number);
void pdf_put_true(struct pdf_objects *objects, HPDF_Dict dict, const char *key);
void pdf_put_text(struct pdf_objects *objects, HPDF_Dict dict, const char *key, struct text text);

/* Arrays hold at most 32,767 objects. */
void pdf_add(struct pdf_objects *objects, HPDF_Array array, void *value);
void pdf_add_name(struct pdf_objects *objects, HPDF_Array array, const char *name);
void pdf_add_number(struct pdf_objects *objects, HPDF_Array array, int64_t number);
void pdf_add_real(struct pdf_objects *objects, HPDF_Array array, double number);

struct pdf_rectangle {
    double left, bottom, right, top; /* y up, as in a PDF */
};
HPDF_Array pdf_rectangle_new(struct pdf_objects *objects, struct pdf_rectangle rectangle);

/* Objects as a file has them: the number of an indirect one, a reference to it, and what it is itself. */
size_t pdf_number_of(const void *object);
void pdf_reference_write(const void *object, struct text_builder *out);
void pdf_object_write(struct pdf_objects *objects, void *object, struct text_builder *out);

#endif
