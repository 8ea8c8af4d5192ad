import { databaseFindings } from '../../commands/check/database-findings.ts';
import { health } from '../../commands/health/health.ts';
import type { OpenWorkbench } from '../../wiring/open-workbench.ts';
import type { Html } from '../html/html.ts';
import { driftHtml } from '../view/database/drift.ts';
import { healthHtml } from '../view/database/health.ts';
import type { PageContext } from '../view/page-context.ts';

/** Compares a database with what its revisions build, on its own connection. Throws what reading it throws. */
export async function driftPart(context: PageContext, bench: OpenWorkbench): Promise<Html> {
  return driftHtml(context, await databaseFindings(bench));
}

/** The health findings of a database. Throws what reading it throws. */
export async function healthPart(context: PageContext, bench: OpenWorkbench): Promise<Html> {
  const store = await bench.looks();
  // Opening a page must not count as a look from which growth is measured.
  const looks = async () => ({ read: (identity: string) => store.read(identity), write: () => false });
  return healthHtml(context, await health({ ...bench, looks }, { fix: false, orphans: false }));
}
