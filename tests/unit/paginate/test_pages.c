/* SPDX-License-Identifier: GPL-3.0-or-later
 * Single rules of pagination, each with a document written for it. */
#include "paginate/pages.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "../harness.h"
#include "paginate/style.h"
#include "paginate/trace.h"
#include "seen.h"
#include "written.h"
#include "unit/harness.h"

static const char LONG[] =
    "The centre trained about 1 600 people in recognising victims, most of them in the police, the border guard and "
    "reception centres. Two new members of staff began in the spring. The project which built the network of contact "
    "persons ended in the autumn; the network goes on. Its meetings are held twice a year, and anybody who works with "
    "victims may take part in them.";

static void lines(struct written *written, size_t count)
{
    for (size_t i = 0; i < count; i++)
        written_paragraph(written, "A short line.");
}

static void finish(struct written *written, struct pages *pages)
{
    pages_free(pages);
    written_end(written);
}

static const struct mark *find_chart(const struct pages *pages, size_t page, size_t index)
{
    for (size_t i = 0; i < pages->items[page].mark_count; i++)
        if (pages->items[page].marks[i].kind == MARK_CHART && index-- == 0)
            return &pages->items[page].marks[i];
    return NULL;
}

static const struct mark *chart_mark(const struct pages *pages, size_t page, size_t index)
{
    const struct mark *mark = find_chart(pages, page, index);
    ck_assert_msg(mark != NULL, "page %zu has no chart %zu", page + 1, index + 1);
    return mark;
}

static size_t page_of_chart(const struct pages *pages)
{
    size_t page = 0;
    while (page < pages->count && !find_chart(pages, page, 0))
        page++;
    return page;
}

/* ---- pages and their heads ---- */

START_TEST(empty_document_is_one_page)
{
    struct written written;
    written_begin(&written);
    struct pages *pages = written_pages(&written);
    ck_assert_uint_eq(pages->count, 1);
    seen_check_page_heads(pages);
    finish(&written, pages);
}
END_TEST

START_TEST(page_break_on_an_empty_page_makes_no_page)
{
    struct written written;
    written_begin(&written);
    written_paragraph(&written, "First.");
    for (int i = 0; i < 3; i++)
        written_node(&written, NODE_NEWPAGE);
    written_paragraph(&written, "Second.");
    struct pages *pages = written_pages(&written);
    ck_assert_uint_eq(pages->count, 2);
    ck_assert_uint_eq(seen_page_of(pages, "Second.", true), 1);
    finish(&written, pages);
}
END_TEST

START_TEST(two_hundred_pages_are_counted_in_every_head)
{
    struct written written;
    written_begin(&written);
    written_node(&written, NODE_CONTENTS);
    for (int i = 0; i < 200; i++) {
        char number[16];
        snprintf(number, sizeof number, "%d", i + 1);
        written_heading(&written, 1, number, "A chapter");
        written_paragraph(&written, LONG);
        written_node(&written, NODE_NEWPAGE);
    }
    struct pages *pages = written_pages(&written);
    ck_assert_uint_ge(pages->count, 200);
    ck_assert_uint_eq(pages->outline_count, 200);
    seen_check_all(pages);
    finish(&written, pages);
}
END_TEST

START_TEST(mark_stands_on_every_page)
{
    struct written written;
    written_begin(&written);
    written.document.mark = TEXT("Reproduction, not for release");
    lines(&written, 150);
    struct pages *pages = written_pages(&written);
    ck_assert_uint_gt(pages->count, 2);
    ck_assert_uint_eq(seen_count(pages, "Reproduction, not for release", false), pages->count - 1);
    ck_assert_uint_eq(seen_count(pages, "Reproduction, not for release", true), 1); /* read aloud, and no second time on its page */
    ck_assert(seen_mark(pages, "Reproduction, not for release")->y_pt < COLUMN_TOP_PT);
    finish(&written, pages);
}
END_TEST

/* ---- contents, headings, links ---- */

START_TEST(contents_show_the_page_of_each_heading)
{
    struct written written;
    written_begin(&written);
    written_node(&written, NODE_CONTENTS);
    written_heading(&written, 1, "", "Alpha");
    lines(&written, 40);
    written_heading(&written, 1, "", "Beta");
    lines(&written, 70);
    written_heading(&written, 1, "", "Gamma");
    lines(&written, 2);
    struct pages *pages = written_pages(&written);
    const char *const titles[] = {"Alpha", "Beta", "Gamma"};
    size_t last_page = 0;
    for (size_t i = 0; i < 3; i++) {
        const struct mark *entry = seen_mark(pages, titles[i]);
        char expected[32] = "";
        for (size_t page = 0; page < pages->count; page++)
            for (size_t m = 0; m < pages->items[page].mark_count; m++) {
                const struct mark *mark = &pages->items[page].marks[m];
                if (mark->tag && seen_is_heading(mark->tag) && text_equal(seen_text(mark), text_of(titles[i])))
                    snprintf(expected, sizeof expected, "%zu", last_page = page + 1);
            }
        bool found = false;
        for (size_t m = 0; m < pages->items[0].mark_count; m++) {
            const struct mark *mark = &pages->items[0].marks[m];
            found |= mark->tag == entry->tag && fabs(mark->y_pt - entry->y_pt) < 0.01 &&
                     text_equal(seen_text(mark), text_of(expected));
        }
        ck_assert_msg(found, "%s is on page %s", titles[i], expected);
    }
    ck_assert_uint_gt(last_page, 2);
    finish(&written, pages);
}
END_TEST

START_TEST(sections_nest_and_levels_never_jump)
{
    struct written written;
    written_begin(&written);
    written_heading(&written, 1, "1", "Top");
    written_heading(&written, 4, "", "Too deep");
    written_paragraph(&written, "Text.");
    written_heading(&written, 4, "", "As deep");
    written_heading(&written, 1, "2", "Next");
    written_paragraph(&written, "More.");
    struct pages *pages = written_pages(&written);
    const struct tag *top = seen_mark(pages, "Top")->tag, *deep = seen_mark(pages, "Too deep")->tag;
    const struct tag *next = seen_mark(pages, "Next")->tag;
    ck_assert_int_eq(top->role, TAG_H1);
    ck_assert_int_eq(deep->role, TAG_H2);
    ck_assert_int_eq(deep->parent->role, TAG_SECTION);
    ck_assert_ptr_eq(deep->parent->parent, top->parent);
    ck_assert_ptr_eq(next->parent->parent, pages->root);
    ck_assert_int_eq(seen_mark(pages, "As deep")->tag->role, TAG_H2);
    ck_assert_ptr_eq(seen_mark(pages, "Text.")->tag->parent, deep->parent);
    ck_assert_uint_eq(pages->outline[1].level, 2);
    ck_assert(text_equal(pages->outline[0].title, TEXT("1 Top")));
    finish(&written, pages);
}
END_TEST

static const struct link_area *link_of(const struct pages *pages, const struct tag *tag)
{
    for (size_t page = 0; page < pages->count; page++)
        for (size_t i = 0; i < pages->items[page].link_count; i++)
            if (pages->items[page].links[i].tag == tag)
                return &pages->items[page].links[i];
    return NULL;
}

START_TEST(ids_are_found_on_their_pages)
{
    struct written written;
    written_begin(&written);
    size_t page = 7;
    written_heading(&written, 1, "", "Near")->id = TEXT("near");
    written_paragraph(&written, "Text.");
    written_node(&written, NODE_NEWPAGE);
    written_chart(&written, CHART_BARS, "A chart", 3)->id = TEXT("chart");
    written_node(&written, NODE_NEWPAGE);
    written_table(&written, "A table", "Place|Persons\nNorth|7\n")->id = TEXT("table");
    struct pages *pages = written_pages(&written);
    ck_assert(pages_find(pages, TEXT("near"), &page) && page == 0);
    ck_assert(pages_find(pages, TEXT("chart"), &page) && page == 1);
    ck_assert(pages_find(pages, TEXT("table"), &page) && page == 2);
    ck_assert(!pages_find(pages, TEXT("nowhere"), &page) && page == 2);
    finish(&written, pages);
}
END_TEST

START_TEST(links_lead_to_nodes_and_addresses)
{
    struct written written;
    written_begin(&written);
    written_paragraph(&written, "See @far|there@ or @nowhere|nothing@ or <https://example.org/|a page>.");
    written_node(&written, NODE_NEWPAGE);
    written_heading(&written, 1, "", "Far away")->id = TEXT("far");
    written_paragraph(&written, "Text.");
    struct pages *pages = written_pages(&written);
    const struct link_area *there = link_of(pages, seen_mark(pages, "there")->tag);
    const struct link_area *page = link_of(pages, seen_mark(pages, "a page")->tag);
    const struct mark *heading = seen_mark(pages, "Far away"), *from = seen_mark(pages, "there");
    ck_assert_uint_eq(there->destination.page, 1);
    ck_assert(there->destination.y_pt < heading->y_pt && there->destination.y_pt > heading->y_pt - 40.0);
    ck_assert(there->y_pt < from->y_pt && there->y_pt + there->height_pt > from->y_pt);
    ck_assert(fabs(there->width_pt - from->width_pt) < 0.1);
    ck_assert(text_equal(page->address, TEXT("https://example.org/")));
    ck_assert(text_equal(page->description, TEXT("a page")));
    ck_assert_uint_eq(pages->items[0].link_count, 2);
    finish(&written, pages);
}
END_TEST

START_TEST(other_language_is_on_the_tag)
{
    static const char *const swedish[] = {"förläggning", "Bostad", "kommun", "fotnot", "ruta"};
    struct written written;
    written_begin(&written);
    written_heading(&written, 1, "", "What ~sv|Bostad~ means");
    written_note(&written, "A ~sv|fotnot~ there.");
    written_paragraph(&written, "They call it ~sv|förläggning~ there.^1^");
    written_list(&written, false, "One ~sv|kommun~ or two");
    struct doc_node *node = written_table(&written, "", "Word|Meaning\nx|y\n");
    struct doc_table table = *node->table;
    struct doc_cell cells[] = {table.cells[0], table.cells[1], table.cells[2], {.spans = written_spans(&written, "A ~sv|ruta~")}};
    table.cells = cells;
    node->table = &table;
    struct pages *pages = written_pages(&written);
    for (size_t i = 0; i < sizeof swedish / sizeof *swedish; i++)
        ck_assert_msg(text_equal(seen_mark(pages, swedish[i])->tag->language, TEXT("sv")), "%s", swedish[i]);
    ck_assert_uint_eq(seen_mark(pages, "They call it")->tag->language.len, 0);
    finish(&written, pages);
}
END_TEST

/* ---- footnotes ---- */

/* However full the page is, the reference takes its note along. */
START_TEST(note_stands_on_the_page_of_a_reference_in_the_last_line)
{
    struct written written;
    written_begin(&written);
    written_note(&written, "The note itself, which is longer than a line, so that it needs the room of two of them at "
                           "the foot of the page on which it belongs.");
    lines(&written, (size_t)_i);
    written_paragraph(&written, "Here it is referred to.^1^");
    lines(&written, 3);
    struct pages *pages = written_pages(&written);
    ck_assert_uint_eq(seen_page_of(pages, "Here it is", true), seen_page_of(pages, "The note itself", true));
    seen_check_all(pages);
    finish(&written, pages);
}
END_TEST

START_TEST(second_reference_makes_no_second_note)
{
    struct written written;
    written_begin(&written);
    written_note(&written, "Only once.");
    written_paragraph(&written, "One^1^ and two^1^.");
    written_node(&written, NODE_NEWPAGE);
    written_paragraph(&written, "Three^1^.");
    struct pages *pages = written_pages(&written);
    ck_assert_uint_eq(seen_count(pages, "Only once.", true), 1);
    size_t to_note = 0;
    for (size_t page = 0; page < pages->count; page++)
        for (size_t i = 0; i < pages->items[page].link_count; i++)
            to_note += pages->items[page].links[i].destination.page == 0 &&
                       pages->items[page].links[i].tag->parent->role == TAG_REFERENCE;
    ck_assert_uint_eq(to_note, 3);
    seen_check_all(pages);
    finish(&written, pages);
}
END_TEST

