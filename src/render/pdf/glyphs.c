/* SPDX-License-Identifier: GPL-3.0-or-later
 * One text object (BT … ET) for a run. The reader of the file moves its pen by the widths in the font; where the set
 * position differs, by kerning or rounding, a number in the TJ array corrects it, so that no error adds up: between words at
 * the latest, which are spelt as if the pen stood where each of them begins. */
#include "render/pdf/glyphs.h"

#include <stdlib.h>
#include <string.h>

/* A text object being written. */
struct showing {
    struct pdf_operators *operators;
    struct pdf_font_use font;
    uint32_t colour;
    double x_pt, y_pt; /* where the run begins, y down */
    bool open;         /* BT is written */
    bool placed;       /* and the text matrix */
    bool in_array;     /* [ is written */
    bool in_string;    /* ( is written */
    int64_t pen;       /* where the reader's pen is, from x_pt, in thousandths of a unit of Pango */
    int rise;          /* baseline of the text matrix, above y_pt, in units of Pango */
};

/* What is shown. */
struct shown {
    const PangoGlyphString *glyphs;
    struct text text;
    bool right_to_left;
};

/* A stretch of glyphs that belong together, and the text they show. */
struct cluster {
    int first, end; /* glyphs */
    struct text text;
    int visible;
    bool is_missing; /* no font has the character: it would be drawn as a box and read as nothing */
};

static struct text_builder *bytes_of(struct showing *showing)
{
    return &showing->operators->bytes;
}

static void end_string(struct showing *showing)
{
    if (showing->in_string)
        text_add_byte(bytes_of(showing), ')');
    showing->in_string = false;
}

static void end_array(struct showing *showing)
{
    end_string(showing);
    if (showing->in_array)
        text_add_c(bytes_of(showing), "] TJ\n");
    showing->in_array = false;
}

static double points(int units)
{
    return (double)units / PANGO_SCALE;
}

static void set_font(struct showing *showing)
{
    struct pdf_font_use *set = &pdf_operators_state(showing->operators)->font;
    if (set->size == showing->font.size && set->index == showing->font.index)
        return;
    text_add_c(bytes_of(showing), "/F");
    number_add_plain(bytes_of(showing), (int64_t)showing->font.index + 1);
    text_add_byte(bytes_of(showing), ' ');
    pdf_operators_number(showing->operators, points(showing->font.size));
    text_add_c(bytes_of(showing), "Tf\n");
    *set = showing->font;
}

static void open(struct showing *showing)
{
    if (showing->open)
        return;
    pdf_operators_fill_colour(showing->operators, showing->colour);
    text_add_c(bytes_of(showing), "BT\n");
    set_font(showing);
    showing->open = true;
}

/* Sets the text matrix, which is where the page begins (Td goes from there): at the beginning, and where a mark stands above
 * or below the baseline. */
static void place(struct showing *showing, int at, int rise)
{
    end_array(showing);
    if (showing->placed)
        text_add_c(bytes_of(showing), "1 0 0 1 ");
    pdf_operators_point(showing->operators, showing->x_pt + points(at), showing->y_pt - points(rise));
    text_add_c(bytes_of(showing), showing->placed ? "Tm\n" : "Td\n");
    showing->placed = true;
    showing->pen = (int64_t)at * PDF_THOUSAND;
    showing->rise = rise;
}

/* Moves the reader's pen along the baseline. */
static void move_to(struct showing *showing, int at)
{
    const int64_t steps = pdf_steps_of(showing->pen - (int64_t)at * PDF_THOUSAND, showing->font.size);
    if (!steps)
        return;
    end_string(showing);
    if (!showing->in_array)
        text_add_byte(bytes_of(showing), '[');
    showing->in_array = true;
    struct text_builder *bytes = bytes_of(showing);
    char *const room = text_builder_room(bytes, PDF_GLYPH_MOST);
    bytes->len += (size_t)(pdf_write_number(room, steps) - room);
    showing->pen -= steps * showing->font.size;
}

static void add_code(struct showing *showing, uint32_t code)
{
    struct text_builder *bytes = bytes_of(showing);
    char *const room = text_builder_room(bytes, PDF_GLYPH_MOST), *at = room;
    if (!showing->in_array)
        *at++ = '[';
    if (!showing->in_string)
        *at++ = '(';
    showing->in_array = showing->in_string = true;
    bytes->len += (size_t)(pdf_write_code(at, code) - room);
}

static void fail_for_lack_of_codes(struct showing *showing)
{
    error_set(showing->operators->err, ERROR_SYSTEM, "more than %d different glyphs in one font", PDF_CODES_MAX);
    showing->operators->failed = true;
}

