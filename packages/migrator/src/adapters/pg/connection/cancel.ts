import { connect as connectSocket } from 'node:net';
import { targetReached } from '../reach/connect.ts';
import type { Address } from '../reach/open-socket.ts';
import { Script } from '../run/script.ts';
import type { Session } from './session.ts';

/**
 * Asks the server to cancel what `session` is running: with `pg_cancel_backend` on another connection, which is
 * authenticated and encrypted like the first one; or with a cancel request, behind a pooler or when there is no other
 * connection. Never throws: at worst nothing happens.
 */
export async function cancelStatement(session: Session, other: () => Promise<Session>, pooled: boolean): Promise<void> {
  if (!pooled) {
    try {
      const outcome = await (await other()).run(
        new Script().add(`select pg_catalog.pg_cancel_backend(${session.processId})`),
      );
      if (outcome.failed === undefined) return;
    } catch {
      // No connection is left, for example: the request below needs none.
    }
  }
  await sendCancelRequest(session);
}

/** The protocol's CancelRequest: 16 bytes on a connection of its own, which the server closes. */
function sendCancelRequest(session: Session): Promise<void> {
  const target = targetReached(session.client);
  const message = Buffer.alloc(16);
  message.writeInt32BE(16, 0);
  message.writeInt32BE(80_877_102, 4);
  message.writeInt32BE(session.processId | 0, 8);
  message.writeInt32BE(session.secretKey | 0, 12);
  return new Promise((resolve) => {
    const socket = connectSocket(target?.address ?? lentAddress(session));
    socket.setTimeout(5_000, () => socket.destroy());
    socket.on('connect', () => socket.end(message));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => resolve());
    socket.resume();
  });
}

function lentAddress({ client: { host, port } }: Session): Address {
  return host.startsWith('/') ? { path: `${host}/.s.PGSQL.${port}` } : { host, port };
}
