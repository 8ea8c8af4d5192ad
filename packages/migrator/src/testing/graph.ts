import { buildGraph } from '../graph/build/build-graph.ts';
import type { RevisionGraph } from '../graph/structure/revision-graph.ts';
import type { Revision } from '../revision/revision.ts';

const NODE = /^([^\s[\]@~<>;,-][^\s[\]@~<>;,]*)(?:\[([^\]]*)\])?((?:@[^\s[\]@~<>;,]+)*)$/;

interface Draft {
  readonly id: string;
  readonly revises: string[];
  readonly dependsOn: string[];
  readonly labels: string[];
  slice: string | undefined;
}

/**
 * Revisions from a drawing. Statements end with `;` or a line break:
 *
 *     a -> b -> c          b revises a, c revises b
 *     c, d -> m            m revises c and d (a merge)
 *     b -> d, e            d and e revise b (a branch point)
 *     u2 ~> b1             b1 depends on u2
 *     @users ~> b1         b1 depends on the label `users`
 *     u1[users]@users      u1 is in the slice `users` and carries the label `users`
 *     lonely               a base without children
 *
 * A slice or label is written once, at any mention of the revision. Without a slice a revision is where its first
 * parent is, otherwise in `main`. Order: as first drawn. Throws on anything that is not such a drawing; the graph
 * itself is not checked.
 */
export function toRevisions(drawing: string): readonly Revision[] {
  const drafts = new Map<string, Draft>();
  for (const statement of drawing.split(/[;\n]/)) if (statement.trim() !== '') readStatement(statement.trim(), drafts);
  return [...drafts.values()].map((draft) => {
    const slice = sliceOf(draft, drafts);
    return {
      id: draft.id,
      revises: draft.revises,
      dependsOn: draft.dependsOn,
      labels: draft.labels,
      message: draft.id,
      slice,
      file: `features/${slice}/migrations/${draft.id}.sql`,
      kind: 'sql',
    };
  });
}

/** The graph of a drawing (see `toRevisions`). Throws what `buildGraph` throws. */
export function graph(drawing: string): RevisionGraph {
  return buildGraph(toRevisions(drawing));
}

/** Draws revisions, one statement per line, in the format of `toRevisions`: for failing property tests. */
export function draw(revisions: Iterable<Revision>): string {
  const all = [...revisions];
  const ids = new Set(all.map(({ id }) => id));
  const nodes = all.map(({ id, slice, labels }) => `${id}[${slice}]${labels.map((label) => `@${label}`).join('')}`);
  const parents = all
    .filter(({ revises }) => revises.length > 0)
    .map(({ id, revises }) => `${revises.join(', ')} -> ${id}`);
  const dependencies = all.flatMap(({ id, dependsOn }) =>
    dependsOn.map((name) => `${ids.has(name) ? '' : '@'}${name} ~> ${id}`),
  );
  return [...nodes, ...parents, ...dependencies].join('\n');
}

function readStatement(statement: string, drafts: Map<string, Draft>): void {
  const parts = statement.split(/(->|~>)/).map((part) => part.trim());
  let left: readonly string[] | undefined;
  let arrow = '';
  for (const part of parts) {
    if (part === '->' || part === '~>') {
      arrow = part;
      continue;
    }
    const names = part.split(',').map((name) => name.trim());
    const right = names.map((name) => (name.startsWith('@') ? name.slice(1) : nodeOf(name, statement, drafts).id));
    for (const id of left === undefined ? [] : right) {
      const draft = drafts.get(id);
      if (draft === undefined) throw new SyntaxError(`a label cannot be right of an arrow: ${statement}`);
      (arrow === '->' ? draft.revises : draft.dependsOn).push(...(left ?? []));
    }
    left = right;
  }
}

function nodeOf(text: string, statement: string, drafts: Map<string, Draft>): Draft {
  const match = NODE.exec(text);
  if (match === null) throw new SyntaxError(`not a revision: ${JSON.stringify(text)} in ${JSON.stringify(statement)}`);
  const id = match[1] ?? '';
  const draft = drafts.get(id) ?? { id, revises: [], dependsOn: [], labels: [], slice: undefined };
  drafts.set(id, draft);
  if (match[2] !== undefined) draft.slice = match[2];
  draft.labels.push(...(match[3] ?? '').split('@').filter((label) => label !== ''));
  return draft;
}

/**
 * Its own slice, or that of the nearest first parent that has one; what it finds it writes down for the others on the
 * way.
 */
function sliceOf(start: Draft, drafts: ReadonlyMap<string, Draft>): string {
  const way = new Set<Draft>();
  let draft: Draft | undefined = start;
  while (draft !== undefined && draft.slice === undefined && !way.has(draft)) {
    way.add(draft);
    const parent: string | undefined = draft.revises[0];
    draft = parent === undefined ? undefined : drafts.get(parent);
  }
  const slice = draft?.slice ?? 'main';
  for (const passed of way) passed.slice = slice;
  return slice;
}
