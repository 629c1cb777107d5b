/* SPDX-License-Identifier: GPL-3.0-or-later
 * Words after one another until the line is full. Where a line may be broken is what Pango says (UAX #14), but in words of
 * letters and digits, of which that is known, and where setter_binds(). */
#include "canvas/set.h"

#include <glib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "canvas/late.h"
#include "canvas/words.h"

/* A word, the part of one that is in one span, or a blank. */
struct token {
    const struct word *word;
    size_t from, to; /* bytes of the layout's text */
    size_t span;
    bool is_blank;
};

struct setter {
    struct fonts *fonts;
    struct words *words;
    struct token *tokens; /* of the stretch that is being set */
    size_t token_count, token_capacity;
    struct text_line *lines; /* of the layout that is being set */
    size_t line_count, line_capacity;
    bool *breaks;         /* by byte of the layout's text, up to the stretch's end: whether a line may begin there */
    size_t break_capacity;
};

struct setter *setter_new(struct fonts *fonts)
{
    struct setter *setter = memory_alloc(1, sizeof *setter);
    setter->fonts = fonts;
    setter->words = words_new();
    return setter;
}

void setter_free(struct setter *setter)
{
    if (!setter)
        return;
    words_free(setter->words);
    free(setter->tokens);
    free(setter->lines);
    free(setter->breaks);
    free(setter);
}

/* One layout. */
struct setting {
    struct setter *setter;
    struct arena *keep;
    const struct text_paragraph *paragraph;
    struct text_layout *layout;
    hb_language_t language;
    int measure;       /* in units of Pango; 0: lines are as wide as they come */
    size_t from, to;   /* the stretch, which is what stands between two line feeds */
};

/* ---- words ---- */

/* Pango knows of every language what it is written in; of these it need not be asked. One that has no name, as "und", may be
 * written in anything. */
static bool is_written_in_latin(const struct text_paragraph *paragraph)
{
    static const char *const known[] = {"da", "de", "en", "es", "et", "fi", "fr", "is", "lt", "lv", "nb",
                                        "nl", "nn", "no", "pl", "sv", "und"};
    struct text tag = text_of(paragraph->language ? paragraph->language : "und");
    const struct text primary = text_cut(&tag, '-');
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (text_equal(primary, text_of(known[i])))
            return true;
    return late()->pango_language_includes_script(typeface_language(paragraph), PANGO_SCRIPT_LATIN);
}

static int size_of(const struct text_style *style)
{
    return typeface_units(style->superscript ? style->size_pt * SUPERSCRIPT_SIZE : style->size_pt);
}

static const struct text_font *font_of(const struct setting *setting, const struct text_style *style)
{
    const struct font_form form = {style->strong, style->emphasis, size_of(style)};
    return fonts_of_form(setting->setter->fonts, &form);
}

static size_t style_of(const struct setting *setting, size_t span, const struct text_font *font)
{
    const struct word_style style = {
        .font = font,
        .language = setting->language,
        .tabular_figures = setting->paragraph->spans[span].style.tabular_figures,
    };
    return words_style(setting->setter->words, &style);
}

static struct token *new_token(struct setter *setter, size_t at)
{
    if (setter->token_count == setter->token_capacity) {
        setter->token_capacity = setter->token_capacity ? setter->token_capacity * 2 : 256;
        setter->tokens = memory_grow(setter->tokens, setter->token_capacity, sizeof *setter->tokens);
    }
    if (at < setter->token_count)
        memmove(&setter->tokens[at + 1], &setter->tokens[at], (setter->token_count - at) * sizeof *setter->tokens);
    setter->token_count++;
    return &setter->tokens[at];
}

/* Of blanks that come together Pango hides one at a line's end. */
static bool doubles_blank(const struct setting *setting)
{
    const struct setter *setter = setting->setter;
    return setting->measure > 0 && setter->token_count && setter->tokens[setter->token_count - 1].is_blank;
}

