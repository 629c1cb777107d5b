/* SPDX-License-Identifier: GPL-3.0-or-later
 * Fonts are chosen without asking fontconfig to match: there are a handful, all of one family. When Pango is needed, it gets
 * the same files behind a fontconfig configuration and a font map of their own. No setting, cache, variable or font of the
 * system reaches what is made here. */
#include "canvas/font.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "canvas/faces.h"
#include "canvas/late.h"

struct font {
    struct text_font text;
    struct fonts *fonts;
    const struct face *file; /* NULL: of Pango's choice */
    struct font_form form;   /* that it was first asked for by */
    PangoFont *pango;        /* NULL until somebody asks */
};

/* The same files, for Pango. */
struct pango_side {
    FcConfig *config; /* NULL until somebody asks */
    cairo_font_options_t *options;
    PangoFontMap *map;
    PangoContext *context; /* of no language */
    LIST_OF(hb_face_t *) faces; /* that Pango made, as instances of variable fonts */
};

struct fonts {
    struct faces *files;
    struct arena *arena;
    LIST_OF(struct font *) items;
    PangoGlyphString room;
    int room_count;
    struct pango_side pango;
};

struct fonts *fonts_open(const char *folder, struct error *err)
{
    struct faces *files = faces_open(folder, err);
    if (!files)
        return NULL;
    struct fonts *fonts = memory_alloc(1, sizeof *fonts);
    fonts->files = files;
    fonts->arena = arena_new();
    return fonts;
}

/* Pango matches fonts in a thread, which may still be at it and holds the map until it is done. The map never lets go of its
 * configuration (Pango 1.50); to take that away here would clear tables under the thread's hands. */
static void free_pango(struct pango_side *pango)
{
    if (!pango->config)
        return;
    for (size_t i = 0; i < pango->faces.count; i++)
        hb_face_destroy(pango->faces.items[i]);
    late()->g_object_unref(pango->context);
    late()->g_object_unref(pango->map);
    late()->cairo_font_options_destroy(pango->options);
    late()->FcConfigDestroy(pango->config);
}

