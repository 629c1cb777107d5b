/* SPDX-License-Identifier: GPL-3.0-or-later
 * sitrep explain EDITION FIGURE: what a figure counts, what becomes of it for each audience, and why. The terminal gets
 * what readers see; what is hidden, and why, goes to a file for the producer only. */
#include <fnmatch.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "cli/command.h"
#include "cli/folder.h"
#include "cli/ledger_places.h"
#include "cli/print.h"
#include "codebook/definition.h"

struct explain_options {
    const char *edition, *folder;
    struct pipeline_question question;
};

struct teller {
    const struct pipeline_report *report;
    const struct voice *v;
    bool confidential;
    struct text_builder *out;
};

static bool read_arguments(int argc, char **argv, struct explain_options *ret_options)
{
    static const struct option options[] = {{"output", required_argument, NULL, 'o'},
                                            {"language", required_argument, NULL, 'l'},
                                            {NULL, 0, NULL, 0}};
    struct explain_options read = {.question.language = TEXT_EMPTY};
    bool good = true;
    for (int option; (option = getopt_long(argc, argv, "o:", options, NULL)) != -1;) {
        if (option == 'o')
            read.folder = optarg;
        else if (option == 'l')
            read.question.language = text_of(optarg);
        else
            good = false;
    }
    if (!good || optind != argc - 2 || !text_trim(text_of(argv[optind + 1])).len) {
        fprintf(stderr, "sitrep explain EDITION FIGURE [-o DIR] [--language LANGUAGE], such as:\n"
                        "sitrep explain examples/2014 'clients gender=women'; sitrep explain --help tells more\n");
        return false;
    }
    read.edition = argv[optind];
    read.question.figure = text_trim(text_of(argv[optind + 1]));
    *ret_options = read;
    return true;
}

/* ---- what it counts ---- */

static struct text label_in(const struct teller *t, const struct labels *labels)
{
    return labels->in[t->report->language];
}

/* Words as printf() has them, which stand behind a tab in phrases.def. */
#define told(t, ...) said_word((t)->v, text_format((t)->v->keep, __VA_ARGS__))

static void add_line(const struct teller *t, struct text words)
{
    text_add_format(t->out, "    %.*s\n", TEXT_ARGS(words));
}

static struct text day_of(const struct teller *t, date_day day)
{
    return date_iso(day, t->v->keep);
}

/* "2014-01-01 to 2014-12-31 in 12 steps"; of a stock, which is of days, "as on 12 days from 2014-01-31 to 2014-12-31". */
static struct text time_of(const struct teller *t, bool is_stock)
{
    const struct question *question = &t->report->question;
    const size_t steps = question->period_count;
    const struct text first = day_of(t, is_stock ? question->first.last : question->first.first);
    const struct text last = day_of(t, question->period.last);
    if (is_stock && steps > 1)
        return told(t, "as on %zu days from %.*s to %.*s", steps, TEXT_ARGS(first), TEXT_ARGS(last));
    if (is_stock)
        return told(t, "as on %.*s", TEXT_ARGS(last));
    if (steps > 1)
        return told(t, "%.*s to %.*s in %zu steps", TEXT_ARGS(first), TEXT_ARGS(last), steps);
    return told(t, "%.*s to %.*s", TEXT_ARGS(first), TEXT_ARGS(last));
}

/* As the note below a printed figure says it. */
static void add_typed(const struct teller *t, const struct typed_source *source)
{
    add_line(t, told(t, "counted: by hand, and typed in: by %.*s, on %.*s", TEXT_ARGS(label_in(t, &source->who)),
                     TEXT_ARGS(day_of(t, source->day))));
    add_line(t, told(t, "rests on: %.*s", TEXT_ARGS(label_in(t, &source->basis))));
}

/* What of the rows counts, and how often. */
static struct text rows_of(const struct teller *t, const struct measure *measure)
{
    const struct source_table *source = &t->report->codebook->sources[measure->source];
    if (measure->by_code)
        return told(t, "every row of '%.*s' counts, once in each category that it has", TEXT_ARGS(source->id));
    if (measure->once_per == NO_INDEX)
        return told(t, "every row of '%.*s' counts", TEXT_ARGS(source->id));
    return told(t, "each '%.*s' counts once", TEXT_ARGS(source->columns[measure->once_per].id));
}

