/* SPDX-License-Identifier: GPL-3.0-or-later
 * What HarfBuzz is asked is what Pango would ask it: the same direction, language and features, and the script of letters. */
#include "canvas/words.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/names.h"

enum { TEN = 10, NUMBER_MAX = 19 }; /* digits there are, and of the longest number */

/* The ten digits, if none of them looks at what stands beside it. */
struct digits {
    bool is_known, is_free;
    PangoGlyphInfo glyphs[TEN];
};

/* What HarfBuzz makes of a style: to find it anew takes a fifth of the time of a word. */
struct known_style {
    struct word_style style;
    hb_shape_plan_t *plan;
    struct digits digits;
};

struct words {
    struct arena *arena;
    struct names *keys; /* a group for each style */
    LIST_OF(const struct word *) items;
    LIST_OF(struct known_style) styles;
    hb_buffer_t *buffer;
};

struct words *words_new(void)
{
    struct words *words = memory_alloc(1, sizeof *words);
    words->arena = arena_new();
    words->keys = names_new();
    words->buffer = hb_buffer_create();
    return words;
}

void words_free(struct words *words)
{
    if (!words)
        return;
    for (size_t i = 0; i < words->styles.count; i++)
        hb_shape_plan_destroy(words->styles.items[i].plan);
    hb_buffer_destroy(words->buffer);
    names_free(words->keys);
    arena_free(words->arena);
    free(words);
}

/* ---- styles ---- */

static const hb_feature_t FIGURES[] = {
    {HB_TAG('t', 'n', 'u', 'm'), 1, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END},
    {HB_TAG('l', 'n', 'u', 'm'), 1, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END}};

static unsigned figure_count(const struct word_style *style)
{
    return style->tabular_figures ? sizeof FIGURES / sizeof *FIGURES : 0;
}

static hb_shape_plan_t *plan_new(const struct word_style *style)
{
    const hb_segment_properties_t properties = {
        .direction = HB_DIRECTION_LTR, .script = HB_SCRIPT_LATIN, .language = style->language};
    return hb_shape_plan_create_cached(style->font->face, &properties, FIGURES, figure_count(style), NULL);
}

size_t words_style(struct words *words, const struct word_style *style)
{
    for (size_t i = words->styles.count; i > 0; i--) {
        const struct word_style *known = &words->styles.items[i - 1].style;
        if (known->font == style->font && known->language == style->language && known->tabular_figures == style->tabular_figures)
            return i - 1;
    }
    const struct known_style known = {.style = *style, .plan = plan_new(style)};
    ARENA_PUSH(words->arena, &words->styles, known);
    return words->styles.count - 1;
}

/* ---- words ---- */

static void shape(struct words *words, const struct known_style *known, struct text text, unsigned flags)
{
    const struct word_style *style = &known->style;
    hb_buffer_t *buffer = words->buffer;
    hb_buffer_reset(buffer);
    hb_buffer_set_direction(buffer, HB_DIRECTION_LTR);
    hb_buffer_set_script(buffer, HB_SCRIPT_LATIN);
    hb_buffer_set_language(buffer, style->language);
    hb_buffer_set_flags(buffer, (hb_buffer_flags_t)(HB_BUFFER_FLAG_BOT | HB_BUFFER_FLAG_EOT | flags));
    hb_buffer_add_utf8(buffer, text.ptr, (int)text.len, 0, (int)text.len);
    hb_shape_plan_execute(known->plan, style->font->shaper, buffer, FIGURES, figure_count(style));
}

static PangoGlyphInfo glyph_of(const hb_glyph_info_t *info, const hb_glyph_position_t *position, bool begins)
{
    PangoGlyphInfo glyph = {.glyph = info->codepoint};
    glyph.geometry.width = position->x_advance;
    glyph.geometry.x_offset = position->x_offset;
    glyph.geometry.y_offset = -position->y_offset;
    glyph.attr.is_cluster_start = begins;
    return glyph;
}

