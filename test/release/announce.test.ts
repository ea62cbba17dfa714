import { chmodSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FakeRegistry, startFakeRegistry } from './fake-registry.ts'
import { createWorkspace, type Workspace } from './workspace.ts'

// Stands in for GitHub's CLI: records each call, and remembers the releases and pull requests it was asked to create.
const gh = `#!/usr/bin/env node
const { appendFileSync, existsSync, readFileSync } = require('node:fs')
const words = process.argv.slice(2)
const calls = existsSync('gh-calls') ? readFileSync('gh-calls', 'utf8').trim().split('\\n').map((line) => JSON.parse(line)) : []
const made = calls.filter((call) => call[1] === 'create')
if (words[1] === 'view') process.exit(made.some((call) => call[2] === words[2]) ? 0 : 1)
if (words[1] === 'list') console.log(made.length > 0 ? '7' : '')
else appendFileSync('gh-calls', JSON.stringify(words) + '\\n')
`

let registry: FakeRegistry
let workspace: Workspace

beforeEach(async () => {
  registry = await startFakeRegistry()
  workspace = createWorkspace(registry.url)
  workspace.write('bin/gh', gh)
  chmodSync(join(workspace.root, 'bin/gh'), 0o755)
})

afterEach(async () => {
  workspace.remove()
  await registry.close()
})

function calls(): readonly (readonly string[])[] {
  const path = join(workspace.root, 'gh-calls')
  if (!existsSync(path)) return []
  return readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as string[])
}

describe('tag', () => {
  beforeEach(async () => {
    await workspace.pack('below')
    await workspace.run('npm', 'publish', './tarballs/test-below-1.0.0.tgz', '--access=public')
    const notes = '# @test/below\n\n## 1.0.0\n\n### Minor Changes\n\n- Something new.\n\n## 0.1.0\n\n- Something old.\n'
    workspace.write('packages/below/CHANGELOG.md', notes)
  })

  it('creates a release for each published version, with its notes, and none for the others', async () => {
    await workspace.release('tag.ts', 'abc')
    const tag = '@test/below@1.0.0'
    const notes = '### Minor Changes\n\n- Something new.'
    expect(calls()).toEqual([['release', 'create', tag, '--target', 'abc', '--title', tag, '--notes', notes]])
  })

  it('creates no release twice', async () => {
    await workspace.release('tag.ts', 'abc')
    await workspace.release('tag.ts', 'def')
    expect(calls()).toHaveLength(1)
  })
})

describe('pull-request', () => {
  const git = (...words: readonly string[]): Promise<string> =>
    workspace.run('git', '-c', 'user.name=x', '-c', 'user.email=x@example.org', ...words)

  beforeEach(async () => {
    await git('init', '--quiet', '--initial-branch=main')
    await git('init', '--quiet', '--bare', 'remote.git')
    await git('remote', 'add', 'origin', join(workspace.root, 'remote.git'))
    await git('add', 'packages')
    await git('commit', '--quiet', '--message=x')
    workspace.write('packages/below/package.json', { name: '@test/below', version: '1.1.0' })
    workspace.write('packages/below/CHANGELOG.md', '# @test/below\n\n## 1.1.0\n')
    await git('add', 'packages')
    workspace.write('version.patch', await git('diff', '--cached', '--binary'))
    await git('reset', '--quiet', '--hard')
  })

  it('pushes the patch as one commit, and opens a pull request that lists the versions', async () => {
    await workspace.release('pull-request.ts', 'version.patch')
    const files = await git(
      '-C',
      'remote.git',
      'diff',
      '--name-only',
      'changeset-release/main^',
      'changeset-release/main',
    )
    expect(files.trim().split('\n')).toEqual(['packages/below/CHANGELOG.md', 'packages/below/package.json'])
    const [[, verb, , base, , head, ...rest] = []] = calls()
    expect([verb, base, head]).toEqual(['create', 'main', 'changeset-release/main'])
    expect(rest.join('\n')).toContain('- `@test/below` 1.0.0 → 1.1.0\n')
    expect(rest.join('\n')).not.toContain('@test/above')
  })

  it('updates the open pull request', async () => {
    await workspace.release('pull-request.ts', 'version.patch')
    await git('reset', '--quiet', '--hard', 'HEAD^')
    await workspace.release('pull-request.ts', 'version.patch')
    expect(calls().map((call) => call.slice(0, 3))).toEqual([
      ['pr', 'create', '--base'],
      ['pr', 'edit', '7'],
    ])
  })
})
