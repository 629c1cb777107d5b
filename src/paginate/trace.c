/* SPDX-License-Identifier: GPL-3.0-or-later
 * Pages as text. */
#include "paginate/trace.h"

#include "base/number.h"
#include "paginate/tags.h"

struct text pages_mark_text(const struct mark *mark)
{
    if (mark->kind != MARK_LINE && mark->kind != MARK_PART)
        return TEXT_EMPTY;
    const char *bytes = pango_layout_get_text(mark->line->layout);
    const int from = mark->kind == MARK_PART ? mark->from : mark->line->start_index;
    const int to = mark->kind == MARK_PART ? mark->to : mark->line->start_index + mark->line->length;
    return (struct text){bytes + from, (size_t)(to - from)};
}

static void add_place(struct text_builder *out, size_t page, double x_pt, double y_pt)
{
    text_add_format(out, "%zu ", page + 1);
    number_add_decimal(out, x_pt, 1);
    text_add_byte(out, ' ');
    number_add_decimal(out, y_pt, 1);
    text_add_byte(out, ' ');
}

static void add_tag(struct text_builder *out, const struct tag *tag)
{
    if (tag)
        text_add_format(out, "%s#%zu", tags_role_name(tag->role), tag->number);
    else
        text_add(out, TEXT("artifact"));
}

static void add_path(struct text_builder *out, const struct mark *mark)
{
    const struct path_step *last = &mark->path->steps[mark->path->count - 1];
    text_add_format(out, " path of %zu steps, %s %06x", mark->path->count, mark->paint.fill ? "fill" : "stroke",
                    mark->paint.fill ? mark->paint.fill_colour : mark->paint.stroke_colour);
    if (last->verb != PATH_CLOSE) {
        text_add(out, TEXT(" to "));
        number_add_decimal(out, last->x[0], 1);
        text_add_byte(out, ' ');
        number_add_decimal(out, last->y[0], 1);
    }
}

static void trace_mark(struct text_builder *out, size_t page, const struct mark *mark)
{
    const bool path = mark->kind == MARK_PATH;
    add_place(out, page, path ? mark->path->steps[0].x[0] : mark->x_pt, path ? mark->path->steps[0].y[0] : mark->y_pt);
    add_tag(out, mark->tag);
    switch (mark->kind) {
    case MARK_LINE:
    case MARK_PART:
        text_add(out, mark->kind == MARK_LINE ? TEXT(" line \"") : TEXT(" part \""));
        text_add(out, pages_mark_text(mark));
        text_add(out, mark->ends_paragraph ? TEXT("\"") : TEXT("\" …"));
        break;
    case MARK_PATH:
        add_path(out, mark);
        break;
    case MARK_CHART:
        text_add(out, TEXT(" chart "));
        text_add(out, mark->chart->id);
        text_add_byte(out, ' ');
        number_add_decimal(out, mark->width_pt, 1);
        break;
    }
    text_add_byte(out, '\n');
}

static void trace_link(struct text_builder *out, size_t page, const struct link_area *link)
{
    add_place(out, page, link->x_pt, link->y_pt);
    add_tag(out, link->tag);
    text_add(out, TEXT(" link to "));
    if (link->address.len) {
        text_add(out, link->address);
    } else {
        text_add_format(out, "page %zu at ", link->destination.page + 1);
        number_add_decimal(out, link->destination.y_pt, 1);
    }
    text_add_byte(out, '\n');
}

static void trace_outline(struct text_builder *out, const struct outline_entry *entry)
{
    text_add_format(out, "bookmark %zu page %zu \"", entry->level, entry->destination.page + 1);
    text_add(out, entry->title);
    text_add(out, TEXT("\"\n"));
}

void pages_trace(const struct pages *pages, struct text_builder *out)
{
    text_add_format(out, "pages %zu\ntags %zu\n", pages->count, pages->tag_count);
    for (size_t page = 0; page < pages->count; page++) {
        for (size_t i = 0; i < pages->items[page].mark_count; i++)
            trace_mark(out, page, &pages->items[page].marks[i]);
        for (size_t i = 0; i < pages->items[page].link_count; i++)
            trace_link(out, page, &pages->items[page].links[i]);
    }
    for (size_t i = 0; i < pages->outline_count; i++)
        trace_outline(out, &pages->outline[i]);
}