void fonts_free(struct fonts *fonts)
{
    if (!fonts)
        return;
    for (size_t i = 0; i < fonts->items.count; i++) {
        hb_font_destroy(fonts->items.items[i]->text.shaper);
        if (fonts->items.items[i]->pango)
            late()->g_object_unref(fonts->items.items[i]->pango);
    }
    free(fonts->room.glyphs);
    free(fonts->room.log_clusters);
    free_pango(&fonts->pango);
    faces_free(fonts->files);
    arena_free(fonts->arena);
    free(fonts);
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

/* How far a face is from the one wanted: slant counts before weight, and of two that are as near the heavier one is taken. */
static int distance(const struct face *face, const struct font_form *form)
{
    enum { REGULAR = 400, SEMI_BOLD = 600, SLANT_COUNTS = 10000 };
    const int weight = face->weight - (form->strong ? SEMI_BOLD : REGULAR);
    return (face->is_italic != form->emphasis) * SLANT_COUNTS + 2 * abs(weight) + (weight < 0);
}

static const struct face *nearest(const struct faces *files, const struct font_form *form)
{
    const struct face *best = &files->items[0];
    for (size_t i = 1; i < files->count; i++)
        if (distance(&files->items[i], form) < distance(best, form))
            best = &files->items[i];
    return best;
}

static bool has_form(const struct font *font, const struct font_form *form)
{
    return font->file && font->form.size == form->size && font->form.strong == form->strong &&
           font->form.emphasis == form->emphasis;
}

const struct text_font *fonts_of_form(struct fonts *fonts, const struct font_form *form)
{
    for (size_t i = 0; i < fonts->items.count; i++)
        if (has_form(fonts->items.items[i], form))
            return &fonts->items.items[i]->text;
    const struct face *file = nearest(fonts->files, form);
    if (file->is_variable)
        return NULL;
    hb_font_t *shaper = hb_font_create(file->face);
    hb_font_set_scale(shaper, form->size, form->size);
    struct font *font = add_font(fonts, file->face, shaper, form->size);
    font->file = file;
    font->form = *form;
    return &font->text;
}

PangoGlyphString *text_font_room(const struct text_font *font, int count)
{
    struct fonts *fonts = font->own->fonts;
    PangoGlyphString *room = &fonts->room;
    if (count > fonts->room_count) {
        fonts->room_count = 2 * count;
        room->glyphs = memory_grow(room->glyphs, (size_t)fonts->room_count, sizeof *room->glyphs);
        room->log_clusters = memory_grow(room->log_clusters, (size_t)fonts->room_count, sizeof *room->log_clusters);
    }
    room->num_glyphs = count;
    return room;
}

/* ---- for Pango ---- */

/* An empty configuration becomes fontconfig's current one: Pango would otherwise make it read the system's fonts, though
 * nobody uses them. */
static FcConfig *new_config(const struct faces *files)
{
    FcConfig *nothing = late()->FcConfigCreate(), *config = late()->FcConfigCreate();
    if (!nothing || !config || !late()->FcConfigSetCurrent(nothing))
        memory_exhausted();
    late()->FcConfigDestroy(nothing);
    late()->FcConfigSetSysRoot(config, NULL); /* else FONTCONFIG_SYSROOT would count */
    for (size_t i = 0; i < files->count; i++)
        if (files->items[i].index == 0)
            late()->FcConfigAppFontAddFile(config, (const FcChar8 *)files->items[i].file);
    return config;
}

static struct pango_side *pango_side(struct fonts *fonts)
{
    struct pango_side *pango = &fonts->pango;
    if (pango->config)
        return pango;
    pango->config = new_config(fonts->files);
    pango->options = late()->cairo_font_options_create();
    late()->cairo_font_options_set_antialias(pango->options, CAIRO_ANTIALIAS_GRAY);
    late()->cairo_font_options_set_hint_style(pango->options, CAIRO_HINT_STYLE_NONE);
    late()->cairo_font_options_set_hint_metrics(pango->options, CAIRO_HINT_METRICS_OFF);
    pango->map = late()->pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
    late()->pango_cairo_font_map_set_resolution((PangoCairoFontMap *)pango->map, 72);
    late()->pango_fc_font_map_set_config((PangoFcFontMap *)pango->map, pango->config);
    pango->context = fonts_new_context(fonts, late()->pango_language_from_string("und"));
    return pango;
}

PangoContext *fonts_new_context(struct fonts *fonts, PangoLanguage *language)
{
    const struct pango_side *pango = pango_side(fonts);
    PangoContext *context = late()->pango_font_map_create_context(pango->map);
    PangoFontDescription *font = late()->pango_font_description_new();
    late()->pango_font_description_set_family(font, fonts->files->family);
    late()->pango_font_description_set_absolute_size(font, 10.0 * PANGO_SCALE);
    late()->pango_context_set_font_description(context, font);
    late()->pango_font_description_free(font);
    late()->pango_context_set_language(context, language);
    late()->pango_context_set_base_dir(context, PANGO_DIRECTION_LTR);
    late()->pango_context_set_round_glyph_positions(context, FALSE);
    late()->pango_cairo_context_set_font_options(context, pango->options);
    late()->pango_cairo_context_set_resolution(context, 72);
    return context;
}

static int index_of(const FcPattern *pattern)
{
    int index = 0;
    late()->FcPatternGetInteger(pattern, FC_INDEX, 0, &index);
    return index;
}

/* Whether it is the whole face of a file, and no instance of a variable font, which the index's upper half would tell. */
static bool is_of_file(const FcPattern *pattern, const struct face *face)
{
    FcChar8 *file = NULL;
    FcBool is_variable = FcFalse;
    late()->FcPatternGetBool(pattern, FC_VARIABLE, 0, &is_variable);
    return !is_variable && index_of(pattern) == (int)face->index &&
           late()->FcPatternGetString(pattern, FC_FILE, 0, &file) == FcResultMatch && strcmp((const char *)file, face->file) == 0;
}

static const FcPattern *pattern_of(struct fonts *fonts, const struct face *face)
{
    const FcFontSet *set = late()->FcConfigGetFonts(pango_side(fonts)->config, FcSetApplication);
    for (int i = 0; set && i < set->nfont; i++)
        if (is_of_file(set->fonts[i], face))
            return set->fonts[i];
    memory_exhausted(); /* fontconfig reads whatever HarfBuzz does, and leaves out what it finds no memory for */
}

/* The face of a file is shared with the fonts that were found without Pango. */
static hb_face_t *face_of_pango(struct fonts *fonts, PangoFont *font, hb_font_t *shaper)
{
    const FcPattern *pattern = late()->pango_fc_font_get_pattern((PangoFcFont *)font);
    for (size_t i = 0; i < fonts->files->count; i++)
        if (is_of_file(pattern, &fonts->files->items[i]))
            return fonts->files->items[i].face;
    struct pango_side *pango = &fonts->pango;
    hb_face_t *own = hb_font_get_face(shaper);
    for (size_t i = 0; i < pango->faces.count; i++)
        if (pango->faces.items[i] == own)
            return own;
    ARENA_PUSH(fonts->arena, &pango->faces, hb_face_reference(own));
    return own;
}

const struct text_font *fonts_of_pango(struct fonts *fonts, PangoFont *font)
{
    for (size_t i = 0; i < fonts->items.count; i++)
        if (fonts->items.items[i]->pango == font)
            return &fonts->items.items[i]->text;
    hb_font_t *shaper = late()->pango_font_get_hb_font(font);
    int size, y_scale;
    hb_font_get_scale(shaper, &size, &y_scale);
    struct font *added = add_font(fonts, face_of_pango(fonts, font, shaper), hb_font_reference(shaper), size);
    added->pango = (late()->g_object_ref)(font);
    return &added->text;
}

PangoFont *text_font_pango(const struct text_font *font)
{
    struct font *own = font->own;
    if (!own->pango) {
        const FcPattern *pattern = pattern_of(own->fonts, own->file);
        PangoFontDescription *description = late()->pango_fc_font_description_from_pattern((FcPattern *)(uintptr_t)pattern, FALSE);
        late()->pango_font_description_set_absolute_size(description, font->size);
        own->pango = late()->pango_context_load_font(own->fonts->pango.context, description);
        late()->pango_font_description_free(description);
    }
    return own->pango;
}
