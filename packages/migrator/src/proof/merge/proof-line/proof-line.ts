/** What the `proof:` line of a merge says. */
export interface ProofLine {
  readonly heads: readonly string[];
  /** Empty when the heads have nothing in common. */
  readonly ancestors: readonly string[];
  /** Hash over the files between the ancestors and the heads. */
  readonly files: string;
  /** SHA-256 (hex) of the catalog that every order makes, without owners and the order of columns. */
  readonly catalog: string;
  /** Versions of Braid and of the server that the branches were run on. */
  readonly braid: string;
  readonly postgres: string;
  /**
   * The order that a person chose because the branches do not commute; the merge's statements bring every other order
   * to what this one makes.
   */
  readonly order?: readonly string[] | undefined;
  /** Hash over the merge's own statements, which every order ended with; absent when it has none. */
  readonly statements?: string | undefined;
}

/** `heads=…,…; ancestors=…; files=…; catalog=…; braid=0.1.0; postgres=18.4`, without the key. */
export function printProofLine(line: ProofLine): string {
  const { heads, ancestors, files, catalog, braid, postgres, order, statements } = line;
  const values = {
    heads: heads.join(','),
    ancestors: ancestors.length === 0 ? 'base' : ancestors.join(','),
    ...(order === undefined ? {} : { order: order.join(',') }),
    ...(statements === undefined ? {} : { statements }),
    files,
    catalog,
    braid,
    postgres,
  };
  return Object.entries(values)
    .map(([key, value]) => `${key}=${value}`)
    .join('; ');
}

/** `undefined` when it is none of ours, or lacks something. Keys that are not known are passed over. */
export function parseProofLine(text: string): ProofLine | undefined {
  const values = new Map(
    text.split(';').map((part) => {
      const [key = '', ...value] = part.split('=');
      return [key.trim(), value.join('=').trim()] as const;
    }),
  );
  const [heads, ancestors, files, catalog] = ['heads', 'ancestors', 'files', 'catalog'].map((key) => values.get(key));
  const [order, statements] = [values.get('order'), values.get('statements')];
  if (!heads || !ancestors || !files || !catalog) return undefined;
  return {
    heads: idsOf(heads),
    ancestors: ancestors === 'base' ? [] : idsOf(ancestors),
    files,
    catalog,
    braid: values.get('braid') ?? '',
    postgres: values.get('postgres') ?? '',
    ...(order === undefined ? {} : { order: idsOf(order) }),
    ...(statements === undefined ? {} : { statements }),
  };
}

function idsOf(value: string): readonly string[] {
  return value.split(',').map((id) => id.trim());
}
