# What all scripts share: where the project is, how to speak, and how to fail loudly. Source it first.

set -Eeuo pipefail

PROJECT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
readonly PROJECT
readonly BUILD=$PROJECT/build
readonly WASM_DIR=$BUILD/wasm/wasm/browser
cd "$PROJECT"

say() { printf '\n== %s\n' "$*"; }

# How many processors there are.
cores() { getconf _NPROCESSORS_ONLN; }

fail() {
  printf '\nFailed: %s\n' "$*" >&2
  exit 1
}

trap 'printf "\nFailed in %s, line %s: %s\n" "${BASH_SOURCE[0]:-bash}" "$LINENO" "${BASH_COMMAND%%$'\n'*}" >&2' ERR