START_TEST(note_longer_than_a_page_runs_on)
{
    struct written written;
    struct text_builder note = {0};
    written_begin(&written);
    text_add(&note, TEXT("Beginning."));
    for (int i = 0; i < 40; i++) {
        text_add_byte(&note, ' ');
        text_add_c(&note, LONG);
    }
    text_add(&note, TEXT(" Ending."));
    text_add_byte(&note, '\0');
    written_note(&written, note.bytes);
    text_builder_done(&note);
    lines(&written, 10);
    written_paragraph(&written, "Referred to here.^1^");
    lines(&written, 100);
    struct pages *pages = written_pages(&written);
    ck_assert_uint_eq(seen_page_of(pages, "Referred to here", true), seen_page_of(pages, "Beginning.", true));
    ck_assert_uint_ge(seen_page_of(pages, "Ending.", true), 2);
    ck_assert_uint_lt(seen_page_of(pages, "Ending.", true), pages->count);
    seen_check_all(pages);
    finish(&written, pages);
}
END_TEST

START_TEST(note_within_a_note_is_printed)
{
    struct written written;
    written_begin(&written);
    written_note(&written, "Outer.^2^");
    written_note(&written, "Inner.");
    written_paragraph(&written, "Text.^1^");
    struct pages *pages = written_pages(&written);
    ck_assert_uint_eq(seen_page_of(pages, "Outer.", true), 0);
    ck_assert_uint_eq(seen_page_of(pages, "Inner.", true), 0);
    seen_check_no_overlap(pages);
    finish(&written, pages);
}
END_TEST

START_TEST(reference_without_a_note_is_refused)
{
    struct written written;
    struct error err = {0};
    written_begin(&written);
    written_paragraph(&written, "Nothing there.^3^");
    ck_assert_ptr_null(pages_new(&written.document, written.typeface, &err));
    ck_assert_int_eq(err.kind, ERROR_INPUT);
    written_end(&written);
}
END_TEST

/* ---- tables ---- */

static struct doc_node *table_of_rows(struct written *written, size_t rows)
{
    struct text_builder b = {0};
    text_add(&b, TEXT("Municipality|Clients|Requests\n"));
    for (size_t i = 0; i < rows; i++)
        text_add_format(&b, "Row %zu|%zu|%zu\n", i + 1, 1000 + i, 7 * i);
    text_add_byte(&b, '\0');
    struct doc_node *node = written_table(written, "Clients by municipality", b.bytes);
    text_builder_done(&b);
    return node;
}

START_TEST(long_table_repeats_its_heading_row)
{
    struct written written;
    written_begin(&written);
    lines(&written, 5);
    table_of_rows(&written, 100);
    struct pages *pages = written_pages(&written);
    const size_t first = seen_page_of(pages, "Row 1", true), last = seen_page_of(pages, "Row 100", true);
    ck_assert_uint_ge(last - first, 2);
    ck_assert_uint_eq(seen_count(pages, "Municipality", true), 1);
    ck_assert_uint_eq(seen_count(pages, "Municipality", false), last - first);
    ck_assert_uint_eq(seen_count(pages, "Clients by municipality", true), 1);
    ck_assert_uint_eq(seen_page_of(pages, "Row 99", true), last);
    seen_check_all(pages);
    finish(&written, pages);
}
END_TEST

/* However full the page is before it, and whether it ends the document or not. */
START_TEST(table_is_parted_between_pairs_of_rows)
{
    struct written written;
    written_begin(&written);
    lines(&written, (size_t)_i / 2);
    table_of_rows(&written, 20);
    lines(&written, _i % 2 ? 30 : 0);
    struct pages *pages = written_pages(&written);
    const size_t caption = seen_page_of(pages, "Clients by municipality", true);
    ck_assert_uint_eq(seen_page_of(pages, "Row 1", true), caption);
    ck_assert_uint_eq(seen_page_of(pages, "Row 2", true), caption);
    ck_assert_uint_eq(seen_page_of(pages, "Row 19", true), seen_page_of(pages, "Row 20", true));
    finish(&written, pages);
}
END_TEST

/* A chart that waits for the next page comes before a table that is written after it, and not between its rows; of two charts the
 * first comes first. */
START_TEST(no_figure_comes_between_the_rows_of_a_later_table)
{
    struct written written;
    written_begin(&written);
    lines(&written, (size_t)_i);
    written_chart(&written, CHART_BARS, "First chart", 20);
    written_chart(&written, CHART_BARS, "Second chart", 3);
    table_of_rows(&written, 80);
    lines(&written, 10);
    struct pages *pages = written_pages(&written);
    const size_t first = seen_page_of(pages, "First chart", true), second = seen_page_of(pages, "Second chart", true);
    const size_t rows = seen_page_of(pages, "Row 1", true);
    ck_assert_uint_le(first, second);
    ck_assert_uint_le(second, rows);
    ck_assert(second < rows || seen_mark(pages, "Second chart")->y_pt < seen_mark(pages, "Row 1")->y_pt);
    seen_check_all(pages);
    finish(&written, pages);
}
END_TEST

/* A total alone with one row would look like the sum of it. */
START_TEST(total_of_a_parted_table_has_two_rows_before_it)
{
    struct written written;
    written_begin(&written);
    lines(&written, (size_t)_i / 2);
    struct doc_node *node = table_of_rows(&written, 20);
    lines(&written, _i % 2 ? 30 : 0);
    struct doc_table table = *node->table;
    table.last_row_is_total = true;
    node->table = &table;
    struct pages *pages = written_pages(&written);
    ck_assert_uint_eq(seen_page_of(pages, "Row 18", true), seen_page_of(pages, "Row 20", true));
    finish(&written, pages);
}
END_TEST

START_TEST(figures_stand_on_their_right_edge)
{
    struct written written;
    written_begin(&written);
    written_table(&written, "Clients", "Month|Clients|Share\nMay|7|8 %\nJune|1234|100 %\nJuly|[c]|[c]\n");
    struct pages *pages = written_pages(&written);
    const struct mark *may = seen_mark(pages, "7"), *june = seen_mark(pages, "1234");
    ck_assert(fabs(may->x_pt + may->width_pt - june->x_pt - june->width_pt) < 0.05);
    ck_assert(may->x_pt > june->x_pt + 5.0);
    const struct mark *head = seen_mark(pages, "Share"), *share = seen_mark(pages, "100 %");
    ck_assert(fabs(head->x_pt + head->width_pt - share->x_pt - share->width_pt) < 0.05);
    ck_assert_int_eq(head->tag->scope, SCOPE_COLUMN);
    ck_assert_int_eq(seen_mark(pages, "June")->tag->scope, SCOPE_ROW);
    ck_assert_int_eq(seen_mark(pages, "June")->tag->role, TAG_HEADER_CELL);
    ck_assert_int_eq(june->tag->role, TAG_CELL);
    ck_assert_int_eq(june->tag->scope, SCOPE_NONE);
    finish(&written, pages);
}
END_TEST

/* The heads of its columns are three, but the corner has no words. */
START_TEST(a_heading_without_words_is_none)
{
    struct written written;
    written_begin(&written);
    written_table(&written, "Clients", "|Clients|Share\nMay|7|8 %\n");
    struct pages *pages = written_pages(&written);
    const struct tag *row = seen_mark(pages, "Share")->tag->parent;
    ck_assert_int_eq(row->first_child->role, TAG_CELL);
    ck_assert_int_eq(row->first_child->scope, SCOPE_NONE);
    ck_assert_int_eq(row->last_child->role, TAG_HEADER_CELL);
    finish(&written, pages);
}
END_TEST

static double right_of(const struct mark *mark)
{
    return mark->x_pt + mark->width_pt;
}

/* How far from the left edge of the paper the character stands that begins at that byte of a mark's own words. */
static double place_in(const struct mark *mark, size_t at)
{
    return mark->x_pt + text_line_x_pt(mark->line, mark->line->from + at);
}

/* Decimals begin below each other, whatever stands behind them, and whole numbers and marks end there; the widest ends with the
 * head. What is no number, or two, ends there, too. */
START_TEST(numbers_are_aligned_at_their_decimals)
{
    static const struct {
        const char *words;
        size_t whole; /* bytes before the decimals; 0: it ends at the edge */
    } cells[] = {{"12,5", 2}, {"3,75\u00A0%", 1}, {"\u2212" "0,25", 4}, {"1\u00A0234", 6}, {"7\u00A0%", 1}, {"\u2013", 3}, {"25 (29\u00A0%)", 0}};
    static const enum doc_alignment asked[] = {DOC_ALIGN_LEFT, DOC_ALIGN_RIGHT};
    struct written written;
    written_begin(&written);
    written.document.words.decimal = TEXT(",");
    struct doc_node *node = written_table(&written, "", "a|Head\nA|12,5\nB|3,75\u00A0%\nC|\u2212" "0,25\nD|1\u00A0234\nE|7\u00A0%\nF|\u2013\nG|25 (29\u00A0%)\n");
    struct doc_table table = *node->table;
    table.alignment = _i ? asked : NULL;
    node->table = &table;
    struct pages *pages = written_pages(&written);
    const double edge_pt = right_of(seen_mark(pages, "Head"));
    const double decimals_pt = place_in(seen_mark(pages, "3,75\u00A0%"), 1);
    ck_assert_double_lt(decimals_pt, edge_pt - 15.0);
    ck_assert(fabs(right_of(seen_mark(pages, "3,75\u00A0%")) - edge_pt) < 0.05);
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        const struct mark *mark = seen_mark(pages, cells[i].words);
        ck_assert_msg(mark != NULL, "%s", cells[i].words);
        const double at_pt = cells[i].whole ? place_in(mark, cells[i].whole) : right_of(mark);
        ck_assert_msg(fabs(at_pt - (cells[i].whole ? decimals_pt : edge_pt)) < 0.05, "%s: %f", cells[i].words, at_pt);
    }
    finish(&written, pages);
}
END_TEST

/* The mark of a note hangs behind the number; without it both numbers end at the edge. */
START_TEST(note_of_a_number_leaves_it_in_its_column)
{
    struct written written;
    written_begin(&written);
    written_note(&written, "Said of a cell.");
    struct doc_node *node = written_table(&written, "", "Head|Other\nA|85\nB|7\nC|9\n");
    node->table->cells[3].spans = written_spans(&written, "85^1^");
    struct pages *pages = written_pages(&written);
    const struct mark *noted = seen_mark(pages, "85"), *plain = seen_mark(pages, "7"), *note = seen_mark(pages, "1");
    ck_assert(fabs(place_in(noted, 2) - right_of(plain)) < 0.05);
    ck_assert(fabs(right_of(seen_mark(pages, "Other")) - (noted->x_pt + note->line->width_pt)) < 0.05);
    finish(&written, pages);
}
END_TEST

/* The column is a third: the caption's two lines share its words. */
START_TEST(lines_of_a_caption_are_of_like_length)
{
    struct written written;
    double widths_pt[2] = {0.0, 0.0};
    size_t lines = 0;
    written_begin(&written);
    written_table(&written, "Clients at the end of each month of 2014", "Month|Clients\nMay|7\n")->width = WIDTH_THIRD;
    struct pages *pages = written_pages(&written);
    for (size_t i = 0; i < pages->items[0].mark_count; i++) {
        const struct mark *mark = &pages->items[0].marks[i];
        if (mark->tag && mark->tag->role == TAG_CAPTION && lines < 2)
            widths_pt[lines++] = mark->width_pt;
    }
    ck_assert_uint_eq(lines, 2);
    ck_assert_double_gt(fmin(widths_pt[0], widths_pt[1]), 0.7 * fmax(widths_pt[0], widths_pt[1]));
    finish(&written, pages);
}
END_TEST

/* Two edges for all tables: that of the text, and that of the column where the heads need more. Where heads of unlike length have
 * room in the text, columns as wide as the longest do not need more. */
START_TEST(table_ends_with_the_text_or_the_column)
{
    static const char *const rows[] = {"Month|Code|Persons\nMay|a|7\nJune|b|1234\n", NULL,
                                       "Decision|First request|Second or third request|Persons\nPositive|45|6|51\n"};
    static const char wide[] = "Month|Persons who were admitted to the system|Persons who were not admitted to it\nMay|7|8\n";
    struct written written;
    written_begin(&written);
    written_table(&written, "Clients", _i == 1 ? wide : rows[_i]);
    struct pages *pages = written_pages(&written);
    const struct mark *last = seen_mark(pages, _i == 1 ? "Persons who were not admitted to it" : "Persons");
    ck_assert(fabs(right_of(last) - COLUMN_LEFT_PT - (_i == 1 ? COLUMN_WIDTH_PT : TEXT_MEASURE_PT)) < 0.05);
    ck_assert(_i || seen_mark(pages, "Code")->x_pt > COLUMN_LEFT_PT + 120.0);
    ck_assert(_i || seen_mark(pages, "Code")->x_pt < COLUMN_LEFT_PT + 220.0);
    finish(&written, pages);
}
END_TEST

