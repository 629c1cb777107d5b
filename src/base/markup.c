/* SPDX-License-Identifier: GPL-3.0-or-later
 * A line-by-line reader of heads, blocks, settings and pipe tables. */
#include "base/markup.h"

#include "base/file.h"
#include "base/suggest.h"

struct reader {
    const struct source *source;
    const struct markup_rules *rules;
    struct arena *keep;
    struct diagnostics *diagnostics;
    struct markup *markup;
    size_t at;                                /* offset of the next line */
    size_t open_items[MARKUP_DEPTH_MAX];      /* blocks of text not closed yet */
    size_t depth;
};

static const struct text UTF8_BOM = TEXT_INIT("\xEF\xBB\xBF");

/* Controls, and characters that turn the direction of writing: what a reader of the file cannot see in it. */
static bool is_unseen(uint32_t c)
{
    const bool control = (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7F && c < 0xA0);
    return control || c == 0x061C || c == 0x200B || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

/* Reports the first one. */
static void check_characters(const struct source *source, struct arena *keep, struct diagnostics *diagnostics)
{
    for (size_t at = 0; at < source->bytes.len;) {
        const size_t here = at;
        if (source->bytes.ptr[at] >= ' ' && source->bytes.ptr[at] < 0x7F) {
            at++; /* nearly all of them */
            continue;
        }
        const uint32_t c = text_next(source->bytes, &at);
        if (!is_unseen(c))
            continue;
        diagnose(diagnostics, DIAG_E131, source_place(source, here, at - here), text_format(keep, "%04X", c));
        return;
    }
}

bool source_read(const char *path, const char *shown_path, struct arena *keep, struct diagnostics *diagnostics,
                 struct source *ret_source, struct error *err)
{
    struct text bytes;
    if (!file_read(path, MARKUP_FILE_MAX, keep, &bytes, err))
        return false;
    if (text_starts(bytes, UTF8_BOM))
        bytes = text_slice(bytes, UTF8_BOM.len, bytes.len);
    ret_source->path = shown_path;
    ret_source->bytes = bytes;
    ret_source->is_no_text = !text_valid(bytes);
    if (ret_source->is_no_text) {
        ret_source->bytes = TEXT_EMPTY;
        diagnose(diagnostics, DIAG_E100, ((struct place){.path = shown_path}), TEXT_EMPTY);
    }
    check_characters(ret_source, keep, diagnostics);
    return true;
}

struct text settings_find(const struct settings *settings, struct text key)
{
    for (size_t i = 0; i < settings->count; i++)
        if (settings->items[i].key.len == key.len && text_equal(settings->items[i].key, key))
            return settings->items[i].value;
    return TEXT_EMPTY;
}

bool settings_has(const struct settings *settings, struct text key)
{
    return settings_find(settings, key).len > 0;
}

bool settings_lacks(const struct settings *settings, struct text key)
{
    for (size_t i = 0; i < settings->strays.count; i++)
        if (text_starts(settings->strays.items[i], key))
            return false;
    return !settings->is_unread && !settings_has(settings, key);
}

struct text settings_place(const struct settings *settings, struct text key, struct text at)
{
    for (size_t i = 0; i < settings->count; i++)
        if (text_equal(settings->items[i].key, key) && !settings->items[i].value.len)
            return settings->items[i].key;
    return at;
}

void settings_complain(const struct settings *settings, const struct source *source, struct text key, struct text at,
                       struct diagnostics *diagnostics)
{
    struct arena *scratch = arena_new();
    const struct text place = settings_place(settings, key, at);
    if (place.ptr != at.ptr || place.len != at.len)
        diagnose(diagnostics, DIAG_E108, source_place_of(source, place), key, TEXT("has no value"),
                 TEXT("write the value behind the ':'"));
    else
        diagnose(diagnostics, DIAG_E108, source_place_of(source, at), key, TEXT("is missing"),
                 text_format(scratch, "add a line '%.*s: …'", TEXT_ARGS(key)));
    arena_free(scratch);
}

struct text markup_unfold(struct arena *keep, struct text value)
{
    if (text_find_byte(value, '\n') == value.len)
        return value;
    struct text_builder b = {0};
    for (struct text rest = value; rest.len;) {
        const struct text line = text_cut(&rest, '\n');
        if (b.len && line.len)
            text_add_byte(&b, ' ');
        text_add(&b, line);
    }
    const struct text result = text_copy(keep, text_built(&b));
    text_builder_done(&b);
    return result;
}

struct text markup_unescape(struct arena *keep, struct text cell)
{
    if (text_find(cell, TEXT("\\|")) == cell.len)
        return cell;
    struct text_builder b = {0};
    for (size_t i = 0; i < cell.len; i++)
        if (cell.ptr[i] != '\\' || i + 1 >= cell.len || cell.ptr[i + 1] != '|')
            text_add_byte(&b, cell.ptr[i]);
    const struct text result = text_copy(keep, text_built(&b));
    text_builder_done(&b);
    return result;
}

bool markup_is_one_of(const struct text *words, struct text word)
{
    for (; words->len; words++)
        if (text_equal(*words, word))
            return true;
    return false;
}

const struct block_rule *block_rule_find(const struct block_rule *blocks, struct text kind)
{
    for (; blocks->kind.len; blocks++)
        if (text_equal(blocks->kind, kind))
            return blocks;
    return NULL;
}

const struct setting_rule *setting_rule_find(const struct setting_rule *rules, struct text name)
{
    for (; rules->name.len; rules++)
        if (text_equal(rules->name, name))
            return rules;
    return NULL;
}

int setting_choice(const struct setting_rule *rule, struct text value)
{
    int choice = 0;
    for (struct text rest = rule->values; rest.len; choice++)
        if (text_equal(text_cut(&rest, ','), value))
            return choice;
    return CHOICE_NONE;
}

static void complain(struct reader *r, enum diagnostic_code code, struct text at, struct text a, struct text b)
{
    diagnose(r->diagnostics, code, source_place_of(r->source, at), a, b);
}

/* The next line without its end; false at the end of the file. */
static bool peek_line(const struct reader *r, struct text *ret_line)
{
    const struct text all = r->source->bytes;
    if (r->at >= all.len)
        return false;
    const struct text rest = text_slice(all, r->at, all.len);
    *ret_line = text_slice(rest, 0, text_find_byte(rest, '\n'));
    if (text_ends(*ret_line, TEXT("\r")))
        ret_line->len--;
    return true;
}

static void skip_line(struct reader *r)
{
    const struct text all = r->source->bytes;
    const struct text rest = text_slice(all, r->at, all.len);
    const size_t end = text_find_byte(rest, '\n');
    r->at += end < rest.len ? end + 1 : end;
}

static bool next_line(struct reader *r, struct text *ret_line)
{
    if (!peek_line(r, ret_line))
        return false;
    skip_line(r);
    return true;
}

static bool is_note(struct text line)
{
    return text_starts(line, TEXT("%%"));
}

static bool is_fence(struct text line)
{
    return text_starts(line, TEXT(":::"));
}

static bool is_key_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ' ' || c == '.' ||
           c == '-' || c == '_' || (unsigned char)c >= 0x80;
}

