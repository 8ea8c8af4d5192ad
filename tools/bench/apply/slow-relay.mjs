import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/**
 * Starts relay.mjs, in a process of its own, before the server that the URL names.
 *
 * @param {string} url
 * @param {number} milliseconds each way
 */
export async function startSlowRelay(url, milliseconds) {
  const { hostname, port } = new URL(url);
  const script = fileURLToPath(new URL('relay.mjs', import.meta.url));
  const child = spawn(process.execPath, [script, hostname, port, String(milliseconds)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ownPort = (await lines.next()).value;
  return {
    /** The same database, through the relay. */
    through(/** @type {string} */ direct) {
      const relayed = new URL(direct);
      relayed.port = ownPort;
      return relayed.href;
    },
    /** Round trips of the connection that ended last. Call once for each, or `lastQueries`. */
    async lastRoundTrips() {
      return Number(JSON.parse((await lines.next()).value).roundTrips);
    },
    /** Those without the handshake. */
    async lastQueries() {
      return Number(JSON.parse((await lines.next()).value).queries);
    },
    stop() {
      child.stdin.end();
    },
  };
}
