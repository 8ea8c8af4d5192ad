import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import { type RunningMigrate, startMigrate } from '../../support/run-migrate.ts';

export const FLEET_MANIFEST = new URL('../../../../../docs/ops/fleet-work.yaml', import.meta.url);

/** What Kubernetes goes by in a Job. */
interface JobRules {
  readonly args: readonly string[];
  readonly completions: number;
  /** Failures that are allowed, of each index. */
  readonly backoff: number;
  /** Exit codes that fail the whole job. */
  readonly failing: readonly number[];
}

/** The jobs of the documented manifest, in its order: the coordinator's, the workers'. */
export function documentedJobs(): readonly JobRules[] {
  return parseAllDocuments(readFileSync(FLEET_MANIFEST, 'utf8')).map((document) => {
    const list = (path: readonly (string | number)[]): readonly unknown[] => {
      const value: unknown = document.getIn(path);
      const plain: unknown = typeof value === 'object' && value !== null && 'toJSON' in value ? document.toJS() : value;
      const found = path.reduce<unknown>(
        (from, key) => (typeof from === 'object' && from !== null ? Reflect.get(from, key) : from),
        plain,
      );
      return Array.isArray(found) ? found : [];
    };
    const number = (key: string) => Number(document.getIn(['spec', key]) ?? Number.NaN);
    const isIndexed = document.getIn(['spec', 'completionMode']) === 'Indexed';
    return {
      args: list(['spec', 'template', 'spec', 'containers', 0, 'args']).map(String),
      completions: isIndexed ? number('completions') : 1,
      backoff: number(isIndexed ? 'backoffLimitPerIndex' : 'backoffLimit'),
      failing: list(['spec', 'podFailurePolicy', 'rules', 0, 'onExitCodes', 'values']).map(Number),
    };
  });
}

/** A job while it runs: as the controller of Kubernetes runs one, without its pauses. */
export interface SupervisedJob {
  /** The processes that run now, by index. */
  readonly running: ReadonlyMap<number, RunningMigrate>;
  /** How many processes were started. */
  readonly starts: { count: number };
  /** Resolves when each index has ended with 0; rejects when the job has failed. */
  readonly complete: Promise<void>;
}

/** Starts the processes of a job, and replaces those that die as its rules say. */
export function superviseJob(rules: JobRules, cwd: string, more: readonly string[]): SupervisedJob {
  const running = new Map<number, RunningMigrate>();
  const starts = { count: 0 };
  const index = async (at: number): Promise<void> => {
    for (let failures = 0; failures <= rules.backoff; failures += 1) {
      const child = startMigrate([...rules.args, ...more], { cwd });
      running.set(at, child);
      starts.count += 1;
      const { exitCode, stdout, stderr } = await child.result;
      if (exitCode === 0) return void running.delete(at);
      // Null: a signal, which is no exit code that the policy names.
      if (exitCode !== null && rules.failing.includes(exitCode)) {
        throw new Error(`the job failed with ${exitCode}: ${stderr}${stdout}`);
      }
    }
    throw new Error(`index ${at} failed more than ${rules.backoff} times`);
  };
  const complete = Promise.all(Array.from({ length: rules.completions }, (_, at) => index(at))).then(() => undefined);
  // It is awaited later; what is thrown meanwhile is thrown then.
  complete.catch(() => undefined);
  return { running, starts, complete };
}