/* Cuts a part of a span at its blanks. False: something cannot be set. */
static bool cut_words(struct setting *setting, size_t span, size_t from, size_t to)
{
    struct setter *setter = setting->setter;
    const char *bytes = setting->layout->text.ptr;
    const struct text_font *font = font_of(setting, &setting->paragraph->spans[span].style);
    const size_t style = font ? style_of(setting, span, font) : 0;
    const struct word *blank = NULL; /* every other word is one */
    for (size_t at = from; font && at < to;) {
        const bool is_blank = bytes[at] == ' ';
        size_t end = at + 1;
        while (!is_blank && end < to && bytes[end] != ' ')
            end++;
        const bool is_known = is_blank && blank;
        const struct word *word = is_known ? blank : words_find(setter->words, style, (struct text){bytes + at, end - at});
        if (word->is_odd || (is_blank && doubles_blank(setting)))
            return false;
        if (is_blank)
            blank = word;
        *new_token(setter, setter->token_count) = (struct token){word, at, end, span, is_blank};
        at = end;
    }
    return font;
}

/* The words of the stretch. */
static bool cut_stretch(struct setting *setting)
{
    const struct text_paragraph *paragraph = setting->paragraph;
    size_t start = 0;
    setting->setter->token_count = 0;
    for (size_t i = 0; i < paragraph->count && start < setting->to; i++) {
        const size_t end = start + paragraph->spans[i].text.len;
        const size_t from = start > setting->from ? start : setting->from, to = end < setting->to ? end : setting->to;
        if (from < to && !cut_words(setting, i, from, to))
            return false;
        start = end;
    }
    return true;
}

/* ---- where lines may begin ---- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Whether what comes at `at` is the second number of a range: "40–60" is read at a glance only on one line. */
static bool ends_range(struct text text, size_t at)
{
    static const struct text dash = TEXT_INIT("\xE2\x80\x93");
    return at > dash.len && is_digit(text.ptr[at]) && is_digit(text.ptr[at - dash.len - 1]) &&
           text_starts(text_slice(text, at - dash.len, at), dash);
}

/* Whether what comes at `at` is the word after a hanging hyphen: "Syd- och Centralamerika" cannot be read in two halves. */
static bool follows_hanging(struct text text, size_t at)
{
    return at > 2 && text.ptr[at] >= 'a' && text.ptr[at] <= 'z' && text.ptr[at - 1] == ' ' && text.ptr[at - 2] == '-' &&
           text.ptr[at - 3] != ' ';
}

static bool is_small_letter(struct text text, size_t at)
{
    const uint32_t c = at < text.len ? text_next(text, &at) : 0;
    return (c >= 'a' && c <= 'z') || (c >= 0xDF && c <= 0xFF && c != 0xF7);
}

/* How many letters stand right before `at`, or none where a digit or a hyphen does before them. */
static size_t letters_before(struct text text, size_t at)
{
    size_t count = 0;
    while (at && ((unsigned char)text.ptr[at - 1] >= 0x80 || g_ascii_isalpha(text.ptr[at - 1])))
        count += ((unsigned char)text.ptr[--at] & 0xC0) != 0x80;
    return at && text.ptr[at - 1] != ' ' && text.ptr[at - 1] != '(' ? 0 : count;
}

static size_t letters_from(struct text text, size_t at)
{
    size_t count = 0;
    for (; at < text.len && ((unsigned char)text.ptr[at] >= 0x80 || g_ascii_isalpha(text.ptr[at])); at++)
        count += ((unsigned char)text.ptr[at] & 0xC0) != 0x80;
    return count;
}

/* Whether what comes at `at` is the second half of a word that has its first before a dash: "tammi–kesäkuussa". One that is too
 * long for `room` is parted there after all. */
static bool ends_pair(struct text text, size_t at, size_t room)
{
    static const struct text dash = TEXT_INIT("\xE2\x80\x93");
    enum { FIRST_MAX = 9 }; /* letters of a month, which such words mostly begin with */
    if (at <= dash.len || !text_starts(text_slice(text, at - dash.len, at), dash) || !is_small_letter(text, at))
        return false;
    const size_t first = letters_before(text, at - dash.len);
    return first && first <= FIRST_MAX && first + 1 + letters_from(text, at) <= room;
}

