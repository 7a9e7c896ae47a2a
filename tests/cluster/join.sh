#!/usr/bin/env bash
# A silo joins while a run goes on: of a decode it takes over its share of the devices at a step boundary. The report
# must be that of the command line, byte for byte, and nothing is begun again.
#
#   tests/cluster/join.sh [decode|replay] [redis|postgres] [times as long]
base=21300
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

use_store "${2:-redis}"
verb_of "${1:-decode}" "${3:-3}"
expect_report
start 1 2
start_verb 4
until_done 2 1
state=$(state_of 1)
say "Without it: at $unit $(shown "$done" <<< "$state")."
began=$(now_ms)
start 3
ready=$(now_ms)
say "Joined: ready after $((ready - began)) ms."

# The instances of a service stay where they are; what a decode stands on is shared out anew.
if [ "${verb[0]}" = decode ]; then
  until [ "$(shown silos <<< "$state")" = 4 ]; do
    if ! verb_runs || [ $(($(now_ms) - ready)) -gt 60000 ]; then
      fail "The silo takes no part in the run: none $(($(now_ms) - ready)) ms after it was ready."
    fi
    sleep 0.1
    state=$(state_of 1)
  done
  say "It took part $(($(now_ms) - ready)) ms later (seen to a second)."
fi

verb_runs || fail "The run was over before the silo was ready: make it longer (the third argument)."
state=$(state_of 1)
say "With it: at $unit $(shown "$done" <<< "$state")."
replayed=$(shown "$again" <<< "$state")
wait_verb 300
require_same_report
[ "${replayed:-0}" = 0 ] || fail "$replayed $redone though nothing was lost."
say "A silo joined in the middle: none of the work was begun again."
