/* SPDX-License-Identifier: GPL-3.0-or-later
 * Lifting out of placeholders and claims; inline Markdown into flat sequences. */
#include "layout/prose.h"

#include "base/names.h"
#include "base/suggest.h"
#include "layout/prose_table.h"

enum { ID_MAX = 64 }; /* files are named after figures */
enum { BRACKETS_MAX = 16 };

bool prose_is_id(struct text id)
{
    for (size_t i = 0; i < id.len; i++) {
        const char c = id.ptr[i];
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
        if (!letter && c != '_' && !(i && c >= '0' && c <= '9'))
            return false;
    }
    return id.len > 0 && id.len <= ID_MAX;
}

/* ---- lifting ---- */

static const struct text CLAIM = TEXT_INIT("]{claim:"), CONDITION = TEXT_INIT("]{when:"), LITERAL = TEXT_INIT("]{literal}"),
                         LANGUAGE = TEXT_INIT("]{language:");

/* A stretch of source that one mark replaces. */
struct stretch {
    struct text at;
    size_t mark; /* in reader->lifted */
};

struct lifting {
    struct prose_reader *reader;
    struct text all;
    LIST_OF(struct stretch) stretches;
    size_t brackets[BRACKETS_MAX]; /* offsets of '[' not closed yet */
    size_t bracket_count;
    bool forgives; /* something was not closed in its paragraph: braces that close it later are no faults */
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static struct diagnostics *diagnostics_of(const struct prose_reader *reader)
{
    return reader->context->diagnostics;
}

static void complain(const struct prose_reader *reader, struct text at, enum diagnostic_code code, struct text what)
{
    diagnose(diagnostics_of(reader), code, source_place_of(reader->context->source, at), what);
}

/* There are as many marks as private-use characters; what is beyond them shares the last one, and is reported once. */
static size_t add_lifted(struct prose_reader *reader, struct lifted lifted)
{
    if (reader->lifted.count > MARK_LAST - MARK_FIRST)
        return reader->lifted.count - 1;
    if (reader->lifted.count == MARK_LAST - MARK_FIRST)
        diagnose(diagnostics_of(reader), DIAG_E126, ((struct place){.path = reader->context->source->path}),
                 TEXT("more placeholders, claims and blocks than there are signs for"));
    ARENA_PUSH(reader->context->keep, &reader->lifted, lifted);
    return reader->lifted.count - 1;
}

static void add_stretch(struct lifting *l, struct text at, struct lifted lifted)
{
    const struct stretch stretch = {at, add_lifted(l->reader, lifted)};
    ARENA_PUSH(l->reader->context->keep, &l->stretches, stretch);
}

/* Whether the line that ends at `at` is followed by a blank one: the paragraph ends here. */
static bool paragraph_ends(struct text all, size_t at)
{
    if (all.ptr[at] != '\n')
        return false;
    const struct text rest = text_slice(all, at + 1, all.len);
    return !text_trim(text_slice(rest, 0, text_find_byte(rest, '\n'))).len;
}

/* The place of `end`, which goes over no line, behind `from`, before the paragraph ends; `from` if it is not there. */
static size_t find_in_paragraph(struct text all, size_t from, struct text end)
{
    for (size_t at = from; at < all.len;) {
        const size_t line = text_find_byte(text_slice(all, at, all.len), '\n');
        const size_t found = text_find(text_slice(all, at, at + line), end);
        if (found < line)
            return at + found;
        at += line;
        if (at < all.len && paragraph_ends(all, at++))
            break;
    }
    return from;
}

/* Reports what opens at `from` and is not closed; returns the end of its line, since nobody knows what it was to hold.
 */
static size_t not_closed(struct lifting *l, size_t from, size_t len, struct text end)
{
    complain(l->reader, text_slice(l->all, from, from + len), DIAG_E127, end);
    l->forgives = l->reader->layout->lacks_figures = true;
    return from + text_find_byte(text_slice(l->all, from, l->all.len), '\n');
}

/* ---- digits typed by hand ---- */

/* The offset of the first byte of a line. */
static size_t line_start(struct text all, size_t at)
{
    while (at && all.ptr[at - 1] != '\n')
        at--;
    return at;
}

/* Whether `at` stands inside "[…]{literal}", looking ahead on the same paragraph. */
static bool in_literal(const struct lifting *l, size_t at)
{
    if (!l->bracket_count)
        return false;
    const struct text rest = text_slice(l->all, at, l->all.len);
    const size_t close = text_find_byte(rest, ']');
    return text_starts(text_slice(rest, close, rest.len), LITERAL);
}

/* A heading that begins with its number: that has a warning of its own. */
static bool numbers_heading(struct text all, size_t line, size_t from)
{
    const struct text start = text_trim(text_slice(all, line, from)), rest = text_slice(all, from, all.len);
    for (size_t i = 0; i < start.len; i++)
        if (start.ptr[i] != '#')
            return false;
    const struct text heading = text_slice(rest, 0, text_find_byte(rest, '\n'));
    return start.len && text_find(heading, TEXT(" .plain}")) == heading.len;
}

/* What stands between the last blank of the line and `from`. */
static struct text beginning_of_word(struct text all, size_t from)
{
    size_t word = from;
    while (word && all.ptr[word - 1] != ' ' && all.ptr[word - 1] != '\n')
        word--;
    return text_slice(all, word, from);
}

/* Whether that begins an address or the name of a footnote. */
static bool begins_name(struct text start)
{
    return text_find(start, TEXT("://")) < start.len || text_find(start, TEXT("[^")) < start.len;
}

/* Digits that are no figure: of a heading, a list marker, a footnote's name, an address, a word such as "CO2". */
static bool is_no_figure(const struct lifting *l, size_t from, size_t to)
{
    const struct text all = l->all;
    const size_t line = line_start(all, from);
    if (!text_trim(text_slice(all, line, from)).len && to < all.len && (all.ptr[to] == '.' || all.ptr[to] == ')'))
        return true;
    if (numbers_heading(all, line, from))
        return true;
    const struct text start = beginning_of_word(all, from);
    return begins_name(start) ||
           (start.len && ((start.ptr[start.len - 1] | 0x20) >= 'a' && (start.ptr[start.len - 1] | 0x20) <= 'z'));
}

/* Behind "5", "1,234.5" or "2014-06-01". */
static size_t number_end(struct text all, size_t from)
{
    size_t to = from;
    while (to < all.len &&
           (is_digit(all.ptr[to]) || ((all.ptr[to] == '.' || all.ptr[to] == ',' || all.ptr[to] == '-') &&
                                      to + 1 < all.len && is_digit(all.ptr[to + 1]))))
        to++;
    return to;
}

/* What tells the year of the edition, or the year before, anew in each edition; empty for any other number. */
static struct text own_year(const struct lifting *l, struct text digits)
{
    const int own = date_of_day(l->reader->context->period.last).year;
    int64_t year;
    if (digits.len != 4 || !text_to_number(digits, &year))
        return TEXT_EMPTY;
    return year == own ? TEXT("period.to") : year == own - 1 ? TEXT("period.to @year before") : TEXT_EMPTY;
}

static size_t pass_digits(struct lifting *l, size_t from)
{
    const size_t to = number_end(l->all, from);
    const struct text digits = text_slice(l->all, from, to);
    if (l->reader->digits_allowed || in_literal(l, from) || is_no_figure(l, from, to))
        return to;
    const struct text words = own_year(l, digits);
    diagnose(diagnostics_of(l->reader), words.len ? DIAG_W106 : DIAG_W101,
             source_place_of(l->reader->context->source, digits), digits, words);
    return to;
}

/* ---- words typed by hand, which may be numbers of the language ---- */

/* Of the alphabets from Latin to those before the signs of general punctuation. */
static bool is_letter(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c < 0x2000 && c != 0xD7 && c != 0xF7);
}

