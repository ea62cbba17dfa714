// examples/workflow-sdk, built by the Workflow SDK's own build tool, with its runs in a real PostgreSQL.
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { useResource } from '../interop/frame/use.ts'
import { key, startCountingEndpoint } from './counting-endpoint.ts'
import { reportResumption, root } from './program.ts'
import { dump, startPostgres, urlOf } from './servers/postgres.ts'
import { installWorkflowApp, runInApp, startWorkflowServer } from './workflow-app.ts'

const postgres = useResource(startPostgres, (server) => server.stop())
const app = useResource(async () => ({ folder: await installWorkflowApp() }))
const world = (): Record<string, string> => ({
  WORKFLOW_TARGET_WORLD: '@workflow/world-postgres',
  WORKFLOW_POSTGRES_URL: urlOf(postgres().port),
})

it('has types that check', () => {
  expect(runInApp(root, [join(root, 'node_modules/typescript/bin/tsc'), '-p', app().folder])).toBe('')
})

describe('built', () => {
  const built = useResource(async () => {
    const { folder } = app()
    runInApp(folder, ['node_modules/nitro/dist/cli/index.mjs', 'build'])
    runInApp(folder, ['node_modules/@workflow/world-postgres/bin/setup.js'], world())
    return { folder }
  })

  it.each([
    [
      'a step of its own',
      { documents: ['A', 'B', 'C'] },
      'B',
      { 'Summarize: A': 1, 'Summarize: B': 2, 'Summarize: C': 1 },
    ],
    ['the first model call of an agent', { question: 'How?' }, 'How?', { 'How?': 2, tool: 1, '18 degrees': 1 }],
    ['a tool of an agent', { question: 'How?' }, 'tool', { 'How?': 1, tool: 2, '18 degrees': 1 }],
    ['the second model call of an agent', { question: 'How?' }, '18', { 'How?': 1, tool: 1, '18 degrees': 2 }],
  ])('continues after kill -9 in %s, and repeats nothing else', async (place, input, text, asked) => {
    await using endpoint = await startCountingEndpoint()
    const env = { ...endpoint.env, ...world() }
    const interrupted = endpoint.hold(text)
    const first = await startWorkflowServer(built().folder, env)
    const id = await first.start(input)
    const failure = first.ended(id).then(() => Promise.reject(new Error(first.output())))
    await first.killDuring(Promise.race([interrupted, failure]))
    const restarted = performance.now()
    const second = await startWorkflowServer(built().folder, env)
    const { status, value } = await second.ended(id)
    reportResumption(`workflow-sdk, killed in ${place}`, restarted, endpoint.asked)
    expect([status, status === 'completed' ? '' : second.output()]).toEqual(['completed', ''])
    expect(JSON.stringify(value)).toContain('documents' in input ? 'Answer to Summarize: C' : 'Answer to 18 degrees')
    expect(Object.fromEntries(endpoint.asked)).toEqual(asked)
    await second.kill()
  })

  it('asks once for what the endpoint refuses', async () => {
    await using endpoint = await startCountingEndpoint()
    const server = await startWorkflowServer(built().folder, { ...endpoint.env, ...world() })
    const { status } = await server.ended(await server.start({ documents: ['poison'] }))
    expect(status).toBe('failed')
    expect(Object.fromEntries(endpoint.asked)).toEqual({ 'Summarize: poison': 1 })
  })

  it('keeps the key out of the database, which holds the prompts', () => {
    const stored = dump(postgres(), 'postgres')
    const hex = (text: string): string => Buffer.from(text).toString('hex')
    expect(stored).toContain(hex('How?'))
    expect(stored).toContain(hex('blue'))
    for (const form of [key, hex(key)]) expect(stored).not.toContain(form)
  })
})
