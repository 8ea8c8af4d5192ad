import dagre from '@dagrejs/dagre';
import type { TableView } from '../../commands/ui/schema/table-view.ts';
import { AROUND, type Point, type Route, route } from './route.ts';

/** Pixels. */
export const ROW_HEIGHT = 20;
export const HEAD_HEIGHT = 30;
const CHARACTER = 7.2;
const PADDING = 28;
const WIDEST = 300;

/** The most columns that a box shows; if there are more, keys and references come first. */
const SHOWN_COLUMNS = 12;

export interface PlacedTable {
  readonly table: TableView;
  readonly columns: TableView['columns'];
  /** The number of columns that are left out. */
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
  readonly route: Route;
}

export interface Erd {
  readonly width: number;
  readonly height: number;
  readonly tables: readonly PlacedTable[];
  readonly references: readonly PlacedReference[];
}

/**
 * Places tables so that references go from left to right. Positions are those of upper left corners.
 *
 * @param columns which columns a box shows; `ties`: only keys and references
 */
export function layOutTables(tables: readonly TableView[], columns: 'some' | 'ties' = 'some'): Erd {
  const keys = new Set(tables.map(({ key }) => key));
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'LR', nodesep: 28, ranksep: 72, edgesep: 14, marginx: 16, marginy: 16 });
  const boxes = tables.map((table) => boxOf(table, columns));
  for (const { table, width, height } of boxes) graph.setNode(table.key, { width, height });
  const references = tables.flatMap((table) =>
    table.references.filter(({ to }) => keys.has(to)).map((reference) => ({ from: table.key, ...reference })),
  );
  for (const { from, to, name } of references) graph.setEdge(from, to, {}, name);
  dagre.layout(graph);
  const size = graph.graph();
  const placed = boxes.map((box) => {
    const { x, y } = graph.node(box.table.key);
    return { ...box, x: Math.round(x - box.width / 2), y: Math.round(y - box.height / 2) };
  });
  const byKey = new Map(placed.map((box) => [box.table.key, box]));
  const lines = references.flatMap(({ from, to, name, columns: its, isUnique, isOptional }) => {
    const [left, right] = [byKey.get(from), byKey.get(to)];
    if (left === undefined || right === undefined) return [];
    const key = right.columns.findIndex(({ isKey }) => isKey);
    const own = left.columns.findIndex((column) => column.name === its[0]);
    const between = pointsOf(graph.edge({ v: from, w: to, name })).slice(1, -1);
    const line = route({ ...left, row: rowMiddle(own) }, { ...right, row: rowMiddle(key) }, between);
    return [{ from, to, name, isUnique, isOptional, route: line }];
  });
  return {
    width: Math.ceil(size.width ?? 0) + (lines.some((each) => each.route.around) ? AROUND : 0),
    height: Math.ceil(size.height ?? 0),
    tables: placed,
    references: lines,
  };
}

/**
 * The distance of a column from the upper edge of its box, in pixels; for a column that is not shown, that of the
 * table's name.
 */
function rowMiddle(column: number): number {
  return column < 0 ? HEAD_HEIGHT / 2 : HEAD_HEIGHT + column * ROW_HEIGHT + ROW_HEIGHT / 2;
}

/** Of what the layout says about an edge, as whole pixels. */
function pointsOf(edge: unknown): readonly Point[] {
  const points: unknown = typeof edge === 'object' && edge !== null ? Reflect.get(edge, 'points') : [];
  if (!Array.isArray(points)) return [];
  return points.map((point: { readonly x?: unknown; readonly y?: unknown }) => ({
    x: Math.round(Number(point.x)),
    y: Math.round(Number(point.y)),
  }));
}

function boxOf(table: TableView, chosen: 'some' | 'ties') {
  const columns =
    chosen === 'some'
      ? chosenColumns(table.columns)
      : table.columns.filter(({ isKey, isReference }) => isKey || isReference);
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

/** A type as people write it: `timestamptz`. */
export function shortType(type: string): string {
  return SHORT[type] ?? type.replace('character varying', 'varchar').replace(/^public\./, '');
}
