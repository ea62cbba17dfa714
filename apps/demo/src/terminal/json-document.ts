import type { Outcome } from '../tour-runner/run-tour.ts'
import type { Step } from '../tour/step.ts'

/** Builds the document that `--json` prints. */
export function jsonDocument(question: string, steps: readonly Step[], outcomes: readonly Outcome[]): unknown {
  return {
    ok: outcomes.length > 0 && outcomes.every(({ error }) => error === undefined),
    question,
    steps: steps.map(({ name, shows }) => ({
      name,
      shows,
      file: `apps/demo/src/tour/${name}.ts`,
      runs: outcomes.filter(({ step }) => step === name).map(jsonRun),
    })),
  }
}

function jsonRun({ entryPoint, apiType, recording, progress, totalMs, error }: Outcome): unknown {
  return {
    entryPoint,
    apiType,
    ok: error === undefined,
    error: error instanceof Error ? { name: error.name, message: error.message } : error,
    requests: recording.requests,
    retries: recording.retries,
    notes: recording.notes,
    reasoning: recording.reasoningText || undefined,
    text: recording.answerText,
    finishReason: recording.finishReason,
    usage: recording.tokens,
    firstTokenMs: rounded(progress.firstTokenMs),
    tokensPerSecond: rounded(progress.tokensPerSecond),
    totalMs: rounded(totalMs),
  }
}

function rounded(value: number | undefined): number | undefined {
  return value === undefined ? undefined : Math.round(value * 10) / 10
}
