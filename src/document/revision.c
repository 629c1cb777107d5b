/* SPDX-License-Identifier: GPL-3.0-or-later
 * Numbers of the document that earlier editions published with another value: cases were entered, corrected or closed since.
 * Told is that a number differs, not what it was; and only of what the same readers had, since which of other readers' numbers
 * are as they were tells them, too. */
#include "document/binder.h"

enum { KEY_FIELDS = 3 };

static struct text key_of(struct arena *keep, const struct text fields[KEY_FIELDS])
{
    return text_format(keep, "%.*s %.*s %.*s", TEXT_ARGS(fields[0]), TEXT_ARGS(fields[1]), TEXT_ARGS(fields[2]));
}

/* The inventory's counts by name: names_find() gives the place; what is no count has a name that no key is like. */
static struct names *names_of(const struct binder *binder)
{
    const struct doc_numbers *numbers = &binder->document->inventory;
    struct names *names = names_new();
    for (size_t i = 0; i < numbers->count; i++) {
        const struct doc_number *number = &numbers->items[i];
        const struct text fields[KEY_FIELDS] = {number->measure, number->period, number->selection};
        const bool counts = number->kind == DOC_NUMBER_COUNT && cell_is_shown(number->cell);
        names_add(names, counts ? key_of(binder->keep, fields) : text_format(binder->keep, "%zu", i));
    }
    return names;
}

/* The place of that use in the inventory, or NAMES_NONE. A set may be told there by its categories or by those that are left
 * out. */
static int32_t find_number(const struct binder *binder, const struct names *names, const struct use *use)
{
    const struct bind_inputs *in = binder->in;
    const struct table_request *table = &in->requests->tables[use->table];
    struct text_builder b = {0};
    period_add(&b, table->period);
    struct text fields[KEY_FIELDS] = {in->codebook->measures[request_of_cases(in->codebook, table).measure].id,
                                      text_clean(binder->keep, &b), bind_selection(binder, use, false)};
    const int32_t found = names_find(names, key_of(binder->keep, fields));
    if (found != NAMES_NONE)
        return found;
    fields[KEY_FIELDS - 1] = bind_selection(binder, use, true);
    return names_find(names, key_of(binder->keep, fields));
}

/* ", Decision: Negative + Pending" for each variable that is narrowed. */
static void add_narrowed(const struct binder *binder, const struct use *use, struct text_builder *b)
{
    const struct bind_inputs *in = binder->in;
    const struct table_request *table = &in->requests->tables[use->table];
    for (size_t i = 0; i < table->dimension_count; i++) {
        const int variable = table->dimensions[i];
        const struct dimension *dimension = &in->codebook->dimensions[variable];
        struct text_builder categories = {0};
        for (int k = 0; use->set.categories[i] && k < dimension->category_count; k++) {
            if (!use->set.categories[i][k])
                continue;
            text_add(&categories, categories.len ? language_word(in->language, "joined") : TEXT_EMPTY);
            text_add(&categories, category_label(binder, variable, k));
        }
        if (categories.len) {
            text_add(b, language_word(in->language, "list"));
            text_add(b, language_fill(in->language, binder->keep, "labelled", "label", label_in(binder, &dimension->title),
                                      "value", text_clean(binder->keep, &categories), NULL));
        }
        text_builder_done(&categories);
    }
}

/* "Requests, 2014, Decision: Positive". */
static struct text figure_words(const struct binder *binder, const struct use *use)
{
    const struct bind_inputs *in = binder->in;
    const struct table_request *table = &in->requests->tables[use->table];
    struct text_builder b = {0};
    text_add(&b, label_in(binder, &in->codebook->measures[request_of_cases(in->codebook, table).measure].title));
    text_add(&b, language_word(in->language, "list"));
    text_add(&b, language_period(in->language, binder->keep, table->period, (struct inflection){0}));
    add_narrowed(binder, use, &b);
    return text_clean(binder->keep, &b);
}

