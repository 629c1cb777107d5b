/* SPDX-License-Identifier: GPL-3.0-or-later
 * Fonts, borders, number formats and what each look is made of. Form: ECMA-376 part 1, 18.8. */
#include "render/xlsx/styles.h"

enum lettering { PLAIN, TITLE, BOLD, UNDERLINED };
enum border { NO_BORDER, BELOW, ABOVE };
enum number_format { /* 164: the first of one's own */
    GENERAL = 0, COUNT = 164, PERCENT, PERCENT_CLOSED, POINTS, DECIMALS_1, DECIMALS_2, DECIMALS_3, TENTHS, TENTHS_CLOSED,
    POINTS_CLOSED
};
enum style { NORMAL, HYPERLINK, HEADING };

/* Lines stand at the top of their rows, headings on the rule below them, all else in the middle: the first row of a table does not
 * touch the rule then, and where a label is wrapped its numbers stand beside it. */
enum place { TOP, BOTTOM, MIDDLE };

struct look {
    enum place place;
    enum lettering font;
    enum border border;
    enum number_format numbers;
    enum style style;
    bool wrap, right, indented;
};

/* Numbers stand at the very edge of their columns: LibreOffice forgets an indent there where the cell before differs only in
 * how numbers are written. Texts that follow a column of numbers are indented instead. */
static const struct look looks[] = {
    [XLSX_LOOK_TITLE] = {.font = TITLE, .style = HEADING},
    [XLSX_LOOK_TITLE_WRAPPED] = {.font = TITLE, .style = HEADING, .wrap = true},
    [XLSX_LOOK_LINE] = {.font = PLAIN},
    [XLSX_LOOK_LINE_WRAPPED] = {.wrap = true},
    [XLSX_LOOK_MARK] = {.font = BOLD},
    [XLSX_LOOK_LINK] = {.place = MIDDLE, .font = UNDERLINED, .style = HYPERLINK},
    [XLSX_LOOK_HEADING] = {.place = BOTTOM, .font = BOLD, .border = BELOW, .wrap = true},
    [XLSX_LOOK_HEADING_RIGHT] = {.place = BOTTOM, .font = BOLD, .border = BELOW, .wrap = true, .right = true},
    [XLSX_LOOK_HEADING_INDENTED] = {.place = BOTTOM, .font = BOLD, .border = BELOW, .wrap = true, .indented = true},
    [XLSX_LOOK_TEXT] = {.place = MIDDLE, .wrap = true},
    [XLSX_LOOK_TEXT_TOTAL] = {.place = MIDDLE, .font = BOLD, .border = ABOVE, .wrap = true},
    [XLSX_LOOK_TEXT_INDENTED] = {.place = MIDDLE, .wrap = true, .indented = true},
    [XLSX_LOOK_SYMBOL] = {.place = MIDDLE, .right = true},
    [XLSX_LOOK_SYMBOL_TOTAL] = {.place = MIDDLE, .font = BOLD, .border = ABOVE, .right = true},
    [XLSX_LOOK_COUNT] = {.place = MIDDLE, .numbers = COUNT, .right = true},
    [XLSX_LOOK_COUNT_TOTAL] = {.place = MIDDLE, .font = BOLD, .border = ABOVE, .numbers = COUNT, .right = true},
    [XLSX_LOOK_PERCENT] = {.place = MIDDLE, .numbers = PERCENT, .right = true},
    [XLSX_LOOK_PERCENT_TOTAL] = {.place = MIDDLE, .font = BOLD, .border = ABOVE, .numbers = PERCENT, .right = true},
    [XLSX_LOOK_PERCENT_CLOSED] = {.place = MIDDLE, .numbers = PERCENT_CLOSED, .right = true},
    [XLSX_LOOK_PERCENT_CLOSED_TOTAL] = {.place = MIDDLE, .font = BOLD, .border = ABOVE, .numbers = PERCENT_CLOSED, .right = true},
    [XLSX_LOOK_POINTS] = {.place = MIDDLE, .numbers = POINTS, .right = true},
    [XLSX_LOOK_POINTS_CLOSED] = {.place = MIDDLE, .numbers = POINTS_CLOSED, .right = true},
    [XLSX_LOOK_DECIMALS_1] = {.place = MIDDLE, .numbers = DECIMALS_1, .right = true},
    [XLSX_LOOK_DECIMALS_2] = {.place = MIDDLE, .numbers = DECIMALS_2, .right = true},
    [XLSX_LOOK_DECIMALS_3] = {.place = MIDDLE, .numbers = DECIMALS_3, .right = true},
    [XLSX_LOOK_TENTHS] = {.place = MIDDLE, .numbers = TENTHS, .right = true},
    [XLSX_LOOK_TENTHS_CLOSED] = {.place = MIDDLE, .numbers = TENTHS_CLOSED, .right = true},
};
_Static_assert(sizeof looks / sizeof *looks == XLSX_LOOKS, "every look has its format");

size_t xlsx_format_of(enum xlsx_look look)
{
    return (size_t)look + 1;
}

static void add_look(struct text_builder *b, const struct look *look)
{
    static const char *const places[] = {[TOP] = "top", [BOTTOM] = "bottom", [MIDDLE] = "center"};
    text_add_format(b, "<xf numFmtId=\"%d\" fontId=\"%d\" fillId=\"0\" borderId=\"%d\" xfId=\"%d\"", (int)look->numbers,
                    (int)look->font, (int)look->border, (int)look->style);
    text_add_c(b, look->numbers != GENERAL ? " applyNumberFormat=\"1\"" : "");
    text_add_c(b, look->font != PLAIN ? " applyFont=\"1\"" : "");
    text_add_c(b, look->border != NO_BORDER ? " applyBorder=\"1\"" : "");
    text_add_c(b, " applyAlignment=\"1\"><alignment");
    text_add_c(b, look->right ? " horizontal=\"right\"" : look->indented ? " horizontal=\"left\"" : "");
    text_add_format(b, " vertical=\"%s\"", places[look->place]);
    text_add_c(b, look->indented ? " indent=\"1\"" : "");
    text_add_c(b, look->wrap ? " wrapText=\"1\"" : "");
    text_add_c(b, "/></xf>");
}

