/* SPDX-License-Identifier: GPL-3.0-or-later
 * A small report made by hand, with everything that is hard for workbooks and data files: hidden cells, long Finnish
 * words, characters that XML, CSV and spreadsheets treat as their own, figures inside boxes. */
#ifndef TESTS_UNIT_RENDER_TEST_XLSX_FIXTURE_H
#define TESTS_UNIT_RENDER_TEST_XLSX_FIXTURE_H

#include <string.h>

#include "base/memory.h"
#include "document/document.h"

/* TEXT() for static data. */
#define LASTING(literal) {literal, sizeof literal - 1}

/* Stand in hidden cells, where the program never leaves a number: no output may read them. */
enum { HIDDEN_A = 104729, HIDDEN_B = 104723 };

static inline struct doc_cell words_cell(const char *words)
{
    return (struct doc_cell){.kind = DOC_CELL_TEXT, .text = text_of(words), .header = true};
}

static inline struct doc_cell count_cell(struct arena *keep, int64_t value)
{
    return (struct doc_cell){
        .kind = DOC_CELL_COUNT, .value = value, .text = text_format(keep, "%lld", (long long)value)};
}

static inline struct doc_cell share_cell(struct arena *keep, int64_t value)
{
    return (struct doc_cell){.kind = DOC_CELL_PERCENT,
                             .value = value,
                             .text = text_format(keep, "%lld %%", (long long)value),
                             .base = TEXT("asiakkaat, joiden sukupuoli tunnetaan")};
}

static inline struct doc_cell hidden_cell(void)
{
    return (struct doc_cell){.kind = DOC_CELL_HIDDEN, .text = TEXT("[c]"), .value = HIDDEN_A};
}

/* A table from its cells; `count` of them must fill whole rows. */
static inline struct doc_table *table_of(struct arena *keep, const struct doc_cell *cells, size_t count, size_t columns)
{
    struct doc_table *table = ARENA_NEW(keep, struct doc_table);
    table->cells = ARENA_ARRAY(keep, struct doc_cell, count);
    memcpy(table->cells, cells, count * sizeof *cells);
    table->column_count = columns;
    table->row_count = count / columns;
    table->unit = TEXT("henkilöä");
    table->measure = TEXT("clients");
    table->period = TEXT("2014-12-31");
    return table;
}

static inline struct chart *chart_of(struct arena *keep, enum chart_kind kind, size_t series)
{
    struct chart *chart = ARENA_NEW(keep, struct chart);
    chart->kind = kind;
    chart->language = "fi";
    chart->series_count = series;
    chart->axis_title = TEXT("henkilöä");
    chart->categories = ARENA_NEW(keep, struct chart_category);
    chart->category_count = 1;
    chart->categories->parts = ARENA_NEW(keep, struct chart_part);
    chart->categories->parts->cell = (struct cell){CELL_HIDDEN, HIDDEN_B};
    return chart;
}

static inline struct doc_node *node_of(struct arena *keep, enum node_kind kind, const char *number,
                                       const struct doc_table *table)
{
    struct doc_node *node = ARENA_NEW(keep, struct doc_node);
    node->kind = kind;
    node->number = text_of(number);
    node->table = table;
    return node;
}

static inline void adopt(struct arena *keep, struct doc_node *parent, struct doc_node *child)
{
    parent->children = arena_reserve(keep, parent->children, parent->child_count, &parent->child_capacity,
                                     sizeof(struct doc_node *));
    parent->children[parent->child_count++] = child;
}

static inline struct doc_node *gender_pie(struct arena *keep)
{
    const struct doc_cell cells[] = {
        words_cell("Sukupuoli"), words_cell("Asiakkaita"),  words_cell("Osuus"),
        words_cell("Naiset"),    count_cell(keep, 1079),    share_cell(keep, 93),
        words_cell("Miehet"),    count_cell(keep, 81),      share_cell(keep, 7),
        words_cell("Yhteensä"),  count_cell(keep, 1160),    share_cell(keep, 100),
    };
    struct doc_table *table = table_of(keep, cells, sizeof cells / sizeof *cells, 3);
    table->id = TEXT("gender");
    table->title = TEXT("Asiakkaat sukupuolen mukaan 31.12.2014 (1 160 henkilöä)");
    table->last_row_is_total = true;
    struct chart *chart = chart_of(keep, CHART_PIE, 1);
    chart->title = TEXT("Asiakkaat sukupuolen mukaan");
    chart->alt = TEXT("Piirakkakuvio: naisia 1 079 (93 %), miehiä 81 (7 %).");
    struct doc_node *node = node_of(keep, NODE_CHART, "Kuvio 1", table);
    node->chart = chart;
    return node;
}

