/**
 * The parts of a `pg.Client` of your program that Braid uses; connected and outside a transaction. Braid runs on it and
 * leaves it open; the second connection that a run needs (heartbeats, cancelling) uses the same parameters.
 */
export interface ClientLike {
  readonly host: string;
  readonly port: number;
  readonly user?: string | undefined;
  readonly database?: string | undefined;
}

/**
 * The parts of a `pg.Pool` of your program that Braid uses. A run takes two of its clients and closes them when it
 * releases them.
 */
export interface PoolLike {
  readonly options: object;
  connect(): Promise<unknown>;
}

/** A connection made by your program. */
export type Borrowed =
  | { readonly kind: 'client'; readonly client: ClientLike }
  | { readonly kind: 'pool'; readonly pool: PoolLike };
