#!/usr/bin/env bash
# A silo joins while a run goes on: at a step boundary it takes over its share of the devices. The report must be that of
# the command line, byte for byte, and no step is begun again.
#
#   tests/cluster/join.sh [decode|replay] [redis|postgres] [times as long]
base=21300
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

use_store "${2:-redis}"
verb_of "${1:-decode}" "${3:-3}"
expect_report
start 1 2
start_verb 4
until_steps 2 1
state=$(state_of 1)
say "Without it: $(shown silos <<< "$state") silos at step $(shown stepsDone <<< "$state")."
began=$(now_ms)
start 3
ready=$(now_ms)
until [ "$(shown silos <<< "$state")" = 4 ]; do
  if ! verb_runs || [ $(($(now_ms) - ready)) -gt 60000 ]; then
    fail "The silo takes no part in the run: none $(($(now_ms) - ready)) ms after it was ready."
  fi
  sleep 0.1
  state=$(state_of 1)
done
say "Joined: ready after $((ready - began)) ms, took part $(($(now_ms) - ready)) ms later (seen to a second)," \
  "at step $(shown stepsDone <<< "$state")."
replayed=$(shown replays <<< "$state")
wait_verb 300
require_same_report
[ "${replayed:-0}" = 0 ] || fail "$replayed steps were begun again though nothing was lost."
say "A silo joined in the middle: no step replayed."
