/* SPDX-License-Identifier: GPL-3.0-or-later
 * Statements, and sentences about them. */
#include "archive/forms.h"

#define TABLE_ABOUT                                                                              \
    "CREATE TABLE about ( -- what this file is, in sentences: SELECT sentence FROM about\n"      \
    "  line INTEGER PRIMARY KEY,\n"                                                              \
    "  sentence TEXT NOT NULL\n"                                                                 \
    ") STRICT"

#define TABLE_CONTENT                                                                                    \
    "CREATE TABLE content ( -- the bytes of files, each different one once\n"                            \
    "  sha256 TEXT PRIMARY KEY, -- of the bytes as they were\n"                                          \
    "  bytes INTEGER NOT NULL, -- how many they were\n"                                                  \
    "  data BLOB NOT NULL -- compressed by zlib; as they were, where that is not longer: the shell's"    \
    " sqlar_uncompress(data, bytes) gives them back\n"                                                   \
    ") STRICT"

static const char *const ARCHIVE_1[] = {
    TABLE_ABOUT,
    TABLE_CONTENT,
    "CREATE TABLE edition ( -- one report of one period, for all its audiences\n"
    "  edition TEXT PRIMARY KEY, -- its id: files are named after it\n"
    "  period_first TEXT NOT NULL, -- the first day\n"
    "  period_last TEXT NOT NULL, -- the last day\n"
    "  report_number TEXT NOT NULL,\n"
    "  report_date TEXT NOT NULL, -- as printed in the report\n"
    "  publisher TEXT NOT NULL,\n"
    "  folder TEXT NOT NULL, -- what the folder that it was made in was called\n"
    "  program TEXT NOT NULL, -- that made it, with its version\n"
    "  inputs_until TEXT NOT NULL, -- case-level inputs are kept until this day; empty: no day is set\n"
    "  restricted TEXT NOT NULL -- SHA-256 over a secret number and all that the restricted file keeps of this edition: it\n"
    "                           -- proves that nothing there was changed, and once that is destroyed it tells nothing\n"
    ") STRICT",
    "CREATE TABLE library ( -- the libraries that the program worked with\n"
    "  edition TEXT NOT NULL REFERENCES edition,\n"
    "  name TEXT NOT NULL,\n"
    "  version TEXT NOT NULL,\n"
    "  PRIMARY KEY (edition, name)\n"
    ") STRICT, WITHOUT ROWID",
    "CREATE TABLE input ( -- what people wrote for it, and its fonts; case-level inputs are in the restricted file\n"
    "  edition TEXT NOT NULL REFERENCES edition,\n"
    "  number INTEGER NOT NULL, -- in the order of reading\n"
    "  kind TEXT NOT NULL, -- edition, code book, code list, layout, language, earlier figures, font\n"
    "  path TEXT NOT NULL, -- seen from the edition's folder; fonts are in a folder 'fonts'\n"
    "  content TEXT NOT NULL REFERENCES content,\n"
    "  PRIMARY KEY (edition, number)\n"
    ") STRICT, WITHOUT ROWID",
    "CREATE TABLE typed_in ( -- figures that somebody entered, and where they come from\n"
    "  edition TEXT NOT NULL REFERENCES edition,\n"
    "  measure TEXT NOT NULL,\n"
    "  day TEXT NOT NULL, -- of the count\n"
    "  who TEXT NOT NULL, -- counted; in each language of the code book, with '|' between them\n"
    "  basis TEXT NOT NULL, -- what the figure rests on; likewise\n"
    "  PRIMARY KEY (edition, measure)\n"
    ") STRICT, WITHOUT ROWID",
    "CREATE TABLE output ( -- the files that were published, as they were\n"
    "  edition TEXT NOT NULL REFERENCES edition,\n"
    "  path TEXT NOT NULL, -- the first folder is the audience\n"
    "  content TEXT NOT NULL REFERENCES content,\n"
    "  for_everybody INTEGER NOT NULL, -- 1: anybody may read it; 0: it is for its audience\n"
    "  encrypted INTEGER NOT NULL, -- 1: it opens with a password, and comes out with other bytes each time it is made\n"
    "  PRIMARY KEY (edition, path)\n"
    ") STRICT, WITHOUT ROWID",
    "CREATE TABLE statement ( -- every number that was told to an audience, in whatever file: what later editions reckon with\n"
    "  edition TEXT NOT NULL REFERENCES edition,\n"
    "  audience TEXT NOT NULL,\n"
    "  number INTEGER NOT NULL, -- in the order of the report\n"
    "  measure TEXT NOT NULL, -- of the code book\n"
    "  period TEXT NOT NULL,\n"
    "  selection TEXT NOT NULL, -- which of them: 'gender=women'\n"
    "  kind TEXT NOT NULL, -- count, zero_or_more, le, categories: as in the files all_figures.*.csv\n"
    "  unit TEXT NOT NULL,\n"
    "  status TEXT NOT NULL, -- shown, hidden\n"
    "  value INTEGER NOT NULL, -- 0 where it is hidden: nobody can tell it from this file\n"
    "  PRIMARY KEY (edition, audience, number)\n"
    ") STRICT, WITHOUT ROWID",
    "CREATE TABLE released ( -- what was released to each audience: a figure, table, ranking or date that the report asks for\n"
    "  edition TEXT NOT NULL REFERENCES edition,\n"
    "  audience TEXT NOT NULL,\n"
    "  number INTEGER NOT NULL, -- in the order in which layouts, then sheets ask for it, from 0\n"
    "  kind TEXT NOT NULL, -- sum, table, top, earliest, latest, distinct\n"
    "  measure TEXT NOT NULL,\n"
    "  period TEXT NOT NULL,\n"
    "  PRIMARY KEY (edition, audience, number)\n"
    ") STRICT, WITHOUT ROWID",
    "CREATE TABLE released_part ( -- the headings of a table: a category, or several joined ones\n"
    "  edition TEXT NOT NULL REFERENCES edition,\n"
    "  audience TEXT NOT NULL,\n"
    "  number INTEGER NOT NULL, -- of the table, in released\n"
    "  place INTEGER NOT NULL, -- 0: the first variable of the table, 1: the second, …\n"
    "  part INTEGER NOT NULL, -- which heading, from 0\n"
    "  variable TEXT NOT NULL,\n"
    "  categories TEXT NOT NULL, -- of the code book, with blanks between them\n"
    "  PRIMARY KEY (edition, audience, number, place, part)\n"
    ") STRICT, WITHOUT ROWID",
    "CREATE TABLE released_cell ( -- the numbers of tables, and of figures: these have one cell\n"
    "  edition TEXT NOT NULL REFERENCES edition,\n"
    "  audience TEXT NOT NULL,\n"
    "  number INTEGER NOT NULL, -- in released\n"
    "  cell INTEGER NOT NULL, -- from 0, the last variable running fastest, its total behind its parts\n"
    "  selection TEXT NOT NULL, -- the headings that it stands at; a variable that is not named is summed over\n"
    "  status TEXT NOT NULL, -- shown, hidden, hidden_or_zero\n"
    "  value INTEGER NOT NULL, -- 0 where it is hidden\n"
    "  PRIMARY KEY (edition, audience, number, cell)\n"
    ") STRICT, WITHOUT ROWID",
    "CREATE TABLE released_rank ( -- the categories of rankings, largest first, then those that it leaves out\n"
    "  edition TEXT NOT NULL REFERENCES edition,\n"
    "  audience TEXT NOT NULL,\n"
    "  number INTEGER NOT NULL, -- in released\n"
    "  place INTEGER NOT NULL, -- from 0\n"
    "  left_out INTEGER NOT NULL, -- 1: not in the ranking, and it has at most so many\n"
    "  category TEXT NOT NULL,\n"
    "  status TEXT NOT NULL, -- shown, hidden\n"
    "  value INTEGER NOT NULL,\n"
    "  PRIMARY KEY (edition, audience, number, place)\n"
    ") STRICT, WITHOUT ROWID",
    "CREATE TABLE released_date ( -- dates that were told\n"
    "  edition TEXT NOT NULL REFERENCES edition,\n"
    "  audience TEXT NOT NULL,\n"
    "  number INTEGER NOT NULL, -- in released\n"
    "  shown TEXT NOT NULL, -- day, year\n"
    "  day TEXT NOT NULL, -- the first of the year where only the year was told\n"
    "  PRIMARY KEY (edition, audience, number)\n"
    ") STRICT, WITHOUT ROWID",
    "CREATE TABLE journal ( -- what was done, act by act; each has the hash of the one before it\n"
    "  number INTEGER PRIMARY KEY, -- from 1\n"
    "  act TEXT NOT NULL, -- seal; purge: its case-level inputs were destroyed\n"
    "  edition TEXT NOT NULL REFERENCES edition,\n"
    "  day TEXT NOT NULL, -- of the act\n"
    "  done_by TEXT NOT NULL, -- who prepared it\n"
    "  approved_by TEXT NOT NULL, -- who else read and approved it\n"
    "  edition_sha256 TEXT NOT NULL, -- over all rows of the edition\n"
    "  before_sha256 TEXT NOT NULL, -- the sha256 of the act before; empty for the first\n"
    "  sha256 TEXT NOT NULL -- over the columns of this act before this one\n"
    ") STRICT",
    "CREATE VIEW files AS -- the files that were published, and how long they are\n"
    "  SELECT edition, path, bytes, sha256, for_everybody, encrypted FROM output JOIN content ON sha256 = content\n"
    "  ORDER BY edition, path",
    "CREATE VIEW figures AS -- the numbers that were released, with what they are of\n"
    "  SELECT edition, audience, measure, period, selection, status, CASE status WHEN 'shown' THEN value END AS value\n"
    "  FROM released JOIN released_cell USING (edition, audience, number) ORDER BY edition, audience, number, cell",
    NULL,
};

