/* SPDX-License-Identifier: GPL-3.0-or-later
 * Reads edition.conf and the figures typed in by hand. */
#include "cli/edition.h"

#include <stdlib.h>
#include <string.h>

#include "archive/sealed.h"
#include "base/file.h"
#include "base/markup.h"
#include "base/suggest.h"
#include "cli/fonts.h"
#include "cli/neighbours.h"

static const struct setting_rule SETTINGS[] = {
    {TEXT_INIT("id"), true, TEXT_INIT("letters, digits, '_' and '-': files are named after it")},
    {TEXT_INIT("period"), true, TEXT_INIT("a year (2014), a half-year (2014H1), a month (2014-06)")},
    {TEXT_INIT("report number"), true, TEXT_INIT("a number, such as 7 or 1/2025")},
    {TEXT_INIT("date"), true, TEXT_INIT("a day, written yyyy-mm-dd")},
    {TEXT_INIT("publisher"), true, TEXT_INIT("any text; or one for each language of the code book: fi | sv | en")},
    {TEXT_INIT("code book"), true, TEXT_INIT("a file")},
    {TEXT_INIT("layouts"), true, TEXT_INIT("files separated by commas, one for each language; a master before its translations")},
    {TEXT_INIT("audiences"), true, TEXT_INIT("policies of the code book, separated by commas")},
    {TEXT_INIT("exports"), true, TEXT_INIT("a folder")},
    {TEXT_INIT("fonts"), false, TEXT_INIT("a folder of .ttf files; without it: the folder 'fonts' of the project, or the program's")},
    {TEXT_INIT("typed in"), false, TEXT_INIT("a file: measure: value | who counted | yyyy-mm-dd | what it rests on")},
    {TEXT_INIT("faulty rows allowed"), false, TEXT_INIT("a whole number")},
    {TEXT_INIT("messages"), false, TEXT_INIT("en, fi, sv")},
    {TEXT_INIT("earlier figures"), false, TEXT_INIT("(needed) lists of figures (all_figures.*.csv) that earlier editions published, separated by commas; or none")},
    {TEXT_INIT("earlier periods"), false, TEXT_INIT("as published, counted anew: what is printed of periods before the edition's")},
    {TEXT_INIT("later figures"), false, TEXT_INIT("lists of figures that editions of later periods published before this one, separated by commas")},
    {TEXT_INIT("archive"), false, TEXT_INIT("a file, made by the first 'sitrep seal'")},
    {TEXT_INIT("inputs kept until"), false, TEXT_INIT("a day, written yyyy-mm-dd: until then the archive keeps exports and figures typed in")},
    {TEXT_INIT(""), false, TEXT_INIT("")},
};

const struct setting_rule *edition_settings(void)
{
    return SETTINGS;
}

struct edition_reader {
    struct edition *edition;
    const struct edition_home *home;
    struct settings settings;
    struct arena *keep;
    struct diagnostics *diagnostics;
};

static void fault(struct edition_reader *r, enum diagnostic_code code, struct text at, struct text a, struct text b,
                  struct text c)
{
    diagnose(r->diagnostics, code, source_place_of(&r->edition->source, at), a, b, c);
}

static void bad_value(struct edition_reader *r, const char *key, struct text value)
{
    fault(r, DIAG_E109, value, value, text_of(key), setting_rule_find(SETTINGS, text_of(key))->values);
}

static void offer_names(const struct edition_reader *r, const char *folder, const struct file_names *names,
                        bool (*is_readable)(const char *), struct suggestion *near)
{
    for (size_t i = 0; i < names->count; i++)
        if (names->items[i][0] != '.' && text_valid(text_of(names->items[i])) &&
            is_readable(file_join(r->keep, folder, names->items[i])))
            suggest_offer(near, text_of(names->items[i]));
}

/* What the path may be meant to be: of all that could stand there, and is in its folder, the one with the nearest name. Empty: there
 * is none. */
