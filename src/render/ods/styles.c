/* SPDX-License-Identifier: GPL-3.0-or-later
 * Fonts, borders, number formats and what each look is made of. Form: OpenDocument 1.3 part 3, chapters 16 and 20. */
#include "render/ods/styles.h"

enum place { TOP, BOTTOM, MIDDLE };
enum lettering { PLAIN, TITLE, BOLD, LINK };
enum border { NO_BORDER, BELOW, ABOVE };
enum number_format { GENERAL, COUNT, PERCENT, PERCENT_CLOSED, POINTS, DECIMALS_1, DECIMALS_2, DECIMALS_3, TENTHS, TENTHS_CLOSED,
                     POINTS_CLOSED };

struct look {
    const char *name; /* as people see it */
    enum place place;
    enum lettering font;
    enum border border;
    enum number_format numbers;
    bool wrap, right, indented;
};

/* The same as in the other form of the workbook: render/xlsx/styles.c tells why. */
static const struct look looks[] = {
    [XLSX_LOOK_TITLE] = {.name = "Heading 1", .font = TITLE},
    [XLSX_LOOK_TITLE_WRAPPED] = {.name = "Heading 1 wrapped", .font = TITLE, .wrap = true},
    [XLSX_LOOK_LINE] = {.name = "Line"},
    [XLSX_LOOK_LINE_WRAPPED] = {.name = "Line wrapped", .wrap = true},
    [XLSX_LOOK_MARK] = {.name = "Mark", .font = BOLD},
    [XLSX_LOOK_LINK] = {.name = "Link", .place = MIDDLE, .font = LINK},
    [XLSX_LOOK_HEADING] = {.name = "Column heading", .place = BOTTOM, .font = BOLD, .border = BELOW, .wrap = true},
    [XLSX_LOOK_HEADING_RIGHT] = {.name = "Column heading right", .place = BOTTOM, .font = BOLD, .border = BELOW, .wrap = true, .right = true},
    [XLSX_LOOK_HEADING_INDENTED] = {.name = "Column heading indented", .place = BOTTOM, .font = BOLD, .border = BELOW, .wrap = true,
                                    .indented = true},
    [XLSX_LOOK_TEXT] = {.name = "Text", .place = MIDDLE, .wrap = true},
    [XLSX_LOOK_TEXT_TOTAL] = {.name = "Text total", .place = MIDDLE, .font = BOLD, .border = ABOVE, .wrap = true},
    [XLSX_LOOK_TEXT_INDENTED] = {.name = "Text indented", .place = MIDDLE, .wrap = true, .indented = true},
    [XLSX_LOOK_SYMBOL] = {.name = "Symbol", .place = MIDDLE, .right = true},
    [XLSX_LOOK_SYMBOL_TOTAL] = {.name = "Symbol total", .place = MIDDLE, .font = BOLD, .border = ABOVE, .right = true},
    [XLSX_LOOK_COUNT] = {.name = "Count", .place = MIDDLE, .numbers = COUNT, .right = true},
    [XLSX_LOOK_COUNT_TOTAL] = {.name = "Count total", .place = MIDDLE, .font = BOLD, .border = ABOVE, .numbers = COUNT, .right = true},
    [XLSX_LOOK_PERCENT] = {.name = "Percent", .place = MIDDLE, .numbers = PERCENT, .right = true},
    [XLSX_LOOK_PERCENT_TOTAL] = {.name = "Percent total", .place = MIDDLE, .font = BOLD, .border = ABOVE, .numbers = PERCENT, .right = true},
    [XLSX_LOOK_PERCENT_CLOSED] = {.name = "Percent closed", .place = MIDDLE, .numbers = PERCENT_CLOSED, .right = true},
    [XLSX_LOOK_PERCENT_CLOSED_TOTAL] = {.name = "Percent closed total", .place = MIDDLE, .font = BOLD, .border = ABOVE,
                                        .numbers = PERCENT_CLOSED, .right = true},
    [XLSX_LOOK_POINTS] = {.name = "Points", .place = MIDDLE, .numbers = POINTS, .right = true},
    [XLSX_LOOK_POINTS_CLOSED] = {.name = "Points closed", .place = MIDDLE, .numbers = POINTS_CLOSED, .right = true},
    [XLSX_LOOK_DECIMALS_1] = {.name = "Decimals 1", .place = MIDDLE, .numbers = DECIMALS_1, .right = true},
    [XLSX_LOOK_DECIMALS_2] = {.name = "Decimals 2", .place = MIDDLE, .numbers = DECIMALS_2, .right = true},
    [XLSX_LOOK_DECIMALS_3] = {.name = "Decimals 3", .place = MIDDLE, .numbers = DECIMALS_3, .right = true},
    [XLSX_LOOK_TENTHS] = {.name = "Tenths", .place = MIDDLE, .numbers = TENTHS, .right = true},
    [XLSX_LOOK_TENTHS_CLOSED] = {.name = "Tenths closed", .place = MIDDLE, .numbers = TENTHS_CLOSED, .right = true},
};
_Static_assert(sizeof looks / sizeof *looks == XLSX_LOOKS, "every look has its style");

