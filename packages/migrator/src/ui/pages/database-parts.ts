import { databaseFindings } from '../../commands/check/database-findings.ts';
import { health } from '../../commands/health/health.ts';
import type { OpenWorkbench } from '../../wiring/open-workbench.ts';
import type { Html } from '../html/html.ts';
import { driftHtml } from '../view/database/drift.ts';
import { healthHtml } from '../view/database/health.ts';
import type { PageContext } from '../view/page-context.ts';

/** Compares a database with what its revisions make, on a connection of its own. Throws what the look throws. */
export async function driftPart(context: PageContext, bench: OpenWorkbench): Promise<Html> {
  return driftHtml(context, await databaseFindings(bench));
}

/** What the rules of health find in a database. Throws what the look throws. */
export async function healthPart(context: PageContext, bench: OpenWorkbench): Promise<Html> {
  const store = await bench.looks();
  // Looking at a page is no look that growth is measured from.
  const looks = async () => ({ read: (identity: string) => store.read(identity), write: () => false });
  return healthHtml(context, await health({ ...bench, looks }, { fix: false, orphans: false }));
}
