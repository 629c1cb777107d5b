/* SPDX-License-Identifier: GPL-3.0-or-later
 * sitrep audit --figures FILE.csv. */
#ifndef CLI_AUDIT_FIGURES_H
#define CLI_AUDIT_FIGURES_H

/* Returns the exit status: 3 if something small can be worked out. */
int command_audit_figures(int argc, char **argv);

#endif
