/* SPDX-License-Identifier: GPL-3.0-or-later
 * Private to explain*.c: who tells of a figure, to whom, and where it goes. */
#ifndef CLI_EXPLAIN_TELLER_H
#define CLI_EXPLAIN_TELLER_H

#include "cli/pipeline.h"
#include "cli/say.h"

struct teller {
    const struct pipeline_report *report;
    const struct voice *v;
    bool confidential; /* the producer is told, in a file; else whoever looks at the terminal */
    struct text_builder *out;
};

/* Words as printf() has them, which stand behind a tab in phrases.def. */
#define told(t, ...) said_word((t)->v, text_format((t)->v->keep, __VA_ARGS__))

/* Adds a line of the answer, set in. */
void teller_line(const struct teller *t, struct text words);

/* In the language of the answer. */
struct text teller_label(const struct teller *t, const struct labels *labels);

struct text teller_day(const struct teller *t, date_day day);

/* Whether numbers of that audience may be told. A reproduction shows small counts: it is no more for the terminal than what is
 * hidden. */
bool teller_may_tell(const struct teller *t, const struct pipeline_audience *audience);

/* The number, if that may be told, or what stands for it. */
struct text teller_cell(const struct teller *t, const struct pipeline_audience *audience, struct cell cell);

#endif
