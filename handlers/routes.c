#include "handlers/handlers.h"
#include "schemas/analysis.h"
#include "schemas/article.h"
#include "schemas/cluster.h"
#include "schemas/corenlp.h"
#include "schemas/diff.h"
#include "schemas/entities.h"
#include "schemas/entity.h"
#include "schemas/miniflux.h"
#include "schemas/newsentity.h"
#include "schemas/ninjs.h"
#include "schemas/quotes.h"
#include "schemas/related.h"
#include "schemas/requests.h"
#include "schemas/service.h"
#include "schemas/superdesk.h"
#include "schemas/versions.h"

#define ARTICLE_OR_TEXT (BODY_JSON | BODY_TEXT | BODY_HTML | BODY_WIRE | BODY_LINES)

/* THE table of endpoints. */
const struct route routes[] = {
    {METHOD_GET, "/", handle_home, .is_quick = true,
     .doc = "what this is, and three curl lines to try"},
    {METHOD_GET, "/healthz", handle_health, .gives = &health_reply_shape, .is_quick = true,
     .is_live = true, .doc = "200 while the process lives"},
    {METHOD_GET, "/readyz", handle_ready, .gives = &ready_reply_shape, .is_quick = true,
     .is_live = true, .doc = "200 when the corpus is there, 503 before and while shutting down"},
    {METHOD_GET, "/metrics", handle_metrics, .is_quick = true, .is_live = true,
     .doc = "counters for Prometheus"},
    {METHOD_GET, "/openapi.json", handle_openapi, .doc = "this interface as OpenAPI 3.1"},
    {METHOD_GET, "/v1/schemas/{name}", handle_schema, .is_quick = true,
     .doc = "the JSON Schema of one object: entities, quotes, diff, …"},
    {METHOD_GET, "/problems/{code}", handle_problem, .is_quick = true,
     .doc = "what a problem's code means and what to do"},
    {METHOD_GET, "/v1/limits", handle_limits, .is_quick = true, .takes = &plain_query_shape,
     .gives = &limits_reply_shape, .doc = "version, generation of the corpus, and the limits"},

    {METHOD_POST, "/v1/article", handle_read_article, &article_request_shape, &read_article_shape,
     .bodies = ARTICLE_OR_TEXT,
     .doc = "the article of a page, a feed's item or another format: its text, and what is told of "
            "it"},
    {METHOD_POST, "/v1/entities", handle_entities, &entities_request_shape, &entities_reply_shape,
     .bodies = ARTICLE_OR_TEXT, .doc = "who and what is named in an article"},
    {METHOD_POST, "/v1/quotes", handle_quotes, &quotes_request_shape, &quotes_reply_shape,
     .bodies = ARTICLE_OR_TEXT, .doc = "who said what in an article"},
    {METHOD_POST, "/v1/diff", handle_diff, &diff_request_shape, &diff_reply_shape,
     .also = &versions_reply_shape, .bodies = BODY_JSON | BODY_FORM | BODY_LINES, .has_forms = true,
     .doc = "what differs between two reports"},
    {METHOD_POST, "/v1/related", handle_related, &related_request_shape, &related_reply_shape,
     .bodies = ARTICLE_OR_TEXT, .doc = "copies of an article and other reports of its event"},
    {METHOD_POST, "/v1/analysis", handle_analysis, &analysis_request_shape, &analysis_reply_shape,
     .bodies = ARTICLE_OR_TEXT, .doc = "entities, quotes and related of an article in one reply"},

    {METHOD_GET, "/v1/articles", handle_articles, &articles_query_shape, &articles_reply_shape,
     .doc = "articles of the corpus"},
    {METHOD_GET, "/v1/articles/{id}", handle_article, &plain_query_shape, &article_reply_shape,
     &ninjs_reply_shape, .has_ninjs = true, .doc = "one article with its text"},
    {METHOD_GET, "/v1/articles/{id}/entities", handle_article_entities, &entities_request_shape,
     &entities_reply_shape, .doc = "who and what is named in it"},
    {METHOD_GET, "/v1/articles/{id}/quotes", handle_article_quotes, &quotes_request_shape,
     &quotes_reply_shape, .doc = "who said what in it"},
    {METHOD_GET, "/v1/articles/{id}/related", handle_article_related, &related_request_shape,
     &related_reply_shape, .doc = "its copies and other reports of its event"},
    {METHOD_GET, "/v1/diff", handle_article_diff, &diff_query_shape, &diff_reply_shape,
     .has_forms = true, .doc = "what differs between two articles of the corpus"},
    {METHOD_GET, "/v1/clusters", handle_clusters, &clusters_query_shape, &clusters_reply_shape,
     .doc = "groups of copies, each with its likely original and who was made from whom"},
    {METHOD_GET, "/v1/entities", handle_corpus_entities, &entities_query_shape,
     &entity_list_reply_shape, .doc = "names of the whole corpus"},
    {METHOD_GET, "/v1/entities/{id}", handle_corpus_entity, &plain_query_shape, &entity_reply_shape,
     .doc = "one name: where it stands and with whom"},
    {METHOD_GET, "/v1/quotes", handle_corpus_quotes, &quotes_query_shape, &quote_list_reply_shape,
     .doc = "quotes of the whole corpus"},

    {METHOD_POST, "/", handle_corenlp, &corenlp_request_shape, &corenlp_reply_shape,
     .bodies = BODY_ANY,
     .doc = "names and quotes of a text, as Stanford CoreNLP's server gives them"},
    {METHOD_GET, "/ping", handle_corenlp_ping, .is_quick = true, .is_live = true,
     .doc = "pong, which clients of CoreNLP's server wait for"},
    {METHOD_GET, "/live", handle_corenlp_ping, .is_quick = true, .is_live = true,
     .doc = "the same, while the process lives"},
    {METHOD_GET, "/ready", handle_ready, .gives = &ready_reply_shape, .is_quick = true,
     .is_live = true, .doc = "as /readyz, under the name of CoreNLP's server"},
    {METHOD_POST, "/entities/from-content", handle_newsentity_from_content,
     &newsentity_request_shape, &newsentity_reply_shape, &newsentity_error_shape,
     .bodies = BODY_PAIRS, .doc = "names of a text, as news-entity-server gives them"},
    {METHOD_POST, "/entities/from-html", handle_newsentity_from_html, &newsentity_request_shape,
     &newsentity_reply_shape, &newsentity_error_shape, .bodies = BODY_PAIRS,
     .doc = "names of a page's article, likewise"},
    {METHOD_POST, "/entities/from-url", handle_newsentity_entities_from_url,
     &newsentity_request_shape, &newsentity_reply_shape, &newsentity_error_shape,
     .bodies = BODY_PAIRS, .doc = "names of the article at an address, likewise"},
    {METHOD_POST, "/content/from-url", handle_newsentity_content_from_url,
     &newsentity_request_shape, &newsentity_reply_shape, &newsentity_error_shape,
     .bodies = BODY_PAIRS, .doc = "the article at an address, likewise"},
    {METHOD_POST, "/domains/from-url", handle_newsentity_domain_from_url, &newsentity_request_shape,
     &newsentity_reply_shape, &newsentity_error_shape, .bodies = BODY_PAIRS,
     .doc = "the domain of an address, likewise"},
    {METHOD_POST, "/ai", handle_superdesk, &superdesk_request_shape, &superdesk_reply_shape,
     .bodies = BODY_JSON, .doc = "tags for an item, as Superdesk's AI services give them"},
    {METHOD_POST, "/miniflux", handle_miniflux, &miniflux_request_shape, &miniflux_reply_shape,
     .bodies = BODY_JSON,
     .doc = "names, quotes and relatives of new entries: a webhook of Miniflux"},
};

const size_t route_count = sizeof routes / sizeof *routes;