/* Whether what comes at `at` is the word that a number stands before with a hyphen: "18-vuotias". */
static bool follows_number(struct text text, size_t at, size_t room)
{
    size_t digits = 0;
    if (at < 2 || text.ptr[at - 1] != '-' || !is_small_letter(text, at))
        return false;
    while (digits + 1 < at && is_digit(text.ptr[at - 2 - digits]))
        digits++;
    return digits && digits + 1 + letters_from(text, at) <= room;
}

/* Whether what comes at `at` is a sign that joins what stands before and behind it: "Municipality + Other housing". */
static bool is_joint(struct text text, size_t at)
{
    return at > 1 && at + 1 < text.len && text.ptr[at] == '+' && text.ptr[at - 1] == ' ' && text.ptr[at + 1] == ' ';
}

/* The same behind a word that both have room with. */
static bool follows_word(struct text text, size_t at, size_t room)
{
    size_t word = 0;
    if (!is_joint(text, at))
        return false;
    for (size_t i = at - 1; i && text.ptr[i - 1] != ' '; i--)
        word += ((unsigned char)text.ptr[i - 1] & 0xC0) != 0x80;
    return word + 2 <= room;
}

/* Whether what comes at `at` is a digit right after the end of a sentence or clause: the mark of a note. */
static bool marks_note(struct text text, size_t at)
{
    static const struct text ellipsis = TEXT_INIT("\xE2\x80\xA6");
    return at && is_digit(text.ptr[at]) &&
           (memchr(".,:;!?", text.ptr[at - 1], 6) || text_ends(text_slice(text, 0, at), ellipsis));
}

bool setter_binds(struct text text, size_t at, size_t room)
{
    return ends_range(text, at) || marks_note(text, at) || follows_hanging(text, at) || ends_pair(text, at, room) ||
           follows_number(text, at, room) || follows_word(text, at, room);
}

size_t setter_room(const struct text_paragraph *paragraph)
{
    static const double letter_share = 0.6; /* of the size: few are wider */
    double size_pt = 0;
    for (size_t i = 0; i < paragraph->count; i++)
        size_pt = fmax(size_pt, paragraph->spans[i].style.size_pt);
    return paragraph->width_pt > 0 && size_pt > 0 ? (size_t)(paragraph->width_pt / (letter_share * size_pt)) : 0;
}

static void ask_pango(const struct text_paragraph *paragraph, struct text text, bool *breaks)
{
    const size_t room = setter_room(paragraph);
    const int count = (int)g_utf8_strlen(text.ptr, (gssize)text.len);
    PangoLogAttr *attributes = memory_alloc((size_t)count + 1, sizeof *attributes);
    late()->pango_get_log_attrs(text.ptr, (int)text.len, -1, typeface_language(paragraph), attributes, count + 1);
    for (size_t at = 0, next = 0, i = 0; at < text.len; at = next, i++) {
        text_next(text, &next);
        breaks[at] = attributes[i].is_line_break && !setter_binds(text, at, room);
    }
    free(attributes);
}

static bool find_certain(const struct setting *setting)
{
    const struct setter *setter = setting->setter;
    enum kind before = KIND_START;
    for (size_t i = 0; i < setter->token_count; i++) {
        const struct token *token = &setter->tokens[i];
        const struct text word = text_slice(setting->layout->text, token->from, token->to);
        if (!kinds_find_breaks(&token->word->kinds, word, &before, &setter->breaks[token->from]))
            return false;
    }
    return true;
}

static void find_breaks(struct setting *setting)
{
    struct setter *setter = setting->setter;
    const struct text text = text_slice(setting->layout->text, setting->from, setting->to);
    if (setter->break_capacity < setting->to) {
        setter->break_capacity = setting->to * 2;
        setter->breaks = memory_grow(setter->breaks, setter->break_capacity, sizeof *setter->breaks);
    }
    bool *breaks = setter->breaks + setting->from;
    memset(breaks, 0, text.len);
    if (!find_certain(setting))
        ask_pango(setting->paragraph, text, breaks);
}

