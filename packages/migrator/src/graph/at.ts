/**
 * Element `i` of an array that is known to be long enough; a wrong index is a defect of this package and fails at once
 * instead of spreading `undefined`.
 */
export function at<T>(array: { readonly [index: number]: T; readonly length: number }, i: number): T {
  const value = array[i];
  if (value === undefined) throw new RangeError(`index ${i} of ${array.length}`);
  return value;
}