/* A stack with hidden parts in the middle, and every character that something treats as its own. */
static inline struct doc_node *place_columns(struct arena *keep)
{
    const struct doc_cell cells[] = {
        words_cell("Hyväksikäytön muoto"), words_cell("Suomessa"), words_cell("Ulkomailla"), words_cell("Yhteensä"),
        words_cell("Työperäinen <pakko> & \"velka\""), count_cell(keep, 30), count_cell(keep, 12), count_cell(keep, 42),
        words_cell("Pakkoavioliitto"), hidden_cell(), hidden_cell(), count_cell(keep, 9),
        words_cell("=Seksuaalinen _x0041_"), count_cell(keep, 14), count_cell(keep, 8), count_cell(keep, 22),
        words_cell("Yhteensä"), count_cell(keep, 49), count_cell(keep, 24), count_cell(keep, 73),
    };
    static struct doc_span spans[] = {
        {.kind = SPAN_TEXT, .text = LASTING("Luokat ovat järjestelmän omia.")},
        {.kind = SPAN_NOTE, .number = 1},
    };
    struct doc_table *table = table_of(keep, cells, sizeof cells / sizeof *cells, 4);
    table->id = TEXT("t1");
    table->title = TEXT("Ihmiskaupan uhrien auttamisjärjestelmän asiakkaat hyväksikäyttömuodon ja hyväksikäyttöpaikan "
                        "mukaan vuoden 2014 lopussa, henkilöä kaikista asiakkaista");
    table->last_row_is_total = table->last_column_is_total = true;
    struct chart *chart = chart_of(keep, CHART_COLUMNS, 2);
    chart->title = TEXT("Asiakkaat hyväksikäytön muodon & paikan mukaan");
    struct doc_node *node = node_of(keep, NODE_CHART, "Kuvio 2", table);
    node->chart = chart;
    node->note.items = spans;
    node->note.count = sizeof spans / sizeof *spans;
    return node;
}

static inline struct doc_node *region_pie(struct arena *keep)
{
    const struct doc_cell cells[] = {
        words_cell("Alue"),           words_cell("Asiakkaita"), words_cell("Länsi-Afrikka"), count_cell(keep, 21),
        words_cell("Kaakkois-Aasia"), hidden_cell(),            words_cell("Itä-Eurooppa"),  count_cell(keep, 17),
        words_cell("Muu tai ei tietoa"), hidden_cell(),
    };
    struct doc_table *table = table_of(keep, cells, sizeof cells / sizeof *cells, 2);
    table->id = TEXT("regions");
    table->title = TEXT("Asiakkaat alueittain, henkilöä");
    struct chart *chart = chart_of(keep, CHART_PIE, 1);
    chart->title = TEXT("Asiakkaat alueittain");
    chart->alt = TEXT("Palkkikuvio: Länsi-Afrikka 21, Itä-Eurooppa 17; muut luvut on salattu.");
    struct doc_node *node = node_of(keep, NODE_CHART, "Kuvio 3", table);
    node->chart = chart;
    return node;
}

/* Two months of so many lines. */
static inline struct doc_node *lines_of(size_t count, struct arena *keep)
{
    struct doc_cell *cells = ARENA_ARRAY(keep, struct doc_cell, 3 * (count + 1));
    for (size_t row = 0; row < 3; row++) {
        struct doc_cell *first = &cells[row * (count + 1)];
        *first = words_cell(row ? text_format(keep, "kuukausi %zu", row).ptr : "Kuukausi");
        for (size_t i = 1; i <= count; i++)
            first[i] = row ? count_cell(keep, 10 + (int64_t)i) : words_cell(text_format(keep, "sarja %zu", i).ptr);
    }
    struct doc_table *table = table_of(keep, cells, 3 * (count + 1), count + 1);
    table->id = TEXT("lines");
    struct doc_node *node = node_of(keep, NODE_CHART, "", table);
    node->chart = chart_of(keep, CHART_LINE, count);
    return node;
}

