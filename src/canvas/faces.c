/* SPDX-License-Identifier: GPL-3.0-or-later
 * Files to faces. Only what tells one face from another is read here. */
#include "canvas/faces.h"

#include <harfbuzz/hb-ot.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"

static void add_face(struct faces *faces, const char *file, unsigned index, hb_face_t *opened)
{
    hb_font_t *font = hb_font_create(opened);
    const struct face face = {
        .file = file,
        .index = index,
        .face = opened,
        .weight = (int)hb_style_get_value(font, HB_STYLE_TAG_WEIGHT),
        .is_italic = hb_style_get_value(font, HB_STYLE_TAG_ITALIC) > 0.0F,
        .is_variable = hb_ot_var_has_data(opened),
    };
    hb_font_destroy(font);
    ARENA_PUSH(faces->arena, faces, face);
}

static bool add_file(struct faces *faces, const char *file, struct error *err)
{
    hb_blob_t *blob = hb_blob_create_from_file(file);
    const unsigned count = hb_face_count(blob);
    bool ok = count > 0;
    for (unsigned i = 0; ok && i < count; i++) {
        hb_face_t *face = hb_face_create(blob, i);
        ok = hb_face_get_glyph_count(face) > 0;
        if (ok)
            add_face(faces, file, i, face);
        else
            hb_face_destroy(face);
    }
    hb_blob_destroy(blob);
    return ok || error_set(err, ERROR_INPUT, "'%s' is no font that can be read", file);
}

static bool add_files(struct faces *faces, const char *folder, struct error *err)
{
    struct file_names names = {0};
    if (!file_list(folder, "*.ttf", faces->arena, &names, err))
        return false;
    if (!names.count)
        return error_set(err, ERROR_INPUT, "folder '%s' has no font (.ttf)", folder);
    for (size_t i = 0; i < names.count; i++)
        if (!add_file(faces, file_join(faces->arena, folder, names.items[i]), err))
            return false;
    return true;
}

/* ---- the family ---- */

/* The names that a family can have: with all its styles, and as programs know it that can have only four in one. */
static bool is_family(hb_ot_name_id_t id)
{
    return id == HB_OT_NAME_ID_TYPOGRAPHIC_FAMILY || id == HB_OT_NAME_ID_FONT_FAMILY || id == HB_OT_NAME_ID_WWS_FAMILY;
}

enum { NAME_MAX_BYTES = 256 };

static void read_name(hb_face_t *face, const hb_ot_name_entry_t *entry, char ret_name[NAME_MAX_BYTES])
{
    unsigned len = NAME_MAX_BYTES;
    ret_name[0] = '\0';
    hb_ot_name_get_utf8(face, entry->name_id, entry->language, &len, ret_name);
}

static bool has_family(hb_face_t *face, const char *family)
{
    char name[NAME_MAX_BYTES];
    unsigned count;
    const hb_ot_name_entry_t *entries = hb_ot_name_list_names(face, &count);
    for (unsigned i = 0; i < count; i++)
        if (is_family(entries[i].name_id)) {
            read_name(face, &entries[i], name);
            if (strcmp(name, family) == 0)
                return true;
        }
    return false;
}

static bool all_have_family(const struct faces *faces, const char *family)
{
    for (size_t i = 0; i < faces->count; i++)
        if (!has_family(faces->items[i].face, family))
            return false;
    return family[0];
}

/* A name of the first face that all faces answer to. */
static bool find_family(struct faces *faces, const char *folder, struct error *err)
{
    char name[NAME_MAX_BYTES];
    unsigned count;
    const hb_ot_name_entry_t *entries = hb_ot_name_list_names(faces->items[0].face, &count);
    for (unsigned i = 0; i < count && !faces->family; i++)
        if (is_family(entries[i].name_id)) {
            read_name(faces->items[0].face, &entries[i], name);
            if (all_have_family(faces, name))
                faces->family = text_to_c(faces->arena, text_of(name));
        }
    return faces->family || error_set(err, ERROR_INPUT, "the fonts in '%s' are not of one family", folder);
}

struct faces *faces_open(const char *folder, struct error *err)
{
    struct faces *faces = memory_alloc(1, sizeof *faces);
    faces->arena = arena_new();
    if (add_files(faces, folder, err) && find_family(faces, folder, err))
        return faces;
    faces_free(faces);
    return NULL;
}

void faces_free(struct faces *faces)
{
    if (!faces)
        return;
    for (size_t i = 0; i < faces->count; i++)
        hb_face_destroy(faces->items[i].face);
    arena_free(faces->arena);
    free(faces);
}
