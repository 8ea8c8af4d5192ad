import type { ServeMetrics } from '../../ports/metrics-server.ts';

/** Loads the HTTP server when something is to be served. */
export const serveMetrics: ServeMetrics = async (options) => {
  const { serveMetrics: serve } = await import('../../adapters/http/serve-metrics.ts');
  return await serve(options);
};
