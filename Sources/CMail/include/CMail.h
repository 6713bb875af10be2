// GMime's reader of mail, opened when the first such file comes.
//
// Linked, GMime would bring GLib and sixteen more libraries to every start of the program.
#ifndef SPALT_MAIL_H
#define SPALT_MAIL_H

#include <stddef.h>

typedef struct SpaltMail SpaltMail;
typedef struct SpaltMessage SpaltMessage;

typedef enum {
  SPALT_MAIL_SUBJECT,
  SPALT_MAIL_FROM,
  SPALT_MAIL_TO,
  // The day it was sent, as 2020-09-01.
  SPALT_MAIL_DATE,
  SPALT_MAIL_IDENTIFIER,
  SPALT_MAIL_LANGUAGE,
  SPALT_MAIL_FIELDS
} SpaltMailField;

typedef enum { SPALT_MAIL_PLAIN, SPALT_MAIL_HTML, SPALT_MAIL_ATTACHMENT } SpaltMailKind;

// Whether the library is on this machine.
int spalt_mail_is_available(void);

// Reads a mailbox, or a single message, from memory, which must live as long as the reader.
SpaltMail *spalt_mail_open(const char *bytes, size_t length, int is_mailbox);

// The next message, or NULL at the end.
SpaltMessage *spalt_mail_next(SpaltMail *mail);

void spalt_mail_close(SpaltMail *mail);

// A field in UTF-8, or NULL where the message has none.
const char *spalt_message_field(const SpaltMessage *message, SpaltMailField field);

// The parts a reader is shown, in order; of alternatives, the plain one where it says anything.
size_t spalt_message_count(const SpaltMessage *message);

// The words of a part in UTF-8; of an attachment, its name.
const char *spalt_message_part(const SpaltMessage *message, size_t index, SpaltMailKind *kind);

void spalt_message_free(SpaltMessage *message);

#endif