/* In the order of the enumerations. Builtin styles: 0 Normal, 8 Hyperlink, 16 Heading 1. */
void xlsx_add_styles(struct text_builder *b)
{
    text_add_c(b, "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><numFmts count=\"10\">"
                  "<numFmt numFmtId=\"164\" formatCode=\"#,##0\"/><numFmt numFmtId=\"165\" formatCode=\"0 %\"/>"
                  "<numFmt numFmtId=\"166\" formatCode=\"0%\"/><numFmt numFmtId=\"167\" formatCode=\"0&quot; %&quot;\"/>"
                  "<numFmt numFmtId=\"168\" formatCode=\"#,##0.0\"/><numFmt numFmtId=\"169\" formatCode=\"#,##0.00\"/>"
                  "<numFmt numFmtId=\"170\" formatCode=\"#,##0.000\"/><numFmt numFmtId=\"171\" formatCode=\"0.0 %\"/>"
                  "<numFmt numFmtId=\"172\" formatCode=\"0.0%\"/><numFmt numFmtId=\"173\" formatCode=\"0&quot;%&quot;\"/>"
                  "</numFmts><fonts count=\"4\">");
    static const char *const fonts[][2] = {{"", "11"}, {"<b/>", "14"}, {"<b/>", "11"}, {"<u/>", "11"}};
    for (size_t i = 0; i < sizeof fonts / sizeof *fonts; i++)
        text_add_format(b, "<font>%s<sz val=\"%s\"/><color theme=\"%d\"/><name val=\"Calibri\"/><family val=\"2\"/>"
                           "<scheme val=\"minor\"/></font>", fonts[i][0], fonts[i][1], i == UNDERLINED ? 10 : 1);
    text_add_c(b, "</fonts><fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>"
                  "<fill><patternFill patternType=\"gray125\"/></fill></fills><borders count=\"3\">"
                  "<border><left/><right/><top/><bottom/><diagonal/></border>"
                  "<border><left/><right/><top/><bottom style=\"thin\"><color auto=\"1\"/></bottom><diagonal/></border>"
                  "<border><left/><right/><top style=\"thin\"><color auto=\"1\"/></top><bottom/><diagonal/></border>"
                  "</borders><cellStyleXfs count=\"3\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/>"
                  "<xf numFmtId=\"0\" fontId=\"3\" fillId=\"0\" borderId=\"0\"/>"
                  "<xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>");
    text_add_format(b, "<cellXfs count=\"%d\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>",
                    XLSX_LOOKS + 1);
    for (size_t i = 0; i < XLSX_LOOKS; i++)
        add_look(b, &looks[i]);
    text_add_c(b, "</cellXfs><cellStyles count=\"3\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/>"
                  "<cellStyle name=\"Hyperlink\" xfId=\"1\" builtinId=\"8\"/>"
                  "<cellStyle name=\"Heading 1\" xfId=\"2\" builtinId=\"16\"/></cellStyles></styleSheet>");
}

/* Excel wants three fills, lines, effects and backgrounds even where none is used: they are alike. */
static void add_alike(struct text_builder *b, const char *list, const char *one)
{
    text_add_format(b, "<a:%s>%s%s%s</a:%s>", list, one, one, one, list);
}

void xlsx_add_theme(struct text_builder *b)
{
    static const char *const colours[][2] = {
        {"dk1", "000000"},     {"lt1", "FFFFFF"},     {"dk2", "1F497D"},     {"lt2", "EEECE1"},
        {"accent1", "4F81BD"}, {"accent2", "C0504D"}, {"accent3", "9BBB59"}, {"accent4", "8064A2"},
        {"accent5", "4BACC6"}, {"accent6", "F79646"}, {"hlink", "0000FF"},   {"folHlink", "800080"},
    };
    static const char font[] = "<a:latin typeface=\"Calibri\"/><a:ea typeface=\"\"/><a:cs typeface=\"\"/>";
    static const char fill[] = "<a:solidFill><a:schemeClr val=\"phClr\"/></a:solidFill>";
    text_add_c(b, "<a:theme xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" name=\"Office\">"
                  "<a:themeElements><a:clrScheme name=\"Office\">");
    for (size_t i = 0; i < sizeof colours / sizeof *colours; i++)
        text_add_format(b, "<a:%s><a:srgbClr val=\"%s\"/></a:%s>", colours[i][0], colours[i][1], colours[i][0]);
    text_add_format(b, "</a:clrScheme><a:fontScheme name=\"Office\"><a:majorFont>%s</a:majorFont><a:minorFont>%s</a:minorFont>"
                       "</a:fontScheme><a:fmtScheme name=\"Office\">", font, font);
    add_alike(b, "fillStyleLst", fill);
    add_alike(b, "lnStyleLst", "<a:ln w=\"9525\"><a:solidFill><a:schemeClr val=\"phClr\"/></a:solidFill></a:ln>");
    add_alike(b, "effectStyleLst", "<a:effectStyle><a:effectLst/></a:effectStyle>");
    add_alike(b, "bgFillStyleLst", fill);
    text_add_c(b, "</a:fmtScheme></a:themeElements></a:theme>");
}