static struct text near_path(const struct edition_reader *r, struct text value, const char *path, bool (*is_readable)(const char *))
{
    const char *slash = strrchr(path, '/');
    const size_t folder_len = slash > path ? (size_t)(slash - path) : 1;
    const char *folder = slash ? text_to_c(r->keep, (struct text){path, folder_len}) : ".";
    struct suggestion near = suggest(text_of(slash ? slash + 1 : path));
    struct file_names files = {0}, folders = {0};
    struct error unlisted = {0};
    if (file_list(folder, "*", r->keep, &files, &unlisted) && file_list_folders(folder, r->keep, &folders, &unlisted)) {
        offer_names(r, folder, &files, is_readable, &near);
        offer_names(r, folder, &folders, is_readable, &near);
    }
    const struct text nearest = suggest_nearest(&near);
    size_t at = value.len;
    while (at && value.ptr[at - 1] != '/')
        at--;
    return nearest.len ? text_format(r->keep, "%.*s%.*s", (int)at, value.ptr, TEXT_ARGS(nearest)) : TEXT_EMPTY;
}

/* A path as it can be opened; what is not there is a fault of this setting, and NULL. `seen_from` ends the hint. */
static const char *path_from(struct edition_reader *r, struct text value, struct text at, bool (*is_readable)(const char *),
                             struct text seen_from)
{
    const char *path = file_join(r->keep, r->edition->folder, text_to_c(r->keep, value));
    if (value.len && is_readable(path))
        return path;
    const struct text near = value.len ? near_path(r, value, path, is_readable) : TEXT_EMPTY;
    if (near.len)
        fault(r, DIAG_E114, at, value, text_format(r->keep, "edition.conf; did you mean '%.*s'?", TEXT_ARGS(near)), TEXT_EMPTY);
    else if (value.len)
        fault(r, DIAG_E114, at, value, seen_from, TEXT_EMPTY);
    return NULL;
}

static const char *path_of(struct edition_reader *r, struct text value, struct text at, bool (*is_readable)(const char *))
{
    if (text_starts(value, TEXT("/")))
        ARENA_PUSH(r->keep, &r->edition->absolute, at);
    return path_from(r, value, at, is_readable, TEXT("edition.conf"));
}

/* Texts separated by commas, each copied with a NUL behind it; `ret_places` (may be NULL) tells where each stands. */
static struct text *list_of(struct edition_reader *r, struct text value, size_t *ret_count, struct place **ret_places)
{
    LIST_OF(struct text) list = {0};
    LIST_OF(struct place) places = {0};
    for (struct text left = value; left.len;) {
        const struct text item = text_cut(&left, ',');
        if (!item.len)
            continue;
        ARENA_PUSH(r->keep, &list, text_copy(r->keep, markup_unfold(r->keep, item)));
        ARENA_PUSH(r->keep, &places, source_place_of(&r->edition->source, item));
    }
    if (ret_places)
        *ret_places = places.items;
    *ret_count = list.count;
    return list.items;
}

static bool is_in_folder(const char *path, const char *folder, struct arena *keep)
{
    char *real = realpath(file_join(keep, path, ".."), NULL), *wanted = folder ? realpath(folder, NULL) : NULL;
    const bool is_in = real && wanted && strcmp(real, wanted) == 0;
    free(real);
    free(wanted);
    return is_in;
}

/* A file that people write: its faults are told with their lines, so it must be no table of rows. */
static const char *written_path(struct edition_reader *r, struct text value, struct text at)
{
    const char *path = path_of(r, value, at, file_is_readable);
    if (!path || (!text_ends(text_fold(r->keep, text_of(path)), TEXT(".csv")) && !is_in_folder(path, r->edition->exports, r->keep)))
        return path;
    fault(r, DIAG_E193, at, value, TEXT_EMPTY, TEXT_EMPTY);
    return NULL;
}

static const char *list_path(struct edition_reader *r, struct text value, struct text at)
{
    return path_of(r, value, at, file_is_readable);
}

/* Paths of files, separated by commas: those that can be read. */
static const char **paths_setting(struct edition_reader *r, const char *key,
                                  const char *(*find)(struct edition_reader *r, struct text value, struct text at),
                                  size_t *ret_count)
{
    LIST_OF(const char *) paths = {0};
    for (struct text rest = settings_find(&r->settings, text_of(key)); rest.len;) {
        const struct text at = text_cut(&rest, ',');
        const char *path = find(r, markup_unfold(r->keep, at), at);
        if (path)
            ARENA_PUSH(r->keep, &paths, path);
    }
    *ret_count = paths.count;
    return paths.items;
}

