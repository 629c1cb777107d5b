/* SPDX-License-Identifier: GPL-3.0-or-later
 * Lifting out of placeholders and claims: what the program itself means is found before Markdown sees the source. */
#include "layout/prose_lift.h"

#include "base/language_tag.h"
#include "base/suggest.h"
#include "layout/prose_typed.h"

static const struct text CLAIM = TEXT_INIT("]{claim:"), CONDITION = TEXT_INIT("]{when:"), LITERAL = TEXT_INIT("]{literal}"),
                         LANGUAGE = TEXT_INIT("]{language:");

size_t prose_add_lifted(struct prose_reader *reader, struct lifted lifted)
{
    if (reader->lifted.count > MARK_LAST - MARK_FIRST)
        return reader->lifted.count - 1;
    if (reader->lifted.count == MARK_LAST - MARK_FIRST)
        diagnose(reader->context->diagnostics, DIAG_E126, ((struct place){.path = reader->context->source->path}),
                 TEXT("more placeholders, claims and blocks than there are signs for"));
    ARENA_PUSH(reader->context->keep, &reader->lifted, lifted);
    return reader->lifted.count - 1;
}

static void add_stretch(struct lifting *l, struct text at, struct lifted lifted)
{
    const struct stretch stretch = {at, prose_add_lifted(l->reader, lifted)};
    ARENA_PUSH(l->reader->context->keep, &l->stretches, stretch);
}

size_t prose_line_start(struct text all, size_t at)
{
    while (at && all.ptr[at - 1] != '\n')
        at--;
    return at;
}

bool prose_is_digit(char c)
{
    return c >= '0' && c <= '9';
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
    prose_complain_at(l->reader, text_slice(l->all, from, from + len), DIAG_E127, end);
    l->forgives = l->reader->layout->lacks_figures = true;
    return from + text_find_byte(text_slice(l->all, from, l->all.len), '\n');
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
        prose_warn_typed_forms(l, placeholder.words);
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

/* ---- claims ---- */

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
        prose_complain_at(l->reader, opening, DIAG_E190, TEXT_EMPTY);
        l->reader->layout->lacks_figures = true;
    }
    prose_warn_typed(l, words);
    claim->otherwise = markup_unfold(l->reader->context->keep, words);
    *condition = text_trim(text_slice(*condition, 0, at));
}

/* What must be true cannot be left open: only conditions may begin with "shown and". A brace in one is that of a figure
 * behind a claim that was not closed. */
static bool take_condition(struct lifting *l, struct text opening, struct text condition, struct claim *claim)
{
    if (text_find_byte(condition, '{') < condition.len) {
        prose_complain_at(l->reader, opening, DIAG_E127, TEXT("}"));
        return false;
    }
    if (!parse_statement(l->reader->context, condition, &claim->statement))
        return false;
    if (!claim->is_condition && claim->statement.if_shown)
        prose_complain_at(l->reader, text_cut(&condition, ' '), DIAG_E138, TEXT_EMPTY);
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

/* ---- what else ends with a bracket: languages, literals, links, footnotes ---- */

/* "]{language: sv}" from `close` to `end`. */
static void lift_language(struct lifting *l, size_t open, size_t close, size_t end)
{
    const struct text value = text_slice(l->all, close + LANGUAGE.len, end - 1), code = text_trim(value);
    const bool good = language_tag_is_good(code);
    if (!good)
        prose_complain_at(l->reader, code.len ? code : text_slice(l->all, close, end), DIAG_E271, code);
    const struct lifted nothing = {.kind = MARK_NOTHING};
    add_stretch(l, text_slice(l->all, open, open + 1), good ? (struct lifted){.kind = MARK_LANGUAGE_OPEN, .id = code} : nothing);
    add_stretch(l, text_slice(l->all, close, end), good ? (struct lifted){.kind = MARK_LANGUAGE_CLOSE} : nothing);
}

/* The address of a link is no prose; a figure cannot stand in it. */
static size_t pass_address(struct lifting *l, size_t at)
{
    const size_t close = find_in_paragraph(l->all, at + 1, TEXT(")"));
    const struct text address = text_slice(l->all, at, close);
    const size_t figure = text_find(address, TEXT("{{"));
    if (figure < address.len)
        prose_complain_at(l->reader, text_slice(address, figure, figure + 2), DIAG_E126,
                 TEXT("a figure in the address of a link"));
    return close;
}

/* "[^name]" refers to a footnote; at the beginning of a line and with ':' behind it, it is one. */
static void note_footnote(struct lifting *l, size_t open, size_t close)
{
    const struct text name = text_slice(l->all, open + 2, close);
    const bool leads = !text_trim(text_slice(l->all, prose_line_start(l->all, open), open)).len;
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
    prose_complain_at(l->reader, text_slice(rest, 0, CLAIM.len), DIAG_E201,
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
    diagnose(l->reader->context->diagnostics, DIAG_E186, source_place_of(l->reader->context->source, wrong), wrong,
             known[i].whole);
    l->reader->layout->lacks_figures = true;
    return brace + 1;
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

/* ---- headings, slips, and all the rest ---- */

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
        prose_complain_at(l->reader, lifted.id, DIAG_E112, TEXT_EMPTY);
        l->reader->lost_ids = true;
    }
    if (text_trim(rest).len && !lifted.plain)
        prose_complain_at(l->reader, text_trim(rest), DIAG_E201, TEXT("'.plain' or '}'"));
    add_stretch(l, text_slice(line, 0, close + 1), lifted);
    return from + close + 1;
}

/* A brace that belongs to nothing, or colons that open no block: most likely a slip, which would be printed. */
static bool is_slip(const struct lifting *l, size_t at)
{
    const struct text rest = text_slice(l->all, at, l->all.len);
    if (rest.ptr[0] == '{' || rest.ptr[0] == '}')
        return true;
    return text_starts(rest, TEXT("::")) && prose_line_start(l->all, at) == at;
}

static size_t pass_slip(struct lifting *l, size_t at)
{
    const size_t len = l->all.ptr[at] == ':' ? 2 : 1;
    if (l->forgives && l->all.ptr[at] == '}')
        return at + len;
    prose_complain_at(l->reader, text_slice(l->all, at, at + len), DIAG_E132, text_slice(l->all, at, at + len));
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
    const size_t word = prose_pass_word(l, at);
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
    if (prose_is_digit(c))
        return prose_pass_digits(l, at);
    if (is_slip(l, at))
        return pass_slip(l, at);
    size_t next = at;
    const uint32_t code_point = text_next(l->all, &next);
    if (code_point >= MARK_FIRST)
        prose_complain_at(l->reader, text_slice(l->all, at, next), DIAG_E126, TEXT("characters for private use"));
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

static bool too_many_faults(struct prose_reader *reader)
{
    enum { FAULTS_MAX = 1000 };
    if (reader->gave_up || diagnostics_count(reader->context->diagnostics, SEVERITY_WARNING) < FAULTS_MAX)
        return reader->gave_up;
    const struct place place = {.path = reader->context->source->path};
    diagnose(reader->context->diagnostics, DIAG_E130, place, text_format(reader->context->keep, "%d", FAULTS_MAX));
    reader->gave_up = true;
    return true;
}

void prose_lift(struct lifting *lifting)
{
    for (size_t at = 0; at < lifting->all.len && !too_many_faults(lifting->reader);)
        at = lift_at(lifting, at);
    sort_stretches(lifting);
}
