import type { GraphView } from '../../src/commands/ui/graph-view.ts';
import { type PackedGraph, unpackGraph } from '../../src/ui/lanes/packed-graph.ts';
import { GraphList } from './graph-list.ts';
import { inspect } from './inspector.ts';
import { searchRows } from './search.ts';

interface SentGraph {
  readonly graph: PackedGraph;
  /** Addresses by id; `null` where they follow from the id. */
  readonly revision: Readonly<Record<string, string>> | null;
}

interface GraphData {
  readonly view: GraphView;
  readonly revision: SentGraph['revision'];
}

/** Makes the graph of its data; called again when there is another one. */
let opened: ((data: GraphData) => void) | undefined;

/** Draws the graph of a page, where it has one. */
export function openGraph(from: Document): void {
  const block = from.getElementById('graph-data');
  const box = document.getElementById('graph');
  if (block === null || box === null) return;
  const { graph, revision }: SentGraph = JSON.parse(block.textContent ?? '');
  const data: GraphData = { view: unpackGraph(graph), revision };
  if (opened === undefined) opened = begin(box, data);
  else opened(data);
}

function begin(box: HTMLElement, first: GraphData): (data: GraphData) => void {
  let data = first;
  const address = (id: string): string => data.revision?.[id] ?? `/revisions/${encodeURIComponent(id)}`;
  const inspector = document.getElementById('inspector');
  const rowOf = (id: string): number => list.view.rows.findIndex((row) => row.id === id);
  const select = (id: string): void => {
    const row = rowOf(id);
    if (row >= 0) list.select(row);
  };
  const open = (row: number, inNewTab: boolean): void => {
    const id = list.view.rows[row]?.id;
    if (id === undefined) return;
    if (inNewTab) window.open(address(id), '_blank', 'noopener');
    else location.assign(address(id));
  };
  const list = new GraphList(box, data.view, {
    onOpen: open,
    onSelect(row) {
      if (inspector !== null) inspect(inspector, list.view, row, { revision: address, select });
    },
  });
  showEnvironments(data.view);
  const search = openSearch(list);
  box.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const move = moves(list, event.key, rowOf);
    if (move !== undefined) list.select(move);
    else if (event.key === 'Enter') open(list.active, false);
    else return;
    event.preventDefault();
  });
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (event.key === '+' || event.key === '=') list.zoom(1);
    else if (event.key === '-') list.zoom(-1);
    else if (event.key === '/') search?.focus();
    else return;
    event.preventDefault();
  });
  document.getElementById('zoom-in')?.addEventListener('click', () => list.zoom(1));
  document.getElementById('zoom-out')?.addEventListener('click', () => list.zoom(-1));
  return (next) => {
    data = next;
    list.update(next.view);
    showEnvironments(next.view);
  };
}

/** The row that a key leads to. */
function moves(list: GraphList, key: string, rowOf: (id: string) => number): number | undefined {
  const { active, view } = list;
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return active + 1;
    case 'ArrowUp':
    case 'k':
      return Math.max(0, active - 1);
    case 'PageDown':
      return active + list.page;
    case 'PageUp':
      return Math.max(0, active - list.page);
    case 'Home':
      return 0;
    case 'End':
      return view.rows.length - 1;
    case 'ArrowLeft':
    case 'p': {
      const parent = rowOf(view.rows[active]?.parents[0] ?? '');
      return parent < 0 ? undefined : parent;
    }
    case 'ArrowRight':
    case 'c': {
      const id = view.rows[active]?.id;
      const child = view.rows.findLastIndex(({ parents }) => id !== undefined && parents.includes(id));
      return child < 0 ? undefined : child;
    }
    default:
      return undefined;
  }
}

function openSearch(list: GraphList): HTMLInputElement | undefined {
  const field = document.getElementById('search');
  const said = document.getElementById('search-count');
  if (!(field instanceof HTMLInputElement)) return undefined;
  let at = -1;
  const search = (): readonly number[] => {
    const found = searchRows(list.view, field.value);
    list.mark(field.value.trim() === '' ? undefined : new Set(found));
    if (said !== null)
      said.textContent = field.value.trim() === '' ? '' : `${at >= 0 ? `${at + 1} of ` : ''}${found.length}`;
    return found;
  };
  field.addEventListener('input', () => {
    at = -1;
    search();
  });
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      field.value = '';
      at = -1;
      search();
      document.getElementById('graph')?.focus();
    }
    if (event.key !== 'Enter') return;
    event.preventDefault();
    const found = search();
    if (found.length === 0) return;
    at = (at + (event.shiftKey ? found.length - 1 : 1)) % found.length;
    list.select(found[at] ?? 0);
    search();
  });
  return field;
}

/** The names above the marks of each row. */
function showEnvironments({ environments }: GraphView): void {
  const head = document.getElementById('graph-head');
  head?.replaceChildren(
    ...environments.map(({ name }) => {
      const label = document.createElement('span');
      label.textContent = name;
      label.title = name;
      return label;
    }),
  );
  document.documentElement.style.setProperty('--environments', String(environments.length));
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLInputElement || target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement
  );
}
