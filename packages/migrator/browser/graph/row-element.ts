import type { GraphView } from '../../src/commands/ui/graph-view.ts';
import { sliceLook } from '../../src/ui/lanes/draw-lanes.ts';
import { isProven } from '../../src/ui/lanes/is-proven.ts';
import { NO_STANDING, STANDING_NAMES } from '../../src/ui/lanes/standing-names.ts';

/** A row that is used for one revision after another while the list scrolls. */
export class RowElement {
  readonly element = document.createElement('div');
  readonly #slice = span('row-slice');
  readonly #id = span('row-id');
  readonly #message = span('row-message');
  readonly #tags = span('row-tags');
  readonly #day = span('row-day');
  readonly #where = span('row-where');
  #marks: readonly MarkElement[] = [];
  #shown = '';
  #look = '';

  constructor() {
    this.element.setAttribute('role', 'option');
    this.element.append(this.#where, span('row-lanes'), this.#id, this.#slice, this.#message, this.#tags, this.#day);
  }

  /** @param key another one when anything that is shown may be another */
  show(view: GraphView, row: number, key: string, state: { isActive: boolean; isMatch: boolean | undefined }): void {
    const { element } = this;
    const { isActive, isMatch } = state;
    const found = isMatch === true ? ' row-match' : isMatch === false ? ' row-other' : '';
    const look = `row ${sliceLook(view, row)}${isActive ? ' row-active' : ''}${found}`;
    if (this.#look !== look) {
      this.#look = look;
      element.className = look;
      element.setAttribute('aria-selected', String(isActive));
    }
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
    this.#day.textContent = revision.created;
    const tags = [
      ...revision.labels.map((label) => tag('row-label', `@${label}`)),
      ...revision.marks.filter((mark) => mark !== 'merge').map((mark) => tag('row-mark', mark)),
      ...(revision.proof === null
        ? []
        : [tag(isProven(revision.proof) ? 'row-proof' : 'row-unproven', revision.proof)]),
    ];
    // Most rows have none, and had none before.
    if (tags.length > 0 || this.#tags.firstChild !== null) this.#tags.replaceChildren(...tags);
    this.#showMarks(view, row);
  }

  /** Shows nothing until it is used again. */
  hide(): void {
    this.element.hidden = true;
    this.element.removeAttribute('id');
    this.element.className = 'row';
    this.element.setAttribute('aria-selected', 'false');
    this.#shown = '';
    this.#look = '';
  }

  #showMarks({ environments }: GraphView, row: number): void {
    if (this.#marks.length !== environments.length) {
      this.#marks = environments.map(() => new MarkElement());
      this.#where.replaceChildren(...this.#marks.map(({ element }) => element));
    }
    environments.forEach(({ name, standing }, at) => {
      this.#marks[at]?.show(name, standing[row] ?? 'u');
    });
  }
}

/** What one database has of the revision of a row. */
class MarkElement {
  readonly element = document.createElement('span');
  readonly #read = span('visually-hidden');
  #shown = '';

  constructor() {
    this.element.append(this.#read);
  }

  show(environment: string, letter: string): void {
    const key = `${letter}${environment}`;
    if (this.#shown === key) return;
    this.#shown = key;
    const [name, text] = STANDING_NAMES[letter] ?? NO_STANDING;
    this.element.className = `mark mark-${name}`;
    this.element.title = `${environment}: ${text}`;
    this.#read.textContent = `${environment}: ${text}. `;
  }
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
