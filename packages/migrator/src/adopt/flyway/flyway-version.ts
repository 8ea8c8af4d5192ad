/** A version of Flyway: whole numbers between dots. */
export interface FlywayVersion {
  /** As Flyway prints and stores it: `1.2` for `1_2`. */
  readonly text: string;
  /** Without zeros at the end: `1.0` is `1`. */
  readonly parts: readonly bigint[];
}

const PART = /^[+-]?\d+$/;
/** Words that Flyway reads as a target instead of a version. */
const PLACES = ['current', 'next', 'latest'];

/** The version in a file's name or in a row; `undefined` for what Flyway does not accept as one. */
export function flywayVersion(written: string): FlywayVersion | undefined {
  const text = written.replaceAll('_', '.');
  const words = text.split(/\.(?=\d)/);
  if (PLACES.includes(written.toLowerCase()) || !words.every((word) => PART.test(word))) return undefined;
  const parts = words.map((word) => BigInt(word.replace('+', '')));
  while (parts.length > 1 && parts.at(-1) === 0n) parts.pop();
  return { text, parts };
}

/** Below 0 when `a` comes first, 0 for the same version. Number by number, as `1.10` comes after `1.9`. */
export function compareVersions(a: FlywayVersion, b: FlywayVersion): number {
  for (let at = 0; at < Math.max(a.parts.length, b.parts.length); at++) {
    const [left, right] = [a.parts[at] ?? 0n, b.parts[at] ?? 0n];
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}
