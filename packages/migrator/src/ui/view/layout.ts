import type { DatabaseLook } from '../../commands/ui/look-at-database.ts';
import { type Html, type HtmlValue, html } from '../html/html.ts';
import type { PageContext } from './page-context.ts';
import { plural, type Tone } from './parts.ts';

export interface PageParts {
  readonly title: string;
  /** The entry of the navigation to which it belongs. */
  readonly tab: 'graph' | 'databases' | 'schema' | 'merge' | 'fleets';
  readonly main: HtmlValue;
  /** Whether the view fills the window and scrolls inside it. */
  readonly isWide?: boolean;
  /** Data for the script, at the end of the page. */
  readonly data?: Html;
}

const TABS = [
  ['graph', 'Graph'],
  ['databases', 'Databases'],
  ['schema', 'Schema'],
  ['merge', 'Merge'],
  ['fleets', 'Fleets'],
] as const;

/** A whole page. */
export function layout(context: PageContext, { title, tab, main, isWide, data }: PageParts): string {
  const { links, workspace, isReport } = context;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title} · ${workspace} · Braid</title>
<link rel="icon" href="${links.asset('icon.svg')}" type="image/svg+xml">
<link rel="stylesheet" href="${links.asset('page.css')}">
<script src="${links.asset('page.js')}" defer></script>
</head>
<body class="${isWide === true ? 'wide' : 'plain'}" data-mode="${isReport ? 'report' : 'live'}" data-told="${context.news}">
<a class="skip" href="#main">Skip to the content</a>
<header class="top">
<a class="brand" href="${links.graph}" aria-label="Braid, ${workspace}"><svg class="logo" viewBox="0 0 24 24" aria-hidden="true"><path d="M6 2c0 5 12 5 12 10S6 17 6 22"/><path d="M18 2c0 5-12 5-12 10s12 5 12 10"/></svg><span class="brand-name">${workspace}</span></a>
<nav aria-label="Views"><ul>${TABS.filter(([key]) => key !== 'fleets' || context.fleets.length > 0).map(([key, name]) => html`<li><a href="${links[key]}"${key === tab ? html` aria-current="page"` : null}>${name}</a></li>`)}</ul></nav>
<ul class="environments" id="environments" aria-label="Databases">${context.looks.map((look) => chip(context, look))}</ul>
</header>
<div id="connection" class="connection" role="status" aria-live="polite">${isReport ? html`A report of ${context.at.slice(0, 16).replace('T', ' ')} UTC: what has changed since is not in it.` : null}</div>
<main id="main" tabindex="-1">${main}</main>
<footer class="foot"><p>Braid ${context.toolVersion}. This page only looks: to change something, copy its command into a terminal.</p></footer>
${data}</body>
</html>
`;
  return page.text;
}

function chip({ links }: PageContext, look: DatabaseLook): Html {
  const [tone, text] = summaryOf(look);
  return html`<li><a class="chip chip-${tone}" href="${links.database(look.environment)}"><span class="chip-dot" aria-hidden="true"></span><span class="chip-name">${look.environment}</span><span class="chip-text">${text}</span></a></li>`;
}

/** The state of a database in three words. */
export function summaryOf(look: DatabaseLook): readonly [Tone, string] {
  if (look.kind === 'unseen') return ['bad', 'not seen'];
  const { holder, halfRuns, findings, slices, initialized } = look.status;
  const pending = slices.reduce((sum, slice) => sum + slice.pending.length, 0);
  if (holder !== null && !holder.expired) return ['info', 'a run is at work'];
  if (halfRuns.length > 0) return ['bad', plural(halfRuns.length, 'unfinished revision')];
  if (findings.length > 0) return ['bad', plural(findings.length, 'problem')];
  if (!initialized) return ['quiet', `empty, ${pending} pending`];
  return pending > 0 ? ['warn', `${pending} pending`] : ['good', 'up to date'];
}
