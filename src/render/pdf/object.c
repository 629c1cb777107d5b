/* SPDX-License-Identifier: GPL-3.0-or-later
 * Thin checked wrappers over HPDF_*. Memory comes from base/, so that running out of it ends the run as everywhere
 * else and no object here is ever missing for that reason. */
#include "render/pdf/object.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "base/number.h"

enum {
    PAGES_IN_NODE = 64,
    CLASS_LATE = 0xFE,        /* of an object: none of libharu's */
    NUMBER_MASK = 0x00FFFFFF, /* of an object's id: libharu keeps flags above */
};

/* libharu fills what it gets. */
static void *allocate(HPDF_UINT size)
{
    return memory_grow(NULL, size, 1);
}

static void on_error(HPDF_STATUS status, HPDF_STATUS detail, void *data)
{
    (void)detail;
    pdf_check(data, status);
}

bool pdf_objects_open(struct pdf_objects *objects, struct error *err)
{
    *objects = (struct pdf_objects){.arena = arena_new()};
    objects->doc = HPDF_NewEx(on_error, allocate, free, 0, objects); /* 0: no pool of its own, which would align nothing */
    if (!objects->doc)
        return error_set(err, ERROR_SYSTEM, "libharu could not begin a PDF");
    pdf_check(objects, HPDF_SetCompressionMode(objects->doc, HPDF_COMP_ALL));
    pdf_check(objects, HPDF_SetPagesConfiguration(objects->doc, PAGES_IN_NODE));
    return pdf_objects_good(objects, err);
}

void pdf_objects_close(struct pdf_objects *objects)
{
    if (objects->doc)
        HPDF_Free(objects->doc);
    objects->doc = NULL;
    arena_free(objects->arena);
    objects->arena = NULL;
}

void pdf_check(struct pdf_objects *objects, HPDF_STATUS status)
{
    if (objects->status == HPDF_OK)
        objects->status = status;
}

bool pdf_objects_good(const struct pdf_objects *objects, struct error *err)
{
    const HPDF_STATUS status = objects->status ? objects->status : HPDF_GetError(objects->doc);
    switch (status) {
    case HPDF_OK:
        return true;
    case HPDF_STRING_OUT_OF_RANGE:
        return error_set(err, ERROR_INPUT, "a text is longer than a PDF allows (%d bytes)", PDF_STRING_MAX);
    case HPDF_REAL_OUT_OF_RANGE:
        return error_set(err, ERROR_SYSTEM, "a place lies outside what a PDF allows");
    default:
        return error_set(err, ERROR_SYSTEM, "the PDF could not be made: libharu reports 0x%04lX", status);
    }
}

/* ---- new objects ---- */

/* Gives the object a number; NULL where there are more objects than a PDF allows (libharu has freed it then). */
static void *numbered(struct pdf_objects *objects, void *object)
{
    const HPDF_STATUS status = HPDF_Xref_Add(objects->doc->xref, object);
    pdf_check(objects, status);
    return status == HPDF_OK ? object : NULL;
}

HPDF_Dict pdf_dict_new(struct pdf_objects *objects)
{
    return HPDF_Dict_New(objects->doc->mmgr);
}

HPDF_Dict pdf_dict_new_indirect(struct pdf_objects *objects)
{
    return numbered(objects, pdf_dict_new(objects));
}

void *pdf_late_new(struct pdf_objects *objects, size_t number)
{
    struct pdf_late_object *late = ARENA_NEW(objects->arena, struct pdf_late_object);
    *late = (struct pdf_late_object){{.obj_id = HPDF_OTYPE_INDIRECT, .obj_class = CLASS_LATE}, number};
    ARENA_PUSH(objects->arena, &objects->late.items, late);
    if (objects->late.items.count > HPDF_LIMIT_MAX_XREF_ELEMENT - objects->doc->xref->entries->count)
        pdf_check(objects, HPDF_XREF_COUNT_ERR);
    return late;
}

HPDF_Array pdf_array_new(struct pdf_objects *objects)
{
    return HPDF_Array_New(objects->doc->mmgr);
}

HPDF_Dict pdf_stream_new(struct pdf_objects *objects, struct text bytes)
{
    HPDF_Dict stream = HPDF_DictStream_New(objects->doc->mmgr, objects->doc->xref);
    if (!stream || bytes.len > INT32_MAX) {
        pdf_check(objects, HPDF_INVALID_STREAM);
        return stream;
    }
    stream->filter = HPDF_STREAM_FILTER_FLATE_DECODE;
    pdf_check(objects, HPDF_Stream_Write(stream->stream, (const HPDF_BYTE *)bytes.ptr, (HPDF_UINT)bytes.len));
    return stream;
}

/* ---- text ---- */

static bool is_plain(struct text text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] < 0x20 || text.ptr[i] > 0x7E)
            return false;
    return true;
}

static size_t utf16_of(uint32_t code_point, uint16_t ret_units[2])
{
    if (code_point < 0x10000) {
        ret_units[0] = (uint16_t)code_point;
        return 1;
    }
    ret_units[0] = (uint16_t)(0xD800 + ((code_point - 0x10000) >> 10));
    ret_units[1] = (uint16_t)(0xDC00 + ((code_point - 0x10000) & 0x3FF));
    return 2;
}

void pdf_text_add_utf16_hex(struct text_builder *b, struct text text)
{
    static const char digits[] = "0123456789ABCDEF";
    for (size_t at = 0; at < text.len;) {
        uint16_t units[2];
        const size_t count = utf16_of(text_next(text, &at), units);
        for (size_t i = 0; i < count; i++)
            for (int shift = 12; shift >= 0; shift -= 4)
                text_add_byte(b, digits[(units[i] >> shift) & 15]);
    }
}

