/* SPDX-License-Identifier: GPL-3.0-or-later
 * CSV and JSON of figures. */
#include "../harness.h"
#include "render/data/data.h"
#include "render/data/figures.h"
#include "render/data/package.h"
#include "render/data/sdmx.h"
#include "test_xlsx_fixture.h"
#include "../base/check_text.h"

typedef void data_writer(const struct doc_table *table, const struct document *document, struct text_builder *out);

static void check_output(data_writer *writer, const struct doc_table *table, const struct document *document,
                         const char *expected)
{
    struct text_builder out = {0};
    writer(table, document, &out);
    ck_assert_msg(text_equal(text_built(&out), text_of(expected)), "%.*s\nis not\n%s", TEXT_ARGS(text_built(&out)),
                  expected);
    text_builder_done(&out);
}

static bool output_holds(data_writer *writer, const struct doc_table *table, const struct document *document,
                         const char *part)
{
    struct text_builder out = {0};
    writer(table, document, &out);
    const bool found = text_find(text_built(&out), text_of(part)) < out.len;
    text_builder_done(&out);
    return found;
}

START_TEST(csv_has_a_row_for_each_cell)
{
    struct arena *keep = arena_new();
    const struct document *document = fixture(keep);
    check_output(data_csv, document->children[0]->table, document,
                 "edition,table,measure,period,where,row_variable,row_code,row,column_variable,column_code,column,unit,value,obs_status,conf_status\r\n"
                 "2014,gender,clients,2014-12-31,_T,_Z,_Z,Naiset,_Z,_Z,Asiakkaita,henkilöä,1079,A,F\r\n"
                 "2014,gender,clients,2014-12-31,_T,_Z,_Z,Naiset,_Z,_Z,Osuus,"
                 "\"prosenttia (Osuuden perusta: asiakkaat, joiden sukupuoli tunnetaan)\",93,A,F\r\n"
                 "2014,gender,clients,2014-12-31,_T,_Z,_Z,Miehet,_Z,_Z,Asiakkaita,henkilöä,81,A,F\r\n"
                 "2014,gender,clients,2014-12-31,_T,_Z,_Z,Miehet,_Z,_Z,Osuus,"
                 "\"prosenttia (Osuuden perusta: asiakkaat, joiden sukupuoli tunnetaan)\",7,A,F\r\n"
                 "2014,gender,clients,2014-12-31,_T,_Z,_Z,Yhteensä,_Z,_Z,Asiakkaita,henkilöä,1160,A,F\r\n"
                 "2014,gender,clients,2014-12-31,_T,_Z,_Z,Yhteensä,_Z,_Z,Osuus,"
                 "\"prosenttia (Osuuden perusta: asiakkaat, joiden sukupuoli tunnetaan)\",100,A,F\r\n");
    arena_free(keep);
}
END_TEST

START_TEST(signs_between_words_are_the_document_s)
{
    struct arena *keep = arena_new();
    struct document *document = fixture(keep);
    const struct doc_words *words = &document->words;
    struct doc_span spans[] = {{.kind = SPAN_LINK, .text = TEXT("laki"), .target = TEXT("https://example.org")},
                               {.kind = SPAN_NOTE, .number = 1},
                               {.kind = SPAN_LINK, .text = TEXT(" a@example.org"), .target = TEXT("mailto: a@example.org")},
                               {.kind = SPAN_LINK, .text = TEXT("b+c@example.org"), .target = TEXT("mailto:b%2Bc@example.org")}};
    const struct doc_spans linked = {.items = spans, .count = 3}, encoded = {.items = &spans[3], .count = 1};
    document->words.in_brackets = TEXT("{text} [{more}]");
    document->words.labelled = TEXT("{label} = {value}");
    document->words.note_reference = TEXT("({n}/{note})");
    ck_assert(output_holds(data_csv, document->children[0]->table, document,
                           "prosenttia [Osuuden perusta = asiakkaat, joiden sukupuoli tunnetaan]"));
    ck_text(data_spans_text(&linked, words, keep), "laki [https://example.org] (1/Note) a@example.org");
    ck_text(data_spans_text(&encoded, words, keep), "b+c@example.org");
    ck_text(data_labelled(words, TEXT("a"), TEXT("b"), keep), "a = b");
    ck_text(data_labelled(words, TEXT("a"), TEXT_EMPTY, keep), "a");
    ck_text(data_labelled(words, TEXT_EMPTY, TEXT("b"), keep), "b");
    arena_free(keep);
}
END_TEST

