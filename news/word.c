#include "news/word.h"

/* Sorted by bytes, so that a search by halves finds a word. */
static const struct {
    const char *word;
    uint32_t classes;
} words[] = {
    {"'d", WORD_AUXILIARY},
    {"'ll", WORD_AUXILIARY},
    {"'m", WORD_AUXILIARY | WORD_BE},
    {"'re", WORD_AUXILIARY | WORD_BE},
    {"'ve", WORD_AUXILIARY},
    {"a", WORD_DETERMINER},
    {"about", WORD_PREPOSITION},
    {"above", WORD_PREPOSITION},
    {"across", WORD_PREPOSITION},
    {"additionally", WORD_ADVERB},
    {"after", WORD_PREPOSITION | WORD_SUBORDINATOR},
    {"afternoon", WORD_TIME},
    {"afterward", WORD_ADVERB},
    {"afterwards", WORD_ADVERB},
    {"again", WORD_ADVERB},
    {"against", WORD_PREPOSITION},
    {"all", WORD_DETERMINER},
    {"alongside", WORD_PREPOSITION},
    {"already", WORD_ADVERB},
    {"also", WORD_ADVERB},
    {"although", WORD_SUBORDINATOR},
    {"always", WORD_ADVERB},
    {"am", WORD_AUXILIARY | WORD_BE},
    {"amid", WORD_PREPOSITION},
    {"among", WORD_PREPOSITION},
    {"an", WORD_DETERMINER},
    {"and", WORD_CONJUNCTION},
    {"another", WORD_DETERMINER},
    {"any", WORD_DETERMINER},
    {"apparently", WORD_ADVERB},
    {"april", WORD_TIME},
    {"are", WORD_AUXILIARY | WORD_BE},
    {"around", WORD_PREPOSITION},
    {"as", WORD_PREPOSITION | WORD_SUBORDINATOR},
    {"at", WORD_PREPOSITION},
    {"august", WORD_TIME},
    {"back", WORD_ADVERB},
    {"be", WORD_AUXILIARY | WORD_BE},
    {"because", WORD_PREPOSITION | WORD_SUBORDINATOR},
    {"been", WORD_AUXILIARY | WORD_BE},
    {"before", WORD_PREPOSITION | WORD_SUBORDINATOR},
    {"behind", WORD_PREPOSITION},
    {"being", WORD_AUXILIARY | WORD_BE},
    {"below", WORD_PREPOSITION},
    {"between", WORD_PREPOSITION},
    {"both", WORD_DETERMINER},
    {"but", WORD_CONJUNCTION},
    {"by", WORD_PREPOSITION},
    {"ca", WORD_AUXILIARY},
    {"can", WORD_AUXILIARY},
    {"cannot", WORD_NEGATION},
    {"certain", WORD_DETERMINER},
    {"could", WORD_AUXILIARY},
    {"december", WORD_TIME},
    {"despite", WORD_PREPOSITION},
    {"did", WORD_AUXILIARY},
    {"do", WORD_AUXILIARY},
    {"does", WORD_AUXILIARY},
    {"during", WORD_PREPOSITION},
    {"each", WORD_DETERMINER},
    {"earlier", WORD_ADVERB},
    {"eight", WORD_DETERMINER},
    {"either", WORD_DETERMINER},
    {"even", WORD_ADVERB},
    {"evening", WORD_TIME},
    {"ever", WORD_ADVERB},
    {"every", WORD_DETERMINER},
    {"february", WORD_TIME},
    {"few", WORD_DETERMINER},
    {"first", WORD_ADVERB},
    {"five", WORD_DETERMINER},
    {"following", WORD_PREPOSITION},
    {"for", WORD_PREPOSITION},
    {"four", WORD_DETERMINER},
    {"friday", WORD_TIME},
    {"from", WORD_PREPOSITION},
    {"further", WORD_ADVERB},
    {"furthermore", WORD_ADVERB},
    {"had", WORD_AUXILIARY},
    {"has", WORD_AUXILIARY},
    {"have", WORD_AUXILIARY},
    {"having", WORD_AUXILIARY},
    {"he", WORD_HE},
    {"her", WORD_POSSESSIVE | WORD_OBJECT},
    {"here", WORD_ADVERB},
    {"herself", WORD_OBJECT},
    {"him", WORD_OBJECT},
    {"himself", WORD_OBJECT},
    {"his", WORD_POSSESSIVE},
    {"how", WORD_SUBORDINATOR},
    {"however", WORD_ADVERB},
    {"i", WORD_I},
    {"if", WORD_SUBORDINATOR},
    {"in", WORD_PREPOSITION},
    {"including", WORD_PREPOSITION},
    {"inside", WORD_PREPOSITION},
    {"instead", WORD_ADVERB},
    {"into", WORD_PREPOSITION},
    {"is", WORD_AUXILIARY | WORD_BE},
    {"it", WORD_IT | WORD_OBJECT},
    {"its", WORD_POSSESSIVE},
    {"itself", WORD_OBJECT},
    {"january", WORD_TIME},
    {"july", WORD_TIME},
    {"june", WORD_TIME},
    {"just", WORD_ADVERB},
    {"later", WORD_ADVERB},
    {"like", WORD_PREPOSITION},
    {"many", WORD_DETERMINER},
    {"march", WORD_TIME},
    {"may", WORD_AUXILIARY | WORD_TIME},
    {"me", WORD_OBJECT},
    {"meanwhile", WORD_ADVERB},
    {"might", WORD_AUXILIARY},
    {"monday", WORD_TIME},
    {"month", WORD_TIME},
    {"more", WORD_DETERMINER},
    {"moreover", WORD_ADVERB},
    {"morning", WORD_TIME},
    {"most", WORD_DETERMINER},
    {"must", WORD_AUXILIARY},
    {"my", WORD_POSSESSIVE},
    {"n't", WORD_NEGATION},
    {"near", WORD_PREPOSITION},
    {"neither", WORD_DETERMINER | WORD_NEGATION},
    {"never", WORD_NEGATION},
    {"nevertheless", WORD_ADVERB},
    {"night", WORD_TIME},
    {"nine", WORD_DETERMINER},
    {"no", WORD_DETERMINER | WORD_NEGATION},
    {"nobody", WORD_NEGATION},
    {"nor", WORD_CONJUNCTION},
    {"not", WORD_NEGATION},
    {"november", WORD_TIME},
    {"now", WORD_ADVERB},
    {"october", WORD_TIME},
    {"of", WORD_PREPOSITION},
    {"often", WORD_ADVERB},
    {"on", WORD_PREPOSITION},
    {"once", WORD_SUBORDINATOR | WORD_ADVERB},
    {"one", WORD_DETERMINER},
    {"only", WORD_ADVERB},
    {"or", WORD_CONJUNCTION},
    {"other", WORD_DETERMINER},
    {"our", WORD_POSSESSIVE},
    {"outside", WORD_PREPOSITION},
    {"over", WORD_PREPOSITION},
    {"per", WORD_PREPOSITION},
    {"regarding", WORD_PREPOSITION},
    {"saturday", WORD_TIME},
    {"separately", WORD_ADVERB},
    {"september", WORD_TIME},
    {"seven", WORD_DETERMINER},
    {"several", WORD_DETERMINER},
    {"shall", WORD_AUXILIARY},
    {"she", WORD_SHE},
    {"should", WORD_AUXILIARY},
    {"since", WORD_PREPOSITION | WORD_SUBORDINATOR},
    {"six", WORD_DETERMINER},
    {"so", WORD_ADVERB},
    {"some", WORD_DETERMINER},
    {"sometimes", WORD_ADVERB},
    {"soon", WORD_ADVERB},
    {"still", WORD_ADVERB},
    {"such", WORD_DETERMINER},
    {"sunday", WORD_TIME},
    {"ten", WORD_DETERMINER},
    {"than", WORD_PREPOSITION},
    {"that", WORD_DETERMINER | WORD_SUBORDINATOR | WORD_THAT},
    {"the", WORD_DETERMINER},
    {"their", WORD_POSSESSIVE},
    {"them", WORD_OBJECT},
    {"themselves", WORD_OBJECT},
    {"then", WORD_ADVERB},
    {"there", WORD_ADVERB},
    {"these", WORD_DETERMINER},
    {"they", WORD_THEY},
    {"this", WORD_DETERMINER},
    {"those", WORD_DETERMINER},
    {"though", WORD_SUBORDINATOR | WORD_ADVERB},
    {"three", WORD_DETERMINER},
    {"through", WORD_PREPOSITION},
    {"thursday", WORD_TIME},
    {"thus", WORD_ADVERB},
    {"to", WORD_PREPOSITION | WORD_TO},
    {"today", WORD_ADVERB | WORD_TIME},
    {"tomorrow", WORD_ADVERB | WORD_TIME},
    {"tonight", WORD_ADVERB | WORD_TIME},
    {"too", WORD_ADVERB},
    {"toward", WORD_PREPOSITION},
    {"towards", WORD_PREPOSITION},
    {"tuesday", WORD_TIME},
    {"twice", WORD_ADVERB},
    {"two", WORD_DETERMINER},
    {"under", WORD_PREPOSITION},
    {"unless", WORD_SUBORDINATOR},
    {"until", WORD_PREPOSITION | WORD_SUBORDINATOR},
    {"upon", WORD_PREPOSITION},
    {"us", WORD_OBJECT},
    {"various", WORD_DETERMINER},
    {"via", WORD_PREPOSITION},
    {"was", WORD_AUXILIARY | WORD_BE},
    {"we", WORD_I},
    {"wednesday", WORD_TIME},
    {"week", WORD_TIME},
    {"were", WORD_AUXILIARY | WORD_BE},
    {"what", WORD_SUBORDINATOR},
    {"when", WORD_SUBORDINATOR},
    {"where", WORD_SUBORDINATOR},
    {"whereas", WORD_SUBORDINATOR},
    {"whether", WORD_SUBORDINATOR},
    {"which", WORD_RELATIVE},
    {"while", WORD_SUBORDINATOR},
    {"who", WORD_RELATIVE},
    {"whom", WORD_RELATIVE},
    {"whose", WORD_POSSESSIVE | WORD_RELATIVE},
    {"why", WORD_SUBORDINATOR},
    {"will", WORD_AUXILIARY},
    {"with", WORD_PREPOSITION},
    {"within", WORD_PREPOSITION},
    {"without", WORD_PREPOSITION},
    {"wo", WORD_AUXILIARY},
    {"would", WORD_AUXILIARY},
    {"year", WORD_TIME},
    {"yesterday", WORD_ADVERB | WORD_TIME},
    {"yet", WORD_CONJUNCTION},
    {"you", WORD_YOU},
    {"your", WORD_POSSESSIVE},
};

