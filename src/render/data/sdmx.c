/* SPDX-License-Identifier: GPL-3.0-or-later
 * Selections like "gender=women kind=a,b" become a code in the column of each variable. */
#include "render/data/sdmx.h"

#include <inttypes.h>
#include <string.h>

#include "base/date.h"
#include "base/names.h"
#include "render/data/figures.h"
#include "render/data/row.h"

/* One variable of a selection: the categories that are chosen, or else those that are left out. */
struct term {
    struct text variable, categories; /* "a,b" */
    bool is_chosen;
};

struct terms {
    struct term *items;
    size_t count, capacity;
};

struct sdmx {
    const struct document *document;
    struct names *variables;    /* in the order of their columns */
    struct names *observations; /* that have their row: the same count may stand here as known and as not known to be filled */
    struct arena *scratch;
    struct text_builder *out;
};

static bool is_observation(const struct doc_number *number)
{
    return number->kind == DOC_NUMBER_COUNT || number->kind == DOC_NUMBER_ZERO_OR_MORE;
}

static struct terms terms_of(struct text selection, struct arena *scratch)
{
    struct terms terms = {0};
    while (selection.len) {
        struct text categories = text_cut(&selection, ' ');
        struct text variable = text_cut(&categories, '=');
        const bool is_chosen = !text_ends(variable, TEXT("!"));
        variable = text_slice(variable, 0, variable.len - !is_chosen);
        ARENA_PUSH(scratch, &terms, ((struct term){variable, categories, is_chosen}));
    }
    return terms;
}

/* In the order in which selections name them. */
static struct names *variables_of(const struct document *document, struct arena *scratch)
{
    struct names *variables = names_new();
    for (size_t i = 0; i < document->inventory.count; i++) {
        const struct doc_number *number = &document->inventory.items[i];
        const struct terms terms = terms_of(number->selection, scratch);
        for (size_t k = 0; is_observation(number) && k < terms.count; k++)
            names_add(variables, terms.items[k].variable);
    }
    return variables;
}

/* ---- codes ---- */

/* "a@b", or "_T-a-b": identifiers of SDMX have letters, digits and _ @ $ -, names in a code book letters, digits and _. */
static struct text code_of(const struct term *term, struct arena *scratch)
{
    const char *separator = term->is_chosen ? "" : "_T-";
    struct text_builder b = {0};
    for (struct text rest = term->categories; rest.len; separator = term->is_chosen ? "@" : "-") {
        text_add_c(&b, separator);
        text_add(&b, text_cut(&rest, ','));
    }
    const struct text code = text_copy(scratch, text_built(&b));
    text_builder_done(&b);
    return code;
}

/* A span from day to day: its first day, and how many there are. */
static struct text span_of(struct text period, struct arena *scratch)
{
    struct text last = period;
    date_day from = 0, to = 0;
    const struct text first = text_cut(&last, '/');
    date_parse(first, DATE_ISO, &from);
    date_parse(last, DATE_ISO, &to);
    return text_format(scratch, "%.*s/P%" PRId32 "D", TEXT_ARGS(first), to - from + 1);
}

/* "2014H1" is "2014-S1"; years, months and days are written as they are here. */
static struct text time_of(struct text period, struct arena *scratch)
{
    const size_t half = text_find_byte(period, 'H');
    if (half < period.len)
        return text_format(scratch, "%.*s-S%.*s", (int)half, period.ptr, (int)(period.len - half - 1), period.ptr + half + 1);
    return text_find_byte(period, '/') < period.len ? span_of(period, scratch) : period;
}

/* ---- rows ---- */

static const struct text STRUCTURE[] = {TEXT_INIT("datastructure"), TEXT_INIT("SITREP:FIGURES"), TEXT_INIT("I")};
enum { STRUCTURE_FIELDS = sizeof STRUCTURE / sizeof *STRUCTURE, OTHER_FIELDS = STRUCTURE_FIELDS + 7 };

static const struct text BEFORE[] = {TEXT_INIT("STRUCTURE"), TEXT_INIT("STRUCTURE_ID"), TEXT_INIT("ACTION"), TEXT_INIT("MEASURE")};
static const struct text BEHIND[] = {TEXT_INIT("TIME_PERIOD"), TEXT_INIT("OBS_VALUE"), TEXT_INIT("OBS_STATUS"),
                                     TEXT_INIT("CONF_STATUS"), TEXT_INIT("UNIT"),      TEXT_INIT("EDITION")};
enum { BEFORE_FIELDS = sizeof BEFORE / sizeof *BEFORE, BEHIND_FIELDS = sizeof BEHIND / sizeof *BEHIND };
_Static_assert(BEFORE_FIELDS + BEHIND_FIELDS == OTHER_FIELDS, "rows and heading have the same fields");

