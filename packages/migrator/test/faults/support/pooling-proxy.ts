import { createServer, type Socket } from 'node:net';
import { Frames } from './protocol-frames.ts';
import { openServerSession, type ServerSession } from './server-session.ts';

export interface PoolingProxy {
  readonly url: string;
  /** How many transactions found another server session than the one before of the same client. */
  readonly switches: number;
  close(): Promise<void>;
}

const readyForQuery = 'Z'.charCodeAt(0);
const terminate = 'X'.charCodeAt(0);
const cancelCode = 80_877_102;
const sslCode = 80_877_103;

/**
 * A pooler in transaction mode, as PgBouncer is: a client has a server session only from the first message of a transaction to its end, so nothing that lives in
 * the session can be relied on. Stands in where PgBouncer is not installed.
 */
export async function poolingProxy(serverUrl: string, size: number): Promise<PoolingProxy> {
  const idle: ServerSession[] = [];
  const waiting: ((session: ServerSession) => void)[] = [];
  const clients = new Map<number, Client>();
  const sockets = new Set<Socket>();
  let opened = 0;
  let nextId = 1_000_000;
  let switches = 0;

  const give = (session: ServerSession) => {
    const next = waiting.shift();
    if (next === undefined) idle.push(session);
    else next(session);
  };
  const take = async (): Promise<ServerSession> => {
    const session = idle.shift();
    if (session !== undefined) return session;
    if (opened < size) {
      opened += 1;
      return openServerSession(serverUrl);
    }
    return new Promise((resolve) => waiting.push(resolve));
  };
  const drop = (session: ServerSession) => {
    session.socket.destroy();
    opened -= 1;
    if (waiting.length > 0) {
      opened += 1;
      void openServerSession(serverUrl).then(give);
    }
  };

  class Client {
    readonly #socket: Socket;
    readonly #id: number;
    #session: ServerSession | undefined;
    #last: ServerSession | undefined;
    #taking = false;
    #queue: Buffer[] = [];

    constructor(socket: Socket, id: number) {
      this.#socket = socket;
      this.#id = id;
      clients.set(id, this);
      socket.on('close', () => this.#gone());
    }

    get session(): ServerSession | undefined {
      return this.#session;
    }

    async send(frame: Buffer): Promise<void> {
      if (frame[0] === terminate) return void this.#socket.end();
      if (this.#session !== undefined) return void this.#session.socket.write(frame);
      this.#queue.push(frame);
      if (this.#taking) return;
      this.#taking = true;
      const session = await take();
      this.#taking = false;
      if (this.#socket.destroyed) return give(session);
      if (this.#last !== undefined && this.#last !== session) switches += 1;
      this.#last = session;
      this.#session = session;
      const answers = new Frames((answer) => this.#answer(answer));
      session.socket.removeAllListeners('data');
      session.socket.on('data', (data: Buffer) => answers.push(data));
      session.socket.once('close', () => this.#socket.destroy());
      for (const queued of this.#queue.splice(0)) session.socket.write(queued);
    }

    #answer(frame: Buffer): void {
      this.#socket.write(frame);
      const session = this.#session;
      if (frame[0] !== readyForQuery || frame[5] !== 'I'.charCodeAt(0) || session === undefined) return;
      this.#session = undefined;
      session.socket.removeAllListeners('data').removeAllListeners('close');
      give(session);
    }

    #gone(): void {
      clients.delete(this.#id);
      const session = this.#session;
      this.#session = undefined;
      // In the middle of a transaction: the session is of no use to anybody else.
      if (session !== undefined) drop(session);
    }
  }

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => {});
    const begin = (start: Buffer): void => {
      const code = start.readInt32BE(4);
      if (code === sslCode) {
        socket.write('N');
        return void socket.once('data', begin);
      }
      if (code === cancelCode) {
        const session = clients.get(start.readInt32BE(8))?.session;
        if (session !== undefined) session.cancel();
        return void socket.end();
      }
      nextId += 1;
      const client = new Client(socket, nextId);
      const frames = new Frames((frame) => void client.send(frame));
      socket.on('data', (data: Buffer) => frames.push(data));
      socket.write(greeting(nextId));
    };
    socket.once('data', begin);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const url = new URL(serverUrl);
  url.hostname = '127.0.0.1';
  url.port = String(address.port);
  return {
    url: url.href,
    get switches() {
      return switches;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      for (const session of idle) session.socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** AuthenticationOk, a name for the session that is the pooler's own, ReadyForQuery. */
function greeting(id: number): Buffer {
  const ok = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0]);
  const key = Buffer.alloc(13);
  key.write('K', 0);
  key.writeInt32BE(12, 1);
  key.writeInt32BE(id, 5);
  key.writeInt32BE(id ^ 0x55555555, 9);
  return Buffer.concat([ok, key, Buffer.from([0x5a, 0, 0, 0, 5, 0x49])]);
}
