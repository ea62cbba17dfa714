import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
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

it('keeps two exports to one file apart; the last to end remains', async () => {
  const path = join(folder, 'out')
  const [first, second] = [await LineFile.create(path), await LineFile.create(path)]
  for (const line of ['x\n', 'y\n']) {
    await first.write(`first ${line}`)
    await second.write(`second ${line}`)
  }
  await second.finish()
  expect(readFileSync(path, 'utf8')).toBe('second x\nsecond y\n')
  await first.finish()
  expect(readFileSync(path, 'utf8')).toBe('first x\nfirst y\n')
  expect(readdirSync(folder)).toEqual(['out'])
})

it.each([0o600, 0o640, 0o664, 0o666])('keeps the mode %o of the file that was there', async (mode) => {
  const path = join(folder, 'out')
  writeFileSync(path, 'old')
  chmodSync(path, mode)
  const file = await LineFile.create(path)
  for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(mode)
  await file.write('x\n')
  await file.finish()
  expect(statSync(path).mode & 0o777).toBe(mode)
})

it.each([
  ['a file', 'data/out', true],
  ['nothing yet', 'data/out', false],
  ['nothing yet, through another link', 'link2', false],
])('follows a link to %s', async (_, to, exists) => {
  mkdirSync(join(folder, 'data'))
  symlinkSync('data/out', join(folder, 'link2'))
  symlinkSync(to, join(folder, 'link'))
  if (exists) writeFileSync(join(folder, 'data/out'), 'old')
  const file = await LineFile.create(join(folder, 'link'))
  await file.write('x\n')
  await file.finish()
  expect(lstatSync(join(folder, 'link')).isSymbolicLink()).toBe(true)
  expect(lstatSync(join(folder, 'link2')).isSymbolicLink()).toBe(true)
  expect(readFileSync(join(folder, 'data/out'), 'utf8')).toBe('x\n')
  expect(readdirSync(join(folder, 'data'))).toEqual(['out'])
})

it('refuses a link to itself, and one into a folder that does not exist', async () => {
  symlinkSync('loop', join(folder, 'loop'))
  symlinkSync('none/out', join(folder, 'lost'))
  await expect(LineFile.create(join(folder, 'loop'))).rejects.toThrow('ELOOP')
  await expect(LineFile.create(join(folder, 'lost'))).rejects.toThrow('ENOENT')
  expect(readdirSync(folder)).toEqual(['loop', 'lost'])
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
