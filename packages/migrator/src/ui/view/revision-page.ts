import type { RevisionSummary } from '../../commands/shared/revision-summary.ts';
import type { ShownSection } from '../../commands/show/show.ts';
import type { RevisionInDatabase, RevisionView } from '../../commands/ui/revision-view.ts';
import type { LockNote } from '../../execute/statement/lock-notes.ts';
import { type Html, html } from '../html/html.ts';
import { layout } from './layout.ts';
import { lintFindings } from './lint-findings.ts';
import type { PageContext } from './page-context.ts';
import {
  commandHtml,
  durationText,
  laterHtml,
  notice,
  pill,
  plural,
  problemHtml,
  sliceBadge,
  sqlBlock,
  standingMark,
  standingText,
  timeHtml,
} from './parts.ts';

export const NO_DIFFERENCE = 'It does not change the catalog.';

/**
 * The page of one revision.
 *
 * @param difference its changes in the catalog, for a report; the live page loads them later
 */
export function revisionPage(context: PageContext, view: RevisionView, difference: Html | null = null): string {
  const { shown } = view;
  const main = html`<article class="revision">
<header class="page-head">
<p class="eyebrow">${sliceBadge(context, shown.slice)} <code class="id">${shown.revision}</code> ${shown.labels.map((label) => pill('info', `@${label}`))} ${shown.head ? pill('quiet', 'head') : null} ${shown.revises.length > 1 ? pill('quiet', 'merge') : null} ${shown.kind === 'ts' ? pill('quiet', 'data revision') : null}</p>
<h1>${shown.message === '' ? shown.revision : shown.message}</h1>
<p class="muted file">${shown.file}${shown.created === null ? null : html` · written ${timeHtml(shown.created)}`}${view.origin === null ? null : html` · added by ${view.origin.author} in <code>${view.origin.commit.slice(0, 10)}</code>`}</p>
</header>
${warnings(context, view)}
<div class="columns">
<div class="column-main">
${view.code === null ? [sectionHtml('Upgrade', shown.upgrade, view.locks.upgrade), sectionHtml('Downgrade', shown.downgrade, view.locks.downgrade)] : html`<section><h2>Code</h2>${notice('quiet', 'What this code does is only known when it runs: no rule has checked its statements.')}<pre class="sql" tabindex="0"><code>${view.code}</code></pre></section>`}
<section><h2>On a database in use</h2>${linted(context, view)}</section>
<section><h2>What it changes in the catalog</h2>${laterHtml(context, `/later/difference/${encodeURIComponent(shown.revision)}`, 'Run it on a scratch database and compare', difference)}</section>
</div>
<div class="column-side">
<section><h2>Where it is applied</h2>${databases(context, view.databases)}</section>
<section><h2>In the graph</h2>${relatives(context, 'Comes after', view.parents, 'Nothing: it is a base.')}${relatives(context, 'Needs', view.needs, '')}${relatives(context, 'Comes before', view.children, 'Nothing: it is a head.')}</section>
${proofSection(context, view)}
${notesSection(view)}
<section><h2>In a terminal</h2>${commandHtml(context, `migrate show ${shown.revision}`)}${commandHtml(context, `migrate upgrade ${shown.revision} --plan`)}${commandHtml(context, `migrate downgrade ${shown.revision} --plan`)}</section>
</div>
</div>
</article>`;
  return layout(context, { title: `${shown.revision} ${shown.message}`.slice(0, 120), tab: 'graph', main });
}

function warnings(context: PageContext, { shown, stale, unproven, alters }: RevisionView): readonly Html[] {
  const found: Html[] = [];
  const say = (title: string, body: string): void => void found.push(notice('warn', title, html`<p>${body}</p>`));
  if (stale !== null) found.push(problemHtml(context, stale));
  if (unproven !== null) say('Written without a proof', unproven);
  for (const [name, section] of [
    ['upgrade', shown.upgrade],
    ['downgrade', shown.downgrade],
  ] as const) {
    if (section?.lossy) say(`The ${name} loses data`, section.lossy);
    if (section?.irreversible) say(`There is no ${name}`, section.irreversible);
    if (section?.stub) say(`The ${name} is not written yet`, section.stub);
  }
  if (alters !== null) say(`Changes what ${alters.slices.join(', ')} own`, alters.reason);
  if (shown.approvals.length > 0) {
    const owners = shown.approvals.map(({ of, owners: each }) => `${of}: ${each.join(', ')}`).join('; ');
    say('Reaches into other slices', `Their owners should approve it. ${owners}`);
  }
  return found;
}

