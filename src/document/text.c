/* SPDX-License-Identifier: GPL-3.0-or-later
 * Inline text of a layout into spans of a document; claims are held to their word on the way. */
#include <string.h>

#include "document/address.h"
#include "document/binder.h"

/* Parts two marks of notes, which would read as one number. */
#define NARROW_BLANK "\u202F"

static struct place place_of(const struct binder *binder, struct text at)
{
    return source_place_of(&binder->in->layout->source, at);
}

/* Whether the words of a claim are printed, and not those that it has for when it is untrue. Either way its truth is
 * told; it rests on released figures alone, each of which stands in the ledger. */
static bool claim_is_printed(struct binder *binder, size_t index)
{
    const struct claim *claim = &binder->in->layout->claims[index];
    switch (statement_truth(binder->in, &claim->statement)) {
    case TRUTH_TRUE:
        return true;
    case TRUTH_FALSE:
        if (claim->has_otherwise || claim->is_condition)
            return false;
        diagnose(binder->diagnostics, DIAG_E302, place_of(binder, claim->words), claim->words,
                 claim_figures(binder, &claim->statement));
        return true;
    case TRUTH_HIDDEN:
        if (claim->is_condition)
            diagnose(binder->diagnostics, DIAG_E304, place_of(binder, claim->statement.at), TEXT_EMPTY);
        else
            diagnose(binder->diagnostics, DIAG_E303, place_of(binder, claim->words), claim->words);
        return true;
    }
    return true;
}

/* The text of the last span goes on in the binder's buffer: a paragraph of many figures is put together once. */
static void end_span(struct binder *binder, struct doc_spans *spans)
{
    if (spans->count && binder->span_text.len)
        spans->items[spans->count - 1].text = text_copy(binder->keep, text_built(&binder->span_text));
    binder->span_text.len = 0;
}

static void push(struct binder *binder, struct doc_spans *spans, struct doc_span span)
{
    struct doc_span *last = spans->count ? &spans->items[spans->count - 1] : NULL;
    const bool joins = last && span.kind == last->kind && (span.kind == SPAN_TEXT || span.kind == SPAN_LINK) &&
                       span.strong == last->strong && span.emphasis == last->emphasis &&
                       text_equal(span.language, last->language) &&
                       text_equal(span.target, last->target);
    if (!joins) {
        end_span(binder, spans);
        ARENA_PUSH(binder->keep, spans, span);
    }
    text_add(&binder->span_text, span.text);
}

static bool ends_in_blank(struct text text)
{
    return text.len && text.ptr[text.len - 1] == ' ';
}

/* A mark stands right behind its words, also where a blank was typed before it, and not right behind another mark. */
static void push_mark(struct binder *binder, struct doc_spans *spans, struct doc_span mark)
{
    const bool is_text = spans->count && spans->items[spans->count - 1].kind == SPAN_TEXT && binder->span_text.len;
    while (is_text && ends_in_blank(text_built(&binder->span_text)))
        binder->span_text.len--;
    if (is_text && !binder->span_text.len)
        spans->count--;
    end_span(binder, spans);
    if (spans->count && spans->items[spans->count - 1].kind == SPAN_NOTE)
        push(binder, spans, (struct doc_span){.kind = SPAN_TEXT, .text = TEXT(NARROW_BLANK)});
    push(binder, spans, mark);
}

/* Straight quotes between words become the language's own; a hyphen between blanks becomes a dash. */
static struct text typeset(struct binder *binder, struct text text)
{
    struct text_builder b = {0};
    if (binder->in->is_judged)
        return text;
    for (size_t i = 0; i < text.len; i++) {
        const char c = text.ptr[i];
        const bool dash = c == '-' && i && i + 1 < text.len && text.ptr[i - 1] == ' ' && text.ptr[i + 1] == ' ';
        if (c == '"') {
            text_add(&b, language_word(binder->in->language, binder->quote_is_open ? "quote close" : "quote open"));
            binder->quote_is_open = !binder->quote_is_open;
        } else if (c == '\'') {
            text_add(&b, language_word(binder->in->language, "apostrophe"));
        } else if (dash) {
            text_add(&b, language_word(binder->in->language, "dash"));
        } else {
            text_add_byte(&b, c);
        }
    }
    return text_clean(binder->keep, &b);
}

