import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect, it } from 'vitest'
import { publicPackages } from '../../scripts/release/public-packages.ts'
import { tarballOf } from '../../scripts/release/tarball.ts'

const run = promisify(execFile)
const root = join(import.meta.dirname, '../..')
const licence = readFileSync(join(root, 'LICENSE'), 'utf8')
const packages = publicPackages(root)
const target = mkdtempSync(join(tmpdir(), 'tarballs-'))

afterAll(() => rmSync(target, { recursive: true }))

it('finds the packages that are published, each after those it depends on', () => {
  const names = packages.map(({ name }) => name)
  expect(names.indexOf('@azureml-endpoints/core')).toBe(0)
  expect(names).toContain('@azureml-endpoints/node-transport')
  expect(names).not.toContain('@azureml-endpoints/formatter-template')
})

it.each(packages)('packs $name with its licence, outside the workspace too', async (item) => {
  // Alone in a folder, where no packer can take the licence from the root.
  const copy = join(target, basename(item.folder))
  cpSync(item.folder, copy, { recursive: true, filter: (path) => !/\/(node_modules|dist|test)$/.test(path) })
  await run('npm', ['pack', '--ignore-scripts', `--pack-destination=${target}`], { cwd: copy })
  const { stdout } = await run('tar', ['-xzOf', tarballOf(item, target), 'package/LICENSE'])
  expect(stdout).toBe(licence)
})

it('packs with pnpm what a release is allowed to publish', async () => {
  await run(process.execPath, ['scripts/package-docs.ts'], { cwd: root }) // as the build does
  await run('pnpm', ['--filter', './packages/*', 'pack', '--out', join(target, 'pnpm/%s-%v.tgz')], { cwd: root })
  expect(packages.map((item) => basename(tarballOf(item, join(target, 'pnpm'))))).toHaveLength(packages.length)
})

it('packs the page of the AI SDK with its package, readable outside the repository', async () => {
  const item = packages.find(({ name }) => name === '@azureml-endpoints/ai-sdk-provider')!
  const tarball = tarballOf(item, join(target, 'pnpm'))
  const { stdout } = await run('tar', ['-xzOf', tarball, 'package/docs/azure-ml.md'])
  expect(stdout).toMatch(/^---\ntitle: .+\ndescription: .+\n---\n\n# Azure Machine Learning/)
  const prose = stdout.replaceAll(/^```[^]*?^```$/gm, '')
  expect(prose).not.toMatch(/<!--|\]\((?!https:)/)
  const linked = [...prose.matchAll(/\/blob\/main\/([^)#]+)/g)].map(([, path = '']) => path)
  expect(linked).toContain('docs/start/models.md')
  expect(linked.filter((path) => !existsSync(join(root, path)))).toEqual([])
  expect(stdout.match(/^```ts$/gm)).toHaveLength(
    readFileSync(join(root, 'docs/frameworks/ai-sdk.md'), 'utf8').match(/^```ts$/gm)!.length,
  )
})
