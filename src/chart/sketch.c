/* SPDX-License-Identifier: GPL-3.0-or-later
 * The display list of a chart, and its measured text. */
#include "chart/sketch.h"

#include <glib.h>
#include <math.h>

#include "chart/hyphen.h"
#include "chart/palette.h"

/* Vertical measures of a line of text, in sizes of the font. A block reaches from above the ring of an Å to below a
 * descender; the middle of a capital then lies in the middle of a line. */
static const double LINE_ASCENT = 0.86, LINE_DESCENT = 0.22, LINE_ADVANCE = 1.2;

static const double SMALL_SIZE_PT = 8.0, NORMAL_SIZE_PT = 8.8, WIDE_FROM_PT = 340.0;

struct sketch *sketch_new(struct arena *arena, const struct chart *chart, const struct typeface *typeface, double width_pt)
{
    struct sketch *sketch = ARENA_NEW(arena, struct sketch);
    *sketch = (struct sketch){.chart = chart, .typeface = typeface, .arena = arena, .width_pt = width_pt};
    return sketch;
}

const struct sketch *sketch_keep(struct arena *arena, const struct sketch *plan)
{
    struct sketch *kept = ARENA_NEW(arena, struct sketch);
    *kept = *plan;
    kept->arena = arena;
    kept->marks.capacity = plan->marks.count;
    kept->marks.items = ARENA_ARRAY(arena, struct sketch_mark, plan->marks.count);
    for (size_t i = 0; i < plan->marks.count; i++) {
        struct sketch_mark *mark = &kept->marks.items[i];
        *mark = plan->marks.items[i];
        if (mark->shape == SHAPE_PATH)
            mark->path = path_copy(arena, mark->path);
    }
    return kept;
}

size_t sketch_part_count(const struct sketch *sketch)
{
    return sketch->chart->series_count ? sketch->chart->series_count : 1;
}

bool sketch_has_hidden(const struct sketch *sketch)
{
    for (size_t i = 0; i < sketch->chart->category_count; i++)
        for (size_t k = 0; k < sketch_part_count(sketch); k++)
            if (!cell_is_shown(sketch->chart->categories[i].parts[k].cell))
                return true;
    return false;
}

double sketch_length(const struct sketch *sketch, struct cell cell)
{
    const int64_t base = sketch->chart->share_base;
    const double count = cell_is_shown(cell) && cell.count > 0 ? (double)cell.count : 0;
    return base > 0 ? 100 * count / (double)base : count;
}

int64_t sketch_ceiling(double length)
{
    return (int64_t)ceil(length - 1e-9);
}

struct text sketch_unit(const struct sketch *sketch)
{
    const struct chart *chart = sketch->chart;
    return chart->of_shares || chart->share_base > 0 ? TEXT("%") : chart->axis_title;
}

/* ---- text ---- */

struct text_style sketch_style(const struct sketch *sketch, enum sketch_role role)
{
    const double size_pt = sketch->width_pt < WIDE_FROM_PT ? SMALL_SIZE_PT : NORMAL_SIZE_PT;
    const struct text_style styles[] = {
        [ROLE_CATEGORY] = {.size_pt = size_pt, .colour = PALETTE_INK},
        [ROLE_VALUE] = {.size_pt = size_pt, .colour = PALETTE_INK, .strong = true, .tabular_figures = true},
        [ROLE_AXIS] = {.size_pt = SMALL_SIZE_PT, .colour = PALETTE_QUIET, .tabular_figures = true},
    };
    return styles[role];
}

static const struct text_layout *layout_of(const struct sketch *sketch, struct text_paragraph paragraph)
{
    paragraph.language = sketch->chart->language;
    return typeface_shared_layout(sketch->typeface, &paragraph);
}

/* Whether a sign alone between two blanks begins at `at`, as the plus between the names of a joined category. */
static bool is_lone_sign(struct text text, size_t at)
{
    return at + 2 < text.len && text.ptr[at] == ' ' && g_ascii_ispunct(text.ptr[at + 1]) && text.ptr[at + 2] == ' ';
}

/* Such a sign stays with the name before it. */
static struct text tie_signs(struct sketch *sketch, struct text text)
{
    struct text_builder b = {0};
    for (size_t at = 0; at < text.len; at++)
        if (is_lone_sign(text, at))
            text_add_char(&b, 0xA0);
        else
            text_add_byte(&b, text.ptr[at]);
    const struct text tied = b.len == text.len ? text : text_copy(sketch->arena, text_built(&b));
    text_builder_done(&b);
    return tied;
}

/* The narrowest lines of the same number, so that none is left with a single word. */
static const struct text_layout *balanced_layout(const struct sketch *sketch, struct text_paragraph paragraph)
{
    enum { HALVINGS = 6 };
    const struct text_layout *layout = layout_of(sketch, paragraph);
    if (paragraph.width_pt <= 0 || layout->line_count < 2)
        return layout;
    struct text_paragraph words = paragraph;
    words.width_pt = 1;
    words.wrap = WRAP_WORDS;
    double short_pt = text_layout_width_pt(layout_of(sketch, words)), enough_pt = text_layout_width_pt(layout);
    for (int i = 0; i < HALVINGS && short_pt < enough_pt; i++) {
        paragraph.width_pt = (short_pt + enough_pt) / 2;
        const struct text_layout *narrower = layout_of(sketch, paragraph);
        const bool is_enough = narrower->line_count == layout->line_count;
        layout = is_enough ? narrower : layout;
        *(is_enough ? &enough_pt : &short_pt) = paragraph.width_pt;
    }
    return layout;
}

