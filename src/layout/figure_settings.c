/* SPDX-License-Identifier: GPL-3.0-or-later
 * Settings of figures: held against those of their kind, and read. */
#include "layout/figure_settings.h"

#include "layout/vocabulary.h"

static struct text listed(const struct setting_rule *rules, struct arena *keep)
{
    struct text_builder b = {0};
    for (; rules->name.len; rules++) {
        text_add_c(&b, b.len ? ", " : "");
        text_add(&b, rules->name);
    }
    const struct text list = text_copy(keep, text_built(&b));
    text_builder_done(&b);
    return list;
}

void figure_settings_suit(const struct expression_context *context, const struct markup_item *item)
{
    const struct setting_rule *rules = block_rule_find(layout_blocks(), item->block)->settings;
    for (size_t i = 0; i < item->settings.count; i++) {
        const struct text key = item->settings.items[i].key;
        if (setting_rule_find(layout_figure_settings(false), key) && !setting_rule_find(rules, key))
            diagnose(context->diagnostics, DIAG_E161, source_place_of(context->source, key), item->block, key,
                     listed(rules, context->keep));
    }
}

/* ---- values ---- */

/* Reports a value that the setting cannot have. */
static void bad_value(const struct expression_context *context, const struct setting_rule *rule, struct text value)
{
    if (rule)
        diagnose(context->diagnostics, DIAG_E109, source_place_of(context->source, value), value, rule->name, rule->values);
}

int figure_setting_choice(const struct expression_context *context, const struct figure_setting *setting)
{
    const int choice = setting->rule ? setting_choice(setting->rule, setting->value) : CHOICE_NONE;
    if (setting->value.len && choice == CHOICE_NONE)
        bad_value(context, setting->rule, setting->value);
    return choice;
}

void figure_setting_idle(const struct expression_context *context, const char *key, struct text value, struct text hint)
{
    diagnose(context->diagnostics, DIAG_E580, source_place_of(context->source, value),
             text_format(context->keep, "%s: %.*s", key, TEXT_ARGS(value)), hint);
}

bool figure_is_crossed(const struct figure_block *figure)
{
    return figure->shown.dimension_count + (figure->shown.step != STEP_NONE) > 1;
}

enum label { LABEL_COUNT, LABEL_PERCENT, LABEL_NAME, LABEL_NONE };

/* Shares of what is no whole, or in a table that has no column for them. */
static void judge_shares(const struct expression_context *context, struct text word, const struct figure_block *figure)
{
    const bool is_timed = figure->shown.step != STEP_NONE, is_crossed = figure_is_crossed(figure);
    if (figure->of_shares)
        return;
    if (is_timed)
        diagnose(context->diagnostics, DIAG_E163, source_place_of(context->source, word), TEXT("labels: percent"),
                 figure->form == FORM_COLUMNS && is_crossed
                     ? TEXT("leave it out, or write 'scale: shares', so that each pile is a whole")
                     : TEXT("a step of time is no part of a whole: leave it out"));
    else if (is_crossed && figure->form == FORM_TABLE)
        figure_setting_idle(context, "labels", word,
                            TEXT("a table of two variables has counts alone: leave it out, or show one variable"));
}

/* Words that would say nothing in this figure. */
static void judge_label(const struct expression_context *context, const struct figure_setting *labels, struct text word,
                        const struct figure_block *figure)
{
    const int label = setting_choice(labels->rule, word);
    if (label == CHOICE_NONE)
        bad_value(context, labels->rule, word);
    else if (label == LABEL_NONE && !text_equal(word, labels->value))
        figure_setting_idle(context, "labels", word, TEXT("write it alone, or leave it out"));
    else if (label == LABEL_NAME && figure->form == FORM_LINE && figure->shown.uses && !figure_is_crossed(figure))
        figure_setting_idle(context, "labels", word,
                            TEXT("a line has the name of a second variable of 'show', and here is none: leave it out"));
    else if (label == LABEL_PERCENT && figure->shown.uses)
        judge_shares(context, word, figure);
}

void figure_take_labels(const struct expression_context *context, const struct figure_setting *labels,
                        struct figure_block *figure)
{
    struct text rest = labels->value;
    figure->label_count = !rest.len && !figure->of_shares;
    figure->label_percent = !rest.len && figure->of_shares;
    while (rest.len) {
        const struct text word = text_cut(&rest, ',');
        const int label = setting_choice(labels->rule, word);
        figure->label_count = figure->label_count || label == LABEL_COUNT;
        figure->label_percent = figure->label_percent || label == LABEL_PERCENT;
        figure->label_name = figure->label_name || label == LABEL_NAME;
        judge_label(context, labels, word, figure);
    }
}

