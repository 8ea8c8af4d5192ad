import { MigratorError } from '../../errors/migrator-error.ts';
import { html } from '../html/html.ts';
import { layout, type PageParts } from './layout.ts';
import type { PageContext } from './page-context.ts';
import { problemHtml } from './parts.ts';

/** The page for a view that cannot be shown, with the reason. */
export function errorPage(context: PageContext, tab: PageParts['tab'], error: MigratorError): string {
  const { code, message, hint = null } = error;
  const main = html`<header class="page-head"><h1>This view cannot be shown</h1></header>${problemHtml(context, { code, message, repair: hint })}`;
  return layout(context, { title: 'Error', tab, main });
}

/** The page for a revision or database that does not exist. */
export function missingPage(context: PageContext, tab: PageParts['tab'], what: string): string {
  const main = html`<header class="page-head"><h1>Not found</h1><p>${what}</p></header>`;
  return layout(context, { title: 'Not found', tab, main });
}

/** The failure, if it has a type; anything else is thrown again. */
export function typedFailure(error: unknown): MigratorError {
  if (error instanceof MigratorError) return error;
  throw error;
}
