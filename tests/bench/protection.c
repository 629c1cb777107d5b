/* SPDX-License-Identifier: GPL-3.0-or-later
 * sitrep-bench: how much the protection engine suppresses on the instances, how sure that is, and how long it takes;
 * beside it what other tools made of the same counts. Every pattern is audited: exit status 1 if a target is unsafe. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "base/csv.h"
#include "base/file.h"
#include "bench/instance.h"
#include "protect/secure.h"

static const char *const INSTANCES[] = {"seed",    "t5x3",    "t10x8",      "t30x12",      "linked3s",
                                        "linked3", "t20x8x4", "hier30x8x3", "big195x8x3x6"};

enum { INSTANCE_COUNT = sizeof INSTANCES / sizeof *INSTANCES };

/* A row of peers.csv; fields that are empty there are empty here. */
struct peer {
    struct text instance, name, secondary, seconds, told, asked;
};

struct peers {
    struct peer *items;
    size_t count, capacity;
};

struct bench {
    const char *folder;
    enum instance_cost cost;
    struct protect_effort effort;
    struct arena *keep;
    struct peers peers;
};

/* ---- what other tools did ---- */

enum { PEER_INSTANCE, PEER_NAME, PEER_SECONDARY, PEER_LOST, PEER_BOUND, PEER_SECONDS, PEER_TOLD, PEER_TOLD_ZEROS,
       PEER_ASKED, PEER_SAFE, PEER_FIELDS };

static void add_peer(struct bench *bench, const struct csv_record *record)
{
    struct text kept[PEER_FIELDS];
    for (size_t i = 0; i < PEER_FIELDS; i++)
        kept[i] = text_copy(bench->keep, record->fields[i]);
    const struct peer peer = {
        .instance = kept[PEER_INSTANCE],
        .name = kept[PEER_NAME],
        .secondary = kept[PEER_SECONDARY],
        .seconds = kept[PEER_SECONDS],
        .told = kept[PEER_TOLD_ZEROS],
        .asked = kept[PEER_ASKED],
    };
    ARENA_PUSH(bench->keep, &bench->peers, peer);
}

static bool read_peers(struct bench *bench, struct error *err)
{
    struct csv_record record;
    enum csv_step step;
    struct csv *csv = csv_open(file_join(bench->keep, bench->folder, "peers.csv"),
                               &(struct csv_options){.separator = ','}, err);
    if (!csv)
        return false;
    while ((step = csv_next(csv, &record, err)) == CSV_RECORD && record.count == PEER_FIELDS)
        add_peer(bench, &record);
    csv_close(csv);
    return step == CSV_END || error_set(err, ERROR_INPUT, "%s/peers.csv is not as it should be", bench->folder);
}

static const struct peer *find_peer(const struct bench *bench, const char *instance, const char *name)
{
    for (size_t i = 0; i < bench->peers.count; i++) {
        const struct peer *peer = &bench->peers.items[i];
        if (text_equal(peer->instance, text_of(instance)) && text_equal(peer->name, text_of(name)))
            return peer;
    }
    return NULL;
}

/* "65 [193] 0.4 s": hidden beyond the primaries, primaries told to be under five, time. */
static void print_peer(const struct bench *bench, const char *instance, const char *name, int width)
{
    const struct peer *peer = find_peer(bench, instance, name);
    struct text_builder b = {0};
    if (!peer) {
        text_add_c(&b, "-");
    } else if (!peer->secondary.len) {
        text_add_format(&b, "> %.*s s", TEXT_ARGS(peer->seconds));
    } else {
        const bool sampled = text_equal(peer->instance, TEXT("big195x8x3x6"));
        text_add(&b, peer->secondary);
        text_add_c(&b, " [");
        text_add(&b, peer->told);
        if (sampled)
            text_add_format(&b, " of %.*s", TEXT_ARGS(peer->asked));
        text_add_format(&b, "] %.*s s", TEXT_ARGS(peer->seconds));
    }
    printf("  %*.*s", width, TEXT_ARGS(text_built(&b)));
    text_builder_done(&b);
}

/* ---- our own run ---- */

struct outcome {
    size_t primaries, hidden; /* printed cells */
    int64_t lost;             /* counts in the hidden cells that are no primaries */
    struct protect_pattern pattern;
    size_t unsafe;
    double suppress_s, audit_s; /* user time */
};

static double user_seconds(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)usage.ru_utime.tv_sec + 1e-6 * (double)usage.ru_utime.tv_usec;
}

static void count_cells(const struct instance *instance, const struct protect_rule *rule, struct outcome *outcome)
{
    for (size_t i = 0; i < instance->system->sums.count; i++) {
        const struct protect_sum *sum = &instance->system->sums.items[i];
        const size_t cells = instance->sums[i].cells;
        if (protect_sum_is_target(sum, rule)) {
            outcome->primaries += cells;
        } else if (outcome->pattern.hidden[i]) {
            outcome->hidden += cells;
            outcome->lost += sum->value * (int64_t)cells;
        }
    }
}

/* The turns of protect_secure(), with a clock. */
static bool secure(const struct protect_task *task, struct arena *keep, struct outcome *outcome, struct error *err)
{
    struct protect_task asked = *task;
    struct protect_audit audit;
    bool *doubted = ARENA_ARRAY(keep, bool, task->system->sums.count);
    asked.doubted = doubted;
    do {
        const double begin = user_seconds();
        if (!protect_suppress(&asked, keep, &outcome->pattern, err))
            return false;
        const double between = user_seconds();
        if (!protect_audit(&asked, outcome->pattern.hidden, keep, &audit, err))
            return false;
        outcome->suppress_s += between - begin;
        outcome->audit_s += user_seconds() - between;
    } while (protect_doubt(&outcome->pattern, &audit, doubted));
    outcome->unsafe = audit.unsafe_count;
    return true;
}

