/* SPDX-License-Identifier: GPL-3.0-or-later
 * Fields of a CSV file in quotes. */
#include "render/data/row.h"

static void add_quoted(struct text_builder *out, struct text field)
{
    text_add_byte(out, '"');
    for (size_t i = 0; i < field.len; i++) {
        if (field.ptr[i] == '"')
            text_add_byte(out, '"');
        text_add_byte(out, field.ptr[i]);
    }
    text_add_byte(out, '"');
}

void data_row(struct text_builder *out, char separator, const struct text *fields, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct text field = fields[i];
        if (i)
            text_add_byte(out, separator);
        if (text_find_byte(field, separator) < field.len || text_find_byte(field, '"') < field.len)
            add_quoted(out, field);
        else
            text_add(out, field);
    }
    text_add_c(out, "\r\n");
}