START_TEST(csv_quotes_guards_and_leaves_hidden_values_empty)
{
    struct arena *keep = arena_new();
    const struct document *document = fixture(keep);
    const struct doc_cell cells[] = {
        words_cell("Luokka"), words_cell("Määrä"),   words_cell("a \"b\", c\r\nd"), hidden_cell(),
        words_cell("\t@sum"), count_cell(keep, -12), words_cell("-1+1"),            words_cell("+text"),
        words_cell("empty"),  words_cell(""),
    };
    struct doc_table *table = table_of(keep, cells, sizeof cells / sizeof *cells, 2);
    check_output(data_csv, table, document,
                 "edition,table,measure,period,where,row_variable,row_code,row,column_variable,column_code,column,unit,value,obs_status,conf_status\r\n"
                 "2014,,clients,2014-12-31,_T,_Z,_Z,\"a \"\"b\"\", c d\",_Z,_Z,Määrä,henkilöä,,Q,C\r\n"
                 "2014,,clients,2014-12-31,_T,_Z,_Z,'@sum,_Z,_Z,Määrä,henkilöä,-12,A,F\r\n"
                 "2014,,clients,2014-12-31,_T,_Z,_Z,'-1+1,_Z,_Z,Määrä,henkilöä,'+text,A,F\r\n");
    arena_free(keep);
}
END_TEST

/* Its unit would else be that of the counts. */
START_TEST(a_hidden_share_is_a_share_of_the_same)
{
    struct arena *keep = arena_new();
    const struct document *document = fixture(keep);
    struct doc_cell cells[] = {words_cell("Luokka"), words_cell("Osuus"), words_cell("a"), hidden_cell()};
    cells[3].base = TEXT("68 henkilöä");
    struct doc_table *table = table_of(keep, cells, sizeof cells / sizeof *cells, 2);
    check_output(data_csv, table, document,
                 "edition,table,measure,period,where,row_variable,row_code,row,column_variable,column_code,column,unit,value,obs_status,conf_status\r\n"
                 "2014,,clients,2014-12-31,_T,_Z,_Z,a,_Z,_Z,Osuus,prosenttia (Osuuden perusta: 68 henkilöä),,Q,C\r\n");
    arena_free(keep);
}
END_TEST

/* Of a whole that is hidden, too, it has no base; and where there is no share, there is no observation. */
START_TEST(a_share_beside_a_count_is_a_share)
{
    struct arena *keep = arena_new();
    const struct document *document = fixture(keep);
    struct doc_cell cells[] = {words_cell("Luokka"), words_cell("Ulkomailla"), words_cell("Ulkomailla, %"),
                               words_cell("a"), count_cell(keep, 11), hidden_cell(), words_cell("Yhteensä"), count_cell(keep, 53), words_cell("–")};
    cells[1].code = cells[2].code = TEXT("abroad");
    cells[5].is_beside = cells[8].is_beside = true;
    struct doc_table *table = table_of(keep, cells, sizeof cells / sizeof *cells, 3);
    table->column_variable = TEXT("place");
    check_output(data_csv, table, document,
                 "edition,table,measure,period,where,row_variable,row_code,row,column_variable,column_code,column,unit,value,obs_status,conf_status\r\n"
                 "2014,,clients,2014-12-31,_T,_Z,_Z,a,place,abroad,Ulkomailla,henkilöä,11,A,F\r\n"
                 "2014,,clients,2014-12-31,_T,_Z,_Z,a,place,abroad,\"Ulkomailla, %\",prosenttia,,Q,C\r\n"
                 "2014,,clients,2014-12-31,_T,_Z,_Z,Yhteensä,place,abroad,Ulkomailla,henkilöä,53,A,F\r\n");
    arena_free(keep);
}
END_TEST

