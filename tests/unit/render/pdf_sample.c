/* SPDX-License-Identifier: GPL-3.0-or-later
 * Layouts, tags and marks put together as a paginator would. */
#include "tests/unit/render/pdf_sample.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

static const double MARGIN_PT = 72, SIZE_PT = 10, LEADING_PT = 14;

const struct pdf_attachment sample_attachments[2] = {
    {TEXT_INIT("requests.csv"), TEXT_INIT("text/csv"), TEXT_INIT("Requests by month"), PDF_RELATES_DATA,
     TEXT_INIT("month;requests\n2014-01;12\n")},
    {TEXT_INIT("asiakkaat-ä.csv"), TEXT_INIT("text/csv"), TEXT_INIT("Asiakkaat iän mukaan"), PDF_RELATES_SUPPLEMENT,
     TEXT_INIT("age;clients\n18-;31\n")},
};

/* ---- building blocks ---- */

static struct arena *arena_of(struct sample *sample)
{
    return sample->pages.arena;
}

static struct tag *tag_new(struct sample *sample, struct tag *parent, enum tag_role role)
{
    struct tag *tag = ARENA_NEW(arena_of(sample), struct tag);
    tag->role = role;
    tag->alt = tag->id = tag->language = tag->actual = TEXT_EMPTY;
    tag->number = sample->pages.tag_count++;
    tag->parent = parent;
    if (parent && parent->last_child)
        parent->last_child->next = tag;
    else if (parent)
        parent->first_child = tag;
    if (parent)
        parent->last_child = tag;
    return tag;
}

static struct page *last_page(struct sample *sample)
{
    return &sample->pages.items[sample->pages.count - 1];
}

static void add_mark(struct sample *sample, struct mark mark)
{
    struct page *page = last_page(sample);
    page->marks = arena_reserve(arena_of(sample), page->marks, page->mark_count, &page->mark_capacity, sizeof mark);
    page->marks[page->mark_count++] = mark;
}

static void add_link(struct sample *sample, struct link_area link)
{
    struct page *page = last_page(sample);
    page->links = arena_reserve(arena_of(sample), page->links, page->link_count, &page->link_capacity, sizeof link);
    page->links[page->link_count++] = link;
}

static void add_outline(struct sample *sample, size_t level, struct text title)
{
    struct pages *pages = &sample->pages;
    pages->outline = arena_reserve(pages->arena, pages->outline, pages->outline_count, &pages->outline_capacity,
                                   sizeof *pages->outline);
    pages->outline[pages->outline_count++] =
        (struct outline_entry){level, title, {pages->count - 1, sample->y_pt}};
}

static const struct text_layout *layout_new(struct sample *sample, const struct text_span *spans, size_t count, double width_pt)
{
    return typeface_layout(sample->typeface, &(struct text_paragraph){spans, count, .width_pt = width_pt, .language = "en"});
}

static struct text_style style_of(double size_pt, bool strong)
{
    return (struct text_style){.size_pt = size_pt, .strong = strong, .colour = 0x1A1A1A};
}

/* All lines of the layout, of one tag. */
static void add_lines(struct sample *sample, const struct tag *tag, double x_pt, const struct text_layout *layout)
{
    for (size_t i = 0; i < layout->line_count; i++) {
        sample->y_pt += LEADING_PT;
        add_mark(sample, (struct mark){.kind = MARK_LINE,
                                       .tag = tag,
                                       .x_pt = x_pt,
                                       .y_pt = sample->y_pt,
                                       .line = &layout->lines[i],
                                       .ends_paragraph = i == layout->line_count - 1});
    }
}

static void add_text_at(struct sample *sample, const struct tag *tag, double x_pt, struct text_style style,
                        struct text text)
{
    const struct text_span span = {text, style};
    add_lines(sample, tag, x_pt, layout_new(sample, &span, 1, sample->pages.width_pt - MARGIN_PT - x_pt));
}

static void add_text(struct sample *sample, const struct tag *tag, struct text_style style, struct text text)
{
    add_text_at(sample, tag, MARGIN_PT, style, text);
}

/* Text at the height of the last line. */
static void add_beside(struct sample *sample, const struct tag *tag, double x_pt, struct text text)
{
    sample->y_pt -= LEADING_PT;
    add_text_at(sample, tag, x_pt, style_of(SIZE_PT, false), text);
}

