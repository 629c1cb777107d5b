/* SPDX-License-Identifier: GPL-3.0-or-later
 * Whole layouts: prose with figures and claims in it, blocks, the tree; and each fault with its place. */
#include "unit/layout/fixtures.h"
#include "unit/harness.h"

static struct layout_fixture f;

static void tear_down(void)
{
    layout_done(&f);
    scratch_tear_down();
}

static void read_good(const char *body)
{
    layout_read_body(&f, body);
    ck_no_fault(scratch.keep, f.diagnostics);
}

/* ---- the tree in words ---- */

static void add_inlines(struct text_builder *b, const struct inlines *inlines)
{
    for (size_t i = 0; i < inlines->count; i++) {
        const struct inline_item *item = &inlines->items[i];
        const char *style = item->strong && item->emphasis ? "***" : item->strong ? "**" : item->emphasis ? "*" : "";
        text_add_c(b, style);
        if (item->target.len)
            text_add_format(b, "<%.*s>", TEXT_ARGS(item->target));
        switch (item->kind) {
        case INLINE_TEXT:
            text_add(b, item->text);
            break;
        case INLINE_BREAK:
            text_add_c(b, "/");
            break;
        case INLINE_FIGURE:
            text_add_format(b, "{%.*s}", TEXT_ARGS(f.layout->placeholders[item->index].figure.at));
            break;
        case INLINE_CLAIM_OPEN:
            text_add_c(b, "(");
            break;
        case INLINE_CLAIM_CLOSE:
            text_add_format(b, ": %.*s)", TEXT_ARGS(f.layout->claims[item->index].statement.at));
            break;
        case INLINE_NOTE:
            text_add_format(b, "^%zu", item->index + 1);
            break;
        }
        text_add_c(b, style);
    }
}

/* "l:A r:B; {clients}, x": the heading with the letters of the columns, then the rows. */
static void add_table(struct text_builder *b, const struct table_block *table)
{
    static const char *const letters[] = {
        [ALIGNMENT_NONE] = "", [ALIGNMENT_LEFT] = "l:", [ALIGNMENT_CENTRE] = "c:", [ALIGNMENT_RIGHT] = "r:"};
    for (size_t i = 0; i < table->row_count * table->column_count; i++) {
        text_add_c(b, !i ? "" : i % table->column_count ? ", " : "; ");
        if (i < table->column_count)
            text_add_c(b, letters[table->alignment[i]]);
        add_inlines(b, &table->cells[i]);
    }
}

static void add_blocks(struct text_builder *b, struct block *const *blocks, size_t count);

static void add_block(struct text_builder *b, const struct block *block)
{
    static const char *const kinds[] = {
        [BLOCK_HEADING] = "h",         [BLOCK_PARAGRAPH] = "p",  [BLOCK_LIST] = "list",
        [BLOCK_ITEM] = "item",         [BLOCK_QUOTE] = "quote",  [BLOCK_BOX] = "box",
        [BLOCK_CONTACTS] = "contacts", [BLOCK_WHEN] = "when",    [BLOCK_CONTENTS] = "contents",
        [BLOCK_NEWPAGE] = "newpage",   [BLOCK_FIGURE] = "figure", [BLOCK_TABLE] = "table"};
    text_add_c(b, kinds[block->kind]);
    if (block->kind == BLOCK_HEADING)
        text_add_format(b, "%zu%s", block->level, block->plain ? "-" : "");
    if (block->kind == BLOCK_WHEN)
        text_add_format(b, "[%.*s]", TEXT_ARGS(block->when.at));
    if (block->id.len)
        text_add_format(b, "#%.*s", TEXT_ARGS(block->id));
    if (block->ordered)
        text_add_c(b, " ordered");
    text_add_c(b, "(");
    add_inlines(b, &block->inlines);
    if (block->table)
        add_table(b, block->table);
    add_blocks(b, block->children, block->child_count);
    if (block->otherwise_count) {
        text_add_c(b, " | ");
        add_blocks(b, block->otherwise, block->otherwise_count);
    }
    text_add_c(b, ")");
}

static void add_blocks(struct text_builder *b, struct block *const *blocks, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        text_add_c(b, i ? " " : "");
        add_block(b, blocks[i]);
    }
}

static struct text tree(void)
{
    struct text_builder b = {0};
    add_blocks(&b, f.layout->root->children, f.layout->root->child_count);
    const struct text words = text_copy(scratch.keep, text_built(&b));
    text_builder_done(&b);
    return words;
}

/* ---- good layouts ---- */

START_TEST(prose_keeps_its_styles_links_and_figures)
{
    read_good("# First {#one}\n\nSome *{{clients}} clients* and **{{new: words | one | # more}} more**,\n"
              "see [the *page*](https://example.org/2014/a_b).\n\n## Second\n\n> quoted\n");
    ck_text(tree(),
            "h1#one(First) p(Some *{clients}** clients* and **{new}**** more**, see <https://example.org/2014/a_b>the "
            "*<https://example.org/2014/a_b>page*.) h2(Second) quote(p(quoted))");
}
END_TEST

START_TEST(headings_have_levels_ids_and_perhaps_no_number)
{
    read_good("# A {#a}\n## B {#b .plain}\n### C of {{period}} {#c}\n#### D\n");
    ck_text(tree(), "h1#a(A) h2-#b(B) h3#c(C of {period}) h4(D)");
}
END_TEST

START_TEST(lists_are_ordered_or_not)
{
    read_good("- one {{clients}}\n- two\n  - inner\n\n1. first\n2. second\n");
    ck_text(tree(), "list(item(p(one {clients})) item(p(two) list(item(p(inner))))) "
                    "list ordered(item(p(first)) item(p(second)))");
}
END_TEST

START_TEST(figures_and_claims_may_run_over_line_breaks)
{
    read_good(
        "There were {{clients\n  gender=women: words\n  | one woman | # women}} and\n[many\nothers]{claim: clients\n"
        "gender=men > 3} there.\n");
    ck_text(tree(), "p(There were {clients\n  gender=women} and (many others: clients\ngender=men > 3) there.)");
    ck_text(f.layout->claims[0].words, "many\nothers");
    ck_text(f.layout->placeholders[0].plurals[1], "# women");
}
END_TEST

