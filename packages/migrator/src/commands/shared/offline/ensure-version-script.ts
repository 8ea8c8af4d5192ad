import { scriptChecksum, withHeader } from '../../../execute/offline/with-header.ts';
import type { OfflineContext } from './offline-context.ts';
import type { ScriptResult } from './script-result.ts';

/** `ensure-version --sql`: the script that makes the state schema where it is missing. It can be run again. */
export async function ensureVersionScript(context: Pick<OfflineContext, 'scriptWriter'>): Promise<ScriptResult> {
  const writer = await context.scriptWriter();
  const body = writer.ensureState();
  return {
    action: 'ensure-version',
    from: null,
    to: [],
    revisions: [],
    skipped: [],
    checksum: scriptChecksum(body),
    sql: withHeader('migrate ensure-version as SQL', [['by', `braid ${writer.toolVersion}`]], body),
  };
}
