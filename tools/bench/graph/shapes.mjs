/**
 * @typedef {{ slice: string, id: string, revises: readonly string[], dependsOn: readonly string[], labels: readonly string[] }} Drawn
 * @typedef {(size: number) => Generator<Drawn>} Shape
 */

/**
 * Twelve hex digits that look random and are not (multiplication by an odd number is a permutation).
 *
 * @param {number} i
 */
function idOf(i) {
  return ((BigInt(i + 1) * 0x9e3779b97f4bn) & 0xffffffffffffn).toString(16).padStart(12, '0');
}

/**
 * One slice, one line.
 *
 * @type {Shape}
 */
function* linear(size) {
  for (let i = 0; i < size; i++) {
    yield {
      slice: 'main',
      id: idOf(i),
      revises: i === 0 ? [] : [idOf(i - 1)],
      dependsOn: [],
      labels: i === 0 ? ['main'] : [],
    };
  }
}

/**
 * Twenty slices, each one a line; one revision in twenty depends on a recent one of another slice.
 *
 * @type {Shape}
 */
function* slices(size) {
  for (let i = 0; i < size; i++) {
    const slice = `slice_${String(i % 20).padStart(2, '0')}`;
    const depends = i >= 40 && i % 19 === 7;
    yield {
      slice,
      id: idOf(i),
      revises: i < 20 ? [] : [idOf(i - 20)],
      dependsOn: depends ? [idOf(i - 1 - (i % 17))] : [],
      labels: i < 20 ? [slice] : [],
    };
  }
}

/**
 * Four slices; in each one two branches part and are merged again, over and over.
 *
 * @type {Shape}
 */
function* braided(size) {
  /** @type {(string | undefined)[]} */
  const tips = [undefined, undefined, undefined, undefined];
  let i = 0;
  for (let turn = 0; i < size; turn = (turn + 1) % 4) {
    const slice = `braid_${turn}`;
    const tip = tips[turn];
    /** @param {readonly string[]} revises */
    const next = (revises) => ({
      slice,
      id: idOf(i++),
      revises,
      dependsOn: [],
      labels: revises.length === 0 ? [slice] : [],
    });
    if (tip === undefined || size - i < 3) {
      const one = next(tip === undefined ? [] : [tip]);
      tips[turn] = one.id;
      yield one;
      continue;
    }
    const left = next([tip]);
    const right = next([tip]);
    const merge = next([left.id, right.id]);
    tips[turn] = merge.id;
    yield left;
    yield right;
    yield merge;
  }
}

/** @type {Readonly<Record<string, Shape>>} */
export const SHAPES = { linear, slices, braided };
