#include "core/operation/outcome.h"

#include <gtest/gtest.h>

namespace tms {
namespace {

const Subject kSubject{.system_id = "stampede3", .username = "jdoe"};

struct Row {
  Status status;
  std::string_view name;
  std::string_view says;  // a part of the message
};

const std::vector<Row>& rows() {
  static const std::vector<Row> all = {
      {Status::kExists, "exists", "Nothing had to be created"},
      {Status::kCreated, "created", "Created credentials"},
      {Status::kRevoked, "revoked", "Removed the credentials"},
      {Status::kAbsent, "absent", "nothing to remove"},
      {Status::kValid, "valid", "in place and work"},
      {Status::kMissing, "missing", "There are no credentials"},
      {Status::kRefused, "refused", "the host refuses them"},
      {Status::kUnreachable, "unreachable", "the host did not answer"},
      {Status::kUnsupported, "unsupported", "without TMS credentials"},
  };
  return all;
}

TEST(Outcome, GivesEachStatusTheNameThatJavaScriptSees) {
  ASSERT_EQ(kStatusNames.size(), rows().size());
  for (std::size_t i = 0; i < rows().size(); ++i) {
    EXPECT_EQ(static_cast<std::size_t>(rows()[i].status), i);
    EXPECT_EQ(name_of(rows()[i].status), rows()[i].name);
  }
}

TEST(Outcome, SaysWhatIsTrueNowAndOfWhom) {
  for (const Row& row : rows()) {
    const std::string text = message({.status = row.status}, kSubject);
    EXPECT_NE(text.find(row.says), std::string::npos) << text;
    EXPECT_NE(text.find("stampede3"), std::string::npos) << text;
    EXPECT_EQ(text.back(), '.') << text;
    EXPECT_EQ(text.find("was lost"), std::string::npos) << text;
    if (row.status != Status::kUnsupported) {
      EXPECT_NE(text.find("jdoe on stampede3"), std::string::npos) << text;
    }
  }
}

TEST(Outcome, SaysWhenOnlyACheckConfirmedIt) {
  for (Status status : {Status::kCreated, Status::kRevoked}) {
    const std::string text = message({.status = status, .evidence = Evidence::kCheck}, kSubject);
    EXPECT_NE(text.find("was lost on the way; a check afterwards confirmed this."), std::string::npos) << text;
  }
}

TEST(Outcome, DoesNotClaimANewKeyWhereACheckMayHaveFoundTheOldOne) {
  const std::string text = message({.status = Status::kCreated, .evidence = Evidence::kCheckOfEitherKey}, kSubject);
  EXPECT_EQ(text.find("Created"), std::string::npos) << text;
  EXPECT_NE(text.find("whether their key is the new one is not known: renew once more"), std::string::npos) << text;
}

}  // namespace
}  // namespace tms
