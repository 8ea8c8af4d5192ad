import type { Step } from '../../execute/event/step-event.ts';
import type { OpenStep } from './activity.ts';

const STEPS: Readonly<Record<Step, string>> = {
  'embedded-server': 'starting the embedded PostgreSQL',
  schemas: 'reading the schemas',
  differences: 'asking drizzle-kit what changed',
  defaults: 'comparing defaults with the database',
  proof: 'proving revisions up, down and up again',
  order: 'building all heads in another order',
  'scratch-database': 'building a scratch database',
};

/** A step as a person reads it: `reading the schemas of events`. */
export function stepText({ step, detail }: Pick<OpenStep, 'step' | 'detail'>): string {
  if (detail === '') return STEPS[step];
  return step === 'proof' ? `proving ${detail} up, down and up again` : `${STEPS[step]} of ${detail}`;
}