static bool letter_ends(struct text all, size_t at)
{
    size_t start = at;
    while (start && ((unsigned char)all.ptr[--start] & 0xC0) == 0x80)
        continue;
    return start < at && is_letter(text_next(all, &start));
}

/* Behind the letters from `from` on, with hyphens between them; `from` where there is none. */
static size_t word_end(struct text all, size_t from)
{
    size_t end = from;
    for (size_t at = from; at < all.len;) {
        const uint32_t c = text_next(all, &at);
        if (is_letter(c))
            end = at;
        else if (c != '-' || end == from || end + 1 != at)
            break;
    }
    return end;
}

/* Passes the letters from `at` on; `at` where there is none. Keeps them if they are a whole word, and the author's own. */
static size_t pass_word(struct lifting *l, size_t at)
{
    const struct text all = l->all;
    const size_t end = word_end(all, at);
    const bool goes_on = letter_ends(all, at) || (at > 1 && all.ptr[at - 1] == '-' && letter_ends(all, at - 1));
    if (end > at && !goes_on && !l->reader->digits_allowed && !in_literal(l, at) &&
        !begins_name(beginning_of_word(all, at)))
        ARENA_PUSH(l->reader->context->keep, &l->reader->layout->typed_words, text_slice(all, at, end));
    return end;
}

/* The same for words that are no prose: those printed instead of others. */
static void warn_digits(struct lifting *l, struct text words)
{
    const size_t from = (size_t)(words.ptr - l->all.ptr);
    for (size_t at = from; at < from + words.len;) {
        const size_t end = pass_word(l, at);
        if (end > at)
            at = end;
        else if (is_digit(l->all.ptr[at]))
            at = pass_digits(l, at);
        else
            text_next(l->all, &at);
    }
}

/* Behind the "0:" of the form for none, if `at` is at the '|' before it. */
static size_t pass_zero(struct text all, size_t at)
{
    struct text rest = text_slice(all, at + 1, all.len);
    const struct text number = text_cut(&rest, ':');
    return text_equal(number, TEXT("0")) ? (size_t)(rest.ptr - all.ptr) : at + 1;
}

