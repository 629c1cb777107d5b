/* SPDX-License-Identifier: GPL-3.0-or-later
 * Fonts of one folder behind a fontconfig configuration and a Pango font map of their own. No setting, cache, variable
 * or font of the system reaches what is made here. */
#include "canvas/typeface.h"

#include <fontconfig/fontconfig.h>
#include <math.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "base/names.h"

enum { SHARED_MAX = 4096 };

/* Layouts by all that they are made of. When there are too many, all go: who still needs one holds it. */
struct shared {
    struct names *keys;
    PangoLayout *layouts[SHARED_MAX];
};

/* A context for each language: one that changed its language would break the lines of earlier layouts anew. */
struct context {
    PangoLanguage *language;
    PangoContext *context;
};

enum { CONTEXTS_MAX = 8 }; /* of more languages each layout has one of its own */

struct typeface {
    PangoFontMap *map;
    cairo_font_options_t *options;
    char *family;
    struct shared *shared;
    struct contexts {
        struct context items[CONTEXTS_MAX];
        size_t count;
    } *contexts;
};

/* ---- opening ---- */

static int face_count(FcConfig *config)
{
    const FcFontSet *faces = FcConfigGetFonts(config, FcSetApplication);
    return faces ? faces->nfont : 0;
}

static bool add_files(FcConfig *config, const char *folder, const struct file_names *names, struct arena *scratch,
                      struct error *err)
{
    if (!names->count)
        return error_set(err, ERROR_INPUT, "folder '%s' has no font (.ttf)", folder);
    for (size_t i = 0; i < names->count; i++) {
        const char *path = file_join(scratch, folder, names->items[i]);
        const int before = face_count(config);
        if (!FcConfigAppFontAddFile(config, (const FcChar8 *)path) || face_count(config) == before)
            return error_set(err, ERROR_INPUT, "'%s' is no font that can be read", path);
    }
    return true;
}

static bool has_family(FcPattern *face, const FcChar8 *family)
{
    FcChar8 *other;
    for (int n = 0; FcPatternGetString(face, FC_FAMILY, n, &other) == FcResultMatch; n++)
        if (strcmp((const char *)other, (const char *)family) == 0)
            return true;
    return false;
}

static bool all_have_family(const FcFontSet *faces, const FcChar8 *family)
{
    for (int i = 0; i < faces->nfont; i++)
        if (!has_family(faces->fonts[i], family))
            return false;
    return true;
}

/* A name of the first face that all faces answer to, or NULL. */
static const FcChar8 *shared_family(const FcFontSet *faces)
{
    FcChar8 *family;
    for (int n = 0; FcPatternGetString(faces->fonts[0], FC_FAMILY, n, &family) == FcResultMatch; n++)
        if (all_have_family(faces, family))
            return family;
    return NULL;
}

/* NULL, and why in *err, where there is none. */
static const char *find_family(FcConfig *config, const char *folder, struct error *err)
{
    const FcChar8 *family = shared_family(FcConfigGetFonts(config, FcSetApplication));
    if (!family)
        error_set(err, ERROR_INPUT, "the fonts in '%s' are not of one family", folder);
    return (const char *)family;
}

static struct typeface *new_typeface(FcConfig *config, const char *family)
{
    struct typeface *typeface = memory_alloc(1, sizeof *typeface);
    typeface->family = g_strdup(family);
    typeface->shared = memory_alloc(1, sizeof *typeface->shared);
    typeface->shared->keys = names_new();
    typeface->contexts = memory_alloc(1, sizeof *typeface->contexts);
    typeface->options = cairo_font_options_create();
    cairo_font_options_set_antialias(typeface->options, CAIRO_ANTIALIAS_GRAY);
    cairo_font_options_set_hint_style(typeface->options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(typeface->options, CAIRO_HINT_METRICS_OFF);
    typeface->map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
    pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(typeface->map), 72);
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(typeface->map), config);
    return typeface;
}

/* Gives fontconfig an empty configuration as the current one: Pango would otherwise make it read the system's fonts,
 * though nobody uses them. */
static bool shut_out_system(void)
{
    FcConfig *nothing = FcConfigCreate();
    const bool ok = nothing && FcConfigSetCurrent(nothing);
    if (nothing)
        FcConfigDestroy(nothing);
    return ok;
}

static FcConfig *new_config(void)
{
    FcConfig *config = shut_out_system() ? FcConfigCreate() : NULL;
    if (config)
        FcConfigSetSysRoot(config, NULL); /* else FONTCONFIG_SYSROOT would count */
    return config;
}

