/* SPDX-License-Identifier: GPL-3.0-or-later
 * Private to the pipeline: one run, as its stages hand it on. Each stage is a file run_*.c that fills the fields of its own
 * name below, and reads those above; pipeline.c calls them in their order. */
#ifndef CLI_RUN_H
#define CLI_RUN_H

#include "cli/ledger_list.h"
#include "cli/pipeline.h"
#include "cli/progress.h"
#include "document/bind.h"
#include "document/language.h"
#include "layout/sheet.h"
#include "protect/plan.h"

struct tally;

/* What of the published uses an audience does not get, and what neither it nor anybody whose publications it holds as well
 * gets; what sheets it gets; and the plan of what its readers have. */
struct protected_audience {
    bool *left_out, *unknown; /* by use */
    const struct sheet_table **sheets;
    size_t sheet_count;
    struct plan plan;
};

struct run {
    /* What was asked for: pipeline.c */
    const char *folder; /* of the edition, as it was named */
    const char *output; /* NULL: nothing will be written */
    const struct edition_home *home; /* of an edition from the archive; else NULL */
    const struct sealed *sealed;     /* it is to be made from what was released; else NULL */
    const struct pipeline_question *question; /* NULL: none */
    const struct pipeline_list *list;         /* NULL: none */
    bool lists_inputs;   /* outputs are made of them, or they are for the archive */
    bool has_accounts;   /* they are wanted, with their arithmetic */
    bool is_for_archive; /* the bytes of exports are wanted, and reproductions are refused */
    bool is_check;       /* nothing will be protected */

    /* Where everything goes; all that lives as long as the run lives in `keep` */
    struct arena *keep;
    struct bundle *bundle;
    struct diagnostics *diagnostics;
    struct pipeline_report *report;
    struct error *err;
    struct progress progress;

    /* What people wrote: run_read() */
    struct edition edition;
    size_t built_audiences; /* of the edition's: those after these are reckoned with only */
    const struct codebook *codebook;
    bool codebook_is_sound;     /* exports can be held against it */
    bool *is_given;             /* by measure: typed in */
    struct typed_source *typed; /* by measure: of those */
    LIST_OF(const struct layout *) layouts;
    LIST_OF(const struct language *) languages; /* of each layout */
    LIST_OF(struct sheet_table) sheets;
    LIST_OF(struct statement) checks; /* of the code book */
    size_t **relation_uses;           /* of each relation and term: its total in the edition's period */
    earlier_figures earlier;
    exempt_figures *exempt; /* of each audience */

    /* All that is asked for, one after the other */
    struct requests requests;
    size_t layout_uses;    /* the uses after these are printed on sheets, for some audiences only */
    size_t published_uses; /* the uses after these are printed nowhere */
    size_t ledger_uses;    /* with those of earlier figures; the uses after these serve checks and questions only */

    /* What audiences get, and what of it would be known: run_plan() */
    struct protected_audience *protected; /* by audience */
    struct plan checked;                  /* of everything */

    /* Counts: run_count(). Confidential */
    struct tally *tally;
    date_day first_day, last_day; /* when the first row begins, and the last one */
    size_t accepted;              /* faults of the rows that the edition allows to be left out */

    /* What must hold: run_check(). Confidential */
    const struct release *open;    /* everything: see `is_open` of release_inputs */
    LIST_OF(size_t) broken_checks; /* warnings that are not told yet */

    /* What may be published: run_protect() */
    const struct release **releases; /* of each audience */
    bool is_safe;                    /* nothing small can be worked out from them */

    /* Outputs: run_publish(), run_look_where() */
    struct text *passwords; /* of each audience; empty: its PDF is not encrypted */
    struct typeface *typeface;
};

/* Whether there are faults, other than those of rows that the edition allows to be left out. */
bool run_has_faults(const struct run *run);

/* Tells who waits what is worked on. A phrase, in the language of messages. */
void run_say(struct run *run, struct text words);

/* Lists an input in the manifest, where outputs are made; only there its bytes are hashed. */
void run_note_source(struct run *run, const char *kind, const struct source *source);

/* The same for a file that its stage has read, and keeps no bytes of. False with run->err set when it cannot be read again. */
bool run_note_file(struct run *run, const char *kind, const char *path);

const struct policy *run_policy(const struct run *run, size_t audience);

/* Whether the edition is made for, or reckons with, an audience of that name. */
bool run_has_audience(const struct run *run, struct text name);

/* Reads for the ledger of this run: what it asks for goes to run->requests. */
struct ledger_reader run_ledger_reader(struct run *run);

#endif
