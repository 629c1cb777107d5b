/* SPDX-License-Identifier: GPL-3.0-or-later
 * Text as HTML and XML can both hold it. */
#ifndef RENDER_HTML_ESCAPE_H
#define RENDER_HTML_ESCAPE_H

#include <stdbool.h>

#include "base/text.h"

/* Appends `t`, valid UTF-8, for the content of an element or an attribute in double quotes. Controls become a blank;
 * noncharacters and the signs that turn the direction of writing for an open end are left out. */
void html_add_escaped(struct text_builder *out, struct text t);

/* The same for running text: no line begins with the second number of a range ("40–60"), not even where the first is in `out`
 * already, and none ends with a hanging hyphen ("Syd- och Centralamerika"). */
void html_add_words(struct text_builder *out, struct text t);

/* The same in a cell of a table, where a line may end within a long code ("vic_TypeOfExploitation"): else it would on a telephone
 * push the columns behind it out of sight. */
void html_add_cell_words(struct text_builder *out, struct text t);

/* ` name="value"`, or nothing where the value is empty. */
void html_add_attribute(struct text_builder *out, const char *name, struct text value);

/* `lang` and `xml:lang`, as readers of HTML and of XML know it; nothing for an empty one. */
void html_add_language(struct text_builder *out, struct text language);

/* Whether an address may be a link: a page of the web, mail or a telephone. No other scheme can do anything here. */
bool html_may_link(struct text address);

#endif
