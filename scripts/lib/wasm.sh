# Compiles the module. Knows where Emscripten is, be it Debian's or an emsdk.

# build_wasm [PRESET]: as CMakePresets.json has it, wasm or wasm-debug.
build_wasm() {
  local preset=${1:-wasm}
  EMSCRIPTEN_ROOT=$(em-config EMSCRIPTEN_ROOT)
  export EMSCRIPTEN_ROOT
  # Debian keeps the JavaScript libraries that emcc needs where only Debian's own Node.js looks.
  if [[ -d /usr/share/nodejs ]]; then export NODE_PATH=/usr/share/nodejs; fi
  say "Compiling the module"
  cmake --preset "$preset"
  cmake --build --preset "$preset"
}

# check_site_options [OPTION ...]: ends with one line if build_site cannot have these.
check_site_options() { node web/build/main.js --check "$@" || exit; }

# build_site OUT WASM_DIR [OPTION ...]: bundles the page and the module into a static site; see web/build/options.js. What was
# in OUT stays until all of the new is there.
build_site() {
  local out=$1 wasm=$2
  shift 2
  say "Building the site in ${out#"$PROJECT"/}"
  rm -rf "$out.new"
  node web/build/main.js --wasm "$wasm" --out "$out.new" "$@" || {
    rm -rf "$out.new"
    fail "the site could not be built, and ${out#"$PROJECT"/} is as it was."
  }
  rm -rf "$out"
  mv "$out.new" "$out"
}
