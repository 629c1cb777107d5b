/* SPDX-License-Identifier: GPL-3.0-or-later
 * GLPK, with the libraries that it brings along: loaded where something has to be optimised. */
#ifndef PROTECT_LIBRARY_H
#define PROTECT_LIBRARY_H

#include <glpk.h>

#include "base/library.h"

#define GLPK_FUNCTIONS(F)                                                                                                 \
    F(glp_add_cols) F(glp_add_rows) F(glp_create_prob) F(glp_delete_prob) F(glp_error_hook) F(glp_get_col_dual)           \
    F(glp_get_col_prim) F(glp_get_it_cnt) F(glp_get_num_rows) F(glp_get_obj_val) F(glp_get_row_dual) F(glp_get_row_prim)  \
    F(glp_get_status) F(glp_init_iocp) F(glp_init_smcp) F(glp_intopt) F(glp_ios_best_node) F(glp_ios_heur_sol)            \
    F(glp_ios_node_bound) F(glp_ios_reason) F(glp_ios_terminate) F(glp_ios_tree_size) F(glp_mip_col_val)                  \
    F(glp_mip_obj_val) F(glp_mip_status) F(glp_set_col_bnds) F(glp_set_col_kind) F(glp_set_col_stat) F(glp_set_mat_row)   \
    F(glp_set_obj_coef) F(glp_set_obj_dir) F(glp_set_row_bnds) F(glp_simplex) F(glp_std_basis) F(glp_term_hook)           \
    F(glp_version)

struct glpk {
    GLPK_FUNCTIONS(LIBRARY_MEMBER)
};

/* Loads it, when it is first called. */
const struct glpk *glpk(void);

#endif
