// What some documents need before their first command, besides an empty folder and an emulated endpoint.
import type { EndpointEmulatorOptions } from '@azureml-endpoints/endpoint-emulator'
import type { RepositoryDocument } from '../markdown/documents.ts'

/** The circumstances under which a document is read. */
export interface Circumstances {
  readonly emulated?: EndpointEmulatorOptions
  /** The path of the endpoint whose URL is in the environment; `undefined` leaves the environment empty. */
  readonly route?: string | undefined
  /** Files that the reader has already, by their paths. */
  readonly files?: Readonly<Record<string, string>>
}

const chat: Circumstances = { route: '/v1/chat/completions' }

/** A scoring script that answers in the template's format, as do formatters that were just made from it. */
const template: Circumstances = {
  emulated: { image: 'score-script', replies: [{ returns: { text: 'Hello', stop_reason: 'stop' } }] },
}

const answer = {
  object: 'chat.completion',
  model: 'made-up-1',
  choices: [{ index: 0, message: { role: 'assistant', content: 'Yes' }, finish_reason: 'stop' }],
}

const special: Readonly<Record<string, Circumstances>> = {
  // The tour starts its own endpoints unless there is one in the environment.
  'README.md': {},
  'apps/demo/README.md': {},
  'docs/reference/replay.md': { files: { 'recordings/owner+project/answer.json': JSON.stringify(answer) } },
  'packages/ai-sdk-provider/README.md': { route: '/score' },
}

/** The circumstances of a document. */
export function circumstancesOf({ path, blocks }: RepositoryDocument): Circumstances {
  const isNew = path.startsWith('packages/formatter') && blocks.every(({ example }) => example === undefined)
  if (isNew) return template
  return special[path] ?? chat
}
