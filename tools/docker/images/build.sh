#!/bin/sh
# Builds the images that the container tests stand on, from Debian packages, this machine's Node and npm packages: no image registry is asked.
#   build.sh WORK NATIVE       WORK: a folder for what is unpacked; NATIVE: the folder `native` of @embedded-postgres/<platform>
# braid-test/base (C library, busybox, certificates), braid-test/node (Node and npm), postgres:18-alpine (the interface of the official image).
# Needs DOCKER_HOST, apt-get, dpkg-deb, and postgresql-client for pg_isready and psql.
set -eu
work=$(mkdir -p "$1" && cd "$1" && pwd)
native=$(cd "$2" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
# Every client knows the engine's own builder; newer ones want a plugin for the other.
export DOCKER_BUILDKIT=0

base() {
  root=$work/root
  mkdir -p "$root" "$work/debs"
  (cd "$work/debs" && apt-get download -qq base-files libc6 libc-bin libgcc-s1 libstdc++6 busybox-static ca-certificates netbase tzdata)
  for deb in "$work"/debs/*.deb; do dpkg-deb -x "$deb" "$root"; done
  # What a maintainer script would have done:
  mkdir -p "$root/tmp" "$root/run" "$root/root" "$root/home" "$root/etc/ssl/certs" "$root/proc" "$root/sys" "$root/dev"
  chmod 1777 "$root/tmp"
  for applet in $("$root/bin/busybox" --list); do
    [ -e "$root/bin/$applet" ] || ln -s busybox "$root/bin/$applet"
  done
  find "$root/usr/share/ca-certificates" -name '*.crt' -exec cat {} + >"$root/etc/ssl/certs/ca-certificates.crt"
  printf '%s\n' 'root:x:0:0:root:/root:/bin/sh' 'nobody:x:65534:65534:nobody:/nonexistent:/bin/false' >"$root/etc/passwd"
  printf '%s\n' 'root:x:0:' 'nogroup:x:65534:' >"$root/etc/group"
  printf '%s\n' 'passwd: files' 'group: files' 'hosts: files dns' >"$root/etc/nsswitch.conf"
  rm -rf "$root/usr/share/doc" "$root/usr/share/man" "$root/usr/share/locale" "$root/usr/share/lintian" "$root/usr/share/zoneinfo/right"
  docker build -q -t braid-test/base -f "$here/base.Dockerfile" "$root"
}

node_image() {
  context=$work/node
  mkdir -p "$context/lib"
  cp -L "$(command -v node)" "$context/node"
  strip "$context/node" 2>/dev/null || true
  cp -a "$(dirname "$(readlink -f "$(command -v npm)")")/.." "$context/lib/npm"
  # What this machine trusts: its way to the package registry may have a certificate of its own.
  cat "${NODE_EXTRA_CA_CERTS:-/etc/ssl/certs/ca-certificates.crt}" >"$context/trusted.pem"
  docker build -q -t braid-test/node -f "$here/node.Dockerfile" "$context"
}

postgres() {
  context=$work/postgres
  mkdir -p "$context/pgsql/lib"
  cp -a "$native/bin" "$native/share" "$context/pgsql/"
  # Of the three names of a library (link, soname, file) the loader asks for the soname only.
  cp -aL "$native/lib/postgresql" "$context/pgsql/lib/"
  for library in "$native"/lib/*.so*; do
    soname=$(objdump -p "$library" 2>/dev/null | awk '$1 == "SONAME" { print $2 }')
    [ -n "$soname" ] || soname=$(basename "$library")
    [ -e "$context/pgsql/lib/$soname" ] || cp -L "$library" "$context/pgsql/lib/$soname"
  done
  clients=$(dirname "$(readlink -f "$(ls /usr/lib/postgresql/*/bin/pg_isready | tail -n 1)")")
  # They run with the libpq of the package.
  for client in pg_isready psql; do cp -L "$clients/$client" "$context/pgsql/bin/"; done
  for wanted in libreadline.so.8 libtinfo.so.6; do
    path=$(ldd "$context/pgsql/bin/psql" | awk -v w="$wanted" '$1 == w { print $3 }')
    [ -z "$path" ] || cp -L "$path" "$context/pgsql/lib/"
  done
  rm -rf "$context/pgsql/lib/postgresql/pgxs" "$context/pgsql/share/doc" "$context/pgsql/share/man"
  chmod -R u+rwX,go+rX "$context/pgsql"
  chmod 755 "$context"/pgsql/bin/*
  cp "$here/postgres-entrypoint.sh" "$context/"
  docker build -q -t postgres:18-alpine -f "$here/postgres.Dockerfile" "$context"
}

base
node_image
postgres
