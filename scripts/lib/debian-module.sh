# Compiles the module with the Emscripten of a release of Debian, in a root of its own below build/toolchains/, which is made
# once. Needs common.sh, install.sh and debootstrap.

# compile_in_debian SUITE FOLDER: leaves the module in FOLDER/module, and in toolchain.json there what compiled it.
compile_in_debian() {
  local suite=$1 folder=$2 root=$BUILD/toolchains/$1/root
  as_root scripts/lib/debian-root make "$suite" "$root" emscripten nlohmann-json3-dev cmake ninja-build
  say "Compiling the module in the root of Debian $suite"
  # All sources anew, with their times: what has not changed is not compiled again.
  as_root rm -rf "$root/src/wasm"
  as_root mkdir -p "$root/src/scripts/lib"
  as_root cp -rp CMakeLists.txt CMakePresets.json wasm "$root/src/"
  as_root cp -p scripts/lib/common.sh scripts/lib/wasm.sh "$root/src/scripts/lib/"
  as_root scripts/lib/debian-root run "$root" bash -c \
    "source /src/scripts/lib/common.sh && source scripts/lib/wasm.sh && em++ --version | sed 1q && build_wasm"
  rm -rf "$folder/module"
  mkdir -p "$folder/module"
  cp "$root/src/build/wasm/wasm/browser/"tms_credentials.{js,wasm} "$folder/module/"
  # shellcheck disable=SC2016 # dpkg's variables
  as_root scripts/lib/debian-root run "$root" dpkg-query --show --showformat '${Package} ${Version}\n' \
    emscripten nlohmann-json3-dev |
    awk -v suite="$suite" 'BEGIN { printf "{ \"debian\": \"%s\"", suite }
      { printf ", \"%s\": \"%s\"", $1, $2 }
      END { print " }" }' >"$folder/module/toolchain.json"
}
