/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whatever a document looks like, its pages keep the rules. Documents are random, but the same in every run. */
#include "paginate/pages.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "../harness.h"
#include "paginate/trace.h"
#include "seen.h"
#include "written.h"
#include "unit/harness.h"

enum { SEEDS = 24 };

struct dice {
    uint64_t state;
};

/* Knuth's MMIX generator; the upper bits. */
static size_t roll(struct dice *dice, size_t sides)
{
    dice->state = dice->state * 6364136223846793005u + 1442695040888963407u;
    return (size_t)(dice->state >> 33) % sides;
}

static const char *const words[] = {
    "a", "the", "of", "victim", "assistance", "ihmiskauppa", "vastaanottokeskus", "moniammatillinen", "in", "was",
    "auttamisjärjestelmä", "Joutseno", "reception", "1\u00a0600", "helpline", "yhdenvertaisuusvaltuutettu", "to",
    "and"};

struct author {
    struct written *written;
    struct dice dice;
    bool long_notes; /* some of them longer than a page */
    size_t notes;    /* referred to so far */
    size_t headings;
};

static void add_words(struct author *author, struct text_builder *b, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        text_add_c(b, words[roll(&author->dice, sizeof words / sizeof *words)]);
        text_add_byte(b, i + 1 < count ? ' ' : '.');
    }
}

static void note(struct author *author, struct text_builder *b)
{
    struct text_builder text = {0};
    add_words(author, &text, 1 + roll(&author->dice, author->long_notes && roll(&author->dice, 12) == 0 ? 500 : 40));
    text_add_byte(&text, '\0');
    written_note(author->written, text.bytes);
    text_add_format(b, "^%zu^", ++author->notes);
    text_builder_done(&text);
}

static void paragraph(struct author *author, size_t longest)
{
    struct text_builder b = {0};
    for (size_t part = roll(&author->dice, 3) + 1; part > 0; part--) {
        add_words(author, &b, 1 + roll(&author->dice, longest));
        if (roll(&author->dice, 6) == 0)
            note(author, &b);
        if (roll(&author->dice, 6) == 0)
            text_add(&b, TEXT(" <https://example.org|a link of some words>, ~sv|på svenska~, *strong*"));
        if (roll(&author->dice, 10) == 0)
            text_add(&b, TEXT(" / "));
        text_add(&b, TEXT("X"));
    }
    text_add_byte(&b, '\0');
    written_paragraph(author->written, b.bytes);
    text_builder_done(&b);
}

static void heading(struct author *author)
{
    struct text_builder b = {0};
    char number[32];
    add_words(author, &b, 1 + roll(&author->dice, 9));
    text_add_byte(&b, '\0');
    snprintf(number, sizeof number, "%zu", ++author->headings);
    written_heading(author->written, 1 + roll(&author->dice, 4), roll(&author->dice, 3) ? number : "", b.bytes);
    text_builder_done(&b);
}

static void table(struct author *author)
{
    struct text_builder b = {0};
    const size_t columns = 1 + roll(&author->dice, 6), rows = 2 + roll(&author->dice, roll(&author->dice, 4) ? 8 : 90);
    for (size_t row = 0; row < rows; row++)
        for (size_t column = 0; column < columns; column++) {
            if (row == 0 || column == 0)
                add_words(author, &b, 1 + roll(&author->dice, 4));
            else
                text_add_format(&b, "%zu", roll(&author->dice, 100000));
            text_add_byte(&b, column + 1 < columns ? '|' : '\n');
        }
    text_add_byte(&b, '\0');
    struct doc_node *node = written_table(author->written, "A table of this and that", b.bytes);
    node->number = TEXT("Table 1");
    node->lead = TEXT("Table 1. ");
    node->width = (enum node_width)roll(&author->dice, 4);
    node->side = (enum node_side)roll(&author->dice, 3);
    text_builder_done(&b);
}

static void chart(struct author *author)
{
    struct doc_node *node = written_chart(author->written, (enum chart_kind)roll(&author->dice, CHART_LINE),
                                          "A chart of that and this", 1 + roll(&author->dice, 7));
    node->number = TEXT("Figure 1");
    node->lead = TEXT("Figure 1. ");
    node->width = (enum node_width)roll(&author->dice, 4);
    node->side = (enum node_side)roll(&author->dice, 3);
    if (roll(&author->dice, 3) == 0)
        node->note = written_spans(author->written, "A note below the chart, in small print.");
}

