import { joinViews } from '../../commands/ui/merge-view.ts';
import { allDifferences } from '../../commands/ui/schema/revision-difference.ts';
import { type SchemaView, schemaView } from '../../commands/ui/schema/schema-view.ts';
import { MigratorError } from '../../errors/migrator-error.ts';
import type { OpenWorkbench } from '../../wiring/open-workbench.ts';
import type { PageSource } from '../../wiring/page/page-source.ts';
import { type Html, html } from '../html/html.ts';
import { ScratchWork } from '../pages/scratch-work.ts';
import { differencesHtml } from '../view/fragments.ts';
import { joinAnswerHtml } from '../view/merge-page.ts';
import type { PageContext } from '../view/page-context.ts';
import { notice, problemHtml } from '../view/parts.ts';
import { NO_DIFFERENCE } from '../view/revision-page.ts';

/** Running each revision of a longer history takes minutes; `migrate ui` shows the changes of a single one. */
const IN_TURN = 1_000;

/** The schema at all heads, or why it is unknown. */
export type ReportSchema =
  | { readonly view: SchemaView; readonly problem: null }
  | { readonly view: null; readonly problem: MigratorError };

/** The schema at all heads. If it cannot be built here, the report contains the rest. */
export async function reportSchema(bench: OpenWorkbench, source: PageSource): Promise<ReportSchema> {
  const scratch = new ScratchWork(source);
  try {
    const request = { at: { kind: 'heads' }, compared: undefined, catalogAt: scratch.catalogAt.bind(scratch) } as const;
    return { view: await schemaView(bench, request), problem: null };
  } catch (error) {
    if (!(error instanceof MigratorError)) throw error;
    return { view: null, problem: error };
  }
}

/** The changes of each revision in the catalog, as its page shows them. */
export async function reportDifferences(bench: OpenWorkbench, context: PageContext): Promise<(id: string) => Html> {
  const { size } = bench.graph();
  if (size > IN_TURN) {
    const why = `Not looked at: of more than ${IN_TURN} revisions a report does not run each one.`;
    return () => html`<p class="muted">${why} <code>${context.typed('migrate ui')}</code></p>`;
  }
  const { of: found, problem } = await allDifferences(bench);
  return (id) => {
    const differences = found.get(id);
    if (differences !== undefined) return differencesHtml(differences, NO_DIFFERENCE);
    return html`${notice('quiet', 'Not known: it could not be run on a scratch database.')}${problem === null ? null : problemHtml(context, problem)}`;
  };
}

/** What happens when the branches of each slice with several heads are joined, by slice. */
export async function reportJoins(source: PageSource, bench: OpenWorkbench, context: PageContext) {
  const scratch = new ScratchWork(source);
  const answers = new Map<string, Html>();
  for (const { slice } of joinViews(bench)) answers.set(slice, joinAnswerHtml(context, await scratch.join(slice)));
  return answers;
}
