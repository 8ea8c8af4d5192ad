/** What is served, for as long as the server is open. */
export interface MetricsServer {
  /** `http://127.0.0.1:9188/metrics`. */
  readonly url: string;
  /** Answers what is running, and ends. */
  close(): Promise<void>;
}

export interface ServeMetricsOptions {
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  /** Media type of what `body` gives. */
  readonly type: string;
  /** Called for each request of `/metrics`. */
  body(): Promise<string>;
}

/** Serves `/metrics` over HTTP. Throws a `CannotListenError`. */
export type ServeMetrics = (options: ServeMetricsOptions) => Promise<MetricsServer>;
