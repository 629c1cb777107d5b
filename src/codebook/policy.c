/* SPDX-License-Identifier: GPL-3.0-or-later
 * Policies (what may be published to whom) and checks (what must hold). */
#include "codebook/reader.h"

enum { THRESHOLD_MAX = 1000000 };

/* One of two words; the first where the setting is missing. Returns whether it is the second. */
static bool read_choice(struct codebook_reader *reader, const struct markup_item *item, struct text key,
                        struct text first, struct text second)
{
    const struct text value = settings_find(&item->settings, key);
    const bool is_second = text_equal(value, second);
    if (value.len && !is_second && !text_equal(value, first))
        codebook_complain(reader, DIAG_E109, value, value, key,
                          text_format(reader->keep, "%.*s, %.*s", TEXT_ARGS(first), TEXT_ARGS(second)));
    return is_second;
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
        else
            codebook_complain(reader, DIAG_E109, at, at, TEXT("exempt"), TEXT("FIGURE | reason; FIGURE | reason"));
    }
    policy->exemptions = list.items;
    policy->exemption_count = list.count;
}

/* Audiences separated by commas. Everybody holds what is public as well, unless the setting says "nothing". */
static void read_also_holds(struct codebook_reader *reader, const struct markup_item *item, struct policy *policy)
{
    LIST_OF(struct text) list = {0};
    const struct text value = settings_find(&item->settings, TEXT("also holds"));
    if (!text_equal(value, TEXT("nothing")) && !text_equal(item->name, TEXT("public")))
        ARENA_PUSH(reader->keep, &list, TEXT("public"));
    for (struct text rest = value; rest.len;) {
        const struct text audience = text_cut(&rest, ',');
        if (text_equal(audience, TEXT("nothing")))
            continue;
        if (!codebook_is_audience(audience))
            codebook_complain(reader, DIAG_E109, audience, audience, TEXT("also holds"),
                              TEXT("audiences separated by commas, or: nothing"));
        else
            ARENA_PUSH(reader->keep, &list, audience);
    }
    policy->also_holds = list.items;
    policy->also_holds_count = list.count;
}

void codebook_read_policy(struct codebook_reader *reader, const struct markup_item *item)
{
    static const struct text known[] = {TEXT_INIT("threshold"),
                                        TEXT_INIT("zeros"),
                                        TEXT_INIT("smallest base of percentages"),
                                        TEXT_INIT("small parts"),
                                        TEXT_INIT("exact dates"),
                                        TEXT_INIT("text"),
                                        TEXT_INIT("symbol"),
                                        TEXT_INIT("purpose"),
                                        TEXT_INIT("mark every page"),
                                        TEXT_INIT("exempt"),
                                        TEXT_INIT("also holds"),
                                        TEXT_INIT("")};
    static const struct text required[] = {TEXT_INIT("threshold"), TEXT_INIT("")};
    struct codebook *codebook = reader->codebook;
    settings_check(&item->settings, &codebook->source, item->block, item->opener, known, required, reader->diagnostics);
    const bool reproduction =
        read_choice(reader, item, TEXT("purpose"), TEXT("release"), TEXT("reproduction"));
    struct policy policy = {
        .audience = item->name,
        .threshold = read_number(reader, item, TEXT("threshold"), 1, THRESHOLD_MAX, 5),
        .zeros_hidden = read_choice(reader, item, TEXT("zeros"), TEXT("shown"), TEXT("hidden")),
        .percent_base_min = read_number(reader, item, TEXT("smallest base of percentages"), 0, 1000000, 0),
        .small_parts = read_choice(reader, item, TEXT("small parts"), TEXT("hide"), TEXT("join")) ? SMALL_PARTS_JOIN
                                                                                                  : SMALL_PARTS_HIDE,
        .hidden_text = codebook_labels_of(reader, settings_find(&item->settings, TEXT("text"))),
        .exact_dates = settings_find(&item->settings, TEXT("exact dates")),
        .symbol = settings_find(&item->settings, TEXT("symbol")),
        .may_leak = reproduction,
        .mark = codebook_labels_of(reader, settings_find(&item->settings, TEXT("mark every page"))),
    };
    read_exemptions(reader, item, &policy);
    read_also_holds(reader, item, &policy);
    if (!policy.symbol.len)
        policy.symbol = TEXT("[c]");
    if (reproduction && !settings_has(&item->settings, TEXT("mark every page")))
        codebook_complain(reader, DIAG_E108, item->opener, TEXT("mark every page"), TEXT_EMPTY, TEXT_EMPTY);
    if (codebook_policy(codebook, item->name) != NO_INDEX)
        codebook_complain(reader, DIAG_E111, item->name, item->name, TEXT_EMPTY, TEXT_EMPTY);
    else
        codebook->policies[codebook->policy_count++] = policy;
}

void codebook_read_check(struct codebook_reader *reader, const struct markup_item *item)
{
    static const struct text known[] = {TEXT_INIT("that"), TEXT_INIT("else"), TEXT_INIT("")};
    static const struct text required[] = {TEXT_INIT("that"), TEXT_INIT("")};
    struct codebook *codebook = reader->codebook;
    settings_check(&item->settings, &codebook->source, item->block, item->opener, known, required, reader->diagnostics);
    const struct text that = settings_find(&item->settings, TEXT("that"));
    const bool warns = read_choice(reader, item, TEXT("else"), TEXT("error"), TEXT("warning"));
    for (int i = 0; i < codebook->check_count; i++)
        if (text_equal(codebook->checks[i].id, item->name))
            codebook_complain(reader, DIAG_E111, item->name, item->name, TEXT_EMPTY, TEXT_EMPTY);
    if (that.len)
        codebook->checks[codebook->check_count++] = (struct code_check){item->name, that, !warns};
}
