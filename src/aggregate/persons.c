/* SPDX-License-Identifier: GPL-3.0-or-later
 * Open addressing over arrays of codes (two bytes each: a code list has at most CATEGORIES_MAX categories) and of
 * dates. */
#include "aggregate/persons.h"

#include <assert.h>
#include <stdlib.h>

#include "base/memory.h"

_Static_assert(CATEGORIES_MAX <= UINT16_MAX, "a category fits into two bytes");

enum { FIRST_SLOTS = 64 };

struct persons {
    const struct stay_shape *shape;
    uint32_t *slots; /* index + 1; 0: free */
    size_t mask;
    size_t count, capacity;
    int32_t *numbers;
    date_day *starts;
    uint16_t *codes; /* shape->code_count of each */
    date_day *dates; /* shape->date_count of each */
};

struct stay_shape stay_shape_of(const struct source_table *source)
{
    struct stay_shape shape = {.starts = source->starts};
    assert(source->column_count <= CASE_COLUMNS_MAX);
    for (int i = 0; i < source->column_count; i++) {
        if (source->columns[i].type == COLUMN_CODE)
            shape.code_columns[shape.code_count++] = i;
        else if (source->columns[i].type == COLUMN_DATE)
            shape.date_columns[shape.date_count++] = i;
    }
    return shape;
}

struct persons *persons_new(const struct stay_shape *shape)
{
    struct persons *persons = memory_alloc(1, sizeof *persons);
    persons->shape = shape;
    persons->slots = memory_alloc(FIRST_SLOTS, sizeof *persons->slots);
    persons->mask = FIRST_SLOTS - 1;
    return persons;
}

void persons_free(struct persons *persons)
{
    if (!persons)
        return;
    free(persons->slots);
    free(persons->numbers);
    free(persons->starts);
    free(persons->codes);
    free(persons->dates);
    free(persons);
}

/* Numbers are given in a row, so that the low bits of a multiple spread well (Knuth, TAOCP 3, 6.4). */
static size_t slot_of(const struct persons *persons, int32_t number)
{
    size_t at = ((uint32_t)number * 2654435769u >> 7) & persons->mask;
    while (persons->slots[at] && persons->numbers[persons->slots[at] - 1] != number)
        at = (at + 1) & persons->mask;
    return at;
}

static void widen_slots(struct persons *persons)
{
    free(persons->slots);
    persons->mask = 2 * persons->mask + 1;
    persons->slots = memory_alloc(persons->mask + 1, sizeof *persons->slots);
    for (size_t i = 0; i < persons->count; i++)
        persons->slots[slot_of(persons, persons->numbers[i])] = (uint32_t)i + 1;
}

/* So that no array has elements of no bytes. */
static size_t at_least_one(int count)
{
    return count > 0 ? (size_t)count : 1;
}

static void widen_stays(struct persons *persons)
{
    const struct stay_shape *shape = persons->shape;
    persons->capacity = persons->capacity ? persons->capacity * 2 : FIRST_SLOTS / 2;
    persons->numbers = memory_grow(persons->numbers, persons->capacity, sizeof *persons->numbers);
    persons->starts = memory_grow(persons->starts, persons->capacity, sizeof *persons->starts);
    const size_t code_bytes = at_least_one(shape->code_count) * sizeof *persons->codes;
    const size_t date_bytes = at_least_one(shape->date_count) * sizeof *persons->dates;
    persons->codes = memory_grow(persons->codes, persons->capacity, code_bytes);
    persons->dates = memory_grow(persons->dates, persons->capacity, date_bytes);
}

static void keep_stay(struct persons *persons, size_t index, const struct case_row *row)
{
    const struct stay_shape *shape = persons->shape;
    persons->starts[index] = row->value[shape->starts];
    for (int i = 0; i < shape->code_count; i++)
        persons->codes[index * (size_t)shape->code_count + (size_t)i] = (uint16_t)row->value[shape->code_columns[i]];
    for (int i = 0; i < shape->date_count; i++)
        persons->dates[index * (size_t)shape->date_count + (size_t)i] = row->value[shape->date_columns[i]];
}

/* Whether `row` is to be kept rather than the stay kept so far. */
static bool is_better(const struct persons *persons, size_t index, const struct case_row *row)
{
    const struct stay_shape *shape = persons->shape;
    if (row->value[shape->starts] != persons->starts[index])
        return row->value[shape->starts] > persons->starts[index];
    for (int i = 0; i < shape->code_count; i++) {
        const int32_t kept = persons->codes[index * (size_t)shape->code_count + (size_t)i];
        if (row->value[shape->code_columns[i]] != kept)
            return row->value[shape->code_columns[i]] < kept;
    }
    for (int i = 0; i < shape->date_count; i++) {
        const date_day kept = persons->dates[index * (size_t)shape->date_count + (size_t)i];
        if (row->value[shape->date_columns[i]] != kept)
            return row->value[shape->date_columns[i]] < kept;
    }
    return false;
}

void persons_add(struct persons *persons, int32_t person, const struct case_row *row)
{
    size_t slot = slot_of(persons, person);
    if (persons->slots[slot]) {
        const size_t index = persons->slots[slot] - 1;
        if (is_better(persons, index, row))
            keep_stay(persons, index, row);
        return;
    }
    if (persons->count * 3 > persons->mask * 2) {
        widen_slots(persons);
        slot = slot_of(persons, person);
    }
    if (persons->count == persons->capacity)
        widen_stays(persons);
    keep_stay(persons, persons->count, row);
    persons->numbers[persons->count] = person;
    persons->slots[slot] = (uint32_t)++persons->count;
}

size_t persons_count(const struct persons *persons)
{
    return persons->count;
}

void persons_stay(const struct persons *persons, size_t index, struct case_row *ret_row)
{
    const struct stay_shape *shape = persons->shape;
    assert(index < persons->count);
    for (int i = 0; i < shape->code_count; i++)
        ret_row->value[shape->code_columns[i]] = persons->codes[index * (size_t)shape->code_count + (size_t)i];
    for (int i = 0; i < shape->date_count; i++)
        ret_row->value[shape->date_columns[i]] = persons->dates[index * (size_t)shape->date_count + (size_t)i];
}
