# Installs what is missing, and says so: Debian packages, Node.js, and the npm packages of web/ and tests/. What is there
# already is left alone, so that a second run does nothing.

# need_debian COMMAND_OR_FILE=PACKAGE ...: installs the packages whose command or file is missing.
need_debian() {
  local entry proof missing=()
  for entry in "$@"; do
    proof=${entry%%=*}
    if [[ $proof == /* ]]; then
      [[ -e $proof ]] || missing+=("${entry#*=}")
    else
      command -v "$proof" >/dev/null || missing+=("${entry#*=}")
    fi
  done
  [[ ${#missing[@]} -eq 0 ]] && return
  say "Installing Debian packages: ${missing[*]}"
  command -v apt-get >/dev/null || fail "these are missing, and there is no apt-get to install them: ${missing[*]}"
  as_root apt-get update -q
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}"
}

# as_root COMMAND...: as root or with sudo.
as_root() {
  if [[ $EUID -eq 0 ]]; then
    "$@"
  else
    command -v sudo >/dev/null || fail "run this as root: $*"
    sudo "$@"
  fi
}

# Node.js 20.19 or later. Debian 12 has 18, so a later one is taken from the npm registry into build/.
need_node() {
  local private=$BUILD/tools/node_modules/.bin
  need_debian node=nodejs npm=npm
  if ! node_is_recent; then
    export PATH=$private:$PATH
    if ! node_is_recent; then
      say "Installing Node.js 22 into build/tools"
      mkdir -p "$BUILD/tools"
      npm install --prefix "$BUILD/tools" --no-audit --no-fund --no-save node@22
      hash -r
      node_is_recent || fail "Node.js 20.19 or later is needed; found $(node --version)"
    fi
  fi
}

node_is_recent() {
  node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)'
}

# need_npm FOLDER ...: installs exactly what each folder's lock file says.
need_npm() {
  local folder
  for folder in "$@"; do
    [[ $folder/node_modules/.package-lock.json -nt $folder/package-lock.json ]] && continue
    say "Installing the npm packages of $folder/"
    npm ci --prefix "$folder" --no-audit --no-fund
    touch "$folder/node_modules/.package-lock.json"
  done
}

need_wasm_toolchain() {
  need_debian cmake=cmake ninja=ninja-build em++=emscripten /usr/include/nlohmann/json.hpp=nlohmann-json3-dev
  need_node
  need_npm web
}

need_native_toolchain() {
  need_debian cmake=cmake ninja=ninja-build g++=g++ /usr/include/nlohmann/json.hpp=nlohmann-json3-dev \
    /usr/include/gtest/gtest.h=libgtest-dev
}

need_fuzzer() {
  need_native_toolchain
  need_debian clang++-14=clang-14 /usr/share/doc/libclang-rt-14-dev=libclang-rt-14-dev
}

need_linters() {
  need_fuzzer
  need_wasm_toolchain
  need_debian clang-format-14=clang-format-14 clang-tidy-14=clang-tidy-14
  need_npm tests
}

# Chromium, Firefox ESR, and WebKitGTK, which needs a display and so a virtual one.
need_browsers() {
  need_debian chromium=chromium firefox-esr=firefox-esr WebKitWebDriver=webkit2gtk-driver xvfb-run=xvfb xauth=xauth
  need_npm tests
}

# Unpacked into build/ and not installed: Debian's package starts a server on port 80.
need_nginx() {
  local tools=$BUILD/tools
  [[ -x /usr/sbin/nginx || -x $tools/nginx/usr/sbin/nginx ]] && return
  say "Unpacking Debian's nginx into build/tools"
  command -v apt-get >/dev/null || fail "nginx is missing, and there is no apt-get to fetch it"
  as_root apt-get update -q
  mkdir -p "$tools"
  (cd "$tools" && apt-get download -q nginx && dpkg -x nginx_*.deb nginx)
}

need_python() {
  need_debian python3=python3 /usr/share/doc/python3-venv=python3-venv
}
