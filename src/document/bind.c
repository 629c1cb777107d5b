/* SPDX-License-Identifier: GPL-3.0-or-later
 * The tree: conditions are decided, headings and figures numbered, then every block is bound in its place. */
#include "document/bind.h"

#include <stdlib.h>

#include "document/binder.h"
#include "document/depth.h"

struct numbering {
    size_t headings[HEADING_LEVELS];
    struct heading_depths depths;
    size_t charts, tables;
};

/* ---- first pass: what is printed, and its number ---- */

static void number_id(struct binder *binder, struct text id, struct text number)
{
    if (!id.len)
        return;
    const int32_t index = names_add(binder->ids, id);
    if ((size_t)index == binder->numbers.count)
        ARENA_PUSH(binder->keep, &binder->numbers, number);
    else
        binder->numbers.items[index] = number;
}

/* Whether a heading so deep stands below a plain one before which none has a number: its own would have a 0 in it. */
static bool lacks_number_above(const struct numbering *numbering, size_t depth)
{
    for (size_t i = 0; i + 1 < depth; i++)
        if (!numbering->headings[i])
            return true;
    return false;
}

static struct text heading_number(struct binder *binder, const struct block *block, struct numbering *numbering)
{
    const size_t level = heading_depth(&numbering->depths, block->level);
    if (block->plain || lacks_number_above(numbering, level))
        return TEXT_EMPTY;
    numbering->headings[level - 1]++;
    for (size_t i = level; i < HEADING_LEVELS; i++)
        numbering->headings[i] = 0;
    struct text_builder b = {0};
    for (size_t i = 0; i < level; i++)
        text_add_format(&b, i ? ".%zu" : "%zu", numbering->headings[i]);
    return text_clean(binder->keep, &b);
}

static struct text figure_number(struct binder *binder, const struct figure_block *figure, struct numbering *numbering)
{
    const size_t number = figure->form == FORM_TABLE ? ++numbering->tables : ++numbering->charts;
    return text_format(binder->keep, "%zu", number);
}

/* "Figure 3", as it stands above the figure. */
static struct text figure_name(struct binder *binder, const struct figure_block *figure, struct text number)
{
    return language_reference(binder->in->language, binder->keep, figure->form == FORM_TABLE ? "table" : "figure", number,
                              (struct inflection){.capital = true});
}

/* The children of a `when` that are printed. */
static void chosen_children(const struct binder *binder, const struct block *block, struct block ***ret_children,
                            size_t *ret_count)
{
    const bool holds = block->kind != BLOCK_WHEN || statement_truth(binder->in, &block->when) == TRUTH_TRUE;
    *ret_children = holds ? block->children : block->otherwise;
    *ret_count = holds ? block->child_count : block->otherwise_count;
}

static void number_children(struct binder *binder, const struct block *parent, struct numbering *numbering)
{
    struct block **children;
    size_t count;
    chosen_children(binder, parent, &children, &count);
    for (size_t i = 0; i < count; i++) {
        const struct block *block = children[i];
        if (block->kind == BLOCK_HEADING)
            number_id(binder, block->id, heading_number(binder, block, numbering));
        else if (block->kind == BLOCK_FIGURE)
            number_id(binder, block->id, figure_number(binder, block->figure, numbering));
        number_children(binder, block, numbering);
    }
}

/* ---- second pass: nodes ---- */

static struct doc_parent parent_of(struct doc_node *node)
{
    return (struct doc_parent){&node->children, &node->child_count, &node->child_capacity};
}

void bind_add(struct binder *binder, struct doc_parent parent, struct doc_node *node)
{
    *parent.children =
        arena_reserve(binder->keep, *parent.children, *parent.count, parent.capacity, sizeof **parent.children);
    (*parent.children)[(*parent.count)++] = node;
}

static void bind_block(struct binder *binder, struct doc_parent parent, const struct block *block,
                       struct numbering *numbering);

static void bind_children(struct binder *binder, struct doc_parent parent, const struct block *block,
                          struct numbering *numbering)
{
    struct block **children;
    size_t count;
    chosen_children(binder, block, &children, &count);
    for (size_t i = 0; i < count; i++)
        bind_block(binder, parent, children[i], numbering);
}

static struct doc_node *new_node(struct binder *binder, enum node_kind kind, const struct block *block)
{
    struct doc_node *node = ARENA_NEW(binder->keep, struct doc_node);
    node->kind = kind;
    node->id = block->id;
    return node;
}

