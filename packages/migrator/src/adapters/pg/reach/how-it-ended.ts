import type { Client } from 'pg';

const ends = new WeakMap<Client, unknown>();

/**
 * Listens for why a connection ends while nothing runs on it. The driver says so once, as an event, and answers the
 * next statement with an error of its own; without a listener, the event would end the process. Returns a function that
 * stops listening.
 */
export function hearEnd(client: Client): () => void {
  const hear = (error: unknown) => {
    if (!ends.has(client)) ends.set(client, error);
  };
  client.on('error', hear);
  return () => void client.off('error', hear);
}

/** What the driver said when the connection broke: the server's own error, if it sent one. */
export function howItEnded(client: Client): unknown {
  return ends.get(client);
}