/* And for the forms and the other words of a placeholder. */
static void warn_form_digits(struct lifting *l, struct text words)
{
    const size_t from = (size_t)(words.ptr - l->all.ptr), end = from + words.len;
    size_t start = from;
    for (size_t at = from; at < end; at++) {
        if (l->all.ptr[at] != '|')
            continue;
        warn_digits(l, text_slice(l->all, start, at));
        start = pass_zero(l->all, at);
    }
    if (start < end)
        warn_digits(l, text_slice(l->all, start, end));
}

/* ---- placeholders ---- */

/* Whether another figure begins before this one ends: its braces were forgotten. */
static bool holds_another(struct text words)
{
    const size_t at = text_find(words, TEXT("{{"));
    return at < words.len && (at == 0 || words.ptr[at - 1] != '\\');
}

static size_t lift_placeholder(struct lifting *l, size_t from)
{
    struct layout *layout = l->reader->layout;
    const size_t close = find_in_paragraph(l->all, from + 2, TEXT("}}"));
    const bool closes = close > from + 2 || text_starts(text_slice(l->all, close, l->all.len), TEXT("}}"));
    if (!closes || holds_another(text_slice(l->all, from + 2, close)))
        return not_closed(l, from, 2, TEXT("}}"));
    const size_t end = close + 2;
    const struct text whole = text_slice(l->all, from, end);
    struct placeholder placeholder;
    struct lifted lifted = {.kind = MARK_NOTHING};
    if (parse_placeholder(l->reader->context, text_slice(whole, 2, whole.len - 2), &placeholder)) {
        placeholder.at = whole;
        warn_form_digits(l, placeholder.words);
        lifted = (struct lifted){.kind = MARK_PLACEHOLDER, .index = layout->placeholder_count};
        layout->placeholders = arena_reserve(l->reader->context->keep, layout->placeholders, layout->placeholder_count,
                                             &layout->placeholder_capacity, sizeof *layout->placeholders);
        layout->placeholders[layout->placeholder_count++] = placeholder;
    } else {
        layout->lacks_figures = true;
    }
    add_stretch(l, whole, lifted);
    return end;
}

/* ---- claims, literals, links, footnotes ---- */

/* "… ?? other words": cuts them off the condition. They are plain words, without figures: a brace in them may also be that of
 * a figure behind a claim that was not closed, so it is told at the claim's `opening`. */
static void cut_otherwise(struct lifting *l, struct text opening, struct text *condition, struct claim *claim)
{
    const size_t at = text_find(*condition, TEXT("??"));
    claim->has_otherwise = at < condition->len;
    if (!claim->has_otherwise)
        return;
    const struct text words = text_trim(text_slice(*condition, at + 2, condition->len));
    if (text_find_byte(words, '{') < words.len) {
        complain(l->reader, opening, DIAG_E190, TEXT_EMPTY);
        l->reader->layout->lacks_figures = true;
    }
    warn_digits(l, words);
    claim->otherwise = markup_unfold(l->reader->context->keep, words);
    *condition = text_trim(text_slice(*condition, 0, at));
}

/* What must be true cannot be left open: only conditions may begin with "shown and". A brace in one is that of a figure
 * behind a claim that was not closed. */
static bool take_condition(struct lifting *l, struct text opening, struct text condition, struct claim *claim)
{
    if (text_find_byte(condition, '{') < condition.len) {
        complain(l->reader, opening, DIAG_E127, TEXT("}"));
        return false;
    }
    if (!parse_statement(l->reader->context, condition, &claim->statement))
        return false;
    if (!claim->is_condition && claim->statement.if_shown)
        complain(l->reader, text_cut(&condition, ' '), DIAG_E138, TEXT_EMPTY);
    return true;
}

/* "]{claim: …}" or "]{when: …}" from `close` to `end`. */
static size_t lift_claim(struct lifting *l, size_t open, size_t close, size_t end)
{
    struct layout *layout = l->reader->layout;
    struct claim claim = {.words = text_slice(l->all, open + 1, close)};
    claim.is_condition = text_starts(text_slice(l->all, close, end), CONDITION);
    const size_t from = close + (claim.is_condition ? CONDITION.len : CLAIM.len);
    const struct text opening = text_slice(l->all, close + 1, from);
    struct text condition = text_trim(text_slice(l->all, from, end - 1));
    const bool has_figure = text_find_byte(condition, '{') < condition.len;
    struct lifted first = {.kind = MARK_NOTHING}, last = {.kind = MARK_NOTHING};
    cut_otherwise(l, opening, &condition, &claim);
    if (take_condition(l, opening, condition, &claim)) {
        first = (struct lifted){.kind = MARK_CLAIM_OPEN, .index = layout->claim_count};
        last = (struct lifted){.kind = MARK_CLAIM_CLOSE, .index = layout->claim_count};
        layout->claims = arena_reserve(l->reader->context->keep, layout->claims, layout->claim_count,
                                       &layout->claim_capacity, sizeof *layout->claims);
        layout->claims[layout->claim_count++] = claim;
    } else {
        layout->lacks_figures = true;
    }
    add_stretch(l, text_slice(l->all, open, open + 1), first);
    add_stretch(l, text_slice(l->all, close, end), last);
    while (has_figure && end < l->all.len && l->all.ptr[end] == '}')
        end++; /* of the figure, which is a fault already */
    return end;
}