/* The semicolon is what must be in quotes, the comma is not; and the mark comes first. */
START_TEST(excel_gets_semicolons_and_a_byte_order_mark)
{
    struct arena *keep = arena_new();
    const struct document *document = fixture(keep);
    const struct doc_cell cells[] = {
        words_cell("Luokka"), words_cell("Määrä"),   words_cell("a, b"),      hidden_cell(),
        words_cell("a; b"),   count_cell(keep, -12), words_cell("\"=1+1\""), share_cell(keep, 40),
        words_cell("=1;2"),   count_cell(keep, 0),
    };
    struct doc_table *table = table_of(keep, cells, sizeof cells / sizeof *cells, 2);
    check_output(data_excel_csv, table, document,
                 "\xEF\xBB\xBF" "edition;table;measure;period;where;row_variable;row_code;row;column_variable;column_code;column;unit;value;obs_status;conf_status\r\n"
                 "2014;;clients;2014-12-31;_T;_Z;_Z;a, b;_Z;_Z;Määrä;henkilöä;;Q;C\r\n"
                 "2014;;clients;2014-12-31;_T;_Z;_Z;\"a; b\";_Z;_Z;Määrä;henkilöä;-12;A;F\r\n"
                 "2014;;clients;2014-12-31;_T;_Z;_Z;\"\"\"=1+1\"\"\";_Z;_Z;Määrä;"
                 "prosenttia (Osuuden perusta: asiakkaat, joiden sukupuoli tunnetaan);40;A;F\r\n"
                 "2014;;clients;2014-12-31;_T;_Z;_Z;\"'=1;2\";_Z;_Z;Määrä;henkilöä;0;A;F\r\n");
    arena_free(keep);
}
END_TEST

/* Machines get the year as it is, and the break as a status; what is hidden is no more than that. */
START_TEST(a_change_of_classification_is_a_status)
{
    struct arena *keep = arena_new();
    const struct document *document = fixture(keep);
    struct doc_cell cells[] = {words_cell("Vuosi"),    words_cell("Määrä"),      words_cell("2012"),     count_cell(keep, 7),
                               words_cell("2013 [b]"), count_cell(keep, 9),      words_cell("2014 [b]"), hidden_cell()};
    cells[4].unmarked = TEXT("2013");
    cells[6].unmarked = TEXT("2014");
    cells[5].is_after_break = cells[7].is_after_break = true;
    static const struct text steps[] = {TEXT_INIT(""), TEXT_INIT("2012"), TEXT_INIT("2013"), TEXT_INIT("2014")};
    struct doc_table *table = table_of(keep, cells, sizeof cells / sizeof *cells, 2);
    table->row_periods = steps;
    check_output(data_csv, table, document,
                 "edition,table,measure,period,where,row_variable,row_code,row,column_variable,column_code,column,unit,value,obs_status,conf_status\r\n"
                 "2014,,clients,2012,_T,_Z,_Z,2012,_Z,_Z,Määrä,henkilöä,7,A,F\r\n"
                 "2014,,clients,2013,_T,_Z,_Z,2013,_Z,_Z,Määrä,henkilöä,9,B,F\r\n"
                 "2014,,clients,2014,_T,_Z,_Z,2014,_Z,_Z,Määrä,henkilöä,,Q,C\r\n");
    ck_assert(output_holds(data_json, table, document, "\"period\": \"2013\", \"row_code\": \"_Z\", \"row\": \"2013\""));
    arena_free(keep);
}
END_TEST

