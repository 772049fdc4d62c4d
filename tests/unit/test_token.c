#include "tests/unit/suite.h"
#include "text/token.h"

/* Tokens as they should come, each followed by a bar. */
static const struct {
    const char *text, *tokens;
} cuts[] = {
    {"", ""},
    {" \n\t", ""},
    {"The U.S.-led force", "The|U.S.-led|force|"},
    {"al-Qaida, hard-line", "al-Qaida|,|hard-line|"},
    {"Karzai's Karzai\u2019s", "Karzai|'s|Karzai|\u2019s|"},
    {"don't can't won't DON\u2019T", "do|n't|ca|n't|wo|n't|DO|N\u2019T|"},
    {"I'm he'd they've you'll we're", "I|'m|he|'d|they|'ve|you|'ll|we|'re|"},
    {"didn't've", "did|n't|'ve|"},
    {"James' house", "James|'|house|"},
    {"O'Brien d'Estaing Qur'an Xi'an", "O'Brien|d'Estaing|Qur'an|Xi'an|"},
    {"rock 'n' roll", "rock|'n'|roll|"},
    {"the '90s and \u201990s, \u201890s", "the|'90s|and|\u201990s|,|\u201890s|"},
    {"'Tis 'em", "'Tis|'em|"},
    {"goin' home", "goin'|home|"},
    {"'Go,' he said.", "'|Go|,|'|he|said|.|"},
    {"the 'Beatles' sang", "the|'|Beatles|'|sang|"},
    {"1,200,344 1,200.5 3.5m 30th", "1,200,344|1,200.5|3.5m|30th|"},
    {"1,2,3 and 10,000", "1|,|2|,|3|and|10,000|"},
    {"$10 \u00A33bn 30% US$5", "$|10|\u00A3|3bn|30|%|US|$|5|"},
    {"10:30 6-3 9/11 1914\u201318", "10:30|6-3|9/11|1914\u201318|"},
    {"a 10-year-old .38 mid-1990s", "a|10-year-old|.38|mid-1990s|"},
    {"1990's and the 1990s' end", "1990|'s|and|the|1990s|'|end|"},
    {"AT&T R&D B & B", "AT&T|R&D|B|&|B|"},
    {"Mail a.b@x.org, now.", "Mail|a.b@x.org|,|now|.|"},
    {"Jane.Doe@example.com.", "Jane.Doe@example.com|.|"},
    {"(http://x.org/a_(b)).", "(|http://x.org/a_(b)|)|.|"},
    {"See www.example.co.uk/news.", "See|www.example.co.uk/news|.|"},
    {"\u201Chttps://x.org/y,\u201D he", "\u201C|https://x.org/y|,|\u201D|he|"},
    {"Example.com's profit", "Example.com|'s|profit|"},
    {"@name, #tag #1 a@b", "@name|,|#tag|#|1|a|@|b|"},
    {"``hi'' he", "``|hi|''|he|"},
    {"\u201Chi\u201D \u00ABhi\u00BB", "\u201C|hi|\u201D|\u00AB|hi|\u00BB|"},
    {"well... so \u2026 and . . . end", "well|...|so|\u2026|and|. . .|end|"},
    {"gone. . . . Then", "gone|.|. . .|Then|"},
    {"he--she \u2014 it\u2014we - a", "he|--|she|\u2014|it|\u2014|we|-|a|"},
    {"Gen. Lt.-Gen. Ph.D. p.m. e.g. this", "Gen.|Lt.-Gen.|Ph.D.|p.m.|e.g.|this|"},
    {"at 5p.m. or 5 p.m.", "at|5|p.m.|or|5|p.m.|"},
    {"J.K. Rowling, J. K. Rowling", "J.K.|Rowling|,|J.|K.|Rowling|"},
    {"J.Smith Mr.Cole", "J.|Smith|Mr.|Cole|"},
    {"you and I. Did", "you|and|I|.|Did|"},
    {"No. 5, and no. So", "No.|5|,|and|no|.|So|"},
    {"U.S.'s U.N.", "U.S.|'s|U.N.|"},
    {"so\u00ADft e\u0301te\u0301", "so\u00ADft|e\u0301te\u0301|"},
    {"\u65E5\u672C \u041C\u0438\u0440!", "\u65E5|\u672C|\u041C\u0438\u0440|!|"},
    {"What?! No!!", "What|?!|No|!!|"},
    {"*** === \u2022 a", "***|===|\u2022|a|"},
    {"[leadership] (x)", "[|leadership|]|(|x|)|"},
    {"and/or v2.0 foo_bar", "and|/|or|v2.0|foo_bar|"},
    /* what is shown as one picture */
    {"\U0001F468\u200D\U0001F469\u200D\U0001F467 \U0001F468\U0001F469",
     "\U0001F468\u200D\U0001F469\u200D\U0001F467|\U0001F468|\U0001F469|"},
    {"\U0001F44D\U0001F3FF\U0001F44D", "\U0001F44D\U0001F3FF|\U0001F44D|"},
    {"\U0001F1E9\U0001F1EA\U0001F1EB\U0001F1F7\U0001F1E9",
     "\U0001F1E9\U0001F1EA|\U0001F1EB\U0001F1F7|\U0001F1E9|"},
    {"\u2764\uFE0F\u200D\U0001F525 a", "\u2764\uFE0F\u200D\U0001F525|a|"},
    /* numbers */
    {"$10 million, 30 per cent, 3.5 percent", "$|10|million|,|30|per|cent|,|3.5|percent|"},
    {"9-11, 1,200,344, 1.2bn and 24/7", "9-11|,|1,200,344|,|1.2bn|and|24/7|"},
    {"post-9/11 sub-10,000 mid-2009/10", "post-9/11|sub-10,000|mid-2009/10|"},
    {"US$10 C$5 \u20AC3,000 \u00A5500", "US|$|10|C|$|5|\u20AC|3,000|\u00A5|500|"},
    {"a $1.5m-a-year COVID-19 F-16s", "a|$|1.5m-a-year|COVID-19|F-16s|"},
    {"the 1990s, 21st-century, 3:30pm", "the|1990s|,|21st-century|,|3:30pm|"},
    {"at 0.5 or .5 \u2212 5 \u00B0C", "at|0.5|or|.5|\u2212|5|\u00B0|C|"},
    /* abbreviations and names with stops */
    {"U.S.A. U.K. D.C. Sen. Rep. Jr. Inc.", "U.S.A.|U.K.|D.C.|Sen.|Rep.|Jr.|Inc.|"},
    {"Nos. 5 and 6, a.m. P.M. vs. etc.", "Nos.|5|and|6|,|a.m.|P.M.|vs.|etc.|"},
    {"(R-Texas), D-Ga.", "(|R-Texas|)|,|D-Ga.|"},
    {"R&D, Q&A, S&P500, rock&roll", "R&D|,|Q&A|,|S&P500|,|rock|&|roll|"},
    {"Yahoo! Guess? .NET", "Yahoo|!|Guess|?|.|NET|"},
    /* clitics and apostrophes */
    {"who's let's she'd isn't ain't", "who|'s|let|'s|she|'d|is|n't|ai|n't|"},
    {"o'clock ma'am y'all James's", "o'clock|ma'am|y'all|James|'s|"},
    {"d'Ivoire O\u2019Neill it\u2019ll", "d'Ivoire|O\u2019Neill|it|\u2019ll|"},
    {"say \u201Che\u2019s\u201D now", "say|\u201C|he|\u2019s|\u201D|now|"},
    /* compounds */
    {"mother-in-law Franco-German anti-U.S.", "mother-in-law|Franco-German|anti-U.S.|"},
    {"e-mail T-shirt I-95 x-ray", "e-mail|T-shirt|I-95|x-ray|"},
    /* addresses */
    {"https://example.org. bit.ly/abc, a", "https://example.org|.|bit.ly/abc|,|a|"},
    {"http://a.com/x?y=1&z=2#q ftp://b.org/", "http://a.com/x?y=1&z=2#q|ftp://b.org/|"},
    {"RT @BBCNews: #MeToo #9/11", "RT|@BBCNews|:|#MeToo|#|9/11|"},
    {"me@x.org; a.b+c@d-e.co.uk!", "me@x.org|;|a.b+c@d-e.co.uk|!|"},
    /* dashes and ellipses */
    {"he--she -- it \u2014 we \u2013 a - b", "he|--|she|--|it|\u2014|we|\u2013|a|-|b|"},
    {"\u201CNo\u201D\u2014\u201Cyes\u201D --- 2010\u201311",
     "\u201C|No|\u201D|\u2014|\u201C|yes|\u201D|---|2010\u201311|"},
    {"wait...what.... so\u2026 .. ..... x", "wait|...|what|....|so|\u2026|..|.....|x|"},
    /* the common word beside all that may follow it */
    {"word,word;word:word!word?", "word|,|word|;|word|:|word|!|word|?|"},
    {"word)word]word}word(word[word{", "word|)|word|]|word|}|word|(|word|[|word|{|"},
    {"word\"word$word<word|word^word~word*", "word|\"|word|$|word|<|word|||word|^|word|~|word|*|"},
    {"word\tword\nword\r\nword\u00A0word", "word|word|word|word|word|"},
    {"word\u2026word\u2014word\u201Cword", "word|\u2026|word|\u2014|word|\u201C|word|"},
    {"abcdefgh abcdefghi abcdefghijklmnop abcdefghijklmnopq.",
     "abcdefgh|abcdefghi|abcdefghijklmnop|abcdefghijklmnopq|.|"},
    {"end.Next", "end|.|Next|"},
    {"\uFEFFMayor Cole\uFEFF spoke",
     "Mayor|Cole|spoke|"}, /* a byte order mark is no part of a word */
};

