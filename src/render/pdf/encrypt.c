/* SPDX-License-Identifier: GPL-3.0-or-later
 * Through qpdf's C interface. libharu knows only ciphers that are broken. */
#include "render/pdf/encrypt.h"

#ifdef SITREP_ENCRYPTION
#include <qpdf/qpdf-c.h>
#include <sys/random.h>

#include "base/memory.h"

/* The owner's password would lift all limits: nobody knows it, not even the producer. */
static const char *unknown_password(struct arena *scratch)
{
    enum { BYTES = 24 };
    unsigned char random[BYTES];
    struct text words = TEXT_EMPTY;
    if (getrandom(random, sizeof random, 0) != BYTES)
        return NULL;
    for (int i = 0; i < BYTES; i++)
        words = text_format(scratch, "%.*s%02x", TEXT_ARGS(words), random[i]);
    return text_to_c(scratch, words);
}

static bool failed(qpdf_data qpdf, QPDF_ERROR_CODE code, struct error *err)
{
    if (!(code & QPDF_ERRORS))
        return false;
    error_set(err, ERROR_SYSTEM, "the PDF could not be encrypted: %s", qpdf_get_error_full_text(qpdf, qpdf_get_error(qpdf)));
    return true;
}

static bool write_encrypted(qpdf_data qpdf, struct text file, const char *user, const char *owner, struct error *err)
{
    qpdf_set_suppress_warnings(qpdf, QPDF_TRUE);
    if (failed(qpdf, qpdf_read_memory(qpdf, "report", file.ptr, file.len, NULL), err) ||
        failed(qpdf, qpdf_init_write_memory(qpdf), err))
        return false;
    qpdf_set_object_stream_mode(qpdf, qpdf_o_generate);
    qpdf_set_r6_encryption_parameters2(qpdf, user, owner, QPDF_TRUE, QPDF_TRUE, QPDF_FALSE, QPDF_FALSE, QPDF_FALSE,
                                       QPDF_FALSE, qpdf_r3p_full, QPDF_TRUE);
    return !failed(qpdf, qpdf_write(qpdf), err);
}

bool pdf_encrypt(struct text_builder *pdf, struct text password, struct error *err)
{
    struct arena *scratch = arena_new();
    const char *owner = unknown_password(scratch);
    qpdf_data qpdf = qpdf_init();
    const bool ok = owner ? write_encrypted(qpdf, text_built(pdf), text_to_c(scratch, password), owner, err)
                          : error_set(err, ERROR_SYSTEM, "the system has no random numbers to encrypt with");
    if (ok) {
        pdf->len = 0;
        text_add(pdf, (struct text){(const char *)qpdf_get_buffer(qpdf), qpdf_get_buffer_length(qpdf)});
    }
    qpdf_cleanup(&qpdf);
    arena_free(scratch);
    return ok;
}

static bool write_open(qpdf_data qpdf, struct text file, const char *password, struct error *err)
{
    qpdf_set_suppress_warnings(qpdf, QPDF_TRUE);
    if (failed(qpdf, qpdf_read_memory(qpdf, "report", file.ptr, file.len, password), err) ||
        failed(qpdf, qpdf_init_write_memory(qpdf), err))
        return false;
    qpdf_set_preserve_encryption(qpdf, QPDF_FALSE);
    qpdf_set_object_stream_mode(qpdf, qpdf_o_disable);
    qpdf_set_static_ID(qpdf, QPDF_TRUE);
    return !failed(qpdf, qpdf_write(qpdf), err);
}

bool pdf_decrypt(struct text file, struct text password, struct text_builder *pdf, struct error *err)
{
    struct arena *scratch = arena_new();
    qpdf_data qpdf = qpdf_init();
    const bool ok = write_open(qpdf, file, text_to_c(scratch, password), err);
    if (ok)
        text_add(pdf, (struct text){(const char *)qpdf_get_buffer(qpdf), qpdf_get_buffer_length(qpdf)});
    qpdf_cleanup(&qpdf);
    arena_free(scratch);
    return ok;
}

#else

bool pdf_decrypt(struct text file, struct text password, struct text_builder *pdf, struct error *err)
{
    (void)file;
    return pdf_encrypt(pdf, password, err);
}

bool pdf_encrypt(struct text_builder *pdf, struct text password, struct error *err)
{
    (void)pdf;
    (void)password;
    return error_set(err, ERROR_USAGE, "this program was built without encryption: install libqpdf-dev, and build it with "
                                       "-Dencryption=enabled; or take 'encrypt' out of the policy");
}

#endif
