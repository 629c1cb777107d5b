/* SPDX-License-Identifier: GPL-3.0-or-later
 * Both lists are in the order of their paths. An encrypted file has other bytes each time; what is made anew stands beside it as it
 * was before it would be encrypted. */
#include "cli/reproduce_compare.h"

#include "cli/password.h"
#include "render/pdf/encrypt.h"

enum { CELLS_SHOWN = 10, VALUE_SHOWN = 60 };

/* ---- cells ---- */

/* Fields of CSV, one after the other; quotes stay. */
struct fields {
    struct text rest;
    char separator;
    bool begins_row;
};

static bool next_field(struct fields *fields, struct text *ret_field, bool *ret_begins_row)
{
    if (!fields->rest.len)
        return false;
    bool quoted = false;
    size_t end = 0;
    for (; end < fields->rest.len; end++) {
        const char c = fields->rest.ptr[end];
        quoted ^= c == '"';
        if (!quoted && (c == fields->separator || c == '\n'))
            break;
    }
    *ret_field = text_trim(text_slice(fields->rest, 0, end));
    *ret_begins_row = fields->begins_row;
    fields->begins_row = end < fields->rest.len && fields->rest.ptr[end] == '\n';
    fields->rest = text_slice(fields->rest, end + (end < fields->rest.len), fields->rest.len);
    return true;
}

/* That of the heading's which comes first. */
static char separator_of(struct text csv)
{
    return text_find_byte(csv, ';') < text_find_byte(csv, ',') ? ';' : ',';
}

static struct text heading_at(struct text csv, size_t column)
{
    struct fields fields = {csv, separator_of(csv), true};
    struct text heading = TEXT_EMPTY;
    bool unused;
    for (size_t i = 0; i <= column; i++)
        next_field(&fields, &heading, &unused);
    return heading;
}

static struct text shortened(struct text value)
{
    size_t end = 0;
    while (end < value.len && end < VALUE_SHOWN)
        text_next(value, &end);
    return text_slice(value, 0, end);
}

static void print_cell(const struct voice *v, const struct sealed_file *file, size_t row, size_t column, struct text then,
                       struct text now)
{
    const struct text heading = heading_at(file->bytes, column);
    if (file->is_open)
        say(v, "\trow %zu, column '%.*s': '%.*s' was sealed, and it is '%.*s' now", row, TEXT_ARGS(heading), TEXT_ARGS(shortened(then)),
            TEXT_ARGS(shortened(now)));
    else
        say(v, "\trow %zu, column '%.*s'", row, TEXT_ARGS(heading));
}

static void compare_cells(const struct voice *v, const struct sealed_file *file, struct text now)
{
    struct fields a = {file->bytes, separator_of(file->bytes), true}, b = {now, separator_of(now), true};
    struct text then_field, now_field;
    bool then_begins, now_begins;
    size_t row = 0, column = 0, shown = 0;
    for (;;) {
        const bool has_then = next_field(&a, &then_field, &then_begins), has_now = next_field(&b, &now_field, &now_begins);
        if (!has_then && !has_now)
            return;
        row += has_then ? then_begins : now_begins;
        column = (has_then ? then_begins : now_begins) ? 0 : column + 1;
        if (has_then != has_now || then_begins != now_begins) {
            say(v, "\tfrom row %zu on it has other rows or columns", row);
            return;
        }
        if (!text_equal(then_field, now_field) && ++shown <= CELLS_SHOWN)
            print_cell(v, file, row, column, then_field, now_field);
        if (shown > CELLS_SHOWN) {
            say(v, "\tand more");
            return;
        }
    }
}

/* ---- files ---- */

static size_t common_bytes(struct text a, struct text b)
{
    size_t common = 0;
    while (common < a.len && common < b.len && a.ptr[common] == b.ptr[common])
        common++;
    return common;
}

static bool is_text(struct text path)
{
    static const struct text endings[] = {TEXT_INIT(".json"), TEXT_INIT(".html"), TEXT_INIT(".svg"), TEXT_INIT(".txt")};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (text_ends(path, endings[i]))
            return true;
    return false;
}

static size_t line_at(struct text bytes, size_t end)
{
    size_t line = 1;
    for (size_t i = 0; i < end; i++)
        line += bytes.ptr[i] == '\n';
    return line;
}

static void print_difference(const struct voice *v, const struct sealed_file *file, struct text now)
{
    const size_t common = common_bytes(file->bytes, now);
    say(v, "different\t%.*s", TEXT_ARGS(file->path));
    if (text_ends(file->path, TEXT(".csv")))
        compare_cells(v, file, now);
    else if (is_text(file->path))
        say(v, "\tfrom line %zu on", line_at(file->bytes, common));
    else
        say(v, "\tfrom byte %zu on; %zu bytes were sealed, and it has %zu now", common, file->bytes.len, now.len);
}

static const struct bundle_file *find_file(const struct bundle *bundle, struct text path)
{
    for (size_t i = 0; i < bundle->files.count; i++)
        if (text_equal(bundle->files.items[i].path, path))
            return &bundle->files.items[i];
    return NULL;
}

static const struct sealed_file *find_sealed(const sealed_files *files, struct text path)
{
    for (size_t i = 0; i < files->count; i++)
        if (text_equal(files->items[i].path, path))
            return &files->items[i];
    return NULL;
}

/* ---- encrypted files, and lists of their hashes ---- */

enum content { CONTENT_UNKNOWN, CONTENT_SAME, CONTENT_OTHER };

