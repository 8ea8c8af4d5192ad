import { type CheckResult, check } from '../commands/check/check.ts';
import { type ChangedContext, changedContext, stagedContext } from './affected-context.ts';
import { authoredContext } from './authored-context.ts';
import { driftContext } from './drift-context.ts';
import type { Context } from './open-context.ts';
import { ownershipContext } from './ownership-context.ts';
import { revisionContext } from './revision-context.ts';

/** What `check` looks at. */
export interface RunCheckOptions {
  readonly slice?: string | undefined;
  /** Compare the Drizzle schemas with the revisions; default true. */
  readonly schema?: boolean | undefined;
  /** Also compare the database with what its applied revisions make. */
  readonly database?: boolean | undefined;
  /** Only the slices that changed since this branch or commit of git, and those that stand on them. */
  readonly affectedSince?: string | undefined;
  /** Only the slices that the next commit changes, as it would leave them. */
  readonly staged?: boolean | undefined;
  /** Write the dependencies that package.json files lack. */
  readonly fix?: boolean | undefined;
}

/** `check` with the contexts that its options ask for, which are put away again. */
export async function runCheck(context: Context, options: RunCheckOptions = {}): Promise<CheckResult> {
  const changed = await changesOf(context, options);
  try {
    return await checked(changed?.context ?? context, changed, options);
  } finally {
    changed?.close();
  }
}

async function changesOf(
  context: Context,
  { staged, affectedSince }: RunCheckOptions,
): Promise<ChangedContext | undefined> {
  if (staged === true) return await stagedContext(context);
  return affectedSince === undefined ? undefined : await changedContext(context, affectedSince);
}

async function checked(
  context: Context,
  changed: ChangedContext | undefined,
  { slice, schema, database, fix }: RunCheckOptions,
): Promise<CheckResult> {
  const drift = database === true ? driftContext(context) : undefined;
  const schemas = schema === false ? undefined : await revisionContext(context);
  const ownership = schemas ?? (await ownershipContext(context));
  try {
    return await check(authoredContext(context), {
      ...{ slice, schemas, database: drift, ownership, files: ownership.files },
      affected: changed?.affected,
      fix: fix === true,
    });
  } finally {
    await schemas?.closeRevisions();
    await drift?.closeProofs();
  }
}
