/* SPDX-License-Identifier: GPL-3.0-or-later
 * Policies (what may be published to whom) and checks (what must hold). */
#include "codebook/reader.h"

#include <inttypes.h>

/* Below THRESHOLD_USUAL so little is hidden that it may be a slip; what everybody reads hides counts under five. */
enum { THRESHOLD_MAX = 1000000, THRESHOLD_USUAL = 3, THRESHOLD_PUBLIC = 5 };

/* Whether it is the second of the two words that the setting can be; the first where it is missing. */
static bool read_choice(struct codebook_reader *reader, const struct markup_item *item, const char *key)
{
    const struct text value = settings_find(&item->settings, text_of(key));
    const struct setting_rule rule = {.values = codebook_values(item, key)};
    const int choice = setting_choice(&rule, value);
    if (value.len && choice == CHOICE_NONE)
        codebook_complain(reader, DIAG_E109, value, value, text_of(key), rule.values);
    return choice == 1;
}

static int64_t read_number(struct codebook_reader *reader, const struct markup_item *item, struct text key,
                           int64_t least, int64_t most, int64_t otherwise)
{
    const struct text value = settings_find(&item->settings, key);
    int64_t number;
    if (!value.len)
        return otherwise;
    if (text_to_number(value, &number) && number >= least && number <= most)
        return number;
    codebook_complain(reader, DIAG_E109, value, value, key,
                      text_format(reader->keep, "a whole number from %lld to %lld", (long long)least, (long long)most));
    return otherwise;
}

/* "FIGURE | reason", several separated by ';'. */
static void read_exemptions(struct codebook_reader *reader, const struct markup_item *item, struct policy *policy)
{
    LIST_OF(struct exemption) list = {0};
    for (struct text rest = settings_find(&item->settings, TEXT("exempt")); rest.len;) {
        struct text one = text_cut(&rest, ';');
        const struct text at = one, figure = text_cut(&one, '|');
        const struct exemption exemption = {figure, text_trim(one)};
        if (figure.len && exemption.reason.len)
            ARENA_PUSH(reader->keep, &list, exemption);
        else if (figure.len)
            codebook_complain(reader, DIAG_E115, at, TEXT("the reason"),
                              text_format(reader->keep, "%.*s | why it may be published", TEXT_ARGS(figure)), TEXT_EMPTY);
        else
            codebook_complain(reader, DIAG_E109, at, at, TEXT("exempt"), codebook_values(item, "exempt"));
    }
    policy->exemptions = list.items;
    policy->exemption_count = list.count;
}

/* Audiences separated by commas, or "nothing". Whether they have policies is checked when all are read. */
static void read_also_holds(struct codebook_reader *reader, const struct markup_item *item, struct policy *policy)
{
    LIST_OF(struct text) list = {0};
    for (struct text rest = settings_find(&item->settings, TEXT("also holds")); rest.len;) {
        const struct text audience = text_cut(&rest, ',');
        if (text_equal(audience, TEXT("nothing"))) {
            policy->holds_nothing = true;
            continue;
        }
        if (!codebook_is_audience(audience))
            codebook_complain(reader, DIAG_E109, audience, audience, TEXT("also holds"), codebook_values(item, "also holds"));
        else
            ARENA_PUSH(reader->keep, &list, audience);
    }
    policy->also_holds = list.items;
    policy->also_holds_count = list.count;
}

/* ---- names that a policy uses ---- */

/* Measures are read before policies. */
static int find_measure(const struct codebook_reader *reader, struct text id)
{
    const int measure = codebook_measure(reader->codebook, id);
    if (measure != NO_INDEX && reader->codebook->measures[measure].source != NO_INDEX)
        return measure;
    codebook_complain_name(reader, NAMED_COUNTED, NO_INDEX, id);
    return NO_INDEX;
}

static void check_date_column(const struct codebook_reader *reader, int measure, struct text id)
{
    const int source = reader->codebook->measures[measure].source;
    const int column = codebook_find_column(&reader->codebook->sources[source], id);
    if (column == NO_INDEX || reader->codebook->sources[source].columns[column].type != COLUMN_DATE)
        codebook_complain_name(reader, NAMED_DATE_COLUMN, source, id);
}

