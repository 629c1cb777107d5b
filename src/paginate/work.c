/* SPDX-License-Identifier: GPL-3.0-or-later
 * What every step of pagination needs. */
#include "paginate/work.h"

PangoLayout *work_keep(struct work *work, PangoLayout *layout)
{
    g_ptr_array_add(work->pages->layouts, layout);
    return layout;
}

PangoLayoutLine *work_line(struct work *work, enum style_name style, struct text text)
{
    const struct text_span span = {text, style_of(style)->text};
    PangoLayout *layout = typeface_layout(work->typeface, &span, 1, 0.0, ALIGN_START, work->language);
    return pango_layout_get_line_readonly(work_keep(work, layout), 0);
}

struct block *work_add_block(struct work *work, enum block_kind kind)
{
    struct block *block = ARENA_NEW(work->arena, struct block);
    block->kind = kind;
    ARENA_PUSH(work->arena, &work->blocks, block);
    return block;
}
