/* SPDX-License-Identifier: GPL-3.0-or-later
 * Placeholders into words. What may not be told becomes the words the author gave for that case. */
#include "document/binder.h"

#include "base/number.h"
#include "document/plural.h"

struct text text_clean(struct arena *keep, struct text_builder *b)
{
    const struct text result = text_copy(keep, text_built(b));
    text_builder_done(b);
    return result;
}

struct text label_in(const struct binder *binder, const struct labels *labels)
{
    return labels->in[binder->language];
}

struct text category_label(const struct binder *binder, int dimension, int category)
{
    return label_in(binder, &binder->in->codebook->dimensions[dimension].categories[category].labels);
}

struct text publisher_words(const struct binder *binder)
{
    struct text rest = binder->in->facts->publisher;
    if (text_find_byte(rest, '|') == rest.len)
        return rest;
    struct text name = TEXT_EMPTY;
    for (size_t i = 0; i <= binder->language; i++)
        name = text_cut(&rest, '|');
    return name;
}

static struct place place_of(const struct binder *binder, struct text at)
{
    return source_place_of(&binder->in->layout->source, at);
}

/* The author's words for a hidden figure, else the policy's: in a table its symbol, in a sentence words with a warning.
 */
static struct text hidden_words(struct binder *binder, const struct placeholder *placeholder)
{
    if (placeholder->has_fallback)
        return placeholder->fallback;
    if (binder->in_table) {
        binder->symbol_is_used = true;
        return bind_policy(binder->in)->symbol;
    }
    const struct text words = label_in(binder, &bind_policy(binder->in)->hidden_text);
    diagnose(binder->diagnostics, DIAG_W301, place_of(binder, placeholder->at), words);
    return words;
}

static bool has_hash(struct text form)
{
    return text_find_byte(form, '#') < form.len;
}

/* What stands for a share that is no whole number, where words follow it. */
enum { FRACTION = -1 };

_Static_assert((int)PLACEHOLDER_PLURALS_MAX == (int)PLURAL_FORMS_MAX, "a layout has room for every form of a language");

static struct text form_for(const struct binder *binder, const struct placeholder *placeholder, int64_t value)
{
    if (value == 0 && placeholder->has_zero)
        return placeholder->zero;
    const size_t last = placeholder->plural_count - 1;
    const size_t form = value == FRACTION ? last : language_plural(binder->in->language, value);
    return placeholder->plurals[form < last ? form : last];
}

static bool any_has_hash(const struct placeholder *placeholder)
{
    for (size_t i = 0; i < placeholder->plural_count; i++)
        if (has_hash(placeholder->plurals[i]))
            return true;
    return false;
}

/* "#" in a form stands for the number. Where no form has one, the number stands before it: "85 clients"; the form
 * for zero says by itself that there is none. */
static struct text with_form(struct binder *binder, const struct placeholder *placeholder, int64_t value,
                             struct text number)
{
    if (!placeholder->plural_count)
        return number;
    const struct text form = form_for(binder, placeholder, value);
    const bool is_zero = value == 0 && placeholder->has_zero;
    if (!is_zero && !any_has_hash(placeholder))
        return text_format(binder->keep, "%.*s\u00A0%.*s", TEXT_ARGS(number), TEXT_ARGS(form));
    const size_t hash = text_find_byte(form, '#');
    if (hash == form.len)
        return form;
    return text_format(binder->keep, "%.*s%.*s%.*s", TEXT_ARGS(text_slice(form, 0, hash)), TEXT_ARGS(number),
                       TEXT_ARGS(text_slice(form, hash + 1, form.len)));
}

static struct text percent_words(struct binder *binder, const struct placeholder *placeholder)
{
    const struct cell part = figure_cell(binder->in, &placeholder->figure);
    const struct cell base = figure_cell(binder->in, &placeholder->base);
    if (cell_is_shown(base) && base.count == 0 && !placeholder->has_fallback) {
        diagnose(binder->diagnostics, DIAG_E305, place_of(binder, placeholder->at), TEXT_EMPTY);
        return TEXT_EMPTY;
    }
    if (!cell_is_shown(part) || !release_base_suffices(binder->in->release, base))
        return hidden_words(binder, placeholder);
    const bool tenths = placeholder->format_number == 1;
    const int64_t share = number_share(part.count, base.count, tenths ? 1000 : 100);
    return with_form(binder, placeholder, tenths && share % 10 ? FRACTION : share / (tenths ? 10 : 1),
                     language_percent(binder->in->language, binder->keep, share, tenths));
}

