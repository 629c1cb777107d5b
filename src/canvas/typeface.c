/* SPDX-License-Identifier: GPL-3.0-or-later
 * Layouts over the fonts of one folder. Plain text is set without Pango (see canvas/set.h), all other with it. */
#include "canvas/typeface.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/names.h"
#include "canvas/late.h"
#include "canvas/set.h"

enum { SHARED_MAX = 4096 };

/* Layouts by all that they are made of. When there are too many, they are made anew. */
struct shared {
    struct names *keys;
    const struct text_layout *layouts[SHARED_MAX];
    struct text_builder key;
};

/* A context for each language: one that changed its language would break the lines of earlier layouts anew. */
struct context {
    PangoLanguage *language;
    PangoContext *context;
};

enum { CONTEXTS_MAX = 8 }; /* of more languages each layout has one of its own */

/* What setting text changes. */
struct stock {
    struct arena *arena; /* of the layouts */
    struct shared shared;
    struct context contexts[CONTEXTS_MAX];
    size_t context_count;
    struct fonts *fonts;
    struct setter *setter;
    LIST_OF(PangoLayout *) layouts; /* they own the lines and glyphs of ours */
};

struct typeface {
    struct stock *stock;
};

/* ---- opening ---- */

struct typeface *typeface_open(const char *folder, struct error *err)
{
    struct fonts *fonts = fonts_open(folder, err);
    if (!fonts)
        return NULL;
    struct typeface *typeface = memory_alloc(1, sizeof *typeface);
    typeface->stock = memory_alloc(1, sizeof *typeface->stock);
    typeface->stock->arena = arena_new();
    typeface->stock->shared.keys = names_new();
    typeface->stock->fonts = fonts;
    typeface->stock->setter = setter_new(fonts);
    return typeface;
}

void typeface_close(struct typeface *typeface)
{
    if (!typeface)
        return;
    struct stock *stock = typeface->stock;
    for (size_t i = 0; i < stock->layouts.count; i++)
        late()->g_object_unref(stock->layouts.items[i]);
    for (size_t i = 0; i < stock->context_count; i++)
        late()->g_object_unref(stock->contexts[i].context);
    setter_free(stock->setter);
    fonts_free(stock->fonts);
    names_free(stock->shared.keys);
    text_builder_done(&stock->shared.key);
    arena_free(stock->arena);
    free(stock);
    free(typeface);
}

/* ---- with Pango ---- */

int typeface_units(double points)
{
    return (int)lround(points * PANGO_SCALE);
}

PangoLanguage *typeface_language(const struct text_paragraph *paragraph)
{
    return late()->pango_language_from_string(paragraph->language ? paragraph->language : "und");
}

struct stretch {
    PangoAttrList *list;
    guint start, end; /* bytes */
};

static void add_attribute(struct stretch stretch, PangoAttribute *attribute)
{
    attribute->start_index = stretch.start;
    attribute->end_index = stretch.end;
    late()->pango_attr_list_insert(stretch.list, attribute);
}

/* 0xRRGGBB to Pango's 16 bits a channel and back: times 257. */
static guint16 channel(uint32_t colour, int shift)
{
    return (guint16)(((colour >> shift) & 0xFF) * 257);
}

static void add_style(struct stretch stretch, const struct text_style *style)
{
    const double size_pt = style->superscript ? style->size_pt * SUPERSCRIPT_SIZE : style->size_pt;
    add_attribute(stretch, late()->pango_attr_size_new_absolute(typeface_units(size_pt)));
    add_attribute(stretch, late()->pango_attr_foreground_new(channel(style->colour, 16), channel(style->colour, 8),
                                                     channel(style->colour, 0)));
    if (style->strong)
        add_attribute(stretch, late()->pango_attr_weight_new(PANGO_WEIGHT_SEMIBOLD));
    if (style->emphasis)
        add_attribute(stretch, late()->pango_attr_style_new(PANGO_STYLE_ITALIC));
    if (style->tabular_figures)
        add_attribute(stretch, late()->pango_attr_font_features_new("tnum=1, lnum=1"));
    if (style->superscript)
        add_attribute(stretch, late()->pango_attr_rise_new(typeface_units(style->size_pt * SUPERSCRIPT_RISE)));
}

/* For a script that the language is not written in Pango would take a language from the environment, and with it other
 * letter forms: such text is given the undetermined language. */
