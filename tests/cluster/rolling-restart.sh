#!/usr/bin/env bash
# Three silos are stopped (SIGTERM) and started again one after the other, as an upgrade does it, while one long run
# goes on. Each must end with 0 and come back; the report must be that of the command line, byte for byte; at most one
# step of a decode is begun again for each silo, and a replay at most twice (docs/OPERATIONS.md, Stopping).
#
#   tests/cluster/rolling-restart.sh [decode|replay] [redis|postgres] [times as long]
base=21200
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

use_store "${2:-redis}"
verb_of "${1:-decode}" "${3:-6}"
expect_report
start 1 2 3
start_verb 4
until_done 2 1
replayed=0
allowed=3
[ "${verb[0]}" = decode ] || allowed=6
for number in 1 2 3; do
  before=$(state_of $((number % 3 + 1)) | shown "$done")
  began=$(now_ms)
  end_with TERM "$number"
  stopped=$(now_ms)
  [ "$code" = 0 ] || fail "Silo $number ended with exit code $code." "$folder/$number.out"
  start "$number"
  ready=$(now_ms)
  verb_runs || fail "The run was over before all silos were restarted: make it longer (the third argument)."
  state=$(state_of "$number")
  replayed=$(shown "$again" <<< "$state")
  say "silo $number: left in $((stopped - began)) ms, ready again after $((ready - stopped)) ms;" \
    "${unit}s $before to $(shown "$done" <<< "$state"), so far ${replayed:-unknown} $redone"
done
wait_verb 300
require_same_report
[ "${replayed:-0}" -le "$allowed" ] || fail "$replayed $redone, where $allowed are allowed."
say "Three silos restarted in turn: exit code 0 each, $replayed $redone."