static struct word *new_word(struct words *words, size_t number, size_t count, struct text text)
{
    struct word *word = ARENA_NEW(words->arena, struct word);
    *word = (struct word){.number = number, .count = (int)count, .len = (int)text.len};
    word->glyphs = ARENA_ARRAY(words->arena, PangoGlyphInfo, count);
    word->clusters = ARENA_ARRAY(words->arena, int, count);
    return word;
}

static struct word *shaped_word(struct words *words, size_t number, const struct known_style *known, struct text text)
{
    unsigned count;
    shape(words, known, text, 0);
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(words->buffer, &count);
    const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(words->buffer, NULL);
    struct word *word = new_word(words, number, count, text);
    for (unsigned i = 0; i < count; i++) {
        word->clusters[i] = (int)infos[i].cluster;
        word->glyphs[i] = glyph_of(&infos[i], &positions[i], i == 0 || infos[i].cluster != infos[i - 1].cluster);
        word->width += positions[i].x_advance;
        word->is_odd |= infos[i].codepoint == 0;
    }
    return word;
}

/* ---- numbers ---- */

/* A glyph that is not unsafe to concatenate stays what it is whatever the text before it becomes, and so does what stands before
 * it whatever comes after (HarfBuzz on HB_GLYPH_FLAG_UNSAFE_TO_CONCAT). The zero at the end is there for the nine. */
static void learn_digits(struct words *words, struct known_style *known)
{
    unsigned count;
    shape(words, known, TEXT("01234567890"), HB_BUFFER_FLAG_PRODUCE_UNSAFE_TO_CONCAT);
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(words->buffer, &count);
    const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(words->buffer, NULL);
    known->digits = (struct digits){.is_known = true, .is_free = count == TEN + 1};
    for (unsigned i = 0; i < count && known->digits.is_free; i++) {
        known->digits.is_free = infos[i].codepoint && infos[i].cluster == i &&
                                !(hb_glyph_info_get_glyph_flags(&infos[i]) & HB_GLYPH_FLAG_UNSAFE_TO_CONCAT);
        if (i < TEN)
            known->digits.glyphs[i] = glyph_of(&infos[i], &positions[i], true);
    }
}

static bool is_number(struct text text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return false;
    return text.len <= NUMBER_MAX;
}

/* Of digits that need not be shaped again: a report has more numbers than words. */
static struct word *joined_number(struct words *words, size_t number, const struct digits *digits, struct text text)
{
    struct word *word = new_word(words, number, text.len, text);
    for (size_t i = 0; i < text.len; i++) {
        word->clusters[i] = (int)i;
        word->glyphs[i] = digits->glyphs[text.ptr[i] - '0'];
        word->width += word->glyphs[i].geometry.width;
    }
    return word;
}

/* ---- all of them ---- */

static struct word *glyphs_of(struct words *words, size_t number, struct known_style *known, struct text text)
{
    if (!is_number(text))
        return shaped_word(words, number, known, text);
    if (!known->digits.is_known)
        learn_digits(words, known);
    return known->digits.is_free ? joined_number(words, number, &known->digits, text) : shaped_word(words, number, known, text);
}

__attribute__((noinline)) static void make_word(struct words *words, size_t number, size_t style, struct text text)
{
    struct known_style *known = &words->styles.items[style];
    const struct word_kinds kinds = kinds_of(text);
    struct word *word = kinds.is_plain ? glyphs_of(words, number, known, text) : new_word(words, number, 0, text);
    word->style = style;
    word->font = known->style.font;
    word->kinds = kinds;
    word->is_odd |= !kinds.is_plain;
    ARENA_PUSH(words->arena, &words->items, word);
}

const struct word *words_find(struct words *words, size_t style, struct text text)
{
    const size_t number = (size_t)names_add_in(words->keys, (uint32_t)style, text);
    if (number == words->items.count)
        make_word(words, number, style, text);
    return words->items.items[number];
}
