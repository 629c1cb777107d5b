/* SPDX-License-Identifier: GPL-3.0-or-later
 * Matchers that are tried where a run of digits or an at-sign stands. The identity code is described by the Digital and
 * Population Data Services Agency ("The personal identity code", form of 2023 with its further signs). */
#include "ingest/personal.h"

#include <assert.h>
#include <glib.h>
#include <string.h>

#include "base/date.h"

static const struct text WORDS[] = {
    [PERSONAL_NONE] = TEXT_INIT(""),
    [PERSONAL_IDENTITY_CODE] = TEXT_INIT("a personal identity code"),
    [PERSONAL_EMAIL] = TEXT_INIT("an e-mail address"),
    [PERSONAL_TELEPHONE] = TEXT_INIT("a telephone number"),
    [PERSONAL_LONG_NUMBER] = TEXT_INIT("a number of ten or more digits"),
};
_Static_assert(sizeof WORDS / sizeof *WORDS == PERSONALS, "every kind has its words");

enum {
    BIRTH_DIGITS = 6,     /* DDMMYY */
    CODE_DIGITS = 9,      /* and the individual number */
    LONG_RUN = 10,
    PHONE_DIGITS_MIN = 8, /* with area or country code */
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool is_code_char(char c)
{
    return is_digit(c) || is_letter(c);
}

static char upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
}

/* The character at `at`, NUL behind the end. */
static char char_at(struct text t, size_t at)
{
    return at < t.len ? t.ptr[at] : '\0';
}

static size_t digits_at(struct text t, size_t at)
{
    const size_t begin = at;
    while (is_digit(char_at(t, at)))
        at++;
    return at - begin;
}

/* A letter, a digit or '_' of any script at the character that begins at `at`. */
static bool is_word_at(struct text t, size_t at)
{
    if (at >= t.len)
        return false;
    if ((unsigned char)t.ptr[at] < 0x80)
        return is_code_char(t.ptr[at]) || t.ptr[at] == '_';
    const uint32_t c = text_next(t, &at);
    return g_unichar_isalnum(c);
}

static bool is_word_before(struct text t, size_t at)
{
    if (!at)
        return false;
    do
        at--;
    while (at && ((unsigned char)t.ptr[at] & 0xC0) == 0x80);
    return is_word_at(t, at);
}

static int number_at(struct text t, size_t at, size_t digits)
{
    int number = 0;
    for (size_t i = 0; i < digits; i++)
        number = number * 10 + (t.ptr[at + i] - '0');
    return number;
}

/* ---- identity codes ---- */

static const char CHECK_CHARS[] = "0123456789ABCDEFHJKLMNPRSTUVWXY";

/* The century of the sign between birth date and individual number, or 0. */
static int century_of(char sign)
{
    const char c = upper(sign);
    if (c == '+')
        return 1800;
    if (c == '-' || (c >= 'U' && c <= 'Y'))
        return 1900;
    return c >= 'A' && c <= 'F' ? 2000 : 0;
}

static bool is_birth_date(struct text t, size_t at, int century)
{
    const struct date date = {century + number_at(t, at + 4, 2), number_at(t, at + 2, 2), number_at(t, at, 2)};
    return date_exists(date);
}

static bool is_check_char(char c)
{
    return c && strchr(CHECK_CHARS, upper(c)) != NULL;
}

static size_t skip_blank(struct text t, size_t at)
{
    return at + (char_at(t, at) == ' ');
}

/* DDMMYY, sign, individual number, check character, whether or not the last is right. */
static bool is_whole_code(struct text t, size_t at, size_t sign)
{
    const size_t number = skip_blank(t, sign + 1);
    return is_birth_date(t, at, century_of(t.ptr[sign])) && digits_at(t, number) >= 3 && number_at(t, number, 3) >= 2 &&
           is_check_char(char_at(t, number + 3)) && !is_code_char(char_at(t, number + 4));
}

/* DDMMYY and sign alone, or with the rest left out, cut or masked. */
static bool is_code_beginning(struct text t, size_t at, size_t sign)
{
    if (!is_birth_date(t, at, century_of(t.ptr[sign])))
        return false;
    size_t end = sign + 1;
    const size_t digits = digits_at(t, end);
    size_t masks = digits == 3 ? 3 : 0;
    while (char_at(t, end + masks) && strchr("Xx*?_", char_at(t, end + masks)) && masks < 4)
        masks++;
    end += masks == 4 || digits == 3 ? masks : 0;
    return !is_code_char(char_at(t, end));
}