static void settle_languages(PangoAttrList *list, struct text text, PangoLanguage *language)
{
    PangoScriptIter *iter = late()->pango_script_iter_new(text.ptr, (int)text.len);
    do {
        const char *start, *end;
        PangoScript script;
        late()->pango_script_iter_get_range(iter, &start, &end, &script);
        const struct stretch stretch = {list, (guint)(start - text.ptr), (guint)(end - text.ptr)};
        if (!late()->pango_language_includes_script(language, script))
            add_attribute(stretch, late()->pango_attr_language_new(late()->pango_language_from_string("und")));
    } while (late()->pango_script_iter_next(iter));
    late()->pango_script_iter_free(iter);
}

/* Where words are bound, each place is a stretch of the character before it and its own. */
static void bind_words(PangoAttrList *list, struct text text, size_t room)
{
    for (size_t at = 0, next = 0, before = 0; at < text.len; before = at, at = next) {
        text_next(text, &next);
        if (setter_binds(text, at, room))
            add_attribute((struct stretch){list, (guint)before, (guint)next}, late()->pango_attr_allow_breaks_new(FALSE));
    }
}

/* The caller owns a reference. */
static PangoContext *context_of(const struct typeface *typeface, PangoLanguage *language)
{
    struct stock *stock = typeface->stock;
    for (size_t i = 0; i < stock->context_count; i++)
        if (stock->contexts[i].language == language)
            return (late()->g_object_ref)(stock->contexts[i].context);
    PangoContext *context = fonts_new_context(stock->fonts, language);
    if (stock->context_count < CONTEXTS_MAX)
        stock->contexts[stock->context_count++] = (struct context){language, (late()->g_object_ref)(context)};
    return context;
}

static PangoAttrList *attributes_of(const struct text_paragraph *paragraph, struct text text)
{
    PangoAttrList *list = late()->pango_attr_list_new();
    guint start = 0;
    for (size_t i = 0; i < paragraph->count; i++) {
        const guint end = start + (guint)paragraph->spans[i].text.len;
        add_style((struct stretch){list, start, end}, &paragraph->spans[i].style);
        start = end;
    }
    settle_languages(list, text, typeface_language(paragraph));
    bind_words(list, text, setter_room(paragraph));
    return list;
}

static void set_shape(PangoLayout *layout, const struct text_paragraph *paragraph)
{
    static const PangoWrapMode modes[] = {
        [WRAP_ANYWHERE] = PANGO_WRAP_WORD_CHAR, [WRAP_WORDS] = PANGO_WRAP_WORD, [WRAP_CUT] = PANGO_WRAP_WORD_CHAR};
    late()->pango_layout_set_auto_dir(layout, FALSE);
    late()->pango_layout_set_wrap(layout, modes[paragraph->wrap]);
    late()->pango_layout_set_width(layout, paragraph->width_pt > 0 ? typeface_units(paragraph->width_pt) : -1);
    if (paragraph->wrap == WRAP_CUT) {
        late()->pango_layout_set_height(layout, -1);
        late()->pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
    }
}

/* Kept until the typeface is closed. */
static PangoLayout *pango_layout_of(const struct typeface *typeface, const struct text_paragraph *paragraph, struct text text)
{
    PangoContext *context = context_of(typeface, typeface_language(paragraph));
    PangoLayout *layout = late()->pango_layout_new(context);
    PangoAttrList *list = attributes_of(paragraph, text);
    late()->g_object_unref(context);
    set_shape(layout, paragraph);
    late()->pango_layout_set_text(layout, text.ptr, (int)text.len);
    late()->pango_layout_set_attributes(layout, list);
    late()->pango_attr_list_unref(list);
    ARENA_PUSH(typeface->stock->arena, &typeface->stock->layouts, layout);
    return layout;
}

static uint32_t colour_of(const PangoLayoutRun *run)
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

static double points(int pango_units)
{
    return (double)pango_units / PANGO_SCALE;
}

static struct glyph_run run_of(const struct typeface *typeface, const PangoLayoutRun *run, struct text text)
{
    const size_t from = (size_t)run->item->offset;
    return (struct glyph_run){
        .font = fonts_of_pango(typeface->stock->fonts, run->item->analysis.font),
        .pango = run->glyphs,
        .text = text_slice(text, from, from + (size_t)run->item->length),
        .from = from,
        .right_to_left = run->item->analysis.level % 2 != 0,
        .colour = colour_of(run),
        .width_pt = points(late()->pango_glyph_string_get_width(run->glyphs)),
        .rise_pt = points(run->y_offset),
    };
}

