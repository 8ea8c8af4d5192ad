import type { DatabaseLook } from '../../../commands/ui/look-at-database.ts';
import { type Html, html } from '../../html/html.ts';
import { layout, summaryOf } from '../layout.ts';
import type { PageContext } from '../page-context.ts';
import { notice, pill, problemHtml, sliceBadge, timeHtml } from '../parts.ts';
import { runNow } from './run-now.ts';

/** Every environment at a glance. */
export function databasesPage(context: PageContext): string {
  const main = html`<header class="page-head"><h1>Databases</h1><p class="muted">Read over read-only connections.</p></header>
${context.notLooked === null ? null : notice('quiet', context.notLooked)}
<div class="cards">${context.looks.map((look) => card(context, look))}</div>`;
  return layout(context, { title: 'Databases', tab: 'databases', main });
}

function card(context: PageContext, look: DatabaseLook): Html {
  const [tone, text] = summaryOf(look);
  const head = html`<header class="card-head"><h2><a href="${context.links.database(look.environment)}">${look.environment}</a></h2>${pill(tone, text)}</header>`;
  if (look.kind === 'unseen') {
    return html`<article class="card">${head}${problemHtml(context, { code: look.code, message: look.message, repair: look.hint })}<p class="muted">Nothing is known about it. Tried ${timeHtml(look.at)}</p></article>`;
  }
  return html`<article class="card">${head}<p class="muted target">${look.status.database.display} <span class="source">(${look.status.database.source})</span></p>${runNow(context, look)}${positions(context, look)}<p class="muted">Looked at ${timeHtml(look.at)}</p></article>`;
}

/** The head of each slice in a database. */
export function positions(context: PageContext, look: DatabaseLook): Html | null {
  if (look.kind === 'unseen') return null;
  return html`<div class="table-box" tabindex="0" role="region" aria-label="Slices of ${look.environment}"><table class="positions"><thead><tr><th scope="col">Slice</th><th scope="col">At</th><th scope="col" class="number">Applied</th><th scope="col" class="number">Pending</th></tr></thead><tbody>${look.status.slices.map(
    ({ slice, current, applied, revisions, pending }) =>
      html`<tr><th scope="row">${sliceBadge(context, slice)}</th><td>${current.length === 0 ? html`<span class="muted">base</span>` : current.map((id) => html`<a href="${context.links.revision(id)}"><code class="id">${id}</code></a> `)}</td><td class="number">${applied} of ${revisions}</td><td class="number">${pending.length === 0 ? html`<span class="muted">0</span>` : pill('warn', String(pending.length))}</td></tr>`,
  )}</tbody></table></div>`;
}