/* Reports a line that is no setting. */
static void stray(struct reader *r, enum diagnostic_code code, struct text line, struct settings *settings)
{
    complain(r, code, line, TEXT_EMPTY, TEXT_EMPTY);
    ARENA_PUSH(r->keep, &settings->strays, text_trim(line));
}

/* `text`, which ends with the line read last, with the lines after it that are indented by two blanks. */
static struct text take_continued(struct reader *r, struct text text)
{
    struct text more;
    while (peek_line(r, &more) && text_starts(more, TEXT("  ")) && text_trim(more).len) {
        skip_line(r);
        text.len = (size_t)(more.ptr + more.len - text.ptr);
    }
    return text_trim(text);
}

/* Takes "key: value" from a line and the indented lines that follow it. */
static bool take_setting(struct reader *r, struct text line, struct settings *settings)
{
    const size_t colon = text_find_byte(line, ':');
    const struct text key = text_trim(text_slice(line, 0, colon));
    if (colon == line.len || !key.len)
        return false;
    for (size_t i = 0; i < key.len; i++)
        if (!is_key_byte(key.ptr[i]))
            return false;
    const struct text value = take_continued(r, text_slice(line, colon + 1, line.len));
    for (size_t i = 0; i < settings->count; i++)
        if (text_equal(settings->items[i].key, key))
            complain(r, DIAG_E103, key, key, TEXT_EMPTY);
    ARENA_PUSH(r->keep, settings, ((struct setting){key, value}));
    return true;
}

