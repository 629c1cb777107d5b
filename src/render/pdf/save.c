/* SPDX-License-Identifier: GPL-3.0-or-later
 * libharu's own save writes each object by itself and unpacked, takes the file identifier from the clock and needs it
 * before the body is known. So everything is written here: most of a tagged file is its structure, which packs to a
 * tenth, and the identifier follows from what was written. */
#include "render/pdf/save.h"

#include <stdlib.h>

#include "base/file.h"
#include "base/number.h"

enum {
    ID_BYTES = 16,
    ID_DIGITS = 2 * ID_BYTES,
    GROUP_MAX = 256, /* objects packed together: a reader unpacks all of them to see one */
};

/* Four bytes above 127 tell transports that the file is binary (ISO 19005-3, 6.1.2). */
static const char header[] = "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n";

/* Where an object is: at an offset from the start of the file, or the index-th one of an object stream. */
struct place {
    bool is_packed;
    size_t at; /* the offset, or the number of the object stream */
    size_t index;
};

struct saving {
    struct pdf_objects *objects;
    struct arena *scratch;
    struct packer *packer;
    struct text_builder *out;
    size_t start; /* where the file begins in `out` */
    void **streams, **others; /* objects by what they are, in the order of their new numbers, from 1 */
    size_t stream_count, other_count;
    struct place *places; /* by new number */
    size_t count;         /* of places, with 0 */
};

static size_t offset_now(const struct saving *saving)
{
    return saving->out->len - saving->start;
}

/* ---- numbers ---- */

static HPDF_Dict stream_of(void *object)
{
    const HPDF_Obj_Header *head = object;
    HPDF_Dict dict = object;
    return (head->obj_class & HPDF_OCLASS_ANY) == HPDF_OCLASS_DICT && dict->stream ? dict : NULL;
}

static void *object_at(const struct saving *saving, size_t number)
{
    return HPDF_Xref_GetEntry(saving->objects->doc->xref, (HPDF_UINT)number)->obj;
}

/* The lengths of streams are objects of their own in libharu; here they stand where they belong. */
static bool *find_lengths(const struct saving *saving, size_t count)
{
    bool *is_length = ARENA_ARRAY(saving->scratch, bool, count);
    for (size_t number = 1; number < count; number++) {
        HPDF_Dict stream = stream_of(object_at(saving, number));
        const HPDF_Obj_Header *length =
            stream ? (HPDF_Obj_Header *)HPDF_Dict_GetItem(stream, "Length", HPDF_OCLASS_NUMBER) : NULL;
        if (length)
            is_length[pdf_number_of(length)] = true;
    }
    return is_length;
}

static void give_numbers(void **objects, size_t count, size_t first)
{
    for (size_t i = 0; i < count; i++)
        ((HPDF_Obj_Header *)objects[i])->obj_id = (HPDF_UINT32)(HPDF_OTYPE_INDIRECT | (first + i));
}

/* Streams first, then all others, without gaps; those that are written late come last. */
static void sort_objects(struct saving *saving)
{
    const struct pdf_late *late = &saving->objects->late;
    const size_t count = saving->objects->doc->xref->entries->count;
    const bool *is_length = find_lengths(saving, count);
    saving->streams = ARENA_ARRAY(saving->scratch, void *, count);
    saving->others = ARENA_ARRAY(saving->scratch, void *, count + late->items.count);
    for (size_t number = 1; number < count; number++) {
        void *object = object_at(saving, number);
        if (stream_of(object))
            saving->streams[saving->stream_count++] = object;
        else if (!is_length[number])
            saving->others[saving->other_count++] = object;
    }
    for (size_t i = 0; i < late->items.count; i++)
        saving->others[saving->other_count++] = late->items.items[i];
    give_numbers(saving->streams, saving->stream_count, 1);
    give_numbers(saving->others, saving->other_count, 1 + saving->stream_count);
    const size_t groups = (saving->other_count + GROUP_MAX - 1) / GROUP_MAX;
    saving->places = ARENA_ARRAY(saving->scratch, struct place, 1 + saving->stream_count + saving->other_count + groups + 1);
    saving->count = 1;
}

/* ---- streams ---- */