/* The words of the first column are broken, which are much longer than a line. */
START_TEST(head_of_a_column_of_figures_is_not_broken_for_long_words)
{
    static const char rows[] = "Party|Requests|Per cent\n"
                               "Private legal counsel, the victim, the centre of advice, municipalities, the central police and "
                               "others who asked for admission in the year|23|45 %\n";
    struct written written;
    written_begin(&written);
    written_table(&written, "Requests", rows);
    struct pages *pages = written_pages(&written);
    ck_assert_ptr_nonnull(seen_mark(pages, "Per cent"));
    ck_assert(fabs(right_of(seen_mark(pages, "Per cent")) - COLUMN_LEFT_PT - COLUMN_WIDTH_PT) < 0.05);
    ck_assert_ptr_nonnull(seen_mark(pages, "45 %"));
    finish(&written, pages);
}
END_TEST

START_TEST(columns_of_a_table_in_the_prose_stand_as_asked)
{
    static const enum doc_alignment asked[] = {DOC_ALIGN_RIGHT, DOC_ALIGN_CENTRE, DOC_ALIGN_LEFT};
    struct written written;
    written_begin(&written);
    struct doc_node *node = written_table(&written, "", "a|b|c\nA|B|7\nThe first|The second|1234\n");
    struct doc_table table = *node->table;
    table.alignment = asked;
    node->table = &table;
    struct pages *pages = written_pages(&written);
    const struct mark *first = seen_mark(pages, "The first"), *second = seen_mark(pages, "The second");
    const struct mark *b = seen_mark(pages, "B"), *seven = seen_mark(pages, "7");
    ck_assert(fabs(right_of(seen_mark(pages, "A")) - right_of(first)) < 0.05);
    ck_assert(fabs((b->x_pt + right_of(b)) / 2 - (second->x_pt + right_of(second)) / 2) < 0.05);
    ck_assert(fabs(seven->x_pt - seen_mark(pages, "1234")->x_pt) < 0.05);
    const struct tag *tag = seven->tag->parent->parent;
    ck_assert_int_eq(tag->role, TAG_TABLE);
    ck_assert_int_eq(tag->first_child->role, TAG_ROW); /* nothing is there that a caption could say */
    finish(&written, pages);
}
END_TEST

/* Lines before it: from well above the foot of a page to below it. */
START_TEST(table_in_the_prose_stands_where_it_was_written)
{
    struct written written;
    written_begin(&written);
    lines(&written, (size_t)_i);
    written_table(&written, "", "Head|Other\nOne|1\nTwo|2\nThree|3\nFour|4\n");
    written_paragraph(&written, "What comes after it.");
    lines(&written, 30);
    struct pages *pages = written_pages(&written);
    const size_t table = seen_page_of(pages, "Four", true), after = seen_page_of(pages, "What comes", true);
    ck_assert_uint_ge(after, table);
    if (after == table)
        ck_assert_double_gt(seen_mark(pages, "What comes after it.")->y_pt, seen_mark(pages, "Four")->y_pt);
    seen_check_all(pages);
    finish(&written, pages);
}
END_TEST

START_TEST(cells_of_a_table_in_the_prose_have_links_and_notes)
{
    struct written written;
    written_begin(&written);
    written_note(&written, "Said of a cell.");
    struct doc_node *node = written_table(&written, "", "Head|Other\nOne words|x\n");
    node->table->cells[2].spans = written_spans(&written, "One^1^ <https://example.org|words>");
    node->table->cells[2].text = TEXT("One words");
    struct pages *pages = written_pages(&written);
    ck_assert_uint_eq(seen_page_of(pages, "Said of a cell.", true), 0);
    const struct mark *words = seen_mark(pages, "words");
    ck_assert_int_eq(words->tag->role, TAG_LINK);
    ck_assert(seen_within(words->tag, TAG_HEADER_CELL)); /* of the row: the fixture heads rows too */
    ck_assert_ptr_nonnull(link_of(pages, words->tag));
    finish(&written, pages);
}
END_TEST

START_TEST(row_higher_than_a_page_is_parted)
{
    struct written written;
    struct text_builder b = {0};
    written_begin(&written);
    text_add(&b, TEXT("Item|Text\nOne|"));
    for (int i = 0; i < 60; i++)
        text_add_c(&b, LONG);
    text_add(&b, TEXT("\nTwo|short\n"));
    text_add_byte(&b, '\0');
    written_table(&written, "A table of much text", b.bytes);
    text_builder_done(&b);
    struct pages *pages = written_pages(&written);
    ck_assert_uint_gt(pages->count, 3);
    seen_check_all(pages);
    finish(&written, pages);
}
END_TEST

START_TEST(table_of_many_columns_stays_in_the_column)
{
    struct written written;
    struct text_builder b = {0};
    written_begin(&written);
    for (int row = 0; row < 3; row++)
        for (int column = 0; column < 16; column++)
            text_add_c(&b, column < 15 ? "123 456|" : "123 456\n");
    text_add_byte(&b, '\0');
    written_table(&written, "A wide table", b.bytes);
    text_builder_done(&b);
    struct pages *pages = written_pages(&written);
    seen_check_all(pages);
    finish(&written, pages);
}
END_TEST

/* Heads h1, h2, …; the figure in row r and column c is 1000 r + c. */
static void numbered_table(struct written *written, int rows, int columns)
{
    struct text_builder b = {0};
    text_add(&b, TEXT("Place"));
    for (int column = 1; column <= columns; column++)
        text_add_format(&b, "|h%d", column);
    for (int row = 1; row <= rows; row++) {
        text_add_format(&b, "\nRow %d", row);
        for (int column = 1; column <= columns; column++)
            text_add_format(&b, "|%d", 1000 * row + column);
    }
    text_add(&b, TEXT("\n"));
    text_add_byte(&b, '\0');
    written_table(written, "A wide table", b.bytes);
    text_builder_done(&b);
}

/* No figure is broken; each is read once, in the order of the table, and its row is named in each block. */
static void check_blocks(const struct pages *pages, int rows, int columns)
{
    for (int row = 1; row <= rows; row++)
        for (int column = 1; column <= columns; column++) {
            char figure[32];
            snprintf(figure, sizeof figure, "%d", 1000 * row + column);
            ck_assert_msg(seen_count(pages, figure, true) == 1, "%s is not whole", figure);
        }
    ck_assert_uint_eq(seen_count(pages, "Row 1", true), 1);
    ck_assert_uint_gt(seen_count(pages, "Row 1", false), 0);
    ck_assert_uint_eq(seen_count(pages, "Place", true), 1);
    seen_check_all(pages);
}

/* One block with a low table, and with one over several pages. */
START_TEST(table_of_too_many_columns_has_blocks)
{
    struct written written;
    written_begin(&written);
    numbered_table(&written, _i ? 60 : 3, 40);
    struct pages *pages = written_pages(&written);
    check_blocks(pages, _i ? 60 : 3, 40);
    ck_assert_uint_eq(pages->parted.count, 1);
    ck_assert_ptr_eq(pages->parted.items[0], written.document.children[0]->table);
    const size_t heads = seen_count(pages, "Place", true) + seen_count(pages, "Place", false);
    ck_assert_uint_eq(heads - 1, seen_count(pages, "Row 1", false) + (_i ? pages->count - 1 : 0));
    finish(&written, pages);
}
END_TEST

/* Counts and their shares, of which some have long names: each share stands beside its count, and of the blocks none has more than one
 * pair more than another. */
START_TEST(blocks_of_a_table_are_even_and_part_no_pair)
{
    enum { PAIRS = 14, BLOCKS_MAX = 14 };
    struct written written;
    struct text_builder b = {0};
    size_t blocks = 0, pairs[BLOCKS_MAX] = {0}, fewest = PAIRS, most = 0;
    double above_pt = -1.0;
    written_begin(&written);
    text_add_c(&b, "Year");
    for (int i = 0; i < PAIRS; i++)
        text_add_format(&b, i % 3 ? "|Count%d|Of%d" : "|Count%d|Of%dWithALongName", i, i);
    text_add_c(&b, "\n2014");
    for (int i = 0; i < PAIRS; i++)
        text_add_format(&b, "|%d|%d", 1000 + i, 100 + i);
    text_add_c(&b, "\n");
    text_add_byte(&b, '\0');
    struct doc_node *node = written_table(&written, "A table of pairs", b.bytes);
    struct doc_table table = *node->table;
    table.shares_are_of_rows = true;
    node->table = &table;
    struct pages *pages = written_pages(&written);
    for (int i = 0; i < PAIRS; i++) {
        char count[16], share[16];
        snprintf(count, sizeof count, "%d", 1000 + i);
        snprintf(share, sizeof share, "%d", 100 + i);
        const double y_pt = seen_mark(pages, count)->y_pt;
        ck_assert_double_eq_tol(seen_mark(pages, share)->y_pt, y_pt, 0.01);
        blocks += y_pt > above_pt + 1.0;
        ck_assert_uint_le(blocks, BLOCKS_MAX);
        pairs[blocks - 1]++;
        above_pt = y_pt;
    }
    for (size_t i = 0; i < blocks; i++) {
        fewest = pairs[i] < fewest ? pairs[i] : fewest;
        most = pairs[i] > most ? pairs[i] : most;
    }
    ck_assert_uint_gt(blocks, 2);
    ck_assert_uint_le(most - fewest, 1);
    text_builder_done(&b);
    finish(&written, pages);
}
END_TEST

/* A long table, one in blocks that go on over pages, and one of which each block begins a page: every page but the first says once,
 * above all else, that it goes on, and nobody hears it. */
START_TEST(table_says_on_each_further_page_that_it_goes_on)
{
    static const int rows[] = {100, 60, 41};
    struct written written;
    written_begin(&written);
    numbered_table(&written, rows[_i], _i ? 40 : 2);
    written.document.children[0]->again = TEXT("Table 1 (continued)");
    struct pages *pages = written_pages(&written);
    ck_assert_uint_gt(pages->count, 1);
    ck_assert_uint_eq(seen_count(pages, "Table 1 (continued)", false), pages->count - 1);
    ck_assert_uint_eq(seen_count(pages, "Table 1 (continued)", true), 0);
    for (size_t page = 1; page < pages->count; page++)
        for (size_t i = 0; i < pages->items[page].mark_count; i++) {
            const struct mark *mark = &pages->items[page].marks[i];
            ck_assert(mark->kind == MARK_PATH || mark->y_pt < COLUMN_TOP_PT || mark->y_pt > COLUMN_TOP_PT + 15.0 ||
                      text_equal(seen_text(mark), TEXT("Table 1 (continued)")));
        }
    seen_check_all(pages);
    finish(&written, pages);
}
END_TEST

/* Where the words alone are too long, they give way to the figures. */
START_TEST(long_words_of_a_table_leave_figures_whole)
{
    struct written written;
    written_begin(&written);
    written_table(&written, "Clients",
                  "Kind|Men\nHonorificabilitudinitatibusquedam|123456789\nOther|987654321\n")->width = WIDTH_THIRD;
    struct pages *pages = written_pages(&written);
    ck_assert_uint_eq(seen_count(pages, "123456789", true), 1);
    ck_assert_uint_eq(seen_count(pages, "987654321", true), 1);
    ck_assert_uint_eq(pages->parted.count, 0);
    seen_check_all(pages);
    finish(&written, pages);
}
END_TEST