static void add_page(struct sample *sample)
{
    struct pages *pages = &sample->pages;
    pages->items =
        arena_reserve(pages->arena, pages->items, pages->count, &pages->capacity, sizeof *pages->items);
    pages->items[pages->count++] = (struct page){0};
    sample->y_pt = 30;
    add_text_at(sample, NULL, 500, style_of(8, false), text_format(pages->arena, "%zu (n)", pages->count));
    sample->y_pt = MARGIN_PT;
}

static void add_rule(struct sample *sample, double width_pt)
{
    struct path *path = ARENA_NEW(arena_of(sample), struct path);
    path_move(path, MARGIN_PT, sample->y_pt + 4);
    path_line(path, MARGIN_PT + width_pt, sample->y_pt + 4);
    add_mark(sample, (struct mark){.kind = MARK_PATH,
                                   .path = path,
                                   .paint = {.stroke = true, .stroke_colour = 0x005A9C, .stroke_width_pt = 0.5}});
}

static void init(struct sample *sample, const char *font_folder)
{
    struct error err = {0};
    *sample = (struct sample){0};
    sample->typeface = typeface_open(font_folder, &err);
    if (!sample->typeface) {
        fprintf(stderr, "%s\n", err.message);
        abort();
    }
    sample->document = (struct document){
        .language = TEXT("en"),
        .title = TEXT("Situation of “made-up” clients – ä & ö"),
        .subtitle = TEXT("A sample"),
        .publisher = TEXT("Office of Examples"),
        .date_iso = TEXT("2015-01-30"),
    };
    sample->pages = (struct pages){.document = &sample->document,
                                   .typeface = sample->typeface,
                                   .width_pt = 595.276,
                                   .height_pt = 841.89,
                                   .arena = arena_new()};
    sample->pages.root = tag_new(sample, NULL, TAG_DOCUMENT);
}

void sample_done(struct sample *sample)
{
    arena_free(sample->pages.arena);
    typeface_close(sample->typeface);
}

/* ---- the sample ---- */

static void add_title(struct sample *sample)
{
    struct tag *block = tag_new(sample, sample->pages.root, TAG_TITLE_BLOCK);
    add_text(sample, tag_new(sample, block, TAG_H1), style_of(18, true), sample->document.title);
    add_text(sample, tag_new(sample, block, TAG_PARAGRAPH), style_of(SIZE_PT, false), TEXT("30 January 2015"));
    add_outline(sample, 1, sample->document.title);
}

static void add_contents(struct sample *sample)
{
    struct tag *contents = tag_new(sample, sample->pages.root, TAG_CONTENTS);
    static const char *const titles[] = {"Clients in flight", "Figures"};
    for (size_t i = 0; i < 2; i++) {
        struct tag *item = tag_new(sample, contents, TAG_CONTENTS_ITEM);
        struct tag *link = tag_new(sample, tag_new(sample, item, TAG_REFERENCE), TAG_LINK);
        add_text(sample, link, style_of(SIZE_PT, false), text_of(titles[i]));
        last_page(sample)->marks[last_page(sample)->mark_count - 1].ends_paragraph = false;
        add_beside(sample, link, 480, text_format(arena_of(sample), "%zu", i + 1));
        add_link(sample, (struct link_area){.x_pt = MARGIN_PT,
                                            .y_pt = sample->y_pt - SIZE_PT,
                                            .width_pt = 440,
                                            .height_pt = LEADING_PT,
                                            .tag = link,
                                            .address = TEXT_EMPTY,
                                            .destination = {i, 200},
                                            .description = text_of(titles[i])});
    }
}

/* The parts of a line before, in and after the link, which is bytes from..to of the layout's text. */
static void add_line_with_link(struct sample *sample, const struct text_line *line, const struct tag *const tags[3],
                               const size_t bounds[4], bool last)
{
    const size_t start = line->from, end = start + line->len;
    for (int k = 0; k < 3; k++) {
        const size_t from = MAX(bounds[k], start), to = MIN(bounds[k + 1], end);
        if (from >= to)
            continue;
        add_mark(sample, (struct mark){.kind = MARK_PART,
                                       .tag = tags[k],
                                       .x_pt = MARGIN_PT,
                                       .y_pt = sample->y_pt,
                                       .line = line,
                                       .from = from,
                                       .to = to,
                                       .ends_paragraph = last && k == 2});
        if (k == 1)
            add_link(sample, (struct link_area){.x_pt = MARGIN_PT + text_line_x_pt(line, from),
                                                .y_pt = sample->y_pt - SIZE_PT,
                                                .width_pt = 60,
                                                .height_pt = LEADING_PT,
                                                .tag = tags[1],
                                                .address = TEXT("https://example.org/käsite?a=1 2"),
                                                .description = TEXT("What the words mean")});
    }
}