/* Takes the next number for a stream with this dictionary, which gets its length, and these bytes. */
static void write_stream(struct saving *saving, HPDF_Dict dict, struct text bytes)
{
    struct text_builder *out = saving->out;
    const size_t number = saving->count++;
    saving->places[number] = (struct place){.at = offset_now(saving)};
    pdf_put_number(saving->objects, dict, "Length", (int64_t)bytes.len);
    text_add_format(out, "%zu 0 obj\n", number);
    pdf_object_write(saving->objects, dict, out);
    text_add_c(out, "\nstream\n");
    text_add(out, bytes);
    text_add_c(out, "\nendstream\nendobj\n");
}

/* libharu would pack the bytes itself, and look for a length that is an object: it is kept from seeing that this is a
 * stream. */
static void write_streams(struct saving *saving)
{
    struct text_builder bytes = {0};
    for (size_t i = 0; i < saving->stream_count; i++) {
        HPDF_Dict dict = saving->streams[i];
        HPDF_Stream content = dict->stream;
        bytes.len = 0;
        if (dict->filter == HPDF_STREAM_FILTER_NONE) {
            packer_copy_stream(content, &bytes);
        } else {
            packer_add_stream(saving->packer, content, &bytes);
            pdf_put_name(saving->objects, dict, "Filter", "FlateDecode");
        }
        dict->stream = NULL;
        write_stream(saving, dict, text_built(&bytes));
        dict->stream = content;
    }
    text_builder_done(&bytes);
}

static void write_packed(struct saving *saving, HPDF_Dict dict, struct text bytes)
{
    struct text_builder packed = {0};
    packer_add(saving->packer, bytes, &packed);
    pdf_put_name(saving->objects, dict, "Filter", "FlateDecode");
    write_stream(saving, dict, text_built(&packed));
    text_builder_done(&packed);
}

/* ---- all other objects ---- */

static void write_pair(size_t number, size_t offset, struct text_builder *out)
{
    number_add_plain(out, (int64_t)number);
    text_add_byte(out, ' ');
    number_add_plain(out, (int64_t)offset);
    text_add_byte(out, ' ');
}

/* Pairs of a number and an offset, then the objects themselves. */
static void write_group(struct saving *saving, size_t from, size_t to, size_t number)
{
    struct text_builder pairs = {0}, bodies = {0};
    const size_t first = 1 + saving->stream_count;
    for (size_t i = from; i < to; i++) {
        saving->places[first + i] = (struct place){.is_packed = true, .at = number, .index = i - from};
        write_pair(first + i, bodies.len, &pairs);
        pdf_object_write(saving->objects, saving->others[i], &bodies);
        text_add_byte(&bodies, '\n');
    }
    HPDF_Dict dict = pdf_dict_new(saving->objects);
    pdf_put_name(saving->objects, dict, "Type", "ObjStm");
    pdf_put_number(saving->objects, dict, "N", (int64_t)(to - from));
    pdf_put_number(saving->objects, dict, "First", (int64_t)pairs.len);
    text_add(&pairs, text_built(&bodies));
    write_packed(saving, dict, text_built(&pairs));
    HPDF_Dict_Free(dict);
    text_builder_done(&pairs);
    text_builder_done(&bodies);
}

static void write_others(struct saving *saving)
{
    saving->count += saving->other_count;
    for (size_t from = 0; from < saving->other_count; from += GROUP_MAX) {
        const size_t left = saving->other_count - from, to = from + (left < GROUP_MAX ? left : GROUP_MAX);
        write_group(saving, from, to, saving->count);
    }
}

/* ---- the cross-reference stream ---- */

static void put_identifier(struct saving *saving, HPDF_Dict dict)
{
    const struct text body = {saving->out->bytes + saving->start, offset_now(saving)};
    const struct text digits = file_sha256(saving->scratch, body);
    HPDF_BYTE id[ID_BYTES] = {0};
    for (size_t i = 0; i < ID_DIGITS; i++) {
        const char digit = digits.ptr[i];
        id[i / 2] = (HPDF_BYTE)(id[i / 2] * 16 + (digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10));
    }
    HPDF_Array pair = pdf_array_new(saving->objects);
    for (int i = 0; i < 2; i++)
        pdf_add(saving->objects, pair, HPDF_Binary_New(saving->objects->doc->mmgr, id, ID_BYTES));
    pdf_put(saving->objects, dict, "ID", pair);
}

