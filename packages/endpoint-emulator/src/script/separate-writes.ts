import type { BodyStep } from '../http/response.ts'

/** Puts each piece of a body into a write of its own. */
export function separateWrites(steps: readonly BodyStep[]): BodyStep[] {
  return steps.flatMap((step, index) => {
    const bytes = typeof step === 'string' || step instanceof Uint8Array
    return bytes && index > 0 ? [{ delayMs: 0 }, step] : [step]
  })
}
