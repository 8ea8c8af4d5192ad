import type { DatabaseFindings } from '../../../commands/check/database-findings.ts';
import { type Html, html } from '../../html/html.ts';
import type { PageContext } from '../page-context.ts';
import { commandHtml, notice, plural, problemHtml } from '../parts.ts';

/** Whether a database matches what its revisions build, or that it was not compared. */
export function driftHtml(context: PageContext, { findings, comparison }: DatabaseFindings): Html {
  const list = findings.map((finding) => problemHtml(context, finding, 'warn'));
  if (comparison === null) {
    return html`${list}${notice('quiet', 'Its catalog was not compared, because it is unknown what is applied.')}`;
  }
  const { serverVersion, scratchVersion, notCompared, ignored } = comparison;
  const unseen =
    notCompared.length === 0 ? null : notice('quiet', `${plural(notCompared.length, 'thing')} could not be compared.`);
  const none =
    findings.length === 0 && notCompared.length === 0 ? notice('good', 'It matches what its revisions build.') : null;
  return html`${list}${none}${unseen}<p class="muted">PostgreSQL ${serverVersion}, compared with ${scratchVersion}${ignored === 0 ? null : `; ${plural(ignored, 'difference')} ignored by patterns`}</p>${findings.length === 0 ? null : commandHtml(context, 'migrate check --db')}`;
}
