/* SPDX-License-Identifier: GPL-3.0-or-later
 * The workbook from end to end, and what happens when the disk, the folder or the bytes are not as they should be. */
#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "../harness.h"
#include "test_xlsx_fixture.h"
#include "render/xlsx/plan.h"
#include "render/xlsx/verify.h"
#include "render/xlsx/xlsx.h"
#include "render/xlsx/xml.h"
#include "render/xlsx/zip.h"

static char *scratch_folder(char path[32])
{
    strcpy(path, "/tmp/sitrep-test-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(path));
    return path;
}

static size_t entries_in(const char *path)
{
    DIR *folder = opendir(path);
    ck_assert_ptr_nonnull(folder);
    size_t count = 0;
    for (const struct dirent *entry; (entry = readdir(folder));)
        count += entry->d_name[0] != '.' || strlen(entry->d_name) > 2;
    closedir(folder);
    return count;
}

/* The workbook's bytes; they live in `keep`. */
static struct text written(const struct document *document, struct arena *keep)
{
    char folder[32];
    struct text_builder out = {0};
    struct error err = {0};
    const bool ok = xlsx_write(document, scratch_folder(folder), &out, &err);
    ck_assert_msg(ok, "%s", err.message);
    ck_assert_uint_eq(entries_in(folder), 0);
    rmdir(folder);
    const struct text bytes = text_copy(keep, text_built(&out));
    text_builder_done(&out);
    return bytes;
}

static struct xlsx_parts parts_of(struct text archive, struct arena *keep)
{
    struct xlsx_parts parts;
    struct error err = {0};
    ck_assert_msg(xlsx_zip_read(archive, keep, &parts, &err), "%s", err.message);
    return parts;
}

static struct text part_named(const struct xlsx_parts *parts, const char *name)
{
    const struct xlsx_part *part = xlsx_part_find(parts, text_of(name));
    ck_assert_msg(part != NULL, "no part %s", name);
    return part->bytes;
}

static bool holds(struct text whole, const char *part)
{
    return text_find(whole, text_of(part)) < whole.len;
}

START_TEST(two_runs_give_the_same_bytes_in_any_time_zone)
{
    struct arena *keep = arena_new();
    setenv("TZ", "Pacific/Kiritimati", 1);
    const struct text first = written(fixture(keep), keep);
    setenv("TZ", "America/Anchorage", 1);
    const struct text second = written(fixture(keep), keep);
    ck_assert(text_equal(first, second));
    const struct xlsx_parts parts = parts_of(first, keep);
    ck_assert(holds(part_named(&parts, "docProps/core.xml"), "2015-01-30T00:00:00Z"));
    arena_free(keep);
}
END_TEST

START_TEST(every_part_is_well_formed)
{
    struct arena *keep = arena_new();
    const struct xlsx_parts parts = parts_of(written(fixture(keep), keep), keep);
    ck_assert_uint_gt(parts.count, 20);
    for (size_t i = 0; i < parts.count; i++)
        ck_assert_msg(xlsx_xml_parse(parts.items[i].bytes, keep) != NULL, "%s", parts.items[i].name.ptr);
    arena_free(keep);
}
END_TEST

START_TEST(hidden_numbers_are_in_no_part)
{
    struct arena *keep = arena_new();
    const struct xlsx_parts parts = parts_of(written(fixture(keep), keep), keep);
    for (size_t i = 0; i < parts.count; i++) {
        ck_assert(!holds(parts.items[i].bytes, "104729"));
        ck_assert(!holds(parts.items[i].bytes, "104723"));
    }
    arena_free(keep);
}
END_TEST

START_TEST(shares_are_stored_as_the_decimal_numbers_they_are)
{
    struct arena *keep = arena_new();
    const struct xlsx_parts parts = parts_of(written(fixture(keep), keep), keep);
    const struct text gender = part_named(&parts, "xl/worksheets/sheet4.xml");
    ck_assert(holds(gender, "<v>0.93</v>"));
    ck_assert(holds(gender, "<v>0.07</v>"));
    ck_assert(holds(gender, "<v>1</v>"));
    arena_free(keep);
}
END_TEST

START_TEST(what_the_library_lacks_is_added)
{
    struct arena *keep = arena_new();
    const struct xlsx_parts parts = parts_of(written(fixture(keep), keep), keep);
    ck_assert(holds(part_named(&parts, "docProps/core.xml"), "<dc:language>fi</dc:language>"));
    ck_assert(holds(part_named(&parts, "xl/charts/chart1.xml"), "<c:lang val=\"fi\"/>"));
    ck_assert(!holds(part_named(&parts, "xl/charts/chart1.xml"), "en-US"));
    ck_assert(holds(part_named(&parts, "xl/tables/table3.xml"), "altText=\"Kuvio 1: Asiakkaat sukupuolen mukaan"));
    ck_assert(holds(part_named(&parts, "xl/drawings/drawing1.xml"), "descr=\"Piirakkakuvio: naisia 1 079 (93 %)"));
    ck_assert(holds(part_named(&parts, "xl/styles.xml"), "name=\"Heading 1\""));
    arena_free(keep);
}
END_TEST

START_TEST(a_chart_has_the_axis_that_was_asked_for)
{
    struct arena *keep = arena_new();
    struct document *document = fixture(keep);
    struct doc_node *line = years_line(keep, false);
    struct doc_node *children[] = {line};
    struct chart chart = *line->chart;
    chart.axis = (struct chart_axis){5, 205, 50};
    line->chart = &chart;
    document->children = children;
    document->child_count = 1;
    const struct xlsx_parts parts = parts_of(written(document, keep), keep);
    const struct text drawn = part_named(&parts, "xl/charts/chart1.xml");
    ck_assert(holds(drawn, "<c:max val=\"205\"/>"));
    ck_assert(holds(drawn, "<c:min val=\"5\"/>"));
    ck_assert(holds(drawn, "<c:majorUnit val=\"50\"/>"));
    arena_free(keep);
}
END_TEST

START_TEST(a_long_alternative_text_is_not_cut)
{
    struct arena *keep = arena_new();
    struct document *document = fixture(keep);
    char long_text[3001];
    for (size_t i = 0; i < 3000; i += 2)
        memcpy(long_text + i, "ä", 2);
    long_text[3000] = '\0';
    struct doc_node *pie = gender_pie(keep);
    struct chart *chart = chart_of(keep, CHART_PIE, 1);
    chart->title = TEXT("Asiakkaat");
    chart->alt = text_of(long_text);
    pie->chart = chart;
    document->children[0] = pie;
    const struct xlsx_parts parts = parts_of(written(document, keep), keep);
    ck_assert(holds(part_named(&parts, "xl/drawings/drawing1.xml"), long_text));
    arena_free(keep);
}
END_TEST

START_TEST(texts_like_formulas_are_guarded_and_escapes_survive)
{
    struct arena *keep = arena_new();
    const struct xlsx_parts parts = parts_of(written(fixture(keep), keep), keep);
    const struct text strings = part_named(&parts, "xl/sharedStrings.xml");
    ck_assert(holds(strings, "<t>'=Seksuaalinen _x005F_x0041_</t>"));
    ck_assert(!holds(strings, "<t>="));
    ck_assert(holds(strings, "Työperäinen &lt;pakko&gt; &amp; \"velka\""));
    arena_free(keep);
}
END_TEST

/* A chart of the fixture as it is written; charts are numbered in the order of the document. */
static struct text chart_part(struct document *document, const char *part, struct arena *keep)
{
    const struct xlsx_parts parts = parts_of(written(document, keep), keep);
    return part_named(&parts, part);
}

static size_t count_in(struct text text, const char *what)
{
    size_t count = 0;
    for (size_t at; (at = text_find(text, text_of(what))) < text.len; count++)
        text = text_slice(text, at + strlen(what), text.len);
    return count;
}

/* Parts of a stack and ends of lines, with the numbers where they are asked for: nothing of it where the figure does not
 * say so. */
START_TEST(parts_are_named_where_the_labels_say_so)
{
    struct arena *keep = arena_new();
    struct document *document = fixture(keep);
    struct chart *columns = chart_of(keep, CHART_COLUMNS, 2), *line = chart_of(keep, CHART_LINE, 2);
    struct doc_node *nodes[] = {place_columns(keep), years_line(keep, false)};
    nodes[0]->chart = columns;
    nodes[1]->chart = line;
    document->children = nodes;
    document->child_count = 2;
    ck_assert_uint_eq(count_in(chart_part(document, "xl/charts/chart1.xml", keep), "c:showSerName"), 0);
    columns->names_series = line->names_series = line->without_values = true;
    const struct text stack = chart_part(document, "xl/charts/chart1.xml", keep);
    ck_assert_uint_eq(count_in(stack, "<c:showVal val=\"1\"/><c:showSerName val=\"1\"/>"), 2);
    const struct text lines = chart_part(document, "xl/charts/chart2.xml", keep);
    ck_assert_uint_eq(count_in(lines, "<c:showSerName val=\"1\"/>"), 2);
    ck_assert_uint_eq(count_in(lines, "c:showVal"), 0);
    ck_assert_uint_eq(count_in(lines, "<c:delete val=\"1\"/>"), 4); /* all of three months but the last, twice */
    arena_free(keep);
}
END_TEST

START_TEST(bars_are_without_numbers_where_the_labels_say_so)
{
    struct arena *keep = arena_new();
    struct document *document = fixture(keep);
    struct chart *bars = chart_of(keep, CHART_BARS, 1);
    struct doc_node *node = gender_pie(keep);
    node->chart = bars;
    document->children = &node;
    document->child_count = 1;
    ck_assert_uint_eq(count_in(chart_part(document, "xl/charts/chart1.xml", keep), "c:showVal"), 1);
    bars->without_values = true;
    ck_assert_uint_eq(count_in(chart_part(document, "xl/charts/chart1.xml", keep), "c:showVal"), 0);
    arena_free(keep);
}
END_TEST

START_TEST(a_document_without_figures_is_still_a_workbook)
{
    struct arena *keep = arena_new();
    struct document *document = fixture(keep);
    document->child_count = 0;
    const struct xlsx_parts parts = parts_of(written(document, keep), keep);
    ck_assert_ptr_nonnull(xlsx_part_find(&parts, TEXT("xl/worksheets/sheet3.xml")));
    ck_assert_ptr_null(xlsx_part_find(&parts, TEXT("xl/worksheets/sheet4.xml")));
    arena_free(keep);
}
END_TEST

/* ---- reading back ---- */

struct corruption {
    const char *part, *old, *new; /* old NULL: the part becomes empty */
};

static const struct corruption corruptions[] = {
    {"xl/styles.xml", NULL, NULL},
    {"xl/theme/theme1.xml", "</a:theme>", ""},
    {"xl/worksheets/sheet4.xml", "<v>1079</v>", "<v>1078</v>"},
    {"xl/worksheets/sheet4.xml", "<v>0.93</v>", "<v>0.94</v>"},
    {"xl/worksheets/sheet4.xml", "<v>0.93</v>", "<v>0,93</v>"},
    {"xl/worksheets/sheet4.xml", "<v>0.93</v>", "<v>0.9302</v>"},
    {"xl/worksheets/sheet4.xml", "<v>1079</v>", "<v></v>"},
    {"xl/worksheets/sheet4.xml", "<v>1079</v>", "<f>1+1</f><v>1079</v>"},
    {"xl/worksheets/sheet4.xml", "<c r=\"A9\"", "<c r=\"D9\""},
    {"xl/worksheets/sheet4.xml", "</row></sheetData>",
     "</row><row r=\"40\"><c r=\"A40\"><v>7</v></c></row></sheetData>"},
    {"xl/worksheets/sheet4.xml", "<row r=\"8\"", "<row hidden=\"1\" r=\"8\""},
    {"xl/worksheets/sheet5.xml", "<v>42</v>", "<v>41</v>"},
    {"xl/sharedStrings.xml", "<t>[c]</t>", "<t>3</t>"},
    {"xl/sharedStrings.xml", "Naiset", "Miehet"},
    {"xl/workbook.xml", "name=\"gender\"", "name=\"sex\""},
    {"xl/workbook.xml", "name=\"gender\"", "state=\"hidden\" name=\"gender\""},
    {"xl/_rels/workbook.xml.rels", "worksheets/sheet4.xml", "worksheets/sheet5.xml"},
    {"xl/tables/table3.xml", "ref=\"A", "ref=\"B"},
    {"xl/tables/table3.xml", "name=\"Osuus\"", "name=\"Osuudet\""},
    {"xl/charts/chart1.xml", "<c:v>81</c:v>", "<c:v>80</c:v>"},
    {"xl/charts/chart1.xml", "$B$8", "$B$9"},
    {"xl/charts/chart1.xml", "<c:v>Naiset</c:v>", "<c:v>Muut</c:v>"},
    {"docProps/core.xml", "<dc:language>fi</dc:language>", ""},
    {"docProps/core.xml", "2015-01-30", "2015-01-31"},
    {"docProps/core.xml", "Example Agency", "J. Smith"},
};

static void corrupt(struct xlsx_part *part, const struct corruption *how, struct arena *keep)
{
    if (!how->old) {
        part->bytes = TEXT_EMPTY;
        return;
    }
    const size_t at = text_find(part->bytes, text_of(how->old));
    ck_assert_msg(at < part->bytes.len, "%s has no %s", how->part, how->old);
    part->bytes = text_format(keep, "%.*s%s%s", (int)at, part->bytes.ptr, how->new,
                              part->bytes.ptr + at + strlen(how->old));
}

static bool verified(const struct document *document, const struct xlsx_parts *parts, struct error *err)
{
    struct arena *keep = arena_new();
    struct xlsx_plan plan;
    struct text_builder archive = {0};
    ck_assert(xlsx_plan(document, keep, &plan, err) && xlsx_zip_write(parts, &archive, err));
    const bool ok = xlsx_verify(&plan, text_built(&archive), err);
    text_builder_done(&archive);
    arena_free(keep);
    return ok;
}

START_TEST(what_was_written_passes)
{
    struct arena *keep = arena_new();
    struct document *document = fixture(keep);
    const struct xlsx_parts parts = parts_of(written(document, keep), keep);
    struct error err = {0};
    ck_assert_msg(verified(document, &parts, &err), "%s", err.message);
    arena_free(keep);
}
END_TEST

START_TEST(a_corrupted_workbook_is_refused)
{
    struct arena *keep = arena_new();
    struct document *document = fixture(keep);
    const struct xlsx_parts parts = parts_of(written(document, keep), keep);
    for (size_t i = 0; i < sizeof corruptions / sizeof *corruptions; i++) {
        const struct corruption *how = &corruptions[i];
        struct xlsx_part *part = xlsx_part_find(&parts, text_of(how->part));
        ck_assert_msg(part != NULL, "no part %s", how->part);
        const struct text sound = part->bytes;
        struct error err = {0};
        corrupt(part, how, keep);
        ck_assert_msg(!verified(document, &parts, &err), "%s: %s passed", how->part, how->new);
        ck_assert_int_eq(err.kind, ERROR_SYSTEM);
        part->bytes = sound;
    }
    arena_free(keep);
}
END_TEST

START_TEST(a_part_too_many_is_refused)
{
    struct arena *keep = arena_new();
    struct document *document = fixture(keep);
    struct xlsx_parts parts = parts_of(written(document, keep), keep);
    ARENA_PUSH(keep, &parts, ((struct xlsx_part){TEXT("xl/comments1.xml"), TEXT("<comments/>")}));
    struct error err = {0};
    ck_assert(!verified(document, &parts, &err));
    arena_free(keep);
}
END_TEST

/* ---- failures ---- */

static void check_failure(const struct document *document, const char *folder, enum error_kind kind)
{
    struct text_builder out = {0};
    struct error err = {0};
    text_add_c(&out, "before");
    ck_assert(!xlsx_write(document, folder, &out, &err));
    ck_assert_msg(err.kind == kind, "%s", err.message);
    ck_assert_uint_eq(out.len, 6);
    text_builder_done(&out);
}

START_TEST(a_missing_folder_is_an_error)
{
    struct arena *keep = arena_new();
    check_failure(fixture(keep), "/tmp/sitrep-no-such-folder", ERROR_SYSTEM);
    check_failure(fixture(keep), "/dev/null", ERROR_SYSTEM);
    arena_free(keep);
}
END_TEST

/* A limit on the size of files acts like a full disk. From where every part fits to where none does. */
START_TEST(a_full_disk_is_an_error_and_leaves_nothing)
{
    static const rlim_t limits[] = {0, 100, 500, 1000, 2000, 4000, 8000};
    struct arena *keep = arena_new();
    const struct document *document = fixture(keep);
    char folder[32];
    signal(SIGXFSZ, SIG_IGN);
    scratch_folder(folder);
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        const struct rlimit full = {limits[i], RLIM_INFINITY};
        ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &full), 0);
        check_failure(document, folder, ERROR_SYSTEM);
        ck_assert_uint_eq(entries_in(folder), 0);
    }
    rmdir(folder);
    arena_free(keep);
}
END_TEST

