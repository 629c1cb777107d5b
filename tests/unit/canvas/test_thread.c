/* SPDX-License-Identifier: GPL-3.0-or-later
 * Pango looks for fonts in a thread of its own, which may still be at it when a typeface is closed. GLib's functions that the two
 * meet in are replaced by slow ones, so that they meet each time. */
#include <dlfcn.h>
#include <glib.h>
#include <pthread.h>
#include <string.h>
#include <unistd.h>

#include "canvas/typeface.h"
#include "unit/harness.h"

static pthread_t main_thread;

static bool in_other_thread(void)
{
    return main_thread && !pthread_equal(main_thread, pthread_self());
}

/* `next` becomes GLib's own function. POSIX says that the bytes of its address and of an object's agree. */
#define NEXT(name)                            \
    __typeof__(&name) next;                   \
    do {                                      \
        void *found = dlsym(RTLD_NEXT, #name); \
        memcpy(&next, &found, sizeof next);   \
    } while (0)

void g_atomic_rc_box_release_full(gpointer box, GDestroyNotify clear)
{
    NEXT(g_atomic_rc_box_release_full);
    if (in_other_thread())
        usleep(1200);
    next(box, clear);
}

gpointer g_hash_table_lookup(GHashTable *table, gconstpointer key)
{
    NEXT(g_hash_table_lookup);
    if (in_other_thread())
        usleep(2000);
    return next(table, key);
}

void g_hash_table_destroy(GHashTable *table)
{
    NEXT(g_hash_table_destroy);
    if (main_thread && !in_other_thread())
        usleep(500);
    next(table);
}

/* Greek needs Pango. */
START_TEST(typeface_is_closed_while_fonts_are_looked_for)
{
    static const struct text_span span = {TEXT_INIT("\xCE\xB1\xCE\xB2\xCE\xB3"), {.size_pt = 10}};
    main_thread = pthread_self();
    for (int round = 0; round < 20; round++) {
        struct error err = {0};
        struct typeface *typeface = typeface_open("fonts", &err);
        ck_assert_msg(typeface != NULL, "%s", err.message);
        ck_assert(text_layout_width_pt(typeface_layout(typeface, &(struct text_paragraph){&span, 1, .language = "el"})) > 0);
        typeface_close(typeface);
    }
    usleep(20000);
}
END_TEST

TEST_PROGRAM("canvas/thread", typeface_is_closed_while_fonts_are_looked_for)
