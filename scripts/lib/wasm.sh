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

# build_site OUT WASM_DIR [OPTION ...]: bundles the page and the module into a static site; see web/build/main.js.
build_site() {
  local out=$1 wasm=$2
  shift 2
  say "Building the site in ${out#"$PROJECT"/}"
  rm -rf "$out"
  node web/build/main.js --wasm "$wasm" --out "$out" "$@"
}
