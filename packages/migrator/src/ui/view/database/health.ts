import type { HealthFinding, HealthResult } from '../../../commands/health/health-result.ts';
import { type Html, html } from '../../html/html.ts';
import type { PageContext } from '../page-context.ts';
import { notice, pill, plural, sliceBadge, type Tone, timeHtml } from '../parts.ts';

const TONES: Readonly<Record<HealthFinding['severity'], Tone>> = { error: 'bad', warning: 'warn', info: 'info' };

/** A rule with more findings is collapsed at first. */
const OPEN_UP_TO = 3;

/** The health findings of a database by rule, and what could not be checked. */
export function healthHtml(context: PageContext, result: HealthResult): Html {
  const { findings, notSeen, tables, indexes, rules, at } = result;
  const sum = html`<p class="muted">${plural(tables, 'table')} and ${plural(indexes, 'index', 'indexes')} by ${plural(rules.length, 'rule')}, ${timeHtml(at)}</p>`;
  const unseen =
    notSeen.length === 0
      ? null
      : notice(
          'quiet',
          `${plural(notSeen.length, 'thing')} could not be checked`,
          html`<ul>${notSeen.map(({ rule, object, why }) => html`<li><code class="code">${rule}</code> ${object}: ${why}</li>`)}</ul>`,
        );
  const codes = [...new Set(findings.map(({ code }) => code))];
  const groups = codes.map((code) =>
    groupHtml(
      context,
      code,
      findings.filter((each) => each.code === code),
    ),
  );
  const list = findings.length === 0 ? notice('good', 'No findings.') : groups;
  return html`${sum}${list}${unseen}`;
}

function groupHtml(context: PageContext, code: string, group: readonly HealthFinding[]): Html {
  // Errors come first.
  const severity = group[0]?.severity ?? 'info';
  const isOpen = group.length <= OPEN_UP_TO;
  return html`<details class="rule" id="rule-${code}"${isOpen ? html` open` : null}><summary>${pill(TONES[severity], severity)} <code class="code">${code}</code> <span class="muted">${plural(group.length, 'finding')}</span></summary><ul class="findings">${group.map(
    ({ slice, object, message, repair }) =>
      html`<li>${slice === null ? null : sliceBadge(context, slice)} <span class="muted">${object}</span><p>${message}</p><p class="muted"><code>${context.typed(repair)}</code></p></li>`,
  )}</ul></details>`;
}
