/* What every fuzz target defines: bytes in, asserts inside. */
#ifndef COPYDESK_TESTS_FUZZ_FUZZ_H
#define COPYDESK_TESTS_FUZZ_FUZZ_H

#include <assert.h>

#include "base/slice.h"

/* The name is libFuzzer's. NOLINTNEXTLINE(readability-identifier-naming) */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

#endif
