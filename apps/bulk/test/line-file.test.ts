import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { LineFile } from '../src/export/line-file.ts'

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'line-file-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

it('replaces the file that was there when it is complete, and not before', async () => {
  const path = join(folder, 'out')
  writeFileSync(path, 'old')
  const file = await LineFile.create(path)
  await file.write(`${'x'.repeat(300_000)}\n`)
  expect(readFileSync(path, 'utf8')).toBe('old')
  await file.write('y\n')
  await file.finish()
  expect(readFileSync(path, 'utf8')).toBe(`${'x'.repeat(300_000)}\ny\n`)
  expect(readdirSync(folder)).toEqual(['out'])
})

it('leaves nothing behind when it is discarded', async () => {
  const file = await LineFile.create(join(folder, 'out'))
  await file.write('x\n')
  await file.discard()
  expect(readdirSync(folder)).toEqual([])
})

it('writes to a device without replacing it', async () => {
  const file = await LineFile.create('/dev/null')
  await file.write('x\n')
  await file.finish()
  expect(statSync('/dev/null').isCharacterDevice()).toBe(true)
})

it.each([
  ['a folder', 'folder', 'EISDIR'],
  ['a file in no folder', 'none/out', 'ENOENT'],
])('refuses %s', async (_, name, reason) => {
  mkdirSync(join(folder, 'folder'))
  await expect(LineFile.create(join(folder, name))).rejects.toThrow(reason)
})
