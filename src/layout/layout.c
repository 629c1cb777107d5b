/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reads a layout: head, blocks, prose; then checks that every reference leads somewhere. */
#include "layout/layout.h"

#include <string.h>

#include "base/file.h"
#include "base/markup.h"
#include "base/names.h"
#include "base/suggest.h"
#include "layout/figure_settings.h"
#include "layout/prose_inlines.h"
#include "layout/prose_table.h"
#include "layout/translation.h"
#include "layout/vocabulary.h"

struct layout_reader {
    struct layout *layout;
    struct expression_context context;
    struct prose_reader prose;
    const struct markup *markup;
    const struct layout *first; /* of the edition's layouts, of one that does not say which it translates; else NULL */
    bool lacks_translates;      /* it is told that it should say so */
    size_t depth;               /* of lists and quotes in each other */
};

enum { NESTED_MAX = 16 };

static void complain(const struct layout_reader *r, struct text at, enum diagnostic_code code, struct text a,
                     struct text b, struct text c)
{
    diagnose(r->context.diagnostics, code, source_place_of(r->context.source, at), a, b, c);
}

/* ---- figure blocks ---- */

/* The rule of a setting in blocks of this kind; NULL if they have no use for it, which is reported already. */
static const struct setting_rule *rule_of(const struct markup_item *item, const char *key)
{
    return setting_rule_find(block_rule_find(layout_blocks(), item->block)->settings, text_of(key));
}

/* Reports a value that the setting cannot have. */
static void bad_value(const struct layout_reader *r, const struct markup_item *item, const char *key, struct text value)
{
    const struct setting_rule *rule = rule_of(item, key);
    if (rule)
        complain(r, value, DIAG_E109, value, rule->name, rule->values);
}

static struct figure_setting setting_of(const struct markup_item *item, const char *key)
{
    return (struct figure_setting){rule_of(item, key), settings_find(&item->settings, text_of(key))};
}

/* Which of the words of a setting it is; CHOICE_NONE where it is missing. */
static int read_choice(const struct layout_reader *r, const struct markup_item *item, const char *key)
{
    const struct figure_setting setting = setting_of(item, key);
    return figure_setting_choice(&r->context, &setting);
}

/* The same as one of an enum whose order is that of the words; its first where the setting is missing. */
static int read_enum(const struct layout_reader *r, const struct markup_item *item, const char *key)
{
    const int choice = read_choice(r, item, key);
    return choice == CHOICE_NONE ? 0 : choice;
}

static void read_stack(const struct layout_reader *r, const struct markup_item *item, struct figure_block *figure)
{
    const struct text stack = settings_find(&item->settings, TEXT("stack"));
    figure->stack = NO_INDEX;
    for (size_t i = 0; i < figure->shown.dimension_count; i++)
        if (text_equal(r->context.codebook->dimensions[figure->shown.dimensions[i]].id, stack))
            figure->stack = (int)i;
    if (stack.len && figure->stack == NO_INDEX)
        bad_value(r, item, "stack", stack);
    else if (stack.len && rule_of(item, "stack") && !figure_is_crossed(figure))
        figure_setting_idle(&r->context, "stack", stack,
                            TEXT("nothing is piled up where 'show' has one variable: leave it out, or add one"));
}

static void read_variables(const struct layout_reader *r, const struct markup_item *item, struct text show,
                           struct figure_block *figure)
{
    read_stack(r, item, figure);
    figure_check_form(&r->context, show, settings_find(&item->settings, TEXT("top")), figure);
}

/* "{label} ({n}, {percent})": no other slots. */
static void read_category_label(const struct layout_reader *r, const struct markup_item *item,
                                struct figure_block *figure)
{
    const struct text label = settings_find(&item->settings, TEXT("category label"));
    figure->category_label = label;
    for (size_t at = text_find_byte(label, '{'); at < label.len;) {
        const struct text rest = text_slice(label, at, label.len);
        const size_t close = text_find_byte(rest, '}');
        const struct text slot = text_slice(rest, 0, close < rest.len ? close + 1 : rest.len);
        if (figure->shown.step != STEP_NONE && text_equal(slot, TEXT("{percent}")))
            complain(r, slot, DIAG_E163, TEXT("{percent}"), TEXT("a step of time is no part of a whole: leave it out"),
                     TEXT_EMPTY);
        else if (!text_equal(slot, TEXT("{label}")) && !text_equal(slot, TEXT("{n}")) &&
                 !text_equal(slot, TEXT("{percent}")))
            bad_value(r, item, "category label", slot);
        at += slot.len + text_find_byte(text_slice(rest, slot.len, rest.len), '{');
    }
}

