/* SPDX-License-Identifier: GPL-3.0-or-later
 * The tree: what is printed under a condition, claims, numbers of headings and notes, the document's head. */
#include "document/table.h"
#include "unit/document/fixtures.h"

static struct world w;

static void tear_down(void)
{
    world_done(&w);
    scratch_tear_down();
}

static void bind_good(const char *audience, const char *body)
{
    world_bind(&w, audience, body);
    ck_no_fault(scratch.keep, w.f.diagnostics);
}

static void add_nodes(struct text_builder *b, struct doc_node *const *nodes, size_t count)
{
    static const char *const kinds[] = {[NODE_HEADING] = "h",   [NODE_PARAGRAPH] = "p",       [NODE_LIST] = "list",
                                        [NODE_ITEM] = "item",   [NODE_QUOTE] = "quote",       [NODE_BOX] = "box",
                                        [NODE_CONTACTS] = "contacts", [NODE_CHART] = "chart", [NODE_TABLE] = "table",
                                        [NODE_CONTENTS] = "contents", [NODE_NEWPAGE] = "newpage"};
    for (size_t i = 0; i < count; i++) {
        const struct doc_node *node = nodes[i];
        text_add_format(b, "%s%s%s(", i ? " " : "", kinds[node->kind], node->ordered ? "-ordered" : "");
        if (node->kind == NODE_HEADING)
            text_add_format(b, "%zu %.*s ", node->level, TEXT_ARGS(node->number));
        world_add_spans(b, &node->spans);
        add_nodes(b, node->children, node->child_count);
        text_add_c(b, ")");
    }
}

static struct text tree(void)
{
    struct text_builder b = {0};
    add_nodes(&b, w.document->children, w.document->child_count);
    const struct text words = text_copy(scratch.keep, text_built(&b));
    text_builder_done(&b);
    return words;
}

/* ---- tables in the prose ---- */

static const struct doc_node *bind_table(const char *audience, const char *rows)
{
    world_bind(&w, audience, rows);
    ck_no_fault(scratch.keep, w.f.diagnostics);
    ck_assert_int_eq(w.document->children[0]->kind, NODE_TABLE);
    return w.document->children[0];
}

START_TEST(a_table_in_the_prose_holds_words_and_figures)
{
    const struct doc_node *node = bind_table(
        "as-published", "| Who | All | *Share* |\n|:-:|---|--:|\n| **Women** | {{clients gender=women}} | "
                        "{{clients gender=women: percent}}[^n] |\n| [Fewer]{claim: clients gender=men < 50%} | "
                        "{{clients gender=men | man | men}} | [law](https://example.org) |\n\n[^n]: A note.\n");
    const struct doc_table *table = node->table;
    ck_text(world_table(table), "Who | All | Share / Women | 60 | 71\u00A0% / Fewer | 25\u00A0men | law");
    ck_assert(!table->id.len && !table->title.len && !node->number.len && !node->note.count);
    ck_assert(table->cells[2].header && table->cells[3].header && table->cells[6].header);
    ck_assert(!table->cells[4].header && !table->cells[8].header);
    ck_text(world_spans(&table->cells[6].spans), "Fewer");
    ck_assert_int_eq(table->cells[4].kind, DOC_CELL_TEXT);
    ck_text(world_spans(&table->cells[0].spans), "**Who**");
    ck_text(world_spans(&table->cells[3].spans), "**Women**");
    ck_text(world_spans(&table->cells[5].spans), "71\u00A0%^1");
    ck_text(world_spans(&table->cells[8].spans), "<https://example.org>law");
    ck_assert_int_eq(table->alignment[0], DOC_ALIGN_CENTRE);
    ck_assert_int_eq(table->alignment[1], DOC_ALIGN_BY_CONTENT);
    ck_assert_int_eq(table->alignment[2], DOC_ALIGN_RIGHT);
    ck_assert_uint_eq(w.document->note_count, 1);
}
END_TEST

/* What stands alone in its row heads nothing. */
START_TEST(a_table_of_one_column_has_no_headings_of_rows)
{
    const struct doc_table *table = bind_table("public", "| Who |\n|---|\n| Women |\n| Men |\n")->table;
    ck_assert(table->cells[0].header && !table->cells[1].header && !table->cells[2].header);
}
END_TEST

/* 60 women of 85 clients, for the workbook; what has more in it than a figure is words there too. */
START_TEST(a_cell_that_is_one_figure_has_its_worth)
{
    static const struct {
        enum doc_cell_kind worth;
        int64_t value;
    } wanted[] = {{DOC_CELL_TEXT, 0},    {DOC_CELL_COUNT, 60},  {DOC_CELL_PERCENT, 71}, {DOC_CELL_TEXT, 0},
                  {DOC_CELL_HIDDEN, 0},  {DOC_CELL_TEXT, 0},    {DOC_CELL_TEXT, 0},     {DOC_CELL_TEXT, 0}};
    const struct doc_node *node = bind_table(
        "public", "| A | B | C | D |\n|---|---|---|---|\n| All | {{clients gender=women}} | {{clients gender=women: percent}} | "
                  "{{clients gender=women}} women |\n| {{minors}} | {{minors ?? few}} | {{clients | client | clients}} | "
                  "{{clients gender=women: words}} |\n");
    for (size_t i = 0; i < 8; i++) {
        const struct doc_cell *cell = &node->table->cells[4 + i];
        ck_assert_int_eq(cell->kind, DOC_CELL_TEXT);
        ck_assert_msg(cell->worth == wanted[i].worth && cell->value == wanted[i].value, "cell %zu: %d, %d", i, (int)cell->worth,
                      (int)cell->value);
    }
}
END_TEST

