import { styleText } from 'node:util'
import type { Progress, ShownRequest, Viewer } from '../recording.ts'
import type { Outcome, TourViewer } from '../run-tour.ts'
import type { Step } from '../tour/step.ts'
import { AnswerWriter } from './answer-writer.ts'

/** Shows the tour to a person. */
export class TerminalView implements TourViewer {
  readonly #print: (line: string) => void
  readonly #answer: AnswerWriter
  #answering = false

  constructor(output: NodeJS.WriteStream) {
    this.#print = (line) => output.write(`${line}\n`)
    this.#answer = new AnswerWriter(output)
  }

  readonly step = ({ name, shows }: Step): void => {
    this.#print(`\n${styleText('bold', `${name}: ${shows}`)}`)
    this.#print(styleText('dim', `apps/demo/src/tour/${name}.ts`))
  }

  readonly run: TourViewer['run'] = ({ entryPoint, apiType }) => {
    this.#print(`\n  ${styleText(['cyan', 'bold'], `${entryPoint} · ${apiType}`)}`)
    return this.#viewer
  }

  readonly outcome = ({ error, progress, recording }: Outcome): void => {
    this.#endAnswer()
    if (error !== undefined) return this.#print(`  ${styleText('red', `✗ ${nameFailure(error)}`)}`)
    this.#print(
      `  ${styleText('green', '✓')} ${styleText('dim', describe(recording.finishReason, recording.tokens, progress))}`,
    )
  }

  readonly #viewer: Viewer = {
    request: (request) => {
      this.#endAnswer()
      for (const line of requestLines(request)) this.#print(`  ${styleText('dim', line)}`)
    },
    note: (line) => {
      this.#endAnswer()
      this.#print(`  ${styleText('yellow', '•')} ${line}`)
    },
    piece: (kind, piece, progress) => {
      this.#answering = true
      this.#answer.write(piece, kind === 'reasoning' ? 'dim' : 'reset', progressLine(progress))
    },
  }

  #endAnswer(): void {
    if (this.#answering) this.#answer.end()
    this.#answering = false
  }
}

/** Names a failure with what caused it. */
export function nameFailure(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
}

function requestLines({ url, headers, body }: ShownRequest): string[] {
  return [
    `POST ${url}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    JSON.stringify(body, shorten),
  ]
}

/** Keeps an image from filling the screen. */
function shorten(_name: string, value: unknown): unknown {
  return typeof value === 'string' && value.length > 400
    ? `${value.slice(0, 120)}… (${value.length} characters)`
    : value
}

function describe(finishReason: string | undefined, usage: Outcome['recording']['tokens'], progress: Progress): string {
  return [
    ...(finishReason ? [`finish reason ${finishReason}`] : []),
    ...(usage?.inputTokens === undefined ? [] : [`${usage.inputTokens} tokens in`]),
    ...(usage?.outputTokens === undefined ? [] : [`${usage.outputTokens} tokens out`]),
    ...timing(progress),
  ].join(' · ')
}

function progressLine(progress: Progress): string {
  return [`${progress.tokens} tokens`, ...timing(progress)].join(' · ')
}

function timing({ firstTokenMs, tokensPerSecond }: Progress): string[] {
  return [
    ...(firstTokenMs === undefined ? [] : [`first token after ${Math.round(firstTokenMs)} ms`]),
    ...(tokensPerSecond === undefined ? [] : [`${Math.round(tokensPerSecond)} tokens/s`]),
  ]
}