/* "top: 5" and "rest: Other nationalities": one is nothing without the other. */
static void read_top(const struct layout_reader *r, const struct markup_item *item, struct figure_block *figure)
{
    const struct text top = settings_find(&item->settings, TEXT("top"));
    const struct text rest = settings_find(&item->settings, TEXT("rest"));
    if (top.len && (!text_to_number(top, &figure->top) || figure->top < 1 || figure->top > CATEGORIES_MAX))
        bad_value(r, item, "top", top);
    else if (top.len && figure->shown.step != STEP_NONE)
        complain(r, top, DIAG_E163, TEXT("top"), TEXT("leave it out, or break down by a variable alone"), TEXT_EMPTY);
    if (!top.len != !rest.len)
        settings_complain(&item->settings, r->context.source, top.len ? TEXT("rest") : TEXT("top"), item->opener,
                          r->context.diagnostics);
}

/* The sheet of the workbook: none, or its name there. */
static void read_sheet(const struct layout_reader *r, const struct markup_item *item, struct figure_block *figure)
{
    enum { SHEET_NAME_MAX = 31 }; /* what Excel takes */
    const struct text sheet = settings_find(&item->settings, TEXT("sheet"));
    figure->no_sheet = text_equal(sheet, TEXT("no"));
    figure->sheet = figure->no_sheet ? TEXT_EMPTY : sheet;
    if (sheet.len && (!prose_is_id(sheet) || text_width(sheet) > SHEET_NAME_MAX))
        bad_value(r, item, "sheet", sheet);
}

/* "0..100" or "0..100 step 20", into whole steps. */
static bool axis_parse(struct text axis, struct figure_axis *ret_axis)
{
    enum { STEPS_MAX = 50 };
    const size_t dots = text_find(axis, TEXT("..")), step = text_find(axis, TEXT("step"));
    struct figure_axis found = {0, 0, 0};
    if (dots == axis.len || !text_to_number(text_trim(text_slice(axis, 0, dots)), &found.from) ||
        !text_to_number(text_trim(text_slice(axis, dots + 2, step)), &found.to))
        return false;
    if (step < axis.len && (!text_to_number(text_trim(text_slice(axis, step + 4, axis.len)), &found.step) ||
                            found.step < 1 || (found.to - found.from) % found.step ||
                            (found.to - found.from) / found.step > STEPS_MAX))
        return false;
    *ret_axis = found;
    return found.from >= 0 && found.from < found.to;
}

static void read_axis(const struct layout_reader *r, const struct markup_item *item, struct figure_block *figure)
{
    const struct text axis = settings_find(&item->settings, TEXT("axis"));
    if (!axis.len)
        return;
    if (!axis_parse(axis, &figure->axis))
        bad_value(r, item, "axis", axis);
    else if (figure->axis.from && figure->form != FORM_LINE)
        complain(r, axis, DIAG_E164, TEXT_EMPTY, TEXT_EMPTY, TEXT_EMPTY);
}

/* Shares of a pile, on an axis of their own. */
static void read_scale(const struct layout_reader *r, const struct markup_item *item, struct figure_block *figure)
{
    const struct text scale = settings_find(&item->settings, TEXT("scale")), axis = settings_find(&item->settings, TEXT("axis"));
    figure->of_shares = read_choice(r, item, "scale") == 1; /* "counts, shares" */
    if (figure->of_shares && figure->shown.uses && !figure_is_crossed(figure))
        complain(r, scale, DIAG_E109, scale, TEXT("scale"), TEXT("counts (shares where 'show' has two variables)"));
    if (figure->of_shares && axis.len)
        complain(r, axis, DIAG_E109, axis, TEXT("axis"), TEXT("nothing: shares go from 0 to 100"));
}

/* Where text may run beside it: a figure of two thirds leaves none room. */
static void read_place(const struct layout_reader *r, const struct markup_item *item, struct figure_block *figure)
{
    const struct text side = settings_find(&item->settings, TEXT("side"));
    figure->width = (enum figure_width)read_enum(r, item, "width");
    figure->side = (enum figure_side)(read_choice(r, item, "side") + 1); /* FIGURE_NO_SIDE is no word */
    if (figure->side != FIGURE_NO_SIDE && (figure->width == FIGURE_FULL || figure->width == FIGURE_TWO_THIRDS))
        figure_setting_idle(
            &r->context, "side", side,
            TEXT("text runs beside what is narrower: write 'width: half' or 'width: third', or leave it out"));
}