static const char *const number_names[] = {
    [GENERAL] = "", [COUNT] = "count", [PERCENT] = "percent", [PERCENT_CLOSED] = "percent_closed", [POINTS] = "points",
    [DECIMALS_1] = "decimals_1", [DECIMALS_2] = "decimals_2", [DECIMALS_3] = "decimals_3", [TENTHS] = "tenths",
    [TENTHS_CLOSED] = "tenths_closed", [POINTS_CLOSED] = "points_closed"};

/* A blank in a name is written as its number: 19.498.2. */
void ods_add_style_name(struct text_builder *b, enum xlsx_look look)
{
    for (const char *at = looks[look].name; *at; at++)
        if (*at == ' ')
            text_add_c(b, "_20_");
        else
            text_add_byte(b, *at);
}

void ods_add_language(struct text_builder *b, struct text language)
{
    struct text country = language;
    const struct text alone = text_cut(&country, '-');
    text_add_format(b, " fo:language=\"%.*s\" fo:country=\"%.*s\"", TEXT_ARGS(alone),
                    TEXT_ARGS(country.len == 2 ? country : TEXT("none")));
}

static void add_number_style(struct text_builder *b, enum number_format format, int decimals, const char *sign)
{
    const bool is_share = format != POINTS && format != POINTS_CLOSED && *sign, is_grouped = !*sign;
    const char *kind = is_share ? "percentage" : "number";
    text_add_format(b, "<number:%s-style style:name=\"%s\"><number:number number:decimal-places=\"%d\" "
                       "number:min-decimal-places=\"%d\" number:min-integer-digits=\"1\"%s/>",
                    kind, number_names[format], decimals, decimals, is_grouped ? " number:grouping=\"true\"" : "");
    if (*sign)
        text_add_format(b, "<number:text>%s</number:text>", sign);
    text_add_format(b, "</number:%s-style>", kind);
}

void ods_add_number_styles(struct text_builder *b)
{
    static const struct {
        enum number_format format;
        int decimals;
        const char *sign;
    } styles[] = {{COUNT, 0, ""}, {PERCENT, 0, "\u00A0%"}, {PERCENT_CLOSED, 0, "%"}, {POINTS, 0, "\u00A0%"},
                  {DECIMALS_1, 1, ""}, {DECIMALS_2, 2, ""}, {DECIMALS_3, 3, ""}, {TENTHS, 1, "\u00A0%"}, {TENTHS_CLOSED, 1, "%"},
                  {POINTS_CLOSED, 0, "%"}};
    for (size_t i = 0; i < sizeof styles / sizeof *styles; i++)
        add_number_style(b, styles[i].format, styles[i].decimals, styles[i].sign);
}

