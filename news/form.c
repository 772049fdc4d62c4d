#include "news/form.h"

#include "text/ids.h"
#include "text/utf8.h"

static bool is_alnum(uint32_t code_point)
{
    return char_is_letter(code_point) || char_is_digit(code_point);
}

/* Walks the letters and digits of a phrase, list spellings replaced by their house form. */
struct letters {
    const struct reading *reading;
    const struct lexicon *spellings;
    uint32_t token, last;
    struct slice word; /* the current word, or a part of it between hyphens */
    struct slice rest; /* further parts of it */
    size_t at;
    const struct lexicon_entry *used; /* the last spelling replaced */
};

static struct letters letters_of(const struct comparison *c, const struct reading *reading,
                                 uint32_t first, uint32_t last)
{
    return (struct letters){.reading = reading,
                            .spellings = c->models ? c->models->lists[LIST_SPELLINGS] : NULL,
                            .token = first,
                            .last = last};
}

/* Puts a word, or its house form, in place. */
static void letters_take(struct letters *letters, struct slice word, uint32_t entry)
{
    letters->word = word;
    letters->at = 0;
    if (entry == LEXICON_NONE)
        return;
    letters->used = lexicon_at(letters->spellings, entry);
    letters->word = letters->used->columns[0];
}

static bool letters_next_word(struct letters *letters)
{
    const struct document *document = letters->reading->document;
    uint32_t length = 0, entry = LEXICON_NONE;
    struct slice word;

    if (slice_cut(&letters->rest, '-', &word)) {
        letters_take(letters, word,
                     letters->spellings ? lexicon_find(letters->spellings, word) : LEXICON_NONE);
        return true;
    }
    if (letters->token >= letters->last)
        return false;
    if (letters->spellings)
        entry = lexicon_match(letters->spellings, document, letters->token, letters->last, &length);
    word = token_text(document->text, &document->tokens.at[letters->token]);
    letters->token += entry == LEXICON_NONE || length == 0 ? 1 : length;
    if (entry == LEXICON_NONE && slice_find(word, '-', 0) < word.len) {
        letters->rest = word;
        word.len = 0;
    }
    letters_take(letters, word, entry);
    return true;
}

/* The next letter or digit, 0 at the end. */
static uint32_t letters_next(struct letters *letters)
{
    do {
        while (letters->at < letters->word.len) {
            uint32_t code_point = utf8_next(letters->word, &letters->at);
            if (is_alnum(code_point))
                return code_point;
        }
    } while (letters_next_word(letters));
    return 0;
}

/* Equal but for case and diacritics; notes which of them differ. */
static bool letters_alike(uint32_t a, uint32_t b, bool *case_differs, bool *mark_differs)
{
    uint32_t fold_a[4], fold_b[4];
    size_t count = char_fold(a, fold_a);

    if (a == b)
        return true;
    if (count != char_fold(b, fold_b) || memcmp(fold_a, fold_b, count * sizeof *fold_a) != 0)
        return false;
    if (char_is_upper(a) != char_is_upper(b))
        *case_differs = true;
    else
        *mark_differs = true;
    return true;
}

static bool has_words(const struct reading *reading, uint32_t first, uint32_t last)
{
    for (uint32_t i = first; i < last; i++)
        if (reading->flags[i] & READING_WORD ||
            reading->document->tokens.at[i].kind == TOKEN_SYMBOL)
            return true;
    return false;
}

static bool has_hyphen_or_space(const struct reading *reading, uint32_t first, uint32_t last)
{
    for (uint32_t i = first; i < last; i++) {
        const struct token *token = &reading->document->tokens.at[i];

        if (token->flags & (TOKEN_HYPHENATED | TOKEN_ABBREVIATION))
            return true;
        if (i > first && token->flags & TOKEN_SPACE_BEFORE && token->kind <= TOKEN_HASHTAG)
            return true;
    }
    return false;
}