/* As printed: 57 / 12 = 4.75, (20 + 57) / 2 = 38.5, 60 of 85 is 70.588 %, 2 of 85 is 2.353 %; 85 rounded to tens. */
START_TEST(a_figure_with_decimals_has_its_worth_too)
{
    static const struct {
        enum doc_cell_kind worth;
        int64_t value;
        int decimals;
    } wanted[] = {{DOC_CELL_COUNT, 475, 2},   {DOC_CELL_COUNT, 385, 1},  {DOC_CELL_COUNT, 38500, 3}, {DOC_CELL_PERCENT, 706, 1},
                  {DOC_CELL_PERCENT, 24, 1},  {DOC_CELL_COUNT, 90, 0},   {DOC_CELL_TEXT, 0, 0},      {DOC_CELL_TEXT, 0, 0}};
    const struct doc_node *node = bind_table(
        "as-published", "| A | B | C | D |\n|---|---|---|---|\n| {{average new per month: decimals 2}} | "
                        "{{average new per year @last 2 years: decimals 1}} | {{average new per year @last 2 years: decimals 3}} | "
                        "{{clients gender=women: percent 1}} |\n| {{clients nationality=AE: percent 1 of clients}} | "
                        "{{clients: round 10}} | {{average new per month: decimals 2 | person | persons}} | {{clients: signed}} |\n");
    ck_text(world_table(node->table),
            "A | B | C | D / 4.75 | 38.5 | 38.500 | 70.6\u00A0% / 2.4\u00A0% | 90 | 4.75\u00A0persons | +85");
    for (size_t i = 0; i < 8; i++) {
        const struct doc_cell *cell = &node->table->cells[4 + i];
        ck_assert_int_eq(cell->kind, DOC_CELL_TEXT);
        ck_assert_msg(cell->worth == wanted[i].worth && cell->value == wanted[i].value && cell->decimals == wanted[i].decimals,
                      "cell %zu: %d, %d, %d", i, (int)cell->worth, (int)cell->value, cell->decimals);
    }
}
END_TEST

/* 2 clients are minors; the months of 2014 have fewer new clients than five. */
START_TEST(a_hidden_figure_with_decimals_is_hidden)
{
    const struct doc_node *node = bind_table(
        "public", "| A | B |\n|---|---|\n| {{average new per month: decimals 1}} | {{minors: percent 1 of clients}} |\n");
    for (size_t i = 2; i < 4; i++) {
        ck_assert_int_eq(node->table->cells[i].worth, DOC_CELL_HIDDEN);
        ck_assert_int_eq(node->table->cells[i].value, 0);
        ck_text(node->table->cells[i].text, "[c]");
    }
}
END_TEST

START_TEST(a_hidden_figure_in_a_table_is_the_symbol_and_explained)
{
    const struct doc_node *node = bind_table(
        "public", "| Who | All |\n|---|---|\n| Minors | {{minors}} |\n| Few | {{minors: percent of clients ?? few}} "
                  "|\n");
    ck_text(world_table(node->table), "Who | All / Minors | [c] / Few | few");
    ck_text(world_spans(&node->note), "[c] = not published.");
    world_done(&w);
    node = bind_table("public", "| Who | All |\n|---|---|\n| Minors | {{minors ?? few}} |\n");
    ck_assert_uint_eq(node->note.count, 0);
    world_done(&w);
    /* a sentence behind the table has words again, and a warning */
    world_bind(&w, "public", "| A |\n|---|\n| {{minors}} |\n\nThere were {{minors}}.\n");
    ck_text(world_words(&w, 1), "There were not published.");
    ck_assert_uint_eq(diagnostics_count(w.f.diagnostics, SEVERITY_WARNING), 1);
}
END_TEST

START_TEST(figures_of_a_table_are_in_the_ledger)
{
    static const char *const selections[] = {"", "gender=women"};
    bind_table("public", "| A | B |\n|---|---|\n| {{clients}} | {{clients gender=women}} |\n");
    ck_assert_uint_eq(w.document->inventory.count, 2);
    for (size_t i = 0; i < 2; i++)
        ck_text(w.document->inventory.items[i].selection, selections[i]);
}
END_TEST

START_TEST(a_false_claim_in_a_table_is_told_at_its_place)
{
    world_bind(&w, "as-published", "| A |\n|---|\n| [Most]{claim: clients gender=men > 50%} |\n");
    size_t count;
    const struct diagnostic *found = diagnostics_sorted(w.f.diagnostics, &count);
    ck_assert_uint_eq(count, 1);
    ck_assert_str_eq(diagnostic_name(found->code), "E302");
    ck_assert_uint_eq(found->place.line, 9);
    ck_assert_uint_eq(found->place.column, 4);
}
END_TEST

