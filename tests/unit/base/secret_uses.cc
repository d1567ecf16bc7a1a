// What may and may not be done with a secret, one use at a time. CTest compiles each: REVEAL must compile, and so shows
// that the rest of the file is right; every other use must be refused by the compiler.
#include <iostream>
#include <string>
#include <string_view>

#include "core/base/secret.h"
#include "core/tapis/access_token.h"

void use(tms::Secret& secret, const tms::AccessToken& token) {
#if defined(REVEAL)
  std::cout << secret.reveal().size() << token.secret().reveal().size();
#elif defined(PRINT)
  std::cout << secret;
#elif defined(PRINT_TOKEN)
  std::cout << token;
#elif defined(COPY)
  tms::Secret copy = secret;
#elif defined(COPY_TOKEN)
  tms::AccessToken copy = token;
#elif defined(CONVERT)
  std::string text = secret;
#elif defined(CONVERT_TO_VIEW)
  std::string_view text = secret;
#elif defined(CONVERT_TOKEN)
  std::string text = token;
#elif defined(APPEND)
  std::string text = "token: " + secret;
#elif defined(COMPARE)
  bool same = secret == secret;
#elif defined(COMPARE_WITH_TEXT)
  bool same = secret == "text";
#elif defined(ORDER)
  bool less = secret < secret;
#elif defined(TEST_FOR_TRUTH)
  bool is_there = secret;
#endif
}
