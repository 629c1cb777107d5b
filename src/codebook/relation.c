/* SPDX-License-Identifier: GPL-3.0-or-later
 * Relations: how measures add up, as every reader of a report knows it. */
#include "codebook/reader.h"

enum { RELATION_TERMS_MAX = 12 };

struct relation_reader {
    struct codebook_reader *reader;
    struct text rest;
    struct relation_term terms[RELATION_TERMS_MAX];
    size_t count;
};

static bool ends_word(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '+' || c == '-' || c == '=' || c == '@';
}

static struct text take_name(struct relation_reader *r)
{
    r->rest = text_trim(r->rest);
    size_t len = 0;
    while (len < r->rest.len && !ends_word(r->rest.ptr[len]))
        len++;
    const struct text name = text_slice(r->rest, 0, len);
    r->rest = text_trim(text_slice(r->rest, len, r->rest.len));
    return name;
}

static bool accept_sign(struct relation_reader *r, char sign)
{
    r->rest = text_trim(r->rest);
    if (!r->rest.len || r->rest.ptr[0] != sign)
        return false;
    r->rest = text_trim(text_slice(r->rest, 1, r->rest.len));
    return true;
}

static bool complain(struct relation_reader *r, const char *expected)
{
    codebook_complain(r->reader, DIAG_E201, r->rest, text_of(expected), TEXT_EMPTY, TEXT_EMPTY);
    return false;
}

/* "clients", "clients @previous". */
static bool take_term(struct relation_reader *r, int sign)
{
    const struct text name = take_name(r);
    struct relation_term term = {.measure = codebook_measure(r->reader->codebook, name), .sign = sign};
    if (term.measure == NO_INDEX) {
        codebook_complain_name(r->reader, NAMED_MEASURE, NO_INDEX, name);
        return false;
    }
    const bool typed = r->reader->codebook->measures[term.measure].kind == MEASURE_TYPED_IN;
    if (accept_sign(r, '@')) {
        if (typed) {
            codebook_complain(r->reader, DIAG_E229, name, name, TEXT_EMPTY, TEXT_EMPTY);
            return false;
        }
        if (!text_equal(take_name(r), TEXT("previous")))
            return complain(r, "'previous'");
        term.previous = true;
    }
    if (r->count == RELATION_TERMS_MAX)
        return complain(r, "fewer measures");
    r->terms[r->count++] = term;
    return true;
}

static bool take_terms(struct relation_reader *r)
{
    if (!take_term(r, 1))
        return false;
    if (!accept_sign(r, '='))
        return complain(r, "'='");
    int sign = -1;
    do {
        if (!take_term(r, sign))
            return false;
        sign = accept_sign(r, '+') ? -1 : accept_sign(r, '-') ? 1 : 0;
    } while (sign);
    return !r->rest.len || complain(r, "'+', '-' or the end");
}

void codebook_read_relation(struct codebook_reader *reader, const struct markup_item *item)
{
    struct codebook *codebook = reader->codebook;
    codebook_check_settings(reader, item);
    struct relation_reader r = {.reader = reader, .rest = settings_find(&item->settings, TEXT("that"))};
    const struct text that = r.rest;
    if (!that.len || !take_terms(&r))
        return;
    struct relation_term *terms = ARENA_ARRAY(reader->keep, struct relation_term, r.count);
    for (size_t i = 0; i < r.count; i++)
        terms[i] = r.terms[i];
    codebook->relations[codebook->relation_count++] = (struct measure_relation){
        .id = item->name, .that = that, .terms = terms, .term_count = r.count, .follows_from = NO_INDEX};
}
