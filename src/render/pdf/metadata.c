/* SPDX-License-Identifier: GPL-3.0-or-later
 * XMP after ISO 16684-1, with the marks of PDF/A-3a and PDF/UA-1. Dates are the document's own, at midnight UTC. */
#include "render/pdf/metadata.h"

#include "base/date.h"
#include "render/pdf/profile.h"

/* ---- XMP ---- */

/* Characters that XML 1.0 forbids become spaces. */
static void add_escaped(struct text_builder *b, struct text text)
{
    for (size_t i = 0; i < text.len; i++) {
        const char byte = text.ptr[i];
        if (byte == '&')
            text_add_c(b, "&amp;");
        else if (byte == '<')
            text_add_c(b, "&lt;");
        else if (byte == '>')
            text_add_c(b, "&gt;");
        else
            text_add_byte(b, (unsigned char)byte < 0x20 ? ' ' : byte);
    }
}

/* A list of one: dc:creator is a Seq, dc:language a Bag. */
static void add_list(struct text_builder *b, const char *name, const char *kind, struct text text)
{
    text_add_format(b, "<%s><rdf:%s><rdf:li>", name, kind);
    add_escaped(b, text);
    text_add_format(b, "</rdf:li></rdf:%s></%s>\n", kind, name);
}

static void add_alternative(struct text_builder *b, const char *name, struct text text)
{
    text_add_format(b, "<%s><rdf:Alt><rdf:li xml:lang=\"x-default\">", name);
    add_escaped(b, text);
    text_add_format(b, "</rdf:li></rdf:Alt></%s>\n", name);
}

static void add_dublin_core(struct text_builder *b, const struct document *document)
{
    text_add_c(b, "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n"
                  "<dc:format>application/pdf</dc:format>\n");
    add_alternative(b, "dc:title", document->title);
    if (document->subtitle.len)
        add_alternative(b, "dc:description", document->subtitle);
    if (document->publisher.len)
        add_list(b, "dc:creator", "Seq", document->publisher);
    add_list(b, "dc:language", "Bag", document->language);
    text_add_c(b, "</rdf:Description>\n");
}

static void add_dates(struct text_builder *b, const struct document *document)
{
    static const char *const names[] = {"xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"};
    text_add_c(b, "<rdf:Description rdf:about=\"\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\">\n"
                  "<xmp:CreatorTool>sitrep</xmp:CreatorTool>\n");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        text_add_format(b, "<%s>%.*sT00:00:00Z</%s>\n", names[i], TEXT_ARGS(document->date_iso), names[i]);
    text_add_c(b, "</rdf:Description>\n");
}

static const char producer[] = "libHaru ";

