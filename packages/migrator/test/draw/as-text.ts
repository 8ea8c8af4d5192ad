import { layOut } from '../../src/draw/drawing.ts';
import { type Glyphs, laneTexts, UNICODE } from '../../src/draw/lane-text.ts';
import type { RevisionGraph } from '../../src/graph/structure/revision-graph.ts';

/** A drawing with ids beside it, one row a line, as the tests write it. */
export function asText(
  graph: RevisionGraph,
  options: { readonly ids?: readonly string[]; readonly limit?: number; readonly glyphs?: Glyphs } = {},
): string {
  const { revisions, lanes } = layOut(graph, options.ids, options.limit);
  const texts = laneTexts(lanes, { glyphs: options.glyphs ?? UNICODE, node: () => '●', paint: (text) => text });
  return revisions
    .flatMap(({ id }, row) => {
      const { gap, first = '' } = texts[row] ?? {};
      const cut = lanes.rows[row]?.cut.map(({ to }) => ` ↓${revisions[to]?.id}`).join('') ?? '';
      return [...(gap === undefined ? [] : [gap.trimEnd()]), `${first} ${id}${cut}`];
    })
    .join('\n');
}
