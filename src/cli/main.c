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
#include "base/suggest.h"
#include "cli/command.h"
#include "cli/heap.h"

static const struct command COMMANDS[] = {
    {"init", "DIR", "make a first edition, with notes and synthetic rows, that builds as it is",
     "    DIR                   the folder to be made; one that is not empty is refused\n",
     command_init},
    {"check", "EDITION [--format text|json] [--language fi|sv|en]",
     "say all that is wrong with an edition, but for what must be hidden; makes nothing",
     "    EDITION               a folder that holds edition.conf\n"
     "    --format text|json    how to tell faults: for people (text, if you say nothing), or for programs: an array on\n"
     "                          stdout\n"
     "    --language fi|sv|en   of messages: what edition.conf says (messages: fi), or English\n",
     command_check},
    {"build", "EDITION [-o DIR] [--format text|json] [--language fi|sv|en]",
     "make the report, workbook, charts and data of an edition",
     "    EDITION               a folder that holds edition.conf\n"
     "    -o, --output DIR      the folder to be made: out, if you name none. An earlier run's is replaced; a folder that\n"
     "                          holds anything else is refused. Only DIR/restricted, and editions reproduced as they\n"
     "                          were printed, hold small counts: no one else may read those files\n"
     "    --format text|json    how to tell faults: for people (text, if you say nothing), or for programs: an array on\n"
     "                          stdout, and nothing else there\n"
     "    --language fi|sv|en   of messages: what edition.conf says (messages: fi), or English\n"
     "    The password of an audience 'board' whose policy says 'encrypt: yes' is in the environment, as\n"
     "    SITREP_PASSWORD_BOARD, or in a file that SITREP_PASSWORD_BOARD_FILE names.\n",
     command_build},
    {"audit", "EDITION [-o DIR] [--format text|json] [--language fi|sv|en]",
     "say whether anything small could be worked out from what an edition publishes",
     "    EDITION               a folder that holds edition.conf\n"
     "    -o, --output DIR      write the confidential accounts, with the arithmetic, to this folder; without it nothing\n"
     "                          is written. An earlier audit's accounts are replaced; a folder that holds anything else\n"
     "                          is refused\n"
     "    --format text|json    how to print summary and faults: for people (text, if you say nothing), or for programs\n"
     "    --language fi|sv|en   of messages: what edition.conf says (messages: fi), or English\n",
     command_audit},
    {"audit", "--figures FILE.csv [--cells FILE.csv] [--threshold N] [--format text|json]\n"
     "      [--language fi|sv|en]",
     "the same for any publication, described as a list of its numbers",
     "    --figures FILE.csv    the list: see examples/figures-format.md\n"
     "    --cells FILE.csv      what the numbers of the list count, if the list itself does not say\n"
     "    --threshold N         counts from 1 to N - 1 are small: 5, if you say nothing\n"
     "    --language fi|sv|en   of messages: English, if you name none\n",
     command_audit},
    {"explain", "EDITION FIGURE [-o DIR] [--language LANGUAGE]",
     "what a figure counts, what becomes of it, and what its printing would give away",
     "    EDITION               a folder that holds edition.conf\n"
     "    FIGURE                as layouts write it: 'clients gender=women', 'new @2013',\n"
     "                          'clients gender=women: percent of clients'; a table, for a line about each of its cells:\n"
     "                          'clients by gender', or the name that a chart, table or sheet has in a layout or in the\n"
     "                          code book: gender, 'pie gender'; or its number for readers: 'Figure 3', 'Kuvio 3'\n"
     "    -o, --output DIR      write why it is hidden, and the arithmetic a reader would use, to DIR/explanation.txt:\n"
     "                          confidential, so never on the terminal. A folder that holds anything but the files of\n"
     "                          audit and explain is refused\n"
     "    --language LANGUAGE   of names: that of the edition's first layout, if you name none; of messages, if there are\n"
     "                          any in it\n",
     command_explain},
    {"seal", "EDITION [--archive FILE] [-o DIR] [--prepared-by NAME --approved-by NAME\n"
     "      --fingerprint F] [--on DAY] [--language fi|sv|en]",
     "file an edition in the archive for ever, once a second person has approved it",
     "    EDITION               a folder that holds edition.conf\n"
     "    --archive FILE        the archive: what edition.conf says (archive: FILE), if you name none; the first edition\n"
     "                          makes it. Case-level inputs go to a second file beside it, FILE.inputs\n"
     "    -o, --output DIR      also write what would be sealed to DIR, as build does, so that it can be read\n"
     "    --prepared-by NAME    who made the edition\n"
     "    --approved-by NAME    who else has read it, and approves it\n"
     "    --fingerprint F       of what is approved: seal prints it. Without it nothing is sealed\n"
     "    --on DAY              of the act, yyyy-mm-dd: today, if you name none; not one that is yet to come\n"
     "    --language fi|sv|en   of messages: what edition.conf says (messages: fi), or English\n"
     "    What is sealed never changes. Editions that would disclose something, or reproduce what was once printed, are\n"
     "    refused.\n",
     command_seal},
    {"reproduce", "ID --archive FILE [--from inputs|release] [-o DIR] [--language fi|sv|en]",
     "make every file of a sealed edition anew, from the archive alone, and compare",
     "    ID                    of the edition\n"
     "    --archive FILE        the archive\n"
     "    --from inputs|release what to make it from: case-level inputs, or the numbers that were released, which are\n"
     "                          enough for all that was published; if you say nothing, the inputs, if they are there\n"
     "    -o, --output DIR      also write the files to DIR, as build does\n"
     "    --language fi|sv|en   of messages: English, if you name none\n"
     "    Each file that differs is named, with the cells or the line, and whatever else is not as it was then. Of encrypted\n"
     "    files is compared what they hold: by their password, if it is where build finds it, else by a hash in the archive.\n",
     command_reproduce},
    {"verify", "--archive FILE [--last HASH] [--language fi|sv|en]",
     "say whether an archive is as it was sealed, and what was done with it",
     "    --archive FILE        the archive; the restricted file beside it is looked at, too, if it is there\n"
     "    --last HASH           of an act that must be there: what an earlier verify ended with, kept elsewhere. Without it\n"
     "                          an archive that was made anew from beginning to end cannot be told from the old one\n"
     "    --language fi|sv|en   of messages: English, if you name none\n",
     command_verify},
    {"migrate", "--archive FILE [--language fi|sv|en]",
     "bring an archive that an older program wrote to the form in which this one seals",
     "    --archive FILE        the archive; what was sealed in it, and the hash of its last act, stay as they are. Until\n"
     "                          then it can be verified, reproduced from and compared, and nothing be sealed in it\n"
     "    --language fi|sv|en   of messages: English, if you name none\n"
     "    It is replaced in one step, once every hash holds: keep a copy of the old file if you want to have both.\n",
     command_migrate},
    {"diff", "ID ID --archive FILE [--language fi|sv|en]",
     "say which figures two sealed editions tell otherwise, why, and what they were made from that is not the same",
     "    ID ID                 of the editions, the earlier one first\n"
     "    --archive FILE        the archive that has both\n"
     "    --language fi|sv|en   of messages: English, if you name none\n"
     "    Reasons are late data, correction, changed code, changed classification (break), changed rule, protection. The\n"
     "    first two need the case-level inputs of both.\n",
     command_diff},
    {"purge-inputs", "ID --archive FILE --prepared-by NAME --approved-by NAME [--on DAY]\n"
     "      [--language fi|sv|en]",
     "destroy the case-level inputs of a sealed edition; all that was published stays",
     "    ID                    of the edition\n"
     "    --archive FILE        the archive; its restricted file, FILE.inputs, must be beside it\n"
     "    --prepared-by NAME    who destroys them\n"
     "    --approved-by NAME    who else approves it\n"
     "    --on DAY              of the act, yyyy-mm-dd: today, if you name none. It must be after the day until which\n"
     "                          edition.conf said that inputs are kept, if it named one (inputs kept until)\n"
     "    --language fi|sv|en   of messages: English, if you name none\n"
     "    The accounts of what was hidden go with them. What was published can still be made anew: sitrep reproduce ID.\n",
     command_purge_inputs},
    {"compare", "EDITION FIGURES.csv [--audience NAME] [--format text|json] [--language fi|sv|en]",
     "hold the figures of a printed report against those of an edition",
     "    EDITION               a folder that holds edition.conf\n"
     "    FIGURES.csv           a list as audit --figures reads it, whose column 'figure' names figures as layouts write them\n"
     "                          ('new @2014 gender=women: percent of new', 'number of nationality in clients'); or an\n"
     "                          all_figures.csv of a build. examples/figures-format.md describes its columns\n"
     "    --audience NAME       whose figures: public, if you name none. What is hidden from it is not compared\n"
     "    --format text|json    for people (text, if you say nothing), or for programs\n"
     "    --language fi|sv|en   of messages: what edition.conf says (messages: fi), or English\n"
     "    Each row is equal; rounding: the count is the same, and was rounded otherwise than half up; impossible: no count\n"
     "    of the printed base comes to the percentage, half up; differs; hidden; unpublished: no layout asks for it; or\n"
     "    unmatched: it names no figure. Of percentages without counts it says which counts and bases fit. Exit status 4:\n"
     "    something differs or is impossible.\n",
     command_compare},
    {"list", "measures|variables|categories [VARIABLE] EDITION [--language LANGUAGE]",
     "the names of a code book, for layouts and its own settings",
     "    VARIABLE              only its categories\n"
     "    EDITION               a folder that holds edition.conf\n"
     "    --language LANGUAGE   of labels and messages: what edition.conf says (messages: fi), or English, if you\n"
     "                          name none\n",
     command_list},
    {"list", "blocks|settings|formats|periods", "the kinds of block, all settings, the formats of figures, and periods",
     "    blocks                of layouts and code books, and what each is for\n"
     "    settings              of edition.conf, layouts, code books and language files, and what each can be\n"
     "    formats               of figures in the text\n"
     "    periods               as figures name them, and words of them in the text\n",
     command_list},
};
enum { COMMAND_COUNT = sizeof COMMANDS / sizeof *COMMANDS };

