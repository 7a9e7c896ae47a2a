# What the scripts of this folder share: stores, silos in processes of their own, a verb that runs on them, and its
# report beside that of the command line. Sourced, after the script has set `base`, the first of 30 ports of its own.
#
#   CLOUDMATRIX_REDIS      a Redis to use; left out: one is started, and ended, by the script
#   CLOUDMATRIX_POSTGRES   the PostgreSQL of scripts that ask for it, with Orleans' tables in it
#   CLOUDMATRIX_STEPS      steps of the decode, where a machine is so fast that runs are over too soon; 60
#   CLOUDMATRIX_REQUESTS   requests of the replay, for the same; 500
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

readonly me=$(basename "$0")
readonly silo=src/CloudMatrix.Silo/bin/Release/net10.0/cloudmatrix-silo.dll
readonly cli=src/CloudMatrix.Cli/bin/Release/net10.0/cloudmatrix.dll
readonly folder=$(mktemp -d)
readonly cluster=${me%.sh}-$$

declare -A pids=()        # Silo, or verb: its process.
host=127.0.0.1            # Where silos say that they are.
template=                 # The configuration that theirs are made of.
run_in=()                 # What goes before each program, e.g. another network.

say() { echo "$*"; }

# Says what promise is broken, shows the end of what a program said, and ends.
fail() {
  echo "$me: $1" >&2
  if [ -n "${2:-}" ] && [ -s "$2" ]; then tail -n 15 "$2" | cut -c 1-240 >&2; fi
  exit 1
}

need() {
  local program
  for program in "$@"; do
    command -v "$program" > /dev/null || fail "$program is not installed."
  done
}

for built in "$silo" "$cli"; do
  [ -f "$built" ] || fail "$built is missing: dotnet build -c Release"
done
need dotnet curl

more_cleanup() { :; }

cleanup() {
  local pid
  for pid in "${pids[@]}"; do
    disown "$pid" 2> /dev/null || true
    kill -KILL "$pid" 2> /dev/null || true
  done
  more_cleanup
  wait 2> /dev/null || true
  if [ -n "${CLOUDMATRIX_KEEP:-}" ]; then echo "$me: what programs said lies in $folder" >&2; else rm -rf "$folder"; fi
}
trap cleanup EXIT
trap 'exit 130' INT TERM

now_ms() { echo $((${EPOCHREALTIME/./} / 1000)); }

# ---- Stores

# Makes the store of a kind ready, and configurations to be made for it:
# use_store redis|postgres [address to listen at] [password]
use_store() {
  template=silo-configs/$1.json
  case $1 in
    redis) if [ -z "${CLOUDMATRIX_REDIS:-}" ]; then start_redis "${2:-127.0.0.1}" "${3:-}"; fi ;;
    postgres) : "${CLOUDMATRIX_POSTGRES:?names the database, e.g. Host=127.0.0.1;Database=cloudmatrix;Username=me}" ;;
    *) fail "'$1' is no store: redis, postgres." ;;
  esac
}

start_redis() {
  need redis-server redis-cli
  redis-server --bind "$1" --port $((base + 29)) --protected-mode no --save '' --dir "$folder" --requirepass "$2" \
    > "$folder/redis.out" 2>&1 &
  pids[redis]=$!
  export CLOUDMATRIX_REDIS=$1:$((base + 29))${2:+,password=$2}
  until REDISCLI_AUTH=$2 redis-cli -h "$1" -p $((base + 29)) ping > /dev/null 2>&1; do
    kill -0 "${pids[redis]}" 2> /dev/null || fail "Redis did not start." "$folder/redis.out"
    sleep 0.1
  done
}

# ---- Silos

http_of() { echo "http://127.0.0.1:$((base + 20 + $1))"; }

# Writes the configuration of a silo, by number, of a cluster of this run's own.
config() {
  sed -E -e "s/\"ClusterId\": \"[^\"]*\"/\"ClusterId\": \"$cluster\"/" \
    -e "s/\"ServiceId\": \"[^\"]*\"/\"ServiceId\": \"$cluster\"/" \
    -e "s/\"AdvertisedIPAddress\": \"[^\"]*\"/\"AdvertisedIPAddress\": \"$host\"/" \
    -e "s/\"SiloPort\": [0-9]+/\"SiloPort\": $((base + $1))/" \
    -e "s/\"GatewayPort\": [0-9]+/\"GatewayPort\": $((base + 10 + $1))/" \
    -e "s/\"Http\": \{ \"Port\": [0-9]+/\"Http\": { \"Port\": $((base + 20 + $1))/" "$template" > "$folder/$1.json"
  echo "$folder/$1.json"
}

# Starts silos without waiting for them.
launch() {
  local number
  for number in "$@"; do
    "${run_in[@]}" dotnet "$silo" --config "$(config "$number")" >> "$folder/$number.out" 2>&1 &
    pids[$number]=$!
  done
}

# Waits until silos are ready, 60 s at most.
until_ready() {
  local number tries
  for number in "$@"; do
    for ((tries = 0; ; tries++)); do
      if "${run_in[@]}" curl --fail --silent --max-time 2 --output /dev/null "$(http_of "$number")/health/ready"; then
        break
      fi
      kill -0 "${pids[$number]}" 2> /dev/null || fail "Silo $number ended instead of joining." "$folder/$number.out"
      [ "$tries" -lt 300 ] || fail "Silo $number is not ready after a minute." "$folder/$number.out"
      sleep 0.2
    done
  done
}