static struct text_line line_of(const struct typeface *typeface, PangoLayoutLine *line, const struct text_layout *layout)
{
    PangoRectangle logical;
    late()->pango_layout_line_get_extents(line, NULL, &logical);
    struct glyph_run *runs = ARENA_ARRAY(typeface->stock->arena, struct glyph_run, g_slist_length(line->runs));
    size_t count = 0;
    for (const GSList *node = line->runs; node; node = node->next)
        runs[count++] = run_of(typeface, node->data, layout->text);
    return (struct text_line){
        .layout = layout,
        .from = (size_t)line->start_index,
        .len = (size_t)line->length,
        .width_pt = points(logical.width),
        .ascent_pt = points(-logical.y),
        .descent_pt = points(logical.y + logical.height),
        .runs = runs,
        .run_count = count,
        .pango = line,
    };
}

static void set_with_pango(const struct typeface *typeface, const struct text_paragraph *paragraph, struct text_layout *layout)
{
    PangoLayout *pango = pango_layout_of(typeface, paragraph, layout->text);
    struct text_line *lines =
        ARENA_ARRAY(typeface->stock->arena, struct text_line, (size_t)late()->pango_layout_get_line_count(pango));
    size_t count = 0;
    for (const GSList *node = late()->pango_layout_get_lines_readonly(pango); node; node = node->next)
        lines[count++] = line_of(typeface, node->data, layout);
    layout->lines = lines;
    layout->line_count = count;
}

/* ---- layouts ---- */

static struct text text_of_all(struct arena *keep, const struct text_paragraph *paragraph)
{
    size_t len = 0;
    for (size_t i = 0; i < paragraph->count; i++)
        len += paragraph->spans[i].text.len;
    char *bytes = arena_alloc(keep, len + 1, 1);
    for (size_t i = 0, at = 0; i < paragraph->count; at += paragraph->spans[i++].text.len)
        memcpy(bytes + at, paragraph->spans[i].text.ptr, paragraph->spans[i].text.len);
    return (struct text){bytes, len};
}

const struct text_layout *typeface_layout(const struct typeface *typeface, const struct text_paragraph *paragraph)
{
    struct stock *stock = typeface->stock;
    struct text_layout *layout = ARENA_NEW(stock->arena, struct text_layout);
    layout->text = text_of_all(stock->arena, paragraph);
    if (!setter_set(stock->setter, stock->arena, paragraph, layout))
        set_with_pango(typeface, paragraph, layout);
    return layout;
}

static void add_bytes(struct text_builder *key, const void *bytes, size_t len)
{
    text_add(key, (struct text){bytes, len});
}

static void add_style_key(struct text_builder *key, const struct text_span *span)
{
    const struct text_style *style = &span->style;
    const uint32_t flags = style->strong | (uint32_t)style->emphasis << 1 | (uint32_t)style->tabular_figures << 2 |
                           (uint32_t)style->superscript << 3;
    const uint64_t numbers[] = {(uint64_t)(uint32_t)typeface_units(style->size_pt) << 32 | style->colour,
                                (uint64_t)span->text.len << 4 | flags};
    add_bytes(key, numbers, sizeof numbers);
    text_add(key, span->text);
}

static struct text key_of(struct text_builder *key, const struct text_paragraph *paragraph)
{
    const uint64_t shape = (uint64_t)(uint32_t)typeface_units(paragraph->width_pt) << 32 | paragraph->wrap;
    key->len = 0;
    add_bytes(key, &shape, sizeof shape);
    for (size_t i = 0; i < paragraph->count; i++)
        add_style_key(key, &paragraph->spans[i]);
    text_add_c(key, paragraph->language ? paragraph->language : "");
    return text_built(key);
}

const struct text_layout *typeface_shared_layout(const struct typeface *typeface, const struct text_paragraph *paragraph)
{
    struct shared *shared = &typeface->stock->shared;
    if (names_count(shared->keys) == SHARED_MAX) {
        names_free(shared->keys);
        shared->keys = names_new();
    }
    const int32_t count = names_count(shared->keys), number = names_add(shared->keys, key_of(&shared->key, paragraph));
    if (number == count)
        shared->layouts[number] = typeface_layout(typeface, paragraph);
    return shared->layouts[number];
}
