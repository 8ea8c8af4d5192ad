import type { Rehearsals } from '../../ports/rehearsal/rehearsals.ts';
import { openPgDatabase } from '../pg/pg-database.ts';
import type { CopyOptions } from './copy/copy-target.ts';
import { makeCopy } from './copy/make-copy.ts';
import { observedDatabase } from './observe/observed-database.ts';
import { makeProbe } from './observe/probe.ts';
import { StepRecorder } from './observe/step-recorder.ts';
import { type RehearsalServerOptions, withRehearsalDatabase } from './rehearsal-server.ts';
import { withSession } from './rehearsal-session.ts';

export type RehearsalOptions = CopyOptions & Omit<RehearsalServerOptions, 'home'> & { readonly toolVersion: string };

/**
 * Copies of a database on the embedded server, or on the shadow server where one is named.
 *
 * @param fill makes the copy in an empty database; by default with pg_dump and pg_restore
 */
export function openRehearsals(options: RehearsalOptions, fill: typeof makeCopy = makeCopy): Rehearsals {
  const { root, stateSchema, toolVersion } = options;
  return {
    withCopy: (request, work) =>
      withRehearsalDatabase({ ...options, home: root }, async (place) => {
        const facts = await fill(options, request, place);
        const location = { url: place.url, variables: place.variables, source: 'rehearsal' };
        return await withSession(location, async (client) => {
          await makeProbe(client, stateSchema);
          const recorder = new StepRecorder(client, stateSchema);
          const database = openPgDatabase({ ...location, stateSchema, toolVersion });
          try {
            const observed = observedDatabase(database, recorder);
            return await work({ database: observed, facts, takeSteps: () => recorder.take() });
          } finally {
            await database.close();
          }
        });
      }),
  };
}