/* The word with the most letters need not be the widest: all stay on one line each, in columns that get no more than they need. */
START_TEST(widest_word_of_a_head_is_not_the_longest)
{
    static const char head[] = "iiiiiiiiii WWWWWWWW";
    struct written written;
    struct text_builder b = {0};
    written_begin(&written);
    for (size_t i = 0; i < 8; i++)
        text_add_format(&b, "%s%s", i ? "|" : "", head);
    text_add_c(&b, "\n1|2|3|4|5|6|7|8\n");
    text_add_byte(&b, '\0');
    written_table(&written, "Clients", b.bytes);
    text_builder_done(&b);
    struct pages *pages = written_pages(&written);
    ck_assert_uint_eq(seen_count(pages, "WWWWWWWW", true), 8 + pages->parted.count);
    seen_check_all(pages);
    finish(&written, pages);
}
END_TEST

/* A third of the column: the caption's word and that of the first column are wider than their place, and break once each;
 * "selityksiä" is not. Where a language has no vowels for that, they break anywhere. */
START_TEST(words_of_tables_break_at_syllables)
{
    static const char word[] = "epäjärjestelmällistyttämättömyydellänsäkäänköhän";
    static const char *const vowels[] = {"", "aeiouyäöå"};
    struct written written;
    struct text_builder b = {0};
    written_begin(&written);
    written.document.words.syllable_vowels = text_of(vowels[_i]);
    text_add_format(&b, "Laji|selityksiä\n%s|12345\n", word);
    text_add_byte(&b, '\0');
    written_table(&written, word, b.bytes)->width = WIDTH_THIRD;
    text_builder_done(&b);
    struct pages *pages = written_pages(&written);
    size_t soft = 0;
    for (size_t i = 0; i < pages->items[0].mark_count; i++)
        soft += text_ends(seen_text(&pages->items[0].marks[i]), TEXT("\u00AD"));
    ck_assert_uint_eq(soft, _i ? 2 : 0);
    ck_assert_uint_eq(seen_count(pages, "selityksiä", true), 1);
    ck_assert_uint_eq(seen_count(pages, "12345", true), 1);
    seen_check_no_overlap(pages);
    seen_check_margins(pages);
    finish(&written, pages);
}
END_TEST

/* How many long lines do not end as the word does, and how many end at a syllable. */
static size_t count_parted(const struct pages *pages, struct text end, size_t *ret_soft)
{
    enum { LONG_BYTES = 30 };
    size_t parted = 0;
    *ret_soft = 0;
    for (size_t page = 0; page < pages->count; page++)
        for (size_t i = 0; i < pages->items[page].mark_count; i++) {
            const struct text line = seen_text(&pages->items[page].marks[i]);
            *ret_soft += text_ends(line, TEXT("\u00AD"));
            parted += line.len > LONG_BYTES && !text_ends(line, end);
        }
    return parted;
}

/* A word that is wider than its place, in the title, in the contents, as a heading, in text, in a note, and in text beside a
 * figure that is narrower: it goes on in the next line at a syllable. So it does where its language is one for private use. */
START_TEST(words_of_text_break_at_syllables)
{
    static const char word[] = "epäjärjestelmällistyttämättömyydellänsäkäänköhänlentokonesuihkuturbiinimoottoriapumekaanikko";
    struct written written;
    size_t soft;
    written_begin(&written);
    written.document.words.syllable_vowels = TEXT("aeiouyäöå");
    written.document.title = text_of(word);
    written_node(&written, NODE_CONTENTS);
    written_heading(&written, 1, "", word);
    written_note(&written, word);
    written_paragraph(&written, text_to_c(written.arena, text_format(written.arena, _i ? "~en-x-3-12|%s~" : "%s", word)));
    written_paragraph(&written, "ja^1^");
    struct doc_node *chart = written_chart(&written, CHART_PIE, "", 2);
    chart->width = WIDTH_HALF;
    chart->side = SIDE_RIGHT;
    written_paragraph(&written, "säkäänköhänlentokonesuihkuturbiinimoottoriapumekaanikko");
    struct pages *pages = written_pages(&written);
    ck_assert_uint_eq(count_parted(pages, TEXT("nikko"), &soft), 7);
    ck_assert_uint_eq(soft, 7);
    seen_check_margins(pages);
    finish(&written, pages);
}
END_TEST

/* A heading is set in its column first, and then as narrow as its lines allow: in either it is parted where it is listed to be, and not
 * at syllables, although more of them have room on the first line. */
START_TEST(listed_word_of_a_heading_is_parted_where_it_is_listed)
{
    struct written written;
    written_begin(&written);
    written.document.words.syllable_vowels = TEXT("aeiouyäöå");
    written.document.words.word_breaks = TEXT("lentokone-suihkuturbiinimoottoriapumekaanikkoaliupseerioppilas");
    written_heading(&written, 1, "", "Lentokonesuihkuturbiinimoottoriapumekaanikkoaliupseerioppilas");
    written_paragraph(&written, "Text.");
    struct pages *pages = written_pages(&written);
    ck_assert_ptr_nonnull(seen_mark(pages, "Lentokone\u00AD"));
    ck_assert_ptr_nonnull(seen_mark(pages, "suihkuturbiinimoottoriapumekaanikkoaliupseerioppilas"));
    finish(&written, pages);
}
END_TEST

/* ---- last lines ---- */

static double last_line_pt(const struct pages *pages, size_t *ret_lines)
{
    double width_pt = 0.0;
    *ret_lines = 0;
    for (size_t i = 0; i < pages->items[0].mark_count; i++) {
        const struct mark *mark = &pages->items[0].marks[i];
        if (!mark->tag || mark->tag->role != TAG_PARAGRAPH)
            continue;
        width_pt = mark->width_pt;
        ++*ret_lines;
    }
    return width_pt;
}

/* Word after word is added to a paragraph; the line that each new one begins has company at once, unless the line before
 * cannot spare a word. */
START_TEST(last_line_of_a_paragraph_is_no_lonely_word)
{
    struct text_builder words = {0};
    size_t before = 1;
    for (int i = 0; i < 60; i++) {
        struct written written;
        size_t lines;
        text_add_c(&words, i ? " word" : "word");
        written_begin(&written);
        written_paragraph(&written, text_to_c(written.arena, text_built(&words)));
        struct pages *pages = written_pages(&written);
        const double last_pt = last_line_pt(pages, &lines);
        ck_assert_msg(lines == 1 || last_pt > TEXT_MEASURE_PT / 5, "%d words end with %.1f pt", i + 1, last_pt);
        ck_assert_uint_ge(lines, before);
        ck_assert_uint_le(lines, before + 1);
        before = lines;
        finish(&written, pages);
    }
    ck_assert_uint_eq(before, 5); /* 60 words of 26 points, with a blank, in lines of 336 */
    text_builder_done(&words);
}
END_TEST

/* The first line keeps four fifths of the measure when two words go with the number; a third one would take too much. */
START_TEST(number_that_ends_a_sentence_has_company)
{
    struct written written;
    size_t lines;
    written_begin(&written);
    written_paragraph(&written, "Den 30 juni 2015 hade systemet 95 klienter; ett halvt år tidigare hade det 85.");
    struct pages *pages = written_pages(&written);
    ck_assert_double_gt(last_line_pt(pages, &lines), 0.0);
    ck_assert_uint_eq(lines, 2);
    ck_assert_ptr_nonnull(seen_mark(pages, "hade det 85."));
    finish(&written, pages);
}
END_TEST

/* Only the line before gives words away: those above it are as full as they were. */
START_TEST(lines_above_the_last_two_stay_full)
{
    struct written written;
    size_t lines;
    written_begin(&written);
    written_paragraph(&written, "Enligt artikel 19a i direktiv 2011/36/EU uppger varje medlemsstat årligen antalet registrerade offer för "
                                "människohandel efter registrerande organ, kön, åldersgrupp (barn eller vuxen), medborgarskap och form av "
                                "utnyttjande.");
    struct pages *pages = written_pages(&written);
    ck_assert_double_gt(last_line_pt(pages, &lines), TEXT_MEASURE_PT / 5);
    ck_assert_uint_eq(lines, 4);
    ck_assert_ptr_nonnull(seen_mark(pages, "Enligt artikel 19a i direktiv 2011/36/EU uppger varje medlemsstat årligen"));
    ck_assert_ptr_nonnull(seen_mark(pages, "antalet registrerade offer för människohandel efter registrerande organ,"));
    ck_assert_ptr_nonnull(seen_mark(pages, "av utnyttjande."));
    finish(&written, pages);
}
END_TEST

/* The first word is so long that only "so" can go with the number: less than is wished for, and better than the number alone. */
START_TEST(short_company_is_better_than_none)
{
    struct written written;
    size_t lines;
    written_begin(&written);
    written_paragraph(&written, "Mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm so 10.");
    struct pages *pages = written_pages(&written);
    ck_assert_double_lt(last_line_pt(pages, &lines), TEXT_MEASURE_PT / 5);
    ck_assert_uint_eq(lines, 2);
    ck_assert_ptr_nonnull(seen_mark(pages, "so 10."));
    finish(&written, pages);
}
END_TEST

/* A break that the author asked for stays where it is, and so does what it leaves on the last line. */
START_TEST(lines_that_are_broken_on_purpose_stay_so)
{
    struct written written;
    size_t lines;
    written_begin(&written);
    written_paragraph(&written, "Example Reception Centre, assistance for victims of human trafficking / PO Box 1");
    struct pages *pages = written_pages(&written);
    ck_assert_ptr_nonnull(seen_mark(pages, "Example Reception Centre, assistance for victims of human trafficking"));
    ck_assert_double_gt(last_line_pt(pages, &lines), 0.0);
    ck_assert_uint_eq(lines, 2);
    ck_assert_ptr_nonnull(seen_mark(pages, "PO Box 1"));
    finish(&written, pages);
}
END_TEST

/* ---- figures ---- */

START_TEST(two_half_figures_stand_side_by_side)
{
    struct written written;
    written_begin(&written);
    written_chart(&written, CHART_PIE, "Short", 2)->width = WIDTH_HALF;
    written_chart(&written, CHART_PIE, "A title so long that it needs two lines or even three", 2)->width = WIDTH_HALF;
    struct pages *pages = written_pages(&written);
    const struct mark *left = chart_mark(pages, 0, 0), *right = chart_mark(pages, 0, 1);
    ck_assert(fabs(left->y_pt - right->y_pt) < 0.01);
    ck_assert(left->x_pt + left->width_pt < right->x_pt);
    seen_check_all(pages);
    finish(&written, pages);
}
END_TEST

static double centre_pt(const struct mark *chart)
{
    return chart->y_pt + chart_sketch_extent(chart->sketch).centre_pt;
}

/* Labels of the many slices rise above their circle; its neighbour of two comes down to it. */
START_TEST(pies_in_a_row_have_their_centres_on_one_level)
{
    struct written written;
    written_begin(&written);
    written_chart(&written, CHART_PIE, "Few", _i ? 11 : 2)->width = WIDTH_HALF;
    written_chart(&written, CHART_PIE, "Many", _i ? 2 : 11)->width = WIDTH_HALF;
    struct pages *pages = written_pages(&written);
    const struct mark *left = chart_mark(pages, 0, 0), *right = chart_mark(pages, 0, 1);
    ck_assert(fabs(left->y_pt - right->y_pt) > 1.0);
    ck_assert(fabs(centre_pt(left) - centre_pt(right)) < 0.01);
    seen_check_all(pages);
    finish(&written, pages);
}
END_TEST

/* Of a column of 471.276 points with gutters of 20: all of it, 225.638, 143.759, and 307.517. */
START_TEST(a_chart_is_as_wide_as_its_share_of_the_column)
{
    static const enum node_width shares[] = {WIDTH_FULL, WIDTH_HALF, WIDTH_THIRD, WIDTH_TWO_THIRDS};
    static const double widths_pt[] = {471.276, 225.638, 143.759, 307.517};
    struct written written;
    written_begin(&written);
    struct doc_node *node = written_chart(&written, CHART_BARS, "Clients", 3);
    node->width = shares[_i];
    struct pages *pages = written_pages(&written);
    ck_assert(fabs(chart_mark(pages, 0, 0)->width_pt - widths_pt[_i]) < 0.001);
    ck_assert(fabs(pages_chart_width_pt(node) - widths_pt[_i]) < 0.001);
    finish(&written, pages);
}
END_TEST

static struct chart_level plot_of(const struct mark *chart)
{
    const struct chart_level plot = chart_sketch_extent(chart->sketch).plot;
    return (struct chart_level){chart->y_pt + plot.top_pt, chart->y_pt + plot.foot_pt};
}

