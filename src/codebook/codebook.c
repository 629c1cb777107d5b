/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reads a code book: the head, then its blocks in an order in which each finds what it names. */
#include "codebook/codebook.h"

#include <string.h>

#include "base/language_tag.h"
#include "base/markup.h"
#include "base/suggest.h"
#include "codebook/reader.h"
#include "codebook/vocabulary.h"

void codebook_complain(const struct codebook_reader *reader, enum diagnostic_code code, struct text at, struct text a,
                       struct text b, struct text c)
{
    diagnose(reader->diagnostics, code, source_place_of(&reader->codebook->source, at), a, b, c);
}

void codebook_check_settings(const struct codebook_reader *reader, const struct markup_item *item)
{
    settings_check(&item->settings, &reader->codebook->source, item->block, item->opener,
                   block_rule_find(codebook_blocks(), item->block)->settings, reader->diagnostics);
}

void codebook_lacks(const struct codebook_reader *reader, const struct markup_item *item, struct text key)
{
    settings_complain(&item->settings, &reader->codebook->source, key, item->opener, reader->diagnostics);
}

struct text codebook_values(const struct markup_item *item, const char *key)
{
    return setting_rule_find(block_rule_find(codebook_blocks(), item->block)->settings, text_of(key))->values;
}

void codebook_break(const struct codebook_reader *reader, enum named kind, struct text name)
{
    ARENA_PUSH(reader->keep, &reader->codebook->broken, ((struct broken_name){kind, name}));
}

void codebook_complain_name(const struct codebook_reader *reader, enum named kind, int source, struct text name)
{
    const struct name_fault fault = {kind, source, name, source_place_of(&reader->codebook->source, name)};
    codebook_name_fault(reader->codebook, &fault, reader->keep, reader->diagnostics);
}

void codebook_complain_category(const struct codebook_reader *reader, const struct code_list *list, struct text name)
{
    if (!codebook_is_broken(reader->codebook, NAMED_CATEGORIES, list->id))
        codebook_complain(reader, DIAG_E205, name, name, list->id,
                          category_hint(list->categories, list->category_count, name, reader->keep));
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
        if (column != NO_INDEX && !labels.in[i].len && !codebook_is_broken(reader->codebook, NAMED_CATEGORIES, item->name))
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

int codebook_source_index(const struct codebook *codebook, const struct source_table *source)
{
    return (int)(source - codebook->sources);
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
        if (language.len && !language_tag_is_good(language))
            codebook_complain(reader, DIAG_E271, language, language, TEXT_EMPTY, TEXT_EMPTY);
    }
}

static void read_head(struct codebook_reader *reader, const struct markup *markup)
{
    struct codebook *codebook = reader->codebook;
    settings_check(&markup->head, markup->source, TEXT("code book"), text_slice(markup->source->bytes, 0, 0),
                   codebook_head(), reader->diagnostics);
    codebook->id = settings_find(&markup->head, TEXT("id"));
    codebook->version = settings_find(&markup->head, TEXT("version"));
    read_languages(reader, settings_find(&markup->head, TEXT("languages")));
    if (!codebook->language_count)
        codebook_break(reader, NAMED_LANGUAGE, TEXT_EMPTY);
    codebook->title = codebook_labels_of(reader, settings_find(&markup->head, TEXT("title")));
    reader->not_stated = codebook_labels_of(reader, settings_find(&markup->head, TEXT("not stated")));
}

static const struct block_reader {
    const char *block;
    enum named kind;
    void (*read)(struct codebook_reader *, const struct markup_item *);
} READERS[] = {
    {"codes", NAMED_CODES, codebook_read_code_list},       {"source", NAMED_SOURCE, codebook_read_source},
    {"groups", NAMED_GROUPS, codebook_read_groups},        {"measure", NAMED_MEASURE, codebook_read_measure},
    {"policy", NAMED_POLICY, codebook_read_policy},        {"relation", NAMED_RELATION, codebook_read_relation},
    {"check", NAMED_CHECK, codebook_read_check},           {"sheet", NAMED_SHEET, codebook_read_sheet},
};

static size_t faults_of(const struct codebook_reader *reader)
{
    return diagnostics_count(reader->diagnostics, SEVERITY_ERROR);
}

