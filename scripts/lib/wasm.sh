# Compiles the module. Knows where Emscripten is, be it Debian's or an emsdk.

build_wasm() {
  EMSCRIPTEN_ROOT=$(em-config EMSCRIPTEN_ROOT)
  export EMSCRIPTEN_ROOT
  # Debian keeps the JavaScript libraries that emcc needs where only Debian's own Node.js looks.
  if [[ -d /usr/share/nodejs ]]; then export NODE_PATH=/usr/share/nodejs; fi
  say "Compiling the module"
  cmake --preset wasm
  cmake --build --preset wasm
}

# build_site OUT [OPTION ...]: bundles the page and the module into a static site; see web/build/main.js.
build_site() {
  local out=$1
  shift
  say "Building the site in ${out#"$PROJECT"/}"
  rm -rf "$out"
  node web/build/main.js --wasm "$WASM_DIR" --out "$out" "$@"
}
