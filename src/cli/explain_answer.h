/* SPDX-License-Identifier: GPL-3.0-or-later
 * Private to explain*.c: the whole answer. */
#ifndef CLI_EXPLAIN_ANSWER_H
#define CLI_EXPLAIN_ANSWER_H

#include "cli/pipeline.h"
#include "cli/say.h"

/* Adds what the question of the report is about, and for each audience what it gets. Confidential: with hidden counts, and the
 * arithmetic of what printing them would give away; else nothing that readers do not see. */
void explain_tell(const struct voice *v, const struct pipeline_report *report, bool confidential, struct text_builder *out);

#endif
