#include "CMail.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

// The few functions used, with every object opaque: so the headers of GLib, GPGME and a dozen more
// need not be there to build.
// Source: the headers of gmime 3.2.13 and glib 2.74, stable since gmime 3.0.
#define FUNCTIONS(X)                                                                         \
  X(g_mime_init, void, (void))                                                               \
  X(g_mime_stream_mem_new_with_buffer, void *, (const char *, size_t))                       \
  X(g_mime_parser_new_with_stream, void *, (void *))                                         \
  X(g_mime_parser_set_format, void, (void *, int))                                           \
  X(g_mime_parser_eos, int, (void *))                                                        \
  X(g_mime_parser_construct_message, void *, (void *, void *))                               \
  X(g_mime_message_get_subject, const char *, (void *))                                      \
  X(g_mime_message_get_from, void *, (void *))                                               \
  X(g_mime_message_get_to, void *, (void *))                                                 \
  X(g_mime_message_get_date, void *, (void *))                                               \
  X(g_mime_message_get_message_id, const char *, (void *))                                   \
  X(g_mime_message_get_mime_part, void *, (void *))                                          \
  X(g_mime_message_get_type, size_t, (void))                                                 \
  X(g_mime_message_part_get_type, size_t, (void))                                            \
  X(g_mime_message_part_get_message, void *, (void *))                                       \
  X(g_mime_multipart_get_type, size_t, (void))                                               \
  X(g_mime_multipart_get_count, int, (void *))                                               \
  X(g_mime_multipart_get_part, void *, (void *, int))                                        \
  X(g_mime_text_part_get_type, size_t, (void))                                               \
  X(g_mime_text_part_get_text, char *, (void *))                                             \
  X(g_mime_part_get_type, size_t, (void))                                                    \
  X(g_mime_part_is_attachment, int, (void *))                                                \
  X(g_mime_part_get_filename, const char *, (void *))                                        \
  X(g_mime_object_get_content_type, void *, (void *))                                        \
  X(g_mime_object_get_header, const char *, (void *, const char *))                          \
  X(g_mime_content_type_is_type, int, (void *, const char *, const char *))                  \
  X(internet_address_list_to_string, char *, (void *, void *, int))                          \
  X(g_date_time_format, char *, (void *, const char *))                                      \
  X(g_type_check_instance_is_a, int, (void *, size_t))                                       \
  X(g_object_unref, void, (void *))                                                          \
  X(g_free, void, (void *))

static struct {
#define MEMBER(name, result, parameters) result(*name) parameters;
  FUNCTIONS(MEMBER)
} library;