static struct text name_words(struct binder *binder, const struct placeholder *placeholder)
{
    size_t count;
    const struct figure *figure = &placeholder->figure;
    touch_use(binder->in, figure->use);
    const struct release_rank *ranks = release_top(binder->in->release, figure->use, &count);
    if (!count)
        return hidden_words(binder, placeholder);
    const struct use *use = &binder->in->requests->uses[figure->use];
    const int dimension = binder->in->requests->tables[use->table].dimensions[use->by[0]];
    struct text *names = ARENA_ARRAY(binder->keep, struct text, count);
    for (size_t i = 0; i < count; i++)
        names[i] = category_label(binder, dimension, ranks[i].category);
    return language_list(binder->in->language, binder->keep, names, count);
}

/* Names that the language does not have are faults by document_check(). */
static struct inflection form_of(const struct binder *binder, const struct placeholder *placeholder)
{
    struct inflection form = {.capital = false};
    for (size_t i = 0; i < placeholder->inflection_count; i++)
        (void)language_find_form(binder->in->language, placeholder->inflections[i], &form);
    return form;
}

/* Labels of what a layout selects: known to everybody, and no figure. */
static struct text selected_words(struct binder *binder, const struct figure *figure)
{
    const int count = binder->in->codebook->dimensions[figure->dimension].category_count;
    struct text *names = ARENA_ARRAY(binder->keep, struct text, (size_t)count);
    size_t chosen = 0;
    for (int i = 0; i < count; i++)
        if (figure->set[i])
            names[chosen++] = category_label(binder, figure->dimension, i);
    return language_list(binder->in->language, binder->keep, names, chosen);
}

static struct text average_words(struct binder *binder, const struct placeholder *placeholder)
{
    const int decimals = (int)placeholder->format_number;
    const int64_t scale = number_scale(decimals);
    const struct cell cell = series_value(binder->in, &placeholder->figure, scale);
    if (!cell_is_shown(cell))
        return hidden_words(binder, placeholder);
    return with_form(binder, placeholder, cell.count % scale ? FRACTION : cell.count / scale,
                     language_decimals(binder->in->language, binder->keep, cell.count, decimals));
}

static struct text day_words(const struct binder *binder, const struct placeholder *placeholder, date_day day)
{
    const struct language *language = binder->in->language;
    const struct inflection form = form_of(binder, placeholder);
    if (placeholder->format == FORMAT_YEAR)
        return language_year(language, binder->keep, day, form);
    if (placeholder->format == FORMAT_MONTH)
        return language_month(language, binder->keep, day, form);
    return language_date(language, binder->keep, day, form);
}

static struct text date_words(struct binder *binder, const struct placeholder *placeholder)
{
    touch_use(binder->in, placeholder->figure.use);
    const struct release_date date = release_date(binder->in->release, placeholder->figure.use);
    if (!date.year_is_shown || (placeholder->format != FORMAT_YEAR && !date.day_is_shown))
        return hidden_words(binder, placeholder);
    return day_words(binder, placeholder, date.day);
}

/* Settings of the edition. */
static struct text edition_words(struct binder *binder, const struct placeholder *placeholder)
{
    const struct edition_facts *facts = binder->in->facts;
    const struct text word = placeholder->figure.word;
    const struct period period = placeholder->figure.has_period ? placeholder->figure.period : facts->period;
    if (text_equal(word, TEXT("period.from")))
        return day_words(binder, placeholder, period.first);
    if (text_equal(word, TEXT("period.to")))
        return day_words(binder, placeholder, period.last);
    if (text_equal(word, TEXT("report.date")))
        return day_words(binder, placeholder, facts->date);
    if (text_equal(word, TEXT("report.number")))
        return facts->number;
    if (text_equal(word, TEXT("report.publisher")))
        return publisher_words(binder);
    return language_period(binder->in->language, binder->keep, period, form_of(binder, placeholder));
}

