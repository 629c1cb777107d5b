/* SPDX-License-Identifier: GPL-3.0-or-later
 * write_sample_pdf FONTS FILE [PAGES]: writes the sample of the unit tests, or a long one, for tools to look at. */
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "tests/unit/render/pdf_sample.h"

static bool write_sample(struct sample *sample, const char *path)
{
    struct text_builder out = {0};
    struct error err = {0};
    const bool good = pdf_write(&sample->pages, sample_attachments, 2, &out, &err) &&
                      file_write(path, text_built(&out), FILE_PUBLIC, &err);
    if (!good)
        fprintf(stderr, "write_sample_pdf: %s\n", err.message);
    text_builder_done(&out);
    return good;
}

int main(int argc, char **argv)
{
    struct sample sample;
    if (argc < 3) {
        fputs("usage: write_sample_pdf FONTS FILE [PAGES]\n", stderr);
        return 2;
    }
    if (argc > 3)
        sample_init_long(&sample, argv[1], strtoul(argv[3], NULL, 10));
    else
        sample_init(&sample, argv[1]);
    const bool good = write_sample(&sample, argv[2]);
    sample_done(&sample);
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
