import type { DifferenceView } from '../../commands/ui/schema/revision-difference.ts';
import type { MigratorError } from '../../errors/migrator-error.ts';
import { type Html, html } from '../html/html.ts';
import type { PageContext } from './page-context.ts';
import { notice, problemHtml } from './parts.ts';

/** Differences between two catalogs, or that there are none. */
export function differencesHtml(differences: readonly DifferenceView[], none: string): Html {
  if (differences.length === 0) return notice('good', none);
  return html`<ul class="differences">${differences.map(
    ({ change, lines }) =>
      html`<li class="diff diff-${change}"><pre tabindex="0"><code>${lines.join('\n')}</code></pre></li>`,
  )}</ul>`;
}

/** A failure in place of a requested part. */
export function failedHtml(context: PageContext, { code, message, hint }: MigratorError): Html {
  return problemHtml(context, { code, message, repair: hint ?? null });
}