START_TEST(claims_hold_figures_styles_and_links)
{
    read_good("[Most, {{clients gender=women: percent}}, *of* [them](x)]{claim: clients gender=women > 50%}.\n");
    ck_text(tree(), "p((Most, {clients gender=women}, *of* <x>them: clients gender=women > 50%).)");
}
END_TEST

START_TEST(claims_nest)
{
    read_good("[outer [inner]{claim: new > 1} end]{claim: clients > 2}\n");
    ck_text(tree(), "p((outer (inner: new > 1) end: clients > 2))");
    ck_text(f.layout->claims[1].words, "outer [inner]{claim: new > 1} end");
}
END_TEST

/* The "0:" of a form is none, nor is what stands in a literal or among contacts. */
START_TEST(forms_may_hold_digits_that_are_no_figures)
{
    read_good("{{clients | one CO2 | # | 0: none ?? few}} [{{clients | 1 case |\n # of 85 ?? 2}}]{literal}\n\n"
              "::: contacts\n\n{{minors ?? 12}}\n\n:::\n");
}
END_TEST

START_TEST(literals_print_their_words_and_may_hold_digits)
{
    read_good("In [2011]{literal} and [the years\n2012 and 2013]{literal} it was so.\n");
    ck_text(tree(), "p(In 2011 and the years 2012 and 2013 it was so.)");
}
END_TEST

START_TEST(backslashes_print_braces_brackets_and_letters)
{
    read_good("Not \\{{clients}}, not \\[a], but \\ä and C:\\\\x and \\* stars.\n");
    ck_text(tree(), "p(Not {{clients}}, not [a], but \\ä and C:\\x and * stars.)");
}
END_TEST

START_TEST(a_hard_break_is_kept_and_a_soft_one_is_a_blank)
{
    read_good("one\\\ntwo\nthree  \nfour\n");
    ck_text(tree(), "p(one/two three/four)");
}
END_TEST

START_TEST(contacts_keep_their_line_breaks_and_digits)
{
    read_good("::: contacts\n\nCentre\nHelpline 000 000 0000\\\nBox 12\n\n- a\n  b\n\n:::\n\nafter\nthem\n");
    ck_text(tree(), "contacts(p(Centre/Helpline 000 000 0000/Box 12) list(item(p(a/b)))) p(after them)");
}
END_TEST

START_TEST(conditions_split_what_is_printed)
{
    read_good("::: when clients > 5\n\nyes\n\n::: box\n\ninner\n\n:::\n\n::: otherwise\n\nno\n\n::: pie a\nshow: "
              "clients by gender\n"
              "title: x\n:::\n\n:::\n\nafter\n");
    ck_text(tree(), "when[clients > 5](p(yes) box(p(inner)) | p(no) figure#a()) p(after)");
}
END_TEST

START_TEST(conditions_nest_with_an_otherwise_each)
{
    read_good("::: when clients > 5\na\n::: when new > 5\nb\n::: otherwise\nc\n:::\nd\n::: otherwise\ne\n:::\n");
    ck_text(tree(), "when[clients > 5](p(a) when[new > 5](p(b) | p(c)) p(d) | p(e))");
}
END_TEST

START_TEST(pipe_tables_hold_figures_claims_and_notes)
{
    read_good("Before.\n\n| Who | All | *Few* | Share |\n|---|:--|:-:|--:|\n"
              "| Women[^a] | {{clients gender=women | one | # more}} | {{minors ?? few}} | a \\| b |\n"
              "Men | [most]{claim: new gender=men > 50%} | <https://example.org/2014> | |\n"
              "\nAfter.\n\n[^a]: A note.\n");
    ck_text(tree(), "p(Before.) table(Who, l:All, c:*Few*, r:Share; Women^1, {clients gender=women}, {minors}, a | b; "
                    "Men, (most: new gender=men > 50%), <https://example.org/2014>https://example.org/2014, ) "
                    "p(After.)");
}
END_TEST

START_TEST(pipe_tables_stand_in_quotes_items_and_blocks)
{
    read_good("> | A | B |\n> |---|---|\n> | x | {{new}} |\n\n- one\n\n  | A |\n  |---|\n  | y |\n\n"
              "::: box\n| A |\n|---|\n| z |\n:::\n");
    ck_text(tree(), "quote(table(A, B; x, {new})) list(item(p(one) table(A; y))) box(table(A; z))");
}
END_TEST

START_TEST(blocks_need_no_blank_lines_around_them)
{
    read_good("text\n::: newpage\nmore\n- item\n::: contents\nlast\n");
    ck_text(tree(), "p(text) newpage() p(more) list(item(p(item))) contents() p(last)");
}
END_TEST

START_TEST(notes_to_oneself_are_never_printed)
{
    read_good("one\n%% {{no_such_measure}} 5 [^x]\ntwo\n");
    ck_text(tree(), "p(one two)");
}
END_TEST

START_TEST(footnotes_are_known_by_the_order_of_their_first_reference)
{
    read_good(
        "b[^second] a[^first] b again[^second]\n\n[^first]: The {{clients}} first.\n\n[^second]: The\n    second.\n");
    ck_text(tree(), "p(b^1 a^2 b again^1)");
    ck_assert_uint_eq(f.layout->note_count, 2);
    struct text_builder b = {0};
    add_inlines(&b, &f.layout->notes[0]);
    text_add_c(&b, " / ");
    add_inlines(&b, &f.layout->notes[1]);
    ck_text(text_built(&b), "The second. / The {clients} first.");
    text_builder_done(&b);
}
END_TEST

START_TEST(a_footnote_may_be_named_by_a_digit)
{
    read_good("x[^1]\n\n[^1]: text\n");
    ck_text(tree(), "p(x^1)");
}
END_TEST

