#!/usr/bin/env bash
# Three silos and a verb, each in a network namespace of its own on one bridge, Redis beside them. While the verb runs,
# packets are lost without a word: between two silos only ("pair", 25 s), or between one silo and everybody, Redis too
# ("alone", 40 s). Then the network heals; the run must end with the report of the command line, byte for byte.
#
#   sudo tests/cluster/partition.sh [pair|alone] [decode|replay] [seconds]
base=21500
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

readonly variant=${1:-pair} bridge=cm$$ net=10.77.0 patience=180
if [ "$variant" = alone ]; then seconds=${3:-40}; else seconds=${3:-25}; fi
need ip redis-server
[ "$(id -u)" = 0 ] || fail "Network namespaces need root."

more_cleanup() {
  local number
  for number in 1 2 3 4; do ip netns delete "$bridge-$number" 2> /dev/null || true; done
  ip link delete "$bridge" 2> /dev/null || true
}

# A namespace for each silo, at an address of its own behind the bridge.
build_network() {
  local number
  ip link add "$bridge" type bridge
  ip address add "$net.1/24" dev "$bridge"
  ip link set "$bridge" up
  for number in 1 2 3 4; do
    ip netns add "$bridge-$number"
    ip link add "$bridge-v$number" type veth peer name eth0 netns "$bridge-$number"
    ip link set "$bridge-v$number" master "$bridge" up
    ip -n "$bridge-$number" address add "$net.$((10 + number))/24" dev eth0
    ip -n "$bridge-$number" link set eth0 up
    ip -n "$bridge-$number" link set lo up
  done
}

# What follows is about this silo: its namespace, its address.
as() {
  run_in=(ip netns exec "$bridge-$1")
  host=$net.$((10 + $1))
}

# Packets from one silo to another go to a hardware address that nobody has: lost, and nobody is told.
lose() { ip -n "$bridge-$1" neigh replace "$net.$((10 + $2))" lladdr 02:00:00:00:00:99 dev eth0 nud permanent; }
find_again() { ip -n "$bridge-$1" neigh delete "$net.$((10 + $2))" dev eth0; }

cut_off() {
  case $variant in
    pair) lose 1 2 && lose 2 1 ;;
    alone) ip link set "$bridge-v2" down ;;
    *) fail "'$variant' is no variant: pair, alone." ;;
  esac
}

heal() { if [ "$variant" = pair ]; then find_again 1 2 && find_again 2 1; else ip link set "$bridge-v2" up; fi; }

build_network
use_store redis "$net.1"
verb_of "${2:-decode}" 4
expect_report
for number in 1 2 3; do as $number && start $number; done
as 4 && start_verb 4
until_done 2 4
at=$(state_of 4 | shown "$done")
cut_off
began=$(now_ms)
say "Cut ($variant) at $unit $at."
resume=
while [ $(($(now_ms) - began)) -lt $((seconds * 1000)) ] && verb_runs; do
  now=$(state_of 4 | shown "$done")
  if [ -z "$resume" ] && [ "${now:-0}" -ge $((at + 3)) ]; then
    resume=$(($(now_ms) - began))
    say "  went on, with the cut, after $resume ms ($unit $now)"
  fi
  sleep 0.2
done
heal
state=$(state_of 4)
say "Healed after $(($(now_ms) - began)) ms, at $unit $(shown "$done" <<< "$state");" \
  "$(shown "$again" <<< "$state") $redone."
healed=$(now_ms)
wait_verb "$patience"
[ "$code" != 124 ] || fail "The run hung for $patience s after the network had healed." "$folder/verb.err"
say "The run ended $(($(now_ms) - healed)) ms after that."
for number in 1 2 3; do
  kill -0 "${pids[$number]}" 2> /dev/null && say "  silo $number lives" || say "  silo $number ended"
done
require_same_report