static void read_looks(struct layout_reader *r, const struct markup_item *item, struct figure_block *figure)
{
    const struct figure_setting order = setting_of(item, "order"), totals = setting_of(item, "totals");
    figure_take_order(&r->context, &order, figure);
    figure_take_totals(&r->context, &totals, figure);
    read_sheet(r, item, figure);
    read_axis(r, item, figure);
    read_scale(r, item, figure);
    read_place(r, item, figure);
    figure->base_is_stated = read_choice(r, item, "base") == 1; /* "all, stated" */
}

static enum figure_form form_of(struct text block)
{
    enum figure_form form = FORM_PIE;
    while (form < FORM_TABLE && !text_equal(layout_blocks()[form].kind, block))
        form++;
    return form;
}

/* What a translation says of a figure itself. */
static const struct text WORD_SETTINGS[] = {TEXT_INIT("title"), TEXT_INIT("note"), TEXT_INIT("alt"),
                                            TEXT_INIT("category label"), TEXT_INIT("rest"), TEXT_INIT("")};

/* Words and no figures: they name a row. */
static void read_rest(const struct layout_reader *r, const struct markup_item *item, struct figure_block *figure)
{
    const struct text rest = settings_find(&item->settings, TEXT("rest"));
    const size_t figure_at = text_find(rest, TEXT("{{"));
    if (figure_at < rest.len)
        complain(r, text_slice(rest, figure_at, figure_at + 2), DIAG_E109, text_slice(rest, figure_at, rest.len),
                 TEXT("rest"), setting_rule_find(layout_figure_settings(false), TEXT("rest"))->values);
    figure->rest = markup_unfold(r->context.keep, rest);
}

/* A title is one text in files and bookmarks, which say nothing of the language of some of its words. */
static struct inlines title_of(struct layout_reader *r, struct text words)
{
    const struct inlines title = prose_line(r->layout, &r->context, words);
    for (size_t i = 0; i < title.count; i++)
        if (title.items[i].language.len) {
            complain(r, words, DIAG_W590, title.items[i].language, TEXT_EMPTY, TEXT_EMPTY);
            break;
        }
    return title;
}

static void read_words(struct layout_reader *r, const struct markup_item *item, struct figure_block *figure)
{
    const struct settings *settings = &item->settings;
    figure->title = title_of(r, settings_find(settings, TEXT("title")));
    figure->note = prose_line(r->layout, &r->context, settings_find(settings, TEXT("note")));
    figure->alt = prose_line(r->layout, &r->context, settings_find(settings, TEXT("alt")));
    figure->has_alt = settings_has(settings, TEXT("alt"));
    if (settings_has(settings, TEXT("category label")))
        read_category_label(r, item, figure);
    if (settings_has(settings, TEXT("rest")))
        read_rest(r, item, figure);
}

static const struct figure_block *find_figure(const struct block *block, struct text id)
{
    if (block->figure && text_equal(block->figure->id, id))
        return block->figure;
    const struct figure_block *found = NULL;
    for (size_t i = 0; i < block->child_count && !found; i++)
        found = find_figure(block->children[i], id);
    for (size_t i = 0; i < block->otherwise_count && !found; i++)
        found = find_figure(block->otherwise[i], id);
    return found;
}

/* Takes from the master's figure all that is not words. */
static void inherit_figure(struct layout_reader *r, const struct markup_item *item, const struct figure_block *master,
                           struct figure_block *figure)
{
    const struct setting_rule *rules = layout_figure_settings(true);
    const struct text path = text_of(r->layout->master->source.path);
    for (size_t i = 0; i < item->settings.count; i++) { /* before misspelt ones are taken for what they may mean */
        const struct setting *setting = &item->settings.items[i];
        if (setting_rule_find(rules, setting->key) && !markup_is_one_of(WORD_SETTINGS, setting->key))
            complain(r, setting->key, DIAG_E401, setting->key, path, TEXT_EMPTY);
    }
    settings_check(&item->settings, r->context.source, item->block, item->opener, rules, r->context.diagnostics);
    if (figure->form != master->form)
        complain(r, item->opener, DIAG_E402, path, item->name, layout_blocks()[master->form].kind);
    const struct text at = figure->at;
    *figure = *master;
    figure->at = at;
    figure->id = item->name;
    read_words(r, item, figure);
    const struct text rest = settings_find(&item->settings, TEXT("rest"));
    if (rest.len && !figure->top && !master->rest.len)
        figure_setting_idle(&r->context, "rest", rest, TEXT("the master's figure has no 'top': leave it out"));
}