START_TEST(every_block_of_a_layout_has_its_node)
{
    bind_good("public", "::: contents\n\n# A {#a}\n\ntext\n\n- one\n- two\n\n1. three\n\n> quote\n\n::: "
                        "box\n\nboxed\n\n:::\n\n::: newpage\n\n"
                        "::: contacts\n\nline\nline\n\n:::\n");
    ck_text(tree(),
            "contents() h(1 1 A) p(text) list(item(p(one)) item(p(two))) list-ordered(item(p(three))) quote(p(quote)) "
            "box(p(boxed)) newpage() contacts(p(line/line))");
    ck_text(w.document->children[1]->id, "a");
}
END_TEST

START_TEST(headings_are_numbered_by_level_and_plain_ones_not)
{
    bind_good("public", "# A\n## B\n### C\n### D\n## E\n# F {#f .plain}\n## G\n# H\n## I\n### J\n");
    ck_text(
        tree(),
        "h(1 1 A) h(2 1.1 B) h(3 1.1.1 C) h(3 1.1.2 D) h(2 1.2 E) h(1  F) h(2 1.3 G) h(1 2 H) h(2 2.1 I) h(3 2.1.1 J)");
}
END_TEST

/* "####" below "##", twice, and a report that begins with "##". */
START_TEST(numbers_of_headings_leave_out_no_level)
{
    bind_good("public", "## A\n# B\n## C\n#### D\n#### E\n### F\n## G\n");
    ck_text(tree(), "h(2 1 A) h(1 2 B) h(2 2.1 C) h(4 2.1.1 D) h(4 2.1.2 E) h(3 2.1.3 F) h(2 2.2 G)");
}
END_TEST

/* A foreword with a heading below it, before the first chapter and before its first section. */
START_TEST(below_a_plain_heading_that_comes_first_there_is_no_number)
{
    bind_good("public", "# F {#f .plain}\n## G\n### H\n# A\n## I {#i .plain}\n### J\n## K\n### L\n");
    ck_text(tree(), "h(1  F) h(2  G) h(3  H) h(1 1 A) h(2  I) h(3  J) h(2 1.1 K) h(3 1.1.1 L)");
}
END_TEST

START_TEST(conditions_choose_what_is_printed)
{
    bind_good("public", "::: when clients > 50\n\nmany\n\n::: otherwise\n\nfew\n\n:::\n\n::: when clients > "
                        "500\n\nmany\n\n::: otherwise\n\nfew\n\n:::\n\n"
                        "::: when clients > 500\n\nmany\n\n:::\n\n::: when minors is shown\n\n{{minors}}\n\n::: "
                        "otherwise\n\nnothing is said\n\n:::\n\n"
                        "::: when audience = public\n\n::: when new > 5\n\n# Inner\n\n:::\n\n:::\n");
    ck_text(tree(), "p(many) p(few) p(nothing is said) h(1 1 Inner)");
}
END_TEST

START_TEST(what_is_not_printed_is_not_numbered)
{
    bind_good("public", "::: when clients > 500\n\n# A\n\n::: otherwise\n\n# B {#b}\n\n:::\n\n# C {#c}\n\n{{see "
                        "section b}} {{see section c}}\n");
    ck_text(tree(), "h(1 1 B) h(1 2 C) p(#<b>Section\u00A0" "1 #<c>Section\u00A0" "2)");
}
END_TEST

START_TEST(a_condition_on_a_hidden_figure_is_a_fault)
{
    world_bind(&w, "public", "::: when minors > 1\n\nyes\n\n::: otherwise\n\nno\n\n:::\n");
    const struct marked marked = {.line = 7, .column = 10, .width = 10};
    ck_only_fault(scratch.keep, w.f.diagnostics, "E304", &marked);
    ck_text(tree(), "p(no)");
}
END_TEST

START_TEST(true_claims_print_their_words)
{
    bind_good("public",
              "[Most of *them*]{claim: clients gender=women > 50%} came, [{{clients}}]{claim: clients = 85} in all.\n");
    ck_text(tree(), "p(Most of *them* came, 85\u00A0in all.)");
}
END_TEST

START_TEST(untrue_claims_print_their_other_words)
{
    bind_good("public",
              "[Most]{claim: clients gender=women > 50% ?? Some} are women, [most]{claim: clients gender=men > 50% ?? some}"
              " are men. **[Most *of* {{minors}}[^n]]{claim: clients < 5 ?? None \"so\"}** x[^m] "
              "[a [b]{claim: clients = 85 ?? c} d]{claim: clients = 86\n  ?? e f}[.]{claim: clients = 85 ??}\n"
              "[gone]{claim: clients = 86 ??}\n\n[^n]: N\n\n[^m]: M\n");
    ck_text(tree(), "p(Most are women, some are men. **None “so”** x^1 e f.)");
    ck_assert_uint_eq(w.document->note_count, 1); /* words that are not printed refer to nothing */
    ck_text(world_spans(&w.document->notes[0].spans), "M");
}
END_TEST

