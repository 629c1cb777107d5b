/* SPDX-License-Identifier: GPL-3.0-or-later
 * Country lists: a CSV file of ISO 3166-1 codes, UN M49 areas and names. Its fields may be quoted but hold no line
 * ends: it is one of our own files, not an export. */
#include <string.h>

#include "base/file.h"
#include "codebook/reader.h"

enum { FIELDS_MAX = 16 };

struct fields {
    struct text items[FIELDS_MAX];
    size_t count;
};

/* Cuts a line at commas outside quotes; a doubled quote inside quotes is one. */
static struct fields split(struct codebook_reader *reader, struct text line)
{
    struct fields fields = {0};
    struct text_builder b = {0};
    bool quoted = false;
    for (size_t i = 0; i <= line.len && fields.count < FIELDS_MAX; i++) {
        const char c = i < line.len ? line.ptr[i] : ',';
        if (c == '"' && quoted && i + 1 < line.len && line.ptr[i + 1] == '"') {
            text_add_byte(&b, '"');
            i++;
        } else if (c == '"') {
            quoted = !quoted;
        } else if (c == ',' && (!quoted || i == line.len)) {
            fields.items[fields.count++] = text_copy(reader->keep, text_built(&b));
            b.len = 0;
        } else {
            text_add_byte(&b, c);
        }
    }
    text_builder_done(&b);
    return fields;
}

static int field_index(const struct fields *heading, struct text name)
{
    for (size_t i = 0; i < heading->count; i++)
        if (text_equal(heading->items[i], name))
            return (int)i;
    return NO_INDEX;
}

static struct text field(const struct fields *heading, const struct fields *fields, const char *name)
{
    const int index = field_index(heading, text_of(name));
    return index == NO_INDEX || (size_t)index >= fields->count ? TEXT_EMPTY : fields->items[index];
}

static void add_country(struct codebook_reader *reader, struct code_list *list, const struct fields *heading,
                        const struct fields *fields)
{
    struct labels labels = {0};
    for (size_t i = 0; i < reader->codebook->language_count; i++)
        labels.in[i] = field(heading, fields, text_to_c(reader->keep, reader->codebook->languages[i]));
    static const char *const raw_fields[] = {"alpha2", "alpha3", "numeric"};
    const int category = codebook_add_category(reader, list, field(heading, fields, "alpha2"), labels);
    for (size_t i = 0; i < sizeof raw_fields / sizeof *raw_fields; i++) {
        const struct text raw = field(heading, fields, raw_fields[i]);
        if (raw.len)
            codebook_add_code(reader, list, (struct code){raw, category, DATE_OPEN_FROM, DATE_OPEN_TO});
    }
}

void codebook_read_list_file(struct codebook_reader *reader, struct code_list *list, struct text name,
                             struct text **ret_areas)
{
    const char *path = file_join(reader->keep, reader->folder, text_to_c(reader->keep, name));
    struct source source;
    if (!source_read(path, path, reader->keep, reader->diagnostics, &source, reader->err))
        return;
    struct text rest = source.bytes;
    const struct fields heading = split(reader, text_cut(&rest, '\n'));
    struct text *areas = ARENA_ARRAY(reader->keep, struct text, CATEGORIES_MAX);
    while (rest.len) {
        const struct text line = text_cut(&rest, '\n');
        if (!line.len || list->category_count >= CATEGORIES_MAX - 64)
            continue;
        const struct fields fields = split(reader, line);
        areas[list->category_count] = field(&heading, &fields, "m49");
        add_country(reader, list, &heading, &fields);
    }
    *ret_areas = areas;
}
