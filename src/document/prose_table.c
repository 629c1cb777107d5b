/* SPDX-License-Identifier: GPL-3.0-or-later
 * Tables in the prose: words and figures as in sentences, cell by cell. */
#include "document/binder.h"

#include "base/number.h"

static struct text plain_of(const struct binder *binder, const struct doc_spans *spans)
{
    struct text_builder b = {0};
    for (size_t i = 0; i < spans->count; i++)
        text_add(&b, spans->items[i].kind == SPAN_BREAK ? TEXT(" ") : spans->items[i].text);
    return text_clean(binder->keep, &b);
}

static bool has_words(const struct placeholder *placeholder)
{
    return placeholder->plural_count || placeholder->has_zero;
}

static bool is_of_digits(enum format_kind format)
{
    return format == FORMAT_NUMBER || format == FORMAT_ROUND || format == FORMAT_DECIMALS;
}

static bool is_count(const struct placeholder *placeholder)
{
    switch (placeholder->figure.kind) {
    case FIGURE_SUM:
    case FIGURE_TYPED_IN:
    case FIGURE_TOP:
    case FIGURE_DISTINCT:
    case FIGURE_SERIES:
        return is_of_digits(placeholder->format) && !has_words(placeholder);
    case FIGURE_DATE:
    case FIGURE_WORD:
    case FIGURE_SEE:
    case FIGURE_NAMES:
        break;
    }
    return false;
}

static bool is_share(const struct placeholder *placeholder)
{
    return placeholder->format == FORMAT_PERCENT && !has_words(placeholder);
}

static int decimals_of(const struct placeholder *placeholder)
{
    const bool has_decimals = placeholder->format == FORMAT_DECIMALS || placeholder->format == FORMAT_PERCENT;
    return has_decimals ? (int)placeholder->format_number : 0;
}

/* As it is printed: rounded, and in units of its last decimal. */
static int64_t count_value(const struct bind_inputs *in, const struct placeholder *placeholder, struct cell count)
{
    if (placeholder->format == FORMAT_ROUND)
        return number_round(count.count, placeholder->format_number);
    if (placeholder->format == FORMAT_DECIMALS)
        return series_value(in, &placeholder->figure, number_scale(decimals_of(placeholder))).count;
    return count.count;
}

/* A figure that is printed as its digits alone is a number in the workbook too. */
static void find_worth(struct binder *binder, const struct placeholder *placeholder, struct doc_cell *cell)
{
    const struct bind_inputs *in = binder->in;
    if (!is_count(placeholder) && !is_share(placeholder))
        return;
    const struct cell count = figure_cell(in, &placeholder->figure);
    const struct cell base = is_share(placeholder) ? figure_cell(in, &placeholder->base) : count;
    const bool shown = cell_is_shown(count) && (!is_share(placeholder) || release_base_suffices(in->release, base));
    if (!shown) {
        cell->worth = placeholder->has_fallback ? DOC_CELL_TEXT : DOC_CELL_HIDDEN;
        return;
    }
    cell->decimals = decimals_of(placeholder);
    cell->worth = is_share(placeholder) ? DOC_CELL_PERCENT : DOC_CELL_COUNT;
    cell->value = is_share(placeholder) ? number_share(count.count, base.count, 100 * number_scale(cell->decimals))
                                        : count_value(in, placeholder, count);
}

static struct doc_cell bind_cell(struct binder *binder, const struct inlines *inlines, bool is_strong)
{
    struct doc_cell cell = {.kind = DOC_CELL_TEXT, .spans = bind_inlines(binder, inlines)};
    cell.text = plain_of(binder, &cell.spans);
    if (inlines->count == 1 && inlines->items[0].kind == INLINE_FIGURE)
        find_worth(binder, &binder->in->layout->placeholders[inlines->items[0].index], &cell);
    for (size_t i = 0; is_strong && i < cell.spans.count; i++)
        cell.spans.items[i].strong = true;
    return cell;
}

static void add_terms(const struct binder *binder, const struct inlines *inlines, struct doc_terms *terms)
{
    for (size_t i = 0; i < inlines->count; i++)
        if (inlines->items[i].kind == INLINE_FIGURE)
            bind_terms_of(binder, &binder->in->layout->placeholders[inlines->items[i].index], terms);
}

/* The first column says what each row is about, but where there is nothing else in the row. */
static bool is_heading(const struct table_block *block, size_t index)
{
    return index < block->column_count || (block->column_count > 1 && index % block->column_count == 0);
}

static struct doc_table *bind_cells(struct binder *binder, const struct table_block *block)
{
    const size_t count = block->row_count * block->column_count;
    struct doc_table *table = ARENA_NEW(binder->keep, struct doc_table);
    enum doc_alignment *alignment = ARENA_ARRAY(binder->keep, enum doc_alignment, block->column_count);
    table->row_count = block->row_count;
    table->column_count = block->column_count;
    table->cells = ARENA_ARRAY(binder->keep, struct doc_cell, count);
    table->alignment = alignment;
    for (size_t i = 0; i < block->column_count; i++)
        alignment[i] = (enum doc_alignment)block->alignment[i];
    for (size_t i = 0; i < count; i++) {
        table->cells[i] = bind_cell(binder, &block->cells[i], i < block->column_count);
        table->cells[i].header = is_heading(block, i);
        add_terms(binder, &block->cells[i], &table->terms);
    }
    return table;
}

/* With the note that explains the symbol, if it stands in the table. */
struct doc_node *bind_prose_table(struct binder *binder, const struct table_block *block)
{
    const struct policy *policy = release_policy(binder->in->release);
    struct doc_node *node = ARENA_NEW(binder->keep, struct doc_node);
    node->kind = NODE_TABLE;
    binder->in_table = true;
    binder->symbol_is_used = false;
    node->table = bind_cells(binder, block);
    binder->in_table = false;
    const struct text note = language_fill(binder->in->language, binder->keep, "hidden", "symbol", policy->symbol,
                                           "text", label_in(binder, &policy->hidden_text), NULL);
    if (binder->symbol_is_used)
        ARENA_PUSH(binder->keep, &node->note, ((struct doc_span){.kind = SPAN_TEXT, .text = note}));
    return node;
}

_Static_assert((int)ALIGNMENT_RIGHT == (int)DOC_ALIGN_RIGHT && (int)ALIGNMENT_LEFT == (int)DOC_ALIGN_LEFT,
               "columns of layouts and documents are aligned the same");