/* Told either way: who reads "some" knows that it is not most. */
START_TEST(a_claim_tells_its_figures_whichever_words_are_printed)
{
    static const char *const bodies[] = {"[Most]{claim: clients gender=women > 50% ?? Some}\n",
                                         "[Most]{claim: clients gender=women > 80% ?? Some}\n"};
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        bind_good("public", bodies[i]);
        const struct doc_numbers *told = &w.document->inventory;
        ck_text(tree(), i ? "p(Some)" : "p(Most)");
        ck_assert_uint_eq(told->count, 2);
        ck_text(told->items[0].selection, "gender=women");
        ck_assert_int_eq(told->items[0].cell.count, 60);
        ck_text(told->items[1].selection, "");
        ck_assert_int_eq(told->items[1].cell.count, 85);
        if (!i)
            world_done(&w);
    }
}
END_TEST

/* Either words would tell what is hidden. */
START_TEST(a_claim_about_a_hidden_figure_prints_no_other_words)
{
    world_bind(&w, "public", "[Many]{claim: minors > 3 ?? Few} came.\n");
    const struct marked marked = {.line = 7, .column = 2, .width = 4};
    ck_only_fault(scratch.keep, w.f.diagnostics, "E303", &marked);
}
END_TEST

START_TEST(false_claims_are_faults_at_their_words)
{
    world_bind(&w, "public", "First.\n\n[Most of them]{claim: clients gender=men > 50%} came.\n");
    const struct marked marked = {.line = 9, .column = 2, .width = 12};
    const struct diagnostic *found = ck_only_fault(scratch.keep, w.f.diagnostics, "E302", &marked);
    ck_text(found->words, "the words \"Most of them\" are not true");
}
END_TEST

/* 85 clients, 60 of them women; 12 came from Nigeria, 7 from Vietnam, and minors are too few to be told. */
static const struct {
    const char *claim, *questions, *numbers; /* NULL: no number is told */
} LOOKS[] = {
    {"clients gender=men > 50%", "'clients gender=men'; sitrep explain there 'clients'", "'clients gender=men': 25, 'clients': 85"},
    {"clients = 1 and clients < children + clients gender=women", "'clients'; sitrep explain there 'children'; sitrep explain there 'clients gender=women'",
     "'clients': 85, 'children': 60, 'clients gender=women': 60"},
    {"top 1 clients by gender = men", "'clients by gender'", "'top 1 clients by gender': women 60"},
    {"number of gender in clients @2014 > 2", "'clients @2014 by gender'", "'number of gender in clients @2014': 2"},
    {"highest clients gender=women per half @2014 < 60", "'clients gender=women @2014 by half'",
     "'highest clients gender=women per half @2014': 60"},
    {"clients < 1 and minors > 0", "'clients'; sitrep explain there 'minors'", NULL},
};

START_TEST(a_false_claim_leads_to_its_figures)
{
    for (size_t i = 0; i < 2 * sizeof LOOKS / sizeof *LOOKS; i++) {
        const bool published = i % 2;
        struct arena *keep = arena_new();
        const struct text body = text_format(keep, "[X]{claim: %s}\n", LOOKS[i / 2].claim);
        world_bind(&w, "public", body.ptr);
        diagnostics_free(w.f.diagnostics);
        w.f.diagnostics = diagnostics_new();
        w.inputs.is_published = published;
        w.inputs.edition_folder = TEXT("there");
        w.inputs.published_uses = w.f.requests.use_count;
        document_bind(&w.inputs, scratch.keep, w.f.diagnostics);
        const struct diagnostic *found = ck_only_fault(scratch.keep, w.f.diagnostics, "E302", &(struct marked){.line = 7, .column = 2, .width = 1});
        const bool told = published && LOOKS[i / 2].numbers;
        const struct text wanted = told ? text_format(keep, "the figures are %s", LOOKS[i / 2].numbers)
                                        : text_format(keep, "look at the figures with: sitrep explain there %s", LOOKS[i / 2].questions);
        ck_assert_msg(text_starts(found->hint, wanted), "%s: %.*s", LOOKS[i / 2].claim, TEXT_ARGS(found->hint));
        arena_free(keep);
        if (i + 1 < 2 * sizeof LOOKS / sizeof *LOOKS)
            world_done(&w);
    }
}
END_TEST

/* Checks of the code book ask like claims, and nobody need be told what they ask for. */
START_TEST(figures_that_nothing_prints_are_not_told)
{
    struct text words;
    world_bind(&w, "public", "{{clients}} came, {{clients gender=men}} of them men.\n");
    const struct placeholder *printed = w.f.layout->placeholders;
    struct predicate predicates[] = {{.left = printed[0].figure}, {.left = printed[1].figure}};
    const struct statement *statement = &(struct statement){.predicates = predicates, .count = 2};
    bool *left_out = ARENA_ARRAY(scratch.keep, bool, w.f.requests.use_count);
    w.inputs.is_published = true;
    w.inputs.edition_folder = TEXT("there");
    w.inputs.published_uses = w.f.requests.use_count;
    ck_assert(statement_figures(&w.inputs, statement, scratch.keep, &words));
    ck_text(words, "the figures are 'clients': 85, 'clients gender=men': 25");
    w.inputs.left_out = left_out;
    left_out[printed[1].figure.use] = true;
    ck_assert(!statement_figures(&w.inputs, statement, scratch.keep, &words));
    ck_text(words, "look at the figures with: sitrep explain there 'clients'; sitrep explain there 'clients gender=men'");
    w.inputs.left_out = NULL;
    w.inputs.published_uses = printed[1].figure.use;
    ck_assert(!statement_figures(&w.inputs, statement, scratch.keep, &words));
}
END_TEST

