/* SPDX-License-Identifier: GPL-3.0-or-later
 * A row of a list and a sealed statement are the same where edition, figure and value are: how the file is written, and how it
 * was saved since, does not matter. */
#include "cli/sealed_lists.h"

#include <inttypes.h>

#include "base/csv.h"
#include "base/names.h"

enum { EDITION, MEASURE, PERIOD, SELECTION, KIND, UNIT, VALUE, FIELDS };

static const struct text HEADINGS[FIELDS] = {
    [EDITION] = TEXT_INIT("edition"), [MEASURE] = TEXT_INIT("measure"), [PERIOD] = TEXT_INIT("period"),
    [SELECTION] = TEXT_INIT("selection"), [KIND] = TEXT_INIT("kind"), [UNIT] = TEXT_INIT("unit"), [VALUE] = TEXT_INIT("value"),
};

struct row {
    struct text fields[FIELDS]; /* empty value: hidden */
    const char *path;
};

struct sealed_lists {
    struct arena *keep;
    const struct codebook *codebook;
    LIST_OF(struct row) rows;
    struct names *said; /* all rows */
};

/* What of a row or statement is compared. The unit is a word of the list's language, but for numbers of categories, where it names
 * the variable. */
static struct text key_of(const struct text *fields, struct arena *keep)
{
    struct text_builder b = {0};
    for (size_t i = 0; i < FIELDS; i++) {
        if (i != UNIT || text_equal(fields[KIND], TEXT("categories")))
            text_add(&b, fields[i]);
        text_add_byte(&b, '\n');
    }
    const struct text key = text_copy(keep, text_built(&b));
    text_builder_done(&b);
    return key;
}

static struct text subject_of(const struct text *fields, struct arena *keep)
{
    return text_format(keep, "%.*s%s%.*s @%.*s", TEXT_ARGS(fields[MEASURE]), fields[SELECTION].len ? " " : "",
                       TEXT_ARGS(fields[SELECTION]), TEXT_ARGS(fields[PERIOD]));
}

/* ---- rows of lists ---- */

static void find_columns(const struct csv_record *heading, size_t *columns)
{
    for (size_t field = 0; field < FIELDS; field++) {
        columns[field] = SIZE_MAX;
        for (size_t i = 0; i < heading->count; i++)
            if (text_equal(text_trim(heading->fields[i]), HEADINGS[field]))
                columns[field] = i;
    }
}

/* Lists of old programs have no kinds: then all are counts. */
static void take_row(struct sealed_lists *lists, const char *path, const struct csv_record *record, const size_t *columns)
{
    struct row row = {.path = path};
    int64_t count;
    for (size_t field = 0; field < FIELDS; field++)
        if (columns[field] < record->count)
            row.fields[field] = text_copy(lists->keep, text_trim(record->fields[columns[field]]));
    if (text_equal(row.fields[UNIT], TEXT("percent")) || !row.fields[MEASURE].len)
        return;
    if (!row.fields[KIND].len)
        row.fields[KIND] = TEXT("count");
    row.fields[VALUE] = text_to_number(row.fields[VALUE], &count) ? text_format(lists->keep, "%" PRId64, count) : TEXT_EMPTY;
    ARENA_PUSH(lists->keep, &lists->rows, row);
    names_add(lists->said, key_of(row.fields, lists->keep));
}

static bool read_list(struct sealed_lists *lists, const struct bundle_input *input, struct error *err)
{
    struct csv_record record;
    size_t columns[FIELDS];
    bool is_heading = true;
    struct csv *csv = csv_open(input->path, &(struct csv_options){0}, err);
    if (!csv)
        return false;
    enum csv_step step;
    for (; (step = csv_next(csv, &record, err)) == CSV_RECORD; is_heading = false)
        if (is_heading)
            find_columns(&record, columns);
        else
            take_row(lists, input->path, &record, columns);
    if (step != CSV_FAILED && (step != CSV_END || !text_equal(csv_sha256(csv, lists->keep), input->sha256)))
        error_set(err, ERROR_INPUT, "%s: the file was changed while it was read", input->path);
    csv_close(csv);
    return err->kind == ERROR_NONE;
}

