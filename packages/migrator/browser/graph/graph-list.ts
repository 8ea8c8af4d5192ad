import type { GraphView } from '../../src/commands/ui/graph-view.ts';
import { drawLanes } from './draw-lanes.ts';
import { DEFAULT_ZOOM, LineIndex, TEXT_FROM, ZOOMS } from './geometry.ts';
import { RowElement } from './row-element.ts';

/** Rows above and below the window that are drawn, too. */
const OVERSCAN = 6;

/** More are not put on paper: `migrate graph` draws them. */
const PRINTED = 2_000;

const SVG = 'http://www.w3.org/2000/svg';

export interface GraphListEvents {
  onSelect(row: number): void;
  onOpen(row: number, inNewTab: boolean): void;
}

/** The list of revisions with its lanes: only what is in the window is in the page. */
export class GraphList {
  readonly #box: HTMLElement;
  readonly #spacer = document.createElement('div');
  readonly #layer = document.createElement('div');
  readonly #svg = document.createElementNS(SVG, 'svg');
  readonly #pool: RowElement[] = [];
  #view: GraphView;
  #index: LineIndex;
  #version = 0;
  #zoom = DEFAULT_ZOOM;
  #active = -1;
  #matches: ReadonlySet<number> | undefined;
  #drawn = '';
  #isQueued = false;
  #isPrinting = false;

  constructor(box: HTMLElement, view: GraphView, events: GraphListEvents) {
    this.#box = box;
    this.#view = view;
    this.#index = new LineIndex(view.lines, view.rows.length);
    this.#svg.setAttribute('class', 'lanes');
    this.#svg.setAttribute('aria-hidden', 'true');
    this.#spacer.className = 'graph-spacer';
    this.#layer.className = 'graph-layer';
    this.#spacer.setAttribute('role', 'presentation');
    this.#layer.setAttribute('role', 'presentation');
    this.#layer.append(this.#svg);
    this.#spacer.append(this.#layer);
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
    this.#draw();
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
    this.#index = new LineIndex(view.lines, view.rows.length);
    this.#version += 1;
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
    this.#spacer.style.height = `${this.#view.rows.length * this.#height}px`;
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

  #draw(): void {
    const zoom = ZOOMS[this.#zoom];
    if (zoom === undefined) return;
    const { rows, width } = this.#view;
    const { scrollTop, clientHeight } = this.#box;
    const first = this.#isPrinting ? 0 : Math.max(0, Math.floor(scrollTop / zoom.row) - OVERSCAN);
    const end = this.#isPrinting
      ? rows.length
      : Math.min(rows.length, Math.ceil((scrollTop + Math.max(clientHeight, 1)) / zoom.row) + OVERSCAN);
    const key = `${first} ${end} ${this.#version} ${this.#active}`;
    this.#spacer.style.height = `${rows.length * zoom.row}px`;
    this.#layer.style.transform = `translateY(${first * zoom.row}px)`;
    this.#box.classList.toggle('graph-overview', zoom.row < TEXT_FROM);
    this.#box.style.setProperty('--row', `${zoom.row}px`);
    this.#box.style.setProperty('--lanes', `${(width + 1) * zoom.lane}px`);
    if (key !== this.#drawn) {
      this.#drawn = key;
      this.#svg.setAttribute('width', String((width + 1) * zoom.lane + 30));
      this.#svg.setAttribute('height', String((end - first) * zoom.row));
      this.#svg.innerHTML = drawLanes(this.#view, this.#index, { first, end, zoom, active: this.#active });
    }
    this.#rows(first, end);
    if (this.#active >= 0) this.#box.setAttribute('aria-activedescendant', `row-${this.#active}`);
    else this.#box.removeAttribute('aria-activedescendant');
  }

  #rows(first: number, end: number): void {
    while (this.#pool.length < end - first) {
      const row = new RowElement();
      this.#pool.push(row);
      this.#layer.append(row.element);
    }
    this.#pool.forEach((element, at) => {
      const row = first + at;
      const isShown = row < end;
      element.element.hidden = !isShown;
      if (!isShown) {
        element.element.removeAttribute('id');
        return;
      }
      const isMatch = this.#matches === undefined ? undefined : this.#matches.has(row);
      element.show(this.#view, row, `${row} ${this.#version}`, { isActive: row === this.#active, isMatch });
      element.element.id = `row-${row}`;
    });
  }
}

function rowOf(target: EventTarget | null): number | undefined {
  const row = target instanceof Element ? target.closest('[data-row]') : null;
  return row instanceof HTMLElement ? Number(row.dataset.row) : undefined;
}