static void add_counting(const struct teller *t, const struct measure *measure)
{
    struct text_builder counted = {0};
    if (measure->kind == MEASURE_TYPED_IN) {
        add_typed(t, &t->report->typed[measure - t->report->codebook->measures]);
        return;
    }
    definition_add_counted(t->report->codebook, measure, &counted);
    const struct text what = said_word(t->v, text_copy(t->v->keep, text_built(&counted)));
    add_line(t, told(t, "counted: %.*s, %.*s; %.*s", TEXT_ARGS(what), TEXT_ARGS(time_of(t, measure->kind == MEASURE_STOCK)),
                     TEXT_ARGS(rows_of(t, measure))));
    text_builder_done(&counted);
}

/* "gender: Women"; of most categories: "nationality: all but Stateless". */
static void add_set(const struct teller *t, const struct dimension *dimension, const bool *set)
{
    int chosen = 0;
    struct text names = TEXT_EMPTY;
    const struct text title = label_in(t, &dimension->title);
    for (int i = 0; i < dimension->category_count; i++)
        chosen += set[i];
    const bool listed = chosen * 2 <= dimension->category_count;
    for (int i = 0; i < dimension->category_count; i++)
        if (set[i] == listed) {
            const struct text name = label_in(t, &dimension->categories[i].labels);
            names = names.len ? text_format(t->v->keep, "%.*s, %.*s", TEXT_ARGS(names), TEXT_ARGS(name)) : name;
        }
    add_line(t, listed ? told(t, "with %.*s: %.*s", TEXT_ARGS(title), TEXT_ARGS(names))
                       : told(t, "with %.*s: all but %.*s", TEXT_ARGS(title), TEXT_ARGS(names)));
}

static void add_selection(const struct teller *t, const struct requests *requests)
{
    const struct question *question = &t->report->question;
    const struct use *use = &requests->uses[question->uses[0]];
    const struct table_request *table = &requests->tables[question->is_table ? question->set_of : use->table];
    const struct cell_set *set = question->is_table ? &question->set : &use->set;
    for (size_t i = 0; i < table->dimension_count; i++)
        if (set->categories[i])
            add_set(t, &t->report->codebook->dimensions[table->dimensions[i]], set->categories[i]);
}

static void add_measure(const struct teller *t)
{
    const struct measure *measure = &t->report->codebook->measures[t->report->question.measure];
    struct text_builder where = {0};
    text_add_format(t->out, "%.*s\n    %.*s: %.*s (%.*s)\n", TEXT_ARGS(t->report->question.heading),
                    TEXT_ARGS(measure->id), TEXT_ARGS(label_in(t, &measure->title)), TEXT_ARGS(label_in(t, &measure->unit)));
    add_selection(t, t->report->requests);
    add_counting(t, measure);
    definition_add_where(measure, &where);
    if (measure->condition_count)
        add_line(t, told(t, "where: %.*s", TEXT_ARGS(text_built(&where))));
    if (label_in(t, &measure->definition).len)
        add_line(t, told(t, "definition: %.*s", TEXT_ARGS(label_in(t, &measure->definition))));
    if (label_in(t, &measure->note).len)
        add_line(t, told(t, "note: %.*s", TEXT_ARGS(label_in(t, &measure->note))));
    text_builder_done(&where);
}

/* ---- what becomes of it ---- */

/* A reproduction shows small counts: it is no more for the terminal than what is hidden. */
static bool may_tell(const struct teller *t, const struct pipeline_audience *audience)
{
    return t->confidential || !audience->may_leak;
}

static struct text cell_of(const struct teller *t, const struct pipeline_audience *audience, struct cell cell)
{
    if (!cell_is_shown(cell))
        return said_word(t->v, TEXT("hidden"));
    if (!may_tell(t, audience))
        return said_word(t->v, TEXT("shown, as it was printed"));
    return text_format(t->v->keep, "%" PRId64, cell.count);
}

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

static void add_where(const struct teller *t, struct text where)
{
    const struct text places = own_places(t, where);
    if (places.len)
        add_line(t, told(t, "stands in: %.*s", TEXT_ARGS(said_places_together(t->v, places))));
}

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
        add_line(t, told(t, "in the report: text on page %.*s", TEXT_ARGS(pages)));
    else if (count)
        add_line(t, told(t, "in the report: text on pages %.*s", TEXT_ARGS(pages)));
}

