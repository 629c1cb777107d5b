/* SPDX-License-Identifier: GPL-3.0-or-later
 * A small code book of its own, and reading it with one thing changed. */
#ifndef TESTS_UNIT_CODEBOOK_FIXTURES_H
#define TESTS_UNIT_CODEBOOK_FIXTURES_H

#include "codebook/codebook.h"
#include "unit/base/fixture.h"
#include "unit/base/marked.h"
#include "unit/base/scratch_folder.h"

static const char CODEBOOK_LANDS[] = "alpha2,alpha3,numeric,m49,en,fi\n"
                                     "FI,FIN,246,001 150 154,Finland,Suomi\n"
                                     "NG,NGA,566,001 002 202,Nigeria,Nigeria\n"
                                     "VN,VNM,704,001 142 035,\"Viet Nam, Republic\",Vietnam\n"
                                     "AE,ARE,784,001 142 145,\"The \"\"Emirates\"\"\",Arabiemiirikunnat\n";

static const char CODEBOOK_TEXT[] =
    "---\n"
    "id: small\n"
    "languages: en, fi\n"
    "title: Small code book | Pieni koodikirja\n"
    "not stated: Not stated | Ei tiedossa\n"
    "---\n"
    "\n"
    "Prose is no part of the data.\n"
    "\n"
    "::: codes gender\n"
    "title: Gender | Sukupuoli\n"
    "unknown: error\n"
    "| raw | category | en | fi |\n"
    "|-----|----------|----|----|\n"
    "| F, 2 | women | Women | Naiset |\n"
    "| M, 1 | men | Men | Miehet |\n"
    ":::\n"
    "\n"
    "::: codes form\n"
    "title: Form | Muoto\n"
    "unknown: other\n"
    "| raw | category | en | fi | valid |\n"
    "|-----|----------|----|----|-------|\n"
    "| 10 | sexual | Sexual exploitation | Seksuaalinen hyväksikäyttö | |\n"
    "| 20 | labour | Workforce exploitation | Työvoiman hyväksikäyttö | |\n"
    "| 30 | other | Other | Muu | ..2012-12-31 |\n"
    "| 30 | sexual | | | 2013-01-01.. |\n"
    "| (empty), 90 | other | | | |\n"
    ":::\n"
    "\n"
    "::: codes place\n"
    "title: Place | Paikka\n"
    "| raw | category | en | fi |\n"
    "|-----|----------|----|----|\n"
    "| FI | finland | In Finland | Suomessa |\n"
    "| * | abroad | Abroad | Ulkomailla |\n"
    ":::\n"
    "\n"
    "::: codes nationality\n"
    "title: Nationality | Kansalaisuus\n"
    "file: lands.csv\n"
    "| raw | category | en | fi |\n"
    "|-----|----------|----|----|\n"
    "| XX | stateless | Stateless | Kansalaisuudeton |\n"
    "| SF | FI | | |\n"
    ":::\n"
    "\n"
    "::: groups region\n"
    "of: nationality\n"
    "title: Region | Alue\n"
    "| category | members | en | fi |\n"
    "|----------|---------|----|----|\n"
    "| europe | m49:150 | Europe | Eurooppa |\n"
    "| asia | m49:142 except m49:145 | Asia | Aasia |\n"
    "| rest | NG, m49:145, stateless | The rest | Muut |\n"
    ":::\n"
    "\n"
    "::: source cases\n"
    "files: cases*.csv, more.csv\n"
    "row: one stay\n"
    "key: case_no\n"
    "person: person_no\n"
    "starts: admitted\n"
    "ends: exited\n"
    "dates: d.m.yyyy\n"
    "missing: -, n/a\n"
    "| column | heading in the export | type | codes | needed |\n"
    "|--------|-----------------------|------|-------|--------|\n"
    "| case_no | Case; case_no | id | | yes |\n"
    "| person_no | Person | id | | yes |\n"
    "| gender | Gender | code | gender | yes |\n"
    "| birth_year | Born | year | | no |\n"
    "| nationality | Nationality | code | nationality | yes |\n"
    "| form | Form | code | form | yes |\n"
    "| place | Place | code | place | |\n"
    "| admitted | Admitted | date | | yes |\n"
    "| extension | Extension | yes/no | | |\n"
    "| exited | Exited | date | | |\n"
    ":::\n"
    "\n"
    "::: measure clients\n"
    "title: Clients | Asiakkaat\n"
    "unit: persons | henkilöä\n"
    "count: cases\n"
    "in system: from admitted until exited\n"
    "counted: at the end of the period\n"
    "once per: person_no\n"
    ":::\n"
    "\n"
    "::: measure minors\n"
    "title: Minors | Alaikäiset\n"
    "like: clients\n"
    "where: age < 18\n"
    ":::\n"
    "\n"
    "::: measure new\n"
    "title: New clients | Uudet asiakkaat\n"
    "unit: persons | henkilöä\n"
    "count: cases\n"
    "counted: admitted during the period\n"
    "where: extension != yes and gender = women, men\n"
    "note: Extended stays are left out. | Jatkettuja ei lasketa.\n"
    ":::\n"
    "\n"
    "::: measure children\n"
    "title: Children | Lapset\n"
    "unit: children | lasta\n"
    "typed in: yes\n"
    ":::\n"
    "\n"
    "::: policy public\n"
    "threshold: 5\n"
    "zeros: shown\n"
    "smallest base of percentages: 20\n"
    "small parts: join\n"
    "exact dates: latest clients.admitted; earliest clients.admitted: year; latest new.admitted: year\n"
    "text: not published | ei julkaista\n"
    "symbol: [c]\n"
    ":::\n"
    "\n"
    "::: policy as-published\n"
    "purpose: reproduction\n"
    "threshold: 1\n"
    "text: not published | ei julkaista\n"
    "mark every page: Reproduction | Jäljennös\n"
    ":::\n"
    "\n"
    "::: check more_clients\n"
    "that: clients > minors\n"
    "else: warning\n"
    ":::\n";

enum { CODEBOOK_DAY_2014 = 16435 }; /* 2014-12-31 */

struct codebook_fixture {
    const struct codebook *codebook;
    struct diagnostics *diagnostics;
    struct marked marked;
};

/* Reads bytes as a code book for reports whose period ends on that day. */
static inline struct codebook_fixture codebook_read_bytes(struct text bytes, date_day period_last)
{
    struct codebook_fixture f = {.diagnostics = diagnostics_new(), .marked = marked_read(scratch.keep, bytes)};
    scratch_write("lands.csv", text_of(CODEBOOK_LANDS));
    const char *path = scratch_write("small.codebook.md", f.marked.bytes);
    ck_assert_msg(codebook_read(path, period_last, scratch.keep, f.diagnostics, &f.codebook, &scratch.err), "%s",
                  scratch.err.message);
    return f;
}

static inline struct codebook_fixture codebook_changed(const char *from, const char *to)
{
    return codebook_read_bytes(marked_replace(scratch.keep, text_of(CODEBOOK_TEXT), text_of(from), text_of(to)),
                               CODEBOOK_DAY_2014);
}

/* The small code book as it is. */
static inline const struct codebook *codebook_small(void)
{
    const struct codebook_fixture f = codebook_read_bytes(text_of(CODEBOOK_TEXT), CODEBOOK_DAY_2014);
    ck_no_fault(scratch.keep, f.diagnostics);
    diagnostics_free(f.diagnostics);
    return f.codebook;
}

#endif