START_TEST(the_inventory_has_every_number_by_its_codes)
{
    struct arena *keep = arena_new();
    struct document *document = fixture(keep);
    struct doc_number numbers[] = {
        {.measure = TEXT("clients"), .period = TEXT("2014-12-31"), .selection = TEXT("gender=women"),
         .unit = TEXT("henkilöä"), .cell = {CELL_SHOWN, 1079}},
        {.measure = TEXT("minors"), .period = TEXT("2014"), .selection = TEXT(""), .unit = TEXT("henkilöä"),
         .cell = {CELL_HIDDEN, HIDDEN_A}},
        {.measure = TEXT("clients"), .period = TEXT("2014"), .selection = TEXT("kind=a"), .unit = TEXT("henkilöä"),
         .kind = DOC_NUMBER_AT_MOST, .cell = {CELL_SHOWN, 5}},
        {.measure = TEXT("clients"), .period = TEXT("2014"), .selection = TEXT(""), .unit = TEXT("kind"),
         .kind = DOC_NUMBER_CATEGORIES, .cell = {CELL_SHOWN, 8}},
    };
    document->inventory.items = numbers;
    document->inventory.count = 4;
    document->audience = TEXT("authorities");
    struct text_builder out = {0};
    data_inventory_csv(document, &out);
    ck_assert(text_equal(text_built(&out),
                         TEXT("edition,measure,period,selection,kind,unit,value,obs_status,conf_status,audience\r\n"
                              "2014,clients,2014-12-31,gender=women,count,henkilöä,1079,A,F,authorities\r\n"
                              "2014,minors,2014,,count,henkilöä,,Q,C,authorities\r\n"
                              "2014,clients,2014,kind=a,le,henkilöä,5,A,F,authorities\r\n"
                              "2014,clients,2014,,categories,kind,8,A,F,authorities\r\n")));
    text_builder_done(&out);
    arena_free(keep);
}
END_TEST

/* Each variable has a column, whoever selects by it first; each row has a key of its own; bounds and numbers of categories are
 * no observations. 2012-02-01 to 2014-01-31 are 29 + 306 + 365 + 31 = 731 days. */
START_TEST(sdmx_has_a_column_for_each_variable)
{
    struct arena *keep = arena_new();
    struct document *document = fixture(keep);
    const struct text unit = TEXT("=henkilöä");
    struct doc_number numbers[] = {
        {TEXT("clients"), TEXT("2014"), TEXT(""), unit, DOC_NUMBER_COUNT, {CELL_SHOWN, 1160}, false},
        {TEXT("clients"), TEXT("2014-12-31"), TEXT("gender=women"), unit, DOC_NUMBER_COUNT, {CELL_SHOWN, 1079}, true},
        {TEXT("new"), TEXT("2014H2"), TEXT("gender=men place=a,b"), unit, DOC_NUMBER_COUNT, {CELL_HIDDEN, HIDDEN_A}, true},
        {TEXT("new"), TEXT("2014H2"), TEXT("gender=men place=a,b"), unit, DOC_NUMBER_ZERO_OR_MORE, {CELL_HIDDEN, HIDDEN_A}, false},
        {TEXT("new"), TEXT("2012-02-01/2014-01-31"), TEXT("place!=a,b"), unit, DOC_NUMBER_ZERO_OR_MORE, {CELL_HIDDEN, HIDDEN_B}, false},
        {TEXT("new"), TEXT("2014-06"), TEXT("gender=men place=a,b"), unit, DOC_NUMBER_COUNT, {CELL_SHOWN, 0}, false},
        {TEXT("clients"), TEXT("2014"), TEXT("kind=a"), unit, DOC_NUMBER_AT_MOST, {CELL_SHOWN, 5}, false},
        {TEXT("clients"), TEXT("2014"), TEXT("kind=a"), TEXT("kind"), DOC_NUMBER_CATEGORIES, {CELL_SHOWN, 8}, false},
    };
    document->inventory.items = numbers;
    document->inventory.count = sizeof numbers / sizeof *numbers;
    struct text_builder out = {0};
    data_sdmx_csv(document, &out);
    ck_text(text_built(&out),
            "STRUCTURE,STRUCTURE_ID,ACTION,MEASURE,gender,place,TIME_PERIOD,OBS_VALUE,OBS_STATUS,CONF_STATUS,UNIT,EDITION\r\n"
            "datastructure,SITREP:FIGURES,I,clients,_T,_T,2014,1160,A,F,'=henkilöä,2014\r\n"
            "datastructure,SITREP:FIGURES,I,clients,women,_T,2014-12-31,1079,B,F,'=henkilöä,2014\r\n"
            "datastructure,SITREP:FIGURES,I,new,men,a@b,2014-S2,,Q,C,'=henkilöä,2014\r\n"
            "datastructure,SITREP:FIGURES,I,new,_T,_T-a-b,2012-02-01/P731D,,Q,C,'=henkilöä,2014\r\n"
            "datastructure,SITREP:FIGURES,I,new,men,a,2014-06,0,A,F,'=henkilöä,2014\r\n"
            "datastructure,SITREP:FIGURES,I,new,men,b,2014-06,0,A,F,'=henkilöä,2014\r\n");
    text_builder_done(&out);
    arena_free(keep);
}
END_TEST

