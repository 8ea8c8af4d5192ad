/**
 * A `pg.Client` of the embedding program, connected and outside a transaction, as far as Braid looks at it. Braid runs
 * on it and leaves it open; the second connection that a run needs (heartbeats, cancelling) is made like it.
 */
export interface ClientLike {
  readonly host: string;
  readonly port: number;
  readonly user?: string | undefined;
  readonly database?: string | undefined;
}

/**
 * A `pg.Pool` of the embedding program, as far as Braid looks at it. A run takes two of its clients and hands them back
 * closed.
 */
export interface PoolLike {
  readonly options: object;
  connect(): Promise<unknown>;
}

/** A connection that somebody else made. */
export type Borrowed =
  | { readonly kind: 'client'; readonly client: ClientLike }
  | { readonly kind: 'pool'; readonly pool: PoolLike };
