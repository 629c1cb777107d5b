/* SPDX-License-Identifier: GPL-3.0-or-later
 * Text: views of UTF-8 bytes, and a builder for new text. Nothing here depends on the locale. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

/* A view: the bytes belong to somebody else and need not end in NUL. */
struct text {
    const char *ptr;
    size_t len;
};

/* TEXT() is an expression; TEXT_INIT() initialises constants of static storage. */
#define TEXT_INIT(literal) {"" literal, sizeof(literal) - 1}
#define TEXT(literal) ((struct text)TEXT_INIT(literal))
#define TEXT_EMPTY ((struct text){"", 0})
/* For printf's "%.*s". */
#define TEXT_ARGS(t) (int)(t).len, (t).ptr

struct text text_of(const char *nul_ended);
bool text_equal(struct text a, struct text b);
/* By bytes (equals by code point for UTF-8): <0, 0, >0. */
int text_compare(struct text a, struct text b);
bool text_starts(struct text whole, struct text start);
bool text_ends(struct text whole, struct text end);
struct text text_slice(struct text whole, size_t from, size_t to);
/* One word of a POSIX shell's command line: as it is, or in single quotes where the shell would read more into it. */
struct text text_shell_word(struct arena *keep, struct text word);
/* Without ASCII blanks at both ends; text_trim() of "  " has length 0. */
struct text text_trim(struct text t);
/* The first place of `byte` or of `part`, or the length of `t` where there is none. */
size_t text_find_byte(struct text t, char byte);
size_t text_find(struct text t, struct text part);
/* Cuts `rest` at the first `byte`: returns what stands before it (trimmed), leaves what follows. */
struct text text_cut(struct text *rest, char byte);
/* Whether t is one or more ASCII digits whose value fits; *ret_number is set only then. */
bool text_to_number(struct text t, int64_t *ret_number);

/* Copies that live in `keep`; text_to_c() adds a NUL. */
struct text text_copy(struct arena *keep, struct text t);
char *text_to_c(struct arena *keep, struct text t);
struct text text_format(struct arena *keep, const char *format, ...)
    __attribute__((format(printf, 2, 3), nonnull(2)));

/* `pattern` with "{name}" replaced by the text of that slot, once; what is in braces and no slot stays. */
struct text_slot {
    const char *name;
    struct text text;
};
struct text text_fill(struct arena *keep, struct text pattern, const struct text_slot *slots, size_t count);
#define TEXT_FILL(keep, pattern, ...)                                               \
    text_fill((keep), (pattern), (const struct text_slot[]){__VA_ARGS__}, \
              sizeof((const struct text_slot[]){__VA_ARGS__}) / sizeof(struct text_slot))

/* UTF-8. text_valid(): well-formed, no NUL. text_next(): the character at *offset, which it moves past; the text must
 * be valid. text_width(): characters, not bytes. */
bool text_valid(struct text t);
uint32_t text_next(struct text t, size_t *offset);
size_t text_width(struct text t);
/* Case-folded, NFC-normalised copy: for comparing headings and names written by people. */
struct text text_fold(struct arena *keep, struct text t);
/* Restricted Damerau-Levenshtein distance in characters, capped at `limit` + 1 (Boytsov 2011, section 2.1). */
size_t text_distance(struct text a, struct text b, size_t limit);

/* A growing byte buffer on the heap. */
struct text_builder {
    char *bytes;
    size_t len, capacity;
};

void text_builder_done(struct text_builder *b);
/* Makes room for `more` bytes at least. */
void text_builder_widen(struct text_builder *b, size_t more);
/* Where the next `more` bytes go, for who writes them there; `len` is then the writer's to set. */
static inline char *text_builder_room(struct text_builder *b, size_t more)
{
    if (b->capacity - b->len < more)
        text_builder_widen(b, more);
    return b->bytes + b->len;
}
void text_add(struct text_builder *b, struct text t);
void text_add_c(struct text_builder *b, const char *nul_ended);
/* Here, as pages are written byte by byte. */
static inline void text_add_byte(struct text_builder *b, char byte)
{
    if (b->len == b->capacity)
        text_builder_widen(b, 1);
    b->bytes[b->len++] = byte;
}
void text_add_char(struct text_builder *b, uint32_t code_point);
void text_add_format(struct text_builder *b, const char *format, ...)
    __attribute__((format(printf, 2, 3), nonnull(2)));
/* What was added so far; valid until the next change. */
struct text text_built(const struct text_builder *b);

#endif
