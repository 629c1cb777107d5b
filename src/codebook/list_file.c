/* SPDX-License-Identifier: GPL-3.0-or-later
 * List files: a CSV file of ISO 3166-1 codes, UN M49 areas and names of countries; or of any raw codes and their categories.
 * Its fields may be quoted but hold no line ends: it is one of our own files, not an export. It is separated by commas, or
 * by ';' if its heading is. */
#include <string.h>

#include "base/file.h"
#include "base/suggest.h"
#include "codebook/reader.h"

enum { FIELDS_MAX = 16 };

struct fields {
    struct text items[FIELDS_MAX];
    size_t count;
};

/* Cuts a line at separators outside quotes; a doubled quote inside quotes is one. */
static struct fields split(struct codebook_reader *reader, struct text line, char separator)
{
    struct fields fields = {0};
    struct text_builder b = {0};
    bool quoted = false;
    for (size_t i = 0; i <= line.len && fields.count < FIELDS_MAX; i++) {
        const char c = i < line.len ? line.ptr[i] : separator;
        if (c == '"' && quoted && i + 1 < line.len && line.ptr[i + 1] == '"') {
            text_add_byte(&b, '"');
            i++;
        } else if (c == '"') {
            quoted = !quoted;
        } else if (c == separator && (!quoted || i == line.len)) {
            fields.items[fields.count++] = text_copy(reader->keep, text_trim(text_built(&b)));
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

struct list_reader {
    struct codebook_reader *reader;
    struct code_list *list;
    const struct source *source;
    char separator;
    struct fields heading;
};

static void complain(const struct list_reader *r, enum diagnostic_code code, struct text line, struct text a,
                     struct text b)
{
    diagnose(r->reader->diagnostics, code, source_place_of(r->source, line), a, b);
}

static struct labels labels_of(const struct list_reader *r, struct text line, struct text id,
                                    const struct fields *fields)
{
    struct labels labels = {0};
    const struct codebook *codebook = r->reader->codebook;
    for (size_t i = 0; i < codebook->language_count; i++) {
        labels.in[i] = field(&r->heading, fields, text_to_c(r->reader->keep, codebook->languages[i]));
        if (!labels.in[i].len)
            complain(r, DIAG_E145, line, id, codebook->languages[i]);
    }
    return labels;
}

static void add_country(const struct list_reader *r, struct text line, const struct fields *cells, struct text *areas)
{
    static const char *const raw_fields[] = {"alpha2", "alpha3", "numeric"};
    const struct fields fields = *cells;
    const struct text id = field(&r->heading, &fields, "alpha2");
    if (!codebook_is_name(id) || code_list_find(r->list, id) != NO_INDEX) {
        complain(r, codebook_is_name(id) ? DIAG_E111 : DIAG_E112, line, id, TEXT_EMPTY);
        codebook_break(r->reader, NAMED_CATEGORIES, r->list->id);
        return;
    }
    const int category =
        codebook_add_category(r->reader, r->list, id, labels_of(r, line, id, &fields));
    areas[category] = field(&r->heading, &fields, "m49");
    for (size_t i = 0; i < sizeof raw_fields / sizeof *raw_fields; i++) {
        const struct text raw = field(&r->heading, &fields, raw_fields[i]);
        if (raw.len)
            codebook_add_code(r->reader, r->list, (struct code){raw, category, DATE_OPEN_FROM, DATE_OPEN_TO});
    }
}

/* "10", "SEKS", "12, 13": raw codes of a category, named by its first row. */
static void add_codes(const struct list_reader *r, struct text line, const struct fields *fields)
{
    const struct text id = field(&r->heading, fields, "category"), valid = field(&r->heading, fields, "valid");
    const struct place place = source_place_of(r->source, line);
    struct code code = {.category = code_list_find(r->list, id)};
    if (!codebook_is_name(id)) {
        complain(r, DIAG_E112, line, id, TEXT_EMPTY);
        codebook_break(r->reader, NAMED_CATEGORIES, r->list->id);
        return;
    }
    if (code.category == NO_INDEX)
        code.category = codebook_add_category(r->reader, r->list, id, labels_of(r, line, id, fields));
    if (!codebook_read_span(valid, &code.valid_from, &code.valid_to))
        complain(r, DIAG_E142, line, valid, TEXT("yyyy-mm-dd..yyyy-mm-dd"));
    else
        codebook_add_raw(r->reader, r->list, field(&r->heading, fields, "raw"), code, &place);
    codebook_note_becomes(r->reader, code.category, field(&r->heading, fields, "becomes"), &place);
}

static bool is_of_countries(const struct list_reader *r)
{
    return field_index(&r->heading, TEXT("raw")) == NO_INDEX && field_index(&r->heading, TEXT("category")) == NO_INDEX;
}

/* Whether the columns are there that no list can do without. A file that lacks its own may be any file, of rows even: its line is
 * not shown then. */
static bool check_heading(const struct list_reader *r, struct text line)
{
    const struct codebook *codebook = r->reader->codebook;
    struct place place = source_place_of(r->source, line);
    const struct text own[] = {is_of_countries(r) ? TEXT("alpha2") : TEXT("category"),
                               is_of_countries(r) ? TEXT("alpha2") : TEXT("raw")};
    const size_t own_count = is_of_countries(r) ? 1 : 2;
    size_t missing = 0;
    for (size_t i = 0; i < own_count + codebook->language_count; i++) {
        const struct text name = i < own_count ? own[i] : codebook->languages[i - own_count];
        if (field_index(&r->heading, name) != NO_INDEX)
            continue;
        if (i < own_count)
            place.line_text = TEXT_EMPTY;
        diagnose(r->reader->diagnostics, DIAG_E120, place, name);
        missing++;
    }
    return !missing;
}

/* A column that is almost called `valid` would let every code hold for ever. */
static void check_misspelt(const struct list_reader *r, struct text line)
{
    for (size_t i = 0; !is_of_countries(r) && i < r->heading.count; i++) {
        struct suggestion near = suggest(r->heading.items[i]);
        suggest_offer(&near, TEXT("raw"));
        suggest_offer(&near, TEXT("category"));
        suggest_offer(&near, TEXT("valid"));
        suggest_offer(&near, TEXT("becomes"));
        const struct text nearest = suggest_nearest(&near);
        if (nearest.len && !text_equal(nearest, r->heading.items[i]))
            complain(r, DIAG_E121, line, r->heading.items[i], nearest);
    }
}

/* False where no more categories can be taken. */
static bool add_row(const struct list_reader *r, struct text line, struct text *areas)
{
    const struct fields fields = split(r->reader, line, r->separator);
    struct arena *keep = r->reader->keep;
    if (r->list->category_count == CATEGORIES_MAX - 1) {
        complain(r, DIAG_E129, line, r->list->id, text_format(keep, "%d", CATEGORIES_MAX - 1));
        codebook_break(r->reader, NAMED_CATEGORIES, r->list->id);
        return false;
    }
    if (fields.count > r->heading.count || (fields.count < r->heading.count && !is_of_countries(r))) {
        diagnose(r->reader->diagnostics, DIAG_E117, source_place_of(r->source, line), text_format(keep, "%zu", fields.count),
                 text_format(keep, "%zu", r->heading.count), text_format(keep, "'%c'", r->separator));
        codebook_break(r->reader, NAMED_CATEGORIES, r->list->id);
    } else if (is_of_countries(r)) {
        add_country(r, line, &fields, areas);
    } else {
        add_codes(r, line, &fields);
    }
    return true;
}

void codebook_read_list_file(struct codebook_reader *reader, struct code_list *list, struct text name,
                             struct text **ret_areas)
{
    const char *path = file_join(reader->keep, reader->folder, text_to_c(reader->keep, name));
    struct source source;
    if (!file_is_readable(path)) {
        codebook_complain(reader, DIAG_E114, name, name, TEXT("the code book"), TEXT_EMPTY);
        codebook_break(reader, NAMED_CATEGORIES, list->id);
        return;
    }
    if (!source_read(path, path, reader->keep, reader->diagnostics, &source, reader->err))
        return;
    ARENA_PUSH(reader->keep, &reader->codebook->list_files, source);
    struct text rest = source.bytes;
    const struct text first = text_cut(&rest, '\n');
    const bool by_semicolons = text_find_byte(first, ',') == first.len && text_find_byte(first, ';') < first.len;
    const char separator = by_semicolons ? ';' : ',';
    const struct list_reader r = {reader, list, &source, separator, split(reader, first, separator)};
    struct text *areas = ARENA_ARRAY(reader->keep, struct text, CATEGORIES_MAX);
    *ret_areas = areas;
    if (!check_heading(&r, first)) {
        codebook_break(reader, NAMED_CATEGORIES, list->id);
        return;
    }
    check_misspelt(&r, first);
    while (rest.len) {
        const struct text line = text_cut(&rest, '\n');
        if (line.len && !add_row(&r, line, areas))
            return;
    }
}