/* ---- lines ---- */

static size_t run_end(const struct setter *setter, size_t first, size_t end)
{
    if (setter->tokens[first].span == setter->tokens[end - 1].span)
        return end;
    size_t next = first + 1;
    while (next < end && setter->tokens[next].span == setter->tokens[first].span)
        next++;
    return next;
}

static struct glyph_run run_of(const struct setting *setting, size_t first, size_t end, bool hides_blank)
{
    const struct token *tokens = &setting->setter->tokens[first];
    const struct text_style *style = &setting->paragraph->spans[tokens->span].style;
    const size_t count = end - first;
    const struct word **words = ARENA_ARRAY(setting->keep, const struct word *, count);
    struct glyph_run run = {.font = tokens->word->font, .words = words, .word_count = count, .hides_blank = hides_blank,
                            .from = tokens->from, .colour = style->colour};
    int width = 0;
    for (size_t i = 0; i < count; i++) {
        words[i] = tokens[i].word;
        width += words[i]->width;
    }
    if (hides_blank)
        width -= words[count - 1]->width;
    run.text = text_slice(setting->layout->text, run.from, tokens[count - 1].to);
    run.width_pt = (double)width / PANGO_SCALE;
    run.rise_pt = style->superscript ? (double)typeface_units(style->size_pt * SUPERSCRIPT_RISE) / PANGO_SCALE : 0.0;
    return run;
}

static void widen_line(struct text_line *line, const struct glyph_run *run)
{
    line->width_pt += run->width_pt;
    line->ascent_pt = fmax(line->ascent_pt, run->font->ascent_pt + run->rise_pt);
    line->descent_pt = fmax(line->descent_pt, run->font->descent_pt - run->rise_pt);
}

static void keep_line(struct setter *setter, const struct text_line *line)
{
    if (setter->line_count == setter->line_capacity) {
        setter->line_capacity = setter->line_capacity ? setter->line_capacity * 2 : 32;
        setter->lines = memory_grow(setter->lines, setter->line_capacity, sizeof *setter->lines);
    }
    setter->lines[setter->line_count++] = *line;
}

/* `broken`: the text goes on in the next line. */
static void add_line(struct setting *setting, size_t first, size_t end, bool broken)
{
    struct setter *setter = setting->setter;
    struct text_line line = {.layout = setting->layout, .from = setting->from};
    struct glyph_run *runs;
    size_t count = 0;
    for (size_t i = first; i < end; i = run_end(setter, i, end))
        count++;
    line.runs = runs = ARENA_ARRAY(setting->keep, struct glyph_run, count);
    for (size_t i = first; i < end; i = run_end(setter, i, end)) {
        const size_t next = run_end(setter, i, end);
        runs[line.run_count] = run_of(setting, i, next, broken && next == end && setter->tokens[end - 1].is_blank);
        widen_line(&line, &runs[line.run_count++]);
    }
    if (first < end) {
        line.from = setter->tokens[first].from;
        line.len = setter->tokens[end - 1].to - line.from;
    }
    keep_line(setter, &line);
}

/* ---- breaking ---- */

/* Parts a token at the last place where a line may begin and what stands before it is no wider than the room; or, where
 * `at_first`, at the first place. False: there is none. */
static bool part_token(struct setting *setting, size_t index, int room, bool at_first)
{
    struct setter *setter = setting->setter;
    const struct token whole = setter->tokens[index];
    const size_t style = whole.word->style;
    const char *bytes = setting->layout->text.ptr;
    for (size_t i = 1; i < whole.to - whole.from; i++) {
        const size_t at = at_first ? whole.from + i : whole.to - i;
        if (!setter->breaks[at])
            continue;
        const struct word *head = words_find(setter->words, style, (struct text){bytes + whole.from, at - whole.from});
        if (!at_first && head->width > room)
            continue;
        const struct word *tail = words_find(setter->words, style, (struct text){bytes + at, whole.to - at});
        *new_token(setter, index + 1) = (struct token){tail, at, whole.to, whole.span, false};
        setter->tokens[index] = (struct token){head, whole.from, at, whole.span, false};
        return true;
    }
    return false;
}

