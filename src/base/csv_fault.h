/* SPDX-License-Identifier: GPL-3.0-or-later
 * Why a file cannot be read as CSV: reasons from a fixed list, so that no message can hold a record's text. */
#ifndef BASE_CSV_FAULT_H
#define BASE_CSV_FAULT_H

#include "base/text.h"

enum csv_fault {
    CSV_FAULT_NONE,
    /* of the bytes */
    CSV_FAULT_ZIP,
    CSV_FAULT_OLD_OFFICE,
    CSV_FAULT_PDF,
    CSV_FAULT_PACKED,
    CSV_FAULT_SQLITE,
    CSV_FAULT_PARQUET,
    CSV_FAULT_PICTURE,
    CSV_FAULT_HTML,
    CSV_FAULT_XML,
    CSV_FAULT_UTF32,
    CSV_FAULT_NUL,
    CSV_FAULT_NOT_UTF8,
    CSV_FAULT_MIXED,
    CSV_FAULT_NOT_1252,
    CSV_FAULT_NOT_UTF16,
    CSV_FAULT_FILE_TOO_LARGE,
    /* of the structure */
    CSV_FAULT_QUOTE_INSIDE,
    CSV_FAULT_TEXT_AFTER_QUOTE,
    CSV_FAULT_QUOTE_OPEN,
    CSV_FAULT_FIELD_TOO_LONG,
    CSV_FAULT_RECORD_TOO_LONG,
    CSV_FAULT_TOO_MANY_FIELDS,
    CSV_FAULTS
};

/* "a quote is not closed before the end of the file" */
struct text csv_fault_words(enum csv_fault fault);

#endif
