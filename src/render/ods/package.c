/* SPDX-License-Identifier: GPL-3.0-or-later
 * The parts of the package, and the list of them. */
#include "render/ods/package.h"

#include "base/date.h"
#include "render/ods/chart.h"
#include "render/ods/content.h"
#include "render/ods/styles.h"
#include "render/xlsx/xml.h"
#include "render/xlsx/zip.h"

struct entry {
    struct text name;
    const char *type;
};

struct package {
    const struct xlsx_plan *plan;
    struct xlsx_packing *packing;
    struct text_builder part; /* that is being put together */
    LIST_OF(struct entry) entries;
    struct arena *keep;
    struct error *err;
};

static struct text escaped(const struct package *p, struct text t)
{
    return xlsx_xml_escape(t, p->keep);
}

static void begin_part(struct package *p, struct text name, const char *type)
{
    p->part.len = 0;
    ARENA_PUSH(p->keep, &p->entries, ((struct entry){name, type}));
    xlsx_packing_begin(p->packing, name);
}

static void end_part(struct package *p)
{
    xlsx_packing_add(p->packing, text_built(&p->part));
}

/* Programs know the file by it: not packed, and before all else (3.3). */
static void add_type(struct package *p)
{
    xlsx_packing_begin_stored(p->packing, TEXT("mimetype"));
    xlsx_packing_add(p->packing, TEXT(ODS_TYPE));
}

/* The organisation is named, never a person; the date is the edition's, never today. */
static void add_properties(struct package *p)
{
    const struct document *document = p->plan->document;
    const struct text publisher = escaped(p, document->publisher), date = document->date_iso;
    begin_part(p, TEXT("meta.xml"), "text/xml");
    text_add_format(&p->part,
                    ODS_XML_HEAD "<office:document-meta" ODS_ROOT "><office:meta><meta:generator>sitrep</meta:generator>"
                    "<dc:title>%.*s</dc:title><meta:initial-creator>%.*s</meta:initial-creator><dc:creator>%.*s</dc:creator>"
                    "<meta:creation-date>%.*sT00:00:00Z</meta:creation-date><dc:date>%.*sT00:00:00Z</dc:date>"
                    "<dc:language>%.*s</dc:language></office:meta></office:document-meta>",
                    TEXT_ARGS(escaped(p, document->title)), TEXT_ARGS(publisher), TEXT_ARGS(publisher), TEXT_ARGS(date),
                    TEXT_ARGS(date), TEXT_ARGS(escaped(p, document->language)));
    end_part(p);
}

static void add_styles(struct package *p)
{
    begin_part(p, TEXT("styles.xml"), "text/xml");
    ods_add_styles(&p->part, escaped(p, p->plan->document->language));
    end_part(p);
}

static bool add_content(struct package *p)
{
    begin_part(p, TEXT("content.xml"), "text/xml");
    return ods_content_write(p->plan, p->packing, p->err);
}

/* An object: a folder with two parts, which the manifest names too. */
static void add_chart(struct package *p, const struct xlsx_sheet *sheet, size_t n)
{
    ARENA_PUSH(p->keep, &p->entries, ((struct entry){text_format(p->keep, "Object %zu/", n), ODS_CHART_TYPE}));
    begin_part(p, text_format(p->keep, "Object %zu/content.xml", n), "text/xml");
    ods_add_chart(&p->part, sheet);
    end_part(p);
    begin_part(p, text_format(p->keep, "Object %zu/styles.xml", n), "text/xml");
    ods_add_chart_styles(&p->part, sheet);
    end_part(p);
}

/* Numbered in the order of the sheets. */
static void add_charts(struct package *p)
{
    size_t charts = 0;
    for (size_t i = 0; i < p->plan->sheets.count; i++)
        if (p->plan->sheets.items[i]->chart)
            add_chart(p, p->plan->sheets.items[i], ++charts);
}

/* It names all parts but itself and the type (3.2). */
static void add_manifest(struct package *p)
{
    p->part.len = 0;
    text_add_c(&p->part, ODS_XML_HEAD "<manifest:manifest" ODS_SPACE("manifest", "manifest") " manifest:version=\"1.3\">"
                         "<manifest:file-entry manifest:full-path=\"/\" manifest:version=\"1.3\" manifest:media-type=\"" ODS_TYPE
                         "\"/>");
    for (size_t i = 0; i < p->entries.count; i++)
        text_add_format(&p->part, "<manifest:file-entry manifest:full-path=\"%.*s\" manifest:media-type=\"%s\"/>",
                        TEXT_ARGS(p->entries.items[i].name), p->entries.items[i].type);
    text_add_c(&p->part, "</manifest:manifest>");
    xlsx_packing_begin(p->packing, TEXT("META-INF/manifest.xml"));
    xlsx_packing_add(p->packing, text_built(&p->part));
}

static bool write_parts(struct package *p)
{
    add_type(p);
    add_properties(p);
    add_styles(p);
    if (!add_content(p))
        return false;
    add_charts(p);
    add_manifest(p);
    return xlsx_packing_end(p->packing, p->err);
}

bool ods_package_write(const struct xlsx_plan *plan, struct text_builder *out, struct error *err)
{
    date_day day;
    if (date_parse(plan->document->date_iso, DATE_ISO, &day) != DATE_PARSED)
        return error_set(err, ERROR_INPUT, "the document's date is not of the form yyyy-mm-dd");
    struct package p = {.plan = plan, .packing = xlsx_packing_new(out), .keep = arena_new(), .err = err};
    const bool ok = write_parts(&p);
    xlsx_packing_free(p.packing);
    text_builder_done(&p.part);
    arena_free(p.keep);
    return ok;
}
