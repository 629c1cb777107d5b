/* SPDX-License-Identifier: GPL-3.0-or-later
 * Text that is set word by word has the lines, glyphs and places that Pango gives to the whole of it: random sentences of
 * words, numbers and signs in random styles and measures; but no ranges of numbers, numbers right after a full stop, nor small
 * letters after a dash or after a number and a hyphen, which are kept on one line here. */
#include <math.h>
#include <pango/pangocairo.h>
#include <string.h>

#include "base/memory.h"
#include "canvas/typeface.h"
#include "property/random.h"
#include "unit/harness.h"

enum { SPANS_MAX = 4, CASES = 2000, LETTERS = 12 };

struct sentence {
    struct text_builder bytes[SPANS_MAX];
    struct text_span spans[SPANS_MAX];
    size_t count;
};

/* What stands between and within words: what is in every sentence, or hard cases more often than in any report. */
static void add_joint(struct random *random, bool is_hard, struct text_builder *out)
{
    static const char *const joints[] = {" ", " ", " ", " ", " ", " ", ", ", ". ", "; ", ": ", " (", ") ", ".", ",", ":", ";",
                                         "%", " % ", "\u00A0", "\u202F", "%. ", "(", "), ", "-", "/", " – ", "–", "’", "“",
                                         "” ", "! ", "? ", "…", ")", " - ", " / ", "'", "\" ", " \"", "\n", "—", "\u2011", " €",
                                         "−", "#", "&", "+", "=", "*"};
    enum { JOINTS = sizeof joints / sizeof *joints, COMMON_JOINTS = 24 };
    text_add_c(out, joints[random_below(random, is_hard ? JOINTS : COMMON_JOINTS)]);
}

static bool ends_with_stop(const struct text_builder *out)
{
    const struct text text = text_built(out);
    return (text.len && strchr(".,:;!?", text.ptr[text.len - 1])) || text_ends(text, TEXT("…"));
}

static bool ends_with_dash(const struct text_builder *out)
{
    const struct text text = text_built(out);
    const bool is_numbers = text.len > 1 && text.ptr[text.len - 1] == '-' && g_ascii_isdigit(text.ptr[text.len - 2]);
    return is_numbers || text_ends(text, TEXT("–"));
}

static void add_word(struct random *random, const struct text_builder *before, struct text_builder *out)
{
    static const char *const letters[] = {"a", "e", "i", "n", "s", "t", "r", "f", "ff", "fi", "T", "A", "V", "y", "o",
                                          "ä", "ö", "å", "é", "š", "W", "Y", "L", "ß", "ø"};
    static const char digits[] = "0123456789";
    const bool follows_dash = ends_with_dash(before);
    const bool is_number = random_below(random, 5) == 0 && !follows_dash && !ends_with_stop(before);
    text_add_c(out, follows_dash ? "T" : "");
    for (int i = 1 + random_below(random, LETTERS); i > 0; i--)
        if (is_number)
            text_add_byte(out, digits[random_below(random, 10)]);
        else
            text_add_c(out, letters[random_below(random, sizeof letters / sizeof *letters)]);
}

static void write_span(struct random *random, struct sentence *sentence, size_t i)
{
    struct text_builder *out = &sentence->bytes[i];
    const bool is_hard = random_below(random, 2);
    for (int words = 1 + random_below(random, 12); words > 0; words--) {
        add_word(random, out->len || !i ? out : &sentence->bytes[i - 1], out);
        add_joint(random, is_hard, out);
    }
    sentence->spans[i] = (struct text_span){
        text_built(out),
        {.size_pt = 8 + random_below(random, 8) * 0.4, .strong = random_below(random, 4) == 0, .emphasis = random_below(random, 6) == 0,
         .tabular_figures = random_below(random, 5) == 0, .superscript = random_below(random, 8) == 0,
         .colour = (uint32_t)i + 1}};
}

static void write_sentence(struct random *random, struct sentence *sentence)
{
    sentence->count = 1 + (size_t)random_below(random, SPANS_MAX);
    for (size_t i = 0; i < sentence->count; i++)
        write_span(random, sentence, i);
}

static void forget_sentence(struct sentence *sentence)
{
    for (size_t i = 0; i < sentence->count; i++)
        text_builder_done(&sentence->bytes[i]);
    *sentence = (struct sentence){.count = 0};
}

