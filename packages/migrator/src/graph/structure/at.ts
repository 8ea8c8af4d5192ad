/**
 * Element `i` of an array that is known to be long enough; a wrong index is a defect of this package and fails at once
 * instead of spreading `undefined`.
 */
export function at<T>(array: { readonly [index: number]: T; readonly length: number }, i: number): T {
  const value = array[i];
  if (value === undefined) throw new RangeError(`index ${i} of ${array.length}`);
  return value;
}

/**
 * As `at`, for the integer arrays of the hot loops: one array type only, so that the engine compiles it to a plain
 * load.
 */
export function intAt(array: Int32Array, i: number): number {
  const value = array[i];
  if (value === undefined) throw new RangeError(`index ${i} of ${array.length}`);
  return value;
}
