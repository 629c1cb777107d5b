/* SPDX-License-Identifier: GPL-3.0-or-later
 * sitrep-bench-data: the program itself, with a watch on whatever writes workbooks and data files. The linker leads their calls
 * here (--wrap); at the end stderr says how much of the CPU's time they took, and what they wrote. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "render/data/data.h"
#include "render/data/package.h"
#include "render/data/sdmx.h"
#include "render/xlsx/xlsx.h"

enum kind { WORKBOOKS, CSV_FILES, JSON_FILES, SDMX_FILES, PACKAGES, KINDS };

static const char *const NAMES[KINDS] = {"workbooks", "csv", "json", "sdmx-csv", "packages"};

static struct {
    long long files, nanoseconds, bytes;
} spent[KINDS];

static long long now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void tell(void)
{
    struct rusage usage;
    long long all = 0;
    for (int i = 0; i < KINDS; i++) {
        fprintf(stderr, "%-10s %5lld files %9lld bytes %8.2f ms\n", NAMES[i], spent[i].files, spent[i].bytes,
                (double)spent[i].nanoseconds / 1e6);
        all += spent[i].nanoseconds;
    }
    getrusage(RUSAGE_SELF, &usage);
    fprintf(stderr, "together %.2f ms; the whole run had at most %ld kB\n", (double)all / 1e6, usage.ru_maxrss);
}

struct watch {
    long long from;
    size_t before;
};

static struct watch start(const struct text_builder *out)
{
    static bool is_told;
    if (!is_told)
        is_told = atexit(tell) == 0;
    return (struct watch){now(), out->len};
}

static void stop(enum kind kind, struct watch watch, const struct text_builder *out)
{
    spent[kind].nanoseconds += now() - watch.from;
    spent[kind].bytes += (long long)(out->len - watch.before);
    spent[kind].files++;
}

/* The names are the linker's. */
#define REAL(name) __real_##name
#define WRAP(name) __wrap_##name

#define WATCH_TABLE(kind, name)                                                                                          \
    data_writer REAL(name), WRAP(name);                                                                                  \
    void WRAP(name)(const struct doc_table *table, const struct document *document, struct text_builder *out)           \
    {                                                                                                                    \
        const struct watch watch = start(out);                                                                          \
        REAL(name)(table, document, out);                                                                                \
        stop((kind), watch, out);                                                                                        \
    }

#define WATCH_DOCUMENT(kind, name)                                                  \
    document_writer REAL(name), WRAP(name);                                         \
    void WRAP(name)(const struct document *document, struct text_builder *out)      \
    {                                                                               \
        const struct watch watch = start(out);                                      \
        REAL(name)(document, out);                                                  \
        stop((kind), watch, out);                                                   \
    }

typedef void data_writer(const struct doc_table *, const struct document *, struct text_builder *);
typedef void document_writer(const struct document *, struct text_builder *);
typedef bool workbook_writer(const struct document *, struct text_builder *, struct error *);
typedef bool workbook_file_writer(const struct document *, int, struct error *);
typedef void package_writer(const struct data_resources *, struct text, struct text_builder *);

WATCH_TABLE(CSV_FILES, data_csv)
WATCH_TABLE(CSV_FILES, data_excel_csv)
WATCH_TABLE(JSON_FILES, data_json)
WATCH_DOCUMENT(CSV_FILES, data_inventory_csv)
WATCH_DOCUMENT(SDMX_FILES, data_sdmx_csv)

workbook_writer REAL(xlsx_write), WRAP(xlsx_write);
bool WRAP(xlsx_write)(const struct document *document, struct text_builder *out, struct error *err)
{
    const struct watch watch = start(out);
    const bool ok = REAL(xlsx_write)(document, out, err);
    stop(WORKBOOKS, watch, out);
    return ok;
}

workbook_file_writer REAL(xlsx_write_file), WRAP(xlsx_write_file);
bool WRAP(xlsx_write_file)(const struct document *document, int file, struct error *err)
{
    struct text_builder none = {0};
    const struct watch watch = start(&none);
    const bool ok = REAL(xlsx_write_file)(document, file, err);
    const off_t end = lseek(file, 0, SEEK_END);
    none.len = end > 0 ? (size_t)end : 0;
    stop(WORKBOOKS, watch, &none);
    return ok;
}

package_writer REAL(data_package), WRAP(data_package);
void WRAP(data_package)(const struct data_resources *resources, struct text report, struct text_builder *out)
{
    const struct watch watch = start(out);
    REAL(data_package)(resources, report, out);
    stop(PACKAGES, watch, out);
}
