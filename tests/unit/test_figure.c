#include "tests/unit/figures.h"

#define FIFTY_ZEROS "00000000000000000000000000000000000000000000000000"
#define MANY_ZEROS                                                                                 \
    FIFTY_ZEROS FIFTY_ZEROS FIFTY_ZEROS FIFTY_ZEROS FIFTY_ZEROS FIFTY_ZEROS FIFTY_ZEROS

static const struct figure_case cases[] = {
    {"", ""},
    {"It was a Monday.", "Monday/DATE=2008-11-17"},
    {"He arrived Sunday with four civilians.", "Sunday/DATE=2008-11-16 | four/NUMBER=4"},
    {"The talks will resume on Friday.", "Friday/DATE=2008-11-21"},
    {"The talks resumed on Friday.", "Friday/DATE=2008-11-14"},
    {"They met last Tuesday and meet again next Monday.",
     "last Tuesday/DATE=2008-11-11 | next Monday/DATE=2008-11-24"},
    {"There is a $10 million bounty.", "$10 million/MONEY=1e+07 USD"},
    {"It cost US$5 or €3.2bn or 50 euros.",
     "US$5/MONEY=5 USD | €3.2bn/MONEY=3.2e+09 EUR | 50 euros/MONEY=50 EUR"},
    {"The fund has 10 million Canadian dollars.", "10 million Canadian dollars/MONEY=1e+07 CAD"},
    {"Attacks rose 30 per cent, then 4.5% and ten percent.",
     "30 per cent/PERCENT=30 | 4.5%/PERCENT=4.5 | ten percent/PERCENT=10"},
    {"Why not seven years ago?", "seven years ago/DATE=2001"},
    {"He left two days ago, for three weeks.",
     "two days ago/DATE=2008-11-15 | three weeks/DATE=P3W"},
    {"An inquiry opens next year; last month it was denied.",
     "next year/DATE=2009 | last month/DATE=2008-10"},
    {"On Nov. 4, 2008, they voted.", "Nov. 4, 2008/DATE=2008-11-04"},
    {"It was 17 November 2007 in the 1990s style.",
     "17 November 2007/DATE=2007-11-17 | 1990s/DATE=199X"},
    {"The war began in March 2003 after the 2001 invasion.",
     "March 2003/DATE=2003-03 | 2001/DATE=2001"},
    {"He may march in May.", "May/DATE=2009-05"},
    {"He marched in May.", "May/DATE=2008-05"},
    {"It stays shut until Friday and costs $5.61.",
     "Friday/DATE=2008-11-21 | $5.61/MONEY=5.61 USD"},
    {"The ministers meet on Dec. 20.", "Dec. 20/DATE=2008-12-20"},
    {"She could not be reached Monday.", "Monday/DATE=2008-11-17"},
    {"On 2008-11-16 at 5:30 p.m. and 1200 GMT he rose.",
     "2008-11-16/DATE=2008-11-16 | 5:30 p.m./TIME=T17:30 | 1200 GMT/TIME=T12:00Z"},
    {"Two hundred and fifty people and 1,200,344 birds.",
     "Two hundred and fifty/NUMBER=250 | 1,200,344/NUMBER=1.20034e+06"},
    {"Twenty-five came, then a million, then 3.5 million more.",
     "Twenty-five/NUMBER=25 | a million/NUMBER=1e+06 | 3.5 million/NUMBER=3.5e+06"},
    {"One can only hope; one man did.", "one/NUMBER=1"},
    {"A 10-year-old boy and a two-week strike.", "10-year/DATE=P10Y | two-week/DATE=P2W"},
    {"They won 2-1 and lost 20-30.", ""},
    {"In the past three years, and this morning.",
     "past three years/DATE=P3Y | this morning/TIME=2008-11-17"},
    {"Yesterday was fine.", "Yesterday/DATE=2008-11-16"},
    {"Five minutes and 500,000-strong crowds.", "Five minutes/TIME=PT5M | 500,000/NUMBER=500000"},
    {"$ . % , 8", "8/NUMBER=8"},
    /* more digits than a number can hold */
    {"It fell 1." MANY_ZEROS " days ago, and cost $1" MANY_ZEROS ".", ""},
    {"It took 1" MANY_ZEROS " days.", ""},
    {"It is 3.14159265358979323846.", "3.14159265358979323846/NUMBER=3.14159"},
    /* no day that the calendar does not have */
    {"It fell on Feb. 30.", "Feb. 30/DATE="},
    {"It fell on Feb. 29, 2007.", "Feb. 29, 2007/DATE="},
    {"It fell on Feb. 29, 2008.", "Feb. 29, 2008/DATE=2008-02-29"},
    {"It fell on Feb. 29.", "Feb. 29/DATE=2008-02-29"},
    {"It will fall on Feb. 29.", "Feb. 29/DATE=2012-02-29"},
    {"It fell on 31 June and on 2008-06-31.", "31 June/DATE= | 2008-06-31/DATE="},
    /* what is to come */
    {"The summit is to be held on Friday.", "Friday/DATE=2008-11-21"},
    {"Leaders are to gather Friday.", "Friday/DATE=2008-11-21"},
    {"The vote was set for Friday.", "Friday/DATE=2008-11-21"},
    {"The bridge opens on Friday.", "Friday/DATE=2008-11-21"},
    {"The rule takes effect Jan. 1.", "Jan. 1/DATE=2009-01-01"},
    {"The president visits Paris on Friday.", "Friday/DATE=2008-11-21"},
    {"The ministers meet on Friday.", "Friday/DATE=2008-11-21"},
    {"The bridge opens soon, officials said Friday.", "Friday/DATE=2008-11-14"},
    {"He spoke of it during his visit on Friday.", "Friday/DATE=2008-11-14"},
    /* parts, signs, ranges */
    {"Half a million came, and half a billion euros.",
     "Half a million/NUMBER=500000 | half a billion euros/MONEY=5e+08 EUR"},
    {"Two thirds of them, one-third of us and three-quarters of you.",
     "Two thirds/NUMBER=0.666667 | one-third/NUMBER=0.333333 | three-quarters/NUMBER=0.75"},
    {"It was 3½ or ½ or 2¼ million or two and a half million.",
     "3½/NUMBER=3.5 | ½/NUMBER=0.5 | 2¼ million/NUMBER=2.25e+06 | two and a half "
     "million/NUMBER=2.5e+06"},
    {"It fell to -3, to minus 5 degrees and by -2.5%.",
     "-3/NUMBER=-3 | minus 5/NUMBER=-5 | -2.5%/PERCENT=-2.5"},
    {"He said 10 minus 3 and wrote F-16.", "10/NUMBER=10 | 3/NUMBER=3"},
    {"It rose 20-30 percent, then 12.5 percentage points.",
     "20-30 percent/PERCENT= | 12.5 percentage points/PERCENT=12.5"},
    {"At 3.40 a.m., at 5.30pm and at 14.30 GMT it shook.",
     "3.40 a.m./TIME=T03:40 | 5.30pm/TIME=T17:30 | 14.30 GMT/TIME=T14:30Z"},
    {"Between May and July 2021 it rained.", "May/DATE=2021-05 | July 2021/DATE=2021-07"},
    {"From November to January 2021 it snowed.",
     "November/DATE=2020-11 | January 2021/DATE=2021-01"},
    {"The second quarter of 2026 was slow.", "second quarter of 2026/DATE=2026-34"},
    {"Call 020 7946 0958, +1 202 555 0123 or (202) 555-0123.", ""},
    {"Call 555-0123 or 202-555-0123 now.", ""},
    {"In 2006 2007 and 2008 it was 1000000.",
     "2006/DATE=2006 | 2007/DATE=2007 | 2008/DATE=2008 | 1000000/NUMBER=1e+06"},
    {"The two did not meet on Friday.", "two/NUMBER=2 | Friday/DATE=2008-11-14"},
};

