#include "text/sentence_rules.h"

#include "text/abbreviation.h"
#include "text/token_scan.h"
#include "text/utf8.h"

enum {
    LETTER_ENUMERATORS = 1000, /* a is 1001 */
    MARKS_BEFORE_WORD = 4,     /* opening marks that are looked through */
    NAME_WORDS = 5,            /* of a speaker before the cue */
    CLOCK_PHRASE_TOKENS = 3,   /* "At 5 a.m." is no sentence yet */
    SHORT_WORD_BYTES = 3,
    ENUMERATOR_BYTES = 2,
};

/* Words that begin a sentence behind an abbreviation: a name does not go on with them. */
static const struct slice starters[] = {
#define WORD(word) SLICE_INIT(word)
    WORD("the"),      WORD("a"),       WORD("an"),      WORD("he"),        WORD("she"),
    WORD("it"),       WORD("they"),    WORD("we"),      WORD("i"),         WORD("you"),
    WORD("his"),      WORD("her"),     WORD("its"),     WORD("their"),     WORD("our"),
    WORD("my"),       WORD("your"),    WORD("this"),    WORD("that"),      WORD("these"),
    WORD("those"),    WORD("there"),   WORD("here"),    WORD("in"),        WORD("on"),
    WORD("at"),       WORD("by"),      WORD("for"),     WORD("from"),      WORD("with"),
    WORD("to"),       WORD("of"),      WORD("as"),      WORD("after"),     WORD("before"),
    WORD("during"),   WORD("since"),   WORD("until"),   WORD("under"),     WORD("but"),
    WORD("and"),      WORD("or"),      WORD("so"),      WORD("yet"),       WORD("if"),
    WORD("when"),     WORD("while"),   WORD("where"),   WORD("what"),      WORD("who"),
    WORD("why"),      WORD("how"),     WORD("which"),   WORD("because"),   WORD("although"),
    WORD("though"),   WORD("however"), WORD("also"),    WORD("then"),      WORD("now"),
    WORD("some"),     WORD("many"),    WORD("most"),    WORD("all"),       WORD("both"),
    WORD("each"),     WORD("every"),   WORD("no"),      WORD("not"),       WORD("another"),
    WORD("other"),    WORD("others"),  WORD("several"), WORD("such"),      WORD("only"),
    WORD("even"),     WORD("once"),    WORD("one"),     WORD("two"),       WORD("three"),
    WORD("is"),       WORD("are"),     WORD("was"),     WORD("were"),      WORD("did"),
    WORD("do"),       WORD("does"),    WORD("has"),     WORD("have"),      WORD("can"),
    WORD("could"),    WORD("would"),   WORD("should"),  WORD("will"),      WORD("let"),
    WORD("please"),   WORD("earlier"), WORD("later"),   WORD("meanwhile"), WORD("last"),
    WORD("despite"),  WORD("about"),   WORD("between"), WORD("according"), WORD("nobody"),
    WORD("everyone"), WORD("someone"), WORD("mr."),     WORD("mrs."),      WORD("ms."),
};

/* Verbs that carry on a sentence behind a question or a call: "Why?" Smith asked. */
static const struct slice cues[] = {
    WORD("said"),     WORD("says"),      WORD("asked"),  WORD("asks"),      WORD("told"),
    WORD("added"),    WORD("replied"),   WORD("wrote"),  WORD("shouted"),   WORD("cried"),
    WORD("answered"), WORD("wondered"),  WORD("joked"),  WORD("exclaimed"), WORD("tweeted"),
    WORD("insisted"), WORD("continued"), WORD("yelled"), WORD("demanded"),  WORD("quipped"),
};

/* What stands behind the name of a firm. */
static const struct slice firms[] = {
    WORD("inc."), WORD("inc"), WORD("corp."), WORD("corp"), WORD("ltd."), WORD("ltd"), WORD("co."),
};

/* What goes on with the hour behind a.m. and p.m. */
static const struct slice hour_tails[] = {
    WORD("est"),      WORD("edt"),      WORD("et"),       WORD("pst"),     WORD("pdt"),
    WORD("pt"),       WORD("cst"),      WORD("cdt"),      WORD("ct"),      WORD("mst"),
    WORD("mdt"),      WORD("mt"),       WORD("gmt"),      WORD("utc"),     WORD("bst"),
    WORD("cet"),      WORD("ist"),      WORD("jst"),      WORD("eastern"), WORD("pacific"),
    WORD("central"),  WORD("mountain"), WORD("monday"),   WORD("tuesday"), WORD("wednesday"),
    WORD("thursday"), WORD("friday"),   WORD("saturday"), WORD("sunday"),  WORD("greenwich"),
#undef WORD
};

#define IS_IN(table, word) word_is_in((table), sizeof(table) / sizeof *(table), (word))