/* "authorities" of "authorities/situation-2014.en.pdf". */
static struct text audience_of(struct text path)
{
    return text_slice(path, 0, text_find_byte(path, '/'));
}

/* What is made now is encrypted and opened, too: both files have then come the same way. */
static enum content compare_opened(const struct sealed_file *file, struct text made, struct text password)
{
    struct error err = {0};
    struct text_builder now = {0}, then_open = {0}, now_open = {0};
    enum content content = CONTENT_UNKNOWN;
    text_add(&now, made);
    if (pdf_decrypt(file->bytes, password, &then_open, &err) && pdf_encrypt(&now, password, &err) &&
        pdf_decrypt(text_built(&now), password, &now_open, &err))
        content = text_equal(text_built(&then_open), text_built(&now_open)) ? CONTENT_SAME : CONTENT_OTHER;
    text_builder_done(&now);
    text_builder_done(&then_open);
    text_builder_done(&now_open);
    return content;
}

static bool compare_encrypted(struct comparison *c, const struct sealed_file *file, const struct bundle_file *made, struct error *err)
{
    struct arena *keep = c->voice->keep;
    struct text password, reason = TEXT("its password is not given, and the archive has no hash of what it holds");
    enum content content = CONTENT_UNKNOWN;
    const bool is_given = password_is_given(audience_of(file->path), keep);
    if (is_given && !password_find(audience_of(file->path), NULL, keep, &password, err))
        return false;
    if (is_given && (content = compare_opened(file, made->bytes, password)) == CONTENT_UNKNOWN)
        reason = TEXT("the password that is given does not open it, and the archive has no hash of what it holds");
    if (content == CONTENT_UNKNOWN && file->plain_sha256.len)
        content = text_equal(file->plain_sha256, made->plain_sha256) ? CONTENT_SAME : CONTENT_OTHER;
    c->alike += content == CONTENT_SAME;
    c->different += content == CONTENT_OTHER;
    c->unasked += content == CONTENT_UNKNOWN;
    if (content == CONTENT_OTHER)
        say(c->voice, "different\t%.*s\n\twhat it holds is not the same", TEXT_ARGS(file->path));
    else if (content == CONTENT_UNKNOWN) {
        const struct text why = said(c->voice, "%.*s", TEXT_ARGS(reason));
        say(c->voice, "not compared\t%.*s: %.*s", TEXT_ARGS(file->path), TEXT_ARGS(why));
    }
    return true;
}

/* The path of `{"path": "small-2014.en.pdf", "bytes": …`; empty: it is another line. */
static struct text path_in(struct text line)
{
    const struct text start = TEXT("{\"path\": \"");
    const struct text rest = text_slice(line, start.len < line.len ? start.len : line.len, line.len);
    return text_starts(line, start) ? text_slice(rest, 0, text_find_byte(rest, '"')) : TEXT_EMPTY;
}

/* Whether two lines of manifests in that folder tell of the same encrypted file, or of a list that has the hash of one. */
static bool tell_of_encrypted(const struct comparison *c, struct text folder, struct text then, struct text now)
{
    const struct text path = path_in(then);
    const struct text whole = text_format(c->voice->keep, "%.*s%.*s", TEXT_ARGS(folder), TEXT_ARGS(path));
    const struct sealed_file *file = find_sealed(&c->sealed->outputs, whole);
    return path.len && file && file->is_encrypted && text_equal(path_in(now), path);
}

static void compare_manifest(struct comparison *c, const struct sealed_file *file, struct text now)
{
    const struct text folder = text_starts(file->path, TEXT("restricted/"))
                                   ? TEXT_EMPTY
                                   : text_slice(file->path, 0, audience_of(file->path).len + 1);
    struct text then = file->bytes;
    size_t line = 1;
    for (; then.len || now.len; line++) {
        const struct text was = text_cut(&then, '\n'), is = text_cut(&now, '\n');
        if (text_equal(was, is) || tell_of_encrypted(c, folder, was, is))
            continue;
        c->different++;
        say(c->voice, "different\t%.*s\n\tfrom line %zu on", TEXT_ARGS(file->path), line);
        return;
    }
    c->alike++;
}

/* ---- all of them ---- */

static bool compare_file(struct comparison *c, const struct sealed_file *file, struct error *err)
{
    const struct bundle_file *made = find_file(c->bundle, file->path);
    if (!made) {
        c->different++;
        say(c->voice, "missing\t%.*s", TEXT_ARGS(file->path));
    } else if (made->is_unlocked && file->is_encrypted) {
        return compare_encrypted(c, file, made, err);
    } else if (file->is_encrypted) {
        compare_manifest(c, file, made->bytes);
    } else if (text_equal(made->sha256, file->sha256)) {
        c->same++;
    } else {
        c->different++;
        print_difference(c->voice, file, made->bytes);
    }
    return true;
}

bool reproduce_compare(struct comparison *c, bool is_restricted, struct error *err)
{
    const sealed_files *files = is_restricted ? &c->sealed->restricted_outputs : &c->sealed->outputs;
    bool ok = true;
    for (size_t i = 0; ok && i < files->count; i++)
        ok = compare_file(c, &files->items[i], err);
    for (size_t i = 0; ok && i < c->bundle->files.count; i++) {
        const struct text path = c->bundle->files.items[i].path;
        if (text_starts(path, TEXT("restricted/")) != is_restricted || find_sealed(files, path))
            continue;
        c->different++;
        say(c->voice, "new\t%.*s", TEXT_ARGS(path));
    }
    return ok;
}
