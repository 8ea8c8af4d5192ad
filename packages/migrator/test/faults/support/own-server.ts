import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll } from 'vitest';
import { startScratchServer, type TestPostgres } from '../../support/acquire-postgres.ts';

/** A server that a test may crash: its own, whatever the run's server is. */
export function ownServer(): { readonly url: string } {
  let server: TestPostgres | undefined;
  beforeAll(async () => {
    server = await startScratchServer();
  });
  afterAll(() => server?.stop());
  return {
    get url() {
      if (server === undefined) throw new Error('not started');
      return server.url;
    },
  };
}

/**
 * Kills one server process with SIGKILL. The server then ends all sessions, recovers from its log and starts again, as after a crash; whoever connects meanwhile
 * is refused.
 */
export function crash(backendPid: number): void {
  process.kill(backendPid, 'SIGKILL');
}

/** The state letter of a process in /proc: T is stopped. */
export function processState(pid: number): string {
  return /\) (\w)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1] ?? '';
}

export function hasProc(): boolean {
  return readdirSync('/').includes('proc');
}