/* A block whose name is not known may have any. */
static void read_block(struct codebook_reader *reader, const struct block_reader *block, const struct markup_item *item)
{
    const size_t before = faults_of(reader);
    const bool is_good = block->kind == NAMED_POLICY ? codebook_is_audience(item->name) : codebook_is_name(item->name);
    if (!item->name.len)
        codebook_complain(reader, DIAG_E110, item->opener, item->block, TEXT_EMPTY, TEXT_EMPTY);
    else if (!is_good)
        codebook_complain(reader, DIAG_E112, item->name, TEXT_EMPTY, TEXT_EMPTY, TEXT_EMPTY);
    else
        block->read(reader, item);
    if (faults_of(reader) > before)
        codebook_break(reader, block->kind, is_good ? item->name : TEXT_EMPTY);
}

/* In an order in which each block finds what it names. */
static void read_blocks(struct codebook_reader *reader, const struct markup *markup)
{
    for (size_t i = 0; i < markup->count; i++)
        if (markup->items[i].kind == MARKUP_BROKEN)
            codebook_break(reader, NAMED_ANYTHING, markup->items[i].name);
    for (size_t kind = 0; kind < sizeof READERS / sizeof *READERS; kind++) {
        for (size_t i = 0; i < markup->count; i++)
            if (markup->items[i].kind == MARKUP_BLOCK && text_equal(markup->items[i].block, text_of(READERS[kind].block)))
                read_block(reader, &READERS[kind], &markup->items[i]);
        if (READERS[kind].kind == NAMED_MEASURE)
            codebook_add_several(reader);
        if (READERS[kind].kind == NAMED_RELATION)
            codebook_narrow_relations(reader);
        if (READERS[kind].kind == NAMED_POLICY)
            codebook_check_policies(reader);
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
    codebook->sheets = ARENA_ARRAY(reader->keep, struct sheet_block, blocks);
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
    const struct markup_rules rules = {codebook_blocks(), .head_required = true};
    const struct markup *markup = markup_read(&codebook->source, &rules, keep, diagnostics);
    codebook->is_unknown = codebook->source.is_no_text;
    make_room(&reader, markup);
    read_head(&reader, markup);
    read_blocks(&reader, markup);
    *ret_codebook = codebook;
    return err->kind == ERROR_NONE;
}

const struct codebook *codebook_unknown(struct arena *keep)
{
    struct codebook *codebook = ARENA_NEW(keep, struct codebook);
    codebook->source = (struct source){.path = "code book", .bytes = TEXT_EMPTY};
    codebook->is_unknown = true;
    return codebook;
}

/* What names of each kind are called, and the kind of block or row that they come from. */
static const struct {
    struct text words;
    enum named from;
} NAMED[NAMED_KINDS] = {
    [NAMED_CODES] = {TEXT_INIT("code list"), NAMED_CODES},
    [NAMED_SOURCE] = {TEXT_INIT("source"), NAMED_SOURCE},
    [NAMED_COLUMN] = {TEXT_INIT("column"), NAMED_COLUMN},
    [NAMED_DATE_COLUMN] = {TEXT_INIT("date column"), NAMED_COLUMN},
    [NAMED_GROUPS] = {TEXT_INIT("grouping"), NAMED_GROUPS},
    [NAMED_MEASURE] = {TEXT_INIT("measure"), NAMED_MEASURE},
    [NAMED_COUNTED] = {TEXT_INIT("measure"), NAMED_MEASURE},
    [NAMED_TYPED_IN] = {TEXT_INIT("typed-in measure"), NAMED_MEASURE},
    [NAMED_RELATION] = {TEXT_INIT("relation"), NAMED_RELATION},
    [NAMED_POLICY] = {TEXT_INIT("policy"), NAMED_POLICY},
    [NAMED_CHECK] = {TEXT_INIT("check"), NAMED_CHECK},
    [NAMED_SHEET] = {TEXT_INIT("sheet"), NAMED_SHEET},
    [NAMED_LANGUAGE] = {TEXT_INIT("language"), NAMED_LANGUAGE},
    [NAMED_CATEGORIES] = {TEXT_INIT("category"), NAMED_CATEGORIES},
    [NAMED_ANYTHING] = {TEXT_INIT("name"), NAMED_ANYTHING},
};

static void offer_measures(const struct codebook *codebook, enum named kind, struct suggestion *s)
{
    for (int i = 0; i < codebook->measure_count; i++) {
        const bool typed = codebook->measures[i].kind == MEASURE_TYPED_IN;
        if (kind == NAMED_MEASURE || typed == (kind == NAMED_TYPED_IN))
            suggest_offer(s, codebook->measures[i].id);
    }
}

static void offer_columns(const struct source_table *source, enum named kind, struct suggestion *s)
{
    for (int i = 0; i < source->column_count; i++)
        if (kind == NAMED_COLUMN || source->columns[i].type == COLUMN_DATE)
            suggest_offer(s, source->columns[i].id);
}

static void offer_names(const struct codebook *codebook, enum named kind, int source, struct suggestion *s)
{
    const enum named from = NAMED[kind].from;
    if (from == NAMED_MEASURE)
        offer_measures(codebook, kind, s);
    if (from == NAMED_COLUMN && source != NO_INDEX)
        offer_columns(&codebook->sources[source], kind, s);
    for (int i = 0; from == NAMED_CODES && i < codebook->code_list_count; i++)
        suggest_offer(s, codebook->code_lists[i].id);
    for (int i = 0; from == NAMED_SOURCE && i < codebook->source_count; i++)
        suggest_offer(s, codebook->sources[i].id);
    for (int i = 0; from == NAMED_POLICY && i < codebook->policy_count; i++)
        suggest_offer(s, codebook->policies[i].audience);
    for (size_t i = 0; from == NAMED_LANGUAGE && i < codebook->language_count; i++)
        suggest_offer(s, codebook->languages[i]);
}

void codebook_name_fault(const struct codebook *codebook, const struct name_fault *fault, struct arena *keep,
                         struct diagnostics *diagnostics)
{
    if (codebook_is_broken(codebook, NAMED[fault->kind].from, fault->name))
        return;
    struct suggestion near = suggest(fault->name);
    offer_names(codebook, fault->kind, fault->source, &near);
    diagnose(diagnostics, DIAG_E202, fault->place, NAMED[fault->kind].words, fault->name, suggest_hint(&near, keep));
}

/* Whether it is a label of the category in some language. */
static bool is_label_of(const struct category *category, struct text folded, struct arena *scratch)
{
    for (size_t i = 0; i < LANGUAGES_MAX && category->labels.in[i].len; i++)
        if (text_equal(text_fold(scratch, category->labels.in[i]), folded))
            return true;
    return false;
}

struct text category_hint(const struct category *categories, int count, struct text wrong, struct arena *keep)
{
    struct arena *scratch = arena_new();
    const struct text folded = text_fold(scratch, wrong);
    struct suggestion near = suggest(wrong);
    const struct category *meant = NULL;
    for (int i = 0; i < count; i++) {
        suggest_offer(&near, categories[i].id);
        if (!meant && is_label_of(&categories[i], folded, scratch))
            meant = &categories[i];
    }
    if (meant)
        suggest_settle(&near, meant->id);
    arena_free(scratch);
    return suggest_hint(&near, keep);
}

struct text codebook_category_hint(const struct codebook *codebook, const struct dimension *dimension, struct text wrong,
                           struct arena *keep)
{
    const int list = codebook->sources[dimension->source].columns[dimension->column].code_list;
    for (size_t i = 0; i < codebook->other_categories.count && !dimension->group_of; i++) {
        const struct other_category *other = &codebook->other_categories.items[i];
        if (text_equal(other->list, codebook->code_lists[list].id) && text_equal(other->id, wrong))
            return text_format(keep, "it is one in the editions %.*s: is the period of this edition wrong?",
                               TEXT_ARGS(other->editions));
    }
    return category_hint(dimension->categories, dimension->category_count, wrong, keep);
}

bool codebook_is_broken(const struct codebook *codebook, enum named kind, struct text name)
{
    for (size_t i = 0; i < codebook->broken.count; i++) {
        const struct broken_name *broken = &codebook->broken.items[i];
        if ((broken->kind == kind || broken->kind == NAMED_ANYTHING) && (!broken->name.len || text_equal(broken->name, name)))
            return true;
    }
    return codebook->is_unknown;
}

bool codebook_lacks_categories(const struct codebook *codebook, const struct dimension *dimension)
{
    const struct column *column = &codebook->sources[dimension->source].columns[dimension->column];
    const struct text list = codebook->code_lists[column->code_list].id;
    return codebook_is_broken(codebook, NAMED_CATEGORIES, dimension->group_of ? dimension->id : list);
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
