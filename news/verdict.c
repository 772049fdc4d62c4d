#include "news/verdict.h"

#include <stdarg.h>

/* The sentence as it grows. */
struct sentence_text {
    struct arena *arena;
    struct slice text;
    enum error error;
};

static void PRINTF_LIKE(2, 3) say(struct sentence_text *s, const char *format, ...)
{
    char piece[256];
    va_list args;

    if (s->error)
        return;
    va_start(args, format);
    (void)vsnprintf(piece, sizeof piece, format, args);
    va_end(args);
    s->error = arena_print(s->arena, &s->text, "%.*s%s", SLICE_ARGS(s->text), piece);
}

struct counted {
    char text[24];
};

/* "no", "one" to "ten", then digits. */
static struct counted count_in_words(size_t count)
{
    static const char *const words[] = {"no",  "one",   "two",   "three", "four", "five",
                                        "six", "seven", "eight", "nine",  "ten"};
    struct counted counted;

    if (count < sizeof words / sizeof *words)
        (void)snprintf(counted.text, sizeof counted.text, "%s", words[count]);
    else
        (void)snprintf(counted.text, sizeof counted.text, "%zu", count);
    return counted;
}

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

/* Between the members of a list: ", " and, before the last, " and " or ", and ". */
static const char *joint(size_t member, size_t members)
{
    if (member == 0)
        return "";
    if (member + 1 < members)
        return ", ";
    return members == 2 ? " and " : ", and ";
}

/* What was done to the parts: "splits two paragraphs, adds nine". */
struct deed {
    const char *verb;
    uint32_t count;
    uint32_t blocks; /* of what moved, else 0 */
};

static uint32_t count_moved(const struct units *units)
{
    uint32_t moved = 0;

    for (size_t i = 0; i < units->count; i++)
        moved += units->at[i].moved;
    return moved;
}

static const char *share_in_words(double kept)
{
    static const struct {
        double least;
        const char *words;
    } shares[] = {
        {1.0, "all"}, {0.85, "nearly all"}, {0.6, "most"}, {0.4, "about half"}, {0.15, "a part"}};

    for (size_t i = 0; i < sizeof shares / sizeof *shares; i++)
        if (kept >= shares[i].least)
            return shares[i].words;
    return kept > 0 ? "little" : "nothing";
}

static const struct {
    enum edit_class class;
    const char *noun;
} fact_nouns[] = {
    {CLASS_NUMBER, "number"},   {CLASS_MONEY, "amount"},      {CLASS_DATE, "date"},
    {CLASS_NAME, "name"},       {CLASS_NEGATION, "negation"}, {CLASS_QUOTE, "quoted passage"},
    {CLASS_SPEAKER, "speaker"},
};

enum { FACTS = sizeof fact_nouns / sizeof *fact_nouns };

static void say_facts(struct sentence_text *s, const struct diff_counts *counts)
{
    size_t members = 0, member = 0;

    for (size_t i = 0; i < FACTS; i++)
        members += counts->class[fact_nouns[i].class] > 0;
    if (members == 0)
        say(s, "changes no number, date or name");
    for (size_t i = 0; i < FACTS; i++) {
        uint32_t count = counts->class[fact_nouns[i].class];

        if (count == 0)
            continue;
        say(s, "%s%s%s %s%s", member ? "" : "changes ", joint(member, members),
            count_in_words(count).text, fact_nouns[i].noun, plural(count));
        member++;
    }
}

/* Whether two quotes differ in brackets, and in nothing else. */
static bool differ_in_brackets(const struct comparison *c, const struct quote_pair *pair)
{
    const struct tokens *left = &c->left.document->tokens, *right = &c->right.document->tokens;
    struct span left_span = c->left.analysis->quotes.at[pair->left].span;
    struct span right_span = c->right.analysis->quotes.at[pair->right].span;
    uint32_t i = document_token_at(c->left.document, left_span.begin);
    uint32_t j = document_token_at(c->right.document, right_span.begin);
    bool differ = false;

    for (;;) {
        bool more_left = i < left->count && left->at[i].span.begin < left_span.end;
        bool more_right = j < right->count && right->at[j].span.begin < right_span.end;
        bool bracket_left = more_left && left->at[i].kind == TOKEN_BRACKET;
        bool bracket_right = more_right && right->at[j].kind == TOKEN_BRACKET;

        if (bracket_left || bracket_right) {
            differ |= !bracket_left || !bracket_right || left->at[i].exact != right->at[j].exact;
            i += bracket_left;
            j += bracket_right;
            continue;
        }
        if (!more_left || !more_right)
            return differ && more_left == more_right;
        if (left->at[i++].exact != right->at[j++].exact)
            return false;
    }
}

