/* SPDX-License-Identifier: GPL-3.0-or-later
 * edition.conf: what one edition consists of. */
#ifndef CLI_EDITION_H
#define CLI_EDITION_H

#include "base/diagnostics.h"
#include "base/error.h"
#include "base/markup.h"
#include "codebook/codebook.h"
#include "document/bind.h"

/* A figure that nobody counts from rows. */
struct typed_figure {
    int measure;
    int64_t value;
    struct typed_source source;
};

struct sealed;

struct edition {
    const char *folder; /* that holds edition.conf; paths below are as they can be opened */
    struct source source;
    struct edition_facts facts;
    bool has_period; /* false: none is written, or what is none; it is told, and that of the facts is another */
    bool has_date;   /* likewise */
    const struct typed_figure *typed; /* filled by edition_typed_in() */
    size_t typed_count;
    const char *codebook; /* NULL, like the other paths: what it leads to cannot be read, or it is not set */
    const char **layouts; /* that can be read */
    size_t layout_count;
    struct text *audiences;
    struct place *audiences_at; /* where each is named */
    bool typed_is_unknown; /* the file of typed-in figures cannot be read: any might be in it */
    size_t audience_count;
    const char *exports, *fonts, *typed_in;
    const char **earlier; /* lists of figures that earlier editions published: none where there are none */
    size_t earlier_count;
    bool counts_anew; /* figures of earlier periods are printed as they are counted now, not as they were published */
    const char **later; /* lists of editions of later periods that were published before this one */
    size_t later_count;
    struct place later_at; /* where they are named */
    uint64_t rejected_max; /* rows that may be faulty */
    const char *archive;      /* NULL: none is named; it need not be there */
    struct text inputs_until; /* a day; empty: none is named */
    LIST_OF(struct text) absolute; /* paths that are of this machine only, but for fonts; views into `source` */
};

/* Where an edition from the archive finds what does not lie where its edition.conf says. */
struct edition_home {
    const char *fonts;
    bool has_no_cases; /* neither exports nor figures typed in: they are not looked for */
};

/* The settings of edition.conf; ends with an empty name. */
const struct setting_rule *edition_settings(void);

/* Reads FOLDER/edition.conf. Faults go to `diagnostics`; false only if it cannot be read. In the place of a period that is
 * none, there is one for which the latest lists of a code book are meant. `home` is NULL for an edition in its own place. */
bool edition_read(const char *folder, const struct edition_home *home, struct arena *keep, struct diagnostics *diagnostics,
                  struct edition *ret_edition, struct error *err);

/* What the folder is called, whatever path leads to it; empty where there is none. */
struct text edition_folder_name(const char *folder, struct arena *keep);

/* Faults that only the code book tells: a publisher with a name in some of its languages, but not in all. */
void edition_check(const struct edition *edition, const struct codebook *codebook, struct arena *keep,
                   struct diagnostics *diagnostics);

/* Reads the typed-in figures: "measure: value | who | when | source". Who and source may each be one text, or one for each
 * language of the code book, with '|' between them. */
/* Of an edition from the archive, instead: where they come from, without their values. */
bool edition_typed_from(struct edition *edition, const struct sealed *sealed, const struct codebook *codebook, struct arena *keep,
                        struct error *err);
bool edition_typed_in(struct edition *edition, const struct codebook *codebook, struct arena *keep,
                      struct diagnostics *diagnostics, struct error *err);

#endif