static bool is_id(struct text id)
{
    for (size_t i = 0; i < id.len; i++) {
        const char c = id.ptr[i];
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || (i && c == '-')))
            return false;
    }
    return id.len > 0 && id.len <= 64;
}

/* A report on what has not begun is a slip; one on what has not ended may be meant. */
static void check_dates(struct edition_reader *r, struct text period, struct text date)
{
    const struct edition_facts *facts = &r->edition->facts;
    const struct text day = date_iso(facts->date, r->keep);
    if (facts->period.first > facts->date)
        fault(r, DIAG_E135, period, period, day, TEXT_EMPTY);
    else if (facts->period.last > facts->date)
        fault(r, DIAG_W108, date, day, date_iso(facts->period.last, r->keep), TEXT_EMPTY);
}

struct text edition_folder_name(const char *folder, struct arena *keep)
{
    char *path = realpath(folder, NULL);
    const char *slash = path ? strrchr(path, '/') : NULL;
    const struct text name = slash ? text_copy(keep, text_of(slash + 1)) : TEXT_EMPTY;
    free(path);
    return name;
}

static bool is_of_another_period(const struct edition_reader *r, struct text name)
{
    struct period period;
    const struct period own = r->edition->facts.period;
    return period_parse(name, &period) && (period.first != own.first || period.last != own.last);
}

/* A new edition begins as a copy of the last one: its folder, its id and its period are changed one by one. */
static void check_names(struct edition_reader *r, struct text period)
{
    const struct text folder = edition_folder_name(r->edition->folder, r->keep), id = r->edition->facts.id;
    if (is_of_another_period(r, folder))
        fault(r, DIAG_W113, period, period, folder, TEXT_EMPTY);
    else if (is_of_another_period(r, id))
        fault(r, DIAG_W114, id, id, period, TEXT_EMPTY);
}

static bool read_period(struct edition_reader *r, struct text period)
{
    const bool good = period_parse(period, &r->edition->facts.period);
    if (period.len && !good)
        fault(r, DIAG_E136, period, period, TEXT_EMPTY, TEXT_EMPTY);
    if (!good)
        period_parse(TEXT("2200"), &r->edition->facts.period); /* after all that layouts may name */
    return good;
}

static bool read_date(struct edition_reader *r, struct text date)
{
    const bool good = date_parse(date, DATE_ISO, &r->edition->facts.date) == DATE_PARSED;
    if (date.len && !good)
        bad_value(r, "date", date);
    return good;
}

/* The whole number of a setting; 0 if it is left out. */
static int64_t read_number(struct edition_reader *r, struct text key)
{
    const struct text words = settings_find(&r->settings, key);
    int64_t number = 0;
    if (words.len && !text_to_number(words, &number))
        fault(r, DIAG_E109, words, words, key, TEXT("a whole number"));
    return number;
}

static void read_facts(struct edition_reader *r)
{
    struct edition_facts *facts = &r->edition->facts;
    const struct text period = settings_find(&r->settings, TEXT("period"));
    const struct text date = settings_find(&r->settings, TEXT("date"));
    const struct text messages = settings_find(&r->settings, TEXT("messages"));
    enum message_language language;
    facts->id = settings_find(&r->settings, TEXT("id"));
    facts->number = settings_find(&r->settings, TEXT("report number"));
    facts->publisher = settings_find(&r->settings, TEXT("publisher"));
    if (facts->id.len && !is_id(facts->id))
        bad_value(r, "id", facts->id);
    const bool has_period = read_period(r, period), has_date = read_date(r, date);
    r->edition->has_period = has_period;
    r->edition->has_date = has_date;
    if (has_period && has_date)
        check_dates(r, period, date);
    if (has_period)
        check_names(r, period);
    if (facts->number.len && !(facts->number.ptr[0] >= '0' && facts->number.ptr[0] <= '9'))
        bad_value(r, "report number", facts->number);
    r->edition->rejected_max = (uint64_t)read_number(r, TEXT("faulty rows allowed"));
    if (message_language_parse(messages, &language))
        diagnostics_speak(r->diagnostics, language);
    else if (messages.len)
        bad_value(r, "messages", messages);
}

