/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reads what a sheet shows, with the same words as a figure of a layout. */
#include "layout/sheet.h"

#include "codebook/vocabulary.h"
#include "layout/figure_settings.h"

static struct figure_setting setting_of(const char *key, struct text value)
{
    const struct setting_rule *rules = block_rule_find(codebook_blocks(), TEXT("sheet"))->settings;
    return (struct figure_setting){setting_rule_find(rules, text_of(key)), value};
}

static enum figure_form form_of(const struct expression_context *context, struct text chart)
{
    const struct figure_setting setting = setting_of("chart", chart);
    const int form = figure_setting_choice(context, &setting);
    return form == CHOICE_NONE ? FORM_TABLE : (enum figure_form)form;
}
_Static_assert(FORM_PIE == 0 && FORM_BARS == 1 && FORM_COLUMNS == 2 && FORM_LINE == 3,
               "charts of sheets are named in the order of their forms");

/* Files and sheets are named after figures: no two may have the same name. */
static void check_name(const struct expression_context *context, struct text id, const struct layout *const *layouts,
                       size_t layout_count)
{
    for (size_t i = 0; i < layout_count; i++)
        if (layout_find_figure(layouts[i], id)) {
            diagnose(context->diagnostics, DIAG_E180, source_place_of(context->source, id), id,
                     text_of(layouts[i]->source.path));
            return;
        }
}

/* What a sheet holds is a table; its chart is made of that. */
static void judge_shares(const struct expression_context *context, struct text labels, const struct figure_block *figure)
{
    if (figure->label_percent && figure->form != FORM_TABLE && figure_is_crossed(figure) && figure->shown.step == STEP_NONE)
        figure_setting_idle(context, "labels", labels,
                            TEXT("a table of two variables has counts alone: leave it out, or show one variable"));
}

static void read_looks(const struct expression_context *context, const struct sheet_block *block, struct figure_block *figure)
{
    const struct figure_setting labels = setting_of("labels", block->labels), order = setting_of("order", block->order);
    const struct figure_setting base = setting_of("base", block->base), totals = setting_of("totals", block->totals);
    figure_take_labels(context, &labels, figure);
    judge_shares(context, block->labels, figure);
    figure_take_order(context, &order, figure);
    figure_take_totals(context, &totals, figure);
    figure->base_is_stated = figure_setting_choice(context, &base) == 1; /* "all, stated" */
    figure_request_bases(context, block->base, figure);
}

bool sheet_parse(const struct expression_context *context, const struct sheet_block *block,
                 const struct layout *const *layouts, size_t layout_count, struct sheet_table *ret_sheet)
{
    const size_t faults = diagnostics_count(context->diagnostics, SEVERITY_ERROR);
    struct sheet_table sheet = {.block = block, .figure = {.id = block->id, .at = block->at, .stack = NO_INDEX}};
    sheet.figure.form = form_of(context, block->chart);
    check_name(context, block->id, layouts, layout_count);
    if (!parse_shown_where(context, block->show, block->where, block->join, &sheet.figure.shown))
        return false;
    figure_check_form(context, block->show, TEXT_EMPTY, &sheet.figure);
    read_looks(context, block, &sheet.figure);
    *ret_sheet = sheet;
    return diagnostics_count(context->diagnostics, SEVERITY_ERROR) == faults;
}

bool sheet_is_for(const struct sheet_table *sheet, struct text audience)
{
    for (size_t i = 0; i < sheet->block->audience_count; i++)
        if (text_equal(sheet->block->audiences[i], audience))
            return true;
    return false;
}

bool sheet_asks(const struct sheet_table *sheet, size_t use)
{
    const struct figure_block *figure = &sheet->figure;
    for (size_t i = 0; i < figure->shown.period_count; i++)
        if (figure->shown.uses[i] == use)
            return true;
    const bool has_total = figure->shown.step == STEP_NONE;
    return (has_total && figure->total_use == use) || (figure->base_is_stated && figure->stated_use == use);
}
