import { type CheckResult, check } from '../commands/check.ts';
import { driftContext } from '../config/drift-context.ts';
import type { Context } from '../config/open-context.ts';
import { revisionContext } from '../config/revision-context.ts';
import type { MigratorCheckOptions } from './migrator.ts';

/** `check` with the contexts that its options ask for. */
export async function checkCall(context: Context, options: MigratorCheckOptions): Promise<CheckResult> {
  const database = options.database === true ? driftContext(context) : undefined;
  const schemas = options.schema === false ? undefined : await revisionContext(context);
  try {
    return await check(context, { slice: options.slice, schemas, database });
  } finally {
    await schemas?.closeRevisions();
    await database?.closeProofs();
  }
}
