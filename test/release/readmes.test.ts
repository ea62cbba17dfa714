// npm shows a package by its README alone: it has to say where the package runs, and where the documentation is.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { publicPackages } from '../../scripts/release/public-packages.ts'

const root = join(import.meta.dirname, '../..')
const packages = publicPackages(root)
const site = 'https://azureml-endpoints.github.io/azureml-endpoints/'

it.each(packages)('the README of $name says what it needs, and links to the documentation', ({ folder }) => {
  const readme = readFileSync(join(folder, 'README.md'), 'utf8')
  const { engines } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { engines: { node: string } }
  const line = readme.split('\n').find((one) => one.startsWith(`Node ${engines.node.replace('>=', '')} or later`)) ?? ''
  expect(line).toMatch(/TypeScript 5\.4 or later[^]*ES module/)
  const links = Array.from(line.matchAll(/\]\(([^)]+)\)/g), ([, link = '']) => link.slice(site.length))
  expect(links).toEqual(['', 'reference/support-matrix', 'start/troubleshooting'])
  expect(links.filter((link) => link !== '' && !existsSync(join(root, `docs/${link}.md`)))).toEqual([])
  expect(line).toBe(lineOf(packages[0]?.folder ?? ''))
})

function lineOf(folder: string): string | undefined {
  const readme = readFileSync(join(folder, 'README.md'), 'utf8')
  return readme.split('\n').find((one) => one.startsWith('Node '))
}