enum { WORD_COUNT = sizeof words / sizeof *words, LONGEST_WORD = 16 };

/* Lower-cases ASCII and makes the curly apostrophe straight; 0 when the word is too long. */
static size_t plain_form(struct slice word, char out[LONGEST_WORD])
{
    size_t len = 0;

    for (size_t i = 0; i < word.len; i++) {
        char c = word.ptr[i];
        if (len == LONGEST_WORD)
            return 0;
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if (slice_starts(slice_part(word, i, word.len), SLICE("\u2019"))) {
            c = '\'';
            i += 2;
        }
        out[len++] = c;
    }
    return len;
}

static uint32_t find(struct slice word)
{
    size_t low = 0, high = WORD_COUNT;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = slice_compare(word, slice_of(words[middle].word));
        if (order == 0)
            return words[middle].classes;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return 0;
}

uint32_t word_classes(struct slice word)
{
    char plain[LONGEST_WORD];
    size_t len = plain_form(word, plain);
    struct slice folded = {plain, len};
    uint32_t classes;

    if (len == 0)
        return 0;
    classes = find(folded);
    if (classes == 0 && len > 4 && slice_ends(folded, SLICE("ly")))
        classes = WORD_ADVERB;
    return classes;
}

enum error word_read(struct arena *arena, const struct document *document, const uint32_t **out)
{
    const struct tokens *tokens = &document->tokens;
    uint32_t *classes = arena_array(arena, uint32_t, tokens->count + 1);

    if (!classes)
        return ERROR_NO_MEMORY;
    for (size_t i = 0; i < tokens->count; i++) {
        const struct token *token = &tokens->at[i];
        if (token->flags & TOKEN_POSSESSIVE)
            classes[i] = WORD_POSSESSIVE;
        else if (token->kind == TOKEN_WORD)
            classes[i] = word_classes(token_text(document->text, token));
        else if (token->kind == TOKEN_NUMBER)
            classes[i] = WORD_DETERMINER;
    }
    *out = classes;
    return ERROR_OK;
}
