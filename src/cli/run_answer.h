/* SPDX-License-Identifier: GPL-3.0-or-later
 * Private to the pipeline: what is asked about single figures, by `explain` about one and by `compare` about those of a list.
 * What a run is not asked, each of these functions passes over. */
#ifndef CLI_RUN_ANSWER_H
#define CLI_RUN_ANSWER_H

#include "cli/run.h"

/* Reports a typed-in measure of which the edition gives no number. */
void run_check_given(struct run *run, int measure, struct place place);

/* Reads the question into the report; an empty one asks for nothing. False with run->err set when its language or what it names
 * is not there. */
bool run_read_question(struct run *run);

/* Reads the rows of the list, whose audience must be one that the edition is made for. False with run->err set otherwise. */
bool run_read_list(struct run *run);

/* Answers the question for an audience that has its release: what becomes of the figure, and why. */
bool run_explain(struct run *run, const struct release_inputs *inputs, size_t audience);

/* Fills in the rows of the list, of the audience that it is about: what readers see of each figure, and nothing else. */
bool run_look_up(struct run *run, const struct release_inputs *inputs, size_t audience);

/* Finds where the report has what was asked about, for each audience that is built: it is paginated for that, in the language
 * of the answer or else in its first. Of one whose layout has faults nothing is found. False with run->err set when the fonts
 * cannot be read. */
bool run_look_where(struct run *run);

#endif
