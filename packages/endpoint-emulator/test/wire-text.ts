import { createEndpointEmulator, type EndpointEmulatorOptions } from '../src/index.ts'

/** A request to an emulator of its own, which has these options. */
export interface WireCase {
  readonly name: string
  readonly options?: EndpointEmulatorOptions | undefined
  readonly method?: string | undefined
  readonly path: string
  readonly headers?: Readonly<Record<string, string | undefined>> | undefined
  /** Sent as JSON; a string or bytes are sent unchanged. */
  readonly body?: unknown
}

/** Sends a request and returns the whole answer as text: status and headers in one line, then the body. What differs each time is masked. */
export async function answerText({ options = {}, ...request }: WireCase): Promise<string> {
  return sendTo(createEndpointEmulator(options).fetch, request)
}

/** Sends a request with this `fetch`. */
export async function sendTo(call: typeof fetch, request: Omit<WireCase, 'name' | 'options'>): Promise<string> {
  const { method = 'POST', path, body } = request
  const defaults = { 'content-type': 'application/json', authorization: 'Bearer any', 'api-key': 'any' }
  const headers = Object.entries({ ...defaults, ...request.headers }).filter((one) => one[1] !== undefined)
  const sent = body === undefined || typeof body === 'string' || body instanceof Uint8Array
  const init = {
    method,
    headers: headers as [string, string][],
    body: (sent ? body : JSON.stringify(body)) as BodyInit,
  }
  const answer = await call(`http://localhost${path}`, init)
  const lines = Array.from(answer.headers, ([name, value]) => `${name}: ${masked.has(name) ? '<…>' : value}`)
  const text = (await answer.text()).replaceAll('\r', '<CR>').replace(help, '<help>')
  return mask(`${[answer.status, ...lines.toSorted()].join(' | ')}\n${text}`)
}

/** Answers all cases. Each answer stands below the names of the cases that get it. */
export async function answerTexts(title: string, cases: readonly WireCase[]): Promise<string> {
  const names = new Map<string, string[]>()
  for (const one of cases) {
    const text = await answerText(one)
    names.set(text, [...(names.get(text) ?? []), `- ${one.name}`])
  }
  return `# ${title}\n\n${Array.from(names, ([text, same]) => `${same.join('\n')}\n${text}\n\n`).join('')}`
}

const masked: ReadonlySet<string> = new Set(['date', 'ms-azureml-model-time', 'x-ms-run-fn-exec-ms'])

/** What a managed endpoint adds to its error messages. */
const help =
  '\nPlease check this guide to understand why this error code might have been returned \n' +
  'https://docs.microsoft.com/en-us/azure/machine-learning/how-to-troubleshoot-online-endpoints#http-status-codes\n'

function mask(text: string): string {
  return text
    .replaceAll(/[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[\da-f]{4}-[\da-f]{12}/g, '<uuid>')
    .replaceAll(/\b(req|msg|resp|rs|fc)_[\da-f]{20,}/g, '$1_<id>')
    .replaceAll(/x{100,}/g, (long) => `<${long.length} x>`)
    .replaceAll(
      /"(created|created_at|completed_at)":( ?)\d+/g,
      (_, name: string, space: string) => `"${name}":${space}0`,
    )
}
