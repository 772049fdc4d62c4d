#include "news/person.h"

#include "news/alias.h"
#include "news/variant.h"

enum {
    WORDS_MOST = 8,
    KEY_BYTES = 64,
    LEAST_LETTERS = 4, /* of a word that may be spelt in two ways */
    LEAST_CLASSES = 2, /* sounds of it */
    SURE_CLASSES = 3
};

/* A name in words, without "jr" and such. */
struct words {
    struct slice at[WORDS_MOST];
    size_t count;
    struct slice suffix;
};

static struct words words_of(struct slice key)
{
    struct words words = {0};
    struct slice word;

    while (words.count < WORDS_MOST && slice_cut(&key, '-', &word))
        words.at[words.count++] = word;
    if (words.count > 1 && alias_is_suffix(words.at[words.count - 1]))
        words.suffix = words.at[--words.count];
    return words;
}

static struct slice last_of(const struct words *words)
{
    return words->at[words->count - 1];
}

static bool is_listed(const struct models *models, enum list list, struct slice word)
{
    return lexicon_find(models->lists[list], word) != LEXICON_NONE;
}

/* ---- one word ---- */

/* Is one of the forenames that the short form stands for this word? Both are keys. */
static bool stands_for(const struct models *models, struct slice nickname, struct slice forename)
{
    const struct lexicon *nicknames = models->lists[LIST_NICKNAMES];
    uint32_t entry = lexicon_find(nicknames, nickname);
    struct slice rest, full;

    if (entry == LEXICON_NONE)
        return false;
    rest = lexicon_at(nicknames, entry)->columns[0];
    while (slice_cut(&rest, '|', &full))
        if (token_folded_id(full) == token_folded_id(forename))
            return true;
    return false;
}

static char gender_of(const struct models *models, struct slice word)
{
    uint32_t entry = lexicon_find(models->lists[LIST_FORENAMES], word);
    struct slice letter = entry == LEXICON_NONE
                              ? SLICE("")
                              : lexicon_at(models->lists[LIST_FORENAMES], entry)->columns[0];

    if (letter.len == 0)
        return '-';
    return letter.ptr[0];
}

/* "Petrova" is not another spelling of "Petrov". */
static bool is_hers(struct slice word)
{
    static const char *const endings[] = {"ova", "eva", "ina", "aya", "aia", "ska"};

    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (slice_ends(word, slice_of(endings[i])))
            return true;
    return false;
}

bool person_is_respelt(const struct models *models, struct slice left, struct slice right)
{
    char l = gender_of(models, left), r = gender_of(models, right);
    bool are_forenames = l == r && l != '-';
    size_t shorter = left.len < right.len ? left.len : right.len;
    uint64_t variant = variant_key(left);
    size_t classes =
        variant && variant == variant_key(right) ? SURE_CLASSES : alias_same_sounds(left, right);
    uint32_t most = are_forenames && shorter > LEAST_LETTERS ? 3 : classes >= SURE_CLASSES ? 2 : 1;

    if (shorter < LEAST_LETTERS || classes < LEAST_CLASSES || (l != '-' && r != '-' && l != r) ||
        is_hers(left) != is_hers(right) || alias_distance(left, right, most) > most)
        return false;
    return are_forenames || !is_listed(models, LIST_SURNAMES, left) ||
           !is_listed(models, LIST_SURNAMES, right);
}

/* One or two initials, as "j", "jk". */
static bool is_initial_of(struct slice initial, struct slice word)
{
    return word.len && initial.ptr[0] == word.ptr[0] &&
           (initial.len == 1 || (initial.len == 2 && word.len > 2));
}

static bool forenames_agree(const struct models *models, struct slice left, struct slice right)
{
    return slice_equal(left, right) || is_initial_of(left, right) || is_initial_of(right, left) ||
           stands_for(models, left, right) || stands_for(models, right, left) ||
           person_is_respelt(models, left, right);
}

/* ---- names ---- */

/* Do the words [first, last) of the shorter name stand in the longer one's in their order? An
 * initial stands for a word. */
static bool middles_agree(const struct words *shorter, const struct words *longer)
{
    size_t j = 1;

    for (size_t i = 1; i + 1 < shorter->count; i++) {
        while (j + 1 < longer->count && !slice_equal(shorter->at[i], longer->at[j]) &&
               !is_initial_of(shorter->at[i], longer->at[j]) &&
               !is_initial_of(longer->at[j], shorter->at[i]))
            j++;
        if (j + 1 >= longer->count)
            return false;
        j++;
    }
    return true;
}

static bool is_particle(struct slice word)
{
    static const char *const particles[] = {"al",  "el",  "bin", "ibn", "ben", "abu", "van",
                                            "von", "der", "den", "de",  "del", "da",  "dos",
                                            "di",  "du",  "la",  "le",  "ter", "ten", "st"};

    return SLICE_IS_ONE_OF(word, particles);
}