struct typeface *typeface_open(const char *folder, struct error *err)
{
    struct typeface *typeface = NULL;
    struct file_names names = {0};
    const char *family = NULL;
    struct arena *scratch = arena_new();
    FcConfig *config = new_config();
    if (!config)
        error_set(err, ERROR_SYSTEM, "fontconfig cannot be started");
    else if (file_list(folder, "*.ttf", scratch, &names, err) && add_files(config, folder, &names, scratch, err))
        family = find_family(config, folder, err);
    if (family)
        typeface = new_typeface(config, family);
    if (config)
        FcConfigDestroy(config);
    arena_free(scratch);
    return typeface;
}

static void forget_shared(struct shared *shared)
{
    for (int32_t i = 0; i < names_count(shared->keys); i++)
        g_object_unref(shared->layouts[i]);
    names_free(shared->keys);
}

void typeface_close(struct typeface *typeface)
{
    if (!typeface)
        return;
    forget_shared(typeface->shared);
    free(typeface->shared);
    for (size_t i = 0; i < typeface->contexts->count; i++)
        g_object_unref(typeface->contexts->items[i].context);
    free(typeface->contexts);
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(typeface->map), NULL); /* the map itself does not let go of it */
    g_object_unref(typeface->map);
    cairo_font_options_destroy(typeface->options);
    g_free(typeface->family);
    free(typeface);
}

/* ---- layouts ---- */

/* Raised figures: 0.65 of the size, their feet a third of it above the baseline. */
static const double SUPERSCRIPT_SIZE = 0.65, SUPERSCRIPT_RISE = 0.33;

static int units(double points)
{
    return (int)lround(points * PANGO_SCALE);
}

struct stretch {
    PangoAttrList *list;
    guint start, end; /* bytes */
};

static void add_attribute(struct stretch stretch, PangoAttribute *attribute)
{
    attribute->start_index = stretch.start;
    attribute->end_index = stretch.end;
    pango_attr_list_insert(stretch.list, attribute);
}

/* 0xRRGGBB to Pango's 16 bits a channel and back: times 257. */
static guint16 channel(uint32_t colour, int shift)
{
    return (guint16)(((colour >> shift) & 0xFF) * 257);
}

static void add_style(struct stretch stretch, const struct text_style *style)
{
    const double size_pt = style->superscript ? style->size_pt * SUPERSCRIPT_SIZE : style->size_pt;
    add_attribute(stretch, pango_attr_size_new_absolute(units(size_pt)));
    add_attribute(stretch, pango_attr_foreground_new(channel(style->colour, 16), channel(style->colour, 8),
                                                     channel(style->colour, 0)));
    if (style->strong)
        add_attribute(stretch, pango_attr_weight_new(PANGO_WEIGHT_SEMIBOLD));
    if (style->emphasis)
        add_attribute(stretch, pango_attr_style_new(PANGO_STYLE_ITALIC));
    if (style->tabular_figures)
        add_attribute(stretch, pango_attr_font_features_new("tnum=1, lnum=1"));
    if (style->superscript)
        add_attribute(stretch, pango_attr_rise_new(units(style->size_pt * SUPERSCRIPT_RISE)));
}

/* For a script that the language is not written in Pango would take a language from the environment, and with it other
 * letter forms: such text is given the undetermined language. */
static void settle_languages(PangoAttrList *list, const GString *bytes, PangoLanguage *language)
{
    PangoScriptIter *iter = pango_script_iter_new(bytes->str, (int)bytes->len);
    do {
        const char *start, *end;
        PangoScript script;
        pango_script_iter_get_range(iter, &start, &end, &script);
        const struct stretch stretch = {list, (guint)(start - bytes->str), (guint)(end - bytes->str)};
        if (!pango_language_includes_script(language, script))
            add_attribute(stretch, pango_attr_language_new(pango_language_from_string("und")));
    } while (pango_script_iter_next(iter));
    pango_script_iter_free(iter);
}

static PangoContext *new_context(const struct typeface *typeface, PangoLanguage *language)
{
    PangoContext *context = pango_font_map_create_context(typeface->map);
    PangoFontDescription *font = pango_font_description_new();
    pango_font_description_set_family(font, typeface->family);
    pango_font_description_set_absolute_size(font, 10.0 * PANGO_SCALE);
    pango_context_set_font_description(context, font);
    pango_font_description_free(font);
    pango_context_set_language(context, language);
    pango_context_set_base_dir(context, PANGO_DIRECTION_LTR);
    pango_context_set_round_glyph_positions(context, FALSE);
    pango_cairo_context_set_font_options(context, typeface->options);
    pango_cairo_context_set_resolution(context, 72);
    return context;
}