/* The address of a link is no prose; a figure cannot stand in it. */
static size_t pass_address(struct lifting *l, size_t at)
{
    const size_t close = find_in_paragraph(l->all, at + 1, TEXT(")"));
    const struct text address = text_slice(l->all, at, close);
    const size_t figure = text_find(address, TEXT("{{"));
    if (figure < address.len)
        complain(l->reader, text_slice(address, figure, figure + 2), DIAG_E126,
                 TEXT("a figure in the address of a link"));
    return close;
}

/* "[^name]" refers to a footnote; at the beginning of a line and with ':' behind it, it is one. */
static void note_footnote(struct lifting *l, size_t open, size_t close)
{
    const struct text name = text_slice(l->all, open + 2, close);
    const bool leads = !text_trim(text_slice(l->all, line_start(l->all, open), open)).len;
    if (leads && text_starts(text_slice(l->all, close, l->all.len), TEXT("]:")))
        ARENA_PUSH(l->reader->context->keep, &l->reader->footnotes, name);
    else
        ARENA_PUSH(l->reader->context->keep, &l->reader->references, name);
}

/* At a ']' that closes nothing; of a claim or a literal it is a fault. Returns where to go on. */
static size_t pass_stray(struct lifting *l, size_t at)
{
    const struct text rest = text_slice(l->all, at, l->all.len);
    if (!text_starts(rest, CLAIM) && !text_starts(rest, CONDITION) && !text_starts(rest, LITERAL) &&
        !text_starts(rest, LANGUAGE))
        return at + 1;
    complain(l->reader, text_slice(rest, 0, CLAIM.len), DIAG_E201,
             TEXT("'[' and words in this paragraph, before it ends"));
    return at + text_find_byte(rest, '\n');
}

/* "]{claims: …}", "]{claim …}": nearly a claim or such; reports what was meant and returns the end of it, else `at`. */
static size_t pass_misspelt(struct lifting *l, size_t at)
{
    static const struct {
        struct text word, whole;
    } known[] = {{TEXT_INIT("claim"), TEXT_INIT("{claim: …}")}, {TEXT_INIT("when"), TEXT_INIT("{when: …}")},
                 {TEXT_INIT("literal"), TEXT_INIT("{literal}")}, {TEXT_INIT("language"), TEXT_INIT("{language: …}")}};
    const struct text rest = text_slice(l->all, at, l->all.len);
    if (!text_starts(rest, TEXT("]{")))
        return at;
    size_t end = 2;
    while (end < rest.len && ((rest.ptr[end] >= 'a' && rest.ptr[end] <= 'z') || (rest.ptr[end] >= 'A' && rest.ptr[end] <= 'Z')))
        end++;
    struct suggestion near = suggest(text_slice(rest, 2, end));
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        suggest_offer(&near, known[i].word);
    const struct text meant = suggest_nearest(&near);
    const size_t brace = find_in_paragraph(l->all, at + end, TEXT("}"));
    if (!meant.len || end == 2 || !text_starts(text_slice(l->all, brace, l->all.len), TEXT("}")))
        return at;
    size_t i = 0;
    while (!text_equal(known[i].word, meant))
        i++;
    const struct text wrong = text_slice(rest, 1, end + (end < rest.len && rest.ptr[end] == ':'));
    diagnose(diagnostics_of(l->reader), DIAG_E186, source_place_of(l->reader->context->source, wrong), wrong, known[i].whole);
    l->reader->layout->lacks_figures = true;
    return brace + 1;
}

/* "sv", "en-GB", "zh-Hant-TW": what BCP 47 allows in form. */
static bool is_language_code(struct text code)
{
    for (size_t part = 0; code.len; part++) {
        const struct text rest = code, subtag = text_cut(&code, '-');
        for (size_t i = 0; i < subtag.len; i++) {
            const char c = subtag.ptr[i], small = (char)(c | 0x20);
            if (!(small >= 'a' && small <= 'z') && !(part && is_digit(c)))
                return false;
        }
        if (subtag.len < 2 || subtag.len > (part ? 8 : 3) || rest.ptr[rest.len - 1] == '-')
            return false;
    }
    return true;
}

/* "]{language: sv}" from `close` to `end`. */
static void lift_language(struct lifting *l, size_t open, size_t close, size_t end)
{
    const struct text value = text_slice(l->all, close + LANGUAGE.len, end - 1), code = text_trim(value);
    const bool good = code.len && is_language_code(code);
    if (!good)
        complain(l->reader, code.len ? code : text_slice(l->all, close, end), DIAG_E271, code);
    const struct lifted nothing = {.kind = MARK_NOTHING};
    add_stretch(l, text_slice(l->all, open, open + 1), good ? (struct lifted){.kind = MARK_LANGUAGE_OPEN, .id = code} : nothing);
    add_stretch(l, text_slice(l->all, close, end), good ? (struct lifted){.kind = MARK_LANGUAGE_CLOSE} : nothing);
}

