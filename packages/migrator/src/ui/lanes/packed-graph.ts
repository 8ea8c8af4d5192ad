import type { GraphEnvironment, GraphRow, GraphView } from '../../commands/ui/graph-view.ts';

/** By row, without empty values. */
type Sparse<Value> = readonly (readonly [row: number, value: Value])[];

/**
 * A graph as it is sent to a browser: by column instead of by row, without empty values. For ten thousand revisions it
 * is a third of the text.
 */
export interface PackedGraph {
  readonly slices: readonly string[];
  readonly width: number;
  readonly ids: readonly string[];
  readonly slice: readonly number[];
  readonly messages: readonly string[];
  readonly days: readonly string[];
  readonly lanes: readonly number[];
  /** Numbers of rows, or the id for a parent that is not shown. A single one is not in a list. */
  readonly parents: readonly (number | string | readonly (number | string)[])[];
  readonly labels: Sparse<readonly string[]>;
  readonly marks: Sparse<readonly string[]>;
  readonly proofs: Sparse<string>;
  readonly needs: Sparse<readonly string[]>;
  /** Four numbers for each line. */
  readonly lines: readonly number[];
  readonly dependencies: GraphView['dependencies'];
  readonly environments: readonly GraphEnvironment[];
}

export function packGraph({ rows, lines, ...view }: GraphView): PackedGraph {
  const rowOf = new Map(rows.map(({ id }, row) => [id, row]));
  const named = (id: string): number | string => rowOf.get(id) ?? id;
  return {
    ...view,
    ids: rows.map(({ id }) => id),
    slice: rows.map(({ slice }) => slice),
    messages: rows.map(({ message }) => message),
    days: rows.map(({ created }) => created),
    lanes: rows.map(({ lane }) => lane),
    parents: rows.map(({ parents: [first, ...others] }) =>
      first === undefined || others.length > 0
        ? [...(first === undefined ? [] : [first]), ...others].map(named)
        : named(first),
    ),
    labels: sparse(rows, ({ labels }) => (labels.length === 0 ? undefined : labels)),
    marks: sparse(rows, ({ marks }) => (marks.length === 0 ? undefined : marks)),
    proofs: sparse(rows, ({ proof }) => proof ?? undefined),
    needs: sparse(rows, ({ needs }) => (needs.length === 0 ? undefined : needs)),
    lines: lines.flat(),
  };
}

function sparse<Value>(rows: readonly GraphRow[], found: (row: GraphRow) => Value | undefined): Sparse<Value> {
  return rows.flatMap((row, at) => {
    const value = found(row);
    return value === undefined ? [] : [[at, value] as const];
  });
}

const NONE: readonly string[] = [];

/** Unpacks a graph. */
export function unpackGraph(packed: PackedGraph): GraphView {
  const { ids, slice, messages, days, lanes, parents, lines, slices, width, dependencies, environments } = packed;
  const [labels, marks, proofs] = [new Map(packed.labels), new Map(packed.marks), new Map(packed.proofs)];
  const needs = new Map(packed.needs);
  const idOf = (named: number | string): string => (typeof named === 'string' ? named : (ids[named] ?? ''));
  const unpacked: [number, number, number, 0 | 1][] = [];
  for (let at = 0; at < lines.length; at += 4) {
    unpacked.push([lines[at] ?? 0, lines[at + 1] ?? 0, lines[at + 2] ?? 0, lines[at + 3] === 1 ? 1 : 0]);
  }
  return {
    ...{ slices, width, dependencies, environments, lines: unpacked },
    rows: ids.map((id, row) => {
      const named = parents[row] ?? NONE;
      return {
        ...{
          id,
          slice: slice[row] ?? 0,
          message: messages[row] ?? '',
          created: days[row] ?? '',
          lane: lanes[row] ?? 0,
        },
        ...{ labels: labels.get(row) ?? NONE, marks: marks.get(row) ?? NONE, proof: proofs.get(row) ?? null },
        parents: typeof named === 'object' ? named.map(idOf) : [idOf(named)],
        needs: needs.get(row) ?? NONE,
      };
    }),
  };
}