static void name_axis(struct written *written, struct doc_node *node, const char *title)
{
    struct chart *chart = ARENA_NEW(written->arena, struct chart);
    *chart = *node->chart;
    chart->axis_title = text_of(title);
    node->chart = chart;
}

/* One of them has a title of several lines above its axis, and in the last case more width, and so a higher plot. */
START_TEST(columns_and_lines_in_a_row_have_one_base)
{
    static const struct {
        enum chart_kind kinds[2];
        enum node_width widths[2];
        size_t long_one;
    } cases[] = {{{CHART_COLUMNS, CHART_COLUMNS}, {WIDTH_HALF, WIDTH_HALF}, 0},
                 {{CHART_LINE, CHART_COLUMNS}, {WIDTH_HALF, WIDTH_HALF}, 1},
                 {{CHART_COLUMNS, CHART_COLUMNS}, {WIDTH_THIRD, WIDTH_TWO_THIRDS}, 0}};
    struct written written;
    written_begin(&written);
    for (size_t i = 0; i < 2; i++) {
        struct doc_node *node = written_chart(&written, cases[_i].kinds[i], "Clients", 3);
        node->width = cases[_i].widths[i];
        if (i == cases[_i].long_one)
            name_axis(&written, node, "persons of whom something is known that needs a line or two, or in a narrow chart even three");
    }
    struct pages *pages = written_pages(&written);
    const struct mark *left = chart_mark(pages, 0, 0), *right = chart_mark(pages, 0, 1);
    const struct chart_level one = plot_of(left), other = plot_of(right);
    ck_assert(fabs(left->y_pt - right->y_pt) < 0.01);
    ck_assert_double_eq_tol(one.foot_pt, other.foot_pt, 0.01);
    ck_assert_double_eq_tol(one.top_pt, other.top_pt, 0.01);
    seen_check_all(pages);
    finish(&written, pages);
}
END_TEST

/* The right one has a label of several lines. In the second case it has a row more, and each ends where it must. */
START_TEST(bars_in_a_row_begin_and_end_together)
{
    struct written written;
    written_begin(&written);
    written_chart(&written, CHART_BARS, "Clients", 3)->width = WIDTH_HALF;
    struct doc_node *node = written_chart(&written, CHART_BARS, "Clients", _i ? 4 : 3);
    node->width = WIDTH_HALF;
    node->chart->categories[1].label = TEXT("A category with a name that takes several lines, as long as its words may be");
    struct pages *pages = written_pages(&written);
    const struct chart_level one = plot_of(chart_mark(pages, 0, 0)), other = plot_of(chart_mark(pages, 0, 1));
    ck_assert_double_eq_tol(one.top_pt, other.top_pt, 0.01);
    ck_assert((fabs(one.foot_pt - other.foot_pt) < 0.01) == !_i);
    seen_check_all(pages);
    finish(&written, pages);
}
END_TEST

START_TEST(text_runs_beside_a_figure_with_a_side)
{
    struct written written;
    written_begin(&written);
    struct doc_node *node = written_chart(&written, CHART_PIE, "Clients", 3);
    node->width = WIDTH_HALF;
    node->side = _i ? SIDE_LEFT : SIDE_RIGHT;
    for (int i = 0; i < 6; i++)
        written_paragraph(&written, LONG);
    struct pages *pages = written_pages(&written);
    const struct mark *chart = chart_mark(pages, 0, 0);
    const double foot = chart->y_pt + chart_sketch_extent(chart->sketch).height_pt;
    size_t beside = 0, below = 0;
    for (size_t i = 0; i < pages->items[0].mark_count; i++) {
        const struct mark *mark = &pages->items[0].marks[i];
        if (!mark->tag || mark->tag->role != TAG_PARAGRAPH)
            continue;
        beside += mark->y_pt < foot;
        below += mark->y_pt > foot + 20.0 && mark->width_pt > 300.0;
        ck_assert(mark->y_pt > foot || (_i ? mark->x_pt > chart->x_pt + chart->width_pt
                                           : mark->x_pt + mark->width_pt < chart->x_pt));
    }
    ck_assert_uint_gt(beside, 4);
    ck_assert_uint_gt(below, 4);
    seen_check_all(pages);
    finish(&written, pages);
}
END_TEST

static const char MONTHS[] = "month|persons\nJanuary|92\nFebruary|87\nMarch|85\nApril|81\nMay|76\nJune|77\nJuly|75\n"
                             "August|76\nSeptember|78\nOctober|77\nNovember|77\nDecember|85\n";

/* A low pie and a high table in one row, on either side; what fills the room below the pie is `next`. */
static struct pages *pages_of_row(struct written *written, bool left, enum node_kind next)
{
    written_begin(written);
    struct doc_node *table = left ? written_table(written, "Months", MONTHS) : NULL;
    written_chart(written, CHART_PIE, "Clients", 2)->width = WIDTH_HALF;
    table = table ? table : written_table(written, "Months", MONTHS);
    table->width = WIDTH_THIRD;
    table->side = left ? SIDE_LEFT : SIDE_RIGHT;
    if (next == NODE_HEADING)
        written_heading(written, 1, "", "Next");
    written_paragraph(written, LONG);
    written_paragraph(written, LONG);
    return written_pages(written);
}

START_TEST(text_fills_the_room_below_the_lower_figure_of_a_row)
{
    struct written written;
    struct pages *pages = pages_of_row(&written, _i, NODE_PARAGRAPH);
    const struct mark *chart = chart_mark(pages, 0, 0);
    const struct mark *month = seen_mark(pages, "December"), *head = seen_mark(pages, "month");
    const double foot = chart->y_pt + chart_sketch_extent(chart->sketch).height_pt;
    size_t beside = 0, below = 0;
    for (size_t i = 0; i < pages->items[0].mark_count; i++) {
        const struct mark *mark = &pages->items[0].marks[i];
        if (!mark->tag || mark->tag->role != TAG_PARAGRAPH)
            continue;
        ck_assert(mark->y_pt > foot);
        beside += mark->y_pt < month->y_pt;
        below += mark->y_pt > month->y_pt + 20.0 && mark->width_pt > 300.0;
        ck_assert(mark->y_pt > month->y_pt + 20.0 ||
                  (_i ? fabs(mark->x_pt - chart->x_pt) < 0.01 : mark->x_pt + mark->width_pt < head->x_pt));
    }
    ck_assert_uint_ge(beside, 3);
    ck_assert_uint_ge(below, 3);
    seen_check_all(pages);
    finish(&written, pages);
}
END_TEST

START_TEST(heading_stands_below_both_figures_of_a_row)
{
    struct written written;
    struct pages *pages = pages_of_row(&written, _i, NODE_HEADING);
    const struct mark *month = seen_mark(pages, "December"), *next = seen_mark(pages, "Next");
    ck_assert(next->y_pt > month->y_pt + 20.0);
    ck_assert(fabs(next->x_pt - (_i ? month : chart_mark(pages, 0, 0))->x_pt) < 0.01);
    seen_check_all(pages);
    finish(&written, pages);
}
END_TEST

START_TEST(figure_without_text_beside_it_begins_at_the_left)
{
    struct written written;
    written_begin(&written);
    struct doc_node *node = written_chart(&written, CHART_PIE, "Clients", 3);
    node->width = WIDTH_HALF;
    node->side = SIDE_RIGHT;
    written_heading(&written, 1, "", "Next");
    written_paragraph(&written, LONG);
    struct pages *pages = written_pages(&written);
    const struct mark *chart = chart_mark(pages, 0, 0), *next = seen_mark(pages, "Next");
    ck_assert(fabs(chart->x_pt - next->x_pt) < 0.01);
    seen_check_all(pages);
    finish(&written, pages);
}
END_TEST

/* Both figures wait for the second page; the text after them is no text beside the first. */
START_TEST(figure_before_a_waiting_figure_begins_at_the_left)
{
    struct written written;
    written_begin(&written);
    lines(&written, 26);
    struct doc_node *node = written_chart(&written, CHART_PIE, "First", 3);
    node->width = WIDTH_HALF;
    node->side = SIDE_RIGHT;
    written_chart(&written, CHART_COLUMNS, "Second", 3);
    lines(&written, 20);
    struct pages *pages = written_pages(&written);
    const struct mark *first = seen_mark(pages, "First"), *second = seen_mark(pages, "Second");
    ck_assert_uint_eq(seen_page_of(pages, "First", true), 1);
    ck_assert(fabs(first->x_pt - second->x_pt) < 0.01);
    ck_assert(first->y_pt < second->y_pt);
    seen_check_all(pages);
    finish(&written, pages);
}
END_TEST

static const char TALL[] = "year|persons\n1999|92\n2000|87\n2001|85\n2002|81\n2003|76\n2004|77\n2005|75\n2006|76\n2007|78\n"
                           "2008|77\n2009|77\n2010|85\n2011|84\n2012|84\n2013|80\n2014|81\n2015|82\n2016|82\n2017|83\n";

/* The table has no room at the first page's foot. Two lines are all its text: if they filled the page, it would stand alone on
 * the next. Where a third of the page would stay empty they fill it all the same. */
START_TEST(figure_that_text_runs_beside_keeps_its_text)
{
    struct written written;
    written_begin(&written);
    lines(&written, _i ? 18 : 27);
    struct doc_node *node = written_table(&written, "Years", _i ? TALL : "year|persons\n2010|44\n2011|51\n2012|48\n");
    node->width = WIDTH_THIRD;
    node->side = SIDE_RIGHT;
    written_paragraph(&written, "Of these eighteen were exploited in the country.");
    written_heading(&written, 1, "", "Next");
    lines(&written, 20);
    struct pages *pages = written_pages(&written);
    ck_assert_uint_eq(seen_page_of(pages, "2011", true), 1);
    ck_assert_uint_eq(seen_page_of(pages, "Of these", true), _i ? 0 : 1);
    if (!_i)
        ck_assert(seen_mark(pages, "year")->x_pt > 300.0);
    seen_check_all(pages);
    finish(&written, pages);
}
END_TEST

/* Line after line is added before a heading and a table with its text. Where the table has no room below the heading it begins with
 * it, and the white space above gives way by a third at most; before a heading that is as wide as the column it cannot. */
START_TEST(figure_begins_with_its_heading_where_it_has_no_room_below)
{
    static const char wide[] = "A heading that is so long that it takes all of the column";
    const double usual_pt = style_of(STYLE_BODY)->after_pt;
    size_t level = 0, squeezed = 0;
    for (size_t count = 14; count <= 32; count++) {
        struct written written;
        written_begin(&written);
        written_paragraph(&written, "First.");
        written_paragraph(&written, "Second.");
        lines(&written, count - 2);
        written_heading(&written, 1, "", _i ? wide : "Years");
        struct doc_node *node = written_table(&written, "Persons", "year|persons\n2010|44\n2011|51\n2012|48\n2013|44\n2014|51\n");
        node->width = WIDTH_THIRD;
        node->side = SIDE_RIGHT;
        written_paragraph(&written, "Of these eighteen were exploited in the country, as in the years before, and no more.");
        written_heading(&written, 1, "", "Next");
        lines(&written, 30);
        struct pages *pages = written_pages(&written);
        const double gap_pt =
            seen_mark(pages, "Second.")->y_pt - seen_mark(pages, "First.")->y_pt - style_of(STYLE_BODY)->leading_pt;
        const struct mark *heading = seen_mark(pages, _i ? wide : "Years"), *caption = seen_mark(pages, "Persons");
        const size_t page = seen_page_of(pages, "2014", true);
        if (seen_page_of(pages, _i ? "A heading" : "Years", true) == page && fabs(caption->y_pt - heading->y_pt) < 12.0) {
            level++;
            squeezed += gap_pt < usual_pt - 0.01;
            ck_assert_uint_eq(seen_page_of(pages, "Of these", true), page);
            ck_assert_double_gt(gap_pt, usual_pt * 2 / 3 - 0.01);
        } else {
            ck_assert(fabs(gap_pt - usual_pt) < 0.01);
        }
        seen_check_all(pages);
        finish(&written, pages);
    }
    ck_assert_msg(_i ? level == 0 : level >= 2 && squeezed >= 1 && squeezed < level, "%zu, %zu", level, squeezed);
}
END_TEST

