/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a figure's JSON file holds, as a JSON Schema that lies beside it. */
#ifndef RENDER_DATA_SCHEMA_H
#define RENDER_DATA_SCHEMA_H

#include "base/text.h"

/* As data_json() names it: the file name, in the same folder. */
#define DATA_SCHEMA_NAME "figure.schema.json"

/* JSON Schema, draft 2020-12 (https://json-schema.org/draft/2020-12), of what data_json() writes. A value is null exactly
 * where it is confidential, and then nothing else may tell hidden cells from each other. */
void data_schema(struct text_builder *out);

#endif