static struct text package_of(const struct data_resource *resource, struct text report, struct arena *keep)
{
    struct text_builder out = {0};
    struct data_resource item = *resource;
    const struct data_resources resources = {&item, 1, 1};
    data_package(&resources, report, &out);
    const struct text package = text_copy(keep, text_built(&out));
    text_builder_done(&out);
    return package;
}

static bool holds(struct text whole, const char *part)
{
    return text_find(whole, text_of(part)) < whole.len;
}

/* Names have small letters and few signs, whatever people called their report; a table with words in it has no whole numbers. */
START_TEST(a_package_says_what_the_fields_are)
{
    struct arena *keep = arena_new();
    struct document *document = fixture(keep);
    struct doc_cell cells[] = {words_cell("Luokka"), words_cell("Määrä"), words_cell("a"), words_cell("noin 7")};
    struct data_resource resource = {.form = DATA_TABLE, .path = TEXT("data/gender.FI.csv"), .document = document, .table = document->children[0]->table};
    document->audience = TEXT("väki");
    struct text package = package_of(&resource, TEXT("Tilanne 2014"), keep);
    ck_assert(holds(package, "\"name\": \"tilanne-2014-v--ki\""));
    ck_assert(holds(package, "\"name\": \"gender.fi\",\n      \"path\": \"data/gender.FI.csv\""));
    ck_assert(holds(package, "{ \"name\": \"value\", \"type\": \"integer\" }"));
    ck_assert(holds(package, "\"description\": \"Jäljennös, ei julkaistavaksi\""));
    ck_assert(!holds(package, "licen"));
    resource.table = table_of(keep, cells, sizeof cells / sizeof *cells, 2);
    package = package_of(&resource, TEXT("x"), keep);
    ck_assert(holds(package, "{ \"name\": \"value\", \"type\": \"string\" }"));
    cells[3] = words_cell("–"); /* no observation */
    cells[3].is_beside = true;
    resource.table = table_of(keep, cells, sizeof cells / sizeof *cells, 2);
    ck_assert(holds(package_of(&resource, TEXT("x"), keep), "{ \"name\": \"value\", \"type\": \"integer\" }"));
    arena_free(keep);
}
END_TEST

