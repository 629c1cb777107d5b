/* SPDX-License-Identifier: GPL-3.0-or-later
 * Calls the renderers; every file goes to the bundle, none gets a name on the disk. Of a document that is encrypted only its PDF does, and
 * what else a reader gets travels inside it. */
#include "cli/outputs.h"

#include <errno.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "paginate/pages.h"
#include "render/data/data.h"
#include "render/data/figures.h"
#include "render/data/schema.h"
#include "render/data/sdmx.h"
#include "render/html/html.h"
#include "render/image/image.h"
#include "render/ods/ods.h"
#include "render/pdf/encrypt.h"
#include "render/pdf/pdf.h"
#include "render/xlsx/xlsx.h"

static const double PICTURE_WIDTH_PX = 975;
static const struct text PACKAGE = TEXT_INIT("datapackage.json");

struct rendering {
    const struct document *document;
    const struct outputs_names *names;
    const struct typeface *typeface;
    struct bundle *bundle;
    struct error *err;
    LIST_OF(struct pdf_attachment) attachments;
    LIST_OF(struct html_file) files; /* so far, as the page names them */
};

/* Below the audience's folder: "charts/gender.en.svg". */
static struct text path_in(const struct rendering *r, const char *folder, struct text stem, const char *ending)
{
    return text_format(r->bundle->keep, "%s%.*s.%.*s.%s", folder, TEXT_ARGS(stem), TEXT_ARGS(r->document->language), ending);
}

/* "authorities/charts/gender.en.svg". */
static struct text path_below(const struct rendering *r, struct text path)
{
    return text_format(r->bundle->keep, "%.*s/%.*s", TEXT_ARGS(r->document->audience), TEXT_ARGS(path));
}

/* Only what is public is readable by all: other audiences may have exempt small counts, a reproduction has them all. */
static unsigned mode_of(const struct document *document)
{
    return document->is_open ? FILE_PUBLIC : FILE_PRIVATE;
}

/* A file that stands beside the PDF, or in it. */
struct form {
    const char *folder, *ending, *mime_type;
    enum pdf_relationship relationship;
};

static const struct form CSV = {"data/", "csv", "text/csv", PDF_RELATES_DATA};
static const struct form JSON = {"data/", "json", "application/json", PDF_RELATES_DATA};
static const struct form SCHEMA = {"data/", "schema.json", "application/schema+json", PDF_RELATES_SUPPLEMENT};
static const struct form SVG = {"charts/", "svg", "image/svg+xml", PDF_RELATES_SUPPLEMENT};
static const struct form PNG = {"charts/", "png", "image/png", PDF_RELATES_SUPPLEMENT};
static const struct form WORKBOOK = {"", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                                     PDF_RELATES_SUPPLEMENT};
static const struct form WORKBOOK_ODS = {"", "ods", "application/vnd.oasis.opendocument.spreadsheet", PDF_RELATES_SUPPLEMENT};

static void take(struct rendering *r, const char *folder, struct text stem, const char *ending, struct text_builder *bytes)
{
    bundle_take(r->bundle, path_below(r, path_in(r, folder, stem, ending)), bytes, mode_of(r->document));
}

/* The page leads to the file, which is `figure`'s, or the whole report's where that is empty. */
static void offer(struct rendering *r, struct text figure, struct text name, struct text path)
{
    const struct html_file file = {figure, name, path};
    ARENA_PUSH(r->bundle->keep, &r->files, file);
}

static void offer_figure(struct rendering *r, const struct data_figure *figure)
{
    const struct text id = figure->table->id;
    if (figure->is_sheet)
        return;
    offer(r, id, TEXT("CSV"), path_in(r, "data/", id, "csv"));
    offer(r, id, data_bracketed(&r->document->words, TEXT("CSV"), TEXT("Excel"), r->bundle->keep),
          path_in(r, "excel/", id, "csv"));
    offer(r, id, TEXT("JSON"), path_in(r, "data/", id, "json"));
    if (!figure->node->chart)
        return;
    offer(r, id, TEXT("SVG"), path_in(r, "charts/", id, "svg"));
    offer(r, id, TEXT("PNG"), path_in(r, "charts/", id, "png"));
}