static void add_producer(struct text_builder *b)
{
    text_add_c(b, "<rdf:Description rdf:about=\"\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">\n");
    text_add_format(b, "<pdf:Producer>%s%s</pdf:Producer>\n", producer, HPDF_GetVersion());
    text_add_c(b, "</rdf:Description>\n");
}

/* PDF/A-3a, which no encrypted file can be (ISO 19005-3, 6.1.3). */
static const char archival[] =
    "<rdf:Description rdf:about=\"\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n"
    "<pdfaid:part>3</pdfaid:part>\n<pdfaid:conformance>A</pdfaid:conformance>\n</rdf:Description>\n";

/* PDF/UA-1. PDF/A wants a description of every schema it does not know (ISO 19005-3, 6.6.2.3): pdfuaid. */
static const char accessible[] =
    "<rdf:Description rdf:about=\"\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n"
    "<pdfuaid:part>1</pdfuaid:part>\n</rdf:Description>\n"
    "<rdf:Description rdf:about=\"\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
    " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\""
    " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n"
    "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n"
    "<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>\n"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\n"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n"
    "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\n"
    "<pdfaProperty:name>part</pdfaProperty:name>\n"
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\n"
    "<pdfaProperty:category>internal</pdfaProperty:category>\n"
    "<pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>\n"
    "</rdf:li></rdf:Seq></pdfaSchema:property>\n"
    "</rdf:li></rdf:Bag></pdfaExtension:schemas>\n</rdf:Description>\n";

static void add_packet(struct text_builder *b, const struct document *document)
{
    text_add_c(b, "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                  "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
                  "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n");
    add_dublin_core(b, document);
    add_dates(b, document);
    add_producer(b);
    if (!document->is_encrypted)
        text_add_c(b, archival);
    text_add_c(b, accessible);
    text_add_c(b, "</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>");
}

/* Stored as it is, so that programs that know no PDF find it. */
static void put_xmp(const struct document *document, struct pdf_objects *objects)
{
    struct text_builder packet = {0};
    add_packet(&packet, document);
    HPDF_Dict stream = pdf_stream_new(objects, text_built(&packet));
    if (stream)
        stream->filter = HPDF_STREAM_FILTER_NONE;
    pdf_put_name(objects, stream, "Type", "Metadata");
    pdf_put_name(objects, stream, "Subtype", "XML");
    pdf_put(objects, objects->doc->catalog, "Metadata", stream);
    text_builder_done(&packet);
}

/* ---- the rest ---- */

const char *pdf_metadata_date(const struct document *document, struct arena *keep)
{
    const struct text iso = document->date_iso;
    return text_format(keep, "D:%.4s%.2s%.2s000000Z", iso.ptr, iso.ptr + 5, iso.ptr + 8).ptr;
}

static void put_info(const struct document *document, struct pdf_objects *objects)
{
    struct arena *scratch = arena_new();
    HPDF_Dict info = objects->doc->info;
    const struct text date = text_of(pdf_metadata_date(document, scratch));
    pdf_put_text(objects, info, "Title", document->title);
    if (document->subtitle.len)
        pdf_put_text(objects, info, "Subject", document->subtitle);
    if (document->publisher.len)
        pdf_put_text(objects, info, "Author", document->publisher);
    pdf_put_text(objects, info, "Creator", TEXT("sitrep"));
    pdf_put_text(objects, info, "Producer", text_format(scratch, "%s%s", producer, HPDF_GetVersion()));
    pdf_put_text(objects, info, "CreationDate", date);
    pdf_put_text(objects, info, "ModDate", date);
    arena_free(scratch);
}

static void put_output_intent(struct pdf_objects *objects, int year)
{
    struct text_builder profile = {0};
    pdf_profile_add_srgb(&profile, year);
    HPDF_Dict stream = pdf_stream_new(objects, text_built(&profile));
    pdf_put_number(objects, stream, "N", 3);
    HPDF_Dict intent = pdf_dict_new(objects);
    pdf_put_name(objects, intent, "Type", "OutputIntent");
    pdf_put_name(objects, intent, "S", "GTS_PDFA1");
    pdf_put_text(objects, intent, "OutputConditionIdentifier", TEXT("sRGB IEC61966-2.1"));
    pdf_put_text(objects, intent, "Info", TEXT("sRGB IEC61966-2.1"));
    pdf_put(objects, intent, "DestOutputProfile", stream);
    HPDF_Array intents = pdf_array_new(objects);
    pdf_add(objects, intents, intent);
    pdf_put(objects, objects->doc->catalog, "OutputIntents", intents);
    text_builder_done(&profile);
}

static void put_marks(const struct document *document, struct pdf_objects *objects)
{
    HPDF_Dict catalog = objects->doc->catalog, mark_info = pdf_dict_new(objects), viewer = pdf_dict_new(objects);
    pdf_put_true(objects, mark_info, "Marked");
    pdf_put(objects, catalog, "MarkInfo", mark_info);
    pdf_put_true(objects, viewer, "DisplayDocTitle");
    pdf_put(objects, catalog, "ViewerPreferences", viewer);
    pdf_put_text(objects, catalog, "Lang", document->language);
}

bool pdf_metadata_write(const struct document *document, struct pdf_objects *objects, struct error *err)
{
    date_day day;
    if (!document->title.len || !document->language.len)
        return error_set(err, ERROR_INPUT, "the document has no %s", document->title.len ? "language" : "title");
    if (date_parse(document->date_iso, DATE_ISO, &day) != DATE_PARSED)
        return error_set(err, ERROR_INPUT, "the document has no date");
    put_marks(document, objects);
    put_xmp(document, objects);
    put_info(document, objects);
    put_output_intent(objects, date_of_day(day).year);
    return pdf_objects_good(objects, err);
}