static void offer_figures(const struct block *block, struct suggestion *near)
{
    if (block->figure)
        suggest_offer(near, block->figure->id);
    for (size_t i = 0; i < block->child_count; i++)
        offer_figures(block->children[i], near);
    for (size_t i = 0; i < block->otherwise_count; i++)
        offer_figures(block->otherwise[i], near);
}

/* A figure that shows nothing of its own has its name from the master. */
static void unknown_to_master(const struct layout_reader *r, const struct markup_item *item)
{
    const struct layout *master = r->layout->master;
    struct suggestion near = suggest(item->name);
    offer_figures(master->root, &near);
    const struct text hint = suggest_hint(&near, r->context.keep);
    if (!master->lacks_blocks)
        complain(r, item->name, DIAG_E181, text_of(master->source.path), item->name, hint);
    r->layout->lacks_blocks = true;
}

/* Where the master, or its figure, is not there, what it would have given is not missing as well. */
/* Of a figure that does not say what it shows, as one of the first layout does: told once of a layout. */
static bool should_translate(struct layout_reader *r, const struct markup_item *item)
{
    const struct layout *first = r->first;
    if (!first || settings_has(&item->settings, TEXT("show")) || !find_figure(first->root, item->name))
        return false;
    const char *slash = strrchr(first->source.path, '/');
    if (!r->lacks_translates)
        complain(r, item->opener, DIAG_E191, item->name, text_of(first->source.path),
                 text_of(slash ? slash + 1 : first->source.path));
    return r->lacks_translates = true;
}

static void read_own_figure(struct layout_reader *r, const struct markup_item *item, struct figure_block *figure)
{
    const struct settings *settings = &item->settings;
    const bool has_master = r->layout->master != NULL, shows = settings_has(settings, TEXT("show"));
    const bool lacks_master =
        has_master ? !shows : settings_has(&r->markup->head, TEXT("translates")) || should_translate(r, item);
    if (has_master && !shows && item->name.len)
        unknown_to_master(r, item);
    settings_check(settings, r->context.source, item->block, item->opener, layout_figure_settings(lacks_master),
                   r->context.diagnostics);
    const struct text show = settings_find(settings, TEXT("show"));
    if (show.len && parse_shown_where(&r->context, show, settings_find(settings, TEXT("where")),
                                      settings_find(settings, TEXT("join")), &figure->shown))
        read_variables(r, item, show, figure);
    read_words(r, item, figure);
    if (!lacks_master)
        read_top(r, item, figure);
    read_looks(r, item, figure);
    const struct figure_setting labels = setting_of(item, "labels");
    figure_take_labels(&r->context, &labels, figure);
    figure_request_bases(&r->context, settings_find(settings, TEXT("base")), figure);
}

static struct figure_block *read_figure(struct layout_reader *r, const struct markup_item *item)
{
    const struct layout *master = r->layout->master;
    struct figure_block *figure = ARENA_NEW(r->context.keep, struct figure_block);
    *figure =
        (struct figure_block){.form = form_of(item->block), .id = item->name, .at = item->opener, .stack = NO_INDEX};
    r->layout->lacks_blocks = r->layout->lacks_blocks || !prose_is_id(item->name);
    if (!item->name.len)
        complain(r, item->opener, DIAG_E110, item->block, TEXT_EMPTY, TEXT_EMPTY);
    else if (!prose_is_id(item->name))
        complain(r, item->name, DIAG_E112, TEXT_EMPTY, TEXT_EMPTY, TEXT_EMPTY);
    figure_settings_suit(&r->context, item);
    const struct figure_block *of_master = master ? find_figure(master->root, item->name) : NULL;
    if (of_master)
        inherit_figure(r, item, of_master, figure);
    else
        read_own_figure(r, item, figure);
    return figure;
}

/* ---- the tree ---- */

static struct block *add_block(struct layout_reader *r, struct block *parent, bool otherwise, enum block_kind kind)
{
    struct block *block = ARENA_NEW(r->context.keep, struct block);
    block->kind = kind;
    struct block ***list = otherwise ? &parent->otherwise : &parent->children;
    size_t *count = otherwise ? &parent->otherwise_count : &parent->child_count;
    size_t *capacity = otherwise ? &parent->otherwise_capacity : &parent->child_capacity;
    *list = arena_reserve(r->context.keep, *list, *count, capacity, sizeof **list);
    (*list)[(*count)++] = block;
    return block;
}

/* Where blocks go at the moment: the innermost open text block. */
struct nesting {
    struct block *open[MARKUP_DEPTH_MAX + 1];
    bool in_otherwise[MARKUP_DEPTH_MAX + 1];
    size_t depth;
};

