import { exerciseBackfills } from './exercise/backfills.ts';
import { exerciseBackground } from './exercise/background.ts';
import type { OpenExercised } from './exercise/exercised.ts';
import { exerciseHalfRuns } from './exercise/half-runs.ts';
import { exerciseLease } from './exercise/lease.ts';
import { exerciseLog } from './exercise/log.ts';
import { exerciseObserving } from './exercise/observing.ts';
import { exerciseReading } from './exercise/reading.ts';
import { exerciseRevisions } from './exercise/revisions.ts';
import { exerciseSeeds } from './exercise/seeds.ts';
import { exerciseStateChanges } from './exercise/state-changes.ts';

/** What every implementation of the ports of `ports/database` does, whatever is behind it. */
export function exerciseDatabase(name: string, open: OpenExercised): void {
  exerciseReading(name, open);
  exerciseLease(name, open);
  exerciseRevisions(name, open);
  exerciseHalfRuns(name, open);
  exerciseBackfills(name, open);
  exerciseBackground(name, open);
  exerciseSeeds(name, open);
  exerciseStateChanges(name, open);
  exerciseLog(name, open);
  exerciseObserving(name, open);
}