static int is_loaded;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void load(void) {
  // Source: the shared object's name in Debian's libgmime-3.0-0.
  void *handle = dlopen("libgmime-3.0.so.0", RTLD_NOW | RTLD_LOCAL);
  if (!handle) return;
  // What GLib and GObject bring is found through the libraries GMime depends on.
#define LOAD(name, result, parameters) \
  if (!(library.name = (result(*) parameters)dlsym(handle, #name))) return;
  FUNCTIONS(LOAD)
  library.g_mime_init();
  is_loaded = 1;
}

typedef struct {
  char *text;
  SpaltMailKind kind;
} Part;

struct SpaltMail {
  void *parser;
  void *stream;
  int is_mailbox;
  int is_over;
};

struct SpaltMessage {
  char *fields[SPALT_MAIL_FIELDS];
  Part *parts;
  size_t count;
};

// A message within a message within … ends somewhere.
static const int deepest = 40;
static const size_t most_parts = 1000;

int spalt_mail_is_available(void) {
  pthread_once(&once, load);
  return is_loaded;
}

SpaltMail *spalt_mail_open(const char *bytes, size_t length, int is_mailbox) {
  if (!spalt_mail_is_available()) return NULL;
  SpaltMail *mail = calloc(1, sizeof *mail);
  if (!mail) return NULL;
  mail->is_mailbox = is_mailbox;
  mail->stream = library.g_mime_stream_mem_new_with_buffer(bytes, length);
  mail->parser = library.g_mime_parser_new_with_stream(mail->stream);
  library.g_mime_parser_set_format(mail->parser, is_mailbox ? 1 : 0);
  return mail;
}

static char *copy(const char *text) { return text ? strdup(text) : NULL; }

static int is_a(void *object, size_t type) {
  return object && library.g_type_check_instance_is_a(object, type);
}

static int says_nothing(const char *text) { return !text || !text[strspn(text, " \t\r\n")]; }

static void add(SpaltMessage *message, const char *text, SpaltMailKind kind) {
  if (says_nothing(text) || message->count >= most_parts) return;
  Part *parts = realloc(message->parts, (message->count + 1) * sizeof *parts);
  if (!parts) return;
  message->parts = parts;
  message->parts[message->count].text = strdup(text);
  if (message->parts[message->count].text) message->parts[message->count++].kind = kind;
}

static void read_object(SpaltMessage *message, void *object, int depth);

// The last alternative is the richest; the plain one reads best where it is more than a pointer.
static void read_alternative(SpaltMessage *message, void *object, int depth) {
  int count = library.g_mime_multipart_get_count(object);
  size_t before = message->count;
  for (int pass = 0; pass < 2 && message->count == before; pass++) {
    for (int index = 0; index < count && message->count == before; index++) {
      void *part = library.g_mime_multipart_get_part(object, pass ? count - 1 - index : index);
      void *type = part ? library.g_mime_object_get_content_type(part) : NULL;
      int is_plain = type && library.g_mime_content_type_is_type(type, "text", "plain");
      if (pass || is_plain) read_object(message, part, depth + 1);
    }
  }
}

static void read_object(SpaltMessage *message, void *object, int depth) {
  if (!object || depth > deepest) return;
  if (is_a(object, library.g_mime_multipart_get_type())) {
    void *type = library.g_mime_object_get_content_type(object);
    if (type && library.g_mime_content_type_is_type(type, "multipart", "alternative")) {
      read_alternative(message, object, depth);
      return;
    }
    int count = library.g_mime_multipart_get_count(object);
    for (int index = 0; index < count; index++) {
      read_object(message, library.g_mime_multipart_get_part(object, index), depth + 1);
    }
  } else if (is_a(object, library.g_mime_message_part_get_type())) {
    void *inner = library.g_mime_message_part_get_message(object);
    if (inner) read_object(message, library.g_mime_message_get_mime_part(inner), depth + 1);
  } else if (is_a(object, library.g_mime_part_get_type())) {
    void *type = library.g_mime_object_get_content_type(object);
    int is_text = is_a(object, library.g_mime_text_part_get_type()) && type &&
                  (library.g_mime_content_type_is_type(type, "text", "plain") ||
                   library.g_mime_content_type_is_type(type, "text", "html"));
    if (!is_text || library.g_mime_part_is_attachment(object)) {
      add(message, library.g_mime_part_get_filename(object), SPALT_MAIL_ATTACHMENT);
      return;
    }
    char *text = library.g_mime_text_part_get_text(object);
    int is_html = library.g_mime_content_type_is_type(type, "text", "html");
    add(message, text, is_html ? SPALT_MAIL_HTML : SPALT_MAIL_PLAIN);
    library.g_free(text);
  }
}

static char *addresses(void *list) {
  char *text = list ? library.internet_address_list_to_string(list, NULL, 0) : NULL;
  char *own = copy(text);
  library.g_free(text);
  return own;
}

static SpaltMessage *read_message(void *source) {
  SpaltMessage *message = calloc(1, sizeof *message);
  if (!message) return NULL;
  message->fields[SPALT_MAIL_SUBJECT] = copy(library.g_mime_message_get_subject(source));
  message->fields[SPALT_MAIL_IDENTIFIER] = copy(library.g_mime_message_get_message_id(source));
  message->fields[SPALT_MAIL_LANGUAGE] =
      copy(library.g_mime_object_get_header(source, "Content-Language"));
  message->fields[SPALT_MAIL_FROM] = addresses(library.g_mime_message_get_from(source));
  message->fields[SPALT_MAIL_TO] = addresses(library.g_mime_message_get_to(source));
  void *date = library.g_mime_message_get_date(source);
  if (date) {
    char *text = library.g_date_time_format(date, "%Y-%m-%d");
    message->fields[SPALT_MAIL_DATE] = copy(text);
    library.g_free(text);
  }
  read_object(message, library.g_mime_message_get_mime_part(source), 0);
  return message;
}

SpaltMessage *spalt_mail_next(SpaltMail *mail) {
  if (mail->is_over || (mail->is_mailbox && library.g_mime_parser_eos(mail->parser))) return NULL;
  if (!mail->is_mailbox) mail->is_over = 1;
  void *source = library.g_mime_parser_construct_message(mail->parser, NULL);
  if (!source) {
    mail->is_over = 1;
    return NULL;
  }
  SpaltMessage *message = read_message(source);
  library.g_object_unref(source);
  return message;
}

void spalt_mail_close(SpaltMail *mail) {
  if (!mail) return;
  library.g_object_unref(mail->parser);
  library.g_object_unref(mail->stream);
  free(mail);
}

const char *spalt_message_field(const SpaltMessage *message, SpaltMailField field) {
  return message->fields[field];
}

size_t spalt_message_count(const SpaltMessage *message) { return message->count; }

const char *spalt_message_part(const SpaltMessage *message, size_t index, SpaltMailKind *kind) {
  *kind = message->parts[index].kind;
  return message->parts[index].text;
}

void spalt_message_free(SpaltMessage *message) {
  if (!message) return;
  for (int field = 0; field < SPALT_MAIL_FIELDS; field++) free(message->fields[field]);
  for (size_t index = 0; index < message->count; index++) free(message->parts[index].text);
  free(message->parts);
  free(message);
}