static struct text report_stem(const struct rendering *r)
{
    return text_format(r->bundle->keep, "%.*s-%.*s", TEXT_ARGS(r->names->report), TEXT_ARGS(r->document->edition));
}

static void offer_report(struct rendering *r)
{
    const struct doc_words *words = &r->document->words;
    offer(r, TEXT_EMPTY, TEXT("PDF"), path_in(r, "", report_stem(r), "pdf"));
    offer(r, TEXT_EMPTY, TEXT("XLSX"), path_in(r, "", report_stem(r), "xlsx"));
    if (r->document->has_ods)
        offer(r, TEXT_EMPTY, TEXT("ODS"), path_in(r, "", report_stem(r), "ods"));
    offer(r, TEXT_EMPTY, data_labelled(words, TEXT("CSV"), words->data, r->bundle->keep),
          path_in(r, "data/", TEXT("all_figures"), "csv"));
    offer(r, TEXT_EMPTY, TEXT("SDMX-CSV"), path_in(r, "data/", TEXT("all_figures_sdmx"), "csv"));
    offer(r, TEXT_EMPTY, TEXT("Data Package"), PACKAGE);
}

/* datapackage.json has the file that was taken last. */
static void describe(const struct rendering *r, enum data_form form, const struct doc_table *table)
{
    const struct bundle_file *file = &r->bundle->files.items[r->bundle->files.count - 1];
    const size_t folder = text_find_byte(file->path, '/') + 1;
    const struct data_resource resource = {.form = form,
                                           .path = text_slice(file->path, folder, file->path.len),
                                           .document = r->document,
                                           .table = table,
                                           .bytes = file->bytes.len,
                                           .sha256 = file->sha256};
    ARENA_PUSH(r->bundle->keep, r->names->described, resource);
}

static void attach(struct rendering *r, const struct form *form, struct text stem, struct text description, struct text bytes)
{
    struct arena *keep = r->bundle->keep;
    const struct pdf_attachment attachment = {
        .name = text_format(keep, "%.*s.%s", TEXT_ARGS(stem), form->ending),
        .mime_type = text_of(form->mime_type),
        .description = description,
        .relationship = form->relationship,
        .bytes = text_copy(keep, bytes),
    };
    ARENA_PUSH(keep, &r->attachments, attachment);
}

static void hand_over(struct rendering *r, const struct form *form, struct text stem, struct text description,
                      struct text_builder *bytes)
{
    if (r->document->is_encrypted)
        attach(r, form, stem, description, text_built(bytes));
    else
        take(r, form->folder, stem, form->ending, bytes);
    text_builder_done(bytes);
}

/* The same of data. */
static void hand_over_data(struct rendering *r, enum data_form as, const struct form *form, struct text stem,
                           const struct doc_table *table, struct text_builder *bytes)
{
    hand_over(r, form, stem, table ? table->title : r->document->title, bytes);
    if (!r->document->is_encrypted)
        describe(r, as, table);
}

/* Drawn as wide as on the pages, so that it is the same drawing; in pixels all are as wide. */
static bool render_chart(struct rendering *r, const struct doc_node *node)
{
    const struct chart *chart = node->chart;
    const double width_pt = pages_chart_width_pt(node) + 2 * IMAGE_MARGIN_PT;
    struct text_builder svg = {0}, png = {0};
    struct image *image = image_new(chart, r->typeface, width_pt);
    const bool ok = image_svg(image, &svg, r->err) && image_png(image, floor(PICTURE_WIDTH_PX / width_pt), &png, r->err);
    if (ok) {
        hand_over(r, &SVG, chart->id, chart->title, &svg);
        hand_over(r, &PNG, chart->id, chart->title, &png);
    }
    text_builder_done(&svg);
    text_builder_done(&png);
    image_free(image);
    return ok;
}

/* Never in a PDF: who has Excel has the workbook there. */
static void render_excel(struct rendering *r, const struct doc_table *table)
{
    struct text_builder csv = {0};
    data_excel_csv(table, r->document, &csv);
    take(r, "excel/", table->id, "csv", &csv);
    describe(r, DATA_TABLE_EXCEL, table);
    text_builder_done(&csv);
}