/* How many of so many parts of a file, each behind `begin`, differ from all before them in what stands behind two words. */
static inline size_t count_looks(struct text file, const char *begin, const char *const words[2], struct arena *keep)
{
    LIST_OF(struct text) looks = {0};
    while (text_find(file, text_of(begin)) < file.len) {
        file = text_slice(file, text_find(file, text_of(begin)) + strlen(begin), file.len);
        const struct text part = text_slice(file, 0, text_find(file, text_of(begin)));
        struct text found[2];
        bool is_new = true;
        for (size_t i = 0; i < 2; i++) {
            const size_t at = text_find(part, text_of(words[i])), from = at < part.len ? at + strlen(words[i]) : at;
            found[i] = text_slice(part, from, part.len);
            found[i].len = text_find_byte(found[i], '"');
        }
        const struct text look = text_format(keep, "%.*s %.*s", TEXT_ARGS(found[0]), TEXT_ARGS(found[1]));
        for (size_t i = 0; i < looks.count; i++)
            is_new = is_new && !text_equal(look, looks.items[i]);
        if (is_new)
            ARENA_PUSH(keep, &looks, look);
    }
    return looks.count;
}

static inline struct doc_node *years_line(struct arena *keep, bool gap)
{
    const struct doc_cell cells[] = {
        words_cell("Vuosi"), words_cell("2012"), words_cell("2013"),
        words_cell("tammikuu"), count_cell(keep, 10), count_cell(keep, 12),
        words_cell("helmikuu"), count_cell(keep, 11), gap ? hidden_cell() : count_cell(keep, 15),
        words_cell("maaliskuu"), count_cell(keep, 16), count_cell(keep, 9),
    };
    struct doc_table *table = table_of(keep, cells, sizeof cells / sizeof *cells, 3);
    table->id = gap ? TEXT("gap") : TEXT("history");
    table->title = TEXT("Asiakkaat kuukausittain, henkilöä");
    struct chart *chart = chart_of(keep, CHART_LINE, 2);
    chart->title = TEXT("Asiakkaat kuukausittain");
    chart->alt = TEXT("Viivakuvio: kuukausien asiakasmäärät vuosina 2012 ja 2013.");
    struct doc_node *node = node_of(keep, NODE_CHART, "Kuvio 4", table);
    node->chart = chart;
    return node;
}

static inline struct doc_node *decisions_table(struct arena *keep)
{
    const struct doc_cell cells[] = {
        words_cell(""), words_cell("Määrä"), words_cell("määrä"), words_cell("Myönteiset"), count_cell(keep, 1234567),
        count_cell(keep, 0), words_cell("Kielteiset"), count_cell(keep, 55), hidden_cell(),
    };
    struct doc_table *table = table_of(keep, cells, sizeof cells / sizeof *cells, 3);
    table->id = TEXT("decisions_of_the_whole_system_and_more");
    table->title = TEXT("Päätökset, kappaletta");
    return node_of(keep, NODE_TABLE, "Taulukko 1", table);
}

/* A table in the prose: no figure, so in no data file. */
static inline struct doc_node *prose_table(struct arena *keep)
{
    const struct doc_cell cells[] = {words_cell("Puhelin"), words_cell("Aika"), words_cell("030"), words_cell("9-15")};
    return node_of(keep, NODE_TABLE, "", table_of(keep, cells, 4, 2));
}

/* The same of figures: averages, and shares with tenths as two languages write them. */
static inline struct doc_cell figure_cell_of(const char *text, enum doc_cell_kind worth, int64_t value, int decimals)
{
    struct doc_cell cell = words_cell(text);
    cell.worth = worth;
    cell.value = value;
    cell.decimals = decimals;
    return cell;
}

