# Installs and builds what suites need, runs them, and keeps of each its log, its seconds and its report in build/reports.

readonly REPORTS=$BUILD/reports

# need_for WORD ...: installs what the words of the table stand for, Debian's packages all at once, and npm's.
need_for() {
  local word packages=() folders=()
  for word in "$@"; do
    case $word in
      native) packages+=("${NATIVE_TOOLS[@]}") ;;
      node)
        packages+=("${NODE_TOOLS[@]}")
        folders+=(web tests)
        ;;
      wasm) packages+=("${WASM_TOOLS[@]}") ;;
      python) packages+=("${PYTHON_TOOLS[@]}") ;;
      chromium) packages+=("${CHROMIUM_TOOLS[@]}") ;;
      firefox) packages+=("${FIREFOX_TOOLS[@]}") ;;
      webkit) packages+=("${WEBKIT_TOOLS[@]}") ;;
      debootstrap) packages+=("${DEBIAN_ROOTS[@]}") ;;
      linters)
        packages+=("${LINT_TOOLS[@]}")
        folders+=("${LINTED_FOLDERS[@]}")
        ;;
      frameworks) folders+=(tests/package) ;;
      nginx) ;;
      *) fail "nobody knows how to install \"$word\"" ;;
    esac
  done
  need "${packages[@]}"
  if [[ ${#folders[@]} -gt 0 ]]; then
    need_recent_node
    mapfile -t folders < <(printf '%s\n' "${folders[@]}" | sort -u)
    need_npm "${folders[@]}"
  fi
  for word in "$@"; do
    case $word in
      wasm) need_wasm_toolchain ;;
      firefox) need_recent_firefox ;;
      linters) need_linters ;;
      nginx) need_nginx ;;
    esac
  done
}

# build_for WORD
build_for() {
  case $1 in
    native)
      say "Compiling the unit tests, with sanitizers"
      cmake --preset native
      cmake --build --preset native
      ;;
    wasm) build_wasm ;;
    dist) build_site "$PROJECT/dist" "$WASM_DIR" ;;
    editions)
      say "Bundling the site for the tests"
      node tests/site/bundle-editions.js
      ;;
    *) fail "nobody knows how to build \"$1\"" ;;
  esac
}

# words_of MAP SUITE ...: each word that the suites have in that column, once, in the order of the table.
words_of() {
  local -n map=$1
  local suite
  shift
  for suite in "$@"; do tr ' ' '\n' <<<"${map[$suite]}"; done | awk 'NF && !seen[$0]++'
}

is_suite() { [[ " ${SUITES[*]} " == *" $1 "* ]]; }

# timed FILE COMMAND ...: leaves in FILE how many seconds the command took.
timed() {
  local file=$1 began=$EPOCHSECONDS code=0
  shift
  "$@" || code=$?
  echo $((EPOCHSECONDS - began)) >"$file"
  return "$code"
}

# run_suite NAME [ARGUMENT ...]
run_suite() {
  local name=$1
  shift
  rm -f "$REPORTS/$name"{,-*}.{xml,second-tries}
  timed "$REPORTS/$name.seconds" "run_$name" "$@" </dev/null
}

# show_suite NAME [ARGUMENT ...]: prints as it goes.
show_suite() {
  local code=0
  say "$1: ${COVERS[$1]}"
  run_suite "$@" 2>&1 | tee "$REPORTS/.log" || code=$?
  mv "$REPORTS/.log" "$REPORTS/$1.log"
  tell_time "$1"
  return "$code"
}

# run_lane CLAIMS SUITE ...: those of the suites that no lane has claimed yet in that folder, one after the other. Prints of
# each, when it has ended, "NAME CODE".
run_lane() {
  local claims=$1 suite code
  shift
  for suite in "$@"; do
    mkdir "$claims/$suite" 2>/dev/null || continue
    code=0
    run_aside "$suite" || code=$?
    mv "$REPORTS/.$suite.log" "$REPORTS/$suite.log"
    echo "$suite $code"
  done
}

# run_aside SUITE: says nothing but to its log. What computes gives way to what waits for a moment in time.
run_aside() (
  [[ ${KIND[$1]} != computing ]] || renice -n 10 -p "$BASHPID" >/dev/null
  run_suite "$1" >"$REPORTS/.$1.log" 2>&1
)

# run_in_lanes SUITE ...: three lanes beside each other, each suite's log in one piece. A lane is for a kind; when it has done its
# own suites it takes from the end of the others what is left. Sets `failed`.
run_in_lanes() {
  local suite code claims
  claims=$(mktemp -d)
  while read -r suite code; do
    say "$suite: ${COVERS[$suite]}"
    cat "$REPORTS/$suite.log"
    tell_time "$suite"
    [[ $code -eq 0 ]] || failed+=("$suite")
  done < <(
    # shellcheck disable=SC2046 # words
    for kinds in "browsing computing waiting" "waiting browsing computing" "computing waiting browsing"; do
      run_lane "$claims" $(in_order_of_kinds "$kinds" "$@") &
    done
    wait
  )
  rm -rf "$claims"
}

# in_order_of_kinds KINDS SUITE ...: those of the first kind in their order, then those of each other from the end.
in_order_of_kinds() {
  local suites=("${@:2}") kind
  of_kind "${1%% *}" "${suites[@]}"
  for kind in ${1#* }; do of_kind "$kind" "${suites[@]}" | tac; done
}

# of_kind KIND SUITE ...
of_kind() {
  local suite
  for suite in "${@:2}"; do [[ ${KIND[$suite]} != "$1" ]] || echo "$suite"; done
}

seconds_of() { cat "$REPORTS/$1.seconds" 2>/dev/null || true; }

tell_time() { printf '\n-- %s: %s s\n' "$1" "$(seconds_of "$1")"; }

# table_of_seconds NAME ...
table_of_seconds() {
  local name
  printf '%-14s %8s\n' "" seconds
  for name in "$@"; do printf '%-14s %8s\n' "$name" "$(seconds_of "$name")"; done
}

list_suites() {
  local name seconds
  printf '%-14s %10s   %s\n' suite "last time" "what it covers"
  for name in "${SUITES[@]}"; do
    seconds=$(seconds_of "$name")
    printf '%-14s %10s   %s\n' "$name" "${seconds:+$seconds s}" "${COVERS[$name]}"
  done
}
