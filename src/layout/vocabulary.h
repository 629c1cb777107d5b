/* SPDX-License-Identifier: GPL-3.0-or-later
 * The words of a layout: its blocks, their settings and what these can be, the formats of figures. The parsers go by these
 * tables, and `sitrep list` prints them. */
#ifndef LAYOUT_VOCABULARY_H
#define LAYOUT_VOCABULARY_H

#include "base/markup.h"
#include "layout/expression.h"

/* What a format can be of. */
enum suit { SUITS_COUNTS = 1, SUITS_SHARES = 2, SUITS_DAYS = 4, SUITS_RANKINGS = 8, SUITS_AVERAGES = 16 };

struct format_word {
    struct text word;
    enum format_kind format;
    enum suit suits;
    bool has_cases; /* a case and a gender of the language may follow */
    struct text purpose;
};

/* A way to write a period, behind '@', and what it is. */
struct period_form {
    struct text form, meaning;
};

/* Each ends with an empty name. */
const struct setting_rule *layout_head(void);
const struct block_rule *layout_blocks(void); /* those of figures first, in the order of enum figure_form */
/* What figures of any kind have; of those that take the rest from a master only the title is needed. */
const struct setting_rule *layout_figure_settings(bool takes_from_master);
const struct format_word *layout_formats(void);
const struct period_form *layout_periods(void);

/* What `suits` is called. */
struct text suit_words(enum suit suits);

#endif