/* At a ']': a claim or a literal ends here, or a link's text. Returns where to go on. */
static size_t close_bracket(struct lifting *l, size_t at)
{
    const struct text rest = text_slice(l->all, at, l->all.len);
    if (!l->bracket_count)
        return pass_stray(l, at);
    const size_t open = l->brackets[--l->bracket_count];
    if (at > open + 2 && l->all.ptr[open + 1] == '^')
        note_footnote(l, open, at);
    if (text_starts(rest, CLAIM) || text_starts(rest, CONDITION)) {
        const size_t brace = find_in_paragraph(l->all, at + 1, TEXT("}"));
        return brace > at + 1 ? lift_claim(l, open, at, brace + 1)
                              : not_closed(l, at, text_find_byte(rest, ':') + 1, TEXT("}"));
    }
    if (text_starts(rest, LANGUAGE)) {
        const size_t brace = find_in_paragraph(l->all, at + 1, TEXT("}"));
        if (brace == at + 1)
            return not_closed(l, at, LANGUAGE.len, TEXT("}"));
        lift_language(l, open, at, brace + 1);
        return brace + 1;
    }
    if (text_starts(rest, LITERAL)) {
        const size_t end = at + LITERAL.len;
        add_stretch(l, text_slice(l->all, open, open + 1), (struct lifted){.kind = MARK_NOTHING});
        add_stretch(l, text_slice(l->all, at, end), (struct lifted){.kind = MARK_NOTHING});
        return end;
    }
    if (text_starts(rest, TEXT("](")))
        return pass_address(l, at);
    const size_t end = pass_misspelt(l, at);
    return end > at ? end : at + 1;
}

/* "{#id .plain}" at the end of a heading's line. */
static size_t lift_heading(struct lifting *l, size_t from)
{
    const struct text rest_of_file = text_slice(l->all, from, l->all.len);
    const struct text line = text_slice(rest_of_file, 0, text_find_byte(rest_of_file, '\n'));
    const size_t close = text_find_byte(line, '}');
    if (close == line.len)
        return not_closed(l, from, 2, TEXT("}"));
    struct text rest = text_slice(line, 2, close);
    struct lifted lifted = {.kind = MARK_HEADING};
    lifted.id = text_cut(&rest, ' ');
    lifted.plain = text_equal(text_trim(rest), TEXT(".plain"));
    if (!prose_is_id(lifted.id)) {
        complain(l->reader, lifted.id, DIAG_E112, TEXT_EMPTY);
        l->reader->lost_ids = true;
    }
    if (text_trim(rest).len && !lifted.plain)
        complain(l->reader, text_trim(rest), DIAG_E201, TEXT("'.plain' or '}'"));
    add_stretch(l, text_slice(line, 0, close + 1), lifted);
    return from + close + 1;
}

/* A brace that belongs to nothing, or colons that open no block: most likely a slip, which would be printed. */
static bool is_slip(const struct lifting *l, size_t at)
{
    const struct text rest = text_slice(l->all, at, l->all.len);
    if (rest.ptr[0] == '{' || rest.ptr[0] == '}')
        return true;
    return text_starts(rest, TEXT("::")) && line_start(l->all, at) == at;
}

static size_t pass_slip(struct lifting *l, size_t at)
{
    const size_t len = l->all.ptr[at] == ':' ? 2 : 1;
    if (l->forgives && l->all.ptr[at] == '}')
        return at + len;
    complain(l->reader, text_slice(l->all, at, at + len), DIAG_E132, text_slice(l->all, at, at + len));
    l->reader->layout->lacks_figures = true;
    return at + len;
}

/* At "\{{": these braces are printed, and so are those that close them. */
static size_t pass_printed(struct lifting *l, size_t at)
{
    const struct text close = TEXT("}}");
    const size_t end = find_in_paragraph(l->all, at + 3, close);
    return text_starts(text_slice(l->all, end, l->all.len), close) ? end + close.len : at + 3;
}

static size_t lift_at(struct lifting *l, size_t at)
{
    const struct text rest = text_slice(l->all, at, l->all.len);
    const char c = rest.ptr[0];
    const size_t word = pass_word(l, at);
    if (word > at)
        return word;
    if (c == ' ')
        return at + 1; /* with words, nearly all there is */
    if (text_starts(rest, TEXT("\\{{")))
        return pass_printed(l, at);
    if (c == '\\' && rest.len > 1 && (unsigned char)rest.ptr[1] < 0x80)
        return at + 2;
    if (text_starts(rest, TEXT("{{")))
        return lift_placeholder(l, at);
    if (text_starts(rest, TEXT("{#")))
        return lift_heading(l, at);
    if (c == '[' && l->bracket_count < sizeof l->brackets / sizeof *l->brackets)
        l->brackets[l->bracket_count++] = at;
    if (c == ']')
        return close_bracket(l, at);
    if (paragraph_ends(l->all, at))
        l->bracket_count = 0;
    if (is_digit(c))
        return pass_digits(l, at);
    if (is_slip(l, at))
        return pass_slip(l, at);
    size_t next = at;
    const uint32_t code_point = text_next(l->all, &next);
    if (code_point >= MARK_FIRST)
        complain(l->reader, text_slice(l->all, at, next), DIAG_E126, TEXT("characters for private use"));
    return next;
}

