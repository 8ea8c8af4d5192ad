import { toDot } from '../../draw/dot.ts';
import { toMermaid } from '../../draw/mermaid.ts';
import { type Picture, type PictureRow, picture } from '../../draw/picture.ts';
import type { Standing } from '../../draw/standing.ts';
import { toSvg } from '../../draw/svg/svg.ts';
import { at } from '../../graph/structure/at.ts';
import { needsDatabase, revisionsOf } from '../history/history.ts';
import { appliedNow } from '../shared/heads/current-heads.ts';
import { type RevisionSummary, summarize } from '../shared/revision-summary.ts';
import type { Workbench } from '../shared/workbench.ts';

export const GRAPH_FORMATS = ['svg', 'dot', 'mermaid', 'json'] as const;
export type GraphFormat = (typeof GRAPH_FORMATS)[number];

export interface GraphOptions {
  readonly format: GraphFormat;
  readonly slice?: string | undefined;
  /** As in `history`. */
  readonly range?: string | undefined;
  /** Ask the database, to mark what is applied. A range with `current` asks it in any case. */
  readonly indicateCurrent?: boolean;
}

export interface GraphRevision extends RevisionSummary {
  /** `base`, `branch point`, `merge`, `head`. */
  readonly marks: readonly string[];
  /** `unknown` if no database was asked. */
  readonly standing: Standing;
  /** The place in the drawing: rows count from the newest, lanes from the left. */
  readonly row: number;
  readonly lane: number;
}

export interface GraphEdge {
  /** The newer revision. */
  readonly from: string;
  /** The older one. */
  readonly to: string;
  /** `ancestor`: a parent with revisions between that are not shown. */
  readonly kind: 'parent' | 'ancestor' | 'dependency';
}

export interface GraphResult {
  readonly format: GraphFormat;
  /** The drawing; `null` for `json`, and if it was written to a file. */
  readonly content: string | null;
  /** The written file. */
  readonly file: string | null;
  /** Newest first. */
  readonly revisions: readonly GraphRevision[];
  readonly edges: readonly GraphEdge[];
}

const DRAW: Readonly<Record<Exclude<GraphFormat, 'json'>, (picture: Picture) => string>> = {
  svg: toSvg,
  dot: toDot,
  mermaid: toMermaid,
};

/** The revision graph as a picture or as data. Reads only files, unless it has to mark what is applied. */
export async function graph(
  bench: Pick<Workbench, 'workspace' | 'graph' | 'database'>,
  options: GraphOptions,
): Promise<GraphResult> {
  const { format } = options;
  const ask = options.indicateCurrent === true || needsDatabase(options.range);
  const applied = ask ? await appliedNow(bench) : undefined;
  const current = applied === undefined ? undefined : [...applied.heads];
  const shown = revisionsOf(bench, { slice: options.slice, range: options.range, current });
  const ids = shown.map(({ id }) => id);
  const view = picture(bench.graph(), ids, applied);
  let revisions: readonly GraphRevision[] | undefined;
  let edges: readonly GraphEdge[] | undefined;
  return {
    format,
    content: format === 'json' ? null : DRAW[format](view),
    file: null,
    // Made on request: a drawing needs no second list of 100,000 things in memory.
    get revisions() {
      revisions ??= view.rows.map((shown, row) => graphRevision(shown, row, at(view.drawing.lanes.rows, row).column));
      return revisions;
    },
    get edges() {
      edges ??= edgesOf(view);
      return edges;
    },
  };
}

/** Assigned, not spread: at 100,000 revisions what is spread takes four times the memory. */
function graphRevision({ revision, marks, standing }: PictureRow, row: number, lane: number): GraphRevision {
  return Object.assign(summarize(revision), { marks, standing, row, lane });
}

function edgesOf({ rows, drawing, dependencies }: Picture): GraphEdge[] {
  const id = (row: number): string => at(rows, row).revision.id;
  const lines = [...drawing.lanes.lines, ...drawing.lanes.rows.flatMap(({ cut }) => cut)];
  return [
    ...lines.map(({ from, to, direct }) => {
      const kind = direct ? ('parent' as const) : ('ancestor' as const);
      return { from: id(from), to: id(to), kind };
    }),
    ...dependencies.map(({ from, to }) => ({ from: id(from), to: id(to), kind: 'dependency' as const })),
  ];
}