/* The names of variables are copied: `variables` may go. */
static struct text *heading_of(const struct names *variables, struct arena *keep)
{
    const size_t count = (size_t)names_count(variables);
    struct text *fields = ARENA_ARRAY(keep, struct text, count + OTHER_FIELDS);
    memcpy(fields, BEFORE, sizeof BEFORE);
    for (size_t i = 0; i < count; i++)
        fields[BEFORE_FIELDS + i] = text_copy(keep, names_at(variables, (int32_t)i));
    memcpy(fields + BEFORE_FIELDS + count, BEHIND, sizeof BEHIND);
    return fields;
}

/* The dimensions of an observation, which have no comma in them. */
static bool is_new(struct sdmx *sdmx, const struct text *dimensions, size_t count)
{
    struct text_builder key = {0};
    for (size_t i = 0; i < count; i++)
        text_add_format(&key, "%.*s,", TEXT_ARGS(dimensions[i]));
    const int32_t before = names_count(sdmx->observations);
    const bool result = names_add(sdmx->observations, text_built(&key)) == before;
    text_builder_done(&key);
    return result;
}

static void add_observation(struct sdmx *sdmx, const struct doc_number *number, const struct terms *terms)
{
    const size_t count = (size_t)names_count(sdmx->variables), dimensions = count + 2;
    const struct doc_cell cell = {.kind = cell_is_shown(number->cell) ? DOC_CELL_COUNT : DOC_CELL_HIDDEN,
                                  .is_after_break = number->is_after_break};
    struct text *fields = ARENA_ARRAY(sdmx->scratch, struct text, count + OTHER_FIELDS), *at = fields;
    for (size_t i = 0; i < STRUCTURE_FIELDS; i++)
        *at++ = STRUCTURE[i];
    *at++ = number->measure;
    for (size_t i = 0; i < count; i++)
        at[i] = TEXT("_T");
    for (size_t i = 0; i < terms->count; i++)
        at[names_find(sdmx->variables, terms->items[i].variable)] = code_of(&terms->items[i], sdmx->scratch);
    at += count;
    *at++ = time_of(number->period, sdmx->scratch);
    *at++ = cell_is_shown(number->cell) ? text_format(sdmx->scratch, "%" PRId64, number->cell.count) : TEXT_EMPTY;
    *at++ = text_of(data_obs_status(&cell));
    *at++ = text_of(data_conf_status(&cell));
    *at++ = data_guarded(number->unit, sdmx->scratch);
    *at++ = data_guarded(sdmx->document->edition, sdmx->scratch);
    if (is_new(sdmx, fields + STRUCTURE_FIELDS, dimensions))
        data_row(sdmx->out, ',', fields, count + OTHER_FIELDS);
}

/* A term that is a set of several categories; NULL: none is. */
static struct term *set_of(const struct terms *terms)
{
    for (size_t i = 0; i < terms->count; i++)
        if (terms->items[i].is_chosen && text_find_byte(terms->items[i].categories, ',') < terms->items[i].categories.len)
            return &terms->items[i];
    return NULL;
}

static void add_number(struct sdmx *sdmx, const struct doc_number *number)
{
    const struct terms terms = terms_of(number->selection, sdmx->scratch);
    const bool is_empty = cell_is_shown(number->cell) && !number->cell.count;
    struct term *set = is_empty ? set_of(&terms) : NULL;
    if (!set)
        add_observation(sdmx, number, &terms);
    for (struct text rest = set ? set->categories : TEXT_EMPTY; rest.len;) {
        set->categories = text_cut(&rest, ',');
        add_observation(sdmx, number, &terms);
    }
}

void data_sdmx_csv(const struct document *document, struct text_builder *out)
{
    struct arena *scratch = arena_new();
    struct sdmx sdmx = {document, variables_of(document, scratch), names_new(), scratch, out};
    data_row(out, ',', heading_of(sdmx.variables, scratch), (size_t)names_count(sdmx.variables) + OTHER_FIELDS);
    for (size_t i = 0; i < document->inventory.count; i++)
        if (is_observation(&document->inventory.items[i]))
            add_number(&sdmx, &document->inventory.items[i]);
    names_free(sdmx.observations);
    names_free(sdmx.variables);
    arena_free(scratch);
}

const struct text *data_sdmx_columns(const struct document *document, struct arena *keep, size_t *ret_count)
{
    struct arena *scratch = arena_new();
    struct names *variables = variables_of(document, scratch);
    const struct text *columns = heading_of(variables, keep);
    *ret_count = (size_t)names_count(variables) + OTHER_FIELDS;
    names_free(variables);
    arena_free(scratch);
    return columns;
}
