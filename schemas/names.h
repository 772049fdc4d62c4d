/* The wire's names of enumerations, as tables for FIELD_NAME and FIELD_NAMES. */
#ifndef COPYDESK_SCHEMAS_NAMES_H
#define COPYDESK_SCHEMAS_NAMES_H

#include "schemas/shape.h"

extern const struct name_table offsets_table;          /* enum offsets */
extern const struct name_table entity_types_table;     /* enum entity_type */
extern const struct name_table quote_types_table;      /* enum quote_type */
extern const struct name_table quote_flags_table;      /* enum quote_flag */
extern const struct name_table mention_kinds_table;    /* enum mention_kind */
extern const struct name_table source_kinds_table;     /* enum source_kind */
extern const struct name_table match_relations_table;  /* enum match_relation */
extern const struct name_table diff_levels_table;      /* enum diff_level */
extern const struct name_table diff_modes_table;       /* enum diff_mode of a reply */
extern const struct name_table diff_mode_choice_table; /* enum diff_mode of a request */
extern const struct name_table unit_relations_table;   /* enum relation */
extern const struct name_table edit_ops_table;         /* enum edit_op */
extern const struct name_table edit_classes_table;     /* enum edit_class */
extern const struct name_table severities_table;       /* enum severity */
extern const struct name_table quote_relations_table;  /* enum quote_relation */
extern const struct name_table likeness_table;         /* enum likeness */
extern const struct name_table diff_layouts_table;     /* enum page_layout */
extern const struct name_table operation_ops_table;    /* 0: copy, 1: insert */

#endif
