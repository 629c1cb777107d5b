/* SPDX-License-Identifier: GPL-3.0-or-later
 * Builds trees with GLib's markup parser. */
#include "render/xlsx/xml.h"

#include <glib.h>
#include <string.h>

enum { DEPTH_MAX = 64 };

struct tree {
    struct arena *keep;
    struct xlsx_element *open[DEPTH_MAX];
    size_t depth;
    struct xlsx_element *root;
};

static void read_attributes(struct xlsx_element *element, struct tree *tree, const gchar **names, const gchar **values)
{
    const size_t count = g_strv_length((gchar **)(uintptr_t)names);
    element->attributes = ARENA_ARRAY(tree->keep, struct xlsx_attribute, count);
    element->attribute_count = count;
    for (size_t i = 0; i < count; i++)
        element->attributes[i] = (struct xlsx_attribute){text_copy(tree->keep, text_of(names[i])),
                                                         text_copy(tree->keep, text_of(values[i]))};
}

static void append_child(struct xlsx_element *parent, struct xlsx_element *child, struct arena *keep)
{
    parent->children = arena_reserve(keep, parent->children, parent->child_count, &parent->child_capacity,
                                     sizeof(struct xlsx_element *));
    parent->children[parent->child_count++] = child;
}

static void on_start(GMarkupParseContext *context, const gchar *name, const gchar **names, const gchar **values,
                     gpointer data, GError **error)
{
    (void)context;
    struct tree *tree = data;
    if (tree->depth == DEPTH_MAX || (!tree->depth && tree->root)) {
        g_set_error_literal(error, G_MARKUP_ERROR, G_MARKUP_ERROR_INVALID_CONTENT, "too deep, or a second root");
        return;
    }
    struct xlsx_element *element = ARENA_NEW(tree->keep, struct xlsx_element);
    element->name = text_copy(tree->keep, text_of(name));
    element->text = TEXT_EMPTY;
    read_attributes(element, tree, names, values);
    if (tree->depth)
        append_child(tree->open[tree->depth - 1], element, tree->keep);
    else
        tree->root = element;
    tree->open[tree->depth++] = element;
}

static void on_end(GMarkupParseContext *context, const gchar *name, gpointer data, GError **error)
{
    (void)context;
    (void)name;
    (void)error;
    struct tree *tree = data;
    tree->depth--;
}

static void on_text(GMarkupParseContext *context, const gchar *text, gsize len, gpointer data, GError **error)
{
    (void)context;
    (void)error;
    struct tree *tree = data;
    if (!tree->depth || !len)
        return;
    struct xlsx_element *element = tree->open[tree->depth - 1];
    char *joined = arena_alloc(tree->keep, element->text.len + len + 1, 1);
    if (element->text.len)
        memcpy(joined, element->text.ptr, element->text.len);
    memcpy(joined + element->text.len, text, len);
    element->text = (struct text){joined, element->text.len + len};
}

const struct xlsx_element *xlsx_xml_parse(struct text part, struct arena *keep)
{
    const GMarkupParser parser = {.start_element = on_start, .end_element = on_end, .text = on_text};
    struct tree tree = {.keep = keep};
    GMarkupParseContext *context =
        g_markup_parse_context_new(&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, &tree, NULL);
    const bool ok = g_markup_parse_context_parse(context, part.ptr, (gssize)part.len, NULL) &&
                    g_markup_parse_context_end_parse(context, NULL);
    g_markup_parse_context_free(context);
    return ok ? tree.root : NULL;
}

struct text xlsx_attribute_of(const struct xlsx_element *element, const char *name)
{
    for (size_t i = 0; element && i < element->attribute_count; i++)
        if (text_equal(element->attributes[i].name, text_of(name)))
            return element->attributes[i].value;
    return TEXT_EMPTY;
}

const struct xlsx_element *xlsx_child(const struct xlsx_element *element, const char *name, size_t n)
{
    for (size_t i = 0; element && i < element->child_count; i++)
        if (text_equal(element->children[i]->name, text_of(name)) && n-- == 0)
            return element->children[i];
    return NULL;
}

struct xlsx_elements xlsx_descendants(const struct xlsx_element *element, const char *name, struct arena *keep)
{
    struct xlsx_elements found = {0}, waiting = {0};
    struct arena *scratch = arena_new();
    if (element)
        ARENA_PUSH(scratch, &waiting, element);
    while (waiting.count) {
        const struct xlsx_element *next = waiting.items[--waiting.count];
        if (next != element && text_equal(next->name, text_of(name)))
            ARENA_PUSH(keep, &found, next);
        for (size_t i = next->child_count; i > 0; i--)
            ARENA_PUSH(scratch, &waiting, next->children[i - 1]);
    }
    arena_free(scratch);
    return found;
}

struct text xlsx_xml_escape(struct text t, struct arena *keep)
{
    char *escaped = g_markup_escape_text(t.ptr, (gssize)t.len);
    const struct text result = text_copy(keep, text_of(escaped));
    g_free(escaped);
    return result;
}

enum { ESCAPE_SIZE = 7 }; /* _x0041_ */

static bool is_escape(struct text t, size_t at)
{
    if (t.len - at < ESCAPE_SIZE || t.ptr[at] != '_' || t.ptr[at + 1] != 'x' || t.ptr[at + 6] != '_')
        return false;
    for (size_t i = at + 2; i < at + 6; i++)
        if (!g_ascii_isxdigit(t.ptr[i]))
            return false;
    return true;
}

struct text xlsx_string_escape(struct text t, struct arena *keep)
{
    struct text_builder b = {0};
    for (size_t at = 0; at < t.len; at++) {
        if (is_escape(t, at))
            text_add_c(&b, "_x005F");
        text_add_byte(&b, t.ptr[at]);
    }
    const struct text result = text_copy(keep, text_built(&b));
    text_builder_done(&b);
    return result;
}

static uint32_t escaped_character(struct text t, size_t at)
{
    uint32_t value = 0;
    for (size_t i = at + 2; i < at + 6; i++)
        value = value * 16 + (uint32_t)g_ascii_xdigit_value(t.ptr[i]);
    return value;
}

struct text xlsx_string_unescape(struct text t, struct arena *keep)
{
    struct text_builder b = {0};
    for (size_t at = 0; at < t.len;) {
        if (is_escape(t, at)) {
            text_add_char(&b, escaped_character(t, at));
            at += ESCAPE_SIZE;
        } else {
            text_add_byte(&b, t.ptr[at++]);
        }
    }
    const struct text result = text_copy(keep, text_built(&b));
    text_builder_done(&b);
    return result;
}
