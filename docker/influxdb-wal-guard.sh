#!/bin/sh
# influxdb-wal-guard.sh WAL_DIR [COMMAND ...]
#
# Gives each shard's write-ahead log a new, empty last segment, and then becomes the command. Run it
# before influxd (1.x, 2.x) starts, as influxd's user. Without it a power cut or a kill -9 can cost
# acknowledged points: influxd takes its last segment up again at its end, then cuts a torn entry off
# that end, and writes on where the end had been. The hole between looks like a torn entry to the next
# start, and what stands behind it is cut off, although it was answered (WAL.Open and
# Engine.reloadCache of influxdata/influxdb:tsdb/engine/tsm1). An empty last segment is removed by the
# start, and the next write begins a file of its own.
set -eu
wal_dir=$1
shift
if [ -d "$wal_dir" ]; then
  find "$wal_dir" -type f -name '_[0-9][0-9][0-9][0-9][0-9]*.wal' | sed 's|/[^/]*$||' | sort -u |
    while IFS= read -r shard; do
      last=$(find "$shard" -maxdepth 1 -name '_*.wal' | sed 's|.*/_||; s|\.wal$||' | sort -n | tail -n 1)
      if [ -s "$shard/_$last.wal" ]; then
        : >"$shard/$(awk -v last="$last" 'BEGIN { printf "_%05d.wal", last + 1 }')"
      fi
    done
fi
if [ $# -gt 0 ]; then exec "$@"; fi
