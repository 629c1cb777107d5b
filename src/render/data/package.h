/* SPDX-License-Identifier: GPL-3.0-or-later
 * datapackage.json: what the CSV files of an audience are, in all its languages, for programs that load them. */
#ifndef RENDER_DATA_PACKAGE_H
#define RENDER_DATA_PACKAGE_H

#include <stddef.h>

#include "base/memory.h"
#include "base/text.h"
#include "document/document.h"

enum data_form { DATA_TABLE, DATA_ALL_FIGURES, DATA_ALL_FIGURES_SDMX };

/* Everything is borrowed. */
struct data_resource {
    enum data_form form;
    struct text path; /* from the audience's folder: "data/gender.en.csv" */
    const struct document *document; /* that it is of */
    const struct doc_table *table;   /* of a table; else NULL */
};

struct data_resources {
    struct data_resource *items;
    size_t count, capacity;
};

/* Of CSV files as data_csv() writes them; those for Excel are the same again, and readers of packages stumble over their byte
 * order mark. A Tabular Data Package of the Data Package specifications 1
 * (https://specs.frictionlessdata.io/tabular-data-package/): path, title, language, dialect and fields with types,
 * units and codes for each file. An empty field is missing: hidden where the status says so. The source is the report itself,
 * by its publisher. No licence stands in it, since nobody has given one. `report` is the stem of the report's files
 * ("situation-2014"). There must be a resource, and languages are those of their documents; the package's own words are in the
 * first one's. */
void data_package(const struct data_resources *resources, struct text report, struct text_builder *out);

#endif