static bool word_is_in(const struct slice *words, size_t count, struct slice word)
{
    for (size_t i = 0; i < count; i++) {
        size_t k = 0;
        if (words[i].len != word.len)
            continue;
        while (k < word.len && (byte_is_letter(word.ptr[k]) ? (word.ptr[k] | 0x20) : word.ptr[k]) ==
                                   words[i].ptr[k])
            k++;
        if (k == word.len)
            return true;
    }
    return false;
}

static const struct token *token_of(const struct passage *passage, uint32_t token)
{
    return &passage->tokens->at[token];
}

static struct slice text_of(const struct passage *passage, uint32_t token)
{
    return token_text(passage->text, token_of(passage, token));
}

/* First code point of a token; 0 past the paragraph. */
static uint32_t first_char(const struct passage *passage, uint32_t token)
{
    size_t length;

    return token < passage->last
               ? char_at(passage->text, token_of(passage, token)->span.begin, &length)
               : 0;
}

static bool is_glued(const struct passage *passage, uint32_t token)
{
    return token < passage->last && !(token_of(passage, token)->flags & TOKEN_SPACE_BEFORE);
}

static bool is_straight(const struct token *token)
{
    return token->mark == MARK_STRAIGHT_DOUBLE || token->mark == MARK_STRAIGHT_SINGLE;
}

/* A mark that ends a quotation; straight ones tell by the side on which they touch. */
static bool is_closing_mark(const struct passage *passage, uint32_t token)
{
    const struct token *mark = token_of(passage, token);
    bool touches_before = is_glued(passage, token);
    bool touches_behind = is_glued(passage, token + 1);

    if (mark->kind != TOKEN_QUOTE)
        return false;
    if (!is_straight(mark))
        return mark->mark == MARK_DOUBLE_CLOSE || mark->mark == MARK_SINGLE_CLOSE ||
               mark->mark == MARK_GUILLEMET_CLOSE || mark->mark == MARK_ANGLE_CLOSE;
    if (touches_before != touches_behind)
        return touches_before;
    return mark->mark == MARK_STRAIGHT_SINGLE ? touches_before : passage->mark_open;
}

void passage_note_mark(struct passage *passage, uint32_t token)
{
    if (token_of(passage, token)->mark == MARK_STRAIGHT_DOUBLE)
        passage->mark_open = !is_closing_mark(passage, token);
}

bool may_end_sentence(const struct token *token)
{
    return token->kind == TOKEN_STOP || token->kind == TOKEN_ELLIPSIS ||
           (token->flags & TOKEN_ABBREVIATION);
}

static bool is_closing_bracket(const struct passage *passage, uint32_t token)
{
    uint32_t code_point = first_char(passage, token);

    return token_of(passage, token)->kind == TOKEN_BRACKET &&
           (code_point == ')' || code_point == ']' || code_point == '}');
}

/* A note like [17] behind a stop belongs to what it proves. */
static bool is_note(const struct passage *passage, uint32_t token)
{
    return passage->last - token >= 3 && first_char(passage, token) == '[' &&
           token_of(passage, token + 1)->kind == TOKEN_NUMBER &&
           first_char(passage, token + 2) == ']';
}

uint32_t closers_last(struct passage *passage, uint32_t stop)
{
    uint32_t i = stop + 1;

    while (i < passage->last) {
        const struct token *token = token_of(passage, i);
        bool glued = is_glued(passage, i);
        if (!passage->is_wrapped && (token->flags & TOKEN_LINE_START))
            break;
        if (is_note(passage, i)) {
            i += 3;
            continue;
        }
        if (!(glued && (token->kind == TOKEN_STOP || token->kind == TOKEN_ELLIPSIS)) &&
            !is_closing_mark(passage, i) && !is_closing_bracket(passage, i))
            break;
        passage_note_mark(passage, i);
        i++;
    }
    return i;
}

/* How the text goes on. */
enum begin {
    BEGIN_NOTHING,
    BEGIN_CAPITAL,
    BEGIN_LOWER,
    BEGIN_NUMBER,
    BEGIN_OTHER,
};

/* The first word behind opening marks and ellipses; *word is its token. */
static enum begin begin_of(const struct passage *passage, uint32_t next, uint32_t *word)
{
    uint32_t i = next;

    for (uint32_t looked = 0; i < passage->last && looked < MARKS_BEFORE_WORD; i++, looked++) {
        uint8_t kind = token_of(passage, i)->kind;
        if (kind != TOKEN_QUOTE && kind != TOKEN_BRACKET && kind != TOKEN_ELLIPSIS &&
            kind != TOKEN_DASH)
            break;
    }
    *word = i;
    if (i >= passage->last)
        return BEGIN_NOTHING;
    if (token_of(passage, i)->flags & TOKEN_CAPITAL)
        return BEGIN_CAPITAL;
    if (token_of(passage, i)->kind == TOKEN_NUMBER)
        return BEGIN_NUMBER;
    return char_is_lower(first_char(passage, i)) ? BEGIN_LOWER : BEGIN_OTHER;
}