/* Excel's file is told by its separator, JSON by its schema; of both, who gets them can see that they are whole. */
START_TEST(a_package_tells_forms_of_files_apart)
{
    struct arena *keep = arena_new();
    struct document *document = fixture(keep);
    struct data_resource resource = {.path = TEXT("excel/gender.fi.csv"), .form = DATA_TABLE_EXCEL, .document = document,
                                     .table = document->children[0]->table, .bytes = 1234, .sha256 = TEXT("0af3")};
    struct text package = package_of(&resource, TEXT("x"), keep);
    ck_assert(holds(package, "\"name\": \"excel-gender.fi\",\n      \"path\": \"excel/gender.fi.csv\""));
    ck_assert(holds(package, "\"bytes\": 1234,\n      \"hash\": \"sha256:0af3\""));
    ck_assert(holds(package, "\"dialect\": { \"delimiter\": \";\", \"lineTerminator\": \"\\r\\n\""));
    ck_assert(holds(package, "{ \"name\": \"row_code\", \"type\": \"string\", \"constraints\""));
    resource.form = DATA_TABLE_JSON;
    resource.path = TEXT("data/gender.fi.json");
    package = package_of(&resource, TEXT("x"), keep);
    ck_assert(holds(package, "\"name\": \"gender.fi.json\""));
    ck_assert(holds(package, "\"profile\": \"data-resource\",\n      \"format\": \"json\",\n      \"mediatype\": \"application/json\""));
    ck_assert(holds(package, "\"schema\": \"data/figure.schema.json\"\n    }") && !holds(package, "dialect"));
    resource = (struct data_resource){.path = TEXT("data/figure.schema.json"), .form = DATA_JSON_SCHEMA, .document = document};
    package = package_of(&resource, TEXT("x"), keep);
    ck_assert(holds(package, "\"mediatype\": \"application/schema+json\"") && !holds(package, "language"));
    arena_free(keep);
}
END_TEST

START_TEST(json_says_the_same_with_title_language_and_notes)
{
    struct arena *keep = arena_new();
    const struct document *document = fixture(keep);
    const struct doc_node *box = document->children[2];
    check_output(
        data_json, box->children[1]->table, document,
        "{\n  \"$schema\": \"figure.schema.json\",\n  \"id\": \"regions\",\n  \"title\": \"Asiakkaat alueittain, henkilöä\",\n  \"language\": \"fi\","
        "\n  \"edition\": \"2014\",\n  \"measure\": \"clients\",\n  \"period\": \"2014-12-31\",\n  \"where\": \"_T\",\n  \"row_variable\": \"_Z\",\n  \"column_variable\": \"_Z\","
        "\n  \"unit\": \"henkilöä\","
        "\n  \"notes\": [\"Jäljennös, ei julkaistavaksi\", \"[c]: lukua ei julkaista\"],\n  \"definitions\": [],\n  \"observations\": ["
        "\n    { \"period\": \"2014-12-31\", \"row_code\": \"_Z\", \"row\": \"Länsi-Afrikka\", \"column_code\": \"_Z\", \"column\": \"Asiakkaita\", \"unit\": \"henkilöä\", \"value\": 21, "
        "\"obs_status\": \"A\", \"conf_status\": \"F\" },"
        "\n    { \"period\": \"2014-12-31\", \"row_code\": \"_Z\", \"row\": \"Kaakkois-Aasia\", \"column_code\": \"_Z\", \"column\": \"Asiakkaita\", \"unit\": \"henkilöä\", \"value\": null, "
        "\"obs_status\": \"Q\", \"conf_status\": \"C\" },"
        "\n    { \"period\": \"2014-12-31\", \"row_code\": \"_Z\", \"row\": \"Itä-Eurooppa\", \"column_code\": \"_Z\", \"column\": \"Asiakkaita\", \"unit\": \"henkilöä\", \"value\": 17, "
        "\"obs_status\": \"A\", \"conf_status\": \"F\" },"
        "\n    { \"period\": \"2014-12-31\", \"row_code\": \"_Z\", \"row\": \"Muu tai ei tietoa\", \"column_code\": \"_Z\", \"column\": \"Asiakkaita\", \"unit\": \"henkilöä\", \"value\": null, "
        "\"obs_status\": \"Q\", \"conf_status\": \"C\" }\n  ]\n}\n");
    arena_free(keep);
}
END_TEST