static const char long_text[] =
    "Affiliated offices flagged fifty files: AVATAR To, LT. The words “ä ö å – Å” stay as they are, and some "
    "of them lead to an explanation of terms that is long enough to be broken over a line. Kerning moves AV apart.";

static void add_linked_paragraph(struct sample *sample, struct tag *section)
{
    struct tag *paragraph = tag_new(sample, section, TAG_PARAGRAPH);
    struct tag *note = tag_new(sample, paragraph, TAG_NOTE);
    struct tag *link = tag_new(sample, paragraph, TAG_LINK);
    const struct text_span span = {text_of(long_text), style_of(SIZE_PT, false)};
    const struct text_layout *layout = layout_new(sample, &span, 1, 300);
    const size_t from = text_find(text_of(long_text), TEXT("explanation"));
    const size_t to = text_find(text_of(long_text), TEXT(" is long"));
    const size_t bounds[4] = {0, from, to, strlen(long_text)};
    for (size_t i = 0; i < layout->line_count; i++) {
        sample->y_pt += LEADING_PT;
        add_line_with_link(sample, &layout->lines[i],
                           (const struct tag *[3]){paragraph, link, paragraph}, bounds, false);
    }
    const double y_pt = sample->y_pt;
    sample->y_pt = 760;
    note->id = TEXT("note-1");
    add_text(sample, note, style_of(8, false), TEXT("1 A note at the foot."));
    add_page(sample);
    add_text(sample, paragraph, style_of(SIZE_PT, false), TEXT("The paragraph goes on overleaf."));
    sample->pages.count--;
    sample->y_pt = y_pt;
}

static void add_list(struct sample *sample, struct tag *section)
{
    struct tag *list = tag_new(sample, section, TAG_LIST);
    for (size_t i = 0; i < 2; i++) {
        struct tag *item = tag_new(sample, list, TAG_ITEM);
        add_text(sample, tag_new(sample, item, TAG_ITEM_LABEL), style_of(SIZE_PT, false),
                 text_format(arena_of(sample), "%zu.", i + 1));
        struct tag *body = tag_new(sample, item, TAG_ITEM_BODY);
        add_beside(sample, tag_new(sample, body, TAG_PARAGRAPH), MARGIN_PT + 20, TEXT("An item"));
    }
    struct tag *quote = tag_new(sample, section, TAG_QUOTE);
    struct tag *said = tag_new(sample, quote, TAG_PARAGRAPH);
    said->language = TEXT("sv");
    add_text_at(sample, said, MARGIN_PT + 20, style_of(SIZE_PT, false), TEXT("Ett citat på svenska."));
}

static void add_table(struct sample *sample, struct tag *section)
{
    static const char *const cells[3][3] = {{"Sex", "2013", "2014"}, {"Women", "25", "31"}, {"Men", "1 234", ""}};
    struct tag *table = tag_new(sample, section, TAG_TABLE);
    add_text(sample, tag_new(sample, table, TAG_CAPTION), style_of(SIZE_PT, true), TEXT("Clients by sex, persons"));
    add_rule(sample, 300);
    for (size_t row = 0; row < 3; row++) {
        struct tag *line = tag_new(sample, table, TAG_ROW);
        sample->y_pt += LEADING_PT;
        for (size_t column = 0; column < 3; column++) {
            struct tag *cell = tag_new(sample, line, row && column ? TAG_CELL : TAG_HEADER_CELL);
            if (cell->role == TAG_HEADER_CELL)
                cell->scope = row ? SCOPE_ROW : column ? SCOPE_COLUMN : SCOPE_BOTH;
            if (*cells[row][column])
                add_beside(sample, cell, MARGIN_PT + 100 * (double)column, text_of(cells[row][column]));
        }
        add_rule(sample, 300);
    }
}

