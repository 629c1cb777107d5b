/* SPDX-License-Identifier: GPL-3.0-or-later
 * Faces are opened once, and chosen without asking fontconfig to match: there are a handful, all of one family. */
#include "canvas/font.h"

#include <harfbuzz/hb-ot.h>
#include <pango/pangofc-fontmap.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* A file, or what Pango made of one: an instance of a variable font has a face of its own. */
struct face {
    hb_face_t *face;
    const FcPattern *pattern; /* NULL: of Pango's making */
};

struct font {
    struct text_font text;
    struct fonts *fonts;
    const FcPattern *pattern; /* NULL: of Pango's choice */
    struct font_form form;    /* that it was first asked for by */
    PangoFont *pango;         /* NULL until somebody asks */
};

struct fonts {
    FcConfig *config;
    PangoContext *context;
    struct arena *arena;
    LIST_OF(struct face) faces;
    LIST_OF(struct font *) items;
};

struct fonts *fonts_new(FcConfig *config, PangoContext *context)
{
    struct fonts *fonts = memory_alloc(1, sizeof *fonts);
    fonts->config = FcConfigReference(config);
    fonts->context = g_object_ref(context);
    fonts->arena = arena_new();
    return fonts;
}

void fonts_free(struct fonts *fonts)
{
    if (!fonts)
        return;
    for (size_t i = 0; i < fonts->items.count; i++) {
        hb_font_destroy(fonts->items.items[i]->text.shaper);
        g_clear_object(&fonts->items.items[i]->pango);
    }
    for (size_t i = 0; i < fonts->faces.count; i++)
        hb_face_destroy(fonts->faces.items[i].face);
    arena_free(fonts->arena);
    g_object_unref(fonts->context);
    FcConfigDestroy(fonts->config);
    free(fonts);
}

/* ---- faces ---- */

static int number_of(const FcPattern *pattern, const char *object)
{
    int number = 0;
    double exact;
    if (FcPatternGetInteger(pattern, object, 0, &number) != FcResultMatch &&
        FcPatternGetDouble(pattern, object, 0, &exact) == FcResultMatch)
        number = (int)exact;
    return number;
}

static const char *file_of(const FcPattern *pattern)
{
    FcChar8 *file = NULL;
    return FcPatternGetString(pattern, FC_FILE, 0, &file) == FcResultMatch ? (const char *)file : "";
}

static bool is_same_file(const FcPattern *a, const FcPattern *b)
{
    return strcmp(file_of(a), file_of(b)) == 0 && number_of(a, FC_INDEX) == number_of(b, FC_INDEX);
}

/* How far a face is from the one wanted: slant counts before weight. */
static int distance(const FcPattern *pattern, const struct font_form *form)
{
    enum { SLANT_COUNTS = 1000 };
    const int slant = number_of(pattern, FC_SLANT) - (form->emphasis ? FC_SLANT_ITALIC : FC_SLANT_ROMAN);
    const int weight = number_of(pattern, FC_WEIGHT) - (form->strong ? FC_WEIGHT_DEMIBOLD : FC_WEIGHT_REGULAR);
    return abs(slant) * SLANT_COUNTS + abs(weight);
}

static const FcPattern *nearest(const struct fonts *fonts, const struct font_form *form)
{
    const FcFontSet *set = FcConfigGetFonts(fonts->config, FcSetApplication);
    const FcPattern *best = NULL;
    for (int i = 0; set && i < set->nfont; i++)
        if (!best || distance(set->fonts[i], form) < distance(best, form))
            best = set->fonts[i];
    return best;
}

/* The upper half of the index tells the instance of a variable font. */
static bool is_plain_file(const FcPattern *pattern)
{
    FcBool is_variable = FcFalse;
    FcPatternGetBool(pattern, FC_VARIABLE, 0, &is_variable);
    return !is_variable && number_of(pattern, FC_INDEX) >> 16 == 0;
}

static hb_face_t *add_face(struct fonts *fonts, hb_face_t *opened, const FcPattern *pattern)
{
    const struct face face = {opened, pattern};
    ARENA_PUSH(fonts->arena, &fonts->faces, face);
    return opened;
}