/* What is not defined is not named. */
START_TEST(data_files_say_what_is_counted)
{
    static struct doc_term terms[] = {
        {LASTING("clients"), LASTING("Asiakkaat"), LASTING("Ne, jotka ovat\n\"siellä\"."), DOC_TERM_MEASURE},
        {LASTING("region"), LASTING("Alue"), LASTING(""), DOC_TERM_VARIABLE},
        {LASTING("gender"), LASTING("Sukupuoli"), LASTING("Rekisterin mukaan."), DOC_TERM_VARIABLE},
        {LASTING("cases"), LASTING("Rekisteri"), LASTING("Lähde."), DOC_TERM_SOURCE},
    };
    struct doc_number number = {.measure = TEXT("clients"), .period = TEXT("2014"), .selection = TEXT("gender=women region=a"),
                                .unit = TEXT("henkilöä"), .cell = {CELL_SHOWN, 1079}};
    struct arena *keep = arena_new();
    struct document *document = fixture(keep);
    struct doc_table table = *document->children[0]->table;
    table.terms = document->terms = (struct doc_terms){terms, 4, 4};
    document->inventory.items = &number;
    document->inventory.count = 1;
    ck_assert(output_holds(data_json, &table, document,
                           "\n  \"definitions\": ["
                           "\n    { \"kind\": \"measure\", \"id\": \"clients\", \"title\": \"Asiakkaat\", "
                           "\"definition\": \"Ne, jotka ovat \\\"siellä\\\".\" },"
                           "\n    { \"kind\": \"variable\", \"id\": \"gender\", \"title\": \"Sukupuoli\", "
                           "\"definition\": \"Rekisterin mukaan.\" },"
                           "\n    { \"kind\": \"source\", \"id\": \"cases\", \"title\": \"Rekisteri\", "
                           "\"definition\": \"Lähde.\" }\n  ],"));
    struct data_resource resource = {.form = DATA_TABLE, .path = TEXT("data/gender.fi.csv"), .document = document, .table = &table};
    struct text package = package_of(&resource, TEXT("x"), keep);
    ck_assert(holds(package, "\"description\": \"Yksikkö: henkilöä\\u000a\\u000aAsiakkaat (clients): Ne, jotka ovat \\\"siellä\\\"."
                             "\\u000a\\u000aSukupuoli (gender): Rekisterin mukaan.\\u000a\\u000aRekisteri (cases): Lähde.\""));
    resource = (struct data_resource){.form = DATA_ALL_FIGURES_SDMX, .path = TEXT("data/all_figures_sdmx.fi.csv"), .document = document, .table = NULL};
    package = package_of(&resource, TEXT("x"), keep);
    ck_assert(holds(package, "{ \"name\": \"gender\", \"type\": \"string\", \"title\": \"Sukupuoli\", "
                             "\"description\": \"Rekisterin mukaan.\" }"));
    ck_assert(holds(package, "{ \"name\": \"region\", \"type\": \"string\", \"title\": \"Alue\" }"));
    ck_assert(holds(package, "{ \"name\": \"MEASURE\", \"type\": \"string\" }"));
    ck_assert(holds(package, "\"description\": \"Asiakkaat (clients): Ne"));
    arena_free(keep);
}
END_TEST

START_TEST(json_brings_the_footnotes_its_note_refers_to)
{
    struct arena *keep = arena_new();
    const struct document *document = fixture(keep);
    const struct doc_table *table = document->children[2]->children[0]->table;
    ck_assert(output_holds(data_json, table, document, "\"Luokat ovat järjestelmän omia. [Note 1]\""));
    ck_assert(output_holds(data_json, table, document,
                           "\"[Note 1]: Luokat eivät ole rikosoikeudellisia. Katso laki (https://example.org/laki) "
                           "746/2011.\""));
    ck_assert(output_holds(data_json, table, document, "Työperäinen <pakko> & \\\"velka\\\""));
    arena_free(keep);
}
END_TEST

START_TEST(hidden_numbers_are_in_no_data_file)
{
    struct arena *keep = arena_new();
    const struct document *document = fixture(keep);
    const struct data_figures figures = data_figures(document, keep);
    ck_assert_uint_eq(figures.count, 6);
    for (size_t i = 0; i < figures.count; i++) {
        ck_assert(!output_holds(data_csv, figures.items[i].table, document, "10472"));
        ck_assert(!output_holds(data_excel_csv, figures.items[i].table, document, "10472"));
        ck_assert(!output_holds(data_json, figures.items[i].table, document, "10472"));
    }
    arena_free(keep);
}
END_TEST