/* Of two tall tables that wait the second waits for two pages: what the first of these pages held is not held again. */
START_TEST(figure_that_waits_for_two_pages_repeats_nothing)
{
    struct written written;
    written_begin(&written);
    lines(&written, 18);
    for (int i = 0; i < 2; i++) {
        struct doc_node *node = written_table(&written, i ? "Second" : "First", TALL);
        node->width = WIDTH_THIRD;
        node->side = SIDE_RIGHT;
        lines(&written, i ? 1 : 6);
    }
    written_heading(&written, 1, "", "Next");
    lines(&written, 5);
    struct pages *pages = written_pages(&written);
    ck_assert_uint_eq(seen_page_of(pages, "First", true), 1);
    ck_assert_uint_eq(seen_page_of(pages, "Second", true), 2);
    seen_check_all(pages);
    finish(&written, pages);
}
END_TEST

/* Three halves: the third is left over by the row of the first two. The end of a page does not part it from them, unless more than
 * a third of the page would be empty. */
START_TEST(figure_left_over_by_a_row_stays_with_it)
{
    size_t together = 0, parted = 0;
    for (size_t count = 14; count <= 28; count++) {
        struct written written;
        written_begin(&written);
        lines(&written, count);
        written_chart(&written, CHART_PIE, "First", 2)->width = WIDTH_HALF;
        written_chart(&written, CHART_PIE, "Second", 2)->width = WIDTH_HALF;
        written_table(&written, "Third", "year|persons\n2010|44\n2011|51\n2012|48\n2013|44\n2014|51\n")->width = WIDTH_HALF;
        written_paragraph(&written, "Afterwards.");
        lines(&written, 12);
        struct pages *pages = written_pages(&written);
        const bool same = seen_page_of(pages, "First", true) == seen_page_of(pages, "Third", true);
        const double lines_pt = (double)count * (style_of(STYLE_BODY)->leading_pt + style_of(STYLE_BODY)->after_pt);
        ck_assert_msg(same || lines_pt < COLUMN_HEIGHT_PT * 2 / 3 + style_of(STYLE_BODY)->after_pt, "%zu lines", count);
        together += same && seen_page_of(pages, "First", true) == 1;
        parted += !same;
        seen_check_all(pages);
        finish(&written, pages);
    }
    ck_assert_uint_ge(together, 3);
    ck_assert_uint_ge(parted, 1);
}
END_TEST

/* The chart needs more than what is left; text of its section fills the page, and is read after it all the same. */
START_TEST(text_passes_a_figure_that_does_not_fit)
{
    struct written written;
    written_begin(&written);
    lines(&written, 26);
    written_chart(&written, CHART_COLUMNS, "The chart", 3);
    written_paragraph(&written, "Afterwards this is said.");
    lines(&written, 30);
    struct pages *pages = written_pages(&written);
    ck_assert_uint_eq(page_of_chart(pages), 1);
    ck_assert_uint_eq(seen_page_of(pages, "Afterwards", true), 0);
    ck_assert(chart_mark(pages, 1, 0)->y_pt < 110.0);
    seen_check_all(pages);
    finish(&written, pages);
}
END_TEST

/* How often, as line after line is added before a chart, the paragraph after it fills the page that the chart did not fit on, and how
 * often it is parted. */
static void part_after_chart(const char *paragraph, size_t *ret_filled, size_t *ret_parted)
{
    *ret_filled = *ret_parted = 0;
    for (size_t count = 18; count <= 30; count++) {
        struct written written;
        written_begin(&written);
        lines(&written, count);
        written_chart(&written, CHART_COLUMNS, "The chart", 3);
        written_paragraph(&written, paragraph);
        struct pages *pages = written_pages(&written);
        const size_t begins = seen_page_of(pages, "The centre", true), ends = seen_page_of(pages, "in them.", true);
        *ret_filled += page_of_chart(pages) == 1 && begins == 0 && ends == 0;
        *ret_parted += begins != ends;
        seen_check_all(pages);
        finish(&written, pages);
    }
}

/* Who reads it would have to look for its end below the chart. It is parted only where else a hole would be left. */
START_TEST(short_paragraph_is_not_parted_by_a_figure)
{
    char longer[2 * sizeof LONG];
    size_t filled, parted;
    part_after_chart(LONG, &filled, &parted);
    ck_assert_uint_ge(filled, 3);
    ck_assert_uint_eq(parted, 0);
    snprintf(longer, sizeof longer, "%.*s %s", (int)(sizeof LONG - 1 - strlen(" in them.")), LONG, LONG);
    part_after_chart(longer, &filled, &parted);
    ck_assert_uint_ge(parted, 3);
}
END_TEST

/* Line after line is added before a chart. Where it would leave a hole, the white space between the lines gives way, by a third at
 * most; then the chart goes to the next page, and the lines stand as ever. */
START_TEST(white_space_gives_way_to_a_figure)
{
    const double usual_pt = style_of(STYLE_BODY)->after_pt;
    size_t squeezed = 0, before = 0;
    for (size_t count = 10; count <= 30; count++) {
        struct written written;
        written_begin(&written);
        written_paragraph(&written, "First.");
        written_paragraph(&written, "Second.");
        lines(&written, count - 2);
        written_chart(&written, CHART_COLUMNS, "The chart", 3);
        struct pages *pages = written_pages(&written);
        const double gap_pt =
            seen_mark(pages, "Second.")->y_pt - seen_mark(pages, "First.")->y_pt - style_of(STYLE_BODY)->leading_pt;
        const size_t page = page_of_chart(pages);
        ck_assert_uint_ge(page, before);
        ck_assert_double_gt(gap_pt, usual_pt * 2 / 3 - 0.01);
        ck_assert(page == 0 || fabs(gap_pt - usual_pt) < 0.01);
        squeezed += gap_pt < usual_pt - 0.01;
        before = page;
        seen_check_all(pages);
        finish(&written, pages);
    }
    ck_assert_uint_eq(before, 1);
    ck_assert_uint_ge(squeezed, 1);
    ck_assert_uint_le(squeezed, 3); /* 30 gaps of 7 points give as much as three lines take */
}
END_TEST

/* Its hole would be small: the lines stand as ever. */
START_TEST(white_space_stays_where_little_would_be_empty)
{
    for (size_t count = 24; count <= 34; count++) {
        struct written written;
        written_begin(&written);
        written_paragraph(&written, "First.");
        written_paragraph(&written, "Second.");
        lines(&written, count - 2);
        written_table(&written, "Persons", "year|persons\n2010|44\n2011|51\n");
        lines(&written, 12);
        struct pages *pages = written_pages(&written);
        ck_assert(fabs(seen_mark(pages, "Second.")->y_pt - seen_mark(pages, "First.")->y_pt -
                       style_of(STYLE_BODY)->leading_pt - style_of(STYLE_BODY)->after_pt) < 0.01);
        finish(&written, pages);
    }
}
END_TEST

START_TEST(figure_stays_in_its_section)
{
    struct written written;
    written_begin(&written);
    lines(&written, 26);
    written_chart(&written, CHART_COLUMNS, "The chart", 3);
    written_paragraph(&written, "Afterwards.");
    written_heading(&written, 1, "", "A new section");
    lines(&written, 3);
    struct pages *pages = written_pages(&written);
    ck_assert_uint_eq(page_of_chart(pages), 1);
    ck_assert_uint_eq(seen_page_of(pages, "Afterwards", true), 0);
    ck_assert_uint_eq(seen_page_of(pages, "A new section", true), 1);
    ck_assert(seen_mark(pages, "A new section")->y_pt > chart_mark(pages, 1, 0)->y_pt);
    finish(&written, pages);
}
END_TEST

START_TEST(heading_goes_with_its_figure)
{
    struct written written;
    written_begin(&written);
    lines(&written, 26);
    written_heading(&written, 1, "", "Only a chart");
    written_chart(&written, CHART_COLUMNS, "The chart", 3);
    written_heading(&written, 1, "", "Next");
    lines(&written, 3);
    struct pages *pages = written_pages(&written);
    ck_assert_uint_eq(page_of_chart(pages), 1);
    ck_assert_uint_eq(seen_page_of(pages, "Only a chart", true), 1);
    finish(&written, pages);
}
END_TEST

/* The chart does not fit, and nothing else follows: heading and line go to the next page with it. */
START_TEST(heading_and_its_only_line_go_with_what_follows)
{
    for (int is_text = 0; is_text < 2; is_text++) {
        struct written written;
        written_begin(&written);
        lines(&written, (size_t)_i);
        written_heading(&written, 1, "", "Heading");
        written_paragraph(&written, "One line.");
        if (is_text)
            written_paragraph(&written, LONG);
        else
            written_chart(&written, CHART_PIE, "Clients", 2);
        written_heading(&written, 1, "", "Next");
        lines(&written, 3);
        struct pages *pages = written_pages(&written);
        const size_t page = seen_page_of(pages, "Heading", true);
        ck_assert_uint_eq(page, seen_page_of(pages, "One line.", true));
        ck_assert_uint_eq(page, seen_page_of(pages, is_text ? "The centre trained" : "Clients", true));
        seen_check_all(pages);
        finish(&written, pages);
    }
}
END_TEST

/* As many of them as there may be, there is a place where a page can end. */
START_TEST(headings_with_one_line_each_fill_pages)
{
    struct written written;
    written_begin(&written);
    for (int i = 0; i < 60; i++) {
        written_heading(&written, i ? 2 : 1, "", "Heading");
        written_paragraph(&written, "One line.");
    }
    struct pages *pages = written_pages(&written);
    ck_assert_uint_le(pages->count, 6); /* 60 of at most 68 points each, on 700 */
    seen_check_all(pages);
    finish(&written, pages);
}
END_TEST

/* Wherever on a page it comes, what announces a table stands on its page. */
START_TEST(table_stays_with_the_words_that_announce_it)
{
    struct written written;
    written_begin(&written);
    lines(&written, (size_t)_i);
    written_paragraph(&written, "Terms:");
    written_table(&written, "", "Term|Meaning\nClient|Somebody\nRequest|A letter\nDecision|Another\n");
    lines(&written, 3);
    struct pages *pages = written_pages(&written);
    ck_assert_uint_eq(seen_page_of(pages, "Terms:", true), seen_page_of(pages, "Meaning", true));
    seen_check_all(pages);
    finish(&written, pages);
}
END_TEST

/* What stands on the line of a mark next to its right; or NULL. */
static const struct mark *mark_behind(const struct page *page, const struct mark *first)
{
    const struct mark *found = NULL;
    for (size_t i = 0; i < page->mark_count; i++) {
        const struct mark *mark = &page->marks[i];
        if (mark->kind != MARK_PATH && fabs(mark->y_pt - first->y_pt) < 0.5 && mark->x_pt > first->x_pt &&
            (!found || mark->x_pt < found->x_pt))
            found = mark;
    }
    return found;
}

/* In the contents words stand behind numbers of any width, and on one level begin below each other. */
START_TEST(numbers_of_contents_have_room)
{
    static const char *const numbers[] = {"9", "10", "10.1", "10.11", "10.11.1", "10.11.10"};
    static const char *const words[] = {"Nine", "Ten", "One below", "Eleven below", "First", "Tenth"};
    enum { ENTRIES = 6 };
    struct written written;
    double left_pt[ENTRIES];
    written_begin(&written);
    written_node(&written, NODE_CONTENTS);
    written_node(&written, NODE_NEWPAGE);
    for (size_t i = 0; i < ENTRIES; i++) {
        written_heading(&written, 1 + i / 2, numbers[i], words[i]);
        written_paragraph(&written, "Text.");
    }
    struct pages *pages = written_pages(&written);
    for (size_t i = 0; i < ENTRIES; i++) {
        const struct mark *number = seen_mark(pages, numbers[i]), *behind = mark_behind(&pages->items[0], number);
        ck_assert(text_equal(seen_text(behind), text_of(words[i])));
        ck_assert_double_ge(behind->x_pt, right_of(number) + 4.0);
        left_pt[i] = behind->x_pt;
    }
    for (size_t i = 0; i < ENTRIES; i += 2)
        ck_assert_double_eq_tol(left_pt[i], left_pt[i + 1], 0.01);
    seen_check_all(pages);
    finish(&written, pages);
}
END_TEST

