import type { BranchView, JoinAnswer, JoinView } from '../../commands/ui/merge-view.ts';
import type { ComparedEntry, MergeComparison } from '../../errors/merge/merge-comparison.ts';
import { type Html, html } from '../html/html.ts';
import { layout } from './layout.ts';
import type { PageContext } from './page-context.ts';
import { commandHtml, durationText, laterHtml, notice, plural, problemHtml, sliceBadge, timeHtml } from './parts.ts';

/**
 * Slices whose heads can be joined.
 *
 * @param answers results of trying, by slice, for a report; the live page loads them later
 */
export function mergePage(
  context: PageContext,
  joins: readonly JoinView[],
  answers: ReadonlyMap<string, Html> = new Map(),
): string {
  const body =
    joins.length === 0
      ? notice(
          'good',
          'Every slice has one head.',
          html`<p>Nothing needs a merge. To try it with another git branch: <code>${context.typed('migrate merge --check --base origin/main')}</code></p>`,
        )
      : joins.map((join) => joinHtml(context, join, answers.get(join.slice) ?? null));
  const main = html`<header class="page-head"><h1>Merge</h1><p class="muted">Slices with several heads. They join if every order gives the same result.</p></header>${body}`;
  return layout(context, { title: 'Merge', tab: 'merge', main });
}

function joinHtml(context: PageContext, { slice, branches, command }: JoinView, answer: Html | null): Html {
  return html`<section class="join"><h2>${sliceBadge(context, slice)} <span class="h-note">${plural(branches.length, 'head')}</span></h2>
<div class="branches">${branches.map((branch) => branchHtml(context, branch))}</div>
${laterHtml(context, `/later/join/${encodeURIComponent(slice)}`, 'Run both orders on scratch databases', answer)}
${commandHtml(context, command)}</section>`;
}

function branchHtml(context: PageContext, { head, own }: BranchView): Html {
  return html`<div class="branch"><h3><a href="${context.links.revision(head.revision)}"><code class="id">${head.revision}</code></a></h3><ol class="branch-list">${own.map(
    (each) =>
      html`<li>${sliceBadge(context, each.slice)} <a href="${context.links.revision(each.revision)}">${each.message}</a>${each.created === null ? null : html` <span class="muted">${timeHtml(each.created)}</span>`}</li>`,
  )}</ol></div>`;
}

/** The result of trying, as a part of the page. */
export function joinAnswerHtml(context: PageContext, answer: JoinAnswer): Html {
  if (answer.kind === 'failed') return html`<p>It could not be tried:</p>${problemHtml(context, answer.problem)}`;
  const tried = answer.slices.map(({ joins, orders, durationMs, problem }) => {
    if (joins)
      return notice('good', `${plural(orders, 'order')} give the same catalog, tried in ${durationText(durationMs)}.`);
    if (problem === null) return notice('bad', 'They do not join.');
    return html`${problemHtml(context, problem)}${problem.comparison === null ? differences(problem.differences) : comparison(problem.comparison)}`;
  });
  return html`${answer.problems.map((problem) => problemHtml(context, problem))}${tried}`;
}

function differences(lines: readonly string[]): Html | null {
  return lines.length === 0 ? null : html`<pre class="sql" tabindex="0"><code>${lines.join('\n')}</code></pre>`;
}

function comparison({ left, right, entries }: MergeComparison): Html {
  return html`<div class="table-box" tabindex="0" role="region" aria-label="What differs"><table class="compared"><thead><tr><th scope="col">What</th><th scope="col">${left}</th><th scope="col">${right}</th></tr></thead><tbody>${entries.map(entryHtml)}</tbody></table></div>`;
}

function entryHtml({ thing, fact, left, right }: ComparedEntry): Html {
  const side = (value: string | null, tone: string): Html =>
    value === null ? html`<td class="muted">not there</td>` : html`<td class="side-${tone}"><code>${value}</code></td>`;
  return html`<tr><th scope="row">${thing}${fact === '' ? null : html` <span class="muted">${fact}</span>`}</th>${side(left, 'left')}${side(right, 'right')}</tr>`;
}
