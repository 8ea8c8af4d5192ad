import { picture } from '../../draw/picture.ts';
import { at } from '../../graph/structure/at.ts';
import { parseProofLine } from '../../proof/merge/proof-line/proof-line.ts';
import type { Revision } from '../../revision/revision.ts';
import { revisionsOf } from '../history/history.ts';
import type { Workbench } from '../shared/workbench.ts';
import type { DatabaseLook } from './look-at-database.ts';
import { STANDING_LETTERS, standings } from './standings.ts';

/** One revision of the drawn graph. */
export interface GraphRow {
  readonly id: string;
  /** The number of its slice in `slices`. */
  readonly slice: number;
  readonly message: string;
  /** The day on which it was written, `2026-11-21`; empty where the file does not say. */
  readonly created: string;
  readonly labels: readonly string[];
  /** `base`, `branch point`, `merge`, `head`; `code` for a data revision. */
  readonly marks: readonly string[];
  /** How a merge was proven, for people; `null` for what is not a merge. */
  readonly proof: string | null;
  /** The lane of the revision, from the left. */
  readonly lane: number;
  readonly parents: readonly string[];
  readonly needs: readonly string[];
}

/** A line between two rows: `[from, to, lane, direct]`, the last 0 where revisions between are not shown. */
export type GraphLine = readonly [from: number, to: number, lane: number, direct: 0 | 1];

/** The state of the rows in an environment. */
export interface GraphEnvironment {
  readonly name: string;
  /** A letter for each row; see `STANDING_LETTERS`. */
  readonly standing: string;
  /** Why nothing is known; `null` if the database was read. */
  readonly problem: string | null;
}

/** The revision graph as the page draws it: rows from the newest, in lanes. */
export interface GraphView {
  readonly slices: readonly string[];
  readonly rows: readonly GraphRow[];
  /** Lanes in use. */
  readonly width: number;
  /** Sorted by their first rows. */
  readonly lines: readonly GraphLine[];
  /** `[from, to]`, from the newer row. */
  readonly dependencies: readonly (readonly [number, number])[];
  readonly environments: readonly GraphEnvironment[];
}

export interface GraphViewOptions {
  /** Only these slices; all when empty. */
  readonly slices: readonly string[];
  /** As `history -r` takes it. */
  readonly range?: string | undefined;
}

/** Lays out the graph with what each database has of it. Reads headers only. */
export function graphView(
  bench: Pick<Workbench, 'workspace' | 'graph'>,
  looks: readonly DatabaseLook[],
  options: GraphViewOptions,
): GraphView {
  const graph = bench.graph();
  const chosen = new Set(options.slices);
  const shown = revisionsOf(bench, { range: options.range }).filter(
    ({ slice }) => chosen.size === 0 || chosen.has(slice),
  );
  const { rows, drawing, dependencies } = picture(
    graph,
    shown.map(({ id }) => id),
  );
  const { lanes } = drawing;
  const slices = bench.workspace.slices.map(({ label }) => label);
  const numbers = new Map(slices.map((label, number) => [label, number]));
  return {
    slices,
    rows: rows.map(({ revision, marks }, row) => ({
      id: revision.id,
      slice: numbers.get(revision.slice) ?? 0,
      message: revision.message,
      created: revision.created?.slice(0, 10) ?? '',
      labels: revision.labels,
      marks: revision.kind === 'ts' ? [...marks, 'code'] : marks,
      proof: proofText(revision),
      lane: at(lanes.rows, row).column,
      parents: revision.revises,
      needs: graph.dependencies(revision.id),
    })),
    width: lanes.width,
    lines: lanes.lines
      .map(({ from, to, lane, direct }): GraphLine => [from, to, lane, direct ? 1 : 0])
      .sort((a, b) => a[0] - b[0] || a[1] - b[1]),
    dependencies: dependencies.map(({ from, to }) => [from, to] as const),
    environments: looks.map((look) => {
      const standing = standings(graph, look);
      return {
        name: look.environment,
        standing: rows.map(({ revision }) => STANDING_LETTERS[standing(revision.id)]).join(''),
        problem: look.kind === 'unseen' ? look.message : null,
      };
    }),
  };
}

function proofText({ revises, proof, unproven, adopted }: Revision): string | null {
  if (revises.length < 2) return null;
  if (unproven !== undefined) return `not proven: ${unproven}`;
  if (proof === undefined) return adopted === undefined ? 'not proven' : 'adopted';
  const line = parseProofLine(proof);
  if (line === undefined) return 'a proof that cannot be read';
  return line.order === undefined ? 'proven in every order' : `proven, in the order ${line.order.join(', ')}`;
}
