/* SPDX-License-Identifier: GPL-3.0-or-later
 * The order of work: empty pages first, since links lead forward; then what stands on them, which tells what fonts and
 * structure there are; then those; then the file. */
#include "render/pdf/pdf.h"

#include "render/pdf/attachment.h"
#include "render/pdf/content.h"
#include "render/pdf/metadata.h"
#include "render/pdf/outline.h"
#include "render/pdf/pack.h"
#include "render/pdf/save.h"

struct job {
    const struct pages *pages;
    struct arena *arena;
    struct pdf_objects objects;
    HPDF_Page *page_dicts;
    struct pdf_fonts *fonts;
    struct pdf_structure *structure;
    struct packer *packer;
    struct text_builder packed;
    struct error *err;
};

static bool make_pages(struct job *job)
{
    if (!job->pages->count)
        return error_set(job->err, ERROR_INPUT, "the document has no pages");
    job->page_dicts = ARENA_ARRAY(job->arena, HPDF_Page, job->pages->count);
    for (size_t i = 0; i < job->pages->count; i++) {
        HPDF_Page page = job->page_dicts[i] = HPDF_AddPage(job->objects.doc);
        if (!page) {
            pdf_check(&job->objects, HPDF_INVALID_PAGE);
            break;
        }
        pdf_check(&job->objects, HPDF_Page_SetWidth(page, (HPDF_REAL)job->pages->width_pt));
        pdf_check(&job->objects, HPDF_Page_SetHeight(page, (HPDF_REAL)job->pages->height_pt));
        pdf_put_name(&job->objects, page, "Tabs", "S");
        pdf_put_number(&job->objects, page, "StructParents", (int64_t)i);
    }
    return pdf_objects_good(&job->objects, job->err);
}

/* Packed at once, and not when it is saved: a page takes three times the room until then. */
static void put_content(struct job *job, size_t index, struct text content)
{
    const HPDF_PageAttr attributes = job->page_dicts[index]->attr;
    job->packed.len = 0;
    packer_add(job->packer, content, &job->packed);
    pdf_check(&job->objects,
              HPDF_Stream_Write(attributes->stream, (const HPDF_BYTE *)job->packed.bytes, (HPDF_UINT)job->packed.len));
    attributes->contents->filter = HPDF_STREAM_FILTER_NONE;
    pdf_put_name(&job->objects, attributes->contents, "Filter", "FlateDecode");
}

static bool draw_page(struct job *job, size_t index, struct pdf_operators *operators)
{
    if (!pdf_content_draw(job->pages, index, job->structure, operators))
        return false;
    put_content(job, index, text_built(&operators->bytes));
    return pdf_links_write(job->pages, index, &job->objects, job->page_dicts, job->structure, job->err);
}

static bool draw_pages(struct job *job)
{
    struct pdf_operators operators = {
        .fonts = job->fonts, .page_height_pt = job->pages->height_pt, .err = job->err};
    bool good = true;
    for (size_t i = 0; i < job->pages->count && good; i++)
        good = draw_page(job, i, &operators);
    pdf_operators_done(&operators);
    return good && pdf_objects_good(&job->objects, job->err);
}

/* All pages share one dictionary of resources: the fonts. */
static bool write_resources(struct job *job)
{
    HPDF_Dict fonts;
    if (!pdf_fonts_embed(job->fonts, &job->objects, &fonts, job->err))
        return false;
    HPDF_Dict resources = pdf_dict_new_indirect(&job->objects);
    pdf_put(&job->objects, resources, "Font", fonts);
    for (size_t i = 0; i < job->pages->count; i++)
        pdf_put(&job->objects, job->page_dicts[i], "Resources", resources);
    return pdf_objects_good(&job->objects, job->err);
}

static bool run(struct job *job, const struct pdf_attachment *attachments, size_t attachment_count,
                struct text_builder *out)
{
    if (!pdf_objects_open(&job->objects, job->err) ||
        !pdf_metadata_write(job->pages->document, &job->objects, job->err))
        return false;
    const char *date = pdf_metadata_date(job->pages->document, job->arena);
    return make_pages(job) && draw_pages(job) && write_resources(job) &&
           pdf_structure_write(job->structure, &job->objects, job->page_dicts, job->err) &&
           pdf_outline_write(job->pages, &job->objects, job->page_dicts, job->err) &&
           pdf_attachments_write(attachments, attachment_count, date, &job->objects, job->err) &&
           pdf_save(&job->objects, job->packer, out, job->err);
}

bool pdf_write(const struct pages *pages, const struct pdf_attachment *attachments, size_t attachment_count,
               struct text_builder *out, struct error *err)
{
    struct job job = {
        .pages = pages,
        .arena = arena_new(),
        .fonts = pdf_fonts_new(),
        .structure = pdf_structure_new(pages),
        .packer = packer_new(),
        .err = err,
    };
    const size_t before = out->len;
    const bool good = run(&job, attachments, attachment_count, out);
    if (!good)
        out->len = before;
    pdf_objects_close(&job.objects);
    pdf_structure_free(job.structure);
    pdf_fonts_free(job.fonts);
    packer_free(job.packer);
    text_builder_done(&job.packed);
    arena_free(job.arena);
    return good;
}
