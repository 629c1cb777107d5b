/* SPDX-License-Identifier: GPL-3.0-or-later
 * Commands of the program; each returns the exit status. */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

enum exit_status { EXIT_FINE = 0, EXIT_INPUT = 1, EXIT_USAGE = 2, EXIT_DISCLOSE = 3, EXIT_DIFFERS = 4, EXIT_SYSTEM = 5 };

struct command {
    const char *name, *arguments, *purpose;
    const char *help; /* what each argument and option means; lines */
    int (*run)(int argc, char **argv); /* argv[0] is the command's name */
};

/* main() answers --help for every command. */
int command_audit(int argc, char **argv);
int command_build(int argc, char **argv);
int command_check(int argc, char **argv);
int command_compare(int argc, char **argv);
int command_diff(int argc, char **argv);
int command_explain(int argc, char **argv);
int command_init(int argc, char **argv);
int command_list(int argc, char **argv);
int command_migrate(int argc, char **argv);
int command_purge_inputs(int argc, char **argv);
int command_reproduce(int argc, char **argv);
int command_seal(int argc, char **argv);
int command_verify(int argc, char **argv);

#endif
