/* SPDX-License-Identifier: GPL-3.0-or-later
 * sitrep list: the words that layouts and settings can use, from the tables that the parsers go by and from a code book. */
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "base/suggest.h"
#include "cli/command.h"
#include "cli/edition.h"
#include "cli/print.h"
#include "cli/say.h"
#include "codebook/vocabulary.h"
#include "document/language.h"
#include "layout/vocabulary.h"

struct list_options {
    const struct topic *topic;
    const char *edition, *variable, *language; /* NULL: not named */
};

struct line {
    struct text name, words;
};

/* What is printed: lines of a name and what is said of it, in columns. */
struct lister {
    const struct list_options *options;
    const struct codebook *codebook; /* NULL: no edition */
    int language;                    /* of labels */
    struct arena *keep;
    struct voice voice;              /* says what code books have no words for */
    LIST_OF(struct line) lines;
};

static void add(struct lister *l, struct text name, struct text words)
{
    ARENA_PUSH(l->keep, &l->lines, ((struct line){name, words}));
}

static struct text label(const struct lister *l, const struct labels *labels)
{
    return labels->in[l->language];
}

/* ---- of a code book ---- */

static bool list_measures(struct lister *l)
{
    for (int i = 0; i < l->codebook->measure_count; i++) {
        const struct measure *measure = &l->codebook->measures[i];
        const struct text form = measure->kind == MEASURE_STOCK  ? TEXT("at the end of the period")
                                 : measure->kind == MEASURE_FLOW ? TEXT("during the period")
                                                                 : TEXT("typed in");
        add(l, measure->id, text_format(l->keep, "%.*s (%.*s, %.*s)", TEXT_ARGS(label(l, &measure->title)),
                                        TEXT_ARGS(label(l, &measure->unit)), TEXT_ARGS(said_word(&l->voice, form))));
    }
    return true;
}

/* "clients, minors, new": what can be broken down by a variable of that source. */
static struct text measures_of(const struct lister *l, int source)
{
    struct text all = TEXT_EMPTY;
    for (int i = 0; i < l->codebook->measure_count; i++)
        if (l->codebook->measures[i].source == source)
            all = text_format(l->keep, "%.*s%s%.*s", TEXT_ARGS(all), all.len ? ", " : "",
                              TEXT_ARGS(l->codebook->measures[i].id));
    return all;
}

static bool list_variables(struct lister *l)
{
    for (int i = 0; i < l->codebook->dimension_count; i++) {
        const struct dimension *dimension = &l->codebook->dimensions[i];
        const struct text words = text_format(l->keep, "%.*s (of %.*s)", TEXT_ARGS(label(l, &dimension->title)),
                                              TEXT_ARGS(measures_of(l, dimension->source)));
        add(l, dimension->id, said_word(&l->voice, words));
    }
    add(l, TEXT("month, half, year"), said_word(&l->voice, TEXT("time, in tables and charts: 'show: clients by month'")));
    return true;
}

/* Two sources may have a variable of one name: its categories are told once if they are the same. */
static bool is_told(const struct lister *l, int number)
{
    const struct dimension *dimension = &l->codebook->dimensions[number];
    for (int i = 0; i < number; i++)
        if (text_equal(l->codebook->dimensions[i].id, dimension->id) &&
            l->codebook->dimensions[i].categories == dimension->categories)
            return true;
    return false;
}

static bool no_such_variable(const struct lister *l)
{
    struct suggestion near = suggest(text_of(l->options->variable));
    for (int i = 0; i < l->codebook->dimension_count; i++)
        suggest_offer(&near, l->codebook->dimensions[i].id);
    const struct text hint = suggest_hint(&near, l->keep);
    fprintf(stderr, "sitrep list: there is no variable '%s'; %.*s\n", l->options->variable, TEXT_ARGS(hint));
    return false;
}

static bool list_categories(struct lister *l)
{
    bool any = false;
    for (int i = 0; i < l->codebook->dimension_count; i++) {
        const struct dimension *dimension = &l->codebook->dimensions[i];
        if ((l->options->variable && !text_equal(text_of(l->options->variable), dimension->id)) || is_told(l, i))
            continue;
        for (int k = 0; k < dimension->category_count; k++)
            add(l, text_format(l->keep, "%.*s=%.*s", TEXT_ARGS(dimension->id), TEXT_ARGS(dimension->categories[k].id)),
                label(l, &dimension->categories[k].labels));
        any = true;
    }
    return any || !l->options->variable || no_such_variable(l);
}