static inline struct doc_node *decimals_table(struct arena *keep)
{
    const struct doc_cell cells[] = {
        words_cell("Keskiarvo"), words_cell("Osuus"),
        figure_cell_of("28,3", DOC_CELL_COUNT, 283, 1), figure_cell_of("12,5 %", DOC_CELL_PERCENT, 125, 1),
        figure_cell_of("4,75", DOC_CELL_COUNT, 475, 2), figure_cell_of("2.4%", DOC_CELL_PERCENT, 24, 1),
        figure_cell_of("1 234,000", DOC_CELL_COUNT, 1234000, 3), figure_cell_of("[c]", DOC_CELL_HIDDEN, 0, 0),
    };
    return node_of(keep, NODE_TABLE, "", table_of(keep, cells, sizeof cells / sizeof *cells, 2));
}

static inline void set_words(struct doc_words *words)
{
    *words = (struct doc_words){
        .contents = TEXT("Contents"), .cover = TEXT("Cover"), .notes = TEXT("Notes"), .sheet = TEXT("Taulukkosivu"),
        .title = TEXT("Otsikko"), .published = TEXT("Julkaistu"), .note = TEXT("Note"), .unit = TEXT("Yksikkö"),
        .back_to_contents = TEXT("Takaisin sisällysluetteloon"), .base = TEXT("Osuuden perusta"),
        .percent = TEXT("prosenttia"), .symbol = TEXT("Merkki"), .meaning = TEXT("Selitys"), .data = TEXT("Kaikki luvut"), .language_name = TEXT("suomi"), .hidden_symbol = TEXT("[c]"), .hidden_meaning = TEXT("lukua ei julkaista"),
        .total = TEXT("Yhteensä"), .list = TEXT(", "), .in_brackets = TEXT("{text} ({more})"),
        .labelled = TEXT("{label}: {value}"), .note_reference = TEXT("[{note} {n}]"),
        .symbol_means = TEXT("{symbol} = {text}"), .chart_of_totals = TEXT("Summat, koska on {symbol}."),
        .chart_of_piles = TEXT("Luvut, summat riveistä, joilla on {symbol}."),
        .no_chart = TEXT("Ei kaaviota, koska on {symbol}."),
        .chart_in_report = TEXT("Se on raportissa."),
    };
}

static inline void set_footnotes(struct document *document)
{
    static struct doc_span spans[] = {
        {.kind = SPAN_TEXT, .text = LASTING("Luokat eivät ole rikosoikeudellisia. Katso ")},
        {.kind = SPAN_LINK, .text = LASTING("laki"), .target = LASTING("https://example.org/laki")},
        {.kind = SPAN_BREAK},
        {.kind = SPAN_TEXT, .text = LASTING("746/2011.")},
    };
    static struct doc_note notes[] = {{.spans = {.items = spans, .count = sizeof spans / sizeof *spans}}};
    document->notes = notes;
    document->note_count = 1;
}

/* All of it lives in `keep`. */
static inline struct document *fixture(struct arena *keep)
{
    struct document *document = ARENA_NEW(keep, struct document);
    document->language = TEXT("fi");
    document->edition = TEXT("2014");
    document->title = TEXT("Ihmiskaupan uhrien auttamisjärjestelmän tilannekatsaus");
    document->subtitle = TEXT("1.1.2014–31.12.2014");
    document->publisher = TEXT("Example Agency & Reception Service");
    document->series = TEXT("Raportti 1/2015");
    document->date = TEXT("30.1.2015");
    document->date_iso = TEXT("2015-01-30");
    document->mark = TEXT("Jäljennös, ei julkaistavaksi");
    set_words(&document->words);
    set_footnotes(document);
    struct doc_node *root = ARENA_NEW(keep, struct doc_node), *box = node_of(keep, NODE_BOX, "", NULL);
    adopt(keep, root, gender_pie(keep));
    adopt(keep, root, prose_table(keep));
    adopt(keep, root, box);
    adopt(keep, box, place_columns(keep));
    adopt(keep, box, region_pie(keep));
    adopt(keep, root, years_line(keep, false));
    adopt(keep, root, years_line(keep, true));
    adopt(keep, root, decisions_table(keep));
    document->children = root->children;
    document->child_count = root->child_count;
    return document;
}

#endif
