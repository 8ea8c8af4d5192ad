import type { GraphView } from '../../commands/ui/graph-view.ts';
import { dataBlock } from '../html/data-block.ts';
import { type Html, html } from '../html/html.ts';
import { packGraph } from '../lanes/packed-graph.ts';
import { firstRows } from './first-rows.ts';
import { layout } from './layout.ts';
import type { PageContext } from './page-context.ts';
import { notice, plural, sliceBadge } from './parts.ts';

/** The rows in the HTML itself, for the time before the script runs and for browsers without it. */
const FIRST_ROWS = 60;

/** The graph; the script draws the visible part from the data at the end of the page. */
export function graphPage(context: PageContext, view: GraphView, chosen: readonly string[]): string {
  const { rows } = view;
  const heads = rows.filter(({ marks }) => marks.includes('head')).length;
  const main = html`<section class="graph" aria-labelledby="graph-title">
<div class="graph-bar">
<h1 id="graph-title">Revisions <span class="count">${rows.length.toLocaleString('en')}</span></h1>
<p class="muted graph-sum">${plural(heads, 'head')} in ${plural(view.slices.length, 'slice')}</p>
<div class="graph-tools">
<label class="search"><span class="visually-hidden">Search revisions</span><input type="search" id="search" placeholder="Search: id, message, label" autocomplete="off" spellcheck="false"></label>
<span id="search-count" class="muted" role="status"></span>
<div class="zoom" role="group" aria-label="Zoom"><button type="button" id="zoom-out" aria-label="Smaller rows">−</button><button type="button" id="zoom-in" aria-label="Larger rows">+</button></div>
<button type="button" id="help-open" aria-haspopup="dialog">Keys</button>
</div>
</div>
${filters(context, view, chosen)}
${context.notLooked === null ? null : notice('quiet', context.notLooked)}
${rows.length === 0 ? notice('quiet', 'No revisions here yet.', html`<p>The first one: <code>${context.typed('migrate revision -m "first tables"')}</code></p>`) : null}
<div class="graph-body">
<div class="graph-list-box">
<div class="graph-head" id="graph-head" aria-hidden="true">${view.environments.map(({ name }) => html`<span title="${name}">${name}</span>`)}</div>
<div class="graph-list" id="graph" data-keep role="listbox" aria-labelledby="graph-title" tabindex="0">${firstRows(view, FIRST_ROWS)}</div>
</div>
<aside class="inspector" id="inspector" data-keep aria-live="polite" aria-label="The selected revision"><p class="muted">Select a revision to see where it is applied. Enter opens it.</p></aside>
</div>
<noscript><p class="notice notice-quiet">Without JavaScript only the first ${FIRST_ROWS} revisions are listed. All of them: <code>${context.typed('migrate history --graph')}</code></p></noscript>
</section>
${keys()}`;
  // In a report, links can have numbers; on the server they follow from the id.
  const revision = context.isReport ? Object.fromEntries(rows.map(({ id }) => [id, context.links.revision(id)])) : null;
  const data = dataBlock('graph-data', { graph: packGraph(view), revision });
  return layout(context, { title: 'Graph', tab: 'graph', main, isWide: true, data });
}

function filters(context: PageContext, { slices }: GraphView, chosen: readonly string[]): Html {
  const all = context.links.graphOf([]);
  const isOn = (slice: string): boolean => chosen.length === 0 || chosen.includes(slice);
  const toggled = (slice: string): readonly string[] => {
    if (chosen.length === 0) return [slice];
    return isOn(slice) ? chosen.filter((each) => each !== slice) : [...chosen, slice];
  };
  const items = slices.map((slice) => {
    const badge = sliceBadge(context, slice);
    const address = context.links.graphOf(toggled(slice)) ?? context.links.graphOf([slice]);
    if (address === undefined) return html`<li>${badge}</li>`;
    const state = chosen.length > 0 && isOn(slice) ? 'true' : 'false';
    return html`<li><a class="filter${isOn(slice) ? '' : ' filter-off'}" href="${address}" aria-current="${state}">${badge}</a></li>`;
  });
  const clear =
    chosen.length > 0 && all !== undefined ? html`<li><a class="filter-clear" href="${all}">All slices</a></li>` : null;
  return html`<ul class="filters" aria-label="Slices">${items}${clear}</ul>`;
}

const KEYS = [
  ['↑ ↓, k j', 'the next revision'],
  ['← →, p c', 'its parent, its child'],
  ['Home End', 'the newest, the oldest'],
  ['Enter', 'open the revision'],
  ['/', 'search; Enter goes to the next match'],
  ['+ −', 'larger and smaller rows'],
  ['?', 'these keys'],
] as const;

function keys(): Html {
  return html`<dialog id="help" aria-labelledby="help-title"><h2 id="help-title">Keys</h2><dl class="keys">${KEYS.map(
    ([key, does]) => html`<div><dt><kbd>${key}</kbd></dt><dd>${does}</dd></div>`,
  )}</dl><form method="dialog"><button type="submit">Close</button></form></dialog>`;
}
