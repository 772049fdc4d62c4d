#include "news/settle_word.h"

static const char *const business[] = {
    "airlines",    "airways",
    "analytics",   "associates",
    "bank",        "brands",
    "brewing",     "capital",
    "carriers",    "chemicals",
    "co",          "co.",
    "commodities", "consulting",
    "corp",        "corp.",
    "corporation", "electronics",
    "energy",      "entertainment",
    "foods",       "gmbh",
    "group",       "holding",
    "holdings",    "inc",
    "inc.",        "industries",
    "insurance",   "labs",
    "limited",     "lines",
    "llc",         "llp",
    "logistics",   "ltd",
    "ltd.",        "metals",
    "mines",       "mining",
    "motors",      "oil",
    "partners",    "petroleum",
    "pharma",      "pharmaceuticals",
    "plc",         "railways",
    "records",     "resources",
    "securities",  "shipping",
    "software",    "steel",
    "stores",      "studios",
    "systems",     "technologies",
    "technology",  "ventures",
};

static const char *const place_nouns[] = {
    "airport",       "bay",      "border",    "canal",   "coast",    "county",     "dam",
    "delta",         "desert",   "district",  "harbor",  "harbour",  "highlands",  "island",
    "islands",       "lagoon",   "mine",      "mines",   "mountain", "mountains",  "neighborhood",
    "neighbourhood", "oilfield", "peninsula", "plateau", "port",     "prefecture", "province",
    "quarry",        "refinery", "region",    "river",   "square",   "state",      "straits",
    "suburb",        "town",     "township",  "valley",  "village",  "volcano",    "waterfront",
};

/* Of a place. */
static const char *const sides[] = {"city",   "coast",     "east",    "island", "mouth",
                                    "north",  "outskirts", "port",    "shores", "south",
                                    "suburb", "town",      "village", "west"};

static const char *const place_words[] = {"in",     "near",    "outside", "around", "across",
                                          "inside", "towards", "toward",  "into",   "through"};

/* Bodies that are named by what they are of. */
static const char *const body_nouns[] = {
    "academy",  "agency",  "assembly",    "association", "authority",  "bank",
    "board",    "bureau",  "chamber",     "college",     "commission", "committee",
    "congress", "convent", "corporation", "council",     "federation", "institute",
    "ministry", "museum",  "parliament",  "university",
};

static const char *const missions_in[] = {"mission", "force", "operation"};

#define WORDS(table)                                                                               \
    {                                                                                              \
        (table), sizeof(table) / sizeof *(table)                                                   \
    }

static const struct {
    const char *const *words;
    size_t count;
} kinds[SETTLE_WORD_COUNT] = {
    [SETTLE_BUSINESS] = WORDS(business), [SETTLE_PLACE_NOUN] = WORDS(place_nouns),
    [SETTLE_SIDE] = WORDS(sides),        [SETTLE_BEFORE_PLACE] = WORDS(place_words),
    [SETTLE_BODY] = WORDS(body_nouns),   [SETTLE_MISSION] = WORDS(missions_in),
};

/* The table's words are ASCII in lower case. */
static bool is_alike(struct slice word, const char *other)
{
    size_t at = 0;

    while (at < word.len && other[at] && (word.ptr[at] | 0x20) == (other[at] | 0x20))
        at++;
    return at == word.len && other[at] == '\0';
}

bool settle_word_is(enum settle_word kind, struct slice word)
{
    for (size_t i = 0; i < kinds[kind].count; i++)
        if (is_alike(word, kinds[kind].words[i]))
            return true;
    return false;
}
