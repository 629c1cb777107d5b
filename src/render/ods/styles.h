/* SPDX-License-Identifier: GPL-3.0-or-later
 * How cells look: the part styles.xml, whose cell styles are named after what they are for. */
#ifndef RENDER_ODS_STYLES_H
#define RENDER_ODS_STYLES_H

#include "base/text.h"
#include "render/xlsx/plan.h"

/* What every part begins with. */
#define ODS_XML_HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

/* The name spaces, and the version, as attributes of a part's root. */
#define ODS_SPACE(prefix, name) " xmlns:" prefix "=\"urn:oasis:names:tc:opendocument:xmlns:" name ":1.0\""
#define ODS_ROOT                                                                                                            \
    ODS_SPACE("office", "office") ODS_SPACE("style", "style") ODS_SPACE("text", "text") ODS_SPACE("table", "table")         \
    ODS_SPACE("draw", "drawing") ODS_SPACE("fo", "xsl-fo-compatible") ODS_SPACE("svg", "svg-compatible")                    \
    ODS_SPACE("number", "datastyle") ODS_SPACE("chart", "chart") ODS_SPACE("meta", "meta")                                  \
    " xmlns:xlink=\"http://www.w3.org/1999/xlink\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" office:version=\"1.3\""

/* The one page that all sheets are printed on. */
#define ODS_MASTER_PAGE "Default"
#define ODS_MASTER_ONE_PAGE "OnePage"

/* The name of a look's cell style. */
void ods_add_style_name(struct text_builder *b, enum xlsx_look look);

/* The number styles, among them "count", "percent" and "percent_closed", which charts use too. */
void ods_add_number_styles(struct text_builder *b);

/* The whole part. */
void ods_add_styles(struct text_builder *b, struct text language);

/* fo:language and fo:country, as attributes, from "fi" or "sv-FI". */
void ods_add_language(struct text_builder *b, struct text language);

#endif