/* The edition that said something else of each number last; earlier figures come in the order of their editions. */
static const struct earlier_figure **find_changes(const struct binder *binder)
{
    const struct bind_inputs *in = binder->in;
    const struct doc_numbers *numbers = &binder->document->inventory;
    const struct earlier_figure **changes =
        (const struct earlier_figure **)arena_alloc(binder->keep, numbers->count, sizeof *changes);
    struct names *names = names_of(binder);
    for (size_t i = 0; i < in->earlier_count; i++) {
        const struct earlier_figure *earlier = &in->earlier[i];
        const struct use *use = &in->requests->uses[earlier->use];
        const bool told = earlier->kind == EARLIER_SHOWN && use->kind == USE_SUM && policy_has(bind_policy(in), earlier->audience);
        const int32_t place = told ? find_number(binder, names, use) : NAMES_NONE;
        if (place != NAMES_NONE)
            changes[place] = numbers->items[place].cell.count != earlier->count ? earlier : NULL;
    }
    names_free(names);
    return changes;
}

/* ---- lists of them in the text ---- */

static struct doc_node *text_node(struct binder *binder, enum node_kind kind, struct text words)
{
    struct doc_node *node = ARENA_NEW(binder->keep, struct doc_node);
    node->kind = kind;
    ARENA_PUSH(binder->keep, &node->spans, ((struct doc_span){.kind = SPAN_TEXT, .text = bond_text(binder, words)}));
    return node;
}

static void fill_list(struct binder *binder, struct doc_node *list)
{
    const struct document *document = binder->document;
    for (size_t i = 0; i < document->revisions.count; i++) {
        struct doc_node *item = ARENA_NEW(binder->keep, struct doc_node);
        item->kind = NODE_ITEM;
        bind_add(binder, (struct doc_parent){&item->children, &item->child_count, &item->child_capacity},
                 text_node(binder, NODE_PARAGRAPH, document->revisions.items[i].words));
        bind_add(binder, (struct doc_parent){&list->children, &list->child_count, &list->child_capacity}, item);
    }
}

static size_t place_of(const struct revision_list *list)
{
    size_t place = 0;
    while ((*list->parent.children)[place] != list->node)
        place++;
    return place;
}

/* Nothing stands where nothing was counted anew. */
static void take_away(const struct revision_list *list)
{
    for (size_t i = place_of(list) + 1; i < *list->parent.count; i++)
        (*list->parent.children)[i - 1] = (*list->parent.children)[i];
    --*list->parent.count;
}

/* A sentence before the list, where the language has one. */
static void put_lead(struct binder *binder, const struct revision_list *list, struct text words)
{
    if (!words.len)
        return;
    bind_add(binder, list->parent, NULL);
    struct doc_node **children = *list->parent.children;
    const size_t place = place_of(list);
    for (size_t i = *list->parent.count - 1; i > place; i--)
        children[i] = children[i - 1];
    children[place] = text_node(binder, NODE_PARAGRAPH, words);
}

static void fill_lists(struct binder *binder)
{
    for (size_t i = 0; i < binder->revision_lists.count; i++) {
        const struct revision_list *list = &binder->revision_lists.items[i];
        if (!binder->document->revisions.count) {
            take_away(list);
            continue;
        }
        fill_list(binder, list->node);
        put_lead(binder, list, language_word(binder->in->language, "revisions"));
    }
}

/* Readers of the pages have no workbook at hand, whose notes name the figures in any case. */
static void warn_of_silence(const struct binder *binder)
{
    const struct document *document = binder->document;
    if (document->revisions.count && !binder->revision_lists.count && binder->in->is_published)
        diagnose(binder->diagnostics, DIAG_W575, (struct place){.path = binder->in->layout->source.path},
                 document->revisions.items[0].edition);
}

void bind_revisions(struct binder *binder)
{
    const struct bind_inputs *in = binder->in;
    const struct earlier_figure **changes = find_changes(binder);
    for (size_t i = 0; i < binder->document->inventory.count; i++) {
        if (!changes[i])
            continue;
        const struct text words = language_fill(in->language, binder->keep, "revised since", "figure",
                                                figure_words(binder, &in->requests->uses[changes[i]->use]), "edition",
                                                changes[i]->edition, NULL);
        ARENA_PUSH(binder->keep, &binder->document->revisions, ((struct doc_revision){changes[i]->edition, words}));
    }
    fill_lists(binder);
    warn_of_silence(binder);
}
