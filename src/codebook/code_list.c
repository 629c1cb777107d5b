/* SPDX-License-Identifier: GPL-3.0-or-later
 * Code lists: raw codes and what they mean when. */
#include "codebook/codebook.h"
#include "codebook/reader.h"

int code_list_category(const struct code_list *list, struct text raw, date_day day)
{
    if (!raw.len)
        return list->empty_category;
    for (int i = 0; i < list->code_count; i++) {
        const struct code *code = &list->codes[i];
        if (code->valid_from <= day && day <= code->valid_to && text_equal(code->raw, raw))
            return code->category;
    }
    return list->unknown == UNKNOWN_IS_CATEGORY ? list->unknown_category : NO_INDEX;
}

int code_list_find(const struct code_list *list, struct text category_id)
{
    for (int i = 0; i < list->category_count; i++)
        if (text_equal(list->categories[i].id, category_id))
            return i;
    return NO_INDEX;
}

int codebook_add_category(struct codebook_reader *reader, struct code_list *list, struct text id, struct labels labels)
{
    list->categories = arena_reserve(reader->keep, list->categories, (size_t)list->category_count, &list->category_capacity,
                                     sizeof *list->categories);
    list->categories[list->category_count] = (struct category){id, labels};
    return list->category_count++;
}

void codebook_add_code(struct codebook_reader *reader, struct code_list *list, struct code code)
{
    list->codes = arena_reserve(reader->keep, list->codes, (size_t)list->code_count, &list->code_capacity, sizeof *list->codes);
    list->codes[list->code_count++] = code;
}

static bool read_day(struct text t, date_day open, date_day *ret_day)
{
    if (!t.len) {
        *ret_day = open;
        return true;
    }
    return date_parse(t, DATE_ISO, ret_day) == DATE_PARSED;
}

bool codebook_read_span(struct text value, date_day *ret_from, date_day *ret_to)
{
    *ret_from = DATE_OPEN_FROM;
    *ret_to = DATE_OPEN_TO;
    if (!value.len)
        return true;
    const size_t dots = text_find(value, TEXT(".."));
    return dots < value.len && read_day(text_trim(text_slice(value, 0, dots)), DATE_OPEN_FROM, ret_from) &&
           read_day(text_trim(text_slice(value, dots + 2, value.len)), DATE_OPEN_TO, ret_to) && *ret_from <= *ret_to;
}

/* "2013H1" as its first or last day. */
static bool read_half(struct text t, bool last, date_day open, date_day *ret_day)
{
    int64_t year;
    if (!t.len) {
        *ret_day = open;
        return true;
    }
    if (t.len != 6 || !text_to_number(text_slice(t, 0, 4), &year) || t.ptr[4] != 'H' ||
        (t.ptr[5] != '1' && t.ptr[5] != '2'))
        return false;
    const bool second = t.ptr[5] == '2';
    const struct date first_day = {(int)year, second ? 7 : 1, 1},
                      last_day = {(int)year, second ? 12 : 6, second ? 31 : 30};
    *ret_day = date_to_day(last ? last_day : first_day);
    return true;
}

/* "2013H1..", "..2012H2": half-years, as days. */
static bool read_editions(struct text value, date_day *ret_from, date_day *ret_to)
{
    *ret_from = DATE_OPEN_FROM;
    *ret_to = DATE_OPEN_TO;
    if (!value.len)
        return true;
    const size_t dots = text_find(value, TEXT(".."));
    return dots < value.len && read_half(text_trim(text_slice(value, 0, dots)), false, DATE_OPEN_FROM, ret_from) &&
           read_half(text_trim(text_slice(value, dots + 2, value.len)), true, DATE_OPEN_TO, ret_to) &&
           *ret_from <= *ret_to;
}

/* Reports a raw code that has a meaning already at the same time. */
static bool clashes(struct codebook_reader *reader, const struct code_list *list, const struct code *code,
                    const struct place *place)
{
    for (int i = 0; i < list->code_count; i++) {
        const struct code *other = &list->codes[i];
        if (!text_equal(other->raw, code->raw) || other->valid_to < code->valid_from ||
            code->valid_to < other->valid_from)
            continue;
        struct text line = TEXT("of the list's file");
        const struct text bytes = reader->codebook->source.bytes;
        if (other->raw.ptr >= bytes.ptr && other->raw.ptr < bytes.ptr + bytes.len)
            line = text_format(reader->keep, "%u", source_place_of(&reader->codebook->source, other->raw).line);
        diagnose(reader->diagnostics, DIAG_E141, place ? *place : source_place_of(&reader->codebook->source, code->raw),
                 code->raw, line);
        return true;
    }
    return false;
}

void codebook_add_raw(struct codebook_reader *reader, struct code_list *list, struct text cell, struct code code,
                      const struct place *place)
{
    for (struct text rest = cell; rest.len;) {
        code.raw = text_cut(&rest, ',');
        if (text_equal(code.raw, TEXT("(empty)"))) {
            list->empty_category = code.category;
        } else if (text_equal(code.raw, TEXT("*"))) {
            list->unknown = UNKNOWN_IS_CATEGORY;
            list->unknown_category = code.category;
        } else if (code.raw.len && !clashes(reader, list, &code, place)) {
            codebook_add_code(reader, list, code);
        }
    }
}

struct code_columns {
    int raw, category, valid, becomes;
};

