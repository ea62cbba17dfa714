import { styleText } from 'node:util'
import { escapeLine } from '@azureml-endpoints/endpoint-emulator'
import type { Progress, ShownRequest, Viewer } from '../tour-runner/recording.ts'
import type { Outcome, TourViewer } from '../tour-runner/run-tour.ts'
import type { Step } from '../tour/step.ts'
import { AnswerWriter } from './answer-writer.ts'

/** Shows the tour on a terminal. */
export class TerminalView implements TourViewer {
  readonly #print: (line: string) => void
  readonly #answer: AnswerWriter
  readonly #introduced = new Set<string>()
  #answering: 'text' | 'reasoning' | undefined

  constructor(output: NodeJS.WriteStream) {
    this.#print = (line) => output.write(`${line}\n`)
    this.#answer = new AnswerWriter(output)
  }

  readonly step = ({ name, shows }: Step): void => {
    this.#print(`\n${styleText('bold', `${name}: ${shows}`)}`)
    this.#print(styleText('dim', `source: apps/demo/src/tour/${name}.ts`))
  }

  readonly run: TourViewer['run'] = ({ entryPoint, apiType }) => {
    const place = `${entryPoint} · ${apiType}`
    this.#print(`\n  ${styleText(['cyan', 'bold'], place)}`)
    return {
      request: (request) => this.#request(request, place),
      note: this.#note,
      chunk: this.#chunk,
    }
  }

  readonly outcome = ({ error, progress, recording, totalMs }: Outcome): void => {
    this.#endAnswer()
    if (error !== undefined) return this.#print(`  ${styleText('red', `✗ ${escapeLine(formatError(error))}`)}`)
    const summary = [...ending(recording), ...timing(progress), `${Math.round(totalMs)} ms total`].join(' · ')
    this.#print(`  ${styleText('green', '✓')} ${styleText('dim', escapeLine(summary))}`)
  }

  /** Shows a request; shows its headers only once per client and API type, since they stay the same. */
  #request({ url, headers, body }: ShownRequest, place: string): void {
    this.#endAnswer()
    const introduction = this.#introduced.has(place) ? [] : Object.entries(headers)
    this.#introduced.add(place)
    const lines = [`POST ${url}`, ...introduction.map((header) => header.join(': ')), JSON.stringify(body, shorten)]
    for (const line of lines) this.#print(`  ${styleText('dim', escapeLine(line))}`)
  }

  readonly #note: Viewer['note'] = (line) => {
    this.#endAnswer()
    this.#print(`  ${styleText('yellow', '•')} ${escapeLine(line)}`)
  }

  readonly #chunk: Viewer['chunk'] = (kind, chunk, progress) => {
    if (this.#answering !== kind) this.#endAnswer()
    this.#answering = kind
    const line = [`${progress.tokens} tokens`, ...timing(progress)].join(' · ')
    this.#answer.write(chunk, kind === 'reasoning' ? 'dim' : 'reset', line)
  }

  #endAnswer(): void {
    if (this.#answering !== undefined) this.#answer.end()
    this.#answering = undefined
  }
}

/** Formats an error with its name. */
export function formatError(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
}

/** Keeps an image from filling the screen. */
function shorten(_name: string, value: unknown): unknown {
  return typeof value === 'string' && value.length > 400 ? `${value.slice(0, 80)}… (${value.length} characters)` : value
}

function ending({ finishReason, tokens }: Outcome['recording']): string[] {
  return [
    ...(finishReason === undefined ? [] : [`finish reason ${finishReason}`]),
    ...(tokens?.inputTokens === undefined ? [] : [`${tokens.inputTokens} input tokens`]),
    ...(tokens?.outputTokens === undefined ? [] : [`${tokens.outputTokens} output tokens`]),
  ]
}

function timing({ firstTokenMs, tokensPerSecond }: Progress): string[] {
  return [
    ...(firstTokenMs === undefined ? [] : [`first token after ${Math.round(firstTokenMs)} ms`]),
    ...(tokensPerSecond === undefined ? [] : [`${Math.round(tokensPerSecond)} tokens/s`]),
  ]
}