struct sealed_lists *sealed_lists_new(const struct bundle *bundle, const struct codebook *codebook, struct error *err)
{
    struct arena *keep = arena_new();
    struct sealed_lists *lists = ARENA_NEW(keep, struct sealed_lists);
    *lists = (struct sealed_lists){.keep = keep, .codebook = codebook, .said = names_new()};
    bool ok = true;
    for (size_t i = 0; ok && i < bundle->inputs.count; i++)
        if (text_equal(bundle->inputs.items[i].kind, TEXT("earlier figures")))
            ok = read_list(lists, &bundle->inputs.items[i], err);
    if (ok)
        return lists;
    sealed_lists_free(lists);
    return NULL;
}

void sealed_lists_free(struct sealed_lists *lists)
{
    if (!lists)
        return;
    names_free(lists->said);
    arena_free(lists->keep);
}

/* ---- who holds what ---- */

/* Marks the policies of all audiences whose publications the readers of one have, its own with them. */
static void find_held(const struct codebook *codebook, int policy, bool *is_held)
{
    is_held[policy] = true;
    for (bool changed = true; changed;) {
        changed = false;
        for (int i = 0; i < codebook->policy_count; i++)
            for (size_t k = 0; is_held[i] && k < codebook->policies[i].also_holds_count; k++) {
                bool *other = &is_held[codebook_policy(codebook, codebook->policies[i].also_holds[k])];
                changed = changed || !*other;
                *other = true;
            }
    }
}

/* Whether there may be somebody who has what both audiences get. Of one that the code book does not name any more nobody knows
 * who reads it. */
static bool share_readers(const struct codebook *codebook, struct text a, struct text b, struct arena *keep)
{
    const int first = codebook_policy(codebook, a), second = codebook_policy(codebook, b);
    bool shared = first == NO_INDEX || second == NO_INDEX;
    for (int i = 0; !shared && i < codebook->policy_count; i++) {
        bool *is_held = ARENA_ARRAY(keep, bool, (size_t)codebook->policy_count);
        find_held(codebook, i, is_held);
        shared = is_held[first] && is_held[second];
    }
    return shared;
}

/* Whether any audience of the edition shares readers with that one. */
static bool is_read_with(const struct sealed_lists *lists, const struct sealed *sealed, struct text audience)
{
    struct text last = TEXT_EMPTY;
    for (size_t i = 0; i < sealed->statements.count; i++) {
        const struct text own = sealed->statements.items[i].audience;
        if (i && text_equal(own, last))
            continue;
        if (share_readers(lists->codebook, own, audience, lists->keep))
            return true;
        last = own;
    }
    return false;
}

static bool is_encrypted(const struct sealed_lists *lists, struct text audience)
{
    const int policy = codebook_policy(lists->codebook, audience);
    return policy != NO_INDEX && lists->codebook->policies[policy].is_encrypted;
}

/* ---- what was sealed ---- */

struct told {
    const char *setting; /* of edition.conf, where its list is named */
    struct text audience, first; /* first: of what is missing */
    size_t count, missing;
};

static void fields_of(const struct sealed *before, const struct sealed_statement *said, struct arena *keep, struct text *fields)
{
    fields[EDITION] = before->id;
    fields[MEASURE] = said->measure;
    fields[PERIOD] = said->period;
    fields[SELECTION] = said->selection;
    fields[KIND] = said->kind;
    fields[UNIT] = said->unit;
    fields[VALUE] = said->is_shown ? text_format(keep, "%" PRId64, said->value) : TEXT_EMPTY;
}

static bool refuse_missing(const struct sealed *before, const struct told *told, struct error *err)
{
    if (told->missing == told->count)
        return error_set(err, ERROR_INPUT,
                         "'%.*s' is sealed, and readers have what '%.*s' got of it: name its list, %.*s/data/all_figures.*.csv of that "
                         "edition, among the '%s' in edition.conf",
                         TEXT_ARGS(before->id), TEXT_ARGS(told->audience), TEXT_ARGS(told->audience), told->setting);
    return error_set(err, ERROR_INPUT,
                     "'%.*s' is sealed, and of %zu figures that '%.*s' got of it %zu are not in the lists of '%s' as they were "
                     "told, the first '%.*s': name in edition.conf that audience's data/all_figures.*.csv as it went out",
                     TEXT_ARGS(before->id), told->count, TEXT_ARGS(told->audience), told->missing, told->setting,
                     TEXT_ARGS(told->first));
}

