#include "intake/moment.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/date.h"

enum {
    PARTS_MAX = 16,
    PARTS_BEYOND = 8,
    WORD_BYTES_MAX = 9,
    TEXT_BYTES_MAX = 100,
    NO_ZONE = INT32_MAX
};

/* A word of letters or a number of digits. */
struct part {
    bool is_number;
    char before; /* the byte before it, 0 at the begin */
    int64_t number;
    size_t digits;
    char word[WORD_BYTES_MAX + 1]; /* in lower case, cut */
};

struct parts {
    struct part at[PARTS_MAX + PARTS_BEYOND]; /* those beyond are empty */
    size_t count;
};

struct moment {
    int year, month, day;     /* 0: not told */
    int hour, minute, second; /* -1: not told */
    int zone;                 /* minutes east of Greenwich, or NO_ZONE */
};

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_letter(char byte)
{
    char lower = (char)(byte | 0x20);

    return lower >= 'a' && lower <= 'z';
}

static void cut_part(struct slice text, size_t *at, struct part *part)
{
    size_t begin = *at;

    *part = (struct part){.is_number = is_digit(text.ptr[begin])};
    if (begin)
        part->before = text.ptr[begin - 1];
    while (*at < text.len && part->is_number && is_digit(text.ptr[*at])) {
        if (part->digits++ < 15)
            part->number = part->number * 10 + (text.ptr[*at] - '0');
        ++*at;
    }
    while (*at < text.len && !part->is_number && is_letter(text.ptr[*at])) {
        if (*at - begin < WORD_BYTES_MAX)
            part->word[*at - begin] = (char)(text.ptr[*at] | 0x20);
        ++*at;
    }
}

static struct parts cut(struct slice text)
{
    struct parts parts = {.count = 0};

    for (size_t at = 0; at < text.len && parts.count < PARTS_MAX;) {
        if (is_digit(text.ptr[at]) || is_letter(text.ptr[at]))
            cut_part(text, &at, &parts.at[parts.count++]);
        else
            at++;
    }
    return parts;
}

static int month_of(const char *word)
{
    static const char months[12][4] = {"jan", "feb", "mar", "apr", "may", "jun",
                                       "jul", "aug", "sep", "oct", "nov", "dec"};
    static const char *const whole[12] = {"january",   "february", "march",    "april",
                                          "may",       "june",     "july",     "august",
                                          "september", "october",  "november", "december"};
    size_t len = strlen(word);

    for (int i = 0; i < 12; i++)
        if (len >= 3 && strncmp(word, months[i], 3) == 0 && strncmp(word, whole[i], len) == 0)
            return i + 1;
    return 0;
}

/* Minutes east of Greenwich of a zone's name; false when it is none. */
static bool zone_of(const char *word, int *zone)
{
    static const struct {
        const char *name;
        int minutes;
    } zones[] = {
        {"z", 0},      {"ut", 0},     {"utc", 0},    {"gmt", 0},    {"est", -300}, {"edt", -240},
        {"cst", -360}, {"cdt", -300}, {"mst", -420}, {"mdt", -360}, {"pst", -480}, {"pdt", -420},
        {"et", -300},  {"bst", 60},   {"cet", 60},   {"cest", 120}, {"eet", 120},  {"eest", 180},
        {"ist", 330},  {"jst", 540},  {"aest", 600}, {"aedt", 660}, {"hst", -600}, {"akst", -540},
    };

    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++)
        if (strcmp(word, zones[i].name) == 0) {
            *zone = zones[i].minutes;
            return true;
        }
    return false;
}

static int full_year(const struct part *part)
{
    if (part->digits == 4)
        return (int)part->number;
    return (int)part->number + (part->number < 70 ? 2000 : 1900);
}

static bool in(const struct parts *parts, size_t i, size_t digits_most, int64_t least, int64_t most)
{
    const struct part *part = &parts->at[i];

    return i < parts->count && part->is_number && part->digits <= digits_most &&
           part->number >= least && part->number <= most;
}

static bool is_year(const struct parts *parts, size_t i)
{
    return in(parts, i, 4, 1000, 9999) && parts->at[i].digits == 4;
}