/* The list that went out with an earlier edition lies beside it, and nothing here says so. */
static void look_for_unnamed(struct edition_reader *r, struct text value)
{
    const struct edition *edition = r->edition;
    const struct neighbour_lists lists =
        neighbours_unnamed(edition->folder, edition->facts.period, edition->earlier, edition->earlier_count, r->keep);
    for (size_t i = 0; i < lists.count; i++)
        fault(r, DIAG_W116, value, text_of(lists.items[i]), TEXT_EMPTY, TEXT_EMPTY);
}

/* A new edition begins as a copy of the last one: the number is one of the things to be changed. */
static void check_number(struct edition_reader *r)
{
    const struct edition *edition = r->edition;
    const struct text number = edition->facts.number;
    const char *other = neighbours_with_number(edition->folder, number, edition->earlier, edition->earlier_count, r->keep);
    if (number.len && other)
        fault(r, DIAG_W123, number, number, text_of(other), TEXT_EMPTY);
}

/* What readers kept is told to the protection, or said not to be: that nobody thought of it must not look like none. */
static void read_earlier(struct edition_reader *r)
{
    const struct text key = TEXT("earlier figures"), value = settings_find(&r->settings, key);
    const size_t faults = diagnostics_count(r->diagnostics, SEVERITY_ERROR);
    if (settings_lacks(&r->settings, key))
        fault(r, DIAG_E139, settings_place(&r->settings, key, text_slice(r->edition->source.bytes, 0, 0)), key, TEXT_EMPTY, TEXT_EMPTY);
    else if (!text_equal(value, TEXT("none")))
        r->edition->earlier = paths_setting(r, key.ptr, list_path, &r->edition->earlier_count);
    check_number(r);
    if (value.len && r->edition->has_period && diagnostics_count(r->diagnostics, SEVERITY_ERROR) == faults)
        look_for_unnamed(r, value);
}

/* What was published of a period stays as it was, unless the edition says that it has been revised. */
static void read_earlier_periods(struct edition_reader *r)
{
    const struct text value = settings_find(&r->settings, TEXT("earlier periods"));
    r->edition->counts_anew = text_equal(value, TEXT("counted anew"));
    if (value.len && !r->edition->counts_anew && !text_equal(value, TEXT("as published")))
        bad_value(r, "earlier periods", value);
}

/* A reprint, or an edition that was late: readers have what followed it. */
static void read_later(struct edition_reader *r)
{
    const struct text value = settings_find(&r->settings, TEXT("later figures"));
    r->edition->later = paths_setting(r, "later figures", list_path, &r->edition->later_count);
    if (r->edition->later_count)
        r->edition->later_at = source_place_of(&r->edition->source, value);
}

static void read_archive(struct edition_reader *r)
{
    struct edition *edition = r->edition;
    const struct text archive = settings_find(&r->settings, TEXT("archive"));
    const struct text until = settings_find(&r->settings, TEXT("inputs kept until"));
    date_day day;
    if (archive.len)
        edition->archive = file_join(r->keep, edition->folder, text_to_c(r->keep, archive));
    if (until.len && date_parse(until, DATE_ISO, &day) != DATE_PARSED)
        bad_value(r, "inputs kept until", until);
    edition->inputs_until = until;
}

static void read_fonts(struct edition_reader *r)
{
    struct edition *edition = r->edition;
    const struct text fonts = settings_find(&r->settings, TEXT("fonts"));
    if (r->home)
        edition->fonts = r->home->fonts;
    else if (settings_has(&r->settings, TEXT("fonts")))
        edition->fonts = path_from(r, fonts, fonts, file_folder_is_readable,
                                   TEXT("edition.conf; without this line the program finds fonts by itself"));
    else if (!(edition->fonts = fonts_find(edition->folder, r->keep)) && settings_lacks(&r->settings, TEXT("fonts")))
        settings_complain(&r->settings, &edition->source, TEXT("fonts"), text_slice(edition->source.bytes, 0, 0), r->diagnostics);
}