function sectionHtml(title: string, section: ShownSection | null, locks: readonly LockNote[]): Html {
  if (section === null) return html`<section><h2>${title}</h2><p class="muted">None.</p></section>`;
  const { statements, transaction, steps } = section;
  const runs = steps ? 'in steps' : transaction ? 'in one transaction' : 'outside a transaction';
  const body =
    statements.length === 0
      ? html`<p class="muted">${section.irreversible === null ? 'No statements.' : 'No statements: it cannot be reverted.'}</p>`
      : sqlBlock(statements.map((statement) => `${statement};`).join('\n\n'));
  return html`<section><h2>${title} <span class="h-note">${plural(statements.length, 'statement')}, ${runs}</span></h2>${body}${lockList(locks)}</section>`;
}

/** Locks on tables that others may be using. */
export function lockList(locks: readonly LockNote[]): Html | null {
  if (locks.length === 0) return null;
  return html`<ul class="locks">${locks.map(
    ({ table, stops }) =>
      html`<li>${pill(stops === 'all' ? 'bad' : 'warn', stops === 'all' ? 'blocks reads and writes' : 'blocks writes')} <code>${table}</code></li>`,
  )}</ul>`;
}

function linted(context: PageContext, { lint, shown }: RevisionView): Html {
  if (lint.report === null) {
    const { problem } = lint;
    return problem === null ? notice('bad', 'It could not be checked.') : problemHtml(context, problem);
  }
  if (lint.report.unread.length > 0) return notice('quiet', 'Code: no rule has checked it.');
  return lintFindings(lint.report, `migrate lint ${shown.revision}`, context);
}

function databases(context: PageContext, list: readonly RevisionInDatabase[]): Html {
  if (list.length === 0) return html`<p class="muted">${context.notLooked ?? 'No database is configured.'}</p>`;
  return html`<ul class="where">${list.map(
    (each) =>
      html`<li>${standingMark(each.standing)}<div><a href="${context.links.database(each.environment)}">${each.environment}</a> <span class="muted">${standingText(each.standing)}</span>${
        each.appliedAt === null
          ? null
          : html`<p class="muted">${timeHtml(each.appliedAt)} by ${each.appliedBy ?? ''}${each.durationMs === null ? null : html`, took ${durationText(each.durationMs)}`}</p>`
      }</div></li>`,
  )}</ul>`;
}

function relatives(context: PageContext, title: string, list: readonly RevisionSummary[], none: string): Html | null {
  if (list.length === 0) return none === '' ? null : html`<h3>${title}</h3><p class="muted">${none}</p>`;
  return html`<h3>${title}</h3><ul class="relatives">${list.map(
    (each) =>
      html`<li>${sliceBadge(context, each.slice)} <a href="${context.links.revision(each.revision)}"><code class="id">${each.revision}</code> ${each.message}</a></li>`,
  )}</ul>`;
}

function proofSection(context: PageContext, { proof, stale, shown }: RevisionView): Html | null {
  if (proof === null) return null;
  return html`<section><h2>Proof of the merge ${stale === null ? pill('good', 'fits the files') : pill('bad', 'does not count')}</h2><dl class="facts">
<div><dt>Joined</dt><dd>${proof.heads.map((id) => html`<code class="id">${id}</code> `)}</dd></div>
<div><dt>Since</dt><dd>${proof.ancestors.length === 0 ? 'nothing in common' : proof.ancestors.map((id) => html`<code class="id">${id}</code> `)}</dd></div>
<div><dt>Orders</dt><dd>${proof.order === undefined ? 'Every order gives the same catalog.' : `The order that counts: ${proof.order.join(', ')}`}</dd></div>
<div><dt>Catalog</dt><dd><code class="hash" title="${proof.catalog}">${proof.catalog.slice(0, 16)}…</code></dd></div>
<div><dt>With</dt><dd>Braid ${proof.braid}, PostgreSQL ${proof.postgres}</dd></div></dl>${commandHtml(context, `migrate merge --again ${shown.revision}`)}</section>`;
}

function notesSection({ shown, comments }: RevisionView): Html | null {
  const named = Object.entries(shown.notes).flatMap(([name, value]) =>
    value === null ? [] : [[name, value] as const],
  );
  const others = comments.filter((line) => !named.some(([name]) => line.startsWith(`${name}:`)));
  if (named.length + others.length === 0) return null;
  return html`<section><h2>Notes</h2><dl class="facts">${named.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>${others.map((line) => html`<p>${line}</p>`)}</section>`;
}
