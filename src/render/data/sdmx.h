/* SPDX-License-Identifier: GPL-3.0-or-later
 * The counts that a document tells as SDMX-CSV 2.0: a column for each variable of the code book. */
#ifndef RENDER_DATA_SDMX_H
#define RENDER_DATA_SDMX_H

#include <stddef.h>

#include "base/memory.h"
#include "base/text.h"
#include "document/document.h"

/* Source: SDMX Technical Working Group, "SDMX-CSV field guide", data message 2.0 (of SDMX 3.0),
 * https://github.com/sdmx-twg/sdmx-csv/blob/v2.0.0/data-message/docs/sdmx-csv-field-guide.md; the cross-domain code lists
 * CL_OBS_STATUS and CL_CONF_STATUS, https://sdmx.org. RFC 4180, UTF-8 without byte order mark.
 *
 * Columns: STRUCTURE, STRUCTURE_ID, ACTION (I, information); the dimensions MEASURE, each variable by which something is
 * selected, as the code book calls them, and TIME_PERIOD; OBS_VALUE; the attributes OBS_STATUS and CONF_STATUS as data files
 * have them; UNIT and EDITION, which are columns of our own. The structure is not registered anywhere: it is what this program
 * writes, in no version, since each code book has its own variables.
 *
 * Codes: "_T" where nothing is selected, "a@b" for two categories together, "_T-a-b" for all without these. A set that is empty
 * is a row of 0 for each of its categories. Identifiers are the code book's; SDMX knows letters a to z only. Half-years are
 * "2014-S1", other spans "2010-01-01/P1826D". What a ranking leaves out and numbers of categories are no observations of this
 * structure: data_inventory_csv() has them. A hidden count has no value, the status Q and C, and nothing that says why. After
 * a change of classification the status is B, of hidden counts too Q (SDMX's guideline would have B there): what is hidden has
 * one code. */
void data_sdmx_csv(const struct document *document, struct text_builder *out);

/* The names of its columns; they live in `keep`. */
const struct text *data_sdmx_columns(const struct document *document, struct arena *keep, size_t *ret_count);

#endif
