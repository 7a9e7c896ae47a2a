#!/usr/bin/env bash
# Three silos and a verb that runs on them, on a machine that has its troubles. Each time the run must end with the
# report of the command line, byte for byte:
#
#   pause   one silo stands still for 8 s (SIGSTOP, SIGCONT), as a host does that swaps or is moved
#   store   Redis answers nobody for 5 s (CLIENT PAUSE)
#   clock   the time of day of one silo's host jumps ahead by an hour, and back by two
#   disk    each read and write of a file takes one silo's host 0.1 s more
#
#   tests/cluster/host-trouble.sh [decode|replay] [pause|store|clock|disk ...]
base=21600
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

readonly verb_name=${1:-decode}
shift || true
troubles=("$@")
if [ "${#troubles[@]}" = 0 ]; then troubles=(pause store clock disk); fi

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

# Silo 2 is the one whose host has its troubles.
start_2() {
  run_in=(env LD_PRELOAD="$folder/trouble.so" TROUBLE_FILE="$folder/trouble")
  start 2
  run_in=()
}

# By how many seconds its clock is wrong, and by how many microseconds its disk is slower.
host_of_2() { echo "$1 $2" > "$folder/trouble"; }

# A silo that was counted as lost meanwhile ends by itself; another takes its place.
restore() {
  if kill -0 "${pids[2]}" 2> /dev/null; then
    say "  silo 2 is still there"
  else
    code=0
    wait "${pids[2]}" || code=$?
    say "  silo 2 ended by itself, exit code $code; started again"
    start_2
  fi
}

pause_trouble() {
  say "pause: silo 2 stands still for 8 s."
  began=$(now_ms)
  kill -STOP "${pids[2]}"
  sleep 8
  kill -CONT "${pids[2]}"
  finish
  restore
}

store_trouble() {
  if [ -z "${pids[redis]:-}" ]; then
    say "store: skipped, it would disturb a Redis that is not this script's."
    wait_verb 180
    return
  fi
  say "store: Redis answers nobody for 5 s."
  began=$(now_ms)
  redis-cli -p $((base + 29)) client pause 5000 all > /dev/null
  finish
}

# Only what takes how long may depend on the time of day, never a report.
clock_trouble() {
  say "clock: silo 2's jumps ahead by an hour, and three seconds later back by two."
  began=$(now_ms)
  host_of_2 3600 0
  sleep 3
  host_of_2 -3600 0
  finish
  host_of_2 0 0
  restore
}

disk_trouble() {
  say "disk: each read and write of a file takes silo 2 a tenth of a second more."
  began=$(now_ms)
  host_of_2 0 100000
  finish
  host_of_2 0 0
  restore
}

need cc
cc -shared -fPIC -O1 -o "$folder/trouble.so" tests/cluster/trouble.c -ldl
host_of_2 0 0
use_store redis
verb_of "$verb_name" 2
expect_report
start 1
start_2
start 3
for trouble in "${troubles[@]}"; do
  start_verb 4
  until_done 2 1
  "${trouble}_trouble"
done