start() {
  launch "$@"
  until_ready "$@"
}

# Sends a silo a signal and leaves its exit code, once it is gone, in `code`.
end_with() {
  code=0
  kill "-$1" "${pids[$2]}"
  wait "${pids[$2]}" 2> /dev/null || code=$?
  unset "pids[$2]"
}

# ---- Verbs

# The arguments of a verb that runs for some seconds, and how its run shows itself in a silo's state and counters:
# verb_of decode|replay [times as long]
verb_of() {
  local times=${2:-1} trace="$folder/trace.jsonl"
  case $1 in
    decode)
      # Four nodes, so that each of four silos has devices of the run.
      verb=(decode --npus 32 --batch 8 --steps $((${CLOUDMATRIX_STEPS:-60} * times)) --microbatches 2
        --attention-aics 16 --seed 11 --json)
      unit=step life=running done=stepsDone again=replays redone="steps begun again" counter=steps_total
      ;;
    replay)
      dotnet "$cli" trace generate --requests $((${CLOUDMATRIX_REQUESTS:-500} * times)) --seed 11 \
        --out "$trace" > /dev/null
      verb=(replay --trace "$trace" --json)
      unit=request life=replaying done=ended again=restarts redone="times begun again" counter=requests_ended_total
      ;;
    *) fail "'$1' is no verb that runs on a cluster: decode, replay." ;;
  esac
}

# What a program printed as its report.
report_in() { sed -n '/^  "report": {/,/^  },$/p' "$1"; }

# What the embedded engine reports.
expect_report() {
  dotnet "$cli" "${verb[@]}" > "$folder/cli.out"
  report_in "$folder/cli.out" > "$folder/expected"
  [ -s "$folder/expected" ] || fail "The command line printed no report." "$folder/cli.out"
}

# Starts the verb on the cluster: as a silo, by number, that joins it for that.
start_verb() {
  verb_silo=$1
  "${run_in[@]}" dotnet "$silo" "${verb[@]}" --config "$(config "$1")" > "$folder/verb.out" 2> "$folder/verb.err" &
  pids[verb]=$!
}

verb_runs() { kill -0 "${pids[verb]}" 2> /dev/null; }

# Waits for the verb, whose exit code is left in `code`; 124 where it took longer than so many seconds.
wait_verb() {
  local until=$(($(now_ms) + $1 * 1000))
  code=0
  while verb_runs; do
    if [ "$(now_ms)" -gt "$until" ]; then
      kill -KILL "${pids[verb]}"
      wait "${pids[verb]}" 2> /dev/null || true
      unset "pids[verb]"
      code=124
      return
    fi
    sleep 0.2
  done
  wait "${pids[verb]}" || code=$?
  unset "pids[verb]"
}

# What is wrong with how the verb ended; nothing where its report is that of the command line.
verb_fault() {
  if [ "$code" = 124 ]; then
    echo "it hung"
  elif [ "$code" != 0 ]; then
    echo "exit code $code"
  elif ! report_in "$folder/verb.out" | cmp --silent - "$folder/expected"; then
    echo "another report"
  fi
}

require_same_report() {
  local fault
  fault=$(verb_fault)
  [ -z "$fault" ] || fail "The ${verb[0]} on the cluster: $fault." "$folder/verb.err"
  say "  the report is that of the command line, byte for byte"
}

# ---- Looking

# What the run has got done, steps or requests, as these silos have counted it; those that do not answer count nothing.
counted() {
  local urls=() number
  for number in "$@"; do urls+=("$(http_of "$number")/metrics"); done
  { "${run_in[@]}" curl --silent --max-time 1 "${urls[@]}" 2> /dev/null || true; } |
    awk -v ending="$counter" '$1 ~ "^cloudmatrix_[a-z]+_" ending "[{]?" { sum += $2 } END { print sum + 0 }'
}

# The state of the whole cluster as a silo sees it; it collects it once a second.
state_of() { "${run_in[@]}" curl --silent --max-time 2 "$(http_of "$1")/api/state" || true; }

# What the run that goes on shows under a name in the state on standard input, e.g. "$done" for the steps or requests
# that it has got done, "$again" for how often it began a step, or all of them, again; nothing where none runs.
shown() {
  { grep --only-matching "\"life\":\"$life\"[^{}]*" || true; } |
    { grep --only-matching "\"$1\":[0-9]*" || true; } | cut -d : -f 2 | sort -n | tail -n 1
}

# Waits until so many steps or requests of the verb's run have ended, as a silo shows it.
until_done() {
  local tries
  for ((tries = 0; tries < 600; tries++)); do
    verb_runs || fail "The ${verb[0]} was over before $unit $1." "$folder/verb.err"
    if [ "$(state_of "$2" | shown "$done")" -ge "$1" ] 2> /dev/null; then return; fi
    sleep 0.2
  done
  fail "${unit^} $1 did not end within two minutes." "$folder/verb.err"
}
