/* SPDX-License-Identifier: GPL-3.0-or-later
 * Colours and hatchings of parts. */
#include "chart/palette.h"

/* Dark and light take turns, so that neighbours differ in a grey print. Checked under simulated protanopia,
 * deuteranopia and tritanopia (Machado, Oliveira and Fernandes 2009): any two keep a CIELAB distance of at least 11. */
static const struct {
    uint32_t fill, text;
    enum hatch hatch;
} ENTRIES[] = {
    {0x1F4E79, PALETTE_PAPER, HATCH_NONE},    /* navy */
    {0x4AA198, PALETTE_INK, HATCH_NONE},      /* teal */
    {0x6D2E55, PALETTE_PAPER, HATCH_FALLING}, /* plum */
    {0xC28746, PALETTE_INK, HATCH_UPRIGHT},   /* ochre */
    {0x56707F, PALETTE_PAPER, HATCH_LEVEL},   /* slate */
    {0x9D89C6, PALETTE_INK, HATCH_DOTS},      /* lavender */
    {0x9C4A3C, PALETTE_PAPER, HATCH_CROSSED}, /* brick */
    {0x40301C, PALETTE_PAPER, HATCH_NONE},    /* umber */
};
_Static_assert(sizeof ENTRIES / sizeof *ENTRIES == PALETTE_COLOURS, "one entry a colour");

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

struct palette_entry palette_at(size_t index)
{
    const size_t place = index % PALETTE_COLOURS;
    const uint32_t fill = ENTRIES[place].fill, text = ENTRIES[place].text;
    const bool light = text == PALETTE_INK;
    struct palette_entry entry = {.fill = fill, .text = text, .hatch = ENTRIES[place].hatch};
    for (size_t turn = index / PALETTE_COLOURS % (HATCH_KINDS - 1); turn; turn--)
        entry.hatch = NEXT_HATCH[entry.hatch];
    entry.hatch_colour = mixed(fill, text, light ? 38 : 34);
    entry.on_paper = light ? mixed(fill, PALETTE_INK, 45) : fill;
    return entry;
}

struct palette_entry palette_hidden(void)
{
    return (struct palette_entry){.fill = 0xF1F3F4,
                                  .text = PALETTE_INK,
                                  .on_paper = PALETTE_INK,
                                  .hatch_colour = PALETTE_AXIS,
                                  .hatch = HATCH_RISING};
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
