/* SPDX-License-Identifier: GPL-3.0-or-later
 * What HarfBuzz is asked is what Pango would ask it: the same direction, script, language and features. */
#include "canvas/words.h"

#include <stdlib.h>

#include "base/memory.h"
#include "base/names.h"

struct words {
    struct arena *arena;
    struct names *keys; /* number of the style, then the text */
    LIST_OF(const struct word *) items;
    LIST_OF(struct word_style) styles;
    hb_buffer_t *buffer;
    struct text_builder key;
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
    hb_buffer_destroy(words->buffer);
    names_free(words->keys);
    text_builder_done(&words->key);
    arena_free(words->arena);
    free(words);
}

size_t words_style(struct words *words, const struct word_style *style)
{
    for (size_t i = words->styles.count; i > 0; i--) {
        const struct word_style *known = &words->styles.items[i - 1];
        if (known->font == style->font && known->script == style->script && known->language == style->language &&
            known->tabular_figures == style->tabular_figures)
            return i - 1;
    }
    ARENA_PUSH(words->arena, &words->styles, *style);
    return words->styles.count - 1;
}

static void shape(struct words *words, const struct word_style *style, struct text text)
{
    static const hb_feature_t figures[] = {
        {HB_TAG('t', 'n', 'u', 'm'), 1, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END},
        {HB_TAG('l', 'n', 'u', 'm'), 1, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END}};
    hb_buffer_t *buffer = words->buffer;
    hb_buffer_reset(buffer);
    hb_buffer_set_direction(buffer, HB_DIRECTION_LTR);
    hb_buffer_set_script(buffer, style->script);
    hb_buffer_set_language(buffer, style->language);
    hb_buffer_set_flags(buffer, HB_BUFFER_FLAG_BOT | HB_BUFFER_FLAG_EOT);
    hb_buffer_add_utf8(buffer, text.ptr, (int)text.len, 0, (int)text.len);
    hb_shape(style->font->shaper, buffer, style->tabular_figures ? figures : NULL, style->tabular_figures ? 2 : 0);
}

static const struct word *read_word(struct words *words, size_t len)
{
    unsigned count;
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(words->buffer, &count);
    const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(words->buffer, NULL);
    struct word *word = ARENA_NEW(words->arena, struct word);
    PangoGlyphInfo *glyphs = ARENA_ARRAY(words->arena, PangoGlyphInfo, count);
    int *clusters = ARENA_ARRAY(words->arena, int, count);
    for (unsigned i = 0; i < count; i++) {
        clusters[i] = (int)infos[i].cluster;
        glyphs[i].glyph = infos[i].codepoint;
        glyphs[i].geometry.width = positions[i].x_advance;
        glyphs[i].geometry.x_offset = positions[i].x_offset;
        glyphs[i].geometry.y_offset = -positions[i].y_offset;
        glyphs[i].attr.is_cluster_start = i == 0 || clusters[i] != clusters[i - 1];
        word->width += positions[i].x_advance;
        word->is_missing |= infos[i].codepoint == 0;
    }
    word->glyphs = glyphs;
    word->clusters = clusters;
    word->count = (int)count;
    word->len = (int)len;
    return word;
}

const struct word *words_find(struct words *words, size_t style, struct text text)
{
    words->key.len = 0;
    text_add_byte(&words->key, (char)(style >> 8 & 255));
    text_add_byte(&words->key, (char)(style & 255));
    text_add(&words->key, text);
    const int32_t number = names_add(words->keys, text_built(&words->key));
    if ((size_t)number == words->items.count) {
        shape(words, &words->styles.items[style], text);
        ARENA_PUSH(words->arena, &words->items, read_word(words, text.len));
    }
    return words->items.items[number];
}
