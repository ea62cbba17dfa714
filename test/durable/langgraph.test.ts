// examples/scale/langgraph-postgres.ts: an agent whose state is in a real PostgreSQL.
import { expect, it } from 'vitest'
import { useResource } from '../interop/frame/use.ts'
import { key, startCountingEndpoint } from './counting-endpoint.ts'
import { reportResumption, startExample } from './program.ts'
import { dump, query, startPostgres, urlOf } from './servers/postgres.ts'

const postgres = useResource(startPostgres, (server) => server.stop())
const question = 'How warm is it in Oslo?'

it.each([
  ['the first model call', question, { [question]: 2, tool: 1, '18 degrees': 1 }],
  ['a tool', 'tool', { [question]: 1, tool: 2, '18 degrees': 1 }],
  ['the second model call', '18 degrees', { [question]: 1, tool: 1, '18 degrees': 2 }],
])('continues after kill -9 in %s, and repeats nothing else', async (place, text, asked) => {
  await using endpoint = await startCountingEndpoint()
  const database = place.replaceAll(' ', '_')
  await query(urlOf(postgres().port), `CREATE DATABASE ${database}`)
  const env = { ...endpoint.env, POSTGRES_URL: urlOf(postgres().port, database) }
  const interrupted = endpoint.hold(text)
  const first = startExample('scale/langgraph-postgres.ts', env)
  await first.killDuring(interrupted)
  const restarted = performance.now()
  const second = startExample('scale/langgraph-postgres.ts', env)
  expect(await second.succeed()).toBe('Answer to 18 degrees\n')
  reportResumption(`langgraph-postgres.ts, killed in ${place}`, restarted, endpoint.asked)
  expect(Object.fromEntries(endpoint.asked)).toEqual(asked)

  const stored = dump(postgres(), database)
  expect(stored).toContain(Buffer.from(question).toString('hex'))
  for (const form of [key, Buffer.from(key).toString('hex'), Buffer.from(key).toString('base64').slice(0, -3)]) {
    expect(stored).not.toContain(form)
  }
})