/* Claims are lifted when they close, so the stretches are not yet in the order of the source. */
static void sort_stretches(struct lifting *l)
{
    for (size_t i = 1; i < l->stretches.count; i++)
        for (size_t j = i; j && l->stretches.items[j].at.ptr < l->stretches.items[j - 1].at.ptr; j--) {
            const struct stretch later = l->stretches.items[j - 1];
            l->stretches.items[j - 1] = l->stretches.items[j];
            l->stretches.items[j] = later;
        }
}

/* The next line of what cmark sees begins there in the source. */
static void begin_line(struct prose_reader *reader, const char *at)
{
    ARENA_PUSH(reader->context->keep, &reader->lines, at);
}

static void emit(struct prose_reader *reader, struct text part)
{
    text_add(&reader->markdown, part);
    for (size_t at = 0; (at += text_find_byte(text_slice(part, at, part.len), '\n')) < part.len;)
        begin_line(reader, part.ptr + ++at);
}

static bool too_many_faults(struct prose_reader *reader)
{
    enum { FAULTS_MAX = 1000 };
    if (reader->gave_up || diagnostics_count(diagnostics_of(reader), SEVERITY_WARNING) < FAULTS_MAX)
        return reader->gave_up;
    const struct place place = {.path = reader->context->source->path};
    diagnose(diagnostics_of(reader), DIAG_E130, place, text_format(reader->context->keep, "%d", FAULTS_MAX));
    reader->gave_up = true;
    return true;
}

void prose_add(struct prose_reader *reader, struct text source_lines)
{
    struct lifting l = {.reader = reader, .all = source_lines};
    for (size_t at = 0; at < l.all.len && !too_many_faults(reader);)
        at = lift_at(&l, at);
    sort_stretches(&l);
    if (reader->lines.count)
        reader->lines.items[reader->lines.count - 1] = source_lines.ptr;
    else
        begin_line(reader, source_lines.ptr);
    size_t from = 0;
    for (size_t i = 0; i < l.stretches.count; i++) {
        const struct text at = l.stretches.items[i].at;
        const size_t offset = (size_t)(at.ptr - source_lines.ptr);
        if (offset < from)
            continue;
        emit(reader, text_slice(source_lines, from, offset));
        if (reader->lifted.items[l.stretches.items[i].mark].kind != MARK_NOTHING)
            text_add_char(&reader->markdown, MARK_FIRST + (uint32_t)l.stretches.items[i].mark);
        from = offset + at.len;
    }
    emit(reader, text_slice(source_lines, from, source_lines.len));
}

void prose_add_block(struct prose_reader *reader, size_t item)
{
    const size_t mark = add_lifted(reader, (struct lifted){.kind = MARK_BLOCK, .index = item});
    const char *at = reader->lines.count ? reader->lines.items[reader->lines.count - 1] : reader->context->source->bytes.ptr;
    if (!reader->lines.count)
        begin_line(reader, at);
    text_add_byte(&reader->markdown, '\n');
    text_add_char(&reader->markdown, MARK_FIRST + (uint32_t)mark);
    text_add_c(&reader->markdown, "\n\n");
    for (int i = 0; i < 3; i++)
        begin_line(reader, at);
}

/* Reports the names that are not among the others. They are compared as cmark does, by folded case. */
static void check_names(const struct prose_reader *reader, const struct text *names, size_t count, const struct text *others,
                        size_t other_count, enum diagnostic_code code)
{
    struct arena *scratch = arena_new();
    struct names *known = names_new();
    for (size_t i = 0; i < other_count; i++)
        names_add(known, text_fold(scratch, others[i]));
    for (size_t i = 0; i < count; i++)
        if (names_find(known, text_fold(scratch, names[i])) == NAMES_NONE)
            complain(reader, names[i], code, names[i]);
    names_free(known);
    arena_free(scratch);
}

/* A reference needs its footnote. A footnote that nothing refers to would not be printed, and nobody would see that. */
static void check_footnotes(const struct prose_reader *reader)
{
    check_names(reader, reader->references.items, reader->references.count, reader->footnotes.items, reader->footnotes.count,
                DIAG_E211);
    check_names(reader, reader->footnotes.items, reader->footnotes.count, reader->references.items, reader->references.count,
                DIAG_W120);
}

cmark_node *prose_parse(struct prose_reader *reader)
{
    check_footnotes(reader);
    const struct text markdown = text_built(&reader->markdown);
    cmark_parser *parser = cmark_parser_new(CMARK_OPT_DEFAULT | CMARK_OPT_FOOTNOTES);
    prose_attach_tables(parser);
    cmark_parser_feed(parser, markdown.ptr, markdown.len);
    cmark_node *document = cmark_parser_finish(parser);
    cmark_parser_free(parser);
    return document;
}

