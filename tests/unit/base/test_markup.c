/* SPDX-License-Identifier: GPL-3.0-or-later
 * Heads, settings, blocks, tables, and every fault of form with its place. */
#include "base/markup.h"

#include <string.h>

#include "unit/base/check_text.h"
#include "unit/base/scratch_folder.h"

static const struct setting_rule TITLE_AND_SHOW[] = {{TEXT_INIT("title"), true, TEXT_INIT("")},
                                                     {TEXT_INIT("show"), true, TEXT_INIT("full, half, third")},
                                                     {TEXT_INIT(""), false, TEXT_INIT("")}};
static const struct block_rule BLOCKS[] = {
    {TEXT_INIT("pie"), MARKUP_OF_SETTINGS, TITLE_AND_SHOW, TEXT_INIT("")},
    {TEXT_INIT("codes"), MARKUP_OF_SETTINGS, NULL, TEXT_INIT("")},
    {TEXT_INIT("when"), MARKUP_OF_TEXT, NULL, TEXT_INIT("")},
    {TEXT_INIT("box"), MARKUP_OF_TEXT, NULL, TEXT_INIT("")},
    {TEXT_INIT("otherwise"), MARKUP_ALONE, NULL, TEXT_INIT("")},
    {TEXT_INIT("newpage"), MARKUP_ALONE, NULL, TEXT_INIT("")},
    {TEXT_INIT(""), MARKUP_ALONE, NULL, TEXT_INIT("")},
};
static const struct markup_rules RULES = {BLOCKS, true};

static struct diagnostics *diagnostics;
static struct source source;

static void set_up(void)
{
    scratch_set_up();
    diagnostics = diagnostics_new();
}

static void tear_down(void)
{
    diagnostics_free(diagnostics);
    scratch_tear_down();
}

static const struct markup *read_bytes(const char *bytes)
{
    source = (struct source){.path = "f", .bytes = text_of(bytes)};
    return markup_read(&source, &RULES, scratch.keep, diagnostics);
}

static const struct markup *read_body(const char *body)
{
    return read_bytes(text_format(scratch.keep, "---\n---\n%s", body).ptr);
}

/* "E118 3:1, E119 9:1": every diagnostic with its place, in their order. */
static struct text faults(void)
{
    struct text_builder b = {0};
    size_t count;
    const struct diagnostic *items = diagnostics_sorted(diagnostics, &count);
    for (size_t i = 0; i < count; i++)
        text_add_format(&b, "%s%s %u:%u", i ? ", " : "", diagnostic_name(items[i].code), items[i].place.line,
                        items[i].place.column);
    const struct text result = text_copy(scratch.keep, text_built(&b));
    text_builder_done(&b);
    return result;
}

START_TEST(settings_are_raw_text_to_the_end_of_the_line)
{
    const struct markup *m = read_bytes("---\ntitle: Clients (85): type and country \nnumber: #1\nanswer:NO\nempty:\n"
                                        "%% a note: not a setting\n\nquoted: \"x\" %% y\nåäö key.1-a_b: v\n---\n");
    ck_text(faults(), "");
    ck_assert_uint_eq(m->head.count, 6);
    ck_text(settings_find(&m->head, TEXT("title")), "Clients (85): type and country");
    ck_text(settings_find(&m->head, TEXT("number")), "#1");
    ck_text(settings_find(&m->head, TEXT("answer")), "NO");
    ck_text(settings_find(&m->head, TEXT("quoted")), "\"x\" %% y");
    ck_text(settings_find(&m->head, TEXT("åäö key.1-a_b")), "v");
    ck_assert(!settings_has(&m->head, TEXT("empty")));
    ck_assert(!settings_has(&m->head, TEXT("missing")));
}
END_TEST

START_TEST(indented_lines_continue_a_value_as_one_line)
{
    const struct markup *m = read_bytes("---\ntitle: one\n  two\n    three\nnext: x\n---\n");
    ck_text(markup_unfold(scratch.keep, settings_find(&m->head, TEXT("title"))), "one two three");
    ck_text(settings_find(&m->head, TEXT("next")), "x");
    const struct markup *crlf = read_bytes("---\r\ntitle: one\r\n  two\r\nnext: x\r\n---\r\n");
    ck_text(markup_unfold(scratch.keep, settings_find(&crlf->head, TEXT("title"))), "one two");
    ck_text(settings_find(&crlf->head, TEXT("next")), "x");
    ck_text(faults(), "");
}
END_TEST