static void add_markdown(struct layout_reader *r, struct block *parent, bool otherwise, cmark_node *node);

static void add_children(struct layout_reader *r, struct block *parent, cmark_node *node)
{
    for (cmark_node *child = cmark_node_first_child(node); child; child = cmark_node_next(child))
        add_markdown(r, parent, false, child);
}

static void add_heading(struct layout_reader *r, struct block *parent, bool otherwise, cmark_node *node)
{
    struct block *block = add_block(r, parent, otherwise, BLOCK_HEADING);
    struct lifted heading = {.id = TEXT_EMPTY};
    block->level = (size_t)cmark_node_get_heading_level(node);
    block->line = prose_line_of(&r->prose, node);
    block->inlines = prose_inlines(&r->prose, node, &heading);
    block->id = heading.id;
    block->plain = heading.plain;
    if (block->level > 4)
        prose_complain(&r->prose, node, DIAG_E126, TEXT("headings below the fourth level"), TEXT("at most four '#'"));
    const struct inline_item *first = block->inlines.count ? &block->inlines.items[0] : NULL;
    if (first && !block->plain && first->kind == INLINE_TEXT && first->text.len && first->text.ptr[0] >= '0' &&
        first->text.ptr[0] <= '9')
        prose_complain(&r->prose, node, DIAG_W102, TEXT_EMPTY, TEXT_EMPTY);
}

static void add_footnote(struct layout_reader *r, cmark_node *node)
{
    struct inlines inlines = {0};
    cmark_node *paragraph = cmark_node_first_child(node);
    if (paragraph && cmark_node_get_type(paragraph) == CMARK_NODE_PARAGRAPH && !cmark_node_next(paragraph))
        inlines = prose_inlines(&r->prose, paragraph, NULL);
    else
        prose_complain(&r->prose, node, DIAG_E126, TEXT("a footnote of more than one paragraph"), TEXT_EMPTY);
    r->layout->notes = arena_reserve(r->context.keep, r->layout->notes, r->layout->note_count,
                                     &r->layout->note_capacity, sizeof *r->layout->notes);
    r->layout->notes[r->layout->note_count++] = inlines;
}

static void add_container(struct layout_reader *r, struct block *parent, bool otherwise, cmark_node *node)
{
    const cmark_node_type type = cmark_node_get_type(node);
    if (r->depth == NESTED_MAX) {
        prose_complain(&r->prose, node, DIAG_E128, text_format(r->context.keep, "%d", NESTED_MAX), TEXT_EMPTY);
        return;
    }
    const enum block_kind kind = type == CMARK_NODE_LIST   ? BLOCK_LIST
                                 : type == CMARK_NODE_ITEM ? BLOCK_ITEM
                                                           : BLOCK_QUOTE;
    struct block *block = add_block(r, parent, otherwise, kind);
    block->ordered = type == CMARK_NODE_LIST && cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
    if (block->ordered && cmark_node_get_list_start(node) != 1)
        prose_complain(&r->prose, node, DIAG_E126, TEXT("a numbered list that does not begin with 1"),
                       TEXT("begin it with '1.'; a number that begins a sentence has a backslash before its dot"));
    r->depth++;
    add_children(r, block, node);
    r->depth--;
}

/* Blocks of Markdown that layouts do not have. */
static void complain_of_block(struct layout_reader *r, cmark_node *node)
{
    const cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_HTML_BLOCK)
        prose_complain(&r->prose, node, DIAG_E104, TEXT_EMPTY, TEXT_EMPTY);
    else if (type == CMARK_NODE_THEMATIC_BREAK)
        prose_complain(&r->prose, node, DIAG_E162, TEXT_EMPTY, TEXT_EMPTY);
    else if (type == CMARK_NODE_CODE_BLOCK)
        prose_complain(&r->prose, node, DIAG_E126, TEXT("a block of code"),
                       TEXT("a line that begins with four blanks or with ``` is code to Markdown"));
    else
        prose_complain(&r->prose, node, DIAG_E126, text_of(cmark_node_get_type_string(node)), TEXT_EMPTY);
}

/* "#Clients": nothing to Markdown; how many '#' it has, or 0. */
static size_t tight_level(cmark_node *paragraph)
{
    const char *words = cmark_node_get_literal(cmark_node_first_child(paragraph));
    const size_t level = words ? strspn(words, "#") : 0;
    return level && words[level] && words[level] != ' ' ? level : 0;
}

