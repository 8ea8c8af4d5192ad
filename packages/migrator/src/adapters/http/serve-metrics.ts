import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { CannotListenError } from '../../errors/usage/cannot-listen-error.ts';
import type { MetricsServer, ServeMetricsOptions } from '../../ports/metrics-server.ts';
import { systemCode } from '../process/system-code.ts';

/** More at once than any collector opens. */
const MAX_CONNECTIONS = 16;
/** How long a client may take to send its request, in milliseconds. */
const REQUEST_TIMEOUT = 5_000;
/** How long an answer may still take when the server is to end, in milliseconds. */
const CLOSE_PATIENCE = 500;

/** See `ServeMetrics`. */
export async function serveMetrics(options: ServeMetricsOptions): Promise<MetricsServer> {
  const { host, port } = options;
  const server = createServer(
    { requestTimeout: REQUEST_TIMEOUT, headersTimeout: REQUEST_TIMEOUT, connectionsCheckingInterval: 1_000 },
    (request, response) => {
      answer(options, request, response).catch(() => response.destroy());
    },
  );
  server.maxConnections = MAX_CONNECTIONS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => {
      reject(new CannotListenError({ command: 'exporter', host, port, reason: systemCode(cause) ?? null }, { cause }));
    });
    server.listen(port, host, resolve);
  });
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}/metrics`,
    async close() {
      const patience = setTimeout(() => server.closeAllConnections(), CLOSE_PATIENCE);
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      });
      clearTimeout(patience);
    },
  };
}

async function answer(
  { type, body }: ServeMetricsOptions,
  { url = '', method }: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (method !== 'GET' && method !== 'HEAD') {
    response.writeHead(405, { allow: 'GET, HEAD', 'content-type': 'text/plain', connection: 'close' });
    response.end('Only GET and HEAD.\n');
    return;
  }
  if (url.split('?')[0] !== '/metrics') {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('The metrics are at /metrics.\n');
    return;
  }
  const text = await body();
  response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' });
  response.end(method === 'HEAD' ? undefined : text);
}