static struct text number_words(struct binder *binder, const struct placeholder *placeholder, int64_t value)
{
    const struct language *language = binder->in->language;
    const struct inflection form = form_of(binder, placeholder);
    switch (placeholder->format) {
    case FORMAT_WORDS:
        return language_words(language, binder->keep, value, form);
    case FORMAT_WORDS_CAPITAL:
        return language_capital(binder->keep, language_words(language, binder->keep, value, form));
    case FORMAT_ORDINAL:
        return language_ordinal(language, binder->keep, value, form);
    case FORMAT_SIGNED:
        return text_format(binder->keep, "%.*s%.*s",
                           TEXT_ARGS(value > 0 ? language_word(language, "plus") : TEXT_EMPTY),
                           TEXT_ARGS(language_number(language, binder->keep, value)));
    case FORMAT_ROUND:
        return language_number(language, binder->keep, number_round(value, placeholder->format_number));
    case FORMAT_NUMBER:
    case FORMAT_PERCENT:
    case FORMAT_DECIMALS:
    case FORMAT_DATE:
    case FORMAT_MONTH:
    case FORMAT_YEAR:
    case FORMAT_NAMES:
    case FORMATS:
        break;
    }
    return language_number(language, binder->keep, value);
}

/* "Section 2.1", "in Figure 3". */
static struct text reference_words(struct binder *binder, const struct placeholder *placeholder)
{
    const struct figure *figure = &placeholder->figure;
    const int32_t index = names_find(binder->ids, figure->word);
    if (index == NAMES_NONE || !binder->numbers.items[index].len) {
        diagnose(binder->diagnostics, DIAG_E308, place_of(binder, figure->word), figure->word);
        return TEXT_EMPTY;
    }
    struct inflection form = form_of(binder, placeholder);
    form.capital = form.capital || figure->capital;
    return language_reference(binder->in->language, binder->keep, see_kind_word(figure->see).ptr, binder->numbers.items[index],
                              form);
}

/* A figure typed in that is printed has a source, which the reader is told. */
static void owe_source(struct binder *binder, const struct figure *figure)
{
    const struct bind_inputs *in = binder->in;
    if (figure->kind == FIGURE_TYPED_IN && in->typed && cell_is_shown(figure_cell(in, figure)))
        binder->typed_is_due[figure->measure] = true;
}

struct text typed_words(const struct binder *binder, size_t measure)
{
    const struct typed_source *source = &binder->in->typed[measure];
    const struct language *language = binder->in->language;
    return language_fill(language, binder->keep, "typed in", "figure",
                         label_in(binder, &binder->in->codebook->measures[measure].title), "who",
                         label_in(binder, &source->who), "date",
                         language_date(language, binder->keep, source->day, (struct inflection){0}), "source",
                         label_in(binder, &source->basis), NULL);
}

static void look_for_recounts(const struct binder *binder, const struct placeholder *placeholder, const struct figure *figure)
{
    const struct place place = place_of(binder, placeholder->at);
    if (figure->kind == FIGURE_SUM)
        warn_of_recount(binder, place, figure->use);
    for (size_t i = 0; figure->kind == FIGURE_SERIES && i < figure->use_count; i++)
        warn_of_recount(binder, place, figure->uses[i]);
}

struct text placeholder_words(struct binder *binder, const struct placeholder *placeholder)
{
    const struct figure *figure = &placeholder->figure;
    if (figure->kind == FIGURE_WORD)
        return edition_words(binder, placeholder);
    if (figure->kind == FIGURE_SEE)
        return reference_words(binder, placeholder);
    if (figure->kind == FIGURE_TYPED_IN && !binder->in->is_given[figure->measure]) {
        diagnose(binder->diagnostics, DIAG_E307, place_of(binder, placeholder->at),
                 binder->in->codebook->measures[figure->measure].id);
        return TEXT_EMPTY;
    }
    owe_source(binder, figure);
    look_for_recounts(binder, placeholder, figure);
    if (placeholder->format == FORMAT_PERCENT) {
        owe_source(binder, &placeholder->base);
        look_for_recounts(binder, placeholder, &placeholder->base);
    }
    if (figure->kind == FIGURE_DATE)
        return date_words(binder, placeholder);
    if (figure->kind == FIGURE_NAMES)
        return selected_words(binder, figure);
    if (placeholder->format == FORMAT_PERCENT)
        return percent_words(binder, placeholder);
    if (placeholder->format == FORMAT_DECIMALS)
        return average_words(binder, placeholder);
    if (placeholder->format == FORMAT_NAMES && figure->kind == FIGURE_TOP)
        return name_words(binder, placeholder);
    const struct cell cell = figure_cell(binder->in, figure);
    if (!cell_is_shown(cell))
        return hidden_words(binder, placeholder);
    return with_form(binder, placeholder, cell.count, number_words(binder, placeholder, cell.count));
}
