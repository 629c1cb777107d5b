/* SPDX-License-Identifier: GPL-3.0-or-later
 * sitrep-bench-report: how long a tagged PDF takes from the document tree on, how large it is, and how much memory that
 * needs. A year of the report is twelve sections, each on a page of its own: two or three paragraphs with a table or a
 * chart, six of each. Every document is made by a process of its own, so that the time holds all that a single report pays
 * for: starting, opening fonts, shaping every word once. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/number.h"
#include "document/document.h"
#include "paginate/pages.h"
#include "render/pdf/pdf.h"

/* ---- what the document says ---- */

struct author {
    struct arena *keep;
    struct document document;
    uint32_t state; /* of the numbers in the text */
    struct doc_node **sections; /* of the year that is being written */
};

static unsigned next_number(struct author *author, unsigned limit)
{
    author->state = author->state * 1664525 + 1013904223;
    return (author->state >> 8) % limit;
}

static struct doc_node *add_node(struct author *author, enum node_kind kind)
{
    struct document *document = &author->document;
    struct doc_node *node = ARENA_NEW(author->keep, struct doc_node);
    *node = (struct doc_node){.kind = kind, .id = TEXT_EMPTY, .number = TEXT_EMPTY, .lead = TEXT_EMPTY};
    document->children = arena_reserve(author->keep, document->children, document->child_count, &document->child_capacity,
                                       sizeof *document->children);
    document->children[document->child_count++] = node;
    return node;
}

static void say(struct author *author, struct doc_node *node, struct text words)
{
    const struct doc_span span = {.kind = SPAN_TEXT, .text = words, .target = TEXT_EMPTY, .language = TEXT_EMPTY};
    ARENA_PUSH(author->keep, &node->spans, span);
}

static void add_heading(struct author *author, size_t level, struct text number, struct text words)
{
    struct doc_node *node = add_node(author, NODE_HEADING);
    node->level = level;
    node->number = number;
    say(author, node, words);
}

static void add_paragraph(struct author *author)
{
    enum { SENTENCES = 9 };
    static const char *const sentences[] = {
        "At the end of the period %u clients were in the system of assistance.", "Their number grew by %u within a year.",
        "Of the new clients %u were women, the others men or of unknown gender.", "In %u cases the exploitation took place in Finland.",
        "During the period %u requests for admission were made.", "Most common was exploitation at work, with %u clients.",
        "In %u cases the decision was made within the time that the law gives.", "The assistance ended for %u clients, mostly as there was no need any more.",
        "Housing was arranged for %u clients, in reception centres or elsewhere.", "There were few minors: %u clients were under eighteen."};
    struct text_builder words = {0};
    for (int i = 0; i < SENTENCES; i++) {
        const struct text form = text_of(sentences[next_number(author, sizeof sentences / sizeof *sentences)]);
        const size_t at = text_find_byte(form, '%');
        text_add_c(&words, i ? " " : "");
        text_add(&words, text_slice(form, 0, at));
        number_add_plain(&words, next_number(author, 480) + 3);
        text_add(&words, text_slice(form, at + 2, form.len));
    }
    say(author, add_node(author, NODE_PARAGRAPH), text_copy(author->keep, text_built(&words)));
    text_builder_done(&words);
}

static const char *const LABELS[] = {"Immigration service", "Police", "Reception centre", "Legal counsel", "Client",
                                     "Non-governmental organisation", "Social services", "Border guard", "Occupational safety",
                                     "Other", "Not stated", "Abroad"};

static struct doc_cell cell_of(struct text words, int64_t value, bool header)
{
    return (struct doc_cell){.kind = header ? DOC_CELL_TEXT : DOC_CELL_COUNT, .text = words, .value = value, .header = header,
                             .base = TEXT_EMPTY, .unmarked = TEXT_EMPTY};
}

static struct doc_table *new_table(struct author *author, size_t rows, size_t columns)
{
    struct doc_table *table = ARENA_NEW(author->keep, struct doc_table);
    *table = (struct doc_table){.id = TEXT("figure"), .title = TEXT("Requests by who made them and decision"),
                                .unit = TEXT("requests"), .column_count = columns, .row_count = rows + 1,
                                .sheet = TEXT_EMPTY, .measure = TEXT_EMPTY, .period = TEXT_EMPTY, .period_words = TEXT_EMPTY};
    table->cells = ARENA_ARRAY(author->keep, struct doc_cell, (rows + 1) * columns);
    for (size_t i = 0; i < (rows + 1) * columns; i++) {
        const bool header = i < columns || i % columns == 0;
        const unsigned value = next_number(author, 300) + 5;
        const struct text words = header ? text_of(LABELS[(i < columns ? i : i / columns) % 12]) : text_format(author->keep, "%u", value);
        table->cells[i] = cell_of(words, value, header);
    }
    return table;
}

