/* SPDX-License-Identifier: GPL-3.0-or-later
 * Tags of languages after RFC 5646 (BCP 47). Reports have no need of extensions and of private use, which is the program's own. */
#include "base/language_tag.h"

/* The languages of two letters that are registered (IANA). Countries are easily taken for them: dk, cz, jp. */
static const char TWO_LETTERS[] =
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee "
    "el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik in io "
    "is it iu iw ja ji jv jw ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk "
    "ml mn mo mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc "
    "sd se sg sh si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve "
    "vi vo wa wo xh yi yo za zh zu ";

/* What may stand behind each other in a language tag (RFC 5646, section 2.1), in this order: "sv", "en-GB", "zh-Hant-TW". */
enum subtag { SUBTAG_LANGUAGE, SUBTAG_EXTENDED, SUBTAG_SCRIPT, SUBTAG_REGION, SUBTAG_VARIANT, SUBTAG_NONE };

enum { EXTENDED_MAX = 3, VARIANT_MIN = 5, SUBTAG_MAX = 8 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_registered(struct text language)
{
    const char wanted[] = {(char)(language.ptr[0] | 0x20), (char)(language.ptr[1] | 0x20), ' '};
    const struct text all = text_of(TWO_LETTERS);
    return text_find(all, (struct text){wanted, sizeof wanted}) < all.len;
}

static enum subtag subtag_of_letters(struct text subtag)
{
    static const enum subtag kinds[VARIANT_MIN] = {
        SUBTAG_NONE, SUBTAG_NONE, SUBTAG_REGION, SUBTAG_EXTENDED, SUBTAG_SCRIPT};
    return subtag.len < VARIANT_MIN ? kinds[subtag.len] : SUBTAG_VARIANT;
}

/* The first one is the language. */
static enum subtag subtag_of(struct text subtag, bool is_first)
{
    size_t digits = 0;
    for (size_t i = 0; i < subtag.len; i++) {
        const char c = subtag.ptr[i], small = (char)(c | 0x20);
        if (!(small >= 'a' && small <= 'z') && !is_digit(c))
            return SUBTAG_NONE;
        digits += is_digit(c);
    }
    if (subtag.len > SUBTAG_MAX)
        return SUBTAG_NONE;
    if (is_first)
        return !digits && (subtag.len == 3 || (subtag.len == 2 && is_registered(subtag))) ? SUBTAG_LANGUAGE : SUBTAG_NONE;
    if (!digits)
        return subtag_of_letters(subtag);
    if (subtag.len == 3 && digits == 3)
        return SUBTAG_REGION;
    return subtag.len >= VARIANT_MIN || (subtag.len == 4 && is_digit(subtag.ptr[0])) ? SUBTAG_VARIANT : SUBTAG_NONE;
}

static bool may_follow(enum subtag kind, enum subtag before, size_t part)
{
    if (kind == SUBTAG_EXTENDED)
        return before <= kind && part <= EXTENDED_MAX;
    return before < kind || kind == SUBTAG_VARIANT;
}

bool language_tag_is_good(struct text tag)
{
    enum subtag before = SUBTAG_LANGUAGE;
    struct text left = tag;
    for (size_t part = 0; left.len; part++) {
        const struct text rest = left;
        const enum subtag kind = subtag_of(text_cut(&left, '-'), part == 0);
        if (kind == SUBTAG_NONE || rest.ptr[rest.len - 1] == '-' || (part && !may_follow(kind, before, part)))
            return false;
        before = kind;
    }
    return tag.len > 0;
}

bool language_tag_is_of(struct text tag, struct text language)
{
    const struct text rest = text_starts(tag, language) ? text_slice(tag, language.len, tag.len) : tag;
    return !rest.len || (rest.len < tag.len && text_starts(rest, TEXT("-x-")));
}
