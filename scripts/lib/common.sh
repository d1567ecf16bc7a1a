# What all scripts share: where the project is, how to speak, and how to fail loudly. Source it first.

set -Eeuo pipefail

PROJECT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
readonly PROJECT
readonly BUILD=$PROJECT/build
readonly WASM_DIR=$BUILD/wasm/wasm/browser
readonly DEBUG_WASM_DIR=$BUILD/wasm-debug/wasm/browser
cd "$PROJECT"

say() { printf '\n== %s\n' "$*"; }

# How many processors there are.
cores() { getconf _NPROCESSORS_ONLN; }

# What its first comment says: how the script is used.
tell_usage() { awk 'NR > 1 { if (!sub(/^# ?/, "")) exit; print }' "$PROJECT/scripts/${0##*/}"; }

# help_if_asked ARGUMENT ...: nothing else happens then. What is behind -- is for somebody else.
help_if_asked() {
  local argument
  for argument in "$@"; do
    case $argument in
      -h | --help)
        tell_usage
        exit
        ;;
      --) return ;;
    esac
  done
}

fail() {
  printf '\nFailed: %s\n' "$*" >&2
  exit 1
}

# Where a script stopped, and at the first line of which command.
tell_failure() { printf '\nFailed in %s, line %s: %s\n' "$1" "$2" "${3%%$'\n'*}" >&2; }

trap 'tell_failure "${BASH_SOURCE[0]:-bash}" "$LINENO" "$BASH_COMMAND"' ERR
