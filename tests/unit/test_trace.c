#include "server/trace.h"

#include "tests/unit/suite.h"

#define TRACE  "0af7651916cd43dd8448eb211c80319c"
#define PARENT "b7ad6b7169203331"
#define ZEROS  "0000000000000000"

START_TEST(reads_ids)
{
    struct trace trace;

    ck_assert(trace_read(SLICE("00-" TRACE "-" PARENT "-01"), &trace));
    ck_assert(slice_is(trace.trace_id, TRACE));
    ck_assert(slice_is(trace.parent_id, PARENT));
    ck_assert(trace_read(SLICE("cc-" TRACE "-" PARENT "-01"), &trace));
    ck_assert(trace_read(SLICE("cc-" TRACE "-" PARENT "-01-what-comes"), &trace));
}

END_TEST

START_TEST(refuses_what_the_standard_does)
{
    static const char *const wrong[] = {
        "",
        "00",
        "00-" TRACE "-" PARENT,
        "00-" TRACE "-" PARENT "-0",
        "00-" TRACE "-" PARENT "-01-more",
        "cc-" TRACE "-" PARENT "-01.more",
        "ff-" TRACE "-" PARENT "-01",
        "0x-" TRACE "-" PARENT "-01",
        "00-" ZEROS ZEROS "-" PARENT "-01",
        "00-" TRACE "-" ZEROS "-01",
        "00-0AF7651916CD43DD8448EB211C80319C-" PARENT "-01",
        "00-" TRACE "_" PARENT "-01",
        "00-" TRACE "-" PARENT "-0g",
    };
    struct trace trace;

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        ck_assert(!trace_read(slice_of(wrong[i]), &trace));
}

END_TEST

SUITE("trace", TEST(reads_ids), TEST(refuses_what_the_standard_does))