static const char *const ARCHIVE_2[] = {
    "CREATE TABLE protected_with ( -- what was sealed before, and was reckoned with when the edition was protected\n"
    "  edition TEXT NOT NULL REFERENCES edition,\n"
    "  sealed TEXT NOT NULL, -- the edition that was sealed before\n"
    "  audience TEXT NOT NULL, -- all that it had told to that audience\n"
    "  act_sha256 TEXT NOT NULL, -- the sha256 of the act that sealed it\n"
    "  PRIMARY KEY (edition, sealed, audience)\n"
    ") STRICT, WITHOUT ROWID",
    "CREATE TABLE unencrypted ( -- of encrypted files: what was encrypted, so that it can be told whether the same comes out anew\n"
    "  edition TEXT NOT NULL REFERENCES edition,\n"
    "  path TEXT NOT NULL, -- in output\n"
    "  sha256 TEXT NOT NULL, -- of the file before it was encrypted\n"
    "  PRIMARY KEY (edition, path)\n"
    ") STRICT, WITHOUT ROWID",
    NULL,
};

static const char *const ABOUT_ARCHIVE[] = {
    "This file is an archive of sitrep, a program that makes situation reports from anonymised case exports.",
    "It holds every edition that was sealed: the files that were published, the numbers that were released to each audience, and"
    " the layouts, code books, languages and fonts that they were made from.",
    "No count that protection hid is in it: of a hidden number it says only that it is hidden. Files that are for one audience"
    " are in it, so it is not for everybody.",
    "Case-level inputs are in a second file, which is called like this one with '.inputs' behind it, and may have been destroyed"
    " since: the table journal says so.",
    "SELECT * FROM journal: what was sealed when, by whom, and who approved it. SELECT * FROM files: the published files."
    " SELECT * FROM figures: the released numbers.",
    "SELECT writefile('report.pdf', sqlar_uncompress(data, bytes)) FROM output JOIN content ON sha256 = content WHERE edition ="
    " '2014' AND path = 'public/situation-2014.en.pdf': takes one file out, in the sqlite3 shell.",
    "SELECT sql FROM sqlite_schema: what each table and column means is written there as comments.",
    "sitrep verify says whether anything in this file was changed; sitrep reproduce makes all files of an edition anew and"
    " compares them with those in it.",
    "The form of this file has the number in PRAGMA user_version. Its description comes with the program:"
    " examples/ARCHIVE.md.",
    NULL,
};