START_TEST(figures_come_in_document_order_from_any_depth)
{
    static const char *const ids[] = {"gender",  "t1",  "regions",
                                      "history", "gap", "decisions_of_the_whole_system_and_more"};
    struct arena *keep = arena_new();
    const struct data_figures figures = data_figures(fixture(keep), keep);
    ck_assert_uint_eq(figures.count, sizeof ids / sizeof *ids);
    for (size_t i = 0; i < figures.count; i++)
        ck_assert(text_equal(figures.items[i].table->id, text_of(ids[i])));
    arena_free(keep);
}
END_TEST

START_TEST(deep_nesting_does_not_exhaust_the_stack)
{
    struct arena *keep = arena_new();
    struct doc_node *top = node_of(keep, NODE_BOX, "", NULL), *last = top;
    for (int i = 0; i < 200000; i++) {
        struct doc_node *box = node_of(keep, NODE_BOX, "", NULL);
        adopt(keep, last, box);
        last = box;
    }
    adopt(keep, last, gender_pie(keep));
    struct document document = {.children = &top, .child_count = 1};
    ck_assert_uint_eq(data_figures(&document, keep).count, 1);
    arena_free(keep);
}
END_TEST

struct line_case {
    const char *raw, *line, *guarded;
};

static const struct line_case line_cases[] = {
    {"", "", ""},
    {"  a \t\r\n b  ", "a b", "a b"},
    {"a\x01" "b\x7F" "c", "abc", "abc"},
    {"=1+1", "=1+1", "'=1+1"},
    {"\t=1+1", "=1+1", "'=1+1"},
    {"\r@x", "@x", "'@x"},
    {"-", "-", "-"}, /* as tables have it for what is missing: nothing runs */
    {" +\n", "+", "+"},
    {"-1", "-1", "'-1"},
    {"--", "--", "'--"},
    {"=", "=", "'="},
    {"a=b", "a=b", "a=b"},
    {"85\u00A0clients", "85 clients", "85 clients"}, /* a no-break space is for lines of prose alone */
    {"a  b", "a b", "a b"},
    {"a b ", "a b", "a b"},
    {"a\xC2\x85" "b\xC2\x9F" "c", "a bc", "a bc"},
    {"a\xE2\x80\xA9" "b \xE2\x80\x93 \xE2\x82\xAC", "a b \xE2\x80\x93 \xE2\x82\xAC", "a b \xE2\x80\x93 \xE2\x82\xAC"},
    {"\xEF\xBF\xBE" "ä\xE2\x80\xA8ö", "ä ö", "ä ö"},
};

START_TEST(texts_become_one_line_that_no_spreadsheet_runs)
{
    struct arena *keep = arena_new();
    for (size_t i = 0; i < sizeof line_cases / sizeof *line_cases; i++) {
        const struct line_case *c = &line_cases[i];
        ck_assert(text_equal(data_line(text_of(c->raw), keep), text_of(c->line)));
        ck_assert(text_equal(data_guarded(text_of(c->raw), keep), text_of(c->guarded)));
    }
    arena_free(keep);
}
END_TEST

TEST_PROGRAM("data",
             csv_has_a_row_for_each_cell, signs_between_words_are_the_document_s,
             csv_quotes_guards_and_leaves_hidden_values_empty, a_hidden_share_is_a_share_of_the_same, a_share_beside_a_count_is_a_share, excel_gets_semicolons_and_a_byte_order_mark,
             a_change_of_classification_is_a_status, the_inventory_has_every_number_by_its_codes, sdmx_has_a_column_for_each_variable,
             a_package_says_what_the_fields_are, a_package_tells_forms_of_files_apart,
             json_says_the_same_with_title_language_and_notes, data_files_say_what_is_counted,
             json_brings_the_footnotes_its_note_refers_to,
             hidden_numbers_are_in_no_data_file, figures_come_in_document_order_from_any_depth,
             deep_nesting_does_not_exhaust_the_stack, texts_become_one_line_that_no_spreadsheet_runs)
