/* SPDX-License-Identifier: GPL-3.0-or-later
 * Function after function by its name. */
#include "base/library.h"

#include <dlfcn.h>
#include <glib.h>
#include <string.h>

void library_fill(const char *file, const char *const *names, size_t count, void *table)
{
    void *library = dlopen(file, RTLD_LAZY | RTLD_LOCAL);
    if (!library)
        g_error("%s", dlerror());
    for (size_t i = 0; i < count; i++) {
        void *function = dlsym(library, names[i]);
        if (!function)
            g_error("%s", dlerror());
        /* ISO C has no cast from an object's address to a function's; POSIX says that their bytes agree. */
        memcpy((char *)table + i * sizeof function, &function, sizeof function);
    }
}
