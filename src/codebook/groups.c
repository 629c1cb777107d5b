/* SPDX-License-Identifier: GPL-3.0-or-later
 * Groups: a coarser variable over the categories of a code list, such as regions over nationalities. Members are
 * categories or areas of the UN's M49 standard: "m49:142 except m49:145". */
#include "codebook/reader.h"

struct grouping {
    const struct code_list *list;
    const struct text *areas;      /* M49 areas of each category, or NULL */
    struct category *categories;   /* the groups */
    int group_count;
    int *group_of;                 /* for each category of the list */
};

/* Whether "001 150 154" holds the area. */
static bool in_area(struct text areas, struct text area)
{
    if (text_find(areas, area) == areas.len)
        return false; /* mostly, and quickly */
    for (struct text rest = areas; rest.len;)
        if (text_equal(text_cut(&rest, ' '), area))
            return true;
    return false;
}

static bool is_member(const struct grouping *grouping, int category, struct text member)
{
    const struct text prefix = TEXT("m49:");
    if (!text_starts(member, prefix))
        return text_equal(grouping->list->categories[category].id, member);
    return grouping->areas && in_area(grouping->areas[category], text_slice(member, prefix.len, member.len));
}

static void check_member(struct codebook_reader *reader, const struct grouping *grouping, struct text member)
{
    for (int i = 0; i < grouping->list->category_count; i++)
        if (is_member(grouping, i, member))
            return;
    codebook_complain_category(reader, grouping->list, member);
}

/* "m49:142 except m49:145": puts the members into group `group`. */
static void add_members(struct codebook_reader *reader, struct grouping *grouping, struct text members, int group)
{
    const struct text word = TEXT(" except ");
    const size_t at = text_find(members, word);
    const struct text member = text_trim(text_slice(members, 0, at));
    const struct text except =
        at < members.len ? text_trim(text_slice(members, at + word.len, members.len)) : TEXT_EMPTY;
    check_member(reader, grouping, member);
    if (except.len)
        check_member(reader, grouping, except);
    for (int i = 0; i < grouping->list->category_count; i++) {
        if (!is_member(grouping, i, member) || (except.len && is_member(grouping, i, except)))
            continue;
        if (grouping->group_of[i] != NO_INDEX && grouping->group_of[i] != group)
            codebook_complain(reader, DIAG_E144, member, grouping->list->categories[i].id,
                              grouping->categories[grouping->group_of[i]].id, TEXT_EMPTY);
        grouping->group_of[i] = group;
    }
}

static int find_group(const struct grouping *grouping, struct text id)
{
    for (int i = 0; i < grouping->group_count; i++)
        if (text_equal(grouping->categories[i].id, id))
            return i;
    return NO_INDEX;
}

static void read_group_row(struct codebook_reader *reader, const struct markup_item *item, const struct markup_row *row,
                           struct grouping *grouping)
{
    const int id = codebook_column_of(reader, item, "category", false),
              members = codebook_column_of(reader, item, "members", false);
    const struct text name = row->cells[id];
    if (!codebook_is_name(name))
        codebook_break(reader, NAMED_CATEGORIES, item->name);
    if (!codebook_is_name(name) || find_group(grouping, name) != NO_INDEX)
        codebook_complain(reader, codebook_is_name(name) ? DIAG_E111 : DIAG_E112, name, name, TEXT_EMPTY, TEXT_EMPTY);
    const int group = grouping->group_count++;
    grouping->categories[group] = (struct category){name, codebook_labels_of_row(reader, item, row, name)};
    for (struct text rest = row->cells[members]; rest.len;)
        add_members(reader, grouping, text_cut(&rest, ','), group);
}

/* Categories in no group go to `not_stated` if they are it, else they are a fault of the code book, unless a row is lost to
 * another. */
static void close_groups(struct codebook_reader *reader, const struct markup_item *item, struct grouping *grouping)
{
    const bool is_incomplete = codebook_is_broken(reader->codebook, NAMED_CATEGORIES, item->name) ||
                               codebook_is_broken(reader->codebook, NAMED_CATEGORIES, grouping->list->id);
    const int last = grouping->group_count++;
    grouping->categories[last] = (struct category){TEXT("not_stated"), reader->not_stated};
    grouping->group_of[grouping->list->not_stated] = last;
    for (int i = 0; i < grouping->list->category_count; i++) {
        if (grouping->group_of[i] != NO_INDEX)
            continue;
        grouping->group_of[i] = last;
        if (!is_incomplete)
            codebook_complain(reader, DIAG_E205, item->name, grouping->list->categories[i].id, item->name,
                              TEXT("make it a member of one of the groups"));
    }
}

/* One dimension for each code column that uses the list. */
static void add_dimensions(struct codebook_reader *reader, const struct markup_item *item,
                           const struct grouping *grouping)
{
    struct codebook *codebook = reader->codebook;
    const int before = codebook->dimension_count;
    struct dimension *wider = ARENA_ARRAY(reader->keep, struct dimension, (size_t)before * 2);
    for (int i = 0; i < before; i++)
        wider[i] = codebook->dimensions[i];
    codebook->dimensions = wider;
    const struct labels title = codebook_labels_of(reader, settings_find(&item->settings, TEXT("title")));
    const struct labels definition = codebook_labels_of(reader, settings_find(&item->settings, TEXT("definition")));
    for (int i = 0; i < before; i++) {
        const struct dimension *column = &wider[i];
        const struct column *of = &codebook->sources[column->source].columns[column->column];
        if (column->group_of || &codebook->code_lists[of->code_list] != grouping->list)
            continue;
        if (codebook_find_dimension(codebook, column->source, item->name) != NO_INDEX) {
            codebook_complain(reader, DIAG_E111, item->name, item->name, TEXT_EMPTY, TEXT_EMPTY);
            continue;
        }
        wider[codebook->dimension_count++] = (struct dimension){
            .id = item->name,
            .source = column->source,
            .column = column->column,
            .title = title,
            .definition = definition,
            .categories = grouping->categories,
            .category_count = grouping->group_count,
            .group_of = grouping->group_of,
            .parent = i,
        };
    }
}

