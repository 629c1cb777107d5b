/* SPDX-License-Identifier: GPL-3.0-or-later
 * No memory: the end of the run, whoever asked for it. */
#ifndef CLI_HEAP_H
#define CLI_HEAP_H

/* Prints `words` to stderr and ends the process with the status of a failed system. Safe in a signal handler. */
_Noreturn void heap_give_up(const char *words);

/* For memory_on_exhaustion(), and for what libraries ask for: malloc(), calloc() and realloc() of this program call it
 * where they would return NULL. */
_Noreturn void heap_exhausted(void);

#endif
