/* SPDX-License-Identifier: GPL-3.0-or-later
 * The parts of a workbook as trees of elements, to look at what was written; and the two ways in which text is escaped
 * in them. */
#ifndef RENDER_XLSX_XML_H
#define RENDER_XLSX_XML_H

#include <stdbool.h>
#include <stddef.h>

#include "base/memory.h"
#include "base/text.h"

struct xlsx_attribute {
    struct text name, value;
};

/* Names are as written, with their prefix: "c:chart". */
struct xlsx_element {
    struct text name;
    struct text text; /* all character data directly in the element */
    struct xlsx_attribute *attributes;
    size_t attribute_count;
    struct xlsx_element **children;
    size_t child_count, child_capacity;
};

/* The root element in `keep`, or NULL where the part is not well-formed (an empty part is not). */
const struct xlsx_element *xlsx_xml_parse(struct text part, struct arena *keep);

/* The value of an attribute, or an empty text. */
struct text xlsx_attribute_of(const struct xlsx_element *element, const char *name);

/* The n-th child of that name (from 0), or NULL; `element` may be NULL. */
const struct xlsx_element *xlsx_child(const struct xlsx_element *element, const char *name, size_t n);

/* All descendants of that name in document order. */
struct xlsx_elements {
    const struct xlsx_element **items;
    size_t count, capacity;
};
struct xlsx_elements xlsx_descendants(const struct xlsx_element *element, const char *name, struct arena *keep);

/* What every part begins with. */
#define XLSX_XML_HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

/* For character data and attributes in double quotes. */
struct text xlsx_xml_escape(struct text t, struct arena *keep);

/* Spreadsheets read "_x0041_" in a string as "A" (ECMA-376 part 1, 22.9.2.19): writing escapes the underscore of what
 * looks so, reading puts the characters back. */
struct text xlsx_string_escape(struct text t, struct arena *keep);
struct text xlsx_string_unescape(struct text t, struct arena *keep);

#endif