/* ---- of the program ---- */

static void add_blocks(struct lister *l, const char *file, const struct block_rule *blocks)
{
    for (; blocks->kind.len; blocks++)
        add(l, text_format(l->keep, "%s  ::: %.*s", file, TEXT_ARGS(blocks->kind)), blocks->purpose);
}

static bool list_blocks(struct lister *l)
{
    add_blocks(l, "layout   ", layout_blocks());
    add_blocks(l, "code book", codebook_blocks());
    return true;
}

static void add_settings(struct lister *l, struct text owner, const struct setting_rule *rules)
{
    for (; rules && rules->name.len; rules++)
        add(l, text_format(l->keep, "%.*s  %.*s", TEXT_ARGS(owner), TEXT_ARGS(rules->name)),
            text_format(l->keep, "%s%.*s", rules->needed ? "(needed) " : "", TEXT_ARGS(rules->values)));
}

/* Kinds of block that have the same settings are told together. */
static void add_settings_of_blocks(struct lister *l, const struct block_rule *blocks)
{
    for (; blocks->kind.len; blocks++) {
        struct text owner = blocks->kind;
        const struct setting_rule *settings = blocks->settings;
        for (; settings && blocks[1].settings == settings; blocks++)
            owner = text_format(l->keep, "%.*s, %.*s", TEXT_ARGS(owner), TEXT_ARGS(blocks[1].kind));
        add_settings(l, owner, settings);
    }
}

static bool list_settings(struct lister *l)
{
    add_settings(l, TEXT("edition.conf"), edition_settings());
    add_settings(l, TEXT("head of a layout"), layout_head());
    add_settings_of_blocks(l, layout_blocks());
    add_settings(l, TEXT("head of a code book"), codebook_head());
    add_settings_of_blocks(l, codebook_blocks());
    add_settings(l, TEXT("language file"), language_settings(l->keep));
    return true;
}

static bool list_formats(struct lister *l)
{
    for (const struct format_word *format = layout_formats(); format->word.len; format++)
        add(l, format->word, text_format(l->keep, "%.*s (of %.*s%s)", TEXT_ARGS(format->purpose),
                                         TEXT_ARGS(suit_words(format->suits)), format->has_cases ? "; a CASE may follow" : ""));
    add(l, TEXT("CASE"), TEXT("a case of the language, as 'in' or 'In': {{period: in}}, {{see table T: in}}; number words also a gender"));
    return true;
}

static bool list_periods(struct lister *l)
{
    for (const struct period_form *period = layout_periods(); period->form.len; period++)
        add(l, text_format(l->keep, "@%.*s", TEXT_ARGS(period->form)), period->meaning);
    add(l, TEXT("year=2013"), TEXT("before the '@', also half=2013H2, month=2013-06; half=H2 and month=6: of the edition's year"));
    add(l, TEXT("{{period @year before: in}}"), TEXT("the words of any of them: 'in the first half of 2014'; period.from and period.to are its days"));
    return true;
}

/* ---- the command ---- */

static const struct topic {
    const char *name;
    bool needs_edition, takes_variable;
    bool (*list)(struct lister *l); /* false after a message */
} TOPICS[] = {
    {"measures", true, false, list_measures}, {"variables", true, false, list_variables},
    {"categories", true, true, list_categories}, {"blocks", false, false, list_blocks},
    {"settings", false, false, list_settings}, {"formats", false, false, list_formats},
    {"periods", false, false, list_periods},
};
enum { TOPIC_COUNT = sizeof TOPICS / sizeof *TOPICS };

static const struct topic *find_topic(const char *name)
{
    struct arena *scratch = arena_new();
    struct suggestion near = suggest(text_of(name));
    const struct topic *found = NULL;
    for (size_t i = 0; i < TOPIC_COUNT; i++) {
        suggest_offer(&near, text_of(TOPICS[i].name));
        if (strcmp(TOPICS[i].name, name) == 0)
            found = &TOPICS[i];
    }
    const struct text hint = suggest_hint(&near, scratch);
    if (!found)
        fprintf(stderr, "sitrep list: there is no list of '%s'; %.*s\n", name, TEXT_ARGS(hint));
    arena_free(scratch);
    return found;
}