START_TEST(line_ends_of_windows_change_nothing)
{
    static const char body[] =
        "---\nreport: small\nlanguage: en\ntitle: A\n---\n\n# H {#h}\n\none {{clients\ngender=women}} two\n"
        "[three\nfour]{claim: clients > 2} [5]{literal}\n\n::: when clients > 5\n\na\\\nb\n\n::: "
        "otherwise\n\nc[^n]\n\n:::\n\n"
        "[^n]: note\n\n::: pie p\nshow: clients\n  by gender\ntitle: T\n:::\n";
    struct text_builder crlf = {0};
    for (const char *c = body; *c; c++)
        text_add_format(&crlf, "%s%c", *c == '\n' ? "\r" : "", *c);
    layout_begin(&f);
    layout_read_bytes(&f, text_built(&crlf));
    text_builder_done(&crlf);
    ck_no_fault(scratch.keep, f.diagnostics);
    ck_text(tree(), "h1#h(H) p(one {clients\r\ngender=women} two (three four: clients > 2) 5) "
                    "when[clients > 5](p(a/b) | p(c^1)) figure#p()");
}
END_TEST

/* Examples of RFC 5646, appendix A. */
START_TEST(tags_of_languages_are_those_of_the_standard)
{
    read_good("[a]{language: fi} [b]{language: EN-gb} [c]{language: zh-Hant-TW} [d]{language: zh-cmn-Hans-CN} "
              "[e]{language: sl-rozaj-biske} [f]{language: de-CH-1901} [g]{language: es-419} [h]{language: hy-Latn-IT-arevela} "
              "[i]{language: smn} [j]{language: de-Latn-DE-1996}\n");
}
END_TEST

START_TEST(the_head_names_report_language_and_titles)
{
    layout_begin(&f);
    layout_read_bytes(
        &f, TEXT("---\nreport: situation\nlanguage: fi\ntitle: Raportti *{{period}}*\n  jatkuu\nsubtitle: Osa\n"
                 "series: Raportti {{report.number}}\npage number: {n} ({N})\n---\n"));
    ck_no_fault(scratch.keep, f.diagnostics);
    ck_text(f.layout->report, "situation");
    ck_text(f.layout->language, "fi");
    ck_text(f.layout->page_number, "{n} ({N})");
    struct text_builder b = {0};
    add_inlines(&b, &f.layout->title);
    text_add_c(&b, "; ");
    add_inlines(&b, &f.layout->series);
    ck_text(text_built(&b), "Raportti *{period}* jatkuu; Raportti {report.number}");
    text_builder_done(&b);
}
END_TEST

START_TEST(a_figure_block_says_what_it_shows_and_how)
{
    read_good(
        "::: columns forms\nshow: clients by form, place\nstack: place\ntitle: Clients ({{clients}})\nlabels: percent\n"
        "order: largest\nwidth: half\nside: right\ncategory label: {label} ({n})\nnote: A note.\nalt: In "
        "words.\n:::\n");
    const struct figure_block *figure = f.layout->root->children[0]->figure;
    ck_assert_int_eq(figure->form, FORM_COLUMNS);
    ck_text(figure->id, "forms");
    ck_assert_int_eq(figure->stack, 1);
    ck_assert(!figure->label_count && figure->label_percent && figure->totals && figure->has_alt);
    ck_assert_int_eq(figure->order, ORDER_LARGEST);
    ck_assert_int_eq(figure->width, FIGURE_HALF);
    ck_assert_int_eq(figure->side, FIGURE_RIGHT);
    ck_text(figure->category_label, "{label} ({n})");
    ck_text(layout_use_words(&f, figure->shown.uses[0]), "table clients 2014 by form, place");
    ck_text(layout_use_words(&f, figure->total_use), "sum clients 2014");
}
END_TEST

START_TEST(a_figure_block_may_select_and_be_arranged)
{
    read_good("::: line a\nshow: new gender=women @last 2 years by year, region\nwhere: place=abroad form!=other\ntitle: T\n"
              "labels: name\nwidth: two-thirds\naxis: 20..100 step 20\nsheet: new_women\n:::\n\n"
              "::: bars b\nshow: new by month\ntitle: T\nlabels: none\norder: time\naxis: 0..50\nsheet: no\n:::\n");
    const struct figure_block *line = f.layout->root->children[0]->figure, *bars = f.layout->root->children[1]->figure;
    ck_text(layout_use_words(&f, line->shown.uses[1]),
            "table new 2014 gender{women} form{sexual,labour,not_stated} place{abroad} by region");
    ck_assert_int_eq(line->width, FIGURE_TWO_THIRDS);
    ck_assert(line->label_name && !line->label_count && !line->label_percent);
    ck_assert(line->axis.from == 20 && line->axis.to == 100 && line->axis.step == 20);
    ck_text(line->sheet, "new_women");
    ck_assert(!line->no_sheet && bars->no_sheet && !bars->sheet.len);
    ck_assert(!bars->label_name && !bars->label_count && !bars->label_percent);
    ck_assert_int_eq(bars->order, ORDER_TIME);
    ck_assert(bars->axis.from == 0 && bars->axis.to == 50 && bars->axis.step == 0);
}
END_TEST

START_TEST(a_figure_block_has_defaults)
{
    static const char *const kinds[] = {"pie", "bars", "columns", "line", "table"};
    for (size_t i = 0; i < 5; i++) {
        read_good(
            text_format(scratch.keep, "::: %s a\nshow: new gender=women by %s\ntitle: T\n:::\n", kinds[i],
                        i == FORM_LINE ? "month" : "nationality")
                .ptr);
        const struct figure_block *figure = f.layout->root->children[0]->figure;
        ck_assert_int_eq(figure->form, (enum figure_form)i);
        ck_assert(figure->label_count && !figure->label_percent && figure->totals && !figure->has_alt);
        ck_assert(!figure->base_is_stated);
        ck_assert_int_eq(figure->order, ORDER_CODEBOOK);
        ck_assert_int_eq(figure->width, FIGURE_FULL);
        ck_assert_int_eq(figure->side, FIGURE_NO_SIDE);
        ck_assert_int_eq(figure->stack, NO_INDEX);
        if (i != FORM_LINE)
            ck_text(layout_use_words(&f, figure->total_use), "sum new 2014 gender{women}");
        if (i < 4)
            layout_done(&f);
    }
}
END_TEST