static void read_cases(struct edition_reader *r)
{
    struct edition *edition = r->edition;
    const struct text exports = settings_find(&r->settings, TEXT("exports"));
    const struct text typed_in = settings_find(&r->settings, TEXT("typed in"));
    if (r->home && r->home->has_no_cases)
        return;
    edition->exports = path_of(r, exports, exports, file_folder_is_readable);
    edition->typed_in = written_path(r, typed_in, typed_in);
    edition->typed_is_unknown = typed_in.len && !edition->typed_in;
}

/* The exports first: nothing that people write may lie there. */
static void read_paths(struct edition_reader *r)
{
    struct edition *edition = r->edition;
    const struct text codebook = settings_find(&r->settings, TEXT("code book"));
    edition->audiences = list_of(r, settings_find(&r->settings, TEXT("audiences")), &edition->audience_count,
                                 &edition->audiences_at);
    read_cases(r);
    edition->codebook = written_path(r, codebook, codebook);
    read_fonts(r);
    edition->layouts = paths_setting(r, "layouts", written_path, &edition->layout_count);
    read_earlier(r);
    read_later(r);
}

/* Somebody may look for an edition for the first time. */
static bool find_edition(const char *folder, const char *path, struct arena *keep, struct error *err)
{
    const struct text word = text_shell_word(keep, text_of(folder));
    if (file_is_readable(folder))
        return error_set(err, ERROR_USAGE, "%s: this is a file; name the folder that holds edition.conf, or have one made: sitrep init FOLDER",
                         folder);
    if (file_is_missing(folder))
        return error_set(err, ERROR_INPUT, "%s: there is no such folder; an edition is a folder with edition.conf, and this makes one: sitrep init %.*s",
                         folder, TEXT_ARGS(word));
    if (file_is_missing(path))
        return error_set(err, ERROR_INPUT, "%s: this folder is no edition, since it holds no edition.conf; a new one is made by: sitrep init FOLDER",
                         folder);
    return true;
}

bool edition_read(const char *folder, const struct edition_home *home, struct arena *keep, struct diagnostics *diagnostics,
                  struct edition *ret_edition, struct error *err)
{
    *ret_edition = (struct edition){.folder = folder};
    struct edition_reader r = {.edition = ret_edition, .home = home, .keep = keep, .diagnostics = diagnostics};
    const char *path = file_join(keep, folder, "edition.conf");
    if (!find_edition(folder, path, keep, err) || !source_read(path, path, keep, diagnostics, &ret_edition->source, err))
        return false;
    r.settings = settings_read(&ret_edition->source, keep, diagnostics);
    settings_check(&r.settings, &ret_edition->source, TEXT("edition"), text_slice(ret_edition->source.bytes, 0, 0), SETTINGS,
                   diagnostics);
    read_facts(&r);
    read_paths(&r);
    read_earlier_periods(&r);
    read_archive(&r);
    return true;
}

/* "fi | sv | en". */
static struct text language_names(const struct codebook *codebook, struct arena *keep)
{
    struct text names = TEXT_EMPTY;
    for (size_t i = 0; i < codebook->language_count; i++)
        names = text_format(keep, "%.*s%s%.*s", TEXT_ARGS(names), i ? " | " : "", TEXT_ARGS(codebook->languages[i]));
    return names;
}

void edition_check(const struct edition *edition, const struct codebook *codebook, struct arena *keep,
                   struct diagnostics *diagnostics)
{
    const struct text publisher = edition->facts.publisher;
    const bool has_labels = text_find_byte(publisher, '|') < publisher.len;
    size_t bars = 0;
    bool all = true;
    for (size_t i = 0; i < publisher.len; i++)
        bars += publisher.ptr[i] == '|';
    struct text rest = publisher;
    for (size_t i = 0; i <= bars; i++)
        all = text_cut(&rest, '|').len && all;
    if (has_labels && codebook->language_count && (!all || bars + 1 != codebook->language_count))
        diagnose(diagnostics, DIAG_E146, source_place_of(&edition->source, publisher), language_names(codebook, keep));
}

