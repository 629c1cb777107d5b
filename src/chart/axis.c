/* SPDX-License-Identifier: GPL-3.0-or-later
 * Tick steps and numbers. */
#include "chart/axis.h"

#include "base/number.h"

int64_t axis_step(int64_t max, size_t most)
{
    static const int64_t leading[] = {1, 2, 5};
    const int64_t limit = INT64_MAX / 10;
    for (int64_t power = 1;; power *= 10)
        for (int i = 0; i < 3; i++)
            if (max / (leading[i] * power) <= (int64_t)most || power > limit / 10)
                return leading[i] * power;
}

int64_t axis_end(int64_t max, int64_t step)
{
    return max < INT64_MAX - step ? (max + step - 1) / step * step : max;
}

struct text axis_number(struct arena *keep, int64_t count, struct text thousands)
{
    struct text_builder b = {0};
    number_add_grouped(&b, count, thousands, 1000);
    const struct text result = text_copy(keep, text_built(&b));
    text_builder_done(&b);
    return result;
}
