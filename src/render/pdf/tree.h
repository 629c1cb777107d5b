/* SPDX-License-Identifier: GPL-3.0-or-later
 * Number trees and name trees (ISO 32000-1, 7.9.6 and 7.9.7): sorted tables that stay below any limit on arrays. */
#ifndef RENDER_PDF_TREE_H
#define RENDER_PDF_TREE_H

#include "render/pdf/object.h"

struct pdf_tree_entry {
    int64_t number;   /* key in a number tree */
    struct text name; /* key in a name tree; unique */
    void *value;      /* an object in no container yet, or an indirect one */
};

/* New indirect dictionaries. The entries of a number tree must be sorted; those of a name tree are sorted here. */
HPDF_Dict pdf_number_tree_new(struct pdf_objects *objects, const struct pdf_tree_entry *entries, size_t count);
HPDF_Dict pdf_name_tree_new(struct pdf_objects *objects, struct pdf_tree_entry *entries, size_t count);

#endif
