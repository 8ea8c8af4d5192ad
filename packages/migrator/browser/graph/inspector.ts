import type { GraphRow, GraphView } from '../../src/commands/ui/graph-view.ts';
import { sliceLook } from '../../src/ui/lanes/draw-lanes.ts';
import { NO_STANDING, STANDING_NAMES } from '../../src/ui/lanes/standing-names.ts';

/** Shows the selected revision beside the list. */
export function inspect(
  box: HTMLElement,
  view: GraphView,
  row: number,
  links: { readonly revision: (id: string) => string; readonly select: (id: string) => void },
): void {
  const revision = view.rows[row];
  if (revision === undefined) return;
  const open = element('a', 'open', 'Open the revision');
  open.setAttribute('href', links.revision(revision.id));
  const title = element('h2', 'inspector-title', revision.message === '' ? revision.id : revision.message);
  const slice = element('p', `inspector-slice ${sliceLook(view, row)}`, '');
  slice.append(element('i', 'shape', ''), ` ${view.slices[revision.slice] ?? ''} `, element('code', 'id', revision.id));
  box.replaceChildren(slice, title, open, facts(view, revision, row, links.select));
}

function facts(view: GraphView, revision: GraphRow, row: number, select: (id: string) => void): HTMLElement {
  const list = element('dl', 'facts', '');
  const add = (name: string, value: readonly (Node | string)[]): void => {
    const pair = document.createElement('div');
    const said = document.createElement('dd');
    said.append(...value);
    pair.append(element('dt', '', name), said);
    list.append(pair);
  };
  const ids = (all: readonly string[]): readonly Node[] =>
    all.map((id) => {
      const button = element('button', 'id-button', id);
      button.setAttribute('type', 'button');
      button.addEventListener('click', () => select(id));
      return button;
    });
  if (revision.labels.length > 0) add('Labels', [revision.labels.map((label) => `@${label}`).join(' ')]);
  if (revision.marks.length > 0) add('It is', [revision.marks.join(', ')]);
  if (revision.proof !== null) add('Merge', [revision.proof]);
  add('Comes after', revision.parents.length === 0 ? ['nothing'] : ids(revision.parents));
  if (revision.needs.length > 0) add('Needs', ids(revision.needs));
  for (const { name, standing, problem } of view.environments) {
    const [mark, text] = STANDING_NAMES[standing[row] ?? 'u'] ?? NO_STANDING;
    add(name, [element('span', `mark mark-${mark}`, ''), ` ${problem === null ? text : 'not seen'}`]);
  }
  return list;
}

function element(name: string, className: string, text: string): HTMLElement {
  const made = document.createElement(name);
  if (className !== '') made.className = className;
  made.textContent = text;
  return made;
}
