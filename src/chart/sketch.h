/* SPDX-License-Identifier: GPL-3.0-or-later
 * A chart laid out but not yet painted: shapes and measured labels in the order of painting. Height and drawing come
 * from the same sketch, so that they cannot disagree. */
#ifndef CHART_SKETCH_H
#define CHART_SKETCH_H

#include "base/memory.h"
#include "chart/chart.h"

/* A block of text: lines broken, size known. */
struct label {
    const struct text_layout *layout; /* NULL where there is no text */
    double width_pt, height_pt; /* 0 where there is no text */
    double size_pt;
    enum text_align align;
};

struct sketch_box {
    double x_pt, y_pt, width_pt, height_pt;
};

struct sketch_segment {
    double x1_pt, y1_pt, x2_pt, y2_pt;
};

/* Most are boxes and straight lines, which as paths would take three times the room. */
enum sketch_shape { SHAPE_BOX, SHAPE_SEGMENT, SHAPE_PATH, SHAPE_LABEL };

struct sketch_mark {
    enum sketch_shape shape;
    union {
        struct {
            struct paint paint;
            union {
                struct sketch_box box;
                struct sketch_segment segment;
                const struct path *path;
            };
        };
        struct { /* SHAPE_LABEL, at that place as sketch_write() has it */
            struct label label;
            double x_pt, y_pt;
        };
    };
};

struct sketch {
    const struct chart *chart;
    const struct typeface *typeface;
    struct arena *arena;
    double width_pt;
    double height_pt; /* set by the plan */
    double centre_pt; /* of a pie, from the top; else 0 */
    struct chart_level level; /* asked for */
    struct chart_level plot;  /* set by the plan, where there is one */
    bool is_upright;
    LIST_OF(struct sketch_mark) marks;
};

/* Empty, and the arena's, as all that comes into it. */
struct sketch *sketch_new(struct arena *arena, const struct chart *chart, const struct typeface *typeface, double width_pt);
/* What is drawn, without what planning it took. */
const struct sketch *sketch_keep(struct arena *arena, const struct sketch *plan);
void sketch_paint(const struct sketch *sketch, struct canvas *canvas);

/* ---- what charts have in common ---- */

/* Parts of each category: 1 where no series is named. */
size_t sketch_part_count(const struct sketch *sketch);
bool sketch_has_hidden(const struct sketch *sketch);
/* A shown cell as a length: its count, or where the axis is of shares its per cent; 0 for a hidden one. */
double sketch_length(const struct sketch *sketch, struct cell cell);
/* The least whole number that no length is greater than. */
int64_t sketch_ceiling(double length);
/* What the axis is of: the unit that is counted, or per cent. */
struct text sketch_unit(const struct sketch *sketch);

/* ---- text ---- */

enum sketch_role { ROLE_CATEGORY, ROLE_VALUE, ROLE_AXIS };
struct text_style sketch_style(const struct sketch *sketch, enum sketch_role role);

struct label_form {
    enum sketch_role role;
    enum text_align align;
    double wrap_pt; /* lines break here; <= 0: one line */
    uint32_t colour; /* 0: that of the role */
};
struct label sketch_label(struct sketch *sketch, struct text text, const struct label_form *form);

/* Category and value in one block: on lines of their own, or after each other. */
enum caption_form { CAPTION_LINES, CAPTION_INLINE };
struct label_words {
    struct text category, value;
    bool is_counted; /* the value is a count, a share or both: no line parts it unless it is wider than the block may be */
};
struct label sketch_caption(struct sketch *sketch, const struct label_words *words, enum caption_form form,
                            double wrap_pt, enum text_align align);

/* Widths of the text on one line and of its widest word, which no line may be narrower than. */
double sketch_natural_width(struct sketch *sketch, struct text text, enum sketch_role role);
double sketch_word_width(struct sketch *sketch, struct text text, enum sketch_role role);
/* Of the widest part of a word, where words may be parted. */
double sketch_part_width(struct sketch *sketch, struct text text, enum sketch_role role);

/* ---- marks ---- */

void sketch_path(struct sketch *sketch, const struct path *path, const struct paint *paint);

void sketch_rectangle(struct sketch *sketch, const struct sketch_box *box, const struct paint *paint);
/* Of the given size whatever stands behind it; the box gives corner and size. */
void sketch_hidden(struct sketch *sketch, const struct sketch_box *box);
/* Instead of a bar or of a part of a pile: as small as the legend's key and away from the axis, so that nobody measures it. The gap
 * is on the side of the axis. */
#define HIDDEN_KEY_PT 8.5
#define HIDDEN_GAP_PT 2.5
void sketch_hidden_key(struct sketch *sketch, double x_pt, double y_pt);
void sketch_line(struct sketch *sketch, const struct sketch_segment *segment, uint32_t colour, double width_pt);

/* x_pt: left end, middle or right end of the block, as its align says; y_pt: its top. */
void sketch_write(struct sketch *sketch, const struct label *label, double x_pt, double y_pt);
/* The same with paper under it, so that no grid line runs through the words. */
void sketch_write_on_paper(struct sketch *sketch, const struct label *label, double x_pt, double y_pt);

#endif
