/* SPDX-License-Identifier: GPL-3.0-or-later
 * Colours, lines, paths, clips. */
#include "render/pdf/operators.h"

#include <assert.h>
#include <math.h>

void pdf_operators_begin(struct pdf_operators *operators)
{
    operators->bytes.len = 0;
    operators->clips = 0;
    operators->states[0] = (struct pdf_drawing_state){0};
}

void pdf_operators_done(struct pdf_operators *operators)
{
    text_builder_done(&operators->bytes);
    pdf_spellings_done(&operators->spellings);
}

struct pdf_drawing_state *pdf_operators_state(struct pdf_operators *operators)
{
    return &operators->states[operators->clips];
}

void pdf_operators_number(struct pdf_operators *operators, double number)
{
    const bool fits = fabs(number) <= PDF_COORDINATE_MAX; /* false for NaN */
    if (!fits) {
        error_set(operators->err, ERROR_SYSTEM, "something stands outside of what a PDF page can hold");
        operators->failed = true;
    }
    number_add_decimal(&operators->bytes, fits ? number : 0, PDF_DECIMALS);
    text_add_byte(&operators->bytes, ' ');
}

void pdf_operators_point(struct pdf_operators *operators, double x_pt, double y_pt)
{
    pdf_operators_number(operators, x_pt);
    pdf_operators_number(operators, operators->page_height_pt - y_pt);
}

/* ---- what stays set ---- */

static void add_colour(struct pdf_operators *operators, uint32_t colour, const char *operation)
{
    for (int shift = 16; shift >= 0; shift -= 8)
        pdf_operators_number(operators, ((colour >> shift) & 255) / 255.0);
    text_add_c(&operators->bytes, operation);
}

static bool differ(double a, double b)
{
    return fabs(a - b) > 1e-6;
}

/* The state, with everything in it written out if this is the first time on the page: a page begins in DeviceGray, and
 * all colours here are to be DeviceRGB. */
static struct pdf_drawing_state *known_state(struct pdf_operators *operators)
{
    struct pdf_drawing_state *state = pdf_operators_state(operators);
    if (!state->set) {
        add_colour(operators, 0, "rg\n");
        add_colour(operators, 0, "RG\n");
        state->set = true;
        state->stroke_width_pt = 1;
    }
    return state;
}

void pdf_operators_fill_colour(struct pdf_operators *operators, uint32_t colour)
{
    struct pdf_drawing_state *state = known_state(operators);
    if (state->fill != colour)
        add_colour(operators, colour, "rg\n");
    state->fill = colour;
}

static void set_pen(struct pdf_operators *operators, const struct paint *paint)
{
    struct pdf_drawing_state *state = known_state(operators);
    if (state->stroke != paint->stroke_colour)
        add_colour(operators, paint->stroke_colour, "RG\n");
    if (differ(state->stroke_width_pt, paint->stroke_width_pt)) {
        pdf_operators_number(operators, paint->stroke_width_pt);
        text_add_c(&operators->bytes, "w\n");
    }
    if (differ(state->dash_pt, paint->dash_pt)) {
        text_add_byte(&operators->bytes, '[');
        if (paint->dash_pt > 0)
            pdf_operators_number(operators, paint->dash_pt);
        text_add_c(&operators->bytes, "] 0 d\n");
    }
    state->stroke = paint->stroke_colour;
    state->stroke_width_pt = paint->stroke_width_pt;
    state->dash_pt = paint->dash_pt;
}

/* ---- paths ---- */

enum { RECTANGLE_STEPS = 5 };

/* Whether the steps from `steps` on are what the operator re stands for: along x, along y, and back (ISO 32000-1, table 59). */
static bool is_rectangle(const struct path_step *steps, size_t count)
{
    static const enum path_verb verbs[RECTANGLE_STEPS] = {PATH_MOVE, PATH_LINE, PATH_LINE, PATH_LINE, PATH_CLOSE};
    for (size_t i = 0; i < RECTANGLE_STEPS; i++)
        if (i >= count || steps[i].verb != verbs[i])
            return false;
    return !differ(steps[1].y[0], steps[0].y[0]) && !differ(steps[2].x[0], steps[1].x[0]) &&
           !differ(steps[3].y[0], steps[2].y[0]) && !differ(steps[3].x[0], steps[0].x[0]);
}

static void add_rectangle(struct pdf_operators *operators, const struct path_step *steps)
{
    pdf_operators_point(operators, steps[0].x[0], steps[0].y[0]);
    pdf_operators_number(operators, steps[2].x[0] - steps[0].x[0]);
    pdf_operators_number(operators, steps[0].y[0] - steps[2].y[0]);
    text_add_c(&operators->bytes, "re\n");
}

static void add_steps(struct pdf_operators *operators, const struct path *path)
{
    static const struct {
        size_t points;
        const char *operation;
    } verbs[] = {
        [PATH_MOVE] = {1, "m\n"}, [PATH_LINE] = {1, "l\n"}, [PATH_CURVE] = {3, "c\n"}, [PATH_CLOSE] = {0, "h\n"}};
    for (size_t i = 0; i < path->count; i++) {
        const struct path_step *step = &path->steps[i];
        if (is_rectangle(step, path->count - i)) {
            add_rectangle(operators, step);
            i += RECTANGLE_STEPS - 1;
            continue;
        }
        for (size_t k = 0; k < verbs[step->verb].points; k++)
            pdf_operators_point(operators, step->x[k], step->y[k]);
        text_add_c(&operators->bytes, verbs[step->verb].operation);
    }
}

void pdf_operators_path(struct pdf_operators *operators, const struct path *path, const struct paint *paint)
{
    if (!path->count || (!paint->fill && !paint->stroke))
        return;
    if (paint->fill)
        pdf_operators_fill_colour(operators, paint->fill_colour);
    if (paint->stroke)
        set_pen(operators, paint);
    add_steps(operators, path);
    text_add_c(&operators->bytes, paint->fill && paint->stroke ? "B\n" : paint->fill ? "f\n" : "S\n");
}

void pdf_operators_clip(struct pdf_operators *operators, const struct path *path)
{
    assert(operators->clips < PDF_CLIPS_MAX && path->count);
    known_state(operators);
    operators->states[operators->clips + 1] = operators->states[operators->clips];
    operators->clips++;
    text_add_c(&operators->bytes, "q\n");
    add_steps(operators, path);
    text_add_c(&operators->bytes, "W n\n");
}

void pdf_operators_unclip(struct pdf_operators *operators)
{
    assert(operators->clips > 0);
    operators->clips--;
    text_add_c(&operators->bytes, "Q\n");
}