/* Nine digits and the right check character, without a sign. */
static bool is_unsigned_code(struct text t, size_t at)
{
    const char check = char_at(t, at + CODE_DIGITS);
    if (!is_check_char(check) || is_code_char(char_at(t, at + CODE_DIGITS + 1)) || number_at(t, at + 6, 3) < 2)
        return false;
    return (is_birth_date(t, at, 1900) || is_birth_date(t, at, 2000)) &&
           CHECK_CHARS[number_at(t, at, CODE_DIGITS) % 31] == upper(check);
}

/* At a run of digits that no letter or digit precedes. */
static bool is_identity_code(struct text t, size_t at, size_t run)
{
    if (at && is_code_char(t.ptr[at - 1]))
        return false;
    if (run == CODE_DIGITS || run == CODE_DIGITS + 1)
        return is_unsigned_code(t, at);
    if (run != BIRTH_DIGITS)
        return false;
    const size_t sign = skip_blank(t, at + BIRTH_DIGITS);
    if (sign < t.len && century_of(t.ptr[sign]) && is_whole_code(t, at, sign))
        return true;
    return sign == at + BIRTH_DIGITS && sign < t.len && century_of(t.ptr[sign]) && is_code_beginning(t, at, sign);
}

/* ---- telephone numbers ---- */

/* The longest stretch from `at` of at most `most` digits and separators that ends in a digit before no letter or digit;
 * *ret_digits of them are digits. */
static size_t phone_stretch(struct text t, size_t at, size_t most, const char *separators, size_t *ret_digits)
{
    size_t digits = 0, len = 0;
    *ret_digits = 0;
    for (size_t i = 0; i < most; i++) {
        const char c = char_at(t, at + i);
        if (!is_digit(c) && (!c || !strchr(separators, c)))
            break;
        digits += is_digit(c);
        if (is_digit(c) && !is_word_at(t, at + i + 1)) {
            len = i + 1;
            *ret_digits = digits;
        }
    }
    return len;
}

/* + or 00, country code, number: 8 to 15 digits. */
static bool is_international(struct text t, size_t at)
{
    const size_t prefix = char_at(t, at) == '+' ? 1 : 2;
    size_t digits;
    const size_t len = phone_stretch(t, at + prefix, 20, " ()./-", &digits);
    return is_digit(char_at(t, at + prefix)) && len >= 8 && digits >= PHONE_DIGITS_MIN && digits <= 15;
}

/* The least digits of a Finnish area code at `at`, its 0 included: 3 for 04x, 2 for the others; 0 if there is none. */
static size_t area_digits(struct text t, size_t at)
{
    const char second = char_at(t, at + 1), third = char_at(t, at + 2);
    if (char_at(t, at) != '0')
        return 0;
    if (second == '4')
        return is_digit(third) ? 3 : 0;
    return second && strchr("235689", second) ? 2 : 0;
}

/* d.m.y or y.m.d with one kind of sign between: no telephone number. */
static bool is_date_like(struct text t)
{
    size_t at = 0, parts = 0;
    for (; parts < 3; parts++) {
        const size_t digits = digits_at(t, at);
        if (digits < 1 || digits > (parts == 1 ? 2 : 4))
            return false;
        at += digits;
        if (parts < 2 && (!char_at(t, at) || !strchr("./-", char_at(t, at++))))
            return false;
    }
    return at == t.len;
}

static bool is_domestic_from(struct text t, size_t begin, size_t zero, size_t area)
{
    size_t at = zero + area, digits;
    at += char_at(t, at) == ')';
    at += char_at(t, at) == ' ' || char_at(t, at) == '-';
    const size_t len = phone_stretch(t, at, 12, " ()-", &digits);
    digits += area;
    return is_digit(char_at(t, at)) && len >= 6 && digits >= PHONE_DIGITS_MIN && digits <= 12 &&
           !is_date_like(text_slice(t, begin, at + len));
}

/* 0, area code, number: 8 to 12 digits in all, with or without "(" before the 0. */
static bool is_domestic(struct text t, size_t begin)
{
    const size_t zero = begin + (char_at(t, begin) == '(');
    const size_t area = area_digits(t, zero);
    if (!area)
        return false;
    const bool longer = area == 2 && is_digit(char_at(t, zero + 2));
    return is_domestic_from(t, begin, zero, area) || (longer && is_domestic_from(t, begin, zero, area + 1));
}

/* At a run of digits. */
static bool is_telephone(struct text t, size_t at)
{
    const char before = at ? t.ptr[at - 1] : '\0';
    if (before == '+')
        return (at == 1 || (!strchr(".,", t.ptr[at - 2]) && !is_word_before(t, at - 1))) && is_international(t, at - 1);
    if (t.ptr[at] != '0' || before == '.' || before == ',' || is_word_before(t, at))
        return false;
    if (char_at(t, at + 1) == '0' && is_international(t, at))
        return true;
    const bool bracket = before == '(';
    if (bracket && at > 1 && (strchr(".,+", t.ptr[at - 2]) || is_word_before(t, at - 1)))
        return is_domestic(t, at);
    return is_domestic(t, at - bracket);
}

