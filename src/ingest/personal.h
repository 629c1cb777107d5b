/* SPDX-License-Identifier: GPL-3.0-or-later
 * A guard against exports that were not anonymised: does a cell look like an identity code, an address or a number that
 * leads to a person? Dates, case numbers, counts and codes must not. It cannot find names. */
#ifndef INGEST_PERSONAL_H
#define INGEST_PERSONAL_H

#include "base/text.h"

enum personal {
    PERSONAL_NONE,
    PERSONAL_IDENTITY_CODE, /* Finnish: whole, mistyped, without its sign, or its beginning (DDMMYY and sign) */
    PERSONAL_EMAIL,
    PERSONAL_TELEPHONE,     /* international, or Finnish with the leading 0 */
    PERSONAL_LONG_NUMBER,   /* ten or more digits in a row: an account, a card, a foreign identity code */
    PERSONALS
};

/* The first kind found. `cell` is valid UTF-8; full-width digits, special dashes and invisible characters hide nothing.
 * Fast for cells with fewer than six digits and no '@'. */
enum personal personal_find(struct text cell);

/* "a personal identity code" */
struct text personal_words(enum personal personal);

#endif