static bool stays_apart(const struct code_list *list, const int *stands_for, int category)
{
    for (size_t i = 0; i < list->correspondences.count; i++) {
        const struct correspondence *one = &list->correspondences.items[i];
        if (one->from == category && stands_for[one->from] != stands_for[one->to])
            return true;
    }
    return false;
}

/* Categories that stay apart although some of them became others: a series by them has a break. */
static void warn_of_apart(struct codebook_reader *reader, const struct markup_item *item, const struct code_list *list,
                          const int *stands_for)
{
    struct text_builder b = {0};
    for (int category = 0; category < list->category_count; category++)
        if (stays_apart(list, stands_for, category))
            text_add_format(&b, "%s'%.*s'", b.len ? ", " : "", TEXT_ARGS(list->categories[category].id));
    if (b.len)
        codebook_complain(reader, DIAG_W571, item->name, text_copy(reader->keep, text_built(&b)), item->name, TEXT_EMPTY);
    text_builder_done(&b);
}

/* One group for each category that stands for others or itself, called as it is. */
static void follow_over_time(struct codebook_reader *reader, const struct markup_item *item, struct grouping *grouping)
{
    const struct code_list *list = grouping->list;
    const int *stands_for = code_list_over_time(list, reader->keep);
    for (int i = 0; i < list->category_count; i++) {
        const struct category *category = &list->categories[stands_for[i]];
        if (i == list->not_stated)
            continue;
        grouping->group_of[i] = find_group(grouping, category->id);
        if (grouping->group_of[i] != NO_INDEX)
            continue;
        grouping->group_of[i] = grouping->group_count;
        grouping->categories[grouping->group_count++] = *category;
    }
    warn_of_apart(reader, item, list, stands_for);
}

/* Whether the groups are told by a table of their own, or by what became of the categories; false: by neither. */
static bool check_form(struct codebook_reader *reader, const struct markup_item *item, const struct code_list *list, bool *ret_over_time)
{
    const struct text over_time = settings_find(&item->settings, TEXT("over time"));
    *ret_over_time = text_equal(over_time, TEXT("yes"));
    if (!*ret_over_time) {
        if (over_time.len && !text_equal(over_time, TEXT("no")))
            codebook_complain(reader, DIAG_E109, over_time, over_time, TEXT("over time"), codebook_values(item, "over time"));
        const bool has_members = codebook_column_of(reader, item, "category", true) != NO_INDEX;
        return codebook_column_of(reader, item, "members", has_members) != NO_INDEX && has_members;
    }
    if (item->row_count)
        codebook_complain(reader, DIAG_E575, item->rows[0].line, item->name, TEXT_EMPTY, TEXT_EMPTY);
    else if (!list->correspondences.count && !codebook_is_broken(reader->codebook, NAMED_CATEGORIES, list->id))
        codebook_complain(reader, DIAG_E574, over_time, list->id, TEXT_EMPTY, TEXT_EMPTY);
    else
        return true;
    codebook_break(reader, NAMED_GROUPS, item->name);
    return false;
}

void codebook_read_groups(struct codebook_reader *reader, const struct markup_item *item)
{
    struct codebook *codebook = reader->codebook;
    codebook_check_settings(reader, item);
    const struct text of = settings_find(&item->settings, TEXT("of"));
    const int list = codebook_find_code_list(codebook, of);
    if (list == NO_INDEX) {
        if (of.len)
            codebook_complain_name(reader, NAMED_CODES, NO_INDEX, of);
        codebook_break(reader, NAMED_GROUPS, item->name);
        return;
    }
    bool over_time;
    if (!check_form(reader, item, &codebook->code_lists[list], &over_time))
        return;
    if (item->row_count > CATEGORIES_MAX) {
        codebook_complain(reader, DIAG_E129, item->name, item->name,
                          text_format(reader->keep, "%d", CATEGORIES_MAX - 1), TEXT_EMPTY);
        return;
    }
    if (!over_time)
        codebook_check_languages(reader, item);
    if (item->lost_rows)
        codebook_break(reader, NAMED_CATEGORIES, item->name);
    struct grouping grouping = {.list = &codebook->code_lists[list], .areas = reader->areas[list]};
    const size_t most = over_time ? (size_t)grouping.list->category_count : item->row_count;
    grouping.categories = ARENA_ARRAY(reader->keep, struct category, most + 1);
    grouping.group_of = ARENA_ARRAY(reader->keep, int, (size_t)grouping.list->category_count);
    for (int i = 0; i < grouping.list->category_count; i++)
        grouping.group_of[i] = NO_INDEX;
    if (over_time)
        follow_over_time(reader, item, &grouping);
    for (size_t i = 1; i < item->row_count; i++)
        read_group_row(reader, item, &item->rows[i], &grouping);
    close_groups(reader, item, &grouping);
    add_dimensions(reader, item, &grouping);
}