/* What begins like a heading and has an id was meant as one; the id is known then, whatever refers to it. */
static void add_paragraph(struct layout_reader *r, struct block *parent, bool otherwise, cmark_node *node)
{
    const size_t level = tight_level(node);
    struct lifted heading = {.id = TEXT_EMPTY};
    const struct inlines inlines = prose_inlines(&r->prose, node, level ? &heading : NULL);
    if (heading.id.len) {
        struct block *block = add_block(r, parent, otherwise, BLOCK_HEADING);
        *block = (struct block){.kind = BLOCK_HEADING, .id = heading.id, .level = level, .plain = true, .inlines = inlines};
        prose_complain(&r->prose, node, DIAG_E126, TEXT("a heading without a blank behind '#'"), TEXT("write '# Words {#id}'"));
    } else if (inlines.count) {
        add_block(r, parent, otherwise, BLOCK_PARAGRAPH)->inlines = inlines;
    }
}

static void add_markdown(struct layout_reader *r, struct block *parent, bool otherwise, cmark_node *node)
{
    const cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_PARAGRAPH) {
        add_paragraph(r, parent, otherwise, node);
    } else if (type == CMARK_NODE_HEADING) {
        add_heading(r, parent, otherwise, node);
    } else if (type == CMARK_NODE_LIST || type == CMARK_NODE_ITEM || type == CMARK_NODE_BLOCK_QUOTE) {
        add_container(r, parent, otherwise, node);
    } else if (type == CMARK_NODE_FOOTNOTE_DEFINITION) {
        add_footnote(r, node);
    } else if (prose_is_table(node)) {
        add_block(r, parent, otherwise, BLOCK_TABLE)->table = prose_table(&r->prose, node);
    } else {
        complain_of_block(r, node);
    }
}

static void open_block(struct layout_reader *r, struct nesting *n, const struct markup_item *item)
{
    const enum block_kind kind = text_equal(item->block, TEXT("when"))  ? BLOCK_WHEN
                                 : text_equal(item->block, TEXT("box")) ? BLOCK_BOX
                                                                        : BLOCK_CONTACTS;
    struct block *block = add_block(r, n->open[n->depth], n->in_otherwise[n->depth], kind);
    if (kind == BLOCK_WHEN && !item->name.len)
        complain(r, item->opener, DIAG_E201, TEXT("a condition"), TEXT_EMPTY, TEXT_EMPTY);
    else if (kind == BLOCK_WHEN && !parse_statement(&r->context, item->name, &block->when))
        r->layout->lacks_figures = true;
    n->open[++n->depth] = block;
    n->in_otherwise[n->depth] = false;
}

static void add_alone(struct layout_reader *r, struct nesting *n, const struct markup_item *item)
{
    struct block *parent = n->open[n->depth];
    if (text_equal(item->block, TEXT("otherwise"))) {
        if (parent->kind != BLOCK_WHEN || !n->depth || n->in_otherwise[n->depth])
            complain(r, item->opener, DIAG_E113, TEXT_EMPTY, TEXT_EMPTY, TEXT_EMPTY);
        else
            n->in_otherwise[n->depth] = true;
        return;
    }
    const enum block_kind kind = text_equal(item->block, TEXT("contents"))    ? BLOCK_CONTENTS
                                 : text_equal(item->block, TEXT("revisions")) ? BLOCK_REVISIONS
                                                                              : BLOCK_NEWPAGE;
    add_block(r, parent, n->in_otherwise[n->depth], kind);
}

static void add_item(struct layout_reader *r, struct nesting *n, const struct markup_item *item)
{
    if (item->kind == MARKUP_OPEN) {
        open_block(r, n, item);
    } else if (item->kind == MARKUP_CLOSE) {
        n->depth -= n->depth > 0;
    } else if (block_rule_find(layout_blocks(), item->block)->form == MARKUP_ALONE) {
        add_alone(r, n, item);
    } else {
        struct block *block = add_block(r, n->open[n->depth], n->in_otherwise[n->depth], BLOCK_FIGURE);
        block->figure = read_figure(r, item);
        block->id = item->name;
    }
}

static void build_tree(struct layout_reader *r, cmark_node *document)
{
    struct nesting nesting = {.open = {r->layout->root}};
    for (cmark_node *node = cmark_node_first_child(document); node; node = cmark_node_next(node)) {
        const struct lifted *block =
            cmark_node_get_type(node) == CMARK_NODE_PARAGRAPH ? prose_lone_block(&r->prose, node) : NULL;
        r->prose.keeps_breaks = false;
        for (size_t i = 1; i <= nesting.depth; i++)
            r->prose.keeps_breaks = r->prose.keeps_breaks || nesting.open[i]->kind == BLOCK_CONTACTS;
        if (block)
            add_item(r, &nesting, &r->markup->items[block->index]);
        else
            add_markdown(r, nesting.open[nesting.depth], nesting.in_otherwise[nesting.depth], node);
    }
}

