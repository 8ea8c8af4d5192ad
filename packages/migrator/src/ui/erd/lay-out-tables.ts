import dagre from '@dagrejs/dagre';
import type { TableView } from '../../commands/ui/schema/table-view.ts';

/** Pixels. */
export const ROW_HEIGHT = 20;
export const HEAD_HEIGHT = 30;
const CHARACTER = 7.2;
const PADDING = 28;
const WIDEST = 300;

/** Columns that a box shows; keys and references first where there are more. */
const SHOWN_COLUMNS = 12;

export interface PlacedTable {
  readonly table: TableView;
  readonly columns: TableView['columns'];
  /** Columns that are left out. */
  readonly more: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacedReference {
  readonly from: string;
  readonly to: string;
  readonly name: string;
  readonly isUnique: boolean;
  readonly isOptional: boolean;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

export interface Erd {
  readonly width: number;
  readonly height: number;
  readonly tables: readonly PlacedTable[];
  readonly references: readonly PlacedReference[];
}

/** Places tables so that references go from left to right. Positions are those of upper left corners. */
export function layOutTables(tables: readonly TableView[]): Erd {
  const keys = new Set(tables.map(({ key }) => key));
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'LR', nodesep: 28, ranksep: 72, edgesep: 14, marginx: 16, marginy: 16 });
  const boxes = tables.map(boxOf);
  for (const { table, width, height } of boxes) graph.setNode(table.key, { width, height });
  const references = tables.flatMap((table) =>
    table.references.filter(({ to }) => keys.has(to)).map((reference) => ({ from: table.key, ...reference })),
  );
  for (const { from, to, name } of references) graph.setEdge(from, to, {}, name);
  dagre.layout(graph);
  const size = graph.graph();
  return {
    width: Math.ceil(size.width ?? 0),
    height: Math.ceil(size.height ?? 0),
    tables: boxes.map((box) => {
      const { x, y } = graph.node(box.table.key);
      return { ...box, x: Math.round(x - box.width / 2), y: Math.round(y - box.height / 2) };
    }),
    references: references.map(({ from, to, name, isUnique, isOptional }) => ({
      ...{ from, to, name, isUnique, isOptional },
      points: pointsOf(graph.edge({ v: from, w: to, name })),
    })),
  };
}

/** Of what the layout says of an edge, as whole pixels. */
function pointsOf(edge: unknown): PlacedReference['points'] {
  const points: unknown = typeof edge === 'object' && edge !== null ? Reflect.get(edge, 'points') : [];
  if (!Array.isArray(points)) return [];
  return points.map((point: { readonly x?: unknown; readonly y?: unknown }) => ({
    x: Math.round(Number(point.x)),
    y: Math.round(Number(point.y)),
  }));
}

function boxOf(table: TableView) {
  const columns = chosenColumns(table.columns);
  const more = table.columns.length - columns.length;
  const longest = Math.max(
    table.name.length + 4,
    ...columns.map(({ name, type }) => name.length + shortType(type).length + 4),
  );
  const width = Math.min(WIDEST, Math.ceil(longest * CHARACTER) + PADDING);
  return { table, columns, more, width, height: HEAD_HEIGHT + (columns.length + (more > 0 ? 1 : 0)) * ROW_HEIGHT + 6 };
}

function chosenColumns(columns: TableView['columns']): TableView['columns'] {
  if (columns.length <= SHOWN_COLUMNS) return columns;
  const telling = columns.filter(({ isKey, isReference }) => isKey || isReference).slice(0, SHOWN_COLUMNS);
  const kept = new Set(telling.map(({ name }) => name));
  for (const { name } of columns) if (kept.size < SHOWN_COLUMNS) kept.add(name);
  return columns.filter(({ name }) => kept.has(name));
}

const SHORT: Readonly<Record<string, string>> = {
  'timestamp with time zone': 'timestamptz',
  'timestamp without time zone': 'timestamp',
  'double precision': 'float8',
};

/** A type as people write it. */
export function shortType(type: string): string {
  return SHORT[type] ?? type.replace('character varying', 'varchar');
}
