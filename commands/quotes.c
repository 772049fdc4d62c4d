/* quotes: who said what, in the order of the text, and where else the words stand. */
#include "schemas/quotes.h"
#include "commands/subject.h"

enum { SOURCES_SHOWN = 5, MATCHES_SHOWN = 3, QUOTE_BYTES_SHOWN = 2000 };

static void show_speaker(const struct screen *screen, const struct quote *quote)
{
    if (!quote->has_speaker) {
        screen_print(screen, PAINT_FAINT, "speaker not told");
        return;
    }
    screen_write_line(screen, PAINT_PERSON, quote->speaker.name, 200);
    if (quote->speaker.role.len) {
        fputs(", ", stdout);
        screen_write_line(screen, PAINT_PLAIN, quote->speaker.role, 200);
    }
}

/* type, cue, addressee, confidence and reason, on one faint line. */
static void show_circumstances(const struct screen *screen, const struct subject *subject,
                               const struct quote *quote)
{
    struct slice cue = slice_at(subject->text, quote->cue);

    screen_print(screen, PAINT_FAINT, "    %.*s", SLICE_ARGS(quote_type_names[quote->type]));
    if (cue.len) {
        fputs(" · ", stdout);
        screen_write_line(screen, PAINT_FAINT, cue, 60);
    }
    if (quote->has_addressee) {
        fputs(" · to ", stdout);
        screen_write_line(screen, PAINT_FAINT, quote->addressee.name, 100);
    }
    if (quote->negated)
        screen_print(screen, PAINT_FAINT, " · not said");
    if (quote->unclosed)
        screen_print(screen, PAINT_FAINT, " · left open");
    if (quote->duplicate_of != NO_QUOTE)
        screen_print(screen, PAINT_FAINT, " · printed twice");
    if (quote->has_speaker)
        screen_print(screen, PAINT_FAINT, " · %.0f %% sure", quote->confidence * 100);
    screen_print(screen, PAINT_FAINT, ": %.*s\n", SLICE_ARGS(quote->reason));
}

static void show_matches(const struct screen *screen, struct arena *arena,
                         const struct subject *subject, const struct quote *quote)
{
    struct quote_matches matches;

    if (corpus_match_quote(subject->generation, arena, &subject->document, quote, subject->article,
                           &matches))
        return;
    for (size_t i = 0; i < matches.count && i < MATCHES_SHOWN; i++) {
        const struct quote_match *match = &matches.at[i];
        struct slice id = generation_article(subject->generation, match->article)->id;
        screen_print(screen, PAINT_FAINT, "    also in %.*s: %.*s", SLICE_ARGS(id),
                     SLICE_ARGS(match_relation_names[match->relation]));
        if (!match->same_speaker && match->speaker.len)
            screen_print(screen, match->alarm ? PAINT_ALERT : PAINT_FAINT, " – said there by %.*s",
                         SLICE_ARGS(match->speaker));
        putchar('\n');
    }
}

/* "5 quotes, 92 words; 20 % without a speaker; 3 of a mayor, 1 of an organization" */
static void show_counts(const struct screen *screen, struct arena *arena,
                        const struct subject *subject, uint32_t types)
{
    struct wire_quote_counts counts;
    const struct wire_source_count *source;
    uint32_t quotes;

    if (quote_counts_build(arena, subject->analysis, types, &counts))
        return;
    source = counts.by_role.at;
    quotes = counts.without_speaker;
    for (size_t i = 0; i < counts.by_role.count; i++)
        quotes += source[i].quotes;
    if (quotes == 0)
        return;
    screen_print(screen, PAINT_FAINT, "\n%u quotes, %u words; %.0f %% without a speaker", quotes,
                 counts.words, counts.share_without_speaker * 100);
    for (size_t i = 0; i < counts.by_role.count && i < SOURCES_SHOWN; i++) {
        struct slice role = source[i].role.len ? source[i].role : source_kind_names[source[i].kind];
        screen_print(screen, PAINT_FAINT, "%s%u %.*s", i ? ", " : "; by source: ", source[i].quotes,
                     SLICE_ARGS(role));
    }
    putchar('\n');
}

static int show(const struct session *session, struct arena *arena, const struct subject *subject)
{
    const struct screen *screen = &session->screen;
    const struct quotes *quotes = &subject->analysis->quotes;
    uint32_t types, shown = 0;
    int code = asked_quote_types(&session->asked, &types);

    for (size_t i = 0; code == EXIT_OK && i < quotes->count; i++) {
        const struct quote *quote = &quotes->at[i];
        if (!(types >> quote->type & 1))
            continue;
        if (shown++)
            putchar('\n');
        show_speaker(screen, quote);
        fputs("\n    ", stdout);
        screen_write_line(screen, quote->type == QUOTE_INDIRECT ? PAINT_PLAIN : PAINT_STRONG,
                          slice_at(subject->text, quote->span), QUOTE_BYTES_SHOWN);
        putchar('\n');
        show_circumstances(screen, subject, quote);
        show_matches(screen, arena, subject, quote);
    }
    if (code == EXIT_OK && shown == 0)
        screen_print(screen, PAINT_FAINT, "nobody is quoted\n");
    if (code == EXIT_OK && shown)
        show_counts(screen, arena, subject, types);
    return code;
}

int command_quotes(const struct config_input *input)
{
    struct session session;
    int code = session_begin(&session, input, "quotes", 1, SIZE_MAX);

    if (code == EXIT_OK)
        code = subject_each(&session, "/v1/quotes", show);
    session_end(&session);
    return code;
}