/* ---- what Pango makes of it ---- */

static void add_attribute(PangoAttrList *list, size_t start, size_t end, PangoAttribute *attribute)
{
    attribute->start_index = (guint)start;
    attribute->end_index = (guint)end;
    pango_attr_list_insert(list, attribute);
}

static void add_span(PangoAttrList *list, size_t start, const struct text_span *span)
{
    const struct text_style *style = &span->style;
    const size_t end = start + span->text.len;
    const double size_pt = style->size_pt * (style->superscript ? 0.65 : 1);
    add_attribute(list, start, end, pango_attr_size_new_absolute((int)lround(size_pt * PANGO_SCALE)));
    add_attribute(list, start, end, pango_attr_foreground_new((guint16)style->colour, 0, 0));
    if (style->strong)
        add_attribute(list, start, end, pango_attr_weight_new(PANGO_WEIGHT_SEMIBOLD));
    if (style->emphasis)
        add_attribute(list, start, end, pango_attr_style_new(PANGO_STYLE_ITALIC));
    if (style->tabular_figures)
        add_attribute(list, start, end, pango_attr_font_features_new("tnum=1, lnum=1"));
    if (style->superscript)
        add_attribute(list, start, end, pango_attr_rise_new((int)lround(style->size_pt * 0.33 * PANGO_SCALE)));
}

static PangoContext *context_of(const struct typeface *typeface, const char *language)
{
    const struct text_span span = {TEXT("a"), {.size_pt = 10}};
    const struct text_layout *layout = typeface_layout(typeface, &(struct text_paragraph){.spans = &span, .count = 1});
    PangoFont *font = text_font_pango(layout->lines->runs->font);
    PangoContext *context = pango_font_map_create_context(pango_font_get_font_map(font));
    PangoFontDescription *description = pango_font_describe(font);
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context, options);
    pango_cairo_context_set_resolution(context, 72);
    pango_context_set_font_description(context, description);
    pango_context_set_language(context, pango_language_from_string(language));
    pango_context_set_base_dir(context, PANGO_DIRECTION_LTR);
    pango_context_set_round_glyph_positions(context, FALSE);
    cairo_font_options_destroy(options);
    pango_font_description_free(description);
    return context;
}

static PangoLayout *pango_layout_of(PangoContext *context, const struct sentence *sentence, const struct text_layout *set,
                                    const struct text_paragraph *paragraph)
{
    PangoLayout *layout = pango_layout_new(context);
    PangoAttrList *list = pango_attr_list_new();
    size_t start = 0;
    for (size_t i = 0; i < sentence->count; start += sentence->spans[i++].text.len)
        add_span(list, start, &sentence->spans[i]);
    pango_layout_set_auto_dir(layout, FALSE);
    pango_layout_set_wrap(layout, paragraph->wrap == WRAP_WORDS ? PANGO_WRAP_WORD : PANGO_WRAP_WORD_CHAR);
    pango_layout_set_width(layout, paragraph->width_pt > 0 ? (int)lround(paragraph->width_pt * PANGO_SCALE) : -1);
    pango_layout_set_text(layout, set->text.ptr, (int)set->text.len);
    pango_layout_set_attributes(layout, list);
    pango_attr_list_unref(list);
    return layout;
}

/* ---- the same? ---- */

struct glyph {
    PangoGlyph glyph;
    int x, y, at;
};

struct glyphs {
    LIST_OF(struct glyph) list;
    int x;
};

static void add_glyphs(struct arena *arena, struct glyphs *out, const PangoGlyphString *glyphs, size_t from, int rise)
{
    for (int i = 0; i < glyphs->num_glyphs; i++) {
        const PangoGlyphInfo *info = &glyphs->glyphs[i];
        const struct glyph glyph = {info->glyph, out->x + info->geometry.x_offset, info->geometry.y_offset - rise,
                                    (int)from + glyphs->log_clusters[i]};
        ARENA_PUSH(arena, &out->list, glyph);
        out->x += info->geometry.width;
    }
}