START_TEST(claims_about_hidden_figures_are_faults)
{
    world_bind(&w, "public", "[A few]{claim: minors > 1} came.\n");
    const struct marked marked = {.line = 7, .column = 2, .width = 5};
    ck_only_fault(scratch.keep, w.f.diagnostics, "E303", &marked);
}
END_TEST

START_TEST(claims_that_are_not_printed_are_not_held)
{
    bind_good("public", "::: when clients > 500\n\n[Most]{claim: clients gender=men > 50%}\n\n:::\n\nx\n");
    ck_text(tree(), "p(x)");
}
END_TEST

/* 85 clients, of whom 60 are women; how many are minors is hidden. */
START_TEST(words_under_a_condition_are_printed_where_it_holds)
{
    bind_good("public", "One. [Two.]{when: clients > 80} [Three.]{when: clients > 85} Four [and *five*]{when: clients < 5 ?? six}. "
                        "[Seven.]{when: clients gender=women = 61}\n\n[Eight]{when: clients > 85} [nine]{when: clients = 85}.\n\n"
                        "[No paragraph.]{when: clients > 85}\n");
    ck_text(tree(), "p(One. Two. Four six.) p(nine.)");
}
END_TEST

START_TEST(what_is_hidden_meets_no_condition_that_asks_for_what_is_shown)
{
    bind_good("public", "A [b]{when: shown and minors > 3} [c]{when: shown and minors < 3 ?? d} [e]{when: shown and clients = 85} "
                        "[f]{when: minors is hidden}[g]{when: clients is hidden}.\n\n"
                        "::: when shown and minors > 3\n\nf\n\n::: otherwise\n\ng\n\n:::\n");
    ck_text(tree(), "p(A d e f.) p(g)");
}
END_TEST

START_TEST(a_condition_in_a_sentence_on_a_hidden_figure_is_a_fault)
{
    world_bind(&w, "public", "[A few]{when: minors > 1} came.\n");
    const struct marked marked = {.line = 7, .column = 15, .width = 10};
    ck_only_fault(scratch.keep, w.f.diagnostics, "E304", &marked);
}
END_TEST

START_TEST(the_same_layout_differs_by_audience)
{
    static const char body[] = "{{minors ?? some}} and [more]{claim: clients > 1}\n\n::: when audience != "
                               "public\n\nThe full numbers.\n\n:::\n";
    bind_good("public", body);
    ck_text(tree(), "p(some and more)");
    world_done(&w);
    bind_good("as-published", body);
    ck_text(tree(), "p(2 and more) p(The full numbers.)");
}
END_TEST

START_TEST(notes_are_numbered_in_the_order_of_their_use)
{
    bind_good("public", "::: when clients > 500\n\nunprinted[^a]\n\n:::\n\none[^c] two[^b] again[^c] three[^a]\n\n"
                        "[^a]: Of {{clients}}.\n\n[^b]: Note b.\n\n[^c]: Note c.\n");
    ck_text(tree(), "p(one^1 two^2 again^1 three^3)");
    ck_assert_uint_eq(w.document->note_count, 3);
    ck_text(world_spans(&w.document->notes[0].spans), "Note c.");
    ck_text(world_spans(&w.document->notes[1].spans), "Note b.");
    ck_text(world_spans(&w.document->notes[2].spans), "Of 85.");
}
END_TEST

/* A blank before a mark goes, and two marks that would read as one number have a narrow one between them. */
START_TEST(marks_of_notes_stand_behind_words_and_apart)
{
    bind_good("public", "one [^a] two.[^b][^c] **three** [^d] [^e]\n\n[^a]: A.\n\n[^b]: B.\n\n[^c]: C.\n\n[^d]: D.\n\n[^e]: E.\n");
    ck_text(tree(), "p(one^1 two.^2\u202F^3 **three**^4\u202F^5)");
}
END_TEST

START_TEST(a_note_that_is_not_printed_is_left_out)
{
    bind_good("public", "::: when clients > 500\n\nunprinted[^a]\n\n:::\n\none[^b]\n\n[^a]: A.\n\n[^b]: B.\n");
    ck_assert_uint_eq(w.document->note_count, 1);
    ck_text(world_spans(&w.document->notes[0].spans), "B.");
}
END_TEST

START_TEST(a_note_may_refer_to_a_further_one)
{
    bind_good("public", "one[^a] two[^b]\n\n[^a]: A, see[^c].\n\n[^b]: B.\n\n[^c]: C.\n");
    ck_text(tree(), "p(one^1 two^2)");
    ck_assert_uint_eq(w.document->note_count, 3);
    ck_text(world_spans(&w.document->notes[0].spans), "A, see^3.");
    ck_text(world_spans(&w.document->notes[2].spans), "C.");
}
END_TEST