static bool usage(void)
{
    fprintf(stderr, "sitrep list measures|variables|categories [VARIABLE] EDITION [--language LANGUAGE]\n"
                    "sitrep list blocks|settings|formats|periods; sitrep list --help tells more\n");
    return false;
}

/* TOPIC [VARIABLE] EDITION, or TOPIC [EDITION]. */
static bool read_arguments(int argc, char **argv, struct list_options *ret_options)
{
    static const struct option options[] = {{"language", required_argument, NULL, 'l'}, {NULL, 0, NULL, 0}};
    struct list_options read = {0};
    for (int option; (option = getopt_long(argc, argv, "", options, NULL)) != -1; read.language = optarg)
        if (option != 'l')
            return usage();
    if (optind == argc)
        return usage();
    read.topic = find_topic(argv[optind++]);
    if (!read.topic)
        return false;
    if (read.topic->takes_variable && argc - optind == 2)
        read.variable = argv[optind++];
    if (optind < argc)
        read.edition = argv[optind++];
    if (optind < argc || (read.topic->needs_edition && !read.edition))
        return usage();
    *ret_options = read;
    return true;
}

static void print_lines(const struct lister *l)
{
    size_t widest = 0;
    for (size_t i = 0; i < l->lines.count; i++) {
        const size_t width = text_width(l->lines.items[i].name);
        widest = width > widest ? width : widest;
    }
    for (size_t i = 0; i < l->lines.count; i++) {
        const struct line *line = &l->lines.items[i];
        printf("%.*s%*s  %.*s\n", TEXT_ARGS(line->name), (int)(widest - text_width(line->name)), "", TEXT_ARGS(line->words));
    }
}

/* That of messages, if none was named and the code book has it. */
static bool choose_language(struct lister *l, struct error *err)
{
    const char *wanted = l->options->language;
    const struct text language = wanted ? text_of(wanted) : message_language_name(l->voice.language);
    const int found = codebook_language(l->codebook, language);
    l->language = found == NO_INDEX && !wanted ? 0 : found;
    return l->language != NO_INDEX || error_set(err, ERROR_USAGE, "the code book has no language '%s'", wanted);
}

/* Edition and code book, as far as they can be understood. */
static bool read_edition(struct lister *l, struct diagnostics *diagnostics, struct error *err)
{
    struct edition edition;
    if (!edition_read(l->options->edition, NULL, l->keep, diagnostics, &edition, err))
        return false;
    l->voice = voice_of(diagnostics, l->keep);
    if (!edition.codebook)
        return true;
    return codebook_read(edition.codebook, edition.facts.period.last, l->keep, diagnostics, &l->codebook, err) &&
           choose_language(l, err);
}

/* Faults of other settings than the code book's are told, and do no harm. */
static int list_topic(struct lister *l, struct diagnostics *diagnostics)
{
    struct error err = {0};
    if (l->options->topic->needs_edition && !read_edition(l, diagnostics, &err)) {
        print_diagnostics(diagnostics);
        print_failure(diagnostics, err.message);
        return (int)err.kind;
    }
    print_diagnostics(diagnostics);
    const bool has_words = !l->options->topic->needs_edition || l->codebook;
    if (has_words && !l->options->topic->list(l))
        return EXIT_USAGE;
    print_lines(l);
    if (!print_finish(diagnostics))
        return EXIT_SYSTEM;
    return diagnostics_count(diagnostics, SEVERITY_ERROR) ? EXIT_INPUT : EXIT_FINE;
}

int command_list(int argc, char **argv)
{
    struct list_options options;
    if (!read_arguments(argc, argv, &options))
        return EXIT_USAGE;
    struct print_language messages = {0};
    if (options.language)
        print_take_language(options.language, &messages);
    struct diagnostics *diagnostics = print_diagnostics_new(messages);
    struct lister lister = {.options = &options, .keep = arena_new()};
    const int status = list_topic(&lister, diagnostics);
    diagnostics_free(diagnostics);
    arena_free(lister.keep);
    return status;
}