static void compare_lines(struct arena *arena, const struct text_line *line, PangoLayoutLine *pango, const char *what)
{
    struct glyphs ours = {.x = 0}, theirs = {.x = 0};
    ck_assert_msg(line->from == (size_t)pango->start_index && line->len == (size_t)pango->length, "%s: a line of bytes %zu+%zu, not %d+%d",
                  what, line->from, line->len, pango->start_index, pango->length);
    for (size_t i = 0; i < line->run_count; i++)
        add_glyphs(arena, &ours, glyph_run_glyphs(&line->runs[i]), line->runs[i].from, (int)lround(line->runs[i].rise_pt * PANGO_SCALE));
    for (const GSList *node = pango->runs; node; node = node->next) {
        const PangoLayoutRun *run = node->data;
        add_glyphs(arena, &theirs, run->glyphs, (size_t)run->item->offset, run->y_offset);
    }
    ck_assert_msg(ours.x == theirs.x && lround(line->width_pt * PANGO_SCALE) == ours.x, "%s: %d wide, not %d", what, ours.x, theirs.x);
    ck_assert_msg(ours.list.count == theirs.list.count, "%s: %zu glyphs, not %zu", what, ours.list.count, theirs.list.count);
    for (size_t i = 0; i < ours.list.count; i++) {
        const struct glyph *a = &ours.list.items[i], *b = &theirs.list.items[i];
        ck_assert_msg(a->glyph == b->glyph && a->x == b->x && a->y == b->y && a->at == b->at,
                      "%s: glyph %zu is %u at (%d, %d) for byte %d, not %u at (%d, %d) for byte %d", what, i, a->glyph, a->x, a->y,
                      a->at, b->glyph, b->x, b->y, b->at);
    }
}

static const double BLANK_MAX_PT = 2.5;

/* Where spans meet Pango now and then leaves a line that is up to a blank too wide. */
static bool is_too_wide(PangoLayout *pango, double width_pt)
{
    for (const GSList *node = pango_layout_get_lines_readonly(pango); node; node = node->next) {
        PangoRectangle logical;
        pango_layout_line_get_extents(node->data, NULL, &logical);
        const double too_wide_pt = (double)logical.width / PANGO_SCALE - width_pt;
        if (width_pt > 0 && too_wide_pt > 0 && too_wide_pt < BLANK_MAX_PT)
            return true;
    }
    return false;
}

static void compare(const struct text_layout *set, PangoLayout *pango)
{
    struct arena *arena = arena_new();
    const GSList *node = pango_layout_get_lines_readonly(pango);
    ck_assert_msg(set->line_count == g_slist_length((GSList *)(uintptr_t)node), "%s: %zu lines, not %u", set->text.ptr, set->line_count,
                  g_slist_length((GSList *)(uintptr_t)node));
    for (size_t i = 0; i < set->line_count; i++, node = node->next)
        compare_lines(arena, &set->lines[i], node->data, set->text.ptr);
    arena_free(arena);
}

/* How many lines were set without Pango: else nothing would be tested. */
static size_t compare_cases(const struct typeface *typeface, const char *language, uint64_t seed)
{
    struct random random = {seed};
    PangoContext *context = context_of(typeface, language);
    size_t own = 0;
    for (int i = 0; i < CASES; i++) {
        struct sentence sentence = {.count = 0};
        write_sentence(&random, &sentence);
        const struct text_paragraph paragraph = {sentence.spans, sentence.count, random_below(&random, 400) - 20,
                                                 random_below(&random, 3) ? WRAP_ANYWHERE : WRAP_WORDS, language};
        const struct text_layout *set = typeface_layout(typeface, &paragraph);
        PangoLayout *pango = pango_layout_of(context, &sentence, set, &paragraph);
        if (!is_too_wide(pango, paragraph.width_pt))
            compare(set, pango);
        own += set->lines->pango ? 0 : set->line_count;
        g_object_unref(pango);
        forget_sentence(&sentence);
    }
    g_object_unref(context);
    return own;
}

START_TEST(lines_are_those_that_pango_makes)
{
    struct error err = {0};
    struct typeface *typeface = typeface_open("fonts", &err);
    ck_assert_msg(typeface != NULL, "%s", err.message);
    ck_assert_uint_gt(compare_cases(typeface, "en", 1), CASES);
    ck_assert_uint_gt(compare_cases(typeface, "fi", 2), CASES);
    ck_assert_uint_gt(compare_cases(typeface, "sv", 3), CASES);
    typeface_close(typeface);
}
END_TEST

TEST_PROGRAM("property/setting", lines_are_those_that_pango_makes)
