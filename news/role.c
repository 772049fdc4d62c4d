#include "news/role.h"

enum { TITLE_TOKENS = 4, BEFORE_TOKENS = 7, AFTER_TOKENS = 14, PRONOUN_TOKENS = 60 };

static const struct mention *mention_of(const struct role_view *view)
{
    return &view->mentions->at[view->mention];
}

static const struct sentence *sentence_of(const struct role_view *view)
{
    return &view->document->sentences.at[mention_of(view)->sentence];
}

static const struct token *token_of(const struct role_view *view, uint32_t t)
{
    return &view->document->tokens.at[t];
}

static struct slice text_of(const struct role_view *view, uint32_t t)
{
    return token_text(view->document->text, token_of(view, t));
}

static bool is_in(const struct role_view *view, enum list list, uint32_t t)
{
    return lexicon_find_id(view->models->lists[list], token_of(view, t)->folded) != LEXICON_NONE;
}

static bool is_article(const struct role_view *view, uint32_t t)
{
    struct slice text = text_of(view, t);

    return slice_is(text, "a") || slice_is(text, "an") || slice_is(text, "the") ||
           slice_is(text, "A") || slice_is(text, "An") || slice_is(text, "The");
}

static struct span span_of(const struct role_view *view, uint32_t first, uint32_t last)
{
    return (struct span){token_of(view, first)->span.begin, token_of(view, last - 1)->span.end};
}

/* The mention that ends right before token t, NULL when there is none. */
static const struct mention *mention_before(const struct role_view *view, uint32_t t)
{
    const struct mention *before;

    if (view->mention == 0)
        return NULL;
    before = mention_of(view) - 1;
    while (before > view->mentions->at && before->last > t)
        before--;
    return before->last == t && before->type <= ENTITY_MISC ? before : NULL;
}

/* Does a name, a date or a figure before the person's name hold the token? */
static bool is_taken(const struct role_view *view, uint32_t t)
{
    const struct mention *before = mention_of(view);

    while (before > view->mentions->at && before->first > t)
        before--;
    return before->first <= t && before->last > t;
}

static const struct mention *mention_from(const struct role_view *view, uint32_t t)
{
    for (size_t i = view->mention + 1; i < view->mentions->count && i <= view->mention + 4; i++)
        if (view->mentions->at[i].first == t)
            return &view->mentions->at[i];
    return NULL;
}

/* "President", "Lt. Gen.": the longest title that ends where the name begins; its first token. */
static uint32_t title_before(const struct role_view *view, uint32_t *entry)
{
    const struct lexicon *titles = view->models->lists[LIST_TITLES];
    uint32_t name = mention_of(view)->first, first = sentence_of(view)->first;

    for (uint32_t n = TITLE_TOKENS; n > 0; n--) {
        uint32_t length, found;
        if (name < first + n || !(token_of(view, name - n)->flags & TOKEN_CAPITAL))
            continue;
        found = lexicon_match(titles, view->document, name - n, name, &length);
        if (found != LEXICON_NONE && length == n) {
            *entry = found;
            return name - n;
        }
    }
    return name;
}

/* "Former", "Acting": belongs to the role behind it, at the begin of a sentence too. */
static bool is_limit(const struct role_view *view, uint32_t t)
{
    static const char *const limits[] = {"former",   "ex",       "acting",  "interim", "deputy",
                                         "vice",     "chief",    "senior",  "special", "assistant",
                                         "incoming", "outgoing", "onetime", "junior",  "lead"};
    uint64_t folded = token_of(view, t)->folded;

    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
        if (token_folded_id(slice_of(limits[i])) == folded)
            return true;
    return false;
}

/* A noun for what one is or was: "chairman", "ex-chairman". */
static bool is_role(const struct role_view *view, uint32_t t)
{
    struct slice text = text_of(view, t);
    bool is_past = slice_starts(text, SLICE("ex-")) || slice_starts(text, SLICE("Ex-"));

    return is_in(view, LIST_ROLES, t) ||
           (is_past && lexicon_find(view->models->lists[LIST_ROLES],
                                    slice_part(text, 3, text.len)) != LEXICON_NONE);
}

/* Is it a word with a capital of its own, or one that opens the sentence and is a title? */
static bool is_in_title(const struct role_view *view, uint32_t t)
{
    const struct token *token = token_of(view, t);

    if (is_limit(view, t))
        return true;
    if (token->kind != TOKEN_WORD || !(token->flags & TOKEN_CAPITAL) ||
        token->flags & TOKEN_CLITIC || is_in(view, LIST_STOPWORDS, t) ||
        is_in(view, LIST_CUES, t) || is_taken(view, t))
        return false;
    return t > sentence_of(view)->first || is_in(view, LIST_TITLES, t) ||
           is_in(view, LIST_ROLES, t);
}

/* Goes left from a title over what belongs to it: "Former", "Special Relief", "U.S. District", the
 * body of "FTC Chair"; "Afghan President" is a President. */
