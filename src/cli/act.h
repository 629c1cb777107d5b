/* SPDX-License-Identifier: GPL-3.0-or-later
 * Who does what on which day: names and days from the command line, for the archive's journal. */
#ifndef CLI_ACT_H
#define CLI_ACT_H

#include "archive/archive.h"
#include "base/error.h"

/* As the command line has them; NULL: not there. */
struct act_options {
    const char *prepared_by, *approved_by, *on;
};

/* Two persons must be named, whose names differ by more than blanks, dots and capitals. Without a day it is today, by
 * universal time; one that has not begun anywhere is refused, else inputs could be destroyed before their time. The clock is
 * asked here and nowhere else: an act is done on some day, whereas what is published has the edition's. ERROR_USAGE on failure. */
bool act_make(const struct act_options *options, const char *kind, struct text edition, struct arena *keep,
              struct archive_act *ret_act, struct error *err);

#endif