static struct chart *pie_new(struct sample *sample)
{
    static const char *const labels[] = {"Women", "Men", "Girls"};
    static const int counts[] = {25, 40, 20};
    struct chart *chart = ARENA_NEW(arena_of(sample), struct chart);
    *chart = (struct chart){.kind = CHART_PIE,
                            .id = TEXT("sex"),
                            .title = TEXT("Clients by sex"),
                            .alt = TEXT("Pie: 25 women, 40 men – 20 girls."),
                            .language = "en",
                            .series = ARENA_ARRAY(arena_of(sample), struct text, 1),
                            .series_count = 1,
                            .categories = ARENA_ARRAY(arena_of(sample), struct chart_category, 3),
                            .category_count = 3,
                            .axis_title = TEXT_EMPTY,
                            .thousands = TEXT(" "),
                            .list = TEXT(", "),
                            .hidden_label = TEXT_EMPTY,
                            .empty_label = TEXT("No cases"),
                            .pie_remainder_base = {CELL_SHOWN, 85}};
    chart->series[0] = TEXT("clients");
    for (size_t i = 0; i < 3; i++) {
        struct chart_category *category = &chart->categories[i];
        category->label = text_of(labels[i]);
        category->parts = ARENA_NEW(arena_of(sample), struct chart_part);
        category->parts[0].cell = category->total = (struct cell){CELL_SHOWN, counts[i]};
        category->parts[0].label = text_format(arena_of(sample), "%d", counts[i]);
    }
    return chart;
}

static void add_figure(struct sample *sample, struct tag *section)
{
    struct tag *figure = tag_new(sample, section, TAG_FIGURE);
    const struct chart *chart = pie_new(sample);
    const struct sketch *sketch = chart_sketch(arena_of(sample), chart, sample->typeface, 300);
    figure->alt = chart->alt;
    sample->y_pt += LEADING_PT;
    add_mark(sample, (struct mark){
                         .kind = MARK_CHART, .tag = figure, .x_pt = MARGIN_PT, .y_pt = sample->y_pt, .width_pt = 300,
                         .chart = chart, .sketch = sketch});
    sample->y_pt += chart_sketch_extent(sketch).height_pt;
    struct tag *box = tag_new(sample, section, TAG_BOX);
    add_text(sample, tag_new(sample, box, TAG_PARAGRAPH), style_of(SIZE_PT, false), TEXT("Text in a box."));
}

void sample_init(struct sample *sample, const char *font_folder)
{
    init(sample, font_folder);
    add_page(sample);
    add_title(sample);
    add_contents(sample);
    struct tag *first = tag_new(sample, sample->pages.root, TAG_SECTION);
    add_outline(sample, 2, TEXT("Clients in flight"));
    add_text(sample, tag_new(sample, first, TAG_H2), style_of(14, true), TEXT("Clients in flight"));
    add_linked_paragraph(sample, first);
    add_list(sample, first);
    add_table(sample, first);
    sample->pages.count++; /* begun by the paragraph */
    sample->y_pt = MARGIN_PT + 2 * LEADING_PT;
    struct tag *second = tag_new(sample, sample->pages.root, TAG_SECTION);
    add_outline(sample, 2, TEXT("Figures – ä"));
    add_text(sample, tag_new(sample, second, TAG_H2), style_of(14, true), TEXT("Figures"));
    add_figure(sample, second);
}

void sample_init_long(struct sample *sample, const char *font_folder, size_t count)
{
    init(sample, font_folder);
    for (size_t i = 0; i < count; i++) {
        add_page(sample);
        struct tag *section = tag_new(sample, sample->pages.root, TAG_SECTION);
        const struct text title = text_format(arena_of(sample), "Part %zu", i + 1);
        add_outline(sample, 1, title);
        add_text(sample, tag_new(sample, section, i ? TAG_H2 : TAG_H1), style_of(14, true), title);
        for (int k = 0; k < 8; k++)
            add_text(sample, tag_new(sample, section, TAG_PARAGRAPH), style_of(SIZE_PT, false), text_of(long_text));
        struct tag *link = tag_new(sample, tag_new(sample, section, TAG_PARAGRAPH), TAG_LINK);
        add_text(sample, link, style_of(SIZE_PT, false), TEXT("next"));
        add_link(sample, (struct link_area){.x_pt = MARGIN_PT,
                                            .y_pt = sample->y_pt,
                                            .width_pt = 30,
                                            .height_pt = 10,
                                            .tag = link,
                                            .address = TEXT_EMPTY,
                                            .destination = {(i + 1) % count, 0},
                                            .description = TEXT("next part")});
        add_table(sample, section);
    }
}

void sample_init_paragraph(struct sample *sample, const char *font_folder, struct text text, double width_pt)
{
    init(sample, font_folder);
    add_page(sample);
    const struct text_span span = {text, style_of(SIZE_PT, false)};
    add_lines(sample, tag_new(sample, sample->pages.root, TAG_PARAGRAPH), MARGIN_PT,
              layout_new(sample, &span, 1, width_pt));
}