static struct chart *new_chart(struct author *author, enum chart_kind kind, size_t categories, size_t series)
{
    struct chart *chart = ARENA_NEW(author->keep, struct chart);
    *chart = (struct chart){.kind = kind, .id = TEXT("chart"), .title = TEXT("Requests by who made them"),
                            .alt = TEXT("A chart of requests, whose figures stand in the text."), .language = "en",
                            .series_count = series, .category_count = categories, .axis_title = TEXT("requests"),
                            .thousands = TEXT(" "), .list = TEXT(", "), .hidden_label = TEXT("not published"), .empty_label = TEXT("None")};
    chart->series = ARENA_ARRAY(author->keep, struct text, series);
    chart->categories = ARENA_ARRAY(author->keep, struct chart_category, categories);
    for (size_t k = 0; k < series; k++)
        chart->series[k] = text_of(LABELS[k + 3]);
    for (size_t i = 0; i < categories; i++) {
        struct chart_category *category = &chart->categories[i];
        category->label = text_of(LABELS[i]);
        category->parts = ARENA_ARRAY(author->keep, struct chart_part, series);
        category->total = (struct cell){CELL_SHOWN, 0};
        for (size_t k = 0; k < series; k++) {
            const int64_t value = next_number(author, 90) + 10;
            category->parts[k] = (struct chart_part){{CELL_SHOWN, value}, text_format(author->keep, "%d", (int)value)};
            category->total.count += value;
        }
        chart->pie_remainder_base = (struct cell){CELL_SHOWN, chart->pie_remainder_base.count + category->total.count};
    }
    return chart;
}

/* Every second section has a chart. */
static void add_figure(struct author *author, size_t section)
{
    static const struct {
        enum chart_kind kind;
        size_t categories, series;
    } charts[] = {{CHART_COLUMNS, 12, 1}, {CHART_BARS, 5, 3}, {CHART_BARS, 10, 1}, {CHART_PIE, 4, 1}, {CHART_LINE, 9, 2}, {CHART_BARS, 6, 1}};
    static const size_t rows[] = {12, 5, 10, 6, 10, 4}, columns[] = {3, 5, 3, 3, 2, 4};
    const bool has_chart = section % 2;
    struct doc_node *node = add_node(author, has_chart ? NODE_CHART : NODE_TABLE);
    node->lead = text_format(author->keep, "%s %zu. ", has_chart ? "Figure" : "Table", section + 1);
    node->number = text_trim(node->lead);
    if (has_chart)
        node->chart = new_chart(author, charts[section / 2].kind, charts[section / 2].categories, charts[section / 2].series);
    node->table = new_table(author, rows[section / 2], columns[section / 2]);
}

enum { SECTIONS = 12 };

static void add_year(struct author *author, size_t year)
{
    for (size_t section = 0; section < SECTIONS; section++) {
        add_node(author, NODE_NEWPAGE);
        add_heading(author, 1, text_format(author->keep, "%zu", year * SECTIONS + section + 1),
                    text_format(author->keep, "%s in the year %zu", LABELS[section], 2014 + year));
        for (size_t i = 0; i < 3 - section % 2; i++)
            add_paragraph(author);
        add_figure(author, section);
    }
}

/* A page of contents and one for each section. */
static struct document *write_document(struct author *author, size_t pages)
{
    struct document *document = &author->document;
    *document = (struct document){.language = TEXT("en"), .title = TEXT("Clients of the system of assistance"),
                                  .subtitle = TEXT("A report"), .publisher = TEXT("Example"), .series = TEXT_EMPTY,
                                  .date = TEXT("30 January 2015"), .date_iso = TEXT("2015-01-30"), .mark = TEXT_EMPTY,
                                  .audience = TEXT_EMPTY, .edition = TEXT_EMPTY, .recipient = TEXT_EMPTY};
    document->words.contents = TEXT("Contents");
    document->words.page_head = TEXT("{n} ({N})");
    add_node(author, NODE_CONTENTS);
    for (size_t year = 0; year * SECTIONS + 1 < pages; year++)
        add_year(author, year);
    return document;
}

/* ---- one document ---- */

static bool make_pdf(const struct document *document, const char *fonts, size_t *ret_pages, struct text_builder *out,
                     struct error *err)
{
    struct typeface *typeface = typeface_open(fonts, err);
    struct pages *pages = typeface ? pages_new(document, typeface, err) : NULL;
    const bool ok = pages && pdf_write(pages, NULL, 0, out, err);
    *ret_pages = pages ? pages->count : 0;
    pages_free(pages);
    typeface_close(typeface);
    return ok;
}