/* Bytes of the fields of an entry: its kind; an offset or a number; an index. */
enum { KIND_WIDTH = 1, INDEX_WIDTH = 1, ROW_MAX = KIND_WIDTH + 8 + INDEX_WIDTH, PREDICTOR_UP = 12, FILTER_UP = 2 };
_Static_assert(GROUP_MAX <= 256, "an index has one byte");

static size_t bytes_needed(size_t number)
{
    size_t bytes = 1;
    for (; number > 255; number >>= 8)
        bytes++;
    return bytes;
}

static size_t fill_row(const struct saving *saving, size_t number, size_t at_width, unsigned char *row)
{
    enum { FREE, PLAIN, PACKED };
    const struct place *place = &saving->places[number];
    size_t used = 0;
    row[used++] = !number ? FREE : place->is_packed ? PACKED : PLAIN;
    for (size_t i = at_width; i-- > 0;)
        row[used++] = (unsigned char)(place->at >> 8 * i & 255);
    row[used++] = (unsigned char)place->index;
    return used;
}

/* Each row as its difference from the one before (7.4.4.4): that packs far better. */
static void add_rows(const struct saving *saving, size_t at_width, struct text_builder *out)
{
    unsigned char row[ROW_MAX], before[ROW_MAX] = {0};
    for (size_t number = 0; number < saving->count; number++) {
        const size_t used = fill_row(saving, number, at_width, row);
        text_add_byte(out, FILTER_UP);
        for (size_t i = 0; i < used; i++) {
            text_add_byte(out, (char)((row[i] - before[i]) & 255));
            before[i] = row[i];
        }
    }
}

static void put_form(struct saving *saving, HPDF_Dict dict, size_t at_width)
{
    struct pdf_objects *objects = saving->objects;
    HPDF_Dict parameters = pdf_dict_new(objects);
    HPDF_Array widths = pdf_array_new(objects);
    pdf_add_number(objects, widths, KIND_WIDTH);
    pdf_add_number(objects, widths, (int64_t)at_width);
    pdf_add_number(objects, widths, INDEX_WIDTH);
    pdf_put(objects, dict, "W", widths);
    pdf_put_number(objects, parameters, "Predictor", PREDICTOR_UP);
    pdf_put_number(objects, parameters, "Columns", (int64_t)(KIND_WIDTH + at_width + INDEX_WIDTH));
    pdf_put(objects, dict, "DecodeParms", parameters);
}

/* The stream has an entry for itself. */
static void write_references(struct saving *saving)
{
    struct pdf_objects *objects = saving->objects;
    const size_t at = offset_now(saving), at_width = bytes_needed(at);
    struct text_builder rows = {0};
    HPDF_Dict dict = pdf_dict_new(objects);
    pdf_put_name(objects, dict, "Type", "XRef");
    pdf_put_number(objects, dict, "Size", (int64_t)saving->count + 1);
    pdf_put(objects, dict, "Root", objects->doc->catalog);
    pdf_put(objects, dict, "Info", objects->doc->info);
    put_identifier(saving, dict);
    put_form(saving, dict, at_width);
    saving->places[saving->count++] = (struct place){.at = at};
    add_rows(saving, at_width, &rows);
    saving->count--;
    write_packed(saving, dict, text_built(&rows));
    HPDF_Dict_Free(dict);
    text_builder_done(&rows);
    text_add_format(saving->out, "startxref\n%zu\n%%%%EOF\n", at);
}

bool pdf_save(struct pdf_objects *objects, struct packer *packer, struct text_builder *out, struct error *err)
{
    if (!pdf_objects_good(objects, err))
        return false;
    struct saving saving = {.objects = objects, .scratch = arena_new(), .packer = packer, .out = out,
                            .start = out->len};
    sort_objects(&saving);
    text_add_c(out, header);
    write_streams(&saving);
    write_others(&saving);
    write_references(&saving);
    arena_free(saving.scratch);
    return pdf_objects_good(objects, err);
}