START_TEST(a_value_may_begin_on_the_next_line)
{
    const struct markup *m = read_bytes("---\ntitle:\n  one\n  two\n\n  lost\n---\n");
    ck_text(markup_unfold(scratch.keep, settings_find(&m->head, TEXT("title"))), "one two");
    ck_text(faults(), "E102 6:1");
}
END_TEST

START_TEST(a_repeated_setting_is_reported_at_the_second)
{
    read_body("::: pie a\ntitle: x\nshow: y\ntitle: z\n:::\n");
    ck_text(faults(), "E103 6:1");
}
END_TEST

START_TEST(a_line_of_the_head_that_is_no_setting_is_reported)
{
    read_bytes("---\ntitle x\n: y\nti(tle: z\n---\n");
    ck_text(faults(), "E102 2:1, E102 3:1, E102 4:1");
}
END_TEST

START_TEST(a_file_without_a_head_is_reported_once)
{
    const struct markup *m = read_bytes("# Title\n\ntext\n");
    ck_text(faults(), "E101 1:1");
    ck_assert_uint_eq(m->count, 1);
}
END_TEST

START_TEST(a_head_that_is_not_closed_is_reported_once)
{
    const struct markup *m =
        read_bytes("---\ntitle: x\n\n# Heading\n\nSome text, and more: text.\n\n::: pie a\nshow: x\n:::\n");
    ck_text(faults(), "E185 4:1");
    ck_text(settings_find(&m->head, TEXT("title")), "x");
}
END_TEST

START_TEST(a_head_that_ends_with_the_file_is_reported)
{
    read_bytes("---\ntitle: x\n");
    ck_text(faults(), "E185 3:1");
}
END_TEST

START_TEST(an_empty_file_has_no_head)
{
    ck_assert_uint_eq(read_bytes("")->count, 0);
    ck_text(faults(), "E101 1:1");
}
END_TEST

START_TEST(prose_is_whole_lines_and_notes_are_no_part_of_it)
{
    const struct markup *m = read_body("one\ntwo\n%% note\nthree\n::: newpage\nfour");
    ck_assert_uint_eq(m->count, 4);
    ck_text(m->items[0].prose, "one\ntwo\n");
    ck_text(m->items[1].prose, "three\n");
    ck_assert_int_eq(m->items[2].kind, MARKUP_BLOCK);
    ck_text(m->items[2].block, "newpage");
    ck_text(m->items[3].prose, "four");
    ck_text(faults(), "");
}
END_TEST

START_TEST(a_block_of_settings_has_a_kind_a_name_settings_and_rows)
{
    const struct markup *m =
        read_body("::::: codes  gender \ntitle: Kön\n\n| raw | en |\n|:----|---:|\n| M, 1 | Men |\n\n"
                  "%% | not | a row |\n|F|Women\n::::::\nafter\n");
    ck_text(faults(), "");
    const struct markup_item *item = &m->items[0];
    ck_assert_int_eq(item->kind, MARKUP_BLOCK);
    ck_text(item->opener, "::::: codes  gender");
    ck_text(item->block, "codes");
    ck_text(item->name, "gender");
    ck_text(settings_find(&item->settings, TEXT("title")), "Kön");
    ck_assert_uint_eq(item->row_count, 3);
    ck_text(item->rows[0].cells[0], "raw");
    ck_text(item->rows[1].cells[0], "M, 1");
    ck_text(item->rows[2].cells[0], "F");
    ck_text(item->rows[2].cells[1], "Women");
    ck_text(m->items[1].prose, "after\n");
}
END_TEST

START_TEST(cells_may_be_empty_and_hold_escaped_bars)
{
    const struct markup *m = read_body("::: codes c\n| a | b | c |\n| x \\| y | | |\n||z|\\||\n:::\n");
    ck_text(faults(), "");
    const struct markup_item *item = &m->items[0];
    ck_text(markup_unescape(scratch.keep, item->rows[1].cells[0]), "x | y");
    ck_assert_uint_eq(item->rows[1].cells[1].len, 0);
    ck_assert_uint_eq(item->rows[1].cells[2].len, 0);
    ck_assert_uint_eq(item->rows[2].cells[0].len, 0);
    ck_text(item->rows[2].cells[1], "z");
    ck_text(markup_unescape(scratch.keep, item->rows[2].cells[2]), "|");
    ck_text(markup_unescape(scratch.keep, TEXT("a\\b")), "a\\b");
}
END_TEST

