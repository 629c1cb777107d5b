/* SPDX-License-Identifier: GPL-3.0-or-later
 * Tables of blocks, settings and formats. */
#include "layout/vocabulary.h"

#include "layout/layout.h"

#define NEEDED(name, values) {TEXT_INIT(name), true, TEXT_INIT(values)}
#define RULE(name, values) {TEXT_INIT(name), false, TEXT_INIT(values)}
#define END RULE("", "")

static const struct setting_rule HEAD[] = {
    NEEDED("report", "a name: files are named after it"),
    NEEDED("language", "a language of the code book"),
    NEEDED("title", "one line of text"),
    RULE("subtitle", "one line of text"),
    RULE("series", "one line of text"),
    RULE("page number", "{n}, {N} and words"),
    RULE("translates", "a layout, seen from the folder of this one and named before it in edition.conf: figures are taken from it"),
    END,
};

/* ---- figures: words of a choice stand in the order of their enum ---- */

#define SHOW "MEASURE by VARIABLE, VARIABLE; with selections: clients gender=women by month"
#define OF_ALL                                                                                                         \
    RULE("where", "selections, as in 'show': gender=women, region!=not_stated"), NEEDED("title", "one line of text"),  \
        RULE("base", "all, stated"), RULE("join", "a variable of 'show', none"),                                       \
        RULE("width", "full, half, third, two-thirds"), RULE("side", "left, right"), RULE("note", "one line of text"), \
        RULE("sheet", "no, or a name of at most 31 letters, digits and '_', the first of them a letter")
#define OF_CHARTS                                                                                                      \
    RULE("labels", "count, percent, name, none"), RULE("category label", "{label}, {n}, {percent} and words"),         \
        RULE("alt", "one line of text, for those who do not see the chart")
#define TOTALS RULE("totals", "yes, no")
#define OF_ROWS                                                                                                        \
    RULE("order", "codebook, largest, smallest, time"), RULE("top", "a whole number from 1"),                          \
        RULE("rest", "words without figures")
#define STACK RULE("stack", "a variable of 'show'")
#define AXIS                                                                                                           \
    RULE("axis", "from..to or from..to step n, where whole steps lead from one to the other: 0..100 step 20")
#define SCALE RULE("scale", "counts, shares")

static const struct setting_rule PIE[] = {NEEDED("show", SHOW), OF_ALL, OF_CHARTS, OF_ROWS, END};
static const struct setting_rule BARS[] = {NEEDED("show", SHOW), OF_ALL, OF_CHARTS, OF_ROWS, STACK, AXIS, END};
static const struct setting_rule COLUMNS[] = {NEEDED("show", SHOW), OF_ALL, OF_CHARTS, OF_ROWS, STACK, SCALE, AXIS, END};
static const struct setting_rule LINE[] = {NEEDED("show", SHOW), OF_ALL, OF_CHARTS, AXIS, END};
static const struct setting_rule TABLE[] = {NEEDED("show", SHOW), OF_ALL, RULE("labels", "count, percent"), TOTALS, OF_ROWS, END};
static const struct setting_rule ANY[] = {NEEDED("show", SHOW), OF_ALL, OF_CHARTS, OF_ROWS, STACK, SCALE, AXIS, TOTALS, END};
static const struct setting_rule TRANSLATED[] = {RULE("show", SHOW), OF_ALL, OF_CHARTS, OF_ROWS, STACK, SCALE, AXIS, TOTALS, END};

static const struct block_rule BLOCKS[] = {
    [FORM_PIE] = {TEXT_INIT("pie"), MARKUP_OF_SETTINGS, PIE, TEXT_INIT("a pie chart of one variable")},
    [FORM_BARS] = {TEXT_INIT("bars"), MARKUP_OF_SETTINGS, BARS, TEXT_INIT("a chart of horizontal bars")},
    [FORM_COLUMNS] = {TEXT_INIT("columns"), MARKUP_OF_SETTINGS, COLUMNS, TEXT_INIT("a chart of upright columns")},
    [FORM_LINE] = {TEXT_INIT("line"), MARKUP_OF_SETTINGS, LINE, TEXT_INIT("a line chart over time")},
    [FORM_TABLE] = {TEXT_INIT("table"), MARKUP_OF_SETTINGS, TABLE, TEXT_INIT("a table")},
    {TEXT_INIT("when"), MARKUP_OF_TEXT, NULL, TEXT_INIT("text that is printed if a condition holds: '::: when clients > 50'")},
    {TEXT_INIT("box"), MARKUP_OF_TEXT, NULL, TEXT_INIT("text in a frame")},
    {TEXT_INIT("contacts"), MARKUP_OF_TEXT, NULL, TEXT_INIT("addresses: lines stay as they are, digits may be typed")},
    {TEXT_INIT("otherwise"), MARKUP_ALONE, NULL, TEXT_INIT("in a 'when': what is printed if it does not hold")},
    {TEXT_INIT("newpage"), MARKUP_ALONE, NULL, TEXT_INIT("goes on on a new page")},
    {TEXT_INIT("contents"), MARKUP_ALONE, NULL, TEXT_INIT("the table of contents")},
    {TEXT_INIT("revisions"), MARKUP_ALONE, NULL, TEXT_INIT("figures that an earlier edition told otherwise; nothing where there are none")},
    {TEXT_INIT(""), MARKUP_ALONE, NULL, TEXT_INIT("")},
};
_Static_assert(FORM_TABLE + 1 == FORMS, "every kind of figure has its block");

