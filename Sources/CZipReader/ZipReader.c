#define _GNU_SOURCE
#include "CZipReader.h"

#include <archive.h>
#include <archive_entry.h>
#include <dlfcn.h>
#include <locale.h>
#include <pthread.h>
#include <stdlib.h>

// The types of the library's own header, so that a changed one does not compile.
#define FUNCTIONS(X)                 \
  X(archive_read_new)                \
  X(archive_read_support_format_zip) \
  X(archive_read_open_memory)        \
  X(archive_read_next_header)        \
  X(archive_read_data)               \
  X(archive_read_free)               \
  X(archive_entry_pathname)          \
  X(archive_entry_pathname_utf8)     \
  X(archive_entry_filetype)

static struct {
#define MEMBER(name) __typeof__(name) *name;
  FUNCTIONS(MEMBER)
} library;

static int is_loaded;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void load(void) {
  // Source: the shared object's name in Debian's libarchive13.
  void *handle = dlopen("libarchive.so.13", RTLD_NOW | RTLD_LOCAL);
  if (!handle) return;
#define LOAD(name) \
  if (!(library.name = (__typeof__(name) *)dlsym(handle, #name))) return;
  FUNCTIONS(LOAD)
  is_loaded = 1;
}

struct SpaltZip {
  struct archive *archive;
  // Names are translated into the locale's encoding, which must have room for all of them.
  locale_t locale;
};

static int next_header(SpaltZip *zip, struct archive_entry **entry) {
  locale_t before = zip->locale ? uselocale(zip->locale) : (locale_t)0;
  int status = library.archive_read_next_header(zip->archive, entry);
  if (before) uselocale(before);
  return status;
}

static const char *name_of(SpaltZip *zip, struct archive_entry *entry) {
  locale_t before = zip->locale ? uselocale(zip->locale) : (locale_t)0;
  const char *name = library.archive_entry_pathname_utf8(entry);
  if (!name) name = library.archive_entry_pathname(entry);
  if (before) uselocale(before);
  return name;
}

int spalt_zip_is_available(void) {
  pthread_once(&once, load);
  return is_loaded;
}

SpaltZip *spalt_zip_open(const void *bytes, size_t length) {
  if (!spalt_zip_is_available()) return NULL;
  SpaltZip *zip = calloc(1, sizeof *zip);
  if (!zip) return NULL;
  zip->locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
  zip->archive = library.archive_read_new();
  if (!zip->archive || library.archive_read_support_format_zip(zip->archive) != ARCHIVE_OK ||
      library.archive_read_open_memory(zip->archive, bytes, length) != ARCHIVE_OK) {
    spalt_zip_close(zip);
    return NULL;
  }
  return zip;
}

int spalt_zip_next(SpaltZip *zip, const char **name, int *regular) {
  struct archive_entry *entry;
  int status = next_header(zip, &entry);
  if (status == ARCHIVE_EOF) return 0;
  if (status < ARCHIVE_WARN) return -1;
  *name = name_of(zip, entry);
  *regular = library.archive_entry_filetype(entry) == AE_IFREG;
  return 1;
}

long spalt_zip_read(SpaltZip *zip, void *buffer, size_t size) {
  la_ssize_t count = library.archive_read_data(zip->archive, buffer, size);
  return count < 0 ? -1 : (long)count;
}

void spalt_zip_close(SpaltZip *zip) {
  if (!zip) return;
  if (zip->archive) library.archive_read_free(zip->archive);
  if (zip->locale) freelocale(zip->locale);
  free(zip);
}
