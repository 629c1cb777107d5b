/* SPDX-License-Identifier: GPL-3.0-or-later
 * Escaping for JSON. */
#include "base/json.h"

static void add_byte(struct text_builder *b, char c)
{
    if (c == '"' || c == '\\')
        text_add_byte(b, '\\');
    if ((unsigned char)c < 0x20 || c == 0x7F)
        text_add_format(b, "\\u%04x", (unsigned)(unsigned char)c);
    else
        text_add_byte(b, c);
}

void json_add_text(struct text_builder *b, struct text t)
{
    text_add_byte(b, '"');
    for (size_t i = 0; i < t.len; i++)
        add_byte(b, t.ptr[i]);
    text_add_byte(b, '"');
}
