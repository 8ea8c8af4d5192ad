import type { HealthResult } from '../../commands/health/health-result.ts';
import type { DifferenceView } from '../../commands/ui/schema/revision-difference.ts';
import type { MigratorError } from '../../errors/migrator-error.ts';
import { type Html, html } from '../html/html.ts';
import type { PageContext } from './page-context.ts';
import { notice, pill, plural, problemHtml, sliceBadge, type Tone, timeHtml } from './parts.ts';

/** Differences between two catalogs, or that there are none. */
export function differencesHtml(differences: readonly DifferenceView[], none: string): Html {
  if (differences.length === 0) return notice('good', none);
  return html`<ul class="differences">${differences.map(
    ({ change, lines }) =>
      html`<li class="diff diff-${change}"><pre tabindex="0"><code>${lines.join('\n')}</code></pre></li>`,
  )}</ul>`;
}

const TONES: Readonly<Record<HealthResult['findings'][number]['severity'], Tone>> = {
  error: 'bad',
  warning: 'warn',
  info: 'info',
};

/** What is wrong with a database, by its rules; what they could not see is said, too. */
export function healthHtml(context: PageContext, result: HealthResult): Html {
  const { findings, notSeen, tables, indexes, rules, at } = result;
  const sum = html`<p class="muted">${plural(tables, 'table')} and ${plural(indexes, 'index', 'indexes')} by ${plural(rules.length, 'rule')}, ${timeHtml(at)}</p>`;
  const list =
    findings.length === 0
      ? notice('good', 'No findings.')
      : html`<ul class="findings">${findings.map(
          ({ severity, code, object, slice, message, repair }) =>
            html`<li>${pill(TONES[severity], severity)} <code class="code">${code}</code> ${sliceBadge(context, slice)}<p>${object}: ${message}</p><p class="muted">${context.typed(repair)}</p></li>`,
        )}</ul>`;
  const unseen =
    notSeen.length === 0
      ? null
      : notice(
          'quiet',
          `${plural(notSeen.length, 'thing')} could not be looked at`,
          html`<ul>${notSeen.map(({ rule, object, why }) => html`<li><code class="code">${rule}</code> ${object}: ${why}</li>`)}</ul>`,
        );
  return html`${sum}${list}${unseen}`;
}

/** A failure in place of what was asked for. */
export function failedHtml(context: PageContext, { code, message, hint }: MigratorError): Html {
  return problemHtml(context, { code, message, repair: hint ?? null });
}
