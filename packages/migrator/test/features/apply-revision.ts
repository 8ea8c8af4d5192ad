import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { openWorkspace } from '../../src/adapters/fs/workspace.ts';
import { KnownEntities } from '../../src/adapters/pg/catalog/known-entities.ts';
import { openScratchDatabase } from '../../src/adapters/scratch/scratch-database.ts';
import { UNKNOWN } from '../../src/adapters/scratch/with-one-runner.ts';
import { defaultRunnerOptions } from '../../src/execute/runner-options.ts';
import { createStopSignal } from '../../src/execute/stop-signal.ts';
import { proofRunnerOptions } from '../../src/proof/proof-tools.ts';
import { Subject } from '../../src/proof/round-trip/subject.ts';
import type { Direction } from '../../src/revision/revision.ts';
import type { RevisionFile } from '../../src/revision/revision-file.ts';
import { dataCodeIn } from '../../src/wiring/data-runner.ts';
import { memoryCache } from '../proof/proof-kit.ts';
import type { FreshDatabase } from '../support/fresh-database.ts';
import { WORKSPACE } from './reference-history.ts';

/** Runs single revisions of the reference workspace, in any order that their needs allow. */
export interface Applier {
  apply(file: RevisionFile, direction: Direction): Promise<void>;
  /** All of them, in one run and in the order of plans. */
  applyAll(direction: Direction): Promise<void>;
  close(): Promise<void>;
}

const never = async (): Promise<never> => {
  throw new Error('no copies of this one');
};

/** The runner of `migrate upgrade`, told which revision is next. */
export function applier({ name, url }: Pick<FreshDatabase, 'name' | 'url'>): Applier {
  const options = {
    name,
    url,
    stateSchema: 'braid',
    toolVersion: 'test',
    withCopy: never,
    keepAs: never,
    leaveAs: () => undefined,
    shelf: UNKNOWN,
    learned: { server: undefined, entities: new KnownEntities() },
  };
  const database = openScratchDatabase(options);
  const subject = new Subject({
    server: { version: never, templates: never, withDatabase: never, close: async () => {} },
    cache: memoryCache(),
    forgetful: false,
    settings: '',
    workspace: openWorkspace(WORKSPACE),
    toolVersion: 'test',
    ambient: { now: () => new Date(), randomBytes: (length) => randomBytes(length) },
    identity: { host: hostname(), pid: process.pid },
    runnerOptions: proofRunnerOptions(defaultRunnerOptions),
    stop: createStopSignal(),
    ...dataCodeIn(WORKSPACE, {}),
    parallel: 1,
  });
  return {
    apply: (file, direction) => subject.step(database, [file.revision.id], direction),
    applyAll: (direction) =>
      subject.step(
        database,
        subject.graph.ordered.map(({ id }) => id),
        direction,
      ),
    close: () => database.disconnect(),
  };
}