/* "latest clients.admitted", or "earliest exits.exited: year". */
static void check_exact_date(const struct codebook_reader *reader, const struct markup_item *item, struct text at)
{
    struct text step = at, figure = text_cut(&step, ':');
    const struct text kind = text_cut(&figure, ' '), measure = text_cut(&figure, '.'), column = text_trim(figure);
    const bool has_step = text_find_byte(at, ':') < at.len;
    if (!(text_equal(kind, TEXT("latest")) || text_equal(kind, TEXT("earliest"))) || !measure.len || !column.len ||
        (has_step && !text_equal(text_trim(step), TEXT("year")))) {
        codebook_complain(reader, DIAG_E109, at, at, TEXT("exact dates"), codebook_values(item, "exact dates"));
        return;
    }
    const int found = find_measure(reader, measure);
    if (found != NO_INDEX)
        check_date_column(reader, found, column);
}

static void check_exact_dates(const struct codebook_reader *reader, const struct markup_item *item)
{
    for (struct text rest = settings_find(&item->settings, TEXT("exact dates")); rest.len;) {
        const struct text one = text_cut(&rest, ';');
        if (one.len)
            check_exact_date(reader, item, one);
    }
}

static void check_threshold(const struct codebook_reader *reader, const struct markup_item *item, const struct policy *policy)
{
    static const struct text hides[THRESHOLD_PUBLIC] = {
        [1] = TEXT_INIT("nothing: every count is printed, 1 and 2 as well"),
        [2] = TEXT_INIT("counts of 1 only: a count of 2 is printed"),
        [3] = TEXT_INIT("counts of 1 and 2 only: a count of 3 is printed"),
        [4] = TEXT_INIT("counts of 1 to 3 only: a count of 4 is printed"),
    };
    const struct text value = settings_find(&item->settings, TEXT("threshold"));
    const struct text purpose = settings_find(&item->settings, TEXT("purpose"));
    const int64_t usual = policy->is_open ? THRESHOLD_PUBLIC : THRESHOLD_USUAL;
    if ((!purpose.len || text_equal(purpose, TEXT("release"))) && policy->threshold < usual && value.len)
        codebook_complain(reader, DIAG_W104, value, value, hides[policy->threshold], TEXT_EMPTY);
}

/* "3" or "1,5 %" in the place of a hidden number would be taken for that number; "<5" would not. */
static void check_symbol(const struct codebook_reader *reader, struct text symbol)
{
    bool has_digit = false, is_number = true;
    for (size_t i = 0; i < symbol.len; i++) {
        const bool is_digit = symbol.ptr[i] >= '0' && symbol.ptr[i] <= '9';
        has_digit = has_digit || is_digit;
        is_number = is_number && (is_digit || text_find_byte(TEXT(" +-.,%"), symbol.ptr[i]) < 6);
    }
    if (has_digit && is_number)
        codebook_complain(reader, DIAG_E109, symbol, symbol, TEXT("symbol"),
                          TEXT("a sign that cannot be read as a number, such as [c]"));
}

/* Counts are protected by the lowest threshold among all that the same readers have: whoever set a higher one would think
 * that it holds. */
static void check_held_thresholds(const struct codebook_reader *reader, const struct policy *policy)
{
    const struct policy *lowest = policy;
    for (size_t i = 0; !policy->may_leak && i < policy->also_holds_count; i++) {
        const struct policy *held = &reader->codebook->policies[codebook_policy(reader->codebook, policy->also_holds[i])];
        if (!held->may_leak && held->threshold < lowest->threshold)
            lowest = held;
    }
    if (lowest != policy)
        codebook_complain(reader, DIAG_W585, policy->audience, text_format(reader->keep, "%" PRId64, policy->threshold),
                          text_format(reader->keep, "%" PRId64, lowest->threshold), lowest->audience);
}