START_TEST(percentages_of_those_stated_ask_for_their_sum)
{
    read_good("::: pie a\nshow: clients by form\ntitle: T\nbase: stated\nlabels: count, percent\n:::\n");
    const struct figure_block *figure = f.layout->root->children[0]->figure;
    ck_assert(figure->base_is_stated && figure->label_count && figure->label_percent);
    ck_text(layout_use_words(&f, figure->stated_use), "sum clients 2014 form{sexual,labour,other}");
}
END_TEST

START_TEST(checks_of_the_code_book_are_parsed_at_their_place)
{
    layout_begin(&f);
    struct statement statement;
    ck_assert(layout_statement(f.codebook, layout_year(), f.codebook->checks[0].that, &f.requests, scratch.keep,
                               f.diagnostics, &statement));
    ck_text(layout_use_words(&f, statement.predicates[0].left.use), "sum clients 2014");
    ck_text(layout_use_words(&f, statement.predicates[0].right.figures[0].use), "sum minors 2014");
}
END_TEST

START_TEST(a_file_that_is_not_there_is_an_error)
{
    layout_begin(&f);
    const struct layout_surroundings surroundings = layout_surroundings_of(&f);
    ck_assert(!layout_read(scratch_in("none.md"), &surroundings, &f.layout, &scratch.err));
    ck_assert_int_eq(scratch.err.kind, ERROR_INPUT);
}
END_TEST

/* ---- faults ---- */

struct fault {
    const char *code, *body, *words;
};

#define PIE "::: pie a\nshow: clients by gender\ntitle: T\n"
#define BARS "::: bars a\nshow: clients by gender\ntitle: T\n"
#define TABLE "::: table a\nshow: clients by gender\ntitle: T\n"
#define CROSSED "::: table a\nshow: clients by gender, place\ntitle: T\n"
#define MONTHS "::: line a\nshow: clients by month\ntitle: T\n"

