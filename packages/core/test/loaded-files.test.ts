import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

interface Report {
  /** The files of core that were loaded, without folder and extension. */
  readonly loaded: readonly string[]
  readonly error?: Readonly<Record<string, unknown>>
}

async function run(
  what: 'healthy' | 'failing' | 'missing' | 'missing and unreachable' | 'missing check',
  status = 429,
): Promise<Report> {
  const program = fileURLToPath(new URL('loaded-files-program.ts', import.meta.url))
  const options = ['--conditions=@azureml-endpoints/source', program, what, String(status)]
  const { stdout } = await promisify(execFile)(process.execPath, options)
  return JSON.parse(stdout)
}

/** What a call with text that succeeds does not need, by the start of its path. */
const onDemand = [
  'failures/failure',
  'failures/remed',
  'endpoint/token-authorization',
  'failures/connection-errors',
  'failures/body/failure-',
  'formatter/create-format-error',
  'formatter/family-advice',
  'formatter/model-families',
  'json/json-problem',
  'json/schema-structure',
  'operations/request-checks/check-',
  'operations/request-checks/unknown-fields',
  'operations/collected-chunks',
  'operations/embedding',
  'operations/rerank',
  'redaction/redact-cut',
  'redaction/redact-values',
]

it('a program whose calls succeed loads only what they need', async () => {
  const { loaded, error } = await run('healthy')
  expect(error).toBeUndefined()
  expect(loaded).toContain('http/exchange')
  expect(loaded.filter((file) => onDemand.some((start) => file.startsWith(start)))).toEqual([])
})

it('a failing call loads it', async () => {
  const { loaded, error } = await run('failing')
  expect(loaded).toContain('failures/failure')
  expect(error).toMatchObject({ status: 429, retryAfterMs: 7000, message: expect.stringContaining('Slow down.') })
})

it.each([
  [400, false],
  [404, false],
  [408, true],
  [424, false],
  [429, true],
  [499, false],
  [500, true],
  [503, true],
])(
  'a failure with status %i says what happened, and whether to try again (%s), without its description',
  async (status, retryable) => {
    const { loaded, error } = await run('missing', status)
    expect(loaded).not.toContain('failures/failure')
    expect(error).toMatchObject({ name: 'EndpointError', status, retryable })
    expect(error?.['message']).toMatch(
      new RegExp(
        `^The endpoint failed \\(HTTP ${status}\\): \\{"error":\\{"message":"Slow down."\\}\\}\\. There is no advice: .*EMFILE`,
      ),
    )
  },
)

it('a lost connection can be retried even if its description cannot be loaded', async () => {
  const { error } = await run('missing and unreachable')
  expect(error).toMatchObject({
    name: 'EndpointError',
    retryable: true,
    message: expect.stringMatching(/The connection failed\..*EMFILE/),
  })
})

it('a call that needs a file that cannot be loaded says so before the request', async () => {
  const { error } = await run('missing check')
  expect(error).toMatchObject({
    name: 'ConfigurationError',
    message: expect.stringMatching(/A file of @azureml-endpoints\/core could not be loaded: .*EMFILE.*Restart/),
  })
})
