#include "news/verdict.h"

#include <stdarg.h>

#include "news/moved.h"
#include "text/chars.h"

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

/* What was done to the parts: "splits two paragraphs, merges two into one, adds nine". */
struct deed {
    const char *verb;
    uint32_t count;
    uint32_t blocks; /* of what moved, else 0 */
    uint32_t into;   /* that merged ones became, else 0 */
};

static uint32_t count_moved(const struct units *units)
{
    uint32_t moved = 0;

    for (size_t i = 0; i < units->count; i++)
        moved += units->at[i].moved;
    return moved;
}

/* Parts that were merged, and in `into` those that they became. */
static uint32_t count_merged(const struct units *units, uint32_t *into)
{
    uint32_t merged = 0;

    *into = 0;
    for (size_t i = 0; i < units->count; i++) {
        const struct unit *unit = &units->at[i];

        if (unit->relation != RELATION_MERGED)
            continue;
        merged += unit->left_last - unit->left_first - span_length(unit->left_gap);
        *into += unit->right_last - unit->right_first - span_length(unit->right_gap);
    }
    return merged;
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

/* Whether the words of an edit bring in or take out something that may be a name or a value. */
static bool brings_words(const struct comparison *c, const struct edit *edit)
{
    const struct reading *sides[] = {&c->left, &c->right};
    const struct span spans[] = {edit->left, edit->right};

    if ((edit->class != CLASS_WORDING && edit->class != CLASS_DATELINE) || moved_is_noted(edit))
        return false;
    if (edit->op != EDIT_REPLACE)
        return true;
    for (int i = 0; i < 2; i++) {
        const struct document *document = sides[i]->document;
        uint32_t first = document_token_at(document, spans[i].begin), last = first;

        while (last < document->tokens.count && document->tokens.at[last].span.begin < spans[i].end)
            last++;
        if (reading_mention(sides[i], first, last, TYPES_NAME | TYPES_VALUE) != NO_MENTION)
            return true;
    }
    return false;
}

/* Whether one side tells something that the other has no place for. */
static bool has_more(const struct comparison *c, const struct diff *diff)
{
    const uint32_t *relation = diff->counts.relation;

    if (relation[RELATION_ADDED] || relation[RELATION_REMOVED])
        return true;
    for (size_t i = 0; i < diff->units.count; i++)
        for (size_t e = 0; e < diff->units.at[i].edits.count; e++)
            if (brings_words(c, &diff->units.at[i].edits.at[e]))
                return true;
    return false;
}

static size_t count_facts(const struct diff_counts *counts)
{
    size_t members = 0;

    for (size_t i = 0; i < FACTS; i++)
        members += counts->class[fact_nouns[i].class] > 0;
    return members;
}

static void say_facts(struct sentence_text *s, const struct comparison *c, const struct diff *diff)
{
    size_t members = count_facts(&diff->counts), member = 0;

    if (members == 0)
        say(s, "changes no number, date or name%s", has_more(c, diff) ? " in what it keeps" : "");
    for (size_t i = 0; i < FACTS; i++) {
        uint32_t count = diff->counts.class[fact_nouns[i].class];

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

/* What of a text a reader does not see. */
enum unseen { UNSEEN_SPACE = 1 << 0, UNSEEN_REST = 1 << 1 };

/* The next character that is not of these kinds; 0 at the end. */
static uint32_t next_beside(struct slice text, size_t *at, unsigned kinds)
{
    while (*at < text.len) {
        uint32_t code_point = utf8_next(text, at);
        unsigned kind = char_is_space(code_point) ? UNSEEN_SPACE
                        : char_is_ignorable(code_point) || char_is_control(code_point) ? UNSEEN_REST
                                                                                       : 0;

        if (!(kind & kinds))
            return code_point;
    }
    return 0;
}

/* Whether two texts are the same but for characters of these kinds. */
static bool equal_beside(struct slice left, struct slice right, unsigned kinds)
{
    size_t i = 0, j = 0;
    uint32_t code_point;

    do {
        code_point = next_beside(left, &i, kinds);
        if (next_beside(right, &j, kinds) != code_point)
            return false;
    } while (code_point || i < left.len || j < right.len);
    return true;
}

/* What differs between two texts, as they were sent, that read the same but for white space. */
static const char *unseen_in_words(const struct comparison *c)
{
    struct slice left = c->left.document->cleaned.sent, right = c->right.document->cleaned.sent;

    if (!equal_beside(left, right, UNSEEN_SPACE | UNSEEN_REST))
        return "white space, invisible characters or how characters are encoded";
    if (equal_beside(left, right, UNSEEN_SPACE))
        return "white space";
    return equal_beside(left, right, UNSEEN_REST) ? "invisible characters"
                                                  : "white space and invisible characters";
}

struct quote_counts {
    uint32_t relation[QUOTES_RELATION_COUNT];
    uint32_t altered, brackets;
};

/* Whether two neighbours are pieces of one quote. */
static bool is_piece(const struct quote_pair *before, const struct quote_pair *pair)
{
    return before->relation == pair->relation &&
           ((pair->left != NO_QUOTE && before->left == pair->left) ||
            (pair->right != NO_QUOTE && before->right == pair->right));
}

static struct quote_counts count_quotes(const struct comparison *c, const struct quote_pairs *pairs)
{
    struct quote_counts counts = {0};

    for (size_t i = 0; i < pairs->count; i++) {
        const struct quote_pair *pair = &pairs->at[i];

        if (i && is_piece(&pairs->at[i - 1], pair))
            continue;
        counts.relation[pair->relation]++;
        counts.altered +=
            pair->left != NO_QUOTE && pair->right != NO_QUOTE && pair->relation != QUOTES_SAME;
        counts.brackets += pair->relation == QUOTES_TYPOGRAPHY && differ_in_brackets(c, pair);
    }
    return counts;
}

/* How many quotes have another speaker, are cut, altered, added, removed. */
static void say_relations(struct sentence_text *s, const struct quote_counts *counts)
{
    static const struct {
        enum quote_relation relation;
        const char *one, *more;
    } tales[] = {{QUOTES_SPEAKER, "has another speaker", "have another speaker"},
                 {QUOTES_CUT, "is cut", "are cut"},
                 {QUOTES_WORDING, "is altered in wording", "are altered in wording"},
                 {QUOTES_ADDED, "is added", "are added"},
                 {QUOTES_REMOVED, "is removed", "are removed"}};

    uint32_t form = counts->relation[QUOTES_TYPOGRAPHY], altered = counts->altered;
    bool only_form = altered && form == altered;
    size_t members = only_form, member = 0;

    for (size_t i = 0; i < sizeof tales / sizeof *tales; i++)
        members += counts->relation[tales[i].relation] > 0;
    if (only_form) {
        say(s, "; %s only in %s",
            altered == 1   ? "the one altered quote differs"
            : altered == 2 ? "both altered quotes differ"
                           : "all altered quotes differ",
            counts->brackets == altered ? "brackets" : "typography");
        member++;
    }
    for (size_t i = 0; i < sizeof tales / sizeof *tales; i++) {
        uint32_t count = counts->relation[tales[i].relation];

        if (count == 0)
            continue;
        say(s, "%s%s",
            member == 0                 ? "; "
            : only_form && members == 2 ? ", and "
                                        : joint(member, members),
            count_in_words(count).text);
        if (member == only_form)
            say(s, " quote%s", plural(count));
        say(s, " %s", count == 1 ? tales[i].one : tales[i].more);
        member++;
    }
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

static size_t count_deeds(const struct deed *deeds, size_t count)
{
    size_t done = 0;

    for (size_t i = 0; i < count; i++)
        done += deeds[i].count > 0;
    return done;
}

/* Says what was done to the parts, in a list of so many members, of which the first stands. */
static void say_deeds(struct sentence_text *s, const struct comparison *c, const struct deed *deeds,
                      size_t count, size_t members)
{
    const char *noun = c->level == LEVEL_SENTENCE ? "sentence" : "paragraph";
    size_t member = 1;

    for (size_t i = 0; i < count; i++) {
        if (deeds[i].count == 0)
            continue;
        say(s, "%s%s %s", joint(member, members), deeds[i].verb,
            count_in_words(deeds[i].count).text);
        if (member == 1)
            say(s, " %s%s", noun, plural(deeds[i].count));
        if (deeds[i].into)
            say(s, " into %s", count_in_words(deeds[i].into).text);
        if (deeds[i].blocks == 1 && deeds[i].count > 1)
            say(s, " as one block");
        else if (deeds[i].blocks && deeds[i].blocks < deeds[i].count)
            say(s, " in %s blocks", count_in_words(deeds[i].blocks).text);
        member++;
    }
}

static void say_white_space(struct sentence_text *s, const struct comparison *c,
                            const struct diff *diff)
{
    uint32_t into, merged = count_merged(&diff->units, &into);
    const struct deed deeds[] = {{"splits", diff->counts.relation[RELATION_SPLIT], 0, 0},
                                 {"merges", merged, 0, into}};
    size_t count = sizeof deeds / sizeof *deeds, done = count_deeds(deeds, count);

    say(s, "Two edits of one text that differ only in %s", unseen_in_words(c));
    if (done)
        say(s, ": the right keeps all of the left");
    say_deeds(s, c, deeds, count, done + 1);
    say(s, ".");
}

/* What two compared texts are to each other. Whether they are shuffled is told by their distinct
 * words, so look how many there are, and whether the order is another one. */
static const char *pair_in_words(const struct comparison *c, const char *natural,
                                 const char *forced)
{
    static const double same_order = 0.6, same_length = 0.8;

    double left = c->left.document->word_count, right = c->right.document->word_count;

    if (c->is_forced)
        return forced;
    if (!c->is_shuffled)
        return natural;
    if (c->kept < same_order && left >= same_length * right && right >= same_length * left)
        return "Two texts of nearly the same words in another order";
    return "Two texts that use nearly the same words";
}

/* What was not compared, so that silence about it is not taken for a finding. */
static void say_lacks(struct sentence_text *s, const struct comparison *c)
{
    if (c->lacks_names)
        say(s, "; names, dates and quotes were not compared%s",
            diff_reads_names(c->left.document, c->right.document) ? ""
                                                                  : ", as the texts are too long");
}

static void say_edits(struct sentence_text *s, const struct comparison *c, const struct diff *diff)
{
    const uint32_t *relation = diff->counts.relation;
    const struct quote_counts quotes = count_quotes(c, &diff->quotes);
    uint32_t into, merged = count_merged(&diff->units, &into);
    const struct deed deeds[] = {
        {"edits", relation[RELATION_EDITED], 0, 0},
        {"splits", relation[RELATION_SPLIT], 0, 0},
        {"merges", merged, 0, into},
        {"moves", count_moved(&diff->units), diff->moved_blocks, 0},
        {"adds", relation[RELATION_ADDED], 0, 0},
        {"removes", relation[RELATION_REMOVED], 0, 0},
    };
    size_t count = sizeof deeds / sizeof *deeds;
    bool has_facts = !c->lacks_names || count_facts(&diff->counts) > 0;
    size_t members = count_deeds(deeds, count) + 1 + has_facts;
    double kept = kept_share(c, diff);

    if (kept >= 1 && relation[RELATION_REMOVED])
        kept = 0.99; /* marks alone went */
    say(s, "%s: the right keeps %s of the left%s",
        pair_in_words(c, "Two edits of one text", "Two texts compared as edits of one"),
        share_in_words(kept),
        !left_repeats(c, diff) ? ""
        : members == 2         ? ", which repeats itself,"
                               : ", which repeats itself");
    say_deeds(s, c, deeds, count, members);
    if (has_facts) {
        say(s, "%s", joint(members - 1, members));
        say_facts(s, c, diff);
    }
    say_relations(s, &quotes);
    say_lacks(s, c);
    say(s, ".");
}

static void say_report(struct sentence_text *s, const struct comparison *c, const struct diff *diff)
{
    size_t shared = diff->facts.shared.count, names = diff->both.count;
    size_t conflicts = diff->facts.conflicts.count;

    say(s, "%s: they ",
        pair_in_words(c, "Two independent reports", "Two texts compared as reports"));
    if (shared)
        say(s, "tell %s thing%s in common%s", count_in_words(shared).text, plural(shared),
            names ? " and " : "");
    if (names)
        say(s, "share %s name%s", count_in_words(names).text, plural(names));
    if (!shared)
        say(s, "%stell nothing in common", names ? " but " : "");
    if (conflicts)
        say(s, "; %s figure%s", count_in_words(conflicts).text,
            conflicts == 1 ? " conflicts" : "s conflict");
    else if (!c->lacks_names)
        say(s, ", and no figures conflict");
    say_lacks(s, c);
    say(s, ".");
}

static void say_unrelated(struct sentence_text *s, const struct comparison *c,
                          const struct diff *diff)
{
    size_t names = diff->both.count;

    if (c->lacks_names) {
        say(s, "Two unrelated texts: they share little wording");
        say_lacks(s, c);
        say(s, ".");
        return;
    }

    say(s, "Two unrelated texts: they share %s name%s and little wording.",
        count_in_words(names).text, plural(names));
}

/* Of two texts that are the same, or of which one has no words; false for all others. */
static bool say_simple(struct sentence_text *s, const struct comparison *c)
{
    const struct document *left = c->left.document, *right = c->right.document;
    bool no_left = left->tokens.count == 0, no_right = right->tokens.count == 0;

    if (slice_equal(left->cleaned.sent, right->cleaned.sent))
        say(s, left->cleaned.sent.len ? "The two texts are identical." : "Both texts are empty.");
    else if (no_left && no_right)
        say(s, "Two texts without words that differ in %s.", unseen_in_words(c));
    else if (no_left)
        say(s, "The left text %s.", left->cleaned.sent.len ? "has no words" : "is empty");
    else if (no_right)
        say(s, "The right text %s.", right->cleaned.sent.len ? "has no words" : "is empty");
    else if (slice_equal(left->text, right->text))
        say(s, "The two texts differ only in %s.", unseen_in_words(c));
    else
        return false;
    return true;
}

enum error verdict_write(const struct comparison *c, const struct diff *diff, struct slice *out)
{
    struct sentence_text s = {.arena = c->arena};

    if (!say_simple(&s, c)) {
        if (diff->mode == MODE_EDIT && differ_in_white_space(c))
            say_white_space(&s, c, diff);
        else if (diff->mode == MODE_EDIT)
            say_edits(&s, c, diff);
        else if (diff->mode == MODE_REPORT)
            say_report(&s, c, diff);
        else
            say_unrelated(&s, c, diff);
    }
    if (!s.error)
        *out = s.text;
    return s.error;
}