/* Whether two texts hold the same words and marks, with other white space. */
static bool differ_in_white_space(const struct comparison *c)
{
    const struct tokens *left = &c->left.document->tokens, *right = &c->right.document->tokens;

    if (left->count != right->count)
        return false;
    for (uint32_t i = 0; i < left->count; i++)
        if (left->at[i].exact != right->at[i].exact ||
            !reading_gaps_alike(&c->left, i, &c->right, i))
            return false;
    return true;
}

struct quote_counts {
    uint32_t relation[QUOTES_RELATION_COUNT];
    uint32_t altered, brackets;
};

static struct quote_counts count_quotes(const struct comparison *c, const struct quote_pairs *pairs)
{
    struct quote_counts counts = {0};

    for (size_t i = 0; i < pairs->count; i++) {
        const struct quote_pair *pair = &pairs->at[i];

        counts.relation[pair->relation]++;
        counts.altered +=
            pair->left != NO_QUOTE && pair->right != NO_QUOTE && pair->relation != QUOTES_SAME;
        counts.brackets += pair->relation == QUOTES_TYPOGRAPHY && differ_in_brackets(c, pair);
    }
    return counts;
}

/* How many quotes have another speaker, are cut, are altered. */
static void say_relations(struct sentence_text *s, const uint32_t *relation)
{
    static const struct {
        enum quote_relation relation;
        const char *one, *more;
    } tales[] = {{QUOTES_SPEAKER, "has another speaker", "have another speaker"},
                 {QUOTES_CUT, "is cut", "are cut"},
                 {QUOTES_WORDING, "is altered in wording", "are altered in wording"}};

    size_t members = 0, member = 0;

    for (size_t i = 0; i < sizeof tales / sizeof *tales; i++)
        members += relation[tales[i].relation] > 0;
    for (size_t i = 0; i < sizeof tales / sizeof *tales; i++) {
        uint32_t count = relation[tales[i].relation];

        if (count == 0)
            continue;
        say(s, "%s%s", member ? joint(member, members) : "; ", count_in_words(count).text);
        if (member == 0)
            say(s, " quote%s", plural(count));
        say(s, " %s", count == 1 ? tales[i].one : tales[i].more);
        member++;
    }
}

static void say_quotes(struct sentence_text *s, const struct comparison *c,
                       const struct quote_pairs *pairs)
{
    struct quote_counts counts = count_quotes(c, pairs);
    uint32_t form = counts.relation[QUOTES_TYPOGRAPHY], altered = counts.altered;
    const char *which = altered == 1   ? "the one altered quote differs"
                        : altered == 2 ? "both altered quotes differ"
                                       : "all altered quotes differ";

    if (altered == 0)
        return;
    if (form == altered) {
        say(s, "; %s only in %s", which, counts.brackets == altered ? "brackets" : "typography");
        return;
    }
    say_relations(s, counts.relation);
}

/* The share of the left's words that the right keeps: in one order of the whole texts, or in parts
 * that stay as they are, wherever they went. */
static double kept_share(const struct comparison *c, const struct diff *diff)
{
    const struct parts *parts = &c->left.parts;
    double kept = 0, words = 0;

    for (size_t i = 0; i < parts->count; i++)
        words += parts->at[i].words;
    for (size_t i = 0; i < diff->units.count; i++) {
        const struct unit *unit = &diff->units.at[i];

        if (unit->relation == RELATION_SAME || unit->relation == RELATION_MOVED)
            for (uint32_t part = unit->left_first; part < unit->left_last; part++)
                kept += parts->at[part].words;
    }
    return words > 0 && kept / words > c->kept ? kept / words : c->kept;
}

/* Whether the right holds what the left tells in far fewer words. */
static bool left_repeats(const struct comparison *c, const struct diff *diff)
{
    return diff->similarity.containment_left >= 0.6 &&
           c->left.document->word_count > 4 * c->right.document->word_count;
}