void codebook_check_policies(struct codebook_reader *reader)
{
    struct codebook *codebook = reader->codebook;
    for (int i = 0; i < codebook->policy_count; i++) {
        struct policy *policy = &codebook->policies[i];
        LIST_OF(struct text) list = {0};
        if (!policy->holds_nothing && !text_equal(policy->audience, TEXT("public")) &&
            codebook_policy(codebook, TEXT("public")) != NO_INDEX)
            ARENA_PUSH(reader->keep, &list, TEXT("public"));
        for (size_t k = 0; k < policy->also_holds_count; k++) {
            if (codebook_policy(codebook, policy->also_holds[k]) == NO_INDEX)
                codebook_complain_name(reader, NAMED_POLICY, NO_INDEX, policy->also_holds[k]);
            else
                ARENA_PUSH(reader->keep, &list, policy->also_holds[k]);
        }
        policy->also_holds = list.items;
        policy->also_holds_count = list.count;
        check_held_thresholds(reader, policy);
    }
}

bool policy_has(const struct policy *policy, struct text audience)
{
    bool found = text_equal(audience, policy->audience);
    for (size_t i = 0; !policy->may_leak && i < policy->also_holds_count; i++)
        found = found || text_equal(audience, policy->also_holds[i]);
    return found;
}

void codebook_read_policy(struct codebook_reader *reader, const struct markup_item *item)
{
    struct codebook *codebook = reader->codebook;
    codebook_check_settings(reader, item);
    const bool reproduction = read_choice(reader, item, "purpose");
    struct policy policy = {
        .audience = item->name,
        .threshold = read_number(reader, item, TEXT("threshold"), 1, THRESHOLD_MAX, 5),
        .zeros_hidden = read_choice(reader, item, "zeros"),
        .percent_base_min = read_number(reader, item, TEXT("smallest base of percentages"), 0, 1000000, 0),
        .small_parts = read_choice(reader, item, "small parts") ? SMALL_PARTS_JOIN : SMALL_PARTS_HIDE,
        .hidden_text = codebook_labels_of(reader, settings_find(&item->settings, TEXT("text"))),
        .exact_dates = settings_find(&item->settings, TEXT("exact dates")),
        .symbol = settings_find(&item->settings, TEXT("symbol")),
        .is_open = text_equal(item->name, TEXT("public")) && !reproduction,
        .may_leak = reproduction,
        .is_encrypted = read_choice(reader, item, "encrypt"),
        .has_ods = read_choice(reader, item, "workbook as ods"),
        .recipient = codebook_labels_of(reader, settings_find(&item->settings, TEXT("recipient"))),
        .mark = codebook_labels_of(reader, settings_find(&item->settings, TEXT("mark every page"))),
    };
    read_exemptions(reader, item, &policy);
    read_also_holds(reader, item, &policy);
    check_exact_dates(reader, item);
    check_threshold(reader, item, &policy);
    check_symbol(reader, policy.symbol);
    if (policy.is_open && policy.is_encrypted)
        codebook_complain(reader, DIAG_E270, settings_find(&item->settings, TEXT("encrypt")), item->name, TEXT_EMPTY, TEXT_EMPTY);
    if (!policy.symbol.len)
        policy.symbol = TEXT("[c]");
    if (reproduction && settings_lacks(&item->settings, TEXT("mark every page")))
        codebook_lacks(reader, item, TEXT("mark every page"));
    if (codebook_policy(codebook, item->name) != NO_INDEX)
        codebook_complain(reader, DIAG_E111, item->name, item->name, TEXT_EMPTY, TEXT_EMPTY);
    else
        codebook->policies[codebook->policy_count++] = policy;
}

void codebook_read_check(struct codebook_reader *reader, const struct markup_item *item)
{
    struct codebook *codebook = reader->codebook;
    codebook_check_settings(reader, item);
    const struct text that = settings_find(&item->settings, TEXT("that"));
    const bool warns = read_choice(reader, item, "else");
    for (int i = 0; i < codebook->check_count; i++)
        if (text_equal(codebook->checks[i].id, item->name))
            codebook_complain(reader, DIAG_E111, item->name, item->name, TEXT_EMPTY, TEXT_EMPTY);
    if (that.len)
        codebook->checks[codebook->check_count++] = (struct code_check){item->name, that, !warns};
}
