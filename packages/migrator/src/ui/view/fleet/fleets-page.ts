import { html } from '../../html/html.ts';
import { layout } from '../layout.ts';
import type { PageContext } from '../page-context.ts';
import { laterHtml } from '../parts.ts';

/** All fleets of the configuration; the open page loads their ledgers. */
export function fleetsPage(context: PageContext): string {
  const fleets = context.fleets.map(
    (fleet) =>
      html`<section class="fleet" aria-labelledby="fleet-${fleet}"><h2 id="fleet-${fleet}">${fleet}</h2>${laterHtml(context, `/later/fleet/${encodeURIComponent(fleet)}`, 'Read its ledger', null)}</section>`,
  );
  const main = html`<header class="page-head"><h1>Fleets</h1><p class="muted">According to their ledgers. <code>${context.typed('migrate fleet status <fleet>')}</code> reads the tenants themselves.</p></header>${fleets}`;
  return layout(context, { title: 'Fleets', tab: 'fleets', main });
}
