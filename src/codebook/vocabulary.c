/* SPDX-License-Identifier: GPL-3.0-or-later
 * Tables of blocks and settings. */
#include "codebook/vocabulary.h"

#define LABELS TEXT_INIT("a text, or one for each language: text | text | text")

#define DEFINITION \
    TEXT_INIT("what it is, in words for readers of workbook and data files, one text for each language: text | text | text")

static const struct setting_rule HEAD[] = {
    {TEXT_INIT("id"), true, TEXT_INIT("a name")},
    {TEXT_INIT("version"), false, TEXT_INIT("any text")},
    {TEXT_INIT("languages"), true, TEXT_INIT("fi, sv, en: the languages of names, in the order in which texts are given")},
    {TEXT_INIT("title"), false, LABELS},
    {TEXT_INIT("not stated"), true, LABELS},
    {TEXT_INIT(""), false, TEXT_INIT("")},
};

static const struct setting_rule CODES[] = {
    {TEXT_INIT("title"), true, LABELS},
    {TEXT_INIT("definition"), false, DEFINITION},
    {TEXT_INIT("unknown"), false, TEXT_INIT("error, or the category of codes that are not listed: how many rows count there is told")},
    {TEXT_INIT("file"), false, TEXT_INIT("a CSV file with the columns raw, category, valid and becomes (if any) and one for each language; or, of countries, alpha2, "
               "alpha3, numeric, m49 and one for each language")},
    {TEXT_INIT("editions"), false, TEXT_INIT("2013H1..2014H2: the reports that use this list; either end may be left out")},
    {TEXT_INIT(""), false, TEXT_INIT("")},
};

static const struct setting_rule SOURCE[] = {
    {TEXT_INIT("title"), false, LABELS},
    {TEXT_INIT("definition"), false, DEFINITION},
    {TEXT_INIT("files"), true, TEXT_INIT("patterns of file names, separated by commas: cases*.csv")},
    {TEXT_INIT("row"), true, TEXT_INIT("what a row is, in words")},
    {TEXT_INIT("key"), true, TEXT_INIT("a column of the type id")},
    {TEXT_INIT("person"), false, TEXT_INIT("a column of the type id")},
    {TEXT_INIT("starts"), true, TEXT_INIT("a column of the type date")},
    {TEXT_INIT("ends"), false, TEXT_INIT("a column of the type date")},
    {TEXT_INIT("order of dates"), false, TEXT_INIT("columns of the type date, separated by commas: a row in which one lies before those named before it is faulty")},
    {TEXT_INIT("dates"), false, TEXT_INIT("d.m.yyyy, yyyy-mm-dd")},
    {TEXT_INIT("missing"), false, TEXT_INIT("what stands in empty cells, separated by commas")},
    {TEXT_INIT(""), false, TEXT_INIT("")},
};

static const struct setting_rule GROUPS[] = {
    {TEXT_INIT("title"), true, LABELS},
    {TEXT_INIT("definition"), false, DEFINITION},
    {TEXT_INIT("of"), true, TEXT_INIT("a code list")},
    {TEXT_INIT("over time"), false, TEXT_INIT("no, or yes: its categories as they can be followed through changes ('becomes'), without a table")},
    {TEXT_INIT(""), false, TEXT_INIT("")},
};

static const struct setting_rule MEASURE[] = {
    {TEXT_INIT("title"), true, LABELS},
    {TEXT_INIT("definition"), false, DEFINITION},
    {TEXT_INIT("unit"), false, LABELS},
    {TEXT_INIT("count"), false, TEXT_INIT("a source")},
    {TEXT_INIT("counted"), false, TEXT_INIT("at the end of the period, COLUMN during the period")},
    {TEXT_INIT("in system"), false, TEXT_INIT("from COLUMN until COLUMN, from COLUMN through COLUMN")},
    {TEXT_INIT("once per"), false, TEXT_INIT("the source's person column; case and code: in each code of cells that hold several")},
    {TEXT_INIT("where"), false, TEXT_INIT("conditions, with 'and' between: age < 18, gender != women, region in (asia, mena), admitted before 2014-07-01, "
               "month of left = 6..8, not extension = yes")},
    {TEXT_INIT("like"), false, TEXT_INIT("a measure above, of which this one is a part")},
    {TEXT_INIT("note"), false, LABELS},
    {TEXT_INIT("typed in"), false, TEXT_INIT("yes: the edition's file of typed-in figures has it")},
    {TEXT_INIT("source"), false, TEXT_INIT("any text")},
    {TEXT_INIT(""), false, TEXT_INIT("")},
};

static const struct setting_rule RELATION[] = {
    {TEXT_INIT("that"), true, TEXT_INIT("measures that add up: clients = clients @previous + new - exits")},
    {TEXT_INIT(""), false, TEXT_INIT("")},
};

