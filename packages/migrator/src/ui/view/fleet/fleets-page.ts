import { html } from '../../html/html.ts';
import { layout } from '../layout.ts';
import type { PageContext } from '../page-context.ts';
import { laterHtml } from '../parts.ts';

/** Every fleet of the configuration: its ledger is read when the page is open. */
export function fleetsPage(context: PageContext): string {
  const fleets = context.fleets.map(
    (fleet) =>
      html`<section class="fleet" aria-labelledby="fleet-${fleet}"><h2 id="fleet-${fleet}">${fleet}</h2>${laterHtml(context, `/later/fleet/${encodeURIComponent(fleet)}`, 'Read its ledger', null)}</section>`,
  );
  const main = html`<header class="page-head"><h1>Fleets</h1><p class="muted">As their ledgers have it. <code>${context.typed('migrate fleet status <fleet>')}</code> looks at the tenants themselves.</p></header>${fleets}`;
  return layout(context, { title: 'Fleets', tab: 'fleets', main });
}
