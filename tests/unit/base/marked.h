/* SPDX-License-Identifier: GPL-3.0-or-later
 * Texts in which the test marks the place of a fault: "gender=⟦wommen⟧". The place is reckoned here, on its own. */
#ifndef TESTS_UNIT_BASE_MARKED_H
#define TESTS_UNIT_BASE_MARKED_H

#include "base/diagnostics.h"
#include "unit/base/check_text.h"

struct marked {
    struct text bytes; /* without the marks */
    uint32_t line, column, width; /* of what stood between them; 0 where nothing was marked */
};

static inline bool marked_is_first_byte(char c)
{
    return ((unsigned char)c & 0xC0) != 0x80;
}

static inline struct marked marked_read(struct arena *keep, struct text text)
{
    const struct text open = TEXT("⟦"), close = TEXT("⟧");
    struct text_builder b = {0};
    struct marked marked = {.line = 0};
    uint32_t line = 1, column = 1;
    bool inside = false;
    for (size_t i = 0; i < text.len;) {
        const struct text rest = text_slice(text, i, text.len);
        const bool opens = text_starts(rest, open), closes = text_starts(rest, close);
        if (opens)
            marked.line = line, marked.column = column, inside = true;
        if (closes)
            inside = false;
        if (opens || closes) {
            i += open.len;
            continue;
        }
        const char c = text.ptr[i++];
        text_add_byte(&b, c);
        inside = inside && c != '\n' && c != '\r'; /* only the first line is underlined */
        marked.width += inside && marked_is_first_byte(c);
        column = c == '\n' ? 1 : column + marked_is_first_byte(c);
        line += c == '\n';
    }
    marked.bytes = text_copy(keep, text_built(&b));
    text_builder_done(&b);
    return marked;
}

/* `whole` with `from`, which must occur just once, replaced by `to`. */
static inline struct text marked_replace(struct arena *keep, struct text whole, struct text from, struct text to)
{
    const size_t at = text_find(whole, from);
    ck_assert_msg(at < whole.len, "'%.*s' is not in the fixture", TEXT_ARGS(from));
    const struct text after = text_slice(whole, at + from.len, whole.len);
    ck_assert_msg(text_find(after, from) == after.len, "'%.*s' is in the fixture twice", TEXT_ARGS(from));
    return text_format(keep, "%.*s%.*s%.*s", (int)at, whole.ptr, TEXT_ARGS(to), TEXT_ARGS(after));
}

/* All diagnostics, printed: for the message of a test that failed. */
static inline struct text marked_print(struct arena *keep, struct diagnostics *diagnostics)
{
    struct text_builder b = {0};
    size_t count;
    const struct diagnostic *items = diagnostics_sorted(diagnostics, &count);
    for (size_t i = 0; i < count; i++)
        diagnostic_format(&items[i], &b);
    const struct text result = text_copy(keep, text_built(&b));
    text_builder_done(&b);
    return result;
}

/* There is just this diagnostic, at the marked place; returns it. */
static inline const struct diagnostic *ck_only_fault(struct arena *keep, struct diagnostics *diagnostics,
                                                     const char *code, const struct marked *marked)
{
    size_t count;
    const struct diagnostic *found = diagnostics_sorted(diagnostics, &count);
    const struct text all = marked_print(keep, diagnostics);
    ck_assert_msg(count == 1, "wanted %s alone, found:\n%.*s", code, TEXT_ARGS(all));
    ck_assert_msg(text_equal(text_of(diagnostic_name(found->code)), text_of(code)), "wanted %s, found:\n%.*s", code,
                  TEXT_ARGS(all));
    ck_assert_msg(found->place.line == marked->line && found->place.column == marked->column &&
                      found->place.width == marked->width,
                  "wanted it at %u:%u, %u wide, found it %u wide:\n%.*s", marked->line, marked->column, marked->width,
                  found->place.width, TEXT_ARGS(all));
    return found;
}

static inline void ck_no_fault(struct arena *keep, struct diagnostics *diagnostics)
{
    const struct text all = marked_print(keep, diagnostics);
    ck_assert_msg(!all.len, "wanted no diagnostic, found:\n%.*s", TEXT_ARGS(all));
}

#endif
