// What some documents need before their first command, besides an empty folder and an emulated endpoint.
import type { EndpointEmulatorOptions } from '@azureml-endpoints/endpoint-emulator'

/** The circumstances under which a document is read. */
export interface Circumstances {
  readonly emulated?: EndpointEmulatorOptions
  /** The path of the endpoint whose URL is in the environment; `undefined` leaves the environment empty. */
  readonly route?: string | undefined
}

const chat: Circumstances = { route: '/v1/chat/completions' }

/** A scoring script that answers in the template's format. */
const template: Circumstances = {
  emulated: { image: 'score-script', replies: [{ returns: { text: 'Hello', stop_reason: 'stop' } }] },
}

const special: Readonly<Record<string, Circumstances>> = {
  // The tour starts its own endpoints unless there is one in the environment.
  'README.md': {},
  'apps/demo/README.md': {},
  'packages/ai-sdk-provider/README.md': { route: '/score' },
  'packages/formatter-template/README.md': template,
}

/** The circumstances of a document. */
export function circumstancesOf(document: string): Circumstances {
  return special[document] ?? chat
}
