/* SPDX-License-Identifier: GPL-3.0-or-later
 * datapackage.json: what the data files of an audience are, in all its languages, for programs that load them. */
#ifndef RENDER_DATA_PACKAGE_H
#define RENDER_DATA_PACKAGE_H

#include <stddef.h>

#include "base/memory.h"
#include "base/text.h"
#include "document/document.h"

enum data_form {
    DATA_TABLE,            /* data_csv() */
    DATA_TABLE_EXCEL,      /* data_excel_csv() */
    DATA_TABLE_JSON,       /* data_json() */
    DATA_ALL_FIGURES,      /* data_inventory_csv() */
    DATA_ALL_FIGURES_SDMX, /* data_sdmx_csv() */
    DATA_JSON_SCHEMA,      /* data_schema() */
    DATA_FORMS
};

/* Everything is borrowed. */
struct data_resource {
    enum data_form form;
    struct text path; /* from the audience's folder: "data/gender.en.csv" */
    const struct document *document; /* that it is of */
    const struct doc_table *table;   /* of a table; else NULL */
    size_t bytes;                    /* of the file, and their hash */
    struct text sha256;
};

struct data_resources {
    struct data_resource *items;
    size_t count, capacity;
};

/* A Data Package of the Data Package specifications 1 (https://specs.frictionlessdata.io/data-package/): path, title, language,
 * length and hash of each file. CSV files are Tabular Data Resources, with dialect and with fields that have types, units and
 * codes; those for Excel have a dialect of their own, and a byte order mark, of which UTF-8 is all that can be said there. No
 * dialect of these specifications names a decimal sign, and none is needed: values are whole numbers. JSON files name the JSON
 * Schema that they keep to. An empty field is missing: hidden where the status says so. The source is the report itself,
 * by its publisher. No licence stands in it, since nobody has given one. `report` is the stem of the report's files
 * ("situation-2014"). There must be a resource, and languages are those of their documents; the package's own words are in the
 * first one's. */
void data_package(const struct data_resources *resources, struct text report, struct text_builder *out);

#endif
