import { connect, createServer, type Socket } from 'node:net';

/** Which way nothing comes through any more. */
export type Silence = 'to the server' | 'to the client' | 'either way';

export interface SilentRelay {
  /** The given URL, through the relay. */
  readonly url: string;
  /** How many connections were made so far. */
  readonly connections: number;
  /** From now on the connection (0-based, in the order in which they were made) swallows what it is given. */
  silence(connection: number, silence: Silence): void;
  /** What holds for connections that are still to be made. */
  next: 'forwarded' | 'swallowed';
  close(): Promise<void>;
}

/**
 * A relay that can stop forwarding without closing anything: both ends see a healthy connection, and their system's
 * keepalives are answered.
 */
export async function silentRelay(serverUrl: string): Promise<SilentRelay> {
  const target = new URL(serverUrl);
  const sockets = new Set<Socket>();
  const silences: (Silence | undefined)[] = [];
  const server = createServer((client) => {
    const number = silences.length;
    silences.push(relay.next === 'swallowed' ? 'either way' : undefined);
    const upstream = connect(Number(target.port), target.hostname);
    const pass = (from: Socket, to: Socket, way: Silence) => {
      const isSilent = () => silences[number] === way || silences[number] === 'either way';
      sockets.add(from);
      from.on('error', () => {});
      from.on('data', (data) => void (isSilent() || to.write(data)));
      from.on('end', () => void (isSilent() || to.end()));
      from.on('close', () => {
        sockets.delete(from);
        if (silences[number] === undefined) to.destroy();
      });
    };
    pass(client, upstream, 'to the server');
    pass(upstream, client, 'to the client');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const url = new URL(serverUrl);
  url.hostname = '127.0.0.1';
  url.port = String(address.port);
  const relay: SilentRelay = {
    url: url.href,
    next: 'forwarded',
    get connections() {
      return silences.length;
    },
    silence(connection, silence) {
      silences[connection] = silence;
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
  return relay;
}