enum { TYPED_VALUE, TYPED_WHO, TYPED_WHEN, TYPED_BASIS, TYPED_PARTS };

struct typed_reader {
    const struct edition_facts *facts;
    const struct codebook *codebook;
    struct arena *keep;
    const struct source *source;
    struct diagnostics *diagnostics;
};

/* The first part that is missing. */
static bool has_all_parts(const struct typed_reader *r, const struct text *parts)
{
    static const struct text names[TYPED_PARTS] = {[TYPED_VALUE] = TEXT_INIT("the value"),
                                                   [TYPED_WHO] = TEXT_INIT("who counted"),
                                                   [TYPED_WHEN] = TEXT_INIT("the day of the count"),
                                                   [TYPED_BASIS] = TEXT_INIT("what the figure rests on")};
    for (int i = 0; i < TYPED_PARTS; i++)
        if (!parts[i].len) {
            diagnose(r->diagnostics, DIAG_E115, source_place_of(r->source, parts[i]), names[i],
                     TEXT("value | who counted | yyyy-mm-dd | what it rests on"));
            return false;
        }
    return true;
}

enum { TYPED_DAYS_BEFORE = 31 };

/* A file that was copied from another edition has the figures of another period. Where the edition's own dates are in
 * doubt, that has been told. */
static void check_day(const struct typed_reader *r, struct text at, date_day day)
{
    const date_day last = r->facts->period.last, made = r->facts->date;
    if (made < last)
        return;
    if (day < last - TYPED_DAYS_BEFORE)
        diagnose(r->diagnostics, DIAG_W109, source_place_of(r->source, at), date_iso(day, r->keep), date_iso(last, r->keep));
    else if (day > made)
        diagnose(r->diagnostics, DIAG_W110, source_place_of(r->source, at), date_iso(day, r->keep), date_iso(made, r->keep));
}

enum { PIECES_MAX = 2 + 2 * LANGUAGES_MAX };

/* What stands between the bars of a line. */
struct pieces {
    struct text items[PIECES_MAX];
    size_t count, day; /* day: which of them is that of the count */
};

static bool is_day(struct text text)
{
    date_day unused;
    return date_parse(text, DATE_ISO, &unused) == DATE_PARSED;
}

/* The day parts who counted from what the figure rests on; where none is written as one must be, it is looked for in the
 * middle. */
static struct pieces cut_pieces(const struct typed_reader *r, struct text value)
{
    struct pieces pieces = {.count = 0};
    struct text rest = value;
    while (pieces.count + 1 < PIECES_MAX && text_find_byte(rest, '|') < rest.len)
        pieces.items[pieces.count++] = text_cut(&rest, '|');
    pieces.items[pieces.count++] = text_trim(rest);
    const size_t languages = r->codebook->language_count;
    pieces.day = pieces.count == 2 + 2 * languages ? 1 + languages : 2;
    for (size_t i = pieces.count; i-- > 2;)
        if (is_day(pieces.items[i]))
            pieces.day = i;
    return pieces;
}

/* One text for all languages, or one for each. */
static bool read_labels(const struct typed_reader *r, const struct text *texts, size_t count, struct labels *ret_labels)
{
    const size_t languages = r->codebook->language_count;
    bool all = count == 1 || count == languages;
    for (size_t i = 0; i < count; i++)
        all = all && texts[i].len;
    if (!all) {
        diagnose(r->diagnostics, DIAG_E137, source_place_of(r->source, texts[0]), language_names(r->codebook, r->keep));
        return false;
    }
    for (size_t i = 0; i < languages; i++)
        ret_labels->in[i] = markup_unfold(r->keep, texts[count == 1 ? 0 : i]);
    return true;
}

static struct text piece_at(const struct pieces *pieces, size_t i, struct text value)
{
    return i < pieces->count ? pieces->items[i] : text_slice(value, value.len, value.len);
}

