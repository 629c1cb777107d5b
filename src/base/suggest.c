/* SPDX-License-Identifier: GPL-3.0-or-later
 * The nearest of several names, or all of them. */
#include "base/suggest.h"

/* A longer list of names helps nobody. */
enum { ALL_MAX = 200 };

struct suggestion suggest(struct text wrong)
{
    return (struct suggestion){.wrong = wrong, .nearest = TEXT_EMPTY, .distance = text_width(wrong) / 3 + 1};
}

void suggest_offer(struct suggestion *s, struct text known)
{
    const size_t distance = text_distance(known, s->wrong, s->distance);
    if (distance <= s->distance && (!s->nearest.len || distance < s->distance)) {
        s->distance = distance;
        s->nearest = known;
    }
    s->count++;
    if (s->all.len > ALL_MAX)
        return;
    text_add_c(&s->all, s->all.len ? ", " : "");
    text_add(&s->all, known);
}

void suggest_offer_all(struct suggestion *s, const struct text *words)
{
    for (; words->len; words++)
        suggest_offer(s, *words);
}

void suggest_settle(struct suggestion *s, struct text meant)
{
    s->nearest = meant;
    s->distance = 0;
}

struct text suggest_hint(struct suggestion *s, struct arena *keep)
{
    struct text hint = TEXT_EMPTY;
    if (s->nearest.len)
        hint = text_format(keep, "did you mean '%.*s'?", TEXT_ARGS(s->nearest));
    else if (s->count && s->all.len <= ALL_MAX)
        hint = text_format(keep, s->count == 1 ? "there is only: %.*s" : "there are: %.*s", TEXT_ARGS(text_built(&s->all)));
    text_builder_done(&s->all);
    return hint;
}

struct text suggest_nearest(struct suggestion *s)
{
    text_builder_done(&s->all);
    return s->nearest;
}
