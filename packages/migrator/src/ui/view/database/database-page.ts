import type { DatabaseLook, SeenDatabase } from '../../../commands/ui/look-at-database.ts';
import type { PendingAnswer } from '../../../commands/ui/pending-view.ts';
import { type Html, html } from '../../html/html.ts';
import { layout, summaryOf } from '../layout.ts';
import { findingList } from '../lint-findings.ts';
import type { PageContext } from '../page-context.ts';
import { commandHtml, laterHtml, notice, pill, plural, problemHtml, sliceBadge, sqlBlock, timeHtml } from '../parts.ts';
import { lockList } from '../revision-page.ts';
import { positions } from './databases-page.ts';
import { runLog } from './run-log.ts';
import { runNow } from './run-now.ts';

/** Parts of a database's page that take longer. */
export interface DatabaseParts {
  readonly pending?: PendingAnswer | undefined;
  /** For a report; the live page loads it later. */
  readonly drift?: Html | undefined;
  readonly health?: Html | undefined;
}

/** The page of one environment: where it is, what would run, what ran, and what is wrong. */
export function databasePage(context: PageContext, look: DatabaseLook, parts: DatabaseParts): string {
  const [tone, text] = summaryOf(look);
  const body = look.kind === 'unseen' ? unseen(context, look) : seen(context, look, parts);
  const target = look.kind === 'seen' ? look.status.database : undefined;
  const main = html`<article class="database">
<header class="page-head"><p class="eyebrow"><a href="${context.links.databases}">Databases</a></p><h1>${look.environment} ${pill(tone, text)}</h1><p class="muted target">${target === undefined ? null : html`${target.display} <span class="source">(${target.source})</span> · `}looked at ${timeHtml(look.at)}</p></header>${body}</article>`;
  return layout(context, { title: look.environment, tab: 'databases', main });
}

function unseen(context: PageContext, { code, message, hint }: Extract<DatabaseLook, { kind: 'unseen' }>): Html {
  return html`${problemHtml(context, { code, message, repair: hint })}<p class="muted">Nothing is known about this database. ${context.isReport ? null : 'Braid tries again while this page is open.'}</p>`;
}

function seen(context: PageContext, look: SeenDatabase, { pending, drift, health }: DatabaseParts): Html {
  const { status } = look;
  const named = encodeURIComponent(look.environment);
  return html`${runNow(context, look)}
${status.findings.map((finding) => problemHtml(context, finding))}
${status.halfRuns.map(({ revision, direction, since, doneStatements }) => notice('bad', `The ${direction} of ${revision} is half done`, html`<p>${plural(doneStatements.length, 'statement')} done since ${timeHtml(since)}. The next run continues.</p>${commandHtml(context, direction === 'upgrade' ? 'migrate upgrade heads' : `migrate downgrade ${revision}`)}`))}
${status.lastFailure === null ? null : failure(context, status.lastFailure)}
<div class="columns">
<div class="column-main">
<section><h2>What would run</h2>${pending === undefined ? notice('quiet', 'Not planned.') : plannedHtml(context, look.environment, pending)}</section>
<section><h2>Last runs</h2>${runLog(context, look.log)}</section>
<section><h2>Health</h2>${laterHtml(context, `/later/health/${named}`, 'Check its health', health)}</section>
</div>
<div class="column-side">
<section><h2>Position</h2>${positions(context, look)}</section>
<section><h2>Drift</h2>${laterHtml(context, `/later/drift/${named}`, 'Compare its schema with what its revisions build', drift)}</section>
<section><h2>In a terminal</h2>${commandHtml(context, `migrate status --env ${look.environment}`)}${commandHtml(context, `migrate upgrade heads --env ${look.environment} --plan`)}</section>
</div>
</div>`;
}

type Failure = NonNullable<SeenDatabase['status']['lastFailure']>;

function failure(context: PageContext, { outcome, at, by, revision, message, sqlState }: Failure): Html {
  const on =
    revision === null
      ? null
      : html` on <a href="${context.links.revision(revision)}"><code class="id">${revision}</code></a>`;
  return html`<div class="notice notice-bad"><p class="notice-title">The last run ${outcome === 'failed' ? 'failed' : 'was cut off'}</p><p>${timeHtml(at)}, by ${by}${on}${sqlState === null ? null : html` <code class="code">${sqlState}</code>`}</p>${message === null ? null : html`<p>${message}</p>`}</div>`;
}

function plannedHtml(context: PageContext, environment: string, pending: PendingAnswer): Html {
  if (pending.kind === 'refused') {
    return html`<p>A run would be refused before its first statement:</p>${problemHtml(context, pending.problem)}`;
  }
  const { steps, hash } = pending.plan;
  if (steps.length === 0) return notice('good', 'Nothing is pending.');
  return html`<p class="muted">${plural(steps.length, 'revision')}, in this order. Plan <code class="hash">${hash.slice(0, 12)}</code></p>
<ol class="steps">${steps.map(({ step, shown }) => {
    const statements = shown.upgrade?.statements ?? [];
    return html`<li><details id="step-${step.revision}"><summary>${sliceBadge(context, step.slice)} <code class="id">${step.revision}</code> <span class="step-message">${step.message}</span> ${step.lossy === null ? null : pill('bad', 'loses data')} ${step.findings.map(({ level, rule }) => pill(level === 'error' ? 'bad' : level === 'warning' ? 'warn' : 'info', rule))} ${step.locks.length === 0 ? null : pill('warn', plural(step.locks.length, 'lock'))}</summary>
<p><a href="${context.links.revision(step.revision)}">Open the revision</a> <span class="muted">runs in ${step.runs === 'unknown' ? 'a way that is only known when it runs' : step.runs}</span></p>${
      step.statements === null
        ? notice('quiet', 'Code: what it runs is only known when it runs.')
        : sqlBlock(statements.map((each) => `${each};`).join('\n\n'))
    }${lockList(step.locks)}${step.findings.length === 0 ? null : findingList(step.findings)}</details></li>`;
  })}</ol>${commandHtml(context, `migrate upgrade heads --env ${environment}`)}`;
}