static const struct format_word FORMATS_KNOWN[] = {
    {TEXT_INIT("number"), FORMAT_NUMBER, SUITS_COUNTS, false, TEXT_INIT("1,234")},
    {TEXT_INIT("percent"), FORMAT_PERCENT, SUITS_SHARES, false, TEXT_INIT("a share: 'percent of clients'; 'percent 1' has one decimal")},
    {TEXT_INIT("words"), FORMAT_WORDS, SUITS_COUNTS, true, TEXT_INIT("five")},
    {TEXT_INIT("Words"), FORMAT_WORDS_CAPITAL, SUITS_COUNTS, true, TEXT_INIT("Five")},
    {TEXT_INIT("ordinal"), FORMAT_ORDINAL, SUITS_COUNTS, true, TEXT_INIT("fifth")},
    {TEXT_INIT("signed"), FORMAT_SIGNED, SUITS_COUNTS, false, TEXT_INIT("+5")},
    {TEXT_INIT("round"), FORMAT_ROUND, SUITS_COUNTS, false, TEXT_INIT("'round 10': to the nearest ten")},
    {TEXT_INIT("decimals"), FORMAT_DECIMALS, SUITS_AVERAGES, false, TEXT_INIT("'decimals 1': one decimal, at most three")},
    {TEXT_INIT("date"), FORMAT_DATE, SUITS_DAYS, true, TEXT_INIT("a day")},
    {TEXT_INIT("month"), FORMAT_MONTH, SUITS_DAYS, true, TEXT_INIT("the month and year of a day")},
    {TEXT_INIT("year"), FORMAT_YEAR, SUITS_DAYS, true, TEXT_INIT("the year of a day")},
    {TEXT_INIT("name"), FORMAT_NAMES, SUITS_RANKINGS, false, TEXT_INIT("the name of the first category, or of the one that is selected")},
    {TEXT_INIT("names"), FORMAT_NAMES, SUITS_RANKINGS, false, TEXT_INIT("the names of the categories")},
    {TEXT_INIT(""), FORMAT_NUMBER, SUITS_COUNTS, false, TEXT_INIT("")},
};

static const struct period_form PERIODS[] = {
    {TEXT_INIT("previous"), TEXT_INIT("the equally long period before the edition's: of 2015H1 it is 2014H2, of 2015 it is 2014")},
    {TEXT_INIT("year before"), TEXT_INIT("the same months of the year before: of 2015H1 it is 2014H1, of 2015-03 it is 2014-03")},
    {TEXT_INIT("last 5 years"), TEXT_INIT("so many years to the end of the edition's period")},
    {TEXT_INIT("last 3 halves"), TEXT_INIT("so many half-years")},
    {TEXT_INIT("last 12 months"), TEXT_INIT("so many months")},
    {TEXT_INIT("2014"), TEXT_INIT("a year; what names years stays as it is in later editions")},
    {TEXT_INIT("2014H1"), TEXT_INIT("a half-year, H1 or H2")},
    {TEXT_INIT("2014-06"), TEXT_INIT("a month")},
    {TEXT_INIT("2013..2014"), TEXT_INIT("from the first to the last: also 2013H2..2014H1, 2014-01..2014-03")},
    {TEXT_INIT(""), TEXT_INIT("")},
};

const struct setting_rule *layout_head(void)
{
    return HEAD;
}

const struct block_rule *layout_blocks(void)
{
    return BLOCKS;
}

const struct setting_rule *layout_figure_settings(bool takes_from_master)
{
    return takes_from_master ? TRANSLATED : ANY;
}

const struct format_word *layout_formats(void)
{
    return FORMATS_KNOWN;
}

const struct period_form *layout_periods(void)
{
    return PERIODS;
}

struct text suit_words(enum suit suits)
{
    switch (suits) {
    case SUITS_COUNTS:
        return TEXT("counts");
    case SUITS_SHARES:
        return TEXT("counts, as shares");
    case SUITS_DAYS:
        return TEXT("days");
    case SUITS_RANKINGS:
        return TEXT("rankings, and of one selection");
    case SUITS_AVERAGES:
        return TEXT("averages");
    }
    return TEXT_EMPTY;
}
