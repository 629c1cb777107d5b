/* SPDX-License-Identifier: GPL-3.0-or-later
 * The languages of messages, and the phrases that stand in them. */
#ifndef BASE_PHRASES_H
#define BASE_PHRASES_H

#include <stdbool.h>

#include "base/memory.h"
#include "base/text.h"

enum message_language { MESSAGES_EN, MESSAGES_FI, MESSAGES_SV, MESSAGE_LANGUAGES };

/* "en", "fi", "sv"; false if it is none of these. */
bool message_language_parse(struct text word, enum message_language *ret_language);
struct text message_language_name(enum message_language language);

/* A phrase of phrases.def in that language, with what stands in its slots as it is. What is no phrase is returned itself. */
struct text phrase_in(enum message_language language, struct text english, struct arena *keep);

enum { PHRASE_SLOTS_MAX = 6 };

/* "{1}" at the beginning of `rest`: its number from 0, or PHRASE_NO_SLOT. */
enum { PHRASE_NO_SLOT = -1, PHRASE_SLOT_LEN = 3 };
int phrase_slot(struct text rest);

/* The table, for tests. */
struct phrase {
    struct text in[MESSAGE_LANGUAGES];
};
const struct phrase *phrases(size_t *ret_count);

#endif
