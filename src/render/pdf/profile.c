/* SPDX-License-Identifier: GPL-3.0-or-later
 * Layout after ICC.1:2001-04: a header of 128 bytes, a table of tags, the tags. Numbers are big-endian. */
#include "render/pdf/profile.h"

#include <math.h>
#include <string.h>

enum {
    HEADER_SIZE = 128,
    ENTRY_SIZE = 12,
    CURVE_POINTS = 256, /* between them straight lines err by less than one step of 16 bits */
};

struct vector {
    double v[3];
};

struct matrix {
    struct vector row[3];
};

static const struct vector d50 = {{0.9642, 1.0, 0.8249}};

/* ---- colour arithmetic ---- */

static struct vector times(const struct matrix *m, struct vector a)
{
    struct vector result;
    for (int i = 0; i < 3; i++)
        result.v[i] = m->row[i].v[0] * a.v[0] + m->row[i].v[1] * a.v[1] + m->row[i].v[2] * a.v[2];
    return result;
}

/* By cofactors. */
static struct matrix inverse(const struct matrix *m)
{
    struct matrix result;
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 3; j++) {
            const struct vector *a = &m->row[(j + 1) % 3], *b = &m->row[(j + 2) % 3];
            const int p = (i + 1) % 3, q = (i + 2) % 3;
            result.row[i].v[j] = a->v[p] * b->v[q] - a->v[q] * b->v[p];
        }
    double determinant = 0;
    for (int i = 0; i < 3; i++)
        determinant += m->row[0].v[i] * result.row[i].v[0];
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 3; j++)
            result.row[i].v[j] /= determinant;
    return result;
}

/* XYZ of a chromaticity, with Y = 1. */
static struct vector of_chromaticity(double x, double y)
{
    return (struct vector){{x / y, 1, (1 - x - y) / y}};
}

/* Bradford's cone responses: ICC.1:2001-04, annex E. */
static const struct matrix bradford = {
    {{{0.8951, 0.2664, -0.1614}}, {{-0.7502, 1.7135, 0.0367}}, {{0.0389, -0.0685, 1.0296}}}};

/* The colour as it looks the same under D50. */
static struct vector adapted(struct vector colour, struct vector white)
{
    const struct vector from = times(&bradford, white), to = times(&bradford, d50);
    struct vector cones = times(&bradford, colour);
    for (int i = 0; i < 3; i++)
        cones.v[i] *= to.v[i] / from.v[i];
    const struct matrix back = inverse(&bradford);
    return times(&back, cones);
}

/* Red, green and blue at full strength add up to white: that gives the strength of each. */
static void find_primaries(struct vector ret_primaries[3])
{
    const struct vector white = of_chromaticity(0.3127, 0.3290);
    const struct vector unit[3] = {of_chromaticity(0.64, 0.33), of_chromaticity(0.30, 0.60),
                                   of_chromaticity(0.15, 0.06)};
    struct matrix columns;
    for (int i = 0; i < 3; i++)
        for (int k = 0; k < 3; k++)
            columns.row[i].v[k] = unit[k].v[i];
    const struct matrix solve = inverse(&columns);
    const struct vector strength = times(&solve, white);
    for (int k = 0; k < 3; k++) {
        struct vector primary;
        for (int i = 0; i < 3; i++)
            primary.v[i] = unit[k].v[i] * strength.v[k];
        ret_primaries[k] = adapted(primary, white);
    }
}

static double linear_of(double encoded)
{
    return encoded <= 0.04045 ? encoded / 12.92 : pow((encoded + 0.055) / 1.055, 2.4);
}

/* ---- the file ---- */

static void add16(struct text_builder *b, uint32_t value)
{
    text_add_byte(b, (char)(value >> 8 & 255));
    text_add_byte(b, (char)(value & 255));
}

static void add32(struct text_builder *b, uint32_t value)
{
    add16(b, value >> 16);
    add16(b, value & 0xFFFF);
}

/* s15Fixed16Number */
static void add_fixed(struct text_builder *b, double value)
{
    add32(b, (uint32_t)(int32_t)lround(value * 65536));
}