/* ---- references ---- */

static void gather_ids(struct layout_reader *r, const struct block *block, struct names *ids)
{
    if (block->id.len) {
        const int32_t before = names_count(ids);
        names_add(ids, block->id);
        if (names_count(ids) == before) {
            complain(r, block->id, DIAG_E111, block->id, TEXT_EMPTY, TEXT_EMPTY);
            r->layout->lacks_blocks = true;
        }
    }
    for (size_t i = 0; i < block->child_count; i++)
        gather_ids(r, block->children[i], ids);
    for (size_t i = 0; i < block->otherwise_count; i++)
        gather_ids(r, block->otherwise[i], ids);
}

/* The block of that name, or NULL. */
static const struct block *find_block(const struct block *block, struct text id)
{
    const struct block *found = text_equal(block->id, id) ? block : NULL;
    for (size_t i = 0; !found && i < block->child_count; i++)
        found = find_block(block->children[i], id);
    for (size_t i = 0; !found && i < block->otherwise_count; i++)
        found = find_block(block->otherwise[i], id);
    return found;
}

static enum see_kind kind_of(const struct block *block)
{
    if (block->kind != BLOCK_FIGURE)
        return SEE_SECTION;
    return block->figure->form == FORM_TABLE ? SEE_TABLE : SEE_FIGURE;
}

static struct text id_hint(const struct layout_reader *r, const struct names *ids, struct text wrong)
{
    struct suggestion near = suggest(wrong);
    for (int32_t i = 0; i < names_count(ids); i++)
        suggest_offer(&near, names_at(ids, i));
    return suggest_hint(&near, r->context.keep);
}

const struct figure_block *layout_find_figure(const struct layout *layout, struct text id)
{
    return find_figure(layout->root, id);
}

static bool statement_names(const struct statement *statement, int policy)
{
    for (size_t i = 0; i < statement->count; i++) {
        const enum relation relation = statement->predicates[i].relation;
        if ((relation == RELATION_FOR_AUDIENCE || relation == RELATION_NOT_FOR_AUDIENCE) &&
            statement->predicates[i].policy == policy)
            return true;
    }
    return false;
}

static bool block_names(const struct block *block, int policy)
{
    bool names = statement_names(&block->when, policy);
    for (size_t i = 0; i < block->child_count && !names; i++)
        names = block_names(block->children[i], policy);
    for (size_t i = 0; i < block->otherwise_count && !names; i++)
        names = block_names(block->otherwise[i], policy);
    return names;
}

bool layout_names_audience(const struct layout *layout, int policy)
{
    bool names = block_names(layout->root, policy);
    for (size_t i = 0; i < layout->claim_count && !names; i++)
        names = statement_names(&layout->claims[i].statement, policy);
    return names;
}

/* A block of no known kind keeps its name. */
static void gather_broken(struct layout_reader *r, struct names *ids)
{
    for (size_t i = 0; i < r->markup->count; i++) {
        if (r->markup->items[i].kind != MARKUP_BROKEN)
            continue;
        r->layout->lacks_blocks = true;
        if (r->markup->items[i].name.len)
            names_add(ids, r->markup->items[i].name);
    }
}

static void check_reference(struct layout_reader *r, const struct figure *figure, const struct names *ids)
{
    const struct block *block = find_block(r->layout->root, figure->word);
    if (block && kind_of(block) != figure->see)
        complain(r, figure->word, DIAG_E214, figure->word, see_kind_word(kind_of(block)), see_kind_word(figure->see));
    else if (!block && names_find(ids, figure->word) == NAMES_NONE && !r->prose.lost_ids)
        complain(r, figure->word, DIAG_E209, figure->word, id_hint(r, ids, figure->word), TEXT_EMPTY);
}

static void check_references(struct layout_reader *r)
{
    struct names *ids = names_new();
    gather_ids(r, r->layout->root, ids);
    gather_broken(r, ids);
    for (size_t i = 0; i < r->layout->placeholder_count; i++)
        if (r->layout->placeholders[i].figure.kind == FIGURE_SEE)
            check_reference(r, &r->layout->placeholders[i].figure, ids);
    names_free(ids);
}

/* ---- the file ---- */

static const char *folder_of(struct arena *keep, const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? text_to_c(keep, text_slice(text_of(path), 0, (size_t)(slash - path))) : ".";
}