/* "60 | A. Official | 2015-01-12 | what it rests on": all four must be there. */
static bool read_typed(const struct typed_reader *r, const struct setting *setting, struct typed_figure *ret_typed)
{
    const struct pieces pieces = cut_pieces(r, setting->value);
    const struct text parts[TYPED_PARTS] = {
        [TYPED_VALUE] = pieces.items[0],
        [TYPED_WHO] = piece_at(&pieces, 1, setting->value),
        [TYPED_WHEN] = piece_at(&pieces, pieces.day, setting->value),
        [TYPED_BASIS] = piece_at(&pieces, pieces.day + 1, setting->value),
    };
    struct typed_source *source = &ret_typed->source;
    if (!has_all_parts(r, parts))
        return false;
    if (!text_to_number(parts[TYPED_VALUE], &ret_typed->value)) {
        diagnose(r->diagnostics, DIAG_E109, source_place_of(r->source, parts[TYPED_VALUE]), parts[TYPED_VALUE],
                 setting->key, TEXT("a whole number"));
        return false;
    }
    if (date_parse(parts[TYPED_WHEN], DATE_ISO, &source->day) != DATE_PARSED) {
        diagnose(r->diagnostics, DIAG_E109, source_place_of(r->source, parts[TYPED_WHEN]), parts[TYPED_WHEN],
                 setting->key, TEXT("a day, written yyyy-mm-dd: value | who counted | yyyy-mm-dd | what it rests on"));
        return false;
    }
    check_day(r, parts[TYPED_WHEN], source->day);
    return read_labels(r, pieces.items + 1, pieces.day - 1, &source->who) &&
           read_labels(r, pieces.items + pieces.day + 1, pieces.count - pieces.day - 1, &source->basis);
}

/* As collect_sealed() wrote them. */
static struct labels split_labels(const struct codebook *codebook, struct text words, struct arena *keep)
{
    struct labels labels = {0};
    for (size_t i = 0; i < codebook->language_count; i++)
        labels.in[i] = text_copy(keep, text_cut(&words, '|'));
    return labels;
}

bool edition_typed_from(struct edition *edition, const struct sealed *sealed, const struct codebook *codebook, struct arena *keep,
                        struct error *err)
{
    struct typed_figure *typed = ARENA_ARRAY(keep, struct typed_figure, sealed->typed.count);
    for (size_t i = 0; i < sealed->typed.count; i++) {
        const struct sealed_typed *from = &sealed->typed.items[i];
        struct typed_figure figure = {.measure = codebook_measure(codebook, from->measure)};
        if (figure.measure == NO_INDEX || date_parse(from->day, DATE_ISO, &figure.source.day) != DATE_PARSED)
            return error_set(err, ERROR_INPUT, "the archive holds what sitrep does not write there");
        figure.source.who = split_labels(codebook, from->who, keep);
        figure.source.basis = split_labels(codebook, from->basis, keep);
        typed[edition->typed_count++] = figure;
    }
    edition->typed = typed;
    return true;
}

bool edition_typed_in(struct edition *edition, const struct codebook *codebook, struct arena *keep,
                      struct diagnostics *diagnostics, struct error *err)
{
    if (!edition->typed_in)
        return true;
    struct source *source = ARENA_NEW(keep, struct source);
    if (!source_read(edition->typed_in, edition->typed_in, keep, diagnostics, source, err))
        return false;
    const struct settings settings = settings_read(source, keep, diagnostics);
    const struct typed_reader reader = {&edition->facts, codebook, keep, source, diagnostics};
    struct typed_figure *typed = ARENA_ARRAY(keep, struct typed_figure, settings.count);
    for (size_t i = 0; i < settings.count; i++) {
        const struct setting *setting = &settings.items[i];
        const int measure = codebook_measure(codebook, setting->key);
        struct typed_figure figure = {.measure = measure};
        if (measure == NO_INDEX || codebook->measures[measure].kind != MEASURE_TYPED_IN) {
            const struct name_fault unknown = {NAMED_TYPED_IN, NO_INDEX, setting->key, source_place_of(source, setting->key)};
            codebook_name_fault(codebook, &unknown, keep, diagnostics);
            continue;
        }
        read_typed(&reader, setting, &figure); /* what is wrong with its value is told; it is given all the same */
        typed[edition->typed_count++] = figure;
    }
    edition->typed_is_unknown = edition->typed_is_unknown || settings.strays.count > 0 || settings.is_unread;
    edition->typed = typed;
    return true;
}
