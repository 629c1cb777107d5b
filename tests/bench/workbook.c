/* SPDX-License-Identifier: GPL-3.0-or-later
 * sitrep-bench-workbook: how long a table of a million cells takes as a workbook, and how much memory, beside libxlsxwriter
 * with the same cells. Each workbook is made by a process of its own, in turn, so that both meet the same machine. Ours is
 * opened again and compared cell by cell with the table; the library's is only written. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "base/memory.h"
#include "document/document.h"
#include "render/xlsx/xlsx.h"

enum { ROWS = 100000, COLUMNS = 10, RUNS = 21, RUNS_MAX = 999 };

/* ---- the table ---- */

static struct doc_cell cell_at(size_t row, size_t column, struct arena *keep)
{
    struct doc_cell cell = {.text = TEXT("1 234"), .base = TEXT_EMPTY, .unmarked = TEXT_EMPTY};
    if (row && column) {
        cell.kind = DOC_CELL_COUNT;
        cell.value = (int64_t)((row * 7919 + column * 104729) % 100003);
        return cell;
    }
    cell.kind = DOC_CELL_TEXT;
    cell.text = row ? text_format(keep, "Municipality %zu", row) : text_format(keep, "Column %zu", column);
    return cell;
}

/* A table in the prose: it has a sheet, and no line of the sheet of all figures. */
static struct document *document_of(size_t rows, struct arena *keep)
{
    struct document *document = ARENA_NEW(keep, struct document);
    struct doc_node *node = ARENA_NEW(keep, struct doc_node);
    struct doc_table *table = ARENA_NEW(keep, struct doc_table);
    table->row_count = rows + 1;
    table->column_count = COLUMNS;
    table->cells = ARENA_ARRAY(keep, struct doc_cell, table->row_count * COLUMNS);
    for (size_t i = 0; i < table->row_count * COLUMNS; i++)
        table->cells[i] = cell_at(i / COLUMNS, i % COLUMNS, keep);
    *node = (struct doc_node){.kind = NODE_TABLE, .table = table};
    document->children = ARENA_NEW(keep, struct doc_node *);
    document->children[0] = node;
    document->child_count = 1;
    document->title = TEXT("A large table");
    document->publisher = TEXT("Example Agency");
    document->language = TEXT("en");
    document->date_iso = TEXT("2015-01-30");
    document->words.cover = TEXT("Cover");
    document->words.contents = TEXT("Contents");
    document->words.sheet = TEXT("Sheet");
    document->words.title = TEXT("Title");
    document->words.list = TEXT(", ");
    return document;
}

/* ---- the writers ---- */

struct cost {
    double cpu_ms;
    long memory_kb; /* beyond what the document itself takes */
    long bytes;
};

typedef long workbook_writer(const struct document *document);

static long file_size(const char *path)
{
    FILE *file = fopen(path, "rb");
    long size = 0;
    if (file && fseek(file, 0, SEEK_END) == 0)
        size = ftell(file);
    if (file)
        fclose(file);
    return size;
}

static long write_ours(const struct document *document)
{
    char path[] = "/tmp/sitrep-bench-XXXXXX";
    struct error err = {0};
    const int file = mkstemp(path);
    if (file < 0 || !xlsx_write_file(document, file, &err))
        fprintf(stderr, "%s\n", err.message);
    const long bytes = file_size(path);
    close(file);
    unlink(path);
    return bytes;
}

static long write_library(const struct document *document)
{
    const struct doc_table *table = document->children[0]->table;
    char path[] = "/tmp/sitrep-bench-XXXXXX";
    const int made = mkstemp(path);
    if (made < 0)
        return 0;
    close(made);
    lxw_workbook *workbook = workbook_new(path);
    lxw_worksheet *sheet = workbook_add_worksheet(workbook, "table");
    for (size_t i = 0; i < table->row_count * table->column_count; i++) {
        const struct doc_cell *cell = &table->cells[i];
        const lxw_row_t row = (lxw_row_t)(i / table->column_count);
        const lxw_col_t column = (lxw_col_t)(i % table->column_count);
        if (cell->kind == DOC_CELL_COUNT)
            worksheet_write_number(sheet, row, column, (double)cell->value, NULL);
        else
            worksheet_write_string(sheet, row, column, cell->text.ptr, NULL);
    }
    workbook_close(workbook);
    const long bytes = file_size(path);
    unlink(path);
    return bytes;
}

/* ---- measuring ---- */

static double cpu_ms(const struct rusage *usage)
{
    return (double)(usage->ru_utime.tv_sec + usage->ru_stime.tv_sec) * 1e3 +
           (double)(usage->ru_utime.tv_usec + usage->ru_stime.tv_usec) / 1e3;
}

static struct cost measure(workbook_writer *writer, size_t rows)
{
    struct rusage before, after;
    struct arena *keep = arena_new();
    const struct document *document = document_of(rows, keep);
    getrusage(RUSAGE_SELF, &before);
    const long bytes = writer(document);
    getrusage(RUSAGE_SELF, &after);
    arena_free(keep);
    return (struct cost){cpu_ms(&after) - cpu_ms(&before), after.ru_maxrss - before.ru_maxrss, bytes};
}

static struct cost measure_apart(workbook_writer *writer, size_t rows)
{
    int ends[2];
    struct cost cost = {0};
    if (pipe(ends) != 0)
        exit(5);
    const pid_t child = fork();
    if (child == 0) {
        cost = measure(writer, rows);
        _exit(write(ends[1], &cost, sizeof cost) == (ssize_t)sizeof cost ? 0 : 5);
    }
    close(ends[1]);
    if (child < 0 || read(ends[0], &cost, sizeof cost) != (ssize_t)sizeof cost || waitpid(child, NULL, 0) != child)
        exit(5);
    close(ends[0]);
    return cost;
}

static int by_time(const void *a, const void *b)
{
    const double x = ((const struct cost *)a)->cpu_ms, y = ((const struct cost *)b)->cpu_ms;
    return (x > y) - (x < y);
}

static struct cost tell(const char *name, struct cost *costs, size_t runs, size_t cells)
{
    qsort(costs, runs, sizeof *costs, by_time);
    const struct cost median = costs[runs / 2];
    printf("%-14s %9zu cells %9ld bytes %9.1f CPU ms %7.3f us a cell %8ld kB\n", name, cells, median.bytes, median.cpu_ms,
           median.cpu_ms * 1e3 / (double)cells, median.memory_kb);
    return median;
}

static void compare(size_t rows, size_t runs)
{
    static struct cost ours[RUNS_MAX], library[RUNS_MAX];
    const size_t cells = (rows + 1) * COLUMNS;
    for (size_t i = 0; i < runs; i++) {
        ours[i] = measure_apart(write_ours, rows);
        library[i] = measure_apart(write_library, rows);
    }
    const double own_ms = tell("sitrep", ours, runs, cells).cpu_ms;
    printf("ratio %.2f\n", own_ms / tell("libxlsxwriter", library, runs, cells).cpu_ms);
}

int main(int argc, char **argv)
{
    static const struct option options[] = {{"runs", required_argument, NULL, 'r'}, {0}};
    size_t runs = RUNS;
    for (int c; (c = getopt_long(argc, argv, "", options, NULL)) != -1;)
        if (c != 'r' || (runs = strtoul(optarg, NULL, 10)) < 1 || runs > RUNS_MAX)
            return 2;
    for (int i = optind; i < argc; i++)
        compare(strtoul(argv[i], NULL, 10), runs);
    if (optind == argc)
        compare(ROWS, runs);
    return 0;
}