START_TEST(cuts_texts)
{
    struct arena *arena = arena_open(ARENA_NO_BUDGET);
    struct slice text = slice_of(cuts[_i].text);
    struct tokens tokens;
    char found[256];
    size_t len = 0;

    ck_assert_int_eq(token_split(arena, text, &tokens), ERROR_OK);
    for (size_t i = 0; i < tokens.count; i++) {
        struct slice word = token_text(text, &tokens.at[i]);
        ck_assert_ptr_nonnull(word.ptr);
        len += (size_t)snprintf(found + len, sizeof found - len, "%.*s|", SLICE_ARGS(word));
    }
    found[len] = '\0';
    ck_assert_str_eq(found, cuts[_i].tokens);
    arena_close(arena);
}

END_TEST

/* The last token of the text, its kind and flags. */
static const struct {
    const char *text;
    enum token_kind kind;
    unsigned flags;
} kinds[] = {
    {"word", TOKEN_WORD, TOKEN_SPACE_BEFORE | TOKEN_LINE_START},
    {"a Word", TOKEN_WORD, TOKEN_CAPITAL | TOKEN_SPACE_BEFORE},
    {"a NATO", TOKEN_WORD, TOKEN_CAPITAL | TOKEN_ALL_CAPS | TOKEN_SPACE_BEFORE},
    {"a \u00C9cole", TOKEN_WORD, TOKEN_CAPITAL | TOKEN_SPACE_BEFORE},
    {"x\n\nword", TOKEN_WORD, TOKEN_SPACE_BEFORE | TOKEN_LINE_START | TOKEN_BLANK_LINE},
    {"x\u2029Word", TOKEN_WORD,
     TOKEN_CAPITAL | TOKEN_SPACE_BEFORE | TOKEN_LINE_START | TOKEN_BLANK_LINE},
    {"\n\nword", TOKEN_WORD, TOKEN_SPACE_BEFORE | TOKEN_LINE_START},
    {"a ABCDEFGHIJ", TOKEN_WORD, TOKEN_CAPITAL | TOKEN_ALL_CAPS | TOKEN_SPACE_BEFORE},
    {"a ABCDEFGHiJ", TOKEN_WORD, TOKEN_CAPITAL | TOKEN_SPACE_BEFORE},
    {"a ABCDEFGh", TOKEN_WORD, TOKEN_CAPITAL | TOKEN_SPACE_BEFORE},
    {"a I", TOKEN_WORD, TOKEN_CAPITAL | TOKEN_SPACE_BEFORE},
    {"a F-16", TOKEN_WORD, TOKEN_CAPITAL | TOKEN_HAS_DIGIT | TOKEN_HYPHENATED | TOKEN_SPACE_BEFORE},
    {"a\nGen.", TOKEN_WORD,
     TOKEN_CAPITAL | TOKEN_ABBREVIATION | TOKEN_SPACE_BEFORE | TOKEN_LINE_START},
    {"the U.S.", TOKEN_WORD,
     TOKEN_CAPITAL | TOKEN_ALL_CAPS | TOKEN_ABBREVIATION | TOKEN_SPACE_BEFORE},
    {"it's", TOKEN_WORD, TOKEN_CLITIC | TOKEN_POSSESSIVE},
    {"don't", TOKEN_WORD, TOKEN_CLITIC},
    {"the workers'", TOKEN_WORD, TOKEN_CLITIC | TOKEN_POSSESSIVE},
    {"'the workers'", TOKEN_QUOTE, 0},
    {"in 1,200", TOKEN_NUMBER, TOKEN_HAS_DIGIT | TOKEN_SPACE_BEFORE},
    {"the '90s", TOKEN_NUMBER, TOKEN_HAS_DIGIT | TOKEN_SPACE_BEFORE},
    {"http://a.b", TOKEN_URL, TOKEN_SPACE_BEFORE | TOKEN_LINE_START},
    {"to a@b.org", TOKEN_EMAIL, TOKEN_SPACE_BEFORE},
    {"to @b", TOKEN_HANDLE, TOKEN_SPACE_BEFORE},
    {"to #b", TOKEN_HASHTAG, TOKEN_SPACE_BEFORE},
    {"x\"", TOKEN_QUOTE, 0},
    {"x''", TOKEN_QUOTE, 0},
    {"x)", TOKEN_BRACKET, 0},
    {"x--", TOKEN_DASH, 0},
    {"x...", TOKEN_ELLIPSIS, 0},
    {"x.", TOKEN_STOP, 0},
    {"x;", TOKEN_COMMA, 0},
    {"x %", TOKEN_SYMBOL, TOKEN_SPACE_BEFORE},
};