static size_t note_number(struct binder *binder, size_t note)
{
    if (!binder->note_numbers[note]) {
        size_t used = 0;
        while (used < binder->note_limit && binder->note_order[used] != SIZE_MAX)
            used++;
        binder->note_order[used] = note;
        binder->note_numbers[note] = used + 1;
    }
    return binder->note_numbers[note];
}

/* Nothing for words that are in the document's own language. */
static struct text language_of(const struct binder *binder, const struct inline_item *item)
{
    return text_equal(item->language, binder->in->layout->language) ? TEXT_EMPTY : item->language;
}

/* "<first+last@example.org>" is an address as people write it. */
static struct text target_of(const struct binder *binder, const struct inline_item *item)
{
    static const struct text mail = TEXT_INIT("mailto:");
    if (text_starts(item->target, mail) && text_equal(text_slice(item->target, mail.len, item->target.len), item->text))
        return mail_target(binder->keep, item->text);
    return link_target(binder->keep, item->target);
}

static void bind_item(struct binder *binder, const struct inline_item *item, struct doc_spans *spans)
{
    struct doc_span span = {.kind = item->target.len ? SPAN_LINK : SPAN_TEXT,
                            .target = target_of(binder, item),
                            .language = language_of(binder, item),
                            .strong = item->strong,
                            .emphasis = item->emphasis};
    const bool drops_blank = binder->drops_blank;
    binder->drops_blank = false;
    switch (item->kind) {
    case INLINE_TEXT:
        span.text = typeset(binder, text_slice(item->text, drops_blank && text_starts(item->text, TEXT(" ")), item->text.len));
        break;
    case INLINE_BREAK:
        span.kind = SPAN_BREAK;
        break;
    case INLINE_FIGURE: {
        const struct placeholder *placeholder = &binder->in->layout->placeholders[item->index];
        span.text = placeholder_words(binder, placeholder);
        if (placeholder->figure.kind == FIGURE_SEE) {
            span.kind = SPAN_CROSSREF;
            span.target = placeholder->figure.word;
        }
        break;
    }
    case INLINE_CLAIM_OPEN: /* the words instead of those that follow: see bind_inlines() */
        span.text = typeset(binder, binder->in->layout->claims[item->index].otherwise);
        break;
    case INLINE_CLAIM_CLOSE:
        return;
    case INLINE_NOTE:
        span.kind = SPAN_NOTE;
        span.number = note_number(binder, item->index);
        push_mark(binder, spans, span);
        return;
    }
    push(binder, spans, span);
}

/* Where the claim that opens at `open` closes. */
static size_t claim_end(const struct inlines *inlines, size_t open)
{
    size_t end = open;
    while (end + 1 < inlines->count &&
           !(inlines->items[end].kind == INLINE_CLAIM_CLOSE && inlines->items[end].index == inlines->items[open].index))
        end++;
    return end;
}

/* Words that are left out leave a blank on either side: one of them goes, and both at an end of the paragraph. */
static void close_gap(struct binder *binder, const struct inlines *inlines, size_t next)
{
    const bool is_last = next >= inlines->count;
    if ((is_last || text_starts(inlines->items[next].text, TEXT(" "))) && ends_in_blank(text_built(&binder->span_text)))
        binder->span_text.len--;
    binder->drops_blank = !binder->span_text.len;
}

/* ---- sources of figures typed in ---- */

static bool is_typed_due(const struct binder *binder)
{
    for (int i = 0; i < binder->in->codebook->measure_count; i++)
        if (binder->typed_is_due[i])
            return true;
    return false;
}

/* Whether the sign ends a sentence before the text: the stop of "12. tammikuuta" does not. */
static bool ends_sentence(const struct binder *binder, char sign, struct text behind)
{
    size_t next = 1;
    if (!memchr(".!?:;", sign, 5) || !text_starts(behind, TEXT(" ")))
        return false;
    return sign != '.' || next >= behind.len || !is_small_letter(binder, text_next(behind, &next));
}