static void read_head(struct reader *r)
{
    struct text line;
    if (!peek_line(r, &line) || !text_equal(text_trim(line), TEXT("---"))) {
        r->markup->head.is_unread = r->rules->head_required;
        if (r->rules->head_required && !r->source->is_no_text)
            complain(r, DIAG_E101, text_slice(r->source->bytes, 0, 0), TEXT_EMPTY, TEXT_EMPTY);
        return;
    }
    skip_line(r);
    while (peek_line(r, &line) && !is_fence(line) && !text_starts(line, TEXT("#"))) {
        skip_line(r);
        if (text_equal(text_trim(line), TEXT("---")))
            return;
        if (text_trim(line).len && !is_note(line) && !take_setting(r, line, &r->markup->head))
            stray(r, DIAG_E102, line, &r->markup->head);
    }
    if (r->at >= r->source->bytes.len)
        line = text_slice(r->source->bytes, r->source->bytes.len, r->source->bytes.len);
    complain(r, DIAG_E185, line, TEXT_EMPTY, TEXT_EMPTY);
}

static bool is_rule_cell(struct text cell)
{
    for (size_t i = 0; i < cell.len; i++)
        if (cell.ptr[i] != '-' && cell.ptr[i] != ':')
            return false;
    return cell.len > 0;
}

static bool is_rule_row(const struct markup_row *row)
{
    for (size_t i = 0; i < row->count; i++)
        if (!is_rule_cell(row->cells[i]))
            return false;
    return row->count > 0;
}

/* The end of a cell: the next bar that has no backslash before it. */
static size_t cell_end(struct text rest)
{
    size_t at = 0;
    while (at < rest.len && (rest.ptr[at] != '|' || (at && rest.ptr[at - 1] == '\\')))
        at++;
    return at;
}

static void take_row(struct reader *r, struct text line, struct markup_item *item)
{
    struct markup_row row = {.line = text_trim(line)};
    struct text rest = text_slice(row.line, 1, row.line.len);
    size_t capacity = 0;
    while (rest.len) {
        const size_t end = cell_end(rest);
        row.cells = arena_reserve(r->keep, row.cells, row.count, &capacity, sizeof *row.cells);
        row.cells[row.count++] = text_trim(text_slice(rest, 0, end));
        rest = end < rest.len ? text_slice(rest, end + 1, rest.len) : text_slice(rest, end, end);
    }
    if (is_rule_row(&row))
        return;
    if (item->row_count && row.count != item->rows[0].count) {
        const struct text found = text_format(r->keep, "%zu", row.count);
        complain(r, DIAG_E122, row.line, found, text_format(r->keep, "%zu", item->rows[0].count));
        item->lost_rows = true;
        return;
    }
    item->rows = arena_reserve(r->keep, item->rows, item->row_count, &item->row_capacity, sizeof *item->rows);
    item->rows[item->row_count++] = row;
}

