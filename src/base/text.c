/* SPDX-License-Identifier: GPL-3.0-or-later
 * Text views and the builder. */
#include "base/text.h"

#include <assert.h>
#include <glib.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

struct text text_of(const char *nul_ended)
{
    return (struct text){nul_ended, strlen(nul_ended)};
}

bool text_equal(struct text a, struct text b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

int text_compare(struct text a, struct text b)
{
    const size_t shared = a.len < b.len ? a.len : b.len;
    const int order = shared ? memcmp(a.ptr, b.ptr, shared) : 0;
    return order ? order : (a.len > b.len) - (a.len < b.len);
}

bool text_starts(struct text whole, struct text start)
{
    return whole.len >= start.len && text_equal(text_slice(whole, 0, start.len), start);
}

bool text_ends(struct text whole, struct text end)
{
    return whole.len >= end.len && text_equal(text_slice(whole, whole.len - end.len, whole.len), end);
}

struct text text_slice(struct text whole, size_t from, size_t to)
{
    assert(from <= to && to <= whole.len);
    return (struct text){whole.ptr + from, to - from};
}

struct text text_shell_word(struct arena *keep, struct text word)
{
    for (size_t i = 0; i < word.len; i++) {
        const char c = word.ptr[i];
        if (!g_ascii_isalnum(c) && !strchr("/._-+:@%", c) && (unsigned char)c < 0x80) {
            char *quoted = g_shell_quote(text_to_c(keep, word));
            const struct text kept = text_copy(keep, text_of(quoted));
            g_free(quoted);
            return kept;
        }
    }
    return word;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct text text_trim(struct text t)
{
    while (t.len && is_blank(t.ptr[0]))
        t = text_slice(t, 1, t.len);
    while (t.len && is_blank(t.ptr[t.len - 1]))
        t.len--;
    return t;
}

size_t text_find_byte(struct text t, char byte)
{
    const char *found = t.len ? memchr(t.ptr, byte, t.len) : NULL;
    return found ? (size_t)(found - t.ptr) : t.len;
}

size_t text_find(struct text t, struct text part)
{
    const char *found = t.len ? memmem(t.ptr, t.len, part.ptr, part.len) : NULL;
    return found ? (size_t)(found - t.ptr) : t.len;
}

struct text text_cut(struct text *rest, char byte)
{
    const size_t at = text_find_byte(*rest, byte);
    const struct text first = text_slice(*rest, 0, at);
    *rest = at < rest->len ? text_slice(*rest, at + 1, rest->len) : (struct text){rest->ptr + rest->len, 0};
    return text_trim(first);
}

bool text_to_number(struct text t, int64_t *ret_number)
{
    int64_t value = 0;
    if (!t.len)
        return false;
    for (size_t i = 0; i < t.len; i++) {
        if (t.ptr[i] < '0' || t.ptr[i] > '9' || __builtin_mul_overflow(value, 10, &value) ||
            __builtin_add_overflow(value, t.ptr[i] - '0', &value))
            return false;
    }
    *ret_number = value;
    return true;
}

struct text text_copy(struct arena *keep, struct text t)
{
    return (struct text){text_to_c(keep, t), t.len};
}

char *text_to_c(struct arena *keep, struct text t)
{
    char *copy = arena_alloc(keep, t.len + 1, 1);
    if (t.len)
        memcpy(copy, t.ptr, t.len);
    return copy;
}

/* Callers pass arguments through to vsnprintf; none of our formats prints a floating-point number, so that the locale
 * has no say. */
__attribute__((format(printf, 2, 0), nonnull(2)))
static char *formatted(struct arena *keep, const char *format, va_list args, size_t *ret_len)
{
    char short_text[256];
    va_list again;
    va_copy(again, args);
    const int len = vsnprintf(short_text, sizeof short_text, format, args);
    assert(len >= 0);
    char *bytes = arena_alloc(keep, (size_t)len + 1, 1);
    if ((size_t)len < sizeof short_text)
        memcpy(bytes, short_text, (size_t)len + 1);
    else
        vsnprintf(bytes, (size_t)len + 1, format, again);
    va_end(again);
    *ret_len = (size_t)len;
    return bytes;
}

struct text text_format(struct arena *keep, const char *format, ...)
{
    struct text result;
    va_list args;
    va_start(args, format);
    result.ptr = formatted(keep, format, args, &result.len);
    va_end(args);
    return result;
}

/* Appends what stands at the beginning of `rest`: a slot's text, or a byte. Returns how much of it that was. */
static size_t add_slot(struct text_builder *b, struct text rest, const struct text_slot *slots, size_t count)
{
    const size_t end = rest.ptr[0] == '{' ? text_find_byte(rest, '}') : rest.len;
    for (size_t i = 0; end < rest.len && i < count; i++)
        if (text_equal(text_slice(rest, 1, end), text_of(slots[i].name))) {
            text_add(b, slots[i].text);
            return end + 1;
        }
    text_add_byte(b, rest.ptr[0]);
    return 1;
}

struct text text_fill(struct arena *keep, struct text pattern, const struct text_slot *slots, size_t count)
{
    struct text_builder b = {0};
    for (size_t at = 0; at < pattern.len;)
        at += add_slot(&b, text_slice(pattern, at, pattern.len), slots, count);
    const struct text result = text_copy(keep, text_built(&b));
    text_builder_done(&b);
    return result;
}

bool text_valid(struct text t)
{
    return g_utf8_validate_len(t.ptr, t.len, NULL);
}

uint32_t text_next(struct text t, size_t *offset)
{
    assert(*offset < t.len);
    const char *at = t.ptr + *offset;
    if ((unsigned char)*at < 0x80) {
        ++*offset;
        return (uint32_t)*at;
    }
    *offset += (size_t)g_utf8_skip[(unsigned char)*at];
    return g_utf8_get_char(at);
}

size_t text_width(struct text t)
{
    size_t width = 0;
    for (size_t i = 0; i < t.len; i++)
        width += ((unsigned char)t.ptr[i] & 0xC0) != 0x80;
    return width;
}

static bool is_ascii(struct text t)
{
    for (size_t i = 0; i < t.len; i++)
        if ((unsigned char)t.ptr[i] >= 0x80)
            return false;
    return true;
}

/* Most names are of ASCII: it has no forms but small letters. */
static struct text fold_ascii(struct arena *keep, struct text t)
{
    char *small = text_to_c(keep, t);
    for (size_t i = 0; i < t.len; i++)
        if (small[i] >= 'A' && small[i] <= 'Z')
            small[i] = (char)(small[i] - 'A' + 'a');
    return (struct text){small, t.len};
}

struct text text_fold(struct arena *keep, struct text t)
{
    if (is_ascii(t))
        return fold_ascii(keep, t);
    char *folded = g_utf8_casefold(t.ptr, (gssize)t.len);
    char *normal = g_utf8_normalize(folded, -1, G_NORMALIZE_DEFAULT_COMPOSE);
    const struct text result = text_copy(keep, text_of(normal ? normal : folded));
    g_free(normal);
    g_free(folded);
    return result;
}

enum { DISTANCE_MAX = 64 };

static size_t decode(struct text t, uint32_t out[DISTANCE_MAX])
{
    size_t count = 0;
    for (size_t at = 0; at < t.len && count < DISTANCE_MAX;)
        out[count++] = text_next(t, &at);
    return count;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

size_t text_distance(struct text a, struct text b, size_t limit)
{
    uint32_t from[DISTANCE_MAX], to[DISTANCE_MAX];
    size_t rows[3][DISTANCE_MAX + 1];
    const size_t m = decode(a, from), n = decode(b, to);
    for (size_t j = 0; j <= n; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= m; i++) {
        size_t *now = rows[i % 3];
        const size_t *before = rows[(i - 1) % 3], *earlier = rows[(i + 1) % 3];
        now[0] = i;
        for (size_t j = 1; j <= n; j++) {
            now[j] = least(before[j - 1] + (from[i - 1] != to[j - 1]), least(before[j], now[j - 1]) + 1);
            if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                now[j] = least(now[j], earlier[j - 2] + 1);
        }
    }
    return least(rows[m % 3][n], limit + 1);
}

void text_builder_done(struct text_builder *b)
{
    free(b->bytes);
    *b = (struct text_builder){0};
}

void text_builder_widen(struct text_builder *b, size_t more)
{
    size_t wider = b->capacity ? b->capacity : 256;
    while (wider - b->len < more)
        wider *= 2;
    b->bytes = memory_grow(b->bytes, wider, 1);
    b->capacity = wider;
}

void text_add(struct text_builder *b, struct text t)
{
    if (!t.len)
        return;
    memcpy(text_builder_room(b, t.len), t.ptr, t.len);
    b->len += t.len;
}

void text_add_c(struct text_builder *b, const char *nul_ended)
{
    text_add(b, text_of(nul_ended));
}

void text_add_char(struct text_builder *b, uint32_t code_point)
{
    char bytes[6];
    text_add(b, (struct text){bytes, (size_t)g_unichar_to_utf8(code_point, bytes)});
}

void text_add_format(struct text_builder *b, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    const size_t room = b->capacity - b->len;
    const int len = vsnprintf(room ? b->bytes + b->len : NULL, room, format, args);
    assert(len >= 0);
    if ((size_t)len >= room) {
        vsnprintf(text_builder_room(b, (size_t)len + 1), (size_t)len + 1, format, again);
    }
    b->len += (size_t)len;
    va_end(again);
    va_end(args);
}

struct text text_built(const struct text_builder *b)
{
    return b->len ? (struct text){b->bytes, b->len} : TEXT_EMPTY;
}
