# What the lab's programs share; sourced by each. Sets root (the repository) and shared (../shared beside it).
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
shared=$(cd "$root/.." && pwd)/shared

say() { printf '%s\n' "$*"; }
fail() { printf 'FAILED: %s\n' "$*" >&2; exit 1; }
# A measurement that cannot be made here is not a failure; it says why.
skip() { printf 'skipped: %s\n' "$*"; exit 0; }

# The java program of a JDK 25.
java25() {
  local place
  for place in "${JAVA_HOME:-}" /usr/lib/jvm/*; do
    if [[ -x $place/bin/java ]] && grep -qs '^JAVA_VERSION="25' "$place/release"; then
      printf '%s\n' "$place/bin/java"
      return
    fi
  done
  fail "no JDK 25 in JAVA_HOME or /usr/lib/jvm"
}
