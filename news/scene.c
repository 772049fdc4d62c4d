#include "news/scene.h"

#include "news/word.h"

enum error scene_read(struct scene *scene)
{
    const struct lexicon *cues = scene->models->lists[LIST_CUES];
    size_t count = scene->document->tokens.count;
    enum error error = word_read(scene->arena, scene->document, &scene->classes);

    if (!error)
        error = mark_find(scene->arena, scene->document, cues, &scene->pieces);
    if (error)
        return error;
    scene->piece_of = arena_array(scene->arena, uint32_t, count + 1);
    if (!scene->piece_of)
        return ERROR_NO_MEMORY;
    memset(scene->piece_of, 0xFF, (count + 1) * sizeof *scene->piece_of);
    for (uint32_t p = 0; p < scene->pieces.count; p++)
        for (uint32_t i = scene->pieces.at[p].first; i < scene->pieces.at[p].last; i++)
            scene->piece_of[i] = p;
    error = cue_find(scene->arena, scene->document, cues, scene->classes, scene->piece_of,
                     &scene->cues);
    return error ? error : phrase_find(scene);
}