START_TEST(knows_kinds_and_flags)
{
    struct token_reader reader = {.text = slice_of(kinds[_i].text)};
    struct token token = {0}, last = {0};

    while (token_next(&reader, &token))
        last = token;
    ck_assert_int_eq(last.kind, kinds[_i].kind);
    ck_assert_uint_eq(last.flags, kinds[_i].flags);
}

END_TEST

static const struct {
    const char *left, *right;
    bool same;
} pairs[] = {
    {"Al-Qaida", "al-qaida", true},
    {"caf\u00E9", "CAFE\u0301", true},
    {"Karzai\u2019s", "Karzai's", true},
    {"so\u00ADft", "soft", true},
    {"--", "\u2014", true},
    {"\u2026", "...", true},
    {". . .", "...", true},
    {"``", "\u201C", true},
    {"\u00ABoui", "\"oui", true},
    {"Al-Qaida", "al Qaida", false},
    {"U.S.", "us", false},
};

static const struct {
    const char *text;
    enum quote_mark first, second; /* of the first two marks */
} marks[] = {
    {"\"a\"", MARK_STRAIGHT_DOUBLE, MARK_STRAIGHT_DOUBLE},
    {"'a'", MARK_STRAIGHT_SINGLE, MARK_STRAIGHT_SINGLE},
    {"\u201Ca\u201D", MARK_DOUBLE_OPEN, MARK_DOUBLE_CLOSE},
    {"\u2018a\u2019", MARK_SINGLE_OPEN, MARK_SINGLE_CLOSE},
    {"\u201Ea\u201C", MARK_LOW_DOUBLE, MARK_DOUBLE_OPEN},
    {"\u201Aa\u2018", MARK_LOW_SINGLE, MARK_SINGLE_OPEN},
    {"\u00ABa\u00BB", MARK_GUILLEMET_OPEN, MARK_GUILLEMET_CLOSE},
    {"\u2039a\u203A", MARK_ANGLE_OPEN, MARK_ANGLE_CLOSE},
    {"``a''", MARK_DOUBLE_OPEN, MARK_DOUBLE_CLOSE},
    {"`a'", MARK_SINGLE_OPEN, MARK_STRAIGHT_SINGLE},
    {"\uFF02a\uFF02", MARK_STRAIGHT_DOUBLE, MARK_STRAIGHT_DOUBLE},
    {"\u201Fa\u201B", MARK_DOUBLE_OPEN, MARK_SINGLE_OPEN},
    {"x \"a\"", MARK_STRAIGHT_DOUBLE, MARK_STRAIGHT_DOUBLE},
    {"the dogs\u2019 \u201Cx\u201D", MARK_DOUBLE_OPEN, MARK_DOUBLE_CLOSE},
};