/* The master is seen from the translation's own folder. */
static void find_master(struct layout_reader *r, const struct layout_surroundings *surroundings)
{
    struct arena *keep = r->context.keep;
    const struct text name = settings_find(&r->markup->head, TEXT("translates"));
    if (surroundings->other_count && settings_lacks(&r->markup->head, TEXT("translates")))
        r->first = surroundings->others[0];
    if (!name.len)
        return;
    const char *path = file_join(keep, folder_of(keep, r->context.source->path), text_to_c(keep, name));
    for (size_t i = 0; i < surroundings->other_count; i++)
        if (strcmp(file_join(keep, ".", surroundings->others[i]->source.path), file_join(keep, ".", path)) == 0)
            r->layout->master = surroundings->others[i];
    if (!r->layout->master)
        complain(r, name, DIAG_E403, name, TEXT_EMPTY, TEXT_EMPTY);
}

static void read_head(struct layout_reader *r)
{
    struct layout *layout = r->layout;
    const struct settings *head = &r->markup->head;
    settings_check(head, r->context.source, TEXT("layout"), text_slice(r->context.source->bytes, 0, 0), layout_head(),
                   r->context.diagnostics);
    layout->report = settings_find(head, TEXT("report"));
    if (layout->report.len && !prose_is_id(layout->report))
        complain(r, layout->report, DIAG_E112, TEXT_EMPTY, TEXT_EMPTY, TEXT_EMPTY);
    layout->language = settings_find(head, TEXT("language"));
    if (layout->language.len && codebook_language(r->context.codebook, layout->language) == NO_INDEX) {
        const struct name_fault fault = {NAMED_LANGUAGE, NO_INDEX, layout->language,
                                         source_place_of(r->context.source, layout->language)};
        codebook_name_fault(r->context.codebook, &fault, r->context.keep, r->context.diagnostics);
    }
    layout->page_number = settings_find(head, TEXT("page number"));
    layout->title = title_of(r, settings_find(head, TEXT("title")));
    layout->subtitle = prose_line(layout, &r->context, settings_find(head, TEXT("subtitle")));
    layout->series = prose_line(layout, &r->context, settings_find(head, TEXT("series")));
}

static void read_body(struct layout_reader *r)
{
    size_t contacts = 0;
    for (size_t i = 0; i < r->markup->count; i++) {
        const struct markup_item *item = &r->markup->items[i];
        if (text_equal(item->block, TEXT("contacts")))
            contacts += item->kind == MARKUP_OPEN ? 1 : (size_t)-1;
        r->prose.digits_allowed = contacts > 0;
        if (item->kind == MARKUP_PROSE)
            prose_add(&r->prose, item->prose);
        else if (item->kind != MARKUP_BROKEN)
            prose_add_block(&r->prose, i);
    }
    cmark_node *document = prose_parse(&r->prose);
    build_tree(r, document);
    cmark_node_free(document);
    text_builder_done(&r->prose.markdown);
}

bool layout_read(const char *path, const struct layout_surroundings *surroundings, const struct layout **ret_layout,
                 struct error *err)
{
    struct arena *keep = surroundings->keep;
    struct diagnostics *diagnostics = surroundings->diagnostics;
    struct layout *layout = ARENA_NEW(keep, struct layout);
    if (!source_read(path, path, keep, diagnostics, &layout->source, err))
        return false;
    const struct markup_rules rules = {layout_blocks(), .head_required = true};
    struct layout_reader r = {
        .layout = layout,
        .context = {surroundings->codebook, surroundings->period, &layout->source, surroundings->requests, keep,
                    diagnostics, surroundings->warns_of_periods, false},
    };
    r.prose = (struct prose_reader){.layout = layout, .context = &r.context};
    layout->root = ARENA_NEW(keep, struct block);
    layout->lacks_figures = layout->lacks_blocks = layout->source.is_no_text;
    r.markup = markup_read(&layout->source, &rules, keep, diagnostics);
    find_master(&r, surroundings);
    read_head(&r);
    read_body(&r);
    check_references(&r);
    if (layout->master && !layout->master->source.is_no_text)
        translation_check(layout, settings_find(&r.markup->head, TEXT("translates")), diagnostics);
    *ret_layout = layout;
    return true;
}

bool layout_statement(const struct codebook *codebook, struct period period, struct text that,
                      struct requests *requests, struct arena *keep, struct diagnostics *diagnostics,
                      struct statement *ret_statement)
{
    const struct expression_context context = {codebook, period, &codebook->source, requests, keep, diagnostics, false, false};
    return parse_statement(&context, that, ret_statement);
}
