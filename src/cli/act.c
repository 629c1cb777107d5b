/* SPDX-License-Identifier: GPL-3.0-or-later
 * Names and days are judged before anything is written down for ever. */
#include "cli/act.h"

#include <glib.h>
#include <time.h>

#include "base/date.h"

enum { NAME_MAX_LEN = 200, DAY_SECONDS = 86400 };

/* Nothing in it that a reader does not see, or that a terminal obeys. */
static bool is_seen(struct text name)
{
    for (size_t at = 0; at < name.len;)
        if (!g_unichar_isprint(text_next(name, &at)))
            return false;
    return true;
}

/* What stays of a person's name, however its blanks, dots and capitals are written. */
static struct text letters_of(struct text name, struct arena *keep)
{
    const struct text folded = text_fold(keep, name);
    struct text_builder letters = {0};
    for (size_t at = 0; at < folded.len;) {
        const uint32_t c = text_next(folded, &at);
        if (g_unichar_isalnum(c))
            text_add_char(&letters, c);
    }
    const struct text result = text_copy(keep, text_built(&letters));
    text_builder_done(&letters);
    return result;
}

static bool is_name(struct text name, struct arena *keep)
{
    return name.len <= NAME_MAX_LEN && text_valid(name) && is_seen(name) && letters_of(name, keep).len;
}

static bool read_name(const char *option, const char *value, struct arena *keep, struct text *ret_name, struct error *err)
{
    if (!value)
        return error_set(err, ERROR_USAGE, "two persons are needed, who prepared it and who read and approved it: %s is missing", option);
    *ret_name = text_trim(text_of(value));
    return is_name(*ret_name, keep) || error_set(err, ERROR_USAGE, "%s needs the name of a person", option);
}

static bool read_day(const char *on, struct arena *keep, struct text *ret_day, struct error *err)
{
    const date_day today = (date_day)(time(NULL) / DAY_SECONDS);
    date_day day = today;
    if (on && date_parse(text_of(on), DATE_ISO, &day) != DATE_PARSED)
        return error_set(err, ERROR_USAGE, "--on needs a day, written yyyy-mm-dd");
    if (day > today + 1) /* east of Greenwich the next day may have begun */
        return error_set(err, ERROR_USAGE, "--on names a day that is yet to come: today is %.*s, by universal time",
                         TEXT_ARGS(date_iso(today, keep)));
    *ret_day = date_iso(day, keep);
    return true;
}

bool act_make(const struct act_options *options, const char *kind, struct text edition, struct arena *keep,
              struct archive_act *ret_act, struct error *err)
{
    struct archive_act act = {.kind = text_of(kind), .edition = edition};
    if (!read_name("--prepared-by", options->prepared_by, keep, &act.done_by, err) ||
        !read_name("--approved-by", options->approved_by, keep, &act.approved_by, err) || !read_day(options->on, keep, &act.day, err))
        return false;
    if (text_equal(letters_of(act.done_by, keep), letters_of(act.approved_by, keep)))
        return error_set(err, ERROR_USAGE, "who approves must be somebody else than who prepared it");
    *ret_act = act;
    return true;
}
