import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { prepareEnvironment } from './environment.ts'
import { renderPage } from './page.ts'
import { findPython } from './python.ts'
import { startServer } from './server.ts'
import { startSupervised } from './supervised-process.ts'

const folder = mkdtempSync(join(tmpdir(), 'interop-'))
afterAll(() => rmSync(folder, { recursive: true }))

const server = (code: string) => ({
  counterpart: 'frame',
  name: 'server',
  command: process.execPath,
  words: (port: number) => ['-e', `const port = ${port}; ${code}`],
})

describe('a server', () => {
  it('is ready once it answers, and is gone once it is stopped', async () => {
    const running = await startServer(
      server(`setTimeout(() => require('http').createServer((q, s) => s.end('ok')).listen(port, '127.0.0.1'), 300)`),
    )
    expect(await (await fetch(running.url)).text()).toBe('ok')
    await running.stop()
    await expect(fetch(running.url)).rejects.toThrow('fetch failed')
  })

  it('that dies at start is named with its exit code and its last words, in one line', async () => {
    const dying = startServer(server(`console.error('No model.\\nGiving up.'); process.exit(7)`))
    await expect(dying).rejects.toThrow(/^server ended at start with exit code 7: Giving up\. \(Log: \S+server\.log\)$/)
  })

  it('that never answers is named with the time it had', async () => {
    const silent = startServer({ ...server(`setInterval(() => {}, 1000)`), startSeconds: 1 })
    await expect(silent).rejects.toThrow(/^server is not ready after 1 s: /)
  })

  it('gets another port if a program was quicker', async () => {
    const blocker = createServer((socket) => socket.end()).listen(0, '127.0.0.1')
    await once(blocker, 'listening')
    const taken = (blocker.address() as AddressInfo).port
    const asked: number[] = []
    const start = server('')
    const running = await startServer({
      ...start,
      words: (port) => {
        asked.push(port)
        const used = asked.length === 1 ? taken : port
        return ['-e', `require('http').createServer((q, s) => s.end('ok')).listen(${used}, '127.0.0.1')`]
      },
    })
    expect(asked).toHaveLength(2)
    await running.stop()
    blocker.close()
  })
})

describe('a process', () => {
  const family = `
    const child = require('child_process').spawn(process.execPath, ['-e', 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000)'])
    require('fs').writeFileSync(process.argv[1], String(child.pid))
    setInterval(() => {}, 1000)`
  const command = (file: string) => ({ command: process.execPath, words: ['-e', family, file], seconds: 30 })

  it('ends with everything that it started, even what ignores a termination signal', async () => {
    const file = join(folder, 'child')
    const running = startSupervised({ ...command(file), log: join(folder, 'log') })
    const child = await pidIn(file)
    await running.stop()
    expect(await hasEnded(child)).toBe(true)
  })

  it.each(['SIGKILL', 'SIGINT'] as const)('ends when the run is ended by %s', async (signal) => {
    const file = join(folder, signal)
    const program = join(folder, 'run.ts')
    const options = JSON.stringify({ ...command(file), log: join(folder, 'log') })
    writeFileSync(
      program,
      `import { startSupervised } from ${JSON.stringify(join(import.meta.dirname, 'supervised-process.ts'))}
       startSupervised(${options})
       setInterval(() => {}, 1000)`,
    )
    const run = spawn(process.execPath, [program])
    const child = await pidIn(file)
    run.kill(signal)
    expect(await hasEnded(child)).toBe(true)
  })

  it('ends when its time is up, and its log says so', async () => {
    const log = join(folder, 'late')
    const running = startSupervised({ ...command(join(folder, 'other')), seconds: 1, log })
    await running.exit
    expect(running.output()).toContain('The interop run ended this process after 1 s.')
  })
})

describe('an environment', () => {
  it('is refused in one line without Python, or with another one', async () => {
    const named = process.env['INTEROP_PYTHON']
    try {
      process.env['INTEROP_PYTHON'] = '/no/such/python'
      await expect(findPython()).rejects.toThrow(
        /^There is no Python 3\.11\. Install it, or name it in INTEROP_PYTHON\.$/,
      )
      const other = join(folder, 'python')
      writeFileSync(other, '#!/bin/sh\necho 3.8\n', { mode: 0o755 })
      process.env['INTEROP_PYTHON'] = other
      await expect(findPython()).rejects.toThrow(`There is no Python 3.11 (${other} is 3.8).`)
      writeFileSync(other, '#!/bin/sh\ncase "$*" in *pip*) exit 1;; *) echo 3.11;; esac\n')
      await expect(findPython()).rejects.toThrow('has no pip. Install python3-pip.')
      writeFileSync(other, '#!/bin/sh\ncase "$*" in *venv*) exit 1;; *) echo 3.11;; esac\n')
      await expect(findPython()).rejects.toThrow('has no module venv. Install python3-venv.')
    } finally {
      if (named === undefined) delete process.env['INTEROP_PYTHON']
      else process.env['INTEROP_PYTHON'] = named
    }
  })

  it('that cannot be made is explained in one line: no network, no such package', async ({ skip }) => {
    const python = await findPython().catch((error: Error) => skip(error.message))
    const requirements = join(folder, 'requirements.txt')
    writeFileSync(requirements, '--index-url http://127.0.0.1:9/simple\nno-such-package==1.0\n')
    const refused = prepareEnvironment('frame', requirements, python)
    await expect(refused).rejects.toThrow(
      /^pip cannot install its packages: the package index cannot be reached\. Check the network\. \(Log: \S+\)$/,
    )
    writeFileSync(requirements, '--no-index\nno-such-package==1.0\n')
    await expect(prepareEnvironment('frame', requirements, python)).rejects.toThrow(
      'No matching distribution found for no-such-package==1.0',
    )
  })
})

it('the page has a row, the lessons and the allowed differences of each counterpart', () => {
  const counterpart = { name: 'X', proves: 'it', taught: ['A.'], allowed: [{ difference: 'date', reason: 'time' }] }
  const page = renderPage([{ counterpart, version: '1.0', cases: 3, passed: 2 }])
  expect(page).toContain('| X | 1.0 | 3 | 2 | 1 | it |')
  expect(page).toContain('**X**\n\n- A.\n')
  expect(page).toContain('| X | date | time |')
})

async function pidIn(file: string): Promise<number> {
  for (let attempt = 0; attempt < 200; attempt++) {
    if (existsSync(file) && readFileSync(file, 'utf8') !== '') return Number(readFileSync(file, 'utf8'))
    await pause(50)
  }
  throw new Error('The process did not start.')
}

async function hasEnded(pid: number): Promise<boolean> {
  for (let attempt = 0; attempt < 100; attempt++) {
    try {
      process.kill(pid, 0)
    } catch {
      return true
    }
    await pause(50)
  }
  return false
}
