import type { GraphView } from '../../src/commands/ui/graph-view.ts';
import { sliceLook } from './draw-lanes.ts';

/** What the letters of a standing mean; as in `STANDING_LETTERS`. */
export const STANDING_NAMES: Readonly<Record<string, readonly [name: string, text: string]>> = {
  c: ['current', 'applied, the database is here'],
  a: ['applied', 'applied'],
  p: ['pending', 'pending'],
  e: ['edited', 'applied, and its file was edited since'],
  h: ['half-run', 'begun and not finished'],
  u: ['unknown', 'not known'],
};

/** A row that is used for one revision after another while the list scrolls. */
export class RowElement {
  readonly element = document.createElement('div');
  readonly #slice = span('row-slice');
  readonly #id = span('row-id');
  readonly #message = span('row-message');
  readonly #tags = span('row-tags');
  readonly #where = span('row-where');
  #shown: string | undefined;

  constructor() {
    this.element.setAttribute('role', 'option');
    this.element.append(this.#where, this.#id, this.#slice, this.#message, this.#tags);
  }

  /** @param key another one when anything that is shown may be another */
  show(view: GraphView, row: number, key: string, state: { isActive: boolean; isMatch: boolean | undefined }): void {
    const { element } = this;
    const { isActive, isMatch } = state;
    element.className = `row ${sliceLook(view, row)}${isActive ? ' row-active' : ''}${isMatch === true ? ' row-match' : isMatch === false ? ' row-other' : ''}`;
    element.setAttribute('aria-selected', String(isActive));
    if (this.#shown === key) return;
    this.#shown = key;
    const revision = view.rows[row];
    if (revision === undefined) return;
    element.id = `row-${row}`;
    element.dataset.row = String(row);
    element.setAttribute('aria-posinset', String(row + 1));
    element.setAttribute('aria-setsize', String(view.rows.length));
    this.#slice.textContent = view.slices[revision.slice] ?? '';
    this.#id.textContent = revision.id;
    this.#message.textContent = revision.message;
    this.#tags.replaceChildren(
      ...revision.labels.map((label) => tag('row-label', `@${label}`)),
      ...revision.marks.filter((mark) => mark !== 'merge').map((mark) => tag('row-mark', mark)),
      ...(revision.proof === null
        ? []
        : [tag(isProven(revision.proof) ? 'row-proof' : 'row-unproven', revision.proof)]),
    );
    this.#where.replaceChildren(...view.environments.map(({ name, standing }) => mark(name, standing[row] ?? 'u')));
  }
}

function isProven(proof: string): boolean {
  return proof.startsWith('proven') || proof === 'adopted';
}

function mark(environment: string, letter: string): HTMLElement {
  const [name, text] = STANDING_NAMES[letter] ?? ['unknown', 'not known'];
  const element = span(`mark mark-${name}`);
  element.title = `${environment}: ${text}`;
  const read = span('visually-hidden');
  read.textContent = `${environment}: ${text}. `;
  element.append(read);
  return element;
}

function tag(name: string, text: string): HTMLElement {
  const element = span(`row-tag ${name}`);
  element.textContent = text;
  return element;
}

function span(name: string): HTMLElement {
  const element = document.createElement('span');
  element.className = name;
  return element;
}
