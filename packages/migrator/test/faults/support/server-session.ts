import { connect, Socket } from 'node:net';
import pg from 'pg';

/** An authenticated connection to the server, as bytes. */
export interface ServerSession {
  readonly socket: Socket;
  /** Sends the protocol's CancelRequest for it. */
  cancel(): void;
}

/** `pg` does the authentication; then its ears are taken off the socket. */
export async function openServerSession(url: string): Promise<ServerSession> {
  const client = new pg.Client({ connectionString: url, application_name: 'pooler' });
  client.on('error', () => {});
  await client.connect();
  const { stream } = client.connection;
  if (!(stream instanceof Socket)) throw new Error('not a plain socket');
  stream.removeAllListeners('data');
  const read = (field: string) => Number(Reflect.get(client, field));
  return {
    socket: stream,
    cancel() {
      const message = Buffer.alloc(16);
      message.writeInt32BE(16, 0);
      message.writeInt32BE(80_877_102, 4);
      message.writeInt32BE(read('processID'), 8);
      message.writeInt32BE(read('secretKey'), 12);
      connect(client.port, client.host, function (this: Socket) {
        this.end(message);
      }).on('error', () => {});
    },
  };
}