static uint32_t title_begin(const struct role_view *view, uint32_t title)
{
    uint32_t first = sentence_of(view)->first, t = title;
    const struct mention *name;

    while (t > first && t + TITLE_TOKENS > title && is_in_title(view, t - 1))
        t--;
    name = mention_before(view, t);
    if (name && name->type != ENTITY_PERSON && name->first >= first &&
        (name->type == ENTITY_ORGANIZATION || t < title ||
         (name->first > first && is_limit(view, name->first - 1))))
        t = name->first;
    while (t > first && is_limit(view, t - 1))
        t--;
    return t;
}

/* May the word with a capital stand before a role noun: "Former", "Police" at the begin? */
static bool opens_role(const struct role_view *view, uint32_t t)
{
    return is_limit(view, t) ||
           (t == sentence_of(view)->first && t + 1 < mention_of(view)->first &&
            is_in(view, LIST_ROLES, t + 1) && !slice_ends(text_of(view, t), SLICE("ly")));
}

/* Goes left over the words that qualify a role: "senior Taliban", "State Department". */
static uint32_t qualifiers_before(const struct role_view *view, uint32_t t)
{
    uint32_t first = sentence_of(view)->first, most = t > BEFORE_TOKENS ? t - BEFORE_TOKENS : 0;
    bool has_name = false;

    while (t > first && t > most) {
        const struct mention *name = mention_before(view, t);
        const struct token *token = token_of(view, t - 1);
        if (name && !has_name && name->first >= first && name->type != ENTITY_PERSON) {
            has_name = true;
            t = name->first;
            continue;
        }
        if (name || token->kind != TOKEN_WORD || token->flags & TOKEN_CLITIC ||
            (token->flags & TOKEN_CAPITAL && !opens_role(view, t - 1)) ||
            is_in(view, LIST_STOPWORDS, t - 1) || is_in(view, LIST_CUES, t - 1) ||
            is_in(view, LIST_HEDGES, t - 1) || slice_ends(text_of(view, t - 1), SLICE("ing")))
            break;
        t--;
    }
    return t;
}

/* "police spokesman Ghafoor Khan": a role noun right before the name. */
static bool role_before(const struct role_view *view, struct span *out)
{
    uint32_t name = mention_of(view)->first, first;

    if (name == sentence_of(view)->first || !is_role(view, name - 1) ||
        (token_of(view, name - 1)->flags & TOKEN_CAPITAL && is_in(view, LIST_ROLES, name - 1)))
        return false;
    first = qualifiers_before(view, name - 1);
    *out = span_of(view, first, name);
    return true;
}

/* "the new commander of CENTCOM David Petraeus". */
static bool office_before(const struct role_view *view, struct span *out)
{
    uint32_t name = mention_of(view)->first, begin = sentence_of(view)->first, first;
    const struct mention *office = mention_before(view, name);
    uint32_t link = office ? office->first : 0;

    if (!office || office->type == ENTITY_PERSON || link < begin + 3)
        return false;
    link -= is_article(view, link - 1) ? 2 : 1;
    if ((!slice_is(text_of(view, link), "of") && !slice_is(text_of(view, link), "for")) ||
        !is_in(view, LIST_ROLES, link - 1))
        return false;
    first = qualifiers_before(view, link - 1);
    if (first > begin && is_article(view, first - 1))
        first--;
    *out = span_of(view, first, name);
    return true;
}

/* "the provincial governor's spokesman, Zalmai Ayubi": a role noun and a comma before the name. */
static bool apposition_before(const struct role_view *view, struct span *out)
{
    uint32_t name = mention_of(view)->first, begin = sentence_of(view)->first, first, noun;

    if (name < begin + 3 || !slice_is(text_of(view, name - 1), ","))
        return false;
    noun = name - 2;
    if (!is_in(view, LIST_ROLES, noun) || token_of(view, noun)->flags & TOKEN_CAPITAL)
        return false;
    first = qualifiers_before(view, noun);
    if (first > begin && token_of(view, first - 1)->flags & TOKEN_POSSESSIVE) {
        const struct mention *owner = mention_before(view, first - 1);
        first = owner && owner->first >= begin ? owner->first : qualifiers_before(view, first - 1);
    }
    if (first > begin && is_article(view, first - 1))
        first--;
    else if (first == noun)
        return false; /* "… said the minister of X's aide, Y": no article, no owner: a list */
    *out = span_of(view, first, name - 1);
    return true;
}

static bool ends_apposition(const struct role_view *view, uint32_t t)
{
    static const char *const words[] = {"who", "said",  "says", "told", "and",
                                        "but", "which", "was",  "is",   "has",
                                        "had", "will",  "as",   "when", "while"};
    const struct token *token = token_of(view, t);
    struct slice text = text_of(view, t);

    if (token->kind == TOKEN_COMMA || token->kind == TOKEN_STOP || token->kind == TOKEN_QUOTE ||
        token->kind == TOKEN_DASH || token->kind == TOKEN_BRACKET)
        return true;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (slice_is(text, words[i]))
            return true;
    return false;
}

