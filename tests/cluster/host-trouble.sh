#!/usr/bin/env bash
# Three silos and a verb that runs on them, on a machine that has its troubles. Each time the run must end with the report
# of the command line, byte for byte:
#
#   pause   one silo stands still for 8 s (SIGSTOP, SIGCONT), as a host does that swaps or is moved
#   store   Redis answers nobody for 5 s (CLIENT PAUSE)
#   clock   a silo joins whose clock is an hour ahead, and then jumps back by two; needs libfaketime, only if asked for:
#           where it was tried, a silo that libfaketime was loaded into said nothing at all
#
#   tests/cluster/host-trouble.sh [decode|replay] [pause|store|clock ...]
base=21600
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

readonly verb_name=${1:-decode}
shift || true
troubles=("$@")
if [ "${#troubles[@]}" = 0 ]; then troubles=(pause store); fi

# What the run had done just before it ended, as the last look saw it.
finish() {
  local state replayed=
  while verb_runs; do
    state=$(state_of 1 | shown "$again")
    replayed=${state:-$replayed}
    sleep 0.2
    [ $(($(now_ms) - began)) -lt 180000 ] || break
  done
  wait_verb 1
  say "  ended $(($(now_ms) - began)) ms after the trouble began; ${replayed:-unknown} $redone"
  require_same_report
}

# A silo that was counted as lost meanwhile ends by itself; another takes its place.
restore() {
  if kill -0 "${pids[$1]}" 2> /dev/null; then
    say "  silo $1 is still there"
  else
    code=0
    wait "${pids[$1]}" || code=$?
    say "  silo $1 ended by itself, exit code $code; started again"
    start "$1"
  fi
}

pause_trouble() {
  say "pause: silo 2 stands still for 8 s."
  began=$(now_ms)
  kill -STOP "${pids[2]}"
  sleep 8
  kill -CONT "${pids[2]}"
  finish
  restore 2
}

store_trouble() {
  [ -n "${pids[redis]:-}" ] || { say "store: skipped, it would disturb a Redis that is not this script's."; wait_verb 180; return; }
  say "store: Redis answers nobody for 5 s."
  began=$(now_ms)
  redis-cli -p $((base + 29)) client pause 5000 all > /dev/null
  finish
}

# libfaketime reads this file again and again, so that a clock can jump in the middle.
clock_trouble() {
  local library
  library=$(faketime_library)
  [ -n "$library" ] || { say "clock: skipped, libfaketime is not installed."; wait_verb 180; return; }
  say "clock: silo 5 joins, an hour ahead; its clock jumps back by two hours."
  began=$(now_ms)
  echo "+1h" > "$folder/clock"
  run_in=(env LD_PRELOAD="$library" FAKETIME_TIMESTAMP_FILE="$folder/clock" FAKETIME_CACHE_DURATION=1
    FAKETIME_DONT_FAKE_MONOTONIC=1)
  launch 5
  run_in=()
  until_ready 5
  echo "-1h" > "$folder/clock"
  finish
  restore 5
}

faketime_library() {
  local found
  for found in /usr/lib/*/faketime/libfaketimeMT.so.1 /usr/lib/faketime/libfaketimeMT.so.1; do
    if [ -f "$found" ]; then echo "$found"; return; fi
  done
}

use_store redis
verb_of "$verb_name" 2
expect_report
start 1 2 3
for trouble in "${troubles[@]}"; do
  start_verb 4
  until_done 2 1
  "${trouble}_trouble"
done