/* Text broken into lines, none of which begins with a lone sign if that costs no further line. `category` is one of the spans. */
static const struct text_layout *wrapped_layout(struct sketch *sketch, const struct text_paragraph *paragraph,
                                                struct text_span *category)
{
    const struct text untied = category->text;
    const size_t lines = layout_of(sketch, *paragraph)->line_count;
    category->text = tie_signs(sketch, untied);
    if (layout_of(sketch, *paragraph)->line_count > lines)
        category->text = untied;
    const bool is_parted = text_find(untied, TEXT("\u00AD")) < untied.len;
    return is_parted ? layout_of(sketch, *paragraph) : balanced_layout(sketch, *paragraph);
}

static struct label measured(const struct text_layout *layout, double size_pt, enum text_align align)
{
    const double advances = LINE_ADVANCE * (double)(layout->line_count - 1);
    return (struct label){.layout = layout,
                          .width_pt = text_layout_width_pt(layout),
                          .height_pt = size_pt * (LINE_ASCENT + LINE_DESCENT + advances),
                          .size_pt = size_pt,
                          .align = align};
}

static double span_word_width(struct sketch *sketch, const struct text_span *span)
{
    return text_layout_width_pt(layout_of(sketch, (struct text_paragraph){span, 1, .width_pt = 1, .wrap = WRAP_WORDS}));
}

static struct text softened(struct sketch *sketch, struct text text, bool is_sparing)
{
    const struct hyphens hyphens = {sketch->chart->syllable_vowels, sketch->chart->word_breaks, is_sparing};
    return hyphen_soften(sketch->arena, text, hyphens);
}

/* Parts of words count only where a word is wider than the line, and syllables of listed words where their parts are, too. */
static void soften(struct sketch *sketch, struct text_span *span, double wrap_pt)
{
    const struct text whole = span->text;
    if (wrap_pt <= 0 || span_word_width(sketch, span) <= wrap_pt)
        return;
    span->text = softened(sketch, whole, true);
    if (span_word_width(sketch, span) > wrap_pt)
        span->text = softened(sketch, whole, false);
}

struct label sketch_label(struct sketch *sketch, struct text text, const struct label_form *form)
{
    struct text_span span = {text, sketch_style(sketch, form->role)};
    if (!text.len)
        return (struct label){.align = form->align};
    if (form->colour)
        span.style.colour = form->colour;
    soften(sketch, &span, form->wrap_pt);
    const struct text_paragraph paragraph = {&span, 1, .width_pt = form->wrap_pt};
    return measured(wrapped_layout(sketch, &paragraph, &span), span.style.size_pt, form->align);
}

/* A count and its share stay on one line where they fit on one. */
static struct text tied_value(struct sketch *sketch, struct text value, double wrap_pt)
{
    struct text_builder b = {0};
    if (wrap_pt > 0 && sketch_natural_width(sketch, value, ROLE_VALUE) > wrap_pt)
        return value;
    for (size_t at = 0; at < value.len; at++)
        if (value.ptr[at] == ' ')
            text_add_char(&b, 0xA0);
        else
            text_add_byte(&b, value.ptr[at]);
    const struct text tied = text_copy(sketch->arena, text_built(&b));
    text_builder_done(&b);
    return tied;
}

struct label sketch_caption(struct sketch *sketch, const struct label_words *words, enum caption_form form,
                            double wrap_pt, enum text_align align)
{
    static const struct text joints[] = {[CAPTION_LINES] = {"\n", 1}, [CAPTION_INLINE] = {"  ", 2}};
    const struct text_style plain = sketch_style(sketch, ROLE_CATEGORY), strong = sketch_style(sketch, ROLE_VALUE);
    const struct text value = words->is_counted ? tied_value(sketch, words->value, wrap_pt) : words->value;
    struct text_span spans[3] = {{words->category, plain}, {joints[form], plain}, {value, strong}};
    const bool both = words->category.len && words->value.len;
    if (!words->category.len && !words->value.len)
        return (struct label){.align = align};
    if (!both)
        spans[1].text = TEXT_EMPTY;
    soften(sketch, &spans[0], wrap_pt);
    soften(sketch, &spans[2], wrap_pt);
    const struct text_paragraph paragraph = {spans, 3, .width_pt = wrap_pt};
    return measured(wrapped_layout(sketch, &paragraph, &spans[0]), plain.size_pt, align);
}

double sketch_natural_width(struct sketch *sketch, struct text text, enum sketch_role role)
{
    const struct text_span span = {text, sketch_style(sketch, role)};
    return text.len ? text_layout_width_pt(layout_of(sketch, (struct text_paragraph){&span, 1, .width_pt = 0})) : 0;
}

