/* SPDX-License-Identifier: GPL-3.0-or-later
 * What two runs of the same edition have in common, as one hash. */
#include "archive/sealed.h"

#include "base/digest.h"

static void add(struct digest *digest, struct text text)
{
    digest_add(digest, text);
    digest_add(digest, (struct text){"", 1});
}

static void add_files(struct digest *digest, const sealed_files *files)
{
    for (size_t i = 0; i < files->count; i++) {
        const struct sealed_file *file = &files->items[i];
        add(digest, file->kind);
        add(digest, file->path);
        add(digest, file->is_encrypted ? TEXT("encrypted") : file->sha256);
    }
    add(digest, TEXT_EMPTY);
}

struct text sealed_fingerprint(const struct sealed *sealed, struct arena *keep)
{
    struct digest *digest = digest_new(DIGEST_FASTEST);
    add(digest, sealed->id);
    add(digest, sealed->program);
    add(digest, sealed->inputs_until);
    add_files(digest, &sealed->inputs);
    add_files(digest, &sealed->restricted_inputs);
    add_files(digest, &sealed->outputs);
    add_files(digest, &sealed->restricted_outputs);
    const struct text sum = digest_end(digest, keep);
    digest_free(digest);
    return sum;
}
