/* SPDX-License-Identifier: GPL-3.0-or-later
 * The tree of tags. */
#include "paginate/tags.h"

#include <assert.h>

#include "base/memory.h"

struct tag *tags_add(struct pages *pages, struct tag *parent, enum tag_role role)
{
    struct tag *tag = ARENA_NEW(pages->arena, struct tag);
    *tag = (struct tag){.role = role, .parent = parent, .number = pages->tag_count++,
                        .alt = TEXT_EMPTY, .id = TEXT_EMPTY, .language = TEXT_EMPTY, .actual = TEXT_EMPTY};
    if (!parent)
        return tag;
    if (parent->last_child)
        parent->last_child->next = tag;
    else
        parent->first_child = tag;
    parent->last_child = tag;
    return tag;
}

const char *tags_role_name(enum tag_role role)
{
    static const char *const names[] = {
        [TAG_DOCUMENT] = "Document", [TAG_SECTION] = "Section", [TAG_TITLE_BLOCK] = "TitleBlock",
        [TAG_H1] = "H1", [TAG_H2] = "H2", [TAG_H3] = "H3", [TAG_H4] = "H4", [TAG_PARAGRAPH] = "Paragraph",
        [TAG_LIST] = "List", [TAG_ITEM] = "Item", [TAG_ITEM_LABEL] = "Label", [TAG_ITEM_BODY] = "ItemBody",
        [TAG_QUOTE] = "Quote", [TAG_BOX] = "Box", [TAG_CONTENTS] = "Contents",
        [TAG_CONTENTS_ITEM] = "ContentsItem", [TAG_REFERENCE] = "Reference", [TAG_LINK] = "Link",
        [TAG_NOTE] = "Note", [TAG_SPAN] = "Span", [TAG_TABLE] = "Table", [TAG_ROW] = "Row",
        [TAG_HEADER_CELL] = "HeaderCell", [TAG_CELL] = "Cell", [TAG_CAPTION] = "Caption", [TAG_FIGURE] = "Figure",
    };
    _Static_assert(sizeof names / sizeof *names == TAG_ROLES, "every role has its name");
    assert(role < TAG_ROLES);
    return names[role];
}
