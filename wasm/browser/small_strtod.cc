// The part of the C library that only nlohmann/json's lexer asks for, made small. libc's own is a correctly rounded
// strtod in 128-bit arithmetic, for numbers of which we read whole seconds: it would be 6.1 KiB more to load (brotli,
// Emscripten 3.1.6).

#include <cstdlib>

#include "browser/decimal.h"

extern "C" {

double strtod(const char* text, char** end) { return tms::parse_decimal(text, end); }

float strtof(const char* text, char** end) { return static_cast<float>(tms::parse_decimal(text, end)); }

// NOLINTNEXTLINE(google-runtime-float): the type that libc gives it
long double strtold(const char* text, char** end) { return tms::parse_decimal(text, end); }

}  // extern "C"