/* The number of a note keeps away from its words, however many notes there are. */
START_TEST(numbers_of_notes_have_room)
{
    static const int counts[] = {9, 99, 128, 1200};
    struct written written;
    written_begin(&written);
    for (int i = 1; i <= counts[_i]; i++) {
        written_paragraph(&written, text_to_c(written.arena, text_format(written.arena, "Text^%d^", i)));
        written_note(&written, "Source.");
    }
    struct pages *pages = written_pages(&written);
    const struct page *last = &pages->items[pages->count - 1];
    size_t found = 0;
    for (size_t i = 0; i < last->mark_count; i++) {
        const struct mark *mark = &last->marks[i];
        if (!mark->tag || !seen_within(mark->tag, TAG_NOTE) || text_starts(seen_text(mark), TEXT("Source")))
            continue;
        ck_assert_double_ge(mark_behind(last, mark)->x_pt, right_of(mark) + 3.9);
        found++;
    }
    ck_assert_uint_gt(found, 0);
    finish(&written, pages);
}
END_TEST

/* The head of the second page: the beginning of the title, up to the end of a word, with room for less than the next. A title
 * without blanks is cut within its word. */
START_TEST(title_in_the_head_is_shortened_by_words)
{
    static const char sentence[] = "Situation report on the assistance of victims of trafficking in human beings and on the services that "
                                   "municipalities, reception centres and organisations have given to them and to their children",
                      word[] = "Situationreportontheassistanceofvictimsoftraffickinginhumanbeingsandontheservicesthatmunicipalitieshavegiven";
    const struct text title = text_of(_i ? word : sentence);
    struct written written;
    written_begin(&written);
    written.document.title = title;
    written_node(&written, NODE_NEWPAGE);
    written_paragraph(&written, "Text.");
    struct pages *pages = written_pages(&written);
    const struct mark *head = NULL;
    for (size_t i = 0; i < pages->items[1].mark_count && !head; i++)
        if (text_starts(seen_text(&pages->items[1].marks[i]), TEXT("Situation")))
            head = &pages->items[1].marks[i];
    ck_assert_ptr_nonnull(head);
    if (!_i) {
        const struct text seen = seen_text(head), kept = text_slice(seen, 0, text_find(seen, TEXT(" …")));
        ck_assert(text_ends(seen, TEXT(" …")) && text_starts(title, kept) && title.ptr[kept.len] == ' ');
        ck_assert_double_gt(head->width_pt, COLUMN_WIDTH_PT - 110.0);
    }
    seen_check_margins(pages);
    finish(&written, pages);
}
END_TEST

/* The head of the second page, of a report with that title and period. */
static void check_head(const char *title, const char *period, const char *expected)
{
    struct written written;
    written_begin(&written);
    written.document.title = text_of(title);
    written.document.period = text_of(period);
    written_node(&written, NODE_NEWPAGE);
    written_paragraph(&written, "Text.");
    struct pages *pages = written_pages(&written);
    struct text head = TEXT_EMPTY;
    for (size_t i = 0; i < pages->items[1].mark_count; i++)
        if (text_starts(seen_text(&pages->items[1].marks[i]), TEXT("Situation")))
            head = seen_text(&pages->items[1].marks[i]);
    ck_assert_msg(text_equal(head, text_of(expected)), "%.*s", TEXT_ARGS(head));
    seen_check_margins(pages);
    finish(&written, pages);
}

/* A title that is too long gives way; one that says the period says it once. */
START_TEST(head_says_the_period)
{
    check_head("Situation report", "First half of 2015", "Situation report \u00B7 First half of 2015");
    check_head("Situation report of 2015", "2015", "Situation report of 2015");
    check_head("Situation report", "", "Situation report");
    check_head("Situation report on the assistance of victims of trafficking in human beings and on the services that "
               "municipalities and reception centres give", "2015",
               "Situation report on the assistance of victims of trafficking in human beings and on the services that "
               "municipalities … \u00B7 2015");
}
END_TEST

START_TEST(chart_that_fits_on_no_page_becomes_a_table)
{
    struct written written;
    written_begin(&written);
    written_chart(&written, CHART_BARS, "Clients by everything", 300);
    struct pages *pages = written_pages(&written);
    ck_assert_uint_eq(page_of_chart(pages), pages->count);
    ck_assert_uint_lt(seen_page_of(pages, "Category 300", true), pages->count);
    ck_assert_uint_eq(seen_count(pages, "3000", true), 1);
    ck_assert_uint_eq(pages->tabled.count, 1);
    seen_check_margins(pages);
    seen_check_no_overlap(pages);
    finish(&written, pages);
}
END_TEST

/* Two piles of shares of two parts: with one part of each hidden the table stands there, which has what is shown; not where a pile is
 * whole, where nothing at all is shown, or where piles are of counts. */
START_TEST(chart_of_which_no_pile_can_be_drawn_becomes_a_table)
{
    static const struct {
        bool of_shares, hidden[4], becomes_table;
    } cases[] = {{true, {true, false, false, true}, true},
                 {true, {true, false, false, false}, false},
                 {true, {true, true, true, true}, false},
                 {false, {true, false, false, true}, false}};
    struct written written;
    written_begin(&written);
    struct doc_node *node = written_chart(&written, CHART_COLUMNS, "Clients", 2);
    struct text series[] = {TEXT("Women"), TEXT("Men")};
    struct chart chart = *node->chart;
    node->chart = &chart;
    chart.of_shares = cases[_i].of_shares;
    chart.series_count = 2;
    chart.series = series;
    for (size_t i = 0; i < 4; i++) {
        struct chart_category *pile = &chart.categories[i / 2];
        pile->parts = i % 2 ? pile->parts : ARENA_ARRAY(written.arena, struct chart_part, 2);
        pile->parts[i % 2].cell = cases[_i].hidden[i] ? (struct cell){CELL_HIDDEN, 0} : (struct cell){CELL_SHOWN, 5};
        pile->parts[i % 2].label = cases[_i].hidden[i] ? TEXT("[c]") : TEXT("50 %");
        pile->total = (struct cell){CELL_SHOWN, 10};
    }
    struct pages *pages = written_pages(&written);
    ck_assert_uint_eq(pages->tabled.count, cases[_i].becomes_table);
    ck_assert_uint_eq(page_of_chart(pages), cases[_i].becomes_table ? pages->count : 0);
    ck_assert_uint_eq(seen_count(pages, "20", true), cases[_i].becomes_table);
    finish(&written, pages);
}
END_TEST

/* What stands in the chart's place has the note of its figures; a chart that is drawn has its own. */
START_TEST(note_is_of_what_is_printed)
{
    struct written written;
    written_begin(&written);
    struct doc_node *node = written_chart(&written, CHART_BARS, "Clients", _i ? 300 : 3);
    node->note = written_spans(&written, "Hatched");
    node->data_note = written_spans(&written, "Symbols");
    struct pages *pages = written_pages(&written);
    ck_assert_uint_eq(seen_count(pages, "Hatched", true), _i ? 0 : 1);
    ck_assert_uint_eq(seen_count(pages, "Symbols", true), _i ? 1 : 0);
    finish(&written, pages);
}
END_TEST

START_TEST(figure_has_its_alternative_text)
{
    struct written written;
    written_begin(&written);
    written_chart(&written, CHART_PIE, "Clients", 3);
    struct pages *pages = written_pages(&written);
    const struct tag *tag = chart_mark(pages, 0, 0)->tag;
    ck_assert_int_eq(tag->role, TAG_FIGURE);
    ck_assert(text_equal(tag->alt, TEXT("A chart.")));
    ck_assert_int_eq(seen_mark(pages, "Clients")->tag->role, TAG_CAPTION);
    finish(&written, pages);
}
END_TEST

/* ---- lists, boxes ---- */

START_TEST(list_labels_stand_before_their_items)
{
    struct written written;
    written_begin(&written);
    written_list(&written, true, "a\nb\nc\nd\ne\nf\ng\nh\ni\nlast");
    struct pages *pages = written_pages(&written);
    const struct mark *nine = seen_mark(pages, "9."), *ten = seen_mark(pages, "10."), *last = seen_mark(pages, "last");
    ck_assert(fabs(nine->x_pt + nine->width_pt - ten->x_pt - ten->width_pt) < 0.05);
    ck_assert(fabs(ten->y_pt - last->y_pt) < 0.01);
    ck_assert(ten->x_pt + ten->width_pt < last->x_pt);
    ck_assert_int_eq(ten->tag->role, TAG_ITEM_LABEL);
    ck_assert_int_eq(last->tag->parent->role, TAG_ITEM_BODY);
    ck_assert_ptr_eq(last->tag->parent->parent, ten->tag->parent);
    seen_check_all(pages);
    finish(&written, pages);
}
END_TEST

START_TEST(item_without_text_keeps_its_label)
{
    struct written written;
    written_begin(&written);
    struct doc_node *list = written_node(&written, NODE_LIST);
    list->ordered = true;
    written_open(&written, list);
    written_node(&written, NODE_ITEM);
    written_open(&written, written_node(&written, NODE_ITEM));
    written_list(&written, false, "inner");
    written_close(&written);
    written_close(&written);
    struct pages *pages = written_pages(&written);
    ck_assert(seen_mark(pages, "1.")->y_pt < seen_mark(pages, "2.")->y_pt);
    ck_assert(seen_mark(pages, "2.")->y_pt < seen_mark(pages, "inner")->y_pt);
    seen_check_all(pages);
    finish(&written, pages);
}
END_TEST

/* The background lies behind the text on both pages of a box that is parted. */
START_TEST(box_has_a_background_on_every_page)
{
    struct written written;
    written_begin(&written);
    lines(&written, 20);
    written_open(&written, written_node(&written, NODE_BOX));
    for (int i = 0; i < 8; i++)
        written_paragraph(&written, LONG);
    written_close(&written);
    struct pages *pages = written_pages(&written);
    ck_assert_uint_eq(pages->count, 2);
    for (size_t page = 0; page < 2; page++) {
        const struct page *p = &pages->items[page];
        const struct path *box = NULL;
        for (size_t i = 0; i < p->mark_count && !box; i++)
            box = p->marks[i].kind == MARK_PATH && p->marks[i].paint.fill ? p->marks[i].path : NULL;
        ck_assert_ptr_nonnull(box);
        double top = pages->height_pt, bottom = 0.0;
        for (size_t i = 0; i < box->count; i++) {
            top = box->steps[i].verb == PATH_CLOSE ? top : fmin(top, box->steps[i].y[0]);
            bottom = box->steps[i].verb == PATH_CLOSE ? bottom : fmax(bottom, box->steps[i].y[0]);
        }
        for (size_t i = 0; i < p->mark_count; i++)
            if (p->marks[i].tag && p->marks[i].tag->parent->role == TAG_BOX)
                ck_assert(p->marks[i].y_pt > top + 8.0 && p->marks[i].y_pt < bottom - 8.0);
    }
    seen_check_all(pages);
    finish(&written, pages);
}
END_TEST

START_TEST(nesting_has_no_bottom)
{
    static const enum node_kind kinds[] = {NODE_QUOTE, NODE_BOX, NODE_LIST};
    struct written written;
    written_begin(&written);
    for (int depth = 0; depth < 60; depth++) {
        const enum node_kind kind = kinds[(depth + _i) % 3];
        written_open(&written, written_node(&written, kind));
        if (kind == NODE_LIST)
            written_open(&written, written_node(&written, NODE_ITEM));
    }
    written_paragraph(&written, LONG);
    while (written.depth)
        written_close(&written);
    struct pages *pages = written_pages(&written);
    seen_check_all(pages);
    finish(&written, pages);
}
END_TEST

/* However full the page is before it. */
START_TEST(address_is_not_parted)
{
    struct written written;
    written_begin(&written);
    lines(&written, (size_t)_i);
    written_open(&written, written_node(&written, NODE_CONTACTS));
    written_paragraph(&written, "A centre / Street / Town / 010 000 0000 / mail");
    written_close(&written);
    struct pages *pages = written_pages(&written);
    ck_assert_uint_eq(seen_page_of(pages, "A centre", true), seen_page_of(pages, "mail", true));
    ck_assert(seen_mark(pages, "mail")->y_pt > seen_mark(pages, "Town")->y_pt);
    seen_check_all(pages);
    finish(&written, pages);
}
END_TEST

