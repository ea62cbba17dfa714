import { spawn } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const scripts = fileURLToPath(new URL('../../../scripts', import.meta.url))
const key = 'a-very-secret-key'

interface Ended {
  readonly code: number | null
  readonly output: string
}

function run(script: string, args: readonly string[]): Promise<Ended> {
  const child = spawn(process.execPath, [join(scripts, script), ...args], {
    env: { ...process.env, AZUREML_ENDPOINT_API_KEY: key },
  })
  let output = ''
  child.stdout.on('data', (text) => (output += text))
  child.stderr.on('data', (text) => (output += text))
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ code, output }))
  })
}

describe('pnpm new:formatter', () => {
  it.each([
    [[], 'The name is missing'],
    [['Phi'], '"Phi" is not a valid formatter name'],
    [['phi', '3'], '"phi 3" is not a valid formatter name'],
    [['../phi'], '"../phi" is not a valid formatter name'],
    [['phi_3'], '"phi_3" is not a valid formatter name'],
    [['openai'], 'packages/formatters-openai already exists. Choose another name'],
  ])('refuses %j', async (args, message) => {
    const { code, output } = await run('new-formatter.ts', args)
    expect([code, output]).toEqual([1, expect.stringContaining(message)])
  })
})

describe('pnpm record:exchange', () => {
  it.each([
    ['text/event-stream', `data: {"a":"${key}"}\n\ndata: [DONE]\n\n`, '"events": ['],
    ['application/json', JSON.stringify({ a: key, mail: 'me@firm.example', access_token: 'tok' }), '"response": {'],
  ])('prints an exchange of %s without secrets', async (type, answer, expected) => {
    const server = createServer((_request, response) => response.writeHead(200, { 'content-type': type }).end(answer))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const file = join(mkdtempSync(join(tmpdir(), 'exchange-')), 'request.json')
    writeFileSync(file, JSON.stringify({ messages: [], header: `Bearer ${key}` }))
    const { port } = server.address() as AddressInfo
    const { code, output } = await run('record-exchange.ts', [`http://127.0.0.1:${port}/score`, file])
    server.close()
    expect(code).toBe(0)
    expect(output).toContain(expected)
    expect(output).not.toMatch(/very-secret|firm\.example|"tok"/)
  })

  it('prints its usage', async () => {
    expect(await run('record-exchange.ts', [])).toEqual({ code: 1, output: expect.stringContaining('Usage:') })
  })
})