/* The number of the line that begins at r->at, as text. */
static struct text line_number(const struct reader *r)
{
    return text_format(r->keep, "%u", source_place(r->source, r->at, 0).line);
}

static struct text after_colons(struct text line)
{
    while (line.len && line.ptr[0] == ':')
        line = text_slice(line, 1, line.len);
    return text_trim(line);
}

/* Reads settings and rows up to the closer. Meeting another opener, it reports the block as not closed and leaves the
 * opener to be read next. */
static void read_settings_block(struct reader *r, struct markup_item *item)
{
    struct text line;
    while (peek_line(r, &line)) {
        if (is_fence(line)) {
            if (after_colons(line).len)
                break;
            skip_line(r);
            return;
        }
        skip_line(r);
        const struct text trimmed = text_trim(line);
        if (!trimmed.len || is_note(line))
            continue;
        if (trimmed.ptr[0] == '|')
            take_row(r, line, item);
        else if (!take_setting(r, line, &item->settings))
            stray(r, DIAG_E125, trimmed, &item->settings);
    }
    complain(r, DIAG_E118, item->opener, line_number(r), TEXT_EMPTY);
}

static void open_text_block(struct reader *r, struct markup_item item)
{
    if (r->depth == MARKUP_DEPTH_MAX) {
        complain(r, DIAG_E128, item.opener, text_format(r->keep, "%d", MARKUP_DEPTH_MAX), TEXT_EMPTY);
        return;
    }
    item.kind = MARKUP_OPEN;
    if (item.name.len)
        item.name = take_continued(r, item.name);
    r->open_items[r->depth++] = r->markup->count;
    ARENA_PUSH(r->keep, r->markup, item);
}

static void close_text_block(struct reader *r, struct text line)
{
    if (!r->depth) {
        complain(r, DIAG_E119, line, TEXT_EMPTY, TEXT_EMPTY);
        return;
    }
    const struct markup_item *open = &r->markup->items[r->open_items[--r->depth]];
    ARENA_PUSH(r->keep, r->markup, ((struct markup_item){.kind = MARKUP_CLOSE, .opener = line, .block = open->block}));
}

/* What other languages of templates call it. */
static void offer_synonyms(const struct reader *r, struct text kind, struct suggestion *near)
{
    static const struct text synonyms[][2] = {{TEXT_INIT("else"), TEXT_INIT("otherwise")}, {TEXT_INIT("if"), TEXT_INIT("when")}};
    for (size_t i = 0; i < sizeof synonyms / sizeof *synonyms; i++)
        if (text_equal(kind, synonyms[i][0]) && block_rule_find(r->rules->blocks, synonyms[i][1]))
            suggest_settle(near, synonyms[i][1]);
}

/* Reports an unknown kind. It is then read as the known one nearest to it, so that nothing else follows from the same
 * fault; if none is near, its body is passed over and false returned. */
static bool mend_kind(struct reader *r, struct markup_item *item)
{
    struct suggestion near = suggest(item->block);
    struct text line;
    for (const struct block_rule *rule = r->rules->blocks; rule->kind.len; rule++)
        suggest_offer(&near, rule->kind);
    offer_synonyms(r, item->block, &near);
    complain(r, DIAG_E106, item->block, item->block, suggest_hint(&near, r->keep));
    item->block = near.nearest;
    if (near.nearest.len)
        return true;
    while (peek_line(r, &line) && !is_fence(line))
        skip_line(r);
    if (peek_line(r, &line) && !after_colons(line).len)
        skip_line(r);
    return false;
}

