import type { NextStep, SeenDatabase } from '../../../commands/ui/look-at-database.ts';
import type { Blocker, RunnerSession } from '../../../ports/database/database-observer.ts';
import { type Html, html } from '../../html/html.ts';
import { sqlHtml } from '../../html/sql-html.ts';
import type { PageContext } from '../page-context.ts';
import { commandHtml, durationText, notice, pill, timeHtml } from '../parts.ts';

/** The current run on a database, its progress, and the sessions that block it; empty without a run. */
export function runNow(context: PageContext, { status, runners, next, runnersUnseen }: SeenDatabase): Html | null {
  const { holder, batches } = status;
  if (holder === null && batches.length === 0) return null;
  const held =
    holder === null
      ? null
      : holder.expired
        ? notice(
            'warn',
            `The run of ${holder.host} (pid ${holder.pid}) is silent`,
            html`<p>The next run takes over: <code>${holder.runs}</code></p>`,
          )
        : html`<p class="run-head">${pill('info', 'running')} <code>${holder.runs}</code> <span class="muted">on ${holder.host}, process ${holder.pid}, since ${timeHtml(holder.since)}</span></p>`;
  const unseen =
    runnersUnseen === null
      ? null
      : notice('quiet', 'It is unknown what the run waits for', html`<p>${runnersUnseen}</p>`);
  return html`<section class="run" aria-label="The current run">${held}${unseen}${waitsHtml(context, next)}${runners.map(sessionHtml)}${batches.map((batch) => batchHtml(context, batch))}</section>`;
}

function waitsHtml(context: PageContext, next: NextStep | null): Html | null {
  if (next === null || next.blockers.length === 0) return null;
  return html`<div class="session"><p>${pill('warn', 'waiting')} <a href="${context.links.revision(next.revision)}"><code class="id">${next.revision}</code></a> is next, and needs locks that others hold:</p><ul class="blockers">${next.blockers.map(blockerHtml)}</ul></div>`;
}

function sessionHtml({ pid, state, waitsFor, statement, statementMs, blockers, progress }: RunnerSession): Html | null {
  if (statement === null && blockers.length === 0) return null;
  const since = statementMs === null ? null : html` <span class="muted">for ${durationText(statementMs)}</span>`;
  const waits =
    waitsFor === null || blockers.length > 0 ? null : html` <span class="muted">waits for ${waitsFor}</span>`;
  return html`<div class="session"><p>${pill(blockers.length > 0 ? 'bad' : 'info', blockers.length > 0 ? 'waiting' : state)} <span class="muted">session ${pid}</span>${since}${waits}</p>${
    statement === null ? null : html`<pre class="sql sql-short" tabindex="0"><code>${sqlHtml(statement)}</code></pre>`
  }${progress === null ? null : bar(`${progress.command}: ${progress.phase}`, progress.done, progress.total)}${blockers.length === 0 ? null : html`<ul class="blockers">${blockers.map(blockerHtml)}</ul>`}</div>`;
}

function blockerHtml({ pid, user, application, state, query, ageMs, relation, mode }: Blocker): Html {
  const who = [application, user].filter((each) => each !== undefined && each !== '').join(', ');
  return html`<li>${pill('bad', 'blocks it')} session ${pid}${who === '' ? null : html` (${who})`} <span class="muted">${state ?? ''}, in a transaction for ${durationText(ageMs)}${relation === '' ? null : html`; wanted: ${mode} on <code>${relation}</code>`}</span>${
    query === undefined ? null : html`<pre class="sql sql-short" tabindex="0"><code>${sqlHtml(query)}</code></pre>`
  }</li>`;
}

type Batch = SeenDatabase['status']['batches'][number];

function batchHtml(context: PageContext, batch: Batch): Html {
  const { revision, table, keys, estimate, percent, leftMs, pausedFor, failedKeys, background } = batch;
  const left = leftMs === null ? null : html` <span class="muted">about ${durationText(leftMs)} left</span>`;
  return html`<div class="batch"><p>${pill(pausedFor === null ? 'info' : 'warn', pausedFor === null ? 'batches' : 'waiting')} <code>${table}</code> of <a href="${context.links.revision(revision)}"><code class="id">${revision}</code></a> ${keys.toLocaleString('en')} rows${left}</p>${pausedFor === null ? null : html`<p class="muted">${pausedFor}</p>`}${
    failedKeys === 0 ? null : html`<p>${pill('bad', `${failedKeys} rows failed`)}</p>`
  }${background?.failure === undefined ? null : notice('bad', background.failure)}${bar(`Rows of ${table}`, percent === null ? keys : percent, percent === null ? estimate : 100)}${commandHtml(context, 'migrate batches')}</div>`;
}

function bar(label: string, done: number, total: number | null): Html {
  if (total === null || total === 0) return html`<progress aria-label="${label}"></progress>`;
  const percent = Math.min(100, Math.floor((done / total) * 100));
  return html`<p class="progress"><progress aria-label="${label}" value="${percent}" max="100">${percent}%</progress> <span class="muted">${label}, ${percent}%</span></p>`;
}