/* "Figure 3, page 5: Clients by gender (85 clients)", as a reader has it before him. */
static void add_printed(const struct teller *t, const struct pipeline_audience *audience)
{
    for (size_t i = 0; i < audience->whereabouts.count; i++) {
        const struct whereabout *here = &audience->whereabouts.items[i];
        if (!tells_of(t, audience, here))
            continue;
        if (here->title.len && may_tell(t, audience))
            add_line(t, told(t, "in the report: %.*s, page %zu: %.*s", TEXT_ARGS(here->name), here->page, TEXT_ARGS(here->title)));
        else
            add_line(t, told(t, "in the report: %.*s, page %zu", TEXT_ARGS(here->name), here->page));
    }
    add_prose(t, audience);
}

static void add_members(const struct teller *t, const struct release_joined *joined)
{
    const struct dimension *dimension = &t->report->codebook->dimensions[joined->dimension];
    struct text names = TEXT_EMPTY;
    for (int i = 0; i < joined->part.count; i++) {
        const struct text name = label_in(t, &dimension->categories[joined->part.categories[i]].labels);
        names = i ? text_format(t->v->keep, "%.*s, %.*s", TEXT_ARGS(names), TEXT_ARGS(name)) : name;
    }
    add_line(t, told(t, "together: %.*s", TEXT_ARGS(names)));
}

/* One line; the rest of a whole answer follows it. */
static struct text status_of(const struct teller *t, const struct pipeline_audience *audience, const struct release_explanation *e)
{
    switch (e->status) {
    case RELEASE_SHOWN:
    case RELEASE_HIDDEN:
        return cell_of(t, audience, e->cell);
    case RELEASE_JOINED:
        return told(t, "joined into '%.*s': %.*s", TEXT_ARGS(e->joined.label), TEXT_ARGS(cell_of(t, audience, e->joined.cell)));
    case RELEASE_NOT_ASKED:
        break;
    }
    if (e->is_held)
        return said_word(t->v, TEXT("no layout asks for it, and readers have it from elsewhere"));
    if (e->is_reckoned_with)
        return said_word(t->v, TEXT("no layout asks for it; the protection reckons with it"));
    return said_word(t->v, TEXT("no layout asks for it, or for anything that could tell of it"));
}

/* A list that does not say whose it was is taken for the public's. What other readers had may be hidden from these. */
static bool may_tell_earlier(const struct teller *t, const struct pipeline_audience *audience, const struct earlier_figure *figure)
{
    return may_tell(t, audience) && (t->confidential || !figure->audience.len || policy_has(audience->policy, figure->audience));
}

static void add_earlier(const struct teller *t, const struct pipeline_audience *audience, const struct release_explanation *e)
{
    for (size_t i = 0; i < e->earlier_count; i++) {
        const struct earlier_figure *figure = e->earlier[i];
        struct text count = text_format(t->v->keep, "%" PRId64, figure->count);
        if (figure->kind == EARLIER_HIDDEN)
            count = said_word(t->v, TEXT("hidden"));
        else if (!may_tell_earlier(t, audience, figure))
            count = said_word(t->v, TEXT("not told here, as other readers had it"));
        else if (figure->kind == EARLIER_AT_MOST)
            count = told(t, "at most %.*s", TEXT_ARGS(count));
        add_line(t, told(t, "published earlier: %.*s, in %.*s", TEXT_ARGS(count), TEXT_ARGS(said_places(t->v, figure->where))));
    }
}

/* Of an earlier period a report says again what was published. */
static void add_repeated(const struct teller *t, const struct pipeline_audience *audience)
{
    if (!audience->repeats || audience->explanations[0].status == RELEASE_NOT_ASKED)
        return;
    add_line(t, told(t, "printed: %.*s, as edition %.*s published it", TEXT_ARGS(cell_of(t, audience, audience->repeated.cell)),
                     TEXT_ARGS(audience->repeated.edition)));
}

/* "62 %", "61.5 %". */
static struct text share_of(const struct teller *t, int64_t share, bool has_decimal)
{
    if (!has_decimal)
        return text_format(t->v->keep, "%" PRId64 " %%", share);
    return text_format(t->v->keep, "%" PRId64 ".%" PRId64 " %%", share / 10, share % 10);
}

