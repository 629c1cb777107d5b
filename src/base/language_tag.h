/* SPDX-License-Identifier: GPL-3.0-or-later
 * What says to readers' programs in which language words are: "sv", "en-GB". */
#ifndef BASE_LANGUAGE_TAG_H
#define BASE_LANGUAGE_TAG_H

#include <stdbool.h>

#include "base/text.h"

/* Whether the parts of a tag are such as may follow each other, and a language of two letters is registered. */
bool language_tag_is_good(struct text tag);

/* Whether the tag is `language`, or a private use of it ("en-x-12", BCP 47 section 2.2.7), which is written as it is. */
bool language_tag_is_of(struct text tag, struct text language);

#endif
