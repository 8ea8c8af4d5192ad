import type { GraphView } from '../../src/commands/ui/graph-view.ts';
import { lanesWidth } from '../../src/ui/lanes/draw-lanes.ts';
import { DEFAULT_ZOOM, TEXT_FROM, ZOOMS } from '../../src/ui/lanes/geometry.ts';
import { LaneBlocks } from './lane-blocks.ts';
import { RowPool } from './row-pool.ts';

/** Rows above and below the window that are drawn, too. */
const OVERSCAN = 6;

/** More are not put on paper: `migrate graph` draws them. */
const PRINTED = 2_000;

export interface GraphListEvents {
  onSelect(row: number): void;
  onOpen(row: number, inNewTab: boolean): void;
}

/** The list of revisions with its lanes: only what is in the window is in the page. */
export class GraphList {
  readonly #box: HTMLElement;
  readonly #spacer = document.createElement('div');
  readonly #rows = new RowPool(this.#spacer);
  readonly #lanes: LaneBlocks;
  #view: GraphView;
  #version = 0;
  #zoom = DEFAULT_ZOOM;
  #active = -1;
  #matches: ReadonlySet<number> | undefined;
  #isQueued = false;
  #isPrinting = false;

  constructor(box: HTMLElement, view: GraphView, events: GraphListEvents) {
    this.#box = box;
    this.#view = view;
    this.#lanes = new LaneBlocks(this.#spacer, view);
    this.#spacer.className = 'graph-spacer';
    this.#spacer.setAttribute('role', 'presentation');
    this.#shape();
    this.#draw();
    // What the server has drawn stays until this is there, in the same place.
    box.replaceChildren(this.#spacer);
    box.addEventListener('scroll', () => this.#queue(), { passive: true });
    new ResizeObserver(() => this.#queue()).observe(box);
    box.addEventListener('click', (event) => {
      const row = rowOf(event.target);
      if (row === undefined) return;
      this.select(row);
      if (event.metaKey || event.ctrlKey) events.onOpen(row, true);
    });
    box.addEventListener('dblclick', (event) => {
      const row = rowOf(event.target);
      if (row !== undefined) events.onOpen(row, false);
    });
    this.#onSelect = (row) => events.onSelect(row);
    addEventListener('beforeprint', () => this.#print(true));
    addEventListener('afterprint', () => this.#print(false));
  }

  readonly #onSelect: (row: number) => void;

  get view(): GraphView {
    return this.#view;
  }

  get active(): number {
    return this.#active;
  }

  /** Rows in the window. */
  get page(): number {
    return Math.max(1, Math.floor(this.#box.clientHeight / this.#height) - 1);
  }

  /** Another graph, with the same revisions in the same place where they are still there. */
  update(view: GraphView): void {
    const top = Math.floor(this.#box.scrollTop / this.#height);
    const [anchor, selected] = [this.#view.rows[top]?.id, this.#view.rows[this.#active]?.id];
    this.#view = view;
    this.#lanes.update(view);
    this.#version += 1;
    this.#shape();
    const now = anchor === undefined ? -1 : view.rows.findIndex(({ id }) => id === anchor);
    // At the top new revisions are what people wait for.
    if (now >= 0 && top > 0) this.#box.scrollTop += (now - top) * this.#height;
    this.#active = selected === undefined ? -1 : view.rows.findIndex(({ id }) => id === selected);
    this.#draw();
    if (this.#active >= 0) this.#onSelect(this.#active);
  }

  select(row: number): void {
    const last = this.#view.rows.length - 1;
    if (last < 0) return;
    this.#active = Math.max(0, Math.min(last, row));
    const [top, height] = [this.#active * this.#height, this.#height];
    const { scrollTop, clientHeight } = this.#box;
    if (top < scrollTop) this.#box.scrollTop = top;
    else if (top + height > scrollTop + clientHeight) this.#box.scrollTop = top + height - clientHeight;
    this.#draw();
    this.#onSelect(this.#active);
  }

  /** Which rows a search has found; `undefined`: nobody searches. */
  mark(matches: ReadonlySet<number> | undefined): void {
    this.#matches = matches;
    this.#draw();
  }

  /** Larger or smaller rows, around the row in the middle of the window. */
  zoom(steps: number): void {
    const before = this.#height;
    const middle = (this.#box.scrollTop + this.#box.clientHeight / 2) / before;
    this.#zoom = Math.max(0, Math.min(ZOOMS.length - 1, this.#zoom + steps));
    this.#version += 1;
    this.#shape();
    this.#box.scrollTop = middle * this.#height - this.#box.clientHeight / 2;
    this.#draw();
  }

  get #height(): number {
    return ZOOMS[this.#zoom]?.row ?? 30;
  }

  #queue(): void {
    if (this.#isQueued) return;
    this.#isQueued = true;
    requestAnimationFrame(() => {
      this.#isQueued = false;
      this.#draw();
    });
  }

  #print(isPrinting: boolean): void {
    this.#isPrinting = isPrinting && this.#view.rows.length <= PRINTED;
    this.#version += 1;
    this.#draw();
  }

  /** What is the same for all rows: set when it changes, and not while the list scrolls. */
  #shape(): void {
    const zoom = ZOOMS[this.#zoom];
    if (zoom === undefined) return;
    this.#spacer.style.height = `${this.#view.rows.length * zoom.row}px`;
    this.#spacer.style.setProperty('--row', `${zoom.row}px`);
    this.#spacer.style.setProperty('--lanes', `${lanesWidth(this.#view, zoom)}px`);
    this.#spacer.classList.toggle('graph-overview', zoom.row < TEXT_FROM);
  }

  #draw(): void {
    const zoom = ZOOMS[this.#zoom];
    if (zoom === undefined) return;
    const { length } = this.#view.rows;
    const { scrollTop, clientHeight } = this.#box;
    const first = this.#isPrinting ? 0 : Math.max(0, Math.floor(scrollTop / zoom.row) - OVERSCAN);
    const end = this.#isPrinting
      ? length
      : Math.min(length, Math.ceil((scrollTop + Math.max(clientHeight, 1)) / zoom.row) + OVERSCAN);
    const key = String(this.#version);
    this.#lanes.show({ first, end, zoom }, key, this.#active);
    const [active, matches] = [this.#active, this.#matches];
    this.#rows.show(this.#view, { first, end, height: zoom.row, active, matches }, key);
    if (active >= 0) this.#box.setAttribute('aria-activedescendant', `row-${active}`);
    else this.#box.removeAttribute('aria-activedescendant');
  }
}

function rowOf(target: EventTarget | null): number | undefined {
  const row = target instanceof Element ? target.closest('[data-row]') : null;
  return row instanceof HTMLElement ? Number(row.dataset.row) : undefined;
}
