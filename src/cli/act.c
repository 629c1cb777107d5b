/* SPDX-License-Identifier: GPL-3.0-or-later
 * Names and days are judged before anything is written down for ever. */
#include "cli/act.h"

#include <time.h>

#include "base/date.h"

enum { NAME_MAX_LEN = 200, DAY_SECONDS = 86400 };

static bool is_name(struct text name)
{
    if (!text_valid(name) || !name.len || name.len > NAME_MAX_LEN)
        return false;
    for (size_t i = 0; i < name.len; i++)
        if ((unsigned char)name.ptr[i] < 0x20 || name.ptr[i] == 0x7F)
            return false;
    return true;
}

static bool read_name(const char *option, const char *value, struct text *ret_name, struct error *err)
{
    if (!value)
        return error_set(err, ERROR_USAGE, "two persons are needed, who prepared it and who read and approved it: %s is missing", option);
    *ret_name = text_trim(text_of(value));
    return is_name(*ret_name) || error_set(err, ERROR_USAGE, "%s needs the name of a person", option);
}

static bool read_day(const char *on, struct arena *keep, struct text *ret_day, struct error *err)
{
    date_day day = (date_day)(time(NULL) / DAY_SECONDS);
    if (on && date_parse(text_of(on), DATE_ISO, &day) != DATE_PARSED)
        return error_set(err, ERROR_USAGE, "--on needs a day, written yyyy-mm-dd");
    *ret_day = date_iso(day, keep);
    return true;
}

bool act_make(const struct act_options *options, const char *kind, struct text edition, struct arena *keep,
              struct archive_act *ret_act, struct error *err)
{
    struct archive_act act = {.kind = text_of(kind), .edition = edition};
    if (!read_name("--prepared-by", options->prepared_by, &act.done_by, err) ||
        !read_name("--approved-by", options->approved_by, &act.approved_by, err) || !read_day(options->on, keep, &act.day, err))
        return false;
    if (text_equal(text_fold(keep, act.done_by), text_fold(keep, act.approved_by)))
        return error_set(err, ERROR_USAGE, "who approves must be somebody else than who prepared it");
    *ret_act = act;
    return true;
}
