import { createHash } from 'node:crypto';

/** Beginnings of what a half run remembers of steps of code. */
const DONE = 'step:';
const RUNNING = 'step-batches:';

/** A step of code, by its name and the text of what it does. */
export interface NamedStep {
  readonly name: string;
  /** The function as it was loaded, and the options of its batches. */
  readonly text: string;
}

/** Names a step that is done: `step:<hash>:<name>`. */
export function stepMark(step: NamedStep): string {
  return `${DONE}${hashOf(step)}:${step.name}`;
}

/** Names a step whose batches have begun. It is the last one that is remembered. */
export function runningMark(step: NamedStep): string {
  return `${RUNNING}${hashOf(step)}:${step.name}`;
}

/** Whether this names a step of code. */
export function isStepMark(mark: string | undefined): boolean {
  return mark !== undefined && (mark.startsWith(DONE) || isRunning(mark));
}

export function isRunning(mark: string): boolean {
  return mark.startsWith(RUNNING);
}

/** The name of the step that this names. */
export function nameOfMark(mark: string): string {
  return mark.replace(/^[^:]*:[^:]*:/, '');
}

function hashOf({ name, text }: NamedStep): string {
  return createHash('sha256')
    .update(JSON.stringify([name, text]), 'utf8')
    .digest('hex')
    .slice(0, 16);
}
