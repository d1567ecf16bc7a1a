# Installs what is missing, and says so: Debian packages, Node.js, the npm packages of a folder, and formatters and linters
# from PyPI. What is there already is left alone, so that a second run does nothing. A machine without apt-get is told all
# that it misses in one message.

# What each part of the work needs: NAME=PACKAGE, a command (or something else that is_there knows) and Debian's package.
readonly WASM_TOOLS=(cmake=cmake ninja=ninja-build em++=emscripten nlohmann/json=nlohmann-json3-dev node=nodejs npm=npm)
# libFuzzer comes with the sanitizers of clang, which compiles under them in half of g++'s time.
readonly NATIVE_TOOLS=(cmake=cmake ninja=ninja-build c++=g++ clang++=clang libFuzzer=libclang-rt-dev
  nlohmann/json=nlohmann-json3-dev GoogleTest=libgtest-dev "Google Benchmark=libbenchmark-dev")
readonly PYTHON_TOOLS=(python3=python3 "Python's venv=python3-venv")
readonly LINT_TOOLS=("${NATIVE_TOOLS[@]}" "${WASM_TOOLS[@]}" "${PYTHON_TOOLS[@]}")
# Chromium without its windows does the same at half the cost (tests/browsers.js).
readonly CHROMIUM_TOOLS=(Chromium=chromium-headless-shell)
readonly FIREFOX_TOOLS=(firefox-esr=firefox-esr)
# WebKitGTK needs a display, and so a virtual one.
readonly WEBKIT_TOOLS=(WebKitWebDriver=webkit2gtk-driver xvfb-run=xvfb xauth=xauth)
readonly BROWSERS=("${CHROMIUM_TOOLS[@]}" "${FIREFOX_TOOLS[@]}" "${WEBKIT_TOOLS[@]}")
readonly NODE_TOOLS=(node=nodejs npm=npm)
readonly DEBIAN_ROOTS=(debootstrap=debootstrap)

# need NAME=PACKAGE ...: installs the packages of what is missing.
need() {
  local missing packages names
  find_missing "$@"
  [[ ${#missing[@]} -gt 0 ]] || return 0
  names=$(printf ', %s' "${missing[@]}")
  names=${names:2}
  command -v apt-get >/dev/null || fail "these are missing, and there is no apt-get to install them: $names"
  say "Installing Debian packages: ${packages[*]}"
  as_root apt-get update -q
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${packages[@]}"
  hash -r
  find_missing "$@"
  [[ ${#missing[@]} -eq 0 ]] || fail "still missing with ${packages[*]} installed: ${missing[*]}"
}

# Sets `missing` and `packages` of its caller.
find_missing() {
  local entry name
  missing=()
  packages=()
  for entry in "$@"; do
    name=${entry%%=*}
    [[ ${#missing[@]} -eq 0 || " ${missing[*]} " != *" $name "* ]] || continue
    is_there "$name" && continue
    missing+=("$name")
    packages+=("${entry#*=}")
  done
}

is_there() {
  case $1 in
    nlohmann/json) nlohmann_json_is_there ;;
    GoogleTest) header_is_there gtest/gtest.h ;;
    "Google Benchmark") header_is_there benchmark/benchmark.h ;;
    # 14 is the first that knows all of C++20 that the core uses.
    clang++) command -v clang++ >/dev/null && [[ $(clang++ -dumpversion | cut -d. -f1) -ge 14 ]] ;;
    libFuzzer) libfuzzer_is_there ;;
    Chromium) chromium_is_there ;;
    debootstrap) [[ -x /usr/sbin/debootstrap ]] ;; # which is on root's PATH only
    "Python's venv") python3 -c "import ensurepip, venv" 2>/dev/null ;;
    *) command -v "$1" >/dev/null ;;
  esac
}

# The one that is named, or the one without windows. Where nothing can be installed, the whole one will do.
chromium_is_there() {
  [[ -z ${CHROMIUM:-} ]] || return 0
  command -v chromium-headless-shell >/dev/null && return
  ! command -v apt-get >/dev/null && command -v chromium >/dev/null
}

# Asks the build itself, if there is a cmake to ask with.
nlohmann_json_is_there() {
  if command -v cmake >/dev/null; then
    cmake -P wasm/core/nlohmann_json.cmake >/dev/null 2>&1
  else
    header_is_there nlohmann/json.hpp
  fi
}

