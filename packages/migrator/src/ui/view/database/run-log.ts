import { type RunOfLog, runHistory } from '../../../commands/ui/run-history.ts';
import type { LogEntry } from '../../../state/log.ts';
import { type Html, html } from '../../html/html.ts';
import type { PageContext } from '../page-context.ts';
import { durationText, pill, plural, type Tone, timeHtml } from '../parts.ts';

const OUTCOMES: Readonly<Record<RunOfLog['outcome'], readonly [Tone, string]>> = {
  done: ['good', 'done'],
  failed: ['bad', 'failed'],
  open: ['info', 'not ended'],
};

const EVENT_TONES: Readonly<Record<LogEntry['event'], Tone>> = { started: 'info', done: 'good', failed: 'bad' };

/** The last runs on a database, each with its steps when opened. */
export function runLog(context: PageContext, log: readonly LogEntry[]): Html {
  if (log.length === 0) return html`<p class="muted">No runs yet.</p>`;
  return html`<ol class="runs">${runHistory(log).map((run) => runHtml(context, run))}</ol>`;
}

function runHtml(context: PageContext, { runId, command, outcome, at, by, durationMs, revisions, steps }: RunOfLog) {
  const [tone, text] = OUTCOMES[outcome];
  const what =
    command === null ? html`<span class="muted">a run that began earlier</span>` : html`<code>${command}</code>`;
  const sum = [
    ...(revisions === 0 ? [] : [plural(revisions, 'revision')]),
    ...(durationMs === null ? [] : [durationText(durationMs)]),
  ].join(' in ');
  const head = html`${pill(tone, text)} <span class="run-what">${what}</span> <span class="run-sum muted">${sum}</span> <span class="run-when muted">${timeHtml(at)}, ${by}</span>`;
  if (steps.length === 0) return html`<li class="run-plain">${head}</li>`;
  // Named, so that it stays open when the page is updated.
  return html`<li><details id="run-${runId}"><summary>${head}</summary><div class="table-box" tabindex="0" role="region" aria-label="Steps of the run"><table class="log"><thead><tr><th scope="col">Step</th><th scope="col">Revision</th><th scope="col" class="number">Took</th></tr></thead><tbody>${steps.map(
    (entry) => stepHtml(context, entry),
  )}</tbody></table></div></details></li>`;
}

function stepHtml(context: PageContext, { event, action, message, reason, revision, durationMs }: LogEntry): Html {
  const said = [message, reason].filter((each) => each !== undefined && each !== '');
  return html`<tr><td>${pill(EVENT_TONES[event], event)} ${action}${said.map((each) => html`<p class="muted">${each}</p>`)}</td><td>${
    revision === undefined
      ? null
      : html`<a href="${context.links.revision(revision)}"><code class="id">${revision}</code></a>`
  }</td><td class="number">${durationMs === undefined ? null : durationText(durationMs)}</td></tr>`;
}