static bool render_figure(struct rendering *r, const struct data_figure *figure)
{
    const struct doc_table *table = figure->table;
    const bool is_encrypted = r->document->is_encrypted;
    struct text_builder csv = {0}, json = {0};
    offer_figure(r, figure);
    data_csv(table, r->document, &csv);
    if (!figure->is_sheet && !is_encrypted)
        attach(r, &CSV, table->id, table->title, text_built(&csv));
    hand_over_data(r, DATA_TABLE, &CSV, table->id, table, &csv);
    if (!is_encrypted)
        render_excel(r, table);
    data_json(table, r->document, &json);
    hand_over_data(r, DATA_TABLE_JSON, &JSON, table->id, table, &json);
    return !figure->node->chart || figure->is_sheet || render_chart(r, figure->node);
}

static void render_inventory(struct rendering *r)
{
    struct text_builder csv = {0};
    data_inventory_csv(r->document, &csv);
    hand_over_data(r, DATA_ALL_FIGURES, &CSV, TEXT("all_figures"), NULL, &csv);
    data_sdmx_csv(r->document, &csv);
    hand_over_data(r, DATA_ALL_FIGURES_SDMX, &CSV, TEXT("all_figures_sdmx"), NULL, &csv);
}

/* One file for all languages: see outputs_describe(). In a PDF each has its own. */
static void attach_schema(struct rendering *r)
{
    struct text_builder schema = {0};
    data_schema(&schema);
    attach(r, &SCHEMA, TEXT("figure"), TEXT(DATA_SCHEMA_NAME), text_built(&schema));
    text_builder_done(&schema);
}

static bool take_encrypted(struct rendering *r, struct text_builder *pdf)
{
    const struct text path = path_below(r, path_in(r, "", report_stem(r), "pdf"));
    if (!r->names->password.len) {
        bundle_take_unlocked(r->bundle, path, pdf);
        return true;
    }
    const struct text plain = file_sha256(r->bundle->keep, text_built(pdf));
    if (!pdf_encrypt(pdf, r->names->password, r->err))
        return false;
    bundle_take_encrypted(r->bundle, path, pdf, FILE_PRIVATE, plain);
    return true;
}

static bool render_pdf(struct rendering *r, const struct pages *pages)
{
    struct text_builder pdf = {0};
    bool ok = pdf_write(pages, r->attachments.items, r->attachments.count, &pdf, r->err);
    if (ok && !r->document->is_encrypted)
        take(r, "", report_stem(r), "pdf", &pdf);
    else if (ok)
        ok = take_encrypted(r, &pdf);
    text_builder_done(&pdf);
    return ok;
}

/* What travels inside a PDF is in memory, and so is what goes to no folder. */
static bool render_in_memory(struct rendering *r, const struct form *form,
                             bool (*write)(const struct document *document, struct text_builder *out, struct error *err))
{
    struct text_builder workbook = {0};
    const bool ok = write(r->document, &workbook, r->err);
    if (ok)
        hand_over(r, form, report_stem(r), r->document->title, &workbook);
    text_builder_done(&workbook);
    return ok;
}

/* On the disk that it is for, so that its tables may be larger than memory; its name it gets with all other files. */
static bool render_xlsx(struct rendering *r)
{
    struct text bytes;
    int file;
    if (r->document->is_encrypted || !r->names->output)
        return render_in_memory(r, &WORKBOOK, xlsx_write);
    if (!file_open_unnamed(r->names->output, &file, r->err))
        return false;
    bool ok = xlsx_write_file(r->document, file, r->err) && file_map(file, r->names->output, &bytes, r->err);
    if (close(file) != 0 && ok)
        ok = error_set(r->err, ERROR_SYSTEM, "%s: cannot write: %s", r->names->output, strerror(errno));
    if (ok)
        bundle_hold(r->bundle, path_below(r, path_in(r, WORKBOOK.folder, report_stem(r), WORKBOOK.ending)), bytes,
                    mode_of(r->document));
    return ok;
}

