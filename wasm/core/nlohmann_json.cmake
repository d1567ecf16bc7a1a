# Where nlohmann/json.hpp is: where CMake looks (CMAKE_PREFIX_PATH and its like), or where Homebrew, MacPorts and
# distributions put it, which CMake leaves out when it compiles for WebAssembly. `cmake -P` of this file asks whether it is
# there at all.
find_path(
  NLOHMANN_JSON_INCLUDE_DIR nlohmann/json.hpp
  PATHS /opt/homebrew/include /usr/local/include /home/linuxbrew/.linuxbrew/include /opt/local/include /usr/include
  REQUIRED NO_CMAKE_FIND_ROOT_PATH)
