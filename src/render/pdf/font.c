/* SPDX-License-Identifier: GPL-3.0-or-later
 * Type 0 fonts over TrueType subsets made by hb-subset (ISO 32000-1, 9.7). Each has a CIDToGIDMap, since two codes may
 * share a glyph, and a ToUnicode map that is exact by construction. */
#include "render/pdf/font.h"

#include <assert.h>
#include <hb-ot.h>
#include <hb-subset.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/names.h"

enum { NAME_MAX_BYTES = 100, SUBSET_PREFIX = 6 };

struct font {
    hb_face_t *face;
    hb_font_t *unscaled; /* one unit of the font is one unit */
    double per_unit;     /* thousandths of the size in a unit */
    struct names *codes; /* texts, a group for each glyph; number + 1 is the code */
    uint32_t space;
    struct pdf_code *glyphs; /* by glyph: the code that was asked for last; number 0: none */
    uint32_t glyph_count;
};

/* A font met before. */
struct known {
    const struct text_font *font;
    struct pdf_font_use use;
};

struct pdf_fonts {
    struct arena *arena;
    LIST_OF(struct font) list;
    LIST_OF(struct known) known;
};

struct pdf_fonts *pdf_fonts_new(void)
{
    struct pdf_fonts *fonts = memory_alloc(1, sizeof *fonts);
    fonts->arena = arena_new();
    return fonts;
}

void pdf_fonts_free(struct pdf_fonts *fonts)
{
    if (!fonts)
        return;
    for (size_t i = 0; i < fonts->list.count; i++) {
        names_free(fonts->list.items[i].codes);
        hb_font_destroy(fonts->list.items[i].unscaled);
        hb_face_destroy(fonts->list.items[i].face);
    }
    arena_free(fonts->arena);
    free(fonts);
}

/* ---- which font, which code ---- */

static void add_face(struct pdf_fonts *fonts, hb_face_t *face)
{
    struct font font = {
        .face = hb_face_reference(face),
        .unscaled = hb_font_create(face),
        .per_unit = 1000.0 / hb_face_get_upem(face),
        .codes = names_new(),
        .glyph_count = hb_face_get_glyph_count(face),
    };
    font.glyphs = ARENA_ARRAY(fonts->arena, struct pdf_code, font.glyph_count);
    if (!hb_font_get_nominal_glyph(font.unscaled, ' ', &font.space))
        font.space = 0;
    ARENA_PUSH(fonts->arena, &fonts->list, font);
}

static size_t index_of_face(struct pdf_fonts *fonts, hb_face_t *face)
{
    for (size_t i = 0; i < fonts->list.count; i++)
        if (fonts->list.items[i].face == face)
            return i;
    add_face(fonts, face);
    return fonts->list.count - 1;
}

struct pdf_font_use pdf_fonts_find(struct pdf_fonts *fonts, const struct text_font *font)
{
    for (size_t i = 0; i < fonts->known.count; i++)
        if (fonts->known.items[i].font == font)
            return fonts->known.items[i].use;
    const struct known known = {font, {index_of_face(fonts, font->face), font->size}};
    ARENA_PUSH(fonts->arena, &fonts->known, known);
    return known.use;
}

static struct text text_at(const struct font *font, uint32_t number)
{
    return names_at(font->codes, (int32_t)number);
}

static uint32_t code_of(const struct font *font, uint32_t glyph, struct text text)
{
    const int32_t number = names_add_in(font->codes, glyph, text);
    return number < PDF_CODES_MAX ? (uint32_t)number + 1 : 0;
}

static int width_of(const struct font *font, uint32_t glyph)
{
    return (int)lround(hb_font_get_glyph_h_advance(font->unscaled, glyph) * font->per_unit);
}

/* The text is of one byte more often than not. */
static bool stands_for(const struct font *font, uint32_t number, struct text text)
{
    const struct text known = text_at(font, number);
    return known.len == text.len && known.len && known.ptr[0] == text.ptr[0] && (known.len == 1 || text_equal(known, text));
}

/* A glyph nearly always stands for the same text as the last time. */
struct pdf_code pdf_fonts_code(struct pdf_fonts *fonts, size_t index, uint32_t glyph, struct text text)
{
    const struct font *font = &fonts->list.items[index];
    struct pdf_code *known = glyph < font->glyph_count ? &font->glyphs[glyph] : NULL;
    if (known && known->number && stands_for(font, known->number - 1, text))
        return *known;
    const struct pdf_code code = {code_of(font, glyph, text), width_of(font, glyph)};
    if (known)
        *known = code;
    return code;
}