START_TEST(the_head_says_what_the_document_is)
{
    bind_good("public", "x\n");
    ck_text(w.document->language, "en");
    ck_text(w.document->audience, "public");
    ck_text(w.document->edition, "2014");
    ck_text(w.document->title, "A small report");
    ck_text(w.document->publisher, "Example Centre");
    ck_text(w.document->date, "30 January 2015");
    ck_text(w.document->date_iso, "2015-01-30");
    ck_text(w.document->mark, "");
    ck_text(w.document->words.page_head, "{n} ({N})");
    ck_text(w.document->words.hidden_symbol, "[c]");
    ck_text(w.document->words.hidden_meaning, "not published");
    ck_text(w.document->words.total, "Total");
    world_done(&w);
    bind_good("as-published", "x\n");
    ck_text(w.document->mark, "Reproduction");
}
END_TEST

/* The document anew, where the source of the typed-in children is known. */
static void bind_with_source(const char *audience, const char *body)
{
    world_bind(&w, audience, body);
    struct typed_source *typed = ARENA_ARRAY(scratch.keep, struct typed_source, (size_t)w.f.codebook->measure_count);
    typed[codebook_measure(w.f.codebook, TEXT("children"))] =
        (struct typed_source){.who = {{TEXT("an office"), TEXT("toimisto")}},
                              .basis = {{TEXT("a count by hand"), TEXT("käsin laskettu")}},
                              .day = date_to_day((struct date){2015, 1, 12})};
    w.inputs.typed = typed;
    w.document = document_bind(&w.inputs, scratch.keep, w.f.diagnostics);
    ck_no_fault(scratch.keep, w.f.diagnostics);
}

/* Behind the figure itself, the mark would read as a digit of it. */
START_TEST(a_source_is_marked_at_the_end_of_the_sentence)
{
    static const struct {
        const char *written, *wanted;
    } sayings[] = {
        {"About {{children}} on the last day. They come.", "About 60\u00A0on the last day.^1 They come."},
        {"About {{children}}. They come.", "About 60.^1 They come."},
        {"About {{children}}, they say: {{clients}} of them.", "About 60, they say:^1 85\u00A0of them."},
        {"About {{children}} on day [12.]{literal} of the month. They come.", "About 60\u00A0on day 12.\u00A0of the month.^1 They come."},
        {"About {{children}} at [12.30]{literal}. {{clients}}.", "About 60\u00A0at 12.30.^1 85."},
        {"About {{children}} on *the last day.* They come.", "About 60\u00A0on *the last day.*^1 They come."},
        {"About {{children}} of them.[^n] They come. All.\n\n[^n]: A note.", "About 60\u00A0of them.^1\u202F^2 They come. All."},
        {"About {{children}} come. Again {{children}}. All.", "About 60\u00A0come.^1 Again 60.^1 All."},
        {"They come. About {{children}}", "They come. About 60^1"},
        {"They come [each day. All {{children}}]{literal} of them. Yes.", "They come each day. All 60\u00A0of them.^1 Yes."},
    };
    for (size_t i = 0; i < sizeof sayings / sizeof *sayings; i++) {
        char body[256];
        snprintf(body, sizeof body, "%s\n", sayings[i].written);
        bind_with_source("public", body);
        ck_text(world_words(&w, 0), sayings[i].wanted);
        if (i + 1 < sizeof sayings / sizeof *sayings)
            world_done(&w);
    }
}
END_TEST

static const char SOURCE_OF_CHILDREN[] = "Children: a count by hand (an office, 12\u00A0January\u00A02015)";

START_TEST(a_figure_typed_in_has_its_source_as_a_note)
{
    bind_with_source("public", "About {{children}} of {{clients}}[^n], and {{children | child | children}}.\n\n"
                               "{{clients}}.\n\nAgain {{children}}.\n\n[^n]: A note.\n");
    ck_text(world_words(&w, 0), "About 60\u00A0of 85^1, and 60\u00A0children.^2");
    ck_text(world_words(&w, 1), "85.");
    ck_text(world_words(&w, 2), "Again 60.^2");
    ck_assert_uint_eq(w.document->note_count, 2);
    ck_text(w.document->notes[1].spans.items[0].text, SOURCE_OF_CHILDREN);
    world_done(&w);
    bind_with_source("public", "| A | B |\n|---|---|\n| x | {{children}} |\n\nSee[^n].\n\n[^n]: {{children}} of them.\n");
    ck_text(world_table(w.document->children[0]->table), "A | B / x | 60");
    ck_assert_int_eq(w.document->children[0]->table->cells[3].spans.items[1].kind, SPAN_NOTE);
    ck_text(w.document->notes[0].spans.items[0].text, SOURCE_OF_CHILDREN);
    ck_assert_int_eq(w.document->notes[1].spans.items[1].kind, SPAN_NOTE);
}
END_TEST

START_TEST(a_figure_that_names_one_typed_in_has_its_source_below)
{
    bind_with_source("as-published", "::: pie a\nshow: clients by gender\ntitle: Clients, with {{children}} children\nnote: N.\n:::\n\n"
                                     "::: table b\nshow: clients by gender\ntitle: T\nnote: Beside {{children}}.\n:::\n\nWords.\n");
    const struct doc_node *pie = w.document->children[0], *table = w.document->children[1];
    ck_assert_uint_eq(pie->note.count, 3);
    ck_text(pie->note.items[0].text, "N.");
    ck_text(pie->note.items[2].text, SOURCE_OF_CHILDREN);
    ck_text(table->note.items[0].text, "Beside 60.");
    ck_text(table->note.items[2].text, SOURCE_OF_CHILDREN);
    ck_text(world_words(&w, 2), "Words.");
    ck_assert_uint_eq(w.document->note_count, 0);
}
END_TEST

