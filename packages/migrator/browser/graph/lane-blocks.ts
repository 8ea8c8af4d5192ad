import type { GraphView } from '../../src/commands/ui/graph-view.ts';
import { drawLanes, drawNeeds, lanesWidth, type Window } from '../../src/ui/lanes/draw-lanes.ts';
import { LineIndex } from '../../src/ui/lanes/geometry.ts';

/** Rows of one drawing: few, so that a jump draws little that is not seen. */
const BLOCK = 16;

const SVG = 'http://www.w3.org/2000/svg';

/** The lanes behind the rows, drawn block by block: while the list scrolls, one is new and the others stay. */
export class LaneBlocks {
  readonly #layer: HTMLElement;
  readonly #blocks = new Map<number, SVGSVGElement>();
  readonly #spare: SVGSVGElement[] = [];
  readonly #needs = lanesElement();
  #view: GraphView;
  #index: LineIndex;
  #drawn = '';

  constructor(layer: HTMLElement, view: GraphView) {
    this.#layer = layer;
    this.#view = view;
    this.#index = new LineIndex(view.lines, view.rows.length);
    this.#needs.classList.add('lanes-needs');
    layer.append(this.#needs);
  }

  update(view: GraphView): void {
    this.#view = view;
    this.#index = new LineIndex(view.lines, view.rows.length);
  }

  /** @param key another one when anything but the place of the window may be another */
  show({ first, end, zoom }: Window, key: string, active: number): void {
    if (key !== this.#drawn) this.#clear();
    this.#drawn = key;
    const [from, to] = [Math.floor(first / BLOCK), Math.ceil(end / BLOCK)];
    for (const [block, element] of this.#blocks) {
      if (block >= from && block < to) continue;
      this.#blocks.delete(block);
      this.#spare.push(element);
    }
    for (let block = from; block < to; block++) {
      if (this.#blocks.has(block)) continue;
      const element = this.#spare.pop() ?? this.#layer.appendChild(lanesElement());
      this.#blocks.set(block, element);
      const rows = { first: block * BLOCK, end: Math.min(this.#view.rows.length, (block + 1) * BLOCK), zoom };
      element.setAttribute('width', String(lanesWidth(this.#view, zoom) + 30));
      element.setAttribute('height', String((rows.end - rows.first) * zoom.row));
      element.style.top = `${rows.first * zoom.row}px`;
      element.innerHTML = drawLanes(this.#view, this.#index, rows);
    }
    // Elements that are kept for the next block must show nothing meanwhile.
    for (const element of this.#spare) if (element.firstChild !== null) element.replaceChildren();
    this.#showNeeds(active, zoom);
  }

  #showNeeds(active: number, zoom: Window['zoom']): void {
    const drawn = active < 0 ? '' : drawNeeds(this.#view, active, zoom);
    if (this.#needs.dataset.drawn === drawn) return;
    this.#needs.dataset.drawn = drawn;
    this.#needs.innerHTML = drawn;
  }

  #clear(): void {
    this.#spare.push(...this.#blocks.values());
    this.#blocks.clear();
  }
}

function lanesElement(): SVGSVGElement {
  const element = document.createElementNS(SVG, 'svg');
  element.setAttribute('class', 'lanes');
  element.setAttribute('aria-hidden', 'true');
  return element;
}
