/* The table of endpoints, and all that a handler sees: no socket, no JSON library. */
#ifndef COPYDESK_HANDLERS_ROUTE_H
#define COPYDESK_HANDLERS_ROUTE_H

#include "handlers/desk.h"

enum method { METHOD_GET, METHOD_HEAD, METHOD_POST, METHOD_OPTIONS, METHOD_OTHER };

/* One request, from whichever door. Slices without a value: the header was not sent. */
struct request {
    struct arena *arena;
    enum method method;
    struct slice path;         /* as sent, percent-encoded, without the query */
    struct slice query;        /* as sent, without the '?' */
    struct slice path_id;      /* the decoded {id} segment, set by route_answer */
    struct slice content_type; /* of the body */
    struct slice content_encoding;
    struct slice accept;
    struct slice scheme, host; /* by which the client came, for links */
    struct slice prefix;       /* before all paths of links: "/news", or nothing */
    struct slice body;
    struct slice id; /* request id, echoed as `instance` of a problem */
    uint64_t line;   /* of a batch, from 1; 0 elsewhere */
    char *spare;     /* REQUEST_SPARE_BYTES to say in that memory is spent; NULL: none */
};

enum { REPLY_HEADERS_MAX = 8, REQUEST_SPARE_BYTES = 1024 };

struct header {
    const char *name;
    struct slice value;
};

struct reply {
    unsigned status;
    struct slice media_type;
    struct slice content_coding;              /* that a door has put the body into, or no value */
    struct slice body;                        /* on the request's arena, or static */
    size_t unsent;                            /* bytes of the body that a 304 stands for */
    struct header headers[REPLY_HEADERS_MAX]; /* Allow, Link, ETag, Retry-After, … */
    size_t header_count;
    const char *route; /* template for logs and metrics: "/v1/articles/{id}", or "unknown" */
    enum error error;  /* the problem's, or ERROR_OK */
};

typedef enum error handler(const struct desk *desk, const struct request *request,
                           struct reply *reply, struct problem *problem);

struct shape;

/* Media types of bodies, as bits of route.bodies. */
enum body_form {
    BODY_JSON = 1 << 0,  /* application/json */
    BODY_TEXT = 1 << 1,  /* text/plain: the article itself */
    BODY_FORM = 1 << 2,  /* multipart/form-data */
    BODY_LINES = 1 << 3, /* application/x-ndjson: a JSON body a line */
    BODY_HTML = 1 << 4,  /* text/html: the page that the article stands on */
    BODY_PAIRS = 1 << 5, /* application/x-www-form-urlencoded: members as name=value pairs */
    BODY_ANY = 1 << 6,   /* the text itself, whatever its type is called, or without one */
    BODY_WIRE = 1 << 7   /* ninjs, NITF, NewsML-G2, a feed: the article in a newsroom's format */
};

struct route {
    enum method method; /* METHOD_GET serves HEAD too */
    const char *path;   /* "/v1/articles/{id}" */
    handler *handle;
    const struct shape *takes; /* of a JSON body, or of the query when there is no body */
    const struct shape *gives; /* of the JSON reply; NULL: another form, chosen by the handler */
    const struct shape *also;  /* of the reply to another kind of question, or NULL */
    unsigned bodies;           /* 0: takes no body */
    bool is_quick;             /* answered at the door, in less time than a worker would cost */
    bool is_live;              /* changes by itself: no ETag, never stored, never 406 */
    bool has_forms;            /* also given as text, page and patch: route_forms */
    bool has_ninjs;            /* also given as ninjs, of shape `also` */
    const char *doc;           /* one line */
};

/* Media types of a reply that has forms; of those a client wants alike the first is given. */
enum reply_form { FORM_JSON, FORM_PAGE, FORM_TEXT, FORM_PATCH, FORM_COUNT };

extern const char *const route_forms[FORM_COUNT];

/* The form that a request's Accept header asks for; FORM_COUNT when it takes none. O(header). */
enum reply_form route_wanted_form(const struct request *request);

/* Whether a request wants ninjs more than our own JSON. */
bool route_wants_ninjs(const struct request *request);

/* The form of body a Content-Type names; 0 when it is none we know. */
unsigned route_body_form(struct slice content_type);

extern const struct route routes[];
extern const size_t route_count;

/* What can be said before the body is read: NULL and a problem (404, 405 with Allow, 415) or the
 * route. `reply` receives the Allow header; path_id is decoded into the request. */
const struct route *route_find(struct request *request, struct reply *reply,
                               struct problem *problem);

/* The whole of a request: finds the route, calls its handler, turns an error into a problem reply.
 * Never fails: lack of memory gives a static 503. This is what HTTP, call and batch all use, so
 * that their replies are the same byte for byte. */
void route_answer(const struct desk *desk, struct request *request, struct reply *reply);

/* A problem reply made at the door itself (413, 400, …), in the same form. */
void route_refuse(struct request *request, struct problem *problem, struct reply *reply);

#endif
