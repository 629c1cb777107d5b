/* SPDX-License-Identifier: GPL-3.0-or-later
 * Plural rules: read once, then asked for each number. */
#include "document/plural.h"

#include "base/markup.h"

static const struct text NAMES[] = {TEXT_INIT("zero"), TEXT_INIT("one"),   TEXT_INIT("two"), TEXT_INIT("few"),
                                    TEXT_INIT("many"), TEXT_INIT("other"), TEXT_INIT("")};

/* ---- reading ---- */

/* Takes a sign off the front, with the blanks around it. */
static bool accept(struct text *rest, const char *sign)
{
    const struct text trimmed = text_trim(*rest);
    if (!text_starts(trimmed, text_of(sign)))
        return false;
    *rest = text_trim(text_slice(trimmed, text_of(sign).len, trimmed.len));
    return true;
}

static bool take_number(struct text *rest, int64_t *ret_number)
{
    size_t len = 0;
    while (len < rest->len && rest->ptr[len] >= '0' && rest->ptr[len] <= '9')
        len++;
    if (!text_to_number(text_slice(*rest, 0, len), ret_number))
        return false;
    *rest = text_trim(text_slice(*rest, len, rest->len));
    return true;
}

/* "2..4" or "7". */
static bool take_range(struct text *rest, struct plural_condition *condition)
{
    struct plural_range range;
    if (condition->range_count == PLURAL_RANGES_MAX || !take_number(rest, &range.from))
        return false;
    range.to = range.from;
    if (accept(rest, "..") && (!take_number(rest, &range.to) || range.to < range.from))
        return false;
    condition->ranges[condition->range_count++] = range;
    return true;
}

/* "n % 10 = 2..4, 7". */
static bool take_condition(struct text *rest, struct plural_condition *condition)
{
    if (!accept(rest, "n"))
        return false;
    if (accept(rest, "%") && (!take_number(rest, &condition->divisor) || condition->divisor < 2))
        return false;
    condition->is_not = accept(rest, "!=");
    if (!condition->is_not && !accept(rest, "="))
        return false;
    do {
        if (!take_range(rest, condition))
            return false;
    } while (accept(rest, ","));
    return true;
}

/* "one: n = 1", or "other" for what is left. */
static bool read_rule(struct text text, struct arena *keep, struct plural_rule *rule)
{
    const bool has_condition = text_find_byte(text, ':') < text.len;
    rule->name = text_cut(&text, ':');
    bool begins = true;
    while (has_condition) {
        struct plural_condition condition = {.begins = begins};
        if (!take_condition(&text, &condition))
            return false;
        ARENA_PUSH(keep, &rule->conditions, condition);
        begins = accept(&text, "or");
        if (!begins && !accept(&text, "and"))
            break;
    }
    return !text.len;
}

static bool is_new(const struct plural_rules *rules, struct text name)
{
    for (size_t i = 0; i < rules->count; i++)
        if (text_equal(rules->rules[i].name, name))
            return false;
    return true;
}

bool plural_rules_read(struct text value, struct arena *keep, struct plural_rules *ret_rules, struct text *ret_wrong)
{
    struct plural_rules rules = {.count = 0};
    struct text rest = value;
    do {
        const struct text text = text_cut(&rest, ';');
        struct plural_rule rule = {.name = TEXT_EMPTY};
        const bool well = read_rule(text, keep, &rule) && (rule.conditions.count > 0) == (rest.len > 0);
        if (!well || !markup_is_one_of(NAMES, rule.name) || !is_new(&rules, rule.name)) {
            *ret_wrong = text.len ? text : value;
            return false;
        }
        rules.rules[rules.count++] = rule;
    } while (rest.len);
    *ret_rules = rules;
    return true;
}

/* ---- asking ---- */

static bool holds(const struct plural_condition *condition, int64_t number)
{
    const int64_t left = condition->divisor ? number % condition->divisor : number;
    bool found = false;
    for (size_t i = 0; i < condition->range_count; i++)
        found = found || (left >= condition->ranges[i].from && left <= condition->ranges[i].to);
    return found != condition->is_not;
}

/* One of the alternatives, each as a whole. */
static bool follows(const struct plural_rule *rule, int64_t number)
{
    bool all = false;
    for (size_t i = 0; i < rule->conditions.count; i++) {
        const struct plural_condition *condition = &rule->conditions.items[i];
        if (condition->begins && all)
            return true;
        all = (condition->begins || all) && holds(condition, number);
    }
    return all;
}

size_t plural_form(const struct plural_rules *rules, int64_t number)
{
    const int64_t size = number < 0 ? -number : number;
    for (size_t i = 0; i + 1 < rules->count; i++)
        if (follows(&rules->rules[i], size))
            return i;
    return rules->count - 1;
}

struct text plural_names(const struct plural_rules *rules, struct arena *keep)
{
    struct text names = TEXT_EMPTY;
    for (size_t i = 0; i < rules->count; i++)
        names = text_format(keep, "%.*s%s%.*s", TEXT_ARGS(names), i ? ", " : "", TEXT_ARGS(rules->rules[i].name));
    return names;
}