/* A speaker's name and a cue: the sentence of a quoted question goes on. */
static bool cue_follows(const struct passage *passage, uint32_t next)
{
    uint32_t limit = passage->last - next < NAME_WORDS ? passage->last : next + NAME_WORDS;

    for (uint32_t i = next; i < limit; i++) {
        if (i > next && IS_IN(cues, text_of(passage, i)))
            return true;
        if (!(token_of(passage, i)->flags & TOKEN_CAPITAL))
            return false;
    }
    return false;
}

static bool closes_something(const struct passage *passage, uint32_t stop, uint32_t next)
{
    for (uint32_t i = stop + 1; i < next; i++)
        if (token_of(passage, i)->kind == TOKEN_QUOTE ||
            token_of(passage, i)->kind == TOKEN_BRACKET)
            return true;
    return false;
}

/* A small letter behind a full stop begins a sentence in careless texts, unless the word before
 * looks like an abbreviation that is not listed. */
static bool ends_before_lower(const struct passage *passage, uint32_t stop, uint32_t next)
{
    struct slice before;

    if (closes_something(passage, stop, next) || stop == passage->sentence_first ||
        first_char(passage, stop) == '!')
        return false;
    before = text_of(passage, stop - 1);
    return before.len > SHORT_WORD_BYTES;
}

static bool stop_ends(const struct passage *passage, uint32_t stop, uint32_t next)
{
    uint32_t word;
    enum begin begin = begin_of(passage, next, &word);
    uint8_t kind = token_of(passage, next)->kind;
    bool calls = first_char(passage, stop) != '.';

    if (kind == TOKEN_COMMA || begin == BEGIN_NOTHING || stop == passage->sentence_first)
        return false;
    if (is_glued(passage, next))
        return begin == BEGIN_CAPITAL && kind != TOKEN_DASH && next == stop + 1 &&
               !(token_of(passage, stop - 1)->flags & TOKEN_CAPITAL);
    if (kind == TOKEN_DASH && (calls || begin == BEGIN_LOWER))
        return false;
    switch (begin) {
    case BEGIN_CAPITAL:
        if (calls && next == stop + 1 && IS_IN(firms, text_of(passage, word)))
            return false; /* Yahoo! Inc. */
        return !(calls && closes_something(passage, stop, next) && cue_follows(passage, next));
    case BEGIN_LOWER:
        return ends_before_lower(passage, stop, next);
    case BEGIN_NOTHING:
    case BEGIN_NUMBER:
    case BEGIN_OTHER:
        break;
    }
    return true;
}

static bool has_word_before(struct passage *passage, uint32_t stop)
{
    uint32_t *i = &passage->wordless_last;

    while (*i < stop && !token_is_word(token_of(passage, *i)))
        ++*i;
    return *i < stop;
}

static bool ellipsis_ends(struct passage *passage, uint32_t stop, uint32_t next)
{
    uint32_t word;
    enum begin begin = begin_of(passage, next, &word);
    struct slice dots = text_of(passage, stop);
    bool long_enough = dots.len == 4 || dots.len >= 7;

    if (is_glued(passage, next) || token_of(passage, next)->kind == TOKEN_COMMA ||
        !has_word_before(passage, stop))
        return false;
    if (first_char(passage, next) == '(' || token_of(passage, next)->kind == TOKEN_DASH)
        return false;
    if (begin == BEGIN_NUMBER)
        return long_enough;
    if (begin != BEGIN_CAPITAL)
        return false;
    if (closes_something(passage, stop, next) && cue_follows(passage, next))
        return false;
    return long_enough || !slice_is(text_of(passage, word), "I");
}

/* Class of the abbreviation before its stop; acronyms count as plain. */
static enum abbreviation class_of(struct slice word, bool *is_initial)
{
    struct slice label = slice_part(word, 0, word.len - 1);
    enum abbreviation kind;
    size_t length;

    for (size_t at; (at = slice_find(label, '-', 0)) < label.len;)
        label = slice_part(label, at + 1, label.len);
    kind = abbreviation_find(label);
    *is_initial = utf8_length(label) == 1;
    if (*is_initial && char_is_upper(char_at(label, 0, &length)))
        return ABBREVIATION_PLAIN;
    return kind ? kind : ABBREVIATION_PLAIN;
}

static bool is_clock(struct slice word)
{
    static const struct slice halves[] = {SLICE_INIT("a.m."), SLICE_INIT("p.m.")};

    return IS_IN(halves, word);
}