# Beside what is on the PATH, and where systems put it.
header_is_there() {
  local folder IFS=:
  for folder in $PATH /usr/bin /usr/local/bin /opt/homebrew/bin; do
    [[ -e ${folder%/*}/include/$1 ]] && return 0
  done
  return 1
}

libfuzzer_is_there() {
  command -v clang++ >/dev/null || return 1
  echo 'extern "C" int LLVMFuzzerTestOneInput(const unsigned char*, unsigned long) { return 0; }' |
    clang++ -x c++ - -fsanitize=fuzzer,address,undefined -o /dev/null 2>/dev/null
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
need_recent_node() {
  node_is_recent && return
  export PATH=$BUILD/tools/node_modules/.bin:$PATH
  node_is_recent && return
  say "Installing Node.js 22 into build/tools"
  mkdir -p "$BUILD/tools"
  npm install --prefix "$BUILD/tools" --no-audit --no-fund --no-save node@22
  hash -r
  node_is_recent || fail "Node.js 20.19 or later is needed; found $(node --version)"
}

node_is_recent() {
  node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)'
}

# need_npm FOLDER ...: installs exactly what each folder's lock file says, beside each other.
need_npm() {
  local folder missing=() installs=() install
  for folder in "$@"; do
    [[ $folder/node_modules/.package-lock.json -nt $folder/package-lock.json ]] || missing+=("$folder")
  done
  [[ ${#missing[@]} -gt 0 ]] || return 0
  need_recent_npm
  say "Installing the npm packages of ${missing[*]}"
  for folder in "${missing[@]}"; do
    install_npm "$folder" &
    installs+=($!)
  done
  for install in "${installs[@]}"; do wait "$install"; done
}

# install_npm FOLDER
install_npm() {
  npm ci --prefix "$1" --no-audit --no-fund 2>&1 | sed "s|^|$1: |"
  touch "$1/node_modules/.package-lock.json"
}

# npm 10 or later. Debian 12 and 13 have 9, which stops at a package that asks for the "latest" of another.
need_recent_npm() {
  local tools=$BUILD/tools/npm
  npm_is_recent && return
  export PATH=$tools/node_modules/.bin:$PATH
  npm_is_recent && return
  say "Installing npm 11 into ${tools#"$PROJECT"/}"
  mkdir -p "$tools"
  npm install --prefix "$tools" --no-audit --no-fund --no-save npm@11
  hash -r
  npm_is_recent || fail "npm 10 or later is needed; found $(npm --version)"
}

npm_is_recent() { [[ $(npm --version | cut -d. -f1) -ge 10 ]]; }

need_wasm_toolchain() {
  need "${WASM_TOOLS[@]}"
  need_recent_node
  need_npm web
}

readonly LINTED_FOLDERS=(web tests tests/bench tests/package) # whose types are named
need_linters() {
  need "${LINT_TOOLS[@]}"
  need_wasm_toolchain
  need_npm "${LINTED_FOLDERS[@]}"
  need_clang_tools
}

# clang-format and clang-tidy, the same everywhere.
readonly CLANG_TOOLS=$BUILD/clang-tools
need_clang_tools() {
  local requirements=scripts/lib/clang-tools.txt
  cmp -s "$requirements" "$CLANG_TOOLS/requirements.txt" && return
  say "Installing clang-format and clang-tidy into ${CLANG_TOOLS#"$PROJECT"/}"
  python3 -m venv --clear "$CLANG_TOOLS"
  "$CLANG_TOOLS/bin/pip" install --quiet --disable-pip-version-check --requirement "$requirements"
  cp "$requirements" "$CLANG_TOOLS/requirements.txt"
}

# What makes the wheel and the sdist of web/jupyter.
readonly PYTHON_PACKAGE=$BUILD/python-package
need_python_package() {
  local requirements=scripts/lib/python-package.txt
  cmp -s "$requirements" "$PYTHON_PACKAGE/requirements.txt" && return
  say "Installing hatchling into ${PYTHON_PACKAGE#"$PROJECT"/}"
  python3 -m venv --clear "$PYTHON_PACKAGE"
  "$PYTHON_PACKAGE/bin/pip" install --quiet --disable-pip-version-check --requirement "$requirements"
  cp "$requirements" "$PYTHON_PACKAGE/requirements.txt"
}

need_browsers() {
  need "${BROWSERS[@]}"
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