START_TEST(knows_marks)
{
    struct token_reader reader = {.text = slice_of(marks[_i].text)};
    struct token token;

    enum quote_mark found[2] = {MARK_NONE, MARK_NONE};

    size_t count = 0;

    while (token_next(&reader, &token))
        if (token.kind == TOKEN_QUOTE && count < 2)
            found[count++] = token.mark;
    ck_assert_int_eq(found[0], marks[_i].first);
    ck_assert_int_eq(found[1], marks[_i].second);
}

END_TEST

START_TEST(folded_ids_meet)
{
    uint64_t left = token_folded_id(slice_of(pairs[_i].left));
    uint64_t right = token_folded_id(slice_of(pairs[_i].right));

    ck_assert_int_eq(left == right, pairs[_i].same);
    ck_assert(token_exact_id(slice_of(pairs[_i].left)) !=
              token_exact_id(slice_of(pairs[_i].right)));
}

END_TEST

START_TEST(long_words_fold_like_short_ones)
{
    enum { LETTERS = 5000 };

    static char lower[LETTERS], upper[LETTERS];
    struct slice left = {lower, LETTERS}, right = {upper, LETTERS};

    for (size_t i = 0; i < LETTERS; i++) {
        lower[i] = (char)('a' + i % 26);
        upper[i] = (char)('A' + i % 26);
    }
    ck_assert_uint_eq(token_folded_id(left), token_folded_id(right));
    ck_assert_uint_eq(token_folded_id(left), token_exact_id(left));
}