struct text pdf_text_bytes(struct arena *keep, struct text text)
{
    if (is_plain(text))
        return text_copy(keep, text);
    char *bytes = arena_alloc(keep, text.len + 1, 2); /* no character has more units than UTF-8 bytes */
    size_t len = 0;
    bytes[len++] = (char)0xFE;
    bytes[len++] = (char)0xFF;
    for (size_t at = 0; at < text.len;) {
        uint16_t units[2];
        const size_t count = utf16_of(text_next(text, &at), units);
        for (size_t i = 0; i < count; i++) {
            bytes[len++] = (char)(units[i] >> 8);
            bytes[len++] = (char)(units[i] & 0xFF);
        }
    }
    return (struct text){bytes, len};
}

void *pdf_text_new(struct pdf_objects *objects, struct text text)
{
    struct arena *scratch = arena_new();
    const struct text bytes = pdf_text_bytes(scratch, text);
    void *object = NULL;
    if (bytes.len > PDF_STRING_MAX)
        pdf_check(objects, HPDF_STRING_OUT_OF_RANGE);
    else if (is_plain(text))
        object = HPDF_String_New(objects->doc->mmgr, bytes.ptr, NULL);
    else
        object = HPDF_Binary_New(objects->doc->mmgr, (HPDF_BYTE *)(uintptr_t)bytes.ptr, (HPDF_UINT)bytes.len);
    arena_free(scratch);
    return object;
}

/* ---- containers ---- */

void pdf_put(struct pdf_objects *objects, HPDF_Dict dict, const char *key, void *value)
{
    if (dict)
        pdf_check(objects, HPDF_Dict_Add(dict, key, value));
    else
        HPDF_Obj_Free(objects->doc->mmgr, value);
}

void pdf_put_name(struct pdf_objects *objects, HPDF_Dict dict, const char *key, const char *name)
{
    pdf_put(objects, dict, key, HPDF_Name_New(objects->doc->mmgr, name));
}

/* A number object, or NULL with the failure noted. */
static void *number_new(struct pdf_objects *objects, int64_t number)
{
    if (number >= INT32_MIN && number <= INT32_MAX)
        return HPDF_Number_New(objects->doc->mmgr, (HPDF_INT32)number);
    pdf_check(objects, HPDF_REAL_OUT_OF_RANGE);
    return NULL;
}

void pdf_put_number(struct pdf_objects *objects, HPDF_Dict dict, const char *key, int64_t number)
{
    pdf_put(objects, dict, key, number_new(objects, number));
}

void pdf_put_true(struct pdf_objects *objects, HPDF_Dict dict, const char *key)
{
    pdf_put(objects, dict, key, HPDF_Boolean_New(objects->doc->mmgr, HPDF_TRUE));
}

void pdf_put_text(struct pdf_objects *objects, HPDF_Dict dict, const char *key, struct text text)
{
    pdf_put(objects, dict, key, pdf_text_new(objects, text));
}

void pdf_add(struct pdf_objects *objects, HPDF_Array array, void *value)
{
    if (array)
        pdf_check(objects, HPDF_Array_Add(array, value));
    else
        HPDF_Obj_Free(objects->doc->mmgr, value);
}

void pdf_add_name(struct pdf_objects *objects, HPDF_Array array, const char *name)
{
    pdf_add(objects, array, HPDF_Name_New(objects->doc->mmgr, name));
}

void pdf_add_number(struct pdf_objects *objects, HPDF_Array array, int64_t number)
{
    pdf_add(objects, array, number_new(objects, number));
}

void pdf_add_real(struct pdf_objects *objects, HPDF_Array array, double number)
{
    const bool fits = fabs(number) <= PDF_COORDINATE_MAX; /* false for NaN */
    if (!fits)
        pdf_check(objects, HPDF_REAL_OUT_OF_RANGE);
    pdf_add(objects, array, HPDF_Real_New(objects->doc->mmgr, fits ? (HPDF_REAL)number : 0));
}

HPDF_Array pdf_rectangle_new(struct pdf_objects *objects, struct pdf_rectangle rectangle)
{
    HPDF_Array array = pdf_array_new(objects);
    pdf_add_real(objects, array, rectangle.left);
    pdf_add_real(objects, array, rectangle.bottom);
    pdf_add_real(objects, array, rectangle.right);
    pdf_add_real(objects, array, rectangle.top);
    return array;
}

/* ---- writing ---- */

size_t pdf_number_of(const void *object)
{
    const HPDF_Obj_Header *head = object;
    return head->obj_id & NUMBER_MASK;
}

void pdf_reference_write(const void *object, struct text_builder *out)
{
    number_add_plain(out, (int64_t)pdf_number_of(object));
    text_add_c(out, " 0 R");
}

static HPDF_STATUS append(HPDF_Stream stream, const HPDF_BYTE *bytes, HPDF_UINT count)
{
    text_add(stream->attr, (struct text){(const char *)bytes, count});
    return HPDF_OK;
}

void pdf_object_write(struct pdf_objects *objects, void *object, struct text_builder *out)
{
    const HPDF_Obj_Header *head = object;
    if (head->obj_class == CLASS_LATE) {
        objects->late.write(objects->late.self, ((const struct pdf_late_object *)object)->number, out);
        return;
    }
    HPDF_Stream stream = HPDF_CallbackWriter_New(objects->doc->mmgr, append, out);
    pdf_check(objects, HPDF_Obj_WriteValue(object, stream, NULL));
    HPDF_Stream_Free(stream);
}
