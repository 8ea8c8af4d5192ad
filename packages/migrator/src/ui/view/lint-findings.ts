import type { LintFinding, LintReport } from '../../commands/shared/lint/lint-finding.ts';
import { type Html, html } from '../html/html.ts';
import type { PageContext } from './page-context.ts';
import { commandHtml, notice, pill, plural, type Tone } from './parts.ts';

const TONES: Readonly<Record<LintFinding['level'], Tone>> = { error: 'bad', warning: 'warn', info: 'info' };

/** The findings of lint, or that there are none. */
export function lintFindings(
  { findings, hidden, statements }: Pick<LintReport, 'findings' | 'hidden' | 'statements'>,
  command: string,
  context: PageContext,
): Html {
  const quiet =
    hidden.length === 0
      ? null
      : html`<p class="muted">${plural(hidden.length, 'finding')} hidden by a comment in the file.</p>`;
  if (findings.length === 0) {
    return html`${notice('good', `${plural(statements, 'statement')} looked at, nothing found.`)}${quiet}`;
  }
  return html`${findingList(findings)}${quiet}${commandHtml(context, command)}`;
}

export function findingList(findings: readonly LintFinding[]): Html {
  return html`<ul class="findings">${findings.map(
    ({ level, rule, message, instead, line }) =>
      html`<li>${pill(TONES[level], level)} <code class="code">${rule}</code> <span class="muted">line ${line}</span><p>${message}</p><p class="muted">${instead}</p></li>`,
  )}</ul>`;
}