static void read_code_row(struct codebook_reader *reader, const struct markup_item *item, const struct markup_row *row,
                          const struct code_columns *columns, struct code_list *list)
{
    const struct text id = codebook_cell_of(reader, row, columns->category);
    if (!codebook_is_name(id)) {
        codebook_complain(reader, DIAG_E112, row->cells[columns->category], TEXT_EMPTY, TEXT_EMPTY, TEXT_EMPTY);
        codebook_break(reader, NAMED_CATEGORIES, list->id);
        return;
    }
    struct code code = {.category = code_list_find(list, id)};
    if (code.category == NO_INDEX && list->category_count == CATEGORIES_MAX - 1) {
        codebook_complain(reader, DIAG_E129, row->line, list->id, text_format(reader->keep, "%d", CATEGORIES_MAX - 1),
                          TEXT_EMPTY);
        codebook_break(reader, NAMED_CATEGORIES, list->id);
        return;
    }
    if (code.category == NO_INDEX)
        code.category = codebook_add_category(reader, list, id, codebook_labels_of_row(reader, item, row, id));
    const struct text valid = codebook_cell_of(reader, row, columns->valid);
    if (!codebook_read_span(valid, &code.valid_from, &code.valid_to)) {
        codebook_complain(reader, DIAG_E142, row->cells[columns->valid], valid, TEXT("yyyy-mm-dd..yyyy-mm-dd"),
                          TEXT_EMPTY);
        return;
    }
    codebook_add_raw(reader, list, row->cells[columns->raw], code, NULL);
    if (columns->becomes != NO_INDEX)
        codebook_note_becomes(reader, code.category, row->cells[columns->becomes], NULL);
}

static void read_unknown(struct codebook_reader *reader, struct code_list *list, const struct markup_item *item)
{
    const struct text value = settings_find(&item->settings, TEXT("unknown"));
    if (!value.len || text_equal(value, TEXT("error")))
        return;
    list->unknown = UNKNOWN_IS_CATEGORY;
    list->tells_unknown = true;
    list->unknown_category = code_list_find(list, value);
    if (list->unknown_category == NO_INDEX)
        codebook_complain_category(reader, list, value);
}

bool codebook_serves_period(struct codebook_reader *reader, const struct markup_item *item)
{
    const struct text editions = settings_find(&item->settings, TEXT("editions"));
    date_day from, to;
    if (!read_editions(editions, &from, &to)) {
        codebook_complain(reader, DIAG_E142, editions, editions, TEXT("2013H1..2014H2"), TEXT_EMPTY);
        return true;
    }
    return from <= reader->period_last && reader->period_last <= to;
}

static void note_others(struct codebook_reader *reader, const struct markup_item *item)
{
    const int column = codebook_column_of(reader, item, "category", false);
    for (size_t i = 1; column != NO_INDEX && i < item->row_count; i++)
        ARENA_PUSH(reader->keep, &reader->codebook->other_categories,
                   ((struct other_category){item->name, item->rows[i].cells[column],
                                            settings_find(&item->settings, TEXT("editions"))}));
}

void codebook_read_code_list(struct codebook_reader *reader, const struct markup_item *item)
{
    struct codebook *codebook = reader->codebook;
    codebook_check_settings(reader, item);
    struct code_list *list = &codebook->code_lists[codebook->code_list_count];
    *list = (struct code_list){.id = item->name, .empty_category = NO_INDEX};
    if (!codebook_serves_period(reader, item)) {
        note_others(reader, item);
        if (reader->period_last == DATE_OPEN_TO)
            codebook_break(reader, NAMED_CODES, item->name);
        return;
    }
    if (reader->period_last == DATE_OPEN_TO && settings_has(&item->settings, TEXT("editions")))
        codebook_break(reader, NAMED_CATEGORIES, item->name);
    if (codebook_find_code_list(codebook, item->name) != NO_INDEX) {
        codebook_complain(reader, DIAG_E111, item->name, item->name, TEXT_EMPTY, TEXT_EMPTY);
        return;
    }
    list->title = codebook_labels_of(reader, settings_find(&item->settings, TEXT("title")));
    list->definition = codebook_labels_of(reader, settings_find(&item->settings, TEXT("definition")));
    const struct text file = settings_find(&item->settings, TEXT("file"));
    if (file.len)
        codebook_read_list_file(reader, list, file, &reader->areas[codebook->code_list_count]);
    const struct code_columns columns = {codebook_column_of(reader, item, "raw", !file.len),
                                         codebook_column_of(reader, item, "category", !file.len),
                                         codebook_column_of(reader, item, "valid", false),
                                         codebook_column_of(reader, item, "becomes", false)};
    codebook_check_languages(reader, item);
    if (item->lost_rows || (!file.len && (columns.raw == NO_INDEX || columns.category == NO_INDEX)))
        codebook_break(reader, NAMED_CATEGORIES, list->id);
    if (columns.raw != NO_INDEX && columns.category != NO_INDEX)
        for (size_t i = 1; i < item->row_count; i++)
            read_code_row(reader, item, &item->rows[i], &columns, list);
    list->not_stated = codebook_add_category(reader, list, TEXT("not_stated"), reader->not_stated);
    if (list->empty_category == NO_INDEX)
        list->empty_category = list->not_stated;
    read_unknown(reader, list, item);
    codebook_settle_becomes(reader, list);
    codebook->code_list_count++;
}