START_TEST(a_row_of_another_width_is_reported_and_left_out)
{
    const struct markup *m = read_body("::: codes c\n| a | b |\n| 1 |\n| 1 | 2 | 3 |\n| 1 | 2 |\n:::\n");
    ck_text(faults(), "E122 5:1, E122 6:1");
    ck_assert_uint_eq(m->items[0].row_count, 2);
}
END_TEST

START_TEST(other_lines_in_a_block_of_settings_are_reported)
{
    read_body("::: pie a\nshow: x\nsome words\n  indented: is no key\n:::\n");
    ck_text(faults(), "E125 5:1");
}
END_TEST

START_TEST(a_block_not_closed_is_reported_at_its_opener_and_reading_goes_on)
{
    const struct markup *m = read_body("::: pie a\nshow: x\n\n::: pie b\nshow: y\n:::\n\ntext\n");
    ck_text(faults(), "E118 3:1");
    ck_assert_uint_eq(m->count, 3);
    ck_text(m->items[0].name, "a");
    ck_text(m->items[1].name, "b");
    size_t count;
    ck_text_holds(diagnostics_sorted(diagnostics, &count)->words, "before line 6");
}
END_TEST

START_TEST(a_block_open_at_the_end_of_the_file_is_reported_at_its_opener)
{
    read_body("text\n::: pie a\nshow: x");
    ck_text(faults(), "E118 4:1");
    const struct markup *m = read_body("text\n\n::: box\n\n::: when x\n\nmore\n");
    ck_text(faults(), "E118 4:1, E118 5:1, E118 7:1");
    ck_assert_int_eq(m->items[m->count - 1].kind, MARKUP_CLOSE);
    ck_text(m->items[m->count - 1].block, "box");
}
END_TEST

START_TEST(blocks_of_text_nest_and_close_from_the_inside)
{
    const struct markup *m = read_body("::: box\n::: when a > 5\ninner\n::: otherwise\nelse\n:::\nouter\n:::\n");
    static const enum markup_kind kinds[] = {MARKUP_OPEN,  MARKUP_OPEN,  MARKUP_PROSE, MARKUP_BLOCK,
                                             MARKUP_PROSE, MARKUP_CLOSE, MARKUP_PROSE, MARKUP_CLOSE};
    ck_text(faults(), "");
    ck_assert_uint_eq(m->count, 8);
    for (size_t i = 0; i < 8; i++)
        ck_assert_int_eq(m->items[i].kind, kinds[i]);
    ck_text(m->items[1].name, "a > 5");
    ck_text(m->items[5].block, "when");
    ck_text(m->items[7].block, "box");
}
END_TEST

START_TEST(a_condition_goes_on_in_indented_lines)
{
    const struct markup *m = read_body("::: when a > 5\n  and b is shown\n   and c < 2\ninner\n:::\n::: box\n  inner\n:::\n");
    ck_text(m->items[0].name, "a > 5\n  and b is shown\n   and c < 2");
    ck_text(text_trim(m->items[1].prose), "inner");
    ck_text(m->items[3].name, "");
    ck_text(text_trim(m->items[4].prose), "inner");
    ck_text(faults(), "");
}
END_TEST

START_TEST(a_closer_without_a_block_is_reported)
{
    read_body("text\n:::\n");
    ck_text(faults(), "E119 4:1");
}
END_TEST

START_TEST(too_deep_a_nest_is_reported)
{
    struct text_builder b = {0};
    for (int i = 0; i < MARKUP_DEPTH_MAX; i++)
        text_add_c(&b, "::: box\n");
    for (int i = 0; i < MARKUP_DEPTH_MAX; i++)
        text_add_c(&b, ":::\n");
    const struct text deep = text_copy(scratch.keep, text_built(&b));
    text_builder_done(&b);
    read_body(deep.ptr);
    ck_text(faults(), "");
    read_body(text_format(scratch.keep, "::: box\n%s:::\n", deep.ptr).ptr);
    ck_text_holds(faults(), "E128 11:1");
}
END_TEST

