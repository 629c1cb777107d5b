/* SPDX-License-Identifier: GPL-3.0-or-later
 * JSON strings (RFC 8259). */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "base/text.h"

/* Adds the text in quotes, with '"', '\' and control characters escaped. `t` must be valid UTF-8. */
void json_add_text(struct text_builder *b, struct text t);

#endif
