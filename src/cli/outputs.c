/* SPDX-License-Identifier: GPL-3.0-or-later
 * Calls the renderers; every file goes to the bundle, none to the disk. */
#include "cli/outputs.h"

#include "base/file.h"
#include "paginate/pages.h"
#include "render/data/data.h"
#include "render/data/figures.h"
#include "render/html/html.h"
#include "render/image/image.h"
#include "render/pdf/encrypt.h"
#include "render/pdf/pdf.h"
#include "render/xlsx/xlsx.h"

static const double CHART_WIDTH_PT = 480, CHART_SCALE = 2;

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
static void take(struct rendering *r, const char *folder, struct text stem, const char *ending, struct text_builder *bytes)
{
    bundle_take(r->bundle, path_below(r, path_in(r, folder, stem, ending)), bytes,
                r->document->is_open ? FILE_PUBLIC : FILE_PRIVATE);
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
    offer(r, TEXT_EMPTY, data_labelled(words, TEXT("CSV"), words->data, r->bundle->keep),
          path_in(r, "data/", TEXT("all_figures"), "csv"));
}

static void attach(struct rendering *r, const struct data_figure *figure, struct text bytes)
{
    struct arena *keep = r->bundle->keep;
    const struct pdf_attachment attachment = {
        .name = text_format(keep, "%.*s.csv", TEXT_ARGS(figure->table->id)),
        .mime_type = TEXT("text/csv"),
        .description = figure->table->title,
        .bytes = text_copy(keep, bytes),
    };
    ARENA_PUSH(keep, &r->attachments, attachment);
}

static bool render_chart(struct rendering *r, const struct chart *chart)
{
    struct text_builder svg = {0}, png = {0};
    struct image *image = image_new(chart, r->typeface, CHART_WIDTH_PT);
    const bool ok = image_svg(image, &svg, r->err) && image_png(image, CHART_SCALE, &png, r->err);
    if (ok) {
        take(r, "charts/", chart->id, "svg", &svg);
        take(r, "charts/", chart->id, "png", &png);
    }
    text_builder_done(&svg);
    text_builder_done(&png);
    image_free(image);
    return ok;
}

static bool render_figure(struct rendering *r, const struct data_figure *figure)
{
    struct text_builder csv = {0}, json = {0};
    offer_figure(r, figure);
    data_csv(figure->table, r->document, &csv);
    if (!figure->is_sheet)
        attach(r, figure, text_built(&csv));
    take(r, "data/", figure->table->id, "csv", &csv);
    data_json(figure->table, r->document, &json);
    take(r, "data/", figure->table->id, "json", &json);
    const struct chart *chart = figure->node->chart;
    return !chart || figure->is_sheet || render_chart(r, chart);
}

static void render_inventory(struct rendering *r)
{
    struct text_builder csv = {0};
    data_inventory_csv(r->document, &csv);
    take(r, "data/", TEXT("all_figures"), "csv", &csv);
}

static bool render_pdf(struct rendering *r)
{
    struct text_builder pdf = {0};
    struct pages *pages = pages_new(r->document, r->typeface, r->err);
    bool ok = pages && pdf_write(pages, r->attachments.items, r->attachments.count, &pdf, r->err);
    if (ok && !r->document->is_encrypted)
        take(r, "", report_stem(r), "pdf", &pdf);
    else if (ok && (ok = pdf_encrypt(&pdf, r->names->password, r->err)))
        bundle_take_varying(r->bundle, path_below(r, path_in(r, "", report_stem(r), "pdf")), &pdf, FILE_PRIVATE);
    text_builder_done(&pdf);
    pages_free(pages);
    return ok;
}

static bool render_workbook(struct rendering *r)
{
    struct text_builder xlsx = {0};
    const bool ok = xlsx_write(r->document, "/tmp", &xlsx, r->err);
    if (ok)
        take(r, "", report_stem(r), "xlsx", &xlsx);
    text_builder_done(&xlsx);
    return ok;
}

static void render_page(struct rendering *r)
{
    struct text_builder html = {0};
    offer_report(r);
    const struct html_input input = {r->document, r->typeface, r->files.items, r->files.count};
    html_write(&input, &html);
    take(r, "", report_stem(r), "html", &html);
}

bool outputs_render(const struct document *document, const struct outputs_names *names, const struct typeface *typeface,
                    struct bundle *bundle, struct error *err)
{
    struct rendering r = {.document = document, .names = names, .typeface = typeface, .bundle = bundle, .err = err};
    const struct data_figures figures = data_figures(document, bundle->keep);
    for (size_t i = 0; i < figures.count; i++)
        if (!render_figure(&r, &figures.items[i]))
            return false;
    render_inventory(&r);
    render_page(&r);
    return render_pdf(&r) && render_workbook(&r);
}
