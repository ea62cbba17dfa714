// The examples that documents show are programs that a test runs.
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../markdown/documents.ts'
import type { Block } from '../markdown/markdown.ts'

/** What is wrong with the example that a block comes from. */
export function exampleFaults({ example, language }: Block): readonly string[] {
  const file = example?.replace(/#.*/, '')
  if (file === undefined) return []
  if (!existsSync(join(root, 'examples', file))) return [`There is no examples/${file}.`]
  return isRun(file) || !/^tsx?$/.test(language)
    ? []
    : [`No test runs examples/${file}. Add it to examples/test/examples.test.ts.`]
}

/** Whether a file is a test, is named by one, is part of an application that one starts, or is imported by an example. */
function isRun(file: string): boolean {
  const name = file.replace(/^.*\//, '')
  return (
    name.includes('.test.') ||
    /^(?:next|workflow-sdk)\//.test(file) ||
    tests.some((text) => text.includes(`${file}'`) || text.includes(`/${name}'`)) ||
    beginnings.some((beginning) => file.startsWith(beginning)) ||
    imports.has(name)
  )
}

const tests = globSync(['examples/**/test/*.ts', 'examples/**/*.test.ts', 'test/{durable,consumers,interop}/**/*.ts'], {
  cwd: root,
  exclude: ['**/node_modules/**', '**/.cache/**'],
}).map(read)

/** What the names of several files begin with, as in 'servers/hono-'. */
const beginnings = tests.flatMap((text) =>
  Array.from(text.matchAll(/'([a-z][\w-]*\/(?:[\w-]+-)?)'/g), ([, beginning = '']) => beginning),
)

/** The names of files that an example imports from its own folder. */
const imports: ReadonlySet<string> = new Set(
  globSync('examples/*/*.ts', { cwd: root }).flatMap((path) =>
    Array.from(read(path).matchAll(/from '\.\/([^']+)'/g), ([, name = '']) => name),
  ),
)

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}