double sketch_word_width(struct sketch *sketch, struct text text, enum sketch_role role)
{
    const struct text_span span = {text, sketch_style(sketch, role)};
    return text.len ? span_word_width(sketch, &span) : 0;
}

double sketch_part_width(struct sketch *sketch, struct text text, enum sketch_role role)
{
    return sketch_word_width(sketch, softened(sketch, text, false), role);
}

/* ---- marks ---- */

void sketch_path(struct sketch *sketch, const struct path *path, const struct paint *paint)
{
    const struct sketch_mark mark = {.shape = SHAPE_PATH, .paint = *paint, .path = path_copy(sketch->arena, path)};
    ARENA_PUSH(sketch->arena, &sketch->marks, mark);
}

void sketch_rectangle(struct sketch *sketch, const struct sketch_box *box, const struct paint *paint)
{
    const struct sketch_mark mark = {.shape = SHAPE_BOX, .paint = *paint, .box = *box};
    ARENA_PUSH(sketch->arena, &sketch->marks, mark);
}

void sketch_hidden(struct sketch *sketch, const struct sketch_box *box)
{
    const struct paint paint = palette_hidden_paint();
    sketch_rectangle(sketch, box, &paint);
}

void sketch_hidden_key(struct sketch *sketch, double x_pt, double y_pt)
{
    sketch_hidden(sketch, &(struct sketch_box){x_pt, y_pt, HIDDEN_KEY_PT, HIDDEN_KEY_PT});
}

void sketch_line(struct sketch *sketch, const struct sketch_segment *segment, uint32_t colour, double width_pt)
{
    const struct paint paint = {.stroke = true, .stroke_colour = colour, .stroke_width_pt = width_pt};
    const struct sketch_mark mark = {.shape = SHAPE_SEGMENT, .paint = paint, .segment = *segment};
    ARENA_PUSH(sketch->arena, &sketch->marks, mark);
}

void sketch_write(struct sketch *sketch, const struct label *label, double x_pt, double y_pt)
{
    const struct sketch_mark mark = {.shape = SHAPE_LABEL, .label = *label, .x_pt = x_pt, .y_pt = y_pt};
    if (label->layout)
        ARENA_PUSH(sketch->arena, &sketch->marks, mark);
}

/* How much of a line's width stands before its anchor. */
static double before_anchor(enum text_align align)
{
    static const double shares[] = {[ALIGN_START] = 0, [ALIGN_CENTRE] = 0.5, [ALIGN_END] = 1};
    return shares[align];
}

void sketch_write_on_paper(struct sketch *sketch, const struct label *label, double x_pt, double y_pt)
{
    static const double margin_pt = 1;
    const struct paint paper = {.fill = true, .fill_colour = PALETTE_PAPER};
    const struct sketch_box box = {x_pt - before_anchor(label->align) * label->width_pt - margin_pt, y_pt,
                                   label->width_pt + 2 * margin_pt, label->height_pt};
    if (!label->layout)
        return;
    sketch_rectangle(sketch, &box, &paper);
    sketch_write(sketch, label, x_pt, y_pt);
}

static void paint_label(const struct sketch_mark *mark, struct canvas *canvas)
{
    const struct label *label = &mark->label;
    double baseline = mark->y_pt + LINE_ASCENT * label->size_pt;
    for (size_t i = 0; i < label->layout->line_count; i++) {
        const struct text_line *line = &label->layout->lines[i];
        canvas_layout_line(canvas, mark->x_pt - before_anchor(label->align) * line->width_pt, baseline, line);
        baseline += LINE_ADVANCE * label->size_pt;
    }
}

static void paint_box(const struct sketch_mark *mark, struct canvas *canvas)
{
    const struct sketch_box *box = &mark->box;
    struct path path;
    path_begin(&path);
    path_rectangle(&path, box->x_pt, box->y_pt, box->width_pt, box->height_pt);
    canvas_path(canvas, &path, &mark->paint);
}

static void paint_segment(const struct sketch_mark *mark, struct canvas *canvas)
{
    const struct sketch_segment *segment = &mark->segment;
    struct path path;
    path_begin(&path);
    path_move(&path, segment->x1_pt, segment->y1_pt);
    path_line(&path, segment->x2_pt, segment->y2_pt);
    canvas_path(canvas, &path, &mark->paint);
}

static void paint_path(const struct sketch_mark *mark, struct canvas *canvas)
{
    canvas_path(canvas, mark->path, &mark->paint);
}

void sketch_paint(const struct sketch *sketch, struct canvas *canvas)
{
    static void (*const painters[])(const struct sketch_mark *mark, struct canvas *canvas) = {
        [SHAPE_BOX] = paint_box, [SHAPE_SEGMENT] = paint_segment, [SHAPE_PATH] = paint_path, [SHAPE_LABEL] = paint_label};
    for (size_t i = 0; i < sketch->marks.count; i++)
        painters[sketch->marks.items[i].shape](&sketch->marks.items[i], canvas);
}
