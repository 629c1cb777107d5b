/* SPDX-License-Identifier: GPL-3.0-or-later
 * Sources: the exports' files and columns; each code column is a dimension. */
#include "base/suggest.h"
#include "codebook/reader.h"

static const struct text TYPE_NAMES[] = {
    [COLUMN_ID] = TEXT_INIT("id"),         [COLUMN_CODE] = TEXT_INIT("code"), [COLUMN_DATE] = TEXT_INIT("date"),
    [COLUMN_YEAR] = TEXT_INIT("year"),     [COLUMN_NUMBER] = TEXT_INIT("number"),
    [COLUMN_YES_NO] = TEXT_INIT("yes/no"), [COLUMN_TEXT] = TEXT_INIT("text"), [COLUMN_DROP] = TEXT_INIT("drop"),
    [COLUMN_TYPES] = TEXT_INIT(""),
};

/* A list of texts separated by `separator`. */
static struct text *split_list(struct codebook_reader *reader, struct text value, char separator, size_t *ret_count)
{
    LIST_OF(struct text) list = {0};
    for (struct text rest = value; rest.len;) {
        const struct text part = text_cut(&rest, separator);
        if (part.len)
            ARENA_PUSH(reader->keep, &list, part);
    }
    *ret_count = list.count;
    return list.items;
}

static enum column_type read_type(struct codebook_reader *reader, struct text cell, struct text column)
{
    struct suggestion near = suggest(cell);
    for (enum column_type type = 0; type < COLUMN_TYPES; type++)
        if (text_equal(TYPE_NAMES[type], cell))
            return type;
    suggest_offer_all(&near, TYPE_NAMES);
    codebook_complain(reader, DIAG_E109, cell, cell, TEXT("type"), suggest_hint(&near, reader->keep));
    codebook_break(reader, NAMED_COLUMN, column);
    return COLUMN_TEXT;
}

struct source_columns {
    int column, heading, type, codes, needed, several;
};

/* A sign that no code and no blank is made of. */
static void read_several(struct codebook_reader *reader, const struct markup_row *row, const struct source_columns *at,
                         struct column *column)
{
    const struct text sign = codebook_cell_of(reader, row, at->several);
    if (!sign.len)
        return;
    const bool is_sign = sign.len == 1 && text_find_byte(TEXT(";,/+&#"), sign.ptr[0]) < 6;
    if (is_sign && column->type == COLUMN_CODE)
        column->several = sign.ptr[0];
    else
        codebook_complain(reader, DIAG_E170, row->cells[at->several], sign, column->id, TEXT_EMPTY);
}

static void read_column(struct codebook_reader *reader, const struct markup_row *row, const struct source_columns *at,
                        struct column *column)
{
    column->id = codebook_cell_of(reader, row, at->column);
    if (!codebook_is_name(column->id)) {
        codebook_complain(reader, DIAG_E112, row->cells[at->column], TEXT_EMPTY, TEXT_EMPTY, TEXT_EMPTY);
        codebook_break(reader, NAMED_COLUMN, TEXT_EMPTY);
    }
    column->headings = split_list(reader, codebook_cell_of(reader, row, at->heading), ';', &column->heading_count);
    column->type = read_type(reader, row->cells[at->type], column->id);
    column->needed = text_equal(codebook_cell_of(reader, row, at->needed), TEXT("yes"));
    column->code_list = NO_INDEX;
    read_several(reader, row, at, column);
    if (column->type != COLUMN_CODE)
        return;
    const struct text codes = codebook_cell_of(reader, row, at->codes);
    column->code_list = codebook_find_code_list(reader->codebook, codes);
    if (column->code_list != NO_INDEX)
        return;
    if (codes.len)
        codebook_complain_name(reader, NAMED_CODES, NO_INDEX, row->cells[at->codes]);
    else
        codebook_complain(reader, DIAG_E115, row->line, TEXT("the name of a code list"),
                          TEXT("the list's name in the column 'codes'"), TEXT_EMPTY);
    codebook_break(reader, NAMED_COLUMN, column->id);
}

static void read_columns(struct codebook_reader *reader, const struct markup_item *item, struct source_table *source)
{
    const struct source_columns at = {
        codebook_column_of(reader, item, "column", true),
        codebook_column_of(reader, item, "heading in the export", true), codebook_column_of(reader, item, "type", true),
        codebook_column_of(reader, item, "codes", false), codebook_column_of(reader, item, "needed", false),
        codebook_column_of(reader, item, "several", false)};
    const bool is_table = at.column != NO_INDEX && at.heading != NO_INDEX && at.type != NO_INDEX;
    if (!is_table || item->lost_rows)
        codebook_break(reader, NAMED_COLUMN, TEXT_EMPTY);
    if (!is_table)
        return;
    source->columns = ARENA_ARRAY(reader->keep, struct column, item->row_count);
    for (size_t i = 1; i < item->row_count; i++) {
        const struct markup_row *row = &item->rows[i];
        if (codebook_find_column(source, row->cells[at.column]) != NO_INDEX)
            codebook_complain(reader, DIAG_E111, row->cells[at.column], row->cells[at.column], TEXT_EMPTY, TEXT_EMPTY);
        else
            read_column(reader, row, &at, &source->columns[source->column_count++]);
    }
}