static const struct fault FAULTS[] = {
    /* figures and claims in prose */
    {"E202", "Ääkkösiä: {{⟦client⟧ | a | b}} and more.", "'client'"},
    {"E205", "one\n\ntwo {{clients\n  gender=⟦wemen⟧}}", "'wemen'"},
    {"E127", "one ⟦{{⟧clients and so on.\n\nNext }} paragraph.", "not closed"},
    {"E127", "one ⟦{{⟧clients and so on.\n  \nNext }} paragraph.", "not closed"},
    {"E127", "one ⟦{{⟧clients", NULL},
    {"E127", "[words⟦]{claim:⟧ clients > 5\n\nNext }", "not closed"},
    {"E201", "one [open\n\nnext⟦]{claim:⟧ clients > 2}", "'[' and words"},
    {"E201", "words⟦]{litera⟧l}", "'[' and words"},
    {"E202", "[words]{claim: ⟦client⟧ > 5}", NULL},
    {"E201", "[words]{claim: clients⟦⟧}", NULL},
    {"E192", "{{clients⟦\u00a0⟧gender=women}}", "is a no-break space (U+00A0)"},
    {"E192", "{{new gender=⟦\u202f⟧women}}", "is a narrow no-break space (U+202F)"},
    {"E192", "[some]{claim: clients >⟦\u2009⟧5 ?? a\u00a0few}", "is a space of another width (U+2009)"},
    {"E202", "{{⟦cli\u00e4nts⟧}} and a\u00a0few", NULL},
    {"E201", "[some]{claim: clients >⟦⟧ ?? a\u00a0few}", NULL},
    {"E126", "[text](http://x/⟦{{⟧period}})", "in the address of a link"},
    {"E126", "a private character ⟦\U000F0001⟧ here", "private use"},
    /* slips that would be printed */
    {"E127", "There were ⟦{{⟧clients | one | # clients}. Of {{new}} more.", "not closed"},
    {"E132", "[a woman]⟦{⟧clam: clients > many", "'{' stands here by itself"},
    {"E132", "[a woman]⟦{⟧bold", "'{' stands here by itself"},
    {"E186", "[Most]⟦{claims:⟧ clients > 1}, and more.", "'{claims:' is nothing"},
    {"E186", "[Most]⟦{claim⟧ clients > 1}, and more.", "'{claim' is nothing"},
    {"E186", "[some]⟦{wen:⟧ clients > 1 ?? none}", "'{wen:' is nothing"},
    {"E186", "[so many]⟦{litteral⟧}", "'{litteral' is nothing"},
    {"E132", "one ⟦}⟧ alone", "'}' stands here by itself"},
    {"E132", "text\n\n⟦::⟧ contents", "'::' stands here by itself"},
    /* digits typed by hand */
    {"W101", "There were ⟦85⟧ clients.", "typed by hand"},
    {"W101", "There were ⟦1,234.5⟧ clients.", NULL},
    {"W101", "On ⟦2014-06-01⟧ it was.", NULL},
    {"W101", "**⟦29⟧ %** of them", NULL},
    {"W101", "[most]{claim: clients > 5 ?? just ⟦12⟧}", NULL},
    {"E190", "[most]⟦{claim:⟧ clients > 5 ?? {{clients}}}", "hold a brace"},
    {"E190", "[most]⟦{claim:⟧ clients > 5 ?? some came, {{clients}} of them", "not closed before"},
    {"E127", "[most]⟦{claim:⟧ clients > 5 came, {{clients}} of them", "not closed"},
    {"E127", "[most]⟦{when:⟧ clients > 5 came, {{clients}} of them", "not closed"},
    {"E201", "[most]{claim: ⟦⟧?? some}", NULL},
    {"W101", "- one\n- ⟦2⟧ items", NULL},
    {"W101", "[a ⟦5⟧ b](http://x/2014)", NULL},
    {"W101", "[see 5]{literal} but ⟦6⟧", NULL},
    {"E271", "[ord]{language: ⟦svenska⟧}", "is no code of a language"},
    {"E271", "[ord]{language: ⟦s⟧}", NULL},
    {"E271", "[ord]{language: ⟦sv-⟧}", NULL},
    {"E271", "[ord]{language: ⟦s5⟧}", NULL},
    {"E271", "[ord]{language: ⟦sv-Latin1234⟧}", NULL},
    {"E271", "[ord]{language: ⟦dk⟧}", "is no code of a language"}, /* Danish is da */
    {"E271", "[ord]{language: ⟦qq⟧}", NULL},
    {"E271", "[ord]{language: ⟦en_US⟧}", NULL},
    {"E271", "[ord]{language: ⟦sv-fi-fi⟧}", NULL},
    {"E271", "[ord]{language: ⟦de-419-DE⟧}", NULL},
    {"E271", "[ord]{language: ⟦de-DE-Latn⟧}", NULL},
    {"E271", "[ord]{language: ⟦de-1a⟧}", NULL},
    {"E271", "[ord]{language: ⟦zh-cmn-yue-hak-nan⟧}", NULL},
    {"E271", "[ord⟦]{language: }⟧", NULL},
    {"E127", "[ord⟦]{language:⟧ sv", NULL},
    {"E201", "ord⟦]{langua⟧ge: sv}", "before it ends"},
    {"E186", "[ord]⟦{langage:⟧ sv}", "nothing that can follow words"},
    {"W101", "⟦1.5⟧ persons", NULL},
    {"W106", "# In ⟦2014⟧ {#a}", "the year 2014 typed by hand"},
    {"W106", "As in ⟦2013⟧.", NULL},
    {"W101", "As in ⟦2012⟧.", "a figure typed by hand"},
    {"W101", "As in ⟦2015⟧.", NULL},
    {"W101", "{{clients | one of ⟦85⟧ | # clients}}", NULL},
    {"W101", "{{clients | one | # of ⟦85⟧ clients | 0: none ?? some}}", NULL},
    {"W101", "{{clients | one | # | 0: none of ⟦85⟧}}", NULL},
    {"W101", "{{minors ?? fewer than ⟦5⟧}}", NULL},
    {"W106", "{{minors | one |\n  # in ⟦2014⟧ ?? some}}", NULL},
    {"W101", "text[^n]\n\n[^n]: with ⟦3⟧", NULL},
    {"W101", PIE "note: Of ⟦12⟧ persons\n:::", NULL},
    {"W101", "::: contacts\n\n12\n\n:::\n\n⟦12⟧", NULL},
    {"W102", "⟦# [1. Introduction]{literal}⟧", "numbered by the program"},
    {"W102", "⟦## 1.2 Introduction {#a}⟧", "numbered by the program"},
    {"W101", "# ⟦37⟧ {#a .plain}", "typed by hand"},
    /* headings and references */
    {"E112", "# A {#⟦9a⟧}", NULL},
    {"E112", "# A {#⟦a-b⟧}", NULL},
    {"E112", "# A {#⟦⟧}", NULL},
    {"E201", "# A {#a ⟦.bare⟧}", "'.plain'"},
    {"E127", "# A ⟦{#⟧a\n\nb}", NULL},
    {"E126", "a paragraph {#⟦a⟧}", "in no heading"},
    {"E111", "# A {#a}\n\n# B {#⟦a⟧}", "'a' is used twice"},
    {"E111", "# A {#a}\n\n::: pie ⟦a⟧\nshow: clients by gender\ntitle: T\n:::", NULL},
    {"E209", "# Alpha {#alpha}\n\n{{see section ⟦alpah⟧}}", "'alpah'"},
    {"E214", "# Alpha {#alpha}\n\n{{see table ⟦alpha⟧}}", "'alpha' is a section, not a table"},
    {"E214", PIE ":::\n\n{{see section ⟦a⟧}}", "'a' is a figure, not a section"},
    {"E214", "::: table a\nshow: clients by gender\ntitle: T\n:::\n\n{{see figure ⟦a⟧}}", "'a' is a table, not a figure"},
    {"E211", "x[^⟦one⟧]\n\nmore[^Two]\n\n[^two]: Text.", "no footnote 'one'"},
    {"E211", "[^⟦one⟧] leads the line, and \\[^two] is escaped", NULL},
    {"E211", PIE "note: See.[^⟦n⟧]\n:::\n\nx[^n]\n\n[^n]: y", "no footnote 'n'"},
    {"E126", "⟦##### Fifth⟧", "fourth level"},
    {"E126", "⟦##Tight {#tight}⟧\n\n{{See section tight}}.", "without a blank behind '#'"},
    {"E126", "x[^n]\n\n⟦[^n]: One.⟧\n\n    Two.", "more than one paragraph"},
    {"E126", "⟦3. Three⟧\n4. Four", "does not begin with 1"},
    /* Markdown that is not used */
    {"E104", "some ⟦<b>⟧bold", "raw HTML"},
    {"E104", "one\n\n  ⟦<div>⟧\n  x\n  </div>", NULL},
    {"E105", "first\n\n{{clients}} and\nan ⟦![image](x.png)⟧ here", NULL},
    {"E126", "{{clients}} Ääkkösiä ⟦`code`⟧ here", "code"},
    {"E126", "    ⟦indented code⟧", "a block of code"},
    {"E126", PIE ":::\n    ⟦indented code⟧", "a block of code"},
    {"E162", "one\n\n⟦***⟧\n\ntwo", "a line of signs alone"},
    {"E162", "⟦- - -⟧", NULL},
    {"E128", "⟦> > > > > > > > > > > > > > > > > deep⟧", "nested more than 16"},
    {"E112", "# A {#⟦a123456789b123456789c123456789d123456789e123456789f123456789g1234⟧}", NULL},
    /* pipe tables */
    {"E122", "text\n\n| A | B |\n|---|---|\n| x | y |\n⟦| x |⟧\n", "this row has 1 cells, the heading has 2"},
    {"E122", "| A | B |\n|---|---|\n⟦| x | y | z |⟧\n| x | y |\n", "this row has 3 cells, the heading has 2"},
    {"E122", "| A | B |\n|---|---|\n| x | y |\n⟦No blank line before it.⟧\n", "this row has 1 cells"},
    {"E122", "{{new\n| one\n| #}}\n\n> | A |\n> |---|\n⟦> | x | y⟧\n", "this row has 2 cells"},
    {"E202", "| A | B |\n|---|---|\n| x | {{new}} |\n| x | {{⟦client⟧}} |\n", NULL},
    {"E205", "| A |\n|---|\n| [x]{claim: clients gender=⟦wommen⟧ > 5} |\n", NULL},
    {"W101", "| A |\n|---|\n| ⟦12⟧ |\n", NULL},
    {"E104", "| A |\n|---|\n| x |\n| ⟦<b>⟧y |\n", NULL},
    {"E211", "| A |\n|---|\n| x[^⟦n⟧] |\n", NULL},
    /* blocks */
    {"E106", "::: when clients > 1\n\nA.\n\n::: ⟦else⟧\n\nB.\n\n:::", "'else'"},
    {"E106", "::: ⟦if⟧ clients > 1\n\nA.\n\n::: otherwise\n\nB.\n\n:::", "'if'"},
    {"E106", "::: ⟦pei⟧ a\nshow: clients by gender\ntitle: T\n:::", NULL},
    {"E110", "⟦::: pie⟧\nshow: clients by gender\ntitle: T\n:::", "needs a name"},
    {"E112", "::: pie ⟦../a⟧\nshow: clients by gender\ntitle: T\n:::", NULL},
    {"E112", "::: pie ⟦a b⟧\nshow: clients by gender\ntitle: T\n:::", NULL},
    {"E108", "⟦::: pie a⟧\nshow: clients by gender\n:::", "'title' is missing"},
    {"E108", "::: pie a\nshow: clients by gender\n⟦title⟧:\n:::", "'title' has no value"},
    {"E108", "::: bars a\nshow: clients by gender\ntitle: A\ntop: 3\n⟦rest⟧:\n:::", "'rest' has no value"},
    {"E108", "⟦::: pie a⟧\ntitle: T\n:::", "'show' is missing"},
    {"E107", PIE "⟦colour⟧: red\n:::", "'colour'"},
    {"E103", PIE "⟦title⟧: U\n:::", NULL},
    {"E118", "⟦::: pie a⟧\nshow: clients by gender\ntitle: T\n\n::: newpage", "before line 11"},
    {"E118", "⟦::: when clients > 5⟧\n\ntext", NULL},
    {"E119", "text\n\n⟦:::⟧", NULL},
    {"E125", PIE "⟦Some words.⟧\n:::", NULL},
    {"E113", "text\n\n⟦::: otherwise⟧", NULL},
    {"E113", "::: box\n⟦::: otherwise⟧\n:::", NULL},
    {"E113", "::: when clients > 5\na\n::: otherwise\nb\n⟦::: otherwise⟧\nc\n:::", NULL},
    {"E201", "⟦::: when⟧\na\n:::", "a condition"},
    {"E202", "::: when ⟦client⟧ > 5\na\n:::", NULL},
    {"E204", "::: pie a\nshow: clients by ⟦gendr⟧\ntitle: T\n:::", NULL},
    {"E202", "::: pie a\nshow: clients by gender\ntitle: T {{⟦client⟧}}\n:::", NULL},
    {"E109", PIE "join: ⟦place⟧\n:::", "'place' is not a value of the setting 'join'"},
    {"E109", PIE "labels: count, ⟦share⟧\n:::", "'share'"},
    {"E109", PIE "order: ⟦alphabet⟧\n:::", "'alphabet'"},
    {"E109", PIE "width: ⟦quarter⟧\n:::", NULL},
    {"E109", PIE "side: ⟦middle⟧\n:::", NULL},
    {"E109", PIE "base: ⟦known⟧\n:::", NULL},
    {"E109", BARS "stack: ⟦place⟧\n:::", NULL},
    {"E204", PIE "where: ⟦plaec⟧=abroad\n:::", NULL},
    {"E205", PIE "where: place=⟦abraod⟧\n:::", NULL},
    {"E208", PIE "where: ⟦gender⟧=women\n:::", "'gender' stands here twice"},
    {"E208", "::: pie a\nshow: clients place=abroad by gender\ntitle: T\nwhere: ⟦place⟧=finland\n:::", NULL},
    {"E201", PIE "where: place=abroad ⟦and⟧ form=sexual\n:::", "a variable, '=' or '!='"},
    {"E109", TABLE "labels: ⟦name⟧\n:::", "'name'"},
    {"E109", TABLE "labels: ⟦none⟧\n:::", NULL},
    {"E109", PIE "order: ⟦time⟧\n:::", "'time' is not a value of the setting 'order'"},
    {"E163", "::: bars a\nshow: clients by month\ntitle: T\norder: ⟦largest⟧\n:::", "'order: largest'"},
    {"E163", MONTHS "category label: {label} ⟦{percent}⟧\n:::", "'{percent}'"},
    {"E109", PIE "sheet: ⟦two words⟧\n:::", "'two words' is not a value of the setting 'sheet'"},
    {"E109", PIE "sheet: ⟦a123456789b123456789c123456789d1⟧\n:::", NULL},
    {"E109", BARS "axis: ⟦100⟧\n:::", "'100' is not a value of the setting 'axis'"},
    {"E109", BARS "axis: ⟦100..0⟧\n:::", NULL},
    {"E109", BARS "axis: ⟦0..0⟧\n:::", NULL},
    {"E109", BARS "axis: ⟦0..100 step 0⟧\n:::", NULL},
    {"E109", BARS "axis: ⟦0..100 step 30⟧\n:::", NULL},
    {"E109", BARS "axis: ⟦0..100 step 1⟧\n:::", NULL},
    {"E109", BARS "axis: ⟦0..100 by 20⟧\n:::", NULL},
    {"E164", BARS "axis: ⟦20..100⟧\n:::", "begin at 0"},
    {"E164", "::: columns a\nshow: clients by gender\ntitle: T\naxis: ⟦20..100 step 20⟧\n:::", NULL},
    {"E109", "::: columns a\nshow: clients by gender\ntitle: T\nscale: ⟦shares⟧\n:::", "of the setting 'scale'"},
    {"E109", "::: columns a\nshow: clients by gender, place\ntitle: T\nscale: shares\naxis: ⟦0..50⟧\n:::", NULL},
    {"E109", PIE "top: ⟦0⟧\nrest: Others\n:::", "'0' is not a value of the setting 'top'"},
    {"E109", PIE "top: ⟦some⟧\nrest: Others\n:::", NULL},
    {"E109", PIE "top: ⟦1025⟧\nrest: Others\n:::", NULL},
    {"E109", PIE "top: 1\nrest: All ⟦{{⟧clients}} others\n:::", "'rest'"},
    {"E108", "⟦::: pie a⟧\nshow: clients by gender\ntitle: T\ntop: 1\n:::", "'rest' is missing"},
    {"E108", "⟦::: pie a⟧\nshow: clients by gender\ntitle: T\nrest: Others\n:::", "'top' is missing"},
    {"E163", "::: bars a\nshow: clients by month\ntitle: T\ntop: ⟦1⟧\nrest: Others\n:::", "'top'"},
    /* settings that another kind has */
    {"E161", PIE "⟦stack⟧: gender\n:::", "a block 'pie' has no use for the setting 'stack'"},
    {"E161", PIE "⟦totals⟧: no\n:::", "'totals'"},
    {"E161", PIE "⟦axis⟧: 0..100\n:::", "'axis'"},
    {"E161", TABLE "⟦axis⟧: 0..100\n:::", "'axis'"},
    {"E161", BARS "⟦totals⟧: no\n:::", "a block 'bars'"},
    {"E161", "::: columns a\nshow: clients by gender\ntitle: T\n⟦totals⟧: no\n:::", NULL},
    {"E161", MONTHS "⟦order⟧: largest\n:::", "a block 'line'"},
    {"E161", "::: line a\nshow: clients by month, gender\ntitle: T\n⟦stack⟧: gender\n:::", NULL},
    {"E161", TABLE "⟦stack⟧: gender\n:::", "a block 'table'"},
    {"E161", TABLE "⟦alt⟧: Words.\n:::", NULL},
    {"E161", TABLE "⟦category label⟧: {label}\n:::", NULL},
    {"E109", PIE "category label: {label} (⟦{share}⟧)\n:::", "'{share}'"},
    {"E109", "::: table a\nshow: clients by form, place\ntitle: T\nbase: ⟦stated⟧\n:::", NULL},
    {"E228", "::: pie a\nshow: ⟦clients by form, place⟧\ntitle: T\n:::", "one variable"},
    {"E228", "::: pie a\nshow: ⟦clients by month⟧\ntitle: T\n:::", NULL},
    /* what a kind has, but would change nothing */
    {"E580", CROSSED "labels: count, ⟦percent⟧\n:::", "'labels: percent' changes nothing in this figure"},
    {"E580", CROSSED "labels: ⟦percent⟧\n:::", NULL},
    {"E163", "::: table a\nshow: clients by month\ntitle: T\nlabels: count, ⟦percent⟧\n:::", "'labels: percent'"},
    {"E163", "::: table a\nshow: clients by month, gender\ntitle: T\nlabels: ⟦percent⟧\n:::", NULL},
    {"E163", "::: bars a\nshow: clients by month\ntitle: T\nlabels: ⟦percent⟧\n:::", NULL},
    {"E163", "::: columns a\nshow: clients by month, gender\ntitle: T\nlabels: count, ⟦percent⟧\n:::", NULL},
    {"E163", MONTHS "labels: ⟦percent⟧\n:::", NULL},
    {"E163", MONTHS "base: ⟦stated⟧\n:::", "'base: stated'"},
    {"E163", "::: table a\nshow: clients by month\ntitle: T\ntotals: ⟦yes⟧\n:::", "'totals: yes'"},
    {"E163", "::: table a\nshow: clients by month, gender\ntitle: T\ntotals: ⟦no⟧\n:::", "'totals: no'"},
    {"E580", MONTHS "labels: count, ⟦name⟧\n:::", "'labels: name'"},
    {"E580", BARS "labels: count, ⟦none⟧\n:::", "'labels: none'"},
    {"E580", BARS "stack: ⟦gender⟧\n:::", "'stack: gender'"},
    {"E580", BARS "side: ⟦right⟧\n:::", "'side: right'"},
    {"E580", TABLE "width: two-thirds\nside: ⟦left⟧\n:::", NULL},
    {"E233", "::: line a\nshow: ⟦clients by gender⟧\ntitle: T\n:::", "is not broken down by month"},
    {"W120", "x[^One]\n\n[^one]: Told.\n\n[^⟦two⟧]: Not told.", "footnote 'two'"},
    {"W120", "x\\[^one]\n\n[^⟦one⟧]: Not told.\n  Nor is this.", NULL},
    {"E126", "::: pie a\nshow: clients by gender\ntitle: ⟦- a list⟧\n:::", "one line of text"},
};

