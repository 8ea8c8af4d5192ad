/** Labels that Braid's own samples have. */
const OWN: readonly string[] = [
  'action',
  'code',
  'database',
  'direction',
  'le',
  'result',
  'slice',
  'sqlstate',
  'version',
];

/** What is wrong with `name` as a label of one's own; `undefined` where nothing is. */
export function labelProblem(name: string): string | undefined {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return 'is not a name of letters, digits and _ that begins with a letter';
  if (name.startsWith('__')) return 'begins with __, which Prometheus reserves';
  return OWN.includes(name) ? 'is a label that Braid sets' : undefined;
}
