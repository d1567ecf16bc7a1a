#include "core/operation/outcome.h"

#include "core/base/text.h"

namespace tms {
namespace {

// Said where the answer to a change never came, and a check told what became of it.
constexpr std::string_view kConfirmed = " The answer of Tapis was lost on the way; a check afterwards confirmed this.";

}  // namespace

std::string message(const Outcome& outcome, const Subject& subject) {
  const std::string whose = concat({subject.username, " on ", subject.system_id});
  const std::string_view lost = outcome.evidence == Evidence::kCheck ? kConfirmed : "";
  switch (outcome.status) {
    case Status::kExists:
      return concat({"Credentials for ", whose, " are in place and work. Nothing had to be created."});
    case Status::kCreated:
      if (outcome.evidence == Evidence::kCheckOfEitherKey) {
        return concat({"Credentials for ", whose,
                       " are in place and work. The answer of Tapis was lost on the way, so whether their key is the "
                       "new one is not known: renew once more to be sure."});
      }
      return concat({"Created credentials for ", whose, ". Jobs and file transfers can use the system now.", lost});
    case Status::kRevoked:
      return concat(
          {"Removed the credentials for ", whose,
           ". Jobs and file transfers there stop working until credentials are established again; the host may "
           "accept the old key for a while.",
           lost});
    case Status::kAbsent:
      return concat({"There were no credentials for ", whose, ", so there was nothing to remove."});
    case Status::kValid:
      return concat({"Credentials for ", whose, " are in place and work."});
    case Status::kMissing:
      return concat({"There are no credentials for ", whose, ". Establish them to run jobs and move files there."});
    case Status::kRefused:
      return concat({"Credentials for ", whose,
                     " are stored, but the host refuses them. Establish them anew; if the host "
                     "refuses those, too, make sure that you have an account there."});
    case Status::kUnreachable:
      return concat({"Credentials for ", whose, " are stored, but the host did not answer. Try again later."});
    case Status::kUnsupported:
      return concat({subject.system_id,
                     " is a system without TMS credentials: its type or authentication method does not "
                     "use them."});
  }
  return "";
}

}  // namespace tms
