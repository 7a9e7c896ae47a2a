#!/usr/bin/env bash
# Two, then three silos on a store: a verb on them reports what the command line does, byte for byte. Then all silos are
# killed at once, and started again with the members of the old cluster still in the store: it must come up, and report
# the same. (That grain storage keeps what was taken down on the bus is not shown here: only the API takes parts down.)
#
#   tests/cluster/stores.sh redis|postgres [decode|replay]
base=21400
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

try_verb() {
  start_verb 4
  wait_verb 180
  say "$1:"
  require_same_report
}

use_store "${1:?redis or postgres}"
verb_of "${2:-decode}"
expect_report
start 1 2
try_verb "Two silos, and the verb's own"
start 3
try_verb "Three silos, and the verb's own"

for number in 1 2 3; do kill -KILL "${pids[$number]}"; done
for number in 1 2 3; do wait "${pids[$number]}" 2> /dev/null || true; done
began=$(now_ms)
start 1 2 3
say "All three killed and started again: ready after $(($(now_ms) - began)) ms."
try_verb "The cluster that came back"
