#!/usr/bin/env bash
# Runs glacier-train between two copies: data and the last checkpoints in, checkpoints and models out. Without GLACIER_BLOBS it only trains.
set -euo pipefail

data=${GLACIER_DATA:-/data}
out=${GLACIER_OUT:-/out}
blobs=${GLACIER_BLOBS:-}

save() { [ -z "$blobs" ] || azcopy sync "$out" "${blobs}models/training" --recursive --log-level=ERROR; }

if [ -n "$blobs" ]; then
  azcopy copy "${blobs}models/data/*" "$data" --recursive --overwrite=ifSourceNewer --log-level=ERROR
  azcopy copy "${blobs}models/training/*" "$out" --recursive --log-level=ERROR || echo 'no checkpoint yet: starting from the beginning'
fi

dotnet glacier-train.dll "$@" &
trainer=$!
trap 'kill -TERM "$trainer" 2>/dev/null || true' TERM INT

# a replica may be taken away at any moment: checkpoints leave it while it learns
if [ -n "$blobs" ]; then
  (while sleep "${GLACIER_SAVE_SECONDS:-600}"; do save || echo 'the checkpoint stays here for now' >&2; done) &
  saver=$!
fi

# the first wait ends with a signal too; the second one with the trainer
status=0
wait "$trainer" || status=$?
if kill -0 "$trainer" 2>/dev/null; then
  status=0
  wait "$trainer" || status=$?
fi

[ -z "$blobs" ] || kill "$saver" 2>/dev/null || true
save
exit "$status"
