/* SPDX-License-Identifier: GPL-3.0-or-later
 * Both layouts are laid out flat, as sections with what stands under their headings; sections of the same id are then
 * held against each other. */
#include "layout/translation.h"

#include "base/names.h"

/* What stands under a heading; the first section is what stands before the first heading. */
struct section {
    const struct block *heading; /* NULL before the first */
    struct names *told;          /* figures told in it, each under a name that is the same in both layouts */
    LIST_OF(struct text) places; /* where each of them is told first */
    size_t claims, notes;        /* words tied to figures; footnotes told in it */
};

struct outline {
    const struct layout *layout;
    struct arena *keep;
    LIST_OF(struct section) sections;
    LIST_OF(const struct figure_block *) figures;
    size_t *note_section; /* by note: how many sections there were when it was told last */
    LIST_OF(size_t) notes_left;
};

struct pair {
    struct outline master, translation;
    struct text at;
    struct diagnostics *diagnostics;
};

/* ---- outlines ---- */

/* The same for the same measure, selection and period, whatever the language; empty where no figure is told. */
static struct text name_of(const struct figure *figure, struct arena *keep)
{
    switch (figure->kind) {
    case FIGURE_WORD:
    case FIGURE_SEE:
        return TEXT_EMPTY;
    case FIGURE_SUM:
    case FIGURE_TYPED_IN:
    case FIGURE_TOP:
    case FIGURE_DISTINCT:
    case FIGURE_DATE:
    case FIGURE_NAMES:
        return text_format(keep, "%d %zu", (int)figure->kind, figure->use);
    case FIGURE_SERIES:
        break;
    }
    struct text name = text_format(keep, "%d %d", (int)figure->kind, (int)figure->series);
    for (size_t i = 0; i < figure->use_count; i++)
        name = text_format(keep, "%.*s %zu", TEXT_ARGS(name), figure->uses[i]);
    return name;
}

static void add_figure(struct outline *outline, const struct figure *figure)
{
    struct section *section = &outline->sections.items[outline->sections.count - 1];
    const struct text name = name_of(figure, outline->keep);
    const int32_t before = names_count(section->told);
    if (name.len && names_add(section->told, name) == before)
        ARENA_PUSH(outline->keep, &section->places, figure->at);
}

static void add_quantity(struct outline *outline, const struct quantity *quantity)
{
    if (quantity->is_share)
        add_figure(outline, &quantity->base);
    for (size_t i = 0; i < quantity->figure_count; i++)
        add_figure(outline, &quantity->figures[i]);
}

static bool is_about_figures(enum relation relation)
{
    return relation != RELATION_FOR_AUDIENCE && relation != RELATION_NOT_FOR_AUDIENCE;
}

static void add_statement(struct outline *outline, const struct statement *statement)
{
    for (size_t i = 0; i < statement->count; i++) {
        const struct predicate *predicate = &statement->predicates[i];
        if (!is_about_figures(predicate->relation))
            continue;
        add_figure(outline, &predicate->left);
        add_quantity(outline, &predicate->right);
        add_quantity(outline, &predicate->high);
    }
}

/* A note is told once in a section, also where notes refer to each other. */
static void add_note(struct outline *outline, size_t note)
{
    if (outline->note_section[note] == outline->sections.count)
        return;
    outline->note_section[note] = outline->sections.count;
    outline->sections.items[outline->sections.count - 1].notes++;
    ARENA_PUSH(outline->keep, &outline->notes_left, note);
}

static void add_items(struct outline *outline, const struct inlines *inlines)
{
    const struct layout *layout = outline->layout;
    for (size_t i = 0; i < inlines->count; i++) {
        const struct inline_item *item = &inlines->items[i];
        switch (item->kind) {
        case INLINE_FIGURE:
            add_figure(outline, &layout->placeholders[item->index].figure);
            break;
        case INLINE_CLAIM_OPEN:
            add_statement(outline, &layout->claims[item->index].statement);
            outline->sections.items[outline->sections.count - 1].claims++;
            break;
        case INLINE_NOTE:
            add_note(outline, item->index);
            break;
        case INLINE_TEXT:
        case INLINE_BREAK:
        case INLINE_CLAIM_CLOSE:
            break;
        }
    }
}

