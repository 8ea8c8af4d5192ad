/** What one direction of a migration does, as far as its Python text shows. */
export type AlembicWay =
  /** `--sql` can write it. */
  | { readonly kind: 'offline' }
  /** It asks the database (`op.get_bind()` …), and `--sql` has none. */
  | { readonly kind: 'asks-database'; readonly by: string; readonly line: number }
  /** There is no such function, or all it does is raise an error. */
  | { readonly kind: 'refused'; readonly why: string };

/** A file of `versions/`, read from its text. */
export interface AlembicScript {
  readonly id: string;
  /** `down_revision`: ids. */
  readonly parents: readonly string[];
  /** `depends_on`: ids or labels, as written. */
  readonly dependsOn: readonly string[];
  readonly labels: readonly string[];
  readonly message: string;
  /** ISO 8601 in UTC, from `Create Date:` in the docstring. A time without a zone is taken as UTC. */
  readonly createdAt?: string | undefined;
  readonly file: string;
  /** Lines of the values, for messages. */
  readonly lines: {
    readonly revision: number;
    readonly down: number;
    readonly labels: number;
    readonly depends: number;
  };
  readonly upgrade: AlembicWay;
  readonly downgrade: AlembicWay;
}
