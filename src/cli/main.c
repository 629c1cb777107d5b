/* SPDX-License-Identifier: GPL-3.0-or-later
 * The command line: picks a command, and prepares the process: no core dumps, no signal that ends it unheard. */
#include <fcntl.h>
#include <glib.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/memory.h"
#include "cli/command.h"
#include "cli/heap.h"

static const struct command COMMANDS[] = {
    {"build", "EDITION [-o DIR]", "make the report, workbook, charts and data of an edition", command_build},
    {"audit", "EDITION [-o DIR] [--format text|json]",
     "say whether anything small could be worked out from what an edition publishes;\n"
     "      DIR gets the confidential account with the arithmetic", command_audit},
    {"audit", "--figures FILE.csv [--cells FILE.csv] [--threshold N] [--format text|json]",
     "the same for any publication, described as a list of its numbers", command_audit},
    {"explain", "EDITION FIGURE", "what a figure counts, whether it is shown, and what its printing would give away",
     command_explain},
};
enum { COMMAND_COUNT = sizeof COMMANDS / sizeof *COMMANDS };

static void print_help(FILE *to)
{
    fprintf(to, "sitrep %s: situation reports from anonymised case exports\n\n", SITREP_VERSION);
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        fprintf(to, "  sitrep %s %s\n      %s\n", COMMANDS[i].name, COMMANDS[i].arguments, COMMANDS[i].purpose);
    fprintf(to, "  sitrep --help, sitrep --version\n\n"
                "EDITION is a folder that holds edition.conf. DIR is made, or replaced if an earlier run made it;\n"
                "it is called out if you do not name one. Only DIR/restricted, and editions reproduced as they were\n"
                "printed, hold small counts: no one else may read those files.\n\n"
                "Exit status: 0 fine, 1 faults in the input, 2 wrong usage, 3 refused because it would disclose,\n"
                "4 differs from the archive, 5 the system failed.\n");
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

#ifndef SITREP_SANITIZED
static void stop_after_fault(int signal)
{
    (void)signal;
    heap_give_up("sitrep: stopped by a fault, or out of memory; nothing was written\n");
}
#endif

/* A closed pipe and a file-size limit are failed writes, which are checked. Libraries that find no memory abort, or
 * crash: that too has the exit status of a failed system. */
static void set_signals(void)
{
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
#ifndef SITREP_SANITIZED
    static const int faults[] = {SIGABRT, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGILL};
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
        signal(faults[i], stop_after_fault);
#endif
}

/* What Pango and its kin only warn of, such as a font without memory, is a page with holes. */
static GLogWriterOutput hear_library(GLogLevelFlags level, const GLogField *fields, gsize field_count, gpointer unused)
{
    (void)fields;
    (void)field_count;
    (void)unused;
    if (level & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING))
        heap_give_up("sitrep: a library failed, or found no memory; nothing was written\n");
    return G_LOG_WRITER_HANDLED;
}

/* So that no file that is opened later takes the place of a closed standard stream. Writing to these fails. */
static bool open_streams(void)
{
    for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; stream++)
        if (fcntl(stream, F_GETFD) < 0 && open("/dev/null", O_RDONLY) != stream)
            return false;
    return true;
}

int main(int argc, char **argv)
{
    forbid_core_dumps();
    set_signals();
    /* Same inputs, same bytes: no library may take its language, fonts or ways of shaping from the environment. */
    if (clearenv() != 0 || !open_streams())
        return EXIT_SYSTEM;
    static char room[BUFSIZ]; /* so that the last words ask for no memory, when the outputs are in place */
    setvbuf(stdout, room, _IOFBF, sizeof room);
    memory_on_exhaustion(heap_exhausted);
    g_log_set_writer_func(hear_library, NULL, NULL);
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
