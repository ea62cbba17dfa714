// The playground as npx runs it: from its tarball, in an empty folder, with a real browser.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium } from '../browser/chromium.ts'
import manifest from '../../packages/playground/package.json' with { type: 'json' }
import { makeProject, type Project, withOwnDependencies } from './project.ts'
import { type ServerProcess, startServer } from './server-process.ts'

let consumer: Project
let browser: Browser

beforeAll(async () => {
  const ours = withOwnDependencies([manifest.name])
  ;[consumer, browser] = await Promise.all([makeProject([...ours, 'node@22']), launchChromium()])
})
afterAll(() => Promise.all([browser.close(), consumer.remove()]))

const node = {
  'Node 24': () => process.execPath,
  'Node 22': () => join(consumer.folder, 'node_modules/node/bin/node'),
}

describe.each(Object.entries(node))('on %s', (name, executable) => {
  it('serves the page, and answers in it', async () => {
    const { url, log, end } = await startPlayground(executable())
    const page = await browser.newPage()
    const problems: string[] = []
    page.on('pageerror', ({ message }) => problems.push(message))
    page.on('console', (message) => void (message.type() === 'error' && problems.push(message.text())))
    await page.goto(url)
    await page.getByRole('textbox', { name: 'Message' }).fill('Which Node is this?')
    await page.keyboard.press('Enter')
    await page.getByRole('article', { name: 'Model message' }).getByText('Which Node is this?').waitFor()
    await page.close()
    expect(problems).toEqual([])
    expect(await end('SIGINT')).toBe(0)
    // Nothing but the address: no warning of Node, no error.
    expect(log()).toMatch(/^The playground is running at \S+ \(press Ctrl\+C to stop\)\.\n$/)
    expect(name).toContain(/^v(\d+)/.exec(await consumer.run(executable(), '--version'))?.[1])
  })
})

it('brings neither a bundler nor React along, and the licences of what the page contains', async () => {
  const modules = await readdir(join(consumer.folder, 'node_modules'))
  expect(modules.filter((name) => /^(vite|react|rolldown|esbuild)/.test(name) || name === '@mantine')).toEqual([])
  const folder = join(consumer.folder, 'node_modules', manifest.name, 'dist/public')
  expect(await readdir(folder)).toContain('third-party-notices.md')
})

it('has a page within its budget', async () => {
  // size-limit would bundle the page once more.
  const folder = join(consumer.folder, 'node_modules', manifest.name, 'dist/public/assets')
  const sizes = (await readdir(folder)).map(async (name) => gzipSync(await readFile(join(folder, name))).length)
  const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
  expect(total).toBeLessThan(620_000)
})

function startPlayground(executable: string): Promise<ServerProcess> {
  const command = join(consumer.folder, 'node_modules/.bin/azureml-endpoint-playground')
  const env = { PATH: process.env['PATH'] }
  return startServer({ executable, words: [command, '--port', '0'], cwd: consumer.folder, env }, /running at (\S+)/)
}