/* "62 %", or why there is none. */
static struct text percentage_of(const struct teller *t, const struct pipeline_audience *audience, struct cell part, struct cell base)
{
    const bool has_decimal = t->report->question.decimals;
    if (!cell_is_shown(part) || !cell_is_shown(base))
        return said_word(t->v, TEXT("percentage: not printed, as it tells of a hidden count"));
    if (base.count < 1)
        return said_word(t->v, TEXT("percentage: none, as the base is zero"));
    if (base.count < audience->policy->percent_base_min)
        return told(t, "percentage: not printed, as the base is below %lld", (long long)audience->policy->percent_base_min);
    if (!may_tell(t, audience))
        return said_word(t->v, TEXT("percentage: follows from the two counts, which are printed"));
    const struct text share = share_of(t, number_share(part.count, base.count, has_decimal ? 1000 : 100), has_decimal);
    if (has_decimal)
        return told(t, "percentage: %.*s, rounded half up to one decimal", TEXT_ARGS(share));
    return told(t, "percentage: %.*s, rounded half up to a whole number", TEXT_ARGS(share));
}

static void add_base(const struct teller *t, const struct pipeline_audience *audience, struct cell part)
{
    const struct release_explanation *e = &audience->explanations[0];
    if (t->report->question.is_percent) {
        const struct release_explanation *base = &audience->explanations[t->report->question.use_count - 1];
        add_line(t, told(t, "percent of: %.*s: %.*s", TEXT_ARGS(base->label), TEXT_ARGS(cell_of(t, audience, base->cell))));
        add_line(t, percentage_of(t, audience, part, base->cell));
    } else if (e->base_label.len) {
        add_line(t, told(t, "part of: %.*s: %.*s", TEXT_ARGS(e->base_label), TEXT_ARGS(cell_of(t, audience, e->base))));
    }
}

/* ---- why: confidential ---- */

/* The arithmetic stays as it was reckoned. */
static void add_lines(const struct teller *t, struct text lines)
{
    for (struct text rest = lines; rest.len;) {
        const size_t end = text_find_byte(rest, '\n');
        text_add_format(t->out, "        %.*s\n", TEXT_ARGS(text_slice(rest, 0, end)));
        rest = text_slice(rest, end + (end < rest.len), rest.len);
    }
}

static void add_threats(const struct teller *t, const struct release_explanation *e)
{
    for (size_t i = 0; i < e->threat_count; i++) {
        const struct release_threat *threat = &e->threats[i];
        if (threat->printed.len)
            add_line(t, told(t, "if '%.*s' were printed, a reader could work it out:", TEXT_ARGS(threat->printed)));
        else
            add_line(t, told(t, "if it were printed, a reader could work out '%.*s':", TEXT_ARGS(threat->given_away)));
        add_lines(t, threat->arithmetic);
    }
    if (!e->threat_count && !e->is_small && !e->can_be_worked_out)
        add_line(t, said_word(t->v, TEXT("printed by itself, it would give nothing small away")));
}

static struct text count_in_words(const struct teller *t, const struct release_explanation *e)
{
    if (e->is_small)
        return told(t, "it counts %lld, which is small", (long long)e->count);
    return told(t, "it counts %lld", (long long)e->count);
}

static void add_reason(const struct teller *t, const struct release_explanation *e)
{
    if (e->status == RELEASE_SHOWN || !e->is_reckoned_with)
        return;
    if (!e->is_small && e->status == RELEASE_HIDDEN)
        add_line(t, told(t, "it counts %lld, and is hidden to protect others", (long long)e->count));
    else
        add_line(t, count_in_words(t, e));
    if (e->can_be_worked_out) {
        add_line(t, e->low == e->high ? said_word(t->v, TEXT("a reader can tell it exactly:"))
                                      : told(t, "a reader can tell that it is from %lld to %lld:", (long long)e->low, (long long)e->high));
        add_lines(t, e->arithmetic);
    }
    add_threats(t, e);
}

