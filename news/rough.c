#include "news/rough.h"

#include <math.h>

enum manner { MANNER_BARE, MANNER_ABOUT, MANNER_NEARLY, MANNER_LEAST, MANNER_MOST };

/* What stands before a figure; `before` stands before the word, or anything may. */
static const struct {
    const char *word, *before;
    enum manner manner;
} manners[] = {
    {"about", NULL, MANNER_ABOUT},
    {"around", NULL, MANNER_ABOUT},
    {"some", NULL, MANNER_ABOUT},
    {"roughly", NULL, MANNER_ABOUT},
    {"approximately", NULL, MANNER_ABOUT},
    {"estimated", NULL, MANNER_ABOUT},
    {"nearly", NULL, MANNER_NEARLY},
    {"almost", NULL, MANNER_NEARLY},
    {"to", "close", MANNER_NEARLY},
    {"than", "more", MANNER_LEAST},
    {"over", NULL, MANNER_LEAST},
    {"above", NULL, MANNER_LEAST},
    {"least", "at", MANNER_LEAST},
    {"than", "fewer", MANNER_MOST},
    {"of", "upwards", MANNER_LEAST},
    {"than", "less", MANNER_MOST},
    {"under", NULL, MANNER_MOST},
    {"below", NULL, MANNER_MOST},
    {"to", "up", MANNER_MOST},
    {"as", "many", MANNER_MOST},
    {"as", "much", MANNER_MOST},
    {"most", "at", MANNER_MOST},
};

static bool is_word(const struct reading *reading, uint32_t token, const char *word)
{
    return reading->document->tokens.at[token].folded == token_folded_id(slice_of(word));
}

static enum manner manner_of(const struct reading *reading, const struct part *sentence,
                             uint32_t first)
{
    if (first == sentence->first)
        return MANNER_BARE;
    for (size_t i = 0; i < sizeof manners / sizeof *manners; i++)
        if (is_word(reading, first - 1, manners[i].word) &&
            (!manners[i].before ||
             (first - 1 > sentence->first && is_word(reading, first - 2, manners[i].before))))
            return manners[i].manner;
    return MANNER_BARE;
}

/* The power of ten to which a figure is told: of 1,200 it is 100, of 12.5 a tenth. */
static double step_of(double number)
{
    static const double finest = 1e-4, coarsest = 1e12, slack = 1e-6;

    double step = 1;

    while (step > finest && fabs(number / step - round(number / step)) > slack)
        step /= 10;
    while (step >= 1 && step < coarsest && number >= 10 * step &&
           fabs(number / (10 * step) - round(number / (10 * step))) < slack / step)
        step *= 10;
    return step;
}

struct rough rough_read(const struct reading *reading, const struct part *sentence,
                        const struct mention *mention, double number)
{
    static const double rounded_least = 1000, rounded = 0.05, about = 0.15, below_next = 0.999;

    double step = step_of(number), half = step / 2;
    struct rough rough = {number, number};

    switch (manner_of(reading, sentence, mention->first)) {
    case MANNER_BARE:
        if (number >= rounded_least) {
            rough.least -= fmin(half, rounded * number);
            rough.most += fmin(half, rounded * number);
        }
        break;
    case MANNER_ABOUT:
        rough.least -= fmin(half, about * number);
        rough.most += fmin(half, about * number);
        break;
    case MANNER_NEARLY:
        rough.least -= fmin(step, about * number);
        break;
    case MANNER_LEAST:
        rough.most += below_next * step;
        break;
    case MANNER_MOST:
        rough.least = 0;
        break;
    }
    return rough;
}
