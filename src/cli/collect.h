/* SPDX-License-Identifier: GPL-3.0-or-later
 * From what a run made and read to what the archive keeps of it. */
#ifndef CLI_COLLECT_H
#define CLI_COLLECT_H

#include "archive/sealed.h"
#include "cli/pipeline.h"

/* `bundle` and `report` are of a pipeline_build() for the archive, the bundle finished. Exports, figures typed in and all of
 * restricted/ become what is restricted. */
struct sealed collect_sealed(const struct bundle *bundle, const struct pipeline_report *report, const char *edition_folder,
                             struct arena *keep);

#endif