/* An apposition opens with an article, a possessive, a name, or goes straight to its role noun. */
static bool opens_apposition(const struct role_view *view, uint32_t t)
{
    struct slice text = text_of(view, t);

    if (is_article(view, t) || slice_is(text, "his") || slice_is(text, "her") ||
        slice_is(text, "its") || slice_is(text, "their") || mention_from(view, t) ||
        is_in(view, LIST_ROLES, t))
        return true;
    if (token_of(view, t)->kind != TOKEN_WORD || is_in(view, LIST_STOPWORDS, t) ||
        is_in(view, LIST_CUES, t) || slice_ends(text, SLICE("ing")))
        return false;
    return t + 1 < sentence_of(view)->last && is_in(view, LIST_ROLES, t + 1);
}

/* ", a Taliban spokesman": a phrase with a role noun between the name's comma and the next one. */
static bool apposition_after(const struct role_view *view, struct span *out)
{
    uint32_t first = mention_of(view)->last + 1, end = sentence_of(view)->last, t, noun = 0;
    const struct mention *name;

    if (first >= end || !slice_is(text_of(view, first - 1), ",") || !opens_apposition(view, first))
        return false;
    name = mention_from(view, first);
    if (name && name->type == ENTITY_PERSON)
        return false; /* a list of people, or "X, President Y's aide" */
    for (t = first; t < end && t < first + AFTER_TOKENS && !ends_apposition(view, t); t++)
        if (is_in(view, LIST_ROLES, t) && !(token_of(view, t)->flags & TOKEN_CAPITAL))
            noun = t + 1;
    if (!noun || t == first)
        return false;
    if (t == end || t == first + AFTER_TOKENS)
        t = noun;
    while (t > noun && token_of(view, t - 1)->flags & TOKEN_CLITIC)
        t--;
    *out = span_of(view, first, t);
    return true;
}

size_t role_read(const struct role_view *view, struct span out[ROLES_MOST])
{
    uint32_t entry = 0, title = title_before(view, &entry);
    size_t count = 0;

    if (title < mention_of(view)->first &&
        lexicon_at(view->models->lists[LIST_TITLES], entry)->columns[1].len == 0)
        out[count++] = span_of(view, title_begin(view, title), mention_of(view)->first);
    else if (role_before(view, &out[count]) || office_before(view, &out[count]) ||
             apposition_before(view, &out[count]))
        count++;
    if (apposition_after(view, &out[count]))
        count++;
    return count;
}

static enum gender gender_of(struct slice letter)
{
    return slice_is(letter, "m")   ? GENDER_MALE
           : slice_is(letter, "f") ? GENDER_FEMALE
                                   : GENDER_UNKNOWN;
}

static enum gender gender_in(const struct role_view *view, uint32_t first, uint32_t last)
{
    for (uint32_t t = first; t < last; t++) {
        uint32_t role = lexicon_find_id(view->models->lists[LIST_ROLES], token_of(view, t)->folded);
        enum gender gender;
        if (role == LEXICON_NONE)
            continue;
        gender = gender_of(lexicon_at(view->models->lists[LIST_ROLES], role)->columns[1]);
        if (gender != GENDER_UNKNOWN)
            return gender;
    }
    return GENDER_UNKNOWN;
}

enum gender role_gender(const struct role_view *view)
{
    const struct lexicon *titles = view->models->lists[LIST_TITLES];
    const struct mention *mention = mention_of(view);
    uint32_t entry = 0, title = title_before(view, &entry);
    enum gender gender;
    struct span span;

    if (title < mention->first) {
        gender = gender_of(lexicon_at(titles, entry)->columns[0]);
        if (gender != GENDER_UNKNOWN)
            return gender;
    }
    entry = lexicon_find_id(titles, token_of(view, mention->first)->folded);
    if (entry != LEXICON_NONE && mention->last - mention->first > 1)
        return gender_of(lexicon_at(titles, entry)->columns[0]);
    if (role_before(view, &span)) {
        gender = gender_in(view, mention->first - 1, mention->first);
        if (gender != GENDER_UNKNOWN)
            return gender;
    }
    if (apposition_after(view, &span)) {
        uint32_t last = mention->last + 1;
        while (last < sentence_of(view)->last && token_of(view, last)->span.end <= span.end)
            last++;
        return gender_in(view, mention->last + 1, last);
    }
    return GENDER_UNKNOWN;
}

int role_pronouns(const struct role_view *view)
{
    uint32_t t = mention_of(view)->last, last = t + PRONOUN_TOKENS;
    int sum = 0;

    if (last > view->document->tokens.count)
        last = (uint32_t)view->document->tokens.count;
    for (size_t i = view->mention + 1; i < view->mentions->count; i++) {
        if (view->mentions->at[i].first >= last)
            break;
        if (view->mentions->at[i].type == ENTITY_PERSON) {
            last = view->mentions->at[i].first;
            break;
        }
    }
    for (; t < last; t++) {
        struct slice text = text_of(view, t);
        if (text.len > 3)
            continue;
        sum += slice_is(text, "he") || slice_is(text, "his") || slice_is(text, "He");
        sum -= slice_is(text, "she") || slice_is(text, "her") || slice_is(text, "She");
    }
    return sum;
}