static void add_secrets(const struct teller *t, const struct pipeline_audience *audience,
                        const struct release_explanation *e)
{
    const bool open = e->status == RELEASE_SHOWN || e->is_held || !e->is_reckoned_with || audience->may_leak;
    if (e->can_be_worked_out)
        add_line(t, said_word(t->v, TEXT("readers can work it out from what they have")));
    if (open)
        return;
    if (t->confidential)
        add_reason(t, e);
    else if (e->status == RELEASE_NOT_ASKED)
        add_line(t, said_word(t->v, TEXT("what its printing would give away is confidential: -o DIR writes it to DIR")));
    else
        add_line(t, said_word(t->v, TEXT("why it is not shown by itself is confidential: -o DIR writes it to DIR")));
}

/* ---- each audience ---- */

/* The label is a name, and no phrase. */
static void add_status(const struct teller *t, const struct pipeline_audience *audience, const struct release_explanation *e,
                       struct text more)
{
    const struct text status = status_of(t, audience, e);
    text_add_format(t->out, "    %.*s: %.*s%s%.*s\n", TEXT_ARGS(e->label), TEXT_ARGS(status), more.len ? "; " : "", TEXT_ARGS(more));
}

static void add_figure(const struct teller *t, const struct pipeline_audience *audience)
{
    const struct release_explanation *e = &audience->explanations[0];
    add_status(t, audience, e, TEXT_EMPTY);
    if (e->status == RELEASE_JOINED)
        add_members(t, &e->joined);
    add_base(t, audience, e->cell);
    if (e->exempt.len)
        add_line(t, told(t, "exempt: it may be published however small it is: %.*s", TEXT_ARGS(e->exempt)));
    add_printed(t, audience);
    if (e->status != RELEASE_NOT_ASKED || !e->earlier_count)
        add_where(t, e->status == RELEASE_JOINED ? e->joined.where : e->where);
    add_earlier(t, audience, e);
    add_repeated(t, audience);
    add_secrets(t, audience, e);
}

/* A line for each cell that anything is said of. */
static void add_table(const struct teller *t, const struct pipeline_audience *audience)
{
    size_t untold = 0;
    for (size_t i = 0; i < t->report->question.use_count; i++) {
        const struct release_explanation *e = &audience->explanations[i];
        const bool is_secret = t->confidential && !audience->may_leak && e->status != RELEASE_SHOWN;
        if (e->status == RELEASE_NOT_ASKED && !e->is_held)
            untold++;
        else
            add_status(t, audience, e, is_secret ? count_in_words(t, e) : TEXT_EMPTY);
    }
    add_printed(t, audience);
    if (untold == t->report->question.use_count)
        add_line(t, told(t, "nothing of it is in what these readers get"));
    else if (untold)
        add_line(t, told(t, "other cells: %zu, that no layout asks for or that are empty", untold));
}

static void add_audience(const struct teller *t, const struct pipeline_audience *audience)
{
    text_add(t->out, audience->name);
    if (audience->may_leak && !t->confidential)
        text_add(t->out, said_word(t->v, TEXT(" (a reproduction: its numbers are not told here)")));
    if (!audience->is_built)
        text_add(t->out, said_word(t->v, TEXT(" (not made now, but reckoned with: other readers have it too)")));
    text_add_byte(t->out, '\n');
    if (t->report->question.is_table)
        add_table(t, audience);
    else
        add_figure(t, audience);
}

static void tell(const struct voice *v, const struct pipeline_report *report, bool confidential, struct text_builder *out)
{
    const struct teller teller = {report, v, confidential, out};
    if (confidential) {
        text_add(out, said(v, "Confidential: this file tells hidden counts, and why they are hidden."));
        text_add_c(out, "\n\n");
    }
    add_measure(&teller);
    for (size_t i = 0; i < report->audiences.count; i++)
        add_audience(&teller, &report->audiences.items[i]);
    if (report->question.namesake.len)
        text_add_format(out, "%.*s\n", TEXT_ARGS(said(v, "'%.*s' asks for what has the same name in a layout or on a sheet",
                                                       TEXT_ARGS(report->question.namesake))));
}

/* ---- what is wrong ---- */