/* The list of an audience whose PDF is encrypted lies in no folder, but inside that file. */
static bool refuse_enclosed(const struct sealed *before, const struct told *told, struct error *err)
{
    return error_set(err, ERROR_INPUT,
                     "'%.*s' is sealed, and of %zu figures that '%.*s' got of it %zu are not in the lists of '%s' as they were "
                     "told, the first '%.*s': take all_figures.csv out of the encrypted PDF (pdfdetach -saveall) and name it in edition.conf",
                     TEXT_ARGS(before->id), told->count, TEXT_ARGS(told->audience), told->missing, told->setting,
                     TEXT_ARGS(told->first));
}

/* Notes one statement; languages tell the same, each in its own unit. */
static void note_told(const struct sealed_lists *lists, const struct text *fields, struct names *seen, struct told *told)
{
    const struct text key = key_of(fields, lists->keep);
    const int32_t number = names_count(seen);
    if (names_add(seen, key) != number)
        return;
    const bool is_missing = names_find(lists->said, key) == NAMES_NONE;
    if (is_missing && !told->missing)
        told->first = subject_of(fields, lists->keep);
    told->missing += is_missing;
    told->count++;
}

/* The statements of an audience, from the one at `*at` on, which then is the next audience's first. */
static struct told count_told(const struct sealed_lists *lists, const struct sealed *before, size_t *at)
{
    struct text fields[FIELDS];
    struct names *seen = names_new();
    struct told told = {.audience = before->statements.items[*at].audience};
    for (; *at < before->statements.count && text_equal(before->statements.items[*at].audience, told.audience); ++*at) {
        fields_of(before, &before->statements.items[*at], lists->keep, fields);
        note_told(lists, fields, seen, &told);
    }
    names_free(seen);
    return told;
}

/* Goes through the audiences of an edition, which that act sealed; adds those of which all is said. */
static bool check_told(const struct sealed_lists *lists, const struct sealed *before, const struct archive_act *act,
                       const struct sealed *sealed, sealed_known_list *known, struct error *err)
{
    const bool is_later = text_compare(before->period_last, sealed->period_last) > 0;
    for (size_t at = 0; at < before->statements.count;) {
        struct told told = count_told(lists, before, &at);
        told.setting = is_later ? "later figures" : "earlier figures";
        if (!told.missing)
            ARENA_PUSH(lists->keep, known, ((struct sealed_known){before->id, told.audience, act->sha256}));
        else if (is_read_with(lists, sealed, told.audience))
            return is_encrypted(lists, told.audience) ? refuse_enclosed(before, &told, err) : refuse_missing(before, &told, err);
    }
    return true;
}

/* What was never told would count as given away. */
static bool check_rows(const struct sealed_lists *lists, const struct sealed *before, struct error *err)
{
    struct text fields[FIELDS];
    struct names *told = names_new();
    bool ok = true;
    for (size_t i = 0; i < before->statements.count; i++) {
        fields_of(before, &before->statements.items[i], lists->keep, fields);
        names_add(told, key_of(fields, lists->keep));
    }
    for (size_t i = 0; ok && i < lists->rows.count; i++) {
        const struct row *row = &lists->rows.items[i];
        if (text_equal(row->fields[EDITION], before->id) && names_find(told, key_of(row->fields, lists->keep)) == NAMES_NONE) {
            const struct text subject = subject_of(row->fields, lists->keep);
            ok = error_set(err, ERROR_INPUT, "%s: what it says of '%.*s' is not what the sealed edition '%.*s' told: name the list as it went out",
                           row->path, TEXT_ARGS(subject), TEXT_ARGS(before->id));
        }
    }
    names_free(told);
    return ok;
}

bool sealed_lists_check(const struct sealed_lists *lists, struct archive *archive, const struct sealed *sealed,
                        sealed_known_list *ret_known, struct error *err)
{
    archive_acts acts;
    sealed_known_list known = {0};
    bool ok = archive_read_acts(archive, lists->keep, &acts, err);
    for (size_t i = 0; ok && i < acts.count; i++) {
        const struct archive_act *act = &acts.items[i];
        struct sealed before;
        if (!text_equal(act->kind, TEXT("seal")) || text_equal(act->edition, sealed->id))
            continue;
        ok = archive_load_told(archive, act->edition, lists->keep, &before, err) && check_rows(lists, &before, err) &&
             check_told(lists, &before, act, sealed, &known, err);
    }
    if (ok)
        *ret_known = known;
    return ok;
}