START_TEST(each_fault_is_reported_once_at_its_place)
{
    const struct fault *fault = &FAULTS[_i];
    layout_read_body(&f, fault->body);
    if (f.marked.column == 1 && !f.marked.width)
        f.marked.column = 0; /* only the line is told */
    const struct diagnostic *found = ck_only_fault(scratch.keep, f.diagnostics, fault->code, &f.marked);
    if (fault->words)
        ck_text_holds(text_format(scratch.keep, "%.*s\n", TEXT_ARGS(found->words)), fault->words);
}
END_TEST

/* Each of these does something where it stands. */
START_TEST(settings_with_an_effect_are_no_faults)
{
    static const char *const sound[] = {
        TABLE "labels: count, percent\ntotals: no\n:::",
        BARS "labels: percent\n:::",
        BARS "labels: none\n:::",
        PIE "labels: name\n:::", /* and no count: a slice has its name in any case */
        "::: bars a\nshow: clients by gender, place\ntitle: T\nstack: gender\nlabels: count, percent, name\n:::",
        "::: columns a\nshow: clients by month, gender\ntitle: T\nstack: gender\nscale: shares\nlabels: count, percent\n:::",
        "::: line a\nshow: clients by month, gender\ntitle: T\nlabels: name\n:::",
        PIE "width: half\nside: right\n:::",
        PIE "width: third\nside: left\nlabels: percent\nbase: stated\n:::",
    };
    for (size_t i = 0; i < sizeof sound / sizeof *sound; i++) {
        size_t count;
        if (i)
            layout_done(&f);
        layout_read_body(&f, sound[i]);
        diagnostics_sorted(f.diagnostics, &count);
        ck_assert_msg(!count, "%s", sound[i]);
    }
}
END_TEST

