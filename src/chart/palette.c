/* SPDX-License-Identifier: GPL-3.0-or-later
 * Colours and hatchings of parts. */
#include "chart/palette.h"

/* Dark and light take turns, so that neighbours differ in a grey print; on dark paper they change places, and so does the text on
 * them. Checked under simulated protanopia, deuteranopia and tritanopia (Machado, Oliveira and Fernandes 2009): any two keep a
 * CIELAB distance of at least 11. */
static const struct {
    uint32_t fills[PALETTE_GROUNDS];
    bool has_ink; /* text on it has the colour of ink, else that of paper */
    enum hatch hatch;
} ENTRIES[] = {
    {{0x1F4E79, 0x7FB2E5}, false, HATCH_NONE},    /* navy */
    {{0x4AA198, 0x24736D}, true, HATCH_NONE},     /* teal */
    {{0x6D2E55, 0xCC83B4}, false, HATCH_FALLING}, /* plum */
    {{0xC28746, 0x895D20}, true, HATCH_UPRIGHT},  /* ochre */
    {{0x56707F, 0xB4C6D2}, false, HATCH_LEVEL},   /* slate */
    {{0x9D89C6, 0x6F58A8}, true, HATCH_DOTS},     /* lavender */
    {{0x9C4A3C, 0xE89A8A}, false, HATCH_CROSSED}, /* brick */
    {{0x40301C, 0xEEE0C8}, false, HATCH_NONE},    /* umber */
};
_Static_assert(sizeof ENTRIES / sizeof *ENTRIES == PALETTE_COLOURS, "one entry a colour");

/* All other colours. */
enum part { PART_PAPER, PART_INK, PART_QUIET, PART_AXIS, PART_GRID, PART_HIDDEN, PARTS };
static const uint32_t OTHERS[PARTS][PALETTE_GROUNDS] = {
    [PART_PAPER] = {PALETTE_PAPER, 0x14181D}, [PART_INK] = {PALETTE_INK, 0xE6E9ED}, [PART_QUIET] = {PALETTE_QUIET, 0xA9B2BD},
    [PART_AXIS] = {PALETTE_AXIS, 0x8A96A3},   [PART_GRID] = {PALETTE_GRID, 0x39424D}, [PART_HIDDEN] = {0xF1F3F4, 0x232A32},
};
_Static_assert(PARTS + 3 * PALETTE_COLOURS == PALETTE_CHANGES_MAX, "an area has its colour, that of its hatching and that of words");

/* What a colour's hatching becomes on its next turns. */
static const enum hatch NEXT_HATCH[] = {
    [HATCH_NONE] = HATCH_FALLING, [HATCH_RISING] = HATCH_RISING, [HATCH_FALLING] = HATCH_UPRIGHT,
    [HATCH_CROSSED] = HATCH_NONE, [HATCH_LEVEL] = HATCH_DOTS,    [HATCH_UPRIGHT] = HATCH_LEVEL,
    [HATCH_DOTS] = HATCH_CROSSED,
};
_Static_assert(sizeof NEXT_HATCH / sizeof *NEXT_HATCH == HATCH_KINDS, "one successor a hatching");

/* `percent` of `over` laid on `under`, channel by channel. */
static uint32_t mixed(uint32_t under, uint32_t over, uint32_t percent)
{
    uint32_t result = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
        const uint32_t a = (under >> shift) & 0xFF, b = (over >> shift) & 0xFF;
        result |= ((a * (100 - percent) + b * percent + 50) / 100) << shift;
    }
    return result;
}

static struct palette_entry palette_on(enum palette_ground ground, size_t index)
{
    const size_t place = (index + index / PALETTE_COLOURS) % PALETTE_COLOURS;
    const bool has_ink = ENTRIES[place].has_ink;
    const uint32_t fill = ENTRIES[place].fills[ground], ink = OTHERS[PART_INK][ground];
    const uint32_t text = has_ink ? ink : OTHERS[PART_PAPER][ground];
    struct palette_entry entry = {.fill = fill, .text = text, .hatch = ENTRIES[place].hatch};
    for (size_t turn = index / PALETTE_COLOURS % (HATCH_KINDS - 1); turn; turn--)
        entry.hatch = NEXT_HATCH[entry.hatch];
    entry.hatch_colour = mixed(fill, text, has_ink ? 38 : 34);
    entry.on_paper = has_ink ? mixed(fill, ink, 45) : fill;
    return entry;
}

struct palette_entry palette_at(size_t index)
{
    return palette_on(PALETTE_LIGHT, index);
}

struct palette_line palette_line_at(size_t index)
{
    return (struct palette_line){index % PALETTE_DASHES, (index + index / PALETTE_DASHES) % PALETTE_MARKERS};
}

struct palette_entry palette_hidden(void)
{
    return (struct palette_entry){.fill = OTHERS[PART_HIDDEN][PALETTE_LIGHT],
                                  .text = PALETTE_INK,
                                  .on_paper = PALETTE_INK,
                                  .hatch_colour = PALETTE_AXIS,
                                  .hatch = HATCH_RISING};
}

size_t palette_changes(struct palette_change changes[PALETTE_CHANGES_MAX])
{
    size_t count = 0;
    for (size_t i = 0; i < PARTS; i++)
        changes[count++] = (struct palette_change){OTHERS[i][PALETTE_LIGHT], OTHERS[i][PALETTE_DARK]};
    for (size_t i = 0; i < PALETTE_COLOURS; i++) {
        const struct palette_entry light = palette_on(PALETTE_LIGHT, i), dark = palette_on(PALETTE_DARK, i);
        changes[count++] = (struct palette_change){light.fill, dark.fill};
        changes[count++] = (struct palette_change){light.hatch_colour, dark.hatch_colour};
        if (light.on_paper != light.fill)
            changes[count++] = (struct palette_change){light.on_paper, dark.on_paper};
    }
    return count;
}

struct paint palette_paint(const struct palette_entry *entry)
{
    return (struct paint){
        .fill = true, .fill_colour = entry->fill, .hatch = entry->hatch, .hatch_colour = entry->hatch_colour};
}

struct paint palette_hidden_paint(void)
{
    const struct palette_entry hidden = palette_hidden();
    struct paint paint = palette_paint(&hidden);
    paint.stroke = true;
    paint.stroke_colour = PALETTE_AXIS;
    paint.stroke_width_pt = 0.6;
    return paint;
}
