#include "intake/csv.h"

#include "base/array.h"
#include "intake/fields.h"
#include "intake/html/encoding.h"

enum { COLUMNS_MAX = 1024 };

struct column {
    enum field field;
    unsigned rank;
};

struct columns {
    struct column *at;
    size_t count, capacity;
};

struct cells {
    struct slice *at;
    size_t count, capacity;
};

struct table {
    struct slice rest;
    char between;
    uint64_t line;    /* where `rest` begins */
    bool is_unclosed; /* the record that was read last ends in a quotation mark that is open */
};

/* A cell in quotation marks, of which `rest` is behind the first. */
static enum error read_quoted(struct arena *arena, struct table *table, struct slice *out)
{
    struct slice rest = table->rest;
    size_t count = 0, i = 0;
    char *at;

    for (; i < rest.len; i++) { /* where it ends, and how many bytes it has */
        if (rest.ptr[i] == '"' && (i + 1 == rest.len || rest.ptr[i + 1] != '"'))
            break;
        i += rest.ptr[i] == '"';
        count++;
    }
    table->is_unclosed = i == rest.len;
    table->rest = slice_part(rest, i + 1, rest.len);
    *out = slice_part(rest, 0, i);
    for (size_t k = 0; k < i; k++)
        table->line += rest.ptr[k] == '\n';
    if (count == i)
        return ERROR_OK;
    at = arena_unset(arena, char, count);
    if (!at)
        return ERROR_NO_MEMORY;
    for (size_t from = 0, to = 0; to < count; from++, to++) {
        at[to] = rest.ptr[from];
        from += rest.ptr[from] == '"';
    }
    *out = (struct slice){at, count};
    return ERROR_OK;
}

/* The next cell; is_last when its record ends behind it. */
static enum error read_cell(struct arena *arena, struct table *table, struct slice *out,
                            bool *is_last)
{
    struct slice rest = table->rest;
    size_t end = 0;
    enum error error = ERROR_OK;

    if (rest.len && rest.ptr[0] == '"') {
        table->rest = slice_part(rest, 1, rest.len);
        error = read_quoted(arena, table, out);
        rest = table->rest;
    } else {
        *out = (struct slice){NULL, 0};
    }
    /* what stands behind a closing mark is passed over */
    while (end < rest.len && rest.ptr[end] != table->between && rest.ptr[end] != '\n')
        end++;
    if (!out->ptr) {
        *out = slice_part(rest, 0, end);
        if (out->len && out->ptr[out->len - 1] == '\r')
            out->len--;
    }
    *is_last = end == rest.len || rest.ptr[end] == '\n';
    table->line += end < rest.len && rest.ptr[end] == '\n';
    table->rest = slice_part(rest, end + 1, rest.len);
    return error;
}

static enum error read_record(struct arena *arena, struct table *table, struct cells *cells)
{
    bool is_last = false;

    table->is_unclosed = false;
    while (!is_last) {
        struct slice cell, *at;
        enum error error = read_cell(arena, table, &cell, &is_last);
        if (error)
            return error;
        if (cells->count == COLUMNS_MAX)
            continue;
        at = array_push(arena, cells);
        if (!at)
            return ERROR_NO_MEMORY;
        *at = cell;
    }
    return ERROR_OK;
}

/* The columns that the first line names; has_text when one of them is the text. */
static enum error read_names(struct arena *arena, struct table *table, struct columns *columns,
                             bool *has_text)
{
    struct cells cells = {0};
    enum error error = read_record(arena, table, &cells);

    *has_text = false;
    for (size_t i = 0; !error && i < cells.count; i++) {
        struct column *column = array_push(arena, columns);
        if (!column)
            return ERROR_NO_MEMORY;
        column->field = field_of(cells.at[i], &column->rank);
        *has_text |= column->field >= FIELD_TEXT && column->field <= FIELD_PAGE;
    }
    return error;
}

static enum error deliver(struct arena *arena, const struct columns *columns,
                          const struct cells *cells, struct delivery *delivery)
{
    struct fields fields = {0};
    struct article article;
    struct delivery one = *delivery;
    enum error error;

    for (size_t i = 0; i < cells->count && i < columns->count; i++)
        if (columns->at[i].field != FIELD_NONE && cells->at[i].len)
            fields_put(&fields, columns->at[i].field, columns->at[i].rank, cells->at[i]);
    error = fields_read(arena, &fields, &article);
    if (!error && delivery_is_fit(delivery->id))
        error = arena_print(arena, &one.id, "%.*s:%llu", SLICE_ARGS(delivery->id),
                            (unsigned long long)delivery->place.line);
    if (error)
        return error;
    delivery->number++;
    return delivery_make(arena, &one, &article);
}

/* One record on an arena of its own. */
static enum error read_next(struct arena *arena, struct table *table, const struct columns *columns,
                            struct delivery *delivery)
{
    struct arena *scratch = arena_open_within(arena);
    struct cells cells = {0};
    enum error error = ERROR_NO_MEMORY;

    delivery->place.line = table->line;
    if (scratch)
        error = read_record(scratch, table, &cells);
    if (!error && table->is_unclosed)
        delivery_refuse(delivery, "a quotation mark that is never closed");
    else if (!error && (cells.count > 1 || slice_trim(cells.at[0]).len))
        error = deliver(scratch, columns, &cells, delivery);
    arena_close(scratch);
    return error;
}

enum error csv_read(struct arena *arena, const struct original *original, struct delivery *delivery)
{
    struct table table = {.line = 1, .between = original->kind == INTAKE_TSV ? '\t' : ','};
    struct columns columns = {0};
    struct slice names;
    bool has_text;
    enum error error =
        page_decode(arena, original->bytes,
                    original->charset.ptr ? original->charset : SLICE("utf-8"), &table.rest);

    if (error)
        return error;
    if (slice_find(table.rest, '\0', 0) < table.rest.len) {
        delivery_refuse(delivery, "a NUL character");
        return ERROR_OK;
    }
    names = slice_part(table.rest, 0, slice_find(table.rest, '\n', 0));
    if (table.between == ',' && slice_find(names, ',', 0) == names.len)
        table.between = slice_find(names, ';', 0) < names.len ? ';' : ',';
    error = read_names(arena, &table, &columns, &has_text);
    if (!error && !has_text)
        delivery_refuse(delivery, "no column that is called text, content, body or html");
    while (!error && has_text && table.rest.len)
        error = read_next(arena, &table, &columns, delivery);
    return error;
}
