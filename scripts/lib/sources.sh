# Which files the formatters and linters look at.

cpp_sources() { find wasm tests/unit tests/differential tests/fuzz tests/bench/native -name '*.cc' -print0 -o -name '*.h' -print0; }

readonly PRETTIER_FILES=(web tests .github .devcontainer README.md CHANGELOG.md CMakePresets.json)
