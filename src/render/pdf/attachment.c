/* SPDX-License-Identifier: GPL-3.0-or-later
 * Each is an embedded stream, a file specification, an entry in the catalog's AF and one in the tree of names. */
#include "render/pdf/attachment.h"

#include "render/pdf/tree.h"

static const char *const RELATIONSHIPS[] = {[PDF_RELATES_DATA] = "Data", [PDF_RELATES_SUPPLEMENT] = "Supplement"};

static HPDF_Dict embedded_new(const struct pdf_attachment *attachment, const char *date, struct pdf_objects *objects)
{
    struct arena *scratch = arena_new();
    HPDF_Dict parameters = pdf_dict_new(objects), stream = pdf_stream_new(objects, attachment->bytes);
    pdf_put_number(objects, parameters, "Size", (int64_t)attachment->bytes.len);
    pdf_put_text(objects, parameters, "ModDate", text_of(date));
    pdf_put_name(objects, stream, "Type", "EmbeddedFile");
    pdf_put_name(objects, stream, "Subtype", text_to_c(scratch, attachment->mime_type));
    pdf_put(objects, stream, "Params", parameters);
    arena_free(scratch);
    return stream;
}

static HPDF_Dict specification_new(const struct pdf_attachment *attachment, const char *date,
                                   struct pdf_objects *objects)
{
    HPDF_Dict specification = pdf_dict_new_indirect(objects), files = pdf_dict_new(objects);
    HPDF_Dict stream = embedded_new(attachment, date, objects);
    pdf_put(objects, files, "F", stream);
    pdf_put(objects, files, "UF", stream);
    pdf_put_name(objects, specification, "Type", "Filespec");
    pdf_put_text(objects, specification, "F", attachment->name);
    pdf_put_text(objects, specification, "UF", attachment->name);
    if (attachment->description.len)
        pdf_put_text(objects, specification, "Desc", attachment->description);
    pdf_put_name(objects, specification, "AFRelationship", RELATIONSHIPS[attachment->relationship]);
    pdf_put(objects, specification, "EF", files);
    return specification;
}

bool pdf_attachments_write(const struct pdf_attachment *attachments, size_t count, const char *date,
                           struct pdf_objects *objects, struct error *err)
{
    if (!count)
        return true;
    struct arena *scratch = arena_new();
    struct pdf_tree_entry *entries = ARENA_ARRAY(scratch, struct pdf_tree_entry, count);
    HPDF_Array associated = pdf_array_new(objects);
    for (size_t i = 0; i < count; i++) {
        entries[i].name = attachments[i].name;
        entries[i].value = specification_new(&attachments[i], date, objects);
        pdf_add(objects, associated, entries[i].value);
    }
    HPDF_Dict names = pdf_dict_new(objects);
    pdf_put(objects, names, "EmbeddedFiles", pdf_name_tree_new(objects, entries, count));
    pdf_put(objects, objects->doc->catalog, "Names", names);
    pdf_put(objects, objects->doc->catalog, "AF", associated);
    arena_free(scratch);
    return pdf_objects_good(objects, err);
}