END_TEST

static const struct {
    const char *word;
    uint64_t exact, folded;
} ids[] = {
    {"", 0x99DE97031D95F27Bu, 0x99DE97031D95F27Bu},
    {"a", 0x00B2999BCD1420DFu, 0x00B2999BCD1420DFu},
    {"word", 0x7274DABDC5443E02u, 0x7274DABDC5443E02u},
    {"Word", 0x8842D68E753C8755u, 0x7274DABDC5443E02u},
    {"abcdefgh", 0xA20E156A4F1EB7E3u, 0xA20E156A4F1EB7E3u},
    {"abcdefghijklmnop", 0xF5DC5BA13FE4F002u, 0xF5DC5BA13FE4F002u},
    {"abcdefghijklmnopq", 0xCA7F3571DF47CACFu, 0xCA7F3571DF47CACFu},
    {"\u00C9cole", 0x4C77AF72B4A77E6Au, 0x3584C7F3554B760Bu},
};

START_TEST(ids_are_the_same_in_every_process)
{
    ck_assert_uint_eq(token_exact_id(slice_of(ids[_i].word)), ids[_i].exact);
    ck_assert_uint_eq(token_folded_id(slice_of(ids[_i].word)), ids[_i].folded);
}

END_TEST

static int compare_ids(const void *left, const void *right)
{
    uint64_t a, b;

    memcpy(&a, left, sizeof a);
    memcpy(&b, right, sizeof b);
    return (a > b) - (a < b);
}

START_TEST(short_words_have_ids_of_their_own)
{
    enum { LETTERS = 3, WORDS = 52 * 52 * 52, LENGTHS = 16 };

    static const char alphabet[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    static uint64_t found[WORDS + LENGTHS];
    char word[LENGTHS] = "aaaaaaaaaaaaaaaa";

    for (size_t length = 0; length < LENGTHS; length++) /* one letter in many lengths */
        found[WORDS + length] = token_exact_id((struct slice){word, length == 3 ? 16 : length});
    for (size_t i = 0; i < WORDS; i++) {
        word[0] = alphabet[i % 52];
        word[1] = alphabet[i / 52 % 52];
        word[2] = alphabet[i / 52 / 52];
        found[i] = token_exact_id((struct slice){word, LETTERS});
    }
    qsort(found, WORDS + LENGTHS, sizeof *found, compare_ids);
    for (size_t i = 1; i < WORDS + LENGTHS; i++)
        ck_assert(found[i] != found[i - 1]);
}

END_TEST

START_TEST(survives_a_lack_of_memory)
{
    struct slice text = SLICE("a.b?c!\"'(){}[]");
    enum error error = ERROR_NO_MEMORY;
    struct tokens tokens;

    for (size_t n = 1; error; n++) {
        struct arena *arena = arena_open(ARENA_NO_BUDGET);
        arena_fail_at(arena, n);
        error = token_split(arena, text, &tokens);
        ck_assert(error == ERROR_OK || error == ERROR_NO_MEMORY);
        ck_assert(n > 1 || error);
        arena_close(arena);
    }
}

END_TEST

SUITE("token", LOOP(cuts_texts, cuts), LOOP(knows_kinds_and_flags, kinds), LOOP(knows_marks, marks),
      LOOP(folded_ids_meet, pairs), TEST(long_words_fold_like_short_ones),
      LOOP(ids_are_the_same_in_every_process, ids), TEST(short_words_have_ids_of_their_own),
      TEST(survives_a_lack_of_memory))