uint32_t pdf_fonts_space(const struct pdf_fonts *fonts, size_t index)
{
    return fonts->list.items[index].space;
}

static uint32_t code_count(const struct font *font)
{
    return (uint32_t)names_count(font->codes);
}

/* Of the code `number` + 1. */
static uint32_t glyph_at(const struct font *font, uint32_t number)
{
    return names_group_at(font->codes, (int32_t)number);
}

/* ---- the subset ---- */

struct subset {
    hb_blob_t *program;
    hb_subset_plan_t *plan;
};

/* Tables that a reader of the PDF does not ask for, and hb-subset would read from end to end. */
static bool is_dropped(hb_tag_t tag)
{
    static const hb_tag_t dropped[] = {
        HB_TAG('G', 'S', 'U', 'B'), HB_TAG('G', 'P', 'O', 'S'), HB_TAG('G', 'D', 'E', 'F'), HB_TAG('c', 'm', 'a', 'p'),
        HB_TAG('n', 'a', 'm', 'e'), HB_TAG('O', 'S', '/', '2'), HB_TAG('p', 'o', 's', 't'),
    };
    for (size_t i = 0; i < sizeof dropped / sizeof *dropped; i++)
        if (tag == dropped[i])
            return true;
    return false;
}

static hb_face_t *outlines_new(hb_face_t *whole)
{
    hb_face_t *face = hb_face_builder_create();
    hb_tag_t tag;
    for (unsigned i = 0, count = 1; hb_face_get_table_tags(whole, i, &count, &tag) && count; i++) {
        hb_blob_t *table = is_dropped(tag) ? NULL : hb_face_reference_table(whole, tag);
        if (table)
            hb_face_builder_add_table(face, tag, table);
        hb_blob_destroy(table);
    }
    return face;
}

static hb_subset_input_t *subset_input_new(const struct font *font)
{
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    if (!input)
        return NULL;
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING);
    hb_set_t *glyphs = hb_subset_input_glyph_set(input);
    hb_set_add(glyphs, 0);
    for (uint32_t i = 0; i < code_count(font); i++)
        hb_set_add(glyphs, glyph_at(font, i));
    return input;
}

static bool subset_make(const struct font *font, struct subset *ret_subset, struct error *err)
{
    hb_subset_input_t *input = subset_input_new(font);
    hb_face_t *outlines = outlines_new(font->face);
    hb_subset_plan_t *plan = input ? hb_subset_plan_create_or_fail(outlines, input) : NULL;
    hb_face_t *face = plan ? hb_subset_plan_execute_or_fail(plan) : NULL;
    hb_face_destroy(outlines);
    if (input)
        hb_subset_input_destroy(input);
    if (!face) {
        if (plan)
            hb_subset_plan_destroy(plan);
        return error_set(err, ERROR_SYSTEM, "harfbuzz could not make a subset of a font");
    }
    *ret_subset = (struct subset){hb_face_reference_blob(face), plan};
    hb_face_destroy(face);
    return true;
}

static void subset_done(struct subset *subset)
{
    hb_blob_destroy(subset->program);
    hb_subset_plan_destroy(subset->plan);
}

static struct text subset_bytes(const struct subset *subset)
{
    unsigned len;
    const char *bytes = hb_blob_get_data(subset->program, &len);
    return (struct text){bytes, len};
}

/* The number that a glyph has in the subset. */
static uint32_t subset_glyph(const struct subset *subset, uint32_t glyph)
{
    const uint32_t number = hb_map_get(hb_subset_plan_old_to_new_glyph_mapping(subset->plan), glyph);
    return number == HB_MAP_VALUE_INVALID ? 0 : number;
}

/* ---- dictionaries ---- */

/* "ABCDEF+SourceSans3-Regular": six letters that follow from what is in the subset (ISO 32000-1, 9.6.4). */
static const char *subset_name(struct arena *keep, const struct font *font, const struct subset *subset)
{
    char name[NAME_MAX_BYTES];
    unsigned len = sizeof name;
    hb_ot_name_get_utf8(font->face, HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &len, name);
    const struct text digest = file_sha256(keep, subset_bytes(subset));
    char prefix[SUBSET_PREFIX + 1] = "";
    for (size_t i = 0; i < SUBSET_PREFIX; i++)
        prefix[i] = (char)('A' + (digest.ptr[2 * i] * 16 + digest.ptr[2 * i + 1]) % 26);
    return text_format(keep, "%s+%s", prefix, name[0] ? name : "Font").ptr;
}