START_TEST(a_misspelt_kind_is_reported_once_and_read_as_what_is_meant)
{
    const struct markup *m = read_body("::: pei a\nshow: x\n:::\n::: whn x\ntext\n:::\n::: newpag\nmore\n");
    ck_text(faults(), "E106 3:5, E106 6:5, E106 9:5");
    ck_assert_uint_eq(m->count, 6);
    ck_text(m->items[0].block, "pie");
    ck_text(settings_find(&m->items[0].settings, TEXT("show")), "x");
    ck_assert_int_eq(m->items[1].kind, MARKUP_OPEN);
    ck_text(m->items[1].block, "when");
    ck_assert_int_eq(m->items[3].kind, MARKUP_CLOSE);
    ck_text(m->items[4].block, "newpage");
}
END_TEST

START_TEST(a_kind_like_no_other_is_reported_once_and_passed_over)
{
    const struct markup *m = read_body("::: illustration a\nany words\n| a row |\n:::\ntext\n");
    ck_text(faults(), "E106 3:5");
    ck_assert_uint_eq(m->count, 2);
    ck_assert_int_eq(m->items[0].kind, MARKUP_BROKEN);
    ck_text(m->items[0].name, "a");
    ck_text(m->items[1].prose, "text\n");
}
END_TEST

START_TEST(carriage_returns_are_no_part_of_anything)
{
    const struct markup *m =
        read_bytes("---\r\na: b\r\n---\r\n::: codes c\r\ntitle: x\r\n| r | s |\r\n|---|---|\r\n| 1 | 2 |\r\n:::\r\n");
    ck_text(faults(), "");
    ck_text(settings_find(&m->head, TEXT("a")), "b");
    ck_text(m->items[0].name, "c");
    ck_text(settings_find(&m->items[0].settings, TEXT("title")), "x");
    ck_text(m->items[0].rows[1].cells[1], "2");
}
END_TEST

START_TEST(a_byte_order_mark_is_dropped)
{
    const char *path = scratch_write("f", TEXT("\xEF\xBB\xBF---\na: b\n---\n"));
    struct source read;
    ck_assert(source_read(path, "shown", scratch.keep, diagnostics, &read, &scratch.err));
    ck_assert_str_eq(read.path, "shown");
    ck_text(read.bytes, "---\na: b\n---\n");
    ck_text(settings_find(&markup_read(&read, &RULES, scratch.keep, diagnostics)->head, TEXT("a")), "b");
    ck_text(faults(), "");
}
END_TEST

START_TEST(bytes_that_are_no_text_are_reported)
{
    struct source read;
    ck_assert(source_read(scratch_write("f", TEXT("---\nK\xF6n: x\n---\n")), "f", scratch.keep, diagnostics, &read,
                          &scratch.err));
    ck_text(faults(), "E100 0:0");
    ck_assert_uint_eq(read.bytes.len, 0);
    ck_assert(source_read(scratch_write("g", ((struct text){"a\0b", 3})), "g", scratch.keep, diagnostics, &read,
                          &scratch.err));
    ck_text(faults(), "E100 0:0, E100 0:0");
}
END_TEST

START_TEST(characters_that_nobody_sees_are_reported)
{
    static const char *const bad[] = {"\x01",   "\x1B",   "\x7F",   "\xC2\x85", "\u200B",
                                      "\u200F", "\u202E", "\u2066", "\u061C", "\uFEFF"};
    static const char *const good[] = {"\t",     "\r",     "\u00A0", "\u00AD",    "\u200D",
                                       "\u2010", "\u2013", "\uE000", "\U0001F600"};
    struct source read;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        ck_assert(source_read(scratch_write("f", text_format(scratch.keep, "a%sb\n", good[i])), "f", scratch.keep,
                              diagnostics, &read, &scratch.err));
    ck_text(faults(), "");
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        ck_assert(source_read(scratch_write("f", text_format(scratch.keep, "x\nä%sb%s\n", bad[i], bad[i])), "f",
                              scratch.keep, diagnostics, &read, &scratch.err));
        ck_assert_uint_eq(diagnostics_count(diagnostics, SEVERITY_ERROR), i + 1);
    }
    size_t count;
    const struct diagnostic *items = diagnostics_sorted(diagnostics, &count);
    ck_assert_uint_eq(items[0].place.line, 2);
    ck_assert_uint_eq(items[0].place.column, 2);
    ck_text_holds(items[0].words, "U+0001");
}
END_TEST

START_TEST(a_file_of_settings_needs_no_fences)
{
    source = (struct source){.path = "f", .bytes = TEXT("%% note\nid: 2014\n\nlayouts: a,\n  b\nnonsense\n")};
    const struct settings settings = settings_read(&source, scratch.keep, diagnostics);
    ck_assert_uint_eq(settings.count, 2);
    ck_text(markup_unfold(scratch.keep, settings_find(&settings, TEXT("layouts"))), "a, b");
    ck_text(faults(), "E102 6:1");
}
END_TEST

