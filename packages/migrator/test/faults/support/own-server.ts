import { afterAll, beforeAll } from 'vitest';
import { type EmbeddedServer, startEmbedded } from '../../../src/adapters/embedded/start-embedded.ts';
import { makeTempDir } from '../../support/temp-dir.ts';

/** A server that a test may crash: its own, whatever the run's server is. */
export function ownServer(settings: Readonly<Record<string, string>> = {}): { readonly url: string } {
  let server: EmbeddedServer | undefined;
  beforeAll(async () => {
    // Commits reach the operating system, which a crash of the server survives. (`settings` wins over the profile.)
    server = await startEmbedded({
      folder: makeTempDir('braid-scratch-'),
      profile: 'durable',
      settings: { fsync: 'off', ...settings },
      lingerSeconds: 0,
      removeAtEnd: true,
    });
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
