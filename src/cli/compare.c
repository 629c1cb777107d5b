/* SPDX-License-Identifier: GPL-3.0-or-later
 * Both lists are in the order of their paths. */
#include "cli/compare.h"

#include <stdio.h>

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

static void print_cell(const struct sealed_file *file, size_t row, size_t column, struct text then, struct text now)
{
    printf("    row %zu, column '%.*s'", row, TEXT_ARGS(heading_at(file->bytes, column)));
    if (file->is_open)
        printf(": '%.*s' was sealed, and it is '%.*s' now", TEXT_ARGS(shortened(then)), TEXT_ARGS(shortened(now)));
    printf("\n");
}

static void compare_cells(const struct sealed_file *file, struct text now)
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
            printf("    from row %zu on it has other rows or columns\n", row);
            return;
        }
        if (!text_equal(then_field, now_field) && ++shown <= CELLS_SHOWN)
            print_cell(file, row, column, then_field, now_field);
        if (shown > CELLS_SHOWN) {
            printf("    and more\n");
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

static void print_difference(const struct sealed_file *file, struct text now)
{
    const size_t common = common_bytes(file->bytes, now);
    printf("different      %.*s\n", TEXT_ARGS(file->path));
    if (text_ends(file->path, TEXT(".csv"))) {
        compare_cells(file, now);
        return;
    }
    size_t line = 1;
    for (size_t i = 0; i < common; i++)
        line += file->bytes.ptr[i] == '\n';
    if (is_text(file->path))
        printf("    from line %zu on\n", line);
    else
        printf("    from byte %zu on; %zu bytes were sealed, and it has %zu now\n", common, file->bytes.len, now.len);
}

static const struct bundle_file *find_file(const struct bundle *bundle, struct text path)
{
    for (size_t i = 0; i < bundle->files.count; i++)
        if (text_equal(bundle->files.items[i].path, path))
            return &bundle->files.items[i];
    return NULL;
}

static void compare_file(const struct sealed_file *file, const struct bundle *bundle, struct comparison *comparison)
{
    const struct bundle_file *made = find_file(bundle, file->path);
    if (file->is_encrypted) {
        comparison->unasked++;
    } else if (made && text_equal(made->sha256, file->sha256)) {
        comparison->same++;
    } else {
        comparison->different++;
        if (made)
            print_difference(file, made->bytes);
        else
            printf("missing        %.*s\n", TEXT_ARGS(file->path));
    }
}

static bool has_path(const sealed_files *files, struct text path)
{
    for (size_t i = 0; i < files->count; i++)
        if (text_equal(files->items[i].path, path))
            return true;
    return false;
}

void compare_files(const sealed_files *sealed, const struct bundle *bundle, bool is_restricted, struct comparison *comparison)
{
    for (size_t i = 0; i < sealed->count; i++)
        compare_file(&sealed->items[i], bundle, comparison);
    for (size_t i = 0; i < bundle->files.count; i++) {
        const struct text path = bundle->files.items[i].path;
        if (text_starts(path, TEXT("restricted/")) != is_restricted || has_path(sealed, path))
            continue;
        comparison->different++;
        printf("new            %.*s\n", TEXT_ARGS(path));
    }
}