static const enum node_kind NODE_OF[] = {
    [BLOCK_HEADING] = NODE_HEADING,   [BLOCK_PARAGRAPH] = NODE_PARAGRAPH, [BLOCK_LIST] = NODE_LIST,
    [BLOCK_ITEM] = NODE_ITEM,         [BLOCK_QUOTE] = NODE_QUOTE,         [BLOCK_BOX] = NODE_BOX,
    [BLOCK_CONTACTS] = NODE_CONTACTS, [BLOCK_CONTENTS] = NODE_CONTENTS,   [BLOCK_NEWPAGE] = NODE_NEWPAGE,
    [BLOCK_REVISIONS] = NODE_LIST,
};

static void bind_block(struct binder *binder, struct doc_parent parent, const struct block *block,
                       struct numbering *numbering)
{
    if (block->kind == BLOCK_WHEN) {
        if (statement_truth(binder->in, &block->when) == TRUTH_HIDDEN)
            diagnose(binder->diagnostics, DIAG_E304, source_place_of(&binder->in->layout->source, block->when.at),
                     TEXT_EMPTY);
        bind_children(binder, parent, block, numbering);
        return;
    }
    if (block->kind == BLOCK_FIGURE) {
        const struct text number = figure_number(binder, block->figure, numbering);
        bind_add(binder, parent, bind_figure(binder, block->figure, figure_name(binder, block->figure, number)));
        return;
    }
    if (block->kind == BLOCK_TABLE) {
        bind_add(binder, parent, bind_prose_table(binder, block->table));
        return;
    }
    struct doc_node *node = new_node(binder, NODE_OF[block->kind], block);
    if (block->kind == BLOCK_REVISIONS)
        ARENA_PUSH(binder->keep, &binder->revision_lists, ((struct revision_list){parent, node}));
    if (block->kind == BLOCK_HEADING) {
        node->level = block->level < HEADING_LEVELS ? block->level : HEADING_LEVELS;
        node->number = heading_number(binder, block, numbering);
    }
    node->ordered = block->ordered;
    node->spans = bind_inlines(binder, &block->inlines);
    if (block->kind == BLOCK_PARAGRAPH && block->inlines.count && !node->spans.count)
        return; /* conditions leave nothing of it */
    bind_children(binder, parent_of(node), block, numbering);
    bind_add(binder, parent, node);
}

/* ---- notes ---- */

/* A note of the layout, or the source of a figure typed in. */
static struct doc_spans note_spans(struct binder *binder, size_t note)
{
    const size_t written = binder->in->layout->note_count;
    struct doc_spans spans = {0};
    if (note < written)
        return bind_inlines(binder, &binder->in->layout->notes[note]);
    ARENA_PUSH(binder->keep, &spans,
               ((struct doc_span){.kind = SPAN_TEXT, .text = bond_text(binder, typed_words(binder, note - written))}));
    return spans;
}

/* Notes may refer to further notes, which then get the next numbers. */
static void bind_notes(struct binder *binder)
{
    struct document *document = binder->document;
    document->notes = ARENA_ARRAY(binder->keep, struct doc_note, binder->note_limit);
    for (size_t i = 0; i < binder->note_limit && binder->note_order[i] != SIZE_MAX; i++) {
        document->notes[i].spans = note_spans(binder, binder->note_order[i]);
        document->notes[i].is_source = binder->note_order[i] >= binder->in->layout->note_count;
        document->note_count = i + 1;
    }
}

/* ---- sheets ---- */

static struct inlines words_alone(const struct binder *binder, const struct labels *labels)
{
    struct inlines inlines = {0};
    const struct inline_item item = {.kind = INLINE_TEXT, .text = label_in(binder, labels)};
    if (item.text.len)
        ARENA_PUSH(binder->keep, &inlines, item);
    return inlines;
}

/* They have no number: nothing refers to them. */
static void bind_sheets(struct binder *binder)
{
    struct document *document = binder->document;
    binder->figures_of = &binder->in->codebook->source;
    document->sheets = arena_alloc(binder->keep, binder->in->sheet_count, sizeof *document->sheets);
    for (size_t i = 0; i < binder->in->sheet_count; i++) {
        struct figure_block figure = binder->in->sheets[i]->figure;
        figure.title = words_alone(binder, &binder->in->sheets[i]->block->title);
        figure.note = words_alone(binder, &binder->in->sheets[i]->block->note);
        document->sheets[document->sheet_count++] = bind_figure(binder, &figure, TEXT_EMPTY);
    }
}

/* ---- the document ---- */