/* ---- inline content ---- */

/* The source's bytes from the line on which the node begins; from the first where that is unknown. */
static struct text source_from(const struct prose_reader *reader, cmark_node *node)
{
    const struct text all = reader->context->source->bytes;
    cmark_node *at = node;
    while (at && cmark_node_get_start_line(at) <= 0)
        at = cmark_node_parent(at);
    const size_t index = at ? (size_t)cmark_node_get_start_line(at) - 1 : 0;
    const size_t from = index < reader->lines.count ? (size_t)(reader->lines.items[index] - all.ptr) : 0;
    return text_slice(all, from, all.len);
}

uint32_t prose_line_of(const struct prose_reader *reader, cmark_node *node)
{
    return source_place_of(reader->context->source, text_slice(source_from(reader, node), 0, 0)).line;
}

void prose_complain(const struct prose_reader *reader, cmark_node *node, enum diagnostic_code code, struct text what,
                    struct text hint)
{
    const struct text rest = source_from(reader, node);
    const struct text line = text_trim(text_slice(rest, 0, text_find_byte(rest, '\n')));
    diagnose(diagnostics_of(reader), code, source_place_of(reader->context->source, line), what, hint);
}

/* Reports what stands within a paragraph, from `open` to `close`: the next such stretch behind what was told last. */
static void complain_within(struct prose_reader *reader, cmark_node *node, enum diagnostic_code code, struct text open,
                            struct text close, struct text what)
{
    struct text rest = source_from(reader, node);
    if (reader->told > rest.ptr)
        rest = text_slice(rest, (size_t)(reader->told - rest.ptr), rest.len);
    const size_t from = text_find(rest, open);
    if (from == rest.len) {
        prose_complain(reader, node, code, what, TEXT_EMPTY);
        return;
    }
    const struct text inner = text_slice(rest, from + open.len, rest.len);
    const size_t end = text_find(inner, close);
    const struct text at = text_slice(rest, from, from + open.len + (end < inner.len ? end + close.len : 0));
    reader->told = at.ptr + at.len;
    diagnose(diagnostics_of(reader), code, source_place_of(reader->context->source, at), what, TEXT_EMPTY);
}

struct gathering {
    struct prose_reader *reader;
    struct inlines inlines;
    struct text_builder text; /* not among the inlines yet */
    struct text target;
    int strong, emphasis;
    struct text languages[BRACKETS_MAX]; /* of the words in brackets that are open */
    size_t language_count;
    struct lifted *heading;
};

static void add_item(struct gathering *g, struct inline_item item)
{
    item.target = g->target;
    item.strong = g->strong > 0;
    item.emphasis = g->emphasis > 0;
    item.language = g->language_count ? g->languages[g->language_count - 1] : TEXT_EMPTY;
    ARENA_PUSH(g->reader->context->keep, &g->inlines, item);
}

/* Ends the stretch of text in one style that is being gathered. */
static void end_text(struct gathering *g)
{
    if (!g->text.len)
        return;
    add_item(g, (struct inline_item){.kind = INLINE_TEXT,
                                     .text = text_copy(g->reader->context->keep, text_built(&g->text))});
    g->text.len = 0;
}

static void push(struct gathering *g, struct inline_item item)
{
    end_text(g);
    add_item(g, item);
}

static void push_language(struct gathering *g, const struct lifted *lifted)
{
    end_text(g);
    if (lifted->kind == MARK_LANGUAGE_CLOSE)
        g->language_count -= g->language_count > 0;
    else if (g->language_count < BRACKETS_MAX)
        g->languages[g->language_count++] = lifted->id;
}

static void push_mark(struct gathering *g, const struct lifted *lifted)
{
    static const enum inline_kind kinds[] = {[MARK_PLACEHOLDER] = INLINE_FIGURE,
                                             [MARK_CLAIM_OPEN] = INLINE_CLAIM_OPEN,
                                             [MARK_CLAIM_CLOSE] = INLINE_CLAIM_CLOSE};
    if (lifted->kind <= MARK_CLAIM_CLOSE)
        push(g, (struct inline_item){.kind = kinds[lifted->kind], .index = lifted->index});
    else if (lifted->kind == MARK_LANGUAGE_OPEN || lifted->kind == MARK_LANGUAGE_CLOSE)
        push_language(g, lifted);
    else if (lifted->kind == MARK_HEADING && g->heading)
        *g->heading = *lifted;
    else if (lifted->kind == MARK_HEADING)
        complain(g->reader, lifted->id, DIAG_E126, TEXT("an id that stands in no heading"));
}

/* Text with marks in it. */
static void gather_text(struct gathering *g, const char *literal)
{
    const struct text text = text_of(literal);
    size_t from = 0, at = 0;
    while (at < text.len) {
        const size_t here = at;
        const uint32_t code_point = text_next(text, &at);
        if (code_point < MARK_FIRST || code_point - MARK_FIRST >= g->reader->lifted.count)
            continue;
        text_add(&g->text, text_slice(text, from, here));
        push_mark(g, &g->reader->lifted.items[code_point - MARK_FIRST]);
        from = at;
    }
    text_add(&g->text, text_slice(text, from, text.len));
}

