/* SPDX-License-Identifier: GPL-3.0-or-later
 * Looks phrases up by their English pattern. */
#include "base/phrases.h"

static const struct phrase PHRASES[] = {
#define PHRASE(en, fi, sv) \
    {{[MESSAGES_EN] = TEXT_INIT(en), [MESSAGES_FI] = TEXT_INIT(fi), [MESSAGES_SV] = TEXT_INIT(sv)}},
#include "base/phrases.def"
#undef PHRASE
};
enum { PHRASE_COUNT = sizeof PHRASES / sizeof *PHRASES };

static const struct text LANGUAGE_NAMES[MESSAGE_LANGUAGES] = {
    [MESSAGES_EN] = TEXT_INIT("en"), [MESSAGES_FI] = TEXT_INIT("fi"), [MESSAGES_SV] = TEXT_INIT("sv")};

bool message_language_parse(struct text word, enum message_language *ret_language)
{
    for (enum message_language i = 0; i < MESSAGE_LANGUAGES; i++)
        if (text_equal(LANGUAGE_NAMES[i], word)) {
            *ret_language = i;
            return true;
        }
    return false;
}

struct text message_language_name(enum message_language language)
{
    return LANGUAGE_NAMES[language];
}

const struct phrase *phrases(size_t *ret_count)
{
    *ret_count = PHRASE_COUNT;
    return PHRASES;
}

int phrase_slot(struct text rest)
{
    const bool is_slot = rest.len >= PHRASE_SLOT_LEN && rest.ptr[0] == '{' && rest.ptr[1] >= '1' && rest.ptr[1] <= '9' &&
                         rest.ptr[2] == '}';
    return is_slot ? rest.ptr[1] - '1' : PHRASE_NO_SLOT;
}

/* The offset of the next slot, or the length. */
static size_t next_slot(struct text pattern)
{
    size_t at = 0;
    while (at < pattern.len && phrase_slot(text_slice(pattern, at, pattern.len)) == PHRASE_NO_SLOT)
        at++;
    return at;
}

/* Whether the text has the form of the pattern; `ret_slots` get what stands in its slots. */
static bool fits(struct text pattern, struct text whole, struct text *ret_slots)
{
    while (pattern.len) {
        const size_t slot = next_slot(pattern);
        if (!text_starts(whole, text_slice(pattern, 0, slot)))
            return false;
        whole = text_slice(whole, slot, whole.len);
        if (slot == pattern.len)
            break;
        const int number = phrase_slot(text_slice(pattern, slot, pattern.len));
        pattern = text_slice(pattern, slot + PHRASE_SLOT_LEN, pattern.len);
        const struct text literal = text_slice(pattern, 0, next_slot(pattern));
        const size_t end = literal.len ? text_find(whole, literal) : whole.len;
        if (number >= PHRASE_SLOTS_MAX || (literal.len && end == whole.len))
            return false;
        ret_slots[number] = text_slice(whole, 0, end);
        whole = text_slice(whole, end, whole.len);
    }
    return !whole.len;
}

static struct text fill(struct text pattern, const struct text *slots, struct arena *keep)
{
    struct text_builder b = {0};
    while (pattern.len) {
        const size_t slot = next_slot(pattern);
        text_add(&b, text_slice(pattern, 0, slot));
        if (slot < pattern.len)
            text_add(&b, slots[phrase_slot(text_slice(pattern, slot, pattern.len))]);
        pattern = text_slice(pattern, slot < pattern.len ? slot + PHRASE_SLOT_LEN : slot, pattern.len);
    }
    const struct text result = text_copy(keep, text_built(&b));
    text_builder_done(&b);
    return result;
}

struct text phrase_in(enum message_language language, struct text english, struct arena *keep)
{
    for (size_t i = 0; language != MESSAGES_EN && i < PHRASE_COUNT; i++) {
        struct text slots[PHRASE_SLOTS_MAX] = {0};
        if (fits(PHRASES[i].in[MESSAGES_EN], english, slots))
            return fill(PHRASES[i].in[language], slots, keep);
    }
    return english;
}