static void add_xyz(struct text_builder *b, struct vector xyz)
{
    text_add_c(b, "XYZ ");
    add32(b, 0);
    for (int i = 0; i < 3; i++)
        add_fixed(b, xyz.v[i]);
}

static void add_curve(struct text_builder *b)
{
    text_add_c(b, "curv");
    add32(b, 0);
    add32(b, CURVE_POINTS);
    for (int i = 0; i < CURVE_POINTS; i++)
        add16(b, (uint32_t)lround(65535 * linear_of(i / (CURVE_POINTS - 1.0))));
}

static void add_zeros(struct text_builder *b, size_t count)
{
    for (size_t i = 0; i < count; i++)
        text_add_byte(b, 0);
}

static void add_copyright(struct text_builder *b)
{
    text_add_c(b, "text");
    add32(b, 0);
    text_add(b, TEXT("No copyright\0"));
}

/* textDescriptionType: ASCII, and empty Unicode and Macintosh forms. */
static void add_description(struct text_builder *b)
{
    enum { MACINTOSH_BYTES = 67 };
    static const char name[] = "sRGB IEC61966-2.1";
    text_add_c(b, "desc");
    add32(b, 0);
    add32(b, sizeof name);
    text_add(b, (struct text){name, sizeof name});
    add32(b, 0);
    add32(b, 0);
    add16(b, 0);
    text_add_byte(b, 0);
    add_zeros(b, MACINTOSH_BYTES);
}

static void add_header(struct text_builder *b, size_t size, int year)
{
    enum { VERSION_2_1 = 0x02100000, RESERVED = 44 };
    add32(b, (uint32_t)size);
    add32(b, 0);
    add32(b, VERSION_2_1);
    text_add_c(b, "mntrRGB XYZ ");
    add16(b, (uint32_t)year);
    add16(b, 1);
    add16(b, 1);
    add_zeros(b, 6);
    text_add_c(b, "acsp");
    add_zeros(b, 28); /* platform, flags, device, intent: none, 0 */
    for (int i = 0; i < 3; i++)
        add_fixed(b, d50.v[i]);
    add_zeros(b, 4 + RESERVED);
}

/* Tag data being put one after another, on whole words. */
struct tags {
    struct text_builder table, data;
    size_t start; /* of the data in the file */
};

static void add_entry(struct tags *tags, const char *signature, size_t from, size_t to)
{
    text_add_c(&tags->table, signature);
    add32(&tags->table, (uint32_t)(tags->start + from));
    add32(&tags->table, (uint32_t)(to - from));
}

static void end_tag(struct tags *tags, const char *signature, size_t from)
{
    add_entry(tags, signature, from, tags->data.len);
    add_zeros(&tags->data, (4 - tags->data.len % 4) % 4);
}

void pdf_profile_add_srgb(struct text_builder *b, int year)
{
    static const char *const colorants[] = {"rXYZ", "gXYZ", "bXYZ"}, *const curves[] = {"rTRC", "gTRC", "bTRC"};
    enum { TAGS = 9 };
    struct tags tags = {.start = HEADER_SIZE + 4 + TAGS * ENTRY_SIZE};
    struct vector primaries[3];
    find_primaries(primaries);
    add_description(&tags.data);
    end_tag(&tags, "desc", 0);
    size_t from = tags.data.len;
    add_copyright(&tags.data);
    end_tag(&tags, "cprt", from);
    from = tags.data.len;
    add_xyz(&tags.data, d50);
    end_tag(&tags, "wtpt", from);
    for (int k = 0; k < 3; k++) {
        from = tags.data.len;
        add_xyz(&tags.data, primaries[k]);
        end_tag(&tags, colorants[k], from);
    }
    from = tags.data.len;
    add_curve(&tags.data);
    for (int k = 0; k < 3; k++)
        add_entry(&tags, curves[k], from, tags.data.len);
    add_header(b, tags.start + tags.data.len, year);
    add32(b, TAGS);
    text_add(b, text_built(&tags.table));
    text_add(b, text_built(&tags.data));
    text_builder_done(&tags.table);
    text_builder_done(&tags.data);
}
