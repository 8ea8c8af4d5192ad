import type { DatabaseStanding } from '../../commands/ui/standings.ts';
import { type Html, type HtmlValue, html } from '../html/html.ts';
import { sliceClass } from '../html/slice-class.ts';
import { sqlHtml } from '../html/sql-html.ts';
import type { PageContext } from './page-context.ts';

/** A slice as shape, colour and name. */
export function sliceBadge({ slices }: Pick<PageContext, 'slices'>, slice: string | null): Html {
  const name = slice ?? 'no slice';
  return html`<span class="slice ${sliceClass(slices, slice)}"><i class="shape" aria-hidden="true"></i>${name}</span>`;
}

const STANDINGS: Readonly<Record<DatabaseStanding, string>> = {
  current: 'applied, the database is here',
  applied: 'applied',
  pending: 'pending',
  edited: 'applied, and its file was edited since',
  'half-run': 'begun and not finished',
  unknown: 'not known',
};

/** The name of a standing. */
export function standingText(standing: DatabaseStanding): string {
  return STANDINGS[standing];
}

export function standingMark(standing: DatabaseStanding): Html {
  return html`<span class="mark mark-${standing}" aria-hidden="true"></span>`;
}

/** A time in UTC, to the minute; the script of the page adds how long ago it was. */
export function timeHtml(iso: string | null): Html {
  if (iso === null) return html`<span class="muted">–</span>`;
  return html`<time datetime="${iso}">${iso.slice(0, 16).replace('T', ' ')} UTC</time>`;
}

export function durationText(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const minutes = Math.floor(ms / 60_000);
  return minutes < 60
    ? `${minutes} min ${Math.round((ms % 60_000) / 1000)} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

export function plural(count: number, noun: string, nouns = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : nouns}`;
}

/** A command to copy, because the page itself changes nothing. */
export function commandHtml(context: Pick<PageContext, 'typed'>, command: string): Html {
  const typed = context.typed(command);
  // Break lines between words, not at the hyphens of an option.
  const words = typed.split(' ').map((word) => html`<span class="word">${word}</span> `);
  return html`<div class="command"><code>${words}</code><button type="button" class="copy" data-copy="${typed}" aria-label="Copy the command ${typed}">Copy</button></div>`;
}

export function sqlBlock(sql: string): Html {
  return html`<pre class="sql" tabindex="0"><code>${sqlHtml(sql)}</code></pre>`;
}

export type Tone = 'good' | 'warn' | 'bad' | 'info' | 'quiet';

export function pill(tone: Tone, text: string): Html {
  return html`<span class="pill pill-${tone}">${text}</span>`;
}

/** A notice, to read before the rest. */
export function notice(tone: Tone, title: string, body: HtmlValue = null): Html {
  return html`<div class="notice notice-${tone}"><p class="notice-title">${title}</p>${body}</div>`;
}

/** A failure with its message and repair. */
export function problemHtml(
  context: Pick<PageContext, 'typed'>,
  { code, message, repair }: { readonly code: string; readonly message: string; readonly repair: string | null },
  tone: Tone = 'bad',
): Html {
  const hint = repair === null ? null : html`<p class="repair">${context.typed(repair)}</p>`;
  const [first = '', ...more] = message.split('\n');
  const details = more.length === 0 ? null : html`<p class="details">${more.join('\n')}</p>`;
  return html`<div class="notice notice-${tone}"><p class="notice-title"><code class="code">${code}</code> ${first}</p>${details}${hint}</div>`;
}

/** A part that the open page loads; in a report, the given content instead. */
export function laterHtml(context: PageContext, path: string, what: string, inReport: HtmlValue): Html {
  const address = context.links.later(path);
  if (address === undefined) return html`<div class="later">${inReport}</div>`;
  return html`<div class="later" data-later="${address}"><p class="muted"><a href="${address}">${what}</a></p></div>`;
}
