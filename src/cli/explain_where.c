/* SPDX-License-Identifier: GPL-3.0-or-later
 * Where the report has it: for whoever writes it by the lines of layouts, for whoever reads it by numbers and pages. */
#include "cli/explain_where.h"

#include "cli/explain_teller.h"
#include "cli/ledger_places.h"

/* ---- in layouts ---- */

/* "public: situation.en.md, line 40": of what those readers hold. */
static bool is_of_others(const struct teller *t, struct text place)
{
    for (size_t i = 0; i < t->report->audiences.count; i++) {
        const struct text name = t->report->audiences.items[i].name;
        if (text_starts(place, name) && text_starts(text_slice(place, name.len, place.len), TEXT(":")))
            return true;
    }
    return false;
}

/* Other audiences' places are told of these, unless there are no others. */
static struct text own_places(const struct teller *t, struct text where)
{
    struct text_builder own = {0}, others = {0};
    for (struct text rest = where; rest.len;) {
        const struct text place = text_cut(&rest, ';');
        struct text_builder *whose = is_of_others(t, place) ? &others : &own;
        if (!text_ends(place, TEXT(":")))
            text_add_format(whose, "%s%.*s", whose->len ? "; " : "", TEXT_ARGS(place));
    }
    const struct text places = text_copy(t->v->keep, text_built(own.len ? &own : &others));
    text_builder_done(&own);
    text_builder_done(&others);
    return places;
}

void explain_where(const struct teller *t, struct text where)
{
    const struct text places = own_places(t, where);
    if (places.len)
        teller_line(t, told(t, "stands in: %.*s", TEXT_ARGS(said_places_together(t->v, places))));
}

/* ---- in charts and tables ---- */

/* Of a table its cells, of a percentage its part. */
static size_t figure_count(const struct teller *t)
{
    return t->report->question.is_table ? t->report->question.use_count : 1;
}

/* Whether one of the figures that are explained stands there. */
static bool stands_at(const struct teller *t, const struct pipeline_audience *audience, struct text place)
{
    for (size_t i = 0; i < figure_count(t); i++) {
        const struct release_explanation *e = &audience->explanations[i];
        struct text rest = e->status == RELEASE_JOINED ? e->joined.where : e->where;
        while (e->status != RELEASE_NOT_ASKED && rest.len)
            if (text_equal(text_cut(&rest, ';'), place))
                return true;
    }
    return false;
}

/* What was asked for by its name is nowhere else. */
static bool tells_of(const struct teller *t, const struct pipeline_audience *audience, const struct whereabout *here)
{
    bool tells = false;
    if (t->report->question.block.len)
        return text_equal(here->id, t->report->question.block);
    for (size_t i = 0; i < here->places.count && !tells; i++)
        tells = stands_at(t, audience, here->places.items[i]);
    return tells;
}

/* ---- in the prose ---- */

static bool is_asked(const struct teller *t, size_t use)
{
    for (size_t i = 0; i < figure_count(t); i++)
        if (t->report->question.uses[i] == use)
            return true;
    return false;
}

/* Whether the placeholder is of what was asked for, in the same words. */
static bool asks_for_it(const struct teller *t, const struct placeholder *placeholder)
{
    const struct figure *figure = &placeholder->figure;
    if (figure->kind != FIGURE_SERIES)
        return is_asked(t, figure->use) || (placeholder->format == FORMAT_PERCENT && is_asked(t, placeholder->base.use));
    for (size_t i = 0; i < figure->use_count; i++)
        if (is_asked(t, figure->uses[i]))
            return true;
    return false;
}

/* Places are lines: if one of the figures on a line asks for it, the others there do not. */
static bool is_of_another(const struct teller *t, const struct layout *layout, const struct placeholder *placeholder)
{
    const uint32_t line = source_place_of(&layout->source, placeholder->at).line;
    bool others = false;
    for (size_t i = 0; i < layout->placeholder_count && !asks_for_it(t, placeholder); i++)
        others = others || (source_place_of(&layout->source, layout->placeholders[i].at).line == line &&
                            asks_for_it(t, &layout->placeholders[i]));
    return others;
}

static bool page_tells_of(const struct teller *t, const struct pipeline_audience *audience, const struct whereabout_page *page)
{
    const struct layout *layout = audience->whereabouts.layout;
    for (size_t i = 0; i < page->count; i++)
        if (stands_at(t, audience, ledger_line_of(&layout->source, page->items[i]->at, t->v->keep)) &&
            !is_of_another(t, layout, page->items[i]))
            return true;
    return false;
}

/* "text on pages 2, 5". */
static void add_prose(const struct teller *t, const struct pipeline_audience *audience)
{
    struct text pages = TEXT_EMPTY;
    size_t count = 0;
    for (size_t i = 0; i < audience->whereabouts.prose.count && !t->report->question.block.len; i++) {
        const struct whereabout_page *page = &audience->whereabouts.prose.items[i];
        if (page_tells_of(t, audience, page))
            pages = text_format(t->v->keep, count++ ? "%.*s, %zu" : "%.*s%zu", TEXT_ARGS(pages), page->page);
    }
    if (count == 1)
        teller_line(t, told(t, "in the report: text on page %.*s", TEXT_ARGS(pages)));
    else if (count)
        teller_line(t, told(t, "in the report: text on pages %.*s", TEXT_ARGS(pages)));
}

/* ---- in all of the report ---- */

void explain_printed(const struct teller *t, const struct pipeline_audience *audience)
{
    for (size_t i = 0; i < audience->whereabouts.count; i++) {
        const struct whereabout *here = &audience->whereabouts.items[i];
        if (!tells_of(t, audience, here))
            continue;
        if (here->title.len && teller_may_tell(t, audience))
            teller_line(t, told(t, "in the report: %.*s, page %zu: %.*s", TEXT_ARGS(here->name), here->page, TEXT_ARGS(here->title)));
        else
            teller_line(t, told(t, "in the report: %.*s, page %zu", TEXT_ARGS(here->name), here->page));
    }
    add_prose(t, audience);
}
