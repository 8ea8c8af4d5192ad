#!/bin/sh
# At the first start: a cluster as POSTGRES_USER, POSTGRES_PASSWORD and POSTGRES_DB say. Then the command, as process 1.
set -eu

case ${1:-} in
  -*) set -- postgres "$@" ;;
  postgres) ;;
  *) exec "$@" ;;
esac

if [ "$(id -u)" = 0 ]; then
  mkdir -p "$PGDATA" /run/postgresql
  chown -R postgres:postgres /var/lib/postgresql /run/postgresql
  chmod 700 "$PGDATA"
  # busybox's su becomes the shell, and that becomes this script: no process stays between, so signals reach the server.
  exec su -s /bin/sh postgres -c 'exec "$0" "$@"' -- "$0" "$@"
fi

if [ ! -s "$PGDATA/PG_VERSION" ]; then
  user=${POSTGRES_USER:-postgres}
  database=${POSTGRES_DB:-$user}
  : "${POSTGRES_PASSWORD:?is not set}"
  # initdb wants a file; /dev/shm is memory.
  secret=/dev/shm/password.$$
  (umask 077 && printf '%s\n' "$POSTGRES_PASSWORD" >"$secret")
  initdb -D "$PGDATA" -U "$user" --pwfile="$secret" --encoding=UTF8 --locale-provider=builtin --locale=C --builtin-locale=C.UTF-8 --no-instructions
  rm -f "$secret"
  echo 'host all all all scram-sha-256' >>"$PGDATA/pg_hba.conf"
  {
    echo "listen_addresses = '*'"
    echo "unix_socket_directories = '/run/postgresql,/tmp'"
  } >>"$PGDATA/postgresql.conf"
  # Without a server: nobody can mistake a half-made cluster for a ready one.
  if [ "$database" != postgres ]; then
    printf 'create database "%s"\n' "$(printf '%s' "$database" | sed 's/"/""/g')" | postgres --single -D "$PGDATA" -j template1 >/dev/null
  fi
fi

exec "$@"
