// cmark-gfm with its extensions: tables, strikethrough, autolinks.
#ifndef SPALT_MARKDOWN_SHIM_H
#define SPALT_MARKDOWN_SHIM_H

#include <cmark-gfm.h>
#include <cmark-gfm-core-extensions.h>
#include <string.h>

// Enumerators of an enumeration without a name and macros reach Swift as constants only.
static const int spalt_markdown_options = CMARK_OPT_FOOTNOTES | CMARK_OPT_VALIDATE_UTF8;

// The types of an extension's nodes have names, but no constants in any header.
static inline int spalt_node_is_table_row(cmark_node *node) {
  return strcmp(cmark_node_get_type_string(node), "table_row") == 0 ||
         strcmp(cmark_node_get_type_string(node), "table_header") == 0;
}
static inline int spalt_node_is_table_cell(cmark_node *node) {
  return strcmp(cmark_node_get_type_string(node), "table_cell") == 0;
}

#endif