static void container(struct author *author)
{
    static const enum node_kind kinds[] = {NODE_QUOTE, NODE_BOX, NODE_CONTACTS};
    written_open(author->written, written_node(author->written, kinds[roll(&author->dice, 3)]));
    for (size_t i = roll(&author->dice, 4); i > 0; i--)
        paragraph(author, 60);
    if (roll(&author->dice, 3) == 0)
        written_list(author->written, roll(&author->dice, 2), "first of all\nsecond\nthird and last");
    written_close(author->written);
}

static void block(struct author *author)
{
    switch (roll(&author->dice, 12)) {
    case 0:
    case 1:
        heading(author);
        break;
    case 2:
        table(author);
        break;
    case 3:
    case 4:
        chart(author);
        break;
    case 5:
        container(author);
        break;
    case 6:
        written_list(author->written, roll(&author->dice, 2), "one\ntwo is a good deal longer than the others\nthree");
        break;
    case 7:
        paragraph(author, 10);
        written_node(author->written, NODE_NEWPAGE);
        break;
    default:
        paragraph(author, 90);
    }
}

/* Ends with a paragraph, so that no heading can be the last thing of all. */
static void write_document(struct written *written, int seed)
{
    struct author author = {written, {(uint64_t)seed * 977 + 5}, seed % 2 == 1, 0, 0};
    written_begin(written);
    written->document.title = TEXT("A random report about nothing at all that goes on for more than a line");
    written->document.publisher = TEXT("Nobody");
    written->document.date = TEXT("1 January 2015");
    if (seed % 4 == 0)
        written->document.mark = TEXT("Reproduction, not for release");
    if (seed % 3)
        written_node(written, NODE_CONTENTS);
    for (size_t i = roll(&author.dice, 60); i > 0; i--)
        block(&author);
    paragraph(&author, 20);
    paragraph(&author, 20);
}

START_TEST(random_document_keeps_every_rule)
{
    struct written written;
    write_document(&written, _i);
    struct pages *pages = written_pages(&written);
    seen_check_all(pages);
    pages_free(pages);
    written_end(&written);
}
END_TEST

/* Reading order and drawing order agree on where a footnote stands. */
static size_t page_of_tag(const struct pages *pages, const struct tag *tag)
{
    for (size_t page = 0; page < pages->count; page++)
        for (size_t i = 0; i < pages->items[page].mark_count; i++)
            if (pages->items[page].marks[i].tag == tag)
                return page;
    return pages->count;
}

START_TEST(footnotes_begin_on_the_page_of_their_reference)
{
    struct written written;
    write_document(&written, _i * 2);
    struct pages *pages = written_pages(&written);
    for (size_t page = 0; page < pages->count; page++)
        for (size_t i = 0; i < pages->items[page].link_count; i++) {
            const struct link_area *link = &pages->items[page].links[i];
            const bool back = link->tag->parent->role == TAG_ITEM_LABEL;
            if (!back && link->tag->parent->role == TAG_REFERENCE &&
                link->tag->parent->parent->role != TAG_CONTENTS_ITEM)
                ck_assert_uint_eq(link->destination.page, page);
            if (back)
                ck_assert_uint_eq(page_of_tag(pages, link->tag), page);
        }
    pages_free(pages);
    written_end(&written);
}
END_TEST

START_TEST(same_document_makes_the_same_pages)
{
    struct text_builder traces[2] = {{0}};
    for (int run = 0; run < 2; run++) {
        struct written written;
        write_document(&written, _i);
        struct pages *pages = written_pages(&written);
        pages_trace(pages, &traces[run]);
        pages_free(pages);
        written_end(&written);
    }
    ck_assert(text_equal(text_built(&traces[0]), text_built(&traces[1])));
    ck_assert_uint_gt(traces[0].len, 500);
    text_builder_done(&traces[0]);
    text_builder_done(&traces[1]);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("paginate: random documents");
    TCase *all = tcase_create("all");
    tcase_set_timeout(all, 120);
    tcase_add_loop_test(all, random_document_keeps_every_rule, 0, SEEDS);
    tcase_add_loop_test(all, footnotes_begin_on_the_page_of_their_reference, 0, SEEDS / 2);
    tcase_add_loop_test(all, same_document_makes_the_same_pages, 0, 4);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
