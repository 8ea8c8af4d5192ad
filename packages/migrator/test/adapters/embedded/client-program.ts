import { type EmbeddedOptions, startEmbedded } from '../../../src/adapters/embedded/start-embedded.ts';
import { MigratorError } from '../../../src/errors/migrator-error.ts';

// The program behind `startClient`: a process that is an active client of an embedded server until it is killed.

declare global {
  /** Options, put before the bundle by `startClient`; `uid` is who to become first. */
  var clientRequest: { options: EmbeddedOptions; uid?: number; hold: boolean };
}

async function main(): Promise<void> {
  const { options, uid, hold } = globalThis.clientRequest;
  if (uid !== undefined) {
    process.setgroups?.([]);
    process.setgid?.(uid);
    process.setuid?.(uid);
  }
  try {
    const { url, port, pid, home, joined } = await startEmbedded(options);
    console.log(JSON.stringify({ server: { url, port, pid, home, joined } }));
    if (hold) setInterval(() => {}, 1_000_000);
  } catch (error) {
    if (!(error instanceof MigratorError)) throw error;
    console.log(JSON.stringify({ failure: error.toJSON() }));
  }
}

void main();
