/* SPDX-License-Identifier: GPL-3.0-or-later
 * Part of the build: embed OUTPUT NAME=PATH… writes C source with the bytes of those files, for `sitrep init`. */
#include <stdio.h>
#include <string.h>

static int embed_bytes(FILE *out, const char *path, size_t number)
{
    FILE *in = fopen(path, "rb");
    if (!in)
        return 0;
    fprintf(out, "static const unsigned char bytes_%zu[] = {", number);
    size_t count = 0;
    for (int byte; (byte = getc(in)) != EOF; count++)
        fprintf(out, "%s%d,", count % 24 ? "" : "\n    ", byte);
    fprintf(out, "%s};\n\n", count ? "\n" : "0");
    const int ok = count > 0 && !ferror(in);
    return fclose(in) == 0 && ok;
}

int main(int argc, char **argv)
{
    FILE *out = argc > 2 ? fopen(argv[1], "wb") : NULL;
    if (!out)
        return 2;
    fputs("/* Made by tools/embed.c from examples/starter. */\n#include \"cli/starter.h\"\n\n", out);
    for (int i = 2; i < argc; i++) {
        const char *path = strchr(argv[i], '=');
        if (!path || !embed_bytes(out, path + 1, (size_t)i)) {
            fprintf(stderr, "embed: cannot read %s, or it is empty\n", argv[i]);
            return 1;
        }
    }
    fputs("static const struct starter_file FILES[] = {\n", out);
    for (int i = 2; i < argc; i++)
        fprintf(out, "    {\"%.*s\", bytes_%d, sizeof bytes_%d},\n", (int)strcspn(argv[i], "="), argv[i], i, i);
    fputs("};\n\nconst struct starter_file *starter_files(size_t *ret_count)\n{\n"
          "    *ret_count = sizeof FILES / sizeof *FILES;\n    return FILES;\n}\n", out);
    return ferror(out) || fclose(out) ? 1 : 0;
}