static void add_cell_properties(struct text_builder *b, const struct look *look)
{
    static const char *const places[] = {[TOP] = "top", [BOTTOM] = "bottom", [MIDDLE] = "middle"};
    static const char *const borders[] = {
        [NO_BORDER] = "", [BELOW] = " fo:border-bottom=\"0.75pt solid #000000\"", [ABOVE] = " fo:border-top=\"0.75pt solid #000000\""};
    text_add_format(b, "<style:table-cell-properties style:vertical-align=\"%s\"%s%s style:text-align-source=\"fix\"/>",
                    places[look->place], look->wrap ? " fo:wrap-option=\"wrap\"" : "", borders[look->border]);
    text_add_format(b, "<style:paragraph-properties fo:text-align=\"%s\"%s/>", look->right ? "end" : "start",
                    look->indented ? " fo:margin-left=\"7pt\"" : "");
}

static void add_look(struct text_builder *b, enum xlsx_look which)
{
    static const char *const fonts[] = {
        [PLAIN] = "",
        [TITLE] = "<style:text-properties fo:font-size=\"14pt\" fo:font-weight=\"bold\"/>",
        [BOLD] = "<style:text-properties fo:font-weight=\"bold\"/>",
        [LINK] = ("<style:text-properties fo:color=\"#0000ff\" style:text-underline-style=\"solid\" "
                  "style:text-underline-width=\"auto\" style:text-underline-color=\"font-color\"/>"),
    };
    const struct look *look = &looks[which];
    text_add_c(b, "<style:style style:name=\"");
    ods_add_style_name(b, which);
    text_add_format(b, "\" style:display-name=\"%s\" style:family=\"table-cell\" style:parent-style-name=\"Default\"", look->name);
    if (look->numbers != GENERAL)
        text_add_format(b, " style:data-style-name=\"%s\"", number_names[look->numbers]);
    text_add_c(b, ">");
    add_cell_properties(b, look);
    text_add_format(b, "%s</style:style>", fonts[look->font]);
}

/* A4 across, as many pages as it takes, or one, but no wider than one; without the headers that programs print by themselves. */
static void add_pages(struct text_builder *b)
{
    static const char *const names[] = {ODS_MASTER_PAGE, ODS_MASTER_ONE_PAGE};
    text_add_c(b, "<office:automatic-styles>");
    for (int i = 0; i < 2; i++)
        text_add_format(b, "<style:page-layout style:name=\"page%d\"><style:page-layout-properties "
                           "fo:page-width=\"297mm\" fo:page-height=\"210mm\" style:print-orientation=\"landscape\" fo:margin-top=\"19mm\" "
                           "fo:margin-bottom=\"19mm\" fo:margin-left=\"18mm\" fo:margin-right=\"18mm\" style:scale-to-X=\"1\" "
                           "style:scale-to-Y=\"%d\"/></style:page-layout>", i, i);
    text_add_c(b, "</office:automatic-styles><office:master-styles>");
    for (int i = 0; i < 2; i++)
        text_add_format(b, "<style:master-page style:name=\"%s\" style:page-layout-name=\"page%d\">"
                           "<style:header style:display=\"false\"/><style:footer style:display=\"false\"/></style:master-page>", names[i], i);
    text_add_c(b, "</office:master-styles>");
}

void ods_add_styles(struct text_builder *b, struct text language)
{
    text_add_c(b, ODS_XML_HEAD "<office:document-styles" ODS_ROOT "><office:font-face-decls><style:font-face "
                  "style:name=\"Calibri\" svg:font-family=\"Calibri\" style:font-family-generic=\"swiss\"/>"
                  "</office:font-face-decls><office:styles>");
    ods_add_number_styles(b);
    text_add_c(b, "<style:default-style style:family=\"table-cell\"><style:text-properties style:font-name=\"Calibri\" "
                  "fo:font-size=\"11pt\"");
    ods_add_language(b, language);
    text_add_c(b, "/></style:default-style><style:style style:name=\"Default\" style:family=\"table-cell\"/>");
    for (size_t i = 0; i < XLSX_LOOKS; i++)
        add_look(b, (enum xlsx_look)i);
    text_add_c(b, "</office:styles>");
    add_pages(b);
    text_add_c(b, "</office:document-styles>");
}