static void read_block(struct reader *r, struct text line)
{
    const struct text rest = after_colons(line);
    if (!rest.len) {
        close_text_block(r, line);
        return;
    }
    struct markup_item item = {.kind = MARKUP_BLOCK, .opener = text_trim(line)};
    item.block = text_slice(rest, 0, text_find_byte(rest, ' '));
    item.name = text_trim(text_slice(rest, item.block.len, rest.len));
    if (!block_rule_find(r->rules->blocks, item.block) && !mend_kind(r, &item)) {
        item.kind = MARKUP_BROKEN;
        ARENA_PUSH(r->keep, r->markup, item);
        return;
    }
    switch (block_rule_find(r->rules->blocks, item.block)->form) {
    case MARKUP_OF_TEXT:
        open_text_block(r, item);
        return;
    case MARKUP_OF_SETTINGS:
        read_settings_block(r, &item);
        break;
    case MARKUP_ALONE:
        break;
    }
    ARENA_PUSH(r->keep, r->markup, item);
}

static void add_prose(struct reader *r, struct text line)
{
    struct markup_item *last = r->markup->count ? &r->markup->items[r->markup->count - 1] : NULL;
    const size_t end = r->at - (size_t)(line.ptr - r->source->bytes.ptr);
    const struct text whole = {line.ptr, end};
    if (last && last->kind == MARKUP_PROSE && last->prose.ptr + last->prose.len == line.ptr) {
        last->prose.len += whole.len;
        return;
    }
    ARENA_PUSH(r->keep, r->markup, ((struct markup_item){.kind = MARKUP_PROSE, .prose = whole}));
}

struct markup *markup_read(const struct source *source, const struct markup_rules *rules, struct arena *keep,
                           struct diagnostics *diagnostics)
{
    struct markup *markup = ARENA_NEW(keep, struct markup);
    markup->source = source;
    struct reader r = {
        .source = source, .rules = rules, .keep = keep, .diagnostics = diagnostics, .markup = markup};
    read_head(&r);
    for (struct text line; next_line(&r, &line);) {
        if (is_fence(line))
            read_block(&r, line);
        else if (!is_note(line))
            add_prose(&r, line);
    }
    while (r.depth) {
        complain(&r, DIAG_E118, markup->items[r.open_items[r.depth - 1]].opener, line_number(&r), TEXT_EMPTY);
        close_text_block(&r, text_slice(source->bytes, source->bytes.len, source->bytes.len));
    }
    return markup;
}

struct settings settings_read(const struct source *source, struct arena *keep, struct diagnostics *diagnostics)
{
    struct markup unused = {.source = source};
    struct reader r = {.source = source, .keep = keep, .diagnostics = diagnostics, .markup = &unused};
    struct settings settings = {.is_unread = source->is_no_text};
    for (struct text line; next_line(&r, &line);)
        if (text_trim(line).len && !is_note(line) && !take_setting(&r, line, &settings))
            stray(&r, DIAG_E102, line, &settings);
    return settings;
}

/* Reports a key that is not known; it is then read as the one that was meant. */
static void mend_key(const struct settings *settings, struct setting *setting, struct place place, struct text owner,
                     const struct setting_rule *rules, struct diagnostics *diagnostics)
{
    struct arena *scratch = arena_new();
    struct suggestion near = suggest(setting->key);
    for (; rules->name.len; rules++)
        suggest_offer(&near, rules->name);
    diagnose(diagnostics, DIAG_E107, place, owner, setting->key, suggest_hint(&near, scratch));
    if (near.nearest.len && !settings_has(settings, near.nearest))
        setting->key = near.nearest;
    arena_free(scratch);
}

void settings_check(const struct settings *settings, const struct source *source, struct text owner, struct text at,
                    const struct setting_rule *rules, struct diagnostics *diagnostics)
{
    for (size_t i = 0; i < settings->count; i++) {
        struct setting *setting = &settings->items[i];
        if (!setting_rule_find(rules, setting->key))
            mend_key(settings, setting, source_place_of(source, setting->key), owner, rules, diagnostics);
    }
    for (const struct setting_rule *rule = rules; rule->name.len; rule++)
        if (rule->needed && settings_lacks(settings, rule->name))
            settings_complain(settings, source, rule->name, at, diagnostics);
}
