/* SPDX-License-Identifier: GPL-3.0-or-later
 * libharu's own save would take the file identifier from the clock and needs it before the body is known. So objects
 * are written one by one here, and the identifier follows from what was written. */
#include "render/pdf/save.h"

#include <stdlib.h>

#include "base/file.h"

enum { ID_BYTES = 16, ID_DIGITS = 2 * ID_BYTES };

/* Four bytes above 127 tell transports that the file is binary (ISO 19005-3, 6.1.2). */
static const char header[] = "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n";

static HPDF_STATUS append(HPDF_Stream stream, const HPDF_BYTE *bytes, HPDF_UINT count)
{
    text_add(stream->attr, (struct text){(const char *)bytes, count});
    return HPDF_OK;
}

struct saving {
    struct pdf_objects *objects;
    HPDF_Stream stream;
    struct text_builder *out;
    size_t start;    /* where the file begins in `out` */
    size_t *offsets; /* of objects 1…count - 1, from the start */
    size_t count;
};

static void write_bodies(struct saving *saving)
{
    for (size_t number = 1; number < saving->count; number++) {
        const HPDF_XrefEntry entry = HPDF_Xref_GetEntry(saving->objects->doc->xref, (HPDF_UINT)number);
        saving->offsets[number] = saving->out->len - saving->start;
        text_add_format(saving->out, "%zu 0 obj\n", number);
        pdf_check(saving->objects, HPDF_Obj_WriteValue(entry->obj, saving->stream, NULL));
        text_add_c(saving->out, "\nendobj\n");
    }
}

static void put_identifier(struct saving *saving, HPDF_Dict trailer)
{
    struct arena *scratch = arena_new();
    const struct text body = {saving->out->bytes + saving->start, saving->out->len - saving->start};
    const struct text digits = file_sha256(scratch, body);
    HPDF_BYTE id[ID_BYTES] = {0};
    for (size_t i = 0; i < ID_DIGITS; i++) {
        const char digit = digits.ptr[i];
        id[i / 2] = (HPDF_BYTE)(id[i / 2] * 16 + (digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10));
    }
    HPDF_Array pair = pdf_array_new(saving->objects);
    for (int i = 0; i < 2; i++)
        pdf_add(saving->objects, pair, HPDF_Binary_New(saving->objects->doc->mmgr, id, ID_BYTES));
    pdf_put(saving->objects, trailer, "ID", pair);
    arena_free(scratch);
}

static void write_references(struct saving *saving)
{
    text_add_format(saving->out, "xref\n0 %zu\n0000000000 65535 f \n", saving->count);
    for (size_t number = 1; number < saving->count; number++)
        text_add_format(saving->out, "%010zu 00000 n \n", saving->offsets[number]);
}

static void write_trailer(struct saving *saving)
{
    HPDF_Doc doc = saving->objects->doc;
    pdf_put(saving->objects, doc->trailer, "Root", doc->catalog);
    pdf_put(saving->objects, doc->trailer, "Info", doc->info);
    pdf_put_number(saving->objects, doc->trailer, "Size", (int64_t)saving->count);
    put_identifier(saving, doc->trailer);
    const size_t at = saving->out->len - saving->start;
    write_references(saving);
    text_add_c(saving->out, "trailer\n");
    pdf_check(saving->objects, HPDF_Dict_Write(doc->trailer, saving->stream, NULL));
    text_add_format(saving->out, "\nstartxref\n%zu\n%%%%EOF\n", at);
}

bool pdf_save(struct pdf_objects *objects, struct text_builder *out, struct error *err)
{
    if (!pdf_objects_good(objects, err))
        return false;
    const size_t count = objects->doc->xref->entries->count;
    struct saving saving = {
        .objects = objects,
        .stream = HPDF_CallbackWriter_New(objects->doc->mmgr, append, out),
        .out = out,
        .start = out->len,
        .offsets = memory_alloc(count, sizeof *saving.offsets),
        .count = count,
    };
    text_add_c(out, header);
    write_bodies(&saving);
    write_trailer(&saving);
    HPDF_Stream_Free(saving.stream);
    free(saving.offsets);
    return pdf_objects_good(objects, err);
}
