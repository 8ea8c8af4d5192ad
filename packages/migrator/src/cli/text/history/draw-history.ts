import type { HistoryEntry, HistoryResult } from '../../../commands/history/history.ts';
import { layOut } from '../../../draw/drawing.ts';
import { ASCII, laneTexts, UNICODE } from '../../../draw/lane-text.ts';
import { type Applied, type Standing, standingOf } from '../../../draw/standing.ts';
import type { RevisionGraph } from '../../../graph/structure/revision-graph.ts';
import type { Style } from '../style.ts';
import { historyMarks } from './history-marks.ts';
import { lanePainter } from './lane-painter.ts';
import { noteRows } from './note-rows.ts';

export interface DrawHistoryOptions {
  /** `undefined` if no database was read. */
  readonly applied: Applied | undefined;
  readonly verbose: boolean;
  readonly ascii: boolean;
}

const NODES = {
  unicode: { current: '◆', applied: '●', pending: '○', unknown: '●' },
  ascii: { current: '@', applied: '*', pending: 'o', unknown: '*' },
} as const satisfies Record<string, Record<Standing, string>>;

/**
 * History as lanes with a line of text beside each revision (more with `verbose`). Linear in the number of revisions.
 */
export function drawHistory(
  graph: RevisionGraph,
  { revisions }: HistoryResult,
  { applied, verbose, ascii }: DrawHistoryOptions,
  style: Style,
): string {
  if (revisions.length === 0) return 'No revisions in this range.';
  const entries = new Map(revisions.map((entry) => [entry.revision, entry]));
  const { revisions: rows, lanes } = layOut(graph, entries.keys());
  const painter = lanePainter(
    rows.map(({ slice }) => slice),
    style,
  );
  const nodes = ascii ? NODES.ascii : NODES.unicode;
  const texts = laneTexts(lanes, {
    glyphs: ascii ? ASCII : UNICODE,
    node: (row) => nodes[standingOf(rows[row]?.id ?? '', applied)],
    paint: (text, row) => painter(rows[row]?.slice ?? '', text),
  });
  const widest = (of: (entry: HistoryEntry) => string): number =>
    revisions.reduce((n, one) => Math.max(n, of(one).length), 0);
  const [idWidth, sliceWidth] = [widest(({ revision }) => revision), widest(({ slice }) => slice)];
  const lines: string[] = [];
  rows.forEach(({ id, slice }, row) => {
    const entry = entries.get(id);
    const text = texts[row];
    if (entry === undefined || text === undefined) return;
    if (text.gap !== undefined) lines.push(text.gap.trimEnd());
    const cut = lanes.rows[row]?.cut.map(({ to }) => `${ascii ? 'v' : '↓'} ${rows[to]?.id}`) ?? [];
    const needs = entry.dependsOn.length === 0 ? [] : [`needs ${entry.dependsOn.join(', ')}`];
    const words = [entry.message, ...historyMarks(entry, [...needs, ...cut])].join(' ');
    lines.push(
      `${text.first}  ${style.yellow(id.padEnd(idWidth))}  ${painter(slice, slice.padEnd(sliceWidth))}  ${words}`,
    );
    if (verbose) for (const more of details(entry)) lines.push(`${text.rest}    ${style.dim(more)}`);
  });
  return lines.join('\n');
}

function details({ file, created, revises, notes }: HistoryEntry): string[] {
  const when = created === null ? '' : `  created ${created}`;
  return [
    `${file}${when}`,
    ...(revises.length > 0 ? [`revises ${revises.join(', ')}`] : []),
    ...noteRows(notes).map(([name, value]) => `${name}: ${value}`),
  ];
}
