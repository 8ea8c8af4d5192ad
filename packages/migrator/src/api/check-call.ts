import { type CheckResult, check } from '../commands/check.ts';
import { authoredContext } from '../config/authored-context.ts';
import { driftContext } from '../config/drift-context.ts';
import type { Context } from '../config/open-context.ts';
import { ownershipContext } from '../config/ownership-context.ts';
import { revisionContext } from '../config/revision-context.ts';
import type { MigratorCheckOptions } from './migrator.ts';

/** `check` with the contexts that its options ask for. */
export async function checkCall(context: Context, options: MigratorCheckOptions): Promise<CheckResult> {
  const database = options.database === true ? driftContext(context) : undefined;
  const schemas = options.schema === false ? undefined : await revisionContext(context);
  try {
    const ownership = schemas ?? (await ownershipContext(context));
    return await check(authoredContext(context), { slice: options.slice, schemas, database, ownership });
  } finally {
    await schemas?.closeRevisions();
    await database?.closeProofs();
  }
}