/* "2026-03-02", "2026/3/2", "2026-03", "20260302", "2026": how many parts it takes, 0: none. */
static size_t read_year_first(const struct parts *parts, size_t i, struct moment *out)
{
    const struct part *part = &parts->at[i];

    if (part->is_number && part->digits == 8 && part->number > 10000000) {
        *out = (struct moment){.year = (int)(part->number / 10000),
                               .month = (int)(part->number / 100 % 100),
                               .day = (int)(part->number % 100)};
        return 1;
    }
    if (!is_year(parts, i))
        return 0;
    if (i + 1 < parts->count && parts->at[i + 1].is_number && parts->at[i + 1].before == '-' &&
        !in(parts, i + 1, 2, 1, 12))
        return 0; /* "2026-13-45" is not the year 2026 */
    out->year = (int)part->number;
    if (!in(parts, i + 1, 2, 1, 12) || !strchr("-/.", parts->at[i + 1].before))
        return 1;
    out->month = (int)parts->at[i + 1].number;
    if (!in(parts, i + 2, 2, 1, 31) || !strchr("-/.", parts->at[i + 2].before))
        return 2;
    out->day = (int)parts->at[i + 2].number;
    return 3;
}

/* "2 Mar 2026", "March 2, 2026", "2 Mar 26", "Mar 2 19:05:00 2026" (asctime), "03/02/2026". */
static size_t read_day_first(const struct parts *parts, size_t i, struct moment *out)
{
    const struct part *at = &parts->at[i];
    int month = at[0].is_number ? 0 : month_of(at[0].word);

    if (month && in(parts, i + 1, 2, 1, 31)) {
        size_t day = i + 1, year = i + 2;
        if (year < parts->count && !at[2].is_number && strlen(at[2].word) == 2) /* "2nd" */
            year++;
        if (!is_year(parts, year) && in(parts, year, 2, 0, 24) && is_year(parts, year + 3))
            year += 3;
        if (!is_year(parts, year))
            return 0;
        *out = (struct moment){
            (int)parts->at[year].number, month, (int)parts->at[day].number, 0, 0, 0, 0};
        return year == i + 5 ? 2 : year - i + 1;
    }
    if (in(parts, i, 2, 1, 31) && i + 2 < parts->count && !at[1].is_number) {
        size_t word = i + 1;
        if (strlen(at[1].word) == 2 && !month_of(at[1].word)) /* "2nd March", "2nd of March" */
            word += parts->at[i + 2].is_number || month_of(at[2].word) ? 1 : 2;
        month = word < parts->count ? month_of(parts->at[word].word) : 0;
        if (!month || !in(parts, word + 1, 4, 0, 9999))
            return 0;
        *out =
            (struct moment){full_year(&parts->at[word + 1]), month, (int)at[0].number, 0, 0, 0, 0};
        return word + 2 - i;
    }
    if (in(parts, i, 2, 1, 31) && in(parts, i + 1, 2, 1, 31) && is_year(parts, i + 2) &&
        strchr("/.-", at[1].before) && strchr("/.-", at[2].before)) {
        bool day_is_first = at[0].number > 12 || at[1].before == '.';
        *out = (struct moment){(int)at[2].number,
                               (int)at[day_is_first].number,
                               (int)at[!day_is_first].number,
                               0,
                               0,
                               0,
                               0};
        return 3;
    }
    return 0;
}

/* "+01:00", "-0500", "+01", "GMT", "UTC+1": of the parts from i on. */
static void read_zone(const struct parts *parts, size_t i, struct moment *out)
{
    for (; i < parts->count; i++) {
        const struct part *part = &parts->at[i];
        int sign = part->before == '-' ? -1 : 1;
        if (!part->is_number) {
            if (zone_of(part->word, &out->zone))
                continue; /* an offset may follow */
            return;
        }
        if (part->before != '+' && part->before != '-')
            return;
        if (part->digits == 4)
            out->zone = sign * (int)(part->number / 100 * 60 + part->number % 100);
        else if (part->digits <= 2)
            out->zone = sign * ((int)part->number * 60 +
                                (in(parts, i + 1, 2, 0, 59) && parts->at[i + 1].before == ':'
                                     ? (int)parts->at[i + 1].number
                                     : 0));
        return;
    }
}

/* "p.m." are two words of a letter. Returns the parts taken. */
static size_t read_half(const struct parts *parts, size_t i, struct moment *out)
{
    const struct part *part = &parts->at[i];
    bool is_pair =
        i + 1 < parts->count && part->word[1] == '\0' && strcmp(parts->at[i + 1].word, "m") == 0;
    bool is_half = i < parts->count && !part->is_number &&
                   (part->word[0] == 'a' || part->word[0] == 'p') &&
                   (is_pair || strcmp(part->word + 1, "m") == 0);

    if (!is_half || out->hour < 0 || out->hour > 12)
        return 0;
    out->hour = out->hour % 12 + (part->word[0] == 'p' ? 12 : 0);
    return is_pair ? 2 : 1;
}

