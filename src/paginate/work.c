/* SPDX-License-Identifier: GPL-3.0-or-later
 * What every step of pagination needs. */
#include "paginate/work.h"

const struct text_line *work_line(struct work *work, enum style_name style, struct text text)
{
    const struct text_span span = {text, style_of(style)->text};
    const struct text_paragraph paragraph = {&span, 1, .language = work->language};
    return typeface_shared_layout(work->typeface, &paragraph)->lines;
}

struct block *work_add_block(struct work *work, enum block_kind kind)
{
    struct block *block = ARENA_NEW(work->arena, struct block);
    block->kind = kind;
    ARENA_PUSH(work->arena, &work->blocks, block);
    return block;
}
