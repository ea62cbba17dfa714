import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterEach, expect, it } from 'vitest'
import { type RawServer, startRawServer } from './raw-server.ts'

let server: RawServer | undefined
afterEach(() => server?.close())

const answer = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}'

it('keeps no process that has nothing more to do', async () => {
  server = await startRawServer(() => [answer])
  const program = `
    import { nodeFetch } from '@azureml-endpoints/node-transport'
    await (await nodeFetch('${server.url}')).text()
    const end = performance.now()
    process.on('exit', () => console.log(performance.now() - end))`
  expect(Number(await printedBy(program))).toBeLessThan(1000)
})

it('loads the modules of Node when they are first needed', async () => {
  server = await startRawServer(() => [answer])
  const program = `
    const before = new Set(process.moduleLoadList)
    const added = () => process.moduleLoadList.filter((name) => !before.has(name) && /(_http_client|https)$/.test(name))
    const { nodeFetch } = await import('@azureml-endpoints/node-transport')
    const imported = added()
    await (await nodeFetch('${server.url}')).text()
    console.log(JSON.stringify([imported, added()]))`
  const [imported, called] = JSON.parse(await printedBy(program)) as [string[], string[]]
  expect(imported).toEqual([])
  expect(called).toEqual(['NativeModule _http_client'])
})

it('does not load undici for a response', async () => {
  server = await startRawServer(() => [answer])
  const program = `
    import { nodeFetch } from '@azureml-endpoints/node-transport'
    const { status, headers, body } = await nodeFetch('${server.url}', { method: 'POST', headers: { 'x-a': 'b' }, body: '{}' })
    for await (const bytes of body) void bytes
    await (await nodeFetch('${server.url}')).json()
    console.log(status, [...headers].length, process.moduleLoadList.some((name) => name.endsWith('undici/undici')))`
  expect(await printedBy(program)).toBe('200 2 false\n')
})

it('works where the global setImmediate is missing, as in Jest with jsdom', async () => {
  server = await startRawServer(() => [answer])
  const program = `
    delete globalThis.setImmediate
    const { nodeFetch } = await import('@azureml-endpoints/node-transport')
    for (let call = 0; call < 3; call += 1) console.log(await (await nodeFetch('${server.url}')).text())`
  expect(await printedBy(program)).toBe('{}\n{}\n{}\n')
  expect(server).toMatchObject({ arrivals: 3, connections: 1 })
})

/** Runs a program in a process of its own, and returns what it printed. */
async function printedBy(program: string): Promise<string> {
  const words = ['--conditions=@azureml-endpoints/source', '--input-type=module', '--eval', program]
  return (await promisify(execFile)(process.execPath, words, { cwd: import.meta.dirname })).stdout
}