/* Of the rows that the figure counts. */
static bool is_of_rows(const struct pipeline_report *report, const struct diagnostic *diagnostic, struct arena *scratch)
{
    const struct measure *measure = &report->codebook->measures[report->question.measure];
    if (measure->kind == MEASURE_TYPED_IN)
        return false;
    const struct source_table *source = &report->codebook->sources[measure->source];
    const char *slash = strrchr(diagnostic->place.path, '/');
    if (diagnostic->code == DIAG_W115)
        return text_equal(diagnostic->args[0], source->id);
    for (size_t i = 0; i < source->file_count; i++)
        if (fnmatch(text_to_c(scratch, source->files[i]), slash ? slash + 1 : diagnostic->place.path, FNM_NOESCAPE) == 0)
            return true;
    return false;
}

/* Errors stop everything; warnings matter to the answer where they are of the question or of what it counts. */
static bool concerns(const struct pipeline_report *report, const struct diagnostic *diagnostic, struct arena *scratch)
{
    const struct question *question = &report->question;
    if (diagnostic_severity(diagnostic->code) == SEVERITY_ERROR)
        return true;
    if (!question->use_count)
        return false;
    return strcmp(diagnostic->place.path, question->source.path) == 0 || is_of_rows(report, diagnostic, scratch);
}

/* Says of all others how many there are, and what tells them. */
static void print_concerning(struct diagnostics *diagnostics, const struct pipeline_report *report, const struct voice *v,
                             const char *edition)
{
    size_t count, told = 0;
    uint64_t others = 0;
    struct text_builder b = {0};
    const struct diagnostic *items = diagnostics_sorted(diagnostics, &count);
    for (size_t i = 0; i < count; i++)
        if (concerns(report, &items[i], v->keep)) {
            diagnostic_format(&items[i], &b);
            told++;
        } else {
            others += 1 + items[i].repeats;
        }
    if (told)
        text_add_format(&b, "%.*s\n", TEXT_ARGS(diagnostics_totals(diagnostics, v->keep)));
    if (others) {
        const struct text folder = text_shell_word(v->keep, text_of(edition));
        const struct text line = said(v, "%llu warning(s) of other things: sitrep check %.*s", (unsigned long long)others,
                                      TEXT_ARGS(folder));
        text_add_format(&b, "%.*s\n", TEXT_ARGS(line));
    }
    if (b.len)
        fwrite(b.bytes, 1, b.len, stderr);
    text_builder_done(&b);
}

/* ---- the command ---- */

static bool write_explanation(const struct voice *v, const struct pipeline_report *report, const char *folder, struct error *err)
{
    struct text_builder out = {0};
    tell(v, report, true, &out);
    const struct folder_file file = {"explanation.txt", text_built(&out)};
    const bool ok = folder_write(folder, &file, 1, file.name, err);
    text_builder_done(&out);
    return ok;
}

static int explain_figure(const struct explain_options *options, struct arena *keep, struct diagnostics *diagnostics,
                          struct error *err)
{
    struct bundle bundle = {.keep = keep};
    struct pipeline_report report = {0};
    struct text_builder out = {0};
    const bool made = (!options->folder || folder_check(options->folder, err)) &&
                      pipeline_explain(options->edition, &options->question, &bundle, diagnostics, &report, err);
    const struct voice voice = voice_of(diagnostics, keep);
    print_concerning(diagnostics, &report, &voice, options->edition);
    if (!made && err->kind == ERROR_NONE)
        error_set(err, ERROR_INPUT, "nothing to explain");
    if (err->kind != ERROR_NONE || (options->folder && !write_explanation(&voice, &report, options->folder, err))) {
        print_failure(diagnostics, err->message);
        return (int)err->kind;
    }
    tell(&voice, &report, false, &out);
    fwrite(out.bytes, 1, out.len, stdout);
    text_builder_done(&out);
    if (options->folder)
        say(&voice, "explained in full in %s/explanation.txt (confidential)", options->folder);
    return print_finish(diagnostics) ? EXIT_FINE : EXIT_SYSTEM;
}

int command_explain(int argc, char **argv)
{
    struct explain_options options;
    if (!read_arguments(argc, argv, &options))
        return EXIT_USAGE;
    struct arena *keep = arena_new();
    struct print_language messages = {0};
    messages.is_chosen = message_language_parse(options.question.language, &messages.language);
    struct diagnostics *diagnostics = print_diagnostics_new(messages);
    struct error err = {0};
    const int status = explain_figure(&options, keep, diagnostics, &err);
    diagnostics_free(diagnostics);
    arena_free(keep);
    return status;
}