static bool changes_style(cmark_node_type type)
{
    return type == CMARK_NODE_STRONG || type == CMARK_NODE_EMPH || type == CMARK_NODE_LINK;
}

static void enter(struct gathering *g, cmark_node *node)
{
    const cmark_node_type type = cmark_node_get_type(node);
    if (changes_style(type))
        end_text(g);
    if (type == CMARK_NODE_TEXT)
        gather_text(g, cmark_node_get_literal(node));
    else if (type == CMARK_NODE_SOFTBREAK && g->reader->keeps_breaks)
        push(g, (struct inline_item){.kind = INLINE_BREAK});
    else if (type == CMARK_NODE_SOFTBREAK)
        text_add_byte(&g->text, ' ');
    else if (type == CMARK_NODE_LINEBREAK)
        push(g, (struct inline_item){.kind = INLINE_BREAK});
    else if (type == CMARK_NODE_STRONG)
        g->strong++;
    else if (type == CMARK_NODE_EMPH)
        g->emphasis++;
    else if (type == CMARK_NODE_LINK)
        g->target = text_copy(g->reader->context->keep, text_of(cmark_node_get_url(node)));
    else if (type == CMARK_NODE_FOOTNOTE_REFERENCE) {
        int64_t number = 0;
        if (text_to_number(text_of(cmark_node_get_literal(node)), &number) && number > 0)
            push(g, (struct inline_item){.kind = INLINE_NOTE, .index = (size_t)number - 1});
    } else if (type == CMARK_NODE_HTML_INLINE)
        complain_within(g->reader, node, DIAG_E104, text_of(cmark_node_get_literal(node)), TEXT_EMPTY, TEXT_EMPTY);
    else if (type == CMARK_NODE_IMAGE)
        complain_within(g->reader, node, DIAG_E105, TEXT("!["), TEXT(")"), TEXT_EMPTY);
    else if (type == CMARK_NODE_CODE)
        complain_within(g->reader, node, DIAG_E126, TEXT("`"), TEXT("`"), TEXT("code"));
}

static void leave(struct gathering *g, cmark_node *node)
{
    const cmark_node_type type = cmark_node_get_type(node);
    if (changes_style(type))
        end_text(g);
    g->strong -= type == CMARK_NODE_STRONG;
    g->emphasis -= type == CMARK_NODE_EMPH;
    if (type == CMARK_NODE_LINK)
        g->target = TEXT_EMPTY;
}

static void trim_end(struct inlines *inlines)
{
    if (!inlines->count)
        return;
    struct inline_item *last = &inlines->items[inlines->count - 1];
    if (last->kind != INLINE_TEXT)
        return;
    while (last->text.len && last->text.ptr[last->text.len - 1] == ' ')
        last->text.len--;
    inlines->count -= !last->text.len;
}

struct inlines prose_inlines(struct prose_reader *reader, cmark_node *parent, struct lifted *ret_heading)
{
    struct gathering g = {.reader = reader, .target = TEXT_EMPTY, .heading = ret_heading};
    cmark_iter *iter = cmark_iter_new(parent);
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(iter);
        if (node == parent)
            continue;
        if (event == CMARK_EVENT_ENTER)
            enter(&g, node);
        else
            leave(&g, node);
    }
    cmark_iter_free(iter);
    end_text(&g);
    text_builder_done(&g.text);
    trim_end(&g.inlines);
    return g.inlines;
}

const struct lifted *prose_lone_block(const struct prose_reader *reader, cmark_node *paragraph)
{
    cmark_node *child = cmark_node_first_child(paragraph);
    if (!child || cmark_node_next(child) || cmark_node_get_type(child) != CMARK_NODE_TEXT)
        return NULL;
    const struct text text = text_of(cmark_node_get_literal(child));
    size_t at = 0;
    if (!text.len)
        return NULL;
    const uint32_t code_point = text_next(text, &at);
    if (at != text.len || code_point < MARK_FIRST || code_point - MARK_FIRST >= reader->lifted.count)
        return NULL;
    const struct lifted *lifted = &reader->lifted.items[code_point - MARK_FIRST];
    return lifted->kind == MARK_BLOCK ? lifted : NULL;
}

struct inlines prose_line(struct layout *layout, const struct expression_context *context, struct text line)
{
    struct inlines inlines = {0};
    struct prose_reader reader = {.layout = layout, .context = context};
    if (!line.len)
        return inlines;
    prose_add(&reader, line);
    cmark_node *root = prose_parse(&reader);
    cmark_node *first = cmark_node_first_child(root);
    if (first && cmark_node_get_type(first) == CMARK_NODE_PARAGRAPH && !cmark_node_next(first))
        inlines = prose_inlines(&reader, first, NULL);
    else
        complain(&reader, line, DIAG_E126, TEXT("anything but one line of text"));
    cmark_node_free(root);
    text_builder_done(&reader.markdown);
    return inlines;
}
