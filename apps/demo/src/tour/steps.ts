import { failureStep } from './failure.ts'
import { familiesStep } from './families.ts'
import { formatterStep } from './formatter.ts'
import { imageStep } from './image.ts'
import { questionStep } from './question.ts'
import { reasoningStep } from './reasoning.ts'
import { retryStep } from './retry.ts'
import type { Step } from './step.ts'
import { streamingStep } from './streaming.ts'
import { structuredStep } from './structured.ts'
import { toolsStep } from './tools.ts'
import { workspaceStep } from './workspace.ts'

/** The steps of the tour, in order. */
export const steps: readonly Step[] = [
  questionStep,
  streamingStep,
  toolsStep,
  structuredStep,
  imageStep,
  reasoningStep,
  failureStep,
  retryStep,
  familiesStep,
  formatterStep,
  workspaceStep,
]
