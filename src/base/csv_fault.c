/* SPDX-License-Identifier: GPL-3.0-or-later
 * The words of faults. */
#include "base/csv_fault.h"

#include <assert.h>

static const struct text WORDS[] = {
    [CSV_FAULT_NONE] = TEXT_INIT(""),
    [CSV_FAULT_ZIP] = TEXT_INIT("it is a ZIP file, perhaps an Excel workbook (XLSX); save it as CSV"),
    [CSV_FAULT_OLD_OFFICE] = TEXT_INIT("it is a workbook of an old Excel (XLS); save it as CSV"),
    [CSV_FAULT_PDF] = TEXT_INIT("it is a PDF"),
    [CSV_FAULT_PACKED] = TEXT_INIT("it is packed (gzip, bzip2, xz, zstd, 7z or RAR); unpack it first"),
    [CSV_FAULT_SQLITE] = TEXT_INIT("it is an SQLite database"),
    [CSV_FAULT_PARQUET] = TEXT_INIT("it is a Parquet file"),
    [CSV_FAULT_PICTURE] = TEXT_INIT("it is a picture"),
    [CSV_FAULT_HTML] = TEXT_INIT("it is a web page, perhaps the log-in page of the register"),
    [CSV_FAULT_XML] = TEXT_INIT("it is XML"),
    [CSV_FAULT_UTF32] = TEXT_INIT("it is UTF-32 text; save it as UTF-8"),
    [CSV_FAULT_NUL] = TEXT_INIT("a NUL byte stands here; the file is damaged, or UTF-16 without its mark"),
    [CSV_FAULT_NOT_UTF8] =
        TEXT_INIT("bytes that are not UTF-8 stand here, though other text is; save the file as UTF-8"),
    [CSV_FAULT_MIXED] =
        TEXT_INIT("bytes that look like UTF-8 stand here, though other text is not; save the file as UTF-8"),
    [CSV_FAULT_NOT_1252] = TEXT_INIT("a byte stands here that is neither UTF-8 nor Windows-1252 text"),
    [CSV_FAULT_NOT_UTF16] = TEXT_INIT("bytes that are not UTF-16 stand here"),
    [CSV_FAULT_FILE_TOO_LARGE] = TEXT_INIT("it is larger than 2 GiB"),
    [CSV_FAULT_QUOTE_INSIDE] = TEXT_INIT("a quote stands inside a field that does not begin with one"),
    [CSV_FAULT_TEXT_AFTER_QUOTE] = TEXT_INIT("text stands after the quote that closes the field"),
    [CSV_FAULT_QUOTE_OPEN] = TEXT_INIT("the quote that opens here is not closed before the end of the file"),
    [CSV_FAULT_FIELD_TOO_LONG] = TEXT_INIT("the field that begins here is longer than 64 KiB; a quote may be open"),
    [CSV_FAULT_RECORD_TOO_LONG] = TEXT_INIT("the row that begins here is longer than 1 MiB"),
    [CSV_FAULT_TOO_MANY_FIELDS] = TEXT_INIT("the row has more than 1,024 fields"),
};
_Static_assert(sizeof WORDS / sizeof *WORDS == CSV_FAULTS, "every fault has its words");

struct text csv_fault_words(enum csv_fault fault)
{
    assert(fault < CSV_FAULTS);
    return WORDS[fault];
}