/* A column of that type. One that is there, but of another type, is reported and returned. */
static int find_typed(struct codebook_reader *reader, const struct source_table *source, struct text name,
                      enum column_type type)
{
    const int column = codebook_find_column(source, name);
    if (column == NO_INDEX)
        codebook_complain_name(reader, NAMED_COLUMN, codebook_source_index(reader->codebook, source), name);
    else if (source->columns[column].type != type && !codebook_is_broken(reader->codebook, NAMED_COLUMN, name))
        codebook_complain(reader, DIAG_E210, name, source->id, TYPE_NAMES[type], TEXT_EMPTY);
    return column;
}

/* A setting that names a column of that type; NO_INDEX where it is not set. */
static int named_column(struct codebook_reader *reader, const struct markup_item *item,
                        const struct source_table *source, const char *key, enum column_type type)
{
    const struct text name = settings_find(&item->settings, text_of(key));
    return name.len ? find_typed(reader, source, name, type) : NO_INDEX;
}

/* "received, decided". */
static void read_order(struct codebook_reader *reader, const struct markup_item *item, struct source_table *source)
{
    size_t count;
    const struct text *names = split_list(reader, settings_find(&item->settings, TEXT("order of dates")), ',', &count);
    source->order = ARENA_ARRAY(reader->keep, int, count);
    for (size_t i = 0; i < count; i++) {
        const int column = find_typed(reader, source, names[i], COLUMN_DATE);
        if (column != NO_INDEX && source->columns[column].type == COLUMN_DATE)
            source->order[source->order_count++] = column;
    }
}

static void read_date_forms(struct codebook_reader *reader, const struct markup_item *item, struct source_table *source)
{
    size_t count;
    const struct text value = settings_find(&item->settings, TEXT("dates"));
    const struct text *forms = split_list(reader, value, ',', &count);
    for (size_t i = 0; i < count; i++) {
        if (text_equal(forms[i], TEXT("d.m.yyyy")))
            source->date_forms[DATE_DMY] = true;
        else if (text_equal(forms[i], TEXT("yyyy-mm-dd")))
            source->date_forms[DATE_ISO] = true;
        else
            codebook_complain(reader, DIAG_E109, forms[i], forms[i], TEXT("dates"), codebook_values(item, "dates"));
    }
    if (!count)
        source->date_forms[DATE_DMY] = source->date_forms[DATE_ISO] = true;
}

static void add_dimensions(struct codebook_reader *reader, const struct source_table *source, int source_index)
{
    struct codebook *codebook = reader->codebook;
    struct dimension *wider =
        ARENA_ARRAY(reader->keep, struct dimension, (size_t)(codebook->dimension_count + source->column_count));
    for (int i = 0; i < codebook->dimension_count; i++)
        wider[i] = codebook->dimensions[i];
    codebook->dimensions = wider;
    for (int i = 0; i < source->column_count; i++) {
        if (source->columns[i].code_list == NO_INDEX)
            continue;
        const struct code_list *list = &codebook->code_lists[source->columns[i].code_list];
        codebook->dimensions[codebook->dimension_count++] = (struct dimension){
            .id = source->columns[i].id,
            .source = source_index,
            .column = i,
            .title = list->title,
            .definition = list->definition,
            .categories = list->categories,
            .category_count = list->category_count,
            .parent = NO_INDEX,
        };
    }
}

/* What readers are told it is: by name and in words, or not at all. */
static void read_words(struct codebook_reader *reader, const struct markup_item *item, struct source_table *source)
{
    source->title = codebook_labels_of(reader, settings_find(&item->settings, TEXT("title")));
    source->definition = codebook_labels_of(reader, settings_find(&item->settings, TEXT("definition")));
    if (settings_has(&item->settings, TEXT("definition")) && settings_lacks(&item->settings, TEXT("title")))
        codebook_lacks(reader, item, TEXT("title"));
}

void codebook_read_source(struct codebook_reader *reader, const struct markup_item *item)
{
    struct codebook *codebook = reader->codebook;
    codebook_check_settings(reader, item);
    if (codebook_find_source(codebook, item->name) != NO_INDEX) {
        codebook_complain(reader, DIAG_E111, item->name, item->name, TEXT_EMPTY, TEXT_EMPTY);
        return;
    }
    const int index = codebook->source_count++;
    struct source_table *source = &codebook->sources[index];
    *source = (struct source_table){.id = item->name, .row = settings_find(&item->settings, TEXT("row"))};
    read_words(reader, item, source);
    source->files = split_list(reader, settings_find(&item->settings, TEXT("files")), ',', &source->file_count);
    source->missing = split_list(reader, settings_find(&item->settings, TEXT("missing")), ',', &source->missing_count);
    read_columns(reader, item, source);
    read_date_forms(reader, item, source);
    source->key = named_column(reader, item, source, "key", COLUMN_ID);
    source->person = named_column(reader, item, source, "person", COLUMN_ID);
    source->starts = named_column(reader, item, source, "starts", COLUMN_DATE);
    source->ends = named_column(reader, item, source, "ends", COLUMN_DATE);
    read_order(reader, item, source);
    add_dimensions(reader, source, index);
}