/* "bin faisal al-otaibi": what comes behind is the father's name, not his own. */
static bool is_son_of(struct slice word)
{
    static const char *const sons[] = {"bin", "ibn", "bint", "ben", "abu", "abd", "abdul", "abdel"};

    return SLICE_IS_ONE_OF(word, sons);
}

/* Is the shorter name the last words of the longer one, and are those its surnames? */
static bool is_tail(const struct models *models, const struct words *shorter,
                    const struct words *longer)
{
    size_t skipped = longer->count - shorter->count;
    struct slice first = shorter->at[0];

    if (skipped == 0)
        return false;
    for (size_t i = 0; i < shorter->count; i++)
        if (!slice_equal(shorter->at[i], longer->at[skipped + i]))
            return false;
    if (shorter->count == 1 || is_particle(first) || longer->at[skipped - 1].len == 1)
        return true;
    return !is_son_of(longer->at[skipped - 1]) &&
           (!is_listed(models, LIST_FORENAMES, first) || is_listed(models, LIST_SURNAMES, first));
}

/* Is the shorter name the first words of the longer one: "Khalid bin Faisal", "José Luis Herrera"?
 */
static bool is_head(const struct words *shorter, const struct words *longer)
{
    size_t j = 0;

    for (size_t i = 0; i < shorter->count; i++, j++) {
        while (j < longer->count && !slice_equal(shorter->at[i], longer->at[j]))
            j++;
        if (j == longer->count || (i == 0 && j > 0))
            return false;
    }
    return true;
}

static enum agreement word_agreement(const struct models *models, struct slice word,
                                     const struct words *longer)
{
    size_t last = longer->count - 1;

    if (slice_equal(word, longer->at[last]))
        return last ? AGREEMENT_SURNAME : AGREEMENT_FULL;
    if (last && slice_equal(word, longer->at[0]))
        return AGREEMENT_GIVEN;
    for (size_t i = 1; i < last; i++)
        if (slice_equal(word, longer->at[i]) && !is_particle(word) && !is_son_of(longer->at[i - 1]))
            return AGREEMENT_SURNAME;
    if (person_is_respelt(models, word, longer->at[last]))
        return AGREEMENT_SPELT;
    return last && stands_for(models, word, longer->at[0]) ? AGREEMENT_GIVEN : AGREEMENT_NONE;
}

/* Of two names with two words at least. */
static enum agreement names_agreement(const struct models *models, const struct words *shorter,
                                      const struct words *longer)
{
    struct slice left = last_of(shorter), right = last_of(longer);

    if (shorter->suffix.len && longer->suffix.len && !slice_equal(shorter->suffix, longer->suffix))
        return AGREEMENT_NONE;
    if (slice_equal(left, right)) {
        if (forenames_agree(models, shorter->at[0], longer->at[0]) &&
            middles_agree(shorter, longer))
            return AGREEMENT_FORENAME;
        return is_tail(models, shorter, longer) ? AGREEMENT_SURNAME : AGREEMENT_NONE;
    }
    if (is_head(shorter, longer))
        return AGREEMENT_FORENAME;
    return shorter->count == longer->count && person_is_respelt(models, left, right) &&
                   forenames_agree(models, shorter->at[0], longer->at[0]) &&
                   middles_agree(shorter, longer)
               ? AGREEMENT_SPELT
               : AGREEMENT_NONE;
}

/* The letters of a key without what parts its words. */
static size_t squeeze(struct slice key, char out[KEY_BYTES])
{
    size_t len = 0;

    for (size_t i = 0; i < key.len; i++)
        if (key.ptr[i] != '-')
            out[len++] = key.ptr[i];
    return len;
}

enum agreement person_agreement(const struct models *models, struct slice left, struct slice right)
{
    char l[KEY_BYTES], r[KEY_BYTES];
    struct words shorter, longer;

    if (slice_equal(left, right))
        return AGREEMENT_FULL;
    if (left.len > KEY_BYTES || right.len > KEY_BYTES || !left.len || !right.len)
        return AGREEMENT_NONE;
    if (slice_equal((struct slice){l, squeeze(left, l)}, (struct slice){r, squeeze(right, r)}))
        return AGREEMENT_FULL;
    shorter = words_of(left);
    longer = words_of(right);
    if (shorter.count > longer.count) {
        struct words swap = shorter;
        shorter = longer;
        longer = swap;
    }
    if (shorter.count > 1)
        return names_agreement(models, &shorter, &longer);
    /* "Dunmore Jr." is not "Robert Dunmore Sr." */
    if (shorter.suffix.len && longer.suffix.len && !slice_equal(shorter.suffix, longer.suffix))
        return AGREEMENT_NONE;
    return word_agreement(models, shorter.at[0], &longer);
}