static bool run(const struct bench *bench, const char *name, struct arena *keep, struct instance *instance,
                struct outcome *outcome, struct error *err)
{
    const char *folder = file_join(keep, file_join(keep, bench->folder, "instances"), name);
    if (!instance_read(folder, bench->cost, keep, instance, err))
        return false;
    struct protect_task task = instance_task(instance);
    task.effort = bench->effort;
    if (!secure(&task, keep, outcome, err))
        return false;
    count_cells(instance, &task.rule, outcome);
    return true;
}

/* ---- the table ---- */

static const struct {
    const char *name, *heading;
    int width;
} PEERS[] = {
    {"prototype", "prototype", 14},
    {"GaussSuppression", "Gauss", 25},
    {"GaussSuppression intervals", "Gauss, intervals", 17},
    {"sdcTable SIMPLEHEURISTIC", "sdcTable heuristic", 18},
    {"sdcTable OPT", "sdcTable OPT", 15},
};

static void print_heading(void)
{
    printf("%-13s %6s %9s %6s %6s %6s %7s %6s %10s %8s %6s", "instance", "cells", "primaries", "hidden", "lost", "cost",
           "bound", "gap %", "suppress s", "audit s", "unsafe");
    for (size_t i = 0; i < sizeof PEERS / sizeof *PEERS; i++)
        printf("  %*s", PEERS[i].width, PEERS[i].heading);
    printf("\n");
}

static void print_line(const struct bench *bench, const char *name, const struct instance *instance,
                       const struct outcome *outcome)
{
    const struct protect_pattern *pattern = &outcome->pattern;
    const double gap = pattern->cost ? 100.0 * (double)(pattern->cost - pattern->bound) / (double)pattern->cost : 0.0;
    printf("%-13s %6zu %9zu %6zu %6lld %6lld %7lld %6.1f %10.2f %8.2f %6zu", name, instance->cells, outcome->primaries,
           outcome->hidden, (long long)outcome->lost, (long long)pattern->cost, (long long)pattern->bound, gap,
           outcome->suppress_s, outcome->audit_s, outcome->unsafe);
    for (size_t i = 0; i < sizeof PEERS / sizeof *PEERS; i++) {
        const bool weighted = i == 0 && bench->cost == INSTANCE_COST_COUNTS;
        print_peer(bench, name, weighted ? "prototype weighted" : PEERS[i].name, PEERS[i].width);
    }
    printf("\n");
    fflush(stdout);
}

/* Whether the instance could be run and is safe. */
static bool measure(const struct bench *bench, const char *name)
{
    struct arena *keep = arena_new();
    struct instance instance;
    struct outcome outcome = {0};
    struct error err = {0};
    const bool done = run(bench, name, keep, &instance, &outcome, &err);
    if (done)
        print_line(bench, name, &instance, &outcome);
    else
        fprintf(stderr, "sitrep-bench: %s\n", err.message);
    arena_free(keep);
    return done && !outcome.unsafe;
}

/* ---- the command line ---- */

static const struct option OPTIONS[] = {
    {"folder", required_argument, NULL, 'f'}, {"rounds", required_argument, NULL, 'r'},
    {"pivots", required_argument, NULL, 'p'}, {"nodes", required_argument, NULL, 'n'},
    {"weighted", no_argument, NULL, 'w'},     {NULL, 0, NULL, 0},
};

static bool take_option(struct bench *bench, int option)
{
    switch (option) {
    case 'f':
        bench->folder = optarg;
        return true;
    case 'w':
        bench->cost = INSTANCE_COST_COUNTS;
        return true;
    case 'r':
        return text_to_number(text_of(optarg), &bench->effort.rounds);
    case 'p':
        return text_to_number(text_of(optarg), &bench->effort.pivots);
    case 'n':
        return text_to_number(text_of(optarg), &bench->effort.nodes);
    default:
        return false;
    }
}

static bool read_command_line(struct bench *bench, int argc, char **argv, struct error *err)
{
    int option;
    while ((option = getopt_long(argc, argv, "", OPTIONS, NULL)) != -1)
        if (!take_option(bench, option))
            return error_set(err, ERROR_USAGE, "usage: sitrep-bench [--folder tests/bench] [--rounds N] [--pivots N] "
                                               "[--nodes N] [--weighted] [INSTANCE...]");
    return read_peers(bench, err);
}

static bool measure_all(const struct bench *bench, const char *const *names, size_t count)
{
    bool safe = true;
    print_heading();
    for (size_t i = 0; i < count; i++)
        safe = measure(bench, names[i]) && safe;
    return safe;
}

int main(int argc, char **argv)
{
    struct bench bench = {.folder = "tests/bench", .effort = protect_effort_default(), .keep = arena_new()};
    struct error err = {0};
    bool safe = false;
    if (!read_command_line(&bench, argc, argv, &err))
        fprintf(stderr, "sitrep-bench: %s\n", err.message);
    else if (optind < argc)
        safe = measure_all(&bench, (const char *const *)argv + optind, (size_t)(argc - optind));
    else
        safe = measure_all(&bench, INSTANCES, INSTANCE_COUNT);
    arena_free(bench.keep);
    return safe ? EXIT_SUCCESS : EXIT_FAILURE;
}
