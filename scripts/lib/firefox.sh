# A Firefox that Playwright can drive. Debian 12 began with one whose WebDriver BiDi lacks commands that it uses, and has a
# later one among its security updates, which a bare machine may not have among its sources.

readonly FIREFOX_TOO_OLD=140 # the next that was tried, 153, does

need_recent_firefox() {
  local sources
  firefox_is_recent && return
  say "Installing a later Firefox, from Debian's security updates"
  sources=$(sources_with_security)
  as_root apt-get -o "Dir::Etc::SourceParts=$sources" update -q
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -o "Dir::Etc::SourceParts=$sources" \
    install -q -y --no-install-recommends firefox-esr
  firefox_is_recent || fail "Firefox $(firefox_version) is too old for Playwright: install one later than $FIREFOX_TOO_OLD"
}

# Who names another one with FIREFOX knows which.
firefox_is_recent() { [[ -n ${FIREFOX:-} || $(firefox_version) -gt $FIREFOX_TOO_OLD ]]; }

firefox_version() { firefox-esr --version 2>/dev/null | grep -oE '[0-9]+' | head -n 1; }

# A folder with the machine's own sources and the security updates; /etc is left as it is.
sources_with_security() {
  local folder=$BUILD/tools/apt-sources release mirror
  release=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
  mirror=$(apt-get indextargets --format '$(REPO_URI)' "Created-By: Packages" | sed -n 's|/debian/\?$|/debian-security|p' | head -n 1)
  [[ -n $mirror ]] ||
    fail "Firefox $(firefox_version) is too old for Playwright: add Debian's security updates to the sources of apt"
  mkdir -p "$folder"
  find /etc/apt/sources.list.d -type f -exec cp -t "$folder" {} +
  echo "deb $mirror $release-security main" >"$folder/security.list"
  echo "$folder"
}
