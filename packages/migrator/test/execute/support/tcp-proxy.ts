import { connect, createServer, type Socket } from 'node:net';

/** What the proxy does with a message that matches. */
export type Fault =
  /** Cuts the connection before the server hears of it. */
  | 'cut-before'
  /** Passes it on and cuts the connection at once; the server goes on with it. */
  | 'cut-during'
  /** Passes it on, keeps the answer to itself, and cuts when the server is done. */
  | 'cut-after';

export interface TcpProxy {
  /** The given URL, through the proxy. */
  readonly url: string;
  /** The next message of a client that contains `text` meets this fault; `times` of them, default 1. */
  arm(fault: Fault, text: string, times?: number): void;
  readonly fired: number;
  close(): Promise<void>;
}

const readyForQuery = 'Z'.charCodeAt(0);

/** A TCP proxy in front of PostgreSQL that breaks connections where a test wants it. */
export async function tcpProxy(serverUrl: string): Promise<TcpProxy> {
  const target = new URL(serverUrl);
  const sockets = new Set<Socket>();
  let armed: { fault: Fault; text: string; times: number } | undefined;
  let fired = 0;

  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    let swallowing = false;
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => sockets.delete(socket));
    }
    client.on('close', () => upstream.end());
    upstream.on('close', () => client.destroy());
    client.on('data', (data) => {
      if (armed === undefined || !data.includes(armed.text)) return upstream.write(data);
      const { fault } = armed;
      fired += 1;
      armed.times -= 1;
      if (armed.times === 0) armed = undefined;
      if (fault === 'cut-before') {
        upstream.destroy();
        client.destroy();
      } else if (fault === 'cut-during') {
        upstream.write(data);
        client.destroy();
      } else {
        swallowing = true;
        upstream.write(data);
      }
      return true;
    });
    upstream.on('data', (data) => {
      if (!swallowing) return client.write(data);
      // ReadyForQuery is the last message of an answer, and has five bytes after its type.
      if (data.at(-6) === readyForQuery) {
        client.destroy();
        upstream.end();
      }
      return true;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const url = new URL(serverUrl);
  url.hostname = '127.0.0.1';
  url.port = String(address.port);
  return {
    url: url.href,
    arm(fault, text, times = 1) {
      armed = { fault, text, times };
    },
    get fired() {
      return fired;
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