/* "19:05", "T190500", "7 p.m.": the first time among the parts from i on. */
static void read_time(const struct parts *parts, size_t i, struct moment *out)
{
    size_t half = 0;

    out->hour = out->minute = out->second = -1;
    out->zone = NO_ZONE;
    for (; i < parts->count; i++) {
        const struct part *at = &parts->at[i];
        if (in(parts, i, 6, 0, 245960) && at->digits == 6 && (at->before | 0x20) == 't') {
            out->hour = (int)(at->number / 10000);
            out->minute = (int)(at->number / 100 % 100);
            out->second = (int)(at->number % 100);
            i++;
            break;
        }
        if (!in(parts, i, 2, 0, 24))
            continue;
        out->hour = (int)at->number;
        out->minute = 0;
        if (in(parts, i + 1, 2, 0, 59) && (at[1].before == ':' || at[1].before == '.')) {
            out->minute = (int)at[1].number;
            i++;
            if (in(parts, i + 1, 2, 0, 60) && at[2].before == ':') {
                out->second = (int)at[2].number;
                i++;
                if (i + 1 < parts->count && parts->at[i + 1].before == '.' &&
                    parts->at[i + 1].is_number)
                    i++; /* a fraction */
            }
            i++;
            break;
        }
        half = read_half(parts, i + 1, out);
        if (half) {
            i += 1 + half;
            break;
        }
        out->hour = -1;
    }
    if (out->hour >= 0)
        read_zone(parts, i + (half ? 0 : read_half(parts, i, out)), out);
}

static struct moment of_epoch(int64_t seconds)
{
    time_t at = (time_t)seconds;
    struct tm utc;

    (void)gmtime_r(&at, &utc);
    return (struct moment){
        utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday, utc.tm_hour, utc.tm_min, utc.tm_sec, 0};
}

static enum error write(struct arena *arena, const struct moment *moment, struct slice *out)
{
    char text[64];
    int len = snprintf(text, sizeof text, "%04d", moment->year);

    if (moment->month)
        len += snprintf(text + len, sizeof text - (size_t)len, "-%02d", moment->month);
    if (moment->month && moment->day)
        len += snprintf(text + len, sizeof text - (size_t)len, "-%02d", moment->day);
    if (moment->day && moment->hour >= 0) {
        len += snprintf(text + len, sizeof text - (size_t)len, "T%02d:%02d:%02d", moment->hour,
                        moment->minute, moment->second < 0 ? 0 : moment->second);
        if (moment->zone == 0)
            len += snprintf(text + len, sizeof text - (size_t)len, "Z");
        else if (moment->zone != NO_ZONE)
            len += snprintf(text + len, sizeof text - (size_t)len, "%c%02d:%02d",
                            moment->zone < 0 ? '-' : '+', abs(moment->zone) / 60,
                            abs(moment->zone) % 60);
    }
    if (!date_is_valid((struct slice){text, (size_t)len}))
        return ERROR_OK;
    return arena_copy(arena, (struct slice){text, (size_t)len}, out);
}

enum error moment_read(struct arena *arena, struct slice text, struct slice *out)
{
    const int64_t year_2001 = 978307200;
    struct parts parts = cut(slice_part(slice_trim(text), 0, TEXT_BYTES_MAX));
    struct moment moment = {0};

    *out = (struct slice){NULL, 0};
    if (parts.count == 1 && parts.at[0].is_number && parts.at[0].digits >= 10 &&
        parts.at[0].number >= year_2001) {
        bool is_milliseconds = parts.at[0].digits == 13;
        moment = of_epoch(is_milliseconds ? parts.at[0].number / 1000 : parts.at[0].number);
        return write(arena, &moment, out);
    }
    for (size_t i = 0; i < parts.count; i++) {
        size_t taken = read_day_first(&parts, i, &moment);
        if (!taken)
            taken = read_year_first(&parts, i, &moment);
        if (!taken)
            continue;
        read_time(&parts, i + taken, &moment);
        return write(arena, &moment, out);
    }
    return ERROR_OK;
}