START_TEST(unknown_and_missing_settings_are_reported)
{
    const struct markup *m = read_body("::: pie a\ntitel: x\nzzzzzz: y\n:::\n");
    const struct markup_item *item = &m->items[0];
    settings_check(&item->settings, &source, item->block, item->opener, TITLE_AND_SHOW, diagnostics);
    /* 'titel' is read as the title; 'show' is missing */
    ck_text(faults(), "E108 3:1, E107 4:1, E107 5:1");
    size_t count;
    const struct diagnostic *items = diagnostics_sorted(diagnostics, &count);
    ck_text(items[0].words, "the setting 'show' is missing");
    ck_text(items[1].hint, "did you mean 'title'?");
    ck_text(items[2].hint, "there are: title, show");
    ck_text(settings_find(&item->settings, TEXT("title")), "x");
}
END_TEST

START_TEST(a_choice_is_one_of_the_words_of_its_rule)
{
    const struct setting_rule *rule = setting_rule_find(TITLE_AND_SHOW, TEXT("show"));
    ck_assert_int_eq(setting_choice(rule, TEXT("full")), 0);
    ck_assert_int_eq(setting_choice(rule, TEXT("third")), 2);
    ck_assert_int_eq(setting_choice(rule, TEXT("thir")), CHOICE_NONE);
    ck_assert_int_eq(setting_choice(rule, TEXT_EMPTY), CHOICE_NONE);
    ck_assert_ptr_null(setting_rule_find(TITLE_AND_SHOW, TEXT("width")));
    ck_assert_int_eq(block_rule_find(BLOCKS, TEXT("box"))->form, MARKUP_OF_TEXT);
    ck_assert_ptr_null(block_rule_find(BLOCKS, TEXT_EMPTY));
}
END_TEST

START_TEST(a_setting_that_is_written_wrong_is_not_missing_as_well)
{
    const struct markup *m = read_body("::: pie a\ntitle = x\n:::\n");
    const struct markup_item *item = &m->items[0];
    settings_check(&item->settings, &source, item->block, item->opener, TITLE_AND_SHOW, diagnostics);
    ck_text(faults(), "E108 3:1, E125 4:1"); /* 'show' is missing; 'title = x' has no colon */
    ck_assert(!settings_lacks(&item->settings, TEXT("title")));
    ck_assert(settings_lacks(&item->settings, TEXT("show")));
}
END_TEST

TEST_PROGRAM_WITH("base/markup", set_up, tear_down, settings_are_raw_text_to_the_end_of_the_line,
                  indented_lines_continue_a_value_as_one_line, a_value_may_begin_on_the_next_line,
                  a_repeated_setting_is_reported_at_the_second, a_line_of_the_head_that_is_no_setting_is_reported,
                  a_file_without_a_head_is_reported_once, a_head_that_is_not_closed_is_reported_once,
                  a_head_that_ends_with_the_file_is_reported,
                  an_empty_file_has_no_head, prose_is_whole_lines_and_notes_are_no_part_of_it,
                  a_block_of_settings_has_a_kind_a_name_settings_and_rows, cells_may_be_empty_and_hold_escaped_bars,
                  a_row_of_another_width_is_reported_and_left_out, other_lines_in_a_block_of_settings_are_reported,
                  a_block_not_closed_is_reported_at_its_opener_and_reading_goes_on,
                  a_block_open_at_the_end_of_the_file_is_reported_at_its_opener,
                  blocks_of_text_nest_and_close_from_the_inside, a_closer_without_a_block_is_reported, a_condition_goes_on_in_indented_lines,
                  too_deep_a_nest_is_reported, a_misspelt_kind_is_reported_once_and_read_as_what_is_meant,
                  a_kind_like_no_other_is_reported_once_and_passed_over, carriage_returns_are_no_part_of_anything,
                  a_byte_order_mark_is_dropped, bytes_that_are_no_text_are_reported,
                  characters_that_nobody_sees_are_reported, a_file_of_settings_needs_no_fences,
                  a_choice_is_one_of_the_words_of_its_rule, a_setting_that_is_written_wrong_is_not_missing_as_well,
                  unknown_and_missing_settings_are_reported)
