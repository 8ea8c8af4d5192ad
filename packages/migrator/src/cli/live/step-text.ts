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

/** More names than these fill a line that only says what is going on. */
const NAMES = 5;

/** A step as a person reads it: `reading the schemas of events`, and of many `… of a, b, c, d and 96 more`. */
export function stepText({ step, detail: all }: Pick<OpenStep, 'step' | 'detail'>): string {
  if (all === '') return STEPS[step];
  const names = all.split(', ');
  const shown = names.slice(0, NAMES - 1).join(', ');
  const detail = names.length > NAMES ? `${shown} and ${names.length - NAMES + 1} more` : all;
  return step === 'proof' ? `proving ${detail} up, down and up again` : `${STEPS[step]} of ${detail}`;
}
