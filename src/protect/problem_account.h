/* SPDX-License-Identifier: GPL-3.0-or-later
 * Private to protect/: what a solved and audited cluster adds to the account. Confidential. */
#ifndef PROTECT_PROBLEM_ACCOUNT_H
#define PROTECT_PROBLEM_ACCOUNT_H

#include "protect/formulation.h"

struct accountant {
    const struct problem *problem; /* as solved */
    const struct formulation *formulation;
    const bool *hidden;
    const bool *by_exemption; /* targets that only what is exempt gives away; NULL: none */
    struct account *account;
    struct text cluster; /* filled in by problem_account() */
};

/* Adds all verdicts, exemptions, figures and notes. */
void problem_account(const struct accountant *accountant, const struct protect_audit *audit,
                     const struct protect_pattern *pattern);

#endif