static int metric(const struct font *font, hb_ot_metrics_tag_t tag)
{
    hb_position_t value;
    hb_ot_metrics_get_position_with_fallback(font->unscaled, tag, &value);
    return (int)lround(value * font->per_unit);
}

/* The four numbers of the bounding box stand at byte 36 of the table `head`. */
static HPDF_Array font_box_new(struct pdf_objects *objects, const struct font *font)
{
    enum { BOX_AT = 36 };
    hb_blob_t *blob = hb_face_reference_table(font->face, HB_TAG('h', 'e', 'a', 'd'));
    unsigned len;
    const char *head = hb_blob_get_data(blob, &len);
    HPDF_Array box = pdf_array_new(objects);
    for (unsigned at = BOX_AT; at < BOX_AT + 8; at += 2) {
        const int high = at + 1 < len ? (signed char)head[at] : 0;
        const int low = at + 1 < len ? (unsigned char)head[at + 1] : 0;
        pdf_add_number(objects, box, lround((high * 256 + low) * font->per_unit));
    }
    hb_blob_destroy(blob);
    return box;
}

/* The width of stems is not in a TrueType font; readers only need it to make up a substitute. A usual estimate from the
 * weight: 50 + (weight / 65)². */
static int stem_width(const struct font *font)
{
    const double weight = (double)hb_style_get_value(font->unscaled, HB_STYLE_TAG_WEIGHT);
    return (int)lround(50 + weight / 65 * (weight / 65));
}

static HPDF_Dict descriptor_new(struct pdf_objects *objects, const struct font *font, const char *name,
                                const struct subset *subset)
{
    enum { SYMBOLIC = 4, ITALIC = 64 };
    const double slant = (double)hb_style_get_value(font->unscaled, HB_STYLE_TAG_SLANT_ANGLE);
    HPDF_Dict descriptor = pdf_dict_new_indirect(objects);
    pdf_put_name(objects, descriptor, "Type", "FontDescriptor");
    pdf_put_name(objects, descriptor, "FontName", name);
    pdf_put_number(objects, descriptor, "Flags", SYMBOLIC | (fabs(slant) > 0.5 ? ITALIC : 0));
    pdf_put(objects, descriptor, "FontBBox", font_box_new(objects, font));
    pdf_put_number(objects, descriptor, "ItalicAngle", lround(slant));
    pdf_put_number(objects, descriptor, "Ascent", metric(font, HB_OT_METRICS_TAG_HORIZONTAL_ASCENDER));
    pdf_put_number(objects, descriptor, "Descent", metric(font, HB_OT_METRICS_TAG_HORIZONTAL_DESCENDER));
    pdf_put_number(objects, descriptor, "CapHeight", metric(font, HB_OT_METRICS_TAG_CAP_HEIGHT));
    pdf_put_number(objects, descriptor, "StemV", stem_width(font));
    const struct text program = subset_bytes(subset);
    HPDF_Dict file = pdf_stream_new(objects, program);
    pdf_put_number(objects, file, "Length1", (int64_t)program.len);
    pdf_put(objects, descriptor, "FontFile2", file);
    return descriptor;
}

/* [1 [w w w …] 501 [w …] …] */
static HPDF_Array widths_new(struct pdf_objects *objects, const struct pdf_fonts *fonts, size_t index)
{
    enum { STRETCH = 500 };
    const struct font *font = &fonts->list.items[index];
    HPDF_Array all = pdf_array_new(objects), stretch = NULL;
    for (uint32_t i = 0; i < code_count(font); i++) {
        if (i % STRETCH == 0) {
            stretch = pdf_array_new(objects);
            pdf_add_number(objects, all, (int64_t)i + 1);
            pdf_add(objects, all, stretch);
        }
        pdf_add_number(objects, stretch, width_of(font, glyph_at(font, i)));
    }
    return all;
}

