/* SPDX-License-Identifier: GPL-3.0-or-later
 * Makes names valid and unique. */
#include "render/xlsx/names.h"

#include <glib.h>

/* The first `limit` characters. */
static struct text first_characters(struct text t, size_t limit)
{
    size_t end = 0;
    for (size_t i = 0; i < limit && end < t.len; i++)
        text_next(t, &end);
    return text_slice(t, 0, end);
}

static bool is_taken(const struct names *taken, struct text name, struct arena *scratch)
{
    return names_find(taken, text_fold(scratch, name)) != NAMES_NONE;
}

/* What makes equals different: the n-th of them ends in n with something before and after it. */
struct ending {
    const char *before, *after;
    size_t limit; /* of characters, all in all */
};

static struct text unique(struct text wanted, const struct ending *ending, struct names *taken, struct arena *keep)
{
    struct arena *scratch = arena_new();
    struct text name = first_characters(wanted, ending->limit);
    for (int n = 2; is_taken(taken, name, scratch); n++) {
        const struct text end = text_format(scratch, "%s%d%s", ending->before, n, ending->after);
        const struct text start = first_characters(wanted, ending->limit - end.len);
        name = text_format(scratch, "%.*s%.*s", TEXT_ARGS(start), TEXT_ARGS(end));
    }
    names_add(taken, text_fold(scratch, name));
    name = text_copy(keep, name);
    arena_free(scratch);
    return name;
}

static size_t run_of_digits(struct text t, size_t from)
{
    while (from < t.len && g_ascii_isdigit(t.ptr[from]))
        from++;
    return from;
}

/* "r", "c5", "r1c1": the other style of references. */
static bool is_row_column(struct text t)
{
    size_t at = 0;
    if (at < t.len && g_ascii_tolower(t.ptr[at]) == 'r')
        at = run_of_digits(t, at + 1);
    if (at < t.len && g_ascii_tolower(t.ptr[at]) == 'c')
        at = run_of_digits(t, at + 1);
    return at == t.len;
}

/* Unquoted, these are read as cells ("t1") or numbers ("2014_clients"); "history" is a name Excel keeps for itself. */
static bool is_misread(struct text name)
{
    size_t letters = 0;
    while (letters < name.len && g_ascii_isalpha(name.ptr[letters]))
        letters++;
    const bool cell = letters >= 1 && letters <= 3 && letters < name.len && run_of_digits(name, letters) == name.len;
    return cell || is_row_column(name) || g_ascii_isdigit(name.ptr[0]) ||
           (name.len == 7 && g_ascii_strncasecmp(name.ptr, "history", 7) == 0);
}

static bool is_bad_in_sheet_name(char c)
{
    const struct text bad = TEXT(" []:*?/\\'");
    return text_find_byte(bad, c) < bad.len;
}

static bool is_bad_in_table_name(char c)
{
    return !g_ascii_isalnum(c) && c != '_';
}

/* A copy with '_' in the place of bad bytes. */
static struct text cleaned(struct text t, bool (*is_bad)(char), struct arena *keep)
{
    char *copy = text_to_c(keep, t);
    for (size_t i = 0; i < t.len; i++)
        if (is_bad(copy[i]))
            copy[i] = '_';
    return (struct text){copy, t.len};
}

struct text xlsx_sheet_name(struct text wanted, struct names *taken, struct arena *keep)
{
    const struct ending ending = {"_", "", XLSX_SHEET_NAME_MAX};
    struct text clean = cleaned(wanted, is_bad_in_sheet_name, keep);
    if (!clean.len || is_misread(clean))
        clean = text_format(keep, "_%.*s", TEXT_ARGS(clean));
    return unique(clean, &ending, taken, keep);
}

struct text xlsx_table_name(struct text wanted, struct names *taken, struct arena *keep)
{
    const struct ending ending = {"_", "", XLSX_TABLE_NAME_MAX};
    return unique(cleaned(wanted, is_bad_in_table_name, keep), &ending, taken, keep);
}

struct text xlsx_heading(struct text wanted, struct names *taken, struct arena *keep)
{
    const struct ending ending = {" (", ")", XLSX_HEADING_MAX};
    return unique(wanted, &ending, taken, keep);
}
