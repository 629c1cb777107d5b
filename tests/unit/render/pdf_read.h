/* SPDX-License-Identifier: GPL-3.0-or-later
 * A reader for files with packed objects, as far as tests need one. It follows the cross-references, and nothing else. */
#ifndef TESTS_PDF_READ_H
#define TESTS_PDF_READ_H

#include "base/memory.h"
#include "base/text.h"

struct pdf_read {
    struct text references; /* the dictionary of the cross-reference stream */
    struct text *objects;   /* by number: the value, of streams the dictionary; empty for number 0 */
    size_t count;
};

/* Fails the test where an object is not where the references say, or a packed stream has not the size it says. */
struct pdf_read pdf_read(struct text file, struct arena *keep);

/* How many objects have those bytes in them, each as often as it has them. */
size_t pdf_read_count(const struct pdf_read *read, struct text words);

#endif
