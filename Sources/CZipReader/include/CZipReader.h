// libarchive's reader of zip files, opened when the first such file comes.
//
// Linked, libarchive and the fourteen libraries it brings would cost every start of the program
// more than the reader's own work.
#ifndef SPALT_ZIP_READER_H
#define SPALT_ZIP_READER_H

#include <stddef.h>

typedef struct SpaltZip SpaltZip;

// Whether the library is on this machine.
int spalt_zip_is_available(void);

// Reads a zip file from memory, which must live as long as the reader. NULL when it is none.
SpaltZip *spalt_zip_open(const void *bytes, size_t length);

// Goes to the next entry: 1 for one, 0 at the end, -1 where the file is damaged.
//
// The name, in UTF-8 or as it came, may be NULL; it lives until the next call. `regular` is 0 for
// folders, links and devices.
int spalt_zip_next(SpaltZip *zip, const char **name, int *regular);

// Reads bytes of the entry: how many, 0 at its end, -1 where it is damaged or encrypted.
long spalt_zip_read(SpaltZip *zip, void *buffer, size_t size);

void spalt_zip_close(SpaltZip *zip);

#endif
