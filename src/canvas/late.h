/* SPDX-License-Identifier: GPL-3.0-or-later
 * Pango, cairo and fontconfig, with all that they bring along. Plain text and vectors need none of them: they are loaded for
 * other text, for pixels, and for traces. */
#ifndef CANVAS_LATE_H
#define CANVAS_LATE_H

#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>

#include "base/library.h"

#define LATE_FUNCTIONS(F)                                                                                                    \
    F(FcConfigAppFontAddFile) F(FcConfigCreate) F(FcConfigDestroy) F(FcConfigGetFonts) F(FcConfigSetCurrent)                 \
    F(FcConfigSetSysRoot) F(FcGetVersion) F(FcPatternGetBool) F(FcPatternGetInteger) F(FcPatternGetString)                   \
    F(cairo_clip) F(cairo_close_path) F(cairo_create) F(cairo_curve_to) F(cairo_destroy) F(cairo_fill_preserve)              \
    F(cairo_font_options_create) F(cairo_font_options_destroy) F(cairo_font_options_set_antialias)                           \
    F(cairo_font_options_set_hint_metrics) F(cairo_font_options_set_hint_style) F(cairo_image_surface_create)                \
    F(cairo_image_surface_get_data) F(cairo_image_surface_get_height) F(cairo_image_surface_get_stride)                      \
    F(cairo_image_surface_get_width) F(cairo_line_to) F(cairo_move_to) F(cairo_new_path) F(cairo_paint) F(cairo_restore)     \
    F(cairo_save) F(cairo_scale) F(cairo_set_dash) F(cairo_set_line_width) F(cairo_set_source_rgb) F(cairo_status)           \
    F(cairo_status_to_string) F(cairo_stroke_preserve) F(cairo_surface_destroy) F(cairo_surface_flush)                       \
    F(cairo_version_string) F(g_object_ref) F(g_object_unref)                                                                \
    F(pango_attr_allow_breaks_new) F(pango_attr_font_features_new) F(pango_attr_foreground_new)                              \
    F(pango_attr_language_new) F(pango_attr_list_insert) F(pango_attr_list_new) F(pango_attr_list_unref)                     \
    F(pango_attr_rise_new) F(pango_attr_size_new_absolute) F(pango_attr_style_new) F(pango_attr_weight_new)                  \
    F(pango_cairo_context_set_font_options) F(pango_cairo_context_set_resolution)                                            \
    F(pango_cairo_font_map_new_for_font_type) F(pango_cairo_font_map_set_resolution) F(pango_cairo_show_glyph_string)        \
    F(pango_context_load_font) F(pango_context_set_base_dir) F(pango_context_set_font_description)                           \
    F(pango_context_set_language) F(pango_context_set_round_glyph_positions) F(pango_fc_font_description_from_pattern)       \
    F(pango_fc_font_get_pattern) F(pango_fc_font_map_set_config) F(pango_font_describe_with_absolute_size)                   \
    F(pango_font_description_free) F(pango_font_description_get_size) F(pango_font_description_get_style)                    \
    F(pango_font_description_get_weight) F(pango_font_description_new) F(pango_font_description_set_absolute_size)           \
    F(pango_font_description_set_family) F(pango_font_get_hb_font) F(pango_font_map_create_context) F(pango_get_log_attrs)   \
    F(pango_glyph_string_extents) F(pango_glyph_string_get_width) F(pango_language_from_string)                              \
    F(pango_language_includes_script) F(pango_layout_get_line_count) F(pango_layout_get_lines_readonly)                      \
    F(pango_layout_line_get_extents) F(pango_layout_line_index_to_x) F(pango_layout_new) F(pango_layout_set_attributes)      \
    F(pango_layout_set_auto_dir) F(pango_layout_set_ellipsize) F(pango_layout_set_height) F(pango_layout_set_text)           \
    F(pango_layout_set_width) F(pango_layout_set_wrap) F(pango_script_iter_free) F(pango_script_iter_get_range)              \
    F(pango_script_iter_new) F(pango_script_iter_next) F(pango_version_string)

struct late {
    LATE_FUNCTIONS(LIBRARY_MEMBER)
};

/* Loads them, when it is first called. */
const struct late *late(void);

#endif