static void show_glyph(struct showing *showing, uint32_t glyph, struct text text, int at, int rise)
{
    const struct pdf_code code = pdf_fonts_code(showing->operators->fonts, showing->font.index, glyph, text);
    if (!code.number)
        fail_for_lack_of_codes(showing);
    open(showing);
    if (!showing->placed || showing->rise != rise)
        place(showing, at, rise);
    move_to(showing, at);
    add_code(showing, code.number);
    showing->pen += (int64_t)code.width * showing->font.size;
}

/* ---- clusters ---- */

/* The glyph after the last one of the cluster that begins at glyph `first`. */
static int cluster_end(const struct shown *shown, int first)
{
    const int *starts = shown->glyphs->log_clusters;
    int end = first + 1;
    while (end < shown->glyphs->num_glyphs && starts[end] == starts[first])
        end++;
    return end;
}

/* It ends where that of the next cluster in reading order begins. */
static struct text cluster_text(const struct shown *shown, int first, int end)
{
    const int *starts = shown->glyphs->log_clusters;
    size_t stop = shown->text.len;
    if (shown->right_to_left && first > 0)
        stop = (size_t)starts[first - 1];
    else if (!shown->right_to_left && end < shown->glyphs->num_glyphs)
        stop = (size_t)starts[end];
    return text_slice(shown->text, (size_t)starts[first], stop);
}

static struct cluster cluster_of(const struct shown *shown, int first, int end)
{
    struct cluster cluster = {.first = first, .end = end, .text = cluster_text(shown, first, end)};
    for (int i = first; i < end; i++) {
        const PangoGlyph glyph = shown->glyphs->glyphs[i].glyph;
        const bool is_visible = glyph != PANGO_GLYPH_EMPTY;
        cluster.visible += is_visible;
        cluster.is_missing |= glyph == 0 || (is_visible && glyph & PANGO_GLYPH_UNKNOWN_FLAG);
    }
    return cluster;
}

static bool is_blank(struct text text)
{
    size_t at = 0;
    return text.len && g_unichar_isspace(text_next(text, &at));
}

static void show_space(struct showing *showing, int at)
{
    const uint32_t space = pdf_fonts_space(showing->operators->fonts, showing->font.index);
    if (space)
        show_glyph(showing, space, TEXT(" "), at, showing->rise);
}

/* The n-th character of the text, or a zero-width space where there is none. */
static struct text character_at(struct text text, int n)
{
    size_t from = 0, to = 0;
    for (int i = 0; i <= n; i++) {
        from = to;
        if (from == text.len)
            return TEXT("\u200B");
        text_next(text, &to);
    }
    return text_slice(text, from, to);
}

static void show_glyphs(struct showing *showing, const struct shown *shown, const struct cluster *cluster, int at)
{
    const bool direct = cluster->visible == 1 && cluster->text.len && cluster->text.len <= PDF_DIRECT_TEXT_MAX;
    for (int i = cluster->first, n = 0; i < cluster->end; i++) {
        const PangoGlyphInfo *info = &shown->glyphs->glyphs[i];
        if (info->glyph != PANGO_GLYPH_EMPTY)
            show_glyph(showing, info->glyph, direct ? cluster->text : character_at(cluster->text, n++),
                       at + info->geometry.x_offset, -info->geometry.y_offset);
        at += info->geometry.width;
    }
}

/* Several glyphs: the text is said once for all of them. */
static void show_with_actual_text(struct showing *showing, const struct shown *shown, const struct cluster *cluster, int at)
{
    open(showing);
    end_array(showing);
    text_add_c(bytes_of(showing), "/Span <</ActualText <FEFF");
    pdf_text_add_utf16_hex(bytes_of(showing), cluster->text);
    text_add_c(bytes_of(showing), ">>> BDC\n");
    show_glyphs(showing, shown, cluster, at);
    end_array(showing);
    text_add_c(bytes_of(showing), "EMC\n");
}

static bool is_ascii(char byte)
{
    return (unsigned char)byte < 0x80;
}

/* What a character is part of, so that it can be found in a layout, but no ASCII: in a reproduction a digit beside it may be a
 * small count, which no message has. */
static struct text foreign_word(struct text whole, struct text part)
{
    size_t from = (size_t)(part.ptr - whole.ptr), to = from + part.len;
    while (from > 0 && !is_ascii(whole.ptr[from - 1]))
        from--;
    while (to < whole.len && !is_ascii(whole.ptr[to]))
        to++;
    return text_slice(whole, from, to);
}