START_TEST(a_setting_of_another_kind_is_answered_by_those_it_has)
{
    layout_read_body(&f, PIE "⟦totals⟧: no\n:::");
    ck_text(ck_only_fault(scratch.keep, f.diagnostics, "E161", &f.marked)->hint,
            "it has: show, where, title, base, join, width, side, note, sheet, labels, category label, alt, order, top, rest");
}
END_TEST

START_TEST(a_rule_in_the_text_is_answered_by_how_a_page_begins)
{
    layout_read_body(&f, "⟦***⟧\n");
    ck_text_holds(ck_only_fault(scratch.keep, f.diagnostics, "E162", &f.marked)->hint, "'::: newpage'");
}
END_TEST

START_TEST(faults_of_the_head_are_reported)
{
    static const struct fault heads[] = {
        {"E108", "⟦⟧---\nlanguage: en\ntitle: T\n---\n", "'report' is missing"},
        {"E107", "---\nreport: r\nlanguage: en\ntitle: T\n⟦colour⟧: red\n---\n", NULL},
        {"E202", "---\nreport: r\nlanguage: ⟦sv⟧\ntitle: T\n---\n", "no language called 'sv'"},
        {"E202", "---\nreport: r\nlanguage: en\ntitle: T {{⟦client⟧}}\n---\n", NULL},
        {"E112", "---\nreport: ⟦../r⟧\nlanguage: en\ntitle: T\n---\n", NULL},
    };
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        layout_begin(&f);
        layout_read_bytes(&f, text_of(heads[i].body));
        const struct diagnostic *found = ck_only_fault(scratch.keep, f.diagnostics, heads[i].code, &f.marked);
        if (heads[i].words)
            ck_text_holds(text_format(scratch.keep, "%.*s\n", TEXT_ARGS(found->words)), heads[i].words);
        if (i + 1 < sizeof heads / sizeof *heads)
            layout_done(&f);
    }
}
END_TEST

