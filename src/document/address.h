/* SPDX-License-Identifier: GPL-3.0-or-later
 * Where links lead, as a URI may say it (RFC 3986, RFC 6068). Both live in `keep`, or are what was given. */
#ifndef DOCUMENT_ADDRESS_H
#define DOCUMENT_ADDRESS_H

#include "base/memory.h"
#include "base/text.h"

/* "mailto:first%2Blast@example.org", for an address as people write it. */
struct text mail_target(struct arena *keep, struct text address);

/* The target of a link as an author wrote it: signs that no URI holds are percent-encoded, and so is a '%' that begins no such
 * sign; letters of all scripts stay. */
struct text link_target(struct arena *keep, struct text written);

#endif