static void add_inlines(struct outline *outline, const struct inlines *inlines)
{
    add_items(outline, inlines);
    while (outline->notes_left.count)
        add_items(outline, &outline->layout->notes[outline->notes_left.items[--outline->notes_left.count]]);
}

static void begin_section(struct outline *outline, const struct block *heading)
{
    const struct section section = {.heading = heading, .told = names_new()};
    ARENA_PUSH(outline->keep, &outline->sections, section);
}

/* Blocks are nested no deeper than the reader of layouts allows. */
static void add_block(struct outline *outline, const struct block *block)
{
    if (block->kind == BLOCK_HEADING)
        begin_section(outline, block);
    add_inlines(outline, &block->inlines);
    add_statement(outline, &block->when);
    if (block->figure) {
        ARENA_PUSH(outline->keep, &outline->figures, block->figure);
        add_inlines(outline, &block->figure->title);
        add_inlines(outline, &block->figure->note);
    }
    for (size_t i = 0; block->table && i < block->table->row_count * block->table->column_count; i++)
        add_inlines(outline, &block->table->cells[i]);
    for (size_t i = 0; i < block->child_count; i++)
        add_block(outline, block->children[i]);
    for (size_t i = 0; i < block->otherwise_count; i++)
        add_block(outline, block->otherwise[i]);
}

static struct outline outline_of(const struct layout *layout, struct arena *keep)
{
    struct outline outline = {.layout = layout,
                              .keep = keep,
                              .note_section = ARENA_ARRAY(keep, size_t, layout->note_count)};
    begin_section(&outline, NULL);
    for (size_t i = 0; i < layout->root->child_count; i++)
        add_block(&outline, layout->root->children[i]);
    return outline;
}

static void outline_done(struct outline *outline)
{
    for (size_t i = 0; i < outline->sections.count; i++)
        names_free(outline->sections.items[i].told);
}

/* ---- comparing ---- */

static struct text id_of(const struct section *section)
{
    return section->heading ? section->heading->id : TEXT_EMPTY;
}

/* The number of the section with that id, or the count. What stands before the first heading has the empty id. */
static size_t find_section(const struct outline *outline, const struct section *like)
{
    for (size_t i = 0; i < outline->sections.count; i++) {
        const struct section *section = &outline->sections.items[i];
        if (!section->heading == !like->heading && text_equal(id_of(section), id_of(like)))
            return i;
    }
    return outline->sections.count;
}

/* Where a section of the translation begins; of what stands before the first heading, where the master is named. */
static struct place heading_place(const struct pair *c, const struct section *section)
{
    const struct source *source = &c->translation.layout->source;
    return source_place_of(source, section->heading ? source_line(source, section->heading->line) : c->at);
}

static void warn_at(struct pair *c, enum diagnostic_code code, struct text at, struct text a, struct text b)
{
    diagnose(c->diagnostics, code, source_place_of(&c->translation.layout->source, at), a, b);
}

/* Numbers told under the same heading of one layout only: told here at their place, not told here at the heading. What
 * one of them could not be read of may be what is missing. */
static void compare_told(struct pair *c, const struct section *master, const struct section *translation)
{
    const struct text master_path = text_of(c->master.layout->source.path);
    for (int32_t i = 0; !c->master.layout->lacks_figures && i < names_count(translation->told); i++) {
        const struct text place = translation->places.items[i];
        if (names_find(master->told, names_at(translation->told, i)) == NAMES_NONE)
            warn_at(c, DIAG_W404, place, place, master_path);
    }
    for (int32_t i = 0; !c->translation.layout->lacks_figures && i < names_count(master->told); i++)
        if (names_find(translation->told, names_at(master->told, i)) == NAMES_NONE)
            diagnose(c->diagnostics, DIAG_W403, heading_place(c, translation), master->places.items[i],
                     master_path);
}

/* A claim that only one layout makes may be contradicted by the other. */
static void compare_counts(struct pair *c, const struct section *translation, struct text what, size_t master, size_t here)
{
    struct arena *keep = c->translation.keep;
    if (master != here && !c->master.layout->lacks_figures && !c->translation.layout->lacks_figures)
        diagnose(c->diagnostics, DIAG_W407, heading_place(c, translation), what, text_format(keep, "%zu", master),
                 text_format(keep, "%zu", here));
}