static HPDF_Dict glyph_map_new(struct pdf_objects *objects, const struct font *font, const struct subset *subset)
{
    struct text_builder map = {0};
    text_add(&map, (struct text){"\0", 2}); /* code 0 is never shown */
    for (uint32_t i = 0; i < code_count(font); i++) {
        const uint32_t glyph = subset_glyph(subset, glyph_at(font, i));
        text_add_byte(&map, (char)(glyph >> 8));
        text_add_byte(&map, (char)(glyph & 255));
    }
    HPDF_Dict stream = pdf_stream_new(objects, text_built(&map));
    text_builder_done(&map);
    return stream;
}

static void add_unicode_lines(struct text_builder *map, const struct font *font)
{
    enum { BLOCK = 100 }; /* the most that one block may hold: Adobe Technical Note 5014, section 4 */
    const uint32_t count = code_count(font);
    for (uint32_t from = 0; from < count; from += BLOCK) {
        const uint32_t to = count - from < BLOCK ? count : from + BLOCK;
        text_add_format(map, "%u beginbfchar\n", to - from);
        for (uint32_t i = from; i < to; i++) {
            text_add_format(map, "<%04X> <", i + 1);
            pdf_text_add_utf16_hex(map, text_at(font, i));
            text_add_c(map, ">\n");
        }
        text_add_c(map, "endbfchar\n");
    }
}

static HPDF_Dict unicode_map_new(struct pdf_objects *objects, const struct font *font)
{
    struct text_builder map = {0};
    text_add_c(&map, "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                     "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
                     "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
                     "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
    add_unicode_lines(&map, font);
    text_add_c(&map, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    HPDF_Dict stream = pdf_stream_new(objects, text_built(&map));
    text_builder_done(&map);
    return stream;
}

static HPDF_Dict system_info_new(struct pdf_objects *objects)
{
    HPDF_Dict info = pdf_dict_new(objects);
    pdf_put_text(objects, info, "Registry", TEXT("Adobe"));
    pdf_put_text(objects, info, "Ordering", TEXT("Identity"));
    pdf_put_number(objects, info, "Supplement", 0);
    return info;
}

static HPDF_Dict descendant_new(struct pdf_objects *objects, const struct pdf_fonts *fonts, size_t index,
                                const char *name, const struct subset *subset)
{
    const struct font *font = &fonts->list.items[index];
    HPDF_Dict dict = pdf_dict_new_indirect(objects);
    pdf_put_name(objects, dict, "Type", "Font");
    pdf_put_name(objects, dict, "Subtype", "CIDFontType2");
    pdf_put_name(objects, dict, "BaseFont", name);
    pdf_put(objects, dict, "CIDSystemInfo", system_info_new(objects));
    pdf_put(objects, dict, "FontDescriptor", descriptor_new(objects, font, name, subset));
    pdf_put(objects, dict, "W", widths_new(objects, fonts, index));
    pdf_put(objects, dict, "CIDToGIDMap", glyph_map_new(objects, font, subset));
    return dict;
}

static bool embed(struct pdf_fonts *fonts, struct pdf_objects *objects, size_t index, HPDF_Dict *ret_dict,
                  struct error *err)
{
    const struct font *font = &fonts->list.items[index];
    struct subset subset = {0};
    if (!subset_make(font, &subset, err))
        return false;
    const char *name = subset_name(fonts->arena, font, &subset);
    HPDF_Dict dict = pdf_dict_new_indirect(objects);
    HPDF_Array descendants = pdf_array_new(objects);
    pdf_add(objects, descendants, descendant_new(objects, fonts, index, name, &subset));
    pdf_put_name(objects, dict, "Type", "Font");
    pdf_put_name(objects, dict, "Subtype", "Type0");
    pdf_put_name(objects, dict, "BaseFont", name);
    pdf_put_name(objects, dict, "Encoding", "Identity-H");
    pdf_put(objects, dict, "DescendantFonts", descendants);
    pdf_put(objects, dict, "ToUnicode", unicode_map_new(objects, font));
    subset_done(&subset);
    *ret_dict = dict;
    return true;
}

bool pdf_fonts_embed(struct pdf_fonts *fonts, struct pdf_objects *objects, HPDF_Dict *ret_resource,
                     struct error *err)
{
    HPDF_Dict resource = pdf_dict_new(objects);
    for (size_t i = 0; i < fonts->list.count; i++) {
        HPDF_Dict dict;
        if (!embed(fonts, objects, i, &dict, err)) {
            HPDF_Dict_Free(resource);
            return false;
        }
        pdf_put(objects, resource, text_format(fonts->arena, "F%zu", i + 1).ptr, dict);
    }
    *ret_resource = resource;
    return true;
}
