import { cpSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type FakeRegistry, startFakeRegistry } from './fake-registry.ts'
import { createWorkspace, type Workspace } from './workspace.ts'

let registry: FakeRegistry
let workspace: Workspace

/** The packages are packed once: npm takes half a second for each. */
const packed = createWorkspace('http://127.0.0.1:9')
beforeAll(async () => {
  await packed.pack('above')
  await packed.pack('below')
})
afterAll(() => packed.remove())

beforeEach(async () => {
  registry = await startFakeRegistry()
  workspace = createWorkspace(registry.url)
  cpSync(join(packed.root, 'tarballs'), join(workspace.root, 'tarballs'), { recursive: true })
})

afterEach(async () => {
  workspace.remove()
  await registry.close()
})

const publish = (): Promise<string> => workspace.release('publish.ts', 'tarballs', '--access=public')

describe('publish', () => {
  it('publishes the tarballs as they are, each after those it depends on', async () => {
    await publish()
    expect([...registry.published.keys()]).toEqual(['@test/below@1.0.0', '@test/above@1.0.0'])
    const tarball = readFileSync(join(workspace.root, 'tarballs/test-above-1.0.0.tgz'))
    expect(registry.published.get('@test/above@1.0.0')?.equals(tarball)).toBe(true)
  })

  it('publishes nothing twice', async () => {
    await publish()
    registry.published.clear()
    expect(await publish()).toContain('Published nothing.')
    expect([...registry.published.keys()]).toEqual([])
  })

  it('publishes only the versions that are not on the registry', async () => {
    await publish()
    registry.published.clear()
    workspace.write('packages/below/package.json', { name: '@test/below', version: '1.1.0' })
    await workspace.pack('below')
    await publish()
    expect([...registry.published.keys()]).toEqual(['@test/below@1.1.0'])
  })

  it('stops at a package that is refused, and continues from there on the next run', async () => {
    registry.failures.set('@test/above', { method: 'PUT', status: 403 })
    await expect(publish()).rejects.toThrow('test-above-1.0.0.tgz could not be published')
    expect([...registry.published.keys()]).toEqual(['@test/below@1.0.0'])
    registry.failures.clear()
    await publish()
    expect([...registry.published.keys()]).toEqual(['@test/below@1.0.0', '@test/above@1.0.0'])
  })

  it.each([
    ['an install script', { scripts: { postinstall: 'true' } }, 'scripts'],
    ['another dependency', { dependencies: { '@test/below': '^1.0.0', other: '1.0.0' } }, 'dependencies'],
    ['another program', { bin: './other.js' }, 'bin'],
  ])('publishes nothing if a tarball has %s that was not committed', async (_, added, field) => {
    const manifest = JSON.parse(readFileSync(join(workspace.root, 'packages/above/package.json'), 'utf8')) as object
    workspace.write('packages/above/package.json', { ...manifest, ...added })
    await workspace.pack('above')
    workspace.write('packages/above/package.json', manifest)
    await expect(publish()).rejects.toThrow(`differs from the committed package.json in ${field}`)
    expect([...registry.published.keys()]).toEqual([])
  })

  it('publishes nothing if a tarball is missing', async () => {
    rmSync(join(workspace.root, 'tarballs/test-above-1.0.0.tgz'))
    await expect(publish()).rejects.toThrow('test-above-1.0.0.tgz is missing')
    expect([...registry.published.keys()]).toEqual([])
  })

  it('publishes nothing if the registry gives no clear answer', async () => {
    registry.failures.set('@test/above', { method: 'GET', status: 500 })
    await expect(publish()).rejects.toThrow('could not be asked for @test/above@1.0.0')
    expect([...registry.published.keys()]).toEqual([])
  })
})

describe('plan', () => {
  it('bumps versions while changesets are waiting, and asks the registry nothing', async () => {
    workspace.write('.changeset/one.md', '---\n---\n')
    registry.failures.set('@test/above', { method: 'GET', status: 500 })
    expect(await workspace.release('plan.ts')).toBe('next=version\n')
  })

  it('publishes once there are none, until everything is published', async () => {
    workspace.write('.changeset/README.md', 'About changesets.\n')
    expect(await workspace.release('plan.ts')).toBe('next=publish\n')
    await publish()
    expect(await workspace.release('plan.ts')).toBe('next=nothing\n')
  })
})
