# The suites of scripts/test: the one place that knows their names. A line each:
#   name | what it needs (need_for) | what is built for it (build_for) | kind | what it is of | what it covers
# In a full run each kind has a lane beside the others (run_in_lanes), so they should take about as long; those of the kind
# "computing" give way. run_NAME runs one; its arguments are those behind `--`, for the runner that it names.
readonly SUITE_TABLE='
unit         | native node            | native               | computing | wasm tests/unit tests/faults tests/tapis     | the core and its driver: unit tests, and every operation with every fault (GoogleTest, with sanitizers)
fuzz         | native                 |                      | computing | wasm tests/fuzz                              | the core: ten seconds of fuzzing for each target; -- SECONDS
page         | node                   |                      | computing | web tests/page                               | the parts of the page and of the build that need no browser (node --test)
servers      | node                   |                      | computing | tests/tapis tests/site                       | the local Tapis and the site server (node --test)
differential | native node            | native               | computing | wasm tests/differential                      | what the core takes for a base URL, beside two URL parsers (node --test)
scripts      | wasm node              | wasm                 | computing | scripts tests/lint tests/scripts tests/toolchains | the scripts, also on a machine without apt-get (node --test)
package      | wasm node python chromium frameworks | wasm dist editions | computing | web tests/package                 | the npm package, alone and in apps of React, Vue and webpack; how a release is packed (node --test)
lint         | linters                |                      | computing | wasm web tests                               | formatting, lints and types
deploy       | wasm node nginx        | wasm editions        | waiting   | web tests/deploy                             | the built site in nginx, the Observatory, and whether builds are the same (node --test)
peers        | wasm node python chromium nginx | wasm editions | waiting | web tests/peers tests/bench tests/tapis      | the official clients and description beside the local Tapis, and what measures them (node --test; -- python ...: pytest)
jupyter      | wasm node python chromium | wasm editions     | waiting   | web tests/jupyter                            | a cell of JupyterLab and Notebook 7 (Playwright; -- python ...: pytest)
portal       | wasm node python chromium | wasm editions     | waiting   | web tests/portal                             | the tab of a portal (Playwright; -- python ...: pytest)
webkit       | wasm node webkit       | wasm editions        | waiting   | wasm web tests/webkit                        | the page and the module in WebKitGTK (node --test)
firefox      | wasm node firefox      | wasm editions        | waiting   | wasm web tests/e2e                           | what an engine can do in another way, in Firefox (Playwright)
e2e          | wasm node chromium     | wasm editions        | browsing  | wasm web tests/e2e                           | the page and the module in Chromium (Playwright)
soak         | wasm node chromium     | wasm editions        | browsing  | wasm web tests/e2e/soak                      | the page and the module for a long time, in Chromium (Playwright)
toolchains   | node chromium debootstrap |                   | waiting   | wasm scripts/toolchains                      | the module of other compilers, in Chromium; -- SUITE ... of Debian'

readonly SUITES_WITHOUT_REPORT=(lint)
# Milliseconds, after which a test of node's has failed: what hangs must not hang for ever.
readonly TOO_LONG=1200000

SUITES=()
declare -A NEEDS BUILDS KIND OF COVERS
while IFS='|' read -r name needs builds kind of covers; do
  name=${name// /}
  [[ -n $name ]] || continue
  SUITES+=("$name")
  NEEDS[$name]=$needs
  BUILDS[$name]=$builds
  KIND[$name]=${kind// /}
  OF[$name]=$of
  COVERS[$name]=${covers# }
done <<<"$SUITE_TABLE"
readonly SUITES

run_unit() { tests/unit/run "$@"; }
run_fuzz() { scripts/fuzz "${@:-10}"; }
run_page() { node_tests page tests/page -- "$@"; }
run_servers() { node_tests servers tests/tapis tests/site -- "$@"; }
run_differential() { node_tests differential tests/differential -- "$@"; }
run_scripts() { node_tests scripts tests/lint tests/scripts tests/toolchains -- "$@"; }
run_package() { node_tests package tests/package -- "$@"; }
run_lint() { scripts/lint; }
run_deploy() { node_tests deploy tests/deploy -- "$@"; }
run_peers() { tests/peers/run "$@"; }
run_jupyter() { TMS_REPORT=$(report_of jupyter "$@") tests/jupyter/run "$@"; }
run_portal() { TMS_REPORT=$(report_of portal "$@") tests/portal/run "$@"; }
run_webkit() { tests/webkit/run "$@"; }
run_e2e() { end_to_end e2e chromium "$@"; }
run_firefox() { end_to_end firefox firefox "$@"; }
run_soak() { end_to_end soak soak "$@"; }
run_toolchains() {
  if [[ $# -gt 0 ]]; then scripts/toolchains "$@"; else scripts/toolchains "${TOOLCHAINS[@]}"; fi
}

# node_tests SUITE FOLDER ... -- [ARGUMENT ...]: the tests in the folders, or the files that are named.
node_tests() {
  local suite=$1 folders=() options=() files=() argument
  shift
  while [[ $1 != -- ]]; do
    folders+=("$1")
    shift
  done
  shift
  for argument in "$@"; do
    if [[ $argument == -* ]]; then options+=("$argument"); else files+=("$argument"); fi
  done
  [[ ${#files[@]} -gt 0 ]] || mapfile -t files < <(find "${folders[@]}" -name node_modules -prune -o -name '*.test.js' -print | sort)
  node --test --test-timeout="$TOO_LONG" --test-reporter=spec --test-reporter-destination=stdout \
    --test-reporter=junit --test-reporter-destination="$REPORTS/$suite.xml" "${options[@]}" "${files[@]}"
}

# end_to_end SUITE PROJECT [ARGUMENT ...]
end_to_end() {
  local suite=$1 project=$2
  shift 2
  TMS_REPORT=$(report_of "$suite" "$@") TMS_SITES_FOLDER=$BUILD/sites/$suite \
    tests/node_modules/.bin/playwright test --config tests/e2e "--project=$project" "$@"
}

# report_of SUITE [ARGUMENT ...]: where Playwright leaves its report (tests/playwright-reporters.js). A listing has none.
report_of() { [[ " $* " == *" --list "* ]] || echo "$REPORTS/$1"; }
