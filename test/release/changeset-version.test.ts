import { execFileSync } from 'node:child_process'
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'

interface Manifest {
  readonly name: string
  readonly version?: string
  readonly private?: boolean
  readonly dependencies?: Readonly<Record<string, string>> | undefined
}

interface Versioned extends Pick<Manifest, 'name' | 'dependencies'> {
  readonly version: string | undefined
  readonly before: string | undefined
  readonly isPrivate: boolean | undefined
}

const root = join(import.meta.dirname, '../..')
const copy = mkdtempSync(join(tmpdir(), 'release-'))
const changeset = '.changeset/of-this-test.md'
let manifests: readonly Versioned[]

beforeAll(() => {
  const git = (...args: string[]): Buffer => execFileSync('git', args, { cwd: copy, stdio: 'pipe' })
  const files = ['package.json', 'pnpm-workspace.yaml', '.changeset/config.json', '.changeset/release-notes.mjs']
  const packages = globSync('{packages,apps,test}/*/package.json', { cwd: root }).concat('examples/package.json')
  const changesets = globSync('.changeset/*.md', { cwd: root })
  execFileSync('cp', ['--parents', ...files, ...packages, ...changesets, copy], { cwd: root })
  writeFileSync(join(copy, changeset), "---\n'@azureml-endpoints/core': minor\n---\n\nSomething new to a user.\n")
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  git('init', '--quiet', '--initial-branch=main')
  git('add', '--all', ':!node_modules')
  git('-c', 'user.name=x', '-c', 'user.email=x@example.org', 'commit', '--quiet', '--message=x')
  execFileSync(process.execPath, [join(root, 'node_modules/@changesets/cli/bin.js'), 'version'], {
    cwd: copy,
    stdio: 'pipe',
  })
  manifests = packages.map((path) => {
    const { name, version, private: isPrivate, dependencies } = read(join(copy, path))
    return { name, version, isPrivate, dependencies, before: read(join(root, path)).version }
  })
})

afterAll(() => rmSync(copy, { recursive: true }))

it('bumps core by what its changeset says, below 1.0.0 as above', () => {
  const core = manifests.find(({ name }) => name === '@azureml-endpoints/core')
  const [major, minor] = core?.before?.split('.').map(Number) ?? []
  expect(core?.version).toBe(`${major}.${(minor ?? 0) + 1}.0`)
})

it('bumps every public package that was never released to 0.1.0', () => {
  const fresh = manifests.filter(({ before, isPrivate }) => before === '0.0.0' && !isPrivate)
  expect(fresh.map(({ name, version }) => [name, version])).toEqual(fresh.map(({ name }) => [name, '0.1.0']))
})

it('leaves packages in each other’s ranges', () => {
  const versions = new Map(manifests.map(({ name, version }) => [name, version]))
  const ranges = manifests
    .filter(({ isPrivate }) => !isPrivate)
    .flatMap(({ name, dependencies = {} }) =>
      Object.entries(dependencies).map(([dependency, range]) => ({ name, dependency, range })),
    )
    .filter(({ dependency }) => versions.has(dependency))
  expect(ranges).not.toEqual([])
  expect(ranges.filter(({ dependency, range }) => range !== `^${versions.get(dependency)}`)).toEqual([])
})

it('leaves packages alone that are never published', () => {
  const changed = manifests.filter(({ isPrivate, version, before }) => isPrivate && version !== before)
  expect(changed).toEqual([])
})

it('writes release notes in the words of the changesets', () => {
  const notes = readFileSync(join(copy, 'packages/core/CHANGELOG.md'), 'utf8')
  expect(notes).toContain('### Minor Changes\n\n')
  expect(notes).toContain('- Something new to a user.\n')
  expect(notes).not.toMatch(/\b[0-9a-f]{7}:/)
  expect(existsSync(join(copy, changeset))).toBe(false)
})

function read(path: string): Manifest {
  return JSON.parse(readFileSync(path, 'utf8')) as Manifest
}