START_TEST(what_is_not_printed_has_no_source)
{
    static const char *const bodies[] = {"[Many]{claim: children > 5} words.\n", "::: when children > 100\n\n{{children}}\n\n:::\n\nx\n",
                                         "{{clients}}\n"};
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
        bind_with_source("public", bodies[i]);
        ck_assert_uint_eq(w.document->note_count, 0);
        world_done(&w);
    }
    bind_with_source("public", "x\n");
}
END_TEST

/* Written in a sentence, each with what becomes of it. */
START_TEST(addresses_in_the_text_lead_there)
{
    static const struct {
        const char *written, *wanted;
    } sayings[] = {
        {"Write to office@example.org.", "Write to <mailto:office@example.org>office@example.org."},
        {"(first.last+x@mail.example.org)", "(<mailto:first.last%2Bx@mail.example.org>first.last+x@mail.example.org)"},
        {"half%_off@example.org", "<mailto:half%25_off@example.org>half%_off@example.org"},
        {"<a&b?c=d/e@example.org>", "<mailto:a%26b%3Fc%3Dd%2Fe@example.org>a&b?c=d/e@example.org"},
        {"[write](mailto:a%25b@example.org?subject=A%20b&body=c+d)", "<mailto:a%25b@example.org?subject=A%20b&body=c+d>write"},
        {"[write](<mailto:a%b@example.org?subject=A b>)", "<mailto:a%25b@example.org?subject=A%20b>write"},
        {"https://example.org/100%/a%20b%2", "<https://example.org/100%25/a%20b%252>https://example.org/100%/a%20b%2"},
        {"See https://example.org/a/b?c=d, or", "See <https://example.org/a/b?c=d>https://example.org/a/b?c=d, or"},
        {"(http://example.org/a_(b))", "(<http://example.org/a_(b)>http://example.org/a_(b))"},
        {"“https://example.org/ä”", "“<https://example.org/ä>https://example.org/ä”"},
        {"a@example.org and b@example.org", "<mailto:a@example.org>a@example.org and <mailto:b@example.org>b@example.org"},
        {"**office@example.org**", "**<mailto:office@example.org>office@example.org**"},
        {"[words a@example.org](https://example.org/x)", "<https://example.org/x>words a@example.org"},
        {"@example.org, office@, a@b, office@example.o", "@example.org, office@, a@b, office@example.o"},
        {"a@-x.org, a@example..org, https://, https://!, xhttps://example.org",
         "a@-x.org, a@example..org, https://, https://!, xhttps://example.org"},
    };
    for (size_t i = 0; i < sizeof sayings / sizeof *sayings; i++) {
        world_bind(&w, "public", text_format(scratch.keep, "%s\n", sayings[i].written).ptr);
        ck_no_fault(scratch.keep, w.f.diagnostics);
        ck_text(world_words(&w, 0), sayings[i].wanted);
        world_done(&w);
    }
    world_bind(&w, "public", "x[^n]\n\n[^n]: See https://example.org/.\n");
    ck_text(world_spans(&w.document->notes[0].spans), "See <https://example.org/>https://example.org/.");
}
END_TEST

/* Two minors, both men, are too few; 60 women and 25 men are not. */
START_TEST(a_figure_of_which_nothing_is_shown_is_told)
{
    static const char body[] = "::: bars gender\nshow: clients by gender\ntitle: T\n:::\n\n"
                               "::: bars minors\nshow: minors by gender\njoin: none\ntitle: T\n:::\n";
    world_bind(&w, "as-published", body);
    ck_no_fault(scratch.keep, w.f.diagnostics);
    world_done(&w);
    world_bind(&w, "public", body);
    const struct marked marked = {.line = 12, .column = 1, .width = 15};
    const struct diagnostic *found = ck_only_fault(scratch.keep, w.f.diagnostics, "W302", &marked);
    ck_text(found->words, "nothing of 'minors' is shown to the readers of 'public': all its counts are hidden");
}
END_TEST

/* Of three filled cells two are figures, of three one, of two one; of none, none. The heading does not count, nor does an
 * empty cell, nor the column of row headings. */
START_TEST(a_column_is_of_figures_where_half_of_it_is)
{
    const struct doc_cell words = {.text = TEXT("x")}, count = {.kind = DOC_CELL_COUNT, .text = TEXT("7")};
    const struct doc_cell empty = {.kind = DOC_CELL_COUNT, .text = TEXT_EMPTY};
    struct doc_cell cells[] = {count, words, count, count, words,
                               count, count, words, words, empty,
                               count, count, count, empty, empty,
                               count, words, words, count, empty};
    const struct doc_table table = {.column_count = 5, .row_count = 4, .cells = cells};
    static const bool wanted[] = {false, true, false, true, false};
    for (size_t column = 0; column < table.column_count; column++)
        ck_assert_msg(document_column_is_figures(&table, column) == wanted[column], "column %zu", column);
}
END_TEST

