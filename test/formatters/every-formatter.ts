import { globSync } from 'node:fs'
import { join } from 'node:path'
import { ContentFormatterBase } from '../../packages/core/src/index.ts'

/** A formatter's class, as its package exports it. */
export type FormatterClass = new () => ContentFormatterBase

/** Returns the formatters that the packages export, each under its name. */
export async function everyFormatter(): Promise<ReadonlyMap<string, FormatterClass>> {
  const root = join(import.meta.dirname, '../..')
  const found = new Map<string, FormatterClass>()
  for (const file of globSync('packages/formatter*/src/index.ts', { cwd: root })) {
    const exported = (await import(join(root, file))) as Readonly<Record<string, unknown>>
    for (const [name, value] of Object.entries(exported)) if (isFormatter(value)) found.set(name, value)
  }
  return found
}

function isFormatter(value: unknown): value is FormatterClass {
  return typeof value === 'function' && value.prototype instanceof ContentFormatterBase
}
