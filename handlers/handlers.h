/* The endpoints, one file each; handlers/routes.c says which path leads where. All of the type
 * `handler`: they read the request, let the rooms below work, and fill the reply. */
#ifndef COPYDESK_HANDLERS_HANDLERS_H
#define COPYDESK_HANDLERS_HANDLERS_H

#include "handlers/route.h"

handler handle_home, handle_health, handle_ready, handle_metrics, handle_limits;
handler handle_openapi, handle_schema, handle_problem;

handler handle_articles, handle_article, handle_read_article, handle_clusters;
handler handle_entities, handle_article_entities, handle_corpus_entities, handle_corpus_entity;
handler handle_quotes, handle_article_quotes, handle_corpus_quotes;
handler handle_diff, handle_article_diff;
handler handle_related, handle_article_related;
handler handle_analysis;

/* handlers/compat: as other services answer, for their clients */
handler handle_corenlp, handle_corenlp_ping;
handler handle_newsentity_from_content, handle_newsentity_from_html;
handler handle_newsentity_entities_from_url, handle_newsentity_content_from_url;
handler handle_newsentity_domain_from_url;
handler handle_superdesk, handle_miniflux;

#endif