/* In the process of its own: "PAGES BYTES" on standard output, or the file itself there. */
static int run_one(size_t pages, const char *fonts, bool prints_file)
{
    struct author author = {.keep = arena_new(), .state = 20141231};
    struct text_builder pdf = {0};
    struct error err = {0};
    size_t count;
    const bool ok = make_pdf(write_document(&author, pages), fonts, &count, &pdf, &err);
    if (!ok)
        fprintf(stderr, "%s\n", err.message);
    else if (prints_file)
        fwrite(pdf.bytes, 1, pdf.len, stdout);
    else
        printf("%zu %zu\n", count, pdf.len);
    text_builder_done(&pdf);
    arena_free(author.keep);
    return ok && fflush(stdout) == 0 ? 0 : 1;
}

/* ---- measuring ---- */

struct run {
    size_t pages, bytes;
    double cpu_s;
    long memory_kb;
};

static double seconds_of(struct timeval time)
{
    return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

static bool measure(size_t pages, const char *fonts, struct run *ret_run)
{
    char number[24];
    int ends[2], status;
    struct rusage usage;
    snprintf(number, sizeof number, "%zu", pages);
    if (pipe(ends) != 0)
        return false;
    const pid_t child = fork();
    if (child == 0) {
        dup2(ends[1], STDOUT_FILENO);
        execl("/proc/self/exe", "sitrep-bench-report", "--fonts", fonts, "--one", number, (char *)NULL);
        _exit(1);
    }
    close(ends[1]);
    FILE *said = fdopen(ends[0], "r");
    const bool has_words = said && fscanf(said, "%zu %zu", &ret_run->pages, &ret_run->bytes) == 2;
    if (said)
        fclose(said);
    if (child < 0 || wait4(child, &status, 0, &usage) != child || status != 0)
        return false;
    ret_run->cpu_s = seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
    ret_run->memory_kb = usage.ru_maxrss;
    return has_words;
}

static int by_time(const void *a, const void *b)
{
    const double one = ((const struct run *)a)->cpu_s, other = ((const struct run *)b)->cpu_s;
    return (one > other) - (one < other);
}

enum { RUNS_MAX = 100 };

static bool measure_size(size_t pages, const char *fonts, size_t runs)
{
    struct run all[RUNS_MAX];
    for (size_t i = 0; i < runs; i++)
        if (!measure(pages, fonts, &all[i]))
            return false;
    qsort(all, runs, sizeof *all, by_time);
    const struct run *middle = &all[runs / 2];
    printf("%6zu %9.1f %12zu %9.1f\n", middle->pages, 1000 * middle->cpu_s, middle->bytes, (double)middle->memory_kb / 1024);
    fflush(stdout);
    return true;
}

static size_t count_of(const char *words)
{
    int64_t number;
    return text_to_number(text_of(words), &number) && number > 0 && number < 1000000 ? (size_t)number : 0;
}

static int usage(void)
{
    fprintf(stderr, "sitrep-bench-report [--fonts DIR] [--runs N] [PAGES ...]\n"
                    "sitrep-bench-report [--fonts DIR] --file PAGES >report.pdf\n");
    return 2;
}

int main(int argc, char **argv)
{
    static const struct option options[] = {{"fonts", required_argument, NULL, 'f'}, {"runs", required_argument, NULL, 'r'},
                                            {"one", required_argument, NULL, '1'},   {"file", required_argument, NULL, 'o'},
                                            {NULL, 0, NULL, 0}};
    static const size_t sizes[] = {13, 200, 2000};
    memory_in_large_pages();
    const char *fonts = "fonts";
    size_t runs = 7;
    for (int option; (option = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        if (option == 'f')
            fonts = optarg;
        else if (option == 'r' && count_of(optarg) && count_of(optarg) <= RUNS_MAX)
            runs = count_of(optarg);
        else if (option == '1' || option == 'o')
            return run_one(count_of(optarg), fonts, option == 'o');
        else
            return usage();
    }
    printf("%6s %9s %12s %9s\n", "pages", "CPU ms", "bytes", "memory MB");
    for (int i = optind; i < argc; i++)
        if (!measure_size(count_of(argv[i]), fonts, runs))
            return 1;
    for (size_t i = 0; optind == argc && i < sizeof sizes / sizeof *sizes; i++)
        if (!measure_size(sizes[i], fonts, runs))
            return 1;
    return 0;
}