static struct doc_words words_of(const struct binder *binder)
{
    const struct language *language = binder->in->language;
    const struct policy *policy = bind_policy(binder->in);
    const struct text page_number = binder->in->layout->page_number;
    return (struct doc_words){
        .contents = language_word(language, "contents"),
        .page_head = page_number.len ? page_number : language_word(language, "page number"),
        .figure = language_word(language, "figure"),
        .table = language_word(language, "table"),
        .note = language_word(language, "note"),
        .total = language_word(language, "total"),
        .decimal = language_word(language, "decimal"),
        .hidden_symbol = policy->symbol,
        .hidden_meaning = label_in(binder, &policy->hidden_text),
        .syllable_vowels = language_word(language, "syllable vowels"),
        .word_breaks = language_word(language, "word breaks"),
        .cover = language_word(language, "cover"),
        .notes = language_word(language, "notes"),
        .sheet = language_word(language, "sheet"),
        .title = language_word(language, "title"),
        .published = language_word(language, "published"),
        .back_to_contents = language_word(language, "back to contents"),
        .chart_of = language_word(language, "chart of"),
        .chart_of_totals = language_word(language, "chart of totals"),
        .chart_of_piles = language_word(language, "chart of piles"),
        .no_chart = language_word(language, "no chart"),
        .chart_in_report = language_word(language, "chart in report"),
        .unit = language_word(language, "unit"),
        .period = language_word(language, "period"),
        .recipient = language_word(language, "recipient"),
        .base = language_word(language, "base"),
        .percent = language_word(language, "per cent"),
        .symbol = language_word(language, "symbol"),
        .meaning = language_word(language, "meaning"),
        .data = language_word(language, "data"),
        .skip = language_word(language, "skip"),
        .back_to_text = language_word(language, "back to text"),
        .figures_as_table = language_word(language, "figures as table"),
        .files = language_word(language, "files"),
        .languages = language_word(language, "languages"),
        .revised = language_word(language, "revised"),
        .language_name = language_word(language, "name"),
        .list = language_word(language, "list"),
        .in_brackets = language_word(language, "in brackets"),
        .labelled = language_word(language, "labelled"),
        .note_reference = language_word(language, "note reference"),
        .symbol_means = language_word(language, "symbol means"),
    };
}

static void bind_head(struct binder *binder)
{
    const struct bind_inputs *in = binder->in;
    struct document *document = binder->document;
    struct text_builder iso = {0};
    date_add_iso(&iso, in->facts->date);
    document->language = in->layout->language;
    document->audience = bind_policy(in)->audience;
    document->is_open = bind_policy(in)->is_open;
    document->is_encrypted = bind_policy(in)->is_encrypted;
    document->has_ods = bind_policy(in)->has_ods;
    document->edition = in->facts->id;
    document->title = bind_plain(binder, &in->layout->title);
    document->subtitle = bind_plain(binder, &in->layout->subtitle);
    document->series = bind_plain(binder, &in->layout->series);
    document->publisher = publisher_words(binder);
    document->period = language_period_name(in->language, binder->keep, in->facts->period);
    document->date = language_date(in->language, binder->keep, in->facts->date, (struct inflection){0});
    document->date_iso = text_clean(binder->keep, &iso);
    document->mark = label_in(binder, &bind_policy(in)->mark);
    document->recipient = label_in(binder, &bind_policy(in)->recipient);
    document->words = words_of(binder);
    for (size_t unused; take_typed(binder, &unused);)
        ; /* a cover has no notes */
}

const struct document *document_bind(const struct bind_inputs *inputs, struct arena *keep,
                                     struct diagnostics *diagnostics)
{
    const size_t note_limit = inputs->layout->note_count + (size_t)inputs->codebook->measure_count;
    struct bind_inputs in = *inputs;
    in.touched = ARENA_ARRAY(keep, bool, inputs->requests->use_count);
    struct binder binder = {
        .in = &in,
        .keep = keep,
        .diagnostics = diagnostics,
        .document = ARENA_NEW(keep, struct document),
        .language = (size_t)codebook_language(inputs->codebook, inputs->layout->language),
        .ids = names_new(),
        .figures_of = &inputs->layout->source,
        .note_limit = note_limit,
        .note_numbers = ARENA_ARRAY(keep, size_t, note_limit),
        .note_order = ARENA_ARRAY(keep, size_t, note_limit),
        .is_after_break = ARENA_ARRAY(keep, bool, inputs->requests->use_count),
        .typed_is_due = ARENA_ARRAY(keep, bool, (size_t)inputs->codebook->measure_count),
    };
    for (size_t i = 0; i < note_limit; i++)
        binder.note_order[i] = SIZE_MAX;
    in.earlier_said = earlier_find(&binder);
    struct numbering first = {0}, second = {0};
    struct document *document = binder.document;
    number_children(&binder, inputs->layout->root, &first);
    bind_head(&binder);
    bind_children(&binder, (struct doc_parent){&document->children, &document->child_count, &document->child_capacity},
                  inputs->layout->root, &second);
    bind_notes(&binder);
    if (!inputs->is_judged) {
        bind_sheets(&binder);
        bind_inventory(&binder);
        bind_revisions(&binder);
    }
    names_free(binder.ids);
    return document;
}