static bool render_workbooks(struct rendering *r)
{
    return render_xlsx(r) && (!r->document->has_ods || render_in_memory(r, &WORKBOOK_ODS, ods_write));
}

/* As many as the names have. */
static const struct html_translation *page_translations(const struct rendering *r)
{
    struct html_translation *pages = ARENA_ARRAY(r->bundle->keep, struct html_translation, r->names->translation_count);
    for (size_t i = 0; i < r->names->translation_count; i++) {
        const struct outputs_translation *other = &r->names->translations[i];
        const struct text path = text_format(r->bundle->keep, "%.*s-%.*s.%.*s.html", TEXT_ARGS(other->report),
                                             TEXT_ARGS(r->document->edition), TEXT_ARGS(other->language));
        pages[i] = (struct html_translation){other->language, other->name, path};
    }
    return pages;
}

static void render_page(struct rendering *r)
{
    struct text_builder html = {0};
    offer_report(r);
    const struct html_input input = {.document = r->document,
                                     .typeface = r->typeface,
                                     .files = r->files.items,
                                     .file_count = r->files.count,
                                     .translations = page_translations(r),
                                     .translation_count = r->names->translation_count};
    html_write(&input, &html);
    take(r, "", report_stem(r), "html", &html);
}

/* All that stands beside the PDF, or in it, but the workbooks. */
static bool render_beside(struct rendering *r)
{
    const struct data_figures figures = data_figures(r->document, r->bundle->keep);
    for (size_t i = 0; i < figures.count; i++)
        if (!render_figure(r, &figures.items[i]))
            return false;
    render_inventory(r);
    if (r->document->is_encrypted)
        attach_schema(r);
    else
        render_page(r);
    return true;
}

/* A table in the prose has no name but its first head. */
static void warn_of_parted(const struct outputs_names *names, const struct pages *pages)
{
    for (size_t i = 0; i < pages->parted.count; i++) {
        const struct doc_table *table = pages->parted.items[i];
        const struct place somewhere = {.path = names->layout->path};
        diagnose(names->diagnostics, DIAG_W576, table->id.len ? source_place_of(names->layout, table->id) : somewhere,
                 table->id.len ? table->id : table->cells[0].text);
    }
}

static void warn_of_tabled(const struct outputs_names *names, const struct pages *pages)
{
    for (size_t i = 0; i < pages->tabled.count; i++) {
        const struct chart *chart = pages->tabled.items[i];
        diagnose(names->diagnostics, chart_hides_all_piles(chart) ? DIAG_W596 : DIAG_W595,
                 source_place_of(names->layout, chart->id), chart->id);
    }
}

bool outputs_render(const struct document *document, const struct outputs_names *names, const struct typeface *typeface,
                    struct bundle *bundle, struct error *err)
{
    struct rendering r = {.document = document, .names = names, .typeface = typeface, .bundle = bundle, .err = err};
    /* Pango looks for fonts in a thread, and may go on where nobody waits: it has done before anything is put in place. */
    struct pages *pages = pages_new(document, typeface, err);
    if (pages) {
        warn_of_parted(names, pages);
        warn_of_tabled(names, pages);
    }
    const bool ok = pages && render_beside(&r) && render_workbooks(&r) && render_pdf(&r, pages);
    pages_free(pages);
    return ok;
}

void outputs_describe(const struct document *document, const struct outputs_names *names, struct bundle *bundle)
{
    const struct rendering r = {.document = document, .names = names, .bundle = bundle};
    struct text_builder schema = {0}, package = {0};
    if (document->is_encrypted)
        return;
    data_schema(&schema);
    bundle_take(bundle, path_below(&r, TEXT("data/" DATA_SCHEMA_NAME)), &schema, mode_of(document));
    describe(&r, DATA_JSON_SCHEMA, NULL);
    data_package(names->described, report_stem(&r), &package);
    bundle_take(bundle, path_below(&r, PACKAGE), &package, mode_of(document));
    text_builder_done(&schema);
    text_builder_done(&package);
}
