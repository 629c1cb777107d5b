/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reads a code book: the head, then its blocks in an order in which each finds what it names. */
#include "codebook/codebook.h"

#include <string.h>

#include "base/markup.h"
#include "codebook/reader.h"

static const struct text BLOCKS[] = {TEXT_INIT("codes"),   TEXT_INIT("source"), TEXT_INIT("groups"),
                                     TEXT_INIT("measure"), TEXT_INIT("relation"), TEXT_INIT("policy"),
                                     TEXT_INIT("check"),   TEXT_INIT("")};
static const struct text NONE[] = {TEXT_INIT("")};
static const struct text HEAD[] = {TEXT_INIT("id"),    TEXT_INIT("version"),    TEXT_INIT("languages"),
                                   TEXT_INIT("title"), TEXT_INIT("not stated"), TEXT_INIT("")};
static const struct text HEAD_REQUIRED[] = {TEXT_INIT("id"), TEXT_INIT("languages"), TEXT_INIT("not stated"),
                                            TEXT_INIT("")};

void codebook_complain(const struct codebook_reader *reader, enum diagnostic_code code, struct text at, struct text a,
                       struct text b, struct text c)
{
    diagnose(reader->diagnostics, code, source_place_of(&reader->codebook->source, at), a, b, c);
}

int codebook_column_of(const struct codebook_reader *reader, const struct markup_item *item, const char *heading,
                       bool needed)
{
    for (size_t i = 0; item->row_count && i < item->rows[0].count; i++)
        if (text_equal(item->rows[0].cells[i], text_of(heading)))
            return (int)i;
    if (needed)
        codebook_complain(reader, DIAG_E120, item->row_count ? item->rows[0].line : item->opener, text_of(heading),
                          TEXT_EMPTY, TEXT_EMPTY);
    return NO_INDEX;
}

struct text codebook_cell_of(const struct codebook_reader *reader, const struct markup_row *row, int column)
{
    if (column == NO_INDEX)
        return TEXT_EMPTY;
    return markup_unescape(reader->keep, row->cells[column]);
}

struct labels codebook_labels_of(const struct codebook_reader *reader, struct text value)
{
    struct labels labels = {0};
    struct text rest = value;
    size_t count = 0, empty = 0;
    for (; rest.len && count < LANGUAGES_MAX; count++) {
        labels.in[count] = markup_unfold(reader->keep, text_cut(&rest, '|'));
        empty += !labels.in[count].len;
    }
    const size_t languages = reader->codebook->language_count;
    if (count == 1)
        for (size_t i = 1; i < languages; i++)
            labels.in[i] = labels.in[0];
    else if (value.len && languages && (count != languages || rest.len || empty))
        codebook_complain(reader, DIAG_E143, value, text_format(reader->keep, "%zu", languages), TEXT_EMPTY,
                          TEXT_EMPTY);
    return labels;
}

void codebook_check_languages(const struct codebook_reader *reader, const struct markup_item *item)
{
    for (size_t i = 0; item->row_count > 1 && i < reader->codebook->language_count; i++)
        codebook_column_of(reader, item, text_to_c(reader->keep, reader->codebook->languages[i]), true);
}

struct labels codebook_labels_of_row(const struct codebook_reader *reader, const struct markup_item *item,
                                     const struct markup_row *row, struct text id)
{
    struct labels labels = {0};
    for (size_t i = 0; i < reader->codebook->language_count; i++) {
        const struct text language = reader->codebook->languages[i];
        const int column = codebook_column_of(reader, item, text_to_c(reader->keep, language), false);
        labels.in[i] = codebook_cell_of(reader, row, column);
        if (column != NO_INDEX && !labels.in[i].len)
            codebook_complain(reader, DIAG_E145, row->line, id, language, TEXT_EMPTY);
    }
    return labels;
}

static bool is_made_of(struct text t, bool hyphens)
{
    for (size_t i = 0; i < t.len; i++) {
        const char c = t.ptr[i];
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
        const bool inner = (c >= '0' && c <= '9') || (hyphens && c == '-');
        if (!letter && c != '_' && !(i && inner))
            return false;
    }
    return t.len > 0;
}

bool codebook_is_name(struct text t)
{
    return is_made_of(t, false);
}

bool codebook_is_audience(struct text t)
{
    return is_made_of(t, true);
}

int codebook_find_source(const struct codebook *codebook, struct text id)
{
    for (int i = 0; i < codebook->source_count; i++)
        if (text_equal(codebook->sources[i].id, id))
            return i;
    return NO_INDEX;
}

int codebook_find_column(const struct source_table *source, struct text id)
{
    for (int i = 0; i < source->column_count; i++)
        if (text_equal(source->columns[i].id, id))
            return i;
    return NO_INDEX;
}

int codebook_find_dimension(const struct codebook *codebook, int source, struct text id)
{
    for (int i = 0; i < codebook->dimension_count; i++)
        if (codebook->dimensions[i].source == source && text_equal(codebook->dimensions[i].id, id))
            return i;
    return NO_INDEX;
}

int codebook_find_code_list(const struct codebook *codebook, struct text id)
{
    for (int i = 0; i < codebook->code_list_count; i++)
        if (text_equal(codebook->code_lists[i].id, id))
            return i;
    return NO_INDEX;
}

