/* SPDX-License-Identifier: GPL-3.0-or-later
 * Sheets: tables of the workbook that stand in no report. */
#include "codebook/reader.h"

static bool is_known(const struct sheet_block *sheet, struct text audience)
{
    for (size_t i = 0; i < sheet->audience_count; i++)
        if (text_equal(sheet->audiences[i], audience))
            return true;
    return false;
}

/* Policies are read before sheets. */
static void read_audiences(struct codebook_reader *reader, const struct markup_item *item, struct sheet_block *sheet)
{
    const struct codebook *codebook = reader->codebook;
    const struct text all = settings_find(&item->settings, TEXT("audience"));
    bool any = false;
    sheet->audiences = ARENA_ARRAY(reader->keep, struct text, (size_t)codebook->policy_count);
    for (struct text rest = all; rest.len;) {
        const struct text audience = text_cut(&rest, ',');
        if (!audience.len)
            continue;
        any = true;
        if (codebook_policy(codebook, audience) == NO_INDEX)
            codebook_complain_name(reader, NAMED_POLICY, NO_INDEX, audience);
        else if (!is_known(sheet, audience))
            sheet->audiences[sheet->audience_count++] = audience;
    }
    if (all.len && !any)
        codebook_complain(reader, DIAG_E109, all, all, TEXT("audience"), codebook_values(item, "audience"));
}

static bool is_taken(const struct codebook *codebook, struct text id)
{
    for (int i = 0; i < codebook->sheet_count; i++)
        if (text_equal(codebook->sheets[i].id, id))
            return true;
    return false;
}

void codebook_read_sheet(struct codebook_reader *reader, const struct markup_item *item)
{
    struct codebook *codebook = reader->codebook;
    const struct settings *settings = &item->settings;
    codebook_check_settings(reader, item);
    struct sheet_block sheet = {
        .id = item->name,
        .at = item->opener,
        .title = codebook_labels_of(reader, settings_find(settings, TEXT("title"))),
        .note = codebook_labels_of(reader, settings_find(settings, TEXT("note"))),
        .show = settings_find(settings, TEXT("show")),
        .where = settings_find(settings, TEXT("where")),
        .join = settings_find(settings, TEXT("join")),
        .labels = settings_find(settings, TEXT("labels")),
        .base = settings_find(settings, TEXT("base")),
        .order = settings_find(settings, TEXT("order")),
        .totals = settings_find(settings, TEXT("totals")),
        .chart = settings_find(settings, TEXT("chart")),
    };
    read_audiences(reader, item, &sheet);
    if (!codebook_serves_period(reader, item))
        return;
    if (is_taken(codebook, item->name))
        codebook_complain(reader, DIAG_E111, item->name, item->name, TEXT_EMPTY, TEXT_EMPTY);
    else if (sheet.show.len)
        codebook->sheets[codebook->sheet_count++] = sheet;
}
