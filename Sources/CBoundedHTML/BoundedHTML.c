#include "CBoundedHTML.h"

#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>

typedef struct Chunk {
  struct Chunk *next;
} Chunk;

struct SpaltHTML {
  Chunk *chunks;
  char *place;
  size_t left;
  size_t bound;
  jmp_buf full;
  GumboOutput *output;
};

static const size_t alignment = 16;
static const size_t chunk_size = 1 << 18;

static void *take(void *arena, size_t size) {
  SpaltHTML *html = arena;
  size = size ? (size + alignment - 1) & ~(alignment - 1) : alignment;
  if (size > html->left) {
    size_t room = size > chunk_size / 4 ? size : chunk_size;
    if (room > html->bound) longjmp(html->full, 1);
    Chunk *chunk = malloc(alignment + room);
    if (!chunk) longjmp(html->full, 1);
    html->bound -= room;
    chunk->next = html->chunks;
    html->chunks = chunk;
    // A large piece has a chunk to itself; the open chunk goes on.
    if (room == size && room != chunk_size) return (char *)chunk + alignment;
    html->place = (char *)chunk + alignment;
    html->left = room;
  }
  void *piece = html->place;
  html->place += size;
  html->left -= size;
  return piece;
}

// Pieces go with their chunks, all at once.
static void leave(void *arena, void *piece) {
  (void)arena;
  (void)piece;
}

SpaltHTML *spalt_html_parse(const char *bytes, size_t length, size_t bound) {
  SpaltHTML *html = calloc(1, sizeof *html);
  if (!html) return NULL;
  html->bound = bound;
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = take;
  options.deallocator = leave;
  options.userdata = html;
  options.max_errors = 0;
  if (setjmp(html->full)) {
    spalt_html_free(html);
    return NULL;
  }
  html->output = gumbo_parse_with_options(&options, bytes, length);
  return html;
}

const GumboNode *spalt_html_document(const SpaltHTML *html) { return html->output->document; }

void spalt_html_free(SpaltHTML *html) {
  if (!html) return;
  for (Chunk *chunk = html->chunks; chunk;) {
    Chunk *next = chunk->next;
    free(chunk);
    chunk = next;
  }
  free(html);
}
