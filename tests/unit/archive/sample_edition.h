/* SPDX-License-Identifier: GPL-3.0-or-later
 * A small sealed edition with something in every table. */
#ifndef TESTS_UNIT_ARCHIVE_SAMPLE_EDITION_H
#define TESTS_UNIT_ARCHIVE_SAMPLE_EDITION_H

#include "archive/archive.h"
#include "base/file.h"

static inline struct sealed_file sample_file(struct arena *keep, const char *kind, const char *path, struct text bytes)
{
    return (struct sealed_file){text_of(kind), text_of(path), bytes, file_sha256(keep, bytes), false, false, TEXT_EMPTY};
}

static inline struct sealed sample_edition(struct arena *keep, const char *id)
{
    static char blanks[5000];
    struct sealed sealed = {.id = text_of(id),
                            .period_first = TEXT("2014-01-01"),
                            .period_last = TEXT("2014-12-31"),
                            .report_number = TEXT("1/2015"),
                            .report_date = TEXT("2015-01-30"),
                            .publisher = TEXT("Esimerkki | Exempel"),
                            .folder = TEXT("2014"),
                            .program = TEXT("sitrep test"),
                            .inputs_until = TEXT("2020-01-01")};
    ARENA_PUSH(keep, &sealed.libraries, ((struct sealed_library){TEXT("zlib"), TEXT("1.2")}));
    ARENA_PUSH(keep, &sealed.typed,
               ((struct sealed_typed){TEXT("children"), TEXT("2015-01-12"), TEXT("A | B"), TEXT("letters | brev")}));
    ARENA_PUSH(keep, &sealed.statements,
               ((struct sealed_statement){TEXT("public"), TEXT("clients"), TEXT("2014"), TEXT("gender=women"), TEXT("count"),
                                          TEXT("persons"), true, 26}));
    ARENA_PUSH(keep, &sealed.statements,
               ((struct sealed_statement){TEXT("public"), TEXT("clients"), TEXT("2014"), TEXT("gender=men"), TEXT("count"),
                                          TEXT("persons"), false, 0}));
    struct sealed_use table = {TEXT("public"), 0, TEXT("table"), TEXT("clients"), TEXT("2014"), {0}, {0}, {0}, TEXT_EMPTY, TEXT_EMPTY};
    struct sealed_use top = {TEXT("public"), 3, TEXT("top"), TEXT("clients"), TEXT("2014"), {0}, {0}, {0}, TEXT_EMPTY, TEXT_EMPTY};
    struct sealed_use date = {TEXT("public"), 4, TEXT("latest"), TEXT("clients"), TEXT("2014"), {0}, {0}, {0}, TEXT("year"), TEXT("2014-01-01")};
    ARENA_PUSH(keep, &table.parts, ((struct sealed_part){0, 0, TEXT("gender"), TEXT("women")}));
    ARENA_PUSH(keep, &table.parts, ((struct sealed_part){0, 1, TEXT("gender"), TEXT("men other")}));
    ARENA_PUSH(keep, &table.cells, ((struct sealed_cell){TEXT("gender=women"), SEALED_SHOWN, 26}));
    ARENA_PUSH(keep, &table.cells, ((struct sealed_cell){TEXT("gender=men,other"), SEALED_HIDDEN_OR_ZERO, 0}));
    ARENA_PUSH(keep, &table.cells, ((struct sealed_cell){TEXT_EMPTY, SEALED_HIDDEN, 0}));
    ARENA_PUSH(keep, &top.ranks, ((struct sealed_rank){false, TEXT("NG"), SEALED_SHOWN, 12}));
    ARENA_PUSH(keep, &top.ranks, ((struct sealed_rank){true, TEXT("EE"), SEALED_SHOWN, 11}));
    ARENA_PUSH(keep, &sealed.released, table);
    ARENA_PUSH(keep, &sealed.released, top);
    ARENA_PUSH(keep, &sealed.released, date);
    ARENA_PUSH(keep, &sealed.inputs, sample_file(keep, "edition", "edition.conf", TEXT("id: 2014\n")));
    ARENA_PUSH(keep, &sealed.inputs, sample_file(keep, "layout", "../../layouts/small.en.md", TEXT("# Title\n")));
    ARENA_PUSH(keep, &sealed.inputs, sample_file(keep, "font", "fonts/a.ttf", (struct text){blanks, sizeof blanks}));
    ARENA_PUSH(keep, &sealed.outputs, sample_file(keep, "", "public/data/a.csv", TEXT("gender,count\nwomen,26\n")));
    ARENA_PUSH(keep, &sealed.outputs, sample_file(keep, "", "public/empty.txt", TEXT_EMPTY));
    sealed.outputs.items[0].is_open = true;
    ARENA_PUSH(keep, &sealed.restricted_inputs, sample_file(keep, "export", "exports/cases.csv", TEXT("case;gender\n1;f\n")));
    ARENA_PUSH(keep, &sealed.restricted_outputs, sample_file(keep, "", "restricted/public.audit.txt", TEXT("hidden: 3\n")));
    return sealed;
}

static inline struct archive_act sample_act(const char *kind, const char *edition)
{
    return (struct archive_act){text_of(kind), text_of(edition), TEXT("2015-02-02"), TEXT("A. Official"), TEXT("B. Official"), TEXT_EMPTY};
}

#endif
