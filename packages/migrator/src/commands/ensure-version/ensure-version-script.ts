import { scriptChecksum, withHeader } from '../../execute/offline/with-header.ts';
import type { OfflineBench } from '../shared/offline/offline-bench.ts';
import type { ScriptResult } from '../shared/offline/script-result.ts';

/** `ensure-version --sql`: the script that makes the state schema where it is missing. It can be run again. */
export async function ensureVersionScript(bench: Pick<OfflineBench, 'scriptWriter'>): Promise<ScriptResult> {
  const writer = await bench.scriptWriter();
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
