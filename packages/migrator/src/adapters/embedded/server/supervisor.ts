import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { giveToFolderOwner } from '../folder/folder-owner.ts';
import type { ServerFolder } from '../folder/server-folder.ts';
import type { ServerUser } from './server-user.ts';
import { type EmbeddedProfile, serverEnvironment } from './settings.ts';

/**
 * The watchdog: a shell that starts the server, and stops it when no client is active any more. It is the leader of a
 * process group of its own, so neither Ctrl-C nor the starter's death reaches it. Descriptor 3 is the read end of the
 * pipe.
 *
 * `cat` returns when the last client is gone. What it read tells whether any came meanwhile; `k` means keep: then the
 * watcher itself becomes a client and waits forever, and only killing the server (`migrate db stop`) ends it.
 *
 * Stopping: the pipe is renamed first, so that no more clients can come. One that came in between still holds an end:
 * `cat` waits for it, and the pipe is renamed back. The status 1 of a server that could not even start (port in use)
 * leaves a scratch folder to the starter, which may try again.
 */
const script = `
postgres=$1 data=$2 port=$3 pipe=$4 linger=$5 scratch=$6
shift 6
"$postgres" -D "$data" -p "$port" "$@" 3<&- &
server=$!
(
  idle=0
  while :; do
    came=$(cat <&3)
    case $came in *k*) exec 4>"$pipe"; continue ;; esac
    if [ -n "$came" ]; then idle=0; continue; fi
    if [ "$idle" -lt "$linger" ]; then idle=$((idle + 1)); sleep 1; continue; fi
    mv "$pipe" "$pipe.closing"
    cat <&3 >"$pipe.late" &
    late=$!
    sleep 0.1
    if kill -0 $late 2>/dev/null; then
      mv "$pipe.closing" "$pipe"
      wait $late
      case $(cat "$pipe.late") in *k*) exec 4>"$pipe" ;; esac
      idle=0
      continue
    fi
    kill -INT $server
    exit
  done
) &
wait $server
status=$?
rm -f "$pipe" "$pipe.closing" "$pipe.late"
if [ -n "$scratch" ] && [ $status -ne 1 ]; then cd / && rm -rf "$scratch"; fi
trap '' TERM
kill -TERM 0
exit $status
`;

/**
 * What to start, and how long to stay: `lingerSeconds` without an active client; `scratch` removes the folder at the
 * end.
 */
export interface Supervised {
  readonly postgres: string;
  readonly folder: ServerFolder;
  readonly user: ServerUser | undefined;
  readonly port: number;
  readonly pipe: string;
  readonly readEnd: number;
  readonly lingerSeconds: number;
  readonly scratch: boolean;
  readonly profile: EmbeddedProfile;
  readonly options: readonly string[];
}

/** Starts server and watchdog; the child process is the watchdog, and ends only when the server has. */
export function spawnSupervisor(what: Supervised): ChildProcess {
  const log = openSync(what.folder.log, 'w', 0o600);
  giveToFolderOwner(what.folder.log);
  const linger = String(Math.max(0, Math.ceil(what.lingerSeconds)));
  const scratch = what.scratch ? what.folder.home : '';
  const parameters = [what.postgres, what.folder.data, String(what.port), what.pipe, linger, scratch, ...what.options];
  try {
    const child = spawn('/bin/sh', ['-c', script, 'braid-postgres', ...parameters], {
      ...what.user,
      cwd: what.folder.home,
      detached: true,
      env: serverEnvironment(what.profile),
      stdio: ['ignore', log, log, what.readEnd],
    });
    child.unref();
    return child;
  } finally {
    closeSync(log);
    closeSync(what.readEnd);
  }
}