/* ---- e-mail addresses ---- */

static bool is_foreign_letter(char c)
{
    return (unsigned char)c >= 0x80;
}

static bool is_local_char(char c)
{
    return is_code_char(c) || is_foreign_letter(c) || (c && strchr("._%+'-", c));
}

static bool is_domain_char(char c)
{
    return is_code_char(c) || is_foreign_letter(c) || c == '-';
}

/* The bytes of "@", "(at)" or "[at]" at `at`, or 0. */
static size_t at_sign(struct text t, size_t at)
{
    const char c = char_at(t, at);
    if (c == '@')
        return 1;
    const bool bracketed = (c == '(' && char_at(t, at + 3) == ')') || (c == '[' && char_at(t, at + 3) == ']');
    return bracketed && upper(char_at(t, at + 1)) == 'A' && upper(char_at(t, at + 2)) == 'T' ? 4 : 0;
}

/* How many letters, of any script, follow each other at `at`. */
static size_t letters_at(struct text t, size_t at)
{
    size_t letters = 0;
    for (; is_letter(char_at(t, at)) || is_foreign_letter(char_at(t, at)); at++)
        letters += ((unsigned char)t.ptr[at] & 0xC0) != 0x80;
    return letters;
}

/* At an at-sign of `len` bytes: something before it, and behind it a domain with a dot and two letters. */
static bool is_email(struct text t, size_t at, size_t len)
{
    const size_t local = at && t.ptr[at - 1] == ' ' ? at - 1 : at;
    if (!local || !is_local_char(t.ptr[local - 1]))
        return false;
    size_t i = skip_blank(t, at + len);
    if (!is_domain_char(char_at(t, i)))
        return false;
    for (; is_domain_char(char_at(t, i)) || char_at(t, i) == '.'; i++) {
        if (char_at(t, i) != '.')
            continue;
        if (!is_domain_char(char_at(t, i + 1)))
            return false;
        if (letters_at(t, i + 1) >= 2)
            return true;
    }
    return false;
}

/* ---- cells ---- */

static enum personal find_at_digits(struct text t, size_t at, size_t run)
{
    if (is_identity_code(t, at, run))
        return PERSONAL_IDENTITY_CODE;
    if (is_telephone(t, at))
        return PERSONAL_TELEPHONE;
    return run >= LONG_RUN ? PERSONAL_LONG_NUMBER : PERSONAL_NONE;
}

static enum personal find(struct text t)
{
    for (size_t at = 0; at < t.len;) {
        const size_t run = digits_at(t, at);
        const enum personal found = run ? find_at_digits(t, at, run) : PERSONAL_NONE;
        if (found)
            return found;
        const size_t sign = run ? 0 : at_sign(t, at);
        if (sign && is_email(t, at, sign))
            return PERSONAL_EMAIL;
        at += run ? run : 1;
    }
    return PERSONAL_NONE;
}

static bool is_dash(uint32_t c)
{
    return (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xFE58 || c == 0xFE63 || c == 0xFF0D || c == 0xAD;
}

/* Compatibility forms made plain, digits of all scripts ASCII, all dashes '-', format characters gone. */
static enum personal find_folded(struct text cell)
{
    char *plain = g_utf8_normalize(cell.ptr, (gssize)cell.len, G_NORMALIZE_NFKC);
    if (!plain)
        return PERSONAL_NONE;
    struct text_builder folded = {0};
    const struct text t = text_of(plain);
    for (size_t at = 0; at < t.len;) {
        const uint32_t c = text_next(t, &at);
        if (is_dash(c))
            text_add_byte(&folded, '-');
        else if (g_unichar_isdigit(c))
            text_add_byte(&folded, (char)('0' + g_unichar_digit_value(c)));
        else if (g_unichar_type(c) != G_UNICODE_FORMAT)
            text_add_char(&folded, c);
    }
    const enum personal found = find(text_built(&folded));
    text_builder_done(&folded);
    g_free(plain);
    return found;
}

enum personal personal_find(struct text cell)
{
    size_t digits = 0;
    bool signs = false, foreign = false;
    for (size_t i = 0; i < cell.len; i++) {
        const unsigned char c = (unsigned char)cell.ptr[i];
        digits += c >= '0' && c <= '9';
        signs |= c == '@' || c == '(' || c == '[';
        foreign |= c > 0xC3 || c == 0xC2; /* C3 leads the letters of Finnish and Swedish, which fold to themselves */
    }
    if (foreign)
        return find_folded(cell);
    return digits >= BIRTH_DIGITS || signs ? find(cell) : PERSONAL_NONE;
}

struct text personal_words(enum personal personal)
{
    assert(personal < PERSONALS);
    return WORDS[personal];
}
