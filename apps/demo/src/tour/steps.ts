import { questionStep } from './question.ts'
import type { Step } from './step.ts'

/** The tour, in its order. */
export const steps: readonly Step[] = [questionStep]
