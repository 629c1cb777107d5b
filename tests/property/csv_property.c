/* SPDX-License-Identifier: GPL-3.0-or-later
 * Random tables are written as CSV in random ways and must be read as they were: all separators, line ends,
 * encodings, window sizes, quoted with or without need. Damaged files must be read alike with every window, up to the
 * same fault. */
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/csv.h"
#include "tests/property/random.h"
#include "tests/unit/harness.h"

enum { ROUNDS = 1500, DAMAGED_ROUNDS = 1500, COLUMNS_MAX = 9, ROWS_MAX = 12, PIECES_MAX = 9 };

/* What fields are made of: letters of one byte to four, all that means something to CSV, long runs. */
static const char *const PIECES[] = {
    "a", "kyllä", "€", "\xF0\x9F\x98\x80", ";", ",", "\t", "|", "\"", "\n", "\r\n", " ", "", "x", "é",
    "0123456789012345678901234567890123456789012345678901234567890123456789"};
enum { PIECE_COUNT = sizeof PIECES / sizeof *PIECES, ASTRAL = 3 };

enum written_as { AS_UTF8, AS_UTF8_WITH_MARK, AS_WINDOWS_1252, AS_UTF16_LE, AS_UTF16_BE, WAYS };

struct style {
    enum written_as as;
    char separator;
    const char *line_end;
    bool names_separator;
    bool ends_last_line;
};

struct table {
    size_t columns, rows;
    struct text fields[ROWS_MAX][COLUMNS_MAX];
};

static struct text random_field(struct random *random, const struct style *style, struct arena *keep)
{
    struct text field = TEXT_EMPTY;
    for (int pieces = random_below(random, PIECES_MAX); pieces > 0; pieces--) {
        const int piece = random_below(random, PIECE_COUNT);
        if (style->as != AS_WINDOWS_1252 || piece != ASTRAL)
            field = text_format(keep, "%.*s%s", TEXT_ARGS(field), PIECES[piece]);
    }
    return field;
}

static struct table random_table(struct random *random, const struct style *style, struct arena *keep)
{
    struct table table = {.columns = 1 + (size_t)random_below(random, COLUMNS_MAX),
                          .rows = 1 + (size_t)random_below(random, ROWS_MAX)};
    for (size_t row = 0; row < table.rows; row++)
        for (size_t column = 0; column < table.columns; column++)
            table.fields[row][column] = row ? random_field(random, style, keep) : TEXT("heading");
    return table;
}

static struct style random_style(struct random *random)
{
    static const char separators[] = ";,\t|";
    static const char *const line_ends[] = {"\n", "\r\n", "\r"};
    return (struct style){.as = (enum written_as)random_below(random, WAYS),
                          .separator = separators[random_below(random, 4)],
                          .line_end = line_ends[random_below(random, 3)],
                          .names_separator = random_below(random, 3) == 0,
                          .ends_last_line = random_below(random, 2)};
}

static void write_field(struct random *random, const struct style *style, struct text field, struct text_builder *out)
{
    bool quoted = random_below(random, 4) == 0;
    for (size_t i = 0; i < field.len; i++)
        quoted = quoted || strchr("\"\r\n", field.ptr[i]) || field.ptr[i] == style->separator;
    if (quoted)
        text_add_byte(out, '"');
    for (size_t i = 0; i < field.len; i++) {
        text_add_byte(out, field.ptr[i]);
        if (field.ptr[i] == '"')
            text_add_byte(out, '"');
    }
    if (quoted)
        text_add_byte(out, '"');
}

/* In UTF-8. */
static void write_table(struct random *random, const struct style *style, const struct table *table,
                        struct text_builder *out)
{
    if (style->names_separator)
        text_add_format(out, "sep=%c%s", style->separator, style->line_end);
    for (size_t row = 0; row < table->rows; row++) {
        for (size_t column = 0; column < table->columns; column++) {
            if (column)
                text_add_byte(out, style->separator);
            write_field(random, style, table->fields[row][column], out);
        }
        if (row + 1 < table->rows || style->ends_last_line)
            text_add_c(out, style->line_end);
    }
}

static void add_unit(struct text_builder *out, enum written_as as, uint32_t unit)
{
    const char high = (char)(unit >> 8), low = (char)unit;
    text_add_byte(out, as == AS_UTF16_BE ? high : low);
    text_add_byte(out, as == AS_UTF16_BE ? low : high);
}

static void add_utf16(struct text_builder *out, enum written_as as, uint32_t code_point)
{
    if (code_point < 0x10000) {
        add_unit(out, as, code_point);
        return;
    }
    add_unit(out, as, 0xD800 + ((code_point - 0x10000) >> 10));
    add_unit(out, as, 0xDC00 + ((code_point - 0x10000) & 0x3FF));
}

/* Another encoding for the text; the only characters of Windows-1252 not as in Latin-1 that occur are euro signs. */
static void encode(const struct style *style, struct text text, struct text_builder *out)
{
    if (style->as == AS_UTF8_WITH_MARK)
        text_add_c(out, "\xEF\xBB\xBF");
    if (style->as == AS_UTF16_LE || style->as == AS_UTF16_BE)
        add_unit(out, style->as, 0xFEFF);
    for (size_t at = 0; at < text.len;) {
        const uint32_t c = text_next(text, &at);
        if (style->as == AS_WINDOWS_1252)
            text_add_byte(out, c == 0x20AC ? (char)0x80 : (char)c);
        else if (style->as == AS_UTF16_LE || style->as == AS_UTF16_BE)
            add_utf16(out, style->as, c);
        else
            text_add_char(out, c);
    }
}