/* Repetitive parts are larger than the packed archive: they do not fit where the archive does, and libxlsxwriter
 * reports success all the same. */
START_TEST(a_temporary_folder_too_full_for_a_part_is_an_error)
{
    enum { ROWS = 3000 };
    struct arena *keep = arena_new();
    struct doc_cell *cells = ARENA_ARRAY(keep, struct doc_cell, 2 * ROWS);
    for (size_t i = 0; i < ROWS; i++) {
        cells[2 * i] = words_cell("aina sama");
        cells[2 * i + 1] = i ? count_cell(keep, 77) : words_cell("Määrä");
    }
    struct document *document = fixture(keep);
    struct doc_table *table = table_of(keep, cells, 2 * (size_t)ROWS, 2);
    table->id = TEXT("long");
    document->children[0] = node_of(keep, NODE_TABLE, "", table);
    const size_t packed = written(document, keep).len;
    const struct rlimit full = {packed + 20000, packed + 20000};
    signal(SIGXFSZ, SIG_IGN);
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &full), 0);
    check_failure(document, "/tmp", ERROR_SYSTEM);
    arena_free(keep);
}
END_TEST

START_TEST(what_no_workbook_can_hold_is_an_error)
{
    struct arena *keep = arena_new();
    char *long_text = arena_alloc(keep, 40000, 1);
    memset(long_text, 'x', 39999);
    struct document *document = fixture(keep);
    document->subtitle = text_of(long_text);
    check_failure(document, "/tmp", ERROR_INPUT);
    document = fixture(keep);
    document->subtitle = TEXT("\xFF\xFE");
    check_failure(document, "/tmp", ERROR_SYSTEM);
    document = fixture(keep);
    document->date_iso = TEXT("30.1.2015");
    check_failure(document, "/tmp", ERROR_INPUT);
    document = fixture(keep);
    document->children[0]->table->cells[1].text = (struct text){long_text, 256};
    check_failure(document, "/tmp", ERROR_INPUT);
    document = fixture(keep);
    document->children[0]->table->cells[4].value = INT64_C(9007199254740993);
    check_failure(document, "/tmp", ERROR_INPUT);
    arena_free(keep);
}
END_TEST

