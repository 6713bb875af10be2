// Expat as it is: namespaces aside, no network and no file in it.
#ifndef SPALT_EXPAT_SHIM_H
#define SPALT_EXPAT_SHIM_H

// The header shows the guard against amplification only to those who parse document types, as
// Debian's library does.
#define XML_DTD 1
#include <expat.h>

// A macro with parameters does not reach Swift.
static inline void *spalt_xml_user_data(XML_Parser parser) { return XML_GetUserData(parser); }

#endif