/* A heading without an id cannot be found in the other layout. */
static bool has_id(struct pair *c, const struct section *section)
{
    if (!section->heading || section->heading->id.len)
        return true;
    diagnose(c->diagnostics, DIAG_W406, heading_place(c, section), TEXT_EMPTY);
    return false;
}

static void compare_sections(struct pair *c)
{
    size_t furthest = 0;
    for (size_t i = 0; i < c->translation.sections.count; i++) {
        const struct section *section = &c->translation.sections.items[i];
        if (!has_id(c, section))
            continue;
        const size_t at = find_section(&c->master, section);
        if (at == c->master.sections.count) {
            warn_at(c, DIAG_W401, id_of(section), TEXT("is not in the master"), id_of(section));
            continue;
        }
        if (at < furthest)
            warn_at(c, DIAG_W401, id_of(section), TEXT("stands in another place than in the master"), id_of(section));
        furthest = at > furthest ? at : furthest;
        const struct section *master = &c->master.sections.items[at];
        compare_told(c, master, section);
        compare_counts(c, section, TEXT("claims and conditions in sentences"), master->claims, section->claims);
        compare_counts(c, section, TEXT("footnotes"), master->notes, section->notes);
    }
    for (size_t i = 0; i < c->master.sections.count; i++) {
        const struct section *section = &c->master.sections.items[i];
        if (id_of(section).len && find_section(&c->translation, section) == c->translation.sections.count)
            warn_at(c, DIAG_W401, c->at, TEXT("is missing here"), id_of(section));
    }
}

static const struct figure_block *find_figure(const struct outline *outline, struct text id)
{
    for (size_t i = 0; i < outline->figures.count; i++)
        if (text_equal(outline->figures.items[i]->id, id))
            return outline->figures.items[i];
    return NULL;
}

static void compare_words(struct pair *c, const struct figure_block *master,
                          const struct figure_block *translation)
{
    if (master->note.count && !translation->note.count)
        warn_at(c, DIAG_W405, translation->at, TEXT("note"), TEXT_EMPTY);
    if (master->has_alt && !translation->has_alt)
        warn_at(c, DIAG_W405, translation->at, TEXT("alt"), TEXT_EMPTY);
    if (master->rest.len && translation->rest.ptr == master->rest.ptr) /* taken over */
        warn_at(c, DIAG_W405, translation->at, TEXT("rest"), TEXT_EMPTY);
}

/* A figure of which only the name, or the kind, is wrong may be the one that is missing. */
static void compare_figures(struct pair *c)
{
    const bool is_sure = !c->master.layout->lacks_blocks && !c->translation.layout->lacks_blocks;
    for (size_t i = 0; i < c->translation.figures.count; i++) {
        const struct figure_block *figure = c->translation.figures.items[i];
        const struct figure_block *master = find_figure(&c->master, figure->id);
        if (master)
            compare_words(c, master, figure);
        else if (is_sure)
            warn_at(c, DIAG_W402, figure->at, figure->id, TEXT("is not in the master"));
    }
    for (size_t i = 0; is_sure && i < c->master.figures.count; i++) {
        const struct text id = c->master.figures.items[i]->id;
        if (!find_figure(&c->translation, id))
            warn_at(c, DIAG_W402, c->at, id, TEXT("is missing here"));
    }
}

static void compare_heads(struct pair *c)
{
    if (c->master.layout->subtitle.count && !c->translation.layout->subtitle.count)
        warn_at(c, DIAG_W405, c->at, TEXT("subtitle"), TEXT_EMPTY);
    if (c->master.layout->series.count && !c->translation.layout->series.count)
        warn_at(c, DIAG_W405, c->at, TEXT("series"), TEXT_EMPTY);
}

void translation_check(const struct layout *translation, struct text at, struct diagnostics *diagnostics)
{
    struct arena *scratch = arena_new();
    struct pair c = {
        .master = outline_of(translation->master, scratch),
        .translation = outline_of(translation, scratch),
        .at = at,
        .diagnostics = diagnostics,
    };
    compare_heads(&c);
    compare_sections(&c);
    compare_figures(&c);
    outline_done(&c.master);
    outline_done(&c.translation);
    arena_free(scratch);
}
