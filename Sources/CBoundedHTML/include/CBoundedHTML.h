// Gumbo with a bound on its memory.
//
// Gumbo takes its memory from an allocator of ours that gives from one row of chunks. When the
// bound is reached the parse is left at once, and freeing a tree is freeing the chunks: no walk,
// so no depth of a tree can exhaust the stack.
#ifndef SPALT_BOUNDED_HTML_H
#define SPALT_BOUNDED_HTML_H

#include <gumbo.h>
#include <stddef.h>

typedef struct SpaltHTML SpaltHTML;

// Parses UTF-8. NULL when there is no memory within the bound, in bytes.
SpaltHTML *spalt_html_parse(const char *bytes, size_t length, size_t bound);

// The document node; it lives as long as the bytes and the tree.
const GumboNode *spalt_html_document(const SpaltHTML *html);

void spalt_html_free(SpaltHTML *html);

static inline const GumboNode *spalt_html_child(const GumboVector *children, unsigned int index) {
  return (const GumboNode *)children->data[index];
}

static inline const GumboAttribute *spalt_html_attribute(const GumboElement *element,
                                                         unsigned int index) {
  return (const GumboAttribute *)element->attributes.data[index];
}

#endif