static enum edit_class class_of_spelling(const struct lexicon_entry *entry)
{
    return slice_is(entry->columns[1], "style") ? CLASS_STYLE : CLASS_SPELLING;
}

/* One token that the loose ids hold equal, as 8 and eight. */
static bool is_loose_pair(const struct comparison *c, const struct change *change)
{
    return change->left_last - change->left_first == 1 &&
           change->right_last - change->right_first == 1 &&
           c->left.loose[change->left_first] == c->right.loose[change->right_first];
}

/* What the letters of two phrases differ in, beside being equal when folded. */
struct likeness_of_letters {
    bool equal, any, case_differs, mark_differs;
    const struct lexicon_entry *left_used, *right_used;
};

static struct likeness_of_letters compare_letters(struct letters left, struct letters right)
{
    struct likeness_of_letters like = {0};
    uint32_t a, b;

    do {
        a = letters_next(&left);
        b = letters_next(&right);
        if (!letters_alike(a, b, &like.case_differs, &like.mark_differs))
            return like;
        like.any |= a != 0;
    } while (a && b);
    like.equal = true;
    like.left_used = left.used;
    like.right_used = right.used;
    return like;
}

/* The class when the letters agree; false when they do not. */
static bool class_by_letters(const struct comparison *c, struct change *change)
{
    struct letters left = letters_of(c, &c->left, change->left_first, change->left_last);
    struct letters right = letters_of(c, &c->right, change->right_first, change->right_last);
    struct likeness_of_letters like = compare_letters(left, right);

    if (!like.equal || !like.any)
        return false;
    if (like.left_used && like.left_used == like.right_used) {
        left.spellings = right.spellings = NULL;
        like = compare_letters(left, right);
    }
    if (like.left_used != like.right_used)
        change->class = class_of_spelling(like.left_used ? like.left_used : like.right_used);
    else if (like.mark_differs)
        change->class = CLASS_SPELLING;
    else if (like.case_differs)
        change->class = CLASS_CASE;
    else if (has_hyphen_or_space(&c->left, change->left_first, change->left_last) !=
             has_hyphen_or_space(&c->right, change->right_first, change->right_last))
        change->class = CLASS_STYLE;
    else
        change->class = CLASS_TYPOGRAPHY;
    return true;
}

bool form_same_letters(const struct comparison *c, const struct change *change)
{
    struct likeness_of_letters like =
        compare_letters(letters_of(c, &c->left, change->left_first, change->left_last),
                        letters_of(c, &c->right, change->right_first, change->right_last));

    return like.equal && like.any;
}

bool form_class(const struct comparison *c, struct change *change)
{
    if (!has_words(&c->left, change->left_first, change->left_last) &&
        !has_words(&c->right, change->right_first, change->right_last)) {
        change->class = CLASS_TYPOGRAPHY;
        return true;
    }
    if (class_by_letters(c, change))
        return true;
    if (!is_loose_pair(c, change))
        return false;
    change->class = CLASS_STYLE;
    return true;
}

/* Forms of the verbs that news bends most; an auxiliary has the lemma "". */
static const struct {
    const char *form, *lemma;
} verb_forms[] = {
    {"am", ""},          {"are", ""},        {"be", ""},           {"been", ""},
    {"being", ""},       {"did", ""},        {"do", ""},           {"does", ""},
    {"had", ""},         {"has", ""},        {"have", ""},         {"is", ""},
    {"was", ""},         {"were", ""},       {"will", ""},         {"'ll", ""},
    {"'re", ""},         {"'ve", ""},        {"began", "begin"},   {"begun", "begin"},
    {"came", "come"},    {"cut", "cut"},     {"fell", "fall"},     {"fallen", "fall"},
    {"found", "find"},   {"gave", "give"},   {"given", "give"},    {"gone", "go"},
    {"goes", "go"},      {"went", "go"},     {"held", "hold"},     {"kept", "keep"},
    {"knew", "know"},    {"known", "know"},  {"led", "lead"},      {"left", "leave"},
    {"lost", "lose"},    {"made", "make"},   {"making", "make"},   {"meant", "mean"},
    {"met", "meet"},     {"paid", "pay"},    {"ran", "run"},       {"rose", "rise"},
    {"risen", "rise"},   {"said", "say"},    {"saw", "see"},       {"seen", "see"},
    {"sent", "send"},    {"shot", "shoot"},  {"sold", "sell"},     {"spoke", "speak"},
    {"spoken", "speak"}, {"spent", "spend"}, {"stood", "stand"},   {"took", "take"},
    {"taken", "take"},   {"taking", "take"}, {"thought", "think"}, {"told", "tell"},
    {"won", "win"},      {"wrote", "write"}, {"written", "write"},
};