START_TEST(what_was_in_the_builder_stays)
{
    struct arena *keep = arena_new();
    const struct document *document = fixture(keep);
    const struct text alone = written(document, keep);
    struct text_builder out = {0};
    struct error err = {0};
    text_add_c(&out, "before");
    ck_assert(xlsx_write(document, "/tmp", &out, &err));
    ck_assert(text_equal(text_slice(text_built(&out), 0, 6), TEXT("before")));
    ck_assert(text_equal(text_slice(text_built(&out), 6, out.len), alone));
    text_builder_done(&out);
    arena_free(keep);
}
END_TEST

TEST_PROGRAM("xlsx",
             two_runs_give_the_same_bytes_in_any_time_zone, every_part_is_well_formed, hidden_numbers_are_in_no_part,
             shares_are_stored_as_the_decimal_numbers_they_are, what_the_library_lacks_is_added,
             a_chart_has_the_axis_that_was_asked_for,
             a_long_alternative_text_is_not_cut, texts_like_formulas_are_guarded_and_escapes_survive,
             parts_are_named_where_the_labels_say_so, bars_are_without_numbers_where_the_labels_say_so,
             a_document_without_figures_is_still_a_workbook,
             what_was_written_passes, a_corrupted_workbook_is_refused, a_part_too_many_is_refused,
             a_missing_folder_is_an_error, a_full_disk_is_an_error_and_leaves_nothing,
             a_temporary_folder_too_full_for_a_part_is_an_error, what_no_workbook_can_hold_is_an_error,
             what_was_in_the_builder_stays)