static int file_of(struct text bytes)
{
    const int file = memfd_create("csv", MFD_CLOEXEC);
    ck_assert_int_ge(file, 0);
    ck_assert_int_eq(write(file, bytes.ptr, bytes.len), (ssize_t)bytes.len);
    return file;
}

static struct csv *open_csv(int file, size_t window, char separator)
{
    char path[32];
    struct error err = {0};
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    struct csv *csv = csv_open(path, &(struct csv_options){.window = window, .separator = separator}, &err);
    ck_assert_msg(csv != NULL, "%s", err.message);
    return csv;
}

static void check_table(struct csv *csv, const struct table *table, uint64_t seed)
{
    struct csv_record record;
    struct error err = {0};
    for (size_t row = 0; row < table->rows; row++) {
        if (row + 1 == table->rows && table->columns == 1 && !table->fields[row][0].len)
            return; /* an empty last line may be no line */
        ck_assert_msg(csv_next(csv, &record, &err) == CSV_RECORD, "seed %d, row %zu: %.*s", (int)seed, row,
                      TEXT_ARGS(csv_fault_words(csv_fault(csv))));
        ck_assert_uint_eq(record.count, table->columns);
        for (size_t column = 0; column < table->columns; column++)
            ck_assert_msg(text_equal(record.fields[column], table->fields[row][column]), "seed %d, row %zu, column %zu",
                          (int)seed, row, column);
    }
    ck_assert_int_eq(csv_next(csv, &record, &err), CSV_END);
}

/* A euro sign after é in Windows-1252 looks like UTF-8, which the reader refuses rather than guess: left out. */
static bool is_ambiguous(const struct style *style, struct text bytes)
{
    for (size_t i = 0; style->as == AS_WINDOWS_1252 && i + 1 < bytes.len; i++)
        if ((unsigned char)bytes.ptr[i] >= 0xC0 && ((unsigned char)bytes.ptr[i + 1] & 0xC0) == 0x80)
            return true;
    return false;
}

START_TEST(what_was_written_is_read)
{
    size_t checked = 0;
    for (uint64_t seed = 1; seed <= ROUNDS; seed++) {
        struct random random = {seed};
        struct arena *keep = arena_new();
        struct text_builder text = {0}, bytes = {0};
        const struct style style = random_style(&random);
        const struct table table = random_table(&random, &style, keep);
        write_table(&random, &style, &table, &text);
        encode(&style, text_built(&text), &bytes);
        if (!is_ambiguous(&style, text_built(&bytes))) {
            const int file = file_of(text_built(&bytes));
            const char separator = table.columns > 1 || style.names_separator ? '\0' : style.separator;
            struct csv *csv = open_csv(file, (size_t)random_below(&random, 300), separator);
            check_table(csv, &table, seed);
            csv_close(csv);
            close(file);
            checked++;
        }
        text_builder_done(&text);
        text_builder_done(&bytes);
        arena_free(keep);
    }
    ck_assert_uint_gt(checked, ROUNDS * 9 / 10);
}
END_TEST

/* All that a reader says, places included; returns what it ended with. */
static enum csv_step describe(int file, size_t window, struct text_builder *out)
{
    struct csv *csv = open_csv(file, window, '\0');
    struct csv_record record;
    struct error err = {0};
    enum csv_step step;
    while ((step = csv_next(csv, &record, &err)) == CSV_RECORD)
        for (size_t i = 0; i < record.count; i++) {
            const struct csv_place place = csv_field_place(csv, i);
            ck_assert(text_valid(record.fields[i]));
            text_add_format(out, "%u:%u<%.*s>", place.line, place.column, TEXT_ARGS(record.fields[i]));
        }
    const struct csv_place place = csv_fault_place(csv);
    text_add_format(out, "%d %d", (int)step, (int)csv_fault(csv));
    if (step == CSV_BROKEN)
        text_add_format(out, " %u:%u", place.line, place.column);
    csv_close(csv);
    return step;
}

START_TEST(damaged_files_are_read_alike_with_every_window)
{
    size_t broken = 0;
    for (uint64_t seed = 1; seed <= DAMAGED_ROUNDS; seed++) {
        struct random random = {seed};
        struct arena *keep = arena_new();
        struct text_builder text = {0}, bytes = {0}, usual = {0}, small = {0};
        const struct style style = random_style(&random);
        const struct table table = random_table(&random, &style, keep);
        write_table(&random, &style, &table, &text);
        encode(&style, text_built(&text), &bytes);
        for (int damages = random_below(&random, 4); damages > 0; damages--)
            bytes.bytes[random_below(&random, (int)bytes.len)] = "\"\n\r;,a\xC3\xA4\0\x81"[random_below(&random, 10)];
        bytes.len -= (size_t)random_below(&random, 2) * bytes.len / 3;
        const int file = file_of(text_built(&bytes));
        broken += describe(file, 0, &usual) == CSV_BROKEN;
        describe(file, 1 + (size_t)random_below(&random, 200), &small);
        ck_assert_msg(text_equal(text_built(&usual), text_built(&small)), "seed %d:\n%.*s\n%.*s", (int)seed,
                      TEXT_ARGS(text_built(&usual)), TEXT_ARGS(text_built(&small)));
        close(file);
        text_builder_done(&text);
        text_builder_done(&bytes);
        text_builder_done(&usual);
        text_builder_done(&small);
        arena_free(keep);
    }
    ck_assert_uint_gt(broken, DAMAGED_ROUNDS / 4);
}
END_TEST

TEST_PROGRAM("csv properties", what_was_written_is_read, damaged_files_are_read_alike_with_every_window)