static const char *const RESTRICTED[] = {
    TABLE_ABOUT,
    TABLE_CONTENT,
    "CREATE TABLE kept ( -- the editions of which case-level inputs are kept\n"
    "  edition TEXT PRIMARY KEY,\n"
    "  secret TEXT NOT NULL -- a number by chance: without it the hash in the archive tells nothing of what is here\n"
    ") STRICT",
    "CREATE TABLE input ( -- case-level inputs: exports, figures typed in\n"
    "  edition TEXT NOT NULL REFERENCES kept,\n"
    "  number INTEGER NOT NULL, -- in the order of reading\n"
    "  kind TEXT NOT NULL, -- export, typed-in figures\n"
    "  path TEXT NOT NULL, -- seen from the edition's folder\n"
    "  content TEXT NOT NULL REFERENCES content,\n"
    "  PRIMARY KEY (edition, number)\n"
    ") STRICT, WITHOUT ROWID",
    "CREATE TABLE output ( -- the files of restricted/: they tell what was hidden, and why that is safe\n"
    "  edition TEXT NOT NULL REFERENCES kept,\n"
    "  path TEXT NOT NULL,\n"
    "  content TEXT NOT NULL REFERENCES content,\n"
    "  encrypted INTEGER NOT NULL, -- 1: it has hashes of encrypted files, and comes out with other bytes each time\n"
    "  PRIMARY KEY (edition, path)\n"
    ") STRICT, WITHOUT ROWID",
    NULL,
};

static const char *const ABOUT_RESTRICTED[] = {
    "CONFIDENTIAL. This file holds case-level inputs of sitrep's sealed editions, and the accounts of what was hidden in them.",
    "It belongs to the archive that has its name without '.inputs'. sitrep purge-inputs destroys what is here of an edition when"
    " it need not be kept any longer; everything published can be made without it.",
    "SELECT sql FROM sqlite_schema: what each table and column means is written there as comments.",
    NULL,
};

const struct store_form *forms_archive(void)
{
    static const struct store_form first = {"archive", 0x53495452, 1, NULL, ARCHIVE_1, ABOUT_ARCHIVE};
    static const struct store_form second = {"archive", 0x53495452, 2, &first, ARCHIVE_2, ABOUT_ARCHIVE};
    return &second;
}

const struct store_form *forms_restricted(void)
{
    static const struct store_form form = {"restricted file", 0x53495458, 1, NULL, RESTRICTED, ABOUT_RESTRICTED};
    return &form;
}
