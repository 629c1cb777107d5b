/* SPDX-License-Identifier: GPL-3.0-or-later
 * Numbers are compared as readers have them before them, but for capitals and kinds of blanks. */
#include "cli/run_numbered.h"

#include "cli/run_bind.h"

/* What is looked for in one report after the other. */
struct search {
    struct run *run;
    struct text wanted, number; /* "figure 3", "3" */
    bool is_one;                /* it is how some report would call a chart or table */
    LIST_OF(struct text) found; /* what is called so; each once */
    struct text last;           /* "Figure 8": of the same kind the last there is */
};

static struct text number_in(struct text words)
{
    while (words.len) {
        const struct text word = text_cut(&words, ' ');
        int64_t number;
        if (text_to_number(word, &number))
            return word;
    }
    return TEXT_EMPTY;
}

bool run_may_be_number(struct text figure)
{
    return number_in(figure).len > 0;
}

static struct text folded(const struct search *s, struct text name)
{
    struct text rest = whereabouts_plain(name, s->run->keep), words = TEXT_EMPTY;
    while (rest.len) {
        const struct text word = text_cut(&rest, ' ');
        if (word.len)
            words = text_format(s->run->keep, "%.*s%s%.*s", TEXT_ARGS(words), words.len ? " " : "", TEXT_ARGS(word));
    }
    return text_fold(s->run->keep, words);
}

static void add(struct search *s, struct text id)
{
    for (size_t i = 0; i < s->found.count; i++)
        if (text_equal(s->found.items[i], id))
            return;
    ARENA_PUSH(s->run->keep, &s->found, id);
}

/* A kind of things, as a report calls the one of that number. */
struct kind {
    size_t layout;
    bool is_table;
    struct text name;
};

/* In the report of one audience. */
static void search_report(struct search *s, const struct kind *kind, size_t audience)
{
    const struct layout *layout = s->run->layouts.items[kind->layout];
    const struct document *document = run_bind(s->run, kind->layout, audience, s->run->releases[audience]);
    struct whereabouts there = {0};
    whereabouts_number(document, layout, s->run->keep, &there);
    for (size_t i = 0; i < there.count; i++) {
        const struct whereabout *here = &there.items[i];
        if ((layout_find_figure(layout, here->id)->form == FORM_TABLE) != kind->is_table)
            continue;
        s->last = here->name;
        if (text_equal(folded(s, here->name), kind->name))
            add(s, here->id);
    }
}

/* In the reports that are built from one layout, but for reproductions, which are for nobody. */
static void search_layout(struct search *s, size_t layout, bool is_table, bool by_its_word)
{
    struct run *run = s->run;
    const char *word = is_table ? "table" : "figure";
    const struct text in_layouts = text_format(run->keep, "%s %.*s", word, TEXT_ARGS(s->number));
    const struct text called = language_reference(run->languages.items[layout], run->keep, word, s->number,
                                                  (struct inflection){0});
    const struct kind kind = {layout, is_table, folded(s, called)};
    if (!text_equal(s->wanted, by_its_word ? in_layouts : kind.name))
        return;
    s->is_one = true;
    for (size_t i = 0; i < run->built_audiences; i++)
        if (!run_policy(run, i)->may_leak)
            search_report(s, &kind, i);
}

static void search_layouts(struct search *s, bool by_its_word)
{
    for (size_t i = 0; i < s->run->layouts.count; i++) {
        search_layout(s, i, false, by_its_word);
        search_layout(s, i, true, by_its_word);
    }
}

/* "'gender', 'new_gender'". */
static struct text found_words(const struct search *s)
{
    struct text words = TEXT_EMPTY;
    for (size_t i = 0; i < s->found.count; i++)
        words = text_format(s->run->keep, "%.*s%s'%.*s'", TEXT_ARGS(words), i ? ", " : "", TEXT_ARGS(s->found.items[i]));
    return words;
}

bool run_find_numbered(struct run *run, struct text figure, struct diagnostics *told, struct text *ret_id)
{
    struct search s = {.run = run, .number = number_in(figure), .last = TEXT_EMPTY};
    const struct source source = {.path = "figure", .bytes = figure};
    const struct place place = source_place_of(&source, figure);
    s.wanted = folded(&s, figure);
    search_layouts(&s, false);
    if (!s.is_one)
        search_layouts(&s, true);
    if (s.found.count > 1)
        diagnose(told, DIAG_E582, place, figure, found_words(&s));
    else if (s.is_one && !s.found.count)
        diagnose(told, DIAG_E588, place, figure, s.last);
    *ret_id = s.found.count == 1 ? s.found.items[0] : TEXT_EMPTY;
    return s.found.count == 1 || !s.is_one;
}
