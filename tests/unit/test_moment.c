#include "intake/moment.h"
#include "tests/unit/suite.h"

static const struct {
    const char *text, *iso; /* NULL: none */
} cases[] = {
    {"2026-03-02", "2026-03-02"},
    {"2026-03", "2026-03"},
    {"2026", "2026"},
    {"20260302", "2026-03-02"},
    {"2026/3/2", "2026-03-02"},
    {"2026-03-02T19:05:00-05:00", "2026-03-02T19:05:00-05:00"},
    {"2026-03-02T19:05:00.250Z", "2026-03-02T19:05:00Z"},
    {"2026-03-02T19:05:00.000+0000", "2026-03-02T19:05:00Z"},
    {"2026-03-02 19:05", "2026-03-02T19:05:00"},
    {"20260302T190500-0500", "2026-03-02T19:05:00-05:00"},
    {"20260302T190500Z", "2026-03-02T19:05:00Z"},
    {"Mon, 02 Mar 2026 19:05:00 GMT", "2026-03-02T19:05:00Z"},
    {"Mon, 2 Mar 2026 19:05 EST", "2026-03-02T19:05:00-05:00"},
    {"02 Mar 26 19:05 -0530", "2026-03-02T19:05:00-05:30"},
    {"Thu, 01 Jan 99 19:48:21 GMT", "1999-01-01T19:48:21Z"},
    {"Mon Mar  2 19:05:00 2026", "2026-03-02T19:05:00"},
    {"March 2, 2026", "2026-03-02"},
    {"Published: Monday, March 2nd, 2026 at 7:05 p.m. EST", "2026-03-02T19:05:00-05:00"},
    {"Mar. 2, 2026 7 PM ET", "2026-03-02T19:00:00-05:00"},
    {"12:30 a.m.", NULL},
    {"March 2, 2026, 12:30 a.m.", "2026-03-02T00:30:00"},
    {"2nd of March 2026", "2026-03-02"},
    {"03/02/2026", "2026-03-02"},
    {"23/02/2026 08:15", "2026-02-23T08:15:00"},
    {"02.03.2026", "2026-03-02"},
    {"1772496300", "2026-03-03T00:05:00Z"},
    {"1772496300000", "2026-03-03T00:05:00Z"},
    {"2026-02-30", NULL},
    {"2026-13-45", NULL},
    {"31 February 2026", NULL},
    {"yesterday", NULL},
    {"", NULL},
    {"99999999999999999999", NULL},
    {"2026-03-02T25:61:00", "2026-03-02"},
};

START_TEST(dates_of_all_forms_are_read)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct slice out;

    ck_assert_int_eq(moment_read(arena, slice_of(cases[_i].text), &out), ERROR_OK);
    if (cases[_i].iso)
        ck_assert_msg(slice_is(out, cases[_i].iso), "%s: %.*s", cases[_i].text, SLICE_ARGS(out));
    else
        ck_assert_msg(!out.ptr, "%s: %.*s", cases[_i].text, SLICE_ARGS(out));
    arena_close(arena);
}

END_TEST

SUITE("moment", LOOP(dates_of_all_forms_are_read, cases))
