import { connect as connectTcp, type Socket } from 'node:net';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';

/** One address of a host, or a Unix socket. */
export type Address = { readonly host: string; readonly port: number } | { readonly path: string };

/**
 * `plain`: not encrypted; `asked`: as the server answers; `required`: encrypted or not at all; `direct`: encrypted from
 * the first byte.
 */
export type Handshake = 'plain' | 'asked' | 'required' | 'direct';

/** No encryption was agreed on; the connection itself was made. */
export class EncryptionFailure extends Error {}

/** The protocol's SSLRequest: its length and 80877103. */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

/**
 * A socket over which the startup message can be sent. Rejects with a system error, and with {@link EncryptionFailure}.
 * Destroyed by `signal`.
 */
export async function openSocket(
  address: Address,
  handshake: Handshake,
  tls: () => ConnectionOptions,
  signal: AbortSignal,
): Promise<Socket> {
  const socket = connectTcp({ ...address, noDelay: true });
  const stop = (): void => void socket.destroy(timedOut());
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  try {
    await once(socket, 'connect', (error) => error);
    if (handshake === 'plain') return socket;
    if (handshake !== 'direct' && !(await offersTls(socket, handshake))) return socket;
    const secure = connectTls({ ...tls(), socket });
    await once(secure, 'secureConnect', (error) =>
      signal.aborted ? timedOut() : new EncryptionFailure(error.message, { cause: error }),
    );
    return secure;
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** Asks the server for TLS. Anything that follows its one-byte answer was injected before the encryption began. */
async function offersTls(socket: Socket, handshake: Handshake): Promise<boolean> {
  const answered = answer(socket);
  socket.write(SSL_REQUEST);
  const bytes = await answered;
  if (bytes.length === 1 && bytes[0] === 0x53) return true;
  if (bytes[0] !== 0x4e)
    throw new EncryptionFailure('the server answered the request for encryption with something that is not PostgreSQL');
  if (handshake === 'required') throw new EncryptionFailure('the server does not support SSL, but SSL was required');
  return false;
}

function answer(socket: Socket): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const end = (act: () => void) => (): void => {
      socket.off('data', data).off('error', failed).off('close', closed);
      act();
    };
    const data = (bytes: Buffer): void => end(() => resolve(bytes))();
    const failed = (error: Error): void => end(() => reject(error))();
    const closed = end(() =>
      reject(new EncryptionFailure('the server closed the connection when it was asked for encryption')),
    );
    socket.on('data', data).on('error', failed).on('close', closed);
  });
}

function once(socket: Socket, event: string, explain: (error: Error) => Error): Promise<void> {
  return new Promise((resolve, reject) => {
    const clean = (): void => void socket.off(event, done).off('error', failed).off('close', closed);
    const done = (): void => {
      clean();
      resolve();
    };
    const failed = (error: Error): void => {
      clean();
      // A second error of a socket that was given up must not end the process.
      socket.on('error', () => undefined);
      reject(explain(error));
    };
    const closed = (): void => failed(new Error('the server closed the connection'));
    socket.on(event, done).on('error', failed).on('close', closed);
  });
}

function timedOut(): Error {
  return Object.assign(new Error('timeout expired'), { code: 'ETIMEDOUT' });
}