/* NULL where HarfBuzz finds no glyph in it. */
static hb_face_t *face_of(struct fonts *fonts, const FcPattern *pattern)
{
    for (size_t i = 0; i < fonts->faces.count; i++)
        if (fonts->faces.items[i].pattern && is_same_file(fonts->faces.items[i].pattern, pattern))
            return fonts->faces.items[i].face;
    hb_blob_t *blob = hb_blob_create_from_file(file_of(pattern));
    hb_face_t *face = hb_face_create(blob, (unsigned)number_of(pattern, FC_INDEX));
    hb_blob_destroy(blob);
    if (hb_face_get_glyph_count(face))
        return add_face(fonts, face, pattern);
    hb_face_destroy(face);
    return NULL;
}

/* ---- fonts ---- */

static void measure(struct text_font *font)
{
    hb_font_extents_t extents = {0};
    hb_font_get_h_extents(font->shaper, &extents);
    font->ascent_pt = (double)extents.ascender / PANGO_SCALE;
    font->descent_pt = (double)-extents.descender / PANGO_SCALE;
}

/* `shaper` becomes the font's. */
static struct font *add_font(struct fonts *fonts, hb_face_t *face, hb_font_t *shaper, int size)
{
    struct font *font = ARENA_NEW(fonts->arena, struct font);
    *font = (struct font){.text = {.own = font, .face = face, .shaper = shaper, .size = size}, .fonts = fonts};
    measure(&font->text);
    ARENA_PUSH(fonts->arena, &fonts->items, font);
    return font;
}

static bool has_form(const struct font *font, const struct font_form *form)
{
    return font->pattern && font->form.size == form->size && font->form.strong == form->strong &&
           font->form.emphasis == form->emphasis;
}

const struct text_font *fonts_of_form(struct fonts *fonts, const struct font_form *form)
{
    for (size_t i = 0; i < fonts->items.count; i++)
        if (has_form(fonts->items.items[i], form))
            return &fonts->items.items[i]->text;
    const FcPattern *pattern = nearest(fonts, form);
    hb_face_t *face = pattern && is_plain_file(pattern) ? face_of(fonts, pattern) : NULL;
    if (!face)
        return NULL;
    hb_font_t *shaper = hb_font_create(face);
    hb_font_set_scale(shaper, form->size, form->size);
    struct font *font = add_font(fonts, face, shaper, form->size);
    font->pattern = pattern;
    font->form = *form;
    return &font->text;
}

/* The face of a file is shared with the fonts that were found without Pango. */
static hb_face_t *face_of_pango(struct fonts *fonts, PangoFont *font, hb_font_t *shaper)
{
    const FcPattern *pattern = PANGO_IS_FC_FONT(font) ? pango_fc_font_get_pattern(PANGO_FC_FONT(font)) : NULL;
    const FcFontSet *set = FcConfigGetFonts(fonts->config, FcSetApplication);
    for (int i = 0; pattern && set && i < set->nfont; i++)
        if (is_plain_file(pattern) && is_same_file(set->fonts[i], pattern)) {
            hb_face_t *face = face_of(fonts, set->fonts[i]);
            if (face)
                return face;
        }
    hb_face_t *own = hb_font_get_face(shaper);
    for (size_t i = 0; i < fonts->faces.count; i++)
        if (fonts->faces.items[i].face == own)
            return own;
    return add_face(fonts, hb_face_reference(own), NULL);
}

const struct text_font *fonts_of_pango(struct fonts *fonts, PangoFont *font)
{
    for (size_t i = 0; i < fonts->items.count; i++)
        if (fonts->items.items[i]->pango == font)
            return &fonts->items.items[i]->text;
    hb_font_t *shaper = pango_font_get_hb_font(font);
    int size, y_scale;
    hb_font_get_scale(shaper, &size, &y_scale);
    struct font *added = add_font(fonts, face_of_pango(fonts, font, shaper), hb_font_reference(shaper), size);
    added->pango = g_object_ref(font);
    return &added->text;
}

PangoFont *text_font_pango(const struct text_font *font)
{
    struct font *own = font->own;
    if (!own->pango) {
        PangoFontDescription *description = pango_fc_font_description_from_pattern((FcPattern *)(uintptr_t)own->pattern, FALSE);
        pango_font_description_set_absolute_size(description, font->size);
        own->pango = pango_context_load_font(own->fonts->context, description);
        pango_font_description_free(description);
    }
    return own->pango;
}
