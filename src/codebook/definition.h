/* SPDX-License-Identifier: GPL-3.0-or-later
 * A measure's definition in words, as the code book writes it. */
#ifndef CODEBOOK_DEFINITION_H
#define CODEBOOK_DEFINITION_H

#include "codebook/codebook.h"

/* "extension != yes and age < 18": all conditions, also those of the measures it is like. Adds nothing if it has none. */
void definition_add_where(const struct measure *measure, struct text_builder *b);

/* "from admitted until exited", "admitted during the period"; of a typed-in measure nothing. */
void definition_add_counted(const struct codebook *codebook, const struct measure *measure, struct text_builder *b);

#endif