static void fail_for_lack_of_glyph(struct showing *showing, const struct shown *shown, struct text text)
{
    size_t at = 0;
    error_set(showing->operators->err, ERROR_INPUT, "no font in the fonts folder has the character U+%04X of \"%.*s\"",
              text.len ? text_next(text, &at) : 0, TEXT_ARGS(foreign_word(shown->text, text)));
    showing->operators->failed = true;
}

static void show_cluster(struct showing *showing, const struct shown *shown, const struct cluster *cluster, int at)
{
    if (cluster->is_missing)
        fail_for_lack_of_glyph(showing, shown, cluster->text);
    else if (!cluster->visible && is_blank(cluster->text))
        show_space(showing, at);
    else if (cluster->visible > 1 || cluster->text.len > PDF_DIRECT_TEXT_MAX)
        show_with_actual_text(showing, shown, cluster, at);
    else
        show_glyphs(showing, shown, cluster, at);
}

static void show_next(struct showing *showing, const struct shown *shown, int first, int end, int at)
{
    const struct cluster cluster = cluster_of(shown, first, end);
    show_cluster(showing, shown, &cluster, at);
}

static int width_of(const struct shown *shown, int first, int end)
{
    int width = 0;
    for (int i = first; i < end; i++)
        width += shown->glyphs->glyphs[i].geometry.width;
    return width;
}

static void show_clusters(struct showing *showing, const struct pdf_text_part *part)
{
    const struct shown shown = {glyph_run_glyphs(part->run), part->run->text, part->run->right_to_left};
    int at = 0, end_at = 0; /* in units of Pango, from x_pt */
    for (int i = 0, end; i < shown.glyphs->num_glyphs; i = end) {
        end = cluster_end(&shown, i);
        const size_t start = (size_t)shown.glyphs->log_clusters[i];
        const bool is_shown = start >= part->from && start < part->to;
        if (is_shown)
            show_next(showing, &shown, i, end, at);
        at += width_of(&shown, i, end);
        end_at = is_shown ? at : end_at;
    }
    if (part->space_after)
        show_space(showing, end_at);
}

/* ---- words ---- */

static const struct pdf_spelling *spelling_at(struct showing *showing, const struct glyph_run *run, size_t index, size_t from)
{
    const struct word *word = run->words[index];
    return pdf_spelling_of(&showing->operators->spellings, showing->operators->fonts, showing->font, word,
                           text_slice(run->text, from, from + (size_t)word->len));
}

/* How many bytes the words take; 0 where one of them cannot be spelt. */
static size_t size_of_words(struct showing *showing, const struct glyph_run *run)
{
    size_t size = 0;
    for (size_t i = 0, from = 0; i < run->word_count; from += (size_t)run->words[i++]->len) {
        const struct pdf_spelling *spelling = spelling_at(showing, run, i, from);
        if (!spelling->bytes.len)
            return 0;
        size += spelling->bytes.len + PDF_GLYPH_MOST;
    }
    return size;
}

/* False: the run is not of words, or not all of it is to be shown, or not in strings alone. */
static bool show_words(struct showing *showing, const struct pdf_text_part *part)
{
    const struct glyph_run *run = part->run;
    const size_t size = run->pango || part->from > 0 || part->to < run->text.len ? 0 : size_of_words(showing, run);
    if (!size)
        return false;
    open(showing);
    place(showing, 0, 0);
    text_add_c(bytes_of(showing), "[(");
    char *const room = text_builder_room(bytes_of(showing), size), *byte = room;
    int at = 0;
    for (size_t i = 0; i < run->word_count; i++) {
        const struct pdf_spelling *spelling = &showing->operators->spellings.items[run->words[i]->number];
        const int64_t steps = pdf_steps_of(showing->pen - (int64_t)at * PDF_THOUSAND, showing->font.size);
        if (steps) {
            *byte++ = ')';
            byte = pdf_write_number(byte, steps);
            *byte++ = '(';
        }
        memcpy(byte, spelling->bytes.ptr, spelling->bytes.len);
        byte += spelling->bytes.len;
        showing->pen += spelling->advance - steps * showing->font.size;
        at += run->words[i]->width;
    }
    bytes_of(showing)->len += (size_t)(byte - room);
    showing->in_array = showing->in_string = true;
    if (part->space_after)
        show_space(showing, at);
    return true;
}

void pdf_text_show(struct pdf_operators *operators, double x_pt, double y_pt, const struct pdf_text_part *part)
{
    struct showing showing = {.operators = operators, .x_pt = x_pt, .y_pt = y_pt, .colour = part->run->colour};
    showing.font = pdf_fonts_find(operators->fonts, part->run->font);
    if (!show_words(&showing, part))
        show_clusters(&showing, part);
    end_array(&showing);
    if (showing.open)
        text_add_c(&operators->bytes, "ET\n");
}