/* The end of a line that begins with `first`, and that token `full`, of which `at` stands before it, has no room on; `first`
 * itself where the line cannot be broken. The next line begins with a joint only where it can begin with nothing else. */
static size_t back_up(struct setting *setting, size_t first, size_t full, int at)
{
    struct setter *setter = setting->setter;
    size_t joint = first;
    for (size_t i = full;; i--) {
        if (part_token(setting, i, setting->measure - at, false))
            return i + 1;
        if (i == first)
            return joint;
        const bool may_begin = setter->breaks[setter->tokens[i].from];
        if (may_begin && !is_joint(setting->layout->text, setter->tokens[i].from))
            return i;
        joint = may_begin && joint == first ? i : joint;
        at -= setter->tokens[i - 1].word->width;
    }
}

/* A line that is too wide, as its first words are. */
static size_t go_on(struct setting *setting, size_t first)
{
    struct setter *setter = setting->setter;
    for (size_t i = first; i < setter->token_count; i++) {
        if (i > first && setter->breaks[setter->tokens[i].from])
            return i;
        if (part_token(setting, i, 0, true))
            return i + 1;
    }
    return setter->token_count;
}

/* The token that the next line begins with; `first` where a word would have to be broken. */
static size_t line_end(struct setting *setting, size_t first)
{
    struct setter *setter = setting->setter;
    int at = 0;
    for (size_t i = first; i < setter->token_count; i++) {
        const int width = setter->tokens[i].word->width;
        if (!setter->tokens[i].is_blank && at + width > setting->measure) {
            const size_t end = back_up(setting, first, i, at);
            return end == first && setting->paragraph->wrap == WRAP_WORDS ? go_on(setting, first) : end;
        }
        at += width;
    }
    return setter->token_count;
}

static bool fits(const struct setting *setting)
{
    const struct setter *setter = setting->setter;
    int width = 0, visible = 0;
    for (size_t i = 0; i < setter->token_count; i++) {
        width += setter->tokens[i].word->width;
        visible = setter->tokens[i].is_blank ? visible : width;
    }
    return !setting->measure || visible <= setting->measure;
}

static bool set_stretch(struct setting *setting)
{
    const struct setter *setter = setting->setter;
    if (!cut_stretch(setting))
        return false;
    if (fits(setting)) {
        add_line(setting, 0, setter->token_count, false);
        return true;
    }
    if (setting->paragraph->wrap == WRAP_CUT)
        return false;
    find_breaks(setting);
    for (size_t first = 0, end; first < setter->token_count; first = end) {
        end = line_end(setting, first);
        if (end == first)
            return false;
        add_line(setting, first, end, end < setter->token_count);
    }
    return true;
}

bool setter_set(struct setter *setter, struct arena *keep, const struct text_paragraph *paragraph, struct text_layout *layout)
{
    struct setting setting = {.setter = setter, .keep = keep, .paragraph = paragraph, .layout = layout,
                              .language = hb_language_from_string(paragraph->language ? paragraph->language : "und", -1),
                              .measure = paragraph->width_pt > 0 ? typeface_units(paragraph->width_pt) : 0};
    if (!is_written_in_latin(paragraph))
        return false;
    setter->line_count = 0;
    do {
        setting.to = setting.from + text_find_byte(text_slice(layout->text, setting.from, layout->text.len), '\n');
        if (!set_stretch(&setting))
            return false;
        setting.from = setting.to + 1;
    } while (setting.to < layout->text.len);
    struct text_line *lines = ARENA_ARRAY(keep, struct text_line, setter->line_count);
    memcpy(lines, setter->lines, setter->line_count * sizeof *lines);
    layout->lines = lines;
    layout->line_count = setter->line_count;
    return true;
}
