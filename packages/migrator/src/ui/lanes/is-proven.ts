/** Whether the text about the proof of a merge says that it is proven. */
export function isProven(proof: string): boolean {
  return proof.startsWith('proven') || proof === 'adopted';
}
