/* SPDX-License-Identifier: GPL-3.0-or-later
 * The command line: picks a command, and keeps what is confidential out of core dumps. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/memory.h"
#include "cli/command.h"

static const struct command COMMANDS[] = {
    {"build", "EDITION [-o DIR]", "make the report, workbook, charts and data of an edition", command_build},
};
enum { COMMAND_COUNT = sizeof COMMANDS / sizeof *COMMANDS };

static void print_help(FILE *to)
{
    fprintf(to, "sitrep %s: situation reports from anonymised case exports\n\n", SITREP_VERSION);
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        fprintf(to, "  sitrep %s %s\n      %s\n", COMMANDS[i].name, COMMANDS[i].arguments, COMMANDS[i].purpose);
    fprintf(to, "  sitrep --help, sitrep --version\n\n"
                "EDITION is a folder that holds edition.conf. DIR is made, or replaced if an earlier run made it;\n"
                "it is called out if you do not name one. Only DIR/restricted holds hidden counts.\n\n"
                "Exit status: 0 fine, 1 faults in the input, 2 wrong usage, 3 refused because it would disclose,\n"
                "4 differs from the archive, 5 the system failed.\n");
}

static void out_of_memory(void)
{
    static const char words[] = "sitrep: out of memory; nothing was written\n";
    if (write(STDERR_FILENO, words, sizeof words - 1) < 0)
        _exit(EXIT_SYSTEM);
    _exit(EXIT_SYSTEM);
}

/* Raw counts and persons' numbers are in memory while the program runs. A build that looks for leaks must be traceable. */
static void forbid_core_dumps(void)
{
    const struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
#ifndef SITREP_SANITIZED
    prctl(PR_SET_DUMPABLE, 0);
#endif
}

int main(int argc, char **argv)
{
    forbid_core_dumps();
    memory_on_exhaustion(out_of_memory);
    if (argc > 1 && strcmp(argv[1], "--version") == 0)
        return printf("sitrep %s\n", SITREP_VERSION) < 0 || fflush(stdout) ? EXIT_SYSTEM : EXIT_FINE;
    if (argc > 1 && (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0)) {
        print_help(stdout);
        return fflush(stdout) ? EXIT_SYSTEM : EXIT_FINE;
    }
    for (size_t i = 0; argc > 1 && i < COMMAND_COUNT; i++)
        if (strcmp(argv[1], COMMANDS[i].name) == 0)
            return COMMANDS[i].run(argc - 1, argv + 1);
    if (argc > 1)
        fprintf(stderr, "sitrep: there is no command '%s'\n\n", argv[1]);
    print_help(stderr);
    return EXIT_USAGE;
}
