import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';
import { CannotListenError } from '../../errors/usage/cannot-listen-error.ts';

export interface ListenOptions {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** Called when the port is known, which is part of the host names that the server accepts. */
  app(port: number): Hono;
  onRequest(): void;
}

export interface Listening {
  /** `http://127.0.0.1:4711`. */
  readonly origin: string;
  close(): Promise<void>;
}

/** The most connections at a time: more than a person has windows. */
const MAX_CONNECTIONS = 64;

/** How long a client may take to send its request, in milliseconds. */
const REQUEST_TIMEOUT = 5_000;

/** How long answers may still take when the server ends, in milliseconds. */
const CLOSE_PATIENCE = 500;

/** Listens, and answers with the app. Throws a `CannotListenError`. */
export async function listen({ host, port, app, onRequest }: ListenOptions): Promise<Listening> {
  let settle: (app: Hono) => void = () => {};
  const ready = new Promise<Hono>((resolve) => {
    settle = resolve;
  });
  const server = createAdaptorServer({
    fetch: async (request, env) => {
      onRequest();
      return await (await ready).fetch(request, env);
    },
    serverOptions: {
      requestTimeout: REQUEST_TIMEOUT,
      headersTimeout: REQUEST_TIMEOUT,
      connectionsCheckingInterval: 1_000,
    },
  });
  if ('maxConnections' in server) server.maxConnections = MAX_CONNECTIONS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: Error & { code?: unknown }) => {
      const reason = typeof cause.code === 'string' ? cause.code : null;
      reject(new CannotListenError({ command: 'ui', host, port, reason }, { cause }));
    });
    server.listen(port, host, resolve);
  });
  const bound = portOf(server.address()) ?? port;
  settle(app(bound));
  return {
    origin: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    async close() {
      const patience = setTimeout(() => {
        if ('closeAllConnections' in server) server.closeAllConnections();
      }, CLOSE_PATIENCE);
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        if ('closeIdleConnections' in server) server.closeIdleConnections();
      });
      clearTimeout(patience);
    },
  };
}

function portOf(address: string | AddressInfo | null): number | undefined {
  return typeof address === 'object' && address !== null ? address.port : undefined;
}
