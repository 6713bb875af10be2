// libhyphen as it is; its header includes what it needs only from version 2.8.8 on.
#ifndef SPALT_HYPHEN_SHIM_H
#define SPALT_HYPHEN_SHIM_H

#include <stdio.h>
#include <hyphen.h>

#endif