START_TEST(all_faults_of_a_layout_are_reported_in_one_run)
{
    layout_read_body(&f, "{{client}} and {{clients gendr=women}}, [x]{claim: new > many}.\n\n" PIE
                         "order: up\n:::\n\n5 <b>\n");
    ck_assert_uint_eq(diagnostics_count(f.diagnostics, SEVERITY_ERROR), 5);
    ck_assert_uint_eq(diagnostics_count(f.diagnostics, SEVERITY_WARNING), 6);
}
END_TEST

START_TEST(after_a_thousand_faults_a_layout_is_not_looked_at_further)
{
    struct text_builder b = {0};
    for (int i = 0; i < 3000; i++)
        text_add_format(&b, "%*s 5\n", i % 60, "x");
    layout_read_body(&f, text_copy(scratch.keep, text_built(&b)).ptr);
    text_builder_done(&b);
    ck_assert_uint_eq(diagnostics_count(f.diagnostics, SEVERITY_ERROR), 1);
    ck_assert_uint_eq(diagnostics_count(f.diagnostics, SEVERITY_WARNING), 1001);
}
END_TEST

START_TEST(more_marks_than_there_are_characters_are_reported_once)
{
    struct text_builder b = {0};
    for (int i = 0; i < 70000; i++)
        text_add_c(&b, i % 10 ? "{{new}} " : "{{new}}\n\n");
    layout_read_body(&f, text_copy(scratch.keep, text_built(&b)).ptr);
    text_builder_done(&b);
    ck_assert_uint_eq(diagnostics_count(f.diagnostics, SEVERITY_ERROR), 1);
    size_t count;
    ck_text_holds(diagnostics_sorted(f.diagnostics, &count)->words, "more placeholders");
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {prose_keeps_its_styles_links_and_figures,
                                  headings_have_levels_ids_and_perhaps_no_number,
                                  lists_are_ordered_or_not,
                                  figures_and_claims_may_run_over_line_breaks,
                                  claims_hold_figures_styles_and_links,
                                  claims_nest,
                                  forms_may_hold_digits_that_are_no_figures,
                                  literals_print_their_words_and_may_hold_digits,
                                  backslashes_print_braces_brackets_and_letters,
                                  a_hard_break_is_kept_and_a_soft_one_is_a_blank,
                                  contacts_keep_their_line_breaks_and_digits,
                                  conditions_split_what_is_printed,
                                  conditions_nest_with_an_otherwise_each,
                                  pipe_tables_hold_figures_claims_and_notes,
                                  pipe_tables_stand_in_quotes_items_and_blocks,
                                  blocks_need_no_blank_lines_around_them,
                                  notes_to_oneself_are_never_printed,
                                  footnotes_are_known_by_the_order_of_their_first_reference,
                                  a_footnote_may_be_named_by_a_digit,
                                  line_ends_of_windows_change_nothing,
                                  tags_of_languages_are_those_of_the_standard, the_head_names_report_language_and_titles,
                                  a_figure_block_says_what_it_shows_and_how,
                                  a_figure_block_may_select_and_be_arranged,
                                  a_figure_block_has_defaults,
                                  percentages_of_those_stated_ask_for_their_sum,
                                  checks_of_the_code_book_are_parsed_at_their_place,
                                  a_file_that_is_not_there_is_an_error,
                                  faults_of_the_head_are_reported,
                                  settings_with_an_effect_are_no_faults, a_setting_of_another_kind_is_answered_by_those_it_has,
                                  a_rule_in_the_text_is_answered_by_how_a_page_begins,
                                  all_faults_of_a_layout_are_reported_in_one_run,
                                  after_a_thousand_faults_a_layout_is_not_looked_at_further,
                                  more_marks_than_there_are_characters_are_reported_once};
    Suite *suite = suite_create("layout/layout");
    TCase *all = tcase_create("all");
    tcase_set_timeout(all, 120);
    tcase_add_checked_fixture(all, scratch_set_up, tear_down);
    tcase_add_loop_test(all, each_fault_is_reported_once_at_its_place, 0, sizeof FAULTS / sizeof *FAULTS);
    for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
        tcase_add_test(all, tests[i]);
    suite_add_tcase(suite, all);
    return run_suite(suite);
}