enum { LONGEST_VERB = 24 };

/* The lemma of a word by table, else without the ending of a regular form. Empty: an auxiliary. */
static struct slice lemma_of(struct slice word)
{
    static const struct slice endings[] = {SLICE_INIT("ing"), SLICE_INIT("ed"), SLICE_INIT("es"),
                                           SLICE_INIT("s"),   SLICE_INIT("d"),  SLICE_INIT("e")};

    for (size_t i = 0; i < sizeof verb_forms / sizeof *verb_forms; i++)
        if (slice_is(word, verb_forms[i].form))
            return slice_of(verb_forms[i].lemma);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (word.len > endings[i].len + 2 && slice_ends(word, endings[i])) {
            word.len -= endings[i].len;
            break;
        }
    if (word.len > 3 && word.ptr[word.len - 1] == word.ptr[word.len - 2])
        word.len--;
    return word;
}

/* Whether a word shows that it is a verb: by the table, or by the ending of a participle. */
static bool is_verb_form(struct slice word)
{
    for (size_t i = 0; i < sizeof verb_forms / sizeof *verb_forms; i++)
        if (slice_is(word, verb_forms[i].form))
            return true;
    return word.len > 4 && (slice_ends(word, SLICE("ed")) || slice_ends(word, SLICE("ing")));
}

/* The next lemma that is not of an auxiliary; the slice without a value at the end. */
static struct slice next_lemma(const struct reading *reading, uint32_t *at, uint32_t last)
{
    while (*at < last) {
        const struct token *token = &reading->document->tokens.at[*at];
        bool is_word = reading->flags[(*at)++] & READING_WORD;
        struct slice lemma = is_word ? lemma_of(token_text(reading->document->text, token))
                                     : token_text(reading->document->text, token);

        if (lemma.len)
            return lemma;
    }
    return (struct slice){0};
}

/* Whether a run is of words alone; *verb is set when one of them is the form of a verb. */
static bool is_of_words(const struct reading *reading, uint32_t first, uint32_t last, bool *verb)
{
    for (uint32_t i = first; i < last; i++) {
        struct slice word = token_text(reading->document->text, &reading->document->tokens.at[i]);

        if (reading->document->tokens.at[i].kind != TOKEN_WORD || word.len > LONGEST_VERB)
            return false;
        *verb |= is_verb_form(word);
    }
    return true;
}

bool form_is_tense(const struct comparison *c, const struct change *change)
{
    enum { MOST_WORDS = 4 };

    uint32_t i = change->left_first, j = change->right_first;
    bool verb = false;

    if (change->left_last - i > MOST_WORDS || change->right_last - j > MOST_WORDS ||
        !is_of_words(&c->left, i, change->left_last, &verb) ||
        !is_of_words(&c->right, j, change->right_last, &verb) || !verb)
        return false;
    for (;;) {
        struct slice left = next_lemma(&c->left, &i, change->left_last);
        struct slice right = next_lemma(&c->right, &j, change->right_last);

        if (!slice_equal(left, right))
            return false;
        if (!left.ptr || !right.ptr)
            return true;
    }
}