/* Below a heading it stands where text would; below text, which it does not belong to, as far from it as a section. */
START_TEST(address_keeps_away_from_what_it_does_not_belong_to)
{
    struct written written;
    written_begin(&written);
    written_heading(&written, 1, "", "First");
    written_paragraph(&written, "Text.");
    written_open(&written, written_node(&written, NODE_CONTACTS));
    written_paragraph(&written, "An office");
    written_close(&written);
    written_heading(&written, 1, "", "Second");
    written_open(&written, written_node(&written, NODE_CONTACTS));
    written_paragraph(&written, "A centre");
    written_close(&written);
    struct pages *pages = written_pages(&written);
    const double text_pt = seen_mark(pages, "Text.")->y_pt, line_pt = style_of(STYLE_BODY)->leading_pt;
    ck_assert_double_eq_tol(seen_mark(pages, "A centre")->y_pt - seen_mark(pages, "Second")->y_pt,
                            text_pt - seen_mark(pages, "First")->y_pt, 0.01);
    ck_assert_double_eq_tol(seen_mark(pages, "An office")->y_pt - text_pt - line_pt, style_of(STYLE_HEADING_1)->before_pt, 0.01);
    finish(&written, pages);
}
END_TEST

/* ---- the trace ---- */

static void check_told(const struct text_builder *trace, const char *line)
{
    const struct text all = text_built(trace);
    ck_assert_msg(text_find(all, text_of(line)) < all.len, "no '%s' in:\n%.*s", line, TEXT_ARGS(all));
}

/* Places by hand: the column begins 62 points from the left and 76 from the top; its first block is the rule of the title. */
START_TEST(trace_has_a_line_for_everything)
{
    struct written written;
    struct text_builder trace = {0};
    written_begin(&written);
    written_heading(&written, 1, "1", "Heading");
    written_paragraph(&written, "A <https://example.org|link>, ~sv|ett ord~ and a note^1^.");
    written_note(&written, "The note.");
    written_chart(&written, CHART_PIE, "Clients", 2);
    written_table(&written, "Months", "month|persons\nJanuary|92\nFebruary|87\n");
    struct pages *pages = written_pages(&written);
    pages_trace(pages, &trace);
    check_told(&trace, "1 pages of 595x842, ");
    check_told(&trace, "\npage 1\n  artifact 62 77 471x0 1 ruled 17375e\n");
    check_told(&trace, "\n  H1 62 ");
    check_told(&trace, "\"1 Heading\"\n");
    check_told(&trace, "\"A link, ett ord and a note1.\" -> https://example.org -> page 1 at ");
    check_told(&trace, "\"chart: A chart.\"\n");
    check_told(&trace, " 3 ruled 17375e\n"); /* above and below the head, below the table */
    check_told(&trace, " 1 ruled c3cad3\n"); /* between its two rows */
    check_told(&trace, "\n  Row 62 ");
    check_told(&trace, "\"January |");
    check_told(&trace, "| 92\"\n");
    check_told(&trace, "\"The note.\"\n");
    check_told(&trace, "\n\nbookmark 1 \"1 Heading\" -> page 1 at ");
    text_builder_done(&trace);
    finish(&written, pages);
}
END_TEST

/* 36 characters from the beginning ("first " and five times "words "), 18 from the end (" words words last."). */
START_TEST(trace_shortens_long_text)
{
    struct written written;
    struct text_builder trace = {0};
    written_begin(&written);
    written_paragraph(&written, "first words words words words words words words words words words words words words words last.");
    struct pages *pages = written_pages(&written);
    pages_trace(pages, &trace);
    check_told(&trace, "\"first words words words words words … words words last.\"\n");
    text_builder_done(&trace);
    finish(&written, pages);
}
END_TEST

/* ---- the last page ---- */

/* `concluding` lines of a section that begins two thirds down the first page, and a short last section. */
static struct pages *with_contacts(struct written *written, size_t opening, size_t concluding, bool on_new_page)
{
    written_begin(written);
    written_heading(written, 1, "", "Opening");
    lines(written, opening);
    written_heading(written, 1, "", "Conclusions");
    lines(written, concluding);
    if (on_new_page)
        written_node(written, NODE_NEWPAGE);
    written_heading(written, 1, "", "Contacts");
    lines(written, 5);
    return written_pages(written);
}

/* Whether there is room for the contacts on the first page or not, they do not stand alone on the second, unless the author asked
 * for it, or the first page would be half empty without the conclusions. */
START_TEST(last_section_does_not_stand_alone)
{
    size_t together = 0;
    for (size_t concluding = 1; concluding <= 8; concluding++) {
        struct written written;
        struct pages *pages = with_contacts(&written, 18, concluding, false);
        ck_assert_msg(seen_page_of(pages, "Contacts", true) == seen_page_of(pages, "Conclusions", true), "%zu lines", concluding);
        together += seen_page_of(pages, "Contacts", true) == 1;
        ck_assert_uint_le(pages->count, 2);
        seen_check_all(pages);
        finish(&written, pages);
    }
    ck_assert_uint_ge(together, 1); /* else the first page takes them in */
}
END_TEST

START_TEST(last_section_stands_alone_where_it_must)
{
    struct written written;
    struct pages *pages = with_contacts(&written, _i ? 8 : 18, _i ? 22 : 5, _i == 0);
    ck_assert_uint_eq(seen_page_of(pages, "Conclusions", true), 0);
    ck_assert_uint_eq(seen_page_of(pages, "Contacts", true), 1);
    ck_assert_uint_eq(pages->count, 2);
    seen_check_all(pages);
    finish(&written, pages);
}
END_TEST

/* Line after line is added to the last section. A few that are too many are taken in by the page before, whose white space gives way
 * by two fifths at most, and which is a line longer than others at most; further ones begin a page, and the lines stand as ever. */
START_TEST(few_lines_begin_no_page)
{
    const double usual_pt = style_of(STYLE_BODY)->after_pt, leading_pt = style_of(STYLE_BODY)->leading_pt;
    size_t taken = 0, count_before = 1;
    for (size_t count = 20; count <= 50; count++) {
        struct written written;
        written_begin(&written);
        written_paragraph(&written, "First.");
        written_paragraph(&written, "Second.");
        lines(&written, count - 3);
        written_paragraph(&written, "Last.");
        struct pages *pages = written_pages(&written);
        const double gap_pt = seen_mark(pages, "Second.")->y_pt - seen_mark(pages, "First.")->y_pt - leading_pt;
        const bool gives_way = gap_pt < usual_pt - 0.01;
        ck_assert_uint_ge(pages->count, count_before);
        ck_assert_double_gt(gap_pt, usual_pt * 3 / 5 - 0.01);
        ck_assert(!gives_way || pages->count == 1);
        ck_assert_double_lt(seen_mark(pages, "Last.")->y_pt, COLUMN_BOTTOM_PT + FIGURE_OVERHANG_PT);
        taken += gives_way;
        count_before = pages->count;
        seen_check_all(pages);
        finish(&written, pages);
    }
    ck_assert_uint_eq(count_before, 2);
    ck_assert_uint_ge(taken, 2);
    ck_assert_uint_le(taken, 6); /* 31 gaps of 7 points give as much as four lines take */
}
END_TEST

int main(void)
{
    const struct {
        const TTest *test;
        int times;
    } tests[] = {
        {empty_document_is_one_page, 1},
        {page_break_on_an_empty_page_makes_no_page, 1},
        {two_hundred_pages_are_counted_in_every_head, 1},
        {mark_stands_on_every_page, 1},
        {contents_show_the_page_of_each_heading, 1},
        {sections_nest_and_levels_never_jump, 1},
        {ids_are_found_on_their_pages, 1},
        {links_lead_to_nodes_and_addresses, 1},
        {other_language_is_on_the_tag, 1},
        {note_stands_on_the_page_of_a_reference_in_the_last_line, 45},
        {second_reference_makes_no_second_note, 1},
        {note_longer_than_a_page_runs_on, 1},
        {note_within_a_note_is_printed, 1},
        {reference_without_a_note_is_refused, 1},
        {long_table_repeats_its_heading_row, 1},
        {table_is_parted_between_pairs_of_rows, 80},
        {no_figure_comes_between_the_rows_of_a_later_table, 40},
        {a_chart_is_as_wide_as_its_share_of_the_column, 4},
        {total_of_a_parted_table_has_two_rows_before_it, 80},
        {figures_stand_on_their_right_edge, 1},
        {a_heading_without_words_is_none, 1},
        {lines_of_a_caption_are_of_like_length, 1},
        {table_ends_with_the_text_or_the_column, 3},
        {head_of_a_column_of_figures_is_not_broken_for_long_words, 1},
        {columns_of_a_table_in_the_prose_stand_as_asked, 1},
        {numbers_are_aligned_at_their_decimals, 2},
        {note_of_a_number_leaves_it_in_its_column, 1},
        {table_in_the_prose_stands_where_it_was_written, 45},
        {cells_of_a_table_in_the_prose_have_links_and_notes, 1},
        {row_higher_than_a_page_is_parted, 1},
        {table_of_many_columns_stays_in_the_column, 1},
        {table_of_too_many_columns_has_blocks, 2},
        {blocks_of_a_table_are_even_and_part_no_pair, 1},
        {table_says_on_each_further_page_that_it_goes_on, 3},
        {long_words_of_a_table_leave_figures_whole, 1},
        {widest_word_of_a_head_is_not_the_longest, 1},
        {words_of_tables_break_at_syllables, 2},
        {words_of_text_break_at_syllables, 2},
        {listed_word_of_a_heading_is_parted_where_it_is_listed, 1},
        {two_half_figures_stand_side_by_side, 1},
        {pies_in_a_row_have_their_centres_on_one_level, 2},
        {columns_and_lines_in_a_row_have_one_base, 3},
        {bars_in_a_row_begin_and_end_together, 2},
        {text_runs_beside_a_figure_with_a_side, 2},
        {last_line_of_a_paragraph_is_no_lonely_word, 1},
        {number_that_ends_a_sentence_has_company, 1},
        {lines_above_the_last_two_stay_full, 1},
        {short_company_is_better_than_none, 1},
        {lines_that_are_broken_on_purpose_stay_so, 1},
        {text_fills_the_room_below_the_lower_figure_of_a_row, 2},
        {heading_stands_below_both_figures_of_a_row, 2},
        {figure_without_text_beside_it_begins_at_the_left, 1},
        {figure_before_a_waiting_figure_begins_at_the_left, 1},
        {figure_that_text_runs_beside_keeps_its_text, 2},
        {figure_begins_with_its_heading_where_it_has_no_room_below, 2},
        {figure_that_waits_for_two_pages_repeats_nothing, 1},
        {figure_left_over_by_a_row_stays_with_it, 1},
        {text_passes_a_figure_that_does_not_fit, 1},
        {short_paragraph_is_not_parted_by_a_figure, 1},
        {few_lines_begin_no_page, 1},
        {last_section_does_not_stand_alone, 1},
        {last_section_stands_alone_where_it_must, 2},
        {white_space_gives_way_to_a_figure, 1},
        {white_space_stays_where_little_would_be_empty, 1},
        {figure_stays_in_its_section, 1},
        {heading_goes_with_its_figure, 1},
        {heading_and_its_only_line_go_with_what_follows, 40},
        {headings_with_one_line_each_fill_pages, 1},
        {table_stays_with_the_words_that_announce_it, 40},
        {numbers_of_contents_have_room, 1},
        {numbers_of_notes_have_room, 4},
        {title_in_the_head_is_shortened_by_words, 2},
        {head_says_the_period, 1},
        {chart_that_fits_on_no_page_becomes_a_table, 1},
        {chart_of_which_no_pile_can_be_drawn_becomes_a_table, 4},
        {note_is_of_what_is_printed, 2},
        {figure_has_its_alternative_text, 1},
        {list_labels_stand_before_their_items, 1},
        {item_without_text_keeps_its_label, 1},
        {box_has_a_background_on_every_page, 1},
        {nesting_has_no_bottom, 3},
        {address_is_not_parted, 40},
        {address_keeps_away_from_what_it_does_not_belong_to, 1},
        {trace_has_a_line_for_everything, 1},
        {trace_shortens_long_text, 1},
    };
    Suite *suite = suite_create("paginate");
    TCase *all = tcase_create("all");
    tcase_set_timeout(all, 120);
    for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
        tcase_add_loop_test(all, tests[i].test, 0, tests[i].times);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