static const char EXITS[] = "Exit status: 0 fine, 1 faults in the input, 2 wrong usage, 3 something small is disclosed, or would\n"
                            "be, 4 something is not as it was sealed or printed, 5 the system failed.\n";

static void print_help(FILE *to)
{
    fprintf(to, "sitrep %s: situation reports from anonymised case exports\n\n", SITREP_VERSION);
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        fprintf(to, "  sitrep %s %s\n      %s\n", COMMANDS[i].name, COMMANDS[i].arguments, COMMANDS[i].purpose);
    fprintf(to, "  sitrep COMMAND --help, sitrep --help, sitrep --version\n\n%s", EXITS);
}

/* The forms of one command, and what their options mean. */
static void print_command_help(const char *name)
{
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        if (strcmp(COMMANDS[i].name, name) == 0)
            printf("sitrep %s %s\n  %s\n\n%s\n", name, COMMANDS[i].arguments, COMMANDS[i].purpose, COMMANDS[i].help);
    fputs(EXITS, stdout);
}

static bool asks_for_help(int argc, char **argv)
{
    for (int i = 2; i < argc && strcmp(argv[i], "--") != 0; i++)
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
            return true;
    return false;
}

static int run_command(const struct command *command, int argc, char **argv)
{
    if (!asks_for_help(argc, argv))
        return command->run(argc - 1, argv + 1);
    print_command_help(command->name);
    return fflush(stdout) ? EXIT_SYSTEM : EXIT_FINE;
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

/* Same inputs, same bytes: no library may take its language, fonts or ways of shaping from the environment. Passwords stay
 * (see cli/password.h). */
static bool clear_environment(void)
{
    static const char kept[] = "SITREP_PASSWORD_";
    char **before = environ;
    if (clearenv() != 0)
        return false;
    for (; before && *before; before++)
        if (strncmp(*before, kept, sizeof kept - 1) == 0 && putenv(*before) != 0)
            return false;
    return true;
}

/* The help is long: what is wrong would be out of sight above it. */
static void refuse_command(const char *name)
{
    struct suggestion near = suggest(text_of(name));
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        suggest_offer(&near, text_of(COMMANDS[i].name));
    const struct text nearest = suggest_nearest(&near);
    if (nearest.len)
        fprintf(stderr, "sitrep: there is no command '%s'; did you mean '%.*s'? sitrep --help tells all\n", name, TEXT_ARGS(nearest));
    else
        fprintf(stderr, "sitrep: there is no command '%s'; sitrep --help tells all\n", name);
}

int main(int argc, char **argv)
{
    forbid_core_dumps();
    set_signals();
    memory_in_large_pages();
    if (!clear_environment() || !open_streams())
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
            return run_command(&COMMANDS[i], argc, argv);
    if (argc > 1)
        refuse_command(argv[1]);
    else
        print_help(stderr);
    return EXIT_USAGE;
}