/* Behind the first sentence that ends in the text; its length where none does. */
static size_t sentence_end(const struct binder *binder, struct text text)
{
    for (size_t i = 0; i + 1 < text.len; i++)
        if (ends_sentence(binder, text.ptr[i], text_slice(text, i + 1, text.len)))
            return i + 1;
    return text.len;
}

/* Whether a sentence ended with what was bound last: the item is a note, or goes on behind a blank. */
static bool begins_behind_sentence(const struct binder *binder, const struct inline_item *item)
{
    const struct text before = text_built(&binder->span_text);
    return before.len && ends_sentence(binder, before.ptr[before.len - 1], item->kind == INLINE_NOTE ? TEXT(" ") : item->text);
}

/* The sources of all figures typed in that were printed since the last mark. */
static void push_sources(struct binder *binder, struct doc_spans *spans)
{
    for (size_t measure; take_typed(binder, &measure);)
        push_mark(binder, spans, (struct doc_span){.kind = SPAN_NOTE,
                                                   .number = note_number(binder, binder->in->layout->note_count + measure)});
}

/* The mark of a source stands at the end of the sentence that has the figure: behind the figure, it would read as one of its digits. */
static void bind_marked(struct binder *binder, const struct inline_item *item, struct doc_spans *spans)
{
    const bool is_behind = is_typed_due(binder) && begins_behind_sentence(binder, item);
    const bool is_words = item->kind == INLINE_TEXT && !item->target.len;
    if (is_behind && is_words)
        push_sources(binder, spans);
    const size_t end = is_words && is_typed_due(binder) ? sentence_end(binder, item->text) : item->text.len;
    struct inline_item part = *item;
    part.text = text_slice(item->text, 0, end);
    bind_item(binder, &part, spans);
    if (end == item->text.len && !(is_behind && item->kind == INLINE_NOTE))
        return;
    push_sources(binder, spans);
    part.text = text_slice(item->text, end, item->text.len);
    if (part.text.len)
        bind_item(binder, &part, spans);
}

typedef void bind_one(struct binder *binder, const struct inline_item *item, struct doc_spans *spans);

static struct doc_spans bind_each(struct binder *binder, const struct inlines *inlines, bind_one *bind)
{
    struct doc_spans spans = {0};
    binder->quote_is_open = binder->drops_blank = false;
    for (size_t i = 0; i < inlines->count; i++) {
        const bool is_claim = inlines->items[i].kind == INLINE_CLAIM_OPEN;
        if (is_claim && claim_is_printed(binder, inlines->items[i].index))
            continue;
        if (is_claim && !binder->in->layout->claims[inlines->items[i].index].otherwise.len) {
            i = claim_end(inlines, i);
            close_gap(binder, inlines, i + 1);
            continue;
        }
        bind(binder, &inlines->items[i], &spans);
        if (is_claim)
            i = claim_end(inlines, i);
    }
    end_span(binder, &spans);
    text_builder_done(&binder->span_text);
    return spans;
}

struct doc_spans bind_spans(struct binder *binder, const struct inlines *inlines)
{
    return bind_each(binder, inlines, bind_item);
}

bool take_typed(struct binder *binder, size_t *ret_measure)
{
    for (int i = 0; i < binder->in->codebook->measure_count; i++)
        if (binder->typed_is_due[i]) {
            binder->typed_is_due[i] = false;
            *ret_measure = (size_t)i;
            return true;
        }
    return false;
}

struct doc_spans bind_inlines(struct binder *binder, const struct inlines *inlines)
{
    struct doc_spans spans = bind_each(binder, inlines, bind_marked);
    push_sources(binder, &spans);
    end_span(binder, &spans);
    text_builder_done(&binder->span_text);
    link_addresses(binder, &spans);
    bond_spans(binder, &spans);
    return spans;
}

struct text bind_plain(struct binder *binder, const struct inlines *inlines)
{
    const struct doc_spans spans = bind_spans(binder, inlines);
    struct text_builder b = {0};
    for (size_t i = 0; i < spans.count; i++)
        text_add(&b, spans.items[i].kind == SPAN_BREAK ? TEXT(" ") : spans.items[i].text);
    return text_clean(binder->keep, &b);
}
