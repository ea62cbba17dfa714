import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect, it } from 'vitest'
import { missingDescriptions } from '../../scripts/descriptions/missing-descriptions.ts'
import { SourceModules } from '../../scripts/descriptions/source-modules.ts'

const root = mkdtempSync(join(tmpdir(), 'descriptions-'))
afterAll(() => rmSync(root, { recursive: true }))

/** One of each kind. Each doc comment starts with the name that is reported when it is taken away. */
const sample = `
import { Base } from '@test/base'
import { Foreign, type ForeignShape } from 'elsewhere'
import { type Imported } from './imported.ts'
/** Options: an interface. */
export interface Options extends Hidden {
  /** Options.plain: a property. @default 5 */
  readonly plain?: number
  /** Options.method: a method. */
  method(options: {
    /** Options.method.inline: a property of a parameter. */
    inline: string
  }): {
    /** Options.method.result: a property of a result. */
    result: string
  }
  /** Options(): a call signature. */
  (): void
  /** Optionsnew(): a construct signature. */
  new (): Options
  /** Options.nested: a property that holds an object. */
  nested: readonly {
    /** Options.nested.inner: a property of a nested object. */
    inner: string
  }[]
  /** Options.['quoted']: a computed name. */
  ['quoted']: Imported | undefined
  [index: string]: unknown
}
/** Hidden: not exported, but named by something that is. */
interface Hidden {
  /** Hidden.member: a member of it. */
  member: string
}
/** Choice: a union. */
export type Choice =
  | 'word'
  | {
      /** Choice.first: a member within a union. */
      first: string
    }
  | Readonly<{
      /** Choice.second: within type arguments. */
      second: string
    }>
/** overloaded: the first signature. */
export function overloaded(value: string): void
/** overloaded: the second signature. */
export function overloaded(value: number): void
export function overloaded(): void {}
/** plainFunction: a function. */
export function plainFunction(
  { a }: {
    /** plainFunction.a: of a destructured parameter. */
    a?: string
  } = {},
): void {
  const local = { undocumented: a }
  void local
}
/** constant: an object whose type is inferred. */
export const constant = {
  /** constant.key: one of its keys. */
  key: 'value',
} as const
/** annotated: its keys are those of its type. */
export const annotated: Readonly<Record<string, string>> = { key: 'value' }
/** arrow: a function as a constant. */
export const arrow = (options: {
  /** arrow.option: of its parameter. */
  option: string
}): void => void options
/** Unexported: a base class that is not exported. */
class Unexported {
  /** Unexported.inherited: what its subclasses inherit. */
  inherited = 1
}
/** Class: a class. */
export class Class extends Unexported {
  /** Class.field: a field. */
  readonly field: string = ''
  /** Class.shared: a static field. */
  static shared = 1
  /** Class.value: a getter, whose setter needs none. */
  get value(): number {
    return 1
  }
  set value(value: number) {}
  /** Class.overloaded: the first signature. */
  overloaded(value: string): void
  /** Class.overloaded: the second signature. */
  overloaded(value: number): void
  overloaded(): void {}
  override inherited = 2
  constructor(options: {
    /** Class.constructor.option: of the constructor's parameter. */
    option: string
  }) {
    super()
  }
  private hidden = 1
  protected shielded = 1
  #secret = 1
}
/** Derived: a class over that of another package. */
export abstract class Derived extends Base {
  override readonly described: string = ''
  /** Derived.open: an abstract method. */
  abstract open(): void
}
/** Adapter: a class over a foreign one. */
export class Adapter extends Foreign implements ForeignShape {
  /** Adapter.redeclared: a member of the foreign class. */
  override redeclared(options: { foreign: string }): void {}
}
/** renamed: exported under another name. */
const renamed = 1
export { renamed as another }
export { reexported } from './imported.ts'
export * from './star.ts'
export { Base } from '@test/base'
export { Foreign } from 'elsewhere'
`

const imported = `
/** Imported: reached through an import. */
export type Imported = {
  /** Imported.member: a member of it. */
  member: string
}
/** reexported: reached through a re-export. */
export const reexported = 1
const internal = { undocumented: 1 }
export const unreached = internal
`
const star = '/** starred: reached through a star. */\nexport const starred = 1\n'
const base = `
/** Base: a base class. */
export abstract class Base {
  /** Base.described: a member. */
  abstract readonly described: string
}
`
const files = {
  'packages/base/src/index.ts': base,
  'packages/sample/src/imported.ts': imported,
  'packages/sample/src/index.ts': sample,
  'packages/sample/src/star.ts': star,
}
type FileName = keyof typeof files

const comments = (Object.keys(files) as FileName[]).flatMap((file) =>
  [...files[file].matchAll(/\/\*\* (\S+): .*\*\//g)].map(([comment, name = '']) => ({ file, comment, name })),
)

function missingIn(changed: Partial<Record<FileName, string>> = {}): string[] {
  for (const [path, text] of Object.entries({ ...files, ...changed })) write(path, text)
  for (const name of ['base', 'sample']) write(`packages/${name}/package.json`, manifestOf(name))
  return missingDescriptions(new SourceModules(root), root)
}

function write(path: string, text: string): void {
  mkdirSync(join(root, dirname(path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

function manifestOf(name: string): string {
  const entry = { '@azureml-endpoints/source': './src/index.ts', default: './dist/index.js' }
  return JSON.stringify({ name: `@test/${name}`, exports: { '.': entry, './package.json': './package.json' } })
}

it('passes when everything that can be seen has a description', () => {
  expect(missingIn()).toEqual([])
})

it.each(comments)('reports $name when it lacks one', ({ file, comment, name }) => {
  const [before = '', after = ''] = files[file].split(comment)
  const line = before.split('\n').length
  const missing = missingIn({ [file]: before + after.trimStart() })
  expect(missing).toContain(`${file.split('/')[1]}: ${name} lacks a description (${file}:${line})`)
  const reported = missing.map((one) => one.split(' ')[1])
  // A base without a description has none to pass on.
  const heirs: Readonly<Record<string, string>> = {
    'Base.described': 'Derived.described',
    'Unexported.inherited': 'Class.inherited',
  }
  expect(reported.filter((one) => one !== heirs[name])).toEqual([name])
  expect(reported).toHaveLength(name in heirs ? 2 : 1)
})

it.each([
  ['a tag alone', '/** @default 5 */'],
  ['an empty comment', '/** */'],
  ['a block comment', '/* A property. */'],
  ['a line comment', '// A property.'],
])('does not take %s for a description', (_, comment) => {
  const text = sample.replace(/\/\*\* Options\.plain.*\*\//, comment)
  expect(missingIn({ 'packages/sample/src/index.ts': text })).toEqual([
    expect.stringContaining('sample: Options.plain lacks a description'),
  ])
})

it('prints what is missing and fails', async () => {
  missingIn({ 'packages/sample/src/star.ts': 'export const starred = 1\n' })
  const script = join(import.meta.dirname, '../../scripts/check-descriptions.ts')
  const run = promisify(execFile)(process.execPath, [script, root], { timeout: 30_000 })
  const failure = await run.then(undefined, (error: unknown) => error)
  expect(failure).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('sample: starred lacks a description (packages/sample/src/star.ts:1)') as string,
  })
})