void figure_take_totals(const struct expression_context *context, const struct figure_setting *totals, struct figure_block *figure)
{
    const int choice = figure_setting_choice(context, totals);
    figure->totals = choice != 1; /* "yes, no" */
    if (choice != CHOICE_NONE && figure->shown.step != STEP_NONE)
        diagnose(context->diagnostics, DIAG_E163, source_place_of(context->source, totals->value),
                 text_format(context->keep, "totals: %.*s", TEXT_ARGS(totals->value)),
                 TEXT("steps of time are not added up: leave it out"));
}

/* Steps of time stand in their own order, and nothing else does. */
void figure_take_order(const struct expression_context *context, const struct figure_setting *order,
                       struct figure_block *figure)
{
    const bool timed = figure->shown.step != STEP_NONE;
    const int choice = figure_setting_choice(context, order);
    figure->order = choice == CHOICE_NONE ? ORDER_CODEBOOK : (enum figure_order)choice;
    if (timed && order->rule && order->value.len && figure->order != ORDER_TIME)
        diagnose(context->diagnostics, DIAG_E163, source_place_of(context->source, order->value),
                 text_format(context->keep, "order: %.*s", TEXT_ARGS(order->value)),
                 TEXT("leave it out, or write 'order: time'"));
    else if (!timed && figure->order == ORDER_TIME && figure->shown.uses)
        diagnose(context->diagnostics, DIAG_E109, source_place_of(context->source, order->value), order->value,
                 TEXT("order"), TEXT("codebook, largest, smallest (time where the rows are steps of time)"));
}

/* Parts of a whole are drawn as such only where they add up to it. */
static void check_several(const struct expression_context *context, struct text show, struct text top,
                          const struct figure_block *figure)
{
    const int several = figure->shown.several;
    if (several == NO_INDEX)
        return;
    const struct text variable = context->codebook->dimensions[figure->shown.dimensions[several]].id;
    const bool piles = (figure->form == FORM_BARS || figure->form == FORM_COLUMNS) && figure_is_crossed(figure);
    if (figure->form == FORM_PIE || piles)
        diagnose(context->diagnostics, DIAG_E174, source_place_of(context->source, show), variable,
                 TEXT("show them as a table, or as bars or columns by this variable alone"));
    else if (top.len)
        diagnose(context->diagnostics, DIAG_E174, source_place_of(context->source, top), variable,
                 TEXT("leave out 'top': there is no rest"));
}

void figure_check_form(const struct expression_context *context, struct text show, struct text top,
                       const struct figure_block *figure)
{
    check_several(context, show, top, figure);
    if (figure->form == FORM_PIE && (figure->shown.dimension_count != 1 || figure->shown.step != STEP_NONE))
        diagnose(context->diagnostics, DIAG_E228, source_place_of(context->source, show), TEXT_EMPTY);
    if (figure->form == FORM_LINE && figure->shown.step == STEP_NONE)
        diagnose(context->diagnostics, DIAG_E233, source_place_of(context->source, show),
                 context->codebook->measures[figure->shown.measure].id);
}

/* Everything but not_stated in the figure's only variable. */
static void request_stated(const struct expression_context *context, struct use sum, size_t place, struct figure_block *figure)
{
    const struct dimension *first = &context->codebook->dimensions[figure->shown.dimensions[0]];
    bool *stated = ARENA_ARRAY(context->keep, bool, (size_t)first->category_count);
    for (int i = 0; i < first->category_count - 1; i++)
        stated[i] = true;
    sum.set.categories[place] = stated;
    figure->stated_use = requests_use(context->requests, context->keep, context->codebook, &sum);
}

void figure_request_bases(const struct expression_context *context, struct text base, struct figure_block *figure)
{
    if (figure->shown.step != STEP_NONE && figure->base_is_stated)
        diagnose(context->diagnostics, DIAG_E163, source_place_of(context->source, base), TEXT("base: stated"),
                 TEXT("a step of time is no part of a whole: leave it out"));
    if (figure->shown.step != STEP_NONE || !figure->shown.dimension_count)
        return;
    const struct use table = context->requests->uses[figure->shown.uses[0]];
    const struct table_request cases = request_of_cases(context->codebook, &context->requests->tables[table.table]);
    struct use sum = {.kind = USE_SUM, .set = table.set, .join = NO_INDEX};
    sum.table = requests_table(context->requests, context->keep, &cases);
    figure->total_use = requests_use(context->requests, context->keep, context->codebook, &sum);
    if (figure->base_is_stated && figure->shown.dimension_count > 1)
        diagnose(context->diagnostics, DIAG_E109, source_place_of(context->source, base), TEXT("stated"), TEXT("base"),
                 TEXT("all (where there are two variables)"));
    else if (figure->base_is_stated)
        request_stated(context, sum, table.by[0], figure);
}
