/* SPDX-License-Identifier: GPL-3.0-or-later
 * libxlsxwriter, with the cryptography that it brings along: loaded for charts of workbooks, and for nothing else. */
#ifndef RENDER_XLSX_LIBRARY_H
#define RENDER_XLSX_LIBRARY_H

#include <xlsxwriter.h>

#include "base/library.h"

#define XLSX_LIBRARY_FUNCTIONS(F)                                                                                           \
    F(chart_add_series) F(chart_axis_major_gridlines_set_line) F(chart_axis_major_gridlines_set_visible)                    \
    F(chart_axis_set_crossing_max) F(chart_axis_set_line) F(chart_axis_set_major_unit) F(chart_axis_set_max)                \
    F(chart_axis_set_min) F(chart_axis_set_name) F(chart_axis_set_name_font) F(chart_axis_set_num_font)                     \
    F(chart_axis_set_num_format) F(chart_axis_set_reverse) F(chart_legend_set_position) F(chart_series_set_fill)            \
    F(chart_series_set_labels) F(chart_series_set_labels_custom) F(chart_series_set_labels_fill)                            \
    F(chart_series_set_labels_leader_line) F(chart_series_set_labels_num_format) F(chart_series_set_labels_options)         \
    F(chart_series_set_labels_position) F(chart_series_set_labels_separator) F(chart_series_set_line)                       \
    F(chart_series_set_marker_fill) F(chart_series_set_marker_size) F(chart_series_set_marker_type)                         \
    F(chart_series_set_name) F(chart_series_set_pattern) F(chart_series_set_points) F(chart_set_series_gap)                 \
    F(chart_title_set_name) F(chart_title_set_name_font) F(lxw_chart_assemble_xml_file) F(lxw_chart_free) F(lxw_chart_new) F(lxw_version)

struct xlsx_library {
    XLSX_LIBRARY_FUNCTIONS(LIBRARY_MEMBER)
};

/* Loads it, when it is first called. */
const struct xlsx_library *xlsx_library(void);

#endif
