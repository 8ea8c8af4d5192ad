import type { FileEffects } from '../../ports/workspace/kept/effects-cache.ts';
import type { PlacedStatement } from '../../sql-objects/ownership/placed-statement.ts';

/** Counted up when more is read off statements, so that a checkout of Braid itself forgets what it read before. */
const FORMAT = 4;

/**
 * What statements do, as JSON, by the checksum of their file. Statements name the same few things again and again, so
 * each effect and access is written once, and statements have its number: that halves the time to read it.
 */
export function printEffects(entries: Iterable<readonly [string, FileEffects]>, toolVersion: string): string {
  const [effects, accesses] = [new Numbers(), new Numbers()];
  const numbered = (statement: PlacedStatement) => ({
    ...statement,
    effects: statement.effects.map((each) => effects.of(each)),
    ...(statement.accesses === undefined ? {} : { accesses: statement.accesses.map((each) => accesses.of(each)) }),
  });
  const files = Object.fromEntries(
    Array.from(entries, ([checksum, { upgrade, downgrade }]) => [
      checksum,
      { upgrade: upgrade.map(numbered), downgrade: downgrade.map(numbered) },
    ]),
  );
  return JSON.stringify({ toolVersion, format: FORMAT, effects: effects.all, accesses: accesses.all, files });
}

/** What {@link printEffects} wrote, without entries that are broken; nothing of another version's. */
export function parseEffects(text: string, toolVersion: string): Map<string, FileEffects> {
  const found = new Map<string, FileEffects>();
  const content: unknown = JSON.parse(text);
  if (!isObject(content) || content.toolVersion !== toolVersion || content.format !== FORMAT) return found;
  const { effects, accesses, files } = content;
  if (!Array.isArray(effects) || !Array.isArray(accesses) || !isObject(files)) return found;
  for (const [checksum, file] of Object.entries(files)) {
    if (isRestored(file, effects, accesses)) found.set(checksum, file);
  }
  return found;
}

/** Gives each thing a number, equal ones the same. */
class Numbers {
  readonly all: object[] = [];
  /** What was read from such a text is the same object. */
  readonly #known = new Map<object, number>();
  readonly #written = new Map<string, number>();

  of(thing: object): number {
    const known = this.#known.get(thing);
    if (known !== undefined) return known;
    const text = JSON.stringify(thing);
    const number = this.#written.get(text) ?? this.all.push(thing) - 1;
    this.#written.set(text, number);
    this.#known.set(thing, number);
    return number;
  }
}

/** Replaces the numbers with the things; what is checked is that nothing falls over what was cut off or mixed up. */
function isRestored(file: unknown, effects: readonly unknown[], accesses: readonly unknown[]): file is FileEffects {
  if (!isObject(file)) return false;
  return [file.upgrade, file.downgrade].every(
    (section) =>
      Array.isArray(section) &&
      section.every((each: unknown) => {
        if (!isObject(each) || typeof each.line !== 'number') return false;
        each.effects = things(each.effects, effects);
        if (each.accesses !== undefined) each.accesses = things(each.accesses, accesses) ?? null;
        return each.effects !== undefined && each.accesses !== null;
      }),
  );
}

/** `undefined` if they are no numbers of things. */
function things(numbers: unknown, all: readonly unknown[]): readonly object[] | undefined {
  if (!Array.isArray(numbers)) return undefined;
  const found: object[] = [];
  for (const number of numbers) {
    const thing = all[number];
    if (typeof thing !== 'object' || thing === null) return undefined;
    found.push(thing);
  }
  return found;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
