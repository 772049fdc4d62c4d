#include "schemas/names.h"

#include "corpus/corpus.h"
#include "forms/page.h"
#include "news/diff.h"
#include "schemas/quotes.h"
#include "text/utf8.h"

#define TABLE(array)                                                                               \
    {                                                                                              \
        (array), sizeof(array) / sizeof *(array)                                                   \
    }

static const struct slice offsets_names[] = {
    [OFFSETS_UTF32] = SLICE_INIT("utf-32"),
    [OFFSETS_UTF16] = SLICE_INIT("utf-16"),
    [OFFSETS_UTF8] = SLICE_INIT("utf-8"),
};

/* A request may leave the choice open, and may not ask for "unrelated". */
static const struct slice diff_mode_choice_names[] = {
    [MODE_EDIT] = SLICE_INIT("edit"),
    [MODE_REPORT] = SLICE_INIT("report"),
    [MODE_UNRELATED] = {NULL, 0},
    [MODE_AUTO] = SLICE_INIT("auto"),
};

static const struct slice operation_op_names[] = {SLICE_INIT("copy"), SLICE_INIT("insert")};

const struct name_table offsets_table = TABLE(offsets_names);
const struct name_table entity_types_table = TABLE(entity_type_names);
const struct name_table quote_types_table = TABLE(quote_type_names);
const struct name_table quote_flags_table = TABLE(quote_flag_names);
const struct name_table mention_kinds_table = TABLE(mention_kind_names);
const struct name_table source_kinds_table = TABLE(source_kind_names);
const struct name_table match_relations_table = TABLE(match_relation_names);
const struct name_table diff_levels_table = TABLE(diff_level_names);
const struct name_table diff_modes_table = {diff_mode_names, MODE_AUTO};
const struct name_table diff_mode_choice_table = TABLE(diff_mode_choice_names);
const struct name_table unit_relations_table = TABLE(relation_names);
const struct name_table edit_ops_table = TABLE(edit_op_names);
const struct name_table edit_classes_table = TABLE(edit_class_names);
const struct name_table severities_table = TABLE(severity_names);
const struct name_table quote_relations_table = TABLE(quote_relation_names);
const struct name_table likeness_table = TABLE(likeness_names);
const struct name_table diff_layouts_table = TABLE(page_layout_names);
const struct name_table operation_ops_table = TABLE(operation_op_names);