static void read_languages(struct codebook_reader *reader, struct text value)
{
    struct codebook *codebook = reader->codebook;
    for (struct text rest = value; rest.len;) {
        const struct text language = text_cut(&rest, ',');
        if (language.len && codebook->language_count == LANGUAGES_MAX)
            codebook_complain(reader, DIAG_E109, language, language, TEXT("languages"),
                              text_format(reader->keep, "at most %d languages", LANGUAGES_MAX));
        else if (language.len)
            codebook->languages[codebook->language_count++] = language;
    }
}

static void read_head(struct codebook_reader *reader, const struct markup *markup)
{
    struct codebook *codebook = reader->codebook;
    settings_check(&markup->head, markup->source, TEXT("code book"), text_slice(markup->source->bytes, 0, 0), HEAD,
                   HEAD_REQUIRED, reader->diagnostics);
    codebook->id = settings_find(&markup->head, TEXT("id"));
    codebook->version = settings_find(&markup->head, TEXT("version"));
    read_languages(reader, settings_find(&markup->head, TEXT("languages")));
    codebook->title = codebook_labels_of(reader, settings_find(&markup->head, TEXT("title")));
    reader->not_stated = codebook_labels_of(reader, settings_find(&markup->head, TEXT("not stated")));
}

static void read_blocks(struct codebook_reader *reader, const struct markup *markup, const char *kind,
                        void (*read)(struct codebook_reader *, const struct markup_item *))
{
    for (size_t i = 0; i < markup->count; i++) {
        const struct markup_item *item = &markup->items[i];
        if (item->kind != MARKUP_BLOCK || !text_equal(item->block, text_of(kind)))
            continue;
        if (!item->name.len)
            codebook_complain(reader, DIAG_E110, item->opener, item->block, TEXT_EMPTY, TEXT_EMPTY);
        else if (!(strcmp(kind, "policy") == 0 ? codebook_is_audience(item->name) : codebook_is_name(item->name)))
            codebook_complain(reader, DIAG_E112, item->name, TEXT_EMPTY, TEXT_EMPTY, TEXT_EMPTY);
        else
            read(reader, item);
    }
}

/* Arrays are as large as the file has blocks: a code book is small, and pointers into them stay valid. */
static void make_room(struct codebook_reader *reader, const struct markup *markup)
{
    struct codebook *codebook = reader->codebook;
    const size_t blocks = markup->count + 1;
    codebook->code_lists = ARENA_ARRAY(reader->keep, struct code_list, blocks);
    codebook->sources = ARENA_ARRAY(reader->keep, struct source_table, blocks);
    codebook->measures = ARENA_ARRAY(reader->keep, struct measure, blocks);
    codebook->policies = ARENA_ARRAY(reader->keep, struct policy, blocks);
    codebook->relations = ARENA_ARRAY(reader->keep, struct measure_relation, blocks);
    codebook->checks = ARENA_ARRAY(reader->keep, struct code_check, blocks);
    reader->areas = ARENA_ARRAY(reader->keep, struct text *, blocks);
}

bool codebook_read(const char *path, date_day period_last, struct arena *keep, struct diagnostics *diagnostics,
                   const struct codebook **ret_codebook, struct error *err)
{
    struct codebook *codebook = ARENA_NEW(keep, struct codebook);
    if (!source_read(path, path, keep, diagnostics, &codebook->source, err))
        return false;
    const char *slash = strrchr(path, '/');
    struct codebook_reader reader = {
        .folder = slash ? text_to_c(keep, (struct text){path, (size_t)(slash - path)}) : ".",
        .period_last = period_last,
        .keep = keep,
        .diagnostics = diagnostics,
        .err = err,
        .codebook = codebook,
    };
    const struct markup_rules rules = {.of_settings = BLOCKS, .of_text = NONE, .alone = NONE, .head_required = true};
    const struct markup *markup = markup_read(&codebook->source, &rules, keep, diagnostics);
    make_room(&reader, markup);
    read_head(&reader, markup);
    read_blocks(&reader, markup, "codes", codebook_read_code_list);
    read_blocks(&reader, markup, "source", codebook_read_source);
    read_blocks(&reader, markup, "groups", codebook_read_groups);
    read_blocks(&reader, markup, "measure", codebook_read_measure);
    read_blocks(&reader, markup, "policy", codebook_read_policy);
    codebook_check_policies(&reader);
    read_blocks(&reader, markup, "relation", codebook_read_relation);
    read_blocks(&reader, markup, "check", codebook_read_check);
    *ret_codebook = codebook;
    return err->kind == ERROR_NONE;
}

int codebook_measure(const struct codebook *codebook, struct text id)
{
    for (int i = 0; i < codebook->measure_count; i++)
        if (text_equal(codebook->measures[i].id, id))
            return i;
    return NO_INDEX;
}

int codebook_dimension(const struct codebook *codebook, int measure, struct text id)
{
    return codebook_find_dimension(codebook, codebook->measures[measure].source, id);
}

int codebook_policy(const struct codebook *codebook, struct text audience)
{
    for (int i = 0; i < codebook->policy_count; i++)
        if (text_equal(codebook->policies[i].audience, audience))
            return i;
    return NO_INDEX;
}

int codebook_language(const struct codebook *codebook, struct text language)
{
    for (size_t i = 0; i < codebook->language_count; i++)
        if (text_equal(codebook->languages[i], language))
            return (int)i;
    return NO_INDEX;
}
