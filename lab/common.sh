# What the lab's programs share; sourced by each, which sets name first. Sets root (the repository), shared (../shared
# beside it), enxame (the program; ENXAME names another) and work (a folder that is removed at the end; KEEP=1 keeps it).
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
shared=$(cd "$root/.." && pwd)/shared
here=$root/lab
enxame=${ENXAME:-$root/enxame}
export ENXAME=$enxame
netlab=${NETLAB_PROGRAM:-$shared/lab/netlab/netlab}

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

# From here on the program finds no peers in the local network.
without_lsd() {
  export ENXAME_PROGRAM=$enxame ENXAME=$here/without-lsd
  enxame=$ENXAME
}

# Makes the working folder, and everything go away at the end.
begin() {
  "$enxame" --version >/dev/null || fail "$enxame does not start"
  work=$(mktemp -d "${LAB_DIR:-/dev/shm}/enxame-$name.XXXXXX")
  chmod 755 "$work"
  pids=()
  trap finish EXIT
  trap 'exit 130' INT TERM
}
finish() {
  local status=$? pid
  for pid in "${pids[@]:-}"; do [[ -n $pid ]] && kill_now "$pid"; done
  [[ -n ${lab_is_up:-} ]] && "$netlab" down
  ((status == 0)) || show_logs
  if [[ -n ${KEEP:-} ]]; then say "kept: $work"; else rm -rf "$work"; fi
  return "$status"
}
# Ends a process that was started here, at once.
kill_now() {
  kill -9 "$1" 2>/dev/null || true
  wait "$1" 2>/dev/null || true
}
show_logs() {
  local log
  for log in "$work"/*.log; do
    [[ -s $log ]] && printf -- '--- %s\n%s\n' "${log##*/}" "$(tail -n 15 "$log")" >&2
  done
  return 0
}

# lab_up HOSTS_FILE: starts netlab, or skips where it cannot run.
lab_up() {
  local program
  [[ -x $netlab ]] || skip "netlab is not there ($netlab)"
  ((EUID == 0)) || skip "netlab needs root"
  [[ -e /dev/net/tun ]] || skip "netlab needs /dev/net/tun"
  for program in gcc ip; do command -v "$program" >/dev/null || skip "netlab needs $program"; done
  export NETLAB=enxame-$name
  "$netlab" down 2>/dev/null || true
  "$netlab" up "$1" >"$work/hosts" 2>"$work/netlab.err" || skip "netlab does not come up here"
  lab_is_up=1
}
ip_of() { "$netlab" ip "$1"; }
# Wire bytes that a host has received so far.
received() { "$netlab" stats | awk -v h="$1" '$1 == h {print $6}'; }

# on HOST command…: runs it in the foreground, each host with a home of its own.
on() {
  local host=$1; shift
  mkdir -p "$work/home-$host"
  "$netlab" exec "$host" env HOME="$work/home-$host" XDG_STATE_HOME="$work/home-$host/state" "$@"
}
# start HOST LOG command…: runs it in the background; its process id is in $started.
start() {
  local host=$1 log=$2; shift 2
  mkdir -p "$work/home-$host"
  "$netlab" exec "$host" env HOME="$work/home-$host" XDG_STATE_HOME="$work/home-$host/state" "$@" >"$work/$log.log" 2>&1 &
  started=$!
  pids+=("$started")
}
# wait_for LOG PATTERN SECONDS
wait_for() {
  local until=$((SECONDS + $3))
  until grep -qE "$2" "$work/$1.log" 2>/dev/null; do
    ((SECONDS < until)) || fail "'$2' does not appear in $1.log within $3 s"
    sleep 0.1
  done
}
# wait_end PID SECONDS WHAT
wait_end() {
  local until=$((SECONDS + $2))
  while kill -0 "$1" 2>/dev/null; do
    ((SECONDS < until)) || fail "$3 does not end within $2 s"
    sleep 0.1
  done
  wait "$1"
}
now_ms() { date +%s%3N; }
start_tracker() {
  start tracker tracker "$enxame" tracker --data "$work/tracker"
  wait_for tracker 'announce http' 30
  tracker=http://$(ip_of tracker):6969
}
