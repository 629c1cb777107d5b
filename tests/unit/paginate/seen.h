/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a reader sees of pages, collected without the help of the code under test. */
#ifndef TESTS_UNIT_PAGINATE_SEEN_H
#define TESTS_UNIT_PAGINATE_SEEN_H

#include "base/text.h"
#include "document/document.h"
#include "paginate/pages.h"

/* The text of one mark; empty for drawings. */
struct text seen_text(const struct mark *mark);

/* Whether the tag or one above it has the role. */
bool seen_within(const struct tag *tag, enum tag_role role);
bool seen_is_heading(const struct tag *tag);

/* All text in order of the tags, without blanks: what is read aloud. */
void seen_read_aloud(const struct pages *pages, struct text_builder *out);

/* The same, from the document; page numbers in the contents are taken from the outline of `pages`. */
void seen_expected(const struct document *document, const struct pages *pages, struct text_builder *out);

/* The page (from 0) of the first text that contains `words`, or the number of pages. `tagged`: artifacts do not
 * count. */
size_t seen_page_of(const struct pages *pages, const char *words, bool tagged);
/* The first mark with exactly these words, or NULL. */
const struct mark *seen_mark(const struct pages *pages, const char *words);
size_t seen_count(const struct pages *pages, const char *words, bool tagged);

/* Each fails the running test where a page breaks the rule. */
void seen_check_no_overlap(const struct pages *pages);
void seen_check_margins(const struct pages *pages);
void seen_check_headings_kept(const struct pages *pages);
void seen_check_paragraphs_kept(const struct pages *pages);
void seen_check_page_heads(const struct pages *pages);
void seen_check_all(const struct pages *pages);

#endif