START_TEST(reads_figures)
{
    claim_figures(&cases[_i]);
}

END_TEST

/* Without the article's day a relative date has no value; a full one has. */
static const struct {
    const char *text, *value;
} undated[] = {
    {"It rained Monday.", NULL},         {"It rained yesterday.", NULL},
    {"It rained on Nov. 4.", "--11-04"}, {"It rained on Nov. 4, 2008.", "2008-11-04"},
    {"It rained last year.", NULL},
};

START_TEST(reads_without_a_day)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct document document;
    struct mentions mentions;
    struct value value;

    ck_assert_int_eq(document_read(arena, slice_of(undated[_i].text), &document), ERROR_OK);
    ck_assert_int_eq(mention_find(arena, models, &document, &mentions), ERROR_OK);
    ck_assert_uint_eq(mentions.count, 1);
    ck_assert_int_eq(value_read(arena, &document, &mentions.at[0], SLICE(""), &value), ERROR_OK);
    if (undated[_i].value)
        ck_assert(slice_is(value.text, undated[_i].value));
    else
        ck_assert_int_eq(value.kind, VALUE_NONE);
    arena_close(arena);
}

END_TEST

SUITE("figure", WITH_MODELS, LOOP(reads_figures, cases), LOOP(reads_without_a_day, undated))
