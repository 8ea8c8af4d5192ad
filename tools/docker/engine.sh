#!/bin/sh
# A Docker engine of its own, all of whose files are in one folder.
#   engine.sh start FOLDER     prints the DOCKER_HOST to use; one that runs already is left alone
#   engine.sh stop FOLDER      ends it with its containers, and removes images and volumes
# Needs root, dockerd and iptables (Debian: docker.io).
set -eu
action=$1
folder=$(mkdir -p "$2" && cd "$2" && pwd)
host=unix://$folder/docker.sock
# A socket's path may have 107 bytes, and dockerd's own message does not say so.
[ "${#folder}" -le 90 ] || { echo "the path of $folder is too long for a socket" >&2; exit 2; }

running() { [ -s "$folder/dockerd.pid" ] && kill -0 "$(cat "$folder/dockerd.pid")" 2>/dev/null; }

start() {
  if ! running; then
    rm -f "$folder/dockerd.pid" "$folder/docker.sock"
    # In a session of its own, so that it outlives this script. nofile: without CAP_SYS_RESOURCE a container's hard limit may not exceed dockerd's.
    setsid dockerd --data-root "$folder/data" --exec-root "$folder/exec" --host "$host" --pidfile "$folder/dockerd.pid" \
      --default-ulimit nofile=20000:20000 </dev/null >"$folder/dockerd.log" 2>&1 &
    started=$!
    tries=0
    until DOCKER_HOST=$host docker version >/dev/null 2>&1; do
      tries=$((tries + 1))
      if [ $tries -gt 300 ] || ! kill -0 $started 2>/dev/null; then
        echo 'dockerd did not come up; the end of its log:' >&2
        tail -n 15 "$folder/dockerd.log" >&2
        exit 1
      fi
      sleep 0.2
    done
  fi
  echo "$host"
}

stop() {
  if running; then
    pid=$(cat "$folder/dockerd.pid")
    kill -TERM "$pid" 2>/dev/null || true
    tries=0
    while kill -0 "$pid" 2>/dev/null; do
      tries=$((tries + 1))
      [ $tries -le 300 ] || { echo "dockerd $pid does not end" >&2; exit 1; }
      sleep 0.1
    done
  fi
  # Overlays and network namespaces of killed containers may still be mounted.
  awk -v folder="$folder/" 'index($2, folder) == 1 { print $2 }' /proc/mounts | sort -r | xargs -r umount -l
  rm -rf "$folder"
}

case $action in
  start) start ;;
  stop) stop ;;
  *) echo "engine.sh start|stop FOLDER" >&2; exit 2 ;;
esac
