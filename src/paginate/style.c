/* SPDX-License-Identifier: GPL-3.0-or-later
 * The table of type sizes. */
#include "paginate/style.h"

#include <assert.h>

static const struct style table[] = {
    [STYLE_PUBLISHER] = {{.size_pt = 10.5, .strong = true, .colour = COLOUR_ACCENT}, 14.5, 0.0, 0.0},
    [STYLE_SERIES] = {{.size_pt = 10.5, .colour = COLOUR_GREY}, 14.5, 0.0, 0.0},
    [STYLE_TITLE] = {{.size_pt = 27.0, .strong = true, .colour = COLOUR_ACCENT}, 32.0, 30.0, 0.0},
    [STYLE_SUBTITLE] = {{.size_pt = 15.0, .colour = COLOUR_INK}, 20.0, 8.0, 0.0},
    [STYLE_DATE] = {{.size_pt = 10.5, .colour = COLOUR_GREY}, 14.5, 14.0, 0.0},
    [STYLE_MARK] = {{.size_pt = 10.5, .strong = true, .colour = COLOUR_MARK}, 14.5, 0.0, 10.0},
    [STYLE_HEADING_1] = {{.size_pt = 19.0, .strong = true, .colour = COLOUR_ACCENT}, 24.0, 30.0, 9.0},
    [STYLE_HEADING_2] = {{.size_pt = 14.0, .strong = true, .colour = COLOUR_ACCENT}, 19.0, 24.0, 6.0},
    [STYLE_HEADING_3] = {{.size_pt = 11.5, .strong = true, .colour = COLOUR_ACCENT}, 15.5, 17.0, 4.0},
    [STYLE_HEADING_4] = {{.size_pt = 10.5, .strong = true, .colour = COLOUR_INK}, 14.5, 12.0, 2.0},
    [STYLE_BODY] = {{.size_pt = 11.0, .colour = COLOUR_INK}, 15.0, 0.0, 7.5},
    [STYLE_QUOTE] = {{.size_pt = 11.0, .colour = COLOUR_INK}, 15.0, 0.0, 7.5},
    [STYLE_CAPTION] = {{.size_pt = 9.5, .strong = true, .colour = COLOUR_INK}, 12.5, 0.0, 0.0},
    [STYLE_CELL] = {{.size_pt = 9.5, .tabular_figures = true, .colour = COLOUR_INK}, 12.5, 0.0, 0.0},
    [STYLE_SMALL_CELL] = {{.size_pt = 8.0, .tabular_figures = true, .colour = COLOUR_INK}, 10.5, 0.0, 0.0},
    [STYLE_FINE] = {{.size_pt = 8.5, .colour = COLOUR_GREY}, 11.0, 0.0, 0.0},
    [STYLE_FOOTNOTE] = {{.size_pt = 8.5, .colour = COLOUR_INK}, 11.5, 0.0, 0.0},
    [STYLE_CONTENTS_TITLE] = {{.size_pt = 14.0, .strong = true, .colour = COLOUR_ACCENT}, 19.0, 26.0, 8.0},
    [STYLE_CONTENTS_1] = {{.size_pt = 10.5, .strong = true, .colour = COLOUR_INK}, 14.5, 5.0, 1.5},
    [STYLE_CONTENTS_2] = {{.size_pt = 10.5, .colour = COLOUR_INK}, 14.5, 1.5, 1.5},
    [STYLE_HEAD] = {{.size_pt = 8.5, .tabular_figures = true, .colour = COLOUR_GREY}, 11.5, 0.0, 0.0},
};
_Static_assert(sizeof table / sizeof *table == STYLES, "every style has its line");

const struct style *style_of(enum style_name name)
{
    assert(name < STYLES);
    return &table[name];
}

double style_baseline_pt(const struct style *style)
{
    /* Centres the capitals' middle a little above the middle of the box: 0.33 em is half of what stands above the
     * baseline of Source Sans. */
    return style->leading_pt / 2 + style->text.size_pt * 0.33;
}