static bool abbreviation_ends(const struct passage *passage, uint32_t stop, uint32_t next)
{
    uint32_t word;
    bool is_initial;
    enum begin begin = begin_of(passage, next, &word);
    enum abbreviation kind = class_of(text_of(passage, stop), &is_initial);

    if (is_glued(passage, next) || kind < ABBREVIATION_MEASURE || begin != BEGIN_CAPITAL ||
        token_of(passage, next)->kind == TOKEN_DASH || stop == passage->sentence_first)
        return false;
    if (is_clock(text_of(passage, stop)))
        return stop - passage->sentence_first >= CLOCK_PHRASE_TOKENS &&
               !IS_IN(hour_tails, text_of(passage, word));
    if (kind == ABBREVIATION_MEASURE)
        return true;
    return IS_IN(starters, text_of(passage, word));
}

/* Kinds that no rule looks at where they stand: they neither end a sentence nor begin one. */
static const bool plain_kinds[] = {
    [TOKEN_WORD] = true,    [TOKEN_NUMBER] = true,    [TOKEN_URL] = true,    [TOKEN_EMAIL] = true,
    [TOKEN_HANDLE] = true,  [TOKEN_HASHTAG] = true,   [TOKEN_QUOTE] = false, [TOKEN_BRACKET] = true,
    [TOKEN_DASH] = true,    [TOKEN_ELLIPSIS] = false, [TOKEN_STOP] = false,  [TOKEN_COMMA] = true,
    [TOKEN_SYMBOL] = false,
};

uint32_t plain_last(const struct passage *passage, uint32_t first, bool in_list)
{
    const struct token *tokens = passage->tokens->at;
    uint32_t i = first;

    while (i < passage->last && plain_kinds[tokens[i].kind] &&
           !(tokens[i].flags & (TOKEN_LINE_START | TOKEN_ABBREVIATION)) &&
           !(in_list && span_length(tokens[i].span) <= ENUMERATOR_BYTES))
        i++;
    return i;
}

bool ends_sentence(struct passage *passage, uint32_t stop, uint32_t next)
{
    if (next >= passage->last)
        return true;
    for (uint32_t i = stop; i < next; i++)
        if (token_of(passage, i)->kind == TOKEN_STOP)
            return stop_ends(passage, i, next);
    if (token_of(passage, stop)->kind == TOKEN_ELLIPSIS)
        return ellipsis_ends(passage, stop, next);
    return abbreviation_ends(passage, stop, next);
}

static bool is_bullet(const struct passage *passage, uint32_t token)
{
    static const uint32_t bullets[] = {0x2022, 0x2043, 0x25AA, 0x25AB, 0x25CF, 0x25E6, 0x2023};

    if (token_of(passage, token)->kind != TOKEN_SYMBOL)
        return false;
    for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++)
        if (first_char(passage, token) == bullets[i])
            return true;
    return false;
}

uint32_t enumerator_value(const struct passage *passage, uint32_t token, uint32_t *after)
{
    uint32_t i = token;
    uint32_t value = 0;
    struct slice word;

    while (i < passage->last && i - token < MARKS_BEFORE_WORD && is_bullet(passage, i))
        i++;
    if (i < passage->last && span_length(token_of(passage, i)->span) > ENUMERATOR_BYTES)
        return 0;
    if (passage->last - i < 3 || (i == token && is_glued(passage, i)))
        return 0;
    word = text_of(passage, i);
    if (word.len == 1 && byte_is_letter(word.ptr[0]))
        value = LETTER_ENUMERATORS + (uint32_t)((word.ptr[0] | 0x20) - 'a') + 1;
    else
        for (size_t k = 0; k < word.len; k++) {
            if (!byte_is_digit(word.ptr[k]))
                return 0;
            value = value * 10 + (uint32_t)(word.ptr[k] - '0');
        }
    if (!value)
        return 0;
    for (i++;
         is_glued(passage, i) && (first_char(passage, i) == '.' || first_char(passage, i) == ')');)
        i++;
    if (text_of(passage, i - 1).len != 1 || token_of(passage, i - 1)->kind < TOKEN_QUOTE ||
        !(token_of(passage, i < passage->last ? i : i - 1)->flags & TOKEN_CAPITAL))
        return 0;
    *after = i;
    return value;
}

bool line_breaks_before(const struct passage *passage, uint32_t token)
{
    uint32_t after;

    if (is_bullet(passage, token) && !is_glued(passage, token))
        return true;
    if (!(token_of(passage, token)->flags & TOKEN_LINE_START))
        return false;
    if (!passage->is_wrapped)
        return !char_is_lower(first_char(passage, token));
    return enumerator_value(passage, token, &after) != 0;
}