/* "whole|fraction|unit", or nothing where the cell is not one number. */
START_TEST(a_cell_that_is_one_number_is_read_as_such)
{
    static const struct {
        const char *decimal, *text, *wanted;
    } cells[] = {
        {",", "85", "85||"},
        {",", "12,5", "12|,5|"},
        {",", "\u2212" "3,75\u00A0%", "\u2212" "3|,75|\u00A0%"},
        {",", "1\u00A0234\u00A0567,5", "1\u00A0234\u00A0567|,5|"},
        {",", "1.234", "1.234||"},
        {",", "71\u00A0%", "71||\u00A0%"},
        {",", "12 kr", "12|| kr"},
        {",", "12,", "12||,"},
        {",", "\u2013", "\u2013||"},
        {",", "*", "*||"},
        {".", "1,234.5%", "1,234|.5|%"},
        {".", "(0.25)", "(0|.25|)"},
        {".", "< 5", "< 5||"},
        {"", "12,5", NULL},
        {",", "12.5", NULL},
        {".", "12,34", NULL},
        {",", "25 (29 %)", NULL},
        {",", "40\u2013" "60", NULL},
        {",", "31.12.", NULL},
        {",", "3,5,7", NULL},
        {",", "noin 5", NULL},
        {",", "ei ole", NULL},
        {",", "", NULL},
    };
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        const struct doc_cell cell = {.text = text_of(cells[i].text)};
        struct doc_reading reading;
        const bool is_read = document_read_cell(&cell, text_of(cells[i].decimal), &reading);
        ck_assert_msg(is_read == (cells[i].wanted != NULL), "%s", cells[i].text);
        if (is_read)
            ck_text(text_format(scratch.keep, "%.*s|%.*s|%.*s", TEXT_ARGS(reading.whole), TEXT_ARGS(reading.fraction),
                                TEXT_ARGS(reading.unit)), cells[i].wanted);
    }
}
END_TEST

/* The symbol of what is hidden may have letters and digits; the same letters of an author are words. */
START_TEST(what_is_hidden_reads_as_a_whole_number)
{
    struct doc_cell cell = {.kind = DOC_CELL_HIDDEN, .text = TEXT("[c2]")};
    struct doc_reading reading;
    ck_assert(document_read_cell(&cell, TEXT(","), &reading));
    ck_text(reading.whole, "[c2]");
    cell.kind = DOC_CELL_TEXT;
    ck_assert(!document_cell_is_figure(&cell) && !document_read_cell(&cell, TEXT(","), &reading));
    cell.worth = DOC_CELL_HIDDEN;
    ck_assert(document_cell_is_figure(&cell) && document_read_cell(&cell, TEXT(","), &reading));
    ck_text(reading.whole, "[c2]");
}
END_TEST

TEST_PROGRAM_WITH("document/document", scratch_set_up, tear_down, a_column_is_of_figures_where_half_of_it_is,
                  a_cell_that_is_one_number_is_read_as_such, what_is_hidden_reads_as_a_whole_number,
                  addresses_in_the_text_lead_there, every_block_of_a_layout_has_its_node,
                  headings_are_numbered_by_level_and_plain_ones_not, numbers_of_headings_leave_out_no_level,
                  below_a_plain_heading_that_comes_first_there_is_no_number,
                  conditions_choose_what_is_printed,
                  what_is_not_printed_is_not_numbered, a_condition_on_a_hidden_figure_is_a_fault,
                  true_claims_print_their_words, false_claims_are_faults_at_their_words,
                  untrue_claims_print_their_other_words, a_claim_tells_its_figures_whichever_words_are_printed,
                  a_claim_about_a_hidden_figure_prints_no_other_words, words_under_a_condition_are_printed_where_it_holds,
                  what_is_hidden_meets_no_condition_that_asks_for_what_is_shown,
                  a_condition_in_a_sentence_on_a_hidden_figure_is_a_fault,
                  a_figure_of_which_nothing_is_shown_is_told, a_false_claim_leads_to_its_figures, figures_that_nothing_prints_are_not_told, claims_about_hidden_figures_are_faults, claims_that_are_not_printed_are_not_held,
                  the_same_layout_differs_by_audience, notes_are_numbered_in_the_order_of_their_use,
                  marks_of_notes_stand_behind_words_and_apart, a_note_that_is_not_printed_is_left_out, a_note_may_refer_to_a_further_one,
                  a_figure_typed_in_has_its_source_as_a_note, a_source_is_marked_at_the_end_of_the_sentence,
                  a_figure_that_names_one_typed_in_has_its_source_below, what_is_not_printed_has_no_source,
                  a_table_in_the_prose_holds_words_and_figures, a_table_of_one_column_has_no_headings_of_rows,
                  a_cell_that_is_one_figure_has_its_worth, a_figure_with_decimals_has_its_worth_too,
                  a_hidden_figure_with_decimals_is_hidden, a_hidden_figure_in_a_table_is_the_symbol_and_explained, figures_of_a_table_are_in_the_ledger,
                  a_false_claim_in_a_table_is_told_at_its_place, the_head_says_what_the_document_is)
