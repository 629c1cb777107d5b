/* SPDX-License-Identifier: GPL-3.0-or-later
 * Contradictions and doubts about the days of rows. */
#include "ingest/chronology.h"

enum {
    YEARS = DATE_YEAR_MAX - DATE_YEAR_MIN + 1,
    AGE_MAX = 120,  /* nobody is known to have lived longer than 122 years */
    GAP_YEARS = 20, /* a slip in the third or a former digit of a year is farther away */
    FEW = 10,       /* rows before the gap are at most one in so many: else it may be how the register came about */
};

struct chronology {
    struct arena *keep;
    const struct source_table *source;
    int born; /* the column from which ages are reckoned, or NO_INDEX */
    date_day latest;
    struct text latest_words;
    uint64_t rows[YEARS];
    struct place first[YEARS];
};

/* Only what an age is reckoned from is surely a year of birth. */
static int find_born(const struct codebook *codebook, int source)
{
    for (int i = 0; i < codebook->measure_count; i++) {
        const struct measure *measure = &codebook->measures[i];
        for (size_t k = 0; measure->source == source && k < measure->condition_count; k++)
            if (measure->conditions[k].kind == CONDITION_AGE)
                return measure->conditions[k].column;
    }
    return NO_INDEX;
}

struct chronology *chronology_new(struct arena *keep, const struct codebook *codebook, int source)
{
    struct chronology *chronology = ARENA_NEW(keep, struct chronology);
    chronology->keep = keep;
    chronology->source = &codebook->sources[source];
    chronology->born = find_born(codebook, source);
    chronology->latest = DATE_OPEN_TO;
    return chronology;
}

void chronology_know_until(struct chronology *chronology, date_day latest)
{
    chronology->latest = latest;
    chronology->latest_words = date_iso(latest, chronology->keep);
}

static struct text name_of(const struct chronology *chronology, int column)
{
    return chronology->source->columns[column].id;
}

static int start_year(const struct chronology *chronology, const struct case_row *row)
{
    return date_of_day(row->value[chronology->source->starts]).year;
}

/* ---- what cannot be ---- */

static bool is_before(const struct chronology *chronology, const struct case_row *row, int later, int earlier,
                      struct chronology_finding *ret_finding)
{
    if (row->value[later] == CASE_MISSING || row->value[earlier] == CASE_MISSING || row->value[later] >= row->value[earlier])
        return false;
    *ret_finding = (struct chronology_finding){DIAG_E508, later, {name_of(chronology, later), name_of(chronology, earlier)}};
    return true;
}

/* Days of the code book's "order of dates": each beside the last one before it that the row has. */
static bool breaks_order(const struct chronology *chronology, const struct case_row *row,
                         struct chronology_finding *ret_finding)
{
    const struct source_table *source = chronology->source;
    int before = NO_INDEX;
    for (size_t i = 0; i < source->order_count; i++) {
        if (before != NO_INDEX && is_before(chronology, row, source->order[i], before, ret_finding))
            return true;
        if (row->value[source->order[i]] != CASE_MISSING)
            before = source->order[i];
    }
    return false;
}

static bool is_born_later(const struct chronology *chronology, const struct case_row *row,
                          struct chronology_finding *ret_finding)
{
    const int born = chronology->born;
    if (born == NO_INDEX || row->value[born] == CASE_MISSING || row->value[born] <= start_year(chronology, row))
        return false;
    *ret_finding = (struct chronology_finding){
        DIAG_E520, born, {name_of(chronology, born), name_of(chronology, chronology->source->starts)}};
    return true;
}

bool chronology_contradicts(const struct chronology *chronology, const struct case_row *row,
                            struct chronology_finding *ret_finding)
{
    const struct source_table *source = chronology->source;
    return (source->ends != NO_INDEX && is_before(chronology, row, source->ends, source->starts, ret_finding)) ||
           breaks_order(chronology, row, ret_finding) || is_born_later(chronology, row, ret_finding);
}

/* ---- what can hardly be ---- */

size_t chronology_doubts(const struct chronology *chronology, const struct case_row *row, struct chronology_finding *findings)
{
    const struct source_table *source = chronology->source;
    const int born = chronology->born;
    size_t count = 0;
    for (int i = 0; i < source->column_count; i++)
        if (source->columns[i].type == COLUMN_DATE && row->value[i] != CASE_MISSING && row->value[i] > chronology->latest)
            findings[count++] =
                (struct chronology_finding){DIAG_W521, i, {name_of(chronology, i), chronology->latest_words}};
    if (born != NO_INDEX && row->value[born] != CASE_MISSING && row->value[born] < start_year(chronology, row) - AGE_MAX)
        findings[count++] =
            (struct chronology_finding){DIAG_W522, born, {name_of(chronology, born), name_of(chronology, source->starts)}};
    return count;
}

/* ---- beside other rows ---- */

bool chronology_count(struct chronology *chronology, const struct case_row *row)
{
    return chronology->rows[start_year(chronology, row) - DATE_YEAR_MIN]++ == 0;
}

void chronology_keep(struct chronology *chronology, const struct case_row *row, struct place place)
{
    chronology->first[start_year(chronology, row) - DATE_YEAR_MIN] = place;
}

/* The first year behind a gap that only a few rows lie before; 0 if there is none. */
static int year_behind_gap(const struct chronology *chronology)
{
    uint64_t all = 0, before = 0;
    int last = YEARS, found = 0;
    for (int year = 0; year < YEARS; year++)
        all += chronology->rows[year];
    for (int year = 0; year < YEARS && before * FEW <= all; year++) {
        if (!chronology->rows[year])
            continue;
        found = year - last > GAP_YEARS ? year : found;
        last = year;
        before += chronology->rows[year];
    }
    return found;
}

void chronology_finish(const struct chronology *chronology, struct diagnostics *diagnostics)
{
    const int end = year_behind_gap(chronology);
    const struct text years = text_format(chronology->keep, "%d", GAP_YEARS);
    for (int year = 0; year < end; year++)
        if (chronology->rows[year])
            diagnose(diagnostics, DIAG_W523, chronology->first[year], name_of(chronology, chronology->source->starts), years);
}
