/* SPDX-License-Identifier: GPL-3.0-or-later
 * The report's own part of the page: what the document's tree holds, in its order. */
#ifndef RENDER_HTML_BODY_H
#define RENDER_HTML_BODY_H

#include "render/html/page.h"

void html_add_body(struct html_page *page);

#endif