/* The caller owns a reference. */
static PangoContext *context_of(const struct typeface *typeface, PangoLanguage *language)
{
    struct contexts *contexts = typeface->contexts;
    for (size_t i = 0; i < contexts->count; i++)
        if (contexts->items[i].language == language)
            return g_object_ref(contexts->items[i].context);
    PangoContext *context = new_context(typeface, language);
    if (contexts->count < CONTEXTS_MAX)
        contexts->items[contexts->count++] = (struct context){language, g_object_ref(context)};
    return context;
}

static void set_spans(PangoLayout *layout, const struct text_span *spans, size_t count, PangoLanguage *language)
{
    GString *bytes = g_string_new(NULL);
    PangoAttrList *list = pango_attr_list_new();
    for (size_t i = 0; i < count; i++) {
        const guint start = (guint)bytes->len;
        g_string_append_len(bytes, spans[i].text.ptr, (gssize)spans[i].text.len);
        add_style((struct stretch){list, start, (guint)bytes->len}, &spans[i].style);
    }
    settle_languages(list, bytes, language);
    pango_layout_set_text(layout, bytes->str, (int)bytes->len);
    pango_layout_set_attributes(layout, list);
    pango_attr_list_unref(list);
    g_string_free(bytes, TRUE);
}

PangoLayout *typeface_layout(const struct typeface *typeface, const struct text_span *spans, size_t count,
                             double width_pt, enum text_align align, const char *language)
{
    static const PangoAlignment alignments[] = {
        [ALIGN_START] = PANGO_ALIGN_LEFT, [ALIGN_CENTRE] = PANGO_ALIGN_CENTER, [ALIGN_END] = PANGO_ALIGN_RIGHT};
    PangoLanguage *tag = pango_language_from_string(language ? language : "und");
    PangoContext *context = context_of(typeface, tag);
    PangoLayout *layout = pango_layout_new(context);
    g_object_unref(context);
    pango_layout_set_auto_dir(layout, FALSE);
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_width(layout, width_pt > 0 ? units(width_pt) : -1);
    pango_layout_set_alignment(layout, alignments[align]);
    set_spans(layout, spans, count, tag);
    return layout;
}

static void add_style_key(struct text_builder *key, const struct text_span *span)
{
    const struct text_style *style = &span->style;
    text_add_format(key, "%a %d%d%d%d %x %zu ", style->size_pt, style->strong, style->emphasis, style->tabular_figures,
                    style->superscript, style->colour, span->text.len);
    text_add(key, span->text);
}

static struct text_builder key_of(const struct text_paragraph *paragraph)
{
    struct text_builder key = {0};
    text_add_format(&key, "%s %d %d ", paragraph->language ? paragraph->language : "", units(paragraph->width_pt),
                    (int)paragraph->wrap);
    for (size_t i = 0; i < paragraph->count; i++)
        add_style_key(&key, &paragraph->spans[i]);
    return key;
}

static PangoLayout *unshared_layout(const struct typeface *typeface, const struct text_paragraph *paragraph)
{
    PangoLayout *layout = typeface_layout(typeface, paragraph->spans, paragraph->count, paragraph->width_pt, ALIGN_START,
                                          paragraph->language);
    if (paragraph->wrap == WRAP_WORDS)
        pango_layout_set_wrap(layout, PANGO_WRAP_WORD);
    return layout;
}

PangoLayout *typeface_shared_layout(const struct typeface *typeface, const struct text_paragraph *paragraph)
{
    struct shared *shared = typeface->shared;
    struct text_builder key = key_of(paragraph);
    if (names_count(shared->keys) == SHARED_MAX) {
        forget_shared(shared);
        shared->keys = names_new();
    }
    const int32_t count = names_count(shared->keys), number = names_add(shared->keys, text_built(&key));
    if (number == count)
        shared->layouts[number] = unshared_layout(typeface, paragraph);
    text_builder_done(&key);
    return g_object_ref(shared->layouts[number]);
}

uint32_t typeface_run_colour(const PangoLayoutRun *run)
{
    for (const GSList *node = run->item->analysis.extra_attrs; node; node = node->next) {
        const PangoAttribute *attribute = node->data;
        if (attribute->klass->type != PANGO_ATTR_FOREGROUND)
            continue;
        const PangoColor colour = ((const PangoAttrColor *)node->data)->color;
        return (uint32_t)(colour.red / 257) << 16 | (uint32_t)(colour.green / 257) << 8 | (uint32_t)(colour.blue / 257);
    }
    return 0;
}
