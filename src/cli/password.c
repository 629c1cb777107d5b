/* SPDX-License-Identifier: GPL-3.0-or-later
 * From the environment or a file it names to a password. */
#include "cli/password.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "render/pdf/encrypt.h"

enum { FILE_MAX = 4096 };

/* "authorities-2" is SITREP_PASSWORD_AUTHORITIES_2. */
static struct text variable_of(struct text audience, const char *ending, struct arena *keep)
{
    struct text_builder b = {0};
    text_add_c(&b, "SITREP_PASSWORD_");
    for (size_t i = 0; i < audience.len; i++) {
        const char c = audience.ptr[i];
        text_add_byte(&b, c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c == '-' ? '_' : c);
    }
    text_add_c(&b, ending);
    const struct text name = text_format(keep, "%.*s", TEXT_ARGS(text_built(&b)));
    text_builder_done(&b);
    return name;
}

/* Whether the file lies in the folder or below, links followed. */
static bool is_within(const char *path, const char *folder)
{
    char *real = realpath(path, NULL), *place = realpath(folder, NULL);
    const size_t len = place ? strlen(place) : 0;
    const bool within = real && place && strncmp(real, place, len) == 0 && real[len] == '/';
    free(real);
    free(place);
    return within;
}

static bool read_file(const char *path, const char *edition_folder, struct arena *keep, struct text *ret_password,
                      struct error *err)
{
    struct stat about;
    struct text bytes;
    if (edition_folder && is_within(path, edition_folder))
        return error_set(err, ERROR_USAGE, "%s: a password does not belong into an edition; keep it elsewhere", path);
    if (!file_read(path, FILE_MAX, keep, &bytes, err))
        return false;
    if (stat(path, &about) != 0 || (about.st_mode & 077))
        return error_set(err, ERROR_USAGE, "%s: others may read this password; make it yours alone (chmod 600)", path);
    *ret_password = text_trim(text_cut(&bytes, '\n'));
    return true;
}

static bool is_good(struct text password)
{
    if (!g_utf8_validate(password.ptr, (gssize)password.len, NULL) || text_width(password) < PASSWORD_LEAST || password.len > PDF_PASSWORD_MAX)
        return false;
    for (size_t i = 0; i < password.len; i++)
        if ((unsigned char)password.ptr[i] < 0x20 || password.ptr[i] == 0x7F)
            return false;
    return true;
}

bool password_is_given(struct text audience, struct arena *keep)
{
    return getenv(variable_of(audience, "", keep).ptr) || getenv(variable_of(audience, "_FILE", keep).ptr);
}

bool password_find(struct text audience, const char *edition_folder, struct arena *keep, struct text *ret_password,
                   struct error *err)
{
    const struct text variable = variable_of(audience, "", keep);
    const char *words = getenv(variable.ptr), *path = getenv(variable_of(audience, "_FILE", keep).ptr);
    struct text password = words ? text_copy(keep, text_of(words)) : TEXT_EMPTY;
    if (!words && !path)
        return error_set(err, ERROR_USAGE, "the PDF for '%.*s' is to be encrypted: put its password into the environment as %.*s, "
                                           "or the name of a file that holds it as %.*s_FILE",
                         TEXT_ARGS(audience), TEXT_ARGS(variable), TEXT_ARGS(variable));
    if (!words && !read_file(path, edition_folder, keep, &password, err))
        return false;
    if (!is_good(password))
        return error_set(err, ERROR_USAGE, "the password for '%.*s' must be %d characters or more, and at most %d bytes, on one line",
                         TEXT_ARGS(audience), PASSWORD_LEAST, PDF_PASSWORD_MAX);
    *ret_password = password;
    return true;
}
