import type { GraphView } from '../../src/commands/ui/graph-view.ts';
import { RowElement } from './row-element.ts';

/** Rows are pooled in steps: a window that grows by a row is no reason to place all of them again. */
const STEP = 16;

export interface ShownRows {
  readonly first: number;
  readonly end: number;
  readonly height: number;
  readonly active: number;
  /** Which rows a search has found; `undefined`: nobody searches. */
  readonly matches: ReadonlySet<number> | undefined;
}

/**
 * The elements of the rows in the window. A row is always in the element `row % size`: while the list scrolls, only
 * those that come into the window are changed.
 */
export class RowPool {
  readonly #layer: HTMLElement;
  #elements: readonly RowElement[] = [];

  constructor(layer: HTMLElement) {
    this.#layer = layer;
  }

  /** @param key another one when anything that is shown may be another */
  show(view: GraphView, { first, end, height, active, matches }: ShownRows, key: string): void {
    this.#grow(end - first);
    const size = this.#elements.length;
    for (let at = 0; at < size; at++) {
      // The row of this element that is in the window, or the first one after it.
      const row = first + ((((at - first) % size) + size) % size);
      const each = this.#elements[at];
      if (each === undefined) continue;
      if (row >= end) {
        if (!each.element.hidden) each.hide();
        continue;
      }
      const isMatch = matches === undefined ? undefined : matches.has(row);
      each.show(view, row, `${row} ${key}`, { isActive: row === active, isMatch });
      const top = `${row * height}px`;
      if (each.element.style.top !== top) each.element.style.top = top;
      if (each.element.hidden) each.element.hidden = false;
    }
  }

  #grow(rows: number): void {
    if (rows <= this.#elements.length) return;
    const size = Math.ceil(rows / STEP) * STEP;
    const more = Array.from({ length: size - this.#elements.length }, () => new RowElement());
    for (const { element } of more) element.hidden = true;
    this.#elements = [...this.#elements, ...more];
    this.#layer.append(...more.map(({ element }) => element));
  }
}