static const struct setting_rule POLICY[] = {
    {TEXT_INIT("threshold"), true, TEXT_INIT("a whole number: smaller counts are protected")},
    {TEXT_INIT("zeros"), false, TEXT_INIT("shown, hidden")},
    {TEXT_INIT("smallest base of percentages"), false, TEXT_INIT("a whole number")},
    {TEXT_INIT("small parts"), false, TEXT_INIT("hide, join")},
    {TEXT_INIT("exact dates"), false, TEXT_INIT("latest MEASURE.COLUMN; earliest MEASURE.COLUMN: year")},
    {TEXT_INIT("text"), false, LABELS},
    {TEXT_INIT("symbol"), false, TEXT_INIT("what stands for a hidden number: [c], if you say nothing")},
    {TEXT_INIT("purpose"), false, TEXT_INIT("release, reproduction")},
    {TEXT_INIT("mark every page"), false, LABELS},
    {TEXT_INIT("recipient"), false, LABELS},
    {TEXT_INIT("encrypt"), false, TEXT_INIT("no, yes")},
    {TEXT_INIT("workbook as ods"), false, TEXT_INIT("no, yes")},
    {TEXT_INIT("exempt"), false, TEXT_INIT("FIGURE | reason; FIGURE | reason")},
    {TEXT_INIT("also holds"), false, TEXT_INIT("audiences separated by commas, or: nothing")},
    {TEXT_INIT(""), false, TEXT_INIT("")},
};

static const struct setting_rule CHECK[] = {
    {TEXT_INIT("that"), true, TEXT_INIT("a condition, as in a claim: clients > minors")},
    {TEXT_INIT("else"), false, TEXT_INIT("error, warning")},
    {TEXT_INIT(""), false, TEXT_INIT("")},
};

static const struct setting_rule SHEET[] = {
    {TEXT_INIT("audience"), true, TEXT_INIT("who gets it: audiences separated by commas")},
    {TEXT_INIT("editions"), false, TEXT_INIT("2013H1..2014H2: the reports that have this sheet; either end may be left out")},
    {TEXT_INIT("title"), true, LABELS},
    {TEXT_INIT("show"), true, TEXT_INIT("as a figure of a layout: MEASURE by VARIABLE, VARIABLE; of another period: new @2013..2014 by year")},
    {TEXT_INIT("where"), false, TEXT_INIT("selections, as in 'show': gender=women, region!=not_stated")},
    {TEXT_INIT("base"), false, TEXT_INIT("all, stated")},
    {TEXT_INIT("join"), false, TEXT_INIT("a variable of 'show', none")},
    {TEXT_INIT("labels"), false, TEXT_INIT("count, percent")},
    {TEXT_INIT("order"), false, TEXT_INIT("codebook, largest, smallest, time")},
    {TEXT_INIT("totals"), false, TEXT_INIT("yes, no")},
    {TEXT_INIT("chart"), false, TEXT_INIT("pie, bars, columns, line")},
    {TEXT_INIT("note"), false, LABELS},
    {TEXT_INIT(""), false, TEXT_INIT("")},
};

static const struct block_rule BLOCKS[] = {
    {TEXT_INIT("codes"), MARKUP_OF_SETTINGS, CODES, TEXT_INIT("what raw codes mean, and when: a table of codes")},
    {TEXT_INIT("source"), MARKUP_OF_SETTINGS, SOURCE, TEXT_INIT("an export: its files, and a table of its columns")},
    {TEXT_INIT("groups"), MARKUP_OF_SETTINGS, GROUPS, TEXT_INIT("a coarser variable: a table of groups and their members")},
    {TEXT_INIT("measure"), MARKUP_OF_SETTINGS, MEASURE, TEXT_INIT("what is counted")},
    {TEXT_INIT("relation"), MARKUP_OF_SETTINGS, RELATION, TEXT_INIT("how measures add up, as every reader knows")},
    {TEXT_INIT("policy"), MARKUP_OF_SETTINGS, POLICY, TEXT_INIT("what may be published to an audience")},
    {TEXT_INIT("check"), MARKUP_OF_SETTINGS, CHECK, TEXT_INIT("what must hold")},
    {TEXT_INIT("sheet"), MARKUP_OF_SETTINGS, SHEET, TEXT_INIT("a table for the workbook only: what it shows, and who gets it")},
    {TEXT_INIT(""), MARKUP_OF_SETTINGS, NULL, TEXT_INIT("")},
};

const struct setting_rule *codebook_head(void)
{
    return HEAD;
}

const struct block_rule *codebook_blocks(void)
{
    return BLOCKS;
}
