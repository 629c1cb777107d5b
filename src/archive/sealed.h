/* SPDX-License-Identifier: GPL-3.0-or-later
 * A sealed edition: what the archive keeps of it, in memory. Views into the arena that it was made in. */
#ifndef ARCHIVE_SEALED_H
#define ARCHIVE_SEALED_H

#include <stdbool.h>
#include <stdint.h>

#include "base/memory.h"
#include "base/text.h"

/* An input has a kind and a path seen from the edition's folder; an output has a path below the output folder. */
struct sealed_file {
    struct text kind, path, bytes, sha256;
    bool is_open;      /* an output that everybody may read */
    bool is_encrypted; /* an output that is of other bytes each time */
    struct text plain_sha256; /* of what was encrypted; empty: it was not, or nobody knows */
};
typedef LIST_OF(struct sealed_file) sealed_files;

struct sealed_library {
    struct text name, version;
};

/* A figure that somebody entered: where it comes from. */
struct sealed_typed {
    struct text measure, day;
    struct text who, basis; /* in each language of the code book, with '|' between them */
};

/* A number that an audience was told. */
struct sealed_statement {
    struct text audience;
    struct text measure, period, selection, kind, unit;
    bool is_shown;
    int64_t value; /* 0 unless shown */
};

/* A heading of a released table: categories, with blanks between them. */
struct sealed_part {
    int64_t place, part;
    struct text variable, categories;
};

enum sealed_status { SEALED_SHOWN, SEALED_HIDDEN, SEALED_HIDDEN_OR_ZERO };

struct sealed_cell {
    struct text selection;
    enum sealed_status status;
    int64_t value; /* 0 unless shown */
};

struct sealed_rank {
    bool is_left_out; /* of the ranking */
    struct text category;
    enum sealed_status status;
    int64_t value;
};

/* What was released to an audience of the `number`-th thing that layouts and sheets ask for. */
struct sealed_use {
    struct text audience;
    int64_t number;
    struct text kind, measure, period;
    LIST_OF(struct sealed_part) parts;
    LIST_OF(struct sealed_cell) cells;
    LIST_OF(struct sealed_rank) ranks;
    struct text date_shown, date; /* "day", "year"; empty: none was told */
};

/* What was sealed before, and was reckoned with: all that an edition had told to an audience. */
struct sealed_known {
    struct text edition, audience;
    struct text act_sha256; /* of the act that sealed it */
};
typedef LIST_OF(struct sealed_known) sealed_known_list;

struct sealed {
    struct text id, period_first, period_last, report_number, report_date, publisher;
    struct text folder, program;
    struct text inputs_until; /* empty: no day is set */
    LIST_OF(struct sealed_library) libraries;
    LIST_OF(struct sealed_typed) typed;
    LIST_OF(struct sealed_statement) statements;
    LIST_OF(struct sealed_use) released;
    sealed_known_list known; /* archives of version 1 have none */
    sealed_files inputs, outputs;
    bool has_restricted; /* the next two are known */
    sealed_files restricted_inputs, restricted_outputs;
};

/* One hash over what people approve: facts, every input, and every output that is of the same bytes each time. */
struct text sealed_fingerprint(const struct sealed *sealed, struct arena *keep);

#endif