/* Says what was done to the parts, each deed behind a comma; false when nothing was. */
static bool say_deeds(struct sentence_text *s, const struct comparison *c, const struct deed *deeds,
                      size_t count)
{
    const char *noun = c->level == LEVEL_SENTENCE ? "sentence" : "paragraph";
    bool named = false;

    for (size_t i = 0; i < count; i++) {
        if (deeds[i].count == 0)
            continue;
        say(s, ", %s %s", deeds[i].verb, count_in_words(deeds[i].count).text);
        if (!named)
            say(s, " %s%s", noun, plural(deeds[i].count));
        named = true;
        if (deeds[i].blocks == 1 && deeds[i].count > 1)
            say(s, " as one block");
        else if (deeds[i].blocks && deeds[i].blocks < deeds[i].count)
            say(s, " in %s blocks", count_in_words(deeds[i].blocks).text);
    }
    return named;
}

static void say_white_space(struct sentence_text *s, const struct comparison *c,
                            const struct diff *diff)
{
    const uint32_t *relation = diff->counts.relation;
    const struct deed deeds[] = {{"splits", relation[RELATION_SPLIT], 0},
                                 {"merges", relation[RELATION_MERGED], 0}};

    say(s,
        "Two edits of one text that differ only in white space: the right keeps all of the left");
    (void)say_deeds(s, c, deeds, sizeof deeds / sizeof *deeds);
    say(s, ".");
}

static void say_edits(struct sentence_text *s, const struct comparison *c, const struct diff *diff)
{
    const uint32_t *relation = diff->counts.relation;
    const struct deed deeds[] = {
        {"edits", relation[RELATION_EDITED], 0},
        {"splits", relation[RELATION_SPLIT], 0},
        {"merges", relation[RELATION_MERGED], 0},
        {"moves", count_moved(&diff->units), diff->moved_blocks},
        {"adds", relation[RELATION_ADDED], 0},
        {"removes", relation[RELATION_REMOVED], 0},
    };
    bool named;

    say(s, "%s: the right keeps %s of the left%s",
        c->is_shuffled ? "Two texts of nearly the same words in another order"
                       : "Two edits of one text",
        share_in_words(kept_share(c, diff)), left_repeats(c, diff) ? ", which repeats itself" : "");
    named = say_deeds(s, c, deeds, sizeof deeds / sizeof *deeds);
    say(s, "%s", named ? ", and " : " and ");
    say_facts(s, &diff->counts);
    say_quotes(s, c, &diff->quotes);
    say(s, ".");
}

static void say_report(struct sentence_text *s, const struct comparison *c, const struct diff *diff)
{
    size_t shared = diff->facts.shared.count, names = diff->both.count;
    size_t conflicts = diff->facts.conflicts.count;

    say(s, "%s: ",
        c->is_shuffled ? "Two texts of nearly the same words in another order"
                       : "Two independent reports");
    if (shared)
        say(s, "they tell %s thing%s in common and share %s name%s", count_in_words(shared).text,
            plural(shared), count_in_words(names).text, plural(names));
    else
        say(s, "they share %s name%s, but tell nothing in the same way", count_in_words(names).text,
            plural(names));
    if (conflicts)
        say(s, "; %s figure%s.", count_in_words(conflicts).text,
            conflicts == 1 ? " conflicts" : "s conflict");
    else
        say(s, ", and no figures conflict.");
}

static void say_unrelated(struct sentence_text *s, const struct diff *diff)
{
    size_t names = diff->both.count;

    say(s, "Two unrelated texts: they share %s name%s and no more than a few words.",
        count_in_words(names).text, plural(names));
}

enum error verdict_write(const struct comparison *c, const struct diff *diff, struct slice *out)
{
    struct slice left = c->left.document->text, right = c->right.document->text;
    struct sentence_text s = {.arena = c->arena};

    if (slice_equal(left, right))
        say(&s, left.len ? "The two texts are identical." : "Both texts are empty.");
    else if (c->left.document->tokens.count == 0 || c->right.document->tokens.count == 0)
        say(&s, c->left.document->tokens.count == c->right.document->tokens.count
                    ? "Two texts without words that differ in white space."
                : c->left.document->tokens.count == 0 ? "The left text is empty."
                                                      : "The right text is empty.");
    else if (diff->mode == MODE_EDIT && differ_in_white_space(c))
        say_white_space(&s, c, diff);
    else if (diff->mode == MODE_EDIT)
        say_edits(&s, c, diff);
    else if (diff->mode == MODE_REPORT)
        say_report(&s, c, diff);
    else
        say_unrelated(&s, diff);
    if (!s.error)
        *out = s.text;
    return s.error;
}
